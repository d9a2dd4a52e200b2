"""Independent corpus for surprise(p): right_* keep the contract, wrong_* break it on a legitimate input."""

import functools
import itertools
import math
import sys
import warnings

import numpy as np


def right_plain_with_errstate(p):
    """The definition itself, with the divide warning silenced."""
    with np.errstate(divide="ignore"):
        return -np.log(p)


def right_plain_with_runtime_warning(p):
    """The definition itself; NumPy's RuntimeWarning at zero is left alone."""
    return -np.log(p)


def right_cast_to_float64(p):
    """Casts to float64 before the logarithm."""
    values = np.asarray(p, dtype=np.float64)
    with np.errstate(divide="ignore"):
        return -np.log(values)


def right_log2_times_ln2(p):
    """Takes log2 and changes the unit back to nats."""
    with np.errstate(divide="ignore"):
        return -np.log2(p.astype(np.float64)) * np.log(2.0)


def right_log10_times_ln10(p):
    """Takes log10 and changes the unit back to nats."""
    with np.errstate(divide="ignore"):
        return -np.log10(p.astype(np.float64)) * math.log(10.0)


def right_where_safe_argument(p):
    """np.where twice: a harmless argument for the logarithm, inf afterwards."""
    positive = p > 0
    safe = np.where(positive, p, 1.0)
    return np.where(positive, -np.log(safe), np.inf)


def right_log_out_and_where(p):
    """np.log with out= and where=; the output starts at minus infinity."""
    out = np.full(p.shape, -np.inf)
    np.log(p.astype(np.float64), out=out, where=p > 0)
    return -out


def right_boolean_mask_assignment(p):
    """Fills an array of inf at the positive places."""
    out = np.full(p.shape, np.inf, dtype=np.float64)
    positive = p > 0
    out[positive] = -np.log(p[positive].astype(np.float64))
    return out


def right_list_comprehension_reshaped(p):
    """Pure Python over the flattened values, reshaped at the end."""
    values = [math.inf if x == 0 else -math.log(x) for x in p.ravel().tolist()]
    return np.array(values, dtype=float).reshape(p.shape)


def right_vectorize(p):
    """np.vectorize of a scalar helper with an explicit output type."""

    def one(x):
        return float("inf") if x == 0 else -math.log(x)

    return np.vectorize(one, otypes=[float])(p)


def right_nditer(p):
    """np.nditer with an allocated output operand."""
    with np.errstate(divide="ignore"):
        iterator = np.nditer([p, None], op_dtypes=[None, np.float64])
        with iterator:
            for x, y in iterator:
                y[...] = -np.log(np.float64(x))
            return iterator.operands[1]


def right_select(p):
    """np.select between the three cases zero, one and everything else."""
    safe = np.where(p == 0, 1.0, p)
    return np.select([p == 0, p == 1], [np.inf, 0.0], default=-np.log(safe))


def right_piecewise(p):
    """np.piecewise with a function for positive values and a constant for zero."""
    x = np.array(p, dtype=np.float64)
    return np.piecewise(x, [x > 0, x == 0], [lambda v: -np.log(v), np.inf])


def right_ndindex_loop(p):
    """Loops over all index tuples."""
    out = np.empty(p.shape)
    for index in np.ndindex(p.shape):
        x = float(p[index])
        if x > 0:
            out[index] = -math.log(x)
        else:
            out[index] = math.inf
    return out


def right_longdouble_intermediate(p):
    """Computes in long double and rounds to float64 at the end."""
    with np.errstate(divide="ignore"):
        wide = -np.log(p.astype(np.longdouble))
    return wide.astype(np.float64)


def right_np_negative(p):
    """np.negative instead of the minus sign."""
    with np.errstate(all="ignore"):
        return np.negative(np.log(p))


def right_zero_minus_log(p):
    """np.subtract from zero, which also avoids a negative zero."""
    with np.errstate(divide="ignore"):
        return np.subtract(0.0, np.log(p))


def right_frexp(p):
    """Splits into mantissa and exponent first."""
    mantissa, exponent = np.frexp(p.astype(np.float64))
    with np.errstate(divide="ignore"):
        return -(np.log(mantissa) + exponent * np.log(2.0))


def right_class_inside(p):
    """A small class with __call__ does the work."""

    class Surprise:
        def __init__(self, base):
            self.scale = math.log(base)

        def __call__(self, values):
            with np.errstate(divide="ignore"):
                return -np.log(values) / self.scale

    return Surprise(math.e)(np.asarray(p, dtype=float))


