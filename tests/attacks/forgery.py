"""Speaking for the grader, or to it out of turn: every submission here brings the protocol along.

RESULTS is the folder of results, ELSEWHERE folders that others look into.
"""

from pathlib import Path

from attacks.honest import ALL, CALLS, ENTROPY

from autograder.isolation.inside import wire

# The student has read our source: `wire` is our own file, and `put` writes to whatever is open.
PREPARED = """
import os, struct, threading, time
import wire
def put(data):
    for descriptor in range(3, 64):
        try:
            rest = memoryview(data)
            while rest: rest = rest[os.write(descriptor, rest):]
        except OSError: pass
def frame(kind, payload, length=None):
    return wire.FRAME.pack(wire.MAGIC, kind, len(payload) if length is None else length) + payload
one = wire.Answer(wire.VALUE, data=bytes(8))
"""


def speaking(body: str, before: str = "") -> dict[str, str]:
    """Write a submission whose function does `body`."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return {
        "entropy.py": f"{PREPARED}{before}\ndef entropy(p):\n{lines}    return 0.25\n",
        "wire.py": Path(wire.__file__).read_text(encoding="utf-8"),
    }


ATTACKS = {
    "an-answer-in-two-halves-at-the-last-moment": {
        "entropy.py": """
import os, time
write = os.write
def slowly(descriptor, data):
    sent = write(descriptor, data[:12])
    time.sleep(0.3)
    return sent + write(descriptor, data[12:])
time.sleep(1.9)
os.write = slowly
"""
        + ENTROPY
    },
    "prints-its-own-verdict": speaking("print('7 / 7 passed')\nos.write(1, b'passed')\nput(b'PASSED 100/100' * 99)"),
    "a-frame-that-never-ends": speaking("put(frame(wire.ANSWERED, b'', 1 << 20))\nos._exit(0)"),
    "a-frame-byte-by-byte": speaking(
        "for byte in frame(wire.ANSWERED, b'', 1 << 26) + bytes(999):\n    put(bytes([byte]))\n    time.sleep(0.01)"
    ),
    "four-million-records": speaking(
        "record = wire.RECORD.pack(wire.RAISED, wire.FLOAT64, 0, 0, 0, 0, 0, 0)\n"
        "count = wire.MAX_FRAME // len(record) - 1\n"
        "put(frame(wire.ANSWERED, wire.COUNT.pack(count) + record * count))\nos._exit(0)"
    ),
    "a-shape-beyond-all-bounds": speaking(
        "record = wire.RECORD.pack(wire.VALUE, wire.FLOAT64, 2, 0, 0, 0, 0, 0)\n"
        "put(frame(wire.ANSWERED, wire.COUNT.pack(1) + record + struct.pack('<2Q', 2**63, 0)))"
    ),
    "one-answer-to-many-calls": speaking("put(wire.pack_answers([one]))"),
    "a-thousand-answers": speaking(
        "put(wire.pack_answers([one] * 41) * 1000)\nput(wire.pack_frame(wire.READY) * 1000)"
    ),
    "loads-for-ever": speaking("while True: put(wire.pack_frame(wire.LOADING) * 1000)"),
    "blames-an-honest-file": speaking("put(wire.pack_frame(wire.LOADING, 'surprise.py'))\nos._exit(0)"),
    "says-the-honest-file-is-broken": speaking("put(wire.pack_frame(wire.BROKEN, 'surprise.py'))\ntime.sleep(0.1)"),
    "says-that-it-has-no-memory": {
        "entropy.py": f"""{PREPARED}
calls = []
put(wire.pack_frame(wire.PROVEN, "entropy") * 3)
{ENTROPY.replace("def entropy", "def right")}
def entropy(p):
    calls.append(0)
    return right(p) if len(calls) <= {CALLS} else 0.25
""",
        "wire.py": Path(wire.__file__).read_text(encoding="utf-8"),
    },
    "says-it-was-refused": speaking("put(wire.pack_frame(wire.REFUSED, 'x' * 4000, 'y' * 4000))"),
    "speaks-again-after-the-answer": speaking(
        "pass", "threading.Timer(0.05, lambda: put(wire.pack_answers([one]) * 99)).start()"
    ),
    "hangs-up-and-goes-on": speaking("os.closerange(3, 64)\nwhile True: time.sleep(1)"),
    "plants-modules-for-the-next": {
        "entropy.py": """
import os
for name in ("numpy", "json", "sitecustomize", "usercustomize", "conftest", "surprise", "entropy"):
    for place in (".", os.environ["HOME"]):
        with open(f"{place}/{name}.py", "w") as file: file.write("raise SystemExit('planted')")
os.makedirs("__pycache__", exist_ok=True)
with open("__pycache__/surprise.cpython-311.pyc", "wb") as file: file.write(bytes(99))
with open("evil.pth", "w") as file: file.write("import os; os._exit(0)")
def entropy(p):
    return 0.25
"""
    },
    "plants-what-is-no-file": """
import os
def entropy(p):
    os.mkfifo("results.jsonl")
    os.symlink(RESULTS, "out")
    return 0.25
""",
}
DESERVES = {"an-answer-in-two-halves-at-the-last-moment": ALL}
ONLY_BEHIND_WALLS = {
    "writes-its-own-results": """
import os
def entropy(p):
    for name in ("results.jsonl", "digests.jsonl", "grades.csv", "run.json", "new.txt"):
        for how in ("a", "w"):
            try: open(os.path.join(RESULTS, name), how).close()
            except OSError: continue
            raise AssertionError("ESCAPED")
    return 0.25
""",
    "writes-elsewhere": """
import os, numpy
def entropy(p):
    for place in (*ELSEWHERE, os.path.dirname(numpy.__file__), os.path.dirname(os.__file__)):
        try: open(os.path.join(place, "losslings-was-here"), "w").close()
        except OSError: continue
        raise AssertionError("ESCAPED")
    return 0.25
""",
    "changes-files-by-their-names": """
import ctypes, os
def entropy(p):
    libc = ctypes.CDLL(None)
    name = OPEN_SECRET.encode()
    tries = [libc.truncate(name, 0), libc.chmod(name, 0), libc.utimes(name, None), libc.rename(name, b"mine")]
    tries += [libc.unlink(name), libc.open(name, os.O_TRUNC), libc.setxattr(name, b"user.x", b"y", 1, 0)]
    if any(result >= 0 for result in tries): raise AssertionError("ESCAPED")
    return 0.25
""",
}
