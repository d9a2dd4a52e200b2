"""How fit_distribution is judged: the steps of gradient descent on logits, and the divergence before each."""

import numpy as np
from numpy import array, float32, log, ones, resize, uint8, zeros

from autograder.bank.exact import exp, log_once, times_log
from autograder.bank.shared import fresh
from autograder.bank.shared.fresh import certain
from autograder.bank.shared.mistakes import RANDOM, input_overwritten
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, read_only, tensors, variants


def oracle(p, steps, learning_rate):
    """F.kl_div(z.log_softmax(0), p, reduction="sum").backward(), torch.optim.SGD([z], learning_rate).step(): same."""
    import torch
    from torch.nn import functional as F

    (p,) = tensors(p)
    p = p.double()
    logits = torch.zeros_like(p, requires_grad=True)
    descent, losses = torch.optim.SGD([logits], lr=learning_rate), []
    for _ in range(steps):
        loss = F.kl_div(logits.log_softmax(0), p, reduction="sum")
        descent.zero_grad()
        loss.backward()
        descent.step()
        losses.append(loss.detach())
    return logits.detach().softmax(0), torch.stack(losses)


def exact(p, steps, learning_rate):
    logits, losses = p * 0, []
    for _ in range(steps):
        weights = exp(logits)
        total = weights.sum()
        losses.append((times_log(p, p) - p * (logits - log_once(total))).sum())
        logits = logits - learning_rate * (weights / total - p)
    weights = exp(logits)
    return weights / weights.sum(), losses


# ---------------------------------------------------------------- mistakes


def softmax(logits):
    q = np.exp(logits - logits.max())
    return q / q.sum()


def log_softmax(logits):
    return logits - logits.max() - log(np.sum(np.exp(logits - logits.max())))


def divergence(p, logits):
    """Return D(p || q) by the logarithms of q."""
    log_q, there = log_softmax(logits), p > 0
    return np.sum(p[there] * (log(p[there]) - log_q[there]))


def descent(p, steps, learning_rate, slope=lambda p, q: q - p, loss=divergence, start=0.0):
    """Take the steps with another slope, or record another loss."""
    p = np.asarray(p, float)
    logits, losses = zeros(len(p)) + start, np.empty(steps)
    with np.errstate(all="ignore"):
        for step in range(steps):
            losses[step] = loss(p, logits)
            logits = logits - learning_rate * slope(p, softmax(logits))
    return softmax(logits), losses


def climbing(fit, p, steps, learning_rate):
    """The step goes up the slope, not down

    Does your loss fall from step to step?

    For p = [0.75, 0.25] the slopes at the start are q − p = [−0.25, 0.25]. A step of length 1 makes the logits
    [0.25, −0.25], and the loss falls from 0.131 to 0.037. The other way round it rises to 0.287.

    Subtract the slope, or turn p and q in it around: once, not twice.

    Lecture: Descent means minus: a loss that grows smoothly is the signature of a turned sign.
    Family: sign
    """
    return descent(p, steps, learning_rate, lambda p, q: p - q)


def slope_by_probabilities(fit, p, steps, learning_rate):
    """The slope by q, not by the logits

    By what do you differentiate: by q, or by the logits that you move?

    For p = [0.75, 0.25] and q = [0.5, 0.5] the slopes by q are −p/q = [−1.5, −0.5]; those by the logits are
    q − p = [−0.25, 0.25].

    Let softmax take part in the chain rule: of each logit the slope becomes its q minus its p.

    Lecture: The slope must belong to what is moved; softmax stands between logits and q, and changes every slope.
    Family: training
    """
    return descent(p, steps, learning_rate, lambda p, q: np.where(p > 0, -p / np.maximum(q, 1e-300), 0.0))


