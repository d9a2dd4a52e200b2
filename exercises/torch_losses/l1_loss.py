"""Mean absolute error in torch: a loss with a kink, and the slope that autograd gives it there."""

import torch


def l1_loss(input, target, *, reduction="mean"):
    r"""Absolute difference between input and target, as a tensor that can be differentiated.

    .. math:: \ell_i = |x_i - y_i|

    The answer has the dtype of the two tensors, and it hangs on both: autograd finds its gradient by the input, which
    for the mean is 1/n where the input is too large and −1/n where it is too small, and by the target, which is the
    opposite. At a tie, where input and target are equal, the loss is 0 and so is its gradient. Nothing is detached.

    To be written with the arithmetic of torch. Refused are the losses of torch.nn and torch.nn.functional, and softmax,
    log_softmax, softmin, logsumexp, logsigmoid, softplus and entr. Allowed are, among others, exp, log, log1p, expm1,
    sigmoid, tanh, logaddexp, xlogy, relu, clamp, where, gather, one_hot, abs, max, sum and mean.

    Parameters
    ----------
    input : Tensor of any shape, 0-d included
        Predictions, float64 or float32; left unchanged.
    target : Tensor of the same shape and dtype
        Targets, likewise.
    reduction : {"mean", "sum", "none"}
        The mean over all n elements, their sum, or each element for itself.

    Returns
    -------
    Tensor
        0-d for "mean" and "sum", of the shape of the input for "none".

    Raises
    ------
    ValueError
        If the two shapes are not exactly equal, or the reduction is another word.

    See Also
    --------
    torch.nn.functional.l1_loss : The same, but where shapes differ it warns and broadcasts.

    References
    ----------
    Boyd and Vandenberghe, *Convex Optimization*, section 6.1.

    Examples
    --------
    >>> x = torch.tensor([1.0, 2.0, 3.0, 6.0], requires_grad=True)
    >>> loss = l1_loss(x, torch.tensor([3.0, 2.0, 1.0, 2.0]))
    >>> loss.item()
    2.0
    >>> loss.backward()
    >>> x.grad.tolist()
    [-0.25, 0.0, 0.25, 0.25]
    """
    raise NotImplementedError
