"""Fifty-digit arithmetic in which a spec writes its definition once more, to check the reference."""

from __future__ import annotations

from typing import Any

import mpmath
import numpy as np

DIGITS = 50

log = np.frompyfunc(mpmath.log, 1, 1)
exp = np.frompyfunc(mpmath.exp, 1, 1)
# weight * ln(argument), with 0 ln 0 = 0
times_log = np.frompyfunc(lambda weight, x: weight * mpmath.log(x) if weight else mpmath.mpf(0), 2, 1)
_to_mpf = np.frompyfunc(lambda number: mpmath.mpf(number), 1, 1)


def lift(argument: Any) -> Any:
    """Turn an array into an array of the same shape of ``mpmath.mpf``, without rounding; leave a number alone."""
    if not isinstance(argument, np.ndarray):
        return argument
    lifted = np.empty(argument.shape, dtype=object)
    with np.errstate(invalid="ignore"):  # nan is a number like any other here
        lifted[...] = _to_mpf(np.asarray(argument.tolist(), dtype=object))
    return lifted
