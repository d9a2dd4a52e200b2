"""Binary cross-entropy: what a probability of "yes" costs once the answer is known."""

import numpy as np


def binary_cross_entropy(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError(f"shapes do not match: {y_pred.shape} and {y_true.shape}")
    p, y = y_pred.astype(float), y_true.astype(float)
    with np.errstate(divide="ignore"):
        log_p = np.maximum(np.log(p), -100)
        log_not_p = np.maximum(np.log(1 - p), -100)
    return -np.mean(y * log_p + (1 - y) * log_not_p)
