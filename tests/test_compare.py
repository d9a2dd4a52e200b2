"""What compare must reject, and the little it must accept, each as a student's function would return it."""

import enum
import io
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from handmade import observe
from hypothesis import given, settings, strategies
from numpy import array, inf, nan

from autograder.isolation.inside import calling, wire
from autograder.isolation.observation import Observation, Observations
from autograder.judging.compare import RightAnswer, Sheet, compare


class Flattering(float):
    """Equal to everything."""

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class FlatteringArray(np.ndarray):
    """Within any tolerance of everything."""

    def __le__(self, other):
        return True


class Number(enum.IntEnum):
    ONE = 1


# what: (expected, returned, verdict)
REJECTED = {
    "nothing for a scalar": (1.0, array([]), "shape"),
    "nothing for one number": ([1.0], array([]), "shape"),
    "one element for a scalar": (1.0, array([1.0]), "shape"),
    "a scalar for one element": ([1.0], 1.0, "shape"),
    "a matrix of one for one element": ([1.0], array([[1.0]]), "shape"),
    "a column for a vector": ([1.0, 1.0], array([[1.0], [1.0]]), "shape"),
    "a row for a vector": ([1.0, 1.0], array([[1.0, 1.0]]), "shape"),
    "a vector for a column": ([[1.0], [1.0]], array([1.0, 1.0]), "shape"),
    "a scalar that could be broadcast": ([1.0, 1.0], 1.0, "shape"),
    "the transpose": ([[1.0, 1.0, 1.0]] * 2, np.ones((3, 2)), "shape"),
    "True": (1.0, True, "kind"),
    "numpy's True": (1.0, np.True_, "kind"),
    "truth values": ([1.0, 0.0], array([True, False]), "kind"),
    "a complex number": (1.0, 1 + 0j, "no_number"),
    "a complex array": ([1.0], array([1 + 0j]), "no_number"),
    "an object array": ([1.0], array([1.0], dtype=object), "no_number"),
    "a numeral": (1.0, "1.0", "no_number"),
    "an array of numerals": ([1.0], array(["1.0"]), "no_number"),
    "bytes": (1.0, b"1.0", "no_number"),
    "a masked array": ([1.0], np.ma.array([1.0]), "no_number"),
    "the masked constant": (1.0, np.ma.masked, "no_number"),
    "a matrix": ([[1.0]], array([[1.0]]).view(np.matrix), "no_number"),
    "a record array": ([1.0], array([1.0]).view(np.recarray), "no_number"),
    "a duration": (1.0, np.timedelta64(1), "no_number"),
    "a list": ([1.0], [1.0], "no_number"),
    "a tuple": ([1.0], (1.0,), "no_number"),
    "None": (1.0, None, "no_number"),
    "a fraction": (1.0, Fraction(1), "no_number"),
    "a decimal": (1.0, Decimal(1), "no_number"),
    "a member of an enumeration": (1.0, Number.ONE, "no_number"),
    "an integer beyond 64 bits": (1e30, 10**30, "no_number"),
    "a float that is equal to everything": (1.0, Flattering(1.0), "no_number"),
    "an array that is within everything": ([1.0], array([1.0]).view(FlatteringArray), "no_number"),
    "nan for a number": (1.0, nan, "nan"),
    "a number for nan": (nan, 1.0, "nan"),
    "zero for nan": (nan, 0.0, "nan"),
    "infinity for nan": (nan, inf, "nan"),
    "nan for infinity": (inf, nan, "nan"),
    "nan in the other place": ([nan, 1.0], array([1.0, nan]), "nan"),
    "the other infinity": (inf, -inf, "inf"),
    "infinities the wrong way round": ([inf, -inf], array([-inf, inf]), "inf"),
    "the largest number for infinity": (inf, np.finfo(float).max, "inf"),
    "infinity for a number": (1.0, inf, "inf"),
    "infinity for the largest number": (np.finfo(float).max, inf, "inf"),
    "too large": (2.0, 2 * (1 + 1.01e-7), "value"),
    "too small": (2.0, 2 * (1 - 1.01e-7), "value"),
    "too far below zero": (-2.0, -2 * (1 + 1.01e-7), "value"),
    "the wrong sign": (2.0, -2.0, "value"),
    "something for nothing": (0.0, 5e-324, "value"),
    "nothing for something": (5e-324, 0.0, "value"),
    "one wrong number of many": ([1.0, 2.0, 3.0], array([1.0, 2.1, 3.0]), "value"),
    "a wrong number beside nan": ([nan, 2.0], array([nan, 2.1]), "value"),
    "a wrong number beside infinity": ([inf, 2.0], array([inf, 2.1]), "value"),
    "an integer that wrapped around": (256.0, np.uint8(0), "value"),
}

