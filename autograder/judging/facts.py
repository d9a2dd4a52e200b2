"""Measure what is wrong with an answer that no known mistake explains: a fact, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite

import numpy as np

from autograder.isolation.job import LARGE, size
from autograder.isolation.observation import Observation
from autograder.judging.compare import Verdict, compare
from autograder.judging.diagnosis import Diagnosis, fact, known
from autograder.judging.exceptions import what_it_means
from autograder.judging.key import ExerciseKey, KeyCase
from autograder.judging.ladder import FAMILIES, Ladder
from autograder.translation import N_, Text

# A relative error up to this one can come from a short float alone: a float16 keeps three digits, and sums lose one.
SHORT_FLOAT = 1e-2
# Cases of float64 inputs have a tolerance of 1e-7 or 1e-6, those with a float32 input 1e-5: this bound separates them.
FLOAT64_CASE = 1e-6
# A factor is claimed where it holds for this many numbers (with 1, it is claimed for 9 more of 382 wrong answers) ...
FACTOR_NUMBERS = 3
# ... and to this many digits: a float64 formula keeps ten and more, a formula that is off elsewhere does not keep six.
FACTOR_DIGITS = 1e-6

INFINITE = N_("The answer is infinite here; what keeps yours finite?")
WARNED = N_("On the way to this, NumPy warned: {warning}.")
OVERWRITTEN = N_("Your function changed its argument {names}; work on a copy.")
CHANGED = Ladder(
    N_("The caller's array is overwritten"),
    FAMILIES["inputs"],
    (
        N_("Print your argument before and after the call: is it the same?"),
        N_("After x = p; x += 1 the caller's p has changed too: an assignment gives an array a second name, no copy."),
        N_("Compute into a new array (x = p + 1 makes one, p.copy() too); do not write with p[...] =, += or sort."),
    ),
    N_("A NumPy argument is the caller's own array: what a function writes into it, the caller finds there."),
)
DIGITS_LOST = N_("Your answer is a {dtype}: it has lost digits that the input had.")
SIGN, FACTOR = N_("Every answer has the wrong sign."), N_("Every answer is {factor:.6g} times the right one.")
VERDICTS = {
    "shape": N_("The shape is part of the answer; nothing is broadcast or squeezed to fit."),
    "kind": N_("A truth value is no number."),
    "no_exception": N_("These shapes do not match; the docstring says what is to be raised."),
}
ONE_NUMBER = N_("One number is asked for, and an array of shape {shape} came: is a mean or a sum missing?")
ONE_ELEMENT = N_("A number is asked for, and an array that holds one came: its shape is {shape}, not ().")
NO_ARRAY = N_("An array is asked for, and a single number came: what has been added up that should not be?")
# What came instead of a number, by how the child names it.
NO_NUMBER = {
    "None": N_("Your function returns nothing: is `return` missing?"),
    "a list": N_("A list came; return an ndarray (np.array makes one)."),
    "a tuple": N_("A tuple came: a comma after `return` makes one; return the answer alone."),
    "a str": N_("A text came; return a number or an ndarray of numbers."),
}
CALLABLE = re.compile(r"^a (\w*function\w*|method\w*|ufunc|type|partial|_ArrayFunctionDispatcher)$")
A_FUNCTION = N_("A function came, not what it gives: are the parentheses () missing?")
NUMBERS = N_("Return a number or an ndarray of numbers.")
SLOW = N_("This input has {count} numbers: the time must grow with their number, not faster. Which loop does more?")
ENDLESS = N_("Your function came to no end here: which loop has no way out?")


def measure(
    exercise: ExerciseKey, observations: Sequence[Observation], verdicts: Sequence[Verdict], index: int
) -> Diagnosis | None:
    """State a fact about a wrong answer that no known mistake explains.

    Parameters
    ----------
    exercise : ExerciseKey
    observations, verdicts : sequence
        Of all cases of the exercise.
    index : int
        The case to explain.
    """
    case, got, verdict = exercise.cases[index], observations[index], verdicts[index]
    if verdict == "right" and got.changed:
        names = ", ".join(name for i, name in enumerate(exercise.parameters) if got.changed >> i & 1)
        return known("input_overwritten", CHANGED, Text(OVERWRITTEN, {"names": names}))
    if verdict == "inf" and is_kept_finite(case, got):
        return fact(INFINITE)
    if verdict in ("nan", "inf"):
        warning = first_warning(got)
        return fact(WARNED, warning=warning)._replace(tells_numbers=True) if warning else None
    if verdict == "exception":
        meaning = what_it_means(got.text)
        return Diagnosis(None, meaning, tells_numbers=bool(meaning.values)) if meaning else None
    if verdict == "no_number":
        return fact(NO_NUMBER.get(got.text) or (A_FUNCTION if CALLABLE.search(got.text) else NUMBERS))
    if verdict == "shape":
        return wrong_shape(case, got)
    if verdict == "value":
        return lost_digits(case, got) or constant_factor(exercise, observations, verdicts)
    return fact(VERDICTS[verdict]) if verdict in VERDICTS else None


def explain_slowness(case: KeyCase) -> Diagnosis:
    """Say why a call may have run out of time."""
    count = size(case.args)
    return fact(SLOW, count=count) if count > LARGE else fact(ENDLESS)


def wrong_shape(case: KeyCase, got: Observation) -> Diagnosis:
    """Say in what a shape differs from the one that is asked for."""
    if case.expected.value is None or got.value is None:
        return fact(VERDICTS["shape"])
    if case.expected.value.ndim == 0:
        found = fact(ONE_ELEMENT if got.value.size == 1 else ONE_NUMBER, shape=got.value.shape)
        return found._replace(tells_numbers=True)
    return fact(NO_ARRAY if got.value.ndim == 0 else VERDICTS["shape"])


def is_kept_finite(case: KeyCase, got: Observation) -> bool:
    """Tell whether the answer is finite wherever the right one is infinite."""
    expected = case.expected.value
    if expected is None or got.value is None or not np.any(np.isinf(expected)):
        return False
    return bool(np.all(np.isfinite(got.value[np.isinf(expected)])))


def first_warning(got: Observation) -> str:
    """Return the first of NumPy's warnings among what the call printed: there the trouble began."""
    prefix = "RuntimeWarning: "
    warnings = (line.removeprefix(prefix) for line in got.notes.splitlines() if line.startswith(prefix))
    return next(warnings, "")


