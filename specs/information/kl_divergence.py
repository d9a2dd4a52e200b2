"""How kl_divergence is judged: D(p || q) and its zeros."""

import numpy as np
from numpy import array, asfortranarray, eye, float32, full, inf, int8, int64, log, resize, uint8

from autograder.bank.exact import times_log
from autograder.bank.spec import EPSILONS, Absolute, Case, Item, Spec, Sweep, read_only, variants

# Too small for a sum with a usual probability to show them; at zero they show.
TINY = (float(np.finfo(float).tiny), 1e-300, 1e-100, 1e-50, float(np.finfo(np.float32).tiny), 1e-30, 1e-20, 1e-18)
LARGE = (float(np.finfo(float).max), 1e308, 1e300, 1e100, 1e12, 1e10, 1e9, 1e6, 1e5, 1e4, 1e3, 100.0)


def oracle(p, q):
    """F.kl_div(q.log(), p, reduction="none").sum(-1): ln q first, p second; the textbook sums over classes."""
    import torch
    from torch.nn import functional as F

    p, q = (x if x.is_floating_point() else x.double() for x in map(torch.tensor, (p, q)))
    p, q = torch.broadcast_tensors(p, q)
    return F.kl_div(q.log(), p, reduction="none").sum(-1)


def exact(p, q):
    return (times_log(p, p) - times_log(p, q)).sum(axis=-1)


def arguments_swapped(kl, p, q):
    """KL is not symmetric; which distribution is the true one?"""
    return kl(q, p)


def minus_missing(kl, p, q):
    """A divergence is never negative: which of the two belongs above the fraction bar?"""
    return -kl(p, q)


def abs_of_terms(kl, p, q):
    """Single terms may be negative although the sum is not."""
    return np.where(p > 0, np.abs(p * (log(p) - log(q))), 0.0).sum(axis=-1)


def negative_terms_cut(kl, p, q):
    """What guarantees that the whole sum stays above zero? It is not each term."""
    return np.where(p > 0, np.maximum(p * (log(p) - log(q)), 0.0), 0.0).sum(axis=-1)


@variants(where_p_is_zero=(True, False))
def weights_forgotten(kl, p, q, where_p_is_zero):
    """A ratio matters as often as its outcome happens."""
    return np.where(where_p_is_zero | (p > 0), log(1.0 * p) - log(1.0 * q), 0.0).sum(axis=-1)


def cross_entropy_instead(kl, p, q):
    """What should the divergence of a distribution from itself be?"""
    return -np.where(p > 0, p * log(q), 0.0).sum(axis=-1)


@variants(
    repair=[
        *((how, eps) for how in ("add", "add to q", "clip", "clip q", "replace zeros of q") for eps in TINY + EPSILONS),
        *(("clip at both ends", eps) for eps in EPSILONS if 1 - eps < 1),
        *((how, large) for how in ("replace logarithms", "replace terms", "replace answers") for large in LARGE),
        *((how, 100.0) for how in ("clamp logarithms", "clamp answers")),
        ("clamp answers", 1000.0),
        ("drop terms", 0.0),
    ]
)
def inf_avoided(kl, p, q, repair):
    """Infinity is the honest answer to one kind of mistake; which one?"""
    how, size = repair
    p, q = 1.0 * p, 1.0 * q
    if how == "add":
        return np.sum(p * log((p + size) / (q + size)), axis=-1)
    if how in ("clip", "clip at both ends"):
        p, q = (np.clip(x, size, 1 if how == "clip" else 1 - size) for x in (p, q))
        return np.sum(p * log(p / q), axis=-1)
    if how in ("add to q", "clip q", "replace zeros of q"):
        return kl(p, {"a": q + size, "c": np.clip(q, size, 1), "r": np.where(q == 0, size, q)}[how[0]])
    if "answers" in how:
        return np.nan_to_num(kl(p, q), posinf=size) if how == "replace answers" else np.minimum(kl(p, q), size)
    if "terms" in how:
        return np.nan_to_num(np.where(p > 0, p * (log(p) - log(q)), 0.0), posinf=size).sum(axis=-1)
    log_q = np.nan_to_num(log(q), neginf=-size) if how == "replace logarithms" else np.maximum(log(q), -size)
    return np.where(p > 0, p * (log(p) - log_q), 0.0).sum(axis=-1)


