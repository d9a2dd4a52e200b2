"""How softmax is judged: shares that add up to one, however large the logits."""

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
    nan_to_num,
    resize,
    uint8,
    uint64,
    where,
)

from autograder.bank.exact import exp as exact_exp
from autograder.bank.spec import Absolute, Case, Item, Spec, Sweep, read_only, variants


def oracle(logits):
    """F.softmax(logits, dim=-1): the axis has to be named."""
    import torch
    from torch.nn import functional as F

    logits = torch.tensor(logits.astype(float) if logits.dtype.kind == "u" else logits)
    return F.softmax(logits if logits.is_floating_point() else logits.double(), dim=-1)


def exact(logits):
    weights = exact_exp(logits)
    return weights / weights.sum(axis=-1, keepdims=True)


def top(x):
    """Largest logit of each sample."""
    return x.max(axis=-1, keepdims=True)


def share(weights):
    """Parts of the whole, along the last axis."""
    return weights / weights.sum(axis=-1, keepdims=True)


def shares_by_math(x):
    """Shares with Python's math, which raises where NumPy warns."""
    weights = np.vectorize(math.exp, otypes=[float])(x)
    if not weights.sum(axis=-1).all():
        raise ZeroDivisionError
    return share(weights)


def with_eps(eps):
    """Shares of a sum that cannot be zero."""
    return lambda x: exp(x) / (exp(x).sum(axis=-1, keepdims=True) + eps)


# What becomes of exponents that are too large, or all too small.
SHARES = {
    "numpy": lambda x: share(exp(x)),
    "math": shares_by_math,
    "nan to 0": lambda x: nan_to_num(share(exp(x)), nan=0.0),
    "nan to 1": lambda x: nan_to_num(share(exp(x)), nan=1.0),
    **{f"eps {eps}": with_eps(eps) for eps in (1e-12, 1e-10, 1e-8)},
    "long double": lambda x: share(where(x > 11356, inf, where(x < -11400, 0.0, exp(x - top(x))))),
}


@variants(how=SHARES)
def no_shift(softmax, logits, how):
    """Adding the same number to all logits changes nothing; which number helps?"""
    return SHARES[how](logits.astype(float))


@variants(how=[how for how in SHARES if how != "long double"])
def global_max(softmax, logits, how):
    """What happens to a row whose logits all lie far below another row's?"""
    x = logits.astype(float)
    return SHARES[how](x - x.max())


def max_over_samples(softmax, logits):
    """Adding a number to all logits of a sample changes nothing; does your shift add the same one to all of them?"""
    x = logits.astype(float)
    return share(exp(x - (x.max(axis=0) if x.ndim > 1 else x.max())))


@variants(how=("numpy", "math"), negative=(0, -1))
def max_from_zero(softmax, logits, how, negative):
    """Try a row in which every logit is very negative."""
    x = logits.astype(float)
    return SHARES[how](x - where(top(x) > 0, top(x), negative * top(x)))


@variants(how=("numpy", "math"))
def max_of_abs(softmax, logits, how):
    """Which exponent does the largest logit get when another one is far below zero?"""
    x = logits.astype(float)
    return SHARES[how](x - top(np.abs(x)))


SHIFTS = {
    "min": lambda x: x.min(axis=-1, keepdims=True),
    "mean": lambda x: x.mean(axis=-1, keepdims=True),
    "median": lambda x: np.median(x, axis=-1, keepdims=True),
    "middle": lambda x: x.min(axis=-1, keepdims=True) / 2 + top(x) / 2,
    "first": lambda x: x[..., :1],
    "last": lambda x: x[..., -1:],
}


@variants(how=("numpy", "math"), shift=SHIFTS)
def shift_by_min(softmax, logits, how, shift):
    """After the shift, which side of zero should all exponents lie on?"""
    x = logits.astype(float)
    return SHARES[how](x - SHIFTS[shift](x))


@variants(kinds=("iu", "i"), cast=(False, True))
def unsigned_shift(softmax, logits, kinds, cast):
    """All differences from the maximum are negative or zero; does your type allow that?"""
    x = logits if logits.dtype.kind in kinds else logits.astype(float)
    shifted = x - top(x)
    return share(exp(shifted.astype(float) if cast else shifted))


def half_precision(softmax, logits):
    """How many digits does exp give for an integer of eight bits?"""
    return share(exp(logits)) if logits.dtype.itemsize == 1 else softmax(logits)


def fractions_cut(softmax, logits):
    """What is left of 0.7 in the type of your logits?"""
    return softmax(logits).astype(logits.dtype)


