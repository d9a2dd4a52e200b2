"""For gradients of losses of errors, prediction minus target: what they are asked, and what students get wrong.

What holds of any gradient stands in `gradients`. Every mistake receives the reference ``gradient``, the two arrays,
and options such as ``delta`` where the exercise has some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy import ndarray

from autograder.bank.shared import gradients
from autograder.bank.shared.distances import OVERWRITTEN, SEEN, SHAPES_COMBINED, WAYS_TO_FIT, are_missing
from autograder.bank.shared.integers import errors_in_integers, in_number_types
from autograder.bank.shared.means import errors
from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.pairs import fraction_cut, made_to_fit
from autograder.bank.spec import Case, variants


def one_missing(torch: str | None = None) -> Callable[[np.random.Generator], Iterator[Case]]:
    """Draw a case with NaN among the predictions, and one with NaN among the targets."""

    def one_missing(rng: np.random.Generator) -> Iterator[Case]:
        for number, name in enumerate(("prediction", "target")):
            arrays = rng.normal(2.0, 3.0, size=(2, 6))
            arrays[number, rng.integers(6)] = np.nan
            yield Case(f"drawn-nan-in-{name}", tuple(arrays), torch=torch)

    return one_missing


# ---------------------------------------------------------------- missing values


@variants(
    seen=SEEN, form=(("all", "zero"), ("all", "left out"), ("known", "zero"), ("known", "left out"), ("known", "kept"))
)
def nan_replaced(
    gradient: Mistake,
    y_pred: ndarray,
    y_true: ndarray,
    *options: Any,
    seen: tuple[bool, bool],
    form: tuple[str, str],
) -> Any:
    """Missing values skipped, not counted, or given a slope of 0

    If one prediction or target is nan, that is, not known, what does your function return in its place?

    With three predictions and one missing target, two slopes are numbers and one is nan, and n is still 3.

    Leave out `np.nan_to_num`, a zero as the last choice of `np.where`, and masks made with `np.isnan`, also where you
    count: plain arithmetic carries NaN to its own place alone.

    Lecture: A slope of 0 says that the prediction cannot be better; of a missing value nobody knows that.
    Family: missing
    """
    is_missing = np.logical_or(*are_missing(y_pred, y_true, seen))
    slopes = np.array(gradient(y_pred, y_true, *options))
    counted, put = form
    if counted == "known":
        slopes = slopes * y_pred.size / np.float64(np.count_nonzero(~is_missing))
    if put == "kept":
        return slopes
    if put == "left out":
        return slopes[~is_missing] if is_missing.any() else slopes
    return np.where(is_missing, 0.0, slopes)


def missing_at_the_limit(limit: Callable[..., float]) -> Mistake:
    """Give a missing value the slope of a large error, ``limit(*options)`` over n, as a comparison with nan does."""

    @variants(seen=SEEN, side=(1, -1))
    def missing_at_the_limit(
        gradient: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, seen: tuple[bool, bool], side: int
    ) -> Any:
        """Missing values given the slope of a large error

        If one prediction or target is nan, that is, not known, what does your function return in its place?

        nan > 0 and nan <= 1 are false, as every comparison with nan is: an `else`, or the last choice of `np.where`,
        takes it for a large error, and so do `np.fmin` and `np.fmax`.

        Let the error decide by arithmetic: `np.sign`, `np.clip`, `np.minimum` and `np.maximum` carry NaN on.

        Lecture: Where a comparison decides, nan falls into the last piece in silence; arithmetic would have kept it.
        Family: missing
        """
        slopes = np.asarray(gradient(y_pred, y_true, *options))
        is_missing = np.logical_or(*are_missing(y_pred, y_true, seen))
        return np.where(is_missing, side * limit(*options) / y_pred.size, slopes)

    return missing_at_the_limit


# ---------------------------------------------------------------- digits


FEW = 1000  # elements: the whole loss, computed anew for each of more, takes too long


def of_the_whole_loss(loss: Callable[..., Any], y_pred: ndarray, y_true: ndarray, step: float) -> Any:
    """Move each prediction up and down: of a mean NaN comes back in every place, and large numbers cost digits."""
    slopes = np.zeros(y_pred.shape)
    for i in np.ndindex(y_pred.shape):
        up, down = y_pred.astype(float), y_pred.astype(float)
        up[i], down[i] = up[i] + step, down[i] - step
        slopes[i] = (loss(up - y_true) - loss(down - y_true)) / (2 * step)
    return slopes


def difference_quotient(costs: Callable[..., Any]) -> Mistake:
    """Measure the slope between two points near each other, where an error costs ``costs(errors, *options)``."""
    errors_moved = ((step, sides, "error") for step in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8) for sides in (1, 2))
    predictions_moved = ((step, 2, "prediction") for step in (1e-3, 1e-4, 1e-5, 1e-6))

    @variants(way=(*errors_moved, *predictions_moved))
    def difference_quotient(
        gradient: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, way: tuple[float, int, str]
    ) -> Any:
        """Slope measured between two points

        Does your function call the loss twice and divide the difference by a small step?

        A step of 0.001 from 10^16 ends at 10^16 again: float64 counts in steps of 2 there, so the slope comes out as 0.

        Write down the derivative of the cost as a formula: no step, and no loss computed twice.

        Lecture: A difference quotient checks a gradient, with few digits and a loop; autograd and training need the
        formula.
        Family: digits
        """
        (step, sides, moved), error = way, errors(y_pred, y_true)
        if moved == "prediction" and error.size <= FEW:
            return of_the_whole_loss(lambda e: costs(e, *options).mean(), y_pred, y_true, step)
        before = error if sides == 1 else error - step
        return (costs(error + step, *options) - costs(before, *options)) / (step * sides) / error.size

    return difference_quotient


@variants(limit=(1.0, 5.0, 10.0, 100.0, 1e3, 1e4, 1e5))
def slopes_clipped(gradient: Mistake, y_pred: ndarray, y_true: ndarray, limit: float) -> Any:
    """Large slopes cut

    Make the largest error ten times as large: does its slope grow as the derivative says?

    Slopes of 3 and 500, cut at 100, are 3 and 100: the second one is no derivative of this loss.

    Look for `np.clip`, `np.minimum` or a norm that the slopes are scaled by, and leave it out.

    Lecture: Gradient clipping is a choice of the optimiser: do it after the gradient, where it can be seen.
    Family: outliers
    """
    return np.clip(gradient(y_pred, y_true), -limit, limit)


# ---------------------------------------------------------------- shapes that do not match


def shaped_like_one(way: Mistake) -> Mistake:
    """Give the slopes of arrays that were made to fit the shape of the one that has as many numbers."""

    def shaped_like_one(gradient: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
        slopes = np.asarray(way(gradient, y_pred, y_true, *options))
        shapes = [y.shape for y in (y_pred, y_true) if y.size == slopes.size]
        return slopes.reshape([*shapes, slopes.shape][0])

    return shaped_like_one


# ---------------------------------------------------------------- number types


def number_types(slopes: Callable[..., Any]) -> tuple[Mistake, ...]:
    """Return the mistakes in the arithmetic of number types, where errors have ``slopes(errors, *options)``."""

    def in_types(arrays: tuple[Any, ...], names: tuple[str, ...], made: str | None, step: str) -> Any:
        y_pred, y_true, *options = arrays
        return slopes(errors_in_integers(y_pred, y_true, names, made, step), *options) / y_pred.size

    steps = ("difference", "size")
    return in_number_types(in_types, unsigned=steps, signed=steps)


def short_floats_kept(gradient: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """The answer computed in float16

    What is the dtype of your answer when both arrays are float16?

    In float16 1/3 is 0.33325: three digits are right.

    Convert both arrays to `float` before you subtract: a float16 divided by a whole number is still a float16.

    Lecture: float16 and float32 save memory where they are stored; compute in float64.
    Family: floats
    """
    slopes = np.asarray(gradient(y_pred, y_true, *options))
    are_floats = {y_pred.dtype.kind, y_true.dtype.kind} == {"f"}
    return slopes.astype(np.result_type(y_pred, y_true)) if are_floats else slopes


IN_EVERY_SLOPE: tuple[Mistake, ...] = (
    gradients.sign_turned,
    gradients.sign_lost,
    gradients.gradient_of_the_sum,
    gradients.divided_twice,
    gradients.divided_by_one_axis,
    gradients.one_number_for_all,
    gradients.step_taken,
    gradients.shape_lost,
    gradients.slopes_kept_in_integers,
    fraction_cut,
    nan_replaced,
    SHAPES_COMBINED,
    made_to_fit(*map(shaped_like_one, WAYS_TO_FIT)),
    OVERWRITTEN,
)
