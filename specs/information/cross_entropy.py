"""How cross_entropy is judged: the sum of -p ln q, its zeros and its infinities."""

import numpy as np
from numpy import array, asfortranarray, exp, eye, float32, full, inf, int8, int64, log, resize, uint8

from autograder.bank.exact import times_log
from autograder.bank.spec import EPSILONS, Absolute, Case, Item, Spec, Sweep, read_only, variants

# Too small for a sum with a usual probability to show them; at zero they show.
TINY = (float(np.finfo(float).tiny), 1e-300, 1e-100, 1e-50, float(np.finfo(np.float32).tiny), 1e-30, 1e-20, 1e-18)
LARGE = (float(np.finfo(float).max), 1e308, 1e300, 1e100, 1e12, 1e10, 1e9, 1e6, 1e5, 1e4, 1e3, 100.0)


def oracle(p, q):
    """-torch.xlogy(p, q).sum(-1): p ln q with 0 ln 0 = 0; F.cross_entropy would take q for logits."""
    import torch

    p, q = (x if x.is_floating_point() else x.double() for x in map(torch.tensor, (p, q)))
    return -torch.xlogy(p, q).sum(-1)


def exact(p, q):
    return -times_log(p, q).sum(axis=-1)


def arguments_swapped(ce, p, q):
    """Which of the two distributions does the averaging, and which one is surprised?"""
    return ce(q, p)


def minus_missing(ce, p, q):
    """The logarithm of a probability is never positive."""
    return -ce(p, q)


def zero_times_inf(ce, p, q):
    """If something never happens, does it matter how unlikely you thought it was?"""
    return -np.sum(p * log(q), axis=-1)


@variants(
    repair=[
        *((how, eps) for how in ("add", "clip", "replace zeros") for eps in TINY + EPSILONS),
        *(("clip at both ends", eps) for eps in EPSILONS if 1 - eps < 1),
        *((how, large) for how in ("replace logarithms", "replace terms", "replace answers") for large in LARGE),
        *((how, 100.0) for how in ("clamp logarithms", "clamp answers")),
    ]
)
def inf_avoided(ce, p, q, repair):
    """You called something impossible and it can happen: how large should the cost be?"""
    how, size = repair
    if "answers" in how:
        return np.nan_to_num(ce(p, q), posinf=size) if how == "replace answers" else np.minimum(ce(p, q), size)
    if "logarithms" in how:
        log_q = np.nan_to_num(log(q), neginf=-size) if how == "replace logarithms" else np.maximum(log(q), -size)
        return -np.sum(p * log_q, axis=-1)
    if how == "replace terms":
        return np.nan_to_num(p * -log(1.0 * q), nan=0.0, posinf=size).sum(axis=-1)
    if how == "add":
        return ce(p, q + size)
    if how == "replace zeros":
        return ce(p, np.where(q == 0, size, q))
    return ce(p, np.clip(q, size, 1.0 if how == "clip" else 1 - size))


def q_zero_dropped(ce, p, q):
    """Leaving out the worst term makes the worst guess look good."""
    return -np.where((p > 0) & (q > 0), p * log(q), 0.0).sum(axis=-1)


def kl_instead(ce, p, q):
    """When q equals p, is any uncertainty left to pay for?"""
    return ce(p, q) - ce(p, p)


def entropy_instead(ce, p, q):
    """Change q and leave p alone: does your answer notice?"""
    return ce(p + 0 * q, p)


def p_ignored(ce, p, q):
    """Change p and leave q alone: does your answer notice?"""
    return -log(np.max(1.0 * q + 0 * p, axis=-1))


@variants(where_p_is_zero=(True, False))
def weights_forgotten(ce, p, q, where_p_is_zero):
    """A surprise counts as often as its outcome happens; where does p come in?"""
    return -np.sum(np.where(where_p_is_zero | (p > 0), log(1.0 * q), 0.0), axis=-1)


@variants(collapse=(np.mean, np.sum, "mean in each row"))
def batch_averaged(ce, p, q, collapse):
    """Each row is a question of its own and wants its own answer."""
    answer = ce(p, q)
    return 0.0 * np.nan_to_num(answer) + np.mean(answer) if collapse == "mean in each row" else collapse(answer)


def mean_over_classes(ce, p, q):
    """The weights p already do the averaging."""
    return ce(p, q) / p.shape[-1]


@variants(axis=(0, 1))
def wrong_axis(ce, p, q, axis):
    """Along which direction do the probabilities of one distribution lie?"""
    return ce(*(np.moveaxis(array, min(axis, array.ndim - 1), -1) for array in np.broadcast_arrays(p, q)))


def all_pairs(ce, p, q):
    """A row of p has one partner in q; how many answers does each row get from you?"""
    rows = p.reshape(*p.shape[:-1], *(1,) * (q.ndim - 1), p.shape[-1])
    if rows.size * q.size > 1e6:
        return np.empty((2**30, 2**29))  # so it ends with many rows: numpy cannot allocate a table of all pairs
    return ce(rows, q)


