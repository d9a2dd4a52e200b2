"""How softmax is judged: shares that add up to one, however large the logits."""

from itertools import product

import numpy as np
from numpy import arange, array, exp, full, inf, log, resize

from autograder.bank.exact import exp as exact_exp
from autograder.bank.shared import axes, exponents, fresh, naive, samples, shifts
from autograder.bank.shared.mistakes import rounded_away
from autograder.bank.shared.naive import share, top
from autograder.bank.shared.samples import PAIR, X
from autograder.bank.spec import Absolute, Case, Napkin, Spec, Sweep, item, read_only, tensors, variants


def oracle(logits):
    """F.softmax(logits, dim=-1): the axis has to be named."""
    from torch.nn import functional as F

    return F.softmax(*tensors(logits), dim=-1)


def exact(logits):
    weights = exact_exp(logits)
    return weights / weights.sum(axis=-1, keepdims=True)


@variants(place=("numerator", "denominator"))
def shift_in_one_place(softmax, logits, place):
    """Maximum subtracted in the numerator or the denominator only

    Do the numerator and the sum in the denominator use the same shifted logits?

    For logits 1 and 1 both probabilities are 0.5. Shifted in the numerator only, they are 1 / (2 · 2.718), about 0.184
    each.

    Compute the exponentials once, give them a name, and use this array both for the sum and for the division.

    Lecture: The shift cancels only if it is in numerator and denominator: compute once, use twice.
    Family: formula
    """
    x = logits.astype(float)
    above, below = (x - top(x), x) if place == "numerator" else (x, x - top(x))
    return naive.divided(above, exp(below).sum(axis=-1, keepdims=True))


EPSILONS = (1e-15, 1e-12, 1e-10, 1e-09, 1e-08, 1e-07, 1e-06, 1e-05, 0.0001, 0.001)
SHARE_FLOORS = product((naive.added, naive.raised, naive.clipped, naive.added_to_weights), EPSILONS)
EXPONENT_FLOORS = product((naive.exponents_clipped,), (10, 20, 30, 50, 88, 100, 500, 700))


@variants(floor=(*SHARE_FLOORS, *EXPONENT_FLOORS))
def shares_have_a_floor(softmax, logits, floor):
    """Probabilities kept away from 0 by a small constant

    What is the smallest probability that your function can give?

    For logits 0 and −30 the second probability is about 9.4e-14. With a floor of 1e-7 it becomes a million times as
    large.

    Remove the constant, the np.clip or the np.maximum from the exponentials and from the probabilities.

    Lecture: Softmax itself needs no epsilon; if anything needs one, it is a logarithm that is taken later.
    Family: constants
    """
    how, size = floor
    return how(softmax(logits), size)


def applied_twice(softmax, logits):
    """Softmax applied twice

    How many times does your function turn numbers into probabilities?

    Logits 10 and 0 mean about 0.99995 and 0.00005. Taken for logits once more, these become about 0.731 and 0.269:
    hardly sure any more.

    Return the first probabilities: remove the second exp and the division after it.

    Lecture: Probabilities are no logits: a second softmax squeezes every prediction towards equal shares.
    Family: normalising
    """
    return softmax(softmax(logits))


def no_exp(softmax, logits):
    """Logits divided by their sum, without exp

    Which probability does your function give to a class with a negative logit?

    For logits 1 and −1 the sum is 0, and there is nothing to divide by. The probabilities are about 0.881 and 0.119.

    Apply np.exp to the logits before you sum and divide.

    Lecture: exp makes any score positive and turns equal steps into equal factors; only then may one divide by the sum.
    Family: formula
    """
    return share(logits.astype(float))


@variants(size=(lambda x: x, np.abs))
def divided_by_max(softmax, logits, size):
    """Logits divided by the largest instead of shifted

    What do you do with the largest logit: subtract it, or divide by it?

    For logits 2 and 1 the probabilities are 0.731 and 0.269. Divided by the largest the logits are 1 and 0.5, and the
    probabilities would be 0.622 and 0.378.

    Replace the division by a subtraction: the maximum of a row is taken away from each of its logits.

    Lecture: Only differences of logits count: a subtraction keeps them, and a division changes them all.
    Family: formula
    """
    x = logits.astype(float)
    return share(exp(x / size(x).max(axis=-1, keepdims=True)))


