# João Almeida - Aprendizagem Automática, ficha 3
# Sem "magia" do numpy: só ciclos e o módulo math.
import math

import numpy as np


def pares(a, b):
    if a.shape != b.shape:
        raise ValueError("os dois arrays têm de ter a mesma forma")
    # tolist() dá números normais do Python, sem uint8 a dar a volta
    return list(zip(a.ravel().tolist(), b.ravel().tolist()))


def mean_squared_error(y_pred, y_true):
    total, n = 0.0, 0
    for a, b in pares(y_pred, y_true):
        total += float(a - b) ** 2
        n += 1
    return total / n


def mean_absolute_error(y_pred, y_true):
    total, n = 0.0, 0
    for a, b in pares(y_pred, y_true):
        total += abs(a - b)
        n += 1
    return total / n


def huber_loss(y_pred, y_true, delta=1.0):
    total, n = 0.0, 0
    for a, b in pares(y_pred, y_true):
        e = float(abs(a - b))
        if e <= delta:
            total += e**2 / 2
        else:
            total += delta * (e - delta / 2)
        n += 1
    return total / n


def menos_log(x):
    if x == 0:
        return math.inf
    return -math.log(x)


def surprise(p):
    saida = np.zeros(p.shape)
    for i in np.ndindex(p.shape):
        saida[i] = menos_log(float(p[i]))
    return saida


def por_linha(f, *arrays):
    """Aplica f a cada distribuição (último eixo)."""
    arrays = np.broadcast_arrays(*arrays)
    forma = arrays[0].shape[:-1]
    saida = np.zeros(forma)
    for i in np.ndindex(forma):
        saida[i] = f(*[a[i].tolist() for a in arrays])
    return saida


def entropy(p):
    def uma(p):
        h = 0.0
        for x in p:
            if x > 0:
                h += x * menos_log(x)
        return h

    return por_linha(uma, p)


def cross_entropy(p, q):
    def uma(p, q):
        h = 0.0
        for x, y in zip(p, q):
            if x > 0:
                h += x * menos_log(y)
        return h

    return por_linha(uma, p, q)


def kl_divergence(p, q):
    def uma(p, q):
        d = 0.0
        for x, y in zip(p, q):
            if x > 0:
                d += x * (menos_log(y) - menos_log(x))
        return d

    return por_linha(uma, p, q)


def js_divergence(p, q):
    def uma(p, q):
        d = 0.0
        for x, y in zip(p, q):
            m = (x + y) / 2
            if x > 0:
                d += x * math.log(x / m) / 2
            if y > 0:
                d += y * math.log(y / m) / 2
        return d

    return por_linha(uma, p, q)


def binary_cross_entropy(y_pred, y_true):
    total, n = 0.0, 0
    for p, y in pares(y_pred, y_true):
        sim = min(menos_log(p), 100)
        nao = min(menos_log(1 - p), 100)
        total += y * sim + (1 - y) * nao
        n += 1
    return total / n


def softmax(logits):
    saida = np.zeros(logits.shape)
    for i in np.ndindex(logits.shape[:-1]):
        linha = logits[i].tolist()
        maior = max(linha)
        exps = [math.exp(x - maior) for x in linha]
        soma = sum(exps)
        saida[i] = [e / soma for e in exps]
    return saida


def log_softmax(logits):
    saida = np.zeros(logits.shape)
    for i in np.ndindex(logits.shape[:-1]):
        linha = logits[i].tolist()
        maior = max(linha)
        soma = math.log(sum(math.exp(x - maior) for x in linha))
        saida[i] = [x - maior - soma for x in linha]
    return saida


def cross_entropy_with_logits(logits, labels):
    total = 0.0
    lp = log_softmax(logits)
    for i in range(len(labels)):
        total -= lp[i][labels[i]]
    return total / len(labels)


def binary_cross_entropy_with_logits(logits, targets):
    total, n = 0.0, 0
    for z, t in pares(logits, targets):
        if z >= 0:
            total += (1 - t) * z + math.log1p(math.exp(-z))
        else:
            total += -t * z + math.log1p(math.exp(z))
        n += 1
    return total / n
