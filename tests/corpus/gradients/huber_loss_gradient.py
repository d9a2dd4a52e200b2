"""Labelled implementations of huber_loss_gradient: right_* keep the contract, wrong_* break it."""

import math

import numpy as np

# ---------------------------------------------------------------- right


def right_clip(y_pred, y_true, delta=1.0):
    """np.clip of the error."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.clip(y_pred.astype(float) - y_true.astype(float), -delta, delta) / y_pred.size


def right_where(y_pred, y_true, delta=1.0):
    """np.where with the sign beyond delta."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(error) <= delta, error, delta * np.sign(error)) / error.size


def right_minimum_of_sizes(y_pred, y_true, delta=1.0):
    """The smaller of size and delta, with the sign."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = np.subtract(y_pred, y_true, dtype=float)
    return np.sign(error) * np.minimum(np.abs(error), delta) / error.size


def right_loop(y_pred, y_true, delta=1.0):
    """A loop with three branches; what is in none of them is the error."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slopes = []
    for p, t in zip(y_pred.flat, y_true.flat):
        error = float(p) - float(t)
        if error > delta:
            error = delta
        elif error < -delta:
            error = -delta
        slopes.append(error / y_pred.size)
    return np.array(slopes, dtype=float).reshape(y_pred.shape)


def right_masks(y_pred, y_true, delta=1.0):
    """Masks that write into an own array."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    slopes = np.array(y_pred, dtype=float) - np.array(y_true, dtype=float)
    slopes = np.atleast_1d(slopes)
    slopes[slopes > delta] = delta
    slopes[slopes < -delta] = -delta
    return (slopes / slopes.size).reshape(y_pred.shape)


def right_select(y_pred, y_true, delta=1.0):
    """np.select, the error by default."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.select([error > delta, error < -delta], [delta, -delta], default=error) / error.size


def right_min_of_max(y_pred, y_true, delta=1.0):
    """Nested np.minimum and np.maximum."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = np.asarray(y_pred, float) - np.asarray(y_true, float)
    return np.minimum(np.maximum(error, -delta), delta) / np.size(error)


def right_difference_of_sizes(y_pred, y_true, delta=1.0):
    """Half the distance from minus delta less half of that from delta, where that loses no digits."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    half = (np.abs(error + delta) - np.abs(error - delta)) / 2
    return (
        np.where(np.abs(error) < delta, error, np.where(np.abs(error) > 2 * delta, np.sign(error) * delta, half))
        / error.size
    )


def right_vectorize(y_pred, y_true, delta=1.0):
    """A scalar function and math.copysign."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")

    def slope(p, t):
        error = float(p) - float(t)
        return math.copysign(delta, error) if abs(error) > delta else error

    return np.vectorize(slope, otypes=[float])(y_pred, y_true) / y_pred.size


# ---------------------------------------------------------------- wrong


def wrong_error_everywhere(y_pred, y_true, delta=1.0):
    """Hint: not_cut"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return error / error.size


def wrong_sign_everywhere(y_pred, y_true, delta=1.0):
    """Hint: sign_for_all"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return delta * np.sign(error) / error.size


def wrong_two_in_the_curve(y_pred, y_true, delta=1.0):
    """Hint: twice_in_the_curve"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(error) <= delta, 2 * error, delta * np.sign(error)) / error.size


def wrong_twice_all(y_pred, y_true, delta=1.0):
    """Hint: factor_everywhere"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return 2 * np.clip(error, -delta, delta) / error.size


def wrong_half_of_all(y_pred, y_true, delta=1.0):
    """Hint: factor_everywhere"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return 0.5 * np.clip(error, -delta, delta) / error.size


def wrong_sign_beyond_alone(y_pred, y_true, delta=1.0):
    """Hint: one_beyond_delta"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(error) <= delta, error, np.sign(error)) / error.size


def wrong_clip_at_one(y_pred, y_true, delta=1.0):
    """Hint: delta_ignored"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.clip(error, -1, 1) / error.size


