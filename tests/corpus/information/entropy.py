"""Independent corpus for entropy(p): right_* keep the contract, wrong_* break it on a legitimate input."""

import functools
import itertools
import math
import warnings

import numpy as np


def right_where_safe_argument(p):
    """np.where twice: 1 inside the logarithm, 0 outside."""
    positive = p > 0
    terms = np.where(positive, p * np.log(np.where(positive, p, 1.0)), 0.0)
    return -np.sum(terms, axis=-1)


def right_log_out_and_where(p):
    """np.log with out= and where=; the logarithm of zero is left at zero."""
    values = np.asarray(p, dtype=np.float64)
    log_p = np.log(values, out=np.zeros(values.shape), where=values > 0)
    return -(values * log_p).sum(axis=-1)


def right_boolean_mask_per_row(p):
    """np.apply_along_axis over rows, the zeros taken out of each row."""

    def one(row):
        row = row[row > 0].astype(np.float64)
        return -np.sum(row * np.log(row))

    return np.apply_along_axis(one, -1, p)


def right_python_loop_over_reshaped_rows(p):
    """Two plain loops over the rows of a reshaped array."""
    rows = p.reshape(-1, p.shape[-1])
    out = np.zeros(rows.shape[0])
    for i in range(rows.shape[0]):
        for x in rows[i]:
            if x > 0:
                out[i] -= float(x) * math.log(x)
    return out.reshape(p.shape[:-1])


def right_generator_fsum(p):
    """math.fsum of a generator for each row; a Python float for a single distribution."""

    def one(values):
        return -math.fsum(x * math.log(x) for x in values if x > 0)

    if p.ndim == 1:
        return one(p.tolist())
    flat = [one(row) for row in p.reshape(-1, p.shape[-1]).tolist()]
    return np.array(flat).reshape(p.shape[:-1])


def right_xlogy_closure(p):
    """A nested xlogy in the manner of scipy.special."""

    def xlogy(x, y):
        with np.errstate(divide="ignore", invalid="ignore"):
            product = x * np.log(y)
        return np.where(x == 0, 0.0, product)

    values = p.astype(float)
    return -xlogy(values, values).sum(-1)


def right_nansum(p):
    """0 * -inf is nan, and nansum counts it as the 0 it stands for."""
    values = p.astype(np.float64)
    with np.errstate(all="ignore"):
        return -np.nansum(values * np.log(values), axis=-1)


def right_nan_to_num_with_runtime_warning(p):
    """nan_to_num on the terms, with the warnings left alone."""
    values = p.astype(np.float64)
    return -np.nan_to_num(values * np.log(values), nan=0.0).sum(axis=-1)


def right_minus_inf_replaced_in_the_log(p):
    """The infinite logarithm is replaced before the product is formed."""
    values = np.array(p, dtype=float)
    with np.errstate(divide="ignore"):
        log_p = np.log(values)
    log_p[np.isneginf(log_p)] = 0.0
    return np.sum(-values * log_p, axis=-1)


def right_einsum(p):
    """einsum contracts the last axis."""
    values = p.astype(float)
    log_p = np.log(np.where(values > 0, values, 1.0))
    return -np.einsum("...i,...i->...", values, log_p)


def right_matmul_with_ones(p):
    """The sum over the last axis as a matrix-vector product."""
    values = np.ascontiguousarray(p, dtype=np.float64)
    terms = np.zeros_like(values)
    positive = values > 0
    terms[positive] = -values[positive] * np.log(values[positive])
    return terms @ np.ones(values.shape[-1])


def right_select(p):
    """np.select between zero, one and the values in between."""
    values = p.astype(float)
    safe = np.where(values > 0, values, 1.0)
    terms = np.select([values == 0, values == 1], [0.0, 0.0], default=-values * np.log(safe))
    return terms.sum(axis=-1)


def right_piecewise(p):
    """np.piecewise with the term as a function on the positive values."""
    x = p.astype(np.float64)
    return np.piecewise(x, [x > 0], [lambda v: -v * np.log(v), 0.0]).sum(axis=-1)


def right_vectorize(p):
    """np.vectorize of the scalar term."""

    def term(x):
        return 0.0 if x == 0 else -float(x) * math.log(x)

    return np.vectorize(term, otypes=[float])(p).sum(axis=-1)


def right_vectorize_signature(p):
    """np.vectorize with a signature that eats the last axis."""

    def one(row):
        row = row[np.nonzero(row)].astype(float)
        return -np.dot(row, np.log(row))

    return np.vectorize(one, signature="(n)->()", otypes=[float])(p)


