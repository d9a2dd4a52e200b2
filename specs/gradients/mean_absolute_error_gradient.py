"""How mean_absolute_error_gradient is judged: a sign over n for each prediction, and 0 exactly at a tie."""

import numpy as np
from numpy import append, array, asfortranarray, nan, ones, resize, where, zeros

from autograder.bank.shared import fresh
from autograder.bank.shared.gradients import by_autograd, loss_instead
from autograder.bank.shared.means import errors
from autograder.bank.shared.mistakes import rounded_away
from autograder.bank.shared.pairs import FOUR, THREE, WRONG_SHAPES
from autograder.bank.shared.slopes import (
    IN_EVERY_SLOPE,
    difference_quotient,
    missing_at_the_limit,
    number_types,
    one_missing,
    short_floats_kept,
)
from autograder.bank.spec import EPSILONS, Case, Napkin, Spec, Sweep, item, needing, read_only, variants


def oracle(y_pred, y_true):
    """F.l1_loss(y_pred, y_true).backward(): y_pred.grad then has it; integers must be made floats first."""
    from torch.nn import functional as F

    return by_autograd(F.l1_loss, y_pred, y_true)


@variants(form=(np.abs, lambda error: np.sqrt(error**2)))
def nan_at_a_tie(gradient, y_pred, y_true, form):
    """nan at a tie: zero divided by zero

    What does your function return where a prediction is equal to its target?

    The error over its size is 5/5 = 1 for an error of 5, and −1 for −5; for an error of 0 it is 0/0, which is nan.

    At a tie the answer is 0: look for a function that gives 1, −1 or 0 without a division by the error.

    Lecture: The absolute value has a corner at 0; a slope must be chosen there, or nan spreads into every weight.
    Family: zeros
    """
    error = errors(y_pred, y_true)
    with np.errstate(invalid="ignore"):
        return error / form(error) / error.size


@variants(slope=(1.0, -1.0, 0.5), of_nan=(nan, 1.0, -1.0))
def slope_at_a_tie(gradient, y_pred, y_true, slope, of_nan):
    """A slope other than 0 at a tie

    A prediction is equal to its target: which of your two cases does it fall into?

    With two ties among four predictions, slopes of 0 leave those two where they are; 1/4 or −1/4 moves them away.

    A comparison with 0 has three outcomes, above, below and equal; the third one gets the slope 0.

    Lecture: At a corner any slope between the two sides' is a subgradient; 0 alone lets a perfect prediction rest.
    Family: zeros
    """
    error = errors(y_pred, y_true)
    return where(np.isnan(error), of_nan, where(error == 0, slope, np.sign(error))) / error.size


def ties_not_counted(gradient, y_pred, y_true):
    """n without the ties

    Three predictions are hit and one is missed: by which number does your function divide?

    One miss by 8 among four has the mean 8/4 = 2; moved by 1, the mean is 9/4: the slope is 1/4, not 1.

    Divide by the number of all elements: the predictions that are hit belong to the mean.

    Lecture: A mean that leaves out the zeros is another loss: it cannot see that most predictions are right.
    Family: reduction
    """
    error = errors(y_pred, y_true)
    return np.sign(error) / max(1, np.count_nonzero(error))


@variants(
    is_tie=(
        np.isclose,
        *(lambda y_pred, y_true, eps=eps: np.abs(y_pred - y_true) < eps for eps in EPSILONS),
    )
)
def near_counted_as_tie(gradient, y_pred, y_true, is_tie):
    """Small errors counted as ties

    What does your function return for an error of 0.0000001: a slope, or 0?

    np.isclose(1e8 + 0.75, 1e8) is True, although the two numbers differ by 0.75, and the slope of that error is 1.

    Compare the error with 0 itself: no tolerance, no `isclose`, no rounding.

    Lecture: A tolerance makes the loss flat near the target; the absolute value is steep right up to its corner.
    Family: constants
    """
    slopes = gradient(y_pred, y_true)
    return where(is_tie(y_pred.astype(float), y_true.astype(float)), 0.0, slopes)


@variants(
    eps=EPSILONS,
    form=(
        lambda e, eps: e / (np.abs(e) + eps),
        lambda e, eps: e / np.sqrt(e * e + eps),
        lambda e, eps: e / np.maximum(np.abs(e), eps),
    ),
)
def smoothed_at_zero(gradient, y_pred, y_true, eps, form):
    """The corner at zero rounded off

    Is there a small constant in your denominator? Try an error that is as small as the constant.

    With 0.0001 added to the size, an error of 0.0001 has the slope 0.0001 / 0.0002 = 0.5 instead of 1.

    Take the constant away, and ask for the sign of the error without dividing by its size.

    Lecture: A constant that makes a division safe also changes the slope near the corner: another loss has it.
    Family: constants
    """
    error = errors(y_pred, y_true)
    return form(error, eps) / error.size


