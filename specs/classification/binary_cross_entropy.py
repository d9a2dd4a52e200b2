"""How binary_cross_entropy is judged: both terms, and a clamp on each logarithm.

It is long because ln 0 is met by everyone, and mended in many ways that all differ from the clamp somewhere.
"""

import numpy as np
from numpy import arange, array, asfortranarray, exp, float16, float32, log, log1p, maximum, minimum, resize

from autograder.bank.exact import log as exact_log
from autograder.bank.shared import binary, fresh
from autograder.bank.shared.binary import FLOORS, LABELS, SOFT, drawn_labels, floored_logs, mean_cost
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.shared.pairs import floats, made_to_fit
from autograder.bank.spec import EPSILONS, Case, Napkin, Spec, Sweep, item, needing, read_only, tensors, variants


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
    """Prediction and label exchanged in the formula

    Which argument comes first in the docstring, the prediction or the label?

    A prediction of 0.9 with label 1 costs −ln 0.9 = 0.105; exchanged, they cost 0.1 · 100 = 10, or inf without a clamp.

    The logarithms are those of y_pred and of 1 − y_pred; y_true only weighs them.

    Lecture: The prediction goes into the logarithm and the label in front of it: the label says how much each cost
    counts.
    Family: arguments
    """
    return mean_cost(*logs(y_true, y_pred))


@variants(logs=(clamped, unclamped))
def second_term_missing(bce, y_pred, y_true, logs):
    """The term for class 0 missing

    What does your function return for a label of 0, however wrong the prediction is?

    A prediction of 0.9 with label 0 costs −ln 0.1 = 2.303; with the first term alone it costs 0.

    Your formula has one logarithm. Add the logarithm of the probability of class 0, multiplied by 1 minus the label.

    Lecture: Binary cross-entropy is the cross-entropy of two classes: class 0 has a probability, and a term, of its
    own.
    Family: formula
    """
    y, log_yes, _ = logs(y_pred, y_true)
    return -np.mean(y * log_yes)


def refused(y):
    if np.any((y > 0) & (y < 1)):
        raise ValueError("labels must be 0 or 1")
    return y, 1 - y


@variants(weights=(*binary.HARD, refused))
def hard_labels(bce, y_pred, y_true, weights):
    """Soft labels taken as 0 or 1

    What does your function do with a label of 0.3, which is neither 0 nor 1?

    A prediction of 0.9 with label 0.3 costs 0.3 · 0.105 + 0.7 · 2.303 = 1.643; with the label rounded to 0, 2.303.

    Do not compare or round y_true: it is itself the weight of one logarithm, and 1 minus it is the weight of the other.

    Lecture: A label of 0.3 says that the answer is yes in three of ten cases: both costs count, with weights 0.3 and
    0.7.
    Family: labels
    """
    y, log_yes, log_no = clamped(y_pred, y_true)
    of_yes, of_no = weights(y)
    return -np.mean(of_yes * log_yes + of_no * log_no)


def labels_flipped(bce, y_pred, y_true):
    """Labels 0 and 1 exchanged

    Which costs more in your function: a prediction of 0.9 with label 1, or the same prediction with label 0?

    With label 1 a prediction of 0.9 is a good one and costs 0.105; with label 0 it costs 2.303.

    y_true is the weight of the logarithm of y_pred; 1 minus y_true is the weight of the other logarithm.

    Lecture: Always say which class a probability belongs to: y_pred is the probability of class 1.
    Family: labels
    """
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
    """The logarithm of zero not clamped

    What does your function return for a prediction of exactly 0, once with label 0 and once with label 1?

    In NumPy ln 0 is −inf and 0 · −inf is nan; clamped to −100, label 0 costs 0 and label 1 costs 100.

    Keep each of the two logarithms at −100 or above before you multiply it with its weight.

    Lecture: Without a clamp one sure and wrong prediction makes the mean of a whole data set infinite.
    Family: zeros
    """
    y, log_yes, log_no = unclamped(y_pred, y_true)
    return np.mean(COST[of[0]](y, log_yes) + COST[of[1]](1 - y, log_no))


