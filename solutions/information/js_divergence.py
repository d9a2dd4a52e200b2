"""Jensen-Shannon divergence: how far two distributions are from the one halfway between them."""

import numpy as np


def js_divergence(p, q):
    r"""Mean relative entropy of two distributions with respect to their mixture, in nats.

    .. math:: J(p, q) = \tfrac12 \sum_i p_i \ln \frac{p_i}{m_i} + \tfrac12 \sum_i q_i \ln \frac{q_i}{m_i},
       \qquad m = \frac{p + q}{2}

    A term of the first sum with p = 0 is 0, and so is one of the second with q = 0. The divergence is always finite: 0
    when q equals p, ln 2 when nothing that is possible under one is possible under the other. Swapping `p` and `q`
    changes nothing. The numbers are used as they are given: nothing is rescaled to sum to one. There may be tens of
    thousands of classes, or of distributions.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    p : ndarray of shape (..., n_classes)
        First distribution, each number from 0 to 1, of any real dtype; it may be read-only or strided, and is left
        unchanged.
    q : ndarray of shape (..., n_classes)
        Second distribution, likewise. Leading axes of `p` and `q` are broadcast against each other.

    Returns
    -------
    float or ndarray of shape (...)
        One divergence for each pair of distributions, from 0 to ln 2 for distributions; a scalar for one pair.

    Raises
    ------
    ValueError
        If `p` and `q` do not have the same number of classes, even where one has a single class.

    See Also
    --------
    torch.nn.functional.kl_div : There is no built-in of this divergence: it takes two calls, ln m first, and gives nan
        where both distributions are zero.
    scipy.spatial.distance.jensenshannon : The square root of this, a distance, after rescaling both to sum to one.

    References
    ----------
    Lin, "Divergence measures based on the Shannon entropy", 1991, doi:10.1109/18.61115.

    Examples
    --------
    >>> round(float(js_divergence(np.array([1.0, 0.0]), np.array([0.0, 1.0]))), 7)
    0.6931472
    """
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if p.shape[-1] != q.shape[-1]:
        raise ValueError(f"p and q must have the same number of classes; they have the shapes {p.shape} and {q.shape}")
    p, q = np.broadcast_arrays(p, q)
    m = (p + q) / 2
    terms = np.zeros(p.shape)
    for part in (p, q):
        possible = part > 0
        terms[possible] += part[possible] * np.log(part[possible] / m[possible])
    return np.maximum(np.sum(terms, axis=-1), 0.0) / 2  # not -1e-16 from rounding: its root, a distance, is nan
