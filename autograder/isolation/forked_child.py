"""One child of a fork server, as the grader sees it: requests in, messages out, each by a deadline."""

from __future__ import annotations

import os
import socket
import struct
import time
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.isolation.clock import Usage, queued_seconds
from autograder.isolation.inside import wire
from autograder.isolation.launch import Gone, describe_status

if TYPE_CHECKING:
    from autograder.isolation.fork_server import Server

CREDENTIALS = struct.Struct("3i")  # the kernel's word on who sends: process, user, group
READY_SECONDS = 10.0  # for a child's own walls, which take milliseconds
SCRATCH_BYTES = 64 << 20
MANY = 10_000  # files and folders
LOOK_AGAIN = 0.2  # seconds between two looks at a scratch folder that the kernel does not bound


class ServerLost(Exception):
    """A fork server ended, or did not do its own work in time."""


class ForkedChild:
    """One child of a server: requests in, messages out over a socket, each by a deadline."""

    def __init__(self, server: Server, number: int, channel: socket.socket) -> None:
        self.server = server
        self.number = number
        self.channel = channel
        self.buffer = bytearray()
        self.is_ready = False
        self.deadline = 0.0
        self.pid = 0  # as this process sees it

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
        parts: list[bytes] = []

        def read(size: int) -> bytes:
            parts.append(self._read(size))
            return parts[-1]

        try:
            return wire.read_frame(read)
        except TimeoutError:
            self.buffer[:0] = b"".join(parts)  # the rest may still come
            raise
        except wire.ProtocolError:
            raise Gone from None

    def _read(self, size: int) -> bytes:
        while len(self.buffer) < size:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.channel.settimeout(left if self.server.is_bounded else min(left, LOOK_AGAIN))
            try:
                chunk = self.channel.recv(max(1 << 18, size - len(self.buffer)))
            except TimeoutError:
                if not self.server.is_bounded and bytes_in(self.server.scratch) > SCRATCH_BYTES:
                    raise Gone from None
                continue
            except OSError:
                raise Gone from None
            if not chunk:
                raise Gone
            self.buffer += chunk
        data = bytes(self.buffer[:size])
        del self.buffer[:size]
        return data

    def wait_until_ready(self) -> None:
        """Wait until the child's own walls are up.

        Raises
        ------
        ServerLost
        """
        if not self.is_ready:
            self.channel.settimeout(READY_SECONDS)
            try:
                data, credentials, _, _ = self.channel.recvmsg(1 << 10, socket.CMSG_SPACE(CREDENTIALS.size))
                self.buffer += data
                self.receive(time.monotonic() + READY_SECONDS)
                self.pid, _, _ = CREDENTIALS.unpack(credentials[0][2])
            except (OSError, Gone, IndexError) as error:
                raise ServerLost from error
            self.is_ready = True

    def usage(self) -> Usage:
        """Return what the child has used.

        Raises
        ------
        ServerLost
        """
        self.server.collect()
        self.server.send({"op": "clock", "child": self.number})
        return Usage(float(self.server.receive()["seconds"]), queued_seconds(self.pid))

    def end(self, is_ending: bool = False) -> str:
        """Have the child killed; say how it had ended by itself, where it is about to."""
        self.channel.close()
        self.server.send({"op": "end", "child": self.number, "is_ending": is_ending})
        self.server.ends += 1
        if not is_ending:
            return ""  # the server confirms it later: see Server.collect
        return describe_status(self.server.collect())


def bytes_in(folder: Path) -> float:
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
