"""What is known of the exercises while a folder is watched: verdicts, hints, what has failed before."""

from __future__ import annotations

from collections.abc import Collection

from autograder.judging.printable import clean
from autograder.practice.judging import Standing
from autograder.practice.watch.events import Checked
from autograder.practice.watch.files import Files
from autograder.report.data import ExerciseReport
from autograder.translation import Translate

SAME = 3  # checks with the same outcome after which a hint is offered


class Memory:
    """The verdicts on all exercises.

    Attributes
    ----------
    standings : dict of str to Standing
        By exercise, the last one.
    problems : dict of str to str
        By exercise, why it could not be judged.
    hints : dict of str to (str, str)
        By exercise, the heading and text of the hint that was asked for last.
    """

    def __init__(self, files: Files, translate: Translate) -> None:
        self.files = files
        self.translate = translate
        self.standings: dict[str, Standing] = {}
        self.problems: dict[str, str] = {}
        self.hints: dict[str, tuple[str, str]] = {}
        self.mistakes: dict[str, set[str]] = {}  # by exercise, the items that have failed while we watched
        self.outcomes: dict[str, tuple[object, int]] = {}  # by exercise, the last outcome, and how often it came

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
        self.standings[exercise], report = standing, standing.report
        self.problems.pop(exercise, None)
        items = report["items"]
        self.mistakes.setdefault(exercise, set()).update(one["name"] for one in items if one["status"] == "failed")
        if verdict.is_new:
            outcome = (report["status"], report["message"], [(one["status"], one["got"]) for one in items])
            before, times = self.outcomes.get(exercise, (None, 0))
            self.outcomes[exercise] = (outcome, times + 1 if outcome == before else 1)

    def is_stuck(self, exercise: str) -> bool:
        """Tell whether the last checks of an exercise had all the same outcome, and not the one that is wanted."""
        report = self.report(exercise)
        times = self.outcomes.get(exercise, (None, 0))[1]
        return times >= SAME and report is not None and report["status"] not in ("passed", "todo", "missing")

    def report(self, exercise: str) -> ExerciseReport | None:
        standing = self.standings.get(exercise)
        return standing.report if standing else None

    def is_passed(self, exercise: str) -> bool:
        standing = self.standings.get(exercise)
        return standing is not None and standing.is_passed

    def passed(self) -> int:
        """Count the exercises that are passed."""
        return sum(map(self.is_passed, self.exercises))

    def is_there(self, exercise: str) -> bool:
        report = self.report(exercise)
        return self.files.may_answer(exercise) if report is None else report["status"] != "missing"

    def is_known(self, exercise: str) -> bool:
        """Tell whether an exercise has been judged, or cannot be."""
        return exercise in self.standings or exercise in self.problems

    def all_known(self) -> bool:
        return all(map(self.is_known, self.exercises))

    def next_after(self, exercise: str) -> str:
        """Return the next exercise that is not passed, from the first on again after the last; empty if none is."""
        order = list(self.exercises)
        start = order.index(exercise) + 1 if exercise else 0
        around = [*order[start:], *order[: max(start - 1, 0)]]
        return next((one for one in around if not self.is_passed(one) and self.is_there(one)), "")

    def first_open(self) -> str:
        """Return the first exercise that is not passed, once all before it are known; empty until then."""
        for one in self.exercises:
            if not self.is_known(one):
                return ""
            if self.is_there(one) and not self.is_passed(one):
                return one
        return ""
