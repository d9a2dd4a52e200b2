"""For exercises with ln p: what students do about the logarithm of zero (nan, a small constant, a large one for inf).

Every mistake receives the reference and the exercise's distributions, see `distributions`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy import log, ndarray

from autograder.bank.shared.distributions import same_classes
from autograder.bank.shared.mistakes import Mistake
from autograder.bank.spec import EPSILONS, variants

Way = Callable[..., Any]

# Too small for a sum with a usual probability to show them; at zero they show.
TINY = (float(np.finfo(float).tiny), 1e-300, 1e-100, 1e-50, float(np.finfo(np.float32).tiny), 1e-30, 1e-20, 1e-18)
LARGE = (float(np.finfo(float).max), 1e308, 1e300, 1e100, 1e12, 1e10, 1e9, 1e6, 1e5, 1e4, 1e3, 100.0)
CLIPS = [eps for eps in EPSILONS if 1 - eps < 1]

# What people do to probabilities that they fear the logarithm of.
LIFTS: dict[str, Callable[[ndarray, float], Any]] = {
    "add": lambda p, eps: p + eps,
    "clip": lambda p, eps: np.clip(p, eps, 1.0),
    "clip at both ends": lambda p, eps: np.clip(p, eps, 1 - eps),
    "replace zeros": lambda p, eps: np.where(p == 0, eps, p),
}


def zero_times_inf(*ways: Way) -> Mistake:
    """Return what comes of a formula that meets ln 0 without any care."""

    @variants(way=ways)
    def zero_times_inf(answer: Mistake, *distributions: ndarray, way: Way) -> Any:
        """0 · ln 0 comes out as nan

        What does your function give where a probability is 0, and what is 0 * np.log(0) in NumPy?

        np.log(0) is -inf, and 0 times -inf is nan; so is 0 / 0. One nan makes the whole sum nan, but by the definition
        such a term is 0.

        Handle the zeros before you take the logarithm: where a probability is 0, let np.where put in a harmless number
        such as 1, and make the term 0.

        Lecture: 0 ln 0 = 0 is a limit that floating point does not compute: code for the formula has to treat this case
        itself.
        Family: zeros
        """
        same_classes(*distributions)
        return way(*distributions)

    return zero_times_inf


def eps_too_large(sizes: Sequence[float], *ways: Way) -> Mistake:
    """Return the answer for lifted distributions, and that of further ``ways(*distributions, eps)``."""

    @variants(way=(*LIFTS, *ways), eps=sizes)
    def eps_too_large(answer: Mistake, *distributions: ndarray, way: Any, eps: float) -> Any:
        """A small constant added to probabilities, or a clip

        Does your code add a small constant to the probabilities, or clip them, and which answers does that change?

        A term whose probability is 0 is 0 by definition. The constant changes all others as well: ln(0.5 + 1e-7)
        differs from ln 0.5 by 2e-7.

        Take the constant or the clip out, and let np.where make the terms 0 whose probability is 0.

        Lecture: An epsilon hides a nan by changing every answer; the rule 0 ln 0 = 0 changes none.
        Family: constants
        """
        same_classes(*distributions)
        if way in ways:
            return way(*distributions, eps)
        return answer(*[LIFTS[way](p, eps) for p in distributions])

    return eps_too_large


def inf_avoided(terms: Way, *ways: Way) -> Mistake:
    """Return a finite answer where q says impossible and p says possible.

    Parameters
    ----------
    terms : callable
        ``terms(p, log_q)`` are the terms of the sum.
    *ways : callable or (str, float)
        Further ways: a wrong formula ``way(p, q)``, or one of the kinds below with another size.
    """
    lifted = [(how, eps) for how in ("add", "clip", "replace zeros") for eps in TINY + EPSILONS]
    replaced = [(what, large) for what in ("logarithms", "terms", "answers") for large in LARGE]
    clamped = [("logarithms at most", 100.0), ("answers at most", 100.0)]

    @variants(way=(*lifted, *replaced, *clamped, *ways))
    def inf_avoided(answer: Mistake, p: ndarray, q: ndarray, way: Any) -> Any:
        """Kept finite where q is 0 and p is not

        What does your function return where q is 0 and p is not: is it inf?

        For p = [0.5, 0.5] and q = [1, 0] the answer is inf. With 1e-12 in place of the 0, −ln q is only 27.6: the
        constant decides, not the data.

        Take the constant, the clip or np.nan_to_num away: np.log(0) is -inf, and where p > 0 that is meant.

        Lecture: An event that q calls impossible, and that happens, costs infinitely much; a finite answer hides the
        mistake that matters most.
        Family: constants
        """
        same_classes(p, q)
        if callable(way):
            return way(p, q)
        what, size = way
        if what in LIFTS:
            return answer(p, LIFTS[what](q, size))
        if what == "answers":
            return np.nan_to_num(answer(p, q), posinf=size)
        if what == "answers at most":
            return np.minimum(answer(p, q), size)
        if what == "terms":
            return np.nan_to_num(terms(p, log(1.0 * q)), posinf=size).sum(axis=-1)
        log_q = np.maximum(log(q), -size) if what == "logarithms at most" else np.nan_to_num(log(q), neginf=-size)
        return terms(p, log_q).sum(axis=-1)

    return inf_avoided
