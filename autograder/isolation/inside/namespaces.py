"""A wall of Linux: namespaces, a file system, processes and a network of one's own."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .syscalls import LIBC, MOUNT_SETATTR, MOVE_MOUNT, OPEN_TREE, PIVOT_ROOT, call, here, missing_wall

NEW_MOUNT, NEW_UTS, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 1 << 30
NAMESPACES = NEW_MOUNT | NEW_UTS | NEW_IPC | NEW_PID | NEW_NET
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE, MNT_DETACH = 2, 4, 8, 16384, 1 << 18, 2
READ_ONLY, NO_SUID, NO_DEVICES, EMPTY_PATH, RECURSIVE = 1, 2, 4, 4, 0x8000
AT_FDCWD = -100


def unshare(flags: int) -> None:
    if LIBC.unshare(ctypes.c_int(flags)) < 0:
        raise missing_wall("namespaces")


def enter_namespaces() -> None:
    """Leave the machine's network, processes, mounts and shared memory behind; as root with its own right.

    Raises
    ------
    NoWall
    """
    if os.geteuid() == 0:
        unshare(NAMESPACES)
        return
    user, group = os.geteuid(), os.getegid()
    unshare(NAMESPACES | NEW_USER)
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def mount(kind: str | None, target: str, flags: int, options: str = "") -> None:
    name = kind.encode() if kind else None
    if LIBC.mount(name, target.encode(), name, ctypes.c_ulong(flags), options.encode()) < 0:
        raise missing_wall(f"mount {target}")


class OpenTree(NamedTuple):
    """A file or folder of the machine, held open: it is mounted, read-only, where it was."""

    path: str
    is_folder: bool
    descriptor: int


def open_tree(path: str) -> OpenTree:
    descriptor = call(OPEN_TREE, AT_FDCWD, path.encode(), 1 | os.O_CLOEXEC | RECURSIVE)
    return OpenTree(path, os.path.isdir(path), descriptor)


def mount_tree(root: str, tree: OpenTree) -> None:
    """Mount an open file or folder below the new root."""
    target = root + tree.path
    if not os.path.lexists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if tree.is_folder:
            os.mkdir(target)
        else:
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY))
    call(MOVE_MOUNT, tree.descriptor, b"", AT_FDCWD, target.encode(), EMPTY_PATH)
    os.close(tree.descriptor)


def seal(path: str, recursive: bool = True) -> None:
    """Make a mount read-only: no programs with an identity of their own, no devices."""
    attributes = struct.pack("4Q", READ_ONLY | NO_SUID | NO_DEVICES, 0, 0, 0)
    call(MOUNT_SETATTR, AT_FDCWD, path.encode(), RECURSIVE if recursive else 0, attributes, len(attributes))


def new_root(
    read: Sequence[str], covered: Iterable[str], links: Mapping[str, str], scratch: str, scratch_bytes: int
) -> None:
    """Move to a file system of its own: what may be read, three devices, an empty folder in memory; nothing else.

    Parameters
    ----------
    read : sequence of str
        Real paths of files and folders, a folder before what lies in it.
    covered : iterable of str
        Folders in them that are shown empty.
    links : mapping of str to str
        Other paths by which what may be read is known, and where they lead.
    scratch : str
        The folder in memory, where nothing of what may be read is.
    scratch_bytes : int
        Its size.
    """
    mount(None, "/", MS_REC | MS_PRIVATE)
    trees = [open_tree(path) for path in read]
    devices = [open_tree(f"/dev/{name}") for name in ("null", "zero", "urandom")]
    root = "/tmp"  # any folder will do: what it hides is open already
    mount("tmpfs", root, MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for tree in trees:
        mount_tree(root, tree)
        for folder in covered:
            if os.path.dirname(folder) == tree.path:
                mount("tmpfs", root + folder, MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for tree in trees:
        seal(root + tree.path)
    for device in devices:
        mount_tree(root, device)
    for path, target in links.items():
        os.makedirs(os.path.dirname(root + path), exist_ok=True)
        os.symlink(target, root + path)
    os.mkdir(root + scratch)
    options = f"size={scratch_bytes},mode=1777,nr_inodes=4096"
    mount("tmpfs", root + scratch, MS_NOSUID | MS_NODEV | MS_NOEXEC, options)
    change_root(root)
    seal("/", recursive=False)


def change_root(root: str) -> None:
    """Make a folder the root of this process's file system, and let go of the old root."""
    os.chdir(root)
    call(here(PIVOT_ROOT), b".", b".")
    if LIBC.umount2(b".", MNT_DETACH) < 0:
        raise missing_wall("umount")
    os.chdir("/")
