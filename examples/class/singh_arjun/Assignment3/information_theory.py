import numpy as np


def surprise(p):
    return -np.log(p)


def entropy(p):
    p = np.asarray(p, dtype=float)
    logp = np.zeros_like(p)
    logp[p > 0] = np.log(p[p > 0])
    return -np.sum(p * logp, axis=0)


def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    return -np.sum(np.where(p > 0, p * np.log(q), 0), axis=0)


def kl_divergence(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    ratio = np.where(p > 0, p * np.log(p / q), 0)
    return np.sum(ratio)


def js_divergence(p, q):
    m = (p + q) / 2
    return np.sqrt((kl_divergence(p, m) + kl_divergence(q, m)) / 2)
