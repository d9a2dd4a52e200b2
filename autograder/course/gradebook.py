"""Write what an assignment's notebooks earned: nbgrader's gradebook, the autograded notebooks, and a page each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from nbformat import from_dict
from nbgrader import api, utils  # type: ignore[import-untyped]
from sqlalchemy.orm import selectinload

from autograder.classroom.results import Results, places
from autograder.course.assignment import Course, HandedIn, Released
from autograder.course.feedback import Mark, page
from autograder.course.grading import marks_of, new_cell, write_marks
from autograder.judging.submission import read_file
from autograder.report.data import Report
from autograder.translation import N_, Told, Translate

AT_A_TIME = 100  # students in one transaction
NO_RESPONSE = N_("No response.")  # nbgrader's words for a stub left as it was
UNREAD = N_("Nothing in this notebook was graded, and a person has to look at it: {problem}")


class NotWritten(Told):
    """Nothing was written of one student; the message says why."""


class Reports:
    """The reports on one notebook, each read when it is asked for; not those of which the grader itself failed."""

    def __init__(self, results: Results) -> None:
        self.path = results.reports
        whole = {entry["submission"] for entry in results.entries() if entry["made_of"] is not None}
        self.places = {name: (start, stop) for name, start, stop in places(self.path) if name in whole}

    def of(self, student: str) -> Report:
        """Read a report.

        Raises
        ------
        NotWritten
            If there is none.
        """
        if student not in self.places:
            raise NotWritten(N_("{name}: not graded; --resume tries again"), name=student)
        start, stop = self.places[student]
        with self.path.open("rb") as stream:
            stream.seek(start)
            made: Report = json.loads(stream.read(stop - start))
        return made


class Graded(NamedTuple):
    """A student's notebook with its marks.

    Parameters
    ----------
    handed_in : HandedIn
    file : bytes
        As it is to be written.
    scores : dict of str to float or None
        Of the grade cells that are there; None where a person has to give it.
    is_untouched : dict of str to bool
        Of the solution cells that are there, whether the stub was left as it was.
    """

    handed_in: HandedIn
    file: bytes
    scores: dict[str, float | None]
    is_untouched: dict[str, bool]

    @classmethod
    def of(cls, handed_in: HandedIn) -> Graded:
        """Read the marks off the outputs, by nbgrader's own function."""
        made = {"cells": handed_in.cells, "metadata": handed_in.metadata, "nbformat": 4, "nbformat_minor": 5}
        file = json.dumps(made, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace") + b"\n"
        known = [from_dict(cell) for cell in handed_in.cells if marks_of(cell)]
        scores = {
            cell.metadata.nbgrader.grade_id: utils.determine_grade(cell)[0] for cell in known if utils.is_grade(cell)
        }
        is_untouched = {
            cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.checksum == utils.compute_checksum(cell)
            for cell in known
            if utils.is_solution(cell)
        }
        return cls(handed_in, file, scores, is_untouched)


class Shown(NamedTuple):
    """What the gradebook says of a student's notebook, for the page."""

    marks: dict[str, Mark]
    comments: dict[str, str]
    penalty: float


class Writer:
    """Writes the marks of an assignment.

    What a person gave (scores, extra credit, comments) stays. Writing can be done again at any time, and is to be after
    people have given marks, for the pages to show them.

    Parameters
    ----------
    course : Course
    results : mapping of str to Results
        Of each notebook with exercises.
    """

    def __init__(self, course: Course, results: Mapping[str, Results]) -> None:
        self.course = course
        self.reports = {notebook: Reports(found) for notebook, found in results.items()}
        self.missed: list[NotWritten] = []

    def write(self, progress: Callable[[], None] = lambda: None) -> list[NotWritten]:
        """Write all that was graded, and return of whom nothing was written.

        Parameters
        ----------
        progress : callable
            Called once for each student done.

        Raises
        ------
        NotACourse
            If the gradebook cannot be written.
        """
        everybody = iter(self.course.folders)
        while names := list(islice(everybody, AT_A_TIME)):
            graded = {}
            for name in names:
                with self.only_this(name):
                    graded[name] = self.graded(name)
            with self.course.transaction():
                shown = self.write_rows(graded)
            for name in names:
                with self.only_this(name):
                    if name in shown:
                        self.write_files(name, graded[name], shown[name])
                progress()
        return self.missed

    @contextmanager
    def only_this(self, name: str) -> Iterator[None]:
        """Let whatever fails cost this student only, and be said."""
        try:
            yield
        except NotWritten as error:
            self.missed.append(error)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"
            self.missed.append(NotWritten(N_("{name}: {error}"), name=name, error=said))

    def graded(self, name: str) -> dict[str, Graded]:
        """Read a student's notebooks, and write into each what its cells earned.

        Raises
        ------
        NotWritten
            If one of them has not been graded.
        """
        course, found = self.course, {}
        for notebook in course.notebooks:
            if course.path(name, notebook).exists():
                handed_in = course.read(name, notebook)
                reports = self.reports[notebook].of(name)["exercises"] if notebook in self.reports else []
                write_marks(handed_in.cells, reports, course.translate)
                if handed_in.problem:
                    said = course.translate(UNREAD).format(problem=handed_in.problem)
                    handed_in = handed_in._replace(cells=[new_cell("markdown", said, {}, "cell-1")])
                found[notebook] = Graded.of(handed_in)
        return found

    # ------------------------------------------------------------ rows

    def write_rows(self, graded: Mapping[str, Mapping[str, Graded]]) -> dict[str, dict[str, Shown]]:
        """Fill in the rows of some students, and return what their pages show."""
        rows = self.rows_of([self.course.folders[name][0] for name in graded])
        filled = {}
        for name, notebooks in graded.items():
            with self.only_this(name):
                submitted = self.submission_row(name, rows)
                there = {row.notebook_id: row for row in submitted.notebooks}
                for notebook, released in self.course.notebooks.items():
                    new = api.SubmittedNotebook(notebook_id=released.id)
                    row = there.get(released.id) or added(submitted.notebooks, new)
                    one = notebooks.get(notebook)
                    fill_grades(row, released, one, is_same=self.is_written(name, notebook, one))
                    fill_comments(row, released, one)
                filled[name] = submitted
        self.course.database.flush()
        return {name: self.shown(row) for name, row in filled.items()}

    def rows_of(self, students: list[str]) -> dict[str, Any]:
        """Read the rows of some students' submissions, in a few questions for all; None for one who has none."""
        ask, notebooks = self.course.database.query, selectinload(api.SubmittedAssignment.notebooks)
        known = ask(api.Student).filter(api.Student.id.in_(students))
        handed_in = (
            ask(api.SubmittedAssignment)
            .filter_by(assignment_id=self.course.id)
            .filter(api.SubmittedAssignment.student_id.in_(students))
            .options(notebooks.selectinload(api.SubmittedNotebook.grades))
            .options(notebooks.selectinload(api.SubmittedNotebook.comments))
        )
        return {**{row.id: None for row in known}, **{row.student_id: row for row in handed_in}}

    def submission_row(self, name: str, rows: Mapping[str, Any]) -> Any:
        """Find or make the row of a student's submission, and the student's own.

        Raises
        ------
        NotWritten
        """
        student, folder = self.course.folders[name]
        timestamp = time_of(name, folder)
        if student not in rows:
            if not self.course.autograde.create_student:
                raise NotWritten(N_("{name}: not in the gradebook, and Autograde.create_student is off"), name=name)
            self.course.database.add(api.Student(id=student))
        row = rows.get(student)
        if row is None:
            row = api.SubmittedAssignment(assignment_id=self.course.id, student_id=student)
            self.course.database.add(row)
        if timestamp is not None:
            row.timestamp = timestamp
        return row

    def is_written(self, name: str, notebook: str, one: Graded | None) -> bool:
        """Tell whether the autograded notebook of an earlier run is the same: a person may have marked it since."""
        path = self.place(self.course.directory.autograded_directory, name) / f"{notebook}.ipynb"
        return one is not None and path.is_file() and path.read_bytes() == one.file

    def shown(self, submitted: Any) -> dict[str, Shown]:
        """Assign the penalties for being late, and return what the pages show."""
        names = {released.id: name for name, released in self.course.notebooks.items()}
        found = {}
        for row in submitted.notebooks:
            row.late_submission_penalty = self.penalty(submitted, row)
            released = self.course.notebooks[names[row.notebook_id]]
            grades, comments = ({one.cell_id: one for one in some} for some in (row.grades, row.comments))
            found[names[row.notebook_id]] = Shown(
                {name: mark_of(grades[i], released.cells[name].points) for name, i in released.graded.items()},
                {name: comment_of(comments[i], self.course.translate) for name, i in released.commented.items()},
                row.late_submission_penalty or 0.0,
            )
        return found

    def penalty(self, submitted: Any, row: Any) -> float | None:
        """Ask the course's own plugin, as nbgrader does."""
        late = submitted.total_seconds_late
        if late <= 0:
            return None
        asked = self.course.late.plugin_inst.late_submission_penalty(submitted.student_id, row.score, late)
        return None if asked is None else min(max(asked, 0.0), row.score)

    # ------------------------------------------------------------ files

    def place(self, step: str, name: str) -> Path:
        return self.course.place(step, self.course.folders[name][0])

    def write_files(self, name: str, graded: Mapping[str, Graded], shown: Mapping[str, Shown]) -> None:
        """Write the autograded folder and the folder of feedback, each as a whole."""
        course, (student, folder) = self.course, self.course.folders[name]
        autograded = self.place(course.directory.autograded_directory, name)
        with replaced(autograded) as draft:
            for path, relative in (*self.other_files(folder), *self.files_of_the_source):
                (draft / relative).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, draft / relative)
            for notebook, one in graded.items():
                (draft / f"{notebook}.ipynb").write_bytes(one.file)
        course.autograde.set_permissions(course.assignment, student)
        with replaced(self.place(course.directory.feedback_directory, name)) as draft:
            for read_at_release in ("timestamp.txt", "submission_secret.txt"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(autograded / read_at_release, draft / read_at_release)
            for notebook, one in graded.items():
                about = {"student": student, "assignment": course.assignment, "notebook": notebook}
                about |= {"language": course.language, "problem": one.handed_in.problem}
                text = page(about, one.handed_in.cells, *shown[notebook], course.translate)
                (draft / f"{notebook}.html").write_text(text, encoding="utf-8", errors="replace")
        course.feedback.set_permissions(course.assignment, student)

    @cached_property
    def files_of_the_source(self) -> list[tuple[Path, Path]]:
        """List what the instructor hands out beside notebooks: it replaces what a student made of it."""
        course = self.course
        kept = set(course.autograde.exclude_overwriting.get(course.assignment, ()))
        others = self.other_files(course.place(course.directory.source_directory, "."))
        return [(path, relative) for path, relative in others if str(relative) not in kept]

    def other_files(self, folder: Path) -> Iterator[tuple[Path, Path]]:
        """Yield the regular files of a folder that are no notebooks, and where they are in it."""
        for path in map(Path, utils.find_all_files(str(folder), [*self.course.directory.ignore, "*.ipynb"])):
            if path.is_file() and not path.is_symlink():
                yield path, path.relative_to(folder)


def added(rows: Any, row: Any) -> Any:
    rows.append(row)
    return row


def fill_grades(row: Any, released: Released, one: Graded | None, *, is_same: bool) -> None:
    """Write what the grade cells of a notebook earned, as nbgrader's ``SaveAutoGrades`` does.

    A cell that is missing waits for a person; of a notebook that was not handed in there is nothing to wait for.
    """
    grades = {grade.cell_id: grade for grade in row.grades}
    for name, cell_id in released.graded.items():
        is_new = cell_id not in grades
        grade = grades.get(cell_id) or added(row.grades, api.Grade(cell_id=cell_id, needs_manual_grade=True))
        if released.cells[name].is_task and one:
            continue
        grade.auto_score = one.scores.get(name) if one else 0.0
        if is_new or not is_same:
            is_by_hand = grade.manual_score is not None
            grade.needs_manual_grade = one is not None and (is_by_hand or grade.auto_score is None)


def fill_comments(row: Any, released: Released, one: Graded | None) -> None:
    """Say of what was left as it was that there is no answer."""
    comments = {comment.cell_id: comment for comment in row.comments}
    for name, cell_id in released.commented.items():
        comment = comments.get(cell_id) or added(row.comments, api.Comment(cell_id=cell_id))
        if one and name in one.is_untouched:
            comment.auto_comment = NO_RESPONSE if one.is_untouched[name] else None


def mark_of(grade: Any, points: float) -> Mark:
    given = [score for score in (grade.manual_score, grade.auto_score) if score is not None]
    score = given[0] + (grade.extra_credit or 0.0) if given else 0.0
    return Mark(points, score, grade.manual_score is not None, bool(grade.needs_manual_grade))


def comment_of(comment: Any, translate: Translate) -> str:
    if comment.manual_comment is not None:
        return str(comment.manual_comment)
    return translate(comment.auto_comment) if comment.auto_comment else ""


def time_of(name: str, folder: Path) -> Any:
    """Read when something was handed in; None where nobody wrote it down.

    Raises
    ------
    NotWritten
        If what is written down is no time: it could hide that it was late.
    """
    path = folder / "timestamp.txt"
    if not path.exists():
        return None
    try:
        text = read_file(path)[:100].decode().strip()
        return utils.parse_utc(text) if text else None
    except (Told, ValueError, OverflowError) as error:
        told = N_("{name}: timestamp.txt is not a time; write down when this was handed in")
        raise NotWritten(told, name=name) from error


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give a folder to write to, which then takes the place of another: half of it is never seen."""
    draft, old = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    for left in (draft, old):  # by a run that was killed
        if left.exists():
            utils.rmtree(left)
    draft.mkdir(parents=True)
    yield draft
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    if old.exists():
        utils.rmtree(old)
