"""For losses that compare predictions with targets one by one: what they are asked, and what students get wrong.

A loss of pairs takes two arrays of one shape and averages what each pair costs. The cases and the mistakes here are
those that such exercises share; a spec adds what is its own formula's. Every mistake receives the reference ``loss``,
the two arrays, and options such as ``delta`` where the exercise has some.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import arange, array, ndarray, resize

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.spec import Case, variants

# ---------------------------------------------------------------- cases: shapes that do not match

THREE, FOUR, SIX = arange(1.0, 4.0), arange(1.0, 5.0), arange(1.0, 7.0)
# Targets for them: however they are paired with 1, 2, 3..., the losses differ.
NEAR_THREE, NEAR_FOUR = array([1.5, 1.75, 4.25]), array([1.5, 1.75, 4.25, 2.0])
NEAR_SIX = array([1.5, 1.75, 4.25, 2.0, 5.5, 6.25])

WRONG_SHAPES = (
    Case("column-vs-flat", (FOUR[:, None], NEAR_FOUR), raises=ValueError),
    Case("flat-vs-column", (FOUR, NEAR_FOUR[:, None]), raises=ValueError),
    Case("row-vs-flat", (THREE[None], NEAR_THREE), raises=ValueError),
    Case("row-vs-column", (THREE[None], NEAR_THREE[:, None]), raises=ValueError),
    Case("same-size-other-shape", (SIX.reshape(2, 3), NEAR_SIX), raises=ValueError),
    Case("transposed", (SIX.reshape(2, 3), NEAR_SIX.reshape(3, 2)), raises=ValueError),
    Case("one-row-for-many", (THREE[None], resize(NEAR_SIX, (4, 3))), raises=ValueError),
    Case("many-rows-for-one", (resize(SIX, (4, 3)), NEAR_THREE[None]), raises=ValueError),
    Case("shorter", (THREE, NEAR_FOUR), raises=ValueError),
    Case("longer", (FOUR, NEAR_THREE), raises=ValueError),
    Case("scalar-vs-vector", (array(2.0), NEAR_THREE), raises=ValueError),
    Case("vector-vs-scalar", (THREE, array(2.5)), raises=ValueError),
    Case("scalar-vs-one-element", (array(2.0), array([2.5])), raises=ValueError),
    Case("one-element-vs-scalar", (array([2.0]), array(3.5)), raises=ValueError),
)

UNEQUAL_SHAPES = {
    "column-vs-flat": ((4, 1), (4,)),
    "flat-vs-column": ((4,), (4, 1)),
    "row-vs-flat": ((1, 3), (3,)),
    "same-size-other-shape": ((2, 3), (6,)),
    "transposed": ((2, 3), (3, 2)),
    "one-row-for-many": ((1, 3), (4, 3)),
    "many-for-one-row": ((4, 3), (1, 3)),
    "one-axis-more": ((2, 2, 3), (2, 3)),
    "shorter": ((3,), (4,)),
    "longer": ((4,), (3,)),
    "one-for-many": ((1,), (3,)),
    "scalar-vs-vector": ((), (3,)),
    "vector-vs-scalar": ((3,), ()),
    "scalar-vs-one-element": ((), (1,)),
    "one-element-vs-scalar": ((1,), ()),
}


def wrong_shapes(predictions: ndarray, labels: ndarray) -> list[Case]:
    """Repeat the numbers in shapes that do not match. They should all differ: a wrong pairing then changes the loss."""
    return [
        Case(name, (resize(predictions, shape), resize(labels, other)), raises=ValueError)
        for name, (shape, other) in UNEQUAL_SHAPES.items()
    ]


# ---------------------------------------------------------------- what every right solution starts with


def floats(predictions: ndarray, targets: ndarray) -> tuple[ndarray, ndarray]:
    """Check the shapes and convert to floats, so that a wrong formula has no second mistake."""
    if predictions.shape != targets.shape:
        raise ValueError("shapes differ")
    return predictions.astype(float), targets.astype(float)


# ---------------------------------------------------------------- mistakes: shapes that do not match

# A weak check lets two different shapes through.
WEAK_CHECKS: tuple[Callable[..., bool], ...] = (
    lambda *_: True,  # no check at all
    lambda one, other: one[:1] == other[:1],
    lambda one, other: len(one) == len(other),  # the number of axes
    lambda one, other: math.prod(one) == math.prod(other),  # the size
    lambda one, other: () in (one, other),
    lambda _, other: other == (),
)


def silent_broadcast(*weak_checks: Callable[..., bool]) -> Mistake:
    """Return a loss in which NumPy combines different shapes, where the check of the two shapes is too weak."""

    @variants(is_let_through=weak_checks)
    def silent_broadcast(
        loss: Mistake, predictions: ndarray, targets: ndarray, *options: Any, is_let_through: Callable[..., bool]
    ) -> Any:
        """Different shapes combined silently

        Subtract one input from the other and print the shape: does each input have this shape?

        Shapes (4, 1) and (4,) hold four numbers each, but NumPy combines them into a table of 4 × 4 = 16 pairs.

        Before anything else, compare the two complete shapes, and raise a ValueError where they differ; an equal `len`
        or `size` is not enough.

        Lecture: A column against a flat array is the most expensive silent bug in this field: there is no error, only
        a loss over the wrong pairs.
        Family: broadcasting
        """
        if predictions.shape != targets.shape and is_let_through(predictions.shape, targets.shape):
            predictions, targets = np.broadcast_arrays(predictions, targets)
        return loss(predictions, targets, *options)

    return silent_broadcast


def flat_column(values: ndarray) -> ndarray:
    return values[:, 0] if values.shape[1:] == (1,) else values


def each(change: Callable[[ndarray], ndarray]) -> Mistake:
    """Return a loss of both arrays changed alike: ``each(np.ravel)``."""
    return lambda loss, predictions, targets, *options: loss(change(predictions), change(targets), *options)


def longer_cut(loss: Mistake, predictions: ndarray, targets: ndarray, *options: Any) -> Any:
    """Pair the elements as `zip` does: it stops where the shorter array ends."""
    size = min(predictions.size, targets.size)
    return loss(predictions.ravel()[:size], targets.ravel()[:size], *options)


def made_to_fit(*ways: Mistake) -> Mistake:
    """Return a loss that makes two arrays fit, in any of these ways, where it should compare their shapes."""

    @variants(way=ways)
    def made_to_fit(loss: Mistake, predictions: ndarray, targets: ndarray, *options: Any, way: Mistake) -> Any:
        """Different shapes flattened, cut or filled until they fit

        When the two shapes differ, does your function raise an error, or does it change the arrays until they fit?

        [[1, 2, 3], [4, 5, 6]] and [[1, 2], [3, 4], [5, 6]] become equal when they are flattened, although their rows
        are different.

        Compare the shapes before `ravel`, `squeeze`, `zip` or a slice makes them equal; where they differ, raise a
        ValueError.

        Lecture: A function that repairs its inputs hides the caller's mistake; a clear error shows it at once.
        Family: broadcasting
        """
        return way(loss, predictions, targets, *options)

    return made_to_fit


# ---------------------------------------------------------------- mistakes: number types


@variants(model=(0, 1, None))
def fraction_cut(loss: Mistake, predictions: ndarray, targets: ndarray, *options: Any, model: int | None) -> Any:
    """Fractions cut: floats made integers

    Does a line of yours make integers of floats, with astype(int) or with the dtype of the other array?

    As integers, 0.75 becomes 0 and 2.75 becomes 2: everything after the point is gone.

    Convert both arrays to `float`, not to `int` and not to the `dtype` of one of them: floats can hold whole numbers
    too.

    Lecture: A cast is safe in one direction only: every small integer is a float, but few floats are integers.
    Family: integers
    """
    if model is None:  # as astype(int) cuts them; of nan and of large numbers each processor makes others
        return loss(*(np.trunc(y) if y.dtype.kind == "f" else y for y in (predictions, targets)), *options)
    dtype = (predictions, targets)[model].dtype
    return loss(predictions.astype(dtype), targets.astype(dtype), *options)
