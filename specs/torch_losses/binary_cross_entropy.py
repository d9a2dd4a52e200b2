"""How binary_cross_entropy in torch is judged: both terms, the clamp, and a gradient that is no nan at 0 and 1."""

import math

import numpy as np
from numpy import array, linspace, log, log1p, resize

from autograder.bank.exact import log as exact_log
from autograder.bank.shared import binary, fresh
from autograder.bank.shared.binary import LABELS, SOFT, drawn_labels
from autograder.bank.shared.torch_losses import (
    EACH,
    IN_EVERY_TORCH_LOSS,
    OF_EQUAL_SHAPES,
    OF_EVERY_REDUCTION,
    REFUSED_IN_PLACE,
    SUM,
    input_overwritten,
    target_detached,
    unknown_reductions,
)
from autograder.bank.shared.torch_losses import gradients as gradient_cases
from autograder.bank.spec import Absolute, Case, Napkin, Spec, Sweep, item, needing, variants


def oracle(input, target, **options):
    """F.binary_cross_entropy(input, target, reduction=reduction): the same, both tensors of one floating dtype."""
    import torch

    return torch.nn.functional.binary_cross_entropy(torch.as_tensor(input), torch.as_tensor(target), **options)


def clamped_log(p):
    return exact_log(p) if p > math.exp(-100) else -100


def exact(input, target, reduction="mean"):
    log_yes, log_no = (np.frompyfunc(clamped_log, 1, 1)(p) for p in (input, 1 - input))
    costs = np.asarray(-(target * log_yes + (1 - target) * log_no))
    return {"none": costs, "sum": costs.sum(), "mean": costs.sum() / costs.size}[reduction]


# ---------------------------------------------------------------- what every wrong formula starts and ends with


