import numpy as np
from binary_cross_entropy import binary_cross_entropy


def binary_cross_entropy_with_logits(logits, targets):
    return binary_cross_entropy(1 / (1 + np.exp(-logits.astype(float))), targets)
