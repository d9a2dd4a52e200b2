"""An instructor's week on each platform: the download and a roster, two commands, an import file and feedback."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import arrivals
import pytest
from arrivals import CLASS
from classroom import SECONDS, frozen_key
from nbgrader.api import Gradebook
from shell import called
from test_exports import (
    canvas_roster,
    gradescope_roster,
    moodle_roster,
    nbgrader_roster,
    read_canvas,
    read_moodle,
)

from autograder.classroom.arrivals.names import composed

Marks = dict[str, float]


class Platform(NamedTuple):
    """How a class arrives, its roster, the format that goes back, and how the platform reads that: who has what."""

    lay_out: Callable[[Path], None]
    roster: str
    to: str
    read: Callable[[Path], Marks]
    who: Callable[[arrivals.Student], str]


def clones(folder: Path) -> None:
    for student in CLASS:
        arrivals.put(folder / f"cs-hw-3-{student.user}" / "hw.py", student.source)
        arrivals.put(folder / f"cs-hw-3-{student.user}" / ".git/HEAD", "ref: refs/heads/main\n")


def from_canvas(path: Path) -> Marks:
    marks = read_canvas(path.read_bytes())[1]
    return {who: float(mark) for who, mark in marks.items() if who not in ("900", "901")}


def from_moodle(path: Path) -> Marks:
    marks = read_moodle(path.read_bytes(), ("Identifier", "Grade", "Last modified (grade)"), "Participant")
    return {who: float(mark) for who, mark in marks.items() if mark}


def from_gradescope(path: Path) -> Marks:
    return {composed(one.parent.name): json.loads(one.read_text())["score"] for one in path.glob("*/results.json")}


def from_classroom50(path: Path) -> Marks:
    results = [json.loads(one.read_text()) for one in path.glob("*/result.json")]
    return {one["owner"]: one["score"] for one in results}


def from_nbgrader(path: Path) -> Marks:
    with Gradebook(f"sqlite:///{path}") as book:
        return {one.student.id: one.score for one in book.assignment_submissions("Homework 3") if one.score}


def from_csv(path: Path) -> Marks:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    return {row["login"]: float(row["Homework 3"]) for row in rows if row["Homework 3"]}


def number(student: arrivals.Student) -> str:
    return str(student.number)


def name(student: arrivals.Student) -> str:
    return composed(student.name)


def user(student: arrivals.Student) -> str:
    return student.user


PLATFORMS = {
    "canvas": Platform(arrivals.canvas, canvas_roster(), "canvas", from_canvas, number),
    "moodle": Platform(arrivals.moodle_folders, moodle_roster(), "moodle", from_moodle, number),
    "gradescope": Platform(arrivals.gradescope, gradescope_roster(), "gradescope", from_gradescope, name),
    "classroom50": Platform(clones, canvas_roster(), "classroom50", from_classroom50, user),
    "nbgrader": Platform(arrivals.nbgrader, nbgrader_roster(), "nbgrader", from_nbgrader, user),
    "flat": Platform(arrivals.plain, canvas_roster(), "csv", from_csv, user),
}
ASSIGNMENT = 'title = "Homework 3"\npoints = 100\n'


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
def test_two_commands_lead_from_the_download_to_marks_and_feedback(tmp_path, monkeypatch, platform):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # nbgrader starts alembic
    download = arrivals.as_zip(platform.lay_out, tmp_path)
    (tmp_path / "roster.csv").write_text(platform.roster, encoding="utf-8-sig")
    (tmp_path / "hw.toml").write_text(ASSIGNMENT, encoding="utf-8")
    frozen_key().part(["information/surprise"]).save(tmp_path / "key.jsonl")
    options = ["--roster", "roster.csv", "--assignment", "hw.toml", "--key", "key.jsonl", "--time-limit", SECONDS]
    for command in (
        ("grade", download, "-o", "results", "--workers", 1, *options),
        ("export", "results", "--to", platform.to, "-o", "import"),
    ):
        done = called(*command, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr

    marks = platform.read(tmp_path / "import")
    expected = {platform.who(one): 100.0 if one.is_right else 0.0 for one in CLASS}
    assert {who: marks.get(who, 0.0) for who in expected} == expected
    assert set(marks) <= set(expected)

    feedback = [path for path in (tmp_path / "results/feedback").rglob("*") if path.is_file()]
    pages = [composed(path.read_text(encoding="utf-8")) for path in feedback]
    assert {path.suffix for path in feedback} == {".html"}
    assert len(pages) == len(CLASS)
    for student in CLASS:
        (page,) = [page for page in pages if composed(student.name).replace("'", "&#39;") in page]
        assert ("Every item is right." in page) == student.is_right
        assert ('Your mark is <strong class="nowrap">100</strong> of 100.' in page) == student.is_right

    index = (tmp_path / "results/pages/index.html").read_text(encoding="utf-8")
    for text in ("8 of 10 students handed in", "Absent, Ada", "Gone, Gus", "Homework 3"):
        assert text in index
