"""The cells of a notebook as nbgrader knows them: what a student may have changed in them is put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Cell = dict[str, Any]  # of a notebook, as JSON; nbformat's nodes are dicts too

FLAGS = ("grade", "locked", "points", "solution", "task")  # in nbgrader's metadata: what a cell is for
CHECK = "check_"  # and the exercise's name: the grade_id of its check cell


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

    @property
    def is_test(self) -> bool:
        """Whether no person gives its mark."""
        return self.is_graded and not self.is_solution

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

    A locked cell gets its source back, every known one its type and marks; what else a student wrote into a locked cell
    stays before it, in a plain one: it may be an answer. Of cells with one id the last one counts, as in nbgrader; the
    others, and unknown ones, stay as plain cells. A check cell that is missing is added: no mark depends on it.

    Parameters
    ----------
    cells : sequence of dict
        As they were handed in.
    source : mapping of str to SourceCell
        By grade_id.
    add_missing : bool
        Append all other cells with points that are not there, as nbgrader's ``add_missing_cells``.
    """
    seen: set[str] = set()
    found: list[Cell] = []  # the last one first
    for number, cell in reversed(list(enumerate(cells, 1))):
        name, metadata = id_in(cell), scalars(cell.get("metadata"))
        metadata.pop("nbgrader", None)
        known = source.get(name) if name not in seen else None
        if known is None:
            found.append(plain_cell(cell, metadata, f"cell-{number}"))
            continue
        seen.add(name)
        found.append(restored_cell(cell, known, {**metadata, "nbgrader": known.marks(name)}, f"cell-{number}"))
        if is_changed(cell, known) and cell["cell_type"] == "code":
            found.append(plain_cell(cell, metadata, f"written-{number}"))
    missing = [
        name
        for name, known in source.items()
        if name not in seen and (is_check(name, known) or (add_missing and known.has_points))
    ]
    added = [
        new_cell(source[name].cell_type, source[name].source, {"nbgrader": source[name].marks(name)}, f"missing-{i}")
        for i, name in enumerate(missing, 1)
    ]
    return found[::-1] + added


def is_check(name: str, known: SourceCell) -> bool:
    """Tell whether a cell checks an exercise."""
    return known.is_test and name.startswith(CHECK)


def plain_cell(cell: Cell, metadata: dict[str, Any], name: str) -> Cell:
    kind = cell["cell_type"] if cell["cell_type"] in ("code", "markdown") else "raw"
    return {**new_cell(kind, text_of(cell), metadata, name), **attachments(cell, kind)}


def restored_cell(cell: Cell, known: SourceCell, metadata: dict[str, Any], name: str) -> Cell:
    text = known.source if known.is_locked else text_of(cell)
    return {**new_cell(known.cell_type, text, metadata, name), **attachments(cell, known.cell_type)}


def attachments(cell: Cell, kind: str) -> dict[str, Any]:
    return {"attachments": pasted} if kind != "code" and (pasted := images_of(cell)) else {}


def is_changed(cell: Cell, known: SourceCell) -> bool:
    """Tell whether a student wrote something else into a locked cell."""
    return known.is_locked and without_spaces(text_of(cell)) not in ("", without_spaces(known.source))


def without_spaces(text: str) -> str:
    """Return a text without what an editor changes by itself: the ends of its lines, and empty ones around it."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


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


def is_forged(cell: Cell, known: SourceCell) -> bool:
    """Tell whether what nbgrader keeps in a known cell's metadata says something else than was handed out."""
    given, kept = cell["metadata"]["nbgrader"], known.marks(id_in(cell))
    return any(given.get(key, kept[key]) != kept[key] for key in FLAGS if key in kept)


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


def marks_of(cell: Cell) -> dict[str, Any]:
    marks: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return marks


def is_test(cell: Cell) -> bool:
    """Tell whether nbgrader reads a cell's mark off its outputs: no person gives it."""
    marks = marks_of(cell)
    return bool(cell["cell_type"] == "code" and marks.get("grade") and not marks.get("solution"))