def argmax_only(ce, p, q):
    """What if p is unsure between several classes?"""
    p, q = np.broadcast_arrays(p, q)
    return -log(np.take_along_axis(q, p.argmax(axis=-1, keepdims=True), axis=-1))[..., 0]


def log_of_the_average(ce, p, q):
    """The average of logarithms is not the logarithm of the average; which of the two is asked for?"""
    return -log(np.sum(p * q, axis=-1))


def binary_terms_added(ce, p, q):
    """With more than two classes, what would "not this class" be counted for?"""
    return ce(p, q) + ce(1.0 - p, 1.0 - q)


def squared_distance(ce, p, q):
    """That compares p and q too, but where has the logarithm gone?"""
    return np.sum((p - 1.0 * q) ** 2, axis=-1)


def bits_not_nats(ce, p, q):
    """Two fair coins give 1 in one unit and 0.693 in another; which unit is asked for?"""
    return ce(p, q) / log(2)


def perplexity_instead(ce, p, q):
    """Two equally likely outcomes: is your answer their number, or its logarithm?"""
    return exp(ce(p, q))


def unsigned_negation(ce, p, q):
    """Try -1 in a type that knows no negative numbers."""
    return np.where(p > 0, -p * log(q), 0.0).sum(axis=-1)


@variants(sign=(1.0, -1.0))
def written_into_integers(ce, p, q, sign):
    """What becomes of 1.39 when it is written into an array of the dtype of p?"""
    terms = np.where(p > 0, p * -log(1.0 * q), 0.0)
    return sign * (sign * terms).astype(p.dtype).sum(axis=-1)


@variants(which=("q", "both"))
def softmax_applied(ce, p, q, which):
    """Look at q: does it already add up to 1?"""
    p, q = (
        exp(1.0 * x) / exp(1.0 * x).sum(axis=-1, keepdims=True) if which in ("both", y) else x
        for x, y in ((p, "p"), (q, "q"))
    )
    return ce(p, q)


@variants(which=("both", "p", "q"))
def normalised_inputs(ce, p, q, which):
    """Use the numbers as they come; repairing them changes the question."""
    p = p if which == "q" else p / p.sum(axis=-1, keepdims=True)
    q = q if which == "p" else q / q.sum(axis=-1, keepdims=True)
    return ce(p, q)


@variants(overwritten=("p", "q"), where=("zeros", "zeros of the other", "everywhere", "by a ufunc"))
def input_overwritten(ce, p, q, overwritten, where):
    """Your caller may want to use p and q again."""
    answer = ce(p, q)
    array, other = (p, q) if overwritten == "p" else (q, p)
    if where == "zeros":
        array[array == 0] = 1.0
    elif where == "zeros of the other":
        if p.shape == q.shape:  # else an IndexError, which needs another hint
            array[other == 0] = 1.0
    elif where == "everywhere":
        array[...] = 2.0
    else:
        array += 0.5
    return answer


FAIR, BIASED = array([0.5, 0.5]), array([0.9, 0.1])
P, Q = array([0.5, 0.3, 0.2]), array([0.25, 0.25, 0.5])
ROWS_P, ROWS_Q = array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1]]), array([[0.2, 0.2, 0.6], [0.3, 0.3, 0.4]])
THREE_Q = array([[0.2, 0.2, 0.6], [0.3, 0.3, 0.4], [0.7, 0.2, 0.1]])
HALVES, UNEVEN = array([0.5, 0.0, 0.5]), array([0.25, 0.0, 0.75])
NEAR_ZERO = Absolute(1e-9, "an epsilon of 1e-12 beside a one, which does no harm, shows where the answer is 0")
ELSEWHERE = Absolute(
    1e-2, "the shape or dtype counts here; `zero_probabilities` sees to it that certainty costs nothing"
)
MANY_Q = resize(array([0.5, 1.5]) / 30000, 30000)


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", tuple(rng.dirichlet(full(n_classes, 2.0), size=2)))


def shapes(rng):
    yield Case("drawn-batch", (rng.dirichlet(full(4, 2.0), size=3), rng.dirichlet(full(4, 2.0), size=3)))


