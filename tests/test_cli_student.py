"""A student's commands: check, the bare command, init and hint."""

from __future__ import annotations

import json
import os
import re

import pytest
from handmade import MISTAKES, exercise_of
from packs import answer, write_pack
from shell import FAILED, PASSED, RIGHT, ROOT, assert_stops, called, losslings, tree, write_student

from autograder.bank.exercises import find_exercises
from autograder.judging.key import Key
from autograder.practice.hints import general_hints, next_hint
from autograder.practice.store import RECORD


@pytest.fixture
def folder(tmp_path):
    return write_student(tmp_path)


# ---------------------------------------------------------------- check

# id: (targets, exit status, marks of the exercises in order)
TARGETS = {
    "name": (["entropy"], PASSED, "✓"),
    "wrong-name": (["surprise"], FAILED, "✗"),
    "unwritten-name": (["kl_divergence"], FAILED, "·"),
    "file": (["exercises/information/entropy.py"], PASSED, "✓"),
    "folder": (["exercises/information"], FAILED, "✗✓·"),
    "zip": (["alice.zip"], PASSED, "✓"),
    "two": (["entropy", "surprise"], FAILED, "✓✗"),
    "nothing": ([], FAILED, "✗✓·"),
}


@pytest.mark.parametrize(("targets", "status", "marks"), TARGETS.values(), ids=TARGETS.keys())
def test_the_exit_status_says_whether_all_passed(folder, targets, status, marks):
    done = losslings("check", *targets, cwd=folder)
    assert (done.returncode, done.stderr) == (status, "")
    assert "".join(re.findall(r"^  (\S) \w+ ", done.stdout, re.MULTILINE)) == marks


def test_a_failure_says_what_was_called_what_was_expected_and_what_came(folder):
    lines = losslings("check", "surprise", cwd=folder).stdout.splitlines()
    labels = [line.split()[0] for line in lines if line.startswith(" " * 8)]
    assert labels[:3] == ["call", "expected", "got"]
    assert any("surprise(" in line for line in lines)


def test_the_output_is_plain_where_there_is_no_terminal(folder):
    for arguments in ((), ("check",), ("check", "--help"), ("doctor",)):
        assert "\x1b" not in losslings(*arguments, cwd=folder).stdout


NO_TARGETS = {
    "misspelt": ("entorpy", "entorpy: no such file, folder or exercise (did you mean entropy"),
    "unlike-anything": ("zzzzzz", "zzzzzz: no such file, folder or exercise"),
    "missing-file": ("exercises/information/entropi.py", "(did you mean entropy"),
    "not-copied": ("huber_loss", "huber_loss.py is not in"),
    "empty-folder": ("empty", "empty: no Python files or notebooks here"),
    "no-exercise-in-it": ("notes.py", "notes.py: defines none of the exercises"),
    "bad-zip": ("bad.zip", "bad.zip: damaged, or not what its name says"),
    "pipe": ("pipe.py", "pipe.py"),
    "endless-name": ("a" * 300, "File name too long"),
}


@pytest.mark.parametrize(("target", "message"), NO_TARGETS.values(), ids=NO_TARGETS.keys())
def test_what_cannot_be_checked_is_one_clear_line(folder, target, message):
    (folder / "empty").mkdir()
    (folder / "notes.py").write_text("x = 1\n")
    (folder / "bad.zip").write_bytes(b"PK\3\4")
    os.mkfifo(folder / "pipe.py")
    assert_stops(called("check", target, cwd=folder), message)


def test_nothing_to_check_is_one_clear_line(tmp_path):
    assert_stops(losslings("check", cwd=tmp_path), "no Python files or notebooks here")


def test_a_check_leaves_the_record_beside_the_exercises_and_nothing_else(folder):
    before = tree(folder)
    losslings("check", cwd=folder)
    losslings(cwd=folder)
    after = tree(folder)
    assert after.pop(RECORD)
    assert after == before


def test_a_wild_number_prints_no_warning_of_ours(folder):
    (folder / "entropy.py").write_text("def entropy(p):\n    return 1.7e308\n")
    assert losslings("check", "entropy.py", cwd=folder).stderr == ""


# ---------------------------------------------------------------- --json

REPORT = {"schema", "submission", "score", "max_score", "key", "isolation", "python", "numpy", "remarks", "exercises"}
EXERCISE = {"name", "unit", "status", "score", "max_score", "message", "reason", "doubt", "items"}
ITEM = {
    "name",
    "status",
    "score",
    "max_score",
    "case",
    "call",
    "expected",
    "got",
    "torch",
    "misconception",
    "title",
    "family",
    "hint",
    "rungs",
    "lecture",
    "notes",
}


