"""Independent corpus for cross_entropy(p, q): right_* keep the contract, wrong_* break it."""

import functools
import math
import warnings

import numpy as np


def right_where_safe_argument(p, q):
    """np.where twice: q is replaced by 1 where p is zero."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    positive = p > 0
    return -np.sum(np.where(positive, p * np.log(np.where(positive, q, 1.0)), 0.0), axis=-1)


def right_zero_terms_overwritten(p, q):
    """The plain terms, with nan replaced by 0 only where p is zero."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p = p.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = p * np.log(q, dtype=np.float64)
    terms = np.where(p == 0, 0.0, terms)
    return -terms.sum(axis=-1)


def right_nansum(p, q):
    """nansum skips 0 * -inf and keeps a genuine -inf."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return -np.nansum(p * np.log(q), axis=-1)


def right_nan_to_num_keeps_infinity(p, q):
    """nan_to_num that is told to leave the infinities alone; warnings unsuppressed."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    terms = p.astype(float) * np.log(q.astype(float))
    return -np.nan_to_num(terms, nan=0.0, posinf=np.inf, neginf=-np.inf).sum(axis=-1)


def right_log_out_and_where(p, q):
    """np.log with out= of the broadcast shape and where=p > 0."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p = np.asarray(p, dtype=np.float64)
    q = np.asarray(q, dtype=np.float64)
    log_q = np.zeros(np.broadcast_shapes(p.shape, q.shape))
    with np.errstate(divide="ignore"):
        np.log(q, out=log_q, where=p > 0)
    return -(p * log_q).sum(axis=-1)


def right_broadcast_and_boolean_mask(p, q):
    """np.broadcast_arrays, then terms at the positive places of p."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    terms = np.zeros(p.shape)
    possible = p > 0
    with np.errstate(divide="ignore"):
        terms[possible] = -1.0 * p[possible] * np.log(q[possible].astype(float))
    return terms.sum(axis=-1)


def right_python_loops(p, q):
    """Plain loops over reshaped rows."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    rows_p = p.reshape(-1, p.shape[-1]).tolist()
    rows_q = q.reshape(-1, q.shape[-1]).tolist()
    out = []
    for row_p, row_q in zip(rows_p, rows_q):
        total = 0.0
        for a, b in zip(row_p, row_q):
            if a == 0:
                continue
            if b == 0:
                total = math.inf
                break
            total -= a * math.log(b)
        out.append(total)
    return np.array(out).reshape(p.shape[:-1])


def right_generator_fsum(p, q):
    """math.fsum of a generator; a Python float for a single pair."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def surprise(b):
        return -math.log(b) if b > 0 else math.inf

    def one(row_p, row_q):
        return math.fsum(a * surprise(b) for a, b in zip(row_p, row_q) if a > 0)

    if p.ndim == 1 and q.ndim == 1:
        return one(p.tolist(), q.tolist())
    shape = np.broadcast_shapes(p.shape, q.shape)
    p, q = np.broadcast_to(p, shape), np.broadcast_to(q, shape)
    out = np.empty(shape[:-1])
    for index in np.ndindex(*shape[:-1]):
        out[index] = one(p[index].tolist(), q[index].tolist())
    return out


def right_xlogy_closure(p, q):
    """A nested xlogy in the manner of scipy.special."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def xlogy(x, y):
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            product = x * np.log(y)
        return np.where(x == 0, 0.0, product)

    return -np.sum(xlogy(p, q), axis=-1)


def right_einsum(p, q):
    """einsum with an ellipsis broadcasts the leading axes."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore"):
        surprise = np.where(p > 0, -np.log(q), 0.0)
    return np.einsum("...i,...i->...", p, surprise)


def right_matmul(p, q):
    """A row times a column for each pair of distributions."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(np.float64), q.astype(np.float64)
    log_q = np.log(np.where((q == 0) | (p == 0), 1.0, q))
    impossible = np.any((p > 0) & (q == 0), axis=-1)
    finite = -np.matmul(p[..., np.newaxis, :], log_q[..., :, np.newaxis])[..., 0, 0]
    return np.where(impossible, np.inf, finite)


def right_select(p, q):
    """np.select with the cases in the order in which they matter."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    safe = np.where(q > 0, q, 1.0)
    terms = np.select([p == 0, q == 0], [0.0, np.inf], default=-p * np.log(safe))
    return np.sum(terms, axis=-1)


def right_piecewise_surprise(p, q):
    """np.piecewise for the surprise of q."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    q = q.astype(np.float64)
    surprise = np.piecewise(q, [q > 0], [lambda v: -np.log(v), np.inf])
    p = p.astype(np.float64)
    weighted = p * np.where(p > 0, surprise, 0.0)
    return weighted.sum(axis=-1)


def right_vectorize_term(p, q):
    """np.vectorize of the scalar term, which broadcasts by itself."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def term(a, b):
        if a == 0:
            return 0.0
        if b == 0:
            return math.inf
        return -float(a) * math.log(b)

    return np.vectorize(term, otypes=[float])(p, q).sum(axis=-1)


