"""Surprise: how unexpected one outcome is, before anything is averaged."""

import numpy as np


def surprise(p):
    r"""Information content of each outcome whose probability is given, in nats.

    .. math:: I(p) = -\ln p

    A certain outcome, p = 1, has 0; an impossible one, p = 0, has infinity. Each number is taken by itself and as it is
    given: the numbers may belong to separate events and need not sum to one, and nothing is added to keep the logarithm
    finite. There may be tens of thousands of them.

    To be written with numpy and the standard library only.

    Parameters
    ----------
    p : ndarray of any shape
        Probabilities, each from 0 to 1, of any real dtype; it may be read-only or strided, and is left unchanged.

    Returns
    -------
    float or ndarray of the shape of `p`
        One number for each probability, from 0 to infinity; a scalar for a 0-d array.

    See Also
    --------
    torch.nn.functional.nll_loss : Takes ln p of all classes, picks the one that happened and averages over samples; the
        surprise alone is ``-torch.log(p)``, in float32 where p holds integers.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, eq. 3.48.

    Examples
    --------
    >>> surprise(np.array([1.0, 0.5, 0.25])).round(7)
    array([0.       , 0.6931472, 1.3862944])
    """
    raise NotImplementedError
