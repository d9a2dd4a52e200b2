"""How huber_loss is judged: two pieces that meet at delta, chosen element by element.

This file is long because a formula in two pieces goes wrong in many ways: in each piece, where they meet, and in the
choice between them. Only the item `deltas` gives a delta, so that a mistake about delta is lost there alone.
"""

import numpy as np
from numpy import append, array, asfortranarray, full, nan, resize, where, zeros

from autograder.bank.shared import fresh
from autograder.bank.shared.distances import IN_EVERY_LOSS_OF_ERRORS, one_missing
from autograder.bank.shared.integers import integer_buffer, number_types
from autograder.bank.shared.means import errors, outliers_cut
from autograder.bank.shared.pairs import THREE, WRONG_SHAPES
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, read_only, tensors, variants


def oracle(y_pred, y_true, delta=1.0):
    """F.huber_loss(y_pred, y_true, delta=delta): same order, mean by default; integers must be made floats first."""
    from torch.nn import functional as F

    return F.huber_loss(*tensors(y_pred, y_true), delta=delta)


def exact(y_pred, y_true, delta=1.0):
    return np.sum(costs(np.abs(y_pred - y_true), delta)) / y_pred.size


def costs(size, delta=1.0):
    """Return what errors of these sizes cost each."""
    return where(size <= delta, size**2 / 2, delta * (size - delta / 2))


def sizes(y_pred, y_true):
    return np.abs(errors(y_pred, y_true))


@variants(offset=(0.5, 0))
def half_missing(huber, y_pred, y_true, delta=1.0, *, offset):
    """Half missing in the curved piece

    What does an error of exactly delta cost by your first piece, and what by your second?

    With delta = 1 an error of 1 costs 1/2, by either piece; the whole square gives 1.

    The curved piece is half of the square of the error: look for the missing division by 2.

    Lecture: The two pieces of the Huber loss have the same value and slope at e = delta: put it into both to check a
    formula.
    Family: formula
    """
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2, delta * (size - offset * delta)))


def doubled(huber, y_pred, y_true, delta=1.0):
    """Loss twice as large as defined

    What does a single error of 1 cost by the definition, and what by your function?

    With delta = 1 an error of 1 costs 0.5 and an error of 3 costs 2.5; your function gives 1 and 5.

    Both of your pieces are twice as large as the definition's: its curved piece has the factor 1/2.

    Lecture: Some texts define the loss without the 1/2; a factor changes no minimum, but it changes every number.
    Family: formula
    """
    return 2 * huber(y_pred, y_true, delta)


@variants(form=range(4))
def offset_wrong(huber, y_pred, y_true, delta=1.0, *, form):
    """The straight piece is shifted

    Draw the curve near abs(e) = delta: does it jump there?

    With delta = 2 an error of 2 costs 2 by the curved piece, so the straight piece must begin at 2 as well.

    Subtract half of delta from the absolute error before you multiply by delta: half, with `/`, and minus.

    Lecture: The straight piece is the tangent of the parabola at delta; that fixes its offset.
    Family: formula
    """
    size = sizes(y_pred, y_true)
    offset = [0, delta // 2, -delta / 2, delta][form]
    return np.mean(where(size <= delta, size**2 / 2, delta * (size - offset)))


@variants(form=range(4))
def offset_fixed_at_half(huber, y_pred, y_true, delta=1.0, *, form):
    """Offset that is right for delta = 1 only

    Your answers are right for delta = 1: what does your function give for delta = 2 and an error of 6?

    With delta = 2 an error of 6 costs 2 · (6 − 1) = 10; with an offset of 0.5 it would be 2 · (6 − 0.5) = 11.

    Subtract half of delta from the absolute error, not a fixed number: check every 0.5, 1 and square near delta.

    Lecture: At delta = 1 many wrong formulas agree with the right one: test a parameter at a value other than 1.
    Family: formula
    """
    size, kink = sizes(y_pred, y_true), [delta, delta, delta, 1][form]
    offset = [0.5, 0.5 / delta, delta**2 / 2, delta / 2][form]
    return np.mean(where(size <= kink, size**2 / 2, delta * (size - offset)))


@variants(form=range(2))
def slope_missing(huber, y_pred, y_true, delta=1.0, *, form):
    """The straight piece is not multiplied by delta

    By how much does your answer grow when a large error grows by 1, for delta = 2?

    With delta = 2 an error of 6 costs 10 and an error of 7 costs 12: each step costs delta.

    The factor delta stands before the whole straight piece, outside the brackets.

    Lecture: Delta is the steepest slope that the Huber loss has: no outlier can pull harder than that.
    Family: formula
    """
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2, [size - delta / 2, size - 0.5][form]))