def chain_without_the_others(fit, p, steps, learning_rate):
    """Softmax differentiated on its diagonal alone

    Which q change when one logit grows: its own alone?

    When the first of two logits grows, q₁ grows by q₁(1 − q₁), and q₂ falls by q₁q₂. With the first part alone the
    slopes for p = [0.75, 0.25] and q = [0.5, 0.5] are [−0.375, −0.125], not [−0.25, 0.25].

    Add up over all outcomes how each q answers to one logit: what is left is q minus p.

    Lecture: The shares of softmax add up to 1: what one gains the others lose, and the chain rule counts both.
    Family: training
    """
    return descent(p, steps, learning_rate, lambda p, q: -p * (1 - q))


@variants(factor=(1, 2))
def squared_error_gradient(fit, p, steps, learning_rate, *, factor):
    """The slope q − p multiplied by q (1 − q)

    Where does the factor q (1 − q) in your slope come from: is it not cancelled already?

    For p = [0.75, 0.25] and q = [0.5, 0.5] the slopes are q − p = [−0.25, 0.25]. Times q (1 − q) they are
    [−0.0625, 0.0625], and every step is too short.

    Leave the factor out: the derivative of the logarithm has cancelled it.

    Lecture: The flat ends of softmax slow down a squared error; the divergence undoes them.
    Family: formula
    """
    return descent(p, steps, learning_rate, lambda p, q: factor * (q - p) * q * (1 - q))


def reverse_divergence(fit, p, steps, learning_rate):
    """D(q || p) made small in place of D(p || q)

    Which distribution weighs the terms of your loss: p, the one that is to be fitted?

    For p = [0.75, 0.25] and q = [0.5, 0.5], D(p‖q) is 0.131 and D(q‖p) is 0.144.

    Put p in front of each logarithm; the slope by a logit is then q − p.

    Lecture: D(q‖p) has its minimum in the same place, but other slopes: it keeps q away from where p is small.
    Family: arguments
    """

    def turned(p, logits):
        q = softmax(logits)
        return np.sum(q * (log_softmax(logits) - log(p)))

    def slope(p, q):
        terms = log(q) - log(p)
        return q * (terms - np.sum(q * terms))

    return descent(p, steps, learning_rate, slope, turned)


def one_logit_after_the_other(fit, p, steps, learning_rate):
    """The logits moved one after the other

    When the second logit moves, is your q still that of before the step?

    For p = [0.75, 0.25] the first step of length 1 makes the logits [0.25, −0.25]. Moved one after the other, the
    second one meets a q that has changed already, and becomes −0.188.

    Compute all slopes first, and then move all logits at once.

    Lecture: A gradient belongs to one point: whoever moves in the middle of it mixes two points.
    Family: training
    """
    p = np.asarray(p, float)
    logits, losses = zeros(len(p)), np.empty(steps)
    for step in range(steps):
        losses[step] = divergence(p, logits)
        top = logits.max()
        terms = np.exp(logits - top)
        total = terms.sum()
        for i in range(len(p)):
            logits[i] -= learning_rate * (terms[i] / total - p[i])
            moved = np.exp(logits[i] - top)
            total, terms[i] = total + moved - terms[i], moved
    return softmax(logits), losses


@variants(rate=(1.0, 0.5, 0.1, 0.01))
def rate_of_its_own(fit, p, steps, learning_rate, *, rate):
    """A learning rate of its own

    Is a step twice as long when the learning rate is doubled?

    For p = [0.75, 0.25] a step of length 1 makes the logits [0.25, −0.25], and one of length 2 [0.5, −0.5].

    Use the argument, and no number in its place.

    Lecture: How far a step goes is the caller's choice: too short takes for ever, too long runs away.
    Family: training
    """
    return fit(p, steps, rate)


