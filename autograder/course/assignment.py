"""An assignment of an nbgrader course: how the course is set up, what was released, and what was handed in."""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader import api  # type: ignore[import-untyped]
from nbgrader.converters import Autograde, GenerateFeedback  # type: ignore[import-untyped]
from nbgrader.preprocessors import AssignLatePenalties, OverwriteCells  # type: ignore[import-untyped]
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from autograder.course.grading import CHECK, Cell, SourceCell, ids_of, restore_cells, scalars, submission_of
from autograder.course.settings import Course, NotACourse
from autograder.judging.cells import all_cells, code_cells
from autograder.judging.key import Key
from autograder.judging.submission import Submission, clean, clean_name, read_file
from autograder.translation import N_, LosslingsError, Translate

UNKNOWN = N_("{name}: not in the gradebook; make it known with `nbgrader generate_assignment {name}`")


class ReleasedNotebook(NamedTuple):
    """A notebook of the assignment as the instructor released it.

    Parameters
    ----------
    id : str
        In the gradebook.
    metadata : dict
        Of the notebook, with its kernel.
    cells : dict of str to SourceCell
        All that nbgrader knows, by grade_id.
    graded, commented : dict of str to str
        Ids in the gradebook of the cells that have a mark, of those that have a comment.
    """

    id: str
    metadata: dict[str, Any]
    cells: dict[str, SourceCell]
    graded: dict[str, str]
    commented: dict[str, str]

    @classmethod
    def of(cls, row: Any) -> ReleasedNotebook:
        kinds = row.grade_cells, row.solution_cells, row.task_cells
        tests, solutions, tasks = ({cell.name: cell for cell in cells} for cells in kinds)
        worth = {name: cell.max_score for name, cell in (tests | tasks).items()}
        cells = {
            cell.name: SourceCell(
                cell_type=cell.cell_type,
                source=cell.source,
                is_locked=cell.locked,
                is_graded=cell.name in tests,
                is_solution=cell.name in solutions,
                is_task=cell.name in tasks,
                checksum=cell.checksum,
                points=worth.get(cell.name, 0.0),
            )
            for cell in row.source_cells
        }
        kernel = json.loads(row.kernelspec or "{}")
        metadata = {"kernelspec": kernel, "language_info": {"name": kernel.get("language", "python")}} if kernel else {}
        graded, commented = ({name: cell.id for name, cell in (some | tasks).items()} for some in (tests, solutions))
        return cls(row.id, metadata, cells, graded, commented)

    def part_of(self, key: Key, name: str) -> Key:
        """Return the key of the exercises that are checked here, in a notebook of this name.

        Raises
        ------
        AmbiguousExercise
        """
        tests = [test for test, cell in self.cells.items() if cell.is_graded and not cell.is_solution]
        checked = [test.removeprefix(CHECK) for test in tests if test.startswith(CHECK)]
        return key.part(ids_of(checked, name, key))


class StudentNotebook(NamedTuple):
    """A student's notebook with its cells restored, or why there is none."""

    cells: list[Cell]
    metadata: dict[str, Any]
    problem: str = ""


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
        url = make_url(self.directory.db_url)
        if url.drivername.startswith("sqlite") and not Path(url.database or "").is_file():  # it would be made
            raise NotACourse(UNKNOWN, name=name)
        with gradebook_open():
            gradebook = api.Gradebook(self.directory.db_url, self.directory.course_id)
            try:
                row = gradebook.find_assignment(name)
            except api.MissingEntry as error:
                raise NotACourse(UNKNOWN, name=name) from error
            self.id = row.id
            self.notebooks = {notebook.name: ReleasedNotebook.of(notebook) for notebook in row.notebooks}
        self.database = gradebook.db
        self.folders: dict[str, tuple[str, Path]] = {}
        for student, path in self.submitted():
            shown = clean_name(student)
            names = chain([shown], map(f"{shown}~{{}}".format, count(2)))
            self.folders[next(name for name in names if name not in self.folders)] = student, path
        if not self.folders:
            place = self.place(self.directory.submitted_directory, "*").relative_to(self.directory.root)
            raise NotACourse(N_("{path}: no notebooks were handed in there"), path=place)

    def place(self, step: str, student: str) -> Path:
        """Return a student's folder of the assignment, in a step's folder."""
        return Path(self.directory.format_path(step, student, self.name))

    def submitted(self) -> Iterator[tuple[str, Path]]:
        """Yield each student who handed something in, and where it is."""
        step = self.directory.submitted_directory
        pattern = re.compile(self.directory.format_path(step, "(?P<student>.*)", self.name, escape=True), re.DOTALL)
        excluded = self.directory.student_id_exclude.split(",")
        for path in sorted(glob.glob(str(self.place(step, self.directory.student_id)))):  # noqa: PTH207  # absolute
            match = pattern.fullmatch(path)
            if match and match["student"] not in excluded and any(Path(path).glob("*.ipynb")):
                yield match["student"], Path(path)

    def path(self, student: str, notebook: str) -> Path:
        return self.folders[student][1] / f"{notebook}.ipynb"

    def root_of(self, path: Path) -> Path:
        """Return the folder below which no link to `path` is followed: the one of all that was handed in."""
        root = Path(self.directory.root)
        submitted = root / self.directory.submitted_directory
        return next((folder for folder in (submitted, root) if path.is_relative_to(folder)), path.parent)

    def members(self, notebook: str) -> list[str]:
        """List the students who handed in a notebook."""
        return [student for student in self.folders if self.path(student, notebook).exists()]

    def submission(self, student: str, notebook: str) -> Submission:
        found = self.read(student, notebook)
        if found.problem:
            return Submission(student, problem=found.problem)
        return submission_of(student, notebook, found.cells, self.translate)

    def read(self, student: str, notebook: str) -> StudentNotebook:
        """Read a student's notebook; one that cannot be read costs nobody else anything."""
        released, path = self.notebooks[notebook], self.path(student, notebook)
        try:
            data = read_file(path, self.root_of(path))
            code_cells(data, path.name)
        except LosslingsError as error:
            problem = error.text.render(self.translate).replace(str(path), path.name)
            return StudentNotebook([], released.metadata, clean(problem))
        notebook_json = json.loads(data.decode("utf-8-sig"))
        old = [{"cell_type": kind, "source": text} for kind, text in all_cells(notebook_json)]  # nbformat 3: no marks
        cells = restore_cells(
            notebook_json.get("cells", old), released.cells, add_missing=self.overwrite.add_missing_cells
        )
        return StudentNotebook(cells, {**scalars(notebook_json.get("metadata")), **released.metadata})

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
