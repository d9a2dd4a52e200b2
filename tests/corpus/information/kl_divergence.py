"""Independent corpus for kl_divergence(p, q): right_* keep the contract, wrong_* break it."""

import functools
import itertools
import math
import operator
import warnings

import numpy as np


def right_where_safe_difference(p, q):
    """ln p - ln q with both arguments replaced by 1 where p is zero."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    positive = p > 0
    with np.errstate(divide="ignore"):
        log_ratio = np.log(np.where(positive, p, 1.0)) - np.log(np.where(positive, q, 1.0))
    return np.sum(np.where(positive, p * log_ratio, 0.0), axis=-1)


def right_ratio_then_where(p, q):
    """The plain term with its warnings, replaced by 0 where p is zero."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def right_ratio_safe_argument(p, q):
    """A safe numerator and denominator before the division."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = np.where(p > 0, p, 1.0)
    b = np.where(p > 0, q, 1.0)
    with np.errstate(divide="ignore"):
        return (p * np.log(a / b)).sum(axis=-1)


def right_nansum(p, q):
    """nansum skips the nan of p = 0 and keeps a genuine inf."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.nansum(p * (np.log(p) - np.log(q)), axis=-1)


def right_cross_entropy_minus_entropy(p, q):
    """Cross entropy minus entropy, two nested helpers."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def cross_entropy(a, b):
        with np.errstate(divide="ignore"):
            return -np.sum(a * np.log(np.where(a > 0, b, 1.0)), axis=-1)

    def entropy(a):
        return cross_entropy(a, a)

    p, q = p.astype(np.float64), q.astype(np.float64)
    return cross_entropy(p, q) - entropy(p)


def right_negative_log_of_inverse_ratio(p, q):
    """Minus the sum of p ln(q/p)."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    inverse = np.divide(q, p, out=np.ones(np.broadcast_shapes(p.shape, q.shape)), where=p > 0)
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(inverse), axis=-1)


def right_log_out_and_where(p, q):
    """np.log with out= and where= for both logarithms."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    shape = np.broadcast_shapes(p.shape, q.shape)
    log_p, log_q = np.zeros(shape), np.zeros(shape)
    positive = p > 0
    with np.errstate(divide="ignore"):
        np.log(p.astype(np.float64), out=log_p, where=positive)
        np.log(q.astype(np.float64), out=log_q, where=positive)
    return np.sum(p * (log_p - log_q), axis=-1)


def right_boolean_mask_after_broadcasting(p, q):
    """np.broadcast_arrays, then the terms at the positive places of p."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    terms = np.zeros(p.shape)
    keep = p > 0
    with np.errstate(divide="ignore"):
        terms[keep] = p[keep] * (np.log(p[keep]) - np.log(q[keep]))
    return terms.sum(axis=-1)


def right_python_loops(p, q):
    """Plain loops over reshaped rows."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]
    out = []
    for row_p, row_q in zip(p.reshape(-1, n).tolist(), q.reshape(-1, n).tolist()):
        total = 0.0
        for a, b in zip(row_p, row_q):
            if a > 0 and b > 0:
                total += a * (math.log(a) - math.log(b))
            elif a > 0:
                total = math.inf
        out.append(total)
    return np.array(out, dtype=np.float64).reshape(p.shape[:-1])


def right_generator_fsum(p, q):
    """math.fsum of a generator; a Python float for a single pair."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def term(a, b):
        return math.inf if b == 0 else a * (math.log(a) - math.log(b))

    def one(row_p, row_q):
        return math.fsum(term(a, b) for a, b in zip(row_p.tolist(), row_q.tolist()) if a)

    p, q = np.broadcast_arrays(p, q)
    if p.ndim == 1:
        return one(p, q)
    rows = map(one, p.reshape(-1, p.shape[-1]), q.reshape(-1, p.shape[-1]))
    return np.fromiter(rows, dtype=float).reshape(p.shape[:-1])


def right_rel_entr_closure(p, q):
    """A nested rel_entr in the manner of scipy.special."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def rel_entr(x, y):
        with np.errstate(divide="ignore", invalid="ignore"):
            value = x * (np.log(x) - np.log(y))
        return np.where(x == 0, 0.0, np.where(y == 0, np.inf, value))

    return np.sum(rel_entr(p.astype(float), q.astype(float)), axis=-1)


def right_xlogy_twice(p, q):
    """xlogy(p, p) minus xlogy(p, q)."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def xlogy(x, y):
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(x == 0, 0.0, x * np.log(y))

    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    return (xlogy(p, p) - xlogy(p, q)).sum(-1)


def right_einsum(p, q):
    """einsum with an ellipsis."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore"):
        log_ratio = np.where(p > 0, np.log(np.where(p > 0, p, 1.0)) - np.log(q), 0.0)
    return np.einsum("...i,...i->...", p, log_ratio)


def right_select(p, q):
    """np.select: p zero first, q zero second."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    a, b = np.where(p == 0, 1.0, p), np.where(q == 0, 1.0, q)
    return np.select([p == 0, q == 0], [0.0, np.inf], default=p * (np.log(a) - np.log(b))).sum(axis=-1)


def right_piecewise_logarithm(p, q):
    """np.piecewise as a logarithm that knows about zero."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def log(x):
        x = x.astype(np.float64)
        return np.piecewise(x, [x > 0], [np.log, -np.inf])

    log_p, log_q = log(p), log(q)
    log_p, log_q = np.where(p > 0, log_p, 0.0), np.where(p > 0, log_q, 0.0)
    return np.sum(p * (log_p - log_q), axis=-1)


def right_vectorize_term(p, q):
    """np.vectorize of the scalar term."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    @functools.partial(np.vectorize, otypes=[np.float64])
    def term(a, b):
        a, b = float(a), float(b)
        if a == 0.0:
            return 0.0
        return a * math.log(a) - a * math.log(b) if b > 0.0 else math.inf

    return np.sum(term(p, q), axis=-1)


