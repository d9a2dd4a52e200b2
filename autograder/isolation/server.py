"""The fork server: a clean process with numpy loaded, from which every child that runs a submission is forked.

Started as a script in a fresh interpreter (``python -I -S``), never forked from the grader, so that nothing of the
grader's is in its memory. It confines itself as far as its work allows, and each child the rest of the way; a child is
one process, talks to the grader alone, and is killed by its number. The server never runs, or reads, a student's code.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, sys.argv[1]]

import child  # type: ignore[import-not-found]  # noqa: E402
import walls  # type: ignore[import-not-found]  # noqa: E402

wire, np = child.wire, child.np

# What students import beside numpy. Not logging, which makes every fork a third slower.
PRELOADED = "cmath collections.abc dataclasses fractions heapq json statistics string traceback typing numpy.ma".split()
# What parts of the standard library are linked with, and load when they are first imported.
LINKED = {f"lib{name}" for name in "bz2 crypto expat ffi lzma mpdec sqlite3 ssl uuid z".split()}
SCRATCH_BYTES = 64 << 20
SWEEP_AT_MOST = 5000  # entries of a scratch folder; where more was left, a new server is faster
GRACE = 0.3  # seconds for a child that is ending to end: its own signal says more than ours


def main() -> None:
    """Build the walls, say which are up, and fork on demand until the grader is gone."""
    control = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    settings = receive(control)[0]
    try:
        load(settings["library"])
        child.limit_resources(child.SMALL)
        up, scratch = build_walls(settings["scratch"])
        del sys.path[:2]
        for name in ("child", "walls"):
            del sys.modules[name]  # a submission may have files of these names
        prove()
    except OSError as error:
        send(control, {"failed": f"{error.strerror or error}"})
        return
    send(control, {"walls": up})
    serve(control, scratch)


def load(library: str) -> None:
    """Import what the submissions will use, and use it once: what is loaded lazily is then shared too."""
    for name in PRELOADED:
        __import__(name)
    np.linalg.norm(np.ones((3, 3)) @ np.ones((3, 3)))
    if library == "torch":
        child.use_torch()


# ---------------------------------------------------------------- walls


def build_walls(folder: str) -> tuple[list[str], str]:
    """Confine this process, and with it every child.

    Parameters
    ----------
    folder : str
        Made for children to write to, where namespaces give them no memory for it.

    Returns
    -------
    up : list of str
        The names of the walls that are up.
    scratch : str
        Where children may write.

    Raises
    ------
    OSError
        If Landlock or seccomp is not to be had: the others are a second wall, these two must stand.
    """
    walls.landlock_abi()
    if os.uname().machine not in walls.ARCHITECTURE:
        raise walls.NoWall(0, f"seccomp: its rules are not known for {os.uname().machine}")
    if len(os.listdir("/proc/self/task")) != 1:
        raise walls.NoWall(0, "a library has started threads; a process with threads is not forked")
    be_the_first_to_go()
    readable = what_may_be_read()
    up = ["landlock", "seccomp", "limits"]
    scratch = "/scratch" if any(path.startswith("/tmp/") for path in readable.everything) else "/tmp"
    has_namespaces = try_namespaces(readable, scratch)
    if has_namespaces:
        up.insert(0, "namespaces")
    if os.geteuid() == 0 and may_be_read_by_nobody(readable.folders):
        walls.drop_identity()
        up.append("identity")
    if not has_namespaces:
        os.mkdir(folder, 0o700)
        scratch = folder
    os.environ.update(HOME=scratch, TMPDIR=scratch)
    os.chdir(scratch)
    walls.drop_capabilities()
    walls.hide_memory()
    devices = [f"/dev/{name}" for name in ("null", "zero", "urandom")]
    walls.confine_files([*readable.granted(), *devices], readable.folders, [scratch, "/dev/null"])
    of_a_child()
    walls.Filter(walls.server_filter(os.uname().machine)).install()
    return up, scratch


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
        if found and not file.startswith(HERE):
            return f"{before}{parent}{after.partition('/')[0]}"
    return ""


def linked_libraries() -> Iterator[tuple[str, str]]:
    """Find the libraries of the system that the standard library is linked with: path, and what it is a link to."""
    architecture = sysconfig.get_config_var("MULTIARCH") or ""
    places = [f"{root}/{name}" for root in ("/lib", "/usr/lib") for name in ("", architecture)]
    for folder in dict.fromkeys(map(os.path.realpath, [*places, "/lib64", "/usr/lib64", f"{sys.base_prefix}/lib"])):
        for entry in os.scandir(folder) if os.path.isdir(folder) else ():
            if entry.name.partition(".so")[0] in LINKED and ".so" in entry.name:
                yield entry.path, os.path.realpath(entry.path)


def try_namespaces(readable: Readable, scratch: str) -> bool:
    """Move to namespaces of our own, the first process in them: as root, or as the user that we are or become."""

    def enter() -> None:
        walls.enter_namespaces()
        walls.new_root(readable.everything, readable.covered, readable.links, scratch, SCRATCH_BYTES)

    def enter_as_nobody() -> None:
        walls.drop_identity()
        enter()

    ways = [enter, enter_as_nobody] if os.geteuid() == 0 else [enter]
    way = next((way for way in ways if ends_well(way)), None)  # tried in a child: half of it could not be undone
    if way is None:
        return False
    way()
    inner = os.fork()
    if inner:  # stay, outside, for the grader to kill
        os.close(0)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]) & 0xFF)
    walls.prctl(walls.PR_SET_PDEATHSIG, signal.SIGKILL)
    return True


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


def may_be_read_by_nobody(folders: list[str]) -> bool:
    def look() -> None:
        walls.drop_identity()
        for folder in folders:
            os.listdir(folder)

    return ends_well(look)


def prove() -> None:
    """Try in a child what must not work, and then what must.

    Raises
    ------
    NoWall
    """

    def break_out() -> None:
        confine()
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

    def work() -> None:
        confine()
        __import__("numpy.ctypeslib")  # read now for the first time
        __import__("zlib")  # linked with a library of the system

    if ends_well(break_out):
        raise walls.NoWall(0, "the walls are up, but they do not hold")
    if not ends_well(work):
        raise walls.NoWall(0, "behind the walls numpy or the standard library cannot be read")


def confine() -> None:
    """Put up what is a child's own: no new process, no signal to another, nothing of what only a server does."""
    if os.getppid() != 1:  # with the first of a namespace goes everyone in it
        walls.prctl(walls.PR_SET_PDEATHSIG, signal.SIGKILL)
    scope, own_filter = of_a_child()
    scope.enter()
    own_filter.install(os.getpid())


