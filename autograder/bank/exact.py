"""Fifty-digit arithmetic in which a spec writes its definition once more, to check the reference."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import mpmath
import numpy as np

DIGITS = 50


@lru_cache(1 << 14)  # a case of 30,000 numbers is made of a few that repeat
def log_of(x: Any, precision: int) -> Any:  # noqa: ARG001  # the precision is what the answer depends on beside x
    return mpmath.log(x)


log = np.frompyfunc(lambda x: log_of(x, mpmath.mp.prec), 1, 1)
exp = np.frompyfunc(mpmath.exp, 1, 1)
# weight * ln(argument), with 0 ln 0 = 0
times_log = np.frompyfunc(lambda weight, x: weight * log_of(x, mpmath.mp.prec) if weight else mpmath.mpf(0), 2, 1)


def lift(argument: Any) -> Any:
    """Turn an array into an array of the same shape of ``mpmath.mpf``, without rounding; leave a number alone."""
    if not isinstance(argument, np.ndarray):
        return argument
    numbers = argument.ravel().tolist()
    as_mpf = {number: mpmath.mpf(number) for number in set(numbers)}
    lifted = np.empty(argument.shape, dtype=object)
    lifted.ravel()[...] = [as_mpf[number] for number in numbers]
    return lifted