def right_nditer(p):
    """np.nditer fills the terms one by one."""
    terms = np.zeros(p.shape)
    with np.nditer([p, terms], op_flags=[["readonly"], ["writeonly"]]) as iterator:
        for x, y in iterator:
            value = float(x)
            y[...] = -value * math.log(value) if value > 0.0 else 0.0
    return terms.sum(axis=-1)


def right_log2_times_ln2(p):
    """Bits first, changed to nats at the end."""
    values = p.astype(float)
    bits = -np.sum(values * np.log2(np.where(values == 0, 1.0, values)), axis=-1)
    return bits * np.log(2.0)


def right_expected_surprise(p):
    """The mean of the surprise, weighted by p."""
    values = p.astype(float)
    surprise = np.zeros(values.shape)
    possible = values > 0
    surprise[possible] = -np.log(values[possible])
    return np.sum(values * surprise, axis=-1)


def right_log_of_reciprocal(p):
    """Sum of p ln(1/p) over the positive values."""
    values = p.astype(float)
    reciprocal = np.divide(1.0, values, out=np.ones(values.shape), where=values > 1e-300)
    return np.sum(values * np.log(reciprocal), axis=-1)


def right_smallest_normal_added(p):
    """Adds the smallest normal float64, which changes no term that counts."""
    values = p.astype(np.float64)
    return -np.sum(values * np.log(values + np.finfo(np.float64).tiny), axis=-1)


def right_maximum_with_1e_300(p):
    """A floor of 1e-300 in the logarithm, multiplied by zero where it matters."""
    values = np.asarray(p, dtype=np.float64)
    return -(values * np.log(np.maximum(values, 1e-300))).sum(axis=-1)


def right_longdouble_intermediate(p):
    """Long double in between, float64 at the end."""
    wide = p.astype(np.longdouble)
    terms = np.where(wide > 0, wide * np.log(np.where(wide > 0, wide, 1)), 0)
    return np.asarray(-terms.sum(axis=-1)).astype(np.float64)


def right_type_hints(p: np.ndarray) -> np.ndarray | float:
    """Annotated; a NumPy scalar for a single distribution."""
    values: np.ndarray = np.asarray(p, dtype=np.float64)
    mask: np.ndarray = values != 0.0
    logarithm: np.ndarray = np.zeros(values.shape, dtype=np.float64)
    np.log(values, out=logarithm, where=mask)
    return np.negative(np.add.reduce(values * logarithm, axis=-1))


def right_prints(p):
    """Prints the terms."""
    values = p * 1.0
    terms = -values * np.log(np.where(values > 0, values, 1.0))
    print("terms:", terms)
    return np.sum(terms, axis=-1)


def right_warns(p):
    """Warns when the numbers do not sum to 1, and uses them as they are."""
    values = p.astype(float)
    if not np.allclose(values.sum(axis=-1), 1.0):
        warnings.warn("p does not sum to 1", RuntimeWarning, stacklevel=2)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def right_class_inside(p):
    """A small class holds the distribution."""

    class Distribution:
        def __init__(self, values):
            self.values = np.asarray(values, dtype=float)

        @property
        def log_values(self):
            return np.log(np.where(self.values > 0, self.values, 1.0))

        def entropy(self):
            return -np.sum(self.values * self.log_values, axis=-1)

    return Distribution(p).entropy()


def right_decorated_helper(p):
    """A decorator lifts a function of one row to batches."""

    def over_last_axis(function):
        @functools.wraps(function)
        def wrapper(array):
            if array.ndim == 1:
                return function(array)
            return np.array([wrapper(part) for part in array])

        return wrapper

    @over_last_axis
    def row_entropy(row):
        total = 0.0
        for x in row.tolist():
            if x != 0:
                total -= x * math.log(x)
        return total

    return row_entropy(p)


def right_zero_dim_array_answer(p):
    """A single distribution gives a 0-d array."""
    values = p.astype(float)
    terms = np.where(values > 0, values, 1.0)
    return np.asarray(-np.sum(values * np.log(terms), axis=-1))


def right_python_float_answer(p):
    """A single distribution gives a Python float."""
    values = p.astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = -values * np.log(values)
    terms[values == 0] = 0.0
    result = terms.sum(axis=-1)
    return float(result) if values.ndim == 1 else result


def right_sum_dtype(p):
    """The sum runs in float64 through dtype=."""
    positive = p > 0
    log_p = np.zeros(p.shape, dtype=np.float64)
    np.log(p, out=log_p, where=positive, dtype=np.float64)
    return -np.sum(np.multiply(p, log_p, dtype=np.float64), axis=-1, dtype=np.float64)


