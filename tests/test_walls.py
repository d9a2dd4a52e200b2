"""The walls, wherever the grader runs: which are up, what they hold, and what happens where one is missing."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import psutil
import pytest
from misbehaving import AMPLE, GOOD, run, run_bad
from places import PLACES, WITHOUT_LANDLOCK
from shell import FAILED, PASSED, STOPPED, finished, started, until, write_student

from autograder.isolation.inside import seccomp, syscalls
from autograder.isolation.job import Argument, Calls, Job
from autograder.isolation.runner import Runner

HEADERS = {
    syscalls.X86_64: "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    syscalls.AARCH64: "/usr/include/asm-generic/unistd.h",
}
TABLES = (syscalls.ANYWHERE, syscalls.CHECKED, syscalls.SERVER_ONLY, syscalls.ABSENT)


@pytest.fixture(scope="module")
def runner():
    with Runner("strict") as runner:
        yield runner


# ---------------------------------------------------------------- the tables


@pytest.mark.parametrize("machine", HEADERS)
def test_every_system_call_has_the_number_that_the_kernels_headers_give_it(machine):
    text = Path(HEADERS[machine]).read_text(encoding="utf-8")  # of linux-libc-dev, which comes with a compiler
    known = {name: int(number) for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)}
    known.setdefault("newfstatat", known.get("fstatat", -1))
    ours = {name: number for table in TABLES for name, number in syscalls.numbers(table, machine).items()}
    assert len(ours) == len(set(ours.values())) > 100
    newer = {name for name in ours if name not in known and ours[name] > max(known.values())}
    assert {name: number for name, number in ours.items() if name not in newer} == {
        name: known.get(name) for name in ours if name not in newer
    }


def test_a_filter_fits_its_jumps():
    for machine in HEADERS:
        for program in (seccomp.server_filter(machine), seccomp.child_filter(machine)):
            assert len(program) // 8 < 256  # a jump is one byte


# ---------------------------------------------------------------- where the grader may run

SCRIPT = """
import json, sys
from autograder.isolation.job import *
from autograder.isolation.runner import Runner
import numpy as np
tries = {
    "secret": "return float(len(open(PATH).read()))",
    "listing": "return float(len(__import__('os').listdir('/')))",
    "fork": "return float(__import__('os').fork())",
    "socket": "__import__('socket').socket()",
    "kill": "__import__('os').kill(1, 0)",
    "elsewhere": "open('/var/tmp/losslings-was-here', 'w')",
    "scratch": "open('notes.txt', 'w').write('x'); return float(len(open('notes.txt').read()))",
    "lazy": "import numpy.fft, decimal, sqlite3, hashlib; return float(numpy.fft.fft([1.0])[0].real)",
    "thread": "import threading; t = threading.Thread(target=print); t.start(); t.join(); return 1.0",
    "threads": "import threading, time; [threading.Thread(target=time.sleep, args=[9]).start() for _ in range(10**4)]",
}
functions = [f"def {name}(p):\\n    {code}\\n    return 2.0\\n" for name, code in tries.items()]
source = f"PATH = {sys.argv[1]!r}\\n" + "".join(functions)
one = (Argument(np.ones(1)),)
with Runner("strict") as runner:
    answers = runner.run(Job({"a.py": source.encode()}, tuple(Calls(name, (one,)) for name in tries)))
    told = {n: a.observations[0].describe() if a.observations else a.outcome for n, a in answers.items()}
    print(json.dumps({"walls": runner.walls, "told": told}))
