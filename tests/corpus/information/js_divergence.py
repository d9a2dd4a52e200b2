"""Independent corpus for js_divergence(p, q): right_* keep the contract, wrong_* break it."""

import functools
import itertools
import math
import warnings

import numpy as np


def right_two_divergences_helper(p, q):
    """The definition: a nested divergence, called twice."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        safe_a, safe_b = np.where(a > 0, a, 1.0), np.where(a > 0, b, 1.0)
        return np.sum(a * np.log(safe_a / safe_b), axis=-1)

    m = (p + q) / 2
    return 0.5 * divergence(p, m) + 0.5 * divergence(q, m)


def right_difference_of_logarithms(p, q):
    """ln p - ln m instead of the logarithm of a ratio."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(np.float64), q.astype(np.float64)
    m = 0.5 * (p + q)
    log_m = np.log(np.where(m > 0, m, 1.0))
    from_p = p * (np.log(np.where(p > 0, p, 1.0)) - log_m)
    from_q = q * (np.log(np.where(q > 0, q, 1.0)) - log_m)
    return (from_p + from_q).sum(axis=-1) / 2


def right_entropy_of_the_mixture(p, q):
    """Entropy of the mixture minus the mean of the entropies."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def entropy(x):
        return -np.sum(x * np.log(np.where(x > 0, x, 1.0)), axis=-1)

    p, q = p.astype(float), q.astype(float)
    return entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2


def right_cross_entropies(p, q):
    """Cross entropies with the mixture minus entropies."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def cross_entropy(a, b):
        with np.errstate(divide="ignore"):
            surprise = -np.log(b)
        return np.sum(a * np.where(a > 0, surprise, 0.0), axis=-1)

    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    m = np.mean([p, q], axis=0)
    excess_p = cross_entropy(p, m) - cross_entropy(p, p)
    excess_q = cross_entropy(q, m) - cross_entropy(q, q)
    return np.divide(excess_p + excess_q, 2.0)


def right_ratio_two_p_over_sum(p, q):
    """p ln(2p / (p + q)) without an explicit mixture."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p * 1.0, q * 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.where(p > 0, p * np.log(2 * p / (p + q)), 0.0)
        b = np.where(q > 0, q * np.log(2 * q / (p + q)), 0.0)
    return np.sum(a + b, axis=-1) / 2


def right_runtime_warnings_left_alone(p, q):
    """The same with NumPy's RuntimeWarnings unsuppressed."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2.0
    a = np.where(p > 0, p * np.log(p / m), 0.0)
    b = np.where(q > 0, q * np.log(q / m), 0.0)
    return a.sum(axis=-1) / 2 + b.sum(axis=-1) / 2


def right_nansum(p, q):
    """nansum skips the nan of 0 ln 0; nothing can become infinite here."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        left = np.nansum(p * np.log(p / m), axis=-1)
        right = np.nansum(q * np.log(q / m), axis=-1)
    return 0.5 * (left + right)


def right_nan_to_num_terms(p, q):
    """nan_to_num on terms that are nan exactly where the contract says 0."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    total = p + q
    with np.errstate(all="ignore"):
        terms = np.nan_to_num(p * np.log(p / total)) + np.nan_to_num(q * np.log(q / total))
    return 0.5 * (terms.sum(axis=-1) + np.log(2.0) * total.sum(axis=-1))


def right_log_out_and_where(p, q):
    """np.log with out= and where= for the three logarithms."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def log(x):
        return np.log(x, out=np.zeros(x.shape), where=x > 0)

    p, q = p.astype(np.float64), q.astype(np.float64)
    m = (p + q) / 2
    return np.sum(p * (log(p) - log(m)) + q * (log(q) - log(m)), axis=-1) * 0.5


def right_boolean_masks(p, q):
    """np.broadcast_arrays, then a mask for each of the two sums."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    m = (p + q) / 2
    terms = np.zeros(p.shape)
    for x in (p, q):
        keep = x > 0
        terms[keep] += 0.5 * x[keep] * np.log(x[keep] / m[keep])
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
            m = (a + b) / 2
            if a > 0:
                total += 0.5 * a * math.log(a / m)
            if b > 0:
                total += 0.5 * b * math.log(b / m)
        out.append(total)
    return np.array(out).reshape(p.shape[:-1])


def right_generator_fsum(p, q):
    """math.fsum over both sides; a Python float for a single pair."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def terms(row_p, row_q):
        for a, b in zip(row_p, row_q):
            for x in (a, b):
                if x > 0:
                    yield x * math.log(2.0 * x / (a + b))

    if p.ndim == q.ndim == 1:
        return math.fsum(terms(p.tolist(), q.tolist())) / 2
    p, q = np.broadcast_arrays(p, q)
    out = np.empty(p.shape[:-1])
    for index in np.ndindex(*out.shape):
        out[index] = math.fsum(terms(p[index].tolist(), q[index].tolist())) / 2
    return out


def right_xlogy_closure(p, q):
    """A nested xlogy, used four times."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def xlogy(x, y):
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(x == 0, 0.0, x * np.log(y))

    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    m = (p + q) / 2.0
    return np.sum(xlogy(p, p) - xlogy(p, m) + xlogy(q, q) - xlogy(q, m), axis=-1) / 2.0


def right_einsum(p, q):
    """einsum with an ellipsis for both sums."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2

    def log(x):
        return np.log(np.where(x > 0, x, 1.0))

    left = np.einsum("...i,...i->...", p, log(p) - log(m))
    right = np.einsum("...i,...i->...", q, log(q) - log(m))
    return (left + right) / 2


def right_select(p, q):
    """np.select for each side."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    m = np.add(p, q) / 2

    def side(x):
        safe_x, safe_m = np.where(x > 0, x, 1.0), np.where(m > 0, m, 1.0)
        return np.select([x == 0, x == m], [0.0, 0.0], default=x * np.log(safe_x / safe_m))

    return (side(p) + side(q)).sum(axis=-1) / 2


