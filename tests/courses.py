"""An nbgrader course and its students: what the tests of the preprocessor and of `grade --assignment` share.

It is made of a frozen bank and judged by a frozen key, so that no change of the bank that ships changes a mark here.
"""

from __future__ import annotations

import atexit
import contextlib
import copy
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat
from classroom import FROZEN_BANK, FROZEN_KEY
from jupyter_core.application import NoStart
from nbgrader.apps.nbgraderapp import NbGraderApp
from shell import finished

from autograder.bank.folder import read_bank
from autograder.course.write import write_course

UNIT = "regression"
NAMES = MSE, MAE, HUBER = "mean_squared_error", "mean_absolute_error", "huber_loss"
SECRET = "a secret of the exchange"
Notebook = dict[str, Any]
Cell = dict[str, Any]
Student = Callable[[Notebook], Notebook]  # takes what was released, and hands in

BESIDE_PYTHON = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # nbgrader's own tools
ENVIRONMENT = {"PATH": BESIDE_PYTHON, "LANG": "C.UTF-8"}

GRADES = """
SELECT submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.needs_manual_grade
FROM grade
JOIN base_cell ON base_cell.id = grade.cell_id
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
"""


# ---------------------------------------------------------------- a course


@cache
def released_course() -> Path:
    """Write a course of one unit, and release it, once for all tests of a process."""
    folder = Path(tempfile.mkdtemp(prefix="losslings-course-")) / "course"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    folder.mkdir()
    shutil.copy(FROZEN_KEY, folder / "key.jsonl")
    write_course(folder, banks=[read_bank(FROZEN_BANK)], key_path=folder / "key.jsonl")
    assert nbgrader("generate_assignment", UNIT, cwd=folder) == 0
    return folder


def new_course_with(folder: Path, *cells: Cell, **points: float) -> Path:
    """Release a notebook that ends with some more cells, and whose check cells may be worth something else."""
    course = new_course(folder)
    source = course / f"source/{UNIT}/{UNIT}.ipynb"
    notebook = read(source)
    notebook["cells"] += cells
    for name, worth in points.items():
        cell_of(notebook, f"check_{name}")["metadata"]["nbgrader"]["points"] = worth
    source.write_bytes(to_bytes(notebook))
    assert nbgrader("generate_assignment", UNIT, "--force", cwd=course) == 0
    return course


def new_course(folder: Path, students: Mapping[str, Student] = {}) -> Path:
    shutil.copytree(released_course(), folder)
    for name, student in students.items():
        hand_in(folder, name, notebook_of(folder, student))
    return folder


def configure(course: Path, *lines: str) -> None:
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as stream:
        stream.write("".join(f"{line}\n" for line in lines))


def nbgrader(*words: str, cwd: Path) -> int:
    """Call one of nbgrader's commands in this process, and return its exit status."""
    app = NbGraderApp.instance()
    with contextlib.chdir(cwd), patch.dict(os.environ, ENVIRONMENT), warnings.catch_warnings(action="ignore"):
        try:
            app.initialize(list(words))
            app.start()
        except NoStart:  # the command was another application's, and is done
            return 0
        except SystemExit as end:
            return int(end.code or 0)
        finally:
            app.reset()
    return 0


# What a kernel runs first: students' notebooks are judged by the frozen key, as the course is graded.
STARTUP = f"""
import autograder.notebook

def frozen_key(banks, path={str(FROZEN_KEY)!r}):
    from pathlib import Path
    from autograder.judging.key import Key
    return Key.load(Path(path))

autograder.notebook.union_key = frozen_key
"""


def nbgrader_with_kernels(*words: str, cwd: Path) -> None:
    startup = cwd / "ipython/profile_default/startup/key.py"
    startup.parent.mkdir(parents=True, exist_ok=True)
    startup.write_text(STARTUP, encoding="utf-8")
    command = [sys.executable, "-m", "nbgrader", *words]
    environment = {**os.environ, **ENVIRONMENT, "IPYTHONDIR": str(cwd / "ipython")}
    done = finished(command, cwd=cwd, env=environment)
    assert done.returncode == 0, done.stderr


def hand_in(course: Path, student: str, data: bytes, when: str = "2026-03-02 10:00:00 UTC") -> Path:
    folder = course / "submitted" / student / UNIT
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{UNIT}.ipynb").write_bytes(data)
    (folder / "timestamp.txt").write_text(when)
    (folder / "submission_secret.txt").write_text(SECRET + student)
    return folder


def grades(course: Path) -> dict[str, dict[str, tuple[float | None, bool]]]:
    """Read the gradebook: of each student's cells the mark, and whether a person is waited for."""
    found: dict[str, dict[str, tuple[float | None, bool]]] = {}
    with closing(sqlite3.connect(course / "gradebook.db")) as database:
        for student, cell, score, waits in database.execute(GRADES).fetchall():
            found.setdefault(student, {})[cell] = score, bool(waits)
    return found


