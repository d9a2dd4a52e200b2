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
    """What should a certain outcome give, 0 or 1?"""
    return 1 - gini(p)


def squares_missing(gini, p):
    """Do two equal draws happen as often as one draw?"""
    return 1 - np.sum(1.0 * p, axis=-1)


def root_taken(gini, p):
    """Is a length asked for, or a chance?"""
    return 1 - np.sqrt(np.sum(1.0 * p * p, axis=-1))


def largest_only(gini, p):
    """Change the second largest chance: does your answer notice?"""
    return 1.0 - p.max(axis=-1)


def halved(gini, p):
    """Two draws that differ come in two orders: how many of them do you count?"""
    return gini(p) / 2


def rescaled_to_one(gini, p):
    """Should four equally likely outcomes be as mixed as two?"""
    n = p.shape[-1]
    return gini(p) * (n / (n - 1) if n > 1 else 1)


def entropy_instead(gini, p):
    """That is another measure of mixing: is there a logarithm in this one?"""
    return -np.sum(np.where(p > 0, p * log(1.0 * p), 0), axis=-1)


def terms_not_summed(gini, p):
    """Impurity belongs to the whole distribution; how many numbers do you return for one?"""
    return 1 - p * p


def mean_of_squares(gini, p):
    """Is each square the chance of something, or a measurement to be averaged?"""
    return 1 - np.mean(1.0 * p * p, axis=-1)


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", (rng.dirichlet(full(n_classes, 2.0)),))


def shapes(rng):
    yield Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3),))


ROUNDING = Absolute(1e-12, "1 minus a sum that rounds to a little less than 1")

SPEC = Spec(
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
            Case("int64-batch", (eye(3, dtype=int64),), [0.0] * 3, absolute=ROUNDING),
        ),
        item("dtypes", Case("float32", (P.astype(float32),)), Case("float32-fair", (full(2, 0.5, float32),), 1 / 2)),
        item(
            "unnormalised",
            Case("sums-to-half", (P / 2,), 1 - 0.38 / 4),
            Case("sums-to-two", (full(4, 0.5),), 0.0, absolute=ROUNDING),
        ),
        item("purity", Case("read-only", (read_only(P),)), Case("writable", (P[::-1].copy(),)), inputs_unchanged=True),
    ),
)