@variants(way=("direct", "positive"))
def q_moved_itself(fit, p, steps, learning_rate, *, way):
    """q moved and rescaled, without logits

    What do you move: the logits, or q itself?

    For p = [0.75, 0.25] a step of length 1 moves the logits to [0.25, −0.25], and q to [0.622, 0.378]. Adding p − q to
    q itself gives [0.75, 0.25] at once.

    Keep an array of logits, move that, and make q of it anew each time.

    Lecture: Logits may be any numbers, so a step never leaves the distributions; q itself can turn negative.
    Family: training
    """
    p = np.asarray(p, float)
    q, losses = ones(len(p)) / len(p), np.empty(steps)
    with np.errstate(all="ignore"):
        for step in range(steps):
            losses[step] = np.sum(np.where(p > 0, p * (log(np.where(p > 0, p, 1)) - log(q)), 0.0))
            q = q - learning_rate * (q - p)
            q = np.maximum(q, 1e-12) if way == "positive" else np.abs(q)
            q = q / q.sum()
    return q, losses


def mean_of_slopes(fit, p, steps, learning_rate):
    """The slope divided by the number of classes

    Is the divergence a sum over the outcomes, or a mean?

    For p = [0.75, 0.25] the slopes are [−0.25, 0.25]. Divided by 2 they are [−0.125, 0.125], and every step is half as
    long.

    Leave out the mean: one distribution is one sample.

    Lecture: Classes are terms of one loss, not samples: a mean over them makes the learning rate depend on how many.
    Family: reduction
    """
    return descent(p, steps, learning_rate, lambda p, q: (q - p) / len(p), lambda p, z: divergence(p, z))


def losses_after_the_step(fit, p, steps, learning_rate):
    """Each loss taken after its step

    Which q does your first loss belong to: the uniform one?

    For p = [0.75, 0.25] the first loss is 0.131, that of q = [0.5, 0.5]. After the first step it is 0.037.

    In the loop, write the loss down before you move the logits.

    Lecture: A training curve begins at the loss of the untrained model: only then can one see what training gained.
    Family: training
    """
    return fit(p, steps, learning_rate)[0], fit(p, steps + 1, learning_rate)[1][1:]


@variants(make=RANDOM, scale=(0.01, 0.1, 1.0))
def random_start(fit, p, steps, learning_rate, *, make, scale):
    """Logits that begin at random

    Which logits does your function begin with, and which does the docstring name?

    With logits of 0 two outcomes begin at 0.5 each, and the first loss for p = [0.75, 0.25] is 0.131, whatever the
    seed.

    Begin with `np.zeros`: no random numbers.

    Lecture: Random starts are for networks with hidden layers, where equal weights would stay equal; this model has
    none, and every start leads to the same valley.
    Family: training
    """
    if len(p) > 1000:
        return fit(p, steps, learning_rate)
    return descent(p, steps, learning_rate, start=scale * make(p.shape))


@variants(more=(-1, 1))
def steps_miscounted(fit, p, steps, learning_rate, *, more):
    """One step too many, or too few, before q is returned

    After a single step, steps = 1, is your q still uniform, or moved twice?

    For p = [0.75, 0.25] and a learning rate of 1, q after one step is [0.622, 0.378].

    Make q of the logits once more after the loop, and let the loop run exactly `steps` times.

    Lecture: Losses and steps alternate: so many losses, so many steps, and one q at the end.
    Family: training
    """
    losses = fit(p, steps, learning_rate)[1]
    return (fit(p, steps + more, learning_rate)[0] if steps + more else ones(len(p)) / len(p)), losses


def logits_returned(fit, p, steps, learning_rate):
    """The logits returned in place of q

    Do the numbers that you return first add up to 1?

    After one step for p = [0.75, 0.25] the logits are [0.25, −0.25], and q is [0.622, 0.378].

    Return the softmax of the logits.

    Lecture: Logits are what is trained, probabilities are what is asked for; softmax leads from one to the other.
    Family: quantity
    """
    p = np.asarray(p, float)
    logits = zeros(len(p))
    for _ in range(steps):
        logits = logits - learning_rate * (softmax(logits) - p)
    return logits, fit(p, steps, learning_rate)[1]


