"""The strict tier, on Linux: each submission in a child of a warm fork server, behind the kernel's walls.

See `inside.server` and `inside.confinement` for the walls themselves. A server that misbehaves is replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.isolation.fork_server import NotStrict, Server
from autograder.isolation.forked_child import ForkedChild, ServerLost
from autograder.isolation.launch import IsolationFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.isolation.job import Calls, Library

__all__ = ["NotStrict", "ServerLost", "Servers"]


class Servers:
    """Gives every submission a fresh child of a warm server: one server for each library."""

    tier = "strict"

    def __init__(self) -> None:
        self.servers: dict[Library, Server] = {"numpy": Server("numpy")}

    @property
    def walls(self) -> tuple[str, ...]:
        return next(iter(self.servers.values())).walls

    def wait_until_ready(self) -> None:
        for server in self.servers.values():
            server.wait_until_ready()

    def expect(self, library: Library) -> None:
        """Start the server of a library in place of the one that has just begun to start."""
        self.close()
        self.servers = {library: Server(library)}

    def start(self, library: Library, todo: Sequence[Calls]) -> ForkedChild:
        """Return a child that has the inputs.

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
        server.give_inputs(todo)
        return server.take()

    def replace(self) -> None:
        """Start afresh with new servers."""
        libraries = list(self.servers)
        self.close()
        self.servers = {library: Server(library) for library in libraries}

    def close(self) -> None:
        for server in self.servers.values():
            server.close()
