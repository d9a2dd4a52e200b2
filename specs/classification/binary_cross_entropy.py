"""How binary_cross_entropy is judged: both terms, and a clamp on each logarithm."""

import numpy as np
from numpy import array, asfortranarray, exp, float16, float32, log, maximum, resize

from autograder.bank.exact import log as exact_log
from autograder.bank.shared import binary
from autograder.bank.shared.mistakes import input_overwritten, sum_instead_of_mean
from autograder.bank.shared.pairs import (
    WEAK_CHECKS,
    each,
    flat_column,
    floats,
    fraction_cut,
    longer_cut,
    made_to_fit,
    silent_broadcast,
    wrong_shapes,
)
from autograder.bank.spec import EPSILONS, Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(y_pred, y_true):
    """F.binary_cross_entropy(y_pred, y_true): same order, mean by default; clamps each logarithm at -100 too."""
    from torch.nn import functional as F

    dtype = np.result_type(y_pred, y_true, float32)
    return F.binary_cross_entropy(*tensors(y_pred.astype(dtype), y_true.astype(dtype)))


def exact(y_pred, y_true):
    log_yes, log_no = (maximum(exact_log(p), -100) for p in (y_pred, 1 - y_pred))
    return -np.sum(y_true * log_yes + (1 - y_true) * log_no) / y_pred.size


def unclamped(y_pred, y_true):
    """Label, ln p and ln(1 - p), as floats."""
    p, y = floats(y_pred, y_true)
    return y, log(p), np.log1p(-p)


def clamped(y_pred, y_true):
    y, log_yes, log_no = unclamped(y_pred, y_true)
    return y, maximum(log_yes, -100), maximum(log_no, -100)


def weighted(weight, log_p):
    """Return the term's cost, 0 where an infinite logarithm has no weight."""
    return np.where(weight > 0, -weight * log_p, 0.0)


@variants(logs=(clamped, unclamped))
def arguments_swapped(bce, y_pred, y_true, logs):
    """Labels can be exactly 0 or 1; is it wise to take their logarithm?"""
    p, log_yes, log_no = logs(y_true, y_pred)
    return -np.mean(p * log_yes + (1 - p) * log_no)


def labels_flipped(bce, y_pred, y_true):
    """Should a confident and right prediction be the cheapest or the dearest one?"""
    return bce(y_pred, 1 - y_true.astype(float))


def complained_of(y, log_yes, log_no):
    if np.any(np.isinf([log_yes, log_no])):
        raise ValueError("math domain error")  # as math.log does
    return -y * log_yes - (1 - y) * log_no


@variants(
    cost=(
        lambda y, log_yes, log_no: -y * log_yes - (1 - y) * log_no,
        lambda y, log_yes, log_no: weighted(y, log_yes) + weighted(1 - y, log_no),
        lambda y, log_yes, log_no: -y * maximum(log_yes, -100) - (1 - y) * log_no,
        lambda y, log_yes, log_no: -y * maximum(log_yes, -100) + weighted(1 - y, log_no),
        lambda y, log_yes, log_no: -y * log_yes - (1 - y) * maximum(log_no, -100),
        lambda y, log_yes, log_no: weighted(y, log_yes) - (1 - y) * maximum(log_no, -100),
        lambda y, log_yes, log_no: np.nan_to_num(-y * log_yes - (1 - y) * log_no),
        lambda y, log_yes, log_no: -y * np.nan_to_num(log_yes) - (1 - y) * np.nan_to_num(log_no),
        complained_of,
    )
)
def no_clamp(bce, y_pred, y_true, cost):
    """Try a prediction of exactly 0, once with label 0 and once with label 1."""
    return np.mean(cost(*unclamped(y_pred, y_true)))


TINY = (float(np.finfo(float).tiny), 1e-300, 1e-200, 1e-100, 1e-50, 1e-40, 1e-38, 1e-37, 1e-32, 1e-30, 1e-24, 1e-20)


@variants(eps=(*EPSILONS, *TINY), repair=("clipped", "clipped as it comes", "floored", "added", "added to p"))
def clip_1e_7(bce, y_pred, y_true, eps, repair):
    """Compare the largest possible cost of one sample with what the task fixes."""
    p, y = floats(y_pred, y_true)
    if repair == "added":
        log_yes, log_no = log(p + eps), log(1 - p + eps)
    elif repair == "floored":
        log_yes, log_no = log(maximum(p, eps)), log(maximum(1 - p, eps))
    else:
        p = p + eps if repair == "added to p" else np.clip(p if repair == "clipped" else y_pred, eps, 1 - eps)
        log_yes, log_no = log(p), log(1 - p)
    return -np.mean(y * log_yes + (1 - y) * log_no)


