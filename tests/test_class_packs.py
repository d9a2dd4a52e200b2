"""Packs in an instructor's hands: graded, written into a course, and never taken from where submissions lie."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest
from classroom import lines_of
from courses import grades, nbgrader
from packs import RIGHT, WRONG, install, named, write_pack
from shell import PASSED, called, tree

from autograder.judging.head import labels


@pytest.fixture
def pack(tmp_path):
    return write_pack(tmp_path / "pack")


def hand_in(folder: Path, student: str, source: str, name: str = "nats") -> None:
    path = folder / student / f"{name}.py"
    path.parent.mkdir(parents=True)
    path.write_text(named(source, name), encoding="utf-8")


def graded(folder: Path, *options: object) -> list[dict[str, str]]:
    done = called("grade", "class", "-o", "results", "--workers", 1, *options, cwd=folder)
    assert (done.returncode, done.stderr) == (PASSED, "")
    with (folder / "results" / "grades.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


# ---------------------------------------------------------------- a class


def test_a_named_packs_exercise_is_graded_beside_all_others_and_its_code_is_not_run(pack, tmp_path, public_key):
    hand_in(tmp_path / "class", "amina", RIGHT)
    hand_in(tmp_path / "class", "bo", WRONG)
    amina, bo = graded(tmp_path, "--pack", pack)
    most = public_key.exercise("surprise").max_score
    assert float(amina["nats"]) == float(amina["score"]) == most > float(bo["nats"])
    assert set(labels(public_key.lines).values()) < set(amina)
    assert not (pack / "ran").exists()


def test_an_installed_pack_is_graded(tmp_path, monkeypatch):
    write_pack(tmp_path / "site" / "extra_pack")
    install(tmp_path / "site", "extra_pack", "extra_pack")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    hand_in(tmp_path / "class", "amina", RIGHT)
    assert "nats" in graded(tmp_path)[0]


def test_a_pack_above_the_class_or_handed_in_is_not_taken(tmp_path, public_key):
    hand_in(tmp_path / "class", "eve", WRONG)
    for root, name in ((tmp_path, "above"), (tmp_path / "class", "beside"), (tmp_path / "class" / "eve", "handed_in")):
        write_pack(root, name, (f"{name}/nats",))
    (row,) = (row for row in graded(tmp_path) if row["submission"] == "eve")
    assert "nats" not in row
    assert {column for column in row if "/" in column} <= set(public_key.lines)


def test_where_two_units_have_a_name_the_columns_say_the_unit_too(tmp_path):
    pack = write_pack(tmp_path / "pack", exercises=("tutorial/surprise",))
    hand_in(tmp_path / "class/amina", "tutorial", RIGHT, "surprise")
    hand_in(tmp_path / "class/amina", "information", WRONG, "surprise")
    (row,) = graded(tmp_path, "--pack", pack)
    assert float(row["tutorial/surprise"]) > float(row["information/surprise"])
    assert "surprise" not in row
    assert "kl_divergence" in row


# ---------------------------------------------------------------- a course


def test_a_packs_unit_is_an_assignment_and_is_graded_by_the_packs_key(pack, tmp_path, public_key):
    (pack / "solutions/tutorial/nats.py").write_text(named(RIGHT, "nats"), encoding="utf-8")  # it is pasted, not run
    assert called("course", "course", "--pack", pack, cwd=tmp_path).returncode == PASSED
    course = tmp_path / "course"
    assert (course / "source/tutorial/tutorial.ipynb").exists()
    assert (course / "source/information/information.ipynb").exists()
    assert not (pack / "ran").exists()
    assert nbgrader("generate_assignment", "tutorial", cwd=course) == PASSED
    for student, step in (("amina", "source"), ("bo", "release")):  # all right, and nothing done
        folder = course / "submitted" / student / "tutorial"
        folder.mkdir(parents=True)
        (folder / "tutorial.ipynb").write_bytes((course / step / "tutorial/tutorial.ipynb").read_bytes())
    most = public_key.exercise("surprise").max_score
    deserved = {"amina": {"check_nats": (most, False)}, "bo": {"check_nats": (0.0, False)}}
    assert nbgrader("autograde", "tutorial", cwd=course) == PASSED
    assert grades(course) == deserved
    done = called("grade", course, "--assignment", "tutorial", cwd=tmp_path)  # the course names the pack
    assert done.returncode == PASSED, done.stdout + done.stderr
    assert "\nPacks: " in done.stdout
    run = json.loads((course / "losslings/tutorial/run.json").read_text(encoding="utf-8"))
    assert run["packs"] == [str(pack.resolve())]
    assert grades(course) == deserved
    assert {report["score"] for report in lines_of(course / "losslings/tutorial/results.jsonl")} == {most, 0.0}
    assert not (pack / "ran").exists()


def test_a_pack_without_solutions_is_one_clear_line(pack, tmp_path):
    for path in (pack / "solutions").rglob("*.py"):
        path.unlink()
    before = tree(tmp_path)
    done = called("course", "course", "--pack", pack, cwd=tmp_path)
    assert done.returncode == 2
    assert "no solutions here" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert tree(tmp_path) == before
