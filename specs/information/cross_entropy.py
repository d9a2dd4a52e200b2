"""How cross_entropy is judged: the sum of -p ln q, its zeros and its infinities."""

import numpy as np
from numpy import array, float32, full, inf, int8, int64, log, uint8

from autograder.bank.exact import times_log
from autograder.bank.shared import distributions as shared
from autograder.bank.shared import fresh
from autograder.bank.shared.distributions import BIASED, FAIR, MANY_P, MANY_Q, THREE_Q, P, Q
from autograder.bank.shared.fresh import certain, disjoint, typed
from autograder.bank.shared.mistakes import input_overwritten
from autograder.bank.shared.naive import softmax
from autograder.bank.shared.zeros import CLIPS, inf_avoided, zero_times_inf
from autograder.bank.spec import Absolute, Case, Napkin, Spec, Sweep, item, needing, tensors, variants


def oracle(p, q):
    """-torch.xlogy(p, q).sum(-1): p ln q with 0 ln 0 = 0; F.cross_entropy would take q for logits."""
    import torch

    return -torch.xlogy(*tensors(p, q)).sum(-1)


def exact(p, q):
    return -times_log(p, q).sum(axis=-1)


def terms(p, q):
    return np.where(p > 0, p * -log(1.0 * q), 0.0)


def q_zero_dropped(ce, p, q):
    """Terms with q = 0 left out

    What does your function give where q is 0 and p is not?

    For p = [0.5, 0.5] and q = [1, 0] the answer is inf. Without the second term it is 0, as if q were perfect.

    A term is 0 where p is 0, and only there: let the mask ask about p alone, not about q.

    Lecture: Leaving out the worst term makes the worst guess look good.
    Family: zeros
    """
    shared.same_classes(p, q)
    return -np.where((p > 0) & (q > 0), p * log(q), 0.0).sum(axis=-1)


def kl_instead(ce, p, q):
    """The divergence instead of the cross entropy

    What does your function return when q equals p: 0, or the entropy of p?

    For p = q = [0.5, 0.5] every outcome costs ln 2 ≈ 0.693, so that is the cross entropy. Your function gives 0.

    Only ln q belongs into the sum: leave out ln p, or the entropy that you subtract.

    Lecture: Cross entropy = entropy + divergence: the divergence is only the price of the wrong belief.
    Family: quantity
    """
    return ce(p, q) - ce(p, p)


def entropy_instead(ce, p, q):
    """The entropy of p: q does not count

    Change q and leave p alone: does your answer change?

    For p = [0.5, 0.5] and q = [0.9, 0.1] the cross entropy is 1.204. The entropy of p is 0.693, whatever q is.

    The weights are p, but the number inside the logarithm is q.

    Lecture: In a cross entropy, p gives the weights and q stands inside the logarithm.
    Family: quantity
    """
    shared.same_classes(p, q)
    return ce(p + 0 * q, p)


def product_in_the_logarithm(ce, p, q):
    """p inside the logarithm as well as before it

    What stands inside your logarithm: q alone, or p as well?

    For p = q = [0.5, 0.5] the answer is ln 2 ≈ 0.693. With p · q = 0.25 inside the logarithm it is ln 4 ≈ 1.386.

    Take p out of the logarithm: it stands before it, as the weight.

    Lecture: The logarithm of a product is a sum: with p inside, the entropy of p is added to the cross entropy.
    Family: formula
    """
    shared.same_classes(p, q)
    return ce(p, q) + ce(p + 0 * q, p)


def entropy_of_q(ce, p, q):
    """The entropy of q: p does not count

    Change p and leave q alone: does your answer change?

    For p = [0.5, 0.5] and q = [0.9, 0.1] the cross entropy is 1.204. The entropy of q is 0.325, whatever p is.

    The weights before the logarithms are p, not q.

    Lecture: In a cross entropy p says how often an outcome comes, and q says what it costs.
    Family: quantity
    """
    shared.same_classes(p, q)
    return ce(q + 0 * p, q)


@variants(share=(1.0, 0.5))
def symmetrised(ce, p, q, share):
    """Both directions added or averaged

    Swap p and q: does your answer stay the same, and should it?

    For p = [0.5, 0.5] and q = [0.9, 0.1] the cross entropy is 1.204; with p and q exchanged it is 0.693.

    Keep the sum whose weights are p, and leave out the one whose weights are q.

    Lecture: What happens and what was believed are two roles: a cross entropy is not symmetric.
    Family: arguments
    """
    return share * (ce(p, q) + ce(q, p))


def p_ignored(ce, p, q):
    """The likeliest class of q: p does not count

    Change p and leave q alone: does your answer change?

    For q = [0.9, 0.1] your function gives −ln 0.9 ≈ 0.105 whatever p is. With p = [0.5, 0.5] it should be 1.204.

    Leave out max: take −ln q of every class, and weigh it by that class's p.

    Lecture: A model must not mark its own work: p says what really happens.
    Family: formula
    """
    shared.same_classes(p, q)
    return -log(np.max(1.0 * q + 0 * p, axis=-1))


