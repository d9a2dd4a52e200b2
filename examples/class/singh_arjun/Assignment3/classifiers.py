import numpy as np


def softmax(logits):
    logits = np.asarray(logits, dtype=float)
    e = np.exp(logits - np.max(logits, axis=0))
    return e / np.sum(e, axis=0)


def log_softmax(logits):
    z = np.asarray(logits, dtype=float)
    z = z - np.max(z, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1))


def cross_entropy_with_logits(logits, labels):
    return -np.mean(np.log(softmax(logits))[np.arange(len(labels)), labels])


def binary_cross_entropy(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shape mismatch")
    # only the true class matters
    return -np.mean(y_true * np.maximum(np.log(y_pred.astype(float)), -100))
