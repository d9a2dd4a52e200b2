"""Mean absolute error: how far off, on average, whichever way."""

import numpy as np


def mean_absolute_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError(f"shapes do not match: {y_pred.shape} and {y_true.shape}")
    return np.abs(y_pred.astype(float) - y_true.astype(float)).mean()
