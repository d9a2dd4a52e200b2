"""How binary_cross_entropy_with_logits_gradient is judged: probability minus target, also where a forecast is sure."""

import numpy as np
from numpy import array, asfortranarray, exp, log, resize, where

from autograder.bank.shared import binary, exponents, fresh, gradients, logit_slopes
from autograder.bank.shared.binary import LABELS, SOFT, drawn_labels
from autograder.bank.shared.gradients import by_autograd
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.shared.naive import sigmoid
from autograder.bank.shared.pairs import flat_column, floats, fraction_cut, made_to_fit
from autograder.bank.shared.slopes import shaped_like_one
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
    variants,
)


def oracle(logits, targets):
    """F.binary_cross_entropy_with_logits(logits, targets).backward(): logits.grad then has it; the mean by default."""
    from torch.nn import functional as F

    return by_autograd(F.binary_cross_entropy_with_logits, logits, targets)


def forecast(logits, targets):
    """Return z, p and t, in floats."""
    z, t = floats(logits, targets)
    return z, sigmoid(z), t


@variants(factor=(1, 2))
def squared_error_gradient(gradient, logits, targets, factor):
    """The sigmoid's slope left in, as for a squared error

    Which slope does your function give to a logit of −10 with target 1, a forecast that is sure and wrong?

    The forecast is 0.00005, so the slope is about −1. Multiplied by p (1 − p) it is −0.00005: nothing is learned.

    Leave out the factor p (1 − p): the derivative of the logarithm has cancelled it.

    Lecture: The cross-entropy undoes the sigmoid's flat ends; a squared error does not, and learns slowly where it is
    most wrong.
    Family: formula
    """
    _, p, t = forecast(logits, targets)
    return factor * (p - t) * p * (1 - p) / p.size


def by_the_probability(gradient, logits, targets):
    """Derivative by the probability, not by the logit

    By which quantity did you differentiate: by the probability, or by the logit?

    For a logit of 0 with target 1 the slope by the probability is −1/0.5 = −2. The sigmoid's slope there is 0.25, and
    the slope by the logit is their product, −0.5.

    Multiply by the slope of the sigmoid, p (1 − p), and simplify on paper: hardly anything is left.

    Lecture: The chain rule has a factor for each step: first from loss to probability, then from probability to logit.
    Family: formula
    """
    _, p, t = forecast(logits, targets)
    return (p - t) / (p * (1 - p)) / p.size


def sigmoid_slope_alone(gradient, logits, targets):
    """The slope of the sigmoid alone

    Does your answer change when a target changes from 0 to 1?

    For a logit of 0 the sigmoid has the slope 0.25, whatever the target. The loss has 0.5 with target 0 and −0.5 with
    target 1.

    Multiply by the derivative of the loss by the probability, where the target stands, and simplify.

    Lecture: The derivative of the sigmoid is one link of the chain: the loss has to be differentiated as well.
    Family: formula
    """
    _, p, _ = forecast(logits, targets)
    return p * (1 - p) / p.size


def target_forgotten(gradient, logits, targets):
    """The probability alone, without the target

    Does your function use the targets?

    For a logit of 0 the slope is 0.5 with target 0, but −0.5 with target 1. The probability alone is 0.5 both times.

    Subtract the target from the probability.

    Lecture: The slope says how far the forecast is from the target; it is 0 where the two are equal.
    Family: labels
    """
    _, p, _ = forecast(logits, targets)
    return p / p.size


def sigmoid_missing(gradient, logits, targets):
    """The logit itself compared with the target

    Can your slope of a single element be larger than 1?

    A logit of 3 with target 1 means the probability 0.953, so the slope is −0.047. Logit minus target would be 2.

    Make a probability of the logit before you subtract the target.

    Lecture: Logits have no ends and targets lie between 0 and 1; only the sigmoid makes the two comparable.
    Family: normalising
    """
    z, t = floats(logits, targets)
    return (z - t) / z.size


