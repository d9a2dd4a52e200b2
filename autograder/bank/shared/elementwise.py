"""For exercises in which each number of an array has an answer of its own: what students get wrong about its place.

Every mistake receives the reference and the array of numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy import ndarray

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.spec import variants


def sum_returned(answer: Mistake, values: ndarray) -> Any:
    """All answers added up to one number

    Compare the shape of what goes in with the shape of what comes out: are they the same?

    An input of shape (2, 3) needs six answers; a sum leaves one number.

    Leave out np.sum, or the loop that adds up: NumPy works on each element by itself and keeps the shape.

    Lecture: Each number has an answer of its own; sums and averages come later, and need weights.
    Family: reduction
    """
    return np.sum(answer(values))


def mean_returned(answer: Mistake, values: ndarray) -> Any:
    """All answers averaged to one number

    How many numbers does your function return for three probabilities, and how many should it return?

    An input of shape (2, 3) needs six answers; np.mean combines them into one number.

    Leave out np.mean: NumPy works on each element by itself and keeps the shape.

    Lecture: Not every function of this course is a loss: some give a number for each number, and the average comes
    later.
    Family: reduction
    """
    return np.mean(answer(values))


@variants(dropped=("each axis of length one", "all, where the size is one"))
def axes_dropped(answer: Mistake, values: ndarray, dropped: str) -> Any:
    """Axes of length 1 dropped

    What is the shape of your answer for np.array([0.5]), an array of one number?

    An input of shape (1,) needs an answer of shape (1,), and (3, 1) needs (3, 1). np.squeeze turns these shapes into ()
    and (3,).

    Leave out np.squeeze, .item() or float(): the shape comes out right by itself.

    Lecture: Code that squeezes works until a batch has a single element.
    Family: axis
    """
    if values.size > 1 and dropped == "all, where the size is one":
        return answer(values)
    return np.squeeze(answer(values))


def flattened(answer: Mistake, values: ndarray) -> Any:
    """The answer flattened to one axis

    Print the shapes of the input and of your answer: do they have the same number of axes?

    An input of shape (2, 3) needs an answer of shape (2, 3). Shape (6,) holds the same numbers, but the rows are lost.

    Leave out np.ravel, .flatten() or the list of numbers, or reshape the answer to p.shape at the end.

    Lecture: The shape is part of the answer: it says which number belongs to which input.
    Family: axis
    """
    return np.ravel(answer(values))


def axis_added(answer: Mistake, values: ndarray) -> Any:
    """A single number comes back as an array of one

    What is the shape of your answer for np.array(0.25), a single number of shape ()?

    For np.array(0.25) the answer is one number, of shape (). np.atleast_1d, or brackets around the number, give shape
    (1,).

    Leave out np.atleast_1d, or give the answer the shape of p at the end.

    Lecture: A 0-d array is a number with a shape, (): functions that keep the shape handle it without a special case.
    Family: axis
    """
    return np.atleast_1d(answer(values))


@variants(style=("cast", "a number written", "a ufunc's output"))
def answer_in_the_input_dtype(answer: Mistake, values: ndarray, style: str) -> Any:
    """The answer written into an array of integers

    What is the dtype of your answer for an array of integers?

    An array of int64 holds whole numbers only: 0.7 written into it becomes 0, and infinity has no place in it at all.

    Create the answer as floats, with np.empty(p.shape) or p.astype(float); empty_like and zeros_like copy the integers'
    dtype.

    Lecture: The answer need not have the dtype of the input: convert to float first.
    Family: integers
    """
    written = np.asarray(answer(values)).astype(values.dtype)
    if style == "a number written":
        written[values == 0] = np.inf
    if style == "a ufunc's output":
        np.negative(np.log(values, out=written), out=written)
    return written