def right_masked_array_filled(p):
    """np.ma.log masks the zeros; the mask is filled with 0."""
    values = p.astype(float)
    log_p = np.ma.filled(np.ma.log(values), 0.0)
    return -np.sum(values * log_p, axis=-1)


def right_accumulates_over_classes(p):
    """Moves the classes to the front and adds them up one after the other."""
    total = np.zeros(p.shape[:-1])
    for column in np.moveaxis(p, -1, 0):
        column = column.astype(float)
        total = total - column * np.log(np.where(column > 0, column, 1.0))
    return total


def right_ndindex_over_leading_axes(p):
    """np.ndindex over the leading axes, a mask in each row."""
    out = np.empty(p.shape[:-1])
    for index in np.ndindex(*p.shape[:-1]):
        row = p[index].astype(float)
        row = row[row > 0]
        out[index] = -(row * np.log(row)).sum()
    return out


def right_cumsum_last(p):
    """The last entry of a running sum."""
    values = p.astype(float)
    terms = -values * np.log(np.where(values > 0, values, 1.0))
    return np.cumsum(terms, axis=-1)[..., -1]


def right_bincount(p):
    """Adds the positive terms into their rows with np.bincount."""
    rows = p.reshape(-1, p.shape[-1]).astype(float)
    which, column = np.nonzero(rows)
    x = rows[which, column]
    sums = np.bincount(which, weights=-x * np.log(x), minlength=rows.shape[0])
    return sums.reshape(p.shape[:-1])


def right_itertools_grouping(p):
    """Python iterators cut into rows by itertools.islice."""
    width = p.shape[-1]
    stream = iter(p.ravel().tolist())
    results = []
    for _ in range(p.size // width):
        row = itertools.islice(stream, width)
        results.append(-math.fsum(map(lambda x: x * math.log(x) if x else 0.0, row)))
    return np.reshape(np.array(results), p.shape[:-1])


def right_keepdims_removed_again(p):
    """Sums with keepdims and takes the last axis away with an index."""
    values = p.astype(float)
    safe = np.where(values > 0, values, 1.0)
    return -np.sum(values * np.log(safe), axis=-1, keepdims=True)[..., 0]


def right_negative_axis_count(p):
    """Names the last axis as ndim - 1."""
    values = p.astype(float)
    safe = np.copy(values)
    safe[safe == 0] = 1
    return -np.sum(values * np.log(safe), axis=values.ndim - 1)


# --- minus_missing ---------------------------------------------------------------------------------------


def wrong_minus_missing_where(p):
    """Hint: minus_missing
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    return np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_minus_missing_loop(p):
    """Hint: minus_missing
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]])) -> np.array([0.6931472, 0.0])
    """
    rows = p.reshape(-1, p.shape[-1]).tolist()
    out = [math.fsum(x * math.log(x) for x in row if x > 0) for row in rows]
    return np.array(out).reshape(p.shape[:-1])


def wrong_minus_twice(p):
    """Hint: minus_missing
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    values = p.astype(float)
    surprise = -np.log(np.where(values > 0, values, 1.0))
    return -np.einsum("...i,...i->...", values, surprise)


# --- bits_not_nats ---------------------------------------------------------------------------------------


def wrong_bits_log2(p):
    """Hint: bits_not_nats
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    return -np.sum(values * np.log2(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_bits_divided_by_ln2(p):
    """Hint: bits_not_nats
    Fails on: f(np.array([[0.25, 0.25, 0.25, 0.25]])) -> np.array([1.3862944])
    """
    values = p.astype(float)
    log_p = np.log(values, out=np.zeros(values.shape), where=values > 0)
    return -(values * log_p).sum(axis=-1) / np.log(2.0)


def wrong_bits_math_log_base_two(p):
    """Hint: bits_not_nats
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """

    def one(row):
        return -math.fsum(x * math.log(x, 2) for x in row.tolist() if x > 0)

    return np.apply_along_axis(one, -1, p)


def wrong_log10(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    return -np.sum(values * np.log10(np.where(values > 0, values, 1.0)), axis=-1)


# --- zero_times_inf --------------------------------------------------------------------------------------


def wrong_nan_at_zero_plain(p):
    """Hint: zero_times_inf
    Fails on: f(np.array([0.0, 1.0])) -> 0.0
    """
    return -np.sum(p * np.log(p), axis=-1)


def wrong_nan_at_zero_einsum(p):
    """Hint: zero_times_inf
    Fails on: f(np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5]])) -> np.array([0.6931472, 1.0296530])
    """
    values = p.astype(float)
    with np.errstate(all="ignore"):
        return -np.einsum("...i,...i->...", values, np.log(values))


def wrong_nan_at_zero_loop(p):
    """Hint: zero_times_inf
    Fails on: f(np.array([1, 0, 0], dtype=np.uint8)) -> 0.0
    """
    total = np.zeros(p.shape[:-1])
    with np.errstate(all="ignore"):
        for i in range(p.shape[-1]):
            column = p[..., i].astype(float)
            total = total - column * np.log(column)
    return total


def wrong_nan_kept_by_multiplying_the_mask(p):
    """Hint: zero_times_inf
    Fails on: f(np.array([0.5, 0.0, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    with np.errstate(all="ignore"):
        return -np.sum((values > 0) * values * np.log(values), axis=-1)


def wrong_math_log_domain_error(p):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0])) -> 0.0
    """
    rows = p.reshape(-1, p.shape[-1]).tolist()
    return np.array([-sum(x * math.log(x) for x in row) for row in rows]).reshape(p.shape[:-1])


def wrong_inf_at_zero(p):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0])) -> 0.0
    """
    values = p.astype(float)
    terms = np.where(values > 0, -values * np.log(np.where(values > 0, values, 1.0)), np.inf)
    return terms.sum(axis=-1)