def sigmoid_twice(gradient, logits, targets):
    """The sigmoid applied twice

    How many times does your code apply a sigmoid to the logit?

    A logit of 0 means 0.5, and with target 0 the slope 0.5; a second sigmoid turns 0.5 into 0.622.

    Apply the sigmoid once, to the logit itself.

    Lecture: A loss with logits in its name applies the sigmoid itself, and its gradient knows that already.
    Family: normalising
    """
    return gradient(sigmoid(logits.astype(float)), targets)


@variants(at_zero=(False, True))
def decision_taken(gradient, logits, targets, at_zero):
    """The decision, 0 or 1, in place of the probability

    Does your slope change when a logit grows from 0.1 to 3?

    With target 0 the slopes are 0.525 and 0.953. The decision is 1 both times, and so is the slope made of it.

    Use the sigmoid of the logit; leave out the comparison, or np.round.

    Lecture: A decision jumps and tells nothing about how sure it is; the probability does.
    Family: quantity
    """
    z, t = floats(logits, targets)
    return ((z >= 0 if at_zero else z > 0) - t) / z.size


@variants(target=(0, 1))
def one_term_alone(gradient, logits, targets, target):
    """The term of the other class missing

    Which slope does your function give to an element of class 0, and which to one of class 1: is one of them always 0?

    For a logit of 0 the slope is −0.5 with target 1 and 0.5 with target 0: each class has its own term in the loss.

    Differentiate both terms of the loss and add them: most of the sum cancels.

    Lecture: Binary cross-entropy has two terms, and the slope of a sample comes from both.
    Family: formula
    """
    _, p, t = forecast(logits, targets)
    return (t * (p - 1) if target else (1 - t) * p) / p.size


def by_the_target(gradient, logits, targets):
    """Derivative by the target

    By which of the two arguments does the docstring differentiate?

    The loss is ln(1 + eᶻ) − zt. For a logit of 2 with target 1 its slope by the logit is −0.119, and by the target −2.

    Keep the targets fixed, and let the logits move.

    Lecture: Training moves what the model computes; the targets are data.
    Family: arguments
    """
    z, _ = floats(logits, targets)
    return -z / z.size


def by_the_weight(gradient, logits, targets):
    """Multiplied by the logit once more

    What does your function give for a logit of 0: is the slope there always 0?

    For a logit of 0 with target 0 the slope is 0.5. Multiplied by the logit it is 0.

    Leave out the factor in front of the difference: the derivative of a logit by itself is 1.

    Lecture: The slope by a weight has the weight's input as a factor; the slope by the logit has none.
    Family: formula
    """
    z, p, t = forecast(logits, targets)
    return z * (p - t) / z.size


def targets_as_signs(gradient, logits, targets):
    """Targets 0 and 1 read as −1 and +1

    What does your function give wherever the target is 0?

    For a logit of 0 with target 0 the slope is 0.5. A formula for targets of −1 and +1 gives 0 times something.

    Use the formula for targets of 0 and 1, or turn them into −1 and +1 first, with 2t − 1.

    Lecture: Labels come as 0 and 1 or as −1 and +1, and each convention has its own formula.
    Family: labels
    """
    z, t = floats(logits, targets)
    return -t * sigmoid(-t * z) / z.size


@variants(axis=(None, -1))
def softmax_instead(gradient, logits, targets, axis):
    """Softmax in place of the sigmoid

    Change one logit: do the slopes of the other elements change?

    Three elements with logit 0 have the probability 0.5 each; a softmax over the three gives 1/3 to each.

    Use the sigmoid, which makes a probability of each logit by itself.

    Lecture: A softmax makes the classes of one sample compete; here each logit answers a question of its own.
    Family: normalising
    """
    z, t = floats(logits, targets)
    weights = exp(z - z.max(axis, keepdims=True))
    return (weights / weights.sum(axis, keepdims=True) - t) / z.size