def right_vectorize_signature(p, q):
    """np.vectorize with a signature that eats both last axes."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one(row_p, row_q):
        keep = row_p > 0
        with np.errstate(divide="ignore"):
            return -np.dot(row_p[keep].astype(float), np.log(row_q[keep].astype(float)))

    return np.vectorize(one, signature="(n),(n)->()", otypes=[float])(p, q)


def right_nditer(p, q):
    """np.nditer over both inputs and an allocated output."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.nditer([p, q, None], op_dtypes=[None, None, np.float64]) as iterator:
        for a, b, term in iterator:
            if a == 0:
                term[...] = 0.0
            elif b == 0:
                term[...] = np.inf
            else:
                term[...] = -float(a) * math.log(float(b))
        result = iterator.operands[2]
    return result.sum(axis=-1)


def right_apply_along_axis(p, q):
    """Both rows glued together for np.apply_along_axis."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    n = p.shape[-1]

    def one(glued):
        a, b = glued[:n], glued[n:]
        b = b[a != 0]
        a = a[a != 0]
        with np.errstate(divide="ignore"):
            return np.sum(a * -np.log(b))

    return np.apply_along_axis(one, -1, np.concatenate([p, q], axis=-1))


def right_entropy_plus_divergence(p, q):
    """Entropy of p plus the divergence from p to q."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    log_p = np.log(np.where(p > 0, p, 1.0))
    with np.errstate(divide="ignore"):
        log_q = np.where(p > 0, np.log(q), 0.0)
    entropy = -np.sum(p * log_p, axis=-1)
    divergence = np.sum(p * (log_p - log_q), axis=-1)
    return entropy + divergence


def right_minus_inf_arithmetic(p, q):
    """Builds ln q by hand with -inf at zero, and multiplies only where p is positive."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    log_q = np.full(q.shape, -np.inf)
    log_q[q > 0] = np.log(q[q > 0].astype(np.float64))
    p, log_q = np.broadcast_arrays(p, log_q)
    terms = np.multiply(p, log_q, out=np.zeros(p.shape), where=p > 0)
    return -np.sum(terms, axis=-1)


def right_log_of_power(p, q):
    """Sum of ln(q**p): 0**0 is 1, and 0**p is 0."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore"):
        return -np.sum(np.log(np.power(q, p)), axis=-1)


def right_log2_times_ln2(p, q):
    """Bits first, nats at the end."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore"):
        bits = -np.sum(p * np.log2(np.where(p > 0, q, 1.0)), axis=-1)
    return bits * math.log(2.0)


def right_longdouble_intermediate(p, q):
    """Long double in between, float64 at the end."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    wide_p, wide_q = p.astype(np.longdouble), q.astype(np.longdouble)
    with np.errstate(divide="ignore"):
        terms = wide_p * np.log(np.where(wide_p > 0, wide_q, np.longdouble(1)))
    return np.asarray(-terms.sum(axis=-1)).astype(np.float64)


def right_masked_array_filled(p, q):
    """The terms with p = 0 are masked, summed and filled with 0."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    with np.errstate(all="ignore"):
        log_q = np.log(q)
    log_q = np.ma.filled(np.ma.array(log_q, mask=(p == 0)), 0.0)
    return -np.sum(p * log_q, axis=-1)


def right_accumulates_over_classes(p, q):
    """Adds one class after the other to an array of the leading shape."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    total = np.zeros(np.broadcast_shapes(p.shape[:-1], q.shape[:-1]))
    for i in range(p.shape[-1]):
        a = p[..., i].astype(float)
        b = q[..., i].astype(float)
        with np.errstate(divide="ignore"):
            total = total - a * np.log(np.where(a > 0, b, 1.0))
    return total


def right_class_inside(p, q):
    """A class for the believed distribution, asked for its cost under p."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    class Belief:
        def __init__(self, values):
            with np.errstate(divide="ignore"):
                self.code_length = -np.log(np.asarray(values, dtype=float))

        def cost_under(self, truth):
            truth = np.asarray(truth, dtype=float)
            used = np.where(truth > 0, self.code_length, 0.0)
            return np.add.reduce(truth * used, axis=-1)

    return Belief(q).cost_under(p)


def right_decorated_helper(p, q):
    """A decorator casts and silences."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def prepared(function):
        @functools.wraps(function)
        def wrapper(*arrays):
            arrays = [np.array(array, dtype=np.float64) for array in arrays]
            with np.errstate(all="ignore"):
                return function(*arrays)

        return wrapper

    @prepared
    def work(a, b):
        terms = -a * np.log(b)
        return np.where(a == 0.0, 0.0, terms).sum(-1)

    return work(p, q)


def right_prints(p, q):
    """Prints the shapes and the result."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    print(p.shape, q.shape)
    with np.errstate(divide="ignore"):
        result = np.sum(np.where(p > 0, p, 0.0) * np.where(p > 0, -np.log(q.astype(float)), 0.0), axis=-1)
    print(result)
    return result


def right_warns_with_error_state_left_alone(p, q):
    """A warning of its own and NumPy's RuntimeWarnings."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if np.any((p > 0) & (q == 0)):
        warnings.warn("an event with positive probability was believed impossible", stacklevel=2)
    return -np.sum(np.where(p > 0, p * np.log(q.astype(np.float64)), 0.0), axis=-1)


