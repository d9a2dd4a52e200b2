"""How brier_score is judged: squared distances of chances from 0 and 1."""

import numpy as np
from numpy import array, asfortranarray, float32, log, nan, uint8

from autograder.bank.shared.mistakes import input_overwritten, rounded_away, sum_instead_of_mean
from autograder.bank.shared.pairs import (
    WEAK_CHECKS,
    each,
    floats,
    longer_cut,
    made_to_fit,
    silent_broadcast,
    wrong_shapes,
)
from autograder.bank.spec import Case, Spec, Sweep, item, read_only, tensors


def oracle(probabilities, labels):
    """F.mse_loss(probabilities, labels): same order, mean by default; labels must be made floats first."""
    from torch.nn import functional as F

    return F.mse_loss(*tensors(probabilities, labels))


def exact(probabilities, labels):
    return np.sum((probabilities - labels) ** 2) / probabilities.size


def absolute_errors(brier, probabilities, labels):
    """Absolute errors instead of squared ones

    A forecast that is wrong twice as far should cost how many times as much?

    Forecasts of 0.9 and 0.2 for outcomes of 1 and 0 are off by 0.1 and 0.2: the mean square is 0.025, the mean distance
    0.15.

    Square the differences where you take their absolute value.

    Lecture: Squares reward honest forecasts; with absolute errors, saying 0 or 1 pays more than saying what one
    believes.
    Family: quantity
    """
    return np.mean(np.abs(np.subtract(*floats(probabilities, labels))))


def root_taken(brier, probabilities, labels):
    """Root of the score

    What does a forecast of 1/2 cost by the docstring, and what by your function?

    A forecast of 0.5 is off by 0.5, whatever happens: its square is 0.25, and your answer is 0.5.

    Return the mean of the squares; leave out the call of sqrt.

    Lecture: The root of a mean of squares is another number: say which of the two you report.
    Family: quantity
    """
    return np.sqrt(brier(probabilities, labels))


def one_minus_score(brier, probabilities, labels):
    """One minus the score

    Should a better forecast have a larger score, or a smaller one?

    A sure forecast that comes true has a score of 0; yours gives 1.

    Return the mean as it is, and subtract it from nothing.

    Lecture: The Brier score is a loss: 0 is perfect, and more is worse.
    Family: formula
    """
    return 1 - brier(probabilities, labels)


def both_outcomes_counted(brier, probabilities, labels):
    """Both outcomes counted

    For two outcomes, one chance says all: how often do you count it?

    A forecast of 0.5 costs 0.25; with the chance of the other outcome counted too it costs 0.5.

    Square one difference for each forecast; the other outcome's is the same distance once more.

    Lecture: Brier's first definition adds over both outcomes and is twice this one: say which of the two you mean.
    Family: formula
    """
    return 2 * brier(probabilities, labels)


def halved(brier, probabilities, labels):
    """The score halved

    Which factor does the definition have before the square?

    A forecast of 0.5 is off by 0.5: it costs 0.25, and half of that is 0.125.

    Leave out the 1/2 before the mean.

    Lecture: A factor of 1/2 makes a derivative shorter, and the loss half as large.
    Family: formula
    """
    return brier(probabilities, labels) / 2


def rounded_forecasts(brier, probabilities, labels):
    """Forecasts rounded to yes or no

    Do forecasts of 0.6 and 0.9 cost the same in your function?

    When the event happens, 0.6 costs 0.16 and 0.9 costs 0.01; rounded, both cost 0.

    Compute with the chances as they come: leave out > 0.5 and the rounding.

    Lecture: Rounding turns the score into an error rate, and throws away how sure a forecast was.
    Family: normalising
    """
    predictions, targets = floats(probabilities, labels)
    return brier(np.where(np.isnan(predictions), nan, predictions > 0.5), targets)


def only_what_happened(brier, probabilities, labels):
    """Only events that happened are counted

    What does a forecast cost when the event does not happen?

    A forecast of 0.8 for an event that does not happen is off by 0.8 and costs 0.64; yours costs 0.

    Leave out the factor before the square: the difference knows already what happened.

    Lecture: A forecast is judged by what does not happen, too.
    Family: formula
    """
    predictions, targets = floats(probabilities, labels)
    return np.mean(targets * (predictions - targets) ** 2)


def logarithm_taken(brier, probabilities, labels):
    """Logarithm of the chance instead of a square

    Can this score be infinite?

    A sure forecast that fails costs 1, the square of 1; a logarithm makes it infinite.

    Square the difference of forecast and outcome where you take a logarithm.

    Lecture: Brier score and log loss both reward honesty; only the log loss punishes a sure error without limit.
    Family: quantity
    """
    predictions, targets = floats(probabilities, labels)
    return -np.mean(log(np.where(targets == 1, predictions, 1 - predictions)))


