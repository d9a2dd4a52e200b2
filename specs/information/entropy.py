"""How entropy is judged: the sum of -p ln p, row by row, with 0 ln 0 = 0."""

import numpy as np
from numpy import arange, array, asfortranarray, exp, eye, float32, full, inf, int8, int64, log, nan, uint8

from autograder.bank.exact import times_log
from autograder.bank.spec import EPSILONS, Absolute, Case, Item, Spec, Sweep, read_only, variants


def oracle(p):
    """torch.special.entr(p).sum(-1): the terms -p ln p, with 0 ln 0 = 0; the sum is the caller's."""
    import torch

    p = torch.tensor(p)
    return torch.special.entr(p if p.is_floating_point() else p.double()).sum(-1)


def exact(p):
    return -times_log(p, p).sum(axis=-1)


def minus_missing(entropy, p):
    """Uncertainty is not negative; look at the sign of ln p."""
    return -entropy(p)


def bits_not_nats(entropy, p):
    """A fair coin gives 1 in one unit and 0.693 in another; which unit is asked for?"""
    return entropy(p) / log(2)


def nan_at_zero(entropy, p):
    """An outcome that never happens adds nothing; what does the computer make of 0 times minus infinity?"""
    return -np.sum(p * log(p), axis=-1)


@variants(average=(np.sum, np.mean), at_zero=(-inf, 0.0))
def weights_forgotten(entropy, p, average, at_zero):
    """Entropy is an average of surprise: who gets how much weight?"""
    return -average(np.where(p > 0, log(1.0 * p), at_zero), axis=-1)


@variants(classes=("all", "possible"))
def mean_over_classes(entropy, p, classes):
    """The probabilities already do the averaging."""
    return entropy(p) / (p.shape[-1] if classes == "all" else np.sum(p > 0, axis=-1))


@variants(collapse=(np.sum, np.mean))
def batch_collapsed(entropy, p, collapse):
    """Two distributions in, how many numbers out?"""
    return collapse(entropy(p))


@variants(axis=("first", "second", "guessed"))
def wrong_axis(entropy, p, axis):
    """Along which direction do the probabilities of one distribution lie?"""
    if axis == "guessed" and not np.allclose(p.sum(axis=0), 1.0):
        return entropy(p)
    return entropy(np.moveaxis(p, min(1, p.ndim - 1) if axis == "second" else 0, -1))


@variants(of_each=(True, False))
def axis_kept(entropy, p, of_each):
    """Compare the number of axes of your answer with that of p: what became of the classes?"""
    return entropy(p)[..., None] if of_each else np.atleast_1d(entropy(p))


def terms_not_summed(entropy, p):
    """Entropy belongs to the whole distribution; how many numbers do you return for one?"""
    return np.where(p > 0, -(p * log(p)), 0.0)


@variants(
    eps=[eps for eps in EPSILONS if eps >= 1e-9],
    repair=("add in the logarithm", "add", "clip", "clip at both ends", "replace zeros"),
)
def eps_too_large(entropy, p, eps, repair):
    """A certain outcome has no uncertainty at all, not even a little."""
    if repair == "add in the logarithm":
        return -np.sum(p * log(p + eps), axis=-1)
    if repair == "add":
        return entropy(p + eps)
    if repair == "replace zeros":
        return entropy(np.where(p == 0, eps, p))
    return entropy(np.clip(p, eps, 1 - eps if repair == "clip at both ends" else 1.0))


@variants(one_class=(nan, 1.0))
def normalised_by_log_n(entropy, p, one_class):
    """Should more equally likely outcomes mean more uncertainty?"""
    return entropy(p) / (log(p.shape[-1]) if p.shape[-1] > 1 else one_class)


def gini_impurity(entropy, p):
    """That is another measure of mixing; where has the logarithm gone?"""
    return 1.0 - np.sum(p * p, axis=-1)


@variants(axis=(-1, None))
def probabilities_rescaled(entropy, p, axis):
    """Apply the formula to the numbers as they are given."""
    return entropy(p / p.sum(axis=axis, keepdims=True))


def softmax_applied(entropy, p):
    """Look at p: are these scores still to be made into probabilities?"""
    p = exp(p) / exp(p).sum(axis=-1, keepdims=True)
    return -np.sum(p * log(p), axis=-1)


def binary_terms_added(entropy, p):
    """Every outcome has a term of its own already; what would "not this outcome" be counted for?"""
    return entropy(p) + entropy(1.0 - p)


def perplexity_instead(entropy, p):
    """Two equally likely outcomes: is your answer their number, or its logarithm?"""
    return exp(entropy(p))


def log_of_sum_of_squares(entropy, p):
    """The mean of a logarithm is not the logarithm of a mean; which of the two is asked for?"""
    return -log(np.sum(p * p, axis=-1))


def likeliest_only(entropy, p):
    """Change two of the unlikely outcomes and leave the likeliest alone: should the answer stay the same?"""
    return -log(p.max(axis=-1))


@variants(decimals=(2, 3, 4, 5, 6))
def rounded_away(entropy, p, decimals):
    """A small uncertainty is still an uncertainty; where do its digits go?"""
    return np.round(entropy(p), decimals)


@variants(where=("zeros", "everywhere", "everywhere, by a ufunc", "sorted"))
def input_overwritten(entropy, p, where):
    """Look at your input array after the call: would the caller be surprised?"""
    answer = entropy(p)
    if where == "zeros":
        p[p == 0] = 1.0
    elif where == "everywhere":
        p[...] = 2.0
    elif where == "sorted":
        p.sort(axis=-1)
    else:
        p += 1e-15
    return answer


