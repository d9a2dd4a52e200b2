"""The commonest ways in which people write the exercises; `benchmarks.grading` writes docs/grading.md from them.

Each function is one implementation: the exercise's name, two underscores, what it is. Its docstring says so in words.
"""

import numpy as np


def mean_squared_error__numpy_in_one_line(y_pred, y_true):
    """NumPy in one line"""
    return np.mean((y_pred - y_true) ** 2)


def mean_squared_error__the_sum_over_len(y_pred, y_true):
    """the sum over `len`"""
    return np.sum((y_pred - y_true) ** 2) / len(y_true)


def mean_squared_error__with_a_factor_of_half(y_pred, y_true):
    """with a factor of ½"""
    return np.mean((y_pred - y_true) ** 2) / 2


def mean_absolute_error__numpy_in_one_line(y_pred, y_true):
    """NumPy in one line"""
    return np.mean(np.abs(y_pred - y_true))


def huber_loss__np_where_over_both_branches(y_pred, y_true, delta=1.0):
    """`np.where` over both branches"""
    e = np.abs(y_pred - y_true)
    return np.mean(np.where(e <= delta, e**2 / 2, delta * (e - delta / 2)))


def huber_loss__the_same_error_with_its_sign(y_pred, y_true, delta=1.0):
    """the same, error with its sign"""
    e = y_pred - y_true
    return np.mean(np.where(e <= delta, e**2 / 2, delta * (np.abs(e) - delta / 2)))


def surprise__numpy_in_one_line(p):
    """NumPy in one line"""
    return -np.log(p)


def surprise__with_1e_12_in_the_logarithm(p):
    """with 1e-12 in the logarithm"""
    return -np.log(p + 1e-12)


def surprise__in_bits(p):
    """in bits"""
    return -np.log2(p)


def entropy__numpy_in_one_line(p):
    """NumPy in one line"""
    return -np.sum(p * np.log(p), axis=-1)


def entropy__with_1e_7_in_the_logarithm(p):
    """with 1e-7 in the logarithm"""
    return -np.sum(p * np.log(p + 1e-7), axis=-1)


def entropy__zeros_left_out_by_a_mask(p):
    """zeros left out by a mask"""
    p = p[p > 0]
    return -np.sum(p * np.log(p))


def entropy__no_axis(p):
    """no axis"""
    return -np.sum(p * np.log(p))


def cross_entropy__numpy_in_one_line(p, q):
    """NumPy in one line"""
    return -np.sum(p * np.log(q), axis=-1)


def cross_entropy__with_1e_7_in_the_logarithm(p, q):
    """with 1e-7 in the logarithm"""
    return -np.sum(p * np.log(q + 1e-7), axis=-1)


def cross_entropy__q_clipped_at_1e_12(p, q):
    """q clipped at 1e-12"""
    return -np.sum(p * np.log(np.clip(q, 1e-12, 1.0)), axis=-1)


def kl_divergence__numpy_in_one_line(p, q):
    """NumPy in one line"""
    return np.sum(p * np.log(p / q), axis=-1)


def kl_divergence__np_where_on_p(p, q):
    """`np.where` on p"""
    return np.sum(np.where(p != 0, p * np.log(p / q), 0.0), axis=-1)


def kl_divergence__with_1e_7_in_both(p, q):
    """with 1e-7 in both"""
    return np.sum(p * np.log((p + 1e-7) / (q + 1e-7)), axis=-1)


def kl_divergence__d_qp(p, q):
    """D(q‖p)"""
    return np.sum(np.where(q > 0, q * np.log(q / p), 0.0), axis=-1)


def js_divergence__two_divergences_and_their_mixture(p, q):
    """two divergences and their mixture"""
    m = (p + q) / 2

    def d(a, b):
        return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)

    return d(p, m) / 2 + d(q, m) / 2


def js_divergence__the_square_root_the_distance_of_a_library(p, q):
    """the square root (the distance of a library)"""
    m = (p + q) / 2

    def d(a, b):
        return np.sum(np.where(a > 0, a * np.log(a / b), 0.0), axis=-1)

    return np.sqrt(d(p, m) / 2 + d(q, m) / 2)


def binary_cross_entropy__numpy_in_one_line(y_pred, y_true):
    """NumPy in one line"""
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


def binary_cross_entropy__clipped_at_1e_7_as_one_library_does(y_pred, y_true):
    """clipped at 1e-7, as one library does"""
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


def binary_cross_entropy__with_1e_15_in_both_logarithms(y_pred, y_true):
    """with 1e-15 in both logarithms"""
    return -np.mean(y_true * np.log(y_pred + 1e-15) + (1 - y_true) * np.log(1 - y_pred + 1e-15))


def softmax__exp_over_its_sum(logits):
    """exp over its sum"""
    return np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)


def softmax__the_maximum_subtracted_one_row_only(logits):
    """the maximum subtracted, one row only"""
    e = np.exp(logits - logits.max())
    return e / e.sum()


def softmax__the_maximum_subtracted_row_by_row(logits):
    """the maximum subtracted, row by row"""
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax__the_logarithm_of_softmax(logits):
    """the logarithm of softmax"""
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.log(e / e.sum(axis=-1, keepdims=True))


def log_softmax__log_sum_exp(logits):
    """log-sum-exp"""
    z = logits - logits.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def cross_entropy_with_logits__softmax_then_the_logarithm_of_the_label_s(logits, labels):
    """softmax, then the logarithm of the label's"""
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))


def cross_entropy_with_logits__the_same_with_1e_7_in_the_logarithm(logits, labels):
    """the same with 1e-7 in the logarithm"""
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(labels)), labels] + 1e-7))


def cross_entropy_with_logits__log_sum_exp_the_label_s_logit_picked(logits, labels):
    """log-sum-exp, the label's logit picked"""
    z = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels])


def binary_cross_entropy_with_logits__sigmoid_then_its_logarithms(logits, targets):
    """sigmoid, then its logarithms"""
    p = 1 / (1 + np.exp(-logits))
    return -np.mean(targets * np.log(p) + (1 - targets) * np.log(1 - p))


def binary_cross_entropy_with_logits__max_z_0_z_t_log1p_exp_z(logits, targets):
    """max(z, 0) − z·t + log1p(exp(−|z|))"""
    z = logits
    return np.mean(np.maximum(z, 0) - z * targets + np.log1p(np.exp(-np.abs(z))))
