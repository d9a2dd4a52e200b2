"""Places to run a command in: as another user, where namespaces are refused, on a kernel without Landlock."""

from __future__ import annotations

import sys
from pathlib import Path

ISOLATION = Path(__file__).parent.parent / "autograder" / "isolation"

# As in a container: no right to make namespaces, of no kind; as root, who can become no one else, and as a user.
LIMITED = 'echo {count} > /proc/sys/user/max_user_namespaces; exec "$@"'
MAPPED = ["unshare", "--user", "--map-root-user", "sh", "-c"]
ROOT_IN_A_CONTAINER = [*MAPPED, LIMITED.format(count=0), "sh", "setpriv", "--bounding-set=-sys_admin"]
A_USER = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
A_USER_IN_A_CONTAINER = [*MAPPED, LIMITED.format(count=1), "sh", *A_USER]

# Answers "no such system call" to landlock_create_ruleset, and becomes the command.
OLD_KERNEL = f"""
import os, sys
sys.path.insert(0, {str(ISOLATION)!r})
from inside import seccomp, syscalls
deny = seccomp.when(syscalls.CREATE_RULESET, seccomp.instruction(seccomp.RETURN, seccomp.NOT_THERE))
lines = [*seccomp.preamble(os.uname().machine), *deny, seccomp.instruction(seccomp.RETURN, seccomp.ALLOW)]
syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
seccomp.Filter(b"".join(lines)).install()
os.execvp(sys.argv[1], sys.argv[1:])
"""

ALL = {"namespaces", "landlock", "seccomp", "limits"}
PLACES: dict[str, tuple[list[str], set[str]]] = {  # the command to put before another, and the walls that must be up
    "here": ([], ALL),
    "a-user": (A_USER, ALL),
    "root-in-a-container": (ROOT_IN_A_CONTAINER, ALL - {"namespaces"}),
    "a-user-in-a-container": (A_USER_IN_A_CONTAINER, ALL - {"namespaces"}),
}
WITHOUT_LANDLOCK = [sys.executable, "-c", OLD_KERNEL]