# --- weights_forgotten -----------------------------------------------------------------------------------


def wrong_weights_forgotten_plain(p):
    """Hint: weights_forgotten
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    with np.errstate(divide="ignore"):
        return -np.sum(np.log(p.astype(float)), axis=-1)


def wrong_weights_forgotten_masked(p):
    """Hint: weights_forgotten
    Fails on: f(np.array([0.5, 0.5, 0.0])) -> 0.6931472
    """
    values = p.astype(float)
    return -np.log(np.where(values > 0, values, 1.0)).sum(axis=-1)


def wrong_weights_forgotten_loop(p):
    """Hint: weights_forgotten
    Fails on: f(np.array([[0.2, 0.3, 0.5]])) -> np.array([1.0296530])
    """
    out = np.zeros(p.shape[:-1])
    for index in np.ndindex(*p.shape[:-1]):
        for x in p[index]:
            if x > 0:
                out[index] -= math.log(x)
    return out


def wrong_uniform_weights(p):
    """Hint: weights_forgotten
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    values = p.astype(float)
    return -np.mean(np.log(np.where(values > 0, values, 1.0)), axis=-1)


# --- mean_over_classes -----------------------------------------------------------------------------------


def wrong_mean_over_classes_plain(p):
    """Hint: mean_over_classes
    Fails on: f(np.array([0.25, 0.25, 0.25, 0.25])) -> 1.3862944
    """
    values = p.astype(float)
    return -np.mean(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_mean_over_classes_division(p):
    """Hint: mean_over_classes
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    log_p = np.log(values, out=np.zeros(values.shape), where=values > 0)
    return -np.sum(values * log_p, axis=-1) / values.shape[-1]


def wrong_mean_over_classes_statistics(p):
    """Hint: mean_over_classes
    Fails on: f(np.array([[0.9, 0.1], [0.5, 0.5]])) -> np.array([0.3250830, 0.6931472])
    """

    def one(row):
        terms = [-x * math.log(x) if x > 0 else 0.0 for x in row]
        return math.fsum(terms) / len(terms)

    flat = [one(row) for row in p.reshape(-1, p.shape[-1]).tolist()]
    return np.array(flat).reshape(p.shape[:-1])


def wrong_mean_over_positive_classes(p):
    """Hint: mean_over_classes | none
    Fails on: f(np.array([0.5, 0.5, 0.0])) -> 0.6931472
    """
    values = p.astype(float)
    terms = -values * np.log(np.where(values > 0, values, 1.0))
    return terms.sum(axis=-1) / (values > 0).sum(axis=-1)


# --- batch_averaged --------------------------------------------------------------------------------------


def wrong_batch_collapsed_plain(p):
    """Hint: batch_averaged
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    values = p.astype(float)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)))


def wrong_batch_collapsed_mask(p):
    """Hint: batch_averaged
    Fails on: f(np.array([[1.0, 0.0], [0.5, 0.5]])) -> np.array([0.0, 0.6931472])
    """
    x = p[p > 0].astype(float)
    return -(x * np.log(x)).sum()


def wrong_batch_collapsed_ravel(p):
    """Hint: batch_averaged
    Fails on: f(np.array([[0.2, 0.3, 0.5], [0.2, 0.3, 0.5]])) -> np.array([1.0296530, 1.0296530])
    """
    return -math.fsum(x * math.log(x) for x in p.ravel().tolist() if x > 0)


