"""How huber_loss is judged: two pieces that meet at delta, chosen element by element.

It is long because a formula in two pieces goes wrong in many ways: in each piece, where they meet, and in the choice.
"""

import numpy as np
from numpy import array, asfortranarray, full, nan, resize, where, zeros

from autograder.bank.shared import fresh
from autograder.bank.shared.distances import IN_EVERY_LOSS_OF_ERRORS, one_missing
from autograder.bank.shared.integers import ALL_BUT_UINT8, integer_buffer, number_types
from autograder.bank.shared.means import errors
from autograder.bank.shared.pairs import THREE, WRONG_SHAPES
from autograder.bank.spec import Case, Spec, Sweep, item, read_only, tensors, variants


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
    """The two branches should meet at the kink, in value and in slope; check both there."""
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2, delta * (size - offset * delta)))


def doubled(huber, y_pred, y_true, delta=1.0):
    """What does a single error of 1 cost by the definition, and what by your function?"""
    return 2 * huber(y_pred, y_true, delta)


@variants(form=range(4))
def offset_wrong(huber, y_pred, y_true, delta=1.0, *, form):
    """Draw the curve near abs(e) = delta: does it jump there?"""
    size = sizes(y_pred, y_true)
    offset = [0, delta // 2, -delta / 2, delta][form]
    return np.mean(where(size <= delta, size**2 / 2, delta * (size - offset)))


@variants(form=range(4))
def offset_fixed_at_half(huber, y_pred, y_true, delta=1.0, *, form):
    """A formula that is right for delta = 1 may hide where delta belongs; try 2."""
    size, kink = sizes(y_pred, y_true), [delta, delta, delta, 1][form]
    offset = [0.5, 0.5 / delta, delta**2 / 2, delta / 2][form]
    return np.mean(where(size <= kink, size**2 / 2, delta * (size - offset)))


@variants(form=range(2))
def slope_missing(huber, y_pred, y_true, delta=1.0, *, form):
    """How steep is the curved part where it ends, and how steep is the straight part where it begins?"""
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2, [size - delta / 2, size - 0.5][form]))


def smooth_l1(huber, y_pred, y_true, delta=1.0):
    """How steep should the straight part be? Compare two values of delta."""
    return huber(y_pred, y_true, delta) / delta


@variants(form=range(3))
def delta_ignored(huber, y_pred, y_true, delta=1.0, *, form):
    """Call it twice with different delta: should the two results be equal?"""
    return huber(y_pred, y_true, [1.0, min(delta, 1.0), max(delta, 1.0)][form])


@variants(which=(all, any))
def delta_made_integer(huber, y_pred, y_true, delta=1.0, *, which):
    """The data may be integers while delta is not: what becomes of a delta of 0.5?"""
    return huber(y_pred, y_true, int(delta) if which(y.dtype.kind in "iu" for y in (y_pred, y_true)) else delta)


@variants(sign=(1, -1))
def signed_comparison(huber, y_pred, y_true, delta=1.0, *, sign):
    """An error of -5 is as far off as one of +5."""
    error = errors(y_pred, y_true)
    return np.mean(where(sign * error <= delta, np.abs(error) ** 2 / 2, delta * (np.abs(error) - delta / 2)))


@variants(sign=(1, -1))
def sign_kept(huber, y_pred, y_true, delta=1.0, *, sign):
    """A loss below zero would mean better than perfect: look at errors of -5 and +5."""
    error = sign * errors(y_pred, y_true)
    return np.mean(where(np.abs(error) <= delta, error**2 / 2, delta * (error - delta / 2)))


def branches_swapped(huber, y_pred, y_true, delta=1.0):
    """Which errors is this loss meant to be gentle with?"""
    size = sizes(y_pred, y_true)
    return np.mean(where(size > delta, size**2 / 2, delta * (size - delta / 2)))


@variants(summary=(np.max, np.mean, np.min))
def one_branch_for_all(huber, y_pred, y_true, delta=1.0, *, summary):
    """Every element makes its own choice; mix a small and a large error."""
    size = sizes(y_pred, y_true)
    return np.mean(size**2 / 2 if summary(size) <= delta else delta * (size - delta / 2))


@variants(of_none=(nan, 0.0))
def branches_averaged_apart(huber, y_pred, y_true, delta=1.0, *, of_none):
    """Two averages added are not the average of all: how many errors does each of them stand for?"""
    size = sizes(y_pred, y_true)
    branches = size[size <= delta] ** 2 / 2, delta * (size[~(size <= delta)] - delta / 2)
    return sum(np.mean(losses) if losses.size else of_none for losses in branches)


