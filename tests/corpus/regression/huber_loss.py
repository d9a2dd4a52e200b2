"""Labelled implementations of huber_loss: right_* keep the contract, wrong_* break it."""

import functools
import math
import operator
import random
import statistics
import warnings
from collections import namedtuple
from dataclasses import dataclass

import numpy as np

# ---------------------------------------------------------------- right


def right_where(y_pred, y_true, delta=1.0):
    """np.where on float64 absolute errors."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(np.float64) - y_true.astype(np.float64))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def right_where_strict(y_pred, y_true, delta=1.0):
    """Strict comparison; both branches agree at the kink."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.subtract(y_true, y_pred, dtype=np.float64)
    return np.where(np.abs(e) < delta, np.square(e) / 2, delta * np.abs(e) - delta**2 / 2).mean()


def right_loop_if_else(y_pred, y_true, delta=1.0):
    """Loop with an if and an else per element."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t = y_pred.ravel(), y_true.ravel()
    total = 0.0
    for i in range(len(p)):
        a = abs(float(p[i]) - float(t[i]))
        if a <= delta:
            total += a * a / 2
        else:
            total += delta * (a - delta / 2)
    return total / len(p)


def right_clip_product(y_pred, y_true, delta=1.0):
    """With c the clipped error the loss is c * (e - c / 2)."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    c = np.clip(e, -delta, delta)
    return float(np.mean(c * (e - c / 2)))


def right_piecewise(y_pred, y_true, delta=1.0):
    """np.piecewise; everything that is not small, NaN too, takes the second function."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(np.asarray(y_pred, dtype=float) - np.asarray(y_true, dtype=float))
    a = np.asarray(a)
    parts = np.piecewise(a, [a <= delta], [lambda x: x * x / 2, lambda x: delta * (x - delta / 2)])
    return parts.mean()


def right_select(y_pred, y_true, delta=1.0):
    """np.select with NaN as the default."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    losses = np.select([a <= delta, a > delta], [a**2 / 2, delta * (a - delta / 2)], default=np.nan)
    return np.mean(losses)


def right_boolean_masks_with_complement(y_pred, y_true, delta=1.0):
    """Two sums, the second over the complement of the first mask."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float).ravel() - y_true.astype(float).ravel())
    small = a <= delta
    total = 0.5 * (a[small] ** 2).sum() + (delta * (a[~small] - 0.5 * delta)).sum()
    return total / a.size


def right_fancy_assignment(y_pred, y_true, delta=1.0):
    """Fills a result array through index arrays."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.atleast_1d(np.abs(y_pred.astype(float) - y_true.astype(float)))
    loss = 0.5 * a * a
    far = np.nonzero(a > delta)
    loss[far] = delta * (a[far] - 0.5 * delta)
    return np.mean(loss)


def right_zip_fsum(y_pred, y_true, delta=1.0):
    """Conditional expression in a generator summed by math.fsum."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    delta = float(delta)
    errors = (abs(float(a) - float(b)) for a, b in zip(y_pred.flat, y_true.flat))
    return math.fsum(0.5 * a * a if a <= delta else delta * (a - 0.5 * delta) for a in errors) / y_pred.size


def right_vectorize_closure(y_pred, y_true, delta=1.0):
    """np.vectorize over a closure that knows delta."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")

    def rho(a, b):
        distance = abs(float(a) - float(b))
        return distance**2 / 2 if distance <= delta else delta * (distance - delta / 2)

    return np.mean(np.vectorize(rho, otypes=[float])(y_pred, y_true))


def right_nditer(y_pred, y_true, delta=1.0):
    """np.nditer over the pair of arrays."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    values = []
    for a, b in np.nditer([y_pred, y_true]):
        c = abs(float(a) - float(b))
        values.append(c * c / 2 if c < delta else delta * c - delta * delta / 2)
    return statistics.fmean(values)


def right_reduce(y_pred, y_true, delta=1.0):
    """functools.reduce with operator.add over mapped values."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = (y_pred.astype(float) - y_true.astype(float)).ravel().tolist()
    rho = lambda x: 0.5 * x * x if abs(x) <= delta else delta * (abs(x) - 0.5 * delta)  # noqa: E731
    return functools.reduce(operator.add, map(rho, e)) / len(e)


def right_partial(y_pred, y_true, delta=1.0):
    """functools.partial binds delta to a helper."""

    def element(a, threshold):
        return np.where(a > threshold, threshold * (a - threshold / 2), a * a / 2)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    loss = functools.partial(element, threshold=float(delta))
    return loss(np.abs(y_pred.astype("float64") - y_true.astype("float64"))).mean()


def right_dataclass_inside(y_pred, y_true, delta=1.0):
    """A frozen dataclass with __call__."""

    @dataclass(frozen=True)
    class Huber:
        delta: float

        def __call__(self, e):
            a = np.abs(e)
            q = np.where(a > self.delta, self.delta, a)
            return q * (a - 0.5 * q)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(Huber(delta)(y_pred.astype(float) - y_true.astype(float)))


