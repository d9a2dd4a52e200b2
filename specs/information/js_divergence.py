"""How js_divergence is judged: two divergences from the mixture, always finite."""

import numpy as np
from numpy import array, float32, full, int8, int64, log, sqrt, uint8

from autograder.bank.exact import times_log
from autograder.bank.shared import distributions as shared
from autograder.bank.shared import fresh
from autograder.bank.shared.distributions import BIASED, FAIR, MANY_P, MANY_Q, THREE_Q, P, Q
from autograder.bank.shared.fresh import certain, disjoint, typed
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.shared.zeros import eps_too_large, zero_times_inf
from autograder.bank.spec import EPSILONS, Absolute, Case, Spec, Sweep, item, needing, tensors, variants


def oracle(p, q):
    """(entr((p + q) / 2) - entr(p) / 2 - entr(q) / 2).sum(-1): torch.special.entr, no divergence needed."""
    from torch.special import entr

    p, q = tensors(p, q)
    return (entr((p + q) / 2) - entr(p) / 2 - entr(q) / 2).sum(-1)


def exact(p, q):
    m = (p + q) / 2
    return (times_log(p, p) - times_log(p, m) + times_log(q, q) - times_log(q, m)).sum(axis=-1) / 2


def mixture(p, q):
    return (1.0 * p + q) / 2


def from_mixture(p, q, m):
    return (shared.divergence(p, m) + shared.divergence(q, m)) / 2


def terms(p, q):
    """Return the terms of D(p || m) and of D(q || m)."""
    return [shared.divergence_terms(*np.broadcast_arrays(part, mixture(p, q))) for part in (p, q)]


def careless(part, m):
    return part * log(part / m)


def careful(part, m):
    return np.where(part > 0, careless(part, m), 0.0)


def adding(term_of_p, term_of_q):
    """Return the wrong answer that adds up ``term_of_p(p, m)`` and ``term_of_q(q, m)``."""
    return lambda p, q: (term_of_p(p, mixture(p, q)) + term_of_q(q, mixture(p, q))).sum(axis=-1) / 2


def both(term):
    return adding(term, term)


def half_missing_outside(js, p, q):
    """Two distributions without overlap give the largest value: does yours stay within ln 2?"""
    return 2 * js(p, q)


def half_missing_in_m(js, p, q):
    """Is your mixture still a distribution? Add it up."""
    return from_mixture(p, q, 1.0 * p + q)


def geometric_mixture(js, p, q):
    """Where one of them is zero, should the mixture be zero as well?"""
    return from_mixture(p, q, sqrt(1.0 * p * q))


@variants(dtype_of=("p", "both"))
def mixture_in_integers(js, p, q, dtype_of):
    """What becomes of a half in an array of integers?"""
    cut = p.dtype.kind in "iu" and (dtype_of == "p" or q.dtype.kind in "iu")
    return from_mixture(p, q, np.floor(mixture(p, q)) if cut else mixture(p, q))


@variants(m_is=("q", "p"), copied=(False, True))
def q_overwritten(js, p, q, m_is, copied):
    """After you have built the mixture, is the original still there to be compared?"""
    answer = js(p, q)
    m, other = (q, p) if m_is == "q" else (p, q)
    m += other
    m /= 2
    return answer if copied else from_mixture(other, m, m)


def square_root(js, p, q):
    """A divergence is asked for, not a distance: which of the two has the square root?"""
    return sqrt(js(p, q))


@variants(side=("p", "q"), share=(1.0, 0.5))
def one_side_only(js, p, q, side, share):
    """Swap p and q: does your answer stay the same, as it should?"""
    return share * shared.divergence(p if side == "p" else q, mixture(p, q))


@variants(pick=(np.maximum, np.minimum))
def one_side_picked(js, p, q, pick):
    """The mean of two numbers lies between them; does yours?"""
    return pick(shared.divergence(p, mixture(p, q)), shared.divergence(q, mixture(p, q)))


@variants(form=range(3))
def mixture_missing(js, p, q, form):
    """p meets q directly in your formula; whom should each of them meet?"""
    there, back = shared.divergence(p, q), shared.divergence(q, p)
    return [there, 0.5 * (there + back), there + back][form]


def reversed_kl(js, p, q):
    """In each KL, who averages: the mixture or the original?"""
    return (shared.divergence(mixture(p, q), p) + shared.divergence(mixture(p, q), q)) / 2


