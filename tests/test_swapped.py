"""Arguments in the wrong order are named by asking once more, whatever else is wrong."""

import pytest
from handmade import exercise_of

from autograder.bank.union import public_key
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.submission import Submission
from autograder.judging.swapped import NAME, takes_two

KEY = public_key()
SWAPPED = {
    "information/kl_divergence": ("q, p", "np.sum(p * np.log((p + 1e-9) / (q + 1e-9)), axis=-1)"),
    "information/cross_entropy": ("q, p", "-np.sum(p * np.log(np.maximum(q, 1e-11)), axis=-1)"),
    "classification/binary_cross_entropy": ("y, t", "-np.mean(y * logs(t) + (1 - y) * logs(1.0 - t))"),
    "classification/cross_entropy_with_logits": ("labels, z", "-np.log(shares(z)[np.arange(len(z)), labels]).mean()"),
}
HELPERS = """import numpy as np

def logs(x):
    return np.log(np.clip(x.astype(float), 1e-12, 1))

def shares(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

"""


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


def judged(exercise, parameters, answer, runner):
    name = exercise.rpartition("/")[2]
    source = f"{HELPERS}def {name}({parameters}):\n    return {answer}\n"
    return judge(Submission("a", {f"{name}.py": source.encode()}), KEY, runner, ids=[exercise])[0]


@pytest.mark.parametrize("exercise", SWAPPED)
def test_swapped_arguments_are_named_beside_another_mistake(exercise, runner):
    given = judged(exercise, *SWAPPED[exercise], runner)
    assert (given.score, given.items[0].status) == (0, "failed")
    assert given.items[0].diagnosis.misconception == NAME


@pytest.mark.parametrize("eps", ["1e-5", "3e-6"])
def test_an_epsilon_that_shows_in_the_basics_does_not_hide_swapped_arguments(eps, runner):
    answer = f"np.sum(p * np.log((p + {eps}) / (q + {eps})), axis=-1)"
    given = judged("information/kl_divergence", "q, p", answer, runner)
    assert given.items[0].diagnosis.misconception == NAME


@pytest.mark.parametrize("exercise", SWAPPED)
def test_what_is_wrong_both_ways_is_not_called_swapped(exercise, runner):
    given = judged(exercise, "a, b", "np.mean(a) + 3 * np.mean(b)", runner)
    assert not any(item.diagnosis and item.diagnosis.misconception == NAME for item in given.items)


def test_only_two_arrays_can_change_places():
    assert not takes_two(exercise_of())  # of one array
    assert all(takes_two(KEY.exercise(exercise)) for exercise in SWAPPED)