def right_type_hints(p: np.ndarray, q: np.ndarray) -> np.ndarray | np.floating:
    """Annotated, with dtype= arguments."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    weights: np.ndarray = np.asarray(p, dtype=np.float64)
    believed: np.ndarray = np.asarray(q, dtype=np.float64)
    argument: np.ndarray = np.where(weights == 0, 1.0, believed)
    with np.errstate(divide="ignore"):
        logarithm: np.ndarray = np.log(argument, dtype=np.float64)
    return np.negative(np.sum(weights * logarithm, axis=-1, dtype=np.float64))


def right_bincount_of_positive_terms(p, q):
    """Adds the positive terms into their rows with np.bincount."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    flat_p = p.reshape(-1, p.shape[-1])
    flat_q = q.reshape(-1, q.shape[-1])
    row, column = np.nonzero(flat_p)
    with np.errstate(divide="ignore"):
        cost = -flat_p[row, column] * np.log(flat_q[row, column])
    return np.bincount(row, weights=cost, minlength=flat_p.shape[0]).reshape(p.shape[:-1])


def right_zero_dim_array_answer(p, q):
    """A single pair gives a 0-d array."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p.astype(float)
    with np.errstate(divide="ignore"):
        cost = -np.log(np.where(a > 0, q, 1.0))
    return np.asarray(np.sum(a * cost, axis=-1))


def right_python_float_answer(p, q):
    """A single pair gives a Python float."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a = p.astype(float)
    with np.errstate(divide="ignore"):
        result = -(a * np.log(np.where(a > 0, q, 1.0))).sum(-1)
    return float(result) if np.ndim(result) == 0 else result


def right_recursion_over_leading_axes(p, q):
    """Recursion down to single rows."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def descend(a, b):
        if a.ndim == 1:
            keep = a > 0
            with np.errstate(divide="ignore"):
                return -float(np.sum(a[keep] * np.log(b[keep].astype(float))))
        return [descend(x, y) for x, y in zip(a, b)]

    a, b = np.broadcast_arrays(p.astype(float), q)
    return np.asarray(descend(a, b), dtype=np.float64)


def right_infinity_decided_first(p, q):
    """A finite sum over the common support, and inf where p leaves it."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    both = (p > 0) & (q > 0)
    finite = np.where(both, -p * np.log(np.where(both, q, 1.0)), 0.0).sum(axis=-1)
    outside = ((p > 0) & (q == 0)).any(axis=-1)
    return finite + np.where(outside, np.inf, 0.0)


def right_copies_prepared_in_place(p, q):
    """In-place work, but on fresh arrays of the broadcast shape."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    shape = np.broadcast_shapes(p.shape, q.shape)
    a = np.array(np.broadcast_to(p, shape), dtype=float)
    b = np.array(np.broadcast_to(q, shape), dtype=float)
    b[a == 0] = 1.0
    with np.errstate(divide="ignore"):
        np.log(b, out=b)
    b *= a
    return -b.sum(axis=-1)


# --- arguments_swapped -----------------------------------------------------------------------------------


def wrong_arguments_swapped_where(p, q):
    """Hint: arguments_swapped
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.sum(np.where(q > 0, q * np.log(np.where(q > 0, p, 1.0)), 0.0), axis=-1)


def wrong_arguments_swapped_einsum(p, q):
    """Hint: arguments_swapped
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore"):
        surprise = np.where(q > 0, -np.log(p), 0.0)
    return np.einsum("...i,...i->...", q, surprise)


def wrong_arguments_swapped_loop(p, q):
    """Hint: arguments_swapped
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([1.2039728])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    believed, true = np.broadcast_arrays(p, q)
    out = np.zeros(true.shape[:-1])
    for index in np.ndindex(*true.shape):
        if true[index] > 0:
            cost = math.inf if believed[index] == 0 else -math.log(believed[index])
            out[index[:-1]] += float(true[index]) * cost
    return out


# --- minus_missing ---------------------------------------------------------------------------------------


def wrong_minus_missing_where(p, q):
    """Hint: minus_missing
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_minus_missing_fsum(p, q):
    """Hint: minus_missing
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.empty(p.shape[:-1])
    for index in np.ndindex(*p.shape[:-1]):
        pairs = zip(p[index].tolist(), q[index].tolist())
        out[index] = math.fsum(a * (math.log(b) if b > 0 else -math.inf) for a, b in pairs if a > 0)
    return out


