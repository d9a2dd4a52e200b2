"""A table of the final marks that Excel opens right: ids as text, nothing as a formula."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.exports.sheet import Exported, MarkSheet
from autograder.classroom.grades import write_table
from autograder.classroom.policy.ledger import STATUSES, Row
from autograder.classroom.policy.parties import IDENTITY
from autograder.classroom.writing import written
from autograder.report.terminal import points

TEXTS = (*IDENTITY, "submission", "status", "late", "adjustments")


def write(sheet: MarkSheet, path: Path, column: str | None) -> Exported:
    """Write a row for everybody; the marks stand below the assignment's title.

    Raises
    ------
    NotWritten
    """
    header = [*IDENTITY, "submission", "status", column or sheet.title, "points", "late", "adjustments"]
    if header[7] in TEXTS:
        header[7] = f"{header[7]} "  # a title such as "name" is no column of texts
    with written(path):
        write_table(path, header, map(cells_of, sheet.rows), TEXTS)
    return Exported(path, len(sheet.rows))


def cells_of(row: Row) -> list[str]:
    mark = "" if row["mark"] is None else points(row["mark"])
    identity = [row["name"], row["id"], row["login"], row["email"], row["section"]]
    late, changes = row["late"]["text"], "; ".join(row["adjustments"])
    return [*identity, row["submission"] or "", STATUSES[row["status"]], mark, points(row["total"]), late, changes]
