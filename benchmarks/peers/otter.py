"""Otter: exception-based tests, a file for each question, and ``otter run``, which needs no Docker."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.machine import peak_memory, run
from benchmarks.peers.assignment import POINTS, QUESTIONS, Question
from benchmarks.peers.checks import functions, header
from benchmarks.peers.notebooks import cells_of, environment, write_notebook
from benchmarks.peers.students import Student
from benchmarks.peers.tool import Passed, Timing

HEADER = """
from otter.test_files import test_case

OK_FORMAT = False
name = "{name}"
points = None

"""


def test_file(question: Question, variant: str) -> str:
    """Write the tests of one question."""
    written = functions(variant, "{}", "{}")
    tests = [
        f"@test_case(points={points}, hidden={part == 'hidden'})\n{written[question.function, part]}"
        for part, points in POINTS.items()
    ]
    return "\n\n".join([HEADER.format(name=question.function).lstrip() + header(variant), *tests])


class Otter:
    """An autograder made once, and a process for each submission."""

    name = "otter run"
    few = 0.5

    def __init__(self, python: str, folder: Path, variant: str) -> None:
        self.variant, self.folder, self.command = variant, folder / f"otter-{variant}", [python, "-m", "otter"]
        self.env = environment(python, self.folder)
        tests = self.folder / "tests"
        tests.mkdir(parents=True)
        for question in QUESTIONS:
            (tests / f"{question.function}.py").write_text(test_file(question, variant), encoding="utf-8")
        run([*self.command, "generate", "-t", "tests", "-o", "autograder.zip"], cwd=self.folder, env=self.env)

    def place(self, student: Student) -> list[object]:
        """Write a submission, and the command that grades it."""
        folder = self.folder / student.name
        write_notebook(folder / "losses.ipynb", cells_of(student))
        return [*self.command, "run", "-a", "autograder.zip", "-o", folder, "--no-logo", folder / "losses.ipynb"]

    def grade(self, students: list[Student]) -> Timing:
        commands = [self.place(student) for student in students]
        seconds = sum(run(command, cwd=self.folder, env=self.env) for command in commands)
        return Timing(1000 * seconds / len(students), {student.name: self.results(student) for student in students})

    def results(self, student: Student) -> Passed:
        """Read the points of each question: 1 is the visible test, 2 the hidden one, 3 both."""
        written = json.loads((self.folder / student.name / "results.json").read_text(encoding="utf-8"))
        points = {test["name"]: test.get("score", 0) for test in written["tests"]}
        return frozenset(
            (question.function, part)
            for question in QUESTIONS
            for part, worth in POINTS.items()
            if round(points[question.function]) & worth
        )

    def memory(self, student: Student) -> float:
        return peak_memory(self.place(student), cwd=self.folder, env=self.env)

    def close(self) -> None:
        pass
