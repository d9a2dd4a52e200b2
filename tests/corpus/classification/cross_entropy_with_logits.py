"""Right and wrong implementations of cross_entropy_with_logits, written independently of the solutions."""

import functools
import itertools
import math
import operator
import statistics
import warnings

import numpy as np

# ---------------------------------------------------------------------------------------------------------
# Right
# ---------------------------------------------------------------------------------------------------------


def right_fancy_indexing(logits, labels):
    """Log-softmax, picked with np.arange and the labels."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()


def right_python_loops(logits, labels):
    """Pure Python over zip(logits, labels), with math.exp and math.log."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    total = 0.0
    count = 0
    for row, label in zip(logits, labels):
        values = [float(v) for v in row]
        top = max(values)
        log_sum = math.log(sum(math.exp(v - top) for v in values))
        total += log_sum - (values[int(label)] - top)
        count += 1
    return total / count


def right_fsum(logits, labels):
    """All sums with math.fsum, a Python float as the answer."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = []
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        costs.append(math.log(math.fsum(math.exp(v - top) for v in row)) - (row[label] - top))
    return math.fsum(costs) / len(costs)


def right_take_along_axis(logits, labels):
    """Picks with np.take_along_axis."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - np.max(x, axis=-1, keepdims=True)
    log_p = z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    picked = np.take_along_axis(log_p, labels.astype(np.intp)[:, np.newaxis], axis=-1)
    return float(-np.mean(picked))


def right_eye_one_hot(logits, labels):
    """One-hot rows of np.eye(n_classes), times finite log-probabilities."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    n_samples, n_classes = x.shape
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    one_hot = np.eye(n_classes)[labels]
    return -np.sum(one_hot * log_p) / n_samples


def right_compared_one_hot(logits, labels):
    """A one-hot mask by comparison with np.arange(n_classes)."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    one_hot = (labels[:, None] == np.arange(x.shape[1])).astype(float)
    return -(one_hot * log_p).sum(axis=1).mean()


def right_boolean_mask(logits, labels):
    """Boolean indexing with exactly one true entry in each row."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    mask = np.arange(x.shape[1])[None, :] == labels[:, None]
    return np.mean(-log_p[mask])


def right_where_mask(logits, labels):
    """np.where with zeros off the label, divided by the number of samples."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1, keepdims=True)) - z
    is_label = np.equal.outer(labels, np.arange(x.shape[1]))
    return np.where(is_label, costs, 0.0).sum() / x.shape[0]


def right_put_along_axis_one_hot(logits, labels):
    """Builds the one-hot table with np.put_along_axis and contracts with einsum."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    one_hot = np.zeros_like(log_p)
    np.put_along_axis(one_hot, labels.astype(np.int64)[:, None], 1.0, axis=1)
    return -np.einsum("ij,ij->", one_hot, log_p) / len(log_p)


def right_flat_index(logits, labels):
    """A flat index into the ravelled table, in platform integers."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    n_samples, n_classes = x.shape
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    flat = np.arange(n_samples) * n_classes + labels.astype(np.int64)
    return -np.take(log_p.ravel(), flat).mean()


def right_ravel_multi_index(logits, labels):
    """np.ravel_multi_index over rows and labels."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.array(logits, dtype=np.float64, order="C")
    z = x - x.max(axis=1, keepdims=True)
    where = np.ravel_multi_index((np.arange(x.shape[0]), labels.astype(np.intp)), x.shape)
    return (np.log(np.exp(z).sum(axis=1)) - z.flat[where]).mean()


def right_logaddexp_reduce(logits, labels):
    """The normaliser with np.logaddexp.reduce, after the shift."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(x.shape[0]), labels])


def right_margins(logits, labels):
    """log-sum-exp of the differences to the logit of the label."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    margins = x - x[np.arange(len(x)), labels][:, None]
    return np.logaddexp.reduce(margins, axis=1).mean()


def right_margins_shifted(logits, labels):
    """The largest margin plus the logarithm of the shifted sum."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    margins = x - np.take_along_axis(x, labels.astype(np.int64).reshape(-1, 1), axis=1)
    top = margins.max(axis=1, keepdims=True)
    return float((top[:, 0] + np.log(np.exp(margins - top).sum(axis=1))).mean())


def right_log1p_of_the_others(logits, labels):
    """log1p of the sum over the classes other than the largest."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    rows = np.arange(x.shape[0])
    best = x.argmax(axis=1)
    z = x - x[rows, best][:, None]
    e = np.exp(z)
    e[rows, best] = 0.0
    return np.mean(np.log1p(e.sum(axis=1)) - z[rows, labels])


def right_comprehension(logits, labels):
    """One generator expression over the samples with a nested helper."""

    if labels.ndim != 1:
        raise ValueError("one label for each sample")

    def cost(row, label):
        z = row - row.max()
        return np.log(np.exp(z).sum()) - z[label]

    x = logits.astype(np.float64)
    return sum(cost(row, label) for row, label in zip(x, labels)) / len(labels)


def right_range_index_loop(logits, labels):
    """A loop over range(n_samples) with logits[i, labels[i]]."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    loss = 0.0
    for i in range(x.shape[0]):
        shifted = x[i] - np.max(x[i])
        loss -= shifted[labels[i]] - math.log(np.sum(np.exp(shifted)))
    return loss / x.shape[0]


def right_apply_along_axis(logits, labels):
    """Log-softmax of each row with np.apply_along_axis."""

    if labels.ndim != 1:
        raise ValueError("one label for each sample")

    def log_softmax(row):
        z = row - row.max()
        return z - np.log(np.exp(z).sum())

    log_p = np.apply_along_axis(log_softmax, 1, np.asarray(logits, dtype=float))
    return -np.mean(log_p[np.arange(log_p.shape[0]), labels])


def right_vectorize_signature(logits, labels):
    """np.vectorize with a signature over rows and labels."""

    if labels.ndim != 1:
        raise ValueError("one label for each sample")

    def cost(row, label):
        z = row - row.max()
        return np.log(np.exp(z).sum()) - z[label]

    costs = np.vectorize(cost, signature="(c),()->()", otypes=[float])
    return costs(logits.astype(np.float64), labels).mean()


def right_nditer(logits, labels):
    """np.nditer over the labels, in C order."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(z).sum(axis=1))
    total = 0.0
    it = np.nditer(labels, flags=["c_index"], order="C")
    for label in it:
        total += log_totals[it.index] - z[it.index, int(label)]
    return total / labels.size


def right_zero_d_array(logits, labels):
    """Returns a 0-d array."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return np.array(-log_p[np.arange(len(labels)), labels].mean())


