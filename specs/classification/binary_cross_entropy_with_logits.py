"""How binary_cross_entropy_with_logits is judged: a cost that grows like a straight line, without a clamp.

It is long because one short formula has many near relatives, which differ only for logits far from zero or of one sign.
"""

import math

import numpy as np
from numpy import arange, array, asfortranarray, e, exp, log, log1p, maximum, minimum, resize

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import log as exact_log
from autograder.bank.shared import binary, exponents, fresh
from autograder.bank.shared.binary import FLOORS, LABELS, SOFT, drawn_labels, floored_logs, mean_cost
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.shared.naive import sigmoid
from autograder.bank.shared.pairs import flat_column, floats, made_to_fit
from autograder.bank.spec import (
    EPSILONS,
    Absolute,
    Case,
    Napkin,
    Spec,
    Sweep,
    item,
    needing,
    read_only,
    tensors,
    variants,
)


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
    """Sigmoid computed first, then its logarithm

    What is your sigmoid of −1000, and what is the logarithm of that?

    The sigmoid of −1000 is 0 in floating point, and −ln 0 is inf; the right cost with target 1 is 1000.

    Simplify on paper: minus the logarithm of the sigmoid is ln(1 + exp(−z)); then keep that exp from overflowing.

    Lecture: Once a sigmoid has been rounded to 0 or 1, no logarithm brings it back: combine the two steps before you
    compute.
    Family: overflow
    """
    return np.mean(cost(*floats(logits, targets)))


@variants(form=range(3))
def clamped_at_100(bce, logits, targets, form):
    """Costs limited to 100

    What does your function return for a logit of −1000 with target 1?

    The cost grows like a straight line: it is 100 at a logit of −100 and 1000 at −1000; yours stays at 100.

    Nothing is clamped here: delete the limit, and compute the cost from the logit without a probability between.

    Lecture: Logits need no clamp: a wrong logit costs about its own size, and that is finite.
    Family: constants
    """
    z, t = floats(logits, targets)
    yes, no = softplus(-z), softplus(z)
    if form == 0:
        return mean_cost(t, maximum(log(sigmoid(z)), -100), maximum(log(1 - sigmoid(z)), -100))
    return np.mean([t * minimum(yes, 100) + (1 - t) * minimum(no, 100), minimum(t * yes + (1 - t) * no, 100)][form - 1])


@variants(eps=FLOORS, how=("clipped", "raised", "added"))
def clip_probabilities(bce, logits, targets, eps, how):
    """Probabilities clipped, or shifted by a small constant

    With target 0, does your function return different costs for the logits 20 and 40?

    They cost 20 and 40; a floor of 1e-7 under the probabilities makes both −ln 1e-7 = 16.1.

    Drop the constant, and write the cost with the logit itself: then no logarithm meets a zero.

    Lecture: A small constant in a logarithm is a hidden cap: 1e-7 stops the cost at 16.1, 1e-15 at 34.5.
    Family: constants
    """
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
    """exp of a large positive number

    Which number goes into exp in your code when the logit is 1000, and which when it is −1000?

    exp(−1000) is 0, which does no harm, but exp(1000) is inf: a logit of 1000 with target 0 costs 1000, not inf.

    Rewrite the cost so that exp only sees numbers at or below zero, for logits of both signs.

    Lecture: exp overflows above 709 and fades to 0 far below zero: arrange a formula so that its exponents are never
    positive.
    Family: overflow
    """
    return np.mean(cost(*floats(logits, targets)))


def abs_of_logit_for_max(bce, logits, targets):
    """The absolute value in place of the positive part

    What does your function return for a logit of −5 with target 0, which is a sure and right prediction?

    It costs ln(1 + exp(−5)) = 0.007; with the absolute value in front it costs 5.007.

    In front, a negative logit must count as 0, not as its absolute value; inside exp the absolute value is right.

    Lecture: ln(1 + exp(z)) is nearly z for large z and nearly 0 for very negative z: its straight part is max(z, 0).
    Family: formula
    """
    z, t = floats(logits, targets)
    return np.mean(np.abs(z) - z * t + log1p(exp(-np.abs(z))))


