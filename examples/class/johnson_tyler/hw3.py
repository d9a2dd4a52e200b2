import numpy as np


def mean_squared_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shape mismatch")
    y_pred -= y_true
    y_pred **= 2
    return y_pred.mean()


def mean_absolute_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shape mismatch")
    diff = y_pred.astype(float)
    diff -= y_true
    return np.abs(diff).mean()


def huber_loss(y_pred, y_true, delta=1.0):
    if y_pred.shape != y_true.shape:
        raise ValueError("shape mismatch")
    loss = np.abs(y_pred.astype(float) - y_true)
    small = loss <= delta
    loss[small] = loss[small] ** 2 / 2
    loss[~small] = delta * (loss[~small] - delta / 2)
    return loss.mean()


def surprise(p):
    return -np.log(p)


def entropy(p):
    p[p == 0] = 1  # log(1) = 0 so these don't count
    return -np.sum(p * np.log(p), axis=-1)


def cross_entropy(p, q):
    q[p == 0] = 1  # same trick
    return -np.sum(p * np.log(q), axis=-1)


def kl_divergence(p, q):
    return cross_entropy(p, q) - entropy(p)


def js_divergence(p, q):
    m = q
    m += p
    m /= 2
    return 0.5 * kl_divergence(p, m) + 0.5 * kl_divergence(q, m)


def binary_cross_entropy(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shape mismatch")
    np.clip(y_pred, 1e-7, 1 - 1e-7, out=y_pred)
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


def softmax(logits):
    logits -= logits.max(axis=-1, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=-1, keepdims=True)
    return logits


def log_softmax(logits):
    logits = logits - logits.max(axis=-1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    return logits