def argmax_only(ce, p, q):
    """Only the likeliest class of p counts

    What does your function do when p is unsure between several classes?

    For p = [0.6, 0.4] and q = [0.9, 0.1] both classes cost: 0.6 · 0.105 + 0.4 · 2.303 ≈ 0.984. The first class alone
    gives 0.105.

    Leave out argmax, and sum over all classes with the weights p.

    Lecture: A one-hot label is the special case in which the sum has a single term.
    Family: formula
    """
    shared.same_classes(p, q)
    p, q = np.broadcast_arrays(p, q)
    return -log(np.take_along_axis(q, p.argmax(axis=-1, keepdims=True), axis=-1))[..., 0]


def log_of_the_average(ce, p, q):
    """Logarithm of an average, not average of logarithms

    Do you average logarithms, or take the logarithm of an average?

    For p = [0.5, 0.5] and q = [0.9, 0.1] the average of −ln q is 1.204. The average of q is 0.5, and −ln 0.5 is 0.693.

    Move the logarithm into the sum: first ln q for each class, then the weights, then np.sum.

    Lecture: The mean of a logarithm is not the logarithm of the mean (Jensen's inequality).
    Family: formula
    """
    shared.same_classes(p, q)
    return -log(np.sum(p * q, axis=-1))


def squared_distance(ce, p, q):
    """Squared differences instead of logarithms

    Where is the logarithm in your formula?

    For p = q = [0.5, 0.5] the squared differences are 0, but the cross entropy is ln 2 ≈ 0.693.

    Replace the difference: each term is p times the logarithm of q, with a minus sign.

    Lecture: Squared differences never exceed 2, so being sure and wrong costs little; with the cross entropy it costs
    without limit.
    Family: quantity
    """
    shared.same_classes(p, q)
    return np.sum((p - 1.0 * q) ** 2, axis=-1)


def zeros(rng):
    kept = rng.dirichlet(full(3, 2.0), size=2)
    at = rng.integers(4)
    yield Case("drawn-p-has-zero", (np.insert(kept[0], at, 0.0), rng.dirichlet(full(4, 2.0))))
    yield Case("drawn-both-zero", (np.insert(kept[0], at, 0.0), np.insert(kept[1], at, 0.0)))
    yield Case("drawn-q-has-zero", (rng.dirichlet(full(4, 2.0)), np.insert(kept[1], at, 0.0)), inf)


