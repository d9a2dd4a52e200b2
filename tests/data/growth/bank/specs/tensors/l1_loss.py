"""How l1_loss is judged: distances in torch, of tensors of one shape."""

import numpy as np
from numpy import array, float32, nan, ones, zeros

from autograder.bank.spec import Case, Spec, item, read_only, tensors, variants


def oracle(input, target):
    """F.l1_loss(input, target): the same; where shapes differ it warns and broadcasts."""
    from torch.nn import functional as F

    return F.l1_loss(*tensors(input, target))


def exact(input, target):
    return np.sum(np.abs(input - target)) / input.size


def summed(l1_loss, input, target):
    """Sum instead of mean

    Should the loss grow with the number of elements?

    Errors of 1 and 1 have the mean 1; yours gives 2.

    Call mean() where you call sum().

    Lecture: A loss that is a sum depends on the size of the batch, and so does a good learning rate.
    Family: reduction
    """
    return l1_loss(input, target) * input.numel()


def squared(l1_loss, input, target):
    """Squared errors instead of distances

    An error twice as large should count how many times as much here?

    Errors of 1 and 3 have the mean distance 2; the mean of their squares is 5.

    Call abs() where you square.

    Lecture: Squares let one large error outweigh many small ones; distances do not.
    Family: quantity
    """
    l1_loss(input, target)
    return (input - target).square().mean()


def root_of_mean_square(l1_loss, input, target):
    """Root of the mean square

    Errors of 1 and 7: which number lies halfway, and is it yours?

    Halfway between 1 and 7 lies 4; the root of their mean square, 25, is 5.

    Average the distances themselves: no square and no root.

    Lecture: The root of the mean square has the right unit, but it still weighs large errors more.
    Family: quantity
    """
    l1_loss(input, target)
    return (input - target).square().mean().sqrt()


def no_abs(l1_loss, input, target):
    """Signs of the errors kept

    Can an error of −2 make up for an error of 2?

    Errors of 2 and −2 have the mean 0, but the loss is 2.

    Call abs() before mean().

    Lecture: A mean of signed errors is a bias: it can be 0 while every prediction is wrong.
    Family: sign
    """
    l1_loss(input, target)
    return (input - target).mean()


@variants(dim=(0, -1))
def one_axis_only(l1_loss, input, target, dim):
    """Mean over one axis only

    Whatever the shape that goes in, how many numbers should come out?

    A table of 2 rows and 3 columns has one loss; yours has 3 numbers, or 2.

    Call mean() without dim.

    Lecture: An axis that is named is reduced, and all others stay.
    Family: axis
    """
    l1_loss(input, target)
    return (input - target).abs().mean(dim)


def terms_not_averaged(l1_loss, input, target):
    """The errors are not averaged

    How many numbers should come out of two tensors?

    Errors of 1 and 3 become one number, 2; yours are 1 and 3.

    Call mean() on what you return.

    Lecture: What an optimiser makes smaller is one number.
    Family: reduction
    """
    l1_loss(input, target)
    return (input - target).abs()


def median_taken(l1_loss, input, target):
    """Median instead of mean

    Does your answer react when only the largest error grows?

    Errors of 0, 1 and 5 have the mean 2; their median is 1.

    Call mean() where you call median().

    Lecture: The median of the errors does not see how bad the worst half is.
    Family: reduction
    """
    l1_loss(input, target)
    return (input - target).abs().median()


def shapes_broadcast(l1_loss, input, target):
    """Different shapes combined by broadcasting

    How many pairs do you average over when a row meets a column?

    A column of 2 and a row of 2 make a table of 4 differences, where 2 were meant.

    Compare the two shapes first, and raise ValueError where they differ.

    Lecture: Broadcasting never fails where it can fit shapes together: a wrong shape is a wrong loss, not an error.
    Family: broadcasting
    """
    return (input - target).abs().mean()


def nan_ignored(l1_loss, input, target):
    """Missing values skipped

    If one value is unknown, can the loss of the whole set still be known?

    Errors of 1 and nan have the mean nan; nanmean() gives 1.

    Call mean() where you call nanmean().

    Lecture: A result that leaves data out looks like one that has seen all of it.
    Family: missing
    """
    l1_loss(input, target)
    return (input - target).abs().nanmean()


def input_overwritten(l1_loss, input, target):
    """The caller's tensor overwritten

    A function whose name ends in _ writes into its tensor: whose is it?

    Where x is 3 and y is 2, x.sub_(y) leaves a 1 in the caller's x.

    Subtract with a minus sign, which makes a new tensor, where you call sub_().

    Lecture: An argument is the caller's own tensor, and autograd may still need it.
    Family: inputs
    """
    loss = l1_loss(input, target)
    input.sub_(target)
    return loss


def basics(rng):
    for size in (3, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 3.0, size=(2, size))))


X, Y = array([[1.0, 2.5, -3.0], [0.5, 4.0, 6.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
LOSS = (0.5 + 0.5 + 2 + 2 + 1 + 4) / 6

SPEC = Spec(
    notice="Compare it with the reference, line by line.",
    library="torch",
    oracle=oracle,
    exact=exact,
    items=(
        item(
            "basics",
            Case("two-errors", (array([1.0, 2.0]), array([1.0, 4.0])), 1.0),
            Case("cancelling-errors", (array([1.0, 6.0]), array([3.0, 3.0])), 2.5),
            Case("equal", (ones(3), ones(3)), 0.0),
            Case("three-errors", (array([2.5, 1.0, 2.25]), array([3.0, 0.5, 2.0])), 1.25 / 3),
            drawn=basics,
            points=4,
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), 3.0),
            Case("zero-dimensional", (array(5.0), array(2.0)), 3.0),
            Case("table", (X, Y), LOSS),
            Case("three-axes", (X.reshape(3, 1, 2), Y.reshape(3, 1, 2)), LOSS),
            Case("transposed", (X.T, Y.T), LOSS),
            points=1.5,
        ),
        item(
            "numbers",
            Case("float32", (array([1.5, 2.0], float32), array([1.0, 4.0], float32)), 1.25),
            Case("large-offset", (1e8 + array([0.5, -0.25]), array([1e8, 1e8])), 0.375),
            Case("nan-in-input", (array([1.0, nan, 3.0]), zeros(3)), nan),
            Case("nan-in-target", (ones(3), array([1.0, 2.0, nan])), nan),
            points=3.5,
        ),
        item(
            "wrong_shapes",
            Case("column-vs-flat", (array([[1.0], [2.0]]), array([1.5, 4.0])), raises=ValueError),
            Case("row-vs-flat", (array([[1.0, 2.0]]), array([1.5, 4.0])), raises=ValueError),
            Case("one-for-many", (array([1.0]), array([1.5, 4.0])), raises=ValueError),
            Case("scalar-vs-vector", (array(1.0), array([1.5, 4.0])), raises=ValueError),
            points=0.5,
        ),
        item(
            "purity",
            Case("again", (array([1.0, 2.5]), array([1.0, 4.0])), 0.75),
            Case("read-only", (read_only([1.0, 2.5, 3.0]), read_only([1.0, 4.0, 3.0])), 0.5),
            inputs_unchanged=True,
            points=0.5,
        ),
    ),
)
