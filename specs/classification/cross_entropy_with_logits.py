"""How cross_entropy_with_logits is judged: the right class of each sample, from logits of any size."""

import math

import numpy as np
from numpy import (
    arange,
    array,
    asfortranarray,
    exp,
    float32,
    inf,
    int8,
    int32,
    int64,
    log,
    log1p,
    log10,
    nan_to_num,
    resize,
    uint8,
    uint64,
    where,
)

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import log as exact_log
from autograder.bank.spec import Absolute, Case, Item, Spec, Sweep, read_only, variants


def oracle(logits, labels):
    """F.cross_entropy(logits, labels): same order, mean by default; int64 labels."""
    import torch
    from torch.nn import functional as F

    logits = torch.tensor(logits.astype(float) if logits.dtype.kind == "u" else logits)
    return F.cross_entropy(logits if logits.is_floating_point() else logits.double(), torch.tensor(labels).long())


def exact(logits, labels):
    costs = exact_log(exact_exp(logits).sum(axis=1)) - pick(logits, labels)
    return costs.sum() / len(costs)


def pick(table, labels):
    """Entry of the label in each row."""
    return table[arange(len(labels)), labels.astype(int)]


def top(x):
    """Largest logit of each sample, as a column."""
    return x.max(axis=1, keepdims=True)


def log_sum_exp(x):
    """Logarithm of the sum of the exponentials of each row, as they come."""
    return log(exp(x).sum(axis=1))


def log_probabilities(x):
    """ln softmax of each row."""
    x = x.astype(float)
    return x - top(x) - log_sum_exp(x - top(x))[:, None]


def probabilities(x):
    """Softmax of each row, the small ones rounded to 0."""
    return exp(log_probabilities(x))


def costs(x, labels):
    """What each sample costs."""
    return -pick(log_probabilities(x), labels)


def log_sum_exp_by_math(x):
    """The logarithm with Python's math, which raises where NumPy warns."""
    return array([math.log(sum(map(math.exp, row))) for row in x.tolist()])


def log_of_sum_and(eps):
    """The logarithm with a floor under the sum."""
    return lambda x: log(exp(x).sum(axis=1) + eps)


# What becomes of exponents that are too large, or all too small.
LOG_SUMS = {
    "numpy": log_sum_exp,
    "math": log_sum_exp_by_math,
    **{f"eps {eps}": log_of_sum_and(eps) for eps in (1e-300, 1e-12, 1e-10, 1e-8)},
}


def sum_instead_of_mean(ce, logits, labels):
    """Repeat the batch twice: the loss should stay the same."""
    return ce(logits, labels) * len(labels)


def mean_over_elements(ce, logits, labels):
    """What are you averaging over: samples, or every cell of the table?"""
    return ce(logits, labels) / logits.shape[1]


def minus_missing(ce, logits, labels):
    """The logarithm of a probability is never positive; a cost is never negative."""
    return -ce(logits, labels)


AT_ZERO = {
    "infinity": lambda p: -log(p),
    "exception": lambda p: -np.vectorize(math.log, otypes=[float])(p),
    "largest number": lambda p: nan_to_num(-log(p)),
    "zero": lambda p: where(p > 0, -log(p), 0.0),
}


@variants(at_zero=(*AT_ZERO, "one-hot"))
def log_of_softmax(ce, logits, labels, at_zero):
    """How wrong can a confident model be? Finite logits deserve a finite loss."""
    if at_zero == "one-hot":
        one_hot = labels[:, None] == arange(logits.shape[1])
        return -np.mean(np.sum(one_hot * log(probabilities(logits)), axis=1))
    return np.mean(AT_ZERO[at_zero](pick(probabilities(logits), labels)))


FLOORS = {
    "added": lambda p, eps: p + eps,
    "clipped": lambda p, eps: np.maximum(p, eps),
    "clipped at both ends": lambda p, eps: np.clip(p, eps, 1 - eps),
    "in place of zero": lambda p, eps: where(p == 0, eps, p),
}
TINY = (2.2250738585072014e-308, 1e-308, 1e-300, 1e-100, 1e-50, 1e-30, 1e-20)
USUAL = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)


