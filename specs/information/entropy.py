"""How entropy is judged: the sum of -p ln p, row by row, with 0 ln 0 = 0."""

from itertools import permutations

import numpy as np
from numpy import arange, array, asfortranarray, eye, float32, full, inf, int8, int64, log, nan, resize, uint8

from autograder.bank.exact import times_log
from autograder.bank.shared import fresh
from autograder.bank.shared.distributions import (
    ALONE,
    ROWS_P,
    STRIDED_P,
    P,
    axis_kept,
    batch_averaged,
    binary_terms_added,
    mean_over_classes,
    normalised_inputs,
    perplexity_instead,
    softmax_applied,
    weights_forgotten,
    wrong_axis,
)
from autograder.bank.shared.fresh import certain, typed
from autograder.bank.shared.mistakes import bits_not_nats, input_overwritten, minus_missing, rounded_away
from autograder.bank.shared.naive import softmax
from autograder.bank.shared.zeros import eps_too_large, zero_times_inf
from autograder.bank.spec import (
    EPSILONS,
    Absolute,
    Case,
    Napkin,
    Spec,
    Sweep,
    item,
    needing,
    read_only,
    tensors,
    variants,
)


def oracle(p):
    """torch.special.entr(p).sum(-1): the terms -p ln p, with 0 ln 0 = 0; the sum is the caller's."""
    import torch

    return torch.special.entr(*tensors(p)).sum(-1)


def exact(p):
    return -times_log(p, p).sum(axis=-1)


def terms_not_summed(entropy, p):
    """The terms are returned without their sum

    How many numbers does your function return for one distribution?

    For [0.5, 0.5] the two terms are 0.347 each; the entropy is their sum, 0.693.

    Add the terms up along the last axis.

    Lecture: The terms −p ln p are parts; the entropy is their sum, one number for each distribution.
    Family: reduction
    """
    return np.where(p > 0, -(p * log(p)), 0.0)


@variants(one_class=(nan, 1.0))
def normalised_by_log_n(entropy, p, one_class):
    """Divided by ln n, the largest possible value

    Does your function return a larger number for four equally likely outcomes than for two?

    Two equally likely outcomes have ln 2 ≈ 0.693, four have ln 4 ≈ 1.386. Divided by ln n both become 1.

    Leave out the division by the logarithm of the number of classes.

    Lecture: The ratio to ln n, called evenness, compares distributions of different sizes; entropy itself grows with
    the number of outcomes.
    Family: quantity
    """
    return entropy(p) / (log(p.shape[-1]) if p.shape[-1] > 1 else one_class)


def gini_impurity(entropy, p):
    """Gini impurity instead of entropy

    Where is the logarithm in your formula?

    For [0.5, 0.5] the entropy is ln 2 ≈ 0.693; one minus the sum of the squares is 0.5.

    Replace the squares: each term is a probability times a logarithm.

    Lecture: Gini impurity and entropy both measure how mixed a set is, and decision trees use either; only entropy
    counts in nats.
    Family: quantity
    """
    return 1.0 - np.sum(p * p, axis=-1)


def distance_to_uniform(entropy, p):
    """Distance to the uniform distribution instead of the entropy

    What does your function return for [0.5, 0.5], and what for [1, 0]?

    The entropy of [0.5, 0.5] is ln 2 ≈ 0.693, and that of [1, 0] is 0. Your function gives them the other way round.

    Return the entropy itself, and do not subtract it from the logarithm of the number of classes.

    Lecture: ln n minus the entropy is the divergence from the uniform distribution: what one knows, where the entropy
    is what one does not know.
    Family: quantity
    """
    return log(p.shape[-1]) - entropy(p)


def log_of_sum_of_squares(entropy, p):
    """Logarithm of the average probability, not average of logarithms

    Do you average logarithms, or take the logarithm of an average?

    For [0.9, 0.1] the average of −ln p is 0.325. The average probability is 0.82, and −ln 0.82 is 0.198.

    Move the logarithm into the sum: first ln p for each class, then the weights, then np.sum.

    Lecture: The mean of a logarithm is not the logarithm of the mean; the latter gives Rényi's entropy of order 2.
    Family: formula
    """
    return -log(np.sum(p * p, axis=-1))


