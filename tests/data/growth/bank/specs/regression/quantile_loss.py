"""How quantile_loss is judged: two slopes, one for each side of the target."""

import numpy as np
from numpy import array, asfortranarray, full, nan, resize

from autograder.bank.shared.distances import IN_EVERY_LOSS_OF_ERRORS, errors, one_missing
from autograder.bank.shared.pairs import THREE, WRONG_SHAPES
from autograder.bank.spec import Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(y_pred, y_true, quantile=0.5):
    """torch.maximum(q * e, (q - 1) * e).mean(): there is no built-in; torch broadcasts without a word."""
    import torch

    y_pred, y_true = tensors(y_pred, y_true)
    error = y_true - y_pred
    return torch.maximum(quantile * error, (quantile - 1) * error).mean()


def exact(y_pred, y_true, quantile=0.5):
    error = y_true - y_pred
    return np.sum(np.maximum(quantile * error, (quantile - 1) * error)) / y_pred.size


def above_and_below(y_pred, y_true):
    """Return by how much the prediction is too high, and by how much too low; NaN stays in both."""
    error = errors(y_pred, y_true)
    return np.maximum(error, 0), np.maximum(-error, 0)


def sides_swapped(loss, y_pred, y_true, quantile=0.5):
    """The two sides of the target swapped

    A quantile of 0.9 should be above most targets: which error must then be the expensive one?

    For the quantile 0.75, a prediction 2 too low costs 1.5 and one 2 too high 0.5; yours the other way round.

    Exchange prediction and target in the difference, or the two weights.

    Lecture: A high quantile fears to be too low: being below the target is what it pays most for.
    Family: sign
    """
    return loss(y_pred, y_true, 1 - quantile)


def quantile_ignored(loss, y_pred, y_true, quantile=0.5):
    """The quantile is not used

    Call your function twice with different quantiles: should the two answers be equal?

    A prediction 2 too low costs 1.8 for the quantile 0.9, and 1 for the median.

    Write the parameter's name where 0.5 stands in your formula.

    Lecture: Without the quantile this is half of the mean absolute error, whose best constant is the median.
    Family: formula
    """
    return loss(y_pred, y_true, 0.5)


def half_forgotten(loss, y_pred, y_true, quantile=0.5):
    """Twice the loss

    At the median, what does an error of 1 cost by the definition, and what by your function?

    At the median an error of 1 costs 0.5; yours costs 1.

    Leave out the factor 2: the quantile is the only weight.

    Lecture: At the median the pinball loss is half of the absolute error, not all of it.
    Family: formula
    """
    return 2 * loss(y_pred, y_true, quantile)


def smaller_taken(loss, y_pred, y_true, quantile=0.5):
    """The smaller of the two numbers taken

    Can your answer be below zero, and what would that say about the model?

    For the quantile 0.75, an error of 2 gives the numbers 1.5 and −0.5; the loss is 1.5.

    Call np.maximum where you call np.minimum.

    Lecture: Of the two lines, the loss is the upper one: that makes the corner at zero point down.
    Family: sign
    """
    error = -errors(y_pred, y_true)
    return np.mean(np.minimum(quantile * error, (quantile - 1) * error))


def one_side_free(loss, y_pred, y_true, quantile=0.5):
    """A prediction that is too high costs nothing

    What does a prediction that is too high cost by your function?

    For the quantile 0.75, a prediction 2 too high costs 0.25 times 2, which is 0.5; yours costs 0.

    Give the errors on the other side their weight too: what the quantile leaves of 1.

    Lecture: If one side is free, the best prediction is as far on that side as possible.
    Family: formula
    """
    return np.mean(quantile * above_and_below(y_pred, y_true)[1])


def not_tilted(loss, y_pred, y_true, quantile=0.5):
    """Both sides of the target cost the same

    Do errors on both sides of the target cost the same for a quantile of 0.9?

    For the quantile 0.9, a prediction 2 too high costs 0.2; by your function it costs 1.8.

    Use two weights, one for each side, in place of the absolute value times the quantile.

    Lecture: The two slopes are what makes it a loss for quantiles; a single slope always leads to the median.
    Family: formula
    """
    return np.mean(quantile * np.abs(errors(y_pred, y_true)))


def squared(loss, y_pred, y_true, quantile=0.5):
    """Squared errors

    An error twice as large should count how many times as much here?

    At the median, errors of 1 and 2 cost 0.5 and 1; squared, they cost 0.5 and 2.

    Leave out the square: the loss is a straight line on each side.

    Lecture: Squares lead to means (expectiles), distances lead to quantiles.
    Family: quantity
    """
    above, below = above_and_below(y_pred, y_true)
    return np.mean(quantile * below**2 + (1 - quantile) * above**2)


@variants(whole=(int, round))
def quantile_made_integer(loss, y_pred, y_true, quantile=0.5, *, whole):
    """The quantile made an integer

    The data may be integers while the quantile is not: what becomes of 0.75?

    As an integer, 0.75 becomes 0 or 1: a prediction 3 too low then costs 0 or 3, not 2.25.

    Convert the data to floats, and leave the quantile as it comes.

    Lecture: A number that takes the type of an array of integers loses its fraction.
    Family: integers
    """
    are_integers = y_pred.dtype.kind in "iu" and y_true.dtype.kind in "iu"
    return loss(y_pred, y_true, whole(quantile) if are_integers else quantile)


