# Sean O'Connor
import numpy as np

EPS = 1e-12  # so we never take log(0)


def same(a, b):
    if a.shape != b.shape:
        raise ValueError(f"{a.shape} != {b.shape}")


def mean_squared_error(y_pred, y_true):
    same(y_pred, y_true)
    return np.mean((y_pred.astype(np.int64) - y_true.astype(np.int64)) ** 2)


def mean_absolute_error(y_pred, y_true):
    same(y_pred, y_true)
    return np.nanmean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def surprise(p):
    return -np.log(p + EPS)


def entropy(p):
    return -np.sum(p * np.log(p + EPS), axis=-1)


def cross_entropy(p, q):
    return -np.sum(p * np.log(q + EPS), axis=-1)


def kl_divergence(p, q):
    return np.sum(p * np.log((p + EPS) / (q + EPS)), axis=-1)


def js_divergence(p, q):
    m = (p + q) / 2
    return (kl_divergence(p, m) + kl_divergence(q, m)) / 2


def binary_cross_entropy(y_pred, y_true):
    same(y_pred, y_true)
    return -np.mean(y_true * np.log(y_pred + EPS) + (1 - y_true) * np.log(1 - y_pred + EPS))


def softmax(logits):
    e = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return e / (e.sum(axis=-1, keepdims=True) + EPS)


def log_softmax(logits):
    return np.log(softmax(logits) + EPS)


def cross_entropy_with_logits(logits, labels):
    return -np.mean(log_softmax(logits)[np.arange(len(labels)), labels])


def binary_cross_entropy_with_logits(logits, targets):
    same(logits, targets)
    p = 1 / (1 + np.exp(-logits))
    return binary_cross_entropy(p, targets)
