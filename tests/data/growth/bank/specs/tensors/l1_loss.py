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
    """Should the loss grow with the number of elements?"""
    return l1_loss(input, target) * input.numel()


def squared(l1_loss, input, target):
    """An error twice as large should count how many times as much here?"""
    l1_loss(input, target)
    return (input - target).square().mean()


def root_of_mean_square(l1_loss, input, target):
    """Errors of 1 and 7: which number lies halfway, and is it yours?"""
    l1_loss(input, target)
    return (input - target).square().mean().sqrt()


def no_abs(l1_loss, input, target):
    """A loss below zero would mean better than perfect."""
    l1_loss(input, target)
    return (input - target).mean()


@variants(dim=(0, -1))
def one_axis_only(l1_loss, input, target, dim):
    """Whatever the shape that goes in, how many numbers should come out?"""
    l1_loss(input, target)
    return (input - target).abs().mean(dim)


def terms_not_averaged(l1_loss, input, target):
    """How many numbers should come out of two tensors?"""
    l1_loss(input, target)
    return (input - target).abs()


def median_taken(l1_loss, input, target):
    """Change only the largest error: does your answer react to it?"""
    l1_loss(input, target)
    return (input - target).abs().median()


def shapes_broadcast(l1_loss, input, target):
    """How many pairs do you average over when a row meets a column?"""
    return (input - target).abs().mean()


def nan_ignored(l1_loss, input, target):
    """If one value is unknown, can the loss of the whole set still be known?"""
    l1_loss(input, target)
    return (input - target).abs().nanmean()


def input_overwritten(l1_loss, input, target):
    """A function whose name ends in _ writes into its tensor: whose is it?"""
    loss = l1_loss(input, target)
    input.sub_(target)
    return loss


def basics(rng):
    for size in (3, 5):
        yield Case(f"drawn-{size}-elements", tuple(rng.normal(2.0, 3.0, size=(2, size))))


X, Y = array([[1.0, 2.5, -3.0], [0.5, 4.0, 6.0]]), array([[1.5, 2.0, -1.0], [2.5, 5.0, 2.0]])
LOSS = (0.5 + 0.5 + 2 + 2 + 1 + 4) / 6

SPEC = Spec(
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
        ),
        item(
            "shapes",
            Case("one-element", (array([5.0]), array([2.0])), 3.0),
            Case("zero-dimensional", (array(5.0), array(2.0)), 3.0),
            Case("table", (X, Y), LOSS),
            Case("three-axes", (X.reshape(3, 1, 2), Y.reshape(3, 1, 2)), LOSS),
            Case("transposed", (X.T, Y.T), LOSS),
        ),
        item(
            "numbers",
            Case("float32", (array([1.5, 2.0], float32), array([1.0, 4.0], float32)), 1.25),
            Case("large-offset", (1e8 + array([0.5, -0.25]), array([1e8, 1e8])), 0.375),
            Case("nan-in-input", (array([1.0, nan, 3.0]), zeros(3)), nan),
            Case("nan-in-target", (ones(3), array([1.0, 2.0, nan])), nan),
        ),
        item(
            "wrong_shapes",
            Case("column-vs-flat", (array([[1.0], [2.0]]), array([1.5, 4.0])), raises=ValueError),
            Case("row-vs-flat", (array([[1.0, 2.0]]), array([1.5, 4.0])), raises=ValueError),
            Case("one-for-many", (array([1.0]), array([1.5, 4.0])), raises=ValueError),
            Case("scalar-vs-vector", (array(1.0), array([1.5, 4.0])), raises=ValueError),
        ),
        item(
            "purity",
            Case("again", (array([1.0, 2.5]), array([1.0, 4.0])), 0.75),
            Case("read-only", (read_only([1.0, 2.5, 3.0]), read_only([1.0, 4.0, 3.0])), 0.5),
            inputs_unchanged=True,
        ),
    ),
)
