"""The notebooks of an assignment as batches of submissions, each judged by the part of the key that it checks."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from autograder.classroom.batch import Batch
from autograder.classroom.policy.policy import Policy
from autograder.classroom.results import Results
from autograder.course.assignment import Assignment
from autograder.course.cells import CHECK
from autograder.course.settings import NotACourse
from autograder.judging.key import Key
from autograder.report.summary import Summary
from autograder.translation import N_, Translate


@dataclass(frozen=True)
class CourseResults(Results):
    """The reports on a notebook: its marks are those of the gradebook, which `autograder.course.table` writes down.

    Parameters
    ----------
    folder : Path
    marks : mapping of str to tuple of float
        What each student has and could have, once the gradebook is written.
    """

    marks: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def summaries(self, names: Container[str]) -> Iterator[Summary]:
        for summary in super().summaries(names):
            score, most = self.marks.get(summary["submission"], (summary["score"], summary["max_score"]))
            yield {**summary, "score": score, "max_score": most}

    def write_grades(self, names: Container[str], policy: Policy, translate: Translate = str) -> None:
        """Leave it to the gradebook: a run that is interrupted has written no marks there either."""


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
            list(assignment.folders),
            partial(assignment.submission, notebook=name),
            CourseResults(output / name if len(parts) > 1 else output, assignment.marks[name]),
            part,
        )
        for name, part in parts.items()
    }
