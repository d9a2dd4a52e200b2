import numpy as np


def surprise(p):
    # reshape so that a single number works too
    return -np.log(np.atleast_1d(np.asarray(p, dtype=float)))
