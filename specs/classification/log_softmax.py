"""How log_softmax is judged: the logarithm, where the probability itself is gone."""

import math

import numpy as np
from numpy import array, exp, full, inf, log, log1p, resize, where

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import log as exact_log
from autograder.bank.shared import axes, exponents, fresh, logarithms, naive, samples, shifts
from autograder.bank.shared.mistakes import bits_not_nats, rounded_away
from autograder.bank.shared.naive import log_sum_exp, top
from autograder.bank.shared.samples import PAIR, X
from autograder.bank.spec import Absolute, Case, Napkin, Spec, Sweep, item, read_only, tensors, variants


def oracle(logits):
    """F.log_softmax(logits, dim=-1): the axis has to be named."""
    from torch.nn import functional as F

    return F.log_softmax(*tensors(logits), dim=-1)


def exact(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)  # fifty digits hold 1e300 or ln 2, not their sum
    return shifted - exact_log(exact_exp(shifted).sum(axis=-1, keepdims=True))


def refused(x):
    if np.abs(x).max() > 709:
        raise OverflowError
    return naive.log_probabilities(x)


@variants(times=(0, 1))
def max_not_added_back(log_softmax, logits, times):
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
    x = logits.astype(float)
    return x + times * top(x) - log_sum_exp(x - top(x))


def max_subtracted_twice(log_softmax, logits):
    """Maximum subtracted twice

    What does exp of your answers add up to for one sample?

    For logits 1 and 1 the answers are −0.693 each, and exp gives 0.5 + 0.5 = 1. With the maximum taken off once more
    they are −1.693, and exp gives only 0.368 in all.

    Once the logits are shifted, subtract only the logarithm of the sum of their exponentials; the maximum does not come
    again.

    Lecture: Use shifted logits in both parts of the difference or in neither: mixing the two leaves the maximum over.
    Family: formula
    """
    return log_softmax(logits) - top(logits.astype(float))


def normaliser_returned(log_softmax, logits):
    """Only the logarithm of the sum returned

    How many classes does a sample have, and how many numbers does your function give for it?

    For logits 0 and ln 3 the logarithm of the sum is ln 4, about 1.386: a single number. The answers are two: −1.386
    and −0.288.

    You have computed the number to subtract: subtract it from each logit of the sample.

    Lecture: logsumexp is the normaliser of a sample; log_softmax is every logit minus the normaliser.
    Family: quantity
    """
    x = logits.astype(float)
    return top(x) + log_sum_exp(x - top(x))


def max_taken_for_lse(log_softmax, logits):
    """Only the maximum subtracted

    What does your function give for the largest logit of a sample, and is that class certain?

    For two equal logits your answers are 0 and 0: probabilities 1 and 1. They should be −0.693, the logarithm of 1/2.

    Subtracting the maximum is the first step only. Subtract the logarithm of the sum of the shifted exponentials as
    well.

    Lecture: The maximum is close to the logarithm of the sum only when one class is far ahead.
    Family: formula
    """
    x = logits.astype(float)
    return x - top(x)


@variants(how=("mean", "one more"))
def not_normalised(log_softmax, logits, how):
    """Mean, or another number, in place of the sum of the exponentials

    What does exp of your answers add up to for two equal logits?

    It should be 1/2 + 1/2 = 1. The mean of the exponentials instead of the sum gives 2, and adding 1 to the sum gives
    2/3.

    Use np.sum of the exponentials, not np.mean, and np.log, not np.log1p, which adds 1.

    Lecture: A cheap test of any log_softmax: exp of it adds up to 1 for each sample.
    Family: formula
    """
    if how == "mean":
        return log_softmax(logits) + log(logits.shape[-1])
    x = logits.astype(float) - top(logits.astype(float))
    return x - log1p(exp(x).sum(axis=-1, keepdims=True))


def sign_flipped(log_softmax, logits):
    """Sign of the answer turned

    Can the logarithm of a probability be positive, and are your answers?

    Probabilities are at most 1, so their logarithms are at most 0: the logarithm of 1/2 is −0.693.

    Exchange the two sides of the last subtraction, or remove the minus sign before it: the logarithm of the sum is what
    you subtract.

    Lecture: The minus sign belongs to the loss that is made of log_softmax, not to log_softmax.
    Family: sign
    """
    return -log_softmax(logits)


