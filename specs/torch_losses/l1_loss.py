"""How l1_loss is judged: as torch's own, in value, gradient, shape and dtype, and at a tie, where it has a kink."""

import numpy as np
from numpy import array, float32, resize

from autograder.bank.shared import fresh
from autograder.bank.shared import torch_losses as shared
from autograder.bank.shared.pairs import FOUR, THREE, WRONG_SHAPES
from autograder.bank.shared.torch_losses import EACH, MEAN, SUM, reduced
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, variants


def oracle(input, target, **options):
    """F.l1_loss(input, target, reduction=reduction): the same."""
    import torch

    return torch.nn.functional.l1_loss(torch.as_tensor(input), torch.as_tensor(target), **options)


def exact(input, target, reduction="mean"):
    distances = abs(input - target)
    return distances if reduction == "none" else np.sum(distances) / (np.size(distances) if reduction == "mean" else 1)


def no_abs(loss, input, target, *, reduction="mean"):
    """Absolute value missing

    Can a loss be below zero, that is, better than perfect?

    Errors of +2 and −2 have the mean 0; their absolute values 2 and 2 have the mean 2.

    Take the absolute value of each difference, after the subtraction and before the mean.

    Lecture: Without the absolute value errors of opposite signs cancel: what is left is the bias.
    Family: sign
    """
    loss(input, target, reduction=reduction)
    return reduced(input - target, reduction)


def squared(loss, input, target, *, reduction="mean"):
    """Squared errors instead of absolute ones

    If an error doubles, by what factor should its cost grow here?

    Errors of 1 and 3 have the mean 2; their squares 1 and 9 have the mean 5.

    Take the absolute value of each error where you now square it.

    Lecture: Squares give large errors more weight, absolute values weigh all alike: that is the choice between MSE and
    MAE.
    Family: quantity
    """
    loss(input, target, reduction=reduction)
    return reduced((input - target) ** 2, reduction)


def smooth(loss, input, target, *, reduction="mean"):
    """The corner made round: smooth L1

    What does an error of 0.5 cost here, and does your function square small errors?

    An error of 0.5 costs 0.5; smooth L1, which is Huber's loss, gives it 0.125.

    Take the absolute value of every error, small or large; no condition is needed.

    Lecture: Huber rounds the corner so that the gradient fades near a perfect answer; L1 keeps pulling with full force.
    Family: quantity
    """
    loss(input, target, reduction=reduction)
    distances = (input - target).abs()
    return reduced((distances < 1) * distances**2 / 2 + (distances >= 1) * (distances - 0.5), reduction)


def extra_half(loss, input, target, *, reduction="mean"):
    """Half of the absolute error

    If every error is exactly 1, what should the average absolute error be?

    Errors of 1 and 1 have the mean 1; your function gives 0.5.

    The definition has no factor in front: look for a 2 in the denominator, or a factor 0.5.

    Lecture: A constant factor moves no minimum, but it scales every gradient step: say which loss you mean.
    Family: formula
    """
    return loss(input, target, reduction=reduction) / 2


def root_of_square(loss, input, target, *, reduction="mean"):
    """The absolute value as a root of a square: nan at a tie

    What is the gradient of a square root at 0, and where does your function take one?

    The slope of √s at s = 0 is infinite, and that of the square e² at e = 0 is 0: autograd multiplies them, and inf · 0
    is nan. The right gradient at a tie is 0.

    torch.abs has the slope 0 at 0; use it in place of the root of a square.

    Lecture: √(e²) and |e| are the same on paper; autograd takes the slope of each step, and one of them is infinite.
    Family: gradient
    """
    loss(input, target, reduction=reduction)
    return reduced(((input - target) ** 2).sqrt(), reduction)


