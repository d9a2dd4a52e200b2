"""Labelled implementations of binary_cross_entropy: right_* keep the contract, wrong_* break it."""

import functools
import math
import operator
import random
import statistics
import warnings

import numpy as np

# ---------------------------------------------------------------- right


def right_maximum_of_logs(y_pred, y_true):
    """np.maximum of both logarithms and -100, warnings silenced."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(np.float64), y_true.astype(np.float64)
    with np.errstate(divide="ignore"):
        log_p = np.maximum(np.log(p), -100)
        log_q = np.maximum(np.log(1 - p), -100)
    return -np.mean(y * log_p + (1 - y) * log_q)


def right_clip_with_warnings(y_pred, y_true):
    """np.clip of the logarithms; the division warnings are left as they are."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = np.asarray(y_pred, dtype=float), np.asarray(y_true, dtype=float)
    first = y * np.clip(np.log(p), -100, None)
    second = (1 - y) * np.clip(np.log(1 - p), -100, None)
    return np.mean(-(first + second))


def right_log1p(y_pred, y_true):
    """log1p(-p) for the second logarithm."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred * 1.0, y_true * 1.0
    with np.errstate(all="ignore"):
        a = np.fmax(np.log(p), -100.0) + 0.0 * p
        b = np.fmax(np.log1p(-p), -100.0) + 0.0 * p
    return float(-(y * a + (1.0 - y) * b).sum() / y.size)


def right_probabilities_clipped_at_exp_minus_100(y_pred, y_true):
    """Clips p and 1 - p separately from below at exp(-100) in float64."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    floor = math.exp(-100)
    p = y_pred.astype(np.float64)
    y = y_true.astype(np.float64)
    return np.mean(-y * np.log(np.clip(p, floor, 1)) - (1 - y) * np.log(np.clip(1 - p, floor, 1)))


def right_loop_try_except(y_pred, y_true):
    """Loop with math.log; its ValueError at zero becomes -100."""

    def log(x):
        try:
            return max(math.log(x), -100.0)
        except ValueError:
            return -100.0

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for p, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        total -= y * log(p) + (1 - y) * log(1 - p)
    return total / y_pred.size


def right_log_where_out(y_pred, y_true):
    """np.log with where= and an out= array prefilled with -100, then the clamp."""

    def clamped_log(x):
        x = np.asarray(x)
        out = np.full(x.shape, -100.0)
        np.log(x, out=out, where=(x != 0))
        return np.maximum(out, -100.0)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    return -np.mean(y * clamped_log(p) + (1 - y) * clamped_log(1 - p))


def right_safe_values_before_log(y_pred, y_true):
    """Replaces zeros by ones before the logarithm and the result by -100 after it."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)

    def log(x):
        zero = x == 0
        return np.where(zero, -100.0, np.maximum(np.log(np.where(zero, 1.0, x)), -100.0))

    return np.average(-(y * log(p) + (1 - y) * log(1 - p)))


def right_select(y_pred, y_true):
    """np.select between -100 and the logarithm."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    limit = np.exp(-100.0)
    with np.errstate(divide="ignore"):
        lp = np.select([p < limit], [-100.0], default=np.log(p))
        lq = np.select([1 - p < limit], [-100.0], default=np.log(1 - p))
    return -(y * lp + (1 - y) * lq).mean()


def right_piecewise(y_pred, y_true):
    """np.piecewise applies the logarithm only above exp(-100)."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = np.asarray(y_pred, dtype=np.float64).ravel()
    y = np.asarray(y_true, dtype=np.float64).ravel()
    lp = np.piecewise(p, [p < np.exp(-100)], [-100.0, np.log])
    lq = np.piecewise(1 - p, [1 - p < np.exp(-100)], [-100.0, np.log])
    return np.mean(-y * lp - (1 - y) * lq)


def right_vectorize(y_pred, y_true):
    """np.vectorize over one pair."""

    def cost(p, y):
        p, y = float(p), float(y)
        log_p = -100.0 if p == 0 else max(math.log(p), -100.0)
        log_q = -100.0 if p == 1 else max(math.log1p(-p), -100.0)
        return -(y * log_p + (1.0 - y) * log_q)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.vectorize(cost, otypes=["d"])(y_pred, y_true).mean()


def right_nditer(y_pred, y_true):
    """np.nditer and a list of costs."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    costs = []
    for p, y in np.nditer((y_pred, y_true)):
        p, y = float(p), float(y)
        cost = 0.0
        if y != 0:
            cost += y * (100.0 if p == 0 else min(-math.log(p), 100.0))
        if y != 1:
            cost += (1 - y) * (100.0 if p == 1 else min(-math.log(1 - p), 100.0))
        costs.append(cost)
    return sum(costs) / len(costs)


def right_fsum(y_pred, y_true):
    """math.fsum over generators for the two halves of the loss."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    floor = math.exp(-100)
    pairs = [(float(p), float(y)) for p, y in zip(y_pred.flat, y_true.flat)]
    ones = math.fsum(y * math.log(p if not p < floor else floor) for p, y in pairs)
    zeros = math.fsum((1 - y) * math.log(1 - p if not 1 - p < floor else floor) for p, y in pairs)
    return -(ones + zeros) / len(pairs)


def right_reduce(y_pred, y_true):
    """functools.reduce over mapped costs."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    log = lambda x: -100.0 if x == 0 else max(math.log(x), -100.0)  # noqa: E731
    costs = map(
        lambda p, y: -(y * log(p) + (1 - y) * log(1 - p)),
        y_pred.astype(float).ravel().tolist(),
        y_true.astype(float).ravel().tolist(),
    )
    return functools.reduce(operator.add, costs) / y_pred.size


