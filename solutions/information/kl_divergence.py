"""Kullback-Leibler divergence: the price of believing q when p is true."""

import numpy as np


def kl_divergence(p, q):
    r"""Relative entropy of `p` with respect to `q`, in nats.

    .. math:: D(p \| q) = \sum_i p_i \ln \frac{p_i}{q_i}

    A term with p = 0 is 0, even where q = 0 as well; p > 0 with q = 0 makes the divergence infinite. It is 0 when
    q equals p, and it is the cross entropy of `p` and `q` less the entropy of `p`. The numbers are used as they are
    given: nothing is rescaled to sum to one, nothing is added to keep the logarithm finite. There may be tens of
    thousands of classes, or of distributions.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    p : ndarray of shape (..., n_classes)
        True distribution: each number from 0 to 1, of any real dtype; it may be read-only or strided, and is left
        unchanged.
    q : ndarray of shape (..., n_classes)
        Believed distribution, likewise; where it is not 0 it is at least 1e-300. Leading axes of `p` and `q` are
        broadcast against each other.

    Returns
    -------
    float or ndarray of shape (...)
        One divergence for each pair, from 0 (but for rounding) to infinity where both sum to one; a scalar for
        one pair.

    Raises
    ------
    ValueError
        If `p` and `q` do not have the same number of classes, even where one has a single class.

    See Also
    --------
    torch.nn.functional.kl_div : Takes ln q first and p second, averages over elements unless told
        ``reduction="sum"``, and gives nan where both are zero.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., eq. 2.26.

    Examples
    --------
    >>> round(float(kl_divergence(np.array([0.5, 0.5]), np.array([0.9, 0.1]))), 7)
    0.5108256
    """
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if p.shape[-1] != q.shape[-1]:
        raise ValueError(f"p and q must have the same number of classes; they have the shapes {p.shape} and {q.shape}")
    p, q = np.broadcast_arrays(p, q)
    possible = p > 0
    log_ratio = np.zeros(p.shape)
    with np.errstate(divide="ignore"):  # ln 0 = -inf is what is meant where q is zero
        log_ratio[possible] = np.log(p[possible]) - np.log(q[possible])
    return np.sum(p * log_ratio, axis=-1)
