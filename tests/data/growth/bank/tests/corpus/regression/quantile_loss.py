"""Labelled implementations of quantile_loss: right_* keep the contract, wrong_* break it."""

import math

import numpy as np

# ---------------------------------------------------------------- right


def right_maximum(y_pred, y_true, quantile=0.5):
    """The definition."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_true.astype(float) - y_pred.astype(float)
    return np.mean(np.maximum(quantile * e, (quantile - 1) * e))


def right_where(y_pred, y_true, quantile=0.5):
    """np.where on the sign; NaN takes the second branch and stays NaN."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.subtract(y_true, y_pred, dtype=np.float64)
    return np.where(e > 0, quantile * e, (quantile - 1) * e).mean()


def right_loop(y_pred, y_true, quantile=0.5):
    """A loop; NaN is in neither of the first two branches."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    costs = []
    for p, t in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        if p <= t:
            costs.append(quantile * (t - p))
        else:
            costs.append((1 - quantile) * (p - t))
    return math.fsum(costs) / len(costs)


def right_half_abs_plus_tilt(y_pred, y_true, quantile=0.5):
    """abs(e) / 2 + (quantile - 1/2) e."""
    if np.shape(y_pred) != np.shape(y_true):
        raise ValueError("shapes differ")
    e = np.asarray(y_true, dtype=float) - np.asarray(y_pred, dtype=float)
    return float(np.mean(np.abs(e) / 2 + (quantile - 0.5) * e))


def right_indicator(y_pred, y_true, quantile=0.5):
    """e * (quantile - [e < 0])."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = 1.0 * y_true - 1.0 * y_pred
    return np.average(e * (quantile - (e < 0)))


# ---------------------------------------------------------------- wrong


def wrong_sum(y_pred, y_true, quantile=0.5):
    """Hint: sum_instead_of_mean
    Fails on: f(np.array([1.0, 1.0]), np.array([3.0, 3.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_true.astype(float) - y_pred.astype(float)
    return np.sum(np.maximum(quantile * e, (quantile - 1) * e))


def wrong_error_the_other_way_round(y_pred, y_true, quantile=0.5):
    """Hint: sides_swapped
    Fails on: f(np.array([1.0]), np.array([3.0]), 0.75) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.maximum(quantile * e, (quantile - 1) * e))


def wrong_minimum(y_pred, y_true, quantile=0.5):
    """Hint: smaller_taken
    Fails on: f(np.array([1.0]), np.array([3.0]), 0.75) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_true.astype(float) - y_pred.astype(float)
    return np.mean(np.minimum(quantile * e, (quantile - 1) * e))


def wrong_no_tilt(y_pred, y_true, quantile=0.5):
    """Hint: not_tilted
    Fails on: f(np.array([3.0]), np.array([1.0]), 0.75) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return quantile * np.mean(np.abs(y_true.astype(float) - y_pred.astype(float)))


def wrong_too_high_is_free(y_pred, y_true, quantile=0.5):
    """Hint: one_side_free
    Fails on: f(np.array([3.0]), np.array([1.0]), 0.75) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return quantile * np.mean(np.maximum(y_true.astype(float) - y_pred.astype(float), 0))


def wrong_mean_absolute_error(y_pred, y_true, quantile=0.5):
    """Hint: none
    Fails on: f(np.array([3.0]), np.array([1.0])) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_true.astype(float) - y_pred.astype(float)))


def wrong_shapes_not_compared(y_pred, y_true, quantile=0.5):
    """Hint: silent_broadcast
    Fails on: f(np.array([[1.0], [2.0]]), np.array([1.0, 2.0])) -> ValueError
    """
    e = y_true.astype(float) - y_pred.astype(float)
    return np.mean(np.maximum(quantile * e, (quantile - 1) * e))


def wrong_nan_skipped(y_pred, y_true, quantile=0.5):
    """Hint: nan_ignored
    Fails on: f(np.array([1.0, np.nan]), np.array([3.0, 3.0])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_true.astype(float) - y_pred.astype(float)
    return np.nanmean(np.maximum(quantile * e, (quantile - 1) * e))
