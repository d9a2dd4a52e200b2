"""How entropy of counts is judged: frequencies first, then the sum of -p ln p over the whole table."""

import numpy as np
from numpy import array, asfortranarray, float32, log, nan, uint8

from autograder.bank.exact import times_log
from autograder.bank.shared.mistakes import bits_not_nats, input_overwritten, minus_missing, rounded_away
from autograder.bank.spec import EPSILONS, Absolute, Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(counts):
    """torch.special.entr(n / n.sum()).sum(): entr gives the terms, the frequencies are the caller's."""
    import torch

    (n,) = tensors(counts)
    return torch.special.entr(n / n.sum()).sum()


def exact(counts):
    total = counts.sum()
    if not total:
        return array(nan)
    return -times_log(counts / total, counts / total).sum()


def terms(p):
    return np.where(p > 0, -p * log(p), 0.0)


def not_normalised(entropy, counts):
    """Are counts chances already? What do chances add up to?"""
    return np.sum(terms(1.0 * counts))


def normalised_by_largest(entropy, counts):
    """What do your frequencies add up to?"""
    return np.sum(terms(counts / counts.max()))


def divided_by_cells(entropy, counts):
    """By how many do you divide: the cells, or what was counted in them?"""
    return np.sum(terms(counts / counts.size))


def softmax_applied(entropy, counts):
    """Twice as many of everything: should the entropy change?"""
    p = np.exp(counts - 1.0 * counts.max())
    return np.sum(terms(p / p.sum()))


def each_row_apart(entropy, counts):
    """How many numbers does one table have, whatever its shape?"""
    return np.apply_along_axis(entropy, -1, counts)


def mean_over_cells(entropy, counts):
    """The frequencies already do the averaging: what do you divide by?"""
    return entropy(counts) / counts.size


def zero_times_inf(entropy, counts):
    """An empty cell adds nothing; what does the computer make of 0 times minus infinity?"""
    p = counts / counts.sum()
    return -np.sum(p * log(p))


@variants(prior=(1, 0.5))
def one_added_to_each(entropy, counts, prior):
    """Does the definition know of outcomes that nobody has seen?"""
    return entropy(counts + prior)


@variants(eps=[eps for eps in EPSILONS if eps >= 1e-7])
def eps_added(entropy, counts, eps):
    """What does the small number protect you from, and what does it cost?"""
    p = counts / counts.sum()
    return -np.sum(p * log(p + eps))


@variants(answer=(0.0, 1.0))
def empty_table_answered(entropy, counts, answer):
    """If nothing has been counted, what is known about how mixed it is?"""
    return entropy(counts) if np.any(counts) else answer


def basics(rng):
    for size in (2, 4, 6):
        yield Case(f"drawn-{size}-cells", (rng.integers(1, 50, size=size) * 1.0,))


CERTAIN = Absolute(1e-9, "an epsilon of 1e-12 beside a zero, which does no harm, shows where the answer is 0")

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="gini_impurity",
    sweep=Sweep("count of the first of two, the other one being 4", np.linspace(0, 20, 81), lambda n: (array([n, 4]),)),
    misconceptions=(
        minus_missing,
        bits_not_nats(2, 10),
        rounded_away(1, 2, 3, 4),
        input_overwritten(
            lambda counts: np.copyto(counts, 1, where=counts == 0),
            lambda counts: counts.fill(2),
            lambda counts: np.copyto(counts, counts / counts.sum(), casting="unsafe"),
        ),
    ),
    items=(
        item(
            "basics",
            Case("two-and-two", (array([2.0, 2.0]),), log(2)),
            Case("one-and-three", (array([1.0, 3.0]),), log(4) - 0.75 * log(3)),
            Case("four-alike", (array([5.0, 5.0, 5.0, 5.0]),), log(4)),
            Case("fifty-and-ten", (array([50.0, 10.0]),)),
            Case("frequencies", (array([0.5, 0.25, 0.25]),), 1.5 * log(2)),
            drawn=basics,
        ),
        item(
            "shapes",
            Case("table", (array([[1.0, 3.0], [2.0, 2.0]]),)),
            Case("table-of-ones", (array([[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]),), log(6)),
            Case("row", (array([[3.0, 1.0, 4.0]]),)),
            Case("three-axes", (array([[[1.0, 3.0], [2.0, 2.0]]] * 2),)),
            Case("fortran-order", (asfortranarray(array([[1.0, 3.0], [5.0, 2.0]])),)),
            Case("strided", (array([1.0, 9.0, 3.0, 9.0])[::2],), log(4) - 0.75 * log(3)),
        ),
        item(
            "empty_cells",
            Case("empty-cell", (array([2.0, 0.0, 2.0]),), log(2)),
            Case("one-cell-only", (array([0.0, 7.0, 0.0]),), 0.0, absolute=CERTAIN),
            Case("one-cell", (array([7.0]),), 0.0, absolute=CERTAIN),
            Case("nothing-counted", (array([0.0, 0.0]),), nan),
        ),
        item(
            "dtypes",
            Case("integers", (array([1, 3]),), log(4) - 0.75 * log(3)),
            Case("integers-with-zero", (array([4, 0, 4]),), log(2)),
            Case("uint8-sum-beyond-255", (array([200, 200, 200], uint8),), log(3)),
            Case("float32", (array([1.0, 3.0, 4.0], float32),)),
        ),
        item(
            "purity",
            Case("read-only", (read_only([1.0, 0.0, 3.0]),), log(4) - 0.75 * log(3)),
            Case("writable", (array([3.0, 0.0, 1.0]),), log(4) - 0.75 * log(3)),
            inputs_unchanged=True,
        ),
    ),
)
