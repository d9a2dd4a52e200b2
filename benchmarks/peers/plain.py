"""pytest and gradescope-utils: a fresh process for each submission, the tests in a folder that all of them share.

Both are given what helps: compiled tests that are kept between two submissions, and pytest none of the plugins that
happen to be installed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.machine import peak_memory, run
from benchmarks.peers.assignment import POINTS, QUESTIONS
from benchmarks.peers.checks import functions, header
from benchmarks.peers.students import Student
from benchmarks.peers.tool import Passed, Timing

TESTS = [(question.function, part) for question in QUESTIONS for part in POINTS]

RUN_TESTS = """
import unittest

from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromName("test_losses")
    with open("results.json", "w") as stream:
        JSONTestRunner(visibility="visible", stream=stream).run(suite)
"""


def pytest_file(variant: str) -> str:
    """Write the tests for pytest."""
    tests = functions(variant, "losses.{}").values()
    return "\n\n".join([header(variant) + "\n\nimport losses\n", *tests])


def unittest_file(variant: str) -> str:
    """Write the tests for unittest, weighed and shown as Gradescope wants it."""
    lines = [
        header(variant),
        "import unittest",
        "",
        "from gradescope_utils.autograder_utils.decorators import visibility",
    ]
    lines += ["from gradescope_utils.autograder_utils.decorators import weight", "", "import losses", "", ""]
    lines += ["class TestLosses(unittest.TestCase):"]
    for (_, part), text in functions(variant, "losses.{}", "self").items():
        decorated = f"@weight({POINTS[part]})\n@visibility('{part}')\n{text}"
        lines += [f"    {line}" if line else "" for line in decorated.split("\n")]
    return "\n".join(lines)


class OneProcessEach:
    """A folder of tests, a folder for each student, a process for each submission.

    Parameters
    ----------
    name, variant : str
    folder : Path
        For the tests and the students.
    test_file : str
    command : list of str
        Run in the student's folder.
    results : callable
        Reads the tests passed from that folder.
    """

    few = 1.0

    def __init__(
        self,
        name: str,
        variant: str,
        folder: Path,
        test_file: str,
        command: list[str],
        results: Callable[[Path], Passed],
    ) -> None:
        self.name, self.variant, self.tests = name, variant, folder / f"{name}-{variant}"
        self.command, self.results = command, results
        self.tests.mkdir()
        (self.tests / "test_losses.py").write_text(test_file, encoding="utf-8")

    def place(self, student: Student) -> tuple[Path, dict[str, str]]:
        """Write a submission to a folder of its own, and say how the tests find it."""
        folder = self.tests / "students" / student.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "losses.py").write_bytes(student.module)
        path = os.pathsep.join([str(folder), str(self.tests)])
        return folder, {**os.environ, "PYTHONPATH": path, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    def grade(self, students: list[Student]) -> Timing:
        placed = {student.name: self.place(student) for student in students}
        seconds = sum(run(self.command, cwd=folder, env=env, may_fail=True) for folder, env in placed.values())
        passed = {name: self.results(folder) for name, (folder, _) in placed.items()}
        return Timing(1000 * seconds / len(students), passed)

    def memory(self, student: Student) -> float:
        folder, env = self.place(student)
        return peak_memory(self.command, cwd=folder, env=env)

    def close(self) -> None:
        pass


def pytest(python: str, folder: Path, variant: str) -> OneProcessEach:
    command = [
        python,
        "-m",
        "pytest",
        "-q",
        "--junit-xml",
        "results.xml",
        str(folder / f"pytest-{variant}/test_losses.py"),
    ]
    return OneProcessEach("pytest", variant, folder, pytest_file(variant), command, pytest_results)


def gradescope(python: str, folder: Path, variant: str) -> OneProcessEach:
    command = [python, "-c", RUN_TESTS]
    return OneProcessEach("gradescope-utils", variant, folder, unittest_file(variant), command, gradescope_results)


def pytest_results(folder: Path) -> Passed:
    root = ElementTree.parse(folder / "results.xml").getroot()  # written by pytest
    return passed_tests(case.get("name", "") for case in root.iter("testcase") if not len(case))


def gradescope_results(folder: Path) -> Passed:
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return passed_tests(test["name"].split(" ")[0] for test in results["tests"] if test["score"] == test["max_score"])


def passed_tests(names: Iterable[str]) -> Passed:
    """Read the names of test functions."""
    found = set(names)
    return frozenset((function, part) for function, part in TESTS if f"test_{function}_{part}" in found)