def test_the_report_has_exactly_the_fields_that_are_promised(folder):
    done = losslings("check", "--json", "exercises", cwd=folder)
    report = json.loads(done.stdout)
    assert set(report) == REPORT
    assert report["schema"] == "losslings/report/v2"
    assert (report["submission"], report["isolation"]) == ("exercises", "strict")
    assert {frozenset(exercise) for exercise in report["exercises"]} == {frozenset(EXERCISE)}
    items = [item for exercise in report["exercises"] for item in exercise["items"]]
    assert {frozenset(item) for item in items} == {frozenset(ITEM)}
    statuses = {exercise["name"]: exercise["status"] for exercise in report["exercises"]}
    assert statuses == {"surprise": "failed", "entropy": "passed", "kl_divergence": "todo"}


def test_the_report_adds_up(folder):
    report = json.loads(losslings("check", "--json", "exercises", cwd=folder).stdout)
    for whole, parts in [(report, report["exercises"]), *((e, e["items"]) for e in report["exercises"])]:
        assert whole["score"] == sum(part["score"] for part in parts)
        assert whole["max_score"] == sum(part["max_score"] for part in parts)


def test_each_target_is_one_line_of_json(folder):
    done = losslings("check", "--json", "entropy", "surprise", "alice.zip", cwd=folder)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["submission"] for report in reports] == ["entropy", "surprise", "alice"]
    assert [len(report["exercises"]) for report in reports] == [1, 1, 1]
    assert done.returncode == FAILED


def test_nan_and_infinity_stay_valid_json(folder):
    (folder / "entropy.py").write_text("import numpy as np\ndef entropy(p):\n    return np.nan * p\n")
    text = losslings("check", "--json", "entropy.py", cwd=folder).stdout

    def refuse(word: str) -> None:
        raise AssertionError(word)

    assert json.loads(text, parse_constant=refuse)["score"] == 0


# ---------------------------------------------------------------- the folder of exercises


def test_the_bare_command_shows_progress_and_what_is_next(folder):
    done = losslings(cwd=folder)
    assert (done.returncode, done.stderr) == (PASSED, "")
    assert "✓ entropy" in done.stdout
    assert re.search(r"^Next: (\w+) \(.+\), then `losslings check \1`$", done.stdout, re.MULTILINE)


def test_the_bare_command_in_an_empty_folder_says_how_to_begin(tmp_path):
    assert "losslings init" in losslings(cwd=tmp_path).stdout


def test_the_bare_command_in_a_folder_of_many_programs_finds_the_answer(tmp_path):
    for number in range(301):
        (tmp_path / f"program{number}.py").write_text("x = 1\n")
    (tmp_path / "zzz.py").write_text(RIGHT)
    done = losslings(cwd=tmp_path)
    assert "✓ entropy" in done.stdout


def test_init_copies_every_exercise_and_check_finds_them_unwritten(tmp_path):
    assert losslings("init", cwd=tmp_path).returncode == PASSED
    copied = sorted(path.stem for path in tmp_path.glob("exercises/*/*.py"))
    assert copied == sorted(exercise.name for exercise in find_exercises(ROOT))
    report = json.loads(losslings("check", "--json", cwd=tmp_path).stdout)
    assert {exercise["status"] for exercise in report["exercises"]} == {"todo"}
    assert len(report["exercises"]) == len(copied)


def test_init_overwrites_nothing(folder):
    before = tree(folder)
    assert losslings("init", cwd=folder).returncode == PASSED
    after = tree(folder)
    assert {path: after[path] for path in before} == before
    assert "exercises/classification/softmax.py" in after
    assert losslings("init", cwd=folder).returncode == PASSED
    assert tree(folder) == after


NO_FOLDERS = {"file": "alice.zip", "below-a-file": "alice.zip/exercises"}


@pytest.mark.parametrize("target", NO_FOLDERS.values(), ids=NO_FOLDERS.keys())
def test_init_into_a_file_is_one_clear_line(folder, target):
    before = tree(folder)
    assert_stops(called("init", target, cwd=folder), "alice.zip")
    assert tree(folder) == before


# ---------------------------------------------------------------- hint


def test_hint_gives_another_one_each_time_until_all_are_told(folder):
    told = [losslings("hint", "kl_divergence", cwd=folder).stdout for _ in range(3)]
    numbers = [re.match(r"Hint (\d+) of (\d+): \S+", text).groups() for text in told]
    assert [number for number, _ in numbers] == ["1", "2", "3"]
    assert len({count for _, count in numbers}) == 1
    assert len(set(told)) == 3