def right_decorated_helper(p):
    """A decorator silences the warnings of a nested helper."""

    def quiet(function):
        @functools.wraps(function)
        def wrapper(*args):
            with np.errstate(all="ignore"):
                return function(*args)

        return wrapper

    @quiet
    def negative_log(x):
        return -np.log(x)

    return negative_log(p)


def right_errstate_decorator(p):
    """np.errstate used as a decorator."""

    @np.errstate(divide="ignore", invalid="ignore")
    def negative_log(x):
        return -1.0 * np.log(x)

    return negative_log(p)


def right_recursive(p):
    """Recursion over the leading axis down to single numbers."""

    def descend(x):
        if np.ndim(x) == 0:
            value = float(x)
            return math.inf if value == 0.0 else -math.log(value)
        return np.array([descend(part) for part in x])

    return np.asarray(descend(p))


def right_prints(p):
    """Prints what it does."""
    print("shape:", p.shape, "dtype:", p.dtype)
    with np.errstate(divide="ignore"):
        result = -np.log(p)
    print("largest surprise:", np.max(result))
    return result


def right_warns(p):
    """Issues a warning of its own when an impossible event is present."""
    if np.any(p == 0):
        warnings.warn("an impossible event has infinite surprise", stacklevel=2)
    with np.errstate(divide="ignore"):
        return -np.log(p)


def right_type_hints(p: np.ndarray) -> np.ndarray:
    """Annotated, with a named constant."""
    impossible: float = np.inf
    values: np.ndarray = np.asarray(p, dtype=np.float64)
    result: np.ndarray = np.where(values == 0.0, impossible, -np.log(np.where(values == 0.0, 1.0, values)))
    return result


def right_fromiter(p):
    """np.fromiter over p.flat."""
    stream = (-math.log(x) if x > 0 else math.inf for x in p.flat)
    return np.fromiter(stream, dtype=np.float64, count=p.size).reshape(p.shape)


def right_scalar_as_python_float(p):
    """A 0-d input gives a Python float, everything else an array."""
    with np.errstate(divide="ignore"):
        result = -np.log(np.asarray(p, dtype=np.float64))
    return float(result) if p.ndim == 0 else result


def right_scalar_as_zero_dim_array(p):
    """Always an ndarray, 0-d for a 0-d input."""
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(p))


def right_in_chunks(p):
    """Works through the flattened values in blocks."""
    flat = p.reshape(-1)
    out = np.empty(flat.size, dtype=np.float64)
    with np.errstate(divide="ignore"):
        for start in range(0, flat.size, 1024):
            out[start : start + 1024] = -np.log(flat[start : start + 1024])
    return out.reshape(p.shape)


def right_copy_then_in_place(p):
    """In-place work, but on a copy."""
    work = np.array(p, dtype=np.float64, copy=True)
    with np.errstate(divide="ignore"):
        np.log(work, out=work)
    work *= -1.0
    return work


def right_abs_of_log(p):
    """abs(ln p) equals -ln p because a probability is at most 1."""
    with np.errstate(divide="ignore"):
        return np.abs(np.log(p))


def right_cached_scalar_log(p):
    """A cache that lives for one call only."""

    @functools.cache
    def negative_log(x):
        return math.inf if x == 0.0 else -math.log(x)

    return np.array(list(map(negative_log, map(float, p.flat)))).reshape(p.shape)


def right_try_except_loop(p):
    """Lets math.log raise at zero and answers inf."""
    out = np.zeros(p.shape, dtype=float)
    for index, x in np.ndenumerate(p):
        try:
            out[index] = -math.log(x)
        except ValueError:
            out[index] = float("inf")
    return out


def right_complex_log_real_part(p):
    """The real part of the complex logarithm."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.real(np.log(p.astype(np.complex128)))


def right_masked_array_filled(p):
    """np.ma.log masks zero; the mask is filled with the infinity it stands for."""
    return -np.ma.filled(np.ma.log(p.astype(np.float64)), -np.inf)


# --- minus_missing ---------------------------------------------------------------------------------------


def wrong_minus_missing_plain(p):
    """Hint: minus_missing
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    with np.errstate(divide="ignore"):
        return np.log(p)


def wrong_minus_missing_loop(p):
    """Hint: minus_missing
    Fails on: f(np.array([0.5, 0.0])) -> np.array([0.6931472, np.inf])
    """
    values = [-math.inf if x == 0 else math.log(x) for x in p.ravel().tolist()]
    return np.array(values).reshape(p.shape)


def wrong_minus_twice(p):
    """Hint: minus_missing
    Fails on: f(np.array([0.1, 0.9])) -> np.array([2.3025851, 0.1053605])
    """
    with np.errstate(divide="ignore"):
        information = -np.log(p)
        return -information


