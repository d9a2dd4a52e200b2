"""Grade on this machine: as many worker processes as there are cores, and a new one for each that dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess

from autograder.classroom.worker import GradedSubmission, Settings, failed, serve
from autograder.judging.submission import Submission

TRIES = 2  # of a submission whose worker died
PATIENCE = 5.0  # seconds for a worker to end in good order


def graded_here(
    submissions: Iterable[Submission], settings: Settings, workers: int
) -> Generator[tuple[Submission, GradedSubmission], None, None]:
    """Grade submissions in worker processes of this machine; a worker that dies is replaced.

    Parameters
    ----------
    submissions : iterable of Submission
        Read only as fast as they are graded.
    settings : Settings
    workers : int

    Yields
    ------
    Submission, GradedSubmission
        In the order in which they are done.
    """
    waiting = Waiting(iter(submissions), workers)
    crew = [Member(settings) for _ in range(workers)]
    try:
        while True:
            for member in crew:
                member.take_from(waiting)
            busy = {member.connection: member for member in crew if member.task}
            if not busy:
                return
            waiting.read_ahead()
            for connection in wait(list(busy)):
                member = busy[connection]  # type: ignore[index]  # one of ours
                task = member.task
                assert task is not None
                try:
                    graded: GradedSubmission = member.connection.recv()
                except (EOFError, OSError):  # it died: by the system's hand or an operator's, not a student's
                    member.end()
                    crew[crew.index(member)] = Member(settings)
                    if waiting.may_try_again(task):
                        continue
                    graded = failed(task, settings, "its worker died")
                else:
                    member.task = None
                    member.take_from(waiting)  # first, so that it is never idle
                yield task, graded
    finally:
        for member in crew:
            member.process.terminate()
        for member in crew:
            member.end()


class Waiting:
    """The submissions still to be given out: a few are read ahead, so that no worker waits for the disk."""

    def __init__(self, source: Iterator[Submission], ahead: int) -> None:
        self.source = source
        self.ahead = ahead
        self.read: deque[Submission] = deque()
        self.tries: dict[str, int] = {}

    def read_ahead(self) -> None:
        self.read.extend(islice(self.source, max(0, self.ahead - len(self.read))))

    def next(self) -> Submission | None:
        return self.read.popleft() if self.read else next(self.source, None)

    def may_try_again(self, submission: Submission) -> bool:
        """Note that its worker died, and put it first again unless it has had its tries."""
        self.tries[submission.id] = self.tries.get(submission.id, 0) + 1
        if self.tries[submission.id] >= TRIES:
            return False
        self.read.appendleft(submission)
        return True


class Member:
    """A worker process, and the submission it grades."""

    def __init__(self, settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=serve, args=(theirs, settings), daemon=True)
        with ctrl_c_held_back():
            self.process.start()
        theirs.close()
        self.task: Submission | None = None

    def take_from(self, waiting: Waiting) -> None:
        """Give an idle worker the next submission: it waits for one, so that neither side can block the other."""
        if self.task is None and (submission := waiting.next()) is not None:
            self.task = submission
            with suppress(OSError):  # it died: shows when we wait for it
                self.connection.send(submission)

    def end(self) -> None:
        self.connection.close()
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


@contextmanager
def ctrl_c_held_back() -> Iterator[None]:
    """Keep Ctrl-C from a process that is being started: it inherits what is blocked, and has yet to ignore Ctrl-C."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def default_workers() -> int:
    return os.cpu_count() or 1
