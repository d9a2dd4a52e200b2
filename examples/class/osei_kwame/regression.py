import numpy as np


def mean_squared_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        print("Error: shapes do not match")
        return None
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def mean_absolute_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        print("Error: shapes do not match")
        return None
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))


def huber_loss(y_pred, y_true, delta=1.0):
    if y_pred.shape != y_true.shape:
        print("Error: shapes do not match")
        return None
    error = np.abs(y_pred.astype(float) - y_true.astype(float))
    delta = 1.0
    return np.mean(np.where(error <= delta, 0.5 * error**2, delta * (error - 0.5 * delta)))
