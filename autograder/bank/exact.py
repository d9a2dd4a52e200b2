"""Fifty-digit arithmetic in which a spec writes its definition once more, to check the reference.

Two libraries have such numbers. Those of mpmath know no largest, no smallest and no negative zero. Those of gmpy2 do,
and are several times as fast. So a definition is asked in gmpy2's first, where whatever leaves their range is an error,
and after an error in mpmath's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.bank.backward import Traced

DIGITS = 50
TRAPS = ("divzero", "erange", "invalid", "overflow", "underflow")
is_fast = ContextVar("whether numbers are those of gmpy2", default=False)


@lru_cache(1)
def mpmath() -> Any:
    """Import mpmath when the first number asks for it: a student, who plays with our wrong formulas, has none."""
    import mpmath

    return mpmath


@lru_cache(1)
def gmpy2() -> Any:
    import gmpy2

    return gmpy2


@contextmanager
def fifty_digits(fast: bool = False) -> Iterator[None]:
    """Reckon in numbers of 50 digits: fast in those of gmpy2, or without bounds in those of mpmath."""
    precision = math.ceil(DIGITS * math.log2(10)) + 2
    traps = {f"trap_{name}": True for name in TRAPS}
    before = is_fast.set(fast)
    try:
        with gmpy2().context(precision=precision, **traps) if fast else mpmath().workdps(DIGITS):
            yield
    finally:
        is_fast.reset(before)


def precise(x: Any) -> Any:
    return gmpy2().mpfr(x) if is_fast.get() else mpmath().mpf(x)


def once(name: str) -> Callable[[Any], Any]:
    """Remember the answers of a function: a case of 30,000 numbers is made of a few that repeat."""

    @lru_cache(1 << 14)
    def fast_answer(x: Any) -> Any:
        return getattr(gmpy2(), name)(x)

    @lru_cache(1 << 14)
    def answer(parts: Any, precision: int) -> Any:  # noqa: ARG001  # the answer depends on the precision too
        return getattr(mpmath(), name)(mpmath().mp.make_mpf(parts))

    def asked(x: Any) -> Any:
        if is_fast.get():
            return fast_answer(x)
        # By its parts: they are compared and hashed ten times as fast as the number that they make.
        return answer(getattr(x, "_mpf_", None) or mpmath().mpf(x)._mpf_, mpmath().mp.prec)

    return asked


log_of, exp_of = once("log"), once("exp")


def log_once(x: Any) -> Any:
    return Traced(log_of(x.value), x.tape, (x, 1 / x.value)) if isinstance(x, Traced) else log_of(x)


def exp_once(x: Any) -> Any:
    return Traced(exp_of(x.value), x.tape, (x, exp_of(x.value))) if isinstance(x, Traced) else exp_of(x)


log = np.frompyfunc(log_once, 1, 1)
exp = np.frompyfunc(exp_once, 1, 1)
# weight * ln(argument), with 0 ln 0 = 0
times_log = np.frompyfunc(lambda weight, x: weight * log_once(x) if weight else 0, 2, 1)


STEP = 2**-50  # at 50 digits, a central difference of such a step leaves 30; adding a power of two rounds nothing
NOTHING = 1e-25  # less than any slope that a case asks for, more than what those 30 digits make of a slope of 0


def gradient(function: Callable[..., Any], args: list[Any], keywords: dict[str, Any], number: int) -> Any:
    """Differentiate a definition by one of its arguments; the elements of its answer weigh 1, 1.5, 2 and so on.

    Parameters
    ----------
    function : callable
    args : list
        Lifted. The one to differentiate by is changed meanwhile, and is what it was at the end.
    keywords : dict
    number : int

    Returns
    -------
    ndarray of mpf, or mpfr
        Of the shape of that argument.
    """
    argument, step = args[number], precise(STEP)
    found = np.empty(argument.shape, dtype=object)

    def weighed() -> Any:
        answer = np.asarray(function(*args, **keywords), dtype=object).ravel()
        return sum((1 + precise(i) / 2) * one for i, one in enumerate(answer))

    for position in np.ndindex(found.shape):
        value = argument[position]
        argument[position] = value + step
        above = weighed()
        argument[position] = value - step
        slope = (above - weighed()) / (2 * step)
        argument[position] = value
        found[position] = precise(0) if abs(slope) < NOTHING else slope
    return found


def lift(argument: Any) -> Any:
    """Turn an array into an array of the same shape of 50-digit numbers, without rounding; leave a number alone."""
    if not isinstance(argument, np.ndarray):
        return argument
    numbers = argument.ravel().tolist()
    lifted_once = {one: precise(one) for one in set(numbers)}
    lifted = np.empty(argument.shape, dtype=object)
    lifted.ravel()[...] = [lifted_once[one] for one in numbers]
    return lifted