@variants(factor=(1, 2))
def size_kept(gradient, y_pred, y_true, factor):
    """The error's size in the slope: the gradient of a square

    Do an error of 1 and an error of 100 get the same slope from your function?

    From 100 to 101 the absolute value grows by 1, and so it does from 1 to 2: the slope is 1 for both.

    Only the sign of the error belongs in the slope: its size vanishes in the derivative.

    Lecture: The absolute error pulls everybody alike, the squared error pulls by distance.
    Family: quantity
    """
    return factor * errors(y_pred, y_true) / y_pred.size


@variants(side=(1, -1))
def one_side_only(gradient, y_pred, y_true, side):
    """A slope on one side of the target only

    Does your function give a slope to the predictions that are too low, and to those that are too high?

    For errors of 5 and −5 the slopes of the absolute value are 1 and −1; a comparison alone gives 1 and 0.

    A comparison is 1 or 0: the other side of the target needs a term of its own, with the other sign.

    Lecture: A loss with a slope on one side only forgives the other side everything.
    Family: sign
    """
    return np.maximum(gradient(y_pred, y_true) * side, 0) * side


def basics(rng):
    for size in (3, 4, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 3.0, size=(2, size))))


def ties(rng):
    y_pred, y_true = rng.normal(2.0, 3.0, size=(2, 7))
    is_tie = rng.permutation([True, True, False, False, False, True, False])
    yield Case("drawn-ties", (where(is_tie, y_true, y_pred), y_true))


PRED, TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.0, 5.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 1.875]])
SLOPES = array([[-1, 1, -1], [-1, -1, 1]]) / 6
SHORT = "three digits: torch answers in the dtype it is given"
TORCH_NAN = "0: torch takes the sign of nan to be 0"

single_precision, _, wraparound, overflow = number_types(np.sign)