# --- bits_not_nats ---------------------------------------------------------------------------------------


def wrong_bits_plain(p):
    """Hint: bits_not_nats
    Fails on: f(np.array([0.5, 1.0])) -> np.array([0.6931472, 0.0])
    """
    with np.errstate(divide="ignore"):
        return -np.log2(p)


def wrong_bits_by_division(p):
    """Hint: bits_not_nats
    Fails on: f(np.array([[0.25, 0.75]])) -> np.array([[1.3862944, 0.2876821]])
    """
    with np.errstate(divide="ignore"):
        return -np.log(p.astype(float)) / np.log(2)


def wrong_bits_math_log2(p):
    """Hint: bits_not_nats
    Fails on: f(np.array(0.5)) -> 0.6931472
    """
    return np.vectorize(lambda x: -math.log2(x) if x > 0 else math.inf, otypes=[float])(p)


def wrong_log10(p):
    """Hint: bits_not_nats
    Fails on: f(np.array([0.1, 0.01])) -> np.array([2.3025851, 4.6051702])
    """
    with np.errstate(divide="ignore"):
        return -np.log10(p)


# --- eps_in_log ------------------------------------------------------------------------------------------


def wrong_eps_1e_12(p):
    """Hint: eps_in_log
    Fails on: f(np.array([0.0, 1.0])) -> np.array([np.inf, 0.0])
    """
    return -np.log(p + 1e-12)


def wrong_eps_1e_10(p):
    """Hint: eps_in_log
    Fails on: f(np.array([0.0])) -> np.array([np.inf])
    """
    eps = 1e-10
    return -np.log(eps + p)


def wrong_eps_1e_8_loop(p):
    """Hint: eps_in_log
    Fails on: f(np.array([0.5, 0.0])) -> np.array([0.6931472, np.inf])
    """
    out = np.empty(p.shape)
    for index in np.ndindex(p.shape):
        out[index] = -math.log(float(p[index]) + 1e-8)
    return out


def wrong_eps_1e_7(p):
    """Hint: eps_in_log
    Fails on: f(np.array([[0.0, 1.0], [0.5, 0.5]])) -> np.array([[np.inf, 0.0], [0.6931472, 0.6931472]])
    """
    return -np.log(np.maximum(p, 1e-7))


def wrong_eps_1e_6(p):
    """Hint: eps_in_log
    Fails on: f(np.array([0.0, 0.25])) -> np.array([np.inf, 1.3862944])
    """
    epsilon = 1e-6
    return np.negative(np.log(np.add(p, epsilon)))


def wrong_eps_1e_3(p):
    """Hint: eps_in_log
    Fails on: f(np.array([0.5, 0.01])) -> np.array([0.6931472, 4.6051702])
    """
    return -np.log(p + 1e-3)


def wrong_eps_machine_epsilon(p):
    """Hint: eps_in_log
    Fails on: f(np.array([0, 1])) -> np.array([np.inf, 0.0])
    """
    return -np.log(p + np.finfo(float).eps)


def wrong_eps_smallest_normal(p):
    """Hint: eps_in_log
    Fails on: f(np.array([0.0, 0.5])) -> np.array([np.inf, 0.6931472])
    """
    return -np.log(p.astype(float) + np.finfo(float).tiny)


def wrong_eps_lower_clip_1e_15(p):
    """Hint: eps_in_log
    Fails on: f(np.array(0.0)) -> np.inf
    """
    return -np.log(np.clip(p.astype(float), 1e-15, None))


def wrong_eps_only_at_zero(p):
    """Hint: eps_in_log
    Fails on: f(np.array([0.2, 0.0, 0.8])) -> np.array([1.6094379, np.inf, 0.2231436])
    """
    return -np.log(np.where(p == 0, 1e-300, p))


# --- clipped_at_one --------------------------------------------------------------------------------------


def wrong_clipped_at_one_1e_7(p):
    """Hint: clipped_at_one
    Fails on: f(np.array([1.0 - 1e-9])) -> np.array([1.0000000827e-09])
    """
    with np.errstate(divide="ignore"):
        return -np.log(np.minimum(p, 1 - 1e-7))


def wrong_clipped_at_one_1e_4(p):
    """Hint: clipped_at_one
    Fails on: f(np.array([1.0, 0.5])) -> np.array([0.0, 0.6931472])
    """
    with np.errstate(divide="ignore"):
        return -np.log(np.clip(p.astype(float), 0.0, 0.9999))


