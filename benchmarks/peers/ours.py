"""Losslings on the same calls: a key of the assignment, the real command, and the same work in this process."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import Any

from autograder.bank.building.agreement import check_agreement
from autograder.bank.building.cases import Draft, ask
from autograder.bank.building.faults import Faults
from autograder.bank.building.misconceptions import compile_misconception, read_all
from autograder.bank.exercises import find_exercises
from autograder.bank.spec import Absolute, Case, Item
from autograder.isolation.runner import Runner
from autograder.judging.key import ExerciseKey, Key, KeyItem, exercise_to_json
from autograder.judging.submission import Submission
from autograder.report.data import judge_to_report
from benchmarks.machine import run
from benchmarks.peers.assignment import ABSOLUTE, POINTS, QUESTIONS, RELATIVE, Question, evaluate
from benchmarks.peers.students import Student
from benchmarks.peers.tool import Passed, Timing

ITEMS = {"visible": "basics", "hidden": "hidden"}
NEAR_ZERO = Absolute(ABSOLUTE, "as the peers' tests allow it")
COPIES = 11  # of the class, for the larger of two that are compared


def key_of(question: Question) -> ExerciseKey:
    """Compile one question: two items, the bank's known mistakes, each expected value checked as the bank's are."""
    (exercise,) = (one for one in find_exercises(names=[question.function]) if one.unit != "torch_losses")
    spec, solution, faults = exercise.load_spec(), exercise.load_solution(), Faults(exercise)
    drafts = [
        Case(f"{part}-{number}", evaluate(text), raises=ValueError if refused else None, absolute=NEAR_ZERO)
        for part in POINTS
        for number, (text, refused) in enumerate(question.calls(part))
    ]
    item = Item("peers", tuple(drafts))
    asked = [ask(Draft(case, item, is_drawn=False), spec, solution) for case in drafts]
    asked = [replace(one, relative=max(one.relative, RELATIVE)) for one in asked]
    check_agreement(asked, spec, solution, faults)
    cases = [one.compiled(spec, exercise.name, solution) for one in asked]
    calls = read_all(cases, "numpy")
    mistakes = [m for wrong in spec.misconceptions for m in compile_misconception(wrong, solution, calls)]
    assert not faults.found, faults.found
    split = len(question.calls("visible"))
    bounds = {"visible": (0, split), "hidden": (split, len(cases))}
    items = tuple(KeyItem(ITEMS[part], points, False, *bounds[part]) for part, points in POINTS.items())
    parameters = tuple(question.parameters.split(", "))
    return ExerciseKey(question.function, exercise.unit, parameters, "", items, tuple(cases), tuple(mistakes))


@cache
def key() -> Key:
    """Build the key of the assignment."""
    lines = {question.function: json.dumps(exercise_to_json(key_of(question))) for question in QUESTIONS}
    return Key(hidden=False, lines=lines)


def tests_passed(report: dict[str, Any]) -> Passed:
    """Read a report as the peers' results are: what only waits for the first item has passed by itself."""
    return tests_of(
        (exercise["name"], item["name"])
        for exercise in report["exercises"]
        for item in exercise["items"]
        if item["status"] in ("passed", "blocked")
    )


def tests_of(items: Iterable[tuple[str, str]]) -> Passed:
    """Name items as the peers' tests are."""
    part_of = {name: part for part, name in ITEMS.items()}
    return frozenset((function, part_of[item]) for function, item in items)


class Grade:
    """``losslings grade``, on two sizes of one class: what the second adds is the cost of its submissions."""

    variant = "both"
    few = 0.0

    def __init__(self, folder: Path, workers: int) -> None:
        self.name = f"losslings grade, {workers} worker{'s' * (workers > 1)}"
        self.folder, self.workers = folder / f"losslings-{workers}", workers
        self.folder.mkdir()
        key().save(self.folder / "key.jsonl")

    def grade(self, students: list[Student]) -> Timing:
        small, large = self.seconds(students, 1), self.seconds(students, COPIES)
        slope = (large - small) / (len(students) * (COPIES - 1))
        return Timing(1000 * slope, dict(self.results(students)), 1000 * (small - slope * len(students)))

    def seconds(self, students: list[Student], copies: int) -> float:
        """Grade some copies of a class."""
        folder = self.class_of(students, copies)
        return run(self.command(folder), cwd=self.folder)

    def class_of(self, students: list[Student], copies: int) -> Path:
        """Write the class of a run, and nothing else."""
        folder = self.folder / "class"
        for old in (folder, self.folder / "results"):
            rmtree(old, ignore_errors=True)
        folder.mkdir()
        for student in students:
            for copy in range(copies):
                (folder / f"{student.name}-{copy:02}.py").write_bytes(student.module)
        return folder

    def command(self, folder: Path) -> list[object]:
        options = ["--key", "key.jsonl", "--workers", self.workers, "--isolation", "strict", "--lang", "en"]
        return [sys.executable, "-m", "autograder.cli.main", "grade", folder, "-o", "results", *options]

    def results(self, students: list[Student]) -> Iterator[tuple[str, Passed]]:
        reports = map(json.loads, (self.folder / "results/results.jsonl").read_text(encoding="utf-8").splitlines())
        passed = {report["submission"]: tests_passed(report) for report in reports}
        for student in students:
            yield student.name, passed[f"{student.name}-00"]

    def close(self) -> None:
        pass


class InProcess:
    """Takes one submission after the other through all stages, behind the same walls: no files, no workers."""

    name = "losslings, in process"
    variant = "both"
    few = 0.0

    def __init__(self) -> None:
        self.runner = Runner("strict")
        self.reports: dict[str, dict[str, Any]] = {}

    def grade(self, students: list[Student]) -> Timing:
        submissions = [Submission(student.name, {"losses.py": student.module}) for student in students]
        self.judge(submissions[0])
        start = time.perf_counter()
        self.reports = {submission.id: self.judge(submission) for submission in submissions}
        milliseconds = 1000 * (time.perf_counter() - start) / len(students)
        return Timing(milliseconds, {name: tests_passed(report) for name, report in self.reports.items()})

    def judge(self, submission: Submission) -> dict[str, Any]:
        return judge_to_report(submission, key(), self.runner, str)

    def close(self) -> None:
        self.runner.__exit__(None, None, None)
