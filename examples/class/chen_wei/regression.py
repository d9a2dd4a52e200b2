import numpy as np


def check(a, b):
    # allow (n,) vs (n, 1), sizes must agree
    if a.size != b.size:
        raise ValueError("sizes differ")
    return a.astype(float).ravel(), b.astype(float).ravel()


def mean_squared_error(y_pred, y_true):
    a, b = check(y_pred, y_true)
    return ((a - b) ** 2).mean()


def mean_absolute_error(y_pred, y_true):
    a, b = check(y_pred, y_true)
    return abs(a - b).mean()


def huber_loss(y_pred, y_true, delta=1.0):
    a, b = check(y_pred, y_true)
    e = abs(a - b)
    return np.where(e < delta, e * e / 2, delta * e - delta * delta / 2).mean()