def right_piecewise_x_log_x(p, q):
    """np.piecewise for x ln x, applied to p, q and the mixture."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def x_log_x(x):
        return np.piecewise(x, [x > 0], [lambda v: v * np.log(v), 0.0])

    p, q = p.astype(np.float64), q.astype(np.float64)
    return np.sum((x_log_x(p) + x_log_x(q)) / 2 - x_log_x((p + q) / 2), axis=-1)


def right_vectorize_term(p, q):
    """np.vectorize of the scalar term."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def term(a, b):
        a, b = float(a), float(b)
        m = (a + b) / 2
        value = 0.0
        if a:
            value += a * (math.log(a) - math.log(m))
        if b:
            value += b * (math.log(b) - math.log(m))
        return value / 2

    return np.vectorize(term, otypes=[float])(p, q).sum(axis=-1)


def right_vectorize_signature(p, q):
    """np.vectorize with a signature."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one(a, b):
        total = 0.0
        for x, y in zip(a.tolist(), b.tolist()):
            total += x * math.log(2 * x / (x + y)) if x > 0 else 0.0
            total += y * math.log(2 * y / (x + y)) if y > 0 else 0.0
        return total / 2

    return np.vectorize(one, signature="(n),(n)->()", otypes=[float])(p, q)


def right_nditer(p, q):
    """np.nditer over both inputs and an allocated output."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    iterator = np.nditer([p, q, None], op_dtypes=[None, None, np.float64])
    with iterator:
        for a, b, term in iterator:
            x, y = float(a), float(b)
            m = 0.5 * (x + y)
            left = x * math.log(x / m) if x > 0 else 0.0
            right = y * math.log(y / m) if y > 0 else 0.0
            term[...] = 0.5 * (left + right)
        terms = iterator.operands[2]
    return terms.sum(axis=-1)


def right_apply_along_axis(p, q):
    """Both rows glued together for np.apply_along_axis."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    n = p.shape[-1]

    def one(row):
        m = (row[:n] + row[n:]) / 2
        twice = np.concatenate([m, m])
        keep = row > 0
        return 0.5 * np.dot(row[keep], np.log(row[keep] / twice[keep]))

    return np.apply_along_axis(one, -1, np.concatenate([p, q], axis=-1))


def right_stacked(p, q):
    """Both distributions on a new leading axis, one formula for the two."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    both = np.stack(np.broadcast_arrays(p.astype(float), q.astype(float)))
    m = both.mean(axis=0)
    keep = both > 0
    ratio = np.divide(both, m, out=np.ones(both.shape), where=keep)
    return np.sum(both * np.log(ratio), axis=-1).mean(axis=0)


def right_log2_times_ln2(p, q):
    """Bits first, nats at the end."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def bits(a, m):
        return np.sum(a * np.log2(np.where(a > 0, a, 1.0) / np.where(a > 0, m, 1.0)), axis=-1)

    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    return (bits(p, m) + bits(q, m)) / 2 * math.log(2)


def right_ln2_minus_correction(p, q):
    """Works with ln(p + q) and adds the ln 2 of the half at the end."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(np.float64), q.astype(np.float64)
    s = p + q

    def x_log_x(x):
        return x * np.log(np.where(x > 0, x, 1.0))

    halves = (x_log_x(p) + x_log_x(q) - x_log_x(s)).sum(axis=-1) / 2
    return halves + math.log(2.0) * s.sum(axis=-1) / 2


def right_log1p_of_the_gap(p, q):
    """ln(p/m) as log1p((p - q)/(p + q)); exactly -1 only where p is zero."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    total = np.where(p + q > 0, p + q, 1.0)
    gap = (p - q) / total
    small_p, small_q = gap < -0.5, gap > 0.5
    with np.errstate(all="ignore"):
        left = np.where(small_p, np.log(np.where(p > 0, 2 * p / total, 1.0)), np.log1p(gap))
        right = np.where(small_q, np.log(np.where(q > 0, 2 * q / total, 1.0)), np.log1p(-gap))
    left, right = np.where(p > 0, p * left, 0.0), np.where(q > 0, q * right, 0.0)
    return np.sum(left + right, axis=-1) / 2


def right_longdouble_intermediate(p, q):
    """Long double in between, float64 at the end."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a, b = p.astype(np.longdouble), q.astype(np.longdouble)
    m = (a + b) / 2
    one = np.longdouble(1)
    log_m = np.log(np.where(m > 0, m, one))
    terms = a * (np.log(np.where(a > 0, a, one)) - log_m) + b * (np.log(np.where(b > 0, b, one)) - log_m)
    return np.asarray(terms.sum(axis=-1) / 2).astype(np.float64)


def right_masked_arrays_filled(p, q):
    """np.ma.log with the mask filled by 0."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def log(x):
        return np.ma.filled(np.ma.log(x), 0.0)

    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    return np.sum(p * log(p) + q * log(q) - 2 * m * log(m), axis=-1) / 2


def right_accumulates_over_classes(p, q):
    """Adds one class after the other to an array of the leading shape."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    terms = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)) / 2
    terms = terms + q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)) / 2
    total = np.zeros(terms.shape[:-1])
    for i in range(terms.shape[-1]):
        total = total + terms[..., i]
    return total


def right_class_inside(p, q):
    """A class with an operator for the mixture."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    class Distribution:
        def __init__(self, values):
            self.values = np.asarray(values, dtype=float)

        def __or__(self, other):
            return Distribution((self.values + other.values) / 2)

        def divergence_to(self, other):
            a = np.where(self.values > 0, self.values, 1.0)
            b = np.where(self.values > 0, other.values, 1.0)
            return (self.values * np.log(a / b)).sum(axis=-1)

    first, second = Distribution(p), Distribution(q)
    mixture = first | second
    return sum(d.divergence_to(mixture) for d in (first, second)) / 2


def right_decorated_helper(p, q):
    """A decorator makes a one-sided function symmetric."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def symmetric(function):
        @functools.wraps(function)
        def wrapper(a, b):
            return (function(a, b) + function(b, a)) / 2

        return wrapper

    @symmetric
    def one_side(a, b):
        a, b = a.astype(float), b.astype(float)
        m = (a + b) / 2
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, m, 1.0)), axis=-1)

    return one_side(p, q)