@variants(eps=EPSILONS)
def perfect_not_zero(bce, y_pred, y_true, eps):
    """What should a perfect prediction cost?"""
    return bce(np.minimum(y_pred, 1 - eps), y_true)


@variants(floor=(-1e6, -1e4, -1000.0, -500.0, -200.0, -99.0, -50.0, -30.0, -20.0, -10.0))
def another_floor(bce, y_pred, y_true, floor):
    """A prediction of 0 with label 1 has its cost fixed; where does yours come from?"""
    y, log_yes, log_no = unclamped(y_pred, y_true)
    return -np.mean(y * maximum(log_yes, floor) + (1 - y) * maximum(log_no, floor))


@variants(what=("cost", "cost or nan", "weighted logarithms", "mean"))
def cost_clamped(bce, y_pred, y_true, what):
    """What exactly is limited: the cost, or each piece that goes into it?"""
    y, log_yes, log_no = unclamped(y_pred, y_true)
    if what == "cost or nan":
        return np.mean(np.minimum(-y * log_yes - (1 - y) * log_no, 100))
    yes, no = weighted(y, log_yes), weighted(1 - y, log_no)
    if what == "mean":
        return np.minimum(np.mean(yes + no), 100)
    return np.mean(np.minimum(yes + no, 100) if what == "cost" else np.minimum(yes, 100) + np.minimum(no, 100))


def only_inf_replaced(bce, y_pred, y_true):
    """There are probabilities above zero that are still too small."""
    y, log_yes, log_no = unclamped(y_pred, y_true)
    log_yes, log_no = np.nan_to_num(log_yes, neginf=-100), np.nan_to_num(log_no, neginf=-100)
    return -np.mean(y * log_yes + (1 - y) * log_no)


@variants(left_out=("infinite logarithms", "certain predictions", "certain predictions, 0 if all"))
def log_of_zero_dropped(bce, y_pred, y_true, left_out):
    """Leaving out the worst term makes the worst prediction look like the best."""
    y, log_yes, log_no = clamped(y_pred, y_true)
    some = (y_pred > 0) & (y_pred < 1)
    if left_out == "infinite logarithms":
        return -np.mean(y * np.where(y_pred > 0, log_yes, 0.0) + (1 - y) * np.where(y_pred < 1, log_no, 0.0))
    costs = np.atleast_1d(-y * log_yes - (1 - y) * log_no)[np.atleast_1d(some)]
    return 0.0 if not costs.size and left_out.endswith("0 if all") else np.mean(costs)


def hard_predictions(bce, y_pred, y_true):
    """0.51 and 0.99 both say class 1; should they cost the same?"""
    return bce((y_pred > 0.5).astype(float), y_true)


def probability_not_log(bce, y_pred, y_true):
    """Twice as sure of the wrong answer: does your cost notice more than the probability itself?"""
    p, y = floats(y_pred, y_true)
    return np.mean(y * (1 - p) + (1 - y) * p)


def squared_error(bce, y_pred, y_true):
    """A cost that cannot exceed 1 hardly minds how confident a mistake is; where has the logarithm gone?"""
    p, y = floats(y_pred, y_true)
    return np.mean((p - y) ** 2)


@variants(of_no=(lambda log_yes: log_yes, lambda log_yes: 1 - log_yes))
def complement_missing(bce, y_pred, y_true, of_no):
    """A prediction of 0.9: which probability does it leave for class 0, and what is the logarithm of that one?"""
    y, log_yes, _ = clamped(y_pred, y_true)
    return -np.mean(y * log_yes + (1 - y) * of_no(log_yes))


def kl_instead(bce, y_pred, y_true):
    """Where the prediction equals a soft label of 1/2, is any uncertainty left to pay for?"""
    return bce(y_pred, y_true) - bce(y_true, y_true)


@variants(base=(2, 10), clamped_in=("that base", "nats"))
def bits_not_nats(bce, y_pred, y_true, base, clamped_in):
    """Which logarithm gives nats? Check what a prediction of 1/2 costs."""
    y, log_yes, log_no = unclamped(y_pred, y_true)
    floor = -100 if clamped_in == "that base" else -100 / log(base)
    return -np.mean(y * maximum(log_yes / log(base), floor) + (1 - y) * maximum(log_no / log(base), floor))