def wrong_minus_twice(p, q):
    """Hint: minus_missing
    Fails on: f(np.array([0.2, 0.8]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        surprise = -np.log(np.where(p > 0, q, 1.0))
    return -(p * surprise).sum(axis=-1)


# --- zero_times_inf --------------------------------------------------------------------------------------


def wrong_zero_times_inf_plain(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([1.0, 0.0]), np.array([1.0, 0.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return -np.sum(p.astype(float) * np.log(q), axis=-1)


def wrong_zero_times_inf_einsum(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([0.0, 0.4, 0.6]), np.array([0.0, 0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(all="ignore"):
        return -np.einsum("...i,...i->...", p.astype(float), np.log(q.astype(float)))


def wrong_zero_times_inf_loop(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([[0.5, 0.5], [0, 1]]), np.array([[0.5, 0.5], [0, 1]])) -> np.array([0.6931472, 0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    total = 0.0
    with np.errstate(all="ignore"):
        for i in range(q.shape[-1]):
            total = total - p[..., i].astype(float) * np.log(q[..., i].astype(float))
    return total


def wrong_zero_times_inf_mask_multiplied(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([0, 1], dtype=np.int8), np.array([0.0, 1.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    mask = p > 0
    with np.errstate(all="ignore"):
        return np.sum(mask * (-1.0 * p * np.log(q.astype(float))), axis=-1)


def wrong_both_zero_gives_inf(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([1.0, 0.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    safe = np.where(q > 0, q, 1.0)
    return np.sum(np.where(q == 0, np.inf, -1.0 * p * np.log(safe)), axis=-1)


def wrong_math_log_domain_error(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([1.0, 0.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    pairs = zip(p.reshape(-1, p.shape[-1]).tolist(), q.reshape(-1, q.shape[-1]).tolist())
    return np.array([-sum(a * math.log(b) for a, b in zip(*pair)) for pair in pairs]).reshape(p.shape[:-1])


# --- inf_avoided -----------------------------------------------------------------------------------------


def wrong_eps_1e_12(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return -np.sum(p * np.log(q + 1e-12), axis=-1)


def wrong_eps_1e_10_masked(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.0, 1.0]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return -np.sum(np.where(p > 0, p * np.log(q + 1e-10), 0.0), axis=-1)


def wrong_eps_1e_8_maximum(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([1.0, 0.0])) -> np.array([np.inf, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return -(p * np.log(np.maximum(q, 1e-8))).sum(axis=-1)


def wrong_eps_1e_7_clip(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return -np.sum(p * np.log(np.clip(q.astype(float), 1e-7, None)), axis=-1)


def wrong_eps_1e_6_loop(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1, 0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    total = 0.0
    for i in range(p.shape[-1]):
        total = total - 1.0 * p[..., i] * np.log(q[..., i] + 1e-6)
    return total


def wrong_eps_1e_3(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.9, 0.1]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return -np.einsum("...i,...i->...", p.astype(float), np.log(q + 1e-3))


def wrong_eps_smallest_normal(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return -np.sum(p * np.log(q.astype(float) + np.finfo(float).tiny), axis=-1)


def wrong_eps_only_where_q_is_zero(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    eps = np.finfo(float).eps
    return -np.sum(p * np.log(np.where(q == 0, eps, q)), axis=-1)


def wrong_nan_to_num_removes_infinity(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(all="ignore"):
        return -np.sum(np.nan_to_num(p.astype(float) * np.log(q.astype(float))), axis=-1)


def wrong_log_clamped_at_minus_100(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        log_q = np.maximum(np.log(q.astype(float)), -100.0)
    return -np.sum(p * log_q, axis=-1)


def wrong_clipped_at_both_ends_1e_7(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    q = np.clip(q.astype(float), 1e-7, 1 - 1e-7)
    return -np.sum(p * np.log(q), axis=-1)


def wrong_clipped_at_both_ends_1e_4(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    eps = 1e-4
    q = np.minimum(np.maximum(q, eps), 1.0 - eps)
    return -np.sum(np.where(p > 0, p * np.log(q), 0.0), axis=-1)


def wrong_clipped_at_one_only(p, q):
    """Hint: none
    Fails on: f(np.array([0.0, 1.0]), np.array([0.0, 1.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, np.minimum(q, 1 - 1e-4), 1.0)), axis=-1)


def wrong_clamped_total_at_100(p, q):
    """Hint: inf_avoided
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return np.minimum(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1), 100.0)


def wrong_raises_where_q_is_zero(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if np.any((p > 0) & (q == 0)):
        raise ValueError("q must be positive wherever p is")
    return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_nan_where_infinite(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        result = np.asarray(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1))
    return np.where(np.isinf(result), np.nan, result)


# --- q_zero_dropped --------------------------------------------------------------------------------------


def wrong_q_zero_dropped_where(p, q):
    """Hint: q_zero_dropped
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return -np.sum(p * np.log(np.where(q > 0, q, 1.0)), axis=-1)


def wrong_q_zero_dropped_both_positive(p, q):
    """Hint: q_zero_dropped
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    both = (p > 0) & (q > 0)
    return np.where(both, -1.0 * p * np.log(np.where(both, q, 1.0)), 0.0).sum(axis=-1)


def wrong_q_zero_dropped_log_where(p, q):
    """Hint: q_zero_dropped
    Fails on: f(np.full((2, 2), 0.5), np.array([[0.5, 0.5], [0, 1]])) -> np.array([0.6931472, np.inf])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    log_q = np.log(q.astype(float), out=np.zeros(q.shape), where=q > 0)
    return -np.einsum("...i,...i->...", p.astype(float), log_q)


