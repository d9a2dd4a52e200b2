import numpy as np


def entropy(p):
    p = np.asarray(p, dtype=float)
    terms = -p * np.log(p)
    terms = np.nan_to_num(terms)  # 0 * log 0
    return terms.sum(axis=-1)
