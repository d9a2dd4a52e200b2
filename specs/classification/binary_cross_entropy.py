"""How binary_cross_entropy is judged: both terms, and a clamp on each logarithm.

It is long because ln 0 is met by everyone, and mended in many ways that all differ from the clamp somewhere.
"""

import numpy as np
from numpy import array, asfortranarray, exp, float16, float32, log, log1p, maximum, minimum, resize

from autograder.bank.exact import log as exact_log
from autograder.bank.shared import binary, fresh
from autograder.bank.shared.binary import FLOORS, LABELS, SOFT, drawn_labels, floored_logs, mean_cost
from autograder.bank.shared.mistakes import input_overwritten
from autograder.bank.shared.pairs import floats, made_to_fit
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
    """Return label, ln p and ln(1 - p)."""
    p, y = floats(y_pred, y_true)
    return y, log(p), log1p(-p)


def clamped(y_pred, y_true):
    y, log_yes, log_no = unclamped(y_pred, y_true)
    return y, maximum(log_yes, -100), maximum(log_no, -100)


@variants(logs=(clamped, unclamped))
def arguments_swapped(bce, y_pred, y_true, logs):
    """Labels can be exactly 0 or 1; is it wise to take their logarithm?"""
    return mean_cost(*logs(y_true, y_pred))


@variants(logs=(clamped, unclamped))
def second_term_missing(bce, y_pred, y_true, logs):
    """What does your loss say about a sample of class 0?"""
    y, log_yes, _ = logs(y_pred, y_true)
    return -np.mean(y * log_yes)


def refused(y):
    if np.any((y > 0) & (y < 1)):
        raise ValueError("labels must be 0 or 1")
    return y, 1 - y


@variants(weights=(*binary.HARD, refused))
def hard_labels(bce, y_pred, y_true, weights):
    """A label of 0.3 is neither 0 nor 1: how much should each of the two costs weigh?"""
    y, log_yes, log_no = clamped(y_pred, y_true)
    of_yes, of_no = weights(y)
    return -np.mean(of_yes * log_yes + of_no * log_no)


def labels_flipped(bce, y_pred, y_true):
    """Should a confident and right prediction be the cheapest or the dearest one?"""
    return bce(y_pred, 1 - y_true.astype(float))


def complaining(weight, log_p):
    if np.any(np.isinf(log_p)):
        raise ValueError("math domain error")  # as math.log does
    return -weight * log_p


# What people take for the cost of one term, given its weight and its logarithm without a clamp.
COST = {
    "careless": lambda weight, log_p: -weight * log_p,
    "careful": lambda weight, log_p: np.where(weight > 0, -weight * log_p, 0.0),
    "clamped": lambda weight, log_p: -weight * maximum(log_p, -100),
    "made finite": lambda weight, log_p: np.nan_to_num(-weight * log_p),
    "made finite before": lambda weight, log_p: -weight * np.nan_to_num(log_p),
    "complaining": complaining,
}
ONE_CLAMPED = (("clamped", "careless"), ("clamped", "careful"), ("careless", "clamped"), ("careful", "clamped"))


@variants(of=(*ONE_CLAMPED, *((how, how) for how in COST if how != "clamped")))
def no_clamp(bce, y_pred, y_true, of):
    """Try a prediction of exactly 0, once with label 0 and once with label 1."""
    y, log_yes, log_no = unclamped(y_pred, y_true)
    return np.mean(COST[of[0]](y, log_yes) + COST[of[1]](1 - y, log_no))


@variants(eps=FLOORS, how=("clipped", "clipped as it comes", "raised", "added", "added to p"))
def clip_1e_7(bce, y_pred, y_true, eps, how):
    """Compare the largest possible cost of one sample with what the task fixes."""
    p, y = floats(y_pred, y_true)
    if how == "added to p":
        return mean_cost(y, log(p + eps), log(1 - (p + eps)))
    if how == "clipped as it comes":
        return mean_cost(y, *floored_logs(y_pred, eps, "clipped"))
    return mean_cost(y, *floored_logs(p, eps, how))


