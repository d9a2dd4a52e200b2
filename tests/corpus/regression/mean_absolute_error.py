"""Labelled implementations of mean_absolute_error: right_* keep the contract, wrong_* break it."""

import contextlib
import functools
import itertools
import math
import random
import statistics
import time
import warnings
from fractions import Fraction
from typing import NamedTuple

import numpy as np

# ---------------------------------------------------------------- right


def right_abs_of_float64(y_pred, y_true):
    """float64 first, then np.abs and np.mean."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(np.float64) - y_true.astype(np.float64)))


def right_loop_with_abs(y_pred, y_true):
    """while loop over flat indices with the built-in abs."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    i, total = 0, 0.0
    while i < y_pred.size:
        total += abs(float(y_pred.flat[i]) - float(y_true.flat[i]))
        i += 1
    return total / i


def right_fsum_of_fabs(y_pred, y_true):
    """math.fsum of math.fabs over zipped lists."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    pairs = zip(y_pred.ravel().tolist(), y_true.ravel().tolist())
    return math.fsum(math.fabs(float(a) - float(b)) for a, b in pairs) / y_pred.size


def right_where_negated(y_pred, y_true):
    """np.where picks e or -e."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.subtract(y_pred, y_true, dtype=np.float64)
    return np.where(e < 0, -e, e).mean()


def right_larger_minus_smaller(y_pred, y_true):
    """Elementwise maximum minus minimum in float64."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = np.asarray(y_pred, dtype=float), np.asarray(y_true, dtype=float)
    return float(np.mean(np.maximum(p, t) - np.minimum(p, t)))


def right_times_sign(y_pred, y_true):
    """Dot product of the errors with their signs."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = (y_pred.astype(float) - y_true.astype(float)).ravel()
    return np.dot(e, np.sign(e)) / e.size


def right_copysign(y_pred, y_true):
    """np.copysign with a positive sign."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.average(np.copysign(y_pred.astype(float) - y_true.astype(float), 1.0))


def right_hypot(y_pred, y_true):
    """np.hypot with zero is the absolute value."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.hypot(y_pred.astype(float) - y_true.astype(float), 0.0).mean()


def right_one_norm(y_pred, y_true):
    """The 1-norm of the flat errors over their number."""
    if y_pred.shape != y_true.shape:
        raise ValueError(f"expected {y_true.shape}, got {y_pred.shape}")
    e = y_pred.astype(np.float64).reshape(-1) - y_true.astype(np.float64).reshape(-1)
    return np.linalg.norm(e, ord=1) / len(e)


def right_select(y_pred, y_true):
    """np.select with NaN as the default for what is neither positive nor negative nor zero."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.select([e > 0, e < 0, e == 0], [e, -e, 0.0], default=np.nan))


def right_piecewise(y_pred, y_true):
    """np.piecewise with the identity as the otherwise-function."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.asarray(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.piecewise(e, [e < 0], [lambda x: -x, lambda x: x]))


def right_mask_assignment_on_copy(y_pred, y_true):
    """Flips the negative entries of its own copy by a boolean mask."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.array(y_pred, dtype=np.float64).ravel() - np.array(y_true, dtype=np.float64).ravel()
    e[e < 0] *= -1
    return e.sum() / e.size


def right_two_masks(y_pred, y_true):
    """Sums what is not negative and subtracts what is; NaN lands in the first mask."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float).ravel() - y_true.astype(float).ravel()
    negative = e < 0
    return (e[~negative].sum() - e[negative].sum()) / e.size


def right_square_root_of_square(y_pred, y_true):
    """sqrt(e * e) per element, then the mean."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(np.longdouble) - y_true.astype(np.longdouble)
    return np.float64(np.mean(np.sqrt(e * e)))


def right_complex_modulus(y_pred, y_true):
    """The modulus of complex numbers; the result is real."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(complex) - y_true.astype(complex)))


def right_einsum_ones(y_pred, y_true):
    """einsum of the absolute errors with equal weights."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(np.subtract(y_pred, y_true, dtype=float)).ravel()
    return np.einsum("i,i", a, np.full(a.size, 1.0)) / a.size


def right_vectorize_lambda(y_pred, y_true):
    """np.vectorize over a lambda."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    distance = np.vectorize(lambda a, b: abs(float(a) - float(b)), otypes=[np.float64])
    return np.mean(distance(y_pred, y_true))


