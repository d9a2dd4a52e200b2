"""How kl_divergence_gradient is judged: -p/q for each number of q, and 0 where p is 0."""

from functools import wraps

import numpy as np
from numpy import array, asfortranarray, float32, full, int8, int64, log, resize, uint8

from autograder.bank.shared import distributions, elementwise, fresh
from autograder.bank.shared.distributions import (
    BIASED,
    FAIR,
    MANY_P,
    MANY_Q,
    ROWS_P,
    ROWS_Q,
    STRIDED_P,
    P,
    Q,
    divergence_terms,
    fill,
    shift,
    two_distributions,
)
from autograder.bank.shared.fresh import certain
from autograder.bank.shared.gradients import by_autograd
from autograder.bank.shared.mistakes import input_overwritten, rounded_away
from autograder.bank.shared.pairs import each, longer_cut, made_to_fit, silent_broadcast
from autograder.bank.shared.slopes import shaped_like_one
from autograder.bank.spec import EPSILONS, Case, Napkin, Spec, Sweep, item, needing, read_only, variants


def oracle(p, q):
    """F.kl_div(q.log(), p, reduction="sum").backward(): q.grad then has it; ln q first, p second."""
    from torch.nn import functional as F

    return by_autograd(lambda p, q: F.kl_div(q.log(), p, reduction="sum"), p, q, of=1)


def same(p, q):
    """Check the shapes and convert to floats, so that a wrong formula has no second mistake."""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return p.astype(float), q.astype(float)


def possible(p, values):
    """Put 0 where p is 0, as the definition asks."""
    return np.where(p > 0, values, 0.0)


def of_p(mistake):
    """Make a mistake with the places of the answer, which are those of p."""

    @wraps(mistake)
    def with_q(gradient, p, q, **size):
        return mistake(lambda numbers: gradient(numbers, q), p, **size)

    del with_q.__wrapped__  # it is given q too
    return with_q


# ---------------------------------------------------------------- another derivative, or none


def minus_missing(gradient, p, q):
    """Sign turned: p/q

    Raise one number of q a little: does the divergence grow or fall?

    For p = q = [0.5, 0.5] the slopes are −1: believing more in what happens costs less. With +1 it would cost more.

    Write the minus: in ln(p/q) the q stands below the line, and ln(1/q) falls as q grows.

    Lecture: A slope below 0 says that q should grow there; descent subtracts the gradient, and q does.
    Family: sign
    """
    return -gradient(p, q)


@variants(form=("divergences", "terms"))
def loss_instead(gradient, p, q, form):
    """The divergence instead of its gradient

    What does your function give where q equals p: zeros, or slopes?

    For p = q = [0.5, 0.5] the divergence is 0, but its slopes are −1 and −1.

    Differentiate a single term p ln(p/q) by q on paper: the logarithm does not survive.

    Lecture: The loss says how wrong q is, the gradient how the loss answers when q moves.
    Family: quantity
    """
    terms = divergence_terms(*same(p, q))
    return terms if form == "terms" else terms.sum(axis=-1)


def logarithm_left_in(gradient, p, q):
    """The logarithm left in: −p ln q

    What is the derivative of ln q by q: does a logarithm stand in it?

    For p = 0.5 and q = 0.25 the slope is −0.5/0.25 = −2. The term −p ln q itself is 0.693.

    Differentiate the logarithm as well: ln q becomes 1/q, and the factor −p stays.

    Lecture: −p ln q is the part of the divergence that q moves, a term of the cross-entropy; its slope is −p/q.
    Family: formula
    """
    p, q = same(p, q)
    return possible(p, -p * log(q))


@variants(constant=(1.0, 0.0))
def by_p(gradient, p, q, constant):
    """Derivative by p, not by q

    Which of the two distributions can training change: the true one, or the believed one?

    For p = q = [0.5, 0.5] the slopes by q are −1. By p they are ln 1 + 1 = 1.

    Keep p fixed and let q move: of ln p − ln q only the second part changes.

    Lecture: The true distribution is data; the model owns q, and the gradient is taken by what the model owns.
    Family: arguments
    """
    p, q = same(p, q)
    return possible(p, log(p) - log(q) + constant)


