"""``losslings watch``, as a person meets it: in a terminal, with an editor beside it."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time

import pytest
from places import WITHOUT_LANDLOCK
from shell import PASSED, RIGHT, ROOT, assert_stops, called, finished, until, write_student
from terminal import Terminal, watched

from autograder.bank.union import public_key
from autograder.practice.attempts import checks_of
from autograder.practice.store import Store
from autograder.practice.watch.keys import keys_in
from autograder.practice.watch.saves import Saves

WRONG = "import numpy as np\n\n\ndef entropy(p):\n    return -np.sum(p * np.log(p))\n"
LOOP = "def entropy(p):\n    while True:\n        pass\n"
FULL = "10 / 10"


@pytest.fixture
def folder(tmp_path):
    """A student's folder: entropy is right, surprise wrong, kl_divergence unwritten."""
    write_student(tmp_path)
    return tmp_path


@pytest.fixture
def answer(folder):
    """The file of an exercise that is wrong."""
    path = folder / "exercises/information/entropy.py"
    path.write_text(WRONG)
    return path


# ---------------------------------------------------------------- save, verdict


def test_from_a_mistake_to_the_next_exercise(folder, answer):
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        screen = terminal.until("Waiting for you to save exercises/information/entropy.py")
        assert "✓ basics" in screen
        assert [line.split()[0] for line in screen.splitlines() if line.startswith("  ") and "(" in line][:1] == [
            "call"
        ]
        assert "expected" in screen
        assert len(re.findall("^hint  ", screen, re.MULTILINE)) == 1
        answer.write_text(RIGHT)
        screen = terminal.until("Any key goes on to surprise (started: 0 of 10).")
        assert "Passed." in screen
        assert FULL in screen
        assert "✗" not in screen
        assert "First wrong and now right: shapes, zero probabilities." in screen
        terminal.press("n")
        terminal.until("surprise   0 / 10")
        terminal.press("q")
        assert terminal.end() == PASSED
        assert terminal.is_restored()


def test_without_a_name_it_begins_with_the_first_that_is_not_passed(folder):
    with watched(folder) as terminal:
        terminal.until("surprise   0 / 10")
        terminal.until(f"1 of {len(public_key().lines)} passed")


def write(path, text):
    path.write_text(text)


def replace(path, text):
    """Save as vim, VS Code and PyCharm may: write another file, and give it the name."""
    other = path.with_name(".entropy.py.tmp")
    other.write_text(text)
    other.replace(path)


def move_away(path, text):
    """Save as editors do that keep a backup: for a moment there is no file."""
    path.rename(path.with_name("entropy.py~"))
    time.sleep(0.05)
    path.write_text(text)


def write_twice(path, text):
    """Save as an editor does that formats what it has just saved."""
    path.write_text(text.replace("    ", "  "))
    path.write_text(text)


