"""How huber_loss_gradient is judged: the error itself up to delta, delta with the error's sign beyond, over n.

Only the item `deltas` gives a delta, so that a mistake about delta is lost there alone.
"""

import numpy as np
from numpy import append, array, asfortranarray, nan, resize, sign, where, zeros

from autograder.bank.shared import fresh
from autograder.bank.shared.gradients import by_autograd, loss_instead
from autograder.bank.shared.means import errors
from autograder.bank.shared.mistakes import rounded_away
from autograder.bank.shared.pairs import THREE, WRONG_SHAPES
from autograder.bank.shared.slopes import (
    IN_EVERY_SLOPE,
    difference_quotient,
    missing_at_the_limit,
    number_types,
    one_missing,
    short_floats_kept,
)
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, read_only, variants


def oracle(y_pred, y_true, delta=1.0):
    """F.huber_loss(y_pred, y_true, delta=delta).backward(): y_pred.grad then has it; integers must be made floats."""
    from torch.nn import functional as F

    return by_autograd(F.huber_loss, y_pred, y_true, delta=delta)


def slopes(error, delta=1.0):
    """Return the slope of each error's cost."""
    return where(error > delta, delta, where(error < -delta, -delta, error))


def costs(error, delta=1.0):
    """Return what each error costs."""
    size = np.abs(error)
    return where(size <= delta, size**2 / 2, delta * (size - delta / 2))


def over_n(numbers):
    """Take the mean's part of each slope."""
    return numbers / np.size(numbers)


def not_cut(gradient, y_pred, y_true, delta=1.0):
    """Slopes of large errors not limited

    With delta = 1, which slopes does your function give to a single error of 10 and to one of 20?

    From 10 to 11 the cost grows from 9.5 to 10.5, and from 20 to 21 from 19.5 to 20.5: both slopes are 1.

    Beyond delta the loss is a straight line: the error itself is its slope only up to delta.

    Lecture: A slope that grows without a limit belongs to the square: one outlier then outvotes everybody.
    Family: outliers
    """
    return over_n(errors(y_pred, y_true))


@variants(form=range(2))
def sign_for_all(gradient, y_pred, y_true, delta=1.0, *, form):
    """Small errors pull as hard as large ones

    With delta = 1, which slopes does your function give to a single error of 0.5 and to one of 0.25?

    Half the square of 0.5 has the slope 0.5, and that of 0.25 the slope 0.25: the pull fades near the target.

    Only beyond delta does the sign alone decide; up to delta the error itself is the slope.

    Lecture: The Huber loss is a parabola near the target: its slope fades to 0 there, so descent comes to rest.
    Family: formula
    """
    return over_n([delta, 1.0][form] * sign(errors(y_pred, y_true)))


def twice_in_the_curve(gradient, y_pred, y_true, delta=1.0):
    """The curved piece's slope twice as large

    Which slope does your first piece have at an error of exactly delta, and which one the second?

    With delta = 1 half the square of 0.5 is 0.125; its slope at 0.5 is 0.5, not 1.

    The curved piece is half of a square: the 2 that comes down cancels its 1/2.

    Lecture: At delta the two pieces have one slope; put delta into both to check a formula.
    Family: formula
    """
    error = errors(y_pred, y_true)
    return over_n(where(np.abs(error) <= delta, 2 * error, delta * sign(error)))


@variants(factor=(0.5, 2))
def factor_everywhere(gradient, y_pred, y_true, delta=1.0, *, factor):
    """All slopes twice or half as large

    With delta = 1, which slope does your function give to a single error of 0.5?

    With delta = 1 a single error of 0.5 has the slope 0.5, and one of 3 the slope 1.

    Both of your pieces have a factor that is not in the loss: the 1/2 of its curved piece cancels the 2 of the square.

    Lecture: A factor moves no minimum, but it changes every step of the descent.
    Family: formula
    """
    return factor * gradient(y_pred, y_true, delta)


