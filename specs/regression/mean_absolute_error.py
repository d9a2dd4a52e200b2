"""How mean_absolute_error is judged: distances, not signed errors, and nobody left out."""

import numpy as np
from numpy import append, array, asfortranarray, full, nan, ones, resize, zeros

from autograder.bank.shared import fresh
from autograder.bank.shared.distances import GUARDS, IN_EVERY_PLAIN_LOSS, one_missing
from autograder.bank.shared.integers import number_types
from autograder.bank.shared.means import errors
from autograder.bank.shared.pairs import FOUR, THREE, WRONG_SHAPES, floats
from autograder.bank.spec import EPSILONS, Case, Napkin, Spec, Sweep, item, needing, read_only, tensors, variants


def oracle(y_pred, y_true):
    """F.l1_loss(y_pred, y_true): same order, mean by default; integers must be made floats first."""
    from torch.nn import functional as F

    return F.l1_loss(*tensors(y_pred, y_true))


def exact(y_pred, y_true):
    return np.sum(np.abs(y_pred - y_true)) / y_pred.size


@variants(part=(np.positive, np.abs))
def no_abs(mae, y_pred, y_true, part):
    """Absolute value missing

    Can a loss be below zero, that is, better than perfect?

    Errors of +2 and −2 have the mean 0; their absolute values 2 and 2 have the mean 2.

    Take the absolute value of each difference, after the subtraction and before the mean.

    Lecture: Without the absolute value errors of opposite signs cancel: what is left is the bias.
    Family: sign
    """
    predictions, targets = floats(y_pred, y_true)
    return np.mean(part(predictions) - part(targets))


def squared(mae, y_pred, y_true):
    """Squared errors instead of absolute ones

    If an error doubles, by what factor should its cost grow here?

    Errors of 1 and 3 have the mean 2; their squares 1 and 9 have the mean 5.

    Take the absolute value of each error where you now square it.

    Lecture: Squares give large errors more weight, absolute values weigh all alike: that is the choice between MSE and
    MAE.
    Family: quantity
    """
    return np.mean(errors(y_pred, y_true) ** 2)


def root_of_mean_square(mae, y_pred, y_true):
    """Root of the mean square: RMSE

    Errors of 1 and 7: what is their mean, and is it what your function gives?

    The mean of 1 and 7 is 4; the root of the mean of 1 and 49 is 5.

    A root after the mean does not undo the squares before it: take the absolute value of each error by itself.

    Lecture: RMSE has the unit of the error too, but weighs large errors more: it is never below the MAE.
    Family: quantity
    """
    return np.sqrt(np.mean(errors(y_pred, y_true) ** 2))


def difference_of_sizes(mae, y_pred, y_true):
    """Absolute values subtracted instead of numbers

    How far is −2 from 2, and what does your function return for this prediction and target?

    From −2 to 2 it is 4 steps; the absolute values 2 and 2 differ by 0.

    Subtract first, with the signs, and take the absolute value of the difference.

    Lecture: The order matters: the absolute value of a difference is not the difference of the absolute values.
    Family: sign
    """
    predictions, targets = floats(y_pred, y_true)
    return np.mean(np.abs(np.abs(predictions) - np.abs(targets)))


@variants(share_of_prediction=(0, 0.5), guard=(*GUARDS, lambda size: size / 100))
def percentage_error(mae, y_pred, y_true, share_of_prediction, guard):
    """Error divided by the target

    Does your function divide by the target, and does the definition do that?

    Targets 2 and 100, each missed by 1, cost the same here; divided by their targets the errors are 0.5 and 0.01.

    Leave out the division by `y_true`, and with it the constant that guards it against zero.

    Lecture: A percentage error is another loss: small targets weigh most, and a target of zero has none at all.
    Family: quantity
    """
    of_prediction, of_target = np.abs(floats(y_pred, y_true))
    size = share_of_prediction * of_prediction + (1 - share_of_prediction) * of_target
    return np.mean(np.abs(errors(y_pred, y_true)) / guard(size))


