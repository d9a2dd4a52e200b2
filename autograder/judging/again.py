"""Ask a second time, in another order, so that luck and memory show.

A few calls of each item are made once more in the same child, when the submitted files have been run afresh. Where an
answer then differs, everything that earned points is asked in a fresh child.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from autograder.isolation.job import Answers, Calls, size
from autograder.isolation.observation import Observation
from autograder.judging.compare import Sheet, sheet
from autograder.judging.key import ExerciseKey

ASKED_ONCE = 10_000  # numbers in one case's arguments; a larger case is about time and memory
SAMPLE = 2  # cases of each item that are asked once more of every function
REMEMBERED = 1024  # second askings: of an exercise one for each set of items that has earned points


class SecondAsking(NamedTuple):
    """What came when some cases were asked once more, in a fresh child.

    Parameters
    ----------
    order : tuple of int
        The cases, in the order in which they were asked.
    answers : Answers
    """

    order: tuple[int, ...]
    answers: Answers


@lru_cache(maxsize=REMEMBERED)
def order_again(exercise: ExerciseKey, items: tuple[int, ...], sample: int | None = None) -> tuple[int, ...]:
    """Return the cases of some items in the order of a second asking.

    All but the large ones are shuffled, so that a counter or a list of answers no longer fits; then the first item's
    cases come once more, so that every function is asked the same question twice.

    Parameters
    ----------
    exercise : ExerciseKey
    items : tuple of int
    sample : int, optional
        How many cases of each item will do; left out, all of them.
    """
    count = len(exercise.cases)
    shuffled = np.random.default_rng(count).permutation(count).tolist()
    small = [i for i in shuffled if size(exercise.cases[i].args) <= ASKED_ONCE]
    asked = {case for i in items for case in [case for case in small if case in exercise.items[i].cases][:sample]}
    first = exercise.items[0].cases
    return (*(i for i in small if i in asked), *(i for i in first if sample is None or i in asked))


@lru_cache(maxsize=REMEMBERED)
def with_sample(exercise: ExerciseKey) -> Calls:
    """Return the calls of the first asking, some of which are made once more when the files have been run afresh."""
    return exercise.calls.and_again(order_again(exercise, tuple(range(len(exercise.items))), SAMPLE))


@lru_cache(maxsize=REMEMBERED)
def asked_again(exercise: ExerciseKey, items: tuple[int, ...]) -> Calls:
    """Return the calls of the second asking, for the items that earned points."""
    return exercise.calls.asked_in(order_again(exercise, items))


@lru_cache(maxsize=REMEMBERED)
def sheet_of(exercise: ExerciseKey, order: tuple[int, ...]) -> Sheet:
    """Return the right answers to some cases."""
    return Sheet([sheet(exercise).answers[i] for i in order])


def first_deviations(
    exercise: ExerciseKey, first: Sequence[Observation], again: SecondAsking
) -> dict[int, Observation]:
    """Find the answers that were right at first and wrong when asked again.

    Parameters
    ----------
    exercise : ExerciseKey
    first : sequence of Observation
        The answers to `exercise.calls`.
    again : SecondAsking

    Returns
    -------
    dict of int to Observation
        By case, the first wrong one.
    """
    verdicts = sheet_of(exercise, again.order).compare(again.answers.observations)
    if verdicts.count("right") == len(verdicts):
        return {}
    before = sheet(exercise).compare(first)
    deviations: dict[int, Observation] = {}
    for i, got, verdict in zip(again.order, again.answers.observations, verdicts, strict=True):
        if verdict != "right" and before[i] == "right":
            deviations.setdefault(i, got)
    return deviations


def is_steady(exercise: ExerciseKey, answers: Answers) -> bool:
    """Tell whether a function answered as before when it was asked a few things once more."""
    if answers.again is None or answers.again.outcome != "answered":
        return False
    again = SecondAsking(with_sample(exercise).again, answers.again)
    return not first_deviations(exercise, answers.observations, again)