@variants(constant=(1.0, 0.0))
def other_direction(gradient, p, q, constant):
    """Gradient of D(q‖p) instead of D(p‖q)

    Which distribution stands before the logarithm in the divergence that you differentiated?

    For p = [0.5, 0.5] and q = [0.25, 0.75] the slopes are −2 and −0.667. Those of D(q‖p) are ln(q/p) + 1: 0.307 and
    1.405.

    Start from p ln(p/q): q stands inside the logarithm only.

    Lecture: D(p‖q) pulls q up wherever p is; D(q‖p) pulls q down wherever p is not. They train different models.
    Family: arguments
    """
    p, q = same(p, q)
    return possible(p, log(q) - log(p) + constant)


def arguments_swapped(gradient, p, q):
    """The quotient upside down

    What is your slope where q is tiny and p is not: is it tiny as well?

    For p = 0.5 and q = 0.25 the slope is −0.5/0.25 = −2. Upside down it is −0.5.

    Put p above the line and q below it.

    Lecture: The slope is steep where q is far too small: that is what pulls q towards p.
    Family: arguments
    """
    p, q = same(p, q)
    return possible(p, -q / p)


def one_added(gradient, p, q):
    """A 1 added: 1 − p/q

    Which slope does your function give where q equals p: −1 or 0?

    For p = q = [0.5, 0.5] the slopes are −1. With 1 added they are 0, which is the slope of Σ p ln(p/q) + Σ q.

    Leave out the 1: the sum of q is no part of the divergence.

    Lecture: The slopes are not 0 where q equals p; what keeps q there is that its numbers must add up to 1.
    Family: formula
    """
    return gradient(p, q) + 1


def projected(gradient, p, q):
    """Slopes shifted so that they add up to 0

    What do your slopes of one distribution add up to, and does the docstring ask for that?

    For p = q = [0.5, 0.5] the slopes are −1 and −1. With their mean taken away they are 0 and 0.

    Leave out the mean that you subtract: each number of q is differentiated by alone.

    Lecture: To stay among distributions is a choice of the optimiser; the partial derivatives know nothing of it.
    Family: formula
    """
    slopes = gradient(p, q)
    return slopes - slopes.mean(axis=-1, keepdims=True)


def by_the_logits(gradient, p, q):
    """Derivative by the logits: q − p

    What does your function divide by?

    For p = 0.5 and q = 0.25 the slope by q is −0.5/0.25 = −2. By the logit behind q it is 0.25 − 0.5 = −0.25.

    Differentiate p ln(p/q) by q itself; no softmax is in this exercise.

    Lecture: q − p is the slope one step further back, through softmax: there the quotient cancels.
    Family: quantity
    """
    p, q = same(p, q)
    return q - p


def by_the_logarithm(gradient, p, q):
    """Derivative by ln q: −p

    Does your answer change when q changes?

    For p = 0.5 and q = 0.25 the slope by q is −2. By ln q it is −0.5, for any q.

    Multiply by the derivative of ln q by q.

    Lecture: F.kl_div is given ln q, so what torch calls its gradient there is −p; by q there is one factor more.
    Family: formula
    """
    p, _ = same(p, q)
    return -p


def p_forgotten(gradient, p, q):
    """The weight p forgotten: −1/q

    Should a rare outcome pull q as hard as a frequent one?

    For p = 0.5 and q = 0.25 the slope is −0.5/0.25 = −2; without the weight it is −1/0.25 = −4.

    Keep the p that stands before the logarithm: it is a constant factor.

    Lecture: A constant factor stays in the derivative; here it is how often the outcome happens.
    Family: formula
    """
    p, q = same(p, q)
    return possible(p, -1 / q)


