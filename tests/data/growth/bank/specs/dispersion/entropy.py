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
    """Counts used as chances

    Are counts chances already? What do chances add up to?

    Counts of 2 and 2 add up to 4; divided by 4 they are chances of 0.5 each.

    Divide the counts by their sum before you take the logarithm.

    Lecture: A formula for chances needs numbers that add up to 1: counts become chances by division.
    Family: formula
    """
    return np.sum(terms(1.0 * counts))


def normalised_by_largest(entropy, counts):
    """Divided by the largest count

    What do your frequencies add up to?

    Counts of 1 and 3 divided by 3 are 0.333 and 1, which add up to 1.333.

    Divide by the total of the counts, not by max().

    Lecture: Divided by the largest, the largest becomes 1; divided by the total, all together become 1.
    Family: formula
    """
    return np.sum(terms(counts / counts.max()))


def divided_by_cells(entropy, counts):
    """Divided by the number of cells

    By how many do you divide: the cells, or what was counted in them?

    Counts of 1 and 3 in 2 cells: divided by 2 they are 0.5 and 1.5; divided by 4 they are 0.25 and 0.75.

    Divide by the sum of the counts, not by size.

    Lecture: The size of an array is how many numbers it has; their sum is how many things were counted.
    Family: formula
    """
    return np.sum(terms(counts / counts.size))


def softmax_applied(entropy, counts):
    """Softmax of the counts

    Twice as many of everything: should the entropy change?

    Counts of 1 and 3 are chances of 0.25 and 0.75; a softmax makes 0.119 and 0.881 of them.

    Leave out exp: counts become chances by division alone.

    Lecture: A softmax is for scores, which may be negative; counts are proportions already.
    Family: normalising
    """
    p = np.exp(counts - 1.0 * counts.max())
    return np.sum(terms(p / p.sum()))


def each_row_apart(entropy, counts):
    """An entropy for each row

    One table of counts comes in: how many numbers should come out?

    A table of 2 rows and 2 columns is one distribution over 4 cells: one number comes out, and yours are 2.

    Name no axis, neither in the total nor in the sum of the terms.

    Lecture: What is one distribution, a row or the table, is part of the question.
    Family: axis
    """
    return np.apply_along_axis(entropy, -1, counts)


def mean_over_cells(entropy, counts):
    """Mean of the terms instead of their sum

    The frequencies already do the averaging: what do you divide by?

    Counts of 2 and 2 give two terms of 0.347; their sum is ln 2 = 0.693.

    Sum the terms where you take their mean.

    Lecture: Entropy is an average already: the chances are its weights.
    Family: reduction
    """
    return entropy(counts) / counts.size


def zero_times_inf(entropy, counts):
    """0 times the logarithm of 0

    What does the computer make of 0 times minus infinity?

    Counts of 2, 0 and 2 have the entropy ln 2; 0 * np.log(0) is nan, and so is any sum with it.

    Keep the empty cells out of the logarithm, with a mask or where=, and let their terms be 0.

    Lecture: p ln p goes to 0 with p, which the computer cannot know: it multiplies 0 by minus infinity.
    Family: zeros
    """
    p = counts / counts.sum()
    return -np.sum(p * log(p))


@variants(prior=(1, 0.5))
def one_added_to_each(entropy, counts, prior):
    """Something added to each count

    Does the definition know of outcomes that nobody has seen?

    Counts of 1 and 3 are chances of 0.25 and 0.75; with 1 added to each they are 0.333 and 0.667.

    Use the counts as they come.

    Lecture: Adding to counts is an estimate of other chances: useful at times, and another question.
    Family: constants
    """
    return entropy(counts + prior)


@variants(eps=[eps for eps in EPSILONS if eps >= 1e-7])
def eps_added(entropy, counts, eps):
    """A small number added inside the logarithm

    What does the small number protect you from, and what does it cost?

    A single cell has the entropy 0; with 1e-7 added inside the logarithm your answer is −1e-7.

    Take the logarithm only where the chance is not 0, and add nothing.

    Lecture: A constant in a logarithm changes every answer a little, to save the one that is 0 anyway.
    Family: constants
    """
    p = counts / counts.sum()
    return -np.sum(p * log(p + eps))


@variants(answer=(0.0, 1.0))
def empty_table_answered(entropy, counts, answer):
    """An answer where nothing was counted

    If nothing has been counted, what is known about how mixed it is?

    Counts of 0 and 0 have no frequencies: 0 / 0 is nan, and so is the entropy.

    Leave out the special case for a total of 0, or let it return nan.

    Lecture: Where there is no data, nan says so; 0 would say that all are alike.
    Family: missing
    """
    return entropy(counts) if np.any(counts) else answer


def basics(rng):
    for size in (2, 4, 6):
        yield Case(f"drawn-{size}-cells", (rng.integers(1, 50, size=size) * 1.0,))


CERTAIN = Absolute(1e-9, "an epsilon of 1e-12 beside a zero, which does no harm, shows where the answer is 0")

SPEC = Spec(
    notice="Compare it with the reference, line by line.",
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
            points=4,
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
            Case("integers-with-zero", (array([4, 0, 4]),), log(2)),
            points=3.5,
            digits=True,
        ),
        item(
            "dtypes",
            Case("integers", (array([1, 3]),), log(4) - 0.75 * log(3)),
            Case("uint8-sum-beyond-255", (array([200, 200, 200], uint8),), log(3)),
            Case("float32", (array([1.0, 3.0, 4.0], float32),)),
        ),
        item(
            "purity",
            Case("read-only", (read_only([1.0, 3.0]),), log(4) - 0.75 * log(3)),
            Case("writable", (array([3.0, 1.0]),), log(4) - 0.75 * log(3)),
            inputs_unchanged=True,
            points=0.5,
        ),
    ),
)
