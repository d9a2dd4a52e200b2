"""Take a report out of a student's record, where anything may stand by now: check its types, make it safe to print."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints, is_typeddict

from autograder.judging.printable import clean
from autograder.report.data import ExerciseReport


def recall(value: Any) -> ExerciseReport | None:
    """Return a report as it was remembered; None where it is none, or none any more."""
    return cast("ExerciseReport", cleaned(value)) if is_of(value, ExerciseReport) else None


def is_of(value: Any, kind: Any) -> bool:
    """Tell whether a value out of JSON is of a type that a report is made of."""
    if is_typeddict(kind):
        hints = fields_of(kind)
        return (
            isinstance(value, dict) and value.keys() == hints.keys() and all(is_of(value[k], hints[k]) for k in hints)
        )
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if get_origin(kind) is list:
        return isinstance(value, list) and all(is_of(one, get_args(kind)[0]) for one in value)
    if get_origin(kind) is Literal:
        return value in get_args(kind)
    parts = get_args(kind)
    return any(is_of(value, part) for part in parts) if parts else isinstance(value, kind)


@cache
def fields_of(kind: Any) -> dict[str, Any]:
    """Return the fields of a report, or of a part of one, with their types."""
    return get_type_hints(kind)


def cleaned(value: Any) -> Any:
    """Make every text in a value safe to print."""
    match value:
        case str():
            return clean(value)
        case list():
            return [cleaned(one) for one in value]
        case dict():
            return {name: cleaned(one) for name, one in value.items()}
    return value
