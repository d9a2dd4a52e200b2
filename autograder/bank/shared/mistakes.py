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
    """Sum instead of mean

    Repeat the same data twice: does your answer grow, and should a mean grow?

    Costs of 2 and 4 have the mean 3 and the sum 6. The same data twice, 2, 4, 2 and 4, still have the mean 3, but their
    sum is 12.

    Your function adds the costs and stops there: divide the sum by their number, or call `np.mean`.

    Lecture: A sum grows with the size of the batch, and so does its gradient; a mean can be compared between batches.
    Family: reduction
    """
    return loss(predictions, targets, *options) * targets.size


def minus_missing(answer: Mistake, *arguments: Any) -> Any:
    """Sign turned

    The logarithm of a probability is never positive: which sign should your answer have?

    The logarithm of 1/2 is −0.693; the surprise of something that happens half of the time is +0.693.

    Your numbers are right but for their sign: turn it once, at the logarithm or in front of the whole sum.

    Lecture: ln p is negative for every p below 1; the minus in the formula makes a cost of it, never below zero.
    Family: sign
    """
    return -answer(*arguments)


def bits_not_nats(*bases: float) -> Mistake:
    """Return the answer in the unit of another base: 2 for bits, 10 for decimal digits."""

    @variants(base=bases)
    def bits_not_nats(answer: Mistake, *arguments: Any, base: float) -> Any:
        """Logarithm of another base

        The surprise of a fair coin is 0.693 nats, which is 1 bit: in which unit is your answer?

        In base e the logarithm of 2 is 0.693, in base 2 it is 1, in base 10 it is 0.301. Divide the expected number by
        yours: 0.693 means base 2, and 2.303 means base 10.

        Nats need the natural logarithm, which NumPy calls `np.log`; look for `np.log2` or `np.log10`.

        Lecture: Bits and nats measure the same thing as feet and metres do: only a factor, ln 2, lies between them.
        Family: unit
        """
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
        """Small numbers rounded away

        Does your code round a number, or replace a very small number with 0?

        Rounded to four decimals, 0.00003 becomes 0 and 0.69315 becomes 0.6931: neither is what the formula gives.

        Look for `round`, `np.round`, a number made into text, or an `if` that returns 0 for a small value; leave it
        out.

        Lecture: Round what you print, never what the next step computes with.
        Family: digits
        """
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
        """The caller's array overwritten

        Which line of your function writes into an array that the caller passed in?

        Give your function x = np.array([1.0, 0.0]) and print x afterwards: it must still be [1, 0].

        Look for `-=`, `/=`, `out=`, `copy=False` or `x[mask] = ...` on an argument, and work on a copy instead.

        Lecture: NumPy passes arrays without copying them: a function that writes into its argument changes the
        caller's data.
        Family: inputs
        """
        if way in before:
            way(*arguments)
            return answer(*arguments)
        right = answer(*arguments)
        way(*arguments)
        return right

    return input_overwritten


# ---------------------------------------------------------------- random numbers


# Standard normal numbers as people draw them who want the same ones each time; each receives a shape.
RANDOM: tuple[Callable[[Any], Any], ...] = tuple(
    made
    for seed in (0, 1, 42)
    for made in (
        lambda shape, seed=seed: np.random.default_rng(seed).standard_normal(shape),
        lambda shape, seed=seed: np.random.RandomState(seed).standard_normal(shape),
    )
)