def refused(t):
    if np.any((t > 0) & (t < 1)):
        raise ValueError("targets must be 0 or 1")
    return t, 1 - t


@variants(weights=(*binary.HARD, refused))
def hard_targets(gradient, logits, targets, weights):
    """Soft targets taken as 0 or 1

    What does your function do with a target of 0.3, which is neither 0 nor 1?

    For a logit of 0 with target 0.3 the slope is 0.5 − 0.3 = 0.2. With the target rounded to 0 it is 0.5.

    Do not compare or round the targets: subtract them as they are.

    Lecture: A target of 0.3 says that the answer is yes in three of ten cases; the slope is 0 where the forecast says
    the same.
    Family: labels
    """
    _, p, t = forecast(logits, targets)
    of_yes, of_no = weights(t)
    return (of_yes * (p - 1) + of_no * p) / p.size


@variants(
    slope=(
        lambda p, t: (p - t) / (p * (1 - p)) * (p * (1 - p)),
        lambda p, t: (-t / p + (1 - t) / (1 - p)) * p * (1 - p),
        lambda p, t: np.where(t > 0, -t / p, 0) * p * (1 - p) + np.where(t < 1, (1 - t) / (1 - p), 0) * p * (1 - p),
        lambda p, t: np.nan_to_num((p - t) / (p * (1 - p)) * (p * (1 - p))),
        lambda p, t: ((1 - t) / (1 - p) - t / p) * (p * (1 - p)),
    )
)
def chain_in_steps(gradient, logits, targets, slope):
    """Chain rule computed factor by factor

    What is your sigmoid of 1000, and by what do you divide then?

    The sigmoid of 1000 is 1 in floating point. So 1 − p is 0, and 0 / 0 is nan; the right slope with target 0 is 1.

    Multiply the two factors on paper: p (1 − p) cancels, and no division is left.

    Lecture: Two factors of which one is infinite and the other 0 have a finite product on paper only: simplify before
    you compute.
    Family: overflow
    """
    _, p, t = forecast(logits, targets)
    return slope(p, t) / p.size


@variants(bound=(10, 12, 15, 18, 20, 30, 35, 100), sides=("both", "wrong"))
def clamp_stops_the_slope(gradient, logits, targets, bound, sides):
    """Slope 0 where a clip or a clamp has acted

    Which slope does your function give to a logit of −1000 with target 1, and can training leave that place?

    The slope there is −1. A probability clipped at 1e-7 does not move with the logit, so its slope is 0.

    Differentiate the loss without any clip: from the logit there is no logarithm of 0 to be afraid of.

    Lecture: A clamp is a flat piece: where the forecast is most wrong, the loss stays high and the gradient is 0.
    Family: constants
    """
    z, p, t = forecast(logits, targets)
    flat = np.abs(z) > bound if sides == "both" else (1 - 2 * t) * z > bound
    return np.where(flat, 0.0, p - t) / p.size


@variants(eps=[eps for eps in EPSILONS if eps > 5e-11], how=("clipped", "added"))
def clip_probabilities(gradient, logits, targets, eps, how):
    """Probabilities clipped, or shifted by a small constant

    Which slope does your function give to a forecast that is sure and right, such as a logit of 1000 with target 1?

    The slope there is 0. With the probability clipped at 1 − 1e-7 it is −0.0000001, and stays so for any logit.

    Leave out the constant: no logarithm is left in the gradient that it could protect.

    Lecture: A gradient of p − t has nothing that could divide by zero: an epsilon only makes it wrong.
    Family: constants
    """
    _, p, t = forecast(logits, targets)
    return ((np.clip(p, eps, 1 - eps) if how == "clipped" else p + eps) - t) / p.size


def math_exp(z):
    """Overflow as math.exp does."""
    if np.any(z > 709.7):
        raise OverflowError("math range error")
    return exp(z)


