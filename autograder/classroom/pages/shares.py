"""How hard each item was: who has it right, of those past the basics, and whether they do well elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import correlation
from typing import NamedTuple

from autograder.classroom.pages.model import Column, Graded, Student

ENOUGH = 10  # students from whom on a correlation is shown


class ItemShare(NamedTuple):
    """An item: who has it right, of whom; who is held back by the basics; `elsewhere` is its corrected correlation."""

    exercise: str
    title: str
    points: float
    right: int
    tried: int
    held: int
    is_gate: bool
    elsewhere: float | None

    @property
    def share(self) -> float:
        return self.right / self.tried if self.tried else 0.0


def shares_of(graded: Graded, column: Column) -> Iterator[ItemShare]:
    """Yield the items of an exercise in order."""
    ran = [
        one
        for one in graded.students
        if column.id in one.exercises and one.exercises[column.id].status in ("passed", "failed")
    ]
    past = [one for one in ran if one.exercises[column.id].is_past_gate]
    items = ran[0].exercises[column.id].items if ran else ()
    for number, item in enumerate(items):
        pool = past if number else ran
        right = [one.exercises[column.id].items[number].is_past for one in pool]
        held = sum(one.exercises[column.id].items[number].status == "blocked" for one in ran)
        elsewhere = corrected(pool, right, column.id)
        yield ItemShare(column.id, item.title, item.max_score, sum(right), len(right), held, number == 0, elsewhere)


def corrected(pool: list[Student], right: list[bool], exercise: str) -> float | None:
    """Correlate having an item with the points of all other exercises; None where it says nothing."""
    rest = [student.score - student.exercises[exercise].score for student in pool]
    if len(pool) < ENOUGH or len(set(right)) < 2 or len(set(rest)) < 2:
        return None
    return correlation([float(one) for one in right], rest)


def hardest(graded: Graded, least: int = 5) -> list[ItemShare]:
    """List the items of a class behind the basics that `least` students tried, the hardest first."""
    rows = [row for column in graded.columns for row in shares_of(graded, column)]
    tried = [row for row in rows if not row.is_gate and row.tried >= min(least, len(graded.students))]
    return sorted([row for row in tried if row.tried], key=lambda row: (row.share, -row.tried))
