"""Reports show as many digits as the eye needs, calls as a person writes them, and lines as wide as the screen."""

from __future__ import annotations

import numpy as np
import pytest
from click import unstyle
from handmade import exercise_of, key_of

from autograder.bank.building.calls import key_argument, write_call
from autograder.bank.union import public_key
from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.isolation.runner import Runner
from autograder.judging.submission import Submission
from autograder.report.calls import translated_call
from autograder.report.data import judge_to_report
from autograder.report.digits import compared
from autograder.report.terminal import report_lines
from autograder.report.wrapping import columns


def value(numbers):
    return Observation("value", np.asarray(numbers))


LN2 = float(np.log(2))
# id: (expected, got, as they are written)
PAIRS = {
    "far": (LN2, 1.0, "0.693147", "1"),
    "near": (LN2, 0.69315, "0.69314718", "0.69315000   (differs by 3e-6)"),
    "nearly-equal": (20.0000000020612, 20.0, "20.0000000021", "20.0000000000   (differs by 2e-9)"),
    "whole": (65025.0, 1.0, "65025", "1"),
    "whole-and-near": (333333333335.0, 333333333334.0, "333333333335", "333333333334   (differs by 1)"),
    "large": (5e199, 2e199, "5e199", "2e199"),
    "small": (0.0, 1e-12, "0", "1e-12"),
    "nan": (LN2, np.nan, "0.693147", "nan"),
    "infinite": (np.inf, 744.44, "inf", "744.44"),
    "opposite": (1e308, -1e308, "1e308", "-1e308"),
    "elements": ([0.1, 0.2], [0.1, 0.25], "[0.1, 0.2]", "[0.1, 0.25]"),
    "near-elements": (
        [0.1, 0.3],
        [0.1, 0.30001],
        "[0.1000000, 0.3000000]",
        "[0.1000000, 0.3000100]   (differs by 1e-5 at most)",
    ),
    "table": ([[1.0, 2.0], [3.0, 4.0]], [[1, 2], [3, 5]], "[[1, 2], [3, 4]]", "[[1, 2], [3, 5]]"),
    "other-shape": (0.5, [0.5, 0.5], "0.5", "[0.5, 0.5]"),
    "flag": (0.0, False, "0", "False"),
    "long": (
        np.zeros(300),
        np.eye(1, 300, 100)[0],
        "[..., 0, 0, 0, 0, ...] of shape (300,)",
        "[..., 1, 0, 0, 0, ...] of shape (300,)",
    ),
}


@pytest.mark.parametrize(("expected", "got", "one", "other"), PAIRS.values(), ids=PAIRS.keys())
def test_digits_go_as_far_as_the_eye_must_see(expected, got, one, other):
    assert compared(value(expected), value(got), 1e-9, str) == (one, other)


def test_what_is_no_number_is_repeated():
    assert compared(value(1.5), Observation("raised", None, "ValueError: no"), 1e-9, str) == ("1.5", "ValueError: no")


# ---------------------------------------------------------------- calls


def frozen(numbers):
    array = np.array(numbers)
    array.flags.writeable = False
    return array


