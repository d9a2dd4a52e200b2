"""The judge within nbgrader's own `autograde`: the marks and the reasons, with no kernel."""

import re

import pytest
from classroom import frozen_key
from courses import (
    HALVED,
    HONEST,
    MSE,
    NAMES,
    UNIT,
    answers,
    autograded,
    cell_of,
    class_of,
    code,
    configure,
    deserved,
    grades,
    hand_in,
    markdown,
    marks,
    nbgrader,
    nbgrader_with_kernels,
    new_course,
    new_course_with,
    notebook_of,
)
from nbformat import NO_CONVERT, read, validate

from autograder.course.preprocessor import (
    Judge,
    KeepOneTruth,
    NoLinks,
    TakeAnswers,
    in_place_of_execute,
    with_plain_copies,
)
from autograder.judging.key import Key, name_of

KERNELS = ("right", "broadcasts", "todo", "syntax-error", "prints-to-stderr", "magics", "missing-check", "reordered")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Grade a class of thirty, two who copied cells, and one whose file is torn, by nbgrader's `autograde`."""
    course = new_course(tmp_path_factory.mktemp("preprocessor") / "course", class_of())
    hand_in(course, "torn", notebook_of(course, answers())[:9000])
    assert nbgrader("autograde", UNIT, cwd=course) == 1  # for the torn one
    return course


def test_everybody_gets_what_their_functions_deserve(course):
    found = marks(course)
    assert found.pop("torn") == (0.0, 0.0, 0.0)
    assert found == deserved(class_of())


@pytest.mark.slow
def test_the_marks_are_those_of_real_kernels(tmp_path):
    course = new_course(tmp_path / "course", class_of(*KERNELS))
    configure(course, "del c.Autograde.autograde_preprocessors")
    nbgrader_with_kernels("autograde", UNIT, cwd=course)
    assert "execution_count" in str(cell_of(autograded(course, "right"), "setup"))
    assert marks(course) == deserved(KERNELS)


def test_a_person_is_waited_for_where_a_check_cell_is_missing_and_nowhere_else(course):
    waits = {(who, cell) for who, cells in grades(course).items() for cell, (_, waits) in cells.items() if waits}
    assert {(who, cell) for who, cell in waits if who != "torn"} == {
        ("missing-check", "check_mean_absolute_error"),
        ("missing-exercise", "check_huber_loss"),
        ("no-metadata-check", "check_mean_squared_error"),
    }


def test_the_mark_is_the_first_output_and_nothing_else_can_be_read_as_one(course):
    for student in HONEST:
        for cell in autograded(course, student)["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade"):
                mark, reason = cell["outputs"]
                assert (mark["output_type"], reason["output_type"]) == ("execute_result", "display_data")
                assert 0.0 <= float(mark["data"]["text/plain"]) <= cell["metadata"]["nbgrader"]["points"]


def test_the_reason_says_what_was_called_and_what_came(course):
    _, reason = cell_of(autograded(course, "halved"), f"check_{MSE}")["outputs"]
    text = reason["data"]["text/plain"]
    assert text.startswith("  ✗ mean_squared_error")
    assert re.search(r"call +mean_squared_error\(.*expected.*got.*hint", text, re.DOTALL)
    assert "<details" in reason["data"]["text/html"]


def test_a_missing_check_cell_is_put_back_and_has_the_mark(course):
    mark, _ = cell_of(autograded(course, "missing-check"), "check_mean_absolute_error")["outputs"]
    assert mark["data"]["text/plain"] == "7.0"


@pytest.mark.parametrize("student", ["right", "todo", "missing-check", "copied-check"])
def test_what_is_written_is_a_valid_notebook(course, student):
    validate(read(course / f"autograded/{student}/{UNIT}/{UNIT}.ipynb", NO_CONVERT))


def test_feedback_shows_mark_and_reason(course):
    assert nbgrader("generate_feedback", UNIT, "--student", "halved", cwd=course) == 0
    html = (course / f"feedback/halved/{UNIT}/{UNIT}.html").read_text()
    assert "If every error is exactly 1" in html


