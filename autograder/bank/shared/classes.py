"""For losses in which each sample has one right class: what students get wrong about these labels and their mean cost.

A mistake of this file receives the reference, the logarithms of the probabilities (a row for each sample), and labels.
An exercise that is given logits wraps it in `from_logits`; it also makes the mistakes of log_softmax: `picked`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
from numpy import arange, array, exp, int8, log, log1p, ndarray, where

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.naive import log_probabilities
from autograder.bank.spec import Case, variants


def pick(table: ndarray, labels: ndarray) -> Any:
    """Return each row's entry of the right class; refuse a column of labels, as the exercises ask."""
    if labels.ndim != 1:
        raise ValueError("one label for each row")
    return table[arange(len(labels)), labels.astype(int)]


def mean_cost(log_p: ndarray, labels: ndarray) -> Any:
    return np.mean(-pick(log_p, labels))


def picked(mistake: Mistake, cost: Mistake = mean_cost) -> Mistake:
    """Make the same mistake with log_softmax, then pick the right classes; ``cost(log_p, labels)`` is the answer."""

    @wraps(mistake)
    def in_a_loss(_: Mistake, logits: ndarray, labels: ndarray, **size: Any) -> Any:
        pick(logits, labels)  # a column of labels is refused first: the mistake is another one
        return cost(mistake(log_probabilities, logits, **size), labels)

    del in_a_loss.__wrapped__  # its arguments are not log_softmax's
    return in_a_loss


def from_logits(mistake: Mistake) -> Mistake:
    """Make the same mistake with what a right log_softmax gives."""

    @wraps(mistake)
    def after_log_softmax(_: Mistake, logits: ndarray, labels: ndarray, **size: Any) -> Any:
        pick(logits, labels)
        return mistake(mean_cost, log_probabilities(logits), labels, **size)

    del after_log_softmax.__wrapped__  # it is given logits
    return after_log_softmax


# ---------------------------------------------------------------- labels in a column

THREE_ROWS = array([[2.0, 1.0, 0.1], [-0.5, 0.5, 1.5], [0.3, 1.5, -0.2]])
WRONG_LABELS = (
    Case("column-of-labels", (THREE_ROWS, array([[1], [2], [0]])), raises=ValueError),
    Case("column-of-labels-for-one-sample", (THREE_ROWS[:1], array([[1]])), raises=ValueError),
    Case("row-of-labels", (THREE_ROWS, array([[1, 2, 0]])), raises=ValueError),
)


@variants(total=("mean", "by samples"))
def labels_not_checked(loss: Mistake, logits: ndarray, labels: ndarray, total: str) -> Any:
    """A column of labels accepted"""
    if labels.ndim == 1:
        return loss(logits, labels)
    costs = -log_probabilities(logits)[arange(len(logits)), labels]
    return np.mean(costs) if total == "mean" else np.sum(costs) / len(logits)


# ---------------------------------------------------------------- which entries of the table


@variants(how=("int8", "flat index"))
def labels_wrap(loss: Mistake, log_p: ndarray, labels: ndarray, how: str) -> Any:
    """How far does the type of your labels reach, and how far do the numbers that you make of them?"""
    if how == "int8":
        return loss(log_p, labels.astype(int8))
    first_of_row = (arange(len(log_p)) * log_p.shape[1]).astype(labels.dtype)
    return -np.mean(log_p.ravel()[first_of_row + labels])


@variants(total=("mean", "by samples", "sum"))
def all_pairs(loss: Mistake, log_p: ndarray, labels: ndarray, total: str) -> Any:
    """How many numbers do you average: n, or n times n?"""
    n_samples, n_classes = log_p.shape
    mean = -log_p.mean(axis=0) @ (np.bincount(labels, minlength=n_classes) / n_samples)
    return mean * {"mean": 1, "by samples": n_samples, "sum": n_samples**2}[total]


