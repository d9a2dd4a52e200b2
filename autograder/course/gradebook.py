"""Write what an assignment's notebooks earned: nbgrader's gradebook, the autograded notebooks, and a page each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

from autograder.classroom.results import Results
from autograder.course.assignment import Assignment
from autograder.course.cells import new_cell
from autograder.course.feedback import Letters, PageMarks
from autograder.course.folders import Folders
from autograder.course.graded import GradedNotebook, NotWritten, Reports
from autograder.course.grading import write_marks
from autograder.course.rows import Rows
from autograder.report.picture import Picture
from autograder.translation import N_, Text

AT_A_TIME = 100  # students in one transaction
UNREAD = N_("Nothing in this notebook was graded, and a person has to look at it: {problem}")


class Writer:
    """Writes the marks of an assignment.

    What a person gave (scores, extra credit, comments) stays. Writing can be done again at any time. After people have
    given marks, it has to be done again for the pages to show them.

    Parameters
    ----------
    assignment : Assignment
    results : mapping of str to Results
        Of each notebook with exercises.
    pictures : mapping of str to Picture
        By exercise, what the pages show a function's curve on.
    """

    def __init__(self, assignment: Assignment, results: Mapping[str, Results], pictures: Mapping[str, Picture]) -> None:
        letters = {one: Letters(assignment, one, results.get(one), pictures) for one in assignment.notebooks}
        self.assignment, self.rows, self.folders = assignment, Rows(assignment), Folders(assignment, letters)
        self.reports = {notebook: Reports(found) for notebook, found in results.items()}
        self.failures: list[NotWritten] = []

    @property
    def not_copied(self) -> list[Text]:
        """Which files of students are not among the autograded ones, and why."""
        return self.folders.not_copied

    def write(self, progress: Callable[[], None] = lambda: None) -> list[NotWritten]:
        """Write the marks of all who were graded, and return the failures.

        Parameters
        ----------
        progress : callable
            Called once for each student done.

        Raises
        ------
        NotACourse
            If the gradebook cannot be written.
        """
        everybody = iter(self.assignment.folders)
        while names := list(islice(everybody, AT_A_TIME)):
            graded = {}
            for name in names:
                with self.only_this(name):
                    graded[name] = self.read_graded(name)
            with self.assignment.transaction():
                marks = self.write_rows(graded)
            for name, pages in marks.items():
                for notebook, shown in pages.items():
                    self.assignment.marks[notebook][name] = shown.total
            for name in names:
                with self.only_this(name):
                    if name in marks:
                        self.folders.write(name, graded[name], marks[name])
                progress()
        return self.failures

    @contextmanager
    def only_this(self, name: str) -> Iterator[None]:
        """Collect an error as a failure of this student, so that the others are written."""
        try:
            yield
        except NotWritten as error:
            self.failures.append(error)
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            self.failures.append(NotWritten(N_("{name}: {error}"), name=name, error=reason))

    def read_graded(self, name: str) -> dict[str, GradedNotebook]:
        """Read a student's notebooks, and write into each what its cells earned.

        Raises
        ------
        NotWritten
            If one of them has not been graded.
        """
        assignment, found = self.assignment, {}
        for notebook in assignment.notebooks:
            theirs = assignment.read(name, notebook)
            report = self.reports[notebook].of(name) if notebook in self.reports else None
            write_marks(theirs.cells, report["exercises"] if report else [], assignment.translate)
            if theirs.problem:
                reason = assignment.translate(UNREAD).format(problem=theirs.problem)
                theirs = theirs._replace(cells=[new_cell("markdown", reason, {}, "cell-1")])
            found[notebook] = GradedNotebook.of(theirs, report)
        assignment.remarks[name] = [remark for graded in found.values() for remark in graded.remarks]
        return found

    def write_rows(self, graded: Mapping[str, Mapping[str, GradedNotebook]]) -> dict[str, dict[str, PageMarks]]:
        """Fill in the rows of some students, and return what their pages show."""
        rows = self.rows.read([self.assignment.folders[name][0] for name in graded])
        filled = {}
        for name, notebooks in graded.items():
            with self.only_this(name):
                is_same = {key: self.folders.is_same(name, key, one) for key, one in notebooks.items()}
                filled[name] = self.rows.fill(name, notebooks, is_same, rows)
        self.assignment.database.flush()
        return {name: self.rows.page_marks(row) for name, row in filled.items()}