@variants(power=(1, -1))
def slope_in_the_curve(huber, y_pred, y_true, delta=1.0, *, power):
    """The curved piece multiplied or divided by delta

    For delta = 2 and a single error of 1, does your function return 0.5?

    With delta = 2 an error of 1 costs 0.5. Multiplied by delta it would be 1, and divided by it 0.25.

    Delta stands before the straight piece alone: the curved piece is half of the square, whatever delta is.

    Lecture: Delta says where the curve ends, not how steep it is before.
    Family: formula
    """
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2 * delta**power, delta * (size - delta / 2)))


def errors_over_delta(huber, y_pred, y_true, delta=1.0):
    """Errors measured in units of delta

    For delta = 2 and a single error of 6, does your function return 10?

    With delta = 2 an error of 6 costs 10. Divided by delta first, the error is 3, and it costs 2.5.

    Take the error as it is in both pieces: none of them divides by delta.

    Lecture: In units of delta the kink always lies at 1; the loss must then be multiplied by delta twice.
    Family: formula
    """
    size = sizes(y_pred, y_true) / delta
    return np.mean(where(size <= 1, size**2 / 2, size - 0.5))


def slope_squared(huber, y_pred, y_true, delta=1.0):
    """The straight piece multiplied by delta twice

    By how much does your answer grow when a large error grows by 1, for delta = 2?

    With delta = 2 an error of 6 costs 10 and an error of 7 costs 12: each step costs delta, which is 2. Yours costs 4.

    The factor delta stands once before the brackets of the straight piece.

    Lecture: At the kink both pieces have the slope delta: a piece that is steeper makes a corner there.
    Family: formula
    """
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2, delta**2 * (size - delta / 2)))


def smooth_l1(huber, y_pred, y_true, delta=1.0):
    """Smooth L1: the loss divided by delta

    For delta = 2 and a single error of 6, does your function return 10?

    With delta = 2 an error of 6 costs 10, and an error of 7 costs 12; smooth L1 gives 5 and 6.

    Both of your pieces are too small by the factor delta: no piece of the Huber loss is divided by it.

    Lecture: Smooth L1 is the Huber loss divided by delta: the two agree at delta = 1 and nowhere else.
    Family: quantity
    """
    return huber(y_pred, y_true, delta) / delta


@variants(form=range(3))
def delta_ignored(huber, y_pred, y_true, delta=1.0, *, form):
    """delta not used, or limited by 1

    Call your function on an error of 3 with delta = 0.5, 1 and 2: are the three results different?

    An error of 3 costs 2.5 with delta = 1, and 2 · (3 − 1) = 4 with delta = 2.

    Use the argument delta itself wherever the formula has it: no 1 in its place, no `min` and no `max` of it.

    Lecture: A default value hides that an argument is never read: call the function with another one.
    Family: formula
    """
    return huber(y_pred, y_true, [1.0, min(delta, 1.0), max(delta, 1.0)][form])


@variants(which=(all, any))
def delta_made_integer(huber, y_pred, y_true, delta=1.0, *, which):
    """delta made an integer

    When the arrays hold integers, what number does your code use for a delta of 2.5?

    int(2.5) is 2 and int(0.5) is 0: with delta = 0 no error costs anything.

    Convert the arrays to `float` and leave delta alone; do not put it into an array of the dtype of the data.

    Lecture: A parameter has a type of its own: casting it to the dtype of the data cuts its fraction.
    Family: integers
    """
    return huber(y_pred, y_true, int(delta) if which(y.dtype.kind in "iu" for y in (y_pred, y_true)) else delta)


