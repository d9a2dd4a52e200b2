"""Ask a second time, in another order, so that luck and memory show.

A few calls are made once more in the same child, of the same files and of files that have been run afresh. Where an
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
SAME = 2  # cases of the first item that are asked once more when all have been asked
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
def shuffled(exercise: ExerciseKey) -> tuple[int, ...]:
    """Return all cases but the large ones in another order: a counter or a list of answers no longer fits."""
    count = len(exercise.cases)
    order = np.random.default_rng(count).permutation(count).tolist()
    return tuple(i for i in order if size(exercise.cases[i].args) <= ASKED_ONCE)


@lru_cache(maxsize=REMEMBERED)
def with_sample(exercise: ExerciseKey) -> Calls:
    """Return the calls of the first asking, and some that are made once more.

    Two cases of the first item are asked of the same files, which have answered everything by then; a case of each item
    is asked of files that are run afresh.
    """
    once_more = [case for case in shuffled(exercise) if case in exercise.items[0].cases][:SAME]
    sample = {next((case for case in shuffled(exercise) if case in item.cases), None) for item in exercise.items}
    return exercise.calls.and_again(once_more, [case for case in shuffled(exercise) if case in sample])


@lru_cache(maxsize=REMEMBERED)
def order_again(exercise: ExerciseKey, items: tuple[int, ...]) -> tuple[int, ...]:
    """Return the cases of some items in the order of the second asking.

    The first item's come once more at the end, so that every function is asked the same question twice.
    """
    asked = {case for i in items for case in exercise.items[i].cases}
    return (*(case for case in shuffled(exercise) if case in asked), *exercise.items[0].cases)


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
    calls = with_sample(exercise)
    again = SecondAsking(calls.once_more + calls.afresh, answers.again)
    return not first_deviations(exercise, answers.observations, again)
