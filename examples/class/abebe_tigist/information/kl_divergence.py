"""Kullback-Leibler divergence: the price of believing q when p is true."""

import numpy as np


def kl_divergence(p, q):
    p, q = p.astype(float), q.astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * (np.log(p) - np.log(q)), 0.0)
    return terms.sum(axis=-1)