@variants(where=("p is zero", "p alone is zero", "both are zero"))
def zero_times_inf(kl, p, q, where):
    """Decide about p = 0 before the logarithm sees it."""
    terms = p * log(1.0 * p / q)
    if where == "p alone is zero":
        terms = np.where((p == 0) & (q == 0), 0.0, terms)
    elif where == "both are zero":
        terms = np.where((p == 0) & (q > 0), 0.0, terms)
    return np.sum(terms, axis=-1)


def bits_not_nats(kl, p, q):
    """D of a certain outcome against a fair coin is 1 in one unit and 0.693 in another; which unit is asked for?"""
    return kl(p, q) / log(2)


@variants(share=(0.5, 1.0))
def symmetrised(kl, p, q, share):
    """Should swapping p and q leave the result unchanged here?"""
    return share * (kl(p, q) + kl(q, p))


def binary_terms_added(kl, p, q):
    """With more than two classes, what would "not this class" be counted for?"""
    return kl(p, q) + kl(1.0 - p, 1.0 - q)


@variants(of_batches=(True, False))
def mean_over_classes(kl, p, q, of_batches):
    """The weights p already do the averaging."""
    return kl(p, q) / (p.shape[-1] if of_batches or p.ndim == 1 else 1)


def all_pairs(kl, p, q):
    """Each row of p has one row of q to be compared with: how many answers does a batch of two give?"""
    if p.ndim == 1 or q.ndim == 1:
        return kl(p, q)
    if p.shape[0] * q.shape[0] > 1e6:
        return np.empty((2**30, 2**29))  # so it ends with many rows: numpy cannot allocate a table of all pairs
    return kl(p[:, None], q[None])


def written_into_integers(kl, p, q):
    """What becomes of 0.7 when it is written into an array of integers?"""
    answer = np.zeros_like(p, shape=np.broadcast_shapes(p.shape, q.shape))
    answer[...] = np.where(p > 0, p * (log(p) - log(q)), 0.0).clip(-1e300, 1e300)
    return kl(p, q) if answer.dtype.kind == "f" else answer.sum(axis=-1)


def unsigned_negation(kl, p, q):
    """Try -1 in a type that knows no negative numbers."""
    return np.where(p > 0, -p * (log(1.0 * q) - log(1.0 * p)), 0.0).sum(axis=-1)


@variants(collapse=(np.mean, np.sum))
def batch_averaged(kl, p, q, collapse):
    """Keep the leading axes: one divergence for each pair of rows."""
    return collapse(kl(p, q))


@variants(axis=(0, 1))
def wrong_axis(kl, p, q, axis):
    """Along which direction do the probabilities of one distribution lie?"""
    return kl(*(np.moveaxis(array, min(axis, array.ndim - 1), -1) for array in np.broadcast_arrays(p, q)))


@variants(which=("both", "p", "q"))
def normalised_inputs(kl, p, q, which):
    """Use the numbers as they come; repairing them changes the question."""
    p = p if which == "q" else p / p.sum(axis=-1, keepdims=True)
    q = q if which == "p" else q / q.sum(axis=-1, keepdims=True)
    return kl(p, q)


@variants(
    by=[
        *(("decimals", decimals) for decimals in (2, 3, 4, 6, 8)),
        *(("answers below", small) for small in (1e-3, 1e-4, 1e-5, 1e-6)),
        *(("differences below", small) for small in (1e-2, 1e-3, 1e-4)),
    ]
)
def rounded_away(kl, p, q, by):
    """A small divergence is still a divergence; where do its digits go?"""
    how, size = by
    answer = kl(p, q)
    if how == "decimals":
        return np.round(answer, size)
    return np.where(
        answer < size if how == "answers below" else np.all(np.isclose(p, q, atol=size), axis=-1), 0.0, answer
    )