def marks(course: Path) -> dict[str, tuple[float, ...]]:
    """Read what each student has of each exercise."""
    return {who: tuple(cells[f"check_{name}"][0] or 0.0 for name in NAMES) for who, cells in grades(course).items()}


def autograded(course: Path, student: str) -> Notebook:
    return read(course / "autograded" / student / UNIT / f"{UNIT}.ipynb")


def page(course: Path, student: str) -> str:
    return (course / "feedback" / student / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")


# ---------------------------------------------------------------- notebooks


def read(path: Path) -> Notebook:
    found: Notebook = nbformat.read(path, as_version=4)
    return found


def to_bytes(notebook: Notebook) -> bytes:
    return json.dumps(notebook, indent=1).encode()


def notebook_of(course: Path, student: Student) -> bytes:
    return to_bytes(student(read(course / f"release/{UNIT}/{UNIT}.ipynb")))


def code(source: str, name: str = "", **marks: Any) -> Cell:
    """Write a code cell, with marks one that nbgrader knows."""
    about = {"schema_version": 3, "grade": False, "locked": False, "solution": False, "task": False, "grade_id": name}
    metadata = {"nbgrader": {**about, **marks}} if marks else {}
    cell = {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}
    return {**cell, "id": name or f"own-{len(source)}"}


def markdown(source: str, name: str, **marks: Any) -> Cell:
    cell = {**code(source, name, **marks), "cell_type": "markdown"}
    del cell["outputs"], cell["execution_count"]
    return cell


def place(notebook: Notebook, grade_id: str) -> int:
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]
    return ids.index(grade_id)


def cell_of(notebook: Notebook, grade_id: str) -> Cell:
    found: Cell = notebook["cells"][place(notebook, grade_id)]
    return found


# ---------------------------------------------------------------- what students hand in

RIGHT = {
    name: (FROZEN_BANK / f"solutions/{UNIT}/{name}.py")
    .read_text(encoding="utf-8")
    .partition("import numpy as np")[2]
    .strip()
    for name in NAMES
}


def answers(**sources: str) -> Student:
    """Answer right, but for what is given."""

    def student(notebook: Notebook) -> Notebook:
        for name, source in (RIGHT | sources).items():
            cell_of(notebook, name)["source"] = source
        return notebook

    return student


def and_cells(*sources: str, **others: str) -> Student:
    """Answer, and write cells of one's own before the first exercise."""

    def student(notebook: Notebook) -> Notebook:
        number = place(answers(**others)(notebook), MSE)
        notebook["cells"][number:number] = map(code, sources)
        return notebook

    return student


def and_line(name: str, line: str) -> Student:
    """Answer right, and do something more in one function."""
    head, quotes, rest = RIGHT[name].rpartition('"""')
    return answers(**{name: f"{head}{quotes}\n    {line}{rest}"})


def without(*grade_ids: str) -> Student:
    def student(notebook: Notebook) -> Notebook:
        answers()(notebook)
        for name in grade_ids:
            del notebook["cells"][place(notebook, name)]
        return notebook

    return student


def without_metadata(grade_id: str) -> Student:
    def student(notebook: Notebook) -> Notebook:
        cell_of(answers()(notebook), grade_id)["metadata"] = {}
        return notebook

    return student


def untouched(notebook: Notebook) -> Notebook:
    return notebook


def reordered(notebook: Notebook) -> Notebook:
    """Move the last exercise, statement, solution and check, before the first."""
    cells = answers()(notebook)["cells"]
    first = place(notebook, MSE) - 1
    notebook["cells"] = [*cells[:first], *cells[-3:], *cells[first:-3]]
    return notebook


def copied(grade_id: str, first: str | None = None) -> Student:
    """Copy a cell, as JupyterLab does it with all metadata, and perhaps write something else into the first."""

    def student(notebook: Notebook) -> Notebook:
        number = place(answers()(notebook), grade_id)
        copy_of = copy.deepcopy(notebook["cells"][number]) | {"id": "copy"}
        notebook["cells"].insert(number + 1, copy_of)
        notebook["cells"][number]["source"] = first or copy_of["source"]
        return notebook

    return student


def as_markdown(notebook: Notebook) -> Notebook:
    """Press M on a solution."""
    cell = cell_of(answers()(notebook), MAE)
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]
    return notebook


def with_huge_outputs(notebook: Notebook) -> Notebook:
    for cell in answers()(notebook)["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "all work and no play\n" * 20_000}]
    return notebook


def with_saved_marks(notebook: Notebook) -> Notebook:
    """Leave all stubs, and save the notebook with outputs that say full marks."""
    for name in NAMES:
        shown = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "7.0"}}
        cell_of(notebook, f"check_{name}")["outputs"] = [shown]
    return notebook


