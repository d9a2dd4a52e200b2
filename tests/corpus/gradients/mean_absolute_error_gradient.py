"""Labelled implementations of mean_absolute_error_gradient: right_* keep the contract, wrong_* break it."""

import math

import numpy as np

# ---------------------------------------------------------------- right


def right_sign(y_pred, y_true):
    """np.sign of the error."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sign(y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def right_comparisons(y_pred, y_true):
    """One comparison minus the other; NaN put back."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    slopes = ((error > 0).astype(float) - (error < 0).astype(float)) / error.size
    return np.where(np.isnan(error), np.nan, slopes)


def right_safe_division(y_pred, y_true):
    """Error over its size, where a tie has the size 1."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = np.subtract(y_pred, y_true, dtype=float)
    size = np.where(error == 0, 1.0, np.abs(error))
    return error / size / error.size


def right_divide_where(y_pred, y_true):
    """np.divide with where= and zeros to start from."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = np.asarray(y_pred, float) - np.asarray(y_true, float)
    return np.divide(error, np.abs(error), out=np.zeros(error.shape), where=error != 0) / error.size


def right_loop(y_pred, y_true):
    """A loop with three branches and NaN."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slopes = np.zeros(y_pred.size)
    for i, (p, t) in enumerate(zip(y_pred.ravel().tolist(), y_true.ravel().tolist())):
        if math.isnan(p) or math.isnan(t):
            slopes[i] = math.nan
        elif p > t:
            slopes[i] = 1 / y_pred.size
        elif p < t:
            slopes[i] = -1 / y_pred.size
    return slopes.reshape(y_pred.shape)


def right_select(y_pred, y_true):
    """np.select with three conditions."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.select([error > 0, error < 0, error == 0], [1.0, -1.0, 0.0], default=np.nan) / error.size


def right_masks(y_pred, y_true):
    """Zeros, and masks that write into them; adding 0 times the error keeps NaN."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = np.array(y_pred, dtype=float) - np.array(y_true, dtype=float)
    slopes = np.zeros(np.shape(error))
    slopes[error > 0] = 1 / slopes.size
    slopes[error < 0] = -1 / slopes.size
    return slopes + 0 * error


def right_heaviside(y_pred, y_true):
    """Two steps less one, with a half at a tie."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return (2 * np.heaviside(y_pred.astype(float) - y_true.astype(float), 0.5) - 1) / y_pred.size


def right_clipped_error(y_pred, y_true):
    """The error scaled up until it is cut at 1 from both sides."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.clip((y_pred.astype(float) - y_true.astype(float)) * 1e200, -1, 1) / y_pred.size


# ---------------------------------------------------------------- wrong: known mistakes


def wrong_error_over_size(y_pred, y_true):
    """Hint: nan_at_a_tie"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return error / np.abs(error) / error.size


def wrong_where_above(y_pred, y_true):
    """Hint: slope_at_a_tie"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.where(y_pred > y_true, 1, -1) / y_pred.size


def wrong_where_not_below(y_pred, y_true):
    """Hint: slope_at_a_tie"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(error >= 0, 1.0, -1.0) / error.size + 0 * error


def wrong_loop_without_a_tie(y_pred, y_true):
    """Hint: slope_at_a_tie"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slopes = [1 if p > t else -1 for p, t in zip(y_pred.ravel().tolist(), y_true.ravel().tolist())]
    return np.reshape(slopes, y_pred.shape) / y_pred.size


def wrong_nan_is_a_tie(y_pred, y_true):
    """Hint: nan_replaced"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(error > 0, 1.0, np.where(error < 0, -1.0, 0.0)) / error.size


def wrong_two_comparisons(y_pred, y_true):
    """Hint: nan_replaced"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return (1.0 * (error > 0) - 1.0 * (error < 0)) / error.size


def wrong_missed_alone(y_pred, y_true):
    """Hint: ties_not_counted"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slopes = np.sign(y_pred.astype(float) - y_true.astype(float))
    return slopes / max(np.count_nonzero(slopes), 1)


def wrong_isclose(y_pred, y_true):
    """Hint: near_counted_as_tie"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.isclose(y_pred, y_true), 0.0, np.sign(error)) / error.size


def wrong_tolerance(y_pred, y_true):
    """Hint: near_counted_as_tie"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    slopes = np.sign(error)
    return np.where(np.abs(error) <= 1e-8, 0.0, slopes) / error.size


def wrong_eps_below(y_pred, y_true):
    """Hint: smoothed_at_zero"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return error / (np.abs(error) + 1e-8) / error.size


def wrong_smooth_root(y_pred, y_true):
    """Hint: smoothed_at_zero"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return error / np.sqrt(error**2 + 1e-12) / error.size