def logs_of(input, target):
    """Check the shapes, so that a wrong formula has no second mistake; return ln p and ln(1 - p) without a clamp."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    return input.log(), (-input).log1p()


def clamped(input, target):
    """Return both logarithms at -100 or above, with a slope that is cut there, and no nan."""
    logs_of(input, target)
    return [p.where(p > 0, 1.0).log().clamp(min=-100).where(p > 0, -100.0) for p in (input, 1 - input)]


def reduced(costs, reduction):
    if reduction not in ("mean", "sum", "none"):
        raise ValueError("unknown reduction")
    return costs if reduction == "none" else getattr(costs, reduction)()


def weighed(target, log_yes, log_no, reduction):
    return reduced(-(target * log_yes + (1 - target) * log_no), reduction)


# ---------------------------------------------------------------- the formula


def arguments_swapped(bce, input, target, *, reduction="mean"):
    """Prediction and label exchanged in the formula

    Which argument comes first in the docstring, the prediction or the label?

    A prediction of 0.9 with label 1 costs −ln 0.9 = 0.105; exchanged, they cost 0.1 · 100 = 10, or inf without a clamp.

    The logarithms are those of input and of 1 − input; target only weighs them.

    Lecture: The prediction goes into the logarithm and the label in front of it: the label says how much each cost
    counts.
    Family: arguments
    """
    return bce(target, input, reduction=reduction)


def second_term_missing(bce, input, target, *, reduction="mean"):
    """The term for class 0 missing

    What does your function return for a label of 0, however wrong the prediction is?

    A prediction of 0.9 with label 0 costs −ln 0.1 = 2.303; with the first term alone it costs 0.

    Your formula has one logarithm. Add the logarithm of the probability of class 0, multiplied by 1 minus the label.

    Lecture: Binary cross-entropy is the cross-entropy of two classes: class 0 has a probability, and a term, of its
    own.
    Family: formula
    """
    return reduced(-target * clamped(input, target)[0], reduction)


def second_weight_missing(bce, input, target, *, reduction="mean"):
    """The weight 1 − target missing before the second term

    What does your function return for a label of 1 and a prediction of 0.9?

    It costs −ln 0.9 = 0.105. Without a weight the second term adds −ln 0.1 = 2.303, though the label is 1.

    Multiply the second logarithm by 1 minus the target, as the first one is multiplied by the target.

    Lecture: The two weights add up to 1: the cost is an expected value, in which each answer counts as often as it
    comes.
    Family: formula
    """
    log_yes, log_no = clamped(input, target)
    return reduced(-target * log_yes - log_no, reduction)


@variants(signs=((1, 1), (1, -1), (-1, 1)))
def minus_missing(bce, input, target, *, reduction="mean", signs):
    """A minus sign missing before the logarithms

    Which sign does the logarithm of a probability have, and which sign does each of your two terms give it?

    Where yes and no are equally likely, each label costs −ln 0.5 = 0.693; a term without its minus gives −0.693.

    One minus stands before the sum of both terms: check that your parentheses hold the two of them.

    Lecture: The logarithm of a probability is never positive, so a cost made of it needs a minus to be never negative.
    Family: sign
    """
    log_yes, log_no = clamped(input, target)
    return weighed(target, -signs[0] * log_yes, -signs[1] * log_no, reduction)


@variants(is_yes=(lambda t: t > 0.5, lambda t: t >= 0.5, lambda t: t == 1, lambda t: t > 0))
def hard_labels(bce, input, target, *, reduction="mean", is_yes):
    """Soft labels taken as 0 or 1

    What does your function do with a label of 0.3, which is neither 0 nor 1?

    A prediction of 0.9 with label 0.3 costs 0.3 · 0.105 + 0.7 · 2.303 = 1.643; with the label rounded to 0, 2.303.

    Do not compare or round the target: it is itself the weight of one logarithm, and 1 minus it is the weight of the
    other.

    Lecture: A label of 0.3 says that the answer is yes in three of ten cases: both costs count, with weights 0.3 and
    0.7.
    Family: labels
    """
    log_yes, log_no = clamped(input, target)
    return reduced(-log_yes.where(is_yes(target), log_no), reduction)


def labels_flipped(bce, input, target, *, reduction="mean"):
    """Labels 0 and 1 exchanged

    Which costs more in your function: a prediction of 0.9 with label 1, or the same prediction with label 0?

    With label 1 a prediction of 0.9 is a good one and costs 0.105; with label 0 it costs 2.303.

    The target is the weight of the logarithm of the input; 1 minus the target is the weight of the other logarithm.

    Lecture: Always say which class a probability belongs to: the input is the probability of class 1.
    Family: labels
    """
    return bce(input, 1 - target, reduction=reduction)


@variants(form=range(2))
def complement_missing(bce, input, target, *, reduction="mean", form):
    """The wrong logarithm in the term for class 0

    A prediction of 0.9 gives class 0 the probability 0.1: which number is inside the logarithm of your second term?

    With label 0 a prediction of 0.9 costs −ln 0.1 = 2.303; the logarithm of 0.9 itself would make it 0.105.

    In the second term subtract first: the logarithm is that of 1 − input, neither ln input nor 1 − ln input.

    Lecture: ln(1 − p) is neither ln p nor 1 − ln p: the subtraction stands inside the logarithm.
    Family: formula
    """
    log_yes = clamped(input, target)[0]
    return weighed(target, log_yes, [log_yes, 1 - log_yes][form], reduction)


def squared_error(bce, input, target, *, reduction="mean"):
    """The squared error in place of the logarithm

    How large can the cost of one sample become in your function, when the prediction is sure and wrong?

    A probability of 0.01 for what really happens costs −ln 0.01 = 4.61; its squared error is 0.98, and never above 1.

    Nothing is squared in the definition: weigh the logarithms of the two probabilities with the label.

    Lecture: The squared error of a probability (the Brier score) is a good score too, but the logarithm punishes sure
    mistakes far harder.
    Family: quantity
    """
    logs_of(input, target)
    return reduced((input - target) ** 2, reduction)


def sigmoid_applied(bce, input, target, *, reduction="mean"):
    """A sigmoid applied to probabilities

    Are the predictions that come in logits, or already probabilities?

    A prediction of 0.9 with label 1 costs −ln 0.9 = 0.105; a sigmoid turns 0.9 into 0.711, which costs 0.341.

    Delete the sigmoid: the input goes into the logarithms as it comes.

    Lecture: Know what a loss expects: this one takes probabilities, its sibling with_logits takes logits.
    Family: normalising
    """
    return bce(input.sigmoid(), target, reduction=reduction)


@variants(base=(2, 10), floor=(-100, -math.inf))
def bits_not_nats(bce, input, target, *, reduction="mean", base, floor):
    """The logarithm to another base

    What is the base of your logarithm, and which base gives nats?

    Where yes and no are equally likely, a label costs ln 2 = 0.693 nats; log2 makes it 1, and log10 makes it 0.301.

    torch.log is the natural logarithm; torch.log2 and torch.log10 have other bases.

    Lecture: Bits and nats differ by the factor ln 2 = 0.693, so a loss is only complete with its unit.
    Family: unit
    """
    logs = ((one / math.log(base)).clamp(min=floor) for one in logs_of(input, target))
    return weighed(target, *logs, reduction)


def log_of_mean(bce, input, target, *, reduction="mean"):
    """Logarithm of the mean probability instead of the mean logarithm

    Which comes first in your function: the logarithm, or the mean?

    Where the right answers have the probabilities 0.9 and 0.1, the costs are 0.105 and 2.303, on average 1.204. The
    logarithm of their mean 0.5 gives 0.693.

    Take the logarithm of each probability, and the mean of what comes.

    Lecture: One confident mistake must cost much; a mean before the logarithm hides it among the others.
    Family: formula
    """
    logs_of(input, target)
    likely = target * input + (1 - target) * (1 - input)
    return -reduced(likely, reduction).log().clamp(min=-100)


# ---------------------------------------------------------------- the clamp, and the slope where it cuts


@variants(how=("plain", "nan_to_num", "xlogy"))
def no_clamp(bce, input, target, *, reduction="mean", how):
    """The logarithm of zero not clamped

    What does your function return for a prediction of exactly 0, once with label 0 and once with label 1?

    In torch ln 0 is −inf and 0 · −inf is nan; clamped to −100, label 0 costs 0 and label 1 costs 100.

    Keep each of the two logarithms at −100 or above before you multiply it with its weight.

    Lecture: Without a clamp one sure and wrong prediction makes the mean of a whole data set infinite.
    Family: zeros
    """
    logs = logs_of(input, target)
    if how == "xlogy":
        return reduced(-target.xlogy(input) - (1 - target).xlogy(1 - input), reduction)
    if how == "nan_to_num":
        logs = [one.nan_to_num() for one in logs]
    return weighed(target, *logs, reduction)


@variants(keeps_zero_out=(False, True))
def only_inf_replaced(bce, input, target, *, reduction="mean", keeps_zero_out):
    """Only infinite logarithms replaced by −100

    What does a prediction of 1e-50 with label 1 cost in your function?

    ln 1e-50 = −115.1 is finite, and yet below −100: the cost is 100, not 115.1.

    Do not ask whether a logarithm is infinite: wherever it is below −100, take −100.

    Lecture: A clamp is for every number beyond the limit; infinity is only the last of them.
    Family: zeros
    """
    logs = logs_of(input, target)
    if keeps_zero_out:  # so that no slope is nan
        logs = [p.where(p > 0, 1.0).log().where(p > 0, -math.inf) for p in (input, 1 - input)]
    return weighed(target, *(one.where(one > -math.inf, -100.0) for one in logs), reduction)


SMALL = (1e-300, 1e-100, 1e-45, 1e-40, 1e-38, 1e-30, 1e-20, 1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5)


@variants(eps=SMALL, how=("clipped", "raised", "added"))
def clip_1e_7(bce, input, target, *, reduction="mean", eps, how):
    """Probabilities clipped, or shifted by a small constant

    What is the largest cost that one sample can have in your function, and which one does the docstring fix?

    With a floor of 1e-7 under the probability a sample costs −ln 1e-7 = 16.1 at most; here it is 100 at most.

    Leave the input as it is: limit what torch.log returns, not what goes into it.

    Lecture: A small constant in a logarithm is a hidden cap: 1e-7 stops the cost at 16.1, 1e-15 at 34.5.
    Family: constants
    """
    logs_of(input, target)
    yes, no = input, 1 - input
    if how == "clipped":
        yes = input.clamp(eps, 1 - eps)
        no = 1 - yes
    elif how == "raised":
        yes, no = yes.clamp(min=eps), no.clamp(min=eps)
    else:
        yes, no = yes + eps, no + eps
    return weighed(target, yes.log(), no.log(), reduction)


@variants(floor=(-1e4, -1000.0, -500.0, -200.0, -99.0, -50.0, -30.0, -20.0, -10.0))
def another_floor(bce, input, target, *, reduction="mean", floor):
    """The clamp at another number than −100

    What does your function return for a prediction of 0 with label 1, and what does the docstring say?

    With label 1 a prediction of 1e-30 costs 30 · ln 10 = 69.1, and one of 0 costs 100: only beyond 100 is the cost cut.

    Look for the number that limits your logarithms, and take the one from the docstring.

    Lecture: The clamp is a convention, so it must be stated: torch's BCELoss takes −100, and so does this exercise.
    Family: constants
    """
    return weighed(target, *(one.clamp(min=floor) for one in logs_of(input, target)), reduction)


@variants(form=range(3))
def cost_clamped(bce, input, target, *, reduction="mean", form):
    """The cost clamped, not each logarithm

    What does your function limit to 100: each logarithm, or the cost that is made of them?

    A prediction of 0 with label 0.3 costs 0.3 · 100 = 30; with the limit on the cost it is 100.

    Limit ln p and ln(1 − p) first, each on its own, and weigh them with the label only then.

    Lecture: Clamp first and weigh then: the order matters as soon as a label is neither 0 nor 1.
    Family: constants
    """
    log_yes, log_no = logs_of(input, target)
    yes, no = -target * log_yes, -(1 - target) * log_no
    if form == 0:
        return reduced((yes + no).clamp(max=100), reduction)
    if form == 1:
        return reduced((yes.nan_to_num(nan=0.0) + no.nan_to_num(nan=0.0)).clamp(max=100), reduction)
    return reduced(-target.xlogy(input) - (1 - target).xlogy(1 - input), reduction).clamp(max=100)


@variants(way=(lambda one: one.clamp(min=-100), lambda one: one.where(one > -100, -100.0)))
def nan_behind_the_clamp(bce, input, target, *, reduction="mean", way):
    """The clamp hides an infinite logarithm, whose slope becomes nan

    Your numbers are right. What is the slope of ln p at p = 0, and what is 0 times that?

    The clamp hands back a slope of 0 where it cuts. At p = 0 that is multiplied with 1/p = inf, and 0 · inf is nan, in
    torch.where as in torch.clamp.

    Keep the 0 out of the logarithm: give torch.log a 1 in its place, by a first torch.where, and put in −100 by a
    second one.

    Lecture: torch.where chooses between values; both branches are differentiated all the same, so a forbidden input
    must be replaced before the function, not after it.
    Family: zeros
    """
    return weighed(target, *map(way, logs_of(input, target)), reduction)


# ---------------------------------------------------------------- cases


P, Y = array([0.9, 0.2, 0.6]), LABELS
P_COSTS = [-log(0.9), -log(0.8), -log(0.4)]
TABLE_P, TABLE_Y = array([[0.9, 0.2, 0.6], [0.3, 0.8, 0.5]]), binary.TABLE
TABLE_COSTS = [P_COSTS, [-log(0.3), -log(0.2), -log(0.5)]]
DOUBTFUL = array([0.75, 0.3, 0.6])
SURE, ANSWERS = array([0.0, 1.0, 0.0, 1.0]), array([1.0, 1.0, 0.0, 0.0])
SURE_AND_RIGHT = array([0.0, 1.0, 0.25, 0.75]), array([0.0, 1.0, 1.0, 0.0])
WRONG_SHAPES = binary.wrong_shapes(array([0.9, 0.2, 0.6, 0.3, 0.8]))[::2]  # half of them show every known mistake
LIMITED = "0 at a prediction of 0 or 1 that is right; any finite number counts"
FLOOR_OF_FLOAT32 = Absolute(0.02, "exp(-100) has two digits in float32: who clamps p there, and not ln p, is right")
ANY_FINITE = Absolute(1e13, "which finite number stands there is a convention: the definition has a jump of its slope")


def basics(rng):
    for size in (3, 6):
        yield Case(f"drawn-{size}-labels", (rng.uniform(0.05, 0.95, size), drawn_labels(rng, size)))
    yield Case("drawn-soft-labels", (rng.uniform(0.05, 0.95, 4), rng.uniform(0.05, 0.95, 4)))


def reductions(rng):
    table = rng.uniform(0.05, 0.95, (3, 4)), drawn_labels(rng, 12).reshape(3, 4)
    yield Case("drawn-table", table)
    yield Case("drawn-each", table, keywords=EACH)


def gradients(rng):
    soft = rng.uniform(0.2, 0.8, 4), rng.uniform(0.05, 0.95, 4)
    yield Case("drawn-by-input", soft, gradient=0)
    yield Case("drawn-by-target", soft, gradient=1)


def certain(rng):
    p = rng.permutation([*SURE, *rng.uniform(0.1, 0.9, 2)])
    yield Case("drawn-certain", (p, drawn_labels(rng, 6)))
    yield Case("drawn-certain-vs-soft", (rng.permutation(SURE), rng.uniform(0.1, 0.9, 4)))


def finite(rng):
    p = rng.permutation([0.0, 1.0, *rng.uniform(0.1, 0.9, 3)])
    y = np.where((p == 0) | (p == 1), p, rng.uniform(0.1, 0.9, 5))
    yield Case(
        "drawn-finite",
        (p, y),
        gradient=0,
        absolute=ANY_FINITE,
        torch=LIMITED,
        needs=("gradients", "certain_predictions"),
    )


SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    after="l1_loss",
    fresh=fresh.probabilities,
    sweep=Sweep(
        "prediction for a label of 1", linspace(0, 1, 101), lambda prediction: (array([prediction]), array([1.0]))
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
    costs_more={"input_overwritten": REFUSED_IN_PLACE},
    notice=(
        "The first torch.where keeps 0 out of the logarithm, the second puts in -100: with a clamp after the logarithm "
        "alone, the slope at a prediction of 0 would be 0 times infinity, a nan that a single sample brings to all "
        "weights. F.binary_cross_entropy avoids it in another way: it limits the slope at 1e12. Beyond the clamp the "
        "loss does not change any more and nothing is learned from it, so train with the version that takes logits."
    ),
    misconceptions=(
        *IN_EVERY_TORCH_LOSS,
        target_detached,
        *OF_EVERY_REDUCTION,
        *OF_EQUAL_SHAPES,
        input_overwritten(
            lambda p, _: p.clamp_(0, 1),
            lambda p, _: p.clamp_(1e-7, 1 - 1e-7),
            lambda p, _: p.log_(),
            lambda _, y: y.neg_().add_(1),
        ),
    ),
    items=(
        item(
            "basics",
            Case("half", (array([0.5, 0.5]), array([1.0, 0.0])), log(2)),
            Case("three-labels", (P, Y), sum(P_COSTS) / 3),
            Case("class-0-only", (array([0.25, 0.75]), array([0.0, 0.0])), log(16 / 3) / 2),
            Case("class-1-only", (array([0.25, 0.75]), array([1.0, 1.0])), log(16 / 3) / 2),
            Case("soft-labels", (P, SOFT)),
            points=2.5,
            drawn=basics,
        ),
        item(
            "reductions",
            Case("each", (P, Y), P_COSTS, keywords=EACH),
            Case("sum", (P, Y), sum(P_COSTS), keywords=SUM),
            Case("mean-by-name", (P, SOFT), keywords={"reduction": "mean"}),
            Case("two-dimensional", (TABLE_P, TABLE_Y), np.mean(TABLE_COSTS)),
            Case("two-dimensional-each", (TABLE_P, TABLE_Y), TABLE_COSTS, keywords=EACH),
            Case("zero-dimensional", (array(0.2), array(1.0)), log(5)),
            Case("many-elements", (resize(P, 30_000), resize(Y, 30_000)), sum(P_COSTS) / 3),
            *unknown_reductions(P, Y),
            points=1,
            drawn=reductions,
        ),
        item(
            "gradients",
            Case("two-by-input", (array([0.5, 0.25]), array([1.0, 0.0])), [-1, 2 / 3], gradient=0),
            Case("two-by-target", (array([0.5, 0.75]), array([1.0, 0.0])), [0, -log(3) / 2], gradient=1),
            Case(
                "nearly-sure-by-input",
                (array([0.04, 0.97, 0.96]), array([1.0, 1.0, 0.3])),
                gradient=0,
                absolute=Absolute(1e-2, "what a small constant costs is asked where predictions are certain"),
            ),
            *gradient_cases("by-input", DOUBTFUL, SOFT),
            *gradient_cases("by-target", DOUBTFUL, SOFT, by=1),
            *needing("reductions", Case("table-by-input", (resize(DOUBTFUL, (2, 3)), TABLE_Y), gradient=0)),
            points=2.5,
            drawn=gradients,
        ),
        item(
            "certain_predictions",
            Case("certain-and-wrong", (array([0.0]), array([1.0])), 100.0),
            Case("certain-and-wrong-of-class-0", (array([1.0]), array([0.0])), 100.0),
            Case("certain-and-right", (array([0.0, 1.0, 0.5]), array([0.0, 1.0, 1.0])), log(2) / 3),
            Case(
                "float32-certain", (SURE.astype("float32"), ANSWERS.astype("float32")), 50.0, absolute=FLOOR_OF_FLOAT32
            ),
            Case("tiny-1e-10", (array([1e-10]), array([1.0])), 10 * log(10)),
            Case("above-the-clamp", (array([1e-40]), array([1.0])), 40 * log(10)),
            Case("below-the-clamp", (array([1e-50]), array([1.0])), 100.0),
            Case("far-below-the-clamp", (array([1e-300, 0.5]), array([1.0, 1.0])), (100 + log(2)) / 2),
            Case("nearly-certain-and-right", (array([0.9999]), array([1.0])), -log1p(-1e-4)),
            Case("soft-label-at-zero", (array([0.0]), array([0.3])), 30.0),
            Case("soft-label-at-one", (array([1.0]), array([0.3])), 70.0),
            Case("soft-label-below-the-clamp", (array([1e-50]), array([0.5])), 50.0),
            points=1.5,
            drawn=certain,
        ),
        item(
            "finite_gradient",
            *needing(
                "gradients certain_predictions",
                Case("right-at-both-ends", SURE_AND_RIGHT, gradient=0, absolute=ANY_FINITE, torch=LIMITED),
                Case(
                    "right-at-both-ends-float32",
                    tuple(one.astype("float32") for one in SURE_AND_RIGHT),
                    gradient=0,
                    absolute=ANY_FINITE,
                    torch=LIMITED,
                ),
            ),
            points=1,
            drawn=finite,
        ),
        item(
            "dtypes",
            *needing(
                "gradients",
                Case("float32", (P.astype("float32"), SOFT.astype("float32"))),
                Case("float32-each", (P.astype("float32"), Y.astype("float32")), keywords=EACH, needs=("reductions",)),
                Case("float64", (array([0.8, 0.3]), array([0.25, 0.5]))),
            ),
            points=0.5,
            dtype=True,
        ),
        item("wrong_shapes", *WRONG_SHAPES, points=0.5),
        item("purity", Case("again", (array([0.3, 0.85, 0.6]), SOFT)), points=0.5, inputs_unchanged=True),
    ),
)
