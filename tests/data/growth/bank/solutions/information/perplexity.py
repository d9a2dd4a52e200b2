"""Perplexity: with how many equally likely outcomes a distribution is as hard to guess."""

import numpy as np


def perplexity(p):
    r"""Exponential of the entropy of `p`: the number of equally likely outcomes that would be as uncertain.

    .. math:: \exp\Bigl(-\sum_i p_i \ln p_i\Bigr)

    An outcome with p = 0 adds nothing, as if it were not listed; a certain outcome has perplexity 1. The numbers are
    used as they are given: nothing is rescaled to sum to one.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    p : ndarray of shape (..., n_classes)
        A distribution, or several: each number from 0 to 1, of any real dtype; it may be read-only or strided, and is
        left unchanged.

    Returns
    -------
    float or ndarray of shape (...)
        One perplexity for each distribution, from 1 to n_classes (but for rounding); a scalar for one.

    Examples
    --------
    >>> round(float(perplexity(np.array([0.25, 0.25, 0.25, 0.25]))), 7)
    4.0
    """
    p = np.asarray(p, dtype=float)
    logarithms = np.log(p, where=p > 0, out=np.zeros(p.shape))
    return np.exp(-np.sum(p * logarithms, axis=-1))
