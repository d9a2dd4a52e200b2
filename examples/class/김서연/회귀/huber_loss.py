import numpy as np


def huber_loss(y_pred, y_true, delta=1.0):
    if y_pred.shape != y_true.shape:
        raise ValueError(f"모양이 다릅니다: {y_pred.shape}, {y_true.shape}")
    오차 = np.abs(y_pred.astype(np.float64) - y_true.astype(np.float64))
    작은오차 = 0.5 * 오차**2
    큰오차 = delta * (오차 - 0.5 * delta)
    return np.mean(np.where(오차 <= delta, 작은오차, 큰오차))
