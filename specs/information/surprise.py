"""How surprise is judged: -ln p, one number at a time, with infinity for the impossible."""

import numpy as np
from numpy import (
    arange,
    array,
    asfortranarray,
    float32,
    full,
    inf,
    int8,
    int64,
    log,
    log1p,
    nan,
    resize,
    uint8,
)

from autograder.bank import exact as mp
from autograder.bank.spec import EPSILONS, Absolute, Case, Item, Spec, Sweep, read_only, variants

# Too small for a sum with a usual probability to show them; at zero they show.
TINY = (float(np.finfo(float).tiny), 1e-300, 1e-100, 1e-50, float(np.finfo(np.float32).tiny), 1e-30, 1e-20, 1e-18)


def oracle(p):
    """-torch.log(p): integers become float32 first."""
    import torch

    p = torch.tensor(p)
    return -torch.log(p if p.is_floating_point() else p.double())


def exact(p):
    return -mp.log(p)


def minus_missing(surprise, p):
    """Should something unlikely have a surprise below zero?"""
    return -surprise(p)


@variants(base=(2, 10))
def bits_not_nats(surprise, p, base):
    """Which logarithm gives nats? Check your value for p = 1/2."""
    return surprise(p) / log(base)


@variants(eps=TINY + EPSILONS, repair=("add", "clip", "clip at both ends", "replace zeros"))
def eps_in_log(surprise, p, eps, repair):
    """A tiny constant turns an impossible event into a merely rare one."""
    if repair == "add":
        return surprise(p + eps)
    if repair == "replace zeros":
        return surprise(np.where(p == 0, eps, p))
    return surprise(np.clip(p, eps, 1.0 if repair == "clip" else 1 - eps))


@variants(eps=[eps for eps in EPSILONS if 1 - eps < 1])
def clipped_at_one(surprise, p, eps):
    """How surprised should you be by something that always happens?"""
    return surprise(np.minimum(1.0 * p, 1 - eps))


def log_of_one_plus_p(surprise, p):
    """No infinity any more, but what does your formula give for something that always happens?"""
    return -log1p(1.0 * p)


@variants(at_zero=(0.0, nan))
def entropy_term(surprise, p, at_zero):
    """Surprise belongs to one outcome; how often it happens is a separate question."""
    return np.where(p > 0, p * surprise(p), at_zero)


def sum_returned(surprise, p):
    """Compare the shape of what goes in with the shape of what comes out."""
    return np.sum(surprise(p))


def mean_returned(surprise, p):
    """An average mixes the likely with the unlikely; how many surprises were asked for?"""
    return np.mean(surprise(p))


@variants(dropped=("each axis of length one", "all, where the size is one"))
def axes_dropped(surprise, p, dropped):
    """An array of one number is still an array; which shape does your answer have then?"""
    if p.size > 1 and dropped == "all, where the size is one":
        return surprise(p)
    return np.squeeze(surprise(p))


def flattened(surprise, p):
    """Count the axes of p, and those of your answer."""
    return np.ravel(surprise(p))


def axis_added(surprise, p):
    """A single number goes in; is it a single number that comes out?"""
    return np.atleast_1d(surprise(p))


@variants(of_nothing=(nan, inf))
def normalised_first(surprise, p, of_nothing):
    """The numbers may be chances of separate events that need not add up to 1."""
    return surprise(p / p.sum()) if p.any() else np.full(p.shape, of_nothing)[()]


def zero_gives_zero(surprise, p):
    """The rule "0 ln 0 = 0" is about a product; is there a product here?"""
    return np.where(p > 0, surprise(p), 0.0)


def zeros_dropped(surprise, p):
    """If you leave elements out, the remaining ones move to other places."""
    return surprise(p[p > 0])


@variants(large=(float(np.finfo(float).max), 1e308, 1e300, 1e100, 1e12, 1e10, 1e9, 1e6, 1e5, 1e4, 1e3, 999.0, 100.0))
def inf_replaced(surprise, p, large):
    """Large is not the same as infinite."""
    return np.nan_to_num(surprise(p), posinf=large)


def clamped_at_100(surprise, p):
    """Some losses stop at 100 to stay finite; does this task name a largest surprise?"""
    return np.minimum(surprise(p), 100.0)


def linear_surprise(surprise, p):
    """Two independent events: their surprises should add up. Do yours?"""
    return 1.0 - p


def reciprocal(surprise, p):
    """How surprising is something that always happens: 1, or 0?"""
    return 1.0 / p


@variants(style=("cast", "a number written", "a ufunc's output"))
def answer_in_the_input_dtype(surprise, p, style):
    """Can an array of integers hold infinity? Look at the dtype of your answer."""
    answer = np.asarray(surprise(p)).astype(p.dtype)
    if style == "a number written":
        answer[p == 0] = inf
    if style == "a ufunc's output":
        np.negative(np.log(p, out=answer), out=answer)
    return answer


@variants(where=("zeros", "everywhere", "everywhere, by steps"))
def input_overwritten(surprise, p, where):
    """Look at your input array after the call: would the caller be surprised?"""
    answer = surprise(p)
    if where == "zeros":
        p[p == 0] = 1e-300
    elif where == "everywhere":
        p[...] = answer
    else:
        np.negative(np.log(p, out=p), out=p)
    return answer


P = array([0.5, 0.3, 0.2])
ROWS = array([[0.5, 0.3, 0.2], [0.1, 0.8, 0.1]])
NEAR_ZERO = Absolute(
    1e-9, "here the dtype counts; `certain_and_impossible` sees to it that a certain outcome has exactly 0"
)


