"""Brier score: how far forecast probabilities are from what happened."""

import numpy as np


def brier_score(probabilities, labels):
    r"""Mean squared distance of forecast probabilities from what happened, each outcome 0 or 1.

    .. math:: \frac{1}{n} \sum_{i=1}^{n} (p_i - y_i)^2

    A sure and right forecast costs 0, a sure and wrong one 1, a forecast of one half always 1/4. The result is that of
    float64 arithmetic whatever the dtype. NaN in the probabilities makes the score NaN.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    probabilities : ndarray of any shape
        Forecast chances that the event happens: each number from 0 to 1, of any real dtype; it may be read-only or
        strided, and is left unchanged.
    labels : ndarray of the same shape
        1 where the event happened, 0 where it did not; of any real dtype or bool, likewise.

    Returns
    -------
    float
        Mean over all n forecasts, from 0 to 1; one number whatever the shape.

    Raises
    ------
    ValueError
        If the shapes are not exactly equal: nothing is broadcast or flattened to fit.

    Examples
    --------
    >>> float(brier_score(np.array([0.5, 1.0]), np.array([1, 1])))
    0.125
    """
    probabilities, labels = np.asarray(probabilities, dtype=float), np.asarray(labels, dtype=float)
    if probabilities.shape != labels.shape:
        raise ValueError(f"shapes differ: {probabilities.shape} and {labels.shape}")
    return np.mean((probabilities - labels) ** 2)
