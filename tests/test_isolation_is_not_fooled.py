"""What student code says is believed as numbers only, and it is told no more than its inputs."""

from __future__ import annotations

import os
import re
import struct
from pathlib import Path

import numpy as np
import psutil
import pytest
from misbehaving import GOOD, IMPORTED, called, run

from autograder.bank.folder import shipped
from autograder.isolation.inside import wire
from autograder.isolation.job import Argument
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import Key
from autograder.judging.submission import Submission

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module", params=["basic", "strict"])
def runner(request):
    with Runner(request.param) as runner:
        yield runner


# ---------------------------------------------------------------- forgery

PUT = """
import os, struct
def frame(kind, *records, data=b"", shape=(), length=None, magic=b"LSL2"):
    payload = struct.pack("<I", len(records)) + b"".join(records) + struct.pack(f"<{len(shape)}Q", *shape) + data
    if kind == LOADING: payload = struct.pack("<HH", 0, 0)
    return struct.pack("<4sBxxxI", magic, kind, len(payload) if length is None else length) + payload
def record(kind=0, code=11, dimensions=0, size=8):
    return struct.pack("<BBBBBxHHxxI", kind, code, dimensions, 0, 0, 0, 0, size)
def put(data):
    for descriptor in range(3, 64):
        try: os.write(descriptor, data)
        except OSError: pass
LOADING, ANSWERED, TODO = 1, 2, 6
"""
FORGERIES = {
    "noise": "put(b'PASSED 100/100' * 99)",
    "half-a-frame": "put(frame(ANSWERED, record(), data=bytes(8))[:10])\n    os._exit(0)",
    "a-frame-that-never-comes": "put(frame(ANSWERED, length=1 << 20))\n    os._exit(0)",
    "a-frame-too-large": "put(frame(ANSWERED, length=1 << 31))",
    "another-exercises-end": "put(frame(LOADING)[:4] + struct.pack('<BxxxI', TODO, 4) + bytes(4) * 50)",
    "a-thousand-answers": "put(frame(ANSWERED, record(), data=bytes(8)) * 1000)",
    "two-answers-to-one-call": "put(frame(ANSWERED, record(), record(), data=bytes(16)))",
    "unknown-kind": "put(frame(200))",
    "loading-for-ever": "\n    while True: put(frame(LOADING) * 1000)",
    "no-numbers-in-an-impossible-shape": "put(frame(ANSWERED, record(0, 11, 2, 0), shape=(2**63, 0)))",
    "no-numbers-in-a-shape-too-large": "put(frame(ANSWERED, record(0, 11, 3, 0), shape=(2**62, 4, 0)))",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_reply_ends_its_own_function_and_not_the_grader(runner, forgery):
    source = f"{PUT}\ndef bad(p):\n    {forgery}\n    return 0.25\n"
    answers = run(runner, {"bad.py": source, "good.py": GOOD}, "good", "bad")
    assert answers["good"].outcome == "answered"
    assert answers["bad"].outcome in ("crashed", "timeout", "todo") or answers["bad"].observations[0].value is not None
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

    def recorded(request, pack=wire.pack_request):
        sent.append(pack(request))
        return sent[-1]

    monkeypatch.setattr(wire, "pack_request", recorded)
    key = Key(public_key.hidden, public_key.lines)  # whose inputs were not packed before
    files = {f"{path.parent.name}/{path.name}": path.read_bytes() for path in (ROOT / "solutions").glob("*/*.py")}
    grades = judge(Submission("all", files), key, runner)
    assert {grade.status for grade in grades} == {"passed"}
    raw = b"".join(request for request in sent if b"def " not in request)  # the solutions may name a number
    cases = [case for exercise in key for case in exercise.cases]
    given = [arg for case in cases for arg in (*case.args, *case.keywords.values())]
    inputs = [arg.array for arg in given if isinstance(arg, Argument)]
    expected = [case.expected.value for case in cases if case.expected.value is not None]
    secrets = set().union(*map(telling, expected)) - set().union(*map(telling, inputs))
    assert len(secrets) > 100
    assert not found_in(raw, secrets)
    assert found_in(raw, {max(set().union(*map(telling, inputs)))})  # this search does find
    assert not {repr(number).encode() for number in secrets} & set(re.findall(rb"[-+.e\d]+", raw))


@pytest.mark.parametrize("tier", ["basic", "strict"])
def test_nothing_around_the_child_names_the_key_or_the_grader(monkeypatch, tier):
    monkeypatch.setenv("LOSSLINGS_SECRET", "hush")
    with Runner(tier) as runner:
        runner.settle()
        process = (
            runner.children.spares["numpy"].process if tier == "basic" else runner.children.servers["numpy"].process
        )
        child = psutil.Process(process.pid)
        words, environment, folder = child.cmdline(), child.environ(), child.cwd()
    told = "\n".join([*words, *environment, *environment.values(), folder])
    assert "hush" not in told
    assert shipped().key.name not in told
    assert str(shipped().key.parent) not in told
    assert str(Path.cwd()) not in (folder, environment.get("PWD"))
    assert set(environment) <= {
        "PATH",
        "HOME",
        "TMPDIR",
        "PYTHONHASHSEED",
        "LC_CTYPE",
        "LANG",
        "TZ",
        "SYSTEMROOT",
        "LOSSLINGS_CHILD",
        "MALLOC_MMAP_THRESHOLD_",
        "MALLOC_TRIM_THRESHOLD_",
        "MALLOC_TOP_PAD_",
    } | {f"{library}_NUM_THREADS" for library in ("OMP", "OPENBLAS", "MKL")}


def test_the_child_inherits_no_open_file_of_the_grader(tmp_path):
    with (tmp_path / "gradebook").open("w") as gradebook:
        os.set_inheritable(gradebook.fileno(), True)
        with Runner("basic") as runner:  # in strict there is no /proc to read
            body = "return '|'.join(os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')[:-1])"
            (observation,) = run(runner, {"bad.py": called(f"raise ValueError((lambda: {body[7:]})())")}, "bad")[
                "bad"
            ].observations
    assert "pipe:" in observation.text
    assert "gradebook" not in observation.text