@variants(form=range(3))
def log_term_missing(bce, logits, targets, form):
    """The logarithm in the cost missing

    What does your function return for a logit of 0?

    A logit of 0 means a probability of 0.5, and costs ln 2 = 0.693; without a logarithm it becomes 0 or 1.

    Beside the straight part there is ln(1 + exp(…)), with an exponent that is never positive; see np.log1p.

    Lecture: Far from zero the cost is a straight line; near zero the logarithm of 1 + exp bends it.
    Family: formula
    """
    z, t = floats(logits, targets)
    return np.mean(maximum(z, 0) - z * t + [0 * z, exp(-np.abs(z)), -np.abs(z)][form])


@variants(sign=(0, 1))
def linear_term_wrong(bce, logits, targets, sign):
    """The target's term missing, or added instead of subtracted

    For a positive logit, does a larger target make your cost smaller, larger or neither?

    A logit of 3 costs 3.049 with target 0 and 0.049 with target 1: the target takes 3 away.

    Start from the cost of target 0, and subtract the logit times the target.

    Lecture: The target enters once, as −z · t: it takes back what ln(1 + exp(z)) has charged.
    Family: formula
    """
    z, t = floats(logits, targets)
    return np.mean(softplus(z) + sign * z * t)


def zero_in_neither_mask(bce, logits, targets):
    """A logit of exactly 0 left out of both cases

    Which of your two formulas is used for a logit of exactly 0?

    A logit of 0 costs ln 2 = 0.693 with any target; an element that no mask selects stays at the 0 of its buffer.

    Let one of the two comparisons include zero: > and <= together cover every number, > and < do not.

    Lecture: Cases must cover everything: beside z > 0 stands z <= 0, not z < 0.
    Family: formula
    """
    z, t = floats(logits, targets)
    return np.mean(np.where(z == 0, 0, softplus(z)) - z * t)


@variants(bound=(3, 4, 5, 6, 8, 10, 12), side=("both", "large", "small"))
def approximated_too_early(bce, logits, targets, bound, side):
    """ln(1 + exp(z)) replaced by z or 0 too early

    From which logit on does your code use a simpler formula, and how much does that change the cost?

    At a logit of 5 the value ln(1 + exp(5)) is 5.0067, not 5; at 10 a straight line still lacks 0.000045.

    Use one exact formula everywhere, written so that exp cannot overflow: then no threshold is needed.

    Lecture: ln(1 + exp(z)) tends to z, but equals it in all digits of a float64 only from about z = 34 on.
    Family: digits
    """
    z, t = floats(logits, targets)
    large, small = (z > bound) & (side != "small"), (z < -bound) & (side != "large")
    return np.mean(np.where(large, z, np.where(small, 0, softplus(z))) - z * t)


@variants(form=range(3))
def exponent_wrong(bce, logits, targets, form):
    """The logit doubled, halved or squared

    Which cost does your function give a logit of ln 4 = 1.386 with target 1?

    The probability is 4/5, and the cost −ln 0.8 = 0.223; a doubled logit gives 0.061, a halved one 0.405.

    The logit itself goes into exp, with a sign, but with no factor and no power.

    Lecture: A logit is the logarithm of the odds p / (1 − p), so exp of the logit itself gives back the odds.
    Family: formula
    """
    z, t = floats(logits, targets)
    square = maximum(z, 0) - z * t + log1p(exp(-(z**2)))
    return np.mean([softplus(2 * z) - 2 * z * t, softplus(z / 2) - z / 2 * t, square][form])


