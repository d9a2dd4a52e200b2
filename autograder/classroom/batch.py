"""Grade a batch of submissions into one folder: each is a job of its own, and finished reports are kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.classroom.arrivals.arrival import Arrival
from autograder.classroom.members import read_member
from autograder.classroom.policy.policy import Policy
from autograder.classroom.results import Origin, Results, without_interruption
from autograder.classroom.run import Run, members_in
from autograder.classroom.worker import GradedSubmission, GradingSettings
from autograder.classroom.writing import NotWritten
from autograder.judging.key import Key, name_of
from autograder.judging.submission import Submission

# Grades submissions in any order, and yields each with its report as soon as the report is done.
Grader = Callable[[Iterable[Submission], GradingSettings], Generator[tuple[Submission, GradedSubmission], None, None]]


@dataclass(frozen=True)
class Batch:
    """Submissions that are graded by one key into one folder: a class, or everybody's copy of one notebook.

    Parameters
    ----------
    names : list of str
        Of the submissions.
    read : callable
        Returns the submission of a name.
    results : Results
    key : Key
    """

    names: list[str]
    read: Callable[[str], Submission]
    results: Results
    key: Key

    def count_graded(self) -> int:
        """Count the submissions that have a report in the folder."""
        return sum(1 for _ in self.results.summaries(set(self.names)))


def batch_of(arrival: Arrival, output: Path, key: Key) -> Batch:
    """Make a batch of all members of a class."""
    wanted = list(map(name_of, key.lines))
    members = {member.id: member for member in arrival.members}
    return Batch(list(members), lambda name: read_member(members[name], wanted), Results(output), key)


def grade_batch(
    batch: Batch,
    settings: GradingSettings,
    grader: Grader,
    *,
    resume: bool,
    run: Run | None = None,
    policy: Policy | None = None,
    progress: Callable[[], None] = lambda: None,
) -> list[str]:
    """Grade every submission of a batch and write the results; an interrupted run keeps what is done.

    Parameters
    ----------
    batch : Batch
        Its results are in use by this run.
    settings : GradingSettings
    grader : Grader
        See `autograder.classroom.crew.grade_here`.
    resume : bool
        Keep the reports that were made of the same files, with the same settings.
    run : Run, optional
        What is written of the run.
    policy : Policy, optional
        What makes final marks of what is judged.
    progress : callable
        Called once for each submission done.

    Returns
    -------
    list of str
        The submissions of which an earlier run left a report, and which are no longer there.
    """
    results = batch.results
    old_origins, gone, copy = prepare(batch, resume=resume, run=run, is_hidden=settings.is_hidden)
    origins: dict[str, Origin] = {}  # of the submissions under way: memory does not grow with the class
    to_do = without_report(map(batch.read, batch.names), settings, old_origins, origins, progress)
    lost: tuple[type[Exception], ...] = ()
    try:
        with closing(grader(to_do, settings)) as done:
            for submission, graded in done:
                origin, copy = origins.pop(submission.id), None  # what is kept differs from what is here now
                results.append(graded, origin if graded.is_whole else None)
                progress()
    except NotWritten:
        lost = (NotWritten,)  # what comes last cannot be written either: the first reason is the one to tell
        raise
    finally:
        with without_interruption(), suppress(*lost):
            results.put_in_order(batch.names)
            results.write_grades(set(batch.names), policy or Policy(), settings.translate)
    remove(copy)
    return gone


def remove(copy: Path | None) -> None:
    """Remove a copy of a run that is the same as what is here; its folder too, where no other is kept there."""
    if copy:
        shutil.rmtree(copy)
        with suppress(OSError):
            copy.parent.rmdir()


def prepare(
    batch: Batch, *, resume: bool, run: Run | None, is_hidden: bool
) -> tuple[dict[str, Origin | None], list[str], Path | None]:
    """Take over what an earlier run left, or move it aside.

    Returns
    -------
    dict
        What the reports that stay were made of, by submission.
    list of str
        The submissions that are no longer there.
    Path or None
        Where a copy of the earlier run is kept, if it had come to its end, until this one changes what it found.
    """
    results = batch.results
    if not resume:
        results.start_afresh()
    old_origins = results.resume(is_hidden=is_hidden) if resume else {}
    names = set(batch.names)
    gone = [name for name in old_origins if name not in names]
    known = members_in(results.run)  # none, where the run that was killed had not written them yet
    has_ended = bool(known) and all(member["id"] in old_origins for member in known)
    copy = results.keep_copy() if gone or has_ended else None
    if run:
        results.describe_run(run)
    return old_origins, gone, None if gone else copy


def without_report(
    submissions: Iterable[Submission],
    settings: GradingSettings,
    old_origins: Mapping[str, Origin | None],
    origins: dict[str, Origin],
    progress: Callable[[], None],
) -> Iterator[Submission]:
    """Yield the submissions that have no report, and note in `origins` what theirs will be made of."""
    for submission in submissions:
        origin = origin_of(submission, settings)
        if old_origins.get(submission.id) == origin:
            progress()
        else:
            origins[submission.id] = origin
            yield submission


def origin_of(submission: Submission, settings: GradingSettings) -> Origin:
    """Return all that a report depends on: if any of it changes, the submission is graded again."""
    return {
        "versions": settings.versions,
        "files": submission.digest,
        "problem": "; ".join([submission.problem, *(remark.render(str) for remark in submission.remarks)]),
        "key": settings.key_checksum,
        "language": settings.language,
        "seconds": settings.limits.seconds,
        "isolation": settings.isolation,
    }
