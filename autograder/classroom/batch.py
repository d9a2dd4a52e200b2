"""Grade a class: every submission a job of its own, in as many worker processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from autograder.classroom.members import read_group
from autograder.classroom.results import Results
from autograder.classroom.worker import Assignment, Graded, failed, work
from autograder.judging.submission import Submission

TRIES = 2  # of a submission whose worker died
PATIENCE = 5.0  # seconds for a worker to end in good order

# Grades submissions in any order, each yielded with its report as soon as that is done.
Grader = Callable[[Iterable[Submission], Assignment], Generator[tuple[Submission, Graded], None, None]]


def grade_class(members: Sequence[tuple[str, list[Path]]], *arguments: Any, **options: Any) -> None:
    """Grade a class as `autograder.classroom.members.find_submissions` lists it, see `grade_all`."""
    paths = dict(members)
    grade_all(list(paths), lambda name: read_group(name, paths[name]), *arguments, **options)


def grade_all(
    names: Sequence[str],
    read: Callable[[str], Submission],
    results: Results,
    assignment: Assignment,
    grader: Grader,
    *,
    resume: bool,
    progress: Callable[[], None] = lambda: None,
) -> None:
    """Grade every submission of a class and write the results; an interrupted run keeps what is done.

    Parameters
    ----------
    names : sequence of str
        Of the submissions.
    read : callable
        Returns the submission of a name.
    results : Results
        In use by this run.
    assignment : Assignment
    grader : Grader
        See `graded_here`.
    resume : bool
        Keep the reports in `results` that were made of the same files, by the same assignment.
    progress : callable
        Called once for each submission done.
    """
    if not resume:
        results.start_afresh()
    kept = results.resume() if resume else {}
    made_of: dict[str, dict[str, Any]] = {}  # of the submissions under way: memory does not grow with the class

    def to_do() -> Iterator[Submission]:
        for submission in map(read, names):
            origin = origin_of(submission, assignment)
            if kept.get(submission.id) == origin:
                progress()
            else:
                made_of[submission.id] = origin
                yield submission

    try:
        with closing(grader(to_do(), assignment)) as done:
            for submission, graded in done:
                origin = made_of.pop(submission.id)
                results.append(graded.line, origin if graded.is_whole else None, graded.summary)
                progress()
    finally:
        results.put_in_order(names)
        results.write_grades(set(names))


def origin_of(submission: Submission, assignment: Assignment) -> dict[str, Any]:
    """Say what a report is made of: where any of it changes, the submission is graded again."""
    return {
        "files": submission.digest,
        "problem": submission.problem,
        "key": assignment.key_digest,
        "language": assignment.language,
        "seconds": assignment.limits.seconds,
        "isolation": assignment.isolation,
    }


# ---------------------------------------------------------------- workers on this machine


def graded_here(
    submissions: Iterable[Submission], assignment: Assignment, workers: int
) -> Generator[tuple[Submission, Graded], None, None]:
    """Grade submissions in worker processes of this machine; a worker that dies is replaced.

    Parameters
    ----------
    submissions : iterable of Submission
        Read only as fast as they are graded.
    assignment : Assignment
    workers : int

    Yields
    ------
    Submission, Graded
        In the order in which they are done.
    """
    waiting = Waiting(iter(submissions), workers)
    crew = [Member(assignment) for _ in range(workers)]
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
                    graded: Graded = member.connection.recv()
                except (EOFError, OSError):  # it died: by the system's hand or an operator's, not a student's
                    member.end()
                    crew[crew.index(member)] = Member(assignment)
                    if waiting.may_try_again(task):
                        continue
                    graded = failed(task, assignment, "its worker died")
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

    def __init__(self, assignment: Assignment) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=work, args=(theirs, assignment), daemon=True)
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


def default_workers() -> int:
    return os.cpu_count() or 1
