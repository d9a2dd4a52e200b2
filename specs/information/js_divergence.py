"""How js_divergence is judged: two divergences from the mixture, always finite.

This file is long because the mixture can be wrong, and each of the two divergences, and what becomes of both.
"""

import numpy as np
from numpy import array, float32, full, int8, int64, log, sqrt, uint8

from autograder.bank.exact import times_log
from autograder.bank.shared import distributions as shared
from autograder.bank.shared import fresh
from autograder.bank.shared.distributions import BIASED, FAIR, MANY_P, MANY_Q, THREE_Q, P, Q
from autograder.bank.shared.fresh import certain, disjoint, typed
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.shared.zeros import eps_too_large, zero_times_inf
from autograder.bank.spec import EPSILONS, Absolute, Case, Napkin, Spec, Sweep, item, needing, tensors, variants


def oracle(p, q):
    """(entr((p + q) / 2) - entr(p) / 2 - entr(q) / 2).sum(-1): torch.special.entr, no divergence needed."""
    from torch.special import entr

    p, q = tensors(p, q)
    return (entr((p + q) / 2) - entr(p) / 2 - entr(q) / 2).sum(-1)


def exact(p, q):
    m = (p + q) / 2
    return (times_log(p, p) - times_log(p, m) + times_log(q, q) - times_log(q, m)).sum(axis=-1) / 2


def mixture(p, q):
    shared.same_classes(p, q)
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
    """The two divergences added, not averaged

    What does your function return for [1, 0] and [0, 1]: is it more than ln 2 ≈ 0.693?

    For [1, 0] and [0, 1] the answer is ln 2 ≈ 0.693; your function gives twice that, 1.386.

    Take half of the sum of the two divergences.

    Lecture: The definition has the factor 1/2 twice: once in the mixture, and once before each divergence.
    Family: formula
    """
    return 2 * js(p, q)


def half_missing_in_m(js, p, q):
    """The mixture is not halved: m = p + q

    Print the sum of your mixture: is it 1?

    For p = q = [0.5, 0.5] the mixture is [0.5, 0.5] and the answer 0. With [1, 1] as the mixture it is −0.693.

    Halve the whole sum of p and q; p + q / 2 halves q alone.

    Lecture: A mixture of two distributions sums to 1 only if the two weights do.
    Family: formula
    """
    return from_mixture(p, q, 1.0 * p + q)


@variants(whole=("p", "q"))
def one_halved_in_m(js, p, q, whole):
    """Only one of p and q is halved in the mixture

    Which of p and q does the division by 2 reach in your mixture?

    For p = q = [0.5, 0.5] the mixture is [0.5, 0.5]. As p + q / 2 it is [0.75, 0.75], whose sum is 1.5.

    Put brackets around the sum before you halve it.

    Lecture: A division binds more strongly than an addition: without brackets it reaches the last term alone.
    Family: formula
    """
    return from_mixture(p, q, mixture(p, q) + (p if whole == "p" else q) / 2)


def geometric_mixture(js, p, q):
    """Geometric instead of arithmetic mean as the mixture

    Where one of p and q is 0, is your mixture 0 as well?

    For [1, 0] and [0, 1] the mixture is [0.5, 0.5]. The geometric mean is [0, 0], and a divergence from it is infinite.

    Replace np.sqrt(p * q): the mixture is the point halfway between p and q.

    Lecture: The arithmetic mixture is possible wherever p or q is, which is why this divergence is always finite.
    Family: formula
    """
    return from_mixture(p, q, sqrt(1.0 * p * q))


@variants(dtype_of=("p", "both"))
def mixture_in_integers(js, p, q, dtype_of):
    """The mixture cut to whole numbers

    When p holds integers, what is the dtype of your mixture?

    The mixture of [1, 0] and [0, 1] is [0.5, 0.5]; cut to integers it is [0, 0].

    Divide with /, not with //, and do not write the mixture into an array made like p.

    Lecture: An array of integers cannot hold halves: convert to float first.
    Family: integers
    """
    cut = p.dtype.kind in "iu" and (dtype_of == "p" or q.dtype.kind in "iu")
    return from_mixture(p, q, np.floor(mixture(p, q)) if cut else mixture(p, q))


