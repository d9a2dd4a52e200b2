"""What is measured of a tool, and how it is asked."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from benchmarks.peers.students import Student

Test = tuple[str, str]  # function, and part of the questions
Passed = frozenset[Test]


class Timing(NamedTuple):
    """One run over a class.

    Parameters
    ----------
    milliseconds : float
        For each submission.
    passed : dict of str to frozenset
        The tests that each student passed.
    start : float, optional
        Milliseconds of the command that do not depend on how many submissions there are.
    """

    milliseconds: float
    passed: dict[str, Passed]
    start: float | None = None


class Tool(Protocol):
    """Grades a class.

    Parameters
    ----------
    name, variant : str
    few : float
        Which share of a few submissions it is given at a time, because it is slow; 0 for the whole class.
    """

    name: str
    variant: str
    few: float

    def grade(self, students: list[Student]) -> Timing: ...
    def close(self) -> None: ...