@variants(how=FLOORS, eps=(*TINY, *USUAL))
def eps_in_log(ce, logits, labels, how, eps):
    """Your loss has an upper limit; where does that limit come from?"""
    return -np.mean(log(FLOORS[how](pick(probabilities(logits), labels), eps)))


@variants(limit=(10, 20, 30, 50, 100, 500, 700, 745, 1e3, 1e4, 1e6))
def clamped_at_100(ce, logits, labels, limit):
    """Does anything in this task limit the cost of a sample?"""
    return np.mean(np.minimum(costs(logits, labels), limit))


@variants(bound=(10, 20, 30, 50, 80, 88, 100, 500, 700, 709, 1e3, 1e4, 1e6), side=("both", "below", "above"))
def logits_clipped(ce, logits, labels, bound, side):
    """Two different mistakes should not cost the same."""
    below, above = -bound if side != "above" else -inf, bound if side != "below" else inf
    return ce(np.clip(logits.astype(float), below, above), labels)


@variants(how=(*LOG_SUMS, "softmax"))
def no_shift(ce, logits, labels, how):
    """Adding the same number to all logits of a sample changes nothing; which number keeps exp within bounds?"""
    x = logits.astype(float)
    if how == "softmax":
        return -np.mean(log(pick(exp(x) / exp(x).sum(axis=1, keepdims=True), labels)))
    return np.mean(LOG_SUMS[how](x) - pick(x, labels))


@variants(how=LOG_SUMS)
def global_max(ce, logits, labels, how):
    """Samples know nothing of each other; shift each on its own."""
    x = logits.astype(float) - logits.astype(float).max()
    return np.mean(LOG_SUMS[how](x) - pick(x, labels))


@variants(how=("numpy", "math"), negative=(0, -1))
def max_from_zero(ce, logits, labels, how, negative):
    """Try a sample whose logits are all very negative."""
    x = logits.astype(float)
    x = x - where(top(x) > 0, top(x), negative * top(x))
    return np.mean(LOG_SUMS[how](x) - pick(x, labels))


@variants(how=("numpy", "math"))
def max_of_abs(ce, logits, labels, how):
    """Which exponent does the largest logit get when another one is far below zero?"""
    x = logits.astype(float)
    x = x - top(np.abs(x))
    return np.mean(LOG_SUMS[how](x) - pick(x, labels))


SHIFTS = {
    "min": lambda x: x.min(axis=1, keepdims=True),
    "mean": lambda x: x.mean(axis=1, keepdims=True),
    "median": lambda x: np.median(x, axis=1, keepdims=True),
    "first": lambda x: x[:, :1],
    "last": lambda x: x[:, -1:],
}


@variants(how=("numpy", "math"), shift=SHIFTS)
def shift_by_min(ce, logits, labels, how, shift):
    """After the shift, which side of zero should all exponents lie on?"""
    x = logits.astype(float) - SHIFTS[shift](logits.astype(float))
    return np.mean(LOG_SUMS[how](x) - pick(x, labels))


@variants(kinds=("iu", "i"), cast=(False, True), way=("shifted", "as they come", "softmax"))
def unsigned_shift(ce, logits, labels, kinds, cast, way):
    """Which value does 1 minus 3 take in the type of your logits, and how many digits does exp give for it?"""
    x = logits if logits.dtype.kind in kinds else logits.astype(float)
    shifted = x - top(x)
    shifted = shifted.astype(float) if cast else shifted
    if way == "as they come":
        return np.mean(x.max(axis=1) + log_sum_exp(shifted) - pick(x, labels))
    if way == "softmax" and logits.dtype.kind in kinds:
        return -np.mean(log(pick(exp(shifted) / exp(shifted).sum(axis=1, keepdims=True), labels)))
    return np.mean(log_sum_exp(shifted) - pick(shifted, labels))


@variants(softmax_first=(False, True))
def half_precision(ce, logits, labels, softmax_first):
    """How many digits does exp give for an integer of eight bits?"""
    if logits.dtype.itemsize > 1:
        return ce(logits, labels)
    if softmax_first:
        return -np.mean(log(pick(exp(logits) / exp(logits).sum(axis=1, keepdims=True), labels)))
    return np.mean(log_sum_exp(logits) - pick(logits, labels))


