"""L1 loss in torch: the mean distance of two tensors."""

import torch


def l1_loss(input, target):
    r"""Mean absolute error of two tensors.

    .. math:: \frac{1}{n} \sum_{i=1}^{n} |x_i - y_i|

    A perfect prediction costs 0. NaN in either tensor makes the loss NaN.

    Parameters
    ----------
    input : Tensor of any shape, 0-d included
        Predictions, of any floating-point dtype; it is left unchanged.
    target : Tensor of the same shape
        Targets, likewise.

    Returns
    -------
    Tensor
        Mean over all n elements, from 0 to infinity; 0-d whatever the shape.

    Raises
    ------
    ValueError
        If the shapes are not exactly equal: nothing is broadcast to fit.

    Examples
    --------
    >>> float(l1_loss(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0])))
    1.0
    """
    if input.shape != target.shape:
        raise ValueError(f"shapes differ: {tuple(input.shape)} and {tuple(target.shape)}")
    return torch.mean(torch.abs(input - target))
