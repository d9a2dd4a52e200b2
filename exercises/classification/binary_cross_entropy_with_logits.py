"""Binary cross-entropy from logits: the same cost, on a scale without ends."""

import numpy as np


def binary_cross_entropy_with_logits(logits, targets):
    r"""Mean surprise of a yes-or-no forecast, given as log-odds, at the targets, in nats.

    .. math:: -\frac{1}{n} \sum_i \bigl[\, t_i \ln \sigma(z_i) + (1 - t_i) \ln(1 - \sigma(z_i)) \,\bigr],
        \qquad \sigma(z) = \frac{1}{1 + e^{-z}}

    It is finite, and accurate to the digits of float64, for logits of either sign and of 1e4 and more in absolute
    value; nothing is clamped: a logit of -1000 costs 1000 where the target is 1, 300 where it is 0.3, and 0 where it is
    0. The mean is over all elements, whatever the shape; there may be tens of thousands of them.

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
    float
        Mean over all elements, never negative.

    Raises
    ------
    ValueError
        If the shapes differ: nothing is broadcast, not even ``(n, 1)`` to ``(n,)``.

    See Also
    --------
    torch.nn.functional.binary_cross_entropy_with_logits : Wants floating-point tensors, targets too.
    torch.nn.functional.binary_cross_entropy : Takes probabilities, and clamps.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning*, eqs. 4.59 and 4.90 (a sum there).
    Goodfellow, Bengio and Courville, *Deep Learning*, section 6.2.2.2.

    Examples
    --------
    >>> float(binary_cross_entropy_with_logits(np.array([-1000.0, 1000.0]), np.array([1.0, 1.0])))
    500.0
    """
    raise NotImplementedError
