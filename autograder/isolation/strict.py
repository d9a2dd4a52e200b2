"""The strict tier, on Linux: each submission in a child of a warm fork server, behind the kernel's walls.

See `server` and `walls` for the walls themselves. A server that misbehaves is replaced.
"""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
import uuid
from itertools import count
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.isolation.inside import wire
from autograder.isolation.process import (
    NOT_STARTED,
    SAME_EVERYWHERE,
    START_SECONDS,
    Gone,
    IsolationFailed,
    command,
    describe_status,
    remove,
)
from autograder.translation import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.isolation.job import Calls, Library

SERVER_SECONDS = 10.0  # for the server's own work, which takes milliseconds
SCRATCH_BYTES = 64 << 20
MANY = 10_000  # files and folders
LOOK_AGAIN = 0.2  # seconds between two looks at a scratch folder that the kernel does not bound


class NotStrict(IsolationFailed):
    """No strict isolation on this machine; the message says what is missing."""


class ServerLost(Exception):
    """A fork server ended, or did not do its own work in time."""


class Forked:
    """One child of a server: requests in, messages out over a socket, each by a deadline."""

    def __init__(self, server: Server, number: int, channel: socket.socket) -> None:
        self.server = server
        self.number = number
        self.channel = channel
        self.received = bytearray()
        self.is_ready = False
        self.deadline = 0.0

    def send(self, requests: bytes, deadline: float) -> None:
        """Send requests; a child that does not read them in time has timed out.

        Raises
        ------
        TimeoutError, Gone
        """
        self.channel.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            self.channel.sendall(requests)
        except TimeoutError:
            raise
        except OSError:
            raise Gone from None

    def receive(self, deadline: float) -> wire.Frame:
        """Wait for one message.

        Raises
        ------
        TimeoutError, Gone
        """
        self.deadline = deadline
        taken: list[bytes] = []

        def read(size: int) -> bytes:
            taken.append(self._read(size))
            return taken[-1]

        try:
            return wire.read_frame(read)
        except TimeoutError:
            self.received[:0] = b"".join(taken)  # the rest may still come
            raise
        except wire.ProtocolError:
            raise Gone from None

    def _read(self, size: int) -> bytes:
        while len(self.received) < size:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.channel.settimeout(left if self.server.is_bounded else min(left, LOOK_AGAIN))
            try:
                chunk = self.channel.recv(max(1 << 18, size - len(self.received)))
            except TimeoutError:
                if not self.server.is_bounded and used(self.server.scratch) > SCRATCH_BYTES:
                    raise Gone from None
                continue
            except OSError:
                raise Gone from None
            if not chunk:
                raise Gone
            self.received += chunk
        data = bytes(self.received[:size])
        del self.received[:size]
        return data

    def wait_until_ready(self) -> None:
        """Wait until the child's own walls are up.

        Raises
        ------
        ServerLost
        """
        if not self.is_ready:
            try:
                self.receive(time.monotonic() + SERVER_SECONDS)
            except (TimeoutError, Gone) as error:
                raise ServerLost from error
            self.is_ready = True

    def cpu_seconds(self) -> float:
        """Return how long the child has been computing.

        Raises
        ------
        ServerLost
        """
        self.server.collect()
        self.server.request({"op": "clock", "child": self.number})
        return float(self.server.reply()["seconds"])

    def end(self, is_ending: bool = False) -> str:
        """Have the child killed; say how it had ended by itself, if it is said to be ending."""
        self.channel.close()
        self.server.request({"op": "end", "child": self.number, "is_ending": is_ending})
        self.server.ends += 1
        if not is_ending:
            return ""  # the server says so later: see Server.collect
        return describe_status(self.server.collect())


def used(folder: Path) -> float:
    """Return how many bytes lie in a folder; infinitely many where that takes long to say."""
    total, left, todo = 0, MANY, [str(folder)]
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                for entry in entries:
                    left -= 1
                    if left < 0:
                        return inf
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
        except FileNotFoundError:  # removed meanwhile
            continue
        except OSError:  # a path too long, a folder that is closed
            return inf
    return total


