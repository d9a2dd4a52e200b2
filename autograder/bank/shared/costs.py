"""For losses in which each sample has one right class: what students get wrong about a sample's cost, and their mean.

Such a mistake receives what those of `classes` receive.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import arange, exp, log, log1p, ndarray

from autograder.bank.shared.classes import pick
from autograder.bank.shared.mistakes import Mistake
from autograder.bank.spec import variants


def mean_over_elements(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Mean over all cells of the table instead of over the samples

    By which number do you divide the sum of the costs: by the samples, or by all cells of the table?

    Two samples with three classes cost ln 3 each when all logits are equal. Their mean is ln 3, about 1.099; divided by
    6 cells it is 0.366.

    Sum over the classes first, or pick the right one, so that one cost is left for each sample; then take the mean.

    Lecture: np.mean over a one-hot table counts the zeros, too: sum over classes, then average over samples.
    Family: reduction
    """
    return loss(log_p, labels) / log_p.shape[1]


NOT_LOG: dict[str, Callable[..., Any]] = {
    "1 - p": lambda p, labels: 1 - pick(p, labels),
    "-p": lambda p, labels: -pick(p, labels),
    "squares": lambda p, labels: np.sum((p - (labels[:, None] == arange(p.shape[1]))) ** 2, axis=1),
}


@variants(how=NOT_LOG)
def prob_not_log(loss: Mistake, log_p: ndarray, labels: ndarray, how: str) -> Any:
    """Probability itself instead of its logarithm

    Does your cost keep growing when the right class becomes ever less likely?

    The right class has the probability 0.01, then 0.0001: the costs are 4.6 and 9.2. By 1 − p they are 0.99 and 0.9999,
    hardly different.

    Take the negative logarithm of the right class's probability as the cost of a sample.

    Lecture: The logarithm is what makes confident mistakes expensive: every factor of ten costs 2.3 more.
    Family: formula
    """
    return np.mean(NOT_LOG[how](exp(log_p), labels))


NEITHER_0_NOR_1 = ((0, 1), (1e-300, 1 - 1e-16), *((eps, 1 - eps) for eps in (1e-16, 1e-15, 1e-12, 1e-10, 1e-8, 1e-7)))


@variants(bounds=NEITHER_0_NOR_1)
def other_classes_added(loss: Mistake, log_p: ndarray, labels: ndarray, bounds: tuple[float, float]) -> Any:
    """Terms for the wrong classes added

    Which classes contribute a term to the cost of one sample in your function?

    With probabilities 0.5, 0.25, 0.25 and label 0, the cost is −ln 0.5, about 0.693. Two terms −ln 0.75 for the other
    classes would make it 1.269.

    Keep the term of the right class and remove those with 1 − p: softmax has already made the classes compete.

    Lecture: Binary cross-entropy asks a question for each class; here one question has many possible answers.
    Family: formula
    """
    p = np.clip(exp(log_p), *bounds)
    return np.mean(log1p(-pick(p, labels)) - log1p(-p).sum(axis=1) - log(pick(p, labels)))


def log_of_mean(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Logarithm of the mean probability instead of the mean logarithm

    Which comes first in your function, the logarithm or the mean?

    Right classes with probabilities 1/2 and 1/8 cost 0.693 and 2.079, on average 1.386. The logarithm of their mean,
    0.3125, gives 1.163.

    Take the logarithm of each sample's probability first, and average afterwards.

    Lecture: The mean of logarithms multiplies probabilities, as likelihoods do; the logarithm of a mean does not.
    Family: formula
    """
    costs = -pick(log_p, labels)
    return np.min(costs) - log(np.mean(exp(np.min(costs) - costs)))


def median_taken(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Median instead of mean

    Does your loss react when you change the largest cost alone?

    Costs of 1, 2 and 9 have the mean 4 and the median 2. If 9 becomes 90, the mean is 31 and the median is still 2.

    Use np.mean for the costs of the samples, not np.median.

    Lecture: A median forgets how bad the worst samples are; a loss must not.
    Family: reduction
    """
    return np.median(-pick(log_p, labels))


def perplexity_instead(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Perplexity, the exp of the loss, instead of the loss

    What does your function give for a sample whose right class is certain: 0 or 1?

    For two equal logits the loss is ln 2, about 0.693. Its exp is 2, the number of classes among which the model
    wavers.

    Return the mean cost itself: remove the np.exp around it.

    Lecture: Perplexity is exp of the cross-entropy: easier to imagine, but another number.
    Family: quantity
    """
    return exp(loss(log_p, labels))


def error_rate(loss: Mistake, log_p: ndarray, labels: ndarray) -> Any:
    """Share of wrong predictions instead of the loss

    Does your loss change when the probability of the right class grows from 0.51 to 0.99?

    With probabilities 0.51 or 0.99 for the right class the prediction is right both times. The costs are 0.673 and
    0.010.

    Use the probability that the right class gets, not whether argmax finds it.

    Lecture: The error rate jumps and has no useful slope; the cross-entropy falls smoothly, which is why we train with
    it.
    Family: quantity
    """
    return np.mean(log_p.argmax(axis=1) != labels)


MISTAKES: tuple[Mistake, ...] = (
    mean_over_elements,
    prob_not_log,
    other_classes_added,
    log_of_mean,
    median_taken,
    perplexity_instead,
    error_rate,
)