def wrong_clipped_at_one_loop(p):
    """Hint: clipped_at_one
    Fails on: f(np.array([0, 1], dtype=np.uint8)) -> np.array([np.inf, 0.0])
    """
    values = []
    for x in p.ravel().tolist():
        x = min(x, 0.99999)
        values.append(math.inf if x == 0 else -math.log(x))
    return np.array(values).reshape(p.shape)


def wrong_clipped_at_both_ends(p):
    """Hint: eps_in_log | clipped_at_one
    Fails on: f(np.array([0.0, 1.0])) -> np.array([np.inf, 0.0])
    """
    eps = 1e-5
    return -np.log(np.clip(p.astype(float), eps, 1 - eps))


# --- entropy_term ----------------------------------------------------------------------------------------


def wrong_entropy_term_plain(p):
    """Hint: entropy_term
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    with np.errstate(all="ignore"):
        return -p * np.log(p.astype(float))


def wrong_entropy_term_where(p):
    """Hint: entropy_term
    Fails on: f(np.array([0.0, 0.3, 1.0])) -> np.array([np.inf, 1.2039728, 0.0])
    """
    return np.where(p > 0, -1.0 * p * np.log(np.where(p > 0, p, 1.0)), 0.0)


def wrong_entropy_term_loop(p):
    """Hint: entropy_term
    Fails on: f(np.array(0.5)) -> 0.6931472
    """
    out = np.zeros(p.shape)
    for index, x in np.ndenumerate(p):
        if x > 0:
            out[index] = -x * math.log(x)
    return out


# --- sum_returned ----------------------------------------------------------------------------------------


def wrong_sum_of_all(p):
    """Hint: sum_returned
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    with np.errstate(divide="ignore"):
        return np.sum(-np.log(p.astype(float)))


def wrong_sum_fsum(p):
    """Hint: sum_returned
    Fails on: f(np.array([[0.5, 0.25], [1.0, 0.1]])) -> np.array([[0.6931472, 1.3862944], [0.0, 2.3025851]])
    """
    return math.fsum(math.inf if x == 0 else -math.log(x) for x in p.ravel().tolist())


def wrong_sum_accumulated(p):
    """Hint: sum_returned
    Fails on: f(np.array([0.5, 0.5, 1.0])) -> np.array([0.6931472, 0.6931472, 0.0])
    """
    total = 0.0
    with np.errstate(divide="ignore"):
        for x in p.flat:
            total -= np.log(np.float64(x))
    return total


def wrong_mean_of_all(p):
    """Hint: mean_returned
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    with np.errstate(divide="ignore"):
        return -np.mean(np.log(p.astype(float)))


def wrong_surprise_of_the_mean(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    return -np.log(np.mean(p))


# --- normalised_first ------------------------------------------------------------------------------------


def wrong_normalised_by_the_sum(p):
    """Hint: normalised_first
    Fails on: f(np.array([0.5, 0.9])) -> np.array([0.6931472, 0.1053605])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.log(p / np.sum(p))


def wrong_normalised_log_difference(p):
    """Hint: normalised_first
    Fails on: f(np.array([[0.5, 0.5], [0.5, 0.5]])) -> np.full((2, 2), 0.6931472)
    """
    with np.errstate(divide="ignore"):
        return np.log(p.sum(dtype=float)) - np.log(p.astype(float))


def wrong_normalised_loop(p):
    """Hint: normalised_first
    Fails on: f(np.array(0.5)) -> 0.6931472
    """
    total = math.fsum(p.ravel().tolist())
    values = [math.inf if x == 0 else math.log(total / x) for x in p.ravel().tolist()]
    return np.array(values).reshape(p.shape)


def wrong_normalised_unless_close_to_one(p):
    """Hint: normalised_first
    Fails on: f(np.array([0.1, 0.2])) -> np.array([2.3025851, 1.6094379])
    """
    values = p.astype(float)
    if not math.isclose(values.sum(), 1.0, rel_tol=1e-9):
        values = values / values.sum()
    with np.errstate(divide="ignore"):
        return -np.log(values)