# what: (expected, returned)
ACCEPTED = {
    "a float": (0.5, 0.5),
    "an integer": (2.0, 2),
    "a negative integer": (-2.0, -2),
    "a float32": (0.5, np.float32(0.5)),
    "a float16": (0.5, np.float16(0.5)),
    "a long double": (0.5, np.longdouble("0.5")),
    "an array of long doubles": ([0.5, 0.25], array([0.5, 0.25], dtype=np.longdouble)),
    "an array without axes": (0.5, array(0.5)),
    "an unsigned byte": (2.0, np.uint8(2)),
    "an array of integers": ([1.0, 2.0], array([1, 2])),
    "big-endian numbers": ([1.0, 2.0], array([1.0, 2.0], dtype=">f8")),
    "Fortran order": ([[1.0, 2.0], [3.0, 4.0]], np.asfortranarray([[1.0, 2.0], [3.0, 4.0]])),
    "a view of every other number": ([1.0, 3.0], array([1.0, 2.0, 3.0])[::2]),
    "a reversed view": ([2.0, 1.0], array([1.0, 2.0])[::-1]),
    "minus zero": (0.0, -0.0),
    "nan": (nan, nan),
    "nan of the other sign": (nan, -nan),
    "infinity": (inf, inf),
    "minus infinity": (-inf, -inf),
    "all kinds beside each other": ([nan, inf, -inf, 1.0], array([nan, inf, -inf, 1.0])),
    "a little too large": (2.0, 2 * (1 + 0.99e-7)),
    "a little too small": (2.0, 2 * (1 - 0.99e-7)),
    "a little below a negative number": (-2.0, -2 * (1 + 0.99e-7)),
    "nothing where nothing was asked for": (np.zeros((0, 3)), np.zeros((0, 3))),
}


def answer(value) -> Observation:
    """What the key expects."""
    return Observation("value", np.asarray(value, dtype=float))


def returned(value) -> Observation:
    """What is observed of a function that returns `value`."""
    return observe(lambda: value)


def raised(error) -> Observation:
    def function():
        raise error

    return observe(function)


@pytest.mark.parametrize(("expected", "value", "verdict"), REJECTED.values(), ids=REJECTED)
def test_rejected(expected, value, verdict):
    assert compare(answer(expected), returned(value), 1e-7) == verdict


@pytest.mark.parametrize(("expected", "value"), ACCEPTED.values(), ids=ACCEPTED)
def test_accepted(expected, value):
    assert compare(answer(expected), returned(value), 1e-7) == "right"


def test_without_tolerance_only_the_very_number_is_right():
    assert compare(answer(0.3), returned(0.3), 0.0) == "right"
    assert compare(answer(0.3), returned(0.1 + 0.2), 0.0) == "value"


def test_the_absolute_part_is_added_to_the_relative_one():
    assert compare(answer([0.0, 100.0]), returned(array([1e-3, 100.0019])), 1e-5, 1e-3) == "right"
    assert compare(answer([0.0, 100.0]), returned(array([1e-3, 100.0021])), 1e-5, 1e-3) == "value"
    assert compare(answer(0.0), returned(1.01e-3), 1e-5, 1e-3) == "value"


def test_the_tolerance_is_relative_to_what_is_expected_not_to_what_came():
    assert compare(answer(1.0), returned(1.5), 0.4) == "value"
    assert compare(answer(1.5), returned(1.0), 0.4) == "right"


def test_the_largest_numbers_of_either_sign_are_far_apart():
    assert compare(answer(1.7e308), returned(-1.7e308), 1e-7) == "value"


# what: (error, verdict where a number is expected, verdict where ValueError is)
ERRORS = {
    "ValueError": (ValueError("shapes"), "exception", "right"),
    "a kind of ValueError": (np.linalg.LinAlgError("singular"), "exception", "right"),
    "TypeError": (TypeError("shapes"), "exception", "no_exception"),
    "assert": (AssertionError("shapes"), "exception", "no_exception"),
    "NotImplementedError": (NotImplementedError(), "exception", "no_exception"),
    "SystemExit": (SystemExit(0), "exception", "no_exception"),
}


@pytest.mark.parametrize(("error", "for_number", "for_refusal"), ERRORS.values(), ids=ERRORS)
def test_an_exception_is_right_only_where_it_is_asked_for(error, for_number, for_refusal):
    assert compare(answer(1.0), raised(error), 1e-7) == for_number
    assert compare(raised(ValueError()), raised(error), 1e-7) == for_refusal


@pytest.mark.parametrize("value", [0.0, nan, None, ValueError("returned, not raised"), "ValueError: shapes"])
def test_nothing_that_is_returned_stands_for_an_exception(value):
    assert compare(raised(ValueError()), returned(value), 1e-7) == "no_exception"


# ---------------------------------------------------------------- all answers of an exercise in one step


def handed_in(*functions) -> Observations:
    """What the grader reads of a child whose functions are called one after the other."""
    answers = [calling.observe(function, calling.Case([])) for function in functions]
    return Observations(wire.read_frame(io.BytesIO(wire.pack_answers(answers)).read).table)


def sheet_of(*expected) -> Sheet:
    return Sheet([RightAnswer(part, 1e-7, 0.0) for part in expected])


def raises(error):
    def function():
        raise error

    return function


