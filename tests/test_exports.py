"""Final marks as Canvas, Moodle, Gradescope, Classroom 50, JUnit, nbgrader and Excel take them, read by their rules."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import arrivals
import junitparser
import pytest
from arrivals import CLASS
from classroom import SECONDS, frozen_key, grade, write_class, write_key
from jsonschema import Draft202012Validator
from nbgrader.api import Gradebook
from shell import assert_stops, called, finished, tree

from autograder.classroom.arrivals.names import composed
from autograder.classroom.exports.classroom50 import identity_of, whole
from autograder.classroom.exports.folders import write_folder
from autograder.classroom.exports.formats import formats
from autograder.classroom.exports.junit import legal
from autograder.classroom.grades import read_table
from autograder.classroom.grammars import GRAMMARS, GrammarsToCome
from autograder.cli.export import FORMATS

ABSENT = [("Absent, Ada", "aabsent", 900), ("Gone, Gus", "ggone", 901)]
EVERYBODY = [(one.name, one.user, one.number) for one in CLASS] + ABSENT
RIGHT = {composed(one.name) for one in CLASS if one.is_right}


def canvas_roster() -> str:
    lines = ["Student,ID,SIS User ID,SIS Login ID,Section,Homework 3 (12345),Final Score"]
    lines += [",,,,,Manual Posting,", "    Points Possible,,,,,100,(read only)"]
    return "\n".join(lines + [f'"{name}",{number},00{number},{user},A,7,50' for name, user, number in EVERYBODY])


def moodle_roster(separator: str = ",", language: str = "en", most: str = "100.00") -> str:
    headings = {
        "en": ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Last modified (grade)"],
        "de": ["ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung", "Zuletzt geändert"],
        "xx": ["Un", "Full name", "Email address", "Kvar", "Kvin", "Ses", "Sep"],
    }[language]
    word = {"en": "Participant", "de": "Teilnehmer/in", "xx": "Persono"}[language]
    lines = [headings]
    lines += [
        [f"{word} {number}", name, f"{user}@x.edu", "Submitted", "", most, "-"] for name, user, number in EVERYBODY
    ]
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(lines)
    return stream.getvalue()


def gradescope_roster() -> str:
    lines = ["Name,SID,Email,Role"]
    return "\n".join(lines + [f'"{name}",00{number},{user}@school.edu,Student' for name, user, number in EVERYBODY])


def nbgrader_roster() -> str:
    lines = ["id,first_name,last_name,email,lms_user_id"]
    return "\n".join(lines + [f'{user},,"{name}",{user}@x.edu,{number}' for name, user, number in EVERYBODY])


def grade_class(folder: Path, lay_out, roster: str) -> Path:
    """Grade the class of eight with a roster of ten, out of 100 points."""
    download = arrivals.as_zip(lay_out, folder)
    (folder / "roster.csv").write_text(roster, encoding="utf-8-sig")
    (folder / "hw.toml").write_text('title = "Homework 3"\npoints = 100\n')
    frozen_key().part(["information/surprise"]).save(folder / "key.jsonl")
    command = ["grade", download, "-o", "results", "--workers", 1, "--key", "key.jsonl", "--roster", "roster.csv"]
    done = called(*command, "--assignment", "hw.toml", "--time-limit", SECONDS, "--no-pages", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "results"


def exported(folder: Path, *arguments: object, status: int = 0):
    done = called("export", "results", *arguments, cwd=folder)
    assert done.returncode == status, done.stdout + done.stderr
    return done


def read_canvas(data: bytes) -> tuple[str, dict[str, str]]:
    """Read a gradebook as Canvas's importer does: its headings in their places, a student by the number in ID."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    header = rows.pop(0)
    assert "Student" in header[0]
    assert "ID" in header[1]
    columns = 3
    if header[2] == "SIS User ID" and header[3] == "SIS Login ID":
        columns += 2
    assert "Section" in header[columns - 1]
    (column,) = header[columns:]
    students = [row for row in rows if "Points Possible" not in row[0]]
    assert len(students) == len(rows) - 1
    return column, {row[1]: row[columns] for row in students}


