"""How kl_div is judged: as torch's own, in value, gradient and dtype, with its two means and both kinds of target."""

import math

import numpy as np
from numpy import array, exp, float32, log, resize

from autograder.bank.exact import exp as exp_50
from autograder.bank.exact import times_log
from autograder.bank.shared import fresh
from autograder.bank.shared import torch_losses as shared
from autograder.bank.shared.torch_losses import EACH, MEAN, SUM
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, variants


def oracle(input, target, **options):
    """F.kl_div(input, target, reduction=reduction, log_target=log_target): the same."""
    import torch

    return torch.nn.functional.kl_div(torch.as_tensor(input), torch.as_tensor(target), **options)


def exact(input, target, reduction="mean", log_target=False):
    terms = exp_50(target) * (target - input) if log_target else times_log(target, target) - target * input
    return reduced(terms, reduction)


def reduced(terms, reduction):
    return terms if reduction == "none" else terms.sum() / size_of(terms, reduction)


def size_of(terms, reduction):
    return {"sum": 1, "mean": math.prod(terms.shape), "batchmean": len(terms)}[reduction]


def put_together(terms, reduction):
    """Reduce the terms of a wrong formula rightly."""
    if reduction not in ("none", "sum", "mean", "batchmean"):
        raise ValueError(reduction)
    return reduced(terms, reduction)


def exponentials(target, log_target):
    return target.exp() if log_target else target


def logarithms(target, log_target):
    return target if log_target else target.log()


def cross_entropy_instead(loss, input, target, *, reduction="mean", log_target=False):
    """The cross entropy instead of the divergence

    What does your function return when the input is the logarithm of the target?

    For target [0.5, 0.5] and its own logarithm as input nothing is believed wrongly, so the terms sum to 0. The cross
    entropy is ln 2 ≈ 0.693.

    The logarithm of the target is missing in each term.

    Lecture: Divergence = cross entropy − entropy; by the input both have one gradient, by the
    target they have not.
    Family: quantity
    """
    terms = -exponentials(target, log_target) * input
    return put_together(terms, reduction)


def sign_turned(loss, input, target, *, reduction="mean", log_target=False):
    """Sign turned

    Which sign should the sum of the terms have for two distributions?

    For target [0.5, 0.5] and input [ln 0.9, ln 0.1] the sum is +0.511. With the logarithms subtracted the other way
    round it is −0.511.

    The logarithm of the target comes first, and the input is taken off.

    Lecture: A divergence of two distributions is never negative: a sign is seen at a glance.
    Family: sign
    """
    return -loss(input, target, reduction=reduction, log_target=log_target)


def direction_turned(loss, input, target, *, reduction="mean", log_target=False):
    """The divergence in the other direction

    By which of the two distributions are your terms weighed?

    For target [0.5, 0.5] and input [ln 0.9, ln 0.1] the terms weighed by the target sum to 0.511; weighed by the input
    they sum to 0.368.

    Weigh by the target, and take the input off its logarithm.

    Lecture: D(p || q) and D(q || p) are two losses: one covers all that is true, the other one avoids what is not.
    Family: arguments
    """
    terms = input.exp() * (input - logarithms(target, log_target))
    return put_together(terms, reduction)


def input_logged_again(loss, input, target, *, reduction="mean", log_target=False):
    """Logarithm of the input taken once more

    Is the input a probability or the logarithm of one?

    The input ln 0.5 = −0.693 is a logarithm already; the logarithm of −0.693 is nan.

    Take the input as it comes: it stands where the formula has ln q.

    Lecture: A name that says in which space a number lives, such as log_q, saves an evening.
    Family: arguments
    """
    return loss(input.log(), target, reduction=reduction, log_target=log_target)


def negative_terms_cut(loss, input, target, *, reduction="mean", log_target=False):
    """Negative terms cut off

    Can a single term be negative, even though the sum over a distribution is not?

    For target [0.5, 0.5] and input [ln 0.9, ln 0.1] the terms are −0.294 and 0.805, with the sum 0.511.

    Leave out clamp, relu or abs: negative terms belong to the sum.

    Lecture: Only the whole divergence is never negative; what is believed too strongly has a term below zero.
    Family: formula
    """
    terms = loss(input, target, reduction="none", log_target=log_target)
    return put_together(terms.clamp(min=0), reduction)