@variants(where=("zeros of p", "zeros of q", "q at the zeros of p", "p", "q", "the ratio"))
def input_overwritten(kl, p, q, where):
    """Your caller may want to use p and q again."""
    answer = kl(p, q)
    array = p if where.endswith("p") else q
    if where.startswith("zeros"):
        array[array == 0] = 1.0
    elif where == "q at the zeros of p":
        if p.shape == q.shape:  # else an IndexError, which needs another hint
            q[p == 0] = 1.0
    elif where == "the ratio":
        np.divide(p, q, out=q)
    else:
        array += 0.5
    return answer


FAIR, BIASED = array([0.5, 0.5]), array([0.9, 0.1])
P, Q = array([0.5, 0.3, 0.2]), array([0.25, 0.25, 0.5])
ROWS_P, ROWS_Q = array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1]]), array([[0.2, 0.2, 0.6], [0.3, 0.3, 0.4]])
ELSEWHERE = Absolute(1e-2, "the shape or dtype counts here; other items see to it that the answer is 0")
CANCELS = Absolute(1e-9, "ln p and ln q cancel: an order of summation or an epsilon of 1e-12 shows in the last digits")


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", tuple(rng.dirichlet(full(n_classes, 2.0), size=2)))


def shapes(rng):
    yield Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3), rng.dirichlet(full(4, 2.0), size=3)))


