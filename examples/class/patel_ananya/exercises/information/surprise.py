"""Surprise: how unexpected one outcome is, before anything is averaged."""

import numpy as np


def surprise(p):
    """Information content of each outcome whose probability is given, in nats."""
    return -np.log(p)
