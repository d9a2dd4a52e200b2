"""`losslings grade COURSE --assignment NAME`: gradebook, notebooks and pages as nbgrader would leave them, sooner."""

import json
import sqlite3
import stat
import sys
import warnings
from contextlib import closing
from datetime import datetime
from unittest.mock import patch

import pytest
from classroom import frozen_key
from courses import (
    ABSOLUTE,
    ALL,
    HALVED,
    HONEST,
    MSE,
    NAMES,
    NOTHING,
    SECRET,
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
    new_course,
    new_course_with,
    notebook_of,
    page,
    read,
    to_bytes,
    without,
)
from nbformat import validate
from nbgrader.api import Gradebook
from shell import FAILED, PASSED, assert_stops, called

from autograder.classroom.pages.rendering import asset
from autograder.judging.key import Key, name_of


def grade(course, *options, status=PASSED):
    done = called(
        "grade", course, "--assignment", UNIT, "--workers", 1, "--key", course / "key.jsonl", *options, cwd=course
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done


def gradebook(course):
    warnings.filterwarnings("ignore", module="sqlalchemy|nbgrader")  # nbgrader's own, of add_submission
    return Gradebook(f"sqlite:///{course / 'gradebook.db'}")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = new_course(tmp_path_factory.mktemp("fast") / "course", class_of())
    hand_in(course, "torn", notebook_of(course, answers())[:9000])
    grade(course)
    return course


# ---------------------------------------------------------------- marks


def test_everybody_gets_what_their_functions_deserve(course):
    found = marks(course)
    assert found.pop("torn") == NOTHING
    assert found == deserved(class_of())


def test_marks_and_who_waits_for_a_person_are_those_of_the_preprocessor(course, tmp_path):
    names = ("right", "broadcasts", "missing-check", "no-metadata-check", "copied-check", "saved-marks")
    other = new_course(tmp_path / "course", class_of(*names))
    assert nbgrader("autograde", UNIT, cwd=other) == 0
    assert grades(other) == {name: cells for name, cells in grades(course).items() if name in names}


def test_the_notebooks_are_those_of_the_preprocessor(course, tmp_path):
    names = ("halved", "missing-check", "markdown", "reordered", "saved-marks", "copied-solution")
    other = new_course(tmp_path / "course", class_of(*names))
    assert nbgrader("autograde", UNIT, cwd=other) == 0
    for name in names:
        theirs, ours = (autograded(one, name)["cells"] for one in (other, course))
        for cell in (*theirs, *ours):
            del cell["id"]
        assert ours == theirs


def test_the_rows_are_those_of_the_preprocessor(course, tmp_path):
    query = """SELECT student_id, timestamp, flagged, late_submission_penalty, base_cell.name, auto_comment
        FROM submitted_assignment JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id
        JOIN comment ON comment.notebook_id = submitted_notebook.id JOIN base_cell ON base_cell.id = cell_id"""
    other = new_course(tmp_path / "course", class_of("right", "todo", "missing-solution"))
    assert nbgrader("autograde", UNIT, cwd=other) == 0
    theirs, ours = rows(other, query), rows(course, query)
    assert theirs == {row for row in ours if row[0] in ("right", "todo", "missing-solution")}
    assert len(theirs) == 3 * len(NAMES)


def rows(course, query):
    with closing(sqlite3.connect(course / "gradebook.db")) as database:
        return set(database.execute(query).fetchall())


@pytest.mark.parametrize("student", [*HONEST, "torn"])
def test_what_is_written_is_a_valid_notebook(course, student):
    validate(json.loads((course / f"autograded/{student}/{UNIT}/{UNIT}.ipynb").read_text()))


def test_a_torn_notebook_says_so_everywhere(course):
    said = "damaged or saved only in part"
    assert said in page(course, "torn")
    assert said in autograded(course, "torn")["cells"][0]["source"]
    assert all(grade == (None, True) for grade in grades(course)["torn"].values())


def test_nbgrader_goes_on_from_what_was_written(course, tmp_path):
    assert nbgrader("generate_feedback", UNIT, "--force", "--student", "signed", cwd=course) == 0
    mistakes = {one.name: one for one in frozen_key().exercise("mean_absolute_error").misconceptions}
    assert mistakes["no_abs"].ladder.hint in page(course, "signed")
    configure(course, f"c.Exchange.root = {str(tmp_path)!r}")
    assert nbgrader("release_feedback", UNIT, cwd=course) == 0
    assert len(list(tmp_path.glob("*/feedback/*.html"))) == len(class_of()) + 1
    assert nbgrader("autograde", UNIT, cwd=course) == 0  # all skipped: the torn one would fail
    assert nbgrader("export", cwd=course) == 0
    assert "right,,,,21.0,0.0,21.0,21.0" in (course / "grades.csv").read_text()


def test_files_are_as_nbgrader_leaves_them(course):
    folder, pages = course / f"autograded/right/{UNIT}", course / f"feedback/right/{UNIT}"
    assert {path.name for path in folder.iterdir()} == {
        f"{UNIT}.ipynb",
        "timestamp.txt",
        "submission_secret.txt",
        "best_constant.svg",
        "error_curves.svg",
    }
    assert {path.name for path in pages.iterdir()} == {f"{UNIT}.html", "timestamp.txt", "submission_secret.txt"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o444}
    assert {stat.S_IMODE(path.stat().st_mode) for path in pages.iterdir()} == {0o644}
    assert (pages / "submission_secret.txt").read_text() == SECRET + "right"
    assert not list(course.rglob(".*.new"))


def test_reports_are_kept_beside_the_course(course):
    lines = (course / f"losslings/{UNIT}/results.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [json.loads(line) for line in lines]
    assert {report["submission"]: report["score"] for report in reports}["halved"] == 14
    assert {exercise["name"] for report in reports for exercise in report["exercises"]} == set(NAMES)


# ---------------------------------------------------------------- pages


def test_a_page_has_marks_code_items_and_hints(course):
    html = page(course, "halved")
    assert '<span class="pts">0 of 7</span>' in html
    assert "0.5 * np.mean((y_pred - y_true) ** 2)" in html
    assert "If every error is exactly 1" in html
    assert 'You have <strong class="nowrap">14</strong> of 21 points' in html
    assert "http" not in html.replace("http-equiv", "")


def test_a_page_is_the_letter_that_every_class_gets(course):
    html = page(course, "halved")
    for part in ("What to look at next", "Right in every item", 'role="img"', asset("style.css"), "A bit more"):
        assert part in html, part
    assert "<script" not in html
    assert "losslings check" not in html  # a notebook has its check below the function


def test_a_page_is_in_the_readers_language(tmp_path):
    course = new_course(tmp_path / "course", class_of("halved"))
    grade(course, "--lang", "ko")
    assert '<html lang="ko">' in page(course, "halved")


def test_what_a_student_writes_is_text_on_the_page(tmp_path):
    bad = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>"
    source = f"def mean_squared_error(p, t):\n    # {bad}\n    raise ValueError({bad!r})"
    course = new_course(tmp_path / "course", {"<b>eve": answers(mean_squared_error=source)})
    grade(course)
    html = page(course, "<b>eve")
    assert html.count("&lt;script&gt;") >= 2
    for tag in ("<script", "<img", "<b>"):
        assert tag not in html
        assert tag not in str(cell_of(autograded(course, "<b>eve"), f"check_{MSE}")["outputs"][1]["data"]["text/html"])


def test_a_hidden_key_is_not_told(tmp_path):
    tells = "def mean_absolute_error(p, t):\n    print(repr(p))\n    raise ValueError(repr(p) + 'LEAK')"
    wrong = {"mean_squared_error": HALVED, "mean_absolute_error": tells, "huber_loss": ABSOLUTE}
    course = new_course(tmp_path / "course", {"eve": answers(**wrong)})
    Key(True, frozen_key().lines).save(course / "hidden.jsonl")
    grade(course, "--key", course / "hidden.jsonl")
    assert marks(course) == {"eve": (0.0, 0.0, 0.0)}
    said = page(course, "eve").partition("<main")[2]
    outputs = str([cell.get("outputs") for cell in autograded(course, "eve")["cells"]])
    for text in (said.replace("repr(p) + &#39;LEAK", ""), outputs):
        assert "LEAK" not in text
        assert "array(" not in text
    assert "If every error is exactly 1" in said


# ---------------------------------------------------------------- what a person gave


@pytest.fixture
def marked_by_hand(tmp_path):
    """Grade, then let a person give marks and comments."""
    course = new_course(tmp_path / "course", class_of("halved", "right"))
    grade(course)
    with gradebook(course) as book:
        given = book.find_grade(f"check_{MSE}", UNIT, UNIT, "halved")
        given.manual_score, given.extra_credit, given.needs_manual_grade = 5.0, 0.5, False
        book.find_comment(MSE, UNIT, UNIT, "halved").manual_comment = "The half <belongs> to Huber."
        book.db.commit()
    return course


BY_HAND = f"""SELECT auto_score, manual_score, extra_credit, needs_manual_grade FROM grade
    JOIN base_cell ON base_cell.id = cell_id WHERE name = 'check_{MSE}' AND manual_score IS NOT NULL"""
COMMENTS = "SELECT manual_comment FROM comment WHERE manual_comment IS NOT NULL"


def test_what_a_person_gave_stays_and_stands_on_the_page(marked_by_hand):
    grade(marked_by_hand, "--resume")
    assert rows(marked_by_hand, BY_HAND) == {(0.0, 5.0, 0.5, 0)}
    assert rows(marked_by_hand, COMMENTS) == {("The half <belongs> to Huber.",)}
    html = page(marked_by_hand, "halved")
    article = html[html.index(f'id="regression/{MSE}"') :].partition("</article>")[0]
    for text in ("5.5 of 7", "Given by a person.", "The half &lt;belongs&gt; to Huber."):
        assert text in article, text
    assert '<strong class="nowrap">19.5</strong> of 21' in html


def test_a_person_looks_again_when_something_else_is_handed_in(marked_by_hand):
    hand_in(marked_by_hand, "halved", notebook_of(marked_by_hand, answers()))
    grade(marked_by_hand, "--resume")
    assert rows(marked_by_hand, BY_HAND) == {(7.0, 5.0, 0.5, 1)}
    assert "A person still has to look at it." in page(marked_by_hand, "halved")


def test_cells_for_a_person_wait_for_one(tmp_path):
    test = code("assert True", "own_test", grade=True, locked=True, points=3)
    essay = markdown("Why a square?", "essay", grade=True, solution=True, points=5)
    task = markdown("Draw both.", "task", task=True, locked=True, points=6)
    course = new_course_with(tmp_path / "course", test, essay, task)
    hand_in(course, "amina", notebook_of(course, answers()))
    notebook = answers()(read(course / f"release/{UNIT}/{UNIT}.ipynb"))
    cell_of(notebook, "essay")["source"] = "Large errors count more."
    hand_in(course, "bo", to_bytes(notebook))
    grade(course)
    found = grades(course)
    assert found["amina"]["essay"] == (0.0, False)
    assert found["bo"]["essay"] == (None, True)
    assert found["bo"]["own_test"] == (0.0, False)
    assert found["bo"]["task"] == (None, True)
    html = page(course, "bo")
    for text in ("Large errors count more.", "A person still has to look at it.", "0 of 3", "0 of 6"):
        assert text in html[html.index("Read by a person") :], text
    assert nbgrader("generate_feedback", UNIT, "--force", cwd=course) == 0


# ---------------------------------------------------------------- times, students, settings


def test_being_late_costs_what_the_course_says(tmp_path):
    course = new_course(tmp_path / "course")
    for name, when in (("early", "2026-03-01 10:00:00 UTC"), ("late", "2026-03-05 10:00:00 UTC")):
        hand_in(course, name, notebook_of(course, answers()), when)
    with gradebook(course) as book:
        book.update_or_create_assignment(UNIT, duedate=datetime(2026, 3, 2))
    configure(course, "c.LateSubmissionPlugin.penalty_method = 'zero'")
    grade(course)
    penalties = "SELECT late_submission_penalty FROM submitted_notebook"
    assert rows(course, penalties) == {(None,), (21.0,)}
    late, early = (page(course, name) for name in ("late", "early"))
    for text in ("Handed in late: 21 less.", 'Your mark is <strong class="nowrap">0</strong> of 21'):
        assert text in late
        assert text not in early
    assert all('You have <strong class="nowrap">21</strong> of 21' in html for html in (late, early))


def test_a_time_that_is_none_hides_no_lateness(tmp_path):
    course = new_course(tmp_path / "course", class_of("right"))
    hand_in(course, "eve", notebook_of(course, answers()), "yesterday-ish")
    done = grade(course, status=FAILED)
    assert "Not written: eve: timestamp.txt is not a time" in done.stderr
    assert marks(course) == {"right": ALL}


def test_strangers_are_left_out_where_the_course_says_so(tmp_path):
    course = new_course(tmp_path / "course", class_of("right", "todo"))
    with gradebook(course) as book:
        book.add_student("right")
    configure(course, "c.Autograde.create_student = False")
    done = grade(course, status=FAILED)
    assert "Not written: todo: not in the gradebook" in done.stderr
    assert marks(course) == {"right": ALL}


def test_the_courses_own_folders_and_database_are_used(tmp_path):
    course = new_course(tmp_path / "course")
    notebook = notebook_of(course, answers())
    (course / "gradebook.db").rename(course / "marks.db")
    (course / f"handed-in/{UNIT}/amina").mkdir(parents=True)
    (course / f"handed-in/{UNIT}/amina/{UNIT}.ipynb").write_bytes(notebook)
    configure(
        course,
        "c.CourseDirectory.directory_structure = '{nbgrader_step}/{assignment_id}/{student_id}'",
        "c.CourseDirectory.submitted_directory = 'handed-in'",
        "c.CourseDirectory.db_url = f'sqlite:///{HERE}/marks.db'",
        "c.CourseDirectory.student_id_exclude = 'bo'",
    )
    (course / f"handed-in/{UNIT}/bo").mkdir()
    (course / f"handed-in/{UNIT}/bo/{UNIT}.ipynb").write_bytes(notebook)
    grade(course)
    (course / "marks.db").rename(course / "gradebook.db")
    assert marks(course) == {"amina": ALL}
    assert (course / f"feedback/{UNIT}/amina/{UNIT}.html").exists()


def test_missing_cells_are_added_where_the_course_says_so(tmp_path):
    essay = markdown("Why a square?", "essay", grade=True, solution=True, points=5)
    course = new_course_with(tmp_path / "course", essay)
    hand_in(course, "amina", notebook_of(course, without("essay")))
    grade(course)
    assert grades(course)["amina"]["essay"] == (None, True)
    configure(course, "c.OverwriteCells.add_missing_cells = True")
    grade(course)
    assert grades(course)["amina"]["essay"] == (0.0, True)


def test_what_was_graded_is_kept_and_what_changed_is_graded_again(tmp_path):
    course = new_course(tmp_path / "course", class_of("right", "todo"))
    grade(course)
    hand_in(course, "todo", notebook_of(course, answers(huber_loss="")))
    before = (course / f"losslings/{UNIT}/results.jsonl").read_bytes().splitlines()
    grade(course, "--resume")
    after = (course / f"losslings/{UNIT}/results.jsonl").read_bytes().splitlines()
    assert before[0] == after[0]
    assert marks(course) == {"right": ALL, "todo": (7.0, 7.0, 0.0)}


# ---------------------------------------------------------------- what stops it


def test_a_folder_that_is_no_course(tmp_path):
    done = called("grade", tmp_path, "--assignment", UNIT, cwd=tmp_path)
    assert_stops(done, "nbgrader_config.py: not there; name the folder of an nbgrader course")


def test_an_assignment_that_nbgrader_does_not_know(tmp_path):
    course = new_course(tmp_path / "course", class_of("todo"))
    done = called("grade", course, "--assignment", "ps1", cwd=tmp_path)
    assert_stops(done, "ps1: not in the gradebook; make it known with `nbgrader generate_assignment ps1`")


def test_a_course_without_a_gradebook_gets_none(tmp_path):
    course = new_course(tmp_path / "course", class_of("todo"))
    (course / "gradebook.db").unlink()
    assert_stops(called("grade", course, "--assignment", UNIT, cwd=tmp_path), "not in the gradebook")
    assert not (course / "gradebook.db").exists()


def test_nothing_handed_in(tmp_path):
    course = new_course(tmp_path / "course")
    done = called("grade", course, "--assignment", UNIT, cwd=tmp_path)
    assert_stops(done, f"submitted/*/{UNIT}: no notebooks were handed in there")


def test_a_broken_configuration(tmp_path):
    course = new_course(tmp_path / "course", class_of("todo"))
    configure(course, "1 / 0")
    assert_stops(called("grade", course, "--assignment", UNIT, cwd=tmp_path), "division by zero")


def test_a_gradebook_in_use(tmp_path):
    course = new_course(tmp_path / "course", class_of("todo"))
    configure(course, "c.CourseDirectory.db_url = f'sqlite:///{HERE}/gradebook.db?timeout=0.2'")
    with closing(sqlite3.connect(course / "gradebook.db")) as database:
        database.execute("BEGIN IMMEDIATE")
        done = called("grade", course, "--assignment", UNIT, cwd=tmp_path)
    assert done.returncode == 2
    assert "the gradebook cannot be used (database is locked)" in done.stderr


def test_a_key_that_has_none_of_the_exercises(tmp_path):
    course = new_course(tmp_path / "course", class_of("todo"))
    lines = {name: line for name, line in frozen_key().lines.items() if name_of(name) not in NAMES}
    Key(False, lines).save(tmp_path / "key.jsonl")
    done = called("grade", course, "--assignment", UNIT, "--key", tmp_path / "key.jsonl", cwd=tmp_path)
    assert_stops(done, f"{UNIT}: no notebook of it has a grade cell named check_<exercise>")


def test_without_nbgrader_the_message_says_what_to_install(tmp_path):
    with patch.dict(sys.modules, {"nbgrader": None, "nbgrader.apps": None}):
        sys.modules.pop("autograder.course.settings", None)
        done = called("grade", tmp_path, "--assignment", UNIT, cwd=tmp_path)
    assert_stops(done, " is needed for --assignment: pip install 'losslings[nbgrader]'")


def test_results_need_a_folder_where_there_is_no_course(tmp_path):
    done = called("grade", tmp_path, cwd=tmp_path)
    assert done.returncode == 2
    assert "Missing option '-o' / '--output'" in done.stderr


# ---------------------------------------------------------------- the course's own settings


def test_the_course_s_settings_judge_and_the_command_line_wins(tmp_path):
    course = new_course(tmp_path / "course", class_of("halved"))
    Key(True, frozen_key().lines).save(course / "hidden.jsonl")
    configure(
        course,
        "c.Judge.key = 'hidden.jsonl'",
        "c.Judge.isolation = 'basic'",
        "c.Judge.time_limit = 7.5",
        "c.Judge.language = 'ko'",
    )
    before = sys.path.copy()
    done = called("grade", course, "--assignment", UNIT, "--workers", 1, cwd=tmp_path)
    assert done.returncode == PASSED, done.stderr
    assert sys.path == before
    lines = done.stdout.splitlines()
    start = lines.index("By the settings of nbgrader_config.py")
    hidden, public = (Key.load(course / name).digest for name in ("hidden.jsonl", "key.jsonl"))
    limit = "Time limit: 7.5 s for one call; language: ko"
    assert lines[start + 1 : start + 4] == [limit, "Isolation: basic (limits)", f"Hidden key: {hidden}"]
    assert 'lang="ko"' in page(course, "halved")
    run = json.loads((course / f"losslings/{UNIT}/run.json").read_text(encoding="utf-8"))
    assert (run["isolation"], run["limits"]["seconds"], run["key"]["kind"]) == ("basic", 7.5, "hidden")

    named = ("--time-limit", 5, "--isolation", "strict", "--key", course / "key.jsonl", "--lang", "en")
    done = called("grade", course, "--assignment", UNIT, "--workers", 1, *named, cwd=tmp_path)
    lines = done.stdout.splitlines()
    start = lines.index("By the settings of nbgrader_config.py, but for --key, --isolation, --time-limit, --lang")
    assert lines[start + 1] == "Time limit: 5 s for one call; language: en"
    assert lines[start + 2].startswith("Isolation: strict")
    assert lines[start + 3] == f"Public key: {public}"


WRONG_SETTINGS = {
    "misspelt": ("c.Judge.timelimit = 5", "c.Judge.timelimit is no setting; there are isolation, key, language"),
    "no-tier": ("c.Judge.isolation = 'none'", "nbgrader_config.py: "),
    "no-time": ("c.Judge.time_limit = 0", "nbgrader_config.py: "),
    "no-key": ("c.Judge.key = 'lost.jsonl'", "lost.jsonl: "),
    "no-pack": ("c.Judge.packs = ['lost']", "lost"),
}


@pytest.mark.parametrize(("line", "message"), WRONG_SETTINGS.values(), ids=WRONG_SETTINGS)
def test_a_setting_that_cannot_be_followed_stops_the_run(tmp_path, line, message):
    course = new_course(tmp_path / "course", class_of("right"))
    configure(course, line)
    assert_stops(called("grade", course, "--assignment", UNIT, cwd=tmp_path), message)
