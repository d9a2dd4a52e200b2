"""The notebooks of an assignment as batches of submissions, each judged by the part of the key that it checks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from autograder.classroom.batch import Batch
from autograder.classroom.results import Results
from autograder.course.assignment import Assignment
from autograder.course.grading import CHECK
from autograder.course.settings import NotACourse
from autograder.judging.key import Key
from autograder.translation import N_


def batches_of(assignment: Assignment, output: Path, key: Key) -> Mapping[str, Batch]:
    """List the notebooks that check exercises, by name.

    Raises
    ------
    NotACourse
        If there is none.
    """
    parts = {name: notebook.part_of(key, name) for name, notebook in assignment.notebooks.items()}
    parts = {name: part for name, part in parts.items() if part.lines}
    if not parts:
        message = N_("{name}: no notebook of it has a grade cell named {check}<exercise>, of an exercise in the key")
        raise NotACourse(message, name=assignment.name, check=CHECK)
    return {
        name: Batch(
            assignment.members(name),
            partial(assignment.submission, notebook=name),
            Results(output / name if len(parts) > 1 else output),
            part,
        )
        for name, part in parts.items()
    }