def axes_swapped(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Which axis of the table counts the samples, and which one the classes?"""
    return -np.mean(log_p[labels, arange(len(labels))])


def rows_picked(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Print the shape of what you pick with the labels: is it one number for each sample?"""
    return -np.mean(log_p[labels])


def prediction_used_as_label(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """A model must not mark its own homework: where does your class come from?"""
    return loss(log_p, log_p.argmax(axis=1))


@variants(weight=("equal", "probability"))
def labels_ignored(loss: Mistake, log_p: ndarray, labels: ndarray, weight: str) -> Any:
    """Change a label: does your loss change?"""
    return -np.mean(log_p) if weight == "equal" else -np.mean(np.sum(exp(log_p) * log_p, axis=1))


@variants(label_0=("last", "none", "first", "left out"))
def one_based_labels(loss: Mistake, log_p: ndarray, labels: ndarray, label_0: str) -> Any:
    """Which class does label 0 stand for?"""
    if label_0 == "left out":
        return np.mean(where(labels == 0, 0.0, -pick(log_p, labels)))
    previous = labels.astype(int) - 1
    costs = -pick(log_p, np.maximum(previous, 0) if label_0 == "first" else previous)
    return np.mean(where(labels == 0, 0.0, costs) if label_0 == "none" else costs)


@variants(how=("rows", "cells", "as they fit"))
def label_as_number(loss: Mistake, log_p: ndarray, labels: ndarray, how: str) -> Any:
    """A label is the name of a class: what would it mean to multiply by the name?"""
    if how == "cells":
        return -np.mean(labels[:, None] * log_p)
    return -np.sum((labels[:, None] if how == "rows" else labels) * log_p) / len(labels)


def first_label_for_all(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Every sample has a label of its own: which ones does your loss look at?"""
    return loss(log_p, np.full_like(labels, labels[0]))


def first_sample_only(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Change only the last sample: does your loss react?"""
    return -pick(log_p, labels)[0]


def labels_sorted(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Each label belongs to the sample in the same place; is it still there?"""
    return loss(log_p, np.sort(labels))


# ---------------------------------------------------------------- what is averaged, and how


def mean_over_elements(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """What are you averaging over: samples, or every cell of the table?"""
    return loss(log_p, labels) / log_p.shape[1]


NOT_LOG: dict[str, Callable[..., Any]] = {
    "1 - p": lambda p, labels: 1 - pick(p, labels),
    "-p": lambda p, labels: -pick(p, labels),
    "squares": lambda p, labels: np.sum((p - (labels[:, None] == arange(p.shape[1]))) ** 2, axis=1),
}


@variants(how=NOT_LOG)
def prob_not_log(loss: Mistake, log_p: ndarray, labels: ndarray, how: str) -> Any:
    """Does your cost keep growing when the right class becomes ever less likely?"""
    return np.mean(NOT_LOG[how](exp(log_p), labels))


NEITHER_0_NOR_1 = ((0, 1), (1e-300, 1 - 1e-16), *((eps, 1 - eps) for eps in (1e-16, 1e-15, 1e-12, 1e-10, 1e-8, 1e-7)))


@variants(bounds=NEITHER_0_NOR_1)
def other_classes_added(loss: Mistake, log_p: ndarray, labels: ndarray, bounds: tuple[float, float]) -> Any:
    """With more than two classes, what would "not this class" be counted for?"""
    p = np.clip(exp(log_p), *bounds)
    return np.mean(log1p(-pick(p, labels)) - log1p(-p).sum(axis=1) - log(pick(p, labels)))


def log_of_mean(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Which comes first, the logarithm or the mean?"""
    costs = -pick(log_p, labels)
    return np.min(costs) - log(np.mean(exp(np.min(costs) - costs)))


def median_taken(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Change only the largest cost: your result should react to it."""
    return np.median(-pick(log_p, labels))


def perplexity_instead(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """What does a sample cost whose right class is certain?"""
    return exp(loss(log_p, labels))


def error_rate(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Two models that are right equally often can differ in how sure they are; which one does your loss prefer?"""
    return np.mean(log_p.argmax(axis=1) != labels)


MISTAKES: tuple[Mistake, ...] = (
    labels_wrap,
    all_pairs,
    axes_swapped,
    rows_picked,
    prediction_used_as_label,
    labels_ignored,
    one_based_labels,
    label_as_number,
    first_label_for_all,
    first_sample_only,
    labels_sorted,
    mean_over_elements,
    prob_not_log,
    other_classes_added,
    log_of_mean,
    median_taken,
    perplexity_instead,
    error_rate,
)