def cross_entropy_recorded(fit, p, steps, learning_rate):
    """The cross entropy recorded in place of the divergence

    To which number does your loss fall when q has become p: to 0?

    For p = q = [0.75, 0.25] the divergence is 0; the cross entropy is 0.562, the entropy of p.

    Compare ln p with ln q in each term, so that equal ones cost nothing.

    Lecture: The two differ by the entropy of p, a constant: same slopes, but only the divergence says how far it is.
    Family: quantity
    """
    return descent(p, steps, learning_rate, loss=lambda p, z: divergence(p, z) - np.sum(p[p > 0] * log(p[p > 0])))


def divergence_turned(fit, p, steps, learning_rate):
    """D(q || p) recorded in place of D(p || q)

    Which distribution weighs the terms of your loss: p, the one that is to be fitted?

    For p = [0.75, 0.25] and q = [0.5, 0.5], D(p‖q) is 0.131 and D(q‖p) is 0.144.

    Put p in front of each logarithm, and p above q in it.

    Lecture: The divergence is not symmetric; gradient descent on logits with the slope q − p belongs to D(p‖q).
    Family: arguments
    """

    def turned(p, logits):
        q = softmax(logits)
        return np.sum(np.where(q > 0, q * (log(np.maximum(q, 1e-300)) - log(p)), 0.0))

    return descent(p, steps, learning_rate, loss=turned)


def only_the_last_loss(fit, p, steps, learning_rate):
    """One loss returned in place of all

    How many losses do you return after three steps?

    After three steps there are three losses, one before each: an array of shape (3,).

    Make an array of so many losses before the loop, and fill in one in each round.

    Lecture: A single loss says where one is, a curve whether one is getting anywhere.
    Family: quantity
    """
    q, losses = fit(p, steps, learning_rate)
    return q, losses[-1]


def halved_rate(fit, p, steps, learning_rate):
    """The learning rate shrinks from step to step

    Is your second step as long as the learning rate says?

    A learning rate of 1 stays 1: the second step for p = [0.75, 0.25] moves the logits by p − q = [0.128, −0.128].

    Leave the learning rate as it is in every round.

    Lecture: A schedule is a choice of its own; where none is asked for, each step has the same length.
    Family: training
    """
    p = np.asarray(p, float)
    logits, losses = zeros(len(p)), np.empty(steps)
    for step in range(steps):
        losses[step] = divergence(p, logits)
        logits = logits - learning_rate / (step + 1) * (softmax(logits) - p)
    return softmax(logits), losses


def zero_times_log(fit, p, steps, learning_rate):
    """0 times the logarithm of 0 is nan

    What does your loss become where p has a zero?

    For p = [1, 0] the second term is 0 · ln(0/0.5) = 0 · (−∞), which is nan in floating point, and with it the sum.

    Add up only the terms whose p is above 0.

    Lecture: What cannot happen costs nothing: 0 ln 0 is 0 on paper, and nan in a computer.
    Family: zeros
    """
    return descent(p, steps, learning_rate, loss=lambda p, z: np.sum(p * (log(p) - log_softmax(z))))


@variants(eps=(1e-15, 1e-12, 1e-10, 1e-8, 1e-7))
def log_of_q(fit, p, steps, learning_rate, *, eps):
    """The logarithm of a q that has become 0

    How large can your loss become where q is 0 in floating point?

    With logits of 2000 and −2000 the second q is 0, although its logarithm is −4000. A constant within the logarithm,
    such as 1e-12, makes −27.6 of it.

    Take ln q from the logits, without q: logit minus the logarithm of the sum of exponentials, the largest logit taken
    out first.

    Lecture: Between logits and loss there is no need for probabilities: log_softmax keeps what softmax loses.
    Family: overflow
    """
    return descent(p, steps, learning_rate, loss=lambda p, z: np.sum(
        (p * (log(np.where(p > 0, p, 1)) - log(softmax(z) + eps)))[p > 0]))  # fmt: skip  # one formula


