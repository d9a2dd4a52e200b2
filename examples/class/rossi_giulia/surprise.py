import numpy as np

def surprise(p):
    return -np.log(p)
