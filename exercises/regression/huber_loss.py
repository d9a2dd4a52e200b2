"""Huber loss: squared near the target, absolute far from it, so that an outlier cannot shout."""

import numpy as np


def huber_loss(y_pred, y_true, delta=1.0):
    r"""Average of a penalty that is quadratic for small errors and linear for large ones.

    .. math::

        \frac{1}{n} \sum_{i=1}^{n} L_\delta(\hat y_i - y_i), \qquad
        L_\delta(e) = \begin{cases}
            e^2 / 2                  & |e| \le \delta \\
            \delta (|e| - \delta/2)  & |e| > \delta
        \end{cases}

    Each element is on one side of `delta` or the other by itself. The two pieces meet at abs(e) = delta with the same
    value and the same slope. A perfect prediction costs 0. NaN in either array makes the loss NaN: a missing value is
    neither skipped nor replaced. The result is that of float64 arithmetic whatever the dtype: integers neither wrap
    around nor overflow nor lose a fraction, float16 and float32 do not overflow, and tiny errors, errors of up to
    1e100 and errors of about 1 between numbers of about 1e8 keep their digits.

    Parameters
    ----------
    y_pred : ndarray of any shape, 0-d included
        Predictions, of any real dtype; it may be read-only or strided, and is left unchanged.
    y_true : ndarray of the same shape
        Targets, likewise; the dtype may be another one.
    delta : float or int, default 1.0
        Where large errors begin, in the unit of the target; positive and finite.

    Returns
    -------
    float
        Mean over all n elements, from 0 to infinity; one number whatever the shape.

    Raises
    ------
    ValueError
        If the shapes are not exactly equal: nothing is broadcast or flattened to fit.

    See Also
    --------
    torch.nn.functional.huber_loss : The same loss, of floating-point tensors only; where shapes differ it warns and
        broadcasts.
    torch.nn.functional.smooth_l1_loss : This loss divided by delta, which is called ``beta`` there.

    References
    ----------
    Huber, "Robust estimation of a location parameter", *Annals of Mathematical Statistics* 35 (1964),
    doi:10.1214/aoms/1177703732.

    Examples
    --------
    Errors of 1 and 3 cost 1/2 and 5/2:

    >>> float(huber_loss(np.array([2.0, 7.0]), np.array([1.0, 4.0])))
    1.5
    """
    raise NotImplementedError
