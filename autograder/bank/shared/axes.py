"""For exercises on logits: what students get wrong about axes, where the classes of a sample lie along the last one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy import exp, log, ndarray

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.naive import Way, top
from autograder.bank.spec import variants


def wrong_axis(*axes: str) -> Mistake:
    """Return what comes of the first axis: ``"0"``, ``"0 of two"`` axes only, ``"0 of the sum"`` in a logarithm."""

    @variants(axes=axes)
    def wrong_axis(answer: Mistake, logits: ndarray, axes: str) -> Any:
        """Which probabilities should add up to 1: those of one sample, or those of one class?"""
        if axes == "0 of the sum":
            x = logits.astype(float)
            return x - top(x) - log(exp(x - top(x)).sum(axis=0, keepdims=True))
        if axes == "0 of two" and logits.ndim == 3:
            return answer(logits)
        return np.moveaxis(answer(np.moveaxis(logits, 0, -1)), -1, 0)

    return wrong_axis


@variants(one_axis=(True, False))
def axis_1(answer: Mistake, logits: ndarray, one_axis: bool) -> Any:
    """The classes lie along the last axis: which number has it in an array of one, two or three axes?"""
    if one_axis and logits.ndim == 1:
        return answer(logits)
    return np.moveaxis(answer(np.moveaxis(logits, 1, -1)), -1, 1)


def whole_array(*ways: Way) -> Mistake:
    """Return what comes of one sum for all samples; a way receives the logits and may leave each its own maximum."""

    @variants(way=ways)
    def whole_array(answer: Mistake, logits: ndarray, way: Way) -> Any:
        """Is each sample a distribution of its own, or are all of them one together?"""
        return way(logits.astype(float))

    return whole_array


def keepdims_missing(finish: Way, *missing: str) -> Mistake:
    """Return what comes of a lost axis in ``"sum"``, ``"max"`` or ``"both"``, always or only where NumPy can broadcast.

    ``finish(x, total)`` is the answer for logits with this sum of exponentials.
    """

    @variants(missing=missing, if_it_fits=(False, True))
    def keepdims_missing(answer: Mistake, logits: ndarray, missing: str, if_it_fits: bool) -> Any:
        """Print the shapes on both sides of the subtraction: which number meets which row?"""
        if if_it_fits and logits.shape[-1:] != logits.shape[-2:-1]:
            return answer(logits)
        x = logits.astype(float)
        shifted = x - x.max(axis=-1, keepdims=missing == "sum")
        return finish(shifted, exp(shifted).sum(axis=-1, keepdims=missing == "max"))

    return keepdims_missing


def squeezed(answer: Mistake, logits: ndarray) -> Any:
    """A batch of one sample goes in: is a batch what comes out?"""
    return answer(logits).squeeze()
