"""How kl_divergence is judged: D(p || q) and its zeros."""

from functools import partial

import numpy as np
from numpy import array, float32, full, inf, int8, int64, log, uint8

from autograder.bank.exact import times_log
from autograder.bank.shared import distributions as shared
from autograder.bank.shared import fresh
from autograder.bank.shared.distributions import BIASED, FAIR, MANY_P, MANY_Q, ROWS_Q, P, Q
from autograder.bank.shared.fresh import certain, disjoint
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.shared.zeros import CLIPS, LIFTS, TINY, inf_avoided, zero_times_inf
from autograder.bank.spec import EPSILONS, Absolute, Case, Napkin, Spec, Sweep, item, needing, tensors, variants


def oracle(p, q):
    """F.kl_div(q.log(), p, reduction="none").sum(-1): ln q first, p second; the textbook sums over classes."""
    import torch
    from torch.nn import functional as F

    p, q = torch.broadcast_tensors(*tensors(p, q))
    return F.kl_div(q.log(), p, reduction="none").sum(-1)


def exact(p, q):
    return (times_log(p, p) - times_log(p, q)).sum(axis=-1)


def cross_entropy_instead(kl, p, q):
    """The cross entropy instead of the divergence

    What does your function return when q equals p?

    For p = q = [0.5, 0.5] nothing is believed wrongly, so the divergence is 0. The cross entropy is ln 2 ≈ 0.693.

    The logarithm of p is missing: compare ln p with ln q in each term.

    Lecture: Divergence = cross entropy − entropy: what is left when the uncertainty of p itself is subtracted.
    Family: quantity
    """
    shared.same_classes(p, q)
    return -np.where(p > 0, p * log(q), 0.0).sum(axis=-1)


@variants(share=(0.5, 1.0))
def symmetrised(kl, p, q, share):
    """Both directions added or averaged

    Swap p and q: should your answer stay the same here?

    For p = [0.5, 0.5] and q = [0.9, 0.1] the divergence is 0.511. With p and q exchanged it is 0.368; their mean is
    neither.

    Keep the sum with the weights p, and leave out the one with the weights q.

    Lecture: The divergence is not symmetric: believing q when p is true does not cost the same as believing p when q is
    true.
    Family: quantity
    """
    return share * (kl(p, q) + kl(q, p))


def log_of_the_sum(kl, p, q):
    """Logarithm of a sum instead of a sum of logarithms

    Do you take a logarithm in each term, or one of the whole sum?

    For p = [0.5, 0.5] and q = [0.9, 0.1] the divergence is 0.511. The logarithm of the sum of p²/q, 2.778, is 1.022.

    Take the logarithm of each ratio, weigh it by its p, and add up last.

    Lecture: The logarithm of an average ratio is Rényi's divergence; Kullback and Leibler average the logarithms.
    Family: formula
    """
    shared.same_classes(p, q)
    return log(np.where(p > 0, 1.0 * p * p / q, 0.0).sum(axis=-1))


def terms_given_log_q(p, log_q):
    return np.where(p > 0, p * (log(1.0 * p) - log_q), 0.0)


def careless(p, q):
    return p * log(1.0 * p / q)


def add_to_both(p, q, eps):
    return np.sum(p * log((p + eps) / (q + eps)), axis=-1)


def clip_both(p, q, eps, how):
    return careless(LIFTS[how](1.0 * p, eps), LIFTS[how](1.0 * q, eps)).sum(axis=-1)


EPS_IN_BOTH = (
    *[partial(add_to_both, eps=eps) for eps in TINY + EPSILONS],
    *[partial(clip_both, eps=eps, how="clip") for eps in TINY + EPSILONS],
    *[partial(clip_both, eps=eps, how="clip at both ends") for eps in CLIPS],
)


def into_integers(p, q):
    """Add terms that were written into an array like p."""
    if p.dtype.kind == "f":
        return shared.divergence_terms(p, q).sum(axis=-1)
    return shared.divergence_terms(p, q).clip(-1e300, 1e300).astype(p.dtype).sum(axis=-1)


