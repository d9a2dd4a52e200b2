"""How mean_squared_error is judged: the mean over all elements, in floats, of two arrays that really match."""

import numpy as np
from numpy import append, array, asfortranarray, nan, ones, resize, zeros

from autograder.bank.shared import fresh
from autograder.bank.shared.distances import GUARDS, IN_EVERY_PLAIN_LOSS, one_missing
from autograder.bank.shared.integers import number_types
from autograder.bank.shared.means import errors
from autograder.bank.shared.pairs import FOUR, THREE, WRONG_SHAPES, floats
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, read_only, tensors, variants


def oracle(y_pred, y_true):
    """F.mse_loss(y_pred, y_true): same order, mean by default; integers must be made floats first."""
    from torch.nn import functional as F

    return F.mse_loss(*tensors(y_pred, y_true))


def exact(y_pred, y_true):
    return np.sum((y_pred - y_true) ** 2) / y_pred.size


def root_taken(mse, y_pred, y_true):
    """Root taken: RMSE

    For a single error of 3, does your function return 3 or 9?

    A single error of 3 has the mean squared error 9; with a root it is 3 again.

    Leave out the last `np.sqrt` or `** 0.5`, or square what `np.linalg.norm` gives: the answer is the mean of the
    squares.

    Lecture: MSE and its root have their minimum in the same place; the root is easier to read, MSE has the simpler
    derivative.
    Family: quantity
    """
    return np.sqrt(mse(y_pred, y_true))


def extra_half(mse, y_pred, y_true):
    """Half of the mean squared error

    If every error is exactly 1, what should the average squared error be?

    Errors of 1 and 1 have the squares 1 and 1, with the mean 1; your function gives 0.5.

    The definition has no factor in front of the mean: look for a 2 in the denominator, or a factor 0.5.

    Lecture: The 1/2 of some textbooks cancels a 2 in the derivative; it halves the loss, so say which one you mean.
    Family: formula
    """
    return mse(y_pred, y_true) / 2


def absolute_error(mse, y_pred, y_true):
    """Absolute errors instead of squares

    If an error doubles, by what factor should its cost grow here?

    Errors of 1 and 3 cost 1 and 9, with the mean 5; their absolute values 1 and 3 have the mean 2.

    Square each error where you now take its absolute value.

    Lecture: Squares give large errors more weight, absolute values weigh all alike: that is the choice between MSE and
    MAE.
    Family: quantity
    """
    return np.mean(np.abs(errors(y_pred, y_true)))


@variants(sign=(np.abs, np.positive))
def difference_of_squares(mse, y_pred, y_true, sign):
    """Squares subtracted, not differences squared

    What does your function return for a prediction of −2 and a target of 2?

    (−2)² − 2² is 0, although the error is −4 and its square 16.

    Subtract first, then square the difference: look where your brackets close.

    Lecture: The square of a difference is not the difference of the squares: a² − b² is 0 for a = −b.
    Family: formula
    """
    predictions, targets = floats(y_pred, y_true)
    return np.mean(sign(predictions**2 - targets**2))


@variants(guard=GUARDS)
def percentage_error(mse, y_pred, y_true, guard):
    """Error divided by the target

    Does your function divide by the target, and does the definition do that?

    Targets 2 and 100, each missed by 1, cost the same here; divided by their targets the errors are 0.5 and 0.01.

    Leave out the division by `y_true`, and with it the constant that guards it against zero.

    Lecture: A percentage error is another loss: small targets weigh most, and a target of zero has none at all.
    Family: quantity
    """
    return np.mean((errors(y_pred, y_true) / guard(np.abs(y_true.astype(float)))) ** 2)