def wrong_delta_cast(y_pred, y_true, delta=1.0):
    """Hint: delta_made_integer"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    limit = np.array(delta).astype(y_pred.dtype).astype(float)
    error = y_pred.astype(float) - y_true.astype(float)
    return np.clip(error, -limit, limit) / error.size


def wrong_smooth_l1(y_pred, y_true, delta=1.0):
    """Hint: divided_by_delta"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.clip(error / delta, -1, 1) / error.size


def wrong_delta_times_error(y_pred, y_true, delta=1.0):
    """Hint: delta_in_the_curve"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return delta * np.where(np.abs(error) <= delta, error, np.sign(error)) / error.size


def wrong_clip_last(y_pred, y_true, delta=1.0):
    """Hint: cut_after_the_mean"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.clip(error / error.size, -delta, delta)


def wrong_norm_clipped(y_pred, y_true, delta=1.0):
    """Hint: scaled_by_the_norm"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    norm = np.sqrt(np.sum(error**2))
    if norm > delta:
        error = error * (delta / norm)
    return error / error.size


def wrong_minimum_alone(y_pred, y_true, delta=1.0):
    """Hint: cut_on_one_side"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.minimum(error, delta) / error.size


def wrong_signed_comparison(y_pred, y_true, delta=1.0):
    """Hint: cut_on_one_side"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(error > delta, delta, error) / error.size


def wrong_plain_delta_beyond(y_pred, y_true, delta=1.0):
    """Hint: sign_lost_beyond_delta"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(error) > delta, delta, error) / error.size


def wrong_zero_beyond(y_pred, y_true, delta=1.0):
    """Hint: no_slope_beyond_delta"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(error) > delta, 0.0, error) / error.size


def wrong_where_swapped(y_pred, y_true, delta=1.0):
    """Hint: branches_swapped"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(error) <= delta, delta * np.sign(error), error) / error.size


def wrong_one_if(y_pred, y_true, delta=1.0):
    """Hint: one_branch_for_all"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    if np.max(np.abs(error)) <= delta:
        return error / error.size
    return delta * np.sign(error) / error.size


def wrong_squares_compared(y_pred, y_true, delta=1.0):
    """Hint: squared_threshold"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(error**2 > delta, delta * np.sign(error), error) / error.size


def wrong_pseudo(y_pred, y_true, delta=1.0):
    """Hint: pseudo_huber"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return error / np.sqrt(1 + (error / delta) ** 2) / error.size


def wrong_by_target(y_pred, y_true, delta=1.0):
    """Hint: sign_turned"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.clip(-error, -delta, delta) / error.size


def wrong_size_clipped(y_pred, y_true, delta=1.0):
    """Hint: sign_lost"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.minimum(np.abs(error), delta) / error.size


def wrong_no_n(y_pred, y_true, delta=1.0):
    """Hint: gradient_of_the_sum"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.clip(error, -delta, delta)


def wrong_mean(y_pred, y_true, delta=1.0):
    """Hint: one_number_for_all"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.clip(error, -delta, delta) / error.size)


def wrong_mean_of_clipped(y_pred, y_true, delta=1.0):
    """Hint: one_number_for_all | divided_twice"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.sum(np.clip(error, -delta, delta)) / error.size


def wrong_loss(y_pred, y_true, delta=1.0):
    """Hint: loss_instead"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    size = np.abs(error)
    return np.mean(np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)))


def wrong_rows(y_pred, y_true, delta=1.0):
    """Hint: divided_by_one_axis"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.clip(error, -delta, delta) / len(np.atleast_1d(error))


def wrong_flat(y_pred, y_true, delta=1.0):
    """Hint: shape_lost"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.clip(error, -delta, delta).ravel() / error.size


def wrong_nan_is_large(y_pred, y_true, delta=1.0):
    """Hint: missing_at_the_limit"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(error) <= delta, error, np.where(error > 0, delta, -delta)) / error.size


def wrong_nan_to_num(y_pred, y_true, delta=1.0):
    """Hint: nan_replaced"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.nan_to_num(np.clip(error, -delta, delta) / error.size)


def wrong_unsigned(y_pred, y_true, delta=1.0):
    """Hint: unsigned_wraparound"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    one, other = (y.astype(float) if y.dtype.kind == "f" else y for y in (y_pred, y_true))
    return np.clip((one - other).astype(float), -delta, delta) / y_pred.size


