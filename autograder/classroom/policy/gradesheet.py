"""Write the marks of a class: ``grades.csv`` for people and spreadsheets, ``marks.json`` for what is made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from pathlib import Path
from typing import IO

from autograder.classroom.grades import write_table
from autograder.classroom.policy.ledger import SCHEMA, STATUSES, Ledger, Row
from autograder.classroom.policy.parties import IDENTITY
from autograder.classroom.writing import private, replacing
from autograder.judging.head import labels
from autograder.report.summary import Summary
from autograder.report.table import remark
from autograder.report.terminal import points
from autograder.translation import Translate

TEXTS = ("submission", "name", "id", "login", "email", "section", "status", "late", "adjustments", "remarks")


def write_ledger(
    grades: Path,
    mark_sheet: Path,
    ledger: Ledger,
    rows: Iterable[Row],
    summaries: Iterable[Summary],
    translate: Translate,
) -> None:
    """Write both files, a row at a time: the old ones, or the new ones.

    Parameters
    ----------
    grades, mark_sheet : Path
    ledger : Ledger
    rows : iterable of Row
        Those of the ledger.
    summaries : iterable of Summary
        Of the same submissions in the same order.
    translate : callable

    Raises
    ------
    OSError, CannotApply
    """
    heads = headings(ledger)
    exercises = labels(ledger.exercises)
    header = [*heads, "score", "max_score", *exercises.values(), "remarks"]
    with replacing(mark_sheet) as draft, private(draft, "w") as stream:
        stream.write(beginning(ledger))
        remarks = chain((remark(one, translate) for one in summaries), repeat(""))  # who is missing comes last
        pairs = zip(noted(rows, stream), remarks, strict=False)
        lines = (cells_of(row, words, heads, exercises, translate) for row, words in pairs)
        write_table(grades, header, lines, TEXTS)
        stream.write("\n]}\n")


def headings(ledger: Ledger) -> list[str]:
    """Return the columns before the points: those of which something is known."""
    asked = ledger.policy.assignment
    optional = {"late": bool(asked.due), "adjustments": bool(asked.adjustments)}
    return ["submission", *ledger.identities, "status", "mark", "total", *(one for one in optional if optional[one])]


def noted(rows: Iterable[Row], stream: IO[str]) -> Iterator[Row]:
    """Write down each row as it passes."""
    comma = ""
    for row in rows:
        stream.write(f"{comma}\n{json.dumps(row, ensure_ascii=False)}")
        comma = ","
        yield row


def cells_of(
    row: Row, judged: str, heads: Sequence[str], exercises: Mapping[str, str], translate: Translate
) -> list[str]:
    shown = {
        "submission": row["submission"] or "",
        **{name: row[name] for name in IDENTITY},  # type: ignore[literal-required]  # names of Row
        "status": translate(STATUSES[row["status"]]),
        "mark": number(row["mark"]),
        "total": points(row["total"]),
        "late": row["late"]["text"],
        "adjustments": "; ".join(row["adjustments"]),
    }
    scores = {mark["id"]: points(mark["score"]) for mark in row["exercises"]}
    remarks = "; ".join(one for one in (*row["remarks"], judged) if one)
    raw = [number(row["score"]), number(row["max_score"])]
    return [*(shown[name] for name in heads), *raw, *(scores.get(one, "") for one in exercises), remarks]


def number(value: float | None) -> str:
    return "" if value is None else points(value)


def beginning(ledger: Ledger) -> str:
    """Write all that ``marks.json`` says before its rows."""
    assignment = ledger.policy.assignment
    head = {
        "schema": SCHEMA,
        "title": assignment.title,
        "course": assignment.course,
        "assignment": str(assignment.path.resolve()) if assignment.path else None,
        "roster": roster_record(ledger),
        "total": ledger.total,
    }
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['


def roster_record(ledger: Ledger) -> dict[str, object] | None:
    roster = ledger.policy.roster
    if roster is None:
        return None
    return {
        "path": str(roster.path.resolve()),
        "kind": roster.kind,
        "headings": list(roster.headings),
        "separator": roster.separator,
        "points": dict(roster.points),
    }
