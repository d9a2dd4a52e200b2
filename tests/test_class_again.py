"""Grading a class again: what is done is kept, what changed is graded, what was there is not lost."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from pathlib import Path

import psutil
import pytest
from classroom import (
    RIGHT,
    WATCHED,
    WRITTEN,
    WRONG,
    frozen_key,
    grade,
    lines_of,
    logged,
    scores,
    write_class,
    write_key,
)
from shell import PATIENCE, called, started, until

from autograder.classroom.results import VERSION
from autograder.classroom.runs import kept_runs


@pytest.fixture
def folder(tmp_path):
    return write_key(tmp_path)


# ---------------------------------------------------------------- resume


def test_resume_skips_what_is_done_and_regrades_what_changed(folder):
    write_class(folder, {"alice": logged(folder, "a"), "bob": logged(folder, "b")})
    first = scores(grade(folder, *WATCHED))
    loads = (folder / "a").read_text()  # how often an answer is loaded is the judge's own affair
    assert (folder / "b").read_text() == loads
    write_class(folder, {"bob": logged(folder, "b", RIGHT), "carol": WRONG})
    second = scores(grade(folder, "--resume", *WATCHED))
    assert (folder / "a").read_text() == loads
    assert len((folder / "b").read_text()) > len(loads)
    assert list(second) == ["alice", "bob", "carol"]
    assert second["alice"] == first["alice"] == second["carol"]
    assert second["bob"] > first["bob"]


def test_resume_grades_again_by_another_key(folder):
    write_class(folder, {"alice": logged(folder, "a")})
    frozen_key().part(["information/entropy"]).save(folder / "other.jsonl")
    grade(folder, *WATCHED)
    loads = (folder / "a").read_text()
    grade(folder, "--resume", "--key", "other.jsonl", *WATCHED)
    assert len((folder / "a").read_text()) > len(loads)


def test_resume_moves_aside_what_another_version_has_left(folder):
    write_class(folder, {"alice": WRONG})
    digests = grade(folder, *WATCHED) / "digests.jsonl"
    old = digests.read_text("utf-8").replace(VERSION, "0.0").replace('"unit"', '"u"')
    digests.write_text(old, "utf-8")
    grade(folder, "--resume", *WATCHED)
    assert "0.0" not in [line["made_of"]["versions"]["losslings"] for line in lines_of(digests)]
    (kept,) = kept_runs(digests.parent)
    assert (kept / "digests.jsonl").read_text("utf-8") == old


def test_resume_grades_again_in_another_language(folder):
    write_class(folder, {"alice": WRONG})
    reports = []
    for language in ("en", "ko"):
        grade(folder, "--resume", "--lang", language)
        reports.append((folder / "results/results.jsonl").read_text(encoding="utf-8"))
    english, korean = reports
    assert not re.search("[가-힣]", english)
    assert re.search("[가-힣]", korean)


TORN = {
    "half-a-line": lambda text: text[:-30],
    "no-line-end": lambda text: text.rstrip("\n"),
    "noise": lambda text: text + "\0\0\0\0{}\nnull\n[]\n",
    "empty": lambda text: "",
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = write_class(write_key(tmp_path_factory.mktemp("finished")), {"alice": WRONG, "bob": WRONG})
    grade(folder)
    return folder


@pytest.mark.parametrize("tear", TORN.values(), ids=TORN.keys())
@pytest.mark.parametrize("name", ["results.jsonl", "digests.jsonl"])
def test_resume_mends_a_torn_file(finished, tmp_path, name, tear):
    folder = Path(shutil.copytree(finished, tmp_path / "copy"))
    torn = folder / "results" / name
    torn.write_text(tear(torn.read_text(encoding="utf-8")), encoding="utf-8")
    grade(folder, "--resume")
    for written in WRITTEN:
        assert (folder / "results" / written).read_bytes() == (finished / "results" / written).read_bytes()


def test_a_killed_grader_takes_its_children_along(folder):
    place = folder / "pid"
    wait = f"import os, time\nopen({str(place)!r}, 'w').write(str(os.getpid()))\ntime.sleep(1000)\n"
    write_class(folder, {"alice": wait + WRONG})
    command = [sys.executable, "-m", "autograder", "grade", "class", "-o", "results", "--key", "key.jsonl", *WATCHED]
    environment = {**os.environ, "TMPDIR": str(folder)}  # a killed grader leaves its scratch folders
    with started([*command, "--time-limit", "600"], cwd=folder, env=environment) as run:
        until(lambda: place.exists() and place.read_text())
        run.send_signal(signal.SIGKILL)
        run.wait(PATIENCE)
    pid = int(place.read_text())
    try:
        until(lambda: not is_running(pid))  # long before the time limit
    finally:
        if is_running(pid):
            os.kill(pid, signal.SIGKILL)


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


# ---------------------------------------------------------------- what an earlier run left


FIRST = "def entropy(p):\n    raise ValueError('the first answer')\n"  # its report says so


def everything(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())


def test_a_second_run_moves_the_first_aside(folder):
    write_class(folder, {"alice": WRONG})
    first = (grade(folder) / "results.jsonl").read_text()
    write_class(folder, {"alice": RIGHT})
    results = grade(folder)
    assert first in everything(results)
    assert first != (results / "results.jsonl").read_text()


def test_a_third_run_loses_neither_of_the_first_two(folder):
    write_class(folder, {"alice": FIRST})
    grade(folder)
    write_class(folder, {"alice": RIGHT})
    grade(folder)
    assert "the first answer" in everything(grade(folder))


def test_resume_drops_who_is_gone_says_it_and_loses_no_report(folder):
    write_class(folder, {"alice": FIRST, "bob": RIGHT})
    grade(folder)
    (folder / "class/alice").rename(folder / "alice")
    done = called("grade", "class", "-o", "results", "--key", "key.jsonl", "--resume", cwd=folder)
    assert "no longer among the submissions, and left out: alice; results/runs keeps their reports" in done.stdout
    results = folder / "results"
    assert list(scores(results)) == ["bob"]
    assert {path.stem for path in (results / "feedback").iterdir()} == {"bob"}
    assert [entry["submission"] for entry in lines_of(results / "digests.jsonl")] == ["bob"]
    assert "the first answer" in everything(results)


def test_a_run_that_had_ended_is_kept_before_resume_changes_anything(folder):
    write_class(folder, {"alice": FIRST, "bob": RIGHT})
    before = (grade(folder) / "results.jsonl").read_bytes()
    results = grade(folder, "--resume")
    assert not (results / "runs").exists()  # nothing changed
    write_class(folder, {"alice": RIGHT})
    grade(folder, "--resume")
    (kept,) = kept_runs(results)
    assert (kept / "results.jsonl").read_bytes() == before
    assert "the first answer" in everything(kept)


def test_runs_are_kept_each_in_its_own_folder(folder):
    write_class(folder, {"alice": WRONG})
    for _ in range(3):
        results = grade(folder)
    kept = list(kept_runs(results))
    assert len(kept) == 2
    for one in kept:
        assert {*WRITTEN, "run.json", "feedback"} <= {path.name for path in one.iterdir()}
    assert {path.stat().st_mode & 0o777 for one in kept for path in one.iterdir() if path.is_file()} == {0o600}
    assert {one.stat().st_mode & 0o777 for one in kept} == {0o700}


def test_results_within_the_class_are_no_submission(folder):
    write_class(folder, {"alice": WRONG})
    grade(folder, into="class/results")
    assert list(scores(grade(folder, into="class/results"))) == ["alice"]