def right_vectorize_signature(p, q):
    """np.vectorize with a signature."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one(a, b):
        keep = np.flatnonzero(a)
        a, b = a[keep].astype(float), b[keep].astype(float)
        with np.errstate(divide="ignore"):
            return a @ np.log(a) - np.sum(a * np.log(b))

    return np.vectorize(one, signature="(n),(n)->()", otypes=[float])(p, q)


def right_nditer(p, q):
    """np.nditer over both inputs and an allocated output."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    iterator = np.nditer([p, q, None], op_dtypes=[None, None, float])
    with iterator:
        for a, b, term in iterator:
            x, y = float(a), float(b)
            if x > 0:
                term[...] = math.inf if y == 0 else x * (math.log(x) - math.log(y))
            else:
                term[...] = 0
        terms = iterator.operands[2]
    return terms.sum(axis=-1)


def right_apply_along_axis(p, q):
    """The pair of rows interleaved for np.apply_along_axis."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    glued = np.concatenate((p, q), axis=-1)

    def one(row):
        a, b = np.split(row, 2)
        keep = a > 0
        if (b[keep] == 0).any():
            return np.inf
        return np.dot(a[keep], np.log(a[keep]) - np.log(b[keep]))

    return np.apply_along_axis(one, -1, glued)


def right_minus_inf_arithmetic(p, q):
    """Lets -inf appear and clears it only where p is zero."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = np.log(p) - np.log(q)
        difference = np.where(p == 0, 0.0, difference)
    return (p * difference).sum(axis=-1)


def right_log2_times_ln2(p, q):
    """Bits first, nats at the end."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore"):
        bits = np.log2(np.where(p > 0, p, 1.0)) - np.log2(np.where(p > 0, q, 1.0))
    return np.sum(p * bits, axis=-1) * np.log(2.0)


def right_longdouble_intermediate(p, q):
    """Long double in between, float64 at the end."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a, b = p.astype(np.longdouble), q.astype(np.longdouble)
    one = np.longdouble(1)
    with np.errstate(divide="ignore"):
        terms = a * (np.log(np.where(a > 0, a, one)) - np.log(np.where(a > 0, b, one)))
    return np.float64(terms.sum(axis=-1)) if terms.ndim == 1 else terms.sum(axis=-1).astype(np.float64)


def right_infinity_decided_first(p, q):
    """A finite sum over the common support, and inf where p leaves it."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    both = np.logical_and(p > 0, q > 0)
    log_ratio = np.log(np.where(both, p, 1.0)) - np.log(np.where(both, q, 1.0))
    finite = np.sum(np.where(both, p, 0.0) * log_ratio, axis=-1)
    absolutely_continuous = np.all((p == 0) | (q > 0), axis=-1)
    return np.where(absolutely_continuous, finite, np.inf)


def right_masked_array_filled(p, q):
    """The places with p = 0 are masked and filled with 0."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    with np.errstate(all="ignore"):
        difference = np.log(p) - np.log(q)
    difference = np.ma.filled(np.ma.masked_where(p == 0, difference), 0.0)
    return np.sum(p * difference, axis=-1)


def right_accumulates_over_classes(p, q):
    """Adds one class after the other to an array of the leading shape."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    total = np.zeros(np.broadcast_shapes(p.shape[:-1], q.shape[:-1]))
    with np.errstate(divide="ignore"):
        for a, b in zip(np.moveaxis(p, -1, 0), np.moveaxis(q, -1, 0)):
            a = a.astype(float)
            term = a * (np.log(np.where(a > 0, a, 1.0)) - np.log(np.where(a > 0, b, 1.0)))
            total = total + term
    return total


def right_class_inside(p, q):
    """A class with a method for the divergence."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    class Distribution:
        def __init__(self, values):
            self.p = np.asarray(values, dtype=np.float64)

        def surprise(self):
            with np.errstate(divide="ignore"):
                return -np.log(self.p)

        def divergence_to(self, other):
            possible = self.p > 0
            own = np.where(possible, self.surprise(), 0.0)
            believed = np.where(possible, other.surprise(), 0.0)
            return np.sum(self.p * (believed - own), axis=-1)

    return Distribution(p).divergence_to(Distribution(q))


def right_decorated_helper(p, q):
    """A decorator broadcasts and casts."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def broadcasting(function):
        @functools.wraps(function)
        def wrapper(a, b):
            a, b = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float))
            return function(a, b)

        return wrapper

    @broadcasting
    @np.errstate(all="ignore")
    def work(a, b):
        terms = a * np.log(a) - a * np.log(b)
        terms[a == 0] = 0.0
        return terms.sum(axis=-1)

    return work(p, q)


def right_prints(p, q):
    """Prints the terms."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p * 1.0
    with np.errstate(divide="ignore"):
        terms = a * (np.log(np.where(a > 0, a, 1.0)) - np.log(np.where(a > 0, q, 1.0)))
    print(terms)
    return terms.sum(axis=-1)