@variants(form=range(5))
def unsigned_negation(bce, logits, targets, form):
    """Unsigned integers negated or subtracted

    Print -np.array([3], "uint8"): what do you see, and where does your code do the same?

    A uint8 cannot be negative, so −3 becomes 253: exp(−3) is 0.05, but exp(253) is a huge number, which NumPy prints as
    inf here.

    In your first line, convert both arrays to float, for example with astype(float), before any minus.

    Lecture: Unsigned integers wrap around without a warning: convert to float before the first minus.
    Family: integers
    """
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
    """Logits used as probabilities

    Do you take the logarithm of the logit itself, which can be 3 or −3?

    A logit of 3 stands for the probability 0.953; ln 3 is positive, and ln(1 − 3) does not exist.

    The probability is the sigmoid of the logit: put that into the logarithm on paper, simplify, and compute the rest.

    Lecture: A logit is any real number; only the sigmoid makes a probability of it.
    Family: normalising
    """
    z, t = floats(logits, targets)
    return mean_cost(t, log_of(z), log_of(1 - z))


def sigmoid_twice(bce, logits, targets):
    """The sigmoid applied twice

    How many times does your code apply a sigmoid to the logit?

    A logit of 0 means 0.5 and costs 0.693; a second sigmoid turns 0.5 into 0.622, which costs 0.474 with target 1.

    The formula for logits contains the sigmoid already: give it the logits themselves.

    Lecture: A loss with logits in its name applies the sigmoid itself; a model that ends in one needs the other loss.
    Family: normalising
    """
    return bce(sigmoid(logits.astype(float)), targets)


def arguments_swapped(bce, logits, targets):
    """Prediction and label exchanged in the formula

    Which argument comes first in the docstring, the logits or the targets?

    A logit of 2 with target 0 costs ln(1 + exp(2)) = 2.127; with the two exchanged it costs 0.693.

    The logits go into exp; the targets, which lie between 0 and 1, only weigh the two costs.

    Lecture: The prediction goes into the logarithm and the label in front of it: the label says how much each cost
    counts.
    Family: arguments
    """
    return bce(targets, logits)


def targets_as_signs(bce, logits, targets):
    """Targets 0 and 1 read as −1 and +1

    What does your function return for target 0, once with logit 5 and once with logit −5?

    With target 0 a logit of 5 costs 5.007 and one of −5 costs 0.007; multiplied by the target, both cost 0.693.

    Your formula belongs to targets of −1 and +1; for 0 and 1 let the target weigh the costs of yes and no.

    Lecture: Labels come as 0 and 1 or as −1 and +1, and each convention has its own formula.
    Family: labels
    """
    z, t = floats(logits, targets)
    return np.mean(softplus(-t * z))


def integer_buffer(bce, logits, targets):
    """Costs kept in an array of integers

    You store the cost of each element in an array: what is its dtype?

    np.zeros_like of integer logits makes an array of integers: a cost of 0.693 becomes 0 in it.

    Make the array with dtype=float, or compute the costs without such an array.

    Lecture: np.zeros_like copies the dtype too: an array made like integers cuts off every fraction.
    Family: integers
    """
    z, t = floats(logits, targets)
    costs = maximum(z, 0) - z * t + log1p(exp(-np.abs(z)))
    return np.mean(costs.astype(logits.dtype), dtype=float)


def max_subtracted(bce, logits, targets):
    """The largest logit subtracted, as for softmax

    Does the cost of one element change in your function when another logit in the array grows?

    A logit of 0 costs 0.693, whatever stands beside it; with a maximum of 3 subtracted it becomes −3, and costs 3.049
    with target 1.

    Use each logit as it is, without a maximum over the array: only the exponent's sign needs care.

    Lecture: Softmax compares the logits of a sample, so a shift changes nothing; a sigmoid compares its logit with 0.
    Family: normalising
    """
    return bce(logits.astype(float) - np.max(logits), targets)