def batchmean_for_mean(loss, input, target, *, reduction="mean", log_target=False):
    """The default mean divided by the number of samples

    By which number does your mean divide for 2 rows and 3 columns?

    Six terms of 1 have the mean 1; their sum divided by the 2 rows is 3, which is what "batchmean" asks for.

    For "mean" divide by the number of all elements.

    Lecture: torch's "mean" is no divergence: it is smaller by the number of classes, and a temperature or a weight that
    was tuned with one mean does not fit the other.
    Family: reduction
    """
    reduction = "batchmean" if reduction == "mean" else reduction
    return loss(input, target, reduction=reduction, log_target=log_target)


@variants(by=("elements", "all axes but the last", "the last axis"))
def batchmean_divided_otherwise(loss, input, target, *, reduction="mean", log_target=False, by):
    """batchmean divided by another number than the first axis

    By which number does your "batchmean" divide for a tensor of shape (2, 3, 4)?

    The first axis has length 2: the sum is divided by 2, not by 24 elements, nor by 2 · 3 = 6 rows.

    Take the sum, and divide it by input.shape[0].

    Lecture: A batch is counted by its first axis: for a sequence "batchmean" adds up the divergences of its positions.
    Family: reduction
    """
    if reduction != "batchmean":
        return loss(input, target, reduction=reduction, log_target=log_target)
    size = {"elements": input.numel(), "the last axis": input.shape[-1]}.get(by, input[..., 0].numel())
    return loss(input, target, reduction="sum", log_target=log_target) / size


def log_target_ignored(loss, input, target, *, reduction="mean", log_target=False):
    """log_target ignored

    What does your function do with the target when log_target is true?

    A target of ln 0.5 = −0.693 stands for the weight 0.5; taken for a probability its logarithm is nan.

    With log_target the weight is exp(target), and the target stands where its logarithm stood.

    Lecture: Log-probabilities keep what is too small for a probability; a function must be told which of the two came.
    Family: arguments
    """
    return loss(input, target, reduction=reduction)


def weighed_by_the_logarithm(loss, input, target, *, reduction="mean", log_target=False):
    """With log_target, weighed by the logarithm itself

    With log_target, what is the weight of a term whose target is ln 0.5 = −0.693?

    The weight is exp(−0.693) = 0.5. Weighed by −0.693 a term turns its sign.

    Take exp of the target for the weight, and the target itself for the logarithm.

    Lecture: Weights are probabilities, and differences are of logarithms: both of one number, each in its own space.
    Family: formula
    """
    if not log_target:
        return loss(input, target, reduction=reduction)
    return put_together(target * (target - input), reduction)


def zero_times_log_of_zero(loss, input, target, *, reduction="mean", log_target=False):
    """0 · ln 0 comes out as nan

    What does your function give where the target is 0, and what is 0 * torch.tensor(0.0).log()?

    The logarithm of 0 is −inf, and 0 times −inf is nan. One nan makes the whole sum nan, but by the definition such a
    term is 0.

    torch.xlogy knows that 0 · ln 0 is 0; or put a harmless number in place of the zeros before the logarithm.

    Lecture: One-hot targets are the usual case: a formula that cannot take a 0 fails on the first batch.
    Family: zeros
    """
    loss(input, target, reduction=reduction)
    terms = exponentials(target, log_target) * (logarithms(target, log_target) - input)
    return put_together(terms, reduction)


@variants(eps=(1e-9, 1e-8, 1e-7))
def constant_in_the_logarithm(loss, input, target, *, reduction="mean", log_target=False, eps):
    """A small constant added to the target in its logarithm

    Does your code add a small constant to the target, and which answers does that change?

    A term of 0 stays 0, but with 1e-7 inside the logarithm each other term grows by about 1e-7: two nearly equal
    distributions, with a divergence of 1e-7, get a second one on top.

    Leave the constant out, and handle the zeros themselves: torch.xlogy does it.

    Lecture: An epsilon hides a nan by changing every answer; the rule 0 ln 0 = 0 changes none.
    Family: constants
    """
    if log_target:
        return loss(input, target, reduction=reduction, log_target=True)
    return put_together(target * ((target + eps).log() - input), reduction)


@variants(ends=((1e-10, None), (1e-8, None), (1e-7, None), (1e-7, 1.0)), of=("both", "input"))
def probabilities_clamped(loss, input, target, *, reduction="mean", log_target=False, ends, of):
    """Probabilities clamped before their logarithm

    Is there a smallest probability in your function, and what does an input of −1000 become there?

    For an input of −1000 and a target of 0.25 the term is about 250. With exp(input) clamped at 1e-7 it is 3.7, however
    far the input falls, and its slope is 0.

    Leave out exp and clamp: the input is the logarithm that the formula asks for, as low as it comes.

    Lecture: Keras clamps both distributions at 1e-7 before it takes logarithms; a logarithm that is given needs none.
    Family: constants
    """
    p, q = exponentials(target, log_target), input.exp().clamp(*ends)
    if of == "both":
        p = p.clamp(*ends)
        return put_together(p * (p.log() - q.log()), reduction)
    return put_together(p.xlogy(p) - p * q.log(), reduction)


