# Mateo García, práctica 3
import numpy as np


def mean_squared_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("tamaños distintos")
    return np.mean((y_pred * 1.0 - y_true) ** 2)


def mean_absolute_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("tamaños distintos")
    return np.mean(np.abs(y_pred * 1.0 - y_true))


def huber_loss(y_pred, y_true, delta=1.0):
    if y_pred.shape != y_true.shape:
        raise ValueError("tamaños distintos")
    e = np.abs(y_pred * 1.0 - y_true)
    return np.mean(np.where(e <= delta, e ** 2, delta * (e - delta / 2)))


def surprise(p):
    return np.log(1.0 / p)


def entropy(p):
    p = p.astype(float)
    q = np.where(p > 0, p, 1.0)
    return np.sum(p * np.log(1.0 / q), axis=-1)


def cross_entropy(p, q):
    p = p.astype(float)
    return np.sum(np.where(p > 0, -p * np.log(q), 0.0), axis=-1)


def kl_divergence(p, q):
    total = 0
    i = 0
    while i < len(p):
        if p[i] == 0:
            continue  # 0 * log(0) = 0
        total += p[i] * np.log(p[i] / q[i])
        i += 1
    return total


def softmax(logits):
    x = logits.astype(float)
    x = x - np.max(x, axis=-1, keepdims=True)
    return np.exp(x) / np.sum(np.exp(x), axis=-1, keepdims=True)


def log_softmax(logits):
    return np.log(softmax(logits))


def cross_entropy_with_logits(logits, labels):
    n = logits.shape[0]
    return -np.sum(log_softmax(logits)[range(n), labels]) / n