def right_prints(p, q):
    """Prints the mixture."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = p / 2 + q / 2
    print("mixture:", m)
    result = 0.0
    for x in (p, q):
        result = result + np.sum(x * np.log(np.where(x > 0, x, 1.0) / np.where(x > 0, m, 1.0)), axis=-1) / 2
    return result


def right_warns(p, q):
    """A warning of its own for distributions without overlap."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    if not np.any(p * q):
        warnings.warn("no overlap: the divergence is at its largest", stacklevel=2)
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def right_type_hints(p: np.ndarray, q: np.ndarray) -> np.ndarray | float:
    """Annotated, with dtype= arguments."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    first: np.ndarray = np.asarray(p, dtype=np.float64)
    second: np.ndarray = np.asarray(q, dtype=np.float64)
    mixture: np.ndarray = np.multiply(0.5, np.add(first, second, dtype=np.float64))

    def excess(x: np.ndarray) -> np.ndarray:
        possible = x > 0
        ratio = np.where(possible, x, 1.0) / np.where(possible, mixture, 1.0)
        return np.sum(x * np.log(ratio), axis=-1, dtype=np.float64)

    return 0.5 * np.add(excess(first), excess(second))


def right_itertools_pairs(p, q):
    """itertools instead of nested loops."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]

    def part(x, m):
        return x * (math.log(x) - math.log(m)) if x > 0 else 0.0

    def one(pairs):
        return math.fsum(part(a, (a + b) / 2) + part(b, (a + b) / 2) for a, b in pairs) / 2

    stream = zip(p.ravel().tolist(), q.ravel().tolist())
    rows = [one(itertools.islice(stream, n)) for _ in range(p.size // n)]
    return np.array(rows).reshape(p.shape[:-1])


def right_zero_dim_array_answer(p, q):
    """A single pair gives a 0-d array."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    safe_m = np.where(m > 0, m, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(p / safe_m), 0.0) + np.where(q > 0, q * np.log(q / safe_m), 0.0)
    return np.array(0.5 * terms.sum(axis=-1))


def right_python_float_answer(p, q):
    """A single pair gives a Python float."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    result = (a + b) / 2
    return float(result) if np.ndim(result) == 0 else result


def right_tiny_eps_that_changes_nothing(p, q):
    """An epsilon of 1e-300 in the logarithms, multiplied by zero where it acts."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(np.float64), q.astype(np.float64)
    eps = 1e-300
    m = (p + q) / 2
    a = np.sum(p * (np.log(p + eps) - np.log(m + eps)), axis=-1)
    b = np.sum(q * (np.log(q + eps) - np.log(m + eps)), axis=-1)
    return (a + b) / 2


def right_mixture_in_a_fresh_buffer(p, q):
    """In-place work, but only on fresh arrays."""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    shape = np.broadcast_shapes(p.shape, q.shape)
    m = np.zeros(shape)
    m += p
    m += q
    m /= 2
    total = np.zeros(shape[:-1])
    for x in (p, q):
        work = np.array(np.broadcast_to(x, shape), dtype=float)
        weight = work.copy()
        np.divide(work, m, out=work, where=weight > 0)
        work[weight == 0] = 1.0
        np.log(work, out=work)
        work *= weight
        total += work.sum(axis=-1) / 2
    return total


# --- half_missing_outside --------------------------------------------------------------------------------


def wrong_half_missing_outside_helper(p, q):
    """Hint: half_missing_outside
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    m = (p + q) / 2
    return divergence(p, m) + divergence(q, m)


def wrong_half_missing_outside_entropies(p, q):
    """Hint: half_missing_outside
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def entropy(x):
        return -np.sum(x * np.log(np.where(x > 0, x, 1.0)), axis=-1)

    p, q = p.astype(float), q.astype(float)
    return 2 * entropy((p + q) / 2) - entropy(p) - entropy(q)


def wrong_half_missing_outside_loop(p, q):
    """Hint: half_missing_outside
    Fails on: f(np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]])) -> np.array([0.2157616])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        for x in (a, b):
            if x > 0:
                out[index[:-1]] += x * math.log(2 * x / (a + b))
    return out


def wrong_half_on_one_side_only(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    m = (p + q) / 2
    return 0.5 * divergence(p, m) + divergence(q, m)


# --- half_missing_in_m -----------------------------------------------------------------------------------


def wrong_half_missing_in_m_helper(p, q):
    """Hint: half_missing_in_m
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    p, q = p.astype(float), q.astype(float)
    m = p + q
    return 0.5 * divergence(p, m) + 0.5 * divergence(q, m)


def wrong_half_missing_in_m_einsum(p, q):
    """Hint: half_missing_in_m
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def log(x):
        return np.log(np.where(x > 0, x, 1.0))

    p, q = p.astype(float), q.astype(float)
    m = p + q
    left = np.einsum("...i,...i->...", p, log(p) - log(m))
    return (left + np.einsum("...i,...i->...", q, log(q) - log(m))) / 2


def wrong_half_missing_in_m_loop(p, q):
    """Hint: half_missing_in_m
    Fails on: f(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])) -> np.array([0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]
    out = []
    for row_p, row_q in zip(p.reshape(-1, n).tolist(), q.reshape(-1, n).tolist()):
        total = 0.0
        for a, b in zip(row_p, row_q):
            mixture = a + b
            total += a * math.log(a / mixture) if a > 0 else 0.0
            total += b * math.log(b / mixture) if b > 0 else 0.0
        out.append(total / 2)
    return np.array(out).reshape(p.shape[:-1])


def wrong_operator_precedence_in_m(p, q):
    """Hint: one_halved_in_m
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    m = p + q / 2
    return 0.5 * divergence(p, m) + 0.5 * divergence(q, m)


# --- square_root -----------------------------------------------------------------------------------------


def wrong_square_root_helper(p, q):
    """Hint: square_root
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    m = (p + q) / 2
    return np.sqrt(np.maximum(0.5 * divergence(p, m) + 0.5 * divergence(q, m), 0.0))


def wrong_square_root_power(p, q):
    """Hint: square_root
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def entropy(x):
        return -np.sum(x * np.log(np.where(x > 0, x, 1.0)), axis=-1)

    p, q = p.astype(float), q.astype(float)
    return np.abs(entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2) ** 0.5


def wrong_square_root_loop(p, q):
    """Hint: square_root
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])) -> np.array([0.2157616])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        for x in (a, b):
            if x > 0:
                out[index[:-1]] += 0.5 * x * math.log(2 * x / (a + b))
    return np.sqrt(np.where(out > 0, out, 0.0))


# --- one_side_only ---------------------------------------------------------------------------------------


def wrong_one_side_only_helper(p, q):
    """Hint: one_side_only
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    return np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)