def wrong_q_zero_dropped_loop(p, q):
    """Hint: q_zero_dropped
    Fails on: f(np.array([0.0, 0.5, 0.5]), np.array([0.5, 0.5, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    rows = zip(p.reshape(-1, p.shape[-1]).tolist(), q.reshape(-1, q.shape[-1]).tolist())
    sums = [-math.fsum(a * math.log(b) for a, b in zip(x, y) if b > 0) for x, y in rows]
    return np.array(sums).reshape(p.shape[:-1])


def wrong_q_zero_dropped_neginf_to_zero(p, q):
    """Hint: q_zero_dropped
    Fails on: f(np.array([0.5, 0.5]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        log_q = np.nan_to_num(np.log(q.astype(float)), neginf=0.0)
    return -np.sum(p * log_q, axis=-1)


def wrong_q_zero_dropped_masked_array(p, q):
    """Hint: q_zero_dropped
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    log_q = np.ma.filled(np.ma.log(q.astype(float)), 0.0)
    return -np.sum(p * log_q, axis=-1)


# --- kl_instead ------------------------------------------------------------------------------------------


def wrong_kl_instead_ratio(p, q):
    """Hint: kl_instead
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


def wrong_kl_instead_difference(p, q):
    """Hint: kl_instead
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        log_q = np.log(np.where(p > 0, q, 1.0))
    return np.sum(p * (np.log(np.where(p > 0, p, 1.0)) - log_q), axis=-1)


def wrong_kl_instead_loop(p, q):
    """Hint: kl_instead
    Fails on: f(np.array([[0.25, 0.75]]), np.array([[0.25, 0.75]])) -> np.array([0.5623351])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        if a > 0:
            out[index[:-1]] += a * math.log(a / b) if b > 0 else math.inf
    return out


def wrong_entropy_of_p(p, q):
    """Hint: entropy_instead
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    result = -np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1)
    return result + 0.0 * q.sum(axis=-1)


# --- batch_averaged --------------------------------------------------------------------------------------


def wrong_batch_averaged_plain(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.5, 0.5])) -> np.array([0.6931472, 0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return np.mean(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1))


def wrong_batch_averaged_by_length(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.9, 0.1])) -> np.array([0.1053605, 2.3025851])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    count = max(p.size // p.shape[-1], 1)
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0))) / count


def wrong_batch_averaged_loop(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.5, 0.5]])) -> np.array([0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    losses = []
    for index in np.ndindex(*p.shape[:-1]):
        keep = p[index] > 0
        with np.errstate(divide="ignore"):
            losses.append(-np.sum(p[index][keep] * np.log(q[index][keep].astype(float))))
    return sum(losses) / len(losses)


def wrong_batch_summed(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.9, 0.1])) -> np.array([0.1053605, 2.3025851])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.sum(np.where(p > 0, p * np.log(np.where(p > 0, q, 1.0)), 0.0))


def wrong_batch_mean_in_every_row(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.9, 0.1])) -> np.array([0.1053605, 2.3025851])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        result = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    return np.full(result.shape, np.mean(result)) if np.ndim(result) else result


# --- argmax_only -----------------------------------------------------------------------------------------


def wrong_argmax_only_take_along_axis(p, q):
    """Hint: argmax_only
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    label = np.argmax(p, axis=-1)
    with np.errstate(divide="ignore"):
        return -np.log(np.take_along_axis(q, label[..., np.newaxis], axis=-1)[..., 0].astype(float))


def wrong_argmax_only_loop(p, q):
    """Hint: argmax_only
    Fails on: f(np.array([0.25, 0.25, 0.5]), np.array([0.2, 0.3, 0.5])) -> 1.0499262
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.empty(p.shape[:-1])
    for index in np.ndindex(*p.shape[:-1]):
        chance = float(q[index][p[index].argmax()])
        out[index] = -math.log(chance) if chance > 0 else math.inf
    return out


def wrong_argmax_only_one_hot(p, q):
    """Hint: argmax_only
    Fails on: f(np.array([[0.7, 0.3]]), np.array([[0.5, 0.1]])) -> np.array([1.1759786])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    hard = np.eye(p.shape[-1])[np.argmax(p, axis=-1)]
    with np.errstate(divide="ignore"):
        return -np.sum(hard * np.log(np.where(hard > 0, q, 1.0)), axis=-1)


def wrong_argmax_of_q(p, q):
    """Hint: p_ignored
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return -np.log(np.max(np.broadcast_arrays(p, q)[1], axis=-1).astype(float))


# --- binary_terms_added ----------------------------------------------------------------------------------


def wrong_binary_terms_added_where(p, q):
    """Hint: binary_terms_added
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore"):
        first = np.where(p > 0, p * np.log(np.where(p > 0, q, 1.0)), 0.0)
        second = np.where(p < 1, (1 - p) * np.log(np.where(p < 1, 1 - q, 1.0)), 0.0)
    return -np.sum(first + second, axis=-1)


def wrong_binary_terms_added_helper(p, q):
    """Hint: binary_terms_added
    Fails on: f(np.array([0.2, 0.3, 0.5]), np.array([0.5, 0.3, 0.2])) -> 1.3045403
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def xlogy(x, y):
        with np.errstate(all="ignore"):
            return np.where(x == 0, 0.0, x * np.log(y))

    p, q = p.astype(float), q.astype(float)
    return -(xlogy(p, q).sum(-1) + xlogy(1 - p, 1 - q).sum(-1))


def wrong_binary_terms_added_loop(p, q):
    """Hint: binary_terms_added
    Fails on: f(np.array([1.0, 0.0]), np.array([0.9, 0.1])) -> 0.1053605
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        for weight, chance in ((a, b), (1.0 - a, 1.0 - b)):
            if weight != 0:
                out[index[:-1]] += weight * (-math.log(chance) if chance > 0 else math.inf)
    return out


# --- unsigned_negation -----------------------------------------------------------------------------------


def wrong_unsigned_negation_where(p, q):
    """Hint: unsigned_negation
    Fails on: f(np.array([0, 1, 0], dtype=np.uint8), np.array([0.2, 0.3, 0.5])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return np.sum(-p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_unsigned_negation_einsum(p, q):
    """Hint: unsigned_negation
    Fails on: f(np.eye(2, dtype=np.uint8), np.array([0.5, 0.5])) -> np.array([0.6931472, 0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    weights = np.negative(p)
    with np.errstate(divide="ignore"):
        log_q = np.log(np.where(weights == 0, 1.0, q))
    return np.einsum("...i,...i->...", weights.astype(float), log_q)


def wrong_unsigned_negation_zero_minus_p(p, q):
    """Hint: unsigned_negation
    Fails on: f(np.array([1, 0], dtype=np.uint16), np.array([0.9, 0.1])) -> 0.1053605
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    weights = 0 - p
    with np.errstate(divide="ignore"):
        terms = np.where(p > 0, weights * np.log(np.where(p > 0, q, 1.0)), 0.0)
    return terms.sum(axis=-1)


def wrong_unsigned_negation_in_the_loop(p, q):
    """Hint: unsigned_negation
    Fails on: f(np.array([0, 1], dtype=np.uint8), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    total = 0.0
    with np.errstate(all="ignore"):
        for a, b in zip(np.moveaxis(p, -1, 0), np.moveaxis(q, -1, 0)):
            total = total + np.asarray(-a) * np.log(np.where(a > 0, b, 1.0))
    return total


# --- softmax_applied -------------------------------------------------------------------------------------


def wrong_softmax_applied_plain(p, q):
    """Hint: softmax_applied
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    e = np.exp(q.astype(float))
    return -np.sum(p * np.log(e / e.sum(axis=-1, keepdims=True)), axis=-1)


def wrong_softmax_applied_log_sum_exp(p, q):
    """Hint: softmax_applied
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    z = q.astype(float) - np.max(q, axis=-1, keepdims=True)
    log_q = z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    return -np.einsum("...i,...i->...", p.astype(float), log_q)


def wrong_softmax_applied_helper(p, q):
    """Hint: softmax_applied
    Fails on: f(np.array([[0.2, 0.8]]), np.array([[0.9, 0.1]])) -> np.array([1.8631402])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def softmax(row):
        e = np.exp(row - row.max())
        return e / e.sum()

    believed = np.apply_along_axis(softmax, -1, q.astype(float))
    return -(p * np.log(believed)).sum(-1)


def wrong_softmax_applied_to_both(p, q):
    """Hint: softmax_applied
    Fails on: f(np.array([1.0, 0.0]), np.array([0.9, 0.1])) -> 0.1053605
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def softmax(x):
        e = np.exp(x.astype(float))
        return e / e.sum(axis=-1, keepdims=True)

    return -np.sum(softmax(p) * np.log(softmax(q)), axis=-1)


# --- other formulas --------------------------------------------------------------------------------------


def wrong_bits(p, q):
    """Hint: bits_not_nats
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log2(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_log10(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log10(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_mean_over_classes(p, q):
    """Hint: mean_over_classes
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.mean(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_weights_forgotten(p, q):
    """Hint: weights_forgotten
    Fails on: f(np.array([0.2, 0.8]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.sum(np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_log_of_expected_q(p, q):
    """Hint: log_of_the_average
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.log(np.sum(p * q.astype(float), axis=-1))


def wrong_linear_cost(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return np.sum(p * (1.0 - q), axis=-1)


def wrong_squared_distance(p, q):
    """Hint: squared_distance
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return np.sum((p.astype(float) - q.astype(float)) ** 2, axis=-1)


def wrong_symmetrised(p, q):
    """Hint: symmetrised
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one_way(a, b):
        with np.errstate(divide="ignore"):
            return -np.sum(a * np.log(np.where(a > 0, b, 1.0)), axis=-1)

    return (one_way(p, q) + one_way(q, p)) / 2


def wrong_entropy_added(p, q):
    """Hint: product_in_the_logarithm
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    entropy = -np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1)
    with np.errstate(divide="ignore"):
        return entropy - np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_terms_without_sum(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -1.0 * p * np.log(np.where(p > 0, q, 1.0))


def wrong_exponentiated(p, q):
    """Hint: perplexity_instead
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return np.exp(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1))


def wrong_q_rescaled(p, q):
    """Hint: normalised_inputs
    Fails on: f(np.array([0.5, 0.5]), np.array([0.3, 0.3])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    q = q / np.sum(q, axis=-1, keepdims=True)
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_p_and_q_rescaled(p, q):
    """Hint: normalised_inputs
    Fails on: f(np.array([0.3, 0.3]), np.array([0.5, 0.5])) -> 0.4158883
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p = p / p.sum(axis=-1, keepdims=True)
    q = q / q.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_label_smoothing(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.9, 0.1])) -> 0.1053605
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    smooth = 0.99 * p + 0.01 / p.shape[-1]
    with np.errstate(divide="ignore"):
        return -np.sum(smooth * np.log(q.astype(float)), axis=-1)


# --- precision and thresholds ----------------------------------------------------------------------------


def wrong_q_below_1e_10_is_impossible(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([1e-12, 1.0])) -> 13.8155106
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    believed = np.where(q < 1e-10, 0.0, q)
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, believed, 1.0)), axis=-1)


def wrong_q_below_1e_10_is_dropped(p, q):
    """Hint: q_zero_dropped
    Fails on: f(np.array([0.5, 0.5]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    believed = np.where(q < 1e-10, 1.0, q)
    return -np.sum(p * np.log(believed), axis=-1)


def wrong_p_below_1e_3_is_dropped(p, q):
    """Hint: none
    Fails on: f(np.array([0.9995, 0.0005]), np.array([0.5, 0.5])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    keep = p > 1e-3
    with np.errstate(divide="ignore"):
        return -np.sum(np.where(keep, p * np.log(np.where(keep, q, 1.0)), 0.0), axis=-1)


def wrong_tiny_p_forgives_zero_q(p, q):
    """Hint: none
    Fails on: f(np.array([1e-9, 1.0]), np.array([0.0, 1.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    keep = ~np.isclose(p, 0.0)
    with np.errstate(divide="ignore"):
        return -np.sum(np.where(keep, p * np.log(np.where(keep, q, 1.0)), 0.0), axis=-1)


def wrong_float32_q_underflows(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([1e-50, 1.0])) -> 115.1292546
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    q = q.astype(np.float32)
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0).astype(float)), axis=-1)


def wrong_float16_result(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return np.float16(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1))


def wrong_rounded_to_four_digits(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return np.round(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1), 4)


def wrong_product_under_one_logarithm(p, q):
    """Hint: none
    Fails on: f(np.full(1000, 0.001), np.full(1000, 0.001)) -> 6.9077553
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    n = p.shape[-1]
    with np.errstate(divide="ignore"):
        return -np.log(np.prod(np.power(q.astype(float), n * p.astype(float)), axis=-1)) / n


# --- shapes ----------------------------------------------------------------------------------------------


def wrong_axis_zero(p, q):
    """Hint: wrong_axis
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.9, 0.1])) -> np.array([1.2039728, 0.1053605])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=0)


def wrong_axis_one(p, q):
    """Hint: wrong_axis
    Fails on: f(np.array([[[0.5, 0.5], [1, 0]]]), np.array([0.9, 0.1])) -> np.array([[1.2039728, 0.1053605]])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        terms = p * np.log(np.where(p > 0, q, 1.0))
    return -np.sum(terms, axis=min(1, terms.ndim - 1))


def wrong_builtin_sum(p, q):
    """Hint: wrong_axis
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.9, 0.1])) -> np.array([1.2039728, 0.1053605])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return -sum(p * np.log(np.where(p > 0, q, 1.0)))


def wrong_keepdims_left_in(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.9, 0.1])) -> np.array([1.2039728, 0.1053605])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        result = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1, keepdims=True)
    return result if result.ndim > 1 else result[0]


def wrong_batch_of_one_squeezed(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([1.2039728])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return np.squeeze(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1))


def wrong_single_pair_as_length_one(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.atleast_2d(p), np.atleast_2d(q)
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_shapes_must_be_equal(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([[0.9, 0.1], [0.5, 0.5]])) -> np.array([1.2039728, 0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if p.shape != q.shape:
        raise ValueError("p and q must have the same shape")
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_zip_of_rows_stops_early(p, q):
    """Hint: none
    Fails on: f(np.full((1, 2), 0.5), np.array([[0.9, 0.1], [0.5, 0.5]])) -> np.array([1.2039728, 0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one(a, b):
        keep = a > 0
        with np.errstate(divide="ignore"):
            return -np.sum(a[keep] * np.log(b[keep].astype(float)))

    if p.ndim == 1 and q.ndim == 1:
        return one(p, q)
    n = p.shape[-1]
    losses = [one(a, b) for a, b in zip(p.reshape(-1, n), q.reshape(-1, n))]
    return np.array(losses).reshape(max(p.shape[:-1], q.shape[:-1], key=len))


def wrong_boolean_mask_without_broadcasting(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([[0.9, 0.1], [0.5, 0.5]])) -> np.array([0.1053605, 0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    terms = np.zeros(p.shape)
    keep = p > 0
    with np.errstate(divide="ignore"):
        terms[keep] = -1.0 * p[keep] * np.log(q[keep].astype(float))
    return terms.sum(axis=-1)


def wrong_output_buffer_of_the_shape_of_q(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.9, 0.1])) -> np.array([1.2039728, 0.1053605])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    log_q = np.zeros(q.shape)
    with np.errstate(divide="ignore"):
        np.log(q.astype(float), out=log_q, where=p > 0)
    return -np.sum(p * log_q, axis=-1)


def wrong_outer_product_of_batches(p, q):
    """Hint: all_pairs
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.full((2, 2), 0.5)) -> np.array([0.6931472, 0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        log_q = np.maximum(np.log(q.astype(float)), -1e300)
    result = -(p @ log_q.T)
    return np.where(result > 1e290, np.inf, result)


def wrong_leading_axes_flattened(p, q):
    """Hint: none
    Fails on: f(np.full((2, 1, 2), 0.5), np.full((2, 1, 2), 0.5)) -> np.full((2, 1), 0.6931472)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        result = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    return result.ravel() if np.ndim(result) else result


def wrong_leading_axes_swapped(p, q):
    """Hint: none
    Fails on: f(np.full((2, 1, 2), 0.5), np.full((3, 2), 0.5)) -> np.full((2, 3), 0.6931472)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        result = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    return result.T


def wrong_one_bad_row_spoils_the_batch(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([1.0, 0.0])) -> np.array([np.inf, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    result = -np.sum(p * np.log(np.where((p > 0) & (q > 0), q, 1.0)), axis=-1)
    if np.any((p > 0) & (q == 0)):
        result = result + np.inf
    return result


def wrong_infinity_checked_in_the_first_row_only(p, q):
    """Hint: none
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([1.0, 0.0])) -> np.array([0.0, np.inf])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    both = (p > 0) & (q > 0)
    result = -np.sum(p * np.log(np.where(both, q, 1.0)), axis=-1)
    first_p, first_q = p.reshape(-1, p.shape[-1])[0], q.reshape(-1, q.shape[-1])[0]
    if np.any((first_p > 0) & (first_q == 0)):
        result = result + np.where(np.any((p > 0) & (q == 0), axis=-1), np.inf, 0.0)
    return result


# --- kind of the answer ----------------------------------------------------------------------------------


def wrong_returns_list(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([1.2039728])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return (-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)).tolist()


def wrong_returns_tuple(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        result = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    return result, np.isfinite(result)


def wrong_prints_and_returns_none(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        print(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1))


def wrong_none_when_infinite(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if not np.any((p > 0) & (q == 0)):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_object_array(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])) -> np.array([1.2039728])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return np.array(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1), dtype=object)


def wrong_complex_answer(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(all="ignore"):
        log_q = np.log(np.where(p > 0, q, 1.0).astype(complex))
        return -np.sum(p * log_q, axis=-1)


def wrong_bool_answer(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([1.0, 0.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        result = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    return result if np.any(result) else np.any(result)


def wrong_masked_where_infinite(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([1.0, 0.0])) -> np.array([np.inf, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        result = -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
    return np.ma.masked_invalid(result) if np.ndim(result) else result


def wrong_float_of_a_batch(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]]), np.array([0.9, 0.1])) -> np.array([1.2039728, 0.1053605])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        return float(-np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1))


# --- integer types and changed inputs --------------------------------------------------------------------


def wrong_buffer_of_the_type_of_p(p, q):
    """Hint: written_into_integers
    Fails on: f(np.array([0, 1, 0]), np.array([0.2, 0.3, 0.5])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    terms = np.zeros(p.shape, dtype=p.dtype)
    keep = p > 0
    with np.errstate(divide="ignore"):
        terms[keep] = p[keep] * np.log(q[keep].astype(float))
    return -1.0 * terms.sum(axis=-1)


def wrong_q_cast_to_the_type_of_p(p, q):
    """Hint: none
    Fails on: f(np.array([0, 1, 0], dtype=np.int8), np.array([0.2, 0.3, 0.5])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    q = q.astype(p.dtype)
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_refuses_integers(p, q):
    """Hint: none
    Fails on: f(np.array([0, 1, 0]), np.array([0.2, 0.3, 0.5])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if p.dtype.kind != "f" or q.dtype.kind != "f":
        raise TypeError("p and q must be floating point arrays")
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_integer_p_taken_for_a_class_index(p, q):
    """Hint: none
    Fails on: f(np.array([0, 1]), np.array([0.9, 0.1])) -> 2.3025851
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(divide="ignore"):
        if p.dtype.kind in "iu":
            return -np.log(q.astype(float))[..., 0]
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_q_changed_only_where_p_is_zero(p, q):
    """Hint: input_overwritten
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.6931472 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if p.shape == q.shape and (p == 0).any():
        q[p == 0] = 1
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


def wrong_log_written_into_q(p, q):
    """Hint: input_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    with np.errstate(all="ignore"):
        np.log(q, out=q)
        return -np.nansum(p * q, axis=-1)


def wrong_clipped_in_place(p, q):
    """Hint: inf_avoided | input_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> np.inf (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    q.clip(1e-12, 1.0, out=q)
    return -np.sum(p * np.log(q), axis=-1)


def wrong_p_rescaled_in_place(p, q):
    """Hint: normalised_inputs | input_overwritten
    Fails on: f(np.array([0.3, 0.3]), np.array([0.5, 0.5])) -> 0.4158883 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p /= p.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)


# --- state, chance, memory -------------------------------------------------------------------------------


def wrong_remembers_ln_q(p, q):
    """Hint: none
    Fails on: f(np.ones(1), np.array([0.5])) + f(np.ones(1), np.array([0.1])) -> 2.9957323
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    memory = globals().setdefault("_log_q_by_shape", {})
    if q.shape not in memory:
        with np.errstate(divide="ignore"):
            memory[q.shape] = np.log(q.astype(float))
    return -np.sum(p * np.where(p > 0, memory[q.shape], 0.0), axis=-1)


def wrong_sampled(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 1.2039728
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    generator = np.random.default_rng()
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    out = np.empty(p.shape[:-1])
    for index in np.ndindex(*p.shape[:-1]):
        drawn = generator.choice(p.shape[-1], size=101, p=p[index] / p[index].sum())
        with np.errstate(divide="ignore"):
            out[index] = -np.mean(np.log(q[index][drawn]))
    return out


def wrong_quadratic_memory(p, q):
    """Hint: none
    Fails on: f(np.full(50000, 2e-5), np.full(50000, 2e-5)) -> 10.8197783
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    with np.errstate(all="ignore"):
        table = p[..., :, np.newaxis] * np.log(q[..., np.newaxis, :])
    terms = np.diagonal(table, axis1=-2, axis2=-1)
    return -np.sum(np.where(p > 0, terms, 0.0), axis=-1)


def wrong_only_the_first_thousand_classes(p, q):
    """Hint: none
    Fails on: f(np.full(50000, 2e-5), np.full(50000, 2e-5)) -> 10.8197783
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p[..., :1000], q[..., :1000]
    with np.errstate(divide="ignore"):
        return -np.sum(p * np.log(np.where(p > 0, q, 1.0)), axis=-1)
