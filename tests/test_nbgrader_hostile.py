"""Notebooks that attack: each gets what its functions deserve, and nobody else notices."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from courses import (
    ALL,
    HALVED,
    MAE,
    MSE,
    NAMES,
    NOTHING,
    UNIT,
    and_cells,
    and_line,
    answers,
    autograded,
    cell_of,
    class_of,
    code,
    grades,
    hand_in,
    marks,
    nbgrader,
    new_course,
    notebook_of,
    page,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import validate
from shell import FAILED, PASSED, called

from autograder.course.assignment import StudentNotebook
from autograder.course.cells import SourceCell, restore_cells
from autograder.course.choice import answers as answers_in
from autograder.course.graded import GradedNotebook
from autograder.course.grading import submission_of, write_marks
from autograder.course.pool import Candidate
from autograder.course.released import ReleasedNotebook
from autograder.course.remarks import remarks_on
from autograder.judging.cells import UnreadableNotebook, code_cells
from autograder.judging.key import Key

HALF_RIGHT = {"mean_squared_error": HALVED}  # the attack earns it nothing
PATCHES = """
import numpy as np
np.isclose = np.allclose = lambda *a, **k: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None
"""
TRANSFORMS = """
def full(lines):
    return ["7.0\\n"] if any("autograder.check" in line for line in lines) else lines
get_ipython().input_transformers_post.append(full)
"""
FAKES = """
class autograder:
    check = staticmethod(lambda f: 7.0)
import sys
sys.modules["autograder"] = autograder
"""
READS = """
import glob
text = "".join(open(path).read() for path in glob.glob("../../source/*/*.ipynb") + [{source!r}])
import json
exec("\\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"))
"""
WRITES = """
import sqlite3
for path in ("../../gradebook.db", "../../../gradebook.db", {database!r}):
    with sqlite3.connect(path) as database:
        database.execute("UPDATE grade SET auto_score = 7, manual_score = 7")
