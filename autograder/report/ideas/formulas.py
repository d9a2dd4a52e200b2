"""The terms that an answer is made of, for the formulas that we can draw: entropy, divergences, losses.

No exercise is named here. Whether a formula is the right one shows in the numbers: its terms must add up to what was
expected, so a picture never shows another formula than the exercise's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from autograder.report.ideas.reading import Call
from autograder.report.svg import MINUS, figure
from autograder.translation import N_

RELATIVE, ABSOLUTE = 5e-6, 1e-9  # a report writes six digits
MOST_SAMPLES = 40  # of a call that is drawn
LEAST_LOG = -100.0  # torch's floor under the logarithm of a forecast
OUTCOME, SAMPLE, MEAN = N_("outcome"), N_("sample"), N_("mean")
COST, COST_SHARE, LABEL, SHARE = N_("its cost"), N_("cost / n"), N_("label"), N_("its share")


class Terms(NamedTuple):
    """A table of terms.

    Parameters
    ----------
    what : str
        What a row is: an outcome or a sample.
    columns : sequence of (str, ndarray)
        The numbers of each row, and what stands above them.
    head : str
        Above the terms: the formula of one.
    written : callable
        Writes a row's term with its numbers.
    values : ndarray of shape (n,)
        The terms.
    total : str
        What their sum is called; empty where they are not added.
    unit : str
    """

    what: str
    columns: Sequence[tuple[str, np.ndarray]]
    head: str
    written: Callable[[int], str]
    values: np.ndarray
    total: str
    unit: str = "nats"


class Formula(NamedTuple):
    """A formula: a title, what it takes, and how the terms of one sample are made.

    ``takes`` is "outcomes" where the last axis holds the outcomes of one sample, "elements" where shapes are the same
    and nothing else matters, "labels" for logits of shape (n, n_classes) and n labels.
    """

    title: str
    arity: int
    takes: str
    terms: Callable[..., Terms]


def times(weight: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Multiply, where 0 times anything is 0."""
    return weight * np.where(weight == 0, 0.0, cost)


def surprise(p: np.ndarray) -> Terms:
    return Terms(OUTCOME, [("p", p)], f"{MINUS}ln p", lambda i: f"{MINUS}ln {figure(p[i])}", -np.log(p), "")


def entropy(p: np.ndarray) -> Terms:
    return weighed(p, p, [("p", p)], f"p · ({MINUS}ln p)", "H(p)")


def cross_entropy(p: np.ndarray, q: np.ndarray) -> Terms:
    return weighed(p, q, [("p", p), ("q", q)], f"p · ({MINUS}ln q)", "H(p, q)")


def weighed(p: np.ndarray, q: np.ndarray, columns: Sequence[tuple[str, np.ndarray]], head: str, total: str) -> Terms:
    """Return surprises under q, weighed with p."""
    cost = -np.log(q)
    return Terms(OUTCOME, columns, head, lambda i: f"{figure(p[i])} · {figure(cost[i], 3)}", times(p, cost), total)


def divergence(p: np.ndarray, q: np.ndarray) -> Terms:
    values, ratio = times(p, np.log(p) - np.log(q)), p / q
    return Terms(
        OUTCOME, [("p", p), ("q", q)], "p · ln(p / q)", lambda i: f"{figure(p[i])} · ln {figure(ratio[i], 3)}",
        values, "D(p ‖ q)",
    )  # fmt: skip  # a row of the table


def jensen_shannon(p: np.ndarray, q: np.ndarray) -> Terms:
    m = (p + q) / 2
    of_p, of_q = (times(one, np.log(one) - np.log(m)) for one in (p, q))
    return Terms(
        OUTCOME, [("p", p), ("q", q), ("m", m)], "½ p ln(p/m) + ½ q ln(q/m)",
        lambda i: f"½ · {figure(of_p[i], 3)} + ½ · {figure(of_q[i], 3)}", (of_p + of_q) / 2, "JS(p, q)",
    )  # fmt: skip  # a row of the table


def squares(pred: np.ndarray, true: np.ndarray) -> Terms:
    return of_errors(pred, true, (pred - true) ** 2, "e² / n", "({e})²")


def distances(pred: np.ndarray, true: np.ndarray) -> Terms:
    return of_errors(pred, true, np.abs(pred - true), "|e| / n", "|{e}|")


def of_errors(pred: np.ndarray, true: np.ndarray, cost: np.ndarray, head: str, written: str) -> Terms:
    """Return what errors add to the mean of their costs."""
    error, n = pred - true, pred.size
    columns = [("ŷ", pred), ("y", true), ("e = ŷ − y", error)]
    return Terms(
        SAMPLE, columns, head, lambda i: f"{written.format(e=figure(error[i]))} / {n}", cost / n, MEAN, ""
    )  # fmt: skip  # a row of the table


def huber(pred: np.ndarray, true: np.ndarray, delta: float = 1.0) -> Terms:
    size, d = np.abs(pred - true), figure(delta)
    cost = np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))

    def written(i: int) -> str:
        e = figure(size[i])
        return f"½ · {e}² / {size.size}" if size[i] <= delta else f"{d} · ({e} {MINUS} {d}/2) / {size.size}"

    columns = [("ŷ", pred), ("y", true), ("|e|", size)]
    return Terms(SAMPLE, columns, f"L(e) / n,  δ = {d}", written, cost / size.size, MEAN, "")


