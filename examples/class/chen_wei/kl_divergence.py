import numpy as np
from scipy.special import rel_entr


def kl_divergence(p, q):
    return np.sum(rel_entr(p, q), axis=-1)
