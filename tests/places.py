"""Places to run a command in: as another user, where namespaces are refused, on a kernel without Landlock."""

from __future__ import annotations

import sys
from pathlib import Path

ISOLATION = Path(__file__).parent.parent / "autograder" / "isolation"

# As in a container: no right to make namespaces, of no kind.
NO_NAMESPACES = ["unshare", "--user", "--map-root-user", "sh", "-c",
                 'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"', "sh"]  # fmt: skip
NO_CAPABILITIES = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--securebits=+noroot,+noroot_locked"]

# Answers "no such system call" to landlock_create_ruleset, and becomes the command.
OLD_KERNEL = f"""
import os, sys
sys.path.insert(0, {str(ISOLATION)!r})
import walls
deny = walls.when(walls.CREATE_RULESET, walls.instruction(walls.RETURN, walls.NOT_THERE))
lines = [*walls.preamble(os.uname().machine), *deny, walls.instruction(walls.RETURN, walls.ALLOW)]
walls.prctl(walls.PR_SET_NO_NEW_PRIVS, 1)
walls.Filter(b"".join(lines)).install()
os.execvp(sys.argv[1], sys.argv[1:])
"""

PLACES: dict[str, tuple[list[str], set[str]]] = {  # the command to put before another, and the walls that must be up
    "here": ([], {"namespaces", "landlock", "seccomp", "limits"}),
    "a-user": (["unshare", "--user", "--map-user=1000", "--map-group=1000"],
               {"namespaces", "landlock", "seccomp", "limits"}),
    "root-in-a-container": ([*NO_NAMESPACES, "setpriv", "--bounding-set=-sys_admin"],
                            {"landlock", "seccomp", "limits"}),
    "a-user-in-a-container": ([*NO_NAMESPACES, *NO_CAPABILITIES], {"landlock", "seccomp", "limits"}),
}  # fmt: skip
WITHOUT_LANDLOCK = [sys.executable, "-c", OLD_KERNEL]
