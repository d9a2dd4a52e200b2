"""Numbers that a function does not use are found by changing them: a loop that ends early, a variable mistaken."""

import pytest
from handmade import exercise_of

from autograder.bank.union import public_key
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.submission import Submission
from autograder.judging.unused import questions

KEY = public_key()
LAST, FIRST, ALL = "the last number of {}", "the first number of {}", "all numbers of {}"
UNUSED = {
    "the loop returns in its first round": ("mean_absolute_error", LAST.format("y_pred"), "for a in e: return abs(a)"),
    "the loop leaves out the end": ("mean_squared_error", LAST.format("y_pred"), "return sum(e[:-1] ** 2) / len(e)"),
    "the loop begins late": ("mean_squared_error", FIRST.format("y_pred"), "return sum(e[1:] ** 2) / len(e)"),
    "a round overwrites the one before": ("mean_absolute_error", FIRST.format("y_pred"), "return abs(e[-1])"),
    "one argument is not used": ("mean_squared_error", ALL.format("y_true"), "return np.mean(y_pred ** 2)"),
    "the other is not used": ("mean_absolute_error", ALL.format("y_pred"), "return np.mean(abs(y_true) + 1)"),
}


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


def gate(name, body, runner):
    source = f"import numpy as np\ndef {name}(y_pred, y_true):\n    e = np.ravel(y_pred - y_true)\n    {body}\n"
    (graded,) = judge(Submission("a", {f"{name}.py": source.encode()}), KEY, runner, ids=KEY.meant(name))
    assert graded.score == 0
    return graded.items[0].diagnosis.hint.render(str)


@pytest.mark.parametrize(("name", "phrase", "body"), UNUSED.values(), ids=UNUSED.keys())
def test_what_is_not_used_is_named(name, phrase, body, runner):
    hint = gate(name, body, runner)
    assert hint.startswith("Your answers stay the same when")
    assert phrase in hint


@pytest.mark.parametrize("body", ["return np.sum(e ** 4)", "return np.mean(abs(e)) ** 3 + 0.1"])
def test_what_uses_all_of_its_input_is_not_accused(body, runner):
    assert "stay the same" not in gate("mean_squared_error", body, runner)


def test_a_slope_that_is_a_sign_alone_may_stay(runner):
    body = "return np.sign(y_pred.astype(int) - y_true.astype(int)) / y_pred.size"
    assert "stay the same" not in gate("mean_absolute_error_gradient", body, runner)


def test_an_exercise_with_too_few_cases_to_change_is_not_asked():
    assert questions(exercise_of()) == []