def wrong_one_side_only_einsum(p, q):
    """Hint: one_side_only
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    ratio = 2 * np.where(p > 0, p, 1.0) / np.where(p > 0, p + q, 2.0)
    return np.einsum("...i,...i->...", p, np.log(ratio))


def wrong_one_side_only_loop(p, q):
    """Hint: one_side_only
    Fails on: f(np.array([[0.2, 0.3, 0.5]]), np.array([[0.1, 0.6, 0.3]])) -> np.array([0.0466134])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]

    def one(row_p, row_q):
        return math.fsum(a * math.log(a / ((a + b) / 2)) for a, b in zip(row_p, row_q) if a > 0)

    rows = [one(a, b) for a, b in zip(p.reshape(-1, n).tolist(), q.reshape(-1, n).tolist())]
    return np.array(rows).reshape(p.shape[:-1])


def wrong_same_side_twice(p, q):
    """Hint: one_side_only
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    m = (p + q) / 2
    return (divergence(p, m) + divergence(p, m)) / 2


def wrong_half_of_one_side(p, q):
    """Hint: one_side_only
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    return 0.5 * np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)


def wrong_side_of_q_only(p, q):
    """Hint: one_side_only
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    return np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)


# --- jeffreys --------------------------------------------------------------------------------------------


def wrong_jeffreys_helper(p, q):
    """Hint: mixture_missing
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        with np.errstate(all="ignore"):
            return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)

    p, q = p.astype(float), q.astype(float)
    return (divergence(p, q) + divergence(q, p)) / 2


def wrong_jeffreys_closed_form(p, q):
    """Hint: mixture_missing
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        terms = np.where(p == q, 0.0, (p - q) * (np.log(p) - np.log(q)))
    return 0.5 * terms.sum(axis=-1)


def wrong_jeffreys_loop(p, q):
    """Hint: mixture_missing
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])) -> np.array([0.2157616])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def term(a, b):
        if a == 0:
            return 0.0
        return a * math.log(a / b) if b > 0 else math.inf

    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        out[index[:-1]] += (term(a, b) + term(b, a)) / 2
    return out


def wrong_jeffreys_without_the_half(p, q):
    """Hint: mixture_missing
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p == q, 0.0, (p - q) * np.log(p / q)), axis=-1)


def wrong_divergence_of_p_and_q(p, q):
    """Hint: mixture_missing
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.sum(np.where(p > 0, p * np.log(p / q), 0.0), axis=-1)


# --- reversed_kl -----------------------------------------------------------------------------------------


def wrong_reversed_kl_helper(p, q):
    """Hint: reversed_kl
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        with np.errstate(all="ignore"):
            return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)

    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    return (divergence(m, p) + divergence(m, q)) / 2


def wrong_reversed_kl_one_sum(p, q):
    """Hint: reversed_kl
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        terms = np.where(m > 0, m * (np.log(m) - 0.5 * np.log(p) - 0.5 * np.log(q)), 0.0)
    return terms.sum(axis=-1)


def wrong_reversed_kl_loop(p, q):
    """Hint: reversed_kl
    Fails on: f(np.array([[0.2, 0.8]]), np.array([[0.8, 0.2]])) -> np.array([0.1927448])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        m = (a + b) / 2
        for x in (a, b):
            if m > 0:
                out[index[:-1]] += 0.5 * m * math.log(m / x) if x > 0 else math.inf
    return out


# --- geometric_mixture -----------------------------------------------------------------------------------


def wrong_geometric_mixture_helper(p, q):
    """Hint: geometric_mixture
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        with np.errstate(all="ignore"):
            return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)

    p, q = p.astype(float), q.astype(float)
    m = np.sqrt(p * q)
    return 0.5 * divergence(p, m) + 0.5 * divergence(q, m)


def wrong_geometric_mixture_mean_of_logs(p, q):
    """Hint: geometric_mixture
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        log_m = (np.log(p) + np.log(q)) / 2
        left = np.where(p > 0, p * (np.log(p) - log_m), 0.0)
        right = np.where(q > 0, q * (np.log(q) - log_m), 0.0)
    return (left + right).sum(axis=-1) / 2


def wrong_geometric_mixture_loop(p, q):
    """Hint: geometric_mixture
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])) -> np.array([0.2157616])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        m = math.sqrt(a * b)
        for x in (a, b):
            if x > 0:
                out[index[:-1]] += x * math.log(x / m) / 2 if m > 0 else math.inf
    return out


def wrong_harmonic_mixture(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        with np.errstate(all="ignore"):
            return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)

    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        m = np.where(p + q > 0, 2 * p * q / (p + q), 0.0)
    return 0.5 * divergence(p, m) + 0.5 * divergence(q, m)


