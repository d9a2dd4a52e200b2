"""Huber loss: squared near the target, absolute far from it, so that an outlier cannot shout."""

import numpy as np


def huber_loss(y_pred, y_true, delta=1.0):
    if y_pred.shape != y_true.shape:
        raise ValueError(f"shapes do not match: {y_pred.shape} and {y_true.shape}")
    a = np.abs(y_pred.astype(float) - y_true.astype(float))
    # the part of |e| inside delta is squared, the rest is linear
    inside = np.minimum(a, delta)
    return np.mean(inside**2 / 2 + delta * (a - inside))