def write_halves(path, text):
    with path.open("w") as stream:
        stream.write(text[: len(text) // 2])
        stream.flush()
        time.sleep(0.05)
        stream.write(text[len(text) // 2 :])


def write_notebook(path, text):
    path.unlink()
    cell = {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.with_name("mine.ipynb").write_text(json.dumps(notebook))


SAVES = [write, replace, move_away, write_twice, write_halves, write_notebook]


@pytest.mark.parametrize("save", SAVES, ids=[save.__name__ for save in SAVES])
def test_whatever_way_an_editor_saves_the_new_text_is_judged(folder, answer, save):
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        save(answer, RIGHT)
        terminal.until("Passed.")
        terminal.press("q")
        assert terminal.end() == PASSED


def test_the_exercise_that_is_saved_is_the_one_on_the_screen(folder, answer):
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        (answer.parent / "surprise.py").write_text("def surprise(p):\n    return 1.0\n")
        terminal.until("surprise   0 / 10")


def test_a_loop_without_end_stops_neither_keys_nor_the_next_save(folder, answer):
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        answer.write_text(LOOP)
        terminal.until("Still checking")
        terminal.press("?")
        terminal.until("This help.")
        answer.write_text(RIGHT)
        terminal.until("Passed.")
        terminal.press("q")
        assert terminal.end() == PASSED


def test_one_ends_it_while_a_loop_runs(folder, answer):
    answer.write_text(LOOP)
    with watched(folder, "entropy") as terminal:
        terminal.until("Still checking")
        terminal.press("q")
        assert terminal.end() == PASSED


def test_when_all_is_passed_it_says_so(tmp_path):
    for path in ROOT.glob("solutions/*/*.py"):
        target = tmp_path / "exercises" / path.relative_to(ROOT / "solutions")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text())
    with watched(tmp_path) as terminal:
        terminal.until("That was the last one")
        terminal.press("n")
        screen = terminal.until(f"All {len(public_key().lines)} exercises passed.")
        assert screen.count(FULL) > len(public_key().lines) / 2  # those that fit on the screen
        terminal.press("q")
        assert terminal.end() == PASSED


# ---------------------------------------------------------------- keys


def test_each_h_gives_one_more_hint(folder, answer):
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        shown = [terminal.until("hint  ")]
        for number in (2, 3):
            terminal.press("h")
            shown.append(terminal.until(f"hint {number} of"))
    hints = [screen.split("hint ")[1] for screen in shown]
    assert len(set(hints)) == 3


def test_a_hint_leaves_the_screen_with_what_it_was_about(folder, answer):
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        terminal.press("h")
        terminal.until("hint 2 of")
        answer.write_text(WRONG.replace("np.log(p))", "np.log(p), axis=-1)"))
        terminal.until("✓ shapes")
        screen = terminal.until("Waiting for you to save")
        assert "✗ zero probabilities" in screen
        assert "hint 2 of" not in screen
        assert "hint  " in screen


def test_pages_are_opened_scrolled_and_left(folder, answer):
    with watched(folder, "entropy", rows=24, columns=80) as terminal:
        terminal.until("✗ shapes")
        terminal.press("l")
        assert "Entropy" in terminal.until("H(p) = ")
        terminal.press("\x1b[6~")
        terminal.until(lambda screen: "H(p) = " not in screen)
        terminal.press("a")
        assert "▸ ✗ entropy" in terminal.until("mean_squared_error")
        terminal.press("x")
        terminal.until("Waiting for you")
        answer.write_text(RIGHT)
        terminal.until("Passed.")
        terminal.press("s")
        screen = terminal.until("reference")
        assert screen.count("def entropy(p):") == 2
        terminal.press("q")
        terminal.until("Passed.")


KEYS = {
    "letters": ("nq", ["n", "q"]),
    "arrows": ("\x1b[A\x1bOB\x1b[6~", ["up", "down", "page down"]),
    "korean-keyboard": ("ㅜㅗㅂ", ["n", "h", "q"]),
    "capitals": ("N", ["n"]),
    "enter-escape": ("\r\n\x1b", ["enter", "enter", "escape"]),
    "unknown-sequence": ("\x1b[1;5Cq", ["\x1b[1;5c", "q"]),
}


@pytest.mark.parametrize(("text", "keys"), KEYS.values(), ids=KEYS)
def test_keys_have_one_name_whatever_the_terminal_sends(text, keys):
    assert list(keys_in(text)) == keys


# ---------------------------------------------------------------- the terminal


def test_the_terminal_is_given_back_after_ctrl_c(folder, answer):
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        assert not terminal.is_restored()
        terminal.press("\x03")
        assert terminal.end() == 130
        assert terminal.is_restored()
        assert "Traceback" not in terminal.raw


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_given_back_when_it_is_told_to_end(folder, answer, number):
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        terminal.interrupt(number)
        assert terminal.end() == 128 + number
        assert terminal.is_restored()


def test_it_can_be_suspended_and_resumed(folder, answer):
    program = f"set -m; {sys.executable} -m autograder watch entropy; echo suspended; read line; fg; echo ended $?"
    with Terminal(["bash", "-c", program], folder) as terminal:
        terminal.until("✗ shapes")
        terminal.press("\x1a")
        terminal.until("suspended")
        assert terminal.is_restored()
        terminal.press("\n")
        terminal.until("✗ shapes")
        answer.write_text(RIGHT)
        terminal.until("Passed.")
        terminal.press("q")
        terminal.until("ended 0")
        assert terminal.is_restored()


def test_a_smaller_terminal_holds_what_matters(folder, answer):
    with watched(folder, "entropy", rows=50, columns=120) as terminal:
        terminal.until("✗ shapes")
        terminal.resize(20, 60)
        parts = ("✗ shapes", "call", "expected", "got", "hint  ", "quit")
        screen = terminal.until(lambda screen: all(part in screen for part in parts))
        assert len(screen.splitlines()) <= 20
        assert max(map(len, screen.splitlines())) <= 60


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_that_wants_no_colours_gets_lines(folder, answer, environment):
    with watched(folder, "entropy", **environment) as terminal:
        terminal.until("✗ shapes")
        answer.write_text(RIGHT)
        terminal.until("Passed.")
        terminal.press("q")
        assert terminal.end() == PASSED
        assert "\x1b" not in terminal.raw
        assert terminal.is_restored()


@pytest.mark.parametrize("keys", ["", "h\n\nq\n", "?"], ids=["none", "lines", "no-line-end"])
def test_off_a_terminal_lines_are_keys_and_their_end_ends_it(folder, answer, keys):
    command = [sys.executable, "-m", "autograder", "watch", "entropy"]
    with pipe_of(keys) as stdin:
        done = finished(command, cwd=folder, env={**os.environ, "LANGUAGE": "en"}, stdin=stdin)
    assert (done.returncode, done.stderr) == (PASSED, "")
    assert "\x1b" not in done.stdout
    assert ("q" in keys) or "✗ shapes" in done.stdout


def pipe_of(text):
    reads, writes = os.pipe()
    os.write(writes, text.encode())
    os.close(writes)
    return os.fdopen(reads)


def test_nothing_that_a_student_wrote_controls_the_terminal(folder, answer):
    evil = "\\x1b]0;pwned\\x07\\x1b[2J\\u202e"
    answer.write_text(f"def entropy(p):\n    print('{evil}[red]')\n    raise ValueError('{evil}[bold]')\n")
    with watched(folder, "entropy") as terminal:
        screen = terminal.until("[bold]")
        assert "\x1b]" not in terminal.raw
        assert "\x1b[2J" not in terminal.raw
        assert "\u202e" not in screen


def test_nothing_that_a_student_wrote_is_run_by_us(folder, answer):
    mark = folder / "imported"
    for name in ("rich", "watchfiles", "numpy", "sitecustomize", "json", "entropy"):
        for place in (folder, answer.parent):
            (place / f"{name}.py").write_text(f"open({str(mark)!r}, 'w')\n{WRONG}")
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        terminal.press("q")
        terminal.end()
    assert not mark.exists()


def test_a_korean_student_reads_korean(folder, answer):
    with watched(folder, "entropy", "--lang", "ko") as terminal:
        terminal.until("힌트")


# ---------------------------------------------------------------- what cannot be watched


def test_a_name_that_is_none_is_one_clear_line(folder):
    assert_stops(called("watch", "entorpy", cwd=folder), "entorpy: no such exercise (did you mean entropy")


def test_a_folder_without_exercises_is_one_clear_line(tmp_path):
    assert_stops(called("watch", cwd=tmp_path), "losslings init")


# ---------------------------------------------------------------- noticing saves


@pytest.fixture
def saves(tmp_path):
    (tmp_path / "one.py").write_text("x = 1\n")
    return Saves([tmp_path], print)


def test_a_look_finds_what_was_written_since_the_last_one(saves, tmp_path):
    assert saves.look(()) == set()
    (tmp_path / "one.py").write_text("x = 10\n")
    (tmp_path / "new.ipynb").write_text("{}")
    (tmp_path / "notes.txt").write_text("no answer")
    assert saves.look(()) == {tmp_path / "one.py", tmp_path / "new.ipynb"}
    assert saves.look(()) == set()


def test_what_the_system_names_counts_though_it_looks_the_same(saves, tmp_path):
    assert saves.look({tmp_path / "one.py"}) == {tmp_path / "one.py"}


@pytest.mark.parametrize("go", [lambda path: path.unlink(), lambda path: path.write_text("")], ids=["gone", "empty"])
def test_a_file_that_is_away_for_a_moment_is_no_save(saves, tmp_path, monkeypatch, go):
    go(tmp_path / "one.py")
    assert saves.look({tmp_path / "one.py"}) == set()
    (tmp_path / "one.py").write_text("x = 100\n")
    assert saves.look(()) == {tmp_path / "one.py"}
    go(tmp_path / "one.py")
    assert saves.look(()) == set()
    monkeypatch.setattr("autograder.practice.watch.saves.ABSENT", 0.0)
    assert saves.look(()) == {tmp_path / "one.py"}
    assert saves.look(()) == set()


def test_without_the_systems_events_saves_are_noticed_too(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    noticed = []
    saves = Saves([tmp_path], noticed.append)
    saves.start()
    (tmp_path / "one.py").write_text("x = 1\n")
    until(lambda: noticed)
    saves.stop()
    saves.join()
    assert noticed[0].paths == {tmp_path / "one.py"}


def test_a_hint_that_was_given_here_is_not_given_again_elsewhere(folder, answer):
    """The ladder of `losslings hint` goes on where the screen's has ended."""
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        shown = terminal.until("hint  ").split("hint  ")[1].splitlines()[0]
        terminal.press("h")
        terminal.until("hint 2 of")
        terminal.press("q")
        terminal.end()
    given = called("hint", "entropy", cwd=folder).stdout
    assert "3" in given.split(":")[0]
    assert shown.strip()[:40] not in given


def test_three_checks_with_one_outcome_offer_a_hint(folder, answer):
    with watched(folder, "entropy") as terminal:
        terminal.until("✗ shapes")
        for number in (2, 3):
            answer.write_text(f"{WRONG}# {number}\n")
            if number == 2:
                until(lambda: checks_of(Store.find(folder), "information/entropy").get("count") == 2)
        terminal.until("3 checks, the same outcome")


def test_code_that_runs_without_strict_walls_is_said_to(folder, answer):
    command = [*WITHOUT_LANDLOCK, sys.executable, "-m", "autograder", "watch", "entropy"]
    with Terminal(command, folder) as terminal:
        terminal.until("in basic isolation")