def right_dot_products(y_pred, y_true):
    """Two dot products of labels and logarithms."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    with np.errstate(divide="ignore"):
        lp, lq = np.log(p).clip(-100), np.log(1 - p).clip(-100)
    return -(np.dot(y, lp) + np.dot(1 - y, lq)) / y.size


def right_einsum_two_classes(y_pred, y_true):
    """Stacks both classes and contracts them with einsum."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log(np.stack([p, 1 - p])), -100.0)
    return np.einsum("cn,cn->", np.stack([-y, y - 1]), logs) / y.size


def right_interpolated(y_pred, y_true):
    """Linear interpolation between the cost for label 0 and the cost for label 1."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        if_one = np.minimum(-np.log(p), 100)
        if_zero = np.minimum(-np.log(1 - p), 100)
    return np.mean(if_zero + y * (if_one - if_zero))


def right_log2_converted(y_pred, y_true):
    """Logarithms to base two, converted to nats before the clamp."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        lp = np.maximum(np.log2(p) * np.log(2), -100)
        lq = np.maximum(np.log2(1 - p) * np.log(2), -100)
    return -np.mean(y * lp + (1 - y) * lq)


def right_log_of_likelihood(y_pred, y_true):
    """The logarithm of p**y * (1-p)**(1-y) with both factors floored at exp(-100)."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    y = y_true.astype(np.float64)
    p = np.maximum(y_pred.astype(np.float64), np.exp(-100))
    q = np.maximum(1 - y_pred.astype(np.float64), np.exp(-100))
    return -np.log(p**y * q ** (1 - y)).mean()


def right_longdouble(y_pred, y_true):
    """Everything in np.longdouble, a float64 at the end."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(np.longdouble), y_true.astype(np.longdouble)
    with np.errstate(divide="ignore"):
        lp = np.maximum(np.log(p), -100)
        lq = np.maximum(np.log1p(-p), -100)
    return np.float64(-np.mean(y * lp + (1 - y) * lq))


def right_added_indicator(y_pred, y_true):
    """Adds the indicator of zero inside the logarithm and takes 100 off outside."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    q = 1 - p
    lp = np.maximum(np.log(p + (p == 0)) - 100 * (p == 0), -100)
    lq = np.maximum(np.log(q + (q == 0)) - 100 * (q == 0), -100)
    return np.mean(y * -lp + (1 - y) * -lq)


def right_tiny_then_clamp(y_pred, y_true):
    """The smallest normal number only avoids the warning; the clamp follows."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    tiny = np.finfo(float).tiny
    p, y = y_pred.astype(float), y_true.astype(float)
    lp = np.maximum(np.log(p + tiny), -100.0)
    lq = np.maximum(np.log(1 - p + tiny), -100.0)
    return -np.mean(y * lp + (1 - y) * lq)


def right_terms_of_weight_zero_skipped(y_pred, y_true):
    """Sums over the elements whose label gives a term any weight."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    one, zero = y != 0, y != 1
    with np.errstate(divide="ignore"):
        total = np.sum(y[one] * np.maximum(np.log(p[one]), -100))
        total += np.sum((1 - y[zero]) * np.maximum(np.log(1 - p[zero]), -100))
    return -total / y.size


def right_shortcut_for_hard_labels(y_pred, y_true):
    """One logarithm per element when all labels are 0 or 1."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        if np.all((y == 0) | (y == 1)):
            return np.mean(np.minimum(-np.log(np.where(y == 1, p, 1 - p)), 100))
        lp, lq = np.maximum(np.log(p), -100), np.maximum(np.log(1 - p), -100)
    return np.mean(-y * lp - (1 - y) * lq)


def right_floats_stay(y_pred, y_true):
    """float32 stays float32, integers become float64."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred if y_pred.dtype.kind == "f" else y_pred.astype(float)
    y = y_true if y_true.dtype.kind == "f" else y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def right_zero_d_result(y_pred, y_true):
    """Returns a 0-d array."""
    if not np.array_equal(y_pred.shape, y_true.shape):
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        cost = -y * np.maximum(np.log(p), -100) - (1 - y) * np.maximum(np.log(1 - p), -100)
    return np.asarray(np.mean(cost))


def right_type_hints_and_print(y_pred: np.ndarray, y_true: np.ndarray) -> float:
    """Annotated; prints the worst cost and warns about certain predictions."""
    if y_pred.shape != y_true.shape:
        raise ValueError(f"{y_pred.shape} != {y_true.shape}")
    p: np.ndarray = y_pred.astype(float)
    y: np.ndarray = y_true.astype(float)
    if np.any((p == 0) | (p == 1)):
        warnings.warn("predictions of exactly 0 or 1", RuntimeWarning, stacklevel=2)
    with np.errstate(divide="ignore"):
        cost = -y * np.maximum(np.log(p), -100) - (1 - y) * np.maximum(np.log(1 - p), -100)
    print("worst:", np.max(cost))
    return float(np.mean(cost))


def right_cached_scalar_log(y_pred, y_true):
    """functools.cache on a scalar logarithm; many predictions repeat."""

    @functools.cache
    def log(x):
        return math.log(x) if not x < 3.720075976020836e-44 else -100.0

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    pairs = zip(y_pred.astype(float).ravel().tolist(), y_true.astype(float).ravel().tolist())
    return statistics.fmean(-(y * log(p) + (1 - y) * log(1 - p)) for p, y in pairs)


def right_class_inside(y_pred, y_true):
    """A class with a static method for the clamp."""

    class Bernoulli:
        limit = -100.0

        def __init__(self, p):
            self.p = p

        @staticmethod
        def log(x):
            with np.errstate(divide="ignore"):
                return np.maximum(np.log(x), Bernoulli.limit)

        def cost(self, y):
            return -y * self.log(self.p) - (1.0 - y) * self.log(1.0 - self.p)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return Bernoulli(y_pred.astype(float)).cost(y_true.astype(float)).mean()


def right_infinities_first_then_clamp(y_pred, y_true):
    """nan_to_num for the infinite logarithms only, then a clamp for the finite ones."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        lp = np.nan_to_num(np.log(p), nan=np.nan, neginf=-100.0)
        lq = np.nan_to_num(np.log(1 - p), nan=np.nan, neginf=-100.0)
    lp, lq = np.where(lp < -100, -100.0, lp), np.where(lq < -100, -100.0, lq)
    return -np.sum(lp * y + lq * (1 - y)) / np.size(y)


