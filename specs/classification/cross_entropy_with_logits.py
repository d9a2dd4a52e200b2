"""How cross_entropy_with_logits is judged: the right class of each sample, from logits of any size."""

import math

import numpy as np
from numpy import append, arange, array, asfortranarray, exp, log, log1p, resize, where

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import log as exact_log
from autograder.bank.shared import axes, classes, costs, exponents, fresh, logarithms, naive, shifts
from autograder.bank.shared.classes import mean_cost, pick
from autograder.bank.shared.mistakes import bits_not_nats, minus_missing, rounded_away, sum_instead_of_mean
from autograder.bank.shared.naive import log_probabilities
from autograder.bank.shared.samples import ROWS_FAR_APART
from autograder.bank.spec import Absolute, Case, Napkin, Spec, Sweep, item, read_only, tensors, variants


def oracle(logits, labels):
    """F.cross_entropy(logits, labels): same order, mean by default; int64 labels."""
    from torch.nn import functional as F

    return F.cross_entropy(*tensors(logits), tensors(labels)[0].long())


def exact(logits, labels):
    costs = exact_log(exact_exp(logits).sum(axis=1)) - pick(logits, labels)
    return costs.sum() / len(costs)


def raw_logit(ce, logits, labels):
    """Negative logit of the right class, without softmax

    Does your loss change when 5 is added to all logits of a sample?

    Logits 0, 0 and 5, 5 mean the same: each class has 1/2, and the loss is 0.693 both times. Your function gives 0 and
    −5.

    From the logit of the right class, subtract the logarithm of the sum of the exponentials of that sample's logits
    before you change the sign.

    Lecture: A logit says nothing by itself: it counts only against the other logits of its sample.
    Family: formula
    """
    return -np.mean(pick(logits.astype(float), labels))


def margin_instead(ce, logits, labels):
    """Distance to the largest logit instead of the log-probability

    What does your function return when the right class has the largest logit: is it 0?

    For two equal logits the right class has the probability 1/2 and costs 0.693. The distance to the largest logit is
    0.

    Put the logarithm of the sum of the shifted exponentials where the maximum alone stands now, and keep the shift.

    Lecture: The maximum is only the largest term of log-sum-exp; the other classes count as well.
    Family: formula
    """
    x = logits.astype(float)
    return np.mean(x.max(axis=1) - pick(x, labels))


@variants(times=(1, -1))
def max_not_added_back(ce, logits, labels, times):
    """Maximum subtracted in the sum, but not everywhere

    Where in your function are the logits shifted, and where are they not?

    For logits 2 and 2 the logarithm of 1/2 is −0.693. The shifted sum gives ln 2, and 2 − ln 2 is 1.307: the shift of 2
    is left over.

    Use the shifted logits in both places: where you take the exponentials, and where you subtract the logarithm of
    their sum.

    Lecture: The shift cancels only if both parts of the difference have it: name the shifted logits, and forget the
    others.
    Family: formula
    """
    return ce(logits, labels) - times * np.mean(logits.astype(float).max(axis=1))


def unsigned_negation(ce, logits, labels):
    """Minus sign applied in an unsigned type

    What does -logits give for this input of unsigned integers? Print it.

    uint8 holds 0 to 255 only. The negative of 1 becomes 255 there, not −1.

    Convert the logits to float64 in the first line, before you pick from them and change the sign.

    Lecture: Unsigned integers know no minus: convert first, then compute.
    Family: integers
    """
    costs = -pick(log_probabilities(logits), labels)
    return np.mean(costs + (pick(logits.astype(float), labels) + -pick(logits, labels)))


def fractions_cut(ce, logits, labels):
    """Results stored in an array of the logits' integer type

    When the logits are integers, what is the dtype of the array in which you store the results?

    An array of integers keeps whole numbers only: 0.7 becomes 0, and −1.4 becomes −1.

    np.empty_like and np.zeros_like take over the integer type of the logits; give them dtype=float, or convert the
    logits first.

    Lecture: An array made like the input has its type, and integers cut off every fraction without a warning.
    Family: integers
    """
    return np.mean((-pick(log_probabilities(logits), labels)).astype(logits.dtype))


def one_hot_cost(log_p, labels):
    """Take all logarithms, those of the other classes times 0."""
    rights = pick(np.broadcast_to(np.eye(log_p.shape[1]), (*log_p.shape, log_p.shape[1])), labels)
    return -np.mean(np.sum(rights * log(exp(log_p)), axis=1))


def cost(*logits, label):
    """Write the definition down for one sample with small logits."""
    return log(exp(logits).sum()) - logits[label]