def right_warns(p, q):
    """A warning of its own when the answer is infinite."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p.astype(float)
    with np.errstate(divide="ignore"):
        log_q = np.log(np.where(a > 0, q, 1.0))
    result = np.sum(a * (np.log(np.where(a > 0, a, 1.0)) - log_q), axis=-1)
    if np.isinf(result).any():
        warnings.warn("p is not absolutely continuous with respect to q", stacklevel=2)
    return result


def right_type_hints(p: np.ndarray, q: np.ndarray) -> np.ndarray | float:
    """Annotated, with dtype= arguments."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    true: np.ndarray = np.asarray(p, dtype=np.float64)
    believed: np.ndarray = np.asarray(q, dtype=np.float64)
    mask: np.ndarray = true != 0
    log_true = np.log(np.where(mask, true, 1.0), dtype=np.float64)
    with np.errstate(divide="ignore"):
        log_believed = np.log(np.where(mask, believed, 1.0), dtype=np.float64)
    return np.add.reduce(true * np.subtract(log_true, log_believed), axis=-1, dtype=np.float64)


def right_ndindex_over_leading_axes(p, q):
    """np.ndindex over the leading axes and a mask in each row."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape[:-1]):
        a, b = p[index], q[index]
        support = a > 0
        with np.errstate(divide="ignore"):
            out[index] = np.sum(a[support] * (np.log(a[support]) - np.log(b[support])))
    return out


def right_map_and_operator(p, q):
    """map, itertools and operator instead of loops."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]

    def log(x):
        return math.log(x) if x > 0 else -math.inf

    def one(a, b):
        pairs = [(x, y) for x, y in zip(a, b) if x > 0]
        logs = itertools.starmap(lambda x, y: log(x) - log(y), pairs)
        return sum(map(operator.mul, (x for x, _ in pairs), logs), 0.0)

    rows = [one(a, b) for a, b in zip(p.reshape(-1, n).tolist(), q.reshape(-1, n).tolist())]
    return np.reshape(np.asarray(rows), p.shape[:-1])


def right_zero_dim_array_answer(p, q):
    """A single pair gives a 0-d array."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p.astype(float)
    with np.errstate(divide="ignore"):
        log_ratio = np.log(np.where(a > 0, a, 1.0)) - np.log(np.where(a > 0, q, 1.0))
    return np.array(np.einsum("...i,...i", a, log_ratio))


def right_python_float_answer(p, q):
    """A single pair gives a Python float."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p.astype(float)
    with np.errstate(divide="ignore"):
        log_ratio = np.log(np.where(a > 0, a, 1.0)) - np.log(np.where(a > 0, q, 1.0))
    result = np.sum(a * log_ratio, axis=-1)
    return result.item() if result.ndim == 0 else result


def right_smallest_normal_in_the_masked_log(p, q):
    """A harmless floor under ln p, whose term vanishes where the floor acts."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    floor = np.finfo(float).tiny
    log_p = np.log(np.maximum(p, floor))
    with np.errstate(divide="ignore"):
        log_q = np.log(np.where(p > 0, q, floor))
    return np.sum(p * (log_p - log_q), axis=-1)


# --- arguments_swapped -----------------------------------------------------------------------------------


def wrong_arguments_swapped_where(p, q):
    """Hint: arguments_swapped
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(q > 0, q * np.log(q / p), 0.0), axis=-1)


def wrong_arguments_swapped_by_renaming(p, q):
    """Hint: arguments_swapped
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    true, believed = q.astype(float), p.astype(float)
    log_true = np.log(np.where(true > 0, true, 1.0))
    with np.errstate(divide="ignore"):
        log_believed = np.log(np.where(true > 0, believed, 1.0))
    return np.einsum("...i,...i->...", true, log_true - log_believed)


def wrong_arguments_swapped_loop(p, q):
    """Hint: arguments_swapped
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])) -> np.array([np.inf])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a, b = np.broadcast_arrays(q, p)
    out = np.zeros(a.shape[:-1])
    for index in np.ndindex(*a.shape):
        x, y = float(a[index]), float(b[index])
        if x > 0:
            out[index[:-1]] += x * math.log(x / y) if y > 0 else math.inf
    return out


def wrong_ratio_inverted(p, q):
    """Hint: minus_missing
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(q / p), 0.0), axis=-1)


def wrong_weighted_by_q(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, q * np.log(p / q), 0.0), axis=-1)


# --- abs_of_terms ----------------------------------------------------------------------------------------


def wrong_abs_of_terms_where(p, q):
    """Hint: abs_of_terms
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.abs(np.where(p > 0, p * np.log(p / q), 0.0)), axis=-1)


def wrong_abs_of_log_ratio(p, q):
    """Hint: abs_of_terms
    Fails on: f(np.array([0.2, 0.8]), np.array([0.5, 0.5])) -> 0.1927448
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p.astype(float)
    with np.errstate(divide="ignore"):
        log_ratio = np.log(np.where(a > 0, a, 1.0)) - np.log(np.where(a > 0, q, 1.0))
    return (a * np.fabs(log_ratio)).sum(axis=-1)


def wrong_abs_of_terms_loop(p, q):
    """Hint: abs_of_terms
    Fails on: f(np.array([[0.2, 0.3, 0.5]]), np.array([[0.5, 0.3, 0.2]])) -> np.array([0.2748872])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]

    def one(a, b):
        return sum(abs(x * math.log(x / y)) if y > 0 else math.inf for x, y in zip(a, b) if x > 0)

    rows = zip(p.reshape(-1, n).tolist(), q.reshape(-1, n).tolist())
    return np.array([one(a, b) for a, b in rows], dtype=float).reshape(p.shape[:-1])


# --- negative_terms_cut ----------------------------------------------------------------------------------


def wrong_negative_terms_cut_maximum(p, q):
    """Hint: negative_terms_cut
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = np.where(p > 0, p * np.log(p / q), 0.0)
    return np.sum(np.maximum(terms, 0.0), axis=-1)


def wrong_negative_terms_cut_clip(p, q):
    """Hint: negative_terms_cut
    Fails on: f(np.array([0.2, 0.8]), np.array([0.5, 0.5])) -> 0.1927448
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p.astype(float)
    with np.errstate(divide="ignore"):
        log_ratio = np.log(np.where(a > 0, a, 1.0)) - np.log(np.where(a > 0, q, 1.0))
    return np.einsum("...i,...i->...", a, np.clip(log_ratio, 0.0, None))


