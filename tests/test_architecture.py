"""One flow, one direction: what each file may know of the others."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.bank.catalog import HOME, find_exercises

PACKAGE = HOME / "autograder"
SOURCES = [path for path in sorted(PACKAGE.rglob("*.py")) if "specs" not in path.relative_to(PACKAGE).parts[:1]]
SPECS = sorted((PACKAGE / "specs").rglob("*.py"))
SOLUTIONS = sorted((HOME / "solutions").glob("*/*.py"))

# In the order in which an exercise and then a submission meet them: a module imports only what stands before it.
STAGES = [
    # an exercise is written
    "translation", "spec", "exact", "catalog", "statement",
    # code runs in isolation
    "isolation", "isolation.wire", "isolation.observation", "isolation.job", "isolation.magics", "isolation.purity",
    "isolation.loading",
    "isolation.calling", "isolation.child", "isolation.walls",
    "isolation.confinement", "isolation.server", "isolation.process", "isolation.strict", "isolation.runner",
    # a submission is judged
    "key", "cells", "submission", "compare", "diagnose", "grade", "picture",
    # and reported
    "report", "report.data", "report.terminal", "report.table", "card",
    "judge", "worker", "results", "batch", "cluster",
    # authors compile the bank
    "build", "stubs", "catalogues",
    # a course in nbgrader
    "course", "course.unit", "course.write",
    "course.grading", "course.preprocessor", "course.feedback", "course.assignment", "course.gradebook",
    # the ways in
    "workspace", "notebook", "pytest_plugin", "doctor", "cli", "",
]  # fmt: skip


def name_of(path: Path) -> str:
    """Return a module's name within the package; the package itself is the empty one."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").removesuffix(".")


def imports(tree: ast.AST) -> set[str]:
    """Return every module that code imports, wherever: within functions and under TYPE_CHECKING too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def stages_imported(path: Path) -> set[str]:
    """Return the stages that a module imports: of ``autograder.judging.key.Key`` it is ``key``."""
    ours = {name.removeprefix("autograder.") for name in imports(parsed(path)) if name.startswith("autograder")}
    known = {name_of(source) for source in SOURCES}
    return {name if name in known else name.rpartition(".")[0] for name in ours}


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_every_module_has_its_place_in_the_order():
    assert {name_of(path) for path in SOURCES} <= set(STAGES)
    assert len(STAGES) == len(set(STAGES))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: name_of(path) or "autograder")
def test_a_module_imports_only_stages_before_its_own(path):
    before = STAGES[: STAGES.index(name_of(path))]
    assert stages_imported(path) - set(before) == set()


def test_imports_are_found_wherever_they_stand():
    assert stages_imported(PACKAGE / "isolation" / "runner.py") >= {
        "isolation.wire",
        "isolation.job",
        "isolation.observation",
    }
    assert stages_imported(PACKAGE / "cli.py") >= {"key", "judge", "isolation.runner", "translation"}
    assert stages_imported(PACKAGE / "__init__.py") == {"notebook"}


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


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: name_of(path) or "autograder")
def test_no_engine_file_names_an_exercise(path):
    names = re.compile(rf"\b({'|'.join(exercise.name for exercise in find_exercises())})\b")
    assert [text for text in texts(parsed(path)) if names.search(text)] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: name_of(path) or "autograder")
def test_a_module_says_first_what_it_is(path):
    assert ast.get_docstring(parsed(path)).splitlines()[0].endswith((".", ":"))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_spec_knows_the_nouns_exact_arithmetic_numpy_and_in_its_oracle_torch(path):
    tree = parsed(path)
    oracle = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "oracle"]
    assert roots(tree) <= {"itertools", "math", "numpy", "torch", "autograder.bank.spec", "autograder.bank.exact"}
    tree.body = [node for node in tree.body if node not in oracle]
    assert "torch" not in roots(tree)


def roots(tree: ast.AST) -> set[str]:
    """Return what is imported, of ours the stage and of others the library."""
    parts = [name.split(".") for name in imports(tree)]
    return {".".join(part[:2]) if part[0] == "autograder" else part[0] for part in parts}


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_a_solution_knows_numpy_only(path):
    assert roots(parsed(path)) <= {"numpy"}


# ---------------------------------------------------------------- what a student's machine loads

AUTHORS = {
    "torch",
    "mpmath",
    "babel",
    "autograder.bank.build",
    "autograder.bank.catalog",
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
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "autograder.judging.judge" in loaded, done.stderr[-500:]
    assert loaded & AUTHORS == set()
