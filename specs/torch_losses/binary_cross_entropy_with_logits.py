"""How binary_cross_entropy_with_logits in torch is judged: the weight of the positive term, and slopes at all logits.

It is long because many formulas have the right values, and a wrong slope at a single place.
"""

import math

import numpy as np
from numpy import array, linspace, log, log1p, resize

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import log as exact_log
from autograder.bank.shared import binary, fresh
from autograder.bank.shared.binary import LABELS, SOFT, drawn_labels
from autograder.bank.shared.torch_losses import (
    EACH,
    IN_EVERY_TORCH_LOSS,
    MEAN,
    OF_EQUAL_SHAPES,
    OF_EVERY_REDUCTION,
    REFUSED_IN_PLACE,
    SUM,
    input_overwritten,
    target_detached,
    unknown_reductions,
)
from autograder.bank.shared.torch_losses import gradients as gradient_cases
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, variants


def oracle(input, target, pos_weight=None, **options):
    """F.binary_cross_entropy_with_logits(input, target, reduction=reduction, pos_weight=pos_weight): the same."""
    import torch

    weight = None if pos_weight is None else torch.as_tensor(pos_weight)
    builtin = torch.nn.functional.binary_cross_entropy_with_logits
    return builtin(torch.as_tensor(input), torch.as_tensor(target), pos_weight=weight, **options)


def exact(input, target, reduction="mean", pos_weight=None):
    of_yes = target if pos_weight is None else pos_weight * target
    costs = of_yes * exact_log(1 + exact_exp(-input)) + (1 - target) * exact_log(1 + exact_exp(input))
    costs = np.asarray(costs)
    return {"none": costs, "sum": costs.sum(), "mean": costs.sum() / costs.size}[reduction]


# ---------------------------------------------------------------- what every wrong formula starts and ends with


def softplus(z):
    """ln(1 + exp(z)) of any z, with the right slope everywhere."""
    return z.logaddexp(0 * z)


