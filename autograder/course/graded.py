"""A student's notebook with its marks: the report on it, written into its cells and read back as nbgrader reads it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from nbformat import from_dict
from nbgrader import utils  # type: ignore[import-untyped]

from autograder.classroom.lines import places
from autograder.classroom.results import Results
from autograder.course.assignment import StudentNotebook
from autograder.course.cells import Cell, marks_of
from autograder.course.remarks import Remark
from autograder.report.data import Report
from autograder.translation import N_, LosslingsError


class NotWritten(LosslingsError):
    """A student's marks could not be written; the message says why."""


class Reports:
    """The reports on one notebook, each read when it is needed, without those on which the grader itself failed."""

    def __init__(self, results: Results) -> None:
        self.path = results.student_reports
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
            report: Report = json.loads(stream.read(stop - start))
        return report


class GradedNotebook(NamedTuple):
    """A student's notebook with its marks.

    Parameters
    ----------
    problem : str
        Why it could not be read, if it could not.
    cells : list of dict
        With their outputs.
    file : bytes
        The bytes to write.
    scores : dict of str to float or None
        The score of each grade cell; None where a person has to give it.
    is_untouched : dict of str to bool
        Whether the student left the stub of each solution cell as it was.
    remarks : sequence of Remark
    folder : Path or None
        Where it lay.
    """

    problem: str
    cells: list[Cell]
    file: bytes
    scores: dict[str, float | None]
    is_untouched: dict[str, bool]
    remarks: Sequence[Remark] = ()
    folder: Path | None = None

    @classmethod
    def of(cls, notebook: StudentNotebook) -> GradedNotebook:
        """Read the marks off the outputs, by nbgrader's own function."""
        content = {"cells": notebook.cells, "metadata": notebook.metadata, "nbformat": 4, "nbformat_minor": 5}
        file = json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace") + b"\n"
        known = [from_dict(cell) for cell in notebook.cells if marks_of(cell)]
        scores = {
            cell.metadata.nbgrader.grade_id: utils.determine_grade(cell)[0] for cell in known if utils.is_grade(cell)
        }
        is_untouched = {
            cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.checksum == utils.compute_checksum(cell)
            for cell in known
            if utils.is_solution(cell)
        }
        return cls(notebook.problem, notebook.cells, file, scores, is_untouched, notebook.remarks, notebook.folder)
