"""Gini impurity: how often two draws from a distribution differ; decision trees split by it."""

import numpy as np


def gini_impurity(p):
    r"""Chance that two independent draws from `p` differ.

    .. math:: 1 - \sum_i p_i^2

    A certain outcome has impurity 0, n equally likely ones have 1 - 1/n. The numbers are used as they are given:
    nothing is rescaled to sum to one.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    p : ndarray of shape (..., n_classes)
        A distribution, or several: each number from 0 to 1, of any real dtype; it may be read-only or strided, and is
        left unchanged.

    Returns
    -------
    float or ndarray of shape (...)
        One impurity for each distribution, from 0 to less than 1; a scalar for one.

    Examples
    --------
    >>> float(gini_impurity(np.array([0.5, 0.5])))
    0.5
    """
    p = np.asarray(p, dtype=float)
    return 1 - np.sum(p**2, axis=-1)
