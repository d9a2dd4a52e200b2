"""Right and wrong implementations of softmax(logits), written independently of the solutions."""

import functools
import itertools
import math
import warnings

import numpy as np

# ---------------------------------------------------------------------------------------------------------
# Right
# ---------------------------------------------------------------------------------------------------------


def right_plain(logits):
    """The textbook form: cast, shift by the row maximum, exponentiate, divide."""
    x = logits.astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def right_in_place_on_own_copy(logits):
    """Works in place, but on a copy of its own."""
    z = np.array(logits, dtype=float)
    z -= np.max(z, axis=-1, keepdims=True)
    np.exp(z, out=z)
    z /= np.sum(z, axis=-1, keepdims=True)
    return z


def right_exp_of_log_softmax(logits):
    """Exponential of a stable log-softmax."""
    z = np.asarray(logits, dtype=np.float64)
    z = z - np.max(z, axis=-1, keepdims=True)
    return np.exp(z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True)))


def right_python_loops(logits):
    """Pure Python over the reshaped rows, with math.exp."""
    n_classes = logits.shape[-1]
    rows = logits.reshape(-1, n_classes)
    result = np.empty(rows.shape, dtype=float)
    for i in range(rows.shape[0]):
        values = [float(v) for v in rows[i]]
        biggest = max(values)
        exps = [math.exp(v - biggest) for v in values]
        total = sum(exps)
        for j in range(n_classes):
            result[i, j] = exps[j] / total
    return result.reshape(logits.shape)


def right_fsum(logits):
    """Row sums with math.fsum."""
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        exps = [math.exp(v - top) for v in row]
        total = math.fsum(exps)
        out.append([e / total for e in exps])
    return np.array(out, dtype=np.float64).reshape(logits.shape)


def right_einsum_sum(logits):
    """The denominator by einsum."""
    x = logits.astype(float)
    e = np.exp(x - np.amax(x, axis=-1)[..., np.newaxis])
    return e / np.einsum("...i->...", e)[..., None]


def right_moveaxis(logits):
    """Moves the classes to the front, works along axis 0, moves them back."""
    x = np.moveaxis(np.asarray(logits, dtype=float), -1, 0)
    e = np.exp(x - x.max(axis=0))
    return np.moveaxis(e / e.sum(axis=0), 0, -1)


def right_apply_along_axis(logits):
    """A function of one row, applied with np.apply_along_axis."""

    def one_row(row):
        e = np.exp(row - row.max())
        return e / e.sum()

    return np.apply_along_axis(one_row, -1, np.asarray(logits, dtype=np.float64))


def right_vectorize(logits):
    """The exponential through np.vectorize(math.exp)."""
    x = np.asarray(logits, dtype=float)
    exp = np.vectorize(math.exp, otypes=[float])
    e = exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def right_nditer(logits):
    """The exponential element by element with np.nditer and an allocated output."""
    x = np.asarray(logits, dtype=np.float64)
    shifted = x - x.max(axis=-1, keepdims=True)
    with np.nditer([shifted, None], [], [["readonly"], ["writeonly", "allocate"]]) as it:
        for value, answer in it:
            answer[...] = math.exp(value)
        e = it.operands[1]
    return e / e.sum(axis=-1, keepdims=True)


def right_logaddexp_reduce(logits):
    """The normaliser with np.logaddexp.reduce, after the shift."""
    x = logits.astype(np.float64)
    z = x - x.max(axis=-1, keepdims=True)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


def right_errstate(logits):
    """Silences floating-point warnings around the exponential."""
    x = np.asarray(logits, dtype=np.float64)
    with np.errstate(all="ignore"):
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)


def right_tiny_in_denominator(logits):
    """Adds np.finfo(float).tiny to a denominator that is at least 1: harmless."""
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + np.finfo(float).tiny)


def right_eps_1e_12_after_shift(logits):
    """Adds 1e-12 to a denominator that is at least 1: far below the tolerance."""
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + 1e-12)


def right_clipped_denominator(logits):
    """np.maximum(sum, 1e-12) never takes effect, for the sum is at least 1."""
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / np.maximum(e.sum(axis=-1, keepdims=True), 1e-12)


def right_reciprocal(logits):
    """Multiplies by the reciprocal of the sum."""
    x = np.asarray(logits).astype("float64")
    e = np.exp(np.subtract(x, np.max(x, axis=-1, keepdims=True)))
    return e * np.reciprocal(np.sum(e, axis=-1, keepdims=True))


def right_shift_max_plus_ten(logits):
    """Shifts by the maximum plus ten: any safe constant of the row will do."""
    x = np.asarray(logits, dtype=float)
    shift = x.max(axis=-1, keepdims=True) + 10.0
    e = np.exp(x - shift)
    return e / e.sum(axis=-1, keepdims=True)


def right_shift_max_minus_one(logits):
    """Shifts by the maximum minus one, so that the largest exponent is about 1."""
    x = np.asarray(logits, dtype=float)
    e = np.exp(x - (x.max(axis=-1, keepdims=True) - 1.0))
    return e / e.sum(axis=-1, keepdims=True)


def right_longdouble(logits):
    """Extended precision inside, float64 outside."""
    x = logits.astype(np.longdouble)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(np.float64)


def right_float32_stays_float32(logits):
    """float32 logits give float32 probabilities; everything else is computed in float64."""
    x = logits if logits.dtype == np.float32 else logits.astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def right_class_inside(logits):
    """A small class that holds the shifted exponentials."""

    class Partition:
        def __init__(self, x):
            self.weights = np.exp(x - np.max(x, axis=-1, keepdims=True))

        @property
        def total(self):
            return np.sum(self.weights, axis=-1, keepdims=True)

        def probabilities(self):
            return self.weights / self.total

    return Partition(np.asarray(logits, dtype=np.float64)).probabilities()


def right_decorator_inside(logits):
    """A decorator casts to float64 and shifts."""

    def shifted(function):
        @functools.wraps(function)
        def wrapper(values):
            values = values.astype(np.float64)
            return function(values - values.max(axis=-1, keepdims=True))

        return wrapper

    @shifted
    def normalised(z):
        e = np.exp(z)
        return e / e.sum(axis=-1, keepdims=True)

    return normalised(logits)


