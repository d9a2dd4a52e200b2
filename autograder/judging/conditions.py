"""Find the inputs on which a function goes wrong: what all failing cases of an item have, and no right one has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from autograder.isolation.job import LARGE, Argument
from autograder.judging.compare import Verdict
from autograder.judging.diagnosis import Diagnosis, fact
from autograder.judging.evidence import Evidence, arrays_of
from autograder.judging.key import ExerciseKey
from autograder.judging.key_case import KeyCase
from autograder.translation import N_, Text

OTHERS = 3  # right cases without the condition: fewer say nothing about it
CHANCE = 5  # wrong cases with it for each right one that has it too: a few are right by chance
WRONG = 2  # wrong cases with it: one case has many things that no other has
SAME = 0.9  # the share of cases from which on two conditions are one: p < q somewhere, and p > q somewhere
EXPONENT = 700.0  # exp of 710 is too large for a float64
FAINT = 1e-15  # below the spacing of floats at 1

ZERO = N_("{name} holds a 0")
LARGE_SIZE = N_("{name} holds a number beyond 700 in size")
# Of one array: its type and shape.
OF_ONE: dict[str, Callable[[np.ndarray], object]] = {
    N_("{name} is an array of unsigned integers"): lambda a: a.dtype.kind == "u",
    N_("{name} is an array of integers, a large one among them"): lambda a: a.dtype.kind in "ui" and (a > 100).any(),
    N_("{name} is an array of integers"): lambda a: a.dtype.kind in "ui",
    N_("{name} is a float16 array"): lambda a: a.dtype == np.float16,
    N_("{name} is a float32 array"): lambda a: a.dtype == np.float32,
    N_("{name} has no axis (it is 0-d)"): lambda a: a.ndim == 0,
    N_("{name} has one axis"): lambda a: a.ndim == 1,
    N_("{name} has two axes"): lambda a: a.ndim == 2,
    N_("{name} has three axes"): lambda a: a.ndim == 3,
    N_("{name} has more than one axis"): lambda a: a.ndim > 1,
    N_("{name} has not exactly one axis"): lambda a: a.ndim != 1,
    N_("{name} has not exactly two axes"): lambda a: a.ndim != 2,
    N_("{name} holds only one element"): lambda a: a.size == 1,
    N_("{name} has a single row"): lambda a: a.ndim > 1 and a.shape[0] == 1,
    N_("{name} has more than one row"): lambda a: a.ndim > 1 and a.shape[0] > 1,
    N_("{name} has a last axis of length 1"): lambda a: a.ndim > 0 and a.shape[-1] == 1,
    N_("{name} has a last axis longer than 2"): lambda a: a.ndim > 0 and a.shape[-1] > 2,
    N_("{name} has as many rows as columns"): lambda a: a.ndim > 1 and a.shape[-2] == a.shape[-1] > 1,
    N_("{name} holds more than a thousand numbers"): lambda a: a.size > LARGE,
}
# What most inputs hold explains nothing: these count where no more than half of the cases hold them.
OF_NUMBERS: dict[str, Callable[[np.ndarray], object]] = {
    N_("{name} holds nan"): lambda a: np.isnan(a).any(),
    N_("{name} holds an infinity"): lambda a: np.isinf(a).any(),
    ZERO: lambda a: (a == 0).any(),
    LARGE_SIZE: lambda a: (np.abs(a[np.isfinite(a)].astype(float)) > EXPONENT).any(),
    N_("{name} holds a number nearer to 0 than 1e-15"): lambda a: ((a != 0) & (np.abs(a) < FAINT)).any(),
    N_("{name} holds a negative number"): lambda a: (a < 0).any(),
    N_("{name} holds a positive number"): lambda a: (a > 0).any(),
    N_("{name} holds a 1"): lambda a: (a == 1).any(),
    N_("{name} holds a number between 0 and 1"): lambda a: ((a > 0) & (a < 1)).any(),
}
OF_TWO: dict[str, Callable[[np.ndarray, np.ndarray], object]] = {
    N_("the shapes of {first} and {second} differ"): lambda a, b: a.shape != b.shape,
    N_("{first} and {second} are equal"): lambda a, b: a.shape == b.shape and np.array_equal(a, b),
    N_("{first} is less than {second} somewhere"): lambda a, b: a.shape == b.shape and (a < b).any(),
    N_("{first} is more than {second} somewhere"): lambda a, b: a.shape == b.shape and (a > b).any(),
    N_("a label in {second} is 0"): lambda a, b: are_labels(a, b) and (b == 0).any(),
    N_("a label in {second} is the last class"): lambda a, b: are_labels(a, b) and (b == a.shape[1] - 1).any(),
    N_("a label occurs twice in {second}"): lambda a, b: are_labels(a, b) and np.unique(b).size < b.size,
}
OF_ERRORS: dict[str, Callable[[np.ndarray, float], object]] = {
    N_("an error is larger than {name}"): lambda errors, limit: (errors > limit).any(),
    N_("no error is larger than {name}"): lambda errors, limit: errors.size and not (errors > limit).any(),
}
USUAL = N_("{name} is not {usual:g}")

ADVICE = {
    "unsigned": N_("An unsigned integer has no negative numbers and wraps round: compute with floats (astype(float))."),
    "integer": N_("Integers overflow and cut off fractions: compute with floats (astype(float))."),
    "float16": N_("A float16 ends at 65504 and keeps three digits: compute with float64."),
    "zero": N_("What do log, a division or 0 * inf in your code make of it?"),
    "large": N_(
        "exp of 710 is too large for a float, and exp of -750 is 0: what can be subtracted before you exponentiate?"
    ),
    "axes": N_("The last axis is -1, however many there are; keepdims=True keeps its place."),
}

WRONG_WHERE = N_("In this item your answers are wrong only where {where}.")
NAN_WHERE = N_("In this item nan comes only where {where}.")
RAISES_WHERE = N_("In this item your function raises only where {where}.")
SENTENCES = {"nan": NAN_WHERE, "exception": RAISES_WHERE}
WITH_ADVICE = N_("{fact} {advice}")


class Condition(NamedTuple):
    """Something that some inputs have, and in which cases they have it."""

    where: Text
    cases: frozenset[int]
    advice: str = ""


def condition(evidence: Evidence) -> Diagnosis | None:
    """State what the failing inputs of an item have, and right ones have not."""
    judged = [i for i, case in enumerate(evidence.exercise.cases) if case.expected.kind == "value"]
    right = {i for i in judged if evidence.verdicts[i] == "right"}
    wrong = set(judged) - right
    telling = [
        found
        for found in conditions(evidence.exercise)
        if found.cases.issuperset(evidence.failing)
        and CHANCE * len(found.cases & right) <= len(found.cases & wrong)
        and len(right - found.cases) >= OTHERS
        and len(found.cases & wrong) >= WRONG
    ]
    if not telling:
        return None
    best = min(telling, key=lambda found: len(found.cases))  # the narrowest; of equals the first
    stated = Text(sentence_for({evidence.verdicts[i] for i in evidence.failing}), {"where": best.where})
    if best.advice and not (best.advice == ADVICE["large"] and evidence.verdicts[evidence.failing[0]] == "value"):
        return fact(WITH_ADVICE, fact=stated, advice=Text(best.advice))
    return Diagnosis(None, stated, tells_numbers="usual" in best.where.values)


def sentence_for(verdicts: set[Verdict]) -> str:
    (verdict, *others) = verdicts
    return WRONG_WHERE if others else SENTENCES.get(verdict, WRONG_WHERE)


@lru_cache(maxsize=64)
def conditions(exercise: ExerciseKey) -> tuple[Condition, ...]:
    """List the conditions that some cases of an exercise fulfil, the most particular first."""
    with np.errstate(all="ignore"):
        return (*of_one(exercise), *of_two(exercise), *of_numbers(exercise))


def of_one(exercise: ExerciseKey) -> Iterator[Condition]:
    """List the conditions on single arrays."""
    cases = exercise.cases
    for template, holds in (OF_ONE | OF_NUMBERS).items():
        for number, name in enumerate(exercise.parameters):
            met = [i for i, case in enumerate(cases) if (a := array_at(case, number)) is not None and holds(a)]
            if template in OF_ONE or 2 * len(met) <= len(cases):
                yield Condition(Text(template, {"name": name}), frozenset(met), advice_on(template))


def of_two(exercise: ExerciseKey) -> Iterator[Condition]:
    """List the conditions on the first two arrays together; of two that nearly always meet, neither says anything."""
    first, second = [*exercise.parameters, "", ""][:2]
    two = {i: both for i, case in enumerate(exercise.cases) if len(both := arrays_of(case)[:2]) == 2}
    met = {template: frozenset(i for i, both in two.items() if holds(*both)) for template, holds in OF_TWO.items()}
    for template, cases in met.items():
        if not any(nearly_same(cases, others) for other, others in met.items() if other != template):
            yield Condition(Text(template, {"first": first, "second": second}), cases)


def nearly_same(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= SAME * len(one | other) > 0


def array_at(case: KeyCase, number: int) -> np.ndarray | None:
    argument = case.args[number] if number < len(case.args) else None
    return argument.array if isinstance(argument, Argument) else None


def of_numbers(exercise: ExerciseKey) -> Iterator[Condition]:
    """List the conditions on arguments that are single numbers."""
    for number, name in enumerate(exercise.parameters):
        given = {
            i: float(argument)
            for i, case in enumerate(exercise.cases)
            if number < len(case.args) and isinstance(argument := case.args[number], int | float)
        }
        if not given:
            continue
        (usual, _), *_ = Counter(given.values()).most_common(1)
        unusual = frozenset(i for i, value in given.items() if value != usual)
        yield Condition(Text(USUAL, {"name": name, "usual": usual}), unusual)
        for template, holds in OF_ERRORS.items():
            met = [
                i for i, value in given.items() if (e := error_of(exercise.cases[i])) is not None and holds(e, value)
            ]
            yield Condition(Text(template, {"name": name}), frozenset(met))


def error_of(case: KeyCase) -> np.ndarray:
    """Return the distances between two arrays of one shape; none where there are none."""
    two = arrays_of(case)
    if len(two) != 2 or two[0].shape != two[1].shape:
        return np.zeros(0)
    return np.asarray(np.abs(two[0].astype(float) - two[1].astype(float)))


def are_labels(logits: np.ndarray, labels: np.ndarray) -> bool:
    return logits.ndim == 2 and labels.ndim == 1 and labels.dtype.kind in "iu"


def advice_on(template: str) -> str:
    """Return what helps against a condition of one array."""
    for word, found in {
        "unsigned": "unsigned",
        "of integers": "integer",
        "float16": "float16",
        "a 0": "zero",
        "beyond 700": "large",
        "three axes": "axes",
        "not exactly": "axes",
    }.items():
        if template.endswith(word) or word in template:
            return ADVICE[found]
    return ""