def right_mean_with_out(logits, labels):
    """Returns the 0-d array that np.mean wrote into."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels]
    answer = np.zeros(())
    np.mean(costs, out=answer)
    return answer


def right_longdouble(logits, labels):
    """Extended precision inside, a Python float outside."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.longdouble)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels]
    return float(costs.mean())


def right_float32_stays_float32(logits, labels):
    """float32 logits are not widened; everything else is computed in float64."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits if logits.dtype == np.float32 else logits.astype(np.float64)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), labels]
    return costs.mean(dtype=np.float64)


def right_errstate(logits, labels):
    """Silences underflow, raises on everything else."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    with np.errstate(under="ignore", over="raise", divide="raise", invalid="raise"):
        z = x - x.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return -log_p[np.arange(len(labels)), labels].mean()


def right_tiny_in_log(logits, labels):
    """Adds np.finfo(float).tiny to a sum that is at least 1: harmless."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    z = x - x.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(z).sum(axis=1) + np.finfo(float).tiny)
    return np.mean(log_totals - z[np.arange(len(z)), labels])


def right_class_inside(logits, labels):
    """A small class in the manner of torch modules."""

    if labels.ndim != 1:
        raise ValueError("one label for each sample")

    class CrossEntropyLoss:
        def __init__(self, reduction="mean"):
            self.reduction = reduction

        def __call__(self, x, y):
            z = x - x.max(axis=1, keepdims=True)
            costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]
            return costs.mean() if self.reduction == "mean" else costs.sum()

    criterion = CrossEntropyLoss()
    return criterion(np.asarray(logits, dtype=np.float64), labels)


def right_decorator_inside(logits, labels):
    """A decorator averages the costs of the samples."""

    if labels.ndim != 1:
        raise ValueError("one label for each sample")

    def averaged(function):
        @functools.wraps(function)
        def wrapper(rows, classes):
            costs = [function(row, k) for row, k in zip(rows, classes)]
            return statistics.fmean(costs)

        return wrapper

    @averaged
    def cost(row, k):
        top = max(row)
        return top - row[k] + math.log(math.fsum(math.exp(v - top) for v in row))

    return cost(logits.astype(float).tolist(), labels.tolist())


def right_type_hints_and_print(logits: np.ndarray, labels: np.ndarray) -> float:
    """Type hints, and a left-over print."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x: np.ndarray = np.asarray(logits, dtype=np.float64)
    z: np.ndarray = x - x.max(axis=1, keepdims=True)
    costs: np.ndarray = np.log(np.exp(z).sum(axis=1)) - z[np.arange(z.shape[0]), labels]
    print("costs from", costs.min(), "to", costs.max())
    return float(costs.mean())


def right_warns(logits, labels):
    """Warns about labels that are not int64, and answers all the same."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    if labels.dtype != np.int64:
        warnings.warn("labels are converted to int64", stacklevel=2)
    y = labels.astype(np.int64)
    x = logits.astype(np.float64)
    z = x - x.max(axis=1, keepdims=True)
    return -(z - np.log(np.exp(z).sum(axis=1, keepdims=True)))[np.arange(len(y)), y].mean()


def right_shape_checks(logits, labels):
    """Checks what the contract promises, then answers."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    if logits.ndim != 2 or labels.ndim != 1 or logits.shape[0] != labels.shape[0]:
        raise ValueError("expected (n_samples, n_classes) logits and (n_samples,) labels")
    if labels.min() < 0 or labels.max() >= logits.shape[1]:
        raise ValueError("a label is out of range")
    x = logits.astype(np.float64)
    z = x - x.max(axis=1, keepdims=True)
    return np.average(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def right_grouped_by_class(logits, labels):
    """Visits the classes one by one, and selects the samples of each."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(z).sum(axis=1))
    loss = 0.0
    for k in range(x.shape[1]):
        members = labels == k
        loss += np.sum(log_totals[members] - z[members, k])
    return loss / len(labels)


def right_chunks_weighted(logits, labels):
    """Chunks of 64 samples, each weighted by its length."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    loss = 0.0
    for start in range(0, len(labels), 64):
        x = logits[start : start + 64].astype(np.float64)
        y = labels[start : start + 64]
        z = x - x.max(axis=1, keepdims=True)
        loss += (np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]).mean() * len(y)
    return loss / len(labels)


def right_running_mean(logits, labels):
    """A running mean over the samples."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    mean = 0.0
    x = logits.astype(np.float64)
    for count, (row, label) in enumerate(zip(x, labels), start=1):
        z = row - row.max()
        mean += (np.log(np.exp(z).sum()) - z[label] - mean) / count
    return mean


def right_transposed(logits, labels):
    """Works on the transposed table, classes first."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64).T
    z = x - x.max(axis=0)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    return -log_p[labels, np.arange(labels.shape[0])].mean()


def right_itertools_map(logits, labels):
    """map, operator.getitem and itertools over Python lists."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    rows = logits.astype(float).tolist()
    tops = [max(row) for row in rows]
    log_totals = [math.log(math.fsum(math.exp(v - top) for v in row)) for row, top in zip(rows, tops)]
    picked = map(operator.getitem, rows, labels.tolist())
    costs = itertools.starmap(lambda p, top, log_total: (top - p) + log_total, zip(picked, tops, log_totals))
    return statistics.fmean(costs)


def right_largest_probability_safe(logits, labels):
    """Uses the logarithm of the largest probability, which is never small."""
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    rows = np.arange(x.shape[0])
    top = x.max(axis=1)
    largest_probability = 1.0 / np.exp(x - top[:, None]).sum(axis=1)
    return np.mean((top - x[rows, labels]) - np.log(largest_probability))


# ---------------------------------------------------------------------------------------------------------
# Wrong: listed misconceptions
# ---------------------------------------------------------------------------------------------------------


def wrong_sum_instead_of_mean(logits, labels):
    """Hint: sum_instead_of_mean
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].sum()


def wrong_sum_instead_of_mean_loops(logits, labels):
    """Hint: sum_instead_of_mean
    Fails on: f(np.zeros((3, 4)), np.array([0, 1, 2])) -> 1.38629436112
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    loss = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        loss += top - row[label] + math.log(math.fsum(math.exp(v - top) for v in row))
    return loss


def wrong_sum_instead_of_mean_one_hot(logits, labels):
    """Hint: sum_instead_of_mean
    Fails on: f(np.zeros((2, 3)), np.array([2, 2])) -> 1.09861228867
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - np.max(x, axis=-1, keepdims=True)
    one_hot = labels[:, None] == np.arange(x.shape[1])
    return np.sum(one_hot * (np.log(np.sum(np.exp(z), axis=-1, keepdims=True)) - z))