def unsigned_negation(ce, logits, labels):
    """Try -1 in a type that knows no negative numbers."""
    return np.mean(costs(logits, labels) + pick(logits.astype(float), labels) + -pick(logits, labels))


def fractions_cut(ce, logits, labels):
    """What is left of 0.7 in the type of your logits?"""
    return np.mean(costs(logits, labels).astype(logits.dtype))


@variants(how=("int8", "flat index"))
def labels_wrap(ce, logits, labels, how):
    """How far does the type of your labels reach, and how far do the numbers that you make of them?"""
    if how == "int8":
        return ce(logits, labels.astype(int8))
    n_samples, n_classes = logits.shape
    offsets = (arange(n_samples) * n_classes).astype(labels.dtype)
    return -np.mean(log_probabilities(logits).ravel()[offsets + labels])


@variants(total=("mean", "by samples", "sum"))
def all_pairs(ce, logits, labels, total):
    """How many numbers do you average: n, or n times n?"""
    n_samples, n_classes = logits.shape
    share_of_label = np.bincount(labels, minlength=n_classes) / n_samples
    mean = -log_probabilities(logits).mean(axis=0) @ share_of_label
    return mean * {"mean": 1, "by samples": n_samples, "sum": n_samples**2}[total]


def axes_swapped(ce, logits, labels):
    """Which axis of the table counts the samples, and which one the classes?"""
    return -np.mean(log_probabilities(logits)[labels, arange(len(labels))])


@variants(of_the_max=(True, False))
def softmax_over_samples(ce, logits, labels, of_the_max):
    """The classes of one sample compete, not the samples of one class."""
    if of_the_max:
        return -np.mean(pick(log_probabilities(logits.T).T, labels))
    x = logits - top(logits.astype(float))
    return -np.mean(pick(x - log(exp(x).sum(axis=0)), labels))


def whole_array(ce, logits, labels):
    """Each sample is a distribution of its own."""
    return -np.mean(pick(log_probabilities(logits.reshape(1, -1)).reshape(logits.shape), labels))


@variants(where_missing=("sum", "max"), if_it_fits=(True, False))
def keepdims_missing(ce, logits, labels, where_missing, if_it_fits):
    """Print the shapes on both sides of the subtraction: which number meets which row?"""
    n_samples, n_classes = logits.shape
    if if_it_fits and n_samples != n_classes:
        return ce(logits, labels)
    x = logits.astype(float)
    shifted = x - x.max(axis=1, keepdims=where_missing == "sum")
    return -np.mean(pick(shifted - log(exp(shifted).sum(axis=1, keepdims=where_missing == "max")), labels))


def prediction_used_as_label(ce, logits, labels):
    """A model must not mark its own homework."""
    return ce(logits, logits.argmax(axis=1))


@variants(weight=("equal", "probability"))
def labels_ignored(ce, logits, labels, weight):
    """Change a label: does your loss change?"""
    log_p = log_probabilities(logits)
    return -np.mean(log_p) if weight == "equal" else -np.mean(np.sum(exp(log_p) * log_p, axis=1))


@variants(label_0=("last", "none", "first", "left out"))
def one_based_labels(ce, logits, labels, label_0):
    """Which class does label 0 stand for?"""
    if label_0 == "left out":
        return np.mean(where(labels == 0, 0.0, costs(logits, labels)))
    previous = labels.astype(int) - 1
    cost = costs(logits, np.maximum(previous, 0) if label_0 == "first" else previous)
    return np.mean(where(labels == 0, 0.0, cost) if label_0 == "none" else cost)


@variants(how=("rows", "cells", "as they fit"))
def label_as_number(ce, logits, labels, how):
    """A label is the name of a class: what would it mean to multiply by the name?"""
    log_p = log_probabilities(logits)
    if how == "cells":
        return -np.mean(labels[:, None] * log_p)
    return -np.sum((labels[:, None] if how == "rows" else labels) * log_p) / len(labels)


def rows_picked(ce, logits, labels):
    """Print the shape of what you pick with the labels: is it one number for each sample?"""
    return -np.mean(log_probabilities(logits)[labels])


def first_label_for_all(ce, logits, labels):
    """Every sample has a label of its own."""
    return ce(logits, np.full_like(labels, labels[0]))