def likeliest_only(entropy, p):
    """Only the likeliest outcome counts

    Change two of the unlikely outcomes and leave the likeliest alone: does your answer change?

    [0.5, 0.25, 0.25] has entropy 1.040, and [0.5, 0.5, 0] has 0.693. −ln of the largest is 0.693 for both.

    Leave out max or argmax: every class has a term, weighted by its probability.

    Lecture: The surprise of the likeliest outcome is called min-entropy; Shannon's entropy averages over all outcomes.
    Family: quantity
    """
    return -log(p.max(axis=-1))


def careless(p):
    return -np.sum(p * log(p), axis=-1)


def logarithms(p, at_zero):
    return np.where(p > 0, log(1.0 * p), at_zero)


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", (rng.dirichlet(full(n_classes, 2.0)),))


def shapes(rng):
    yield from needing(
        "unnormalised",
        Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3),)),
        Case("drawn-three-axes", (rng.dirichlet(full(4, 2.0), size=(2, 3)),)),
    )


def zeros(rng):
    yield Case("drawn-with-a-zero", (np.insert(rng.dirichlet(full(3, 2.0)), rng.integers(4), 0.0),))


def doubly_stochastic(rng):
    """Draw a table of which the columns sum to 1 too: a mixture of permutations."""
    weights = np.diff([0, *np.sort(rng.permutation(np.arange(1, 64))[:5]), 64]) / 64
    return (sum(weight * eye(3)[list(order)] for weight, order in zip(weights, permutations(range(3)), strict=True)),)


def many_classes(rng):
    half = rng.integers(16, 48) / 64
    return (resize(array([half, 1 - half]) / 15_000, 30_000),)


