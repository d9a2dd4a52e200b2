"""One fork server, as the grader sees it: it is given inputs, makes children, and ends them.

What the server itself does is in `inside.server`.
"""

from __future__ import annotations

import socket
import subprocess
import tempfile
import uuid
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.isolation.forked_child import ForkedChild, ServerLost
from autograder.isolation.inside import wire
from autograder.isolation.launch import (
    NOT_STARTED,
    SAME_EVERYWHERE,
    START_SECONDS,
    IsolationFailed,
    command,
    remove,
)
from autograder.translation import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.isolation.job import Calls, Library

SERVER_SECONDS = 10.0  # for the server's own work, which takes milliseconds


class NotStrict(IsolationFailed):
    """No strict isolation on this machine; the message says what is missing."""


class Server:
    """One fork server, and the child that it has ready."""

    def __init__(self, library: Library) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                command("server", library),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=SAME_EVERYWHERE,
                start_new_session=True,  # the terminal's Ctrl-C is ours alone
            )
        # Where children may write, if they have no memory of their own for it: the server makes it, as who it becomes.
        self.scratch = Path(tempfile.gettempdir(), f"losslings-{uuid.uuid4().hex}")
        self.send({"scratch": str(self.scratch)})
        self.walls: tuple[str, ...] = ()
        self.inputs: dict[str, bytes] = {}  # by exercise, as sent; the next job may ask about others
        self.spare: ForkedChild | None = None
        self.numbers = count()
        self.ends = 0  # of children: asked for, and not yet confirmed
        self.is_dirty = False

    @property
    def is_bounded(self) -> bool:
        """Tell whether the kernel itself bounds what children write."""
        return "namespaces" in self.walls

    def send(self, request: dict[str, Any], channel: socket.socket | None = None) -> None:
        """Ask the server for something.

        Raises
        ------
        ServerLost
        """
        self.send_packed(wire.pack_request(request), [channel.fileno()] if channel else [])

    def send_packed(self, request: bytes, descriptors: Sequence[int] = ()) -> None:
        self.control.settimeout(SERVER_SECONDS)
        try:
            sent = socket.send_fds(self.control, [request], descriptors)
            self.control.sendall(request[sent:])
        except OSError as error:
            raise ServerLost from error

    def receive(self, seconds: float | None = None) -> dict[str, Any]:
        """Wait for the server to report on its own work.

        Raises
        ------
        ServerLost
        """
        self.control.settimeout(seconds or SERVER_SECONDS)
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
            report = self.receive(START_SECONDS)
        except ServerLost as error:
            raise IsolationFailed(NOT_STARTED) from error
        if "failed" in report:
            raise NotStrict(N_("no strict isolation on this machine ({reason})"), reason=report["failed"])
        self.walls = tuple(report["walls"])

    def give_inputs(self, todo: Sequence[Calls]) -> None:
        """Give the server the inputs that it does not have yet; a child forked before does not have them either."""
        new = [calls for calls in todo if self.inputs.get(calls.exercise) != calls.inputs]
        if new and self.spare is not None:
            self.spare.end()
            self.spare = None
        for calls in new:
            self.send_packed(calls.inputs)
            self.inputs[calls.exercise] = calls.inputs

    def fork(self) -> ForkedChild:
        channel, theirs = socket.socketpair()
        channel.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)  # with its first message comes the child's number
        number = next(self.numbers)
        try:
            with theirs:
                self.send({"op": "fork", "child": number}, theirs)
        except ServerLost:
            channel.close()
            raise
        return ForkedChild(self, number, channel)

    def take(self) -> ForkedChild:
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
            report = self.receive()
            self.ends -= 1
            status = report["status"]
            self.is_dirty = self.is_dirty or not report["is_clean"]
        return status

    def close(self) -> None:
        """Kill the server: with it goes every child, and its namespaces."""
        if self.spare is not None:
            self.spare.channel.close()
        self.control.close()
        self.process.kill()
        self.process.wait()
        remove(self.scratch)
