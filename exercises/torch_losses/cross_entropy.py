"""Cross-entropy in torch: class weights, ignored labels, label smoothing, and what each mean divides by."""

import torch


def cross_entropy(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    r"""Negative log-probability that the softmax of the logits gives to the target, in nats, as autograd can follow it.

    .. math:: \ell_i = -\sum_c s_{ic} w_c \ln p_{ic}, \qquad p_{ic} = \frac{e^{x_{ic}}}{\sum_j e^{x_{ij}}}

    The share s of the right class is 1, that of each other class 0. A floating-point target has the shape of the
    logits, and gives the shares itself: its rows are probabilities.

    Label smoothing ε mixes the shares with equal ones: each becomes (1 − ε) s + ε / n_classes, for labels and for
    probabilities. The weights multiply these mixed shares.

    "mean" divides the sum of the losses by the sum of the weights of the labels that count: by their number, where no
    weight is given. With probabilities it divides by the number of samples, whatever the weights are.

    A label that equals `ignore_index` does not count: its loss is 0, smoothed or not, and its weight is not below the
    line. `ignore_index` may be one of the classes. Where every label is ignored, "sum" is 0 and "mean" is nan.

    The gradient by `input` is judged, and that by a target of probabilities: neither may be detached. Only the gradient
    of a mean that is nan is not asked for. Values and gradients are finite and accurate for logits of any sign and of
    1e4 and more in absolute value, in probabilities of 0 as well.

    To be written with the arithmetic of torch. Refused are the losses of torch.nn and torch.nn.functional, and softmax,
    log_softmax, softmin, logsumexp, logsigmoid, softplus and entr. Allowed are, among others, exp, log, log1p, expm1,
    sigmoid, tanh, logaddexp, xlogy, relu, clamp, where, gather, one_hot, abs, max, sum and mean.

    Parameters
    ----------
    input : Tensor of shape (n_samples, n_classes)
        Finite logits, float64 or float32; left unchanged.
    target : Tensor of shape (n_samples,) or (n_samples, n_classes)
        int64 labels, each a class or `ignore_index`; or probabilities in the dtype of the input. Left unchanged.
    weight : Tensor of shape (n_classes,), optional
        A positive weight for each class, in the dtype of the input. None: each is 1. Its gradient is not asked for.
    ignore_index : int
        The label that does not count. It says nothing about probabilities.
    reduction : {"mean", "sum", "none"}
        What becomes of the losses of the samples: see above; "none" keeps each.
    label_smoothing : float
        The ε above, from 0 to 1.

    Returns
    -------
    Tensor
        In the dtype of the input: of shape (n_samples,) for "none", else of shape ().

    Raises
    ------
    ValueError
        If `reduction` is any other text.

    See Also
    --------
    torch.nn.functional.cross_entropy : The same; it also takes more axes, with the classes along the second one.

    References
    ----------
    Szegedy et al., *Rethinking the Inception Architecture for Computer Vision*, section 7 (label smoothing).

    Examples
    --------
    >>> logits, labels = torch.tensor([[0.0, 1000.0], [0.0, 1000.0]]), torch.tensor([0, 1])
    >>> float(cross_entropy(logits, labels))
    500.0
    >>> float(cross_entropy(logits, labels, weight=torch.tensor([3.0, 1.0])))
    750.0
    >>> float(cross_entropy(logits, labels, ignore_index=1))
    1000.0
    """
    raise NotImplementedError
