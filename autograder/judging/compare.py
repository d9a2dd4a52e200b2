"""Compare what came with what was expected: shape, kind of number, nan and inf, then the value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from math import isinf, isnan
from operator import itemgetter
from typing import Literal, NamedTuple

import numpy as np

from autograder.isolation.inside import wire
from autograder.isolation.observation import Observation, Observations
from autograder.judging.key import ExerciseKey

KINDS = {"value": wire.VALUE, "raised": wire.RAISED}  # a right answer is of one of these kinds
BOOL = wire.DTYPES.index("|b1")
Verdict = Literal[
    "right", "timeout", "no_exception", "exception", "no_number", "kind", "shape", "nan", "inf", "value", "dtype"
]


class RightAnswer(NamedTuple):
    """The right answer to one call, and its tolerance, see `compare`."""

    expected: Observation
    relative: float
    absolute: float
    dtype: str | None = None


def compare(
    expected: Observation, got: Observation, relative: float, absolute: float = 0.0, dtype: str | None = None
) -> Verdict:
    """Return "right", or the first aspect in which `got` is not.

    Parameters
    ----------
    expected, got : Observation
        Nothing is broadcast: shapes must be equal.
    relative, absolute : float
        Elementwise, ``abs(got - expected) <= absolute + relative * abs(expected)``.
    dtype : str, optional
        That of the answer, where it is asked for; looked at last.
    """
    verdict = compare_all_but_dtype(expected, got, relative, absolute)
    is_other = dtype is not None and got.value is not None and got.value.dtype.str != dtype
    return "dtype" if verdict == "right" and is_other else verdict


def compare_all_but_dtype(expected: Observation, got: Observation, relative: float, absolute: float) -> Verdict:
    """Return "right", or the first aspect in which `got` is not, see `compare`."""
    if got.kind == "timeout":
        return "timeout"
    if expected.kind == "raised":
        return "right" if got.kind == "raised" and got.is_value_error else "no_exception"
    if got.kind == "raised":
        return "exception"
    if got.value is None or expected.value is None:
        return "no_number"
    if got.value.dtype.kind == "b":
        return "kind"
    if got.value.shape != expected.value.shape:
        return "shape"
    if got.value.ndim == 0:  # most answers; numpy would take ten times as long
        return compare_numbers(expected.value.item(), got.value.item(), relative, absolute)
    return compare_values(as_float64(expected.value), as_float64(got.value), relative, absolute)


def as_float64(array: np.ndarray) -> np.ndarray:
    if array.dtype == np.float64:
        return array
    with np.errstate(invalid="ignore"):  # a signalling nan
        return array.astype(np.float64)


def compare_numbers(expected: float, got: float, relative: float, absolute: float) -> Verdict:
    if isnan(expected) or isnan(got):
        return "right" if isnan(expected) and isnan(got) else "nan"
    if isinf(expected) or isinf(got):
        return "right" if expected == got else "inf"
    return "right" if abs(got - expected) <= absolute + relative * abs(expected) else "value"


def compare_values(expected: np.ndarray, got: np.ndarray, relative: float, absolute: float) -> Verdict:
    """Compare two float64 arrays of one shape."""
    with np.errstate(over="ignore", invalid="ignore"):  # a distance beyond all floats is inf, and wrong
        near = np.abs(got - expected) <= absolute + relative * np.abs(expected)
        # "all within", not "none beyond": a nan that slipped through would satisfy the second.
        if near.all() and np.isfinite(expected).all():
            return "right"
    if not np.array_equal(np.isnan(expected), np.isnan(got)):
        return "nan"
    infinite = np.isinf(expected) | np.isinf(got)
    if not np.array_equal(expected[infinite], got[infinite]):
        return "inf"
    return "right" if np.all(near[np.isfinite(expected)]) else "value"


def numbers_in(table: wire.Table) -> np.ndarray:
    """Read all numbers of a table into one float64 array."""
    if set(table.dtypes) == {wire.FLOAT64}:
        return np.frombuffer(table.data)
    parts, start = [], 0
    for code, run in groupby(zip(table.dtypes, table.sizes, strict=True), key=itemgetter(0)):
        stop = start + sum(size for _, size in run)
        parts.append(as_float64(np.frombuffer(table.data[start:stop], dtype=wire.DTYPES[code])))
        start = stop
    return np.concatenate(parts)


class Sheet:
    """The right answers to all calls of an exercise, laid out as the child's answers come: compared in one step.

    Most submissions are right. `agrees` recognises them from the columns of `wire.Table`, without decoding a single
    answer; otherwise `compare` decides answer by answer.

    Parameters
    ----------
    answers : sequence of RightAnswer
        One for each call, in order.
    """

    def __init__(self, answers: Sequence[RightAnswer]) -> None:
        self.answers = answers
        values = [answer.expected.value for answer in answers]
        self.kinds = tuple(KINDS.get(answer.expected.kind) for answer in answers)
        self.dimensions = tuple(0 if value is None else value.ndim for value in values)
        lengths = [length for value in values if value is not None for length in value.shape]
        self.shapes = np.array(lengths, dtype="<u8").tobytes()
        numbers, bounds = [np.zeros(0)], [np.zeros(0)]
        for expected, relative, absolute, _ in answers:
            if expected.value is not None:
                numbers.append(as_float64(expected.value).ravel())
                bounds.append(absolute + relative * np.abs(numbers[-1]))
        self.numbers, self.bounds = np.concatenate(numbers), np.concatenate(bounds)
        self.not_finite = np.flatnonzero(~np.isfinite(self.numbers))
        self.dtypes = [(i, wire.DTYPES.index(answer.dtype)) for i, answer in enumerate(answers) if answer.dtype]

    def agrees(self, table: wire.Table) -> bool:
        """Tell whether every answer is right. False means: compare them one by one."""
        if (table.kinds, table.dimensions, table.shapes) != (self.kinds, self.dimensions, self.shapes):
            return False
        if any(table.dtypes[i] != code for i, code in self.dtypes):
            return False
        raised = [flags for kind, flags in zip(table.kinds, table.flags, strict=True) if kind == wire.RAISED]
        if not all(flags & wire.IS_VALUE_ERROR for flags in raised) or BOOL in table.dtypes:
            return False
        got = numbers_in(table)
        with np.errstate(invalid="ignore", over="ignore"):
            is_near = np.abs(got - self.numbers) <= self.bounds
        rest = self.not_finite
        expected = self.numbers[rest]
        is_near[rest] = (got[rest] == expected) | (np.isnan(got[rest]) & np.isnan(expected))
        return bool(np.all(is_near))

    def compare(self, observations: Sequence[Observation]) -> list[Verdict]:
        """Compare each call's answer with the right one."""
        if isinstance(observations, Observations) and self.agrees(observations.table):
            return ["right"] * len(self.answers)
        return [
            compare(answer.expected, got, answer.relative, answer.absolute, answer.dtype)
            for answer, got in zip(self.answers, observations, strict=True)
        ]


@lru_cache(maxsize=256)
def sheet(exercise: ExerciseKey) -> Sheet:
    """Return the right answers to `exercise.calls`."""
    return Sheet([RightAnswer(case.expected, case.relative, case.absolute, case.dtype) for case in exercise.cases])
