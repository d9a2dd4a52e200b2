"""How surprise is judged: -ln p, one number at a time, with infinity for the impossible."""

import numpy as np
from numpy import arange, array, asfortranarray, float32, full, inf, int8, int64, log, log1p, nan, resize, uint8

from autograder.bank import exact as mp
from autograder.bank.shared import elementwise, fresh
from autograder.bank.shared.distributions import ROWS_P, STRIDED_P, P
from autograder.bank.shared.mistakes import bits_not_nats, input_overwritten, minus_missing
from autograder.bank.shared.zeros import CLIPS, LARGE, LIFTS, TINY
from autograder.bank.spec import EPSILONS, Absolute, Case, Spec, Sweep, item, read_only, tensors, variants


def oracle(p):
    """-torch.log(p): integers become float32 first."""
    return -tensors(p)[0].log()


def exact(p):
    return -mp.log(p)


@variants(eps=TINY + EPSILONS, how=LIFTS)
def eps_in_log(surprise, p, eps, how):
    """A tiny constant makes an impossible event merely rare: how surprising should it be?"""
    return surprise(LIFTS[how](p, eps))


@variants(large=(*LARGE, 999.0))
def inf_replaced(surprise, p, large):
    """Is a large number the same as infinity?"""
    return np.nan_to_num(surprise(p), posinf=large)


def clamped_at_100(surprise, p):
    """Some losses stop at 100 to stay finite; does this task name a largest surprise?"""
    return np.minimum(surprise(p), 100.0)


@variants(eps=CLIPS)
def clipped_at_one(surprise, p, eps):
    """How surprised should you be by something that always happens?"""
    return surprise(np.minimum(1.0 * p, 1 - eps))


def log_of_one_plus_p(surprise, p):
    """No infinity any more, but what does your formula give for something that always happens?"""
    return -log1p(1.0 * p)


def zero_gives_zero(surprise, p):
    """The rule "0 ln 0 = 0" is about a product; is there a product here?"""
    return np.where(p > 0, surprise(p), 0.0)


def zeros_dropped(surprise, p):
    """If you leave elements out, where do the remaining ones move?"""
    return surprise(p[p > 0])


@variants(at_zero=(0.0, nan))
def entropy_term(surprise, p, at_zero):
    """Surprise belongs to one outcome: does it depend on how often you count it?"""
    return np.where(p > 0, p * surprise(p), at_zero)


@variants(of_nothing=(nan, inf))
def normalised_first(surprise, p, of_nothing):
    """The numbers may be chances of separate events: need they add up to 1?"""
    return surprise(p / p.sum()) if p.any() else np.full(p.shape, of_nothing)[()]


def linear_surprise(surprise, p):
    """Two independent events: their surprises should add up. Do yours?"""
    return 1.0 - p


def reciprocal(surprise, p):
    """How surprising is something that always happens: 1, or 0?"""
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
    yield Case("drawn-two-dimensional", (rng.uniform(0.05, 0.95, size=(4, 3)),))


def certain_and_impossible(rng):
    yield Case("drawn-with-a-zero", (np.insert(rng.uniform(0.05, 0.95, size=4), rng.integers(1, 4), 0.0),))


def nearly_certain(rng):
    return (array(1 - rng.integers(1, 1 << 20) / (1 << 50)),)


HALVING = array([0.5, 0.25, 0.125, 0.125])
NEAR_ZERO = Absolute(1e-9, "here the dtype counts; `certain_and_impossible` asks for exactly 0 where p is 1")

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.chances,
    sweep=Sweep("p", np.linspace(0, 1, 101), lambda p: (array([p]),)),
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
    items=(
        item(
            "basics",
            Case("fair-coin", (array([0.5, 0.5]),), [log(2), log(2)]),
            Case("biased-coin", (array([0.9, 0.1]),), [log(10 / 9), log(10)]),
            Case("halving", (HALVING,), log(2) * array([1, 2, 3, 3])),
            Case("three-outcomes", (P,)),
            drawn=basics,
        ),
        item(
            "separate_events",
            Case("sum-above-one", (array([0.9, 0.8, 0.4]),)),
            Case("sum-below-one", (array([0.1, 0.2]),), [log(10), log(5)]),
            Case("same-event-twice", (array([0.75, 0.75]),), [log(4 / 3)] * 2),
            drawn=separate,
        ),
        item(
            "shapes",
            Case("zero-dimensional", (array(0.25),), log(4)),
            Case("one-element", (array([0.2]),), [log(5)]),
            Case("two-dimensional", (ROWS_P,)),
            Case("batch-of-one", (P[None],)),
            Case("column", (P[:, None],)),
            Case("three-axes", (arange(1, 25).reshape(2, 3, 4) / 25,)),
            Case("fortran-order", (asfortranarray(ROWS_P),)),
            Case("strided", (STRIDED_P,)),
            Case("many-elements", (resize(P, 30_000),)),
            drawn=shapes,
        ),
        item(
            "certain_and_impossible",
            Case("certain", (array([1.0, 1.0]),), [0.0, 0.0]),
            Case("certain-first", (array([1.0, 0.5, 0.25]),), [0.0, log(2), log(4)]),
            Case("impossible", (array([0.0, 0.0]),), [inf, inf]),
            Case("impossible-in-between", (array([0.5, 0.0, 0.25]),), [log(2), inf, log(4)]),
            Case("certain-and-impossible", (array([0.0, 1.0]),), [inf, 0.0]),
            Case("impossible-in-each-row", (array([[0.0, 0.5], [0.2, 0.0]]),), [[inf, log(2)], [log(5), inf]]),
            Case("zero-dimensional-impossible", (array(0.0),), inf, fresh="the number 0 has no other form"),
            Case("zero-dimensional-certain", (array(1.0),), 0.0, fresh=nearly_certain),
            Case("uint8-one-hot", (array([0, 1, 0], uint8),), [inf, 0.0, inf]),
            Case("int64-one-hot", (array([[0, 1], [1, 0]], dtype=int64),), [[inf, 0.0], [0.0, inf]]),
            drawn=certain_and_impossible,
            digits=True,
        ),
        item(
            "stability",
            Case("tiny", (array([1e-10, 1e-15, 1e-20, 1e-50]),), log(10) * array([10, 15, 20, 50])),
            Case("each-power-of-ten", (10.0 ** -arange(1, 21),), log(10) * arange(1, 21)),
            Case("very-tiny", (array([1e-100, 1e-300]),), log(10) * array([100, 300])),
            Case("nearly-certain", (array([0.5, 1 - 2.0**-20]),), [log(2), -log1p(-(2.0**-20))]),
            Case("float32-tiny", (array([2.0**-100, 2.0**-30], float32),), log(2) * array([100, 30])),
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32", (P.astype(float32),)),
            Case("float32-separate-events", (array([0.9, 0.8, 0.4], float32),)),
            Case("uint8-certain", (array([1, 1, 1], uint8),), [0.0] * 3, absolute=NEAR_ZERO),
            Case("int8-certain", (array([1, 1], int8),), [0.0] * 2, absolute=NEAR_ZERO),
            Case("int64-certain", (array([1, 1, 1, 1], int64),), [0.0] * 4, absolute=NEAR_ZERO),
        ),
        item(
            "purity",
            Case("read-only", (read_only(P),)),
            Case("read-only-halving", (read_only(HALVING),), log(2) * array([1, 2, 3, 3])),
            inputs_unchanged=True,
        ),
    ),
)
