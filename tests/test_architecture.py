"""One flow, one direction: a room of the house knows only the rooms below it."""

import ast
import re
import sys
from pathlib import Path
from statistics import median

import pytest
from classroom import exercises_that_ship
from shell import finished

from autograder.bank.folder import shipped
from docs.rooms import INSIDE, PICTURE, ROOMS, arrows, imports, module_of, picture, room_of, rooms_imported, sources

SOURCES, ORDER = sources(), list(ROOMS)


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_room_imports_only_the_rooms_below_it(path):
    room = room_of(module_of(path))
    assert rooms_imported(path) - {room} - set(ORDER[: ORDER.index(room)]) == set()


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_only_what_runs_in_the_child_imports_by_place(path):
    """Relative imports: the child starts the folder `inside` as a package of its own."""
    is_relative = any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(parsed(path)))
    assert not is_relative or room_of(module_of(path)) == INSIDE


def test_there_is_one_arrow_between_two_rooms_and_few_in_all():
    between = arrows()
    assert len(between) > len(ROOMS)  # they are found at all
    assert {(other, one) for one, other in between} & between == set()
    assert len(between) < 60


def test_the_picture_of_the_rooms_is_current():
    assert PICTURE.read_text(encoding="utf-8") == picture(), "run `python docs/rooms.py`"


def test_imports_are_found_wherever_they_stand():
    tree = ast.parse("def f():\n    from autograder.judging.key import Key\n    import autograder.report.data")
    assert imports(tree) == {"autograder.judging.key.Key", "autograder.report.data"}


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# ---------------------------------------------------------------- engine and exercises


def texts(tree: ast.Module) -> list[str]:
    """Return the strings of a module that it works with: no docstring, no example of a command's help."""
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
        if not node.value.startswith("Example: ")
    ]


@pytest.fixture(scope="module")
def names():
    """Return what finds the name of an exercise in a text."""
    return re.compile(rf"\b({'|'.join(exercise.name for exercise in exercises_that_ship())})\b")


NAMES_ARE_OF_TORCH = {"isolation.inside.built_ins"}  # what it refuses there, and exercises are called like it


@pytest.mark.parametrize("path", [one for one in SOURCES if module_of(one) not in NAMES_ARE_OF_TORCH], ids=module_of)
def test_no_engine_file_names_an_exercise(path, names):
    assert [text for text in texts(parsed(path)) if names.search(text)] == []


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_module_says_first_what_it_is(path):
    assert ast.get_docstring(parsed(path)).splitlines()[0].endswith((".", ":"))


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_file_is_short_or_says_why_not(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300 or "This file is long because" in "\n".join(text.splitlines()[:12])


LONG = 30  # lines of a function without its docstring
LONG_FOR_A_REASON = {"cli.instructor.grade"}  # one command for a class, a course and a cluster: a dozen options


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_function_is_short(path):
    functions = {
        f"{module_of(path)}.{node.name}": lines_of(node)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: count for name, count in functions.items() if count > LONG and name not in LONG_FOR_A_REASON} == {}


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines, without decorators and docstring."""
    first, last = function.body[0], function.end_lineno or 0
    docstring = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) is not None else 0
    return last - function.lineno + 1 - docstring


def test_most_functions_are_much_shorter():
    counts = [
        lines_of(node) for path in SOURCES for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)
    ]
    assert median(counts) <= 10


# ---------------------------------------------------------------- what a student's machine loads

AUTHORS = {
    "torch",
    "mpmath",
    "babel",
    "autograder.bank.build",
    "autograder.bank.exercises",
    "autograder.bank.spec",
    "autograder.bank.exact",
}
AUTHORS |= {"nbformat", "nbgrader"}

# what a student does: the arguments of python
STUDENT_SIDE = {
    "all exercises": ["-m", "autograder.cli.main"],
    "check": ["-m", "autograder.cli.main", "check", "surprise"],
    "hint": ["-m", "autograder.cli.main", "hint", "surprise"],
    "grade": ["-m", "autograder.cli.main", "grade", "exercises", "-o", "results", "--workers", "1"],
    "notebook": ["-c", "import autograder, exercises.information.surprise as e; autograder.check(e.surprise)"],
    "pytest": ["-m", "pytest", "-s", "exercises"],
}


@pytest.mark.parametrize("arguments", STUDENT_SIDE.values(), ids=STUDENT_SIDE)
def test_what_a_student_does_loads_nothing_of_the_authors(arguments, tmp_path):
    unit = tmp_path / "exercises" / "information"
    unit.mkdir(parents=True)
    (unit / "surprise.py").write_text("import numpy as np\n\n\ndef surprise(p):\n    return -np.log2(p)\n")
    command = [sys.executable, "-X", "importtime", *arguments]
    done = finished(command, cwd=tmp_path, encoding="utf-8")
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "autograder.judging.judge" in loaded, done.stderr[-500:]
    assert loaded & AUTHORS == set()


# ---------------------------------------------------------------- the solutions


def roots(tree: ast.AST) -> set[str]:
    """Return the libraries that are imported."""
    return {name.partition(".")[0] for name in imports(tree)}


def test_the_solutions_know_what_their_unit_needs_and_no_more():
    needs = {unit.name: {"numpy", *unit.needs} for unit in shipped().units}
    for path in sorted(shipped().solutions.glob("*/*.py")):
        assert roots(parsed(path)) <= needs[path.parent.name]