def test_hint_begins_with_what_the_students_own_code_shows(folder):
    report = json.loads(losslings("check", "--json", "surprise", cwd=folder).stdout)
    own = [item["hint"] for item in report["exercises"][0]["items"] if item["hint"]]
    assert losslings("hint", "surprise", cwd=folder).stdout.strip().endswith(own[0])


def test_hint_has_nothing_to_say_of_a_passed_exercise(folder):
    assert "is passed" in losslings("hint", "entropy", cwd=folder).stdout


def test_hint_of_no_exercise_is_one_clear_line(folder):
    assert_stops(losslings("hint", "entorpy", cwd=folder), "no such exercise (did you mean entropy")
    assert_stops(losslings("hint", "huber_loss", cwd=folder), "losslings init")


RECORDS = (
    '{"hints": {"kl_div',
    "[1]",
    '{"hints": 3}',
    '{"hints": {"kl_divergence": 3}}',
    '{"hints": {"kl_divergence": [[], {}, 0, null]}}',
    '{"kl_divergence": ["a", "b"]}',  # as it was written before there were sections
    "[" * 100_000,
    "\xff",
)


@pytest.mark.parametrize("record", RECORDS, ids=range(len(RECORDS)))
def test_hint_survives_a_torn_record_of_what_was_given(tmp_path, record):
    (tmp_path / ".losslings.json").write_text(record, encoding="latin-1")
    assert [next_hint("kl_divergence", ["a", "b"], tmp_path) for _ in range(3)] == [(1, "a"), (2, "b"), None]


@pytest.fixture
def nats(tmp_path):
    """Write a pack of one exercise, one known mistake with three rungs, and an answer that makes it."""
    pack = write_pack(tmp_path / "pack")
    packed = json.loads(Key.load(pack / "keys/public.jsonl").lines["tutorial/nats"])
    packed["misconceptions"] = [one for one in packed["misconceptions"] if one["name"] == "bits_not_nats"]
    packed["ladders"]["bits_not_nats"]["rungs"] = ["In which unit?", "ln 2 is 0.693.", "Call np.log."]
    packed |= {"notice": "The minus sign stands in front.", "after": "bits"}
    Key(hidden=False, lines={"tutorial/nats": json.dumps(packed)}).save(pack / "keys/public.jsonl")
    answer(pack, source=BITS)
    return pack


BITS = "import numpy as np\n\ndef surprise(p):\n    return -np.log2(p)\n"
PASSING = (ROOT / "solutions/information/surprise.py").read_text(encoding="utf-8")


def test_hint_climbs_a_recognised_mistakes_ladder_then_shows_the_last_rung_again_and_what_else_helps(nats):
    told = [called("hint", "nats", cwd=nats).stdout.splitlines() for _ in range(5)]
    assert told[:3] == [
        ["Hint 1 of 3: In which unit?"],
        ["Hint 2 of 3: ln 2 is 0.693."],
        ["Hint 3 of 3: Call np.log."],
    ]
    last = ["That was the last of 3 hints. It was: Call np.log.", "What else helps: `losslings show nats`"]
    assert told[3:] == [last, last]


def test_a_hint_that_was_given_does_not_come_again_when_others_are_new(tmp_path):
    assert [next_hint("loss", ["a", "b"], tmp_path) for _ in range(2)] == [(1, "a"), (2, "b")]
    assert next_hint("loss", ["c", "b", "d"], tmp_path) == (2, "c")
    assert next_hint("other", ["a"], tmp_path) == (1, "a")
    assert [next_hint("loss", ["c", "b", "d"], tmp_path) for _ in range(3)] == [(3, "d"), None, None]


def test_general_hints_are_questions_about_the_items_that_fail():
    exercise = exercise_of(*MISTAKES)
    assert general_hints(exercise, ["zeros"]) == ["What is half of nothing?"]
    assert len(general_hints(exercise, ["zeros", "infinities"])) == 2
    assert general_hints(exercise, ["shapes"]) == []  # no known mistake loses just that


def test_of_an_unwritten_exercise_the_hints_ask_about_what_costs_most():
    exercise = exercise_of(*MISTAKES)
    everything = [item.name for item in exercise.items]
    assert general_hints(exercise, []) == general_hints(exercise, everything) != []


def test_general_hints_are_few_those_first_that_explain_most(public_key):
    exercise = public_key.exercise("entropy")
    every = [item.name for item in exercise.items]
    first, *others = general_hints(exercise, every)
    assert len(others) == 3
    lost = {
        mistake.ladder.hint: sum(bool(exercise.charged(item, mistake.outputs)) for item in exercise.items)
        for mistake in reversed(exercise.misconceptions)
    }
    assert lost[first] == max(lost.values())
