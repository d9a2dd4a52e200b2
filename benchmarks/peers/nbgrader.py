"""nbgrader: a source notebook with hidden tests, ``generate_assignment``, and ``autograde`` with real kernels."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from shutil import copytree
from typing import Any

from benchmarks.machine import peak_memory, run
from benchmarks.peers.assignment import POINTS, QUESTIONS
from benchmarks.peers.checks import body, header
from benchmarks.peers.notebooks import cell, environment, write_notebook
from benchmarks.peers.students import Student
from benchmarks.peers.tool import Passed, Timing

STUB = "### BEGIN SOLUTION\npass\n### END SOLUTION"
CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "losses"\n'
GRADES = """
SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score
FROM grade
JOIN base_cell ON base_cell.id = grade.cell_id
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""


def nbgrader_cell(name: str, source: str, points: int = 0, *, solution: bool = False) -> dict[str, Any]:
    """Write a cell that nbgrader knows: a solution, a test that is worth points, or a locked one."""
    about = {"schema_version": 3, "grade_id": name, "solution": solution, "locked": not solution, "task": False}
    return cell(name, source, nbgrader={**about, "grade": points > 0, **({"points": points} if points else {})})


def source_cells(variant: str) -> Iterator[dict[str, Any]]:
    """Write the instructor's version."""
    yield nbgrader_cell("checks", header(variant))
    for question in QUESTIONS:
        name = question.function
        yield nbgrader_cell(
            name, f"def {name}({question.parameters}):\n    {STUB.replace(chr(10), chr(10) + '    ')}", solution=True
        )
        for part, points in POINTS.items():
            test = body(question, part, variant, name)
            if part == "hidden":
                test = f"### BEGIN HIDDEN TESTS\n{test}### END HIDDEN TESTS"
            yield nbgrader_cell(f"{name}_{part}", test, points)


class Nbgrader:
    """A course made once, and copied for each run with a few submissions."""

    name = "nbgrader autograde"
    few = 1.0

    def __init__(self, python: str, folder: Path, variant: str) -> None:
        self.variant, self.folder, self.numbers = variant, folder / f"nbgrader-{variant}", count()
        self.command = [python, "-m", "nbgrader"]
        self.env = environment(python, self.folder)
        self.course = self.folder / "course"
        write_notebook(self.course / "source/ps1/losses.ipynb", list(source_cells(variant)))
        (self.course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
        run([*self.command, "generate_assignment", "ps1", "--create"], cwd=self.course, env=self.env)

    def course_of(self, students: list[Student]) -> Path:
        """Copy the course, and hand in what some students wrote into the release version."""
        course = self.folder / f"course-{next(self.numbers)}"
        copytree(self.course, course)
        release = json.loads((course / "release/ps1/losses.ipynb").read_text(encoding="utf-8"))["cells"]
        for student in students:
            cells = [
                {**one, "source": student.answers[name].source.decode()}
                if (name := one["metadata"]["nbgrader"]["grade_id"]) in student.answers
                else one
                for one in release
            ]
            write_notebook(course / "submitted" / student.name / "ps1/losses.ipynb", cells)
        return course

    def grade(self, students: list[Student]) -> Timing:
        """Grade one submission and then all of them: what the others add is their cost."""
        one, every = self.seconds(students[:1])[0], self.seconds(students)
        slope = (every[0] - one) / (len(students) - 1)
        return Timing(1000 * slope, self.results(every[1], students), 1000 * (one - slope))

    def seconds(self, students: list[Student]) -> tuple[float, Path]:
        course = self.course_of(students)
        return run(self.autograde, cwd=course, env=self.env), course

    @property
    def autograde(self) -> list[str]:
        return [*self.command, "autograde", "ps1"]

    def results(self, course: Path, students: list[Student]) -> dict[str, Passed]:
        """Read the gradebook."""
        with closing(sqlite3.connect(course / "gradebook.db")) as database:
            rows = database.execute(GRADES).fetchall()
        passed = {(student, cell) for student, cell, score in rows if score}
        tests = [(question.function, part) for question in QUESTIONS for part in POINTS]
        return {
            student.name: frozenset(test for test in tests if (student.name, "_".join(test)) in passed)
            for student in students
        }

    def memory(self, student: Student) -> float:
        return peak_memory(self.autograde, cwd=self.course_of([student]), env=self.env)

    def close(self) -> None:
        pass
