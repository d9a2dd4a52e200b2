"""System calls of Linux by number, made through ctypes, so that nothing has to be installed for the walls.

Each wrapper is the call's own manual page in one line.
"""

from __future__ import annotations

import ctypes
import os
import platform
from typing import Any

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long


class NoWall(OSError):
    """A wall that this machine does not have, or refuses; the message says which and why."""


def missing_wall(wall: str) -> NoWall:
    """Say which wall the last call of the C library failed to put up, and why."""
    number = ctypes.get_errno()
    return NoWall(number, f"{wall}: {os.strerror(number)}")


def last_error() -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))


def call(number: int, *arguments: Any) -> int:
    """Make a system call by its number: integers as longs, bytes and structures by address.

    Raises
    ------
    OSError
    """
    converted = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    result: int = LIBC.syscall(ctypes.c_long(number), *converted)
    if result < 0:
        raise last_error()
    return result


def prctl(option: int, *arguments: int) -> None:
    values = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    if LIBC.prctl(ctypes.c_int(option), *values) < 0:
        raise last_error()


PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 15, 16, 24, 38
PR_SET_VMA = 0x53564D41  # glibc names its arenas with it

# ---------------------------------------------------------------- tables: name, number on x86_64, number on aarch64

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
