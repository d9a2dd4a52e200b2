"""Gradient of the mean absolute error: everybody pulls alike, however far off, and nobody at a tie."""

import numpy as np


def mean_absolute_error_gradient(y_pred, y_true):
    r"""Slope of the mean absolute error along each prediction.

    .. math:: \frac{\partial}{\partial \hat y_i} \; \frac{1}{n} \sum_{j=1}^{n} |\hat y_j - y_j|

    One number for each prediction: how fast the loss grows when this prediction alone grows. It is positive where the
    prediction is above its target and negative where it is below. At a tie, where the two are exactly equal, the
    absolute value has a corner: any slope between the two sides' is a subgradient there, and 0, the middle one, is
    asked for. However small an error is, it is no tie. n counts all elements, ties too, whatever the shape. NaN in
    either array makes the slope in that place NaN, and no other one. The result is that of float64 arithmetic whatever
    the dtype: integers neither wrap around nor lose a fraction; errors of up to 1e100 and errors of about 1 between
    numbers of about 1e8 keep their slopes.

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
    torch.nn.functional.l1_loss : The loss; after ``loss.backward()`` the same numbers stand in ``y_pred.grad``, with
        0 at a tie too, but 0 for NaN as well.

    References
    ----------
    Boyd and Vandenberghe, *Subgradients* (Stanford EE364b), section 1, on the subgradients of the absolute value.

    Examples
    --------
    Errors of 3, −1, 0 and 100, four elements:

    >>> mean_absolute_error_gradient(np.array([5.0, 1.0, 2.0, 102.0]), np.array([2.0, 2.0, 2.0, 2.0]))
    array([ 0.25, -0.25,  0.  ,  0.25])
    """
    raise NotImplementedError
