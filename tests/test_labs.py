"""The labs: texts as arguments, curves step by step, files of several functions."""

from __future__ import annotations

import json
from functools import cache

import pytest

from autograder.bank.build import build_bank
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import exercise_from_json, exercise_to_json
from autograder.judging.submission import Submission
from autograder.practice.breaking import has_numbers_alone
from autograder.practice.predict import call_of, napkins_of


@cache
def built(name):
    build = build_bank(names=[f"labs/{name}"])
    assert [fault.line(str) for fault in build.faults] == []
    return build


def exercise(name):
    return built(name).key.exercise(f"labs/{name}")


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


# ---------------------------------------------------------------- texts as arguments


def test_a_text_is_an_argument_in_key_call_and_child(runner):
    key = exercise("best_constant")
    again = exercise_from_json(json.loads(json.dumps(exercise_to_json(key))))
    words = [case.args[1] for case in again.cases]
    assert words == [case.args[1] for case in key.cases]
    assert {"mse", "mae", "huber", "rmse"} <= set(words)
    assert key.cases[0].call == "best_constant(array([0.0, 5.0, 1.0]), 'mse')"
    source = b"def best_constant(y, loss):\n    raise RuntimeError(type(loss).__name__ + loss)\n"
    (grade,) = judge(Submission("alice", {"best_constant.py": source}), built("best_constant").key, runner)
    assert grade.items[0].got.text.startswith("RuntimeError: strmse")


def test_games_write_a_text_in_quotes_and_ask_nobody_to_type_one():
    key = exercise("best_constant")
    assert call_of(key, napkins_of(key)[0]) == "best_constant([0, 1, 5], 'mse')"
    assert not has_numbers_alone(key)
