"""The fork server: a clean process with numpy loaded, from which every child that runs a submission is forked.

It runs in a fresh interpreter of its own (``python -I -S``) and is never forked from the grader, so that nothing of the
grader's is in its memory. It confines itself as far as its work allows, and each child the rest of the way; a child is
one process, talks to the grader alone, and is killed by its number. The server never runs, or reads, a student's code.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from . import child, huge_pages, wire
from .confinement import Confinement

# What students import beside numpy. Not logging, which makes every fork a third slower.
PRELOADED = "cmath collections.abc dataclasses fractions heapq json statistics string traceback typing numpy.ma".split()
SWEEP_AT_MOST = 5000  # entries of a scratch folder; where more was left, a new server is faster
MANY = 10  # children: who asks for so many will ask for more, and large pages pay
GRACE = 1.0  # seconds for a child that is ending to end: its own signal says more than ours


def main() -> None:
    """Build the walls, say which are up, and fork on demand until the grader is gone."""
    _, _, site_packages, library = sys.argv
    control = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    scratch = receive(control)[0]["scratch"]
    try:
        child.hide_ourselves()  # first: what is loaded when the walls go up may be read behind them
        load(library)
        child.limit_resources(child.SMALL)
        own_memory = huge_pages.candidates()  # behind the walls no list of it can be read
        confinement = Confinement(scratch)
        sys.path.remove(site_packages)
        confinement.prove()
    except OSError as error:
        send(control, {"failed": f"{error.strerror or error}"})
        return
    send(control, {"walls": confinement.walls})
    serve(control, confinement, own_memory)


def load(library: str) -> None:
    """Import what the submissions will use, and use it once: what is loaded lazily is then shared too."""
    for name in PRELOADED:
        __import__(name)
    np = sys.modules["numpy"]
    np.linalg.norm(np.ones((3, 3)) @ np.ones((3, 3)))
    if library == "torch":
        child.use_torch()


# ---------------------------------------------------------------- on demand


def receive(control: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Read one request of the grader's, and the descriptor that comes with it."""
    descriptors: list[int] = []

    def read(size: int) -> bytes:
        data, received, _, _ = socket.recv_fds(control, size, 1)
        descriptors.extend(received)
        return data

    return wire.read_request(wire.exactly(read)), descriptors


def send(control: socket.socket, reply: dict[str, Any]) -> None:
    control.sendall(wire.pack_request(reply))


def serve(control: socket.socket, confinement: Confinement, own_memory: Sequence[int]) -> None:
    """Read inputs, fork and end children until the grader closes the connection.

    Parameters
    ----------
    control : socket
    confinement : Confinement
    own_memory : sequence of int
        See `huge_pages.candidates`.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    channel = os.dup(nothing)  # its number is every child's connection
    session = child.Session(partial(os.read, channel), partial(child.write_all, channel))
    pids: dict[int, int] = {}
    gc.collect()
    while True:
        gc.freeze()  # the collector leaves alone what exists now: children go on sharing that memory
        try:
            request, descriptors = receive(control)
        except (EOFError, OSError):
            os._exit(0)
        match request["op"]:
            case "inputs":
                session.read_inputs(request)
            case "fork":
                os.dup2(descriptors[0], channel)
                os.close(descriptors[0])
                pids[request["child"]] = os.fork()
                if pids[request["child"]] == 0:
                    become_a_child(control, confinement, session)
                os.dup2(nothing, channel)  # the child's end is the child's alone
                if request["child"] == MANY:
                    huge_pages.collapse(own_memory)
            case "clock":
                send(control, {"seconds": time.clock_gettime(clock_of(pids[request["child"]]))})
            case "end":
                status = end(pids.pop(request["child"]), request["is_ending"])
                send(control, {"status": status, "is_clean": sweep(confinement.scratch)})


def clock_of(pid: int) -> int:
    """Return the clock that counts a process's time on the processor, as clock_getcpuclockid does."""
    return (~pid << 3) | 2


def become_a_child(control: socket.socket, confinement: Confinement, session: child.Session) -> None:
    """Confine this process and serve one submission."""
    try:
        control.close()
        confinement.confine_child()
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
    left, todo = SWEEP_AT_MOST, [folder]
    while True:
        folders = []
        try:
            with os.scandir(todo[-1]) as entries:
                for entry in entries:
                    left -= 1
                    if left < 0:
                        return False
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        os.unlink(entry.path)
            if not folders and len(todo) == 1:
                return True
            if not folders:
                os.rmdir(todo.pop())
        except OSError:
            return False
        todo += folders
