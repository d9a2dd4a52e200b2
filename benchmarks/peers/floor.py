"""The floor on the assignment, see `benchmarks.floor`."""

from __future__ import annotations

from benchmarks import floor
from benchmarks.peers.ours import key, tests_of
from benchmarks.peers.students import Student
from benchmarks.peers.tool import Timing


class Floor:
    """Grades a class with one bare fork server or more."""

    variant = "numpy"
    few = 0.0

    def __init__(self, workers: int) -> None:
        self.name = f"fork floor, {workers} worker{'s' * (workers > 1)}"
        self.floor = floor.Floor(key(), workers)

    def grade(self, students: list[Student]) -> Timing:
        milliseconds, passed = self.floor.grade({student.name: student.module for student in students})
        return Timing(milliseconds, {name: tests_of(items) for name, items in passed.items()})

    def close(self) -> None:
        self.floor.close()
