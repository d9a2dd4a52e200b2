"""The kernel's walls around a process, on Linux: namespaces, identity, Landlock, seccomp. No privilege is needed.

System calls are made through ctypes, so that nothing has to be installed: each wrapper is the call's own manual page in
one line. The fork server puts up what all of its children share once, and a child what is its own: see `server`.
It runs as a script in a clean interpreter, so this file imports nothing of the package.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long


class NoWall(OSError):
    """A wall that this machine does not have, or refuses; the message says which and why."""


def call(number: int, *arguments: Any) -> int:
    """Make a system call by its number: integers as longs, bytes and structures by address.

    Raises
    ------
    OSError
    """
    converted = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    result: int = LIBC.syscall(ctypes.c_long(number), *converted)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def prctl(option: int, *arguments: int) -> None:
    values = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    if LIBC.prctl(ctypes.c_int(option), *values) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 15, 16, 24, 38
PR_SET_VMA = 0x53564D41  # glibc names its arenas with it


def hide_memory() -> None:
    """Close ``/proc/<pid>/mem``, ``environ``, ``fd`` and ptrace of this process to others of the same user."""
    prctl(PR_SET_DUMPABLE, 0)


# ---------------------------------------------------------------- system calls by name

X86_64, AARCH64 = "x86_64", "aarch64"

# What a student's code may call: to compute, allocate, read what it may read, write to its scratch folder, use threads.
ANYWHERE = """
    read 0 63|write 1 64|readv 19 65|writev 20 66|pread64 17 67|pwrite64 18 68|lseek 8 62|close 3 57|dup 32 23
    dup3 292 24|fstat 5 80|newfstatat 262 79|statx 332 291|statfs 137 43|fstatfs 138 44
    faccessat 269 48|faccessat2 439 439|readlinkat 267 78|getcwd 79 17|chdir 80 49|fchdir 81 50
    getdents64 217 61|umask 95 166|mkdirat 258 34|unlinkat 263 35|renameat 264 38|renameat2 316 276
    ftruncate 77 46|fadvise64 221 223|fsync 74 82|fdatasync 75 83|flock 73 32
    copy_file_range 326 285|sendfile 40 71|pipe2 293 59|ppoll 271 73|pselect6 270 72|epoll_create1 291 20
    epoll_ctl 233 21|epoll_pwait 281 22|eventfd2 290 19|mmap 9 222|munmap 11 215|mprotect 10 226|mremap 25 216
    madvise 28 233|msync 26 227|brk 12 214|membarrier 324 283|exit 60 93|exit_group 231 94|futex 202 98
    set_tid_address 218 96|set_robust_list 273 99|rseq 334 293|sched_yield 24 124|sched_getaffinity 204 123
    sched_getparam 143 121|sched_getscheduler 145 120|sched_get_priority_max 146 125
    sched_get_priority_min 147 126|getpriority 140 141|getpid 39 172|gettid 186 178|getppid 110 173
    getuid 102 174|geteuid 107 175|getgid 104 176|getegid 108 177|getresuid 118 148|getresgid 120 150
    getgroups 115 158|getpgid 121 155|getsid 124 156|getrusage 98 165|times 100 153|sysinfo 99 179|uname 63 160
    getcpu 309 168|wait4 61 260|waitid 247 95|rt_sigaction 13 134|rt_sigprocmask 14 135|rt_sigreturn 15 139
    rt_sigpending 127 136|rt_sigtimedwait 128 137|rt_sigsuspend 130 133|sigaltstack 131 132
    restart_syscall 219 128|setitimer 38 103|getitimer 36 102|clock_gettime 228 113|clock_getres 229 114
    clock_nanosleep 230 115|nanosleep 35 101|gettimeofday 96 169|getrandom 318 278|open 2|stat 4|lstat 6
    access 21|readlink 89|getdents 78|mkdir 83|rmdir 84|unlink 87|rename 82|dup2 33|pipe 22|poll 7|select 23
    epoll_create 213|epoll_wait 232|alarm 37|pause 34|time 201|getpgrp 111|getrlimit 97|arch_prctl 158|creat 85
"""
# Allowed with some arguments only.
CHECKED = (
    "clone 56 220|fcntl 72 25|openat 257 56|ioctl 16 29|prctl 157 167|prlimit64 302 261|kill 62 129|tgkill 234 131"
)
# What the fork server needs, and no child after it.
SERVER_ONLY = """
    fork 57|vfork 58|recvmsg 47 212|sendmsg 46 211|recvfrom 45 207|sendto 44 206|close_range 436 436
    seccomp 317 277|landlock_restrict_self 446 446|setrlimit 160
