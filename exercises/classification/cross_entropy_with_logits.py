"""Cross-entropy from logits: how surprised a classifier is by the right class."""

import numpy as np


def cross_entropy_with_logits(logits, labels):
    r"""Mean negative log-probability that the softmax of the scores gives to the right class, in nats.

    .. math:: -\frac{1}{n} \sum_i \ln \frac{e^{x_{i, y_i}}}{\sum_j e^{x_{ij}}}

    Adding the same number to all logits of a sample changes nothing. The loss is finite and accurate for logits of
    any sign and of 1e4 and more in absolute value: logits 0 and 1000 with label 0 cost 1000.

    There may be tens of thousands of logits: time and memory must not grow faster than their number.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    logits : ndarray of shape (n_samples, n_classes)
        Scores, one row for each sample, of any real dtype; it may be read-only or strided, and is left unchanged.
    labels : ndarray of shape (n_samples,)
        The right class of each sample, an integer from 0 to n_classes - 1, of any integer dtype; likewise.

    Returns
    -------
    float
        Mean over the samples, never negative.

    Raises
    ------
    ValueError
        If the labels do not have exactly one axis: a column of shape (n_samples, 1) is refused.

    See Also
    --------
    torch.nn.functional.cross_entropy : Wants floating-point logits and int64 labels; with floating-point targets of
        the shape of the logits it takes them for probabilities.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning*, eqs. 4.62 and 4.108 (a sum there).

    Examples
    --------
    >>> float(cross_entropy_with_logits(np.array([[0.0, 1000.0], [0.0, 1000.0]]), np.array([0, 1])))
    500.0
    """
    raise NotImplementedError