@variants(base=(2, 10), powers_too=(False, True))
def bits_not_nats(bce, logits, targets, base, powers_too):
    """The logarithm to another base

    What is the base of your logarithm, and which base gives nats?

    Where yes and no are equally likely, a label costs ln 2 = 0.693 nats; log2 makes it 1, and log10 makes it 0.301.

    np.log is the natural logarithm; np.log2 and np.log10 have other bases.

    Lecture: Bits and nats differ by the factor ln 2 = 0.693, so a loss is only complete with its unit.
    Family: unit
    """
    z, t = floats(logits, targets)
    return np.mean(softplus(z * log(base)) / log(base) - z * t) if powers_too else bce(z, t) / log(base)


def second_term_missing(bce, logits, targets):
    """The term for class 0 missing

    What does your function return for a target of 0, however wrong the logit is?

    A logit of 2 with target 0 costs ln(1 + exp(2)) = 2.127; with the first term alone it costs 0.

    Your formula has one logarithm. Add the logarithm of the probability of class 0, multiplied by 1 minus the label.

    Lecture: Binary cross-entropy is the cross-entropy of two classes: class 0 has a probability, and a term, of its
    own.
    Family: formula
    """
    z, t = floats(logits, targets)
    return np.mean(t * softplus(-z))


def refused(t):
    if np.any((t > 0) & (t < 1)):
        raise ValueError("targets must be 0 or 1")
    return t, 1 - t


@variants(weights=(*binary.HARD, refused, None))
def hard_targets(bce, logits, targets, weights):
    """Soft labels taken as 0 or 1

    What does your function do with a target of 0.3, which is neither 0 nor 1?

    A logit of 2 with target 0.3 costs 0.3 · 0.127 + 0.7 · 2.127 = 1.527; with the target rounded to 0, 2.127.

    Do not compare or round the targets: a target is itself the weight of one cost, and 1 minus it is the weight of the
    other.

    Lecture: A label of 0.3 says that the answer is yes in three of ten cases: both costs count, with weights 0.3 and
    0.7.
    Family: labels
    """
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


def hinge_instead(bce, logits, targets):
    """Hinge loss: no logarithm

    Where is the logarithm in your formula?

    A logit of 0 costs ln 2 = 0.693 whatever the target; the hinge loss gives 1.

    Replace the margin: each cost is the logarithm of 1 plus an exponential.

    Lecture: The hinge loss is content with a margin of 1; the logarithmic loss asks for the probability itself.
    Family: quantity
    """
    z, t = floats(logits, targets)
    return np.mean(maximum(0, 1 - (2 * t - 1) * z))


@variants(power=(1, 2))
def focal_instead(bce, logits, targets, power):
    """Focal loss: easy samples weighed down

    Do all samples have the same weight in your mean?

    A logit of 0 costs ln 2 = 0.693; multiplied by the square of 0.5, which is 0.25, it would be 0.173.

    Remove the power of a probability that stands before each logarithm.

    Lecture: Focal loss weighs down what is already right, for rare classes; it is no longer a cross-entropy.
    Family: quantity
    """
    t, log_yes, log_no = log_sigmoids(logits, targets)
    return -np.mean(t * exp(log_no) ** power * log_yes + (1 - t) * exp(log_yes) ** power * log_no)


def minus_in_the_logarithm(bce, logits, targets):
    """A minus where the logarithm adds to 1

    What is inside your logarithm for a logit of 0?

    A logit of 0 costs ln(1 + 1) = 0.693; with a minus it is ln(1 − 1), which is minus infinity.

    Only the exponent has a minus: the exponential itself is added to the 1.

    Lecture: What stands inside the logarithm is the sum of two positive numbers, one for each answer.
    Family: sign
    """
    z, t = floats(logits, targets)
    return np.mean(maximum(z, 0) - z * t + log1p(-exp(-np.abs(z))))


@variants(axis=(None, -1))
def softmax_instead(bce, logits, targets, axis):
    """Softmax in place of the sigmoid

    Change one logit: do the costs of the other samples change?

    Three samples with logit 0 have the probability 0.5 each; a softmax over the three gives 1/3 to each.

    Use the sigmoid, which makes a probability of each logit by itself.

    Lecture: A softmax makes the classes of one sample compete; here each logit answers a question of its own.
    Family: normalising
    """
    z, t = floats(logits, targets)
    shifted = exp(z - z.max(axis, keepdims=True))
    return np.mean(from_probability(shifted / shifted.sum(axis, keepdims=True), t))


