import numpy as np


def binary_cross_entropy(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError(f"모양이 다릅니다: {y_pred.shape}, {y_true.shape}")
    # 로그에 0이 들어가지 않도록 자른다
    p = np.clip(y_pred.astype(np.float64), 1e-7, 1 - 1e-7)
    y = y_true.astype(np.float64)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
