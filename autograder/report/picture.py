"""What is drawn of an exercise: a student's function beside the reference along one input, with what is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from autograder.isolation.job import Argument, Calls, Extras, Library, Limits
from autograder.isolation.observation import Observation, pack_array, unpack_array
from autograder.judging.compare import RightAnswer, Sheet, Verdict
from autograder.judging.encoding import argument_from_json, argument_to_json
from autograder.judging.submission import clean
from autograder.translation import N_, LosslingsError, Text, Translate

PICTURE_LIMITS = Limits(seconds=2.0, total_seconds=2.0)  # a picture earns nothing, so it may not take long
RELATIVE, ABSOLUTE = 1e-5, 1e-6  # no answer that earns its points has a fault, nor a difference that nobody can see
MOST = 4  # faults that are named, and stretches of each

HERE, WRONG = N_("{what} here"), N_("wrong here")
NO_NUMBER, SHAPE = N_("no number here"), N_("another shape here")
HEADING = N_("Your function and the reference; {axis}, from {first} to {last}:")
NO_FAULT = N_("the same everywhere")


class NoPicture(LosslingsError):
    """There is nothing to draw; the message says why."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What is drawn of one exercise.

    Parameters
    ----------
    exercise : str
        Its id.
    axis : str
        What is varied, in words.
    scale : {"linear", "symlog"}
    element : int
        Which number of an answer is drawn.
    library : {"numpy", "torch"}
        What arrays are given as.
    grid : ndarray of shape (n_points,)
        The values of what is varied.
    arguments : tuple of Argument or number
        An array holds those of all points, stacked; a number is the same at each.
    expected : ndarray of shape (n_points, ...)
        The reference's answers, stacked.
    part : int or str, optional
        Which part of an answer that is a tuple or a dict is drawn.
    is_series : bool
        Whether one call answers for all points, a number each.
    lines : tuple of str
        Where several lines are drawn, the last argument of each: the points are those of one line after the other.
    """

    exercise: str
    axis: str
    scale: str
    element: int
    library: Library
    grid: np.ndarray
    arguments: tuple[Argument | float | str, ...]
    expected: np.ndarray
    part: int | str | None = None
    is_series: bool = False
    lines: tuple[str, ...] = ()

    @property
    def calls(self) -> Calls:
        """All that a child is given of it: inputs, never answers."""
        return calls_of(self)

    def line_of(self, point: int) -> str:
        """Return the line that a point is on; empty where there is but one."""
        return self.lines[point * len(self.lines) // len(self.grid)] if self.lines else ""

    @property
    def curve(self) -> np.ndarray:
        """The number of each right answer that is drawn."""
        return self.expected.reshape(len(self.grid), -1)[:, self.element]

    def compare(self, observations: Sequence[Observation]) -> Comparison:
        """Compare the answers to `calls` with the right ones."""
        answers = series(observations[0], len(self.grid)) if self.is_series else list(observations)
        verdicts = sheet_of(self).compare(answers)
        numbers = [number_of(got, self.element) for got in answers]
        faults = tuple(
            None if verdict == "right" else fault(verdict, got, number)
            for verdict, got, number in zip(verdicts, answers, numbers, strict=True)
        )
        return Comparison(self, np.array(numbers), faults)


# Of a class, every student is asked the same: inputs are packed, and right answers laid out, once.
@lru_cache(maxsize=256)
def calls_of(picture: Picture) -> Calls:
    count = 1 if picture.is_series else len(picture.grid)
    points: list[Sequence[Any]] = [
        [Argument(array) for array in argument.array] if isinstance(argument, Argument) else [argument] * count
        for argument in picture.arguments
    ]
    if picture.lines:
        points.append([picture.line_of(point) for point in range(count)])
    extras = (Extras(part=picture.part),) * count if picture.part is not None else ()
    return Calls(picture.exercise, tuple(zip(*points, strict=True)), library=picture.library, extras=extras)


def series(answer: Observation, count: int) -> list[Observation]:
    """Take an answer of so many numbers apart; what is no row of numbers stands at each point."""
    if answer.value is None or answer.value.ndim != 1:
        return [answer] * count
    there = [replace(answer, value=np.asarray(number)) for number in answer.value[:count]]
    return there + [Observation("unusable")] * (count - len(there))


@lru_cache(maxsize=256)
def sheet_of(picture: Picture) -> Sheet:
    return Sheet([RightAnswer(Observation("value", answer), RELATIVE, ABSOLUTE) for answer in picture.expected])


def number_of(got: Observation, element: int) -> float:
    return float(got.value.flat[element]) if got.value is not None and element < got.value.size else np.nan


def fault(verdict: Verdict, got: Observation, number: float) -> Text:
    """Name what is wrong with one answer, in a word or two."""
    if got.kind == "raised":
        name = got.text.partition(":")[0]
        return Text(HERE, {"what": clean(" ".join(name.split()))[:40]})
    if verdict in ("no_number", "kind"):
        return Text(NO_NUMBER)
    if verdict == "shape":
        return Text(SHAPE)
    return Text(WRONG) if np.isfinite(number) else Text(HERE, {"what": f"{number:g}"})


class Stretch(NamedTuple):
    """Neighbouring points (`first` to `last`) with one and the same fault."""

    fault: str
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Comparison:
    """A student's answers along the grid of a picture.

    Parameters
    ----------
    picture : Picture
    curve : ndarray of shape (n_points,)
        The number of each answer that is drawn; nan where there is none.
    faults : tuple of Text or None
        What is wrong at each point.
    """

    picture: Picture
    curve: np.ndarray
    faults: tuple[Text | None, ...]

    def stretches(self, translate: Translate) -> list[Stretch]:
        """Join neighbouring points of one line and one fault; points without a fault are in none."""
        texts = [fault.render(translate) if fault else "" for fault in self.faults]
        runs = [
            list(run)
            for _, run in groupby(range(len(texts)), key=lambda point: (self.picture.line_of(point), texts[point]))
        ]
        return [Stretch(texts[run[0]], run[0], run[-1]) for run in runs if texts[run[0]]]

    def words(self, translate: Translate) -> str:
        """Say what the picture shows."""
        grid = self.picture.grid
        values = {"axis": translate(self.picture.axis), "first": f"{grid[0]:g}", "last": f"{grid[-1]:g}"}
        heading = Text(HEADING, values).render(translate)
        where: dict[str, list[str]] = {}
        for fault, first, last in self.stretches(translate):
            ends = [f"{grid[i]:.4g}" for i in sorted({first, last})]
            line = self.picture.line_of(first)
            where.setdefault(f"{line}: {fault}" if line else fault, []).append(" … ".join(ends))
        faults = [f"{fault} ({', '.join(first_few(parts))})" for fault, parts in where.items()]
        return f"{heading} {'; '.join(first_few(faults)) or translate(NO_FAULT)}"


def first_few(parts: list[str]) -> list[str]:
    return parts if len(parts) <= MOST else [*parts[:MOST], "…"]


# ---------------------------------------------------------------- JSON


def load_pictures(path: Path) -> dict[str, Picture]:
    """Read what is drawn, by exercise.

    Raises
    ------
    NoPicture
        If the file is missing or damaged.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return {picture.exercise: picture for picture in map(picture_from_json, map(json.loads, lines))}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoPicture(N_("{path}: damaged; build it again with `losslings key`"), path=path.name) from error


def picture_to_json(picture: Picture) -> dict[str, Any]:
    """Encode what is drawn of one exercise; `picture_from_json` reads it back."""
    rare: dict[str, Any] = {
        "part": picture.part,
        "is_series": picture.is_series or None,
        "lines": list(picture.lines) or None,
    }
    return {
        **{name: value for name, value in vars(picture).items() if name not in rare},
        **{name: value for name, value in rare.items() if value is not None},
        "grid": pack_array(picture.grid),
        "arguments": [argument_to_json(argument) for argument in picture.arguments],
        "expected": pack_array(picture.expected),
    }


def picture_from_json(packed: dict[str, Any]) -> Picture:
    return Picture(
        **{
            **packed,
            "grid": unpack_array(packed["grid"]),
            "arguments": tuple(map(argument_from_json, packed["arguments"])),
            "expected": unpack_array(packed["expected"]),
            "lines": tuple(packed.get("lines", ())),
        }
    )
