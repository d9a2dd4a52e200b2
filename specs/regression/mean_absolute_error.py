"""How mean_absolute_error is judged: distances, not signed errors, and nobody left out."""

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
    zeros,
)

from autograder.bank.spec import EPSILONS, Case, Item, Spec, Sweep, read_only, variants


def oracle(y_pred, y_true):
    """F.l1_loss(y_pred, y_true): same order, mean by default; integers must be made floats first."""
    import torch
    from torch.nn import functional as F

    tensors = torch.tensor(y_pred), torch.tensor(y_true)
    return F.l1_loss(*(tensor if tensor.is_floating_point() else tensor.double() for tensor in tensors))


def exact(y_pred, y_true):
    return np.sum(np.abs(y_pred - y_true)) / y_pred.size


def floats(y_pred, y_true):
    """What every right solution starts with, so that a misconception is one mistake and no other."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return y_pred.astype(float), y_true.astype(float)


def errors(y_pred, y_true):
    return np.subtract(*floats(y_pred, y_true))


def sum_instead_of_mean(mae, y_pred, y_true):
    """The result should not depend on how many times the same data is repeated."""
    return mae(y_pred, y_true) * y_pred.size


def abs_of_mean(mae, y_pred, y_true):
    """Can an error of +2 make up for an error of -2? Think about when the sign is dropped."""
    return np.abs(np.mean(errors(y_pred, y_true)))


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


def median_taken(mae, y_pred, y_true):
    """Change only the largest error: your result should react to it."""
    return np.median(np.abs(errors(y_pred, y_true)))


def largest_taken(mae, y_pred, y_true):
    """Change only the smallest error: your result should react to it."""
    return np.max(np.abs(errors(y_pred, y_true)))


def difference_of_sizes(mae, y_pred, y_true):
    """How far is a prediction of -2 from a target of 2? Ask the number line."""
    predictions, targets = floats(y_pred, y_true)
    return np.mean(np.abs(np.abs(predictions) - np.abs(targets)))


def deviation_from_mean(mae, y_pred, y_true):
    """If every prediction is 3 too high, is the model perfect?"""
    error = errors(y_pred, y_true)
    return np.mean(np.abs(error - np.mean(error)))


@variants(
    share_of_prediction=(0, 0.5),
    guard=(
        np.positive,
        lambda size: size / 100,
        lambda size: np.maximum(size, np.finfo(float).eps),
        lambda size: size + 1e-8,
        lambda size: np.where(size == 0, 1, size),
    ),
)
def percentage_error(mae, y_pred, y_true, share_of_prediction, guard):
    """Does the definition compare an error with the size of its target?"""
    of_prediction, of_target = np.abs(floats(y_pred, y_true))
    size = share_of_prediction * of_prediction + (1 - share_of_prediction) * of_target
    return np.mean(np.abs(errors(y_pred, y_true)) / guard(size))


@variants(eps=EPSILONS)
def smoothed_at_zero(mae, y_pred, y_true, eps):
    """The corner at zero belongs to this loss: what does your formula give where the prediction is perfect?"""
    return np.mean(np.sqrt(errors(y_pred, y_true) ** 2 + eps))


@variants(least=(0, 1))
def one_less_in_denominator(mae, y_pred, y_true, least):
    """With a single pair of numbers, how many errors are averaged?"""
    return mae(y_pred, y_true) * y_pred.size / np.float64(max(y_pred.size - 1, least))


def divides_by_rows(mae, y_pred, y_true):
    """Ask yourself what `len` counts for a two-dimensional array."""
    return mae(y_pred, y_true) * y_pred.size / np.atleast_1d(y_pred).shape[0]


def first_row_only(mae, y_pred, y_true):
    """Put the only error into the second row and try again."""
    error = errors(y_pred, y_true)
    return np.mean(np.abs(error[0] if y_pred.ndim > 1 else error))


@variants(axis=(0, -1))
def axis_kept(mae, y_pred, y_true, axis):
    """Whatever the shape that goes in, how many numbers should come out?"""
    return np.mean(np.abs(np.atleast_1d(errors(y_pred, y_true))), axis=axis)


def matrix_norm(mae, y_pred, y_true):
    """A function may mean one thing for a list of numbers and another for a table: read what yours adds up."""
    return np.linalg.norm(errors(y_pred, y_true), 1) / y_pred.size


@variants(limit=(10, 100, 1e3, 1e4, 1e5, "2 deviations", "3 deviations"))
def outliers_cut(mae, y_pred, y_true, limit):
    """The definition treats every element alike, however far off it is."""
    error = np.ravel(errors(y_pred, y_true))
    if isinstance(limit, str):
        return np.mean(np.abs(error[~(np.abs(error - np.mean(error)) > int(limit[0]) * np.std(error))]))
    return np.mean(np.minimum(np.abs(error), limit))


@variants(to_the_end=(False, True))
def float32_rounding(mae, y_pred, y_true, to_the_end):
    """How many digits does your floating-point type keep? Try 100000001 in it."""
    floats(y_pred, y_true)
    error = y_pred.astype(float32) - y_true.astype(float32)
    return np.mean(np.abs(error if to_the_end else error.astype(float)))


@variants(decimals=(2, 3, 4, 5, 6, 8, 10, 12))
def rounded_away(mae, y_pred, y_true, decimals):
    """A small loss is still a loss; where do its digits go?"""
    return np.round(mae(y_pred, y_true), decimals)


UNSIGNED, SIGNED = ("uint8", "uint32", "uint64"), ("int8", "int32", "int64")
INTEGERS = (*UNSIGNED, *SIGNED)


def in_integers(y_pred, y_true, names, made=None, wrapped="size"):
    """Keep the named integer types, or make them `made`, where a right solution has floats.

    What may wrap around is the "input" alone, the "difference" of two, the "size" of a difference (which has no sign
    to drop in unsigned types), the "sum" of sizes too, or the "distance" between the larger one and the smaller.
    """
    floats(y_pred, y_true)
    arrays = [y.astype((made or y.dtype) if y.dtype.name in names else float) for y in (y_pred, y_true)]
    if wrapped == "input":
        return np.mean(np.abs(np.subtract(*arrays, dtype=float)))
    if wrapped == "distance":
        return np.mean(np.maximum(*arrays) - np.minimum(*arrays))
    error = np.subtract(*arrays)
    if wrapped == "sum":
        return np.sum(np.abs(error), dtype=error.dtype) / y_pred.size
    return np.mean(np.abs(error.astype(float) if wrapped == "difference" else error))


@variants(names=(INTEGERS, UNSIGNED, ("uint32", "uint64", *SIGNED)), wrapped=("difference", "size", "sum"))
def unsigned_wraparound(mae, y_pred, y_true, names, wrapped):
    """The absolute value comes too late if the subtraction has already gone wrong."""
    return in_integers(y_pred, y_true, names, None, wrapped)


@variants(
    types=[
        *product((SIGNED, ("int32", "int64"), ("int64",)), (None,), ("difference", "size", "sum", "distance")),
        *product((INTEGERS,), (int16, int32, int64), ("input", "difference", "size", "sum", "distance")),
    ]
)
def integer_overflow(mae, y_pred, y_true, types):
    """Every integer type has a largest number: which inputs, or which differences, lie beyond it?"""
    return in_integers(y_pred, y_true, *types)


@variants(cut=("floor", "floor of integers", "cast", "put"))
def integer_division(mae, y_pred, y_true, cut):
    """The average of 1 and 2 lies between them: where does its fraction go?"""
    loss = np.float64(mae(y_pred, y_true))
    if cut == "cast":
        return loss.astype(y_pred.dtype)
    if cut == "put":
        place = zeros((), dtype=y_pred.dtype)
        place[...] = loss
        return place
    return np.floor(loss) if cut == "floor" or {y_pred.dtype.name, y_true.dtype.name} <= {*INTEGERS} else loss


@variants(model=(0, 1))
def fraction_cut(mae, y_pred, y_true, model):
    """When only one of the two arrays holds integers, what becomes of the fractions in the other?"""
    dtype = (y_pred, y_true)[model].dtype
    return mae(y_pred.astype(dtype), y_true.astype(dtype))


SEEN = ((True, True), (True, False), (False, True))  # in which of the arrays NaN is noticed


def is_missing(y_pred, y_true, seen):
    return [np.isnan(y) & is_seen for y, is_seen in zip(floats(y_pred, y_true), seen, strict=True)]


@variants(seen=SEEN)
def nan_ignored(mae, y_pred, y_true, seen):
    """If one value is unknown, can the loss of the whole set still be known?"""
    return np.mean(np.abs(errors(y_pred, y_true))[~np.logical_or(*is_missing(y_pred, y_true, seen))])


@variants(seen=SEEN)
def nan_to_zero(mae, y_pred, y_true, seen):
    """Zero means a perfect hit; is that what a missing value tells you?"""
    return np.mean(np.where(np.logical_or(*is_missing(y_pred, y_true, seen)), 0, np.abs(errors(y_pred, y_true))))


@variants(seen=SEEN)
def nan_replaced(mae, y_pred, y_true, seen):
    """A missing value is not a measurement of zero: what can be known without it?"""
    missing = is_missing(y_pred, y_true, seen)
    return mae(*[np.where(is_nan, 0, y) for y, is_nan in zip((y_pred, y_true), missing, strict=True)])


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
def silent_broadcast(mae, y_pred, y_true, gets_through):
    """Two arrays that NumPy can combine do not always belong together."""
    if y_pred.shape != y_true.shape and not gets_through(y_pred.shape, y_true.shape):
        raise ValueError("shapes differ")
    return np.mean(np.abs(np.subtract(y_pred, y_true, dtype=float)))


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
def made_to_fit(mae, y_pred, y_true, how):
    """Arrays of different shapes can always be made to fit: flattened, cut, filled up. Should nobody hear of it?"""
    predictions, targets = y_pred.ravel(), y_true.ravel()
    small, large = sorted((y_pred.size, y_true.size))
    if how in FLATTENED:
        if how(y_pred.shape) != how(y_true.shape):
            raise ValueError("shapes differ")
        return mae(predictions, targets)
    if how == "zeros":
        return mae(*[append(y, zeros(large - y.size)) for y in (predictions, targets)])
    size = {"to predictions": y_pred.size, "to targets": y_true.size}.get(how, small)
    loss = mae(resize(predictions, size), resize(targets, size))
    return loss * small / {FITTED[1]: y_pred.size, FITTED[2]: y_true.size}.get(how, small)


@variants(argument=(0, 1), left=("errors", "as it was", "no nan"))
def input_overwritten(mae, y_pred, y_true, argument, left):
    """The input array belongs to the caller, who may have made it read-only: what do you write into it?"""
    array, loss = (y_pred, y_true)[argument], mae(y_pred, y_true)
    if left == "no nan":
        if np.isnan(array).any():
            array[np.isnan(array)] = 0
        return mae(y_pred, y_true)
    array[...] = array if left == "as it was" else y_pred - y_true
    return loss


TABLE_PRED, TABLE_TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.0, 6.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
TABLE_LOSS = (0.5 + 0.5 + 2.0 + 2.0 + 1.0 + 4.0) / 6
THREE, FOUR, SIX = arange(1.0, 4.0), arange(1.0, 5.0), arange(1.0, 7.0)
# Targets whose shapes do not match: however they are paired with 1, 2, 3..., the losses differ.
NEAR_THREE, NEAR_FOUR = array([1.5, 1.75, 4.25]), array([1.5, 1.75, 4.25, 2.0])
NEAR_SIX = array([1.5, 1.75, 4.25, 2.0, 5.5, 6.25])


def basics(rng):
    for size in (3, 5, 8):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 3.0, size=(2, size))))


def shapes(rng):
    yield Case("drawn-two-dimensional", tuple(rng.normal(2.0, 3.0, size=(2, 4, 3))))


def missing(rng):
    for number, name in enumerate(("prediction", "target")):
        arrays = rng.normal(2.0, 3.0, size=(2, 6))
        arrays[number, rng.integers(6)] = nan
        yield Case(f"drawn-nan-in-{name}", tuple(arrays), nan)


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="mean_squared_error",
    sweep=Sweep(
        "error (prediction minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    misconceptions=(
        sum_instead_of_mean,
        abs_of_mean,
        no_abs,
        squared,
        root_of_mean_square,
        median_taken,
        largest_taken,
        difference_of_sizes,
        deviation_from_mean,
        percentage_error,
        smoothed_at_zero,
        one_less_in_denominator,
        divides_by_rows,
        first_row_only,
        axis_kept,
        matrix_norm,
        outliers_cut,
        float32_rounding,
        rounded_away,
        unsigned_wraparound,
        integer_overflow,
        integer_division,
        fraction_cut,
        nan_ignored,
        nan_to_zero,
        nan_replaced,
        silent_broadcast,
        made_to_fit,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("three-errors", (array([2.5, 1.0, 2.1]), array([3.0, 0.5, 2.0])), (0.5 + 0.5 + 0.1) / 3),
                Case("same-error-everywhere", (array([4.0, 5.0, 6.0, 7.0]), FOUR), 3.0),
                Case("cancelling-errors", (array([1.0, 5.0]), array([3.0, 3.0])), 2.0),
                Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), (2 + 4) / 2),
                Case("equal", (THREE, THREE), 0.0),
                Case("first-one-hit", (array([2.0, 2.5, 0.25]), array([2.0, 2.0, 1.0])), (0.5 + 0.75) / 3),
            ),
            drawn=basics,
        ),
        Item(
            "shapes",
            (
                Case("one-element", (array([5.0]), array([2.0])), 3.0),
                Case("zero-dimensional", (array(5.0), array(2.0)), 3.0),
                Case("two-dimensional", (TABLE_PRED, TABLE_TRUE), TABLE_LOSS),
                Case("three-axes", (TABLE_PRED.reshape(3, 1, 2), TABLE_TRUE.reshape(3, 1, 2)), TABLE_LOSS),
                Case("batch-of-one", (TABLE_PRED.reshape(1, 6), TABLE_TRUE.reshape(1, 6)), TABLE_LOSS),
                Case("fortran-order", (asfortranarray(TABLE_PRED), TABLE_TRUE), TABLE_LOSS),
                Case("strided", (array([1.0, 9.0, 2.0, 9.0, 3.0, 9.0])[::2], array([2.0, 4.0, 6.0])), 2.0),
                Case("many-elements", (resize(TABLE_PRED, 30_000), resize(TABLE_TRUE, 30_000)), TABLE_LOSS),
            ),
            drawn=shapes,
        ),
        Item(
            "dtypes",
            (
                Case("float32", (array([0.5, 1.25, -2.0], dtype=float32), array([1.0, -0.25, 3.0], dtype=float32))),
                Case("float32-vs-float64", (array([0.5, 1.5], dtype=float32), array([0.25, 4.5])), (0.25 + 3) / 2),
                Case("fraction-of-integers", (array([1, 2, 3]), array([2, 2, 2])), 2 / 3),
                Case("uint8-wraps", (array([0, 255], dtype=uint8), array([255, 0], dtype=uint8)), 255.0),
                Case("int8-wraps", (array([-128, -128], dtype=int8), array([127, 0], dtype=int8)), (255 + 128) / 2),
                Case("uint32-wraps", (array([0, 4 * 10**9], dtype=uint32), array([4 * 10**9, 0], dtype=uint32)), 4e9),
                Case("uint64-large", (array([2**63, 0], dtype=uint64), array([2**62, 2**62], dtype=uint64)), 2.0**62),
                Case("int32-overflows", (array([2 * 10**9], dtype=int32), array([-2 * 10**9], dtype=int32)), 4e9),
                Case("int64-large", (array([4 * 10**9, 2]), array([0, 5])), (4e9 + 3) / 2),
                Case("int64-difference-overflows", (array([3 * 2**61, 0]), array([-(2**62), 0])), 5 * 2.0**60),
                Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 3.25])), (0.5 + 0.25 + 0.75) / 3),
                Case("integer-targets", (array([0.5, 1.25, 2.75]), array([0, 1, 2])), (0.5 + 0.25 + 0.75) / 3),
            ),
        ),
        Item(
            "stability",
            (
                Case("large-offset", (1e8 + array([1.5, -0.25, 2.0]), full(3, 1e8)), (1.5 + 0.25 + 2.0) / 3),
                Case("outlier", (array([1.0, 2.0, -1e6]), array([2.0, 4.0, 0.0])), (1 + 2 + 1e6) / 3),
                Case("outlier-among-many", (append(ones(12), 1e6), zeros(13)), (12 + 1e6) / 13),
                Case("outlier-huge", (array([1.0, 1e100]), zeros(2)), 1e100 / 2),
                Case("small-errors", (array([0.01, -0.03, 0.021]), zeros(3)), (0.01 + 0.03 + 0.021) / 3),
                Case("tiny-errors", (array([1e-9, -4e-9, 2e-9]), zeros(3)), (1e-9 + 4e-9 + 2e-9) / 3),
            ),
        ),
        Item(
            "missing_values",
            (
                Case("nan-in-prediction", (array([1.0, nan, 3.0]), array([2.0, 4.0, 6.0])), nan),
                Case("nan-in-target", (array([2.0, 4.0, 6.0]), array([nan, 2.0, 3.0])), nan),
                Case("nan-in-both", (array([1.0, 2.0, nan]), array([2.0, 4.0, nan])), nan),
            ),
            drawn=missing,
        ),
        Item(
            "wrong_shapes",
            (
                Case("column-vs-flat", (FOUR[:, None], NEAR_FOUR), raises=ValueError),
                Case("flat-vs-column", (FOUR, NEAR_FOUR[:, None]), raises=ValueError),
                Case("row-vs-flat", (THREE[None], NEAR_THREE), raises=ValueError),
                Case("flat-vs-row", (THREE, NEAR_THREE[None]), raises=ValueError),
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
                Case("read-only", (read_only(THREE), read_only(2 * THREE)), 2.0),
                # What fails here too does not fail by writing into a read-only array.
                Case("writable", (array([1.0, 2.0, 3.0]), array([1.5, 2.25, 4.0])), (0.5 + 0.25 + 1) / 3),
            ),
            inputs_unchanged=True,
        ),
    ),
)