def positive_part_missing(bce, logits, targets):
    """The positive part of the logit missing

    What does your function give for a logit of 10 with the target 0: about 10?

    A logit of 10 with the target 0 costs 10.00005; the logarithm of 1 + exp(−10) is the 0.00005 alone.

    Add the larger of the logit and 0 to the logarithm.

    Lecture: The cost of a wrong sample is a ramp with a rounded corner: the logarithm rounds it, the positive part
    climbs.
    Family: formula
    """
    z, t = floats(logits, targets)
    return np.mean(log1p(exp(-np.abs(z))) - z * t)


def basics(rng):
    for size in (3, 6):
        yield Case(f"drawn-{size}-targets", (rng.uniform(-2.5, 2.5, size), drawn_labels(rng, size)))


def soft(rng):
    yield Case("drawn-soft-targets", (rng.uniform(-2.5, 2.5, 4), rng.uniform(0.05, 0.95, 4)))


def shapes(rng):
    yield Case("drawn-two-dimensional", (rng.uniform(-2.5, 2.5, (3, 4)), drawn_labels(rng, 12).reshape(3, 4)))


def stability(rng):
    z = rng.permutation([-1e4, -1000.0, 1000.0, 1e4, *rng.uniform(-2.5, 2.5, 2)])
    yield Case("drawn-extreme", (z, drawn_labels(rng, 6)))
    yield Case("drawn-soft-and-extreme", (z, rng.uniform(0.1, 0.9, 6)), needs=("soft_targets",))


def undecided(rng):
    size = int(rng.integers(5, 40))
    return 0.0 * arange(size), drawn_labels(rng, size)


def small_integers(dtype, labels, *special):
    """Draw integers from 1 to 3, of both signs if the type has them, beside the special ones; and labels of a type."""

    def drawn(rng):
        sizes = rng.integers(1, 4, 4) * (rng.choice([-1, 1], 4) if dtype.startswith("int") else 1)
        z = rng.permutation(array([*special, *sizes], dtype))
        return z, drawn_labels(rng, z.size).astype(labels)

    return drawn


