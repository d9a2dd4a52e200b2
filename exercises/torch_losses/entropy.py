"""Entropy of logits in torch: how undecided a row of scores is, with a gradient that is never nan."""

import torch


def entropy(logits):
    r"""Entropy of the softmax of each row of logits, in nats, as autograd can follow it.

    .. math:: H = -\sum_c p_c \ln p_c, \qquad p_c = \frac{e^{x_c}}{\sum_j e^{x_j}}

    A logit of −inf has the probability 0: its term 0 ln 0 is 0. Each row has at least one finite logit, and no logit is
    +inf or nan. Adding the same number to a whole row changes nothing.

    The gradient by the logits is judged: it is −p (ln p + H), and exactly 0 where a logit is −inf; nothing is nan
    anywhere. Values and gradients are finite and accurate for logits of any sign and of 1e4 and more in absolute value.

    To be written with the arithmetic of torch. Refused are the losses of torch.nn and torch.nn.functional, and softmax,
    log_softmax, softmin, logsumexp, logsigmoid, softplus and entr. Allowed are, among others, exp, log, log1p, expm1,
    sigmoid, tanh, logaddexp, xlogy, relu, clamp, where, gather, one_hot, abs, max, sum and mean.

    Parameters
    ----------
    logits : Tensor of shape (..., n_classes)
        Scores of any number of axes, float64 or float32, finite or −inf; left unchanged.

    Returns
    -------
    Tensor of shape (...)
        One number a row, from 0 to ln n_classes, in the dtype of the logits; there is no reduction.

    See Also
    --------
    torch.distributions.Categorical : ``Categorical(logits=logits).entropy()`` gives the same values; its
        gradient can be nan where a logit is −inf.

    References
    ----------
    Cover & Thomas, *Elements of Information Theory*, eq. 2.1.

    Examples
    --------
    >>> x = torch.tensor([[0.0, 0.0, -torch.inf], [5.0, -torch.inf, -torch.inf]], requires_grad=True)
    >>> h = entropy(x)
    >>> [round(number, 4) for number in h.tolist()]
    [0.6931, 0.0]
    >>> h.sum().backward()
    >>> bool(x.grad.isfinite().all())
    True
    """
    raise NotImplementedError