@variants(eps=EPSILONS)
def perfect_not_zero(bce, y_pred, y_true, eps):
    """What should a perfect prediction cost?"""
    return bce(np.minimum(y_pred, 1 - eps), y_true)


@variants(floor=(-1e6, -1e4, -1000.0, -500.0, -200.0, -99.0, -50.0, -30.0, -20.0, -10.0))
def another_floor(bce, y_pred, y_true, floor):
    """A prediction of 0 with label 1 has its cost fixed; where does yours come from?"""
    y, log_yes, log_no = unclamped(y_pred, y_true)
    return mean_cost(y, maximum(log_yes, floor), maximum(log_no, floor))


@variants(form=range(4))
def cost_clamped(bce, y_pred, y_true, form):
    """What exactly is limited: the cost, or each piece that goes into it?"""
    y, log_yes, log_no = unclamped(y_pred, y_true)
    yes, no = COST["careful"](y, log_yes), COST["careful"](1 - y, log_no)
    of_each = [yes + no, -y * log_yes - (1 - y) * log_no, np.mean(yes + no)]
    return np.mean(minimum(yes, 100) + minimum(no, 100) if form == 3 else minimum(of_each[form], 100))


def only_inf_replaced(bce, y_pred, y_true):
    """There are probabilities above zero that are still too small."""
    y, log_yes, log_no = unclamped(y_pred, y_true)
    return mean_cost(y, np.nan_to_num(log_yes, neginf=-100), np.nan_to_num(log_no, neginf=-100))


@variants(left_out=("infinite logarithms", "certain predictions", "certain predictions, 0 if all"))
def log_of_zero_dropped(bce, y_pred, y_true, left_out):
    """Leaving out the worst term makes the worst prediction look like the best."""
    y, log_yes, log_no = clamped(y_pred, y_true)
    if left_out == "infinite logarithms":
        return mean_cost(y, np.where(y_pred > 0, log_yes, 0.0), np.where(y_pred < 1, log_no, 0.0))
    costs = (-y * log_yes - (1 - y) * log_no)[(y_pred > 0) & (y_pred < 1)]
    return 0.0 if not costs.size and left_out.endswith("0 if all") else np.mean(costs)


def hard_predictions(bce, y_pred, y_true):
    """0.51 and 0.99 both say class 1; should they cost the same?"""
    return bce((y_pred > 0.5).astype(float), y_true)


def probability_not_log(bce, y_pred, y_true):
    """Twice as sure of the wrong answer: does your cost notice more than the probability itself?"""
    p, y = floats(y_pred, y_true)
    return np.mean(y * (1 - p) + (1 - y) * p)


@variants(form=range(2))
def complement_missing(bce, y_pred, y_true, form):
    """A prediction of 0.9: which probability does it leave for class 0, and what is the logarithm of that one?"""
    y, log_yes, _ = clamped(y_pred, y_true)
    return mean_cost(y, log_yes, [log_yes, 1 - log_yes][form])


def kl_instead(bce, y_pred, y_true):
    """Where the prediction equals a soft label of 1/2, is any uncertainty left to pay for?"""
    return bce(y_pred, y_true) - bce(y_true, y_true)


@variants(base=(2, 10), clamped_in=("that base", "nats"))
def bits_not_nats(bce, y_pred, y_true, base, clamped_in):
    """Which logarithm gives nats? Check what a prediction of 1/2 costs."""
    y, log_yes, log_no = unclamped(y_pred, y_true)
    floor = -100 if clamped_in == "that base" else -100 / log(base)
    return mean_cost(y, maximum(log_yes / log(base), floor), maximum(log_no / log(base), floor))


def extra_half(bce, y_pred, y_true):
    """Two terms make up the cost of one sample: over how many samples do you average?"""
    return bce(y_pred, y_true) / 2


def sigmoid_applied(bce, y_pred, y_true):
    """Are the predictions already probabilities?"""
    return bce(1 / (1 + exp(-y_pred.astype(float))), y_true)


