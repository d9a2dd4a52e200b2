"""Tell whether one element goes wrong already, or only how several are put together; the same for rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.judging.diagnosis import Diagnosis, fact
from autograder.judging.evidence import Evidence, Pair, arrays_of
from autograder.translation import N_

CASES = 2  # of one element, or of one row: one alone can be right by chance

ELEMENT_WRONG = N_("Your answers are wrong even for one element: look at the cost of one, before any sum or mean.")
ELEMENTS_WRONG = N_("Your answers are right for one element: the mistake is in how you combine several.")
ROW_WRONG = N_("Your answers are wrong even for one row: look at a single row, before any sum or mean of rows.")
ROWS_WRONG = N_("Your answers are right for one row: the mistake is in how you combine several.")


def part(evidence: Evidence) -> Diagnosis | None:
    """State whether the parts of which an answer is made are right, where each is a number."""
    if not evidence.here or any(pair.right.ndim for pair in evidence.here):
        return None
    for is_single, already, together in (
        (has_one_element, ELEMENT_WRONG, ELEMENTS_WRONG),
        (has_one_row, ROW_WRONG, ROWS_WRONG),
    ):
        right, wrong = telling(evidence.right, is_single), telling(evidence.wrong, is_single)
        right = [
            pair
            for pair in right
            if all(pair.case.keywords.keys() >= here.case.keywords.keys() for here in evidence.here)
        ]
        if len(right) >= CASES and not wrong and not any(map(is_single, evidence.here)):
            return fact(together)
        if len(wrong) >= CASES and len(wrong) > len(right):
            return fact(already)
    return None


def telling(pairs: list[Pair], is_single: Callable[[Pair], bool]) -> list[Pair]:
    """Return the pairs of one element, say, whose right answer is a number that a wrong formula hardly gives."""
    return [pair for pair in pairs if is_single(pair) and np.isfinite(pair.right).all() and np.any(pair.right)]


def has_one_element(pair: Pair) -> bool:
    return all(array.size == 1 for array in arrays_of(pair.case))


def has_one_row(pair: Pair) -> bool:
    """Tell whether a table of one row came, and what belongs to it."""
    first, *others = arrays_of(pair.case)
    return first.ndim > 1 and first.shape[0] == 1 and all(len(other) == 1 for other in others if other.ndim)
