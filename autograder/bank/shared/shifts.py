"""For exercises on logits: what students subtract before exp to keep it within bounds, where it is not each maximum.

Such a mistake shows differently in each exercise. A spec makes it from its own ``ways``: functions that write the
definition down without any care, such as `naive.softmax`, and receive the logits after that step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy import exp, ndarray, where

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.naive import Way, log_sum_exp, top
from autograder.bank.spec import variants


def no_shift(*ways: Way) -> Mistake:
    """Return what comes of exponents as they are."""

    @variants(way=ways)
    def no_shift(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """Logits given to exp as they are, nothing subtracted first

        What does np.exp give for the largest logit of this input, and what for the smallest?

        In float64, exp(1000) is inf and exp(−1000) is 0. Logits 1000 and 1001 differ by 1, just as 0 and 1 do, and the
        same probabilities belong to them: about 0.269 and 0.731.

        Before np.exp sees them, subtract from the logits of each sample the largest one of that sample. Then every
        exponent is 0 or less, and one of them is exactly 0.

        Lecture: Softmax depends on differences of logits only, so we may choose where zero lies: at the largest one,
        exp cannot overflow.
        Family: overflow
        """
        return way(logits.astype(float))

    return no_shift


def global_max(*ways: Way) -> Mistake:
    """Return what comes of one maximum for all samples."""

    @variants(way=ways)
    def global_max(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """One maximum subtracted from all samples

        How many maxima does your function compute for a batch: one for each sample, or one for all of them?

        In a batch with the rows 400, 400 and −350, −350, one maximum for all turns the second row into −750, −750. In
        float64, exp(−750) is 0 for both, and nothing is left to divide by.

        Give max the axis along which the classes lie, and keepdims=True, so that each row is shifted by its own
        maximum.

        Lecture: Samples of a batch know nothing of each other: what is subtracted from a row must come from that row.
        Family: batch
        """
        x = logits.astype(float)
        return way(x - x.max())

    return global_max


def max_from_zero(*ways: Way) -> Mistake:
    """Return what comes of a search for the maximum that starts at 0, or at the absolute value."""

    @variants(way=ways, negative=(0, -1))
    def max_from_zero(answer: Mistake, logits: ndarray, way: Way, negative: int) -> Any:
        """Search for the maximum started at 0

        What does your function subtract when all logits of a sample are negative?

        For logits −1000 and −1001 the largest is −1000. A search that starts at 0 finds 0, the exponents stay as they
        are, and exp gives 0 for both.

        Start the search at the first logit of the sample, or let np.max do it along the last axis; leave out the 0 and
        any absolute value.

        Lecture: A maximum that starts at 0 is right until every number is negative; start with an element, or with
        minus infinity.
        Family: overflow
        """
        x = logits.astype(float)
        return way(x - where(top(x) > 0, top(x), negative * top(x)))

    return max_from_zero


def max_of_abs(*ways: Way) -> Mistake:
    """Return what comes of the largest absolute value."""

    @variants(way=ways)
    def max_of_abs(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """Largest absolute value subtracted instead of the largest logit

        Which number does your function subtract when the logit farthest from zero is a negative one?

        Of logits 0 and −1000 the largest is 0. If 1000 is subtracted, the exponents are −1000 and −2000, and exp of
        both is 0 in float64.

        Take the maximum of the logits themselves; np.abs has no place here.

        Lecture: The shift must put the largest logit at 0; the logit farthest from zero may be the smallest.
        Family: overflow
        """
        x = logits.astype(float)
        return way(x - top(np.abs(x)))

    return max_of_abs


OTHER_SHIFTS: dict[str, Callable[[ndarray], Any]] = {
    "min": lambda x: x.min(axis=-1, keepdims=True),
    "mean": lambda x: x.mean(axis=-1, keepdims=True),
    "median": lambda x: np.median(x, axis=-1, keepdims=True),
    "first": lambda x: x[..., :1],
    "last": lambda x: x[..., -1:],
    "middle": lambda x: (x.min(axis=-1, keepdims=True) + top(x)) / 2,
}


def shift_by_min(*ways: Way, shifts: Sequence[str] = tuple(OTHER_SHIFTS)) -> Mistake:
    """Return what comes of the smallest logit, or of another one that is not the largest."""

    @variants(way=ways, shift=shifts)
    def shift_by_min(answer: Mistake, logits: ndarray, way: Way, shift: str) -> Any:
        """Another logit than the largest subtracted: smallest, mean, first or last

        Print the largest number that goes into np.exp after your subtraction: is it 0?

        For logits 0 and 1500, subtracting the smallest leaves 1500, and subtracting the mean leaves 750. exp of either
        is inf in float64, which ends at exp(709).

        Subtract the largest logit of the sample. It is the only choice after which no exponent is above 0.

        Lecture: Any shift is right on paper, but only the shift by the maximum is safe for every spread of the logits.
        Family: overflow
        """
        x = logits.astype(float)
        return way(x - OTHER_SHIFTS[shift](x))

    return shift_by_min


def other_shifts(*ways: Way, shifts: Sequence[str] = tuple(OTHER_SHIFTS)) -> tuple[Mistake, ...]:
    """Return what comes of subtracting another number of the sample's than its largest logit."""
    return max_from_zero(*ways), max_of_abs(*ways), shift_by_min(*ways, shifts=shifts)