X = array([[2.0, 1.0, 0.1], [-0.5, 0.5, 1.5], [0.3, 1.5, -0.2], [1.5, -0.5, 0.4]])
LABELS = array([1, 2, 0, 0])
PAIR = array([[0.0, log(3)], [log(3), 0.0]])  # probabilities 1/4 and 3/4, then 3/4 and 1/4
MOSTLY_RIGHT = log(4) - 27_000 / 30_011 * log(3)
WIDE = where(arange(300) == [[255], [128]], 6.0, 0.0)
NEAR_ZERO = Absolute(1e-8, "ln(1 + tiny) is next to 0: rounding, or an epsilon of 1e-9, shows in all its digits")
FLOORED = Absolute(1e-2, "how much a floor under the probability costs is asked under stability, not here")
BOUNDED = Absolute(0.8, "which large logits are told apart is asked under stability, not here")


def basics(rng):
    for samples, n_classes in ((3, 2), (4, 3), (2, 5)):
        labels = append(rng.integers(0, n_classes, samples - 1), 0)
        yield Case(
            f"drawn-{samples}-samples-of-{n_classes}-classes", (rng.normal(0.0, 0.5, (samples, n_classes)), labels)
        )


def labels(rng):
    yield Case("drawn-labels", (rng.normal(0.0, 0.5, (4, 5)), rng.permutation(5)[:4]))


def stability(rng):
    for name, height in (("above", 1e4), ("below", -1e4)):
        yield Case(f"drawn-far-{name}-zero", (rng.normal(height, 1.0, (1, 4)), rng.integers(0, 4, 1)))


