"""Quantile loss: an error below costs more or less than one above, so that the best prediction is a quantile."""

import numpy as np


def quantile_loss(y_pred, y_true, quantile=0.5):
    r"""Average cost of errors, of which those below the target and those above it are weighed differently.

    .. math:: \frac{1}{n} \sum_{i=1}^{n} \max\bigl(\tau e_i, (\tau - 1) e_i\bigr), \qquad e_i = y_i - \hat y_i

    Here :math:`\tau` is `quantile`. A prediction that is too low costs `quantile` for each unit, one that is too high
    costs 1 - `quantile`; a perfect one costs 0. NaN in either array makes the loss NaN. The result is that of float64
    arithmetic whatever the dtype: integers neither wrap around nor lose a fraction.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    y_pred : ndarray of any shape, 0-d included
        Predictions, of any real dtype; it may be read-only or strided, and is left unchanged.
    y_true : ndarray of the same shape
        Targets, likewise; the dtype may be another one.
    quantile : float, default 0.5
        From 0 to 1, both included.

    Returns
    -------
    float
        Mean over all n elements, from 0 to infinity; one number whatever the shape.

    Raises
    ------
    ValueError
        If the shapes are not exactly equal: nothing is broadcast or flattened to fit.

    Examples
    --------
    Both are too low, by 1 and by 3:

    >>> float(quantile_loss(np.array([1.0, 1.0]), np.array([2.0, 4.0]), 0.75))
    1.5
    """
    y_pred, y_true = np.asarray(y_pred, dtype=float), np.asarray(y_true, dtype=float)
    if y_pred.shape != y_true.shape:
        raise ValueError(f"y_pred and y_true must have the same shape, not {y_pred.shape} and {y_true.shape}")
    error = y_true - y_pred
    return np.mean(np.maximum(quantile * error, (quantile - 1) * error))
