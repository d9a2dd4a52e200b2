"""What happens to notebooks on their way into a course: each is graded where that is safe, named, and left to a person.

Both books of marks say the same of everybody, whoever grades: `losslings grade`, or nbgrader itself.
"""

import shutil

import pytest
from courses import (
    ALL,
    HALVED,
    HUBER,
    MAE,
    MSE,
    NAMES,
    NOTHING,
    RIGHT,
    UNIT,
    answers,
    cell_of,
    code,
    configure,
    copied,
    grades,
    hand_in,
    markdown,
    marks,
    nbgrader,
    new_course,
    new_course_with,
    notebook_of,
    page,
    place,
    read,
    to_bytes,
    untouched,
    without,
)
from nbgrader.api import Gradebook
from shell import FAILED, PASSED, called, zip_of

from autograder.classroom.grades import read_table

LOST = "nbgrader's metadata"
WRONG = answers(mean_squared_error=HALVED)


def moved(student, *names, keep=False):
    """Hand in a notebook under other names, below the student's own folder."""

    def put(course, who):
        file = hand_in(course, who, notebook_of(course, student)) / f"{UNIT}.ipynb"
        for name in names:
            path = course / "submitted" / who / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, path)
        if not keep:
            file.unlink()

    return put


def both(first, *others):
    """Hand in several notebooks: the first in its place, the others beside it."""

    def put(course, who):
        folder = hand_in(course, who, notebook_of(course, first) if first else b'{"cells": [')
        for name, student in others:
            (folder / name).write_bytes(notebook_of(course, student) if student else b'{"cells": [')

    return put


def beside(name):
    """Hand in what was released, and something else beside it."""

    def put(course, who):
        (hand_in(course, who, notebook_of(course, untouched)) / name).write_text("x = 1", encoding="utf-8")

    return put


def scratch(notebook):
    return {**notebook, "cells": [code("x = 1")]}


def of_windows(notebook):
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "  \r\n")
    return notebook


def foreign(notebook):
    return {**notebook, "cells": [code("def f(x):\n    return x", "f", solution=True)]}


def alone(*others):
    """Hand in several notebooks, none in its place."""

    def put(course, who):
        both(untouched, *others)(course, who)
        (course / "submitted" / who / UNIT / f"{UNIT}.ipynb").unlink()

    return put


def handed_in(student):
    return lambda course, who: hand_in(course, who, notebook_of(course, student))


def zipped(*names, at=f"{UNIT}/{UNIT}.zip"):
    def put(course, who):
        text = notebook_of(course, answers()).decode()
        folder = hand_in(course, who, b"")
        (folder / f"{UNIT}.ipynb").unlink()
        zip_of(course / "submitted" / who / at, dict.fromkeys(names, text))

    return put


def no_folder(*names):
    """Hand in everything outside of the assignment's folder."""

    def put(course, who):
        moved(answers(), *names)(course, who)
        shutil.rmtree(course / "submitted" / who / UNIT)

    return put


def only(name, text="x"):
    def put(course, who):
        folder = course / "submitted" / who / UNIT
        folder.mkdir(parents=True)
        if name:
            (folder / name).write_text(text, encoding="utf-8")

    return put


def changed_id(name, new):
    def student(notebook):
        cell_of(answers()(notebook), name)["metadata"]["nbgrader"]["grade_id"] = new
        return notebook

    return student


def edited_check(notebook):
    cell_of(answers()(notebook), f"check_{MSE}")["source"] = "print('all good')"
    return notebook


def more_points(notebook):
    cell_of(answers()(notebook), f"check_{MSE}")["metadata"]["nbgrader"]["points"] = 700
    return notebook


def answer_in_the_check(notebook):
    cell_of(answers(mean_squared_error="")(notebook), f"check_{MSE}")["source"] = RIGHT[MSE]
    return notebook


def moved_check(notebook):
    cells = answers()(notebook)["cells"]
    cells.insert(0, cells.pop(place(notebook, f"check_{HUBER}")))
    return notebook


def without_any_metadata(notebook):
    for cell in answers()(notebook)["cells"]:
        cell["metadata"] = {}
    return notebook


def swapped(notebook):
    answer, check = (cell_of(answers()(notebook), name) for name in (MSE, f"check_{MSE}"))
    answer["metadata"], check["metadata"] = check["metadata"], answer["metadata"]
    return notebook


COPY = f"{UNIT}-Copy1.ipynb"

