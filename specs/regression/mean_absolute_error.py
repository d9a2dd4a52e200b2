"""How mean_absolute_error is judged: distances, not signed errors, and nobody left out."""

import numpy as np
from numpy import append, array, asfortranarray, full, nan, ones, resize, zeros

from autograder.bank.shared import fresh
from autograder.bank.shared.distances import GUARDS, IN_EVERY_PLAIN_LOSS, errors, one_missing
from autograder.bank.shared.integers import number_types
from autograder.bank.shared.pairs import FOUR, THREE, WRONG_SHAPES, floats
from autograder.bank.spec import EPSILONS, Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(y_pred, y_true):
    """F.l1_loss(y_pred, y_true): same order, mean by default; integers must be made floats first."""
    from torch.nn import functional as F

    return F.l1_loss(*tensors(y_pred, y_true))


def exact(y_pred, y_true):
    return np.sum(np.abs(y_pred - y_true)) / y_pred.size


@variants(part=(np.positive, np.abs))
def no_abs(mae, y_pred, y_true, part):
    """A loss below zero would mean better than perfect."""
    predictions, targets = floats(y_pred, y_true)
    return np.mean(part(predictions) - part(targets))


def squared(mae, y_pred, y_true):
    """An error twice as large should count how many times as much here?"""
    return np.mean(errors(y_pred, y_true) ** 2)


def root_of_mean_square(mae, y_pred, y_true):
    """Errors of 1 and 7: which number lies halfway, and is it yours?"""
    return np.sqrt(np.mean(errors(y_pred, y_true) ** 2))


def difference_of_sizes(mae, y_pred, y_true):
    """How far is a prediction of -2 from a target of 2? Ask the number line."""
    predictions, targets = floats(y_pred, y_true)
    return np.mean(np.abs(np.abs(predictions) - np.abs(targets)))


@variants(share_of_prediction=(0, 0.5), guard=(*GUARDS, lambda size: size / 100))
def percentage_error(mae, y_pred, y_true, share_of_prediction, guard):
    """Does the definition compare an error with the size of its target?"""
    of_prediction, of_target = np.abs(floats(y_pred, y_true))
    size = share_of_prediction * of_prediction + (1 - share_of_prediction) * of_target
    return np.mean(np.abs(errors(y_pred, y_true)) / guard(size))


@variants(eps=EPSILONS)
def smoothed_at_zero(mae, y_pred, y_true, eps):
    """The corner at zero belongs to this loss: what does your formula give where the prediction is perfect?"""
    return np.mean(np.sqrt(errors(y_pred, y_true) ** 2 + eps))


def matrix_norm(mae, y_pred, y_true):
    """A function may mean one thing for a list of numbers and another for a table: read what yours adds up."""
    return np.linalg.norm(errors(y_pred, y_true), 1) / y_pred.size


def basics(rng):
    for size in (3, 5, 8):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 3.0, size=(2, size))))


def shapes(rng):
    yield Case("drawn-two-dimensional", tuple(rng.normal(2.0, 3.0, size=(2, 4, 3))))


