"""Where the grader's processes look for modules: not in the working folder, where a student's `signal.py` may lie."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Where this package lies: a checkout may be the working folder, and then it is the grader's own.
OURS = Path(__file__).resolve().parent.parent.parent


def import_path() -> list[str]:
    """Return `sys.path` without the working folder and the relative entries of ``PYTHONPATH``.

    Python puts the working folder first under ``-m`` and ``-c`` and in a notebook, and for each empty entry of
    ``PYTHONPATH``; it makes relative entries absolute.
    """
    named = [Path(name) for name in os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    try:
        strange = {path.resolve() for path in (Path(), *named) if not path.is_absolute()} - {OURS}
    except FileNotFoundError:  # the working folder is gone: nothing can be imported from it
        strange = set()
    return [entry for entry in sys.path if Path(entry).is_absolute() and Path(entry).resolve() not in strange]


def leave_out_working_folder() -> None:
    """Let this process import nothing from the working folder from now on."""
    sys.path[:] = import_path()


@contextmanager
def working_folder_left_out() -> Iterator[None]:
    """Let this process import nothing from the working folder for a while: it is somebody else's process."""
    before = sys.path.copy()
    leave_out_working_folder()
    try:
        yield
    finally:
        sys.path[:] = before