def wrong_batch_averaged(p):
    """Hint: batch_averaged
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    values = p.astype(float)
    return np.mean(-np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1))


def wrong_batch_total_in_every_row(p):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    values = p.astype(float)
    total = -np.sum(values * np.log(np.where(values > 0, values, 1.0)))
    return total if p.ndim == 1 else np.full(p.shape[:-1], total)


def wrong_only_the_first_row(p):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    row = p.reshape(-1, p.shape[-1])[0].astype(float)
    return -np.sum(row * np.log(np.where(row > 0, row, 1.0)))


# --- wrong_axis ------------------------------------------------------------------------------------------


def wrong_axis_zero(p):
    """Hint: wrong_axis
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]])) -> np.array([0.6931472, 0.0])
    """
    values = p.astype(float)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=0)


def wrong_axis_transposed_loop(p):
    """Hint: wrong_axis
    Fails on: f(np.array([[0.2, 0.8, 0], [0, 1, 0], [0.5, 0, 0.5]])) -> np.array([0.5004024, 0.0, 0.6931472])
    """
    total = 0.0
    for part in p.astype(float):
        total = total - part * np.log(np.where(part > 0, part, 1.0))
    return total


def wrong_axis_builtin_sum(p):
    """Hint: wrong_axis
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    values = p.astype(float)
    log_p = np.log(values, out=np.zeros(values.shape), where=values > 0)
    return -sum(values * log_p)


def wrong_axis_einsum(p):
    """Hint: wrong_axis
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]])) -> np.array([0.6931472, 0.0])
    """
    values = p.astype(float)
    log_p = np.log(np.where(values > 0, values, 1.0))
    return -np.einsum("i...,i...->...", values, log_p)


def wrong_axis_one_in_three_dimensions(p):
    """Hint: wrong_axis | none
    Fails on: f(np.array([[[0.5, 0.5], [1.0, 0.0]]])) -> np.array([[0.6931472, 0.0]])
    """
    values = p.astype(float)
    axis = 1 if p.ndim > 1 else 0
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=axis)


def wrong_axis_one_always(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=1)


def wrong_axis_guessed_from_the_sums(p):
    """Hint: wrong_axis | none
    Fails on: f(np.array([[2, 2, 0], [1, 1, 2], [1, 1, 2]]) / 4) -> np.log(2) * np.array([1, 1.5, 1.5])
    """
    values = p.astype(float)
    axis = 0 if np.allclose(values.sum(axis=0), 1.0) else -1
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=axis)


# --- eps_too_large ---------------------------------------------------------------------------------------


def wrong_eps_1e_3(p):
    """Hint: eps_too_large
    Fails on: f(np.array([1.0, 0.0])) -> 0.0
    """
    return -np.sum(p * np.log(p + 1e-3), axis=-1)


def wrong_eps_1e_4_loop(p):
    """Hint: eps_too_large
    Fails on: f(np.array([[0.0, 1.0]])) -> np.array([0.0])
    """
    rows = p.reshape(-1, p.shape[-1]).tolist()
    return np.array([-sum(x * math.log(x + 1e-4) for x in row) for row in rows]).reshape(p.shape[:-1])


def wrong_eps_1e_5_einsum(p):
    """Hint: eps_too_large
    Fails on: f(np.array([1.0, 0.0])) -> 0.0
    """
    values = p.astype(float)
    return -np.einsum("...i,...i->...", values, np.log(values + 1e-5))


def wrong_eps_1e_6_many_classes(p):
    """Hint: eps_too_large
    Fails on: f(np.full(1000, 0.001)) -> 6.9077553
    """
    eps = 1e-6
    return -np.sum(p * np.log(p + eps), axis=-1)


def wrong_eps_1e_7_many_classes(p):
    """Hint: eps_too_large
    Fails on: f(np.full(10000, 1e-4)) -> 9.2103404
    """
    epsilon = 1e-7
    return -np.sum(np.multiply(p, np.log(np.add(p, epsilon))), axis=-1)


def wrong_eps_added_to_p_everywhere(p):
    """Hint: eps_too_large
    Fails on: f(np.array([1.0, 0.0])) -> 0.0
    """
    values = p + 1e-3
    return -np.sum(values * np.log(values), axis=-1)


def wrong_clipped_1e_3_at_both_ends(p):
    """Hint: eps_too_large
    Fails on: f(np.array([1.0, 0.0])) -> 0.0
    """
    values = np.clip(p.astype(float), 1e-3, 1 - 1e-3)
    return -np.sum(values * np.log(values), axis=-1)