@variants(eps=FLOORS, how=("clipped", "clipped as it comes", "raised", "added", "added to p"))
def clip_1e_7(bce, y_pred, y_true, eps, how):
    """Probabilities clipped, or shifted by a small constant

    What is the largest cost that one sample can have in your function, and which one does the docstring fix?

    With a floor of 1e-7 under the probability a sample costs −ln 1e-7 = 16.1 at most; here it is 100 at most.

    Leave y_pred as it is: limit what np.log returns, not what goes into it.

    Lecture: A small constant in a logarithm is a hidden cap: 1e-7 stops the cost at 16.1, 1e-15 at 34.5.
    Family: constants
    """
    p, y = floats(y_pred, y_true)
    if how == "added to p":
        return mean_cost(y, log(p + eps), log(1 - (p + eps)))
    if how == "clipped as it comes":
        return mean_cost(y, *floored_logs(y_pred, eps, "clipped"))
    return mean_cost(y, *floored_logs(p, eps, how))


@variants(eps=EPSILONS)
def perfect_not_zero(bce, y_pred, y_true, eps):
    """Predictions kept below 1

    What does your function return for a prediction of exactly 1 with label 1?

    It costs −ln 1 = 0. Kept at 1 − 1e-7 it costs 1e-7, and with label 0 it costs 16.1, where 100 is right.

    Drop the upper limit on y_pred: the clamp at −100 looks after the logarithm of 1 − y_pred.

    Lecture: A perfect prediction costs exactly nothing; an upper limit on probabilities charges for being right.
    Family: constants
    """
    return bce(np.minimum(y_pred, 1 - eps), y_true)


@variants(floor=(-1e6, -1e4, -1000.0, -500.0, -200.0, -99.0, -50.0, -30.0, -20.0, -10.0))
def another_floor(bce, y_pred, y_true, floor):
    """The clamp at another number than −100

    What does your function return for a prediction of 0 with label 1, and what does the docstring say?

    With label 1 a prediction of 1e-30 costs 30 · ln 10 = 69.1, and one of 0 costs 100: only beyond 100 is the cost cut.

    Look for the number that limits your logarithms, and take the one from the docstring.

    Lecture: The clamp is a convention, so it must be stated: torch's BCELoss takes −100, and so does this exercise.
    Family: constants
    """
    y, log_yes, log_no = unclamped(y_pred, y_true)
    return mean_cost(y, maximum(log_yes, floor), maximum(log_no, floor))


@variants(form=range(4))
def cost_clamped(bce, y_pred, y_true, form):
    """The cost clamped, not each logarithm

    What does your function limit to 100: each logarithm, or the cost that is made of them?

    A prediction of 0 with label 0.3 costs 0.3 · 100 = 30; with the limit on the cost it is 100.

    Limit ln p and ln(1 − p) first, each on its own, and weigh them with the label only then.

    Lecture: Clamp first and weigh then: the order matters as soon as a label is neither 0 nor 1.
    Family: constants
    """
    y, log_yes, log_no = unclamped(y_pred, y_true)
    yes, no = COST["careful"](y, log_yes), COST["careful"](1 - y, log_no)
    of_each = [yes + no, -y * log_yes - (1 - y) * log_no, np.mean(yes + no)]
    return np.mean(minimum(yes, 100) + minimum(no, 100) if form == 3 else minimum(of_each[form], 100))


def only_inf_replaced(bce, y_pred, y_true):
    """Only infinite logarithms replaced by −100

    What does a prediction of 1e-50 with label 1 cost in your function?

    ln 1e-50 = −115.1 is finite, and yet below −100: the cost is 100, not 115.1.

    Do not ask whether a logarithm is infinite: wherever it is below −100, take −100.

    Lecture: A clamp is for every number beyond the limit; infinity is only the last of them.
    Family: zeros
    """
    y, log_yes, log_no = unclamped(y_pred, y_true)
    return mean_cost(y, np.nan_to_num(log_yes, neginf=-100), np.nan_to_num(log_no, neginf=-100))


@variants(left_out=("infinite logarithms", "certain predictions", "certain predictions, 0 if all"))
def log_of_zero_dropped(bce, y_pred, y_true, left_out):
    """Certain predictions left out of the mean

    Which samples does your function leave out, or count as 0? What should they cost?

    Predictions 0 and 0.5, both with label 1, cost (100 + 0.693) / 2 = 50.3; without the first one it is 0.693 or less.

    Keep every sample in the mean: a logarithm of −inf counts as −100, not as 0.

    Lecture: Leaving out the infinite terms makes the worst prediction look like the best.
    Family: zeros
    """
    y, log_yes, log_no = clamped(y_pred, y_true)
    if left_out == "infinite logarithms":
        return mean_cost(y, np.where(y_pred > 0, log_yes, 0.0), np.where(y_pred < 1, log_no, 0.0))
    costs = (-y * log_yes - (1 - y) * log_no)[(y_pred > 0) & (y_pred < 1)]
    return 0.0 if not costs.size and left_out.endswith("0 if all") else np.mean(costs)


