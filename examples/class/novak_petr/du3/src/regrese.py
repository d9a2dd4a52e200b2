import numpy as np
from pomocne import zkontroluj


def mean_squared_error(y_pred, y_true):
    a, b = zkontroluj(y_pred, y_true)
    return np.average((a - b) ** 2)


def mean_absolute_error(y_pred, y_true):
    a, b = zkontroluj(y_pred, y_true)
    return np.average(abs(a - b))


def huber_loss(y_pred, y_true, delta=1.0):
    a, b = zkontroluj(y_pred, y_true)
    e = abs(a - b)
    # podle dokumentace torch.nn.SmoothL1Loss
    return np.average(np.where(e < delta, 0.5 * e ** 2 / delta, e - 0.5 * delta))
