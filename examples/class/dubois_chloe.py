# Chloé Dubois - TP n° 3 « fonctions de coût »
# Fichier écrit sous Windows avec le Bloc-notes

import numpy as np


def mean_squared_error(y_pred, y_true):
    # on vérifie d'abord les dimensions
    if np.shape(y_pred) != np.shape(y_true):
        raise ValueError("dimensions différentes !")
    return np.mean(np.square(np.array(y_pred, dtype=float) - y_true))


def mean_absolute_error(y_pred, y_true):
    if np.shape(y_pred) != np.shape(y_true):
        raise ValueError("dimensions différentes !")
    return np.mean(np.abs(np.array(y_pred, dtype=float) - y_true))


def huber_loss(y_pred, y_true, delta=1.0):
    """Erreur quadratique près de 0, linéaire au-delà de delta."""
    if np.shape(y_pred) != np.shape(y_true):
        raise ValueError("dimensions différentes !")
    e = np.abs(np.array(y_pred, dtype=float) - y_true)
    return np.mean(np.where(e <= delta, 0.5 * e ** 2, delta * e))


def surprise(p):
    # l'unité : le nat, donc logarithme népérien
    return -np.log(np.array(p, dtype=float))


def entropy(p):
    """Entropie : la surprise moyenne… (théorie de l’information)"""
    p = np.array(p, dtype=float)
    return -np.sum(p * np.log(p, where=p > 0, out=np.zeros_like(p)), axis=-1)


def cross_entropy(p, q):
    # p : la réalité, q : le modèle
    return -np.sum(np.array(q, dtype=float) * np.log(p), axis=-1)


def kl_divergence(p, q):
    p = np.array(p, dtype=float)
    q = np.array(q, dtype=float)
    return np.sum(q * np.log(q / p), axis=-1)


def js_divergence(p, q):
    m = 0.5 * (p + q)
    return 0.5 * (kl_divergence(m, p) + kl_divergence(m, q))


def softmax(logits):
    x = np.array(logits, dtype=float)
    x -= x.max(axis=-1, keepdims=True)  # évite le dépassement
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


# à finir : log_softmax et les autres
