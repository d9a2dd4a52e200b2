"""Labelled implementations of mean_squared_error_gradient: right_* keep the contract, wrong_* break it."""

import math
from fractions import Fraction

import numpy as np

# ---------------------------------------------------------------- right


def right_one_line(y_pred, y_true):
    """astype, one formula."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def right_factor_first(y_pred, y_true):
    """The factor 2/n before the error, which is subtracted with a dtype."""
    if np.shape(y_pred) != np.shape(y_true):
        raise ValueError("shapes differ")
    return (2.0 / np.size(y_pred)) * np.subtract(y_pred, y_true, dtype=np.float64)


def right_loop(y_pred, y_true):
    """A loop over flat indices into an array of zeros, reshaped at the end."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    n = y_pred.size
    slopes = np.zeros(n)
    for i, (p, t) in enumerate(zip(y_pred.flat, y_true.flat)):
        slopes[i] = 2 * (float(p) - float(t)) / n
    return slopes.reshape(y_pred.shape)


def right_list_comprehension(y_pred, y_true):
    """A list of Python floats, made an array."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    n = y_pred.size
    slopes = [2 * (float(p) - float(t)) / n for p, t in zip(y_pred.ravel(), y_true.ravel())]
    return np.array(slopes).reshape(y_pred.shape)


def right_vectorize(y_pred, y_true):
    """np.vectorize of a scalar function."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slope = np.vectorize(lambda p, t: 2 / y_pred.size * (float(p) - float(t)), otypes=[float])
    return slope(y_pred, y_true)


def right_sum_of_two(y_pred, y_true):
    """The error added to itself, by the product of the shape, in place on an own array."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = np.array(y_pred, dtype=float) - np.array(y_true, dtype=float)
    error = error + error
    error /= math.prod(y_pred.shape)
    return error


def right_chain_rule(y_pred, y_true):
    """Forward and backward, as a framework does it."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    d_mean = np.full(error.shape, 1 / error.size)
    d_square = 2 * error
    return d_square * d_mean


def right_long_double(y_pred, y_true):
    """80 bits on the way."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(np.longdouble) - y_true.astype(np.longdouble)
    return (error * 2 / error.size).astype(float)


def right_einsum(y_pred, y_true):
    """einsum with a number."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = np.asarray(y_pred, float) - np.asarray(y_true, float)
    return np.einsum("...,->...", error, 2 / error.size)


# ---------------------------------------------------------------- wrong: known mistakes


def wrong_no_two(y_pred, y_true):
    """Hint: two_forgotten"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return (y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def wrong_mean_of_halves(y_pred, y_true):
    """Hint: two_forgotten"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = np.subtract(y_pred, y_true, dtype=float)
    return error * (1 / error.size)


def wrong_by_target(y_pred, y_true):
    """Hint: sign_turned"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 2 * (y_true.astype(float) - y_pred.astype(float)) / y_pred.size


def wrong_descent_direction(y_pred, y_true):
    """Hint: sign_turned"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return -2 / y_pred.size * (y_pred.astype(float) - y_true.astype(float))


def wrong_absolute(y_pred, y_true):
    """Hint: sign_lost"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 2 * np.abs(y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def wrong_no_n(y_pred, y_true):
    """Hint: gradient_of_the_sum"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 2 * (y_pred.astype(float) - y_true.astype(float))


def wrong_mean_scalar(y_pred, y_true):
    """Hint: one_number_for_all"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sum(2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size)


def wrong_mean_of_mean(y_pred, y_true):
    """Hint: one_number_for_all"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(2 * (y_pred.astype(float) - y_true.astype(float))) / y_pred.size


def wrong_n_twice(y_pred, y_true):
    """Hint: divided_twice"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 2 / y_pred.size * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def wrong_len(y_pred, y_true):
    """Hint: divided_by_one_axis"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    n = len(y_pred) if y_pred.ndim else 1
    return 2 * (y_pred.astype(float) - y_true.astype(float)) / n


def wrong_len_without_a_guard(y_pred, y_true):
    """Hint: divided_by_one_axis"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.shape[0]


def wrong_loss(y_pred, y_true):
    """Hint: loss_instead"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_square_in_the_slope(y_pred, y_true):
    """Hint: power_kept"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 2 * (y_pred.astype(float) - y_true.astype(float)) ** 2 / y_pred.size


def wrong_sign(y_pred, y_true):
    """Hint: sign_alone"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sign(y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def wrong_target_forgotten(y_pred, y_true):
    """Hint: by_the_prediction_alone"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 2 * y_pred.astype(float) / y_pred.size


def wrong_root(y_pred, y_true):
    """Hint: of_the_root"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return error / (error.size * np.sqrt(np.mean(error**2)))


