"""From a download to marks: a class of eight in each platform's layout, with that platform's roster of ten."""

from __future__ import annotations

import json
from pathlib import Path

import arrivals
import pytest
from arrivals import CLASS
from classroom import RIGHT as ENTROPY
from classroom import SECONDS, frozen_key, grade, lines_of, write_class, write_key
from shell import called

from autograder.classroom.arrivals.names import composed
from autograder.classroom.grades import read_table
from autograder.judging.key import Key

ABSENT = [("Absent, Ada", "aabsent", 900), ("Gone, Gus", "ggone", 901)]
EVERYBODY = [(one.name, one.user, one.number) for one in CLASS] + ABSENT


def canvas_roster() -> str:
    lines = ["Student,ID,SIS User ID,SIS Login ID,Section,HW", ",,,,,Manual Posting", '"    Points Possible",,,,,10']
    lines += [f'"{name}",{number},00{number},{user},A,' for name, user, number in EVERYBODY]
    return "\n".join([*lines, '"Student, Test",1,,x,A,'])


def moodle_roster() -> str:
    lines = ["Identifier,Full name,Email address,Status,Grade,Maximum Grade"]
    lines += [f'Participant {number},"{name}",{user}@x.edu,Submitted,,100' for name, user, number in EVERYBODY]
    return "\n".join(lines)


def gradescope_roster() -> str:
    lines = ["Name,SID,Email,Role"]
    return "\n".join(lines + [f'"{name}",00{number},{user}@school.edu,Student' for name, user, number in EVERYBODY])


CLASSES = {
    "canvas": (arrivals.canvas, canvas_roster),
    "moodle-files": (arrivals.moodle_files, moodle_roster),
    "moodle-folders": (arrivals.moodle_folders, moodle_roster),
    "moodle-hidden": (arrivals.moodle_hidden, moodle_roster),
    "gradescope": (arrivals.gradescope, gradescope_roster),
    "blackboard": (arrivals.blackboard, gradescope_roster),
    "drive": (arrivals.classroom, gradescope_roster),
    "git": (arrivals.git_clones, canvas_roster),
    "plain": (arrivals.plain, canvas_roster),
}


@pytest.mark.parametrize(("lay_out", "roster"), CLASSES.values(), ids=CLASSES)
def test_a_class_of_eight_and_a_roster_of_ten(tmp_path, lay_out, roster):
    download = arrivals.as_zip(lay_out, tmp_path)
    (tmp_path / "roster.csv").write_text(roster(), encoding="utf-8-sig")
    frozen_key().part(["information/surprise"]).save(tmp_path / "key.jsonl")
    command = ["grade", download, "-o", "results", "--workers", 1, "--key", "key.jsonl", "--roster", "roster.csv"]
    done = called(*command, "--time-limit", SECONDS, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(read_table(tmp_path / "results/grades.csv"))
    assert len(rows) == 10
    assert [row["name"] for row in rows if row["status"] == "missing"] == [name for name, _, _ in ABSENT]
    assert not [row for row in rows if "roster" in row["remarks"]]
    total = rows[0]["total"]
    marks = {row["name"]: row["mark"] for row in rows}
    right = {composed(one.name) for one in CLASS if one.is_right}
    assert {name for name, mark in marks.items() if mark == total} == right


@pytest.fixture
def folder(tmp_path):
    write_class(write_key(tmp_path), {"alice": ENTROPY, "bob": "def entropy(p):\n    return 0.0\n"})
    (tmp_path / "roster.csv").write_text("id,name\n007,Alice\nB1,Bob\nC1,Carol\n")
    (tmp_path / "hw.toml").write_text(
        'points = 100\nexercises = ["entropy"]\n[[adjust]]\nstudent = "bob"\nset = 50\nreason = "by hand"\n'
    )
    return tmp_path


def table(results: Path) -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in read_table(results / "grades.csv")}