APART = typed(("i", [1, 0]), ("ui", [0, 1]))
HALVES, UNEVEN = array([0.5, 0.0, 0.5]), array([0.25, 0.0, 0.75])
CERTAIN = array([0.0, 1.0])
NEAR_ZERO = Absolute(1e-9, "an epsilon of 1e-12 beside a one, which does no harm, shows where the answer is 0")
ADDS_UP = Absolute(6e-6, "an epsilon of 1e-10, which does no harm to one class, adds up over 30,000")

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.distributions,
    after="entropy",
    sweep=Sweep(
        "q of the first outcome of two, its p being 3/4",
        np.linspace(0, 1, 101),
        lambda q: (array([0.75, 0.25]), array([q, 1 - q])),
    ),
    napkins=(
        Napkin(
            (array([1.0, 0.0]), array([0.125, 0.875])),
            "Only the first outcome ever comes: which probability did q give it?",
            "−1 · ln ⅛ = 3 ln 2 ≈ 2.08; the second term has the weight 0.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([0.5, 0.5]), array([0.5, 0.5])),
            "q is right: does that make the surprise vanish, or only as small as it can be?",
            "½ · ln 2 + ½ · ln 2 = ln 2 ≈ 0.69, the entropy of p. It is not 0.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([0.5, 0.5]), array([1.0, 0.0])),
            "Half of the time comes what q held to be impossible: what does that cost?",
            "−½ · ln 0 is infinite, and so is the sum: inf.",
        ),
    ),
    misconceptions=(
        *shared.OF_TWO,
        shared.arguments_swapped,
        shared.perplexity_instead,
        shared.batch_averaged(np.mean, np.sum, lambda answer: 0.0 * np.nan_to_num(answer) + np.mean(answer)),
        shared.mean_over_classes(lambda p: p.shape[-1]),
        shared.weights_forgotten(
            lambda p, q: -np.sum(log(1.0 * q) + 0 * p, axis=-1),
            lambda p, q: -np.sum(np.where(p > 0, log(1.0 * q), 0.0), axis=-1),
        ),
        shared.all_pairs(
            lambda p, q: (p.reshape(*p.shape[:-1], *(1,) * (q.ndim - 1), p.shape[-1]), q),
        ),
        zero_times_inf(lambda p, q: -np.sum(p * log(q), axis=-1)),
        inf_avoided(lambda p, log_q: -(p * log_q), *[("clip at both ends", eps) for eps in CLIPS]),
        shared.unsigned_negation(lambda p, q: np.where(p > 0, -p * log(q), 0.0).sum(axis=-1)),
        shared.written_into_integers(
            lambda p, q: 1.0 * terms(p, q).astype(p.dtype).sum(axis=-1),
            lambda p, q: -1.0 * (-terms(p, q)).astype(p.dtype).sum(axis=-1),
        ),
        shared.softmax_applied(
            lambda ce, p, q: ce(p, softmax(1.0 * q)),
            lambda ce, p, q: ce(softmax(1.0 * p), softmax(1.0 * q)),
        ),
        input_overwritten(
            *shared.OVERWRITTEN,
            lambda p, q: shared.fill(p, q),
            lambda p, q: shared.fill(q, p),
            lambda p, _: p.fill(2.0),
            lambda _, q: q.fill(2.0),
        ),
    ),
    costs_more={
        "inf_avoided": "an epsilon of 1e-9 or more changes digits of likely outcomes too, beside what it does at zero",
    },
    notice=(
        "The term is 0 where p is zero, whatever q is, but infinite where q is zero and p is not: who calls something "
        "impossible that happens has an infinite cost. That is why p alone says where the logarithm is taken. "
        "F.cross_entropy is another function in spite of its name: it takes logits, the believed ones first, and the "
        "mean over samples."
    ),
    items=(
        item(
            "basics",
            Case("fair-vs-biased", (FAIR, BIASED), -0.5 * log(0.09)),
            Case("biased-vs-fair", (BIASED, FAIR), log(2)),
            Case("three-classes", (P, Q), 0.8 * log(4) + 0.2 * log(2)),
            Case("equal", (BIASED, BIASED), log(10) - 0.9 * log(9)),
            drawn=shared.two_distributions,
            points=4,
        ),
        item(
            "shapes",
            *shared.batches(THREE_Q),
            *needing(
                "unnormalised zero_probabilities",
                Case("one-row-infinite", (array([P, P]), array([Q, [0.0, 0.5, 0.5]]))),
                Case("zeros-in-each-row", (array([[0.0, 0.4, 0.6], [1.0, 0.0, 0.0]]), array([[0.0, 0.5, 0.5], Q]))),
            ),
            drawn=shared.two_batches,
            points=1,
        ),
        item(
            "zero_probabilities",
            Case("certain-vs-fair", (array([1.0, 0.0]), FAIR), log(2)),
            Case("p-has-zero", (array([0.0, 0.4, 0.6]), Q), 0.4 * log(4) + 0.6 * log(2)),
            Case("q-has-zero", (P, array([0.5, 0.0, 0.5])), inf),
            Case("both-zero", (HALVES, UNEVEN), 0.5 * log(16 / 3)),
            Case("disjoint", (array([1.0, 0.0]), CERTAIN), inf, fresh=disjoint()),
            Case("certain-and-right", (CERTAIN, CERTAIN), 0.0, absolute=NEAR_ZERO, fresh=certain(2)),
            Case("p-tiny", (array([1.0, 1e-20]), FAIR), log(2)),
            Case("float32-zeros", (HALVES.astype(float32), UNEVEN.astype(float32)), 0.5 * log(16 / 3)),
            Case("q-tiny", (FAIR, array([1.0, 1e-20])), 10 * log(10)),
            *needing(
                "stability",  # which short floats lose
                Case("p-tiny-and-q-zero", (array([1.0, 1e-20]), array([1.0, 0.0])), inf),
                Case("q-very-tiny", (FAIR, array([1.0, 1e-300])), 150 * log(10)),
                Case("q-tiny-where-certain", (CERTAIN, array([1.0, 1e-50])), 50 * log(10)),
            ),
            drawn=zeros,
            points=2,
        ),
        item(
            "stability",
            Case("nearly-certain", (array([1.0, 0.0]), array([1 - 1e-4, 1e-4])), absolute=NEAR_ZERO),
            Case("p-tiny-q-tiny", (array([0.5, 0.5, 1e-20]), array([0.25, 0.75, 1e-9]))),
            Case("digits", (P, array([0.7, 0.2, 0.1])), absolute=NEAR_ZERO),
            Case("many-classes", (MANY_P, MANY_Q), log(30_000) - 0.5 * log(0.75), absolute=ADDS_UP),
            points=1,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype(float32), Q.astype(float32))),
            *needing(
                "zero_probabilities purity",
                Case("uint8-certain", (array([0, 1, 0], uint8), Q), log(4)),
                Case("int8-first", (array([1, 0], int8), BIASED), log(10 / 9)),
                Case("int64-certain", (array([0, 0, 1], int64), Q), log(2)),
                Case("mixed-dtypes", (array([0, 1, 0], uint8), Q.astype(float32)), log(4)),
                Case("q-int64", (P, array([0, 1, 0], int64)), inf),
                Case("integers-disjoint", (array([1, 0], int64), array([0, 1], uint8)), inf, fresh=APART),
                *shared.integers_equal(),
            ),
            points=0.5,
        ),
        item(
            "unnormalised",
            Case("q-sums-to-two", (P, array([0.8, 0.7, 0.5]))),
            Case("p-sums-to-half", (P / 2, Q), 0.4 * log(4) + 0.1 * log(2)),
            Case("neither-sums-to-one", (array([0.9, 0.4]), array([0.25, 0.5])), 2.2 * log(2)),
            points=0.5,
        ),
        shared.wrong_shapes(),
        shared.purity(-0.5 * log(0.09)),
    ),
)
