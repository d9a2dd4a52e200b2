"""What stands first in an exercise's line of a key: its id, and the digest of what decides marks."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.isolation.job import Argument

if TYPE_CHECKING:
    from autograder.judging.key import ExerciseKey


# `exercise_to_json` writes these first, so that an exercise is found without decoding its key.
HEAD = re.compile(
    r'\{"name": "(?P<name>\w+)", "unit": "(?P<unit>\w+)", "digest": "(?P<digest>[0-9a-f]+)"'
    r'(?:, "library": "(?P<library>\w+)")?'
)


def head_of(line: str) -> re.Match[str]:
    """Read name, unit, digest and library off the beginning of an exercise's JSON text.

    Raises
    ------
    ValueError
        If the text is not one of an exercise.
    """
    head = HEAD.match(line)
    if head is None:
        raise ValueError("a line of a key begins with the exercise's name, unit and digest")
    return head


def id_of(line: str) -> str:
    """Read the id of an exercise off the beginning of its JSON text."""
    head = head_of(line)
    return f"{head['unit']}/{head['name']}"


def labels(ids: Iterable[str]) -> dict[str, str]:
    """Return by id the shortest text that tells an exercise from the others: its name where no other one has it."""
    names = {exercise_id: exercise_id.rpartition("/")[2] for exercise_id in ids}
    counts = Counter(names.values())
    return {exercise_id: name if counts[name] == 1 else exercise_id for exercise_id, name in names.items()}


def digest_of_marks(exercise: ExerciseKey) -> str:
    """Return a digest of what decides marks: cases, answers, tolerances, items and points.

    Nothing else counts: the answers of known mistakes, and the words, differ from one numpy to the next.
    """
    names = [exercise.refuses] if exercise.refuses else []
    digest = hashlib.sha256(json.dumps([exercise.id, exercise.library, *map(vars, exercise.items), *names]).encode())
    for case in exercise.cases:
        expected = [case.expected.kind, case.expected.value]
        rare = [part for name, value in case.keywords.items() for part in (name, value)]
        rare += [part for part in (case.gradient, case.part, case.dtype) if part is not None]
        rare += [part for call in case.calls for part in call]
        for part in (case.id, *case.args, *expected, case.relative, case.absolute, *case.needs, *rare):
            digest.update(bytes_of(part))
    return digest.hexdigest()[:16]


def bytes_of(part: Any) -> bytes:
    """Write a number, a text or an array as bytes that no other one has."""
    if isinstance(part, Argument):
        return part.layout.encode() + bytes_of(part.array)
    if not isinstance(part, np.ndarray):
        return f"{json.dumps(part)}\0".encode()
    little = part.astype(part.dtype.newbyteorder("<"), copy=False)
    return f"{little.dtype.str}{little.shape}\0".encode() + little.tobytes()