def right_dual_form(y_pred, y_true, delta=1.0):
    """The largest value of u * e - u * u / 2 for abs(u) <= delta, taken at the clipped error."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    u = np.maximum(-delta, np.minimum(delta, e))
    return np.average(u * e - u * u / 2)


def right_delta_squared_units(y_pred, y_true, delta=1.0):
    """Works in units of delta and scales back by delta squared."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    z = np.abs(y_pred.astype(float) - y_true.astype(float)) / delta
    return delta**2 * np.mean(np.where(z <= 1, 0.5 * z * z, z - 0.5))


def right_smooth_l1_times_delta(y_pred, y_true, delta=1.0):
    """The smooth L1 loss multiplied by delta."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return delta * np.where(a < delta, 0.5 * a**2 / delta, a - 0.5 * delta).mean()


def right_kept_and_excess(y_pred, y_true, delta=1.0):
    """Half of the kept part times the error plus its excess, in long double."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(np.longdouble) - y_true.astype(np.longdouble))
    kept = np.minimum(a, np.longdouble(delta))
    excess = a - kept
    return np.float64(np.mean(kept * (a + excess) / 2))


def right_zero_d_result(y_pred, y_true, delta=1.0):
    """Returns a 0-d array."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    loss = np.where(a <= delta, a * a / 2, delta * (a - delta / 2))
    return np.array(loss.sum() / loss.size)


def right_dot_of_parts(y_pred, y_true, delta=1.0):
    """Dot products of the clipped part with itself and with the error."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float).ravel() - y_true.astype(float).ravel()
    a = np.abs(e)
    q = np.clip(a, None, delta)
    return (np.dot(q, a - q) + 0.5 * np.dot(q, q)) / e.size


def right_einsum(y_pred, y_true, delta=1.0):
    """einsum of the clipped error with what remains of the error."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = np.subtract(y_pred, y_true, dtype=float).reshape(-1)
    c = e.clip(-delta, delta)
    return np.einsum("i,i->", c, e - 0.5 * c) / e.size


def right_type_hints(y_pred: np.ndarray, y_true: np.ndarray, delta: float = 1.0) -> float:
    """Annotated, returns a Python float."""
    if y_pred.shape != y_true.shape:
        raise ValueError(f"{y_pred.shape=} {y_true.shape=}")
    a: np.ndarray = np.abs(y_pred.astype(float) - y_true.astype(float))
    return float(np.where(a <= delta, a * a * 0.5, (a - delta * 0.5) * delta).mean())


def right_errstate_and_print(y_pred, y_true, delta=1.0):
    """Silences NumPy and prints the share of outliers."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    with np.errstate(all="ignore"):
        a = np.abs(y_pred.astype(float) - y_true.astype(float))
        print("outliers:", float(np.mean(a > delta)))
        return np.mean(np.where(a > delta, delta * (a - delta / 2), a**2 / 2))


def right_division_warning(y_pred, y_true, delta=1.0):
    """Shrinks the error by min(1, delta / a); the division by zero is masked away."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    shrink = np.where(a <= delta, 1.0, delta / a)
    q = a * shrink
    return np.mean(q * (a - q / 2))


def right_early_return_all_small(y_pred, y_true, delta=1.0):
    """Early return of half the mean squared error when nothing exceeds delta."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    if np.all(a <= delta):
        return 0.5 * np.mean(a * a)
    return np.mean(np.where(a <= delta, 0.5 * a * a, delta * a - 0.5 * delta * delta))


def right_blocks(y_pred, y_true, delta=1.0):
    """Blocks of 4096 elements."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, t, total = y_pred.ravel(), y_true.ravel(), 0.0
    for k in range(0, p.size, 4096):
        a = np.abs(p[k : k + 4096].astype(float) - t[k : k + 4096].astype(float))
        total += np.where(a <= delta, a * a / 2, delta * (a - delta / 2)).sum()
    return total / p.size


def right_integral_of_the_slope(y_pred, y_true, delta=1.0):
    """Area under the slope: a triangle up to min(a, delta) and a rectangle beyond."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    corner = np.minimum(a, delta)
    triangle = corner * corner / 2
    rectangle = delta * np.maximum(a - delta, 0)
    return np.mean(triangle + rectangle)


# ---------------------------------------------------------------- wrong: listed misconceptions


def wrong_no_half_where(y_pred, y_true, delta=1.0):
    """Hint: half_missing
    Fails on: f(np.array([0.5]), np.array([0.0])) -> 0.125
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, a**2, delta * (a - delta / 2)))


def wrong_no_half_loop(y_pred, y_true, delta=1.0):
    """Hint: half_missing
    Fails on: f(np.array([1, 0]), np.array([0, 0])) -> 0.25
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for x, y in zip(y_pred.flat, y_true.flat):
        e = float(x) - float(y)
        total += e * e if abs(e) <= delta else delta * (abs(e) - 0.5 * delta)
    return total / y_pred.size


