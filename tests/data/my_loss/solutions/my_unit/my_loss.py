"""Mean cubed error: what a prediction costs when large errors are to weigh more than in the squared error."""

import numpy as np


def my_loss(y_pred, y_true):
    r"""Average the cubed absolute errors of all predictions.

    .. math:: L = \frac{1}{n} \sum_{i=1}^{n} \lvert \hat{y}_i - y_i \rvert^3

    All elements count alike, whatever the number of axes. Computed in float64, whatever the dtype that comes in. Time
    and memory are linear in the input, and the inputs are left unchanged.

    Parameters
    ----------
    y_pred : ndarray of any real dtype
        Predictions, at least one.
    y_true : ndarray of any real dtype
        Targets, of the same shape.

    Returns
    -------
    float
        At least 0, in cubed units of y.

    Raises
    ------
    ValueError
        If the shapes differ. Nothing is broadcast.

    See Also
    --------
    torch.nn.functional.l1_loss : the same without the cube.

    References
    ----------
    Boyd and Vandenberghe, *Convex Optimization* (2004), section 6.1: penalty functions.

    Examples
    --------
    An error of 2 and an error of 0: (8 + 0) / 2.

    >>> import numpy as np
    >>> float(my_loss(np.array([3.0, 1.0]), np.array([1.0, 1.0])))
    4.0
    """
    if y_pred.shape != y_true.shape:
        raise ValueError(f"y_pred has shape {y_pred.shape}, y_true {y_true.shape}")
    error = np.abs(y_pred.astype(np.float64) - y_true.astype(np.float64))
    return np.mean(error**3)
