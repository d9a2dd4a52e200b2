"""Fifty digits are the same numbers from both libraries, and where the fast one gives up, the other one answers."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.bank import exact
from autograder.bank.building.calls import key_argument
from autograder.bank.building.cases import ask_exact, exact_answer
from autograder.bank.exercises import find_exercises
from autograder.bank.spec import Case
from autograder.isolation.job import Argument

MANY = 1000  # numbers: of so many mpmath makes hardly another thing than of few, in seconds


def argument_sizes(args):
    return [one.array.size for one in args if isinstance(one, Argument)]


@pytest.mark.parametrize("exercise", find_exercises(), ids=lambda exercise: exercise.id)
def test_both_libraries_give_the_same_bits(exercise):
    spec, compared = exercise.load_spec(), 0
    for case in (case for item in spec.items for case in item.cases if case.raises is None):
        args = tuple(map(key_argument, case.args))
        if sum(argument_sizes(args)) > MANY:
            continue
        try:
            fast = exact_answer(spec, args, case, fast=True)
        except Exception:  # beyond its range
            continue
        assert fast.value.tobytes() == exact_answer(spec, args, case, fast=False).value.tobytes(), case.id
        compared += 1
    assert compared > 0


@pytest.mark.parametrize(
    ("definition", "argument", "answer"),
    {
        "larger than any of gmpy2's": (lambda x: exact.log(exact.exp(x)), 1e15, 1e15),
        "smaller than any": (lambda x: exact.log(exact.exp(x)), -1e15, -1e15),
        "the logarithm of nothing": (lambda x: -exact.log(x), 0.0, np.inf),
        "no number": (lambda x: x - x, np.inf, np.nan),
        "a zero from below": (lambda x: -exact.log(x), 1.0, 0.0),
        "what only mpmath's numbers have": (lambda x: np.sqrt(x), 4.0, 2.0),
    }.values(),
)
def test_what_gmpy2_cannot_do_mpmath_does(definition, argument, answer):
    spec = replace(find_exercises()[0].load_spec(), exact=definition)
    found = ask_exact(spec, (key_argument(np.array([argument])),), Case("one", (np.array([argument]),)))
    assert np.array_equal(found.value, [answer], equal_nan=True)
    assert not np.signbit(found.value[found.value == 0]).any()


def test_an_authors_error_is_told_as_mpmath_tells_it():
    def divided(x):
        return x / 0

    spec = replace(find_exercises()[0].load_spec(), exact=divided)
    found = ask_exact(spec, (key_argument(np.array([1.0])),), Case("one", (np.array([1.0]),)))
    assert isinstance(found, ZeroDivisionError)


def test_without_gmpy2_mpmath_does_all(monkeypatch):
    def missing():
        raise ImportError("no module named gmpy2")

    monkeypatch.setattr(exact, "gmpy2", missing)
    exercise = find_exercises()[0]
    case = next(case for item in exercise.load_spec().items for case in item.cases if case.raises is None)
    found = ask_exact(exercise.load_spec(), tuple(map(key_argument, case.args)), case)
    assert not isinstance(found, Exception)