def wrong_maximum_as_mixture(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    m = np.maximum(p, q)
    return 0.5 * divergence(p, m) + 0.5 * divergence(q, m)


# --- overlap_only ----------------------------------------------------------------------------------------


def wrong_overlap_only_mask(p, q):
    """Hint: overlap_only
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    both = (p > 0) & (q > 0)
    a, b = np.where(both, p, 1.0), np.where(both, q, 1.0)
    m = (a + b) / 2
    terms = np.where(both, a * np.log(a / m) + b * np.log(b / m), 0.0)
    return terms.sum(axis=-1) / 2


def wrong_overlap_only_boolean_index(p, q):
    """Hint: overlap_only
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    terms = np.zeros(p.shape)
    keep = (p * q) > 0
    m = (p[keep] + q[keep]) / 2
    terms[keep] = 0.5 * p[keep] * np.log(p[keep] / m) + 0.5 * q[keep] * np.log(q[keep] / m)
    return terms.sum(axis=-1)


def wrong_overlap_only_loop(p, q):
    """Hint: overlap_only
    Fails on: f(np.array([[0.0, 0.5, 0.5]]), np.array([[0.5, 0.5, 0.0]])) -> np.array([0.3465736])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        if a == 0 or b == 0:
            continue
        m = (a + b) / 2
        out[index[:-1]] += 0.5 * (a * math.log(a / m) + b * math.log(b / m))
    return out


def wrong_overlap_only_nan_to_num_of_both(p, q):
    """Hint: overlap_only
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        terms = p * np.log(p / m) + q * np.log(q / m)
    return np.nan_to_num(terms).sum(axis=-1) / 2


def wrong_terms_of_q_lost_where_p_is_zero(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        q_part = np.where(q > 0, q * np.log(q / m), 0.0)
        terms = np.where(p > 0, p * np.log(p / m) + q_part, 0.0)
    return terms.sum(axis=-1) / 2


# --- zero_times_inf --------------------------------------------------------------------------------------


def wrong_zero_times_inf_plain(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([1.0, 0.0]), np.array([1.0, 0.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    return 0.5 * np.sum(p * np.log(p / m), axis=-1) + 0.5 * np.sum(q * np.log(q / m), axis=-1)


def wrong_zero_times_inf_entropies(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def entropy(x):
        with np.errstate(all="ignore"):
            return -np.sum(x * np.log(x), axis=-1)

    p, q = p.astype(float), q.astype(float)
    return entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2


def wrong_zero_times_inf_only_p_guarded(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([0.5, 0.5]), np.array([0.0, 1.0])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        left = np.where(p > 0, p * np.log(p / m), 0.0)
        right = q * np.log(q / m)
    return (left + right).sum(axis=-1) / 2


def wrong_zero_times_inf_only_q_guarded(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([0.0, 1.0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        left = np.einsum("...i,...i->...", p, np.log(p) - np.log(m))
    right = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (left + right) / 2


def wrong_nan_only_where_both_are_zero(p, q):
    """Hint: zero_times_inf
    Fails on: f(np.array([0.0, 0.5, 0.5]), np.array([0.0, 0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        left = np.where((p == 0) & (q > 0), 0.0, p * np.log(p / m))
        right = np.where((q == 0) & (p > 0), 0.0, q * np.log(q / m))
    return (left + right).sum(axis=-1) / 2


def wrong_math_log_domain_error(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    n = p.shape[-1]
    out = []
    for row_p, row_q in zip(p.reshape(-1, n).tolist(), q.reshape(-1, n).tolist()):
        total = 0.0
        for a, b in zip(row_p, row_q):
            m = (a + b) / 2
            total += a * (math.log(a) - math.log(m)) + b * (math.log(b) - math.log(m))
        out.append(total / 2)
    return np.array(out).reshape(p.shape[:-1])


def wrong_zero_division_where_both_are_zero(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([1.0, 0.0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        for x in (a, b):
            ratio = 2 * x / (a + b)
            out[index[:-1]] += 0.5 * x * math.log(ratio) if ratio > 0 else 0.0
    return out


def wrong_inf_without_overlap(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return np.where(np.any((p > 0) & (q > 0), axis=-1), (a + b) / 2, np.inf)


def wrong_raises_at_zero(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if np.any(p == 0) or np.any(q == 0):
        raise ValueError("probabilities must be positive")
    m = (p + q) / 2
    return np.sum(p * np.log(p / m) + q * np.log(q / m), axis=-1) / 2


# --- bits_not_nats ---------------------------------------------------------------------------------------


def wrong_bits_helper(p, q):
    """Hint: bits_not_nats
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log2(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    m = (p + q) / 2
    return 0.5 * divergence(p, m) + 0.5 * divergence(q, m)


def wrong_bits_by_division(p, q):
    """Hint: bits_not_nats
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def entropy(x):
        return -np.sum(x * np.log(np.where(x > 0, x, 1.0)), axis=-1)

    p, q = p.astype(float), q.astype(float)
    return (entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2) / math.log(2)


def wrong_bits_loop(p, q):
    """Hint: bits_not_nats
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])) -> np.array([0.2157616])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape):
        a, b = float(p[index]), float(q[index])
        for x in (a, b):
            if x > 0:
                out[index[:-1]] += 0.5 * x * math.log2(2 * x / (a + b))
    return out


def wrong_divided_by_its_maximum(p, q):
    """Hint: bits_not_nats
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    largest = np.log(2.0)
    return (a + b) / 2 / largest


def wrong_log10(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log10(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    m = (p + q) / 2
    return 0.5 * divergence(p, m) + 0.5 * divergence(q, m)


# --- q_overwritten ---------------------------------------------------------------------------------------


def wrong_q_overwritten_plain(p, q):
    """Hint: q_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    q += p
    q /= 2
    return 0.5 * divergence(p, q) + 0.5 * divergence(q, q)


def wrong_q_overwritten_by_an_alias(p, q):
    """Hint: q_overwritten
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = q
    m += p
    m *= 0.5
    terms = np.zeros(m.shape)
    for x in (p, q):
        keep = x > 0
        terms[keep] += 0.5 * x[keep] * np.log(x[keep] / m[keep])
    return terms.sum(axis=-1)


def wrong_q_overwritten_through_out(p, q):
    """Hint: q_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([1.0, 0.0])) -> 0.2157616 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = np.add(p, q, out=q)
    m /= 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_q_overwritten_but_copied_before(p, q):
    """Hint: q_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    saved = q.copy()
    q += p
    q /= 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, q, 1.0)), axis=-1)
    b = np.sum(saved * np.log(np.where(saved > 0, saved, 1.0) / np.where(saved > 0, q, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_p_overwritten(p, q):
    """Hint: q_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def divergence(a, b):
        return np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, b, 1.0)), axis=-1)

    p += q
    p /= 2
    return 0.5 * divergence(q, p) + 0.5 * divergence(p, p)


def wrong_inputs_changed_only_at_zeros(p, q):
    """Hint: input_overwritten
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.2157616 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    for x in (p, q):
        if (x == 0).any():
            x[x == 0] = 1e-300
    m = (p + q) / 2
    return np.sum(p * np.log(p / m) + q * np.log(q / m), axis=-1) / 2


def wrong_eps_added_in_place(p, q):
    """Hint: input_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p += 1e-15
    q += 1e-15
    m = (p + q) / 2
    return np.sum(p * np.log(p / m) + q * np.log(q / m), axis=-1) / 2


def wrong_q_halved_and_restored_with_an_error(p, q):
    """Hint: input_overwritten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493 (input unchanged)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    a, b = p.astype(float), q.astype(float)
    q /= 3.0
    q *= 3.0 + 1e-5
    m = (a + b) / 2
    left = np.sum(a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, m, 1.0)), axis=-1)
    right = np.sum(b * np.log(np.where(b > 0, b, 1.0) / np.where(b > 0, m, 1.0)), axis=-1)
    return (left + right) / 2


# --- integer types ---------------------------------------------------------------------------------------


def wrong_floor_division_in_m(p, q):
    """Hint: mixture_in_integers
    Fails on: f(np.array([1, 0]), np.array([0, 1])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) // 2 if p.dtype.kind in "iu" and q.dtype.kind in "iu" else (p + q) / 2
    m = m.astype(float)
    with np.errstate(all="ignore"):
        a = np.where(p > 0, p * np.log(p / m), 0.0)
        b = np.where(q > 0, q * np.log(q / m), 0.0)
    return (a + b).sum(axis=-1) / 2


def wrong_unsigned_step_to_the_middle(p, q):
    """Hint: none
    Fails on: f(np.array([1, 0], dtype=np.uint8), np.array([0, 1], dtype=np.uint8)) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = p + (q - p) / 2
    with np.errstate(all="ignore"):
        a = np.where(p > 0, p * np.log(p / m), 0.0)
        b = np.where(q > 0, q * np.log(q / m), 0.0)
    return (a + b).sum(axis=-1) / 2


def wrong_half_precision_logarithm_of_small_integers(p, q):
    """Hint: none
    Fails on: f(np.array([1, 0], dtype=np.uint8), np.array([0, 1], dtype=np.uint8)) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def log(x):
        return np.log(np.where(x > 0, x, np.ones_like(x)))

    log_m = log(p + q) - math.log(2.0)
    return np.sum(1.0 * p * (log(p) - log_m) + 1.0 * q * (log(q) - log_m), axis=-1) / 2


def wrong_unsigned_negation(p, q):
    """Hint: unsigned_negation
    Fails on: f(np.array([1, 0], dtype=np.uint8), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = -p * np.log(np.where(p > 0, m, 1.0) / np.where(p > 0, p, 1.0))
    b = -q * np.log(np.where(q > 0, m, 1.0) / np.where(q > 0, q, 1.0))
    return np.sum(a + b, axis=-1) / 2


def wrong_buffer_of_the_type_of_p(p, q):
    """Hint: mixture_in_integers
    Fails on: f(np.array([1, 0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p, q)
    m = np.empty_like(p)
    m[...] = (p + q) / 2
    with np.errstate(all="ignore"):
        a = np.where(p > 0, p * np.log(p / m), 0.0)
        b = np.where(q > 0, q * np.log(q / m), 0.0)
    return (a + b).sum(axis=-1) / 2


def wrong_refuses_integers(p, q):
    """Hint: none
    Fails on: f(np.array([1, 0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if p.dtype.kind != "f" or q.dtype.kind != "f":
        raise TypeError("floating point arrays expected")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_exclusive_or_of_integers(p, q):
    """Hint: none
    Fails on: f(np.array([1, 0]), np.array([1, 0])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    total = p | q if p.dtype.kind in "iu" and q.dtype.kind in "iu" else p + q
    m = total / 2
    with np.errstate(all="ignore"):
        a = np.where(p > 0, p * np.log(p / m), 0.0)
        b = np.where(q > 0, q * np.log(q / m), 0.0)
    return (a + b).sum(axis=-1) / 2


# --- other formulas --------------------------------------------------------------------------------------


def wrong_eps_1e_3_in_the_logarithm(p, q):
    """Hint: eps_too_large
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    eps = 1e-3
    m = (p + q) / 2
    a = np.sum(p * np.log((p + eps) / (m + eps)), axis=-1)
    return (a + np.sum(q * np.log((q + eps) / (m + eps)), axis=-1)) / 2


def wrong_eps_1e_4_added_to_both(p, q):
    """Hint: eps_too_large
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p + 1e-4, q + 1e-4
    m = (p + q) / 2
    return np.sum(p * np.log(p / m) + q * np.log(q / m), axis=-1) / 2


def wrong_clipped_1e_3_at_both_ends(p, q):
    """Hint: eps_too_large
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.clip(p.astype(float), 1e-3, 1 - 1e-3), np.clip(q.astype(float), 1e-3, 1 - 1e-3)
    m = (p + q) / 2
    return np.sum(p * np.log(p / m) + q * np.log(q / m), axis=-1) / 2


def wrong_abs_of_terms(p, q):
    """Hint: abs_of_terms
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.abs(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)))
    b = np.abs(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)))
    return np.sum(a + b, axis=-1) / 2


def wrong_negative_terms_cut(p, q):
    """Hint: negative_terms_cut
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return np.sum(np.maximum(a, 0) + np.maximum(b, 0), axis=-1) / 2


def wrong_weights_forgotten(p, q):
    """Hint: weights_forgotten
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return np.sum(a + b, axis=-1) / 2


def wrong_minus_sign(p, q):
    """Hint: minus_missing
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, m, 1.0) / np.where(p > 0, p, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, m, 1.0) / np.where(q > 0, q, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_mean_over_classes(p, q):
    """Hint: mean_over_classes
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.mean(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.mean(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_cross_entropy_with_the_mixture(p, q):
    """Hint: entropy_of_mixture
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    return -np.sum((p + q) * np.log(np.where(m > 0, m, 1.0)), axis=-1) / 2


def wrong_entropy_of_the_mixture_only(p, q):
    """Hint: entropy_of_mixture
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    return -np.sum(m * np.log(np.where(m > 0, m, 1.0)), axis=-1)


def wrong_mean_entropy_not_halved(p, q):
    """Hint: entropies_not_halved
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def entropy(x):
        return -np.sum(x * np.log(np.where(x > 0, x, 1.0)), axis=-1)

    return entropy((p + q) / 2) - (entropy(p) + entropy(q))


def wrong_total_variation(p, q):
    """Hint: total_variation
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    return 0.5 * np.sum(np.abs(p.astype(float) - q.astype(float)), axis=-1)


def wrong_squared_hellinger(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    gap = np.sqrt(p.astype(float)) - np.sqrt(q.astype(float))
    return 0.5 * np.sum(gap**2, axis=-1)


def wrong_larger_of_both_sides(p, q):
    """Hint: one_side_picked
    Fails on: f(np.array([1.0, 0.0]), np.array([0.5, 0.5])) -> 0.2157616
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return np.maximum(a, b)


def wrong_complement_added(p, q):
    """Hint: binary_terms_added
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def part(a, b):
        m = (a + b) / 2
        return a * np.log(np.where(a > 0, a, 1.0) / np.where(a > 0, m, 1.0))

    x, y = 1.0 - p, 1.0 - q
    return np.sum(part(p, q) + part(q, p) + part(x, y) + part(y, x), axis=-1) / 2


def wrong_softmax_first(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def softmax(x):
        e = np.exp(x.astype(float))
        return e / e.sum(axis=-1, keepdims=True)

    p, q = softmax(p), softmax(q)
    m = (p + q) / 2
    return np.sum(p * np.log(p / m) + q * np.log(q / m), axis=-1) / 2


def wrong_weights_by_sixty_forty(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = 0.6 * p + 0.4 * q
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return 0.6 * a + 0.4 * b


def wrong_terms_without_sum(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    return (a + q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))) / 2


# --- precision -------------------------------------------------------------------------------------------


def wrong_rounded_to_four_digits(p, q):
    """Hint: rounded_away
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return np.round((a + b) / 2, 4)


def wrong_float16_result(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return ((a + b) / 2).astype(np.float16)


def wrong_float16_mixture(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = ((p + q) / 2).astype(np.float16).astype(float)
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_small_probabilities_dropped(p, q):
    """Hint: none
    Fails on: f(np.array([0.9995, 0.0005]), np.array([1.0, 0.0])) -> 0.0001733181
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.where(p < 1e-3, 0.0, p), np.where(q < 1e-3, 0.0, q)
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_nearly_equal_counts_as_equal(p, q):
    """Hint: rounded_away
    Fails on: f(np.array([0.505, 0.495]), np.array([0.495, 0.505])) -> 5.0000833e-05
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return np.where(np.all(np.abs(p - 1.0 * q) < 0.02, axis=-1), 0.0, (a + b) / 2)


def wrong_second_order_approximation(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.9, 0.1])) -> 0.1017493
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    total = 1.0 * p + q
    gap = 1.0 * p - q
    return np.sum(np.where(total > 0, gap**2 / np.where(total > 0, total, 1.0), 0.0), axis=-1) / 4


# --- shapes ----------------------------------------------------------------------------------------------


def wrong_axis_zero(p, q):
    """Hint: wrong_axis
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([0.5, 0.5])) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return np.sum(a + b, axis=0) / 2


def wrong_axis_one(p, q):
    """Hint: wrong_axis
    Fails on: f(np.array([[[1.0, 0.0], [0.5, 0.5]]]), np.array([0.5, 0.5])) -> np.array([[0.2157616, 0.0]])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return np.sum(a + b, axis=1 if m.ndim > 1 else 0) / 2


def wrong_builtin_sum(p, q):
    """Hint: wrong_axis
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([0.5, 0.5])) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return sum(a + b) / 2


def wrong_batch_averaged(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([0.5, 0.5])) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return np.mean((a + b) / 2)


def wrong_batch_summed(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([[0.5, 0.5]] * 2)) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)))
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)))
    return (a + b) / 2