def first_sample_only(ce, logits, labels):
    """Change only the last sample: does your loss react?"""
    return costs(logits, labels)[0]


def labels_sorted(ce, logits, labels):
    """Each label belongs to the sample in the same place; is it still there?"""
    return ce(logits, np.sort(labels))


NEITHER_0_NOR_1 = ((0, 1), (1e-300, 1 - 1e-16), *((eps, 1 - eps) for eps in (1e-16, 1e-15, 1e-12, 1e-10, 1e-8, 1e-7)))


@variants(bounds=NEITHER_0_NOR_1)
def other_classes_added(ce, logits, labels, bounds):
    """With more than two classes, what would "not this class" be counted for?"""
    p = np.clip(probabilities(logits), *bounds)
    return np.mean(log1p(-pick(p, labels)) - log1p(-p).sum(axis=1) - log(pick(p, labels)))


def raw_logit(ce, logits, labels):
    """Add 5 to all logits of a sample: should the loss change?"""
    return -np.mean(pick(logits.astype(float), labels))


def sigmoid_instead(ce, logits, labels):
    """Each class on its own says yes or no: what do the other logits of the sample change in your loss?"""
    return np.mean(np.logaddexp(0, -pick(logits.astype(float), labels)))


def margin_instead(ce, logits, labels):
    """Two classes with equal logits: is the right one certain?"""
    x = logits.astype(float)
    return np.mean(x.max(axis=1) - pick(x, labels))


@variants(times=(1, -1))
def max_not_added_back(ce, logits, labels, times):
    """If you subtract something in one place, does the other place know?"""
    return ce(logits, labels) - times * np.mean(logits.astype(float).max(axis=1))


def log_missing(ce, logits, labels):
    """Four equal logits: each probability is 1/4. What is its logarithm?"""
    x = logits - top(logits.astype(float))
    return np.mean(exp(x).sum(axis=1) - pick(x, labels))


def softmax_twice(ce, logits, labels):
    """The input is called logits, the function turns them into probabilities: how many times?"""
    return ce(probabilities(logits), labels)


NOT_LOG = {
    "1 - p": lambda p, labels: 1 - pick(p, labels),
    "-p": lambda p, labels: -pick(p, labels),
    "squares": lambda p, labels: np.sum((p - (labels[:, None] == arange(p.shape[1]))) ** 2, axis=1),
}


@variants(how=NOT_LOG)
def prob_not_log(ce, logits, labels, how):
    """Does your cost keep growing when the right class becomes ever less likely?"""
    return np.mean(NOT_LOG[how](probabilities(logits), labels))


def log_of_mean(ce, logits, labels):
    """Which comes first, the logarithm or the mean?"""
    lowest = np.min(costs(logits, labels))
    return lowest - log(np.mean(exp(lowest - costs(logits, labels))))


def median_taken(ce, logits, labels):
    """Change only the largest cost: your result should react to it."""
    return np.median(costs(logits, labels))


def perplexity_instead(ce, logits, labels):
    """What does a sample cost whose right class is certain?"""
    return exp(ce(logits, labels))


def error_rate(ce, logits, labels):
    """Two models that are right equally often can differ in how sure they are; which one does your loss prefer?"""
    return np.mean(logits.argmax(axis=1) != labels)


def bits_not_nats(ce, logits, labels):
    """Two equal logits cost 1 in one unit and 0.693 in another; which unit is asked for?"""
    return ce(logits, labels) / log(2)


@variants(logarithm=(np.log2, log10))
def other_base(ce, logits, labels, logarithm):
    """Your logarithm should undo your exp; does it?"""
    x = logits - top(logits.astype(float))
    return np.mean(logarithm(exp(x).sum(axis=1)) - pick(x, labels))


@variants(decimals=(2, 3, 4, 5, 6))
def rounded_away(ce, logits, labels, decimals):
    """How many digits of your loss are right, and where do the others go?"""
    return np.round(ce(logits, labels), decimals)


@variants(dtypes=("all", "f4 f8", "f8"))
def input_overwritten(ce, logits, labels, dtypes):
    """Your caller may want to use the logits again."""
    loss = ce(logits, labels)
    if dtypes == "all" or logits.dtype.str[1:] in dtypes:
        logits -= top(logits)
    return loss


