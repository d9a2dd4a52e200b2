"""Softmax: scores become probabilities, and only their differences count."""

import numpy as np


def softmax(logits):
    r"""Probabilities proportional to the exponentials of the scores along the last axis.

    .. math:: \frac{e^{x_i}}{\sum_j e^{x_j}}

    Adding the same number to all logits of a sample changes nothing. No finite logits overflow, be they as large as
    1e308 in absolute value. A logit of minus infinity stands for an impossible class and gets exactly 0.

    There may be tens of thousands of logits: time and memory must not grow faster than their number.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    logits : ndarray of shape (..., n_classes)
        Scores, of any real dtype; minus infinity is allowed as long as one logit of each sample is finite. It may be
        read-only or strided, and is left unchanged.

    Returns
    -------
    ndarray of shape (..., n_classes)
        Probabilities in [0, 1]; they sum to 1 along the last axis.

    See Also
    --------
    torch.nn.functional.softmax : Wants to be told the axis (``dim=-1``) and floating-point logits.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning*, eq. 4.62.
    Blanchard, Higham and Higham, doi:10.1093/imanum/draa038, on computing it accurately.

    Examples
    --------
    >>> softmax(np.array([5.0, 5.0, 5.0, 5.0]))
    array([0.25, 0.25, 0.25, 0.25])
    """
    raise NotImplementedError
