"""Entropy: the surprise to expect, on average, from a distribution."""

import numpy as np


def entropy(p):
    r"""Average information content of a distribution's outcomes, in nats.

    .. math:: H(p) = -\sum_i p_i \ln p_i

    A term with p = 0 is 0. It is 0 when one outcome is certain, and largest, ln n, when all n are equally likely. The
    numbers are used as they are given: nothing is rescaled to sum to one. There may be tens of thousands of classes, or
    of distributions.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    p : ndarray of shape (..., n_classes)
        Probabilities, each from 0 to 1, of any real dtype; it may be read-only or strided, and is left unchanged.

    Returns
    -------
    float or ndarray of shape (...)
        One entropy for each distribution, never negative; a scalar for one distribution.

    See Also
    --------
    torch.distributions.Categorical : Its ``entropy()`` first rescales the probabilities to sum to one;
        ``torch.special.entr`` gives the terms and leaves the sum to the caller.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., eq. 2.1.

    Examples
    --------
    >>> round(float(entropy(np.array([0.5, 0.5]))), 7)
    0.6931472
    """
    raise NotImplementedError