def wrong_no_half_minimum(y_pred, y_true, delta=1.0):
    """Hint: half_missing
    Fails on: f(np.array([0.2, 0.2]), np.array([0.0, 0.0])) -> 0.02
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    q = np.minimum(a, delta)
    return np.mean(q**2 + delta * (a - q))


def wrong_doubled_everywhere(y_pred, y_true, delta=1.0):
    """Hint: doubled
    Fails on: f(np.array([0.5, 3.0]), np.array([0.0, 0.0])) -> 1.3125
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, a * a, 2 * delta * a - delta**2))


def wrong_no_offset_where(y_pred, y_true, delta=1.0):
    """Hint: offset_wrong
    Fails on: f(np.array([3.0]), np.array([0.0])) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.where(a <= delta, 0.5 * a * a, delta * a).mean()


def wrong_no_offset_loop(y_pred, y_true, delta=1.0):
    """Hint: offset_wrong
    Fails on: f(np.array([-4]), np.array([0]), delta=2.0) -> 6.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    losses = []
    for x, y in zip(y_pred.ravel(), y_true.ravel()):
        a = abs(float(x) - float(y))
        if a > delta:
            losses.append(delta * a)
        else:
            losses.append(a * a / 2)
    return statistics.fmean(losses)


def wrong_no_offset_masks(y_pred, y_true, delta=1.0):
    """Hint: offset_wrong
    Fails on: f(np.array([0.1, 2.0]), np.array([0.0, 0.0]), 0.5) -> 0.44
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float).ravel() - y_true.astype(float).ravel())
    small = a <= delta
    return (np.sum(a[small] ** 2) / 2 + delta * np.sum(a[~small])) / a.size


def wrong_fixed_offset_where(y_pred, y_true, delta=1.0):
    """Hint: offset_fixed_at_half
    Fails on: f(np.array([5.0]), np.array([0.0]), delta=2.0) -> 8.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5)))


def wrong_fixed_offset_loop(y_pred, y_true, delta=1.0):
    """Hint: offset_fixed_at_half
    Fails on: f(np.array([1, 7]), np.array([1, 0]), 3.0) -> 8.25
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")

    def rho(a):
        if a <= delta:
            return a * a / 2
        return (a - 0.5) * delta

    return math.fsum(rho(abs(float(x) - float(y))) for x, y in zip(y_pred.flat, y_true.flat)) / y_pred.size


def wrong_fixed_offset_piecewise(y_pred, y_true, delta=1.0):
    """Hint: offset_fixed_at_half
    Fails on: f(np.array([[4.0]]), np.array([[0.0]]), delta=0.5) -> 1.875
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.asarray(np.abs(y_pred.astype(float) - y_true.astype(float)))
    return np.piecewise(a, [a <= delta], [lambda v: v * v / 2, lambda v: delta * (v - 1 / 2)]).mean()


def wrong_half_subtracted_outside(y_pred, y_true, delta=1.0):
    """Hint: offset_fixed_at_half
    Fails on: f(np.array([5.0]), np.array([0.0]), delta=2.0) -> 8.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * a - 0.5))


def wrong_half_delta_subtracted_outside(y_pred, y_true, delta=1.0):
    """Hint: offset_fixed_at_half
    Fails on: f(np.array([6.0]), np.array([0.0]), delta=4.0) -> 16.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * a - delta / 2))


def wrong_smooth_l1_where(y_pred, y_true, delta=1.0):
    """Hint: smooth_l1
    Fails on: f(np.array([4.0]), np.array([0.0]), delta=2.0) -> 6.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a < delta, 0.5 * a**2 / delta, a - 0.5 * delta))


def wrong_smooth_l1_beta_loop(y_pred, y_true, delta=1.0):
    """Hint: smooth_l1
    Fails on: f(np.array([0.25]), np.array([0.0]), delta=0.5) -> 0.03125
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    beta, total = delta, 0.0
    for x, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        d = abs(float(x) - float(y))
        total += d * d / (2 * beta) if d < beta else d - beta / 2
    return total / y_pred.size


