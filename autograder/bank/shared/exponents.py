"""For exercises on logits: what students get wrong before exp, apart from the shift: types, limits, other numbers.

The ``ways`` of such a mistake are those of `shifts`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy import inf, ndarray, where

from autograder.bank.shared.mistakes import Mistake, input_overwritten
from autograder.bank.shared.naive import Way, top
from autograder.bank.spec import variants

# ---------------------------------------------------------------- types and limits


# Which integers are shifted in their own type, all or the signed ones, and whether the result is cast before exp.
TYPES = (("iu", False), ("iu", True), ("i", False), ("i", True))


def unsigned_shift(*ways: Callable[[ndarray, ndarray], Any], types: Sequence[tuple[str, bool]] = TYPES) -> Mistake:
    """Return what comes of subtracting in the integers' own type; a way receives the shifted logits, and the logits."""

    @variants(way=ways, of=types)
    def unsigned_shift(answer: Mistake, logits: ndarray, way: Way, of: tuple[str, bool]) -> Any:
        """Maximum subtracted in the integers' own type

        What do you see when you print logits - logits.max() for this input?

        In uint8, 1 − 3 is 254, not −2, because the type holds 0 to 255 only. And np.exp of an integer of eight bits is
        a float16 with three or four digits.

        Convert the logits to float64 in the first line, with astype(float) or np.asarray, before anything is
        subtracted.

        Lecture: Integers of a fixed width wrap around in silence; arithmetic on them begins with a conversion to float.
        Family: integers
        """
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
        """Small integers: exp computed with three or four digits

        What does np.exp(logits).dtype say for the integers of this input?

        For int8 and uint8 NumPy computes exp in float16. exp(1) becomes 2.719 there instead of 2.71828.

        Convert the logits with astype(float) before np.exp sees them.

        Lecture: NumPy chooses the float type by the size of the input: eight bits in give sixteen bits out.
        Family: floats
        """
        return way(logits) if logits.dtype.itemsize == 1 else answer(logits)

    return half_precision


def fractions_cut(answer: Mistake, logits: ndarray) -> Any:
    """Results stored in an array of the logits' integer type

    When the logits are integers, what is the dtype of the array in which you store the results?

    An array of integers keeps whole numbers only: 0.7 becomes 0, and −1.4 becomes −1.

    np.empty_like and np.zeros_like take over the integer type of the logits; give them dtype=float, or convert the
    logits first.

    Lecture: An array made like the input has its type, and integers cut off every fraction without a warning.
    Family: integers
    """
    return answer(logits).astype(logits.dtype)


BOUNDS = (20, 30, 50, 80, 88, 100, 500, 700, 709, 1e3, 1e4, 1e6)


def logits_clipped(*bounds: float, sides: Sequence[str] = ("both", "below", "above")) -> Mistake:
    """Return what comes of logits cut at these bounds."""

    @variants(bound=bounds, side=sides)
    def logits_clipped(answer: Mistake, logits: ndarray, *others: Any, bound: float, side: str) -> Any:
        """Logits cut at a limit

        What becomes of two different logits that both lie beyond your limit?

        With a limit of 30, logits of 40 and 50 both become 30, and the 10 between them is lost.

        Remove np.clip, np.minimum or np.maximum from the logits. To keep exp from overflowing, use a formula in which
        every exponent is 0 or less.

        Lecture: Clipping hides an overflow by changing the question; rewriting the formula avoids it and keeps the
        answer.
        Family: constants
        """
        below, above = -bound if side != "above" else -inf, bound if side != "below" else inf
        return answer(np.clip(logits.astype(float), below, above), *others)

    return logits_clipped


# ---------------------------------------------------------------- other numbers than the exponentials of the logits


def logits_negated(answer: Mistake, logits: ndarray, *others: Any) -> Any:
    """Sign of the logits turned

    In your function, does a larger logit make its class more likely, or less?

    A logit of ln 3 against 0 means odds of 3 to 1, a probability of 0.75. With the sign turned it becomes 0.25.

    Look where the logits first enter your formula: they are negated once too often there.

    Lecture: The larger the logit, the more likely its class: check a formula with one pair of numbers before you trust
    it.
    Family: sign
    """
    return answer(-logits.astype(float), *others)


def sigmoid_instead(*sigmoids: Way) -> Mistake:
    """Return what comes of a sigmoid of each logit alone."""

    @variants(way=sigmoids)
    def sigmoid_instead(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """Sigmoid of each logit alone instead of softmax

        Do the probabilities of one sample add up to 1 in your function?

        For logits 0, 0 and 0 each class has the probability 1/3. The sigmoid of 0 is 1/2, and three halves add up to
        1.5.

        Divide the exponential of a logit by the sum of the exponentials of all classes of that sample, not by 1 + exp
        of the same logit.

        Lecture: Sigmoid answers one yes-or-no question for each class; softmax shares one certainty among all classes.
        Family: quantity
        """
        return way(logits.astype(float))

    return sigmoid_instead


@variants(number=(0, -1, -10, -100, -1e3, -1e4, -1e6, -1e9, -1e10, -1e20, -1e30, "smallest"))
def impossible_made_possible(answer: Mistake, logits: ndarray, number: float | str) -> Any:
    """A finite number in place of minus infinity

    Does your function replace minus infinity by a finite number, and can a logit be lower than that?

    If −100 stands for minus infinity, it is the largest of −100, −300 and −300, and the impossible class gets all the
    probability.

    Leave minus infinity as it is. NumPy computes with it: minus infinity minus a finite number is minus infinity, and
    its exp is exactly 0.

    Lecture: A float can hold minus infinity; a large negative number in its place works until a logit is lower.
    Family: constants
    """
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
