import numpy as np
from softmax import softmax

def log_softmax(logits):
    return np.log(softmax(logits))
