"""How a class arrives: the same eight students in every layout, the last attempt of each, and nothing unsaid."""

from __future__ import annotations

import errno
import io
import json
import time
import unicodedata
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from arrivals import AGAIN, CLASS, LAYOUTS, RIGHT, WAYS, WRONG, put, zipped
from classroom import frozen_key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shell import STOPPED, called

from autograder.classroom.arrivals import unpacking
from autograder.classroom.arrivals.arriving import open_class
from autograder.classroom.arrivals.layouts import layouts
from autograder.classroom.arrivals.names import composed, copy_of, same, unique_ids
from autograder.classroom.arrivals.online_text import MAX_PAGE, code_of_page
from autograder.classroom.arrivals.telling import told
from autograder.classroom.arrivals.times import parse_time
from autograder.classroom.graders import open_grader
from autograder.classroom.members import read_member
from autograder.classroom.worker import GradingSettings
from autograder.isolation.job import limits_of
from autograder.judging.opening import UnreadableSubmission
from autograder.judging.printable import clean_name
from autograder.judging.submission import Submission

SOURCES = sorted(student.source for student in CLASS)
OTHER = RIGHT.replace("surprise", "entropy")


def read_class(path, layout=None):
    """Return an arrival and the submission of each of its members."""
    with open_class(path, layout=layout) as arrival:
        return arrival, {member.id: read_member(member) for member in arrival.members}


def members_of(arrival):
    return {member.id: member for member in arrival.members}


def names_it(member, student):
    texts = {composed(text) for text in (member.id, member.name, member.email, *member.lms.values())}
    numbers = {str(student.number), f"00{student.number}", f"{student.number:x}", f"{student.number}-67890"}
    return bool(texts & {composed(student.name), student.user, *numbers})


# ---------------------------------------------------------------- eight students


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_eight_students_are_eight_rows_with_their_last_attempts_in_every_layout(layout, way, tmp_path):
    arrival, submissions = read_class(WAYS[way](LAYOUTS[layout], tmp_path))
    assert arrival.layout == layout.partition("-")[0]
    assert [one.problem for one in submissions.values() if one.problem] == []
    assert {name for one in submissions.values() for name in one.files} <= {"hw.py", "hw1/hw.py", "onlinetext.py"}
    assert sorted(data.decode() for one in submissions.values() for data in one.files.values()) == SOURCES
    for student in CLASS:
        (member,) = [member for member in arrival.members if names_it(member, student)]
        assert [data.decode() for data in submissions[member.id].files.values()] == [student.source]
        assert unicodedata.is_normalized("NFC", member.id)
        assert member.id.isprintable()


NAMES_AND_NUMBERS = {
    "canvas": ("", "", {"canvas_user": "2234561", "canvas_upload": "779"}, 11, None),
    "moodle-files": ("김민수", "", {"moodle_participant": "2234561"}, 0, None),
    "moodle-hidden": ("", "", {"moodle_participant": "2234561"}, 0, None),
    "blackboard": ("김민수", "", {"blackboard_user": "mskim"}, 2, datetime(2026, 1, 10, 1)),
    "brightspace": ("김민수", "", {"brightspace": "2234561-67890"}, 3, datetime(2026, 1, 10, 13)),
    "gradescope": (
        *("김민수", "mskim@school.edu", {"gradescope_submission": "2234561", "sid": "002234561"}, 0),
        datetime(2026, 1, 5, 18, 0, 0, 123456, tzinfo=UTC),
    ),
    "drive": ("김민수", "", {}, 0, None),
    "git": ("", "", {"repository": "hw-1-mskim"}, 0, None),
    "nbgrader": ("", "", {"nbgrader_student": "mskim"}, 0, datetime(2026, 1, 5, 1, tzinfo=UTC)),
}


@pytest.mark.parametrize(("layout", "wanted"), NAMES_AND_NUMBERS.items(), ids=NAMES_AND_NUMBERS)
def test_names_numbers_attempts_and_times_are_kept_for_the_gradebook(layout, wanted, tmp_path):
    arrival, _ = read_class(WAYS["as_folder"](LAYOUTS[layout], tmp_path))
    hits = {AGAIN.name, AGAIN.user, str(AGAIN.number)}
    (one,) = [one for one in arrival.members if hits & {one.name, one.id, one.email, *one.lms.values()}]
    assert (one.name, one.email, one.lms, one.attempt, one.time) == wanted
    assert json.loads(json.dumps(one.to_dict()))["lms"] == one.lms


