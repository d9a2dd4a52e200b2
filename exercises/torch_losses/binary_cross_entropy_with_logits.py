"""Binary cross-entropy from logits in torch: a cost without ends, whose slope is probability minus target."""

import torch


def binary_cross_entropy_with_logits(input, target, *, reduction="mean", pos_weight=None):
    r"""Surprise of a yes-or-no forecast, given as log-odds, at the targets, in nats; it can be differentiated.

    .. math:: \ell_i = -\bigl[\, w \, t_i \ln \sigma(z_i) + (1 - t_i) \ln(1 - \sigma(z_i)) \,\bigr],
        \qquad \sigma(z) = \frac{1}{1 + e^{-z}}

    It is finite, and accurate to the digits of its dtype, for logits of either sign and of 1e4 and more in absolute
    value; nothing is clamped: a logit of -1000 costs 1000 where the target is 1, 300 where it is 0.3, and 0 where it is
    0. The weight w scales the positive term only: with pos_weight 3 a logit of 0 costs 3 ln 2 where the target is 1,
    ln 2 where it is 0, and 1.6 ln 2 where it is 0.3. Tensors may hold tens of thousands of elements.

    The answer has the dtype of the input, and it hangs on input and target: autograd finds its gradient by the input,
    which for each element is sigmoid(z) - t without a weight, at large logits and at exactly 0 too (½ - t there), and
    by the target, which may be the answer of another network. Nothing is detached. No gradient by pos_weight is asked.

    To be written with the arithmetic of torch. Refused are the losses of torch.nn and torch.nn.functional, and softmax,
    log_softmax, softmin, logsumexp, logsigmoid, softplus and entr. Allowed are, among others, exp, log, log1p, expm1,
    sigmoid, tanh, logaddexp, xlogy, relu, clamp, where, gather, one_hot, abs, max, sum and mean.

    Parameters
    ----------
    input : Tensor of any shape, 0-d included
        Finite log-odds of class 1, float64 or float32; left unchanged.
    target : Tensor of the same shape and dtype
        Labels in [0, 1]: 0 or 1, or anything between them (soft labels); left unchanged.
    reduction : {"mean", "sum", "none"}
        The mean over all n elements, their sum, or each element for itself. The mean divides by n, whatever the weights
        are.
    pos_weight : Tensor, optional
        Of the same dtype: a single number, 0-d, or one for each column, of shape (c,) where the input has c numbers
        along its last axis. Positive. Without it the weight is 1.

    Returns
    -------
    Tensor
        0-d for "mean" and "sum", of the shape of the input for "none"; never negative.

    Raises
    ------
    ValueError
        If the shapes of input and target are not exactly equal, or the reduction is another word.

    See Also
    --------
    torch.nn.functional.binary_cross_entropy_with_logits : The same, with a weight for each element beside.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning*, eqs. 4.59 and 4.90 (a sum there).
    Goodfellow, Bengio and Courville, *Deep Learning*, section 6.2.2.2.

    Examples
    --------
    >>> z = torch.tensor([-1000.0, 0.0], requires_grad=True)
    >>> loss = binary_cross_entropy_with_logits(z, torch.tensor([1.0, 1.0]), reduction="none")
    >>> loss[0].item()
    1000.0
    >>> loss.sum().backward()
    >>> z.grad.tolist()
    [-1.0, -0.5]
    """
    raise NotImplementedError
