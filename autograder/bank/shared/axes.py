"""For exercises on logits: what students get wrong about axes, where the classes of a sample lie along the last one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy import exp, log, ndarray

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.naive import Way, top
from autograder.bank.spec import variants


def wrong_axis(*axes: str) -> Mistake:
    """Return what comes of the first axis: ``"0"``, ``"0 of two"`` axes only, ``"0 of the sum"`` in a logarithm."""

    @variants(axes=axes)
    def wrong_axis(answer: Mistake, logits: ndarray, axes: str) -> Any:
        """Normalised over the first axis, across samples

        In your function, which probabilities add up to 1: those of a row or those of a column?

        For the rows 0, 0 and 5, 5 each sample has the probabilities 0.5, 0.5. Along axis 0 the first row would get
        about 0.007, 0.007.

        Look at every max and sum in your function: along the classes is axis=-1, with keepdims=True.

        Lecture: The classes of one sample compete with each other; two samples never do.
        Family: axis
        """
        if axes == "0 of the sum":
            x = logits.astype(float)
            return x - top(x) - log(exp(x - top(x)).sum(axis=0, keepdims=True))
        if axes == "0 of two" and logits.ndim == 3:
            return answer(logits)
        return np.moveaxis(answer(np.moveaxis(logits, 0, -1)), -1, 0)

    return wrong_axis


@variants(one_axis=(True, False))
def axis_1(answer: Mistake, logits: ndarray, one_axis: bool) -> Any:
    """Axis 1 used instead of the last axis

    What is the number of the last axis in an array with one axis, and in an array with three?

    In an array of shape (4, 3) the last axis is 1. In shape (3,) it is 0, and in shape (2, 4, 3) it is 2.

    Write axis=-1 wherever your function says axis=1; counting from the end fits any number of axes.

    Lecture: axis=-1 means the last axis whatever the shape; axis=1 means it for tables only.
    Family: axis
    """
    if one_axis and logits.ndim == 1:
        return answer(logits)
    return np.moveaxis(answer(np.moveaxis(logits, 1, -1)), -1, 1)


def whole_array(*ways: Way) -> Mistake:
    """Return what comes of one sum for all samples; a way receives the logits and may leave each its own maximum."""

    @variants(way=ways)
    def whole_array(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """One sum for the whole batch

        What do all the probabilities of a batch of two samples add up to in your function, and what should it be?

        For the rows 0, 0 and 0, 0 every probability is 1/2. If all four share one sum, each of them is 1/4.

        Give np.sum the axis of the classes and keepdims=True, so that there is one sum for each sample.

        Lecture: A batch is a list of separate distributions, each with a sum of its own.
        Family: batch
        """
        return way(logits.astype(float))

    return whole_array


def keepdims_missing(finish: Way, *missing: str) -> Mistake:
    """Return what comes of a lost axis in ``"sum"``, ``"max"`` or ``"both"``, always or only where NumPy can broadcast.

    ``finish(x, total)`` is the answer for logits with this sum of exponentials.
    """

    @variants(missing=missing, if_it_fits=(False, True))
    def keepdims_missing(answer: Mistake, logits: ndarray, missing: str, if_it_fits: bool) -> Any:
        """Without keepdims: a row meets the maximum or sum of other rows

        Print the shapes on both sides of your subtraction and of your division: what are they?

        For logits of shape (3, 3) the sums have shape (3,) without keepdims. NumPy then reads them as a row: the second
        sum goes to the second column, not to the second sample.

        Give keepdims=True to max and to sum, so that both keep the shape (3, 1) and each row meets its own number.

        Lecture: A square batch hides a lost axis: test code on tables with more rows than columns, and on square ones.
        Family: broadcasting
        """
        if if_it_fits and logits.shape[-1:] != logits.shape[-2:-1]:
            return answer(logits)
        x = logits.astype(float)
        shifted = x - x.max(axis=-1, keepdims=missing == "sum")
        return finish(shifted, exp(shifted).sum(axis=-1, keepdims=missing == "max"))

    return keepdims_missing


def squeezed(answer: Mistake, logits: ndarray) -> Any:
    """Axes of length 1 removed from the answer

    A batch of one sample goes in: which shape comes out of your function?

    Logits of shape (1, 3) are a batch of one. The answer has the shape (1, 3), too, not (3,).

    Remove squeeze, and the indexing that drops an axis; keepdims=True makes them unnecessary.

    Lecture: squeeze removes every axis of length 1, the caller's among them, and a batch of one is where it shows.
    Family: batch
    """
    return answer(logits).squeeze()