def zeros(rng):
    kept = rng.dirichlet(full(3, 2.0), size=2)
    yield Case("drawn-p-has-zero", (np.insert(kept[0], 1, 0.0), rng.dirichlet(full(4, 2.0))))
    yield Case("drawn-q-has-zero", (rng.dirichlet(full(4, 2.0)), np.insert(kept[1], 2, 0.0)), inf)


CERTAIN = array([0.0, 1.0])
CANCELS = Absolute(1e-9, "ln p and ln q cancel: an order of summation or an epsilon of 1e-12 shows in the last digits")
ADDS_UP = Absolute(6e-6, "an epsilon of 1e-10, which does no harm to one class, adds up over 30,000")
NO_TERM = "nan: 0 * ln 0"

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.distributions,
    after="cross_entropy",
    sweep=Sweep(
        "p of the first outcome of two, its q being 1/4",
        np.linspace(0, 1, 101),
        lambda p: (array([p, 1 - p]), array([0.25, 0.75])),
    ),
    napkins=(
        Napkin(
            (array([0.5, 0.5]), array([0.5, 0.5])),
            "What is ln(p/q) where p and q are equal?",
            "Each ratio is 1 and ln 1 = 0, so the sum is 0: a right belief costs nothing extra.",
        ),
        Napkin(
            (array([1.0, 0.0]), array([0.5, 0.5])),
            "Which term has a weight, and what is its ratio p/q?",
            "1 · ln(1/0.5) = ln 2 ≈ 0.69; the term with p = 0 is 0.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([0.5, 0.5]), array([1.0, 0.0])),
            "The same two distributions the other way round: what does q say about the second outcome?",
            "0.5 · ln(0.5/0) is infinite: inf. The divergence is not symmetric.",
        ),
    ),
    misconceptions=(
        *shared.OF_TWO,
        shared.arguments_swapped,
        shared.batch_averaged(np.mean, np.sum),
        shared.mean_over_classes(lambda p: p.shape[-1], lambda p: p.shape[-1] if p.ndim == 1 else 1),
        shared.all_pairs(lambda p, q: (p, q) if 1 in (p.ndim, q.ndim) else (p[:, None], q[None])),
        shared.abs_of_terms(lambda p, q: [shared.divergence_terms(p, q)]),
        shared.negative_terms_cut(lambda p, q: [shared.divergence_terms(p, q)]),
        shared.weights_forgotten(
            lambda p, q: np.sum(log(1.0 * p) - log(1.0 * q), axis=-1),
            lambda p, q: np.where(p > 0, log(1.0 * p) - log(1.0 * q), 0.0).sum(axis=-1),
        ),
        zero_times_inf(
            lambda p, q: np.sum(careless(p, q), axis=-1),
            lambda p, q: np.sum(np.where((p == 0) & (q == 0), 0.0, careless(p, q)), axis=-1),
            lambda p, q: np.sum(np.where((p == 0) & (q > 0), 0.0, careless(p, q)), axis=-1),
        ),
        inf_avoided(terms_given_log_q, *EPS_IN_BOTH, ("answers at most", 1000.0), ("terms", 0.0)),
        shared.unsigned_negation(lambda p, q: np.where(p > 0, -p * (log(1.0 * q) - log(1.0 * p)), 0.0).sum(axis=-1)),
        shared.written_into_integers(into_integers),
        rounded_away(
            *(2, 3, 4, 6, 7),
            zeros=shared.small_answers(1e-3, 1e-4, 1e-5, 1e-6) + shared.small_differences(1e-2, 1e-3, 1e-4),
        ),
        input_overwritten(*shared.OVERWRITTEN, lambda p, q: shared.fill(q, p), lambda p, q: np.divide(p, q, out=q)),
    ),
    costs_more={
        "inf_avoided": "an epsilon of 1e-9 or more changes digits of likely outcomes too, beside what it does at zero",
    },
    notice=(
        "The two logarithms are subtracted, because p / q overflows where q is tiny; and only the terms with p above "
        "zero count. F.kl_div takes ln q first and p second, and its default mean divides by the number of elements: "
        'reduction="batchmean" is the one to use for a batch. It gives nan where p and q are both zero.'
    ),
    items=(
        item(
            "basics",
            Case("fair-vs-biased", (FAIR, BIASED), log(5 / 3)),
            Case("biased-vs-fair", (BIASED, FAIR), 0.9 * log(1.8) + 0.1 * log(0.2)),
            Case("three-classes", (P, Q)),
            Case("equal", (P, P), 0.0),
            drawn=shared.two_distributions,
            points=4,
        ),
        item(
            "shapes",
            *shared.batches(ROWS_Q),
            Case("equal-batch", (P[None], P[None]), [0.0]),
            *needing(
                "unnormalised zero_probabilities",
                Case("one-row-infinite", (array([P, P]), array([Q, [0.0, 0.5, 0.5]]))),
                Case("zeros-in-each-row", (array([[0.0, 0.4, 0.6], [1.0, 0.0, 0.0]]), array([Q, P]))),
            ),
            drawn=shared.two_batches,
            points=1,
        ),
        item(
            "zero_probabilities",
            Case("certain-vs-fair", (array([1.0, 0.0]), FAIR), log(2)),
            Case("p-has-zero", (array([0.0, 0.4, 0.6]), Q)),
            Case("q-has-zero", (P, array([0.5, 0.0, 0.5])), inf),
            Case("both-zero", (array([0.5, 0.0, 0.5]), array([0.25, 0.0, 0.75])), torch=NO_TERM),
            Case("disjoint", (array([1.0, 0.0]), CERTAIN), inf, fresh=disjoint()),
            Case("certain-and-right", (CERTAIN, CERTAIN), 0.0, torch=NO_TERM, fresh=certain(2)),
            Case("float32-zeros", (array([1, 0], float32), array([0.5, 0.5], float32)), log(2)),
            Case("p-tiny", (array([1.0, 1e-20]), FAIR), log(2)),
            Case("q-tiny", (FAIR, array([1.0, 1e-20]))),
            *needing(
                "stability",  # which short floats lose
                Case("p-tiny-and-q-zero", (array([1.0, 1e-20]), array([1.0, 0.0])), inf),
                Case("q-very-tiny", (FAIR, array([1.0, 1e-300]))),
            ),
            drawn=zeros,
            points=2,
        ),
        item(
            "stability",
            Case("nearly-equal", (P, P + array([1e-3, -5e-4, -5e-4])), absolute=CANCELS),
            Case("nearer-to-equal", (P, P + array([1e-4, -5e-5, -5e-5])), absolute=CANCELS),
            Case("p-tiny-q-tiny", (array([0.5, 0.5, 1e-20]), array([0.25, 0.75, 1e-9]))),
            Case("close", (P, array([0.53, 0.28, 0.19])), absolute=CANCELS),
            Case("many-classes", (MANY_P, MANY_Q), absolute=ADDS_UP),
            points=1,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype(float32), Q.astype(float32))),
            *needing(
                "zero_probabilities purity",
                Case("uint8-certain", (array([0, 1, 0], uint8), Q), log(4)),
                Case("int8-certain", (array([1, 0, 0], int8), Q), log(4)),
                Case("int64-certain", (array([0, 0, 1], int64), Q), log(2)),
                Case("mixed-dtypes", (array([0, 1, 0], uint8), Q.astype(float32)), log(4)),
                Case("q-int64", (P, array([0, 1, 0], int64)), inf),
                *shared.integers_equal(torch=NO_TERM),
            ),
            points=0.5,
        ),
        item(
            "unnormalised",
            Case("q-sums-to-half", (P, Q / 2)),
            Case("p-sums-above-one", (array([0.9, 0.8, 0.3]), Q)),
            points=0.5,
        ),
        shared.wrong_shapes(),
        shared.purity(log(5 / 3)),
    ),
)