@variants(sign=(1, -1))
def signed_comparison(huber, y_pred, y_true, delta=1.0, *, sign):
    """The signed error is compared with delta

    Is an error of −5 a small error or a large one, and what does your comparison say?

    With delta = 1 an error of −5 costs 1 · (5 − 0.5) = 4.5; −5 is below 1, so a signed comparison gives 25 / 2 = 12.5.

    Compare the absolute value of the error with delta, not the error itself.

    Lecture: A threshold needs the absolute value: a large negative error is always below a positive limit.
    Family: sign
    """
    error = errors(y_pred, y_true)
    return np.mean(where(sign * error <= delta, np.abs(error) ** 2 / 2, delta * (np.abs(error) - delta / 2)))


@variants(sign=(1, -1))
def sign_kept(huber, y_pred, y_true, delta=1.0, *, sign):
    """Sign kept in the straight piece

    Can a loss be below zero? Give your function an error of −5 and one of +5.

    With delta = 1 both cost 1 · (5 − 0.5) = 4.5; with its sign kept, −5 would cost 1 · (−5 − 0.5) = −5.5.

    In the straight piece, too, the error enters with its absolute value.

    Lecture: A square hides the sign by itself, a straight line does not: it needs the absolute value.
    Family: sign
    """
    error = sign * errors(y_pred, y_true)
    return np.mean(where(np.abs(error) <= delta, error**2 / 2, delta * (error - delta / 2)))


def branches_swapped(huber, y_pred, y_true, delta=1.0):
    """The two pieces are swapped

    Which piece does your function use for large errors: the square or the straight line?

    With delta = 1 an error of 10 costs 9.5 by the straight piece and 50 by the square: 9.5 is right.

    `np.where(condition, a, b)` gives a where the condition holds: look which piece stands first.

    Lecture: The loss is squared near the target and straight far from it, so that one outlier cannot decide the mean.
    Family: formula
    """
    size = sizes(y_pred, y_true)
    return np.mean(where(size > delta, size**2 / 2, delta * (size - delta / 2)))


@variants(summary=(np.max, np.mean, np.min))
def one_branch_for_all(huber, y_pred, y_true, delta=1.0, *, summary):
    """One piece chosen for all elements

    Give your function one small and one large error: does it use another piece for each of them?

    With delta = 1 errors of 0.5 and 3 cost 0.125 and 2.5, with the mean 1.3125.

    An `if` on the largest, the mean or the smallest error decides once for all: `np.where` decides for each element.

    Lecture: An `if` makes one decision; an array of a thousand elements needs a thousand decisions.
    Family: batch
    """
    size = sizes(y_pred, y_true)
    return np.mean(size**2 / 2 if summary(size) <= delta else delta * (size - delta / 2))


@variants(of_none=(nan, 0.0))
def branches_averaged_apart(huber, y_pred, y_true, delta=1.0, *, of_none):
    """Each piece averaged by itself

    Does your function take one mean of the small errors and another mean of the large ones?

    Two small errors cost 0.1 each and a large one 2.5: the mean of all is 2.7 / 3 = 0.9, but 0.1 + 2.5 is 2.6.

    Add up the costs of both pieces first, then divide once by the number of all elements.

    Lecture: A mean of means weighs small groups as much as large ones: add first, divide last.
    Family: reduction
    """
    size = sizes(y_pred, y_true)
    branches = size[size <= delta] ** 2 / 2, delta * (size[~(size <= delta)] - delta / 2)
    return sum(np.mean(losses) if losses.size else of_none for losses in branches)


@variants(counted=(0, 2))
def kink_counted_wrongly(huber, y_pred, y_true, delta=1.0, *, counted):
    """An error of exactly delta counted twice or not at all

    How many of your two pieces are used for an error of exactly delta: none, one or both?

    With delta = 1 an error of 1 costs 0.5; it is 0 if neither piece takes it, and 1 if both do.

    One comparison must include delta and the other not; the opposite of a mask is written `~mask`.

    Lecture: Two conditions must cover every number exactly once, delta too: the safest second one is "not the first".
    Family: outliers
    """
    size = sizes(y_pred, y_true)
    return np.mean(where(size == delta, counted, 1) * costs(size, delta))