def binary(pred: np.ndarray, true: np.ndarray) -> Terms:
    yes, no = (np.maximum(np.log(one), LEAST_LOG) for one in (pred, 1 - pred))
    return of_two("ŷ", pred, true, times(true, -yes) + times(1 - true, -no))


def binary_of_logits(logits: np.ndarray, true: np.ndarray) -> Terms:
    cost = times(true, np.logaddexp(0, -logits)) + times(1 - true, np.logaddexp(0, logits))
    return of_two("z", logits, true, cost)


def of_two(head: str, said: np.ndarray, true: np.ndarray, cost: np.ndarray) -> Terms:
    columns, n = [(head, said), ("y", true), (COST, cost)], said.size
    return Terms(SAMPLE, columns, COST_SHARE, lambda i: f"{figure(cost[i])} / {n}", cost / n, MEAN)


def of_labels(logits: np.ndarray, labels: np.ndarray) -> Terms:
    """Return the surprise of each sample's label, under the softmax of its logits."""
    n = len(labels)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    logs = (shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))[np.arange(n), labels.astype(int)]
    columns = [(LABEL, labels), (SHARE, np.exp(logs)), (COST, -logs)]
    return Terms(SAMPLE, columns, COST_SHARE, lambda i: f"{figure(-logs[i])} / {n}", -logs / n, MEAN)


FORMULAS = (
    Formula(N_("How surprising each outcome is"), 1, "elements", surprise),
    Formula(N_("The terms of H(p) and their sum"), 1, "outcomes", entropy),
    Formula(N_("The terms of H(p, q) and their sum"), 2, "outcomes", cross_entropy),
    Formula(N_("The terms of D(p ‖ q) and their sum"), 2, "outcomes", divergence),
    Formula(N_("The terms of JS(p, q) and their sum"), 2, "outcomes", jensen_shannon),
    Formula(N_("What each error adds to the mean"), 2, "elements", squares),
    Formula(N_("What each error adds to the mean"), 2, "elements", distances),
    Formula(N_("What each error adds to the mean"), 2, "elements", huber),
    Formula(N_("What each error adds to the mean"), 3, "elements", huber),
    Formula(N_("What each forecast adds to the mean"), 2, "elements", binary),
    Formula(N_("What each forecast adds to the mean"), 2, "elements", binary_of_logits),
    Formula(N_("What each sample adds to the mean"), 2, "labels", of_labels),
)


class Sample(NamedTuple):
    """The terms of one sample of a call: which one it is, and what was expected of it."""

    formula: Formula
    row: int
    rows: int
    terms: Terms
    expected: np.ndarray


def samples(formula: Formula, call: Call, expected: np.ndarray) -> list[Sample]:
    """Return the samples of a call by a formula, if it is the right one: if the terms give what was expected."""
    given = rows_of(formula, [np.asarray(one, dtype=np.float64) for one in call.arguments])
    terms = [formula.terms(*row) for row in given]
    answers = expected.reshape(-1)
    if terms and not terms[0].total:  # an answer an element
        is_it = expected.shape == np.shape(call.arguments[0]) and is_close(terms[0].values, answers)
        return [Sample(formula, 0, 1, terms[0], answers)] if is_it else []
    if len(answers) != len(terms) or not is_close([one.values.sum() for one in terms], answers):
        return []
    return [Sample(formula, i, len(terms), one, answers[i]) for i, one in enumerate(terms)]


def rows_of(formula: Formula, arrays: Sequence[np.ndarray]) -> list[tuple[np.ndarray, ...]]:
    """Return the arguments of each sample; none where the formula takes other shapes."""
    if len(arrays) != formula.arity or arrays[0].size == 0:
        return []
    first, *others = arrays
    if formula.takes == "outcomes":
        if any(one.ndim == 0 or one.shape[-1] != first.shape[-1] for one in arrays):
            return []
        rows = [one.reshape(-1, one.shape[-1]) for one in np.broadcast_arrays(*arrays)]
        return list(zip(*rows, strict=True)) if len(rows[0]) <= MOST_SAMPLES else []
    if formula.takes == "labels":
        return [(first, others[0])] if first.ndim == 2 and others[0].shape == first.shape[:1] else []
    if any(one.shape != first.shape for one in others[:1]):
        return []
    return [(*(one.reshape(-1) for one in arrays[:2]), *others[1:])]


def is_close(ours: object, expected: object) -> bool:
    return bool(np.allclose(np.asarray(ours), np.asarray(expected), RELATIVE, ABSOLUTE, equal_nan=True))


def fitting(call: Call, expected: np.ndarray) -> list[list[Sample]]:
    """Return the samples by each formula that gives what was expected."""
    found = []
    with np.errstate(all="ignore"):
        for formula in FORMULAS:
            try:
                found.append(samples(formula, call, expected))
            except (ValueError, IndexError):  # shapes and labels that it does not take
                continue
    return [one for one in found if one]