outlier = np.ones(200)
outlier[7] = 1e6
CALLS = {
    "plain": (np.array([1.0, 0.25, 1e100]), "f(array([1.0, 0.25, 1e100]))"),
    "integers": (np.array([1, 2]), "f(array([1, 2]))"),
    "other-dtype": (np.array([3, 40], np.uint8), "f(array([3, 40], dtype=uint8))"),
    "short-digits": (np.array([0.1], np.float32), "f(array([0.1], dtype=float32))"),
    "zero-dimensional": (np.array(5.0), "f(array(5.0))"),
    "empty": (np.zeros((0, 3)), "f(array([], dtype=float64))"),
    "table": (np.array([[1.0, 2.0], [3.0, 4.0]]), "f(array([[1.0, 2.0], [3.0, 4.0]]))"),
    "fortran": (np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]), "f(asfortranarray([[1.0, 2.0], [3.0, 4.0]]))"),
    "read-only": (frozen([1.0, 2.0]), "f(array([1.0, 2.0]))  # p: read-only"),
    "strided": (np.arange(6.0)[::2], "f(array([0.0, 2.0, 4.0]))  # p: every second number of a longer array"),
    "constant": (np.full((3, 1000), 0.1), "f(full((3, 1000), 0.1))"),
    "zeros": (np.zeros(200), "f(zeros(200))"),
    "repeated": (np.tile([0.5, 0.3, 0.2], 100), "f(tile([0.5, 0.3, 0.2], 100))"),
    "rows": (np.tile([0.5, 0.3, 0.2], (100, 1)), "f(tile([0.5, 0.3, 0.2], (100, 1)))"),
    "across-rows": (np.resize([0.0, 1.0], (31, 3)), "f(resize([0.0, 1.0], (31, 3)))"),
    "an-outlier": (outlier, "f(ones(200))  # p[7] = 1000000.0"),
    "no-pattern": (np.arange(50.0) ** 2, "f(array([0.0, 1.0, 4.0, 9.0, ...]))  # p.shape = (50,)"),
    "number": (0.5, "f(0.5)"),
}


@pytest.mark.parametrize(("argument", "call"), CALLS.values(), ids=CALLS.keys())
def test_a_call_is_written_as_a_person_writes_it(argument, call):
    assert write_call("f", ["p"], (key_argument(argument),)) == call


def test_what_is_said_of_several_arguments_is_said_once_and_translated():
    arguments = tuple(map(key_argument, (frozen([1.0]), frozen([2.0]))))
    call = write_call("f", ["p", "q"], arguments)
    assert call == "f(array([1.0]), array([2.0]))  # p, q: read-only"
    assert translated_call(call, {"read-only": "읽기 전용"}.get) == call.replace("read-only", "읽기 전용")
    assert translated_call("f(1)", str) == "f(1)"


@pytest.mark.parametrize("exercise", list(public_key()), ids=lambda exercise: exercise.name)
def test_a_call_of_the_key_gives_its_numbers_when_it_is_pasted(exercise):
    names = {**vars(np), exercise.name: lambda *arguments: arguments}
    for case in exercise.cases:
        code, _, remark = write_call(exercise.name, exercise.parameters, case.args).partition("  # ")
        if "..." in code or "] = " in remark:
            continue
        for pasted, argument in zip(eval(code, dict(names)), case.args, strict=True):
            wanted = argument.array if isinstance(argument, Argument) else np.asarray(argument)
            np.testing.assert_array_equal(pasted, wanted, strict=isinstance(argument, Argument))


# ---------------------------------------------------------------- the terminal

NOISY = "import numpy as np\ndef halve(x):\n    print('said it')\n    np.log(np.zeros(1))\n    return x * 0.4\n"


@pytest.fixture(scope="module")
def noisy():
    with Runner() as runner:
        return judge_to_report(Submission("alice", {"halve.py": NOISY.encode()}), key_of(exercise_of()), runner, str)


def test_numpys_warnings_are_not_called_printed(noisy):
    lines = [unstyle(line).strip() for line in report_lines(noisy, str)]
    assert "NumPy warned (costs nothing): divide by zero encountered in log" in lines
    assert "Printed (costs nothing): said it" in lines


def test_lines_are_wrapped_below_their_beginning_and_no_word_is_cut(noisy):
    whole = " ".join(unstyle(line) for line in report_lines(noisy, str)).split()
    lines = [unstyle(line) for line in report_lines(noisy, str, {"by_hand": "By hand"}, 50)]
    assert lines[0] == "By hand"
    assert all(columns(line) <= 50 for line in lines)
    assert " ".join(lines).split() == ["By", "hand", *whole[1:]]
    (hint,) = [number for number, line in enumerate(lines) if line.strip().startswith("NumPy")]
    assert lines[hint + 1].startswith(" " * 6)