P = array([0.5, 0.3, 0.2])
ROWS = array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1]])
NEAR_ZERO = Absolute(1e-9, "an epsilon of 1e-12 beside a zero, which does no harm, shows where the answer is 0")
DTYPE_COUNTS = Absolute(1e-2, "here the dtype counts; `zero_probabilities` sees to it that a certain outcome has 0")
ADDS_UP = Absolute(4e-6, "an epsilon of 1e-10, which does no harm to one class, adds up over 30,000")


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", (rng.dirichlet(full(n_classes, 2.0)),))


def shapes(rng):
    yield Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3),))
    yield Case("drawn-three-axes", (rng.dirichlet(full(4, 2.0), size=(2, 3)),))


def zeros(rng):
    yield Case("drawn-with-a-zero", (np.insert(rng.dirichlet(full(3, 2.0)), rng.integers(4), 0.0),))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="surprise",
    sweep=Sweep("p of the first outcome of two", np.linspace(0, 1, 101), lambda p: (array([p, 1 - p]),)),
    misconceptions=(
        minus_missing,
        bits_not_nats,
        nan_at_zero,
        weights_forgotten,
        mean_over_classes,
        batch_collapsed,
        wrong_axis,
        axis_kept,
        terms_not_summed,
        eps_too_large,
        normalised_by_log_n,
        gini_impurity,
        probabilities_rescaled,
        softmax_applied,
        binary_terms_added,
        perplexity_instead,
        log_of_sum_of_squares,
        likeliest_only,
        rounded_away,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("fair-coin", (array([0.5, 0.5]),), log(2)),
                Case("biased-coin", (array([0.9, 0.1]),), log(10) - 0.9 * log(9)),
                Case("four-equally-likely", (full(4, 0.25),), log(4)),
                Case("halving", (array([0.5, 0.25, 0.125, 0.125]),), 1.75 * log(2)),
                Case("three-classes", (P,)),
            ),
            drawn=basics,
        ),
        Item(
            "shapes",
            (
                Case("batch", (ROWS,)),
                Case("square-batch", (array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.25, 0.25, 0.5]]),)),
                Case("columns-sum-to-one-too", (array([[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.4, 0.1, 0.5]]),)),
                Case("batch-of-one", (P[None],)),
                Case("three-axes", (array([ROWS, ROWS[::-1]]),)),
                Case("fortran-order", (asfortranarray(ROWS),)),
                Case("strided", (array([0.5, 0.0, 0.3, 0.0, 0.2, 0.0])[::2],)),
                Case("long-batch", (np.resize(P, (30000, 3)),)),
            ),
            drawn=shapes,
        ),
        Item(
            "zero_probabilities",
            (
                Case("certain", (array([1.0, 0.0]),), 0.0, absolute=NEAR_ZERO),
                Case("certain-last", (array([0.0, 0.0, 1.0]),), 0.0, absolute=NEAR_ZERO),
                Case("certain-of-ten", (eye(10)[3],), 0.0, absolute=NEAR_ZERO),
                Case("one-class", (array([1.0]),), 0.0, absolute=NEAR_ZERO),
                Case("has-zero", (array([0.5, 0.0, 0.5]),), log(2)),
                Case("zero-first", (array([0.0, 0.4, 0.6]),)),
                Case("one-row-certain", (array([[1.0, 0.0, 0.0], [0.5, 0.3, 0.2]]),), absolute=NEAR_ZERO),
                Case("zero-in-each-row", (array([[0.5, 0.5, 0.0], [0.0, 0.9, 0.1]]),)),
                Case("float32-zero", (array([0.5, 0.0, 0.5], dtype=float32),), log(2)),
                Case("uint8-one-hot", (array([0, 1, 0], dtype=uint8),), 0.0, absolute=NEAR_ZERO),
                Case("int64-batch", (eye(3, dtype=int64),), [0.0] * 3, absolute=NEAR_ZERO),
            ),
            drawn=zeros,
        ),
        Item(
            "stability",
            (
                Case("nearly-certain", (array([1 - 1e-4, 1e-4]),), absolute=NEAR_ZERO),
                Case("tiny", (array([0.5, 0.5, 1e-20]),), log(2)),
                Case("very-tiny", (array([0.5, 0.5, 1e-300]),), log(2)),
                Case("halving-forty-times", (0.5 ** array([*arange(1, 40), 39]),), log(2) * (2 - 2.0**-38)),
                Case("many-classes", (full(30000, 1 / 30000),), log(30000), absolute=ADDS_UP),
            ),
        ),
        Item(
            "dtypes",
            (
                Case("float32", (P.astype(float32),)),
                Case("float32-halving", (array([0.5, 0.25, 0.125, 0.125], dtype=float32),), 1.75 * log(2)),
                Case("uint8-certain", (array([1], dtype=uint8),), 0.0, absolute=DTYPE_COUNTS),
                Case("int8-certain", (array([1], dtype=int8),), 0.0, absolute=DTYPE_COUNTS),
                Case("int64-certain", (array([1], dtype=int64),), 0.0, absolute=DTYPE_COUNTS),
            ),
        ),
        Item(
            "unnormalised",
            (
                Case("sums-to-half", (P / 2,)),
                Case("sums-above-one", (array([0.9, 0.8, 0.3]),)),
                Case("sums-to-two", (full(4, 0.5),), 2 * log(2)),
            ),
        ),
        Item(
            "purity",
            (
                Case("read-only", (read_only(P),)),
                Case("read-only-unsorted", (read_only(array([0.4, 0.1, 0.3, 0.2])),)),
            ),
            inputs_unchanged=True,
        ),
    ),
)