def zeros(rng):
    kept = rng.dirichlet(full(3, 2.0), size=2)
    at = rng.integers(4)
    yield Case("drawn-p-has-zero", (np.insert(kept[0], at, 0.0), rng.dirichlet(full(4, 2.0))))
    yield Case("drawn-both-zero", (np.insert(kept[0], at, 0.0), np.insert(kept[1], at, 0.0)))
    yield Case("drawn-q-has-zero", (rng.dirichlet(full(4, 2.0)), np.insert(kept[1], at, 0.0)), inf)


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="entropy",
    sweep=Sweep(
        "q of the first outcome of two, its p being 3/4",
        np.linspace(0, 1, 101),
        lambda q: (array([0.75, 0.25]), array([q, 1 - q])),
    ),
    misconceptions=(
        arguments_swapped,
        minus_missing,
        zero_times_inf,
        inf_avoided,
        q_zero_dropped,
        kl_instead,
        entropy_instead,
        p_ignored,
        weights_forgotten,
        batch_averaged,
        mean_over_classes,
        wrong_axis,
        all_pairs,
        argmax_only,
        log_of_the_average,
        binary_terms_added,
        squared_distance,
        bits_not_nats,
        perplexity_instead,
        unsigned_negation,
        written_into_integers,
        softmax_applied,
        normalised_inputs,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("fair-vs-biased", (FAIR, BIASED), -0.5 * log(0.09)),
                Case("biased-vs-fair", (BIASED, FAIR), log(2)),
                Case("three-classes", (P, Q), 0.8 * log(4) + 0.2 * log(2)),
                Case("equal", (BIASED, BIASED), log(10) - 0.9 * log(9)),
            ),
            drawn=basics,
        ),
        Item(
            "shapes",
            (
                Case("batch", (ROWS_P, ROWS_Q)),
                Case("square-batch", (array([P, Q, P]), array([Q, P, P]))),
                Case("batch-of-one", (P[None], Q[None])),
                Case("three-axes", (array([ROWS_P, ROWS_Q]), array([ROWS_Q, ROWS_Q[::-1]]))),
                Case("one-class", (array([1.0]), array([1.0])), 0.0, absolute=ELSEWHERE),
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
                Case("certain-vs-fair", (array([1.0, 0.0]), FAIR), log(2)),
                Case("p-has-zero", (array([0.0, 0.4, 0.6]), Q), 0.4 * log(4) + 0.6 * log(2)),
                Case("q-has-zero", (P, array([0.5, 0.0, 0.5])), inf),
                Case("both-zero", (HALVES, UNEVEN), 0.5 * log(16 / 3)),
                Case("disjoint", (array([1.0, 0.0]), array([0.0, 1.0])), inf),
                Case("certain-and-right", (array([0.0, 1.0]), array([0.0, 1.0])), 0.0, absolute=NEAR_ZERO),
                Case("p-tiny-and-q-zero", (array([1.0, 1e-20]), array([1.0, 0.0])), inf),
                Case("float32-zeros", (HALVES.astype(float32), UNEVEN.astype(float32)), 0.5 * log(16 / 3)),
                Case("q-int64", (P, array([0, 1, 0], dtype=int64)), inf),
                Case("integers-equal", (eye(3, dtype=int64)[1], eye(3, dtype=int64)[1]), 0.0, absolute=NEAR_ZERO),
                Case("integers-disjoint", (array([1, 0], dtype=int64), array([0, 1], dtype=uint8)), inf),
                Case("one-row-infinite", (array([P, P]), array([Q, [0.0, 0.5, 0.5]]))),
                Case("zeros-in-each-row", (array([[0.0, 0.4, 0.6], [1.0, 0.0, 0.0]]), array([[0.0, 0.5, 0.5], Q]))),
            ),
            drawn=zeros,
        ),
        Item(
            "stability",
            (
                Case("q-tiny", (FAIR, array([1.0, 1e-20])), 10 * log(10)),
                Case("q-very-tiny", (FAIR, array([1.0, 1e-300])), 150 * log(10)),
                Case("q-tiny-where-certain", (array([0.0, 1.0]), array([1.0, 1e-50])), 50 * log(10)),
                Case("p-tiny", (array([1.0, 1e-20]), FAIR), log(2)),
                Case("p-tiny-q-very-tiny", (array([0.5, 0.5, 1e-20]), array([0.25, 0.75, 1e-300]))),
                Case("nearly-certain", (array([1.0, 0.0]), array([1 - 1e-4, 1e-4]))),
                Case("many-classes", (full(30000, 1 / 30000), MANY_Q), log(30000) - 0.5 * log(0.75)),
            ),
        ),
        Item(
            "dtypes",
            (
                Case("float32", (P.astype(float32), Q.astype(float32))),
                Case("uint8-certain", (array([0, 1, 0], dtype=uint8), Q), log(4)),
                Case("uint8-first", (array([1, 0], dtype=uint8), BIASED), log(10 / 9)),
                Case("int8-certain", (array([0, 0, 1], dtype=int8), Q), log(2)),
                Case("int64-certain", (array([0, 0, 1], dtype=int64), Q), log(2)),
                Case("mixed-dtypes", (array([0, 1, 0], dtype=uint8), Q.astype(float32)), log(4)),
                Case("integers-both", (array([1], dtype=uint8), array([1], dtype=int64)), 0.0, absolute=ELSEWHERE),
            ),
        ),
        Item(
            "unnormalised",
            (
                Case("q-sums-to-two", (P, array([0.8, 0.7, 0.5]))),
                Case("p-sums-to-half", (P / 2, Q), 0.4 * log(4) + 0.1 * log(2)),
                Case("neither-sums-to-one", (array([0.9, 0.4]), array([0.25, 0.5])), 2.2 * log(2)),
            ),
        ),
        Item(
            "purity",
            (
                Case("read-only", (read_only(P), read_only(Q))),
                Case("read-only-two-classes", (read_only(FAIR), read_only(BIASED)), -0.5 * log(0.09)),
            ),
            inputs_unchanged=True,
        ),
    ),
)