@variants(power=(2, 0.5))
def power_of_q(gradient, p, q, power):
    """Another power of q below the line

    Which power of q does the derivative of a logarithm have?

    For p = 0.5 and q = 0.5 the slope is −1; with q² below the line it is −2.

    The derivative of ln q is 1/q: divide once, and by q itself.

    Lecture: 1/q² comes from differentiating 1/q; the logarithm comes first, and its derivative cancels one of the two.
    Family: formula
    """
    p, q = same(p, q)
    return possible(p, -p / q**power)


@variants(number=(lambda q: q.size, lambda q: q.shape[-1], lambda q: q[..., 0].size))
def averaged(gradient, p, q, number):
    """Divided by a number of elements, classes or distributions

    Is there a mean anywhere in the docstring?

    For p = q = [0.5, 0.5] the slopes are −1. Divided by the two classes they are −0.5.

    Leave out the division: the divergence is a sum over classes, and each distribution has its own.

    Lecture: F.kl_div divides by all elements unless told otherwise, and so does its gradient; a divergence has no mean.
    Family: reduction
    """
    return gradient(p, q) / number(q)


@variants(step=(1e-3, 1e-4, 1e-5, 1e-6, 1e-8), sides=(1, 2))
def difference_quotient(gradient, p, q, step, sides):
    """Slope measured between two points

    Does your function call the loss twice and divide the difference by a small step?

    At q = 1e-9 a step of 0.000001 goes to a thousand times q: the slope for p = 1 is −1e9, and the step finds about
    −7 million.

    Write down the derivative of the loss as a formula: no step, and no loss computed twice.

    Lecture: A difference quotient checks a gradient, with few digits and a loop; autograd and training need the
    formula.
    Family: digits
    """
    p, q = same(p, q)
    before = q - step if sides == 2 else q
    return possible(p, p * (log(before) - log(q + step)) / (step * sides))


# ---------------------------------------------------------------- zeros


def by_division(p, q):
    if np.any(q == 0):
        raise ZeroDivisionError("float division by zero")
    return -p / q


@variants(way=(lambda p, q: -p / q, by_division))
def zero_over_zero(gradient, p, q, way):
    """0 / 0 comes out as nan

    What does your function give where p and q are both 0?

    In floating point 0 / 0 is nan, and in plain Python it is an error; the slope there is 0.

    Treat the places with p = 0 by themselves: divide only where p is above 0.

    Lecture: What cannot happen costs nothing, whatever q says of it, so there is nothing to pull.
    Family: zeros
    """
    return way(*same(p, q))


def zeros_dropped(gradient, p, q):
    """Places with p = 0 left out

    If one of three numbers of p is 0, how many slopes does your function give?

    For p = [0.5, 0, 0.5] and q = [0.25, 0.5, 0.25] the slopes are −2, 0 and −2. Without the zero only two are left.

    A mask such as p[p > 0] shortens the array: let a 0 stand where p is 0.

    Lecture: A boolean mask removes elements; where every place has an answer, np.where keeps the places.
    Family: zeros
    """
    slopes = gradient(p, q)
    return slopes[p > 0] if np.any(p == 0) else slopes


@variants(value=(-1.0, -np.inf))
def zero_has_a_slope(gradient, p, q, value):
    """A slope other than 0 where both are 0

    What pulls q up where p is 0?

    For p = [1, 0] and q = [1, 0] the slopes are −1 and 0: the second outcome never happens.

    Put 0 where p is 0, not −1 and not infinity.

    Lecture: The limit of p/q at 0, 0 depends on the path; the weight p = 0 decides, because the term itself is 0.
    Family: zeros
    """
    return np.where((p == 0) & (q == 0), value, gradient(p, q))


def float32_limits(gradient, p, q):
    """Computed in float32

    What is np.float32(1e-300), and what comes out when you divide by it?

    The smallest number above 0 in float32 is about 1e-45: 1e-300 becomes 0, and −0.5/0 is −inf instead of −5e299.

    Look for `float32` or `single` in your code: convert both inputs to `float`, which is float64.

    Lecture: float32 has fewer digits and a narrower range: what is far from 1 becomes 0 or infinity in it.
    Family: floats
    """
    p, q = same(p, q)
    return possible(p, (-p.astype(float32) / q.astype(float32)).astype(float))


