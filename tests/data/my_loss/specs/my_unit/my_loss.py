"""How my_loss is judged: the mean over all elements of the cubed absolute error."""

import numpy as np
from numpy import arange, array, float32, int8, ones, resize, uint8, zeros

from autograder.bank.spec import Case, Spec, item, read_only, tensors


def oracle(y_pred, y_true):
    """(y_pred - y_true).abs().pow(3).mean(): torch has no built-in for it."""
    predictions, targets = tensors(y_pred, y_true)
    return (predictions - targets).abs().pow(3).mean()


def exact(y_pred, y_true):
    return np.sum(np.abs(y_pred - y_true) ** 3) / y_pred.size


def sign_kept(my_loss, y_pred, y_true):
    """Sign of the errors kept

    Can an error of −2 make up for an error of 2?

    The cubes of 2 and −2 are 8 and −8: their mean is 0, but the loss is 8.

    Take the absolute value before the third power.

    Lecture: An odd power keeps the sign: errors cancel unless you take their size first.
    Family: sign
    """
    return (
        np.mean((y_pred.astype(float) - y_true.astype(float)) ** 3)
        if y_pred.shape == y_true.shape
        else my_loss(y_pred, y_true)
    )


def squared(my_loss, y_pred, y_true):
    """Squares instead of cubes

    An error twice as large should cost how many times as much?

    An error of 2 costs 2 times 2 times 2, which is 8; yours costs 4.

    Raise the error to the power of 3, not of 2.

    Lecture: The power says how much a large error outweighs a small one.
    Family: quantity
    """
    my_loss(y_pred, y_true)
    return np.mean((y_pred.astype(float) - y_true.astype(float)) ** 2)


def sum_instead_of_mean(my_loss, y_pred, y_true):
    """Sum instead of mean

    Does your number grow when the same data is repeated twice?

    Errors of 2 and 0 cost 8 and 0: their mean is 4, their sum 8.

    Divide by the number of elements, y_pred.size.

    Lecture: A loss that is a sum depends on the size of the batch.
    Family: reduction
    """
    return my_loss(y_pred, y_true) * y_pred.size


def silent_broadcast(my_loss, y_pred, y_true):
    """Different shapes combined by broadcasting

    How many pairs do you average over when a row meets a column?

    A column of 3 and a row of 3 make a table of 9 pairs, where 3 were meant.

    Compare the two shapes first, and raise ValueError where they differ.

    Lecture: Broadcasting never fails where it can fit shapes together: a wrong shape is a wrong loss, not an error.
    Family: broadcasting
    """
    return np.mean(np.abs(np.subtract(y_pred, y_true, dtype=float)) ** 3)


def unsigned_wraparound(my_loss, y_pred, y_true):
    """Unsigned integers wrap around

    What is 0 minus 1 in a type without negative numbers?

    np.uint8(0) - np.uint8(1) is 255, where the error is −1.

    Convert both arrays to float64 before you subtract them.

    Lecture: Unsigned integers count in a circle: below 0 comes the largest number.
    Family: integers
    """
    my_loss(y_pred, y_true)
    return np.mean(np.abs(y_pred - y_true).astype(float) ** 3)


def input_overwritten(my_loss, y_pred, y_true):
    """The caller's array overwritten

    Would the caller be surprised to look at the predictions after the call?

    After y_pred[...] = 0 the caller's predictions are all 0.

    Write into a new array, such as y_pred.copy(), or into none.

    Lecture: An argument is the caller's own array: what a function writes into it, the caller finds there.
    Family: inputs
    """
    answer = my_loss(y_pred, y_true)
    y_pred[...] = 0
    return answer


def basics(rng):
    for size in (3, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(size=(2, size))))


def tables(rng):
    yield Case("drawn-table", tuple(rng.normal(size=(2, 3, 4))))


SPEC = Spec(
    notice="Compare it with the reference, line by line.",
    oracle=oracle,
    exact=exact,
    items=(
        item(
            "basics",
            Case("one-error", (array([3.0, 1.0]), array([1.0, 1.0])), 8 / 2),
            Case("two-signs", (array([1.0, -1.0]), array([-1.0, 1.0])), 8.0),
            Case("equal", (arange(3.0), arange(3.0)), 0.0),
            Case("small-errors", (array([0.5, 0.1]), zeros(2)), (0.125 + 0.001) / 2),
            drawn=basics,
            points=4,
        ),
        item(
            "shapes",
            Case("one-element", (array([2.0]), array([0.0])), 8.0),
            Case("table", (arange(6.0).reshape(2, 3), zeros((2, 3))), (1 + 8 + 27 + 64 + 125) / 6),
            Case("three-axes", (arange(4.0).reshape(1, 2, 2), zeros((1, 2, 2))), (1 + 8 + 27) / 4),
            Case("many", (resize(array([1.0, 3.0]), 30_000), ones(30_000)), 4.0),
            drawn=tables,
        ),
        item(
            "extremes",
            Case("outlier", (array([1.0, 1e60]), zeros(2)), 1e180 / 2),
            Case("small-errors-only", (array([0.01, -0.02]), zeros(2)), (1e-6 + 8e-6) / 2),
            Case("large-offset", (1e6 + array([0.5, -1.0]), 1e6 * ones(2)), (0.125 + 1) / 2),
            points=3,
            digits=True,  # about digits: right to 1e-7
        ),
        item(
            "dtypes",
            Case("uint8", (array([0, 5], uint8), array([1, 5], uint8)), 1 / 2),
            Case("int8", (array([-128, 0], int8), array([127, 0], int8)), 255**3 / 2),
            Case("mixed", (array([1, 2]), array([0.5, 2.0])), 0.125 / 2),
            Case("float32", (array([0.5, 2.0], float32), array([0.0, 2.0], float32)), 0.125 / 2),
        ),
        item(
            "wrong_shapes",
            Case("column", (ones((3, 1)), arange(3.0)), raises=ValueError),
            Case("row-for-column", (ones((1, 3)), ones((3, 1))), raises=ValueError),
            Case("longer", (arange(4.0), arange(3.0)), raises=ValueError),
            Case("one-for-many", (arange(3.0), ones(1)), raises=ValueError),
            points=0.5,
        ),
        item(
            "purity",
            Case("read-only", (read_only([1.0, 2.0]), read_only([0.0, 0.0])), 9 / 2),
            inputs_unchanged=True,
            points=0.5,
        ),
    ),
)
