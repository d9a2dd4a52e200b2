"""How mse_loss is judged: as torch's own, in value, gradient, shape and dtype."""

import numpy as np
from numpy import array, float32, resize

from autograder.bank.shared import fresh
from autograder.bank.shared import torch_losses as shared
from autograder.bank.shared.pairs import FOUR, THREE, WRONG_SHAPES
from autograder.bank.shared.torch_losses import EACH, MEAN, SUM
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, variants


def oracle(input, target, **options):
    """F.mse_loss(input, target, reduction=reduction): the same."""
    import torch

    return torch.nn.functional.mse_loss(torch.as_tensor(input), torch.as_tensor(target), **options)


def exact(input, target, reduction="mean"):
    squares = (input - target) ** 2
    return squares if reduction == "none" else np.sum(squares) / (np.size(squares) if reduction == "mean" else 1)


@variants(of=("mean", "all"))
def root_taken(loss, input, target, *, reduction="mean", of):
    """Root taken: RMSE

    For a single error of 3, does your function return 3 or 9?

    A single error of 3 has the mean squared error 9; with a root it is 3 again.

    Leave out the last sqrt, or square what norm gives: the answer is the mean of the squares.

    Lecture: MSE and its root have their minimum in the same place; MSE has the simpler gradient, and no 0/0 at an
    error of 0.
    Family: quantity
    """
    answer = loss(input, target, reduction=reduction)
    return answer.sqrt() if of == "all" or reduction == "mean" else answer


def extra_half(loss, input, target, *, reduction="mean"):
    """Half of the squared error

    If every error is exactly 1, what should the average squared error be?

    Errors of 1 and 1 have the squares 1 and 1, with the mean 1; your function gives 0.5.

    The definition has no factor in front: look for a 2 in the denominator, or a factor 0.5.

    Lecture: The 1/2 of some textbooks cancels a 2 in the gradient; torch has none, so its gradient is twice the error.
    Family: formula
    """
    return loss(input, target, reduction=reduction) / 2


def absolute_error(loss, input, target, *, reduction="mean"):
    """Absolute errors instead of squares

    If an error doubles, by what factor should its cost grow here?

    Errors of 1 and 3 cost 1 and 9, with the mean 5; their absolute values 1 and 3 have the mean 2.

    Square each error where you now take its absolute value.

    Lecture: Squares give large errors more weight, absolute values weigh all alike: that is the choice between MSE and
    MAE.
    Family: quantity
    """
    loss(input, target, reduction=reduction)
    return shared.reduced((input - target).abs(), reduction)


def difference_of_squares(loss, input, target, *, reduction="mean"):
    """Squares subtracted, not differences squared

    What does your function return for a prediction of −2 and a target of 2?

    (−2)² − 2² is 0, although the error is −4 and its square 16.

    Subtract first, then square the difference: look where your brackets close.

    Lecture: The square of a difference is not the difference of the squares: a² − b² is 0 for a = −b.
    Family: formula
    """
    loss(input, target, reduction=reduction)
    return shared.reduced(input**2 - target**2, reduction)


def expanded_square(loss, input, target, *, reduction="mean"):
    """Square multiplied out: the digits cancel

    Does your code square before it subtracts? Try a prediction of 100000001 and a target of 100000000.

    For 100000001 and 100000000 the error is 1; but the squares are near 10^16, where float64 counts in steps of 2, and
    x*x - 2*x*y + y*y gives 0.

    Subtract the target from the input while the numbers are small, then square the difference.

    Lecture: Two formulas that are equal on paper can differ in every digit: subtract before you square.
    Family: digits
    """
    loss(input, target, reduction=reduction)
    return shared.reduced(input * input - 2 * input * target + target * target, reduction)


def one_factor_detached(loss, input, target, *, reduction="mean"):
    """One of the two factors of the square detached

    A square is the product of two equal factors: does your gradient know both of them?

    The gradient of e * e is 2e, so 6 for e = 3. In e * e.detach() the second factor counts as a constant, and the
    gradient is 3.

    Multiply the difference by itself as it is; nothing in this loss needs detach().

    Lecture: Detach makes a constant of a tensor: the value stays, and a part of the gradient goes.
    Family: gradient
    """
    loss(input, target, reduction=reduction)
    return shared.reduced((input - target) * (input - target).detach(), reduction)


def step_of_infinite_slope(loss, input, target, *, reduction="mean"):
    """A root or a logarithm on the way: nan where all is right

    Which of your steps has an infinite slope at an error of 0: a root, a norm, a logarithm?

    The root of s has the slope 1/(2√s), which is infinite at s = 0. Squared again it meets a factor 0, and 0 · inf is
    nan: for an error of exactly 0 the gradient is nan, not 0.

    Square the difference itself; leave out the root or the logarithm, and what undoes it.

    Lecture: Two steps that cancel in the value need not cancel in the gradient: autograd multiplies their slopes.
    Family: gradient
    """
    return loss(input, target, reduction=reduction).sqrt() ** 2


def basics(rng):
    for size in (3, 4, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 3.0, size=(2, size))))


def slopes(rng):
    yield Case("drawn-by-input", tuple(rng.normal(2.0, 3.0, size=(2, 4))), gradient=0)
    yield Case("drawn-by-target", tuple(rng.normal(2.0, 3.0, size=(2, 4))), gradient=1)


