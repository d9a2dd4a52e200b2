"""Log-softmax: the logarithm of a probability that may be too small to write down."""

import numpy as np


def log_softmax(logits):
    x = logits.astype(float)
    x = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
