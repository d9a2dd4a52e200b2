"""nbgrader: into a ``gradebook.db``, through nbgrader's own interface; ``nbgrader export`` and formgrader read it.

An assignment there has one notebook, and a graded cell an exercise. What the assignment's rules change of the sum of
the exercises (a late policy, a curve, an adjustment) is the penalty or the extra credit that nbgrader knows.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Any

from autograder.classroom.exports.sheet import CannotExport, Exported, MarkSheet
from autograder.classroom.grammars import leave_grammars_to_come
from autograder.classroom.policy.ledger import Row, shown
from autograder.classroom.writing import replacing, written
from autograder.judging.head import labels
from autograder.translation import N_, Text

NOTEBOOK = "losslings"
NEEDS_NBGRADER = N_("{name} is needed for a gradebook.db: pip install 'losslings[nbgrader]'")
NOT_A_GRADEBOOK = N_("{path}: there already, and not a gradebook of nbgrader; name another file with -o")
NOT_TAKEN = N_("{path}: nbgrader cannot write it ({error}); try nbgrader db upgrade, or name another file with -o")
OTHERS = N_("{path}: has an assignment {title} that is not of an export; name another title with --column")
BLANK = N_("who has no mark has no submission in the gradebook; nbgrader export shows 0 for them")


def write(sheet: MarkSheet, path: Path, column: str | None) -> Exported:
    """Write the marks into a gradebook: a new one, or one that is there, whose other assignments stay.

    Raises
    ------
    CannotExport, NotWritten
    """
    leave_grammars_to_come()
    try:
        from nbgrader.api import Gradebook, InvalidEntry  # type: ignore[import-untyped]  # ships no types
        from sqlalchemy.exc import SQLAlchemyError
    except ImportError as error:
        raise CannotExport(NEEDS_NBGRADER, name=error.name) from error
    if path.exists() and (not path.is_file() or not path.read_bytes()[:16].startswith(b"SQLite format 3")):
        raise CannotExport(NOT_A_GRADEBOOK, path=path)
    title = re.sub(r"[+/\\]", "-", column or sheet.title).strip() or "losslings"  # nbgrader takes no + and no /
    with written(path), replacing(path) as draft:
        if path.exists():
            shutil.copyfile(path, draft)
        else:
            draft.touch()
        draft.chmod(0o600)
        try:
            with programs_found(), Gradebook(f"sqlite:///{draft.resolve()}") as gradebook:
                check(gradebook, title, path)
                students = fill(gradebook, title, sheet)
        except (SQLAlchemyError, InvalidEntry) as error:
            raise CannotExport(NOT_TAKEN, path=path, error=str(error).partition("\n")[0]) from error
    has_blank = any(row["mark"] is None for row in sheet.rows)
    return Exported(path, students, remarks=(Text(BLANK),) if has_blank else ())


@contextmanager
def programs_found() -> Iterator[None]:
    """Let nbgrader find alembic, which it starts: it lies beside our Python, whether or not that is on the path."""
    old = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), old])
    try:
        yield
    finally:
        os.environ["PATH"] = old


def check(gradebook: Any, title: str, path: Path) -> None:
    """Refuse to write over an assignment of the course's own.

    Raises
    ------
    CannotExport
    """
    there = [one for one in gradebook.assignments if one.name == title]
    if any(notebook.name != NOTEBOOK for one in there for notebook in one.notebooks):
        raise CannotExport(OTHERS, path=path, title=title)
    for _ in there:
        gradebook.remove_assignment(title)  # an exercise may have gone


def fill(gradebook: Any, title: str, sheet: MarkSheet) -> int:
    """Write the assignment and everybody's marks; return how many have one."""
    graded = [row for row in sheet.rows if row["exercises"]]
    gradebook.add_assignment(title)
    gradebook.add_notebook(NOTEBOOK, title)
    factor = factor_of(graded[0]) if graded else 1.0
    cells = {one["id"]: one["total"] * factor for one in graded[0]["exercises"]} if graded else {}
    names = {one: re.sub(r"[^a-zA-Z0-9_-]", "_", label) for one, label in labels(cells).items()}
    for one, most in cells.items():
        gradebook.add_grade_cell(names[one], NOTEBOOK, title, max_score=most, cell_type="code")
    taken: set[str] = set()
    known_ids = {student.id for student in gradebook.students}
    with_mark = 0
    for row in sheet.rows:
        student = student_of(gradebook, row, taken, known_ids)
        if row["mark"] is not None:
            write_marks(gradebook, title, student, row, names, factor)
            with_mark += 1
    return with_mark


def factor_of(row: Row) -> float:
    """Return what a point of an exercise is worth in the total."""
    most = sum(one["total"] for one in row["exercises"] if not one["is_dropped"])
    return row["total"] / most if most else 1.0


def student_of(gradebook: Any, row: Row, taken: set[str], known_ids: set[str]) -> str:
    """Put a student into the gradebook, by nbgrader's own id where there is one; return the id."""
    lms, known = row["lms"], (row["id"], row["login"], row["email"])
    wanted = lms.get("nbgrader_student") or next(filter(None, known), "") or shown(row)
    names = chain([wanted, shown(row)], (f"{shown(row)}~{number}" for number in count(2)))
    name = next(one for one in names if one not in taken)
    taken.add(name)
    if name in known_ids:
        return name  # as the course has it
    last, _, first = row["name"].partition(", ") if ", " in row["name"] else row["name"].rpartition(" ")[::-1]
    details = {"first_name": first, "last_name": last, "email": row["email"]}
    details = {key: value.replace(",", " ") for key, value in details.items() if value}  # its CSV knows no quotes
    gradebook.add_student(name, **details)
    return name


def write_marks(gradebook: Any, title: str, student: str, row: Row, names: dict[str, str], factor: float) -> None:
    """Write the points of the exercises, and the difference to the final mark."""
    with gradebook.db.no_autoflush:  # what nbgrader adds is whole only at the end
        submission = gradebook.add_submission(title, student)
    if row["handed_in"]:
        gradebook.update_or_create_submission(title, student, timestamp=row["handed_in"])
    scores = {names[one["id"]]: 0.0 if one["is_dropped"] else one["mark"] * factor for one in row["exercises"]}
    grades = list(submission.notebooks[0].grades)
    for grade in grades:
        grade.auto_score = min(scores.get(grade.name, 0.0), grade.max_score)
        grade.needs_manual_grade = False
    difference = (row["mark"] or 0.0) - sum(grade.auto_score for grade in grades)
    if difference > 0 and grades:
        grades[0].extra_credit = difference
    submission.notebooks[0].late_submission_penalty = max(0.0, -difference)
    gradebook.db.commit()
