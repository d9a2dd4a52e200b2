import numpy as np

def entropy(p):
    # scipy macht es auch so: auf Summe 1 bringen
    p = np.asarray(p, dtype=float)
    p = p / p.sum(axis=-1, keepdims=True)
    with np.errstate(divide='ignore', invalid='ignore'):
        terme = np.where(p > 0, p * np.log(p), 0)
    return -terme.sum(axis=-1)
