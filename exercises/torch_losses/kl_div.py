"""Kullback-Leibler divergence in torch: log-probabilities first, and a mean that is not the divergence."""

import torch


def kl_div(input, target, *, reduction="mean", log_target=False):
    r"""Terms of the divergence of `target` from what `input` believes, in nats, as a tensor to be differentiated.

    .. math:: \ell_i = t_i \, (\ln t_i - x_i)

    Here x is the input, the logarithm of what is believed, and t is the target, the truth: D(p || q) takes ln q first
    and p second. Each element is a term of its own; nothing is rescaled, and the terms may be negative. A term with
    t = 0 is 0, and so is its gradient by the input. With `log_target` the target is ln t. The input, and then
    the target too, may be as low as −5000, where the probability itself is 0 in any float.

    Only "batchmean" gives a divergence a sample: it divides the sum by the length of the first axis. "mean" divides by
    the number of all elements, which is smaller by the number of classes.

    The answer has the dtype of the two tensors, and it hangs on both: autograd finds its gradient by the input, −t for
    the sum, and by the target, which is not asked about where t = 0. Nothing is detached.

    To be written with the arithmetic of torch. Refused are the losses of torch.nn and torch.nn.functional, and softmax,
    log_softmax, softmin, logsumexp, logsigmoid, softplus and entr. Allowed are, among others, exp, log, log1p, expm1,
    sigmoid, tanh, logaddexp, xlogy, relu, clamp, where, gather, one_hot, abs, max, sum and mean.

    Parameters
    ----------
    input : Tensor of shape (n, ...)
        Finite logarithms of probabilities, float64 or float32; left unchanged.
    target : Tensor of the same shape and dtype
        Probabilities from 0 to 1, or with `log_target` their finite logarithms.
    reduction : {"mean", "batchmean", "sum", "none"}
        The sum over the number of elements, the sum over n, the sum, or each element for itself.
    log_target : bool
        Whether the target is given as logarithms.

    Returns
    -------
    Tensor
        0-d, or of the shape of the input for "none".

    Raises
    ------
    ValueError
        If the reduction is another word.

    See Also
    --------
    torch.nn.functional.kl_div : The same; it warns that its "mean" is not the divergence.

    References
    ----------
    Cover and Thomas, *Elements of Information Theory*, 2nd ed., eq. 2.26.

    Examples
    --------
    >>> log_q, p = torch.tensor([[0.9, 0.1]]).log(), torch.tensor([[0.5, 0.5]])
    >>> [round(kl_div(log_q, p, reduction=word).item(), 4) for word in ("mean", "batchmean")]
    [0.2554, 0.5108]
    """
    raise NotImplementedError
