"""How binary_cross_entropy_with_logits is judged: a cost that grows like a straight line, without a clamp.

It is long because one short formula has many near relatives, which differ only for logits far from zero or of one sign.
"""

import math

import numpy as np
from numpy import arange, array, asfortranarray, exp, log, log1p, maximum, minimum, resize

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import log as exact_log
from autograder.bank.shared import binary, exponents, fresh
from autograder.bank.shared.binary import FLOORS, LABELS, SOFT, drawn_labels, floored_logs, mean_cost
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.shared.naive import sigmoid
from autograder.bank.shared.pairs import flat_column, floats, made_to_fit
from autograder.bank.spec import EPSILONS, Absolute, Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(logits, targets):
    """F.binary_cross_entropy_with_logits(logits, targets): same order, mean by default."""
    from torch.nn import functional as F

    return F.binary_cross_entropy_with_logits(*tensors(logits, targets))


def exact(logits, targets):
    costs = targets * exact_log(1 + exact_exp(-logits)) + (1 - targets) * exact_log(1 + exact_exp(logits))
    return np.sum(costs) / logits.size


def softplus(z):
    """ln(1 + exp(z)) of any z."""
    return np.logaddexp(0, z)


def log_sigmoids(logits, targets):
    """Return target, ln p and ln(1 - p)."""
    z, t = floats(logits, targets)
    return t, -softplus(-z), -softplus(z)


def math_exp(z):
    """Overflow as math.exp does."""
    if np.any(z > 709.7):
        raise OverflowError("math range error")
    return exp(z)


def from_probability(p, t):
    return -t * log(p) - (1 - t) * log(1 - p)


def with_math(z, t):
    """Cost by the math module, which complains where numpy has inf."""
    costs = []
    for z_i, t_i in zip(z.ravel().tolist(), t.ravel().tolist(), strict=True):
        p = 1 / (1 + math.exp(-z_i))
        costs.append(-t_i * math.log(p) - (1 - t_i) * math.log(1 - p))
    return array(costs)


@variants(
    cost=(
        lambda z, t: from_probability(sigmoid(z), t),
        lambda z, t: from_probability((1 + np.tanh(z / 2)) / 2, t),
        lambda z, t: np.where(t > 0, -t * log(sigmoid(z)), 0) + np.where(t < 1, -(1 - t) * log(1 - sigmoid(z)), 0),
        with_math,
    )
)
def naive_sigmoid(bce, logits, targets, cost):
    """Sigmoid rounds to exactly 0 or 1; can you simplify on paper before computing?"""
    return np.mean(cost(*floats(logits, targets)))


@variants(form=range(3))
def clamped_at_100(bce, logits, targets, form):
    """For very wrong logits the loss grows like a straight line; where does yours stop?"""
    z, t = floats(logits, targets)
    yes, no = softplus(-z), softplus(z)
    if form == 0:
        return mean_cost(t, maximum(log(sigmoid(z)), -100), maximum(log(1 - sigmoid(z)), -100))
    return np.mean([t * minimum(yes, 100) + (1 - t) * minimum(no, 100), minimum(t * yes + (1 - t) * no, 100)][form - 1])


@variants(eps=FLOORS, how=("clipped", "raised", "added"))
def clip_probabilities(bce, logits, targets, eps, how):
    """Compare the losses for logits 20 and 40."""
    z, t = floats(logits, targets)
    if how == "clipped":
        return np.mean(from_probability(np.clip(sigmoid(z), eps, 1 - eps), t))
    return mean_cost(t, *floored_logs(sigmoid(z), eps, how))


@variants(
    cost=(
        lambda z, t: log(1 + exp(z)) - z * t,
        lambda z, t: log(1 + exp(-z)) + (1 - t) * z,
        lambda z, t: t * log(1 + exp(-z)) + (1 - t) * log(1 + exp(z)),
        lambda z, t: np.where(t > 0, t * log(1 + exp(-z)), 0) + np.where(t < 1, (1 - t) * log(1 + exp(z)), 0),
        lambda z, t: t * log(1 + exp(-z)) + (1 - t) * (log(1 + exp(-z)) + z),
        lambda z, t: log(1 + math_exp(z)) - z * t,
        lambda z, t: t * log(1 + math_exp(-z)) + (1 - t) * log(1 + math_exp(z)),
        lambda z, t: maximum(z, 0) - z * t + log1p(exp(-z)),
        lambda z, t: maximum(z, 0) - z * t + log1p(math_exp(-z)),
        lambda z, t: (1 - t) * z + log1p(math_exp(-z)),  # right, but for what overflows
    )
)
def exponent_positive(bce, logits, targets, cost):
    """Test both signs of the logit; what must the exponent never be?"""
    return np.mean(cost(*floats(logits, targets)))