# What is handed in, what it earns, whether a person has to look, and a part of the line about it.
KINDS = {
    "plain": (handed_in(answers()), ALL, False, ""),
    "renamed": (moved(answers(), f"{UNIT}/{UNIT} (1).ipynb"), ALL, True, f"{UNIT} (1).ipynb: graded, because"),
    "capital": (moved(answers(), f"{UNIT}/Regression.ipynb"), ALL, True, "Regression.ipynb: graded, because"),
    "final": (moved(answers(), f"{UNIT}/{UNIT}_final.ipynb"), ALL, True, f"{UNIT}_final.ipynb: graded, because"),
    "json": (moved(answers(), f"{UNIT}/{UNIT}.ipynb.json"), ALL, True, f"{UNIT}.ipynb.json: graded, because"),
    "other-name": (moved(answers(), f"{UNIT}/my work.ipynb"), ALL, True, "my work.ipynb: graded, because"),
    "stub-and-copy": (both(untouched, (COPY, answers())), ALL, True, f"{COPY}: graded, because it has answers"),
    "copy-of-it": (both(answers(), (COPY, answers())), ALL, False, f"{COPY}: not graded"),
    "stub-beside": (both(answers(), (COPY, untouched)), ALL, False, f"{COPY}: not graded; it has no answers"),
    "two-answers": (both(answers(), (COPY, WRONG)), ALL, True, f"{COPY}: not graded; {UNIT}/{UNIT}.ipynb was"),
    "no-first": (alone(("a.ipynb", answers()), ("b.ipynb", WRONG)), NOTHING, True, "none of these was graded"),
    "stub-and-two": (both(untouched, ("a.ipynb", answers()), ("b.ipynb", WRONG)), NOTHING, True, "a.ipynb, "),
    "twice-the-same": (alone(("a.ipynb", WRONG), ("b.ipynb", WRONG)), (0.0, 7.0, 7.0), True, "a.ipynb: graded"),
    "torn-beside": (both(answers(), (COPY, None)), ALL, False, f"{COPY}: damaged"),
    "torn-and-copy": (both(None, (COPY, answers())), ALL, True, f"{UNIT}/{UNIT}.ipynb: damaged"),
    "stub-of-windows": (both(of_windows, (COPY, answers())), ALL, True, f"{COPY}: graded, because it has answers"),
    "scratch": (both(answers(), ("scratch.ipynb", scratch)), ALL, False, "scratch.ipynb: not graded; it has none"),
    "elsewhere": (beside("answers.py"), NOTHING, True, f"{UNIT}.ipynb: has no answers; look whether they are in"),
    "bad-zip": (beside("answers.zip"), NOTHING, True, "answers.zip: damaged"),
    "foreign": (handed_in(foreign), NOTHING, True, "none of the cells that were handed out"),
    "too-deep": (moved(answers(), f"{UNIT}/{UNIT}/{UNIT}.ipynb"), ALL, True, f"{UNIT}/{UNIT}/{UNIT}.ipynb: graded"),
    "too-high": (no_folder(f"{UNIT}.ipynb"), ALL, True, f"{UNIT}.ipynb: graded, because"),
    "other-folder": (no_folder(f"homework/{UNIT}.ipynb"), ALL, True, f"homework/{UNIT}.ipynb: graded"),
    "zip": (zipped(f"{UNIT}.ipynb"), ALL, True, f"{UNIT}/{UNIT}.zip/{UNIT}.ipynb: graded"),
    "zip-deep": (zipped(f"__MACOSX/._{UNIT}.ipynb", f"hw/{UNIT}.ipynb"), ALL, True, f"/hw/{UNIT}.ipynb: graded"),
    "zip-too-high": (zipped(f"{UNIT}.ipynb", at="all.zip"), ALL, True, f"all.zip/{UNIT}.ipynb: graded"),
    "empty-zip": (zipped("readme.txt"), NOTHING, True, f"{UNIT}.ipynb: not handed in (there is {UNIT}/{UNIT}.zip)"),
    "no-zip": (only("all.zip", "no zip"), NOTHING, True, "all.zip: damaged, or not what its name says"),
    "missing": (only("notes.pdf"), NOTHING, True, f"{UNIT}.ipynb: not handed in (there is {UNIT}/notes.pdf)"),
    "empty": (only(""), NOTHING, True, "not handed in (there is nothing in the folder)"),
    "torn": (only(f"{UNIT}.ipynb", '{"cells": ['), NOTHING, True, f"{UNIT}.ipynb: damaged"),
    "torn-copy": (only(COPY, '{"cells": ['), NOTHING, True, f"{COPY}: damaged"),
    "no-check": (handed_in(without(f"check_{MAE}")), ALL, True, f"the cell check_{MAE} was deleted"),
    "no-checks": (handed_in(without(*(f"check_{name}" for name in NAMES))), ALL, True, f"check_{HUBER} was deleted"),
    "no-answer-cell": (handed_in(without(MAE)), (7.0, 0.0, 7.0), False, f"the cell {MAE} was deleted"),
    "check-twice": (handed_in(copied(f"check_{MSE}")), ALL, False, f"the cell check_{MSE} stands there 2 times"),
    "check-edited": (handed_in(edited_check), ALL, False, f"the cell check_{MSE} was changed"),
    "check-worth-more": (handed_in(more_points), ALL, False, f"the cell check_{MSE} was changed"),
    "answer-in-check": (handed_in(answer_in_the_check), ALL, False, f"the cell check_{MSE} was changed"),
    "check-moved": (handed_in(moved_check), ALL, False, f"the cell check_{HUBER} stands elsewhere"),
    "id-changed": (handed_in(changed_id(f"check_{MSE}", "mine")), ALL, True, f"check_{MSE} was deleted, or its grade"),
    "ids-swapped": (handed_in(swapped), ALL, False, f"check_{MSE} was changed"),
    "answer-id": (handed_in(changed_id(MSE, "mine")), ALL, False, f"the cell {MSE} was deleted, or lost its grade_id"),
    "no-metadata": (handed_in(without_any_metadata), ALL, True, LOST),
    "stranger": (handed_in(answers()), ALL, True, "stranger: not on the roster"),
}
STRANGERS = ("stranger",)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course with a student for each kind, graded once; a test that grades again takes a copy."""
    course = new_course(tmp_path_factory.mktemp("arrivals") / "course")
    roster = "id,last_name,first_name,email\n" + "".join(f"{name},,,\n" for name in KINDS if name not in STRANGERS)
    (course / "students.csv").write_text(roster + "nobody,Nemo,,\n", encoding="utf-8")
    for name, (put, *_) in KINDS.items():
        put(course, name)
    return course, grade(course)


def grade(course, *options, unit=UNIT, status=PASSED):
    done = called(
        "grade", course, "--assignment", unit, "--workers", 1, "--key", course / "key.jsonl", *options, cwd=course
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done


def table(course, unit=UNIT):
    return {row["submission"]: row for row in read_table(course / f"losslings/{unit}/grades.csv")}


def totals(course):
    """Add up the gradebook as nbgrader does it."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        return {row.student_id: row.score - row.late_submission_penalty for row in book.assignment_submissions(UNIT)}


