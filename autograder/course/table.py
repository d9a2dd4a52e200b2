"""``grades.csv`` of an assignment, written from nbgrader's gradebook: the two say the same of everybody."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader import api  # type: ignore[import-untyped]
from sqlalchemy.orm import selectinload

from autograder.classroom.grades import read_table, write_table
from autograder.course.cells import CHECK
from autograder.course.flags import NO_RESPONSE
from autograder.course.released import ReleasedNotebook
from autograder.judging.submission import clean_name
from autograder.translation import N_, Translate

ABSENT = N_("nothing in the gradebook for this assignment")
WAITING = N_("needs a person")


class TableRow(NamedTuple):
    """What a student has, as nbgrader exports it: being late costs the penalty, and nobody has less than nothing."""

    student: str
    score: float
    marks: Mapping[str, float]  # by the cell's id in the gradebook
    penalty: float
    is_waiting: bool
    comments: list[str]


def table_of(root: Path, assignment: str) -> Path:
    """Return where the table of an assignment lies in its course."""
    return root / "losslings" / assignment / "grades.csv"


def table_rows(database: Any, assignment: str, students: Iterable[str] = ()) -> Iterator[TableRow]:
    """Read the marks of an assignment: of everybody in the gradebook, and of the named students.

    Parameters
    ----------
    database : Session
    assignment : str
        Its id in the gradebook.
    students : iterable of str
        Or their names as a table shows them.
    """
    notebooks = selectinload(api.SubmittedAssignment.notebooks)
    query = database.query(api.SubmittedAssignment).filter_by(assignment_id=assignment)
    query = query.options(notebooks.selectinload(api.SubmittedNotebook.grades))
    query = query.options(notebooks.selectinload(api.SubmittedNotebook.comments)).populate_existing()
    rows = {row.student_id: row for row in query}
    known = {student for (student,) in database.query(api.Student.id)} | set(rows)
    shown = set(map(clean_name, known))
    for student in sorted(known | {student for student in students if clean_name(student) not in shown}):
        yield table_row(student, rows[student].notebooks if student in rows else None)


def names_in(path: Path) -> list[str]:
    """Read who stands in a table; nobody where somebody made something else of it."""
    try:
        return [row["submission"] for row in read_table(path)]
    except (OSError, ValueError, KeyError, AttributeError, csv.Error):
        return []


def table_row(student: str, notebooks: Any) -> TableRow:
    if notebooks is None:
        return TableRow(student, 0.0, {}, 0.0, is_waiting=False, comments=[ABSENT])
    grades = [grade for notebook in notebooks for grade in notebook.grades]
    penalty = sum(notebook.late_submission_penalty or 0.0 for notebook in notebooks)
    comments = [comment.auto_comment for notebook in notebooks for comment in notebook.comments]
    return TableRow(
        student,
        max(0.0, sum(grade.score for grade in grades) - penalty),
        {grade.cell_id: grade.score for grade in grades},
        penalty,
        any(grade.needs_manual_grade for grade in grades),
        [text for text in comments if text and text != NO_RESPONSE],
    )


def write_marks_table(
    path: Path, rows: Iterable[TableRow], notebooks: Mapping[str, ReleasedNotebook], translate: Translate
) -> None:
    """Write the table: a row for each student, a column for each cell with points.

    Parameters
    ----------
    path : Path
    rows : iterable of TableRow
    notebooks : mapping of str to ReleasedNotebook
        Of the assignment.
    translate : callable

    Raises
    ------
    OSError
    """
    columns = columns_of(notebooks)
    most = number(sum(released.points for released in notebooks.values()))
    header = ["submission", "score", "max_score", *columns.values(), "late_penalty", "needs_person", "remarks"]

    def texts(row: TableRow) -> list[str]:
        marks = [number(row.marks[one]) if one in row.marks else "" for one in columns]
        waiting = translate(WAITING) if row.is_waiting else ""
        remarks = clean_name("; ".join(translate(one).replace("\n", "; ") for one in row.comments))
        return [clean_name(row.student), number(row.score), most, *marks, number(row.penalty), waiting, remarks]

    write_table(path, header, map(texts, rows))


def number(mark: float) -> str:
    """Write a mark as it stands in the gradebook, but for what floats add up to in their last digits."""
    return repr(round(mark, 4)).removesuffix(".0")


def columns_of(notebooks: Mapping[str, ReleasedNotebook]) -> dict[str, str]:
    """Name the cells with points, by their ids in the gradebook; with the notebook where a name stands in several."""
    cells = [
        (released.graded[name], notebook, name.removeprefix(CHECK))
        for notebook, released in notebooks.items()
        for name in released.cells
        if name in released.graded
    ]
    names = [name for _, _, name in cells]
    return {one: name if names.count(name) == 1 else f"{notebook}/{name}" for one, notebook, name in cells}