def one_beyond_delta(gradient, y_pred, y_true, delta=1.0):
    """Slope 1 beyond delta, whatever delta is

    With delta = 2, which slope does your function give to a single error of 6?

    With delta = 2 errors of 6 and 7 cost 10 and 12: the straight line there has the slope 2.

    The straight piece is multiplied by delta, and the factor stays in its slope.

    Lecture: At delta = 1 many wrong formulas agree with the right one: test a parameter at a value other than 1.
    Family: formula
    """
    error = errors(y_pred, y_true)
    return over_n(where(np.abs(error) <= delta, error, sign(error)))


def delta_twice_beyond(gradient, y_pred, y_true, delta=1.0):
    """delta multiplied twice beyond delta

    With delta = 2, which slope does your function give to a single error of 6?

    With delta = 2 errors of 6 and 7 cost 10 and 12: the straight line there has the slope 2, not 4.

    The straight piece has one factor delta, and the delta inside its brackets is a constant: it has no slope.

    Lecture: At the kink both pieces have the slope delta: a piece that is steeper makes a corner there.
    Family: formula
    """
    error = errors(y_pred, y_true)
    return over_n(where(np.abs(error) <= delta, error, delta**2 * sign(error)))


@variants(form=range(3))
def delta_ignored(gradient, y_pred, y_true, delta=1.0, *, form):
    """delta not used, or limited by 1

    Call your function on an error of 3 with delta = 0.5, 1 and 2: are the three results different?

    A single error of 3 has the slope 0.5 with delta = 0.5, 1 with delta = 1, and 2 with delta = 2.

    Use the argument delta itself for both limits: no 1 in its place, no `min` and no `max` of it.

    Lecture: A default value hides that an argument is never read: call the function with another one.
    Family: formula
    """
    return gradient(y_pred, y_true, [1.0, min(delta, 1.0), max(delta, 1.0)][form])


@variants(which=(all, any))
def delta_made_integer(gradient, y_pred, y_true, delta=1.0, *, which):
    """delta made an integer

    When the arrays hold integers, what number does your code use for a delta of 2.5?

    int(2.5) is 2 and int(0.5) is 0: with delta = 0 no error has a slope.

    Convert the arrays to `float` and leave delta alone; do not put it into an array of the dtype of the data.

    Lecture: A parameter has a type of its own: casting it to the dtype of the data cuts its fraction.
    Family: integers
    """
    return gradient(y_pred, y_true, int(delta) if which(y.dtype.kind in "iu" for y in (y_pred, y_true)) else delta)


def divided_by_delta(gradient, y_pred, y_true, delta=1.0):
    """Smooth L1: the slopes divided by delta

    With delta = 2, which slope does your function give to a single error of 1?

    With delta = 2 a single error of 1 has the slope 1, and one of 6 the slope 2; smooth L1 gives 0.5 and 1.

    All of your slopes are too small by the factor delta: nothing is divided by it here.

    Lecture: Smooth L1 is the Huber loss divided by delta: the two agree at delta = 1 and nowhere else.
    Family: quantity
    """
    return gradient(y_pred, y_true, delta) / delta


def delta_in_the_curve(gradient, y_pred, y_true, delta=1.0):
    """The curved piece's slope multiplied by delta

    With delta = 2, which slope does your function give to a single error of 1?

    With delta = 2 an error of 1 costs 0.5, half of its square: its slope is 1, not 2.

    Delta is a factor of the straight piece alone: up to delta the slope does not depend on it.

    Lecture: Delta says where the curve ends, not how steep it is before.
    Family: formula
    """
    error = errors(y_pred, y_true)
    return over_n(where(np.abs(error) <= delta, delta * error, delta * sign(error)))


def cut_after_the_mean(gradient, y_pred, y_true, delta=1.0):
    """Limited after the division by n

    What do you limit by delta: the error, or the error over n?

    Errors of 3 and 0, with delta = 1, have the slopes 1/2 and 0. Divided first, 3/2 is cut to 1.

    Limit the errors first, and divide by n after that.

    Lecture: delta is measured in the unit of the error, not of its share in the mean.
    Family: formula
    """
    return np.clip(over_n(errors(y_pred, y_true)), -delta, delta)