@variants(
    expanded=(
        lambda p, t: np.mean(p * p) - 2 * np.mean(p * t) + np.mean(t * t),
        lambda p, t: np.mean(p * p - 2 * p * t + t * t),
        lambda p, t: np.mean(p * p + t * t - 2 * p * t),
    )
)
def expanded_square(mse, y_pred, y_true, expanded):
    """Square multiplied out: the digits cancel

    Does your code square before it subtracts? Try a prediction of 100000001 and a target of 100000000.

    For 100000001 and 100000000 the error is 1; but the squares are near 10^16, where float64 counts in steps of 2, and
    p*p - 2*p*t + t*t gives 0.

    Subtract the targets from the predictions while the numbers are small, then square the difference.

    Lecture: Two formulas that are equal on paper can differ in every digit: subtract before you square.
    Family: digits
    """
    return expanded(*floats(y_pred, y_true))


@variants(logarithm=(np.log1p, np.log))
def squared_log_error(mse, y_pred, y_true, logarithm):
    """Squared difference of logarithms: MSLE

    Where does the definition take a logarithm?

    A prediction of 3 for a target of 1 costs 4. The logarithms of 1 + 3 and 1 + 1 differ by 0.693; its square is 0.480.

    Square the difference of the numbers themselves, without a logarithm.

    Lecture: A squared log error compares ratios: it suits quantities that are never negative, and is another loss.
    Family: quantity
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.mean(np.subtract(*map(logarithm, floats(y_pred, y_true))) ** 2)


@variants(of_one=(False, True), ddof=(0, 1))
def divided_by_variance(mse, y_pred, y_true, of_one, ddof):
    """Divided by the variance of the targets

    Multiply predictions and targets by 10: does your answer become 100 times as large?

    Targets 0 and 4, each missed by 1, cost 1. Their variance is 4; divided by it the loss is 0.25, and R² is 0.75.

    Leave out the division by the spread of `y_true`: the mean of the squares is all.

    Lecture: One minus the loss over the targets' variance is R², which has no unit; the loss has the targets' unit,
    squared.
    Family: quantity
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        share = mse(y_pred, y_true) * y_true.size / (np.var(y_true.astype(float)) * y_true.size)
        share = share * (1 - ddof / y_true.size)
    return 1 - share if of_one else share


def basics(rng):
    for size in (3, 4, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 3.0, size=(2, size))))


PRED, TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.0, 5.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
LOSS = (0.5**2 + 0.5**2 + 2.0**2 + 2.0**2 + 1.0**2 + 3.0**2) / 6
STEPS = ("difference", "distance", "size")  # what people compute in integers, before the square

