"""List what was handed in, file by file, out of a folder, a zip or a tar: what tools have made is left out first."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from autograder.judging.opening import NOT_FOLLOWED, UnreadableSubmission, entries_below, open_below
from autograder.translation import N_, Text

NOT_SUBMITTED = {"__pycache__", "__MACOSX", "node_modules", "site-packages", "dist-packages"}
SYSTEM_FILES = {"thumbs.db", "desktop.ini", "icon\r", "timestamp.txt"}
# A virtual environment: where pyvenv.cfg is, these folders beside it are its own. All folders of a conda one are.
VENV, CONDA = "pyvenv.cfg", "conda-meta"
OF_A_VENV = {"bin", "scripts", "lib", "lib64", "include", "share", "etc", "man", "doc"}


class Item(NamedTuple):
    """A file that was handed in.

    Parameters
    ----------
    path : str
        Within the submission, ``/`` between folders.
    read : callable
        Returns its first bytes, as many as it is told. It raises OSError or UnreadableSubmission.
    error : Text, optional
        Why it, or a folder of that path, cannot be read.
    """

    path: str
    read: Callable[[int], bytes] = lambda _: b""
    error: Text | None = None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def is_looked_into(name: str) -> bool:
    """Tell whether a file or folder may be a student's own, by its name."""
    lower = name.lower()
    return not (
        name.startswith(".")
        or name in NOT_SUBMITTED
        or lower in SYSTEM_FILES
        or lower.startswith("~$")  # an office program's lock
        or lower.endswith((".egg-info", ".dist-info"))
    )


def folder_items(folder: Path, root: Path) -> Iterator[Item]:
    """List the files below a folder, see `autograder.judging.opening.entries_below`.

    Raises
    ------
    UnreadableSubmission
        If there is too much.
    """
    for entry in entries_below(root, folder, is_looked_into, is_made_by_a_tool):
        path = entry.path.relative_to(folder).as_posix()
        if entry.error:
            yield Item(path, error=Text(entry.error))
        elif entry.kind == "link":
            if is_looked_into(entry.path.name):
                yield Item(path, error=Text(NOT_FOLLOWED))
        elif is_looked_into(entry.path.name):
            yield Item(path, reader_of(entry.path, root))


def is_made_by_a_tool(name: str, beside: Collection[str]) -> bool:
    """Tell whether a folder is a part of an environment, by its name and those of what lies beside it."""
    return CONDA in beside or (VENV in beside and name.lower() in OF_A_VENV)


def reader_of(path: Path, root: Path) -> Callable[[int], bytes]:
    """Return what reads the beginning of a file, see `Item`."""

    def read(limit: int) -> bytes:
        with opened(path, root) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise UnreadableSubmission(N_("{path}: not a regular file"), path=path)
            return stream.read(limit)

    return read


def opened(path: Path, root: Path | None) -> BinaryIO:
    """Open a file without following a link below `root` or waiting for a pipe.

    Raises
    ------
    UnreadableSubmission
    """
    try:
        return os.fdopen(open_below(root or path.parent, path), "rb")
    except OSError as error:
        reason = Text(error.strerror or "")
        raise UnreadableSubmission(N_("{path}: {error}"), path=path, error=reason) from error


def of_students(paths: Sequence[Sequence[str]]) -> list[bool]:
    """Tell of each path in an archive, given in parts, whether it may be a student's own file."""
    marks: dict[tuple[str, ...], set[str]] = {}
    for parts in paths:
        for i, part in enumerate(parts):
            if part in (VENV, CONDA):
                marks.setdefault(tuple(parts[:i]), set()).add(part)

    def is_own(parts: Sequence[str]) -> bool:
        return all(map(is_looked_into, parts)) and not any(
            is_made_by_a_tool(part, marks.get(tuple(parts[:i]), ())) for i, part in enumerate(parts[:-1])
        )

    return [bool(parts) and is_own(parts) for parts in paths]