@variants(of=("errors", "slopes"))
def scaled_by_the_norm(gradient, y_pred, y_true, delta=1.0, *, of):
    """All errors scaled down together: clipping by the norm

    Does one large error make the slope of a small one smaller in your function?

    Errors of 3 and 0.5, with delta = 1, have the slopes 1/2 and 1/4: the 0.5 is not touched by the 3 beside it.

    Limit each error by itself: no norm and no maximum over all of them.

    Lecture: Clipping by the norm keeps the direction of a step; the Huber loss limits each element alone.
    Family: outliers
    """
    error = errors(y_pred, y_true)
    n = max(error.size, 1) if of == "slopes" else 1
    error = error / n
    scaled = error * min(1.0, delta / max(float(np.sqrt(np.sum(error**2))), 1e-300))
    return over_n(scaled) * n


def cost_beyond_delta(gradient, y_pred, y_true, delta=1.0):
    """Beyond delta the cost itself, not its slope

    With delta = 1, does your slope of a single error grow when the error grows from 10 to 20?

    With delta = 1 an error of 10 costs 9.5 and one of 20 costs 19.5: the cost grows, and its slope is 1 at both.

    Differentiate the second piece, too: what is left of a straight line is how steep it is.

    Lecture: A piecewise loss is differentiated piece by piece; a piece that is forgotten stays a cost.
    Family: quantity
    """
    error = errors(y_pred, y_true)
    return over_n(where(np.abs(error) <= delta, error, delta * (np.abs(error) - delta / 2)))


def half_beyond_delta(gradient, y_pred, y_true, delta=1.0):
    """Half of delta beyond delta

    With delta = 1, by how much does the loss of a single error grow from 10 to 11?

    With delta = 1 errors of 10 and 11 cost 9.5 and 10.5: the line rises by 1, not by 1/2.

    The delta/2 inside the brackets is a constant: it moves the line down and does not change its slope.

    Lecture: A constant has no derivative; it is there so that the two pieces meet.
    Family: formula
    """
    error = errors(y_pred, y_true)
    return over_n(where(np.abs(error) <= delta, error, delta / 2 * sign(error)))


@variants(side=(1, -1))
def cut_on_one_side(gradient, y_pred, y_true, delta=1.0, *, side):
    """Limited on one side only

    With delta = 1, which slopes does your function give to single errors of 5 and of −5?

    With delta = 1 errors of 5 and −5 have the slopes 1 and −1: each side has its limit.

    A signed comparison with delta sees one side; compare the absolute value, or use both limits, delta and −delta.

    Lecture: A threshold needs the absolute value: a large negative error is always below a positive limit.
    Family: sign
    """
    return over_n(np.minimum(errors(y_pred, y_true) * side, delta) * side)


def sign_lost_beyond_delta(gradient, y_pred, y_true, delta=1.0):
    """Sign lost beyond delta

    A prediction is far below its target: must it grow or shrink, and which sign has your slope?

    With delta = 1 an error of −5 costs 4.5 and one of −4 costs 3.5: moving up makes it better, so the slope is −1.

    Beyond delta the slope is delta with the sign of the error: only its size is fixed.

    Lecture: The slope of an absolute value is a sign; without it large errors all go the same way.
    Family: sign
    """
    error = errors(y_pred, y_true)
    return over_n(where(np.abs(error) > delta, delta, error))


def kink_in_neither_piece(gradient, y_pred, y_true, delta=1.0):
    """No slope at an error of exactly delta

    How many of your two pieces are used for an error of exactly delta: none, one or both?

    With delta = 2 a single error of 2 has the slope 2; it is 0 if neither piece takes it.

    One comparison must include delta and the other not; the opposite of a mask is written `~mask`.

    Lecture: Two conditions must cover every number exactly once, delta too.
    Family: outliers
    """
    return where(np.abs(errors(y_pred, y_true)) == delta, 0.0, gradient(y_pred, y_true, delta))