def log_forgotten(log_softmax, logits):
    """Probabilities returned instead of their logarithms

    Your answers add up to 1: should they, or should their exponentials?

    For two equal logits the probabilities are 0.5 and 0.5; the answers are their logarithms, −0.693 and −0.693.

    Do not take the logarithm of your result at the end, for it may be 0: subtract the logarithm of the sum from the
    shifted logits.

    Lecture: log_softmax returns logarithms because a tiny probability rounds to 0, and its logarithm does not.
    Family: quantity
    """
    return exp(log_softmax(logits))


PAIR_LOGS = log([0.25, 0.75])
NEAR_ZERO = Absolute(1e-8, "ln(1 + tiny) is next to 0: rounding, or an epsilon of 1e-9, shows in all its digits")
BOUNDED = Absolute(1.0, "which large logits are told apart is asked under stability, not here")
TIMED = Absolute(5.0, "so many classes are asked about for the time they take, not for what a floor makes of them")
FLOORED = Absolute(1e-2, "how much a floor under the probability costs is asked under unlikely_classes, not here")


def log_shares(*logits):
    """Write the definition down for small logits."""
    return array(logits) - log(exp(logits).sum())


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.scores,
    after="softmax",
    sweep=Sweep(
        "first of two logits, the other being 0",
        np.linspace(-1000, 1000, 201),
        lambda logit: (array([logit, 0.0]),),
    ),
    napkins=(
        Napkin(
            (array([0.0, 0.0]),),
            "What are the probabilities, and is the logarithm of a probability above or below 0?",
            "Both are ½, and ln ½ = −ln 2 ≈ −0.69: −0.69 and −0.69.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([500.0, -500.0]),),
            "The first class has nearly all the probability: by how much does the second logarithm lie below the "
            "first?",
            "ln 1 = 0, and 1000 below it: 0 and −1000, although exp(−1000) is 0 in floating point.",
        ),
        Napkin(
            (array([7.0, 7.0, 7.0, 7.0]),),
            "Do the sevens matter, or only that they are equal?",
            "Each probability is ¼, and ln ¼ = −2 ln 2 ≈ −1.39, four times.",
            given="ln 2 ≈ 0.693",
        ),
    ),
    misconceptions=(
        shifts.no_shift(*naive.LOG_SOFTMAX, *naive.MENDED_LOG_SOFTMAX, naive.long_double_log_softmax, refused),
        shifts.global_max(*naive.LOG_SOFTMAX, *naive.floored_log_softmax(1e-300, 1e-12, 1e-8)),
        *shifts.other_shifts(*naive.LOG_SOFTMAX),
        shifts.log_swallowed(),
        exponents.half_precision(naive.log_softmax),
        exponents.fractions_cut,
        exponents.logits_clipped(*exponents.BOUNDS),
        shifts.eps_in_sum(naive.less_log, 1e-6, 1e-5, 1e-4, 1e-3),
        exponents.logits_negated,
        exponents.logits_overwritten,
        axes.wrong_axis("0", "0 of two", "0 of the sum"),
        axes.axis_1,
        axes.whole_array(lambda x: naive.log_probabilities(x.ravel()).reshape(x.shape)),
        axes.keepdims_missing(naive.less_log, "sum", "max", "both"),
        axes.squeezed,
        logarithms.unsigned_shift,
        logarithms.log_of_softmax(
            *logarithms.AT_ZERO,
            lambda log_p: np.vectorize(math.log, otypes=[float])(exp(log_p)),
            lambda log_p: where(log_p < -11399, -inf, log_p),  # in 80 bits
        ),
        logarithms.eps_in_log,
        logarithms.clamped_at_100(20, 30, 50, 100, 500, 700, 745, 1e3, 1e4, 1e6),
        logarithms.log_missing(True, False),
        logarithms.softmax_twice,
        logarithms.other_base(True, False),
        logarithms.sigmoid_instead,
        bits_not_nats(2),
        rounded_away(2, 3, 4, 5, 6),
    ),
    costs_more={
        "logits_clipped": "a limit on the logits limits both how large they may be and how unlikely a class may be",
        "no_shift": "beside a small constant the row of the low logits vanishes, which shapes ask about",
        "max_of_abs": "an unlikely class may have the largest absolute value",
    },
    notice=(
        "The logarithm of softmax is the shifted logits minus the logarithm of a sum. That sum is 1 at least, so its "
        "logarithm is harmless; log(softmax(x)) comes too late for unlikely classes, which exp has rounded to 0 by "
        "then. F.log_softmax(x, dim=-1) does what you have written."
    ),
    items=(
        item(
            "basics",
            Case("one-to-three", (PAIR,), PAIR_LOGS),
            Case("three-classes", (X,)),
            Case("all-equal", (full(4, 1.5),), [-log(4)] * 4),
            Case("all-negative", (array([-1.0, -2.0, -0.5]),)),
            points=3,
            drawn=samples.drawn_classes(1.0),
        ),
        item(
            "shapes",
            *samples.BATCHES,
            Case("one-class", (array([-2.5]),), [0.0], absolute=FLOORED),
            Case("one-class-batch", (array([[3.0], [-1.0]]),), [[0.0], [0.0]], absolute=FLOORED),
            *samples.LAYOUTS,
            Case("rows-far-apart", (samples.ROWS_FAR_APART,), [log_shares(0, 0), log_shares(0, 1), log_shares(0, 0)]),
            Case("long-batch", (resize(PAIR, (30_000, 2)),), resize(PAIR_LOGS, (30_000, 2))),
            Case("many-classes", (resize(PAIR, 30_000),), resize(PAIR_LOGS, 30_000) - log(15_000), absolute=TIMED),
            points=1.5,
            drawn=samples.drawn_batches(0.5),
        ),
        item(
            "unlikely_classes",
            Case("unlikely", (array([0.0, -30.0]),), array([0.0, -30.0]) - log1p(exp(-30)), absolute=NEAR_ZERO),
            Case("probability-1e-87", (array([0.0, -200.0, 0.0]),), [-log(2), -200 - log(2), -log(2)]),
            Case("probability-underflows", (array([0.0, -1000.0]),), [0.0, -1000.0], absolute=NEAR_ZERO),
            Case("two-underflow", (array([-900.0, 0.0, -2000.0]),), [-900.0, 0.0, -2000.0], absolute=NEAR_ZERO),
            Case("all-but-two-underflow", (array([-1000.0, 0.0, 0.0]),), array([-1000.0, 0.0, 0.0]) - log(2)),
            Case("nearly-certain", (array([0.0, 10.0]),), array([-10, 0]) - log1p(exp(-10)), absolute=NEAR_ZERO),
            Case("one-far-above", (array([-800.0, 700, -800]),), [-1500.0, 0.0, -1500.0], absolute=NEAR_ZERO),
            Case("ten-million-below", (array([200.0, -1e7, 200.0]),), [-log(2), -1e7 - 200 - log(2), -log(2)]),
            Case("most-unlikely", (array([0.0, -1e300]),), [0.0, -1e300], absolute=NEAR_ZERO),
            points=2.5,
            digits=True,
        ),
        item(
            "stability",
            Case("large", (array([1000.0, 1001.0, 1002.0]),), log_shares(0, 1, 2)),
            Case("very-negative", (array([-1000.0, -1001.0, -1002.0]),), log_shares(0, -1, -2)),
            Case("large-and-equal", (array([1e4, 1e4]),), [-log(2), -log(2)]),
            Case("ten-thousand", (array([9997.0, 1e4, 9999.0]),), log_shares(-3, 0, -1)),
            Case("ten-million", (array([1e7 - 1, 1e7]),), log_shares(0, 1)),
            Case("shifted-by-1e15", (array([1e15, 1e15 + 1, 1e15 - 1]),), log_shares(0, 1, -1)),
            Case("shifted-by-1e17", (array([-1e17, -1e17]),), [-log(2), -log(2)]),
            Case("largest", (array([1e300, 1e300]),), [-log(2), -log(2)]),
            points=2,
            drawn=samples.drawn_far_from_zero(1.0, below=1.0),
        ),
        item(
            "dtypes",
            Case("float32", (X.astype("float32"),)),
            Case("int64", (array([3, 1, 2], "int64"),), log_shares(3, 1, 2)),
            Case("uint64-wraps", (array([2, 3, 1], "uint64"),), log_shares(2, 3, 1)),
            Case("uint8-wraps", (array([1, 3, 2], "uint8"),), log_shares(1, 3, 2)),
            Case("uint8-large", (array([128, 127], "uint8"),), log_shares(1, 0), absolute=BOUNDED),
            Case("int8", (array([-1, 0, 0], "int8"),), log_shares(-1, 0, 0)),
            points=0.5,
        ),
        item("purity", Case("read-only", (read_only(X),)), points=0.5, inputs_unchanged=True),
    ),
)
