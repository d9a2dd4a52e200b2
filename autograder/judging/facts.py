"""Measure what is wrong with an answer that no known mistake explains: a fact, or nothing."""

from __future__ import annotations

import re

import numpy as np

from autograder.isolation.job import LARGE, size
from autograder.isolation.observation import Observation
from autograder.judging.caps import cap, nearly_right
from autograder.judging.compare import compare
from autograder.judging.conditions import condition
from autograder.judging.diagnosis import Diagnosis, fact, known, number_fact
from autograder.judging.evidence import Evidence, arrays_of
from autograder.judging.exceptions import RAISED, what_it_means
from autograder.judging.invariants import always_same, invariant
from autograder.judging.key_case import KeyCase
from autograder.judging.ladder import FAMILIES, Ladder
from autograder.judging.parts import part
from autograder.judging.relations import relation
from autograder.judging.shapes import wrong_shape
from autograder.translation import N_, Text

SHORT = (np.float16, np.float32)
ROUNDINGS = 20  # so many times the spacing of its numbers may the answer of a short float be off: sums add roundings

INFINITE = N_("The answer is infinite here; what keeps yours finite?")
FINITE = N_("The right answer is finite here: what makes yours infinite?")
NOT_A_NUMBER = N_(
    "Your answer is nan, and the right one is a number: where does your code make 0 / 0, 0 * inf or inf - inf, or take"
    " the logarithm or the root of a number below 0?"
)
WARNED = N_("During this call NumPy warned: {warning}.")
WARNED_OF_NAN = N_("During this call NumPy warned: {warning}. There the nan came from; before it: {before}.")
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
DETACHED = N_(
    "autograd finds no way from your answer back to {argument}: where does your code leave torch (detach, item, numpy,"
    " no_grad, a new tensor), or not use {argument}?"
)
NO_METHOD = N_("Your class has no {name}: the docstring names what it must have, letter by letter.")
BIASED = N_(
    "Your estimate is {times} standard errors off; an honest one is within {count}. Does it draw from the right"
    " distribution, with all the draws it is given?"
)
DIGITS_LOST = N_("Your answer is a {dtype}: it has lost digits that the input had.")
SHORT_FROM_INTEGERS = N_(
    "Your answer is a {dtype}: that is what np.log and np.exp make of 8- and 16-bit integers, and it has few digits. "
    "Convert the input with astype(float) first."
)
VERDICTS = {
    "kind": N_("Your function returned a truth value (True or False): return a number."),
    "dtype": N_("The numbers are right, and their dtype is not: answer in the dtype of the inputs."),
    "no_exception": N_("These shapes do not match; the docstring says what is to be raised."),
}
UNKNOWN_WORD = N_("The docstring does not name this word; it says what is to be raised.")
# What came instead of a number, by how the child names it.
NO_NUMBER = {
    "None": N_("Your function returns nothing: is `return` missing?"),
    "a list": N_("Your function returned a list; return an ndarray (np.array makes one)."),
    "a generator": N_("Your function returned a generator, made by round parentheses: np.array([...]) makes an array."),
    "a tuple": N_("Your function returned a tuple, made by a comma after `return`: return the answer alone."),
    "a str": N_("Your function returned a text; return a number or an ndarray of numbers."),
}
LIST_FOR_NUMBER = N_("Your function returned a list, and the answer is one number: return it without the brackets [].")
CALLABLE = re.compile(r"^a (\w*function\w*|method\w*|ufunc|type|partial|_ArrayFunctionDispatcher)$")
A_FUNCTION = N_("Your function returned a function, not its result: are the parentheses () missing?")
TENSOR = N_("Return a tensor that torch's operations made: of anything else autograd finds no gradient.")
NUMBERS = N_("Return a number or an ndarray of numbers.")
PARTS = N_("The answer has several parts: return all of them as the docstring names them, in its order.")
PART_IS_A_LIST = N_("This part of your answer is a list; make an ndarray of it with np.array before you return it.")
SLOW = N_("This input has {count} numbers: twice as many may take twice the time, not more. Which loop does more?")
ENDLESS = N_("Your function did not finish here: which loop never ends, or needs far too many rounds?")


def measure(evidence: Evidence) -> Diagnosis | None:
    """State a fact about the first failing case of an item that no known mistake explains."""
    number = evidence.failing[0]
    exercise, got, verdict = evidence.exercise, evidence.observations[number], evidence.verdicts[number]
    if verdict == "right" and got.changed:
        names = ", ".join(name for i, name in enumerate(exercise.parameters) if got.changed >> i & 1)
        return known("input_overwritten", CHANGED, Text(OVERWRITTEN, {"names": names}))
    if verdict == "exception":
        return what_raised(evidence, got)
    if verdict == "no_number":
        return no_number(evidence, got)
    if verdict == "shape":
        return wrong_shape(evidence)
    if verdict in VERDICTS:
        return fact(UNKNOWN_WORD if is_about_a_word(exercise.cases[number], verdict) else VERDICTS[verdict])
    return wrong_number(evidence, exercise.cases[number], got)


def is_about_a_word(case: KeyCase, verdict: str) -> bool:
    """Tell whether a word is to be refused, such as an unknown reduction, and not two shapes."""
    return verdict == "no_exception" and any(isinstance(one, str) for one in (*case.args, *case.keywords.values()))


