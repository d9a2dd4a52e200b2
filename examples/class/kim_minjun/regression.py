import numpy as np

def mean_squared_error(y_pred, y_true):
    if len(y_pred) != len(y_true):
        raise ValueError
    return np.mean((y_pred.astype(float) - y_true.astype(float))**2)

def mean_absolute_error(y_pred, y_true):
    if len(y_pred) != len(y_true):
        raise ValueError
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))
