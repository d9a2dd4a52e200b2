"""An answer that is an estimate by random draws: right within so many standard errors, and asked again in peace."""

from dataclasses import replace

import numpy as np
import pytest
from banks import MANIFEST

from autograder.bank.build import build_bank
from autograder.bank.building.anew import compile_anew
from autograder.bank.exercises import find_exercises
from autograder.isolation.job import Answers
from autograder.isolation.observation import Observation
from autograder.isolation.runner import Runner
from autograder.judging.again import SecondAsking, agrees, wavers
from autograder.judging.judge import judge
from autograder.judging.key import exercise_from_json, exercise_to_json
from autograder.judging.submission import Submission
from autograder.report.data import exercise_report

SOLUTION = '''"""Entropy, estimated from draws."""

import numpy as np


def sampled_entropy(p, n, seed):
    """Estimate the entropy of a distribution by the mean surprise of n draws.

    Parameters
    ----------
    p : ndarray of shape (n_classes,)
        A distribution.
    n : int
        How many outcomes to draw.
    seed : int
        Of the generator.

    Returns
    -------
    float
        The estimate, in nats.

    Examples
    --------
    >>> float(sampled_entropy(np.array([1.0]), 5, 0))
    0.0
    """
    outcomes = np.random.default_rng(seed).choice(len(p), size=n, p=p)
    return np.mean(-np.log(p[outcomes]))
'''

SPEC = '''"""How sampled_entropy is judged."""

import numpy as np
from numpy import array, log

from autograder.bank.exact import times_log
from autograder.bank.spec import Absolute, Case, Sampled, Spec, item, tensors  # noqa: F401


def oracle(p, n, seed):
    """torch.distributions.Categorical(p).entropy(): exact, without a draw."""
    (p,) = tensors(p)
    return -(p * p.log()).sum()


def exact(p, n, seed):
    return -times_log(p, p).sum()


def in_bits(sampled_entropy, p, n, seed):
    """Bits instead of nats"""
    return sampled_entropy(p, n, seed) / log(2)


def drawn_evenly(sampled_entropy, p, n, seed):
    """Drawn evenly, not from p"""
    return np.mean(-log(p))


P = array([0.5, 0.25, 0.125, 0.125])
ERROR = np.sqrt((P * log(P) ** 2).sum() - (P * log(P)).sum() ** 2)


def basics(rng):
    p = rng.dirichlet(np.full(3, 5.0))
    yield Case("drawn", (p, 10_000, 3), sampled=Sampled(lambda exact: 0.4 * exact / 100, 6))


SPEC = Spec(
    notice="n",
    oracle=oracle,
    exact=exact,
    items=(
        item("basics", Case("four", (P, 10_000, 1), 7 / 4 * log(2), sampled=Sampled(ERROR / 100)), drawn=basics),
        item("certain", Case("one-class", (array([1.0]), 100, 5), 0.0)),
        item("purity", Case("again", (P, 40_000, 2), sampled=Sampled(ERROR / 200)), inputs_unchanged=True),
    ),
)
'''
HONEST = {
    "seeded": SOLUTION,
    "unseeded": SOLUTION.replace("default_rng(seed)", "default_rng()"),
    "other draws": (
        "import numpy as np\ndef sampled_entropy(p, n, seed):\n"
        "    return np.random.default_rng().multinomial(n, p) @ -np.log(p) / n\n"
    ),
    "exact": "import numpy as np\ndef sampled_entropy(p, n, seed): return -np.sum(p * np.log(p))\n",
}
BIASED = {
    "in bits": SOLUTION.replace("np.log(", "np.log2("),
    "evenly": SOLUTION.replace(", p=p", ""),
    "one more": SOLUTION.replace("np.mean(", "1.1 * np.mean("),
    "few draws": SOLUTION.replace("size=n", "size=n // 2000"),
}
WHERE = "sampled=Sampled(ERROR / 100)"
MISUSES = {
    "no noun": (WHERE, "sampled=0.01", "sampled=0.01: write Sampled("),
    "no times": (WHERE, "sampled=Sampled(0.01, 0)", "write Sampled("),
    "no error": (WHERE, "sampled=Sampled(0.0)", "the standard error is a number above 0"),
    "no error of it": (WHERE, "sampled=Sampled(lambda exact: -exact)", "a standard error of -1.21"),
    "another tolerance": (WHERE, f'{WHERE}, absolute=Absolute(1e-9, "so")', "a case with sampled= has its tolerance"),
    "biased reference": (WHERE, "sampled=Sampled(1e-9)", "mend the solution"),
}