HALVING = array([0.5, 0.25, 0.125, 0.125])
COLUMNS_TOO = array([[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.4, 0.1, 0.5]])
NEAR_ZERO = Absolute(1e-9, "an epsilon of 1e-12 beside a zero, which does no harm, shows where the answer is 0")
ADDS_UP = Absolute(4e-6, "an epsilon of 1e-10, which does no harm to one class, adds up over 30,000")

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.distributions,
    after="surprise",
    sweep=Sweep("p of the first outcome of two", np.linspace(0, 1, 101), lambda p: (array([p, 1 - p]),)),
    napkins=(
        Napkin(
            (array([0.25, 0.25, 0.25, 0.25]),),
            "All four outcomes are equally surprising: what is the surprise of one of them?",
            "Each has −ln ¼ = 2 ln 2, and so has their average: 2 ln 2 ≈ 1.39.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([1.0, 0.0]),),
            "Is there anything to be surprised by?",
            "The certain outcome has −1 · ln 1 = 0, and a term with p = 0 is 0: together 0.",
        ),
        Napkin(
            (array([0.5, 0.25, 0.25]),),
            "The surprises are ln 2, 2 ln 2 and 2 ln 2: how often does each come?",
            "½ · ln 2 + ¼ · 2 ln 2 + ¼ · 2 ln 2 = 1.5 ln 2 ≈ 1.04.",
            given="ln 2 ≈ 0.693",
        ),
    ),
    misconceptions=(
        minus_missing,
        bits_not_nats(2),
        perplexity_instead,
        binary_terms_added,
        axis_kept,
        wrong_axis(0, 1, "guessed"),
        batch_averaged(np.sum, np.mean),
        mean_over_classes(lambda p: p.shape[-1], lambda p: np.sum(p > 0, axis=-1)),
        weights_forgotten(
            lambda p: -logarithms(p, -inf).sum(axis=-1),
            lambda p: -logarithms(p, -inf).mean(axis=-1),
            lambda p: -logarithms(p, 0).sum(axis=-1),
            lambda p: -logarithms(p, 0).mean(axis=-1),
        ),
        zero_times_inf(careless),
        eps_too_large([eps for eps in EPSILONS if eps >= 1e-9], lambda p, eps: -np.sum(p * log(p + eps), axis=-1)),
        normalised_inputs((0,), axes=(-1, None)),
        softmax_applied(lambda _, p: careless(softmax(p))),
        rounded_away(2, 3, 4, 5, 6),
        input_overwritten(
            lambda p: np.copyto(p, 1, where=p == 0),
            lambda p: p.fill(2),
            lambda p: p.sort(axis=-1),
            lambda p: np.add(p, 1e-15, out=p),
        ),
    ),
    costs_more={
        "eps_too_large": "it changes the entropy of a certain outcome, which is 0, and digits of all others",
    },
    notice=(
        "0 * log(0) is nan in NumPy, so the logarithm is taken only where p is above zero; the other terms stay 0. "
        "Nothing is clipped or added: a small constant in the logarithm would change every answer a little. "
        "torch.special.entr gives the same terms without their sum, and Categorical(probs=p).entropy() rescales p "
        "first."
    ),
    items=(
        item(
            "basics",
            Case("fair-coin", (array([0.5, 0.5]),), log(2)),
            Case("biased-coin", (array([0.9, 0.1]),), log(10) - 0.9 * log(9)),
            Case("four-equally-likely", (full(4, 0.25),), log(4)),
            Case("halving", (HALVING,), 1.75 * log(2)),
            Case("three-classes", (P,)),
            drawn=basics,
            points=4,
        ),
        item(
            "shapes",
            Case("batch-of-one", (P[None],)),
            Case("strided", (STRIDED_P,)),
            *needing(
                "unnormalised",  # a table that is divided by its sum
                Case("batch", (ROWS_P,)),
                Case("square-batch", (array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.25, 0.25, 0.5]]),)),
                Case("columns-sum-to-one-too", (COLUMNS_TOO,), fresh=doubly_stochastic),
                Case("three-axes", (array([ROWS_P, ROWS_P[::-1]]),)),
                Case("fortran-order", (asfortranarray(ROWS_P),)),
                Case("long-batch", (resize(P, (30_000, 3)),)),
            ),
            *needing(
                "unnormalised zero_probabilities",
                Case("one-row-certain", (array([[1.0, 0.0, 0.0], [0.5, 0.3, 0.2]]),)),
                Case("zero-in-each-row", (array([[0.5, 0.5, 0.0], [0.0, 0.9, 0.1]]),)),
            ),
            drawn=shapes,
            points=1,
        ),
        item(
            "zero_probabilities",
            Case("certain", (array([1.0, 0.0]),), 0.0, absolute=NEAR_ZERO, fresh=certain(1)),
            Case("certain-last", (array([0.0, 0.0, 1.0]),), 0.0, absolute=NEAR_ZERO, fresh=certain(1)),
            Case("certain-of-ten", (eye(10)[3],), 0.0, absolute=NEAR_ZERO, fresh=certain(1)),
            Case("one-class", (array([1.0]),), 0.0, absolute=NEAR_ZERO, fresh=ALONE),
            Case("has-zero", (array([0.5, 0.0, 0.5]),), log(2)),
            Case("zero-first", (array([0.0, 0.4, 0.6]),)),
            Case("float32-zero", (array([0.5, 0.0, 0.5], float32),), log(2)),
            drawn=zeros,
            points=2,
        ),
        item(
            "stability",
            Case("nearly-certain", (array([1 - 1e-4, 1e-4]),), absolute=NEAR_ZERO),
            Case("tiny", (array([0.5, 0.5, 1e-20]),), log(2)),
            Case("very-tiny", (array([0.5, 0.5, 1e-300]),), log(2)),
            Case("halving-forty-times", (0.5 ** array([*arange(1, 40), 39]),), log(2) * (2 - 2.0**-38)),
            Case("many-classes", (full(30_000, 1 / 30_000),), log(30_000), absolute=ADDS_UP, fresh=many_classes),
            points=1,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype(float32),)),
            Case("float32-halving", (HALVING.astype(float32),), 1.75 * log(2)),
            *needing(
                "zero_probabilities purity",
                Case("uint8-certain", (array([1], uint8),), 0.0, fresh=typed(("u", [1]))),
                Case("int8-certain", (array([1], int8),), 0.0, fresh=typed(("i", [1]))),
                Case("uint8-one-hot", (array([0, 1, 0], uint8),), 0.0, fresh=certain(1, uint8)),
                Case("int64-one-hot", (array([0, 0, 1], int64),), 0.0, fresh=certain(1, int64)),
            ),
            points=0.5,
        ),
        item(
            "unnormalised",
            Case("sums-to-half", (P / 2,)),
            Case("sums-above-one", (array([0.9, 0.8, 0.3]),)),
            Case("sums-to-two", (full(4, 0.5),), 2 * log(2)),
            points=1,
        ),
        item(
            "purity",
            Case("read-only", (read_only(P),)),
            Case("read-only-unsorted", (read_only(array([0.4, 0.1, 0.3, 0.2])),)),
            inputs_unchanged=True,
            points=0.5,
        ),
    ),
)