"""
# glibc asks for these first and goes on without when they do not exist.
ABSENT = "clone3 435 435|openat2 437 437|fchmodat2 452 452"
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
OPEN_TREE, MOVE_MOUNT, MOUNT_SETATTR = 428, 429, 442
SECCOMP, CAPSET, PIVOT_ROOT = (317, 277), (126, 91), (155, 41)


def numbers(table: str, machine: str) -> dict[str, int]:
    """Read a table of system calls: by name, the number on x86_64 and, where it exists there, on aarch64."""
    rows = [entry.split() for line in table.splitlines() for entry in line.split("|") if entry.strip()]
    column = (X86_64, AARCH64).index(machine) + 1
    return {row[0]: int(row[column]) for row in rows if len(row) > column}


def here(pair: tuple[int, int]) -> int:
    """Choose the number of this machine."""
    return pair[platform.machine() == AARCH64]


# ---------------------------------------------------------------- seccomp

LOAD, JUMP_EQUAL, JUMP_ABOVE, JUMP_ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ALLOW, KILL, REFUSE, NOT_THERE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
ARCHITECTURE = {X86_64: 0xC000003E, AARCH64: 0xC00000B7}
NUMBER, ARCH = 0, 4  # offsets in struct seccomp_data
CLONE_THREAD = 0x10000
ANY_PID = 0x7E57ED00  # stands for the number of the process that is bound
# Of fcntl: duplicate, descriptor and file flags, locks, a pipe's size. Not whom the kernel is to signal (F_SETOWN).
FCNTL, F_SETFL, O_ASYNC = (0, 1, 2, 3, 4, 5, 6, 7, 1030, 1032), 4, 0x2000
TERMINAL_QUESTIONS = (
    0x5401,
    0x5413,
    0x541B,
    0x5421,
    0x5451,
)  # isatty, its size, bytes waiting, (non-)blocking, cloexec


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
            number = ctypes.get_errno()
            raise NoWall(number, f"seccomp: {os.strerror(number)}")


# ---------------------------------------------------------------- Landlock

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in (7, 8, 13, 14, 15))
READ = READ_FILE | READ_DIR
WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
TCP, SCOPES = 3, 3  # bind and connect; abstract sockets and signals


def landlock_abi() -> int:
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
    abi = landlock_abi()
    known = (1 << 13) - 1
    for since, right in ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV)):
        known |= right if abi >= since else 0
    fields = [known, *([TCP] if abi >= 4 else []), *([SCOPES] if abi >= 6 else [])]
    attributes = struct.pack(f"{len(fields)}Q", *fields)
    return call(CREATE_RULESET, attributes, len(attributes), 0)


def allow(rules: int, path: str, rights: int) -> None:
    """Grant rights on a file, or on a folder and all below it."""
    abi = landlock_abi()
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
        if landlock_abi() >= 6:
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
            number = ctypes.get_errno()
            raise NoWall(number, f"Landlock: {os.strerror(number)}")
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


# ---------------------------------------------------------------- identity

NOBODY = 65534


def drop_identity(user: int) -> None:
    """Become another user, and the group of the same number: from root, for good."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    prctl(PR_SET_DUMPABLE, 1)  # changing identity hides /proc/self, which making a user namespace needs


def drop_capabilities() -> None:
    """Give up every capability, and the way to regain one."""
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # beyond the last one, or no right to: then there is none to regain
            break
    call(here(CAPSET), struct.pack("Ii", 0x20080522, 0), bytes(24))


# ---------------------------------------------------------------- namespaces

NEW_MOUNT, NEW_UTS, NEW_IPC, NEW_USER, NEW_PID, NEW_NET = 0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 1 << 30
NAMESPACES = NEW_MOUNT | NEW_UTS | NEW_IPC | NEW_PID | NEW_NET
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE, MNT_DETACH = 2, 4, 8, 16384, 1 << 18, 2
READ_ONLY, NO_SUID, NO_DEVICES, EMPTY_PATH, RECURSIVE = 1, 2, 4, 4, 0x8000
AT_FDCWD = -100


def unshare(flags: int) -> None:
    if LIBC.unshare(ctypes.c_int(flags)) < 0:
        number = ctypes.get_errno()
        raise NoWall(number, f"namespaces: {os.strerror(number)}")


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
        number = ctypes.get_errno()
        raise NoWall(number, f"mount {target}: {os.strerror(number)}")


class Place(NamedTuple):
    """A file or folder of the machine, held open: to be mounted, read-only, where it was."""

    path: str
    is_folder: bool
    tree: int


def hold(path: str) -> Place:
    return Place(path, os.path.isdir(path), call(OPEN_TREE, AT_FDCWD, path.encode(), 1 | os.O_CLOEXEC | RECURSIVE))


def place(root: str, held: Place) -> None:
    """Mount a held folder or file below the new root."""
    target = root + held.path
    if not os.path.lexists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if held.is_folder:
            os.mkdir(target)
        else:
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY))
    call(MOVE_MOUNT, held.tree, b"", AT_FDCWD, target.encode(), EMPTY_PATH)
    os.close(held.tree)


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
    held = [hold(path) for path in read]
    devices = [hold(f"/dev/{name}") for name in ("null", "zero", "urandom")]
    root = "/tmp"  # any folder will do: what it hides is held already
    mount("tmpfs", root, MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for entry in held:
        place(root, entry)
        for folder in covered:
            if os.path.dirname(folder) == entry.path:
                mount("tmpfs", root + folder, MS_NOSUID | MS_NODEV, "size=1m,mode=755")
    for entry in held:
        seal(root + entry.path)
    for entry in devices:
        place(root, entry)
    for path, target in links.items():
        os.makedirs(os.path.dirname(root + path), exist_ok=True)
        os.symlink(target, root + path)
    os.mkdir(root + scratch)
    options = f"size={scratch_bytes},mode=1777,nr_inodes=4096"
    mount("tmpfs", root + scratch, MS_NOSUID | MS_NODEV | MS_NOEXEC, options)
    os.chdir(root)
    call(here(PIVOT_ROOT), b".", b".")
    if LIBC.umount2(b".", MNT_DETACH) < 0:
        number = ctypes.get_errno()
        raise NoWall(number, f"umount: {os.strerror(number)}")
    os.chdir("/")
    seal("/", recursive=False)
