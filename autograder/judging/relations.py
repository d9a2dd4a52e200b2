"""Find what turns the right answers into those that came: a sign, a factor, a count, something added, a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from autograder.judging.diagnosis import Diagnosis, fact, number_fact
from autograder.judging.evidence import Evidence, Pair, arrays_of
from autograder.judging.key_case import KeyCase
from autograder.translation import N_, Text

Relation = Callable[[Pair], np.ndarray | float]  # what the right answer of a pair becomes

# A relation is claimed where it holds for this many different numbers (with 1, a factor is claimed for 9 more of 382
# wrong answers) ...
NUMBERS = 3
# ... to this many digits: a float64 formula keeps ten and more, a formula that is off elsewhere does not keep six ...
DIGITS, SHORT_DIGITS = 1e-6, 1e-5  # ... five of a shorter type ...
# ... for all numbers of the item, and this share of the exercise's wrong cases: others may have reasons of their own.
SHARE = 0.8

LOGARITHMS = 7.0  # ln 1000 and a little more: beyond that any number is near the logarithm of a whole one
ROUNDING = 1e-12  # what is left of a 0 after rounding is no factor
DROWNING = 1e4  # a number so many times the right answer: of that, six digits show too little

EVERY, EVERY_WRONG = N_("Every answer"), N_("Every wrong answer")
NEARLY = N_("Nearly every wrong answer")
SIGN = N_("{which} has the wrong sign.")
HALF = N_("{which} is half of the right one.")
BASE_2 = N_("{which} is {factor:.6g} times the right one, and that is 1 / ln 2: your logarithm has base 2, not e.")
BASE_10 = N_("{which} is {factor:.6g} times the right one, and that is 1 / ln 10: your logarithm has base 10, not e.")
FACTOR = N_("{which} is {factor:.6g} times the right one.")
FACTORS = {-1.0: SIGN, 0.5: HALF, 1 / np.log(2): BASE_2, 1 / np.log(10): BASE_10}
MORE, LESS = N_("{which} is {size:.6g} more than the right one."), N_("{which} is {size:.6g} less than the right one.")
MORE_LN = N_("{which} is {size:.6g} more than the right one, and that is ln {number}.")
LESS_LN = N_("{which} is {size:.6g} less than the right one, and that is ln {number}.")
TIMES, DIVIDED = N_("{which} is the right one times {count}."), N_("{which} is the right one divided by {count}.")
COUNTS: dict[str, Callable[[np.ndarray], float]] = {
    N_("the number of elements: a sum where a mean is due, or a mean where a sum is"): lambda a: a.size,
    N_("the number of rows (what len counts)"): lambda a: a.shape[0],
    N_("the number of columns"): lambda a: a.shape[-1],
    N_("half the number of elements"): lambda a: a.size / 2,
    N_("half the number of rows"): lambda a: a.shape[0] / 2,
    N_("twice the number of elements"): lambda a: a.size * 2,
    N_("twice the number of rows"): lambda a: a.shape[0] * 2,
    N_("the square of the number of elements"): lambda a: a.size**2,
    N_("the root of the number of elements"): lambda a: a.size**0.5,
    N_("the number of elements in a row"): lambda a: a.size / a.shape[0],
    N_("the number of rows over that of columns"): lambda a: a.shape[0] / a.shape[-1],
    N_("(n - 1) / n, with n elements: the mean divides by n, not by n - 1"): lambda a: (a.size - 1) / a.size,
}
ADDED, TAKEN = (
    N_("{which} is the right one plus {what} of {name}."),
    N_("{which} is the right one minus {what} of {name}."),
)
AMOUNTS: dict[str, Callable[..., Any]] = {
    N_("the maximum"): np.max,
    N_("the minimum"): np.min,
    N_("the sum"): np.sum,
    N_("the mean"): np.mean,
    N_("the mean size"): lambda a, **axis: np.mean(np.abs(a), **axis),
}
FUNCTIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    N_("{which} is the square root of the right one."): np.sqrt,
    N_("{which} is the square of the right one."): np.square,
    N_("{which} is exp of the right one."): np.exp,
    N_("{which} is the logarithm of the right one."): np.log,
    N_("{which} is minus the logarithm of the right one."): lambda right: -np.log(right),
    N_("{which} is exp of minus the right one."): lambda right: np.exp(-right),
    N_("{which} is 1 minus the right one."): lambda right: 1 - right,
    N_("{which} is 1 divided by the right one."): lambda right: 1 / right,
    N_("{which} is the right one without its fraction: a whole number."): np.trunc,
}
ROUNDED = N_("{which} is the right one rounded to {digits} digits after the point: return it unrounded.")
PLACES = N_("Your numbers are the right ones, but they stand in other places.")


def relation(evidence: Evidence) -> Diagnosis | None:
    """State what all wrong numbers of an item have in common, and most of the exercise."""
    if not evidence.here:
        return None
    with np.errstate(all="ignore"):
        for find in (rounded, factor, constant, times_count, amount, function):
            for found, template, values in find(evidence):
                if which := believed(found, evidence):
                    return number_fact(template, which=Text(which), **values)
        return fact(PLACES) if believed_of(is_rearranged, evidence.here) else None


Found = Iterator[tuple[Relation, str, dict[str, Any]]]


def factor(evidence: Evidence) -> Found:
    """Propose the factor of the first number."""
    ratios = first_of(evidence.here, lambda pair: pair.got / pair.right)
    for ratio in filter(lambda ratio: abs(ratio) > ROUNDING, ratios):
        template = next((text for known, text in FACTORS.items() if abs(ratio / known - 1) <= DIGITS), FACTOR)
        yield times(ratio), template, {"factor": ratio}


def times(ratio: float) -> Relation:
    return lambda pair: ratio * pair.right


def constant(evidence: Evidence) -> Found:
    """Propose the distance of the first number; one that drowns the right answers says nothing about them."""
    largest = max(float(np.max(np.abs(pair.right), initial=0.0)) for pair in evidence.here)
    for added in first_of(evidence.here, lambda pair: pair.got - pair.right):
        if abs(added) < DROWNING * largest:
            number = round(float(np.exp(min(abs(added), LOGARITHMS))))
            if number > 1 and abs(abs(added) - np.log(number)) <= DIGITS:
                yield plus(added), MORE_LN if added > 0 else LESS_LN, {"size": abs(added), "number": number}
            yield plus(added), MORE if added > 0 else LESS, {"size": abs(added)}


def plus(added: float) -> Relation:
    return lambda pair: pair.right + added


def times_count(evidence: Evidence) -> Found:
    for what, count in COUNTS.items():
        counts = {count_of(count, pair.case) for pair in evidence.here}
        if len(counts) > 1 or len({count_of(count, pair.case) for pair in evidence.wrong}) > 1:
            for power, template in ((1, TIMES), (-1, DIVIDED)):
                yield times_power(count, power), template, {"count": Text(what)}


def times_power(count: Callable[[np.ndarray], float], power: int) -> Relation:
    return lambda pair: pair.right * count_of(count, pair.case) ** power


def count_of(count: Callable[[np.ndarray], float], case: KeyCase) -> float:
    """Count something of the first array; nan where it has no axis to count."""
    first, *_ = arrays_of(case)
    try:
        return float(count(first)) or np.nan
    except (IndexError, ZeroDivisionError):
        return np.nan


def amount(evidence: Evidence) -> Found:
    """Propose that something of an argument has been added or taken away, along the last axis of an array."""
    for (number, name), (what, measured) in product(enumerate(evidence.exercise.parameters), AMOUNTS.items()):
        for sign, template in ((1, ADDED), (-1, TAKEN)):
            yield plus_amount(number, measured, sign), template, {"what": Text(what), "name": name}


def plus_amount(number: int, measured: Callable[..., Any], sign: int) -> Relation:
    def moved(pair: Pair) -> Any:
        arrays = arrays_of(pair.case)
        if number >= len(arrays) or arrays[number].size == 0:
            return np.nan
        array = arrays[number].astype(float)
        if pair.right.ndim and array.shape == pair.right.shape:
            return pair.right + sign * measured(array, axis=-1, keepdims=True)
        return pair.right + sign * measured(array)

    return moved


def function(_: Evidence) -> Found:
    for template, apply in FUNCTIONS.items():
        yield applied(apply), template, {}


def applied(apply: Callable[[np.ndarray], np.ndarray]) -> Relation:
    return lambda pair: apply(pair.right)


def rounded(_: Evidence) -> Found:
    for digits in range(1, 9):
        yield applied(rounding_to(digits)), ROUNDED, {"digits": digits}


def rounding_to(digits: int) -> Callable[[np.ndarray], np.ndarray]:
    return lambda right: np.asarray(np.round(right, digits))


def first_of(pairs: Sequence[Pair], measured: Callable[[Pair], np.ndarray]) -> list[float]:
    """Return the first number that is finite and not zero, if there is one."""
    numbers = np.concatenate([np.ravel(measured(pair)) for pair in pairs])
    return [float(number) for number in numbers if np.isfinite(number) and number != 0][:1]


# ---------------------------------------------------------------- how sure is sure enough


def believed(found: Relation, evidence: Evidence) -> str:
    """Return of which answers a relation may be claimed, in words; nothing where it is not sure enough."""

    def holds(pair: Pair) -> bool:
        return is_near(pair.got, found(pair), pair)

    if not all(map(holds, evidence.here)):
        return ""
    fitting = [pair for pair in evidence.wrong if holds(pair)]
    if len(fitting) < SHARE * len(evidence.wrong) or not are_many(fitting):
        return ""
    if len(fitting) < len(evidence.wrong):
        return NEARLY
    kept_right = [pair for pair in evidence.right if not is_near(pair.right, found(pair), pair)]
    return EVERY_WRONG if kept_right else EVERY


def believed_of(holds: Callable[[Pair], bool], pairs: Sequence[Pair]) -> bool:
    return all(map(holds, pairs)) and are_many(pairs)


def are_many(pairs: Sequence[Pair]) -> bool:
    numbers = np.concatenate([pair.right.ravel() for pair in pairs] or [np.zeros(0)])
    different = np.unique(numbers[np.isfinite(numbers)].round(9))
    return bool(np.count_nonzero(different) >= NUMBERS)


def is_near(got: np.ndarray, wanted: np.ndarray | float, pair: Pair) -> bool:
    """Compare to some digits; where a number is not finite it must be the same."""
    wanted = np.broadcast_to(np.asarray(wanted, float), got.shape)
    digits = SHORT_DIGITS if any(array.dtype != np.float64 for array in arrays_of(pair.case)) else DIGITS
    return bool(np.all((got == wanted) | (np.abs(got - wanted) <= digits * np.abs(wanted) + 1e-15)))


def is_rearranged(pair: Pair) -> bool:
    return pair.right.size > 1 and is_near(np.sort(pair.got, axis=None), np.sort(pair.right, axis=None), pair)
