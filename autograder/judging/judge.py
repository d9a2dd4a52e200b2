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
    wavers,
    with_some_once_more,
)
from autograder.judging.grade import ExerciseGrade, grade
from autograder.judging.key import Key
from autograder.judging.public_only import with_public_only
from autograder.judging.submission import Submission
from autograder.judging.swapped import with_swapped
from autograder.judging.unused import with_unused
from autograder.translation import Text

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner

# How much time in all is allowed, in that of the first asking: the second asks the basics twice, and what only
# explains a mark is not worth a long wait.
EVERYTHING, FURTHER = 2.0, 0.25


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
        For the first asking; see `EVERYTHING` and `FURTHER` for the others.
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
    job = Job(submission.files, tuple(map(with_some_once_more, exercises)), limits or Limits(), key.rivals, key.twins)
    answers = with_problem(runner.run(job), submission.loss)
    grades = [without_luck(grade(exercise, answers[exercise.id]), answers[exercise.id]) for exercise in exercises]
    grades = ask_again(grades, answers, job, runner)
    further = times(job, FURTHER)
    grades = with_unused(with_swapped(grades, further, runner), further, runner)
    return with_public_only(grades, further, runner)


def without_luck(one: ExerciseGrade, answers: Answers) -> ExerciseGrade:
    """Grade what is explained by what came once more too: random numbers look like many a mistake, and fit no fact."""
    if not any(item.diagnosis is not None for item in one.items):
        return one
    again = once_more(one.exercise, answers)
    if again.answers.outcome != "answered":
        return one
    is_steady = agrees(one.exercise, answers, again) and not wavers(one.exercise, answers.observations, again)
    return one if is_steady else grade(one.exercise, answers, again)


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

    def ask(doubtful: Iterable[ExerciseGrade], job: Job, sample: int | None = None) -> dict[str, SecondAsking]:
        calls = {one.exercise.id: asked_again(one.exercise, earned(one), sample) for one in doubtful}
        came = runner.run(replace(job, calls=tuple(calls.values()))) if calls else {}
        return {one: SecondAsking(tuple(calls[one].indices), came[one]) for one in calls}

    earning = {one.exercise.id: one for one in grades if one.score > 0}
    steady = [
        one
        for name, one in earning.items()
        if agrees(one.exercise, answers[name], once_more(one.exercise, answers[name]))
    ]
    sampled = ask(steady, job, SAMPLE)
    doubtful = [
        one
        for name, one in earning.items()
        if name not in sampled or not agrees(one.exercise, answers[name], sampled[name])
    ]
    everything = ask(doubtful, times(job, EVERYTHING))
    return [
        grade(one.exercise, answers[name], everything[name]) if (name := one.exercise.id) in everything else one
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


def times(job: Job, factor: float) -> Job:
    """Allow a job another time in all."""
    return replace(job, limits=replace(job.limits, total_seconds=factor * job.limits.total_seconds))