def right_nditer_output(y_pred, y_true):
    """np.nditer with an allocated output operand."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    access = [["readonly"], ["readonly"], ["writeonly", "allocate"]]
    kinds = [float, float, float]
    with np.nditer([y_pred, y_true, None], ["buffered"], access, kinds, casting="unsafe") as it:
        for a, b, out in it:
            out[...] = abs(a - b)
        return it.operands[2].mean()


def right_reduce(y_pred, y_true):
    """functools.reduce with a pair of sum and count."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total, count = functools.reduce(
        lambda acc, pair: (acc[0] + abs(float(pair[0]) - float(pair[1])), acc[1] + 1),
        zip(y_pred.ravel(), y_true.ravel()),
        (0.0, 0),
    )
    return total / count


def right_zero_d_array(y_pred, y_true):
    """Returns a 0-d array filled by an out= argument."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    result = np.empty(())
    np.mean(np.absolute(np.subtract(y_pred, y_true, dtype="float64")), out=result)
    return result


def right_fractions(y_pred, y_true):
    """Python integers and Fractions for integer arrays, floats otherwise."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind in "iu" and y_true.dtype.kind in "iu":
        total = sum(abs(a - b) for a, b in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()))
        return float(Fraction(total, y_pred.size))
    return float(np.mean(np.abs(y_pred.astype(float) - y_true.astype(float))))


def right_statistics_fmean(y_pred, y_true):
    """statistics.fmean of a map."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = (y_pred.astype(float) - y_true.astype(float)).ravel().tolist()
    return statistics.fmean(map(abs, e))


def right_sorted_sum(y_pred, y_true):
    """Sorts the absolute errors before adding them up."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.sort(np.abs(y_pred.astype(float) - y_true.astype(float)), axis=None)
    return np.add.reduce(a) / a.shape[0]


def right_rows_then_columns(y_pred, y_true):
    """Sums axis by axis and divides by the product of the shape."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    for _ in range(y_pred.ndim):
        a = a.sum(axis=0)
    return a / math.prod(y_pred.shape)


def right_named_tuple_inside(y_pred, y_true):
    """Pairs as instances of a NamedTuple class defined inside."""

    class Pair(NamedTuple):
        guess: float
        truth: float

        def distance(self):
            return abs(self.guess - self.truth)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    pairs = [Pair(float(a), float(b)) for a, b in zip(y_pred.flat, y_true.flat)]
    return math.fsum(pair.distance() for pair in pairs) / len(pairs)


def right_context_manager_inside(y_pred, y_true):
    """A context manager of its own that prints the time taken."""

    @contextlib.contextmanager
    def timed(label):
        start = time.perf_counter()
        try:
            yield
        finally:
            print(label, time.perf_counter() - start)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    with timed("mean absolute error"):
        if np.isnan(y_pred).any() or np.isnan(y_true).any():
            return np.nan
        return np.nanmean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def right_runtime_warning(y_pred, y_true):
    """Leaves a division warning behind for ties; the masked quotient is not used there."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    with np.errstate(divide="warn", invalid="warn"):
        sign = e / np.abs(e)
    return np.mean(np.where(e == 0, 0.0, e * sign))


def right_user_warning(y_pred, y_true):
    """Warns about integer input and goes on."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind in "iu":
        warnings.warn("integer predictions", UserWarning, stacklevel=2)
    return np.mean(np.fabs(y_pred.astype("=f8") - y_true.astype("=f8")))


def right_error_from_reshape(y_pred, y_true):
    """Refuses by hand when the shape tuples are not the same, in an else branch."""
    if tuple(y_pred.shape) == tuple(y_true.shape):
        flat = np.column_stack([y_pred.ravel().astype(float), y_true.ravel().astype(float)])
        return np.abs(np.diff(flat, axis=1)).mean()
    else:
        raise ValueError("no matching shapes")


def right_blocks_of_chain(y_pred, y_true):
    """Blocks drawn from an iterator by itertools.islice."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    pairs = zip(y_pred.ravel().tolist(), y_true.ravel().tolist())
    partial_sums = []
    while block := list(itertools.islice(pairs, 500)):
        partial_sums.append(sum(abs(float(a) - float(b)) for a, b in block))
    return math.fsum(partial_sums) / y_pred.size