def abs_of_logit_for_max(bce, logits, targets):
    """A confident and right prediction of class 0 should cost next to nothing; does it?"""
    z, t = floats(logits, targets)
    return np.mean(np.abs(z) - z * t + log1p(exp(-np.abs(z))))


@variants(form=range(3))
def log_term_missing(bce, logits, targets, form):
    """For a logit of 0 the model says fifty-fifty; what does that cost in your formula?"""
    z, t = floats(logits, targets)
    return np.mean(maximum(z, 0) - z * t + [0 * z, exp(-np.abs(z)), -np.abs(z)][form])


@variants(sign=(0, 1))
def linear_term_wrong(bce, logits, targets, sign):
    """Change only the target: with a positive logit, should a larger target cost more or less?"""
    z, t = floats(logits, targets)
    return np.mean(softplus(z) + sign * z * t)


def zero_in_neither_mask(bce, logits, targets):
    """One formula for logits above 0 and one for those below: which one does a logit of 0 get?"""
    z, t = floats(logits, targets)
    return np.mean(np.where(z == 0, 0, softplus(z)) - z * t)


@variants(bound=(3, 4, 5, 6, 8, 10, 12), side=("both", "large", "small"))
def approximated_too_early(bce, logits, targets, bound, side):
    """From which logit on does your approximation agree with the formula in all its digits?"""
    z, t = floats(logits, targets)
    large, small = (z > bound) & (side != "small"), (z < -bound) & (side != "large")
    return np.mean(np.where(large, z, np.where(small, 0, softplus(z))) - z * t)


@variants(form=range(3))
def exponent_wrong(bce, logits, targets, form):
    """Which probability does a logit of ln 4 stand for, and what should it cost?"""
    z, t = floats(logits, targets)
    square = maximum(z, 0) - z * t + log1p(exp(-(z**2)))
    return np.mean([softplus(2 * z) - 2 * z * t, softplus(z / 2) - z / 2 * t, square][form])


@variants(form=range(5))
def unsigned_negation(bce, logits, targets, form):
    """Which value does minus 3 take in uint8?"""
    z, t = floats(logits, targets)
    if form == 0 and targets.dtype.kind != "u":
        return bce(z, t)
    costs = [
        softplus((1 - 2 * targets) * z),
        t * softplus((-logits).astype(float)) + (1 - t) * softplus(z),
        maximum(z, 0) - z * t + softplus((-np.abs(logits)).astype(float)),
        targets * softplus(-logits) + (1 - targets) * softplus(logits),  # no floats at all, as in the next one
        maximum(logits, 0) - logits * targets + log1p(exp(-np.abs(logits))),
    ]
    return np.mean(costs[form])


CLAMPED_LOGS = (lambda p: maximum(log(p), -100), lambda p: np.where(p > 0, maximum(log(p), -100), -100))
CLIPPED_LOGS = [lambda p, eps=eps: log(np.clip(p, eps, 1 - eps)) for eps in EPSILONS]
RAISED_LOGS = [lambda p, eps=eps: log(maximum(p, eps)) for eps in EPSILONS]


@variants(log_of=(log, *CLAMPED_LOGS, *CLIPPED_LOGS, *RAISED_LOGS))
def sigmoid_missing(bce, logits, targets, log_of):
    """A logit may be 3 or -3; can a probability?"""
    z, t = floats(logits, targets)
    return mean_cost(t, log_of(z), log_of(1 - z))


def sigmoid_twice(bce, logits, targets):
    """For a logit of 0 the model says fifty-fifty; does your loss agree?"""
    return bce(sigmoid(logits.astype(float)), targets)


def arguments_swapped(bce, logits, targets):
    """Which of the two is a number without bounds, and which one lies between 0 and 1?"""
    return bce(targets, logits)


def targets_as_signs(bce, logits, targets):
    """Try target 0 with logits 5 and -5: one of them is wrong, the other one right."""
    z, t = floats(logits, targets)
    return np.mean(softplus(-t * z))


