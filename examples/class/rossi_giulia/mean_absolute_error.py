import numpy as np

def mean_absolute_error(y_pred, y_true):
    return np.mean(np.abs(y_pred - y_true))
