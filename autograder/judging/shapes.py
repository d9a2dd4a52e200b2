"""Say in what the shape of an answer differs, and whether its numbers are those that are asked for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.isolation.observation import Observation
from autograder.judging.compare import as_float64
from autograder.judging.diagnosis import Diagnosis, fact, number_fact
from autograder.judging.evidence import Evidence
from autograder.judging.key_case import KeyCase
from autograder.translation import N_

DIGITS = 1e-6  # relative: to so many digits the mean, say, of what came must be right

SHAPE = N_("The shape is part of the answer; nothing is broadcast or squeezed to fit.")
OTHER_SHAPE = N_(
    "Your answer has the shape {shape}, and it should be {right}: print the shape after each of your lines."
)
ONE_NUMBER = N_("The answer is one number, and you returned an array of shape {shape}: is a mean or a sum missing?")
ONE_ELEMENT = N_("The answer is a number, and you returned an array that holds one: its shape is {shape}, not ().")
NO_ARRAY = N_("The answer is an array, and you returned a single number: which line adds up what it should not?")
MEAN_MISSING = N_(
    "The answer is one number, and you returned an array of shape {shape}. Its mean is right: take the mean."
)
SUM_MISSING = N_(
    "The answer is one number, and you returned an array of shape {shape}. Its sum is right: take the sum."
)
LAST_SUM_MISSING = N_(
    "You returned an array of shape {shape}. Its sums along the last axis are right: sum over axis -1."
)
LAST_MEAN_MISSING = N_(
    "You returned an array of shape {shape}. Its means along the last axis are right: average over axis -1."
)
MEAN_TAKEN = N_("You returned one number, the mean of the right ones: return all of them, in the shape {right}.")
SUM_TAKEN = N_("You returned one number, the sum of the right ones: return all of them, in the shape {right}.")
SAME_NUMBERS = N_("The numbers are right, but their shape is {shape}, and it should be {right}.")
# What makes the right answer of the one that came, or the other way round.
MADE_OF_ANSWER: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    MEAN_MISSING: lambda got: np.mean(got),
    SUM_MISSING: lambda got: np.sum(got),
    LAST_SUM_MISSING: lambda got: np.sum(got, axis=-1),
    LAST_MEAN_MISSING: lambda got: np.mean(got, axis=-1),
}
MADE_OF_RIGHT: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    MEAN_TAKEN: lambda right: np.mean(right),
    SUM_TAKEN: lambda right: np.sum(right),
}


def wrong_shape(evidence: Evidence) -> Diagnosis:
    """Say in what the shape of the item's first answer differs from the one that is asked for."""
    number = evidence.failing[0]
    case, got = evidence.exercise.cases[number], evidence.observations[number]
    if case.expected.value is None or got.value is None:
        return fact(SHAPE)
    shapes = {"shape": got.value.shape, "right": case.expected.value.shape}
    wrong = [i for i in evidence.failing if evidence.verdicts[i] == "shape"]
    beside = [found for i in wrong if (found := numbers(evidence.exercise.cases[i], evidence.observations[i]))]
    if all(got.size == 1 == right.size for got, right in beside) and case.expected.value.ndim == 0:
        return number_fact(ONE_ELEMENT, **shapes)
    if all(got.size == right.size > 0 and right.ndim and are_same(got.ravel(), right.ravel()) for got, right in beside):
        return number_fact(SAME_NUMBERS, **shapes)
    with np.errstate(all="ignore"):
        for template, made in MADE_OF_ANSWER.items():
            if all(got.ndim and are_same(made(got), right) for got, right in beside):
                return number_fact(template, **shapes)
        for template, made in MADE_OF_RIGHT.items():
            if all(right.ndim and are_same(got, made(right)) and np.isfinite(got) for got, right in beside):
                return number_fact(template, **shapes)
    if case.expected.value.ndim == 0:
        return number_fact(ONE_NUMBER, **shapes)
    return fact(NO_ARRAY) if got.value.ndim == 0 else number_fact(OTHER_SHAPE, **shapes)


def numbers(case: KeyCase, got: Observation) -> tuple[np.ndarray, np.ndarray] | None:
    right = case.expected.value
    return None if right is None or got.value is None else (as_float64(got.value), as_float64(right))


def are_same(got: np.ndarray, right: np.ndarray) -> bool:
    """Compare two arrays, or numbers, of one shape; what is not finite must be the same."""
    return np.shape(got) == np.shape(right) and bool(np.allclose(got, right, rtol=DIGITS, atol=1e-12, equal_nan=True))