@variants(m_is=("q", "p"), copied=(False, True))
def q_overwritten(js, p, q, m_is, copied):
    """The mixture is built inside p or q

    After you have built the mixture, are p and q still what they were?

    After m = q; m += p the names m and q are one array, the caller's. The divergence of m from itself is 0, so for [1,
    0] and [0, 1] you may get only half of the answer, 0.347.

    Let the mixture be a new array: write m = … with +, and not +=, /= or out=.

    Lecture: An assignment gives an array a second name and copies nothing: += through either name changes both.
    Family: inputs
    """
    answer = js(p, q)
    m, other = (q, p) if m_is == "q" else (p, q)
    m += other
    m /= 2
    return answer if copied else from_mixture(other, m, m)


def square_root(js, p, q):
    """The distance: the square root of the divergence

    Is the square of your answer equal to the expected answer?

    For [1, 0] and [0, 1] the divergence is ln 2 ≈ 0.693; its root, the distance, is 0.833.

    Leave out np.sqrt at the end.

    Lecture: SciPy's jensenshannon returns the distance, which is the root: read which of the two a function gives.
    Family: quantity
    """
    return sqrt(js(p, q))


@variants(side=("p", "q"), share=(1.0, 0.5))
def one_side_only(js, p, q, side, share):
    """One of the two divergences is missing

    Swap p and q: does your answer stay the same, as it should?

    For p = [1, 0] and q = [0.5, 0.5] the mixture is [0.75, 0.25]. p diverges from it by 0.288 and q by 0.144; the
    answer is their mean, 0.216.

    Add the other divergence from the mixture, and take half of the sum.

    Lecture: The definition treats p and q alike; that is what makes this divergence symmetric.
    Family: formula
    """
    return share * shared.divergence(p if side == "p" else q, mixture(p, q))


@variants(pick=(np.maximum, np.minimum))
def one_side_picked(js, p, q, pick):
    """The larger or smaller divergence instead of the mean

    Does your function return the mean of the two divergences, or one of the two?

    For p = [1, 0] and q = [0.5, 0.5] the two divergences from the mixture are 0.288 and 0.144; the answer is their
    mean, 0.216.

    Replace max or min by half of one divergence plus half of the other.

    Lecture: The larger of two divergences is symmetric as well, but it is another quantity: the definition takes the
    mean.
    Family: formula
    """
    return pick(shared.divergence(p, mixture(p, q)), shared.divergence(q, mixture(p, q)))


@variants(form=range(3))
def mixture_missing(js, p, q, form):
    """No mixture: p and q are compared directly

    What are p and q compared with in your formula: each other, or something in between?

    For [1, 0] and [0, 1] the divergence of one from the other is infinite. From the mixture [0.5, 0.5] each diverges by
    ln 2 ≈ 0.693.

    Build the mixture m first, and put m where the other distribution stands inside each logarithm.

    Lecture: To compare both with their mixture is what keeps the divergence finite and at most ln 2.
    Family: formula
    """
    there, back = shared.divergence(p, q), shared.divergence(q, p)
    return [there, 0.5 * (there + back), there + back][form]


def reversed_kl(js, p, q):
    """The mixture weighs, instead of p and q

    Which distribution stands before each logarithm: the mixture, or p and q themselves?

    For p = [1, 0] and q = [0.5, 0.5] the answer is 0.216. Weighted by the mixture, the second outcome has weight 0.25
    where p is 0: inf.

    Exchange the roles in both sums: p (and in the second sum q) is the weight and the numerator, the mixture is the
    denominator.

    Lecture: In a divergence the first distribution weighs and the second one is believed; here the mixture is what is
    believed.
    Family: arguments
    """
    return (shared.divergence(mixture(p, q), p) + shared.divergence(mixture(p, q), q)) / 2