def assert_one_truth(course):
    found = table(course)
    given = {who: float(row["score"]) for who, row in found.items()}
    assert {who: score for who, score in given.items() if who in totals(course)} == totals(course)
    assert all(score == 0 for who, score in given.items() if who not in totals(course))
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for row in book.notebook_submissions(UNIT, UNIT):
            for grade in row.grades:
                assert float(found[row.student.id][grade.name.removeprefix("check_")]) == grade.score, row.student.id


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_graded_named_and_left_to_a_person_where_one_has_to_look(graded, kind):
    course, done = graded
    _, wanted, needs_person, said = KINDS[kind]
    assert marks(course)[kind] == wanted
    lines = [line for line in done.stdout.splitlines() if f": {kind}: " in line]
    assert any(said in line for line in lines) == bool(said), lines
    assert any(line.startswith("Needs a person: ") for line in lines) == needs_person
    assert any(waits for _, waits in grades(course)[kind].values()) == needs_person
    assert bool(comments(course, kind)) == bool(said)
    row = table(course)[kind]
    assert (said in row["remarks"], bool(row["needs_person"])) == (True, needs_person)


def comments(course, student):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        row = book.find_submission_notebook(UNIT, UNIT, student)
        return [one.auto_comment for one in row.comments if one.auto_comment and one.auto_comment != "No response."]


def test_nobody_vanishes_and_who_is_missing_has_nothing(graded):
    course, done = graded
    assert set(table(course)) == {*KINDS, "nobody"}
    assert float(table(course)["nobody"]["score"]) == 0
    assert "Nothing handed in: 1 (nobody)" in done.stdout
    for kind in KINDS:
        assert (course / f"feedback/{kind}/{UNIT}/{UNIT}.html").exists()
        assert (course / f"autograded/{kind}/{UNIT}/{UNIT}.ipynb").exists()


def test_what_needs_a_person_stands_at_the_end_and_on_the_page(graded):
    course, done = graded
    lines = done.stdout.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("Needs a person: "))
    assert all(line.startswith("Needs a person: ") for line in lines[first:])
    assert "none of these was graded" in page(course, "no-first")
    assert f"check_{MAE} was deleted" in page(course, "no-check")