@variants(size=(np.square, np.abs))
def squares_for_exp(softmax, logits, size):
    """Squares or absolute values in place of exp

    Which probabilities does your function give to logits 1 and −1: are the two different?

    Logits 1 and −1 have the probabilities 0.881 and 0.119. Squares and absolute values lose the sign: 0.5 each.

    Apply np.exp to the logits where you make them positive in another way.

    Lecture: A square is positive too, but it makes a very negative logit likely; exp makes it unlikely.
    Family: formula
    """
    return share(size(logits.astype(float)))


@variants(base=(2, 10, 2.718, 2.7183, 2.71828, exp(0.5), exp(2)))
def wrong_base(softmax, logits, base):
    """Another base than e, or logits scaled

    What ratio do the two probabilities have in your function for logits 1 and 0?

    The ratio is exp(1), 2.718281828…: the probabilities are 0.731 and 0.269. With base 2 the ratio would be 2, the
    probabilities 0.667 and 0.333.

    Use np.exp for the powers, not 2**, 10** or a rounded 2.718, and do not scale the logits.

    Lecture: A base other than e is a temperature: it makes the prediction sharper or flatter.
    Family: unit
    """
    return softmax(logits * log(base))


@variants(total=("1", "classes", "mean", "length"))
def not_normalised(softmax, logits, total):
    """Not divided by the sum of the exponentials

    What do the probabilities of one sample add up to in your function?

    Logits 0 and 0 give the exponentials 1 and 1, and their sum is 2. Each probability is 1/2, and 1/2 + 1/2 is 1.

    Divide the exponentials of a sample by their sum, not by the number of classes, their length or their maximum.

    Lecture: Scores are a distribution when none is negative and they add up to 1.
    Family: formula
    """
    weights = exp(logits.astype(float) - top(logits.astype(float)))
    if total == "mean":
        return softmax(logits) * logits.shape[-1]
    if total == "length":
        return weights / np.linalg.norm(weights, axis=-1, keepdims=True)
    return weights / (1 if total == "1" else logits.shape[-1])


@variants(ties=("shared", "first"))
def winner_takes_all(softmax, logits, ties):
    """All probability given to the largest logit

    How much does the second-best class get in your function when it is only a little behind?

    For logits 1 and 0 the probabilities are 0.731 and 0.269, not 1 and 0.

    Leave out argmax and the comparison with the maximum; let exp of the logits decide about the shares.

    Lecture: Softmax is a soft maximum: the best class gets the most, and no class gets nothing.
    Family: quantity
    """
    if ties == "shared":
        return share((logits == top(logits)).astype(float))
    return (arange(logits.shape[-1]) == logits.argmax(axis=-1)[..., None]).astype(float)


@variants(stable=(True, False))
def log_returned(softmax, logits, stable):
    """Logarithms of the probabilities returned

    Are the numbers that you return between 0 and 1?

    For two equal logits each probability is 0.5. Its logarithm is −0.693, and no probability is negative.

    Return the probabilities themselves: leave out the last np.log, or apply np.exp to your result.

    Lecture: softmax and log_softmax are two functions: log_softmax is for further computation, softmax for reading.
    Family: quantity
    """
    x = logits.astype(float) - top(logits.astype(float))
    return x - log(exp(x).sum(axis=-1, keepdims=True)) if stable else log(softmax(logits))


def shares(*logits):
    """Write the definition down for small logits."""
    return exp(logits) / exp(logits).sum()


UNDERFLOWS = Absolute(1e-9, "the share underflows to 0; an epsilon of 1e-12 may stand in its place")
BOUNDED = Absolute(0.3, "which large logits are told apart is asked under stability, not here")
FLOORED = Absolute(1e-2, "how small a share may become is asked under stability, not here")


