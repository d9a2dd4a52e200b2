"""A student's commands: check, the bare command, init and hint."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from handmade import MISTAKES, exercise_of, key_of
from packs import answer, write_pack
from shell import FAILED, PASSED, RIGHT, ROOT, assert_stops, called, finished, losslings, started, tree, write_student

from autograder.bank.exercises import find_exercises
from autograder.judging.key import Key
from autograder.judging.ladder import FAMILIES
from autograder.practice.hints import general_hints, hints_on, next_hint, other_item
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
IN_A_PROCESS = ("name", "wrong-name")  # one for each status, as the shell gets it


@pytest.mark.parametrize("name", TARGETS)
def test_the_exit_status_says_whether_all_passed(folder, name):
    targets, status, marks = TARGETS[name]
    done = (losslings if name in IN_A_PROCESS else called)("check", *targets, cwd=folder)
    assert (done.returncode, done.stderr) == (status, "")
    assert "".join(re.findall(r"^  (\S) \w+ ", done.stdout, re.MULTILINE)) == marks


def test_a_failure_says_what_was_called_what_was_expected_and_what_came(folder):
    lines = called("check", "surprise", cwd=folder).stdout.splitlines()
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
    assert_stops(called("check", cwd=tmp_path), "no Python files or notebooks here")


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
    done = called("check", "--json", "exercises", cwd=folder)
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
    report = json.loads(called("check", "--json", "exercises", cwd=folder).stdout)
    for whole, parts in [(report, report["exercises"]), *((e, e["items"]) for e in report["exercises"])]:
        assert whole["score"] == sum(part["score"] for part in parts)
        assert whole["max_score"] == sum(part["max_score"] for part in parts)


def test_each_target_is_one_line_of_json(folder):
    done = called("check", "--json", "entropy", "surprise", "alice.zip", cwd=folder)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["submission"] for report in reports] == ["entropy", "surprise", "alice"]
    assert [len(report["exercises"]) for report in reports] == [1, 1, 1]
    assert done.returncode == FAILED


def test_nan_and_infinity_stay_valid_json(folder):
    (folder / "entropy.py").write_text("import numpy as np\ndef entropy(p):\n    return np.nan * p\n")
    text = called("check", "--json", "entropy.py", cwd=folder).stdout

    def refuse(word: str) -> None:
        raise AssertionError(word)

    assert json.loads(text, parse_constant=refuse)["score"] == 0


# ---------------------------------------------------------------- the folder of exercises


def test_the_bare_command_shows_progress_and_what_is_next(folder):
    done = called(cwd=folder)
    assert (done.returncode, done.stderr) == (PASSED, "")
    assert "✓ entropy" in done.stdout
    assert re.search(
        r"^Next: (\w+) \(.+\)\nWrite it in exercises/\w+/\1.py, then `losslings check \1`$", done.stdout, re.MULTILINE
    )


def test_the_bare_command_in_an_empty_folder_says_how_to_begin(tmp_path):
    assert "losslings init" in called(cwd=tmp_path).stdout


def test_the_bare_command_in_a_folder_of_many_programs_finds_the_answer(tmp_path):
    for number in range(301):
        (tmp_path / f"program{number}.py").write_text("x = 1\n")
    (tmp_path / "zzz.py").write_text(RIGHT)
    done = called(cwd=tmp_path)
    assert "✓ entropy" in done.stdout


def test_init_copies_every_exercise_and_check_finds_them_unwritten(tmp_path):
    assert called("init", cwd=tmp_path).returncode == PASSED
    copied = sorted(path.stem for path in tmp_path.glob("exercises/*/*.py"))
    assert copied == sorted(exercise.name for exercise in find_exercises(ROOT))
    report = json.loads(called("check", "--json", cwd=tmp_path).stdout)
    assert {exercise["status"] for exercise in report["exercises"]} == {"todo"}
    assert len(report["exercises"]) == len(copied)


def test_init_says_what_now(tmp_path):
    assert "`losslings watch`" in called("init", cwd=tmp_path).stdout.splitlines()[-1]


def test_an_answer_that_keeps_small_integers_reads_why_its_digits_are_few(tmp_path):
    called("init", cwd=tmp_path)
    path = tmp_path / "exercises/classification/binary_cross_entropy.py"
    lost = "np.clip(np.log({}), -100, None)"
    cost = f"-np.mean(y_true * {lost.format('y_pred')} + (1 - y_true) * {lost.format('1 - y_pred')})"
    path.write_text(path.read_text().replace("raise NotImplementedError", f"return {cost}"), encoding="utf-8")
    told = called("check", "binary_cross_entropy", cwd=tmp_path).stdout
    assert "float16: that is what np.log and np.exp make of 8- and 16-bit integers" in told


def test_init_overwrites_nothing(folder):
    before = tree(folder)
    assert called("init", cwd=folder).returncode == PASSED
    after = tree(folder)
    assert {path: after[path] for path in before} == before
    assert "exercises/classification/softmax.py" in after
    assert called("init", cwd=folder).returncode == PASSED
    assert tree(folder) == after


NO_FOLDERS = {"file": "alice.zip", "below-a-file": "alice.zip/exercises"}


@pytest.mark.parametrize("target", NO_FOLDERS.values(), ids=NO_FOLDERS.keys())
def test_init_into_a_file_is_one_clear_line(folder, target):
    before = tree(folder)
    assert_stops(called("init", target, cwd=folder), "alice.zip")
    assert tree(folder) == before


# ---------------------------------------------------------------- hint


def test_hint_begins_with_what_the_students_own_code_shows(folder):
    report = json.loads(called("check", "--json", "surprise", cwd=folder).stdout)
    own = [item["hint"] for item in report["exercises"][0]["items"] if item["hint"]]
    assert called("hint", "surprise", cwd=folder).stdout.strip().endswith(own[0])


def test_hint_has_nothing_to_say_of_a_passed_exercise(folder):
    assert "is passed" in called("hint", "entropy", cwd=folder).stdout


def test_hint_of_no_exercise_is_one_clear_line(folder):
    assert_stops(called("hint", "entorpy", cwd=folder), "no such exercise (did you mean entropy")
    assert_stops(called("hint", "huber_loss", cwd=folder), "losslings init")


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


def test_hint_climbs_a_recognised_mistakes_ladder_then_shows_the_last_rung_again_and_what_else_helps(nats):
    told = [called("hint", "nats", cwd=nats).stdout.splitlines() for _ in range(5)]
    assert told[:3] == [
        ["Hint 1 of 3: In which unit?"],
        ["Hint 2 of 3: ln 2 is 0.693."],
        ["Hint 3 of 3: Call np.log."],
    ]
    last = ["There is no further hint. The last one was: Call np.log.", "What else helps: `losslings show nats`"]
    assert told[3:] == [last, last]


def test_a_hint_that_was_given_does_not_come_again_when_others_are_new(tmp_path):
    assert [next_hint("loss", ["a", "b"], tmp_path) for _ in range(2)] == [(1, "a"), (2, "b")]
    assert next_hint("loss", ["c", "b", "d"], tmp_path) == (2, "c")
    assert next_hint("other", ["a"], tmp_path) == (1, "a")
    assert [next_hint("loss", ["c", "b", "d"], tmp_path) for _ in range(3)] == [(3, "d"), None, None]


def test_general_hints_are_questions_about_an_item_that_fails():
    exercise = exercise_of(*MISTAKES)
    assert general_hints(exercise, "zeros", ["zeros"]) == ["What is half of nothing?"]
    assert general_hints(exercise, "infinities", ["zeros", "infinities"]) != ["What is half of nothing?"]
    assert general_hints(exercise, "shapes", ["shapes"]) == []  # no known mistake loses just that


def test_general_hints_do_not_ask_what_a_check_sees(public_key):
    exercise = public_key.exercise("regression/mean_squared_error")
    seen = {one.ladder.hint for one in exercise.misconceptions if one.ladder.family == FAMILIES["inputs"]}
    asked = {hint for one in exercise.items for hint in general_hints(exercise, one.name, [one.name])}
    assert seen
    assert not seen & asked


def test_general_hints_are_few_those_first_that_explain_most(public_key):
    exercise = public_key.exercise("entropy")
    every = [item.name for item in exercise.items]
    first, *others = general_hints(exercise, "basics", every)
    assert len(others) == 1
    lost = {
        mistake.ladder.hint: sum(bool(exercise.charged(item, mistake.outputs)) for item in exercise.items)
        for mistake in reversed(exercise.misconceptions)
    }
    assert lost[first] == max(lost.values())


def item_with(name, status, misconception=None, rungs=()):
    return {"name": name, "status": status, "misconception": misconception, "rungs": list(rungs), "got": None}


def test_what_was_found_comes_first_and_an_item_that_is_explained_gets_no_questions():
    key = key_of(exercise_of(*MISTAKES))
    items = [item_with("zeros", "failed", "zero_avoided", ["1", "2", "3"]), item_with("infinities", "failed")]
    report = {"unit": "by_hand", "name": "halve", "status": "failed", "items": items}
    report["items"].insert(0, item_with("basics", "passed"))
    hints = hints_on(report, key, str)
    assert list(hints)[:3] == ["1", "2", "3"]
    assert list(hints)[3:] == general_hints(key.exercise("halve"), "infinities", ["zeros", "infinities"]) != []
    assert [other_item(hint, hints) for hint in hints] == ["", "", "", *["infinities"] * (len(hints) - 3)]


def test_while_the_basics_fail_no_hint_is_on_anything_else(public_key):
    of_basics = item_with("basics", "failed", rungs=["An `if` needs one truth value."])
    of_basics["got"] = "ValueError: The truth value of an array is ambiguous"
    others = [item_with("shapes", "failed", rungs=["These shapes do not match."]), item_with("purity", "failed")]
    report = {"unit": "regression", "name": "huber_loss", "status": "failed", "items": [of_basics, *others]}
    assert hints_on(report, public_key, str) == {"An `if` needs one truth value.": "basics"}  # nor a riddle on numbers
    of_basics["got"] = "0.25"
    assert set(hints_on(report, public_key, str).values()) == {"basics"}
    of_basics["status"] = "passed"
    assert "shapes" in hints_on(report, public_key, str).values()


def test_who_wrote_the_other_exercise_of_a_name_is_told_what_it_is_called(tmp_path):
    called("init", cwd=tmp_path)
    assert "other one" not in called("check", "entropy", cwd=tmp_path).stdout
    (tmp_path / "exercises/torch_losses/entropy.py").write_text("def entropy(logits):\n    return logits.sum(-1)\n")
    last = called("check", "entropy", cwd=tmp_path).stdout.splitlines()[-1]
    assert last == "Did you mean the other one of that name? `losslings check torch_losses/entropy`"


def test_of_an_unwritten_exercise_there_are_no_riddles(folder):
    lines = called("hint", "kl_divergence", cwd=folder).stdout.splitlines()
    assert lines == ["Not written yet.", "What else helps: `losslings show kl_divergence`"]


def test_hint_without_a_name_is_on_the_exercise_one_is_at(folder):
    (folder / "exercises/information/entropy.py").write_text(WRONG_ENTROPY, encoding="utf-8")
    assert called("hint", cwd=folder).stdout.startswith("surprise\n")  # the first that is begun
    called("check", "entropy", cwd=folder)
    assert called("hint", cwd=folder).stdout.startswith("entropy\n")  # the one that was checked last
    (folder / "exercises/information/entropy.py").write_text(RIGHT, encoding="utf-8")
    called("check", "entropy", cwd=folder)
    assert called("hint", cwd=folder).stdout.startswith("surprise\n")


def test_a_hint_that_a_check_has_shown_is_not_the_next_one(nats):
    assert "In which unit?" in called("check", "nats", cwd=nats).stdout
    assert called("hint", "nats", cwd=nats).stdout == "Hint 2 of 3: ln 2 is 0.693.\n"


# ---------------------------------------------------------------- stuck, passed

WRONG_ENTROPY = "def entropy(p):\n    return 0.0\n"


def test_after_three_checks_with_the_same_outcome_the_next_hint_is_offered(nats):
    offer = "3 checks, the same outcome: `losslings hint nats` has the next step."
    told = [called("check", "nats", cwd=nats).stdout.splitlines()[-1] for _ in range(3)]
    assert [line == offer for line in told] == [False, False, True]
    answer(nats, source=BITS.replace("np.log2(p)", "np.log(p) * 1.5"))
    assert "the same outcome" not in called("check", "nats", cwd=nats).stdout
    answer(nats, source=BITS)
    for _ in range(2):
        called("hint", "nats", cwd=nats)
    told = [called("check", "nats", cwd=nats).stdout.splitlines()[-1] for _ in range(3)]
    assert told[-1] == "3 checks, the same outcome: `losslings show nats` has the statement once more."


def test_the_bare_command_offers_the_next_hint_too(folder):
    for _ in range(3):
        called("check", "surprise", cwd=folder)
    assert (
        called(cwd=folder).stdout.splitlines()[-1]
        == "3 checks, the same outcome: `losslings hint surprise` has the next step."
    )


def test_who_passes_is_told_what_to_notice_once_and_what_is_next_each_time(nats):
    answer(nats)
    notice = "To notice: The minus sign stands in front."
    first, second = (called("check", "nats", cwd=nats).stdout.splitlines() for _ in range(2))
    assert first[2:4] == [notice, "`losslings solution nats` shows the reference beside yours."]
    assert notice not in second
    assert first[-1] == second[-1]
    assert re.fullmatch(r"Next: (\w+) \(.+\)", first[-2] if first[-1].startswith("Write it in ") else first[-1])


def test_a_pass_after_a_hint_asks_why_without_waiting_for_an_answer(nats):
    called("check", "nats", cwd=nats)
    answer(nats)
    told = called("check", "nats", cwd=nats).stdout
    assert "The last hint was: In which unit?" in told
    assert "why did your change fix it?" in told
    assert "why did your change fix it?" not in called("check", "nats", cwd=nats).stdout


def test_a_pass_without_a_hint_asks_nothing(nats):
    answer(nats)
    assert "why did" not in called("check", "nats", cwd=nats).stdout


@pytest.mark.parametrize(("typed", "kept"), [("it is ln\n", ["it is ln"]), ("\n", []), ("", [])])
def test_at_a_terminal_the_answer_is_kept_and_enter_skips(nats, monkeypatch, typed, kept):
    monkeypatch.setattr("autograder.cli.afterwards.is_interactive", lambda: True)
    called("check", "nats", cwd=nats)
    answer(nats)
    assert called("check", "nats", cwd=nats, typed=typed).returncode == PASSED
    notes = json.loads((nats / RECORD).read_text(encoding="utf-8")).get("notes", {}).get("tutorial/nats", [])
    assert [note["why"] for note in notes] == kept


def test_the_first_failing_item_is_shown_in_full_and_the_others_in_a_line_each(folder):
    source = "import numpy as np\n\ndef entropy(p):\n    return -np.sum(p * np.log(p))\n"
    (folder / "exercises/information/entropy.py").write_text(source, encoding="utf-8")
    text = called("check", "entropy", cwd=folder).stdout
    failed = [
        item["name"]
        for item in json.loads(called("check", "--json", "entropy", cwd=folder).stdout)["exercises"][0]["items"]
        if item["status"] == "failed"
    ]
    assert len(failed) > 1
    assert text.count("        call ") == 1
    for name in failed:
        assert text.count(f"      {name.replace('_', ' ')}: ") == 1
    assert "      Right: basics" in text


# ---------------------------------------------------------------- one folder, whatever the command

NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [{"cell_type": "code", "source": RIGHT.replace("entropy", "surprise"), "metadata": {}, "outputs": []}],
    }
)


def test_every_command_finds_the_exercises_from_a_folder_below(folder):
    below = folder / "exercises/information/drafts"
    below.mkdir()
    assert "✓ entropy" in called(cwd=below).stdout
    assert called("check", "entropy", cwd=below).returncode == PASSED
    assert called("check", "information", cwd=below).stdout.endswith("1 of 3 exercises passed, 10 / 30 points\n")
    assert "surprise" in called("hint", cwd=below).stdout
    assert [path.parent for path in folder.rglob(RECORD)] == [folder]


def test_an_answer_in_a_notebook_counts_in_every_command(folder):
    unit = folder / "exercises/information"
    source = (ROOT / "solutions/information/surprise.py").read_text(encoding="utf-8")
    (unit / "information.ipynb").write_text(
        NOTEBOOK.replace(json.dumps(RIGHT.replace("entropy", "surprise")), json.dumps(source)), encoding="utf-8"
    )
    where = "Written in information/information.ipynb, which passes, and in information/surprise.py."
    checked = called("check", "surprise", cwd=folder)
    assert checked.returncode == PASSED
    assert where in checked.stdout
    assert "✓ surprise" in called(cwd=folder).stdout
    assert "counted: information/information.ipynb" in called(cwd=folder).stdout
    assert "is passed" in called("hint", "surprise", cwd=folder).stdout
    assert "yours: information/information.ipynb" in called("solution", "surprise", cwd=folder).stdout
    assert "✓ surprise" in called("check", "information", cwd=folder).stdout
    only_the_file = called("check", "exercises/information/surprise.py", cwd=folder)
    assert only_the_file.returncode == FAILED


def test_check_takes_a_unit(folder):
    done = called("check", "information", cwd=folder)
    assert done.returncode == FAILED
    assert "".join(re.findall(r"^  (\S) \w+ ", done.stdout, re.MULTILINE)) == "✗✓·"
    assert_stops(called("check", "regression", cwd=folder), "none of its exercises is in")


# ---------------------------------------------------------------- progress

LOOPS = "def surprise(p):\n    while True:\n        pass\n"


def test_the_first_line_and_what_is_stored_come_before_an_answer_that_loops(folder):
    unit = folder / "exercises/information"
    called(cwd=folder)
    (unit / "kl_divergence.py").write_text(LOOPS.replace("surprise(p)", "kl_divergence(p, q)"), encoding="utf-8")
    with started([sys.executable, "-m", "autograder"], cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        lines = iter(process.stdout.readline, "")
        told = [next(line for line in lines if "entropy" in line)]
        assert "✓ entropy" in told[0]
        assert process.poll() is None  # it is still at the one that loops


def test_the_bare_command_says_why_an_exercise_is_next(folder):
    assert "Next: surprise (started: 0 of 10)\n" in called(cwd=folder).stdout
    surprise = (ROOT / "solutions/information/surprise.py").read_text(encoding="utf-8")
    (folder / "exercises/information/surprise.py").write_text(surprise, encoding="utf-8")
    told = called(cwd=folder).stdout
    assert re.search(r"^▸ · kl_divergence", told, re.MULTILINE)
    assert re.search(r"^Next: kl_divergence \((builds on|follows) cross_entropy\)$", told, re.MULTILINE)
    assert re.search(r"^ +\S+ 2 of \d+$", told, re.MULTILINE)


def test_the_arrow_stands_at_the_exercise_that_is_said_to_be_next(folder):
    (folder / "exercises/information/kl_divergence.py").write_text("def kl_divergence(p, q):\n    return p\n")
    called("reset", "surprise", cwd=folder)
    called(cwd=folder)  # judges all; from now on what comes next is known
    told = called(cwd=folder).stdout
    assert re.findall(r"^▸ . (\w+)", told, re.MULTILINE) == re.findall(r"^Next: (\w+)", told, re.MULTILINE)


def test_who_has_passed_all_is_told_what_they_have_done(nats, public_key):
    answer(nats)
    for path in sorted(ROOT.glob("solutions/*/*.py")):
        target = nats / "exercises" / path.relative_to(ROOT / "solutions")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    told = called(cwd=nats).stdout
    assert f"All {len(public_key.lines) + 1} exercises passed." in told
    assert re.search("Regression losses, Information theory, Classification losses, .*Tutorial", told)
    assert "`losslings solution NAME`" in told
    assert "▸" not in told
    assert "All exercises are passed" in called("check", "nats", cwd=nats).stdout


def test_where_the_terminal_has_no_blocks_there_are_letters(folder):
    command = [sys.executable, "-m", "autograder"]
    done = finished(command, cwd=folder, env={**os.environ, "PYTHONIOENCODING": "ascii", "LANGUAGE": "en"})
    assert done.stdout.isascii()
    assert "##" in done.stdout
    assert "> F surprise" in done.stdout


def test_a_hostile_record_neither_ends_a_command_nor_reaches_the_terminal(folder):
    escape = "\x1b]0;gotcha\x07"
    record = {
        "results": {"information/entropy": {escape: {"digest": escape}}, "information/surprise": escape},
        "checks": {"last": escape, "information/surprise": {"outcome": [escape], "count": escape}, escape: []},
        "passed": {"information/entropy": [escape, 3]},
        "hints": {"surprise": [escape, {}], "entropy": escape},
        "notes": {"information/entropy": escape},
    }
    (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
    for arguments in (
        (),
        ("check",),
        ("hint",),
        ("check", "surprise"),
        ("check", "entropy"),
        ("reset", "entropy"),
        ("hint", "entropy"),
    ):
        done = called(*arguments, cwd=folder)
        assert "\x1b" not in done.stdout + done.stderr


# ---------------------------------------------------------------- reset, solution


def test_reset_puts_the_stub_back_and_keeps_what_was_written(folder):
    path = folder / "exercises/information/surprise.py"
    written = path.read_bytes()
    called("check", "surprise", cwd=folder)
    assert json.loads((folder / RECORD).read_text(encoding="utf-8"))["hints"] != {}
    told = called("reset", "surprise", cwd=folder).stdout
    (kept,) = (folder / ".losslings-kept").rglob("surprise-*.py")
    assert kept.read_bytes() == written
    assert str(kept.relative_to(folder)) in told
    assert path.read_bytes() == (ROOT / "exercises/information/surprise.py").read_bytes()
    assert "· surprise" in called(cwd=folder).stdout
    assert json.loads((folder / RECORD).read_text(encoding="utf-8"))["hints"] == {}


def test_reset_twice_in_a_second_loses_nothing_and_a_stub_is_not_kept(folder):
    path = folder / "exercises/information/entropy.py"
    for text in ("# 1\n", "# 2\n"):
        path.write_text(text, encoding="utf-8")
        called("reset", "entropy", cwd=folder)
    assert "kept" not in called("reset", "entropy", cwd=folder).stdout
    assert {kept.read_text() for kept in (folder / ".losslings-kept").rglob("*.py")} == {"# 1\n", "# 2\n"}


def test_reset_says_which_notebook_still_has_an_answer(folder):
    (folder / "exercises/information/information.ipynb").write_text(NOTEBOOK, encoding="utf-8")
    assert "information.ipynb has an answer too" in called("reset", "surprise", cwd=folder).stdout


def test_the_solution_is_shown_beside_ones_own_once_that_passes(nats):
    reference = nats / "solutions/tutorial/nats.py"
    reference.write_text(reference.read_text(encoding="utf-8").replace("def surprise", "def nats"), encoding="utf-8")
    failing = called("solution", "nats", cwd=nats)
    assert failing.returncode == FAILED
    assert "the solution is shown when it passes. Still open: basics" in failing.stdout
    assert "np.log(" not in failing.stdout
    answer(nats, source="import numpy as np\n\ndef surprise(p):\n    return -np.log(1.0 * np.asarray(p)) + 0.0\n")
    shown = called("solution", "nats", cwd=nats).stdout
    assert shown.index("1.0 * np.asarray") < shown.index("np.errstate") < shown.index("To notice: The minus sign")
    assert "Parameters" not in shown


def test_the_solution_of_what_is_not_written_is_not_shown(folder):
    done = called("solution", "kl_divergence", cwd=folder)
    assert (done.returncode, done.stdout) == (
        FAILED,
        "kl_divergence: nothing is written yet; the solution is shown when yours passes.\n",
    )
    assert_stops(called("solution", "entorpy", cwd=folder), "did you mean entropy")