def test_the_marks_are_the_same_in_every_layout(tmp_path):
    submissions = []
    for layout, lay_out in LAYOUTS.items():
        _, found = read_class(WAYS["as_zip"](lay_out, tmp_path / layout))
        submissions += [Submission(f"{layout} {name}", one.files) for name, one in found.items()]
    lines = frozen_key().part(["information/surprise"]).lines
    settings = GradingSettings(False, lines, "en", limits_of(10.0), "strict")
    marks = {layout: [] for layout in LAYOUTS}
    with open_grader("strict", 2, None) as place:
        for submission, graded in place.grader(iter(submissions), settings):
            marks[submission.id.partition(" ")[0]].append(graded.summary["score"])
    (first, *others) = [sorted(scores) for scores in marks.values()]
    assert all(scores == first for scores in others)
    assert [score > 0 for score in first] == sorted(student.is_right for student in CLASS)


# ---------------------------------------------------------------- what is read of whom

NOTE = "Name: Dae Kim (dkim)\nAssignment: HW1\n\nSubmission Field:\n{}\n\nComments:\nnone\n\nFiles:\n{}"
BLACKBOARD = "HW1_dkim_attempt_2026-01-{}-10-00-00{}"
D2L = "1-2 - Emil Holm - Jan {}, 2026 {} - {}"
GROUP = """submission_7:
  :created_at: 2026-01-05 10:00:00 Z
  :submitters:
  - :name: Anna
    :sid: 007
    :email: a@x.edu
  - :name: Bert
    :sid: 008
    :email:
"""
# The files of a class, and of each row the files that are read.
READ = {
    "canvas: two who share the letters": (
        {"smitha_1001_2001_hw.py": RIGHT, "smitha_1002_2002_hw.py": WRONG},
        {"smitha_1001": {"hw.py": RIGHT}, "smitha_1002": {"hw.py": WRONG}},
    ),
    "canvas: files that a student numbered are no versions": (
        {"kim_1001_2001_part-1.py": RIGHT, "kim_1001_2002_part-2.py": OTHER},
        {"kim": {"part-1.py": RIGHT, "part-2.py": OTHER}},
    ),
    "canvas: a number that all have is the assignment's": (
        {"kim_1001_2001_lab-2.py": RIGHT, "lee_1002_2002_lab-2.py": WRONG},
        {"kim": {"lab-2.py": RIGHT}, "lee": {"lab-2.py": WRONG}},
    ),
    "moodle: numbers as the grading worksheet writes them": (
        {"Participant 70_assignsubmission_file_/x.py": RIGHT, "Participant 71_assignsubmission_file_/x.py": WRONG},
        {"Participant 70": {"x.py": RIGHT}, "Participant 71": {"x.py": WRONG}},
    ),
    "blackboard: a user name in two cases": (
        {BLACKBOARD.format("05", "_hw.py"): WRONG, BLACKBOARD.format("06", "_hw.py").replace("dkim", "DKim"): RIGHT},
        {"DKim": {"hw.py": RIGHT}},
    ),
    "plain: two tries of one student are no class": (
        {"ann/a.py": RIGHT, "bob/v1/a.py": RIGHT, "bob/v2/a.py": WRONG},
        {"ann": {"a.py": RIGHT}, "bob": {"v1/a.py": RIGHT, "v2/a.py": WRONG}},
    ),
    "canvas: renamed, the older one gone": (
        {"kim_1001_2001_hw-3.py": RIGHT},
        {"kim": {"hw.py": RIGHT}},
    ),
    "canvas: typed text": (
        {"kim_1001_text.html": "<p>def f(x):<br>&nbsp; return x</p>", "lee_1002_9000_hw.py": RIGHT},
        {"kim": {"text.py": "def f(x):\n  return x\n"}, "lee": {"hw.py": RIGHT}},
    ),
    "moodle: several files, and a name with lines": (
        {"a_1_b_700_assignsubmission_file_x.py": RIGHT, "a_1_b_700_assignsubmission_file_y.py": OTHER},
        {"a_1_b": {"x.py": RIGHT, "y.py": OTHER}},
    ),
    "moodle: a picture in typed text": (
        {f"Ann_7_assignsubmission_onlinetext_/{name}": RIGHT for name in ("onlinetext.html", "plot.png")},
        {"Ann": {"onlinetext.py": RIGHT}},
    ),
    "moodle: number alone": (
        {"700_assignsubmission_file_/x.py": RIGHT, "701_assignsubmission_file_/x.py": WRONG},
        {"700": {"x.py": RIGHT}, "701": {"x.py": WRONG}},
    ),
    "blackboard: files of one attempt stay together, by their own names": (
        {
            BLACKBOARD.format("05", "_hw.py"): WRONG,
            BLACKBOARD.format("05", "_helpers.py"): "old = 1\n",
            BLACKBOARD.format("06", "_hw.py"): RIGHT,
            BLACKBOARD.format("06", ".txt"): NOTE.format(
                "", f"\tOriginal filename: my hw.py\n\tFilename: {BLACKBOARD.format('06', '_hw.py')}\n"
            ),
        },
        {"dkim": {"my hw.py": RIGHT}},
    ),
    "blackboard: typed text": (
        {BLACKBOARD.format("06", ".txt"): NOTE.format("<p>def f(x):<br>&nbsp; return x</p>", "")},
        {"dkim": {"HW1_dkim_attempt_2026-01-06-10-00-00.py": "def f(x):\n  return x\n"}},
    ),
    "brightspace: noon, midnight and the tenth": (
        {
            D2L.format(9, "1159 PM", "hw.py"): WRONG,
            D2L.format(10, "1201 AM", "hw.py"): RIGHT,
            D2L.format(10, "1201 AM", "b.py"): OTHER,
        },
        {"Emil Holm": {"hw.py": RIGHT, "b.py": OTHER}},
    ),
    "gradescope: a group": (
        {"submission_7/hw.py": RIGHT, "submission_metadata.yml": GROUP},
        {"Anna": {"hw.py": RIGHT}, "Bert": {"hw.py": RIGHT}},
    ),
    "drive: a copy is later than what it was copied from": (
        {"Anna - hw.py": WRONG, "Copy of Anna - hw.py": RIGHT, "Bo - hw.py": WRONG},
        {"Anna": {"hw.py": RIGHT}, "Bo": {"hw.py": WRONG}},
    ),
    "drive: one file comes first, and the others their students": (
        {"Anna - hw.py": RIGHT, "Bo - hw.py": WRONG, "hw.py - Cleo": RIGHT},
        {"Anna": {"hw.py": RIGHT}, "Bo": {"hw.py": WRONG}, "Cleo": {"hw.py": RIGHT}},
    ),
    "drive: one without the suffix in front, in a class that comes after its files": (
        {"hw - Anna.py": RIGHT, "hw.py - Bo": WRONG, "hw.py - Cleo": RIGHT, "hw.py - Dan": WRONG, "hw.py - Eve": WRONG},
        {
            "Anna": {"hw.py": RIGHT},
            "Bo": {"hw.py": WRONG},
            "Cleo": {"hw.py": RIGHT},
            "Dan": {"hw.py": WRONG},
            "Eve": {"hw.py": WRONG},
        },
    ),
    "drive: one student comes first, in a class that comes after its files": (
        {"Anna - hw.py": RIGHT, "hw.py - Bo": WRONG, "hw.py - Cleo": RIGHT},
        {"Anna": {"hw.py": RIGHT}, "Bo": {"hw.py": WRONG}, "Cleo": {"hw.py": RIGHT}},
    ),
    "drive: nobody knows which side is the student": (
        {"Anna - lab.py": RIGHT, "hw.py - Bo": WRONG, "hw.py - Cleo": RIGHT},
        {"Anna - lab": {"Anna - lab.py": RIGHT}, "Bo": {"hw.py": WRONG}, "Cleo": {"hw.py": RIGHT}},
    ),
    "drive: copies that a system made of a file": (
        {
            "Anna - hw.py": WRONG,
            "Anna - hw - Copy.py": RIGHT,
            "Anna - hw-Annas-MacBook-Pro.py": RIGHT,
            "Bo - hw.py": WRONG,
            "Bo - hw.py.orig": RIGHT,
            "Cleo - hw - Kopie (2).py": RIGHT,
            "Dan - hw.py": RIGHT,
        },
        {
            "Anna": {"hw.py": WRONG, "hw - Copy.py": RIGHT, "hw-Annas-MacBook-Pro.py": RIGHT},
            "Bo": {"hw.py": WRONG},
            "Cleo": {"hw.py": RIGHT},
            "Dan": {"hw.py": RIGHT},
        },
    ),
    "drive: nobody is called Copy": (
        {f"{name} - hw.py": RIGHT for name in ("Anna", "Bo", "Cleo", "Dan")} | {"hw - Copy.py": WRONG},
        {name: {"hw.py": RIGHT} for name in ("Anna", "Bo", "Cleo", "Dan")} | {"hw - Copy": {"hw - Copy.py": WRONG}},
    ),
    "plain: copies that a system made of a file, and what tools left": (
        {
            "ann.py": WRONG,
            "ann (Ann's conflicted copy 2026-01-05).py": RIGHT,
            "ann.sync-conflict-20260105-101010-ABCDEFG.py": RIGHT,
            "bo.py": WRONG,
            "bo.py~": RIGHT,
            "#bo.py#": RIGHT,
            "bo.py.rej": RIGHT,
            ".bo.py.icloud": RIGHT,
            "cy - 복사본.py": RIGHT,
        },
        {
            "ann": {
                "ann.py": WRONG,
                "ann (Ann's conflicted copy 2026-01-05).py": RIGHT,
                "ann.sync-conflict-20260105-101010-ABCDEFG.py": RIGHT,
            },
            "bo": {"bo.py": WRONG},
            "cy - 복사본": {"cy - 복사본.py": RIGHT},
        },
    ),
    "plain: nobody's own name makes a copy of another's file": (
        {
            "anna.py": WRONG,
            "anna kopietz.py": RIGHT,
            "anna-marie.py": WRONG,
            "anna-marie-copy.py": RIGHT,
            "anna lee copy.py": RIGHT,
            "bo.py": WRONG,
            "bo - Copy.py": RIGHT,
            "BO - Copy - Copy.py": RIGHT,
        },
        {
            "anna": {"anna.py": WRONG},
            "anna kopietz": {"anna kopietz.py": RIGHT},
            "anna-marie": {"anna-marie.py": WRONG, "anna-marie-copy.py": RIGHT},
            "anna lee copy": {"anna lee copy.py": RIGHT},
            "bo": {"bo.py": WRONG, "bo - Copy.py": RIGHT, "bo - Copy - Copy.py": RIGHT},
        },
    ),
    "git: the assignment's own repository, and a clone that GitHub has zipped": (
        {
            **{f"cs-hw-{name}/.git/HEAD": "ref" for name in ("ann", "bo-lee", "cy")},
            **{f"cs-hw-{name}/hw.py": RIGHT for name in ("ann", "bo-lee", "cy")},
            "cs-hw-dan-main/hw.py": WRONG,
            "cs-hw/.git/HEAD": "ref",
            "cs-hw/hw.py": RIGHT,
            "cs-hw-main/hw.py": RIGHT,
        },
        {
            "ann": {"hw.py": RIGHT},
            "bo-lee": {"hw.py": RIGHT},
            "cy": {"hw.py": RIGHT},
            "dan": {"hw.py": WRONG},
        },
    ),
    "drive: nobody's names": (
        {"hw.py": RIGHT, "hw (1).py": WRONG},
        {"hw": {"hw.py": RIGHT}, "hw (1)": {"hw (1).py": WRONG}},
    ),
    "nbgrader: the course around it": (
        {"source/ps1/a.py": WRONG, "submitted/ann/ps1/a.py": RIGHT, "nbgrader_config.py": ""},
        {"ann": {"ps1/a.py": RIGHT}},
    ),
    "plain: one student of one is no class": (
        {"alice/week1/a.py": RIGHT, "alice/week2/b.py": OTHER},
        {"alice": {"week1/a.py": RIGHT, "week2/b.py": OTHER}},
    ),
    "plain: the same exercise in two units of one student": (
        {"amina/tutorial/s.py": RIGHT, "amina/information/s.py": WRONG},
        {"amina": {"tutorial/s.py": RIGHT, "information/s.py": WRONG}},
    ),
    "plain: two spellings": (
        {
            "Alice/a.py": RIGHT,
            "alice/b.py": OTHER,
            unicodedata.normalize("NFD", "김") + "/a.py": RIGHT,
            "김/b.py": OTHER,
        },
        {"Alice": {"a.py": RIGHT, "b.py": OTHER}, "김": {"a.py": RIGHT, "b.py": OTHER}},
    ),
    "plain: file and folder": (
        {"alice/a.py": RIGHT, "alice.py": WRONG},
        {"alice": {"a.py": RIGHT}, "alice.py": {"alice.py": WRONG}},
    ),
    "plain: numbers of a teacher's": (
        {"lab_101_202_ann.py": RIGHT, "lab_101_202_bob.py": WRONG},
        {"lab_101_202_ann": {"lab_101_202_ann.py": RIGHT}, "lab_101_202_bob": {"lab_101_202_bob.py": WRONG}},
    ),
    "mixed": (
        {
            "Anna_700_assignsubmission_file_/x.py": RIGHT,
            "1-2 - Emil - Jan 5, 2026 1000 AM - x.py": WRONG,
            "zoe.py": WRONG,
        },
        {"Anna": {"x.py": RIGHT}, "Emil": {"x.py": WRONG}, "zoe": {"zoe.py": WRONG}},
    ),
    "an upload with a PDF beside it": (
        {"kim_1001_2001_hw.py": RIGHT, "kim_1001_2002_report.pdf": "%PDF"},
        {"kim": {"hw.py": RIGHT}},
    ),
}


