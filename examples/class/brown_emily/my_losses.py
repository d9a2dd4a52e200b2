import numpy as np

def mean_squared_error(y_pred, y_true):
    """mean of (y_pred - y_true)**2"""
    return ((y_pred - y_true)**2).mean()

def mean_absolute_error(y_pred, y_true):
    return abs(y_pred - y_true).mean()

def huber_loss(y_pred, y_true, delta=1.0):
    error = y_pred - y_true
    is_small = error <= delta
    return np.mean(np.where(is_small, error**2 / 2, delta * (abs(error) - delta/2)))

def surprise(p):
    return np.log(p)

def entropy(p):
    return -sum(p * np.log(p))

def cross_entropy(p, q):
    return -sum(p * np.log(q))

def kl_divergence(p, q):
    return sum(p * np.log(p/q))

def js_divergence(p, q):
    m = (p + q)/2
    return (kl_divergence(p, m) + kl_divergence(q, m))/2

def softmax(logits):
    return np.exp(logits)/sum(np.exp(logits))

def log_softmax(logits):
    return np.log(softmax(logits))
