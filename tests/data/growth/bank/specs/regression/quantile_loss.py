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
    """A quantile of 0.9 should be above most targets: which error must then be the expensive one?"""
    return loss(y_pred, y_true, 1 - quantile)


def quantile_ignored(loss, y_pred, y_true, quantile=0.5):
    """Call it twice with different quantiles: should the two results be equal?"""
    return loss(y_pred, y_true, 0.5)


def half_forgotten(loss, y_pred, y_true, quantile=0.5):
    """At the median, what does an error of 1 cost by the definition, and what by your function?"""
    return 2 * loss(y_pred, y_true, quantile)


def smaller_taken(loss, y_pred, y_true, quantile=0.5):
    """A loss below zero would mean better than perfect: which of the two numbers is meant?"""
    error = -errors(y_pred, y_true)
    return np.mean(np.minimum(quantile * error, (quantile - 1) * error))


def one_side_free(loss, y_pred, y_true, quantile=0.5):
    """What does a prediction that is too high cost by your function?"""
    return np.mean(quantile * above_and_below(y_pred, y_true)[1])


def not_tilted(loss, y_pred, y_true, quantile=0.5):
    """Do errors on both sides of the target cost the same for a quantile of 0.9?"""
    return np.mean(quantile * np.abs(errors(y_pred, y_true)))


def squared(loss, y_pred, y_true, quantile=0.5):
    """An error twice as large should count how many times as much here?"""
    above, below = above_and_below(y_pred, y_true)
    return np.mean(quantile * below**2 + (1 - quantile) * above**2)


@variants(whole=(int, round))
def quantile_made_integer(loss, y_pred, y_true, quantile=0.5, *, whole):
    """The data may be integers while the quantile is not: what becomes of 0.75?"""
    are_integers = y_pred.dtype.kind in "iu" and y_true.dtype.kind in "iu"
    return loss(y_pred, y_true, whole(quantile) if are_integers else quantile)


def difference_wraps(loss, y_pred, y_true, quantile=0.5):
    """The type uint8 begins at 0 and ends at 255: what does it make of 0 - 255?"""
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
        ),
        item(
            "quantiles",
            Case("low-quantile", (PRED, TRUE, 0.1), (0.1 * (0.5 + 2 + 2 + 0.75) + 0.9 * (0.5 + 4)) / 6),
            Case("quantile-zero", (array([1.0, 5.0]), array([3.0, 2.0]), 0.0), 3 / 2),
            Case("quantile-one", (array([1.0, 5.0]), array([3.0, 2.0]), 1.0), 2 / 2),
            Case("large-offset", (1e8 + array([0.5, -0.25]), full(2, 1e8), 0.75), (0.125 + 0.1875) / 2),
            Case("tiny-errors", (array([1e-13, -3e-13]), array([0.0, 0.0]), 0.75), (0.25e-13 + 2.25e-13) / 2),
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
        ),
        item(
            "missing_values",
            Case("nan-in-prediction", (array([1.0, nan, 3.0]), array([1.5, 4.0, 6.0])), nan),
            Case("nan-in-target", (array([2.0, 4.0, 6.0]), array([nan, 2.0, 5.5]), 0.75), nan),
            Case("nan-in-both", (array([1.0, 5.0, nan]), array([0.75, 2.0, nan])), nan),
            drawn=one_missing,
        ),
        item("wrong_shapes", *WRONG_SHAPES),
        item(
            "purity",
            Case("read-only", (read_only([1.5, 7.0]), read_only([2.0, 2.0]), 0.75), (0.375 + 1.25) / 2),
            Case("writable", (array([1.5, -4.0]), array([1.0, 2.0]), 0.75), (0.125 + 4.5) / 2),
            inputs_unchanged=True,
        ),
    ),
)
