"""How mean_squared_error_gradient is judged: a slope for each prediction, with its sign, its 2 and its 1/n."""

import numpy as np
from numpy import append, array, asfortranarray, nan, ones, resize, zeros

from autograder.bank.shared import fresh
from autograder.bank.shared.gradients import by_autograd, loss_instead
from autograder.bank.shared.means import errors
from autograder.bank.shared.mistakes import rounded_away
from autograder.bank.shared.pairs import FOUR, THREE, WRONG_SHAPES
from autograder.bank.shared.slopes import (
    IN_EVERY_SLOPE,
    difference_quotient,
    number_types,
    one_missing,
    slopes_clipped,
)
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, read_only, variants


def oracle(y_pred, y_true):
    """F.mse_loss(y_pred, y_true).backward(): y_pred.grad then has it; integers must be made floats first."""
    from torch.nn import functional as F

    return by_autograd(F.mse_loss, y_pred, y_true)


def two_forgotten(gradient, y_pred, y_true):
    """The 2 of the square forgotten

    By how much does e · e grow when e grows from 3 to 3.01, and how many times 0.01 is that?

    3.01 · 3.01 is 9.0601: it grew by about 0.06, six times the step. The slope of the square at 3 is 6, not 3.

    The power comes down as a factor when you take the derivative: your slopes are half of what they should be.

    Lecture: The 1/2 of some textbooks is there to cancel this 2; the mean squared error has no 1/2.
    Family: formula
    """
    return gradient(y_pred, y_true) / 2


def power_kept(gradient, y_pred, y_true):
    """The power not lowered: errors still squared

    If the error doubles, does your slope become twice as large, or four times?

    The slope of e · e is 2 at e = 1 and 4 at e = 2; two times the square would be 2 and 8.

    In the derivative the power of the error is one lower: a square becomes the error itself.

    Lecture: A parabola's slope is a straight line: twice the error, twice the pull.
    Family: formula
    """
    return 2 * errors(y_pred, y_true) ** 2 / y_pred.size


@variants(factor=(1, 2))
def sign_alone(gradient, y_pred, y_true, factor):
    """The error's sign alone: the gradient of another loss

    Do an error of 1 and an error of 100 get the same slope from your function?

    The slope of e · e is 2 at e = 1 and 200 at e = 100: it grows with the error.

    Leave out `np.sign`: the size of the error belongs in the slope.

    Lecture: The absolute error pulls everybody alike, the squared error pulls by distance.
    Family: quantity
    """
    return factor * np.sign(errors(y_pred, y_true)) / y_pred.size


def of_the_root(gradient, y_pred, y_true):
    """Gradient of the root: RMSE

    Make all errors ten times as large: do your slopes become ten times as large, too?

    A single error of 3 has the slope 6, and an error of 30 the slope 60; of the root of the square, both have 1.

    Leave out the root, or the division by the loss that it leaves behind: here the mean of the squares is derived.

    Lecture: The gradient of a root divides by the root, so a perfect prediction gives 0/0.
    Family: quantity
    """
    error = errors(y_pred, y_true)
    with np.errstate(invalid="ignore", divide="ignore"):
        return error / error.size / np.sqrt(np.mean(error**2))


def by_the_prediction_alone(gradient, y_pred, y_true):
    """Target left out of the slope

    When every prediction is equal to its target, does your function return zeros?

    At a prediction of 5 with the target 2 the square has the slope 2 · (5 − 2) = 6; without the target it would be 10.

    The inner part of the square stays in the derivative as it is: the prediction minus its target.

    Lecture: The target vanishes where it is added alone, not where it stands inside a square.
    Family: formula
    """
    return 2 * (errors(y_pred, y_true) + y_true) / y_pred.size


def basics(rng):
    for size in (3, 4, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 3.0, size=(2, size))))