def test_the_assignment_says_what_is_graded_and_survives_grading_again(folder):
    results = grade(folder, "--assignment", "hw.toml", "--roster", "roster.csv")
    assert [[e["name"] for e in report["exercises"]] for report in lines_of(results / "results.jsonl")] == [
        ["entropy"]
    ] * 2
    first = table(results)
    assert (first["Alice"]["mark"], first["Bob"]["mark"], first["Carol"]["mark"]) == ("100", "50", "")
    assert first["Bob"]["adjustments"] == "= 50: by hand"
    assert first["Alice"]["id"] == "007"
    assert table(grade(folder)) == first


def test_report_applies_policy_again_and_leaves_reports_alone(folder):
    results = grade(folder)
    reports = (results / "results.jsonl").read_bytes()
    done = called("report", "results", "--assignment", "hw.toml", "--roster", "roster.csv", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing handed in (1): Carol" in done.stdout
    assert table(results)["Bob"]["mark"] == "50"
    (folder / "hw.toml").write_text('exercises = ["entropy"]\npoints = 10')
    assert called("report", "results", cwd=folder).returncode == 0
    assert (table(results)["Alice"]["mark"], table(results)["Bob"]["mark"]) == ("10", "0")
    assert called("report", "results", "--assignment", "-", "--roster", "-", cwd=folder).returncode == 0
    assert [row["submission"] for row in read_table(results / "grades.csv")] == ["alice", "bob"]
    assert (results / "results.jsonl").read_bytes() == reports


def test_marks_json_has_what_exports_need(folder):
    results = grade(folder, "--assignment", "hw.toml", "--roster", "roster.csv")
    marks = json.loads((results / "marks.json").read_text(encoding="utf-8"))
    assert (marks["schema"], marks["total"], marks["roster"]["kind"]) == ("losslings/marks/v1", 100, "own")
    (alice, _bob, carol) = marks["rows"]
    assert (alice["submission"], alice["id"], alice["roster"]) == ("alice", "007", {"id": "007", "name": "Alice"})
    assert (carol["submission"], carol["status"], carol["mark"]) == (None, "missing", None)
    assert (results / "marks.json").stat().st_mode & 0o777 == 0o600


STOPS = {
    "unknown key": ("wieght = 2", (), "wieght means nothing here; is weights meant"),
    "nobody": ('[[adjust]]\nstudent = "bbo"\nset = 1\nreason = "x"', (), "bbo is nobody of this class; is bob meant"),
    "no roster": ("", ("--roster", "none.csv"), "none.csv: No such file"),
    "no such exercise": ("", ("--exercises", "entrpy"), "entrpy is no exercise or unit here; is entropy meant"),
}


@pytest.mark.parametrize(("text", "options", "message"), STOPS.values(), ids=STOPS)
def test_what_is_not_right_stops_before_anything_is_graded(folder, text, options, message):
    (folder / "hw.toml").write_text(text)
    done = called(
        "grade", "class", "-o", "results", "--key", "key.jsonl", "--assignment", "hw.toml", *options, cwd=folder
    )
    assert done.returncode == 2
    assert message in done.stderr
    assert not (folder / "results").exists()


def test_report_without_results_is_one_line(tmp_path):
    done = called("report", "results", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no results here" in done.stderr


def test_a_file_of_the_last_time_that_is_gone_is_one_line(folder):
    grade(folder, "--roster", "roster.csv")
    (folder / "roster.csv").unlink()
    done = called("report", "results", cwd=folder)
    assert done.returncode == 2
    assert "not there any more; name it with --roster, or - for none" in done.stderr


def test_a_homework_of_one_unit(tmp_path):
    """A perfect homework has all of its points, not some of the bank's."""
    source = Path(__file__).parent / "data/frozen_bank/solutions/regression"
    for path in source.glob("*.py"):
        (tmp_path / "class/alice").mkdir(parents=True, exist_ok=True)
        (tmp_path / "class/alice" / path.name).write_bytes(path.read_bytes())
    frozen_key().save(tmp_path / "key.jsonl")
    (row,) = read_table(grade(tmp_path, "--exercises", "regression") / "grades.csv")
    key = Key.load(tmp_path / "key.jsonl")
    most = sum(one.max_score for one in key if one.unit == "regression")
    assert float(row["mark"]) == float(row["total"]) == most < sum(one.max_score for one in key)
