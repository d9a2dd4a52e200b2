"""Log-softmax: the logarithm of a probability that may be too small to write down."""

import numpy as np


def log_softmax(logits):
    r"""Logarithms of the softmax probabilities along the last axis, in nats.

    .. math:: \ln \frac{e^{x_i}}{\sum_j e^{x_j}}

    It is accurate where the probability itself is too small for a floating-point number: logits 0 and -1000 give
    about 0 and -1000. There is no lower limit, and no finite logits up to 1e300 in absolute value overflow.

    Adding the same number to all logits of a sample changes nothing, even one as large as 1e15.

    There may be tens of thousands of logits: time and memory must not grow faster than their number.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    logits : ndarray of shape (..., n_classes)
        Finite scores, of any real dtype; it may be read-only or strided, and is left unchanged.

    Returns
    -------
    ndarray of shape (..., n_classes)
        Logarithms of probabilities, none above 0; their exponentials sum to 1 along the last axis.

    See Also
    --------
    torch.nn.functional.log_softmax : Wants to be told the axis (``dim=-1``) and floating-point logits.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, eq. 6.30.
    Blanchard, Higham and Higham, doi:10.1093/imanum/draa038, on computing it accurately.

    Examples
    --------
    >>> np.exp(log_softmax(np.array([1000.0, 1000.0]))).round(12)
    array([0.5, 0.5])
    """
    raise NotImplementedError