BESIDE = [answer([1.0, 2.0]), answer(0.5), raised(ValueError())]
BESIDE_RIGHT = [lambda: array([1.0, 2.0]), lambda: 0.5, raises(ValueError("shapes"))]


@pytest.mark.parametrize(("expected", "value", "verdict"), REJECTED.values(), ids=REJECTED)
def test_among_right_answers_the_wrong_one_is_rejected(expected, value, verdict):
    came = handed_in(*BESIDE_RIGHT, lambda: value, *BESIDE_RIGHT)
    sheet = sheet_of(*BESIDE, answer(expected), *BESIDE)
    assert not sheet.agrees(came.table)
    assert sheet.compare(came) == ["right"] * 3 + [verdict] + ["right"] * 3


@pytest.mark.parametrize(("expected", "value"), ACCEPTED.values(), ids=ACCEPTED)
def test_right_answers_are_accepted_in_one_step(expected, value):
    assert sheet_of(answer(expected), *BESIDE).agrees(handed_in(lambda: value, *BESIDE_RIGHT).table)


@pytest.mark.parametrize(("error", "for_number", "for_refusal"), ERRORS.values(), ids=ERRORS)
def test_an_exception_among_right_answers_is_right_only_where_it_is_asked_for(error, for_number, for_refusal):
    came = handed_in(*BESIDE_RIGHT, raises(error))
    assert sheet_of(*BESIDE, answer(1.0)).compare(came)[-1] == for_number
    assert sheet_of(*BESIDE, raised(ValueError())).compare(came)[-1] == for_refusal
    assert sheet_of(*BESIDE, raised(ValueError())).agrees(came.table) == (for_refusal == "right")


@pytest.mark.parametrize("value", [0.0, nan, None, array([]), "ValueError: shapes"])
def test_nothing_that_is_returned_among_right_answers_stands_for_an_exception(value):
    assert not sheet_of(*BESIDE, raised(ValueError())).agrees(handed_in(*BESIDE_RIGHT, lambda: value).table)


def test_right_numbers_in_another_order_or_divided_otherwise_are_wrong():
    sheet = sheet_of(answer([1.0, 2.0]), answer([3.0]))
    assert sheet.agrees(handed_in(lambda: array([1.0, 2.0]), lambda: array([3.0])).table)
    assert not sheet.agrees(handed_in(lambda: array([1.0]), lambda: array([2.0, 3.0])).table)
    assert not sheet.agrees(handed_in(lambda: array([3.0]), lambda: array([1.0, 2.0])).table)


def test_an_answer_too_few_or_too_many_is_no_agreement():
    assert not sheet_of(*BESIDE).agrees(handed_in(*BESIDE_RIGHT[:2]).table)
    assert not sheet_of(*BESIDE).agrees(handed_in(*BESIDE_RIGHT, lambda: 0.5).table)


def test_a_key_that_expects_no_number_agrees_with_nothing():
    sheet = sheet_of(Observation("unusable", text="a list"))
    assert not sheet.agrees(handed_in(raises(ValueError())).table)
    assert not sheet.agrees(handed_in(lambda: [1.0]).table)


SHAPES = strategies.sampled_from([(), (1,), (2,), (0,), (1, 2), (2, 1)])
DTYPES = strategies.sampled_from(["<f8", "<f8", "<f8", "<f4", "<f2", "<i8", "|u1", "|b1"])
# the value 1 and its neighbours on either side of the tolerance, and what no subtraction tells apart
NUMBERS = [0.0, -0.0, 5e-324, 1.0, 1 + 0.9e-7, 1 + 1.1e-7, -1.0, 2.0, 1.7e308, -1.7e308, inf, -inf, nan]


@strategies.composite
def arrays(draw, dtypes=DTYPES):
    shape, dtype = draw(SHAPES), draw(dtypes)
    values = draw(strategies.lists(strategies.sampled_from(NUMBERS), min_size=4, max_size=4))
    with np.errstate(all="ignore"):
        return np.resize(array(values), shape).astype(dtype)[()]


@strategies.composite
def pairs(draw):
    """An expected number or exception, and what came: half of the time the same."""
    expected = draw(arrays(dtypes=strategies.just("<f8")) | strategies.just(ValueError()))
    others = arrays() | strategies.sampled_from([ValueError(), TypeError(), None])
    return expected, draw(strategies.one_of(strategies.just(expected), others))


@settings(derandomize=True, deadline=None, max_examples=400)
@given(strategies.lists(pairs(), min_size=1, max_size=4))
def test_one_step_says_what_the_single_steps_say(pairs):
    expected = [raised(part) if isinstance(part, Exception) else answer(part) for part, _ in pairs]
    came = [raises(part) if isinstance(part, Exception) else (lambda part=part: part) for _, part in pairs]
    sheet, observations = sheet_of(*expected), handed_in(*came)
    one_by_one = [compare(*pair, 1e-7) for pair in zip(expected, observations, strict=True)]
    assert sheet.agrees(observations.table) == (set(one_by_one) == {"right"})
    assert sheet.compare(observations) == one_by_one
