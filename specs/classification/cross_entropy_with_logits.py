"""How cross_entropy_with_logits is judged: the right class of each sample, from logits of any size."""

import math

import numpy as np
from numpy import append, array, asfortranarray, exp, log, log1p, resize

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import log as exact_log
from autograder.bank.shared import axes, classes, exponents, fresh, logarithms, naive
from autograder.bank.shared.classes import mean_cost, pick
from autograder.bank.shared.mistakes import bits_not_nats, minus_missing, rounded_away, sum_instead_of_mean
from autograder.bank.shared.naive import log_probabilities
from autograder.bank.spec import Absolute, Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(logits, labels):
    """F.cross_entropy(logits, labels): same order, mean by default; int64 labels."""
    from torch.nn import functional as F

    return F.cross_entropy(*tensors(logits), tensors(labels)[0].long())


def exact(logits, labels):
    costs = exact_log(exact_exp(logits).sum(axis=1)) - pick(logits, labels)
    return costs.sum() / len(costs)


def raw_logit(ce, logits, labels):
    """Add 5 to all logits of a sample: should the loss change?"""
    return -np.mean(pick(logits.astype(float), labels))


def margin_instead(ce, logits, labels):
    """Two classes with equal logits: is the right one certain?"""
    x = logits.astype(float)
    return np.mean(x.max(axis=1) - pick(x, labels))


@variants(times=(1, -1))
def max_not_added_back(ce, logits, labels, times):
    """If you subtract something in one place, does the other place know?"""
    return ce(logits, labels) - times * np.mean(logits.astype(float).max(axis=1))


def unsigned_negation(ce, logits, labels):
    """Try -1 in a type that knows no negative numbers."""
    costs = -pick(log_probabilities(logits), labels)
    return np.mean(costs + pick(logits.astype(float), labels) + -pick(logits, labels))


def fractions_cut(ce, logits, labels):
    """What is left of 0.7 in the type of your logits?"""
    return np.mean((-pick(log_probabilities(logits), labels)).astype(logits.dtype))


def cost(*logits, label):
    """Write the definition down for one sample with small logits."""
    return log(exp(logits).sum()) - logits[label]


X = array([[2.0, 1.0, 0.1], [-1.0, 0.5, 3.0], [0.3, 2.5, -0.2], [1.5, -2.0, 0.4]])
LABELS = array([1, 2, 0, 0])
PAIR = array([[0.0, log(3)], [log(3), 0.0]])  # probabilities 1/4 and 3/4, then 3/4 and 1/4
SCALES, WIDE = array([[1e4, 10001.0], [0.0, 1.0], [-10001.0, -1e4]]), resize([0.0, 1.0, 2.0], (2, 300))
NEAR_ZERO = Absolute(1e-9, "ln(1 + tiny) is next to 0: rounding or an epsilon of 1e-12 shows in all its digits")
ROUGHLY = Absolute(1e-3, "how much an epsilon costs is asked under stability, not here")


def basics(rng):
    for samples, n_classes in ((3, 2), (4, 3), (2, 5)):
        labels = append(rng.integers(0, n_classes, samples - 1), 0)
        yield Case(f"drawn-{samples}-samples-of-{n_classes}-classes", (rng.normal(size=(samples, n_classes)), labels))


def labels(rng):
    yield Case("drawn-permutation", (rng.normal(size=(5, 5)), rng.permutation(5)))


def stability(rng):
    logits = rng.normal(size=(3, 4)) + rng.permutation([[-1e4], [0.0], [1e4]])
    yield Case("drawn-scales", (logits, np.full(3, rng.integers(0, 4, 3)[0])))


