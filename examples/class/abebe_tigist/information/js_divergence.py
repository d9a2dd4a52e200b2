"""Jensen-Shannon divergence: how far two distributions are from the one halfway between them."""

import numpy as np


def _kl(p, m):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * np.log(p / m), 0.0).sum(axis=-1)


def js_divergence(p, q):
    p, q = p.astype(float), q.astype(float)
    m = (p + q) / 2
    return (_kl(p, m) + _kl(q, m)) / 2
