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
    """A forecast that is wrong twice as far should cost how many times as much?"""
    return np.mean(np.abs(np.subtract(*floats(probabilities, labels))))


def root_taken(brier, probabilities, labels):
    """Forecasts of 1/2 always cost the same: is your number the one that is asked for?"""
    return np.sqrt(brier(probabilities, labels))


def one_minus_score(brier, probabilities, labels):
    """Should a better forecast have a larger score, or a smaller one?"""
    return 1 - brier(probabilities, labels)


def both_outcomes_counted(brier, probabilities, labels):
    """For two outcomes, one chance says all: how often do you count it?"""
    return 2 * brier(probabilities, labels)


def halved(brier, probabilities, labels):
    """Which factor does the definition have before the square?"""
    return brier(probabilities, labels) / 2


def rounded_forecasts(brier, probabilities, labels):
    """Is a forecast of 0.6 worth no more than one of 0.9?"""
    predictions, targets = floats(probabilities, labels)
    return brier(np.where(np.isnan(predictions), nan, predictions > 0.5), targets)


def only_what_happened(brier, probabilities, labels):
    """What does a forecast cost when the event does not happen?"""
    predictions, targets = floats(probabilities, labels)
    return np.mean(targets * (predictions - targets) ** 2)


def logarithm_taken(brier, probabilities, labels):
    """That is another score: can this one be infinite?"""
    predictions, targets = floats(probabilities, labels)
    return -np.mean(log(np.where(targets == 1, predictions, 1 - predictions)))


def mean_taken_first(brier, probabilities, labels):
    """Can a forecast that is too high make up for one that is too low? Think about what you average."""
    return np.mean(np.subtract(*floats(probabilities, labels))) ** 2


def one_per_row(brier, probabilities, labels):
    """Whatever the shape that goes in, how many numbers should come out?"""
    return np.mean(np.subtract(*floats(probabilities, labels)) ** 2, axis=-1)


def nan_ignored(brier, probabilities, labels):
    """If one forecast is unknown, can the score of all still be known?"""
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
        ),
        item(
            "sure_forecasts",
            Case("sure-and-right", (array([1.0, 0.0]), array([1.0, 0.0])), 0.0),
            Case("sure-and-wrong", (array([0.0, 1.0]), array([1.0, 0.0])), 1.0),
            Case("one-of-each", (array([1.0, 1.0]), array([1.0, 0.0])), 1 / 2),
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
        item("wrong_shapes", *wrong_shapes(array([0.1, 0.9, 0.4, 0.7, 0.2]), array([0.0, 1.0, 1.0, 0.0]))),
        item(
            "purity",
            Case("read-only", (read_only([0.5, 0.75]), read_only([1.0, 1.0])), 5 / 32),
            Case("writable", (array([0.25, 0.5]), array([0.0, 1.0])), 5 / 32),
            inputs_unchanged=True,
        ),
    ),
)
