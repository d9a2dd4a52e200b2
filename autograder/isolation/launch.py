"""Start a clean interpreter that runs nothing but `inside`; and what goes wrong with such a process, in words."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from autograder.isolation.import_path import import_path
from autograder.translation import N_, LosslingsError

if TYPE_CHECKING:
    from autograder.isolation.job import Library

HERE = Path(__file__).resolve().parent  # the folder that holds the package `inside`
# The package's folder comes after the standard library, so that neither it nor a library can replace a part of that.
# What is loaded before any student's code is kept compiled, which an installer may not have done, and is not searched
# for garbage: all of it stays.
START = "; ".join(
    (
        "import gc, sys",
        "gc.disable()",
        "sys.path += sys.argv[1:3]",
        "from inside.{module} import main",
        "sys.dont_write_bytecode = True",
        "gc.freeze()",
        "gc.enable()",
        "main()",
    )
)
START_SECONDS = 60.0  # to start an interpreter and import numpy, on the slowest machine
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# glibc would give memory back to the kernel after each call, and take it again before the next.
KEEP_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": "1000000000",
    "MALLOC_TRIM_THRESHOLD_": "1000000000",
    "MALLOC_TOP_PAD_": "8388608",
}
SAME_EVERYWHERE = {**ONE_THREAD, **KEEP_MEMORY, "PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C.UTF-8"}


class Gone(Exception):
    """The child ended, or said something that is no message."""


class IsolationFailed(LosslingsError):
    """The walls could not be set up: nothing was run."""


NO_TORCH = N_("torch is not installed here: pip install 'losslings[torch]'")
NOT_STARTED = N_("an isolated process could not be started; `losslings doctor` says what is missing")


def is_installed(library: Library) -> bool:
    """Tell whether a child would find a library, without importing it."""
    return PathFinder.find_spec(library, import_path()) is not None


def command(module: Literal["child", "server"], library: Library) -> list[str]:
    """Write the command that starts a module of `inside` in a clean interpreter.

    It is told where `inside` is, where numpy is (and with it torch), and the library that arrays are given in. With
    ``-I`` and ``-S`` it sees no variable, no folder and no package of anybody else's.
    """
    # Found, not imported: the child starts before we have numpy ourselves.
    numpy = PathFinder.find_spec("numpy", import_path())
    assert numpy is not None
    assert numpy.origin is not None
    site_packages = str(Path(numpy.origin).resolve().parent.parent)
    start = START.format(module=module)
    as_we_do = ["-B"] if sys.dont_write_bytecode else []
    return [sys.executable, "-I", "-S", *as_we_do, "-X", "utf8", "-c", start, str(HERE), site_packages, library]


def describe_status(status: int | None) -> str:
    """Name the signal or the exit status with which a child ended; nothing where it was still running."""
    if status is None:
        return ""
    with contextlib.suppress(ValueError):
        return signal.Signals(-status).name if status < 0 else f"exit status {status}"
    return f"status {status}"


def remove(folder: Path) -> None:
    """Remove a folder with all that was put into it: locked folders, and ones too deep for shutil."""
    if os.name != "posix":
        shutil.rmtree(folder, ignore_errors=True)
        return
    for step in (["rm", "-rf"], ["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
        if folder.exists():
            # Not from the working folder: PATH may say that programs lie there.
            subprocess.run([*step, "--", str(folder)], cwd="/", stderr=subprocess.DEVNULL, check=False)
