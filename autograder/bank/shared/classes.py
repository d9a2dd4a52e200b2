"""For losses in which each sample has one right class: what students get wrong about these labels.

A mistake of this file receives the reference, the logarithms of the probabilities (a row for each sample), and labels.
An exercise that is given logits wraps it in `from_logits`; it also makes the mistakes of log_softmax: `picked`. What
becomes of the samples' costs stands in `costs`.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

import numpy as np
from numpy import arange, array, exp, int8, ndarray, where

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.naive import log_probabilities, top
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


@variants(rows=("of the logits", "of the labels", "of the labels, each sum", "flattened"), total=("mean", "by samples"))
def labels_not_checked(loss: Mistake, logits: ndarray, labels: ndarray, rows: str, total: str) -> Any:
    """A column of labels accepted

    What does your function do with labels of shape (3, 1) instead of (3,)?

    The row numbers 0, 1, 2 and a column of three labels combine to a table of 3 times 3 numbers. The mean of nine costs
    is a number, but not the loss.

    Look at labels.ndim first, and raise a ValueError if it is not 1.

    Lecture: A column meets a row and NumPy makes a table of them: check shapes before arithmetic, because no error will
    tell.
    Family: broadcasting
    """
    if labels.ndim == 1:
        return loss(logits, labels)
    if rows == "flattened":
        return loss(logits, labels.ravel())
    log_p, samples = log_probabilities(logits), arange(len(logits if rows == "of the logits" else labels))
    costs = -log_p[samples, labels]
    if rows == "of the labels, each sum":  # where all labels meet the first row, its logits meet the sums of all rows
        shifted = logits - top(logits)
        costs = (shifted - log_p)[:, 0] - shifted[samples, labels]
    return np.mean(costs) if total == "mean" else np.sum(costs) / len(logits)


# ---------------------------------------------------------------- which entries of the table


@variants(how=("int8", "flat index"))
def labels_wrap(loss: Mistake, log_p: ndarray, labels: ndarray, how: str) -> Any:
    """Labels, or positions made from them, overflow a small integer type

    In which integer type does your function compute with the labels?

    A label of 255 fits into uint8, but the largest int8 is 127, and 255 becomes −1 in it. In uint8 a position such as
    200 + 100 becomes 300 − 256 = 44.

    Use the labels as they are for indexing, or convert them with astype(int) before you add or multiply.

    Lecture: A type that holds the labels need not hold what we compute from them.
    Family: integers
    """
    if how == "int8":
        return loss(log_p, labels.astype(int8))
    first_of_row = (arange(len(log_p)) * log_p.shape[1]).astype(labels.dtype)
    return -np.mean(log_p.ravel()[first_of_row + labels])


@variants(total=("mean", "by samples", "sum"))
def all_pairs(loss: Mistake, log_p: ndarray, labels: ndarray, total: str) -> Any:
    """Every sample paired with every label

    How many numbers do you pick from the table of n samples: n, or n times n?

    For 3 samples, table[:, labels] has the shape (3, 3): the labels of all samples for each sample. Only 3 of these 9
    numbers belong to the loss.

    Index with two lists of equal length: the row numbers, which np.arange makes, and the labels.

    Lecture: A slice beside a list picks a whole table; two lists pick pairs.
    Family: labels
    """
    n_samples, n_classes = log_p.shape
    mean = -log_p.mean(axis=0) @ (np.bincount(labels, minlength=n_classes) / n_samples)
    return mean * {"mean": 1, "by samples": n_samples, "sum": n_samples**2}[total]


def axes_swapped(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Rows and columns mixed up when the right class is picked

    Which of your two indices counts the samples, and which one the classes?

    The logits have the shape (n_samples, n_classes). If sample 0 has the label 2, its number stands in row 0, column 2,
    not in row 2, column 0.

    Put the row numbers first and the labels second between the brackets.

    Lecture: A table is read row first: the sample says which row, its label says which column.
    Family: axis
    """
    return -np.mean(log_p[labels, arange(len(labels))])