def wrong_negative_terms_cut_mask(p, q):
    """Hint: negative_terms_cut
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([0.5108256])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    more = p > q
    terms = np.zeros(p.shape)
    with np.errstate(divide="ignore"):
        terms[more] = p[more] * (np.log(p[more]) - np.log(q[more]))
    return terms.sum(axis=-1)


# --- weights_forgotten -----------------------------------------------------------------------------------


def wrong_weights_forgotten_where(p, q):
    """Hint: weights_forgotten
    Fails on: f(np.array([0.2, 0.8]), np.array([0.5, 0.5])) -> 0.1927448
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, np.log(p / q), 0.0), axis=-1)


def wrong_weights_forgotten_plain(p, q):
    """Hint: weights_forgotten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(all="ignore"):
        return (np.log(p.astype(float)) - np.log(q.astype(float))).sum(axis=-1)


def wrong_weights_forgotten_loop(p, q):
    """Hint: weights_forgotten
    Fails on: f(np.array([[0.2, 0.3, 0.5]]), np.array([[0.1, 0.3, 0.6]])) -> np.array([0.0474687])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        if p[index] > 0:
            out[index[:-1]] += math.log(p[index] / q[index]) if q[index] > 0 else math.inf
    return out


def wrong_mean_of_terms(p, q):
    """Hint: mean_over_classes
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.mean(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_divided_by_the_length(p, q):
    """Hint: mean_over_classes
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        result = np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
    return result / p.shape[0] if p.ndim == 1 else result


# --- cross_entropy_instead -------------------------------------------------------------------------------


def wrong_cross_entropy_instead_where(p, q):
    """Hint: cross_entropy_instead
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_cross_entropy_instead_einsum(p, q):
    """Hint: cross_entropy_instead
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore"):
        surprise = np.where(p > 0, -np.log(q), 0.0)
    return np.einsum("...i,...i->...", p, surprise)


def wrong_cross_entropy_instead_loop(p, q):
    """Hint: cross_entropy_instead
    Fails on: f(np.array([[0.2, 0.8]]), np.array([[0.2, 0.8]])) -> np.array([0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]
    out = []
    for a, b in zip(p.reshape(-1, n).tolist(), q.reshape(-1, n).tolist()):
        cost = [x * (-math.log(y) if y > 0 else math.inf) for x, y in zip(a, b) if x > 0]
        out.append(math.fsum(cost))
    return np.array(out).reshape(p.shape[:-1])


def wrong_cross_entropy_plus_entropy(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        cross = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    return cross - np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1)


def wrong_entropy_of_q_subtracted(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        cross = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    return cross + np.sum(q * np.log(np.where(q > 0, q, 1.0)), axis=-1)


def wrong_entropy_minus_cross_entropy(p, q):
    """Hint: minus_missing
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        cross = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    return -np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1) - cross


