"""How surprise is judged: -ln p, one number at a time, with infinity for the impossible.

This file is long because the logarithm of zero is mended in many ways, and each mistake carries what is said about it.
"""

import numpy as np
from numpy import arange, array, asfortranarray, float32, full, inf, int8, int64, log, log1p, nan, resize, uint8

from autograder.bank import exact as mp
from autograder.bank.shared import elementwise, fresh
from autograder.bank.shared.distributions import ROWS_P, STRIDED_P, P
from autograder.bank.shared.mistakes import bits_not_nats, input_overwritten, minus_missing
from autograder.bank.shared.zeros import CLIPS, LARGE, LIFTS, TINY
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


def oracle(p):
    """-torch.log(p): integers become float32 first."""
    return -tensors(p)[0].log()


def exact(p):
    return -mp.log(p)


@variants(eps=TINY + EPSILONS, how=LIFTS)
def eps_in_log(surprise, p, eps, how):
    """A small constant keeps the logarithm finite

    What does your function give for p = 0, and where does that number come from?

    An impossible outcome has infinite surprise. With 1e-12 in the logarithm it has only 27.6, and p = 1e-20 has the
    same.

    Give np.log the numbers as they are: np.log(0) is -inf, which is meant here, and np.errstate silences the warning.

    Lecture: An epsilon in a logarithm turns "impossible" into "one in a million million": the answer is then the
    epsilon's.
    Family: constants
    """
    return surprise(LIFTS[how](p, eps))


@variants(large=(*LARGE, 999.0))
def inf_replaced(surprise, p, large):
    """Infinity replaced by a large number

    What does your function give for p = 0, and is that number infinite?

    A surprise of 100 belongs to p = exp(−100), which is tiny but possible. For p = 0 no finite number is large enough.

    Leave out np.nan_to_num, or the large number in np.where: where p is 0 the answer is np.inf.

    Lecture: NumPy can return infinity: where infinity is the right answer, leave it there.
    Family: zeros
    """
    return np.nan_to_num(surprise(p), posinf=large)


def clamped_at_100(surprise, p):
    """Surprise limited to 100

    Does the docstring give an upper limit for the surprise, and does your code?

    For p = 1e-50 the surprise is 50 · ln 10 ≈ 115.1; your function gives 100, as for every smaller p.

    Leave out the np.minimum or np.clip around the answer: for small p it grows without a limit.

    Lecture: The limit of 100 belongs to one loss of one library; it is no part of the definition of surprise.
    Family: constants
    """
    return np.minimum(surprise(p), 100.0)


@variants(eps=CLIPS)
def clipped_at_one(surprise, p, eps):
    """Probabilities clipped just below 1

    What does your function give for p = 1, something that always happens?

    ln 1 is 0, so a certain outcome has surprise 0. With the clip at 1 − 1e-7 it has 1e-7.

    Leave out the upper end of np.clip, or the np.minimum: the logarithm of 1 needs no protection.

    Lecture: Only p = 0 is a danger to a logarithm; a clip at 1 makes the certain uncertain.
    Family: constants
    """
    return surprise(np.minimum(1.0 * p, 1 - eps))


def log_of_one_plus_p(surprise, p):
    """ln(1 + p) instead of ln p

    What does your function give for p = 1, something that always happens?

    ln 1 = 0, so a certain outcome has surprise 0. With 1 added in the logarithm it has −ln 2 ≈ −0.693.

    Use np.log instead of np.log1p, and add nothing to p; infinity at p = 0 is right.

    Lecture: Adding 1 inside a logarithm is a trick for counts; a probability of 1 has to give exactly 0.
    Family: formula
    """
    return -log1p(1.0 * p)


def zero_gives_zero(surprise, p):
    """Impossible outcomes get surprise 0

    Which is more surprising: something that always happens, or something that never does?

    For p = 0.1, 0.01 and 0.001 the surprise is 2.3, 4.6 and 6.9: it grows as p shrinks. At p = 0 it is infinite, not 0.

    The rule 0 · ln 0 = 0 is about the product p · ln p. There is no product here: where p is 0, return np.inf.

    Lecture: "0 ln 0 = 0" belongs to averages such as entropy; the surprise of an impossible outcome alone is infinite.
    Family: zeros
    """
    return np.where(p > 0, surprise(p), 0.0)


def zeros_dropped(surprise, p):
    """Places with p = 0 left out

    If one of three numbers is 0, how many numbers does your function give?

    For [0.5, 0, 0.5] the answer is three numbers: 0.693, inf, 0.693. Without the zero only two are left.

    A mask such as p[p > 0] shortens the array: work on the whole array, and let np.inf stand where p is 0.

    Lecture: A boolean mask removes elements; where every place has an answer, np.where keeps the places.
    Family: zeros
    """
    return surprise(p[p > 0])