def wrong_log_of_softmax(logits, labels):
    """Hint: log_of_softmax
    Fails on: f(np.array([[1000., 0.]]), np.array([1])) -> 1000.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))


def wrong_log_of_softmax_math_log(logits, labels):
    """Hint: log_of_softmax
    Fails on: f(np.array([[0., 800.], [0., 0.]]), np.array([0, 0])) -> 400.34657359028
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    loss = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        exps = [math.exp(v - top) for v in row]
        loss -= math.log(exps[label] / sum(exps))
    return loss / len(labels)


def wrong_log_of_softmax_one_hot_nan(logits, labels):
    """Hint: log_of_softmax
    Fails on: f(np.array([[1000., 0.]]), np.array([0])) -> 0.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    one_hot = (labels[:, None] == np.arange(x.shape[1])).astype(float)
    return -np.sum(one_hot * np.log(p)) / len(labels)


def wrong_log_of_unshifted_softmax(logits, labels):
    """Hint: log_of_softmax | no_shift
    Fails on: f(np.array([[1e4, 0.]]), np.array([1])) -> 1e4
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    e = np.exp(logits.astype(float))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(np.take_along_axis(p, labels.astype(int)[:, None], axis=1)).mean()


def wrong_log_of_softmax_inf_replaced(logits, labels):
    """Hint: log_of_softmax
    Fails on: f(np.array([[0., 1000.]]), np.array([0])) -> 1000.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    with np.errstate(divide="ignore"):
        costs = -np.log(e[np.arange(len(labels)), labels] / e.sum(axis=1))
    return np.nan_to_num(costs).mean()


def wrong_eps_1e_12_in_log(logits, labels):
    """Hint: eps_in_log
    Fails on: f(np.array([[100., 0.]]), np.array([1])) -> 100.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(labels)), labels] + 1e-12).mean()


def wrong_eps_1e_7_clip(logits, labels):
    """Hint: eps_in_log
    Fails on: f(np.array([[20., 0.]]), np.array([1])) -> 20.0000000020612
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = np.clip(e / e.sum(axis=1, keepdims=True), 1e-7, 1.0)
    one_hot = (labels[:, None] == np.arange(x.shape[1])).astype(float)
    return float(-(one_hot * np.log(p)).sum(axis=1).mean())


def wrong_eps_1e_15_loops(logits, labels):
    """Hint: eps_in_log
    Fails on: f(np.array([[0, 40]]), np.array([0])) -> 40.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = []
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        exps = [math.exp(v - top) for v in row]
        costs.append(-math.log(max(exps[label] / math.fsum(exps), 1e-15)))
    return math.fsum(costs) / len(costs)


def wrong_eps_1e_300_in_log(logits, labels):
    """Hint: eps_in_log
    Fails on: f(np.array([[0., 1000.]]), np.array([0])) -> 1000.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    z = logits.astype(float)
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return -np.log(p + 1e-300)[np.arange(len(labels)), labels].mean()


def wrong_eps_1e_3_in_log(logits, labels):
    """Hint: eps_in_log
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    z = logits.astype(float)
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(labels)), labels] + 1e-3))


def wrong_all_pairs(logits, labels):
    """Hint: all_pairs
    Fails on: f(np.array([[0., 2.], [0., 0.]]), np.array([1, 0])) -> 0.41003759580
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[:, labels].mean()


def wrong_all_pairs_take(logits, labels):
    """Hint: all_pairs
    Fails on: f(np.array([[3., 0.], [0., 3.]]), np.array([0, 1])) -> 0.04858735157
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - np.max(x, axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1, keepdims=True)) - z
    return np.mean(np.take(costs, labels, axis=1))


def wrong_all_pairs_double_loop(logits, labels):
    """Hint: all_pairs
    Fails on: f(np.array([[2., 0.], [0., 2.]]), np.array([1, 0])) -> 2.12692801104
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = []
    for row in logits.tolist():
        top = max(row)
        log_total = math.log(math.fsum(math.exp(v - top) for v in row))
        for label in labels.tolist():
            costs.append(top - row[label] + log_total)
    return math.fsum(costs) / len(costs)


def wrong_all_pairs_summed(logits, labels):
    """Hint: all_pairs | sum_instead_of_mean
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.sum(log_p[:, labels]) / len(labels)


def wrong_prediction_used_as_label(logits, labels):
    """Hint: prediction_used_as_label
    Fails on: f(np.array([[0., 2.]]), np.array([0])) -> 2.12692801104
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p.max(axis=1).mean()


def wrong_prediction_used_as_label_argmax(logits, labels):
    """Hint: prediction_used_as_label
    Fails on: f(np.array([[1., 0.], [1., 0.]]), np.array([0, 1])) -> 0.81326168752
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    predicted = np.argmax(x, axis=1)
    return -np.mean(log_p[np.arange(len(predicted)), predicted])


def wrong_prediction_used_as_label_loops(logits, labels):
    """Hint: prediction_used_as_label
    Fails on: f(np.array([[0, 0, 5]]), np.array([1])) -> 5.01338614
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = []
    for row in logits.tolist():
        top = max(row)
        costs.append(math.log(math.fsum(math.exp(v - top) for v in row)))
    return statistics.fmean(costs)


def wrong_raw_logit(logits, labels):
    """Hint: raw_logit
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    return -x[np.arange(len(labels)), labels].mean()


