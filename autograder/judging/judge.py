"""Judge one submission: run its code in isolation, compare, diagnose, grade, and ask again what earned points."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.isolation.job import Answers, Job, Limits
from autograder.judging.again import SecondAsking, asked_again
from autograder.judging.grade import ExerciseGrade, grade
from autograder.judging.key import Key
from autograder.judging.public_only import with_public_only
from autograder.judging.submission import Submission
from autograder.translation import Text

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner


def judge(
    submission: Submission, key: Key, runner: Runner, limits: Limits | None = None, ids: Collection[str] = ()
) -> list[ExerciseGrade]:
    """Grade a submission.

    Parameters
    ----------
    submission : Submission
    key : Key
    runner : Runner
    limits : Limits, optional
        For the first run; the second has twice as much time in all.
    ids : collection of str, optional
        Only these exercises; all of the key's otherwise.

    Returns
    -------
    list of ExerciseGrade
        In the order of the key.
    """
    exercises = [key.exercise(one) for one in key.lines if not ids or one in ids]
    if not submission.files and submission.problem:
        return [grade(exercise, Answers("error", detail=submission.loss)) for exercise in exercises]
    job = Job(submission.files, tuple(exercise.calls for exercise in exercises), limits or Limits(), key.rivals)
    answers = with_problem(runner.run(job), submission.loss)
    grades = [grade(exercise, answers[exercise.id]) for exercise in exercises]
    earning = {g.exercise.id: asked_again(g.exercise, earned(g)) for g in grades if g.score > 0}
    if earning:
        again = runner.run(replace(job, calls=tuple(earning.values()), limits=doubled(job.limits)))
        grades = [
            grade(g.exercise, answers[one], SecondAsking(tuple(earning[one].indices), again[one]))
            if one in again
            else g
            for one, g in ((g.exercise.id, g) for g in grades)
        ]
    return with_public_only(grades, job, runner)


def earned(first: ExerciseGrade) -> tuple[int, ...]:
    """Return which items of an exercise earned points."""
    return tuple(i for i, item in enumerate(first.items) if item.score > 0)


def with_problem(answers: Mapping[str, Answers], problem: Text | str) -> Mapping[str, Answers]:
    """Say of a missing function which part of the submission could not be read: it may stand there."""
    if not problem:
        return answers
    return {
        one: replace(answer, detail=problem) if answer.outcome == "missing" else answer
        for one, answer in answers.items()
    }


def doubled(limits: Limits) -> Limits:
    """Allow more time in all to the second asking: the basics are asked twice in it."""
    return replace(limits, total_seconds=2 * limits.total_seconds)
