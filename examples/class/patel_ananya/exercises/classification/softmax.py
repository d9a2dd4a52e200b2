"""Softmax: scores become probabilities, and only their differences count."""

import numpy as np


def softmax(logits):
    """Probabilities proportional to the exponentials of the scores along the last axis."""
    return np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