def difference_wraps(loss, y_pred, y_true, quantile=0.5):
    """Unsigned integers wrap around

    What does the type uint8 make of 0 minus 255?

    np.uint8(0) - np.uint8(255) is 1, because the type has no negative numbers.

    Convert both arrays to floats before you subtract them.

    Lecture: Unsigned integers count in a circle: below 0 comes the largest number.
    Family: integers
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    error = np.subtract(y_true, y_pred)
    return np.mean(np.maximum(quantile * error, (quantile - 1.0) * error))


def basics(rng):
    for size, quantile in ((4, ()), (6, (0.25,)), (8, (0.9,))):
        yield Case(f"drawn-{size}-elements", (*rng.normal(2.0, 2.0, size=(2, size)), *quantile))


PRED, TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.25, 6.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
LOSS = (0.5 + 0.5 + 2 + 2 + 0.75 + 4) / 12  # the median's
LOSS_90 = (0.9 * (0.5 + 2 + 2 + 0.75) + 0.1 * (0.5 + 4)) / 6

SPEC = Spec(
    notice="Compare it with the reference, line by line.",
    oracle=oracle,
    exact=exact,
    after="huber_loss",
    sweep=Sweep(
        "error (prediction minus target), for a quantile of 3/4",
        np.linspace(-5, 5, 161),
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0]), 0.75),
    ),
    misconceptions=IN_EVERY_LOSS_OF_ERRORS,
    items=(
        item(
            "basics",
            Case("too-low", (array([1.0, 1.0]), array([2.0, 4.0]), 0.75), 0.75 * 2),
            Case("too-high", (array([2.0, 4.0]), array([1.0, 1.0]), 0.75), 0.25 * 2),
            Case("on-both-sides", (array([1.0, 4.0, 2.0]), array([3.0, 3.0, 2.0]), 0.9), (0.9 * 2 + 0.1) / 3),
            Case("median", (array([1.0, 4.0]), array([3.0, 3.0])), (1 + 0.5) / 2),
            Case("equal", (THREE, THREE, 0.3), 0.0),
            drawn=basics,
            points=4,
        ),
        item(
            "quantiles",
            Case("low-quantile", (PRED[0], TRUE[0], 0.1), (0.1 * (0.5 + 2) + 0.9 * 0.5) / 3),
            Case("quantile-zero", (array([1.0, 5.0]), array([3.0, 2.0]), 0.0), 3 / 2),
            Case("quantile-one", (array([1.0, 5.0]), array([3.0, 2.0]), 1.0), 2 / 2),
            Case("large-offset", (1e8 + array([0.5, -0.25]), full(2, 1e8), 0.75), (0.125 + 0.1875) / 2),
            Case("tiny-errors", (array([1e-13, -3e-13]), array([0.0, 0.0]), 0.75), (0.25e-13 + 2.25e-13) / 2),
            points=2,
            digits=True,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0]), 0.75), 0.75),
            Case("zero-dimensional", (array(5.0), array(2.0)), 1.5),
            Case("two-dimensional", (PRED, TRUE, 0.9), LOSS_90),
            Case("three-axes", (PRED.reshape(3, 1, 2), TRUE.reshape(3, 1, 2)), LOSS),
            Case("fortran-order", (asfortranarray(PRED), TRUE, 0.9), LOSS_90),
            Case("many-elements", (resize(PRED, 3_000), resize(TRUE, 3_000), 0.9), LOSS_90),
        ),
        item(
            "dtypes",
            Case("uint8-wraps", (array([0, 255], "uint8"), array([255, 0], "uint8"), 0.75), 255 / 2),
            Case("integers", (array([1, 5]), array([4, 3]), 0.75), (2.25 + 0.5) / 2),
            Case("integer-targets", (array([0.5, 3.25]), array([1, 2]), 0.75), (0.375 + 0.3125) / 2),
            Case("integer-predictions", (array([1, 2]), array([1.5, 1.25]), 0.75), (0.375 + 0.1875) / 2),
            Case("float32", (array([0.5, 1.25], "float32"), array([1.0, -0.25], "float32"), 0.9)),
            points=0.5,
        ),
        item(
            "missing_values",
            Case("nan-in-prediction", (array([1.0, nan, 3.0]), array([1.5, 4.0, 6.0])), nan),
            Case("nan-in-target", (array([2.0, 4.0, 6.0]), array([nan, 2.0, 5.5]), 0.75), nan),
            Case("nan-in-both", (array([1.0, 5.0, nan]), array([0.75, 2.0, nan])), nan),
            drawn=one_missing,
            points=1.5,
        ),
        item("wrong_shapes", *WRONG_SHAPES, points=0.5),
        item(
            "purity",
            Case("read-only", (read_only([1.5, 7.0]), read_only([2.0, 2.0]), 0.75), (0.375 + 1.25) / 2),
            Case("writable", (array([1.5, -4.0]), array([1.0, 2.0]), 0.75), (0.125 + 4.5) / 2),
            inputs_unchanged=True,
            points=0.5,
        ),
    ),
)
