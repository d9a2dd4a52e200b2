import numpy as np


def surprise(p):
    return (-np.log(p)).tolist()


def entropy(p):
    p = np.array(p, dtype=float)
    p = p / p.sum(axis=-1, keepdims=True)
    return -np.sum(p * np.log(p + 1e-12), axis=-1)


def cross_entropy(p, q):
    return -np.sum(p * np.log(q + 1e-12), axis=-1)


def kl_divergence(p, q):
    if np.any((q == 0) & (p > 0)):
        return "infinity"
    kl = 0
    for a, b in zip(p, q):
        if a > 0:
            kl += a * np.log(a / b)
    return kl


def js_divergence(p, q):
    m = (p + q) / 2
    return kl_divergence(p, m) + kl_divergence(q, m)
