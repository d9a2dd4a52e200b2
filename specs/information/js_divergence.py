"""How js_divergence is judged: two divergences from the mixture, always finite."""

import numpy as np
from numpy import array, asfortranarray, eye, float32, full, int8, int64, log, resize, sqrt, uint8

from autograder.bank.exact import times_log
from autograder.bank.spec import EPSILONS, Absolute, Case, Item, Spec, Sweep, read_only, variants


def oracle(p, q):
    """(entr((p + q) / 2) - entr(p) / 2 - entr(q) / 2).sum(-1): torch.special.entr, no divergence needed."""
    import torch
    from torch.special import entr

    p, q = (x if x.is_floating_point() else x.double() for x in map(torch.tensor, (p, q)))
    return (entr((p + q) / 2) - entr(p) / 2 - entr(q) / 2).sum(-1)


def exact(p, q):
    m = (p + q) / 2
    return (times_log(p, p) - times_log(p, m) + times_log(q, q) - times_log(q, m)).sum(axis=-1) / 2


def divergence(p, m):
    """D(p || m), which the wrong formulas combine in wrong ways."""
    p, m = np.broadcast_arrays(1.0 * p, 1.0 * m)
    return np.where(p > 0, p * (log(p) - log(m)), 0.0).sum(axis=-1)


def half_missing_outside(js, p, q):
    """Two distributions without overlap give the largest value: does yours stay within ln 2?"""
    return 2 * js(p, q)


def half_missing_in_m(js, p, q):
    """Is your mixture still a distribution? Add it up."""
    m = 1.0 * p + q
    return (divergence(p, m) + divergence(q, m)) / 2


def minus_missing(js, p, q):
    """A divergence is never negative: which of the two belongs above the fraction bar?"""
    return -js(p, q)


def square_root(js, p, q):
    """Divergence and distance are relatives, not twins."""
    return sqrt(js(p, q))


@variants(side=("p", "q"), share=(1.0, 0.5))
def one_side_only(js, p, q, side, share):
    """Swap p and q: the answer should not change."""
    return share * divergence(p if side == "p" else q, (1.0 * p + q) / 2)


@variants(pick=(np.maximum, np.minimum))
def one_side_picked(js, p, q, pick):
    """The mean of two numbers lies between them; does yours?"""
    m = (1.0 * p + q) / 2
    return pick(divergence(p, m), divergence(q, m))


def kl_instead(js, p, q):
    """p meets q directly in your formula; whom should each of them meet?"""
    return divergence(p, q)


@variants(share=(0.5, 1.0))
def jeffreys(js, p, q, share):
    """What do both distributions get compared with, so that infinity cannot occur?"""
    return share * (divergence(p, q) + divergence(q, p))


def reversed_kl(js, p, q):
    """In each KL, who averages: the mixture or the original?"""
    m = (1.0 * p + q) / 2
    return (divergence(m, p) + divergence(m, q)) / 2


def geometric_mixture(js, p, q):
    """Where one of them is zero, should the mixture be zero as well?"""
    m = sqrt(1.0 * p * q)
    return (divergence(p, m) + divergence(q, m)) / 2


def overlap_only(js, p, q):
    """The places where they disagree most are exactly those you leave out."""
    both = (p > 0) & (q > 0)
    m = (1.0 * p + q) / 2
    return np.where(both, p * (log(p) - log(m)) + q * (log(q) - log(m)), 0.0).sum(axis=-1) / 2


@variants(where=("p or q is zero", "p is zero", "q is zero", "both are zero"))
def zero_times_inf(js, p, q, where):
    """Each of the two sums has its own zeros to look after."""
    m = (1.0 * p + q) / 2
    p_terms, q_terms = p * log(p / m), q * log(q / m)
    if where == "both are zero":
        p_terms, q_terms = np.where((p == 0) & (m > 0), 0.0, p_terms), np.where((q == 0) & (m > 0), 0.0, q_terms)
    elif where != "p or q is zero":
        p_terms = p_terms if where == "p is zero" else np.where(p > 0, p_terms, 0.0)
        q_terms = q_terms if where == "q is zero" else np.where(q > 0, q_terms, 0.0)
    return (p_terms + q_terms).sum(axis=-1) / 2


def terms(p, q, m):
    """The terms of both divergences from m, for wrong formulas that treat them one by one."""
    p, q, m = np.broadcast_arrays(1.0 * p, 1.0 * q, m)
    return [np.where(part > 0, part * (log(part) - log(m)), 0.0) for part in (p, q)]


def abs_of_terms(js, p, q):
    """Single terms may be negative although the sum is not."""
    return sum(np.abs(part) for part in terms(p, q, (1.0 * p + q) / 2)).sum(axis=-1) / 2


