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
from autograder.bank.spec import EPSILONS, Absolute, Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(p):
    """torch.special.entr(p).sum(-1): the terms -p ln p, with 0 ln 0 = 0; the sum is the caller's."""
    import torch

    return torch.special.entr(*tensors(p)).sum(-1)


def exact(p):
    return -times_log(p, p).sum(axis=-1)


def terms_not_summed(entropy, p):
    """Entropy belongs to the whole distribution; how many numbers do you return for one?"""
    return np.where(p > 0, -(p * log(p)), 0.0)


@variants(one_class=(nan, 1.0))
def normalised_by_log_n(entropy, p, one_class):
    """Should more equally likely outcomes mean more uncertainty?"""
    return entropy(p) / (log(p.shape[-1]) if p.shape[-1] > 1 else one_class)


def gini_impurity(entropy, p):
    """That is another measure of mixing; where has the logarithm gone?"""
    return 1.0 - np.sum(p * p, axis=-1)


def log_of_sum_of_squares(entropy, p):
    """The mean of a logarithm is not the logarithm of a mean; which of the two is asked for?"""
    return -log(np.sum(p * p, axis=-1))


def likeliest_only(entropy, p):
    """Change two of the unlikely outcomes and leave the likeliest alone: should the answer stay the same?"""
    return -log(p.max(axis=-1))


def careless(p):
    return -np.sum(p * log(p), axis=-1)


def logarithms(p, at_zero):
    return np.where(p > 0, log(1.0 * p), at_zero)


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", (rng.dirichlet(full(n_classes, 2.0)),))


def shapes(rng):
    yield Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3),))
    yield Case("drawn-three-axes", (rng.dirichlet(full(4, 2.0), size=(2, 3)),))


def zeros(rng):
    yield Case("drawn-with-a-zero", (np.insert(rng.dirichlet(full(3, 2.0)), rng.integers(4), 0.0),))


def doubly_stochastic(rng):
    """Draw a table of which the columns sum to 1 too: a mixture of permutations."""
    weights = np.diff([0, *np.sort(rng.permutation(np.arange(1, 64))[:5]), 64]) / 64
    return (sum(weight * eye(3)[list(order)] for weight, order in zip(weights, permutations(range(3)), strict=True)),)


def certain_batch(rng):
    n_classes = rng.integers(5, 30)
    return (rng.permutation(eye(n_classes, dtype=int64)),)


def many_classes(rng):
    half = rng.integers(16, 48) / 64
    return (resize(array([half, 1 - half]) / 15_000, 30_000),)


HALVING = array([0.5, 0.25, 0.125, 0.125])
NEAR_ZERO = Absolute(1e-9, "an epsilon of 1e-12 beside a zero, which does no harm, shows where the answer is 0")
DTYPE_COUNTS = Absolute(1e-2, "here the dtype counts; `zero_probabilities` sees to it that a certain outcome has 0")
ADDS_UP = Absolute(4e-6, "an epsilon of 1e-10, which does no harm to one class, adds up over 30,000")

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.distributions,
    after="surprise",
    sweep=Sweep("p of the first outcome of two", np.linspace(0, 1, 101), lambda p: (array([p, 1 - p]),)),
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
    items=(
        item(
            "basics",
            Case("fair-coin", (array([0.5, 0.5]),), log(2)),
            Case("biased-coin", (array([0.9, 0.1]),), log(10) - 0.9 * log(9)),
            Case("four-equally-likely", (full(4, 0.25),), log(4)),
            Case("halving", (HALVING,), 1.75 * log(2)),
            Case("three-classes", (P,)),
            drawn=basics,
        ),
        item(
            "shapes",
            Case("batch", (ROWS_P,)),
            Case("square-batch", (array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.25, 0.25, 0.5]]),)),
            Case(
                "columns-sum-to-one-too",
                (array([[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.4, 0.1, 0.5]]),),
                fresh=doubly_stochastic,
            ),
            Case("batch-of-one", (P[None],)),
            Case("three-axes", (array([ROWS_P, ROWS_P[::-1]]),)),
            Case("fortran-order", (asfortranarray(ROWS_P),)),
            Case("strided", (STRIDED_P,)),
            Case("long-batch", (resize(P, (30_000, 3)),)),
            drawn=shapes,
        ),
        item(
            "zero_probabilities",
            Case("certain", (array([1.0, 0.0]),), 0.0, absolute=NEAR_ZERO, fresh=certain(1)),
            Case("certain-last", (array([0.0, 0.0, 1.0]),), 0.0, absolute=NEAR_ZERO, fresh=certain(1)),
            Case("certain-of-ten", (eye(10)[3],), 0.0, absolute=NEAR_ZERO, fresh=certain(1)),
            Case("one-class", (array([1.0]),), 0.0, absolute=NEAR_ZERO, fresh=ALONE),
            Case("has-zero", (array([0.5, 0.0, 0.5]),), log(2)),
            Case("zero-first", (array([0.0, 0.4, 0.6]),)),
            Case("one-row-certain", (array([[1.0, 0.0, 0.0], [0.5, 0.3, 0.2]]),), absolute=NEAR_ZERO),
            Case("zero-in-each-row", (array([[0.5, 0.5, 0.0], [0.0, 0.9, 0.1]]),)),
            Case("float32-zero", (array([0.5, 0.0, 0.5], float32),), log(2)),
            Case("uint8-one-hot", (array([0, 1, 0], uint8),), 0.0, absolute=NEAR_ZERO, fresh=certain(1, uint8)),
            Case("int64-batch", (eye(3, dtype=int64),), [0.0] * 3, absolute=NEAR_ZERO, fresh=certain_batch),
            drawn=zeros,
        ),
        item(
            "stability",
            Case("nearly-certain", (array([1 - 1e-4, 1e-4]),), absolute=NEAR_ZERO),
            Case("tiny", (array([0.5, 0.5, 1e-20]),), log(2)),
            Case("very-tiny", (array([0.5, 0.5, 1e-300]),), log(2)),
            Case("halving-forty-times", (0.5 ** array([*arange(1, 40), 39]),), log(2) * (2 - 2.0**-38)),
            Case("many-classes", (full(30_000, 1 / 30_000),), log(30_000), absolute=ADDS_UP, fresh=many_classes),
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype(float32),)),
            Case("float32-halving", (HALVING.astype(float32),), 1.75 * log(2)),
            Case("uint8-certain", (array([1], uint8),), 0.0, absolute=DTYPE_COUNTS, fresh=typed(("u", [1]))),
            Case("int8-certain", (array([1], int8),), 0.0, absolute=DTYPE_COUNTS, fresh=typed(("i", [1]))),
            Case("int64-certain", (array([1], int64),), 0.0, absolute=DTYPE_COUNTS, fresh=typed(("i", [1]))),
        ),
        item(
            "unnormalised",
            Case("sums-to-half", (P / 2,)),
            Case("sums-above-one", (array([0.9, 0.8, 0.3]),)),
            Case("sums-to-two", (full(4, 0.5),), 2 * log(2)),
        ),
        item(
            "purity",
            Case("read-only", (read_only(P),)),
            Case("read-only-unsorted", (read_only(array([0.4, 0.1, 0.3, 0.2])),)),
            inputs_unchanged=True,
        ),
    ),
)