LIFTS = {
    "q added": lambda p, q, eps: -p / (q + eps),
    "q raised": lambda p, q, eps: -p / np.maximum(q, eps),
    "q clipped": lambda p, q, eps: -p / np.clip(q, eps, 1 - eps),
    "q dropped": lambda p, q, eps: np.where(q > eps, -p / np.maximum(q, eps), 0.0),
    "both added": lambda p, q, eps: -(p + eps) / (q + eps),
    "both raised": lambda p, q, eps: -np.maximum(p, eps) / np.maximum(q, eps),
}
TINY = (float(np.finfo(float).tiny), 1e-300, 1e-100, float(np.finfo(float32).tiny), 1e-30, 1e-20)


@variants(how=LIFTS, eps=TINY[2:] + EPSILONS)
def eps_in_quotient(gradient, p, q, how, eps):
    """A small constant added to probabilities, or a clip

    What does your function give for p = 0.5 and q = 1e-20, and where does that number come from?

    The slope there is −0.5/1e-20 = −5e19. With 1e-12 below the line it is −5e11: the constant decides, not q.

    Leave the constant out, and divide only where p is above 0: there q is above 0 as well.

    Lecture: An epsilon limits the gradient just where q is most wrong, and should be corrected hardest.
    Family: constants
    """
    return LIFTS[how](*same(p, q), eps)


@variants(limit=(10.0, 100.0, 1e3, 1e4, 1e6, 1e10))
def slopes_limited(gradient, p, q, limit):
    """Large slopes cut

    What does your function give for q = 1e-9 and q = 1e-20, with p = 0.5: are the two equal?

    The slopes are −5e8 and −5e19. Cut at 100 both are −100.

    Look for np.clip or np.maximum around the answer, and leave it out.

    Lecture: Gradient clipping is a choice of the optimiser: do it after the gradient, where it can be seen.
    Family: constants
    """
    return np.maximum(gradient(p, q), -limit)


