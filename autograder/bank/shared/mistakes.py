"""What exercises of all kinds get wrong alike: each mistake once, with its hint once.

A mistake receives the reference and the exercise's arguments, however many, and returns the wrong answer. A spec lists
those that apply in ``Spec(misconceptions=(...))``. A mistake that comes in several sizes is made for the spec:
``rounded_away(2, 3, 4)`` are answers with two, three or four decimals.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.bank.spec import variants

Mistake = Callable[..., Any]


def sum_instead_of_mean(loss: Mistake, predictions: Any, targets: Any, *options: Any) -> Any:
    """Repeat the same data twice: does your answer grow, and should a mean grow?"""
    return loss(predictions, targets, *options) * targets.size


def minus_missing(answer: Mistake, *arguments: Any) -> Any:
    """The logarithm of a probability is never positive: which sign should your answer have?"""
    return -answer(*arguments)


def bits_not_nats(*bases: float) -> Mistake:
    """Return the answer in the unit of another base: 2 for bits, 10 for decimal digits."""

    @variants(base=bases)
    def bits_not_nats(answer: Mistake, *arguments: Any, base: float) -> Any:
        """The surprise of a fair coin is 0.693 nats, which is 1 bit: in which unit is your answer?"""
        return answer(*arguments) / np.log(base)

    return bits_not_nats


def rounded_away(*decimals: int, zeros: tuple[Callable[..., Any], ...] = ()) -> Mistake:
    """Return the answer rounded to so many decimals, or a zero for a small one.

    Parameters
    ----------
    *decimals : int
    zeros : tuple of callable
        Each receives the answer and the arguments and says where they count as zero.
    """

    @variants(way=(*decimals, *zeros))
    def rounded_away(answer: Mistake, *arguments: Any, way: Any) -> Any:
        """A small number is not zero: where do the last digits of your answer go?"""
        right = answer(*arguments)
        return np.where(way(right, *arguments), 0.0, right) if way in zeros else np.round(right, way)

    return rounded_away


def input_overwritten(*ways: Callable[..., Any], before: tuple[Callable[..., Any], ...] = ()) -> Mistake:
    """Return the right answer, and the arguments changed.

    Parameters
    ----------
    *ways : callable
        Each receives the arguments and writes into them: ``lambda p: np.copyto(p, 1, where=p == 0)``.
    before : tuple of callable
        Ways that change the arguments before the answer is computed from them.
    """

    @variants(way=(*ways, *before))
    def input_overwritten(answer: Mistake, *arguments: Any, way: Callable[..., Any]) -> Any:
        """An array that you are given still belongs to the caller: what do you write into it?"""
        if way in before:
            way(*arguments)
            return answer(*arguments)
        right = answer(*arguments)
        way(*arguments)
        return right

    return input_overwritten
