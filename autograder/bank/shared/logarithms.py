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
        """Once a probability has become 0, its logarithm is lost; can you avoid computing it?"""
        return way(log_probabilities(logits), *labels)

    return log_of_softmax


TINY = (2.2250738585072014e-308, 1e-308, 1e-300, 1e-100, 1e-50, 1e-30, 1e-20)
USUAL = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)


@variants(floor=(added, raised, clipped, zeros_replaced), eps=(*TINY, *USUAL))
def eps_in_log(answer: Mistake, logits: ndarray, floor: Callable[..., Any], eps: float) -> Any:
    """However unlikely a class becomes, your answer stops at a limit: where does that limit come from?"""
    return log(floor(exp(answer(logits)), eps))


def clamped_at_100(*limits: float, of: Sequence[str] = ("the answer", "the exponent")) -> Mistake:
    """Return what comes of a lower limit, such as the one that torch's BCELoss has."""

    @variants(limit=limits, of=of)
    def clamped_at_100(answer: Mistake, logits: ndarray, limit: float, of: str) -> Any:
        """Does anything in this task limit how unlikely a class may be?"""
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
        """Four equal logits: each probability is 1/4. What is its logarithm?"""
        x = logits.astype(float) - (top(logits.astype(float)) if is_shifted else 0)
        return x - exp(x).sum(axis=-1, keepdims=True)

    return log_missing


def softmax_twice(answer: Mistake, logits: ndarray) -> Any:
    """How many times do the logits become probabilities on their way through your function?"""
    return answer(exp(answer(logits)))


def other_base(*throughout: bool) -> Mistake:
    """Return what comes of another logarithm, of the probability or of the sum."""

    @variants(logarithm=(np.log2, np.log10), throughout=throughout)
    def other_base(answer: Mistake, logits: ndarray, logarithm: Callable[..., Any], throughout: bool) -> Any:
        """Your logarithm should undo your exp; does it?"""
        if throughout:
            return logarithm(exp(answer(logits)))
        x = logits.astype(float) - top(logits.astype(float))
        return x - logarithm(exp(x).sum(axis=-1, keepdims=True))

    return other_base


sigmoid_instead = exponents.sigmoid_instead(lambda x: -np.logaddexp(0, -x))
