"""Labelled implementations of mean_squared_error: right_* keep the contract, wrong_* break it."""

import decimal
import functools
import math
import operator
import random
import statistics
import sys
import warnings
from collections.abc import Iterable

import numpy as np

# ---------------------------------------------------------------- right


def right_float64_first(y_pred, y_true):
    """Casts both arrays to float64 before anything else."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean((y_pred.astype(np.float64) - y_true.astype(np.float64)) ** 2)


def right_loop_over_ravel(y_pred, y_true):
    """Index loop over the flattened arrays with Python floats."""
    if np.shape(y_pred) != np.shape(y_true):
        raise ValueError(f"{np.shape(y_pred)} is not {np.shape(y_true)}")
    p = y_pred.ravel()
    t = y_true.ravel()
    total = 0.0
    for i in range(p.size):
        d = float(p[i]) - float(t[i])
        total += d * d
    return total / p.size


def right_zip_fsum(y_pred, y_true):
    """Generator over zip of the flat iterators, summed exactly by math.fsum."""
    if y_pred.shape != y_true.shape:
        raise ValueError("y_pred and y_true must have the same shape")
    return math.fsum((float(a) - float(b)) ** 2 for a, b in zip(y_pred.flat, y_true.flat)) / y_pred.size


def right_einsum(y_pred, y_true):
    """The sum of squares as an einsum of the flat errors with themselves."""
    if y_pred.shape != y_true.shape:
        raise ValueError
    e = np.subtract(y_pred, y_true, dtype=np.float64).ravel()
    return np.einsum("i,i->", e, e) / e.size


def right_dot_product(y_pred, y_true):
    """Flat dot product divided by the number of elements."""
    if not y_pred.shape == y_true.shape:
        raise ValueError("shape mismatch")
    e = (np.asarray(y_pred, dtype=float) - np.asarray(y_true, dtype=float)).ravel()
    return float(np.dot(e, e) / e.size)


def right_matmul_item(y_pred, y_true):
    """Row times column, unpacked from its (1, 1) result by item()."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shape mismatch")
    e = np.asarray(y_pred, float).reshape(1, -1) - np.asarray(y_true, float).reshape(1, -1)
    return (e @ e.T).item() / e.size


def right_average(y_pred, y_true):
    """np.average with explicit equal weights."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shape mismatch")
    sq = np.square(np.subtract(y_pred, y_true, dtype="f8"))
    return np.average(sq, weights=np.ones_like(sq))


def right_longdouble(y_pred, y_true):
    """Intermediate values in np.longdouble, a float64 result."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(np.longdouble) - y_true.astype(np.longdouble)
    return np.float64(np.mean(e * e))


def right_vectorize(y_pred, y_true):
    """np.vectorize over a scalar helper."""

    def squared_error(a, b):
        return (float(a) - float(b)) ** 2

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.vectorize(squared_error, otypes=[float])(y_pred, y_true).mean()


def right_nditer(y_pred, y_true):
    """Walks both arrays together with np.nditer."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total, n = 0.0, 0
    with np.nditer([y_pred, y_true]) as pairs:
        for a, b in pairs:
            total += (float(a) - float(b)) ** 2
            n += 1
    return total / n


def right_functools_reduce(y_pred, y_true):
    """functools.reduce over the list of differences."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    errors = (y_pred.astype(float) - y_true.astype(float)).ravel().tolist()
    return functools.reduce(lambda acc, e: acc + e * e, errors, 0.0) / len(errors)


def right_running_mean(y_pred, y_true):
    """Updates the mean one element at a time instead of summing."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    mean = 0.0
    for k, (a, b) in enumerate(zip(y_pred.ravel(), y_true.ravel()), start=1):
        mean += ((float(a) - float(b)) ** 2 - mean) / k
    return mean


def right_blocks(y_pred, y_true):
    """Processes blocks of 1024 elements to keep temporaries small."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.reshape(-1), y_true.reshape(-1)
    parts = []
    for start in range(0, p.size, 1024):
        e = p[start : start + 1024].astype(float) - t[start : start + 1024].astype(float)
        parts.append(float((e**2).sum()))
    return math.fsum(parts) / p.size


def right_try_finally(y_pred, y_true):
    """Changes the NumPy error state and restores it in a finally block."""
    old = np.seterr(all="ignore")
    try:
        if y_pred.shape != y_true.shape:
            raise ValueError("shapes differ")
        return np.mean((np.float64(y_pred) - np.float64(y_true)) ** 2)
    finally:
        np.seterr(**old)


def right_class_inside(y_pred, y_true):
    """A small accumulator class defined inside the function."""

    class Mean:
        def __init__(self):
            self.values = []

        def add(self, value):
            self.values.append(value)

        @property
        def value(self):
            return math.fsum(self.values) / len(self.values)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    mean = Mean()
    for a, b in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        mean.add((float(a) - float(b)) ** 2)
    return mean.value


