"""What student code says is believed as numbers only, and it is told no more than its inputs."""

from __future__ import annotations

import json
import os
import re
import struct
from pathlib import Path

import numpy as np
import psutil
import pytest
from misbehaving import GOOD, IMPORTED, called, run

from autograder.isolation import wire
from autograder.isolation.job import Argument
from autograder.isolation.process import Processes
from autograder.judge import judge
from autograder.key import PUBLIC
from autograder.submission import Submission

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def runner():
    with Processes() as processes:
        yield processes


# ---------------------------------------------------------------- forgery

PUT = """
import os, struct
def frame(kind, code=11, shape=(), size=0, text=0, magic=b"LSL1"):
    head = struct.pack("<4sBBBBBHHQ", magic, kind, code, len(shape), 0, 0, text, 0, size)
    return head + struct.pack(f"<{len(shape)}Q", *shape)
def put(data):
    for descriptor in range(3, 64):
        try: os.write(descriptor, data)
        except OSError: pass
VALUE, LOADING, DONE = 2, 1, 9
"""
FORGERIES = {
    "noise": "put(b'PASSED 100/100' * 99)",
    "half-a-frame": "put(frame(VALUE, size=8)[:10])\n    os._exit(0)",
    "a-frame-that-never-comes": "put(frame(VALUE, size=1 << 22, shape=(1 << 19,)))\n    os._exit(0)",
    "a-frame-too-large": "put(frame(VALUE, size=1 << 60, shape=(1 << 57,)))",
    "another-exercises-end": "put(frame(DONE) * 50)",
    "a-thousand-answers": "put(frame(VALUE, 0, (), 1) * 1000)",
    "unknown-kind": "put(frame(200))",
    "loading-for-ever": "\n    while True: put(frame(LOADING) * 1000)",
    "no-numbers-in-an-impossible-shape": "put(frame(VALUE, 11, (2**63, 0)))",
    "no-numbers-in-a-shape-too-large": "put(frame(VALUE, 11, (2**62, 4, 0)))",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_reply_ends_its_own_function_and_not_the_grader(runner, forgery):
    source = f"{PUT}\ndef bad(p):\n    {forgery}\n    return 0.25\n"
    answers = run(runner, {"bad.py": source, "good.py": GOOD}, "good", "bad")
    assert answers["good"].outcome == "answered"
    assert answers["bad"].outcome in ("crashed", "timeout") or answers["bad"].observations[0].value is not None
    assert run(runner, {"good.py": GOOD}, "good")["good"].observations[0].value == 1.0  # the next one is as ever


def test_a_patched_library_reaches_no_other_submission(runner):
    source = (
        "import numpy, builtins\nnumpy.ndarray = numpy.array = builtins.sum = len\nnumpy.log = numpy.exp" + IMPORTED
    )
    run(runner, {"bad.py": source}, "bad")
    check = "import numpy as np\ndef good(p): return float(np.log(np.array([sum([1.0])]))[0])\n"
    assert run(runner, {"good.py": check}, "good")["good"].observations[0].value == 0.0


# ---------------------------------------------------------------- what the child gets to know


def telling(value: np.ndarray) -> set[float]:
    """Numbers whose bytes nothing else has: with a full mantissa."""
    numbers = value.astype(float).ravel()
    return {x for x in numbers[np.isfinite(numbers)].tolist() if struct.pack("<d", x).count(0) == 0}


def found_in(raw: bytes, numbers: set[float]) -> set[float]:
    """Look for numbers at every offset."""
    table, found = np.array(sorted(numbers)), set()
    for start in range(8):
        window = np.frombuffer(raw, "<f8", (len(raw) - start) // 8, start)
        nearest = table[np.searchsorted(table, window).clip(max=len(table) - 1)]
        found |= set(nearest[nearest == window].tolist())
    return found


def test_no_expected_value_enters_the_child(runner, monkeypatch, public_key):
    sent = []

    def recorded(stream, header, buffers=b"", write=wire.write_request):
        sent.append((json.dumps(header), buffers))
        write(stream, header, buffers)

    monkeypatch.setattr(wire, "write_request", recorded)
    files = {path.name: path.read_bytes() for path in (ROOT / "solutions").glob("*/*.py")}
    grades = judge(Submission("all", files), public_key, runner)
    assert {grade.status for grade in grades} == {"passed"}
    files_only = {"files", "memory", "cpu_seconds"}
    requests = [(header, raw) for header, raw in sent if json.loads(header).keys() != files_only]
    assert len(requests) == 2 * len(grades)
    headers, raw = "".join(header for header, _ in requests), b"".join(raw for _, raw in requests)
    cases = [case for exercise in public_key for case in exercise.cases]
    inputs = [arg.array for case in cases for arg in case.args if isinstance(arg, Argument)]
    expected = [case.expected.value for case in cases if case.expected.value is not None]
    secrets = set().union(*map(telling, expected)) - set().union(*map(telling, inputs))
    assert len(secrets) > 100
    assert not found_in(raw, secrets)
    assert found_in(b"xyz" + struct.pack("<d", max(secrets)), secrets)  # this search does find
    assert not {repr(number) for number in secrets} & set(re.findall(r"[-+.e\d]+", headers))


def test_nothing_around_the_child_names_the_key_or_the_grader(monkeypatch):
    monkeypatch.setenv("LOSSLINGS_SECRET", "hush")
    with Processes() as runner:
        child = psutil.Process(runner.spare.process.pid)
        runner.spare.wait_until_ready()
        words, environment, folder = child.cmdline(), child.environ(), child.cwd()
    told = "\n".join([*words, *environment, *environment.values(), folder])
    assert "hush" not in told
    assert PUBLIC.name not in told
    assert str(PUBLIC.parent) not in told
    assert str(Path.cwd()) not in (folder, environment.get("PWD"))
    assert set(environment) <= {
        "PATH",
        "HOME",
        "TMPDIR",
        "PYTHONHASHSEED",
        "LC_CTYPE",
        "SYSTEMROOT",
        "LOSSLINGS_CHILD",
    } | {f"{library}_NUM_THREADS" for library in ("OMP", "OPENBLAS", "MKL")}


def test_the_child_inherits_no_open_file_of_the_grader(tmp_path):
    with (tmp_path / "gradebook").open("w") as gradebook:
        os.set_inheritable(gradebook.fileno(), True)
        with Processes() as runner:
            body = "return '|'.join(os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')[:-1])"
            (observation,) = run(runner, {"bad.py": called(f"raise ValueError((lambda: {body[7:]})())")}, "bad")[
                "bad"
            ].observations
    assert "pipe:" in observation.text
    assert "gradebook" not in observation.text