def rows_picked(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Labels used as row numbers

    What shape has the array that you pick with the labels, and does it hold one number for each sample?

    For labels 1, 2, 0 the expression table[labels] gives the rows 1, 2 and 0, in full. One number of each row is
    wanted.

    Give the table two indices: which row (np.arange of the number of samples), and which column (the labels).

    Lecture: A single list of indices picks whole rows; a label is the number of a column.
    Family: labels
    """
    return -np.mean(log_p[labels])


def prediction_used_as_label(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """The predicted class taken for the right one

    Where does the class come from whose probability you look up: from the labels or from the logits?

    Logits 0 and 3 with label 0: the model is wrong, and the cost is about 3.05. If its own favourite counts as right,
    the cost is about 0.05.

    Use the labels that you are given; argmax and max have no part in choosing the class.

    Lecture: A model must not mark its own homework: the right class comes from the data.
    Family: labels
    """
    return loss(log_p, log_p.argmax(axis=1))


@variants(weight=("equal", "probability"))
def labels_ignored(loss: Mistake, log_p: ndarray, labels: ndarray, weight: str) -> Any:
    """Labels not used

    Does your loss change when you change a label?

    For logits 0 and ln 3 the probabilities are 1/4 and 3/4. Label 0 costs ln 4, about 1.386; label 1 costs about 0.288.

    Pick from each row the logarithm of the class that the label names, and leave out the others.

    Lecture: An average over all classes measures how sure the model is, not whether it is right.
    Family: labels
    """
    return -np.mean(log_p) if weight == "equal" else -np.mean(np.sum(exp(log_p) * log_p, axis=1))


@variants(label_0=("last", "none", "first", "left out"))
def one_based_labels(loss: Mistake, log_p: ndarray, labels: ndarray, label_0: str) -> Any:
    """Labels read as if counting started at 1, or label 0 left out

    Which column of the logits belongs to label 0 in your function?

    Labels run from 0 to n_classes − 1. With 3 classes, label 0 is the first column; 0 − 1 is −1, which NumPy reads as
    the last one.

    Use the labels as column numbers without subtracting 1, and do not treat 0 as missing.

    Lecture: Python counts from 0, and so do the labels; index −1 fails in silence, because it means the last element.
    Family: labels
    """
    if label_0 == "left out":
        return np.mean(where(labels == 0, 0.0, -pick(log_p, labels)))
    previous = labels.astype(int) - 1
    costs = -pick(log_p, np.maximum(previous, 0) if label_0 == "first" else previous)
    return np.mean(where(labels == 0, 0.0, costs) if label_0 == "none" else costs)


@variants(how=("rows", "cells", "as they fit"))
def label_as_number(loss: Mistake, log_p: ndarray, labels: ndarray, how: str) -> Any:
    """Labels used as numbers to multiply by

    Does your function multiply by the label, and what does a sample with label 0 cost then?

    A sample with label 0 would always cost 0 when its logarithm is multiplied by the label, and one with label 2 would
    count double.

    Use the label to choose a column. If you want to multiply, make a row of zeros with a single 1 at the label first.

    Lecture: A label is a name that happens to be written as a number: one can look it up, not calculate with it.
    Family: labels
    """
    if how == "cells":
        return -np.mean(labels[:, None] * log_p)
    return -np.sum((labels[:, None] if how == "rows" else labels) * log_p) / len(labels)


def first_label_for_all(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """The first label used for all samples

    Which label does your function use for the second sample?

    With the labels 0 and 1, the second sample is judged by column 1. labels[0] is 0 for both.

    Let the label move with the sample: pair the row numbers with all the labels.

    Lecture: Code that was tried on one sample only often takes the first label for all.
    Family: labels
    """
    return loss(log_p, np.full_like(labels, labels[0]))


def first_sample_only(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Only the first sample counted

    Does your loss change when you change the last sample alone?

    If the first sample costs 1 and the second one 3, the loss is their mean, 2, not 1.

    Look for a [0] on the costs, or for a return inside the loop, and average over all samples instead.

    Lecture: A return inside a loop ends it at the first sample.
    Family: reduction
    """
    return -pick(log_p, labels)[0]


def labels_sorted(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Order of the labels changed

    Does each label still stand beside its own sample when you pick the classes?

    Labels 2 and 0 belong to samples 0 and 1. Sorted, they are 0 and 2, and each sample gets the other one's label.

    Leave out np.sort and np.unique: use the labels in the order in which they come.

    Lecture: Two arrays that belong together may only be sorted together.
    Family: labels
    """
    return loss(log_p, np.sort(labels))


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
)
