"""How entropy in torch is judged: from logits of any size, impossible classes among them, and its gradient."""

import numpy as np
from numpy import array, exp, float32, inf, log, log1p, zeros

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import times_log
from autograder.bank.shared import fresh, torch_logits
from autograder.bank.shared import torch_losses as shared
from autograder.bank.shared.mistakes import minus_missing
from autograder.bank.shared.torch_logits import log_probabilities
from autograder.bank.spec import Absolute, Case, Napkin, Spec, Sweep, item, needing, variants


def oracle(logits):
    """Categorical(logits=logits).entropy(): the same, from torch.distributions."""
    import torch

    return torch.distributions.Categorical(logits=torch.as_tensor(logits)).entropy()


def exact(logits):
    weights = exact_exp(logits)
    p = weights / weights.sum(axis=-1, keepdims=True)
    return -times_log(p, p).sum(axis=-1)


# ---------------------------------------------------------------- mistakes


def finish(log_p, scores):
    """Return the entropy of these logarithms; what is impossible is kept away from the arithmetic."""
    return -(log_p.exp() * log_p.where(scores > -inf, 0.0)).sum(-1)


def weighed(log_p, scores):
    """Return the mean of these logarithms, weighed by the right probabilities."""
    return -(log_probabilities(scores).exp() * log_p.where(scores > -inf, 0.0)).sum(-1)


@variants(of=("log p", "p masked"))
def zero_times_infinity(entropy, logits, of):
    """0 · ln 0, which is nan

    What is 0 times −inf in torch, and which of your terms is that?

    For logits 0, 0 and −inf the probabilities are ½, ½ and 0. The third term should be 0, but 0 times ln 0 is nan, and
    so is the sum.

    Put a harmless number in place of the −inf before you multiply, not in place of the product after it.

    Lecture: In a sum of p ln p the term of p = 0 is 0 by its limit; floating point does not take limits.
    Family: zeros
    """
    if of == "p masked":
        weights = (logits - logits.detach().amax(-1, keepdim=True)).where(logits > -inf, 0.0).exp() * (logits > -inf)
        p = weights / weights.sum(-1, keepdim=True)
        return -(p * p.log()).sum(-1)
    log_p = log_probabilities(logits)
    return -(log_p.exp() * log_p).sum(-1)


@variants(of=("p", "log p"))
def where_after_log(entropy, logits, of):
    """The where trap: values right, gradient nan

    Your numbers are right. Which of your steps has an infinite slope where a probability is 0?

    In torch.where(p > 0, p * p.log(), 0) the product is computed for p = 0 as well. Its value is dropped, but autograd
    multiplies a gradient of 0 by the slope of the logarithm, and 0 · inf is nan. xlogy(p, p) has the same slope.

    Choose before the logarithm: give log a 1, or the exp a finite number, wherever the class is impossible.

    Lecture: torch.where hides a value, not the road to it: what enters log must be positive on both sides.
    Family: gradient
    """
    log_p = log_probabilities(logits)
    p = log_p.exp()
    return -(p * (p.log() if of == "p" else log_p)).where(p > 0, 0.0).sum(-1)


def weights_detached(entropy, logits):
    """Probabilities detached

    Raise one logit a little: does the entropy change, and what does your gradient say?

    For logits ln 3 and 0 the slopes are −0.206 and 0.206. With p detached, −Σ p ln p has the slope −Σ dp, and the
    probabilities always add up to 1: what comes is 0.

    Leave out detach() and torch.no_grad() around the probabilities: in p ln p both factors move.

    Lecture: A product has two slopes; the logarithm may be detached in p ln p, the probability may not.
    Family: gradient
    """
    log_p = log_probabilities(logits)
    return -(log_p.exp().detach() * log_p.where(logits > -inf, 0.0)).sum(-1)