PRED, TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.0, 6.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
LOSS = (0.5 + 0.5 + 2.0 + 2.0 + 1.0 + 4.0) / 6
STEPS = ("difference", "size", "sum")  # what people compute in integers

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.pairs,
    after="mean_squared_error",
    sweep=Sweep(
        "error (prediction minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    misconceptions=(
        *IN_EVERY_PLAIN_LOSS,
        *number_types(np.positive, unsigned=STEPS, signed=(*STEPS, "distance")),
    ),
    items=(
        item(
            "basics",
            Case("three-errors", (array([2.5, 1.0, 2.1]), array([3.0, 0.5, 2.0])), (0.5 + 0.5 + 0.1) / 3),
            Case("same-error-everywhere", (array([4.0, 5.0, 6.0, 7.0]), FOUR), 3.0),
            Case("cancelling-errors", (array([1.0, 5.0]), array([3.0, 3.0])), 2.0),
            Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), (2 + 4) / 2),
            Case("equal", (THREE, THREE), 0.0),
            Case("first-one-hit", (array([2.0, 2.5, 0.25]), array([2.0, 2.0, 1.0])), (0.5 + 0.75) / 3),
            drawn=basics,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), 3.0),
            Case("zero-dimensional", (array(5.0), array(2.0)), 3.0),
            Case("two-dimensional", (PRED, TRUE), LOSS),
            Case("three-axes", (PRED.reshape(3, 1, 2), TRUE.reshape(3, 1, 2)), LOSS),
            Case("batch-of-one", (PRED.reshape(1, 6), TRUE.reshape(1, 6)), LOSS),
            Case("fortran-order", (asfortranarray(PRED), TRUE), LOSS),
            Case("strided", (array([1.0, 9.0, 2.0, 9.0, 3.0, 9.0])[::2], array([2.0, 4.0, 6.0])), 2.0),
            Case("many-elements", (resize(PRED, 30_000), resize(TRUE, 30_000)), LOSS),
            drawn=shapes,
        ),
        item(
            "dtypes",
            Case("float32", (array([0.5, 1.25, -2.0], "float32"), array([1.0, -0.25, 3.0], "float32"))),
            Case("float32-vs-float64", (array([0.5, 1.5], "float32"), array([0.25, 4.5])), (0.25 + 3) / 2),
            Case("fraction-of-integers", (array([1, 2, 3]), array([2, 2, 2])), 2 / 3),
            Case("uint8-wraps", (array([0, 255], "uint8"), array([255, 0], "uint8")), 255.0),
            Case("int8-wraps", (array([-128, -128], "int8"), array([127, 0], "int8")), (255 + 128) / 2),
            Case("uint32-wraps", (array([0, 4 * 10**9], "uint32"), array([4 * 10**9, 0], "uint32")), 4e9),
            Case("uint64-large", (array([2**63, 0], "uint64"), array([2**62, 2**62], "uint64")), 2.0**62),
            Case("int32-overflows", (array([2 * 10**9], "int32"), array([-2 * 10**9], "int32")), 4e9),
            Case("int64-large", (array([4 * 10**9, 2]), array([0, 5])), (4e9 + 3) / 2),
            Case("int64-difference-overflows", (array([3 * 2**61, 0]), array([-(2**62), 0])), 5 * 2.0**60),
            Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 3.25])), (0.5 + 0.25 + 0.75) / 3),
            Case("integer-targets", (array([0.5, 1.25, 2.75]), array([0, 1, 2])), (0.5 + 0.25 + 0.75) / 3),
        ),
        item(
            "stability",
            Case("large-offset", (1e8 + array([1.5, -0.25, 2.0]), full(3, 1e8)), (1.5 + 0.25 + 2.0) / 3),
            Case("outlier", (array([1.0, 2.0, -1e6]), array([2.0, 4.0, 0.0])), (1 + 2 + 1e6) / 3),
            Case("outlier-among-many", (append(ones(12), 1e6), zeros(13)), (12 + 1e6) / 13),
            Case("outlier-huge", (array([1.0, 1e100]), zeros(2)), 1e100 / 2),
            Case("small-errors", (array([0.01, -0.03, 0.021]), zeros(3)), (0.01 + 0.03 + 0.021) / 3),
            Case("tiny-errors", (array([1e-9, -4e-9, 2e-9]), zeros(3)), (1e-9 + 4e-9 + 2e-9) / 3),
            digits=True,
        ),
        item(
            "missing_values",
            Case("nan-in-prediction", (array([1.0, nan, 3.0]), array([2.0, 4.0, 6.0])), nan),
            Case("nan-in-target", (array([2.0, 4.0, 6.0]), array([nan, 2.0, 3.0])), nan),
            Case("nan-in-both", (array([1.0, 2.0, nan]), array([2.0, 4.0, nan])), nan),
            drawn=one_missing,
        ),
        item("wrong_shapes", *WRONG_SHAPES),
        item(
            "purity",
            Case("read-only", (read_only(THREE), read_only(2 * THREE)), 2.0),
            # What fails here too does not fail by writing into a read-only array.
            Case("writable", (array([1.0, 2.0, 3.0]), array([1.5, 2.25, 4.0])), (0.5 + 0.25 + 1) / 3),
            inputs_unchanged=True,
        ),
    ),
)
