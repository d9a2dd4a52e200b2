"""The marks of a class: a row for everybody, with what was judged and what the assignment makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Literal, TypedDict

from autograder.classroom.policy.assignment import Assignment
from autograder.classroom.policy.marks import (
    CannotApply,
    ExerciseMark,
    Lateness,
    adjusted,
    exercise_marks,
    final_mark,
    lateness,
    total_of,
    without_lowest,
    words_of,
)
from autograder.classroom.policy.parties import IDENTITY, Identity, Party, parties_of
from autograder.classroom.policy.policy import Policy
from autograder.judging.head import labels
from autograder.report.data import Report
from autograder.translation import N_, Text, Translate

NOTHING_HANDED_IN = N_("{path}: {key}: {student} handed in nothing; leave exercise out to change the whole mark")
SCHEMA = "losslings/marks/v1"
RowStatus = Literal["graded", "unreadable", "missing"]
STATUSES: Mapping[RowStatus, str] = {
    "graded": N_("graded"),
    "unreadable": N_("unreadable"),
    "missing": N_("missing"),
}


class LatenessRecord(TypedDict):
    """How late a hand-in was (minutes: None where it is not known), and what that costs in per cent."""

    minutes: int | None
    percent: float
    text: str


class Row(Identity):
    """A row of the marks; `submission`, `score` and `max_score` are None for who handed in nothing."""

    submission: str | None
    lms: dict[str, str]
    roster: dict[str, str] | None
    status: RowStatus
    mark: float | None
    total: float
    score: float | None
    max_score: float | None
    handed_in: str | None
    late: LatenessRecord
    adjustments: list[str]
    exercises: list[ExerciseMark]
    remarks: list[str]


@dataclass(frozen=True)
class Ledger:
    """The marks of a class.

    Parameters
    ----------
    policy : Policy
    total : float
        What everything right is worth.
    exercises : tuple of str
        The ids of those that count.
    identities : tuple of str
        What is known of anybody, of name, id, login, email and section.
    rows : callable
        Returns the rows, afresh each time, for a class need not fit into memory: those of the submissions in their
        order, then whoever is missing. It raises CannotApply.
    """

    policy: Policy
    total: float
    exercises: tuple[str, ...]
    identities: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


def ledger_of(
    reports: Callable[[], Iterable[Report]],
    names: Sequence[str],
    members: Sequence[Mapping[str, Any]],
    policy: Policy,
    translate: Translate = str,
) -> Ledger:
    """Apply a policy to what was judged.

    Parameters
    ----------
    reports : callable
        Returns the reports, afresh each time.
    names : sequence of str
        Of the submissions that have a report.
    members : sequence of mapping
        As ``run.json`` has them; who has no report yet has no row.
    policy : Policy
    translate : callable
        Of the language that lateness and remarks are written in.

    Raises
    ------
    CannotApply
    """
    assignment = policy.assignment
    first = next((exercise_marks(one["exercises"], assignment) for one in reports()), [])
    total = total_of(without_lowest(first, assignment), assignment)
    class_ = Class(names, members, policy)
    writer = RowWriter(assignment, total, translate)

    def rows() -> Iterator[Row]:
        for report in reports():
            yield writer.row(class_.party(report["submission"]), judged_of(report, assignment))
        for party in class_.absent:
            yield writer.row(party, None)

    return Ledger(policy, total, tuple(mark["id"] for mark in first), class_.identities(), rows)


class Class:
    """Everybody who has a row; whom nothing is said of is described when asked for."""

    def __init__(self, names: Sequence[str], members: Sequence[Mapping[str, Any]], policy: Policy) -> None:
        self.members = {member["id"]: member for member in members}
        self.parties: dict[str, Party] = {}
        self.absent: list[Party] = []
        if policy.roster or policy.assignment.names_students:
            known = [*members, *({"id": name} for name in names if name not in self.members)]
            for party in parties_of(known, policy.roster, policy.assignment):
                if party.submission:
                    self.parties[party.submission] = party
                else:
                    self.absent.append(party)

    def party(self, name: str) -> Party:
        return self.parties.get(name) or Party(name, self.members.get(name, {"id": name}), None)

    def identities(self) -> tuple[str, ...]:
        everybody = [*(self.party(name) for name in self.members), *self.parties.values(), *self.absent]
        known = {name for party in everybody for name, text in party.identity.items() if text}
        return tuple(name for name in IDENTITY if name in known)


@dataclass(frozen=True)
class Judged:
    """What the marks need of a report."""

    marks: list[ExerciseMark]
    score: float
    max_score: float
    status: RowStatus


def judged_of(report: Report, assignment: Assignment) -> Judged:
    status: RowStatus = "unreadable" if is_unreadable(report) else "graded"
    return Judged(exercise_marks(report["exercises"], assignment), report["score"], report["max_score"], status)


def is_unreadable(report: Mapping[str, Any]) -> bool:
    """Tell whether nothing of a submission could be read: no exercise is even loaded, and no line is to blame."""
    exercises = report["exercises"]
    return bool(exercises) and all(one["status"] == "error" and not one["reason"] for one in exercises)


class RowWriter:
    """Writes the rows of a class."""

    def __init__(self, assignment: Assignment, total: float, translate: Translate) -> None:
        self.assignment, self.total, self.translate = assignment, total, translate

    def row(self, party: Party, judged: Judged | None) -> Row:
        late = self.lateness(party) if judged else Lateness()
        marks = self.marks(party, judged) if judged else []
        person, member = party.person, party.member
        return {
            "submission": party.submission or None,
            **party.identity,
            "lms": {**member.get("lms", {}), **(person.lms if person else {})},
            "roster": dict(person.columns) if person else None,
            "status": judged.status if judged else "missing",
            "mark": self.mark(party, judged, marks, late),
            "total": self.total,
            "score": judged.score if judged else None,
            "max_score": judged.max_score if judged else None,
            "handed_in": party.time.isoformat() if party.time else None,
            "late": self.record(late),
            "adjustments": [words_of(one, labels(mark["id"] for mark in marks)) for one in party.adjustments],
            "exercises": marks,
            "remarks": [party.doubt.render(self.translate)] if party.doubt else [],
        }

    def marks(self, party: Party, judged: Judged) -> list[ExerciseMark]:
        changes = [one for one in party.adjustments if one.exercise]
        return without_lowest(adjusted(judged.marks, changes, self.assignment), self.assignment)

    def mark(self, party: Party, judged: Judged | None, marks: Sequence[ExerciseMark], late: Lateness) -> float | None:
        """Return the final mark; None for who handed in nothing, unless the policy or a person gives one."""
        changes = [one for one in party.adjustments if not one.exercise]
        if judged:
            return final_mark(marks, self.total, self.assignment, late, changes)
        if any(one.exercise for one in party.adjustments):
            key = party.adjustments[0].key
            raise CannotApply(NOTHING_HANDED_IN, path=self.assignment.path, key=key, student=party.shown)
        if self.assignment.missing == "blank" and not changes:
            return None
        uncurved = replace(self.assignment, add=0.0, floor=0.0)  # a curve is for what was handed in
        return final_mark([], self.total, uncurved, late, changes)

    def lateness(self, party: Party) -> Lateness:
        extra = sum((one.extra for one in party.extra_time), timedelta())
        return lateness(party.time, party.says_late, extra, self.assignment)

    def record(self, late: Lateness) -> LatenessRecord:
        minutes = None if late.by is None else max(0, -int(-late.by.total_seconds() // 60))
        return {"minutes": minutes, "percent": late.percent, "text": self.words(late.text)}

    def words(self, text: Text | None) -> str:
        return text.render(self.translate) if text else ""


def shown(row: Row) -> str:
    """Return what a row is called."""
    return row["submission"] or row["name"] or row["id"] or row["login"] or row["email"]
