"""Ask a second time: what earned points is asked once more in another order, so that luck and memory show."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from autograder.isolation.job import Answers, Argument, Calls
from autograder.isolation.observation import Observation
from autograder.judging.compare import Sheet, sheet
from autograder.judging.key import ExerciseKey, KeyCase

LARGE = 10_000  # numbers in one case's arguments; a larger case is about time and memory, and is asked once


@lru_cache(maxsize=256)
def order_again(exercise: ExerciseKey) -> tuple[int, ...]:
    """Return the cases in the order of the second asking.

    All but the large ones are shuffled, so that a counter or a list of answers no longer fits; then the first item's
    cases come once more, so that every function is asked the same question twice.
    """
    shuffled = np.random.default_rng(len(exercise.cases)).permutation(len(exercise.cases))
    small = [i for i in shuffled.tolist() if size(exercise.cases[i]) <= LARGE]
    return (*small, *range(exercise.items[0].stop))


def size(case: KeyCase) -> int:
    """Count the numbers in a case's arrays."""
    return sum(np.size(argument.array) for argument in case.args if isinstance(argument, Argument))


@lru_cache(maxsize=256)
def asked_again(exercise: ExerciseKey) -> Calls:
    """Return the calls of the second asking."""
    return exercise.calls.asked_in(order_again(exercise))


@lru_cache(maxsize=256)
def sheet_again(exercise: ExerciseKey) -> Sheet:
    """Return the right answers to `asked_again(exercise)`."""
    return Sheet([sheet(exercise).answers[i] for i in order_again(exercise)])


def first_deviation(
    exercise: ExerciseKey, first: Sequence[Observation], again: Answers
) -> tuple[Observation, ...] | None:
    """Find the answers that were right at first and wrong when asked again.

    Parameters
    ----------
    exercise : ExerciseKey
    first : sequence of Observation
        The answers to `exercise.calls`.
    again : Answers
        Those to `asked_again(exercise)`.

    Returns
    -------
    tuple of Observation or None
        The first answers, with the wrong ones in their places; None where none deviated.
    """
    verdicts = sheet_again(exercise).compare(again.observations)
    if verdicts.count("right") == len(verdicts):
        return None
    before = sheet(exercise).compare(first)
    deviations: dict[int, Observation] = {}
    for i, got, verdict in zip(order_again(exercise), again.observations, verdicts, strict=True):
        if verdict != "right" and before[i] == "right":
            deviations.setdefault(i, got)
    return tuple(deviations.get(i, first[i]) for i in range(len(first))) if deviations else None
