import numpy as np
from my_losses import softmax

def sigmoid(x):
    return 1/(1 + np.exp(-x))

def binary_cross_entropy(y_pred, y_true):
    return -(y_true*np.log(y_pred) + (1 - y_true)*np.log(1 - y_pred)).mean()

def binary_cross_entropy_with_logits(logits, targets):
    return binary_cross_entropy(sigmoid(logits), targets)

def cross_entropy_with_logits(logits, labels):
    loss = 0
    for i in range(len(labels)):
        loss += -np.log(softmax(logits[i])[labels[i]])
    return loss/len(labels)