# ---------------------------------------------------------------- what an author adds

TEST = code("assert mean_squared_error(np.ones(1), np.ones(1)) == 0", "own_test", grade=True, locked=True, points=3)
ESSAY = markdown("Why a square?", "essay", grade=True, solution=True, points=5)
PROGRAM = code("### BEGIN SOLUTION\n1\n### END SOLUTION", "program", grade=True, solution=True, points=4)
TASK = markdown("Draw both losses.", "task", task=True, locked=True, points=6)


def test_cells_that_are_not_ours_are_never_full_marks(tmp_path):
    course = new_course_with(tmp_path / "course", TEST, ESSAY, PROGRAM, TASK)
    hand_in(course, "amina", notebook_of(course, lambda notebook: answered_by_hand(answers()(notebook))))
    hand_in(course, "bo", notebook_of(course, answers()))
    assert nbgrader("autograde", UNIT, cwd=course) == 0
    found = grades(course)
    assert found["amina"]["own_test"] == (0.0, False)
    assert {name: found["amina"][name] for name in ("essay", "program")} == {
        "essay": (None, True),
        "program": (None, True),
    }
    assert {name: found["bo"][name] for name in ("essay", "program")} == {
        "essay": (0.0, False),
        "program": (0.0, False),
    }
    assert found["bo"]["task"] == (None, True)
    said = cell_of(autograded(course, "amina"), "own_test")["outputs"][1]["data"]["text/plain"]
    assert "checks no exercise of the answer key" in said


def answered_by_hand(notebook):
    cell_of(notebook, "essay")["source"] = "Large errors count more."
    cell_of(notebook, "program")["source"] = "2"
    return notebook


def test_a_mark_is_scaled_to_the_points_of_its_cell(tmp_path):
    course = new_course_with(tmp_path / "course", mean_squared_error=2)
    for name, student in class_of("broadcasts", "right").items():
        hand_in(course, name, notebook_of(course, student))
    assert nbgrader("autograde", UNIT, cwd=course) == 0
    assert {who: found[0] for who, found in marks(course).items()} == {"broadcasts": 1.71, "right": 2.0}


# ---------------------------------------------------------------- settings


def test_a_hidden_key_is_judged_by_and_not_told(tmp_path):
    course = new_course(tmp_path / "course", {"halved": answers(mean_squared_error=HALVED)})
    Key(True, frozen_key().lines).save(course / "hidden.jsonl")
    configure(course, "c.Judge.key = 'hidden.jsonl'", "c.Judge.language = 'ko'")
    assert nbgrader("autograde", UNIT, cwd=course) == 0
    assert marks(course) == {"halved": (0.0, 7.0, 7.0)}
    said = str(cell_of(autograded(course, "halved"), f"check_{MSE}")["outputs"])
    assert "extra" not in said
    assert "array(" not in said


def test_a_key_that_cannot_be_read_is_no_marks(tmp_path):
    course = new_course(tmp_path / "course", class_of("right"))
    configure(course, "c.Judge.key = 'lost.jsonl'")
    assert nbgrader("autograde", UNIT, cwd=course) == 1
    assert marks(course) == {"right": (0.0, 0.0, 0.0)}


def test_the_judge_takes_the_place_of_execute_alone():
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import DeduplicateIds, Execute

    theirs, ours = Autograde().autograde_preprocessors, in_place_of_execute()
    assert [step for step in theirs if step not in ours] == [Execute]
    assert [step for step in ours if step not in theirs] == [Judge, KeepOneTruth]
    assert with_plain_copies()[:2] == [NoLinks, TakeAnswers]
    assert len(with_plain_copies()) == len(Autograde().sanitize_preprocessors) + 2
    assert DeduplicateIds not in with_plain_copies()


def test_only_the_exercises_of_the_notebook_are_judged(course):
    checked = {
        name_of(one) for one in frozen_key().lines if f"check_{name_of(one)}" in str(autograded(course, "right"))
    }
    assert checked == set(NAMES)