def wrong_smooth_l1_by_division(y_pred, y_true, delta=1.0):
    """Hint: smooth_l1
    Fails on: f(np.array([1, 9]), np.array([0, 0]), delta=3.0) -> 11.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    c = np.clip(e, -delta, delta)
    return np.mean(c * (e - c / 2)) / delta


def wrong_delta_always_one(y_pred, y_true, delta=1.0):
    """Hint: delta_ignored
    Fails on: f(np.array([5.0]), np.array([0.0]), delta=10.0) -> 12.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    delta = 1.0
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_delta_written_as_number(y_pred, y_true, delta=1.0):
    """Hint: delta_ignored
    Fails on: f(np.array([2.0]), np.array([0.0]), 0.5) -> 0.875
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    q = np.minimum(np.abs(y_pred.astype(float) - y_true.astype(float)), 1)
    rest = np.abs(y_pred.astype(float) - y_true.astype(float)) - q
    return (q * q / 2 + rest).mean()


def wrong_delta_of_helper_never_passed(y_pred, y_true, delta=1.0):
    """Hint: delta_ignored
    Fails on: f(np.array([3, 3]), np.array([0, 0]), delta=2) -> 4.0
    """

    def rho(a, delta=1.0):
        return a * a / 2 if a <= delta else delta * (a - delta / 2)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return sum(rho(abs(float(x) - float(y))) for x, y in zip(y_pred.flat, y_true.flat)) / y_pred.size


def wrong_delta_at_most_one(y_pred, y_true, delta=1.0):
    """Hint: delta_ignored
    Fails on: f(np.array([5.0]), np.array([0.0]), delta=10.0) -> 12.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    delta = min(delta, 1.0)
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_signed_where(y_pred, y_true, delta=1.0):
    """Hint: signed_comparison
    Fails on: f(np.array([-5.0]), np.array([0.0])) -> 4.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.where(e <= delta, 0.5 * e**2, delta * (np.abs(e) - 0.5 * delta)))


def wrong_signed_loop(y_pred, y_true, delta=1.0):
    """Hint: signed_comparison
    Fails on: f(np.array([0, 0]), np.array([0, 8]), delta=2.0) -> 7.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for x, y in zip(y_pred.ravel(), y_true.ravel()):
        e = float(x) - float(y)
        if e > delta:
            total += delta * (e - delta / 2)
        else:
            total += e * e / 2
    return total / y_pred.size


def wrong_signed_minimum(y_pred, y_true, delta=1.0):
    """Hint: signed_comparison
    Fails on: f(np.array([[-3.0]]), np.array([[0.0]])) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    c = np.minimum(e, delta)
    return np.mean(c * (e - c / 2))


def wrong_signed_other_way_round(y_pred, y_true, delta=1.0):
    """Hint: signed_comparison
    Fails on: f(np.array([5.0]), np.array([0.0])) -> 4.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_true.astype(float) - y_pred.astype(float)
    return np.mean(np.where(e <= delta, 0.5 * e**2, delta * (np.abs(e) - 0.5 * delta)))


def wrong_swapped_where(y_pred, y_true, delta=1.0):
    """Hint: branches_swapped
    Fails on: f(np.array([4.0]), np.array([0.0])) -> 3.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a > delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_swapped_loop(y_pred, y_true, delta=1.0):
    """Hint: branches_swapped
    Fails on: f(np.array([0.5, 0.0]), np.array([0.0, 0.0])) -> 0.0625
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for x, y in zip(y_pred.flat, y_true.flat):
        a = abs(float(x) - float(y))
        if a <= delta:
            total += delta * (a - delta / 2)
        else:
            total += a * a / 2
    return total / y_pred.size


def wrong_swapped_maximum(y_pred, y_true, delta=1.0):
    """Hint: branches_swapped
    Fails on: f(np.array([10]), np.array([0]), delta=2.0) -> 18.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    q = np.maximum(a, delta)
    return np.mean(0.5 * q**2 + delta * (a - q))


def wrong_branch_by_largest(y_pred, y_true, delta=1.0):
    """Hint: one_branch_for_all
    Fails on: f(np.array([0.5, 5.0]), np.array([0.0, 0.0])) -> 2.3125
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    if np.max(a) <= delta:
        return np.mean(0.5 * a**2)
    return np.mean(delta * (a - 0.5 * delta))


def wrong_branch_by_all(y_pred, y_true, delta=1.0):
    """Hint: one_branch_for_all
    Fails on: f(np.array([[0, 3], [0, 0]]), np.zeros((2, 2), dtype=int), delta=2.0) -> 1.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = (y_pred.astype(float) - y_true.astype(float)).ravel().tolist()
    if all(abs(v) <= delta for v in e):
        return sum(v * v / 2 for v in e) / len(e)
    return sum(delta * (abs(v) - delta / 2) for v in e) / len(e)


def wrong_branch_by_any(y_pred, y_true, delta=1.0):
    """Hint: one_branch_for_all
    Fails on: f(np.array([0.0, 4.0]), np.array([0.0, 0.0])) -> 1.75
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return 0.5 * np.mean(a * a) if (a <= delta).any() else np.mean(delta * (a - delta / 2))