def wrong_divided_by_the_maximum(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.log(p / p.max())


def wrong_refuses_what_does_not_sum_to_one(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.9])) -> np.array([0.6931472, 0.1053605])
    """
    if not np.isclose(p.sum(), 1.0):
        raise ValueError("the probabilities must sum to 1")
    with np.errstate(divide="ignore"):
        return -np.log(p)


# --- zero_gives_zero -------------------------------------------------------------------------------------


def wrong_zero_gives_zero_where(p):
    """Hint: zero_gives_zero
    Fails on: f(np.array([0.5, 0.0])) -> np.array([0.6931472, np.inf])
    """
    return np.where(p > 0, -np.log(np.where(p > 0, p, 1.0)), 0.0)


def wrong_zero_gives_zero_out(p):
    """Hint: zero_gives_zero
    Fails on: f(np.array([[0, 1], [1, 0]])) -> np.array([[np.inf, 0.0], [0.0, np.inf]])
    """
    out = np.zeros(p.shape)
    np.log(p.astype(float), out=out, where=p > 0)
    return -out


def wrong_zero_gives_zero_nan_to_num(p):
    """Hint: zero_gives_zero
    Fails on: f(np.array([0.0, 1.0])) -> np.array([np.inf, 0.0])
    """
    with np.errstate(divide="ignore"):
        return np.nan_to_num(-np.log(p.astype(float)), posinf=0.0)


def wrong_zero_gives_zero_loop(p):
    """Hint: zero_gives_zero
    Fails on: f(np.array(0.0)) -> np.inf
    """
    values = [-math.log(x) if x else 0.0 for x in p.ravel().tolist()]
    return np.array(values).reshape(p.shape)


# --- zeros_dropped ---------------------------------------------------------------------------------------


def wrong_zeros_dropped_mask(p):
    """Hint: zeros_dropped
    Fails on: f(np.array([0.5, 0.0, 0.25])) -> np.array([0.6931472, np.inf, 1.3862944])
    """
    return -np.log(p[p > 0])


def wrong_zeros_dropped_comprehension(p):
    """Hint: zeros_dropped
    Fails on: f(np.array([0.0, 1.0])) -> np.array([np.inf, 0.0])
    """
    return np.array([-math.log(x) for x in p.ravel() if x != 0])


def wrong_zeros_dropped_compress(p):
    """Hint: zeros_dropped
    Fails on: f(np.array([0.0, 0.5, 0.5])) -> np.array([np.inf, 0.6931472, 0.6931472])
    """
    flat = p.ravel()
    return np.negative(np.log(np.compress(flat > 0, flat)))


# --- inf_replaced ----------------------------------------------------------------------------------------


def wrong_inf_replaced_nan_to_num(p):
    """Hint: inf_replaced
    Fails on: f(np.array([0.0, 0.5])) -> np.array([np.inf, 0.6931472])
    """
    with np.errstate(divide="ignore"):
        return np.nan_to_num(-np.log(p.astype(float)))


def wrong_inf_replaced_largest_float(p):
    """Hint: inf_replaced
    Fails on: f(np.array(0)) -> np.inf
    """
    values = [-math.log(x) if x > 0 else sys.float_info.max for x in p.ravel().tolist()]
    return np.array(values).reshape(p.shape)


def wrong_inf_replaced_by_1000(p):
    """Hint: inf_replaced
    Fails on: f(np.array([1.0, 0.0])) -> np.array([0.0, np.inf])
    """
    with np.errstate(divide="ignore"):
        result = -np.log(p.astype(float))
    return np.where(np.isinf(result), 1000.0, result)


def wrong_inf_becomes_nan(p):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0])) -> np.array([0.0, np.inf])
    """
    return -np.log(np.where(p > 0, p, np.nan))


def wrong_capped_at_100(p):
    """Hint: clamped_at_100 | inf_replaced
    Fails on: f(np.array([1e-50, 0.5])) -> np.array([115.1292546, 0.6931472])
    """
    with np.errstate(divide="ignore"):
        return np.minimum(-np.log(p), 100.0)


# --- linear_surprise -------------------------------------------------------------------------------------


