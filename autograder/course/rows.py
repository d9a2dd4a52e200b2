"""The rows of nbgrader's gradebook: what each grade cell earned, and what a page shows of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader import api, utils  # type: ignore[import-untyped]
from sqlalchemy.orm import selectinload

from autograder.course.assignment import Assignment
from autograder.course.feedback import Mark, PageMarks
from autograder.course.flags import NO_RESPONSE, flag
from autograder.course.graded import GradedNotebook, NotWritten
from autograder.course.released import ReleasedNotebook
from autograder.judging.opening import FOLDER, open_below
from autograder.judging.submission import read_file
from autograder.translation import N_, LosslingsError, Translate


class Rows:
    """The rows of an assignment."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment

    def read(self, students: list[str]) -> dict[str, Any]:
        """Read the rows of some students' submissions, in a few queries for all; None for a student without one."""
        ask, notebooks = self.assignment.database.query, selectinload(api.SubmittedAssignment.notebooks)
        known = ask(api.Student).filter(api.Student.id.in_(students))
        handed_in = (
            ask(api.SubmittedAssignment)
            .filter_by(assignment_id=self.assignment.id)
            .filter(api.SubmittedAssignment.student_id.in_(students))
            .options(notebooks.selectinload(api.SubmittedNotebook.grades))
            .options(notebooks.selectinload(api.SubmittedNotebook.comments))
        )
        return {**{row.id: None for row in known}, **{row.student_id: row for row in handed_in}}

    def fill(
        self, name: str, notebooks: Mapping[str, GradedNotebook], is_same: Mapping[str, bool], rows: Mapping[str, Any]
    ) -> Any:
        """Fill in the rows of one student, and return the one of the submission.

        Parameters
        ----------
        name : str
            Of the student.
        notebooks : mapping of str to GradedNotebook
        is_same : mapping of str to bool
            By notebook, whether an earlier run wrote the same: a person may have marked it since.
        rows : mapping
            As `read` returns them.

        Raises
        ------
        NotWritten
        """
        submitted = self.submission_row(name, notebooks, rows)
        row_of = {row.notebook_id: row for row in submitted.notebooks}
        for notebook, released in self.assignment.notebooks.items():
            new = api.SubmittedNotebook(notebook_id=released.id)
            row = row_of.get(released.id) or add_row(submitted.notebooks, new)
            graded, is_new = notebooks[notebook], not (is_same[notebook] and row.grades)
            fill_grades(row, released, graded, is_new=is_new)
            fill_comments(row, released, graded)
            flag(row, released, graded.remarks, self.assignment.translate, is_new=is_new)
        return submitted

    def submission_row(self, name: str, notebooks: Mapping[str, GradedNotebook], rows: Mapping[str, Any]) -> Any:
        """Find or make the row of a student's submission, and the student's own.

        Raises
        ------
        NotWritten
        """
        student, folder = self.assignment.folders[name]
        places = [folder, *(graded.folder for graded in notebooks.values() if graded.folder)]
        timestamp = next(filter(None, (time_of(name, one, self.assignment.root_of(one)) for one in places)), None)
        if student not in rows:
            if not self.assignment.autograde.create_student:
                raise NotWritten(N_("{name}: not in the gradebook, and Autograde.create_student is off"), name=name)
            self.assignment.database.add(api.Student(id=student))
        row = rows.get(student)
        if row is None:
            row = api.SubmittedAssignment(assignment_id=self.assignment.id, student_id=student)
            self.assignment.database.add(row)
        if timestamp is not None:
            row.timestamp = timestamp
        return row

    def page_marks(self, submitted: Any) -> dict[str, PageMarks]:
        """Assign the penalties for being late, and return what the pages show."""
        names = {released.id: name for name, released in self.assignment.notebooks.items()}
        found = {}
        for row in submitted.notebooks:
            row.late_submission_penalty = self.penalty(submitted, row)
            released = self.assignment.notebooks[names[row.notebook_id]]
            grades, comments = ({one.cell_id: one for one in some} for some in (row.grades, row.comments))
            found[names[row.notebook_id]] = PageMarks(
                {name: mark_of(grades[i], released.cells[name].points) for name, i in released.graded.items()},
                {name: comment_of(comments[i], self.assignment.translate) for name, i in released.commented.items()},
                row.late_submission_penalty or 0.0,
            )
        return found

    def penalty(self, submitted: Any, row: Any) -> float | None:
        """Ask the course's own plugin, as nbgrader does."""
        late = submitted.total_seconds_late
        if late <= 0:
            return None
        penalty = self.assignment.late.plugin_inst.late_submission_penalty(submitted.student_id, row.score, late)
        return None if penalty is None else min(max(penalty, 0.0), row.score)


def add_row(rows: Any, row: Any) -> Any:
    rows.append(row)
    return row


def fill_grades(row: Any, released: ReleasedNotebook, graded: GradedNotebook, *, is_new: bool) -> None:
    """Write what the grade cells of a notebook earned, as nbgrader's ``SaveAutoGrades`` does.

    A cell without a mark waits for a person.
    """
    grades = {grade.cell_id: grade for grade in row.grades}
    for name, cell_id in released.graded.items():
        grade = grades.get(cell_id) or add_row(row.grades, api.Grade(cell_id=cell_id, needs_manual_grade=True))
        if released.cells[name].is_task:
            continue
        grade.auto_score = graded.scores.get(name)
        if is_new:
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def fill_comments(row: Any, released: ReleasedNotebook, graded: GradedNotebook) -> None:
    """Write a comment on each cell that the student left as it was: there is no answer."""
    comments = {comment.cell_id: comment for comment in row.comments}
    for name, cell_id in released.commented.items():
        comment = comments.get(cell_id) or add_row(row.comments, api.Comment(cell_id=cell_id))
        comment.auto_comment = NO_RESPONSE if graded.is_untouched.get(name) else None


def mark_of(grade: Any, points: float) -> Mark:
    """Read a mark: a person's score counts before ours."""
    scores = [score for score in (grade.manual_score, grade.auto_score) if score is not None]
    score = scores[0] + (grade.extra_credit or 0.0) if scores else 0.0
    return Mark(points, score, grade.manual_score is not None, bool(grade.needs_manual_grade))


def comment_of(comment: Any, translate: Translate) -> str:
    if comment.manual_comment is not None:
        return str(comment.manual_comment)
    return translate(comment.auto_comment) if comment.auto_comment else ""


def time_of(name: str, folder: Path, root: Path) -> Any:
    """Read when a submission was handed in, as nbgrader wrote it when it was collected; None if no file says so.

    Raises
    ------
    NotWritten
        If the file holds no time: that could hide a late submission.
    """
    path = folder / "timestamp.txt"
    try:
        os.close(open_below(root, folder, FOLDER))
    except OSError:  # a link: nothing in it is read, and nothing earned
        return None
    if not os.path.lexists(path):
        return None
    try:
        text = read_file(path, root)[:100].decode().strip()
        return utils.parse_utc(text) if text else None
    except (LosslingsError, ValueError, OverflowError) as error:
        message = N_("{name}: timestamp.txt is not a time; write down when this was handed in")
        raise NotWritten(message, name=name) from error
