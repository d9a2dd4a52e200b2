"""Compile what a notebook draws: the reference's answers along an exercise's sweep."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from autograder.bank.building.calls import key_argument
from autograder.bank.building.cases import observe
from autograder.bank.exercises import Exercise
from autograder.bank.spec import Sweep
from autograder.isolation.job import Argument, Extras
from autograder.report.picture import Picture, picture_to_json, series


def compile_sweep(exercise: Exercise, sweep: Sweep) -> Picture:
    """Ask the reference at every point.

    Raises
    ------
    ValueError
        If it has no answer somewhere, or what stays the same does not.
    """
    solution, library = exercise.load_solution(), exercise.load_spec().library
    grid = sweep.grid.astype(float)
    if grid.ndim != 1 or not (np.diff(grid) > 0).all():
        raise ValueError("the grid must be one row of ascending numbers")
    asked = grid[-1:] if sweep.is_series else grid
    points = [tuple(map(key_argument, sweep.arguments(value))) for value in asked.tolist()]
    given = points * max(1, len(sweep.lines))
    if sweep.lines:
        grid, points = np.tile(grid, len(sweep.lines)), [(*args, line) for line in sweep.lines for args in points]
    answers = [observe(solution, args, library, Extras(part=sweep.part)) for args in points]
    answers = series(answers[0], len(grid)) if sweep.is_series else answers
    for value, answer in zip(grid, answers, strict=True):
        if answer.value is None or np.isnan(answer.value).any():
            raise ValueError(f"at {value:g} the reference gave {answer.describe()}")
    arguments = tuple(map(stack, zip(*given, strict=True)))
    expected = np.array([answer.value for answer in answers], dtype=float)
    about = (exercise.id, sweep.axis, sweep.scale, sweep.element, library)
    picture = Picture(*about, grid, arguments, expected, sweep.part, sweep.is_series, sweep.lines)
    if not np.isfinite(picture.curve).any():
        raise ValueError("the reference must have a finite answer somewhere on the grid")
    return picture


def stack(values: tuple[Argument | float | str, ...]) -> Argument | float | str:
    """Join one argument's values at all points; a number must be the same at each."""
    if isinstance(values[0], Argument):
        return Argument(np.array([value.array for value in values if isinstance(value, Argument)]))
    if set(values) != {values[0]}:
        raise ValueError("a number that is varied must be an array")
    return values[0]


def save_pictures(pictures: Iterable[Picture], path: Path) -> None:
    lines = [json.dumps(picture_to_json(picture), ensure_ascii=False) + "\n" for picture in pictures]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