@variants(counted=(0, 2))
def kink_counted_wrongly(huber, y_pred, y_true, delta=1.0, *, counted):
    """An error of exactly delta: to how many of your branches does it belong?"""
    size = sizes(y_pred, y_true)
    return np.mean(where(size == delta, counted, 1) * costs(size, delta))


def squared_everywhere(huber, y_pred, y_true, delta=1.0):
    """Double the largest error: by how much should the loss grow?"""
    return np.mean(errors(y_pred, y_true) ** 2) / 2


@variants(form=range(3))
def linear_everywhere(huber, y_pred, y_true, delta=1.0, *, form):
    """Halve a small error: by how much should the loss shrink?"""
    size = sizes(y_pred, y_true)
    return np.mean([delta * (size - delta / 2), delta * size, size][form])


@variants(form=range(2))
def flat_tail(huber, y_pred, y_true, delta=1.0, *, form):
    """Should an error of a million cost no more than an error of delta?"""
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2, [delta**2 / 2 + 0 * size, 0 * size][form]))


@variants(half=(1, 2))
def squared_threshold(huber, y_pred, y_true, delta=1.0, *, half):
    """Compare like with like: what does delta measure?"""
    size = sizes(y_pred, y_true)
    return np.mean(where(size**2 / half <= delta, size**2 / 2, delta * (size - delta / 2)))


def pseudo_huber(huber, y_pred, y_true, delta=1.0):
    """A smooth relative of this loss only comes close to it: is yours exactly a parabola near zero?"""
    return np.mean(delta**2 * (np.sqrt(1 + (errors(y_pred, y_true) / delta) ** 2) - 1))


def squares_subtracted(huber, y_pred, y_true, delta=1.0):
    """Right on paper; but how many digits are left when one huge square is taken from another?"""
    size = sizes(y_pred, y_true)
    return np.mean(size**2 - np.maximum(size - delta, 0) ** 2) / 2


def basics(rng):
    for size, delta in ((4, ()), (6, (0.7,)), (8, (2.5,))):
        y_pred, y_true = rng.normal(2.0, 2.0, size=(2, size))
        yield Case(f"drawn-{size}-elements", (y_pred, y_true, *delta))


def deltas(rng):
    for number in ("one", "two"):
        y_pred, y_true = rng.normal(2.0, 4.0, size=(2, 6))
        yield Case(f"drawn-delta-{number}", (y_pred, y_true, float(rng.uniform(0.2, 6.0))))