def test_the_table_on_the_terminal_says_the_same(graded):
    course, done = graded
    found = table(course)
    rows = {parts[1].strip(): parts[2] for line in done.stdout.splitlines() if len(parts := line.split("│")) > 4}
    shown = rows.keys() & KINDS.keys()  # of a large class the lowest and the broken
    assert len(shown) >= 15
    for who in shown:
        assert float(rows[who].split("/")[0]) == float(found[who]["score"])


def test_both_books_say_the_same_after_a_second_grading_and_after_nbgraders_own(graded, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(graded[0], course)
    assert_one_truth(course)
    before = totals(course)
    grade(course)
    assert_one_truth(course)
    assert totals(course) == before
    nbgrader("autograde", UNIT, "--force", cwd=course)  # which stops at what it cannot read
    assert_one_truth(course)
    assert totals(course) == before
    waits = {who: any(waits for _, waits in cells.values()) for who, cells in grades(course).items()}
    assert waits == {who: needs_person for who, (_, _, needs_person, _) in KINDS.items()}
    assert set(table(course)) == {*KINDS, "nobody"}


def test_nbgrader_first_and_then_losslings(tmp_path):
    kinds = ("plain", "stub-and-copy", "no-check", "no-metadata", "answer-in-check", "missing")
    course = new_course(tmp_path / "course")
    for name in kinds:
        KINDS[name][0](course, name)
    nbgrader("autograde", UNIT, cwd=course)
    theirs = marks(course)
    grade(course)
    assert_one_truth(course)
    assert {who: marks(course)[who] for who in theirs} == theirs
    assert marks(course) == {name: KINDS[name][1] for name in kinds}


# ---------------------------------------------------------------- the two books


def test_what_nbgrader_grades_later_reaches_the_table(tmp_path):
    course = new_course(tmp_path / "course", {"amina": WRONG, "bo": answers()})
    grade(course)
    hand_in(course, "amina", notebook_of(course, answers()), "2026-03-03 10:00:00 UTC")
    assert nbgrader("autograde", UNIT, cwd=course) == 0
    assert float(table(course)["amina"]["score"]) == 21
    assert_one_truth(course)


def test_marks_of_a_person_penalties_and_other_cells_are_in_the_table(tmp_path):
    essay = markdown("Why a square?", "essay", grade=True, solution=True, points=5)
    course = new_course_with(tmp_path / "course", essay, mean_squared_error=2)
    hand_in(course, "amina", notebook_of(course, answers()), "2026-03-05 10:00:00 UTC")
    hand_in(course, "bo", notebook_of(course, WRONG))
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.update_or_create_assignment(UNIT, duedate="2026-03-02 12:00:00 UTC")
    configure(course, "c.LateSubmissionPlugin.penalty_method = 'zero'")
    grade(course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        grade_of_bo = book.find_grade(f"check_{MSE}", UNIT, UNIT, "bo")
        grade_of_bo.manual_score, grade_of_bo.needs_manual_grade = 1.5, False
        book.db.commit()
    done = grade(course)
    assert_one_truth(course)
    found = table(course)
    assert (found["amina"]["score"], found["amina"]["late_penalty"]) == ("0", "16")
    assert (found["bo"]["score"], found["bo"]["max_score"], found["bo"][MSE]) == ("15.5", "21", "1.5")
    assert "15.5 / 21" in done.stdout


def test_who_could_not_be_written_has_no_marks_in_either_book(tmp_path):
    course = new_course(tmp_path / "course", {"amina": answers()})
    hand_in(course, "eve", notebook_of(course, answers()), "yesterday-ish")
    done = grade(course, status=FAILED)
    assert_one_truth(course)
    assert (table(course)["eve"]["score"], "0 / 21" in done.stdout) == ("0", True)


# ---------------------------------------------------------------- who, and where


def test_what_lies_in_nobodys_folder_is_named(tmp_path):
    course = new_course(tmp_path / "course", {"amina": answers()})
    (course / "students.csv").write_text("id\namina\nbo\ncarla\n", encoding="utf-8")
    notebook = notebook_of(course, answers())
    for name in (f"{UNIT}.ipynb", "bo.ipynb", "class.zip"):
        (course / "submitted" / name).write_bytes(notebook)
    zip_of(course / "submitted/carla.zip", {f"carla/{UNIT}.ipynb": notebook.decode()})
    (course / f"submitted/{UNIT}/dora").mkdir(parents=True)
    done = grade(course)
    assert marks(course) == dict.fromkeys(("amina", "bo", "carla"), ALL)
    for name in (f"{UNIT}.ipynb", "class.zip", UNIT):
        line = f"Needs a person: submitted/{name}: not read, because it lies in no student's folder"
        assert f"{line}; put it to submitted/<student>/{UNIT}\n" in done.stdout
    assert_one_truth(course)


def test_a_name_that_is_nearly_on_the_roster_is_said(tmp_path):
    course = new_course(tmp_path / "course", {"Amina": answers()})
    (course / "students.csv").write_text("id,first_name\namina,Amina\n", encoding="utf-8")
    done = grade(course)
    assert "Needs a person: Amina: Amina: not on the roster, where amina is" in done.stdout
    assert "Nothing handed in: 1 (amina)" in done.stdout
    assert marks(course) == {"Amina": ALL}


def test_two_assignments_do_not_take_each_others_notebooks(tmp_path):
    other = "information"
    course = new_course(tmp_path / "course")
    assert nbgrader("generate_assignment", other, cwd=course) == 0
    moved(answers(), f"{other}/{UNIT}.ipynb")(course, "mixed-up")  # which is none of ours
    hand_in(course, "amina", notebook_of(course, answers()))
    (course / f"submitted/{other}/carla").mkdir(parents=True)  # in the wrong order
    shutil.copytree(course / f"release/{other}", course / f"submitted/bo/{other}")
    shutil.copytree(course / f"release/{other}", course / "submitted/flat")  # not deep enough
    shutil.copy(course / f"submitted/amina/{UNIT}/{UNIT}.ipynb", course / "submitted/flat")
    done = grade(course)
    assert marks(course) == {"amina": ALL, "flat": ALL, "mixed-up": NOTHING}
    assert "Nothing handed in: 1 (bo)" in done.stdout
    assert f"submitted/{other}: not read, because it lies in no student's folder; put it to" in done.stdout
    assert f"submitted/<student>/{other}\n" in done.stdout
    assert "Needs a person: flat: regression.ipynb: graded" in done.stdout
    grade(course, unit=other)
    assert {who: row["score"] for who, row in table(course, other).items()} == {
        "amina": "0",
        "bo": "0",
        "flat": "0",
        "mixed-up": "0",
    }
    assert_one_truth(course)


def test_of_two_notebooks_of_an_assignment_each_is_found(tmp_path):
    course = new_course(tmp_path / "course")
    source = course / f"source/{UNIT}"
    second = read(source / f"{UNIT}.ipynb")
    del second["cells"][place(second, f"check_{MSE}")], second["cells"][place(second, MSE)]
    (source / "second.ipynb").write_bytes(to_bytes(second))
    assert nbgrader("generate_assignment", UNIT, "--force", cwd=course) == 0
    folder = hand_in(course, "amina", notebook_of(course, answers()))
    second = read(course / f"release/{UNIT}/second.ipynb")
    for name in (MAE, HUBER):
        cell_of(second, name)["source"] = RIGHT[name]
    (folder / "second (2).ipynb").write_bytes(to_bytes(second))
    hand_in(course, "bo", notebook_of(course, answers()))
    done = grade(course)
    assert_whole(course, amina=35.0, bo=21.0)
    assert "Needs a person: amina: regression/second (2).ipynb: graded" in done.stdout
    assert "Needs a person: bo: second.ipynb: not handed in" in done.stdout
    nbgrader("autograde", UNIT, "--force", cwd=course)
    assert {who: float(row["score"]) for who, row in table(course).items()} == totals(course)


def assert_whole(course, **wanted):
    assert {who: float(row["score"]) for who, row in table(course).items()} == totals(course) == wanted


def test_a_course_may_have_its_folders_in_another_order(tmp_path):
    course = new_course(tmp_path / "course")
    configure(course, "c.CourseDirectory.directory_structure = '{nbgrader_step}/{assignment_id}/{student_id}'")
    (course / "students.csv").write_text("id\namina\nbo\ncarla\n", encoding="utf-8")
    notebook = notebook_of(course, answers())
    for name in (f"amina/{UNIT}/{UNIT}.ipynb", "bo.ipynb", "dora.ipynb"):
        path = course / "submitted" / UNIT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook)
    done = grade(course)
    assert marks(course) == {"amina": ALL, "bo": ALL}
    assert "Nothing handed in: 1 (carla)" in done.stdout
    assert f"Needs a person: submitted/{UNIT}/dora.ipynb: not read" in done.stdout
    assert_one_truth(course)