def wrong_difference_of_entropies(p, q):
    """Hint: none
    Fails on: f(np.array([0.9, 0.1]), np.array([0.1, 0.9])) -> 1.7577797
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def entropy(x):
        return -np.sum(x * np.log(np.where(x > 0, x, 1.0)), axis=-1)

    return entropy(q) - entropy(p)


# --- inf_avoided -----------------------------------------------------------------------------------------


def wrong_eps_1e_12_both(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return np.sum(p * np.log((p + 1e-12) / (q + 1e-12)), axis=-1)


def wrong_eps_1e_10_difference(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    eps = 1e-10
    return (p * (np.log(p + eps) - np.log(q + eps))).sum(axis=-1)


def wrong_eps_1e_8_in_q_only(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([1.0, 0.0])) -> np.array([np.inf, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return np.sum(p * (np.log(np.where(p > 0, p, 1.0)) - np.log(q + 1e-8)), axis=-1)


def wrong_eps_1e_7_clip_both_ends(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = np.clip(p.astype(float), 1e-7, 1.0)
    b = np.clip(q.astype(float), 1e-7, 1.0)
    return np.sum(a * np.log(a / b), axis=-1)


def wrong_eps_1e_6_loop(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1, 0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]
    out = []
    for a, b in zip(p.reshape(-1, n).tolist(), q.reshape(-1, n).tolist()):
        out.append(sum(x * math.log((x + 1e-6) / (y + 1e-6)) for x, y in zip(a, b)))
    return np.array(out, dtype=float).reshape(p.shape[:-1])


def wrong_eps_1e_3(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.9, 0.1]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return np.sum(p * np.log((p + 1e-3) / (q + 1e-3)), axis=-1)


def wrong_eps_smallest_normal(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    tiny = np.finfo(np.float64).tiny
    p, q = p.astype(float), q.astype(float)
    return np.sum(p * (np.log(p + tiny) - np.log(q + tiny)), axis=-1)


def wrong_eps_replaces_zeros_of_q(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = np.where(p > 0, p, 1.0)
    b = np.where(p > 0, np.where(q == 0, 1e-300, q), 1.0)
    return np.sum(p * (np.log(a) - np.log(b)), axis=-1)


def wrong_nan_to_num_removes_infinity(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.nan_to_num(p * np.log(p / q)), axis=-1)


def wrong_nan_to_num_posinf_zero(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.nan_to_num(p * np.log(p / q), posinf=0.0, neginf=0.0), axis=-1)


def wrong_total_capped_at_1000(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        result = np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
    return np.minimum(result, 1000.0)


def wrong_terms_with_zero_q_dropped(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    both = (p > 0) & (q > 0)
    log_ratio = np.log(np.where(both, p, 1.0)) - np.log(np.where(both, q, 1.0))
    return np.sum(np.where(both, p * log_ratio, 0.0), axis=-1)


def wrong_terms_with_zero_q_dropped_loop(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])) -> np.array([np.inf])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        if a != 0 and b != 0:
            out[index[:-1]] += a * math.log(a / b)
    return out


def wrong_terms_with_zero_q_dropped_divide_where(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.25, 0.75]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    ratio = np.divide(p, q, out=np.ones(np.broadcast_shapes(p.shape, q.shape)), where=(p > 0) & (q > 0))
    return np.einsum("...i,...i->...", p, np.log(ratio))


def wrong_raises_where_q_is_zero(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if np.any((p > 0) & (q == 0)):
        raise ValueError("the divergence is infinite")
    return np.sum(p * (np.log(np.where(p > 0, p, 1.0)) - np.log(np.where(p > 0, q, 1.0))), axis=-1)


def wrong_zero_division_error(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]
    out = []
    for a, b in zip(p.reshape(-1, n).tolist(), q.reshape(-1, n).tolist()):
        out.append(sum(x * math.log(x / y) for x, y in zip(a, b) if x > 0))
    return np.array(out, dtype=float).reshape(p.shape[:-1])


def wrong_nan_where_infinite(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    b = np.where(q > 0, q, np.nan)
    return np.sum(p * (np.log(np.where(p > 0, p, 1.0)) - np.log(np.where(p > 0, b, 1.0))), axis=-1)


# --- zero_times_inf --------------------------------------------------------------------------------------


def wrong_zero_times_inf_plain(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return np.sum(p * np.log(p / q), axis=-1)


def wrong_zero_times_inf_difference(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([[0, 1], [0.5, 0.5]]), np.full(2, 0.5)) -> np.array([0.6931472, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.einsum("...i,...i->...", p, np.log(p) - np.log(q))


def wrong_zero_times_inf_loop(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([0, 1], dtype=np.uint8), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    total = 0.0
    with np.errstate(all="ignore"):
        for i in range(p.shape[-1]):
            a, b = p[..., i].astype(float), q[..., i].astype(float)
            total = total + a * np.log(a / b)
    return total


def wrong_zero_times_inf_only_both_zero_handled(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = p * np.log(p / q)
    return np.where((p == 0) & (q == 0), 0.0, terms).sum(axis=-1)


def wrong_nan_only_where_both_are_zero(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([1.0, 0.0]), np.array([1.0, 0.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = p * np.log(p / q)
    return np.where((p == 0) & (q > 0), 0.0, terms).sum(axis=-1)


def wrong_inf_where_both_are_zero(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([1.0, 0.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    positive = p > 0
    b = np.where(positive & (q > 0), q, 1.0)
    terms = p * (np.log(np.where(positive, p, 1.0)) - np.log(b))
    return np.where(q == 0, np.inf, terms).sum(axis=-1)


def wrong_zeros_of_p_make_everything_zero(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        result = np.sum(p * np.log(p / q), axis=-1)
    return np.nan_to_num(result, nan=0.0, posinf=np.inf)


def wrong_math_log_domain_error(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        if q[index] == 0:
            out[index[:-1]] += math.inf if p[index] > 0 else 0.0
        else:
            out[index[:-1]] += p[index] * math.log(p[index] / q[index])
    return out


# --- symmetrised -----------------------------------------------------------------------------------------


def wrong_symmetrised_helper(p, q):
    """Hint: symmetrised
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one_way(a, b):
        with np.errstate(all="ignore"):
            return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)

    p, q = p.astype(float), q.astype(float)
    return (one_way(p, q) + one_way(q, p)) / 2


def wrong_symmetrised_closed_form(p, q):
    """Hint: symmetrised
    Fails on: f(np.array([[0.2, 0.3, 0.5]]), np.array([[0.1, 0.3, 0.6]])) -> np.array([0.0474687])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = 0.5 * (p - q) * (np.log(p) - np.log(q))
    return np.sum(np.where(p == q, 0.0, terms), axis=-1)


def wrong_symmetrised_loop(p, q):
    """Hint: symmetrised
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def term(a, b):
        if a == 0:
            return 0.0
        return math.inf if b == 0 else a * math.log(a / b)

    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        out[index[:-1]] += 0.5 * (term(a, b) + term(b, a))
    return out