"""


@pytest.fixture(scope="module", params=PLACES)
def place(request, tmp_path_factory):
    """What the walls are, and what student code could do, in one of the places."""
    before, expected = PLACES[request.param]
    secret = tmp_path_factory.mktemp("secret") / "key.jsonl"
    secret.write_text("secret", encoding="utf-8")
    temporary = tmp_path_factory.mktemp("temporary")
    temporary.chmod(0o777)
    script = [*before, sys.executable, "-c", SCRIPT, secret]
    done = finished(script, env={**os.environ, "TMPDIR": str(temporary)})
    assert done.returncode == 0, done.stderr[-2000:]
    assert list(temporary.iterdir()) == []
    return request.param, expected, json.loads(done.stdout)


def test_the_walls_that_the_place_allows_are_up(place):
    _, expected, said = place
    assert set(said["walls"]) - {"identity"} == expected


def test_student_code_reads_reaches_and_starts_nothing(place):
    *_, said = place
    refused = r"PermissionError|FileNotFoundError|OSError|RuntimeError: can't start new thread"
    for act in ("secret", "listing", "fork", "socket", "kill", "elsewhere", "threads"):
        assert re.match(refused, said["told"][act]), (act, said["told"][act])


def test_student_code_works_lazily_in_threads_and_in_its_scratch_folder(place):
    name, _, said = place
    assert [said["told"][act] for act in ("scratch", "lazy")] == ["1", "1"]
    if name == "root-in-a-container":  # whose threads nothing would count
        assert said["told"]["thread"].startswith("RuntimeError: can't start new thread")
    else:
        assert said["told"]["thread"] == "1"


def test_root_becomes_nobody(runner):
    if os.geteuid() == 0:
        assert "identity" in runner.walls
        source = "import os\ndef bad(p): return float(os.getuid() * os.getgid() * os.geteuid() > 0)\n"
        assert run_bad(runner, source).observations[0].value == 1.0
    else:
        assert "identity" not in runner.walls


# ---------------------------------------------------------------- where a wall is missing


def losslings(*arguments: str, cwd: Path, before: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_ALL", "LANGUAGE")}
    command = [*before, sys.executable, "-m", "autograder.cli.main", *arguments]
    return finished(command, cwd=cwd, env=environment)


def test_grade_stops_before_the_first_submission_and_says_the_way_out(tmp_path):
    done = losslings("grade", "exercises", "-o", "results", cwd=write_student(tmp_path), before=WITHOUT_LANDLOCK)
    assert (done.returncode, done.stdout) == (STOPPED, "")
    assert "no strict isolation on this machine (Landlock: Function not implemented)" in done.stderr
    assert "--isolation basic" in done.stderr
    assert not (tmp_path / "results" / "results.jsonl").exists()


def test_grade_goes_on_in_basic_when_told_to_and_the_report_says_so(tmp_path):
    arguments = ("grade", "exercises", "-o", "results", "--isolation", "basic")
    done = losslings(*arguments, cwd=write_student(tmp_path), before=WITHOUT_LANDLOCK)
    assert done.returncode == PASSED, done.stderr
    assert "basic (limits)" in done.stdout
    (report,) = [json.loads(line) for line in (tmp_path / "results" / "results.jsonl").read_text().splitlines()]
    assert report["isolation"] == "basic"


def test_a_student_is_checked_in_the_best_tier_there_is(tmp_path):
    done = losslings("check", "--json", "surprise", cwd=write_student(tmp_path), before=WITHOUT_LANDLOCK)
    assert done.returncode == FAILED, done.stderr
    assert json.loads(done.stdout)["isolation"] == "basic"


def test_doctor_says_what_is_missing_and_how_to_get_it(tmp_path):
    done = losslings("doctor", cwd=tmp_path, before=WITHOUT_LANDLOCK)
    assert "isolation: basic" in done.stdout
    assert "Landlock: Function not implemented" in done.stdout
    assert "5.13" in done.stdout


# ---------------------------------------------------------------- servers


def test_a_server_that_dies_between_two_submissions_is_replaced():
    with Runner("strict") as runner:
        for _ in range(2):
            assert run(runner, {"good.py": GOOD}, "good")["good"].outcome == "answered"
            runner.children.servers["numpy"].process.kill()


def test_a_server_that_stops_is_replaced(monkeypatch):
    monkeypatch.setattr("autograder.isolation.fork_server.SERVER_SECONDS", 3.0)
    with Runner("strict") as runner:
        assert run(runner, {"good.py": GOOD}, "good")["good"].outcome == "answered"
        outer = psutil.Process(runner.children.servers["numpy"].process.pid)
        for process in (outer, *outer.children()):  # not the child that waits for the next submission
            process.send_signal(signal.SIGSTOP)
        for _ in range(2):
            assert run(runner, {"good.py": GOOD}, "good")["good"].outcome == "answered"


def test_with_the_grader_go_its_server_and_children():
    script = """