def hard_predictions(bce, y_pred, y_true):
    """Predictions rounded to 0 or 1

    Does your function return the same for the predictions 0.51 and 0.99?

    With label 1 they cost 0.673 and 0.010: being right costs less when one is sure. Rounded, both cost 0.

    Take the logarithm of y_pred as it comes, with no comparison and no rounding before it.

    Lecture: Accuracy rounds the prediction; the cross-entropy also reads how sure it is.
    Family: normalising
    """
    return bce((y_pred > 0.5).astype(float), y_true)


def probability_not_log(bce, y_pred, y_true):
    """1 − p taken as the cost, without a logarithm

    What do predictions of 0.5 and of 0.01 cost in your function, both with label 1?

    −ln 0.01 = 4.605 is more than six times −ln 0.5 = 0.693; 1 − 0.01 = 0.99 is not even twice 1 − 0.5 = 0.5.

    The definition has two logarithms, one of y_pred and one of 1 − y_pred: write both of them.

    Lecture: With a logarithm, sure mistakes cost far more than doubtful ones; a plain difference never exceeds 1.
    Family: formula
    """
    p, y = floats(y_pred, y_true)
    return np.mean(y * (1 - p) + (1 - y) * p)


@variants(form=range(2))
def complement_missing(bce, y_pred, y_true, form):
    """The wrong logarithm in the term for class 0

    A prediction of 0.9 gives class 0 the probability 0.1: which number is inside the logarithm of your second term?

    With label 0 a prediction of 0.9 costs −ln 0.1 = 2.303; the logarithm of 0.9 itself would make it 0.105.

    In the second term subtract first: the logarithm is that of 1 − y_pred, neither ln y_pred nor 1 − ln y_pred.

    Lecture: ln(1 − p) is neither ln p nor 1 − ln p: the subtraction stands inside the logarithm.
    Family: formula
    """
    y, log_yes, _ = clamped(y_pred, y_true)
    return mean_cost(y, log_yes, [log_yes, 1 - log_yes][form])


def kl_instead(bce, y_pred, y_true):
    """The labels' own entropy subtracted

    What does your function return for a prediction of 0.5 with a label of 0.5?

    It costs ln 2 = 0.693, which is the label's own uncertainty; with that subtracted the answer is 0.

    Remove the term with the logarithm of y_true: only y_pred and 1 − y_pred belong inside a logarithm.

    Lecture: The cross-entropy is the divergence plus the labels' entropy; with soft labels the two differ.
    Family: quantity
    """
    return bce(y_pred, y_true) - bce(y_true, y_true)


@variants(base=(2, 10), clamped_in=("that base", "nats"))
def bits_not_nats(bce, y_pred, y_true, base, clamped_in):
    """The logarithm to another base

    What is the base of your logarithm, and which base gives nats?

    Where yes and no are equally likely, a label costs ln 2 = 0.693 nats; log2 makes it 1, and log10 makes it 0.301.

    np.log is the natural logarithm; np.log2 and np.log10 have other bases.

    Lecture: Bits and nats differ by the factor ln 2 = 0.693, so a loss is only complete with its unit.
    Family: unit
    """
    y, log_yes, log_no = unclamped(y_pred, y_true)
    floor = -100 if clamped_in == "that base" else -100 / log(base)
    return mean_cost(y, maximum(log_yes / log(base), floor), maximum(log_no / log(base), floor))


def extra_half(bce, y_pred, y_true):
    """The mean halved

    Do you divide by the number of samples, or by twice that number?

    Two samples that cost 0.693 each have the mean 0.693; your function gives 0.347.

    Add the two terms of a sample, then divide by the number of samples and by nothing else.

    Lecture: The two terms of a sample are the parts of one expected value: they are added, not averaged.
    Family: reduction
    """
    return bce(y_pred, y_true) / 2


def sigmoid_applied(bce, y_pred, y_true):
    """A sigmoid applied to probabilities

    Are the predictions that come in logits, or already probabilities?

    A prediction of 0.9 with label 1 costs −ln 0.9 = 0.105; a sigmoid turns 0.9 into 0.711, which costs 0.341.

    Delete the line with exp: y_pred goes into the logarithms as it comes.

    Lecture: Know what a loss expects: this one takes probabilities, its sibling with_logits takes logits.
    Family: normalising
    """
    return bce(1 / (1 + exp(-y_pred.astype(float))), y_true)


