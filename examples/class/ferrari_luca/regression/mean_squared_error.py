import numpy as np


def mean_squared_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("forme diverse")
    return np.sqrt(np.mean((y_pred - y_true) ** 2))