PRED, TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.0, 5.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
SLOPES = array([[-0.5, 0.5, -2.0], [-2.0, -1.0, 3.0]]) / 3
SHORT = "inf: torch computes in the dtype it is given, and overflows"

SPEC = Spec(
    oracle=oracle,
    gradient_of="regression/mean_squared_error",
    fresh=fresh.pairs,
    sweep=Sweep(
        "error (prediction minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    napkins=(
        Napkin(
            (array([5.0]), array([2.0])),
            "The error is 3: how fast does its square grow when the prediction grows?",
            "The slope of e² is 2e: 2 · 3 = 6, uphill, because the prediction is too high already.",
        ),
        Napkin(
            (array([1.0, 5.0]), array([3.0, 3.0])),
            "Two predictions, two slopes: what is each error, and what is its weight in the mean?",
            "The errors are −2 and +2, the slopes of their squares −4 and +4, and the mean halves them: −2 and 2.",
        ),
        Napkin(
            (array([0.0, 0.0, 0.0, 0.0]), array([0.0, 0.0, 0.0, 10.0])),
            "Three are hit, and nothing would make them better: what is their slope?",
            "0, 0, 0, and 2 · (−10) / 4 = −5: all of the pull goes to the one that is off.",
        ),
    ),
    misconceptions=(
        *IN_EVERY_SLOPE,
        loss_instead(lambda y_pred, y_true: errors(y_pred, y_true) ** 2),
        rounded_away(2, 3, 4, 5, 6, 8, 10, 12),
        difference_quotient(np.square),
        slopes_clipped,
        *number_types(lambda error: 2 * error),
    ),
    costs_more={"difference_quotient": "of a mean, computed anew for each prediction, NaN comes back in every place"},
    notice=(
        "The gradient is one line: each error, times 2 from the square, over n from the mean. It has the predictions' "
        "shape, because an optimiser subtracts it from them. The slope grows with the error, so one outlier "
        "can outvote a thousand good points. In torch loss.backward() puts the same numbers into y_pred.grad."
    ),
    items=(
        item(
            "basics",
            Case("three-errors", (array([2.5, 1.0, 2.1]), array([3.0, 0.5, 2.0])), 2 * array([-0.5, 0.5, 0.1]) / 3),
            Case("same-error-everywhere", (array([4.0, 5.0, 6.0, 7.0]), FOUR), [1.5] * 4),
            Case("cancelling-errors", (array([1.0, 5.0]), array([3.0, 3.0])), [-2.0, 2.0]),
            Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), [-2.0, 4.0]),
            Case("equal", (THREE, THREE), [0.0] * 3),
            Case("first-one-hit", (array([2.0, 2.5, 0.25]), array([2.0, 2.0, 1.0])), [0.0, 1 / 3, -0.5]),
            points=4,
            drawn=basics,
        ),
        item(
            "shapes",
            Case("one-element", (array([4.0]), array([2.0])), [4.0]),
            *needing("wrong_shapes", Case("zero-dimensional", (array(4.0), array(2.0)), 4.0)),
            Case("two-dimensional", (PRED, TRUE), SLOPES),
            Case("three-axes", (PRED.reshape(3, 1, 2), TRUE.reshape(3, 1, 2)), SLOPES.reshape(3, 1, 2)),
            Case("fortran-order", (asfortranarray(PRED), TRUE), SLOPES),
            Case("strided", (array([1.0, 9, 2, 9, 3, 9])[::2], array([2.0, 4.0, 6.0])), array([-2.0, -4.0, -6.0]) / 3),
            Case("many-elements", (resize(PRED, 30_000), resize(TRUE, 30_000)), resize(SLOPES, 30_000) / 5_000),
        ),
        item(
            "dtypes",
            Case("float32", (array([0.5, 1.25, -2.0], "float32"), array([1.0, -0.25, 3.0], "float32"))),
            Case("fraction-of-integers", (array([1, 2, 3]), array([2, 2, 2])), array([-2, 0, 2]) / 3),
            Case("uint8-wraps", (array([3, 9], "uint8"), array([5, 5], "uint8")), [-2.0, 4.0]),
            Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 3.25])), array([-1.0, -0.5, 1.5]) / 3),
            Case("integer-targets", (array([0.5, 1.25, 2.75]), array([0, 1, 2])), array([1.0, 0.5, 1.5]) / 3),
            # A limit on slopes, or a short float, shows in these as well.
            *needing(
                "stability",
                Case("uint8-extremes", (array([0, 255], "uint8"), array([255, 0], "uint8")), [-255.0, 255.0]),
                Case("int8-wraps", (array([-128, 120], "int8"), array([127, 20], "int8")), [-255.0, 100.0]),
                Case("uint32-wraps", (array([0, 4 * 10**9], "uint32"), array([4 * 10**9, 0], "uint32")), [-4e9, 4e9]),
                Case(
                    "uint64-large",
                    (array([2**63, 0], "uint64"), array([2**62, 2**62], "uint64")),
                    [2.0**62, -(2.0**62)],
                ),
                Case("int32-overflows", (array([2 * 10**9, 1], "int32"), array([0, 3], "int32")), [2e9, -2.0]),
                Case("int64-large", (array([2**62, 2]), array([-(2**10), 5])), [2.0**62 + 2**10, -3.0]),
                Case("int64-difference-overflows", (array([3 * 2**61, 0]), array([-(2**62), 0])), [5 * 2.0**61, 0.0]),
                Case(
                    "float16-overflows",
                    (array([4e4, 0], "float16"), array([-4e4, 1], "float16")),
                    [8e4, -1.0],
                    torch=SHORT,
                ),
                Case("float32-overflows", (array([2.5e38, 0], "float32"), array([-2.5e38, 1], "float32")), torch=SHORT),
            ),
            points=0.5,
        ),
        item(
            "stability",
            Case("large-offset", (array([1e8 + 0.75, 1e8]), array([1e8, 1e8])), [0.75, 0.0]),
            Case("negative-offset", (array([0.75 - 3e7, 2 - 3e7]), array([-3e7, -3e7])), [0.75, 2.0]),
            Case("outlier", (array([1.0, 2.0, -1e6]), array([2.0, 4.0, 0.0])), array([-2.0, -4.0, -2e6]) / 3),
            Case("outlier-among-many", (append(ones(199), 1e6), zeros(200)), append(ones(199), 1e6) / 100),
            Case("outlier-huge", (array([1.0, 1e100]), zeros(2)), [1.0, 1e100]),
            Case("small-errors", (array([0.01, -0.03, 0.02]), zeros(3)), array([0.02, -0.06, 0.04]) / 3),
            Case("tiny-errors", (array([1e-8, -3e-8, 2e-8]), zeros(3)), array([2e-8, -6e-8, 4e-8]) / 3),
            points=2,
            digits=True,
        ),
        item(
            "missing_values",
            Case("nan-in-prediction", (array([1.0, nan, 3.0]), array([2.0, 4.0, 6.0])), [-2 / 3, nan, -2.0]),
            Case("nan-in-target", (array([2.0, 4.0, 6.0]), array([nan, 2.0, 3.0])), [nan, 4 / 3, 2.0]),
            Case("nan-in-both", (array([1.0, 2.0, nan]), array([2.0, 4.0, nan])), [-2 / 3, -4 / 3, nan]),
            drawn=one_missing(),
        ),
        item("wrong_shapes", *WRONG_SHAPES),
        item(
            "purity",
            Case("read-only", (read_only(THREE), read_only(2 * THREE)), array([-2.0, -4.0, -6.0]) / 3),
            # What fails here too does not fail by writing into a read-only array.
            Case("writable", (array([1.0, 2.0, 3.0]), array([1.5, 2.25, 4.0])), array([-1.0, -0.5, -2.0]) / 3),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
