"""What an exercise begins with that asks for a function in NumPy: its two files, which run as they are."""

SOLUTION = r'''"""TODO: one line that says what the exercise is about, and what it is good for."""

import numpy as np


def {name}(x):
    r"""TODO: say in a sentence or two what is asked for, with its unit; students read this docstring, all of it.

    .. math:: \frac{1}{n} \sum_{i=1}^{n} x_i^2

    TODO: say in words what happens at the edges that the spec asks about: zeros, infinities, nan, integers, shapes.

    Parameters
    ----------
    x : ndarray of any shape
        TODO: say what it holds, which dtypes and ranges; it may be read-only, and is left unchanged.

    Returns
    -------
    float
        TODO: say what it is, and between which numbers it lies.

    Examples
    --------
    TODO: give an example that can be checked in the head; the build runs it.

    >>> float({name}(np.array([1.0, 3.0])))
    5.0
    """
    x = np.asarray(x, dtype=float)  # TODO: write the answer as a perfect student would
    return np.mean(x**2)
'''

SPEC = '''"""How {name} is judged."""

import numpy as np
from numpy import array

from autograder.bank.shared import fresh
from autograder.bank.spec import Case, Spec, item, read_only, tensors


def oracle(x):
    """x.square().mean(): TODO: call the torch built-in; up to the colon stands what students would write."""
    (x,) = tensors(x)
    return x.square().mean()


def exact(x):
    # TODO: write the definition once more; x holds numbers of 50 digits (log and exp are in autograder.bank.exact)
    return np.sum(x * x) / x.size


# A misconception is a wrong formula that students really write. It takes the reference (your solution), then exactly
# the parameters of the exercise. Its name names the mistake. Its docstring has all that is said about it: a title for
# teachers; the hint in three rungs, from a question to almost the line, never the answer's own expression; a sentence
# for the lecture; the family, which is one of these:
# {families}


def summed(reference, x):
    """TODO: write a title for teachers, as in: Sum instead of mean

    TODO: ask a plain question, as in: does your answer grow when the same numbers are given twice?

    TODO: say the idea with a small number to check, as in: the squares of 1 and 1 have the mean 1, yours is 2.

    TODO: say almost the line, as in: divide by the number of elements, x.size.

    Lecture: TODO: write a sentence to say, as in: a loss that is a sum depends on the size of the batch.
    Family: reduction
    """
    return reference(x) * x.size


def root_taken(reference, x):
    """TODO: write a title for teachers, as in: Root of the mean square

    TODO: ask a plain question, as in: has your answer the unit of x, or of its square?

    TODO: say the idea with a small number to check, as in: 1 and 7 have the mean square 25; yours is 5.

    TODO: say almost the line, as in: return what you have before you call sqrt.

    Lecture: TODO: write a sentence to say, as in: a root changes the unit, and the gradient with it.
    Family: quantity
    """
    return np.sqrt(reference(x))


# TODO: write more misconceptions, six at least; autograder.bank.shared has those that many exercises share


def basics(rng):
    # TODO: draw plain inputs from rng, and from nothing else: a hidden key has other numbers
    for size in (3, 5):
        yield Case(f"drawn-{size}-elements", (rng.normal(2.0, 3.0, size=size),))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    # What students read when they have passed, two or three sentences.
    notice="TODO: say why the solution is written as it is, and which built-in does the same, with its traps",
    # How a hidden key makes these cases afresh; the rules for probabilities, logits and others stand beside this one.
    fresh=fresh.numbers,
    # 10 points in all: 3 at most for what every exercise has (items named shapes, dtypes, wrong_shapes, size, purity).
    items=(
        # The first item is the gate: plain inputs only; nothing else earns points until it passes.
        item(
            "basics",
            # A name that says what is special, the arguments, the answer in closed form where there is one.
            Case("two-numbers", (array([1.0, 3.0]),), (1 + 9) / 2),
            Case("negative", (array([-2.0, 0.5]),), (4 + 0.25) / 2),
            drawn=basics,
            points=4,
        ),
        # TODO: write an item for each idea that the exercise teaches, four to eight in all, with 20 to 60 cases
        item(
            "small_and_large",
            Case("large", (array([1e8, 1.0]),), (1e16 + 1) / 2),
            Case("small", (array([1e-8, 3e-8]),), (1e-16 + 9e-16) / 2),
            points=3,
            digits=True,  # its answers must be right to 1e-7; those of other items to 1e-5 and an absolute 1e-6
        ),
        item(
            "shapes",
            Case("one-number", (array([3.0]),), 9.0),
            Case("table", (array([[1.0, 2.0], [3.0, 4.0]]),), (1 + 4 + 9 + 16) / 4),
            points=2,
        ),
        item(
            "purity",
            Case("read-only", (read_only([1.0, 2.0]),), (1 + 4) / 2),
            Case("writable", (array([1.0, 3.0, 5.0]),), (1 + 9 + 25) / 3),
            inputs_unchanged=True,
            points=1,
        ),
    ),
)
'''