def wrong_linear_plain(p):
    """Hint: linear_surprise
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    return 1.0 - p


def wrong_linear_subtract(p):
    """Hint: linear_surprise
    Fails on: f(np.array([1e-15])) -> np.array([34.5387764])
    """
    return np.subtract(np.ones(p.shape), p.astype(float))


def wrong_linear_comprehension(p):
    """Hint: linear_surprise
    Fails on: f(np.array([[0.1, 0.9]])) -> np.array([[2.3025851, 0.1053605]])
    """
    return np.array([1 - x for x in p.ravel().tolist()], dtype=float).reshape(p.shape)


# --- other formulas --------------------------------------------------------------------------------------


def wrong_complement(p):
    """Hint: opposite_event
    Fails on: f(np.array([0.25, 0.5])) -> np.array([1.3862944, 0.6931472])
    """
    with np.errstate(divide="ignore"):
        return -np.log(1.0 - p)


def wrong_log1p(p):
    """Hint: log_of_one_plus_p
    Fails on: f(np.array([0.5])) -> np.array([0.6931472])
    """
    return -np.log1p(p.astype(float))


def wrong_odds(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    with np.errstate(divide="ignore"):
        return 1.0 / p - 1.0


def wrong_log_odds(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    values = p.astype(float)
    with np.errstate(divide="ignore"):
        return np.log(1.0 - values) - np.log(values)


def wrong_log1p_of_difference_loses_small_p(p):
    """Hint: none
    Fails on: f(np.array([1e-20])) -> np.array([46.0517019])
    """
    with np.errstate(divide="ignore"):
        return -np.log1p(p.astype(float) - 1.0)


def wrong_sign_positive_only_by_shift(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    with np.errstate(divide="ignore"):
        result = -np.log(p.astype(float))
    return result - result.min()


# --- precision and thresholds ----------------------------------------------------------------------------


def wrong_float16_result(p):
    """Hint: none
    Fails on: f(np.array([0.3, 0.7])) -> np.array([1.2039728, 0.3566749])
    """
    with np.errstate(divide="ignore"):
        return (-np.log(p)).astype(np.float16)


def wrong_float32_argument_underflows(p):
    """Hint: none
    Fails on: f(np.array([1e-50, 0.5])) -> np.array([115.1292546, 0.6931472])
    """
    with np.errstate(divide="ignore"):
        return -np.log(p.astype(np.float32)).astype(np.float64)


def wrong_rounded_to_four_digits(p):
    """Hint: none
    Fails on: f(np.array([0.3])) -> np.array([1.2039728])
    """
    with np.errstate(divide="ignore"):
        return np.round(-np.log(p.astype(float)), 4)


def wrong_below_1e_10_is_impossible(p):
    """Hint: none
    Fails on: f(np.array([1e-12, 0.5])) -> np.array([27.6310211, 0.6931472])
    """
    return np.where(p < 1e-10, np.inf, -np.log(np.where(p < 1e-10, 1.0, p)))


def wrong_isclose_to_zero_is_impossible(p):
    """Hint: none
    Fails on: f(np.array([1e-9])) -> np.array([20.7232658])
    """
    near_zero = np.isclose(p, 0.0)
    return np.where(near_zero, np.inf, -np.log(np.where(near_zero, 1.0, p)))


def wrong_isclose_to_one_is_certain(p):
    """Hint: none
    Fails on: f(np.array([0.9995])) -> np.array([0.0005001250])
    """
    with np.errstate(divide="ignore"):
        result = -np.log(p.astype(float))
    return np.where(np.isclose(p, 1.0, atol=1e-3), 0.0, result)


def wrong_cast_to_int(p):
    """Hint: none
    Fails on: f(np.array([0.5, 1.0])) -> np.array([0.6931472, 0.0])
    """
    with np.errstate(divide="ignore"):
        return -np.log(p.astype(int))


def wrong_result_truncated_to_int(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.1])) -> np.array([0.6931472, 2.3025851])
    """
    return np.array([int(-math.log(x)) if x > 0 else 0 for x in p.ravel()]).reshape(p.shape)


# --- zeros handled in the wrong place --------------------------------------------------------------------


def wrong_one_zero_makes_everything_inf(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.0])) -> np.array([0.6931472, np.inf])
    """
    if np.any(p == 0):
        return np.full(p.shape, np.inf)
    return -np.log(p)


def wrong_raises_at_zero(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.0])) -> np.array([0.6931472, np.inf])
    """
    if (p <= 0).any():
        raise ValueError("probabilities must be positive")
    return -np.log(p)


def wrong_math_log_domain_error(p):
    """Hint: none
    Fails on: f(np.array([0.0])) -> np.array([np.inf])
    """
    return np.array([-math.log(x) for x in p.ravel()]).reshape(p.shape)


