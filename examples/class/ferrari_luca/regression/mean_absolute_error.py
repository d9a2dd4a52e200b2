import numpy as np


def mean_absolute_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("forme diverse")
    return np.mean(np.abs(y_pred - y_true))