@pytest.mark.parametrize(("files", "rows"), READ.values(), ids=READ)
def test_of_each_student_the_last_attempt_is_read_under_its_own_names(files, rows, tmp_path):
    for name, source in files.items():
        put(tmp_path / "class" / name, source)
    _, submissions = read_class(tmp_path / "class")
    assert {
        name: {path: data.decode() for path, data in one.files.items()} for name, one in submissions.items()
    } == rows
    assert {one.problem for one in submissions.values()} == {""}


def test_the_report_names_what_was_handed_in_earlier(tmp_path):
    for day, source in ((9, WRONG), (10, RIGHT)):
        put(tmp_path / "class" / D2L.format(day, "100 PM", "hw.py"), source)
    _, submissions = read_class(tmp_path / "class")
    (remark,) = submissions["Emil Holm"].remarks
    assert remark.render(str) == f"handed in earlier, and not graded: {D2L.format(9, '100 PM', 'hw.py')}"


# What the instructor reads of it.
SAID = {
    "mixed": (
        ["Anna_7_assignsubmission_file_/x.py", "zoe.py"],
        "the names here are of several kinds: Moodle 1, plain 1",
    ),
    "united": (["Alice/a.py", "alice/b.py"], "Alice: 2 spellings of one name are taken as one student"),
    "apart": (["alice/a.py", "alice.py"], "alice, alice.py: perhaps one student"),
    "nobody's": (["hw.py", "hw (1).py"], "do not say whose they are"),
    "copies": (["ann.py", "ann (1).py", "bob.py"], "ann (1), ann: perhaps one student"),
    "a copy": (["ann.py", "ann - Copy.py", "bob.py"], "ann - Copy.py: a copy of ann.py, by its name; both are read"),
    "a copy in another form": (["ann.py", "Ann - Copy.ipynb", "bob.py"], "Ann - Copy, ann: perhaps one student"),
    "a copy alone": (["ann.py", "hw - 복사본.py", "bob.py"], "hw - 복사본: by its name a copy, and nothing here says"),
    "a copy in a class of Drive's": (
        ["hw - Copy.py", *(f"{name} - hw.py" for name in ("Ann", "Bo", "Cy", "Dan", "Eve"))],
        "hw - Copy: by its name a copy, and nothing here says whose",
    ),
    "two in one": (["hw1/ann/a.py", "hw1/bob/a.py"], "hw1: taken as one student, though two in it answer the same"),
    "around, and beside it": (["hw1/Ann_7_assignsubmission_file_/x.py", "marks.csv"], "gradebook: marks.csv)"),
    "two platforms": (
        ["Ann_7_assignsubmission_file_/x.py", "1-2 - Ann - Jan 5, 2026 1000 AM - x.py"],
        "Ann_7, Ann_1: perhaps one student",
    ),
    "earlier": ([D2L.format(9, "100 PM", "a.py"), D2L.format(10, "100 AM", "a.py")], "an earlier attempt: 1-2 - Emil"),
    "empty last": (
        [BLACKBOARD.format("05", "_a.py"), BLACKBOARD.format("06", ".txt")],
        "dkim: no file in the last attempt; an earlier attempt",
    ),
    "system": (
        ["a.py", "Thumbs.db", "index.html"],
        "left out: 2 (written by the operating system or a tool: Thumbs.db;",
    ),
    "table": (
        ["a.py", "grades.csv", "marks.xlsx"],
        "left out: 2 (a table, such as a gradebook: grades.csv, marks.xlsx)",
    ),
    "around": (["download/hw1/Ann_7_assignsubmission_file_/x.py"], "the class is in hw1"),
    "no names": (["submission_7/a.py", "submission_metadata.yml"], "submission_metadata.yml cannot be read"),
    "two numbers": (
        [
            "1-5 - Emil - Jan 5, 2026 1000 AM - a.py",
            "2-5 - Emil - Jan 6, 2026 1000 AM - a.py",
            "3-5 - Bo - Jan 5, 2026 1000 AM - a.py",
        ],
        "Emil: under two numbers (1-5, 2-5), taken as two students of one name",
    ),
}