def no_number(evidence: Evidence, got: Observation) -> Diagnosis:
    """Say what came instead of numbers."""
    exercise, case = evidence.exercise, evidence.exercise.cases[evidence.failing[0]]
    if case.part is not None:
        asked = zip(exercise.cases, evidence.observations, strict=True)
        has_others = any(one.part != case.part and came.value is not None for one, came in asked)
        return fact(PART_IS_A_LIST if has_others and got.text == "a list" else PARTS)
    if exercise.library == "torch" and got.text not in ("None", "a tuple"):
        return fact(TENSOR)
    if got.text == "a list" and case.expected.value is not None and case.expected.value.ndim == 0:
        return fact(LIST_FOR_NUMBER)
    return fact(NO_NUMBER.get(got.text) or (A_FUNCTION if CALLABLE.search(got.text) else NUMBERS))


def wrong_number(evidence: Evidence, case: KeyCase, got: Observation) -> Diagnosis | None:
    """Say in what the numbers of an item are wrong: the surest facts first."""
    if got.is_detached:
        return fact(DETACHED, argument=evidence.exercise.parameters[case.gradient or 0])
    if case.sampled is not None and got.value is not None and np.isfinite(got.value).all():
        return number_fact(BIASED, times=f"{errors_off(case, got.value):.3g}", count=f"{case.sampled:g}")
    found = lost_digits(case, got) or always_same(evidence) or cap(evidence)
    if found is None and is_kept_finite(case, got):
        found = fact(INFINITE)
    found = found or relation(evidence) or nearly_right(evidence) or condition(evidence)
    if found is None:
        found = warned(case, got)
    found = found or invariant(evidence) or part(evidence)
    return found or without_end(case, got)


def without_end(case: KeyCase, got: Observation) -> Diagnosis | None:
    """Say that nan or an infinity came where the right answer has none."""
    right = case.expected.value
    if got.value is None or right is None or got.value.shape != right.shape:
        return None
    if (np.isnan(got.value) & ~np.isnan(right)).any():
        return fact(NOT_A_NUMBER)
    return fact(FINITE) if (np.isinf(got.value) & np.isfinite(right)).any() else None


def errors_off(case: KeyCase, estimate: np.ndarray) -> float:
    """Return by how many standard errors an estimate is off."""
    assert case.sampled is not None
    return float(np.max(np.abs(estimate - case.expected.value))) * case.sampled / case.absolute


def what_raised(evidence: Evidence, got: Observation) -> Diagnosis:
    """Say what an exception means: by its words, else by the inputs on which it is raised."""
    calls = evidence.exercise.cases[evidence.failing[0]].calls
    # At its end: no line of the student's asks for it.
    if missing := [name for name, _ in calls if got.text.endswith(f"has no attribute '{name}'")]:
        return fact(NO_METHOD, name=missing[0])
    meaning = what_it_means(got.text)
    if meaning is None and (found := condition(evidence)):
        return found
    meaning = meaning or Text(RAISED)
    return Diagnosis(None, meaning, tells_numbers=bool(meaning.values))


def explain_slowness(case: KeyCase) -> Diagnosis:
    """Say why a call may have run out of time."""
    count = size(case.args)
    return fact(SLOW, count=count) if count > LARGE else fact(ENDLESS)


def is_kept_finite(case: KeyCase, got: Observation) -> bool:
    """Tell whether the answer is finite wherever the right one is infinite."""
    expected = case.expected.value
    if expected is None or got.value is None or not np.any(np.isinf(expected)):
        return False
    return bool(np.all(np.isfinite(got.value[np.isinf(expected)])))


def warned(case: KeyCase, got: Observation) -> Diagnosis | None:
    """Repeat what NumPy warned of first, as there the trouble began; of nan, the first warning of an invalid value.

    What was warned of before may be harmless: 1 / (1 + exp(1000)) is 0, which is right.
    """
    prefix = "RuntimeWarning: "
    warnings = [line.removeprefix(prefix) for line in got.notes.splitlines() if line.startswith(prefix)]
    if not warnings:
        return None
    invalid = next((number for number, warning in enumerate(warnings) if warning.startswith("invalid value")), 0)
    if not invalid or without_end(case, got) != fact(NOT_A_NUMBER):
        return number_fact(WARNED, warning=warnings[0])
    return number_fact(WARNED_OF_NAN, warning=warnings[invalid], before=", ".join(warnings[:invalid]))


def lost_digits(case: KeyCase, got: Observation) -> Diagnosis | None:
    """Say that a short float came out of long ones, where that is all that is wrong."""
    right = case.expected.value
    if got.value is None or right is None or got.value.dtype not in SHORT:
        return None
    if any(array.dtype in SHORT for array in arrays_of(case)) or not right.size:
        return None
    roundings = ROUNDINGS * float(np.finfo(got.value.dtype).eps)
    finite = np.abs(right[np.isfinite(right)])
    if compare(case.expected, got, roundings, roundings * float(finite.max(initial=0.0))) != "right":
        return None
    are_small = all(array.dtype.kind in "biu" and array.dtype.itemsize <= 2 for array in arrays_of(case))
    return fact(SHORT_FROM_INTEGERS if are_small else DIGITS_LOST, dtype=str(got.value.dtype))
