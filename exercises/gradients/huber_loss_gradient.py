"""Gradient of the Huber loss: it grows with the error up to delta, and no further."""

import numpy as np


def huber_loss_gradient(y_pred, y_true, delta=1.0):
    r"""Slope of the Huber loss along each prediction.

    .. math::

        \frac{\partial}{\partial \hat y_i} \; \frac{1}{n} \sum_{j=1}^{n} L_\delta(\hat y_j - y_j), \qquad
        L_\delta(e) = \begin{cases}
            e^2 / 2                  & |e| \le \delta \\
            \delta (|e| - \delta/2)  & |e| > \delta
        \end{cases}

    One number for each prediction: how fast the loss grows when this prediction alone grows. Each element is on one
    side of `delta` or the other by itself, and where the pieces meet, at abs(e) = delta, they have the same slope. No
    slope is larger than delta/n in absolute value: an outlier cannot shout. A perfect prediction has the slope 0. n
    counts all elements, whatever the shape. NaN in either array makes the slope in that place NaN, and no other one.
    The result is that of float64 arithmetic whatever the dtype: integers neither wrap around nor overflow nor lose a
    fraction, float16 and float32 do not overflow, and tiny errors, errors of up to 1e100 and errors of about 1 between
    numbers of about 1e8 keep their digits.

    There may be tens of thousands of elements: time and memory must not grow faster than their number.

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
    float or ndarray of the shape of `y_pred`
        The derivative by each prediction, not by the targets, from -delta/n to delta/n; a scalar for a 0-d array.

    Raises
    ------
    ValueError
        If the shapes are not exactly equal: nothing is broadcast or flattened to fit.

    See Also
    --------
    torch.nn.functional.huber_loss : The loss; after ``loss.backward()`` the same numbers stand in ``y_pred.grad``.
    torch.nn.utils.clip_grad_norm_ : Another clipping: it scales all slopes alike, after they have been computed.

    References
    ----------
    Huber, "Robust estimation of a location parameter", *Annals of Mathematical Statistics* 35 (1964),
    doi:10.1214/aoms/1177703732, where this slope is called psi.

    Examples
    --------
    Errors of 0.5 and −100, two elements:

    >>> huber_loss_gradient(np.array([2.5, 1.0]), np.array([2.0, 101.0]))
    array([ 0.25, -0.5 ])
    """
    raise NotImplementedError