def log_of_q_unguarded(fit, p, steps, learning_rate):
    """The loss infinite where q has become 0

    Is a q of 0 really 0, or only too small for a float?

    With logits of 2000 and −2000 the second q is 0 in floating point, and ln 0 is −∞; its true logarithm is −4000.

    Take ln q from the logits, without q: logit minus the logarithm of the sum of exponentials.

    Lecture: A probability that underflows has lost its logarithm; the logit still has it.
    Family: overflow
    """
    return descent(p, steps, learning_rate, loss=lambda p, z: np.sum(
        (p * (log(np.where(p > 0, p, 1)) - log(softmax(z))))[p > 0]))  # fmt: skip  # one formula


def exponentials_overflow(fit, p, steps, learning_rate):
    """exp of large logits

    What is np.exp(2000), and what is inf / inf?

    Logits of 2000 and −2000 give inf and 0, and inf divided by inf is nan; with the largest subtracted they are 0 and
    −4000, and their exponentials 1 and 0.

    Subtract the largest logit from all of them before you take exponentials.

    Lecture: Softmax does not change when all logits are shifted: so shift them where exp is safe.
    Family: overflow
    """
    p = np.asarray(p, float)
    logits, losses, there = zeros(len(p)), np.empty(steps), p > 0
    with np.errstate(all="ignore"):
        for step in range(steps):
            q = np.exp(logits) / np.exp(logits).sum()
            losses[step] = np.sum(p[there] * (log(p[there]) - log(q[there])))
            logits = logits - learning_rate * (q - p)
        return np.exp(logits) / np.exp(logits).sum(), losses


def short_floats(fit, p, steps, learning_rate):
    """Logits in the dtype of p

    Of which dtype is your array of logits, and what fits into an array of integers?

    `np.zeros_like` of an array of integers is one of integers: a logit of 0.5 becomes 0 in it, and nothing moves.

    Make the logits as an array of floats, whatever p is.

    Lecture: zeros_like copies the dtype too: what is trained should be a float, whatever the data are.
    Family: integers
    """
    if p.dtype.kind == "f":
        return fit(p, steps, learning_rate)
    logits, losses = np.zeros_like(p), np.empty(steps)
    for step in range(steps):
        losses[step] = divergence(p.astype(float), logits.astype(float))
        logits = (logits - learning_rate * (softmax(logits.astype(float)) - p)).astype(p.dtype)
    return softmax(logits.astype(float)), losses


# ---------------------------------------------------------------- cases


def both(name, *args, **options):
    """Ask for q and, where that is right, for the losses."""
    return [
        Case(name, args, part=0, **options),
        *needing("losses", Case(f"{name}-losses", args, part=1, **options)),
    ]


def drawn(part, name):
    def drawn_fits(rng):
        for size in (3, 4):
            p = rng.dirichlet(np.full(size, 3.0))
            yield Case(f"drawn-{size}-{name}", (p, 4, float(rng.uniform(0.5, 1.5))), part=part)

    return drawn_fits


def one_certain(steps, dtype=float):
    """Draw which outcome is certain, and among how many."""
    return lambda rng: (*certain(1, dtype)(rng), steps, 1.0)