@pytest.mark.parametrize(("files", "line"), SAID.values(), ids=SAID)
def test_what_is_guessed_or_left_out_is_said(files, line, tmp_path):
    for name in files:
        put(tmp_path / "class" / name, "" if name.endswith(("yml", "txt")) else RIGHT)
    arrival, _ = read_class(tmp_path / "class")
    assert line in "\n".join(told(arrival, str))


ODD = [
    "a.py.txt",
    "b.ipynb.json",
    "c.txt",
    "d.html",
    "e.odt",
    "f.md",
    "g",
    "h.rtf",
    "i.pyw",
    "j.pdf",
    "k.png",
    "l.json",
]


def test_every_child_that_may_be_a_submission_has_a_row(tmp_path):
    for name in ODD:
        put(tmp_path / name, "hello")
    (tmp_path / "m").mkdir()
    (tmp_path / "n").symlink_to(tmp_path / "m")
    (tmp_path / "o.py").symlink_to(tmp_path / "nowhere")
    arrival, submissions = read_class(tmp_path)
    assert list(members_of(arrival)) == list("abcdefghijklmno")
    assert all(one.problem or one.files for one in submissions.values())
    assert submissions["n"].problem == "n: a link, which is not followed"


PIECES = [
    "kim",
    "김",
    "_",
    "LATE",
    "_1001_2002_",
    "hw",
    "(1)",
    ".py",
    ".zip",
    ".txt",
    "-1",
    "/",
    "a.py",
    ".html",
    ".png",
    "1-2",
    "submitted/",
    "index.html",
    "submission_7",
    "_700_assignsubmission_file_",
    "_701_assignsubmission_onlinetext_",
    "_attempt_2026-01-05-10-00-00",
    "/.git/x",
    "/timestamp.txt",
    "submission_metadata.yml",
]
PIECES += [" - ", "Copy of ", "Jan 5, 2026 1000 AM"]
NAME = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.sets(NAME, min_size=1, max_size=8), layout=st.sampled_from([None, None, "plain", "canvas", "drive"]))
def test_whatever_the_names_every_child_is_in_a_row_or_left_out(tmp_path, names, layout):
    with TemporaryDirectory(dir=tmp_path) as folder:
        for name in names:
            with suppress(OSError):  # a file of that name is there where a folder should be
                put(Path(folder, name.strip("/")), RIGHT)
        try:
            arrival, submissions = read_class(Path(folder), layout)
        except UnreadableSubmission:
            return
        left_out = [*arrival.left_out, *(one for member in arrival.members for one in member.left_out)]
        known = {part.path for member in arrival.members for part in member.parts} | {one.path for one in left_out}
        assert [path for path in Path(folder).rglob("*") if path.is_file() and not {path, *path.parents} & known] == []
        assert len({same(name) for name in submissions}) == len(arrival.members) > 0