def impossible(rng):
    yield Case("drawn-impossible-class", (np.insert(rng.normal(0.0, 2.0, 3), rng.integers(1, 3), -inf),))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.scores,
    after="binary_cross_entropy",
    sweep=Sweep(
        "first of two logits, the other being 0",
        np.concatenate([-np.geomspace(1000, 10, 40), np.linspace(-9.75, 9.75, 79), np.geomspace(10, 1000, 40)]),
        lambda logit: (array([logit, 0.0]),),
        scale="symlog",
    ),
    napkins=(
        Napkin(
            (array([3.0, 3.0]),),
            "Both scores are equal: how do they share 1?",
            "e³ / (e³ + e³) = ½ for each: 0.5 and 0.5.",
        ),
        Napkin(
            (array([0.0, 1.0986]),),
            "The exponentials are 1 and 3: which share of their sum is each?",
            "1/4 = 0.25 and 3/4 = 0.75.",
            given="exp(1.0986) ≈ 3",
        ),
        Napkin(
            (array([1000.0, 1000.0, -inf]),),
            "Subtract 1000 from each: that changes nothing. What is exp(−inf)?",
            "The exponentials become 1, 1 and 0: 0.5, 0.5 and 0.",
        ),
    ),
    misconceptions=(
        shifts.no_shift(*naive.SOFTMAX, *naive.MENDED_SOFTMAX, naive.long_double_softmax),
        shifts.global_max(*naive.SOFTMAX, *naive.MENDED_SOFTMAX),
        shifts.max_over_samples(naive.softmax),
        *shifts.other_shifts(*naive.SOFTMAX),
        shifts.log_swallowed(exp),
        exponents.unsigned_shift(lambda shifted, _: naive.softmax(shifted)),
        exponents.half_precision(naive.softmax),
        exponents.fractions_cut,
        exponents.logits_clipped(*exponents.BOUNDS),
        shifts.eps_in_sum(naive.divided, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1),
        axes.wrong_axis("0", "0 of two"),
        axes.axis_1,
        axes.whole_array(*(lambda x, of=of: exp(x - of(x)) / exp(x - of(x)).sum() for of in (np.max, top))),
        axes.keepdims_missing(naive.divided, "sum", "max", "both"),
        axes.squeezed,
        exponents.impossible_made_possible,
        exponents.logits_negated,
        exponents.sigmoid_instead(naive.sigmoid, lambda x: naive.sigmoid(np.clip(x, -700, 700))),
        rounded_away(2, 3, 4, 5, 6, 7, 8, 10, 12),
        exponents.logits_overwritten,
    ),
    costs_more={
        "no_shift": "beside a small constant the row of the low logits vanishes, which shapes ask about",
        "max_of_abs": "the largest absolute value is infinite where a class is impossible",
        "shift_by_min": "the smallest logit, and with it the mean, is minus infinity where a class is impossible",
        "impossible_made_possible": "a number such as -10 is too large among all logits, one such as -1e9 among some",
        "shares_have_a_floor": "a floor of 1e-5 or more is seen in an impossible class, too",
    },
    notice=(
        "Softmax does not change when the same number is subtracted from all logits of a row, and with the maximum "
        "subtracted the largest exponent is 0: exp cannot overflow, and the sum is 1 at least. F.softmax does the "
        "same, but the axis has to be named with dim=-1: left out, torch warns and picks one by the number of axes."
    ),
    items=(
        item(
            "basics",
            Case("one-to-three", (PAIR,), [0.25, 0.75]),
            Case("three-classes", (X,)),
            Case("all-equal", (full(4, 1.5),), [0.25] * 4),
            Case("all-negative", (array([-1.0, -2.0, -0.5]),)),
            points=3,
            drawn=samples.drawn_classes(2.0),
        ),
        item(
            "shapes",
            *samples.BATCHES,
            Case("one-class", (array([-2.5]),), [1.0]),
            Case("one-class-batch", (array([[3.0], [-1.0]]),), [[1.0], [1.0]]),
            *samples.LAYOUTS,
            Case("rows-far-apart", (samples.ROWS_FAR_APART,), [[0.5, 0.5], shares(0, 1), [0.5, 0.5]]),
            Case("long-batch", (resize(PAIR, (30_000, 2)),), resize([0.25, 0.75], (30_000, 2))),
            Case("many-classes", (resize(PAIR, 30_000),), resize([0.5, 1.5], 30_000) / 30_000, absolute=FLOORED),
            points=1.5,
            drawn=samples.drawn_batches(1.0),
        ),
        item(
            "stability",
            Case("large", (array([1000.0, 1001.0, 1002.0]),), shares(0, 1, 2)),
            Case("very-negative", (array([-1000.0, -1001.0, -1002.0]),), shares(0, -1, -2)),
            Case("large-and-equal", (array([1e4, 1e4]),), [0.5, 0.5]),
            Case("one-far-above", (array([0.0, 0.0, 1500.0, 0.0]),), [0, 0, 1, 0], absolute=UNDERFLOWS),
            Case("one-far-below", (array([0.0, -1000.0]),), [1, 0], absolute=UNDERFLOWS),
            Case("above-and-below", (array([-500.0, 500.0, 499.0]),), [0, *shares(1, 0)], absolute=UNDERFLOWS),
            Case("small-share", (array([0.0, -30.0]),), shares(0, -30)),
            Case("tiny-share", (array([0.0, -100.0, 1.0]),), shares(0, -100, 1)),
            Case("tiniest-share", (array([-300.0, 301.0]),), shares(-300, 301)),
            Case("ten-thousand", (array([1e4, 9999.0, 9984.0]),), shares(16, 15, 0)),
            Case("ten-million", (array([1e7 - 1, 1e7]),), shares(0, 1)),
            Case("shifted-by-1e15", (array([1e15, 1e15 + 1, 1e15 - 1]),), shares(0, 1, -1)),
            Case("largest", (array([1e308, -9e307]),), [1, 0], absolute=UNDERFLOWS),
            Case("impossible-among-most-negative", (array([-inf, -1e300, -1e300]),), [0, 0.5, 0.5]),
            points=3,
            drawn=samples.drawn_far_from_zero(2.0, below=20.0),
            digits=True,
        ),
        item(
            "impossible_classes",
            # The impossible class is neither the first nor the last: who shifts by one of these loses stability alone.
            Case("one-impossible", (array([0.0, -inf, 1.0]),), [*shares(0, -inf, 1)]),
            Case("equal-but-one", (array([-1.0, -inf, -1.0]),), [0.5, 0, 0.5]),
            Case("two-impossible", (array([2.0, -inf, 1.0, 3.0, -inf, 2.0]),), shares(2, -inf, 1, 3, -inf, 2)),
            Case("impossible-among-negative", (array([-6.0, -inf, -6.0]),), [0.5, 0, 0.5]),
            points=1,
            drawn=impossible,
        ),
        item(
            "dtypes",
            Case("float32", (X.astype("float32"),)),
            Case("int64", (array([3, 1, 2], "int64"),), shares(3, 1, 2)),
            Case("uint64-wraps", (array([2, 3, 1], "uint64"),), shares(2, 3, 1)),
            Case("uint8-wraps", (array([1, 3, 2], "uint8"),), shares(1, 3, 2)),
            Case(
                "uint8-large",  # 128 is beyond int8, and a limit of 100 must not show
                (array([128, 127], "uint8"),),
                shares(1, 0),
                absolute=BOUNDED,
                fresh=lambda rng: (rng.permutation(array([128, 127], "uint8")),),
            ),
            Case("int8-wraps", (array([-128, 127], "int8"),), [0, 1], absolute=FLOORED),
            Case("int8", (array([-1, 0, 2], "int8"),), shares(-1, 0, 2)),
            points=1,
        ),
        item("purity", Case("read-only", (read_only(X),)), points=0.5, inputs_unchanged=True),
    ),
)