def wrong_one_step(y_pred, y_true):
    """Hint: step_taken"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return y_pred - 0.1 * 2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def wrong_flat(y_pred, y_true):
    """Hint: shape_lost"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.array([2 * (float(p) - float(t)) / y_pred.size for p, t in zip(y_pred.flat, y_true.flat)])


def wrong_no_check(y_pred, y_true):
    """Hint: silent_broadcast"""
    return 2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def wrong_size_check(y_pred, y_true):
    """Hint: silent_broadcast"""
    if y_pred.size != y_true.size:
        raise ValueError("sizes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return 2 * error / error.size


def wrong_target_reshaped(y_pred, y_true):
    """Hint: made_to_fit"""
    if y_pred.size != y_true.size:
        raise ValueError("sizes differ")
    return 2 * (y_pred.astype(float) - y_true.reshape(y_pred.shape).astype(float)) / y_pred.size


def wrong_integers_subtracted(y_pred, y_true):
    """Hint: unsigned_wraparound"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    one, other = (y.astype(float) if y.dtype.kind == "f" else y for y in (y_pred, y_true))
    return 2 * (one - other).astype(float) / y_pred.size


def wrong_zeros_like(y_pred, y_true):
    """Hint: slopes_kept_in_integers"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slopes = np.zeros_like(y_pred)
    with np.errstate(over="ignore", invalid="ignore"):
        slopes[...] = 2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size
    return slopes


def wrong_nan_to_num(y_pred, y_true):
    """Hint: nan_replaced"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.nan_to_num(2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size)


def wrong_central_difference(y_pred, y_true):
    """Hint: difference_quotient"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error, h = y_pred.astype(float) - y_true.astype(float), 1e-6
    return ((error + h) ** 2 - (error - h) ** 2) / (2 * h) / error.size


def wrong_clipped(y_pred, y_true):
    """Hint: slopes_clipped"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.clip(2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size, -100, 100)


def wrong_in_place(y_pred, y_true):
    """Hint: input_overwritten"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slopes = 2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size
    if y_pred.dtype.kind == "f" and y_pred.flags.writeable:
        y_pred -= y_true
    return slopes


# ---------------------------------------------------------------- wrong: nothing known


def wrong_list(y_pred, y_true):
    """Hint: none"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return (2 * (y_pred.astype(float) - y_true.astype(float)) / y_pred.size).tolist()


def wrong_fractions(y_pred, y_true):
    """Hint: none"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    pairs = zip(y_pred.ravel().tolist(), y_true.ravel().tolist())
    return np.array([2 * (Fraction(p) - Fraction(t)) / y_pred.size for p, t in pairs]).reshape(y_pred.shape)


def right_einsum_again(y_pred, y_true):
    """Einsum with a scalar."""
    a, b = np.asarray(y_pred, float), np.asarray(y_true, float)
    if a.shape != b.shape:
        raise ValueError
    return np.einsum(",...->...", 2 / a.size, a - b)


def wrong_nan_not_counted(y_pred, y_true):
    """N counts no NaN.

    Hint: nan_replaced
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes")
    e = y_pred.astype(float) - y_true.astype(float)
    return 2 * e / np.sum(~np.isnan(e))


def wrong_quotient_of_the_lesson(y_pred, y_true):
    """The lesson's check, with a small step.

    Hint: difference_quotient
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    y_pred, y_true = y_pred.astype(float), y_true.astype(float)
    slopes = np.zeros(y_pred.shape)
    if y_pred.size > 1000:
        return 2 * (y_pred - y_true) / y_pred.size
    for i in np.ndindex(y_pred.shape):
        up, down = y_pred.copy(), y_pred.copy()
        up[i], down[i] = up[i] + 1e-6, down[i] - 1e-6
        slopes[i] = (((up - y_true) ** 2).mean() - ((down - y_true) ** 2).mean()) / 2e-6
    return slopes


def wrong_quotient_with_another_step(y_pred, y_true):
    """A step that stands in no list.

    Hint: difference_quotient
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    y_pred, y_true = y_pred.astype(float), y_true.astype(float)
    error = y_pred - y_true
    return ((error + 0.001) ** 2 - error**2) / 0.001 / error.size


def wrong_made_integers(y_pred, y_true):
    """astype(int), as the remedy for uint8.

    Hint: fraction_cut
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    errors = y_pred.astype(int) - y_true.astype(int)
    return 2 * errors / errors.size


def wrong_error_times_its_mean(y_pred, y_true):
    """Each error times the mean of all.

    Hint: none
    """
    errors = y_pred - y_true
    return 2 * errors * errors.mean()
