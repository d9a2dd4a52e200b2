import numpy as np


def _error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("wrong shapes")
    return np.subtract(y_pred, y_true, dtype=np.float64)


def mean_squared_error(y_pred, y_true):
    e = _error(y_pred, y_true)
    return np.dot(e.ravel(), e.ravel()) / e.size


def mean_absolute_error(y_pred, y_true):
    return np.abs(_error(y_pred, y_true)).sum() / len(y_pred)


def huber_loss(y_pred, y_true, delta=1.0):
    e = np.abs(_error(y_pred, y_true))
    if e.max() <= delta:
        return np.mean(e**2 / 2)
    return np.mean(delta * (e - delta / 2))