SPEC = Spec(
    oracle=oracle,
    gradient_of="regression/mean_absolute_error",
    fresh=fresh.pairs,
    after="mean_squared_error_gradient",
    sweep=Sweep(
        "error (prediction minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16: the corner at 0 is among them
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    napkins=(
        Napkin(
            (array([5.0]), array([2.0])),
            "The error is 3: by how much does its size grow when the prediction grows by 1?",
            "From 3 to 4: the slope is 1. For an error of 300 it would be 1, too.",
        ),
        Napkin(
            (array([1.0, 5.0]), array([3.0, 3.0])),
            "One prediction is too low, one too high, and the mean has two terms.",
            "The slopes of the sizes are −1 and 1, and the mean halves them: −0.5 and 0.5.",
        ),
        Napkin(
            (array([3.0, 3.0, 3.0, 9.0]), array([3.0, 3.0, 3.0, 3.0])),
            "Three are hit exactly: they may rest. By how many elements is the last slope divided?",
            "0, 0, 0 and 1/4: the ties count in n.",
        ),
    ),
    misconceptions=(
        *IN_EVERY_SLOPE,
        loss_instead(lambda y_pred, y_true: np.abs(errors(y_pred, y_true))),
        rounded_away(1, 2, 3, 4, 6),
        difference_quotient(np.abs),
        missing_at_the_limit(lambda: 1.0),
        single_precision,
        short_floats_kept,
        wraparound,
        overflow,
    ),
    costs_more={
        "difference_quotient": "a step to one side sees that side of the corner alone: ties go beside small errors",
    },
    notice=(
        "np.sign gives 1, −1 and, at a tie, 0: the three slopes, with no if and no division by the error. Every error "
        "pulls with the same 1/n, so an outlier counts no more than anybody else; but the pull does not fade near the "
        "target, so descent with a fixed step swings around it. F.l1_loss has the same slopes, 0 at a tie too."
    ),
    items=(
        item(
            "basics",
            Case("three-errors", (array([2.5, 1.0, 2.1]), array([3.0, 0.5, 2.0])), array([-1, 1, 1]) / 3),
            Case("same-error-everywhere", (array([4.0, 5.0, 6.0, 7.0]), FOUR), [0.25] * 4),
            Case("cancelling-errors", (array([1.0, 5.0]), array([3.0, 3.0])), [-0.5, 0.5]),
            Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), [-0.5, 0.5]),
            Case("small-and-large", (array([2.5, -7.0, 40.0]), array([2.0, 2.0, 1.0])), array([1, -1, 1]) / 3),
            points=3,
            drawn=basics,
        ),
        item(
            "ties",
            Case("equal", (THREE, THREE), [0.0] * 3),
            Case("first-one-hit", (array([2.0, 2.5, 0.25]), array([2.0, 2.0, 1.0])), array([0, 1, -1]) / 3),
            Case("three-of-four-hit", (array([3.0, 3.0, 5.0, 9.0]), array([3.0, 3.0, 5.0, 1.0])), [0, 0, 0, 0.25]),
            Case("hit-at-zero", (array([0.0, -2.0]), array([0.0, 1.5])), [0.0, -0.5]),
            points=2,
            drawn=ties,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), [1.0]),
            *needing("wrong_shapes", Case("zero-dimensional", (array(5.0), array(2.0)), 1.0)),
            Case("two-dimensional", (PRED, TRUE), SLOPES),
            Case("three-axes", (PRED.reshape(3, 1, 2), TRUE.reshape(3, 1, 2)), SLOPES.reshape(3, 1, 2)),
            Case("fortran-order", (asfortranarray(PRED), TRUE), SLOPES),
            Case("strided", (array([1.0, 9, 2, 9, 3, 9])[::2], array([2.0, 4.0, 1.0])), array([-1, -1, 1]) / 3),
            Case("many-elements", (resize(PRED, 30_000), resize(TRUE, 30_000)), resize(SLOPES, 30_000) / 5_000),
        ),
        item(
            "dtypes",
            Case("float32", (array([0.5, 1.25, -2.0], "float32"), array([1.0, -0.25, 3.0], "float32"))),
            Case("fraction-of-integers", (array([1, 2, 5]), array([2, 1, 2])), array([-1, 1, 1]) / 3),
            Case("uint8-wraps", (array([3, 40], "uint8"), array([5, 20], "uint8")), [-0.5, 0.5]),
            Case("uint8-extremes", (array([0, 255], "uint8"), array([255, 0], "uint8")), [-0.5, 0.5]),
            Case("float16", (array([0.5, 1.25, -2.0], "float16"), array([1.0, -0.25, 3.0], "float16")), torch=SHORT),
            Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 3.25])), array([-1, -1, 1]) / 3),
            Case("integer-targets", (array([0.5, 1.25, 2.75]), array([1, 1, 3])), array([-1, 1, -1]) / 3),
            Case("int8-wraps", (array([-128, 120], "int8"), array([127, -20], "int8")), [-0.5, 0.5]),
            # What has no digits for large errors shows in these as well.
            *needing(
                "stability",
                Case("uint32-wraps", (array([0, 4 * 10**9], "uint32"), array([4 * 10**9, 0], "uint32")), [-0.5, 0.5]),
                Case("uint64-large", (array([2**63, 0], "uint64"), array([2**62, 2**62], "uint64")), [0.5, -0.5]),
                Case("int32-overflows", (array([2 * 10**9, 1], "int32"), array([-2 * 10**9, 3], "int32")), [0.5, -0.5]),
                Case("int64-difference-overflows", (array([3 * 2**61, 0]), array([-(2**62), 5])), [0.5, -0.5]),
            ),
            points=0.5,
        ),
        item(
            "stability",
            Case("large-offset", (1e8 + array([1.5, -0.25, 2.0]), ones(3) * 1e8), array([1, -1, 1]) / 3),
            Case("outlier", (array([1.0, 2.0, -1e6]), array([2.0, 4.0, 0.0])), [-1 / 3] * 3),
            Case("outlier-among-many", (append(ones(199), 1e6), zeros(200)), [1 / 200] * 200),
            Case("outlier-huge", (array([1.0, 1e100]), zeros(2)), [0.5, 0.5]),
            Case("small-errors", (array([0.01, -0.03, 0.021]), zeros(3)), array([1, -1, 1]) / 3),
            Case("tiny-errors", (array([1e-9, -4e-9, 2e-9]), zeros(3)), array([1, -1, 1]) / 3),
            Case("tiniest-errors", (array([1e-20, -4e-20, 2e-20]), zeros(3)), array([1, -1, 1]) / 3),
            digits=True,
        ),
        item(
            "missing_values",
            # Two slopes where three are needed lose ties, and miss nan by the same line.
            *needing(
                "ties",
                Case(
                    "nan-in-prediction",
                    (array([1.0, nan, 3.0]), array([2.0, 4.0, 1.0])),
                    [-1 / 3, nan, 1 / 3],
                    torch=TORCH_NAN,
                ),
                Case(
                    "nan-in-target",
                    (array([2.0, 4.0, 6.0]), array([nan, 2.0, 3.0])),
                    [nan, 1 / 3, 1 / 3],
                    torch=TORCH_NAN,
                ),
                Case(
                    "nan-in-both",
                    (array([1.0, 2.0, nan]), array([2.0, 4.0, nan])),
                    [-1 / 3, -1 / 3, nan],
                    torch=TORCH_NAN,
                ),
            ),
            drawn=lambda rng: needing("ties", *one_missing(TORCH_NAN)(rng)),
        ),
        item("wrong_shapes", *WRONG_SHAPES),
        item(
            "purity",
            Case("read-only", (read_only(THREE), read_only(2 * THREE)), [-1 / 3] * 3),
            # What fails here too does not fail by writing into a read-only array.
            Case("writable", (array([1.0, 2.0, 3.0]), array([1.5, 2.25, 1.0])), array([-1, -1, 1]) / 3),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