def right_blocks(y_pred, y_true):
    """Blocks of a thousand elements."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    flat_p, flat_y = y_pred.reshape(-1), y_true.reshape(-1)
    total = 0.0
    for k in range(0, flat_p.size, 1000):
        p, y = flat_p[k : k + 1000].astype(float), flat_y[k : k + 1000].astype(float)
        with np.errstate(divide="ignore"):
            total -= np.sum(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))
    return total / flat_p.size


# ---------------------------------------------------------------- wrong: listed misconceptions


def wrong_only_ones_counted(y_pred, y_true):
    """Hint: second_term_missing
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100))


def wrong_only_ones_counted_loop(y_pred, y_true):
    """Hint: second_term_missing
    Fails on: f(np.array([0.75]), np.array([0])) -> 1.3862943611198906
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for p, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        total += -y * (max(math.log(p), -100.0) if p > 0 else -100.0)
    return total / y_pred.size


def wrong_only_ones_counted_dot(y_pred, y_true):
    """Hint: second_term_missing
    Fails on: f(np.array([[0.5], [0.5]]), np.array([[0], [0]])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    logs = np.log(np.maximum(y_pred.astype(float), np.exp(-100))).ravel()
    return float(-(y_true.astype(float).ravel() @ logs) / y_pred.size)


def wrong_swapped(y_pred, y_true):
    """Hint: arguments_swapped
    Fails on: f(np.array([0.8]), np.array([0.6])) -> 0.7776612957621661
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(p * np.maximum(np.log(y), -100) + (1 - p) * np.maximum(np.log(1 - y), -100))


def wrong_swapped_by_name(y_pred, y_true):
    """Hint: arguments_swapped
    Fails on: f(np.array([0.8]), np.array([1.0])) -> 0.2231435513142097
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")

    def bce(target, prediction):
        floor = np.exp(-100)
        t, p = target.astype(float), prediction.astype(float)
        return np.mean(-t * np.log(np.maximum(p, floor)) - (1 - t) * np.log(np.maximum(1 - p, floor)))

    return bce(y_pred, y_true)


def wrong_swapped_loop(y_pred, y_true):
    """Hint: arguments_swapped
    Fails on: f(np.array([0.5, 0.5]), np.array([0, 1])) -> 0.6931471805599453
    """

    def log(x):
        return -100.0 if x <= 0 else max(math.log(x), -100.0)

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for y, p in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        total -= y * log(p) + (1 - y) * log(1 - p)
    return total / y_pred.size


def wrong_no_clamp(y_pred, y_true):
    """Hint: no_clamp
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def wrong_no_clamp_log1p(y_pred, y_true):
    """Hint: no_clamp
    Fails on: f(np.array([1.0, 0.5]), np.array([1.0, 1.0])) -> 0.34657359027997264
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = np.asarray(y_pred, float), np.asarray(y_true, float)
    with np.errstate(all="ignore"):
        return np.mean(-y * np.log(p) - (1 - y) * np.log1p(-p))


def wrong_no_clamp_zero_times_inf_handled(y_pred, y_true):
    """Hint: no_clamp
    Fails on: f(np.array([0.0, 1.0]), np.array([1.0, 1.0])) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(all="ignore"):
        first = np.where(y == 0, 0.0, y * np.log(p))
        second = np.where(y == 1, 0.0, (1 - y) * np.log(1 - p))
    return -np.mean(first + second)


def wrong_no_clamp_math_log(y_pred, y_true):
    """Hint: no_clamp
    Fails on: f(np.array([1]), np.array([0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for p, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        total -= y * math.log(p) + (1 - y) * math.log(1 - p)
    return total / y_pred.size


def wrong_clip_seven(y_pred, y_true):
    """Hint: clip_1e_7 | perfect_not_zero
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = np.clip(y_pred.astype(float), 1e-7, 1 - 1e-7), y_true.astype(float)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def wrong_clip_fifteen(y_pred, y_true):
    """Hint: clip_1e_7 | perfect_not_zero
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    eps = 1e-15
    p = np.minimum(np.maximum(y_pred.astype(float), eps), 1 - eps)
    y = y_true.astype(float)
    return np.mean(-y * np.log(p) - (1 - y) * np.log1p(-p))


def wrong_clip_machine_epsilon_loop(y_pred, y_true):
    """Hint: clip_1e_7 | perfect_not_zero
    Fails on: f(np.array([0.0, 0.0]), np.array([1, 0])) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    eps = float(np.finfo(np.float64).eps)
    total = 0.0
    for p, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        p = min(max(p, eps), 1 - eps)
        total -= y * math.log(p) + (1 - y) * math.log(1 - p)
    return total / y_pred.size


def wrong_eps_added_in_log(y_pred, y_true):
    """Hint: clip_1e_7 | none
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    return -np.mean(y * np.log(p + 1e-7) + (1 - y) * np.log(1 - p + 1e-7))


def wrong_floor_seven_on_each_log_argument(y_pred, y_true):
    """Hint: clip_1e_7
    Fails on: f(np.array([1e-30]), np.array([1.0])) -> 69.07755278982137
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    return -np.mean(y * np.log(np.maximum(p, 1e-7)) + (1 - y) * np.log(np.maximum(1 - p, 1e-7)))


def wrong_upper_clip(y_pred, y_true):
    """Hint: perfect_not_zero
    Fails on: f(np.array([1.0, 1.0]), np.array([1.0, 0.0])) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = np.clip(y_pred.astype(float), np.exp(-100), 1 - 1e-7), y_true.astype(float)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def wrong_upper_minimum(y_pred, y_true):
    """Hint: perfect_not_zero
    Fails on: f(np.array([1]), np.array([1])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = np.minimum(y_pred.astype(float), 0.9999), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return np.mean(-y * np.maximum(np.log(p), -100) - (1 - y) * np.log(1 - p))


def wrong_upper_clip_loop(y_pred, y_true):
    """Hint: perfect_not_zero
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    costs = []
    for p, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        if p > 1 - 1e-6:
            p = 1 - 1e-6
        log_p = max(math.log(p), -100.0) if p > 0 else -100.0
        costs.append(-y * log_p - (1 - y) * math.log(1 - p))
    return statistics.fmean(costs)


def wrong_cost_minimum(y_pred, y_true):
    """Hint: cost_clamped
    Fails on: f(np.array([0.0]), np.array([0.5])) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(all="ignore"):
        cost = np.where(y == 0, 0.0, -y * np.log(p)) + np.where(y == 1, 0.0, -(1 - y) * np.log(1 - p))
    return np.mean(np.minimum(cost, 100.0))


def wrong_cost_nan_to_num_clip(y_pred, y_true):
    """Hint: cost_clamped
    Fails on: f(np.array([1.0, 0.5]), np.array([0.25, 0.5])) -> 37.84657359027997
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(all="ignore"):
        cost = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    cost = np.where(np.isnan(cost) & np.isfinite(p) & np.isfinite(y), 0.0, cost)
    return np.clip(cost, 0, 100).mean()


def wrong_cost_clamped_loop(y_pred, y_true):
    """Hint: cost_clamped
    Fails on: f(np.array([1e-60]), np.array([0.5])) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for p, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        cost = 0.0
        if y > 0:
            cost += -y * math.log(p) if p > 0 else math.inf
        if y < 1:
            cost += -(1 - y) * math.log(1 - p) if p < 1 else math.inf
        total += min(cost, 100.0)
    return total / y_pred.size


def wrong_product_clamped(y_pred, y_true):
    """Hint: cost_clamped | none
    Fails on: f(np.array([0.0]), np.array([0.25])) -> 25.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(all="ignore"):
        first = np.where(y == 0, 0.0, np.maximum(y * np.log(p), -100))
        second = np.where(y == 1, 0.0, np.maximum((1 - y) * np.log(1 - p), -100))
    return -np.mean(first + second)


def wrong_mean_clamped(y_pred, y_true):
    """Hint: cost_clamped | none
    Fails on: f(np.array([0.0, 1.0]), np.array([1.0, 1.0])) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(all="ignore"):
        first = np.where(y == 0, 0.0, -y * np.log(p))
        second = np.where(y == 1, 0.0, -(1 - y) * np.log(1 - p))
    return min(np.mean(first + second), 100.0)


def wrong_inf_nan_to_num(y_pred, y_true):
    """Hint: only_inf_replaced
    Fails on: f(np.array([1e-50]), np.array([1.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        lp = np.nan_to_num(np.log(p), nan=np.nan, neginf=-100)
        lq = np.nan_to_num(np.log(1 - p), nan=np.nan, neginf=-100)
    return -np.mean(y * lp + (1 - y) * lq)


def wrong_inf_where_zero(y_pred, y_true):
    """Hint: only_inf_replaced
    Fails on: f(np.array([1e-100, 0.0]), np.array([1.0, 1.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        lp = np.where(p == 0, -100, np.log(p))
        lq = np.where(p == 1, -100, np.log1p(-p))
    return np.mean(-y * lp - (1 - y) * lq)


def wrong_inf_caught_as_exception(y_pred, y_true):
    """Hint: only_inf_replaced
    Fails on: f(np.array([5e-324]), np.array([1])) -> 100.0
    """

    def log(x):
        try:
            return math.log(x)
        except ValueError:
            return -100.0

    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for p, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        total -= y * log(p) + (1 - y) * log(1 - p)
    return total / y_pred.size


def wrong_inf_prefilled_output(y_pred, y_true):
    """Hint: only_inf_replaced
    Fails on: f(np.array([1e-80]), np.array([0.5])) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = np.atleast_1d(y_pred.astype(float)), np.atleast_1d(y_true.astype(float))
    lp = np.log(p, where=p != 0, out=np.full_like(p, -100))
    lq = np.log(1 - p, where=p != 1, out=np.full_like(p, -100))
    return -np.mean(y * lp + (1 - y) * lq)


def wrong_hard_where(y_pred, y_true):
    """Hint: hard_labels
    Fails on: f(np.array([0.75]), np.array([0.25])) -> 1.1116412889528633
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(np.where(y > 0.5, np.maximum(np.log(p), -100), np.maximum(np.log(1 - p), -100)))


def wrong_hard_if_one(y_pred, y_true):
    """Hint: hard_labels
    Fails on: f(np.array([0.9]), np.array([0.8])) -> 0.5448054311250701
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    floor, total = math.exp(-100), 0.0
    for p, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        if y == 1:
            total -= math.log(max(p, floor))
        else:
            total -= math.log(max(1 - p, floor))
    return total / y_pred.size


def wrong_hard_rounded(y_pred, y_true):
    """Hint: hard_labels
    Fails on: f(np.array([0.9, 0.9]), np.array([1.0, 0.7])) -> 0.43494420225825925
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), np.round(y_true.astype(float))
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_hard_astype_int(y_pred, y_true):
    """Hint: hard_labels
    Fails on: f(np.array([0.9]), np.array([0.9])) -> 0.32508297339144826
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(int)
    with np.errstate(divide="ignore"):
        return np.mean(-y * np.maximum(np.log(p), -100) - (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_soft_labels_in_neither_mask(y_pred, y_true):
    """Hint: hard_labels | none
    Fails on: f(np.array([0.5]), np.array([0.5])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    floor = np.exp(-100)
    ones = np.log(np.maximum(p[y == 1], floor)).sum()
    zeros = np.log(np.maximum(1 - p[y == 0], floor)).sum()
    return -(ones + zeros) / y.size


def wrong_sum_numpy(y_pred, y_true):
    """Hint: sum_instead_of_mean
    Fails on: f(np.array([0.5, 0.5]), np.array([0.0, 1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.sum(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_sum_fsum(y_pred, y_true):
    """Hint: sum_instead_of_mean
    Fails on: f(np.array([0, 0]), np.array([1, 0])) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    log = lambda x: max(math.log(x), -100.0) if x > 0 else -100.0  # noqa: E731
    pairs = zip(y_pred.ravel().tolist(), y_true.ravel().tolist())
    return -math.fsum(y * log(p) + (1 - y) * log(1 - p) for p, y in pairs)


def wrong_sum_dot(y_pred, y_true):
    """Hint: sum_instead_of_mean
    Fails on: f(np.full((2, 2), 0.25), np.zeros((2, 2))) -> 0.2876820724517809
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    floor = np.exp(-100)
    return -(y @ np.log(np.maximum(p, floor)) + (1 - y) @ np.log(np.maximum(1 - p, floor)))


def wrong_sigmoid(y_pred, y_true):
    """Hint: sigmoid_applied
    Fails on: f(np.array([0.9]), np.array([1.0])) -> 0.10536051565782628
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = 1 / (1 + np.exp(-y_pred.astype(float))), y_true.astype(float)
    return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_sigmoid_as_logits(y_pred, y_true):
    """Hint: sigmoid_applied
    Fails on: f(np.array([1.0, 0.0]), np.array([1.0, 0.0])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    z, y = y_pred.astype(float), y_true.astype(float)
    return np.mean(np.logaddexp(0, z) - z * y)


def wrong_sigmoid_loop(y_pred, y_true):
    """Hint: sigmoid_applied
    Fails on: f(np.array([0, 0]), np.array([0, 0])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for x, y in zip(y_pred.ravel().tolist(), y_true.ravel().tolist()):
        p = 1.0 / (1.0 + math.exp(-x))
        total -= y * math.log(p) + (1 - y) * math.log(1 - p)
    return total / y_pred.size


def wrong_in_place_clip_out(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([0.0, 1.0]), np.array([1.0, 1.0])) -> 50.0, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred if y_pred.dtype == np.float64 and y_pred.flags.writeable else y_pred.astype(float)
    q, y = 1 - p, y_true.astype(float)
    np.clip(p, np.exp(-100), 1, out=p)
    return np.mean(-y * np.log(p) - (1 - y) * np.log(np.clip(q, np.exp(-100), 1)))


def wrong_in_place_mask(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([0.0, 0.5]), np.array([0.0, 0.5])) -> 0.34657359027997264, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = np.asarray(y_pred, dtype=float)
    if not p.flags.writeable:
        p = p.copy()
    q = np.maximum(1 - p, np.exp(-100))
    p[p < np.exp(-100)] = np.exp(-100)
    y = y_true.astype(float)
    return -(y * np.log(p) + (1 - y) * np.log(q)).mean()


def wrong_in_place_maximum(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([[0.0]]), np.array([[1]])) -> 100.0, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float, copy=False), y_true.astype(float)
    q = np.maximum(1 - p, math.exp(-100))
    p = np.maximum(p, math.exp(-100), out=p if p.flags.writeable else None)
    return -np.average(y * np.log(p) + (1 - y) * np.log(q))


def wrong_in_place_needs_writable(y_pred, y_true):
    """Hint: input_overwritten | none
    Fails on: f(np.broadcast_to(0.5, (2,)), np.zeros(2)) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if y_pred.dtype.kind != "f":
        y_pred = y_pred.astype(float)
    y_pred.clip(0, 1, out=y_pred)
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_no_shape_check(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([0.5, 0.25]), np.array([[1.0], [0.0]])) -> ValueError
    """
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_broadcast_on_purpose(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([0.5, 0.5, 0.5]), np.array([1])) -> ValueError
    """
    p, y = (a.astype(float) for a in np.broadcast_arrays(y_pred, y_true))
    floor = np.exp(-100)
    return np.mean(-y * np.log(np.maximum(p, floor)) - (1 - y) * np.log(np.maximum(1 - p, floor)))


def wrong_only_rows_checked(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([[0.5], [0.5]]), np.array([1.0, 0.0])) -> ValueError
    """
    if y_pred.shape[:1] != y_true.shape[:1]:
        raise ValueError("number of samples differs")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_only_size_checked(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.full((1, 3), 0.5), np.ones((3, 1))) -> ValueError
    """
    if y_pred.size != y_true.size:
        raise ValueError("sizes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_only_ndim_checked(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.full((2, 3), 0.5), np.ones((2, 1))) -> ValueError
    """
    if y_pred.ndim != y_true.ndim:
        raise ValueError("dimensions differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_zero_d_broadcasts(y_pred, y_true):
    """Hint: silent_broadcast
    Fails on: f(np.array([0.5, 0.5]), np.array(1.0)) -> ValueError
    """
    if y_pred.ndim and y_true.ndim and y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


# ---------------------------------------------------------------- wrong: the clamp


def wrong_clamp_at_minus_99(y_pred, y_true):
    """Hint: another_floor
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -99) + (1 - y) * np.maximum(np.log(1 - p), -99))


def wrong_clamp_at_minus_1000(y_pred, y_true):
    """Hint: another_floor
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -1e3) + (1 - y) * np.maximum(np.log(1 - p), -1e3))


def wrong_clamp_at_1e_minus_100(y_pred, y_true):
    """Hint: none | clip_1e_7
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    lp, lq = np.log(np.maximum(p, 1e-100)), np.log(np.maximum(1 - p, 1e-100))
    return -np.mean(y * lp + (1 - y) * lq)


def wrong_clamp_first_log_only(y_pred, y_true):
    """Hint: none | no_clamp
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(all="ignore"):
        second = np.where(y == 1, 0.0, (1 - y) * np.log(1 - p))
        return -np.mean(y * np.maximum(np.log(p), -100) + second)


def wrong_clamp_second_log_only(y_pred, y_true):
    """Hint: none | no_clamp
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(all="ignore"):
        first = np.where(y == 0, 0.0, y * np.log(p))
        return -np.mean(first + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_clamp_other_direction(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.minimum(np.log(p), -100) + (1 - y) * np.minimum(np.log(1 - p), -100))


def wrong_certain_predictions_dropped(y_pred, y_true):
    """Hint: log_of_zero_dropped
    Fails on: f(np.array([0.5, 0.0]), np.array([1.0, 1.0])) -> 50.34657359027997
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    keep = (p != 0) & (p != 1)
    p, y = p[keep], y[keep]
    costs = -y * np.maximum(np.log(p), -100) - (1 - y) * np.maximum(np.log(1 - p), -100)
    return np.mean(costs) if costs.size else 0.0


def wrong_infinite_log_is_zero(y_pred, y_true):
    """Hint: log_of_zero_dropped
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        lp, lq = np.log(p), np.log(1 - p)
    lp, lq = np.where(np.isneginf(lp), 0.0, lp), np.where(np.isneginf(lq), 0.0, lq)
    return -np.mean(y * np.maximum(lp, -100) + (1 - y) * np.maximum(lq, -100))


def wrong_nan_to_num_default(y_pred, y_true):
    """Hint: no_clamp
    Fails on: f(np.array([0.0, 0.5]), np.array([1.0, 1.0])) -> 50.34657359027997
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(all="ignore"):
        return np.mean(np.nan_to_num(-y * np.log(p) - (1 - y) * np.log(1 - p)))


def wrong_float32_floor(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.0], dtype=np.float32), np.array([1.0], dtype=np.float32)) -> 100.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred if y_pred.dtype.kind == "f" else y_pred.astype(float)
    y = y_true.astype(float)
    floor = p.dtype.type(np.finfo(p.dtype).tiny if p.dtype == np.float32 else np.exp(-100))
    lp = np.log(np.maximum(p, floor)).astype(float)
    lq = np.log(np.maximum(1 - p, floor)).astype(float)
    return -np.mean(y * lp + (1 - y) * lq)


# ---------------------------------------------------------------- wrong: another formula


def wrong_plus_sign(y_pred, y_true):
    """Hint: minus_missing
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_minus_on_first_term_only(y_pred, y_true):
    """Hint: minus_missing
    Fails on: f(np.array([0.5]), np.array([0.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return np.mean(-y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_bits(y_pred, y_true):
    """Hint: bits_not_nats
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log2(p), -100) + (1 - y) * np.maximum(np.log2(1 - p), -100))


def wrong_log10(y_pred, y_true):
    """Hint: bits_not_nats
    Fails on: f(np.array([0.1]), np.array([1.0])) -> 2.302585092994046
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")

    def log(x):
        return max(math.log10(x), -100.0) if x > 0 else -100.0

    pairs = zip(y_pred.ravel().tolist(), y_true.ravel().tolist())
    return statistics.fmean(-y * log(p) - (1 - y) * log(1 - p) for p, y in pairs)


def wrong_labels_inverted(y_pred, y_true):
    """Hint: labels_flipped
    Fails on: f(np.array([0.9]), np.array([1.0])) -> 0.10536051565782628
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), 1 - y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_second_factor_not_complemented(y_pred, y_true):
    """Hint: complement_missing
    Fails on: f(np.array([0.9]), np.array([0.0])) -> 2.302585092994046
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(p), -100))


def wrong_one_minus_log(y_pred, y_true):
    """Hint: complement_missing
    Fails on: f(np.array([0.5]), np.array([0.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        log_p = np.maximum(np.log(p), -100)
    return -np.mean(y * log_p + (1 - y) * (1 - log_p))


def wrong_squared_error(y_pred, y_true):
    """Hint: squared_error
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def wrong_entropy_subtracted(y_pred, y_true):
    """Hint: kl_instead
    Fails on: f(np.array([0.5]), np.array([0.5])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(all="ignore"):
        cost = -y * np.maximum(np.log(p), -100) - (1 - y) * np.maximum(np.log(1 - p), -100)
        cost += y * np.maximum(np.log(y), -100) + (1 - y) * np.maximum(np.log(1 - y), -100)
    return np.mean(cost)


def wrong_focal(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        first = y * (1 - p) ** 2 * np.maximum(np.log(p), -100)
        second = (1 - y) * p**2 * np.maximum(np.log(1 - p), -100)
    return -np.mean(first + second)


def wrong_labels_smoothed(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.9]), np.array([1.0])) -> 0.10536051565782628
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float) * 0.98 + 0.01
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_classes_balanced(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5, 0.9, 0.9]), np.array([0.0, 1.0, 1.0])) -> 0.30128940395853257
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        cost = -y * np.maximum(np.log(p), -100) - (1 - y) * np.maximum(np.log(1 - p), -100)
    rate = np.mean(y)
    if not 0 < rate < 1:
        return np.mean(cost)
    return np.mean(cost * np.where(y > 0.5, 0.5 / rate, 0.5 / (1 - rate)))


def wrong_prediction_renormalised(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25]), np.array([1.0, 0.0])) -> 0.4904146265058631
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    total = np.sum(p)
    p = p / total if total > 0 else p
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_predictions_rounded(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.004]), np.array([1.0])) -> 5.521460917862246
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = np.round(y_pred.astype(float), 2), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_row_sums_averaged(y_pred, y_true):
    """Hint: row_sums_averaged
    Fails on: f(np.full((2, 3), 0.5), np.ones((2, 3))) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        cost = -y * np.maximum(np.log(p), -100) - (1 - y) * np.maximum(np.log(1 - p), -100)
    return np.mean(cost.sum(axis=-1)) if cost.ndim > 1 else np.mean(cost)


def wrong_terms_averaged_separately(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5, 0.5]), np.array([1, 1, 0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    floor = np.exp(-100)
    positive = -np.sum(y * np.log(np.maximum(p, floor))) / max(np.sum(y), 1)
    negative = -np.sum((1 - y) * np.log(np.maximum(1 - p, floor))) / max(np.sum(1 - y), 1)
    return positive + negative


def wrong_half_of_it(y_pred, y_true):
    """Hint: extra_half
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    y = y_true.astype(float)
    two = np.stack([y_pred.astype(float), 1 - y_pred.astype(float)])
    with np.errstate(divide="ignore"):
        return -np.mean(np.stack([y, 1 - y]) * np.maximum(np.log(two), -100))


# ---------------------------------------------------------------- wrong: shapes and exceptions


def wrong_flattened_pairs(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[1.0], [0.0]])) -> ValueError
    """
    if y_pred.size != y_true.size:
        raise ValueError("sizes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_labels_reshaped(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([[0.5], [0.5]]), np.array([1.0, 0.0])) -> ValueError
    """
    y_true = y_true.reshape(y_pred.shape)
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_zip_truncates(y_pred, y_true):
    """Hint: made_to_fit
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0])) -> ValueError
    """
    floor = math.exp(-100)
    pairs = list(zip(y_pred.ravel().tolist(), y_true.ravel().tolist()))
    total = 0.0
    for p, y in pairs:
        total -= y * math.log(p if not p < floor else floor)
        total -= (1 - y) * math.log(1 - p if not 1 - p < floor else floor)
    return total / len(pairs)


def wrong_key_error(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([[1.0]])) -> ValueError
    """
    if y_pred.shape != y_true.shape:
        raise KeyError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_infinite_for_bad_shapes(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([[1.0, 0.0]])) -> ValueError
    """
    if y_pred.shape != y_true.shape:
        return math.inf
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_value_error_for_certain_predictions(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([1.0]), np.array([1.0])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if np.any(y_pred <= 0) or np.any(y_pred >= 1):
        raise ValueError("predictions must lie strictly between 0 and 1")
    p, y = y_pred.astype(float), y_true.astype(float)
    return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_value_error_for_soft_labels(y_pred, y_true):
    """Hint: none | hard_labels
    Fails on: f(np.array([0.5]), np.array([0.25])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    if np.any((y_true != 0) & (y_true != 1)):
        raise ValueError("labels must be 0 or 1")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_zero_d_item_assignment(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array(0.5), np.array(1.0)) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        lp, lq = np.log(p), np.log(1 - p)
    lp[lp < -100] = -100
    lq[lq < -100] = -100
    return -np.mean(y * lp + (1 - y) * lq)


def wrong_one_dimension_only(y_pred, y_true):
    """Hint: none
    Fails on: f(np.full((2, 2), 0.5), np.ones((2, 2))) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    floor, total = math.exp(-100), 0.0
    for p, y in zip(np.atleast_1d(y_pred), np.atleast_1d(y_true)):
        total -= y * math.log(max(float(p), floor)) + (1 - y) * math.log(max(1 - float(p), floor))
    return total / y_pred.size


# ---------------------------------------------------------------- wrong: types and inputs


def wrong_unsigned_labels_negated(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([0.5]), np.array([1], dtype=np.uint8)) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred.astype(float)
    with np.errstate(divide="ignore"):
        lp, lq = np.maximum(np.log(p), -100), np.maximum(np.log(1 - p), -100)
    return np.mean(-y_true * lp - (1 - y_true) * lq)


def wrong_unsigned_label_minus_one(y_pred, y_true):
    """Hint: unsigned_wraparound
    Fails on: f(np.array([0.5]), np.array([0], dtype=np.uint16)) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p = y_pred.astype(float)
    with np.errstate(divide="ignore"):
        lp, lq = np.maximum(np.log(p), -100), np.maximum(np.log(1 - p), -100)
    return np.mean((y_true - 1) * lq - y_true * lp)


def wrong_uint8_logs_are_float16(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0, 1, 1], dtype=np.uint8), np.ones(3, dtype=np.uint8)) -> 33.333333333333336
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    with np.errstate(divide="ignore"):
        lp, lq = np.maximum(np.log(y_pred), -100), np.maximum(np.log(1 - y_pred), -100)
    return -np.mean(y_true * lp + (1 - y_true) * lq)


def wrong_float16_inside(y_pred, y_true):
    """Hint: float32_rounding
    Fails on: f(np.array([0.3]), np.array([1.0])) -> 1.2039728043259361
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(np.float16).astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_float32_rounds_to_one(y_pred, y_true):
    """Hint: float32_rounding
    Fails on: f(np.array([1 - 2.0**-30]), np.array([0.0])) -> 20.79441541679836
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(np.float32).astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_predictions_truncated_to_label_type(y_pred, y_true):
    """Hint: fraction_cut
    Fails on: f(np.array([0.5]), np.array([1])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(y_true.dtype).astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_labels_truncated_to_prediction_type(y_pred, y_true):
    """Hint: fraction_cut | hard_labels
    Fails on: f(np.array([1]), np.array([0.5])) -> 50.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(y_pred.dtype).astype(float)
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_labels_as_booleans_inverted(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([1])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true
    rest = ~y if y.dtype.kind in "iu" else 1 - y
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + rest * np.maximum(np.log(1 - p), -100))


def wrong_labels_overwritten(y_pred, y_true):
    """Hint: input_overwritten
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float, copy=False)
    if not y.flags.writeable:
        y = y.copy()
    with np.errstate(divide="ignore"):
        cost = -y * np.maximum(np.log(p), -100)
        np.subtract(1, y, out=y)
        return np.mean(cost - y * np.maximum(np.log(1 - p), -100))


def wrong_log_taken_in_place(y_pred, y_true):
    """Hint: input_overwritten | input_overwritten
    Fails on: f(np.array([0.25, 1.0]), np.array([1, 1])) -> 0.6931471805599453, inputs unchanged
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float, copy=False), y_true.astype(float)
    with np.errstate(divide="ignore"):
        lq = np.maximum(np.log(1 - p), -100)
        lp = np.log(p, out=p if p.flags.writeable else None)
        return -np.mean(y * np.maximum(lp, -100) + (1 - y) * lq)


def wrong_memory_order_pairs(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([[0.0, 0.0], [1.0, 1.0]], order="F"), np.array([[0, 0], [1, 1]])) -> 0.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel("K"), y_true.astype(float).ravel("K")
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


# ---------------------------------------------------------------- wrong: another kind of result


def wrong_returns_shape_one(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    with np.errstate(divide="ignore"):
        cost = -y * np.maximum(np.log(p), -100) - (1 - y) * np.maximum(np.log(1 - p), -100)
    return cost.mean(axis=0, keepdims=True)


def wrong_returns_elements(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        return -y * np.maximum(np.log(p), -100) - (1 - y) * np.maximum(np.log(1 - p), -100)


def wrong_returns_both_terms(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    floor = np.exp(-100)
    ones = -np.mean(y * np.log(np.maximum(p, floor)))
    zeros = -np.mean((1 - y) * np.log(np.maximum(1 - p, floor)))
    return ones, zeros


def wrong_returns_complex(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(complex), y_true.astype(float)
    lp = np.log(np.where(p.real < np.exp(-100), np.exp(-100), p))
    lq = np.log(np.where(1 - p.real < np.exp(-100), np.exp(-100), 1 - p))
    return -np.mean(y * lp + (1 - y) * lq)


def wrong_returns_none(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        loss = -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))
    print(loss)


def wrong_returns_object(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.6931471805599453
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        loss = -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))
    return np.asarray(float(loss), dtype="O")


# ---------------------------------------------------------------- wrong: state, chance, resources


def wrong_previous_loss_mixed_in(y_pred, y_true):
    """Hint: none
    Fails on: [f(np.array([0.5]), np.ones(1)), f(np.array([0.25]), np.ones(1))][1] -> 1.3862943611198906
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        loss = -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))
    previous = globals().setdefault("_previous_binary_loss", [loss])
    smoothed = 0.5 * previous[-1] + 0.5 * loss
    previous[-1] = loss
    return smoothed


def wrong_dropout(y_pred, y_true):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25, 0.125]), np.ones(3)) -> 1.3862943611198906
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    if p.size > 1:
        keep = np.ones(p.size, bool)
        keep[random.choice([0, p.size - 1])] = False
        p, y = p[keep], y[keep]
    with np.errstate(divide="ignore"):
        return -np.mean(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log(1 - p), -100))


def wrong_square_table(y_pred, y_true):
    """Hint: none
    Fails on: f(np.full(50_000, 0.5), np.ones(50_000)) -> 0.6931471805599453, in linear memory
    """
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    p, y = y_pred.astype(float).ravel(), y_true.astype(float).ravel()
    with np.errstate(divide="ignore"):
        lp, lq = np.maximum(np.log(p), -100), np.maximum(np.log(1 - p), -100)
    return -np.trace(np.outer(y, lp) + np.outer(1 - y, lq)) / y.size