LOG_SOFTMAX_MISTAKES = (
    exponents.no_shift(*naive.LOG_SOFTMAX, *naive.MENDED_LOG_SOFTMAX, lambda x: log(naive.softmax(x))),
    exponents.global_max(*naive.LOG_SOFTMAX, *naive.MENDED_LOG_SOFTMAX),
    *exponents.other_shifts(*naive.LOG_SOFTMAX, shifts=("min", "mean", "median", "first", "last")),
    exponents.half_precision(naive.log_softmax, lambda x: log(naive.softmax(x))),
    axes.whole_array(lambda x: log_probabilities(x.ravel()).reshape(x.shape)),
    axes.keepdims_missing(naive.less_log, "sum", "max"),
    logarithms.unsigned_shift,
    logarithms.eps_in_log,
    logarithms.clamped_at_100(10, 20, 30, 50, 100, 500, 700, 745, 1e3, 1e4, 1e6, of=["the answer"]),
    logarithms.log_missing(True),
    logarithms.softmax_twice,
    logarithms.other_base(False),
    logarithms.sigmoid_instead,
)

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.scores,
    after="log_softmax",
    sweep=Sweep(
        "logit of the right class, the other being 0",
        np.linspace(-1000, 1000, 201),
        lambda logit: (array([[logit, 0.0]]), array([0])),
    ),
    misconceptions=(
        *map(classes.from_logits, classes.MISTAKES),
        *map(classes.picked, LOG_SOFTMAX_MISTAKES),
        # One sample is certain along the other axis: people who take the mean before the minus answer -0.0.
        classes.picked(axes.wrong_axis("0", "0 of the sum"), lambda log_p, labels: -np.mean(pick(log_p, labels))),
        logarithms.log_of_softmax(
            *(lambda log_p, labels, way=way: mean_cost(way(log_p), labels) for way in logarithms.AT_ZERO),
            lambda log_p, labels: np.mean([-math.log(p) for p in exp(pick(log_p, labels))]),
            lambda log_p, labels: -np.mean(np.sum(np.eye(log_p.shape[1])[labels] * log(exp(log_p)), axis=1)),
        ),
        exponents.logits_clipped(*exponents.BOUNDS),
        exponents.logits_overwritten,
        sum_instead_of_mean,
        minus_missing,
        bits_not_nats(2),
        rounded_away(2, 3, 4, 5, 6),
    ),
    items=(
        item(
            "basics",
            Case("one-sample", (array([[2.0, 1.0, 0.1]]), array([0])), log(exp(2) + exp(1) + exp(0.1)) - 2),
            Case("all-equal", (array([[1.5, 1.5, 1.5], [0.5, 0.5, 0.5]]), array([2, 0])), log(3)),
            Case("one-to-three", (PAIR, array([0, 0])), log(4) - log(3) / 2),
            Case("four-samples", (X, LABELS)),
            drawn=basics,
        ),
        item(
            "labels",
            Case("always-the-first", (X, array([0, 0, 0, 0]))),
            Case("always-the-last", (X, array([2, 2, 2, 2]))),
            Case("never-the-largest", (X, array([2, 0, 2, 1]))),
            Case("always-the-largest", (X, array([0, 2, 1, 0]))),
            Case("same-sample-each-label", (resize(X[0], (3, 3)), array([0, 1, 2]))),
            drawn=labels,
            digits=True,
        ),
        item(
            "shapes",
            Case("batch-of-one", (X[:1], LABELS[:1]), cost(2.0, 1.0, 0.1, label=1)),
            Case("square-batch", (X[:3], array([2, 0, 0]))),
            Case("more-classes-than-samples", (X.T.copy(), array([3, 0, 1]))),
            Case("one-class", (array([[3.0], [-1.0]]), array([0, 0])), 0.0, absolute=ROUGHLY),
            Case("fortran-order", (asfortranarray(X), LABELS)),
            Case("strided", (resize(X, (4, 6))[:, ::2], resize(LABELS, 8)[::2])),
            # No size of a chunk divides a prime number of samples.
            Case("long-batch", (resize(PAIR, (30_011, 2)), resize([0, 1, 1, 1, 0], 30_011))),
            Case("thousand-classes", (resize([0.0, 1.0, 2.0], (2, 1000)), array([999, 128])), absolute=ROUGHLY),
            digits=True,
        ),
        item(
            "stability",
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
            Case("float32-large", (array([[0, 1000]], "float32"), array([0])), 1000.0),
            drawn=stability,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (X.astype("float32"), LABELS)),
            Case("int32-labels", (X, LABELS.astype("int32"))),
            Case("uint64-labels", (X, LABELS.astype("uint64"))),
            Case("uint8-labels", (X, LABELS.astype("uint8"))),
            Case("uint8-labels-up-to-255", (WIDE, array([255, 128], "uint8")), absolute=ROUGHLY),
            Case("int64", (array([[3, 1, 2], [0, 5, 4]], "int64"), array([2, 0]))),
            Case("uint8-wraps", (array([[1, 3, 2], [7, 5, 5]], "uint8"), array([0, 0]))),
            Case("uint8-large", (array([[255, 0]], "uint8"), array([0])), 0.0, absolute=ROUGHLY),
            Case("int8-wraps", (array([[-128, 127]], "int8"), array([1])), 0.0, absolute=ROUGHLY),
            Case("int8", (array([[-1, 0, 2]], "int8"), array([0])), cost(-1, 0, 2, label=0)),
            Case("int32-overflows", (array([[1, -(2**31)]], "int32"), array([0])), 0.0, absolute=ROUGHLY),
            Case("int64-large", (array([[1, -(2**63)]], "int64"), array([0])), 0.0, absolute=ROUGHLY),
            Case("uint64-large", (array([[2**64 - 1, 0]], "uint64"), array([0])), 0.0, absolute=ROUGHLY),
        ),
        item(
            "purity",
            Case("read-only", (read_only(X), read_only(LABELS))),
            Case("read-only-uint8-labels", (read_only(X), read_only(LABELS.astype("uint8")))),
            inputs_unchanged=True,
        ),
    ),
)