def check(input, target):
    """Check the shapes, so that a wrong formula has no second mistake."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")


def reduced(costs, reduction):
    if reduction not in ("mean", "sum", "none"):
        raise ValueError("unknown reduction")
    return costs if reduction == "none" else getattr(costs, reduction)()


def weighed(target, yes, no, reduction, pos_weight):
    """Put together what class 1 and class 0 cost."""
    of_yes = target if pos_weight is None else pos_weight * target
    return reduced(of_yes * yes + (1 - target) * no, reduction)


# ---------------------------------------------------------------- the formula


def arguments_swapped(bce, input, target, *, reduction="mean", pos_weight=None):
    """Prediction and label exchanged in the formula

    Which argument comes first in the docstring, the logits or the targets?

    A logit of 2 with target 0 costs ln(1 + exp(2)) = 2.127; with the two exchanged it costs 0.693.

    The logits go into exp; the targets, which lie between 0 and 1, only weigh the two costs.

    Lecture: The prediction goes into the logarithm and the label in front of it: the label says how much each cost
    counts.
    Family: arguments
    """
    return bce(target, input, reduction=reduction, pos_weight=pos_weight)


def second_term_missing(bce, input, target, *, reduction="mean", pos_weight=None):
    """The term for class 0 missing

    What does your function return for a target of 0, however large the logit is?

    A logit of 2 with target 0 costs ln(1 + exp(2)) = 2.127; with the first term alone it costs 0.

    Your formula has one logarithm. Add the cost of class 0, multiplied by 1 minus the target.

    Lecture: Binary cross-entropy is the cross-entropy of two classes: class 0 has a probability, and a term, of its
    own.
    Family: formula
    """
    check(input, target)
    return weighed(target, softplus(-input), 0 * input, reduction, pos_weight)


def second_weight_missing(bce, input, target, *, reduction="mean", pos_weight=None):
    """The weight 1 − target missing before the second term

    What does your function return for a target of 1 and a logit of 2?

    It costs ln(1 + exp(−2)) = 0.127. Without a weight the second term adds ln(1 + exp(2)) = 2.127, though the target
    is 1.

    Multiply the cost of class 0 by 1 minus the target, as that of class 1 is multiplied by the target.

    Lecture: The two weights add up to 1: the cost is an expected value, in which each answer counts as often as it
    comes.
    Family: formula
    """
    check(input, target)
    of_yes = target if pos_weight is None else pos_weight * target
    return reduced(of_yes * softplus(-input) + softplus(input), reduction)


@variants(signs=((-1, -1), (-1, 1), (1, -1)))
def minus_missing(bce, input, target, *, reduction="mean", pos_weight=None, signs):
    """A minus sign missing before the logarithms

    Which sign does the logarithm of a probability have, and which sign does each of your two terms give it?

    Where yes and no are equally likely, each label costs −ln 0.5 = 0.693; a term without its minus gives −0.693.

    One minus stands before the sum of both terms: check that your parentheses hold the two of them.

    Lecture: The logarithm of a probability is never positive, so a cost made of it needs a minus to be never negative.
    Family: sign
    """
    check(input, target)
    return weighed(target, signs[0] * softplus(-input), signs[1] * softplus(input), reduction, pos_weight)


@variants(is_yes=(lambda t: t > 0.5, lambda t: t >= 0.5, lambda t: t == 1, lambda t: t > 0))
def hard_targets(bce, input, target, *, reduction="mean", pos_weight=None, is_yes):
    """Soft targets taken as 0 or 1

    What does your function do with a target of 0.3, which is neither 0 nor 1?

    A logit of 2 with target 0.3 costs 0.3 · 0.127 + 0.7 · 2.127 = 1.527; with the target rounded to 0, 2.127.

    Do not compare or round the target: it is itself the weight of one cost, and 1 minus it is the weight of the other.

    Lecture: A label of 0.3 says that the answer is yes in three of ten cases: both costs count, with weights 0.3 and
    0.7.
    Family: labels
    """
    return bce(input, is_yes(target).to(target.dtype), reduction=reduction, pos_weight=pos_weight)


def targets_as_signs(bce, input, target, *, reduction="mean", pos_weight=None):
    """Targets 0 and 1 read as −1 and +1

    What does your function return for target 0, once with logit 5 and once with logit −5?

    With target 0 a logit of 5 costs 5.007 and one of −5 costs 0.007; multiplied by the target, both cost 0.693.

    Your formula belongs to targets of −1 and +1; for 0 and 1 let the target weigh the costs of yes and no.

    Lecture: Labels come as 0 and 1 or as −1 and +1, and each convention has its own formula.
    Family: labels
    """
    check(input, target)
    return reduced(softplus(-target * input), reduction)


def logits_negated(bce, input, target, *, reduction="mean", pos_weight=None):
    """Sign of the logits turned

    In your function, does a larger logit make its class more likely, or less?

    A logit of ln 3 against 0 means odds of 3 to 1, a probability of 0.75. With the sign turned it becomes 0.25.

    Look where the logits first enter your formula: they are negated once too often there.

    Lecture: The larger the logit, the more likely its class: check a formula with one pair of numbers before you trust
    it.
    Family: sign
    """
    return bce(-input, target, reduction=reduction, pos_weight=pos_weight)


@variants(
    log_of=(
        lambda p: p.log(),
        lambda p: p.log().clamp(min=-100),
        *(lambda p, eps=eps: p.clamp(eps, 1 - eps).log() for eps in (1e-12, 1e-8, 1e-7, 1e-6, 1e-5)),
    )
)
def sigmoid_missing(bce, input, target, *, reduction="mean", pos_weight=None, log_of):
    """Logits used as probabilities

    Do you take the logarithm of the logit itself, which can be 3 or −3?

    A logit of 3 stands for the probability 0.953; ln 3 is positive, and ln(1 − 3) does not exist.

    The probability is the sigmoid of the logit: put that into the logarithm on paper, simplify, and compute the rest.

    Lecture: A logit is any real number; only the sigmoid makes a probability of it.
    Family: normalising
    """
    check(input, target)
    return weighed(target, -log_of(input), -log_of(1 - input), reduction, pos_weight)


def sigmoid_twice(bce, input, target, *, reduction="mean", pos_weight=None):
    """The sigmoid applied twice

    How many times does your code apply a sigmoid to the logit?

    A logit of 0 means 0.5 and costs 0.693; a second sigmoid turns 0.5 into 0.622, which costs 0.474 with target 1.

    The formula for logits contains the sigmoid already: give it the logits themselves.

    Lecture: A loss with logits in its name applies the sigmoid itself; a model that ends in one needs the other loss.
    Family: normalising
    """
    return bce(input.sigmoid(), target, reduction=reduction, pos_weight=pos_weight)


def squared_error(bce, input, target, *, reduction="mean", pos_weight=None):
    """The squared error in place of the logarithm

    How large can the cost of one sample become in your function, when the prediction is sure and wrong?

    A probability of 0.01 for what really happens costs −ln 0.01 = 4.61; its squared error is 0.98, and never above 1.

    Nothing is squared in the definition: weigh the logarithms of the two probabilities with the label.

    Lecture: The squared error of a probability (the Brier score) is a good score too, but the logarithm punishes sure
    mistakes far harder.
    Family: quantity
    """
    check(input, target)
    return reduced((input.sigmoid() - target) ** 2, reduction)


@variants(base=(2, 10))
def bits_not_nats(bce, input, target, *, reduction="mean", pos_weight=None, base):
    """The logarithm to another base

    What is the base of your logarithm, and which base gives nats?

    Where yes and no are equally likely, a label costs ln 2 = 0.693 nats; log2 makes it 1, and log10 makes it 0.301.

    torch.log is the natural logarithm; torch.log2 and torch.log10 have other bases.

    Lecture: Bits and nats differ by the factor ln 2 = 0.693, so a loss is only complete with its unit.
    Family: unit
    """
    return bce(input, target, reduction=reduction, pos_weight=pos_weight) / math.log(base)


# ---------------------------------------------------------------- the weight of the positive term


def weight_on_the_whole_loss(bce, input, target, *, reduction="mean", pos_weight=None):
    """pos_weight multiplied onto the whole loss

    With pos_weight 3, what does a logit of 0 with the target 0 cost in your function?

    It costs ln 2 = 0.693 with any pos_weight: only what the target 1 costs becomes 3 · 0.693 = 2.079.

    Multiply pos_weight onto the term that the target weighs, and not onto the one that 1 − target weighs.

    Lecture: pos_weight makes a missed yes more expensive than a false alarm; on both terms it would only change the
    learning rate.
    Family: formula
    """
    check(input, target)
    weight = 1 if pos_weight is None else pos_weight
    return reduced(weight * bce(input, target, reduction="none"), reduction)


def weight_ignored(bce, input, target, *, reduction="mean", pos_weight=None):
    """pos_weight ignored

    Call your function with pos_weight=torch.tensor(3.0) and without it: are the answers different?

    A logit of 0 with the target 1 costs ln 2 = 0.693 without a weight, and 3 · 0.693 = 2.079 with pos_weight 3.

    Where pos_weight is not None, multiply the term of class 1 by it.

    Lecture: An argument that does nothing is worse than none: the caller believes that it was heard.
    Family: formula
    """
    return bce(input, target, reduction=reduction)


def weight_on_class_0(bce, input, target, *, reduction="mean", pos_weight=None):
    """pos_weight multiplied onto the term of class 0

    Which of your two terms does pos_weight stand before: the one for the target 1, or the one for the target 0?

    With pos_weight 3 a logit of 0 costs 3 · 0.693 = 2.079 with the target 1, and 0.693 with the target 0.

    "pos" is for positive, the class 1: move the weight to the term that the target weighs.

    Lecture: Positive samples are those of class 1; they are often rare, and the weight makes up for that.
    Family: formula
    """
    check(input, target)
    weight = 1 if pos_weight is None else pos_weight
    return reduced(target * softplus(-input) + weight * (1 - target) * softplus(input), reduction)


@variants(
    of=(
        lambda w, t: w ** (t > 0.5),
        lambda w, t: w ** (t == 1),
        lambda w, t: w ** (t > 0),
        lambda w, t: 1 + (w - 1) * t,
    )
)
def weight_of_samples(bce, input, target, *, reduction="mean", pos_weight=None, of):
    """pos_weight given to samples, not to the positive term

    With pos_weight 3, what does a logit of 2 with the target 0.3 cost in your function?

    Its positive term is 0.3 · 0.127, its negative one 0.7 · 2.127: it costs 3 · 0.038 + 1.489 = 1.603. A weight on the
    whole sample gives between 1.527 and 4.581.

    Do not ask which samples are positive: multiply pos_weight onto the first of the two terms, for every sample.

    Lecture: With hard labels to weigh a sample and to weigh its positive term is the same; soft labels tell them apart.
    Family: formula
    """
    check(input, target)
    costs = bce(input, target, reduction="none")
    return reduced(costs if pos_weight is None else of(pos_weight, target) * costs, reduction)


@variants(weight=(lambda w, t: 1 + (w - 1) * t, lambda w, _: w))
def divided_by_the_weights(bce, input, target, *, reduction="mean", pos_weight=None, weight):
    """Weighted mean: divided by the sum of the weights

    With pos_weight 3, what does a single sample with logit 0 and the target 1 cost in your function?

    It costs 3 · 0.693 = 2.079, in the mean of one sample too; divided by the weight 3, the weight would be gone.

    For the mean divide by the number of elements, whatever the weights are.

    Lecture: A weighted mean divides by the sum of the weights, as cross_entropy with a weight does; pos_weight is no
    part of that: the docstring decides which.
    Family: reduction
    """
    if reduction != "mean" or pos_weight is None:
        return bce(input, target, reduction=reduction, pos_weight=pos_weight)
    weights = weight(pos_weight, target) + 0 * target
    return bce(input, target, reduction="sum", pos_weight=pos_weight) / weights.sum()


# ---------------------------------------------------------------- large logits


@variants(
    way=(
        lambda z: (-z.sigmoid().log(), -(1 - z.sigmoid()).log()),
        lambda z: (-z.sigmoid().log(), -(-z.sigmoid()).log1p()),
        lambda z: (-(1 / (1 + (-z).exp())).log(), -(1 - 1 / (1 + (-z).exp())).log()),
    )
)
def naive_sigmoid(bce, input, target, *, reduction="mean", pos_weight=None, way):
    """Sigmoid computed first, then its logarithm

    What is your sigmoid of −1000, and what is the logarithm of that?

    The sigmoid of −1000 is 0 in floating point, and −ln 0 is inf; the right cost with target 1 is 1000.

    Simplify on paper: minus the logarithm of the sigmoid is ln(1 + exp(−z)); then keep that exp from overflowing.

    Lecture: Once a sigmoid has been rounded to 0 or 1, no logarithm brings it back: combine the two steps before you
    compute.
    Family: overflow
    """
    check(input, target)
    return weighed(target, *way(input), reduction, pos_weight)


@variants(
    way=(
        lambda z: ((1 + (-z).exp()).log(), (1 + z.exp()).log()),
        lambda z: ((-z).exp().log1p(), z.exp().log1p()),
        lambda z: ((1 + z.exp()).log() - z, (1 + z.exp()).log()),
        lambda z: (z.exp().log1p() - z, z.exp().log1p()),
        lambda z: ((-z).exp().log1p(), (-z).exp().log1p() + z),
    )
)
def exponent_positive(bce, input, target, *, reduction="mean", pos_weight=None, way):
    """exp of a large positive number

    Which number goes into exp in your code when the logit is 1000, and which when it is −1000?

    exp(−1000) is 0, which does no harm, but exp(1000) is inf: a logit of 1000 with target 0 costs 1000, not inf.

    Rewrite the cost so that exp only sees numbers at or below zero, for logits of both signs.

    Lecture: exp overflows above 709 and fades to 0 far below zero: arrange a formula so that its exponents are never
    positive.
    Family: overflow
    """
    check(input, target)
    return weighed(target, *way(input), reduction, pos_weight)


SMALL = (1e-300, 1e-100, 1e-45, 1e-38, 1e-30, 1e-20, 1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)


@variants(eps=SMALL, how=("clipped", "raised", "added"))
def clip_probabilities(bce, input, target, *, reduction="mean", pos_weight=None, eps, how):
    """Probabilities clipped, or shifted by a small constant

    With target 0, does your function return different costs for the logits 20 and 40?

    They cost 20 and 40; a floor of 1e-7 under the probabilities makes both −ln 1e-7 = 16.1.

    Drop the constant, and write the cost with the logit itself: then no logarithm meets a zero.

    Lecture: A small constant in a logarithm is a hidden cap: 1e-7 stops the cost at 16.1, 1e-15 at 34.5.
    Family: constants
    """
    check(input, target)
    yes, no = input.sigmoid(), 1 - input.sigmoid()
    if how == "clipped":
        yes = yes.clamp(eps, 1 - eps)
        no = 1 - yes
    elif how == "raised":
        yes, no = yes.clamp(min=eps), no.clamp(min=eps)
    else:
        yes, no = yes + eps, no + eps
    return weighed(target, -yes.log(), -no.log(), reduction, pos_weight)


@variants(
    way=(
        lambda z: (-z.sigmoid().log().clamp(min=-100), -(1 - z.sigmoid()).log().clamp(min=-100)),
        lambda z: (softplus(-z).clamp(max=100), softplus(z).clamp(max=100)),
    )
)
def clamped_at_100(bce, input, target, *, reduction="mean", pos_weight=None, way):
    """Costs limited to 100

    What does your function return for a logit of −1000 with target 1?

    The cost grows like a straight line: it is 100 at a logit of −100 and 1000 at −1000; yours stays at 100.

    Nothing is clamped here: delete the limit, and compute the cost from the logit without a probability between.

    Lecture: Logits need no clamp: a wrong logit costs about its own size, and that is finite.
    Family: constants
    """
    check(input, target)
    return weighed(target, *way(input), reduction, pos_weight)


@variants(bound=(15, 20, 30, 36, 40, 50, 60, 80, 88, 500, 700, 709))
def logits_clipped(bce, input, target, *, reduction="mean", pos_weight=None, bound):
    """Logits cut at a limit

    What becomes of two different logits that both lie beyond your limit?

    With a limit of 30, logits of 40 and 50 both become 30: they cost the same, and their slope is 0.

    Remove clamp from the logits. To keep exp from overflowing, use a formula in which every exponent is 0 or less.

    Lecture: A clamp kills the slope of whatever lies beyond it: the worst predictions learn nothing.
    Family: constants
    """
    return bce(input.clamp(-bound, bound), target, reduction=reduction, pos_weight=pos_weight)


# ---------------------------------------------------------------- right values, and a wrong slope


@variants(
    way=(
        lambda z: (z + (-z).exp().log1p()).where(z > 0, z.exp().log1p()),
        lambda z: z.where(z > 20, z.exp().log1p()),
        lambda z: z.where(z > 30, (1 + z.exp()).log()),
        lambda z: z.where(z > 36, z.exp().log1p()),
        lambda z: z.where(z > 80, z.exp().log1p()),
    )
)
def nan_behind_the_where(bce, input, target, *, reduction="mean", pos_weight=None, way):
    """torch.where hides an overflow, whose slope becomes nan

    Your numbers are right. What does the branch that torch.where does not take compute for a logit of 1000?

    There exp(1000) is inf. The branch that was not taken gets a slope of 0, but 0 · inf is nan, and it is added to the
    right slope.

    Let both branches be harmless: give exp a number that is never positive, such as −|z|, or clamp what goes into it.

    Lecture: torch.where chooses between values; both branches are differentiated all the same, so a forbidden input
    must be replaced before the function, not after it.
    Family: overflow
    """
    check(input, target)
    no = way(input)
    yes = way(-input)
    return weighed(target, yes, no, reduction, pos_weight)


def tail(z):
    """ln(1 + exp(-|z|)), whose slope at 0 is that of |z|: none."""
    return (-z.abs()).exp().log1p()


@variants(positive=(lambda z: z.relu(), lambda z: z.clamp(min=0)), form=range(2))
def kink_at_zero(bce, input, target, *, reduction="mean", pos_weight=None, positive, form):
    """A kink at a logit of 0: max(z, 0) and |z| do not cancel

    Your numbers are right. What is the slope of your formula at a logit of exactly 0, and what is sigmoid(0) − t?

    For the target 1 the slope at 0 is 0.5 − 1 = −0.5. max(z, 0) and |z| have a kink each: autograd takes 0 or 1 for the
    first and 0 for the second, so −1 or 0 comes out.

    Use a form without a kink, such as torch.logaddexp of 0 and z; torch.maximum, which shares a tie evenly, helps too.

    Lecture: Two kinks that cancel on paper need not cancel in autograd, which knows one slope for each operation; and
    logits of exactly 0 are common, in a network that starts with zeros.
    Family: gradient
    """
    check(input, target)
    if form == 0:
        return weighed(target, positive(-input) + tail(input), positive(input) + tail(input), reduction, pos_weight)
    no = positive(input) + tail(input)
    return weighed(target, no - input, no, reduction, pos_weight)


# ---------------------------------------------------------------- cases

Z, T = array([2.0, -1.0, 0.5]), LABELS
Z_COSTS = [log1p(math.exp(-2)), log1p(math.exp(-1)), log1p(math.exp(0.5))]
TABLE_Z, TABLE_T = array([[2.0, -1.0, 0.5], [-0.75, 1.5, 1.25]]), binary.TABLE
SOFT_TABLE = array([[0.7, 0.1, 0.5], [0.0, 1.0, 0.3]])
DOUBTFUL = array([1.25, -0.75, 0.5])
LARGE_Z, LARGE_T = array([-1000.0, 1000.0, 1e4, -1e4]), array([1.0, 0.0, 1.0, 0.0])
WRONG_SHAPES = binary.wrong_shapes(array([2.0, -1.0, 0.5, -2.5, 1.5]))[::2]  # half of them show every known mistake
TRIPLE, COLUMNS = {"pos_weight": array(3.0)}, {"pos_weight": array([0.5, 2.0, 4.0])}


def as_float32(*arrays):
    return tuple(one.astype("float32") for one in arrays)


def basics(rng):
    for size in (3, 6):
        yield Case(f"drawn-{size}-targets", (rng.uniform(-2.5, 2.5, size), drawn_labels(rng, size)))
    yield Case("drawn-soft-targets", (rng.uniform(-2.5, 2.5, 4), rng.uniform(0.05, 0.95, 4)))


def reductions(rng):
    yield Case("drawn-table", (rng.uniform(-2.5, 2.5, (3, 4)), drawn_labels(rng, 12).reshape(3, 4)))


def weights(rng):
    soft = rng.uniform(-2.5, 2.5, 4), rng.uniform(0.05, 0.95, 4)
    yield Case("drawn-weight", soft, keywords={"pos_weight": array(float(rng.integers(4, 10)))})


def gradients(rng):
    soft = rng.uniform(-1.4, 1.4, 4), rng.uniform(0.05, 0.95, 4)
    yield Case("drawn-by-input", soft, gradient=0)
    yield Case("drawn-by-target", soft, gradient=1)


def stability(rng):
    z = rng.permutation([-1e4, -1000.0, 1000.0, 1e4, *rng.uniform(-2.5, 2.5, 2)])
    yield Case("drawn-extreme", (z, drawn_labels(rng, 6)))
    yield Case("drawn-soft-and-extreme", (z, rng.uniform(0.1, 0.9, 6)))


def undecided(rng):
    size = int(rng.integers(3, 9))
    return np.zeros(size), rng.uniform(0.1, 0.9, size)


def zeros(rng):
    z = rng.permutation([0.0, 0.0, *rng.uniform(0.2, 1.4, 2)])
    yield Case("drawn-some-zeros", (z, rng.uniform(0.1, 0.9, 4)), gradient=0, needs=("gradients",))


SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    after="binary_cross_entropy",
    fresh=fresh.scores,
    sweep=Sweep("logit of a target of 1", linspace(-1000, 1000, 201), lambda logit: (array([logit]), array([1.0]))),
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
    costs_more={"input_overwritten": REFUSED_IN_PLACE},
    notice=(
        "logaddexp has a smooth slope everywhere: sigmoid(z) − t comes out, ½ − t at a logit of 0 too, where the usual "
        "max(z, 0) − z · t + log1p(exp(−|z|)) has kinks that autograd cannot cancel. No limit cuts the slope of a "
        "confident mistake, so it goes on learning. F.binary_cross_entropy_with_logits computes the same; its "
        "pos_weight, too, makes a missed yes expensive and leaves a false alarm as it is, and its mean divides by n."
    ),
    misconceptions=(
        *IN_EVERY_TORCH_LOSS,
        target_detached,
        *OF_EVERY_REDUCTION,
        *OF_EQUAL_SHAPES,
        input_overwritten(
            lambda z, _: z.clamp_(min=0),
            lambda z, _: z.abs_(),
            lambda z, _: z.sigmoid_(),
            lambda _, t: t.neg_().add_(1),
        ),
    ),
    items=(
        item(
            "basics",
            Case("three-targets", (Z, T), sum(Z_COSTS) / 3),
            Case("class-0-only", (array([log(3), -log(3)]), array([0.0, 0.0])), log(16 / 3) / 2),
            Case("class-1-only", (array([log(3), -log(3)]), array([1.0, 1.0])), log(16 / 3) / 2),
            Case("soft-targets", (Z, SOFT)),
            points=2,
            drawn=basics,
        ),
        item(
            "reductions",
            Case("each", (Z, T), Z_COSTS, keywords=EACH),
            Case("sum", (Z, T), sum(Z_COSTS), keywords=SUM),
            Case("two-dimensional", (TABLE_Z, TABLE_T), keywords=MEAN),
            Case("zero-dimensional", (array(log(4)), array(0.0)), log(5)),
            Case("many-elements", (resize(Z, 30_000), resize(T, 30_000)), sum(Z_COSTS) / 3),
            *unknown_reductions(Z, T),
            points=1,
            drawn=reductions,
        ),
        item(
            "pos_weight",
            Case("weight-3-and-class-1", (array([log(3)]), array([1.0])), 3 * log(4 / 3), keywords=TRIPLE),
            Case("weight-3-and-class-0", (array([log(3)]), array([0.0])), log(4), keywords=TRIPLE),
            Case("weight-3-and-both", (Z, T), (3 * Z_COSTS[0] + Z_COSTS[1] + Z_COSTS[2]) / 3, keywords=TRIPLE),
            Case("weight-3-and-soft-target", (array([0.25]), array([0.3])), keywords=TRIPLE),
            *needing(
                "reductions",
                Case("weight-for-each-column", (TABLE_Z, SOFT_TABLE), keywords=COLUMNS),
                Case("weight-each", (TABLE_Z, SOFT_TABLE), keywords={**COLUMNS, **EACH}),
            ),
            *needing(
                "gradients",
                Case("weight-by-input", (TABLE_Z, SOFT_TABLE), gradient=0, keywords=COLUMNS, needs=("reductions",)),
                Case("weight-by-target", (DOUBTFUL, SOFT), gradient=1, keywords=TRIPLE),
            ),
            points=1.5,
            drawn=weights,
        ),
        item(
            "gradients",
            Case("two-by-input", (array([log(3), -log(3)]), array([1.0, 0.0])), [-1 / 8, 1 / 8], gradient=0),
            *gradient_cases("by-input", DOUBTFUL, SOFT),
            *gradient_cases("by-target", DOUBTFUL, SOFT, by=1),
            *needing(
                "stability",
                Case("where-wrong-by-1000", (LARGE_Z[:2], LARGE_T[:2]), [-0.5, 0.5], gradient=0),
                Case("where-right-by-10000", (LARGE_Z[2:], LARGE_T[2:]), [0, 0], gradient=0),
                Case("where-large-float32", as_float32(LARGE_Z, LARGE_T), gradient=0),
            ),
            points=2.5,
            drawn=gradients,
        ),
        item(
            "zero_logit",
            Case("undecided", (np.zeros(3), array([1.0, 0.0, 0.25])), log(2), fresh=undecided),
            *needing(
                "gradients",
                Case(
                    "slope-at-zero",
                    (np.zeros(4), array([1.0, 0.0, 0.5, 0.25])),
                    [-1 / 8, 1 / 8, 0, 1 / 16],
                    gradient=0,
                    fresh=undecided,
                ),
            ),
            points=0.5,
            drawn=zeros,
        ),
        item(
            "stability",
            Case("wrong-by-20", (array([20.0]), array([0.0])), 20 + log1p(math.exp(-20))),
            Case("wrong-by-40", (array([40.0, -40.0]), array([0.0, 1.0])), 40.0),
            Case("wrong-by-1000", (array([-1000.0]), array([1.0])), 1000.0),
            Case("right-by-ten-thousand", (array([1e4, -1e4]), array([1.0, 0.0])), 0.0),
            Case("float32-large", as_float32(array([-200.0, 200.0]), array([1.0, 0.0])), 200.0),
            Case("soft-target-and-very-negative", (array([-1000.0]), array([0.3])), 300.0),
            Case("soft-target-and-very-large", (array([1e4]), array([0.3])), 7000.0),
            points=1.5,
            drawn=stability,
        ),
        item("wrong_shapes", *WRONG_SHAPES, points=0.5),
        item(
            "tensors",
            *needing(
                "gradients",
                Case("float32", as_float32(Z, SOFT)),
                Case("float32-each", as_float32(Z, T), keywords=EACH, needs=("reductions",)),
                Case(
                    "float32-weight",
                    as_float32(Z, SOFT),
                    keywords={"pos_weight": array(3.0, "float32")},
                    needs=("pos_weight",),
                ),
                Case("float64", (array([1.5, -0.25]), array([0.25, 0.5]))),
            ),
            points=0.5,
            inputs_unchanged=True,
            dtype=True,
        ),
    ),
)