def wrong_error_itself(y_pred, y_true):
    """Hint: size_kept"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return (y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def wrong_above_alone(y_pred, y_true):
    """Hint: one_side_only"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return (error > 0) / error.size + 0 * error


def wrong_by_target(y_pred, y_true):
    """Hint: sign_turned"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sign(y_true.astype(float) - y_pred.astype(float)) / y_pred.size


def wrong_no_n(y_pred, y_true):
    """Hint: gradient_of_the_sum"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sign(y_pred.astype(float) - y_true.astype(float))


def wrong_mean_of_signs(y_pred, y_true):
    """Hint: one_number_for_all | divided_twice"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sum(np.sign(y_pred.astype(float) - y_true.astype(float)) / y_pred.size)


def wrong_loss(y_pred, y_true):
    """Hint: loss_instead"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_rows(y_pred, y_true):
    """Hint: divided_by_one_axis"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sign(y_pred.astype(float) - y_true.astype(float)) / (y_pred.shape[0] if y_pred.ndim else 1)


def wrong_flat(y_pred, y_true):
    """Hint: shape_lost"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.sign(y_pred.astype(float) - y_true.astype(float)).ravel() / y_pred.size


def wrong_no_check(y_pred, y_true):
    """Hint: silent_broadcast"""
    return np.sign(y_pred.astype(float) - y_true.astype(float)) / y_pred.size


def wrong_unsigned(y_pred, y_true):
    """Hint: unsigned_wraparound"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    one, other = (y.astype(float) if y.dtype.kind == "f" else y for y in (y_pred, y_true))
    return np.sign(one - other) / y_pred.size


def wrong_zeros_like(y_pred, y_true):
    """Hint: slopes_kept_in_integers"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slopes = np.zeros_like(y_pred)
    error = y_pred.astype(float) - y_true.astype(float)
    slopes[...] = np.sign(error) / slopes.size
    return slopes


def wrong_short_floats(y_pred, y_true):
    """Hint: short_floats_kept"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind != "f" or y_true.dtype.kind != "f":
        y_pred, y_true = y_pred.astype(float), y_true.astype(float)
    return np.sign(y_pred - y_true) / y_pred.size


def wrong_central_difference(y_pred, y_true):
    """Hint: difference_quotient"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error, h = y_pred.astype(float) - y_true.astype(float), 1e-5
    return (np.abs(error + h) - np.abs(error - h)) / (2 * h) / error.size


def wrong_in_place(y_pred, y_true):
    """Hint: input_overwritten"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slopes = np.sign(y_pred.astype(float) - y_true.astype(float)) / y_pred.size
    if y_pred.dtype.kind == "f" and y_pred.flags.writeable:
        y_pred -= slopes.astype(y_pred.dtype)
    return slopes


# ---------------------------------------------------------------- wrong: nothing known


def wrong_list(y_pred, y_true):
    """Hint: none"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return (np.sign(y_pred.astype(float) - y_true.astype(float)) / y_pred.size).tolist()


def wrong_tanh(y_pred, y_true):
    """Hint: smoothed_at_zero | near_counted_as_tie"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.tanh(1e6 * (y_pred.astype(float) - y_true.astype(float))) / y_pred.size


def right_clip_huge(y_pred, y_true):
    """Errors scaled up, then clipped."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes")
    e = y_pred.astype(float) - y_true.astype(float)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.clip(e * 1e300 * 1e300, -1, 1) / e.size


def wrong_int_out(y_pred, y_true):
    """Integers in place of floats.

    Hint: fraction_cut
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes")
    return np.sign(y_pred.astype(int) - y_true.astype(int)) / y_pred.size


def wrong_made_integers_with_masks(y_pred, y_true):
    """astype(int), as the remedy for uint8, and an array filled by masks.

    Hint: fraction_cut
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    e = y_pred.astype(int) - y_true.astype(int)
    grad = np.zeros_like(e)
    grad[e > 0] = 1
    grad[e < 0] = -1
    return grad / e.size


def wrong_nan_to_one_side(y_pred, y_true):
    """Three cases, and nan falls into the last one.

    Hint: missing_at_the_limit
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    return np.where(y_pred > y_true, 1, np.where(y_pred == y_true, 0, -1)) / y_pred.size


def wrong_nan_of_targets_to_one_side(y_pred, y_true):
    """Only the nan among the predictions is looked after.

    Hint: missing_at_the_limit
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    slope = np.where(y_pred > y_true, 1.0, np.where(y_pred == y_true, 0.0, -1.0))
    slope[np.isnan(y_pred)] = np.nan
    return slope / y_pred.size