def right_type_hints_and_print(logits: np.ndarray) -> np.ndarray:
    """Type hints, and a left-over print."""
    x: np.ndarray = logits.astype(np.float64)
    print("softmax of", x.shape)
    e: np.ndarray = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def right_warns(logits):
    """Warns about integer logits, and answers all the same."""
    if logits.dtype.kind in "iu":
        warnings.warn("integer logits are converted to float64", stacklevel=2)
    x = np.asarray(logits, dtype=np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def right_sorted_max(logits):
    """Finds the maximum by sorting a copy."""
    x = logits.astype(float)
    top = np.sort(x, axis=-1)[..., -1:]
    e = np.exp(x - top)
    return e / e.sum(axis=-1, keepdims=True)


def right_argmax_take_along_axis(logits):
    """Finds the maximum with argmax and take_along_axis."""
    x = np.asarray(logits, dtype=float)
    top = np.take_along_axis(x, np.expand_dims(np.argmax(x, axis=-1), -1), axis=-1)
    e = np.exp(x - top)
    return e / np.expand_dims(np.sum(e, axis=-1), -1)


def right_recursion(logits):
    """Recurses over the leading axes."""

    def solve(x):
        if x.ndim > 1:
            return np.stack([solve(part) for part in x])
        e = np.exp(x - x.max())
        return e / e.sum()

    return solve(np.asarray(logits, dtype=np.float64))


def right_ndindex(logits):
    """Visits every row with np.ndindex."""
    x = np.asarray(logits, dtype=np.float64)
    out = np.zeros(x.shape, dtype=np.float64)
    for index in np.ndindex(*x.shape[:-1]):
        e = np.exp(x[index] - np.max(x[index]))
        out[index] = e / np.sum(e)
    return out


def right_matmul_column_of_ones(logits):
    """Sums with a matrix product with one column of ones."""
    x = logits.astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e @ np.ones((x.shape[-1], 1)))


def right_ufunc_reduce(logits):
    """np.maximum.reduce and np.add.reduce with dtype arguments."""
    top = np.maximum.reduce(logits, axis=-1, keepdims=True).astype(np.float64)
    e = np.exp(np.subtract(logits, top, dtype=np.float64))
    return np.divide(e, np.add.reduce(e, axis=-1, keepdims=True, dtype=np.float64))


def right_exp2_rescaled(logits):
    """exp through exp2, with the factor log2(e)."""
    x = np.asarray(logits, dtype=np.float64)
    e = np.exp2((x - x.max(axis=-1, keepdims=True)) * math.log2(math.e))
    return e / e.sum(axis=-1, keepdims=True)


def right_power_of_e(logits):
    """math.e raised to the shifted logits."""
    x = np.asarray(logits, dtype=np.float64)
    e = np.power(math.e, x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def right_cumsum_total(logits):
    """The last entry of a cumulative sum is the total."""
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / np.cumsum(e, axis=-1)[..., -1:]


def right_neg_inf_by_where(logits):
    """Treats a logit of minus infinity explicitly."""
    x = np.asarray(logits, dtype=np.float64)
    excluded = np.isneginf(x)
    top = np.max(x, axis=-1, keepdims=True)
    e = np.where(excluded, 0.0, np.exp(np.where(excluded, 0.0, x - top)))
    return e / e.sum(axis=-1, keepdims=True)


def right_online(logits):
    """One pass per row: running maximum and rescaled running sum."""
    answer = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top, total = -math.inf, 0.0
        for value in row:
            if value > top:
                total = total * math.exp(top - value) + 1.0
                top = value
            elif value != -math.inf:
                total += math.exp(value - top)
        answer.append([math.exp(value - top) / total for value in row])
    return np.array(answer).reshape(logits.shape)


def right_fortran_result(logits):
    """Returns a Fortran-ordered array: the layout does not matter."""
    x = np.asfortranarray(logits.astype(np.float64))
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asfortranarray(e / e.sum(axis=-1, keepdims=True))


def right_itertools(logits):
    """starmap and repeat over the rows."""

    def one_row(row):
        top = max(row)
        exps = list(map(math.exp, itertools.starmap(float.__sub__, zip(row, itertools.repeat(top)))))
        total = functools.reduce(lambda a, b: a + b, exps)
        return [e / total for e in exps]

    rows = logits.reshape(-1, logits.shape[-1]).astype(float).tolist()
    return np.array(list(map(one_row, rows))).reshape(logits.shape)


def right_transposed_for_broadcasting(logits):
    """Flattens to rows, transposes so that the sums broadcast, transposes back."""
    x = logits.reshape(-1, logits.shape[-1]).astype(np.float64).T
    e = np.exp(x - x.max(axis=0))
    return (e / e.sum(axis=0)).T.reshape(logits.shape)


# ---------------------------------------------------------------------------------------------------------
# Wrong: listed misconceptions
# ---------------------------------------------------------------------------------------------------------


def wrong_no_shift(logits):
    """Hint: no_shift
    Fails on: f(np.array([1000., 0.])) -> [1., 0.]
    """
    e = np.exp(logits.astype(np.float64))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_no_shift_overflows_beyond_709(logits):
    """Hint: no_shift
    Fails on: f(np.array([[0., 0.], [710., 0.]])) -> [[0.5, 0.5], [1., 0.]]
    """
    x = np.asarray(logits, dtype=float)
    return np.power(np.e, x) / np.sum(np.power(np.e, x), axis=-1, keepdims=True)


def wrong_no_shift_math_exp(logits):
    """Hint: no_shift
    Fails on: f(np.array([1000, 1000])) -> [0.5, 0.5]
    """
    rows = logits.reshape(-1, logits.shape[-1]).tolist()
    out = []
    for row in rows:
        exps = [math.exp(v) for v in row]
        total = sum(exps)
        out.append([e / total for e in exps])
    return np.array(out).reshape(logits.shape)


def wrong_no_shift_longdouble(logits):
    """Hint: no_shift
    Fails on: f(np.array([12000., 12000.])) -> [0.5, 0.5]
    """
    e = np.exp(logits.astype(np.longdouble))
    return (e / e.sum(axis=-1, keepdims=True)).astype(np.float64)


def wrong_no_shift_division_of_powers(logits):
    """Hint: no_shift
    Fails on: f(np.array([800., 801.])) -> [0.26894142137, 0.73105857863]
    """

    def one_row(row):
        denominator = 0.0
        for v in row:
            denominator += np.exp(v)
        return np.exp(row) / denominator

    return np.apply_along_axis(one_row, -1, logits.astype(float))


def wrong_axis_0_sum(logits):
    """Hint: wrong_axis
    Fails on: f(np.array([[0., 0.], [0., 2.]])) -> [[0.5, 0.5], [0.1192029, 0.8807971]]
    """
    x = logits.astype(float)
    e = np.exp(x - np.max(x, axis=0))
    return e / np.sum(e, axis=0)


def wrong_axis_0_apply(logits):
    """Hint: wrong_axis
    Fails on: f(np.zeros((2, 3))) -> np.full((2, 3), 1 / 3)
    """

    def softmax_1d(v):
        e = np.exp(v - v.max())
        return e / e.sum()

    return np.apply_along_axis(softmax_1d, 0, logits.astype(float))


def wrong_axis_0_columns_by_hand(logits):
    """Hint: wrong_axis
    Fails on: f(np.array([[1., 2., 3.]])) -> [[0.09003057, 0.24472847, 0.66524096]]
    """
    if logits.ndim == 1:
        e = np.exp(logits.astype(float) - float(logits.max()))
        return e / e.sum()
    columns = []
    for j in range(logits.shape[1]):
        column = logits[:, j].astype(float)
        e = np.exp(column - column.max(axis=0))
        columns.append(e / e.sum(axis=0))
    return np.stack(columns, axis=1)


def wrong_axis_0_only_for_two_axes(logits):
    """Hint: wrong_axis
    Fails on: f(np.array([[0., 0.], [5., 5.]])) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    x = logits.astype(np.float64)
    axis = 0 if x.ndim == 2 else -1
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def wrong_whole_array(logits):
    """Hint: whole_array
    Fails on: f(np.zeros((2, 2))) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    x = logits.astype(float)
    e = np.exp(x - np.max(x))
    return e / np.sum(e)


def wrong_whole_array_ravelled(logits):
    """Hint: whole_array
    Fails on: f(np.array([[1., 1.], [0., 0.]])) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    flat = [float(v) for v in logits.ravel()]
    top = max(flat)
    exps = [math.exp(v - top) for v in flat]
    total = math.fsum(exps)
    return np.array([e / total for e in exps]).reshape(logits.shape)


def wrong_whole_array_sum_only(logits):
    """Hint: whole_array
    Fails on: f(np.array([[[0.], [0.]]])) -> [[[1.], [1.]]]
    """
    x = np.asarray(logits, dtype=float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    total = sum(e.flat)
    return e / total


def wrong_global_max(logits):
    """Hint: global_max
    Fails on: f(np.array([[0., 0.], [1000., 1000.]])) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max())
    return e / e.sum(axis=-1, keepdims=True)


