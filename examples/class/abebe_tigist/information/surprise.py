"""Surprise: how unexpected one outcome is, before anything is averaged."""

import numpy as np


def surprise(p):
    with np.errstate(divide="ignore"):
        return -np.log(p.astype(float))