def extra_half(bce, y_pred, y_true):
    """Two terms make up the cost of one sample: over how many samples do you average?"""
    return bce(y_pred, y_true) / 2


def sigmoid_applied(bce, y_pred, y_true):
    """Are the predictions already probabilities?"""
    return bce(1 / (1 + exp(-y_pred.astype(float))), y_true)


@variants(where=("-y", "-y and 1 - y", "y - 1", "log1p(-p)"))
def unsigned_wraparound(bce, y_pred, y_true, where):
    """Which value does minus 1 take in a type that knows no negative numbers?"""
    y, log_yes, log_no = clamped(y_pred, y_true)
    if where == "y - 1":
        return np.mean((y_true - 1) * log_no - y * log_yes)
    if where == "log1p(-p)":
        return -np.mean(y * log_yes + (1 - y) * maximum(np.log1p((-y_pred).astype(float)), -100))
    return np.mean(-y_true * log_yes - (1 - y if where == "-y" else 1 - y_true) * log_no)


@variants(dtype=(float32, float16))
def float32_rounding(bce, y_pred, y_true, dtype):
    """How many digits does your floating-point type keep? Try 1 - 1e-9 in it."""
    return bce(y_pred.astype(dtype), y_true)


# Clipping with 0 changes nothing, and the others cut below the clamp: the answer stays right.
LOWEST = (
    lambda y: 0.0 if y.dtype.kind == "f" else None,
    lambda y: 0.0 if y.dtype == float else None,
    lambda y: exp(-100.0) if y.dtype.kind == "f" else None,
    lambda y: exp(-100.0) if y.dtype == float else None,
    lambda y: exp(-100.0) if y.dtype == float and y.flags.writeable else None,
    lambda y: 1e-300 if y.dtype == float and y.flags.writeable else None,
)


def clipped_in_place(lowest):
    return lambda y_pred, _: lowest(y_pred) is None or np.clip(y_pred, lowest(y_pred), 1, out=y_pred)


P, Y, SOFT = array([0.9, 0.2, 0.6]), array([1.0, 0.0, 0.0]), array([0.7, 0.1, 0.5])
COST = -(log(0.9) + log(0.8) + log(0.4)) / 3
TABLE_P, TABLE_Y = array([[0.9, 0.2, 0.6], [0.3, 0.8, 0.5]]), array([[1.0, 0.0, 0.0], [1.0, 0.0, 1.0]])
TABLE_COST = -(log(0.9) + log(0.8) + log(0.4) + log(0.3) + log(0.2) + log(0.5)) / 6
SURE, ANSWERS = array([0.0, 1.0, 0.0, 1.0]), array([1.0, 1.0, 0.0, 0.0])


def basics(rng):
    for size in (3, 6):
        p = rng.uniform(0.05, 0.95, size)
        yield Case(f"drawn-{size}-labels", (p, rng.permutation(np.arange(size) % 2.0)))


def soft(rng):
    yield Case("drawn-soft-labels", (rng.uniform(0.05, 0.95, 4), rng.uniform(0.05, 0.95, 4)))


def shapes(rng):
    yield Case(
        "drawn-two-dimensional", (rng.uniform(0.05, 0.95, (3, 4)), rng.permutation(np.arange(12) % 2.0).reshape(3, 4))
    )


