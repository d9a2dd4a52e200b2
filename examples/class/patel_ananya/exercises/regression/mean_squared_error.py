"""Mean squared error: an error twice as large counts four times as much."""

import numpy as np


def mean_squared_error(y_pred, y_true):
    """Average squared difference between prediction and target, in the squared unit of the target."""
    if y_pred.shape != y_true.shape:
        raise ValueError("y_pred and y_true must have the same shape")
    return np.mean((np.float64(y_pred) - np.float64(y_true)) ** 2)
