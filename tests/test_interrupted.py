"""A run that is killed, interrupted or loses a worker: nothing is lost, nothing stands twice, and it goes on.

No test here waits for a while and hopes: where a run has to be under way, one student's file holds it up.
"""

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
from contextlib import AbstractContextManager
from pathlib import Path

import psutil
import pytest
from classroom import (
    RIGHT,
    WATCHED,
    WRITTEN,
    WRONG,
    assert_same_results,
    frozen_key,
    grade,
    lines_of,
    logged,
    losslings,
    write_class,
    write_key,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from shell import PATIENCE, started, tree, until

from autograder.classroom import writing
from autograder.classroom.batch import Batch, grade_batch
from autograder.classroom.crew import Queue
from autograder.classroom.members import read_group
from autograder.classroom.results import Results
from autograder.classroom.worker import GradedSubmission, GradingSettings
from autograder.isolation.job import Limits
from autograder.judging.key import Key, name_of
from autograder.report.data import SCHEMA

SLOW = "import time\ntime.sleep(0.2)\n"
STUDENTS = {f"student{number:02}": SLOW + (RIGHT, WRONG)[number % 2] for number in range(12)}
LAST = "student11"
LONG = ("--time-limit", "300")  # no file here is stopped for its time
OPTIONS = ("-o", "results", "--key", "key.jsonl", *LONG, "--lang", "en", "--no-pages")
COMMAND = [sys.executable, "-m", "autograder", "grade", "class", *OPTIONS]


@pytest.fixture(scope="module", autouse=True)
def ctrl_c_is_met():
    """A shell starts what runs in its background deaf to Ctrl-C, and that is inherited: by the runs here too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The class, graded in one go."""
    folder = write_class(write_key(tmp_path_factory.mktemp("whole")), STUDENTS)
    grade(folder, *LONG)
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    return Path(shutil.copytree(whole, tmp_path / "copy", ignore=shutil.ignore_patterns("results")))


def start(folder: Path, *options: str, **arguments) -> AbstractContextManager[subprocess.Popen[str]]:
    pipes = {"text": True, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return started([*COMMAND, *options], cwd=folder, env={**os.environ, "TMPDIR": str(folder)}, **pipes, **arguments)


def holds_up(folder: Path, student: str) -> Path:
    """Let a student's file wait, where it is WATCHED, until there is a gate; return the place of the gate."""
    gate = folder / "gate"
    wait = f"import os, time\nwhile not os.path.exists({str(gate)!r}):\n    time.sleep(0.01)\n"
    write_class(folder, {student: wait + STUDENTS[student]})
    return gate


def lines_in(folder: Path) -> int:
    reports = folder / "results" / "results.jsonl"
    return reports.read_bytes().count(b"\n") if reports.exists() else 0


def wait_until_done(folder: Path, count: int) -> None:
    until(lambda: lines_in(folder) >= count)


def ends_well(run: subprocess.Popen[str]) -> bool:
    _, err = run.communicate(timeout=PATIENCE)
    return (run.returncode, err) == (0, "")


def assert_same(folder: Path, whole: Path) -> None:
    assert_same_results(folder / "results", whole / "results")
    assert {path.name for path in (folder / "results").iterdir()} == {*WRITTEN, "run.json", "feedback"}


# ---------------------------------------------------------------- killed


@pytest.mark.parametrize("seed", range(3))
def test_runs_killed_at_random_add_up_to_one_run(folder, whole, seed):
    rng = random.Random(seed)
    for attempt in itertools.count():
        assert attempt < 60
        goal, pause = lines_in(folder) + rng.randint(0, 3), rng.uniform(0, 0.3)
        with start(folder, "--resume", "--workers", str(1 + seed % 2)) as run:
            until(lambda run=run, goal=goal: run.poll() is not None or lines_in(folder) >= goal)
            time.sleep(pause)
            if run.poll() is not None:
                break
            run.send_signal(signal.SIGKILL)
    assert run.returncode == 0
    assert_same(folder, whole)
    assert attempt > 0


# What a run writes, in order: a report, what says that it is whole, and the next ones.
NAMES = [f"student{number}" for number in range(5)]
SETTINGS = GradingSettings(False, {}, "en", Limits(), "strict")
SUMMARY = {"score": 1.0, "max_score": 2.0, "exercises": [], "remarks": []}
LINES = {
    name: json.dumps({"schema": SCHEMA, "submission": name, "text": "}\n", **SUMMARY}).encode() + b"\n"
    for name in NAMES
}


def graded_as_written(submissions, settings):
    for submission in submissions:
        yield (
            submission,
            GradedSubmission(LINES[submission.id], {"submission": submission.id, **SUMMARY}, is_whole=True),
        )


@pytest.fixture(scope="module")
def members(tmp_path_factory):
    folder = tmp_path_factory.mktemp("members")
    for name in NAMES:
        (folder / f"{name}.py").write_text("", encoding="utf-8")
    return {name: [folder / f"{name}.py"] for name in NAMES}


def batch_of(members: dict[str, list[Path]], results: Path) -> Batch:
    return Batch(list(members), lambda name: read_group(name, members[name]), Results(results), Key(False, {}))


@pytest.fixture(scope="module")
def undisturbed(members, tmp_path_factory):
    """What a run writes that nothing disturbs."""
    results = Results(tmp_path_factory.mktemp("undisturbed") / "whole")
    with results.lock():
        grade_batch(batch_of(members, results.folder), SETTINGS, graded_as_written, resume=False)
    return results


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_run_may_be_killed_at_any_byte_that_it_writes(members, undisturbed, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    order = data.draw(st.permutations(NAMES))
    entries = {entry["submission"]: entry for entry in undisturbed.entries()}
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

    def counted(submissions, settings):
        for submission, graded in graded_as_written(submissions, settings):
            asked.append(submission.id)
            yield submission, graded

    with torn.lock():
        grade_batch(batch_of(members, torn.folder), SETTINGS, counted, resume=True)
    assert {"results.jsonl", "digests.jsonl", "grades.csv", "marks.json"} < set(tree(torn.folder))
    assert tree(torn.folder) == tree(undisturbed.folder)
    assert len(asked) == len(set(asked))
    shutil.rmtree(folder)


# ---------------------------------------------------------------- interrupted


def test_ctrl_c_ends_cleanly_with_what_is_done_kept(folder, whole):
    write_class(folder, {LAST: "import time\ntime.sleep(1000)\n" + STUDENTS[LAST]})  # never done
    with start(folder, "--workers", "2", start_new_session=True) as run:
        wait_until_done(folder, 3)
        family = psutil.Process(run.pid).children(recursive=True)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all at once
        out, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 130
    assert "Traceback" not in err
    assert "--resume goes on" in err
    assert "Marks" in out
    _, alive = psutil.wait_procs(family, timeout=300)
    assert alive == []
    done = len(lines_of(folder / "results" / "results.jsonl"))
    assert 3 <= done < len(STUDENTS)
    assert f"Interrupted: {done} of {len(STUDENTS)}" in err
    assert (folder / "results" / "grades.csv").read_text(encoding="utf-8").count("\n") == 1 + done
    assert [path.name for path in folder.iterdir() if path.name.startswith("losslings-")] == []
    write_class(folder, {LAST: STUDENTS[LAST]})
    with start(folder, "--resume") as run:
        assert ends_well(run)
    assert_same(folder, whole)


@pytest.mark.parametrize("file", ["results.jsonl", "digests.jsonl"])
def test_ctrl_c_never_comes_between_the_two_lines_of_a_report(members, tmp_path, monkeypatch, file):
    private = writing.private

    def interrupted(path, mode):
        if (path.name, mode) == (file, "ab"):  # as it is opened to be written to
            os.kill(os.getpid(), signal.SIGINT)
        return private(path, mode)

    batch = batch_of(members, tmp_path / "results")
    monkeypatch.setattr(writing, "private", interrupted)
    with batch.results.lock(), pytest.raises(KeyboardInterrupt):
        grade_batch(batch, SETTINGS, graded_as_written, resume=False)
    assert [len(lines_of(path)) for path in (batch.results.reports, batch.results.digests)] == [1, 1]
    assert batch.count_graded() == 1


def test_a_worker_that_is_being_started_does_not_meet_ctrl_c(folder):
    """It has to inherit that: until it says so itself, it would end with a traceback."""
    (folder / "class" / "student00" / "entropy.py").write_text("import time\ntime.sleep(1000)\n", encoding="utf-8")
    with start(folder, "--workers", "4", start_new_session=True) as run:
        until(lambda: workers_of(run))
        os.killpg(run.pid, signal.SIGINT)
        _, err = run.communicate(timeout=PATIENCE)
    assert run.returncode == 130
    assert "Traceback" not in err
    assert "--resume goes on" in err


# ---------------------------------------------------------------- a worker that dies


def workers_of(run: subprocess.Popen[str]) -> list[psutil.Process]:
    found = []
    for child in psutil.Process(run.pid).children():
        try:
            if "classroom.worker" in " ".join(child.cmdline()):
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


def test_a_worker_that_is_killed_costs_nothing(folder):
    gate = holds_up(folder, LAST)
    with start(folder, "--workers", "2", *WATCHED) as run:
        wait_until_done(folder, 2)
        workers_of(run)[0].kill()
        wait_until_done(folder, len(STUDENTS) - 1)  # all but the last one: the one that lost its worker is among them
        for worker in workers_of(run):
            worker.kill()
        gate.touch()
        assert ends_well(run)
    grade(folder, *WATCHED, *LONG, into="undisturbed")
    assert_same_results(folder / "results", folder / "undisturbed")


def test_a_submission_whose_workers_keep_dying_is_reported_and_tried_again_on_resume(folder):
    write_class(folder, {"student03": logged(folder, "begun", "import time\ntime.sleep(1000)\n") + RIGHT})
    with start(folder, "--workers", "1", *WATCHED) as run:
        for times in (1, 2):
            until(lambda times=times: (folder / "begun").exists() and len((folder / "begun").read_text()) == times)
            for worker in workers_of(run):
                worker.kill()
        assert ends_well(run)
    reports = {report["submission"]: report for report in lines_of(folder / "results" / "results.jsonl")}
    assert len(reports) == len(STUDENTS)
    assert "its worker died" in reports["student03"]["exercises"][1]["message"]
    assert reports["student03"]["score"] == 0.0
    assert reports["student04"]["score"] > 0.0
    write_class(folder, {"student03": RIGHT})
    with start(folder, "--resume", *WATCHED) as run:
        assert ends_well(run)
    reports = {report["submission"]: report for report in lines_of(folder / "results" / "results.jsonl")}
    assert reports["student03"]["score"] > 0.0


# ---------------------------------------------------------------- two runs, and a large class


def test_two_runs_do_not_write_into_one_folder(folder):
    gate = holds_up(folder, LAST)
    with start(folder, "--workers", "1", *WATCHED) as run:
        wait_until_done(folder, 1)
        done = losslings("grade", "class", "-o", "results", "--resume", cwd=folder)
        gate.touch()
        assert done.returncode == 2
        assert "another run is writing its results here" in done.stderr
        assert ends_well(run)
    assert len(lines_of(folder / "results" / "results.jsonl")) == len(STUDENTS)


def test_memory_does_not_grow_with_the_class(tmp_path):
    (tmp_path / "a.py").write_text("def entropy(p): return 0.0\n" * 100, encoding="utf-8")
    key = frozen_key()
    limits = GradingSettings(False, key.lines, "en", Limits(), "strict")
    exercises = [
        {
            "name": name_of(name),
            "unit": name.partition("/")[0],
            "score": 1.0,
            "max_score": 2.0,
            "status": "failed",
            "message": None,
            "reason": None,
            "doubt": None,
            "items": [],
        }
        for name in key.lines
    ]

    def instantly(submissions, settings):
        for submission in submissions:
            summary = {
                "submission": submission.id,
                "score": 1.0,
                "max_score": 2.0,
                "remarks": [],
                "exercises": exercises,
            }
            line = json.dumps({"schema": SCHEMA, **summary, "text": "x" * 20_000}).encode() + b"\n"
            yield submission, GradedSubmission(line, summary, is_whole=True)

    peaks = []
    for size in (100, 1100):
        members = {f"student{number:05}": [tmp_path / "a.py"] for number in range(size)}
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        batch = batch_of(members, tmp_path / str(size))
        with batch.results.lock():
            grade_batch(batch, limits, instantly, resume=False)
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
        tracemalloc.stop()
    per_submission = (peaks[1] - peaks[0]) / 1000
    assert per_submission < 1000, peaks  # bytes: its name and its places in the files


def test_the_rest_of_a_class_is_not_read_before_it_is_needed(tmp_path):
    read = []

    def submissions():
        for number in range(100):
            read.append(number)
            yield number

    queue = Queue(submissions(), 2)
    queue.read_ahead()
    assert (queue.next(), len(read)) == (0, 2)