LOG_SOFTMAX_MISTAKES = (
    shifts.no_shift(*naive.LOG_SOFTMAX, *naive.MENDED_LOG_SOFTMAX, lambda x: log(naive.softmax(x))),
    shifts.global_max(*naive.LOG_SOFTMAX, *naive.MENDED_LOG_SOFTMAX),
    *shifts.other_shifts(*naive.LOG_SOFTMAX, shifts=("min", "mean", "median", "first", "last")),
    shifts.log_swallowed(),
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
    napkins=(
        Napkin(
            (array([[0.0, 0.0]]), array([1])),
            "Which probability has class 1?",
            "Softmax gives ½ and ½, so the loss is −ln ½ = ln 2 ≈ 0.69.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([[20.0, 0.0, -20.0]]), array([2])),
            "How far below the best logit is that of the right class?",
            "The log-probability of class 2 is about −20 − 20 = −40, so the loss is about 40.",
        ),
        Napkin(
            (array([[0.0, 0.0], [0.0, 1000.0]]), array([0, 1])),
            "What does each sample cost by itself? There are two to average over.",
            "The first costs ln 2, the second, sure and right, 0: the mean is ½ ln 2 ≈ 0.35.",
            given="ln 2 ≈ 0.693",
        ),
    ),
    misconceptions=(
        *map(classes.from_logits, (*classes.MISTAKES, *costs.MISTAKES)),
        *map(classes.picked, LOG_SOFTMAX_MISTAKES),
        # One sample is certain along the other axis: people who take the mean before the minus answer -0.0.
        classes.picked(axes.wrong_axis("0", "0 of the sum"), lambda log_p, labels: -np.mean(pick(log_p, labels))),
        logarithms.log_of_softmax(
            *(lambda log_p, labels, way=way: mean_cost(way(log_p), labels) for way in logarithms.AT_ZERO),
            lambda log_p, labels: np.mean([-math.log(p) for p in exp(pick(log_p, labels))]),
            one_hot_cost,
        ),
        exponents.logits_clipped(*exponents.BOUNDS),
        exponents.logits_overwritten,
        sum_instead_of_mean,
        minus_missing,
        classes.labels_not_checked,
        bits_not_nats(2),
        rounded_away(2, 3, 4, 5, 6),
    ),
    costs_more={
        "no_shift": "beside a small constant the row of the low logits vanishes, which shapes ask about",
    },
    notice=(
        "Only the logit of the right class and the logarithm of the sum are needed: one number for each row is picked "
        "with two index arrays, and no probability is ever computed. F.cross_entropy takes logits as well; giving it "
        "probabilities raises no error, and trains badly. Its labels are int64 numbers; floating-point targets of the "
        "shape of the logits count as probabilities."
    ),
    items=(
        item(
            "basics",
            Case("one-sample", (array([[2.0, 1.0, 0.1]]), array([0])), log(exp(2) + exp(1) + exp(0.1)) - 2),
            Case("all-equal", (array([[1.5, 1.5, 1.5], [0.5, 0.5, 0.5]]), array([2, 0])), log(3)),
            Case("one-to-three", (PAIR, array([0, 0])), log(4) - log(3) / 2),
            Case("four-samples", (X, LABELS)),
            points=3.5,
            drawn=basics,
        ),
        item(
            "labels",
            Case("always-the-first", (X, array([0, 0, 0, 0]))),
            Case("always-the-last", (X, array([2, 2, 2, 2]))),
            Case("never-the-largest", (X, array([2, 0, 2, 1]))),
            Case("always-the-largest", (X, array([0, 2, 1, 0]))),
            Case("same-sample-each-label", (resize(X[0], (3, 3)), array([0, 1, 2]))),
            Case("int32-labels", (X, LABELS.astype("int32"))),
            Case("uint64-labels", (X, LABELS.astype("uint64"))),
            Case("uint8-labels", (X, LABELS.astype("uint8"))),
            Case("uint8-labels-up-to-255", (WIDE, array([255, 128], "uint8")), absolute=FLOORED),
            points=1,
            drawn=labels,
        ),
        item(
            "stability",
            Case("confident-and-wrong", (array([[0.0, 1000.0]]), array([0])), 1000.0),
            Case("unlikely-and-right", (array([[0.0, -1000.0]]), array([1])), 1000.0),
            Case("wrong-by-20", (array([[20.0, 0.0]]), array([1])), 20 + log1p(exp(-20))),
            Case("wrong-by-36", (array([[-6.0, 30.0]]), array([0])), 36 + log1p(exp(-36))),
            Case("wrong-by-200", (array([[-100.0, 100.0, 100.0]]), array([0])), 200 + log(2)),
            Case("ten-thousand-and-wrong", (array([[1e4, -1e4]]), array([1])), 20_000.0),
            Case("ten-million-and-wrong", (array([[-1e7, 1e7, 1e7]]), array([0])), 2e7 + log(2)),
            Case("ten-thousand-and-equal", (array([[1e4, 1e4, -1e4]]), array([0])), log(2)),
            Case("shifted-by-1e15", (array([[1e15, 1e15 + 1]]), array([0])), cost(0, 1, label=0)),
            Case("very-negative", (array([[-1e4, -10001.0]]), array([1])), cost(0, -1, label=1)),
            Case("confident-and-right", (array([[1000.0, 0.0]]), array([0])), 0.0, absolute=NEAR_ZERO),
            Case("ten-thousand-and-right", (array([[-1e4, 1e4, 0.0]]), array([1])), 0.0, absolute=NEAR_ZERO),
            Case("nearly-certain", (array([[0.0, 10.0]]), array([1])), log1p(exp(-10)), absolute=NEAR_ZERO),
            points=2.5,
            drawn=stability,
            digits=True,
        ),
        item(
            "shapes",
            Case("batch-of-one", (X[:1], LABELS[:1]), cost(2.0, 1.0, 0.1, label=1)),
            Case("square-batch", (X[:3], array([2, 0, 0]))),
            Case("more-classes-than-samples", (X.T.copy(), array([3, 0, 1]))),
            Case("one-class", (array([[3.0], [-1.0]]), array([0, 0])), 0.0, absolute=FLOORED),
            Case("fortran-order", (asfortranarray(X), LABELS)),
            Case("strided", (resize(X, (4, 6))[:, ::2], resize(LABELS, 8)[::2])),
            Case("rows-far-apart", (ROWS_FAR_APART, array([0, 0, 0])), (2 * log(2) + cost(0, 1, label=0)) / 3),
            # No size of a chunk divides a prime number of samples, and the last samples cost more than the others.
            Case("long-batch", (resize(PAIR[0], (30_011, 2)), (arange(30_011) < 27_000).astype(int)), MOSTLY_RIGHT),
            Case("thirty-classes", (resize([0.0, 1.0, 2.0], (2, 30)), array([29, 15])), absolute=FLOORED),
            points=1,
        ),
        item(
            "dtypes",
            Case("float32", (X.astype("float32"), LABELS)),
            Case("int64", (array([[3, 1, 2], [1, 3, 2]], "int64"), array([2, 0]))),
            Case("uint64-wraps", (array([[2, 3, 1], [4, 5, 5]], "uint64"), array([0, 0]))),
            Case("uint8-wraps", (array([[1, 3, 2], [7, 5, 5]], "uint8"), array([0, 0]))),
            Case("uint8-large", (array([[128, 127]], "uint8"), array([1])), cost(1, 0, label=1), absolute=BOUNDED),
            Case("int8-wraps", (array([[-128, 127]], "int8"), array([1])), 0.0, absolute=FLOORED),
            Case("int8", (array([[-1, 0, 2]], "int8"), array([0])), cost(-1, 0, 2, label=0)),
            points=1,
        ),
        item("wrong_shapes", *classes.WRONG_LABELS, points=0.5),
        item(
            "purity",
            Case("read-only", (read_only(X), read_only(LABELS))),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
