import numpy as np


def mean_absolute_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError(f"모양이 다릅니다: {y_pred.shape}, {y_true.shape}")
    오차 = y_pred.astype(np.float64) - y_true.astype(np.float64)
    return np.mean(np.abs(오차))
