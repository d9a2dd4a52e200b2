"""Mean squared error: an error twice as large counts four times as much."""

import numpy as np


def mean_squared_error(y_pred, y_true):
    r"""Average squared difference between prediction and target, in the squared unit of the target.

    .. math:: \frac{1}{n} \sum_{i=1}^{n} (\hat y_i - y_i)^2

    Every element counts alike, however far off it is. A perfect prediction costs 0. NaN in either array makes the
    loss NaN: a missing value is neither skipped nor replaced. The result is that of float64 arithmetic whatever the
    dtype: integers neither wrap around nor overflow nor lose a fraction, float16 and float32 do not overflow, and
    tiny errors, errors of up to 1e100 and errors of about 1 between numbers of about 1e8 keep their digits.

    Parameters
    ----------
    y_pred : ndarray of any shape, 0-d included
        Predictions, of any real dtype; it may be read-only or strided, and is left unchanged.
    y_true : ndarray of the same shape
        Targets, likewise; the dtype may be another one.

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
    torch.nn.functional.mse_loss : Takes floating-point tensors only; where shapes differ it warns and broadcasts.

    References
    ----------
    James, Witten, Hastie and Tibshirani, *An Introduction to Statistical Learning*, eq. 2.5.

    Examples
    --------
    >>> round(float(mean_squared_error(np.array([2.5, 0.0, 2.1]), np.array([3.0, -0.5, 2.0]))), 7)
    0.17
    """
    raise NotImplementedError
