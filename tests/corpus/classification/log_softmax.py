"""Right and wrong implementations of log_softmax(logits), written independently of the solutions."""

import functools
import math
import warnings

import numpy as np

# ---------------------------------------------------------------------------------------------------------
# Right
# ---------------------------------------------------------------------------------------------------------


def right_plain(logits):
    """The textbook form: shift by the row maximum, subtract the logarithm of the sum."""
    x = logits.astype(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def right_in_place_on_own_copy(logits):
    """Works in place, but on a copy of its own."""
    z = np.array(logits, dtype=float)
    z -= z.max(axis=-1, keepdims=True)
    z -= np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    return z


def right_python_loops(logits):
    """Pure Python over the reshaped rows, with math.exp and math.log."""
    n_classes = logits.shape[-1]
    rows = logits.reshape(-1, n_classes)
    result = np.empty(rows.shape, dtype=np.float64)
    for i in range(rows.shape[0]):
        values = [float(v) for v in rows[i]]
        top = max(values)
        total = 0.0
        for v in values:
            total += math.exp(v - top)
        log_total = math.log(total)
        for j, v in enumerate(values):
            result[i, j] = v - top - log_total
    return result.reshape(logits.shape)


def right_fsum(logits):
    """Row sums with math.fsum."""
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        shifted = [v - top for v in row]
        log_total = math.log(math.fsum(math.exp(z) for z in shifted))
        out.append([z - log_total for z in shifted])
    return np.array(out, dtype=np.float64).reshape(logits.shape)


def right_logaddexp_reduce(logits):
    """The normaliser with np.logaddexp.reduce, after the shift."""
    x = np.asarray(logits, dtype=np.float64)
    z = x - np.max(x, axis=-1, keepdims=True)
    return z - np.logaddexp.reduce(z, axis=-1, keepdims=True)


def right_functools_logaddexp(logits):
    """functools.reduce with np.logaddexp over the classes."""
    x = np.moveaxis(logits.astype(np.float64), -1, 0)
    z = x - x.max(axis=0)
    return np.moveaxis(z - functools.reduce(np.logaddexp, z), 0, -1)


def right_log1p_without_the_maximum(logits):
    """log1p of the sum over the other classes: the maximum itself contributes exactly 1."""
    x = np.asarray(logits, dtype=np.float64)
    where = np.expand_dims(np.argmax(x, axis=-1), axis=-1)
    z = x - np.take_along_axis(x, where, axis=-1)
    others = np.exp(z)
    np.put_along_axis(others, where, 0.0, axis=-1)
    return z - np.log1p(others.sum(axis=-1, keepdims=True))


def right_log1p_of_sum_minus_one(logits):
    """log1p(sum - 1) instead of log(sum)."""
    z = logits.astype(float)
    z = z - np.amax(z, axis=-1, keepdims=True)
    return z - np.log1p(np.exp(z).sum(axis=-1, keepdims=True) - 1.0)


def right_applied_twice(logits):
    """Applying log-softmax to its own result changes nothing."""

    def once(x):
        z = x - x.max(axis=-1, keepdims=True)
        return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))

    return once(once(logits.astype(np.float64)))


def right_einsum_sum(logits):
    """The sum by einsum."""
    x = logits.astype(float)
    z = x - x.max(axis=-1)[..., None]
    return z - np.log(np.einsum("...i->...", np.exp(z)))[..., None]


def right_apply_along_axis(logits):
    """A function of one row, applied with np.apply_along_axis."""

    def one_row(row):
        z = row - row.max()
        return z - np.log(np.exp(z).sum())

    return np.apply_along_axis(one_row, -1, np.asarray(logits, dtype=np.float64))


def right_vectorize(logits):
    """exp and log through np.vectorize."""
    exp = np.vectorize(math.exp, otypes=[float])
    log = np.vectorize(math.log, otypes=[float])
    x = np.asarray(logits, dtype=float)
    z = x - np.max(x, axis=-1, keepdims=True)
    return z - log(np.sum(exp(z), axis=-1, keepdims=True))


def right_vectorize_signature(logits):
    """np.vectorize with a row signature."""

    @functools.partial(np.vectorize, signature="(n)->(n)")
    def solve(row):
        z = row - row.max()
        return z - math.log(float(np.exp(z).sum()))

    return solve(logits.astype(np.float64))


def right_nditer(logits):
    """The exponential element by element with np.nditer."""
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    e = np.empty_like(z)
    with np.nditer([z, e], [], [["readonly"], ["writeonly"]]) as it:
        for value, answer in it:
            answer[...] = math.exp(value)
    return z - np.log(e.sum(axis=-1, keepdims=True))


def right_errstate(logits):
    """Silences underflow in the exponential."""
    x = logits.astype(np.float64)
    with np.errstate(under="ignore", over="raise", divide="raise", invalid="raise"):
        z = x - x.max(axis=-1, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def right_tiny_in_log(logits):
    """Adds np.finfo(float).tiny to a sum that is at least 1: harmless."""
    x = logits.astype(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True) + np.finfo(float).tiny)


def right_maximum_in_log(logits):
    """np.maximum(sum, 1e-12) never takes effect, for the sum is at least 1."""
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.maximum(np.exp(z).sum(axis=-1, keepdims=True), 1e-12))


def right_minus_of_a_difference(logits):
    """The negative of log(sum) - z."""
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return -(np.log(np.exp(z).sum(axis=-1, keepdims=True)) - z)


def right_log_of_the_reciprocal(logits):
    """Adds the logarithm of the largest probability, which is never small."""
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    largest_probability = 1.0 / np.exp(z).sum(axis=-1, keepdims=True)
    return z + np.log(largest_probability)


