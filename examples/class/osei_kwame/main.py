import sys

import numpy as np


def surprise(p):
    return -np.log(p)


def entropy(p):
    return -np.sum(p * np.log(p), axis=-1)


def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def main():
    print(entropy(np.array([0.5, 0.5])))
    print(softmax(np.array([1.0, 2.0, 3.0])))
    return 0


sys.exit(main())
