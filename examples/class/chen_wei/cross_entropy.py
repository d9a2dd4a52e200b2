import numpy as np


def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    with np.errstate(all="ignore"):
        terms = np.where(p > 0, -p * np.log(q), 0)
    return terms.sum(axis=-1).mean()