def right_ufuncs_with_out(logits):
    """np.subtract, np.exp and np.add.reduce with out and dtype arguments."""
    top = np.maximum.reduce(logits, axis=-1, keepdims=True).astype(np.float64)
    z = np.subtract(logits, top, dtype=np.float64)
    e = np.empty(z.shape, dtype=np.float64)
    np.exp(z, out=e)
    total = np.add.reduce(e, axis=-1, keepdims=True)
    np.log(total, out=total)
    return np.subtract(z, total, out=e)


def right_shift_max_plus_five(logits):
    """Shifts by the maximum plus five inside the sum only, and corrects for it."""
    x = np.asarray(logits, dtype=float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - (np.log(np.exp(z - 5.0).sum(axis=-1, keepdims=True)) + 5.0)


def right_longdouble(logits):
    """Extended precision inside, float64 outside."""
    x = logits.astype(np.longdouble)
    z = x - x.max(axis=-1, keepdims=True)
    return np.asarray(z - np.log(np.exp(z).sum(axis=-1, keepdims=True)), dtype=np.float64)


def right_float32_stays_float32(logits):
    """float32 logits give float32 answers; everything else is computed in float64."""
    x = logits if logits.dtype == np.float32 else logits.astype(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def right_log2_rescaled(logits):
    """The natural logarithm from log2."""
    x = logits.astype(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - math.log(2.0) * np.log2(np.exp(z).sum(axis=-1, keepdims=True))


def right_log10_rescaled(logits):
    """The natural logarithm from log10."""
    x = logits.astype(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log10(np.sum(np.exp(z), axis=-1, keepdims=True)) / np.log10(np.e)


def right_class_inside(logits):
    """A small class with the shifted logits and the log-normaliser."""

    class Row:
        def __init__(self, values):
            self.z = values - np.max(values)

        def log_total(self):
            return np.log(np.sum(np.exp(self.z)))

        def log_probabilities(self):
            return self.z - self.log_total()

    x = np.asarray(logits, dtype=np.float64)
    out = np.empty(x.shape)
    for index in np.ndindex(*x.shape[:-1]):
        out[index] = Row(x[index]).log_probabilities()
    return out


def right_decorator_inside(logits):
    """A decorator flattens to rows and restores the shape."""

    def by_rows(function):
        def wrapper(values):
            rows = values.reshape(-1, values.shape[-1]).astype(float)
            return function(rows).reshape(values.shape)

        return wrapper

    @by_rows
    def solve(rows):
        z = rows - rows.max(axis=1, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    return solve(logits)


def right_type_hints_and_print(logits: np.ndarray) -> np.ndarray:
    """Type hints, and a left-over print."""
    x: np.ndarray = np.asarray(logits, dtype=np.float64)
    shifted: np.ndarray = x - np.max(x, axis=-1, keepdims=True)
    log_total: np.ndarray = np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))
    print("log totals have shape", log_total.shape)
    return shifted - log_total


def right_warns(logits):
    """Warns about very large logits, and answers all the same."""
    x = logits.astype(np.float64)
    if np.abs(x).max() > 1e6:
        warnings.warn("these logits are very large", RuntimeWarning, stacklevel=2)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def right_recursion(logits):
    """Recurses over the leading axes."""

    def solve(x):
        if x.ndim > 1:
            return np.stack([solve(part) for part in x])
        z = x - max(x)
        return z - np.log(sum(np.exp(z)))

    return solve(np.asarray(logits, dtype=np.float64))


def right_sorted_sum(logits):
    """Sums the exponentials in ascending order, the maximum last."""
    x = np.asarray(logits, dtype=np.float64)
    ordered = np.sort(x, axis=-1)
    top = ordered[..., -1:]
    total = np.sum(np.exp(ordered - top), axis=-1, keepdims=True)
    return (x - top) - np.log(total)


def right_transposed_for_broadcasting(logits):
    """Flattens to rows, transposes so that the sums broadcast, transposes back."""
    x = logits.reshape(-1, logits.shape[-1]).astype(np.float64).T
    z = x - x.max(axis=0)
    return (z - np.log(np.exp(z).sum(axis=0))).T.reshape(logits.shape)


def right_online(logits):
    """One pass per row: running maximum and rescaled running sum."""
    answer = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top, total = row[0], 1.0
        for value in row[1:]:
            if value > top:
                total = total * math.exp(top - value) + 1.0
                top = value
            else:
                total += math.exp(value - top)
        answer.append([(value - top) - math.log(total) for value in row])
    return np.array(answer, dtype=float).reshape(logits.shape)


def right_log_where_safe(logits):
    """The logarithm of softmax where that is safe, the shifted form elsewhere."""
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    total = np.exp(z).sum(axis=-1, keepdims=True)
    p = np.exp(z) / total
    safe = p > 1e-200
    return np.where(safe, np.log(np.where(safe, p, 1.0)), z - np.log(total))


def right_matmul_column_of_ones(logits):
    """Sums with a matrix product with one column of ones."""
    x = logits.astype(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.matmul(np.exp(z), np.ones((x.shape[-1], 1))))


# ---------------------------------------------------------------------------------------------------------
# Wrong: listed misconceptions
# ---------------------------------------------------------------------------------------------------------


def wrong_log_of_softmax(logits):
    """Hint: log_of_softmax
    Fails on: f(np.array([0., -1000.])) -> [0., -1000.]
    """
    x = logits.astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True))


def wrong_log_of_softmax_math_log(logits):
    """Hint: log_of_softmax
    Fails on: f(np.array([[0., 0.], [2000., 0.]])) -> [[-0.69314718, -0.69314718], [0., -2000.]]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        exps = [math.exp(v - top) for v in row]
        total = math.fsum(exps)
        out.append([math.log(e / total) for e in exps])
    return np.array(out).reshape(logits.shape)


def wrong_log_of_softmax_difference_of_logs(logits):
    """Hint: log_of_softmax
    Fails on: f(np.array([1e4, 0.])) -> [0., -1e4]
    """
    x = np.asarray(logits, dtype=float)
    e = np.exp(x - np.amax(x, axis=-1)[..., np.newaxis])
    return np.log(e) - np.log(np.sum(e, axis=-1, keepdims=True))


def wrong_log_of_softmax_minus_inf_replaced(logits):
    """Hint: log_of_softmax
    Fails on: f(np.array([0., -1000.])) -> [0., -1000.]
    """
    x = logits.astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    with np.errstate(divide="ignore"):
        return np.nan_to_num(np.log(e / e.sum(axis=-1, keepdims=True)))


def wrong_log_of_softmax_longdouble(logits):
    """Hint: log_of_softmax
    Fails on: f(np.array([0., -20000.])) -> [0., -20000.]
    """
    x = logits.astype(np.longdouble)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True)).astype(np.float64)


def wrong_eps_1e_12_in_log(logits):
    """Hint: eps_in_log
    Fails on: f(np.array([0., -1000.])) -> [0., -1000.]
    """
    x = logits.astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True) + 1e-12)


def wrong_eps_1e_8_in_log_loops(logits):
    """Hint: eps_in_log
    Fails on: f(np.array([0., -20.])) -> [-2.0611536e-09, -20.0000000020611]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        exps = [math.exp(v - top) for v in row]
        total = sum(exps)
        out.append([math.log(e / total + 1e-8) for e in exps])
    return np.array(out).reshape(logits.shape)


def wrong_probability_floor_1e_15(logits):
    """Hint: eps_in_log
    Fails on: f(np.array([[40., 0., 0.]])) -> [[0., -40., -40.]]
    """
    x = np.asarray(logits, dtype=np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.log(np.maximum(e / e.sum(axis=-1, keepdims=True), 1e-15))


def wrong_probability_floor_tiny(logits):
    """Hint: eps_in_log
    Fails on: f(np.array([0., -710.])) -> [0., -710.]
    """
    x = np.asarray(logits, dtype=np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return np.log(np.clip(p, np.finfo(np.float64).tiny, None))


def wrong_eps_1e_300_in_log(logits):
    """Hint: eps_in_log
    Fails on: f(np.array([800., 0.])) -> [0., -800.]
    """
    z = logits.astype(np.float64)
    z = z - z.max(axis=-1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
    return np.log(p + 1e-300)


def wrong_no_shift(logits):
    """Hint: no_shift
    Fails on: f(np.array([1000., 0.])) -> [0., -1000.]
    """
    x = logits.astype(np.float64)
    return x - np.log(np.sum(np.exp(x), axis=-1, keepdims=True))


def wrong_no_shift_math(logits):
    """Hint: no_shift
    Fails on: f(np.array([800, 800])) -> [-0.69314718056, -0.69314718056]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        log_total = math.log(sum(math.exp(v) for v in row))
        out.append([v - log_total for v in row])
    return np.array(out, dtype=float).reshape(logits.shape)


def wrong_no_shift_longdouble(logits):
    """Hint: no_shift
    Fails on: f(np.array([-12000., -12000.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(np.longdouble)
    result = x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
    return result.astype(np.float64)


def wrong_no_shift_apply_along_axis(logits):
    """Hint: no_shift
    Fails on: f(np.array([[710., 710.], [0., 0.]])) -> np.full((2, 2), -0.69314718056)
    """

    def one_row(row):
        total = 0.0
        for v in row:
            total += np.e**v
        return row - np.log(total)

    return np.apply_along_axis(one_row, -1, logits.astype(float))


def wrong_max_not_added_back(logits):
    """Hint: max_not_added_back
    Fails on: f(np.array([1., 2.])) -> [-1.31326168752, -0.31326168752]
    """
    x = logits.astype(float)
    top = x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x - top).sum(axis=-1, keepdims=True))


def wrong_max_not_added_back_helper(logits):
    """Hint: max_not_added_back
    Fails on: f(np.array([5.])) -> [0.]
    """

    def logsumexp(values):
        shifted = values - np.max(values, axis=-1, keepdims=True)
        return np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))

    x = np.asarray(logits, dtype=np.float64)
    return x - logsumexp(x)


def wrong_max_not_added_back_loops(logits):
    """Hint: max_not_added_back
    Fails on: f(np.array([[0, 0], [3, 3]])) -> np.full((2, 2), -0.69314718056)
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        log_total = math.log(math.fsum(math.exp(v - top) for v in row))
        out.append([v - log_total for v in row])
    return np.array(out, dtype=float).reshape(logits.shape)


def wrong_max_subtracted_twice(logits):
    """Hint: max_subtracted_twice
    Fails on: f(np.array([1., 2.])) -> [-1.31326168752, -0.31326168752]
    """
    x = logits.astype(float)
    top = x.max(axis=-1, keepdims=True)
    z = x - top
    return z - (top + np.log(np.exp(z).sum(axis=-1, keepdims=True)))


def wrong_max_subtracted_twice_explicit(logits):
    """Hint: max_subtracted_twice
    Fails on: f(np.array([[3.]])) -> [[0.]]
    """
    x = np.asarray(logits, dtype=np.float64)
    m = np.amax(x, axis=-1, keepdims=True)
    return x - 2 * m - np.log(np.sum(np.exp(x - m), axis=-1, keepdims=True))


def wrong_max_subtracted_twice_loops(logits):
    """Hint: max_subtracted_twice
    Fails on: f(np.array([-1, -1])) -> [-0.69314718056, -0.69314718056]
    """
    out = np.empty(logits.shape)
    for index in np.ndindex(logits.shape[:-1]):
        row = [float(v) for v in logits[index]]
        top = max(row)
        shifted = [v - top for v in row]
        log_sum_exp = top + math.log(sum(map(math.exp, shifted)))
        out[index] = [z - log_sum_exp for z in shifted]
    return out


def wrong_log_missing(logits):
    """Hint: log_missing
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.exp(z).sum(axis=-1, keepdims=True)


def wrong_log_missing_loops(logits):
    """Hint: log_missing
    Fails on: f(np.array([4.])) -> [0.]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        total = math.fsum(math.exp(v - top) for v in row)
        out.append([(v - top) - total for v in row])
    return np.array(out, dtype=float).reshape(logits.shape)


def wrong_log_missing_einsum(logits):
    """Hint: log_missing
    Fails on: f(np.zeros((2, 4))) -> np.full((2, 4), -1.38629436112)
    """
    x = np.asarray(logits, dtype=np.float64)
    z = np.subtract(x, np.max(x, axis=-1)[..., None])
    return np.subtract(z, np.einsum("...j->...", np.exp(z))[..., None])


def wrong_max_taken_for_lse(logits):
    """Hint: max_taken_for_lse
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    return x - x.max(axis=-1, keepdims=True)


def wrong_max_taken_for_lse_loops(logits):
    """Hint: max_taken_for_lse
    Fails on: f(np.array([[1., 2.], [2., 2.]])) -> [[-1.3132617, -0.3132617], [-0.6931472, -0.6931472]]
    """
    rows = logits.reshape(-1, logits.shape[-1]).astype(float).tolist()
    answer = []
    for row in rows:
        top = max(row)
        answer.append([v - top for v in row])
    return np.array(answer).reshape(logits.shape)


def wrong_max_taken_for_lse_sorted(logits):
    """Hint: max_taken_for_lse
    Fails on: f(np.array([3, 3, 3], dtype=np.uint8)) -> [-1.09861228867, -1.09861228867, -1.09861228867]
    """
    x = np.asarray(logits, dtype=np.float64)
    largest = np.sort(x, axis=-1)[..., [-1]]
    return np.subtract(x, largest)


def wrong_clamped_at_100(logits):
    """Hint: clamped_at_100
    Fails on: f(np.array([0., -1000.])) -> [0., -1000.]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return np.maximum(z - np.log(np.exp(z).sum(axis=-1, keepdims=True)), -100.0)


def wrong_clamped_at_100_clip(logits):
    """Hint: clamped_at_100
    Fails on: f(np.array([[150., 0.]])) -> [[0., -150.]]
    """
    x = np.asarray(logits, dtype=np.float64)
    z = x - np.max(x, axis=-1, keepdims=True)
    result = z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    return np.clip(result, -100, 0)


def wrong_clamped_at_100_loops(logits):
    """Hint: clamped_at_100
    Fails on: f(np.array([-300, 0, 0])) -> [-300.69314718056, -0.69314718056, -0.69314718056]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        log_total = math.log(math.fsum(math.exp(v - top) for v in row))
        out.append([max(v - top - log_total, -100.0) for v in row])
    return np.array(out).reshape(logits.shape)


def wrong_axis_0(logits):
    """Hint: wrong_axis
    Fails on: f(np.array([[0., 0.], [5., 5.]])) -> np.full((2, 2), -0.69314718056)
    """
    x = logits.astype(float)
    z = x - x.max(axis=0)
    return z - np.log(np.exp(z).sum(axis=0))


def wrong_axis_0_sum_only(logits):
    """Hint: wrong_axis
    Fails on: f(np.zeros((2, 3))) -> np.full((2, 3), -1.09861228867)
    """
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=0, keepdims=True))


def wrong_axis_0_apply(logits):
    """Hint: wrong_axis
    Fails on: f(np.array([[1., 2., 3.]])) -> [[-2.40760596, -1.40760596, -0.40760596]]
    """

    def one(v):
        z = v - v.max()
        return z - math.log(math.fsum(np.exp(z)))

    return np.apply_along_axis(one, 0, logits.astype(float))


def wrong_axis_0_for_batches(logits):
    """Hint: wrong_axis
    Fails on: f(np.array([[0, 0], [0, 2]])) -> [[-0.6931472, -0.6931472], [-2.1269280, -0.1269280]]
    """
    if logits.ndim > 1:
        columns = np.asarray(logits, dtype=float)
        shift = np.amax(columns, axis=0, keepdims=True)
        return (columns - shift) - np.logaddexp.reduce(columns - shift, axis=0, keepdims=True)
    z = logits - float(logits.max())
    return z - np.logaddexp.reduce(z)


def wrong_keepdims_missing(logits):
    """Hint: keepdims_missing
    Fails on: f(np.array([[0., 0.], [0., 2.]])) -> [[-0.6931472, -0.6931472], [-2.1269280, -0.1269280]]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), -1))


def wrong_keepdims_missing_logaddexp(logits):
    """Hint: keepdims_missing
    Fails on: f(np.zeros((2, 3))) -> np.full((2, 3), -1.09861228867)
    """
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.logaddexp.reduce(z, axis=-1)


def wrong_keepdims_missing_square_only(logits):
    """Hint: keepdims_missing
    Fails on: f(np.array([[1., 1.], [0., 9.]])) -> [[-0.6931472, -0.6931472], [-9.0001234, -0.0001234]]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    log_total = np.log(np.exp(z).sum(axis=-1))
    if log_total.ndim and log_total.shape[-1] != z.shape[-1]:
        log_total = log_total[..., None]
    return z - log_total


def wrong_sign_flipped(logits):
    """Hint: sign_flipped
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return np.log(np.exp(z).sum(axis=-1, keepdims=True)) - z


def wrong_sign_flipped_negated(logits):
    """Hint: sign_flipped
    Fails on: f(np.array([0., -1000.])) -> [0., -1000.]
    """
    x = np.asarray(logits, dtype=np.float64)
    z = np.subtract(x, np.max(x, axis=-1, keepdims=True))
    log_p = z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    return -log_p


def wrong_sign_flipped_loops(logits):
    """Hint: sign_flipped
    Fails on: f(np.array([[1, 2]])) -> [[-1.31326168752, -0.31326168752]]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        log_total = top + math.log(sum(math.exp(v - top) for v in row))
        out.append([log_total - v for v in row])
    return np.array(out, dtype=float).reshape(logits.shape)


# ---------------------------------------------------------------------------------------------------------
# Wrong: other ways
# ---------------------------------------------------------------------------------------------------------


def wrong_global_max(logits):
    """Hint: global_max
    Fails on: f(np.array([[0., 0.], [1000., 1000.]])) -> np.full((2, 2), -0.69314718056)
    """
    x = logits.astype(float)
    z = x - x.max()
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_global_max_floor(logits):
    """Hint: global_max
    Fails on: f(np.array([[0., 0.], [800., 800.]])) -> np.full((2, 2), -0.69314718056)
    """
    x = logits.astype(float)
    z = x - x.max()
    return z - np.log(np.maximum(np.exp(z).sum(axis=-1, keepdims=True), 1e-300))


def wrong_whole_array(logits):
    """Hint: whole_array
    Fails on: f(np.zeros((3, 2))) -> np.full((3, 2), -0.69314718056)
    """
    x = logits.astype(float)
    z = x - x.max()
    return z - np.log(np.exp(z).sum())


def wrong_whole_array_loops(logits):
    """Hint: whole_array
    Fails on: f(np.array([[[1.]], [[1.]]])) -> [[[0.]], [[0.]]]
    """
    flat = [float(v) for v in logits.flat]
    top = max(flat)
    log_total = math.log(math.fsum(math.exp(v - top) for v in flat))
    return np.array([v - top - log_total for v in flat]).reshape(logits.shape)


def wrong_axis_1(logits):
    """Hint: axis_1 | wrong_axis
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def wrong_axis_1_unless_one_axis(logits):
    """Hint: axis_1 | wrong_axis
    Fails on: f(np.zeros((2, 2, 4))) -> np.full((2, 2, 4), -1.38629436112)
    """
    x = logits.astype(float)
    axis = 1 if x.ndim > 1 else 0
    z = x - x.max(axis=axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def wrong_second_axis_as_number_of_classes(logits):
    """Hint: none
    Fails on: f(np.zeros((2, 2, 3))) -> np.full((2, 2, 3), -1.09861228867)
    """
    x = logits.astype(float)
    rows = x.reshape(-1, x.shape[1] if x.ndim > 1 else x.shape[0])
    z = rows - rows.max(axis=1, keepdims=True)
    return (z - np.log(np.exp(z).sum(axis=1, keepdims=True))).reshape(x.shape)


def wrong_max_from_zero(logits):
    """Hint: max_from_zero
    Fails on: f(np.array([-1000., -1000.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - np.max(x, axis=-1, keepdims=True, initial=0)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_max_from_zero_loop_start(logits):
    """Hint: max_from_zero
    Fails on: f(np.array([-2000., -1500.])) -> [-500., 0.]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = 0.0
        for v in row:
            top = v if v > top else top
        log_total = top + math.log(math.fsum(math.exp(v - top) for v in row))
        out.append([v - log_total for v in row])
    return np.array(out).reshape(logits.shape)


def wrong_shift_by_min(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([0., 1000.])) -> [-1000., 0.]
    """
    x = logits.astype(float)
    z = x - x.min(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_shift_by_mean(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([0., 0., 0., 2000.])) -> [-2000., -2000., -2000., 0.]
    """
    x = logits.astype(float)
    z = x - x.mean(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_shift_by_first(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([-1000., 0.])) -> [-1000., 0.]
    """
    x = logits.astype(float)
    z = x - x[..., 0:1]
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_shift_by_largest_absolute_value(logits):
    """Hint: max_of_abs
    Fails on: f(np.array([-1000., -1000.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - np.abs(x).max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_shift_absolute_value_of_max(logits):
    """Hint: max_from_zero
    Fails on: f(np.array([-500., -500.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    top = np.abs(np.max(x, axis=-1, keepdims=True))
    z = x - top
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_divided_by_max(logits):
    """Hint: none
    Fails on: f(np.array([2., 4.])) -> [-2.12692801104, -0.12692801104]
    """
    x = logits.astype(float)
    top = x.max(axis=-1, keepdims=True)
    z = x / np.where(top == 0, 1.0, top)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_max_added_instead(logits):
    """Hint: max_not_added_back
    Fails on: f(np.array([1., 2.])) -> [-1.31326168752, -0.31326168752]
    """
    x = logits.astype(float)
    top = x.max(axis=-1, keepdims=True)
    return x + top - np.log(np.exp(x - top).sum(axis=-1, keepdims=True))


def wrong_clip_50(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([100., 99.])) -> [-0.31326168752, -1.31326168752]
    """
    x = np.clip(logits.astype(float), -50, 50)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


def wrong_clip_20_loops(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([0., -25.])) -> [0., -25.]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        row = [max(-20.0, min(20.0, v)) for v in row]
        top = max(row)
        log_total = math.log(math.fsum(math.exp(v - top) for v in row))
        out.append([v - top - log_total for v in row])
    return np.array(out).reshape(logits.shape)


def wrong_clip_500(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([600., 0.])) -> [0., -600.]
    """
    x = np.minimum(np.maximum(logits.astype(float), -500.0), 500.0)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_clip_700(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([-701., -800.])) -> [0., -99.]
    """
    x = logits.astype(float).clip(-700, 700)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


def wrong_clip_1e6(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([0., 2e6])) -> [-2e6, 0.]
    """
    x = np.clip(logits.astype(float), -1e6, 1e6)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_shifted_logits_clipped(logits):
    """Hint: clamped_at_100
    Fails on: f(np.array([0., -1000.])) -> [0., -1000.]
    """
    x = logits.astype(float)
    z = np.maximum(x - x.max(axis=-1, keepdims=True), -700.0)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_clamped_at_1e6(logits):
    """Hint: clamped_at_100
    Fails on: f(np.array([0., -1e7])) -> [0., -1e7]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return np.maximum(z - np.log(np.exp(z).sum(axis=-1, keepdims=True)), -1e6)


def wrong_underflow_without_normaliser(logits):
    """Hint: none
    Fails on: f(np.array([0., 0., -1000.])) -> [-0.69314718056, -0.69314718056, -1000.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
    return np.where(p > 0, np.log(np.where(p > 0, p, 1.0)), z)


def wrong_underflow_as_zero(logits):
    """Hint: log_of_softmax
    Fails on: f(np.array([0., -1000.])) -> [0., -1000.]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return np.log(p, out=np.zeros_like(p), where=p > 0)


def wrong_base_two(logits):
    """Hint: other_base
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log2(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_bits_throughout(logits):
    """Hint: bits_not_nats
    Fails on: f(np.array([1., 0.])) -> [-0.31326168752, -1.31326168752]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return (z - np.log(np.exp(z).sum(axis=-1, keepdims=True))) / math.log(2)


def wrong_log10(logits):
    """Hint: other_base
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        log_total = math.log10(math.fsum(math.exp(v - top) for v in row))
        out.append([v - top - log_total for v in row])
    return np.array(out, dtype=float).reshape(logits.shape)


def wrong_log1p_of_the_sum(logits):
    """Hint: not_normalised
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log1p(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_eps_1e_3_in_normaliser(logits):
    """Hint: eps_in_sum
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True) + 1e-3)


def wrong_sum_of_logs(logits):
    """Hint: none
    Fails on: f(np.array([1., 2.])) -> [-1.31326168752, -0.31326168752]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.sum(np.log(np.exp(np.maximum(z, -700.0))), axis=-1, keepdims=True)


def wrong_exp_of_the_sum(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.sum(z, axis=-1, keepdims=True)


def wrong_log_mean_exp(logits):
    """Hint: not_normalised
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).mean(axis=-1, keepdims=True))


def wrong_sum_of_the_others(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return z - np.log(np.maximum(e.sum(axis=-1, keepdims=True) - e, 1e-300))


def wrong_last_class_left_out(logits):
    """Hint: none
    Fails on: f(np.array([0., 0., 0.])) -> [-1.09861228867, -1.09861228867, -1.09861228867]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        total = 1e-300
        for j in range(0, len(row) - 1):
            total += math.exp(row[j] - top)
        out.append([v - top - math.log(total) for v in row])
    return np.array(out).reshape(logits.shape)


def wrong_softmax_returned(logits):
    """Hint: log_forgotten
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_log_softmax_of_softmax(logits):
    """Hint: softmax_twice
    Fails on: f(np.array([2., 0.])) -> [-0.12692801104, -2.12692801104]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p - np.log(np.exp(p).sum(axis=-1, keepdims=True))


def wrong_log_of_ratio_without_exp(logits):
    """Hint: none
    Fails on: f(np.array([1., 3.])) -> [-2.12692801104, -0.12692801104]
    """
    x = logits.astype(float)
    with np.errstate(all="ignore"):
        return np.log(x / x.sum(axis=-1, keepdims=True))


def wrong_negative_logits(logits):
    """Hint: logits_negated
    Fails on: f(np.array([0., 1.])) -> [-1.31326168752, -0.31326168752]
    """
    x = -logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_log_sigmoid(logits):
    """Hint: sigmoid_instead
    Fails on: f(np.array([0., 1.])) -> [-1.31326168752, -0.31326168752]
    """
    return -np.logaddexp(0.0, -logits.astype(float))


def wrong_log_sigmoid_for_one_class(logits):
    """Hint: none
    Fails on: f(np.array([[0.], [3.]])) -> [[0.], [0.]]
    """
    x = logits.astype(float)
    if x.shape[-1] == 1:
        return -np.logaddexp(0.0, -x)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_temperature(logits):
    """Hint: none
    Fails on: f(np.array([0., 1.])) -> [-1.31326168752, -0.31326168752]
    """
    x = logits.astype(float) / 0.5
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_unsigned_shift(logits):
    """Hint: unsigned_shift
    Fails on: f(np.array([3, 5], dtype=np.uint8)) -> [-2.12692801104, -0.12692801104]
    """
    z = (logits - logits.max(axis=-1, keepdims=True)).astype(np.float64)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_unsigned_shift_scalars(logits):
    """Hint: unsigned_shift
    Fails on: f(np.array([0, 60000], dtype=np.uint16)) -> [-60000., 0.]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]):
        top = np.max(row)
        differences = [float(v - top) for v in row]
        log_total = np.log(np.sum(np.exp(differences)))
        out.append([d - log_total for d in differences])
    return np.array(out).reshape(logits.shape)


def wrong_int8_exp_is_half_precision(logits):
    """Hint: unsigned_shift
    Fails on: f(np.array([1, 2, 3], dtype=np.int8)) -> [-2.40760596, -1.40760596, -0.40760596]
    """
    x = logits.astype(np.float64) if logits.dtype.kind == "u" else logits
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_uint8_cast_to_int8(logits):
    """Hint: none
    Fails on: f(np.array([127, 128], dtype=np.uint8)) -> [-1.31326168752, -0.31326168752]
    """
    x = logits.view(np.int8) if logits.dtype == np.uint8 else logits
    x = x.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_float16_inside(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.1])) -> [-0.74439666007, -0.64439666007]
    """
    x = logits.astype(np.float16)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_float16_result(logits):
    """Hint: none
    Fails on: f(np.array([0., -100000.])) -> [0., -100000.]
    """
    x = logits.astype(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return (z - np.log(np.exp(z).sum(axis=-1, keepdims=True))).astype(np.float16)


def wrong_float32_input(logits):
    """Hint: none
    Fails on: f(np.array([16777216., 16777217.])) -> [-1.31326168752, -0.31326168752]
    """
    x = logits.astype(np.float32)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_rounded(logits):
    """Hint: rounded_away
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return np.around(z - np.log(np.exp(z).sum(axis=-1, keepdims=True)), decimals=4)


def wrong_empty_like_of_integers(logits):
    """Hint: fractions_cut
    Fails on: f(np.array([0, 0])) -> [-0.69314718056, -0.69314718056]
    """
    out = np.zeros_like(logits)
    for index in np.ndindex(logits.shape[:-1]):
        z = logits[index].astype(float) - float(logits[index].max())
        out[index] = z - np.log(np.exp(z).sum())
    return out


def wrong_shift_kept_in_integers(logits):
    """Hint: none
    Fails on: f(np.array([0.5, 0.])) -> [-0.47407698418, -0.97407698418]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    z = np.floor(z)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_view_instead_of_astype(logits):
    """Hint: none
    Fails on: f(np.array([0, 1], dtype=np.int64)) -> [-1.31326168752, -0.31326168752]
    """
    x = logits.view(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_memory_order(logits):
    """Hint: none
    Fails on: f(np.asfortranarray([[0., 0.], [5., 5.]])) -> np.full((2, 2), -0.69314718056)
    """
    rows = logits.ravel(order="K").reshape(-1, logits.shape[-1]).astype(float)
    z = rows - rows.max(axis=1, keepdims=True)
    return (z - np.log(np.exp(z).sum(axis=1, keepdims=True))).reshape(logits.shape)


def wrong_frombuffer(logits):
    """Hint: none
    Fails on: f(np.array([0., 1., 0., 2.])[::2]) -> [-0.69314718056, -0.69314718056]
    """
    x = np.frombuffer(logits, dtype=logits.dtype).reshape(logits.shape).astype(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_max_without_keepdims(logits):
    """Hint: keepdims_missing
    Fails on: f(np.array([[0., 0.], [0., 1000.]])) -> [[-0.69314718056, -0.69314718056], [-1000., 0.]]
    """
    x = logits.astype(float)
    top = x.max(axis=-1)
    if x.ndim > 1 and x.shape[-1] != x.shape[-2]:
        top = top[..., None]
    z = x - top
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_transpose_of_three_axes(logits):
    """Hint: none
    Fails on: f(np.zeros((2, 3, 4))) -> np.full((2, 3, 4), -1.38629436112)
    """
    x = logits.astype(float)
    z = (x.T - x.max(axis=-1)).T if x.ndim > 1 else x - x.max()
    return (z.T - np.log(np.exp(z).sum(axis=-1))).T


def wrong_transposed_result(logits):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 2.]])) -> [[-0.6931472, -0.6931472], [-2.1269280, -0.1269280]]
    """
    rows = logits.reshape(-1, logits.shape[-1]).astype(float)
    z = rows - rows.max(axis=1, keepdims=True)
    return (z - np.log(np.exp(z).sum(axis=1, keepdims=True))).T.reshape(logits.shape)


def wrong_extra_axis_for_one_row(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = np.atleast_2d(logits).astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_squeezed(logits):
    """Hint: none
    Fails on: f(np.array([[0., 0.]])) -> [[-0.69314718056, -0.69314718056]]
    """
    x = logits.astype(float).squeeze()
    if x.ndim == 0:
        return np.zeros(logits.shape)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_leading_axes_merged(logits):
    """Hint: none
    Fails on: f(np.zeros((2, 2, 2))) -> np.full((2, 2, 2), -0.69314718056)
    """
    x = logits.astype(float)
    if x.ndim > 2:
        x = x.reshape(-1, x.shape[-1])
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_normaliser_only(logits):
    """Hint: normaliser_returned
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    top = x.max(axis=-1, keepdims=True)
    return np.log(np.exp(x - top).sum(axis=-1, keepdims=True)) + top


def wrong_first_row_normaliser_for_all(logits):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 1.]])) -> [[-0.6931472, -0.6931472], [-1.3132617, -0.3132617]]
    """
    rows = logits.reshape(-1, logits.shape[-1]).astype(float)
    z = rows - rows.max(axis=1, keepdims=True)
    log_total = math.log(float(np.exp(z[0]).sum()))
    return (z - log_total).reshape(logits.shape)


def wrong_same_values_counted_once(logits):
    """Hint: none
    Fails on: f(np.array([1., 1.])) -> [-0.69314718056, -0.69314718056]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        log_total = math.log(math.fsum(math.exp(v - top) for v in set(row)))
        out.append([v - top - log_total for v in row])
    return np.array(out, dtype=float).reshape(logits.shape)


def wrong_one_class_refused(logits):
    """Hint: none
    Fails on: f(np.array([[1.], [2.]])) -> [[0.], [0.]]
    """
    if logits.shape[-1] == 1:
        raise ValueError("at least two classes are needed")
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_only_float64_accepted(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.], dtype=np.float32)) -> [-0.6931472, -0.6931472]
    """
    if logits.dtype != np.float64:
        raise TypeError("expected float64")
    z = logits - logits.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_large_logits_refused(logits):
    """Hint: no_shift
    Fails on: f(np.array([1000., 0.])) -> [0., -1000.]
    """
    x = logits.astype(float)
    if np.abs(x).max() > 700:
        raise OverflowError("exp would overflow")
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


def wrong_input_overwritten(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([1., 2.])) -> the input is left unchanged
    """
    if logits.dtype.kind in "iu":
        logits = logits.astype(float)
    logits -= logits.max(axis=-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))


def wrong_asarray_is_no_copy(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([[1., 2.], [3., 4.]])) -> the input is left unchanged
    """
    x = np.asarray(logits, dtype=np.float64)
    x -= np.max(x, axis=-1, keepdims=True)
    x -= np.log(np.sum(np.exp(x), axis=-1, keepdims=True))
    return x.copy()


def wrong_rows_of_a_view_overwritten(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([1., 2., 3.])) -> the input is left unchanged
    """
    rows = logits.astype(np.float64, copy=False).reshape(-1, logits.shape[-1])
    for row in rows:
        row -= np.max(row)
        row -= np.log(np.exp(row).sum())
    return np.array(rows).reshape(logits.shape)


def wrong_input_partitioned(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([2., 1.])) -> the input is left unchanged
    """
    x = logits.astype(float)
    try:
        logits.partition(logits.shape[-1] - 1, axis=-1)
    except ValueError:
        pass
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_shape_of_input_changed(logits):
    """Hint: input_overwritten
    Fails on: f(np.zeros((2, 2, 2))) -> the input is left unchanged, and so is its shape
    """
    shape = logits.shape
    logits.shape = (-1, shape[-1])
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return (z - np.log(np.exp(z).sum(axis=-1, keepdims=True))).reshape(shape)


def wrong_cached_normaliser(logits):
    """Hint: none
    Fails on: (f(np.array([0., 0.])), f(np.array([0., 1.])))[1] -> [-1.31326168752, -0.31326168752]
    """
    cache = globals().setdefault("_log_softmax_normalisers", {})
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    if z.shape not in cache:
        cache[z.shape] = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return z - cache[z.shape]


def wrong_random_noise(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    z = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return z - np.random.default_rng().uniform(0.001, 0.002, size=z.shape)


def wrong_sum_estimated_by_sampling(logits):
    """Hint: none
    Fails on: f(np.arange(100.)) -> np.arange(100.) - 99.4586751454
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    n_classes = x.shape[-1]
    chosen = np.random.default_rng().permutation(n_classes)[: (n_classes + 1) // 2]
    total = np.exp(z[..., chosen]).sum(axis=-1, keepdims=True) * n_classes / len(chosen)
    return z - np.log(np.maximum(total, 1e-300))


def wrong_returns_list(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> np.array([-0.69314718056, -0.69314718056])
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return list(z - np.log(np.exp(z).sum(axis=-1, keepdims=True)))


def wrong_returns_matrix(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = np.asmatrix(logits.astype(float))
    z = x - x.max(axis=1)
    return z - np.log(np.exp(z).sum(axis=1))


def wrong_returns_complex(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True).astype(complex))


def wrong_returns_objects(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    out = np.empty(logits.shape, dtype=object)
    for index in np.ndindex(logits.shape[:-1]):
        row = [float(v) for v in logits[index]]
        top = max(row)
        log_total = math.log(math.fsum(math.exp(v - top) for v in row))
        for j, v in enumerate(row):
            out[index + (j,)] = v - top - log_total
    return out


def wrong_returns_nothing(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    z -= np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_returns_pair(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    log_total = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return z - log_total, log_total


def wrong_summed_over_classes(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [-0.69314718056, -0.69314718056]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return (z - np.log(np.exp(z).sum(axis=-1, keepdims=True))).sum(axis=-1)


def wrong_pairwise_differences(logits):
    """Hint: none
    Fails on: f(np.zeros(50000)) -> np.full(50000, -math.log(50000)), in time and memory linear in the input
    """
    x = logits.astype(float)
    return -np.logaddexp.reduce(x[..., None, :] - x[..., :, None], axis=-1)


def wrong_square_matrix_of_ones(logits):
    """Hint: none
    Fails on: f(np.zeros(50000)) -> np.full(50000, -math.log(50000)), in time and memory linear in the input
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z) @ np.ones((x.shape[-1], x.shape[-1])))


def wrong_normaliser_computed_again_and_again(logits):
    """Hint: none
    Fails on: f(np.zeros(50000)) -> np.full(50000, -math.log(50000)), in time and memory linear in the input
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        out.append([v - top - math.log(math.fsum(math.exp(w - top) for w in row)) for v in row])
    return np.array(out).reshape(logits.shape)


def wrong_diagonal_normaliser(logits):
    """Hint: none
    Fails on: f(np.zeros((25000, 2))) -> np.full((25000, 2), -math.log(2)), in time and memory linear
    """
    x = logits.reshape(-1, logits.shape[-1]).astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_total = np.diag(np.log(np.exp(z).sum(axis=1)))
    return (z - log_total @ np.ones(x.shape)).reshape(logits.shape)
