import numpy as np


def cross_entropy(p, q):
    p, q = np.broadcast_arrays(p.astype(np.float64), q.astype(np.float64))
    항 = np.zeros(p.shape)
    있음 = p > 0
    항[있음] = p[있음] * np.log(q[있음])  # q가 0이면 -inf
    return -항.sum(axis=-1)