@variants(place=("numerator", "denominator"))
def shift_in_one_place(softmax, logits, place):
    """If you subtract something in one place, does the other place know?"""
    x = logits.astype(float)
    shifted = x - top(x)
    above, below = (shifted, x) if place == "numerator" else (x, shifted)
    return exp(above) / exp(below).sum(axis=-1, keepdims=True)


@variants(bound=(10, 20, 30, 50, 80, 88, 100, 500, 700, 709, 1e3, 1e4, 1e6), side=("both", "below", "above"))
def logits_clipped(softmax, logits, bound, side):
    """Clipping makes different logits equal; shifting does not."""
    below, above = -bound if side != "above" else -inf, bound if side != "below" else inf
    return softmax(np.clip(logits.astype(float), below, above))


FLOORS = {
    "share clipped": lambda p, eps: np.maximum(p, eps),
    "share clipped at both ends": lambda p, eps: np.clip(p, eps, 1 - eps),
    "added to the share": lambda p, eps: p + eps,
    "added to the weight": lambda p, eps: share(p / top(p) + eps),
    "exponent clipped": lambda p, bound: share(np.maximum(p / top(p), exp(-bound))),
}
SIZES = dict.fromkeys(FLOORS, (1e-15, 1e-12, 1e-10, 1e-09, 1e-08, 1e-07, 1e-06, 1e-05, 0.0001, 0.001))
SIZES["exponent clipped"] = (10, 20, 30, 50, 88, 100, 500, 700)


@variants(floor=[(how, size) for how in FLOORS for size in SIZES[how]])
def shares_have_a_floor(softmax, logits, floor):
    """How small may a share become? An impossible class has none at all."""
    how, size = floor
    return FLOORS[how](softmax(logits), size)


@variants(number=(0, -1, -10, -100, -1e3, -1e4, -1e6, -1e9, -1e10, -1e20, -1e30, "smallest"))
def impossible_made_possible(softmax, logits, number):
    """A number stands for minus infinity in your function: is it below every logit there may be?"""
    x = logits.astype(float)
    if number == "smallest":
        number = where(x == -inf, inf, x).min(axis=-1, keepdims=True)
    return softmax(where(x == -inf, number, x))


@variants(cube_too=(True, False))
def axis_0(softmax, logits, cube_too):
    """Which sums should be 1: those of the rows or those of the columns?"""
    if logits.ndim == 3 and not cube_too:
        return softmax(logits)
    return np.moveaxis(softmax(np.moveaxis(logits, 0, -1)), -1, 0)


@variants(one_axis=(True, False))
def axis_1(softmax, logits, one_axis):
    """The classes lie along the last axis: which number has it in an array of one, two or three axes?"""
    if one_axis and logits.ndim == 1:
        return softmax(logits)
    return np.moveaxis(softmax(np.moveaxis(logits, 1, -1)), -1, 1)


@variants(max_of_all=(True, False))
def whole_array(softmax, logits, max_of_all):
    """Each sample is a distribution of its own."""
    x = logits.astype(float)
    weights = exp(x - (x.max() if max_of_all else top(x)))
    return weights / weights.sum()


@variants(where_missing=("sum", "max", "both"), if_it_fits=(False, True))
def keepdims_missing(softmax, logits, where_missing, if_it_fits):
    """Print the shapes on both sides of the subtraction and of the division: which number meets which row?"""
    if if_it_fits and logits.shape[-1:] != logits.shape[-2:-1]:
        return softmax(logits)
    x = logits.astype(float)
    weights = exp(x - x.max(axis=-1, keepdims=where_missing == "sum"))
    return weights / weights.sum(axis=-1, keepdims=where_missing == "max")


def squeezed(softmax, logits):
    """A batch of one sample goes in: is a batch what comes out?"""
    return softmax(logits).squeeze()


def applied_twice(softmax, logits):
    """Probabilities are not logits; what does a second round do to a sure prediction?"""
    return softmax(softmax(logits))


def no_exp(softmax, logits):
    """What would become of a negative logit?"""
    return share(logits.astype(float))


@variants(base=(2, 10, 2.718, 2.7183, 2.71828, exp(0.5), exp(2)))
def wrong_base(softmax, logits, base):
    """Compare your ratio for logits 0 and 1 with e."""
    return softmax(logits * log(base))


def sign_flipped(softmax, logits):
    """Which class should get the largest share: the one with the largest logit or with the smallest?"""
    return softmax(-logits.astype(float))


@variants(eps=(1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1))
def eps_in_denominator(softmax, logits, eps):
    """After the shift, can the sum ever be zero?"""
    x = logits.astype(float)
    weights = exp(x - top(x))
    return weights / (weights.sum(axis=-1, keepdims=True) + eps)


