"""How perplexity is judged: exp of the entropy, row by row, with 0 ln 0 = 0."""

import numpy as np
from numpy import array, asfortranarray, exp, eye, float32, full, int64, log, uint8

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import times_log
from autograder.bank.shared.distributions import (
    ROWS_P,
    STRIDED_P,
    P,
    axis_kept,
    batch_averaged,
    weights_forgotten,
    wrong_axis,
)
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.shared.zeros import zero_times_inf
from autograder.bank.spec import Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(p):
    """torch.special.entr(p).sum(-1).exp(): entr gives the terms of the entropy."""
    import torch

    return torch.special.entr(*tensors(p)).sum(-1).exp()


def exact(p):
    return exact_exp(-times_log(p, p).sum(axis=-1))


def logarithms(p):
    return np.where(p > 0, log(1.0 * p), 0.0)


def exponential_forgotten(perplexity, p):
    """Entropy instead of its exponential

    Four equally likely outcomes should count as four: how many does your answer count?

    The entropy of four equally likely outcomes is ln 4 = 1.386; their perplexity is 4.

    Call np.exp on your result before you return it.

    Lecture: Entropy measures in nats; perplexity says to how many equally likely outcomes that amounts.
    Family: quantity
    """
    return log(perplexity(p))


def sign_of_exponent(perplexity, p):
    """Sign of the exponent turned

    Should more equally likely outcomes make the perplexity larger or smaller?

    Four equally likely outcomes have the perplexity 4; yours is 1/4.

    Put a minus before the sum of p ln p: the exponent is never negative.

    Lecture: Logarithms of chances are negative; the minus of the entropy makes them a number of outcomes.
    Family: sign
    """
    return 1 / perplexity(p)


@variants(power=(1 / log(2), log(2)))
def bases_mixed(perplexity, p, power):
    """Logarithm and power of different bases

    Do your logarithm and the power that undoes it have the same base?

    For two equally likely outcomes, np.log with np.exp gives 2; np.log2 with np.exp gives 2.718.

    Use np.log with np.exp, or np.log2 with powers of 2.

    Lecture: The base of the logarithm does not matter to the perplexity, if the power has the same one.
    Family: unit
    """
    return perplexity(p) ** power


def inverse_of_sum_of_squares(perplexity, p):
    """Inverse of the sum of squares

    Which effective number of outcomes has a logarithm in it?

    For 0.9 and 0.1 the perplexity is 1.384; 1 / (0.81 + 0.01) is 1.220.

    Take np.exp of the entropy where you divide 1 by a sum of squares.

    Lecture: There are several effective numbers of outcomes: perplexity comes of the entropy, another one of the Gini
    impurity.
    Family: quantity
    """
    return 1 / np.sum(1.0 * p * p, axis=-1)


def outcomes_counted(perplexity, p):
    """Outcomes counted, whatever their chances

    Does a rare outcome count as much as a frequent one?

    For 0.9 and 0.1 the perplexity is 1.384, nearer to 1 than to 2; yours is 2.

    Weigh each logarithm with its chance, sum, and then take np.exp.

    Lecture: Perplexity counts outcomes by how often they happen: a rare one counts for a part.
    Family: quantity
    """
    return np.sum(p > 0, axis=-1) * 1.0


def exponentials_summed(perplexity, p):
    """Exponential of each term, then the sum

    Which comes first, the sum or the exponential?

    Two equally likely outcomes have two terms of 0.347: the exponential of their sum is 2, the sum of their
    exponentials 2.83.

    Sum the terms over the last axis, and call np.exp once, on the sum.

    Lecture: The exponential of a sum is a product of exponentials, not their sum.
    Family: formula
    """
    return exp(-p * logarithms(p)).sum(axis=-1)


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", (rng.dirichlet(full(n_classes, 2.0)),))


def shapes(rng):
    yield Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3),))


def zeros(rng):
    yield Case("drawn-with-a-zero", (np.insert(rng.dirichlet(full(3, 2.0)), rng.integers(4), 0.0),))


SPEC = Spec(
    notice="Compare it with the reference, line by line.",
    oracle=oracle,
    exact=exact,
    after="entropy",
    sweep=Sweep("p of the first outcome of two", np.linspace(0, 1, 101), lambda p: (array([p, 1 - p]),)),
    misconceptions=(
        axis_kept,
        wrong_axis(0, 1, "guessed"),
        batch_averaged(np.sum, np.mean),
        weights_forgotten(lambda p: exp(-logarithms(p).sum(axis=-1)), lambda p: exp(-logarithms(p).mean(axis=-1))),
        zero_times_inf(lambda p: exp(-np.sum(p * log(p), axis=-1))),
        rounded_away(0, 1, 2, 3),
        input_overwritten(lambda p: np.copyto(p, 1, where=p == 0), lambda p: p.sort(axis=-1), lambda p: p.fill(2)),
    ),
    items=(
        item(
            "basics",
            Case("fair-coin", (array([0.5, 0.5]),), 2.0),
            Case("biased-coin", (array([0.9, 0.1]),), 10 * 9**-0.9),
            Case("four-equally-likely", (full(4, 0.25),), 4.0),
            Case("halving", (array([0.5, 0.25, 0.125, 0.125]),), 2**1.75),
            Case("three-classes", (P,)),
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
            "zero_probabilities",
            Case("certain", (array([1.0, 0.0]),), 1.0),
            Case("certain-of-ten", (eye(10)[3],), 1.0),
            Case("one-class", (array([1.0]),), 1.0),
            Case("has-zero", (array([0.5, 0.0, 0.5]),), 2.0),
            Case("one-row-certain", (array([[1.0, 0.0, 0.0], [0.5, 0.3, 0.2]]),), needs=("shapes",)),
            Case("uint8-one-hot", (array([0, 1, 0], uint8),), 1.0),
            Case("int64-batch", (eye(3, dtype=int64),), [1.0] * 3, needs=("shapes",)),
            drawn=zeros,
            points=3,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype(float32),)),
            Case("float32-fair", (array([0.5, 0.5], float32),), 2.0),
            points=0.5,
        ),
        item(
            "unnormalised",
            Case("sums-to-half", (P / 2,)),
            Case("sums-to-two", (full(4, 0.5),), 4.0),
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
