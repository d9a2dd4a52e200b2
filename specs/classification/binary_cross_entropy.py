"""How binary_cross_entropy is judged: both terms, and a clamp on each logarithm."""

import numpy as np
from numpy import array, asfortranarray, exp, float16, float32, int32, int64, log, maximum, resize, uint8, uint16

from autograder.bank.exact import log as exact_log
from autograder.bank.spec import EPSILONS, Case, Item, Spec, Sweep, read_only, variants


def oracle(y_pred, y_true):
    """F.binary_cross_entropy(y_pred, y_true): same order, mean by default; clamps each logarithm at -100 too."""
    import torch
    from torch.nn import functional as F

    dtype = np.result_type(y_pred, y_true, float32)
    return F.binary_cross_entropy(torch.tensor(y_pred.astype(dtype)), torch.tensor(y_true.astype(dtype)))


def exact(y_pred, y_true):
    log_yes, log_no = (maximum(exact_log(p), -100) for p in (y_pred, 1 - y_pred))
    return -np.sum(y_true * log_yes + (1 - y_true) * log_no) / y_pred.size


def floats(y_pred, y_true):
    """Both arguments as floats; unequal shapes are refused here, so that they stay the only mistake elsewhere."""
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return y_pred.astype(float), y_true.astype(float)


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
def second_term_missing(bce, y_pred, y_true, logs):
    """What does your loss say about a sample of class 0?"""
    y, log_yes, _ = logs(y_pred, y_true)
    return -np.mean(y * log_yes)


@variants(logs=(clamped, unclamped))
def arguments_swapped(bce, y_pred, y_true, logs):
    """Labels can be exactly 0 or 1; is it wise to take their logarithm?"""
    p, log_yes, log_no = logs(y_true, y_pred)
    return -np.mean(p * log_yes + (1 - p) * log_no)


@variants(of=("both terms", "the first", "the second"))
def minus_missing(bce, y_pred, y_true, of):
    """The logarithm of a probability is never positive; a cost is never negative."""
    y, log_yes, log_no = clamped(y_pred, y_true)
    signs = {"both terms": (1, 1), "the first": (1, -1), "the second": (-1, 1)}[of]
    return np.mean(signs[0] * y * log_yes + signs[1] * (1 - y) * log_no)


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


def refused(y):
    if np.any((y > 0) & (y < 1)):
        raise ValueError("labels must be 0 or 1")
    return y, 1 - y


@variants(
    weights=(
        lambda y: (y > 0.5, y <= 0.5),
        lambda y: (y >= 0.5, y < 0.5),
        lambda y: (y == 1, y < 1),
        lambda y: (y > 0, y == 0),
        lambda y: (y == 1, y == 0),
        refused,
    )
)
def hard_labels(bce, y_pred, y_true, weights):
    """A label of 0.3 is neither 0 nor 1."""
    y, log_yes, log_no = clamped(y_pred, y_true)
    of_yes, of_no = weights(y)
    return -np.mean(of_yes * log_yes + of_no * log_no)


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


def sum_instead_of_mean(bce, y_pred, y_true):
    """Does the result depend on how many samples there are?"""
    return bce(y_pred, y_true) * y_pred.size


@variants(
    rows=(
        lambda y: np.prod(y.shape[:-1]),
        lambda y: np.prod(y.shape[:-1]) if y.ndim > 1 else y.size,
        lambda y: len(y),
        lambda y: len(y) if y.ndim > 0 else 1,
    )
)
def row_sums_averaged(bce, y_pred, y_true, rows):
    """The mean is over all elements, whatever the shape."""
    return bce(y_pred, y_true) * y_pred.size / rows(y_pred)


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


@variants(model=(0, 1))
def fraction_cut(bce, y_pred, y_true, model):
    """When only one of the two arrays holds integers, what becomes of the fractions in the other?"""
    dtype = (y_pred, y_true)[model].dtype
    return bce(y_pred.astype(dtype), y_true.astype(dtype))


@variants(
    let_through=(
        lambda *_: True,
        lambda y_pred, y_true: y_pred.shape[:1] == y_true.shape[:1],
        lambda y_pred, y_true: y_pred.ndim == y_true.ndim,
        lambda y_pred, y_true: y_pred.size == y_true.size,
        lambda y_pred, y_true: 0 in (y_pred.ndim, y_true.ndim),
        lambda _, y_true: y_true.ndim == 0,
        lambda y_pred, y_true: 1 in (y_pred.size, y_true.size),
    )
)
def silent_broadcast(bce, y_pred, y_true, let_through):
    """How many pairs do you average over when a row meets a column?"""
    return bce(*(np.broadcast_arrays(y_pred, y_true) if let_through(y_pred, y_true) else (y_pred, y_true)))