@variants(at_zero=(0.0, nan))
def entropy_term(surprise, p, at_zero):
    """Multiplied by p, as in a term of the entropy

    What do you multiply the logarithm by, and does the docstring ask for that?

    For p = 1/4 the surprise is ln 4 ≈ 1.386. Multiplied by p it is 0.347.

    Leave out the factor p: it belongs to the entropy, which averages surprises.

    Lecture: Surprise belongs to one outcome; entropy is the average of surprises, and only there each is weighted by p.
    Family: quantity
    """
    return np.where(p > 0, p * surprise(p), at_zero)


@variants(of_nothing=(nan, inf))
def normalised_first(surprise, p, of_nothing):
    """Probabilities rescaled to sum to 1

    Does your function divide by the sum of p, and does the docstring ask for that?

    [0.9, 0.9] are two likely events, each with surprise 0.105. Divided by their sum both are 0.5, with surprise 0.693.

    Leave out the division by p.sum(): each number has its own answer, whatever stands beside it.

    Lecture: Rescaling changes the question, and it hides a wrong input from the caller.
    Family: normalising
    """
    return surprise(p / p.sum()) if p.any() else np.full(p.shape, of_nothing)[()]


def opposite_event(surprise, p):
    """Surprise of the opposite event

    Which event is more surprising, one with p = 0.9 or one with p = 0.1, and what does your function say?

    For p = 1/4 the surprise is ln 4 ≈ 1.386. The opposite event has 3/4, and its surprise is 0.288.

    Put p itself into the logarithm, and not 1 − p.

    Lecture: The rarer an event is, the more it surprises: a function that grows with p speaks of the other event.
    Family: formula
    """
    return -log1p(-1.0 * p)


def linear_surprise(surprise, p):
    """1 − p instead of a logarithm

    Is your answer for p = 1/4 twice your answer for p = 1/2?

    Two independent events with p = 1/2 both happen with p = 1/4, and ln 2 + ln 2 = ln 4. With 1 − p each of them gives
    0.5, but both together give 0.75, not 1.

    Use the logarithm of p; it is never positive, so it needs a minus sign.

    Lecture: Only a logarithm turns products of probabilities into sums; that is why surprise is one.
    Family: quantity
    """
    return 1.0 - p


def reciprocal(surprise, p):
    """1/p instead of its logarithm

    How surprising is something that always happens: 1, or 0?

    For p = 1 your function gives 1, though a certain outcome is no surprise; ln(1/1) is 0.

    Take the logarithm of what you have: 1/p itself grows too fast to be added up.

    Lecture: 1/p counts equally likely outcomes; the surprise is the logarithm of that number.
    Family: quantity
    """
    return 1.0 / p


def zeros_made_tiny(p):
    p[p == 0] = 1e-300


def surprises_written(p):
    p[...] = -log(1.0 * p)


def basics(rng):
    for n_outcomes in (2, 3, 5):
        yield Case(f"drawn-{n_outcomes}-outcomes", (rng.dirichlet(full(n_outcomes, 2.0)),))


def separate(rng):
    yield Case("drawn-separate-events", (rng.uniform(0.05, 0.95, size=6),))


def shapes(rng):
    yield from needing("separate_events", Case("drawn-two-dimensional", (rng.uniform(0.05, 0.95, size=(4, 3)),)))


def certain_and_impossible(rng):
    yield Case("drawn-with-a-zero", (np.insert(rng.dirichlet(full(4, 2.0)), rng.integers(1, 4), 0.0),))


def nearly_certain(rng):
    return (array(1 - rng.integers(1, 1 << 20) / (1 << 50)),)