def wrong_branch_by_mean(y_pred, y_true, delta=1.0):
    """Hint: one_branch_for_all
    Fails on: f(np.array([0.0, 0.0, 2.5]), np.zeros(3)) -> 0.6666666666666666
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    if a.mean() <= delta:
        return (a**2).mean() / 2
    return delta * (a.mean() - delta / 2)


def wrong_loss_of_mean_error(y_pred, y_true, delta=1.0):
    """Hint: mean_taken_first
    Fails on: f(np.array([1.0, -1.0]), np.array([0.0, 0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = abs(float(np.mean(y_pred.astype(float) - y_true.astype(float))))
    return 0.5 * a * a if a <= delta else delta * (a - 0.5 * delta)


def wrong_flat_minimum(y_pred, y_true, delta=1.0):
    """Hint: flat_tail
    Fails on: f(np.array([1e6]), np.array([0.0])) -> 999999.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return 0.5 * np.mean(np.minimum(a, delta) ** 2)


def wrong_flat_where(y_pred, y_true, delta=1.0):
    """Hint: flat_tail
    Fails on: f(np.array([3.0, 0.0]), np.array([0.0, 0.0]), delta=0.5) -> 0.6875
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.where(np.abs(e) > delta, delta**2 / 2, e**2 / 2).mean()


def wrong_flat_clip(y_pred, y_true, delta=1.0):
    """Hint: flat_tail
    Fails on: f(np.array([5, -5]), np.array([0, 0]), delta=2.0) -> 8.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    c = np.clip(np.subtract(y_pred, y_true, dtype=float), -delta, delta).ravel()
    return c @ c / (2 * c.size)


def wrong_squared_threshold_where(y_pred, y_true, delta=1.0):
    """Hint: squared_threshold
    Fails on: f(np.array([5.0]), np.array([0.0]), delta=10.0) -> 12.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.where(e**2 <= delta, 0.5 * e**2, delta * (np.abs(e) - 0.5 * delta)))


def wrong_squared_threshold_loop(y_pred, y_true, delta=1.0):
    """Hint: squared_threshold
    Fails on: f(np.array([0.6]), np.array([0.0]), delta=0.5) -> 0.175
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for x, y in zip(y_pred.flat, y_true.flat):
        square = (float(x) - float(y)) ** 2
        if square <= delta:
            total += square / 2
        else:
            total += delta * (math.sqrt(square) - delta / 2)
    return total / y_pred.size


def wrong_squared_threshold_masks(y_pred, y_true, delta=1.0):
    """Hint: squared_threshold
    Fails on: f(np.array([1, 2, 9]), np.array([0, 0, 0]), delta=3.0) -> 8.333333333333334
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    squares = a * a
    small = squares < delta
    return np.mean(small * squares / 2 + ~small * (delta * (a - delta / 2)))


def wrong_half_square_threshold(y_pred, y_true, delta=1.0):
    """Hint: squared_threshold
    Fails on: f(np.array([1.2]), np.array([0.0])) -> 0.7
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    half = 0.5 * e * e
    return np.mean(np.where(half <= delta, half, delta * (np.abs(e) - 0.5 * delta)))


def wrong_nan_in_no_mask(y_pred, y_true, delta=1.0):
    """Hint: nan_to_zero
    Fails on: f(np.array([np.nan, 1.0]), np.array([0.0, 0.0]), delta=0.5) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float).ravel() - y_true.astype(float).ravel())
    small, large = a[a <= delta], a[a > delta]
    return (np.sum(small**2) / 2 + np.sum(delta * (large - delta / 2))) / a.size


def wrong_nan_select_default(y_pred, y_true, delta=1.0):
    """Hint: nan_to_zero
    Fails on: f(np.array([3.0]), np.array([np.nan])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.select([a <= delta, a > delta], [a * a / 2, delta * (a - delta / 2)]))


def wrong_nan_elif(y_pred, y_true, delta=1.0):
    """Hint: nan_to_zero
    Fails on: f(np.array([1.0, np.nan]), np.array([1.0, 1.0]), delta=2.0) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for x, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        a = abs(float(x) - float(y))
        if a <= delta:
            total += a * a / 2
        elif a > delta:
            total += delta * (a - delta / 2)
    return total / y_pred.size


def wrong_nan_zeros_filled_by_masks(y_pred, y_true, delta=1.0):
    """Hint: nan_to_zero
    Fails on: f(np.array([[np.nan, 4.0]]), np.array([[0.0, 0.0]])) -> nan
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.atleast_1d(np.abs(y_pred.astype(float) - y_true.astype(float)))
    loss = np.zeros_like(a)
    loss[a <= delta] = 0.5 * a[a <= delta] ** 2
    loss[a > delta] = delta * (a[a > delta] - 0.5 * delta)
    return loss.mean()


# ---------------------------------------------------------------- wrong: another formula


def wrong_tail_minus_whole_delta(y_pred, y_true, delta=1.0):
    """Hint: offset_wrong
    Fails on: f(np.array([3.0]), np.array([0.0])) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - delta)))


def wrong_tail_offset_added(y_pred, y_true, delta=1.0):
    """Hint: offset_wrong
    Fails on: f(np.array([3.0]), np.array([0.0])) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a + 0.5 * delta)))


def wrong_tail_offset_floor_division(y_pred, y_true, delta=1.0):
    """Hint: offset_wrong
    Fails on: f(np.array([3.0]), np.array([0.0])) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, a**2 / 2, delta * (a - delta // 2)))


def wrong_tail_delta_squared_in_bracket(y_pred, y_true, delta=1.0):
    """Hint: offset_fixed_at_half
    Fails on: f(np.array([9.0]), np.array([0.0]), delta=2.0) -> 16.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, a**2 / 2, delta * (a - delta**2 / 2)))


def wrong_tail_slope_one(y_pred, y_true, delta=1.0):
    """Hint: slope_missing
    Fails on: f(np.array([9.0]), np.array([0.0]), delta=2.0) -> 16.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, a**2 / 2, a - delta / 2))


