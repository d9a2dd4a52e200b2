"""For exercises that turn distributions into nats: what they are asked, and what students get wrong.

A distribution lies along the last axis. An exercise takes one, ``p``, or two that meet class by class, ``p`` and ``q``.
The cases and the mistakes here are those that such exercises share. A mistake receives the reference and the
distributions. Many differ only in how a formula goes wrong next: such a mistake is made for the spec from its ``ways``,
functions of the distributions that write the wrong formula down.

This file is long because four exercises share most mistakes, and each mistake carries all that is said about it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy import array, asfortranarray, exp, full, log, ndarray, resize

from autograder.bank.shared.fresh import certain, typed
from autograder.bank.shared.mistakes import Mistake, bits_not_nats, minus_missing
from autograder.bank.spec import Case, Item, item, needing, read_only, variants

Way = Callable[..., Any]

# ---------------------------------------------------------------- cases

ALONE = "of one class there is one distribution"  # why a case has no other form
FAIR, BIASED = array([0.5, 0.5]), array([0.9, 0.1])
P, Q = array([0.5, 0.3, 0.2]), array([0.25, 0.25, 0.5])
ROWS_P, ROWS_Q = array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1]]), array([[0.2, 0.2, 0.6], [0.3, 0.3, 0.4]])
THREE_Q = array([[0.2, 0.2, 0.6], [0.3, 0.3, 0.4], [0.7, 0.2, 0.1]])
MANY_P, MANY_Q = full(30_000, 1 / 30_000), resize(array([0.5, 1.5]) / 30_000, 30_000)
STRIDED_P = array([0.5, 0.0, 0.3, 0.0, 0.2, 0.0])[::2]


def integers_equal(torch: str | None = None) -> list[Case]:
    """Ask about a certain outcome that both distributions give as integers."""
    one_of_one = array([1], "uint8"), array([1], "int64")
    certain_twice = (array([0, 1, 0], "int64"),) * 2
    return [
        Case("integers-both", one_of_one, 0.0, fresh=typed(("u", [1]), ("i", [1]))),
        Case("integers-equal", certain_twice, 0.0, torch=torch, fresh=certain(2, "int64")),
    ]


def batches(q: ndarray, other: ndarray = ROWS_Q[::-1]) -> list[Case]:
    """Ask about several distributions at a time; `q` holds some, for leading axes that broadcast."""
    return [
        Case("batch-of-one", (P[None], Q[None])),
        Case("strided", (STRIDED_P, Q)),
        *needing("zero_probabilities", Case("one-class", (array([1.0]), array([1.0])), 0.0, fresh=ALONE)),
        *needing(
            "unnormalised",  # a table that is divided by its sum
            Case("batch", (ROWS_P, ROWS_Q)),
            Case("square-batch", (array([P, Q, P]), array([Q, P, P]))),
            Case("three-axes", (array([ROWS_P, ROWS_Q]), array([ROWS_Q, other]))),
            Case("fortran-order", (asfortranarray(ROWS_P), asfortranarray(ROWS_Q))),
            Case("long-batch", (resize(P, (30_000, 3)), resize(Q, (30_000, 3)))),
        ),
        *needing(
            "unnormalised purity",  # no array has room for the answers to several
            Case("one-p-for-many-q", (P, q)),
            Case("one-q-for-many-p", (ROWS_P, Q)),
            Case("leading-axes-broadcast", (ROWS_P[:, None], q[None])),
        ),
    ]


def wrong_shapes() -> Item:
    """Ask about distributions of which one has more classes; a single class would broadcast."""
    return item(
        "wrong_shapes",
        Case("q-of-one-class", (P, array([1.0])), raises=ValueError),
        Case("p-of-one-class", (array([1.0]), Q), raises=ValueError),
        Case("one-class-in-each-row", (ROWS_P, array([[0.75], [0.25]])), raises=ValueError),
        Case("fewer-classes", (P, BIASED), raises=ValueError),
        Case("more-classes", (BIASED, Q), raises=ValueError),
        points=0.5,
    )


def purity(fair_vs_biased: float) -> Item:
    """Ask with arrays that refuse to be written to."""
    return item(
        "purity",
        Case("read-only", (read_only(P), read_only(Q))),
        Case("read-only-two-classes", (read_only(FAIR), read_only(BIASED)), fair_vs_biased),
        inputs_unchanged=True,
        points=0.5,
    )


def two_distributions(rng: np.random.Generator) -> Iterator[Case]:
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", tuple(rng.dirichlet(full(n_classes, 2.0), size=2)))


def two_batches(rng: np.random.Generator) -> Iterator[Case]:
    rows = rng.dirichlet(full(4, 2.0), size=3), rng.dirichlet(full(4, 2.0), size=3)
    yield from needing("unnormalised", Case("drawn-batch", rows))


# ---------------------------------------------------------------- formulas


def same_classes(*distributions: ndarray) -> None:
    """Refuse what the exercises refuse, so that a wrong formula has no second mistake.

    Raises
    ------
    ValueError
    """
    if len({p.shape[-1] for p in distributions}) > 1:
        raise ValueError("numbers of classes differ")


def divergence_terms(p: ndarray, q: ndarray) -> ndarray:
    """Return the terms of D(p || q), for wrong formulas that treat them one by one."""
    same_classes(p, q)
    p, q = np.broadcast_arrays(1.0 * p, 1.0 * q)
    return np.where(p > 0, p * (log(p) - log(q)), 0.0)


def divergence(p: ndarray, q: ndarray) -> Any:
    return divergence_terms(p, q).sum(axis=-1)


# ---------------------------------------------------------------- mistakes: the formula


def arguments_swapped(answer: Mistake, p: ndarray, q: ndarray) -> Any:
    """The arguments p and q are swapped

    Which of the two distributions says how often an outcome really happens?

    For p = [1, 0] and q = [0.5, 0.5] only the first outcome ever happens, and the answer is ln 2 ≈ 0.693. With the
    roles exchanged the second one counts too, and the answer is inf.

    The weight before each logarithm is p, the first argument; q stands inside the logarithm and nowhere else.

    Lecture: The first argument is what is true, the second what is believed; the order matters, because neither the
    cross entropy nor the divergence is symmetric.
    Family: arguments
    """
    return answer(q, p)


def weights_forgotten(*ways: Way) -> Mistake:
    """Return what comes of logarithms that all count alike."""

    @variants(way=ways)
    def weights_forgotten(answer: Mistake, *distributions: ndarray, way: Way) -> Any:
        """The logarithms are added up without weights

        Should the logarithm of a rare outcome count as much as that of a frequent one?

        With probabilities 0.9 and 0.1 the first outcome happens nine times as often, so its logarithm counts nine times
        as much. A plain sum counts both once.

        Multiply each logarithm by the probability of its outcome before you add them up.

        Lecture: An expected value is a weighted sum: the probability stands before each term.
        Family: formula
        """
        same_classes(*distributions)
        return way(*distributions)

    return weights_forgotten


def mean_over_classes(*numbers: Way) -> Mistake:
    """Return the mean of the terms; ``number(p)`` says by how many it divides."""

    @variants(number=numbers)
    def mean_over_classes(answer: Mistake, *distributions: ndarray, number: Way) -> Any:
        """Divided by the number of classes

        Does your function divide by the number of classes, perhaps by taking np.mean?

        0.5 · a + 0.5 · b is already the mean of a and b. Dividing it by 2 once more gives half of the right answer.

        Add the terms with np.sum along the last axis, and leave out the division by the number of classes.

        Lecture: An expected value needs no division: the probabilities are the weights of the mean already.
        Family: reduction
        """
        return answer(*distributions) / number(distributions[0])

    return mean_over_classes


def binary_terms_added(answer: Mistake, *distributions: ndarray) -> Any:
    """Terms with 1 − p added, as for yes or no

    Does your formula contain 1 − p, although every outcome has a term of its own already?

    A coin with probabilities 0.9 and 0.1 has two terms. 1 − 0.9 and 1 − 0.1 are the same two numbers again, so
    everything counts twice.

    Leave out the terms with 1 - p, and sum over the classes alone.

    Lecture: Binary cross entropy is given one probability of two and supplies the other as 1 − p; a whole distribution
    lists both.
    Family: formula
    """
    return answer(*distributions) + answer(*[1.0 - p for p in distributions])


def perplexity_instead(answer: Mistake, *distributions: ndarray) -> Any:
    """A perplexity: exp taken at the end

    Does your function end with np.exp, and does the docstring ask for that?

    For two equally likely outcomes (and q = p, where there is a q) the answer is ln 2 ≈ 0.693; exp turns it into 2, the
    number of outcomes.

    Leave out np.exp: the answer is a logarithm, in nats.

    Lecture: Perplexity is exp of an entropy or a cross entropy: the same information, counted in outcomes instead of
    nats.
    Family: quantity
    """
    return exp(answer(*distributions))


def abs_of_terms(terms: Way) -> Mistake:
    """Return the mean of several divergences whose terms lose their sign; ``terms(p, q)`` lists those of each."""

    def abs_of_terms(answer: Mistake, p: ndarray, q: ndarray) -> Any:
        """Each term made positive

        The whole sum is never negative; may a single term be?

        Where a probability of 0.2 is compared with one of 0.5, the term is 0.2 · ln(0.2 / 0.5) ≈ −0.183. It has to stay
        negative: it takes back part of what other outcomes add.

        Leave out np.abs, and add the terms with their signs.

        Lecture: A divergence is never negative as a whole (Gibbs' inequality), though some of its terms are.
        Family: sign
        """
        return sum(map(np.abs, terms(p, q))).sum(axis=-1) / len(terms(p, q))

    return abs_of_terms


def negative_terms_cut(terms: Way) -> Mistake:
    """Return the mean of several divergences without their negative terms; see `abs_of_terms`."""

    def negative_terms_cut(answer: Mistake, p: ndarray, q: ndarray) -> Any:
        """Negative terms set to 0

        Does your code put 0 in place of negative terms, and does the formula do that?

        Where a probability of 0.2 is compared with one of 0.5, the term is 0.2 · ln(0.2 / 0.5) ≈ −0.183. With 0 in its
        place the sum comes out too large.

        Leave out np.maximum, np.clip or the mask that drops negative terms, and add up all of them.

        Lecture: A divergence is never negative as a whole (Gibbs' inequality); without its negative terms it is too
        large.
        Family: sign
        """
        return sum(np.maximum(part, 0.0) for part in terms(p, q)).sum(axis=-1) / len(terms(p, q))

    return negative_terms_cut


# ---------------------------------------------------------------- mistakes: what the numbers are


def normalised_inputs(*which: Sequence[int], axes: Sequence[int | None] = (-1,)) -> Mistake:
    """Return the answer for distributions that are made to sum to 1 first; `which` names them by their numbers."""

    @variants(which=which, axis=axes)
    def normalised_inputs(answer: Mistake, *distributions: ndarray, which: Sequence[int], axis: int | None) -> Any:
        """Inputs rescaled to sum to 1

        Does your function divide its input by its sum, and does the docstring ask for that?

        [0.9, 0.9] does not sum to 1, and the formula takes it as it is. Divided by its sum it becomes [0.5, 0.5], which
        has another answer.

        Leave out the division by the sum: the formula takes the numbers as they are given.

        Lecture: Rescaling hides a wrong input: the caller gets the answer to another question.
        Family: normalising
        """
        return answer(*[p / p.sum(axis=axis, keepdims=True) if i in which else p for i, p in enumerate(distributions)])

    return normalised_inputs


def softmax_applied(*ways: Way) -> Mistake:
    """Return what comes of a softmax of the probabilities; a way receives the reference too."""

    @variants(way=ways)
    def softmax_applied(answer: Mistake, *distributions: ndarray, way: Way) -> Any:
        """Softmax applied to probabilities

        Look at the numbers that come in: are they scores, or probabilities already?

        Softmax turns [1, 0] into [0.731, 0.269]: a certain outcome becomes uncertain.

        Leave out exp and the division by its sum: what comes in is a distribution already.

        Lecture: Softmax belongs between logits and probabilities; applied to probabilities, it flattens them.
        Family: normalising
        """
        return way(answer, *distributions)

    return softmax_applied


def unsigned_negation(*ways: Way) -> Mistake:
    """Return what comes of a minus sign before an unsigned integer."""

    @variants(way=ways)
    def unsigned_negation(answer: Mistake, *distributions: ndarray, way: Way) -> Any:
        """A minus sign before an unsigned integer

        What is −1 in a type that has no negative numbers?

        An array of uint8 with the values 0 and 1 becomes 0 and 255 when it is negated: the type ends at 255 and begins
        again.

        Convert the array to float before the minus sign, or put the minus before the finished result.

        Lecture: Unsigned integers wrap around without a warning: convert to float first, then calculate.
        Family: integers
        """
        same_classes(*distributions)
        return way(*distributions)

    return unsigned_negation


def written_into_integers(*ways: Way) -> Mistake:
    """Return what comes of an array in the dtype of p that has to hold the terms."""

    @variants(way=ways)
    def written_into_integers(answer: Mistake, p: ndarray, q: ndarray, way: Way) -> Any:
        """Fractions written into an array of integers

        When p holds integers, what is the dtype of the array into which you write the terms?

        np.zeros_like(np.array([0, 1])) holds integers: 0.7 written into it becomes 0.

        Make an array of floats, which np.zeros does by itself, or convert p to float first.

        Lecture: zeros_like and empty_like copy the dtype as well as the shape; what is written into integers loses its
        fraction.
        Family: integers
        """
        same_classes(p, q)
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
        """Summed along another axis than the last

        Along which axis of p do the probabilities of one distribution lie?

        An array of shape (2, 3) holds two distributions of three classes, so the answer is two numbers. A sum over axis
        0 gives three.

        Sum over the last axis: axis=-1 is right for one distribution and for any number of leading axes.

        Lecture: The classes lie along the last axis, which axis=-1 names for arrays of any number of axes; axis=0 and
        axis=1 do not.
        Family: axis
        """
        same_classes(*distributions)
        if axis == "guessed":
            axis = 0 if np.allclose(distributions[0].sum(axis=0), 1.0) else -1
        return answer(*[np.moveaxis(p, min(axis, p.ndim - 1), -1) for p in np.broadcast_arrays(*distributions)])

    return wrong_axis


def batch_averaged(*ways: Way) -> Mistake:
    """Return what a way makes of the answers to a batch."""

    @variants(way=ways)
    def batch_averaged(answer: Mistake, *distributions: ndarray, way: Way) -> Any:
        """One number for a whole batch of distributions

        A batch of two distributions goes in: how many numbers come out of your function?

        An input of shape (2, 3) needs two answers, one for each row. np.sum or np.mean without an axis, or a mask like
        p[p > 0], puts all six numbers into one.

        Give np.sum the argument axis=-1, and keep the shape until then: np.where keeps it, a boolean mask flattens.

        Lecture: Each distribution has an answer of its own; whether to average over a batch is the caller's decision.
        Family: batch
        """
        return way(answer(*distributions))

    return batch_averaged


@variants(always=(True, False))
def axis_kept(answer: Mistake, *distributions: ndarray, always: bool) -> Any:
    """The axis of the classes is kept

    What is the shape of your answer for one distribution: () or (1,)?

    For one distribution, of shape (3,), the answer is a single number, of shape (). An array of shape (1,) is something
    else.

    Leave out keepdims=True, np.atleast_1d, or the brackets around the answer.

    Lecture: keepdims is for sums that meet the input again; an answer drops the axis that was summed.
    Family: axis
    """
    return answer(*distributions)[..., None] if always else np.atleast_1d(answer(*distributions))


def all_pairs(table: Way, size: Way = lambda p, q: p[..., 0].size * q[..., 0].size) -> Mistake:
    """Return the answers for each row of p with each row of q, which ``table(p, q)`` sets apart."""

    def all_pairs(answer: Mistake, p: ndarray, q: ndarray) -> Any:
        """Every row of p combined with every row of q

        How many numbers does your function return for two rows of p and two rows of q?

        Two rows and two rows make two pairs, so two numbers. A table of all combinations, as p @ q.T makes it, has
        four.

        Multiply element by element with *, and sum over the last axis; do not use @, np.dot or additional axes.

        Lecture: A matrix product combines everything with everything: of n pairs it makes n times n numbers.
        Family: broadcasting
        """
        same_classes(p, q)
        if size(p, q) > 1e6:
            return np.empty((2**30, 2**29))  # so it ends with many rows: numpy cannot allocate the table
        return answer(*table(p, q))

    return all_pairs


def classes_broadcast(answer: Mistake, p: ndarray, q: ndarray) -> Any:
    """A single class stretched over several

    What does your function give when p has three classes and q has one?

    NumPy combines shape (3,) with shape (1,) by repeating the one number three times. The result looks like an answer,
    but q says nothing about two of the classes.

    Compare p.shape[-1] with q.shape[-1] first, and raise a ValueError where they differ.

    Lecture: Broadcasting turns a wrong shape into a wrong number without a warning; a check in the first line turns it
    into an error.
    Family: broadcasting
    """
    return answer(*np.broadcast_arrays(p, q))


# What every exercise about two distributions lists.
OF_TWO = (
    minus_missing,
    bits_not_nats(2),
    binary_terms_added,
    wrong_axis(0, 1),
    normalised_inputs((0, 1), (0,), (1,)),
    classes_broadcast,
)

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