HALVING = array([0.5, 0.25, 0.125, 0.125])
EXACTLY = Absolute(1e-18, "a certain outcome has 0, and not the 1e-16 that a clip leaves")

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.chances,
    sweep=Sweep("p", np.linspace(0, 1, 101), lambda p: (array([p]),)),
    napkins=(
        Napkin(
            (array([0.5, 0.125]),),
            "1/8 is a half of a half of a half, and the logarithm of a product is a sum.",
            "−ln ½ = ln 2 ≈ 0.69, and −ln ⅛ = 3 ln 2 ≈ 2.08: one number for each outcome.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([1.0, 0.0]),),
            "How surprised are you by what is certain, and by what cannot happen?",
            "−ln 1 = 0, and −ln p grows without limit towards p = 0: 0 and inf.",
        ),
        Napkin(
            (array([0.01]),),
            "0.01 is 1/10 of 1/10.",
            "−ln 0.01 = 2 ln 10 ≈ 4.61: a hundred times rarer than certain, and only 4.6 more.",
            given="ln 10 ≈ 2.303",
        ),
    ),
    misconceptions=(
        minus_missing,
        bits_not_nats(2, 10),
        elementwise.sum_returned,
        elementwise.mean_returned,
        elementwise.axes_dropped,
        elementwise.axis_added,
        elementwise.flattened,
        elementwise.answer_in_the_input_dtype,
        input_overwritten(zeros_made_tiny, surprises_written, lambda p: np.negative(np.log(p, out=p), out=p)),
    ),
    costs_more={
        "eps_in_log": "an epsilon of 1e-8 or more changes digits of likely outcomes too, beside what it does at zero",
        "zeros_dropped": "a mask does two things: it drops the places with p = 0, and it leaves one axis of several",
    },
    notice=(
        "Probabilities of independent events multiply, and the logarithm turns that into a sum: surprises add up. The "
        "logarithm of zero is -inf in NumPy, which is the right answer here once its sign is turned; errstate keeps "
        "the warning quiet. In torch it is -torch.log(p), in float32 if p holds integers; F.nll_loss takes ln p of "
        "all classes, and averages over samples."
    ),
    items=(
        item(
            "basics",
            Case("fair-coin", (array([0.5, 0.5]),), [log(2), log(2)]),
            Case("biased-coin", (array([0.9, 0.1]),), [log(10 / 9), log(10)]),
            Case("halving", (HALVING,), log(2) * array([1, 2, 3, 3])),
            Case("three-outcomes", (P,)),
            drawn=basics,
            points=4,
        ),
        item(
            "separate_events",
            Case("sum-above-one", (array([0.9, 0.8, 0.4]),)),
            Case("sum-below-one", (array([0.1, 0.2]),), [log(10), log(5)]),
            Case("same-event-twice", (array([0.75, 0.75]),), [log(4 / 3)] * 2),
            drawn=separate,
            points=1,
        ),
        item(
            "shapes",
            *needing(
                "separate_events",
                Case("zero-dimensional", (array(0.25),), log(4)),
                Case("one-element", (array([0.2]),), [log(5)]),
                Case("two-dimensional", (ROWS_P,)),
                Case("column", (P[:, None],)),
                Case("three-axes", (arange(1, 25).reshape(2, 3, 4) / 25,)),
                Case("fortran-order", (asfortranarray(ROWS_P),)),
                Case("many-elements", (resize(P, 30_000),)),
            ),
            Case("batch-of-one", (P[None],)),
            Case("strided", (STRIDED_P,)),
            *needing(
                "certain_and_impossible separate_events",
                Case("impossible-in-each-row", (array([[0.0, 0.5], [0.2, 0.0]]),), [[inf, log(2)], [log(5), inf]]),
                Case("zero-dimensional-impossible", (array(0.0),), inf, fresh="the number 0 has no other form"),
                Case("zero-dimensional-certain", (array(1.0),), 0.0, fresh=nearly_certain),
            ),
            drawn=shapes,
            points=1,
        ),
        item(
            "certain_and_impossible",
            Case("impossible-in-between", (array([0.5, 0.0, 0.5]),), [log(2), inf, log(2)]),
            Case("certain-and-impossible", (array([0.0, 1.0]),), [inf, 0.0], absolute=EXACTLY),
            *needing(
                "separate_events",
                Case("certain", (array([1.0, 1.0]),), [0.0, 0.0], absolute=EXACTLY),
                Case("certain-first", (array([1.0, 0.5, 0.25]),), [0.0, log(2), log(4)], absolute=EXACTLY),
                Case("impossible", (array([0.0, 0.0]),), [inf, inf]),
            ),
            *needing(
                "separate_events stability",
                Case("tiny", (array([1e-10, 1e-15, 1e-20, 1e-50]),), log(10) * array([10, 15, 20, 50])),
                Case("each-power-of-ten", (10.0 ** -arange(1, 21),), log(10) * arange(1, 21)),
                Case("very-tiny", (array([1e-100, 1e-300]),), log(10) * array([100, 300])),
                Case("nearly-certain", (array([0.5, 1 - 2.0**-20]),), [log(2), -log1p(-(2.0**-20))], absolute=EXACTLY),
                Case("float32-tiny", (array([2.0**-100, 2.0**-30], float32),), log(2) * array([100, 30])),
            ),
            drawn=certain_and_impossible,
            points=2.5,
        ),
        item(
            "stability",
            Case("digits-of-a-likely-outcome", (array([1 - 2.0**-8, 2.0**-8]),), [-log1p(-(2.0**-8)), 8 * log(2)]),
            Case("digits-of-halves", (0.5 ** array([*arange(1, 12), 11]),), log(2) * array([*arange(1, 12), 11])),
            Case("digits-of-three-outcomes", (array([0.7, 0.2, 0.1]),), [log(10 / 7), log(5), log(10)]),
            points=0.5,
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype(float32),)),
            Case("float32-coin", (array([0.9, 0.1], float32),)),
            *needing(
                "certain_and_impossible separate_events purity",
                Case("uint8-certain", (array([1, 1, 1], uint8),), [0.0] * 3),
                Case("int8-certain", (array([1, 1], int8),), [0.0] * 2),
                Case("uint8-one-hot", (array([0, 1, 0], uint8),), [inf, 0.0, inf]),
                Case("int64-one-hot", (array([1, 0, 0], int64),), [0.0, inf, inf]),
            ),
            points=0.5,
        ),
        item(
            "purity",
            Case("read-only", (read_only(P),)),
            Case("read-only-halving", (read_only(HALVING),), log(2) * array([1, 2, 3, 3])),
            inputs_unchanged=True,
            points=0.5,
        ),
    ),
)
