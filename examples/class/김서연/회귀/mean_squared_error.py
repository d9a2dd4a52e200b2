import numpy as np


def mean_squared_error(y_pred, y_true):
    # 모양이 다르면 브로드캐스팅되기 전에 막는다
    if y_pred.shape != y_true.shape:
        raise ValueError(f"모양이 다릅니다: {y_pred.shape}, {y_true.shape}")
    오차 = y_pred.astype(np.float64) - y_true.astype(np.float64)
    return np.mean(오차**2)