def integers_vs_soft(rng):
    z, _ = small_integers("int64", float)(rng)
    return z, rng.uniform(0.1, 0.9, z.size)


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
    napkins=(
        Napkin(
            (array([0.0]), array([1.0])),
            "A logit of 0 is undecided: which probability is that?",
            "The sigmoid of 0 is ½, so the loss is −ln ½ = ln 2 ≈ 0.69.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([40.0]), array([0.0])),
            "The forecast is sure, and wrong: ln(1 + exp(z)) is about z for a large z.",
            "ln(1 + e⁴⁰) ≈ 40: the loss grows as the logit does, and no faster.",
        ),
        Napkin(
            (array([-10.0]), array([0.5])),
            "A target of ½ takes half of either cost: what do class 1 and class 0 cost here?",
            "Class 1 would cost about 10, class 0 about 0: ½ · 10 + ½ · 0 = 5.",
        ),
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
    notice=(
        "logaddexp(0, -x) is ln(1 + e^-x) without the overflow: about -x where x is far below zero, tiny where x is "
        "far above. So the cost of a confident mistake grows with its logit, and its slope does not disappear. "
        "F.binary_cross_entropy_with_logits computes the same; a sigmoid followed by F.binary_cross_entropy stops "
        "at 100."
    ),
    items=(
        item(
            "basics",
            Case("three-targets", (Z, T), Z_COST),
            Case("class-0-only", (array([log(3), -log(3)]), array([0.0, 0.0])), log(16 / 3) / 2),
            Case("class-1-only", (array([log(3), -log(3)]), array([1.0, 1.0])), log(16 / 3) / 2),
            Case("between-0-and-1", (array([0.5, 0.25]), array([1.0, 0.0]))),
            points=3,
            drawn=basics,
        ),
        item(
            "soft_targets",
            Case("soft-targets", (Z, SOFT)),
            Case("soft-and-hard-targets", (array([2.0, -1.0, 0.5, -2.5]), array([1.0, 0.2, 0.0, 0.9]))),
            Case(
                "mixed-dtypes", (array([2, -2], "int64"), array([0.3, 0.6])), needs=("dtypes",), fresh=integers_vs_soft
            ),
            points=1.5,
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
            points=1,
            drawn=shapes,
        ),
        item(
            "stability",
            Case("undecided", (array([0.0, 0.0, 0.0]), array([1.0, 0.0, 1.0])), log(2), fresh=undecided),
            Case("wrong-by-20", (array([20.0]), array([0.0])), 20 + log1p(exp(-20))),
            Case("wrong-by-35", (array([35.0]), array([0.0])), 35.0),
            Case("wrong-by-40", (array([40.0, -40.0]), array([0.0, 1.0])), 40.0),
            Case("wrong-by-12", (array([-12.0]), array([1.0])), 12 + log1p(exp(-12))),
            Case("wrong-by-1000", (array([-1000.0]), array([1.0])), 1000.0),
            Case("wrong-by-ten-thousand", (array([-1e4, 1e4]), array([1.0, 0.0])), 1e4),
            Case("right-by-1000", (array([1000.0]), array([1.0])), 0.0, absolute=NEAR_ZERO),
            Case("right-by-ten-thousand", (array([1e4, -1e4]), array([1.0, 0.0])), 0.0, absolute=NEAR_ZERO),
            Case("right-by-7", (array([7.0, -7.0]), array([1.0, 0.0])), log1p(exp(-7))),
            Case("right-by-15", (array([15.1, -15.1]), array([1.0, 0.0])), log1p(exp(-15.1))),
            Case("float32-large", (array([-200, 200], "float32"), array([1, 0], "float32")), 200.0),
            *needing(
                "soft_targets",
                Case("soft-target-and-very-negative", (array([-1000.0]), array([0.3])), 300.0),
                Case("soft-target-and-very-large", (array([1e4]), array([0.3])), 7000.0),
            ),
            points=2.5,
            drawn=stability,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (Z.astype("float32"), T.astype("float32"))),
            Case("uint8-targets", (Z, array([1, 0, 0], "uint8")), Z_COST),
            Case(
                "uint8-wraps", (array([2, 1, 2], "uint8"), array([0.0, 1.0, 1.0])), fresh=small_integers("uint8", float)
            ),
            Case(
                "uint8-both",
                (array([2, 1, 2], "uint8"), array([0, 1, 1], "uint8")),
                fresh=small_integers("uint8", "uint8"),
            ),
            Case(
                "int64", (array([2, -2, 1], "int64"), array([1, 1, 0], "int64")), fresh=small_integers("int64", "int64")
            ),
            *needing(
                "stability",
                # NumPy's exp of int8 is a float16, and its logarithm is furthest off at a logit of 0
                Case(
                    "int8",
                    (array([-2, 0, 0, 1], "int8"), array([1, 0, 0, 1], "int8")),
                    fresh=small_integers("int8", "int8", 0, 0, 0),
                ),
                Case(
                    "int8-wraps",
                    (array([-128, 1], "int8"), array([0, 0], "int8")),
                    log1p(e) / 2,
                    fresh=small_integers("int8", "int8", -128),
                ),
            ),
            points=0.5,
        ),
        item("wrong_shapes", *binary.wrong_shapes(TABLE_Z), points=1),
        item(
            "purity",
            Case("read-only", (read_only(Z), read_only(T)), Z_COST),
            Case("read-only-logits", (read_only(Z), T), Z_COST),
            Case("read-only-targets", (Z, read_only(T)), Z_COST),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
