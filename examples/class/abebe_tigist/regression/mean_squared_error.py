"""Mean squared error: an error twice as large counts four times as much."""

import numpy as np


def mean_squared_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError(f"shapes do not match: {y_pred.shape} and {y_true.shape}")
    # float first, otherwise uint8 wraps around
    error = y_pred.astype(float) - y_true.astype(float)
    return np.mean(error**2)
