import numpy as np

def entropy(p):
    # only for p > 0, because 0 * log(0) = 0
    p = np.array(p, dtype=float)
    logs = np.log(p, out=np.zeros_like(p), where=(p > 0))
    return -np.sum(p * logs, axis=-1)