@variants(form=("logarithm", "quotient"))
def probabilities_divided(loss, input, target, *, reduction="mean", log_target=False, form):
    """The exponential of the input taken, and its logarithm again

    For an input of −1000, what is exp(input), and what is the logarithm of that?

    exp(−1000) is 0 in float64. Its logarithm is −inf, although −1000 was a good number.

    Use the input as the logarithm that it is; there is no need to divide probabilities.

    Lecture: log(exp(x)) is x on paper, and −inf in floats below −745: stay with logarithms once you have them.
    Family: overflow
    """
    if form == "quotient" and not log_target:
        return put_together(target.xlogy(target / input.exp()), reduction)
    return loss(input.exp().log(), target, reduction=reduction, log_target=log_target)


@variants(weighed_by=("target", "input"))
def target_taken_for_a_logarithm(loss, input, target, *, reduction="mean", log_target=False, weighed_by):
    """The target taken for a logarithm, as the input is

    When log_target is false, is the target a probability or the logarithm of one?

    A target of 0.5 is the probability itself: its weight is 0.5 and its logarithm −0.693. Taken for a logarithm, its
    weight would be exp(0.5) = 1.649.

    The target is the weight as it comes, and its logarithm stands in the bracket.

    Lecture: Of torch's two arguments one is a logarithm and the other is not, unless log_target says so.
    Family: arguments
    """
    if weighed_by == "input":
        return put_together(input.exp() * (input - target), reduction)
    return put_together(target.exp() * (target - input), reduction)


@variants(zeros=("kept", "nan"))
def log_target_exponentiated_first(loss, input, target, *, reduction="mean", log_target=False, zeros):
    """With log_target: exp of the target, and its logarithm again

    For a target of −1000, what is exp(target), and what slope has a logarithm there?

    exp(−1000) is 0. The term is 0, which is right; but the slope of the logarithm at 0 is infinite, and 0 · inf makes
    the gradient by the target nan.

    With log_target use the target itself for the logarithm, and its exponential for the weight alone.

    Lecture: Each detour through a probability loses what made log-probabilities worth having.
    Family: gradient
    """
    if log_target and zeros == "nan":
        p = target.exp()
        return put_together(p * (p.log() - input), reduction)
    return loss(input, exponentials(target, log_target), reduction=reduction)


def input_exponentiated(loss, input, target, *, reduction="mean", log_target=False):
    """A probability where its logarithm belongs

    In your bracket, are both numbers logarithms, or is one of them a probability?

    For target 0.5 and input ln 0.25 = −1.386 the term is 0.5 (−0.693 + 1.386) = 0.347. With exp(−1.386) = 0.25 in the
    bracket it is 0.5 (−0.693 − 0.25) = −0.472.

    Leave out the exp: the input is subtracted as it comes.

    Lecture: A difference of logarithms is a quotient of probabilities; a logarithm less a probability is nothing.
    Family: formula
    """
    return loss(input.exp(), target, reduction=reduction, log_target=log_target)


def logarithm_of_the_target_detached(loss, input, target, *, reduction="mean", log_target=False):
    """The logarithm of the target detached

    The target stands twice in a term: does your gradient know both places?

    The slope of t · ln t is ln t + 1. With a detached logarithm the 1 is lost: at t = 0.5 it is −0.693, not 0.307.

    Leave the logarithm of the target in the graph, as it is computed.

    Lecture: For a whole distribution the lost 1 cancels in softmax, so that nobody notices; here each term counts.
    Family: gradient
    """
    loss(input, target, reduction=reduction)
    fixed = logarithms(target.detach(), log_target)
    weight = exponentials(target, log_target)
    terms = weight * (fixed - input)
    return put_together(terms.where(weight > 0, 0 * input), reduction)


def distributions(rng, *shape):
    """Draw logarithms of what is believed, and what is true."""
    return log(rng.dirichlet(np.full(shape[-1], 2.0), shape[:-1])), rng.dirichlet(np.full(shape[-1], 2.0), shape[:-1])