def wrong_global_max_loops(logits):
    """Hint: global_max
    Fails on: f(np.array([[0., 0.], [2000., 1000.]])) -> [[0.5, 0.5], [1., 0.]]
    """
    biggest = float(np.amax(logits))
    out = np.empty(logits.shape)
    for index in np.ndindex(logits.shape[:-1]):
        exps = [math.exp(float(v) - biggest) for v in logits[index]]
        total = sum(exps)
        out[index] = [e / total for e in exps]
    return out


def wrong_global_max_safe_division(logits):
    """Hint: global_max
    Fails on: f(np.array([[-1000., -1000.], [0., 0.]])) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    x = np.asarray(logits, dtype=float)
    e = np.exp(x - np.max(x))
    total = e.sum(axis=-1, keepdims=True)
    return np.divide(e, total, out=np.zeros_like(e), where=total > 0)


def wrong_global_max_and_eps(logits):
    """Hint: global_max | eps_in_sum
    Fails on: f(np.array([[0., 0.], [40., 40.]])) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    x = logits.astype(np.float64)
    e = np.exp(x - x.max())
    return e / (e.sum(axis=-1, keepdims=True) + 1e-12)


def wrong_max_of_first_sample_axis(logits):
    """Hint: max_over_samples
    Fails on: f(np.array([[0., 0., 0.], [1000., 1000., 1000.]])) -> np.full((2, 3), 1 / 3)
    """
    x = logits.astype(float)
    e = np.exp(x - np.max(x, axis=0, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_max_from_zero(logits):
    """Hint: max_from_zero
    Fails on: f(np.array([-1000., -1000.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - np.maximum(0, x.max(axis=-1, keepdims=True)))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_max_from_zero_loop_start(logits):
    """Hint: max_from_zero
    Fails on: f(np.array([-800., -900.])) -> [1., 0.]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        biggest = 0
        for v in row:
            if v > biggest:
                biggest = v
        exps = [math.exp(v - biggest) for v in row]
        total = sum(exps) or math.nan
        out.append([e / total for e in exps])
    return np.array(out).reshape(logits.shape)


def wrong_max_from_zero_initial(logits):
    """Hint: max_from_zero
    Fails on: f(np.array([[0., 0.], [-1e4, -1e4]])) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    x = np.asarray(logits, dtype=np.float64)
    z = x - np.max(x, axis=-1, keepdims=True, initial=0.0)
    return np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)


def wrong_shift_only_if_positive(logits):
    """Hint: max_from_zero
    Fails on: f(np.array([-1e300, -1e300])) -> [0.5, 0.5]
    """
    x = np.asarray(logits, dtype=np.float64)
    top = x.max(axis=-1, keepdims=True)
    e = np.exp(np.where(top > 0, x - top, x))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shift_by_min(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([0., 1000.])) -> [0., 1.]
    """
    x = logits.astype(float)
    e = np.exp(x - x.min(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shift_by_min_loops(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([-1e4, 1e4])) -> [0., 1.]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        smallest = min(row)
        exps = [math.exp(v - smallest) for v in row]
        total = math.fsum(exps)
        out.append([e / total for e in exps])
    return np.array(out).reshape(logits.shape)


def wrong_shift_by_smallest_sorted(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([[0, 5000], [1, 1]])) -> [[0., 1.], [0.5, 0.5]]
    """
    x = np.asarray(logits, dtype=float)
    lowest = np.sort(x, axis=-1)[..., :1]
    e = np.exp(x - lowest)
    return e / np.sum(e, axis=-1, keepdims=True)


def wrong_clip_50(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([1000., 999.])) -> [0.73105857863, 0.26894142137]
    """
    e = np.exp(np.clip(logits.astype(float), -50, 50))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_clip_20_then_shift(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([21., 20.])) -> [0.73105857863, 0.26894142137]
    """
    x = np.clip(np.asarray(logits, dtype=float), -20, 20)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_clip_30_loops(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([-100., -31.])) -> [0., 1.]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        exps = [math.exp(min(max(v, -30.0), 30.0)) for v in row]
        total = sum(exps)
        out.append([e / total for e in exps])
    return np.array(out).reshape(logits.shape)


def wrong_clip_88(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([[90., 89.], [0., 0.]])) -> [[0.73105857863, 0.26894142137], [0.5, 0.5]]
    """
    x = logits.astype(np.float64)
    x = np.minimum(np.maximum(x, -88.0), 88.0)
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


def wrong_clip_500(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([501., 503.])) -> [0.11920292202, 0.88079707798]
    """
    x = logits.astype(np.float64).clip(-500, 500)
    e = np.exp(x)
    return e / e.sum(-1, keepdims=True)


def wrong_clip_700(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([1e4, 1e4 - 1.])) -> [0.73105857863, 0.26894142137]
    """
    x = np.asarray(logits, dtype=np.float64)
    x = np.where(x > 700, 700, np.where(x < -700, -700, x))
    e = np.exp(x)
    return e / np.sum(e, axis=-1, keepdims=True)


def wrong_clip_top_only(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([800., 701.])) -> [1., 0.]
    """
    e = np.exp(np.minimum(logits.astype(float), 700.0))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_clip_bottom_at_minus_100(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([-200., -300.])) -> [1., 0.]
    """
    x = np.maximum(logits.astype(float), -100.0)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_clip_1e6(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([1e7, 2e7])) -> [0., 1.]
    """
    x = np.clip(logits.astype(float), -1e6, 1e6)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_exp_capped(logits):
    """Hint: logits_clipped
    Fails on: f(np.array([40., 41.])) -> [0.26894142137, 0.73105857863]
    """
    e = np.minimum(np.exp(np.minimum(logits.astype(float), 709.0)), 1e15)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_applied_twice(logits):
    """Hint: applied_twice
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """

    def once(x):
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    return once(once(logits.astype(float)))


def wrong_applied_twice_in_a_loop(logits):
    """Hint: applied_twice
    Fails on: f(np.array([100., 0.])) -> [1., 0.]
    """
    x = np.asarray(logits, dtype=np.float64)
    for _ in range(2):
        x = np.exp(x - np.max(x, axis=-1, keepdims=True))
        x = x / np.sum(x, axis=-1, keepdims=True)
    return x


def wrong_applied_twice_normalised_weights(logits):
    """Hint: applied_twice
    Fails on: f(np.array([[3., 0., 0.]])) -> [[0.9094430, 0.0452785, 0.0452785]]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        weights = [math.exp(v - top) for v in row]
        total = sum(weights)
        weights = [w / total for w in weights]
        exps = [math.exp(w) for w in weights]
        total = sum(exps)
        out.append([e / total for e in exps])
    return np.array(out).reshape(logits.shape)


def wrong_no_exp(logits):
    """Hint: no_exp
    Fails on: f(np.array([1., 3.])) -> [0.11920292202, 0.88079707798]
    """
    x = logits.astype(float)
    return x / x.sum(axis=-1, keepdims=True)


def wrong_no_exp_loops(logits):
    """Hint: no_exp
    Fails on: f(np.array([-1., 2.])) -> [0.04742587318, 0.95257412682]
    """
    out = np.zeros(logits.shape)
    for index in np.ndindex(logits.shape[:-1]):
        row = logits[index].tolist()
        total = sum(row)
        out[index] = [v / total for v in row] if total else [math.nan] * len(row)
    return out


def wrong_no_exp_einsum(logits):
    """Hint: no_exp
    Fails on: f(np.array([[2, 2, 4]])) -> [[0.1065069, 0.1065069, 0.7869861]]
    """
    x = np.asarray(logits, dtype=float)
    return np.einsum("...i,...->...i", x, 1.0 / np.einsum("...i->...", x))


def wrong_base_two(logits):
    """Hint: wrong_base
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    e = 2.0 ** (x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_base_two_exp2(logits):
    """Hint: wrong_base
    Fails on: f(np.array([[0., 3.], [3., 3.]])) -> [[0.04742587318, 0.95257412682], [0.5, 0.5]]
    """
    x = np.asarray(logits, dtype=np.float64)
    p = np.exp2(x - np.max(x, axis=-1, keepdims=True))
    p /= np.sum(p, axis=-1, keepdims=True)
    return p


def wrong_base_two_math_pow(logits):
    """Hint: wrong_base
    Fails on: f(np.array([0, 2], dtype=np.int8)) -> [0.11920292202, 0.88079707798]
    """

    def one_row(row):
        top = max(row)
        powers = [math.pow(2, v - top) for v in row]
        total = math.fsum(powers)
        return [p / total for p in powers]

    rows = logits.reshape(-1, logits.shape[-1]).tolist()
    return np.array([one_row(row) for row in rows]).reshape(logits.shape)


def wrong_e_rounded(logits):
    """Hint: wrong_base
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    e = 2.718 ** (x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_eps_1e_3_in_denominator(logits):
    """Hint: eps_in_sum
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + 1e-3)


def wrong_eps_1e_4_loops(logits):
    """Hint: eps_in_sum
    Fails on: f(np.array([7.])) -> [1.]
    """
    out = np.empty(logits.shape, dtype=float)
    for index in np.ndindex(logits.shape[:-1]):
        row = logits[index].astype(float).tolist()
        top = max(row)
        exps = [math.exp(v - top) for v in row]
        total = sum(exps) + 1e-4
        out[index] = [e / total for e in exps]
    return out


def wrong_eps_1e_5_in_denominator(logits):
    """Hint: eps_in_sum
    Fails on: f(np.zeros((3, 2))) -> np.full((3, 2), 0.5)
    """
    eps = 1e-5
    z = np.asarray(logits, dtype=np.float64)
    z = z - z.max(axis=-1, keepdims=True)
    return np.exp(z) / (np.exp(z).sum(axis=-1, keepdims=True) + eps)


def wrong_eps_instead_of_shift(logits):
    """Hint: eps_in_sum | no_shift
    Fails on: f(np.array([-50., -50.])) -> [0.5, 0.5]
    """
    e = np.exp(logits.astype(np.float64))
    return e / (e.sum(axis=-1, keepdims=True) + 1e-8)


def wrong_unsigned_shift(logits):
    """Hint: unsigned_shift
    Fails on: f(np.array([0, 255], dtype=np.uint8)) -> [0., 1.]
    """
    e = np.exp((logits - logits.max(axis=-1, keepdims=True)).astype(np.float64))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_unsigned_shift_cast_too_late(logits):
    """Hint: unsigned_shift
    Fails on: f(np.array([[1, 2], [1, 1]], dtype=np.uint8)) -> [[0.2689414, 0.7310586], [0.5, 0.5]]
    """
    shifted = np.subtract(logits, np.amax(logits, axis=-1, keepdims=True))
    e = np.exp(shifted, dtype=np.float64)
    return np.divide(e, np.add.reduce(e, axis=-1, keepdims=True))


def wrong_unsigned_shift_scalars(logits):
    """Hint: unsigned_shift
    Fails on: f(np.array([3, 5], dtype=np.uint16)) -> [0.11920292202, 0.88079707798]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]):
        top = row[0]
        for v in row:
            if v > top:
                top = v
        exps = []
        for v in row:
            difference = v - top
            exps.append(np.exp(float(difference)))
        total = sum(exps)
        out.append([e / total for e in exps])
    return np.array(out).reshape(logits.shape)


# ---------------------------------------------------------------------------------------------------------
# Wrong: other ways
# ---------------------------------------------------------------------------------------------------------


def wrong_signed_wrap_int8(logits):
    """Hint: unsigned_shift
    Fails on: f(np.array([-128, 127], dtype=np.int8)) -> [0., 1.]
    """
    x = logits.astype(np.float64) if logits.dtype.kind == "u" else logits
    z = (x - x.max(axis=-1, keepdims=True)).astype(np.float64)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_int8_exp_is_half_precision(logits):
    """Hint: unsigned_shift
    Fails on: f(np.array([1, 2, 3], dtype=np.int8)) -> [0.09003057, 0.24472847, 0.66524096]
    """
    x = logits.astype(np.float64) if logits.dtype.kind == "u" else logits
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_uint8_cast_to_int8(logits):
    """Hint: none
    Fails on: f(np.array([100, 200], dtype=np.uint8)) -> [0., 1.]
    """
    x = logits.astype(np.int8) if logits.dtype == np.uint8 else logits
    x = x.astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_float16_inside(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.1])) -> [0.47502081252, 0.52497918748]
    """
    x = logits.astype(np.float16)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(np.float64)


def wrong_float16_result(logits):
    """Hint: none
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(np.float16)


def wrong_float32_input(logits):
    """Hint: none
    Fails on: f(np.array([16777216., 16777217.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(np.float32)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_rounded_to_four(logits):
    """Hint: rounded_away
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.round(e / e.sum(axis=-1, keepdims=True), 4)


def wrong_cut_to_integers(logits):
    """Hint: wrong_base
    Fails on: f(np.array([0.5, 1.5])) -> [0.26894142137, 0.73105857863]
    """
    x = np.trunc(logits.astype(float) * 2.0).astype(int)
    x = x.astype(float) - x.max(axis=-1, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_empty_like_of_integers(logits):
    """Hint: fractions_cut
    Fails on: f(np.array([0, 0])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    out = np.empty_like(logits)
    out[...] = e / e.sum(axis=-1, keepdims=True)
    return out


def wrong_result_in_dtype_of_input(logits):
    """Hint: fractions_cut
    Fails on: f(np.array([3, 3, 3], dtype=np.int32)) -> [1 / 3, 1 / 3, 1 / 3]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(logits.dtype)


def wrong_view_instead_of_astype(logits):
    """Hint: none
    Fails on: f(np.array([0, 1], dtype=np.int64)) -> [0.26894142137, 0.73105857863]
    """
    x = logits.view(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_frombuffer(logits):
    """Hint: none
    Fails on: f(np.array([0., 1., 0., 2.])[::2]) -> [0.5, 0.5]
    """
    x = np.frombuffer(logits, dtype=logits.dtype).reshape(logits.shape).astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_memory_order(logits):
    """Hint: none
    Fails on: f(np.asfortranarray([[0., 0.], [5., 5.]])) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    flat = logits.ravel(order="K").astype(float)
    rows = flat.reshape(-1, logits.shape[-1])
    e = np.exp(rows - rows.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).reshape(logits.shape)


def wrong_nditer_order_in_python_list(logits):
    """Hint: none
    Fails on: f(np.array([[0., 5.], [0., 5.]]).T) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    values = [float(v) for v in np.nditer(logits)]
    width = logits.shape[-1]
    out = []
    for start in range(0, len(values), width):
        row = values[start : start + width]
        top = max(row)
        exps = [math.exp(v - top) for v in row]
        total = sum(exps)
        out.extend(e / total for e in exps)
    return np.array(out).reshape(logits.shape)


def wrong_axis_1(logits):
    """Hint: axis_1
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def wrong_axis_1_unless_one_axis(logits):
    """Hint: axis_1
    Fails on: f(np.zeros((2, 2, 3))) -> np.full((2, 2, 3), 1 / 3)
    """
    x = logits.astype(float)
    if x.ndim == 1:
        e = np.exp(x - np.max(x))
        return e / np.sum(e)
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def wrong_loops_for_two_axes_only(logits):
    """Hint: none
    Fails on: f(np.array([[[0., 0.]]])) -> [[[0.5, 0.5]]]
    """
    if logits.ndim == 1:
        rows = logits[None]
    else:
        rows = logits
    n_samples, n_classes = rows.shape
    out = np.zeros((n_samples, n_classes))
    for i in range(n_samples):
        e = np.exp(rows[i].astype(float) - float(rows[i].max()))
        out[i] = e / e.sum()
    return out.reshape(logits.shape)


def wrong_last_two_axes(logits):
    """Hint: none
    Fails on: f(np.zeros((2, 2, 2))) -> np.full((2, 2, 2), 0.5)
    """
    x = logits.astype(float)
    axes = (-2, -1) if x.ndim > 2 else -1
    e = np.exp(x - x.max(axis=axes, keepdims=True))
    return e / e.sum(axis=axes, keepdims=True)


def wrong_sum_without_keepdims(logits):
    """Hint: keepdims_missing
    Fails on: f(np.array([[0., 0.], [0., 2.]])) -> [[0.5, 0.5], [0.1192029, 0.8807971]]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1)


def wrong_max_without_keepdims(logits):
    """Hint: keepdims_missing
    Fails on: f(np.zeros((2, 3))) -> np.full((2, 3), 1 / 3)
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_max_without_keepdims_square_only(logits):
    """Hint: keepdims_missing
    Fails on: f(np.array([[0., 0.], [0., 1000.]])) -> [[0.5, 0.5], [0., 1.]]
    """
    x = logits.astype(float)
    top = x.max(axis=-1)
    if x.ndim > 1 and x.shape[-1] != x.shape[-2]:
        top = top[..., None]
    e = np.exp(x - top)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_transpose_for_broadcasting(logits):
    """Hint: none
    Fails on: f(np.zeros((2, 3, 4))) -> np.full((2, 3, 4), 0.25)
    """
    x = logits.astype(np.float64)
    e = np.exp(x.T - x.max(axis=-1).T)
    return (e / e.sum(axis=0)).T if x.ndim < 3 else (e.T / e.T.sum(-1)).T


def wrong_extra_axis_for_one_row(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = np.atleast_2d(logits).astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_squeezed(logits):
    """Hint: squeezed
    Fails on: f(np.array([[0., 0.]])) -> [[0.5, 0.5]]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.squeeze(e / e.sum(axis=-1, keepdims=True))


def wrong_leading_axes_merged(logits):
    """Hint: none
    Fails on: f(np.zeros((2, 2, 2))) -> np.full((2, 2, 2), 0.5)
    """
    x = logits.astype(float)
    if x.ndim > 1:
        x = x.reshape(-1, x.shape[-1])
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_transposed_result(logits):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 2.]])) -> [[0.5, 0.5], [0.1192029, 0.8807971]]
    """
    rows = logits.reshape(-1, logits.shape[-1]).astype(float)
    e = np.exp(rows - rows.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return p.T.reshape(logits.shape)


def wrong_first_row_only(logits):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 0.]])) -> [[0.5, 0.5], [0.5, 0.5]]
    """
    out = np.zeros(logits.shape)
    for index in np.ndindex(logits.shape[:-1]):
        row = logits[index].astype(float)
        e = np.exp(row - row.max())
        out[index] = e / e.sum()
        break
    return out