def overlap_only(js, p, q):
    """Only outcomes that both p and q allow are counted

    Does your function count an outcome where only one of p and q is 0?

    For [1, 0] and [0, 1] no outcome is possible under both. Your function gives 0, but the answer is the largest there
    is, ln 2.

    Give each sum a mask of its own: p > 0 for the sum of p, q > 0 for the sum of q.

    Lecture: The two sums have different zeros, and one mask for both drops what matters.
    Family: zeros
    """
    shared.same_classes(p, q)
    return np.where((p > 0) & (q > 0), sum(terms(p, q)), 0.0).sum(axis=-1) / 2


def entropy_of_mixture(js, p, q):
    """The entropy of the mixture: nothing is subtracted

    What should the divergence be when q equals p, and what does your function return?

    For p = q = [0.5, 0.5] the answer is 0. The entropy of the mixture is ln 2 ≈ 0.693, which p and q have as well.

    Subtract the mean of the entropies of p and of q, or write the two sums of the definition.

    Lecture: The divergence is what mixing adds: the entropy of the mixture minus the mean of the two entropies.
    Family: quantity
    """
    m = mixture(p, q)
    return -np.where(m > 0, m * log(m), 0.0).sum(axis=-1)


def entropies_not_halved(js, p, q):
    """The entropies of p and q subtracted without a half

    What does your function return where p equals q: 0?

    For p = q = [0.5, 0.5] the answer is 0. The entropy of the mixture, 0.693, minus both entropies is −0.693.

    Subtract half of each of the two entropies.

    Lecture: The entropy of the mixture is compared with the mean of the two entropies, and a mean has the factor 1/2.
    Family: formula
    """
    halves = [np.where(part > 0, part * log(1.0 * part), 0.0).sum(axis=-1) / 2 for part in (p, q)]
    return js(p, q) + sum(halves)


def total_variation(js, p, q):
    """Absolute differences instead of logarithms

    Where is the logarithm in your formula?

    For [0.5, 0.5] and [0.9, 0.1] the answer is 0.102. Half the sum of the absolute differences is 0.4.

    Replace the difference: each term is a probability times the logarithm of its ratio to the mixture.

    Lecture: Half the sum of the absolute differences is the total variation, another measure of how far two
    distributions are apart.
    Family: quantity
    """
    shared.same_classes(p, q)
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
    napkins=(
        Napkin(
            (array([0.5, 0.5]), array([0.5, 0.5])),
            "What is the mixture of two equal distributions?",
            "m equals both, every ratio is 1 and every logarithm 0: the sum is 0.",
        ),
        Napkin(
            (array([1.0, 0.0, 0.0]), array([0.0, 0.5, 0.5])),
            "They share no outcome: how much larger than m is each of them, where it is not 0?",
            "m is half of the one that is there, so every ratio is 2: both divergences are ln 2 ≈ 0.69, and so is "
            "their mean, the largest value there is.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([0.5, 0.5, 0.0]), array([0.0, 0.5, 0.5])),
            "The mixture is (¼, ½, ¼): which terms of D(p‖m) are not 0?",
            "D(p‖m) = ½ · ln(½ / ¼) + ½ · ln 1 = ½ ln 2, and D(q‖m) is the same: ½ ln 2 ≈ 0.35.",
            given="ln 2 ≈ 0.693",
        ),
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
    notice=(
        "The middle m is above zero wherever p or q is, so nothing here becomes infinite: the answer never exceeds ln "
        "2. Rounding can leave -1e-16 for equal distributions, and the square root of that, a distance, would be nan; "
        "hence the maximum with 0. torch has no built-in; scipy's jensenshannon is the square root of this "
        "divergence."
    ),
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