def zeros(rng):
    kept = rng.dirichlet(full(3, 2.0), size=2)
    yield Case("drawn-p-has-zero", (np.insert(kept[0], 1, 0.0), rng.dirichlet(full(4, 2.0))))
    yield Case("drawn-q-has-zero", (rng.dirichlet(full(4, 2.0)), np.insert(kept[1], 2, 0.0)), inf)


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="cross_entropy",
    sweep=Sweep(
        "p of the first outcome of two, its q being 1/4",
        np.linspace(0, 1, 101),
        lambda p: (array([p, 1 - p]), array([0.25, 0.75])),
    ),
    misconceptions=(
        arguments_swapped,
        minus_missing,
        abs_of_terms,
        negative_terms_cut,
        weights_forgotten,
        cross_entropy_instead,
        inf_avoided,
        zero_times_inf,
        bits_not_nats,
        symmetrised,
        binary_terms_added,
        mean_over_classes,
        all_pairs,
        written_into_integers,
        unsigned_negation,
        batch_averaged,
        wrong_axis,
        normalised_inputs,
        rounded_away,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("fair-vs-biased", (FAIR, BIASED), log(5 / 3)),
                Case("biased-vs-fair", (BIASED, FAIR), 0.9 * log(1.8) + 0.1 * log(0.2)),
                Case("three-classes", (P, Q)),
                Case("equal", (P, P), 0.0, absolute=CANCELS),
            ),
            drawn=basics,
        ),
        Item(
            "shapes",
            (
                Case("batch", (ROWS_P, ROWS_Q)),
                Case("square-batch", (array([P, Q, P]), array([Q, P, Q]))),
                Case("batch-of-one", (P[None], Q[None])),
                Case("equal-batch", (ROWS_P, ROWS_P), [0.0, 0.0], absolute=ELSEWHERE),
                Case("three-axes", (array([ROWS_P, ROWS_Q]), array([ROWS_Q, ROWS_Q[::-1]]))),
                Case("one-class", (array([1.0]), array([1.0])), 0.0, absolute=ELSEWHERE),
                Case("one-p-for-many-q", (P, ROWS_Q)),
                Case("one-q-for-many-p", (ROWS_P, Q)),
                Case("leading-axes-broadcast", (ROWS_P[:, None], ROWS_Q[None])),
                Case("fortran-order", (asfortranarray(ROWS_P), asfortranarray(ROWS_Q))),
                Case("strided", (array([0.5, 0.0, 0.3, 0.0, 0.2, 0.0])[::2], Q)),
                Case("long-batch", (resize(P, (30_000, 3)), resize(Q, (30_000, 3)))),
            ),
            drawn=shapes,
        ),
        Item(
            "zero_probabilities",
            (
                Case("certain-vs-fair", (array([1.0, 0.0]), FAIR), log(2)),
                Case("p-has-zero", (array([0.0, 0.4, 0.6]), Q)),
                Case("q-has-zero", (P, array([0.5, 0.0, 0.5])), inf),
                Case("both-zero", (array([0.5, 0.0, 0.5]), array([0.25, 0.0, 0.75])), torch="nan: 0 * ln 0"),
                Case("disjoint", (array([1.0, 0.0]), array([0.0, 1.0])), inf),
                Case("certain-and-right", (array([0.0, 1.0]), array([0.0, 1.0])), 0.0, torch="nan: 0 * ln 0"),
                Case("p-tiny-and-q-zero", (array([1.0, 1e-20]), array([1.0, 0.0])), inf),
                Case("float32-zeros", (array([1, 0], dtype=float32), array([0.5, 0.5], dtype=float32)), log(2)),
                Case("uint8-certain", (array([0, 1, 0], dtype=uint8), Q), log(4)),
                Case("int64-certain", (array([0, 0, 1], dtype=int64), Q), log(2)),
                Case("integers-equal", (eye(3, dtype=int64)[1],) * 2, 0.0, absolute=CANCELS, torch="nan: 0 * ln 0"),
                Case("one-row-infinite", (array([P, P]), array([Q, [0.0, 0.5, 0.5]]))),
            ),
            drawn=zeros,
        ),
        Item(
            "stability",
            (
                Case("nearly-equal", (P, P + array([1e-3, -5e-4, -5e-4])), absolute=CANCELS),
                Case("nearer-to-equal", (P, P + array([1e-4, -5e-5, -5e-5])), absolute=CANCELS),
                Case("q-tiny", (FAIR, array([1.0, 1e-20]))),
                Case("q-very-tiny", (FAIR, array([1.0, 1e-300]))),
                Case("p-tiny", (array([1.0, 1e-20]), FAIR), log(2)),
                Case("p-tiny-q-very-tiny", (array([0.5, 0.5, 1e-20]), array([0.25, 0.75, 1e-300]))),
                Case("close", (P, array([0.53, 0.28, 0.19]))),
                Case("many-classes", (resize(1 / 30_000, 30_000), resize(array([0.5, 1.5]) / 30_000, 30_000))),
            ),
        ),
        Item(
            "dtypes",
            (
                Case("float32", (P.astype(float32), Q.astype(float32))),
                Case("uint8-ones", (array([1, 1], dtype=uint8), array([0.5, 0.25])), 3 * log(2)),
                Case("int8-ones", (array([1, 1, 1], dtype=int8), Q), 5 * log(2)),
                Case("int64-ones", (array([1], dtype=int64), array([0.25])), 2 * log(2)),
                Case("mixed-dtypes", (array([1, 1], dtype=uint8), array([0.5, 0.25], dtype=float32)), 3 * log(2)),
                Case("integers-both", (array([1], dtype=uint8), array([1], dtype=int64)), 0.0, absolute=ELSEWHERE),
            ),
        ),
        Item(
            "unnormalised",
            (
                Case("q-sums-to-half", (P, Q / 2)),
                Case("p-sums-above-one", (array([0.9, 0.8, 0.3]), Q)),
            ),
        ),
        Item(
            "purity",
            (
                Case("read-only", (read_only(P), read_only(Q))),
                Case("read-only-two-classes", (read_only(FAIR), read_only(BIASED)), log(5 / 3)),
            ),
            inputs_unchanged=True,
        ),
    ),
)
