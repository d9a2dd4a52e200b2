"""`losslings again`: a passed exercise comes back emptied after 2, 7 and 21 days, with other numbers."""

from __future__ import annotations

import contextlib
import json
from datetime import date, timedelta

import pytest
from classroom import key_that_ships
from click.testing import CliRunner
from packs import RIGHT as RIGHT_OF_PACK
from packs import named, write_pack
from shell import ROOT

from autograder.bank.building.cases import question
from autograder.bank.folder import SHIPPED, shipped
from autograder.bank.union import public_key
from autograder.cli import again as command
from autograder.cli.main import main
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.submission import Submission
from autograder.practice.again import (
    INTERVALS,
    coming,
    due,
    due_today,
    next_day,
    open_attempt,
    other_numbers,
    remember_again,
)
from autograder.practice.store import RECORD, Store

TODAY = date(2026, 11, 29)
ENTROPY, SOFTMAX = "information/entropy", "classification/softmax"
RIGHT = (ROOT / "solutions/information/entropy.py").read_text(encoding="utf-8")
NAIVE = "import numpy as np\ndef entropy(p):\n    return -np.sum(p * np.log(p), axis=-1)\n"


def ago(*days):
    return [(TODAY - timedelta(count)).isoformat() for count in days]


def store_of(folder, **sections):
    (folder / RECORD).write_text(json.dumps(sections), encoding="utf-8")
    return Store(folder / RECORD)


def called(folder, *arguments, language="en"):
    with contextlib.chdir(folder):
        done = CliRunner().invoke(main, ["again", *arguments], env={"LANGUAGE": language})
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    return done


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Let the command's day be one that the test sets."""

    class Clock(date):
        day = TODAY

        @classmethod
        def today(cls):
            return cls.day

    monkeypatch.setattr(command, "date", Clock)
    return Clock


# ---------------------------------------------------------------- when

# days since it was passed, days since it was passed again: the days until it comes back
COMES = {
    "just passed": ([0], [], 2),
    "due today": ([2], [], 0),
    "waiting for a week": ([9], [], -7),
    "once again": ([9], [7], 0),
    "once again, late": ([30], [1], 6),
    "twice again": ([40], [30, 20], 1),
    "three times again": ([60], [50, 40, 20], None),
    "passed once more since": ([9, 1], [], 1),
    "by a clock that was wrong": ([5, -400], [], -3),
    "never passed": ([], [], None),
}


@pytest.mark.parametrize(("passed", "again", "days"), COMES.values(), ids=COMES.keys())
def test_it_comes_back_after_two_seven_and_twenty_one_days(tmp_path, passed, again, days):
    store = store_of(tmp_path, passed={ENTROPY: ago(*passed)}, again={ENTROPY: ago(*again)})
    expected = None if days is None else TODAY + timedelta(days)
    assert next_day(store, ENTROPY, TODAY) == expected
    assert [one.exercise for one in due(store, TODAY)] == ([ENTROPY] if days is not None and days <= 0 else [])


def test_what_waits_the_longest_comes_first(tmp_path):
    store = store_of(tmp_path, passed={SOFTMAX: ago(3), ENTROPY: ago(8), "gone/name": ago(9), "a/b": ago(0)})
    assert [one.exercise for one in due(store, TODAY)] == ["gone/name", ENTROPY, SOFTMAX]
    assert [one.exercise for one in due(store, TODAY, {SOFTMAX, ENTROPY})] == [ENTROPY, SOFTMAX]
    assert [one.exercise for one in coming(store, TODAY)][-1] == "a/b"


def test_a_line_says_what_comes_back_today(tmp_path):
    key = public_key()
    store = store_of(tmp_path, passed={SOFTMAX: ago(3), ENTROPY: ago(8), "gone/name": ago(9)})
    assert due_today(store, TODAY, key).render(str) == "Comes back today: entropy, softmax (`losslings again`)"
    assert due_today(store, TODAY - timedelta(7), key) is None


def test_a_torn_record_brings_nothing_back(tmp_path):
    store = store_of(tmp_path, passed={"a": 3, "b": ["x", None, "2026-13-01"], "c": {}}, again={"a": "x"})
    assert due(store, TODAY) == []


def test_each_time_moves_it_further_away(tmp_path):
    store, day = store_of(tmp_path, passed={ENTROPY: ago(0)}), TODAY
    for interval in INTERVALS:
        assert next_day(store, ENTROPY, day) == day + timedelta(interval)
        day += timedelta(interval)
        remember_again(store, ENTROPY, day)
    assert next_day(store, ENTROPY, day) is None


# ---------------------------------------------------------------- other numbers


@pytest.mark.parametrize("exercise", [pytest.param(one, id=one.name) for one in key_that_ships()])
def test_other_numbers_are_asked_and_the_reference_passes(exercise):
    key = other_numbers(exercise, shipped(), TODAY)
    new = key.exercise(exercise.id)
    assert [(item.name, item.points) for item in new.items] == [(item.name, item.points) for item in exercise.items]
    known = {question(case) for case in exercise.cases}
    fresh = [case for case in new.cases if question(case) not in known]
    assert len(fresh) > 0.8 * len(new.cases)
    for item in new.items:
        assert any(case in fresh for case in new.cases[item.first : item.stop]), item.name
    path = f"solutions/{exercise.id}.py"
    with Runner() as runner:
        (grade,) = judge(Submission("reference", {path: (SHIPPED / path).read_bytes()}), key, runner)
    assert grade.score == exercise.max_score


