import numpy as np


def surprise(p):
    return -np.log(p)


def entropy(p):
    return -np.nansum(p * np.log(p), axis=-1)


def cross_entropy(p, q):
    return -np.sum(p * np.log(q), axis=-1)


# try it for p = 0.1, 0.2, ... 1.0
x = 0.1
while x != 1.0:
    print(x, surprise(x))
    x += 0.1