def squared_everywhere(huber, y_pred, y_true, delta=1.0):
    """Squared however large the error is

    With delta = 1, what does your function return for an error of 10, and what for an error of 20?

    With delta = 1 errors of 10 and 20 cost 9.5 and 19.5; half of their squares is 50 and 200.

    Errors larger than delta need the other piece of the formula, the straight one: where is it in your code?

    Lecture: Half the square is the Huber loss for an infinite delta: outliers then decide the mean again.
    Family: outliers
    """
    return np.mean(errors(y_pred, y_true) ** 2) / 2


@variants(form=range(3))
def linear_everywhere(huber, y_pred, y_true, delta=1.0, *, form):
    """Straight however small the error is

    With delta = 1, what does your function return for an error of 0.5, and what for an error of 0.25?

    With delta = 1 errors of 0.5 and 0.25 cost 0.125 and 0.03125: half the error costs a quarter.

    Errors up to delta need the other piece of the formula, the curved one: where is it in your code?

    Lecture: Near the target the Huber loss is a parabola, so that its slope fades to 0 as the error does.
    Family: formula
    """
    size = sizes(y_pred, y_true)
    return np.mean([delta * (size - delta / 2), delta * size, size][form])


@variants(form=range(2))
def flat_tail(huber, y_pred, y_true, delta=1.0, *, form):
    """Large errors cost nothing more

    Should an error of a million cost no more than an error of delta?

    With delta = 1 errors of 1, 3 and 5 cost 0.5, 2.5 and 4.5: beyond delta the loss still grows.

    Cutting the error at delta makes the loss flat there: beyond delta it goes on as a straight line.

    Lecture: A flat loss has no slope, so an outlier is never corrected; the Huber loss limits its pull instead.
    Family: outliers
    """
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2, [delta**2 / 2 + 0 * size, 0 * size][form]))


@variants(half=(1, 2))
def squared_threshold(huber, y_pred, y_true, delta=1.0, *, half):
    """The square is compared with delta

    What does delta measure: the error, or its square?

    With delta = 4 an error of 3 is a small one, although its square 9, and half of that, are larger than 4.

    Compare the absolute value of the error with delta, before you square it.

    Lecture: Compare only numbers of the same unit: delta has the unit of the target, and a square does not.
    Family: outliers
    """
    size = sizes(y_pred, y_true)
    return np.mean(where(size**2 / half <= delta, size**2 / 2, delta * (size - delta / 2)))


def pseudo_huber(huber, y_pred, y_true, delta=1.0):
    """Pseudo-Huber loss instead of the Huber loss

    With delta = 1, does your function return exactly 0.5 for an error of 1?

    With delta = 1 an error of 1 costs 0.5; the pseudo-Huber loss gives sqrt(2) − 1 = 0.414.

    Leave out the square root, and write the two pieces as they stand in the definition.

    Lecture: Pseudo-Huber has all its derivatives, Huber only the first one; their numbers differ everywhere but at 0.
    Family: quantity
    """
    return np.mean(delta**2 * (np.sqrt(1 + (errors(y_pred, y_true) / delta) ** 2) - 1))


def squares_subtracted(huber, y_pred, y_true, delta=1.0):
    """Large squares subtracted: the digits cancel

    Does your code subtract one square from another? Try an error of 1e100.

    With delta = 1 an error of 1e100 costs 1e100; the squares of 1e100 and of 1e100 − 1 are the same float, and their
    difference is 0.

    Write the straight piece with the absolute error itself: no square is needed there.

    Lecture: Two formulas that are equal on paper can differ in every digit: do not subtract large squares.
    Family: digits
    """
    size = sizes(y_pred, y_true)
    return np.mean(size**2 - np.maximum(size - delta, 0) ** 2) / 2


def basics(rng):
    for size in (3, 4, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 2.0, size=(2, size))))


def deltas(rng):
    for number in ("one", "two"):
        y_pred, y_true = rng.normal(2.0, 4.0, size=(2, 5))
        yield Case(f"drawn-delta-{number}", (y_pred, y_true, float(rng.uniform(0.2, 6.0))))


