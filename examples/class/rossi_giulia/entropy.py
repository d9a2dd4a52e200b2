import numpy as np

def entropy(p):
    return -np.sum(p * np.log(p), axis=-1)
