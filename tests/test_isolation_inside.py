"""What runs beside a student's code stands alone: it imports nothing else of ours, and a submission none of it."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from shell import finished

from autograder.isolation import inside
from autograder.isolation.inside.child import Notes
from autograder.isolation.job import Answers, Argument, Calls, Job, Limits
from autograder.isolation.launch import HERE, START, command
from autograder.isolation.runner import Runner

FILES = sorted(Path(inside.__file__).parent.glob("*.py"))
OURS = [path.stem for path in FILES if path.stem != "__init__"]
LIMITS = Limits(60.0, 600.0)  # nothing here is about time; torch takes seconds to load


@pytest.fixture(scope="module", params=["basic", "strict"])
def runner(request):
    with Runner(request.param) as runner:
        yield runner


# ---------------------------------------------------------------- what it imports


def imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Name what a file imports, ours with a dot before it; and tell whether that is at the file's own level."""
    for node in ast.walk(tree):
        is_own_level = node in tree.body or any(isinstance(top, ast.Try) and node in top.body for top in tree.body)
        if isinstance(node, ast.Import):
            yield from ((alias.name.partition(".")[0], is_own_level) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0], is_own_level
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield "." * node.level + node.module, is_own_level
        elif isinstance(node, ast.ImportFrom):
            yield from (("." * node.level + alias.name, is_own_level) for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_inside_imports_the_standard_library_numpy_and_its_neighbours_alone(path):
    for name, is_own_level in imports(ast.parse(path.read_text(encoding="utf-8"))):
        if name.startswith("."):
            assert name[1:] in OURS
            assert is_own_level, f"{name}: when a student's code runs, it is not to be found any more"
        elif name == "torch":
            assert not is_own_level, "only an exercise in torch loads it"
        else:
            assert name in sys.stdlib_module_names | {"numpy"}


def test_imports_are_found_at_every_level():
    source = "import a.b\nfrom . import c\ntry:\n    from .d import e\nexcept F: ...\ndef g():\n    from ..h import i\n"
    assert set(imports(ast.parse(source))) == {("a", True), (".c", True), (".d", True), ("..h", False)}


def test_all_of_it_can_be_imported_in_the_clean_interpreter():
    """By the command that starts the child, but for what it does then: the rest of ours is out of reach even so."""
    python, *flags, start, folder, site_packages, library = command("child", "numpy")
    assert start == START.format(module="child")
    begun = start.replace("from inside.child import main", f"from inside import {', '.join(OURS)}")
    names = "[name for name in sys.modules if name.partition('.')[0] == 'autograder']"
    begun = begun.replace("; main()", f"; import json; print(json.dumps({names}))")
    assert "main" not in begun
    words = [python, *flags, begun, folder, site_packages, library]
    done = finished(words)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == []


# ---------------------------------------------------------------- what a submission finds of it


def ask(runner: Runner, files: dict[str, str], library: str = "numpy") -> Answers:
    calls = Calls("f", ((Argument(np.ones(2)),),), library=library)
    return runner.run(Job({path: text.encode() for path, text in files.items()}, (calls,), LIMITS))["f"]


NEIGHBOURS = [path.stem for path in HERE.glob("*.py") if path.stem != "__init__"]


def test_a_submission_may_have_files_with_our_names(runner):
    names = [*OURS, *NEIGHBOURS, "inside"]
    files = {f"{name}.py": f"value = {number}.0\n" for number, name in enumerate(names, 1)}
    values = " + ".join(f"{name}.value" for name in names)
    files["answer.py"] = f"import {', '.join(names)}\ndef f(x):\n    return {values}\n"
    (observation,) = ask(runner, files).observations
    assert observation.value == sum(range(1, len(names) + 1)), observation.text


def test_a_submission_may_have_a_package_with_our_name(runner):
    files = {f"inside/{name}.py": f"value = '{name}'\n" for name in ("__init__", "wire", "child")}
    files["answer.py"] = (
        "import inside.wire\nimport inside.child as child\n"
        "def f(x):\n    return float((inside.value, inside.wire.value, child.value) == ('__init__', 'wire', 'child'))\n"
    )
    (observation,) = ask(runner, files).observations
    assert observation.value == 1.0, observation.text


def test_a_submission_may_answer_in_files_with_our_names(runner):
    files = {f"{name}.py": f"def {name}_answer(x):\n    return x.sum()\n".encode() for name in OURS}
    calls = tuple(Calls(f"{name}_answer", ((Argument(np.ones(2)),),)) for name in OURS)
    for answers in runner.run(Job(files, calls, LIMITS)).values():
        assert [observation.value for observation in answers.observations] == [2.0], answers


REACH = f"""
import importlib, sys
OURS, FOLDER = {OURS!r}, {str(HERE.parent)!r}
def found_by_import():
    names = ["inside", "autograder.isolation", *OURS, *(f"{{place}}.{{name}}" for name in OURS
             for place in ("inside", "autograder.isolation.inside"))]
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        yield name
def f(x):
    loaded = [name for name, module in sys.modules.items()
              if str(getattr(module, "__file__", "")).startswith(FOLDER) or name.partition(".")[0] == "inside"]
    raise ValueError([*found_by_import()], loaded, [path for path in sys.path if path.startswith(FOLDER)],
                     sorted(set(vars(sys.modules["__main__"])) - set(vars(type(sys)("empty")))), sys.argv[1:],
                     sorted(set(vars(sys.modules["autograder"])) - set(vars(type(sys)("empty")))))
"""


def test_a_submission_finds_nothing_of_ours_by_import(runner):
    (observation,) = ask(runner, {"answer.py": REACH}).observations
    assert observation.text.startswith("ValueError: ([], [], [], [], [], ['check'])")


def test_nor_where_the_folder_of_the_libraries_stays_on_the_path():
    with Runner("basic") as runner:  # as torch needs it there
        (observation,) = ask(runner, {"answer.py": REACH}, "torch").observations
        assert observation.text.startswith("ValueError: ([], [], [], [], [], ['check'])")


def test_a_warning_of_torch_does_not_name_a_line_of_torchs_own():
    notes = Notes()
    notes.show_warning("Converting a tensor. (Triggered internally at /pytorch/methods.cpp:822.)", UserWarning)
    assert notes.take() == "UserWarning: Converting a tensor.\n"


def test_a_line_that_was_cut_is_left_out():
    notes = Notes()
    stream = notes.stream()
    for _ in range(20):
        stream.write("RuntimeWarning: overflow encountered in exp\n")
    assert set(notes.take().splitlines()) == {"RuntimeWarning: overflow encountered in exp"}
    stream.write("x" * 1000)
    assert notes.take() == "x" * 300