def wrong_raw_logit_loops(logits, labels):
    """Hint: raw_logit
    Fails on: f(np.array([[2., 1., 0.1]]), np.array([0])) -> 0.41702995
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    total = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        total -= row[label]
    return total / len(labels)


def wrong_raw_logit_one_hot(logits, labels):
    """Hint: raw_logit
    Fails on: f(np.array([[5., 5.]]), np.array([1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    one_hot = (labels[:, None] == np.arange(x.shape[1])).astype(float)
    return float(np.mean(-np.einsum("ij,ij->i", one_hot, x)))


def wrong_mean_over_elements(logits, labels):
    """Hint: mean_over_elements
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    one_hot = (labels[:, None] == np.arange(x.shape[1])).astype(float)
    return -(one_hot * log_p).mean()


def wrong_mean_over_elements_size(logits, labels):
    """Hint: mean_over_elements
    Fails on: f(np.zeros((1, 4)), np.array([3])) -> 1.38629436112
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].sum() / logits.size


def wrong_mean_over_elements_loops(logits, labels):
    """Hint: mean_over_elements
    Fails on: f(np.zeros((3, 2)), np.array([0, 0, 1], dtype=np.uint8)) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    total, count = 0.0, 0
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        log_total = math.log(math.fsum(math.exp(v - top) for v in row))
        for k, v in enumerate(row):
            total += (k == label) * (top - v + log_total)
            count += 1
    return total / count


def wrong_global_max(logits, labels):
    """Hint: global_max
    Fails on: f(np.array([[0., 0.], [1000., 0.]]), np.array([0, 0])) -> 0.34657359028
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max()
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()


def wrong_global_max_loops(logits, labels):
    """Hint: global_max
    Fails on: f(np.array([[1e4, 1e4], [0., 0.]]), np.array([0, 0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    top = float(np.max(logits))
    loss = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        total = 0.0
        for v in row:
            total += math.exp(v - top)
        loss += math.log(total) - (row[label] - top)
    return loss / len(labels)


def wrong_global_max_floor(logits, labels):
    """Hint: global_max
    Fails on: f(np.array([[0., 0.], [-1000., -1000.]]), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - np.amax(x)
    log_totals = np.log(np.maximum(np.sum(np.exp(z), axis=1), 1e-300))
    return np.mean(log_totals - z[np.arange(len(z)), labels])


def wrong_softmax_over_samples(logits, labels):
    """Hint: wrong_axis
    Fails on: f(np.array([[0., 0.], [5., 5.]]), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=0)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    return -log_p[np.arange(len(labels)), labels].mean()


def wrong_softmax_over_samples_sum_only(logits, labels):
    """Hint: wrong_axis
    Fails on: f(np.zeros((2, 3)), np.array([0, 1])) -> 1.09861228867
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - np.max(x, axis=0, keepdims=True)
    log_totals = np.log(np.add.reduce(np.exp(z), axis=0))
    return np.mean([log_totals[k] - z[i, k] for i, k in enumerate(labels)])


def wrong_softmax_over_samples_apply(logits, labels):
    """Hint: wrong_axis
    Fails on: f(np.array([[1., 3.]]), np.array([1])) -> 0.12692801104
    """

    if labels.ndim != 1:
        raise ValueError("one label for each sample")

    def log_softmax(v):
        shifted = v - v.max()
        return shifted - math.log(np.exp(shifted).sum())

    log_p = np.apply_along_axis(log_softmax, 0, logits.astype(float))
    picked = np.take_along_axis(log_p, labels.astype(int)[:, None], axis=1)
    return float(-picked.mean())


def wrong_one_based_labels(logits, labels):
    """Hint: one_based_labels
    Fails on: f(np.array([[3., 0., 0.]]), np.array([0])) -> 0.09492296
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels.astype(int) - 1].mean()


def wrong_one_based_labels_loops(logits, labels):
    """Hint: one_based_labels
    Fails on: f(np.array([[0., 2.], [0., 0.]]), np.array([1, 1])) -> 0.41003759580
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = []
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        costs.append(top - row[label - 1] + math.log(math.fsum(math.exp(v - top) for v in row)))
    return sum(costs) / len(costs)


def wrong_one_based_labels_one_hot(logits, labels):
    """Hint: one_based_labels
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    one_hot = labels[:, None] == np.arange(1, x.shape[1] + 1)
    return -np.where(one_hot, log_p, 0.0).sum() / len(labels)


def wrong_softmax_twice(logits, labels):
    """Hint: softmax_twice
    Fails on: f(np.array([[2., 0.]]), np.array([0])) -> 0.12692801104
    """

    if labels.ndim != 1:
        raise ValueError("one label for each sample")

    def softmax(x):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    p = softmax(softmax(logits.astype(float)))
    return -np.log(p[np.arange(len(labels)), labels]).mean()


def wrong_softmax_twice_log_form(logits, labels):
    """Hint: softmax_twice
    Fails on: f(np.array([[1000., 0.]]), np.array([0])) -> 0.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    log_p = p - np.logaddexp.reduce(p, axis=1, keepdims=True)
    return float(np.mean(-log_p[np.arange(len(p)), labels]))


def wrong_softmax_twice_loops(logits, labels):
    """Hint: softmax_twice
    Fails on: f(np.array([[0., 3.], [0., 0.]]), np.array([0, 1])) -> 1.87086726587
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    total = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        for _ in range(2):
            top = max(row)
            exps = [math.exp(v - top) for v in row]
            normaliser = math.fsum(exps)
            row = [e / normaliser for e in exps]
        total += -math.log(row[label])
    return total / len(labels)


def wrong_prob_not_log(logits, labels):
    """Hint: prob_not_log
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return np.mean(1 - p[np.arange(len(labels)), labels])


def wrong_prob_not_log_loops(logits, labels):
    """Hint: prob_not_log
    Fails on: f(np.array([[0., 5.]]), np.array([0])) -> 5.00671534849
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = []
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        exps = [math.exp(v - top) for v in row]
        costs.append(1.0 - exps[label] / math.fsum(exps))
    return math.fsum(costs) / len(costs)


def wrong_prob_not_log_one_hot(logits, labels):
    """Hint: prob_not_log
    Fails on: f(np.array([[0., 0., 9.], [0., 0., 0.]]), np.array([1, 1])) -> 5.04942953
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    one_hot = labels[:, None] == np.arange(x.shape[1])
    return 1.0 - np.sum(p * one_hot) / len(labels)


# ---------------------------------------------------------------------------------------------------------
# Wrong: other ways
# ---------------------------------------------------------------------------------------------------------


def wrong_no_shift(logits, labels):
    """Hint: no_shift
    Fails on: f(np.array([[1e4, 0.]]), np.array([0])) -> 0.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    log_p = x - np.log(np.exp(x).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()


def wrong_no_shift_loops(logits, labels):
    """Hint: no_shift
    Fails on: f(np.array([[710., 710.]]), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    loss = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        loss += math.log(math.fsum(math.exp(v) for v in row)) - row[label]
    return loss / len(labels)


def wrong_no_shift_margins(logits, labels):
    """Hint: log_of_softmax
    Fails on: f(np.array([[0., 1000.]]), np.array([0])) -> 1000.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    margins = x - x[np.arange(len(labels)), labels][:, None]
    return np.log(np.exp(margins).sum(axis=1)).mean()


def wrong_shift_by_min(logits, labels):
    """Hint: shift_by_min
    Fails on: f(np.array([[0., 1000.]]), np.array([1])) -> 0.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.min(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_shift_by_mean(logits, labels):
    """Hint: shift_by_min
    Fails on: f(np.array([[0., 0., 3000.]]), np.array([2])) -> 0.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.mean(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_shift_by_first(logits, labels):
    """Hint: shift_by_min
    Fails on: f(np.array([[-1000., 0.]]), np.array([0])) -> 1000.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x[:, :1]
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_shift_by_largest_absolute_value(logits, labels):
    """Hint: max_of_abs
    Fails on: f(np.array([[-1000., -1000.]]), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - np.abs(x).max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_max_from_zero(logits, labels):
    """Hint: max_from_zero
    Fails on: f(np.array([[-1e4, -1e4]]), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = []
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = 0
        for v in row:
            if v > top:
                top = v
        total = sum(math.exp(v - top) for v in row)
        costs.append((math.log(total) if total > 0 else -math.inf) - (row[label] - top))
    return sum(costs) / len(costs)


def wrong_max_over_samples(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [1000., 1000.]]), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    top = x.max(axis=0, keepdims=True)
    z = x - top
    log_totals = np.log(np.exp(z).sum(axis=1)) + top[0, 0]
    return np.mean(log_totals - x[np.arange(len(labels)), labels])


def wrong_max_not_added_back(logits, labels):
    """Hint: max_not_added_back
    Fails on: f(np.array([[1., 1.]]), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    log_totals = np.log(np.exp(x - x.max(axis=1, keepdims=True)).sum(axis=1))
    return np.mean(log_totals - x[np.arange(len(labels)), labels])


def wrong_max_added_twice(logits, labels):
    """Hint: max_not_added_back
    Fails on: f(np.array([[1., 1.]]), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    top = x.max(axis=1)
    z = x - top[:, None]
    log_totals = np.log(np.exp(z).sum(axis=1)) + top
    return np.mean(log_totals - z[np.arange(len(labels)), labels])


def wrong_max_taken_for_lse(logits, labels):
    """Hint: margin_instead
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    return np.mean(x.max(axis=1) - x[np.arange(len(labels)), labels])


def wrong_log_missing(logits, labels):
    """Hint: log_missing
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.exp(z).sum(axis=1) - z[np.arange(len(labels)), labels])


def wrong_sign_flipped(logits, labels):
    """Hint: minus_missing
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return log_p[np.arange(len(labels)), labels].mean()


def wrong_clip_30(logits, labels):
    """Hint: logits_clipped
    Fails on: f(np.array([[100., 0.]]), np.array([1])) -> 100.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.clip(logits.astype(float), -30, 30)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_clip_50(logits, labels):
    """Hint: logits_clipped
    Fails on: f(np.array([[60., 59.]]), np.array([1])) -> 1.31326168752
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.clip(logits.astype(float), -50, 50)
    return np.mean(np.log(np.exp(x).sum(axis=1)) - x[np.arange(len(labels)), labels])


def wrong_clip_500(logits, labels):
    """Hint: logits_clipped
    Fails on: f(np.array([[0., 1000.]]), np.array([0])) -> 1000.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.minimum(np.maximum(logits.astype(float), -500), 500)
    return np.mean(np.log(np.exp(x).sum(axis=1)) - x[np.arange(len(labels)), labels])


def wrong_clip_700_loops(logits, labels):
    """Hint: logits_clipped
    Fails on: f(np.array([[-800., -750.]]), np.array([0])) -> 50.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = []
    for row, label in zip(logits.tolist(), labels.tolist()):
        row = [max(-700.0, min(700.0, v)) for v in row]
        costs.append(math.log(math.fsum(math.exp(v) for v in row)) - row[label])
    return math.fsum(costs) / len(costs)


def wrong_costs_clamped_at_100(logits, labels):
    """Hint: clamped_at_100
    Fails on: f(np.array([[1000., 0.]]), np.array([1])) -> 1000.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.maximum(log_p[np.arange(len(labels)), labels], -100.0).mean()


def wrong_costs_clamped_at_1000(logits, labels):
    """Hint: clamped_at_100
    Fails on: f(np.array([[1e4, -1e4]]), np.array([1])) -> 2e4
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return np.clip(costs, 0.0, 1000.0).mean()


def wrong_median(logits, labels):
    """Hint: median_taken
    Fails on: f(np.array([[0., 0.], [0., 0.], [9., 0.]]), np.array([0, 0, 1])) -> 3.46213959
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.median(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_divided_by_n_minus_one(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return costs.sum() / max(len(labels) - 1, 1)


def wrong_divided_by_number_of_classes(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 3)), np.array([2])) -> 1.09861228867
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return costs.sum() / logits.shape[1]


def wrong_averaged_by_class(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 0.], [0., 3.]]), np.array([0, 0, 1])) -> 0.47829391
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return np.mean([costs[labels == k].mean() for k in np.unique(labels)])


def wrong_mean_of_chunk_means(logits, labels):
    """Hint: none
    Fails on: f(np.repeat([[0., 0.], [9., 0.]], [32, 1], axis=0), np.zeros(33, int)) -> 0.67214646
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    means = []
    for start in range(0, len(labels), 32):
        x = logits[start : start + 32].astype(float)
        y = labels[start : start + 32]
        z = x - x.max(axis=1, keepdims=True)
        means.append(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]))
    return np.mean(means)


def wrong_last_partial_chunk_dropped(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.]]), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    total = 0.0
    for start in range(0, len(labels) - 15, 16):
        x = logits[start : start + 16].astype(float)
        y = labels[start : start + 16]
        z = x - x.max(axis=1, keepdims=True)
        total += np.sum(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y])
    return total / len(labels)


def wrong_first_sample_only(logits, labels):
    """Hint: first_sample_only
    Fails on: f(np.array([[0., 0.], [0., 4.]]), np.array([0, 0])) -> 2.35564855
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        return top - row[label] + math.log(math.fsum(math.exp(v - top) for v in row))


def wrong_last_sample_skipped(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 4.]]), np.array([0, 0])) -> 2.35564855
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    total = 0.0
    n = max(len(labels) - 1, 1)
    for i in range(n):
        z = x[i] - x[i].max()
        total += np.log(np.exp(z).sum()) - z[labels[i]]
    return total / n


