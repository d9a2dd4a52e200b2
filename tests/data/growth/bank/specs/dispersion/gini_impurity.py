"""How gini_impurity is judged: one minus the sum of squares, row by row."""

import numpy as np
from numpy import array, asfortranarray, eye, float32, full, int64, log, uint8

from autograder.bank.shared.distributions import ROWS_P, STRIDED_P, P, axis_kept, batch_averaged, wrong_axis
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.spec import Absolute, Case, Spec, Sweep, item, read_only, tensors


def oracle(p):
    """1 - p.square().sum(-1): there is no built-in."""
    (p,) = tensors(p)
    return 1 - p.square().sum(-1)


def exact(p):
    return 1 - (p * p).sum(axis=-1)


def purity_instead(gini, p):
    """Chance of equal draws instead of different ones

    What should a certain outcome give, 0 or 1?

    Of the chances 1 and 0, two draws never differ: the impurity is 0, and your answer is 1.

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
    return 1 - np.sum(1.0 * p, axis=-1)


def root_taken(gini, p):
    """Root of the sum of squares

    Is a length asked for, or a chance?

    For 0.5 and 0.5 the squares add up to 0.5; the root of that is 0.707, and you return 0.293.

    Subtract the sum itself from 1, without sqrt.

    Lecture: The root of a sum of squares is a length; the sum is the chance that two draws agree.
    Family: formula
    """
    return 1 - np.sqrt(np.sum(1.0 * p * p, axis=-1))


def largest_only(gini, p):
    """Only the largest chance counted

    Does your answer change when the second largest chance does?

    Chances of 0.5, 0.25 and 0.25 have the impurity 0.625; 1 minus the largest is 0.5.

    Let every chance enter the sum, where p.max() takes one.

    Lecture: How often the best guess is wrong is another measure of mixing; it does not see the other classes.
    Family: quantity
    """
    return 1.0 - p.max(axis=-1)


def halved(gini, p):
    """Each pair of draws counted once

    Two draws that differ come in two orders: how many of them do you count?

    With 0.5 and 0.5, two draws are aa, ab, ba or bb, each with chance 0.25: ab and ba make 0.5.

    Leave out the division by 2.

    Lecture: First a then b, and first b then a: both are draws that differ.
    Family: formula
    """
    return gini(p) / 2


def rescaled_to_one(gini, p):
    """Impurity rescaled to reach 1

    Should four equally likely outcomes be as mixed as two?

    Two outcomes alike have the impurity 1/2, four alike 3/4; rescaled, both give 1.

    Leave out the factor n / (n - 1).

    Lecture: A measure divided by its largest value forgets how many classes there are.
    Family: formula
    """
    n = p.shape[-1]
    return gini(p) * (n / (n - 1) if n > 1 else 1)


def entropy_instead(gini, p):
    """Entropy instead of Gini impurity

    Is there a logarithm in the measure that is asked for?

    For 0.5 and 0.5 the impurity is 0.5; the entropy, ln 2, is 0.693.

    Square the chances where you take their logarithms, and subtract the sum from 1.

    Lecture: Entropy and Gini impurity both measure mixing; their numbers cannot be compared.
    Family: quantity
    """
    return -np.sum(np.where(p > 0, p * log(1.0 * p), 0), axis=-1)


def terms_not_summed(gini, p):
    """One number for each class

    Impurity belongs to the whole distribution; how many numbers do you return for one?

    For 0.5 and 0.5 the answer is one number, 0.5; yours is 0.75 and 0.75.

    Sum the squares over the last axis before you subtract.

    Lecture: A distribution is one thing, however many classes it has: its impurity is one number.
    Family: reduction
    """
    return 1 - p * p


def mean_of_squares(gini, p):
    """Mean of the squares instead of their sum

    Is each square the chance of something, or a measurement to be averaged?

    For 0.5 and 0.5 the squares 0.25 and 0.25 add up to 0.5; you subtract their mean, 0.25, and return 0.75.

    Sum over the last axis where you take the mean.

    Lecture: Chances of different events add up; a mean of them depends on how many there are.
    Family: reduction
    """
    return 1 - np.mean(1.0 * p * p, axis=-1)


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", (rng.dirichlet(full(n_classes, 2.0)),))


def shapes(rng):
    yield Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3),))


ROUNDING = Absolute(1e-12, "1 minus a sum that rounds to a little less than 1")

SPEC = Spec(
    notice="Compare it with the reference, line by line.",
    oracle=oracle,
    exact=exact,
    sweep=Sweep("p of the first outcome of two", np.linspace(0, 1, 101), lambda p: (array([p, 1 - p]),)),
    misconceptions=(
        axis_kept,
        wrong_axis(0, 1, "guessed"),
        batch_averaged(np.sum, np.mean),
        rounded_away(0, 1, 2, 3, 4),
        input_overwritten(lambda p: p.sort(axis=-1), lambda p: p.fill(2), lambda p: np.multiply(p, p, out=p)),
    ),
    items=(
        item(
            "basics",
            Case("fair-coin", (array([0.5, 0.5]),), 1 / 2),
            Case("biased-coin", (array([0.9, 0.1]),), 1 - 0.81 - 0.01),
            Case("four-equally-likely", (full(4, 0.25),), 3 / 4),
            Case("three-classes", (P,), 1 - 0.25 - 0.09 - 0.04),
            drawn=basics,
            points=4,
        ),
        item(
            "shapes",
            Case("batch", (ROWS_P,)),
            Case("square-batch", (array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.25, 0.25, 0.5]]),)),
            Case("columns-sum-to-one-too", (array([[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.4, 0.1, 0.5]]),)),
            Case("batch-of-one", (P[None],)),
            Case("three-axes", (array([ROWS_P, ROWS_P[::-1]]),)),
            Case("fortran-order", (asfortranarray(ROWS_P),)),
            Case("strided", (STRIDED_P,)),
            drawn=shapes,
        ),
        item(
            "certain_outcomes",
            Case("certain", (array([1.0, 0.0]),), 0.0, absolute=ROUNDING),
            Case("certain-of-ten", (eye(10)[3],), 0.0, absolute=ROUNDING),
            Case("one-class", (array([1.0]),), 0.0, absolute=ROUNDING),
            Case("uint8-one-hot", (array([0, 1, 0], uint8),), 0.0, absolute=ROUNDING),
            Case("int64-batch", (eye(3, dtype=int64),), [0.0] * 3, absolute=ROUNDING, needs=("shapes",)),
            points=2.5,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype(float32),)),
            Case("float32-fair", (full(2, 0.5, float32),), 1 / 2),
            points=0.5,
        ),
        item(
            "unnormalised",
            Case("sums-to-half", (P / 2,), 1 - 0.38 / 4),
            Case("sums-to-two", (full(4, 0.5),), 0.0, absolute=ROUNDING),
            points=1.5,
        ),
        item(
            "purity",
            Case("read-only", (read_only(P),)),
            Case("writable", (P[::-1].copy(),)),
            inputs_unchanged=True,
            points=0.5,
        ),
    ),
)
