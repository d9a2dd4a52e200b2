"""Choose the picture of an idea for what a report says of one call."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

import numpy as np

from autograder.report.ideas.broadcast import draw_outer, find_outer, is_mean
from autograder.report.ideas.forms import draw_forms
from autograder.report.ideas.formulas import Formula, Sample, fitting, is_close
from autograder.report.ideas.reading import Call, read_answer, read_call
from autograder.report.ideas.shares import draw_shares, extreme_row, find_row
from autograder.report.ideas.terms import draw_terms
from autograder.report.ideas.wraparound import draw_wrapped, find_wrapped
from autograder.report.svg import Picture
from autograder.translation import Translate

# Known mistakes that are about integers, and whether they negate: the same words in every exercise.
WRAPS = {
    "unsigned_wraparound": False, "unsigned_shift": False, "integer_overflow": False, "unsigned_negation": True,
}  # fmt: skip  # a table of pairs
TABLES = {"silent_broadcast", "all_pairs"}
Asked = tuple[str | None, str | None]  # a call, and what was expected of it


def draw_idea(
    call: str | None,
    expected: str | None,
    got: str | None,
    translate: Translate,
    mistake: str | None = None,
    others: Iterable[Asked] = (),
) -> Picture | None:
    """Draw the idea behind one call.

    Parameters
    ----------
    call, expected, got : str or None
        As a report has them; without `got`, nothing is compared.
    translate : callable
    mistake : str, optional
        The name of the known mistake.
    others : iterable of (str, str)
        Other calls of the exercise and what was expected of them: two formulas can agree on one call.

    Returns
    -------
    Picture or None
        None where there is nothing to draw: the texts are not there, or the answer is made by no formula that we know.
    """
    asked, right = read_call(call), read_answer(expected)
    if asked is None:
        return None
    own: np.ndarray | str | None = read_answer(got)
    own = got if own is None else own
    with suppress(ValueError, IndexError, OverflowError), np.errstate(all="ignore"):
        if mistake in WRAPS and (wrapped := find_wrapped(asked, WRAPS[mistake])):
            return draw_wrapped(wrapped, translate)
        if right is None:
            outer = find_outer(asked)
            is_of_table = outer and isinstance(own, np.ndarray) and (mistake in TABLES or is_mean(outer.table, own))
            return draw_outer(outer, own, translate) if outer and is_of_table else None
        if isinstance(own, np.ndarray) and own.shape != right.shape:
            return draw_forms(right, own, translate)
        return draw_numbers(asked, right, own, translate, others)
    return None


def draw_numbers(
    call: Call, right: np.ndarray, own: np.ndarray | str | None, translate: Translate, others: Iterable[Asked]
) -> Picture | None:
    """Draw what a right answer is made of, and what came instead."""
    row = find_row(call, right, own if isinstance(own, np.ndarray) else None)
    if row is not None:
        return draw_shares(row, translate)
    found = fitting(call, right)
    if len(found) > 1:
        known = [formulas for one in others if (formulas := formulas_of(*one))]
        found = [one for one in found if all(one[0].formula in formulas for formulas in known)]
    if len(found) != 1:
        return None
    if found[0][0].formula.takes == "labels" and own is not None and not np.all(np.isfinite(numbers_of(own))):
        return draw_shares(extreme_row(np.asarray(call.arguments[0])), translate)
    return draw_terms(first_wrong(found[0], own), own, translate)


def numbers_of(own: np.ndarray | str) -> np.ndarray:
    """Return the numbers that came; a word is none."""
    return np.asarray(np.nan) if isinstance(own, str) else own


@lru_cache(maxsize=1024)
def formulas_of(call: str | None, expected: str | None) -> set[Formula]:
    """Return the formulas that give what was expected of a call; none where it cannot be known."""
    asked, right = read_call(call), read_answer(expected)
    return {samples[0].formula for samples in fitting(asked, right)} if asked and right is not None else set()


def first_wrong(samples: list[Sample], own: np.ndarray | str | None) -> Sample:
    """Return the first sample whose answer is wrong, else the first."""
    if isinstance(own, np.ndarray) and own.size == len(samples) > 1:
        numbers = own.reshape(-1)
        return next((one for one in samples if not is_close(numbers[one.row], one.expected)), samples[0])
    return samples[0]


def draw_example(cases: Iterable[tuple[str, str]], translate: Translate) -> Picture | None:
    """Draw the idea of an exercise on a good case: three or four numbers, written shortly, an answer that is not 0.

    Parameters
    ----------
    cases : iterable of (str, str)
        Calls and what is expected of them.
    translate : callable
    """
    asked = list(cases)
    for call, expected in sorted(asked, key=lambda case: len(case[0])):
        inputs, right = read_call(call), read_answer(expected)
        is_good = inputs and right is not None and np.any(right) and np.size(inputs.arguments[0]) in (3, 4)
        if is_good and (drawn := draw_idea(call, expected, None, translate, others=asked)):
            return drawn
    return None