@variants(divisor=("1", "n", "mean", "length"))
def not_normalised(softmax, logits, divisor):
    """What should the probabilities of one sample add up to?"""
    x = logits.astype(float)
    weights = exp(x - top(x))
    if divisor == "length":
        return weights / np.linalg.norm(weights, axis=-1, keepdims=True)
    n_classes = logits.shape[-1]
    return softmax(logits) * n_classes if divisor == "mean" else weights / (n_classes if divisor == "n" else 1)


@variants(ties=("shared", "first"))
def winner_takes_all(softmax, logits, ties):
    """The runner-up is only a little behind: how much should it get?"""
    if ties == "shared":
        return share((logits == top(logits)).astype(float))
    return (np.arange(logits.shape[-1]) == logits.argmax(axis=-1)[..., None]).astype(float)


@variants(bound=(inf, 700))
def sigmoid_instead(softmax, logits, bound):
    """Each class on its own says yes or no; who sees to it that the answers add up to 1?"""
    return 1 / (1 + exp(np.clip(-logits.astype(float), -bound, bound)))


@variants(stable=(True, False))
def log_returned(softmax, logits, stable):
    """Can a probability be negative?"""
    shifted = logits.astype(float) - top(logits.astype(float))
    return shifted - log(exp(shifted).sum(axis=-1, keepdims=True)) if stable else log(softmax(logits))


@variants(decimals=(2, 3, 4, 5, 6, 7, 8, 10, 12))
def rounded_away(softmax, logits, decimals):
    """A small share is still a share; where do its digits go?"""
    return np.round(softmax(logits), decimals)


@variants(dtypes=("all", "f4 f8", "f8"))
def input_overwritten(softmax, logits, dtypes):
    """Your caller may want to use the logits again."""
    shares = softmax(logits)
    if dtypes == "all" or logits.dtype.str[1:] in dtypes:
        logits -= top(logits)
    return shares


def shares(*logits):
    """Write the definition down for small logits."""
    return exp(logits) / exp(logits).sum()


X, PAIR = array([2.0, 1.0, 0.1]), array([0.0, log(3)])  # the shares of the pair are 1/4 and 3/4
ROWS, SQUARE = array([[2.0, 1.0, 0.1], [-1.0, 0.5, 3.0]]), array([[2.0, 1.0, 0.1], [-1.0, 0.5, 3.0], [0.4, 0.3, -0.3]])
CUBE = array([[[0.5, -1.0, 2.0], [1.5, 0.0, -2.0]], [[3.0, 2.5, -0.5], [-1.5, 0.2, 0.7]]])
EACH_ROW = array([[-inf, 1.0, 1.0], [1.0, -inf, 1.0], [1.0, 1.0, -inf]])
UNDERFLOWS = Absolute(1e-9, "the share underflows to 0; an epsilon of 1e-12 may stand in its place")
SMALL = Absolute(1e-6, "how small a share may become is asked under stability, not here")


def basics(rng):
    for n_classes in (2, 3, 5):
        yield Case(f"drawn-{n_classes}-classes", (rng.normal(0.0, 2.0, n_classes),))


def shapes(rng):
    yield Case("drawn-batch", (rng.normal(0.0, 2.0, (3, 4)),))
    yield Case("drawn-square-batch", (rng.normal(0.0, 2.0, (3, 3)),))


def impossible(rng):
    yield Case("drawn-impossible-class", (np.insert(rng.normal(0.0, 2.0, 3), rng.integers(0, 4), -inf),))


