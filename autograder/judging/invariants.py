"""Find what all right answers of an exercise have in common and a wrong one has not: a sign, a sum, a zero."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.judging.diagnosis import Diagnosis, number_fact
from autograder.judging.evidence import Evidence, arrays_of
from autograder.translation import N_

CASES = 8  # right answers that have something in common: of fewer it may be chance
ZERO = 1e-9  # what a right answer may be below 0 by rounding
SUM = 1e-3  # how far from 1 a sum may be: answers in a short float are less exact

NEVER_NEGATIVE = N_("No right answer is negative here, and yours is {value:.6g}: where does the sign come from?")
NEVER_POSITIVE = N_("No right answer is positive here, and yours is {value:.6g}: where does the sign come from?")
NEVER_ABOVE_ONE = N_("No right answer is above 1 here, and yours is {value:.6g}.")
SUM_IS_ONE = N_("The right answers add up to 1 along the last axis; yours add up to {value:.6g}.")
EXPONENTIALS = N_("exp of the right answers adds up to 1 along the last axis; exp of yours adds up to {value:.6g}.")
ZERO_IF_EQUAL = N_("Where {first} and {second} are equal the right answer is 0; yours is {value:.6g}.")
ALWAYS = N_("Your function answers {value:.6g} whatever comes in: which of your lines should use the input?")


def invariant(evidence: Evidence) -> Diagnosis | None:
    """State what right answers have in common and the item's answers have not."""
    rights = [
        right.astype(float)
        for case in evidence.exercise.cases
        if (right := case.expected.value) is not None and right.size and np.isfinite(right).all()
    ]
    if len(rights) < CASES or not evidence.here:
        return None
    with np.errstate(all="ignore"):
        return next(properties(evidence, rights), None)


def properties(evidence: Evidence, rights: list[np.ndarray]) -> Iterator[Diagnosis]:
    answers = [pair.got for pair in evidence.here]
    for template, total in ((SUM_IS_ONE, np.sum), (EXPONENTIALS, sum_of_exponentials)):
        if all(right.ndim and np.allclose(total(right, axis=-1), 1, atol=SUM) for right in rights):
            sums = np.concatenate([np.ravel(total(answer, axis=-1)) for answer in answers])
            for wrong in sums[np.abs(sums - 1) > SUM][:1]:
                yield number_fact(template, value=float(wrong))
    for template, sign, bound in ((NEVER_NEGATIVE, -1, 0), (NEVER_POSITIVE, 1, 0), (NEVER_ABOVE_ONE, 1, 1)):
        if all((sign * right <= bound + ZERO).all() for right in rights):
            numbers = np.concatenate([answer.ravel() for answer in answers])
            for wrong in numbers[sign * numbers > bound + SUM][:1]:
                yield number_fact(template, value=float(wrong))
    yield from zero_if_equal(evidence)


def sum_of_exponentials(numbers: np.ndarray, axis: int) -> np.ndarray:
    return np.asarray(np.sum(np.exp(numbers), axis=axis))


def always_same(evidence: Evidence) -> Diagnosis | None:
    """State that one number came in all cases, though different ones are right."""
    pairs = evidence.right + evidence.wrong
    numbers = np.concatenate([pair.got.ravel() for pair in pairs] or [np.zeros(0)])
    rights = np.concatenate([pair.right.ravel() for pair in pairs] or [np.zeros(0)])
    is_same = len(evidence.wrong) > 2 and np.unique(numbers).size == 1 and np.unique(rights.round(9)).size > 2
    return number_fact(ALWAYS, value=float(numbers[0])) if is_same else None


def zero_if_equal(evidence: Evidence) -> Iterator[Diagnosis]:
    first, second = [*evidence.exercise.parameters, "", ""][:2]
    equal = [case for case in evidence.exercise.cases if are_equal(arrays_of(case)[:2])]
    is_zero = [case.expected.value is not None and not np.any(case.expected.value) for case in equal]
    if len(equal) < 2 or not all(is_zero):
        return
    for pair in evidence.here:
        if any(pair.case is case for case in equal) and np.max(np.abs(pair.got)) > SUM:
            yield number_fact(ZERO_IF_EQUAL, first=first, second=second, value=float(np.ravel(pair.got)[0]))
            return


def are_equal(two: list[np.ndarray]) -> bool:
    return len(two) == 2 and np.array_equal(two[0], two[1])
