"""How log_softmax is judged: the logarithm, where the probability itself is gone."""

import math

import numpy as np
from numpy import (
    array,
    asfortranarray,
    exp,
    float32,
    full,
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


def oracle(logits):
    """F.log_softmax(logits, dim=-1): the axis has to be named."""
    import torch
    from torch.nn import functional as F

    logits = torch.tensor(logits.astype(float) if logits.dtype.kind == "u" else logits)
    return F.log_softmax(logits if logits.is_floating_point() else logits.double(), dim=-1)


def exact(logits):
    shifted = logits - logits.max(axis=-1, keepdims=True)  # fifty digits hold 1e300 or ln 2, not their sum
    return shifted - exact_log(exact_exp(shifted).sum(axis=-1, keepdims=True))


def top(x):
    """Largest logit of each sample."""
    return x.max(axis=-1, keepdims=True)


def log_sum_exp(x):
    """Logarithm of the sum of the exponentials, as they come."""
    return log(exp(x).sum(axis=-1, keepdims=True))


def log_sum_exp_by_math(x):
    """The same with Python's math, which raises where NumPy warns."""
    return np.vectorize(math.log, otypes=[float])(np.vectorize(math.exp, otypes=[float])(x).sum(-1, keepdims=True))


def log_of_sum_and(eps):
    """The same with a floor under the sum."""
    return lambda x: log(exp(x).sum(axis=-1, keepdims=True) + eps)


# What becomes of exponents that are too large, or all too small.
LOG_SUMS = {
    "numpy": log_sum_exp,
    "math": log_sum_exp_by_math,
    **{f"eps {eps}": log_of_sum_and(eps) for eps in (1e-300, 1e-12, 1e-10, 1e-8)},
    "long double": lambda x: where(top(x) > 11356, inf, where(top(x) < -11400, -inf, top(x) + log_sum_exp(x - top(x)))),
}


@variants(how=(*LOG_SUMS, "refused"))
def no_shift(log_softmax, logits, how):
    """Overflow inside the logarithm: what may be taken out of the sum first?"""
    x = logits.astype(float)
    if how != "refused":
        return x - LOG_SUMS[how](x)
    if np.abs(x).max() > 709:
        raise OverflowError
    return log_softmax(x)


@variants(how=("numpy", "math", "eps 1e-300", "eps 1e-12", "eps 1e-08"))
def global_max(log_softmax, logits, how):
    """What happens to a row whose logits all lie far below another row's?"""
    shifted = logits.astype(float) - logits.astype(float).max()
    return shifted - LOG_SUMS[how](shifted)


@variants(how=("numpy", "math"), negative=(0, -1))
def max_from_zero(log_softmax, logits, how, negative):
    """Try a row in which every logit is very negative."""
    x = logits.astype(float)
    shifted = x - where(top(x) > 0, top(x), negative * top(x))
    return shifted - LOG_SUMS[how](shifted)


@variants(how=("numpy", "math"))
def max_of_abs(log_softmax, logits, how):
    """Which exponent does the largest logit get when another one is far below zero?"""
    x = logits.astype(float)
    shifted = x - top(np.abs(x))
    return shifted - LOG_SUMS[how](shifted)


SHIFTS = {
    "min": lambda x: x.min(axis=-1, keepdims=True),
    "mean": lambda x: x.mean(axis=-1, keepdims=True),
    "median": lambda x: np.median(x, axis=-1, keepdims=True),
    "middle": lambda x: (x.min(axis=-1, keepdims=True) + top(x)) / 2,
    "first": lambda x: x[..., :1],
    "last": lambda x: x[..., -1:],
}


@variants(how=("numpy", "math"), shift=SHIFTS)
def shift_by_min(log_softmax, logits, how, shift):
    """After the shift, which side of zero should all exponents lie on?"""
    x = logits.astype(float)
    shifted = x - SHIFTS[shift](x)
    return shifted - LOG_SUMS[how](shifted)


@variants(kinds=("iu", "i"), cast=(False, True), way=("shifted", "as they come", "softmax"))
def unsigned_shift(log_softmax, logits, kinds, cast, way):
    """Which value does 1 minus 3 take in the type of your logits, and how many digits does exp give for it?"""
    x = logits if logits.dtype.kind in kinds else logits.astype(float)
    shifted = x - top(x)
    shifted = shifted.astype(float) if cast else shifted
    if way == "as they come":
        return x - (top(x) + log_sum_exp(shifted))
    if way == "softmax" and logits.dtype.kind in kinds:
        return log(exp(shifted) / exp(shifted).sum(axis=-1, keepdims=True))
    return shifted - log_sum_exp(shifted)


def half_precision(log_softmax, logits):
    """How many digits does exp give for an integer of eight bits?"""
    return logits - log_sum_exp(logits) if logits.dtype.itemsize == 1 else log_softmax(logits)


def fractions_cut(log_softmax, logits):
    """What is left of -0.7 in the type of your logits?"""
    return log_softmax(logits).astype(logits.dtype)


AT_ZERO = {
    "minus infinity": lambda log_p: log(exp(log_p)),
    "exception": lambda log_p: np.vectorize(math.log, otypes=[float])(exp(log_p)),
    "most negative": lambda log_p: nan_to_num(log(exp(log_p))),
    "zero": lambda log_p: where(exp(log_p) > 0, log(exp(log_p)), 0.0),
    "long double": lambda log_p: where(log_p < -11399, -inf, log_p),
}


@variants(at_zero=AT_ZERO)
def log_of_softmax(log_softmax, logits, at_zero):
    """Once a probability has become 0, its logarithm is lost; can you avoid computing it?"""
    return AT_ZERO[at_zero](log_softmax(logits))


FLOORS = {
    "added": lambda p, eps: p + eps,
    "clipped": lambda p, eps: np.maximum(p, eps),
    "clipped at both ends": lambda p, eps: np.clip(p, eps, 1 - eps),
    "in place of zero": lambda p, eps: where(p == 0, eps, p),
}
TINY = (2.2250738585072014e-308, 1e-308, 1e-300, 1e-100, 1e-50, 1e-30, 1e-20)
USUAL = (1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)


@variants(how=FLOORS, eps=(*TINY, *USUAL))
def eps_in_log(log_softmax, logits, how, eps):
    """A floor under the probability is a floor under the answer."""
    return log(FLOORS[how](exp(log_softmax(logits)), eps))


@variants(floor=(-20, -30, -50, -100, -500, -700, -745, -1e3, -1e4, -1e6), of=("the answer", "the exponent"))
def clamped_at_100(log_softmax, logits, floor, of):
    """Nothing in this task asks for a lower limit."""
    if of == "the answer":
        return np.maximum(log_softmax(logits), floor)
    x = logits.astype(float)
    return log_softmax(np.maximum(x - top(x), floor))


@variants(bound=(10, 20, 30, 50, 80, 88, 100, 500, 700, 709, 1e3, 1e4, 1e6), side=("both", "below", "above"))
def logits_clipped(log_softmax, logits, bound, side):
    """Clipping makes different logits equal; shifting does not."""
    below, above = -bound if side != "above" else -inf, bound if side != "below" else inf
    return log_softmax(np.clip(logits.astype(float), below, above))


@variants(eps=(1e-6, 1e-5, 1e-4, 1e-3))
def eps_in_normaliser(log_softmax, logits, eps):
    """After the shift, can the sum ever be zero?"""
    shifted = logits.astype(float) - top(logits.astype(float))
    return shifted - log(exp(shifted).sum(axis=-1, keepdims=True) + eps)


@variants(times=(0, 1))
def max_not_added_back(log_softmax, logits, times):
    """If you subtract something in one place, does the other place know?"""
    x = logits.astype(float)
    return x + times * top(x) - log_sum_exp(x - top(x))


def max_subtracted_twice(log_softmax, logits):
    """exp of your answers should add up to 1; do they?"""
    return log_softmax(logits) - top(logits.astype(float))


@variants(shift=(True, False))
def log_missing(log_softmax, logits, shift):
    """Four equal logits: each probability is 1/4. What is its logarithm?"""
    x = logits.astype(float) - (top(logits.astype(float)) if shift else 0)
    return x - exp(x).sum(axis=-1, keepdims=True)


def max_taken_for_lse(log_softmax, logits):
    """The largest logit alone is only part of the sum."""
    x = logits.astype(float)
    return x - top(x)


def normaliser_returned(log_softmax, logits):
    """How many classes does a sample have, and how many answers do you give for it?"""
    x = logits.astype(float)
    return top(x) + log_sum_exp(x - top(x))


@variants(how=("mean", "one more"))
def not_normalised(log_softmax, logits, how):
    """Two equal logits: what should exp of your two answers add up to?"""
    if how == "mean":
        return log_softmax(logits) + log(logits.shape[-1])
    shifted = logits.astype(float) - top(logits.astype(float))
    return shifted - log1p(exp(shifted).sum(axis=-1, keepdims=True))


@variants(axes=("0", "0 of two", "0 of the sum"))
def wrong_axis(log_softmax, logits, axes):
    """Check that each row, not each column, forms a distribution."""
    if axes == "0 of the sum":
        x = logits.astype(float)
        return x - top(x) - log(exp(x - top(x)).sum(axis=0, keepdims=True))
    if axes == "0 of two" and logits.ndim == 3:
        return log_softmax(logits)
    return np.moveaxis(log_softmax(np.moveaxis(logits, 0, -1)), -1, 0)


@variants(one_axis=(True, False))
def axis_1(log_softmax, logits, one_axis):
    """The classes lie along the last axis: which number has it in an array of one, two or three axes?"""
    if one_axis and logits.ndim == 1:
        return log_softmax(logits)
    return np.moveaxis(log_softmax(np.moveaxis(logits, 1, -1)), -1, 1)


def whole_array(log_softmax, logits):
    """Each sample is a distribution of its own."""
    return log_softmax(logits.ravel()).reshape(logits.shape)


@variants(where_missing=("sum", "max", "both"), if_it_fits=(False, True))
def keepdims_missing(log_softmax, logits, where_missing, if_it_fits):
    """Print the shapes on both sides of the subtraction."""
    if if_it_fits and logits.shape[-1:] != logits.shape[-2:-1]:
        return log_softmax(logits)
    x = logits.astype(float)
    shifted = x - x.max(axis=-1, keepdims=where_missing == "sum")
    return shifted - log(exp(shifted).sum(axis=-1, keepdims=where_missing == "max"))


def squeezed(log_softmax, logits):
    """A batch of one sample goes in: is a batch what comes out?"""
    return log_softmax(logits).squeeze()


def sign_flipped(log_softmax, logits):
    """Can the logarithm of a probability be positive?"""
    return -log_softmax(logits)


def logits_negated(log_softmax, logits):
    """Which class should be the most likely one: that with the largest logit or that with the smallest?"""
    return log_softmax(-logits.astype(float))


def softmax_first(log_softmax, logits):
    """How many times do the logits become probabilities on their way through your function?"""
    return log_softmax(exp(log_softmax(logits)))


def log_forgotten(log_softmax, logits):
    """Your answers add up to 1. Should they, or should something else of them?"""
    return exp(log_softmax(logits))


def bits_not_nats(log_softmax, logits):
    """Two equal logits give -1 in one unit and -0.693 in another; which unit is asked for?"""
    return log_softmax(logits) / log(2)


@variants(logarithm=(np.log2, log10), throughout=(False, True))
def other_base(log_softmax, logits, logarithm, throughout):
    """Your logarithm should undo your exp; does it?"""
    if throughout:
        return logarithm(exp(log_softmax(logits)))
    shifted = logits.astype(float) - top(logits.astype(float))
    return shifted - logarithm(exp(shifted).sum(axis=-1, keepdims=True))


def log_sigmoid_instead(log_softmax, logits):
    """Each class on its own says yes or no; do the probabilities of one sample still add up to 1?"""
    return -np.logaddexp(0, -logits.astype(float))


@variants(decimals=(2, 3, 4, 5, 6))
def rounded_away(log_softmax, logits, decimals):
    """How many digits of your answer are right, and where do the others go?"""
    return np.round(log_softmax(logits), decimals)


@variants(dtypes=("all", "f4 f8", "f8"))
def input_overwritten(log_softmax, logits, dtypes):
    """Your caller may want to use the logits again."""
    answer = log_softmax(logits)
    if dtypes == "all" or logits.dtype.str[1:] in dtypes:
        logits -= top(logits)
    return answer


def log_shares(*logits):
    """Write the definition down for small logits."""
    return array(logits) - log(exp(logits).sum())


X, PAIR = array([2.0, 1.0, 0.1]), array([0.0, log(3)])
ROWS, SQUARE = array([[2.0, 1.0, 0.1], [-1.0, 0.5, 3.0]]), array([[2.0, 1.0, 0.1], [-1.0, 0.5, 3.0], [0.4, 0.3, -0.3]])
CUBE = array([[[0.5, -1.0, 2.0], [1.5, 0.0, -2.0]], [[3.0, 2.5, -0.5], [-1.5, 0.2, 0.7]]])
PAIR_LOGS = log([0.25, 0.75])
NEAR_ZERO = Absolute(1e-9, "ln(1 + tiny) is next to 0: rounding or an epsilon of 1e-12 shows in all its digits")
ROUGHLY = Absolute(1e-2, "how much an epsilon costs is asked under unlikely_classes, not here")


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", (rng.normal(0.0, 1.0, n_classes),))


def shapes(rng):
    yield Case("drawn-batch", (rng.normal(0.0, 1.0, (3, 4)),))
    yield Case("drawn-square-batch", (rng.normal(0.0, 1.0, (3, 3)),))


def stability(rng):
    yield Case("drawn-far-above-zero", (rng.normal(1e4, 1.0, 4),))
    yield Case("drawn-far-below-zero", (rng.normal(-1e4, 1.0, 4),))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="softmax",
    sweep=Sweep(
        "first of two logits, the other being 0",
        np.linspace(-1000, 1000, 201),
        lambda logit: (array([logit, 0.0]),),
    ),
    misconceptions=(
        log_of_softmax,
        eps_in_log,
        no_shift,
        max_not_added_back,
        max_subtracted_twice,
        log_missing,
        max_taken_for_lse,
        normaliser_returned,
        not_normalised,
        global_max,
        max_from_zero,
        max_of_abs,
        shift_by_min,
        unsigned_shift,
        half_precision,
        fractions_cut,
        clamped_at_100,
        logits_clipped,
        eps_in_normaliser,
        wrong_axis,
        axis_1,
        whole_array,
        keepdims_missing,
        squeezed,
        sign_flipped,
        logits_negated,
        softmax_first,
        log_forgotten,
        bits_not_nats,
        other_base,
        log_sigmoid_instead,
        rounded_away,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("one-to-three", (PAIR,), PAIR_LOGS),
                Case("three-classes", (X,)),
                Case("all-equal", (full(4, 1.5),), [-log(4)] * 4),
                Case("all-negative", (array([-1.0, -2.0, -0.5]),)),
            ),
            drawn=basics,
        ),
        Item(
            "shapes",
            (
                Case("batch", (ROWS,)),
                Case("square-batch", (SQUARE,)),
                Case("more-samples-than-classes", (ROWS.T.copy(),)),
                Case("batch-of-one", (X[None],)),
                Case("one-class", (array([-2.5]),), [0.0], absolute=ROUGHLY),
                Case("one-class-batch", (array([[3.0], [-1.0]]),), [[0.0], [0.0]], absolute=ROUGHLY),
                Case("three-axes", (CUBE,)),
                Case("fortran-order", (asfortranarray(ROWS),)),
                Case("strided", (resize(X, 6)[::2],)),
                # Far enough apart to tell one maximum for all, but not too far for exp without any shift.
                Case("rows-far-apart", (array([[650.0, 651], [0, 1], [-100, -99]]),), [log_shares(0, 1)] * 3),
                Case("long-batch", (resize(PAIR, (30_000, 2)),), resize(PAIR_LOGS, (30_000, 2))),
                Case(
                    "many-classes",
                    (resize(PAIR, 30_000),),
                    resize(PAIR_LOGS, 30_000) - log(15_000),
                    absolute=ROUGHLY,
                ),
            ),
            drawn=shapes,
        ),
        Item(
            "unlikely_classes",
            (
                Case("unlikely", (array([0.0, -30.0]),), array([0.0, -30.0]) - log1p(exp(-30)), absolute=NEAR_ZERO),
                Case("probability-1e-87", (array([0.0, -200.0, 0.0]),), [-log(2), -200 - log(2), -log(2)]),
                Case("probability-underflows", (array([0.0, -1000.0]),), [0.0, -1000.0], absolute=NEAR_ZERO),
                Case("two-underflow", (array([-900.0, 0.0, -2000.0]),), [-900.0, 0.0, -2000.0], absolute=NEAR_ZERO),
                Case("all-but-two-underflow", (array([-1000.0, 0.0, 0.0]),), array([-1000.0, 0.0, 0.0]) - log(2)),
                Case("nearly-certain", (array([0.0, 20.0]),), array([-20, 0]) - log1p(exp(-20)), absolute=NEAR_ZERO),
                Case("one-far-above", (array([-800.0, 700, -800]),), [-1500.0, 0.0, -1500.0], absolute=NEAR_ZERO),
                Case("ten-million-below", (array([0.0, -1e7, 0.0]),), array([0.0, -1e7, 0.0]) - log(2)),
                Case("most-unlikely", (array([0.0, -1e300]),), [0.0, -1e300], absolute=NEAR_ZERO),
                Case("largest", (array([1e300, -1e300]),), [0.0, -2e300], absolute=NEAR_ZERO),
                Case("float32-underflows", (array([0, -200, 0], dtype=float32),), [-log(2), -200 - log(2), -log(2)]),
                Case("int8-wraps", (array([-128, 127, 127], dtype=int8),), log_shares(-255, 0, 0)),
                Case("int32-overflows", (array([1, -(2**31)], dtype=int32),), [0, -(2**31) - 1], absolute=NEAR_ZERO),
                Case("int64-large", (array([1, -(2**63)], dtype=int64),), [0, -(2.0**63)], absolute=NEAR_ZERO),
                Case("uint64-large", (array([2**64 - 1, 0], dtype=uint64),), [0, -(2.0**64)], absolute=NEAR_ZERO),
            ),
        ),
        Item(
            "stability",
            (
                Case("large", (array([1000.0, 1001.0, 1002.0]),), log_shares(0, 1, 2)),
                Case("very-negative", (array([-1000.0, -1001.0, -1002.0]),), log_shares(0, -1, -2)),
                Case("large-and-equal", (array([1e4, 1e4]),), [-log(2), -log(2)]),
                Case("ten-thousand", (array([9997.0, 1e4, 9999.0]),), log_shares(-3, 0, -1)),
                Case("ten-million", (array([1e7 - 1, 1e7]),), log_shares(0, 1)),
                Case("minus-ten-million", (array([-1e7 - 2, -1e7]),), log_shares(0, 2)),
                Case("float32-large", (array([200, 201], dtype=float32),), log_shares(0, 1)),
            ),
            drawn=stability,
        ),
        Item(
            "dtypes",
            (
                Case("float32", (X.astype(float32),)),
                Case("int64", (array([3, 1, 2], dtype=int64),), log_shares(3, 1, 2)),
                Case("uint8-wraps", (array([1, 3, 2], dtype=uint8),), log_shares(1, 3, 2)),
                Case("uint8-large", (array([128, 127], dtype=uint8),), log_shares(1, 0)),
                Case("int8", (array([-1, 0, 2], dtype=int8),), log_shares(-1, 0, 2)),
            ),
        ),
        Item("purity", (Case("read-only", (read_only(X),)),), inputs_unchanged=True),
    ),
)
