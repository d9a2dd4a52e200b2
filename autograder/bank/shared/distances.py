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
from autograder.bank.shared.means import (
    axis_kept,
    deviation_from_mean,
    divides_by_rows,
    errors,
    first_row_only,
    largest_taken,
    mean_taken_first,
    median_taken,
    of_errors,
    one_less_in_denominator,
    outliers_cut,
)
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


def one_missing(rng: np.random.Generator) -> Iterator[Case]:
    """Draw a case with NaN among the predictions, and one with NaN among the targets."""
    for number, name in enumerate(("prediction", "target")):
        arrays = rng.normal(2.0, 3.0, size=(2, 6))
        arrays[number, rng.integers(6)] = np.nan
        yield Case(f"drawn-nan-in-{name}", tuple(arrays), np.nan)


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
    """Missing values skipped

    If one value is nan, that is, not known, what does your function return: nan or a number?

    np.nanmean([2, nan]) is 2 and np.mean([2, nan]) is nan: the first one hides that a value is missing.

    Leave out `np.nanmean`, `np.nansum` and masks made with `np.isnan`: plain arithmetic carries NaN into the answer.

    Lecture: NaN is contagious on purpose: a loss that skips it reports a success on data that nobody has.
    Family: missing
    """
    is_known = ~np.logical_or(*are_missing(y_pred, y_true, seen))
    return loss(y_pred[is_known], y_true[is_known], *options)


@variants(seen=SEEN, in_errors=(True, False))
def nan_to_zero(
    loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, seen: tuple[bool, bool], in_errors: bool
) -> Any:
    """Missing values counted as zeros

    What does your code put in place of a missing value (nan), and does anybody know that value?

    The mean of the errors 4 and nan is not known; with 0 for nan it is 2, as if the second prediction were perfect.

    Look for `np.nan_to_num`, or a zero that is written where `np.isnan` holds, and leave it out: the answer is NaN.

    Lecture: A zero in place of a missing value is an invented measurement, and the loss believes it.
    Family: missing
    """
    missing = are_missing(y_pred, y_true, seen)
    if in_errors:
        return of_errors(loss, np.where(np.logical_or(*missing), 0, errors(y_pred, y_true)), *options)
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

WAYS_TO_FIT: tuple[Mistake, ...] = (
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
SHAPES_MADE_TO_FIT = made_to_fit(*WAYS_TO_FIT)


# ---------------------------------------------------------------- inputs that the caller keeps


OVERWRITTEN = input_overwritten(
    lambda y_pred, y_true, *_: np.copyto(y_pred, y_pred - y_true, casting="unsafe"),
    lambda y_pred, y_true, *_: np.copyto(y_true, y_pred - y_true, casting="unsafe"),
    lambda y_pred, *_: np.copyto(y_pred, y_pred.copy()),  # changes nothing, but has to write
    lambda _, y_true, *__: np.copyto(y_true, y_true.copy()),
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