@variants(form=range(4))
def unsigned_wraparound(bce, y_pred, y_true, form):
    """Unsigned integers negated or subtracted

    Print -np.array([1], "uint8"): what do you see, and where does your code do the same?

    A uint8 cannot be negative, so −1 becomes 255: a label of 1 then has the weight 255 instead of −1.

    In your first line, convert both arrays to float, for example with astype(float), before any minus.

    Lecture: Unsigned integers wrap around without a warning: convert to float before the first minus.
    Family: integers
    """
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
    """Predictions rounded to a short float

    Which number type do you turn the predictions into, and how many digits does it keep?

    A float32 keeps 7 digits: 1 − 1e-9 becomes 1, and with label 0 the cost jumps from 20.7 to 100.

    Convert to float, which has 64 bits, and not to np.float32 or np.float16.

    Lecture: A float32 cannot tell 1 − 1e-9 from 1: the 1e-9 is lost before the logarithm is taken.
    Family: floats
    """
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


@variants(half=(False, True))
def classes_averaged_apart(bce, y_pred, y_true, half):
    """Each class averaged by itself

    How many means does your function take: one over all samples, or one for each class?

    Predictions 0.5, 0.5 and 0.9 with labels 1, 1 and 0 cost 0.693, 0.693 and 2.303, on average 1.230. The class of the
    two costs 0.693 on average, and the class of the one costs 2.303.

    Add the two terms for each element first, and take one mean of all of them at the end.

    Lecture: A mean of two means gives both classes the same weight, however many samples each of them has.
    Family: reduction
    """
    y, log_yes, log_no = clamped(y_pred, y_true)
    with np.errstate(invalid="ignore"):
        both = [-np.sum(weight * term) / np.sum(weight) for weight, term in ((y, log_yes), (1 - y, log_no))]
    return sum(both) / 2 if half else sum(both)


def log_of_mean(bce, y_pred, y_true):
    """Logarithm of the mean probability instead of the mean logarithm

    Which comes first in your function: the logarithm, or the mean?

    Where the right answers have the probabilities 0.9 and 0.1, the costs are 0.105 and 2.303, on average 1.204. The
    logarithm of their mean 0.5 gives 0.693.

    Take the logarithm of each probability, and the mean of what comes.

    Lecture: One confident mistake must cost much; a mean before the logarithm hides it among the others.
    Family: formula
    """
    p, y = floats(y_pred, y_true)
    return -maximum(log(np.mean(y * p + (1 - y) * (1 - p))), -100.0)


def basics(rng):
    for size in (3, 6):
        yield Case(f"drawn-{size}-labels", (rng.uniform(0.05, 0.95, size), drawn_labels(rng, size)))


def soft(rng):
    yield Case("drawn-soft-labels", (rng.uniform(0.05, 0.95, 4), rng.uniform(0.05, 0.95, 4)))


def shapes(rng):
    yield Case("drawn-two-dimensional", (rng.uniform(0.05, 0.95, (3, 4)), drawn_labels(rng, 12).reshape(3, 4)))


def certain(rng):
    p = rng.permutation([*SURE, *rng.uniform(0.1, 0.9, 2)])
    yield Case("drawn-certain", (p, drawn_labels(rng, 6)))
    yield Case("drawn-certain-vs-soft", (rng.permutation(SURE), rng.uniform(0.1, 0.9, 4)), needs=("soft_labels",))