def negative_terms_cut(js, p, q):
    """What guarantees that the whole sum stays above zero? It is not each term."""
    return sum(np.maximum(part, 0.0) for part in terms(p, q, (1.0 * p + q) / 2)).sum(axis=-1) / 2


@variants(where_zero=(True, False))
def weights_forgotten(js, p, q, where_zero):
    """A ratio matters as often as its outcome happens."""
    m = (1.0 * p + q) / 2
    return sum(np.where(where_zero | (part > 0), log(part / m), 0.0) for part in (p, q)).sum(axis=-1) / 2


def binary_terms_added(js, p, q):
    """With more than two classes, what would "not this class" be counted for?"""
    return js(p, q) + js(1.0 - p, 1.0 - q)


def entropy_of_mixture(js, p, q):
    """What should be left over when q equals p?"""
    m = (1.0 * p + q) / 2
    return -np.where(m > 0, m * log(m), 0.0).sum(axis=-1)


def total_variation(js, p, q):
    """That measures the gap between p and q as well, but where has the logarithm gone?"""
    return np.abs(p - 1.0 * q).sum(axis=-1) / 2


def bits_not_nats(js, p, q):
    """The upper bound tells the unit: is it 1 or 0.693?"""
    return js(p, q) / log(2)


def mean_over_classes(js, p, q):
    """The weights p and q already do the averaging."""
    return js(p, q) / p.shape[-1]


@variants(collapse=(np.mean, np.sum))
def batch_averaged(js, p, q, collapse):
    """Keep the leading axes: one divergence for each pair of rows."""
    return collapse(js(p, q))


@variants(axis=(0, 1))
def wrong_axis(js, p, q, axis):
    """Along which direction do the probabilities of one distribution lie?"""
    return js(*(np.moveaxis(array, min(axis, array.ndim - 1), -1) for array in np.broadcast_arrays(p, q)))


def all_pairs(js, p, q):
    """Each row of p has one row of q to be compared with: how many answers does a batch of two give?"""
    if p.ndim == 1 or q.ndim == 1:
        return js(p, q)
    if p.shape[0] * q.shape[0] > 1e6:
        return np.empty((2**30, 2**29))  # so it ends with many rows: numpy cannot allocate a table of all pairs
    return js(p[..., :, None, :], q[..., None, :, :])


def unsigned_negation(js, p, q):
    """Try -1 in a type that knows no negative numbers."""
    m = (1.0 * p + q) / 2
    return sum(np.where(part > 0, -part * log(m / part), 0.0) for part in (p, q)).sum(axis=-1) / 2


@variants(dtype_of=("p", "both"))
def mixture_in_integers(js, p, q, dtype_of):
    """What becomes of a half in an array of integers?"""
    m = (1.0 * p + q) / 2
    m = np.floor(m) if p.dtype.kind in "iu" and (dtype_of == "p" or q.dtype.kind in "iu") else m
    return (divergence(p, m) + divergence(q, m)) / 2


@variants(
    eps=[eps for eps in EPSILONS if eps >= 1e-8],
    repair=("add", "add to m", "add in the ratio", "clip", "clip at both ends", "replace zeros"),
)
def eps_too_large(js, p, q, eps, repair):
    """Nothing here can become infinite; what does the small number protect you from, and what does it cost?"""
    m = (1.0 * p + q) / 2
    if repair == "add to m":
        return (divergence(p, m + eps) + divergence(q, m + eps)) / 2
    if repair == "add in the ratio":
        return sum(part * log((part + eps) / (m + eps)) for part in (p, q)).sum(axis=-1) / 2
    if repair == "add":
        return js(p + eps, q + eps)
    if repair == "replace zeros":
        return js(np.where(p == 0, eps, p), np.where(q == 0, eps, q))
    return js(*(np.clip(part, eps, 1 if repair == "clip" else 1 - eps) for part in (p, q)))


@variants(which=("both", "p", "q"))
def normalised_inputs(js, p, q, which):
    """Use the numbers as they come; repairing them changes the question."""
    p = p if which == "q" else p / p.sum(axis=-1, keepdims=True)
    q = q if which == "p" else q / q.sum(axis=-1, keepdims=True)
    return js(p, q)


@variants(
    by=[
        *(("decimals", decimals) for decimals in (2, 3, 4, 5, 6)),
        *(("answers below", small) for small in (1e-3, 1e-4, 1e-5, 1e-6)),
        *(("differences below", small) for small in (2e-2, 1e-2, 1e-3)),
    ]
)
def rounded_away(js, p, q, by):
    """A small divergence is still a divergence; where do its digits go?"""
    how, size = by
    answer = js(p, q)
    if how == "decimals":
        return np.round(answer, size)
    is_small = answer < size if how == "answers below" else np.all(np.abs(p - 1.0 * q) <= 1.001 * size, axis=-1)
    return np.where(is_small, 0.0, answer)


