import numpy as np

def huber_loss(y_pred, y_true, delta=1.0):
    e = np.abs(y_pred - y_true)
    return np.mean(np.where(e <= delta, 0.5 * e**2, delta * (e - 0.5 * delta)))
