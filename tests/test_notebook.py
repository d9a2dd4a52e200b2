"""Checking a function where it was written: its source is taken along with all it uses, or what is missing is named."""

from __future__ import annotations

import itertools
import linecache
import os
import sys
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import v4
from nbgrader.utils import determine_grade
from nbgrader.validator import Validator
from shell import finished

import autograder
from autograder.bank.union import public_key
from autograder.practice.source import SourceNotFound, source_of

ROOT = Path(__file__).parent.parent
NP = "import numpy as np\n"
SUM = "    return 0.0 - (p * np.log(np.where(p > 0, p, 1.0))).sum(axis=-1)\n"
PLAIN = f"{NP}\ndef entropy(p):\n{SUM}"
HELPER = PLAIN.replace("def entropy", "def average_surprise")
CELLS = itertools.count(1)


def run_cells(*cells: str) -> dict:
    """Execute cells one after the other in one namespace, their source kept where IPython keeps it."""
    namespace = {"__name__": "__main__", "__builtins__": __builtins__}
    for cell in cells:
        name = f"<ipython-input-{next(CELLS)}>"
        linecache.cache[name] = (len(cell), None, cell.splitlines(keepends=True), name)
        exec(compile(cell, name, "exec"), namespace)
    return namespace


# ---------------------------------------------------------------- what is taken along

BODY = "\n\ndef entropy(p):\n" + SUM.replace("np.log", "{}")
CELLED = {
    "alone": [PLAIN],
    "import-in-another-cell": [NP, PLAIN.removeprefix(NP)],
    "helper": [HELPER, "def entropy(p):\n    return average_surprise(p)\n"],
    "helper-of-a-helper": [HELPER, "def h(p):\n    return average_surprise(p)\n", "def entropy(p):\n    return h(p)\n"],
    "helper-written-later": ["def entropy(p):\n    return average_surprise(p)\n", HELPER],
    "helper-rewritten": ["def average_surprise(p): ...\n", HELPER, "def entropy(p): return average_surprise(p)\n"],
    "constants": [
        NP,
        "one, minus, axis = 1.0, -1, None\n",
        "def entropy(p):\n" + SUM.replace("1.0", "one").replace("axis=-1", "axis=axis or minus"),
    ],
    "constants-of-every-kind": [
        NP,
        "k = {'a': [1, (2.5, None)], 'b': {True}, 'c': float('inf'), 'd': 'x'}\n",
        f"def entropy(p):\n    k['c'], k['a'][1], k['d']\n{SUM}",
    ],
    "array": [
        NP + "axis = np.array([-1])\nnothing = np.float32(0.0)\n",
        "def entropy(p):\n" + SUM.replace("0.0", "nothing", 1).replace("axis=-1", "axis=int(axis[0])"),
    ],
    "array-with-nan": [
        NP + "odd = np.array([[np.nan, np.inf], [0, -np.inf]])\n",
        f"def entropy(p):\n    assert np.isnan(odd[0, 0]) and odd.shape == (2, 2)\n{SUM}",
    ],
    "ufunc": [NP + "from numpy import log\n" + BODY.format("log")],
    "ufunc-renamed": [NP + "from numpy import log as ln\n" + BODY.format("ln")],
    "builtin-of-math": [NP + "from math import log\n" + BODY.format("np.vectorize(log, otypes=[float])")],
    "submodule": [NP + "import numpy.linalg as la\n", f"def entropy(p):\n    la.norm(p)\n{SUM}"],
    "alias": [HELPER, "h = average_surprise\n", "def entropy(p):\n    return h(p)\n"],
    "alias-of-the-answer": [PLAIN, "H = entropy\n"],
    "decorator": [
        "import functools\n",
        "def loud(f):\n    @functools.wraps(f)\n    def inner(*a):\n        return f(*a)\n    return inner\n",
        PLAIN.replace("def entropy", "@loud\ndef entropy"),
    ],
    "default-argument": [NP + "last = -1\n", "def entropy(p, axis=last):\n" + SUM.replace("axis=-1", "axis=axis")],
    "recursion": [NP, f"def entropy(p, again=True):\n    if again:\n        return entropy(p, False)\n{SUM}"],
    "mutual-recursion": [
        HELPER,
        "def odd(p, n):\n    return even(p, n - 1)\n",
        "def even(p, n):\n    return odd(p, n) if n else average_surprise(p)\n",
        "def entropy(p):\n    return even(p, 3)\n",
    ],
    "type-hints": [f"{NP}def entropy(p: np.ndarray) -> float:\n{SUM}"],
    "indented-cell": ["if True:\n" + "\n".join(f"    {line}" for line in PLAIN.splitlines()) + "\n"],
    "two-in-a-cell": [PLAIN + "\n\ndef other():\n    return 1\n"],
    "twice-in-a-cell": ["def entropy(p):\n    return 0.0\n\n\n" + PLAIN],
    "rewritten": ["def entropy(p):\n    return 0.0\n", PLAIN],
    "lambda-helper": [NP + "ln = lambda x: np.log(x)\n" + BODY.format("ln")],
    "numpy-function": [NP + "from numpy import where\n", "def entropy(p):\n" + SUM.replace("np.where", "where")],
    "name-of-a-builtin": [
        NP + "from numpy import sum\n",
        "def entropy(p):\n    return 0.0 - sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1)\n",
    ],
    "own-name-of-a-builtin": [
        NP + "def sum(x):\n    return np.add.reduce(x, axis=-1)\n",
        "def entropy(p):\n    return 0.0 - sum(p * np.log(np.where(p > 0, p, 1.0)))\n",
    ],
    "a-parameter-named-like-a-global": ["import threading\np = threading.Lock()\n", PLAIN],
    "typing-hints": [
        "from typing import Optional\nfrom numpy.typing import NDArray\n",
        PLAIN.replace("(p):", "(p: NDArray) -> Optional[float]:"),
    ],
    "partial": [NP + "import functools\nln = functools.partial(np.log, casting='same_kind')\n" + BODY.format("ln")],
    "empty-array": [NP + "none = np.zeros((0, 3))\n", f"def entropy(p):\n    assert none.shape == (0, 3)\n{SUM}"],
}


