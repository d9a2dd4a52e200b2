"""Open a zip or tar that a stranger made: what it says of itself is not believed, and what it may cost is bounded."""

from __future__ import annotations

import io
import stat
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from gzip import GzipFile
from typing import BinaryIO

from autograder.judging.items import Item, of_students
from autograder.judging.opening import NOT_FOLLOWED, UnreadableSubmission
from autograder.translation import N_, Text

MAX_ARCHIVE, MAX_ENTRIES = 1 << 30, 50_000  # an environment that is left out may have ten thousands
MAX_DIRECTORY = 8 << 20  # bytes: `zipfile` reads all of it first, and makes an object of each entry
MAX_UNPACKED = 256 << 20  # bytes of a tar: it has no directory, and is read from beginning to end
MAX_KEPT = 32 << 20  # bytes of a tar's files that are held in memory
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others are decompressed without a bound on memory
MANY = N_("{path}: more than {limit} entries; hand in your own files alone")
LARGE = N_("{path}: larger than {limit} MiB; hand in your own files alone")
ENCRYPTED = N_("locked with a password; hand it in without one")
ODD_METHOD = N_("compressed in a way that is not read here; hand in the files themselves")
DAMAGED = N_("{path}: damaged, or not what its name says ({error}); hand it in again")


def archive_items(stream: BinaryIO, path: str, limit: int) -> list[Item]:
    """List the files in an archive that may be a student's own, in its order; the last one of a name counts.

    Parameters
    ----------
    stream : file
        It stays open for as long as items are read.
    path : str
        What messages call it.
    limit : int
        Bytes of each file that are of interest.

    Raises
    ------
    UnreadableSubmission
    """
    try:
        stream.seek(0, io.SEEK_END)
        if stream.tell() > MAX_ARCHIVE:
            raise UnreadableSubmission(LARGE, path=path, limit=MAX_ARCHIVE >> 20)
        stream.seek(0)
        head = stream.read(262)
        stream.seek(0)
        is_tar = head.startswith(b"\x1f\x8b") or head[257:] == b"ustar"
        items = list(tar_items(stream, path, limit) if is_tar else zip_items(stream, path))
    except UnreadableSubmission:
        raise
    except Exception as error:  # zipfile and tarfile raise their own errors, and those of zlib and struct
        raise UnreadableSubmission(DAMAGED, path=path, error=error) from error
    return list({item.path: item for item in items}.values())


def safe_parts(name: str) -> list[str]:
    r"""Split a name in an archive into a path's parts: Windows writes ``\``; it stays within the archive."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    return ["outside", *(part for part in parts if part != "..")] if ".." in parts else parts


# ---------------------------------------------------------------- zip


def zip_items(stream: BinaryIO, path: str) -> Iterator[Item]:
    archive = open_zip(stream, path)
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith(("/", "\\"))]
    paths = [safe_parts(real_name(entry)) for entry in entries]
    for entry, parts, is_own in zip(entries, paths, of_students(paths), strict=True):
        if is_own:
            yield Item("/".join(parts), zip_reader(archive, entry), error_of(entry))


def open_zip(stream: BinaryIO, path: str) -> zipfile.ZipFile:
    """Open a zip, if it has a directory of reasonable size.

    Raises
    ------
    UnreadableSubmission
    """
    bounded = DirectoryReader(stream, path)
    archive = zipfile.ZipFile(bounded)
    if len(archive.infolist()) > MAX_ENTRIES:
        raise UnreadableSubmission(MANY, path=path, limit=MAX_ENTRIES)
    bounded.limit = sys.maxsize  # from now on files are read, and their reader counts
    return archive


def real_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name as it was meant: Korean Windows writes its own encoding, which a zip cannot tell."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def error_of(entry: zipfile.ZipInfo) -> Text | None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Text(NOT_FOLLOWED)
    if entry.flag_bits & 1:
        return Text(ENCRYPTED)
    return Text(ODD_METHOD) if entry.compress_type not in METHODS else None


def zip_reader(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        try:
            with archive.open(entry) as stream:
                return stream.read(limit)
        except Exception as error:
            raise UnreadableSubmission(DAMAGED, path=entry.filename, error=error) from error

    return read


class DirectoryReader(io.BufferedIOBase):
    """The file of a zip while `zipfile` looks for its directory, which it then reads in one go, whatever its size.

    What a zip says of the number of its entries may be a lie; the size that is read is the size that is read.
    """

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self.stream = stream
        self.path = path
        self.limit = MAX_DIRECTORY

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self.limit:
            raise UnreadableSubmission(MANY, path=self.path, limit=MAX_ENTRIES)
        return self.stream.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        return self.stream.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


# ---------------------------------------------------------------- tar


def tar_items(stream: BinaryIO, path: str, limit: int) -> Iterator[Item]:
    """Read a tar once, from beginning to end, and keep the beginnings of its files."""
    is_packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    unpacked = Unpacked(GzipFile(fileobj=stream) if is_packed else stream, path)
    found: list[tuple[list[str], Item]] = []
    left = MAX_KEPT
    with tarfile.open(fileobj=unpacked, mode="r|", errorlevel=1) as archive:
        for entry in archive:
            parts = safe_parts(entry.name)
            if len(found) >= MAX_ENTRIES:
                raise UnreadableSubmission(MANY, path=path, limit=MAX_ENTRIES)
            if entry.issym() or entry.islnk():
                found.append((parts, Item("/".join(parts), error=Text(NOT_FOLLOWED))))
            elif entry.isfile():
                part = archive.extractfile(entry)
                data = part.read(min(limit, left)) if part and of_students([parts])[0] else b""
                left -= len(data)
                error = None if left else Text(N_("more than {limit} MiB lie before it"), {"limit": MAX_KEPT >> 20})
                found.append((parts, Item("/".join(parts), beginning(data), error)))
    is_own = of_students([parts for parts, _ in found])
    yield from (item for (_, item), own in zip(found, is_own, strict=True) if own)


def beginning(data: bytes) -> Callable[[int], bytes]:
    return lambda limit: data[:limit]


class Unpacked(io.RawIOBase):
    """What a tar is read from: it ends with an error where a small file unpacks to more than is reasonable."""

    def __init__(self, stream: BinaryIO | GzipFile, path: str) -> None:
        self.stream = stream
        self.path = path
        self.left = MAX_UNPACKED

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        data = self.stream.read(size)
        self.left -= len(data)
        if self.left < 0:
            raise UnreadableSubmission(LARGE, path=self.path, limit=MAX_UNPACKED >> 20)
        return data
