"""A class graded on a real cluster: a scheduler and two workers, processes of their own, one of them killed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from classroom import (
    FORMS,
    RIGHT,
    SECONDS,
    WRONG,
    assert_same_results,
    grade,
    lines_of,
    losslings,
    scores,
    write_class,
    write_key,
    write_modules,
)
from places import WITHOUT_LANDLOCK
from shell import PATIENCE, called, finished, started, until

from autograder.classroom.cluster import NoCluster, refuse_others
from autograder.classroom.versions import versions_here

SLOW = "import time\ntime.sleep(0.3)\n"
STUDENTS = {f"student{number:02}": SLOW + (RIGHT, WRONG)[number % 2] for number in range(16)} | {
    "exits": "import os\nos._exit(1)\ndef entropy(p): return 0.0\n",
    "loops": "def entropy(p):\n    while True: pass\n",
}


@contextmanager
def dask(
    *arguments: object, log: Path, before: Sequence[str] = (), cwd: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    command = [*before, sys.executable, "-m", "dask", *arguments]
    environment = {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "10s"}
    with (
        log.open("wb") as stream,
        started(command, stdout=stream, stderr=subprocess.STDOUT, env=environment, cwd=cwd) as process,
    ):
        yield process


def wait_for(text: str, log: Path) -> str:
    """Return what a process says where it says `text`."""
    until(lambda: re.search(text, log.read_text(encoding="utf-8")))
    return re.search(text, log.read_text(encoding="utf-8"))[1]


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("scheduler") / "log"
    with dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", log=log):
        yield wait_for(r"Scheduler at: +(tcp://[\d.:]+)", log)


@pytest.fixture
def start_worker(scheduler, tmp_path):
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", tmp_path / "dask")
    with ExitStack() as stack:

        def start(*before: str, cwd: Path | None = None) -> subprocess.Popen[bytes]:
            log = Path(tempfile.mkdtemp(dir=tmp_path)) / "log"
            worker = stack.enter_context(dask("worker", scheduler, *options, log=log, before=before, cwd=cwd))
            wait_for("(Registered to)", log)
            return worker

        yield start


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The class, graded on this machine."""
    folder = write_class(write_key(tmp_path_factory.mktemp("alone")), STUDENTS)
    grade(folder, pages=True)
    return folder


def graded_on(scheduler: str, folder: Path) -> AbstractContextManager[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "autograder.cli.main", "grade", "class", "-o", "cluster", "--key", "key.jsonl"]
    command += ["--time-limit", str(SECONDS), "--dask", scheduler]
    return started(command, cwd=folder, stdout=subprocess.DEVNULL)


def test_a_cluster_writes_the_same_bytes_though_a_worker_is_killed_in_the_middle(alone, scheduler, start_worker):
    one, _ = start_worker(), start_worker()
    reports = alone / "cluster" / "results.jsonl"
    with graded_on(scheduler, alone) as run:
        until(lambda: reports.exists() and reports.read_bytes().count(b"\n") >= 3)
        one.kill()
        assert run.wait(PATIENCE) == 0
        assert len(lines_of(reports)) == len(STUDENTS)
    assert_same_results(alone / "cluster", alone / "results")


@pytest.mark.parametrize("form", FORMS)
def test_a_cluster_is_given_work_from_among_files_named_like_modules(form, scheduler, start_worker, tmp_path):
    start_worker()
    write_modules(
        write_class(write_key(tmp_path), {"alice": RIGHT, "bob": WRONG}) / "named", form, tmp_path / "imported"
    )
    command = [Path(sys.executable).parent / "losslings", "grade", "../class", "-o", "../cluster"]
    done = finished([*command, "--key", "../key.jsonl", "--dask", scheduler], cwd=tmp_path / "named")
    assert not (tmp_path / "imported").exists(), (tmp_path / "imported").read_text()
    assert done.returncode == 0, done.stderr
    assert scores(tmp_path / "cluster")["alice"] > 0


NOT_USABLE = {
    "no-scheduler": ("tcp://127.0.0.1:9", "no scheduler answers here"),
    "no-address": ("somewhere", "not the address of a scheduler"),
}


@pytest.mark.parametrize(("address", "message"), NOT_USABLE.values(), ids=NOT_USABLE)
def test_a_cluster_that_is_not_there_is_one_clear_line(alone, address, message):
    done = losslings("grade", "class", "-o", "nowhere", "--dask", address, cwd=alone)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_cluster_without_workers_says_how_to_start_some(alone, scheduler):
    done = losslings("grade", "class", "-o", "nowhere", "--dask", scheduler, cwd=alone)
    assert done.returncode == 2
    assert f"dask worker {scheduler}" in done.stderr


def test_a_worker_that_cannot_isolate_stops_the_run_before_the_first_submission(alone, scheduler, start_worker):
    start_worker(*WITHOUT_LANDLOCK)
    done = losslings("grade", "class", "-o", "nowhere", "--dask", scheduler, cwd=alone)
    assert done.returncode == 2
    assert "no strict isolation on this machine" in done.stderr
    assert not (alone / "nowhere" / "results.jsonl").exists()


def test_a_worker_that_was_started_among_files_named_like_modules_stops_the_run(
    alone, scheduler, start_worker, tmp_path
):
    """It, or its nanny, has perhaps loaded them: who started it knows where."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class/antigravity.py").touch()
    start_worker(cwd=tmp_path / "class")
    done = losslings("grade", "class", "-o", "nowhere", "--dask", scheduler, cwd=alone)
    assert done.returncode == 2
    assert "antigravity.py: named like a module of Python" in done.stderr


@pytest.mark.parametrize("name", ["losslings", "python", "numpy", "torch"])
def test_a_worker_with_another_version_of_what_marks_depend_on_is_refused(name):
    wanted = versions_here()
    refuse_others("tcp://one", wanted, wanted)
    with pytest.raises(NoCluster, match=f"tcp://one: has {name} 0.0, the others .*; install the same on all"):
        refuse_others("tcp://one", {**wanted, name: "0.0"}, wanted)


def test_a_cluster_is_not_given_submissions_that_could_reach_its_scheduler(alone):
    done = called("grade", "class", "-o", "nowhere", "--dask", "tcp://127.0.0.1:9", "--isolation", "basic", cwd=alone)
    assert done.returncode == 2
    assert "--dask needs --isolation strict" in done.stderr


def test_workers_here_and_a_cluster_are_not_asked_for_together(alone):
    done = called("grade", "class", "-o", "nowhere", "--dask", "tcp://127.0.0.1:9", "--workers", "2", cwd=alone)
    assert done.returncode == 2
    assert "--workers is for this machine" in done.stderr
