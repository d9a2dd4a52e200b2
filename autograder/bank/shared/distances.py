"""For losses that average what errors cost: what they are asked, and what students get wrong.

An error is prediction minus target. The cases and the mistakes here are those that all such losses share; what holds
of any two arrays that must match stands in `pairs`. Every mistake receives the reference ``loss``, the two arrays, and
options such as ``delta`` where the exercise has some.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy import append, ndarray, resize, zeros

from autograder.bank.shared.integers import integer_division
from autograder.bank.shared.mistakes import Mistake, input_overwritten, rounded_away, sum_instead_of_mean
from autograder.bank.shared.pairs import (
    WEAK_CHECKS,
    each,
    flat_column,
    floats,
    fraction_cut,
    longer_cut,
    made_to_fit,
    silent_broadcast,
)
from autograder.bank.spec import Case, variants


def errors(predictions: ndarray, targets: ndarray) -> ndarray:
    """Prediction minus target, in floats."""
    error: ndarray = np.subtract(*floats(predictions, targets))
    return error


def of_errors(loss: Mistake, error: ndarray, *options: Any) -> Any:
    """Return what the reference says of errors that a mistake has changed."""
    return loss(error, np.zeros_like(error), *options)


def one_missing(rng: np.random.Generator) -> Iterator[Case]:
    """Draw a case with NaN among the predictions, and one with NaN among the targets."""
    for number, name in enumerate(("prediction", "target")):
        arrays = rng.normal(2.0, 3.0, size=(2, 6))
        arrays[number, rng.integers(6)] = np.nan
        yield Case(f"drawn-nan-in-{name}", tuple(arrays), np.nan)


# ---------------------------------------------------------------- the mean


@variants(least=(0, 1))
def one_less_in_denominator(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, least: int) -> Any:
    """With a single prediction and its target, how many errors are averaged?"""
    return loss(y_pred, y_true, *options) * y_pred.size / np.float64(max(y_pred.size - 1, least))


def divides_by_rows(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """What does `len` count in a two-dimensional array?"""
    return loss(y_pred, y_true, *options) * y_pred.size / np.atleast_1d(y_pred).shape[0]


def first_row_only(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Put the only error into the second row: does your answer notice it?"""
    error = errors(y_pred, y_true)
    return of_errors(loss, error[0] if y_pred.ndim > 1 else error, *options)


@variants(axis=(0, -1))
def axis_kept(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, axis: int) -> Any:
    """Whatever the shape that goes in, how many numbers should come out?"""
    error = np.atleast_1d(errors(y_pred, y_true))
    return np.apply_along_axis(lambda column: of_errors(loss, column, *options), axis, error)


# ---------------------------------------------------------------- something else than the mean of all