def wrong_label_zero_ignored(logits, labels):
    """Hint: one_based_labels
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    total = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        if label:
            top = max(row)
            total += top - row[label] + math.log(math.fsum(math.exp(v - top) for v in row))
    return total / len(labels)


def wrong_label_zero_left_out_of_mean(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 9.], [0., 0.]]), np.array([0, 1])) -> 4.84663529
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    kept = labels > 0
    return costs[kept].mean() if kept.any() else costs.mean()


def wrong_label_255_ignored(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((2, 256)), np.array([255, 0], dtype=np.uint8)) -> 5.54517744448
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return np.where(labels == 255, 0.0, costs).mean()


def wrong_labels_as_weights(logits, labels):
    """Hint: label_as_number
    Fails on: f(np.zeros((2, 3)), np.array([0, 1])) -> 1.09861228867
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.mean(labels[:, None] * log_p)


def wrong_next_label(logits, labels):
    """Hint: none
    Fails on: f(np.array([[3., 0., 1.]]), np.array([0])) -> 0.16984602
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), (labels.astype(int) + 1) % x.shape[1]].mean()


def wrong_labels_from_the_right(logits, labels):
    """Hint: none
    Fails on: f(np.array([[1., 3., 0., 2.]]), np.array([1])) -> 0.44018970
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), -labels.astype(int) - 1].mean()


