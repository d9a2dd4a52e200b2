"""How huber_loss is judged: two pieces that meet at delta, chosen element by element."""

import math
from itertools import product

import numpy as np
from numpy import (
    append,
    arange,
    array,
    asfortranarray,
    float32,
    full,
    int8,
    int16,
    int32,
    int64,
    nan,
    ones,
    resize,
    uint8,
    uint32,
    uint64,
    where,
    zeros,
)

from autograder.bank.spec import Case, Item, Spec, Sweep, read_only, variants


def oracle(y_pred, y_true, delta=1.0):
    """F.huber_loss(y_pred, y_true, delta=delta): same order, mean by default; integers must be made floats first."""
    import torch
    from torch.nn import functional as F

    tensors = torch.tensor(y_pred), torch.tensor(y_true)
    return F.huber_loss(*(tensor if tensor.is_floating_point() else tensor.double() for tensor in tensors), delta=delta)


def exact(y_pred, y_true, delta=1.0):
    size = np.abs(y_pred - y_true)
    return np.sum(where(size <= delta, size**2 / 2, delta * (size - delta / 2))) / y_pred.size


def floats(y_pred, y_true):
    """What every right solution starts with, so that a misconception is one mistake and no other."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return y_pred.astype(float), y_true.astype(float)


def errors(y_pred, y_true):
    return np.subtract(*floats(y_pred, y_true))


def sizes(y_pred, y_true):
    return np.abs(errors(y_pred, y_true))


def is_integer(values):
    return values.dtype.kind in "iu"


def sum_instead_of_mean(huber, y_pred, y_true, delta=1.0):
    """Does your number keep growing when the same data is repeated twice? A mean should not."""
    return huber(y_pred, y_true, delta) * y_pred.size


@variants(tail=(lambda size, delta: delta * (size - delta / 2), lambda size, delta: delta * size))
def half_missing(huber, y_pred, y_true, delta=1.0, tail=None):
    """The two branches should meet at the kink, in value and in slope; check both there."""
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2, tail(size, delta)))


def doubled(huber, y_pred, y_true, delta=1.0):
    """What does a single error of 1 cost by the definition, and what by your function?"""
    return 2 * huber(y_pred, y_true, delta)


@variants(offset=(lambda delta: 0 * delta, lambda delta: delta // 2, lambda delta: -delta / 2))
def offset_missing(huber, y_pred, y_true, delta=1.0, offset=None):
    """Draw the curve near abs(e) = delta and see whether it jumps."""
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2, delta * (size - offset(delta))))


@variants(
    kink_and_tail=(
        (lambda delta: delta, lambda size, delta: delta * (size - 0.5)),
        (lambda delta: delta, lambda size, delta: delta * size - 0.5),
        (lambda delta: delta, lambda size, delta: delta * (size - delta**2 / 2)),
        (lambda delta: delta**0, lambda size, delta: delta * (size - delta / 2)),
    )
)
def offset_fixed_at_half(huber, y_pred, y_true, delta=1.0, kink_and_tail=None):
    """A formula that is right for delta = 1 may hide where delta belongs; try 2."""
    size, (kink, tail) = sizes(y_pred, y_true), kink_and_tail
    return np.mean(where(size <= kink(delta), size**2 / 2, tail(size, delta)))


def offset_too_large(huber, y_pred, y_true, delta=1.0):
    """An error just above delta should not cost next to nothing: what does one just below it cost?"""
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2, delta * (size - delta)))


def slope_missing(huber, y_pred, y_true, delta=1.0):
    """How steep is the curved part where it ends, and how steep is the straight part where it begins?"""
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2, size - delta / 2))


def delta_only_compared(huber, y_pred, y_true, delta=1.0):
    """Delta tells the branches apart; has it no other part to play? Check the kink for delta = 2."""
    size = sizes(y_pred, y_true)
    return np.mean(where(size <= delta, size**2 / 2, size - 0.5))


def smooth_l1(huber, y_pred, y_true, delta=1.0):
    """How steep should the straight part be? Compare two values of delta."""
    return huber(y_pred, y_true, delta) / delta


@variants(used=(lambda delta: delta**0, lambda delta: min(delta, 1.0), lambda delta: max(delta, 1.0)))
def delta_ignored(huber, y_pred, y_true, delta=1.0, used=None):
    """Call it twice with different delta: should the two results be equal?"""
    return huber(y_pred, y_true, used(delta))


@variants(both=(True, False))
def delta_made_integer(huber, y_pred, y_true, delta=1.0, both=True):
    """The data may be integers while delta is not: what becomes of a delta of 0.5?"""
    return huber(y_pred, y_true, int(delta) if is_integer(y_pred) and (is_integer(y_true) or not both) else delta)


@variants(sign=(1, -1))
def signed_comparison(huber, y_pred, y_true, delta=1.0, sign=1):
    """An error of -5 is as far off as one of +5."""
    size = sizes(y_pred, y_true)
    return np.mean(where(sign * errors(y_pred, y_true) <= delta, size**2 / 2, delta * (size - delta / 2)))


@variants(sign=(1, -1))
def sign_kept(huber, y_pred, y_true, delta=1.0, sign=1):
    """A loss below zero would mean better than perfect: look at errors of -5 and +5."""
    error = sign * errors(y_pred, y_true)
    return np.mean(where(np.abs(error) <= delta, error**2 / 2, delta * (error - delta / 2)))


def branches_swapped(huber, y_pred, y_true, delta=1.0):
    """Which errors is this loss meant to be gentle with?"""
    size = sizes(y_pred, y_true)
    return np.mean(where(size > delta, size**2 / 2, delta * (size - delta / 2)))


@variants(summary=(np.max, np.mean, np.min))
def one_branch_for_all(huber, y_pred, y_true, delta=1.0, summary=np.max):
    """Every element makes its own choice; mix a small and a large error."""
    size = sizes(y_pred, y_true)
    return np.mean(size**2 / 2 if summary(size) <= delta else delta * (size - delta / 2))


@variants(of_none=(nan, 0.0))
def branches_averaged_apart(huber, y_pred, y_true, delta=1.0, of_none=0.0):
    """Two averages added are not the average of all: how many errors does each of them stand for?"""
    size = sizes(y_pred, y_true)
    branches = size[size <= delta] ** 2 / 2, delta * (size[~(size <= delta)] - delta / 2)
    return sum(np.mean(losses) if losses.size else of_none for losses in branches)


@variants(counted=(0, 2))
def kink_counted_wrongly(huber, y_pred, y_true, delta=1.0, counted=0):
    """An error of exactly delta: to how many of your branches does it belong?"""
    size = sizes(y_pred, y_true)
    losses = where(size <= delta, size**2 / 2, delta * (size - delta / 2))
    return np.mean(where(size == delta, counted * losses, losses))


def mean_taken_first(huber, y_pred, y_true, delta=1.0):
    """Can an error of +2 make up for an error of -2? Think about what is averaged."""
    return huber(np.mean(errors(y_pred, y_true)), np.float64(0.0), delta)


def squared_everywhere(huber, y_pred, y_true, delta=1.0):
    """Double the largest error: by how much should the loss grow?"""
    return np.mean(errors(y_pred, y_true) ** 2) / 2


@variants(
    line=(
        lambda size, delta: delta * (size - delta / 2),
        lambda size, delta: delta * size,
        lambda size, delta: size * delta**0,
    )
)
def linear_everywhere(huber, y_pred, y_true, delta=1.0, line=None):
    """Halve a small error: by how much should the loss shrink?"""
    return np.mean(line(sizes(y_pred, y_true), delta))


def flat_tail(huber, y_pred, y_true, delta=1.0):
    """Should an error of a million cost no more than an error of delta?"""
    return np.mean(np.minimum(sizes(y_pred, y_true), delta) ** 2) / 2


def large_errors_dropped(huber, y_pred, y_true, delta=1.0):
    """An error beyond delta is listened to less; does that mean not at all?"""
    size = sizes(y_pred, y_true)
    return np.mean(where(size > delta, 0.0, size**2 / 2))


@variants(half=(1, 2))
def squared_threshold(huber, y_pred, y_true, delta=1.0, half=1):
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


def divides_by_rows(huber, y_pred, y_true, delta=1.0):
    """Ask yourself what `len` counts for a two-dimensional array."""
    return huber(y_pred, y_true, delta) * y_pred.size / np.atleast_1d(y_pred).shape[0]


def first_row_only(huber, y_pred, y_true, delta=1.0):
    """Put the only error into the second row and try again."""
    error = errors(y_pred, y_true)
    first = error[0] if y_pred.ndim > 1 else error
    return huber(first, np.zeros_like(first), delta)


@variants(axis=(0, -1))
def axis_kept(huber, y_pred, y_true, delta=1.0, axis=0):
    """Whatever the shape that goes in, how many numbers should come out?"""
    size = np.atleast_1d(sizes(y_pred, y_true))
    return np.mean(where(size <= delta, size**2 / 2, delta * (size - delta / 2)), axis=axis)


@variants(to_the_end=(False, True))
def float32_rounding(huber, y_pred, y_true, delta=1.0, to_the_end=False):
    """How many digits does your floating-point type keep? Try 100000001 in it."""
    floats(y_pred, y_true)
    size = np.abs(y_pred.astype(float32) - y_true.astype(float32))
    size = size if to_the_end else size.astype(float)
    return np.mean(where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


@variants(decimals=(2, 3, 4, 5, 6, 8, 10, 12))
def rounded_away(huber, y_pred, y_true, delta=1.0, decimals=4):
    """A small loss is still a loss; where do its digits go?"""
    return np.round(huber(y_pred, y_true, delta), decimals)


UNSIGNED, SIGNED = ("uint8", "uint32", "uint64"), ("int8", "int32", "int64")
INTEGERS = (*UNSIGNED, *SIGNED)


def in_integers(y_pred, y_true, delta, names, made=None, wrapped="both"):
    """Keep the named integer types, or make them `made`, where a right solution has floats.

    What may wrap around is only the "input", only the "difference", only the "square", or "both" of the latter.
    """
    floats(y_pred, y_true)
    arrays = [y.astype((made or y.dtype) if y.dtype.name in names else float) for y in (y_pred, y_true)]
    if wrapped == "input":
        arrays = [y.astype(float) for y in arrays]
    size = np.maximum(*arrays) - np.minimum(*arrays) if wrapped == "square" else np.abs(np.subtract(*arrays))
    if wrapped == "difference":
        size = np.abs(np.subtract(*arrays).astype(float))
    return np.mean(where(size <= delta, size**2 / 2, delta * (size.astype(float) - delta / 2)))


@variants(
    types=[
        *product((INTEGERS, UNSIGNED), (None,), ("difference", "square", "both")),
        *product((("uint32", "uint64", *SIGNED),), (None,), ("difference", "both")),
    ]
)
def unsigned_wraparound(huber, y_pred, y_true, delta=1.0, types=()):
    """What is 0 minus 255 for a type that has no negative numbers, and 255 squared for one that ends at 255?"""
    return in_integers(y_pred, y_true, delta, *types)


@variants(
    types=[
        *product((SIGNED, ("int32", "int64"), ("int64",)), (None,), ("difference", "square", "both")),
        *product((INTEGERS,), (int16, int32, int64), ("input", "difference", "square", "both")),
    ]
)
def integer_overflow(huber, y_pred, y_true, delta=1.0, types=()):
    """Every integer type has a largest number: which inputs, differences or squares lie beyond it?"""
    return in_integers(y_pred, y_true, delta, *types)


@variants(cut=("truncated", "cast", "put"))
def integer_buffer(huber, y_pred, y_true, delta=1.0, cut="truncated"):
    """Where do you keep the losses of the single elements, and has a half a place there?"""
    size = sizes(y_pred, y_true)
    losses = np.ravel(where(size <= delta, size**2 / 2, delta * (size - delta / 2)))
    if not is_integer(y_pred):
        return np.mean(losses)
    if cut == "truncated":
        return np.mean(np.trunc(losses))
    buffer = losses.astype(y_pred.dtype)
    if cut == "put":
        for i, loss in enumerate(losses.tolist()):  # one by one, NumPy refuses what is out of range
            buffer[i] = loss
    return np.mean(buffer)


@variants(model=(0, 1))
def fraction_cut(huber, y_pred, y_true, delta=1.0, model=0):
    """When only one of the two arrays holds integers, what becomes of the fractions in the other?"""
    dtype = (y_pred, y_true)[model].dtype
    return huber(y_pred.astype(dtype), y_true.astype(dtype), delta)


SEEN = ((True, True), (True, False), (False, True))  # in which of the arrays NaN is noticed


def are_missing(y_pred, y_true, seen):
    return [np.isnan(y) & is_seen for y, is_seen in zip(floats(y_pred, y_true), seen, strict=True)]


@variants(seen=SEEN)
def nan_falls_through(huber, y_pred, y_true, delta=1.0, seen=()):
    """Which of your branches does NaN belong to, and what does it cost there?"""
    size = where(np.logical_or(*are_missing(y_pred, y_true, seen)), 0, sizes(y_pred, y_true))
    return huber(size, np.zeros_like(size), delta)


@variants(seen=SEEN)
def nan_ignored(huber, y_pred, y_true, delta=1.0, seen=()):
    """If one value is unknown, can the loss of the whole set still be known?"""
    known = ~np.logical_or(*are_missing(y_pred, y_true, seen))
    return huber(y_pred[known], y_true[known], delta)


@variants(seen=SEEN)
def nan_replaced(huber, y_pred, y_true, delta=1.0, seen=()):
    """A missing value is not a measurement of zero: what can be known without it?"""
    missing = are_missing(y_pred, y_true, seen)
    return huber(*[where(is_nan, 0, y) for y, is_nan in zip((y_pred, y_true), missing, strict=True)], delta)


# When two different shapes get through: always, or because something of them is compared, but not all.
GETS_THROUGH = (
    lambda one, other: one != other,
    lambda one, other: one[:1] == other[:1],
    lambda one, other: (one or (1,))[0] == (other or (1,))[0],
    lambda one, other: len(ones(one)) == len(ones(other)),
    lambda one, other: one[0] == other[0],
    lambda one, other: one[-1:] == other[-1:],
    lambda one, other: len(one) == len(other),
    lambda one, other: len(one) == len(other) and any(m == n for m, n in zip(one, other, strict=True)),
    lambda one, other: math.prod(one) == math.prod(other),
    lambda one, other: one in ((), other),
    lambda one, other: other in ((), one),
    lambda one, other: () in (one, other),
)


@variants(gets_through=GETS_THROUGH)
def silent_broadcast(huber, y_pred, y_true, delta=1.0, gets_through=None):
    """Print the shape of the difference when one input is a column, a row or a single number and the other is not."""
    if y_pred.shape != y_true.shape and not gets_through(y_pred.shape, y_true.shape):
        raise ValueError("shapes differ")
    error = np.asarray(np.subtract(y_pred, y_true, dtype=float))
    return huber(error, np.zeros_like(error), delta)


# What is left of a shape when arrays are flattened more or less.
FLATTENED = (
    math.prod,
    sorted,
    lambda shape: [n for n in shape if n > 1],
    lambda shape: shape[:1] if shape[1:] == (1,) else shape,
    lambda shape: shape or (1,),
)
FITTED = ("cut", "cut, mean over predictions", "cut, mean over targets", "zeros", "to predictions", "to targets")


@variants(how=(*FLATTENED, *FITTED))
def made_to_fit(huber, y_pred, y_true, delta=1.0, how="cut"):
    """Arrays of different shapes can always be made to fit: flattened, cut, filled up. Should nobody hear of it?"""
    predictions, targets = y_pred.ravel(), y_true.ravel()
    small, large = sorted((y_pred.size, y_true.size))
    if how in FLATTENED:
        if how(y_pred.shape) != how(y_true.shape):
            raise ValueError("shapes differ")
        return huber(predictions, targets, delta)
    if how == "zeros":
        return huber(*[append(y, zeros(large - y.size)) for y in (predictions, targets)], delta)
    size = {"to predictions": y_pred.size, "to targets": y_true.size}.get(how, small)
    loss = huber(resize(predictions, size), resize(targets, size), delta)
    return loss * small / {FITTED[1]: y_pred.size, FITTED[2]: y_true.size}.get(how, small)


@variants(argument=(0, 1), left=("errors", "as it was", "no nan"))
def input_overwritten(huber, y_pred, y_true, delta=1.0, argument=0, left="errors"):
    """The input array belongs to the caller, who may have made it read-only: what do you write into it?"""
    array, loss = (y_pred, y_true)[argument], huber(y_pred, y_true, delta)
    if left == "no nan":
        if np.isnan(array).any():
            array[np.isnan(array)] = 0
        return huber(y_pred, y_true, delta)
    array[...] = array if left == "as it was" else y_pred - y_true
    return loss


# Errors of -0.5, 0.5, -2, -2, -0.75 and 4: small ones and large ones for delta = 1, none at the kink.
TABLE_PRED, TABLE_TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.25, 6.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
TABLE_LOSS = (0.125 + 0.125 + 1.5 + 1.5 + 0.28125 + 3.5) / 6
THREE, FOUR, SIX = arange(1.0, 4.0), arange(1.0, 5.0), arange(1.0, 7.0)
# Targets whose shapes do not match: however they are paired with 1, 2, 3..., the losses differ.
NEAR_THREE, NEAR_FOUR = array([1.5, 1.75, 4.25]), array([1.5, 1.75, 4.25, 2.0])
NEAR_SIX = array([1.5, 1.75, 4.25, 2.0, 5.5, 6.25])
# Errors of 0.25, -1.5, 6 and -20.
PRED, TRUE = array([1.25, 0.5, 9.0, -16.0]), array([1.0, 2.0, 3.0, 4.0])


def basics(rng):
    for size, delta in ((4, ()), (6, (0.7,)), (8, (2.5,))):
        y_pred, y_true = rng.normal(2.0, 2.0, size=(2, size))
        yield Case(f"drawn-{size}-elements", (y_pred, y_true, *delta))


def deltas(rng):
    for number in ("one", "two"):
        y_pred, y_true = rng.normal(2.0, 4.0, size=(2, 6))
        yield Case(f"drawn-delta-{number}", (y_pred, y_true, float(rng.uniform(0.2, 6.0))))


def missing(rng):
    for number, name in enumerate(("prediction", "target")):
        arrays = rng.normal(2.0, 3.0, size=(2, 6))
        arrays[number, rng.integers(6)] = nan
        yield Case(f"drawn-nan-in-{name}", tuple(arrays), nan)


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="mean_absolute_error",
    sweep=Sweep(
        "error (prediction minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16: the kinks at -1 and 1 are among them
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    misconceptions=(
        sum_instead_of_mean,
        half_missing,
        doubled,
        offset_missing,
        offset_fixed_at_half,
        offset_too_large,
        slope_missing,
        delta_only_compared,
        smooth_l1,
        delta_ignored,
        delta_made_integer,
        signed_comparison,
        sign_kept,
        branches_swapped,
        one_branch_for_all,
        branches_averaged_apart,
        kink_counted_wrongly,
        mean_taken_first,
        squared_everywhere,
        linear_everywhere,
        flat_tail,
        large_errors_dropped,
        squared_threshold,
        pseudo_huber,
        squares_subtracted,
        divides_by_rows,
        first_row_only,
        axis_kept,
        float32_rounding,
        rounded_away,
        unsigned_wraparound,
        integer_overflow,
        integer_buffer,
        fraction_cut,
        nan_falls_through,
        nan_ignored,
        nan_replaced,
        silent_broadcast,
        made_to_fit,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("small-errors", (array([1.5, 2.75, 3.5]), array([1.0, 3.0, 4.0])), (0.125 + 0.03125 + 0.125) / 3),
                Case("large-errors", (array([-4.0, 7.0]), array([-1.0, 2.0])), (2.5 + 4.5) / 2),
                Case("small-and-large", (array([1.5, 7.0, 0.5]), array([1.0, 2.0, 2.5])), (0.125 + 4.5 + 1.5) / 3),
                Case("delta-half", (array([1.25, 5.0]), array([1.0, 2.0]), 0.5), (0.25**2 / 2 + 0.5 * 2.75) / 2),
                Case("delta-two", (array([2.5, 1.0]), array([1.0, 6.0]), 2.0), (1.5**2 / 2 + 2 * 4) / 2),
                Case("equal", (THREE, THREE), 0.0),
            ),
            drawn=basics,
        ),
        Item(
            "deltas_and_outliers",
            (
                Case("at-the-kink", (array([3.0, 1.0]), array([1.0, 3.0]), 2.0), 2**2 / 2),
                Case("at-the-kink-of-one", (array([1.0, 0.25]), zeros(2)), (0.5 + 0.03125) / 2),
                Case("delta-ten", (PRED, TRUE, 10.0), (0.25**2 / 2 + 1.5**2 / 2 + 6**2 / 2 + 10 * 15) / 4),
                Case("delta-integer", (PRED, TRUE, 2), (0.25**2 / 2 + 1.5**2 / 2 + 2 * (5 + 19)) / 4),
                Case("delta-tiny", (PRED, TRUE, 1e-3), 1e-3 * (0.25 + 1.5 + 6 + 20 - 4 * 5e-4) / 4),
                Case("large-offset", (1e8 + array([0.5, -0.25, 3.0]), full(3, 1e8)), (0.125 + 0.03125 + 2.5) / 3),
                Case("outlier", (array([1.5, 2.0, 1e6]), array([1.0, 4.0, 0.0])), (0.125 + 1.5 + 1e6 - 0.5) / 3),
                Case("outlier-huge", (array([0.5, 1e100]), zeros(2)), 1e100 / 2),
                Case("tiny-errors", (array([1e-8, -3e-8, 2e-8]), zeros(3)), (1e-16 + 9e-16 + 4e-16) / 6),
            ),
            drawn=deltas,
        ),
        Item(
            "shapes",
            (
                Case("one-element", (array([5.0]), array([2.0])), 2.5),
                Case("zero-dimensional", (array(5.0), array(2.0)), 2.5),
                Case("two-dimensional", (TABLE_PRED, TABLE_TRUE), TABLE_LOSS),
                Case("three-axes", (TABLE_PRED.reshape(3, 1, 2), TABLE_TRUE.reshape(3, 1, 2)), TABLE_LOSS),
                Case("fortran-order", (asfortranarray(TABLE_PRED), TABLE_TRUE), TABLE_LOSS),
                Case("strided", (array([1.0, 9.0, 2.0, 9.0, 3.0, 9.0])[::2], array([1.5, 4.0, 6.0])), (0.125 + 4) / 3),
                Case("many-elements", (resize(TABLE_PRED, 30_000), resize(TABLE_TRUE, 30_000)), TABLE_LOSS),
            ),
        ),
        Item(
            "dtypes",
            (
                Case("float32", (array([0.5, 1.25, -2.0], dtype=float32), array([1.0, -0.25, 3.0], dtype=float32))),
                Case("delta-half-of-integers", (array([1, 5]), array([1, 2]), 0.5), 0.5 * 2.75 / 2),
                Case("uint8-wraps", (array([0, 255], dtype=uint8), array([255, 0], dtype=uint8)), 254.5),
                Case("uint8-squares-wrap", (array([0, 255], dtype=uint8), array([20, 235], dtype=uint8), 100.0), 200.0),
                Case("int8-wraps", (array([-128, -128], dtype=int8), array([127, 0], dtype=int8)), (254.5 + 127.5) / 2),
                Case("uint32-wraps", (array([0], dtype=uint32), array([4 * 10**9], dtype=uint32)), 4e9 - 0.5),
                Case("uint64-large", (array([2**63, 0], dtype=uint64), array([2**62, 2**62], dtype=uint64)), 2.0**62),
                Case("int32-overflows", (array([10**5], dtype=int32), array([0], dtype=int32), 1e6), 1e10 / 2),
                Case("int64-large", (array([4 * 10**9, 2]), array([0, 5]), 1e10), (16e18 + 9) / 4),
                Case("int64-difference-overflows", (array([3 * 2**61]), array([-(2**62)])), 5 * 2.0**61),
                Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 0.75])), (0.125 + 0.03125 + 2.75) / 3),
                Case("integer-targets", (array([0.5, 1.25, 5.75]), array([0, 1, 2])), (0.125 + 0.03125 + 3.25) / 3),
            ),
        ),
        Item(
            "missing_values",
            (
                Case("nan-in-prediction", (array([1.0, nan, 3.0]), array([1.5, 4.0, 6.0])), nan),
                Case("nan-in-target", (array([2.0, 4.0, 6.0]), array([nan, 2.0, 5.5])), nan),
                Case("nan-in-both", (array([1.0, 5.0, nan]), array([0.75, 2.0, nan]), 0.5), nan),
            ),
            drawn=missing,
        ),
        Item(
            "wrong_shapes",
            (
                Case("column-vs-flat", (FOUR[:, None], NEAR_FOUR), raises=ValueError),
                Case("flat-vs-column", (FOUR, NEAR_FOUR[:, None]), raises=ValueError),
                Case("row-vs-flat", (THREE[None], NEAR_THREE), raises=ValueError),
                Case("row-vs-column", (THREE[None], NEAR_THREE[:, None]), raises=ValueError),
                Case("same-size-other-shape", (SIX.reshape(2, 3), NEAR_SIX), raises=ValueError),
                Case("transposed", (SIX.reshape(2, 3), NEAR_SIX.reshape(3, 2)), raises=ValueError),
                Case("one-row-for-many", (THREE[None], resize(NEAR_SIX, (4, 3))), raises=ValueError),
                Case("many-rows-for-one", (resize(SIX, (4, 3)), NEAR_THREE[None]), raises=ValueError),
                Case("shorter", (THREE, NEAR_FOUR), raises=ValueError),
                Case("longer", (FOUR, NEAR_THREE), raises=ValueError),
                Case("scalar-vs-vector", (array(2.0), NEAR_THREE), raises=ValueError),
                Case("vector-vs-scalar", (THREE, array(2.5)), raises=ValueError),
                Case("scalar-vs-one-element", (array(2.0), array([2.5])), raises=ValueError),
                Case("one-element-vs-scalar", (array([2.0]), array(3.5)), raises=ValueError),
            ),
        ),
        Item(
            "purity",
            (
                Case("read-only", (read_only([1.5, 7.0, 0.5]), read_only([1.0, 2.0, 2.5])), (0.125 + 4.5 + 1.5) / 3),
                # What fails here too does not fail by writing into a read-only array.
                Case("writable", (array([1.5, -4.0, 0.5]), array([1.0, 2.0, 2.5])), (0.125 + 5.5 + 1.5) / 3),
            ),
            inputs_unchanged=True,
        ),
    ),
)
