"""Write the pages of a session from what is known: in the student's language, with paths as they see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.bank.folder import Bank
from autograder.judging.key import Key
from autograder.judging.printable import clean_name
from autograder.practice.watch import lessons, pages
from autograder.practice.watch.memory import Memory
from autograder.practice.watch.praise import praise
from autograder.practice.watch.screen import Page
from autograder.report.data import ExerciseReport
from autograder.translation import Translate

LONG = 2.0  # seconds of a check after which it is said that a loop may not end


@dataclass(frozen=True)
class Words:
    """What the pages are written from.

    Parameters
    ----------
    key : Key
    banks : sequence of Bank
    language : str
    translate : callable
    here : Path
        The student's working folder.
    hint : callable
        Gives one more hint on an exercise that was judged: its heading and text, or None when there is none left.
    """

    key: Key
    banks: Sequence[Bank]
    language: str
    translate: Translate
    here: Path
    hint: Callable[[ExerciseReport], tuple[str, str] | None]

    def exercise_page(self, memory: Memory, exercise: str, remark: str, waited: float) -> Page:
        """Write the page of an exercise.

        Parameters
        ----------
        memory : Memory
        exercise : str
            Its id.
        remark : str
            A sentence above everything.
        waited : float
            Seconds that a check has been running; 0 where none is.
        """
        report, path = memory.report(exercise), self.path(memory, exercise)
        standing = pages.Standing(
            label=self.key.label(exercise),
            path=path,
            passed=memory.passed(),
            count=len(memory.exercises),
            report=report,
            problem=memory.problems.get(exercise, ""),
            remark=remark,
        )
        if report and report["status"] == "passed":
            sentences = praise(self.key.exercise(exercise), memory.mistakes.get(exercise, ()), self.translate)
            standing = standing.with_praise(sentences)
        elif report:
            standing = standing.with_hint(memory.hints.get(exercise) or self.first_hint(report))
        return pages.exercise_page(standing, self.status(memory, exercise, path, waited), self.translate)

    def first_hint(self, report: ExerciseReport) -> tuple[str, str] | None:
        """Return the hint on the first item that has one."""
        text = next((item["hint"] for item in report["items"] if item["hint"]), None)
        return (self.translate(pages.HINT), text) if text else None

    def next_hint(self, report: ExerciseReport, shown: tuple[str, str] | None) -> tuple[str, str] | None:
        """Return one more hint than is shown."""
        shown = shown or self.first_hint(report)
        hint = self.hint(report)
        return self.hint(report) if hint and shown and hint[1] == shown[1] else hint

    def status(self, memory: Memory, exercise: str, path: str, waited: float) -> str:
        """Say what happens now."""
        if waited:
            return self.translate(pages.STILL if waited > LONG else pages.CHECKING).format(seconds=int(waited))
        if memory.is_passed(exercise):
            return self.translate(pages.GO_ON)
        return self.translate(pages.WAITING).format(path=path)

    def path(self, memory: Memory, exercise: str) -> str:
        """Write where an exercise's answer is, as seen from the working folder."""
        standing, files = memory.standings.get(exercise), memory.files
        place = files.home.exercises / standing.place if standing and standing.place else files.places[exercise]
        near = place.relative_to(self.here) if place.is_relative_to(self.here) else place
        return clean_name(near.as_posix())

    def list_page(self, memory: Memory, current: str) -> Page:
        """List all exercises, and which is on the screen."""
        rows = [(one == current, memory.report(one) or self.key.label(one)) for one in memory.exercises]
        return pages.list_page(rows, self.translate)

    def first_or_last_page(self, memory: Memory) -> Page:
        """Say that all exercises are passed, or that we are still looking."""
        if memory.all_known() and memory.passed():
            return pages.last_page(self.list_page(memory, ""), memory.passed(), self.translate)
        return pages.looking_page(self.translate)

    def lesson_page(self, exercise: str) -> Page:
        return lessons.lesson_page(exercise, self.banks, self.language, self.translate)

    def solution_page(self, exercise: str) -> Page:
        return lessons.solution_page(exercise, self.banks, self.translate)