@variants(m_is=("q", "p"), copied=(False, True))
def q_overwritten(js, p, q, m_is, copied):
    """After you have built the mixture, is the original still there to be compared?"""
    answer = js(p, q)
    m, other = (q, p) if m_is == "q" else (p, q)
    m += other
    m /= 2
    return answer if copied else (divergence(other, m) + divergence(m, m)) / 2


@variants(overwritten=("p", "q", "both"), where=("zeros", "everywhere"))
def input_overwritten(js, p, q, overwritten, where):
    """Your caller may want to use p and q again."""
    answer = js(p, q)
    for part in (p, q) if overwritten == "both" else (p,) if overwritten == "p" else (q,):
        if where == "zeros":
            part[part == 0] = 1.0
        else:
            part += 0.5
    return answer


FAIR, BIASED = array([0.5, 0.5]), array([0.9, 0.1])
P, Q = array([0.5, 0.3, 0.2]), array([0.25, 0.25, 0.5])
ROWS_P, ROWS_Q = array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1]]), array([[0.2, 0.2, 0.6], [0.3, 0.3, 0.4]])
THREE_Q = array([[0.2, 0.2, 0.6], [0.3, 0.3, 0.4], [0.7, 0.2, 0.1]])
MANY_Q = resize(array([0.5, 1.5]) / 30000, 30000)
FAIR_TO_BIASED = 0.5 * log(0.5 / 0.7) + 0.5 * log(0.5 / 0.3) + 0.9 * log(0.9 / 0.7) + 0.1 * log(0.1 / 0.3)
ADDS_UP = Absolute(4e-6, "an epsilon of 1e-10, which does no harm to one class, adds up over 30,000")
CANCELS = Absolute(1e-9, "the logarithms cancel: an order of summation or an epsilon of 1e-12 shows in the last digits")


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", tuple(rng.dirichlet(full(n_classes, 2.0), size=2)))


def shapes(rng):
    yield Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3), rng.dirichlet(full(4, 2.0), size=3)))


