"""What is known of the exercises while a folder is watched: verdicts, hints, what has failed before."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from autograder.judging.printable import clean
from autograder.practice.attempts import first_open
from autograder.practice.judging import Standing
from autograder.practice.watch.events import Checked
from autograder.practice.watch.files import Files
from autograder.report.data import ExerciseReport
from autograder.translation import Translate


class Memory:
    """The verdicts on all exercises.

    Attributes
    ----------
    standings : dict of str to Standing
        By exercise, the last one; at first what the record says.
    problems : dict of str to str
        By exercise, why it could not be judged.
    hints : dict of str to (str, str)
        By exercise, the heading and text of the hint that was asked for last.
    """

    def __init__(self, files: Files, translate: Translate, known: Mapping[str, Standing]) -> None:
        self.files = files
        self.translate = translate
        self.standings = dict(known)
        self.problems: dict[str, str] = {}
        self.hints: dict[str, tuple[str, str]] = {}
        self.mistakes: dict[str, set[str]] = {}  # by exercise, the items that have failed before
        for standing in known.values():
            self.note_mistakes(standing)

    @property
    def exercises(self) -> Collection[str]:
        return self.files.places.keys()

    def keep(self, verdict: Checked) -> None:
        """Remember a verdict."""
        exercise, standing = verdict.exercise, verdict.standing
        if verdict.problem:
            self.problems[exercise] = clean(verdict.problem.render(self.translate))
        if standing is None:
            return
        self.standings[exercise] = standing
        self.problems.pop(exercise, None)
        self.note_mistakes(standing)

    def note_mistakes(self, standing: Standing) -> None:
        failed = (item["name"] for item in standing.report["items"] if item["status"] == "failed")
        self.mistakes.setdefault(standing.exercise, set()).update(failed)

    def report(self, exercise: str) -> ExerciseReport | None:
        standing = self.standings.get(exercise)
        return standing.report if standing else None

    def is_passed(self, exercise: str) -> bool:
        standing = self.standings.get(exercise)
        return standing is not None and standing.is_passed

    def passed(self) -> int:
        """Count the exercises that are passed."""
        return sum(map(self.is_passed, self.exercises))

    def is_known(self, exercise: str) -> bool:
        """Tell whether an exercise has been judged, or cannot be."""
        return exercise in self.standings or exercise in self.problems

    def all_passed(self) -> bool:
        return all(map(self.is_passed, self.exercises))

    def next_after(self, exercise: str) -> str:
        """Return the next exercise: after one that is passed the first that is open, else the one after it.

        Empty where there is none.
        """
        order = list(self.exercises)
        if not self.is_passed(exercise):
            start = order.index(exercise)
            order = [*order[start + 1 :], *order[:start]]
        standings = [
            (one, self.standings.get(one)) for one in order if self.is_known(one) or self.files.may_answer(one)
        ]
        return first_open(standings) or ""
