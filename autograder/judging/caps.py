"""Find a limit that no answer passes, or a small constant that shifts all of them: an epsilon, a clip, a rounding."""

from __future__ import annotations

from math import exp, floor, isinf, log10

import numpy as np

from autograder.judging.diagnosis import Diagnosis, number_fact
from autograder.judging.evidence import Evidence, Pair
from autograder.translation import N_

SAME = 1e-6  # relative: answers that a limit stopped are the same, but for the digits of a float32
LOGARITHM = 1e-6  # relative: how near exp of a limit must come to a constant that people write
SMALL = 1e-3  # what is off by less than this, in size or in relation, is nearly right
ROOMY = 1e-12  # and by more than this: rounding alone does less
CONSTANTS = [float(np.finfo(kind).eps) for kind in (np.float16, np.float32, np.float64)]
CONSTANTS += [float(np.finfo(kind).tiny) for kind in (np.float32, np.float64)]

LARGEST = N_("Your largest answer is {limit:.6g}, and that is -ln({constant:g}): where in your code is {constant:g}?")
SMALLEST = N_("Your smallest answer is {limit:.6g}, and that is ln({constant:g}): where in your code is {constant:g}?")
ABOVE = N_("Your largest answer is {limit:.6g}, though right ones are larger: what in your code stops it there?")
BELOW = N_("Your smallest answer is {limit:.6g}, though right ones are smaller: what in your code stops it there?")
OFF = N_(
    "Your answers here are nearly right, off by at most {size:.0e}: a small constant in your code does that, or a "
    "difference of two nearly equal numbers."
)


def cap(evidence: Evidence) -> Diagnosis | None:
    """State the limit at which answers stop, if the item has one that stopped there."""
    shown = [i for i, verdict in enumerate(evidence.verdicts) if verdict in ("right", "value", "inf")]
    pairs = evidence.pairs(shown)
    here = evidence.pairs(i for i in evidence.failing if i in set(shown))
    for sign, with_constant, without in ((1.0, LARGEST, ABOVE), (-1.0, SMALLEST, BELOW)):
        limit = limit_of(pairs, here, sign)
        if limit is None:
            continue
        beyond = stopped(pairs, limit, sign)
        if len(beyond) < 2 and not any(map(isinf, beyond)):  # one number is near some constant by chance
            continue
        constant = constant_of(exp(-abs(limit))) if sign * limit > 0 else None
        if constant is not None:
            return number_fact(with_constant, limit=limit, constant=constant)
        if len(beyond) > 1:
            return number_fact(without, limit=limit)
    return None


def limit_of(pairs: list[Pair], here: list[Pair], sign: float) -> float | None:
    """Return the largest number that came (with sign -1 the smallest), if the item has it where more is right."""
    numbers = [pair.got[np.isfinite(pair.got)] for pair in pairs]
    beyond = sign * np.concatenate([np.ravel(number) for number in numbers] or [np.zeros(0)])
    if not beyond.size:
        return None
    limit = sign * float(beyond.max())
    return limit if abs(limit) <= 1e4 and stopped(here, limit, sign) else None


def stopped(pairs: list[Pair], limit: float, sign: float) -> set[float]:
    """Return the right answers that lie beyond the limit, where the limit came."""
    found: set[float] = set()
    for pair in pairs:
        is_there = np.abs(pair.got - limit) <= SAME * abs(limit)
        with np.errstate(invalid="ignore"):
            is_beyond = sign * (pair.right - pair.got) > LOGARITHM * np.abs(pair.got) + pair.case.absolute
        found |= set(np.atleast_1d(pair.right)[np.atleast_1d(is_there & is_beyond)].round(6).tolist())
    return found


def constant_of(number: float) -> float | None:
    """Return the constant that people write, if the number is one: 1e-7, 3e-8, the eps of a float type."""
    if not 0 < number < SMALL:
        return None
    power = floor(log10(number))
    written = [float(f"{digit}e{power}") for digit in range(1, 10)] + [float(f"1e{power + 1}")]
    return next((one for one in written + CONSTANTS if abs(number - one) <= LOGARITHM * one), None)


def nearly_right(evidence: Evidence) -> Diagnosis | None:
    """State by how much answers are off, where all of the item are nearly right."""
    if not evidence.here or len(evidence.here) < len(evidence.failing):
        return None
    largest = max(map(distance, evidence.here))
    return number_fact(OFF, size=largest) if ROOMY < largest < SMALL else None


def distance(pair: Pair) -> float:
    """Return by how much an answer is off: in size where the right one is below 1, else in relation to it."""
    is_finite = np.isfinite(pair.right)
    got, right = pair.got[is_finite], pair.right[is_finite]
    return float(np.max(np.abs(got - right) / np.maximum(1.0, np.abs(right)), initial=0.0))
