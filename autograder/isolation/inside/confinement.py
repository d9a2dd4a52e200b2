"""What the fork server puts around itself, and around each of its children: walls, tried before they are relied on."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
import sysconfig
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from . import identity, landlock, namespaces, seccomp
from .syscalls import PR_SET_PDEATHSIG, NoWall, prctl

# What parts of the standard library are linked with, and load when they are first imported.
LINKED = {f"lib{name}" for name in "bz2 crypto expat ffi lzma mpdec sqlite3 ssl uuid z".split()}
SCRATCH_BYTES = 64 << 20
THREADS = 16  # of a child, its server and the child that waits
# A user whom nobody else is: of those that systemd, too, gives to one service at a time.
STRANGER = 61184 + os.getpid() % 4000


class Confinement:
    """The walls around this process and its children.

    Parameters
    ----------
    folder : str
        Made for children to write to, where namespaces give them no memory for it.

    Attributes
    ----------
    walls : list of str
        The names of the walls that are up.
    scratch : str
        Where children may write.

    Raises
    ------
    OSError
        If this machine has no Landlock or no seccomp: the others are a second wall, these two must stand.
    """

    def __init__(self, folder: str) -> None:
        machine = check_machine()
        be_the_first_to_go()
        readable, tasks_before, was_root = what_may_be_read(), tasks_of(os.geteuid()), os.geteuid() == 0
        self.walls = ["landlock", "seccomp", "limits"]
        self.scratch = folder
        self.enter_namespaces(readable)
        self.change_identity(readable)
        if self.scratch == folder:
            os.mkdir(folder, 0o700)
        os.environ.update(HOME=self.scratch, TMPDIR=self.scratch)
        os.chdir(self.scratch)
        self.give_up_rights(readable)
        # The system counts a user's tasks. A user of our own has none but ours; of root it counts nothing.
        is_ours = "identity" in self.walls or ("namespaces" in self.walls and not was_root)
        self.tasks = THREADS + (0 if is_ours else tasks_before)
        self.scope = landlock.Scope()
        self.filter = seccomp.Filter(seccomp.child_filter(machine, allow_threads=os.geteuid() != 0))
        seccomp.Filter(seccomp.server_filter(machine)).install()

    def enter_namespaces(self, readable: Readable) -> None:
        """Move to namespaces of our own, with a scratch folder in memory, where the machine allows it."""
        in_memory = "/scratch" if any(path.startswith("/tmp/") for path in readable.everything) else "/tmp"
        if try_namespaces(readable, in_memory):
            self.walls.insert(0, "namespaces")
            self.scratch = in_memory

    def change_identity(self, readable: Readable) -> None:
        """Where we are root, become another user, if there is one who may read what must be read."""
        stranger = readable_as(readable.folders) if os.geteuid() == 0 else None
        if stranger is None:
            return
        identity.drop_identity(stranger)
        self.walls.append("identity")
        if "namespaces" in self.walls:
            end_with_the_outer()  # again: changing identity has undone it

    def give_up_rights(self, readable: Readable) -> None:
        """Drop every capability, hide this process's memory, and keep the right to a few files and folders."""
        identity.drop_capabilities()
        identity.hide_memory()
        devices = [f"/dev/{name}" for name in ("null", "zero", "urandom")]
        landlock.confine_files([*readable.granted(), *devices], readable.folders, [self.scratch, "/dev/null"])

    def confine_child(self) -> None:
        """Put up what is a child's own: no new process, some threads, no signal to another, no server's business."""
        if os.getppid() != 1:  # with the first of a namespace goes everyone in it
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_NPROC, (self.tasks, self.tasks))
        self.scope.enter()
        self.filter.install(os.getpid())

    def prove(self) -> None:
        """Try in a child what must not work, and then what must.

        Raises
        ------
        NoWall
        """

        def break_out() -> None:
            self.confine_child()
            for act in (
                lambda: os.open("/etc/passwd", os.O_RDONLY),
                lambda: os.mkdir("/dev/shm/losslings"),
                lambda: os.kill(os.getppid(), 0),
                os.fork,
                socket.socket,
            ):
                try:
                    act()
                except OSError:
                    continue
                return
            os._exit(1)

        def do_what_students_do() -> None:
            self.confine_child()
            __import__("numpy.ctypeslib")  # read now for the first time
            __import__("zlib")  # linked with a library of the system
            "".encode("cp949")

        if ends_well(break_out):
            raise NoWall(0, "the walls are up, but they do not hold")
        if not ends_well(do_what_students_do):
            raise NoWall(0, "behind the walls numpy or the standard library cannot be read")


def check_machine() -> str:
    """Return the name of this machine's architecture, if strict isolation is possible on it.

    Raises
    ------
    NoWall
    """
    landlock.version()
    machine = os.uname().machine
    if machine not in seccomp.ARCHITECTURE:
        raise NoWall(0, f"seccomp: its rules are not known for {machine}")
    if len(os.listdir("/proc/self/task")) != 1:
        raise NoWall(0, "a library has started threads; a process with threads is not forked")
    return machine