def wrong_tail_without_abs(y_pred, y_true, delta=1.0):
    """Hint: sign_kept
    Fails on: f(np.array([-5.0]), np.array([0.0])) -> 4.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.where(np.abs(e) <= delta, 0.5 * e**2, delta * (e - 0.5 * delta)))


def wrong_only_positive_errors_linear(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([-0.5]), np.array([0.0])) -> 0.125
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    q = np.clip(e, 0.0, delta)
    return np.mean(0.5 * q * q + delta * (np.abs(e) - q))


def wrong_kink_counted_in_neither(y_pred, y_true, delta=1.0):
    """Hint: kink_counted_wrongly
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 0.0])) -> 0.25
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean((a < delta) * a**2 / 2 + (a > delta) * delta * (a - delta / 2))


def wrong_kink_counted_twice(y_pred, y_true, delta=1.0):
    """Hint: kink_counted_wrongly
    Fails on: f(np.array([2.0]), np.array([0.0]), delta=2.0) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean((a <= delta) * a**2 / 2 + (a >= delta) * delta * (a - delta / 2))


def wrong_sum(y_pred, y_true, delta=1.0):
    """Hint: sum_instead_of_mean
    Fails on: f(np.array([1.0, 1.0]), np.array([0.0, 0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.sum(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_mean_of_each_branch(y_pred, y_true, delta=1.0):
    """Hint: branches_averaged_apart
    Fails on: f(np.array([1.0, 1.0, 3.0]), np.zeros(3)) -> 1.1666666666666667
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.ravel(np.abs(y_pred.astype(float) - y_true.astype(float)))
    small, large = a[a <= delta], a[~(a <= delta)]
    parts = [np.mean(small**2) / 2] if small.size else []
    if large.size:
        parts.append(np.mean(delta * (large - delta / 2)))
    return sum(parts)


def wrong_sum_over_rows(y_pred, y_true, delta=1.0):
    """Hint: divides_by_rows
    Fails on: f(np.ones((2, 3)), np.zeros((2, 3))) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    loss = np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta))
    return loss.sum() / (len(loss) if loss.ndim else 1)


def wrong_pseudo_huber(y_pred, y_true, delta=1.0):
    """Hint: pseudo_huber
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(delta**2 * (np.sqrt(1 + (e / delta) ** 2) - 1))


def wrong_log_cosh(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    e = y_pred.astype(float) - y_true.astype(float)
    return np.mean(np.logaddexp(e, -e) - np.log(2))


def wrong_epsilon_insensitive(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([0.0])) -> 0.125
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.maximum(0.0, a - delta))


def wrong_only_squares(y_pred, y_true, delta=1.0):
    """Hint: squared_everywhere
    Fails on: f(np.array([4.0]), np.array([0.0])) -> 3.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return 0.5 * np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_only_absolute(y_pred, y_true, delta=1.0):
    """Hint: linear_everywhere
    Fails on: f(np.array([0.2]), np.array([0.0])) -> 0.02
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(delta * np.abs(y_pred.astype(float) - y_true.astype(float)))


def wrong_smaller_of_both_branches(y_pred, y_true, delta=1.0):
    """Hint: linear_everywhere
    Fails on: f(np.array([0.0]), np.array([0.0])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.minimum(0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_larger_of_both_branches(y_pred, y_true, delta=1.0):
    """Hint: squared_everywhere
    Fails on: f(np.array([10.0]), np.array([0.0])) -> 9.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.maximum(0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_delta_relative_to_target(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([12.0]), np.array([10.0])) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    scale = delta * np.maximum(np.abs(y_true.astype(float)), 1.0)
    return np.mean(np.where(a <= scale, 0.5 * a**2, scale * (a - 0.5 * scale)))


def wrong_negative(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, -0.5 * a**2, -delta * (a - 0.5 * delta)))


def wrong_derivative(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.clip(y_pred.astype(float) - y_true.astype(float), -delta, delta))


def wrong_root(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return math.sqrt(np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta))))


def wrong_median(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([0.0, 0.0, 1.0]), np.zeros(3)) -> 0.16666666666666666
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.median(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_delta_doubled(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([2.0]), np.array([0.0])) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    delta = 2 * delta
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_kink_fixed_slope_given(y_pred, y_true, delta=1.0):
    """Hint: offset_fixed_at_half
    Fails on: f(np.array([2.0]), np.array([0.0]), delta=4.0) -> 2.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= 1.0, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_delta_truncated_to_int(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([4.0]), np.array([0.0]), delta=1.5) -> 4.875
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    delta = max(int(delta), 1) if delta >= 1 else delta
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_delta_in_type_of_prediction(y_pred, y_true, delta=1.0):
    """Hint: delta_made_integer
    Fails on: f(np.array([3, 0]), np.array([0, 0]), delta=0.5) -> 0.6875
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    delta = float(np.asarray(delta).astype(y_pred.dtype))
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


# ---------------------------------------------------------------- wrong: shapes and exceptions


def wrong_no_shape_check(y_pred, y_true, delta=1.0):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0]), np.array([[1.0], [2.0]])) -> ValueError
    """
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_only_length_checked(y_pred, y_true, delta=1.0):
    """Hint: silent_broadcast
    Fails on: f(np.array([[1.0], [2.0]]), np.array([1.0, 2.0])) -> ValueError
    """
    if y_pred.shape[:1] != y_true.shape[:1]:
        raise ValueError("lengths differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_only_size_checked(y_pred, y_true, delta=1.0):
    """Hint: made_to_fit
    Fails on: f(np.zeros((2, 3)), np.zeros(6)) -> ValueError
    """
    if y_pred.size != y_true.size:
        raise ValueError("sizes differ")
    a = np.abs(y_pred.reshape(-1).astype(float) - y_true.reshape(-1).astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_only_ndim_checked(y_pred, y_true, delta=1.0):
    """Hint: silent_broadcast
    Fails on: f(np.zeros((2, 3)), np.zeros((2, 1))) -> ValueError
    """
    if y_pred.ndim != y_true.ndim:
        raise ValueError("dimensions differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_zero_d_target_allowed(y_pred, y_true, delta=1.0):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0]), np.array(1.0)) -> ValueError
    """
    if y_true.shape not in (y_pred.shape, ()):
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_zip_stops_early(y_pred, y_true, delta=1.0):
    """Hint: made_to_fit
    Fails on: f(np.array([1.0, 2.0]), np.array([1.0])) -> ValueError
    """
    values = []
    for x, y in zip(y_pred.ravel(), y_true.ravel()):
        a = abs(float(x) - float(y))
        values.append(a * a / 2 if a <= delta else delta * (a - delta / 2))
    return statistics.fmean(values)


def wrong_assert_statement(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0]), np.array([1.0])) -> ValueError
    """
    assert y_pred.shape == y_true.shape
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_warning_for_bad_shapes(y_pred, y_true, delta=1.0):
    """Hint: silent_broadcast
    Fails on: f(np.array([[1.0, 2.0]]), np.array([1.0, 2.0])) -> ValueError
    """
    if y_pred.shape != y_true.shape:
        warnings.warn("shapes differ", RuntimeWarning, stacklevel=2)
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_zero_d_item_assignment(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array(3.0), np.array(0.0)) -> 2.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    loss = 0.5 * a**2
    loss[a > delta] = delta * (a[a > delta] - 0.5 * delta)
    return loss.mean()


def wrong_zero_d_length(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array(1), np.array(0)) -> 0.5
    """
    if len(y_pred) != len(y_true) or y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


# ---------------------------------------------------------------- wrong: types and inputs


def wrong_unsigned_wraps(y_pred, y_true, delta=1.0):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([3], dtype=np.uint8), np.array([5], dtype=np.uint8)) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs((y_pred - y_true).astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_signed_wraps(y_pred, y_true, delta=1.0):
    """Hint: integer_overflow
    Fails on: f(np.array([-128], dtype=np.int8), np.array([127], dtype=np.int8)) -> 254.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if "u" in (y_pred.dtype.kind, y_true.dtype.kind):
        y_pred, y_true = y_pred.astype(float), y_true.astype(float)
    a = np.abs((y_pred - y_true).astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_int64_differences_overflow(y_pred, y_true, delta=1.0):
    """Hint: integer_overflow
    Fails on: f(np.array([2**62]), np.array([-(2**62)])) -> 9.223372036854775808e18
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind == "i" and y_true.dtype.kind == "i":
        a = np.abs(y_pred.astype(np.int64) - y_true.astype(np.int64)).astype(float)
    else:
        a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_int64_squares_overflow(y_pred, y_true, delta=1.0):
    """Hint: integer_overflow
    Fails on: f(np.array([4_000_000_000]), np.array([0]), delta=5e9) -> 8e18
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    integers = y_pred.dtype.kind in "iu" and y_true.dtype.kind in "iu"
    kind = np.int64 if integers else np.float64
    a = np.abs(y_pred.astype(kind) - y_true.astype(kind))
    return np.mean(np.where(a <= delta, a * a / 2, delta * (a - 0.5 * delta)))


def wrong_float32_inside(y_pred, y_true, delta=1.0):
    """Hint: float32_rounding
    Fails on: f(np.array([16777217]), np.array([16777216])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype("float32") - y_true.astype("float32"))
    return float(np.mean(np.where(a <= delta, 0.5 * a**2, float(delta) * (a - 0.5 * float(delta)))))


def wrong_float16_result(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([0.3]), np.array([0.0])) -> 0.045
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta))).astype(np.float16)


def wrong_empty_like_prediction(y_pred, y_true, delta=1.0):
    """Hint: integer_buffer
    Fails on: f(np.array([1, 3]), np.array([0, 0])) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    loss = np.empty_like(y_pred)
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    loss[...] = np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta))
    return loss.mean(dtype=float)


def wrong_target_truncated(y_pred, y_true, delta=1.0):
    """Hint: fraction_cut
    Fails on: f(np.array([2]), np.array([1.5])) -> 0.125
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(y_pred.dtype).astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_floor_of_half(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, a**2 // 2, delta * (a - delta / 2)))


def wrong_overwrites_prediction(y_pred, y_true, delta=1.0):
    """Hint: input_overwritten
    Fails on: f(np.array([3.0]), np.array([1.0])) -> 1.5, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    writable = y_pred.dtype == np.float64 and y_pred.flags.writeable
    e = y_pred if writable else y_pred.astype(float)
    e -= y_true
    a = np.abs(e)
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_clips_target_in_place(y_pred, y_true, delta=1.0):
    """Hint: input_overwritten
    Fails on: f(np.array([0.0, 0.0]), np.array([5.0, 0.5])) -> 2.3125, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    far = a > delta
    if np.any(far) and y_true.flags.writeable and y_true.dtype.kind == "f":
        np.clip(y_true, y_pred - delta, y_pred + delta, out=y_true)
    return np.mean(np.where(far, delta * (a - 0.5 * delta), 0.5 * a**2))


def wrong_memory_order_pairs(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([[1.0, 2.0], [3.0, 4.0]], order="F"), np.array([[1.0, 2.0], [3.0, 4.0]])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.ravel("K").astype(float) - y_true.ravel("K").astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_needs_writable_input(y_pred, y_true, delta=1.0):
    """Hint: input_overwritten
    Fails on: f(np.broadcast_to(2.0, (2,)), np.zeros(2)) -> 1.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    y_pred += 0
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


# ---------------------------------------------------------------- wrong: another kind of result


def wrong_returns_shape_one(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float).ravel() - y_true.astype(float).ravel())
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)), axis=0, keepdims=True)


def wrong_returns_elements(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0, 1.0]), np.array([0.0, 0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta))


def wrong_returns_named_tuple(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    result = namedtuple("Result", "loss delta")
    return result(np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta))), delta)


