"""Train logistic regression: your own loss and gradient, in a loop of your own."""

import numpy as np


# Given: how often a trained model is right, for data that it was not trained on.
def accuracy(weights, bias, x, y):
    """Return the share of rows for which the logit is above 0 where the label is 1, and not above 0 where it is 0."""
    return float(np.mean((x @ weights > -bias) == (y == 1)))


def loss(weights, bias, x, y):
    """Mean binary cross entropy of the logits, in nats; finite for logits of some thousands."""
    raise NotImplementedError


def gradient(weights, bias, x, y):
    """Slopes of the loss: an array for the weights, and a number for the bias."""
    raise NotImplementedError


def train_logistic_regression(x, y, steps, learning_rate):
    r"""Fit the weights and the bias of logistic regression by gradient descent, with all rows in each step.

    Weights w and bias b begin as zeros, and each step moves both at once, against the slopes of the same loss:

    .. math::

        L(w, b) = \frac{1}{n} \sum_{i=1}^{n} \left[ \ln(1 + e^{z_i}) - y_i z_i \right],
        \qquad z_i = w \cdot x_i + b,

    .. math::

        w \leftarrow w - \eta \frac{\partial L}{\partial w}, \qquad
        b \leftarrow b - \eta \frac{\partial L}{\partial b}

    The first term is the binary cross entropy of a logit, so L is a mean over the rows. Judged are the weights, the
    bias and the losses, each taken before its step: the first one is always ln 2. With long steps the logits reach some
    thousands, and everything stays finite. Only this function is called; whether it uses `loss` and `gradient`, which
    are yours to write too, is up to you. Tens of thousands of rows are given: a step takes time and memory linear in
    them.

    Parameters
    ----------
    x : ndarray of shape (n_rows, n_features)
        The data, of any real dtype, used as they are: standardise them before, not here. The answer is that of float64
        arithmetic; the array may be read-only, and is left unchanged.
    y : ndarray of shape (n_rows,)
        The labels, each 0 or 1, of any real dtype.
    steps : int
        How many steps to take, at least 1.
    learning_rate : float
        The length of a step, positive.

    Returns
    -------
    tuple of ndarray, float and ndarray
        The weights of shape (n_features,) and the bias after the last step, and the losses of shape (steps,).

    See Also
    --------
    torch.nn.functional.binary_cross_entropy_with_logits : The loss.
    sklearn.linear_model.LogisticRegression : The model, with another loss: by default large weights cost too.

    References
    ----------
    Bishop, *Pattern Recognition and Machine Learning* (2006), equations 4.90 and 4.91.

    Examples
    --------
    At zeros each row pulls by 1/2:

    >>> weights, bias, losses = train_logistic_regression(np.array([[1.0], [-1.0]]), np.array([1, 0]), 1, 1.0)
    >>> weights.tolist(), float(bias), losses.round(3).tolist()
    ([0.5], 0.0, [0.693])
    """
    raise NotImplementedError
