"""Cross entropy: the surprise to expect when q is believed and p is true."""

import numpy as np


def cross_entropy(p, q):
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p.astype(float) * np.log(q.astype(float)), 0.0)
    return -terms.sum(axis=-1)
