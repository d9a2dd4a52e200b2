"""Fit a distribution: gradient descent on logits, until q is p."""

import numpy as np


def fit_distribution(p, steps, learning_rate):
    r"""Move the logits of a distribution against the slope of its divergence from another one, step by step.

    The logits z begin as zeros, and each step moves all of them at once:

    .. math::

        q_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad
        z_i \leftarrow z_i - \eta \, \frac{\partial D(p \| q)}{\partial z_i}, \qquad
        D(p \| q) = \sum_i p_i \ln \frac{p_i}{q_i}

    Four things are judged: the last q, after exactly so many steps; the losses, each the divergence (in nats) before
    its step, so that the first one is that of the uniform distribution; that an outcome with p = 0 contributes nothing
    to a loss; and that long steps stay finite: logits of some thousands, with which q becomes 0 in floating point and
    the loss is still a number.

    Parameters
    ----------
    p : ndarray of shape (n_classes,)
        The distribution to fit, of any real dtype: from 0 to 1, with the sum 1. The answer is that of float64
        arithmetic; the array may be read-only, and is left unchanged.
    steps : int
        How many steps to take, at least 1.
    learning_rate : float
        The length of a step, positive.

    Returns
    -------
    tuple of two ndarrays
        The distribution q after the last step, of shape (n_classes,), and the losses, of shape (steps,).

    See Also
    --------
    torch.optim.SGD : Takes such steps, with the gradient that autograd finds.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning* (2016), sections 4.3 and 6.2.2.3.

    Examples
    --------
    A uniform p is reached before the first step:

    >>> q, losses = fit_distribution(np.array([0.5, 0.5]), 3, 1.0)
    >>> q.tolist(), losses.tolist()
    ([0.5, 0.5], [0.0, 0.0, 0.0])
    """
    raise NotImplementedError