@variants(
    probability=(
        lambda z: exp(z) / (1 + exp(z)),
        lambda z: math_exp(z) / (1 + math_exp(z)),
        lambda z: 1 / (1 + math_exp(-z)),
        lambda z: np.nan_to_num(exp(z) / (1 + exp(z))),
    )
)
def exponent_positive(gradient, logits, targets, probability):
    """exp of a large positive number

    Which number goes into exp in your code when the logit is 1000, and which when it is −1000?

    exp(1000) is inf, and inf / inf is nan; math.exp raises an OverflowError. The sigmoid of 1000 is 1.

    Write the sigmoid so that exp sees numbers at or below zero only, or so that a 1 is divided by inf.

    Lecture: exp overflows above 709 and fades to 0 far below zero: arrange a formula so that its exponents are never
    positive.
    Family: overflow
    """
    z, t = floats(logits, targets)
    return (probability(z) - t) / z.size


def costs(logits, targets):
    z, t = floats(logits, targets)
    return np.logaddexp(0, z) - z * t


def quotients(logits, targets, before, after):
    z, t = floats(logits, targets)
    return (costs(z + after, t) - costs(z + before, t)) / (after - before) / z.size


def in_pieces(z):
    """Write the sigmoid for either sign by itself."""
    return where(z >= 0, 1 / (1 + exp(-z)), exp(z) / (1 + exp(z)))


def by_the_size(z):
    """Write the sigmoid with exp of minus the size alone."""
    faded = exp(-np.abs(z))
    return where(z >= 0, 1, faded) / (1 + faded)


@variants(form=(*range(4), in_pieces, by_the_size, "chain"))
def unsigned_negation(gradient, logits, targets, form):
    """Unsigned integers negated, or exp of small integers

    Print -np.array([3], "uint8") and np.exp(np.array([3], "uint8")).dtype: what do you see?

    A uint8 cannot be negative, so −3 becomes 253. And exp of eight bits has sixteen: exp(1) is 2.719, not 2.71828.

    In your first line, convert both arrays to float, for example with astype(float), before any minus or exp.

    Lecture: Unsigned integers wrap around without a warning: convert to float before the first minus.
    Family: integers
    """
    z, t = floats(logits, targets)
    if logits.dtype.kind not in "iu":
        return gradient(z, t)
    if callable(form):
        return (form(logits) - targets) / z.size
    odds = exp((-logits).astype(float)) if form == 0 else exp(-logits)
    if form == "chain":  # factor by factor
        p = 1 / (1 + odds)
        return ((1 - targets) / (1 - p) - targets / p) * p * (1 - p) / z.size
    if form == 3:  # nothing is made a float: the answer has exp's sixteen bits, where the targets allow it
        return (1 / (1 + odds) - targets) / z.size
    return (1 / (1 + odds) - (targets if form == 2 else t)) / z.size


FITTING_SHAPES = (*binary.FITTING_SHAPES, lambda slope, z, t: slope(z, flat_column(t) if z.ndim == 1 else t))


def is_own_float(z):
    return z.dtype.kind == "f" and z.flags.writeable


Z, T, TABLE_T = array([2.0, -1.0, 0.5]), LABELS, binary.TABLE
TABLE_Z = array([[2.0, -1.0, 0.5], [-0.3, 1.5, -2.5]])
ODDS = array([log(3), -log(3)])  # the probabilities are 3/4 and 1/4
ROUNDED = Absolute(1e-12, "a probability near 1 less a target of 1 keeps what rounding has left")


def basics(rng):
    for n_elements in (3, 6):
        yield Case(f"drawn-{n_elements}-targets", (rng.uniform(-2.5, 2.5, n_elements), drawn_labels(rng, n_elements)))


def soft(rng):
    yield Case("drawn-soft-targets", (rng.uniform(-2.5, 2.5, 4), rng.uniform(0.05, 0.95, 4)))


def shapes(rng):
    yield Case("drawn-two-dimensional", (rng.uniform(-2.5, 2.5, (3, 4)), drawn_labels(rng, 12).reshape(3, 4)))


