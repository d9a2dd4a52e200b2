"""What a loss written in torch begins with: its two files, which run as they are."""

SOLUTION = r'''"""TODO: one line that says what the loss is about, and what it is good for."""

import torch


def {name}(input, target, *, reduction="mean"):
    r"""TODO: say in a sentence or two what is asked for; students read this docstring, all of it.

    .. math:: \ell_i = (x_i - y_i)^2

    TODO: say in words by which tensors the answer can be differentiated, and what happens at the edges.

    To be written with the arithmetic of torch. Refused are the losses of torch.nn and torch.nn.functional, and
    what these are made of. TODO: name it, and what else `refuses=` names in the spec.

    Parameters
    ----------
    input : Tensor of any shape
        TODO: say what it holds, which dtypes and ranges; it is left unchanged.
    target : Tensor of the same shape and dtype
        TODO: say what it holds.
    reduction : {"mean", "sum", "none"}
        The mean over all elements, their sum, or each element for itself.

    Returns
    -------
    Tensor
        0-d for "mean" and "sum", of the shape of the input for "none".

    Raises
    ------
    ValueError
        If the two shapes are not exactly equal, or the reduction is another word.

    Examples
    --------
    TODO: give an example that can be checked in the head; the build runs it.

    >>> {name}(torch.tensor([1.0, 2.0]), torch.tensor([3.0, 2.0])).item()
    2.0
    """
    if input.shape != target.shape:
        raise ValueError(f"input and target must have the same shape, not {input.shape} and {target.shape}")
    losses = (input - target) ** 2  # TODO: write the answer as a perfect student would
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"reduction must be mean, sum or none, not {reduction!r}")
'''

SPEC = '''"""How {name} is judged: in value, gradient, shape and dtype."""

import numpy as np
from numpy import array, float32

from autograder.bank.shared import fresh
from autograder.bank.shared import torch_losses as shared
from autograder.bank.shared.pairs import WRONG_SHAPES
from autograder.bank.shared.torch_losses import EACH, SUM
from autograder.bank.spec import Case, Spec, item, needing


def oracle(input, target, **options):
    """nn.MSELoss(reduction=reduction)(input, target): TODO: call the built-in; before the colon, as students would."""
    import torch

    return torch.nn.MSELoss(**options)(torch.as_tensor(input), torch.as_tensor(target))


def exact(input, target, reduction="mean"):
    # TODO: write the definition once more; the arrays hold numbers of 50 digits (log and exp: autograder.bank.exact)
    losses = (input - target) ** 2
    return losses if reduction == "none" else np.sum(losses) / (np.size(losses) if reduction == "mean" else 1)


# A misconception is a wrong formula that students really write. It takes the reference (your solution), then exactly
# the parameters of the exercise, all of them tensors. Its name names the mistake. Its docstring has all that is said
# about it: a title for teachers; the hint in three rungs, from a question to almost the line, never the answer's own
# expression; a sentence for the lecture; the family, which is one of these:
# {families}


def extra_half(loss, input, target, *, reduction="mean"):
    """TODO: write a title for teachers, as in: Half of the squared error

    TODO: ask a plain question, as in: if every error is exactly 1, what should the mean be?

    TODO: say the idea with a small number to check, as in: errors of 1 and 1 have the mean 1, yours is 0.5.

    TODO: say almost the line, as in: look for a factor 0.5 in front.

    Lecture: TODO: write a sentence to say, as in: a constant factor moves no minimum, but it scales every step.
    Family: formula
    """
    return loss(input, target, reduction=reduction) / 2


# TODO: write more misconceptions about this loss; those that all losses in torch share stand in SPEC already


def basics(rng):
    # TODO: draw plain inputs from rng, and from nothing else: a hidden key has other numbers
    for size in (3, 5):
        yield Case(f"drawn-{size}-elements", (rng.normal(2.0, 3.0, size), rng.normal(1.0, 2.0, size)))


# Cases are written as NumPy arrays; students are given tensors. TODO: write inputs that fit this loss
A, B = array([1.0, 2.5, -3.0]), array([1.5, 2.0, -1.0])
TABLE, OTHER = array([[1.0, 2.5, -3.0], [0.5, 4.0, 5.0]]), array([[1.5, 1.25, -1.0], [2.5, 5.0, 2.0]])

SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    # What students read when they have passed, two or three sentences.
    notice="TODO: say why the solution is written as it is, and which built-in does the same, with its traps",
    # How a hidden key makes these cases afresh; the rules for probabilities, logits and others stand beside this one.
    fresh=fresh.pairs,
    # What answers may not use beside the losses of torch, by full names: ("torch.cdist",).
    refuses=(),
    misconceptions=(
        *shared.IN_EVERY_TORCH_LOSS,
        shared.target_detached,
        *shared.OF_EVERY_REDUCTION,
        *shared.OF_EQUAL_SHAPES,
        shared.input_overwritten(lambda x, y: x.sub_(y), lambda x, y: y.sub_(x)),
    ),
    costs_more={"input_overwritten": shared.REFUSED_IN_PLACE},
    # 10 points in all: 3 at most for what every exercise has (items named shapes, dtypes, wrong_shapes, size, purity).
    items=(
        # The first item is the gate: plain inputs only; nothing else earns points until it passes.
        item(
            "basics",
            # A name that says what is special, the arguments, the answer in closed form where there is one.
            Case("one-error", (array([1.0, 2.0]), array([3.0, 2.0])), 4 / 2),
            Case("opposite-signs", (array([-1.0, 2.0]), array([1.0, -2.0])), (4 + 16) / 2),
            drawn=basics,
            points=4,
        ),
        # TODO: write an item for each idea that the exercise teaches, four to eight in all, with 20 to 60 cases
        item(
            "reductions",
            Case("none", (A, B), [0.25, 0.25, 4.0], keywords=EACH),
            Case("sum", (A, B), 4.5, keywords=SUM),
            *shared.unknown_reductions(A, B),
            points=2,
        ),
        # gradient=0 asks for the gradient by the first argument; `gradients` asks for those of mean, sum and none.
        item(
            "gradients",
            Case("in-numbers", (array([1.0, 2.0]), array([3.0, 2.0])), [2 * (1 - 3) / 2, 0.0], gradient=0),
            *shared.gradients("by-input", A, B),
            *shared.gradients("by-target", B, A, by=1),
            points=2,
        ),
        item("shapes", *needing("gradients", Case("two-dimensional", (TABLE, OTHER))), points=0.5),
        item(
            "dtypes",
            *needing(
                "gradients",
                Case("float32", (A.astype(float32), B.astype(float32)), 4.5 / 3),
                Case("float64", (A + 1, B)),
            ),
            points=0.5,
            dtype=True,
        ),
        # A case that needs another item costs nothing where that one is lost: one mistake costs one item.
        item("wrong_shapes", *WRONG_SHAPES, points=0.5),
        item("purity", Case("again", (B, A), 4.5 / 3), points=0.5, inputs_unchanged=True),
    ),
)
'''
