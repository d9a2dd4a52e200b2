import numpy as np


def softmax(logits):
    x = logits - np.max(logits)  # per la stabilità
    e = np.exp(x)
    return e / e.sum()
