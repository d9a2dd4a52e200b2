"""Open and list what was handed in, following no link: what was a folder may have become one since it was listed."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from autograder.translation import N_, LosslingsError

FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
FOLDER = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)
HAS_DESCRIPTORS = os.open in os.supports_dir_fd and os.scandir in os.supports_fd  # not on Windows
MAX_ENTRIES, MAX_DEPTH = 10_000, 30  # files and folders of one submission: looked through in some tenths of a second
NOT_FOLLOWED = N_("a link, which is not followed")
TOO_MANY = N_("{path}: more than {limit} files and folders; hand in your own files alone")
TOO_DEEP = N_("folders nested too deep")


class UnreadableSubmission(LosslingsError):
    """What was handed in, or a part of it, cannot be read; the message says what, where and the way out."""


NotRead = UnreadableSubmission  # as a course calls it


class Entry(NamedTuple):
    """What lies in a folder; of a folder that cannot be listed, why."""

    path: Path
    kind: Literal["file", "folder", "link"]
    error: str = ""


def open_below(root: Path, path: Path, flags: int = FILE) -> int:
    """Open a file or folder below a folder for reading, without waiting for a pipe.

    Parameters
    ----------
    root : Path
        An instructor's folder: it may be a link.
    path : Path
        Below it, or `root` itself. No part of the way from `root` may be a link.
    flags : int
        `FILE` or `FOLDER`.

    Returns
    -------
    int
        A descriptor.

    Raises
    ------
    OSError
        Also where there is a link, see `NOT_FOLLOWED`.
    """
    parts = path.relative_to(root).parts
    if not HAS_DESCRIPTORS:
        if path.resolve() != root.resolve().joinpath(*parts):
            raise OSError(errno.ELOOP, NOT_FOLLOWED, str(path))
        return os.open(path, flags)
    here = os.open(root, flags if not parts else FOLDER & ~os.O_NOFOLLOW)
    for place, name in enumerate(parts, 1):
        before = here
        try:
            here = os.open(name, flags if place == len(parts) else FOLDER, dir_fd=before)
        except OSError as error:
            if is_link(name, before):
                raise OSError(errno.ELOOP, NOT_FOLLOWED, str(path)) from error
            raise
        finally:
            os.close(before)
    return here


def is_link(name: str, folder: int) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def entries_below(
    root: Path,
    folder: Path,
    is_entered: Callable[[str], bool],
    is_made_by_a_tool: Callable[[str, Collection[str]], bool] = lambda *_: False,
) -> Iterator[Entry]:
    """Yield files and links below a folder, by name, and those of a folder before those of the folders in it.

    Parameters
    ----------
    root : Path
        See `open_below`.
    folder : Path
        Below `root`, or `root` itself.
    is_entered : callable
        Tells by its name whether a folder is looked into.
    is_made_by_a_tool : callable
        Tells by a folder's name, and the names of all that lies beside it, whether it is left out all the same.

    Yields
    ------
    Entry
        With an error for each folder that cannot be listed.

    Raises
    ------
    UnreadableSubmission
        If there is too much.
    """
    yield from Listing(root, folder, is_entered, is_made_by_a_tool).entries(folder, None, MAX_DEPTH)


class Listing:
    """Lists what lies below a folder, and counts it."""

    def __init__(
        self,
        root: Path,
        folder: Path,
        is_entered: Callable[[str], bool],
        is_made_by_a_tool: Callable[[str, Collection[str]], bool],
    ) -> None:
        self.root, self.folder = root, folder
        self.is_entered, self.is_made_by_a_tool = is_entered, is_made_by_a_tool
        self.left = MAX_ENTRIES

    def entries(self, here: Path, parent: int | None, depth: int) -> Iterator[Entry]:
        """Yield what lies below `here`, which is opened from its parent's descriptor if there is one."""
        try:
            place = self.opened(here, parent)
        except OSError as error:
            yield Entry(here, "folder", error.strerror or str(error))
            return
        try:
            found = self.listed(here, place)
            yield from (entry for entry in found if entry.kind != "folder")
            names = {entry.path.name for entry in found}
            folders = [
                entry.path
                for entry in found
                if entry.kind == "folder"
                and self.is_entered(entry.path.name)
                and not self.is_made_by_a_tool(entry.path.name, names)
            ]
            if folders and not depth:
                yield Entry(here, "folder", TOO_DEEP)
                return
            for folder in folders:
                yield from self.entries(folder, place if isinstance(place, int) else None, depth - 1)
        finally:
            if isinstance(place, int):
                os.close(place)

    def opened(self, here: Path, parent: int | None) -> int | Path:
        if parent is not None:
            return os.open(here.name, FOLDER, dir_fd=parent)
        return open_below(self.root, here, FOLDER) if HAS_DESCRIPTORS else here

    def listed(self, here: Path, place: int | Path) -> list[Entry]:
        """List a folder by name.

        Raises
        ------
        UnreadableSubmission
        """
        with os.scandir(place) as entries:
            found = sorted(Entry(here / entry.name, kind_of(entry)) for entry in islice(entries, self.left + 1))
        self.left -= len(found)
        if self.left < 0:
            raise UnreadableSubmission(
                N_("{path}: more than {limit} files and folders; hand in your own files alone"),
                path=self.folder,
                limit=MAX_ENTRIES,
            )
        return found


def kind_of(entry: os.DirEntry[str]) -> Literal["file", "folder", "link"]:
    if entry.is_symlink():
        return "link"
    return "folder" if entry.is_dir(follow_symlinks=False) else "file"


def others_can_read(path: Path) -> bool:
    """Tell whether a file can be read by somebody else: they may, and so they may enter its folder."""
    if os.name != "posix" or not path.is_file():
        return False
    file, folder = path.stat().st_mode, path.resolve().parent.stat().st_mode
    return any(file & read and folder & enter for read, enter in OTHERS)


# Of the group, and of everybody.
OTHERS = (stat.S_IRGRP, stat.S_IXGRP), (stat.S_IROTH, stat.S_IXOTH)
