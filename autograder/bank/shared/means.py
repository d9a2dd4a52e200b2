"""For losses that average what errors cost: how the mean goes wrong, and what people take in its place.

An error is prediction minus target. Every mistake receives the reference ``loss``, the two arrays, and options such as
``delta`` where the exercise has some. `distances` lists those that an exercise is judged by.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy import ndarray

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.pairs import floats
from autograder.bank.spec import variants


def errors(predictions: ndarray, targets: ndarray) -> ndarray:
    """Prediction minus target, in floats."""
    error: ndarray = np.subtract(*floats(predictions, targets))
    return error


def of_errors(loss: Mistake, error: ndarray, *options: Any) -> Any:
    """Return what the reference says of errors that a mistake has changed."""
    return loss(error, np.zeros_like(error), *options)


# ---------------------------------------------------------------- the mean


@variants(least=(0, 1))
def one_less_in_denominator(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, least: int) -> Any:
    """Divided by n − 1

    With a single prediction and its target, how many errors are averaged?

    Costs of 2, 4 and 6 have the mean 12 / 3 = 4; divided by n − 1 they give 12 / 2 = 6.

    Divide by the number of elements itself: n − 1, or `ddof=1`, belongs to the variance of a sample.

    Lecture: n − 1 makes up for a mean that was estimated from the same data; a loss estimates no mean.
    Family: reduction
    """
    return loss(y_pred, y_true, *options) * y_pred.size / np.float64(max(y_pred.size - 1, least))


def divides_by_rows(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Divided by the number of rows

    What does `len` count in a two-dimensional array?

    An array of shape (2, 3) has the length 2, but six elements: six costs of 1 have the mean 1, not 6 / 2 = 3.

    Divide by `.size`, which counts all elements, or call `np.mean` without an axis.

    Lecture: The number of rows is the number of terms only as long as each row holds a single number.
    Family: reduction
    """
    return loss(y_pred, y_true, *options) * y_pred.size / np.atleast_1d(y_pred).shape[0]


def first_row_only(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Only the first row counted

    Make an input whose only error is in the second row: does your function still return 0?

    Predictions [[1, 2], [3, 9]] for targets [[1, 2], [3, 4]] are wrong in one place; the first row alone has no error.

    Look for an index `[0]`, or a `return` inside the loop over the rows: all elements of all rows must count.

    Lecture: Test a function on an input in which only the last element matters: it shows what was left out.
    Family: batch
    """
    error = errors(y_pred, y_true)
    return of_errors(loss, error[0] if y_pred.ndim > 1 else error, *options)


@variants(axis=(0, -1))
def axis_kept(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, axis: int) -> Any:
    """One mean for each row or column instead of one number

    How many numbers should your function return for an array of any shape?

    Shape (2, 3) holds six errors: their mean is one number, not two for the rows or three for the columns.

    Leave `axis=` out of `np.mean` or `np.sum`: without it they go over all axes at once.

    Lecture: axis= names the direction that disappears; without it every direction does.
    Family: axis
    """
    error = np.atleast_1d(errors(y_pred, y_true))
    return np.apply_along_axis(lambda column: of_errors(loss, column, *options), axis, error)


# ---------------------------------------------------------------- something else than the mean of all


def mean_taken_first(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Errors averaged before the cost of each is computed

    Does an error of +2 cancel an error of −2 in your function? Look at what you average.

    Errors of +2 and −2 have the mean 0, and a mean of 0 costs nothing; yet both predictions are wrong by 2.

    First compute what each element costs, then average: `np.mean` is the last and outermost step.

    Lecture: Averaging first lets errors cancel: that measures the bias of a model, not how wrong it is.
    Family: reduction
    """
    return of_errors(loss, np.mean(errors(y_pred, y_true)), *options)


def deviation_from_mean(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Spread of the errors instead of the errors

    If every prediction is 3 too high, is the model perfect?

    Errors of 3, 3 and 3 lie at a distance of 0 from their own mean, yet each prediction is wrong by 3.

    `np.var` and `np.std` first subtract the mean of the errors: use the errors as they are.

    Lecture: The mean squared error is variance plus squared bias; a variance alone forgives a constant offset.
    Family: quantity
    """
    error = errors(y_pred, y_true)
    return of_errors(loss, error - np.mean(error), *options)


def of_each(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> ndarray:
    """Return what each element costs; equal errors are asked once, because 30,000 calls take a second."""
    different, places = np.unique(errors(y_pred, y_true).ravel(), return_inverse=True)
    return np.array([of_errors(loss, error, *options) for error in different])[places]


def median_taken(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Median instead of mean

    Change only the largest error: does your answer react to it?

    Costs of 1, 2 and 9 have the mean 4 and the median 2; make the 9 a 90, and the median is still 2.

    The last step takes the middle one of the costs: it must add all of them up and divide by their number.

    Lecture: A median does not see how large the largest errors are; a mean sees each of them.
    Family: reduction
    """
    return np.median(of_each(loss, y_pred, y_true, *options))


def largest_taken(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Largest cost instead of the mean

    Change only the smallest error: does your answer react to it?

    Costs of 1, 2 and 9 have the mean 4; the largest of them is 9, whatever the others are.

    The last step keeps the largest cost and drops the others: average over all elements instead.

    Lecture: The largest error is a guarantee about the worst sample; a mean speaks about all of them.
    Family: reduction
    """
    return np.max(of_each(loss, y_pred, y_true, *options))


@variants(limit=(100, 1e3, 1e4, 1e5, "2 deviations", "3 deviations", "99 percent"))
def outliers_cut(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, limit: float | str) -> Any:
    """Large errors cut or left out

    Change the largest error from a thousand to a million: does your answer notice it?

    Errors of 1 and 1000 have the mean 500.5; cut at 100 they are 1 and 100, with the mean 50.5.

    Look for `np.clip`, `np.minimum`, a percentile or a mask that drops outliers, and leave it out.

    Lecture: Cutting outliers is a choice of another loss: say so, and do it before the loss, not inside it.
    Family: outliers
    """
    error = np.ravel(errors(y_pred, y_true))
    if limit == "99 percent":
        limit = float(np.percentile(np.abs(error), 99)) if error.size >= 100 else np.inf
    if isinstance(limit, str):
        is_outlier = np.abs(error - np.mean(error)) > int(limit[0]) * np.std(error)
        return of_errors(loss, error[~is_outlier], *options)
    return of_errors(loss, np.clip(error, -limit, limit), *options)