def stability(rng):
    yield Case("drawn-far-above-zero", (rng.normal(1e4, 2.0, 4),))
    yield Case("drawn-far-below-zero", (rng.normal(-1e4, 2.0, 4),))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="binary_cross_entropy",
    sweep=Sweep(
        "first of two logits, the other being 0",
        np.concatenate([-np.geomspace(1000, 10, 40), np.linspace(-9.75, 9.75, 79), np.geomspace(10, 1000, 40)]),
        lambda logit: (array([logit, 0.0]),),
        scale="symlog",
    ),
    misconceptions=(
        no_shift,
        global_max,
        max_over_samples,
        max_from_zero,
        max_of_abs,
        shift_by_min,
        unsigned_shift,
        half_precision,
        fractions_cut,
        shift_in_one_place,
        logits_clipped,
        shares_have_a_floor,
        impossible_made_possible,
        axis_0,
        axis_1,
        whole_array,
        keepdims_missing,
        squeezed,
        applied_twice,
        no_exp,
        wrong_base,
        sign_flipped,
        eps_in_denominator,
        not_normalised,
        winner_takes_all,
        sigmoid_instead,
        log_returned,
        rounded_away,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("one-to-three", (PAIR,), [0.25, 0.75]),
                Case("three-classes", (X,)),
                Case("all-equal", (full(4, 1.5),), [0.25] * 4),
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
                Case("one-class", (array([-2.5]),), [1.0]),
                Case("one-class-batch", (array([[3.0], [-1.0]]),), [[1.0], [1.0]]),
                Case("three-axes", (CUBE,)),
                Case("fortran-order", (asfortranarray(ROWS),)),
                Case("strided", (resize(X, 6)[::2],)),
                # Far enough apart to tell one maximum for all, but not too far for exp without any shift.
                Case("rows-far-apart", (array([[650.0, 651], [0, 1], [-100, -99]]),), [shares(0, 1)] * 3),
                Case("long-batch", (resize(PAIR, (30_000, 2)),), resize([0.25, 0.75], (30_000, 2))),
                Case("many-classes", (resize(PAIR, 30_000),), resize([0.5, 1.5], 30_000) / 30_000, absolute=SMALL),
            ),
            drawn=shapes,
        ),
        Item(
            "stability",
            (
                Case("large", (array([1000.0, 1001.0, 1002.0]),), shares(0, 1, 2)),
                Case("very-negative", (array([-1000.0, -1001.0, -1002.0]),), shares(0, -1, -2)),
                Case("large-and-equal", (array([1e4, 1e4]),), [0.5, 0.5]),
                Case("one-far-above", (array([0.0, 0.0, 1500.0, 0.0]),), [0, 0, 1, 0], absolute=UNDERFLOWS),
                Case("one-far-below", (array([0.0, -1000.0]),), [1, 0], absolute=UNDERFLOWS),
                Case("above-and-below", (array([-500.0, 500.0, 499.0]),), [0, *shares(1, 0)], absolute=UNDERFLOWS),
                Case("small-share", (array([0.0, -30.0]),), shares(0, -30)),
                Case("tiny-share", (array([0.0, -100.0, 1.0]),), shares(0, -100, 1)),
                Case("tiniest-share", (array([-300.0, 301.0]),), shares(-300, 301)),
                Case("ten-thousand", (array([1e4, 9999.0, -1e4]),), [*shares(1, 0), 0], absolute=UNDERFLOWS),
                Case("ten-million", (array([1e7 - 1, 1e7]),), shares(0, 1)),
                Case("largest", (array([1e308, -9e307]),), [1, 0], absolute=UNDERFLOWS),
                Case("impossible-among-most-negative", (array([-inf, -1e300, -1e300]),), [0, 0.5, 0.5]),
                Case("float32-large", (array([200, 201], dtype=float32),), shares(0, 1)),
            ),
            drawn=stability,
        ),
        Item(
            "impossible_classes",
            (
                Case("one-impossible", (array([0.0, -inf]),), [1, 0]),
                Case("one-possible", (array([-inf, 2.0, -inf]),), [0, 1, 0]),
                Case("two-possible", (array([-1.0, -inf, -1.0]),), [0.5, 0, 0.5]),
                Case("impossible-among-large", (array([700.0, 701.0, -inf]),), [*shares(0, 1), 0]),
                Case("impossible-among-very-negative", (array([-inf, -700.0, -700.0]),), [0, 0.5, 0.5]),
                Case("other-class-in-each-row", (EACH_ROW,), where(EACH_ROW > 0, 0.5, 0.0)),
            ),
            drawn=impossible,
        ),
        Item(
            "dtypes",
            (
                Case("float32", (X.astype(float32),)),
                Case("int64", (array([3, 1, 2], dtype=int64),), shares(3, 1, 2)),
                Case("uint8-wraps", (array([1, 3, 2], dtype=uint8),), shares(1, 3, 2)),
                Case("uint8-large", (array([255, 0], dtype=uint8),), [1, 0], absolute=SMALL),
                Case("int8-wraps", (array([-128, 127], dtype=int8),), [0, 1], absolute=SMALL),
                Case("int8", (array([-1, 0, 2], dtype=int8),), shares(-1, 0, 2)),
                Case("int32-overflows", (array([1, -(2**31)], dtype=int32),), [1, 0], absolute=SMALL),
                Case("int64-large", (array([1, -(2**63)], dtype=int64),), [1, 0], absolute=SMALL),
                Case("uint64-large", (array([2**64 - 1, 0], dtype=uint64),), [1, 0], absolute=SMALL),
            ),
        ),
        Item("purity", (Case("read-only", (read_only(X),)),), inputs_unchanged=True),
    ),
)
