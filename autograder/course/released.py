"""A notebook of an assignment as the instructor released it, and as nbgrader's gradebook keeps it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from autograder.course.cells import CHECK, SourceCell, is_check
from autograder.course.grading import ids_of
from autograder.judging.key import Key


class ReleasedNotebook(NamedTuple):
    """A notebook of the assignment as the instructor released it.

    Parameters
    ----------
    id : str
        In the gradebook.
    metadata : dict
        Of the notebook, with its kernel.
    cells : dict of str to SourceCell
        All that nbgrader knows, by grade_id.
    graded, commented : dict of str to str
        Ids in the gradebook of the cells that have a mark, of those that have a comment.
    """

    id: str
    metadata: dict[str, Any]
    cells: dict[str, SourceCell]
    graded: dict[str, str]
    commented: dict[str, str]

    @classmethod
    def of(cls, row: Any) -> ReleasedNotebook:
        kinds = row.grade_cells, row.solution_cells, row.task_cells
        tests, solutions, tasks = ({cell.name: cell for cell in cells} for cells in kinds)
        worth = {name: cell.max_score for name, cell in (tests | tasks).items()}
        cells = {
            cell.name: SourceCell(
                cell_type=cell.cell_type,
                source=cell.source,
                is_locked=cell.locked,
                is_graded=cell.name in tests,
                is_solution=cell.name in solutions,
                is_task=cell.name in tasks,
                checksum=cell.checksum,
                points=worth.get(cell.name, 0.0),
            )
            for cell in row.source_cells
        }
        kernel = json.loads(row.kernelspec or "{}")
        metadata = {"kernelspec": kernel, "language_info": {"name": kernel.get("language", "python")}} if kernel else {}
        graded, commented = ({name: cell.id for name, cell in (some | tasks).items()} for some in (tests, solutions))
        return cls(row.id, metadata, cells, graded, commented)

    @property
    def exercises(self) -> list[str]:
        """The names of the exercises that are checked here."""
        return [name.removeprefix(CHECK) for name, cell in self.cells.items() if is_check(name, cell)]

    @property
    def points(self) -> float:
        return sum(cell.points for cell in self.cells.values())

    def part_of(self, key: Key, name: str) -> Key:
        """Return the key of the exercises that are checked here, in a notebook of this name.

        Raises
        ------
        AmbiguousExercise
        """
        return key.part(ids_of(self.exercises, name, key))