def basics(rng):
    for n_outcomes in (2, 3, 5):
        yield Case(f"drawn-{n_outcomes}-outcomes", (rng.dirichlet(full(n_outcomes, 2.0)),))


def separate(rng):
    yield Case("drawn-separate-events", (rng.uniform(0.05, 0.95, size=6),))


def shapes(rng):
    yield Case("drawn-two-dimensional", (rng.uniform(0.05, 0.95, size=(4, 3)),))


def certain_and_impossible(rng):
    yield Case("drawn-with-a-zero", (np.insert(rng.uniform(0.05, 0.95, size=4), rng.integers(1, 4), 0.0),))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    sweep=Sweep("p", np.linspace(0, 1, 101), lambda p: (array([p]),)),
    misconceptions=(
        minus_missing,
        bits_not_nats,
        eps_in_log,
        clipped_at_one,
        log_of_one_plus_p,
        entropy_term,
        sum_returned,
        mean_returned,
        axes_dropped,
        axis_added,
        flattened,
        normalised_first,
        zero_gives_zero,
        zeros_dropped,
        inf_replaced,
        clamped_at_100,
        linear_surprise,
        reciprocal,
        answer_in_the_input_dtype,
        input_overwritten,
    ),
    items=(
        Item(
            "basics",
            (
                Case("fair-coin", (array([0.5, 0.5]),), [log(2), log(2)]),
                Case("biased-coin", (array([0.9, 0.1]),), [log(10 / 9), log(10)]),
                Case("halving", (array([0.5, 0.25, 0.125, 0.125]),), log(2) * array([1, 2, 3, 3])),
                Case("three-outcomes", (P,)),
            ),
            drawn=basics,
        ),
        Item(
            "separate_events",
            (
                Case("sum-above-one", (array([0.9, 0.8, 0.4]),)),
                Case("sum-below-one", (array([0.1, 0.2]),), [log(10), log(5)]),
                Case("same-event-twice", (array([0.75, 0.75]),), [log(4 / 3)] * 2),
            ),
            drawn=separate,
        ),
        Item(
            "shapes",
            (
                Case("zero-dimensional", (array(0.25),), log(4)),
                Case("one-element", (array([0.2]),), [log(5)]),
                Case("two-dimensional", (ROWS,)),
                Case("batch-of-one", (P[None],)),
                Case("column", (P[:, None],)),
                Case("three-axes", (arange(1, 25).reshape(2, 3, 4) / 25,)),
                Case("fortran-order", (asfortranarray(ROWS),)),
                Case("strided", (array([0.5, 0.0, 0.3, 0.0, 0.2, 0.0])[::2],)),
                Case("many-elements", (resize(P, 30000),)),
            ),
            drawn=shapes,
        ),
        Item(
            "certain_and_impossible",
            (
                Case("certain", (array([1.0, 1.0]),), [0.0, 0.0]),
                Case("certain-first", (array([1.0, 0.5, 0.25]),), [0.0, log(2), log(4)]),
                Case("impossible", (array([0.0, 0.0]),), [inf, inf]),
                Case("impossible-in-between", (array([0.5, 0.0, 0.25]),), [log(2), inf, log(4)]),
                Case("certain-and-impossible", (array([0.0, 1.0]),), [inf, 0.0]),
                Case("impossible-in-each-row", (array([[0.0, 0.5], [0.2, 0.0]]),), [[inf, log(2)], [log(5), inf]]),
                Case("zero-dimensional-impossible", (array(0.0),), inf),
                Case("zero-dimensional-certain", (array(1.0),), 0.0),
                Case("uint8-one-hot", (array([0, 1, 0], dtype=uint8),), [inf, 0.0, inf]),
                Case("int64-one-hot", (array([[0, 1], [1, 0]], dtype=int64),), [[inf, 0.0], [0.0, inf]]),
            ),
            drawn=certain_and_impossible,
        ),
        Item(
            "stability",
            (
                Case("tiny", (array([1e-10, 1e-15, 1e-20, 1e-50]),), log(10) * array([10, 15, 20, 50])),
                Case("each-power-of-ten", (10.0 ** -arange(1, 21),), log(10) * arange(1, 21)),
                Case("very-tiny", (array([1e-100, 1e-300]),), log(10) * array([100, 300])),
                Case("nearly-certain", (array([0.5, 1 - 2.0**-20]),), [log(2), -log1p(-(2.0**-20))]),
                Case("float32-tiny", (array([2.0**-100, 2.0**-30], dtype=float32),), log(2) * array([100, 30])),
            ),
        ),
        Item(
            "dtypes",
            (
                Case("float32", (P.astype(float32),)),
                Case("float32-separate-events", (array([0.9, 0.8, 0.4], dtype=float32),)),
                Case("uint8-certain", (array([1, 1, 1], dtype=uint8),), [0.0] * 3, absolute=NEAR_ZERO),
                Case("int8-certain", (array([1, 1], dtype=int8),), [0.0] * 2, absolute=NEAR_ZERO),
                Case("int64-certain", (array([1, 1, 1, 1], dtype=int64),), [0.0] * 4, absolute=NEAR_ZERO),
            ),
        ),
        Item(
            "purity",
            (
                Case("read-only", (read_only(P),)),
                Case("read-only-halving", (read_only(array([0.5, 0.25, 0.125, 0.125])),), log(2) * array([1, 2, 3, 3])),
            ),
            inputs_unchanged=True,
        ),
    ),
)