# --- normalised_by_log_n ---------------------------------------------------------------------------------


def wrong_normalised_by_log_n_plain(p):
    """Hint: normalised_by_log_n
    Fails on: f(np.array([0.25, 0.25, 0.25, 0.25])) -> 1.3862944
    """
    values = p.astype(float)
    result = -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)
    return result / np.log(p.shape[-1]) if p.shape[-1] > 1 else result


def wrong_normalised_by_log_base_n(p):
    """Hint: normalised_by_log_n
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    n = max(p.shape[-1], 2)

    def one(row):
        return -math.fsum(x * math.log(x, n) for x in row.tolist() if x > 0)

    return np.apply_along_axis(one, -1, p)


def wrong_normalised_by_maximum_entropy(p):
    """Hint: normalised_by_log_n
    Fails on: f(np.array([[0.9, 0.1], [0.5, 0.5]])) -> np.array([0.3250830, 0.6931472])
    """

    def raw(values):
        return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)

    n = p.shape[-1]
    best = raw(np.full(n, 1.0 / n)) if n > 1 else 1.0
    return raw(p.astype(float)) / best


def wrong_redundancy(p):
    """Hint: distance_to_uniform
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    values = p.astype(float)
    result = -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)
    return np.log(p.shape[-1]) - result


# --- gini_impurity ---------------------------------------------------------------------------------------


def wrong_gini_plain(p):
    """Hint: gini_impurity
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    return 1.0 - np.sum(p.astype(float) ** 2, axis=-1)


def wrong_gini_einsum(p):
    """Hint: gini_impurity
    Fails on: f(np.array([[0.9, 0.1]])) -> np.array([0.3250830])
    """
    values = p.astype(float)
    return 1.0 - np.einsum("...i,...i->...", values, values)


def wrong_gini_loop(p):
    """Hint: gini_impurity
    Fails on: f(np.array([0.25, 0.25, 0.25, 0.25])) -> 1.3862944
    """
    rows = p.reshape(-1, p.shape[-1]).tolist()
    return np.array([1.0 - math.fsum(x * x for x in row) for row in rows]).reshape(p.shape[:-1])


# --- normalised_inputs -----------------------------------------------------------------------------------


def wrong_rescaled_plain(p):
    """Hint: normalised_inputs
    Fails on: f(np.array([0.5, 0.2])) -> 0.6684612
    """
    values = p / p.sum(axis=-1, keepdims=True)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_rescaled_loop(p):
    """Hint: normalised_inputs
    Fails on: f(np.array([0.3, 0.3])) -> 0.7223837
    """

    def one(row):
        total = math.fsum(row)
        return -math.fsum((x / total) * math.log(x / total) for x in row if x > 0)

    flat = [one(row) for row in p.reshape(-1, p.shape[-1]).tolist()]
    return np.array(flat).reshape(p.shape[:-1])


def wrong_rescaled_only_when_the_sum_is_off(p):
    """Hint: normalised_inputs
    Fails on: f(np.array([[0.5, 0.2], [0.5, 0.5]])) -> np.array([0.6684612, 0.6931472])
    """
    values = p.astype(float)
    total = np.sum(values, axis=-1, keepdims=True)
    if not np.allclose(total, 1.0):
        values = values / total
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_rescaled_by_the_whole_batch(p):
    """Hint: normalised_inputs
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    values = p / p.sum()
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_refuses_what_does_not_sum_to_one(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.2])) -> 0.6684612
    """
    values = p.astype(float)
    if not np.allclose(values.sum(axis=-1), 1.0):
        raise ValueError("not a distribution")
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_softmax_first(p):
    """Hint: softmax_applied
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    e = np.exp(p.astype(float))
    values = e / e.sum(axis=-1, keepdims=True)
    return -np.sum(values * np.log(values), axis=-1)


# --- other formulas --------------------------------------------------------------------------------------


def wrong_perplexity(p):
    """Hint: perplexity_instead
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    return np.exp(-np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1))


def wrong_min_entropy(p):
    """Hint: likeliest_only
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    return -np.log(np.max(p.astype(float), axis=-1))


def wrong_collision_entropy(p):
    """Hint: log_of_sum_of_squares
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    return -np.log(np.sum(p.astype(float) ** 2, axis=-1))


def wrong_hartley_entropy(p):
    """Hint: none
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    return np.log(np.sum(p > 0, axis=-1).astype(float))