def softmax(values):
    weights = np.exp(values - values.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def zeros(rng):
    kept = rng.dirichlet(full(3, 2.0), size=3)
    yield Case("drawn-p-has-zero", (np.insert(kept[0], 1, 0.0), rng.dirichlet(full(4, 2.0))))
    yield Case("drawn-both-have-zero", (np.insert(kept[1], 2, 0.0), np.insert(kept[2], 2, 0.0)), torch=NO_SLOPE)


def one_of_many(rng):
    """Draw a certain outcome in integers, and a belief that is none."""
    (p,) = certain(1, "uint8")(rng)
    return p, rng.dirichlet(full(p.size, 2.0))


CERTAIN = array([0.0, 1.0])
NO_SLOPE = "nan: 0 * 1/0"
SIX_P, SIX_Q = array([0.5, 0.25, 0.25, 0.125, 0.625, 0.25]), array([0.25, 0.125, 0.625, 0.5, 0.375, 0.125])

WRONG_SHAPES = {
    "one-p-for-many-q": ((3,), (2, 3)),
    "one-q-for-many-p": ((2, 3), (3,)),
    "row-vs-flat": ((1, 3), (3,)),
    "row-vs-column": ((1, 3), (3, 1)),
    "one-row-for-many": ((1, 3), (2, 3)),
    "flat-vs-column": ((3,), (3, 1)),
    "one-class-in-each-row": ((2, 3), (2, 1)),
    "q-of-one-class": ((3,), (1,)),
    "p-of-one-class": ((1,), (3,)),
    "fewer-classes": ((3,), (2,)),
    "more-classes": ((2,), (3,)),
    "same-size-other-shape": ((2, 3), (6,)),
    "transposed": ((2, 3), (3, 2)),
    "leading-axes-broadcast": ((2, 1, 3), (1, 2, 3)),
}
WEAK_CHECKS = (
    lambda *_: True,  # no check at all
    lambda one, other: one[-1] == other[-1],  # the number of classes
    lambda one, other: len(one) == len(other),  # the number of axes
    lambda one, other: np.prod(one) == np.prod(other),  # the size
    lambda one, other: one[0] == other[0],  # the length
)

SPEC = Spec(
    oracle=oracle,
    gradient_of="information/kl_divergence",
    gradient_by=1,
    fresh=fresh.distributions,
    after="cross_entropy_with_logits_gradient",
    sweep=Sweep(
        "q of the first outcome of two, its p being 1/2",
        np.linspace(0.02, 0.98, 97),
        lambda q: (array([0.5, 0.5]), array([q, 1 - q])),
    ),
    napkins=(
        Napkin(
            (array([0.5, 0.5]), array([0.5, 0.5])),
            "What is p/q where the two are equal?",
            "−0.5/0.5 = −1 and −1: not 0, because q could not grow in both places at once.",
        ),
        Napkin(
            (array([1.0, 0.0]), array([0.5, 0.5])),
            "One outcome always happens, the other never: what pulls at q in the second place?",
            "−1/0.5 = −2, and 0.",
        ),
        Napkin(
            (array([0.5, 0.5]), array([0.01, 0.99])),
            "How steep is it where q is fifty times too small?",
            "−0.5/0.01 = −50, and −0.5/0.99 ≈ −0.51.",
        ),
    ),
    misconceptions=(
        *map(of_p, (elementwise.sum_returned, elementwise.mean_returned)),
        *map(of_p, (elementwise.axes_dropped, elementwise.flattened)),
        distributions.normalised_inputs((0, 1), (0,), (1,)),
        distributions.softmax_applied(
            lambda gradient, p, q: gradient(p, softmax(1.0 * q)),
            lambda gradient, p, q: gradient(softmax(1.0 * p), softmax(1.0 * q)),
        ),
        distributions.unsigned_negation(lambda p, q: possible(p, -p / same(p, q)[1])),
        distributions.written_into_integers(lambda p, q: possible(p, -p / same(p, q)[1]).astype(p.dtype)),
        silent_broadcast(*WEAK_CHECKS),
        made_to_fit(*map(shaped_like_one, (each(np.ravel), each(np.squeeze), longer_cut))),
        rounded_away(2, 3, 4, 6),
        input_overwritten(
            lambda p, _: fill(p, p),
            lambda _, q: fill(q, q),
            lambda p, _: shift(p),
            lambda _, q: shift(q),
            lambda p, q: np.divide(p, q, out=p, where=p > 0),
        ),
    ),
    costs_more={
        "eps_in_quotient": "added to p as well, the constant gives a slope where both are zero, beside what it limits",
    },
    notice=(
        "Division happens only where p is above zero, so 0 / 0 never occurs; np.divide with where= and out= does the "
        "same. The cross-entropy has the same gradient, because the entropy of p does not depend on q. In torch "
        'F.kl_div(q.log(), p, reduction="sum") gives it by autograd, and nan where both are zero: 0 times infinity.'
    ),
    items=(
        item(
            "basics",
            Case("fair-vs-biased", (FAIR, BIASED), [-5 / 9, -5.0]),
            Case("biased-vs-fair", (BIASED, FAIR), [-1.8, -0.2]),
            Case("three-classes", (P, Q), [-2.0, -1.2, -0.4]),
            Case("equal", (P, P), [-1.0] * 3),
            drawn=two_distributions,
            points=4,
        ),
        item(
            "shapes",
            Case("batch-of-one", (P[None], Q[None])),
            Case("strided", (STRIDED_P, Q)),
            *needing("unnormalised", Case("one-class", (array([0.5]), array([0.25])), [-2.0])),
            *needing(
                "unnormalised",  # a table that is divided by its sum
                Case("batch", (ROWS_P, ROWS_Q)),
                Case("square-batch", (array([P, Q, P]), array([Q, P, P]))),
                Case("three-axes", (array([ROWS_P, ROWS_Q]), array([ROWS_Q, ROWS_P]))),
                Case("fortran-order", (asfortranarray(ROWS_P), asfortranarray(ROWS_Q))),
                Case("fortran-vs-c-order", (asfortranarray(ROWS_P), ROWS_Q)),
                Case("long-batch", (resize(P, (30_000, 3)), resize(Q, (30_000, 3)))),
            ),
            *needing("unnormalised zero_probabilities stability", Case("many-classes", (MANY_P, MANY_Q))),
            *needing(
                "unnormalised zero_probabilities",
                Case(
                    "zeros-in-each-row",
                    (array([[0.0, 0.4, 0.6], [1.0, 0.0, 0.0]]), array([Q, [1.0, 0.0, 0.0]])),
                    [[0.0, -1.6, -1.2], [-1.0, 0.0, 0.0]],
                    torch=NO_SLOPE,
                ),
            ),
            points=0.5,
        ),
        item(
            "zero_probabilities",
            Case("certain-vs-fair", (array([1.0, 0.0]), FAIR), [-2.0, 0.0]),
            Case("p-has-zero", (array([0.0, 0.4, 0.6]), Q), [0.0, -1.6, -1.2]),
            Case("both-zero", (array([0.5, 0.0, 0.5]), array([0.25, 0.0, 0.75])), [-2, 0, -2 / 3], torch=NO_SLOPE),
            Case("certain-and-right", (CERTAIN, CERTAIN), [0.0, -1.0], torch=NO_SLOPE, fresh=certain(2)),
            Case("float32-zeros", (array([1, 0], float32), array([0.5, 0.5], float32)), [-2.0, 0.0]),
            Case("p-tiny", (array([1.0, 1e-20]), FAIR), [-2.0, 0.0]),
            drawn=zeros,
            points=2.5,
        ),
        item(
            "stability",
            Case("q-small", (FAIR, array([1 - 1e-4, 1e-4]))),
            Case("q-tiny", (FAIR, array([1.0, 1e-9])), [-0.5, -5e8]),
            Case("q-very-tiny", (FAIR, array([1.0, 1e-20])), [-0.5, -5e19]),
            Case("q-tiniest", (FAIR, array([1.0, 1e-300])), [-0.5, -5e299]),
            Case("both-tiny", (array([1.0, 1e-12]), array([1.0, 1e-10])), [-1.0, -0.01]),
            Case("digits-of-three-classes", (array([0.47, 0.31, 0.22]), array([0.28, 0.35, 0.37]))),
            points=1,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (array([0.47, 0.31, 0.22], float32), array([0.28, 0.35, 0.37], float32))),
            *needing(
                "zero_probabilities purity",
                Case("uint8-certain", (array([0, 1, 0], uint8), array([0.3, 0.3, 0.4])), fresh=one_of_many),
                Case("int8-certain", (array([1, 0, 0], int8), array([0.3, 0.3, 0.4]))),
                Case("int64-certain", (array([0, 0, 1], int64), array([0.3, 0.3, 0.4]))),
                Case("mixed-dtypes", (array([0, 1, 0], uint8), array([0.3, 0.3, 0.4], float32))),
            ),
            points=0.5,
        ),
        item(
            "unnormalised",
            Case("q-sums-to-half", (P, Q / 2), [-4.0, -2.4, -0.8]),
            Case("p-sums-above-one", (array([0.9, 0.8, 0.3]), array([0.28, 0.35, 0.37]))),
            points=0.5,
        ),
        item(
            "wrong_shapes",
            *[
                Case(name, (resize(SIX_P, one), resize(SIX_Q, other)), raises=ValueError)
                for name, (one, other) in WRONG_SHAPES.items()
            ],
            points=0.5,
        ),
        item(
            "purity",
            Case("read-only", (read_only(P), read_only(Q))),
            Case("read-only-two-classes", (read_only(FAIR), read_only(BIASED)), [-5 / 9, -5.0]),
            inputs_unchanged=True,
            points=0.5,
        ),
    ),
)
