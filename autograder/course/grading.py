"""What a notebook's grade cells earn: its solutions are judged, and the marks written where nbgrader reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import click

from autograder.judging.cells import UnreadableNotebook, code_cells
from autograder.judging.key import Key, name_of
from autograder.judging.submission import Submission, clean
from autograder.report.card import card
from autograder.report.data import ExerciseReport
from autograder.report.terminal import exercise_lines
from autograder.translation import N_, LosslingsError, Translate

Cell = dict[str, Any]  # of a notebook, as JSON; nbformat's nodes are dicts too

CHECK = "check_"  # and the exercise's name: the grade_id of its check cell
NOT_OURS = N_(
    "This cell checks no exercise of the answer key, so it earned nothing here: give its points by hand, or grade the"
    " assignment with nbgrader's Execute."
)
NO_CHECK_CELL = N_("The cell {name} is missing from the notebook: a person has to give its points.")


# ---------------------------------------------------------------- cells as they were handed out


class SourceCell(NamedTuple):
    """A cell of the instructor's notebook, as nbgrader's gradebook keeps it.

    Parameters
    ----------
    cell_type : str
    source : str
    is_locked, is_graded, is_solution, is_task : bool
    checksum : str
    points : float
    """

    cell_type: str
    source: str
    is_locked: bool
    is_graded: bool
    is_solution: bool
    is_task: bool
    checksum: str
    points: float

    @property
    def has_points(self) -> bool:
        return self.is_graded or self.is_task

    def marks(self, name: str) -> dict[str, Any]:
        """Write what nbgrader keeps in the cell's metadata (version 3)."""
        worth = {"points": self.points} if self.has_points else {}
        return {
            "cell_type": self.cell_type,
            "checksum": self.checksum,
            "grade": self.is_graded,
            "grade_id": name,
            "locked": self.is_locked,
            **worth,
            "schema_version": 3,
            "solution": self.is_solution,
            "task": self.is_task,
        }


def restore_cells(cells: Sequence[Cell], source: Mapping[str, SourceCell], *, add_missing: bool = False) -> list[Cell]:
    """Put back what a student may have changed in the cells that nbgrader knows, and drop all outputs.

    A locked cell gets its source back, every known one its type and marks. Of cells with one id the last one counts,
    as in nbgrader; the others, and unknown ones, stay as plain cells.

    Parameters
    ----------
    cells : sequence of dict
        As they were handed in.
    source : mapping of str to SourceCell
        By grade_id.
    add_missing : bool
        Append the cells with points that are not there, as nbgrader's ``add_missing_cells``.
    """
    seen: set[str] = set()
    found = []
    for number, cell in reversed(list(enumerate(cells, 1))):
        metadata, name = scalars(cell.get("metadata")), id_in(cell)
        metadata.pop("nbgrader", None)
        known = source.get(name) if name not in seen else None
        kind, text = cell["cell_type"] if cell["cell_type"] in ("code", "markdown") else "raw", text_of(cell)
        if known:
            seen.add(name)
            kind, text = known.cell_type, known.source if known.is_locked else text
            metadata["nbgrader"] = known.marks(name)
        images = {"attachments": pasted} if kind != "code" and (pasted := images_of(cell)) else {}
        found.append({**new_cell(kind, text, metadata, f"cell-{number}"), **images})
    missing = [name for name, known in source.items() if add_missing and known.has_points and name not in seen]
    added = [new_cell(source[name].cell_type, source[name].source, {"nbgrader": source[name].marks(name)},
                      f"missing-{number}") for number, name in enumerate(missing, 1)]  # fmt: skip
    return found[::-1] + added


def scalars(metadata: Any) -> dict[str, Any]:
    """Keep of a stranger's metadata what has no parts."""
    if not isinstance(metadata, dict):
        return {}
    return {name: value for name, value in metadata.items() if isinstance(value, str | int | float | bool)}


def id_in(cell: Cell) -> str:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    return name if isinstance(name, str) else ""


def images_of(cell: Cell) -> dict[str, dict[str, str]]:
    """Return the images that were pasted into a text."""
    pasted = cell.get("attachments")
    bundles = pasted.items() if isinstance(pasted, dict) else ()
    return {
        name: kinds
        for name, bundle in bundles
        if (kinds := {kind: data for kind, data in scalars(bundle).items() if isinstance(data, str)})
    }


def text_of(cell: Cell) -> str:
    """Return what stands in a cell; half of a letter, which JSON can hold, becomes a question mark."""
    source = cell.get("source", "")
    text = source if isinstance(source, str) else "".join(source)
    return text.encode("utf-8", "replace").decode()


def new_cell(kind: str, source: str, metadata: dict[str, Any], name: str) -> Cell:
    code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "id": name, "metadata": metadata, **code, "source": source}


# ---------------------------------------------------------------- from cells to marks


def marks_of(cell: Cell) -> dict[str, Any]:
    marks: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return marks


def is_test(cell: Cell) -> bool:
    """Tell whether nbgrader reads a cell's mark off its outputs: no person gives it."""
    marks = marks_of(cell)
    return bool(cell["cell_type"] == "code" and marks.get("grade") and not marks.get("solution"))


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
    names = {marks_of(cell).get("grade_id") for cell in cells}
    for cell in cells:
        name = marks_of(cell).get("grade_id", "")
        if is_test(cell):
            exercise = exercises.get(name.removeprefix(CHECK)) if name.startswith(CHECK) else None
            cell["outputs"] = outputs(exercise, float(marks_of(cell)["points"]), translate)
        elif cell["cell_type"] == "code" and name in exercises and CHECK + name not in names:
            cell["outputs"] = [text_output(translate(NO_CHECK_CELL).format(name=CHECK + name))]


def outputs(exercise: ExerciseReport | None, points: float, translate: Translate) -> list[dict[str, Any]]:
    """Write a grade cell's outputs: the mark that nbgrader reads, then the explanation that a student reads."""
    if exercise is None:
        return [mark_output(0.0), text_output(translate(NOT_OURS))]
    text = click.unstyle("\n".join(exercise_lines(exercise, translate)))
    return [mark_output(earned(exercise, points)), text_output(text, **{"text/html": card(exercise, translate)})]


def earned(exercise: ExerciseReport, points: float) -> float:
    """Scale an exercise's score to its cell's points."""
    if exercise["score"] >= exercise["max_score"]:
        return points
    return float(min(points, exercise["score"] * (points / exercise["max_score"])))


def mark_output(mark: float) -> dict[str, Any]:
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
        "data": {"text/plain": repr(mark)},
    }


def text_output(text: str, **others: str) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/plain": text, **others}}