@variants(form=range(4))
def unsigned_wraparound(bce, y_pred, y_true, form):
    """Which value does minus 1 take in a type that knows no negative numbers?"""
    y, log_yes, log_no = clamped(y_pred, y_true)
    costs = [
        -y_true * log_yes - (1 - y) * log_no,
        -y_true * log_yes - (1 - y_true) * log_no,
        (y_true - 1) * log_no - y * log_yes,
        -y * log_yes - (1 - y) * maximum(log1p((-y_pred).astype(float)), -100),
    ]
    return np.mean(costs[form])


@variants(dtype=(float32, float16))
def float32_rounding(bce, y_pred, y_true, dtype):
    """How many digits does your floating-point type keep? Try 1 - 1e-9 in it."""
    return bce(y_pred.astype(dtype), y_true)


# What people clip in place, and which predictions. Below exp(-100) the clamp cuts too, so the answer stays right.
CLIPPED = (
    (0.0, lambda p: p.dtype.kind == "f"),
    (0.0, lambda p: p.dtype == float),
    (exp(-100.0), lambda p: p.dtype.kind == "f"),
    (exp(-100.0), lambda p: p.dtype == float),
    (exp(-100.0), lambda p: p.dtype == float and p.flags.writeable),
    (1e-300, lambda p: p.dtype == float and p.flags.writeable),
)


def clipped_in_place(lowest, is_clipped):
    return lambda p, _: np.clip(p, lowest, 1, out=p) if is_clipped(p) else None


P, Y = array([0.9, 0.2, 0.6]), LABELS
P_COST = -(log(0.9) + log(0.8) + log(0.4)) / 3
TABLE_P, TABLE_Y = array([[0.9, 0.2, 0.6], [0.3, 0.8, 0.5]]), binary.TABLE
TABLE_COST = -(log(0.9) + log(0.8) + log(0.4) + log(0.3) + log(0.2) + log(0.5)) / 6
SURE, ANSWERS = array([0.0, 1.0, 0.0, 1.0]), array([1.0, 1.0, 0.0, 0.0])


def basics(rng):
    for size in (3, 6):
        yield Case(f"drawn-{size}-labels", (rng.uniform(0.05, 0.95, size), drawn_labels(rng, size)))


def soft(rng):
    yield Case("drawn-soft-labels", (rng.uniform(0.05, 0.95, 4), rng.uniform(0.05, 0.95, 4)))


def shapes(rng):
    yield Case("drawn-two-dimensional", (rng.uniform(0.05, 0.95, (3, 4)), drawn_labels(rng, 12).reshape(3, 4)))


def certain(rng):
    yield Case("drawn-certain-vs-soft", (rng.permutation(SURE), rng.uniform(0.1, 0.9, 4)))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.probabilities,
    after="js_divergence",
    sweep=Sweep(
        "prediction for a label of 1",
        np.linspace(0, 1, 101),
        lambda prediction: (array([prediction]), array([1.0])),
    ),
    misconceptions=(
        binary.minus_missing(clamped),
        binary.squared_error(np.positive),
        *binary.IN_EVERY_BINARY_LOSS,
        made_to_fit(*binary.FITTING_SHAPES),
        input_overwritten(*(clipped_in_place(*way) for way in CLIPPED)),
    ),
    items=(
        item(
            "basics",
            Case("half", (array([0.5, 0.5]), array([1.0, 0.0])), log(2)),
            Case("three-labels", (P, Y), P_COST),
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
            Case("many-elements", (resize(P, 30_000), resize(Y, 30_000)), P_COST),
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
            Case("uint8-labels", (P, array([1, 0, 0], "uint8")), P_COST),
            Case("uint16-labels", (P[::-1].copy(), array([1, 0, 1], "uint16")), -(log(0.6) + log(0.8) + log(0.9)) / 3),
            Case("int64-labels", (P, array([1, 1, 0], "int64")), -(log(0.9) + log(0.2) + log(0.4)) / 3),
        ),
        item("wrong_shapes", *binary.wrong_shapes(TABLE_P)),
        item(
            "purity",
            Case("read-only", (read_only(P), read_only(Y)), P_COST),
            Case("read-only-predictions", (read_only(P), Y), P_COST),
            Case("read-only-labels", (P, read_only(Y)), P_COST),
            inputs_unchanged=True,
        ),
    ),
)
