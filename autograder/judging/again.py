"""Ask a second time, in another order, so that luck and memory show.

A few calls are made once more in the same child, where a counter shows. Then a sample of what earned points is asked in
a fresh child, in another order. Where an answer differs, everything that earned points is asked in a fresh child.
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
ONCE_MORE = 2  # cases of the first item that are asked once more when all have been asked
SAMPLE = 2  # cases of each item that are asked in a fresh child
SAMPLED_AGAIN = 2  # times the tolerance: no second asking of an estimate costs what the first one gained
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
def with_some_once_more(exercise: ExerciseKey) -> Calls:
    """Return the calls of the first asking; a few of the first item's are made once more at the end."""
    return exercise.calls.and_once_more([i for i in shuffled(exercise) if i in exercise.items[0].cases][:ONCE_MORE])


@lru_cache(maxsize=REMEMBERED)
def order_again(exercise: ExerciseKey, items: tuple[int, ...], sample: int | None = None) -> tuple[int, ...]:
    """Return the cases of some items in the order of the second asking.

    The first item's come once more at the end, so that every function is asked the same question twice.

    Parameters
    ----------
    exercise : ExerciseKey
    items : tuple of int
    sample : int, optional
        How many cases of each item will do; left out, all of them.
    """
    small = shuffled(exercise)
    asked = {case for i in items for case in [case for case in small if case in exercise.items[i].cases][:sample]}
    first = exercise.items[0].cases
    return (*(i for i in small if i in asked), *(i for i in first if sample is None or i in asked))


@lru_cache(maxsize=REMEMBERED)
def asked_again(exercise: ExerciseKey, items: tuple[int, ...], sample: int | None = None) -> Calls:
    """Return the calls of the second asking, for the items that earned points."""
    return exercise.calls.asked_in(order_again(exercise, items, sample))


@lru_cache(maxsize=REMEMBERED)
def sheet_of(exercise: ExerciseKey, order: tuple[int, ...]) -> Sheet:
    """Return the right answers to some cases."""
    return Sheet([sheet(exercise).answers[i] for i in order])


@lru_cache(maxsize=REMEMBERED)
def sheet_again(exercise: ExerciseKey, order: tuple[int, ...]) -> Sheet:
    """Return what is right of some cases when they are asked again: other draws are no other answer."""
    answers, cases = sheet_of(exercise, order).answers, [exercise.cases[i] for i in order]
    return Sheet(
        [
            right if case.sampled is None else right._replace(absolute=SAMPLED_AGAIN * right.absolute)
            for right, case in zip(answers, cases, strict=True)
        ]
    )


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
    verdicts = sheet_again(exercise, again.order).compare(again.answers.observations)
    if verdicts.count("right") == len(verdicts):
        return {}
    before = sheet(exercise).compare(first)
    deviations: dict[int, Observation] = {}
    for i, got, verdict in zip(again.order, again.answers.observations, verdicts, strict=True):
        if verdict != "right" and before[i] == "right":
            deviations.setdefault(i, got)
    return deviations


def wavers(exercise: ExerciseKey, first: Sequence[Observation], again: SecondAsking) -> bool:
    """Tell whether a function gave other numbers when it was asked again, right or wrong; an estimate may."""
    asked = zip(again.order, again.answers.observations, strict=True)
    pairs = ((first[i].value, got.value) for i, got in asked if exercise.cases[i].sampled is None)
    return any(
        before is not None
        and after is not None
        and (before.shape != after.shape or not np.allclose(before, after, rtol=1e-9, atol=0.0, equal_nan=True))
        for before, after in pairs
    )


def agrees(exercise: ExerciseKey, first: Answers, again: SecondAsking) -> bool:
    """Tell whether a function that earned points answered again, and as before."""
    return again.answers.outcome == "answered" and not first_deviations(exercise, first.observations, again)


def once_more(exercise: ExerciseKey, answers: Answers) -> SecondAsking:
    """Return what a function answered when it was asked a few things once more."""
    return SecondAsking(with_some_once_more(exercise).once_more, answers.once_more or Answers("missing"))