def read_moodle(data: bytes, headings: tuple[str, str, str], word: str, separator: str = ",") -> dict[str, str]:
    """Read a worksheet as Moodle's importer does: three columns by their headings, the number behind the word."""
    text = data.decode("utf-8").removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    identifier, grade_place, _modified = (header.index(one) for one in headings)
    return {row[identifier][len(word) :].strip(): row[grade_place] for row in rows}


def read_moodle_zip(path: Path) -> dict[str, str]:
    """Say whose each file of a zip is, as Moodle's importer does: by the parts of its path between underscores."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            assert not re.search(r"(^|/)\.\.?(/|$)|^/|\\", name)
            parts = name.split("/")
            info = parts[0].split("_", 4)
            assert len(info) >= 4
            assert info[1].isdigit()
            assert info[2:4] in (["assignsubmission", "file"], ["assignsubmission", "onlinetext"])
            found[info[1]] = archive.read(name).decode()
    return found


def test_canvas_takes_marks_for_the_column_that_is_there(tmp_path):
    grade_class(tmp_path, arrivals.canvas, canvas_roster())
    done = exported(tmp_path, "--to", "canvas", "-o", "canvas.csv")
    assert done.stderr == ""
    data = (tmp_path / "canvas.csv").read_bytes()
    column, marks = read_canvas(data)
    assert column == "Homework 3 (12345)"
    assert marks == {str(one.number): "100" if one.is_right else "0" for one in CLASS} | {"900": "7", "901": "7"}
    assert "    Points Possible,,,,,100\n" in data.decode()
    assert f"{CLASS[4].name},2234565,002234565,ann_smith,A,100\n" in data.decode()
    exported(tmp_path, "--to", "canvas", "-o", "new/folder/canvas.csv")
    assert (tmp_path / "new/folder/canvas.csv").read_bytes() == data


def test_canvas_is_told_of_a_new_column_and_other_points(tmp_path):
    grade_class(tmp_path, arrivals.canvas, canvas_roster().replace(",100,", ",10,"))
    assert "worth 10 points in Canvas and 100 here" in exported(tmp_path, "--to", "canvas").stderr
    done = exported(tmp_path, "--to", "canvas", "--column", "Homework 4")
    assert "new assignment Homework 4" in done.stderr
    column, marks = read_canvas((tmp_path / "results/canvas.csv").read_bytes())
    assert (column, marks["900"]) == ("Homework 4", "")


def test_who_has_no_canvas_id_is_named_with_the_way_out(tmp_path):
    write_class(write_key(tmp_path), {"=alice": "def entropy(p):\n    return 0.0\n", "bob": "x"})
    grade(tmp_path)
    done = exported(tmp_path, "--to", "canvas", status=1)
    assert "not exported (2): =alice, bob; they have no Canvas ID" in done.stderr
    assert "--roster FILE" in done.stderr
    assert read_canvas((tmp_path / "results/canvas.csv").read_bytes()) == ("results", {})


@pytest.mark.parametrize("lay_out", [arrivals.moodle_folders, arrivals.moodle_files, arrivals.moodle_text])
def test_moodle_takes_the_worksheet_and_the_feedback_back(tmp_path, lay_out):
    grade_class(tmp_path, lay_out, moodle_roster())
    exported(tmp_path, "--to", "moodle", "-o", "moodle.csv")
    headings = ("Identifier", "Grade", "Last modified (grade)")
    marks = read_moodle((tmp_path / "moodle.csv").read_bytes(), headings, "Participant")
    assert marks == {str(one.number): "100" if one.is_right else "0" for one in CLASS} | {"900": "", "901": ""}
    exported(tmp_path, "--to", "moodle-feedback", "-o", "feedback.zip")
    pages = read_moodle_zip(tmp_path / "feedback.zip")
    assert set(pages) == {str(one.number) for one in CLASS}
    assert all(("100 / 100" in pages[str(one.number)]) == one.is_right for one in CLASS)


@pytest.mark.parametrize(("language", "word"), [("de", "Teilnehmer/in"), ("xx", "Persono")])
def test_moodle_keeps_headings_separator_and_decimal_comma(tmp_path, language, word):
    grade_class(tmp_path, arrivals.moodle_folders, moodle_roster(";", language, "100,00"))
    (tmp_path / "hw.toml").write_text("points = 100\n[curve]\nscale = 0.995\n")
    assert called("report", "results", "--no-pages", cwd=tmp_path).returncode == 0
    assert exported(tmp_path, "--to", "moodle").stderr == ""
    headings = {"de": ("ID", "Bewertung", "Zuletzt geändert"), "xx": ("Un", "Kvin", "Sep")}[language]
    marks = read_moodle((tmp_path / "results/moodle.csv").read_bytes(), headings, word, ";")
    assert marks[str(CLASS[0].number)] == "99,5"


def test_moodle_without_a_worksheet_writes_one_in_english(tmp_path):
    grade_class(tmp_path, arrivals.moodle_hidden, gradescope_roster())
    (tmp_path / "results/marks.json").chmod(0o600)
    exported(tmp_path, "--to", "moodle", status=0)
    marks = read_moodle(
        (tmp_path / "results/moodle.csv").read_bytes(), ("Identifier", "Grade", "Last modified (grade)"), "Participant"
    )
    assert set(marks) == {str(one.number) for one in CLASS}


def test_gradescope_results_have_points_and_feedback_of_each_item(tmp_path):
    grade_class(tmp_path, arrivals.gradescope, gradescope_roster())
    exported(tmp_path, "--to", "gradescope", "-o", "out")
    files = {path.parent.name: json.loads(path.read_text()) for path in (tmp_path / "out").glob("*/results.json")}
    assert {name for name, one in files.items() if one["score"] == 100} == RIGHT
    assert len(files) == len(CLASS)
    for one in files.values():
        assert all(0 <= test["score"] <= test["max_score"] for test in one["tests"])
        assert {test["visibility"] for test in one["tests"]} == {"visible"}
        assert all(test["output"] for test in one["tests"] if test["status"] == "failed")


RESULT_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "schema", "classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review",
        "datetime", "score", "max-score", "tests",
    ],
    "properties": {
        "schema": {"const": "classroom50/result/v1"},
        **{name: {"type": "string", "minLength": 1} for name in (
            "classroom", "assignment", "owner", "commit", "release", "review",
        )},
        "assignment_type": {"enum": ["individual", "group"]},
        "submission": {"type": "string", "pattern": "^submit/"},
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$"},
        "score": {"type": "integer", "minimum": 0},
        "max-score": {"type": "integer", "minimum": 0},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["test-name", "passed", "score", "max-score"],
                "properties": {
                    "test-name": {"type": "string", "minLength": 1},
                    "passed": {"type": "boolean"},
                    "score": {"type": "integer", "minimum": 0},
                    "max-score": {"type": "integer", "minimum": 0},
                },
            },
        },
    },
}  # fmt: skip  # the structure of Classroom 50's published schema


def test_classroom50_results_fit_the_published_schema(tmp_path):
    def clones(folder: Path) -> None:
        for student in CLASS:
            arrivals.put(folder / f"cs-hw-1-{student.user}" / "hw.py", student.source)
            arrivals.put(folder / f"cs-hw-1-{student.user}" / ".git/HEAD", "ref: refs/heads/main\n")

    grade_class(tmp_path, clones, canvas_roster())
    told = exported(tmp_path, "--to", "classroom50", "-o", "out").stderr
    assert "the classroom is cs and the assignment hw-1;" in " ".join(told.split())
    files = [json.loads(path.read_text()) for path in (tmp_path / "out").glob("*/result.json")]
    for one in files:
        Draft202012Validator(RESULT_SCHEMA).validate(one)
        assert (one["classroom"], one["assignment"]) == ("cs", "hw-1")
        assert one["score"] <= one["max-score"] == 100
        assert all(test["score"] <= test["max-score"] for test in one["tests"])
    assert {one["owner"] for one in files if one["score"] == 100} == {one.user for one in CLASS if one.is_right}


@pytest.mark.parametrize(
    ("submission", "repository", "environment", "found"),
    [
        ("bo-lee", "cs-hw-1-bo-lee", {}, ("cs", "hw-1", "bo-lee")),
        ("bo-lee", "cs-101-hw-bo-lee", {"CLASSROOM": "cs-101", "ASSIGNMENT": "hw"}, ("cs-101", "hw", "bo-lee")),
        ("cs-hw-ann", "cs-hw-ann", {"CLASSROOM": "cs", "ASSIGNMENT": "hw"}, ("cs", "hw", "ann")),  # one clone alone
        ("ann", "", {"CLASSROOM": "cs", "ASSIGNMENT": "hw"}, ("cs", "hw", "ann")),
        (
            "submission",
            "",
            {"CLASSROOM": "cs", "ASSIGNMENT": "hw", "GITHUB_REPOSITORY": "org/cs-hw-bo-lee"},
            ("cs", "hw", "bo-lee"),
        ),
        ("ann", "", {}, None),
        ("ann", "hw-ann", {}, None),
    ],
)
def test_classroom50_is_told_whose_a_result_is(submission, repository, environment, found):
    row = {"submission": submission, "lms": {"repository": repository} if repository else {}}
    named = identity_of(row, environment)
    assert (named and (named["classroom"], named["assignment"], named["owner"])) == found


def test_who_names_the_classroom_is_not_asked_to(tmp_path, monkeypatch):
    grade_class(tmp_path, arrivals.plain, canvas_roster())
    monkeypatch.setenv("CLASSROOM", "cs-101")
    monkeypatch.setenv("ASSIGNMENT", "hw-3")
    assert "set CLASSROOM" not in exported(tmp_path, "--to", "classroom50", "-o", "out").stderr


def test_whole_points_are_full_only_where_the_mark_is():
    assert [whole(score, 10) for score in (0, 0.4, 7.5, 9.4, 9.5, 9.99, 10, 12)] == [0, 0, 8, 9, 9, 9, 10, 10]
    assert whole(2.5, 2.5) == 3


def test_junit_is_read_by_junitparser_and_has_no_illegal_letter(tmp_path):
    grade_class(tmp_path, arrivals.plain, canvas_roster())
    assert "Absent, Ada, Gone, Gus" in exported(tmp_path, "--to", "junit", "-o", "junit.xml").stderr
    suites = {suite.name: suite for suite in junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml"))}
    assert len(suites) == len(CLASS)
    right = {composed(name) for name, suite in suites.items() if not suite.failures + suite.errors + suite.skipped}
    assert right == RIGHT
    bert = suites["Bert Smith"]
    failed = [case for case in bert if case.result and case.result[0].type == "failed"]
    assert "surprise(" in failed[0].result[0].text
    assert ElementTree.parse(tmp_path / "junit.xml").getroot().get("tests") == str(
        sum(s.tests for s in suites.values())
    )
    ElementTree.fromstring(f"<a>{legal('a' + chr(0) + chr(27) + chr(0xFFFE) + 'b')}</a>")


def test_nbgrader_exports_the_final_marks_from_the_gradebook(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # nbgrader starts alembic
    grade_class(tmp_path, arrivals.nbgrader, nbgrader_roster())
    (tmp_path / "hw.toml").write_text(
        'title = "hw1"\npoints = 100\n[[adjust]]\nstudent = "akim"\npoints = -12.5\nreason = "late"\n'
        '[[adjust]]\nstudent = "mskim"\npoints = 5\nreason = "extra"\n'
    )
    assert called("report", "results", "--no-pages", cwd=tmp_path).returncode == 0
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        gradebook.add_student("akim", first_name="Anna B.")
        gradebook.add_assignment("hw0")
    for _ in range(2):
        exported(tmp_path, "--to", "nbgrader", "-o", "gradebook.db")
    words = ["nbgrader", "export", f"--CourseDirectory.db_url=sqlite:///{tmp_path / 'gradebook.db'}"]
    finished([sys.executable, "-m", *words, "--CsvExportPlugin.to=grades.csv"], cwd=tmp_path, check=True)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "grades.csv").read_text(encoding="utf-8"))))
    assert {row["first_name"] for row in rows if row["student_id"] == "akim"} == {"Anna B."}
    assert {row["assignment"] for row in rows} == {"hw0", "hw1"}
    rows = [row for row in rows if row["assignment"] == "hw1"]
    marks = {row["student_id"]: float(row["score"]) for row in rows}
    expected = {one.user: 100.0 if one.is_right else 0.0 for one in CLASS} | {"aabsent": 0.0, "ggone": 0.0}
    assert marks == expected | {"akim": 87.5, "mskim": 105.0}
    assert {float(row["max_score"]) for row in rows} == {100.0}


def test_an_assignment_of_the_course_itself_is_not_written_over(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # nbgrader starts alembic
    grade_class(tmp_path, arrivals.nbgrader, nbgrader_roster())
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("Homework 3")
        gradebook.add_notebook("problem1", "Homework 3")
    before = (tmp_path / "gradebook.db").read_bytes()
    monkeypatch.delitem(sys.modules, GRAMMARS, raising=False)
    done = called("export", "results", "--to", "nbgrader", "-o", "gradebook.db", cwd=tmp_path)
    assert isinstance(sys.modules[GRAMMARS], GrammarsToCome)  # nobody waits until they are compiled
    assert_stops(done, "not of an export")
    assert (tmp_path / "gradebook.db").read_bytes() == before


def test_the_table_opens_right_in_excel(tmp_path):
    grade_class(tmp_path, arrivals.plain, canvas_roster().replace("A,7", "=1+1,7"))
    exported(tmp_path, "--to", "csv")
    data = (tmp_path / "results/marks.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b",=1+1" not in data
    rows = list(read_table(tmp_path / "results/marks.csv"))
    assert len(rows) == 10
    assert {composed(row["name"]) for row in rows if row["Homework 3"] == "100"} == RIGHT
    assert {row["id"] for row in rows} == {f"00{number}" for _, _, number in EVERYBODY}


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Path:
    folder = write_key(tmp_path_factory.mktemp("graded"), hidden=True)
    grade(write_class(folder, {"alice": "def entropy(p):\n    return 0.0\n"}))
    return folder


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_changes_no_result_and_is_the_owners_alone(tmp_path, graded, name):
    results = shutil.copytree(graded / "results", tmp_path / "results")
    before = tree(results)
    called("export", "results", "--to", name, "-o", "out", cwd=tmp_path)
    assert tree(results) == before
    assert (tmp_path / "out").stat().st_mode & 0o77 == 0
    paths = [path for path in (tmp_path / "out", *(tmp_path / "out").rglob("*")) if path.is_file()]
    hidden = [item["call"] for line in (results / "results.jsonl").read_text().splitlines()
              for one in json.loads(line)["exercises"] for item in one["items"] if item["call"]]  # fmt: skip
    assert hidden
    assert not [path for path in paths for call in hidden if call.encode() in path.read_bytes()]


def test_every_format_of_the_command_is_there():
    assert tuple(formats()) == FORMATS


def test_without_marks_one_line_says_what_makes_them(tmp_path):
    (tmp_path / "results").mkdir()
    assert_stops(called("export", "results", "--to", "csv", cwd=tmp_path), "losslings report")
    (tmp_path / "results/marks.json").write_text("{}")
    assert_stops(called("export", "results", "--to", "csv", cwd=tmp_path), "damaged")


def test_a_folder_of_exports_keeps_what_is_not_its_own(tmp_path):
    write_folder(tmp_path / "out", "r.json", [("../../evil", "1"), ("A", "1"), ("a", "2"), ("gone", "1")])
    (tmp_path / "out/gone/notes.txt").write_text("mine")
    assert write_folder(tmp_path / "out", "r.json", [("A", "3")]) == 1
    left = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert left == {"gone/notes.txt", "A/r.json"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