@variants(low=(-20.0, -50.0, -100.0, -1e3, -1e4))
def low_logit_for_none(entropy, logits, low):
    """−inf replaced by a logit that is low, but finite

    What does your function do when all the other logits of a row are low as well?

    Logits −1e4, −1e4 and −inf mean ½, ½ and 0. With −100 in place of −inf the third class is the best one.

    Compare with −inf and put a 0 in place of the term; or take a number that is lower than any logit can be.

    Lecture: A logit is low only beside others: which number counts as −inf depends on the row.
    Family: zeros
    """
    return entropy(logits.where(logits > -inf, low))


def share_of_the_largest(entropy, logits):
    """Entropy divided by its largest value, ln n

    What does your function give for two equal logits, and what for four?

    Two equal logits have the entropy ln 2 = 0.693, four have 1.386. Divided by ln n both are 1.

    Leave out the division: the answer is in nats.

    Lecture: The share of the largest entropy compares tables of different width; it is no entropy any more.
    Family: quantity
    """
    return entropy(logits) / log(max(logits.shape[-1], 2))


def minus_infinity_as_zero(entropy, logits):
    """Logits of −inf set to 0

    Which probability has a class with the logit −inf, and which one has a class with the logit 0?

    Logits 0, 0 and −inf mean ½, ½ and 0, with the entropy ln 2 = 0.693. With a third logit 0 it is ln 3 = 1.099.

    A class that is impossible keeps the probability 0: mask its exp, or its term, not its logit.

    Lecture: A logit of 0 says nothing about a class being unlikely; −inf says that it is impossible.
    Family: zeros
    """
    return entropy(logits.where(logits > -inf, 0.0))


@variants(base=(2, 10))
def other_base(entropy, logits, base):
    """Logarithm of another base

    The entropy of a fair coin is 0.693 nats, which is 1 bit: in which unit is your answer?

    In base e the logarithm of 2 is 0.693, in base 2 it is 1, in base 10 it is 0.301.

    Nats need the natural logarithm, torch.log: look for log2 or log10.

    Lecture: Bits and nats measure the same thing as feet and metres do: only a factor, ln 2, lies between them.
    Family: unit
    """
    return entropy(logits) / log(base)


@variants(how=("mean", "sum"))
def rows_joined(entropy, logits, how):
    """One number for the whole batch

    How many numbers does your function return for three rows of logits?

    Rows with the entropies 0.5 and 0.6 give the two numbers 0.5 and 0.6, not their mean 0.55.

    Sum over the last axis alone, dim=-1, and leave the other axes as they are.

    Lecture: This function has no reduction: whoever wants a mean takes it of the answer.
    Family: reduction
    """
    return getattr(entropy(logits), how)()


def axis_kept(entropy, logits):
    """The axis of the classes kept, with length 1

    Which shape has your answer for logits of shape (4, 3)?

    Four rows have four entropies, of shape (4,). With keepdim=True in the last sum it is (4, 1).

    Leave out keepdim in the sum that gives the answer; it belongs to the maximum and to the sum of the exponentials.

    Lecture: keepdim is for what goes back into the table, not for what comes out of it.
    Family: axis
    """
    return entropy(logits)[..., None]


def perplexity(entropy, logits):
    """Perplexity, the exp of the entropy

    What does your function give where one class is certain: 0 or 1?

    For two equal logits the entropy is ln 2 = 0.693. Its exp is 2, the number of classes between which the model
    wavers.

    Return the entropy itself: remove the exp around it.

    Lecture: Perplexity is the exp of the entropy: easier to imagine, but another number.
    Family: quantity
    """
    return entropy(logits).exp()


def probability_missing(entropy, logits):
    """Logarithms averaged without their probabilities

    How much does a class that hardly ever happens add to your sum?

    For probabilities 0.99 and 0.01 the surprises are 0.01 and 4.6. Weighed by how often they come, they give 0.056; as
    a plain mean, 2.3.

    Multiply each logarithm by its probability before you sum.

    Lecture: Entropy is the expected surprise: expected means weighed by probability.
    Family: formula
    """
    log_p = log_probabilities(logits)
    return -log_p.where(log_p > -inf, 0.0).mean(-1)


