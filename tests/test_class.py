"""Grading a class: every student has a report, whatever their names and files are."""

from __future__ import annotations

import csv
import json
import os
import platform
import re
import shutil
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import numpy as np
import pytest
from classroom import (
    FEW,
    RIGHT,
    SECONDS,
    WATCHED,
    WRITTEN,
    WRONG,
    assert_same_results,
    grade,
    lines_of,
    logged,
    losslings,
    scores,
    write_class,
    write_key,
)
from shell import called

from autograder.classroom.runs import kept_runs
from autograder.judging.key import Key


@pytest.fixture
def folder(tmp_path):
    return write_key(tmp_path)


# ---------------------------------------------------------------- a whole class, once

STUDENTS = {
    "+1": WRONG,
    "-2+3": RIGHT,
    "=cmd|'calc'!A0": WRONG,
    "@SUM(A1)": WRONG,
    "[red]alice": RIGHT,
    "bob": "def entropy(p):\n    while True: pass\n",
    "carol": "import os\ndef entropy(p):\n    os._exit(1)\n",
    'dan, "the man"': RIGHT,
    "zoe\tand\nco": WRONG,
    "김민수": f"# 엔트로피\n{RIGHT}",
}

SHOWN = [name.replace("\t", r"\x09").replace("\n", r"\x0a") for name in sorted(STUDENTS)]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade a class with two workers, and again with one."""
    folder = write_class(write_key(tmp_path_factory.mktemp("graded")), STUDENTS)
    grade(folder, "--workers", "2", into="two")
    grade(folder, "--workers", "1", into="one")
    return folder


def test_every_student_has_a_report_in_the_order_of_the_folder(graded):
    reports = lines_of(graded / "two/results.jsonl")
    assert [report["submission"] for report in reports] == SHOWN
    statuses = {report["submission"]: report["exercises"][1]["status"] for report in reports}
    assert (statuses["bob"], statuses["carol"], statuses["김민수"]) == ("timeout", "crashed", "passed")


def test_the_results_are_the_same_bytes_with_one_worker_and_with_two(graded):
    assert_same_results(graded / "one", graded / "two")


def test_the_results_are_the_same_bytes_in_both_tiers_but_for_the_tiers_name(graded):
    grade(graded, "--isolation", "basic", into="basic")
    for name in WRITTEN:
        strict, basic = ((graded / tier / name).read_bytes() for tier in ("two", "basic"))
        assert basic.replace(b'"isolation": "basic"', b'"isolation": "strict"') == strict


def test_the_order_in_which_submissions_are_met_changes_nothing(graded, tmp_path):
    shutil.copy(graded / "key.jsonl", tmp_path)
    for number, name in enumerate(sorted(STUDENTS, reverse=True)):
        shutil.copytree(graded / "class" / name, tmp_path / "class" / f"{number:02}{name}")
    grade(tmp_path)
    reports = {report["submission"][2:]: report["exercises"] for report in lines_of(tmp_path / "results/results.jsonl")}
    assert reports == {r["submission"]: r["exercises"] for r in lines_of(graded / "two/results.jsonl")}


def test_nothing_but_the_results_is_written(graded):
    assert {path.name for path in (graded / "one").iterdir()} == {*WRITTEN, "run.json", "feedback"}


def test_the_run_says_by_what_it_can_be_defended(graded):
    run = json.loads((graded / "two/run.json").read_text(encoding="utf-8"))
    assert abs(datetime.now(UTC) - datetime.fromisoformat(run["started"])) < timedelta(hours=1)
    assert run["command"][:3] == ["losslings", "grade", "class"]
    versions = {"losslings": version("losslings"), "python": platform.python_version(), "numpy": np.__version__}
    assert run["versions"] == {**versions, "torch": None}  # no exercise in torch
    assert run["key"] == {"kind": "public", "digest": Key.load(graded / "key.jsonl").digest}
    assert (run["isolation"], run["language"], run["packs"]) == ("strict", "en", [])
    assert "landlock" in run["walls"]
    assert run["limits"]["seconds"] == SECONDS


def test_a_resumed_run_says_when_the_reports_were_begun_that_it_keeps(tmp_path):
    write_class(write_key(tmp_path), {"alice": RIGHT})
    grade(tmp_path)
    first = json.loads((tmp_path / "results/run.json").read_text(encoding="utf-8"))
    grade(tmp_path, "--resume")
    grade(tmp_path, "--resume")
    third = json.loads((tmp_path / "results/run.json").read_text(encoding="utf-8"))
    assert third["resumed"][0] == first["started"]
    assert len(third["resumed"]) == 2
    assert not (tmp_path / "results/runs").exists()  # nothing was graded again
    grade(tmp_path)
    assert json.loads((tmp_path / "results/run.json").read_text(encoding="utf-8"))["resumed"] == []
    (kept,) = kept_runs(tmp_path / "results")
    assert json.loads((kept / "run.json").read_text(encoding="utf-8")) == third


def test_what_other_versions_judged_is_judged_again_on_resume(tmp_path):
    write_class(write_key(tmp_path), {"alice": logged(tmp_path, "log")})
    digests = grade(tmp_path, *WATCHED) / "digests.jsonl"
    once = (tmp_path / "log").read_text(encoding="utf-8")  # a function that fails is asked once more, in another child
    digests.write_text(digests.read_text(encoding="utf-8").replace(np.__version__, "1.0"), encoding="utf-8")
    grade(tmp_path, "--resume", *WATCHED)
    assert (tmp_path / "log").read_text(encoding="utf-8") == 2 * once != ""


def test_the_gradebook_holds_every_student_and_no_formula(graded):
    with (graded / "one/grades.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == ["submission", "status", "mark", "total", "score", "max_score", *FEW, "remarks"]
    names = [row["submission"] for row in rows]
    assert not [name for name in names if name[0] in "=+-@\t\r\n"]
    assert [name.removeprefix("'") for name in names] == SHOWN
    assert float(rows[-1]["entropy"]) == float(rows[-1]["score"]) > 0


def test_the_table_shows_names_as_they_are(graded):
    done = losslings("grade", "class", "-o", "two", "--key", "key.jsonl", "--resume", cwd=graded)
    assert "[red]alice" in done.stdout
    assert "김민수" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_last_lines_say_which_key_and_which_tier_and_results_are_private(tmp_path):
    write_class(write_key(tmp_path, hidden=True), {"alice": RIGHT})
    (tmp_path / "key.jsonl").chmod(0o644)
    Key.load(tmp_path / "key.jsonl").save(tmp_path / "key.jsonl")
    done = called("grade", "class", "-o", "results", "--key", "key.jsonl", cwd=tmp_path)
    *_, tier, key, _pages, _count = done.stdout.splitlines()
    assert tier.startswith("Isolation: strict")
    assert key == f"Hidden key: {Key.load(tmp_path / 'key.jsonl').digest}"
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("key.jsonl", "results")] == [0o600, 0o700]


def modes_in(folder):
    return {("folder" if path.is_dir() else "file", path.stat().st_mode & 0o777) for path in folder.rglob("*")}


def test_results_are_private_in_a_folder_that_is_open_to_all_and_a_key_that_is_not_is_named(tmp_path):
    write_class(write_key(tmp_path, hidden=True), {"alice": RIGHT})
    (tmp_path / "key.jsonl").chmod(0o644)
    tmp_path.chmod(0o755)
    (tmp_path / "results").mkdir(mode=0o755)
    (tmp_path / "results/grades.csv").touch(mode=0o644)
    done = called("grade", "class", "-o", "results", "--key", "key.jsonl", cwd=tmp_path)
    assert modes_in(tmp_path / "results") == {("file", 0o600), ("folder", 0o700)}
    assert done.stderr == "key.jsonl: others on this machine can read it; chmod 600 key.jsonl\n"
    (tmp_path / "results/results.jsonl").chmod(0o644)
    called("grade", "class", "-o", "results", "--key", "key.jsonl", cwd=tmp_path)
    assert modes_in(tmp_path / "results") == {("file", 0o600), ("folder", 0o700)}


# ---------------------------------------------------------------- what cannot be read, or graded

NAMES = {
    "not-utf8": b"m\xfcller",
    "escape-sequence": b"\x1b[2J\x1b[31mred",
    "direction-mark": "\u202egnp.ecila".encode(),
    "long": b"a" * 250,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_no_name_stops_the_class_or_is_graded_twice(folder, name):
    write_class(folder, {os.fsdecode(name): logged(folder, "log"), "zoe": WRONG})
    results = grade(folder, *WATCHED)
    first, once = scores(results), (folder / "log").read_text()
    assert (len(first), set(first.values())) == (2, {0.0})
    written = (results / "results.jsonl").read_text() + (results / "grades.csv").read_text()
    assert not re.search("[\x1b\u202e\ud800-\udfff]", written)
    assert scores(grade(folder, "--resume", *WATCHED)) == first
    assert (folder / "log").read_text() == once != ""


def test_what_cannot_be_read_is_in_the_report(folder):
    write_class(folder, {"alice": RIGHT})
    (folder / "class/bob.zip").write_bytes(b"PK\3\4")
    (folder / "class/kim_1001_2002_entropy.py").write_text(RIGHT)
    (folder / "class/kim_1001_2003_rest.zip").write_bytes(b"PK\3\4")
    reports = {report["submission"]: report["exercises"] for report in lines_of(grade(folder) / "results.jsonl")}
    assert {exercise["status"] for exercise in reports["bob"]} == {"error"}
    assert "bob.zip: damaged, or not what its name says" in reports["bob"][0]["message"]
    assert [exercise["status"] for exercise in reports["kim"]] == ["missing", "passed"]
    assert "kim_1001_2003_rest.zip: damaged, or not what its name says" in reports["kim"][0]["message"]