def cost(*logits, label):
    """Write the definition down for one sample with small logits."""
    return log(exp(logits).sum()) - logits[label]


X = array([[2.0, 1.0, 0.1], [-1.0, 0.5, 3.0], [0.3, 2.5, -0.2], [1.5, -2.0, 0.4]])
LABELS = array([1, 2, 0, 0])
SQUARE = array([[2.0, 1.0, 0.1], [-1.0, 0.5, 3.0], [0.3, 2.5, -0.2]])
PAIR = array([[0.0, log(3)], [log(3), 0.0]])  # probabilities 1/4 and 3/4, then 3/4 and 1/4
SCALES, WIDE = array([[1e4, 10001.0], [0.0, 1.0], [-10001.0, -1e4]]), resize([0.0, 1.0, 2.0], (2, 300))
NEAR_ZERO = Absolute(1e-9, "ln(1 + tiny) is next to 0: rounding or an epsilon of 1e-12 shows in all its digits")
ROUGHLY = Absolute(1e-3, "how much an epsilon costs is asked under stability, not here")


def basics(rng):
    for n_samples, n_classes in ((3, 2), (4, 3), (2, 5)):
        labels = np.append(rng.integers(0, n_classes, n_samples - 1), 0)
        yield Case(
            f"drawn-{n_samples}-samples-of-{n_classes}-classes", (rng.normal(size=(n_samples, n_classes)), labels)
        )


def labels(rng):
    yield Case("drawn-permutation", (rng.normal(size=(5, 5)), rng.permutation(5)))