@pytest.mark.parametrize("cells", CELLED.values(), ids=CELLED.keys())
def test_what_the_function_uses_is_taken_along(cells):
    checked = autograder.check(run_cells(*cells)["entropy"])
    assert checked.passed, checked.text


def test_a_class_in_a_file_is_taken_along(tmp_path):
    """In a notebook inspect finds no class: there it is named."""
    source = "class Mean:\n    def of(self, p, x):\n        return (p * x).sum(axis=-1)\n\n\n" + PLAIN.replace(
        "(p * np.log(np.where(p > 0, p, 1.0))).sum(axis=-1)", "Mean().of(p, np.log(np.where(p > 0, p, 1.0)))"
    )
    (tmp_path / "homework.py").write_text(f"{source}\n\nimport autograder\nprint(autograder.check(entropy).passed)\n")
    command = [sys.executable, "-c", "import homework"]
    done = finished(command, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_the_live_value_of_a_constant_counts():
    cells = [NP, "axis = 0\n", "def entropy(p):\n" + SUM.replace("axis=-1", "axis=axis")]
    assert not autograder.check(run_cells(*cells)["entropy"]).passed
    assert autograder.check(run_cells(*cells, "axis = -1\n")["entropy"]).passed


# ---------------------------------------------------------------- what is not

NOT_FOUND = {
    "object": (
        "import threading\nlock = threading.Lock()\ndef entropy(p):\n    with lock: return p\n",
        "lock is a lock",
    ),
    "generator": ("data = iter([1])\ndef entropy(p):\n    return data\n", "data is a list_iterator"),
    "inside-a-list": ("parts = [object()]\ndef entropy(p):\n    return parts\n", "parts is a object"),
    "object-array": (
        "import numpy as np\nodd = np.array([None])\ndef entropy(p):\n    return odd\n",
        "odd is a ndarray",
    ),
    "class-in-a-cell": (
        "class Mean: pass\ndef entropy(p):\n    return Mean()\n",
        "the source of Mean cannot be found",
    ),
}


@pytest.mark.parametrize(("cell", "message"), NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_what_cannot_be_taken_along_is_named(cell, message):
    checked = autograder.check(run_cells(cell)["entropy"])
    assert checked.report["status"] == "error"
    assert checked.text.startswith(message)


def test_a_function_without_source_is_named():
    namespace = {"__name__": "__main__"}
    exec(compile(PLAIN, "<string>", "exec"), namespace)
    assert "the source of entropy cannot be found" in autograder.check(namespace["entropy"]).text


def test_a_builtin_is_no_function_written_in_python():
    with pytest.raises(SourceNotFound, match="is not a function written in Python"):
        source_of(len)


WRONG_NAMES = {
    "misspelt": ("def entropi(p):\n    return p\n", "entropi", "entropi is no exercise (did you mean entropy"),
    "lambda": ("f = lambda p: p\n", "f", "<lambda> is no exercise"),
    "builtin": ("f = len\n", "f", "len is no exercise"),
    "number": ("f = 3.0\n", "f", "3.0 is no exercise"),
    "partial": ("import functools\nf = functools.partial(max, 1)\n", "f", "is no exercise"),
}


@pytest.mark.parametrize(("cell", "name", "message"), WRONG_NAMES.values(), ids=WRONG_NAMES.keys())
def test_what_is_no_exercise_is_said(cell, name, message):
    checked = autograder.check(run_cells(cell)[name])
    assert not checked.passed
    assert message in checked.text


def test_a_class_named_as_an_exercise_is_refused():
    assert "is not a function" in autograder.check(run_cells("class entropy: pass\n")["entropy"]).text


def test_a_class_is_taken_along_with_what_its_methods_use():
    cells = (
        "import numpy as np\nRATE = 2.0\n",
        "class Scaled:\n    def step(self, x):\n        return np.exp(x) * RATE\n",
    )
    text = source_of(run_cells(*cells)["Scaled"])
    namespace: dict = {}
    exec(text, namespace)
    assert namespace["Scaled"]().step(0.0) == 2.0


def test_a_class_with_a_method_is_refused_where_a_function_is_asked():
    cell = "class entropy:\n    def __init__(self, p):\n        self.p = p\n"
    assert "it is not a function but class" in autograder.check(run_cells(cell)["entropy"]).text


def test_a_name_that_is_nowhere_is_named_in_the_report():
    checked = autograder.check(run_cells("def entropy(p):\n    return averge(p)\n")["entropy"])
    assert not checked.passed
    assert "NameError: name 'averge' is not defined" in checked.text


def test_a_variable_of_an_enclosing_function_is_named():
    cell = "def outer():\n    base = 2\n    def entropy(p): return p * base\n    return entropy\nentropy = outer()\n"
    assert "base" in autograder.check(run_cells(cell)["entropy"]).text


# ---------------------------------------------------------------- what is shown


def test_a_wrong_answer_shows_what_the_command_shows(tmp_path):
    source = "def entropy(p):\n    return 0.0\n"
    checked = autograder.check(run_cells(source)["entropy"])
    (tmp_path / "entropy.py").write_text(source)
    command = [sys.executable, "-m", "autograder", "check", "entropy.py"]
    shown = finished(command, cwd=tmp_path).stdout
    assert not checked.passed
    assert repr(checked) == checked.text
    assert checked.text in shown
    assert checked.report["name"] == "entropy"
    assert "\x1b" not in checked.text


def test_an_unwritten_function_is_todo():
    checked = autograder.check(run_cells("def entropy(p):\n    raise NotImplementedError\n")["entropy"])
    assert checked.report["status"] == "todo"


def test_the_live_function_is_never_called():
    cell = "calls = []\ndef entropy(p):\n    calls.append(p)\n    return 0.0\n"
    namespace = run_cells(cell)
    autograder.check(namespace["entropy"])
    assert namespace["calls"] == []


def test_a_function_that_cannot_be_drawn_keeps_its_marks():
    """The picture's inputs are its own: here the function waits for one of them."""
    waits = PLAIN.replace("entropy(p):\n", "entropy(p):\n    while p.shape == (2,) and p[0] == 0.29:\n        pass\n")
    checked = autograder.check(run_cells(waits)["entropy"])
    assert checked.passed
    assert checked.comparison is None
    assert "No picture: your function did not answer at all points." in checked._repr_mimebundle_()["text/html"]


def test_what_cannot_be_judged_has_no_picture():
    checked = autograder.check(run_cells("def entropy(p):\n    raise NotImplementedError\n")["entropy"])
    assert (checked.comparison, checked.remark) == (None, "")


# ---------------------------------------------------------------- in a kernel

KEY = public_key().exercise("entropy")
FULL, ZEROS = KEY.max_score, next(item.points for item in KEY.items if item.name == "zero_probabilities")
# a cell: the entropy it leaves behind, and the marks it deserves
ANSWERS = {
    PLAIN: FULL,
    PLAIN.replace("np.where(p > 0, p, 1.0)", "p"): FULL - ZEROS,
    "def entropy(p):\n    return 0.0\n": 0.0,
    "def entropy(p):\n    raise NotImplementedError\n": 0.0,
    "entropy = len\n": 0.0,
    "entropy = 3\n": 0.0,
}


def notebook_of_answers() -> nbformat.NotebookNode:
    """Write a notebook that gives each answer and then checks it."""
    notebook = v4.new_notebook(cells=[v4.new_code_cell("import autograder")])
    for number, cell in enumerate(ANSWERS):
        marked = {"grade": True, "solution": False, "locked": True, "points": FULL, "grade_id": f"check_{number}"}
        check = v4.new_code_cell("autograder.check(entropy)", metadata={"nbgrader": {**marked, "schema_version": 3}})
        notebook.cells += [v4.new_code_cell(cell), check]
    return notebook


def executed(environment: dict[str, str]) -> list[nbformat.NotebookNode]:
    """Run the notebook, and return the cells that check."""
    notebook = notebook_of_answers()
    with patch.dict(os.environ, {"LANGUAGE": "en", **environment}):
        NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    return notebook.cells[2::2]


def test_a_notebook_gets_a_card_and_a_text():
    outputs = [output for cell in executed({}) for output in cell.outputs]
    assert [output.output_type for output in outputs] == ["execute_result"] * len(ANSWERS)
    assert ["<svg" in output.data["text/html"] for output in outputs] == [True] * 3 + [False] * 3
    assert [f" / {FULL:g}" in output.data["text/plain"] for output in outputs] == [True] * 4 + [False] * 2


def test_nbgrader_reads_the_marks_and_its_feedback_the_reasons():
    cells = executed({"NBGRADER_EXECUTION": "autograde"})
    assert [determine_grade(cell) for cell in cells] == [(marks, FULL) for marks in ANSWERS.values()]
    for cell, marks in zip(cells, ANSWERS.values(), strict=True):
        explanation, value = cell.outputs
        assert (explanation.output_type, set(explanation.data)) == ("display_data", {"text/html", "text/plain"})
        assert value.data == {"text/plain": repr(marks)}


def test_nbgraders_validation_fails_with_the_report_where_marks_are_missing(tmp_path):
    path = tmp_path / "answers.ipynb"
    nbformat.write(notebook_of_answers(), path)
    with patch.dict(os.environ, {"LANGUAGE": "en"}):
        failed = Validator().validate(str(path))["failed"]
    errors = [cell["raw_error"] for cell in failed]
    assert len(errors) == len(ANSWERS) - 1
    assert next(one.ladder.hint for one in KEY.misconceptions if one.name == "zero_times_inf") in errors[0]
    assert "Not written yet." in errors[2]
    assert "Traceback" not in "".join(errors)


def test_importing_the_package_costs_nothing():
    code = "import sys, autograder\nprint({'numpy', 'torch', 'click'} & set(sys.modules))"
    assert finished([sys.executable, "-c", code], check=True).stdout == "set()\n"