def built(bank, spec=SPEC):
    (bank / "losslings.toml").write_text(MANIFEST.replace("impurity", "draws"), encoding="utf-8")
    for folder, text in (("solutions", SOLUTION), ("specs", spec)):
        path = bank / folder / "draws" / "sampled_entropy.py"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return build_bank(bank)


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    return tmp_path_factory.mktemp("bank")


@pytest.fixture(scope="module")
def key(bank):
    build = built(bank)
    assert build.stopping == []
    return build.key


@pytest.fixture(scope="module", params=["strict", "basic"])
def runner(request):
    with Runner(request.param) as runner:
        yield runner


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_estimate_passes_each_time_it_is_asked(name, runner, key):
    for _ in range(5):
        (grade,) = judge(Submission("a", {"a.py": HONEST[name].encode()}), key, runner)
        assert (grade.status, grade.message) == ("passed", None)


@pytest.mark.parametrize("name", BIASED)
def test_a_biased_estimate_does_not(name, runner, key):
    (grade,) = judge(Submission("a", {"a.py": BIASED[name].encode()}), key, runner)
    assert grade.items[0].status == "failed"


def test_the_report_says_how_far_off_an_honest_one_may_be(runner, key):
    (grade,) = judge(Submission("a", {"a.py": BIASED["one more"].encode()}), key, runner)
    item = exercise_report(grade, False, str)["items"][0]
    assert item["expected"].endswith(", within 5 standard errors of 0.00575")
    assert "standard errors off; an honest one is within 5." in item["hint"]
    assert exercise_report(grade, True, str)["items"][0]["hint"] is None


def test_a_known_bias_is_named(runner, key):
    (grade,) = judge(Submission("a", {"a.py": BIASED["in bits"].encode()}), key, runner)
    assert grade.items[0].diagnosis.misconception == "in_bits"


def test_other_draws_are_no_other_answer_and_a_random_number_is(key):
    exercise = key.exercise("draws/sampled_entropy")
    case = exercise.cases[0]

    def asked(errors):
        right = case.expected.value + errors * case.absolute / case.sampled
        return Answers("answered", [Observation("value", np.asarray(right))])

    answered = replace(asked(-4.9), observations=[asked(-4.9).observations[0]] * len(exercise.cases))
    for errors, is_same in ((4.9, True), (9.9, True), (10.1, False), (1000, False)):
        again = SecondAsking((0,), asked(errors))
        assert agrees(exercise, answered, again) == is_same
        assert not wavers(exercise, answered.observations, again)


def test_the_key_is_read_as_it_was_written(key):
    exercise = key.exercise("draws/sampled_entropy")
    packed = exercise_to_json(exercise)
    assert exercise_to_json(exercise_from_json(packed)) == packed
    assert [case.sampled for case in exercise_from_json(packed).cases] == [5, 6, None, 5]


def test_in_other_numbers_for_practice_an_estimate_stays_the_public_one(bank, key):
    (exercise,) = find_exercises(bank)
    public = key.exercise(exercise.id)
    anew = compile_anew(exercise, public, b"seed")
    assert [one is other for one, other in zip(anew.cases, public.cases, strict=True)] == [True, True, False, True]


@pytest.mark.parametrize("misuse", MISUSES)
def test_a_tolerance_that_is_none_is_a_fault_of_one_line(misuse, tmp_path):
    before, after, message = MISUSES[misuse]
    assert before in SPEC
    assert message in built(tmp_path, SPEC.replace(before, after)).stopping[0].line(str)