def wrong_shift_by_mean(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([0., 0., 0., 3000.])) -> [0., 0., 0., 1.]
    """
    x = logits.astype(float)
    e = np.exp(x - x.mean(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shift_by_median(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([0., 0., 1000.])) -> [0., 0., 1.]
    """
    x = logits.astype(float)
    e = np.exp(x - np.median(x, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shift_by_first(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([0., 1000.])) -> [0., 1.]
    """
    x = logits.astype(float)
    e = np.exp(x - x[..., :1])
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shift_by_last(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([1000., 0.])) -> [1., 0.]
    """
    x = logits.astype(float)
    e = np.exp(x - x[..., -1:])
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shift_by_largest_absolute_value(logits):
    """Hint: max_of_abs
    Fails on: f(np.array([-1000., 0.])) -> [0., 1.]
    """
    x = logits.astype(float)
    e = np.exp(x - np.abs(x).max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shift_by_midrange(logits):
    """Hint: shift_by_min
    Fails on: f(np.array([0., 2000.])) -> [0., 1.]
    """
    x = logits.astype(float)
    top, bottom = x.max(axis=-1, keepdims=True), x.min(axis=-1, keepdims=True)
    e = np.exp(x - (top + bottom) / 2)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shift_by_fixed_1000(logits):
    """Hint: max_from_zero | no_shift
    Fails on: f(np.array([2000., 2000.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    x = np.where(x.max(axis=-1, keepdims=True) > 500, x - 1000, x)
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_divided_by_max(logits):
    """Hint: divided_by_max
    Fails on: f(np.array([1., 2.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    e = np.exp(x / x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_standardised(logits):
    """Hint: none
    Fails on: f(np.array([0., 4.])) -> [0.01798620996, 0.98201379004]
    """
    x = logits.astype(float)
    z = (x - x.mean(axis=-1, keepdims=True)) / (x.std(axis=-1, keepdims=True) + 1e-9)
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shift_in_denominator_only(logits):
    """Hint: shift_in_one_place
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    return np.exp(x) / np.exp(x - x.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)


def wrong_not_normalised(logits):
    """Hint: not_normalised
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    return np.exp(x - x.max(axis=-1, keepdims=True))


def wrong_mean_in_denominator(logits):
    """Hint: not_normalised
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.mean(axis=-1, keepdims=True)


def wrong_length_in_denominator(logits):
    """Hint: not_normalised
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / x.shape[-1]


def wrong_euclidean_length(logits):
    """Hint: not_normalised
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / np.linalg.norm(e, axis=-1, keepdims=True)


def wrong_last_class_left_out_of_sum(logits):
    """Hint: none
    Fails on: f(np.array([0., 0., 0.])) -> [1 / 3, 1 / 3, 1 / 3]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        exps = [math.exp(v - top) for v in row]
        total = 0.0
        for j in range(len(exps) - 1 or 1):
            total += exps[j]
        out.append([e / total if total else 0.0 for e in exps])
    return np.array(out).reshape(logits.shape)


def wrong_sum_of_the_others(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) - e + 1e-300)


def wrong_sigmoid(logits):
    """Hint: sigmoid_instead
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    return 1.0 / (1.0 + np.exp(-np.clip(x, -700, 700)))


def wrong_sigmoid_for_one_class(logits):
    """Hint: none
    Fails on: f(np.array([[2.], [0.]])) -> [[1.], [1.]]
    """
    x = logits.astype(float)
    if x.shape[-1] == 1:
        return 1.0 / (1.0 + np.exp(-x))
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_one_class_refused(logits):
    """Hint: none
    Fails on: f(np.array([5.])) -> [1.]
    """
    if logits.shape[-1] < 2:
        raise ValueError("softmax needs at least two classes")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_integers_refused(logits):
    """Hint: none
    Fails on: f(np.array([0, 0])) -> [0.5, 0.5]
    """
    if not np.issubdtype(logits.dtype, np.floating):
        raise TypeError("logits must be floating-point")
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_neg_inf_refused(logits):
    """Hint: none
    Fails on: f(np.array([0., -np.inf])) -> [1., 0.]
    """
    x = logits.astype(float)
    if not np.isfinite(x).all():
        raise ValueError("logits must be finite")
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_hard_maximum(logits):
    """Hint: winner_takes_all
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    out = np.zeros(logits.shape)
    np.put_along_axis(out, np.argmax(logits, axis=-1)[..., None], 1.0, axis=-1)
    return out


def wrong_sign_flipped(logits):
    """Hint: logits_negated
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    e = np.exp(x.min(axis=-1, keepdims=True) - x)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_temperature_two(logits):
    """Hint: wrong_base
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    e = np.exp((x - x.max(axis=-1, keepdims=True)) / 2.0)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_scaled_by_root_of_classes(logits):
    """Hint: none
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float) / math.sqrt(logits.shape[-1])
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_log_softmax_returned(logits):
    """Hint: log_returned
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    z = x - x.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def wrong_complement(logits):
    """Hint: none
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return 1.0 - e / e.sum(axis=-1, keepdims=True)


def wrong_sorted_probabilities(logits):
    """Hint: none
    Fails on: f(np.array([1., 0.])) -> [0.73105857863, 0.26894142137]
    """
    x = np.sort(logits.astype(float), axis=-1)
    e = np.exp(x - x[..., -1:])
    return e / e.sum(axis=-1, keepdims=True)


def wrong_equal_logits_counted_once(logits):
    """Hint: none
    Fails on: f(np.array([2., 2.])) -> [0.5, 0.5]
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        top = max(row)
        exps = {v: math.exp(v - top) for v in row}
        total = sum(exps.values())
        out.append([exps[v] / total for v in row])
    return np.array(out).reshape(logits.shape)


def wrong_small_probabilities_dropped(logits):
    """Hint: rounded_away
    Fails on: f(np.array([0., -10.])) -> [0.99995460213, 4.5397868702e-05]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    p[p < 1e-4] = 0.0
    return p / p.sum(axis=-1, keepdims=True)


def wrong_probabilities_clipped(logits):
    """Hint: shares_have_a_floor
    Fails on: f(np.array([0., -10.])) -> [0.99995460213, 4.5397868702e-05]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.clip(e / e.sum(axis=-1, keepdims=True), 1e-3, 1 - 1e-3)


def wrong_smoothed(logits):
    """Hint: none
    Fails on: f(np.array([0., 1.])) -> [0.26894142137, 0.73105857863]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return 0.99 * e / e.sum(axis=-1, keepdims=True) + 0.01 / x.shape[-1]


def wrong_eps_in_exp(logits):
    """Hint: shares_have_a_floor
    Fails on: f(np.array([0., -30.])) -> [1., 9.3576e-14]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True)) + 1e-4
    return e / e.sum(axis=-1, keepdims=True)


def wrong_neg_inf_becomes_nan(logits):
    """Hint: none
    Fails on: f(np.array([0., -np.inf])) -> [1., 0.]
    """
    x = logits.astype(float)
    x = x - x.mean(axis=-1, keepdims=True)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_neg_inf_times_zero(logits):
    """Hint: none
    Fails on: f(np.array([-np.inf, 0., 0.])) -> [0., 0.5, 0.5]
    """
    x = logits.astype(float)
    mask = np.isfinite(x)
    e = np.exp((x - x.max(axis=-1, keepdims=True)) * mask) * mask
    return e / e.sum(axis=-1, keepdims=True)


def wrong_neg_inf_as_zero_logit(logits):
    """Hint: impossible_made_possible
    Fails on: f(np.array([0., -np.inf])) -> [1., 0.]
    """
    x = np.nan_to_num(logits.astype(float), neginf=0.0)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_neg_inf_as_minus_100(logits):
    """Hint: impossible_made_possible
    Fails on: f(np.array([-np.inf, -200.])) -> [0., 1.]
    """
    x = logits.astype(float)
    x[np.isneginf(x)] = -100.0
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_neg_inf_as_minus_1e9(logits):
    """Hint: impossible_made_possible
    Fails on: f(np.array([-np.inf, -1e10])) -> [0., 1.]
    """
    x = np.where(np.isneginf(logits), -1e9, logits.astype(float))
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_neg_inf_as_smallest_finite(logits):
    """Hint: impossible_made_possible
    Fails on: f(np.array([1., 0., -np.inf])) -> [0.73105857863, 0.26894142137, 0.]
    """
    x = logits.astype(float)
    finite = np.where(np.isneginf(x), np.inf, x).min(axis=-1, keepdims=True)
    x = np.maximum(x, finite)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_neg_inf_dropped(logits):
    """Hint: none
    Fails on: f(np.array([0., -np.inf, 0.])) -> [0.5, 0., 0.5]
    """
    x = logits.astype(float)
    if x.ndim == 1:
        x = x[np.isfinite(x)]
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_range_scaled(logits):
    """Hint: none
    Fails on: f(np.array([-1e300, 1e300, 1e300])) -> [0., 0.5, 0.5]
    """
    x = logits.astype(float)
    top = x.max(axis=-1, keepdims=True)
    e = np.exp((x * 1e10 - top * 1e10) / 1e10)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_squares_in_shift(logits):
    """Hint: none
    Fails on: f(np.array([1e200, 0.])) -> [1., 0.]
    """
    x = logits.astype(float)
    top = np.sqrt((x.max(axis=-1, keepdims=True)) ** 2) * np.sign(x.max(axis=-1, keepdims=True))
    e = np.exp(x - top)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_input_overwritten(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([1., 2.])) -> the input is left unchanged
    """
    if logits.dtype.kind in "iu":
        logits = logits.astype(float)
    logits -= logits.max(axis=-1, keepdims=True)
    e = np.exp(logits)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_asarray_is_no_copy(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([[1., 2.], [3., 4.]])) -> the input is left unchanged
    """
    x = np.asarray(logits, dtype=np.float64)
    np.subtract(x, x.max(axis=-1, keepdims=True), out=x)
    e = np.exp(x)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_exp_into_the_input(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([[0., 5.]])) -> the input is left unchanged
    """
    x = logits.astype(float, copy=False)
    z = x - x.max(axis=-1, keepdims=True)
    e = np.exp(z, out=x)
    return e / e.sum(axis=-1, keepdims=True)


def wrong_rows_of_a_view_overwritten(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([1., 2., 3.])) -> the input is left unchanged
    """
    rows = np.asarray(logits, dtype=float).reshape(-1, logits.shape[-1])
    for i in range(len(rows)):
        e = np.exp(rows[i] - np.max(rows[i]))
        rows[i] = e / np.sum(e)
    return rows.reshape(logits.shape).copy()


def wrong_input_sorted(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([2., 1.])) -> the input is left unchanged
    """
    x = logits.astype(float)
    if logits.flags.writeable:
        logits.sort(axis=-1)
    e = np.exp(x - np.sort(x, axis=-1)[..., -1:])
    return e / e.sum(axis=-1, keepdims=True)


def wrong_neg_inf_replaced_in_the_input(logits):
    """Hint: input_overwritten
    Fails on: f(np.array([0., -np.inf])) -> the input is left unchanged
    """
    x = np.nan_to_num(logits, copy=not logits.flags.writeable)
    x = x.astype(np.float64)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_shape_of_input_changed(logits):
    """Hint: input_overwritten
    Fails on: f(np.zeros((2, 2, 2))) -> the input is left unchanged, and so is its shape
    """
    shape = logits.shape
    logits.shape = (-1, shape[-1])
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).reshape(shape)


def wrong_cached_by_shape(logits):
    """Hint: none
    Fails on: (f(np.array([0., 0.])), f(np.array([0., 1.])))[1] -> [0.26894142137, 0.73105857863]
    """
    cache = globals().setdefault("_softmax_by_shape", {})
    if logits.shape not in cache:
        x = logits.astype(float)
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        cache[logits.shape] = e / e.sum(axis=-1, keepdims=True)
    return cache[logits.shape].copy()


def wrong_random_noise(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) + np.random.default_rng().uniform(0.001, 0.002)


def wrong_dropout(logits):
    """Hint: none
    Fails on: f(np.zeros(100)) -> np.full(100, 0.01)
    """
    x = logits.astype(float)
    keep = np.random.default_rng().random(x.shape[-1]) < 0.5
    keep[0] = True
    keep[1:2] = False
    e = np.exp(x - x.max(axis=-1, keepdims=True)) * keep
    return e / e.sum(axis=-1, keepdims=True)


def wrong_returns_list(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> np.array([0.5, 0.5])
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).tolist()


def wrong_returns_list_of_rows(logits):
    """Hint: none
    Fails on: f(np.zeros((2, 2))) -> np.full((2, 2), 0.5)
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return [row for row in p] if p.ndim > 1 else p


def wrong_returns_matrix(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = np.asmatrix(logits.astype(float))
    e = np.exp(x - x.max(axis=1))
    return e / e.sum(axis=1)


def wrong_returns_complex(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(complex)
    e = np.exp(x - logits.astype(float).max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def wrong_returns_objects(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(object)


def wrong_returns_strings(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(str)


def wrong_masked_overflow(logits):
    """Hint: none
    Fails on: f(np.array([1000., 0.])) -> [1., 0.]
    """
    e = np.exp(logits.astype(float))
    return np.ma.masked_invalid(e / e.sum(axis=-1, keepdims=True))


def wrong_returns_nothing(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    print(e / e.sum(axis=-1, keepdims=True))


def wrong_returns_pair(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    total = e.sum(axis=-1, keepdims=True)
    return e / total, total


def wrong_returns_generator(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return (row for row in p)


def wrong_largest_probability_only(logits):
    """Hint: none
    Fails on: f(np.array([0., 0.])) -> [0.5, 0.5]
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).max(axis=-1)


def wrong_overflow_becomes_one(logits):
    """Hint: no_shift
    Fails on: f(np.array([1000., 1000.])) -> [0.5, 0.5]
    """
    with np.errstate(all="ignore"):
        e = np.exp(logits.astype(float))
        return np.nan_to_num(e / e.sum(axis=-1, keepdims=True), nan=1.0)


def wrong_pairwise_differences(logits):
    """Hint: none
    Fails on: f(np.zeros(50000)) -> np.full(50000, 1 / 50000), in time and memory linear in the input
    """
    x = logits.astype(float)
    with np.errstate(over="ignore"):
        return 1.0 / np.exp(x[..., None, :] - x[..., :, None]).sum(axis=-1)


def wrong_square_matrix_of_ones(logits):
    """Hint: none
    Fails on: f(np.zeros(50000)) -> np.full(50000, 1 / 50000), in time and memory linear in the input
    """
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / (e @ np.ones((x.shape[-1], x.shape[-1])))


def wrong_outer_product(logits):
    """Hint: none
    Fails on: f(np.zeros((25000, 2))) -> np.full((25000, 2), 0.5), in time and memory linear in the input
    """
    x = logits.reshape(-1, logits.shape[-1]).astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    weights = np.diag(1.0 / e.sum(axis=1))
    return (weights @ e).reshape(logits.shape)


def wrong_maximum_found_again_and_again(logits):
    """Hint: none
    Fails on: f(np.zeros(50000)) -> np.full(50000, 1 / 50000), in time and memory linear in the input
    """
    out = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        out.append([math.exp(v - max(row)) / sum(math.exp(w - max(row)) for w in row) for v in row])
    return np.array(out).reshape(logits.shape)
