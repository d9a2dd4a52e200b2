import numpy as np


def softmax(logits):
    e = np.exp(logits - np.max(logits))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(logits):
    return logits - np.log(np.sum(np.exp(logits), axis=-1, keepdims=True))


def cross_entropy_with_logits(logits, labels):
    logp = log_softmax(logits)
    return -np.mean(logp[:, labels])


def binary_cross_entropy_with_logits(logits, targets):
    return np.mean(np.log(1 + np.exp(logits)) - logits * targets)