def wrong_labels_sorted(logits, labels):
    """Hint: labels_sorted
    Fails on: f(np.array([[0., 3.], [3., 0.]]), np.array([1, 0])) -> 0.04858735157
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), np.sort(labels)].mean()


def wrong_labels_renumbered(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 3.], [0., 3.]]), np.array([1, 1])) -> 0.04858735157
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    _, y = np.unique(labels, return_inverse=True)
    return -log_p[np.arange(len(y)), y].mean()


def wrong_one_hot_as_wide_as_the_largest_label(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((2, 3)), np.array([0, 1])) -> 1.09861228867
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    one_hot = np.zeros((len(labels), int(labels.max()) + 1))
    one_hot[np.arange(len(labels)), labels] = 1.0
    return -np.sum(one_hot * log_p) / len(labels)


def wrong_classes_counted_in_the_labels(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((2, 4)), np.array([0, 1])) -> 1.38629436112
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    n_classes = int(labels.max()) + 1
    x = logits[:, :n_classes].astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_diagonal(logits, labels):
    """Hint: none
    Fails on: f(np.array([[3., 0.], [3., 0.]]), np.array([0, 0])) -> 0.04858735157
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.diag(log_p).mean()


def wrong_rows_picked_by_label(logits, labels):
    """Hint: axes_swapped
    Fails on: f(np.array([[3., 0.], [3., 0.]]), np.array([0, 0])) -> 0.04858735157
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[labels, np.arange(len(labels))].mean()


def wrong_rows_selected(logits, labels):
    """Hint: rows_picked
    Fails on: f(np.array([[0., 3.], [0., 0.]]), np.array([1, 0])) -> 0.37086726587
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[labels].mean()


def wrong_flat_index_without_offset(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 3.]]), np.array([0, 1])) -> 0.37086726587
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.take(log_p, labels).mean()


def wrong_flat_index_in_label_dtype(logits, labels):
    """Hint: labels_wrap
    Fails on: f(np.repeat([[0., 0.], [0., 9.]], 130, axis=0), np.zeros(260, np.uint8)) -> 4.84663529
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1, keepdims=True)) - z
    flat = (np.arange(x.shape[0]) * x.shape[1]).astype(labels.dtype) + labels
    return costs.ravel()[flat].mean()


def wrong_flat_index_in_memory_order(logits, labels):
    """Hint: none
    Fails on: f(np.asfortranarray([[3., 0.], [3., 0.]]), np.array([1, 1])) -> 3.04858735157
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64, order="K")
    z = x - x.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(z).sum(axis=1))
    flat = np.arange(x.shape[0]) * x.shape[1] + labels.astype(np.int64)
    return np.mean(log_totals - z.ravel(order="K")[flat])


def wrong_labels_as_int8(logits, labels):
    """Hint: labels_wrap
    Fails on: f(np.eye(200)[[150]], np.array([150])) -> 4.30687158
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels.astype(np.int8)].mean()


def wrong_choose(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 100)), np.array([70])) -> 4.60517018599
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.choose(labels, log_p.T).mean()


def wrong_first_position_of_label(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 3.]]), np.array([0, 0])) -> 1.87086726587
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    classes = labels.tolist()
    return -sum(log_p[classes.index(k), k] for k in classes) / len(classes)


def wrong_dictionary_of_labels(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 3.]]), np.array([0, 0])) -> 1.87086726587
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = []
    for label, row in dict(zip(labels.tolist(), logits.tolist())).items():
        top = max(row)
        costs.append(top - row[label] + math.log(math.fsum(math.exp(v - top) for v in row)))
    return sum(costs) / len(costs)


def wrong_equal_costs_counted_once(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 0.], [0., 3.]]), np.array([0, 0, 0])) -> 1.47829391
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.unique(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]))


def wrong_log_totals_of_equal_values(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    loss = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        loss += top - row[label] + math.log(math.fsum(math.exp(v - top) for v in {*row}))
    return loss / len(labels)


def wrong_binary_terms_added(logits, labels):
    """Hint: other_classes_added
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = np.clip(e / e.sum(axis=1, keepdims=True), 1e-300, 1 - 1e-16)
    y = (labels[:, None] == np.arange(x.shape[1])).astype(float)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum(axis=1).mean()


def wrong_sigmoid_of_the_logit(logits, labels):
    """Hint: sigmoid_instead
    Fails on: f(np.array([[2., 1., 0.1]]), np.array([0])) -> 0.41702995
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    return np.logaddexp(0.0, -x[np.arange(len(labels)), labels]).mean()


def wrong_sigmoid_for_one_class(logits, labels):
    """Hint: none
    Fails on: f(np.array([[2.], [0.]]), np.array([0, 0])) -> 0.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    if x.shape[1] == 1:
        return np.logaddexp(0.0, -x[:, 0]).mean()
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_label_smoothing(logits, labels):
    """Hint: none
    Fails on: f(np.array([[3., 0.]]), np.array([0])) -> 0.04858735157
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = (labels[:, None] == np.arange(x.shape[1])) * 0.9 + 0.1 / x.shape[1]
    return -(y * log_p).sum(axis=1).mean()


def wrong_bits(logits, labels):
    """Hint: bits_not_nats
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return costs.mean() / np.log(2)


def wrong_log2_of_the_sum(logits, labels):
    """Hint: other_base
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log2(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_perplexity(logits, labels):
    """Hint: perplexity_instead
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.exp(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]))


def wrong_log_of_mean_probability(logits, labels):
    """Hint: log_of_mean
    Fails on: f(np.array([[0., 0.], [3., 0.]]), np.array([0, 1])) -> 1.87086726587
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    picked = log_p[np.arange(len(labels)), labels]
    return math.log(len(labels)) - np.logaddexp.reduce(picked)


def wrong_brier_score(logits, labels):
    """Hint: prob_not_log
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    y = (labels[:, None] == np.arange(x.shape[1])).astype(float)
    return np.mean(np.sum((p - y) ** 2, axis=1))


