"""Softmax: scores become probabilities, and only their differences count."""

import numpy as np


def softmax(logits):
    x = logits.astype(float)
    x = np.exp(x - x.max(axis=-1, keepdims=True))
    return x / x.sum(axis=-1, keepdims=True)
