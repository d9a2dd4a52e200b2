"""Gradient of the Kullback-Leibler divergence by the believed distribution: what is true over what is believed."""

import numpy as np


def kl_divergence_gradient(p, q):
    r"""Slope of the divergence with respect to each number of `q`, in nats.

    .. math:: \frac{\partial D}{\partial q_i} = -\frac{p_i}{q_i}, \qquad D(p \| q) = \sum_i p_i \ln \frac{p_i}{q_i}

    Where p is 0 the slope is 0, even where q is 0 as well. The numbers of `q` are differentiated by one at a time, as
    if they could move alone: nothing is rescaled to sum to one, before or after, and nothing is added to keep a
    quotient finite. Each distribution of a batch has slopes of its own: nothing is averaged. There may be tens of
    thousands of classes, or of distributions: time and memory must not grow faster than their number.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    p : ndarray of shape (..., n_classes)
        True distribution: each number from 0 to 1, of any real dtype; it may be read-only or strided, and is left
        unchanged.
    q : ndarray of the same shape
        Believed distribution, likewise; above 0, and at least 1e-300, wherever p is above 0.

    Returns
    -------
    ndarray of the same shape
        One slope for each number of `q`, as floating-point numbers, never above 0; -1 everywhere if q equals p and no
        probability is 0.

    Raises
    ------
    ValueError
        If the shapes differ: nothing is broadcast, not even one `p` to many `q`.

    See Also
    --------
    torch.nn.functional.kl_div : After ``F.kl_div(q.log(), p, reduction="sum").backward()``, ``q.grad`` holds these
        slopes, but nan where both are zero.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., eq. 2.26 (the divergence).

    Examples
    --------
    >>> kl_divergence_gradient(np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.5, 0.25]))
    array([-2., -1.,  0.])
    """
    raise NotImplementedError