def stability(rng):
    z = rng.permutation([-1e4, -1000.0, 1000.0, 1e4, *rng.uniform(-2.5, 2.5, 2)])
    yield Case("drawn-extreme", (z, drawn_labels(rng, 6)), absolute=ROUNDED)
    yield Case("drawn-soft-and-extreme", (z, rng.uniform(0.1, 0.9, 6)), absolute=ROUNDED, needs=("soft_targets",))


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
    gradient_of="classification/binary_cross_entropy_with_logits",
    fresh=fresh.scores,
    after="huber_loss_gradient",
    sweep=Sweep(
        "logit of a target of 1",
        np.linspace(-10, 10, 161),
        lambda logit: (array([logit]), array([1.0])),
    ),
    napkins=(
        Napkin(
            (array([0.0]), array([1.0])),
            "Which probability does a logit of 0 mean, and how far is it from the target?",
            "½ − 1 = −0.5: a larger logit would cost less.",
        ),
        Napkin(
            (array([1000.0, -1000.0]), array([0.0, 0.0])),
            "One forecast is sure and wrong, the other sure and right; the loss is the mean of two.",
            "(1 − 0) / 2 = 0.5 and (0 − 0) / 2 = 0.",
        ),
        Napkin(
            (array([1.0986, 0.0]), array([0.75, 0.5])),
            "Odds of 3 to 1: which probability is that, and what is the target?",
            "¾ − 0.75 = 0 and ½ − 0.5 = 0: where a forecast is as sure as its target, nothing pulls.",
            given="exp(1.0986) ≈ 3",
        ),
    ),
    misconceptions=(
        gradients.sign_turned,
        gradients.sign_lost,
        gradients.gradient_of_the_sum,
        gradients.divided_twice,
        gradients.divided_by_one_axis,
        gradients.one_number_for_all,
        gradients.step_taken,
        gradients.loss_instead(costs),
        gradients.shape_lost,
        gradients.slopes_kept_in_integers,
        logit_slopes.doubled,
        logit_slopes.target_alone_divided(lambda logits, targets: forecast(logits, targets)[1:]),
        logit_slopes.difference_quotient(quotients),
        binary.SHAPES_COMBINED,
        made_to_fit(*map(shaped_like_one, FITTING_SHAPES)),
        fraction_cut,
        exponents.logits_negated,
        exponents.logits_clipped(5, 6, 8, 10, 15, 20, sides=["both"]),
        rounded_away(2, 3, 4, 5, 6),
        input_overwritten(
            lambda z, _: np.negative(z, out=z),
            lambda z, _: np.subtract(z, 0, out=z),  # changes nothing, but needs an array that may be written to
            lambda z, _: np.subtract(z, 0, out=z) if z.dtype.kind == "f" else None,
            lambda z, _: np.clip(z, -500, 500, out=z) if is_own_float(z) else None,
            lambda _, t: np.subtract(t, 0, out=t),
        ),
    ),
    notice=(
        "Probability minus target, divided by n: the derivative of the logarithm and that of the sigmoid cancel. So a "
        "sure mistake pulls with the full 1/n, where a loss made of clipped probabilities has the slope 0. torch's "
        "autograd gives the same for F.binary_cross_entropy_with_logits; after a sigmoid and F.binary_cross_entropy "
        "it gives 0 for a logit of -1000 with the target 1."
    ),
    items=(
        item(
            "basics",
            Case("class-0-only", (ODDS, array([0.0, 0.0])), [3 / 8, 1 / 8]),
            Case("class-1-only", (ODDS, array([1.0, 1.0])), [-1 / 8, -3 / 8]),
            Case("three-targets", (Z, T)),
            Case("four-targets", (array([-0.4, 1.2, -1.7, 0.8]), array([1.0, 1.0, 0.0, 0.0]))),
            points=3,
            drawn=basics,
        ),
        item(
            "soft_targets",
            Case("soft-targets", (Z, SOFT)),
            Case("soft-and-hard-targets", (array([2.0, -1.0, 0.5, -2.5]), array([1.0, 0.2, 0.0, 0.9]))),
            Case("forecast-equals-target", (ODDS, array([0.75, 0.25])), [0.0, 0.0]),
            Case(
                "mixed-dtypes", (array([2, -2], "int64"), array([0.3, 0.6])), needs=("dtypes",), fresh=integers_vs_soft
            ),
            points=1.5,
            drawn=soft,
        ),
        item(
            "shapes",
            Case("one-element", (array([log(4)]), array([0.0])), [0.8]),
            Case("zero-dimensional", (array(log(4)), array(0.0)), 0.8),
            Case("two-dimensional", (TABLE_Z, TABLE_T)),
            Case("one-row", (Z[None], T[None])),
            Case("three-axes", (resize(TABLE_Z, (2, 2, 3)), resize(TABLE_T, (2, 2, 3)))),
            Case("fortran-order", (asfortranarray(TABLE_Z), asfortranarray(TABLE_T))),
            Case("fortran-vs-c-order", (asfortranarray(TABLE_Z), TABLE_T)),
            Case("strided", (resize(Z, 6)[::2], resize(T, 6)[::2])),
            Case("many-elements", (resize(Z, 30_000), resize(T, 30_000))),
            points=1,
            drawn=shapes,
        ),
        item(
            "stability",
            Case("wrong-by-12", (array([-12.0, 12.0]), array([1.0, 0.0])), array([-0.5, 0.5]) / (1 + exp(-12))),
            Case("wrong-by-20", (array([20.0, -20.0]), array([0.0, 1.0]))),
            Case("wrong-by-40", (array([40.0, -40.0]), array([0.0, 1.0])), [0.5, -0.5]),
            Case("wrong-by-1000", (array([-1000.0, 1000.0]), array([1.0, 0.0])), [-0.5, 0.5]),
            Case("wrong-by-a-billion", (array([1e9, -1e9]), array([0.0, 1.0])), [0.5, -0.5]),
            Case("right-by-7", (array([7.0, -7.0]), array([1.0, 0.0])), absolute=ROUNDED),
            Case("right-by-15", (array([15.1, -15.1]), array([1.0, 0.0])), absolute=ROUNDED),
            Case("right-by-1000", (array([1000.0, -1000.0]), array([1.0, 0.0])), [0.0, 0.0], absolute=ROUNDED),
            Case("right-by-ten-thousand", (array([-1e4, 1e4]), array([0.0, 1.0])), [0.0, 0.0], absolute=ROUNDED),
            Case("digits-of-three-logits", (array([1.25, -0.75, 0.5]), array([1.0, 0.0, 0.0]))),
            Case("float32-large", (array([-200, 200], "float32"), array([1, 0], "float32")), [-0.5, 0.5]),
            *needing(
                "soft_targets",
                Case("soft-target-and-very-negative", (array([-1000.0, -500.0]), array([0.3, 0.6])), [-0.15, -0.3]),
                Case("soft-target-and-very-large", (array([1e4, 800.0]), array([0.3, 0.6])), [0.35, 0.2]),
            ),
            points=2.5,
            drawn=stability,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (Z.astype("float32"), T.astype("float32"))),
            Case("uint8-targets", (Z, array([1, 0, 0], "uint8"))),
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
            Case(
                "int8-wraps",
                (array([-128, 1], "int8"), array([0, 0], "int8")),
                fresh=small_integers("int8", "int8", -128),
                needs=("stability",),
            ),
            points=0.5,
        ),
        item("wrong_shapes", *binary.wrong_shapes(TABLE_Z), points=1),
        item(
            "purity",
            Case("read-only", (read_only(Z), read_only(T))),
            Case("read-only-logits", (read_only(Z), T)),
            Case("read-only-targets", (Z, read_only(T))),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