def max_over_samples(*ways: Way) -> Mistake:
    """Return what comes of the largest logit of each class."""

    @variants(way=ways)
    def max_over_samples(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """Maximum of each class subtracted, not of each sample

        Does your function subtract the same number from all logits of one sample?

        With the rows 2, 1 and 0, 3, the maxima of the columns are 2 and 3. The first row becomes 0, −2: its difference
        was 1 and is 2 now.

        Take the maximum along the last axis, where the classes of one sample lie, not along axis 0.

        Lecture: Only a number that is the same for all classes of a sample cancels in softmax.
        Family: axis
        """
        x = logits.astype(float)
        return way(x - (x.max(axis=0) if x.ndim > 1 else x.max()))

    return max_over_samples


def log_swallowed(finish: Way = lambda log_p: log_p) -> Mistake:
    """Return what comes of the logarithm of the sum added to a large maximum; ``finish`` receives log-probabilities."""

    def log_swallowed(answer: Mistake, logits: ndarray) -> Any:
        """Maximum added to the logarithm of the sum, digits lost

        In which order does your function add the maximum, the logarithm of the sum, and the logits?

        Near 1e15 the numbers of float64 lie 0.125 apart. There 1e15 + ln 2 is rounded to 1e15 + 0.75, and once 1e15 is
        taken off again, 0.75 is left instead of 0.693.

        Take the maximum off the logits first, and use these differences to the end; the maximum need not come back.

        Lecture: Subtract large numbers from each other before you add a small one: what is rounded away does not come
        back.
        Family: digits
        """
        x = logits.astype(float)
        return finish(x - (top(x) + log_sum_exp(x - top(x))))

    return log_swallowed


def eps_in_sum(finish: Way, *sizes: float) -> Mistake:
    """Return what comes of an epsilon beside the exponentials; see `keepdims_missing` for `finish`."""

    @variants(eps=sizes)
    def eps_in_sum(answer: Mistake, logits: ndarray, eps: float) -> Any:
        """A small constant added to the sum of the exponentials

        After the largest logit is subtracted, how small can the sum of the exponentials become?

        The largest logit becomes 0, and exp(0) is 1, so the sum is at least 1. A constant of 0.001 beside a sum of 2
        makes the two halves 0.49975 each.

        Leave the sum of the exponentials as it is: remove the constant that you add to it.

        Lecture: Where zero cannot occur, no constant is needed against division by zero, and it changes every answer a
        little.
        Family: constants
        """
        x = logits.astype(float)
        return finish(x - top(x), exp(x - top(x)).sum(axis=-1, keepdims=True) + eps)

    return eps_in_sum