"""
ENDS = "import os\nos._exit(0)"
FLOODS = "import sys\nprint('7.0', file=sys.stderr)\nprint('x' * 10_000_000)"

ATTACKS = {  # cells before the first exercise, and what the answers deserve
    "patches": (and_cells(PATCHES, **HALF_RIGHT), (0.0, 7.0, 7.0)),
    "transforms": (and_cells(TRANSFORMS, **HALF_RIGHT), (0.0, 7.0, 7.0)),
    "fakes": (and_cells(FAKES, **HALF_RIGHT), (0.0, 7.0, 7.0)),
    "ends": (and_cells(ENDS, **HALF_RIGHT), (0.0, 7.0, 7.0)),
    "ends-when-called": (and_line(MAE, "__import__('os')._exit(0)"), (7.0, 0.0, 7.0)),
    "floods": (and_cells(FLOODS), ALL),
    "right": (answers(), ALL),
}


@pytest.fixture(scope="module", params=["preprocessor", "fast"])
def course(request, tmp_path_factory):
    course = new_course(tmp_path_factory.mktemp("hostile") / "course")
    source, database = course / f"source/{UNIT}/{UNIT}.ipynb", course / "gradebook.db"
    todo = dict.fromkeys(NAMES, "pass")
    for name, (student, _deserved) in ATTACKS.items():
        hand_in(course, name, notebook_of(course, student))
    hand_in(course, "reads", notebook_of(course, and_cells(READS.format(source=str(source)), **todo)))
    hand_in(course, "writes", notebook_of(course, and_cells(WRITES.format(database=str(database)), **HALF_RIGHT)))
    grade(course, request.param)
    return course


def grade(course, by):
    if by == "preprocessor":
        assert nbgrader("autograde", UNIT, cwd=course) == 0
    else:
        done = called("grade", course, "--assignment", UNIT, "--workers", 1, "--key", course / "key.jsonl", cwd=course)
        assert done.returncode == PASSED, done.stdout + done.stderr


def test_each_gets_what_its_functions_deserve(course):
    wanted = {name: deserved for name, (_student, deserved) in ATTACKS.items()}
    assert marks(course) == {**wanted, "reads": NOTHING, "writes": (0.0, 7.0, 7.0)}


def test_nobody_writes_to_the_gradebook_but_us(course):
    with closing(sqlite3.connect(course / "gradebook.db")) as database:
        assert database.execute("SELECT count(*) FROM grade WHERE manual_score IS NOT NULL").fetchone() == (0,)


def test_what_was_read_where_it_should_not_is_not_shown(course):
    said = str([cell.get("outputs") for cell in autograded(course, "reads")["cells"]])
    assert "BEGIN SOLUTION" not in said


def test_a_flood_is_not_kept(course):
    assert (course / f"autograded/floods/{UNIT}/{UNIT}.ipynb").stat().st_size < 100_000


# ---------------------------------------------------------------- what is written into the file itself


def forged(**changes):
    """Change what nbgrader keeps in a check cell, and write a mark into it."""

    def student(notebook):
        cell = cell_of(answers(**HALF_RIGHT)(notebook), f"check_{MSE}")
        cell["metadata"]["nbgrader"].update(changes)
        cell["source"] = "7.0"
        return notebook

    return student


def with_second_check(notebook):
    cells = answers(**HALF_RIGHT)(notebook)["cells"]
    cells.append(code("7.0", f"check_{MSE}", grade=True, locked=True, points=7))
    cells.append(code("1000.0", "bonus", grade=True, locked=True, points=1000))
    return notebook


def with_solution_as_check(notebook):
    """Swap what nbgrader thinks of an answer and its check."""
    answer, check = (cell_of(answers(**HALF_RIGHT)(notebook), name) for name in (MSE, f"check_{MSE}"))
    answer["metadata"], check["metadata"] = check["metadata"], answer["metadata"]
    return notebook


FORGED = {
    "points": forged(points=1000),
    "no-grade": forged(grade=False),
    "solution": forged(solution=True, locked=False),
    "unlocked": forged(locked=False),
    "task": forged(task=True),
    "old": forged(schema_version=0),
    "words": forged(points="many", checksum=["a"], extra={"x": 1}),
    "second": with_second_check,
    "swapped": with_solution_as_check,
}


def test_metadata_is_restored_from_the_gradebook(tmp_path):
    course = new_course(tmp_path / "course", {"right": answers(), **FORGED})
    grade(course, "fast")
    assert marks(course) == {"right": ALL, **dict.fromkeys(FORGED, (0.0, 7.0, 7.0))}
    assert "bonus" not in page(course, "second")
    assert nbgrader("generate_feedback", UNIT, "--force", cwd=course) == 0


TORN = {
    "empty": b"",
    "not-json": b"\x00\xff" * 100,
    "a-list": b"[]",
    "no-cells": b'{"nbformat": 4, "metadata": {}}',
    "cells-of-numbers": b'{"nbformat": 4, "metadata": {}, "cells": [1, 2]}',
    "sources-of-numbers": b'{"cells": [{"cell_type": "code", "source": [1], "metadata": {}}]}',
    "deep": b'{"cells": ' + b"[" * 100_000,
    "many": b'{"cells": [' + b"{}," * 400_000 + b"{}]}",
}


def test_a_broken_file_costs_only_itself(tmp_path):
    course = new_course(tmp_path / "course", class_of("right"))
    for name, data in TORN.items():
        hand_in(course, name, data)
    odd = {
        "metadata": ["x"],
        "cells": [
            {"cell_type": "code", "source": "1", "metadata": [1], "id": 5, "outputs": 7},
            {"cell_type": "code", "source": "1", "metadata": {"nbgrader": {"grade_id": ["a"]}}},
            {"cell_type": "lecture", "source": ["a", "b"]},
        ],
    }
    hand_in(course, "odd", json.dumps(odd).encode())
    grade(course, "fast")
    assert marks(course) == {"right": ALL, "odd": NOTHING} | dict.fromkeys(TORN, NOTHING)
    assert {name for name, cells in grades(course).items() if any(waits for _, waits in cells.values())} == {
        "odd",
        *TORN,
    }
    assert nbgrader("generate_feedback", UNIT, "--force", cwd=course) == 0


@pytest.mark.parametrize("by", ["fast", "preprocessor"])
def test_links_are_not_followed_and_are_named(tmp_path, by):
    course = new_course(tmp_path / "course", class_of("right"))
    folder = hand_in(course, "eve", notebook_of(course, answers()))
    (folder / "data.csv").symlink_to(course / "gradebook.db")
    (folder / f"{UNIT}.ipynb").unlink()
    (folder / f"{UNIT}.ipynb").symlink_to(course / f"source/{UNIT}/{UNIT}.ipynb")
    peeks = hand_in(course, "peeks", notebook_of(course, answers()))
    (peeks / "data").mkdir()
    (peeks / "data/key.jsonl").symlink_to(course / "key.jsonl")
    (course / "submitted/mallory").mkdir()
    (course / "submitted/mallory" / UNIT).symlink_to(course / f"source/{UNIT}")
    (course / "submitted/trudy").symlink_to(course / "submitted/right")
    if by == "fast":
        done = called("grade", course, "--assignment", UNIT, "--key", course / "key.jsonl", cwd=course)
        assert done.returncode == PASSED, done.stderr
        assert "Not copied: eve/data.csv: a link, which is not followed" in done.stderr
        assert "Not copied: peeks/data/key.jsonl: a link, which is not followed" in done.stderr
    else:
        assert nbgrader("autograde", UNIT, cwd=course) == 1
    found = marks(course)
    assert found.pop("peeks") == (ALL if by == "fast" else NOTHING)  # nbgrader itself copies what it leads to
    assert found == {"right": ALL, "eve": NOTHING, "mallory": NOTHING, "trudy": NOTHING}
    for copied in (f"eve/{UNIT}/data.csv", f"peeks/{UNIT}/data/key.jsonl"):
        assert not (course / "autograded" / copied).exists()


def test_what_a_student_hands_in_beside_the_notebook_costs_a_bounded_amount(tmp_path):
    course = new_course(tmp_path / "course", class_of("right"))
    folder = hand_in(course, "eve", notebook_of(course, answers()))
    (folder / "plot.png").write_bytes(b"x" * 1000)
    with (folder / "sparse.bin").open("wb") as stream:
        stream.truncate(400 << 20)
    os.mkfifo(folder / "pipe")
    done = called("grade", course, "--assignment", UNIT, "--key", course / "key.jsonl", cwd=course)
    assert done.returncode == PASSED, done.stderr
    assert "Not copied: eve/sparse.bin: all of a student's other files together" in done.stderr
    assert "Not copied: eve/pipe: not a regular file" in done.stderr
    assert marks(course)["eve"] == ALL
    beside = {path.name for path in (course / f"autograded/eve/{UNIT}").iterdir()}
    assert "plot.png" in beside
    assert beside.isdisjoint({"sparse.bin", "pipe"})


def test_a_student_whose_name_has_several_lines_is_graded_and_shown_on_one(tmp_path):
    course = new_course(tmp_path / "course", class_of("right"))
    hand_in(course, "ev\te\nright 7 of 7", notebook_of(course, answers()))
    done = called("grade", course, "--assignment", UNIT, "--key", course / "key.jsonl", cwd=course)
    assert done.returncode == PASSED, done.stderr
    assert "ev\\x09e\\x0aright 7 of 7" in done.stdout
    assert marks(course)["ev\te\nright 7 of 7"] == ALL


def test_when_it_was_handed_in_is_not_read_through_a_link(tmp_path):
    course = new_course(tmp_path / "course", class_of("right"))
    stamp = course / f"submitted/right/{UNIT}/timestamp.txt"
    stamp.rename(tmp_path / "earlier.txt")
    stamp.symlink_to(tmp_path / "earlier.txt")
    done = called("grade", course, "--assignment", UNIT, "--key", course / "key.jsonl", cwd=course)
    assert done.returncode == FAILED
    assert "Not written: right: timestamp.txt is not a time" in done.stderr


def test_a_course_is_graded_by_its_own_key(tmp_path):
    course = new_course(tmp_path / "course", class_of("right"))
    done = called("grade", course, "--assignment", UNIT, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"key: {Key.load(course / 'key.jsonl').digest}" in done.stdout


# ---------------------------------------------------------------- cells put back

LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
ANYTHING = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))
KEYS = ("id", "metadata", "attachments", "outputs", "execution_count")
MARKS = st.fixed_dictionaries(
    {"nbgrader": st.fixed_dictionaries({"grade_id": st.just("check_f") | ANYTHING}) | ANYTHING}
)
CELL = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw"]) | ANYTHING, "source": st.text() | st.lists(st.text())},
    optional={**dict.fromkeys(KEYS, ANYTHING), "metadata": MARKS | ANYTHING},
)


@settings(deadline=None, max_examples=200)
@given(st.lists(CELL, max_size=4))
def test_whatever_is_read_becomes_a_valid_notebook_that_earns_nothing(cells):
    cells.append(code("x = 1"))
    try:
        code_cells(json.dumps({"cells": cells}).encode(), "f.ipynb")
    except UnreadableNotebook:
        return
    released = ReleasedNotebook("", {}, {"check_f": CHECK}, {}, {})
    assert set(answers_in(Candidate("f.ipynb", Path("f.ipynb"), cells), released)) <= {"f"}
    assert all(one.cell in ("", "check_f") for one in remarks_on(cells, released.cells, "f.ipynb"))
    found = restore_cells(cells, released.cells)
    assert submission_of("eve", "f", found, str).files
    write_marks(found, [], str)
    graded = GradedNotebook.of(StudentNotebook(found, {}))
    assert set(graded.scores.values()) <= {0.0}
    validate(json.loads(graded.file))


CHECK = SourceCell("code", "check()", True, True, False, False, "c" * 32, 7.0)


def test_of_cells_with_one_id_the_last_counts():
    first, second = (code(text, "check_f", grade=True) for text in "ab")
    plain, written, check = restore_cells([first, second], {"check_f": CHECK})
    assert [(cell["metadata"], cell["source"]) for cell in (plain, written)] == [({}, "a"), ({}, "b")]
    assert (check["metadata"]["nbgrader"]["points"], check["source"]) == (7.0, "check()")


def test_an_unknown_cell_is_a_plain_one():
    cell, check = restore_cells([code("7.0", "bonus", grade=True, points=1000)], {"check_f": CHECK})
    assert cell["metadata"] == {}
    assert check["metadata"]["nbgrader"]["grade_id"] == "check_f"


def test_what_a_notebook_says_of_itself_is_kept_but_for_marks_and_outputs():
    image = {"kurve.png": {"image/png": "iVBORw0KGgo="}}
    said = {"deletable": False, "nested": {"a": [1]}, "nbgrader": {"grade_id": "f"}}
    given = {"cell_type": "markdown", "metadata": said, "attachments": image, "outputs": [1], "source": ["a\n", "b"]}
    assert restore_cells([given], {}) == [
        {
            "cell_type": "markdown",
            "id": "cell-1",
            "metadata": {"deletable": False},
            "source": "a\nb",
            "attachments": image,
        }
    ]


def test_what_is_nested_too_deep_is_left_out():
    deep: list = []
    for _ in range(10_000):
        deep = [deep]
    (cell,) = restore_cells([{**code("x"), "metadata": {"deep": deep}, "attachments": {"a": deep}}], {})
    assert cell["metadata"] == {}


def test_half_a_letter_is_a_question_mark():
    assert restore_cells([code("print('\ud800')")], {})[0]["source"] == "print('?')"
