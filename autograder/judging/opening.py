"""Open what was handed in as it is read, following no link: a folder may have become one since it was listed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
FOLDER = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)


def open_below(root: Path, path: Path) -> int:
    """Open a file below a folder for reading, without waiting for a pipe.

    Parameters
    ----------
    root : Path
        An instructor's folder: it may be a link.
    path : Path
        Below it. No part of the way from `root` may be a link.

    Returns
    -------
    int
        A descriptor.

    Raises
    ------
    OSError
    """
    *folders, name = path.relative_to(root).parts
    if os.open not in os.supports_dir_fd:  # Windows
        if path.resolve() != root.resolve().joinpath(*folders, name):
            raise OSError(0, "a link", str(path))
        return os.open(path, FILE)
    here = os.open(root, FOLDER & ~os.O_NOFOLLOW)
    try:
        for folder in folders:
            before, here = here, os.open(folder, FOLDER, dir_fd=here)
            os.close(before)
        return os.open(name, FILE, dir_fd=here)
    finally:
        os.close(here)


def others_can_read(path: Path) -> bool:
    """Tell whether a file can be read by somebody else: they may, and so they may enter its folder."""
    if os.name != "posix" or not path.is_file():
        return False
    file, folder = path.stat().st_mode, path.resolve().parent.stat().st_mode
    return any(file & read and folder & enter for read, enter in OTHERS)


# Of the group, and of everybody.
OTHERS = (stat.S_IRGRP, stat.S_IXGRP), (stat.S_IROTH, stat.S_IXOTH)