def certain(rng):
    p = rng.permutation(SURE)
    y = rng.uniform(0.1, 0.9, 4)
    yield Case("drawn-certain-vs-soft", (p, y), 100 * np.mean(np.abs(p - y)))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    after="js_divergence",
    sweep=Sweep(
        "prediction for a label of 1",
        np.linspace(0, 1, 101),
        lambda prediction: (array([prediction]), array([1.0])),
    ),
    misconceptions=(
        binary.second_term_missing(clamped, unclamped),
        binary.minus_missing(clamped),
        binary.hard_labels(clamped),
        binary.row_sums_averaged(
            lambda z: np.prod(z.shape[:-1]),
            lambda z: np.prod(z.shape[:-1]) if z.ndim > 1 else z.size,
            len,
            lambda y: len(y) if y.ndim > 0 else 1,
        ),
        sum_instead_of_mean,
        fraction_cut,
        silent_broadcast(*WEAK_CHECKS, lambda one, other: 1 in (np.prod(one), np.prod(other))),
        made_to_fit(each(np.ravel), each(np.squeeze), each(flat_column), longer_cut),
        input_overwritten(*map(clipped_in_place, LOWEST)),
    ),
    items=(
        item(
            "basics",
            Case("half", (array([0.5, 0.5]), array([1.0, 0.0])), log(2)),
            Case("three-labels", (P, Y), COST),
            Case("class-0-only", (array([0.25, 0.75]), array([0.0, 0.0])), log(16 / 3) / 2),
            Case("class-1-only", (array([0.25, 0.75]), array([1.0, 1.0])), log(16 / 3) / 2),
            drawn=basics,
        ),
        item(
            "soft_labels",
            Case("soft-labels", (P, SOFT)),
            Case("soft-and-hard-labels", (array([0.9, 0.2, 0.6, 0.3]), array([1.0, 0.2, 0.0, 0.9]))),
            drawn=soft,
        ),
        item(
            "shapes",
            Case("one-element", (array([0.2]), array([1.0])), log(5)),
            Case("zero-dimensional", (array(0.2), array(1.0)), log(5)),
            Case("two-dimensional", (TABLE_P, TABLE_Y), TABLE_COST),
            Case("three-axes", (resize(TABLE_P, (2, 2, 3)), resize(TABLE_Y, (2, 2, 3))), TABLE_COST),
            Case("fortran-order", (asfortranarray(TABLE_P), asfortranarray(TABLE_Y)), TABLE_COST),
            Case("fortran-vs-c-order", (asfortranarray(TABLE_P), TABLE_Y), TABLE_COST),
            Case("strided", (resize(P, 6)[::2], resize(Y, 6)[::2]), -(log(0.9) + log(0.4) + log(0.8)) / 3),
            Case("many-elements", (resize(P, 30_000), resize(Y, 30_000)), COST),
            drawn=shapes,
        ),
        item(
            "certain_predictions",
            Case("certain-and-wrong", (array([0.0]), array([1.0])), 100.0),
            Case("certain-and-wrong-of-class-0", (array([1.0]), array([0.0])), 100.0),
            Case("certain-and-right", (array([0.0, 1.0]), array([0.0, 1.0])), 0.0),
            Case("one-of-three-wrong", (array([0.0, 1.0, 0.5]), array([1.0, 1.0, 1.0])), (100 + log(2)) / 3),
            Case("soft-label-at-zero", (array([0.0]), array([0.3])), 30.0),
            Case("soft-label-at-one", (array([1.0]), array([0.3])), 70.0),
            Case("certain-every-way", (SURE, ANSWERS), 50.0),
            Case("float32-certain", (SURE.astype("float32"), ANSWERS.astype("float32")), 50.0),
            Case("uint8-certain", (array([0, 1, 1], "uint8"), array([0, 0, 0], "uint8")), 200 / 3),
            Case("int32-certain", (array([0, 1, 1], "int32"), array([1, 1, 1], "int32")), 100 / 3),
            Case("mixed-dtypes", (array([0, 1], "int64"), array([0.3, 0.4])), 45.0),
            Case("tiny-1e-10", (array([1e-10]), array([1.0])), 10 * log(10)),
            Case("above-the-clamp", (array([1e-40]), array([1.0])), 40 * log(10)),
            Case("below-the-clamp", (array([1e-50]), array([1.0])), 100.0),
            Case("far-below-the-clamp", (array([1e-300, 0.5]), array([1.0, 1.0])), (100 + log(2)) / 2),
            Case("soft-label-below-the-clamp", (array([1e-50]), array([0.5])), 50.0),
            Case("nearly-one-and-wrong", (array([1 - 1e-9]), array([0.0]))),
            Case("within-1e-15-of-one-and-wrong", (array([1 - 1e-15]), array([0.0]))),
            drawn=certain,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype("float32"), Y.astype("float32"))),
            Case("float32-vs-float64", (P.astype("float32"), Y)),
            Case("uint8-labels", (P, array([1, 0, 0], "uint8")), COST),
            Case("uint16-labels", (P[::-1].copy(), array([1, 0, 1], "uint16")), -(log(0.6) + log(0.8) + log(0.9)) / 3),
            Case("int64-labels", (P, array([1, 1, 0], "int64")), -(log(0.9) + log(0.2) + log(0.4)) / 3),
        ),
        item("wrong_shapes", *wrong_shapes(TABLE_P, array([1.0, 0.0, 0.7, 0.2, 0.4]))),
        item(
            "purity",
            Case("read-only", (read_only(P), read_only(Y)), COST),
            Case("read-only-predictions", (read_only(P), Y), COST),
            Case("read-only-labels", (P, read_only(Y)), COST),
            inputs_unchanged=True,
        ),
    ),
)