@variants(form=range(2))
def no_slope_beyond_delta(gradient, y_pred, y_true, delta=1.0, *, form):
    """No slope beyond delta: outliers are never corrected

    Should a prediction that is far off be left where it is?

    With delta = 1 errors of 3 and 4 cost 2.5 and 3.5: the loss still grows there, with the slope 1.

    Beyond delta the slope stays at its limit; it does not fall back to 0.

    Lecture: The Huber loss limits an outlier's pull; a loss that is flat there forgets it.
    Family: outliers
    """
    error = errors(y_pred, y_true)
    is_small = [np.abs(error) <= delta, np.abs(error) < delta][form]
    return over_n(where(is_small | np.isnan(error), error, 0.0))


def branches_swapped(gradient, y_pred, y_true, delta=1.0):
    """The two pieces are swapped

    Which piece does your function use for large errors: the error itself, or its sign alone?

    With delta = 1 a single error of 10 has the slope 1, and one of 0.5 the slope 0.5; swapped, they have 10 and 1.

    `np.where(condition, a, b)` gives a where the condition holds: look which piece stands first.

    Lecture: The slope grows near the target and is fixed far from it, so that one outlier cannot decide the mean.
    Family: formula
    """
    error = errors(y_pred, y_true)
    return over_n(where(np.abs(error) > delta, error, delta * sign(error)))


@variants(summary=(np.max, np.mean, np.min))
def one_branch_for_all(gradient, y_pred, y_true, delta=1.0, *, summary):
    """One piece chosen for all elements

    Give your function one small and one large error: does it use another piece for each of them?

    With delta = 1 errors of 0.5 and 3 have the slopes 0.25 and 0.5: the error itself for one, its sign for the other.

    An `if` on the largest, the mean or the smallest error decides once for all: `np.where` decides for each element.

    Lecture: An `if` makes one decision; an array of a thousand elements needs a thousand decisions.
    Family: batch
    """
    error = errors(y_pred, y_true)
    return over_n(error if summary(np.abs(error)) <= delta else delta * sign(error))


@variants(half=(1, 2))
def squared_threshold(gradient, y_pred, y_true, delta=1.0, *, half):
    """The square is compared with delta

    What does delta measure: the error, or its square?

    With delta = 4 an error of 3 is a small one, although its square 9, and half of that, are larger than 4.

    Compare the absolute value of the error with delta, before you square it.

    Lecture: Compare only numbers of the same unit: delta has the unit of the target, and a square does not.
    Family: outliers
    """
    error = errors(y_pred, y_true)
    return over_n(where(error**2 / half > delta, delta * sign(error), error))


def pseudo_huber(gradient, y_pred, y_true, delta=1.0):
    """Gradient of the pseudo-Huber loss

    With delta = 1, does your function return exactly 0.5 for a single error of 0.5?

    With delta = 1 a single error of 1 has the slope 1; the pseudo-Huber loss has 1 / sqrt(2) = 0.707.

    Leave out the square root: up to delta the slope is the error, beyond it is fixed.

    Lecture: Pseudo-Huber bends slowly towards its limit, Huber reaches it at delta.
    Family: quantity
    """
    error = errors(y_pred, y_true)
    return over_n(error / np.sqrt(1 + (error / delta) ** 2))


def basics(rng):
    for size in (3, 4, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 2.0, size=(2, size))))


def deltas(rng):
    for number in ("one", "two"):
        y_pred, y_true = rng.normal(2.0, 4.0, size=(2, 5))
        yield Case(f"drawn-delta-{number}", (y_pred, y_true, float(rng.uniform(0.2, 6.0))))


# Errors of -0.5, 0.5, -2, -2, -0.75 and 3: small ones and large ones for delta = 1, none at the kink.
TABLE_PRED, TABLE_TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.25, 5.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
TABLE = array([[-0.5, 0.5, -1.0], [-1.0, -0.75, 1.0]]) / 6
# Errors of 0.25, -1.5, 6 and -20.
PRED, TRUE = array([1.25, 0.5, 9.0, -16.0]), array([1.0, 2.0, 3.0, 4.0])
SHORT = "three digits: torch answers in the dtype it is given"

