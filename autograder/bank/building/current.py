"""Tell whether a key or picture that was saved is what the bank would give today."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.isolation.job import Argument
from autograder.judging.compare import compare
from autograder.judging.head import digest_of_marks
from autograder.judging.key import ExerciseKey, Key, KeyMisconception
from autograder.report.picture import Picture, load_pictures


def differences(old: Key, new: Key) -> list[str]:
    """Name the exercises in which two keys differ: in what decides marks by a bit, in what mistakes answer by more."""
    if list(old.lines) != list(new.lines):
        return [f"exercises: {', '.join(old.lines)} where {', '.join(new.lines)} is expected"]
    return [f"{name}: not current" for name in new.lines if not same_exercise(old.exercise(name), new.exercise(name))]


def same_exercise(old: ExerciseKey, new: ExerciseKey) -> bool:
    def text(key: ExerciseKey) -> str:
        cases = [(case.call, case.torch) for case in key.cases]
        mistakes = [(m.name, m.ladder) for m in key.misconceptions]  # their outputs may be rounding noise
        return repr((digest_of_marks(key), key.parameters, key.torch_call, cases, mistakes))

    return text(old) == text(new) and all(map(same_mistake, old.misconceptions, new.misconceptions))


def same_mistake(old: KeyMisconception, new: KeyMisconception) -> bool:
    """Tell whether nine tenths of a mistake's answers are the same: the others may be rounding noise."""
    same = [
        one.kind == other.kind and (one.kind != "value" or compare(one, other, 1e-6, 1e-12) == "right")
        for index, one in old.outputs.items()
        if (other := new.outputs.get(index)) is not None
    ]
    return sum(same) >= 0.9 * max(len(old.outputs), len(new.outputs))


def stale_pictures(path: Path, pictures: Iterable[Picture]) -> list[str]:
    """Name the exercises whose saved picture differs by more than the last digits another machine computes.

    Raises
    ------
    NoPicture
        If the file is missing or damaged.
    """
    old, new = load_pictures(path), {picture.exercise: picture for picture in pictures}
    stale = [name for name in old | new if not (name in old and name in new and same_picture(old[name], new[name]))]
    return [f"{name}: picture not current" for name in stale]


def same_picture(old: Picture, new: Picture) -> bool:
    def words(picture: Picture) -> tuple[Any, ...]:
        texts = [one for one in picture.arguments if isinstance(one, str)]
        return picture.axis, picture.scale, picture.element, picture.library, len(picture.arguments), *texts

    def numbers(picture: Picture) -> list[np.ndarray]:
        numbers = [one for one in picture.arguments if not isinstance(one, str)]
        arrays = [one.array if isinstance(one, Argument) else np.array(one) for one in numbers]
        return [picture.grid, picture.expected, *arrays]

    return words(old) == words(new) and all(
        one.shape == other.shape and one.dtype == other.dtype and np.allclose(one, other, rtol=1e-12, atol=1e-15)
        for one, other in zip(numbers(old), numbers(new), strict=True)
    )
