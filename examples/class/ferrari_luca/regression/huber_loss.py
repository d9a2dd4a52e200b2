import numpy as np


def huber_loss(y_pred, y_true, delta=1.0):
    if y_pred.shape != y_true.shape:
        raise ValueError("forme diverse")
    e = y_pred - y_true
    # pseudo-Huber, versione liscia
    return np.mean(delta**2 * (np.sqrt(1 + (e / delta) ** 2) - 1))
