"""Entropy: the surprise to expect, on average, from a distribution."""

import numpy as np


def entropy(p):
    """Average information content of a distribution's outcomes, in nats."""
    result = np.zeros(p.shape[:-1])
    for index in np.ndindex(result.shape):
        for x in p[index]:
            if x != 0:
                result[index] += -x * np.log(x)
    return result
