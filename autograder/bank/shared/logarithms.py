"""For log_softmax and what follows it: what students get wrong about the logarithm of a probability that softmax made.

A mistake receives the reference and the logits, as log_softmax does. `classes.picked` carries it into a loss that is
given labels too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy import exp, log, nan_to_num, ndarray, where

from autograder.bank.shared import exponents
from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.naive import (
    Way,
    added,
    clipped,
    log_probabilities,
    log_softmax,
    log_sum_exp,
    raised,
    softmax,
    top,
    zeros_replaced,
)
from autograder.bank.spec import variants

# ---------------------------------------------------------------- the logarithm of what may be zero


# What becomes of a probability that is rounded to 0: minus infinity, the most negative number, or 0.
AT_ZERO: tuple[Way, ...] = (
    lambda log_p: log(exp(log_p)),
    lambda log_p: nan_to_num(log(exp(log_p))),
    lambda log_p: where(exp(log_p) > 0, log(exp(log_p)), 0.0),
)


def log_of_softmax(*ways: Way) -> Mistake:
    """Return what comes of a probability first; a way receives the true logarithms, and labels if there are any."""

    @variants(way=ways)
    def log_of_softmax(answer: Mistake, logits: ndarray, *labels: ndarray, way: Way) -> Any:
        """Probability computed first, then its logarithm

        What is the probability of the least likely class in your code, just before you take its logarithm?

        For logits 0 and −1000 the second probability is exp(−1000), which float64 rounds to 0. Its logarithm should be
        about −1000, but the logarithm of 0 is −inf.

        On paper, the logarithm of a quotient is a difference, and the logarithm undoes the exp in the numerator.
        Compute that difference, and no probability is needed.

        Lecture: A logarithm cannot bring back what rounding to zero has taken: stay with logarithms all the way.
        Family: overflow
        """
        return way(log_probabilities(logits), *labels)

    return log_of_softmax


TINY = (2.2250738585072014e-308, 1e-308, 1e-300, 1e-100, 1e-50, 1e-30, 1e-20)
USUAL = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)


@variants(floor=(added, raised, clipped, zeros_replaced), eps=(*TINY, *USUAL))
def eps_in_log(answer: Mistake, logits: ndarray, floor: Callable[..., Any], eps: float) -> Any:
    """Probability kept away from 0 by a small constant

    Is there a most negative logarithm, or a largest cost, that your function can give, and which constant sets it?

    With 1e-7 in the logarithm nothing gets below ln(1e-7), about −16.1. For logits 0 and −30 the second logarithm is
    −30.

    Remove the constant, or the np.clip or np.maximum on the probability, and compute the logarithm from the logits
    without a probability in between.

    Lecture: An epsilon in the logarithm does not prevent an error, it puts a ceiling on the cost of being wrong.
    Family: constants
    """
    return log(floor(exp(answer(logits)), eps))


def clamped_at_100(*limits: float, of: Sequence[str] = ("the answer", "the exponent")) -> Mistake:
    """Return what comes of a lower limit, such as the one that torch's BCELoss has."""

    @variants(limit=limits, of=of)
    def clamped_at_100(answer: Mistake, logits: ndarray, limit: float, of: str) -> Any:
        """Logarithms cut at a lower limit

        Does the docstring give a lower limit for the logarithms, and does your code?

        For logits 0 and −2000 the second logarithm is −2000. With a limit at −100 it becomes −100, which belongs to a
        logit of −100.

        Remove np.maximum or np.clip from the logarithms, or from the shifted logits; the exp of a very negative number
        is a harmless 0.

        Lecture: torch limits the logarithms in BCELoss because it is given probabilities; with logits no limit is
        needed.
        Family: constants
        """
        if of == "the answer":
            return np.maximum(answer(logits), -limit)
        x = logits.astype(float)
        return answer(np.maximum(x - top(x), -limit))

    return clamped_at_100


unsigned_shift = exponents.unsigned_shift(
    lambda shifted, _: log_softmax(shifted),
    lambda shifted, logits: logits - (top(logits) + log_sum_exp(shifted)),
    lambda shifted, _: log(softmax(shifted)),
    types=exponents.TYPES[:3],  # int8 wraps only where a class is very unlikely,
)

# ---------------------------------------------------------------- the formula


def log_missing(*shifted: bool) -> Mistake:
    """Return what comes of the sum of the exponentials itself, with or without a shift."""

    @variants(is_shifted=shifted)
    def log_missing(answer: Mistake, logits: ndarray, is_shifted: bool) -> Any:
        """Sum of the exponentials subtracted without its logarithm

        What do you subtract from a logit: the sum of the exponentials, or the logarithm of that sum?

        Four equal logits 0: each probability is 1/4, and its logarithm is −ln 4, about −1.386. Without the logarithm
        the answer is 0 − 4 = −4.

        Put np.log around the sum of the exponentials before you subtract it.

        Lecture: The logarithm of a quotient is the logarithm of the numerator minus that of the denominator.
        Family: formula
        """
        x = logits.astype(float) - (top(logits.astype(float)) if is_shifted else 0)
        return x - exp(x).sum(axis=-1, keepdims=True)

    return log_missing


def softmax_twice(answer: Mistake, logits: ndarray) -> Any:
    """Softmax applied twice

    How many times do the logits become probabilities on their way through your function?

    Logits 10 and 0 mean about 0.99995 and 0.00005. Taken for logits once more, these become about 0.731 and 0.269:
    hardly sure any more.

    Give the logits themselves to the function that takes the logarithm; remove the softmax before it.

    Lecture: Losses that take logits contain a softmax already; a model with one more learns slowly and is never sure.
    Family: normalising
    """
    return answer(exp(answer(logits)))


def other_base(*throughout: bool) -> Mistake:
    """Return what comes of another logarithm, of the probability or of the sum."""

    @variants(logarithm=(np.log2, np.log10), throughout=throughout)
    def other_base(answer: Mistake, logits: ndarray, logarithm: Callable[..., Any], throughout: bool) -> Any:
        """log2 or log10 where exp has the base e

        What is the base of your logarithm, and what is the base of np.exp?

        For two equal logits the logarithm of 1/2 is −0.693 with base e, −1 with base 2 and −0.301 with base 10. In nats
        it is −0.693.

        Use np.log wherever your function says np.log2 or np.log10.

        Lecture: A logarithm undoes exp only if both have the same base; np.log is the one to the base e.
        Family: unit
        """
        if throughout:
            return logarithm(exp(answer(logits)))
        x = logits.astype(float) - top(logits.astype(float))
        return x - logarithm(exp(x).sum(axis=-1, keepdims=True))

    return other_base


sigmoid_instead = exponents.sigmoid_instead(lambda x: -np.logaddexp(0, -x))
