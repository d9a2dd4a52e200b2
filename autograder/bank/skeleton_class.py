"""What an exercise begins with that asks for a class: its two files, which run as they are."""

SOLUTION = r'''"""TODO: one line that says what the class is about, and what it is good for."""

import numpy as np


class {name}:
    r"""TODO: say in a sentence or two what an object is asked for; students read this docstring, all of it.

    .. math:: s_t = s_{t-1} + \frac{1}{n} \sum_{i=1}^{n} x_i^2

    TODO: say in words what happens at the edges that the spec asks about, and what `refuses=` names.

    Parameters
    ----------
    start : float
        TODO: say what it is, and between which numbers it lies.

    Examples
    --------
    TODO: give an example that can be checked in the head; the build runs it.

    >>> float({name}(2.0).step(np.array([1.0, 3.0])))
    7.0
    """

    def __init__(self, start):
        """TODO: say what an object remembers."""
        self.total = start

    def step(self, x):
        """TODO: say what the method does.

        Parameters
        ----------
        x : ndarray of any shape
            TODO: say what it holds; it may be read-only, and is left unchanged.

        Returns
        -------
        float
            TODO: say what it is.
        """
        self.total = self.total + np.mean(x**2)  # TODO: write the answer as a perfect student would
        return self.total
'''

SPEC = '''"""How {name} is judged."""

import numpy as np
from numpy import array

from autograder.bank.shared import fresh
from autograder.bank.spec import Case, Spec, item, read_only, tensors


class oracle:
    """start + x.square().mean(): TODO: do it with torch; up to the colon stands what students would write."""

    def __init__(self, start):
        self.total = start

    def step(self, x):
        (x,) = tensors(x)
        self.total = self.total + x.square().mean()
        return self.total


class exact:
    # TODO: write the definition once more; x holds numbers of 50 digits (log and exp are in autograder.bank.exact)
    def __init__(self, start):
        self.total = start

    def step(self, x):
        self.total = self.total + np.sum(x * x) / x.size
        return self.total


# A misconception is a wrong class that students really write. It is a function of the class (your solution) and of the
# constructor's parameters, and returns an object. Its docstring has all that is said about it: a title for teachers;
# the hint in three rungs, from a question to almost the line; a sentence for the lecture; the family, one of these:
# {families}


def forgetful({name}, start):
    """TODO: write a title for teachers, as in: Every step begins anew

    TODO: ask a plain question, as in: what does your second step know of the first one?

    TODO: say the idea with a small number to check, as in: after two steps of 1 the total is 2, yours is 1.

    TODO: say almost the line, as in: keep the new total in self.

    Lecture: TODO: write a sentence to say, as in: an object is there to remember.
    Family: training
    """

    class Forgetful({name}):
        def step(self, x):
            self.total = start
            return super().step(x)

    return Forgetful(start)


# TODO: write more misconceptions, six at least


ONCE, TWICE = (("step", 1),), (("step", 1), ("step", 1))


def basics(rng):
    # TODO: draw plain inputs from rng, and from nothing else: a hidden key has other numbers
    for size in (3, 5):
        yield Case(f"drawn-{size}-elements", (0.5, rng.normal(2.0, 3.0, size=size)), calls=ONCE)


SPEC = Spec(
    # TODO: in torch say library="torch", and refuses=("torch.optim",) where a built-in would do it
    oracle=oracle,
    exact=exact,
    notice="TODO: say why the solution is written as it is, and which built-in does the same, with its traps",
    fresh=fresh.numbers,
    # 10 points in all: 3 at most for what every exercise has (items named shapes, dtypes, wrong_shapes, size, purity).
    items=(
        # The first item is the gate: plain inputs only; nothing else earns points until it passes.
        item(
            "basics",
            # The constructor gets what no method gets: `calls` says which methods are called, each with how many.
            Case("one-step", (2.0, array([1.0, 3.0])), 2 + (1 + 9) / 2, calls=ONCE),
            drawn=basics,
            points=4,
        ),
        # TODO: write an item for each idea that the exercise teaches, four to eight in all, with 20 to 60 cases
        item(
            "memory",
            Case("two-steps", (0.0, array([1.0, 3.0]), array([2.0])), 5 + 4, calls=TWICE),
            Case("what-is-remembered", (0.0, array([1.0]), array([2.0])), 1 + 4, calls=(*TWICE, "total")),
            points=3,
        ),
        item(
            "shapes",
            Case("table", (0.0, array([[1.0, 2.0], [3.0, 4.0]])), (1 + 4 + 9 + 16) / 4, calls=ONCE),
            points=2,
        ),
        item(
            "purity",
            Case("read-only", (1.0, read_only([1.0, 2.0])), 1 + (1 + 4) / 2, calls=ONCE),
            inputs_unchanged=True,
            points=1,
        ),
    ),
)
'''
