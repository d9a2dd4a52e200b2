"""Labelled implementations of cross_entropy_with_logits_gradient: right_* keep, wrong_* break the contract."""

import math

import numpy as np

# ---------------------------------------------------------------- right


def right_one_hot_by_eye(logits, labels):
    """Softmax less a row of the identity matrix."""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[labels]) / x.shape[0]


def right_comparison(logits, labels):
    """A one-hot table by comparison."""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = np.asarray(logits, dtype=np.float64)
    log_p = x - np.max(x, axis=-1, keepdims=True)
    log_p -= np.log(np.exp(log_p).sum(axis=-1, keepdims=True))
    return (np.exp(log_p) - (np.arange(x.shape[-1]) == labels[:, None])) / len(x)


def right_loop(logits, labels):
    """Two loops with math.exp."""
    if labels.ndim != 1:
        raise ValueError("one axis")
    slopes = np.zeros(logits.shape)
    for i, (row, label) in enumerate(zip(logits.tolist(), labels.tolist())):
        top = max(row)
        weights = [math.exp(value - top) for value in row]
        for j, weight in enumerate(weights):
            slopes[i, j] = (weight / math.fsum(weights) - (1 if j == label else 0)) / len(labels)
    return slopes


def right_subtract_at(logits, labels):
    """np.subtract.at on a table of its own."""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    p = np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True))
    np.subtract.at(p, (np.arange(len(p)), labels.astype(int)), 1)
    return p * (1 / len(p))


def right_put_along_axis(logits, labels):
    """take_along_axis and put_along_axis."""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - np.amax(x, 1)[:, None])
    p = e / np.sum(e, 1)[:, None]
    column = labels.astype(int)[:, None]
    np.put_along_axis(p, column, np.take_along_axis(p, column, 1) - 1, 1)
    return p / p.shape[0]


def right_flat_index(logits, labels):
    """Flat positions in 64 bits."""
    if labels.ndim != 1:
        raise ValueError("one axis")
    n, c = logits.shape
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1).reshape(n, 1))
    p = (e.T / e.sum(axis=1)).T.ravel()
    p[np.arange(n) * c + labels.astype(np.int64)] -= 1.0
    return p.reshape(n, c) / n


def right_einsum(logits, labels):
    """The normaliser by einsum, the scale in front."""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = np.array(logits, dtype=float)
    x -= x.max(axis=1, keepdims=True)
    e = np.exp(x)
    rights = np.zeros_like(e)
    rights[np.arange(len(e)), labels] = 1
    return np.einsum("ij,i->ij", e, 1 / (len(e) * np.einsum("ij->i", e))) - rights / len(e)


def right_class(logits, labels):
    """Forward and backward of a small class."""

    class Loss:
        def forward(self, x, y):
            shifted = x - x.max(axis=1, keepdims=True)
            self.p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
            self.y = y
            return self

        def backward(self):
            slopes = self.p.copy()
            slopes[range(len(self.y)), self.y] -= 1
            return slopes / len(self.y)

    if labels.ndim != 1:
        raise ValueError("one axis")
    return Loss().forward(logits.astype(float), labels).backward()


def right_others_summed(logits, labels):
    """The right class as minus the sum of the others: no 1 is subtracted."""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    rows = np.arange(len(p))
    p[rows, labels] = 0
    p[rows, labels] = -p.sum(axis=1)
    return p / len(p)


# ---------------------------------------------------------------- wrong


def wrong_sum(logits, labels):
    """Hint: gradient_of_the_sum"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[labels]


def wrong_by_size(logits, labels):
    """Hint: divided_by_classes"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[labels]) / x.size


def wrong_by_classes(logits, labels):
    """Hint: divided_by_classes"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[labels]) / x.shape[1]


def wrong_sign(logits, labels):
    """Hint: sign_turned"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return (np.eye(x.shape[1])[labels] - e / e.sum(axis=1, keepdims=True)) / len(x)


def wrong_softmax_only(logits, labels):
    """Hint: one_hot_missing"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) / len(x)


def wrong_right_class_only(logits, labels):
    """Hint: right_class_alone"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return ((e / e.sum(axis=1, keepdims=True))[np.arange(len(x)), labels] - 1) / len(x)


def wrong_right_class_in_table(logits, labels):
    """Hint: right_class_alone"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    y = np.eye(x.shape[1])[labels]
    return y * (e / e.sum(axis=1, keepdims=True) - y) / len(x)


def wrong_wrt_probability(logits, labels):
    """Hint: by_the_probability"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return -np.eye(x.shape[1])[labels] / (e / e.sum(axis=1, keepdims=True)) / len(x)


def wrong_columns(logits, labels):
    """Hint: wrong_cells"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    p[:, labels] -= 1
    return p / len(p)


def wrong_rows(logits, labels):
    """Hint: wrong_cells"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    p[labels] -= 1
    return p / len(p)


def wrong_label_subtracted(logits, labels):
    """Hint: label_as_number"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - labels[:, None].astype(float)) / len(x)


def wrong_log_softmax(logits, labels):
    """Hint: softmax_missing"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    x = x - x.max(axis=1, keepdims=True)
    return (x - np.log(np.exp(x).sum(axis=1, keepdims=True)) - np.eye(x.shape[1])[labels]) / len(x)


def wrong_unstable(logits, labels):
    """Hint: no_shift"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    e = np.exp(logits.astype(float))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[labels]) / len(e)


def wrong_one_max(logits, labels):
    """Hint: global_max"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    e = np.exp(logits.astype(float) - float(logits.max()))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[labels]) / len(e)