def stability(rng):
    logits = rng.normal(size=(3, 4)) + rng.permutation([[-1e4], [0.0], [1e4]])
    yield Case("drawn-scales", (logits, rng.integers(0, 4, 3)))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="log_softmax",
    sweep=Sweep(
        "logit of the right class, the other being 0",
        np.linspace(-1000, 1000, 201),
        lambda logit: (array([[logit, 0.0]]), array([0])),
    ),
    misconceptions=(
        sum_instead_of_mean,
        mean_over_elements,
        minus_missing,
        log_of_softmax,
        eps_in_log,
        clamped_at_100,
        logits_clipped,
        no_shift,
        global_max,
        max_from_zero,
        max_of_abs,
        shift_by_min,
        unsigned_shift,
        unsigned_negation,
        half_precision,
        fractions_cut,
        labels_wrap,
        all_pairs,
        axes_swapped,
        softmax_over_samples,
        whole_array,
        keepdims_missing,
        prediction_used_as_label,
        labels_ignored,
        one_based_labels,
        label_as_number,
        rows_picked,
        first_label_for_all,
        first_sample_only,
        labels_sorted,
        other_classes_added,
        raw_logit,
        sigmoid_instead,
        margin_instead,
        max_not_added_back,
        log_missing,
        softmax_twice,
        prob_not_log,
        log_of_mean,
        median_taken,
        perplexity_instead,
        error_rate,
        bits_not_nats,
        other_base,
        rounded_away,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("one-sample", (array([[2.0, 1.0, 0.1]]), array([0])), log(exp(2) + exp(1) + exp(0.1)) - 2),
                Case("all-equal", (array([[1.5, 1.5, 1.5], [0.5, 0.5, 0.5]]), array([2, 0])), log(3)),
                Case("one-to-three", (PAIR, array([0, 0])), log(4) - log(3) / 2),
                Case("four-samples", (X, LABELS)),
            ),
            drawn=basics,
        ),
        Item(
            "labels",
            (
                Case("always-the-first", (X, array([0, 0, 0, 0]))),
                Case("always-the-last", (X, array([2, 2, 2, 2]))),
                Case("never-the-largest", (X, array([2, 0, 2, 1]))),
                Case("always-the-largest", (X, array([0, 2, 1, 0]))),
                Case("same-sample-each-label", (resize(X[0], (3, 3)), array([0, 1, 2]))),
            ),
            drawn=labels,
        ),
        Item(
            "shapes",
            (
                Case("batch-of-one", (X[:1], LABELS[:1]), cost(2.0, 1.0, 0.1, label=1)),
                Case("square-batch", (SQUARE, array([2, 0, 0]))),
                Case("more-classes-than-samples", (X.T.copy(), array([3, 0, 1]))),
                Case("one-class", (array([[3.0], [-1.0]]), array([0, 0])), 0.0, absolute=ROUGHLY),
                Case("fortran-order", (asfortranarray(X), LABELS)),
                Case("strided", (resize(X, (4, 6))[:, ::2], resize(LABELS, 8)[::2])),
                # No size of a chunk divides a prime number of samples.
                Case("long-batch", (resize(PAIR, (30_011, 2)), resize([0, 1, 1, 1, 0], 30_011))),
                Case("thousand-classes", (resize([0.0, 1.0, 2.0], (2, 1000)), array([999, 128])), absolute=ROUGHLY),
            ),
        ),
        Item(
            "stability",
            (
                Case("confident-and-wrong", (array([[0.0, 1000.0]]), array([0])), 1000.0),
                Case("wrong-by-20", (array([[20.0, 0.0]]), array([1])), 20 + log1p(exp(-20))),
                Case("wrong-by-36", (array([[-6.0, 30.0]]), array([0])), 36 + log1p(exp(-36))),
                Case("wrong-by-200", (array([[-100.0, 100.0, 100.0]]), array([0])), 200 + log(2)),
                Case("ten-thousand-and-wrong", (array([[1e4, -1e4]]), array([1])), 20_000.0),
                Case("ten-million-and-wrong", (array([[-1e7, 1e7, 1e7]]), array([0])), 2e7 + log(2)),
                Case("ten-thousand-and-equal", (array([[1e4, 1e4, -1e4]]), array([0])), log(2)),
                Case("very-negative", (array([[-1e4, -10001.0]]), array([1])), cost(0, -1, label=1)),
                Case("confident-and-right", (array([[1000.0, 0.0]]), array([0])), 0.0, absolute=NEAR_ZERO),
                Case("ten-thousand-and-right", (array([[-1e4, 1e4, 0.0]]), array([1])), 0.0, absolute=NEAR_ZERO),
                Case("nearly-certain", (array([[0.0, 20.0]]), array([1])), log1p(exp(-20)), absolute=NEAR_ZERO),
                Case("samples-of-all-scales", (SCALES, array([0, 0, 0])), cost(0, 1, label=0)),
                Case("float32-large", (array([[0, 1000]], dtype=float32), array([0])), 1000.0),
            ),
            drawn=stability,
        ),
        Item(
            "dtypes",
            (
                Case("float32", (X.astype(float32), LABELS)),
                Case("int32-labels", (X, LABELS.astype(int32))),
                Case("uint64-labels", (X, LABELS.astype(uint64))),
                Case("uint8-labels", (X, LABELS.astype(uint8))),
                Case("uint8-labels-up-to-255", (WIDE, array([255, 128], dtype=uint8)), absolute=ROUGHLY),
                Case("int64", (array([[3, 1, 2], [0, 5, 4]], dtype=int64), array([2, 0]))),
                Case("uint8-wraps", (array([[1, 3, 2], [7, 5, 5]], dtype=uint8), array([0, 0]))),
                Case("uint8-large", (array([[255, 0]], dtype=uint8), array([0])), 0.0, absolute=ROUGHLY),
                Case("int8-wraps", (array([[-128, 127]], dtype=int8), array([1])), 0.0, absolute=ROUGHLY),
                Case("int8", (array([[-1, 0, 2]], dtype=int8), array([0])), cost(-1, 0, 2, label=0)),
                Case("int32-overflows", (array([[1, -(2**31)]], dtype=int32), array([0])), 0.0, absolute=ROUGHLY),
                Case("int64-large", (array([[1, -(2**63)]], dtype=int64), array([0])), 0.0, absolute=ROUGHLY),
                Case("uint64-large", (array([[2**64 - 1, 0]], dtype=uint64), array([0])), 0.0, absolute=ROUGHLY),
            ),
        ),
        Item(
            "purity",
            (
                Case("read-only", (read_only(X), read_only(LABELS))),
                Case("read-only-uint8-labels", (read_only(X), read_only(LABELS.astype(uint8)))),
            ),
            inputs_unchanged=True,
        ),
    ),
)