class Server:
    """One fork server, and the child that it has ready."""

    def __init__(self, library: Library) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                command("server.py", library),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=SAME_EVERYWHERE,
                start_new_session=True,  # the terminal's Ctrl-C is ours alone
            )
        # Where children may write, if they have no memory of their own for it: the server makes it, as who it becomes.
        self.scratch = Path(tempfile.gettempdir(), f"losslings-{uuid.uuid4().hex}")
        self.request({"library": library, "scratch": str(self.scratch)})
        self.walls: tuple[str, ...] = ()
        self.learned: dict[str, bytes] = {}  # by exercise; what is asked next may have other inputs
        self.spare: Forked | None = None
        self.numbers = count()
        self.ends = 0  # announced, and not yet confirmed
        self.is_dirty = False

    @property
    def is_bounded(self) -> bool:
        """Tell whether the kernel itself bounds what children write."""
        return "namespaces" in self.walls

    def request(self, header: dict[str, Any], channel: socket.socket | None = None) -> None:
        """Ask the server for something.

        Raises
        ------
        ServerLost
        """
        self.tell(wire.pack_request(header), [channel.fileno()] if channel else [])

    def tell(self, request: bytes, descriptors: list[int]) -> None:
        self.control.settimeout(SERVER_SECONDS)
        try:
            sent = socket.send_fds(self.control, [request], descriptors)
            self.control.sendall(request[sent:])
        except OSError as error:
            raise ServerLost from error

    def reply(self, seconds: float = SERVER_SECONDS) -> dict[str, Any]:
        """Wait for what the server says of its own work.

        Raises
        ------
        ServerLost
        """
        self.control.settimeout(seconds)
        try:
            return wire.read_request(wire.exactly(self.control.recv))
        except (OSError, EOFError) as error:
            raise ServerLost from error

    def wait_until_ready(self) -> None:
        """Wait until the walls are up.

        Raises
        ------
        NotStrict
        """
        if self.walls:
            return
        try:
            said = self.reply(START_SECONDS)
        except ServerLost as error:
            raise IsolationFailed(NOT_STARTED) from error
        if "failed" in said:
            raise NotStrict(N_("no strict isolation on this machine ({reason})"), reason=said["failed"])
        self.walls = tuple(said["walls"])

    def learn(self, todo: Sequence[Calls]) -> None:
        """Tell the server inputs that it does not have yet; children forked before do not have them either."""
        new = [calls for calls in todo if self.learned.get(calls.exercise) != calls.lesson]
        if new and self.spare is not None:
            self.spare.end()
            self.spare = None
        for calls in new:
            self.tell(calls.lesson, [])
            self.learned[calls.exercise] = calls.lesson

    def fork(self) -> Forked:
        channel, theirs = socket.socketpair()
        with theirs:
            number = next(self.numbers)
            self.request({"op": "fork", "child": number}, theirs)
        return Forked(self, number, channel)

    def take(self) -> Forked:
        """Return a child, and have the next one made meanwhile."""
        child = self.spare or self.fork()
        child.wait_until_ready()
        self.spare = self.fork()
        return child

    def collect(self) -> int | None:
        """Wait until all children that were ended are gone; return how the last one ended, if by itself.

        Raises
        ------
        ServerLost
        """
        status = None
        while self.ends:
            said = self.reply()
            self.ends -= 1
            status = said["status"]
            self.is_dirty = self.is_dirty or not said["is_clean"]
        return status

    def close(self) -> None:
        """Kill the server: with it goes every child, and its namespaces."""
        if self.spare is not None:
            self.spare.channel.close()
        self.control.close()
        self.process.kill()
        self.process.wait()
        remove(self.scratch)


class Servers:
    """Gives every submission a fresh child of a warm server: one server for each library."""

    tier = "strict"

    def __init__(self) -> None:
        self.servers: dict[Library, Server] = {"numpy": Server("numpy")}

    @property
    def walls(self) -> tuple[str, ...]:
        return self.servers["numpy"].walls

    def wait_until_ready(self) -> None:
        for server in self.servers.values():
            server.wait_until_ready()

    def start(self, library: Library, todo: Sequence[Calls]) -> Forked:
        """Return a child that has been told the inputs.

        Raises
        ------
        ServerLost
        """
        server = self.servers.get(library)
        if server is not None:
            server.collect()
        if server is not None and server.is_dirty:  # more was left in its scratch folder than is swept out
            server.close()
            server = None
        if server is None:
            server = self.servers[library] = Server(library)
        try:
            server.wait_until_ready()
        except IsolationFailed as error:  # it was possible before: a moment's lack of memory or processes
            raise ServerLost from error
        server.learn(todo)
        return server.take()

    def replace(self) -> None:
        """Start afresh with new servers."""
        libraries = list(self.servers)
        self.close()
        self.servers = {library: Server(library) for library in libraries}

    def close(self) -> None:
        for server in self.servers.values():
            server.close()