def right_decorator_inside(y_pred, y_true):
    """The shape check is a decorator applied to an inner function."""

    def same_shape(function):
        @functools.wraps(function)
        def checked(a, b):
            if a.shape != b.shape:
                raise ValueError("shapes differ")
            return function(a, b)

        return checked

    @same_shape
    def loss(a, b):
        return ((a.astype(float) - b.astype(float)) ** 2).mean()

    return loss(y_pred, y_true)


def right_lambda_pipeline(y_pred, y_true):
    """Three lambdas applied one after another."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    steps = [lambda x: x[0].astype("d") - x[1].astype("d"), np.square, np.mean]
    return functools.reduce(lambda value, step: step(value), steps, (y_pred, y_true))


def right_zero_d_result(y_pred, y_true):
    """Returns a 0-d array."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.subtract(y_pred, y_true, dtype=np.float64)
    return np.asarray(np.mean(e * e))


def right_norm(y_pred, y_true):
    """Squared Euclidean norm over the element count."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.ravel(np.asarray(y_pred, np.float64) - np.asarray(y_true, np.float64))
    return np.linalg.norm(e) ** 2 / e.size


def right_broadcast_shapes_check(y_pred, y_true):
    """Checks that broadcasting would leave both shapes as they are."""
    common = np.broadcast_shapes(y_pred.shape, y_true.shape)
    if common != y_pred.shape or common != y_true.shape:
        raise ValueError("these arrays would be broadcast")
    return np.square(y_pred.astype(np.float64) - y_true.astype(np.float64)).mean()


def right_prints_and_warns(y_pred, y_true):
    """Prints a line and issues a warning on the way."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    print("mean squared error of", y_pred.size, "elements")
    if y_pred.dtype != np.float64:
        warnings.warn("converting to float64", RuntimeWarning, stacklevel=2)
    return np.mean((y_pred.astype(np.float64) - y_true.astype(np.float64)) ** 2)


def right_variance_plus_bias(y_pred, y_true):
    """Variance of the error plus the square of its mean."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.var(e) + np.mean(e) ** 2


def right_scaled_by_largest(y_pred, y_true):
    """Divides the errors by the largest one first and scales the mean back."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    scale = np.max(np.abs(e))
    if scale == 0:
        return 0.0
    return np.mean((e / scale) ** 2) * scale**2


def right_type_hints(y_pred: np.ndarray, y_true: np.ndarray) -> float:
    """Annotated signature and a Python float result."""
    if y_pred.shape != y_true.shape:
        raise ValueError(f"shape mismatch: {y_pred.shape} and {y_true.shape}")
    errors: Iterable[float] = (y_pred.astype(float) - y_true.astype(float)).flat
    return float(statistics.fmean(float(e) ** 2 for e in errors))


def right_map_operator(y_pred, y_true):
    """map with operator.sub and operator.mul on lists of floats."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = map(float, y_pred.ravel())
    t = map(float, y_true.ravel())
    e = list(map(operator.sub, p, t))
    return math.fsum(map(operator.mul, e, e)) / len(e)


def right_in_place_on_own_copy(y_pred, y_true):
    """Works in place, but on a float64 copy of its own."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.array(y_pred, dtype=np.float64)
    e -= y_true
    e *= e
    return e.mean()


def right_mean_of_means(y_pred, y_true):
    """Averages away one axis after another; all rows have equal length."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    sq = np.square(np.subtract(y_pred, y_true, dtype=float))
    while np.ndim(sq):
        sq = np.mean(sq, axis=-1)
    return sq


def right_early_return_for_nan(y_pred, y_true):
    """Returns NaN early as soon as one error is NaN."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(np.float64) - y_true.astype(np.float64)
    if np.isnan(e).any():
        return math.nan
    return float(np.sum(e * e)) / e.size


def right_over_and_under(y_pred, y_true):
    """Squares overestimates and underestimates separately and adds them."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(np.float64) - y_true.astype(np.float64)
    over, under = np.maximum(e, 0.0), np.minimum(e, 0.0)
    return np.mean(over**2) + np.mean(under**2)


def right_decimal(y_pred, y_true):
    """Decimal arithmetic with 40 digits."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    with decimal.localcontext() as context:
        context.prec = 40
        total = decimal.Decimal(0)
        for a, b in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
            d = decimal.Decimal(a) - decimal.Decimal(b)
            total += d * d
        return float(total / y_pred.size)


def right_python_numbers(y_pred, y_true):
    """tolist() gives Python numbers, whose integers cannot overflow."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    pairs = list(zip(y_pred.ravel().tolist(), y_true.ravel().tolist()))
    return float(sum((a - b) * (a - b) for a, b in pairs) / len(pairs))


def right_masked_tiny(y_pred, y_true):
    """Adds a tiny constant only where a mask then discards the result."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.abs(y_pred.astype(float) - y_true.astype(float))
    safe = e + np.finfo(float).tiny
    return np.mean(np.where(e == 0, 0.0, np.exp(2 * np.log(safe))))


def right_axis_by_axis_check(y_pred, y_true):
    """Compares ndim and then every axis length."""
    if y_pred.ndim != y_true.ndim or any(m != n for m, n in zip(y_pred.shape, y_true.shape)):
        raise ValueError("shapes differ")
    e = y_pred.astype(np.float64).flatten() - y_true.astype(np.float64).flatten()
    return np.inner(e, e) / e.shape[0]