def integer_buffer(bce, logits, targets):
    """Where do you keep the losses of the single elements, and has a half a place there?"""
    z, t = floats(logits, targets)
    costs = maximum(z, 0) - z * t + log1p(exp(-np.abs(z)))
    return np.mean(costs.astype(logits.dtype), dtype=float)


def max_subtracted(bce, logits, targets):
    """Softmax may shift the logits of one sample together; what would a shift mean for a single logit?"""
    return bce(logits.astype(float) - np.max(logits), targets)


@variants(base=(2, 10), powers_too=(False, True))
def bits_not_nats(bce, logits, targets, base, powers_too):
    """Which logarithm gives nats? Check what a logit of 0 costs."""
    z, t = floats(logits, targets)
    return np.mean(softplus(z * log(base)) / log(base) - z * t) if powers_too else bce(z, t) / log(base)


def second_term_missing(bce, logits, targets):
    """What does your loss say about a sample of class 0?"""
    z, t = floats(logits, targets)
    return np.mean(t * softplus(-z))


def refused(t):
    if np.any((t > 0) & (t < 1)):
        raise ValueError("targets must be 0 or 1")
    return t, 1 - t


@variants(weights=(*binary.HARD, refused, None))
def hard_targets(bce, logits, targets, weights):
    """A target of 0.3 is neither 0 nor 1: how much should each of the two costs weigh?"""
    z, t = floats(logits, targets)
    if weights is None:
        return np.mean(softplus((1 - 2 * t) * z))
    of_yes, of_no = weights(t)
    return np.mean(of_yes * softplus(-z) + of_no * softplus(z))


def is_own_float(z):
    return z.dtype.kind == "f" and z.flags.writeable


Z, T, TABLE_T = array([2.0, -1.0, 0.5]), LABELS, binary.TABLE
TABLE_Z = array([[2.0, -1.0, 0.5], [-0.3, 1.5, -2.5]])
Z_COST = (log1p(exp(-2)) + log1p(exp(-1)) + log1p(exp(0.5))) / 3
NEAR_ZERO = Absolute(1e-9, "ln(1 + tiny) is next to 0: rounding shows in all its digits")


def basics(rng):
    for size in (3, 6):
        yield Case(f"drawn-{size}-targets", (rng.normal(0.0, 2.0, size), drawn_labels(rng, size)))


def soft(rng):
    yield Case("drawn-soft-targets", (rng.normal(0.0, 2.0, 4), rng.uniform(0.05, 0.95, 4)))


def shapes(rng):
    t = drawn_labels(rng, 12).reshape(3, 4)
    yield Case("drawn-two-dimensional", (rng.normal(0.0, 2.0, (3, 4)), t))


def stability(rng):
    z = rng.permutation([-1e4, -1000.0, 1000.0, 1e4])
    yield Case("drawn-soft-and-extreme", (z, rng.uniform(0.1, 0.9, 4)))


