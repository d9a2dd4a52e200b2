"""What student code starts, opens or writes is gone when its run is over."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable

import psutil
import pytest
from misbehaving import GOOD, called, run, run_bad

from autograder.isolation.job import Limits
from autograder.isolation.runner import Runner


@pytest.fixture(scope="module")
def runner():
    with Runner("basic") as runner:
        yield runner


TIERS = ("basic", "strict")

FORK = """
import os, signal, time
def settle():
    with open(PID + ".new", "w") as file: file.write(str(os.getpid()))
    os.rename(PID + ".new", PID)  # whoever sees it finds it written
    time.sleep(600)
def wait():
    while not os.path.exists(PID): time.sleep(0.01)
def bad(p):
"""
END = "    wait()\n    return 1.0\n"
GRANDCHILDREN = {
    "forked": "    if os.fork() == 0: settle()\n" + END,
    "forked-by-one-that-dies": "    if os.fork() == 0: settle()\n    wait()\n    os._exit(0)\n",
    "with-a-session-of-its-own": "    if os.fork() == 0:\n        os.setsid()\n        settle()\n" + END,
    "deaf": "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    if os.fork() == 0: settle()\n" + END,
    "daemonised": "    if os.fork() == 0:\n        os.setsid()\n        os.fork() or settle()\n        os._exit(0)\n"
    "    os.wait()\n" + END,
}


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("body", GRANDCHILDREN.values(), ids=GRANDCHILDREN.keys())
def test_a_grandchild_is_gone_when_the_run_is_over(runner, tmp_path, body):
    place = tmp_path / "pid"
    run_bad(runner, f"PID = {str(place)!r}" + FORK + body, limits=Limits(2.0, 120.0))
    pid = int(place.read_text())
    try:
        assert waited_for(lambda: not is_running(pid))
    finally:
        if is_running(pid):
            os.kill(pid, signal.SIGKILL)


def test_a_fork_that_holds_the_pipe_open_does_not_hold_up_the_grader(runner):
    source = called("if os.fork() == 0: time.sleep(6000)\nos._exit(0)")
    start = time.monotonic()
    assert run_bad(runner, source).outcome in ("timeout", "crashed")
    assert time.monotonic() - start < 600.0


LITTER = {
    "files": "open('a.txt', 'w').write('x')",
    "locked-folder": "os.makedirs('a/b')\nos.chmod('a/b', 0)\nos.chmod('.', 0)",
    "a-link-to-elsewhere": "os.symlink(OUTSIDE, 'link')",
    "death": "open('a.txt', 'w').write('x')\nos._exit(1)",
    "loop": "open('a.txt', 'w').write('x')\nwhile True: pass",
    "deep-folder": "for _ in range(1200):\n    os.mkdir('a')\n    os.chdir('a')",
}


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("body", LITTER.values(), ids=LITTER.keys())
def test_no_temporary_folder_is_left_behind(monkeypatch, tmp_path, body, tier):
    scratch, outside = tmp_path / "scratch", tmp_path / "outside"
    scratch.mkdir()
    outside.mkdir()
    (outside / "kept").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    try:
        with Runner(tier) as runner:
            run(runner, {"bad.py": called(body, f"OUTSIDE = {str(outside)!r}")}, "bad")
        assert list(scratch.iterdir()) == []
        assert (outside / "kept").exists()
    finally:
        subprocess.run(["rm", "-rf", str(scratch)], check=True)  # pytest cannot remove the deep one either


@pytest.mark.parametrize("tier", TIERS)
def test_no_process_is_left_behind(tier):
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with Runner(tier) as runner:
        run(runner, {"good.py": GOOD}, "good")
    assert waited_for(lambda: {child.pid for child in psutil.Process().children(recursive=True)} <= before)


@pytest.mark.parametrize("tier", TIERS)
def test_a_class_of_hostile_files_leaves_no_descriptor_open(tier):
    bad = {"bad.py": called("os._exit(1)"), "good.py": GOOD}
    with Runner(tier) as runner:
        run(runner, bad, "bad", "good")
        before = psutil.Process().num_fds()
        for _ in range(4):
            run(runner, bad, "bad", "good")
        assert waited_for(lambda: psutil.Process().num_fds() <= before + 2)  # the spare child's own two may have come


def waited_for(is_so: Callable[[], bool], seconds: float = 300.0) -> bool:
    """Wait until something is so: what was killed or closed may need a moment to go."""
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    return is_so()