# Errors of -0.5, 0.5, -2, -2, -0.75 and 3: small ones and large ones for delta = 1, none at the kink.
TABLE_PRED, TABLE_TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.25, 5.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
TABLE_LOSS = (0.125 + 0.125 + 1.5 + 1.5 + 0.28125 + 2.5) / 6
# Errors of 0.25, -1.5, 6 and -20.
PRED, TRUE = array([1.25, 0.5, 9.0, -16.0]), array([1.0, 2.0, 3.0, 4.0])
STEPS = ("difference", "size")  # what people compute in integers, before the square
SHORT = "inf: torch computes in the dtype it is given, and overflows"

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.pairs,
    after="mean_absolute_error",
    sweep=Sweep(
        "error (prediction minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16: the kinks at -1 and 1 are among them
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    napkins=(
        Napkin(
            (array([0.5]), array([0.0])),
            "Is an error of 0.5 below delta, which is 1? Then it is squared and halved.",
            "0.5² / 2 = 0.125.",
        ),
        Napkin(
            (array([4.0]), array([0.0])),
            "Beyond delta = 1 the loss is a straight line: delta · (error − delta/2).",
            "1 · (4 − 0.5) = 3.5. Half of the square would be 8.",
        ),
        Napkin(
            (array([4.0]), array([0.0]), 2.0),
            "Now delta is 2: it stands twice in delta · (error − delta/2).",
            "2 · (4 − 1) = 6: the line is steeper, and begins later.",
        ),
    ),
    misconceptions=(
        *IN_EVERY_LOSS_OF_ERRORS,
        outliers_cut,
        integer_buffer(lambda y_pred, y_true, delta=1.0: costs(sizes(y_pred, y_true), delta), of_differences=costs),
        *number_types(costs, unsigned=STEPS, signed=(*STEPS, "distance")),
    ),
    notice=(
        "np.where takes one of two formulas for each error, and both are computed for all of them. They meet at delta "
        "with the same value and the same slope: that is what the terms with delta / 2 are for. F.huber_loss is this "
        "loss; F.smooth_l1_loss is this loss divided by delta, which is called beta there, so the two agree at 1 "
        "alone."
    ),
    items=(
        item(
            "basics",
            Case("small-errors", (array([1.5, 2.75, 3.5]), array([1.0, 3.0, 4.0])), (0.125 + 0.03125 + 0.125) / 3),
            Case("large-errors", (array([-4.0, 7.0]), array([-1.0, 2.0])), (2.5 + 4.5) / 2),
            Case("small-and-large", (array([1.25, 7.0, 0.5]), array([1.0, 2.0, 2.5])), (0.03125 + 4.5 + 1.5) / 3),
            Case("equal", (THREE, THREE), 0.0),
            points=3,
            drawn=basics,
        ),
        item(
            "deltas",
            Case("delta-half", (array([1.375, 5.0]), array([1.0, 2.0]), 0.5), (0.375**2 / 2 + 0.5 * 2.75) / 2),
            Case("delta-two", (array([2.5, 11.0]), array([1.0, 6.0]), 2.0), (1.5**2 / 2 + 2 * 4) / 2),
            Case("at-the-kink", (array([3.0, 1.0]), array([1.0, 3.0]), 2.0), 2**2 / 2),
            Case("at-the-kink-of-one", (array([1.0, 0.5]), zeros(2)), (0.5 + 0.125) / 2),
            Case("delta-ten", (PRED, TRUE, 10.0), (0.25**2 / 2 + 1.5**2 / 2 + 6**2 / 2 + 10 * 15) / 4),
            Case("delta-integer", (PRED, TRUE, 2), (0.25**2 / 2 + 1.5**2 / 2 + 2 * (5 + 19)) / 4),
            # Too large for the fraction of a loss to show: who cuts those fractions loses dtypes alone.
            *needing(
                "stability",
                Case("delta-of-integers", (array([31_001, 100]), array([0, 30_101]), 2.5), 2.5 * (30_501 - 1.25)),
            ),
            points=2,
            drawn=deltas,
        ),
        item(
            "stability",
            Case("large-offset", (1e8 + array([-0.25, 1.125]), full(2, 1e8)), (0.03125 + 0.625) / 2),
            Case("outlier-among-many", (append(resize([0.5], 199), 1e6), zeros(200)), (199 * 0.125 + 1e6 - 0.5) / 200),
            Case("outlier-huge", (array([0.5, 1e100]), zeros(2)), 1e100 / 2),
            Case("tiny-errors", (array([1e-8, -3e-8, 2e-8]), zeros(3)), (1e-16 + 9e-16 + 4e-16) / 6),
            digits=True,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), 2.5),
            *needing("wrong_shapes", Case("zero-dimensional", (array(5.0), array(2.0)), 2.5)),
            Case("two-dimensional", (TABLE_PRED, TABLE_TRUE), TABLE_LOSS),
            Case("three-axes", (TABLE_PRED.reshape(3, 1, 2), TABLE_TRUE.reshape(3, 1, 2)), TABLE_LOSS),
            Case("fortran-order", (asfortranarray(TABLE_PRED), TABLE_TRUE), TABLE_LOSS),
            Case("strided", (array([1.0, 9.0, 2.0, 9.0, 3.0, 9.0])[::2], array([1.5, 4.0, 6.0])), (0.125 + 4) / 3),
            Case("many-elements", (resize(TABLE_PRED, 30_000), resize(TABLE_TRUE, 30_000)), TABLE_LOSS),
        ),
        item(
            "dtypes",
            Case("float32", (array([0.5, 1.25, -2.0], "float32"), array([1.0, -0.25, 3.0], "float32"))),
            Case("fraction-of-integers", (array([1, 9]), array([3, 4])), (1.5 + 4.5) / 2),
            Case("uint8-wraps", (array([3, 40], "uint8"), array([5, 20], "uint8")), (1.5 + 19.5) / 2),
            Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 0.75])), (0.125 + 0.03125 + 2.75) / 3),
            Case("integer-targets", (array([0.5, 1.25, 5.75]), array([0, 1, 2])), (0.125 + 0.03125 + 3.25) / 3),
            # Squares wrap around only where delta is large.
            *needing(
                "deltas",
                Case("uint8-squares-wrap", (array([0, 255], "uint8"), array([20, 235], "uint8"), 100.0), 200.0),
            ),
            # A limit on errors, or a short float, shows in these as well.
            *needing(
                "stability",
                Case("int8-wraps", (array([-128, -128], "int8"), array([127, 0], "int8")), (254.5 + 127.5) / 2),
                Case("uint32-wraps", (array([0], "uint32"), array([4 * 10**9], "uint32")), 4e9 - 0.5),
                Case("uint64-large", (array([2**63, 0], "uint64"), array([2**62, 2**62], "uint64")), 2.0**62),
                Case("int32-overflows", (array([2 * 10**9], "int32"), array([-2 * 10**9], "int32")), 4e9 - 0.5),
                Case("int64-difference-overflows", (array([3 * 2**61]), array([-(2**62)])), 5 * 2.0**61),
                Case(
                    "float16-overflows",
                    (array([4e4, 1], "float16"), array([-4e4, 4], "float16")),
                    40_001.0,
                    torch=SHORT,
                ),
            ),
            points=0.5,
        ),
        item(
            "missing_values",
            Case("nan-in-prediction", (array([1.0, nan, 3.0]), array([1.5, 4.0, 6.0])), nan),
            Case("nan-in-target", (array([2.0, 4.0, 6.0]), array([nan, 2.0, 5.5])), nan),
            Case("nan-in-both", (array([1.0, 5.0, nan]), array([0.75, 2.0, nan])), nan),
            drawn=one_missing,
        ),
        item("wrong_shapes", *WRONG_SHAPES),
        item(
            "purity",
            Case("read-only", (read_only([1.5, 7.0, 0.5]), read_only([1.0, 2.0, 2.5])), (0.125 + 4.5 + 1.5) / 3),
            # What fails here too does not fail by writing into a read-only array.
            Case("writable", (array([1.5, -4.0, 0.5]), array([1.0, 2.0, 2.5])), (0.125 + 5.5 + 1.5) / 3),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