SHORT = "inf: torch computes in the dtype it is given, and overflows"

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.pairs,
    sweep=Sweep(
        "error (prediction minus target)",
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
        *IN_EVERY_PLAIN_LOSS,
        *number_types(np.square, unsigned=STEPS, signed=STEPS, also=[(("uint8",), "int16", "size")]),
    ),
    notice=(
        "Both arrays become float64 before they are subtracted: unsigned integers would wrap around (2 - 3 is 255 in "
        "uint8), and float16 can overflow when squared. Shapes are compared first, because a column minus a row is "
        "a whole table, whose mean looks like a loss. F.mse_loss takes the mean too, but wants floating-point "
        "tensors, and where shapes differ it only warns."
    ),
    items=(
        item(
            "basics",
            Case("three-errors", (array([2.5, 1.0, 2.1]), array([3.0, 0.5, 2.0])), (0.5**2 + 0.5**2 + 0.1**2) / 3),
            Case("same-error-everywhere", (array([4.0, 5.0, 6.0, 7.0]), FOUR), 9.0),
            Case("cancelling-errors", (array([1.0, 5.0]), array([3.0, 3.0])), 4.0),
            Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), (4 + 16) / 2),
            Case("equal", (THREE, THREE), 0.0),
            Case("first-one-hit", (array([2.0, 2.5, 0.25]), array([2.0, 2.0, 1.0])), (0.5**2 + 0.75**2) / 3),
            points=4,
            drawn=basics,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), 9.0),
            *needing("wrong_shapes", Case("zero-dimensional", (array(5.0), array(2.0)), 9.0)),
            Case("two-dimensional", (PRED, TRUE), LOSS),
            Case("three-axes", (PRED.reshape(3, 1, 2), TRUE.reshape(3, 1, 2)), LOSS),
            Case("fortran-order", (asfortranarray(PRED), TRUE), LOSS),
            Case("strided", (array([1.0, 9.0, 2.0, 9.0, 3.0, 9.0])[::2], array([2.0, 4.0, 6.0])), 14 / 3),
            Case("many-elements", (resize(PRED, 30_000), resize(TRUE, 30_000)), LOSS),
        ),
        item(
            "dtypes",
            Case("float32", (array([0.5, 1.25, -2.0], "float32"), array([1.0, -0.25, 3.0], "float32"))),
            Case("fraction-of-integers", (array([1, 2, 3]), array([2, 2, 2])), 2 / 3),
            Case("uint8-wraps", (array([3, 40], "uint8"), array([5, 20], "uint8")), (2**2 + 20**2) / 2),
            Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 3.25])), (0.5**2 + 0.25**2 + 0.75**2) / 3),
            Case("integer-targets", (array([0.5, 1.25, 2.75]), array([0, 1, 2])), (0.5**2 + 0.25**2 + 0.75**2) / 3),
            # A limit on errors, or a short float, shows in these as well.
            *needing(
                "stability",
                Case("uint8-extremes", (array([0, 255], "uint8"), array([255, 0], "uint8")), 255.0**2),
                Case("int8-wraps", (array([-128, 20], "int8"), array([127, 0], "int8")), (255**2 + 20**2) / 2),
                Case("uint32-wraps", (array([0, 4 * 10**9], "uint32"), array([4 * 10**9, 0], "uint32")), 16e18),
                Case("uint64-large", (array([2**63, 0], "uint64"), array([2**62, 2**62], "uint64")), 2.0**124),
                Case("int32-overflows", (array([100_000, 1], "int32"), array([0, 3], "int32")), (1e10 + 4) / 2),
                Case("int64-large", (array([4 * 10**9, 2]), array([0, 5])), (16e18 + 9) / 2),
                Case("int64-difference-overflows", (array([3 * 2**61, 0]), array([-(2**62), 0])), 25 * 2.0**122 / 2),
                Case("float16-overflows", (array([300, 0], "float16"), zeros(2, "float16")), 45_000.0, torch=SHORT),
                Case("float32-overflows", (array([1e20, 0], "float32"), zeros(2, "float32")), 5e39, torch=SHORT),
            ),
            points=0.5,
        ),
        item(
            "stability",
            # One element each: an expanded square leaves the same digits in whatever order it is added.
            Case("large-offset", (array([1e8 + 0.75]), array([1e8])), 0.75**2),
            Case("offset-of-thirty-million", (array([3e7 + 1.25]), array([3e7])), 1.25**2),
            Case("negative-offset", (array([0.75 - 3e7]), array([-3e7])), 0.75**2),
            Case("outlier", (array([1.0, 2.0, -1e6]), array([2.0, 4.0, 0.0])), (1 + 4 + 1e12) / 3),
            Case("outlier-among-many", (append(ones(199), 1e6), zeros(200)), (199 + 1e12) / 200),
            Case("outlier-huge", (array([1.0, 1e100]), zeros(2)), 1e200 / 2),
            Case("small-errors", (array([0.01, -0.03, 0.02]), zeros(3)), (1e-4 + 9e-4 + 4e-4) / 3),
            Case("tiny-errors", (array([1e-8, -3e-8, 2e-8]), zeros(3)), (1e-16 + 9e-16 + 4e-16) / 3),
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
            Case("read-only", (read_only(THREE), read_only(2 * THREE)), 14 / 3),
            # What fails here too does not fail by writing into a read-only array.
            Case("writable", (array([1.0, 2.0, 3.0]), array([1.5, 2.25, 4.0])), (0.5**2 + 0.25**2 + 1) / 3),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