def undecided(rng):
    size = int(rng.integers(5, 40))
    return 0.0 * arange(size), rng.permutation(arange(size) % 2.0)


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.scores,
    after="cross_entropy_with_logits",
    sweep=Sweep(
        "logit of a target of 1",
        np.linspace(-1000, 1000, 201),
        lambda logit: (array([logit]), array([1.0])),
    ),
    misconceptions=(
        binary.minus_missing(log_sigmoids),
        binary.squared_error(sigmoid),
        *binary.IN_EVERY_BINARY_LOSS,
        made_to_fit(*binary.FITTING_SHAPES, lambda bce, z, t: bce(z, flat_column(t) if z.ndim == 1 else t)),
        exponents.logits_negated,
        exponents.logits_clipped(
            *(10, 15, 20, 30, 36, 37, 40, 50, 60, 80, 88, 200, 250, 300, 500, 600, 700, 709), sides=["both"]
        ),
        rounded_away(2, 3, 4, 5, 6),
        input_overwritten(
            lambda z, _: np.abs(z, out=z),
            lambda z, _: np.subtract(z, 0, out=z),  # changes nothing, but needs an array that may be written to
            lambda z, _: np.subtract(z, 0, out=z) if z.dtype.kind == "f" else None,
            lambda z, _: maximum(z, 0, out=z) if is_own_float(z) else None,
            lambda z, _: np.clip(z, -500, 500, out=z) if is_own_float(z) else None,
        ),
    ),
    items=(
        item(
            "basics",
            Case("three-targets", (Z, T), Z_COST),
            Case("class-0-only", (array([log(3), -log(3)]), array([0.0, 0.0])), log(16 / 3) / 2),
            Case("class-1-only", (array([log(3), -log(3)]), array([1.0, 1.0])), log(16 / 3) / 2),
            Case("between-0-and-1", (array([0.5, 0.25]), array([1.0, 0.0]))),
            drawn=basics,
        ),
        item(
            "soft_targets",
            Case("soft-targets", (Z, SOFT)),
            Case("soft-and-hard-targets", (array([2.0, -1.0, 0.5, -3.0]), array([1.0, 0.2, 0.0, 0.9]))),
            Case("mixed-dtypes", (array([3, -2], "int64"), array([0.3, 0.6]))),
            drawn=soft,
        ),
        item(
            "shapes",
            Case("one-element", (array([log(4)]), array([0.0])), log(5)),
            Case("zero-dimensional", (array(log(4)), array(0.0)), log(5)),
            Case("two-dimensional", (TABLE_Z, TABLE_T)),
            Case("three-axes", (resize(TABLE_Z, (2, 2, 3)), resize(TABLE_T, (2, 2, 3)))),
            Case("fortran-order", (asfortranarray(TABLE_Z), asfortranarray(TABLE_T))),
            Case("fortran-vs-c-order", (asfortranarray(TABLE_Z), TABLE_T)),
            Case("strided", (resize(Z, 6)[::2], resize(T, 6)[::2])),
            Case("many-elements", (resize(Z, 30_000), resize(T, 30_000)), Z_COST),
            drawn=shapes,
        ),
        item(
            "stability",
            Case("undecided", (array([0.0, 0.0, 0.0]), array([1.0, 0.0, 1.0])), log(2), fresh=undecided),
            Case("wrong-by-20", (array([20.0]), array([0.0])), 20 + log1p(exp(-20))),
            Case("wrong-by-40", (array([40.0, -40.0]), array([0.0, 1.0])), 40.0),
            Case("wrong-by-12", (array([-12.0]), array([1.0])), 12 + log1p(exp(-12))),
            Case("wrong-by-1000", (array([-1000.0]), array([1.0])), 1000.0),
            Case("wrong-by-1000-of-class-0", (array([1000.0]), array([0.0])), 1000.0),
            Case("wrong-by-ten-thousand", (array([-1e4, 1e4]), array([1.0, 0.0])), 1e4),
            Case("soft-target-and-very-negative", (array([-1e4]), array([0.3])), 3000.0),
            Case("soft-target-and-very-large", (array([1e4]), array([0.3])), 7000.0),
            Case("right-by-1000", (array([1000.0]), array([1.0])), 0.0, absolute=NEAR_ZERO),
            Case("right-by-1000-of-class-0", (array([-1000.0]), array([0.0])), 0.0, absolute=NEAR_ZERO),
            Case("right-by-ten-thousand", (array([1e4, -1e4]), array([1.0, 0.0])), 0.0, absolute=NEAR_ZERO),
            Case("right-by-7", (array([7.0, -7.0]), array([1.0, 0.0])), log1p(exp(-7))),
            Case("right-by-15", (array([15.0, -15.0]), array([1.0, 0.0])), log1p(exp(-15)), absolute=NEAR_ZERO),
            Case("float32-large", (array([-200, 200], "float32"), array([1, 0], "float32")), 200.0),
            drawn=stability,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (Z.astype("float32"), T.astype("float32"))),
            Case("uint8-targets", (Z, array([1, 0, 0], "uint8")), Z_COST),
            Case("uint8-wraps", (array([3, 1, 2], "uint8"), array([0.0, 1.0, 1.0]))),
            Case("uint8-both", (array([5, 1, 3], "uint8"), array([0, 1, 1], "uint8"))),
            Case("int64", (array([4, -2, 1], "int64"), array([1, 1, 0], "int64"))),
            Case("int8", (array([-3, 1, 2], "int8"), array([1, 0, 0], "int8"))),
            Case("int8-wraps", (array([-128, 1], "int8"), array([0, 0], "int8")), log1p(exp(1.0)) / 2),
        ),
        item("wrong_shapes", *binary.wrong_shapes(TABLE_Z)),
        item(
            "purity",
            Case("read-only", (read_only(Z), read_only(T)), Z_COST),
            Case("read-only-logits", (read_only(Z), T), Z_COST),
            Case("read-only-targets", (Z, read_only(T)), Z_COST),
            inputs_unchanged=True,
        ),
    ),
)