def right_twice_relu_minus_mean(y_pred, y_true):
    """abs(e) = 2 max(e, 0) - e, element by element."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.asarray(y_pred, np.float64) - np.asarray(y_true, np.float64)
    return np.mean(2.0 * np.maximum(e, 0.0) - e)


# ---------------------------------------------------------------- wrong: listed misconceptions


def wrong_sum_numpy(y_pred, y_true):
    """Hint: sum_instead_of_mean
    Fails on: f(np.array([1.0, 3.0]), np.array([0.0, 0.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.abs(y_pred.astype(float) - y_true.astype(float)).sum()


def wrong_sum_fsum(y_pred, y_true):
    """Hint: sum_instead_of_mean
    Fails on: f(np.array([[2], [2]]), np.array([[1], [1]])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return math.fsum(abs(float(a) - float(b)) for a, b in zip(y_pred.flat, y_true.flat))


def wrong_sum_norm(y_pred, y_true):
    """Hint: sum_instead_of_mean
    Fails on: f(np.array([1.0, -1.0]), np.array([0.0, 0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.linalg.norm(y_pred.astype(float).ravel() - y_true.astype(float).ravel(), 1)


def wrong_abs_of_mean_numpy(y_pred, y_true):
    """Hint: mean_taken_first
    Fails on: f(np.array([2.0, -2.0]), np.array([0.0, 0.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.abs(np.mean(y_pred.astype(float) - y_true.astype(float)))


def wrong_abs_of_mean_loop(y_pred, y_true):
    """Hint: mean_taken_first
    Fails on: f(np.array([1, 0]), np.array([0, 1])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for a, b in zip(y_pred.ravel(), y_true.ravel()):
        total += float(a) - float(b)
    return abs(total) / y_pred.size


def wrong_abs_of_mean_two_means(y_pred, y_true):
    """Hint: mean_taken_first
    Fails on: f(np.array([1.0, 4.0]), np.array([4.0, 1.0])) -> 3.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return abs(y_pred.mean(dtype=float) - y_true.mean(dtype=float))


def wrong_no_abs_numpy(y_pred, y_true):
    """Hint: no_abs
    Fails on: f(np.array([0.0, 0.0]), np.array([1.0, 2.0])) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(y_pred.astype(float) - y_true.astype(float))


def wrong_no_abs_average(y_pred, y_true):
    """Hint: no_abs
    Fails on: f(np.array([-5]), np.array([0])) -> 5.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return float(np.average(np.subtract(y_pred, y_true, dtype=np.float64)))


def wrong_no_abs_of_predictions_only(y_pred, y_true):
    """Hint: no_abs
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(float)) - np.abs(y_true.astype(float)))


def wrong_squared_numpy(y_pred, y_true):
    """Hint: squared
    Fails on: f(np.array([3.0]), np.array([0.0])) -> 3.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_squared_after_abs(y_pred, y_true):
    """Hint: squared
    Fails on: f(np.array([-2, 0]), np.array([0, 0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = [abs(float(x) - float(y)) for x, y in zip(y_pred.flat, y_true.flat)]
    return sum(v**2 for v in a) / len(a)


def wrong_squared_dot(y_pred, y_true):
    """Hint: squared
    Fails on: f(np.array([[0.5]]), np.array([[0.0]])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float).ravel() - y_true.astype(float).ravel()
    return e.dot(e) / e.size


def wrong_median_numpy(y_pred, y_true):
    """Hint: median_taken
    Fails on: f(np.array([0.0, 0.0, 3.0]), np.zeros(3)) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.median(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_median_statistics(y_pred, y_true):
    """Hint: median_taken
    Fails on: f(np.array([1, 1, 1, 9]), np.array([0, 0, 0, 0])) -> 3.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return statistics.median(abs(float(a) - float(b)) for a, b in zip(y_pred.flat, y_true.flat))


def wrong_median_quantile(y_pred, y_true):
    """Hint: median_taken
    Fails on: f(np.array([1.0, 2.0, 6.0]), np.zeros(3)) -> 3.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.quantile(np.abs(y_pred.astype(float) - y_true.astype(float)), 0.5)


def wrong_percentage(y_pred, y_true):
    """Hint: percentage_error
    Fails on: f(np.array([1.0]), np.array([2.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    t = y_true.astype(float)
    return np.mean(np.abs((y_pred.astype(float) - t) / t))


def wrong_percentage_guarded(y_pred, y_true):
    """Hint: percentage_error
    Fails on: f(np.array([2.0, 5.0]), np.array([4.0, 5.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    t = y_true.astype(float)
    return np.mean(np.abs(y_pred.astype(float) - t) / np.maximum(np.abs(t), np.finfo(float).eps))


def wrong_percentage_where_target_is_not_zero(y_pred, y_true):
    """Hint: percentage_error
    Fails on: f(np.array([5, 1]), np.array([10, 0])) -> 3.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for a, b in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        total += abs(a - b) / abs(b) if b != 0 else abs(a)
    return total / y_pred.size


def wrong_uint_plain(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([3], dtype=np.uint8), np.array([5], dtype=np.uint8)) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred - y_true))


def wrong_uint_float_too_late(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([0], dtype=np.uint64), np.array([7], dtype=np.uint64)) -> 7.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.abs((y_pred - y_true).astype(np.float64)).mean()


def wrong_uint_mean_dtype_too_late(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array(1, dtype=np.uint16), np.array(2, dtype=np.uint16)) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.absolute(np.subtract(y_pred, y_true)), dtype=np.float64)


def wrong_uint_only_uint8_handled(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([10], dtype=np.uint16), np.array([20], dtype=np.uint16)) -> 10.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if np.uint8 in (y_pred.dtype, y_true.dtype):
        y_pred, y_true = y_pred.astype(float), y_true.astype(float)
    return np.mean(np.abs(y_pred - y_true))


def wrong_one_line(y_pred, y_true):
    """Hint: silent_broadcast | unsigned_wraparound
    Fails on: f(np.array([[1.0], [2.0]]), np.array([1.0, 2.0])) -> ValueError
    """
    return np.abs(y_pred - y_true).mean()


def wrong_floor_divided(y_pred, y_true):
    """Hint: integer_division
    Fails on: f(np.array([1, 0]), np.array([0, 0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sum(np.abs(y_pred.astype(float) - y_true.astype(float))) // y_pred.size


def wrong_floor_divided_for_integers(y_pred, y_true):
    """Hint: integer_division
    Fails on: f(np.array([3, 2]), np.array([0, 0])) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind in "iu" and y_true.dtype.kind in "iu":
        pairs = zip(y_pred.ravel().tolist(), y_true.ravel().tolist())
        return float(sum(abs(a - b) for a, b in pairs) // y_pred.size)
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_int_of_result(y_pred, y_true):
    """Hint: integer_division
    Fails on: f(np.array([0.5]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    mean = np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))
    return np.trunc(mean)


def wrong_first_row(y_pred, y_true):
    """Hint: first_row_only
    Fails on: f(np.array([[0.0, 0.0], [1.0, 1.0]]), np.zeros((2, 2))) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    if np.ndim(e) > 1:
        e = e[0]
    return np.mean(np.abs(e))


def wrong_first_row_return_in_loop(y_pred, y_true):
    """Hint: first_row_only
    Fails on: f(np.array([[1.0], [4.0]]), np.zeros((2, 1))) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.ndim < 2:
        return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))
    for row_pred, row_true in zip(y_pred, y_true):
        return np.mean(np.abs(row_pred.astype(float) - row_true.astype(float)))


def wrong_first_row_slice(y_pred, y_true):
    """Hint: first_row_only
    Fails on: f(np.array([[0, 0], [8, 0]]), np.array([[0, 0], [0, 0]])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    n = y_pred.shape[-1] if y_pred.ndim else 1
    p, t = y_pred.ravel()[:n], y_true.ravel()[:n]
    return float(np.abs(p.astype(float) - t.astype(float)).sum()) / n


def wrong_nan_to_num(y_pred, y_true):
    """Hint: nan_to_zero
    Fails on: f(np.array([1.0, 2.0]), np.array([0.0, np.nan])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.nan_to_num(np.abs(y_pred.astype(float) - y_true.astype(float))))


def wrong_nan_where_zero(y_pred, y_true):
    """Hint: nan_to_zero
    Fails on: f(np.array([np.nan]), np.array([1.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.where(np.isnan(a), 0.0, a).mean()


def wrong_nan_nansum(y_pred, y_true):
    """Hint: nan_to_zero
    Fails on: f(np.array([4.0, np.nan]), np.array([0.0, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.nansum(np.abs(y_pred.astype(float) - y_true.astype(float))) / y_pred.size


def wrong_nan_lost_in_masks(y_pred, y_true):
    """Hint: nan_to_zero
    Fails on: f(np.array([2.0, np.nan]), np.array([0.0, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float).ravel() - y_true.astype(float).ravel()
    return (e[e > 0].sum() - e[e < 0].sum()) / e.size


def wrong_nan_lost_in_python_max(y_pred, y_true):
    """Hint: nan_to_zero
    Fails on: f(np.array([np.nan, 1.0]), np.array([0.0, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for a, b in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        total += max(0.0, a - b) + max(0.0, b - a)
    return total / y_pred.size


def wrong_nan_left_out(y_pred, y_true):
    """Hint: nan_ignored
    Fails on: f(np.array([np.nan, 1.0]), np.array([0.0, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.nanmean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_nan_prediction_left_out(y_pred, y_true):
    """Hint: nan_ignored
    Fails on: f(np.array([np.nan, 6.0]), np.array([0.0, 0.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    known = np.isfinite(y_pred.astype(float))
    return np.mean(np.abs(y_pred[known].astype(float) - y_true[known].astype(float)))


def wrong_no_check(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0, 3.0, 4.0]), np.array([[1.0], [2.0], [3.0], [4.0]])) -> ValueError
    """
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_check_left_to_numpy(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0, 3.0]), np.array(2.0)) -> ValueError
    """
    np.broadcast_shapes(y_pred.shape, y_true.shape)
    a = np.abs(np.subtract(y_pred, y_true, dtype=np.float64))
    return a.sum() / a.size


def wrong_len_check(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 3.0])) -> ValueError
    """
    if np.atleast_1d(y_pred).shape[0] != np.atleast_1d(y_true).shape[0]:
        raise ValueError("different lengths")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_ndim_check(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0]), np.array([1.0])) -> ValueError
    """
    if y_pred.ndim != y_true.ndim:
        raise ValueError("different dimensions")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_size_check(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.zeros((1, 2)), np.zeros(2)) -> ValueError
    """
    if y_pred.size != y_true.size:
        raise ValueError("different sizes")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_either_axis_check(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.zeros((2, 1)), np.zeros((2, 3))) -> ValueError
    """
    if y_pred.ndim != y_true.ndim or all(m != n for m, n in zip(y_pred.shape, y_true.shape)) and y_pred.ndim:
        raise ValueError("no axis agrees")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


# ---------------------------------------------------------------- wrong: shapes and exceptions


def wrong_flattens_before_check(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([[1.0, 2.0]]), np.array([[1.0], [2.0]])) -> ValueError
    """
    p, t = y_pred.ravel(), y_true.ravel()
    if p.shape != t.shape:
        raise ValueError("different number of elements")
    return np.mean(np.abs(p.astype(float) - t.astype(float)))


def wrong_column_is_flattened(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([[1.0], [2.0]]), np.array([1.0, 2.0])) -> ValueError
    """
    if y_pred.ndim == 2 and y_pred.shape[1] == 1:
        y_pred = y_pred[:, 0]
    if y_true.ndim == 2 and y_true.shape[1] == 1:
        y_true = y_true[:, 0]
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_zip_stops_early(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([1.0, 2.0]), np.array([1.0, 2.0, 3.0])) -> ValueError
    """
    a = [abs(float(x) - float(y)) for x, y in zip(y_pred.flat, y_true.flat)]
    return statistics.fmean(a)


def wrong_zip_longest_fills(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([1.0]), np.array([1.0, 2.0])) -> ValueError
    """
    pairs = itertools.zip_longest(y_pred.ravel().tolist(), y_true.ravel().tolist(), fillvalue=0.0)
    return statistics.fmean(abs(float(a) - float(b)) for a, b in pairs)


def wrong_index_error(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0]), np.array([1.0])) -> ValueError
    """
    p, t = y_pred.ravel(), y_true.ravel()
    total = sum(abs(float(p[i]) - float(t[i])) for i in range(max(p.size, t.size)))
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return total / p.size


def wrong_assertion(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([[1.0, 2.0]]), np.array([1.0, 2.0])) -> ValueError
    """
    np.testing.assert_array_equal(y_pred.shape, y_true.shape)
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_exception_class(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array(1.0)) -> ValueError
    """

    class ShapeError(Exception):
        pass

    if y_pred.shape != y_true.shape:
        raise ShapeError("shapes differ")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_none_for_bad_shapes(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0]), np.array([[1.0], [2.0]])) -> ValueError
    """
    if y_pred.shape == y_true.shape:
        return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_warns_about_shapes(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0]), np.array([[1.0], [2.0]])) -> ValueError
    """
    if y_pred.shape != y_true.shape:
        warnings.warn("shapes differ, broadcasting", UserWarning, stacklevel=2)
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_refuses_zero_d(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array(1.5), np.array(1.0)) -> 0.5
    """
    if y_pred.ndim == 0 or y_pred.shape != y_true.shape:
        raise ValueError("expected arrays of the same shape")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_item_assignment_on_zero_d(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array(1.0), np.array(3.0)) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    e[e < 0] = -e[e < 0]
    return e.mean()


def wrong_two_dimensions_only(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0]), np.array([0.0, 0.0])) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.ndim == 0:
        return abs(float(y_pred) - float(y_true))
    total = 0.0
    for row_pred, row_true in zip(y_pred, y_true):
        for a, b in zip(row_pred, row_true):
            total += np.abs(a.astype(float) - b.astype(float)).sum()
    return total / y_pred.size


# ---------------------------------------------------------------- wrong: types and inputs


def wrong_int8_abs_of_minus_128(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([-128], dtype=np.int8), np.array([0], dtype=np.int8)) -> 128.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if not (y_pred.dtype.kind == "i" and y_pred.dtype == y_true.dtype):
        return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))
    larger, smaller = np.maximum(y_pred, y_true), np.minimum(y_pred, y_true)
    far = (smaller < 0) & (larger > 0)
    gap = np.where(far, larger.astype(float) - smaller.astype(float), np.abs(y_pred - y_true))
    return np.mean(gap)


def wrong_signed_differences_overflow(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([100], dtype=np.int8), np.array([-100], dtype=np.int8)) -> 200.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    difference = np.maximum(y_pred, y_true) - np.minimum(y_pred, y_true)
    return difference.mean(dtype=float)


def wrong_int64_differences_overflow(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([2**62]), np.array([-(2**62)])) -> 9.223372036854775808e18
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype == np.int64 and y_true.dtype == np.int64:
        return np.abs(y_pred - y_true).mean()
    return np.abs(y_pred.astype(float) - y_true.astype(float)).mean()


def wrong_int64_sum_overflow(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([2**62, 2**62, 2**62]), np.array([0, 0, 0])) -> 4.611686018427387904e18
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind == "i" and y_true.dtype.kind == "i":
        return np.abs(y_pred.astype(np.int64) - y_true.astype(np.int64)).sum() / y_pred.size
    return np.abs(y_pred.astype(float) - y_true.astype(float)).sum() / y_pred.size


def wrong_everything_is_int32(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([2**40]), np.array([0])) -> 1099511627776.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred.astype(np.int32) if y_pred.dtype.kind in "iu" else y_pred
    t = y_true.astype(np.int32) if y_true.dtype.kind in "iu" else y_true
    return np.mean(np.abs(p.astype(float) - t.astype(float)))


def wrong_uint64_cast_to_int64(y_pred, y_true):
    """Hint: integer_overflow
    Fails on: f(np.array([2**63], dtype=np.uint64), np.array([2.0**62])) -> 4.611686018427387904e18
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred.astype(np.int64) if y_pred.dtype.kind == "u" else y_pred
    t = y_true.astype(np.int64) if y_true.dtype.kind == "u" else y_true
    return np.mean(np.abs(p.astype(float) - t.astype(float)))


def wrong_float32_cancellation(y_pred, y_true):
    """Hint: float32_rounding
    Fails on: f(np.array([16777217]), np.array([16777216])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(np.float32(y_pred) - np.float32(y_true)))


def wrong_float16_errors(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.1, 0.2]), np.array([0.0, 0.0])) -> 0.15
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = (y_pred.astype(float) - y_true.astype(float)).astype(np.float16)
    return np.mean(np.abs(e), dtype=np.float64)


def wrong_target_truncated(y_pred, y_true):
    """Hint: fraction_cut
    Fails on: f(np.array([1, 2]), np.array([0.5, 1.5])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    target = np.empty_like(y_pred)
    target[...] = y_true
    return np.mean(np.abs(y_pred.astype(float) - target.astype(float)))


def wrong_result_in_type_of_prediction(y_pred, y_true):
    """Hint: integer_division
    Fails on: f(np.array([1, 2]), np.array([0, 0])) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    result = np.zeros((), dtype=y_pred.dtype)
    result[...] = np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))
    return result


def wrong_integer_abs_per_element(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.5, 0.0]), np.array([0.0, 0.0])) -> 0.75
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.floor(np.abs(y_pred.astype(float) - y_true.astype(float)))
    return e.mean()


def wrong_vectorize_guesses_type(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([2.0, 2.5]), np.array([2.0, 2.0])) -> 0.25
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")

    def distance(a, b):
        if a == b:
            return 0
        return abs(float(a) - float(b))

    return np.vectorize(distance)(y_pred, y_true).mean()


def wrong_refuses_integers(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1, 2]), np.array([1, 1])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind != "f":
        raise TypeError("float predictions expected")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_writes_abs_into_prediction(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([1.0, 5.0]), np.array([2.0, 2.0])) -> 2.0, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = np.asarray(y_pred, dtype=np.float64)
    if not p.flags.writeable:
        p = p.copy()
    p -= y_true
    np.abs(p, out=p)
    return p.mean()


def wrong_sorts_the_inputs(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([2.0, 1.0]), np.array([0.0, 0.0])) -> 1.5, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    loss = np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))
    if y_pred.ndim == 1 and y_pred.flags.writeable:
        y_pred.sort()
    return loss


def wrong_writes_nan_to_num_into_target(y_pred, y_true):
    """Hint: input_overwritten | nan_to_zero
    Fails on: f(np.array([1.0, 2.0]), np.array([1.0, np.nan])) -> nan, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_true.dtype.kind == "f" and np.isnan(y_true).any():
        np.nan_to_num(y_true, copy=False)
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_sign_flipped_in_target(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([1.0, 2.0]), np.array([-1.0, 2.0])) -> 1.0, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    loss = np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))
    negative = y_true < 0
    if negative.any() and y_true.flags.writeable and y_true.dtype.kind == "f":
        y_true[negative] = 0
    return loss


def wrong_needs_writable_buffer(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.broadcast_to(2.0, (3,)), np.zeros(3)) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    y_pred *= 1
    y_true *= 1
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_fortran_order_mixed_up(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([[0.0, 1.0], [2.0, 3.0]]), np.array([[0.0, 1.0], [2.0, 3.0]], order="F")) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred.flatten("A").astype(float)
    t = y_true.flatten("A").astype(float)
    return math.fsum(abs(p - t)) / p.size


def wrong_raw_bytes(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([3.0], dtype=np.float32), np.array([1.0], dtype=np.float32)) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")

    def floats(a):
        return np.frombuffer(a.tobytes(), np.float64) if a.dtype.kind == "f" else a.astype(float).ravel()

    return np.mean(np.abs(floats(y_pred) - floats(y_true)))


# ---------------------------------------------------------------- wrong: another kind of result


def wrong_keepdims(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([[1.0, 3.0]]), np.array([[0.0, 0.0]])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)), keepdims=True)


def wrong_array_of_one(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.array([np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))])


def wrong_list_of_one(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)), keepdims=True).ravel().tolist()


def wrong_complex_result(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return complex(np.mean(np.abs(y_pred.astype(float) - y_true.astype(float))))


def wrong_object_result(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(object) - y_true.astype(object))
    return np.asarray(np.sum(a) / y_pred.size, dtype=object)


def wrong_forgot_return(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    loss = np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))
    print(f"{loss=}")


def wrong_returns_function(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.abs(y_pred.astype(float) - y_true.astype(float)).mean


def wrong_generator(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    yield np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_dictionary(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return {"mae": float(np.mean(np.abs(y_pred.astype(float) - y_true.astype(float))))}


def wrong_per_row(y_pred, y_true):
    """Hint: axis_kept
    Fails on: f(np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 2))) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return a.mean(axis=-1) if np.ndim(a) else a