def total_percentage(mae, y_pred, y_true):
    """Sum of the errors divided by the sum of the targets

    By which number do you divide the sum of the errors?

    Targets 2 and 4, each missed by 1, have the mean error 1. Divided by the targets' sum 6, the errors' sum 2 gives
    0.333.

    Divide by the number of elements, and not by anything made of `y_true`.

    Lecture: Errors over targets is a share: it says how large the errors are beside the targets, without their unit.
    Family: quantity
    """
    return np.sum(np.abs(errors(y_pred, y_true))) / np.sum(np.abs(y_true.astype(float)))


@variants(eps=EPSILONS)
def smoothed_at_zero(mae, y_pred, y_true, eps):
    """The corner at zero rounded off

    What does your function return when every prediction is equal to its target?

    With 0.0001 added under the root, an error of 0 costs sqrt(0.0001) = 0.01 instead of 0.

    Take the constant away; or leave out square and root, and use the absolute value itself.

    Lecture: A constant that makes a derivative safe also changes the loss; only an optimiser may need it.
    Family: constants
    """
    return np.mean(np.sqrt(errors(y_pred, y_true) ** 2 + eps))


def matrix_norm(mae, y_pred, y_true):
    """Matrix norm instead of the sum of all absolute values

    What does your function add up in a table: all the numbers, or those of one column?

    np.linalg.norm(x, 1) of [1, 2, 3, 4] is 10, the sum; of [[1, 2], [3, 4]] it is 6, the larger column.

    Make the errors one flat row with `ravel` before the norm, or average their absolute values without it.

    Lecture: The same name can mean another thing in two dimensions: the 1-norm of a matrix is a maximum over columns.
    Family: axis
    """
    return np.linalg.norm(errors(y_pred, y_true), 1) / y_pred.size


def basics(rng):
    for size in (3, 4, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 3.0, size=(2, size))))


PRED, TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.0, 5.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 1.875]])
LOSS = (0.5 + 0.5 + 2.0 + 2.0 + 1.0 + 3.125) / 6
STEPS = ("difference", "size", "sum")  # what people compute in integers