def test_no_link_is_followed_whatever_its_name(tmp_path):
    put(tmp_path / "secret/hw.py", RIGHT)
    put(tmp_path / "class/alice.py", RIGHT)
    links = [
        "Ann_7_assignsubmission_file_",
        "submitted",
        "hw1-bob",
        "kim_1001_2001_hw.py",
        D2L.format(5, "100 PM", "hw.py"),
    ]
    for name in links:
        (tmp_path / "class" / name).symlink_to(tmp_path / "secret" / ("hw.py" if name.endswith(".py") else ""))
    _, submissions = read_class(tmp_path / "class")
    assert len(submissions) == 1 + len(links)
    assert [name for name, one in submissions.items() if one.files] == ["alice"]


RUN = '{"schema": "losslings/run/v2"}'
RESULTS = {
    "by its run": {"old/run.json": '{\n  "schema": "losslings/run/v2"}'},
    "by its reports": {"old/results.jsonl": '{"schema": "losslings/report/v2"}'},
    "a folder of them": {
        "old/a/run.json": '{"schema": "losslings/run/v2"}',
        "old/b/run.json": '{"schema": "losslings/run/v1"}',
    },
    "among the submissions": {
        "run.json": '{"schema": "losslings/run/v2"}',
        "results.jsonl.old1": "",
        "digests.jsonl": "",
    },
}


