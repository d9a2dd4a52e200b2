"""losslings diff: whose mark moved between two runs, why, and whom to tell."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from classroom import RIGHT, WRONG, frozen_key, grade, write_class, write_key
from shell import called

from autograder.classroom.grades import read_table


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class that was graded once."""
    folder = write_class(write_key(tmp_path_factory.mktemp("graded")), {"alice": WRONG, "bob": RIGHT, "carol": RIGHT})
    (folder / "roster.csv").write_text("id,name,email\n007,Alice,alice@x.edu\n008,Bob,\n009,Carol,\n")
    grade(folder, "--roster", "roster.csv")
    return folder


@pytest.fixture
def folder(graded, tmp_path):
    return Path(shutil.copytree(graded, tmp_path / "copy"))


def moved(folder, *arguments):
    done = called("diff", *(arguments or ["results"]), "--no-pages", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return {row["submission"]: row for row in read_table(folder / "results/diff.csv")}, done.stdout


def test_other_files(folder):
    write_class(folder, {"alice": RIGHT})
    grade(folder)
    rows, text = moved(folder)
    assert list(rows) == ["alice"]
    alice = rows["alice"]
    assert (alice["why"], alice["tell"], alice["email"], alice["id"]) == (
        "other files were handed in", "yes", "alice@x.edu", "007",
    )  # fmt: skip  # a row
    assert float(alice["change"]) == float(alice["now"]) - float(alice["before"]) > 0
    assert "information/entropy 0 → " in alice["exercises"]
    assert "marks that moved: 1 of 3 (1 up, 0 down)" in text


def test_another_key(folder):
    frozen_key().part(["information/surprise"]).save(folder / "other.jsonl")
    grade(folder, "--key", "other.jsonl")
    rows, text = moved(folder)
    assert "key: " in text
    assert set(rows) == {"bob", "carol"}


def test_what_a_person_changes(folder):
    (folder / "hw.toml").write_text('[[adjust]]\nstudent = "Alice"\nset = 5\nreason = "oral"\n')
    grade(folder, "--assignment", "hw.toml")
    rows, _ = moved(folder)
    assert rows["alice"]["why"] == "changed by the assignment's rules"
    assert (rows["alice"]["now"], rows["alice"]["tell"]) == ("5", "yes")


def test_nothing(folder):
    grade(folder)
    rows, text = moved(folder)
    assert rows == {}
    assert "No mark moved." in text


def test_who_came_and_who_went(folder):
    (folder / "class/bob").rename(folder / "bob")
    write_class(folder, {"dan": RIGHT})
    grade(folder)
    _, text = moved(folder)
    assert "only now (1): dan" in text
    assert "only before (1): Bob" in text


def test_of_many_few_are_shown_and_all_are_written(tmp_path):
    write_class(write_key(tmp_path), {f"student{number:02}": WRONG for number in range(40)})
    grade(tmp_path)
    (tmp_path / "hw.toml").write_text("points = 200\n[curve]\nadd = 1\n")
    grade(tmp_path, "--assignment", "hw.toml")
    rows, text = moved(tmp_path)
    assert len(rows) == 40
    assert "… 10 more are in the table that is written" in text


def test_two_folders_and_a_page(folder):
    write_class(folder, {"alice": RIGHT})
    grade(folder, into="new")
    done = called("diff", "results", "new", "-o", "moves.csv", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert [row["submission"] for row in read_table(folder / "moves.csv")] == ["alice"]
    assert (folder / "new/pages/compare.html").exists()


def test_what_cannot_be_compared_is_one_line(folder):
    done = called("diff", "results", cwd=folder)
    assert done.returncode == 2
    assert "no earlier run is kept here" in done.stderr
    done = called("diff", "results", "nowhere", cwd=folder)
    assert done.returncode == 2
    assert "no results.jsonl in it" in done.stderr
