"""Open a zip that a stranger made: what it says of itself is not believed, and what it may cost is bounded."""

from __future__ import annotations

import io
import os
import stat
import sys
import zipfile
from pathlib import Path
from typing import BinaryIO

from autograder.judging.opening import NotRead
from autograder.translation import N_

MAX_ZIP, MAX_ENTRIES = 32 << 20, 3000
MAX_DIRECTORY = 2 << 20  # bytes: `zipfile` reads all of it first, and makes an object of each entry
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others are decompressed without a bound on memory
MANY = N_("{path}: more than {limit} entries")


def open_zip(path: Path, stream: BinaryIO) -> zipfile.ZipFile:
    """Open a zip, if it is a file of reasonable size with a directory of reasonable size.

    Raises
    ------
    NotRead
    """
    status = os.fstat(stream.fileno())
    if not stat.S_ISREG(status.st_mode):
        raise NotRead(N_("{path}: not a regular file"), path=path)
    if status.st_size > MAX_ZIP:
        raise NotRead(N_("{path}: larger than {limit} MiB"), path=path, limit=MAX_ZIP >> 20)
    bounded = DirectoryReader(stream, path)
    archive = zipfile.ZipFile(bounded)
    if len(archive.infolist()) > MAX_ENTRIES:
        raise NotRead(MANY, path=path, limit=MAX_ENTRIES)
    bounded.limit = sys.maxsize  # from now on files are read, and their reader counts
    return archive


class DirectoryReader(io.BufferedIOBase):
    """The file of a zip while `zipfile` looks for its directory, which it then reads in one go, whatever its size.

    What a zip says of the number of its entries may be a lie; the size that is read is the size that is read.
    """

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self.stream = stream
        self.path = path
        self.limit = MAX_DIRECTORY

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self.limit:
            raise NotRead(MANY, path=self.path, limit=MAX_ENTRIES)
        return self.stream.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        return self.stream.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True
