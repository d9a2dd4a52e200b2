"""Společné funkce pro celý úkol."""
import numpy as np


def zkontroluj(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("různé tvary: %s, %s" % (a.shape, b.shape))
    return a, b


def xlogy(x, y):
    x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    vysledek = np.zeros(x.shape)
    kladne = x > 0
    with np.errstate(divide="ignore"):
        vysledek[kladne] = x[kladne] * np.log(y[kladne])
    return vysledek


def logsumexp(x):
    m = x.max(axis=-1, keepdims=True)
    return m + np.log(np.exp(x - m).sum(axis=-1, keepdims=True))
