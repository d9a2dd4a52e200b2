"""For exercises that turn distributions into nats: what they are asked, and what students get wrong.

A distribution lies along the last axis. An exercise takes one, ``p``, or two that meet class by class, ``p`` and ``q``.
The cases and the mistakes here are those that such exercises share. A mistake receives the reference and the
distributions. Many differ only in how a formula goes wrong next: such a mistake is made for the spec from its ``ways``,
functions of the distributions that write the wrong formula down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy import array, asfortranarray, exp, full, log, ndarray, resize

from autograder.bank.shared.fresh import certain, typed
from autograder.bank.shared.mistakes import Mistake, bits_not_nats, minus_missing
from autograder.bank.spec import Absolute, Case, Item, item, read_only, variants

Way = Callable[..., Any]

# ---------------------------------------------------------------- cases

ALONE = "of one class there is one distribution"  # why a case has no other form
FAIR, BIASED = array([0.5, 0.5]), array([0.9, 0.1])
P, Q = array([0.5, 0.3, 0.2]), array([0.25, 0.25, 0.5])
ROWS_P, ROWS_Q = array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1]]), array([[0.2, 0.2, 0.6], [0.3, 0.3, 0.4]])
THREE_Q = array([[0.2, 0.2, 0.6], [0.3, 0.3, 0.4], [0.7, 0.2, 0.1]])
MANY_P, MANY_Q = full(30_000, 1 / 30_000), resize(array([0.5, 1.5]) / 30_000, 30_000)
STRIDED_P = array([0.5, 0.0, 0.3, 0.0, 0.2, 0.0])[::2]

LAYOUTS = (
    Case("fortran-order", (asfortranarray(ROWS_P), asfortranarray(ROWS_Q))),
    Case("strided", (STRIDED_P, Q)),
    Case("long-batch", (resize(P, (30_000, 3)), resize(Q, (30_000, 3)))),
)


def integers_both(absolute: Absolute) -> Case:
    """Ask about the one class there is, in two types of integers."""
    one_of_one = array([1], "uint8"), array([1], "int64")
    return Case("integers-both", one_of_one, 0.0, absolute=absolute, fresh=typed(("u", [1]), ("i", [1])))


def integers_equal(absolute: Absolute, torch: str | None = None) -> Case:
    """Ask about a certain outcome that both distributions give as integers."""
    certain_twice = (array([0, 1, 0], "int64"),) * 2
    return Case("integers-equal", certain_twice, 0.0, absolute=absolute, torch=torch, fresh=certain(2, "int64"))


def one_for_many(q: ndarray) -> list[Case]:
    """Let leading axes broadcast; `q` holds several distributions."""
    return [
        Case("one-p-for-many-q", (P, q)),
        Case("one-q-for-many-p", (ROWS_P, Q)),
        Case("leading-axes-broadcast", (ROWS_P[:, None], q[None])),
    ]


def purity(fair_vs_biased: float) -> Item:
    """Ask with arrays that refuse to be written to."""
    return item(
        "purity",
        Case("read-only", (read_only(P), read_only(Q))),
        Case("read-only-two-classes", (read_only(FAIR), read_only(BIASED)), fair_vs_biased),
        inputs_unchanged=True,
    )


def two_distributions(rng: np.random.Generator) -> Iterator[Case]:
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", tuple(rng.dirichlet(full(n_classes, 2.0), size=2)))


def two_batches(rng: np.random.Generator) -> Iterator[Case]:
    yield Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3), rng.dirichlet(full(4, 2.0), size=3)))


# ---------------------------------------------------------------- formulas


def divergence_terms(p: ndarray, q: ndarray) -> ndarray:
    """Return the terms of D(p || q), for wrong formulas that treat them one by one."""
    p, q = np.broadcast_arrays(1.0 * p, 1.0 * q)
    return np.where(p > 0, p * (log(p) - log(q)), 0.0)


def divergence(p: ndarray, q: ndarray) -> Any:
    return divergence_terms(p, q).sum(axis=-1)


# ---------------------------------------------------------------- mistakes: the formula


def arguments_swapped(answer: Mistake, p: ndarray, q: ndarray) -> Any:
    """Which of the two distributions says how often an outcome really happens?"""
    return answer(q, p)


def weights_forgotten(*ways: Way) -> Mistake:
    """Return what comes of logarithms that all count alike."""

    @variants(way=ways)
    def weights_forgotten(answer: Mistake, *distributions: ndarray, way: Way) -> Any:
        """Should the logarithm of a rare outcome count as much as that of a frequent one?"""
        return way(*distributions)

    return weights_forgotten


def mean_over_classes(*numbers: Way) -> Mistake:
    """Return the mean of the terms; ``number(p)`` says by how many it divides."""

    @variants(number=numbers)
    def mean_over_classes(answer: Mistake, *distributions: ndarray, number: Way) -> Any:
        """The probabilities already do the averaging: what do you divide by?"""
        return answer(*distributions) / number(distributions[0])

    return mean_over_classes


def binary_terms_added(answer: Mistake, *distributions: ndarray) -> Any:
    """Every outcome has a term of its own already; what would "not this outcome" be counted for?"""
    return answer(*distributions) + answer(*[1.0 - p for p in distributions])


def perplexity_instead(answer: Mistake, *distributions: ndarray) -> Any:
    """Two equally likely outcomes: is your answer their number, or its logarithm?"""
    return exp(answer(*distributions))


def abs_of_terms(terms: Way) -> Mistake:
    """Return the mean of several divergences whose terms lose their sign; ``terms(p, q)`` lists those of each."""

    def abs_of_terms(answer: Mistake, p: ndarray, q: ndarray) -> Any:
        """The sum is never negative; may a single term be?"""
        return sum(map(np.abs, terms(p, q))).sum(axis=-1) / len(terms(p, q))

    return abs_of_terms


def negative_terms_cut(terms: Way) -> Mistake:
    """Return the mean of several divergences without their negative terms; see `abs_of_terms`."""

    def negative_terms_cut(answer: Mistake, p: ndarray, q: ndarray) -> Any:
        """The whole sum is never negative; is it each term that guarantees it?"""
        return sum(np.maximum(part, 0.0) for part in terms(p, q)).sum(axis=-1) / len(terms(p, q))

    return negative_terms_cut


# ---------------------------------------------------------------- mistakes: what the numbers are


def normalised_inputs(*which: Sequence[int], axes: Sequence[int | None] = (-1,)) -> Mistake:
    """Return the answer for distributions that are made to sum to 1 first; `which` names them by their numbers."""

    @variants(which=which, axis=axes)
    def normalised_inputs(answer: Mistake, *distributions: ndarray, which: Sequence[int], axis: int | None) -> Any:
        """The numbers need not add up to 1: does rescaling them change the question?"""
        return answer(*[p / p.sum(axis=axis, keepdims=True) if i in which else p for i, p in enumerate(distributions)])

    return normalised_inputs


def softmax_applied(*ways: Way) -> Mistake:
    """Return what comes of a softmax of the probabilities; a way receives the reference too."""

    @variants(way=ways)
    def softmax_applied(answer: Mistake, *distributions: ndarray, way: Way) -> Any:
        """Look at the numbers that come in: are they scores, or probabilities already?"""
        return way(answer, *distributions)

    return softmax_applied


def unsigned_negation(*ways: Way) -> Mistake:
    """Return what comes of a minus sign before an unsigned integer."""

    @variants(way=ways)
    def unsigned_negation(answer: Mistake, *distributions: ndarray, way: Way) -> Any:
        """What does -1 become in a type that knows no negative numbers?"""
        return way(*distributions)

    return unsigned_negation


def written_into_integers(*ways: Way) -> Mistake:
    """Return what comes of an array in the dtype of p that has to hold the terms."""

    @variants(way=ways)
    def written_into_integers(answer: Mistake, p: ndarray, q: ndarray, way: Way) -> Any:
        """What becomes of 0.7 when it is written into an array of integers?"""
        return way(p, q)

    return written_into_integers


def small_answers(*sizes: float) -> tuple[Way, ...]:
    """Say which answers count as zero, for `rounded_away`."""
    return tuple(lambda answer, *_, size=size: answer < size for size in sizes)


def small_differences(*sizes: float) -> tuple[Way, ...]:
    """Say which distributions count as equal, for `rounded_away`."""
    return tuple(lambda _, p, q, size=size: np.all(np.isclose(p, q, atol=size), axis=-1) for size in sizes)


# ---------------------------------------------------------------- mistakes: which numbers belong together


def wrong_axis(*axes: int | str) -> Mistake:
    """Return the answer along other axes; ``"guessed"``: the first one, if p adds up to 1 along it."""

    @variants(axis=axes)
    def wrong_axis(answer: Mistake, *distributions: ndarray, axis: Any) -> Any:
        """Along which direction do the probabilities of one distribution lie?"""
        if axis == "guessed":
            axis = 0 if np.allclose(distributions[0].sum(axis=0), 1.0) else -1
        return answer(*[np.moveaxis(p, min(axis, p.ndim - 1), -1) for p in np.broadcast_arrays(*distributions)])

    return wrong_axis


def batch_averaged(*ways: Way) -> Mistake:
    """Return what a way makes of the answers to a batch."""

    @variants(way=ways)
    def batch_averaged(answer: Mistake, *distributions: ndarray, way: Way) -> Any:
        """Each row is a question of its own: how many answers does a batch of two rows get?"""
        return way(answer(*distributions))

    return batch_averaged


@variants(always=(True, False))
def axis_kept(answer: Mistake, *distributions: ndarray, always: bool) -> Any:
    """Compare the number of axes of your answer with that of p: what became of the classes?"""
    return answer(*distributions)[..., None] if always else np.atleast_1d(answer(*distributions))


def all_pairs(table: Way, size: Way = lambda p, q: p[..., 0].size * q[..., 0].size) -> Mistake:
    """Return the answers for each row of p with each row of q, which ``table(p, q)`` sets apart."""

    def all_pairs(answer: Mistake, p: ndarray, q: ndarray) -> Any:
        """Each row of p has one row of q as its partner: how many answers does a batch of two give?"""
        if size(p, q) > 1e6:
            return np.empty((2**30, 2**29))  # so it ends with many rows: numpy cannot allocate the table
        return answer(*table(p, q))

    return all_pairs


# What every exercise about two distributions lists.
OF_TWO = (minus_missing, bits_not_nats(2), binary_terms_added, wrong_axis(0, 1), normalised_inputs((0, 1), (0,), (1,)))

# ---------------------------------------------------------------- mistakes: the caller's arrays


def fill(values: ndarray, zeros: ndarray) -> None:
    """Write 1 where there are zeros; in another shape that is an IndexError, which needs another hint."""
    if values.shape == zeros.shape:
        values[zeros == 0] = 1.0


def shift(values: ndarray) -> None:
    values += 0.5


OVERWRITTEN = (
    lambda p, _: fill(p, p),
    lambda _, q: fill(q, q),
    lambda p, _: shift(p),
    lambda _, q: shift(q),
)
