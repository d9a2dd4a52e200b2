import numpy as np
from log_softmax import log_softmax


def cross_entropy_with_logits(logits, labels):
    로그확률 = log_softmax(logits)
    표본 = np.arange(labels.size)
    return -np.mean(로그확률[표본, labels])
