"""Ask a function that fails its basics once more, with one number changed: where its answer stays, it is not used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from autograder.isolation.job import Argument, Calls, Extras, Job
from autograder.isolation.observation import Observation
from autograder.judging.diagnosis import fact
from autograder.judging.further import asked_further, is_unexplained
from autograder.judging.grade import ExerciseGrade
from autograder.judging.key import ExerciseKey
from autograder.judging.key_case import KeyCase
from autograder.translation import N_

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner

CASES = 3  # of the first item that are asked; with two one answer more would be a coincidence
ROUNDING = 1e-14  # relative: by more the answers differ that use a number
MOST = 100  # numbers in an argument: the cases of the first item are small
WHICH = {  # which numbers of an argument are changed
    N_("Your answers stay the same when all numbers of {name} change: which of your lines should use them?"): slice(
        None
    ),
    N_(
        "Your answers stay the same when the last number of {name} changes: does a loop end too early, or does a line "
        "leave it out?"
    ): slice(-1, None),
    N_(
        "Your answers stay the same when the first number of {name} changes: does a loop begin too late, or does each "
        "round overwrite the one before?"
    ): slice(0, 1),
}


Arguments = tuple[Argument | float | str, ...]


class Question(NamedTuple):
    """A case asked as it is, and with some numbers of one argument changed."""

    template: str
    name: str
    calls: Sequence[tuple[Arguments, Arguments, Extras]]


def with_unused(grades: Sequence[ExerciseGrade], job: Job, runner: Runner) -> list[ExerciseGrade]:
    """Say of each exercise whose basics fail for no known reason which numbers it does not use; no points change.

    Parameters
    ----------
    grades : sequence of ExerciseGrade
        By the first asking.
    job : Job
        That of the first asking.
    runner : Runner
    """
    asked = {one.exercise.id: found for one in grades if is_a_number(one) and (found := questions(one.exercise))}
    calls = {exercise_id: calls_of(exercise_id, found) for exercise_id, found in asked.items()}
    return asked_further(grades, calls, job, runner, lambda one, came: explained(one, asked[one.exercise.id], came))


def is_a_number(one: ExerciseGrade) -> bool:
    """Tell whether an exercise gives wrong numbers in its basics, and no known mistake explains that."""
    got = one.items[0].got
    return is_unexplained(one) and got is not None and got.value is not None and one.exercise.library == "numpy"


def questions(exercise: ExerciseKey) -> list[Question]:
    """Return what is asked: each argument of the first item's cases, changed in several places."""
    cases = [case for i in exercise.items[0].cases if can_change(case := exercise.cases[i])][:CASES]
    if len(cases) < CASES or all(map(is_sign_alone, cases)):
        return []

    def asked(number: int, where: slice) -> list[tuple[Arguments, Arguments, Extras]]:
        return [(case.args, changed(case, number, where), case.extras) for case in cases]

    return [
        Question(template, exercise.parameters[number], asked(number, where))
        for template, where in WHICH.items()
        for number, argument in enumerate(cases[0].args)
        if isinstance(argument, Argument) and argument.array.dtype.kind == "f"
    ]


def can_change(case: KeyCase) -> bool:
    """Tell whether each array of floats among a case's arguments is small and holds different finite numbers."""
    arrays = [argument.array for argument in case.args if isinstance(argument, Argument)]
    floats = [array for array in arrays if array.dtype.kind == "f"]
    return bool(floats) and all(
        1 < array.size <= MOST and np.isfinite(array).all() and len(np.unique(array)) > 1 for array in floats
    )


def is_sign_alone(case: KeyCase) -> bool:
    """Tell whether the numbers of the right answer differ in their signs alone: they may stay where the input moves."""
    right = case.expected.value
    return right is not None and right.size > 1 and len(np.unique(np.abs(right[right != 0]))) <= 1


def changed(case: KeyCase, number: int, where: slice) -> tuple[Argument | float | str, ...]:
    """Move some numbers of an argument half the way to the nearest other one: what lies in a range stays in it."""
    arguments = list(case.args)
    argument = arguments[number]
    assert isinstance(argument, Argument)
    array = argument.array.astype(float)
    flat = array.ravel()
    flat[where] = [(one + other_than(one, argument.array)) / 2 for one in flat[where].tolist()]
    arguments[number] = Argument(flat.reshape(array.shape))
    return tuple(arguments)


def other_than(one: float, array: np.ndarray) -> float:
    others = array[array != one]
    return float(others[np.argmin(np.abs(others - one))])


def calls_of(exercise_id: str, asked: Sequence[Question]) -> Calls:
    pairs = [(arguments, extras) for one in asked for *both, extras in one.calls for arguments in both]
    return Calls(exercise_id, tuple(args for args, _ in pairs), extras=tuple(extras for _, extras in pairs))


def explained(one: ExerciseGrade, asked: Sequence[Question], came: Sequence[Observation]) -> ExerciseGrade:
    """Say which numbers are not used, in the first item."""
    observations = iter(came)
    unused = [question for question in asked if is_unused(observations, len(question.calls))]
    if not unused:
        return one
    gate, *others = one.items
    diagnosis = fact(unused[0].template, name=unused[0].name)
    return replace(one, items=(replace(gate, diagnosis=diagnosis), *others))


def are_same(before: np.ndarray, after: np.ndarray) -> bool:
    """Compare two answers: what cancels, such as p / p, leaves a rounding behind."""
    return before.shape == after.shape and np.allclose(before, after, rtol=ROUNDING, atol=0.0)


def is_unused(observations: Iterator[Observation], count: int) -> bool:
    """Tell whether each of some cases was answered by the same finite numbers with an argument changed."""
    pairs = [(next(observations).value, next(observations).value) for _ in range(count)]
    return all(
        before is not None and after is not None and np.isfinite(before).all() and are_same(before, after)
        for before, after in pairs
    )
