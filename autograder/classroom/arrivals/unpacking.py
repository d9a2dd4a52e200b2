"""Unpack the zip of a whole class into a private folder: bounded, and nothing outside of it is written."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from autograder.classroom.arrivals.arrival import LeftOut
from autograder.judging.archives import METHODS, DirectoryReader, real_name
from autograder.judging.items import NOT_SUBMITTED
from autograder.judging.opening import NOT_FOLLOWED, UnreadableSubmission, open_below
from autograder.translation import N_, Text

MAX_ENTRIES, MAX_DIRECTORY = 100_000, 16 << 20
MAX_ALL, MAX_FILE = 1 << 30, 64 << 20  # bytes, unpacked
MAX_DEPTH, MAX_NAME = 20, 240  # of a path; bytes of a name, of which most systems allow 255
HEAD = 4096  # bytes of what is only named, never read
NEVER_READ = {".png", ".jpg", ".jpeg", ".gif", ".heic", ".mp4", ".mov", ".avi", ".mp3", ".wav", ".npy", ".npz", ".pt"}
NEVER_READ |= {".pdf", ".doc", ".docx", ".odt", ".pptx", ".exe", ".dll", ".so", ".pkl", ".pth", ".parquet", ".h5"}
NOT_A_ZIP = N_(
    "{path}: cannot be read as a zip ({error}); download it again, or unpack it yourself and name the folder"
)
TOO_MANY = N_("{path}: more than {limit} entries; unpack it and name the folder")
TOO_LARGE = N_("{path}: more than {limit} MiB unpacked; unpack it and name the folder")
NO_SPACE = N_("{path}: cannot be unpacked in {folder} ({error}); unpack it where there is room, and name that folder")
NO_ROOM = {errno.ENOSPC, errno.EROFS, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
LARGE_FILE = N_("larger than 64 MiB")
ODD = N_("compressed in a way that is not read here")
UNWRITABLE = N_("cannot be unpacked here")


def unpack(path: Path, root: Path, folder: Path) -> list[LeftOut]:
    """Unpack a zip into a folder.

    Parameters
    ----------
    path : Path
    root : Path
        A folder above: no link below it is followed.
    folder : Path
        Private; other parts of the same download may have been unpacked into it.

    Returns
    -------
    list of LeftOut
        What is not unpacked, and why.

    Raises
    ------
    UnreadableSubmission
        If it is no zip, or more than any class.
    """
    left_out: list[LeftOut] = []
    left = MAX_ALL - sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    with opened(path, root) as archive:
        for entry, parts in entries(archive):
            if reason := why_not(entry):
                left_out.append(LeftOut(Path(*parts), reason))
                continue
            try:
                left -= write(archive, entry, folder.joinpath(*parts), left)
            except OSError as error:
                if error.errno in NO_ROOM:
                    why = Text(error.strerror or "")
                    raise UnreadableSubmission(NO_SPACE, path=path, folder=folder, error=why) from error
                left_out.append(LeftOut(Path(*parts), UNWRITABLE))
            if left < 0:
                raise UnreadableSubmission(TOO_LARGE, path=path, limit=MAX_ALL >> 20)
    return left_out


@contextmanager
def opened(path: Path, root: Path, directory: int = MAX_DIRECTORY) -> Iterator[zipfile.ZipFile]:
    """Open the zip of a class, whose directory has at most so many bytes.

    Raises
    ------
    UnreadableSubmission
    """
    try:
        with os.fdopen(open_below(root, path), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise UnreadableSubmission(N_("{path}: not a regular file"), path=path)
            bounded = DirectoryReader(stream, str(path))
            bounded.limit = directory
            archive = zipfile.ZipFile(bounded)
            if len(archive.infolist()) > MAX_ENTRIES:
                raise UnreadableSubmission(TOO_MANY, path=path, limit=MAX_ENTRIES)
            bounded.limit = MAX_ALL  # from now on files are read, and counted as they are
            yield archive
    except UnreadableSubmission:
        raise
    except Exception as error:  # zipfile raises its own errors, and those of zlib, struct and the system
        reason = Text(error.strerror) if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableSubmission(NOT_A_ZIP, path=path, error=reason) from error


def entries(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, list[str]]]:
    """Yield the entries that may be somebody's, with the names of a path that leads nowhere else."""
    for entry in archive.infolist():
        pieces = real_name(entry).replace("\\", "/").split("/")
        parts = [safe(piece) for piece in pieces if piece not in ("", ".", "..")]
        if ".git" in parts[1:]:  # that a folder is a clone is worth knowing, and no more
            parts = parts[: parts.index(".git") + 1]
        folders = parts if entry.is_dir() or parts[-1:] == [".git"] else parts[:-1]
        if parts and len(parts) <= MAX_DEPTH and not any(map(is_skipped, folders)) and not parts[-1].startswith("._"):
            yield entry, parts


def is_skipped(folder: str) -> bool:
    return folder in NOT_SUBMITTED or (folder.startswith(".") and folder != ".git")


def safe(piece: str) -> str:
    """Make one name of a path the name of a file: no NUL, no drive, not longer than a name may be."""
    name = piece.replace("\0", "_")
    name = name.replace(":", "_") if os.name == "nt" else name
    raw = name.encode("utf-8", "replace")
    if len(raw) <= MAX_NAME:
        return raw.decode("utf-8")
    suffix = Path(name).suffix.encode("utf-8", "replace")[:10]
    return (raw[: MAX_NAME - len(suffix)] + suffix).decode("utf-8", "ignore")


def why_not(entry: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return NOT_FOLLOWED
    if entry.is_dir():
        return ""
    if entry.compress_type not in METHODS:
        return ODD
    return LARGE_FILE if entry.file_size > MAX_FILE else ""


def write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Write an entry, and return how many bytes that took; what the zip says of its size is not believed."""
    if entry.is_dir() or target.name == ".git":
        target.mkdir(parents=True, exist_ok=True)
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    target = unused(target)
    size = HEAD if target.suffix.lower() in NEVER_READ else min(MAX_FILE, max(left, 0) + 1)
    written = 0
    with archive.open(entry) as source, target.open("xb") as stream:
        while written < size and (data := source.read(min(1 << 16, size - written))):
            stream.write(data)
            written += len(data)
    os.utime(target, (modified(entry), modified(entry)))
    return written


def unused(target: Path) -> Path:
    """Return a path that no other entry was written to, for a zip may hold one name twice."""
    names = (target.with_name(f"{target.stem} ({number}){target.suffix}") for number in count(1))
    return next(path for path in names if not path.exists()) if target.exists() else target


def modified(entry: zipfile.ZipInfo) -> float:
    """Return when an entry was changed, as far as a zip tells."""
    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
