"""Huber loss: squared near the target, absolute far from it, so that an outlier cannot shout."""

import numpy as np


def huber_loss(y_pred, y_true, delta=1.0):
    """Average of a penalty that is quadratic for small errors and linear for large ones."""
    if y_pred.shape != y_true.shape:
        raise ValueError("y_pred and y_true must have the same shape")
    error = abs(np.float64(y_pred) - np.float64(y_true))
    if error <= delta:
        return error**2 / 2
    else:
        return delta * (error - delta / 2)