def wrong_zeros_like(y_pred, y_true, delta=1.0):
    """Hint: slopes_kept_in_integers"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    slopes = np.zeros_like(y_pred)
    slopes[...] = np.clip(error, -delta, delta) / error.size
    return slopes


def wrong_rounded(y_pred, y_true, delta=1.0):
    """Hint: rounded_away"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.round(np.clip(error, -delta, delta) / error.size, 6)


def wrong_forward_difference(y_pred, y_true, delta=1.0):
    """Hint: difference_quotient"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")

    def cost(error):
        size = np.abs(error)
        return np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))

    error = y_pred.astype(float) - y_true.astype(float)
    return (cost(error + 1e-6) - cost(error)) / 1e-6 / error.size


def wrong_in_place(y_pred, y_true, delta=1.0):
    """Hint: input_overwritten"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    if y_pred.dtype.kind == "f" and y_pred.flags.writeable:
        np.clip(y_pred, -delta, delta, out=y_pred)
    return np.clip(error, -delta, delta) / error.size


def wrong_list(y_pred, y_true, delta=1.0):
    """Hint: none"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return (np.clip(error, -delta, delta) / error.size).tolist()


def wrong_trimmed(y_pred, y_true, delta=1.0):
    """Hint: none"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.clip(error, -delta, np.percentile(np.append(error, delta), 50)) / error.size


def wrong_no_check(y_pred, y_true, delta=1.0):
    """Hint: silent_broadcast"""
    return np.clip(y_pred.astype(float) - y_true.astype(float), -delta, delta) / y_pred.size


def wrong_delta_squared(y_pred, y_true, delta=1.0):
    """Hint: delta_twice_beyond"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(error) <= delta, error, delta**2 * np.sign(error)) / error.size


def wrong_strict_on_both_sides(y_pred, y_true, delta=1.0):
    """Hint: kink_in_neither_piece"""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    error = y_pred.astype(float) - y_true.astype(float)
    is_small, is_large = np.abs(error) < delta, np.abs(error) > delta
    slopes = is_small * error + is_large * delta * np.sign(error)
    return np.where(np.isnan(error), np.nan, slopes) / error.size


def right_scale(y_pred, y_true, delta=1.0):
    """Scale each error by its own factor."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes")
    e = y_pred.astype(float) - y_true.astype(float)
    weight = delta / np.maximum(np.abs(e), delta)
    return weight * e / e.size


def wrong_fmin(y_pred, y_true, delta=1.0):
    """Fmin/fmax swallow NaN.

    Hint: missing_at_the_limit
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.fmax(np.fmin(e, delta), -delta) / e.size


def wrong_half_delta_tail(y_pred, y_true, delta=1.0):
    """Delta(|e|-delta/2) differentiated with the half.

    Hint: half_beyond_delta
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(e) <= delta, e, np.sign(e) * delta / 2) / e.size


def wrong_cost_in_the_second_piece(y_pred, y_true, delta=1.0):
    """The second piece is not differentiated.

    Hint: cost_beyond_delta
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    e = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(e) <= delta, e, delta * (np.abs(e) - delta / 2)) / e.size


def wrong_norm_of_the_slopes_clipped(y_pred, y_true, delta=1.0):
    """Clipped as clip_grad_norm_ does it.

    Hint: scaled_by_the_norm
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    slopes = (y_pred.astype(float) - y_true.astype(float)) / y_pred.size
    norm = np.linalg.norm(slopes)
    if norm > delta:
        slopes = slopes * delta / norm
    return slopes


def wrong_nan_into_the_else(y_pred, y_true, delta=1.0):
    """Three pieces, each by a comparison.

    Hint: missing_at_the_limit
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    e = y_pred.astype(float) - y_true.astype(float)
    return np.where(e <= delta, np.where(e < -delta, -delta, e), delta) / y_pred.size


def wrong_nan_for_all(y_pred, y_true, delta=1.0):
    """A nan anywhere, and the whole answer is nan.

    Hint: none
    """
    if y_pred.shape != y_true.shape:
        raise ValueError
    e = y_pred.astype(float) - y_true.astype(float)
    if np.isnan(e).any():
        return np.nan
    return np.clip(e, -delta, delta) / e.size
