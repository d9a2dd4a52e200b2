"""A wall of Linux: Landlock, the files and folders that a process may open."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

from .syscalls import (
    ADD_RULE,
    CREATE_RULESET,
    LIBC,
    PR_SET_NO_NEW_PRIVS,
    RESTRICT_SELF,
    NoWall,
    call,
    missing_wall,
    prctl,
)

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in (7, 8, 13, 14, 15))
READ = READ_FILE | READ_DIR
WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
TCP, SCOPES = 3, 3  # bind and connect; abstract sockets and signals


def version() -> int:
    """Return the version of Landlock that this kernel speaks.

    Raises
    ------
    NoWall
    """
    try:
        return call(CREATE_RULESET, None, 0, 1)
    except OSError as error:
        raise NoWall(error.errno, f"Landlock: {error.strerror}") from error


def ruleset() -> int:
    """Make a set of rules that forbids everything Landlock knows: on files, of TCP, to other processes."""
    abi = version()
    known = (1 << 13) - 1
    for since, right in ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV)):
        known |= right if abi >= since else 0
    fields = [known, *([TCP] if abi >= 4 else []), *([SCOPES] if abi >= 6 else [])]
    attributes = struct.pack(f"{len(fields)}Q", *fields)
    return call(CREATE_RULESET, attributes, len(attributes), 0)


def allow(rules: int, path: str, rights: int) -> None:
    """Grant rights on a file, or on a folder and all below it."""
    abi = version()
    rights &= ~TRUNCATE if abi < 3 else ~0
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= ON_FILES
        call(ADD_RULE, rules, 1, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)


class Scope:
    """A set of rules that keeps signals and abstract sockets within the process that enters it."""

    def __init__(self) -> None:
        self.rules = -1
        if version() >= 6:
            attributes = struct.pack("3Q", 0, 0, SCOPES)
            self.rules = call(CREATE_RULESET, attributes, len(attributes), 0)
        self.arguments = [ctypes.c_long(value) for value in (RESTRICT_SELF, self.rules, 0)]

    def enter(self) -> None:
        """Bind this process, for good; where Landlock is too old, the filter of system calls stands alone.

        Raises
        ------
        NoWall
        """
        if self.rules < 0:
            return
        if LIBC.syscall(*self.arguments) != 0:
            raise missing_wall("Landlock")
        os.close(self.rules)


def confine_files(read: Iterable[str], listed: Iterable[str], write: Iterable[str]) -> None:
    """Let this process read some files and folders, list some folders, write to some, and nothing else."""
    rules = ruleset()
    for paths, rights in ((read, READ), (listed, READ_DIR), (write, WRITE)):
        for path in paths:
            allow(rules, path, rights)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    call(RESTRICT_SELF, rules, 0)
    os.close(rules)
