"""What a notebook's grade cells earn: its solutions are judged, and the marks written where nbgrader reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import click

from autograder.course.cells import CHECK, Cell, is_test, marks_of
from autograder.judging.cells import UnreadableNotebook, code_cells
from autograder.judging.key import Key, name_of
from autograder.judging.submission import Submission, clean
from autograder.report.card import card
from autograder.report.data import ExerciseReport
from autograder.report.terminal import exercise_lines
from autograder.translation import N_, LosslingsError, Translate

NOT_OURS = N_(
    "This cell checks no exercise of the answer key, so it earned nothing here: give its points by hand, or grade the"
    " assignment with nbgrader's Execute."
)


def exercises_in(cells: Iterable[Cell]) -> set[str]:
    """Return what solutions, and cells that check them, are called."""
    return {marks_of(cell).get("grade_id", "").removeprefix(CHECK) for cell in cells}


class AmbiguousExercise(LosslingsError):
    """A cell's name names exercises of several units."""


def ids_of(names: Iterable[str], notebook: str, key: Key) -> list[str]:
    """List the exercises that cells of a notebook are named after.

    Where several units have an exercise of a name, it is the one of the unit that the notebook is named after.

    Raises
    ------
    AmbiguousExercise
        If there is no such unit among them.
    """
    found: list[str] = []
    for name in names:
        ids = [one for one in key.lines if name_of(one) == name]
        own = f"{notebook}/{name}"
        if own not in ids and len(ids) > 1:
            message = N_("{name} in the notebook {notebook}: is it {ids}? Name the notebook like the unit")
            raise AmbiguousExercise(message, name=name, notebook=notebook, ids=", ".join(ids))
        found += [own] if own in ids else ids
    return found


def submission_of(name: str, notebook: str, cells: Iterable[Cell], translate: Translate) -> Submission:
    """Take what a student wrote for what was handed in: all code but the grade cells."""
    own = [{"cell_type": cell["cell_type"], "source": cell["source"]} for cell in cells if not is_test(cell)]
    path = clean(f"{notebook}.ipynb")
    try:
        found = code_cells(json.dumps({"cells": own}).encode(), path)
    except UnreadableNotebook as error:
        return Submission(name, problem=clean(error.text.render(translate)))
    problems = "; ".join(problem.render(translate) for problem in found.problems(path))
    return Submission(name, {path: found.to_file()}, clean(problems))


def write_marks(cells: Sequence[Cell], reports: Sequence[ExerciseReport], translate: Translate) -> None:
    """Write into every grade cell what it earned and why: never more than its points, and nothing on doubt."""
    exercises = {exercise["name"]: exercise for exercise in reports}
    for cell in cells:
        if is_test(cell):
            name = marks_of(cell).get("grade_id", "")
            exercise = exercises.get(name.removeprefix(CHECK)) if name.startswith(CHECK) else None
            cell["outputs"] = outputs(exercise, float(marks_of(cell)["points"]), translate)


def outputs(exercise: ExerciseReport | None, points: float, translate: Translate) -> list[dict[str, Any]]:
    """Write a grade cell's outputs: the mark that nbgrader reads, then the explanation that a student reads."""
    if exercise is None:
        return [mark_output(0.0), text_output(translate(NOT_OURS))]
    text = click.unstyle("\n".join(exercise_lines(exercise, translate)))
    return [mark_output(earned(exercise, points)), text_output(text, **{"text/html": card(exercise, translate)})]


def earned(exercise: ExerciseReport, points: float) -> float:
    """Scale an exercise's score to its cell's points, rounded: the number that all books of marks say."""
    if exercise["score"] >= exercise["max_score"]:
        return points
    return round(float(min(points, exercise["score"] * (points / exercise["max_score"]))), 2)


def mark_output(mark: float) -> dict[str, Any]:
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
        "data": {"text/plain": repr(mark)},
    }


def text_output(text: str, **others: str) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/plain": text, **others}}