@variants(made_equal=(np.ravel, np.squeeze, lambda y: y[:, 0] if y.shape[1:] == (1,) else y))
def only_sizes_compared(bce, y_pred, y_true, made_equal):
    """Equally many numbers may still be arranged differently: is a table the same as a list?"""
    return bce(np.asarray(made_equal(y_pred)), np.asarray(made_equal(y_true)))


def longer_cut_off(bce, y_pred, y_true):
    """`zip` stops where the shorter one ends: should anyone hear of the rest?"""
    size = min(y_pred.size, y_true.size)
    return bce(y_pred.ravel()[:size], y_true.ravel()[:size])


@variants(
    low_of=(
        lambda y: 0.0 if y.dtype.kind == "f" else None,  # changes nothing, but needs an array that may be written to
        lambda y: 0.0 if y.dtype == float else None,
        lambda y: exp(-100.0) if y.dtype.kind == "f" else None,
        lambda y: exp(-100.0) if y.dtype == float else None,
        lambda y: exp(-100.0) if y.dtype == float and y.flags.writeable else None,
        lambda y: 1e-300 if y.dtype == float and y.flags.writeable else None,
    )
)
def clipped_in_place(bce, y_pred, y_true, low_of):
    """Your caller may want to use the predictions again."""
    loss, low = bce(y_pred, y_true), low_of(y_pred)
    if low is not None:
        np.clip(y_pred, low, 1, out=y_pred)  # what is cut off lies below the clamp: the answer stays right
    return loss


P, Y, SOFT = array([0.9, 0.2, 0.6]), array([1.0, 0.0, 0.0]), array([0.7, 0.1, 0.5])
COST = -(log(0.9) + log(0.8) + log(0.4)) / 3
TABLE_P, TABLE_Y = array([[0.9, 0.2, 0.6], [0.3, 0.8, 0.5]]), array([[1.0, 0.0, 0.0], [1.0, 0.0, 1.0]])
TABLE_COST = -(log(0.9) + log(0.8) + log(0.4) + log(0.3) + log(0.2) + log(0.5)) / 6
SURE, ANSWERS = array([0.0, 1.0, 0.0, 1.0]), array([1.0, 1.0, 0.0, 0.0])
UNEQUAL = {
    "column-vs-flat": ((4, 1), (4,)),
    "flat-vs-column": ((4,), (4, 1)),
    "row-vs-flat": ((1, 3), (3,)),
    "same-size-other-shape": ((2, 3), (6,)),
    "transposed": ((2, 3), (3, 2)),
    "one-row-for-many": ((1, 3), (4, 3)),
    "many-for-one-row": ((4, 3), (1, 3)),
    "one-axis-more": ((2, 2, 3), (2, 3)),
    "shorter": ((3,), (4,)),
    "longer": ((4,), (3,)),
    "one-for-many": ((1,), (3,)),
    "scalar-vs-vector": ((), (3,)),
    "vector-vs-scalar": ((3,), ()),
    "scalar-vs-one-element": ((), (1,)),
    "one-element-vs-scalar": ((1,), ()),
}


