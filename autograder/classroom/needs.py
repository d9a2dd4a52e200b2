"""What of a class needs a person before the marks count: each kind with the names of those whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from autograder.classroom.policy.ledger import Row, is_unreadable, shown
from autograder.report.summary import Summary
from autograder.translation import N_, Translate

Kind = Literal[
    "unreadable", "error", "timeout", "crashed", "refused", "unsteady", "public_only", "late", "strangers", "missing"
]
# In the order in which they are told.
TITLES: dict[Kind, str] = {
    "unreadable": N_("nothing could be read"),
    "error": N_("code that cannot be loaded"),
    "timeout": N_("ran out of time"),
    "crashed": N_("ended its process"),
    "refused": N_("used a library that does the exercise"),
    "unsteady": N_("answered otherwise when asked again"),
    "public_only": N_("right on the public inputs alone"),
    "late": N_("late, by how much is not known"),
    "strangers": N_("not matched to the roster"),
    "missing": N_("nothing handed in"),
}
OF_EXERCISES: tuple[Kind, ...] = ("error", "timeout", "crashed", "refused", "unsteady", "public_only")
ERRORS: frozenset[Kind] = frozenset({"unreadable", "error", "timeout", "crashed"})
NAMED = 8  # of each kind


class Needs:
    """Collects them, a submission at a time."""

    def __init__(self) -> None:
        self.names: dict[Kind, list[str]] = {}
        self.counts: dict[Kind, int] = dict.fromkeys(TITLES, 0)

    def add(self, row: Row | None, report: Summary | None, *, has_roster: bool) -> set[Kind]:
        """Add a row of the marks and the summary of its report; return what is to be said of it."""
        kinds = {*(of_report(report) if report else ()), *(of_row(row, has_roster) if row else ())}
        name = shown(row) if row else report["submission"] if report else ""
        for kind in kinds:
            self.counts[kind] += 1
            found = self.names.setdefault(kind, [])
            if len(found) < NAMED:
                found.append(name)
        return kinds

    def lines(self, translate: Translate) -> Iterator[str]:
        """Yield a line a kind."""
        for kind, title in TITLES.items():
            if count := self.counts[kind]:
                more = "; …" if count > NAMED else ""  # a comma stands in names
                yield f"  {translate(title)} ({count}): {'; '.join(self.names[kind])}{more}"


def of_report(report: Summary) -> Iterator[Kind]:
    if is_unreadable(report):
        yield "unreadable"
        return
    found = {word for one in report["exercises"] for word in (one["status"], one["doubt"])}
    yield from (kind for kind in OF_EXERCISES if kind in found)


def of_row(row: Row, has_roster: bool) -> Iterator[Kind]:
    if row["status"] == "missing":
        yield "missing"
    elif has_roster and row["roster"] is None:
        yield "strangers"
    if row["late"]["text"] and row["late"]["minutes"] is None:
        yield "late"
