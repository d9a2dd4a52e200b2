"""Mean absolute error: how far off, on average, whichever way."""

import numpy as np


def mean_absolute_error(y_pred, y_true):
    """Average distance between prediction and target, in the unit of the target."""
    if y_pred.shape != y_true.shape:
        raise ValueError("y_pred and y_true must have the same shape")
    return np.mean(np.abs(y_pred - y_true))