def mean_taken_first(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Can an error of +2 make up for an error of -2? Think about what you average."""
    return of_errors(loss, np.mean(errors(y_pred, y_true)), *options)


def deviation_from_mean(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """If every prediction is 3 too high, is the model perfect?"""
    error = errors(y_pred, y_true)
    return of_errors(loss, error - np.mean(error), *options)


def of_each(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> ndarray:
    """Return what each element costs; equal errors are asked once, because 30,000 calls take a second."""
    different, places = np.unique(errors(y_pred, y_true).ravel(), return_inverse=True)
    return np.array([of_errors(loss, error, *options) for error in different])[places]


def median_taken(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Change only the largest error: does your answer react to it?"""
    return np.median(of_each(loss, y_pred, y_true, *options))


def largest_taken(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    """Change only the smallest error: does your answer react to it?"""
    return np.max(of_each(loss, y_pred, y_true, *options))


@variants(limit=(10, 100, 1e3, 1e4, 1e5, "2 deviations", "3 deviations"))
def outliers_cut(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, limit: float | str) -> Any:
    """Does the definition treat an error in another way because it is far off?"""
    error = np.ravel(errors(y_pred, y_true))
    if isinstance(limit, str):
        is_outlier = np.abs(error - np.mean(error)) > int(limit[0]) * np.std(error)
        return of_errors(loss, error[~is_outlier], *options)
    return of_errors(loss, np.clip(error, -limit, limit), *options)


# How people keep from dividing by a target of zero.
GUARDS = (
    np.positive,
    lambda size: np.maximum(size, np.finfo(float).eps),
    lambda size: size + 1e-8,
    lambda size: np.where(size == 0, 1, size),
)


# ---------------------------------------------------------------- missing values

SEEN = ((True, True), (True, False), (False, True))  # in which of the two arrays NaN is noticed


def are_missing(y_pred: ndarray, y_true: ndarray, seen: tuple[bool, bool]) -> list[ndarray]:
    return [np.isnan(y) & is_seen for y, is_seen in zip(floats(y_pred, y_true), seen, strict=True)]


@variants(seen=SEEN)
def nan_ignored(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, seen: tuple[bool, bool]) -> Any:
    """If one value is unknown, can the loss of the whole set still be known?"""
    is_known = ~np.logical_or(*are_missing(y_pred, y_true, seen))
    return loss(y_pred[is_known], y_true[is_known], *options)


@variants(seen=SEEN)
def nan_to_zero(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, seen: tuple[bool, bool]) -> Any:
    """Zero means a perfect hit: is that what a missing value tells you?"""
    is_missing = np.logical_or(*are_missing(y_pred, y_true, seen))
    return of_errors(loss, np.where(is_missing, 0, errors(y_pred, y_true)), *options)


@variants(seen=SEEN)
def nan_replaced(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, seen: tuple[bool, bool]) -> Any:
    """A missing value is not a measurement of zero: what can be known without it?"""
    missing = are_missing(y_pred, y_true, seen)
    return loss(*[np.where(is_nan, 0, y) for y, is_nan in zip((y_pred, y_true), missing, strict=True)], *options)


# ---------------------------------------------------------------- shapes that do not match


def averaged_over(number: int) -> Mistake:
    """Cut the longer array, but divide by the size of the predictions (0), or of the targets (1)."""

    def cut(loss: Mistake, *arrays: Any) -> Any:
        return longer_cut(loss, *arrays) * min(arrays[0].size, arrays[1].size) / arrays[number].size

    return cut


def filled_with_zeros(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any) -> Any:
    size = max(y_pred.size, y_true.size)
    return loss(*[append(y.ravel(), zeros(size - y.size)) for y in (y_pred, y_true)], *options)


def repeated_to_the_size_of(number: int) -> Mistake:
    def repeated(loss: Mistake, *arrays: Any) -> Any:
        return loss(*[resize(y, arrays[number].size) for y in arrays[:2]], *arrays[2:])

    return repeated


SHAPES_COMBINED = silent_broadcast(
    *WEAK_CHECKS,
    lambda one, _: one == (),
    lambda one, other: (one or (1,))[0] == (other or (1,))[0],
    lambda one, other: one[-1:] == other[-1:],
    lambda one, other: len(one) == len(other) and any(m == n for m, n in zip(one, other, strict=True)),
    lambda one, other: one[0] == other[0],  # a single number has no first axis: IndexError
    lambda one, other: len(zeros(one)) == len(zeros(other)),  # nor a len: TypeError
)

SHAPES_MADE_TO_FIT = made_to_fit(
    each(np.ravel),
    each(np.squeeze),
    each(np.atleast_1d),
    each(flat_column),
    each(lambda y: y.reshape(sorted(y.shape))),
    longer_cut,
    averaged_over(0),
    averaged_over(1),
    filled_with_zeros,
    repeated_to_the_size_of(0),
    repeated_to_the_size_of(1),
)


# ---------------------------------------------------------------- inputs that the caller keeps


def nan_made_zero(array: ndarray) -> None:
    if np.isnan(array).any():
        array[np.isnan(array)] = 0


OVERWRITTEN = input_overwritten(
    lambda y_pred, y_true, *_: np.copyto(y_pred, y_pred - y_true, casting="unsafe"),
    lambda y_pred, y_true, *_: np.copyto(y_true, y_pred - y_true, casting="unsafe"),
    lambda y_pred, *_: np.copyto(y_pred, y_pred.copy()),  # changes nothing, but has to write
    lambda _, y_true, *__: np.copyto(y_true, y_true.copy()),
    before=(
        lambda y_pred, *_: nan_made_zero(y_pred),
        lambda _, y_true, *__: nan_made_zero(y_true),
    ),
)


IN_EVERY_LOSS_OF_ERRORS: tuple[Mistake, ...] = (
    sum_instead_of_mean,
    divides_by_rows,
    first_row_only,
    axis_kept,
    mean_taken_first,
    rounded_away(2, 3, 4, 5, 6, 8, 10, 12),
    fraction_cut,
    nan_ignored,
    nan_replaced,
    nan_to_zero,
    SHAPES_COMBINED,
    SHAPES_MADE_TO_FIT,
    OVERWRITTEN,
)

# The losses that treat every error alike.
IN_EVERY_PLAIN_LOSS: tuple[Mistake, ...] = (
    *IN_EVERY_LOSS_OF_ERRORS,
    one_less_in_denominator,
    deviation_from_mean,
    median_taken,
    largest_taken,
    outliers_cut,
    integer_division,
)
