import numpy as np
import pomocne as h


def surprise(p):
    with np.errstate(divide="ignore"):
        return -np.log(np.asarray(p, float))


entropy = lambda p: -h.xlogy(p, p).sum(-1)
cross_entropy = lambda p, q: -h.xlogy(p, q).sum(-1)


def kl_divergence(p, q):
    return cross_entropy(p, q) - entropy(p)


def js_divergence(p, q):
    m = (np.asarray(p, float) + np.asarray(q, float)) / 2
    return entropy(m) - (entropy(p) + entropy(q)) / 2
