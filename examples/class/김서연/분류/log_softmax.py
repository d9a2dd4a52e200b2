import numpy as np


def log_softmax(logits):
    x = logits.astype(np.float64)
    x = x - np.max(x, axis=-1, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis=-1, keepdims=True))