SHORT = "inf: torch computes in the dtype it is given, and overflows"

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
    napkins=(
        Napkin(
            (array([1.0, 5.0]), array([3.0, 3.0])),
            "How far is each prediction from its target, whichever side it is on?",
            "Both are 2 off, so the mean is 2. With their signs, −2 and +2 would cancel.",
        ),
        Napkin(
            (array([0.0, 0.0]), array([0.0, 10.0])),
            "The distances are 0 and 10: what is their mean?",
            "(0 + 10) / 2 = 5. The mean squared error of the same numbers is 50.",
        ),
        Napkin(
            (array([1.0, 2.0, 3.0]), array([2.0, 4.0, 6.0])),
            "By how many elements do you divide?",
            "The distances are 1, 2 and 3: (1 + 2 + 3) / 3 = 2.",
        ),
    ),
    misconceptions=(
        *IN_EVERY_PLAIN_LOSS,
        *number_types(np.positive, unsigned=STEPS, signed=(*STEPS, "distance")),
    ),
    notice=(
        "An outlier counts by its size, not by its square, so one wild value rules the loss far less. The slope is -1 "
        "or 1, however small the error is, and has no single value at zero. F.l1_loss is the same mean; it wants "
        "floating-point tensors, and where shapes differ it only warns."
    ),
    items=(
        item(
            "basics",
            Case("three-errors", (array([2.5, 1.0, 2.1]), array([3.0, 0.5, 2.0])), (0.5 + 0.5 + 0.1) / 3),
            Case("same-error-everywhere", (array([4.0, 5.0, 6.0, 7.0]), FOUR), 3.0),
            Case("cancelling-errors", (array([1.0, 5.0]), array([3.0, 3.0])), 2.0),
            Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), (2 + 4) / 2),
            points=4,
            drawn=basics,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), 3.0),
            *needing("wrong_shapes", Case("zero-dimensional", (array(5.0), array(2.0)), 3.0)),
            Case("two-dimensional", (PRED, TRUE), LOSS),
            Case("three-axes", (PRED.reshape(3, 1, 2), TRUE.reshape(3, 1, 2)), LOSS),
            Case("fortran-order", (asfortranarray(PRED), TRUE), LOSS),
            Case("strided", (array([1.0, 9.0, 2.0, 9.0, 3.0, 9.0])[::2], array([2.0, 4.0, 6.0])), 2.0),
            Case("many-elements", (resize(PRED, 30_000), resize(TRUE, 30_000)), LOSS),
        ),
        item(
            "dtypes",
            Case("float32", (array([0.5, 1.25, -2.0], "float32"), array([1.0, -0.25, 3.0], "float32"))),
            Case("fraction-of-integers", (array([1, 2, 4]), array([2, 4, 2])), 5 / 3),
            Case("uint8-wraps", (array([3, 40], "uint8"), array([5, 20], "uint8")), (2 + 20) / 2),
            Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 3.25])), (0.5 + 0.25 + 0.75) / 3),
            Case("integer-targets", (array([0.5, 1.25, 2.75]), array([0, 1, 2])), (0.5 + 0.25 + 0.75) / 3),
            # A limit on errors, or a short float, shows in these as well.
            *needing(
                "stability",
                Case("uint8-extremes", (array([0, 255], "uint8"), array([255, 0], "uint8")), 255.0),
                Case("int8-wraps", (array([-128, -128], "int8"), array([127, 0], "int8")), (255 + 128) / 2),
                Case("uint32-wraps", (array([0, 4 * 10**9], "uint32"), array([4 * 10**9, 0], "uint32")), 4e9),
                Case("uint64-large", (array([2**63, 0], "uint64"), array([2**62, 2**62], "uint64")), 2.0**62),
                Case("int32-overflows", (array([2 * 10**9], "int32"), array([-2 * 10**9], "int32")), 4e9),
                Case("int64-large", (array([4 * 10**9, 2]), array([0, 5])), (4e9 + 3) / 2),
                Case("int64-difference-overflows", (array([3 * 2**61, 0]), array([-(2**62), 5])), 5 * 2.0**60),
                Case(
                    "float16-overflows",
                    (array([4e4, 1], "float16"), array([-4e4, 2], "float16")),
                    40_000.5,
                    torch=SHORT,
                ),
                Case("float32-overflows", (array([2.5e38, 1], "float32"), array([-2.5e38, 2], "float32")), torch=SHORT),
            ),
            points=0.5,
        ),
        item(
            "stability",
            Case("large-offset", (1e8 + array([1.5, -0.25, 2.0]), full(3, 1e8)), (1.5 + 0.25 + 2.0) / 3),
            Case("outlier", (array([1.0, 2.0, -1e6]), array([2.0, 4.0, 0.0])), (1 + 2 + 1e6) / 3),
            Case("outlier-among-many", (append(ones(199), 1e6), zeros(200)), (199 + 1e6) / 200),
            Case("outlier-huge", (array([1.0, 1e100]), zeros(2)), 1e100 / 2),
            Case("small-errors", (array([0.01, -0.03, 0.021]), zeros(3)), (0.01 + 0.03 + 0.021) / 3),
            Case("tiny-errors", (array([1e-9, -4e-9, 2e-9]), zeros(3)), (1e-9 + 4e-9 + 2e-9) / 3),
            Case("equal", (THREE, THREE), 0.0),
            Case("first-one-hit", (array([2.0, 2.5, 0.25]), array([2.0, 2.0, 1.0])), (0.5 + 0.75) / 3),
            points=2,
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
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
