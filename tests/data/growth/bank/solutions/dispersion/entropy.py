"""Entropy of a table of counts: how mixed a sample is, in nats."""

import numpy as np


def entropy(counts):
    r"""Entropy of the frequencies in `counts`, in nats.

    .. math:: -\sum_i \frac{n_i}{N} \ln \frac{n_i}{N}, \qquad N = \sum_i n_i

    A table is the whole array, whatever its shape. An empty cell adds nothing; if all counts lie in one cell, the
    entropy is 0. A table without any count has none: the result is NaN.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    counts : ndarray of any shape
        How often each outcome was seen: not negative, of any real dtype; it may be read-only or strided, and is left
        unchanged.

    Returns
    -------
    float
        From 0 to the logarithm of the number of cells (but for rounding), whatever the shape.

    Examples
    --------
    >>> round(float(entropy(np.array([2, 0, 2]))), 7)  # ln 2
    0.6931472
    """
    counts = np.asarray(counts, dtype=float)
    total = counts.sum()
    if total == 0:
        return np.float64(np.nan)
    p = counts[counts > 0] / total
    return np.abs(np.sum(p * np.log(p)))