def test_each_day_has_its_own_numbers():
    exercise = public_key().exercise("surprise")
    keys = [other_numbers(exercise, shipped(), TODAY + timedelta(days)) for days in (0, 0, 2)]
    assert keys[0].digest == keys[1].digest != keys[2].digest


# ---------------------------------------------------------------- the command


def test_it_comes_back_emptied_is_judged_and_comes_back_later(tmp_path, clock):
    store_of(tmp_path, passed={ENTROPY: ago(2)})
    done = called(tmp_path)
    path = tmp_path / "again" / TODAY.isoformat() / "entropy.py"
    assert done.exit_code == 0
    assert "entropy is back, emptied: again" in done.stdout
    assert "raise NotImplementedError" in path.read_text(encoding="utf-8")

    assert "is still empty" in called(tmp_path).stdout

    clock.day += timedelta(1)  # what was begun is gone on with
    path.write_text(NAIVE, encoding="utf-8")
    done = called(tmp_path)
    assert done.exit_code == 1
    assert "what is 0 * np.log(0) in NumPy?" in done.stdout
    assert "Nothing is lost by it" in done.stdout

    path.write_text(RIGHT, encoding="utf-8")
    done = called(tmp_path, "entropy")
    assert done.exit_code == 0
    assert "(1 of 3). It comes back on 2026-12-07." in done.stdout
    assert next_day(Store(tmp_path / RECORD), ENTROPY, clock.day) == date(2026, 12, 7)
    assert "The next one is entropy, on 2026-12-07." in called(tmp_path).stdout


def test_the_old_answer_and_what_is_written_today_are_left_alone(tmp_path):
    unit = tmp_path / "exercises" / "information"
    unit.mkdir(parents=True)
    (unit / "entropy.py").write_text(RIGHT, encoding="utf-8")
    store_of(tmp_path, passed={ENTROPY: ago(2)})
    called(unit, "entropy")
    path = tmp_path / "again" / TODAY.isoformat() / "entropy.py"
    path.write_text(RIGHT, encoding="utf-8")
    called(unit, "entropy")
    assert "was passed again today" in called(unit, "entropy").stdout
    assert path.read_text(encoding="utf-8") == (unit / "entropy.py").read_text(encoding="utf-8") == RIGHT


def test_before_it_is_due_it_can_be_played_and_does_not_count(tmp_path, clock):
    store_of(tmp_path, passed={ENTROPY: ago(1)})
    assert "The next one is entropy, on 2026-11-30." in called(tmp_path).stdout
    called(tmp_path, "entropy")
    (tmp_path / "again" / TODAY.isoformat() / "entropy.py").write_text(RIGHT, encoding="utf-8")
    assert "It was not due before 2026-11-30, and comes back then." in called(tmp_path, "entropy").stdout
    clock.day += timedelta(1)
    assert open_attempt(tmp_path, "entropy", Store(tmp_path / RECORD), ENTROPY, clock.day) is None
    assert "is back, emptied" in called(tmp_path).stdout


def test_after_the_third_time_it_stays(tmp_path):
    store_of(tmp_path, passed={ENTROPY: ago(30)}, again={ENTROPY: ago(28, 21)})
    called(tmp_path)
    (tmp_path / "again" / TODAY.isoformat() / "entropy.py").write_text(RIGHT, encoding="utf-8")
    assert "You still know it after 30 days: it does not come back." in called(tmp_path).stdout
    assert "Nothing comes back yet" in called(tmp_path).stdout


def test_what_is_not_passed_does_not_come_back(tmp_path):
    assert "Nothing comes back yet" in called(tmp_path).stdout
    done = called(tmp_path, "entropy")
    assert done.exit_code == 2
    assert "entropy is not passed yet" in done.stderr
    assert "did you mean entropy" in called(tmp_path, "entorpy").stderr


def test_progress_says_what_comes_back(tmp_path):
    unit = tmp_path / "exercises" / "information"
    unit.mkdir(parents=True)
    (unit / "entropy.py").write_text(RIGHT, encoding="utf-8")
    with contextlib.chdir(tmp_path):
        assert "Comes back" not in CliRunner().invoke(main, [], env={"LANGUAGE": "en"}).stdout
        store = Store(tmp_path / RECORD)
        store.section("passed")[ENTROPY] = [(date.today() - timedelta(2)).isoformat()]
        store.save()
        said = CliRunner().invoke(main, [], env={"LANGUAGE": "en"}).stdout
    assert "Comes back today: entropy (`losslings again`)" in said


def test_of_a_pack_no_code_is_run_and_the_numbers_are_the_same(tmp_path):
    root = write_pack(tmp_path)
    store_of(root, passed={"tutorial/nats": ago(2)})
    called(root, "nats")
    (path,) = root.glob("again/*/nats.py")
    path.write_text(named(RIGHT_OF_PACK, "nats"), encoding="utf-8")
    done = called(root, "nats")
    assert done.exit_code == 0
    assert "The same numbers as before" in done.stdout
    assert not (root / "ran").exists()


def test_the_stub_is_in_the_readers_language(tmp_path):
    store_of(tmp_path, passed={ENTROPY: ago(2)})
    called(tmp_path, "--lang", "ko")
    (path,) = tmp_path.glob("again/*/entropy.py")
    assert "엔트로피" in path.read_text(encoding="utf-8")