def wrong_symmetrised_without_the_half(p, q):
    """Hint: symmetrised
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = (p - q) * np.log(p / q)
    return np.sum(np.where(p == q, 0.0, terms), axis=-1)


def wrong_smaller_of_both_directions(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one_way(a, b):
        with np.errstate(all="ignore"):
            return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)

    p, q = p.astype(float), q.astype(float)
    return np.minimum(one_way(p, q), one_way(q, p))


def wrong_jensen_shannon(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one_way(a, b):
        with np.errstate(all="ignore"):
            return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)

    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    return (one_way(p, m) + one_way(q, m)) / 2


# --- batch_averaged --------------------------------------------------------------------------------------


def wrong_batch_averaged_plain(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.5, 0.5])) -> np.array([0.0, 0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.mean(np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1))


def wrong_batch_averaged_by_count(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([0.9, 0.1])) -> np.array([0.5108256, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    with np.errstate(all="ignore"):
        total = np.where(p > 0, p * np.log(p / q), 0.0).sum()
    return total / (p.size // p.shape[-1])


def wrong_batch_averaged_loop(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([0.5108256])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    values = []
    for index in np.ndindex(*p.shape[:-1]):
        keep = p[index] > 0
        with np.errstate(divide="ignore"):
            values.append(np.sum(p[index][keep] * np.log(p[index][keep] / q[index][keep])))
    return sum(values) / len(values)


def wrong_batch_summed(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([0.9, 0.1])) -> np.array([0.5108256, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0))


# --- normalised_inputs -----------------------------------------------------------------------------------


def wrong_normalised_inputs_plain(p, q):
    """Hint: normalised_inputs
    Fails on: f(np.array([0.5, 0.5]), np.array([0.25, 0.25])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p = p / p.sum(axis=-1, keepdims=True)
    q = q / q.sum(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_normalised_inputs_helper(p, q):
    """Hint: normalised_inputs
    Fails on: f(np.array([0.5, 0.5]), np.array([0.4, 0.2])) -> 0.5697172
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def normalised(x):
        return x / np.einsum("...i->...", x.astype(float))[..., np.newaxis]

    p, q = normalised(p), normalised(q)
    with np.errstate(divide="ignore"):
        log_ratio = np.log(np.where(p > 0, p, 1.0)) - np.log(np.where(p > 0, q, 1.0))
    return (p * log_ratio).sum(-1)


def wrong_normalised_inputs_only_when_the_sum_is_off(p, q):
    """Hint: normalised_inputs
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.25, 0.25]])) -> np.array([0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    if not np.allclose(p.sum(axis=-1), 1.0):
        p = p / p.sum(axis=-1, keepdims=True)
    if not np.allclose(q.sum(axis=-1), 1.0):
        q = q / q.sum(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_only_q_normalised(p, q):
    """Hint: normalised_inputs
    Fails on: f(np.array([0.5, 0.5]), np.array([0.25, 0.25])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p = p.astype(float)
    q = q / q.sum(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_generalised_divergence(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.25, 0.25])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = np.where(p > 0, p * np.log(p / q), 0.0) - p + q
    return terms.sum(axis=-1)


def wrong_refuses_what_does_not_sum_to_one(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.25, 0.25])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    assert np.allclose(p.sum(axis=-1), 1) and np.allclose(q.sum(axis=-1), 1)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_softmax_of_both(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def log_softmax(x):
        x = x.astype(float)
        return x - np.log(np.sum(np.exp(x), axis=-1, keepdims=True))

    log_p, log_q = log_softmax(p), log_softmax(q)
    return np.sum(np.exp(log_p) * (log_p - log_q), axis=-1)


# --- rounded_away ----------------------------------------------------------------------------------------


def wrong_rounded_to_six_digits(p, q):
    """Hint: rounded_away
    Fails on: f(np.array([0.5001, 0.4999]), np.array([0.5, 0.5])) -> 2.0000000e-08
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.round(np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1), 6)


def wrong_rounded_to_four_digits(p, q):
    """Hint: rounded_away
    Fails on: f(np.array([0.505, 0.495]), np.array([0.5, 0.5])) -> 5.00008334e-05
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p.astype(float)
    with np.errstate(divide="ignore"):
        log_ratio = np.log(np.where(a > 0, a, 1.0)) - np.log(np.where(a > 0, q, 1.0))
    return np.around((a * log_ratio).sum(axis=-1), decimals=4)


def wrong_rounded_by_formatting(p, q):
    """Hint: rounded_away
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([0.5108256])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        result = np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
    return np.vectorize(lambda x: float(f"{x:.3f}"), otypes=[float])(result)


def wrong_small_answers_become_zero(p, q):
    """Hint: rounded_away
    Fails on: f(np.array([0.52, 0.48]), np.array([0.5, 0.5])) -> 0.0008002135
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        result = np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
    return np.where(result < 1e-3, 0.0, result)


def wrong_nearly_equal_counts_as_equal(p, q):
    """Hint: rounded_away
    Fails on: f(np.array([0.505, 0.495]), np.array([0.5, 0.5])) -> 5.00008334e-05
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        result = np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
    return np.where(np.all(np.isclose(p, q, atol=1e-2), axis=-1), 0.0, result)


def wrong_float16_result(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1).astype(np.float16)


def wrong_float16_inputs(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(np.float16).astype(float), q.astype(np.float16).astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_float32_q_underflows(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([1e-50, 1.0])) -> 115.1292546
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(np.float32).astype(float), q.astype(np.float32).astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_log1p_loses_small_p(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 1e-20]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log1p((p - q) / q), 0.0), axis=-1)


def wrong_quadratic_approximation(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = np.where(p == q, 0.0, (p - q) ** 2 / (2 * q))
    return terms.sum(axis=-1)


def wrong_linear_approximation(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = np.where(p > 0, p * (p / q - 1.0), 0.0)
    return terms.sum(axis=-1)


def wrong_q_below_1e_10_is_impossible(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([1e-12, 1.0])) -> 13.1223634
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), np.where(q < 1e-10, 0.0, q)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_tiny_p_forgives_zero_q(p, q):
    """Hint: none
    Fails on: f(np.array([1e-9, 1.0]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(np.isclose(p, 0.0), 0.0, p * np.log(p / q)), axis=-1)


# --- other formulas --------------------------------------------------------------------------------------


def wrong_bits(p, q):
    """Hint: bits_not_nats
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log2(p / q), 0.0), axis=-1)


def wrong_log10(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log10(p / q), 0.0), axis=-1)


def wrong_minus_sign(p, q):
    """Hint: minus_missing
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return -np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_log_of_the_difference(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    gap = np.abs(p - q)
    return np.sum(p * np.log(np.where(gap > 0, gap, 1.0)), axis=-1)


def wrong_quotient_of_logarithms(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.nansum(p * (np.log(p) / np.log(q)), axis=-1)


def wrong_total_variation(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return 0.5 * np.sum(np.abs(p.astype(float) - q.astype(float)), axis=-1)


def wrong_square_root(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sqrt(np.abs(np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)))


def wrong_log_of_expected_ratio(p, q):
    """Hint: log_of_the_sum
    Fails on: f(np.array([0.2, 0.8]), np.array([0.5, 0.5])) -> 0.1927448
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.where(p > 0, p * (p / q), 0.0), axis=-1))


