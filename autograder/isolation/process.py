"""The basic tier: a fresh interpreter for each submission, with limits and a kill of its process tree.

It is accident-proof (loops, crashes, floods, patched libraries, lying objects), not cheat-proof: code that reads files
of this account or uses the network is not stopped.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from autograder.isolation import wire
from autograder.translation import N_, Told

if TYPE_CHECKING:
    from autograder.isolation.job import Answers, Argument, Calls, Job, Limits, Outcome
    from autograder.isolation.observation import Observation

PROC = Path("/proc") if sys.platform == "linux" else Path("/nowhere")
CHILD = Path(__file__).with_name("child.py")
START_SECONDS = 60.0  # to start an interpreter and import numpy, on the slowest machine
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
OUTCOMES: dict[int, Outcome] = {
    wire.MISSING: "missing",
    wire.FAILED_TO_LOAD: "error",
    wire.REFUSED: "refused",
    wire.TODO: "todo",
}


class Gone(Exception):
    """The child ended, or said something that is no reply."""


class IsolationFailed(Told):
    """The walls could not be set up: nothing was run."""


class Child:
    """One child process: requests in, replies out, each by a deadline."""

    def __init__(self) -> None:
        numpy = find_spec("numpy")  # found, not imported: the child starts before we have numpy ourselves
        assert numpy is not None
        assert numpy.origin is not None
        self.scratch = tempfile.mkdtemp(prefix="losslings-")
        self.tag = f"LOSSLINGS_CHILD={uuid.uuid4().hex}"
        system = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(CHILD), str(Path(numpy.origin).parent.parent)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.scratch,
            env={
                **system,
                **ONE_THREAD,
                "HOME": self.scratch,
                "TMPDIR": self.scratch,
                "PYTHONHASHSEED": "0",
                "LOSSLINGS_CHILD": self.tag.partition("=")[2],
            },
            start_new_session=True,
        )
        self.is_ready = False
        # Reading in a thread works on every system, and a full queue holds back a child that floods.
        self.replies: queue.Queue[wire.Reply | None] = queue.Queue(maxsize=8)
        self.is_closed = False
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        reply: wire.Reply | None = None
        while not self.is_closed:
            try:
                reply = wire.read_reply(self.process.stdout)  # type: ignore[arg-type]  # a buffered reader
            except (EOFError, OSError, ValueError, wire.ProtocolError):
                reply = None
            while not self.is_closed:
                with contextlib.suppress(queue.Full):
                    self.replies.put(reply, timeout=0.2)
                    break
            if reply is None:
                return

    def send(self, header: dict[str, Any], buffers: bytes) -> None:
        """Send a request without waiting for a child that does not read."""

        def write() -> None:
            assert self.process.stdin is not None
            with contextlib.suppress(OSError, ValueError):
                wire.write_request(self.process.stdin, header, buffers)  # type: ignore[arg-type]  # a buffered writer

        threading.Thread(target=write, daemon=True).start()

    def receive(self, deadline: float) -> wire.Reply:
        """Wait for one reply.

        Raises
        ------
        TimeoutError, Gone
        """
        try:
            reply = self.replies.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None
        if reply is None:
            raise Gone
        return reply

    def wait_until_ready(self) -> None:
        if not self.is_ready:
            try:
                self.receive(time.monotonic() + START_SECONDS)
            except (TimeoutError, Gone) as error:  # our trouble, never a student's
                told = N_("an isolated process could not be started; `losslings doctor` says what is missing")
                raise IsolationFailed(told) from error
            self.is_ready = True

    def load(self, job: Job) -> None:
        """Hand over the files and the limits."""
        self.wait_until_ready()
        limits = job.limits
        seconds = int(limits.total_seconds + limits.seconds) + 1
        sizes = [(path, len(data)) for path, data in job.files.items()]
        header = {"files": sizes, "memory": limits.memory, "cpu_seconds": seconds}
        self.send(header, b"".join(job.files.values()))

    def end(self, was_lost: bool = False) -> str:
        """Kill the process with all it started, and say how it had ended by itself, if it had."""
        self.is_closed = True
        with contextlib.suppress(subprocess.TimeoutExpired):
            if was_lost:  # its replies ended: in a moment the system knows why
                self.process.wait(0.3)
        status = self.process.poll()
        kill_tree(self.process, self.tag.encode())
        self.process.wait()
        self.reader.join(1.0)  # not for ever: a process that got away may hold the other end
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None and not self.reader.is_alive():
                with contextlib.suppress(OSError):  # what was never read
                    pipe.close()
        remove(Path(self.scratch))
        if status is None:
            return ""
        with contextlib.suppress(ValueError):
            return signal.Signals(-status).name if status < 0 else f"exit status {status}"
        return f"status {status}"


def kill_tree(process: subprocess.Popen[bytes], tag: bytes) -> None:
    """Kill a process, its process group and all that descends from it, daemons too where /proc tells them."""
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
    for folder in PROC.iterdir() if PROC.is_dir() else ():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                if tag in (folder / "environ").read_bytes():  # empty for a process that has ended
                    yield int(folder.name)


def remove(folder: Path) -> None:
    """Remove a folder with all that was put into it: locked folders, and ones too deep for shutil."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if folder.exists() and os.name == "posix":
        subprocess.run(["chmod", "-R", "u+rwx", "--", str(folder)], stderr=subprocess.DEVNULL, check=False)
        subprocess.run(["rm", "-rf", "--", str(folder)], stderr=subprocess.DEVNULL, check=False)


