"""For gradients by logits: what students get wrong, whether a sample has two classes or many.

What holds of any gradient stands in `gradients`. Every mistake receives the reference ``gradient`` and the two arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numpy import ndarray

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.spec import variants


def doubled(gradient: Mistake, logits: ndarray, targets: ndarray) -> Any:
    """Factor 2 that belongs to a squared error

    Where does the 2 in your formula come from: is anything in the loss squared?

    The derivative of e² is 2e; the derivative of ln p is 1/p, and no 2 is there to bring down.

    Leave out the factor 2.

    Lecture: The 2 belongs to the mean squared error; a cross-entropy has no power to bring down.
    Family: formula
    """
    return 2 * gradient(logits, targets)


def target_alone_divided(forecasts: Callable[..., Any]) -> Mistake:
    """Leave out the parentheses: ``forecasts(logits, targets)`` are the probabilities and what is taken from them."""

    def target_alone_divided(gradient: Mistake, logits: ndarray, targets: ndarray) -> Any:
        """Only the target divided by n: the parentheses are missing

        In p - t / n, which does Python do first: the subtraction, or the division?

        Of two samples, one has the probability 0.75 and the target 0: its slope is 0.75 / 2 = 0.375. Where only the
        target is divided, it stays 0.75.

        Put the difference into parentheses, and divide all of it.

        Lecture: A long fraction bar is a pair of parentheses: in code nobody draws the bar.
        Family: formula
        """
        probabilities, taken = forecasts(logits, targets)
        return probabilities - taken / (logits.size if targets.ndim == logits.ndim else len(logits))

    return target_alone_divided


def difference_quotient(quotients: Callable[..., Any]) -> Mistake:
    """Measure slopes between two points: ``quotients(logits, targets, before, after)``, the two ends of the step."""

    @variants(step=(1e-3, 1e-4, 1e-5, 1e-6, 1e-8), sides=(1, 2))
    def difference_quotient(gradient: Mistake, logits: ndarray, targets: ndarray, step: float, sides: int) -> Any:
        """Slope measured between two points

        Does your function call the loss twice and divide the difference by a small step?

        A single logit of 1e9 with the wrong class has the slope 1. Between there and 0.000001 further on it comes out
        as 0.954: the loss is near 1e9 at both points, and hardly a digit of the difference is left.

        Write down the derivative of the loss as a formula: no step, and no loss computed twice.

        Lecture: A difference quotient checks a gradient, with few digits and a loop; autograd and training need the
        formula.
        Family: digits
        """
        return quotients(logits, targets, -step * (sides - 1), step)

    return difference_quotient
