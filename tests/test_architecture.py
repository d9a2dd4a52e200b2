"""One flow, one direction: a room of the house knows only the rooms below it."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest
from classroom import exercises_that_ship
from shell import finished

from autograder.bank.folder import shipped
from docs.rooms import INSIDE, PICTURE, ROOMS, arrows, imports, module_of, picture, room_of, rooms_imported, sources

MODULES, ORDER = {module_of(path): path for path in sources()}, list(ROOMS)


def test_a_room_imports_only_the_rooms_below_it():
    """All modules are asked at once, here and below: hundreds of tests of a moment each take half a minute."""
    above = {module: rooms_imported(path) - set(rooms_below(room_of(module))) for module, path in MODULES.items()}
    assert {module: rooms for module, rooms in above.items() if rooms} == {}


def rooms_below(room: str) -> list[str]:
    """List a room and those that it may import."""
    return ORDER[: ORDER.index(room) + 1]


def test_only_what_runs_in_the_child_imports_by_place():
    """Relative imports: the child starts the folder `inside` as a package of its own."""
    relative = {
        module
        for module, path in MODULES.items()
        if any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(parsed(path)))
    }
    assert relative
    assert {module for module in relative if room_of(module) != INSIDE} == set()


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


@cache
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


def test_no_engine_file_names_an_exercise(names):
    named = {
        module: [text for text in texts(parsed(path)) if names.search(text)]
        for module, path in MODULES.items()
        if module not in NAMES_ARE_OF_TORCH
    }
    assert {module: found for module, found in named.items() if found} == {}


def test_a_module_says_first_what_it_is():
    said = {module: (ast.get_docstring(parsed(path)) or "-").splitlines()[0] for module, path in MODULES.items()}
    assert {module: line for module, line in said.items() if not line.endswith((".", ":"))} == {}


def test_a_file_is_short_or_says_why_not():
    lines = {module: path.read_text(encoding="utf-8").splitlines() for module, path in MODULES.items()}
    long = {module: one for module, one in lines.items() if len(one) > 300}
    assert {module for module, one in long.items() if "This file is long because" not in "\n".join(one[:12])} == set()


LONG = 30  # lines of a function without docstrings
LONG_FOR_A_REASON = {"cli.instructor.grade"}  # one command for a class, a course and a cluster: a dozen options


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function of the engine with its module's name and its own."""
    for module, path in MODULES.items():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module}.{node.name}", node


def test_a_function_is_short():
    counts = [(name, lines_of(node)) for name, node in functions()]
    assert {name: count for name, count in counts if count > LONG and name not in LONG_FOR_A_REASON} == {}


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines, without its decorators, its docstring and those of functions within it."""
    within = [node for node in ast.walk(function) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    docstrings = [node.body[0] for node in within if ast.get_docstring(node) is not None]
    words = sum((one.end_lineno or 0) - one.lineno + 1 for one in docstrings)
    return (function.end_lineno or 0) - function.lineno + 1 - words


def test_most_functions_are_much_shorter():
    assert median(lines_of(node) for _, node in functions()) <= 10


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
