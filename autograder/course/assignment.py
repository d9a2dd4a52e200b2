"""An assignment of an nbgrader course: how the course is set up, what was released, and what was handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader import api  # type: ignore[import-untyped]
from nbgrader.converters import Autograde, GenerateFeedback  # type: ignore[import-untyped]
from nbgrader.preprocessors import AssignLatePenalties, OverwriteCells  # type: ignore[import-untyped]
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from autograder.classroom.writing import written
from autograder.course.attendance import attendance
from autograder.course.cells import Cell, restore_cells, scalars
from autograder.course.grading import submission_of
from autograder.course.remarks import Remark
from autograder.course.roster import roster_of
from autograder.course.search import NotebookSearch
from autograder.course.settings import Course, NotACourse
from autograder.course.table import table_rows, write_marks_table
from autograder.judging.submission import Submission, clean, clean_name
from autograder.translation import N_, Translate

ABSENT = N_("Nothing handed in: {count} ({names})")
NOTE = N_("Note: {name}: {text}")
NEEDS_PERSON = N_("Needs a person: {name}: {text}")
STRAY_NEEDS_PERSON = N_("Needs a person: {text}")
UNKNOWN = N_("{name}: not in the gradebook; make it known with `nbgrader generate_assignment {name}`")


class StudentNotebook(NamedTuple):
    """A student's notebook with its cells restored, or why there is none; and what an instructor should know of it."""

    cells: list[Cell]
    metadata: dict[str, Any]
    problem: str = ""
    remarks: Sequence[Remark] = ()
    folder: Path | None = None  # where it lay


class Assignment:
    """An assignment of a course, by nbgrader's own classes and the course's settings of them.

    Parameters
    ----------
    course : Course
    name : str
        Of the assignment.
    translate : callable
    language : str
        Of the explanations and pages.

    Raises
    ------
    NotACourse
    """

    def __init__(self, course: Course, name: str, translate: Translate, language: str) -> None:
        self.name, self.translate, self.language = name, translate, language
        app = course.app
        self.directory = app.coursedir
        self.directory.assignment_id = name
        self.autograde = Autograde(coursedir=self.directory, parent=app)
        self.feedback = GenerateFeedback(coursedir=self.directory, parent=app)
        self.overwrite = OverwriteCells(parent=app)
        self.late = AssignLatePenalties(parent=app)
        self.late.init_plugin()
        with gradebook_open():
            gradebook = self.open_gradebook()
            self.id = gradebook.find_assignment(name).id
            self.search = NotebookSearch.of(self.directory, gradebook, name)
            roster = roster_of(gradebook, Path(self.directory.root))
        self.notebooks, self.database = self.search.notebooks, gradebook.db
        self.attendance = attendance(self.search, roster.ids)
        self.folders = dict(self.named(self.attendance.present))
        self.strangers = {name: roster.remark_on(student) for name, (student, _) in self.folders.items()}
        self.remarks: dict[str, list[Remark]] = {}  # on each student's notebooks, once they are read
        self.marks: dict[str, dict[str, tuple[float, float]]] = {notebook: {} for notebook in self.notebooks}

    def open_gradebook(self) -> Any:
        """Open the gradebook, if it is there and knows the assignment.

        Raises
        ------
        NotACourse
        """
        url = make_url(self.directory.db_url)
        if url.drivername.startswith("sqlite") and not Path(url.database or "").is_file():  # it would be made
            raise NotACourse(UNKNOWN, name=self.name)
        gradebook = api.Gradebook(self.directory.db_url, self.directory.course_id)
        try:
            gradebook.find_assignment(self.name)
        except api.MissingEntry as error:
            raise NotACourse(UNKNOWN, name=self.name) from error
        return gradebook

    def named(self, students: Sequence[str]) -> Iterator[tuple[str, tuple[str, Path]]]:
        """Yield for each student a name that is safe to print, and the folder.

        Raises
        ------
        NotACourse
            If there is nobody.
        """
        if not students:
            place = self.place(self.directory.submitted_directory, "*").relative_to(self.directory.root)
            raise NotACourse(N_("{path}: no notebooks were handed in there"), path=place)
        taken: set[str] = set()
        for student in students:
            names = chain([clean_name(student)], map(f"{clean_name(student)}~{{}}".format, count(2)))
            name = next(name for name in names if name not in taken)
            taken.add(name)
            yield name, (student, self.search.folder(student))

    def place(self, step: str, student: str) -> Path:
        """Return a student's folder of the assignment, in a step's folder."""
        return Path(self.directory.format_path(step, student, self.name))

    def root_of(self, path: Path) -> Path:
        return self.search.root_of(path)

    def submission(self, student: str, notebook: str) -> Submission:
        found = self.read(student, notebook)
        if found.problem:
            return Submission(student, problem=found.problem)
        return submission_of(student, notebook, found.cells, self.translate)

    def read(self, student: str, notebook: str) -> StudentNotebook:
        """Read a student's notebook; one that cannot be read costs nobody else anything."""
        released = self.notebooks[notebook]
        candidate, remarks = self.search.find(self.folders[student][0], notebook)
        stranger = self.strangers[student]
        if stranger and notebook == next(iter(self.notebooks)):
            remarks = [*remarks, stranger]
        if candidate is None or candidate.problem:
            problem = candidate.problem if candidate and candidate.problem else remarks[0].text
            return StudentNotebook([], released.metadata, clean(problem.render(self.translate)), remarks)
        cells = restore_cells(candidate.cells, released.cells, add_missing=self.overwrite.add_missing_cells)
        metadata = {**scalars(candidate.metadata), **released.metadata}
        return StudentNotebook(cells, metadata, "", remarks, candidate.file.parent)

    def lines_for_a_person(self) -> Iterator[str]:
        """Yield what an instructor should know, a line each: who is missing, what is harmless, what needs a person."""
        say = self.translate
        absent = list(map(clean_name, self.attendance.absent))
        if absent:
            yield say(ABSENT).format(count=len(absent), names=", ".join(absent))
        for template, is_wanted in ((NOTE, False), (NEEDS_PERSON, True)):
            for name, remarks in self.remarks.items():
                for remark in remarks:
                    if remark.needs_person == is_wanted:
                        yield say(template).format(name=name, text=clean_name(remark.text.render(say)))
        for stray in self.attendance.strays:
            yield say(STRAY_NEEDS_PERSON).format(text=clean_name(stray.render(say)))

    def write_table(self, path: Path) -> None:
        """Write ``grades.csv`` of what the gradebook says now."""
        students = [*(student for student, _ in self.folders.values()), *self.attendance.absent]
        with gradebook_open():
            rows = {row.student: row for row in table_rows(self.database, self.id, students)}
        with written(path):
            write_marks_table(path, rows.values(), self.notebooks, self.translate)
        for notebook, released in self.notebooks.items():
            for name, (student, _) in self.folders.items():  # also of those who could not be written
                has = sum(rows[student].marks.get(cell, 0.0) for cell in released.graded.values())
                self.marks[notebook].setdefault(name, (has, released.points))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all to the gradebook, or nothing.

        Raises
        ------
        NotACourse
            If the gradebook cannot be read or written.
        """
        try:
            with gradebook_open(), self.database.no_autoflush:
                yield
                self.database.commit()
        finally:
            self.database.rollback()


@contextmanager
def gradebook_open() -> Iterator[None]:
    """Use the gradebook.

    Raises
    ------
    NotACourse
        If it cannot be read or written.
    """
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        message = N_("the gradebook cannot be used ({error}); close what writes to it, or see `nbgrader db upgrade`")
        raise NotACourse(message, error=str(cause).partition("\n")[0]) from error
