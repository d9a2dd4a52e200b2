"""A small bank of one sound exercise, for tests that break it."""

from __future__ import annotations

from pathlib import Path

MANIFEST = 'name = "small"\n\n[[unit]]\nfolder = "impurity"\ntitle.en = "Impurity"\n'

SOLUTION = '''"""Gini impurity: how often two draws from a distribution differ."""

import numpy as np


def gini_impurity(p):
    """Chance that two independent draws differ.

    Parameters
    ----------
    p : ndarray of shape (n_classes,)
        A distribution, of any real dtype; it may be read-only, and is left unchanged.

    Returns
    -------
    float
        From 0 to less than 1.

    Examples
    --------
    >>> float(gini_impurity(np.array([0.5, 0.5])))
    0.5
    """
    p = np.asarray(p, dtype=float)
    return 1 - np.sum(p * p)
'''

SPEC = '''"""How gini_impurity is judged."""

import numpy as np
from numpy import array, full

from autograder.bank.spec import Absolute, Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(p):
    """1 - p.square().sum(): there is no built-in."""
    (p,) = tensors(p)
    return 1 - p.square().sum()


def exact(p):
    return 1 - (p * p).sum()


def purity_instead(gini, p):
    """Chance of equal draws instead of different ones

    What should a certain outcome give, 0 or 1?

    Of the chances 0 and 1, two draws never differ: the impurity is 0, and your answer is 1.

    You add up the squared chances; the impurity is what they leave of 1.

    Lecture: Squared chances add up to the chance that two draws agree; impurity asks how often they differ.
    Family: quantity
    """
    return 1 - gini(p)


def squares_missing(gini, p):
    """Chances not squared

    Do two equal draws happen as often as one draw?

    Chances of 0.5 and 0.5 add up to 1 and leave 0; their squares add up to 0.5 and leave 0.5.

    Multiply each chance by itself, then add them up.

    Lecture: Two independent draws both give a class with its chance squared.
    Family: formula
    """
    return 1 - p.sum()


def root_taken(gini, p):
    """Root of the impurity

    Where does your function take a root, and where does the definition?

    Chances of 0.5 and 0.5 have the impurity 0.5; its root is 0.707.

    Return what you have before you call sqrt.

    Lecture: The impurity is a chance, not a length: no root belongs to it.
    Family: formula
    """
    return np.sqrt(gini(p))


def largest_only(gini, p):
    """Only the largest chance counted

    Does your answer change when the second largest chance does?

    Chances of 0.5, 0.25 and 0.25 have the impurity 0.625; 1 minus the largest is 0.5.

    Let every chance enter the sum, where p.max() takes one.

    Lecture: How often the best guess is wrong is another measure of mixing; it does not see the other classes.
    Family: quantity
    """
    return 1 - p.max()


@variants(factor=(2, 4))
def scaled(gini, p, factor):
    """Impurity multiplied by a constant

    Which factor does your formula have that the definition does not have?

    Chances of 0.5 and 0.5 have the impurity 0.5; twice that is 1, and no chance of differing is 1 with two classes.

    Leave out the number that your result is multiplied by.

    Lecture: A measure that is scaled to reach 1 is another measure: say which one you mean.
    Family: formula
    """
    return gini(p) * factor


def input_overwritten(gini, p):
    """The caller's array overwritten

    Who else uses the array?

    After p *= p the caller's chances of 0.5 have become 0.25.

    Write p = p * p, which makes a new array, or work on p.copy().

    Lecture: An argument is the caller's own array: a function that writes into it changes it for everybody.
    Family: inputs
    """
    p *= p
    return gini(p)


def basics(rng):
    for size in (3, 5):
        yield Case(f"drawn-{size}-classes", (rng.dirichlet(full(size, 2.0)),))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    sweep=Sweep("chance of the first class", np.linspace(0, 1, 11), lambda p: (array([p, 1 - p]),)),
    items=(
        item(
            "basics",
            Case("fair", (array([0.5, 0.5]),), 1 / 2),
            Case("biased", (array([0.9, 0.1]),)),
            Case("three-classes", (array([0.5, 0.25, 0.25]),), 5 / 8),
            drawn=basics,
            points=4,
        ),
        item(
            "many_classes",
            *(Case(f"{n}-classes", (full(n, 1 / n),), 1 - 1 / n) for n in range(4, 14)),
            points=3,
            digits=True,
        ),
        item(
            "certain_outcomes",
            Case("certain", (array([0.0, 1.0]),), 0.0),
            Case("certain-of-three", (array([0.0, 0.0, 1.0]),), 0.0),
            Case("float32", (array([0.25, 0.75], dtype=np.float32),), 3 / 8),
            points=2,
        ),
        item(
            "purity",
            Case("read-only", (read_only([0.2, 0.8]),), 1 - 0.04 - 0.64),
            Case("writable", (array([0.3, 0.7]),), 1 - 0.09 - 0.49),
            inputs_unchanged=True,
        ),
    ),
    notice="Compare it with the reference, line by line.",
)
'''

WRONG = "import numpy as np\ndef gini_impurity(p):\n    return np.sum(p ** 2)\n"


def write_bank(bank: Path, solution: str = SOLUTION, spec: str = SPEC, manifest: str = MANIFEST) -> Path:
    """Write a bank whose only exercise is ``impurity/gini_impurity``."""
    bank.mkdir(parents=True, exist_ok=True)
    (bank / "losslings.toml").write_text(manifest, encoding="utf-8")
    for folder, text in (("solutions", solution), ("specs", spec)):
        path = bank / folder / "impurity" / "gini_impurity.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return bank
