"""nbgrader's autograde, with kernels or with our preprocessor in it, beside ``losslings grade --assignment``.

``python -m benchmarks.notebooks`` writes ``benchmarks/notebooks.md``. All run in the environment of the command, which
needs ``losslings[author,nbgrader]``, in turn, on the assignment and the class of ``benchmarks.peers``.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.machine import Watch, run
from benchmarks.peers.assignment import POINTS, QUESTIONS
from benchmarks.peers.checks import VARIANTS
from benchmarks.peers.nbgrader import CONFIG, GRADES, STUB, Nbgrader, nbgrader_cell
from benchmarks.peers.notebooks import environment, write_notebook
from benchmarks.peers.ours import key
from benchmarks.peers.students import Student, draw_class
from benchmarks.peers.tool import Passed, Timing, Tool

REPORT = Path(__file__).with_suffix(".md")
COPIES = 11  # of the class, for the larger of two that are compared
VERSIONS = ("nbgrader", "nbconvert", "ipykernel", "torch", "numpy")
JUDGE = """
from autograder.course.preprocessor import in_place_of_execute
c.Autograde.autograde_preprocessors = in_place_of_execute()
c.Judge.key = "key.jsonl"
"""
ABOUT = """\
# Grading notebooks

30 students, seven functions in one notebook ({versions}).
With kernels the check cells hold the tests of `benchmarks/peers`, against torch or against numpy formulas; with us a
cell `check_<function>` is worth the same points, and the same 203 inputs are asked behind the walls of `strict`.
Milliseconds for one more notebook in a class: median of {repetitions} interleaved repetitions (fastest to slowest),
and those that the command takes before the first. `losslings grade` writes the gradebook, the autograded notebooks
and the feedback pages.

| | ms / notebook | notebooks / s | nbgrader with torch tests takes | start, ms |
| --- | --- | --- | --- | --- |
"""


class Preprocessor(Nbgrader):
    """``nbgrader autograde`` with the judge in the place of Execute."""

    name, variant, few = "nbgrader autograde, our preprocessor", "key", 0.0

    def __init__(self, python: str, folder: Path) -> None:
        self.folder, self.numbers = folder / f"ours-{id(self)}", count()
        self.command = [python, "-m", "nbgrader"]
        self.env = environment(python, self.folder)
        self.course = self.folder / "course"
        write_notebook(self.course / "source/ps1/losses.ipynb", list(source_cells()))
        (self.course / "nbgrader_config.py").write_text(CONFIG + JUDGE, encoding="utf-8")
        key().save(self.course / "key.jsonl")
        run([*self.command, "generate_assignment", "ps1", "--create"], cwd=self.course, env=self.env)

    def results(self, course: Path, students: list[Student]) -> dict[str, Passed]:
        """Read the gradebook: the points of a cell say which of its items passed."""
        with closing(sqlite3.connect(course / "gradebook.db")) as database:
            scores = {(who, cell): score for who, cell, score in database.execute(GRADES).fetchall()}
        worth = {"visible": POINTS["visible"], "hidden": sum(POINTS.values())}
        return {
            student.name: frozenset(
                (question.function, part)
                for question in QUESTIONS
                for part in POINTS
                if scores[student.name, f"check_{question.function}"] >= worth[part]
            )
            for student in students
        }


def source_cells() -> Iterator[dict[str, Any]]:
    """Write the instructor's version."""
    yield nbgrader_cell("setup", "import numpy as np\n\nimport autograder")
    for question in QUESTIONS:
        name, stub = question.function, STUB.replace("\n", "\n    ")
        yield nbgrader_cell(name, f"def {name}({question.parameters}):\n    {stub}", solution=True)
        yield nbgrader_cell(f"check_{name}", f"autograder.check({name})", sum(POINTS.values()))


class Fast(Preprocessor):
    """``losslings grade --assignment``, feedback pages and all, on two sizes of one class."""

    def __init__(self, python: str, folder: Path, workers: int) -> None:
        super().__init__(python, folder)
        self.name = f"losslings grade --assignment, {workers} worker{'s' * (workers > 1)}"
        options = ["--assignment", "ps1", "--key", "key.jsonl", "--workers", str(workers), "--lang", "en"]
        self.grading = [python, "-m", "autograder.cli.main", "grade", ".", *options]

    def grade(self, students: list[Student]) -> Timing:
        small, _ = self.seconds(students)
        copies = [student._replace(name=f"{student.name}-{copy}") for copy in range(COPIES) for student in students]
        large, course = self.seconds(copies)
        slope = (large - small) / (len(copies) - len(students))
        passed = self.results(course, copies)
        found = {student.name: passed[f"{student.name}-0"] for student in students}
        return Timing(1000 * slope, found, 1000 * (small - slope * len(students)))

    @property
    def autograde(self) -> list[str]:
        return self.grading