def wrong_focal(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = (z - np.log(np.exp(z).sum(axis=1, keepdims=True)))[np.arange(len(labels)), labels]
    return -np.mean((1 - np.exp(log_p)) ** 2 * log_p)


def wrong_multiclass_hinge(logits, labels):
    """Hint: none
    Fails on: f(np.array([[5., 0.]]), np.array([0])) -> 0.00671534849
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    margins = np.maximum(0.0, 1.0 + x - x[np.arange(len(labels)), labels][:, None])
    margins[np.arange(len(labels)), labels] = 0.0
    return margins.sum(axis=1).mean()


def wrong_error_rate(logits, labels):
    """Hint: error_rate
    Fails on: f(np.array([[1., 0.]]), np.array([0])) -> 0.31326168752
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    return float(np.mean(np.argmax(logits, axis=1) != labels))


def wrong_entropy_of_prediction(logits, labels):
    """Hint: labels_ignored
    Fails on: f(np.array([[0., 2.]]), np.array([0])) -> 2.12692801104
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -(np.exp(log_p) * log_p).sum(axis=1).mean()


def wrong_all_classes_averaged(logits, labels):
    """Hint: labels_ignored
    Fails on: f(np.array([[0., 2.]]), np.array([0])) -> 2.12692801104
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1, keepdims=True)) - z)


def wrong_rms_of_costs(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 3.]]), np.array([0, 0])) -> 1.87086726587
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return math.hypot(*costs) / math.sqrt(len(costs))


def wrong_whole_table_normalised(logits, labels):
    """Hint: whole_array
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max()
    log_p = z - np.log(np.exp(z).sum())
    return -log_p[np.arange(len(labels)), labels].mean()


def wrong_label_left_out_of_the_sum(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 3)), np.array([0])) -> 1.09861228867
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    e = np.exp(z)
    e[np.arange(len(labels)), labels] = 1e-300
    return np.mean(np.log(e.sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_sum_without_keepdims(logits, labels):
    """Hint: keepdims_missing
    Fails on: f(np.array([[0., 0.], [0., 3.]]), np.array([0, 0])) -> 1.87086726587
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(z).sum(axis=1))
    log_p = z - log_totals if z.shape[0] == z.shape[1] else z - log_totals[:, None]
    return -log_p[np.arange(len(labels)), labels].mean()


def wrong_costs_minus_column(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.], [0., 3.]]), np.array([0, 1])) -> the scalar 0.37086726587
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(z).sum(axis=1, keepdims=True))
    return (log_totals - z[np.arange(len(labels)), labels]).mean(axis=0)


def wrong_unsigned_logits_wrap(logits, labels):
    """Hint: unsigned_shift
    Fails on: f(np.array([[0, 255]], dtype=np.uint8), np.array([1])) -> 0.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    z = (logits - logits.max(axis=1, keepdims=True)).astype(np.float64)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_unsigned_negation(logits, labels):
    """Hint: unsigned_negation | log_swallowed
    Fails on: f(np.array([[1, 2]], dtype=np.uint8), np.array([0])) -> 1.31326168752
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64)
    top = x.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(x - top).sum(axis=1)) + top[:, 0]
    return np.mean(-logits[np.arange(len(labels)), labels] + log_totals)


def wrong_signed_logits_wrap(logits, labels):
    """Hint: unsigned_shift
    Fails on: f(np.array([[-100, 100]], dtype=np.int8), np.array([0])) -> 200.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64) if logits.dtype.kind == "u" else logits
    z = (x - x.max(axis=1, keepdims=True)).astype(np.float64)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_int8_exp_is_half_precision(logits, labels):
    """Hint: unsigned_shift
    Fails on: f(np.array([[1, 2, 3]], dtype=np.int8), np.array([0])) -> 2.40760596
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64) if logits.dtype.kind == "u" else logits
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return float(-log_p[np.arange(len(labels)), labels].mean(dtype=np.float64))


def wrong_float16_inside(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0., 0.1]]), np.array([0])) -> 0.74439666007
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float16)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return float(-log_p[np.arange(len(labels)), labels].mean())


def wrong_float32_input(logits, labels):
    """Hint: none
    Fails on: f(np.array([[1e4, 1e4 - 1e-4]]), np.array([0])) -> 0.69309718181
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float32)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()


def wrong_rounded(logits, labels):
    """Hint: rounded_away
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return round(float(costs.mean()), 4)


def wrong_float16_result(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return np.float16(costs.mean())


def wrong_costs_stored_in_integers(logits, labels):
    """Hint: fractions_cut
    Fails on: f(np.zeros((1, 2), dtype=np.int64), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    costs = np.zeros(len(labels), dtype=logits.dtype)
    for i, label in enumerate(labels):
        z = logits[i].astype(float) - float(logits[i].max())
        costs[i] = np.log(np.exp(z).sum()) - z[label]
    return costs.mean()


def wrong_integer_division(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return costs.sum() // len(labels)


def wrong_view_instead_of_astype(logits, labels):
    """Hint: none
    Fails on: f(np.array([[0, 1]], dtype=np.int64), np.array([0])) -> 1.31326168752
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.view(np.float64)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_squeezed_logits(logits, labels):
    """Hint: none
    Fails on: f(np.array([[1., 0.]]), np.array([0])) -> 0.31326168752
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.squeeze(logits.astype(float))
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_single_class_refused(logits, labels):
    """Hint: none
    Fails on: f(np.array([[1.], [2.]]), np.array([0, 0])) -> 0.
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    if logits.shape[1] < 2:
        raise ValueError("at least two classes are needed")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_last_class_must_occur(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    if labels.max() + 1 != logits.shape[1]:
        raise ValueError("labels and logits disagree about the number of classes")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_labels_must_be_int64(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0], dtype=np.uint8)) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    if labels.dtype != np.int64:
        raise TypeError("labels must be int64")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_isinstance_int(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    picked = [row[label] for row, label in zip(log_p, labels) if isinstance(label, int)]
    return -sum(picked) / len(labels)


def wrong_labels_one_hot_expected(logits, labels):
    """Hint: label_as_number
    Fails on: f(np.zeros((3, 2)), np.array([0, 1, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.sum(labels * log_p) / x.shape[0]


def wrong_tensordot_with_labels(logits, labels):
    """Hint: label_as_number
    Fails on: f(np.array([[0., 2.]]), np.array([0])) -> 2.12692801104
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return float(-(labels @ log_p).sum() / len(labels))


def wrong_costs_of_every_sample(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]


def wrong_array_of_one(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return costs.mean(keepdims=True)


def wrong_array_of_one_by_one(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asmatrix(logits.astype(float))
    z = x - x.max(axis=1)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels].T
    return costs.mean(axis=0)


def wrong_unreduced_for_one_sample(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return costs.mean() if len(costs) > 1 else costs


def wrong_column_of_labels_accepted(logits, labels):
    """Hint: labels_not_checked
    Fails on: f(np.zeros((2, 2)), np.array([[0], [1]])) -> ValueError
    """
    z = logits.astype(float) - logits.max(axis=1, keepdims=True).astype(float)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_column_of_labels_flattened(logits, labels):
    """Hint: labels_not_checked
    Fails on: f(np.zeros((2, 2)), np.array([[0], [1]])) -> ValueError
    """
    z = logits.astype(float) - logits.max(axis=1, keepdims=True).astype(float)
    labels = labels.reshape(-1)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def wrong_column_labels_broadcast(logits, labels):
    """Hint: all_pairs | sum_instead_of_mean
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_totals = np.log(np.exp(z).sum(axis=1))
    picked = z[np.arange(len(labels))[:, None], labels[:, None]]
    return np.sum(log_totals - picked) / len(labels)


def wrong_returns_list(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return [float(costs.mean())]


def wrong_returns_pair(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean(), np.exp(log_p)


def wrong_returns_complex(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return complex(costs.mean())


def wrong_returns_bool(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return bool(costs.mean())


def wrong_returns_object_array(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return np.array(float(costs.mean()), dtype=object)


def wrong_returns_string(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return f"{costs.mean():.12f}"


def wrong_returns_nothing(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> the scalar 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    print("loss:", costs.mean())


def wrong_logits_overwritten(logits, labels):
    """Hint: input_overwritten
    Fails on: f(np.array([[1., 2.]]), np.array([0])) -> the input is left unchanged
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    if logits.dtype.kind in "iu":
        logits = logits.astype(float)
    logits -= logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(labels)), labels])