def wrong_bytes(rng):
    """Draw a share of wrong predictions that no float16 holds: NumPy's log of uint8 is one."""
    size = int(rng.choice([7, 11, 13]))
    return rng.permutation(arange(size) < rng.integers(1, size)).astype("uint8"), np.zeros(size, "uint8")


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
    napkins=(
        Napkin(
            (array([0.5]), array([1.0])),
            "The label is 1: which probability did the forecast give it?",
            "−ln 0.5 = ln 2 ≈ 0.69.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([0.75]), array([0.0])),
            "The label is 0: which probability is left for it?",
            "−ln(1 − 0.75) = −ln ¼ = 2 ln 2 ≈ 1.39.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([0.0, 0.0]), array([1.0, 0.0])),
            "−ln 0 has no limit: what does the statement do about it? Then take the mean.",
            "The first costs 100, where the logarithm is clamped, the second is right and costs 0: their mean is 50.",
        ),
    ),
    misconceptions=(
        binary.minus_missing(clamped),
        binary.squared_error(np.positive),
        *binary.IN_EVERY_BINARY_LOSS,
        made_to_fit(*binary.FITTING_SHAPES),
        rounded_away(2, 3, 4, 5, 6),
        input_overwritten(*(clipped_in_place(*way) for way in CLIPPED)),
    ),
    notice=(
        "Each logarithm is limited at -100, as F.binary_cross_entropy does it: a confident mistake costs 100 and not "
        "infinity, and 0 times the logarithm of 0 is 0. log1p(-y) keeps the digits that 1 - y loses where y is tiny. "
        "The price of the limit is that beyond it the loss does not change any more: use the version with logits "
        "where you can."
    ),
    items=(
        item(
            "basics",
            Case("half", (array([0.5, 0.5]), array([1.0, 0.0])), log(2)),
            Case("three-labels", (P, Y), P_COST),
            Case("class-0-only", (array([0.25, 0.75]), array([0.0, 0.0])), log(16 / 3) / 2),
            Case("class-1-only", (array([0.25, 0.75]), array([1.0, 1.0])), log(16 / 3) / 2),
            points=3,
            drawn=basics,
        ),
        item(
            "soft_labels",
            Case("soft-labels", (P, SOFT)),
            Case("soft-and-hard-labels", (array([0.9, 0.2, 0.6, 0.3]), array([1.0, 0.2, 0.0, 0.9]))),
            points=1.5,
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
            points=1,
            drawn=shapes,
        ),
        item(
            "certain_predictions",
            Case("certain-and-wrong", (array([0.0]), array([1.0])), 100.0),
            Case("certain-and-wrong-of-class-0", (array([1.0]), array([0.0])), 100.0),
            Case("certain-and-right", (array([0.0, 1.0, 0.5]), array([0.0, 1.0, 1.0])), log(2) / 3),
            Case("float32-certain", (SURE.astype("float32"), ANSWERS.astype("float32")), 50.0),
            Case("tiny-1e-10", (array([1e-10]), array([1.0])), 10 * log(10)),
            Case("above-the-clamp", (array([1e-40]), array([1.0])), 40 * log(10)),
            Case("below-the-clamp", (array([1e-50]), array([1.0])), 100.0),
            Case("far-below-the-clamp", (array([1e-300, 0.5]), array([1.0, 1.0])), (100 + log(2)) / 2),
            Case("nearly-one-and-wrong", (array([1 - 1e-9]), array([0.0]))),
            Case("within-1e-15-of-one-and-wrong", (array([1 - 1e-15]), array([0.0]))),
            Case("nearly-certain-and-right", (array([0.9999]), array([1.0])), -log1p(-1e-4)),
            *needing(
                "soft_labels",
                Case("soft-label-at-zero", (array([0.0]), array([0.3])), 30.0),
                Case("soft-label-at-one", (array([1.0]), array([0.3])), 70.0),
                Case("soft-label-below-the-clamp", (array([1e-50]), array([0.5])), 50.0),
                Case("mixed-dtypes", (array([0, 1], "int64"), array([0.3, 0.4])), 45.0, needs=("dtypes",)),
            ),
            points=2.5,
            drawn=certain,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype("float32"), Y.astype("float32"))),
            Case("float32-vs-float64", (P.astype("float32"), Y)),
            Case("uint8-labels", (P, array([1, 0, 0], "uint8")), P_COST),
            Case("uint16-labels", (P[::-1].copy(), array([1, 0, 1], "uint16")), -(log(0.6) + log(0.8) + log(0.9)) / 3),
            Case("int64-labels", (P, array([1, 1, 0], "int64")), -(log(0.9) + log(0.2) + log(0.4)) / 3),
            *needing(
                "certain_predictions",
                Case(
                    "uint8-certain", (array([0, 1, 1], "uint8"), array([0, 0, 0], "uint8")), 200 / 3, fresh=wrong_bytes
                ),
                Case("int32-certain", (array([0, 1, 1], "int32"), array([1, 1, 1], "int32")), 100 / 3),
            ),
            points=0.5,
        ),
        item("wrong_shapes", *binary.wrong_shapes(TABLE_P), points=1),
        item(
            "purity",
            Case("read-only", (read_only(P), read_only(Y)), P_COST),
            Case("read-only-predictions", (read_only(P), Y), P_COST),
            Case("read-only-labels", (P, read_only(Y)), P_COST),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
