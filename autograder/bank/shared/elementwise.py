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
    """Compare the shape of what goes in with the shape of what comes out: are they the same?"""
    return np.sum(answer(values))


def mean_returned(answer: Mistake, values: ndarray) -> Any:
    """An average mixes all the numbers into one: how many should come out?"""
    return np.mean(answer(values))


@variants(dropped=("each axis of length one", "all, where the size is one"))
def axes_dropped(answer: Mistake, values: ndarray, dropped: str) -> Any:
    """An array of one number is still an array; which shape does your answer have then?"""
    if values.size > 1 and dropped == "all, where the size is one":
        return answer(values)
    return np.squeeze(answer(values))


def flattened(answer: Mistake, values: ndarray) -> Any:
    """Count the axes of what comes in, and those of your answer: are they as many?"""
    return np.ravel(answer(values))


def axis_added(answer: Mistake, values: ndarray) -> Any:
    """A single number goes in; is it a single number that comes out?"""
    return np.atleast_1d(answer(values))


@variants(style=("cast", "a number written", "a ufunc's output"))
def answer_in_the_input_dtype(answer: Mistake, values: ndarray, style: str) -> Any:
    """Look at the dtype of your answer: can an array of integers hold fractions, or infinity?"""
    written = np.asarray(answer(values)).astype(values.dtype)
    if style == "a number written":
        written[values == 0] = np.inf
    if style == "a ufunc's output":
        np.negative(np.log(values, out=written), out=written)
    return written