def tasks_of(user: int) -> int:
    """Count the threads that a user has on this machine."""
    found = 0
    for process in os.scandir("/proc"):
        try:
            if process.name.isdigit() and process.stat().st_uid == user:
                found += len(os.listdir(f"{process.path}/task"))
        except OSError:  # it has ended
            continue
    return found


def be_the_first_to_go() -> None:
    """Have the system, when memory runs out, end children before the grader."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:  # no /proc: no matter
        pass


class Readable(NamedTuple):
    """What may be read.

    Parameters
    ----------
    folders : list of str
        The standard library.
    packages : list of str
        The packages that are loaded now, and what their programs are linked with.
    covered : list of str
        Folders in the standard library with packages that are not loaded: left out.
    links : dict of str to str
        Other paths by which these are known.
    """

    folders: list[str]
    packages: list[str]
    covered: list[str]
    links: dict[str, str]

    @property
    def everything(self) -> list[str]:
        return [*self.folders, *self.packages]

    def granted(self) -> list[str]:
        """List what to grant: not a folder that holds a covered one, for a grant reaches all the way down."""
        split = {os.path.dirname(folder) for folder in self.covered}
        parts = [entry.path for folder in split for entry in os.scandir(folder) if entry.path not in self.covered]
        return [*(path for path in self.everything if path not in split), *parts]


def what_may_be_read() -> Readable:
    named = list(dict.fromkeys(sysconfig.get_path(name) for name in ("stdlib", "platstdlib")))
    folders = list(dict.fromkeys(map(os.path.realpath, named)))
    covered = [f"{folder}/{name}" for folder in folders for name in ("site-packages", "dist-packages")]
    packages = {package for module in list(sys.modules.values()) if (package := package_of(module))}
    linked = dict(linked_libraries())
    links = {**{path: os.path.realpath(path) for path in named}, **linked}
    beside = [f"{package}.libs" for package in packages if os.path.isdir(f"{package}.libs")]
    return Readable(
        folders,
        [*sorted(packages), *sorted(beside), *sorted(set(linked.values()))],
        [folder for folder in covered if os.path.isdir(folder)],
        {path: real for path, real in links.items() if path != real},
    )


def package_of(module: Any) -> str:
    """Return the folder, or file, in site-packages that a loaded module is in; nothing for any other module."""
    file = os.path.realpath(getattr(module, "__file__", None) or "/")
    for parent in ("/site-packages/", "/dist-packages/"):
        before, found, after = file.partition(parent)
        if found:
            return f"{before}{parent}{after.partition('/')[0]}"
    return ""


def linked_libraries() -> Iterator[tuple[str, str]]:
    """Find the libraries of the system that the standard library is linked with: path, and what it is a link to."""
    architecture = sysconfig.get_config_var("MULTIARCH") or ""
    places = [f"{root}/{name}" for root in ("/lib", "/usr/lib") for name in ("", architecture)]
    for folder in dict.fromkeys(map(os.path.realpath, [*places, "/lib64", "/usr/lib64", f"{sys.base_prefix}/lib"])):
        if not os.path.isdir(folder):
            continue
        for entry in os.scandir(folder):
            if entry.name.partition(".so")[0] in LINKED and ".so" in entry.name:
                yield entry.path, os.path.realpath(entry.path)


def try_namespaces(readable: Readable, scratch: str) -> bool:
    """Move to namespaces of our own, the first process in them: as root, or as the user that we are or become."""

    def enter() -> None:
        namespaces.enter_namespaces()
        namespaces.new_root(readable.everything, readable.covered, readable.links, scratch, SCRATCH_BYTES)

    def become_and_enter() -> None:
        identity.drop_identity(identity.NOBODY)
        enter()

    ways = [enter, become_and_enter] if os.geteuid() == 0 else [enter]
    way = next((way for way in ways if ends_well(way)), None)  # tried in a child: half of it could not be undone
    if way is None:
        return False
    way()
    inner = os.fork()
    if inner:  # stay, outside, for the grader to kill
        os.close(0)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]) & 0xFF)
    end_with_the_outer()
    return True


def end_with_the_outer() -> None:
    """End when the process outside the namespaces does: it is the one that the grader kills."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def ends_well(act: Callable[[], None]) -> bool:
    """Do something in a child, and tell whether it worked."""
    pid = os.fork()
    if pid == 0:
        try:
            act()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def readable_as(folders: list[str]) -> int | None:
    """Find a user that root can become who may read some folders: one of our own, else nobody."""

    def look(user: int) -> None:
        identity.drop_identity(user)
        for folder in folders:
            os.listdir(folder)

    return next((user for user in (STRANGER, identity.NOBODY) if ends_well(partial(look, user))), None)
