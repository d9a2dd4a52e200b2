# Deniz Yılmaz - ödev 3
from numpy import *


def mean_squared_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("boyutlar farklı")
    return sum((y_pred.astype(float) - y_true.astype(float)) ** 2)


def mean_absolute_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("boyutlar farklı")
    return sum(abs(y_pred.astype(float) - y_true.astype(float)))


def huber_loss(y_pred, y_true, delta=1.0):
    if y_pred.shape != y_true.shape:
        raise ValueError("boyutlar farklı")
    e = abs(y_pred.astype(float) - y_true.astype(float))
    return sum(where(e <= delta, e**2 / 2, delta * (e - delta / 2)))


def surprise(p):
    return -log(p.astype(float))


def entropy(p):
    p = p.astype(float)
    return -sum(where(p > 0, p * log(where(p > 0, p, 1)), 0), axis=-1)


def kl_divergence(p, q):
    # D(q || p)
    p, q = broadcast_arrays(p.astype(float), q.astype(float))
    t = zeros(p.shape)
    t[q > 0] = q[q > 0] * (log(q[q > 0]) - log(p[q > 0]))
    return sum(t, axis=-1)


def cross_entropy(p, q):
    return entropy(q) + kl_divergence(p, q)


def js_divergence(p, q):
    m = (p.astype(float) + q.astype(float)) / 2
    return kl_divergence(m, p) / 2 + kl_divergence(m, q) / 2


def binary_cross_entropy(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("boyutlar farklı")
    l1 = maximum(log(y_pred.astype(float)), -100)
    l0 = maximum(log(1 - y_pred.astype(float)), -100)
    return -sum(y_true * l1 + (1 - y_true.astype(float)) * l0)


def softmax(logits):
    e = exp(logits.astype(float) - max(logits.astype(float), axis=-1, keepdims=True))
    return e / sum(e, axis=-1, keepdims=True)


def log_softmax(logits):
    x = logits.astype(float)
    m = max(x, axis=-1, keepdims=True)
    return x - log(sum(exp(x - m), axis=-1, keepdims=True))


def cross_entropy_with_logits(logits, labels):
    return -sum(log(softmax(logits))[arange(len(labels)), labels])
