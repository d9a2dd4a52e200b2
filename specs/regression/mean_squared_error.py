"""How mean_squared_error is judged: the mean over all elements, in floats, of two arrays that really match."""

import math
from itertools import product

import numpy as np
from numpy import (
    append,
    arange,
    array,
    asfortranarray,
    float32,
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

from autograder.bank.spec import Case, Item, Spec, Sweep, read_only, variants


def oracle(y_pred, y_true):
    """F.mse_loss(y_pred, y_true): same order, mean by default; integers must be made floats first."""
    import torch
    from torch.nn import functional as F

    tensors = torch.tensor(y_pred), torch.tensor(y_true)
    return F.mse_loss(*(tensor if tensor.is_floating_point() else tensor.double() for tensor in tensors))


def exact(y_pred, y_true):
    return np.sum((y_pred - y_true) ** 2) / y_pred.size


def floats(y_pred, y_true):
    """What every right solution starts with, so that a misconception is one mistake and no other."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return y_pred.astype(float), y_true.astype(float)


def errors(y_pred, y_true):
    return np.subtract(*floats(y_pred, y_true))


def sum_instead_of_mean(mse, y_pred, y_true):
    """Does your number keep growing when the same data is repeated twice? A mean should not."""
    return mse(y_pred, y_true) * y_pred.size


def root_taken(mse, y_pred, y_true):
    """With a single error of 3, which unit should the result have: that of the error, or its square?"""
    return np.sqrt(mse(y_pred, y_true))


def square_of_mean(mse, y_pred, y_true):
    """Try errors of +1 and -1, and think about the order in which you average and square."""
    return np.mean(errors(y_pred, y_true)) ** 2


def extra_half(mse, y_pred, y_true):
    """If every error is exactly 1, what should the average squared error be?"""
    return mse(y_pred, y_true) / 2


def absolute_error(mse, y_pred, y_true):
    """An error twice as large should count how many times as much here?"""
    return np.mean(np.abs(errors(y_pred, y_true)))


@variants(sign=(np.abs, np.positive))
def difference_of_squares(mse, y_pred, y_true, sign):
    """A prediction of -2 for a target of 2 is a bad one: what does your formula say about it?"""
    predictions, targets = floats(y_pred, y_true)
    return np.mean(sign(predictions**2 - targets**2))


def variance_of_errors(mse, y_pred, y_true):
    """If every prediction is 3 too high, is the model perfect?"""
    return np.var(errors(y_pred, y_true))


def median_taken(mse, y_pred, y_true):
    """Change only the largest error: your result should react to it."""
    return np.median(errors(y_pred, y_true) ** 2)


def largest_taken(mse, y_pred, y_true):
    """Change only the smallest error: your result should react to it."""
    return np.max(errors(y_pred, y_true) ** 2)


@variants(
    guard=(
        np.positive,
        lambda size: np.maximum(size, np.finfo(float).eps),
        lambda size: size + 1e-8,
        lambda size: np.where(size == 0, 1, size),
    )
)
def percentage_error(mse, y_pred, y_true, guard):
    """Does the definition compare an error with the size of its target?"""
    return np.mean((errors(y_pred, y_true) / guard(np.abs(y_true.astype(float)))) ** 2)


@variants(least=(0, 1))
def one_less_in_denominator(mse, y_pred, y_true, least):
    """With a single pair of numbers, how many squared errors are averaged?"""
    return mse(y_pred, y_true) * y_pred.size / np.float64(max(y_pred.size - 1, least))


def divides_by_rows(mse, y_pred, y_true):
    """Ask yourself what `len` counts for a two-dimensional array."""
    return mse(y_pred, y_true) * y_pred.size / np.atleast_1d(y_pred).shape[0]


def first_row_only(mse, y_pred, y_true):
    """Put the only error into the second row and try again."""
    errors_of_row = errors(y_pred, y_true)[0] if y_pred.ndim > 1 else errors(y_pred, y_true)
    return np.mean(errors_of_row**2)


@variants(axis=(0, -1))
def axis_kept(mse, y_pred, y_true, axis):
    """Whatever the shape that goes in, how many numbers should come out?"""
    return np.mean(np.atleast_1d(errors(y_pred, y_true)) ** 2, axis=axis)


@variants(limit=(10, 100, 1e3, 1e4, 1e5, "2 deviations", "3 deviations"))
def outliers_cut(mse, y_pred, y_true, limit):
    """The definition treats every element alike, however far off it is."""
    error = np.ravel(errors(y_pred, y_true))
    if isinstance(limit, str):
        return np.mean(error[~(np.abs(error - np.mean(error)) > int(limit[0]) * np.std(error))] ** 2)
    return np.mean(np.clip(error, -limit, limit) ** 2)


@variants(
    expanded=(
        lambda p, t: np.mean(p * p) - 2 * np.mean(p * t) + np.mean(t * t),
        lambda p, t: np.mean(p * p - 2 * p * t + t * t),
        lambda p, t: np.mean(p * p + t * t - 2 * p * t),
    )
)
def expanded_square(mse, y_pred, y_true, expanded):
    """Subtracting two huge, nearly equal numbers costs digits; which subtraction can come first?"""
    return expanded(*floats(y_pred, y_true))


@variants(to_the_end=(False, True))
def float32_rounding(mse, y_pred, y_true, to_the_end):
    """How many digits does your floating-point type keep? Try 100000001 in it."""
    floats(y_pred, y_true)
    error = y_pred.astype(float32) - y_true.astype(float32)
    return np.mean((error if to_the_end else error.astype(float)) ** 2)


@variants(decimals=(2, 3, 4, 5, 6, 8, 10, 12))
def rounded_away(mse, y_pred, y_true, decimals):
    """A small loss is still a loss; where do its digits go?"""
    return np.round(mse(y_pred, y_true), decimals)


UNSIGNED, SIGNED = ("uint8", "uint32", "uint64"), ("int8", "int32", "int64")
INTEGERS = (*UNSIGNED, *SIGNED)


def in_integers(y_pred, y_true, names, made=None, wrapped="both"):
    """Keep the named integer types, or make them `made`, where a right solution has floats.

    What may wrap around is only the "input", only the "difference", only the "square", or "both" of the latter.
    """
    floats(y_pred, y_true)
    arrays = [y.astype((made or y.dtype) if y.dtype.name in names else float) for y in (y_pred, y_true)]
    if wrapped == "input":
        return np.mean(np.subtract(*arrays, dtype=float) ** 2)
    if wrapped == "square":
        return np.mean((np.maximum(*arrays) - np.minimum(*arrays)) ** 2)
    error = np.subtract(*arrays)
    return np.mean((error.astype(float) if wrapped == "difference" else error) ** 2)


@variants(names=(INTEGERS, UNSIGNED, ("uint32", "uint64", *SIGNED)), wrapped=("difference", "square", "both"))
def unsigned_wraparound(mse, y_pred, y_true, names, wrapped):
    """What is 0 minus 255 for a type that has no negative numbers, and 255 squared for one that ends at 255?"""
    return in_integers(y_pred, y_true, names, None, wrapped)


@variants(
    types=[
        *product((SIGNED, ("int32", "int64"), ("int64",)), (None,), ("difference", "square", "both")),
        *product((INTEGERS,), (int16, int32, int64), ("input", "difference", "square", "both")),
        (("uint8",), int16, "both"),
    ]
)
def integer_overflow(mse, y_pred, y_true, types):
    """Every integer type has a largest number: which inputs, differences or squares lie beyond it?"""
    return in_integers(y_pred, y_true, *types)


@variants(cut=("floor", "floor of integers", "cast", "put"))
def integer_division(mse, y_pred, y_true, cut):
    """The average of 1 and 2 lies between them: where does its fraction go?"""
    loss = np.float64(mse(y_pred, y_true))
    if cut == "cast":
        return loss.astype(y_pred.dtype)
    if cut == "put":
        place = zeros((), dtype=y_pred.dtype)
        place[...] = loss
        return place
    return np.floor(loss) if cut == "floor" or {y_pred.dtype.name, y_true.dtype.name} <= {*INTEGERS} else loss


@variants(model=(0, 1))
def fraction_cut(mse, y_pred, y_true, model):
    """When only one of the two arrays holds integers, what becomes of the fractions in the other?"""
    dtype = (y_pred, y_true)[model].dtype
    return mse(y_pred.astype(dtype), y_true.astype(dtype))


@variants(seen=((True, True), (True, False), (False, True)), as_if=("left out", "no error", "zero"))
def nan_ignored(mse, y_pred, y_true, seen, as_if):
    """If one value is unknown, can the loss of the whole set still be known?"""
    arrays = floats(y_pred, y_true)
    missing = [np.isnan(y) & is_seen for y, is_seen in zip(arrays, seen, strict=True)]
    if as_if == "zero":
        return mse(*[np.where(is_missing, 0, y) for y, is_missing in zip(arrays, missing, strict=True)])
    known = ~(missing[0] | missing[1])
    return np.sum(errors(y_pred, y_true)[known] ** 2) / (y_pred.size if as_if == "no error" else np.sum(known))


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
def silent_broadcast(mse, y_pred, y_true, gets_through):
    """Print the shape of the difference when one input is a column, a row or a single number and the other is not."""
    if y_pred.shape != y_true.shape and not gets_through(y_pred.shape, y_true.shape):
        raise ValueError("shapes differ")
    return np.mean(np.subtract(y_pred, y_true, dtype=float) ** 2)


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
def made_to_fit(mse, y_pred, y_true, how):
    """Arrays of different shapes can always be made to fit: flattened, cut, filled up. Should nobody hear of it?"""
    predictions, targets = y_pred.ravel(), y_true.ravel()
    small, large = sorted((y_pred.size, y_true.size))
    if how in FLATTENED:
        if how(y_pred.shape) != how(y_true.shape):
            raise ValueError("shapes differ")
        return mse(predictions, targets)
    if how == "zeros":
        return mse(*[append(y, zeros(large - y.size)) for y in (predictions, targets)])
    size = {"to predictions": y_pred.size, "to targets": y_true.size}.get(how, small)
    loss = mse(resize(predictions, size), resize(targets, size))
    return loss * small / {FITTED[1]: y_pred.size, FITTED[2]: y_true.size}.get(how, small)


@variants(argument=(0, 1), left=("errors", "as it was", "no nan"))
def input_overwritten(mse, y_pred, y_true, argument, left):
    """The input array belongs to the caller, who may have made it read-only: what do you write into it?"""
    array, loss = (y_pred, y_true)[argument], mse(y_pred, y_true)
    if left == "no nan":
        if np.isnan(array).any():
            array[np.isnan(array)] = 0
        return mse(y_pred, y_true)
    array[...] = array if left == "as it was" else y_pred - y_true
    return loss


TABLE_PRED, TABLE_TRUE = array([[1.0, 2.5, -3.0], [0.5, 4.0, 6.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
TABLE_LOSS = (0.5**2 + 0.5**2 + 2.0**2 + 2.0**2 + 1.0**2 + 4.0**2) / 6
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
    sweep=Sweep(
        "error (prediction minus target)",
        np.linspace(-5, 5, 161),  # steps of 1/16
        lambda error: (array([3 + error, 1 + error]), array([3.0, 1.0])),
    ),
    misconceptions=(
        sum_instead_of_mean,
        root_taken,
        square_of_mean,
        extra_half,
        absolute_error,
        difference_of_squares,
        variance_of_errors,
        median_taken,
        largest_taken,
        percentage_error,
        one_less_in_denominator,
        divides_by_rows,
        first_row_only,
        axis_kept,
        outliers_cut,
        expanded_square,
        float32_rounding,
        rounded_away,
        unsigned_wraparound,
        integer_overflow,
        integer_division,
        fraction_cut,
        nan_ignored,
        silent_broadcast,
        made_to_fit,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("three-errors", (array([2.5, 1.0, 2.1]), array([3.0, 0.5, 2.0])), (0.5**2 + 0.5**2 + 0.1**2) / 3),
                Case("same-error-everywhere", (array([4.0, 5.0, 6.0, 7.0]), FOUR), 9.0),
                Case("cancelling-errors", (array([1.0, 5.0]), array([3.0, 3.0])), 4.0),
                Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), (4 + 16) / 2),
                Case("equal", (THREE, THREE), 0.0),
                Case("first-one-hit", (array([2.0, 2.5, 0.25]), array([2.0, 2.0, 1.0])), (0.5**2 + 0.75**2) / 3),
            ),
            drawn=basics,
        ),
        Item(
            "shapes",
            (
                Case("one-element", (array([5.0]), array([2.0])), 9.0),
                Case("zero-dimensional", (array(5.0), array(2.0)), 9.0),
                Case("two-dimensional", (TABLE_PRED, TABLE_TRUE), TABLE_LOSS),
                Case("three-axes", (TABLE_PRED.reshape(3, 1, 2), TABLE_TRUE.reshape(3, 1, 2)), TABLE_LOSS),
                Case("batch-of-one", (TABLE_PRED.reshape(1, 6), TABLE_TRUE.reshape(1, 6)), TABLE_LOSS),
                Case("fortran-order", (asfortranarray(TABLE_PRED), TABLE_TRUE), TABLE_LOSS),
                Case("strided", (array([1.0, 9.0, 2.0, 9.0, 3.0, 9.0])[::2], array([2.0, 4.0, 6.0])), 14 / 3),
                Case("many-elements", (resize(TABLE_PRED, 30_000), resize(TABLE_TRUE, 30_000)), TABLE_LOSS),
            ),
            drawn=shapes,
        ),
        Item(
            "dtypes",
            (
                Case("float32", (array([0.5, 1.25, -2.0], dtype=float32), array([1.0, -0.25, 3.0], dtype=float32))),
                Case("float32-vs-float64", (array([0.5, 1.5], dtype=float32), array([0.25, 4.5])), (0.25**2 + 9) / 2),
                Case("fraction-of-integers", (array([1, 2, 3]), array([2, 2, 2])), 2 / 3),
                Case("uint8-wraps", (array([0, 255], dtype=uint8), array([255, 0], dtype=uint8)), 255.0**2),
                Case("int8-wraps", (array([-128, 20], dtype=int8), array([127, 0], dtype=int8)), (255**2 + 20**2) / 2),
                Case("uint32-wraps", (array([0, 4 * 10**9], dtype=uint32), array([4 * 10**9, 0], dtype=uint32)), 16e18),
                Case("uint64-large", (array([2**63, 0], dtype=uint64), array([2**62, 2**62], dtype=uint64)), 2.0**124),
                Case("int32-overflows", (array([100_000, 1], dtype=int32), array([0, 3], dtype=int32)), (1e10 + 4) / 2),
                Case("int64-large", (array([4 * 10**9, 2]), array([0, 5])), (16e18 + 9) / 2),
                Case("int64-difference-overflows", (array([3 * 2**61, 0]), array([-(2**62), 0])), 25 * 2.0**122 / 2),
                Case("mixed-dtypes", (array([1, 2, 4]), array([1.5, 2.25, 3.25])), (0.5**2 + 0.25**2 + 0.75**2) / 3),
                Case("integer-targets", (array([0.5, 1.25, 2.75]), array([0, 1, 2])), (0.5**2 + 0.25**2 + 0.75**2) / 3),
            ),
        ),
        Item(
            "stability",
            (
                # One element each: an expanded square leaves the same digits in whatever order it is added.
                Case("large-offset", (array([1e8 + 0.75]), array([1e8])), 0.75**2),
                Case("offset-of-thirty-million", (array([3e7 + 1.25]), array([3e7])), 1.25**2),
                Case("negative-offset", (array([0.75 - 3e7]), array([-3e7])), 0.75**2),
                Case("outlier", (array([1.0, 2.0, -1e6]), array([2.0, 4.0, 0.0])), (1 + 4 + 1e12) / 3),
                Case("outlier-among-many", (append(ones(12), 1e6), zeros(13)), (12 + 1e12) / 13),
                Case("outlier-huge", (array([1.0, 1e100]), zeros(2)), 1e200 / 2),
                Case("small-errors", (array([0.01, -0.03, 0.02]), zeros(3)), (1e-4 + 9e-4 + 4e-4) / 3),
                Case("tiny-errors", (array([1e-8, -3e-8, 2e-8]), zeros(3)), (1e-16 + 9e-16 + 4e-16) / 3),
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
                Case("read-only", (read_only(THREE), read_only(2 * THREE)), 14 / 3),
                # What fails here too does not fail by writing into a read-only array.
                Case("writable", (array([1.0, 2.0, 3.0]), array([1.5, 2.25, 4.0])), (0.5**2 + 0.25**2 + 1) / 3),
            ),
            inputs_unchanged=True,
        ),
    ),
)