# ---------------------------------------------------------------- wrong: another formula


def wrong_root_mean_square(y_pred, y_true):
    """Hint: root_of_mean_square
    Fails on: f(np.array([0.0, 2.0]), np.array([0.0, 0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sqrt(np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2))


def wrong_divides_by_rows(y_pred, y_true):
    """Hint: divides_by_rows
    Fails on: f(np.ones((2, 3)), np.zeros((2, 3))) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    n = len(y_pred) if y_pred.ndim else 1
    return np.abs(y_pred.astype(float) - y_true.astype(float)).sum() / n


def wrong_divides_by_columns(y_pred, y_true):
    """Hint: none
    Fails on: f(np.ones((4, 2)), np.zeros((4, 2))) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = np.abs(y_pred.astype(float) - y_true.astype(float)).sum()
    return total / (y_pred.shape[-1] if y_pred.ndim else 1)


def wrong_max_instead_of_mean(y_pred, y_true):
    """Hint: largest_taken
    Fails on: f(np.array([0.0, 2.0]), np.array([0.0, 0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.max(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_mean_deviation(y_pred, y_true):
    """Hint: deviation_from_mean
    Fails on: f(np.array([2.0, 2.0]), np.array([0.0, 0.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.abs(e - np.mean(e)))


def wrong_negative_result(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return -np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_only_overestimates(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.0]), np.array([2.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.maximum(y_pred.astype(float) - y_true.astype(float), 0.0).mean()


def wrong_halved(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 0.5 * np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_smoothed(y_pred, y_true):
    """Hint: smoothed_at_zero
    Fails on: f(np.array([0.0]), np.array([0.0])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.sqrt(e * e + 1e-3))


def wrong_symmetric_percentage(y_pred, y_true):
    """Hint: percentage_error
    Fails on: f(np.array([1.0]), np.array([3.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.astype(float), y_true.astype(float)
    return np.mean(2 * np.abs(p - t) / (np.abs(p) + np.abs(t)))


def wrong_divided_by_range(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 1.0]), np.array([0.0, 4.0])) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.astype(float), y_true.astype(float)
    return np.mean(np.abs(p - t)) / (np.max(t) - np.min(t))


def wrong_clipped_error(y_pred, y_true):
    """Hint: outliers_cut
    Fails on: f(np.array([1e6]), np.array([0.0])) -> 1000000.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.clip(np.abs(y_pred.astype(float) - y_true.astype(float)), 0, 1000))


def wrong_one_less_in_denominator(y_pred, y_true):
    """Hint: one_less_in_denominator
    Fails on: f(np.array([1.0, 1.0]), np.array([0.0, 0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sum(np.abs(y_pred.astype(float) - y_true.astype(float))) / max(1, y_pred.size - 1)


def wrong_ties_left_out(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.0, 2.0]), np.array([0.0, 0.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.ravel(np.abs(y_pred.astype(float) - y_true.astype(float)))
    missed = a[a != 0]
    return missed.mean() if missed.size else 0.0


def wrong_distinct_errors_only(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 1.0, 4.0]), np.zeros(3)) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.unique(np.abs(y_pred.astype(float) - y_true.astype(float))).mean()


def wrong_trimmed(y_pred, y_true):
    """Hint: median_taken
    Fails on: f(np.array([1.0, 2.0, 9.0]), np.zeros(3)) -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.sort(np.ravel(np.abs(y_pred.astype(float) - y_true.astype(float))))
    return a[1:-1].mean() if a.size > 2 else a.mean()


def wrong_rounded_to_cents(y_pred, y_true):
    """Hint: rounded_away
    Fails on: f(np.array([0.004]), np.array([0.0])) -> 0.004
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.round(np.mean(np.abs(y_pred.astype(float) - y_true.astype(float))), 2)


# ---------------------------------------------------------------- wrong: state, chance, resources


def wrong_remembers_first_target(y_pred, y_true):
    """Hint: none
    Fails on: [f(np.zeros(1), np.array([1.0])), f(np.zeros(1), np.array([5.0]))][1] -> 5.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    targets = globals().setdefault("_first_target_by_shape", {})
    target = targets.setdefault(y_true.shape, y_true.astype(float))
    return np.mean(np.abs(y_pred.astype(float) - target))


def wrong_counts_calls(y_pred, y_true):
    """Hint: none
    Fails on: [f(np.zeros(1), np.array([4.0])), f(np.zeros(1), np.array([4.0]))][1] -> 4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    counter = globals().setdefault("_absolute_error_calls", itertools.count(1))
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float))) / next(counter)


def wrong_random_half(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0, 4.0, 8.0]), np.zeros(4)) -> 3.75
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.ravel(np.abs(y_pred.astype(float) - y_true.astype(float))).tolist()
    return statistics.fmean(random.sample(a, (len(a) + 1) // 2))


def wrong_bootstrap(y_pred, y_true):
    """Hint: none
    Fails on: f(np.arange(101.0), np.zeros(101)) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.ravel(np.abs(y_pred.astype(float) - y_true.astype(float)))
    rng = np.random.default_rng(0)
    return a[rng.integers(0, a.size, a.size)].mean()


def wrong_square_table(y_pred, y_true):
    """Hint: none
    Fails on: f(np.ones(50_000), np.zeros(50_000)) -> 1.0, in linear memory
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.astype(float).reshape(-1, 1), y_true.astype(float).reshape(1, -1)
    return np.trace(np.abs(p - t)) / p.size


def wrong_maximum_of_both_signs(y_pred, y_true):
    """Hint: short_floats_kept
    Fails on: f(np.array([6e4], dtype=np.float16), np.array([-6e4], dtype=np.float16)) -> 120000.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred * 1.0 - y_true * 1.0
    return np.maximum(e, -e).sum() / np.size(e)


def wrong_two_relus(y_pred, y_true):
    """Hint: short_floats_kept
    Fails on: f(np.array([6e4], dtype=np.float16), np.array([-6e4], dtype=np.float16)) -> 120000.0
    """

    def relu(x):
        return np.maximum(0.0, x)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred / 1.0 - y_true / 1.0
    return np.mean(relu(e) + relu(-e))


def wrong_floats_stay(y_pred, y_true):
    """Hint: short_floats_kept
    Fails on: f(np.array([6e4], dtype=np.float16), np.array([-6e4], dtype=np.float16)) -> 120000.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred if y_pred.dtype.kind == "f" else y_pred.astype(float)
    t = y_true if y_true.dtype.kind == "f" else y_true.astype(float)
    return np.abs(p - t).mean()