@pytest.mark.parametrize("files", RESULTS.values(), ids=RESULTS)
def test_results_of_an_earlier_run_are_left_out(files, tmp_path):
    for name, text in {"alice/run.json": RUN, "alice/a.py": RIGHT, **files}.items():
        put(tmp_path / name, text)
    arrival, _ = read_class(tmp_path)
    assert list(members_of(arrival)) == ["alice"]
    assert {one.reason for one in arrival.left_out} == {"results of losslings"}


# ---------------------------------------------------------------- what stops a run

MOODLE = {f"{name}_{number}_assignsubmission_file_/hw.py": RIGHT for number, name in enumerate(("Ann", "Bo"), 700)}


def zip_of(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


STOPS = {
    "an older download in a folder": (
        {"zoe.py": RIGHT, **{f"old/{name}": RIGHT for name in MOODLE}},
        None,
        "old: is itself a class (Moodle, students: 2)",
    ),
    "an older download a folder deeper": (
        {"zoe.py": RIGHT, **{f"old/x/{name}": RIGHT for name in MOODLE}},
        None,
        "old: is itself a class",
    ),
    "the zip beside what was unpacked": (
        {**MOODLE, "hw1.zip": zip_of(MOODLE)},
        None,
        "hw1.zip: is itself a class (Moodle",
    ),
    "the same students again": (
        {"ann/a.py": RIGHT, "bo/a.py": RIGHT, "old/ann/a.py": RIGHT, "old/Bo/a.py": RIGHT},
        None,
        "old: holds the same students again; move it away",
    ),
    "two assignments": (
        {f"hw{number}/{name}/a.py": RIGHT for number in (1, 2) for name in ("ann", "bob", "cy")},
        None,
        "hw1: looks like a class: 3 folders or zips in it answer the same exercises",
    ),
    "a part of a download": (
        {"ann.py": RIGHT, "hw1-20260105T100000Z-001.zip": zip_of({"bo.py": RIGHT})},
        None,
        "a part of a download, beside other submissions",
    ),
    "a layout that fits nothing": ({"alice/a.py": RIGHT}, "canvas", "nothing here is named as Canvas names it"),
    "nothing": ({"grades.csv": ""}, None, "no submissions here"),
}


@pytest.mark.parametrize(("files", "layout", "message"), STOPS.values(), ids=STOPS)
def test_a_class_within_a_class_and_a_bad_fit_stop_with_a_line(files, layout, message, tmp_path):
    for name, data in files.items():
        put(tmp_path / name, data)
    with pytest.raises(UnreadableSubmission) as error:
        read_class(tmp_path, layout)
    assert message in str(error.value)


def test_a_layout_that_is_named_is_not_guessed(tmp_path):
    for name in (*MOODLE, "old/ann/a.py", "old/bo/a.py", "ann.py", "bo.py"):
        put(tmp_path / name, RIGHT)
    _, submissions = read_class(tmp_path, "plain")
    assert len(submissions) == 5
    arrival, submissions = read_class(tmp_path, "moodle")
    assert set(submissions) == {"Ann", "Bo", "ann~2", "bo~2", "old"} or len(submissions) == 5
    assert "not named as Moodle names it" in "\n".join(told(arrival, str))


# ---------------------------------------------------------------- the zip of a class

HOSTILE = {
    "no zip": (b"hello", "cannot be read as a zip"),
    "cut short": (zip_of(MOODLE)[:-30], "cannot be read as a zip"),
    "too large": (zip_of({f"{i}.py": bytes(1 << 20) for i in range(5)}), "more than 3 MiB unpacked"),
    "too many": (zip_of({f"{i}.py": b"" for i in range(60)}), "more than 50 entries"),
}


@pytest.mark.parametrize(("data", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_zip_that_is_no_class_ends_with_a_line(data, message, tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_ALL", 3 << 20)
    monkeypatch.setattr(unpacking, "MAX_ENTRIES", 50)
    put(tmp_path / "all.zip", data)
    with pytest.raises(UnreadableSubmission, match=message):
        read_class(tmp_path / "all.zip")


def test_nothing_of_a_zip_lands_outside_or_is_a_link(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "tmp").mkdir()
    link = zipfile.ZipInfo("bob.py")
    link.external_attr = 0o120777 << 16
    names = ["../../evil.py", "/abs.py", "C:\\win.py", "a/../../up.py", "..\\..\\back.py", "n" * 300 + ".py"]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        for name in (*names, "carol.py"):
            archive.writestr(name, RIGHT)
    before = set(tmp_path.rglob("*"))
    arrival, submissions = read_class(tmp_path / "all.zip")
    assert set(tmp_path.rglob("*")) == before
    assert len(submissions) == len(names) + 1
    assert [(str(one.path), one.reason) for one in arrival.left_out] == [("bob.py", "a link, which is not followed")]


def test_a_full_disk_is_said_and_no_student_is_left_out_for_it(tmp_path, monkeypatch):
    put(tmp_path / "all.zip", zip_of(MOODLE))

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(unpacking, "write", full)
    with pytest.raises(UnreadableSubmission, match=r"No space left on device\); unpack it where there is room"):
        read_class(tmp_path / "all.zip")


def test_one_name_twice_in_a_zip_is_two_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("ann.py", RIGHT)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("ann.py", WRONG)
    _, submissions = read_class(tmp_path / "all.zip")
    assert sorted(data for one in submissions.values() for data in one.files.values()) == sorted(
        [RIGHT.encode(), WRONG.encode()]
    )


def test_a_part_of_a_download_takes_the_others_along(tmp_path):
    WAYS["in_parts"](LAYOUTS["moodle-folders"], tmp_path)
    _, submissions = read_class(tmp_path / "download/hw1-20260105T100000Z-001.zip")
    assert len(submissions) == len(CLASS)


# ---------------------------------------------------------------- the pieces

TIMES = {
    "Jan 5, 2026 1000 AM": "2026-01-05T10:00:00",
    "Jan 5, 2026 1205 AM": "2026-01-05T00:05:00",
    "Sep 24, 2024 926 PM": "2024-09-24T21:26:00",
    "2026-01-05-10-00-00": "2026-01-05T10:00:00",
    "2026-01-05 10:00:00.123456000 -08:00": "2026-01-05T10:00:00.123456-08:00",
    "2026-01-05T10:00:00Z": "2026-01-05T10:00:00+00:00",
    "2026-03-29 02:30:00 CET": "2026-03-29T02:30:00+01:00",
    "2026-11-01 01:30:00.000000 America/New_York": "2026-11-01T01:30:00-04:00",
    "Monday, January 5, 2026 10:00:00 AM EST": "2026-01-05T10:00:00-05:00",
    "2026년 1월 5일 오후 130": "2026-01-05T13:30:00",
    "5 févr. 2026 22h30": "2026-02-05T22:30:00",
    "5. März 2026 10:00": "2026-03-05T10:00:00",
    "5 de enero de 2026 10:00": "2026-01-05T10:00:00",
}


@pytest.mark.parametrize(("text", "time"), TIMES.items(), ids=TIMES)
def test_times_are_read_as_platforms_write_them(text, time):
    assert parse_time(text).isoformat() == time
    assert parse_time(unicodedata.normalize("NFD", text)).isoformat() == time


@given(st.text())
def test_no_text_breaks_a_time(text):
    assert parse_time(text) is None or parse_time(text).year


def test_no_time_is_made_up():
    texts = ("yesterday", "Feb 30, 2026 1000 AM", "Jan 5, 2026", "Foo 5, 2026 1000 AM", "Jan 5, 2026 1300 PM")
    assert [parse_time(text) for text in texts] == [None] * len(texts)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=6))
def test_ids_are_unique_safe_to_print_and_nfc(names):
    ids = unique_ids(names)
    assert len({same(name) for name in ids}) == len(names)
    assert all(name and clean_name(name) == name for name in ids)


COPIES = {
    "hw.py": ("hw.py", 0),
    "hw (2).py": ("hw.py", 2),
    "hw(10).ipynb": ("hw.ipynb", 10),
    "Copy of hw.py": ("hw.py", 1000),
    "Copy of Copy of hw (1).py": ("hw.py", 2001),
    "hw의 사본.ipynb": ("hw.ipynb", 1000),
}


@pytest.mark.parametrize(("name", "origin"), COPIES.items(), ids=COPIES)
def test_a_copy_says_what_it_was_copied_from(name, origin):
    assert copy_of(name) == origin


PAGES = {
    "paragraphs": "<p>def f(x):</p><p>&nbsp;&nbsp;&nbsp; return x &lt; 1</p>",
    "lines": "<div>def f(x):<br />&nbsp; &nbsp; return x &lt; 1</div>",
    "verbatim": "<pre><code>def f(x):\n    return x &lt; 1</code></pre>",
    "a page": "<html><title>Kim</title><body>def f(x):<br>    &nbsp;&nbsp;&nbsp; return x &lt; 1</body></html>",
    "plain": "def f(x):\r\n    return x < 1",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_code_that_was_typed_into_a_page_keeps_its_lines_and_spaces(page):
    lines = code_of_page(page.encode()).strip().splitlines()
    assert lines == ["def f(x):", "    return x < 1"]


@pytest.mark.parametrize("piece", ["<a ", "<!", "<!--", "<p>", "</", "\n", "&", "Submission Field:\n", "<pre><p", " "])
def test_no_page_takes_long(piece):
    """Python's own reader of pages takes hours for some of them."""
    begun = time.process_time()
    code_of_page(("<p>" + piece * (MAX_PAGE // len(piece))).encode())
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("page", ["", "<p>Hello, see my file</p>", "<script>def f(): pass</script>"])
def test_a_page_without_code_is_none(page):
    assert code_of_page(page.encode()) == ""


# ---------------------------------------------------------------- the command


def test_a_dry_run_shows_the_class_and_writes_nothing(tmp_path):
    LAYOUTS["blackboard"](tmp_path / "class")
    before = sorted(tmp_path.rglob("*"))
    done = called("grade", "class", "--dry-run", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(text in done.stdout for text in ("mskim", "김민수", "2026-01-10 01:00", "an earlier attempt"))
    assert sorted(tmp_path.rglob("*")) == before


def test_the_run_says_how_the_class_arrived_and_keeps_it(tmp_path):
    put(tmp_path / "class/Ann_700_assignsubmission_file_hw.py", RIGHT)
    zipped(tmp_path / "class", tmp_path / "all.zip")
    key = frozen_key().part(["information/surprise"])
    type(key)(False, key.lines).save(tmp_path / "key.jsonl")
    done = called("grade", "all.zip", "-o", "results", "--key", "key.jsonl", cwd=tmp_path)
    assert done.stdout.startswith("Class: Moodle; students: 1\n")
    arrival = json.loads((tmp_path / "results/run.json").read_text(encoding="utf-8"))["arrival"]
    assert (arrival["layout"], arrival["members"][0]["lms"]) == ("moodle", {"moodle_participant": "700"})
    assert (tmp_path / "results/run.json").stat().st_mode & 0o777 == 0o600
    again = called("grade", "all.zip", "-o", "results", "--key", "key.jsonl", "--resume", cwd=tmp_path)
    assert again.returncode == 0
    assert len((tmp_path / "results/digests.jsonl").read_text(encoding="utf-8").splitlines()) == 1


WRONG_USE = {
    "no such layout": (["--layout", "canvass"], "there are "),
    "a bad fit": (["--layout", "canvas"], "nothing here is named as Canvas names it"),
}


@pytest.mark.parametrize(("options", "message"), WRONG_USE.values(), ids=WRONG_USE)
def test_a_layout_that_cannot_be_is_one_clear_line(options, message, tmp_path):
    put(tmp_path / "class/alice.py", RIGHT)
    done = called("grade", "class", "-o", "results", *options, cwd=tmp_path)
    assert done.returncode == STOPPED
    assert message in done.stderr
    assert not (tmp_path / "results").exists()


def test_every_layout_is_in_the_manual():
    page = (Path(__file__).parent.parent / "docs/arrivals.md").read_text(encoding="utf-8")
    assert all(f"| `{layout.name}` |" in page for layout in layouts())
