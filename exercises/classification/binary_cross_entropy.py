"""Binary cross-entropy: what a probability of "yes" costs once the answer is known."""

import numpy as np


def binary_cross_entropy(y_pred, y_true):
    r"""Mean surprise of a yes-or-no forecast at the labels, in nats.

    .. math:: -\frac{1}{n} \sum_i \bigl[\, y_i \max(\ln \hat{y}_i, -100)
        + (1 - y_i) \max(\ln(1 - \hat{y}_i), -100) \,\bigr]

    Each of the two logarithms is clamped to at least -100, and nothing else is changed: a prediction of 0 costs exactly
    100 where the label is 1, 30 where it is 0.3, and 0 where it is 0; likewise at the other end. The mean is over all
    elements, whatever the shape; there may be tens of thousands of them.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    y_pred : ndarray of any shape
        Predicted probabilities of class 1, each in [0, 1], of any real dtype; it may be read-only or strided, and is
        left unchanged.
    y_true : ndarray of the same shape
        Labels in [0, 1]: 0 or 1, or anything between them (soft labels); likewise of any real dtype, perhaps read-only,
        and left unchanged.

    Returns
    -------
    float
        Mean over all elements, in [0, 100].

    Raises
    ------
    ValueError
        If the shapes differ: nothing is broadcast, not even ``(n, 1)`` to ``(n,)``.

    See Also
    --------
    torch.nn.functional.binary_cross_entropy : Clamps in the same way; wants floating-point tensors, labels too.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning*, eq. 4.90 (a sum there, without the clamp).

    Examples
    --------
    >>> float(binary_cross_entropy(np.array([0.0, 1.0]), np.array([1.0, 1.0])))
    50.0
    """
    raise NotImplementedError
