"""For exercises on logits: what students get wrong before exp, namely the shift that keeps it within bounds, and types.

Such a mistake shows differently in each exercise. A spec makes it from its own ``ways``: functions that write the
definition down without any care, such as `naive.softmax`, and receive the logits after that step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy import exp, inf, ndarray, where

from autograder.bank.shared.mistakes import Mistake, input_overwritten
from autograder.bank.shared.naive import Way, top
from autograder.bank.spec import variants

# ---------------------------------------------------------------- what is subtracted


def no_shift(*ways: Way) -> Mistake:
    """Return what comes of exponents as they are."""

    @variants(way=ways)
    def no_shift(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """Adding the same number to all logits of a sample changes nothing; which number keeps exp within bounds?"""
        return way(logits.astype(float))

    return no_shift


def global_max(*ways: Way) -> Mistake:
    """Return what comes of one maximum for all samples."""

    @variants(way=ways)
    def global_max(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """What happens to a row whose logits all lie far below another row's?"""
        x = logits.astype(float)
        return way(x - x.max())

    return global_max


def max_from_zero(*ways: Way) -> Mistake:
    """Return what comes of a search for the maximum that starts at 0, or at the absolute value."""

    @variants(way=ways, negative=(0, -1))
    def max_from_zero(answer: Mistake, logits: ndarray, way: Way, negative: int) -> Any:
        """Try a sample whose logits are all very negative."""
        x = logits.astype(float)
        return way(x - where(top(x) > 0, top(x), negative * top(x)))

    return max_from_zero


def max_of_abs(*ways: Way) -> Mistake:
    """Return what comes of the largest absolute value."""

    @variants(way=ways)
    def max_of_abs(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """Which exponent does the largest logit get when another one is far below zero?"""
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
        """After the shift, which side of zero should all exponents lie on?"""
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
        """Adding a number to all logits of a sample changes nothing; does your shift add the same to all of them?"""
        x = logits.astype(float)
        return way(x - (x.max(axis=0) if x.ndim > 1 else x.max()))

    return max_over_samples


def eps_in_sum(finish: Way, *sizes: float) -> Mistake:
    """Return what comes of an epsilon beside the exponentials; see `keepdims_missing` for `finish`."""

    @variants(eps=sizes)
    def eps_in_sum(answer: Mistake, logits: ndarray, eps: float) -> Any:
        """After the shift, can the sum ever be zero?"""
        x = logits.astype(float)
        return finish(x - top(x), exp(x - top(x)).sum(axis=-1, keepdims=True) + eps)

    return eps_in_sum


# ---------------------------------------------------------------- types and limits


# Which integers are shifted in their own type, all or the signed ones, and whether the result is cast before exp.
TYPES = (("iu", False), ("iu", True), ("i", False), ("i", True))


def unsigned_shift(*ways: Callable[[ndarray, ndarray], Any], types: Sequence[tuple[str, bool]] = TYPES) -> Mistake:
    """Return what comes of subtracting in the integers' own type; a way receives the shifted logits, and the logits."""

    @variants(way=ways, of=types)
    def unsigned_shift(answer: Mistake, logits: ndarray, way: Way, of: tuple[str, bool]) -> Any:
        """Which value does 1 minus 3 take in the type of your logits, and how many digits does exp give for it?"""
        kinds, cast = of
        if logits.dtype.kind not in kinds:
            return answer(logits)
        shifted = logits - top(logits)
        return way(shifted.astype(float) if cast else shifted, logits)

    return unsigned_shift


def half_precision(*ways: Way) -> Mistake:
    """Return what comes of the float16 that NumPy's exp makes of integers of eight bits."""

    @variants(way=ways)
    def half_precision(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """How many digits does exp give for an integer of eight bits?"""
        return way(logits) if logits.dtype.itemsize == 1 else answer(logits)

    return half_precision


def fractions_cut(answer: Mistake, logits: ndarray) -> Any:
    """What is left of 0.7 in the type of your logits?"""
    return answer(logits).astype(logits.dtype)


BOUNDS = (20, 30, 50, 80, 88, 100, 500, 700, 709, 1e3, 1e4, 1e6)


def logits_clipped(*bounds: float, sides: Sequence[str] = ("both", "below", "above")) -> Mistake:
    """Return what comes of logits cut at these bounds."""

    @variants(bound=bounds, side=sides)
    def logits_clipped(answer: Mistake, logits: ndarray, *others: Any, bound: float, side: str) -> Any:
        """Two logits beyond your limit become equal: should what they lead to be equal too?"""
        below, above = -bound if side != "above" else -inf, bound if side != "below" else inf
        return answer(np.clip(logits.astype(float), below, above), *others)

    return logits_clipped


# ---------------------------------------------------------------- other numbers than the exponentials of the logits


def logits_negated(answer: Mistake, logits: ndarray, *others: Any) -> Any:
    """Which class should be the most likely one: that with the largest logit or that with the smallest?"""
    return answer(-logits.astype(float), *others)


def sigmoid_instead(*sigmoids: Way) -> Mistake:
    """Return what comes of a sigmoid of each logit alone."""

    @variants(way=sigmoids)
    def sigmoid_instead(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """Each class on its own says yes or no; do the probabilities of one sample still add up to 1?"""
        return way(logits.astype(float))

    return sigmoid_instead


@variants(number=(0, -1, -10, -100, -1e3, -1e4, -1e6, -1e9, -1e10, -1e20, -1e30, "smallest"))
def impossible_made_possible(answer: Mistake, logits: ndarray, number: float | str) -> Any:
    """A number stands for minus infinity in your function: is it below every logit there may be?"""
    x = logits.astype(float)
    if number == "smallest":
        number = where(x == -inf, inf, x).min(axis=-1, keepdims=True)
    return answer(where(x == -inf, number, x))


# ---------------------------------------------------------------- the caller's array


def shifted_in_place(dtypes: str) -> Callable[..., None]:
    """Subtract the maximum in the caller's own logits, if they are of these dtypes."""

    def shift(logits: ndarray, *_: Any) -> None:
        if logits.dtype.str[1:] in dtypes:
            logits -= top(logits)

    return shift


logits_overwritten = input_overwritten(*map(shifted_in_place, ("f4 f8 i1 i4 i8 u1 u8", "f4 f8", "f8")))
