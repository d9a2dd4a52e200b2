"""Grade on this machine: as many worker processes as there are cores, and a new one for each that dies."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from autograder.classroom.waiting import Queue
from autograder.classroom.worker import GradedSubmission, GradingSettings, Isolation, report_failure
from autograder.isolation.import_path import import_path
from autograder.isolation.launch import START_SECONDS, describe_status
from autograder.judging.submission import Submission, clean
from autograder.translation import N_, LosslingsError

STARTS = 3  # tries to start a worker in the place of one that died
PATIENCE = 5.0  # seconds for a worker to end in good order
# With -I, Python takes nothing from the working folder or the environment; then it looks for modules where we do.
START = "import sys; handle, *sys.path = sys.argv[1:]; from autograder.classroom.worker import main; main(int(handle))"
COMMAND = [sys.executable, "-I", "-X", "utf8", "-c", START]


class NoWorker(LosslingsError):
    """A worker process could not be started."""


@contextmanager
def first_member(isolation: Isolation) -> Iterator[tuple[list[Member], tuple[str, ...]]]:
    """Start a worker before it is known by what to grade; give it, in a list to take it from, with its walls.

    Raises
    ------
    NoWorker
    IsolationFailed
        If this machine does not have the tier.
    """
    ready = [Member()]
    try:
        yield ready, ready[0].walls(isolation)
    finally:
        for member in ready:  # nobody took it: there was nothing to grade
            member.process.terminate()
            member.end()


def grade_here(
    submissions: Iterable[Submission], settings: GradingSettings, workers: int, ready: list[Member] | None = None
) -> Generator[tuple[Submission, GradedSubmission], None, None]:
    """Grade submissions in worker processes of this machine; a worker that dies is replaced.

    Parameters
    ----------
    submissions : iterable of Submission
        Read only as fast as they are graded.
    settings : GradingSettings
    workers : int
        At most: where fewer submissions are left, no more are started.
    ready : list of Member, optional
        Workers that are started already, see `first_member`: those that are needed are taken out.

    Yields
    ------
    Submission, GradedSubmission
        In the order in which they are done.

    Raises
    ------
    NoWorker
    """
    queue, crew = Queue(iter(submissions), workers), Crew(settings)
    try:
        queue.read_ahead()
        crew.start(min(workers, len(queue.read)), [] if ready is None else ready)
        while crew.is_busy_with(queue):
            queue.read_ahead()
            for member in crew.wait_for_some():
                if (done := crew.receive(member, queue)) is not None:
                    yield done
    finally:
        crew.end()


class Crew:
    """The workers of a class: one that dies is replaced."""

    def __init__(self, settings: GradingSettings) -> None:
        self.settings = settings
        self.members: list[Member] = []

    def start(self, count: int, ready: list[Member]) -> None:
        """Start workers, all at the same time, but for those that are ready.

        Raises
        ------
        NoWorker
        """
        while ready and len(self.members) < count:
            self.members.append(ready.pop())
        while len(self.members) < count:
            self.members.append(Member())
        for member in self.members:
            member.greet(self.settings)

    def is_busy_with(self, queue: Queue) -> bool:
        """Give each idle worker a submission; tell whether any worker has one."""
        for member in list(self.members):
            if member.died_idle:  # before a submission is sent to it, which would count its death as a try
                self.replace(member)
        for member in self.members:
            member.take_from(queue)
        return any(member.task for member in self.members)

    def wait_for_some(self) -> list[Member]:
        """Wait until workers are done with their submissions, or died of them, and return these."""
        busy = {member.connection: member for member in self.members if member.task}
        return [busy[connection] for connection in wait(list(busy))]  # type: ignore[index]  # all are ours

    def receive(self, member: Member, queue: Queue) -> tuple[Submission, GradedSubmission] | None:
        """Take what a worker has done, and give it the next submission; None where another worker is to try again.

        Raises
        ------
        NoWorker
        """
        task = member.task
        assert task is not None
        try:
            graded: GradedSubmission = member.connection.recv()
        except (EOFError, OSError):  # the system or an operator killed it; a student's code cannot
            self.replace(member)
            return None if queue.may_try_again(task) else (task, report_failure(task, self.settings, "its worker died"))
        member.task = None
        member.take_from(queue)  # first, so that it is never idle
        return task, graded

    def replace(self, member: Member) -> None:
        """Put a worker in the place of one that died.

        Raises
        ------
        NoWorker
        """
        member.end()
        self.members[self.members.index(member)] = replacement(self.settings)

    def end(self) -> None:
        for member in self.members:
            member.process.terminate()
        for member in self.members:
            member.end()


def replacement(settings: GradingSettings) -> Member:
    """Start a worker in the place of one that died; what killed that one may kill this one at its start.

    Raises
    ------
    NoWorker
        If it cannot be started, however often it is tried.
    """
    for tries_left in reversed(range(STARTS)):
        member = Member()
        try:
            member.greet(settings)
            return member
        except NoWorker:
            member.process.kill()
            member.end()
            if not tries_left:
                raise
    raise AssertionError("STARTS is at least 1")


class Member:
    """A worker process, and the submission it grades."""

    def __init__(self) -> None:
        self.connection, theirs = Pipe()
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed in `end`
        with theirs:
            self.process = subprocess.Popen(
                [*COMMAND, str(theirs.fileno()), *import_path()],
                stdin=subprocess.PIPE,  # open for as long as we live: see `worker.end_with_the_class`
                stdout=subprocess.DEVNULL,
                stderr=self.errors,
                cwd=Path(sys.executable).anchor,
                start_new_session=True,  # the terminal's Ctrl-C is ours alone
                **inherited(theirs.fileno()),
            )
        self.task: Submission | None = None
        self.is_loaded = False

    def greet(self, settings: GradingSettings) -> None:
        """Wait until the worker has loaded what it needs, and tell it what to grade by.

        Raises
        ------
        NoWorker
        """
        self.wait_until_loaded()
        self.tell(settings)

    def walls(self, isolation: Isolation) -> tuple[str, ...]:
        """Ask a worker that is being started for the walls that a tier has here; it keeps the process behind them.

        Raises
        ------
        NoWorker
        IsolationFailed
            If the machine does not have the tier.
        """
        self.wait_until_loaded()
        self.tell(isolation)
        answer: tuple[str, ...] | LosslingsError = self.hear(2 * START_SECONDS)  # the process has so long itself
        if isinstance(answer, LosslingsError):
            raise answer
        return answer

    def wait_until_loaded(self) -> None:
        if not self.is_loaded:
            self.hear(START_SECONDS)
            self.is_loaded = True

    def tell(self, what: GradingSettings | Isolation) -> None:
        try:
            self.connection.send(what)
        except OSError:
            raise self.failure(START_SECONDS) from None

    def hear(self, seconds: float) -> Any:
        with suppress(EOFError, OSError):  # it ended
            if self.connection.poll(seconds):
                return self.connection.recv()
            raise self.failure(seconds)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        raise self.failure(seconds)

    def failure(self, seconds: float) -> NoWorker:
        """Say why a worker could not be started."""
        message = N_("a worker process could not be started ({reason}); what is graded is kept, and --resume goes on")
        reason = self.last_words() or describe_status(self.process.poll()) or f"{seconds:g} s"
        return NoWorker(message, reason=reason)

    def last_words(self) -> str:
        """Return the last line that the worker wrote to its stderr."""
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").split("\n")
        return clean(next((line.strip() for line in reversed(lines) if line.strip()), ""))

    @property
    def died_idle(self) -> bool:
        """Whether the worker has ended while it had nothing to do."""
        return self.task is None and self.process.poll() is not None

    def take_from(self, queue: Queue) -> None:
        """Send an idle worker the next submission. It waits to receive one, so neither side can block the other."""
        if self.task is None and (submission := queue.next()) is not None:
            self.task = submission
            with suppress(OSError):  # it died; `wait` notices
                self.connection.send(submission)

    def end(self) -> None:
        self.connection.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.errors.close()


def inherited(handle: int) -> dict[str, Any]:
    """Return the options of `subprocess.Popen` that hand one end of a connection, and nothing else, to a process."""
    if sys.platform == "win32":
        os.set_handle_inheritable(handle, True)
        return {"startupinfo": subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})}
    return {"pass_fds": [handle]}


def default_workers() -> int:
    return os.cpu_count() or 1
