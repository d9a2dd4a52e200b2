"""Write files that nobody else can read, whole or not at all; where it cannot be, name the file and the way out."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from autograder.translation import N_, LosslingsError, Text

NOT_WRITTEN = N_("{path}: cannot be written ({error}); {way_out}")
OTHERWISE = N_("what is graded is kept: mend that, then go on with --resume")
FULL = N_("what is graded is kept: make room on the disk, then go on with --resume")
VANISHED = N_("the folder is gone: make it again or name another one with -o, and grade again")
ANOTHER = N_("name another folder with -o, or let yourself write there; what is graded is kept, and --resume goes on")
WAYS_OUT = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), FULL),
    **dict.fromkeys((errno.ENOENT, errno.ESTALE), VANISHED),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR), ANOTHER),
}


class NotWritten(LosslingsError):
    """A file of results cannot be written."""


def append_to(path: Path, data: bytes) -> None:
    """Write to the end of a file: all, or nothing."""
    with written(path), private(path, "ab") as stream:
        size = stream.tell()
        try:
            stream.write(data)
            stream.flush()
        except OSError:
            with suppress(OSError):
                os.ftruncate(stream.fileno(), size)
            raise


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Name the file that cannot be written, and the way out.

    Raises
    ------
    NotWritten
    """
    try:
        yield
    except OSError as error:
        way_out = WAYS_OUT.get(error.errno or 0, OTHERWISE)
        raise NotWritten(NOT_WRITTEN, path=path, error=error.strerror or error, way_out=Text(way_out)) from error


def private(path: Path, mode: str) -> IO[Any]:
    """Open a file for writing that nobody else can read, whatever the folder lets others do."""
    encoding, newline = (None, None) if "b" in mode else ("utf-8", "")
    return open(path, mode, opener=of_its_owner, encoding=encoding, newline=newline)  # Path.open has no opener


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a draft to write to, which takes a file's place when it is whole; else nothing is left of it."""
    draft = path.with_name(path.name + ".new")
    try:
        yield draft
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def of_its_owner(path: str, flags: int) -> int:
    descriptor = os.open(path, flags, 0o600)
    if os.name == "posix":
        with suppress(PermissionError):  # somebody else's, in a shared folder: `grade` says who can read it
            os.fchmod(descriptor, 0o600)
    return descriptor
