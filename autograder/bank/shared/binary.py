"""What students get wrong where each element asks for a yes or a no, and the loss is the mean of what both may cost.

A spec says how its arguments become the weight of "yes" and the two logarithms: ``logs(predictions, labels)``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import ndarray

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.spec import variants

Logs = Callable[[ndarray, ndarray], tuple[Any, Any, Any]]


def second_term_missing(*logs: Logs) -> Mistake:
    """Return the cost of "yes" alone."""

    @variants(logs=logs)
    def second_term_missing(loss: Mistake, predictions: ndarray, labels: ndarray, logs: Logs) -> Any:
        """What does your loss say about a sample of class 0?"""
        y, log_yes, _ = logs(predictions, labels)
        return -np.mean(y * log_yes)

    return second_term_missing


def minus_missing(logs: Logs) -> Mistake:
    """Return what comes of a lost minus, before both terms or before one."""

    @variants(signs=((1, 1), (1, -1), (-1, 1)))
    def minus_missing(loss: Mistake, predictions: ndarray, labels: ndarray, signs: tuple[int, int]) -> Any:
        """The logarithm of a probability is never positive: which sign should your answer have?"""
        y, log_yes, log_no = logs(predictions, labels)
        return np.mean(signs[0] * y * log_yes + signs[1] * (1 - y) * log_no)

    return minus_missing


def refused(y: ndarray) -> tuple[ndarray, ndarray]:
    """Refuse every label but 0 and 1."""
    if np.any((y > 0) & (y < 1)):
        raise ValueError("labels must be 0 or 1")
    return y, 1 - y


# Which weights "yes" and "no" get when a label is taken for hard.
HARD: tuple[Callable[[ndarray], tuple[Any, Any]], ...] = (
    lambda y: (y > 0.5, y <= 0.5),
    lambda y: (y >= 0.5, y < 0.5),
    lambda y: (y == 1, y < 1),
    lambda y: (y > 0, y == 0),
    lambda y: (y == 1, y == 0),
    refused,
)


def hard_labels(logs: Logs) -> Mistake:
    """Return what comes of labels that are taken for 0 or 1."""

    @variants(weights=HARD)
    def hard_labels(loss: Mistake, predictions: ndarray, labels: ndarray, weights: Callable[..., Any]) -> Any:
        """A label of 0.3 is neither 0 nor 1: how much should each of the two costs weigh?"""
        y, log_yes, log_no = logs(predictions, labels)
        of_yes, of_no = weights(y)
        return -np.mean(of_yes * log_yes + of_no * log_no)

    return hard_labels


def row_sums_averaged(*rows: Callable[[ndarray], Any]) -> Mistake:
    """Return the mean over so many rows."""

    @variants(rows=rows)
    def row_sums_averaged(loss: Mistake, predictions: ndarray, labels: ndarray, rows: Callable[..., Any]) -> Any:
        """The mean is over all elements, whatever the shape: over how many numbers is yours?"""
        return loss(predictions, labels) * predictions.size / rows(predictions)

    return row_sums_averaged