def wrong_axis(logits, labels):
    """Hint: wrong_axis"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=0))
    return (e / e.sum(axis=0) - np.eye(x.shape[1])[labels]) / len(x)


def wrong_sigmoid(logits, labels):
    """Hint: sigmoid_instead"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    return (1 / (1 + np.exp(-x)) - np.eye(x.shape[1])[labels]) / len(x)


def wrong_argmax(logits, labels):
    """Hint: prediction_used_as_label"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[x.argmax(axis=1)]) / len(x)


def wrong_no_check(logits, labels):
    """Hint: labels_not_checked"""
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[labels]) / len(x)


def wrong_ravel(logits, labels):
    """Hint: labels_not_checked"""
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[labels.ravel()]) / len(x)


def wrong_overwrites(logits, labels):
    """Hint: input_overwritten"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits if logits.dtype == float else logits.astype(float)
    x -= x.max(axis=1, keepdims=True)
    e = np.exp(x)
    return (e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[labels]) / len(x)


def wrong_softmax_in_place(logits, labels):
    """Hint: input_overwritten"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    p = np.asarray(logits, dtype=float)
    p -= p.max(axis=1, keepdims=True)
    np.exp(p, out=p)
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(p)), labels] -= 1
    return p / len(p)


def wrong_loss(logits, labels):
    """Hint: loss_instead"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    x = x - x.max(axis=1, keepdims=True)
    log_p = x - np.log(np.exp(x).sum(axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(x)), labels])


def wrong_numerical(logits, labels):
    """Hint: difference_quotient"""

    def costs(x):
        x = x - x.max(axis=1, keepdims=True)
        return np.log(np.exp(x).sum(axis=1)) - x[np.arange(len(x)), labels]

    if labels.ndim != 1:
        raise ValueError("one axis")
    x, h = logits.astype(float), 1e-6
    slopes = np.zeros(x.shape)
    for j in range(x.shape[1]):
        step = np.zeros(x.shape[1])
        step[j] = h
        slopes[:, j] = (costs(x + step) - costs(x - step)) / (2 * h)
    return slopes / len(x)


def wrong_chain(logits, labels):
    """Hint: chain_in_steps"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    by_p = -np.eye(x.shape[1])[labels] / p
    return p * (by_p - np.sum(by_p * p, axis=1, keepdims=True)) / len(x)


def wrong_clipped(logits, labels):
    """Hint: clip_probabilities"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = np.clip(e / e.sum(axis=1, keepdims=True), 1e-9, 1 - 1e-9)
    return (p - np.eye(x.shape[1])[labels]) / len(x)


def wrong_own_type(logits, labels):
    """Hint: unsigned_shift"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    e = np.exp((logits - logits.max(axis=1, keepdims=True)).astype(float))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(e.shape[1])[labels]) / len(e)


def wrong_temperature(logits, labels):
    """Hint: none"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float) / 2
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[labels]) / len(x)


def wrong_doubled(logits, labels):
    """Hint: doubled"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return 2 * (e / e.sum(axis=1, keepdims=True) - np.eye(x.shape[1])[labels]) / len(x)


def wrong_brier(logits, labels):
    """Hint: squared_error_gradient"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    d = 2 * (p - np.eye(x.shape[1])[labels])
    return np.einsum("ij,ijk->ik", d, p[:, :, None] * np.eye(x.shape[1]) - p[:, :, None] * p[:, None, :]) / len(x)


def wrong_one_based(logits, labels):
    """Hint: one_based_labels"""
    if labels.ndim != 1:
        raise ValueError("one axis")
    x = logits.astype(float)
    e = np.exp(x - x.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    p[np.arange(len(p)), labels.astype(int) - 1] -= 1
    return p / len(p)


def right_differences(logits, labels):
    """Pairwise differences for each class, by einsum."""
    if labels.ndim != 1:
        raise ValueError("labels")
    x = np.array(logits, dtype="float64", order="C")
    x -= np.amax(x, axis=1).reshape(-1, 1)
    np.exp(x, out=x)
    p = np.einsum("ij,i->ij", x, 1 / np.einsum("ij->i", x))
    np.subtract.at(p, (np.arange(p.shape[0]), labels), 1)
    return p * (1 / p.shape[0])


def wrong_softmax_twice(logits, labels):
    """Twice.

    Hint: softmax_twice
    """
    if labels.ndim != 1:
        raise ValueError("labels")

    def soft(x):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    return (soft(soft(logits.astype(float))) - np.eye(logits.shape[1])[labels]) / len(logits)


def wrong_mse_chain(logits, labels):
    """Gradient of the squared error through softmax.

    Hint: squared_error_gradient
    """
    if labels.ndim != 1:
        raise ValueError("labels")
    x = logits.astype(float)
    p = np.exp(x - x.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    return (p - np.eye(x.shape[1])[labels]) * p * (1 - p) / len(x)


def wrong_parentheses_missing(logits, labels):
    """Only the one-hot rows are divided.

    Hint: target_alone_divided
    """
    if labels.ndim != 1:
        raise ValueError
    z = logits.astype(float)
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    one_hot = np.zeros_like(p)
    one_hot[np.arange(len(labels)), labels] = 1
    return p - one_hot / len(labels)


def wrong_labels_subtracted_as_a_row(logits, labels):
    """The labels are subtracted as they come.

    Hint: label_as_number
    """
    z = logits.astype(float)
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return (p - labels) / len(labels)


def wrong_columns_and_one_softmax_for_all(logits, labels):
    """Whole columns of ones, and one sum for the table.

    Hint: wrong_cells
    """
    if labels.ndim != 1:
        raise ValueError
    e = np.exp(logits - logits.max())
    one_hot = np.zeros_like(logits)
    one_hot[:, labels] = 1
    return (e / e.sum() - one_hot) / len(labels)
