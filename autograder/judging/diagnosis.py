"""Why an answer is wrong: the name of a known mistake and its hint, or a measured fact."""

from __future__ import annotations

from typing import NamedTuple

from autograder.judging.ladder import Ladder
from autograder.translation import Text


class Diagnosis(NamedTuple):
    """Why an answer is wrong.

    Parameters
    ----------
    misconception : str or None
        The name of a known mistake.
    hint : Text
    tells_numbers : bool
        Whether the hint holds something computed from expected values, which a report by a hidden key leaves out.
    ladder : Ladder, optional
        All that is said about a known mistake; `hint` is its first rung, or says the same more exactly.
    """

    misconception: str | None
    hint: Text
    tells_numbers: bool = False
    ladder: Ladder | None = None


def known(name: str, ladder: Ladder, hint: Text | None = None) -> Diagnosis:
    """Name a known mistake."""
    return Diagnosis(name, hint or Text(ladder.hint), ladder=ladder)


def fact(template: str, **values: object) -> Diagnosis:
    """State a fact that was not computed from right answers; see `number_fact`."""
    return Diagnosis(None, Text(template, values))


def number_fact(template: str, **values: object) -> Diagnosis:
    """State a fact from which a reader could learn something of a right answer or of an input."""
    return Diagnosis(None, Text(template, values), tells_numbers=True)
