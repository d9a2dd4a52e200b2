import numpy as np


def binary_cross_entropy(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("forme diverse")
    log_p = np.nan_to_num(np.log(y_pred.astype(float)), neginf=-100)
    log_1_p = np.nan_to_num(np.log(1 - y_pred.astype(float)), neginf=-100)
    return -np.mean(y_true * log_p + (1 - y_true) * log_1_p)
