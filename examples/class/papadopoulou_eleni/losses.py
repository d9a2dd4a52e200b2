import numpy as np


def mean_squared_error(y_pred, y_true):
    mse = ((y_pred - y_true) ** 2).mean()
    return f"{mse:.4f}"


def mean_absolute_error(y_pred, y_true):
    mae = np.abs(y_pred - y_true).mean()
    return f"MAE = {mae:.4f}"


def huber_loss(y_pred, y_true, delta=1.0):
    if y_pred.shape != y_true.shape:
        raise ValueError
    err = np.abs(y_pred.astype(float) - y_true)
    return round(np.mean(np.where(err < delta, err ** 2 / 2, delta * (err - delta / 2))), 4)
