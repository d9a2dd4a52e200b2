"""Best constant: what a model answers that may give one number only, loss by loss."""

import numpy as np


def best_constant(y, loss):
    r"""Find the constant whose mean loss over the targets is the smallest.

    .. math::

        \arg\min_c \; \frac{1}{n} \sum_{i=1}^{n} C(c - y_i), \qquad
        C(e) = e^2, \quad |e|, \quad \text{or} \quad
        L_1(e) = \begin{cases}
            e^2 / 2    & |e| \le 1 \\
            |e| - 1/2  & |e| > 1
        \end{cases}

    The three words "mse", "mae" and "huber" stand for these three costs, in this order; the Huber loss has delta = 1.
    Where several constants are equally good, as any number between 1 and 3 for the targets 1 and 3 and "mae", each of
    them is right. An answer counts as right within a millionth, so a search may stop there. Tens of thousands of
    targets are answered in time and memory that grow no faster than sorting does: a table of all pairs is too large.

    Parameters
    ----------
    y : ndarray of shape (n,)
        Targets, at least one, in any order, finite and of any real dtype; the answer is that of float64 arithmetic. It
        may be read-only, and is left unchanged.
    loss : str
        "mse", "mae" or "huber".

    Returns
    -------
    float
        The constant, not its loss.

    Raises
    ------
    ValueError
        If `loss` is another word.

    See Also
    --------
    numpy.mean : The constant of one of the three.
    numpy.median : The constant of another one.

    References
    ----------
    Huber, "Robust estimation of a location parameter", *Annals of Mathematical Statistics* 35 (1964),
    doi:10.1214/aoms/1177703732.

    Examples
    --------
    >>> float(best_constant(np.array([0.0, 1.0, 2.0, 5.0, 27.0]), "mse"))
    7.0
    """
    raise NotImplementedError
