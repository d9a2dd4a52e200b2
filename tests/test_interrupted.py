"""A run that is killed, interrupted or loses a worker: nothing is lost, nothing stands twice, and it goes on."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import psutil
import pytest
from classroom import RIGHT, WRONG, grade, lines_of, losslings, write_class, write_key
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.bank.union import public_key
from autograder.classroom.batch import grade_class
from autograder.classroom.results import Results
from autograder.classroom.worker import Assignment, Graded
from autograder.isolation.job import Limits
from autograder.judging.key import name_of
from autograder.report.data import SCHEMA

SLOW = "import time\ntime.sleep(0.2)\n"
STUDENTS = {f"student{number:02}": SLOW + (RIGHT, WRONG)[number % 2] for number in range(12)}
COMMAND = [sys.executable, "-m", "autograder.cli.main", "grade", "class", "-o", "results", "--key", "key.jsonl",
           "--time-limit", "1", "--lang", "en"]  # fmt: skip
WRITTEN = ("results.jsonl", "digests.jsonl", "grades.csv", "run.json")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The class, graded in one go."""
    folder = write_class(write_key(tmp_path_factory.mktemp("whole")), STUDENTS)
    grade(folder)
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    return Path(shutil.copytree(whole, tmp_path / "copy", ignore=shutil.ignore_patterns("results")))


def start(folder: Path, *options: str, **arguments) -> subprocess.Popen[str]:
    environment = {**os.environ, "TMPDIR": str(folder)}
    return subprocess.Popen([*COMMAND, *options], cwd=folder, env=environment, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, **arguments)  # fmt: skip


def wait_until_done(folder: Path, count: int) -> None:
    reports, deadline = folder / "results" / "results.jsonl", time.monotonic() + 60
    while not (reports.exists() and reports.read_bytes().count(b"\n") >= count):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def assert_same(folder: Path, whole: Path) -> None:
    for name in WRITTEN:
        assert (folder / "results" / name).read_bytes() == (whole / "results" / name).read_bytes(), name
    assert {path.name for path in (folder / "results").iterdir()} == set(WRITTEN)


# ---------------------------------------------------------------- killed


@pytest.mark.parametrize("seed", range(3))
def test_runs_killed_at_random_add_up_to_one_run(folder, whole, seed):
    rng = random.Random(seed)
    for attempt in itertools.count():
        assert attempt < 40
        with start(folder, "--resume", "--workers", str(1 + seed % 2)) as run:
            try:
                run.wait(timeout=rng.uniform(0.3, 2.5) + attempt / 10)
                break
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
    assert run.returncode == 0
    assert_same(folder, whole)
    assert attempt > 0


# What a run writes, in order: a report, what says that it is whole, and the next ones.
NAMES = [f"student{number}" for number in range(5)]
LINES = {name: json.dumps({"schema": SCHEMA, "submission": name, "text": "}\n"}).encode() + b"\n" for name in NAMES}
ASSIGNMENT = Assignment(False, {}, "en", Limits(), "strict")
SUMMARY = {"score": 1.0, "max_score": 2.0, "exercises": []}


def graded_as_written(submissions, assignment):
    for submission in submissions:
        yield submission, Graded(LINES[submission.id], {"submission": submission.id, **SUMMARY}, is_whole=True)