PRED, TRUE = array([1.0, 2.5, -3.0]), array([1.5, 2.0, -1.0])
TABLE, ITS_TARGETS = array([[1.0, 2.5, -3.0], [0.5, 4.0, 5.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
LOSS = (0.5**2 + 0.5**2 + 2.0**2 + 2.0**2 + 1.0**2 + 3.0**2) / 6

SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    fresh=fresh.pairs,
    sweep=Sweep(
        "error (input minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    napkins=(
        Napkin(
            (array([1.0, 5.0]), array([3.0, 3.0])),
            "The errors are −2 and +2: what does a square do to a minus sign?",
            "The squares are 4 and 4, and their mean is 4. The mean of the errors themselves would be 0.",
        ),
        Napkin(
            (array([0.0, 0.0]), array([0.0, 10.0])),
            "One element is hit, the other one is 10 off: square first, then take the mean.",
            "The squares are 0 and 100, and their mean is 50: one large error decides.",
        ),
        Napkin(
            (array([0.5, 0.0]), array([0.0, 0.0])),
            "Is the square of 0.5 larger or smaller than 0.5?",
            "0.5 squared is 0.25, and the mean of 0.25 and 0 is 0.125: errors below 1 shrink.",
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
            lambda x, y: x.sub_(y).pow_(2),
        ),
    ),
    costs_more={
        "input_overwritten": shared.REFUSED_IN_PLACE,
        "another_dtype": "float32 holds half the digits of float64, which the items about digits show too",
    },
    notice=(
        "Nothing in it speaks of gradients: a difference, a square and a mean are tensors of torch, and autograd "
        "follows them back by itself, to the input and to the target. The mean comes last, so that one function has "
        "all three reductions. F.mse_loss is the same, but only warns where a column meets a row. Its third positional "
        'argument is not the reduction: F.mse_loss(x, y, "sum") quietly gives the mean, so write reduction= by name.'
    ),
    items=(
        item(
            "basics",
            Case("three-errors", (array([2.5, 1.0, 2.1]), array([3.0, 0.5, 2.0])), (0.5**2 + 0.5**2 + 0.1**2) / 3),
            Case("same-error-everywhere", (array([4.0, 5.0, 6.0, 7.0]), FOUR), 9.0),
            Case("cancelling-errors", (array([1.0, 5.0]), array([3.0, 3.0])), 4.0),
            Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), (4 + 16) / 2),
            Case("equal", (THREE, THREE), 0.0),
            points=3,
            drawn=basics,
        ),
        item(
            "reductions",
            Case("none", (PRED, TRUE), [0.25, 0.25, 4.0], keywords=EACH),
            Case("sum", (PRED, TRUE), 4.5, keywords=SUM),
            Case("mean-by-name", (FOUR, 3 * FOUR), (4 + 16 + 36 + 64) / 4, keywords=MEAN),
            Case("none-of-a-table", (TABLE, ITS_TARGETS), (TABLE - ITS_TARGETS) ** 2, keywords=EACH),
            Case("sum-of-a-table", (TABLE, ITS_TARGETS), 6 * LOSS, keywords=SUM),
            *shared.unknown_reductions(PRED, TRUE),
            points=1.5,
        ),
        item(
            "gradients",
            *shared.gradients("by-input", PRED, TRUE),
            *shared.gradients("by-target", TRUE, PRED, by=1),
            Case("at-a-perfect-answer", (THREE, THREE), [0, 0, 0], gradient=0),
            Case("at-one-perfect-element", (array([2.0]), array([2.0])), [0], gradient=0),
            Case("target-of-a-perfect-answer", (FOUR, FOUR), [0, 0, 0, 0], gradient=1),
            points=2.5,
            drawn=slopes,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), 9.0),
            *needing("wrong_shapes", Case("zero-dimensional", (array(5.0), array(2.0)), 9.0)),
            Case("two-dimensional", (TABLE, ITS_TARGETS), LOSS),
            Case("three-axes", (TABLE.reshape(3, 1, 2), ITS_TARGETS.reshape(3, 1, 2)), LOSS),
            Case("many-elements", (resize(TABLE, 30_000), resize(ITS_TARGETS, 30_000)), LOSS),
            *needing("gradients", Case("gradient-of-a-table", (TABLE, ITS_TARGETS), gradient=0)),
            points=0.5,
        ),
        item(
            "stability",
            Case("large-offset", (array([1e8 + 0.75]), array([1e8])), 0.75**2),
            Case("offset-of-thirty-million", (array([3e7 + 1.25]), array([3e7])), 1.25**2),
            Case("negative-offset", (array([0.75 - 3e7]), array([-3e7])), 0.75**2),
            Case("tiny-errors", (array([1e-8, -3e-8, 2e-8]), array([0.0, 0.0, 0.0])), (1e-16 + 9e-16 + 4e-16) / 3),
            digits=True,
        ),
        item(
            "dtypes",
            *needing(
                "gradients",
                Case("float32", (PRED.astype(float32), TRUE.astype(float32)), 1.5),
                Case("float64", (TRUE, PRED + 1)),
                Case("float32-fours", (FOUR.astype(float32), 3 * FOUR.astype(float32)), (4 + 16 + 36 + 64) / 4),
            ),
            points=0.5,
            dtype=True,
        ),
        item("wrong_shapes", *WRONG_SHAPES, points=0.5),
        item("purity", Case("again", (TRUE, PRED), 1.5), points=0.5, inputs_unchanged=True),
    ),
)
