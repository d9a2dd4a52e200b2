"""For losses that ask each element for a yes or a no: the labels they are given, and what students get wrong.

The loss is the mean of what "yes" and "no" cost, weighted by the label. A spec says how its arguments become that
weight and the two logarithms: ``logs(predictions, labels)`` returns y, ln p and ln(1 - p).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import array, clip, log, maximum, ndarray

from autograder.bank.shared import pairs
from autograder.bank.shared.mistakes import Mistake, sum_instead_of_mean
from autograder.bank.shared.pairs import WEAK_CHECKS, each, flat_column, floats, fraction_cut, longer_cut
from autograder.bank.spec import EPSILONS, Case, variants

Logs = Callable[[ndarray, ndarray], tuple[Any, Any, Any]]

# ---------------------------------------------------------------- cases

LABELS, SOFT = array([1.0, 0.0, 0.0]), array([0.7, 0.1, 0.5])
TABLE = array([[1.0, 0.0, 0.0], [1.0, 0.0, 1.0]])


def drawn_labels(rng: np.random.Generator, size: int) -> ndarray:
    """Draw labels of which half are 1."""
    return rng.permutation(np.arange(size) % 2.0)


def wrong_shapes(predictions: ndarray) -> list[Case]:
    return pairs.wrong_shapes(predictions, array([1.0, 0.0, 0.7, 0.2, 0.4]))


# ---------------------------------------------------------------- mistakes: the two terms


def mean_cost(y: ndarray, log_yes: Any, log_no: Any) -> Any:
    return -np.mean(y * log_yes + (1 - y) * log_no)


def minus_missing(logs: Logs) -> Mistake:
    """Return what comes of a lost minus, before both terms or before one."""

    @variants(signs=((1, 1), (1, -1), (-1, 1)))
    def minus_missing(loss: Mistake, predictions: ndarray, labels: ndarray, signs: tuple[int, int]) -> Any:
        """A minus sign missing before the logarithms

        Which sign does the logarithm of a probability have, and which sign does each of your two terms give it?

        Where yes and no are equally likely, each label costs −ln 0.5 = 0.693; a term without its minus gives −0.693.

        One minus stands before the sum of both terms: check that your parentheses hold the two of them.

        Lecture: The logarithm of a probability is never positive, so a cost made of it needs a minus to be never
        negative.
        Family: sign
        """
        y, log_yes, log_no = logs(predictions, labels)
        return np.mean(signs[0] * y * log_yes + signs[1] * (1 - y) * log_no)

    return minus_missing


# Which weights "yes" and "no" get when a label is taken for hard.
HARD: tuple[Callable[[ndarray], tuple[Any, Any]], ...] = (
    lambda y: (y > 0.5, y <= 0.5),
    lambda y: (y >= 0.5, y < 0.5),
    lambda y: (y == 1, y < 1),
    lambda y: (y > 0, y == 0),
    lambda y: (y == 1, y == 0),
)


# ---------------------------------------------------------------- mistakes: the logarithm

# Too small for a usual probability to show them; at zero they show.
TINY = (float(np.finfo(float).tiny), 1e-300, 1e-200, 1e-100, 1e-50, 1e-40, 1e-38, 1e-37, 1e-32, 1e-30, 1e-24, 1e-20)
FLOORS = (*EPSILONS, *TINY)


def floored_logs(p: ndarray, eps: float, how: str) -> tuple[Any, Any]:
    """Return ln p and ln(1 - p), kept finite: p is "clipped", or both are "raised" to eps, or have it "added"."""
    if how == "clipped":
        return log(clip(p, eps, 1 - eps)), log(1 - clip(p, eps, 1 - eps))
    if how == "added":
        return log(p + eps), log(1 - p + eps)
    return log(maximum(p, eps)), log(maximum(1 - p, eps))


def squared_error(probability: Callable[[ndarray], ndarray]) -> Mistake:
    """Return the squared distance of the probability of "yes" from the label."""

    def squared_error(loss: Mistake, predictions: ndarray, labels: ndarray) -> Any:
        """The squared error in place of the logarithm

        How large can the cost of one sample become in your function, when the prediction is sure and wrong?

        A probability of 0.01 for what really happens costs −ln 0.01 = 4.61; its squared error is 0.98, and never above
        1.

        Nothing is squared in the definition: weigh the logarithms of the two probabilities with the label.

        Lecture: The squared error of a probability (the Brier score) is a good score too, but the logarithm punishes
        sure mistakes far harder.
        Family: quantity
        """
        values, y = floats(predictions, labels)
        return np.mean((probability(values) - y) ** 2)

    return squared_error


# ---------------------------------------------------------------- mistakes: the mean, and shapes


@variants(form=range(4))
def row_sums_averaged(loss: Mistake, predictions: ndarray, labels: ndarray, form: int) -> Any:
    """Averaged over rows, not over all elements

    By which number does your function divide when the input is a table of 2 rows and 3 columns?

    Six elements that cost 1 each have the mean 1; their sum divided by the 2 rows is 3.

    Divide by the number of elements (.size), or take np.mean without an axis; len counts the first axis alone.

    Lecture: In a table len(x) is the number of rows and x.size that of the elements: a mean over all elements needs
    x.size.
    Family: reduction
    """
    size, shape = predictions.size, predictions.shape
    all_but_last, is_table = np.prod(shape[:-1]), predictions.ndim > 1
    if form == 0:
        return loss(predictions, labels) * size / len(predictions)  # a single number has no len: TypeError
    rows = [all_but_last, all_but_last if is_table else size, shape[0] if is_table else size][form - 1]
    return loss(predictions, labels) * size / rows


SHAPES_COMBINED = pairs.silent_broadcast(*WEAK_CHECKS, lambda one, other: 1 in (np.prod(one), np.prod(other)))

# What people do to shapes that do not match, see `pairs.made_to_fit`.
FITTING_SHAPES = (each(np.ravel), each(np.squeeze), each(flat_column), longer_cut)

IN_EVERY_BINARY_LOSS: tuple[Mistake, ...] = (
    row_sums_averaged,
    sum_instead_of_mean,
    fraction_cut,
    SHAPES_COMBINED,
)