@cache
def of_a_child() -> tuple[walls.Scope, walls.Filter]:
    """Make what every child puts up, once."""
    return walls.Scope(), walls.Filter(walls.child_filter(os.uname().machine))


# ---------------------------------------------------------------- on demand


def receive(control: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Read one request of the grader's, and the descriptor that comes with it."""
    descriptors: list[int] = []

    def read(size: int) -> bytes:
        data, received, _, _ = socket.recv_fds(control, size, 1)
        descriptors.extend(received)
        return data

    return wire.read_request(wire.exactly(read)), descriptors


def send(control: socket.socket, said: dict[str, Any]) -> None:
    control.sendall(wire.pack_request(said))


def serve(control: socket.socket, scratch: str) -> None:
    """Learn, fork and end children until the grader closes the connection."""
    nothing = os.open(os.devnull, os.O_RDWR)
    channel = os.dup(nothing)  # its number is every child's connection
    session = child.Session(partial(os.read, channel), partial(child.write_all, channel))
    pids: dict[int, int] = {}
    gc.collect()
    while True:
        gc.freeze()  # nothing that stands now is looked at again: children keep sharing it
        try:
            request, descriptors = receive(control)
        except (EOFError, OSError):
            os._exit(0)
        match request["op"]:
            case "learn":
                session.learned[request["function"]] = child.learn(request)
            case "fork":
                os.dup2(descriptors[0], channel)
                os.close(descriptors[0])
                pids[request["child"]] = os.fork()
                if pids[request["child"]] == 0:
                    become_a_child(control, session)
                os.dup2(nothing, channel)  # the child's end is the child's alone
            case "end":
                status = end(pids.pop(request["child"]), request["is_ending"])
                send(control, {"status": status, "is_clean": sweep(scratch)})


def become_a_child(control: socket.socket, session: child.Session) -> None:
    """Confine this process and serve one submission."""
    try:
        control.close()
        confine()
        session.serve()
    finally:
        os._exit(1)


def end(pid: int, is_ending: bool) -> int | None:
    """Kill a child; say how it had ended, a status or minus a signal, where it is about to end by itself."""
    deadline = time.monotonic() + (GRACE if is_ending else 0)
    while time.monotonic() < deadline:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def sweep(folder: str) -> bool:
    """Remove what a child left in its scratch folder; False where that is too much."""
    left = SWEEP_AT_MOST
    todo = [folder]
    while todo and left > 0:
        try:
            entries = list(os.scandir(todo[-1]))
        except OSError:
            return False
        folders = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
        try:
            for entry in entries:
                if entry.path not in folders:
                    os.unlink(entry.path)
            if not folders and len(todo) > 1:
                os.rmdir(todo.pop())
            elif not folders:
                return True
        except OSError:
            return False
        left -= 1 + len(entries)
        todo += folders[:1]
    return False


if __name__ == "__main__":
    main()