class Feedback(Preprocessor):
    """nbgrader's own pages, which ``losslings grade`` writes along with the marks."""

    name = "nbgrader generate_feedback"

    def seconds(self, students: list[Student]) -> tuple[float, Path]:
        course = self.course_of(students)
        run(self.autograde, cwd=course, env=self.env)
        return run([*self.command, "generate_feedback", "ps1"], cwd=course, env=self.env), course


def measure(tools: Sequence[Tool], students: list[Student], repetitions: int, few: int) -> dict[Tool, list[Timing]]:
    """Run all in turn, again and again; those that take seconds a notebook on some of the class, others each time."""
    timings: dict[Tool, list[Timing]] = {tool: [] for tool in tools}
    for repetition in range(repetitions):
        first = repetition * few % len(students)
        some = (students + students)[first : first + few]
        for tool in tools:
            timing = tool.grade(some if tool.few else students)
            timings[tool].append(timing)
            print(f"{repetition + 1}/{repetitions} {said(tool)}: {timing.milliseconds:.1f} ms", flush=True)
    return timings


def said(tool: Tool) -> str:
    return f"{tool.name}, {tool.variant} tests" if tool.variant in VARIANTS else tool.name


def report(timings: dict[Tool, list[Timing]], repetitions: int, watch: str) -> str:
    """Write the table, and where verdicts differ."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in VERSIONS)
    lines = [ABOUT.format(versions=versions, repetitions=repetitions)]
    medians = {tool: statistics.median(one.milliseconds for one in found) for tool, found in timings.items()}
    (slowest,) = [medians[tool] for tool in timings if tool.variant == "torch"]
    for tool, found in timings.items():
        every, starts = [one.milliseconds for one in found], [one.start for one in found if one.start is not None]
        row = [
            said(tool),
            f"{medians[tool]:.1f} ({min(every):.1f}-{max(every):.1f})",
            f"{1000 / medians[tool]:.1f}",
            f"{slowest / medians[tool]:.0f} times as long",
            f"{statistics.median(starts):.0f}",
        ]
        lines.append(f"| {' | '.join(row)} |\n")
    lines.append(f"\n{verdicts(timings)}\n\n```text\n{watch}\n```\n")
    return "".join(lines)


def verdicts(timings: dict[Tool, list[Timing]]) -> str:
    """Say of how many answers all tools think alike that all of their tests pass."""
    right: dict[tuple[str, str], set[bool]] = {}
    for found in timings.values():
        for timing in found:
            for student, passed in timing.passed.items():
                for question in QUESTIONS:
                    is_right = all((question.function, part) in passed for part in POINTS)
                    right.setdefault((student, question.function), set()).add(is_right)
    alike = sum(len(said_of) == 1 for said_of in right.values())
    different = [f"{student} {function}" for (student, function), said_of in right.items() if len(said_of) > 1]
    why = f"; not of {', '.join(different)} (why: [peers.md](peers.md))" if different else ""
    return f"All say the same, right or not, of {alike} of {len(right)} answers{why}."


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.notebooks", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--few", type=int, default=6, help="notebooks a repetition for what takes seconds each")
    parser.add_argument("--output", type=Path, default=REPORT, help="where to write the table")
    options = parser.parse_args()
    watch, students, python = Watch(), draw_class(share_right=0.7), sys.executable
    with tempfile.TemporaryDirectory(prefix="notebooks-") as name:
        folder = Path(name)
        kernels = [Nbgrader(python, folder, variant) for variant in ("torch", "numpy")]
        ours = [Preprocessor(python, folder), Feedback(python, folder), *(Fast(python, folder, n) for n in (1, 2))]
        timings = measure([*kernels, *ours], students, options.repetitions, options.few)
    text = report(timings, options.repetitions, str(watch))
    print(text)
    options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