def wrong_returns_list(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return [np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))]


def wrong_returns_complex_zero_d(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.asarray(np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta))), dtype=complex)


def wrong_returns_none(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 0.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_none_when_all_small(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([0.0])) -> 0.125
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    if not np.all(a <= delta):
        return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


# ---------------------------------------------------------------- wrong: state, chance, resources


def wrong_first_delta_is_kept(y_pred, y_true, delta=1.0):
    """Hint: none | delta_ignored
    Fails on: [f(np.ones(1) * 4, np.zeros(1), 1.0), f(np.ones(1) * 4, np.zeros(1), 2.0)][1] -> 6.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    delta = globals().setdefault("_first_huber_delta", delta)
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_delta_decays(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: [f(np.array([4.0]), np.zeros(1)), f(np.array([4.0]), np.zeros(1))][1] -> 3.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    steps = globals().setdefault("_huber_steps", [])
    delta = delta * 0.5 ** len(steps)
    steps.append(delta)
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_random_minibatch(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.array([1.0, 2.0, 5.0]), np.zeros(3)) -> 2.1666666666666665
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.ravel(np.abs(y_pred.astype(float) - y_true.astype(float))).tolist()
    batch = random.sample(a, (len(a) + 1) // 2)
    return statistics.fmean(0.5 * v * v if v <= delta else delta * (v - 0.5 * delta) for v in batch)


def wrong_square_table(y_pred, y_true, delta=1.0):
    """Hint: none
    Fails on: f(np.ones(50_000), np.zeros(50_000)) -> 0.5, in linear memory
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    table = np.abs(np.subtract.outer(y_pred.astype(float).ravel(), y_true.astype(float).ravel()))
    a = np.diag(table)
    return np.mean(np.where(a <= delta, 0.5 * a**2, delta * (a - 0.5 * delta)))


def wrong_minimum_split(y_pred, y_true, delta=1.0):
    """Hint: short_floats_kept
    Fails on: f(np.array([6e4], dtype=np.float16), np.array([-6e4], dtype=np.float16)) -> 119999.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred * 1.0 - y_true * 1.0)
    quadratic = np.minimum(a, delta)
    linear = a - quadratic
    return np.mean(0.5 * quadratic**2 + delta * linear)


def wrong_mask_as_factor(y_pred, y_true, delta=1.0):
    """Hint: short_floats_kept
    Fails on: f(np.array([6e4], dtype=np.float16), np.array([-6e4], dtype=np.float16)) -> 119999.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    a = np.abs(y_pred / 1.0 - y_true / 1.0)
    small = a <= delta
    return np.mean(small * a**2 / 2 + (1 - small) * delta * (a - delta / 2))


def wrong_floats_stay(y_pred, y_true, delta=1.0):
    """Hint: short_floats_kept
    Fails on: f(np.array([6e4], dtype=np.float16), np.array([-6e4], dtype=np.float16)) -> 119999.5
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind != "f":
        y_pred = y_pred.astype(np.float64)
    if y_true.dtype.kind != "f":
        y_true = y_true.astype(np.float64)
    a = np.abs(y_pred - y_true)
    delta = float(delta)
    return np.mean(np.where(a <= delta, a * a / 2, delta * (a - delta / 2)))
