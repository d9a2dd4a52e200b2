"""For gradients of losses: what autograd says of them, and what students get wrong whatever the loss is.

A gradient answers with a number for each element. Every mistake receives the reference ``gradient``, the two arrays,
and options such as ``delta`` where the exercise has some. What concerns gradients of errors alone stands in `slopes`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import ndarray

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.spec import tensors, variants


def by_autograd(loss: Callable[..., Any], *arrays: ndarray, of: int = 0, **options: Any) -> Any:
    """Ask torch for the gradient of ``loss(*arrays, **options)`` with respect to the array number `of`."""
    import torch

    given = tensors(*arrays)
    given[of].requires_grad_()
    (gradient,) = torch.autograd.grad(loss(*given, **options), given[of])
    return gradient


# ---------------------------------------------------------------- the sign


def sign_turned(gradient: Mistake, predictions: ndarray, targets: ndarray, *options: Any) -> Any:
    """Sign turned: the slope downhill, or by the target

    A prediction lies above its target and grows a little: does the loss grow or fall, and what sign has your answer?

    A prediction of 3 for a target of 1 gets worse when it grows: the loss rises, so its slope there is positive.

    Take the prediction minus the target, in this order, and write no minus in front: gradient descent subtracts later.

    Lecture: The gradient points uphill, and descent subtracts it; by the targets, every slope has the other sign.
    Family: sign
    """
    return -gradient(predictions, targets, *options)


def sign_lost(gradient: Mistake, predictions: ndarray, targets: ndarray, *options: Any) -> Any:
    """Sign lost: no slope is below zero

    A prediction lies below its target and grows a little: does the loss grow or fall, and what sign has your answer?

    A prediction of 1 for a target of 3 gets better when it grows: the loss falls, so its slope there is negative.

    Look for `np.abs`, a square or a root that hides the sign of the error, and keep the sign.

    Lecture: A loss is never below zero, but its slope is, wherever the prediction should grow.
    Family: sign
    """
    return np.abs(gradient(predictions, targets, *options))


# ---------------------------------------------------------------- the number of terms


def gradient_of_the_sum(gradient: Mistake, predictions: ndarray, targets: ndarray, *options: Any) -> Any:
    """Gradient of the sum, not of the mean

    Give your function the same data twice: are the slopes the same as before, or half as large?

    In a mean of 4 terms each of them has the weight 1/4: a term with the slope 2 gives 2/4 = 0.5.

    Divide what you have by the number of elements, as the loss itself does.

    Lecture: A constant factor stays in the derivative: the 1/n of the mean is part of its gradient.
    Family: reduction
    """
    return gradient(predictions, targets, *options) * predictions.size


def divided_twice(gradient: Mistake, predictions: ndarray, targets: ndarray, *options: Any) -> Any:
    """Divided by the number of elements twice

    How often does your function divide by the number of elements: once or twice?

    In a mean of 4 terms each of them has the weight 1/4: a term with the slope 2 gives 2/4 = 0.5, not 2/16 = 0.125.

    Look for two divisions, or a division of something that a mean has made smaller already; one of them must go.

    Lecture: The loss has one factor 1/n, so its gradient has one, too.
    Family: reduction
    """
    return gradient(predictions, targets, *options) / predictions.size


@variants(axis=(0, -1))
def divided_by_one_axis(gradient: Mistake, predictions: ndarray, targets: ndarray, *options: Any, axis: int) -> Any:
    """Divided by the length of one axis

    By which number does your function divide for an array of shape (2, 3)?

    An array of shape (2, 3) has the length 2 and rows of 3, but six elements: the mean over all of them has the factor
    1/6.

    `.size` counts all elements; `len` and `.shape[0]` count the rows, and `.shape[-1]` the columns.

    Lecture: In one dimension length and size are the same number: test what divides by n on a table.
    Family: reduction
    """
    length = np.atleast_1d(predictions).shape[axis]
    return gradient(predictions, targets, *options) * predictions.size / length


# ---------------------------------------------------------------- something else than a slope for each element


@variants(reduced=(np.mean, np.sum))
def one_number_for_all(
    gradient: Mistake, predictions: ndarray, targets: ndarray, *options: Any, reduced: Callable[..., Any]
) -> Any:
    """One number instead of a slope for each element

    How many numbers does your function return for three predictions, and how many can be changed?

    Three predictions can be moved one by one, so there are three slopes: slopes of 1, 0 and −1 are not their mean 0.

    Leave out the last `np.mean`, `np.sum` or `@`: all that the mean leaves in each slope is the division by n.

    Lecture: The loss is one number; its gradient says for each prediction what that one does to the loss.
    Family: reduction
    """
    return reduced(gradient(predictions, targets, *options))


@variants(rate=(1.0, 0.5, 0.1, 0.01, 0.001))
def step_taken(gradient: Mistake, predictions: ndarray, targets: ndarray, *options: Any, rate: float) -> Any:
    """Predictions after a step instead of the gradient

    When every prediction is equal to its target, does your function return zeros?

    At 5, with a slope of 2 and a rate of 0.1, descent moves to 5 − 0.1 · 2 = 4.8; the gradient itself is 2.

    Return the slopes alone: neither the predictions nor a learning rate belong in the answer.

    Lecture: The gradient says how steep it is; how far to go is the optimiser's choice.
    Family: quantity
    """
    return predictions - rate * gradient(predictions, targets, *options)


def loss_instead(costs: Callable[..., Any]) -> Mistake:
    """Return the loss: its mean, what each element costs, ``costs(*arguments)``, or its share of the mean."""

    @variants(form=("mean", "costs", "shares"))
    def loss_instead(gradient: Mistake, *arguments: Any, form: str) -> Any:
        """The loss instead of its gradient

        Does your function say how large the loss is, or how fast it changes when a prediction moves?

        The square e · e of an error of 3 is 9; when the error grows to 3.01, the square grows to 9.0601: its slope is
        near 6, not 9.

        Take the derivative of the cost by the prediction, on paper, and write that down instead of the cost.

        Lecture: The loss says how bad it is, the gradient which way is better; a large loss may have a slope of 0.
        Family: quantity
        """
        cost = costs(*arguments)
        return {"mean": np.mean(cost), "costs": cost, "shares": cost / cost.size}[form]

    return loss_instead


# ---------------------------------------------------------------- the shape of the answer


@variants(shape=(np.ravel, np.squeeze, np.atleast_1d))
def shape_lost(
    gradient: Mistake, predictions: ndarray, targets: ndarray, *options: Any, shape: Callable[..., Any]
) -> Any:
    """The answer has another shape than the predictions

    Print the shape of the predictions and the shape of your answer: are they the same, for shape (2, 3) and (1,) too?

    Predictions of shape (2, 3) have a gradient of shape (2, 3). Shape (6,) holds the same numbers without their rows.

    Leave out `ravel`, `squeeze`, `atleast_1d` and lists of numbers, or reshape the answer to the predictions' shape.

    Lecture: An optimiser subtracts the gradient from what it belongs to: the two must have one shape.
    Family: axis
    """
    return shape(gradient(predictions, targets, *options))


@variants(cut=("cast", "put"))
def slopes_kept_in_integers(gradient: Mistake, predictions: ndarray, targets: ndarray, *options: Any, cut: str) -> Any:
    """Slopes kept in an array of integers

    What is the dtype of your answer when the predictions are integers?

    After a = np.zeros_like(np.array([1, 2])) and a[0] = 0.5, the array a still holds 0: integers cut the fraction.

    `np.zeros_like`, `np.empty_like` and `.astype(y.dtype)` take over the dtype of the input: ask for `dtype=float`.

    Lecture: A slope of a mean is seldom a whole number, so it needs floats even where the predictions are integers.
    Family: integers
    """
    slopes = np.asarray(gradient(predictions, targets, *options))
    if predictions.dtype.kind not in "iu":
        return slopes
    buffer = slopes.astype(predictions.dtype)
    if cut == "put":
        for i, slope in enumerate(slopes.ravel().tolist()):  # one by one, NumPy refuses what is out of range
            buffer.flat[i] = slope
    return buffer