def wrong_errstate_raise(p):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0])) -> np.array([0.0, np.inf])
    """
    with np.errstate(all="raise"):
        return -np.log(p.astype(float))


def wrong_minus_inf_at_zero(p):
    """Hint: none
    Fails on: f(np.array([0.0, 1.0])) -> np.array([np.inf, 0.0])
    """
    return np.where(p > 0, -np.log(np.where(p > 0, p, 1.0)), -np.inf)


def wrong_none_when_zero(p):
    """Hint: none
    Fails on: f(np.array([0.0, 1.0])) -> np.array([np.inf, 0.0])
    """
    if np.all(p > 0):
        return -np.log(p)


# --- shape and kind of the answer ------------------------------------------------------------------------


def wrong_returns_list(p):
    """Hint: none
    Fails on: f(np.array([0.5, 1.0])) -> np.array([0.6931472, 0.0])
    """
    with np.errstate(divide="ignore"):
        return (-np.log(p.astype(float))).tolist() if p.ndim else float(-np.log(p))


def wrong_returns_tuple(p):
    """Hint: none
    Fails on: f(np.array([0.5])) -> np.array([0.6931472])
    """
    with np.errstate(divide="ignore"):
        return -np.log(p), "nats"


def wrong_prints_and_returns_none(p):
    """Hint: none
    Fails on: f(np.array([0.5])) -> np.array([0.6931472])
    """
    with np.errstate(divide="ignore"):
        print(-np.log(p))


def wrong_object_array(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    values = [math.inf if x == 0 else -math.log(x) for x in p.ravel()]
    return np.array(values, dtype=object).reshape(p.shape)


def wrong_object_array_only_with_zeros(p):
    """Hint: none
    Fails on: f(np.array([0.0, 0.5])) -> np.array([np.inf, 0.6931472])
    """
    values = ["inf" if x == 0 else -math.log(x) for x in p.ravel()]
    kind = object if "inf" in values else float
    return np.array(values, dtype=kind).reshape(p.shape)


def wrong_complex_array(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    with np.errstate(all="ignore"):
        return -np.log(p.astype(complex))


def wrong_bool_array(p):
    """Hint: none
    Fails on: f(np.array([0.5, 1.0])) -> np.array([0.6931472, 0.0])
    """
    with np.errstate(divide="ignore"):
        return -np.log(p) > 0


def wrong_masked_at_zero(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.0])) -> np.array([0.6931472, np.inf])
    """
    return -np.ma.log(p.astype(float))


def wrong_zero_dim_becomes_length_one(p):
    """Hint: axis_added
    Fails on: f(np.array(0.5)) -> 0.6931472
    """
    with np.errstate(divide="ignore"):
        return -np.log(np.atleast_1d(p))


def wrong_zero_dim_cannot_be_iterated(p):
    """Hint: none
    Fails on: f(np.array(0.25)) -> 1.3862944
    """
    return np.array([-np.log(np.where(x > 0, x, 1.0)) + np.where(x > 0, 0.0, np.inf) for x in p])


def wrong_only_one_axis(p):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.25]])) -> np.array([[0.6931472, 1.3862944]])
    """
    return np.array([math.inf if x == 0 else -math.log(x) for x in p], dtype=float)


def wrong_only_two_axes(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    rows, columns = p.shape
    out = np.empty((rows, columns))
    for i, j in itertools.product(range(rows), range(columns)):
        out[i, j] = math.inf if p[i, j] == 0 else -math.log(p[i, j])
    return out


def wrong_flattened(p):
    """Hint: flattened
    Fails on: f(np.array([[0.5, 0.25], [0.1, 1.0]])) -> np.array([[0.6931472, 1.3862944], [2.3025851, 0.0]])
    """
    with np.errstate(divide="ignore"):
        return -np.log(p.ravel())


def wrong_squeezed(p):
    """Hint: axes_dropped
    Fails on: f(np.array([[0.5, 0.25]])) -> np.array([[0.6931472, 1.3862944]])
    """
    with np.errstate(divide="ignore"):
        return np.squeeze(-np.log(p.astype(float)))


def wrong_extra_axis(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    with np.errstate(divide="ignore"):
        return -np.log(p.astype(float))[..., np.newaxis]


def wrong_length_one_becomes_scalar(p):
    """Hint: axes_dropped
    Fails on: f(np.array([0.5])) -> np.array([0.6931472])
    """
    with np.errstate(divide="ignore"):
        result = -np.log(p.astype(float))
    return float(result.reshape(-1)[0]) if p.size == 1 else result


def wrong_memory_order_mixes_elements(p):
    """Hint: none
    Fails on: f(np.asfortranarray([[0.5, 0.25], [1.0, 0.5]])) -> -np.log(np.array([[0.5, 0.25], [1.0, 0.5]]))
    """
    with np.errstate(divide="ignore"):
        return -np.log(p.ravel(order="K")).reshape(p.shape)


def wrong_transposed(p):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.25], [1.0, 0.5]])) -> np.array([[0.6931472, 1.3862944], [0.0, 0.6931472]])
    """
    with np.errstate(divide="ignore"):
        return -np.log(p.T)


