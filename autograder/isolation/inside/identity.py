"""A wall of Linux: the user that a process is, its capabilities, and what others of that user see of it."""

from __future__ import annotations

import os
import struct

from .syscalls import CAPSET, PR_CAPBSET_DROP, PR_SET_DUMPABLE, call, here, prctl

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


def hide_memory() -> None:
    """Close ``/proc/<pid>/mem``, ``environ``, ``fd`` and ptrace of this process to others of the same user."""
    prctl(PR_SET_DUMPABLE, 0)