def zeros(rng):
    kept = rng.dirichlet(full(3, 2.0), size=2)
    at = rng.integers(4)
    yield Case("drawn-p-has-zero", (np.insert(kept[0], at, 0.0), rng.dirichlet(full(4, 2.0))))
    yield Case("drawn-q-has-zero", (rng.dirichlet(full(4, 2.0)), np.insert(kept[1], at, 0.0)))
    yield Case("drawn-both-zero", (np.insert(kept[0], at, 0.0), np.insert(kept[1], at, 0.0)))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="kl_divergence",
    sweep=Sweep(
        "p of the first outcome of two, its q being 1 - p",
        np.linspace(0, 1, 101),
        lambda p: (array([p, 1 - p]), array([1 - p, p])),
    ),
    misconceptions=(
        half_missing_outside,
        half_missing_in_m,
        minus_missing,
        square_root,
        one_side_only,
        one_side_picked,
        kl_instead,
        jeffreys,
        reversed_kl,
        geometric_mixture,
        overlap_only,
        zero_times_inf,
        abs_of_terms,
        negative_terms_cut,
        weights_forgotten,
        binary_terms_added,
        entropy_of_mixture,
        total_variation,
        bits_not_nats,
        mean_over_classes,
        batch_averaged,
        wrong_axis,
        all_pairs,
        unsigned_negation,
        mixture_in_integers,
        eps_too_large,
        normalised_inputs,
        rounded_away,
        q_overwritten,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("fair-vs-biased", (FAIR, BIASED), FAIR_TO_BIASED / 2),
                Case("biased-vs-fair", (BIASED, FAIR), FAIR_TO_BIASED / 2),
                Case("opposite-biases", (BIASED, BIASED[::-1].copy()), 0.9 * log(1.8) + 0.1 * log(0.2)),
                Case("three-classes", (P, Q)),
                Case("equal", (P, P), 0.0, absolute=CANCELS),
            ),
            drawn=basics,
        ),
        Item(
            "shapes",
            (
                Case("batch", (ROWS_P, ROWS_Q)),
                Case("square-batch", (array([P, Q, P]), array([Q, P, P])), absolute=CANCELS),
                Case("batch-of-one", (P[None], Q[None])),
                Case("equal-batch", (ROWS_P, ROWS_P), [0.0, 0.0], absolute=CANCELS),
                Case("three-axes", (array([ROWS_P, ROWS_Q]), array([ROWS_Q, THREE_Q[1:]]))),
                Case("one-class", (array([1.0]), array([1.0])), 0.0, absolute=CANCELS),
                Case("one-p-for-many-q", (P, THREE_Q)),
                Case("one-q-for-many-p", (ROWS_P, Q)),
                Case("leading-axes-broadcast", (ROWS_P[:, None], THREE_Q[None])),
                Case("fortran-order", (asfortranarray(ROWS_P), asfortranarray(ROWS_Q))),
                Case("strided", (array([0.5, 0.0, 0.3, 0.0, 0.2, 0.0])[::2], Q)),
                Case("long-batch", (resize(P, (30000, 3)), resize(Q, (30000, 3)))),
            ),
            drawn=shapes,
        ),
        Item(
            "zero_probabilities",
            (
                Case("certain-vs-fair", (array([1.0, 0.0]), FAIR), 0.75 * log(4 / 3)),
                Case("fair-vs-certain", (FAIR, array([0.0, 1.0])), 0.75 * log(4 / 3)),
                Case("p-has-zero", (array([0.0, 0.4, 0.6]), Q)),
                Case("q-has-zero", (P, array([0.5, 0.0, 0.5]))),
                Case("both-zero", (array([0.5, 0.0, 0.5]), array([0.25, 0.0, 0.75]))),
                Case("disjoint", (array([1.0, 0.0]), array([0.0, 1.0])), log(2)),
                Case("disjoint-halves", (array([0.5, 0.5, 0.0, 0.0]), array([0.0, 0.0, 0.1, 0.9])), log(2)),
                Case("certain-and-equal", (array([0.0, 1.0]), array([0.0, 1.0])), 0.0, absolute=CANCELS),
                Case(
                    "ten-rare-outcomes",
                    (array([0.9, *full(10, 0.01)]), array([1.0, *full(10, 0.0)])),
                    0.45 * log(0.9) + 0.05 * log(2) - 0.95 * log(0.95),
                    absolute=CANCELS,
                ),
                Case("float32-zeros", (array([1.0, 0.0], dtype=float32), array([0.0, 1.0], dtype=float32)), log(2)),
                Case("uint8-certain", (array([0, 1], dtype=uint8), FAIR), 0.75 * log(4 / 3)),
                Case("integers-equal", (eye(3, dtype=int64)[1], eye(3, dtype=int64)[1]), 0.0, absolute=CANCELS),
                Case("integers-disjoint", (array([1, 0], dtype=uint8), array([0, 1], dtype=uint8)), log(2)),
                Case("one-row-disjoint", (array([P, [0.0, 1.0, 0.0]]), array([Q, [0.5, 0.0, 0.5]]))),
            ),
            drawn=zeros,
        ),
        Item(
            "stability",
            (
                Case("close", (P, array([0.53, 0.28, 0.19])), absolute=CANCELS),
                Case("nearly-equal", (P, P + array([1e-3, -5e-4, -5e-4])), absolute=CANCELS),
                Case("nearer-to-equal", (P, P + array([2e-4, -1e-4, -1e-4])), absolute=CANCELS),
                Case("nearly-disjoint", (array([1 - 1e-4, 1e-4]), array([1e-4, 1 - 1e-4]))),
                Case("p-tiny", (array([1.0, 1e-20]), FAIR), 0.75 * log(4 / 3)),
                Case("q-very-tiny", (FAIR, array([1e-300, 1.0])), 0.75 * log(4 / 3)),
                Case("tiny-crosswise", (array([1.0, 1e-300]), array([1e-300, 1.0])), log(2)),
                Case("many-classes", (full(30000, 1 / 30000), MANY_Q), absolute=ADDS_UP),
                Case("tiny-in-both", (array([0.5, 0.5, 1e-300]), array([0.9, 0.1, 1e-300])), FAIR_TO_BIASED / 2),
            ),
        ),
        Item(
            "dtypes",
            (
                Case("float32", (BIASED.astype(float32), array([0.1, 0.9], dtype=float32))),
                Case("uint8-ones", (array([1, 1], dtype=uint8), array([0.5, 0.25]))),
                Case("int8-ones", (Q, array([1, 1, 1], dtype=int8))),
                Case("int64-ones", (array([1], dtype=int64), array([0.25]))),
                Case("mixed-dtypes", (array([1, 1], dtype=uint8), array([0.5, 0.25], dtype=float32))),
                Case("integers-both", (array([1], dtype=uint8), array([1], dtype=int64)), 0.0, absolute=CANCELS),
            ),
        ),
        Item(
            "unnormalised",
            (
                Case("q-sums-to-two", (P, array([0.8, 0.7, 0.5]))),
                Case("p-sums-to-half", (P / 2, Q)),
                Case("p-twice-q", (array([0.8, 0.6]), array([0.4, 0.3])), 0.7 * log(4 / 3) + 0.35 * log(2 / 3)),
            ),
        ),
        Item(
            "purity",
            (
                Case("read-only", (read_only(P), read_only(Q))),
                Case("read-only-two-classes", (read_only(FAIR), read_only(BIASED)), FAIR_TO_BIASED / 2),
            ),
            inputs_unchanged=True,
        ),
    ),
)