class Processes:
    """Runs jobs in children of its own, one spare child warming up while another one works."""

    tier = "basic"

    def __init__(self) -> None:
        self.spare = Child()

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.spare.end()

    def fresh_child(self) -> Child:
        child, self.spare = self.spare, Child()
        return child

    def run(self, job: Job) -> dict[str, Answers]:
        """Make the calls of a job, each function alone: a death or a time-out costs that function only.

        Parameters
        ----------
        job : Job

        Returns
        -------
        dict of str to Answers
            By function name, one for each of the job's calls.
        """
        from autograder.isolation.job import Answers

        answers: dict[str, Answers] = {}
        broken: dict[str, Answers] = {}  # files that ended or hung a child while loading
        end_of_all = time.monotonic() + job.limits.total_seconds
        child = None
        try:
            for calls in job.calls:
                left = min(job.limits.seconds, end_of_all - time.monotonic())
                if left <= 0:
                    answers[calls.function] = Answers("timeout", detail=f"{job.limits.total_seconds:g}")
                    continue
                if child is None:
                    child = self.fresh_child()
                    child.load(job)
                answer, path = ask(child, calls, broken, left, job.limits)
                if answer.outcome in ("timeout", "crashed"):
                    how = child.end(was_lost=answer.outcome == "crashed")
                    child = None
                    if answer.outcome == "crashed":
                        answer = Answers("crashed", detail=how)
                    if path is not None:
                        broken[path] = answer
                answers[calls.function] = answer
        finally:
            if child is not None:
                child.end()
        return answers


def ask(
    child: Child, calls: Calls, broken: dict[str, Answers], seconds: float, limits: Limits
) -> tuple[Answers, str | None]:
    """Have one function called.

    Returns
    -------
    answers : Answers
    path : str or None
        The file that was being loaded when the child was lost, if one was.
    """
    from autograder.isolation.job import Answers
    from autograder.isolation.observation import Observation

    deadline = time.monotonic() + seconds
    header, buffers = encode(calls)
    child.send({**header, "broken": list(broken)}, buffers)
    observations: list[Observation] = []
    loading: str | None = None
    notes = ""
    try:
        while (reply := child.receive(deadline)).kind != wire.DONE:
            if reply.kind == wire.LOADING:
                loading, notes = reply.text, notes or reply.notes
                continue
            if reply.kind in OUTCOMES:
                outcome = OUTCOMES[reply.kind]
                child.receive(deadline)
                return Answers(outcome, said=reply.text or notes), None
            loading = None
            observations.append(Observation.from_reply(reply))
            if len(observations) > len(calls.arguments):
                raise Gone
    except TimeoutError:
        return Answers("timeout", detail=f"{limits.seconds:g}"), loading
    except Gone:
        return Answers("crashed"), loading
    if loading in broken:
        return broken[loading], None
    if len(observations) == 1 and observations[0].is_not_implemented:
        return Answers("todo"), None
    if len(observations) != len(calls.arguments):
        return Answers("crashed"), None
    return Answers("answered", tuple(observations), said=notes), None


def encode(calls: Calls) -> tuple[dict[str, Any], bytes]:
    """Describe the calls, and lay their arrays one after the other; an array met again is sent once."""
    buffers: list[bytes] = []
    places: dict[int, list[int]] = {}
    size = 0

    def describe(argument: Argument | float) -> Any:
        nonlocal size
        if isinstance(argument, int | float):
            return argument
        array = argument.array
        if id(array) not in places:
            buffers.append(array.tobytes())
            places[id(array)] = [size, size + array.nbytes]
            size += array.nbytes
        return {"dtype": array.dtype.str, "shape": array.shape, "at": places[id(array)], "layout": argument.layout}

    cases = [[describe(argument) for argument in arguments] for arguments in calls.arguments]
    return {"function": calls.function, "cases": cases}, b"".join(buffers)
