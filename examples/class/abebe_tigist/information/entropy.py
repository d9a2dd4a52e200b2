"""Entropy: the surprise to expect, on average, from a distribution."""

import numpy as np


def entropy(p):
    p = p.astype(float)
    safe = np.where(p > 0, p, 1)  # ln 1 = 0, so these terms vanish
    return -(p * np.log(safe)).sum(axis=-1)
