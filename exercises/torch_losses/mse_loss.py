"""Mean squared error in torch: a number that autograd can follow back."""

import torch


def mse_loss(input, target, *, reduction="mean"):
    r"""Squared difference between input and target, as a tensor that can be differentiated.

    .. math:: \ell_i = (x_i - y_i)^2

    The answer has the dtype of the two tensors, and it hangs on both: autograd finds its gradient by the input, which
    for the mean is 2(x − y)/n, and by the target, which is the opposite. Nothing is detached. Where input and target
    are equal the gradient is 0. Numbers of about 1e8 that differ by about 1 keep the digits of their difference.

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
    torch.nn.functional.mse_loss : The same, but where shapes differ it warns and broadcasts.

    References
    ----------
    James, Witten, Hastie and Tibshirani, *An Introduction to Statistical Learning*, eq. 2.5.

    Examples
    --------
    >>> x = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> loss = mse_loss(x, torch.tensor([3.0, 2.0]))
    >>> loss.item()
    2.0
    >>> loss.backward()
    >>> x.grad.tolist()
    [-2.0, 0.0]
    """
    raise NotImplementedError