# Errors of -0.5, 0.5, -2, -2, -0.75 and 4: small ones and large ones for delta = 1, none at the kink.
TABLE_PRED, TABLE_TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.25, 6.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
TABLE_LOSS = (0.125 + 0.125 + 1.5 + 1.5 + 0.28125 + 3.5) / 6
# Errors of 0.25, -1.5, 6 and -20.
PRED, TRUE = array([1.25, 0.5, 9.0, -16.0]), array([1.0, 2.0, 3.0, 4.0])
STEPS = ("difference", "distance", "size")  # what people compute in integers, before the square

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
    misconceptions=(
        *IN_EVERY_LOSS_OF_ERRORS,
        integer_buffer(lambda y_pred, y_true, delta=1.0: costs(sizes(y_pred, y_true), delta)),
        *number_types(costs, unsigned=STEPS, signed=STEPS, without=[(ALL_BUT_UINT8, None, "distance")]),
    ),
    items=(
        item(
            "basics",
            Case("small-errors", (array([1.5, 2.75, 3.5]), array([1.0, 3.0, 4.0])), (0.125 + 0.03125 + 0.125) / 3),
            Case("large-errors", (array([-4.0, 7.0]), array([-1.0, 2.0])), (2.5 + 4.5) / 2),
            Case("small-and-large", (array([1.5, 7.0, 0.5]), array([1.0, 2.0, 2.5])), (0.125 + 4.5 + 1.5) / 3),
            Case("delta-half", (array([1.25, 5.0]), array([1.0, 2.0]), 0.5), (0.25**2 / 2 + 0.5 * 2.75) / 2),
            Case("delta-two", (array([2.5, 1.0]), array([1.0, 6.0]), 2.0), (1.5**2 / 2 + 2 * 4) / 2),
            Case("equal", (THREE, THREE), 0.0),
            drawn=basics,
        ),
        item(
            "deltas_and_outliers",
            Case("at-the-kink", (array([3.0, 1.0]), array([1.0, 3.0]), 2.0), 2**2 / 2),
            Case("at-the-kink-of-one", (array([1.0, 0.25]), zeros(2)), (0.5 + 0.03125) / 2),
            Case("delta-ten", (PRED, TRUE, 10.0), (0.25**2 / 2 + 1.5**2 / 2 + 6**2 / 2 + 10 * 15) / 4),
            Case("delta-integer", (PRED, TRUE, 2), (0.25**2 / 2 + 1.5**2 / 2 + 2 * (5 + 19)) / 4),
            Case("delta-tiny", (PRED, TRUE, 1e-3), 1e-3 * (0.25 + 1.5 + 6 + 20 - 4 * 5e-4) / 4),
            Case("large-offset", (1e8 + array([0.5, -0.25, 3.0]), full(3, 1e8)), (0.125 + 0.03125 + 2.5) / 3),
            Case("outlier", (array([1.5, 2.0, 1e6]), array([1.0, 4.0, 0.0])), (0.125 + 1.5 + 1e6 - 0.5) / 3),
            Case("outlier-huge", (array([0.5, 1e100]), zeros(2)), 1e100 / 2),
            Case("tiny-errors", (array([1e-8, -3e-8, 2e-8]), zeros(3)), (1e-16 + 9e-16 + 4e-16) / 6),
            drawn=deltas,
            digits=True,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), 2.5),
            Case("zero-dimensional", (array(5.0), array(2.0)), 2.5),
            Case("two-dimensional", (TABLE_PRED, TABLE_TRUE), TABLE_LOSS),
            Case("three-axes", (TABLE_PRED.reshape(3, 1, 2), TABLE_TRUE.reshape(3, 1, 2)), TABLE_LOSS),
            Case("fortran-order", (asfortranarray(TABLE_PRED), TABLE_TRUE), TABLE_LOSS),
            Case("strided", (array([1.0, 9.0, 2.0, 9.0, 3.0, 9.0])[::2], array([1.5, 4.0, 6.0])), (0.125 + 4) / 3),
            Case("many-elements", (resize(TABLE_PRED, 30_000), resize(TABLE_TRUE, 30_000)), TABLE_LOSS),
        ),
        item(
            "dtypes",
            Case("float32", (array([0.5, 1.25, -2.0], "float32"), array([1.0, -0.25, 3.0], "float32"))),
            Case("delta-half-of-integers", (array([1, 5]), array([1, 2]), 0.5), 0.5 * 2.75 / 2),
            Case("uint8-wraps", (array([0, 255], "uint8"), array([255, 0], "uint8")), 254.5),
            Case("uint8-squares-wrap", (array([0, 255], "uint8"), array([20, 235], "uint8"), 100.0), 200.0),
            Case("int8-wraps", (array([-128, -128], "int8"), array([127, 0], "int8")), (254.5 + 127.5) / 2),
            Case("uint32-wraps", (array([0], "uint32"), array([4 * 10**9], "uint32")), 4e9 - 0.5),
            Case("uint64-large", (array([2**63, 0], "uint64"), array([2**62, 2**62], "uint64")), 2.0**62),
            Case("int32-overflows", (array([10**5], "int32"), array([0], "int32"), 1e6), 1e10 / 2),
            Case("int64-large", (array([4 * 10**9, 2]), array([0, 5]), 1e10), (16e18 + 9) / 4),
            Case("int64-difference-overflows", (array([3 * 2**61]), array([-(2**62)])), 5 * 2.0**61),
            Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 0.75])), (0.125 + 0.03125 + 2.75) / 3),
            Case("integer-targets", (array([0.5, 1.25, 5.75]), array([0, 1, 2])), (0.125 + 0.03125 + 3.25) / 3),
        ),
        item(
            "missing_values",
            Case("nan-in-prediction", (array([1.0, nan, 3.0]), array([1.5, 4.0, 6.0])), nan),
            Case("nan-in-target", (array([2.0, 4.0, 6.0]), array([nan, 2.0, 5.5])), nan),
            Case("nan-in-both", (array([1.0, 5.0, nan]), array([0.75, 2.0, nan]), 0.5), nan),
            drawn=one_missing,
        ),
        item("wrong_shapes", *(case for case in WRONG_SHAPES if case.id != "flat-vs-row")),
        item(
            "purity",
            Case("read-only", (read_only([1.5, 7.0, 0.5]), read_only([1.0, 2.0, 2.5])), (0.125 + 4.5 + 1.5) / 3),
            # What fails here too does not fail by writing into a read-only array.
            Case("writable", (array([1.5, -4.0, 0.5]), array([1.0, 2.0, 2.5])), (0.125 + 5.5 + 1.5) / 3),
            inputs_unchanged=True,
        ),
    ),
)