# ---------------------------------------------------------------- cases

X = array([[2.0, 1.0, 0.1], [-0.5, 0.5, 1.5], [0.3, 1.5, -0.2], [1.5, -0.5, 0.4]])
MASKED = array([[2.0, -inf, 0.1], [-inf, -inf, 1.5], [0.3, 1.5, -0.2], [-inf, -0.5, 0.4]])
QUARTER = log(4) - 0.75 * log(3)  # of the probabilities 3/4 and 1/4
NEAR_ZERO = Absolute(1e-12, "the entropy of what is nearly certain is a sum of rounded numbers: so is its slope")
FLOORED = Absolute(1e-2, "what an epsilon in the logarithm costs is asked under stability, not here")
FLOORS = (1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)
OVERFLOWS = "nan: it takes the lowest float for −inf, which overflows where the gradient that comes in is above 1"


def basics(rng):
    for samples, classes in ((3, 2), (4, 3), (2, 5)):
        yield Case(f"drawn-{samples}-samples-of-{classes}-classes", (rng.normal(0.0, 1.0, (samples, classes)),))


def impossible(rng):
    logits = rng.normal(0.0, 1.0, (4, 4))
    logits[np.arange(4), rng.permutation(4)] = -inf
    yield Case("drawn-one-impossible-in-each-row", (logits,), absolute=FLOORED)


def binary(distance):
    """Return the entropy of two logits that lie so far apart."""
    return log1p(exp(-distance)) + distance / (1 + exp(distance))


SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    fresh=fresh.scores,
    after="kl_div",
    sweep=Sweep(
        "logit of the first class, the other two being 0 and −inf",
        np.linspace(-10, 10, 201),
        lambda logit: (array([logit, 0.0, -inf]),),
    ),
    misconceptions=(
        torch_logits.no_shift(finish, False),
        torch_logits.global_max(finish),
        torch_logits.logits_clamped(finish, 50.0, 88.0, 100.0, 700.0),
        torch_logits.eps_in_log(weighed, *FLOORS),
        torch_logits.clamp_without_slope(weighed, *FLOORS[4:]),
        torch_logits.normaliser_detached(finish),
        torch_logits.softmax_twice(finish),
        torch_logits.softmax_missing(finish),
        torch_logits.first_axis(finish),
        torch_logits.whole_table(finish),
        *shared.IN_EVERY_TORCH_LOSS,
        shared.input_overwritten(lambda logits: logits.sub_(1), lambda logits: logits.nan_to_num_(neginf=-9.0)),
        minus_missing,
    ),
    napkins=(
        Napkin(
            (zeros(4),),
            "Which probabilities belong to four equal logits?",
            "Each has ¼, and the surprise of each is ln 4 = 2 ln 2 ≈ 1.39: so is the mean.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([0.0, 0.0, -inf]),),
            "Between how many classes is the choice, and how likely is each?",
            "Two classes have ½ each, the third adds 0: ln 2 ≈ 0.69.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([1000.0, 0.0, -1000.0]),),
            "How sure is the first class?",
            "Its probability is 1 to all digits, and what is certain surprises nobody: 0.",
        ),
    ),
    notice=(
        "The logits of −inf are replaced before exp and log see them: torch.where after the logarithm would give the "
        "same values, and nan for a gradient. H is written as ln Σ eˣ minus the mean logit, so no logarithm of a small "
        "probability is taken. Categorical(logits=…).entropy() in torch.distributions gives the same values; its "
        "slope can be nan at −inf. torch.special.entr, −p ln p, has the slope +inf at p = 0."
    ),
    costs_more={
        "zero_times_infinity": "a probability that is rounded to 0 meets its logarithm too, and the slope is nan there",
        "rebuilt": "a tensor made of plain numbers has no graph and another dtype: two things are lost at once",
        "another_dtype": "float32 holds half the digits of float64, which the items about digits show too",
        "input_overwritten": shared.REFUSED_IN_PLACE,
    },
    items=(
        item(
            "basics",
            Case("two-equal", (zeros((1, 2)),), [log(2)]),
            Case("three-to-one", (array([[log(3), 0.0], [0.0, log(3)]]),), [QUARTER, QUARTER]),
            Case("four-rows", (X,)),
            points=2.5,
            drawn=basics,
        ),
        item(
            "impossible_classes",
            Case("one-of-three", (array([[0.0, 0.0, -inf]]),), [log(2)]),
            Case("first-of-three", (array([[-inf, log(3), 0.0]]),), [QUARTER]),
            *needing("stability", Case("all-others-low", (array([[-1e4, -1e4, -inf]]),), [log(2)])),
            Case("one-possible", (array([[5.0, -inf, -inf]]),), [0.0], absolute=FLOORED),
            Case("some-rows", (MASKED,), absolute=FLOORED),
            points=2,
            drawn=impossible,
        ),
        item(
            "gradients",
            Case("slope-of-equal", (zeros((1, 3)),), [[0.0, 0.0, 0.0]], gradient=0),
            Case("slope-of-three-to-one", (array([[log(3), 0.0]]),), gradient=0),
            Case("slope-of-no-batch", (array([log(2), 0.0, log(3)]),), gradient=0),
            Case("slope-of-four-rows", (X,), gradient=0),
            *needing(
                "impossible_classes",
                Case("slope-of-one-impossible", (array([[log(3), 0.0, -inf]]),), gradient=0),
                Case("slope-of-some-impossible", (MASKED,), gradient=0, torch=OVERFLOWS),
            ),
            *needing("stability", Case("slope-of-certain", (array([[1000.0, 0.0]]),), [[0.0, 0.0]], gradient=0)),
            points=2,
        ),
        item(
            "stability",
            Case("ten-thousand-and-equal", (array([[1e4, 1e4]]),), [log(2)]),
            Case("ten-thousand-and-one", (array([[1e4, 10001.0, 10001.0]]),)),
            Case("very-negative", (array([[-1e4, -10001.0]]),), [binary(1)]),
            Case("rows-far-apart", (array([[1e4, 1e4 + 2], [-1e4, 1 - 1e4], [0.0, 3.0]]),)),
            Case("nearly-certain", (array([[10.0, 0.0]]),), [binary(10)]),
            Case("certain-to-seven-digits", (array([[0.0, 16.5]]),), [binary(16.5)]),
            *needing(
                "impossible_classes",
                Case("certain", (array([[1000.0, 0.0]]),), [0.0], absolute=NEAR_ZERO),
                Case("certain-among-two", (array([[0.0, 1e4, 1e4]]),), [log(2)]),
            ),
            *needing(
                "gradients",
                Case("slope-of-very-negative", (array([[-1e4, -10001.0]]),), gradient=0),
                Case("slope-of-nearly-certain", (array([[10.0, 0.0]]),), gradient=0, absolute=NEAR_ZERO),
            ),
            points=1.5,
            digits=True,
        ),
        item(
            "shapes",
            Case("no-batch", (array([log(3), 0.0]),), QUARTER),
            Case("batch-of-one", (X[:1],)),
            Case("square-batch", (X[:3],)),
            Case("three-axes", (np.stack([X[:2], X[2:]]),)),
            Case("one-class", (array([[3.0], [-1.0]]),), [0.0, 0.0], absolute=FLOORED),
            *needing("gradients", Case("slope-of-three-axes", (np.stack([X[:2], X[2:]]),), gradient=0)),
        ),
        item(
            "dtypes",
            Case("float32", (X.astype(float32),)),
            Case("float64", (X[1:],)),
            *needing("gradients", Case("slope-in-float32", (X.astype(float32),), gradient=0)),
            *needing("impossible_classes", Case("float32-with-impossible", (MASKED.astype(float32),))),
            points=0.5,
            dtype=True,
        ),
        item("purity", Case("again", (X[::-1].copy(),)), points=0.5, inputs_unchanged=True),
    ),
)