def lost_digits(case: KeyCase, got: Observation) -> Diagnosis | None:
    """Say that a short float came out of float64 inputs, where that is all that is wrong."""
    if got.value is None or got.value.dtype not in (np.float16, np.float32) or case.relative > FLOAT64_CASE:
        return None
    if compare(case.expected, got, SHORT_FLOAT) != "right":
        return None
    return fact(DIGITS_LOST, dtype=str(got.value.dtype))


def constant_factor(
    exercise: ExerciseKey, observations: Sequence[Observation], verdicts: Sequence[Verdict]
) -> Diagnosis | None:
    """Find the one factor by which all wrong numbers are off, if there is one."""
    factors = [np.zeros(0)]
    for case, got, verdict in zip(exercise.cases, observations, verdicts, strict=True):
        expected = case.expected.value
        if verdict != "value" or expected is None or got.value is None:
            continue
        if np.any(got.value[expected == 0]):  # no factor turns zero into another number
            return None
        with np.errstate(all="ignore"):  # 0 / 0 and inf / inf are nan, and ignored
            factors.append((got.value / expected).ravel())
    factor = common_factor(np.concatenate(factors))
    if factor is None:
        return None
    if abs(factor + 1) < FACTOR_DIGITS:
        return fact(SIGN)
    return fact(FACTOR, factor=factor)._replace(tells_numbers=True)


def common_factor(factors: np.ndarray) -> float | None:
    """Return the one number that all factors are (nan is ignored), if there is one and it is not zero."""
    factors = factors[~np.isnan(factors)]
    if factors.size < FACTOR_NUMBERS or not np.all(np.isfinite(factors)):
        return None
    with np.errstate(over="ignore"):
        factor = float(np.median(factors))
    is_one = factor != 0 and isfinite(factor) and np.all(np.abs(factors - factor) <= FACTOR_DIGITS * abs(factor))
    return factor if is_one else None
