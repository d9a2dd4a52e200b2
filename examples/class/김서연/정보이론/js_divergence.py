import numpy as np


def _kl(p, m):
    있음 = p > 0
    항 = np.zeros(p.shape)
    항[있음] = p[있음] * np.log(p[있음] / m[있음])
    return 항.sum(axis=-1)


def js_divergence(p, q):
    p, q = np.broadcast_arrays(p.astype(np.float64), q.astype(np.float64))
    m = (p + q) / 2
    return 0.5 * _kl(p, m) + 0.5 * _kl(q, m)
