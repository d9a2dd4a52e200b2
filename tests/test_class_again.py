"""Grading a class again: what is done is kept, what changed is graded, what was there is not lost."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from classroom import RIGHT, WATCHED, WRONG, grade, lines_of, logged, losslings, scores, write_class, write_key

from autograder.bank.union import public_key


@pytest.fixture
def folder(tmp_path):
    return write_key(tmp_path)


# ---------------------------------------------------------------- resume


def test_resume_skips_what_is_done_and_regrades_what_changed(folder):
    write_class(folder, {"alice": logged(folder, "a"), "bob": logged(folder, "b")})
    first = scores(grade(folder, *WATCHED))
    write_class(folder, {"bob": logged(folder, "b", RIGHT), "carol": WRONG})
    second = scores(grade(folder, "--resume", *WATCHED))
    assert (folder / "a").read_text() == "x"
    assert (folder / "b").read_text() == "x" + "xx"  # a passing one is asked again in a fresh child
    assert list(second) == ["alice", "bob", "carol"]
    assert second["alice"] == first["alice"] == second["carol"]
    assert second["bob"] > first["bob"]


def test_resume_grades_again_by_another_key(folder):
    write_class(folder, {"alice": logged(folder, "a")})
    public_key().part(["information/entropy"]).save(folder / "other.jsonl")
    grade(folder, *WATCHED)
    grade(folder, "--resume", "--key", "other.jsonl", *WATCHED)
    assert (folder / "a").read_text() == "xx"


def test_resume_grades_again_in_another_language(folder):
    write_class(folder, {"alice": WRONG})
    reports = []
    for language in ("en", "ko"):
        options = ("--key", "key.jsonl", "--resume", "--lang", language)
        assert losslings("grade", "class", "-o", "results", *options, cwd=folder).returncode == 0
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
    for path in (finished / "results").iterdir():
        assert (folder / "results" / path.name).read_bytes() == path.read_bytes()


def test_a_killed_run_is_resumed_to_the_same_bytes(folder):
    slow = "import time\ntime.sleep(0.3)\n"
    write_class(folder, {f"student{number}": slow + (RIGHT, WRONG)[number % 2] for number in range(6)})
    whole = grade(folder, into="whole")
    command = [sys.executable, "-m", "autograder.cli.main", "grade", "class", "-o", "results", "--key", "key.jsonl"]
    environment = {**os.environ, "TMPDIR": str(folder)}  # a killed grader leaves its scratch folders
    report_file = folder / "results/results.jsonl"
    with subprocess.Popen([*command, "--workers", "1"], cwd=folder, env=environment, stdout=subprocess.DEVNULL) as run:
        deadline = time.monotonic() + 30
        while not (report_file.exists() and report_file.read_bytes().count(b"\n") >= 2):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
    assert 2 <= len(lines_of(report_file)) < 6
    results = grade(folder, "--resume")
    for path in whole.iterdir():
        assert (results / path.name).read_bytes() == path.read_bytes()


def test_a_killed_grader_takes_its_children_along(folder):
    place = folder / "pid"
    loop = f"import os, time\nopen({str(place)!r}, 'w').write(str(os.getpid()))\ntime.sleep(50)\n"
    write_class(folder, {"alice": loop + WRONG})
    command = [
        sys.executable,
        "-m",
        "autograder.cli.main",
        "grade",
        "class",
        "-o",
        "results",
        "--key",
        "key.jsonl",
        *WATCHED,
    ]
    environment = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as run:
        deadline = time.monotonic() + 20
        while not (place.exists() and place.read_text()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
    pid, deadline = int(place.read_text()), time.monotonic() + 1.5
    try:
        while is_running(pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not is_running(pid)
    finally:
        if is_running(pid):
            os.kill(pid, signal.SIGKILL)


def is_running(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


# ---------------------------------------------------------------- what an earlier run left


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
    write_class(folder, {"alice": "import first\n" + RIGHT})
    grade(folder)
    write_class(folder, {"alice": RIGHT})
    grade(folder)
    assert "No module named 'first'" in everything(grade(folder))


def test_resume_with_another_class_loses_no_report(folder):
    write_class(folder, {"alice": "import first\n" + RIGHT})
    grade(folder)
    (folder / "class/alice").rename(folder / "alice")
    write_class(folder, {"bob": RIGHT})
    assert "No module named 'first'" in everything(grade(folder, "--resume"))


def test_results_within_the_class_are_no_submission(folder):
    write_class(folder, {"alice": WRONG})
    grade(folder, into="class/results")
    assert list(scores(grade(folder, into="class/results"))) == ["alice"]
