"""A class graded by a hidden key: no report tells an input, an expected value or what was said of them."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from classroom import FEW, RIGHT, WRONG, frozen_key, grade, losslings, write_class, write_key

from autograder.classroom.pages.numbers import layout, short

FOR_THE_INSTRUCTOR = ("results.jsonl", "evidence.jsonl")
LEAKS = {
    "wrong": WRONG,
    "almost-right": RIGHT.replace("return 0.0 -", "return 1e-6 -"),
    "twice": RIGHT.replace("return 0.0 -", "return -2 *"),
    "changes-its-input": RIGHT.replace("return 0.0", "p *= 1.0; p += 1e-9\n    return 0.0"),
    "prints": "import sys\ndef entropy(p):\n    print('LEAK', p, file=sys.stderr)\n    print('LEAK')\n    return p\n",
    "warns": "import warnings\ndef entropy(p):\n    warnings.warn(f'LEAK {p.tolist()}')\n    return 0.0\n",
    "raises": "def entropy(p):\n    raise ValueError(f'LEAK {p.tolist()}')\n",
    "names-a-type": "def entropy(p):\n    return type(f'LEAK {p.tolist()}', (), {})()\n",
    "exits": "import sys\ndef entropy(p):\n    sys.exit(f'LEAK {p.tolist()}')\n",
    "refused": "import sys\ndef entropy(p):\n    sys.meta_path[0].find_spec('torch.LEAK' + str(p.tolist()))\n",
    "raises-at-import": "import sys\nframe = sys._getframe()\nwhile 'buffers' not in frame.f_locals:\n"
    "    frame = frame.f_back\nraise ValueError(f'LEAK {bytes(frame.f_locals[\"buffers\"][:64]).hex()}')\n" + WRONG,
    "kills-with-a-number": "import os\ndef entropy(p):\n    os._exit(int(100 * p.ravel()[0]))\n",
    "dies-of-a-number": "import os\ndef entropy(p):\n    os.kill(os.getpid(), int(20 * p.ravel()[0]))\n",
}

OWN_CODE = re.compile(r'<div class="code".*?</div>', re.DOTALL)  # a student's feedback shows their own text


@pytest.fixture(scope="module")
def hidden(tmp_path_factory):
    """Grade all of them by a key that says it is hidden, and collect every word that was written."""
    folder = write_key(tmp_path_factory.mktemp("hidden"), hidden=True)
    write_class(folder, LEAKS)
    done = losslings("grade", "class", "-o", "results", "--key", "key.jsonl", cwd=folder)
    assert done.returncode == 0, done.stderr
    written = [path for path in (folder / "results").rglob("*") if path.is_file() and "pages" not in path.parts]
    files = {path.name: OWN_CODE.sub("", path.read_text(encoding="utf-8")) for path in written}
    return {**files, "stdout": done.stdout, "stderr": done.stderr}


@pytest.mark.parametrize("name", LEAKS)
def test_a_hidden_key_tells_neither_inputs_nor_answers_nor_what_was_said_of_them(hidden, name):
    (report,) = [
        json.loads(line) for line in hidden["feedback.jsonl"].splitlines() if f'"submission": "{name}"' in line
    ]
    message = json.dumps([[e["message"], e["items"]] for e in report["exercises"]])
    assert report["score"] < report["max_score"]
    assert "LEAK" not in message
    assert not re.search(r"\d\.\d{4,}|exit status|SIG[A-Z]+", message)
    for item in (item for exercise in report["exercises"] for item in exercise["items"]):
        assert [item[field] for field in ("case", "call", "expected", "got", "torch", "notes")] == [None] * 5 + [[]]


def test_no_output_of_a_hidden_key_repeats_an_input(hidden):
    key = frozen_key()
    calls = [case.call.partition("(")[2] for name in FEW for case in key.exercise(name).cases]
    answers = [case.expected.describe() for name in FEW for case in key.exercise(name).cases]
    message = unescape("\n".join(text for name, text in hidden.items() if name not in FOR_THE_INSTRUCTOR))
    assert "LEAK" not in message
    spelled = {spell(text) for text in (*calls, *answers) for spell in (str, short, layout)}
    spelled |= {number[:9] for text in (*calls, *answers) for number in re.findall(r"\d+\.\d{6,}", text)}
    assert len(spelled) > 100
    assert not [text for text in spelled if len(text) > 8 and text in message]


def test_the_instructor_reads_every_reason(hidden):
    reports = {one["submission"]: one for one in map(json.loads, hidden["results.jsonl"].splitlines())}
    wrong = [item for exercise in reports["wrong"]["exercises"] for item in exercise["items"] if item["case"]]
    assert wrong
    assert all(item["call"] and item["expected"] for item in wrong)
    assert "LEAK" in hidden["results.jsonl"]


def test_a_student_is_told_of_errors_in_syntax_and_of_missing_names(tmp_path):
    write_class(write_key(tmp_path, hidden=True), {"alice": "def entropy(p:\n    return 0.0\n", "bob": "x = 1\n"})
    feedback = grade(tmp_path) / "feedback"
    assert "a bracket or quotation mark is opened and not closed" in (feedback / "alice.txt").read_text("utf-8")
    assert "no function named entropy" in (feedback / "bob.txt").read_text(encoding="utf-8")


def test_what_was_graded_by_a_public_key_has_no_second_reports(tmp_path):
    write_class(write_key(tmp_path, hidden=True), {"alice": WRONG})
    results = grade(tmp_path)
    assert (results / "feedback.jsonl").stat().st_mode & 0o777 == 0o600
    write_key(tmp_path)
    grade(tmp_path, "--resume")
    assert not (results / "feedback.jsonl").exists()
    assert "expected" in (results / "feedback/alice.txt").read_text(encoding="utf-8")


def test_a_public_key_does_tell_them(tmp_path):
    """What the tests above look for is there when it may be."""
    folder = write_class(write_key(tmp_path), {"alice": LEAKS["prints"]})
    message = (grade(folder) / "results.jsonl").read_text()
    assert "LEAK" in message
    assert frozen_key().exercise("entropy").cases[0].call in message
