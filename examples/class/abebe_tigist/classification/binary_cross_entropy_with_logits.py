"""Binary cross-entropy from logits: the same cost, on a scale without ends."""

import numpy as np


def binary_cross_entropy_with_logits(logits, targets):
    if logits.shape != targets.shape:
        raise ValueError(f"shapes do not match: {logits.shape} and {targets.shape}")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))
