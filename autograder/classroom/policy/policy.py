"""What is applied after judging: an assignment and a roster, those that are named or those of the last time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.classroom.policy.assignment import Assignment
from autograder.classroom.policy.assignment_file import read_assignment
from autograder.classroom.policy.roster import Roster, read_roster
from autograder.judging.key import Key
from autograder.report.data import Report
from autograder.report.summary import id_of
from autograder.translation import N_, LosslingsError

NONE = Path("-")  # named in the place of a file: none, whatever it was the last time
GONE = N_("{path}: not there any more; name it with {option}, or - for none")
Items = Mapping[str, Collection[str]]  # the names of an exercise's items, by its id


class PolicyGone(LosslingsError):
    """A file that was applied the last time is not there."""


@dataclass(frozen=True)
class Policy:
    """What makes marks of points."""

    assignment: Assignment = field(default_factory=Assignment)
    roster: Roster | None = None


def read_policy(assignment: Path | None, roster: Path | None, items: Items) -> Policy:
    """Read the files of a policy.

    Raises
    ------
    WrongAssignment, UnusableRoster, UnreadableTable, OSError
    """
    return Policy(
        read_assignment(assignment, items) if assignment else Assignment(), read_roster(roster) if roster else None
    )


def chosen(named: Path | None, field_name: str, mark_sheet: Path, option: str) -> Path | None:
    """Return the file that is named, else the one that was applied the last time.

    Parameters
    ----------
    named : Path or None
        `NONE` for none at all.
    field_name : {"assignment", "roster"}
    mark_sheet : Path
        ``marks.json`` of the last time.
    option : str
        By which a file is named.

    Raises
    ------
    PolicyGone
    """
    if named is not None:
        return None if named == NONE else named
    last = last_path(mark_sheet, field_name)
    if last is not None and not last.exists():
        raise PolicyGone(GONE, path=last, option=option)
    return last


def last_path(mark_sheet: Path, field_name: str) -> Path | None:
    try:
        record = json.loads(mark_sheet.read_text(encoding="utf-8"))[field_name]
        path = record["path"] if isinstance(record, dict) else record
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Path(path) if isinstance(path, str) else None


def items_of_key(key: Key) -> dict[str, list[str]]:
    return {exercise.id: [item.name for item in exercise.items] for exercise in key}


def items_of_reports(reports: Iterable[Report]) -> dict[str, list[str]]:
    """Return what was judged: the same of everybody, so the first report says it."""
    first = next((report["exercises"] for report in reports), [])
    return {id_of(exercise): [item["name"] for item in exercise["items"]] for exercise in first}