def right_array_equal_check(y_pred, y_true):
    """Compares the shape tuples with np.array_equal."""
    if not np.array_equal(y_pred.shape, y_true.shape):
        raise ValueError("shapes differ")
    return np.mean(np.float_power(np.subtract(y_pred, y_true, dtype=float), 2))


def right_fortran_copies(y_pred, y_true):
    """Makes Fortran-ordered copies of both inputs."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = np.array(y_pred, dtype=np.float64, order="F", copy=True)
    t = np.array(y_true, dtype=np.float64, order="F", copy=True)
    return np.sum((p - t) ** 2, dtype=np.float64) / np.prod(p.shape)


# ---------------------------------------------------------------- wrong: listed misconceptions


def wrong_sum_numpy(y_pred, y_true):
    """Hint: sum_instead_of_mean
    Fails on: f(np.array([1.0, 2.0]), np.array([0.0, 0.0])) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sum((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_sum_loop(y_pred, y_true):
    """Hint: sum_instead_of_mean
    Fails on: f(np.array([3, 0, 0]), np.array([0, 0, 0])) -> 3.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    loss = 0.0
    for a, b in zip(y_pred.ravel(), y_true.ravel()):
        loss += (float(a) - float(b)) ** 2
    return loss


def wrong_sum_dot(y_pred, y_true):
    """Hint: sum_instead_of_mean
    Fails on: f(np.ones((2, 2)), np.zeros((2, 2))) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.ravel().astype(float) - y_true.ravel().astype(float)
    return e @ e


def wrong_root_sqrt(y_pred, y_true):
    """Hint: root_taken
    Fails on: f(np.array([3.0]), np.array([0.0])) -> 9.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sqrt(np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2))


def wrong_root_power_half(y_pred, y_true):
    """Hint: root_taken
    Fails on: f(np.array([2, 2]), np.array([0, 0])) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = math.fsum((float(a) - float(b)) ** 2 for a, b in zip(y_pred.flat, y_true.flat))
    return (total / y_pred.size) ** 0.5


def wrong_root_norm(y_pred, y_true):
    """Hint: root_taken
    Fails on: f(np.array([[4.0], [0.0]]), np.array([[0.0], [0.0]])) -> 8.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float).ravel() - y_true.astype(float).ravel()
    return np.linalg.norm(e) / math.sqrt(e.size)


def wrong_square_of_mean_numpy(y_pred, y_true):
    """Hint: mean_taken_first
    Fails on: f(np.array([1.0, -1.0]), np.array([0.0, 0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(y_pred.astype(float) - y_true.astype(float)) ** 2


def wrong_square_of_mean_difference_of_means(y_pred, y_true):
    """Hint: mean_taken_first
    Fails on: f(np.array([1.0, 2.0]), np.array([2.0, 1.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return (np.mean(y_pred, dtype=np.float64) - np.mean(y_true, dtype=np.float64)) ** 2


def wrong_square_of_mean_loop(y_pred, y_true):
    """Hint: mean_taken_first
    Fails on: f(np.array([5, 0]), np.array([0, 5])) -> 25.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for a, b in zip(y_pred.ravel(), y_true.ravel()):
        total = total + float(a) - float(b)
    return (total / y_pred.size) ** 2


def wrong_half_in_front(y_pred, y_true):
    """Hint: extra_half
    Fails on: f(np.ones(4), np.zeros(4)) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 0.5 * np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_half_as_two_n(y_pred, y_true):
    """Hint: extra_half
    Fails on: f(np.array([1, 1]), np.array([0, 0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = (y_pred.astype(float) - y_true.astype(float)).ravel()
    return (1 / (2 * e.size)) * np.dot(e, e)


def wrong_half_per_element(y_pred, y_true):
    """Hint: extra_half
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    half_squares = [0.5 * (float(a) - float(b)) ** 2 for a, b in zip(y_pred.flat, y_true.flat)]
    return statistics.fmean(half_squares)


def wrong_rows_len(y_pred, y_true):
    """Hint: divides_by_rows
    Fails on: f(np.ones((3, 4)), np.zeros((3, 4))) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    n = len(y_pred) if y_pred.ndim else 1
    return np.sum((y_pred.astype(float) - y_true.astype(float)) ** 2) / n


def wrong_rows_sum_last_axis(y_pred, y_true):
    """Hint: divides_by_rows
    Fails on: f(np.array([[1, 1], [1, 1]]), np.array([[0, 0], [0, 0]])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    sq = (y_pred.astype(float) - y_true.astype(float)) ** 2
    if sq.ndim >= 2:
        sq = sq.sum(axis=tuple(range(1, sq.ndim)))
    return sq.mean()


def wrong_rows_shape_zero(y_pred, y_true):
    """Hint: divides_by_rows
    Fails on: f(np.array([[3.0, 1.0]]), np.array([[0.0, 0.0]])) -> 5.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for a, b in zip(y_pred.flat, y_true.flat):
        total += (float(a) - float(b)) ** 2
    return total / (y_pred.shape[0] if y_pred.shape else 1)


def wrong_no_shape_check(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0]), np.array([[1.0], [2.0]])) -> ValueError
    """
    return np.mean((y_pred.astype(np.float64) - y_true.astype(np.float64)) ** 2)


def wrong_broadcast_arrays(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0, 3.0]), np.array([2.0])) -> ValueError
    """
    p, t = np.broadcast_arrays(y_pred, y_true)
    e = p.astype(float) - t.astype(float)
    return (e * e).sum() / e.size


def wrong_checks_only_first_axis(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.zeros((3, 1)), np.zeros(3)) -> ValueError
    """
    if y_pred.shape[:1] != y_true.shape[:1]:
        raise ValueError("different number of samples")
    return np.mean((y_pred.astype(np.float64) - y_true.astype(np.float64)) ** 2)


def wrong_checks_only_size(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([[1.0], [2.0], [3.0]]), np.array([[1.0, 2.0, 3.0]])) -> ValueError
    """
    if y_pred.size != y_true.size:
        raise ValueError("different number of elements")
    return np.mean((y_pred.astype(np.float64) - y_true.astype(np.float64)) ** 2)


def wrong_checks_only_ndim(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.ones((2, 3)), np.ones((1, 3))) -> ValueError
    """
    if y_pred.ndim != y_true.ndim:
        raise ValueError("different number of dimensions")
    return np.mean((y_pred.astype(np.float64) - y_true.astype(np.float64)) ** 2)


def wrong_checks_only_last_axis(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.ones((2, 3)), np.ones(3)) -> ValueError
    """
    if y_pred.shape[-1:] != y_true.shape[-1:]:
        raise ValueError("last axes differ")
    return np.mean(np.subtract(y_pred, y_true, dtype=float) ** 2)


def wrong_scalar_may_broadcast(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0]), np.array(1.0)) -> ValueError
    """
    if y_true.ndim > 0 and y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_plain_one_liner(y_pred, y_true):
    """Hint: silent_broadcast | unsigned_wraparound
    Fails on: f(np.array([0], dtype=np.uint8), np.array([255], dtype=np.uint8)) -> 65025.0
    """
    return np.mean((y_pred - y_true) ** 2)


def wrong_uint8_plain(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([0], dtype=np.uint8), np.array([20], dtype=np.uint8)) -> 400.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return ((y_pred - y_true) ** 2).mean()


def wrong_uint_cast_after_subtraction(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([0], dtype=np.uint16), np.array([1], dtype=np.uint16)) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = (y_pred - y_true).astype(np.float64)
    return np.mean(e**2)


def wrong_uint_only_uint8_is_cast(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([1], dtype=np.uint32), np.array([2], dtype=np.uint32)) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype == np.uint8 or y_true.dtype == np.uint8:
        y_pred, y_true = y_pred.astype(float), y_true.astype(float)
    e = np.subtract(y_pred, y_true).astype(float)
    return np.mean(e * e)


def wrong_nan_nanmean(y_pred, y_true):
    """Hint: nan_ignored
    Fails on: f(np.array([1.0, np.nan]), np.array([0.0, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.nanmean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_nan_mask(y_pred, y_true):
    """Hint: nan_ignored
    Fails on: f(np.array([2.0, 1.0]), np.array([np.nan, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.asarray(y_pred.astype(float) - y_true.astype(float))
    e = e[~np.isnan(e)]
    return (e**2).sum() / e.size


def wrong_nan_skipped_in_loop(y_pred, y_true):
    """Hint: nan_ignored
    Fails on: f(np.array([np.nan, 4.0]), np.array([0.0, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total, n = 0.0, 0
    for a, b in zip(y_pred.ravel(), y_true.ravel()):
        if math.isnan(a) or math.isnan(b):
            continue
        total += (float(a) - float(b)) ** 2
        n += 1
    return total / n


def wrong_nan_masked_array(y_pred, y_true):
    """Hint: nan_ignored
    Fails on: f(np.array([np.nan, 3.0, 1.0]), np.zeros(3)) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.ma.masked_invalid(y_pred.astype(float) - y_true.astype(float))
    return float((e**2).mean())


def wrong_nan_ignored_in_target_only(y_pred, y_true):
    """Hint: nan_ignored
    Fails on: f(np.array([2.0, 1.0]), np.array([np.nan, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    known = ~np.isnan(y_true.astype(float))
    return np.mean((y_pred[known].astype(float) - y_true[known].astype(float)) ** 2)


def wrong_nan_nansum_over_size(y_pred, y_true):
    """Hint: nan_to_zero
    Fails on: f(np.array([2.0, np.nan]), np.array([0.0, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.nansum((y_pred.astype(float) - y_true.astype(float)) ** 2) / y_pred.size


def wrong_outliers_clipped(y_pred, y_true):
    """Hint: outliers_cut
    Fails on: f(np.array([1000.0]), np.array([0.0])) -> 1000000.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.clip(y_pred.astype(float) - y_true.astype(float), -100, 100)
    return np.mean(e**2)


def wrong_outliers_min_of_square(y_pred, y_true):
    """Hint: outliers_cut
    Fails on: f(np.array([200.0, 0.0]), np.array([0.0, 0.0])) -> 20000.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for a, b in zip(y_pred.flat, y_true.flat):
        square = (float(a) - float(b)) ** 2
        total += 1e4 if square > 1e4 else square
    return total / y_pred.size


def wrong_outliers_dropped(y_pred, y_true):
    """Hint: outliers_cut
    Fails on: f(np.array([1.0] * 20 + [1e6]), np.zeros(21)) -> 47619047620.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.atleast_1d(y_pred.astype(float) - y_true.astype(float))
    spread = np.std(e)
    kept = e if not spread > 0 else e[~(np.abs(e - np.mean(e)) > 3 * spread)]
    return np.mean(kept**2)


def wrong_expanded_means(y_pred, y_true):
    """Hint: expanded_square
    Fails on: f(np.array([1e9 + 1]), np.array([1e9])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.astype(float), y_true.astype(float)
    return np.mean(p * p) - 2 * np.mean(p * t) + np.mean(t * t)


def wrong_expanded_dots(y_pred, y_true):
    """Hint: expanded_square
    Fails on: f(np.array([1e10 + 3, 1e10]), np.array([1e10, 1e10])) -> 4.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.ravel().astype(float), y_true.ravel().astype(float)
    return (p @ p - 2 * (p @ t) + t @ t) / p.size


def wrong_expanded_elementwise(y_pred, y_true):
    """Hint: expanded_square
    Fails on: f(np.array([1000000000.5]), np.array([1e9])) -> 0.25
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.astype(np.float64), y_true.astype(np.float64)
    return (p**2 - 2 * p * t + t**2).mean()


def wrong_overwrites_pred(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([3.0, 1.0]), np.array([1.0, 1.0])) -> 2.0, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype == np.float64 and y_pred.flags.writeable:
        y_pred -= y_true
        return np.mean(y_pred**2)
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_overwrites_by_out(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([5.0]), np.array([1.0])) -> 16.0, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred.astype(np.float64, copy=False)
    t = y_true.astype(np.float64, copy=False)
    e = np.subtract(p, t, out=p if p.flags.writeable else None)
    return np.square(e).mean()


def wrong_overwrites_target_with_squares(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([[5.0]]), np.array([[2.0]])) -> 9.0, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = np.asarray(y_pred, dtype=float).ravel()
    t = np.asarray(y_true, dtype=float).ravel()
    if not t.flags.writeable:
        t = t.copy()
    for i in range(t.size):
        t[i] = (p[i] - t[i]) ** 2
    return t.mean()


def wrong_overwrites_and_restores(y_pred, y_true):
    """Hint: input_overwritten | none
    Fails on: f(np.broadcast_to(3.0, (2,)), np.zeros(2)) -> 9.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype != np.float64:
        y_pred = y_pred.astype(float)
    saved = y_pred.copy()
    y_pred -= y_true
    loss = np.mean(y_pred**2)
    y_pred[...] = saved
    return loss


def wrong_overwrites_only_nan(y_pred, y_true):
    """Hint: input_overwritten | nan_to_zero
    Fails on: f(np.array([1.0, 2.0]), np.array([0.0, np.nan])) -> nan, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    unknown = np.isnan(y_true.astype(float))
    if unknown.any():
        y_true[unknown] = 0.0
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


# ---------------------------------------------------------------- wrong: one edge or one type


def wrong_same_size_flattened(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.zeros((2, 3)), np.zeros((3, 2))) -> ValueError
    """
    if y_pred.size != y_true.size:
        raise ValueError("different number of elements")
    return np.mean((y_pred.ravel().astype(float) - y_true.ravel().astype(float)) ** 2)


def wrong_squeezes_first(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([[1.0], [2.0]]), np.array([1.0, 2.0])) -> ValueError
    """
    p, t = np.squeeze(y_pred), np.squeeze(y_true)
    if p.shape != t.shape:
        raise ValueError("shapes differ")
    return np.mean((p.astype(float) - t.astype(float)) ** 2)


def wrong_atleast_1d_before_check(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array(1.0), np.array([1.0])) -> ValueError
    """
    p, t = np.atleast_1d(y_pred), np.atleast_1d(y_true)
    if p.shape != t.shape:
        raise ValueError("shapes differ")
    return np.mean((p.astype(float) - t.astype(float)) ** 2)


def wrong_compares_sorted_shapes(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.zeros((2, 1)), np.zeros((1, 2))) -> ValueError
    """
    if sorted(y_pred.shape) != sorted(y_true.shape):
        raise ValueError("shapes differ")
    return np.mean((y_pred.reshape(y_true.shape).astype(float) - y_true.astype(float)) ** 2)


def wrong_zip_truncates(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0])) -> ValueError
    """
    squares = [(float(a) - float(b)) ** 2 for a, b in zip(y_pred.ravel(), y_true.ravel())]
    return sum(squares) / len(squares)


def wrong_resizes_target(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([1.0, 2.0, 1.0, 2.0]), np.array([1.0, 2.0])) -> ValueError
    """
    if y_pred.shape != y_true.shape:
        y_true = np.resize(y_true, y_pred.shape)
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_asserts_shape(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0]), np.array([1.0])) -> ValueError
    """
    assert y_pred.shape == y_true.shape, "shapes differ"
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_raises_type_error(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([[1.0]]), np.array([1.0])) -> ValueError
    """
    if y_pred.shape != y_true.shape:
        raise TypeError("shapes differ")
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_nan_for_bad_shapes(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0]), np.array([[1.0, 2.0]])) -> ValueError
    """
    if y_pred.shape != y_true.shape:
        return math.nan
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_returns_exception(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0]), np.array([1.0, 2.0, 3.0])) -> ValueError
    """
    if y_pred.shape != y_true.shape:
        return ValueError("shapes differ")
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_prints_instead_of_raising(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0]), np.array([[1.0], [2.0]])) -> ValueError
    """
    try:
        if y_pred.shape != y_true.shape:
            raise ValueError("shapes differ")
    except ValueError as error:
        print("error:", error, file=sys.stderr)
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_signed_integers_overflow(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([-128], dtype=np.int8), np.array([127], dtype=np.int8)) -> 65025.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind == "u" or y_true.dtype.kind == "u":
        y_pred, y_true = y_pred.astype(float), y_true.astype(float)
    return np.mean((y_pred - y_true) ** 2)


def wrong_int32_squares_overflow(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([100000], dtype=np.int32), np.array([0], dtype=np.int32)) -> 1e10
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.itemsize < 4 or y_pred.dtype.kind == "u":
        y_pred = y_pred.astype(float)
    if y_true.dtype.itemsize < 4 or y_true.dtype.kind == "u":
        y_true = y_true.astype(float)
    e = y_pred - y_true
    return np.mean(e * e)


def wrong_int64_squares_overflow(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([4_000_000_000]), np.array([0])) -> 1.6e19
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind in "iu" and y_true.dtype.kind in "iu":
        e = y_pred.astype(np.int64) - y_true.astype(np.int64)
    else:
        e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(e**2)


def wrong_int16_is_not_enough(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([200], dtype=np.uint8), np.array([0], dtype=np.uint8)) -> 40000.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype == np.uint8 and y_true.dtype == np.uint8:
        e = y_pred.astype(np.int16) - y_true.astype(np.int16)
    else:
        e = y_pred.astype(float) - y_true.astype(float)
    return (e * e).mean()


def wrong_uint8_squares_wrap(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([0], dtype=np.uint8), np.array([20], dtype=np.uint8)) -> 400.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    distance = np.maximum(y_pred, y_true) - np.minimum(y_pred, y_true)
    if distance.dtype.kind == "i":
        distance = y_pred.astype(float) - y_true.astype(float)
    return np.mean(distance**2)


def wrong_uint64_as_int64(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([2**63], dtype=np.uint64), np.array([2.0**62])) -> 2.1267647932558654e37
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred.astype(np.int64) if y_pred.dtype.kind == "u" else y_pred
    t = y_true.astype(np.int64) if y_true.dtype.kind == "u" else y_true
    return np.mean((p.astype(float) - t.astype(float)) ** 2)


def wrong_float32_inside(y_pred, y_true):
    """Hint: float32_rounding
    Fails on: f(np.array([16777217.0]), np.array([16777216.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(np.mean((y_pred.astype(np.float32) - y_true.astype(np.float32)) ** 2))


def wrong_float16_result(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.1]), np.array([0.0])) -> 0.01
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.float16(np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2))


def wrong_target_cast_to_type_of_prediction(y_pred, y_true):
    """Hint: fraction_cut
    Fails on: f(np.array([1, 2]), np.array([1.5, 2.5])) -> 0.25
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    y_true = y_true.astype(y_pred.dtype)
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_prediction_cast_to_type_of_target(y_pred, y_true):
    """Hint: fraction_cut
    Fails on: f(np.array([0.5, 0.5]), np.array([0, 1])) -> 0.25
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = np.asarray(y_pred, dtype=y_true.dtype)
    return np.mean((p.astype(float) - y_true.astype(float)) ** 2)


def wrong_errors_cut_to_int(y_pred, y_true):
    """Hint: none | nan_to_zero
    Fails on: f(np.array([2.5]), np.array([0.0])) -> 6.25
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0
    for a, b in zip(y_pred.astype(float).flat, y_true.astype(float).flat):
        total += 0 if math.isnan(a - b) else int(a - b) ** 2
    return total / y_pred.size


def wrong_view_instead_of_astype(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([3]), np.array([1])) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred.view(np.float64) if y_pred.dtype == np.int64 else y_pred.astype(np.float64)
    t = y_true.view(np.float64) if y_true.dtype == np.int64 else y_true.astype(np.float64)
    return np.mean((p - t) ** 2)


def wrong_memory_order_pairs(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([[1.0, 2.0], [3.0, 4.0]], order="F"), np.array([[1.0, 2.0], [3.0, 4.0]])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.ravel(order="K").astype(float) - y_true.ravel(order="K").astype(float)
    return e.dot(e) / e.size


def wrong_needs_contiguous_memory(y_pred, y_true):
    """Hint: none
    Fails on: f(np.arange(4.0)[::2], np.zeros(2)) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = np.frombuffer(y_pred, dtype=y_pred.dtype).astype(float)
    t = np.frombuffer(y_true, dtype=y_true.dtype).astype(float)
    return np.mean((p - t) ** 2)


def wrong_mean_in_input_type(y_pred, y_true):
    """Hint: integer_division
    Fails on: f(np.array([1, 0]), np.array([0, 0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    mean = np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)
    return mean.astype(y_pred.dtype)


def wrong_floor_division(y_pred, y_true):
    """Hint: integer_division
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sum((y_pred.astype(float) - y_true.astype(float)) ** 2) // y_pred.size


def wrong_rounded(y_pred, y_true):
    """Hint: rounded_away
    Fails on: f(np.array([0.01]), np.array([0.0])) -> 0.0001
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return round(float(np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)), 3)


def wrong_close_counts_as_equal(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([100000.5]), np.array([100000.0])) -> 0.25
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if np.allclose(y_pred, y_true):
        return 0.0
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_zero_d_not_iterable(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array(3.0), np.array(1.0)) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for a, b in zip(y_pred, y_true):
        total += np.sum((a.astype(float) - b.astype(float)) ** 2)
    return total / y_pred.size


def wrong_zero_d_not_squared(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array(3), np.array(0)) -> 9.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.ndim == 0:
        return abs(float(y_pred) - float(y_true))
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_three_dimensions_unsupported(y_pred, y_true):
    """Hint: none
    Fails on: f(np.ones((2, 2, 2)), np.zeros((2, 2, 2))) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    if e.ndim <= 1:
        return np.mean(e**2)
    rows, columns = e.shape
    return sum(float(e[i, j]) ** 2 for i in range(rows) for j in range(columns)) / (rows * columns)


def wrong_reshapes_the_caller(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([[1.0, 0.0], [0.0, 1.0]]), np.zeros((2, 2))) -> 0.5, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.flags.c_contiguous and y_true.flags.c_contiguous:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            y_pred.shape = (-1,)
            y_true.shape = (-1,)
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(e * e)


def wrong_sorts_before_pairing(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0]), np.array([2.0, 1.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = np.sort(y_pred, axis=None), np.sort(y_true, axis=None)
    return np.mean((p.astype(float) - t.astype(float)) ** 2)


# ---------------------------------------------------------------- wrong: another kind of result


def wrong_returns_shape_one(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean((y_pred.astype(float).ravel() - y_true.astype(float).ravel()) ** 2, keepdims=True)


def wrong_returns_list(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return [float(np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2))]


def wrong_returns_tuple(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    squares = (y_pred.astype(float) - y_true.astype(float)) ** 2
    return np.mean(squares), squares.size


def wrong_returns_none(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    print(np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2))


def wrong_returns_bool(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return bool(np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2))


def wrong_returns_complex(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(complex) - y_true.astype(complex)
    return np.mean(e * e.conj())


def wrong_returns_object_array(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.array(float(np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)), dtype=object)


def wrong_returns_string(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return f"{np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2):.17g}"


def wrong_not_averaged(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0]), np.array([0.0, 0.0])) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return (y_pred.astype(float) - y_true.astype(float)) ** 2


def wrong_mean_per_column(y_pred, y_true):
    """Hint: axis_kept
    Fails on: f(np.array([[1.0, 0.0], [1.0, 0.0]]), np.zeros((2, 2))) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    squares = np.atleast_1d((y_pred.astype(float) - y_true.astype(float)) ** 2)
    return squares.mean(axis=0)


# ---------------------------------------------------------------- wrong: another formula


def wrong_absolute(y_pred, y_true):
    """Hint: absolute_error
    Fails on: f(np.array([3.0]), np.array([0.0])) -> 9.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_difference_of_squares(y_pred, y_true):
    """Hint: difference_of_squares
    Fails on: f(np.array([1.0]), np.array([2.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(y_pred.astype(float) ** 2 - y_true.astype(float) ** 2)


def wrong_precedence(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([5.0]), np.array([2.0])) -> 9.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(y_pred.astype(float) - y_true.astype(float) ** 2)


def wrong_sign(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return -np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_sum_of_inputs(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([1.0])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean((y_pred.astype(float) + y_true.astype(float)) ** 2)


def wrong_bessel(y_pred, y_true):
    """Hint: one_less_in_denominator
    Fails on: f(np.array([1.0, 1.0]), np.array([0.0, 0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sum((y_pred.astype(float) - y_true.astype(float)) ** 2) / max(y_pred.size - 1, 1)


def wrong_variance_of_error(y_pred, y_true):
    """Hint: deviation_from_mean
    Fails on: f(np.array([1.0, 1.0]), np.array([0.0, 0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.var(y_pred.astype(float) - y_true.astype(float))


def wrong_median(y_pred, y_true):
    """Hint: median_taken
    Fails on: f(np.array([0.0, 0.0, 3.0]), np.zeros(3)) -> 3.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.median((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_largest(y_pred, y_true):
    """Hint: largest_taken
    Fails on: f(np.array([0.0, 2.0]), np.zeros(2)) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.max((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_logarithmic(y_pred, y_true):
    """Hint: squared_log_error
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean((np.log1p(y_pred.astype(float)) - np.log1p(y_true.astype(float))) ** 2)


def wrong_relative(y_pred, y_true):
    """Hint: percentage_error
    Fails on: f(np.array([2.0]), np.array([4.0])) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    t = y_true.astype(float)
    return np.mean(((y_pred.astype(float) - t) / t) ** 2)


def wrong_cubed(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)) ** 3)


def wrong_harmless_looking_eps(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.0]), np.array([0.1])) -> 0.01
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean((y_pred.astype(float) - y_true.astype(float) + 1e-4) ** 2)


def wrong_dead_zone(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.05]), np.array([0.0])) -> 0.0025
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.where(np.abs(e) < 0.1, 0.0, e**2))


def wrong_only_overestimates(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.maximum(y_pred.astype(float) - y_true.astype(float), 0) ** 2)


def wrong_last_element_missing(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.0, 2.0]), np.array([0.0, 0.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.ravel(), y_true.ravel()
    total = 0.0
    for i in range(p.size - 1):
        total += (float(p[i]) - float(t[i])) ** 2
    return total / p.size


def wrong_return_inside_loop(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 1.0]), np.array([0.0, 0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for a, b in zip(y_pred.flat, y_true.flat):
        total += (float(a) - float(b)) ** 2
        return total / y_pred.size


def wrong_only_first_thousand(y_pred, y_true):
    """Hint: none
    Fails on: f(np.arange(2000) // 1000, np.zeros(2000)) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.ravel()[:1000].astype(float) - y_true.ravel()[:1000].astype(float)
    return np.mean(e**2)


# ---------------------------------------------------------------- wrong: state, chance, resources


def wrong_cached_by_shape(y_pred, y_true):
    """Hint: none
    Fails on: [f(np.array([1.0]), np.array([0.0])), f(np.array([2.0]), np.array([0.0]))][1] -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    cache = globals().setdefault("_squared_error_cache", {})
    if y_pred.shape not in cache:
        cache[y_pred.shape] = np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)
    return cache[y_pred.shape]


def wrong_averages_over_calls(y_pred, y_true):
    """Hint: none
    Fails on: [f(np.array([1.0]), np.array([0.0])), f(np.array([3.0]), np.array([0.0]))][1] -> 9.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    history = globals().setdefault("_squared_error_history", [])
    history.extend(np.ravel((y_pred.astype(float) - y_true.astype(float)) ** 2).tolist())
    return math.fsum(history) / len(history)


def wrong_random_sample(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0, 4.0]), np.array([0.0, 0.0, 0.0])) -> 7.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    squares = np.ravel((y_pred.astype(float) - y_true.astype(float)) ** 2).tolist()
    return statistics.fmean(random.sample(squares, min(2, len(squares))))


def wrong_noise_added(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    noise = np.random.default_rng().uniform(0.01, 0.02)
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2) + noise


def wrong_all_pairs_memory(y_pred, y_true):
    """Hint: none
    Fails on: f(np.ones(50_000), np.zeros(50_000)) -> 1.0, in linear memory
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    table = np.subtract.outer(y_pred.astype(float).ravel(), y_true.astype(float).ravel())
    return np.mean(np.diagonal(table) ** 2)


def wrong_all_pairs_time(y_pred, y_true):
    """Hint: none
    Fails on: f(np.ones(50_000), np.zeros(50_000)) -> 1.0, in linear time
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.ravel().tolist(), y_true.ravel().tolist()
    total = 0.0
    for i in range(len(p)):
        for j in range(len(t)):
            if i == j:
                total += (float(p[i]) - float(t[j])) ** 2
    return total / len(p)


def wrong_floats_keep_their_type(y_pred, y_true):
    """Hint: short_floats_kept
    Fails on: f(np.array([300.0], dtype=np.float16), np.array([0.0], dtype=np.float16)) -> 90000.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if not np.issubdtype(y_pred.dtype, np.floating):
        y_pred = y_pred.astype(float)
    if not np.issubdtype(y_true.dtype, np.floating):
        y_true = y_true.astype(float)
    return np.mean(np.square(y_pred - y_true))


def wrong_times_one_point_zero(y_pred, y_true):
    """Hint: short_floats_kept
    Fails on: f(np.array([300.0], dtype=np.float16), np.array([0.0], dtype=np.float16)) -> 90000.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred * 1.0 - y_true * 1.0
    return (e * e).mean()


def wrong_true_division(y_pred, y_true):
    """Hint: short_floats_kept
    Fails on: f(np.array([300.0], dtype=np.float16), np.array([0.0], dtype=np.float16)) -> 90000.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred / 1 - y_true / 1
    return np.sum(np.power(e, 2)) / np.size(e)
