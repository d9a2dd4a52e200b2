"""Gradient of the cross-entropy by the logits: the predicted probabilities less the right class."""

import numpy as np


def cross_entropy_with_logits_gradient(logits, labels):
    r"""Slope of the mean cross-entropy with respect to each logit.

    .. math:: \frac{\partial L}{\partial x_{ij}} = \frac{p_{ij} - [\, j = y_i \,]}{n},
        \qquad L = -\frac{1}{n} \sum_i \ln p_{i, y_i}, \qquad p_{ij} = \frac{e^{x_{ij}}}{\sum_k e^{x_{ik}}}

    The bracket is 1 where j is the right class of sample i, and 0 elsewhere; n is the number of samples. Every logit
    has a slope, also those of the wrong classes, and the slopes of a sample add up to 0. For logits of either sign and
    of up to 1e7 in absolute value the slopes are right to seven digits, or to an absolute 1e-12 where that is more:
    logits 0 and 1000 with label 0 have the slopes -1 and 1. There may be tens of thousands of logits: time and memory
    must not grow faster than their number.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    logits : ndarray of shape (n_samples, n_classes)
        Finite scores, one row for each sample, of any real dtype; it may be read-only or strided, and is left
        unchanged.
    labels : ndarray of shape (n_samples,)
        The right class of each sample, an integer from 0 to n_classes - 1, of any integer dtype; likewise.

    Returns
    -------
    ndarray of shape (n_samples, n_classes)
        One slope for each logit, as floating-point numbers: not above 0 for the right class, not below 0 for others.

    Raises
    ------
    ValueError
        If the labels do not have exactly one axis: a column of shape (n_samples, 1) is refused.

    See Also
    --------
    torch.nn.functional.cross_entropy : After ``.backward()`` on its mean, ``logits.grad`` holds these slopes.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning*, eq. 4.109 (by the weights, of a sum).

    Examples
    --------
    >>> cross_entropy_with_logits_gradient(np.array([[0.0, 0.0], [0.0, 0.0]]), np.array([0, 1]))
    array([[-0.25,  0.25],
           [ 0.25, -0.25]])
    """
    raise NotImplementedError
