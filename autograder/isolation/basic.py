"""The basic tier: a fresh interpreter for each submission, with limits and a kill of its process tree.

It is accident-proof (loops, crashes, floods, patched libraries, lying objects), not cheat-proof: code that reads files
of this account or uses the network is not stopped. It works on every system.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.isolation.clock import Usage, queued_seconds
from autograder.isolation.inside import wire
from autograder.isolation.launch import (
    NOT_STARTED,
    SAME_EVERYWHERE,
    START_SECONDS,
    Gone,
    IsolationFailed,
    command,
    describe_status,
    remove,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.isolation.job import Calls, Library

ENDING_SECONDS = 1.0  # for a child that is ending to end: its own status says more than ours
PROC = Path("/proc") if sys.platform == "linux" else Path("/nowhere")


class Interpreter:
    """One child, an interpreter of its own: requests in, messages out, each by a deadline."""

    def __init__(self, library: Library) -> None:
        self.scratch = tempfile.mkdtemp(prefix="losslings-")
        self.tag = f"LOSSLINGS_CHILD={uuid.uuid4().hex}"
        system = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
        private = {"HOME": self.scratch, "TMPDIR": self.scratch, "LOSSLINGS_CHILD": self.tag.partition("=")[2]}
        self.process = subprocess.Popen(
            command("child", library),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.scratch,
            env={**system, **SAME_EVERYWHERE, **private},
            start_new_session=True,
        )
        self.is_ready = False
        self.computed_to_start = 0.0
        self.is_closed = False
        # Threads work on every system; a full queue holds back a child that floods, and one that does not read
        # holds back the writer, not us.
        self.requests: queue.Queue[bytes | None] = queue.Queue()
        self.frames: queue.Queue[wire.Frame | None] = queue.Queue(maxsize=8)
        self.writer = threading.Thread(target=self._write, daemon=True)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.writer.start()
        self.reader.start()

    def _write(self) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            while (request := self.requests.get()) is not None:
                self.process.stdin.write(request)
                self.process.stdin.flush()

    def _read(self) -> None:
        assert self.process.stdout is not None
        read = wire.exactly(self.process.stdout.read)
        try:
            while not self.is_closed:
                self._hand_over(wire.read_frame(read))
        except (EOFError, OSError, ValueError, wire.ProtocolError):
            self._hand_over(None)

    def _hand_over(self, frame: wire.Frame | None) -> None:
        """Put a message into the queue when there is room, unless the child is ended meanwhile."""
        while not self.is_closed:
            try:
                self.frames.put(frame, timeout=0.2)
            except queue.Full:
                continue
            return

    def send(self, requests: bytes, deadline: float) -> None:  # noqa: ARG002  # never waits
        """Send requests without waiting for a child that does not read."""
        self.requests.put(requests)

    def receive(self, deadline: float) -> wire.Frame:
        """Wait for one message.

        Raises
        ------
        TimeoutError, Gone
        """
        try:
            frame = self.frames.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None
        if frame is None:
            raise Gone
        return frame

    def wait_until_ready(self) -> None:
        if not self.is_ready:
            self._computed()
            try:
                self.receive(time.monotonic() + START_SECONDS)
            except (TimeoutError, Gone) as error:  # our trouble, never a student's
                raise IsolationFailed(NOT_STARTED) from error
            self.is_ready = True
            self.computed_to_start = self._computed()

    def usage(self) -> Usage:
        """Return what the process has used since it was ready."""
        return Usage(self._computed() - self.computed_to_start, queued_seconds(self.process.pid))

    def _computed(self) -> float:
        import psutil  # slow to import: meanwhile the child starts

        try:
            user, system, *_ = psutil.Process(self.process.pid).cpu_times()
        except psutil.Error:
            return 0.0
        return float(user + system)

    def end(self, is_ending: bool = False) -> str:
        """Kill the process with all it started, and say how it had ended by itself, if it had."""
        self.is_closed = True
        with contextlib.suppress(subprocess.TimeoutExpired):
            if is_ending:  # its messages ended: in a moment the system knows why
                self.process.wait(ENDING_SECONDS)
        status = self.process.poll()
        kill_tree(self.process, self.tag.encode())
        self.process.wait()
        self.requests.put(None)
        for thread in (self.reader, self.writer):
            thread.join(1.0)  # not for ever: a process that got away may hold the other end
        for pipe, thread in ((self.process.stdin, self.writer), (self.process.stdout, self.reader)):
            if pipe is not None and not thread.is_alive():
                with contextlib.suppress(OSError):  # what was never read
                    pipe.close()
        remove(Path(self.scratch))
        return describe_status(status)


def kill_tree(process: subprocess.Popen[bytes], tag: bytes) -> None:
    """Kill a process, its process group and all that descends from it; daemons too, where /proc shows them."""
    import psutil  # not needed until something has run

    descendants = []
    if not PROC.is_dir():
        with contextlib.suppress(psutil.Error):
            descendants = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    for descendant in descendants:
        with contextlib.suppress(psutil.Error):
            descendant.kill()
    for _ in range(20):  # what is forked while we look is found the next time
        left = [pid for pid in tagged(tag) if pid != process.pid]
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        if not left:
            return


def tagged(tag: bytes) -> Iterator[int]:
    """Find the running processes that were started with `tag` in their environment."""
    if not PROC.is_dir():
        return
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                if tag in (folder / "environ").read_bytes():  # empty for a process that has ended
                    yield int(folder.name)


class Interpreters:
    """Gives every submission a fresh interpreter; the next one starts while one works."""

    tier = "basic"
    walls = ("limits",)

    def __init__(self) -> None:
        self.spares: dict[Library, Interpreter] = {"numpy": Interpreter("numpy")}

    def wait_until_ready(self) -> None:
        for spare in self.spares.values():
            spare.wait_until_ready()

    def expect(self, library: Library) -> None:
        """Start an interpreter with a library beside the one that has just begun to start."""
        self.spares[library] = Interpreter(library)

    def start(self, library: Library, todo: Sequence[Calls]) -> Interpreter:
        """Return a child that has the inputs."""
        child = self.spares.pop(library, None) or Interpreter(library)
        self.spares[library] = Interpreter(library)
        child.wait_until_ready()
        child.send(b"".join(calls.inputs for calls in todo), 0.0)
        return child

    def replace(self) -> None:
        """Replace nothing: every child is new."""

    def close(self) -> None:
        for spare in self.spares.values():
            spare.end()
