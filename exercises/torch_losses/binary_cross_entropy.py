"""Binary cross-entropy in torch: what a probability of "yes" costs, with a gradient that survives 0 and 1."""

import torch


def clamped_log(p):
    """Return ln p, at least -100."""
    raise NotImplementedError


def binary_cross_entropy(input, target, *, reduction="mean"):
    r"""Surprise of a yes-or-no forecast at the labels, in nats, as a tensor that autograd can follow.

    .. math:: \ell_i = -\bigl[\, t_i \max(\ln p_i, -100) + (1 - t_i) \max(\ln(1 - p_i), -100) \,\bigr]

    Each of the two logarithms is clamped to at least -100, and nothing else is changed: a prediction of 0 costs exactly
    100 where the label is 1, 30 where it is 0.3, and 0 where it is 0; likewise at the other end. Tensors may hold tens
    of thousands of elements.

    The answer has the dtype of the two tensors, and it hangs on both: autograd finds its gradient by the input and by
    the target, which may be the answer of another network. Nothing is detached. Both gradients are asked for
    predictions between 0.01 and 0.99. Where a prediction of exactly 0 or 1 is right, the gradient by the input must be
    finite, and no nan; which number it is there, is not asked, and no gradient is where such a prediction is wrong.

    To be written with the arithmetic of torch. Refused are the losses of torch.nn and torch.nn.functional, and softmax,
    log_softmax, softmin, logsumexp, logsigmoid, softplus and entr. Allowed are, among others, exp, log, log1p, expm1,
    sigmoid, tanh, logaddexp, xlogy, relu, clamp, where, gather, one_hot, abs, max, sum and mean.

    Parameters
    ----------
    input : Tensor of any shape, 0-d included
        Predicted probabilities of class 1, each in [0, 1], float64 or float32; left unchanged.
    target : Tensor of the same shape and dtype
        Labels in [0, 1]: 0 or 1, or anything between them (soft labels); left unchanged.
    reduction : {"mean", "sum", "none"}
        The mean over all n elements, their sum, or each element for itself.

    Returns
    -------
    Tensor
        0-d for "mean" and "sum", of the shape of the input for "none"; each cost in [0, 100].

    Raises
    ------
    ValueError
        If the two shapes are not exactly equal, or the reduction is another word.

    See Also
    --------
    torch.nn.functional.binary_cross_entropy : The same; its gradient by the input is limited at 1e12.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning*, eq. 4.90 (a sum there, without the clamp).

    Examples
    --------
    >>> float(binary_cross_entropy(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 1.0])))
    50.0
    """
    raise NotImplementedError