single_precision, _, wraparound, overflow = number_types(slopes)

SPEC = Spec(
    oracle=oracle,
    gradient_of="regression/huber_loss",
    fresh=fresh.pairs,
    after="mean_absolute_error_gradient",
    sweep=Sweep(
        "error (prediction minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16: the kinks at -1 and 1 are among them
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    napkins=(
        Napkin(
            (array([0.5]), array([0.0])),
            "Is an error of 0.5 below delta, which is 1? Then the loss is half of its square: what is its slope?",
            "The slope of e²/2 is e: 0.5.",
        ),
        Napkin(
            (array([1.0, 101.0]), array([3.0, 1.0])),
            "Both errors, −2 and 100, are beyond delta = 1, and the mean has two terms.",
            "The straight pieces have the slopes −1 and 1, and the mean halves them: −0.5 and 0.5, however far off.",
        ),
        Napkin(
            (array([4.0]), array([0.0]), 2.0),
            "Now delta is 2, and it is a factor of the straight piece.",
            "The line 2 · (e − 1) has the slope 2: the limit of the pull is delta.",
        ),
    ),
    misconceptions=(
        *IN_EVERY_SLOPE,
        loss_instead(lambda y_pred, y_true, delta=1.0: costs(errors(y_pred, y_true), delta)),
        rounded_away(2, 3, 4, 5, 6, 8, 10, 12),
        difference_quotient(costs),
        missing_at_the_limit(lambda delta=1.0: delta),
        single_precision,
        short_floats_kept,
        wraparound,
        overflow,
    ),
    costs_more={"difference_quotient": "of a mean, computed anew for each prediction, NaN comes back in every place"},
    notice=(
        "Both pieces are one clip: the error, held between −delta and delta, over n. That is what makes the loss "
        "robust: an outlier pulls with delta/n, however far off it is, and near the target the pull fades, so descent "
        "comes to rest. Clipping errors here and clipping gradients in an optimiser are two things: the second one "
        "scales all slopes together."
    ),
    items=(
        item(
            "basics",
            Case("small-errors", (array([1.5, 2.75, 3.5]), array([1.0, 3.0, 4.0])), array([0.5, -0.25, -0.5]) / 3),
            Case("large-errors", (array([-4.0, 7.0]), array([-1.0, 2.0])), [-0.5, 0.5]),
            Case("small-and-large", (array([1.25, 7.0, 0.5]), array([1.0, 2.0, 2.5])), array([0.25, 1, -1]) / 3),
            Case(
                "just-beyond-delta", (array([1.25, 1.0, 1.125]), array([0.0, 2.125, 2.0])), array([1, -1, -0.875]) / 3
            ),
            Case("equal", (THREE, THREE), [0.0] * 3),
            points=3,
            drawn=basics,
        ),
        item(
            "deltas",
            Case("delta-half", (array([1.375, 5.0]), array([1.0, 2.0]), 0.5), array([0.375, 0.5]) / 2),
            Case("delta-two", (array([2.5, 11.0]), array([1.0, 6.0]), 2.0), array([1.5, 2.0]) / 2),
            # A slope measured between two points is wrong at the kink as well.
            *needing(
                "stability",
                Case("at-the-kink", (array([3.0, 1.0]), array([1.0, 3.0]), 2.0), [1.0, -1.0]),
                Case("at-the-kink-of-one", (array([1.0, 0.5]), zeros(2)), [0.5, 0.25]),
            ),
            Case("delta-ten", (PRED, TRUE, 10.0), array([0.25, -1.5, 6.0, -10.0]) / 4),
            Case("delta-integer", (PRED, TRUE, 2), array([0.25, -1.5, 2.0, -2.0]) / 4),
            *needing("dtypes", Case("delta-of-integers", (array([9, 3]), array([4, 5]), 2.5), array([2.5, -2.0]) / 2)),
            points=2,
            drawn=deltas,
        ),
        item(
            "stability",
            Case("large-offset", (1e8 + array([-0.25, 1.125]), array([1e8, 1e8])), [-0.125, 0.5]),
            Case("outlier-among-many", (append(zeros(199) + 0.5, 1e6), zeros(200)), append(zeros(199) + 0.5, 1) / 200),
            Case("outlier-huge", (array([0.5, -1e100]), zeros(2)), [0.25, -0.5]),
            Case("tiny-errors", (array([1e-8, -3e-8, 2e-8]), zeros(3)), array([1e-8, -3e-8, 2e-8]) / 3),
            digits=True,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), [1.0]),
            *needing("wrong_shapes", Case("zero-dimensional", (array(5.0), array(2.0)), 1.0)),
            Case("two-dimensional", (TABLE_PRED, TABLE_TRUE), TABLE),
            Case("three-axes", (TABLE_PRED.reshape(3, 1, 2), TABLE_TRUE.reshape(3, 1, 2)), TABLE.reshape(3, 1, 2)),
            Case("fortran-order", (asfortranarray(TABLE_PRED), TABLE_TRUE), TABLE),
            Case("strided", (array([1.0, 9, 2, 9, 3, 9])[::2], array([1.5, 4.0, 6.0])), array([-0.5, -1, -1]) / 3),
            Case(
                "many-elements", (resize(TABLE_PRED, 30_000), resize(TABLE_TRUE, 30_000)), resize(TABLE, 30_000) / 5_000
            ),
        ),
        item(
            "dtypes",
            Case("float32", (array([0.5, 1.25, -2.0], "float32"), array([1.0, -0.25, 3.0], "float32"))),
            Case("fraction-of-integers", (array([1, 9]), array([3, 4])), [-0.5, 0.5]),
            Case("uint8-wraps", (array([3, 40], "uint8"), array([5, 20], "uint8")), [-0.5, 0.5]),
            Case("float16", (array([0.5, 0.75, -2.0], "float16"), array([1.0, 0.5, 3.0], "float16")), torch=SHORT),
            Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 0.75])), array([-0.5, -0.25, 1]) / 3),
            Case("integer-targets", (array([0.5, 1.25, 5.75]), array([0, 1, 2])), array([0.5, 0.25, 1]) / 3),
            # What has no digits for large errors, or a short float, shows in these as well.
            *needing(
                "stability",
                Case("int8-wraps", (array([-128, 120], "int8"), array([127, -20], "int8")), [-0.5, 0.5]),
                Case("uint32-wraps", (array([0, 5], "uint32"), array([4 * 10**9, 5], "uint32")), [-0.5, 0.0]),
                Case("uint64-large", (array([2**63, 0], "uint64"), array([2**62, 2**62], "uint64")), [0.5, -0.5]),
                Case("int32-overflows", (array([2 * 10**9, 5], "int32"), array([-2 * 10**9, 5], "int32")), [0.5, 0.0]),
                Case("int64-difference-overflows", (array([3 * 2**61, 5]), array([-(2**62), 5])), [0.5, 0.0]),
            ),
            points=0.5,
        ),
        item(
            "missing_values",
            Case("nan-in-prediction", (array([1.0, nan, 3.0]), array([1.5, 4.0, 6.0])), [-0.5 / 3, nan, -1 / 3]),
            Case("nan-in-target", (array([2.0, 4.0, 6.0]), array([nan, 2.0, 5.5])), [nan, 1 / 3, 0.5 / 3]),
            Case("nan-in-both", (array([1.0, 5.0, nan]), array([0.75, 2.0, nan])), [0.25 / 3, 1 / 3, nan]),
            drawn=one_missing(),
        ),
        item("wrong_shapes", *WRONG_SHAPES),
        item(
            "purity",
            Case("read-only", (read_only([1.5, 7.0, 0.5]), read_only([1.0, 2.0, 2.5])), array([0.5, 1, -1]) / 3),
            # What fails here too does not fail by writing into a read-only array.
            Case("writable", (array([1.5, -4.0, 0.5]), array([1.0, 2.0, 2.5])), array([0.5, -1, -1]) / 3),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