def wrong_classification_error(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    return 1.0 - np.max(p.astype(float), axis=-1)


def wrong_binary_terms_added(p):
    """Hint: binary_terms_added
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    other = 1.0 - values
    terms = values * np.log(np.where(values > 0, values, 1.0))
    terms = terms + other * np.log(np.where(other > 0, other, 1.0))
    return -terms.sum(axis=-1)


def wrong_squared_weights(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    return -np.sum(values**2 * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_terms_without_sum(p):
    """Hint: terms_not_summed
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    return -values * np.log(np.where(values > 0, values, 1.0))


def wrong_log1p(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    return -np.sum(values * np.log1p(values), axis=-1)


def wrong_last_class_left_out(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p[..., :-1].astype(float)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


# --- precision and thresholds ----------------------------------------------------------------------------


def wrong_float16_result(p):
    """Hint: none
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    values = p.astype(float)
    result = -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)
    return result.astype(np.float16)


def wrong_float16_input(p):
    """Hint: none
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    values = p.astype(np.float16).astype(float)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_rounded_to_three_digits(p):
    """Hint: rounded_away
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    return np.round(-np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1), 3)


def wrong_probabilities_rounded_to_three_digits(p):
    """Hint: none
    Fails on: f(np.array([0.9996, 0.0004])) -> 0.003529538
    """
    values = np.round(p.astype(float), 3)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_small_probabilities_dropped(p):
    """Hint: none
    Fails on: f(np.full(50000, 2e-5)) -> 10.8197783
    """
    values = np.where(p < 1e-4, 0.0, p)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_isclose_to_zero_dropped(p):
    """Hint: none
    Fails on: f(np.array([0.9992, 0.0008])) -> 0.0065044
    """
    values = p.astype(float)
    keep = ~np.isclose(values, 0.0, atol=1e-3)
    return -np.sum(np.where(keep, values * np.log(np.where(keep, values, 1.0)), 0.0), axis=-1)


def wrong_any_zero_gives_zero(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5, 0.0])) -> 0.6931472
    """
    values = p.astype(float)
    result = -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)
    return np.where(np.any(values == 0, axis=-1), 0.0, result)


def wrong_zeros_shorten_the_batch(p):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [1.0, 0.0]])) -> np.array([0.6931472, 0.0])
    """
    values = p.astype(float)
    if values.ndim == 1:
        values = values[values > 0]
        return -np.sum(values * np.log(values))
    whole = values[np.all(values > 0, axis=-1)]
    return -np.sum(whole * np.log(whole), axis=-1)


# --- shape and kind of the answer ------------------------------------------------------------------------


def wrong_keepdims_left_in(p):
    """Hint: axis_kept
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    values = p.astype(float)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1, keepdims=True)


def wrong_single_distribution_as_length_one(p):
    """Hint: axis_kept
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = np.atleast_2d(p).astype(float)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_batch_of_one_squeezed(p):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5]])) -> np.array([0.6931472])
    """
    values = p.astype(float)
    return np.squeeze(-np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1))


def wrong_batch_of_one_becomes_float(p):
    """Hint: none
    Fails on: f(np.array([[0.9, 0.1]])) -> np.array([0.3250830])
    """
    values = p.astype(float)
    result = -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)
    return result.item() if np.size(result) == 1 else result


def wrong_leading_axes_flattened(p):
    """Hint: none
    Fails on: f(np.full((2, 1, 2), 0.5)) -> np.full((2, 1), 0.6931472)
    """
    if p.ndim == 1:
        return -math.fsum(x * math.log(x) for x in p.tolist() if x > 0)
    rows = p.reshape(-1, p.shape[-1]).tolist()
    return np.array([-math.fsum(x * math.log(x) for x in row if x > 0) for row in rows])


def wrong_only_matrices(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    return np.array([-math.fsum(x * math.log(x) for x in row if x > 0) for row in p])


def wrong_float_of_the_result(p):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    values = p.astype(float)
    return float(-np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1))


def wrong_returns_list(p):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    values = p.astype(float)
    return (-np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)).tolist()