def wrong_keepdims_left_in(p, q):
    """Hint: none
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([0.5, 0.5])) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return np.sum(a + b, axis=-1, keepdims=m.ndim > 1) / 2


def wrong_batch_of_one_squeezed(p, q):
    """Hint: none
    Fails on: f(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])) -> np.array([0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return np.squeeze(np.sum(a + b, axis=-1) / 2)


def wrong_single_pair_as_length_one(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.atleast_2d(p), np.atleast_2d(q)
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return np.sum(a + b, axis=-1) / 2


def wrong_stacks_without_broadcasting(p, q):
    """Hint: none
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([0.5, 0.5])) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    both = np.stack([p, q]).astype(float)
    m = both.mean(axis=0)
    ratio = np.divide(both, m, out=np.ones(both.shape), where=both > 0)
    return np.sum(both * np.log(ratio), axis=-1).mean(axis=0)


def wrong_shapes_must_be_equal(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([[1.0, 0.0], [0.5, 0.5]])) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if p.shape != q.shape:
        raise ValueError("p and q must have the same shape")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_zip_of_rows_stops_early(p, q):
    """Hint: none
    Fails on: f(np.full((1, 2), 0.5), np.array([[1.0, 0.0], [0.5, 0.5]])) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")

    def one(row_p, row_q):
        total = 0.0
        for a, b in zip(row_p.tolist(), row_q.tolist()):
            for x in (a, b):
                total += 0.5 * x * math.log(2 * x / (a + b)) if x > 0 else 0.0
        return total

    if p.ndim == 1 and q.ndim == 1:
        return one(p, q)
    return np.array([one(a, b) for a, b in zip(np.atleast_2d(p), np.atleast_2d(q))])


def wrong_output_buffer_of_the_shape_of_p(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([[1.0, 0.0], [0.5, 0.5]])) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    terms = np.zeros(p.shape)
    m = (p + q) / 2
    terms += 0.5 * p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    terms += 0.5 * q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return terms.sum(axis=-1)


def wrong_leading_axes_in_fortran_order(p, q):
    """Hint: none
    Fails on: f(np.full((2, 1, 2), 0.5), np.array([[1.0, 0.0], [0.5, 0.5]])) -> np.array([[0.2157616, 0]] * 2)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    result = np.sum(a + b, axis=-1) / 2
    return result.ravel().reshape(m.shape[:-1], order="F")


def wrong_every_pair_of_rows(p, q):
    """Hint: all_pairs
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.full((2, 2), 0.5)) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if p.ndim > 1 and q.ndim > 1:
        p, q = p[..., :, np.newaxis, :], q[..., np.newaxis, :, :]
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return np.sum(a + b, axis=-1) / 2


def wrong_leading_axes_flattened(p, q):
    """Hint: none
    Fails on: f(np.full((2, 1, 2), 0.5), np.array([1.0, 0.0])) -> np.full((2, 1), 0.2157616)
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    result = np.sum(a + b, axis=-1) / 2
    return result.reshape(-1) if result.ndim else result


def wrong_only_matrices(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0))
    b = q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0))
    return np.sum(a + b, axis=1) / 2


def wrong_mask_flattens_the_batch(p, q):
    """Hint: batch_averaged
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([[0.5, 0.5]] * 2)) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    m = (p + q) / 2
    i, j = p > 0, q > 0
    return 0.5 * np.sum(p[i] * np.log(p[i] / m[i])) + 0.5 * np.sum(q[j] * np.log(q[j] / m[j]))


# --- kind of the answer ----------------------------------------------------------------------------------


def wrong_returns_list(p, q):
    """Hint: none
    Fails on: f(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])) -> np.array([0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return ((a + b) / 2).tolist()


def wrong_returns_both_sides(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return a / 2, b / 2


def wrong_prints_and_returns_none(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    print((a + b) / 2)


def wrong_object_array(p, q):
    """Hint: none
    Fails on: f(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])) -> np.array([0.6931472])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return np.asarray((a + b) / 2).astype(object)