def mean_taken_first(brier, probabilities, labels):
    """Errors averaged before they are squared

    Can a forecast that is too high make up for one that is too low?

    Errors of 0.5 and −0.5 have the mean 0, but the mean of their squares is 0.25.

    Square first, and call the mean last.

    Lecture: The square of a mean is not the mean of the squares: errors must not cancel.
    Family: reduction
    """
    return np.mean(np.subtract(*floats(probabilities, labels))) ** 2


def one_per_row(brier, probabilities, labels):
    """A score for each row

    Whatever the shape that goes in, how many numbers should come out?

    A table of 2 rows and 3 columns holds 6 forecasts and has 1 score; yours has 2.

    Call the mean without axis=-1.

    Lecture: An axis that is named is reduced, and all others stay.
    Family: axis
    """
    return np.mean(np.subtract(*floats(probabilities, labels)) ** 2, axis=-1)


def nan_ignored(brier, probabilities, labels):
    """Missing forecasts skipped

    If one forecast is unknown, can the score of all still be known?

    Forecasts of 0.5 and nan for outcomes of 1 and 0 have the score nan; without the second it would be 0.25.

    Call np.mean where you call np.nanmean, and filter nothing out.

    Lecture: A result that leaves data out looks like one that has seen all of it.
    Family: missing
    """
    return np.nanmean(np.subtract(*floats(probabilities, labels)) ** 2)


def forecasts(rng, *shape):
    return rng.uniform(0.05, 0.95, size=shape), rng.integers(0, 2, size=shape) * 1.0


def basics(rng):
    for size in (3, 5):
        yield Case(f"drawn-{size}-forecasts", forecasts(rng, size))


def shapes(rng):
    yield Case("drawn-table", forecasts(rng, 4, 3))


P, Y = array([[0.9, 0.2, 0.6], [0.3, 0.5, 0.8]]), array([[1.0, 0.0, 0.0], [1.0, 0.0, 1.0]])
SCORE = (0.01 + 0.04 + 0.36 + 0.49 + 0.25 + 0.04) / 6

SPEC = Spec(
    notice="Compare it with the reference, line by line.",
    oracle=oracle,
    exact=exact,
    sweep=Sweep("forecast of what happens", np.linspace(0, 1, 101), lambda p: (array([p, 0.5]), array([1.0, 0.0]))),
    misconceptions=(
        sum_instead_of_mean,
        rounded_away(1, 2, 3, 4),
        silent_broadcast(*WEAK_CHECKS),
        made_to_fit(each(np.ravel), each(np.squeeze), longer_cut),
        input_overwritten(
            lambda probabilities, labels: np.copyto(probabilities, probabilities - labels, casting="unsafe"),
            lambda probabilities, labels: np.copyto(labels, 1 - labels, casting="unsafe"),
        ),
    ),
    items=(
        item(
            "basics",
            Case("half-sure", (array([0.5, 0.5]), array([1.0, 0.0])), 1 / 4),
            Case("nearly-right", (array([0.9, 0.2]), array([1.0, 0.0])), (0.01 + 0.04) / 2),
            Case("right-and-wrong", (array([0.75, 0.75]), array([1.0, 0.0])), (1 / 16 + 9 / 16) / 2),
            Case("three-forecasts", (array([0.1, 0.6, 0.8]), array([0.0, 1.0, 0.0])), (0.01 + 0.16 + 0.64) / 3),
            drawn=basics,
            points=4,
        ),
        item(
            "sure_forecasts",
            Case("sure-and-right", (array([1.0, 0.0]), array([1.0, 0.0])), 0.0),
            Case("sure-and-wrong", (array([0.0, 1.0]), array([1.0, 0.0])), 1.0),
            Case("one-of-each", (array([1.0, 1.0]), array([1.0, 0.0])), 1 / 2),
            points=3,
        ),
        item(
            "shapes",
            Case("one-forecast", (array([0.75]), array([1.0])), 1 / 16),
            Case("table", (P, Y), SCORE),
            Case("batch-of-one", (P[:1], Y[:1])),
            Case("fortran-order", (asfortranarray(P), Y), SCORE),
            drawn=shapes,
        ),
        item(
            "dtypes",
            Case("integer-labels", (array([0.75, 0.25]), array([1, 1])), (1 / 16 + 9 / 16) / 2),
            Case("uint8-both", (array([0, 1], uint8), array([1, 1], uint8)), 1 / 2),
            Case("float32", (array([0.75, 0.5], float32), array([1.0, 0.0], float32)), 5 / 32),
            Case("nan-in-forecasts", (array([0.5, nan]), array([1.0, 0.0])), nan),
        ),
        item("wrong_shapes", *wrong_shapes(array([0.1, 0.9, 0.4, 0.7, 0.2]), array([0.0, 1.0, 1.0, 0.0])), points=0.5),
        item(
            "purity",
            Case("read-only", (read_only([0.5, 0.75]), read_only([1.0, 1.0])), 5 / 32),
            Case("writable", (array([0.25, 0.5]), array([0.0, 1.0])), 5 / 32),
            inputs_unchanged=True,
            points=0.5,
        ),
    ),
)
