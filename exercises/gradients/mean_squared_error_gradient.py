"""Gradient of the mean squared error: which way each prediction should go, and how much it matters."""

import numpy as np


def mean_squared_error_gradient(y_pred, y_true):
    r"""Slope of the mean squared error along each prediction.

    .. math:: \frac{\partial}{\partial \hat y_i} \; \frac{1}{n} \sum_{j=1}^{n} (\hat y_j - y_j)^2

    One number for each prediction: how fast the loss grows when this prediction alone grows. It is positive where the
    prediction is above its target, negative where it is below, and 0 where it is equal. n counts all elements,
    whatever the shape. NaN in either array makes the slope in that place NaN, and no other one. The result is that of
    float64 arithmetic whatever the dtype: integers neither wrap around nor overflow nor lose a fraction, float16 and
    float32 do not overflow, and tiny errors, errors of up to 1e100 and errors of about 1 between numbers of about 1e8
    keep their digits.

    There may be tens of thousands of elements: time and memory must not grow faster than their number.

    Parameters
    ----------
    y_pred : ndarray of any shape, 0-d included
        Predictions, of any real dtype; it may be read-only or strided, and is left unchanged.
    y_true : ndarray of the same shape
        Targets, likewise; the dtype may be another one.

    Returns
    -------
    float or ndarray of the shape of `y_pred`
        The derivative by each prediction, not by the targets; a scalar for a 0-d array.

    Raises
    ------
    ValueError
        If the shapes are not exactly equal: nothing is broadcast or flattened to fit.

    See Also
    --------
    torch.nn.functional.mse_loss : The loss; after ``loss.backward()`` the same numbers stand in ``y_pred.grad``.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, section 4.3, on gradients of a loss.

    Examples
    --------
    Errors of 3 and −1, two elements:

    >>> mean_squared_error_gradient(np.array([5.0, 1.0]), np.array([2.0, 2.0]))
    array([ 3., -1.])
    """
    raise NotImplementedError
