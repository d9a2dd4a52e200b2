"""For exercises on logits: softmax and its logarithm as in a book, and how students mend them (a floor, nan_to_num).

All are right where exp neither overflows nor underflows; the classes of a sample lie along the last axis.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import exp, inf, log, nan_to_num, ndarray, where

Way = Callable[..., Any]


def top(x: ndarray) -> Any:
    """Return the largest logit of each sample."""
    return x.max(axis=-1, keepdims=True)


def share(weights: ndarray) -> Any:
    return weights / weights.sum(axis=-1, keepdims=True)


def log_sum_exp(x: ndarray) -> Any:
    return log(exp(x).sum(axis=-1, keepdims=True))


def sigmoid(x: ndarray) -> Any:
    return 1 / (1 + exp(-x))


# ---------------------------------------------------------------- softmax


def divided(x: ndarray, total: Any) -> Any:
    """Return the shares of logits with this sum of exponentials."""
    return exp(x) / total


def softmax(x: ndarray) -> Any:
    return share(exp(x))


def math_softmax(x: ndarray) -> Any:
    """Use Python's math, which raises where NumPy warns."""
    weights = np.vectorize(math.exp, otypes=[float])(x)
    if not weights.sum(axis=-1).all():
        raise ZeroDivisionError
    return share(weights)


def elementwise_math_softmax(x: ndarray) -> Any:
    """Use Python's exp, which raises, and NumPy's division, which warns."""
    return share(np.vectorize(math.exp, otypes=[float])(x))


def long_double_softmax(x: ndarray) -> Any:
    """Use 80 bits, in which exp reaches further."""
    return share(where(x > 11356, inf, where(x < -11400, 0.0, exp(x - top(x)))))


SOFTMAX: tuple[Way, ...] = (softmax, math_softmax, elementwise_math_softmax)
# Mended where infinity is divided by infinity, or zero by zero.
MENDED_SOFTMAX: tuple[Way, ...] = (
    lambda x: nan_to_num(softmax(x), nan=0.0),
    lambda x: nan_to_num(softmax(x), nan=1.0),
    *(lambda x, eps=eps: divided(x, exp(x).sum(axis=-1, keepdims=True) + eps) for eps in (1e-12, 1e-10, 1e-8)),
)

# ---------------------------------------------------------------- its logarithm


def less_log(x: ndarray, total: Any) -> Any:
    """Return the logarithms of the shares of logits with this sum of exponentials."""
    return x - log(total)


def log_softmax(x: ndarray) -> Any:
    return x - log_sum_exp(x)


def math_log_softmax(x: ndarray) -> Any:
    """Use Python's math row by row: it raises where NumPy warns."""
    logs = [math.log(sum(map(math.exp, row))) for row in x.reshape(-1, x.shape[-1]).tolist()]
    return x - np.reshape(logs, (*x.shape[:-1], 1))


def floored_log_softmax(*floors: float) -> list[Way]:
    """Put a floor under the sum, so that its logarithm exists."""
    return [lambda x, floor=floor: x - log(exp(x).sum(axis=-1, keepdims=True) + floor) for floor in floors]


def long_double_log_softmax(x: ndarray) -> Any:
    """Use 80 bits, in which exp reaches further."""
    total = top(x) + log_sum_exp(x - top(x))
    return x - where(top(x) > 11356, inf, where(top(x) < -11400, -inf, total))


LOG_SOFTMAX: tuple[Way, ...] = (log_softmax, math_log_softmax)
MENDED_LOG_SOFTMAX = floored_log_softmax(1e-300, 1e-12, 1e-10, 1e-8)


def log_probabilities(x: ndarray) -> Any:
    """Return the right logarithms, for mistakes that come after them."""
    x = x.astype(float)
    return x - top(x) - log_sum_exp(x - top(x))


# ---------------------------------------------------------------- probabilities kept away from zero


def added(p: ndarray, eps: float) -> Any:
    return p + eps


def raised(p: ndarray, eps: float) -> Any:
    return np.maximum(p, eps)


def clipped(p: ndarray, eps: float) -> Any:
    return np.clip(p, eps, 1 - eps)


def zeros_replaced(p: ndarray, eps: float) -> Any:
    return where(p == 0, eps, p)


def added_to_weights(p: ndarray, eps: float) -> Any:
    return share(p / top(p) + eps)


def exponents_clipped(p: ndarray, bound: float) -> Any:
    return share(np.maximum(p / top(p), exp(-bound)))
