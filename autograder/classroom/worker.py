"""Grade submissions one after the other by the same key: bytes in, a report out, on this machine or another."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType, TracebackType
from typing import Literal, NamedTuple

from autograder.classroom import evidence
from autograder.classroom.versions import Versions, versions_here
from autograder.isolation.job import Answers, Limits
from autograder.isolation.runner import Runner
from autograder.judging.grade import ExerciseGrade, grade
from autograder.judging.judge import judge
from autograder.judging.key import Key
from autograder.judging.submission import Submission
from autograder.report.data import Report, report, report_of
from autograder.report.picture import Picture
from autograder.report.summary import Summary, summary
from autograder.translation import N_, LosslingsError, Translate, translator

OUR_FAULT = N_("The grader itself failed on this submission ({error}); nothing was counted, --resume tries again.")


Isolation = Literal["strict", "basic"]


@dataclass(frozen=True)
class GradingSettings:
    """The settings by which every submission of a class is graded.

    Parameters
    ----------
    is_hidden : bool
    key_lines : mapping of str to str
        The key, see `autograder.judging.key.Key`.
    language : str
        Of the reports.
    limits : Limits
    isolation : {"strict", "basic"}
    locales : tuple of Path
        The ``locale/`` folders of the banks, as `autograder.translation.translator` takes them.
    versions : Versions
        Of what runs where submissions are judged.
    pictures : mapping of str to Picture
        By exercise: along these the functions are asked for their curves; nothing, where no pages are wanted.
    """

    is_hidden: bool
    key_lines: Mapping[str, str]
    language: str
    limits: Limits
    isolation: Isolation
    locales: tuple[Path, ...] = ()
    versions: Versions = field(default_factory=versions_here)
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return Key(self.is_hidden, dict(self.key_lines))

    @property
    def translate(self) -> Translate:
        return translator(self.language, *self.locales)

    @cached_property
    def key_checksum(self) -> str:
        return self.key.checksum  # a report repeats hints too, which no digest of the marks knows


class GradedSubmission(NamedTuple):
    """What is written of a submission.

    Parameters
    ----------
    line : bytes
        Its report as a line of JSON, for the instructor: everything.
    summary : Summary
        Of what the student may see, so that no table of the class can give an input away.
    is_whole : bool
        Whether it stays on ``--resume``.
    evidence : bytes
    student_line : bytes
        The report for the student, where a hidden key makes it another one.
    """

    line: bytes
    summary: Summary
    is_whole: bool
    evidence: bytes = b""
    student_line: bytes = b""


class Worker:
    """Grades submissions by the same settings, in a runner of its own."""

    def __init__(self, settings: GradingSettings, runner: Runner | None = None) -> None:
        self.settings = settings
        self.key = settings.key
        self.translate = settings.translate
        self.runner = runner or Runner(settings.isolation)

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.runner.__exit__(kind, error, trace)

    def grade(self, submission: Submission) -> GradedSubmission:
        """Grade one submission; if the grader itself fails, the report says so and gives no points."""
        try:
            grades = judge(submission, self.key, self.runner, self.settings.limits)
            write = partial(report_of, submission, grades, self.key, self.runner.tier, self.translate)
            graded = as_lines(write(hidden=False), write(hidden=True) if self.key.hidden else None, is_whole=True)
        except Exception as error:  # a bug of ours costs only this submission, and --resume tries it again
            return report_failure(submission, self.settings, f"{type(error).__name__}: {error}")
        return graded._replace(evidence=self.collect_evidence(submission, grades))

    def collect_evidence(self, submission: Submission, grades: Sequence[ExerciseGrade]) -> bytes:
        """Collect what the pages show beside the report; a bug of ours costs no mark, but what they would show."""
        try:
            found = evidence.evidence_of(
                submission, grades, self.settings.pictures, self.runner, self.translate, self.key
            )
            return evidence.as_line(found)
        except Exception:
            return b""


def report_failure(submission: Submission, settings: GradingSettings, error: str) -> GradedSubmission:
    """Report a submission on which the grader itself failed."""
    key, translate = settings.key, settings.translate
    reason = translate(OUR_FAULT).format(error=error)
    grades = [grade(exercise, Answers("error", detail=reason)) for exercise in key]
    write = partial(report, submission.id, grades, key=key.digest, isolation=settings.isolation, translate=translate)
    return as_lines(write(hidden=False), write(hidden=True) if key.hidden else None, is_whole=False)


def as_lines(whole: Report, for_student: Report | None, *, is_whole: bool) -> GradedSubmission:
    """Write a report as ``results.jsonl`` holds it, and what the student may see of it where that is less."""
    student_line = line_of(for_student) if for_student else b""
    return GradedSubmission(line_of(whole), summary(for_student or whole), is_whole, student_line=student_line)


def line_of(report: Report) -> bytes:
    return json.dumps(report, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"


# ---------------------------------------------------------------- a process of its own


def main(handle: int) -> None:
    """Begin as a worker: say so over the connection that was inherited, and be told what to grade by."""
    if sys.platform == "win32":
        from multiprocessing.connection import PipeConnection

        connection = PipeConnection(handle)
    else:
        connection = Connection(handle)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the class's process meets Ctrl-C, and tells us what to do
    signal.signal(signal.SIGTERM, leave)
    threading.Thread(target=end_with_the_class, daemon=True).start()
    hide_memory()
    connection.send(None)
    with ExitStack() as stack, suppress(EOFError):  # it closes when there is no more to do
        runner = None
        while isinstance(asked := connection.recv(), str):
            runner = stack.enter_context(Runner("basic" if asked == "basic" else "strict"))
            connection.send(walls_of(runner))
        serve(connection, Worker(asked, runner or stack.enter_context(Runner(asked.isolation))))


def walls_of(runner: Runner) -> tuple[str, ...] | LosslingsError:
    """Return the walls in force, or why there are none."""
    try:
        return runner.walls
    except LosslingsError as error:
        return error


def serve(connection: Connection, worker: Worker) -> None:
    """Grade the submissions that a connection sends, until it closes or the parent process is gone.

    Raises
    ------
    EOFError
    """
    while True:
        submission = connection.recv()
        connection.send(worker.grade(submission))


def leave(number: int, frame: FrameType | None) -> None:
    """End in good order: children killed, scratch folders removed."""
    del frame
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)


def end_with_the_class() -> None:
    """Wait for the end of stdin, which the process of the class holds open, however that ends."""
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def hide_memory() -> None:
    """Keep other processes of the same user, such as student code, from reading this one, where the system can."""
    if sys.platform == "linux":
        from autograder.isolation.inside import identity

        identity.hide_memory()