from autograder.isolation.job import *
from autograder.isolation.runner import Runner
import numpy as np
with Runner("strict") as runner:
    runner.settle()
    loop = Calls("loop", ((Argument(np.ones(1)),),))
    runner.run(Job({"a.py": b"def loop(p):\\n    while True: pass\\n"}, (loop,), Limits(600.0, 600.0)))
"""
    family: list[psutil.Process] = []
    with started([sys.executable, "-c", script]) as grader:

        def is_complete() -> bool:  # the server, one child that loops, one that waits
            family[:] = psutil.Process(grader.pid).children(recursive=True)
            return len(family) >= 3

        until(is_complete)
        grader.kill()
        _, alive = psutil.wait_procs(family, timeout=300)
        assert alive == []


def test_what_one_submission_leaves_in_the_scratch_folder_the_next_does_not_find(runner):
    litter = "import os\ndef bad(p):\n    os.makedirs('a/b')\n    open('a/b/c', 'w').write('x')\n    return 1.0\n"
    look = "import os\ndef bad(p): return float(len(os.listdir('.')) + len(os.listdir(os.environ['TMPDIR'])))\n"
    for _ in range(2):
        assert run_bad(runner, litter).observations[0].value == 1.0
        assert run_bad(runner, look).observations[0].value == 0.0


def test_litter_that_cannot_be_swept_costs_a_server_and_nothing_else(runner):
    before = runner.children.servers["numpy"].process.pid
    litter = "import os\ndef bad(p):\n    for _ in range(2500): os.mkdir('a'); os.chdir('a')\n    return 1.0\n"
    assert run_bad(runner, litter, limits=AMPLE).observations[0].value == 1.0
    assert run(runner, {"good.py": GOOD}, "good")["good"].outcome == "answered"
    assert runner.children.servers["numpy"].process.pid != before


def test_where_the_kernel_does_not_bound_the_scratch_folder_the_grader_does():
    """In a container: a megabyte after the other."""
    script = """
from autograder.isolation.job import *
from autograder.isolation.runner import Runner
import numpy as np
source = '''
def fill(p):
    for i in range(10**6):
        with open(f"{i}", "wb") as file: file.write(bytes(1 << 20))
    return 1.0
'''
with Runner("strict") as runner:
    fill = Calls("fill", ((Argument(np.ones(1)),),))
    print(runner.run(Job({"a.py": source.encode()}, (fill,), Limits(300.0, 300.0)))["fill"].outcome)
"""
    before, _ = PLACES["root-in-a-container"]
    with tempfile.TemporaryDirectory() as temporary:
        done = finished([*before, sys.executable, "-c", script], env={**os.environ, "TMPDIR": temporary})
        assert done.stdout == "crashed\n", done.stderr[-2000:]
        assert list(Path(temporary).iterdir()) == []


def test_a_child_cannot_be_told_apart_from_another_by_what_it_inherits(runner):
    """Nothing of the submission before: no descriptor beyond its own, no variable, no module."""
    source = (
        "import os, sys\ndef bad(p):\n    found = []\n    for n in range(256):\n        try: os.fstat(n)\n"
        "        except OSError: continue\n        found.append(n)\n"
        "    raise ValueError(found, sorted(os.environ), len(sys.modules))\n"
    )
    first, second = (run_bad(runner, source).observations[0].text for _ in range(2))
    assert first == second
    descriptors = re.search(r"\[([\d, ]+)\]", first)[1].split(", ")
    assert descriptors[:3] == ["0", "1", "2"]
    assert len(descriptors) <= 5


def test_inputs_arrive_as_they_were_sent(runner):
    rng = np.random.default_rng(5)
    arrays = [rng.normal(size=shape) for shape in [(), (3,), (2, 3), (0,), (30_000,)]]
    sums = Calls("total", tuple((Argument(array),) for array in arrays))
    answers = runner.run(Job({"a.py": b"def total(x): return float(x.sum())\n"}, (sums,)))["total"]
    assert [float(got.value) for got in answers.observations] == [float(array.sum()) for array in arrays]