def wrong_returns_tuple(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    terms = -values * np.log(np.where(values > 0, values, 1.0))
    return terms.sum(axis=-1), terms


def wrong_prints_and_returns_none(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    print(-np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1))


def wrong_object_array(p):
    """Hint: none
    Fails on: f(np.array([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    rows = p.reshape(-1, p.shape[-1]).tolist()
    sums = [-math.fsum(x * math.log(x) for x in row if x > 0) for row in rows]
    return np.array(sums, dtype=object).reshape(p.shape[:-1])


def wrong_complex_answer(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(complex)
    return -np.sum(values * np.log(np.where(values == 0, 1.0, values)), axis=-1)


def wrong_bool_for_certain(p):
    """Hint: none
    Fails on: f(np.array([1.0, 0.0])) -> 0.0
    """
    values = p.astype(float)
    if np.all(values.max(axis=-1) == 1.0):
        return False
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_string_answer(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(float)
    result = -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)
    return f"{result} nats"


# --- integer types, read-only inputs, changed inputs -----------------------------------------------------


def wrong_refuses_integers(p):
    """Hint: none
    Fails on: f(np.array([0, 1, 0], dtype=np.int8)) -> 0.0
    """
    if p.dtype.kind != "f":
        raise TypeError("floating point input expected")
    return -np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1)


def wrong_log_into_buffer_of_input_type(p):
    """Hint: none
    Fails on: f(np.array([0, 1, 0])) -> 0.0
    """
    log_p = np.log(p, out=np.zeros_like(p), where=p > 0)
    return -np.sum(p * log_p, axis=-1)


def wrong_finfo_of_an_integer_type(p):
    """Hint: none
    Fails on: f(np.array([1, 0], dtype=np.uint8)) -> 0.0
    """
    tiny = np.finfo(p.dtype).tiny
    return -np.sum(p * np.log(np.maximum(p, tiny)), axis=-1)


def wrong_cast_to_int(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472
    """
    values = p.astype(int)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_input_changed_only_at_zeros(p):
    """Hint: input_overwritten
    Fails on: f(np.array([1.0, 0.0])) -> 0.0 (input unchanged)
    """
    if (p == 0).any():
        p[p == 0] = 1
    return -np.sum(p * np.log(p), axis=-1)


def wrong_eps_added_in_place(p):
    """Hint: input_overwritten
    Fails on: f(np.array([0.5, 0.5])) -> 0.6931472 (input unchanged)
    """
    p += 1e-15
    return -np.sum(p * np.log(p), axis=-1)


def wrong_terms_written_into_the_input(p):
    """Hint: input_overwritten
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830 (input unchanged)
    """
    log_p = np.log(np.where(p > 0, p, 1.0))
    np.multiply(p, log_p, out=p)
    return -p.sum(axis=-1)


def wrong_input_sorted_in_place(p):
    """Hint: input_overwritten
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830 (input unchanged)
    """
    p.sort(axis=-1)
    values = p.astype(float)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)


def wrong_memory_order_mixes_rows(p):
    """Hint: none
    Fails on: f(np.asfortranarray([[0.5, 0.5], [0.9, 0.1]])) -> np.array([0.6931472, 0.3250830])
    """
    rows = p.ravel(order="K").reshape(-1, p.shape[-1]).astype(float)
    sums = -np.sum(rows * np.log(np.where(rows > 0, rows, 1.0)), axis=-1)
    return sums.reshape(p.shape[:-1])


# --- state, chance, memory -------------------------------------------------------------------------------


def wrong_remembers_the_first_call(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) + f(np.array([0.9, 0.1])) -> 1.0182302
    """
    memory = globals().setdefault("_entropies_by_shape", {})
    if p.shape not in memory:
        values = p.astype(float)
        memory[p.shape] = -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)
    return memory[p.shape]


def wrong_total_kept_between_calls(p):
    """Hint: none
    Fails on: f(np.array([0.5, 0.5])) + f(np.array([0.5, 0.5])) -> 1.3862944
    """
    kept = globals().setdefault("_entropy_total", [0.0])
    values = p.astype(float)
    kept[0] = kept[0] - np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)
    return kept[0]


def wrong_monte_carlo(p):
    """Hint: none
    Fails on: f(np.array([0.9, 0.1])) -> 0.3250830
    """
    generator = np.random.default_rng()

    def one(row):
        row = row.astype(float)
        drawn = generator.choice(row.size, size=101, p=row / row.sum())
        return -np.mean(np.log(row[drawn]))

    return np.apply_along_axis(one, -1, p)


def wrong_quadratic_memory(p):
    """Hint: none
    Fails on: f(np.full(50000, 2e-5)) -> 10.8197783
    """
    rows = p.reshape(-1, p.shape[-1]).astype(float)
    out = np.empty(rows.shape[0])
    for i, row in enumerate(rows):
        out[i] = -np.trace(np.outer(row, np.log(np.where(row > 0, row, 1.0))))
    return out.reshape(p.shape[:-1])


def wrong_only_the_first_thousand_classes(p):
    """Hint: none
    Fails on: f(np.full(50000, 2e-5)) -> 10.8197783
    """
    values = p[..., :1000].astype(float)
    return -np.sum(values * np.log(np.where(values > 0, values, 1.0)), axis=-1)