HALVED = "def mean_squared_error(y_pred, y_true):\n    return 0.5 * np.mean((y_pred - y_true) ** 2)"
SIGNED = "def mean_absolute_error(y_pred, y_true):\n    return np.mean(y_pred - y_true)"
QUADRATIC = "def huber_loss(y_pred, y_true, delta=1.0):\n    return 0.5 * np.mean((y_pred - y_true) ** 2)"
ABSOLUTE = "def huber_loss(y_pred, y_true, delta=1.0):\n    return delta * np.mean(np.abs(y_pred - y_true))"
HELPER = "def squared(values):\n    return np.square(values, dtype=np.float64)"
USES_HELPER = RIGHT[MSE].replace("return ", "return squared(np.ones(1))[0] * ")
MAGICS = "%matplotlib inline\nimport numpy as np\n!echo hello\nfiles = !ls\n%time x = np.linspace(-1, 1)"
ALL, NOTHING = (7.0, 7.0, 7.0), (0.0, 0.0, 0.0)

# What a student hands in, and the marks that its functions deserve.
HONEST: dict[str, tuple[Student, tuple[float, ...]]] = {
    "right": (answers(), ALL),
    "halved": (answers(mean_squared_error=HALVED), (0.0, 7.0, 7.0)),
    "signed": (answers(mean_absolute_error=SIGNED), (7.0, 0.0, 7.0)),
    "quadratic": (answers(huber_loss=QUADRATIC), (7.0, 7.0, 0.0)),
    "absolute": (answers(huber_loss=ABSOLUTE), (7.0, 7.0, 0.0)),
    "all-wrong": (answers(mean_squared_error=HALVED, mean_absolute_error=SIGNED, huber_loss=ABSOLUTE), NOTHING),
    "zero": (answers(mean_squared_error="def mean_squared_error(y_pred, y_true):\n    return 0.0"), (0.0, 7.0, 7.0)),
    "none": (answers(huber_loss="def huber_loss(y_pred, y_true, delta=1.0):\n    print(y_pred)"), (7.0, 7.0, 0.0)),
    "broadcasts": (
        answers(
            mean_squared_error="def mean_squared_error(p, t):\n    return np.mean(np.subtract(p, t, dtype=float) ** 2)"
        ),
        (6.0, 7.0, 7.0),
    ),
    "todo": (untouched, NOTHING),
    "two-done": (answers(huber_loss="def huber_loss(y_pred, y_true, delta=1.0):\n    ..."), (7.0, 7.0, 0.0)),
    "syntax-error": (answers(mean_absolute_error="def mean_absolute_error(p, t)\n    return 0.0"), (7.0, 0.0, 7.0)),
    "exception": (answers(huber_loss="def huber_loss(y_pred, y_true, delta=1.0):\n    1 / 0"), (7.0, 7.0, 0.0)),
    "exception-in-a-cell": (and_cells("import numpy as np", "1 / 0"), ALL),
    "warns": (and_line(MSE, "__import__('warnings').warn('careful')"), ALL),
    "prints-to-stderr": (and_line(MAE, "print('here', file=__import__('sys').stderr)"), ALL),
    "prints": (and_line(HUBER, "print('delta is', delta)"), ALL),
    "magics": (and_cells(MAGICS), ALL),
    "input": (and_cells("name = input('Your name? ')"), ALL),
    "helper": (and_cells(HELPER, mean_squared_error=USES_HELPER), ALL),
    "renamed": (answers(huber_loss=RIGHT[HUBER].replace("def huber_loss", "def huber")), (7.0, 7.0, 0.0)),
    "missing-check": (without(f"check_{MAE}"), ALL),
    "missing-solution": (without(MAE), (7.0, 0.0, 7.0)),
    "missing-exercise": (without(HUBER, f"check_{HUBER}"), (7.0, 7.0, 0.0)),
    "no-metadata-solution": (without_metadata(MSE), ALL),
    "no-metadata-check": (without_metadata(f"check_{MSE}"), ALL),
    "reordered": (reordered, ALL),
    "markdown": (as_markdown, ALL),
    "huge-outputs": (with_huge_outputs, ALL),
    "saved-marks": (with_saved_marks, NOTHING),
}
COPIES: dict[str, tuple[Student, tuple[float, ...]]] = {  # nbgrader without our settings stops at the first of these
    "copied-solution": (copied(MSE, HALVED), ALL),
    "copied-check": (copied(f"check_{MSE}"), ALL),
}


def class_of(*names: str) -> dict[str, Student]:
    every = HONEST | COPIES
    return {name: every[name][0] for name in names or every}


def deserved(names: Iterable[str]) -> dict[str, tuple[float, ...]]:
    every = HONEST | COPIES
    return {name: every[name][1] for name in names}