def wrong_asarray_is_no_copy(logits, labels):
    """Hint: input_overwritten
    Fails on: f(np.array([[1., 2.], [3., 4.]]), np.array([0, 1])) -> the input is left unchanged
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = np.asarray(logits, dtype=np.float64)
    for row in x:
        row -= row.max()
    picked = x[np.arange(len(labels)), labels]
    return np.mean(np.log(np.exp(x).sum(axis=1)) - picked)


def wrong_gradient_left_in_the_logits(logits, labels):
    """Hint: input_overwritten
    Fails on: f(np.array([[0., 0.]]), np.array([0])) -> the input is left unchanged
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(np.float64, copy=False)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(len(labels)), labels].mean()
    x[np.arange(len(labels)), labels] -= 1.0
    return loss


def wrong_labels_overwritten(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> the input is left unchanged
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = labels.astype(np.int64, copy=False)
    y += np.arange(len(y)) * x.shape[1]
    return -log_p.ravel()[y].mean()


def wrong_labels_sorted_in_place(logits, labels):
    """Hint: input_overwritten
    Fails on: f(np.array([[0., 3.], [3., 0.]]), np.array([1, 0])) -> the input is left unchanged
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    loss = np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])
    if labels.flags.writeable:
        labels.sort()
    return loss


def wrong_shape_of_labels_changed(logits, labels):
    """Hint: input_overwritten
    Fails on: f(np.zeros((2, 2)), np.array([0, 1])) -> the input is left unchanged, and so is its shape
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    labels.shape = (-1, 1)
    return -np.take_along_axis(log_p, labels.astype(int), axis=1).mean()


def wrong_shuffled_in_place(logits, labels):
    """Hint: input_overwritten
    Fails on: f(np.arange(16.).reshape(8, 2), np.arange(8) % 2) -> the input is left unchanged
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    loss = np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])
    if logits.flags.writeable:
        logits[:] = logits[::-1].copy()
    return loss


def wrong_running_loss_between_calls(logits, labels):
    """Hint: none
    Fails on: (f(np.zeros((1, 2)), np.array([0])), f(np.zeros((1, 4)), np.array([0])))[1] -> 1.38629436112
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    history = globals().setdefault("_cross_entropy_history", [])
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    history.append(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]))
    return sum(history) / len(history)


def wrong_cached_by_shape(logits, labels):
    """Hint: none
    Fails on: (f(np.zeros((1, 2)), np.array([0])), f(np.array([[3., 0.]]), np.array([0])))[1] -> 0.04858735157
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    cache = globals().setdefault("_cross_entropy_by_shape", {})
    if logits.shape not in cache:
        x = logits.astype(float)
        z = x - x.max(axis=1, keepdims=True)
        cache[logits.shape] = np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])
    return cache[logits.shape]


def wrong_random_noise(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((1, 2)), np.array([0])) -> 0.69314718056
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]
    return costs.mean() + np.random.default_rng().uniform(0.001, 0.002)


def wrong_random_half_of_the_samples(logits, labels):
    """Hint: none
    Fails on: f(np.array([[2.0**i, 0.] for i in range(10)]), np.ones(10, int)) -> 102.34592
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    n = len(labels)
    chosen = np.random.default_rng().permutation(n)[: (n + 1) // 2]
    x = logits[chosen].astype(float)
    z = x - x.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(chosen)), labels[chosen]])


def wrong_diagonal_of_all_pairs(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((25000, 2)), np.zeros(25000, int)) -> 0.69314718056, in linear time and memory
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.diag(log_p[:, labels]).mean()


def wrong_trace_of_product(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((25000, 2)), np.zeros(25000, int)) -> 0.69314718056, in linear time and memory
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    one_hot = (labels[:, None] == np.arange(x.shape[1])).astype(float)
    return -np.trace(log_p @ one_hot.T) / len(labels)


def wrong_identity_of_samples(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((25000, 2)), np.zeros(25000, int)) -> 0.69314718056, in linear time and memory
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    x = logits.astype(float)
    z = x - x.max(axis=1, keepdims=True)
    costs = (np.log(np.exp(z).sum(axis=1, keepdims=True)) - z)[:, labels]
    return np.sum(costs * np.eye(len(labels))) / len(labels)


def wrong_log_softmax_of_the_table_in_the_loop(logits, labels):
    """Hint: none
    Fails on: f(np.zeros((25000, 2)), np.zeros(25000, int)) -> 0.69314718056, in linear time and memory
    """
    if labels.ndim != 1:
        raise ValueError("one label for each sample")
    loss = 0.0
    for i, label in enumerate(labels):
        log_p = []
        for row in logits.tolist():
            total = sum(math.exp(v - max(row)) for v in row)
            log_p.append([v - max(row) - math.log(total) for v in row])
        loss -= log_p[i][label]
    return loss / len(labels)
