"""An exercise whose answer is a gradient names its loss, and the build differentiates that in 50 digits."""

import numpy as np
import pytest
from banks import MANIFEST

from autograder.bank import exact
from autograder.bank.backward import gradient_of
from autograder.bank.build import build_bank
from autograder.bank.folder import shipped
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.submission import Submission

SOLUTION = '''"""The gradient of a mean of squares."""

import numpy as np


def squares_gradient(x, y):
    """Slopes of the mean of (x - y)² by x.

    Parameters
    ----------
    x : ndarray of any shape
        Predictions.
    y : ndarray of the same shape
        Targets.

    Returns
    -------
    ndarray
        A slope for each prediction.

    Examples
    --------
    >>> float(squares_gradient(np.array([3.0]), np.array([1.0]))[0])
    4.0
    """
    return 2 * (x - y) / x.size
'''

LOSS = '''from numpy import array, mean

from autograder.bank.spec import Case, Spec, item


def oracle(x, y):
    """F.mse_loss: the same."""


SPEC = Spec(
    notice="n",
    oracle=oracle,
    exact=lambda x, y: mean((x - y) ** 2),
    items=(item("basics", Case("one", (array([3.0]), array([1.0])))),),
)
'''

SPEC = '''"""How squares_gradient is judged."""

from numpy import array

from autograder.bank.shared.gradients import by_autograd
from autograder.bank.spec import Case, Spec, item


def oracle(x, y):
    """F.mse_loss(x, y).backward(): x.grad then has it."""
    from torch.nn import functional as F

    return by_autograd(F.mse_loss, x, y)


def two_forgotten(gradient, x, y):
    """The 2 forgotten"""
    return gradient(x, y) / 2


def basics(rng):
    yield Case("drawn", (rng.normal(size=3), rng.normal(size=3)))


SPEC = Spec(
    notice="n",
    oracle=oracle,
    gradient_of="squares/squares",
    items=(
        item("basics", Case("two", (array([3.0, 1.0]), array([1.0, 4.0])), [2.0, -3.0]), drawn=basics, digits=True),
        item("purity", Case("one", (array([3.0]), array([1.0]))), inputs_unchanged=True),
    ),
)
'''
NAMED = 'gradient_of="squares/squares"'
MISUSES = {
    "a formula too": ("    gradient_of", "    exact=lambda x, y: x,\n    gradient_of", "two definitions"),
    "no such exercise": (NAMED, 'gradient_of="squares/cubes"', "gradient_of='squares/cubes': write the id"),
    "itself": (NAMED, 'gradient_of="squares/squares_gradient"', "write the id of an exercise"),
    "neither": (f"    {NAMED},\n", "", "exact is missing"),
    "argument": (NAMED, f"{NAMED},\n    gradient_by=2", "gradient_by=2 must be the number of an argument"),
    "by the other": (NAMED, f"{NAMED},\n    gradient_by=1", "the gradient of squares/squares is [-2"),
    "wrong loss": (NAMED, "gradient_of=lambda x, y: (x - y).sum() / x.size", "is [0.5"),
    "torch": ("    oracle=oracle", '    library="torch",\n    oracle=oracle', "in torch a case asks for the gradient"),
}


def built(bank, spec=SPEC):
    (bank / "losslings.toml").write_text(MANIFEST.replace("impurity", "squares"), encoding="utf-8")
    texts = {"solutions/squares/squares_gradient.py": SOLUTION, "specs/squares/squares_gradient.py": spec}
    texts |= {"specs/squares/squares.py": LOSS, "solutions/squares/squares.py": SOLUTION}
    for path, text in texts.items():
        (bank / path).parent.mkdir(parents=True, exist_ok=True)
        (bank / path).write_text(text, encoding="utf-8")
    return build_bank(bank, names=["squares_gradient"])


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    build = built(tmp_path_factory.mktemp("bank"))
    assert build.stopping == []
    return build.key


@pytest.mark.parametrize("tier", ["strict", "basic"])
def test_answers_are_judged_by_the_gradient_of_the_loss(tier, key):
    source = "def squares_gradient(x, y): return {} * (x - y) / x.size\n"
    with Runner(tier) as runner:
        statuses = [judge(Submission("a", {"a.py": source.format(n).encode()}), key, runner)[0].status for n in (2, 1)]
    assert statuses == ["passed", "failed"]


@pytest.mark.parametrize("misuse", MISUSES)
def test_what_is_no_gradient_of_the_loss_is_a_fault_of_one_line(misuse, tmp_path):
    before, after, message = MISUSES[misuse]
    assert before in SPEC
    found = [fault.line(str) for fault in built(tmp_path, SPEC.replace(before, after)).stopping]
    assert message in found[0]


# ---------------------------------------------------------------- the arithmetic


def lifted(*numbers):
    return exact.lift(np.array(numbers))


LOSSES = {
    "quotient": lambda x: x[0] / x[1] + 3 / x[1] - x[0] / 7,
    "powers": lambda x: (x**3 - 2 * x**2 + 1).sum(),
    "logarithms": lambda x: exact.log(1 + exact.exp(-x)).sum() * x / 5,
    "sizes": lambda x: np.where(abs(x) <= 1, x * x, 5 - abs(x)),
    "entropy": lambda x: -exact.times_log(x * x, x * x),
    "largest": lambda x: np.maximum(x[0], x[1]) + x.max(),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_gradient_is_what_small_steps_find(name):
    def summed(x):
        return np.sum(LOSSES[name](x))

    with exact.fifty_digits():
        found = gradient_of(summed, 0)(lifted(0.7, 2.5))
        stepped = exact.gradient(summed, [lifted(0.7, 2.5)], {}, 0)
        assert [abs(a - b) < 1e-24 for a, b in zip(found, stepped, strict=True)] == [True, True]


def test_a_kink_has_the_slope_0_and_nan_stays_nan():
    slopes = gradient_of(lambda x: abs(x).sum(), 0)(lifted(0.0, -2.0, np.nan, np.inf))
    assert np.array_equal(slopes.astype(float), [0, -1, np.nan, 1], equal_nan=True)


def test_a_tiny_slope_has_all_its_digits_and_one_of_nothing_no_sign():
    def softplus(x):
        return exact.log(1 + exact.exp(x)).sum()

    with exact.fifty_digits():
        slopes = gradient_of(softplus, 0)(lifted(-60.0, -1000.0)).astype(float)
        falling = gradient_of(lambda x: -softplus(x), 0)(lifted(-1000.0)).astype(float)
    assert slopes[0] == pytest.approx(np.exp(-60.0), rel=1e-15)
    assert not np.signbit([*slopes, *falling]).any()


def test_the_unit_of_gradients_writes_no_formula_twice():
    specs = sorted((shipped().specs / "gradients").glob("*.py"))
    assert specs
    assert [path.stem for path in specs if "gradient_of=" not in path.read_text(encoding="utf-8")] == []
