# Thandiwe Mbeki
import math


def mean_squared_error(y_pred, y_true):
    if len(y_pred) != len(y_true):
        raise ValueError("not the same length")
    total = 0
    for i in range(len(y_pred)):
        total = total + (y_pred[i] - y_true[i]) ** 2
    return total / len(y_pred)


def mean_absolute_error(y_pred, y_true):
    total = 0
    for a, b in zip(y_pred, y_true):
        total += abs(a - b)
    return total / len(y_pred)


def huber_loss(y_pred, y_true, delta=1.0):
    total = 0
    for a, b in zip(y_pred, y_true):
        e = abs(a - b)
        if e <= delta:
            total += e ** 2 / 2
        else:
            total += delta * (e - delta / 2)
    return total / len(y_pred)


def surprise(p):
    return [-math.log(x) for x in p]


def entropy(p):
    h = 0
    for x in p:
        if x > 0:
            h -= x * math.log(x)
    return h


def cross_entropy(p, q):
    h = 0
    for i in range(len(p)):
        if p[i] > 0:
            h -= p[i] * math.log(q[i])
    return h


def kl_divergence(p, q):
    return cross_entropy(p, q) - entropy(p)


def softmax(logits):
    exps = []
    for x in logits:
        exps.append(math.exp(x))
    s = sum(exps)
    return [e / s for e in exps]
