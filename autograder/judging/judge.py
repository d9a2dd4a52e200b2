"""Take one submission through all stages: run it in isolation, compare, diagnose, grade, report."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Protocol

from autograder.isolation.job import Answers, Job, Limits
from autograder.judging.grade import ExerciseGrade, asked_again, grade
from autograder.judging.key import ExerciseKey, Key
from autograder.judging.submission import Submission
from autograder.report.data import report
from autograder.translation import Translate

LIMITS = Limits()


class Runner(Protocol):
    """The door to isolation: inputs go in, observations come out."""

    @property
    def tier(self) -> str: ...

    def run(self, job: Job) -> dict[str, Answers]: ...


def judge(
    submission: Submission, key: Key, runner: Runner, limits: Limits = LIMITS, ids: Collection[str] = ()
) -> list[ExerciseGrade]:
    """Grade a submission.

    Parameters
    ----------
    submission : Submission
    key : Key
    runner : Runner
    limits : Limits, optional
    ids : collection of str, optional
        Only these exercises; all of the key's otherwise.
    """
    exercises = [key.exercise(one) for one in key.lines if not ids or one in ids]
    if not submission.files and submission.problem:
        return [grade(exercise, Answers("error", detail=submission.problem)) for exercise in exercises]
    job = Job(submission.files, tuple(exercise.calls for exercise in exercises), limits, key.rivals)
    answers = runner.run(job)
    if submission.problem:  # a part of it could not be read: perhaps what is missing
        lost = Answers("missing", detail=submission.problem)
        answers = {name: lost if answer.outcome == "missing" else answer for name, answer in answers.items()}
    grades = [grade(exercise, answers[exercise.id]) for exercise in exercises]
    earning = [g.exercise for g in grades if g.score > 0 and not answers[g.exercise.id].is_proven]
    if not earning:
        return grades
    generous = replace(limits, seconds=2 * limits.seconds, total_seconds=2 * limits.total_seconds)
    again = runner.run(replace(job, calls=tuple(asked_again(exercise) for exercise in earning), limits=generous))
    return [regrade(given, answers, again) for given in grades]


def regrade(given: ExerciseGrade, answers: dict[str, Answers], again: dict[str, Answers]) -> ExerciseGrade:
    """Let the second asking confirm what was earned."""
    exercise: ExerciseKey = given.exercise
    return grade(exercise, answers[exercise.id], again[exercise.id]) if exercise.id in again else given


def judge_to_report(
    submission: Submission,
    key: Key,
    runner: Runner,
    translate: Translate,
    limits: Limits = LIMITS,
    ids: Collection[str] = (),
) -> dict[str, Any]:
    """Grade a submission and write its report."""
    grades = judge(submission, key, runner, limits, ids)
    return report(submission.id, grades, key=key.digest, hidden=key.hidden, isolation=runner.tier, translate=translate)
