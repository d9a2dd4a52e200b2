"""Gradient of binary cross-entropy by the logits: how far each forecast lies from its target."""

import numpy as np


def binary_cross_entropy_with_logits_gradient(logits, targets):
    r"""Slope of the mean binary cross-entropy with respect to each logit.

    .. math:: \frac{\partial L}{\partial z_i} = \frac{\sigma(z_i) - t_i}{n},
        \qquad L = -\frac{1}{n} \sum_i \bigl[\, t_i \ln \sigma(z_i) + (1 - t_i) \ln(1 - \sigma(z_i)) \,\bigr],
        \qquad \sigma(z) = \frac{1}{1 + e^{-z}}

    The loss is a mean over all elements, whatever the shape, so n is the number of all elements. For finite logits of
    any size every slope is a finite number: a logit of 1000, the only one, has the slope 1 where the target is 0,
    0.7 where it is 0.3, and 0 where it is 1; a logit of -1000 has the slope 0 where the target is 0. The slopes are
    right to seven digits, or to an absolute 1e-12 where that is more. There may be tens of thousands of elements: time
    and memory must not grow faster than their number.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    logits : ndarray of any shape
        Finite log-odds of class 1, of any real dtype; it may be read-only or strided, and is left unchanged.
    targets : ndarray of the same shape
        Labels in [0, 1]: 0 or 1, or anything between them (soft labels); likewise of any real dtype, perhaps read-only,
        and left unchanged.

    Returns
    -------
    ndarray of the same shape
        One slope for each logit, as floating-point numbers: between -1/n and 1/n.

    Raises
    ------
    ValueError
        If the shapes differ: nothing is broadcast, not even ``(n, 1)`` to ``(n,)``.

    See Also
    --------
    torch.nn.functional.binary_cross_entropy_with_logits : After ``.backward()`` on its mean, ``logits.grad`` holds
        these slopes.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning*, eq. 4.91 (by the weights, of a sum).

    Examples
    --------
    >>> binary_cross_entropy_with_logits_gradient(np.array([0.0, 0.0]), np.array([0.0, 1.0]))
    array([ 0.25, -0.25])
    """
    raise NotImplementedError