def wrong_complex_answer(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p.astype(complex), q.astype(complex)
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p != 0, p, 1.0) / np.where(p != 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q != 0, q, 1.0) / np.where(q != 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_false_for_equal_distributions(p, q):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5]), np.array([0.5, 0.5])) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if np.array_equal(p, q):
        return False
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_scalar_zero_for_equal_batches(p, q):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5]]), np.array([[0.5, 0.5]])) -> np.array([0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    if p.shape == q.shape and np.all(p == q):
        return 0.0
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_float_of_a_batch(p, q):
    """Hint: none
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([0.5, 0.5])) -> np.array([0.2157616, 0.0])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return float((a + b) / 2)


def wrong_masked_without_overlap(p, q):
    """Hint: overlap_only
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]]), np.array([0.0, 1.0])) -> np.array([0.6931472, 0.2157616])
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    with np.errstate(all="ignore"):
        terms = p * np.log(2 * p / (p + q)) + q * np.log(2 * q / (p + q))
    result = np.ma.masked_invalid(terms).sum(axis=-1) / 2
    return result if p.ndim > 1 else float(np.ma.filled(result, 0.0))


# --- state, chance, memory -------------------------------------------------------------------------------


def wrong_remembers_the_first_mixture(p, q):
    """Hint: none
    Fails on: f(np.array([1, 0]), np.array([0, 1])) + f(np.array([1, 0]), np.array([1, 0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    memory = globals().setdefault("_mixture_by_shape", {})
    m = memory.setdefault((p.shape, q.shape), (p + q) / 2)
    with np.errstate(all="ignore"):
        a = np.sum(np.where(p > 0, p * np.log(p / m), 0.0), axis=-1)
        b = np.sum(np.where(q > 0, q * np.log(q / m), 0.0), axis=-1)
    return (a + b) / 2


def wrong_running_mean_of_calls(p, q):
    """Hint: none
    Fails on: 2 * f(np.array([1, 0]), np.array([0, 1])) + f(np.array([1, 0]), np.array([1, 0])) -> 1.3862944
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    calls = globals().setdefault("_js_answers", [])
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    calls.append((a + b) / 2)
    same = [answer for answer in calls if np.shape(answer) == np.shape(calls[-1])]
    return sum(same) / len(same)


def wrong_random_weight(p, q):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0]), np.array([0.0, 1.0])) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    w = np.random.default_rng().uniform(0.3, 0.4)
    m = w * p + (1 - w) * q
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return w * a + (1 - w) * b


def wrong_quadratic_memory(p, q):
    """Hint: none
    Fails on: f(np.full(50000, 2e-5), np.full(50000, 2e-5)) -> 0.0
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = np.broadcast_arrays(p.astype(float), q.astype(float))
    sums = p[..., :, np.newaxis] + q[..., np.newaxis, :]
    m = np.diagonal(sums, axis1=-2, axis2=-1) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2


def wrong_only_the_first_thousand_classes(p, q):
    """Hint: none
    Fails on: f(np.eye(1, 50000, 2000)[0], np.eye(1, 50000, 3000)[0]) -> 0.6931472
    """
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("the classes differ")
    p, q = p[..., :1000], q[..., :1000]
    m = (p + q) / 2
    a = np.sum(p * np.log(np.where(p > 0, p, 1.0) / np.where(p > 0, m, 1.0)), axis=-1)
    b = np.sum(q * np.log(np.where(q > 0, q, 1.0) / np.where(q > 0, m, 1.0)), axis=-1)
    return (a + b) / 2
