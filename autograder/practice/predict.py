"""`losslings predict`: small inputs whose answers are worked out on paper, before the function is written.

An answer is shown after a try. Nothing is graded by it, and nothing waits for it.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from autograder.isolation.job import Argument
from autograder.judging.key import ExerciseKey
from autograder.judging.key_case import KeyCase
from autograder.judging.napkin import KeyNapkin
from autograder.practice.store import Store
from autograder.practice.typed import written
from autograder.translation import N_, Text

COUNT = 3
MOST_NUMBERS = 4  # of an answer
SMALL = 4  # numbers of an array
RELATIVE, ABSOLUTE = 0.02, 0.005  # two digits are enough on a napkin
SECTION = "predictions"  # of the record: by exercise and call, the tries and whether one was right


class Score(NamedTuple):
    """How many numbers of an exercise were predicted, and how many of them at the first try."""

    right: int
    at_once: int
    of: int


def napkins_of(exercise: ExerciseKey) -> list[KeyNapkin]:
    """Return what is to be predicted: what the author has written, or three basic cases with small answers."""
    if exercise.napkins:
        return list(exercise.napkins)
    basics = [exercise.cases[index] for index in exercise.items[0].cases]
    by_answer: dict[str, KeyCase] = {}
    for case in sorted(
        filter(fits_on_a_napkin, basics), key=lambda case: (case.id.startswith("drawn"), len(case.call))
    ):
        by_answer.setdefault(case.expected.describe(), case)
    return [KeyNapkin(case.args, case.expected, part=case.part) for case in list(by_answer.values())[:COUNT]]


def fits_on_a_napkin(case: KeyCase) -> bool:
    arrays = [argument.array for argument in case.args if isinstance(argument, Argument)]
    is_small = all(array.size <= SMALL for array in arrays)
    has_more = bool(case.keywords) or case.gradient is not None  # a napkin has the bare call, or a part of its answer
    return is_small and not has_more and case.expected.value is not None and case.expected.value.size <= MOST_NUMBERS


def call_of(exercise: ExerciseKey, napkin: KeyNapkin) -> str:
    """Write a call with its numbers as on paper: ``entropy([0.5, 0.5])``; behind it which part of the answer."""
    values = [one.array.tolist() if isinstance(one, Argument) else one for one in napkin.args]
    part = "" if napkin.part is None else f"[{napkin.part!r}]"
    return f"{exercise.name}({', '.join(map(written, values))}){part}"


def shape_of(napkin: KeyNapkin) -> tuple[int, ...]:
    """Return the shape in which an answer is typed: one number is typed without brackets."""
    expected = napkin.expected.value
    assert expected is not None
    return () if expected.size == 1 else expected.shape


def is_right(napkin: KeyNapkin, answer: np.ndarray) -> bool:
    """Tell whether an answer is right to two digits."""
    expected = np.asarray(napkin.expected.value, dtype=float).reshape(answer.shape)
    pairs = zip(expected.ravel().tolist(), answer.ravel().tolist(), strict=True)
    return all(one == other or abs(one - other) <= tolerance(one) for one, other in pairs)


def tolerance(expected: float) -> float:
    return ABSOLUTE + RELATIVE * abs(expected) if math.isfinite(expected) else -1.0


def in_short(napkin: KeyNapkin) -> str:
    """Write the right answer with the digits of a napkin; what is given may be rounded, and no 0 is a 1e-06 by that."""
    numbers = np.asarray(napkin.expected.value, dtype=float)
    numbers = np.where(np.abs(numbers) < ABSOLUTE / 100, 0.0, numbers)
    return written(numbers.item() if numbers.size == 1 else numbers.tolist(), digits=4)


# ---------------------------------------------------------------- the record


def tries_at(store: Store, exercise: ExerciseKey, napkin: KeyNapkin) -> dict[str, Any]:
    """Return the record of one call: ``{"tries": […], "right": bool}``."""
    calls = store.section(SECTION).get(exercise.id)
    record = calls.get(call_of(exercise, napkin)) if isinstance(calls, dict) else None
    tries = record.get("tries") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(tries, list):
        return {"tries": [], "right": False}
    return {"tries": [text for text in tries if isinstance(text, str)], "right": record.get("right") is True}


def remember_try(store: Store, exercise: ExerciseKey, napkin: KeyNapkin, text: str, was_right: bool) -> None:
    """Add a try to the record; after a right one nothing is added."""
    record = tries_at(store, exercise, napkin)
    if record["right"]:
        return
    section = store.section(SECTION)
    known = section.get(exercise.id)
    calls = known if isinstance(known, dict) else {}
    calls[call_of(exercise, napkin)] = {"tries": [*record["tries"], text], "right": was_right}
    section[exercise.id] = calls


def score_of(store: Store, exercise: ExerciseKey) -> Score:
    """Count what was predicted."""
    records = [tries_at(store, exercise, napkin) for napkin in napkins_of(exercise)]
    right = [record for record in records if record["right"]]
    return Score(len(right), sum(len(record["tries"]) == 1 for record in right), len(records))


def predicted(store: Store, exercise: ExerciseKey) -> Text | None:
    """Say in a line what was predicted of an exercise; None where nothing was tried."""
    if not store.section(SECTION).get(exercise.id):
        return None
    return Text(N_("Predicted: {right} of {of}, {at_once} at the first try."), score_of(store, exercise)._asdict())
