"""Compare what came with what was expected: shape, kind of number, nan and inf, then the value."""

from __future__ import annotations

from typing import Literal

import numpy as np

from autograder.isolation.observation import Observation

Verdict = Literal["right", "no_exception", "exception", "no_number", "kind", "shape", "nan", "inf", "value"]


def compare(expected: Observation, got: Observation, relative: float, absolute: float = 0.0) -> Verdict:
    """Return "right", or the first aspect in which `got` is not.

    Parameters
    ----------
    expected, got : Observation
        Nothing is broadcast: shapes must be equal.
    relative, absolute : float
        Elementwise, ``abs(got - expected) <= absolute + relative * abs(expected)``.
    """
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
    return compare_values(expected.value.astype(float), got.value.astype(float), relative, absolute)


def compare_values(expected: np.ndarray, got: np.ndarray, relative: float, absolute: float) -> Verdict:
    """Compare two float64 arrays of one shape."""
    if not np.array_equal(np.isnan(expected), np.isnan(got)):
        return "nan"
    if not np.array_equal(np.where(np.isinf(expected), expected, 0), np.where(np.isinf(got), got, 0)):
        return "inf"
    finite = np.isfinite(expected)
    with np.errstate(over="ignore"):  # further apart than any number: inf, and wrong
        error = np.abs(got[finite] - expected[finite])
    # "all within", not "none beyond": a nan that slipped through would satisfy the second.
    return "right" if np.all(error <= absolute + relative * np.abs(expected[finite])) else "value"
