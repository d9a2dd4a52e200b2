"""A student's notebook with its marks: the report on it, written into its cells and read back as nbgrader reads it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, cast

from nbformat import from_dict
from nbgrader import utils  # type: ignore[import-untyped]

from autograder.classroom.lines import Lines
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
        self.lines = Lines(results.student_reports)
        self.whole = {entry["submission"] for entry in results.entries() if entry["made_of"] is not None}

    def of(self, student: str) -> Report:
        """Read a report.

        Raises
        ------
        NotWritten
            If there is none.
        """
        report = self.lines.of(student) if student in self.whole else None
        if report is None:
            raise NotWritten(N_("{name}: not graded; --resume tries again"), name=student)
        return cast(Report, report)


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
    report : Report or None
        What the student may see of the report on it; None where it has no exercises.
    """

    problem: str
    cells: list[Cell]
    file: bytes
    scores: dict[str, float | None]
    is_untouched: dict[str, bool]
    remarks: Sequence[Remark] = ()
    folder: Path | None = None
    report: Report | None = None

    @classmethod
    def of(cls, notebook: StudentNotebook, report: Report | None = None) -> GradedNotebook:
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
        found = notebook.problem, notebook.cells, file, scores, is_untouched, notebook.remarks, notebook.folder
        return cls(*found, report)