SKEWED, THREE = array([0.75, 0.25]), array([0.5, 0.375, 0.125])
START = 0.75 * log(1.5) + 0.25 * log(0.5)
LONG = 8000.0  # the logits become 2000 and -2000
MANY = resize([1.0, 3.0], 20_000) / 40_000

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.distributions,
    after="best_constant",
    sweep=Sweep(
        "step, for p = (0.7, 0.2, 0.1) and a learning rate of 1",
        np.arange(40),
        lambda step: (array([0.7, 0.2, 0.1]), int(step) + 1, 1.0),
        part=1,
        is_series=True,
    ),
    napkins=(
        Napkin(
            (array([1.0, 0.0]), 1, 1.0),
            "All logits begin as 0: which q is that, and how far is p from it?",
            "q = (½, ½), and D(p‖q) = 1 · ln (1 / ½) = ln 2 ≈ 0.693. The outcome with p = 0 contributes nothing.",
            given="ln 2 ≈ 0.693",
            part=1,
        ),
        Napkin(
            (array([1.0, 0.0]), 1, 1.0986),
            "The slope by each logit is q − p. By how much do the two logits differ after the step?",
            "q − p = (−½, ½), so the logits become ½ · 1.0986 and −½ · 1.0986. They differ by ln 3, so the first "
            "share is 3 times the second: 0.75 and 0.25.",
            given="1.0986 ≈ ln 3",
            part=0,
        ),
        Napkin(
            (array([1.0, 0.0]), 2, 1.0986),
            "Each loss is taken before its step: the second one is that of the q after the first step.",
            "First q = (½, ½): ln 2 ≈ 0.693. Then q = (¾, ¼): ln 4/3 ≈ 0.288.",
            given="1.0986 ≈ ln 3, ln 4/3 ≈ 0.288",
            part=1,
        ),
    ),
    misconceptions=(
        input_overwritten(
            lambda p, _steps, _rate: np.maximum(p, 1, out=p) if p.dtype.kind != "f" else np.maximum(p, 1e-12, out=p),
            lambda p, _steps, _rate: np.add(p, 1e-6, out=p, casting="unsafe"),
        ),
    ),
    notice=(
        "The slope of the divergence by a logit is q − p: what softmax and logarithm do to each other cancels. So a "
        "step needs no division and no logarithm, and stops where q is p. The losses are taken from ln q, which is a "
        "logit minus a constant: it is still there where q itself has become 0."
    ),
    items=(
        item(
            "basics",
            Case("one-step", (SKEWED, 1, 1.0), part=0),
            Case("two-steps", (SKEWED, 2, 1.0), part=0),
            Case("three-classes", (THREE, 3, 0.5), part=0),
            Case("other-order", (THREE[::-1].copy(), 2, 2.0), part=0),
            points=3,
            drawn=drawn(0, "classes"),
        ),
        item(
            "losses",
            Case("first-loss", (SKEWED, 1, 1.0), [START], part=1),
            Case("falling", (SKEWED, 5, 1.0), part=1),
            Case("three-classes-falling", (THREE, 4, 0.5), part=1),
            points=2.5,
            drawn=drawn(1, "classes-losses"),
        ),
        item(
            "zero_probabilities",
            *both("certain", array([1.0, 0.0]), 3, 1.0, fresh=one_certain(3)),
            *both("one-zero", array([0.0, 0.375, 0.625]), 3, 1.0),
            *both("zero-in-the-middle", array([0.5, 0.0, 0.5]), 2, 0.5),
            points=1.5,
        ),
        item(
            "stability",
            Case("long-step", (SKEWED, 1, LONG), [1.0, 0.0], part=0),
            Case("there-and-back", (SKEWED, 2, LONG), [0.5, 0.5], part=0),
            *needing(
                "losses",
                Case("long-step-losses", (SKEWED, 2, LONG), part=1),
                Case("long-step-of-three", (THREE, 2, 9000.0), part=1),
            ),
            points=1.5,
        ),
        item(
            "dtypes",
            *both("float32", SKEWED.astype(float32), 3, 1.0),
            *needing(
                "zero_probabilities purity",
                Case("int64", (array([0, 1, 0]), 3, 1.0), part=0, fresh=one_certain(3, np.int64)),
                Case("uint8", (array([1, 0, 0], uint8), 2, 1.0), part=0, fresh=one_certain(2, uint8)),
            ),
            points=0.5,
        ),
        item(
            "size",
            Case("many-steps", (THREE, 400, 1.0), part=0),
            Case("many-classes", (MANY, 5, 5000.0), part=0),
            points=0.5,
        ),
        item(
            "purity",
            Case("read-only", (read_only([0.625, 0.375]), 2, 1.0), part=0),
            *needing("zero_probabilities", Case("writable-with-zero", (array([0.375, 0.0, 0.625]), 2, 1.0), part=0)),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