def unequal(name, shape, other_shape):
    """Numbers that all differ: pairing them in another way shows in the answer."""
    return Case(
        name, (resize(TABLE_P, shape), resize(array([1.0, 0.0, 0.7, 0.2, 0.4]), other_shape)), raises=ValueError
    )


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
        second_term_missing,
        arguments_swapped,
        minus_missing,
        labels_flipped,
        no_clamp,
        clip_1e_7,
        perfect_not_zero,
        another_floor,
        cost_clamped,
        only_inf_replaced,
        log_of_zero_dropped,
        hard_labels,
        hard_predictions,
        probability_not_log,
        squared_error,
        complement_missing,
        kl_instead,
        bits_not_nats,
        extra_half,
        sum_instead_of_mean,
        row_sums_averaged,
        sigmoid_applied,
        unsigned_wraparound,
        float32_rounding,
        fraction_cut,
        silent_broadcast,
        only_sizes_compared,
        longer_cut_off,
        clipped_in_place,
    ),
    items=(
        Item(
            "basics",
            (
                Case("half", (array([0.5, 0.5]), array([1.0, 0.0])), log(2)),
                Case("three-labels", (P, Y), COST),
                Case("class-0-only", (array([0.25, 0.75]), array([0.0, 0.0])), log(16 / 3) / 2),
                Case("class-1-only", (array([0.25, 0.75]), array([1.0, 1.0])), log(16 / 3) / 2),
            ),
            drawn=basics,
        ),
        Item(
            "soft_labels",
            (
                Case("soft-labels", (P, SOFT)),
                Case("soft-and-hard-labels", (array([0.9, 0.2, 0.6, 0.3]), array([1.0, 0.2, 0.0, 0.9]))),
            ),
            drawn=soft,
        ),
        Item(
            "shapes",
            (
                Case("one-element", (array([0.2]), array([1.0])), log(5)),
                Case("zero-dimensional", (array(0.2), array(1.0)), log(5)),
                Case("two-dimensional", (TABLE_P, TABLE_Y), TABLE_COST),
                Case("three-axes", (resize(TABLE_P, (2, 2, 3)), resize(TABLE_Y, (2, 2, 3))), TABLE_COST),
                Case("fortran-order", (asfortranarray(TABLE_P), asfortranarray(TABLE_Y)), TABLE_COST),
                Case("fortran-vs-c-order", (asfortranarray(TABLE_P), TABLE_Y), TABLE_COST),
                Case("strided", (resize(P, 6)[::2], resize(Y, 6)[::2]), -(log(0.9) + log(0.4) + log(0.8)) / 3),
                Case("many-elements", (resize(P, 30_000), resize(Y, 30_000)), COST),
            ),
            drawn=shapes,
        ),
        Item(
            "certain_predictions",
            (
                Case("certain-and-wrong", (array([0.0]), array([1.0])), 100.0),
                Case("certain-and-wrong-of-class-0", (array([1.0]), array([0.0])), 100.0),
                Case("certain-and-right", (array([0.0, 1.0]), array([0.0, 1.0])), 0.0),
                Case("one-of-three-wrong", (array([0.0, 1.0, 0.5]), array([1.0, 1.0, 1.0])), (100 + log(2)) / 3),
                Case("soft-label-at-zero", (array([0.0]), array([0.3])), 30.0),
                Case("soft-label-at-one", (array([1.0]), array([0.3])), 70.0),
                Case("certain-every-way", (SURE, ANSWERS), 50.0),
                Case("float32-certain", (SURE.astype(float32), ANSWERS.astype(float32)), 50.0),
                Case("uint8-certain", (array([0, 1, 1], dtype=uint8), array([0, 0, 0], dtype=uint8)), 200 / 3),
                Case("int32-certain", (array([0, 1, 1], dtype=int32), array([1, 1, 1], dtype=int32)), 100 / 3),
                Case("mixed-dtypes", (array([0, 1], dtype=int64), array([0.3, 0.4])), 45.0),
                Case("tiny-1e-10", (array([1e-10]), array([1.0])), 10 * log(10)),
                Case("above-the-clamp", (array([1e-40]), array([1.0])), 40 * log(10)),
                Case("below-the-clamp", (array([1e-50]), array([1.0])), 100.0),
                Case("far-below-the-clamp", (array([1e-300, 0.5]), array([1.0, 1.0])), (100 + log(2)) / 2),
                Case("soft-label-below-the-clamp", (array([1e-50]), array([0.5])), 50.0),
                Case("nearly-one-and-wrong", (array([1 - 1e-9]), array([0.0]))),
                Case("within-1e-15-of-one-and-wrong", (array([1 - 1e-15]), array([0.0]))),
            ),
            drawn=certain,
        ),
        Item(
            "dtypes",
            (
                Case("float32", (P.astype(float32), Y.astype(float32))),
                Case("float32-vs-float64", (P.astype(float32), Y)),
                Case("uint8-labels", (P, array([1, 0, 0], dtype=uint8)), COST),
                Case(
                    "uint16-labels",
                    (P[::-1].copy(), array([1, 0, 1], dtype=uint16)),
                    -(log(0.6) + log(0.8) + log(0.9)) / 3,
                ),
                Case("int64-labels", (P, array([1, 1, 0], dtype=int64)), -(log(0.9) + log(0.2) + log(0.4)) / 3),
            ),
        ),
        Item("wrong_shapes", tuple(unequal(name, *both) for name, both in UNEQUAL.items())),
        Item(
            "purity",
            (
                Case("read-only", (read_only(P), read_only(Y)), COST),
                Case("read-only-predictions", (read_only(P), Y), COST),
                Case("read-only-labels", (P, read_only(Y)), COST),
            ),
            inputs_unchanged=True,
        ),
    ),
)