@variants(eps=(1e-10, 1e-9, 1e-8))
def constant_under_the_root(loss, input, target, *, reduction="mean", eps):
    """A small constant under the root

    What does your function return where input and target are equal?

    √(0 + 1e-8) is 1e-4: a perfect answer costs something.

    Take torch.abs in place of the root; then no constant is needed against a nan.

    Lecture: A constant under a root hides a nan in the gradient by changing the value where it should be 0.
    Family: constants
    """
    loss(input, target, reduction=reduction)
    return reduced(((input - target) ** 2 + eps).sqrt(), reduction)


@variants(side=(1, -1))
def one_sided_tie(loss, input, target, *, reduction="mean", side):
    """A slope at a tie: one of the two sides chosen

    Where input and target are equal, which of your two branches is taken, and which slope has it?

    where(e > 0, e, -e) takes -e at e = 0, so that the gradient there is −1. The slopes beside it are −1 and +1; torch
    gives their middle, 0.

    torch.abs has the slope 0 at 0: use it in place of the condition.

    Lecture: At a kink any slope between the two is a subgradient; 0 leaves alone what is right already.
    Family: gradient
    """
    import torch

    loss(input, target, reduction=reduction)
    error = side * (input - target)
    return reduced(torch.where(error > 0, error, -error), reduction)


def distances_apart(rng, count):
    """Draw pairs that are no nearer to a tie than 0.5."""
    targets = rng.normal(2.0, 3.0, count)
    return targets + rng.choice([-1, 1], count) * rng.uniform(0.5, 4.0, count), targets


def basics(rng):
    for size in (3, 4, 5):
        yield Case(f"drawn-{size}-elements", distances_apart(rng, size))


def slopes(rng):
    yield Case("drawn-by-input", distances_apart(rng, 4), gradient=0)
    yield Case("drawn-by-target", distances_apart(rng, 5), gradient=1)


PRED, TRUE = array([1.0, 2.75, -3.0]), array([1.5, 2.0, -1.0])
TABLE, ITS_TARGETS = array([[1.0, 2.5, -3.0], [0.5, 4.0, 5.0]]), array([[1.5, 1.25, -1.0], [2.5, 5.0, 2.0]])
LOSS = (0.5 + 1.25 + 2.0 + 2.0 + 1.0 + 3.0) / 6
TIED = array([1.0, 5.0, -2.0, 4.0]), array([3.0, 5.0, -2.0, 1.0])

SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    after="mse_loss",
    fresh=fresh.pairs,
    sweep=Sweep(
        "error (input minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    napkins=(
        Napkin(
            (array([1.0, 5.0]), array([3.0, 3.0])),
            "The errors are −2 and +2: what does the absolute value do to a minus sign?",
            "The distances are 2 and 2, and their mean is 2. The mean of the errors themselves would be 0.",
        ),
        Napkin(
            (array([0.0, 0.0]), array([0.0, 10.0])),
            "One element is hit, the other one is 10 off: what do 0 and 10 give on average?",
            "The distances are 0 and 10, and their mean is 5; squares would give 50.",
        ),
        Napkin(
            (array([0.5, 0.0]), array([0.0, 0.0])),
            "What does the absolute value make of 0.5?",
            "It stays 0.5, and the mean of 0.5 and 0 is 0.25: small errors do not shrink as under a square.",
        ),
    ),
    misconceptions=(
        *shared.IN_EVERY_TORCH_LOSS,
        shared.target_detached,
        *shared.OF_EVERY_REDUCTION,
        *shared.OF_EQUAL_SHAPES,
        shared.input_overwritten(
            lambda x, y: x.sub_(y),
            lambda x, y: y.sub_(x),
            lambda x, y: x.sub_(y).abs_(),
        ),
    ),
    costs_more={"input_overwritten": shared.REFUSED_IN_PLACE},
    notice=(
        "The absolute value has no slope at 0; torch says 0 there, the middle of −1 and +1, so that what is "
        "hit exactly is left alone. The root of a square is the same number, but at a tie its gradient is nan. The "
        "gradient is ±1/n however large the error is: an outlier pulls no harder than its neighbours. F.l1_loss is "
        "the same, but only warns where a column meets a row."
    ),
    items=(
        item(
            "basics",
            Case("three-errors", (array([2.5, 1.0, 2.1]), array([3.0, 0.5, 2.0])), (0.5 + 0.5 + 0.1) / 3),
            Case("same-error-everywhere", (array([4.0, 5.0, 6.0, 7.0]), FOUR), 3.0),
            Case("cancelling-errors", (array([1.0, 5.0]), array([3.0, 3.0])), 2.0),
            Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), (2 + 4) / 2),
            Case("outlier", (array([1.0, 2.5, 1000.0]), array([2.0, 2.0, 0.0])), 1001.5 / 3),
            points=3,
            drawn=basics,
        ),
        item(
            "reductions",
            Case("none", (PRED, TRUE), [0.5, 0.75, 2.0], keywords=EACH),
            Case("sum", (PRED, TRUE), 3.25, keywords=SUM),
            Case("mean-by-name", (FOUR, 3 * FOUR), (2 + 4 + 6 + 8) / 4, keywords=MEAN),
            Case("none-of-a-table", (TABLE, ITS_TARGETS), abs(TABLE - ITS_TARGETS), keywords=EACH),
            Case("sum-of-a-table", (TABLE, ITS_TARGETS), 6 * LOSS, keywords=SUM),
            *shared.unknown_reductions(PRED, TRUE),
            points=1.5,
        ),
        item(
            "gradients",
            *shared.gradients("by-input", PRED, TRUE),
            *shared.gradients("by-target", TRUE, PRED, by=1),
            Case("an-outlier-pulls-no-harder", (array([1.0, 1000.0]), array([2.0, 0.0])), [-0.5, 0.5], gradient=0),
            points=2,
            drawn=slopes,
        ),
        item(
            "ties",
            Case("equal", (THREE, THREE), 0.0),
            Case("one-tie-for-itself", TIED, [2, 0, 0, 3], keywords=EACH, needs=("reductions",)),
            *needing(
                "gradients",
                Case("gradient-of-equal", (THREE, THREE), [0, 0, 0], gradient=0),
                Case("gradient-of-equal-by-target", (FOUR, FOUR), [0, 0, 0, 0], gradient=1),
                Case("gradient-with-two-ties", TIED, [-1 / 4, 0, 0, 1 / 4], gradient=0),
                Case("gradient-with-two-ties-by-target", TIED, [1 / 4, 0, 0, -1 / 4], gradient=1),
            ),
            points=1.5,
        ),
        item(
            "shapes",
            Case("one-element", (array([-1.0]), array([2.0])), 3.0),
            *needing("wrong_shapes", Case("zero-dimensional", (array(5.0), array(2.0)), 3.0)),
            Case("two-dimensional", (TABLE, ITS_TARGETS), LOSS),
            Case("three-axes", (TABLE.reshape(3, 1, 2), ITS_TARGETS.reshape(3, 1, 2)), LOSS),
            Case("many-elements", (resize(TABLE, 30_000), resize(ITS_TARGETS, 30_000)), LOSS),
            *needing("gradients", Case("gradient-of-a-table", (TABLE, ITS_TARGETS), gradient=0)),
            points=0.5,
        ),
        item(
            "dtypes",
            *needing(
                "gradients",
                Case("float32", (PRED.astype(float32), TRUE.astype(float32)), 3.25 / 3),
                Case("float64", (TRUE, PRED + 1)),
                Case("float32-fours", (FOUR.astype(float32), 3 * FOUR.astype(float32)), (2 + 4 + 6 + 8) / 4),
            ),
            points=0.5,
            dtype=True,
        ),
        item("wrong_shapes", *WRONG_SHAPES, points=0.5),
        item("purity", Case("again", (TRUE, PRED), 3.25 / 3), points=0.5, inputs_unchanged=True),
    ),
)
