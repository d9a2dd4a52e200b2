"""What an attack keeps beside its ill will: right functions, and the points that they deserve."""

from classroom import frozen_key

ENTROPY = """
import numpy as np

def entropy(p):
    p = np.asarray(p, dtype=float)
    return 0.0 - np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1)
"""
SURPRISE = """
import numpy as np

def surprise(p):
    with np.errstate(divide="ignore"):
        return 0.0 - np.log(np.asarray(p, dtype=float))
"""

KEY = frozen_key().exercise("entropy")  # by which the class of attackers is graded
CALLS = len(KEY.cases)
ALL = KEY.max_score
ALL_BUT_PURITY = ALL - 1.0
