"""Judge one submission: run its code in isolation, compare, diagnose, grade, and ask again what earned points."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.isolation.job import Answers, Job, Limits
from autograder.judging.again import (
    SAMPLE,
    SecondAsking,
    agrees,
    asked_again,
    once_more,
    with_some_once_more,
)
from autograder.judging.grade import ExerciseGrade, grade
from autograder.judging.key import Key
from autograder.judging.public_only import with_public_only
from autograder.judging.submission import Submission
from autograder.judging.swapped import with_swapped
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
    job = Job(submission.files, tuple(map(with_some_once_more, exercises)), limits or Limits(), key.rivals)
    answers = with_problem(runner.run(job), submission.loss)
    grades = [grade(exercise, answers[exercise.id]) for exercise in exercises]
    grades = with_swapped(ask_again(grades, answers, job, runner), job, runner)
    return with_public_only(grades, job, runner)


def ask_again(
    grades: Sequence[ExerciseGrade], answers: Mapping[str, Answers], job: Job, runner: Runner
) -> list[ExerciseGrade]:
    """Ask what earned points again, in a fresh child: a sample, and where an answer has differed, everything.

    Parameters
    ----------
    grades : sequence of ExerciseGrade
        By the first asking.
    answers : mapping of str to Answers
        To the first asking.
    job : Job
        That of the first asking.
    runner : Runner
    """

    def ask(doubtful: Iterable[ExerciseGrade], sample: int | None = None) -> dict[str, SecondAsking]:
        calls = {one.exercise.id: asked_again(one.exercise, earned(one), sample) for one in doubtful}
        came = runner.run(replace(job, calls=tuple(calls.values()), limits=doubled(job.limits))) if calls else {}
        return {one: SecondAsking(tuple(calls[one].indices), came[one]) for one in calls}

    earning = {one.exercise.id: one for one in grades if one.score > 0}
    first = {name: once_more(one.exercise, answers[name]) for name, one in earning.items()}
    sampled = ask((one for name, one in earning.items() if agrees(one.exercise, answers[name], first[name])), SAMPLE)
    steady = {name for name in sampled if agrees(earning[name].exercise, answers[name], sampled[name])}
    everything = ask(one for name, one in earning.items() if name not in steady)
    return [
        grade(
            one.exercise,
            answers[name],
            everything[name].after(found[name] for found in (first, sampled) if name in found),
        )
        if (name := one.exercise.id) in everything
        else one
        for one in grades
    ]


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