def overlap_only(js, p, q):
    """Where do p and q disagree most, and do you count those places?"""
    shared.same_classes(p, q)
    return np.where((p > 0) & (q > 0), sum(terms(p, q)), 0.0).sum(axis=-1) / 2


def entropy_of_mixture(js, p, q):
    """What should be left over when q equals p?"""
    m = mixture(p, q)
    return -np.where(m > 0, m * log(m), 0.0).sum(axis=-1)


def total_variation(js, p, q):
    """That measures the gap between p and q as well, but where has the logarithm gone?"""
    return np.abs(p - 1.0 * q).sum(axis=-1) / 2


def zeros(rng):
    kept = rng.dirichlet(full(3, 2.0), size=2)
    at = rng.integers(4)
    yield Case("drawn-p-has-zero", (np.insert(kept[0], at, 0.0), rng.dirichlet(full(4, 2.0))))
    yield Case("drawn-q-has-zero", (rng.dirichlet(full(4, 2.0)), np.insert(kept[1], at, 0.0)))
    yield Case("drawn-both-zero", (np.insert(kept[0], at, 0.0), np.insert(kept[1], at, 0.0)))


FAIR_TO_BIASED = 0.5 * log(0.5 / 0.7) + 0.5 * log(0.5 / 0.3) + 0.9 * log(0.9 / 0.7) + 0.1 * log(0.1 / 0.3)
CERTAIN = array([0.0, 1.0])
APART, INTEGERS_APART = typed(("ui", [1, 0]), ("ui", [0, 1])), typed(("i", [0, 1]), ("i", [1, 0]))
SHORT_APART = disjoint(float32)
RARE = array([0.9, *full(10, 0.01)]), array([1.0, *full(10, 0.0)])
RARE_APART = 0.45 * log(0.9) + 0.05 * log(2) - 0.95 * log(0.95)
ADDS_UP = Absolute(4e-6, "an epsilon of 1e-10, which does no harm to one class, adds up over 30,000")
CANCELS = Absolute(1e-9, "the logarithms cancel: an order of summation or an epsilon of 1e-12 shows in the last digits")

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.distributions,
    after="kl_divergence",
    sweep=Sweep(
        "p of the first outcome of two, its q being 1 - p",
        np.linspace(0, 1, 101),
        lambda p: (array([p, 1 - p]), array([1 - p, p])),
    ),
    misconceptions=(
        *shared.OF_TWO,
        shared.batch_averaged(np.mean, np.sum),
        shared.mean_over_classes(lambda p: p.shape[-1]),
        shared.all_pairs(lambda p, q: (p, q) if 1 in (p.ndim, q.ndim) else (p[..., :, None, :], q[..., None, :, :])),
        shared.abs_of_terms(terms),
        shared.negative_terms_cut(terms),
        shared.weights_forgotten(
            both(lambda part, m: log(part / m)), both(lambda part, m: np.where(part > 0, log(part / m), 0.0))
        ),
        shared.unsigned_negation(both(lambda part, m: np.where(part > 0, -part * log(m / part), 0.0))),
        zero_times_inf(
            both(careless),
            adding(careless, careful),
            adding(careful, careless),
            both(lambda part, m: np.where((part == 0) & (m > 0), 0.0, careless(part, m))),
        ),
        eps_too_large(
            [eps for eps in EPSILONS if eps >= 1e-8],
            lambda p, q, eps: from_mixture(p, q, mixture(p, q) + eps),
            lambda p, q, eps: both(lambda part, m: part * log((part + eps) / (m + eps)))(p, q),
        ),
        rounded_away(
            *(2, 3, 4, 5, 6),
            zeros=shared.small_answers(1e-3, 1e-4, 1e-5, 1e-6) + shared.small_differences(2e-2, 1e-2, 1e-3),
        ),
        input_overwritten(
            *shared.OVERWRITTEN,
            lambda p, q: (shared.fill(p, p), shared.fill(q, q)),
            lambda p, q: (shared.shift(p), shared.shift(q)),
        ),
    ),
    costs_more={
        "eps_too_large": "it changes the divergence of equal distributions, which is 0, and digits of all others",
    },
    items=(
        item(
            "basics",
            Case("fair-vs-biased", (FAIR, BIASED), FAIR_TO_BIASED / 2),
            Case("biased-vs-fair", (BIASED, FAIR), FAIR_TO_BIASED / 2),
            Case("opposite-biases", (BIASED, BIASED[::-1].copy()), 0.9 * log(1.8) + 0.1 * log(0.2)),
            Case("three-classes", (P, Q)),
            Case("equal", (P, P), 0.0),
            drawn=shared.two_distributions,
            points=4,
        ),
        item(
            "shapes",
            *shared.batches(THREE_Q, THREE_Q[1:]),
            Case("equal-batch", (P[None], P[None]), [0.0]),
            *needing(
                "unnormalised zero_probabilities",
                Case("one-row-disjoint", (array([P, [0.0, 1.0, 0.0]]), array([Q, [0.5, 0.0, 0.5]]))),
            ),
            drawn=shared.two_batches,
            points=1,
        ),
        item(
            "zero_probabilities",
            Case("certain-vs-fair", (array([1.0, 0.0]), FAIR), 0.75 * log(4 / 3)),
            Case("fair-vs-certain", (FAIR, CERTAIN), 0.75 * log(4 / 3)),
            Case("p-has-zero", (array([0.0, 0.4, 0.6]), Q)),
            Case("q-has-zero", (P, array([0.5, 0.0, 0.5]))),
            Case("both-zero", (array([0.5, 0.0, 0.5]), array([0.25, 0.0, 0.75]))),
            Case("disjoint", (array([1.0, 0.0]), CERTAIN), log(2), absolute=CANCELS, fresh=disjoint()),
            Case("certain-and-equal", (CERTAIN, CERTAIN), 0.0, absolute=CANCELS, fresh=certain(2)),
            Case("float32-zeros", (CERTAIN[::-1].astype(float32), CERTAIN.astype(float32)), log(2), fresh=SHORT_APART),
            drawn=zeros,
            points=2,
        ),
        item(
            "stability",
            Case("close", (P, array([0.53, 0.28, 0.19])), absolute=CANCELS),
            Case("nearly-equal", (P, P + array([1e-3, -5e-4, -5e-4])), absolute=CANCELS),
            Case("nearer-to-equal", (P, P + array([2e-4, -1e-4, -1e-4])), absolute=CANCELS),
            Case("nearly-disjoint", (array([1 - 1e-4, 1e-4]), array([1e-4, 1 - 1e-4]))),
            Case("p-tiny", (array([1.0, 1e-20]), FAIR), 0.75 * log(4 / 3)),
            Case("tiny-crosswise", (array([1.0, 1e-300]), array([1e-300, 1.0])), log(2)),
            Case("tiny-in-both", (array([0.5, 0.5, 1e-300]), array([0.9, 0.1, 1e-300])), FAIR_TO_BIASED / 2),
            Case("many-classes", (MANY_P, MANY_Q), absolute=ADDS_UP),
            *needing("zero_probabilities", Case("ten-rare-outcomes", RARE, RARE_APART, absolute=CANCELS)),
            points=1,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (BIASED.astype(float32), array([0.1, 0.9], float32))),
            *needing(
                "zero_probabilities purity",
                Case("uint8-certain", (array([0, 1], uint8), FAIR), 0.75 * log(4 / 3)),
                Case("int8-certain", (FAIR, array([1, 0], int8)), 0.75 * log(4 / 3)),
                Case("mixed-dtypes", (array([0, 1, 0], uint8), Q.astype(float32))),
                Case("integers-disjoint", (array([1, 0], uint8), array([0, 1], uint8)), log(2), fresh=APART),
                Case("int64-disjoint", (array([0, 1], int64), array([1, 0], int64)), log(2), fresh=INTEGERS_APART),
                *shared.integers_equal(),
            ),
            points=0.5,
        ),
        item(
            "unnormalised",
            Case("q-sums-to-two", (P, array([0.8, 0.7, 0.5]))),
            Case("p-sums-to-half", (P / 2, Q)),
            Case("p-twice-q", (array([0.8, 0.6]), array([0.4, 0.3])), 0.7 * log(4 / 3) + 0.35 * log(2 / 3)),
            points=0.5,
        ),
        shared.wrong_shapes(),
        shared.purity(FAIR_TO_BIASED / 2),
    ),
)