@pytest.fixture(scope="module")
def members(tmp_path_factory):
    folder = tmp_path_factory.mktemp("members")
    for name in NAMES:
        (folder / f"{name}.py").write_text("", encoding="utf-8")
    return [(name, [folder / f"{name}.py"]) for name in NAMES]


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_run_may_be_killed_at_any_byte_that_it_writes(members, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    with Results(folder / "whole").in_use():
        grade_class(members, Results(folder / "whole"), ASSIGNMENT, graded_as_written, resume=False)
    order = data.draw(st.permutations(NAMES))
    entries = {entry["submission"]: entry for entry in Results(folder / "whole").entries()}
    digests = {name: json.dumps(entries[name]).encode() + b"\n" for name in NAMES}
    writes = [(file, text[name]) for name in order for file, text in (("results", LINES), ("digests", digests))]
    written = b"".join(text for _, text in writes)
    left = data.draw(st.integers(0, len(written)))
    torn = Results(folder / "torn")
    torn.folder.mkdir(parents=True)
    for file, text in writes:
        with (torn.folder / f"{file}.jsonl").open("ab") as stream:
            stream.write(text[:left])
        left = max(0, left - len(text))
    if data.draw(st.booleans()):  # killed again, while the files were put in order
        (torn.folder / "results.jsonl.new").write_bytes(b"half")
    asked = []

    def counted(submissions, assignment):
        for submission, graded in graded_as_written(submissions, assignment):
            asked.append(submission.id)
            yield submission, graded

    with torn.in_use():
        grade_class(members, torn, ASSIGNMENT, counted, resume=True)
    assert {path.name for path in torn.folder.iterdir()} == {"results.jsonl", "digests.jsonl", "grades.csv"}
    for path in torn.folder.iterdir():
        assert path.read_bytes() == (folder / "whole" / path.name).read_bytes()
    assert len(asked) == len(set(asked))
    shutil.rmtree(folder)


# ---------------------------------------------------------------- interrupted


def test_ctrl_c_ends_cleanly_with_what_is_done_kept(folder, whole):
    with start(folder, "--workers", "2", start_new_session=True) as run:
        wait_until_done(folder, 3)
        family = psutil.Process(run.pid).children(recursive=True)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all at once
        out, err = run.communicate(timeout=15)
    assert run.returncode == 130
    assert "Traceback" not in err
    assert "--resume goes on" in err
    assert "Marks" in out
    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []
    kept = len(lines_of(folder / "results" / "results.jsonl"))
    assert 3 <= kept < len(STUDENTS)
    assert f"Interrupted: {kept} of {len(STUDENTS)}" in err
    assert (folder / "results" / "grades.csv").read_text(encoding="utf-8").count("\n") == 1 + kept
    assert [path.name for path in folder.iterdir() if path.name.startswith("losslings-")] == []
    with start(folder, "--resume") as run:
        assert run.wait(timeout=60) == 0
    assert_same(folder, whole)


# ---------------------------------------------------------------- a worker that dies


def workers_of(run: subprocess.Popen[str]) -> list[psutil.Process]:
    return [child for child in psutil.Process(run.pid).children() if "spawn_main" in " ".join(child.cmdline())]


def test_a_worker_that_is_killed_costs_nothing(folder, whole):
    with start(folder, "--workers", "2") as run:
        wait_until_done(folder, 2)
        workers_of(run)[0].kill()
        wait_until_done(folder, 8)  # the submission that lost its worker is the next to be graded: it does not lose two
        workers_of(run)[-1].kill()
        assert run.wait(timeout=60) == 0
    assert_same(folder, whole)


def test_a_submission_whose_workers_keep_dying_is_reported_and_tried_again_on_resume(folder):
    (folder / "class" / "student03" / "entropy.py").write_text(
        "import time\ntime.sleep(30)\n" + RIGHT, encoding="utf-8"
    )
    with start(folder, "--workers", "1", "--time-limit", "20") as run:
        for _ in range(2):
            wait_until_done(folder, 3)
            time.sleep(0.7)
            for worker in workers_of(run):
                worker.kill()
            time.sleep(1.2)
        assert run.wait(timeout=60) == 0
    reports = {report["submission"]: report for report in lines_of(folder / "results" / "results.jsonl")}
    assert len(reports) == len(STUDENTS)
    assert "its worker died" in reports["student03"]["exercises"][1]["message"]
    assert reports["student03"]["score"] == 0.0
    assert reports["student04"]["score"] > 0.0
    (folder / "class" / "student03" / "entropy.py").write_text(RIGHT, encoding="utf-8")
    with start(folder, "--resume", "--time-limit", "20") as run:
        assert run.wait(timeout=60) == 0
    reports = {report["submission"]: report for report in lines_of(folder / "results" / "results.jsonl")}
    assert reports["student03"]["score"] > 0.0


# ---------------------------------------------------------------- two runs, and a large class


def test_two_runs_do_not_write_into_one_folder(folder):
    with start(folder, "--workers", "1") as run:
        wait_until_done(folder, 1)
        done = losslings("grade", "class", "-o", "results", "--resume", cwd=folder)
        assert done.returncode == 2
        assert "another run is writing its results here" in done.stderr
        assert run.wait(timeout=60) == 0
    assert len(lines_of(folder / "results" / "results.jsonl")) == len(STUDENTS)


def test_memory_does_not_grow_with_the_class(tmp_path):
    (tmp_path / "a.py").write_text("def entropy(p): return 0.0\n" * 100, encoding="utf-8")
    key = public_key()
    assignment = Assignment(False, key.lines, "en", Limits(), "strict")
    exercises = [
        {
            "name": name_of(name),
            "unit": name.partition("/")[0],
            "score": 1.0,
            "status": "failed",
            "message": None,
            "items": [],
        }
        for name in key.lines
    ]

    def instantly(submissions, assignment):
        for submission in submissions:
            line = json.dumps({"schema": SCHEMA, "submission": submission.id, "text": "x" * 20_000}).encode() + b"\n"
            summary = {"submission": submission.id, "score": 1.0, "max_score": 2.0, "exercises": exercises}
            yield submission, Graded(line, summary, is_whole=True)

    peaks = []
    for size in (200, 4000):
        members = [(f"student{number:05}", [tmp_path / "a.py"]) for number in range(size)]
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        with Results(tmp_path / str(size)).in_use():
            grade_class(members, Results(tmp_path / str(size)), assignment, instantly, resume=False)
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
        tracemalloc.stop()
    per_submission = (peaks[1] - peaks[0]) / 3800
    assert per_submission < 1000, peaks  # bytes: its name and its places in the files


def test_the_rest_of_a_class_is_not_read_before_it_is_needed(tmp_path):
    read = []

    def submissions():
        for number in range(100):
            read.append(number)
            yield number

    from autograder.classroom.batch import Waiting

    waiting = Waiting(submissions(), 2)
    waiting.read_ahead()
    assert (waiting.next(), len(read)) == (0, 2)
