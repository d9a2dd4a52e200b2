"""What a module written in torch begins with, such as a layer or a loss with a state: its two files, which run."""

SOLUTION = r'''"""TODO: one line that says what the module is about, and what it is good for."""

import torch


class {name}(torch.nn.Module):
    r"""TODO: say in a sentence or two what an object is asked for; students read this docstring, all of it.

    .. math:: \frac{s}{n} \sum_{i=1}^{n} (x_i - y_i)^2

    To be written with the arithmetic of torch. Refused are the losses of torch.nn and torch.nn.functional, and
    what these are made of. TODO: name it, and what else `refuses=` names in the spec.

    Parameters
    ----------
    scale : float
        TODO: say what it is, and between which numbers it lies.

    Examples
    --------
    TODO: give an example that can be checked in the head; the build runs it.

    >>> {name}(2.0)(torch.tensor([1.0, 2.0]), torch.tensor([3.0, 2.0])).item()
    4.0
    """

    def __init__(self, scale=1.0):
        """TODO: say what an object remembers."""
        super().__init__()
        self.scale = scale

    def forward(self, input, target):
        """TODO: say what the method does.

        Parameters
        ----------
        input, target : Tensor of one shape
            TODO: say what they hold; they are left unchanged.

        Returns
        -------
        Tensor
            TODO: say what it is.
        """
        return self.scale * ((input - target) ** 2).mean()  # TODO: write the answer as a perfect student would
'''

SPEC = '''"""How {name} is judged."""

import numpy as np
from numpy import array, float32

from autograder.bank.shared import fresh
from autograder.bank.spec import Case, Spec, item, needing


class oracle:
    """scale * nn.MSELoss()(input, target): TODO: do it with built-ins; before the colon, as students would."""

    def __init__(self, scale=1.0):
        self.scale = scale

    def forward(self, input, target):
        import torch

        return self.scale * torch.nn.MSELoss()(torch.as_tensor(input), torch.as_tensor(target))


class exact:
    # TODO: write the definition once more; the arrays hold numbers of 50 digits (log and exp: autograder.bank.exact)
    def __init__(self, scale=1.0):
        self.scale = scale

    def forward(self, input, target):
        return self.scale * np.sum((input - target) ** 2) / input.size


# A misconception is a wrong class that students really write. It is a function of the class (your solution) and of the
# constructor's parameters, and returns an object. Its docstring has all that is said about it: a title for teachers;
# the hint in three rungs, from a question to almost the line; a sentence for the lecture; the family, one of these:
# {families}


def scale_ignored({name}, scale=1.0):
    """TODO: write a title for teachers, as in: The scale does nothing

    TODO: ask a plain question, as in: which line of your class uses the scale?

    TODO: say the idea with a small number to check, as in: with scale 3 a loss of 2 is 6, yours is 2.

    TODO: say almost the line, as in: keep the scale in self, and multiply by it.

    Lecture: TODO: write a sentence to say, as in: an argument that does nothing is worse than none.
    Family: formula
    """
    return {name}()


def detached({name}, scale=1.0):
    """TODO: write a title for teachers, as in: The answer is cut off from autograd

    TODO: ask a plain question, as in: what does requires_grad of your answer say?

    TODO: say the idea with a small number to check, as in: for x = 3 the gradient of x * x is 6, yours is none.

    TODO: say almost the line, as in: leave out detach() on the way from the input to the answer.

    Lecture: TODO: write a sentence to say, as in: a loss is there to be differentiated.
    Family: gradient
    """

    class Detached({name}):
        def forward(self, input, target):
            return super().forward(input, target).detach()

    return Detached(scale)


# TODO: write more misconceptions, six at least


# Of a module `forward` is called, here with two arguments; the constructor gets what stands in `keywords`.
ONCE, SCALED = (("forward", 2),), {"scale": 3.0}


def basics(rng):
    # TODO: draw plain inputs from rng, and from nothing else: a hidden key has other numbers
    for size in (3, 5):
        given = rng.normal(2.0, 3.0, size), rng.normal(1.0, 2.0, size)
        yield Case(f"drawn-{size}-elements", given, calls=ONCE)


# Cases are written as NumPy arrays; students are given tensors. TODO: write inputs that fit this module
A, B = array([1.0, 2.5, -3.0]), array([1.5, 2.0, -1.0])

SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    notice="TODO: say why the solution is written as it is, and which built-in does the same, with its traps",
    fresh=fresh.pairs,
    # What answers may not use beside the losses of torch, by full names: ("torch.nn.Linear",).
    refuses=(),
    # 10 points in all: 3 at most for what every exercise has (items named shapes, dtypes, wrong_shapes, size, purity).
    items=(
        # The first item is the gate: plain inputs only; nothing else earns points until it passes.
        item(
            "basics",
            Case("one-error", (array([1.0, 2.0]), array([3.0, 2.0])), 4 / 2, calls=ONCE),
            drawn=basics,
            points=4,
        ),
        # TODO: write an item for each idea that the exercise teaches, four to eight in all, with 20 to 60 cases
        item("scale", Case("three", (A, B), 3 * 4.5 / 3, calls=ONCE, keywords=SCALED), points=2),
        # gradient=0 asks for the gradient by the first argument that a method gets.
        item(
            "gradients",
            Case("in-numbers", (array([1.0, 2.0]), array([3.0, 2.0])), [2 * (1 - 3) / 2, 0.0], calls=ONCE, gradient=0),
            *needing("scale", Case("scaled", (A, B), calls=ONCE, keywords=SCALED, gradient=0)),
            Case("by-target", (B, A), calls=ONCE, gradient=1),
            points=3,
        ),
        item(
            "dtypes",
            *needing("gradients", Case("float32", (A.astype(float32), B.astype(float32)), 4.5 / 3, calls=ONCE)),
            points=0.5,
            dtype=True,
        ),
        item("purity", Case("again", (B, A), 4.5 / 3, calls=ONCE), points=0.5, inputs_unchanged=True),
    ),
)
'''