def wrong_sorted(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25, 1.0])) -> np.array([0.6931472, 1.3862944, 0.0])
    """
    with np.errstate(divide="ignore"):
        return np.sort(-np.log(p), axis=-1)


# --- integer types, read-only inputs, changed inputs -----------------------------------------------------


def wrong_integer_output_buffer(p):
    """Hint: answer_in_the_input_dtype
    Fails on: f(np.array([0, 1], dtype=np.int64)) -> np.array([np.inf, 0.0])
    """
    out = np.zeros_like(p)
    out[p > 0] = -np.log(p[p > 0])
    out[p == 0] = np.inf
    return out


def wrong_log_into_buffer_of_input_type(p):
    """Hint: answer_in_the_input_dtype
    Fails on: f(np.array([1, 1, 1], dtype=np.int64)) -> np.array([0.0, 0.0, 0.0])
    """
    out = np.empty_like(p)
    with np.errstate(divide="ignore"):
        np.log(p, out=out)
    return -out


def wrong_refuses_integers(p):
    """Hint: none
    Fails on: f(np.array([1, 0], dtype=np.uint8)) -> np.array([0.0, np.inf])
    """
    if not np.issubdtype(p.dtype, np.floating):
        raise TypeError("p must be a floating point array")
    with np.errstate(divide="ignore"):
        return -np.log(p)


def wrong_integers_scaled_as_bytes(p):
    """Hint: none
    Fails on: f(np.array([1, 0], dtype=np.uint8)) -> np.array([0.0, np.inf])
    """
    values = p / np.iinfo(p.dtype).max if p.dtype.kind in "iu" else p
    with np.errstate(divide="ignore"):
        return -np.log(values)


def wrong_input_overwritten(p):
    """Hint: input_overwritten
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944]) (input unchanged)
    """
    with np.errstate(divide="ignore"):
        np.log(p, out=p)
    p *= -1
    return p


def wrong_input_changed_only_at_zeros(p):
    """Hint: input_overwritten
    Fails on: f(np.array([0.5, 0.0])) -> np.array([0.6931472, np.inf]) (input unchanged)
    """
    impossible = p == 0
    if impossible.any():
        p[impossible] = 1
    return np.where(impossible, np.inf, -np.log(p))


def wrong_input_changed_and_restored_inexactly(p):
    """Hint: input_overwritten
    Fails on: f(np.array([0.1, 0.3])) -> np.array([2.3025851, 1.2039728]) (input unchanged)
    """
    p += 1.0
    result = -np.log(p - 1.0)
    p -= 1.0 + 1e-5
    return result


def wrong_needs_a_writable_input(p):
    """Hint: none
    Fails on: f(np.frombuffer(np.array([0.5, 0.25]).tobytes())) -> np.array([0.6931472, 1.3862944])
    """
    p.setflags(write=True)
    with np.errstate(divide="ignore"):
        return -np.log(p)


# --- state, chance, memory -------------------------------------------------------------------------------


def wrong_remembers_the_first_call(p):
    """Hint: none
    Fails on: f(np.array([0.5])) + f(np.array([0.25])) -> np.array([2.0794415])
    """
    memory = globals().setdefault("_answers_by_shape", {})
    if p.shape not in memory:
        with np.errstate(divide="ignore"):
            memory[p.shape] = -np.log(p.astype(float))
    return memory[p.shape]


def wrong_random_noise(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.25])) -> np.array([0.6931472, 1.3862944])
    """
    noise = np.random.default_rng().uniform(0.01, 0.02, size=p.shape)
    with np.errstate(divide="ignore"):
        return -np.log(p.astype(float)) + noise


def wrong_quadratic_memory(p):
    """Hint: none
    Fails on: f(np.full(50000, 0.5)) -> np.full(50000, 0.6931472)
    """
    flat = p.ravel().astype(float)
    with np.errstate(all="ignore"):
        table = np.outer(-np.log(flat), np.ones(flat.size))
    return np.diagonal(table).reshape(p.shape).copy()


def wrong_only_the_first_ten_thousand(p):
    """Hint: none
    Fails on: f(np.full(50000, 0.5)) -> np.full(50000, 0.6931472)
    """
    flat = p.ravel()
    out = np.zeros(flat.size)
    for i in range(min(flat.size, 10_000)):
        out[i] = math.inf if flat[i] == 0 else -math.log(flat[i])
    return out.reshape(p.shape)


def wrong_recursion_too_deep(p):
    """Hint: none
    Fails on: f(np.full(50000, 0.5)) -> np.full(50000, 0.6931472)
    """

    def tail(values):
        if not values:
            return []
        head = math.inf if values[0] == 0 else -math.log(values[0])
        return [head] + tail(values[1:])

    return np.array(tail(p.ravel().tolist())).reshape(p.shape)
