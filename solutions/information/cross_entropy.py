"""Cross entropy: the surprise to expect when q is believed and p is true."""

import numpy as np


def cross_entropy(p, q):
    r"""Average information content under `q` of outcomes that come from `p`, in nats.

    .. math:: H(p, q) = -\sum_i p_i \ln q_i

    A term with p = 0 is 0, even where q = 0 as well; p > 0 with q = 0 makes the cross entropy infinite. It is smallest
    when q equals p, and is the entropy of `p` then. The numbers are used as they are given: nothing is rescaled to sum
    to one, nothing is added to keep the logarithm finite. There may be tens of thousands of classes, or of
    distributions.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    p : ndarray of shape (..., n_classes)
        True distribution, each number from 0 to 1, of any real dtype; it may be read-only or strided, and is left
        unchanged.
    q : ndarray of shape (..., n_classes)
        Believed distribution, likewise. Leading axes of `p` and `q` are broadcast against each other.

    Returns
    -------
    float or ndarray of shape (...)
        One cross entropy for each pair of distributions, never negative; a scalar for one pair.

    Raises
    ------
    ValueError
        If `p` and `q` do not have the same number of classes, even where one has a single class.

    See Also
    --------
    torch.nn.functional.cross_entropy : Takes logits and not probabilities, the believed ones first, the classes along
        axis 1, and averages over samples.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, eq. 3.51.

    Examples
    --------
    >>> round(float(cross_entropy(np.array([0.0, 1.0]), np.array([0.75, 0.25]))), 7)
    1.3862944
    """
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if p.shape[-1] != q.shape[-1]:
        raise ValueError(f"p and q must have the same number of classes; they have the shapes {p.shape} and {q.shape}")
    p, q = np.broadcast_arrays(p, q)
    with np.errstate(divide="ignore"):  # ln 0 = -inf is what is meant where q is zero and p is not
        log_q = np.log(q, where=p > 0, out=np.zeros(p.shape))
    return 0.0 - np.sum(p * log_q, axis=-1)  # not -np.sum: a certain outcome has 0.0, not -0.0
