"""A wall of Linux: seccomp, the list of system calls that a process may make.

A filter is a small program that the kernel runs before each call: it loads the call's number and arguments, compares,
and returns what is to happen.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Sequence

from .syscalls import (
    AARCH64,
    ABSENT,
    ANYWHERE,
    CHECKED,
    LIBC,
    PR_GET_NAME,
    PR_SET_NAME,
    PR_SET_VMA,
    SECCOMP,
    SERVER_ONLY,
    X86_64,
    here,
    missing_wall,
    numbers,
)

LOAD, JUMP_EQUAL, JUMP_ABOVE, JUMP_ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ALLOW, KILL, REFUSE, NOT_THERE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
ARCHITECTURE = {X86_64: 0xC000003E, AARCH64: 0xC00000B7}
NUMBER, ARCH = 0, 4  # offsets in struct seccomp_data
CLONE_THREAD = 0x10000
ANY_PID = 0x7E57ED00  # stands for the number of the process that is bound
# Of fcntl: duplicate, descriptor and file flags, locks, a pipe's size. Not whom the kernel is to signal (F_SETOWN).
FCNTL, F_SETFL, O_ASYNC = (0, 1, 2, 3, 4, 5, 6, 7, 1030, 1032), 4, 0x2000
# Of ioctl: is it a terminal, its size, bytes waiting, (non-)blocking, close on exec.
TERMINAL_QUESTIONS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5451)


def instruction(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, operand & 0xFFFFFFFF)


def argument(index: int) -> int:
    """Return the offset of an argument's lower half, all that the kernel reads of an int."""
    return 16 + 8 * index


def when(number: int, *body: bytes) -> list[bytes]:
    """Run `body`, which must end in a return, for one system call."""
    return [instruction(JUMP_EQUAL, number, 0, len(body)), *body]


def one_of(index: int, values: Sequence[int]) -> list[bytes]:
    """Allow when an argument has one of some values."""
    tests = [instruction(JUMP_EQUAL, value, len(values) - i) for i, value in enumerate(values)]
    return [instruction(LOAD, argument(index)), *tests, instruction(RETURN, REFUSE), instruction(RETURN, ALLOW)]


def preamble(machine: str) -> list[bytes]:
    """Kill what calls by another architecture's numbers, and load the number."""
    lines = [instruction(LOAD, ARCH), instruction(JUMP_EQUAL, ARCHITECTURE[machine], 1), instruction(RETURN, KILL)]
    lines.append(instruction(LOAD, NUMBER))
    if machine == X86_64:  # the x32 numbers
        lines += [instruction(JUMP_ABOVE, 0x40000000, 0, 1), instruction(RETURN, KILL)]
    return lines


def server_filter(machine: str) -> bytes:
    """Compile what the fork server, and below it every child, may call at all: everything else is refused."""
    allowed = {**numbers(ANYWHERE, machine), **numbers(CHECKED, machine), **numbers(SERVER_ONLY, machine)}
    absent = numbers(ABSENT, machine).values()
    lines = preamble(machine)
    for number in absent:
        lines += when(number, instruction(RETURN, NOT_THERE))
    lines += [instruction(JUMP_EQUAL, number, len(allowed) - i) for i, number in enumerate(allowed.values())]
    return b"".join([*lines, instruction(RETURN, REFUSE), instruction(RETURN, ALLOW)])


def child_filter(machine: str, allow_threads: bool = True) -> bytes:
    """Compile what a child may not call in addition: no new process, no signal but to itself, no server's business."""
    checked = numbers(CHECKED, machine)
    flags = [  # O_RDONLY with O_TRUNC: old Landlock lets it empty a file that may only be read
        instruction(AND, os.O_ACCMODE | os.O_TRUNC), instruction(JUMP_EQUAL, os.O_TRUNC, 0, 1),
        instruction(RETURN, REFUSE), instruction(RETURN, ALLOW),
    ]  # fmt: skip
    thread = [instruction(JUMP_ANY_BIT, CLONE_THREAD, 1), instruction(RETURN, REFUSE), instruction(RETURN, ALLOW)]
    is_async = [
        instruction(LOAD, argument(1)), instruction(JUMP_EQUAL, F_SETFL, 0, 3),
        instruction(LOAD, argument(2)), instruction(JUMP_ANY_BIT, O_ASYNC, 0, 1), instruction(RETURN, REFUSE),
    ]  # fmt: skip
    lines = preamble(machine)
    for number in numbers(SERVER_ONLY, machine).values():
        lines += when(number, instruction(RETURN, REFUSE))
    lines += when(checked["clone"], *([instruction(LOAD, argument(0)), *thread] if allow_threads else thread[1:2]))
    lines += when(checked["openat"], instruction(LOAD, argument(2)), *flags)
    if machine == X86_64:
        lines += when(numbers(ANYWHERE, machine)["open"], instruction(LOAD, argument(1)), *flags)
    lines += when(checked["fcntl"], *is_async, *one_of(1, FCNTL))
    lines += when(checked["ioctl"], *one_of(1, TERMINAL_QUESTIONS))
    lines += when(checked["prctl"], *one_of(0, (PR_SET_NAME, PR_GET_NAME, PR_SET_VMA)))
    lines += when(checked["prlimit64"], *one_of(0, (0, ANY_PID)))
    for name in ("kill", "tgkill"):
        lines += when(checked[name], *one_of(0, (ANY_PID,)))
    return b"".join([*lines, instruction(RETURN, ALLOW)])


class Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


class Filter:
    """A compiled filter, complete but for a process's number: what is installed at every fork is made once."""

    def __init__(self, program: bytes) -> None:
        pid = struct.pack("I", ANY_PID)
        self.places = [place for place in range(4, len(program), 8) if program[place : place + 4] == pid]
        self.buffer = ctypes.create_string_buffer(program, len(program))
        self.program = Program(len(program) // 8, ctypes.addressof(self.buffer))
        operation, flags = 1, 1  # SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC
        self.arguments = [*map(ctypes.c_long, (here(SECCOMP), operation, flags)), ctypes.byref(self.program)]

    def install(self, pid: int = 0) -> None:
        """Bind this process, all its threads and whatever it starts, for good.

        Raises
        ------
        OSError
        """
        for place in self.places:
            struct.pack_into("I", self.buffer, place, pid)
        if LIBC.syscall(*self.arguments) != 0:  # above zero: the thread that cannot be bound
            raise missing_wall("seccomp")