def basics(rng):
    yield Case("drawn-row", distributions(rng, 4))
    yield Case("drawn-table", distributions(rng, 2, 3))


def slopes(rng):
    yield Case("drawn-by-input", distributions(rng, 2, 3), gradient=0)
    yield Case("drawn-by-target", distributions(rng, 2, 3), gradient=1)


# Short numbers, because students read them: what is believed need not sum to 1, and here it nearly does.
LOG_Q = array([[-0.5, -1.5, -2.0], [-1.5, -0.75, -1.25]])
P = array([[0.5, 0.375, 0.125], [0.25, 0.125, 0.625]])
LOG_P = array([[-0.75, -1.0, -1.75], [-1.5, -2.0, -0.5]])
TERMS, LOG_TERMS = P * (log(P) - LOG_Q), exp(LOG_P) * (LOG_P - LOG_Q)
BOX_P, BOX_LOG_Q = array([P, P[::-1]]), array([LOG_Q, LOG_Q[::-1] - 0.25])
FAIR, BIASED = array([0.5, 0.5]), array([0.9, 0.1])
CERTAIN = array([[1.0, 0.0, 0.0], [0.0, 0.25, 0.75]])
LOW = array([[-0.25, -1000.0, -1.5], [-800.0, -0.125, -2.0]])
BATCH, LOGS = {"reduction": "batchmean"}, {"log_target": True}

SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    after="cross_entropy",
    fresh=fresh.numbers,
    sweep=Sweep(
        "p of the first outcome of two, its q being 1/4",
        np.linspace(0, 1, 101),
        lambda p: (log(array([0.25, 0.75])), array([p, 1 - p])),
    ),
    napkins=(
        Napkin(
            (array([0.0, 0.0]), array([1.0, 0.0])),
            "An input of 0 is ln 1. What is ln 1, and what is a term worth whose target is 0?",
            "1 · (ln 1 − 0) = 0, and the term with the target 0 is 0: the mean is 0.",
        ),
        Napkin(
            (array([-1.0, -3.0]), array([1.0, 0.0])),
            "Which term has a weight? Then divide by the number of all elements.",
            "1 · (ln 1 − (−1)) = 1 and 0: the sum is 1, and the mean over two elements is 0.5.",
        ),
        Napkin(
            (array([[-2.0, -4.0], [-6.0, -4.0]]), array([[1.0, 0.0], [1.0, 0.0]])),
            "Two rows of two elements: by which number does the default mean divide?",
            'The terms are 2, 0, 6 and 0; their sum 8 divided by 4 elements is 2. "batchmean" would give 8/2 = 4.',
        ),
    ),
    misconceptions=(
        *shared.IN_EVERY_TORCH_LOSS,
        shared.target_detached,
        *shared.OF_EVERY_REDUCTION,
        shared.input_overwritten(
            lambda x, t: x.sub_(t),
            lambda x, t: t.sub_(x),
            lambda x, t: x.exp_().div_(t),
        ),
    ),
    costs_more={
        "probabilities_clamped": "a clamp takes the slope of a low logarithm as well as its value",
        "probabilities_divided": "a quotient of probabilities has no slope at a target of 0, and the items meet there",
        "input_overwritten": shared.REFUSED_IN_PLACE,
        "another_dtype": "float32 holds half the digits of float64, which the items about digits show too",
    },
    notice=(
        "xlogy knows that 0 · ln 0 is 0, in the value and in the gradient by the input; with log_target no logarithm "
        "is taken at all. The sum is divided last, by the elements or by the first axis: F.kl_div does the same, and "
        'warns that its default "mean" is not the divergence. For a target of 0 torch\'s gradient by the target is '
        "not finite, because ln t has no slope there, and an input of −inf beside a target of 0 gives nan."
    ),
    items=(
        item(
            "basics",
            Case("fair-vs-biased", (log(BIASED), FAIR), log(5 / 3) / 2),
            Case("biased-vs-fair", (log(FAIR), BIASED), (0.9 * log(1.8) + 0.1 * log(0.2)) / 2),
            Case("two-rows", (LOG_Q, P), TERMS.mean()),
            Case("equal", (log(array([0.3, 0.3, 0.4])), array([0.3, 0.3, 0.4])), 0.0),
            Case("not-normalised", (array([-1.0, -2.0, 0.5]), array([0.5, 1.0, 0.25]))),
            points=3,
            drawn=basics,
        ),
        item(
            "reductions",
            Case("none", (LOG_Q, P), TERMS, keywords=EACH),
            Case("sum", (LOG_Q, P), TERMS.sum(), keywords=SUM),
            Case("mean-by-name", (LOG_Q[:, :2], P[:, 1:]), keywords=MEAN),
            Case("batchmean", (LOG_Q, P), TERMS.sum() / 2, keywords=BATCH),
            Case("batchmean-of-three-axes", (BOX_LOG_Q, BOX_P), keywords=BATCH),
            Case("batchmean-of-one-axis", (log(BIASED), FAIR), log(5 / 3) / 2, keywords=BATCH),
            Case("batchmean-of-one-sample", (LOG_Q[:1], P[:1]), keywords=BATCH),
            Case("mean-of-three-axes", (BOX_LOG_Q, BOX_P)),
            *shared.unknown_reductions(LOG_Q, P),
            points=2,
        ),
        item(
            "zeros",
            Case("target-has-zero", (log(array([0.2, 0.3, 0.5])), array([0.0, 0.4, 0.6]))),
            Case("certain", (LOG_Q[0], array([1.0, 0.0, 0.0])), 0.5 / 3),
            Case("zeros-in-each-row", (LOG_Q, CERTAIN)),
            *needing(
                "gradients",
                Case("gradient-where-target-is-zero", (LOG_Q, CERTAIN), -CERTAIN / 6, gradient=0),
                Case("gradient-of-certain", (LOG_Q[0], array([1.0, 0.0, 0.0])), [-1 / 3, 0, 0], gradient=0),
            ),
        ),
        item(
            "log_targets",
            Case("logarithms", (LOG_Q, LOG_P), LOG_TERMS.mean(), keywords=LOGS),
            Case("equal-logarithms", (LOG_Q, LOG_Q), 0.0, keywords=LOGS),
            Case("said-to-be-probabilities", (LOG_Q + 0.5, P), keywords={"log_target": False}),
            Case("very-low", (LOG_Q, LOW), keywords=LOGS),
            *needing(
                "reductions",
                Case("sum-of-logarithms", (LOG_Q, LOG_P), LOG_TERMS.sum(), keywords={**LOGS, **SUM}),
                Case("batchmean-of-logarithms", (LOG_Q, LOG_P), LOG_TERMS.sum() / 2, keywords={**LOGS, **BATCH}),
                Case("each-of-logarithms", (LOG_Q, LOG_P), keywords={**LOGS, **EACH}),
            ),
            points=1,
        ),
        item(
            "gradients",
            *shared.gradients("by-input", LOG_Q, P),
            Case("by-input-of-batchmean", (LOG_Q, P), -P / 2, gradient=0, keywords=BATCH, needs=("reductions",)),
            *shared.gradients("by-target", LOG_Q, P, by=1),
            *needing(
                "log_targets",
                *shared.gradients("by-input-with-logarithms", LOG_Q, LOG_P, log_target=True),
                *shared.gradients("by-logarithm", LOG_Q, LOG_P, by=1, log_target=True),
                Case("by-very-low-logarithm", (LOG_Q, LOW), gradient=1, keywords=LOGS),
                *needing(
                    "reductions",
                    Case("by-very-low-logarithm-of-sum", (LOG_Q, LOW), gradient=1, keywords={**LOGS, **SUM}),
                ),
            ),
            points=1.5,
            drawn=slopes,
        ),
        item(
            "stability",
            Case("input-very-low", (array([-0.5, -1000.0]), array([0.75, 0.25]))),
            Case("input-lower-still", (array([[-1.0, -5000.0], [-750.0, -0.25]]), array([[0.5, 0.5], [0.125, 0.875]]))),
            Case("nearly-equal", (log(array([0.5, 0.3, 0.2])), array([0.501, 0.2995, 0.1995]))),
            Case("target-tiny", (array([-0.5, -2.0]), array([1e-12, 1e-13]))),
            Case("many-elements", (resize(LOG_Q, (10_000, 3)), resize(P, (10_000, 3))), TERMS.mean()),
            points=0.5,
            digits=True,
        ),
        item(
            "dtypes",
            *needing(
                "gradients",
                Case("float32", (LOG_Q.astype(float32), P.astype(float32))),
                Case("float64", (LOG_Q - 0.5, P)),
            ),
            *needing(
                "gradients log_targets",
                Case("float32-logarithms", (LOG_Q.astype(float32), LOG_P.astype(float32)), keywords=LOGS),
            ),
            points=0.5,
            dtype=True,
        ),
        item("purity", Case("again", (LOG_Q[::-1], P)), points=0.5, inputs_unchanged=True),
    ),
)
