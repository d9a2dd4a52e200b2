"""What a person types as a number or an array is read, and nothing of it is ever run."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.practice.typed import MOST, Unreadable, read_answer, read_arguments

# what is typed: the number that is meant
NUMBERS = {
    "0.69": 0.69,
    "0": 0,
    "-3": -3,
    "−3": -3,
    "2/3": 2 / 3,
    "1,5": 1.5,
    "½": 0.5,
    "1e-3": 1e-3,
    "2^3": 8,
    "7 - 3": 4,
    "inf": math.inf,
    "∞": math.inf,
    "-inf": -math.inf,
    "np.inf": math.inf,
    "ln 2": math.log(2),
    "ln2": math.log(2),
    "log(2)": math.log(2),
    "np.log(2)": math.log(2),
    "2 ln 2": 2 * math.log(2),
    "-ln 0.5": math.log(2),
    "ln(3)/2 + 1": math.log(3) / 2 + 1,
    "≈ 0.69 nats": 0.69,
    "= 4": 4,
    "  5 ": 5,
    "exp(1)": math.e,
    "1/(1+e)": 1 / (1 + math.e),
}
VECTORS = {
    "0.5 0.5": [0.5, 0.5],
    "[.5, .5]": [0.5, 0.5],
    ".5, .5": [0.5, 0.5],
    "(1/4, 3/4)": [0.25, 0.75],
    "0 -1000": [0, -1000],
    "ln 2 ln 4": [math.log(2), math.log(4)],
    "[0.5 0.5]": [0.5, 0.5],
    "np.array([1, 2])": [1, 2],
    "1 −1": [1, -1],
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_read_as_people_write_it(text):
    assert read_answer(text, ()) == pytest.approx(NUMBERS[text])


@pytest.mark.parametrize("text", VECTORS)
def test_a_row_of_numbers_is_read_with_or_without_commas(text):
    assert read_answer(text, (2,)).tolist() == pytest.approx(VECTORS[text])


def test_an_answer_has_as_many_numbers_as_are_asked_for():
    with pytest.raises(Unreadable, match="One number"):
        read_answer("1 2", ())
    with pytest.raises(Unreadable, match="3 numbers"):
        read_answer("1 2", (3,))


NO_NUMBERS = (
    "",
    "abc",
    "(1",
    "1) + (2",
    "True",
    "1j",
    '"1"',
    "9**9**9",
    "10**400",
    "ln 0",
    "1/0",
    "sqrt(-1)",
    "[[1], [2, 3]]",
    "__import__('os')",
    "().__class__",
    "lambda: 1",
    "[x for x in (1,)]",
    "f'{1}'",
    "print(1)",
    "1 if 1 else 2",
    "[" * 5000,
    "1;1",
    "x := 1",
    "np.inf.real",
    "open",
    "a" * 3000,
)


@pytest.mark.parametrize("text", NO_NUMBERS, ids=lambda text: text[:20])
def test_everything_else_is_refused_in_one_short_line(text):
    with pytest.raises(Unreadable) as caught:
        read_answer(text, ())
    assert len(str(caught.value)) < 200
    assert "\n" not in str(caught.value)


ARGUMENTS = {
    "[1, 0], [0.5, 0.5]": ([[1, 0], [0.5, 0.5]], {}),
    "f([1, 0])": ([[1, 0]], {}),
    "p=[1, 0], q=[0, 1]": ([], {"p": [1, 0], "q": [0, 1]}),
    "[1], 2.5": ([[1], 2.5], {}),
    "[float('nan')]": None,
    "[nan, -inf]": ([[math.nan, -math.inf]], {}),
    "*[1, 2]": None,
    "**{}": None,
}


@pytest.mark.parametrize("text", ARGUMENTS)
def test_arguments_are_read_by_place_and_by_name(text):
    if ARGUMENTS[text] is None:
        with pytest.raises(Unreadable):
            read_arguments(text, "f")
    else:
        assert repr(read_arguments(text, "f")) == repr(ARGUMENTS[text])


ARRAYS = {
    "np.array([1, 2], dtype=np.uint8)": np.array([1, 2], np.uint8),
    "array([[1.5], [2]], dtype='float32')": np.array([[1.5], [2]], np.float32),
    "np.zeros((2, 3))": np.zeros((2, 3)),
    "np.ones(3, dtype=int)": np.ones(3, int),
    "np.full(3, 1/3)": np.full(3, 1 / 3),
}


@pytest.mark.parametrize("text", ARRAYS)
def test_an_array_keeps_its_dtype_and_shape(text):
    ((array,), _) = read_arguments(text)
    assert (array.dtype, array.tolist()) == (ARRAYS[text].dtype, ARRAYS[text].tolist())


NO_ARRAYS = (
    "np.zeros((1000, 1000))",
    f"np.ones({MOST + 1})",
    "np.ones(-1)",
    "np.full(3)",
    "np.full()",
    "np.zeros(3, dtype=object)",
    "np.array([300], dtype=np.uint8)",
    "np.array(['a'])",
    "np.array([1], copy=True)",
    "np.load('x')",
    "np.ones((1,) * 9)",
    "np.zeros(1.5)",
)


@pytest.mark.parametrize("text", NO_ARRAYS)
def test_arrays_stay_small_and_are_of_numbers(text):
    with pytest.raises(Unreadable):
        read_answer(text, (1,))