def wrong_sorted_first(p, q):
    """Hint: none
    Fails on: f(np.array([0.9, 0.1]), np.array([0.1, 0.9])) -> 1.7577797
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.sort(p.astype(float), axis=-1), np.sort(q.astype(float), axis=-1)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_binary_terms_added(p, q):
    """Hint: binary_terms_added
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def part(a, b):
        with np.errstate(all="ignore"):
            return np.where(a > 0, a * np.log(a / b), 0.0)

    p, q = p.astype(float), q.astype(float)
    return np.sum(part(p, q) + part(1 - p, 1 - q), axis=-1)


def wrong_terms_without_sum(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.where(p > 0, p * np.log(p / q), 0.0)


def wrong_largest_class_only(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    best = np.argmax(p, axis=-1)[..., np.newaxis]
    a, b = np.take_along_axis(p, best, -1)[..., 0], np.take_along_axis(q, best, -1)[..., 0]
    with np.errstate(divide="ignore"):
        return np.log(a) - np.log(b)


# --- shapes ----------------------------------------------------------------------------------------------


def wrong_axis_zero(p, q):
    """Hint: wrong_axis
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([0.9, 0.1])) -> np.array([0.5108256, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=0)


def wrong_axis_one(p, q):
    """Hint: wrong_axis
    Fails on: f(np.array([[[0.5, 0.5], [0.9, 0.1]]]), np.array([0.9, 0.1])) -> np.array([[0.5108256, 0.0]])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = np.where(p > 0, p * np.log(p / q), 0.0)
    return terms.sum(axis=1) if terms.ndim > 1 else terms.sum()


def wrong_builtin_sum(p, q):
    """Hint: wrong_axis
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([0.9, 0.1])) -> np.array([0.5108256, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return sum(np.where(p > 0, p * np.log(p / q), 0.0))


def wrong_keepdims_left_in(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([0.9, 0.1])) -> np.array([0.5108256, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1, keepdims=True)


def wrong_batch_of_one_squeezed(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5]]), np.array([0.9, 0.1])) -> np.array([0.5108256])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.squeeze(np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1))


def wrong_single_pair_as_length_one(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.atleast_2d(p.astype(float)), np.atleast_2d(q.astype(float))
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_shapes_must_be_equal(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([[0.9, 0.1], [0.5, 0.5]])) -> np.array([0.5108256, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if p.shape != q.shape:
        raise ValueError(f"shapes {p.shape} and {q.shape} differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_q_reshaped_to_p(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([[0.9, 0.1], [0.5, 0.5]])) -> np.array([0.5108256, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p.astype(float)
    b = np.resize(q.astype(float), p.shape)
    with np.errstate(all="ignore"):
        return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)


def wrong_zip_of_rows_stops_early(p, q):
    """Hint: none
    Fails on: f(np.array([[0.9, 0.1], [0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([0.0, 0.5108256])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one(a, b):
        keep = a > 0
        with np.errstate(divide="ignore"):
            return np.sum(a[keep] * np.log(a[keep] / b[keep].astype(float)))

    if p.ndim == 1 and q.ndim == 1:
        return one(p, q)
    return np.array([one(a, b) for a, b in zip(np.atleast_2d(p), np.atleast_2d(q))])


def wrong_boolean_mask_without_broadcasting(p, q):
    """Hint: none
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([0.5, 0.5])) -> np.array([0.6931472, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    terms = np.zeros(p.shape)
    keep = p > 0
    with np.errstate(divide="ignore"):
        terms[keep] = p[keep] * np.log(p[keep] / q[keep].astype(float))
    return terms.sum(axis=-1)


def wrong_every_pair_of_rows(p, q):
    """Hint: all_pairs
    Fails on: f(np.full((2, 2), 0.5), np.array([[0.9, 0.1], [0.5, 0.5]])) -> np.array([0.5108256, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    if p.ndim > 1 and q.ndim > 1:
        p, q = p[:, np.newaxis], q[np.newaxis, :]
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_leading_axes_flattened(p, q):
    """Hint: none
    Fails on: f(np.full((2, 1, 2), 0.5), np.array([0.9, 0.1])) -> np.full((2, 1), 0.5108256)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    rows_p, rows_q = p.reshape(-1, p.shape[-1]), q.reshape(-1, p.shape[-1])
    with np.errstate(all="ignore"):
        result = np.sum(np.where(rows_p > 0, rows_p * np.log(rows_p / rows_q), 0.0), axis=-1)
    return result if p.ndim > 1 else result[0]


def wrong_leading_axes_in_fortran_order(p, q):
    """Hint: none
    Fails on: f(np.full((2, 1, 2), 0.5), np.array([[0.9, 0.1], [0.5, 0.5]])) -> np.array([[0.5108256, 0]] * 2)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    with np.errstate(all="ignore"):
        result = np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
    return np.asarray(result).ravel().reshape(p.shape[:-1], order="F")


def wrong_only_matrices(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    rows, classes = np.broadcast_shapes(p.shape, q.shape)
    p, q = np.broadcast_to(p, (rows, classes)), np.broadcast_to(q, (rows, classes))
    out = np.zeros(rows)
    for i in range(rows):
        keep = p[i] > 0
        with np.errstate(divide="ignore"):
            out[i] = np.sum(p[i][keep] * np.log(p[i][keep] / q[i][keep].astype(float)))
    return out


def wrong_one_bad_row_spoils_the_batch(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([1.0, 0.0])) -> np.array([np.inf, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    if np.any((p > 0) & (q == 0)):
        return np.full(p.shape[:-1], np.inf) if p.ndim > 1 else np.inf
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_infinite_rows_left_out(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([1.0, 0.0])) -> np.array([np.inf, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    with np.errstate(all="ignore"):
        result = np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
    return result[np.isfinite(result)] if p.ndim > 1 else result


# --- kind of the answer ----------------------------------------------------------------------------------


def wrong_returns_list(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([0.5108256])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1).tolist()


def wrong_returns_tuple(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        result = np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
    return (result,)


def wrong_prints_and_returns_none(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        print(np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1))


def wrong_object_array(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([0.5108256])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    out = np.empty(p.shape[:-1], dtype=object)
    for index in np.ndindex(*p.shape[:-1]):
        keep = p[index] > 0
        with np.errstate(divide="ignore"):
            out[index] = float(np.sum(p[index][keep] * np.log(p[index][keep] / q[index][keep])))
    return out


def wrong_complex_answer(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1) + 0j


def wrong_false_for_equal_distributions(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if np.array_equal(p, q):
        return False
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_scalar_zero_for_equal_batches(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.5, 0.5]])) -> np.array([0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if np.array_equal(p, q):
        return 0.0
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_masked_where_infinite(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([1.0, 0.0])) -> np.array([np.inf, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        result = np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
    return np.ma.masked_invalid(result) if np.ndim(result) else result


def wrong_float_of_a_batch(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([0.9, 0.1])) -> np.array([0.5108256, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return float(np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1))


# --- integer types and changed inputs --------------------------------------------------------------------


def wrong_unsigned_negation(p, q):
    """Hint: unsigned_negation
    Fails on: f(np.array([0, 1], dtype=np.uint8), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = np.where(p > 0, p, 1.0)
    b = np.where(p > 0, q, 1.0)
    with np.errstate(divide="ignore"):
        return np.sum(-p * (np.log(b) - np.log(a)), axis=-1)


def wrong_buffer_of_the_type_of_p(p, q):
    """Hint: written_into_integers
    Fails on: f(np.array([0, 1, 0]), np.array([0.2, 0.3, 0.5])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    terms = np.zeros_like(p)
    keep = p > 0
    with np.errstate(divide="ignore"):
        terms[keep] = p[keep] * np.log(p[keep] / q[keep].astype(float))
    return 1.0 * terms.sum(axis=-1)


def wrong_floor_division(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p // q), 0.0), axis=-1)


def wrong_refuses_integers(p, q):
    """Hint: none
    Fails on: f(np.array([0, 1]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if not (np.issubdtype(p.dtype, np.floating) and np.issubdtype(q.dtype, np.floating)):
        raise TypeError("floating point arrays expected")
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_q_cast_to_the_type_of_p(p, q):
    """Hint: none
    Fails on: f(np.array([0, 1], dtype=np.int8), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    q = q.astype(p.dtype)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_p_changed_only_where_zero(p, q):
    """Hint: input_overwritten
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    zero = p == 0
    if zero.any():
        p[zero] = 1
    with np.errstate(divide="ignore"):
        return np.sum(np.where(zero, 0.0, p * (np.log(p) - np.log(q.astype(float)))), axis=-1)


def wrong_q_changed_only_where_zero(p, q):
    """Hint: inf_avoided | input_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if (q == 0).any():
        q[q == 0] = 1e-12
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_eps_added_in_place(p, q):
    """Hint: inf_avoided | input_overwritten
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> np.inf (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p += 1e-12
    q += 1e-12
    return np.sum(p * np.log(p / q), axis=-1)


def wrong_ratio_written_into_q(p, q):
    """Hint: input_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(all="ignore"):
        np.divide(p, q, out=q)
        return np.sum(np.where(p > 0, p * np.log(q), 0.0), axis=-1)


def wrong_q_rescaled_in_place(p, q):
    """Hint: normalised_inputs | input_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.25, 0.25])) -> 0.6931472 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    q /= q.sum(axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


# --- state, chance, memory -------------------------------------------------------------------------------


def wrong_remembers_the_first_p(p, q):
    """Hint: none
    Fails on: f(np.full(2, 0.5), np.full(2, 0.5)) + f(np.array([1, 0]), np.full(2, 0.5)) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    memory = globals().setdefault("_first_p_by_shape", {})
    p = memory.setdefault(p.shape, p.astype(float))
    q = q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_every_second_call_is_swapped(p, q):
    """Hint: none
    Fails on: f(np.full(2, 0.5), np.array([0.9, 0.1])) + f(np.full(2, 0.5), np.array([0.9, 0.1])) -> 1.0216512
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    calls = globals().setdefault("_divergence_calls", [])
    calls.append(None)
    a, b = (p, q) if len(calls) % 2 else (q, p)
    a, b = a.astype(float), b.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)


def wrong_random_noise(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.5108256
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    noise = np.random.default_rng().uniform(0.001, 0.002)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1) + noise


def wrong_quadratic_memory(p, q):
    """Hint: none
    Fails on: f(np.full(50000, 2e-5), np.full(50000, 2e-5)) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    with np.errstate(all="ignore"):
        ratios = p[..., :, np.newaxis] / q[..., np.newaxis, :]
        log_ratio = np.log(np.diagonal(ratios, axis1=-2, axis2=-1))
    return np.sum(np.where(p > 0, p * log_ratio, 0.0), axis=-1)


def wrong_only_the_first_thousand_classes(p, q):
    """Hint: none
    Fails on: f(np.full(50000, 2e-5), np.full(50000, 1e-5)) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p[..., :1000].astype(float), q[..., :1000].astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)
