"""How far a student is, exercise by exercise: what has not changed comes from the record, the rest is judged now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal

from autograder.isolation.job import Answers
from autograder.isolation.launch import is_installed
from autograder.judging.grade import MESSAGES, grade
from autograder.judging.key import Key, name_of
from autograder.judging.places import Place, Places
from autograder.judging.submission import Submission, read_submission
from autograder.practice.home import Home, find_home
from autograder.practice.passing import remember_pass
from autograder.practice.recall import recall
from autograder.practice.store import Store
from autograder.report.data import NUMPY, PYTHON, ExerciseReport, exercise_report, judge_to_report
from autograder.translation import Translate

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner


@dataclass(frozen=True)
class Standing:
    """How far an exercise is.

    Parameters
    ----------
    exercise : str
        Its id.
    status : str
        That of the report.
    write : callable
        Writes the report: of what nobody has begun it is seldom read, and its exercise would have to be decoded.
    place : str
        The file that counts, within the folder of exercises; empty where none answers the exercise.
    others : tuple of str
        Where it is written too.
    tier : str
        In which isolation it was judged; empty where nothing was run.
    """

    exercise: str
    status: str
    write: Callable[[], ExerciseReport] = field(compare=False)
    place: str = ""
    others: tuple[str, ...] = ()
    tier: str = ""

    @classmethod
    def of(cls, exercise: str, report: ExerciseReport, place: str, others: Iterable[str], tier: str) -> Standing:
        """Make it of a report that is written."""
        return cls(exercise, report["status"], lambda: report, place, tuple(sorted({*others} - {place})), tier)

    @cached_property
    def report(self) -> ExerciseReport:
        return self.write()

    @property
    def is_passed(self) -> bool:
        return self.status == "passed"

    @property
    def is_begun(self) -> bool:
        """Whether something is written that does not pass."""
        return self.status not in ("passed", "todo", "missing")


class Desk:
    """A student's exercises, as they lay in the folder when it was first looked at, and what is remembered of them.

    Where several files answer an exercise, files and notebooks alike, the one that passes counts; if none does, the one
    that was changed last.

    Parameters
    ----------
    key : Key
    translate : callable
        Of the language that reports are read in.
    store : Store
        The record beside the exercises.
    """

    def __init__(self, key: Key, translate: Translate, store: Store) -> None:
        self.key = key
        self.translate = translate
        self.store = store
        self.known: dict[str, Standing] = {}

    @cached_property
    def home(self) -> Home:
        return find_home(self.store.path.parent, {one.partition("/")[0] for one in self.key.lines})

    @cached_property
    def submission(self) -> Submission:
        """All that lies in the folder."""
        return read_submission(self.home.exercises, wanted=list(map(name_of, self.key.lines)))

    @cached_property
    def files(self) -> Places:
        return Places(self.submission.files, self.key.rivals, self.key.twins)

    def places(self, exercise: str) -> list[Place]:
        """List where an exercise is answered, what was changed last first; stubs only where nothing is written."""
        name = name_of(exercise)
        return sorted(self.files.of(exercise), key=lambda place: self.rank(place, name))

    def rank(self, place: Place, name: str) -> tuple[bool, int]:
        """Sort answers by when they were changed, and stubs by their names: a student writes into the file first."""
        if place.kind == "stub":
            return PurePath(place.path).name != f"{name}.py", 0
        return False, -self.changed(place.path)

    def changed(self, path: str) -> int:
        """Return when a file was changed; of one within an archive, it is not known."""
        try:
            return (self.home.exercises / path).stat().st_mtime_ns
        except (OSError, ValueError):
            return 0

    def answer(self, exercise: str, path: str) -> Submission:
        """Return what an answer consists of: its file, and those that this one imports."""
        return Submission(name_of(exercise), self.files.needed(path))

    @cached_property
    def engine(self) -> str:
        """What judges, and in which language it says what it found."""
        return "\0".join([version("losslings"), PYTHON, NUMPY, self.translate(MESSAGES["todo"])])

    def digest(self, exercise: str, path: str) -> str:
        """Return a digest of all that a report depends on."""
        text = "\0".join([self.answer(exercise, path).digest, path, self.key.lines[exercise], self.engine])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    # ------------------------------------------------------------ judging

    def stored(self, exercise: str) -> Standing | None:
        """Return how far an exercise is, if that is known without running anything."""
        if exercise not in self.known and (found := self.find_stored(exercise)):
            self.known[exercise] = found
        return self.known.get(exercise)

    def find_stored(self, exercise: str) -> Standing | None:
        places = self.places(exercise)
        if not places or places[0].kind == "stub":
            self.store.section("results").pop(exercise, None)
            status: Literal["todo", "missing"] = "todo" if places else "missing"
            return self.unwritten(exercise, status, places[0].path if places else "")
        known = [self.recalled(exercise, place.path, places) for place in places]
        passed = next((one for one in known if one and one.is_passed), None)
        return passed or (known[0] if all(known) else None)

    def judge(self, exercise: str, runner: Runner) -> Standing:
        """Say how far an exercise is: from the record, or judged now and remembered."""
        if known := self.stored(exercise):
            return known
        places, standings = self.places(exercise), []
        for place in places:
            recalled = self.recalled(exercise, place.path, places)
            standings.append(recalled or self.judged(exercise, place.path, places, runner))
            if standings[-1].is_passed:
                break
        self.known[exercise] = standings[-1] if standings[-1].is_passed else standings[0]
        return self.known[exercise]

    def judge_file(self, exercise: str, path: str, runner: Runner) -> Standing:
        """Say how far an exercise is in one file, whatever other files have."""
        kind = self.files.kind(path, exercise)
        if kind == "stub":
            return self.unwritten(exercise, "todo", path)
        places = {*self.places(exercise), Place(path, kind or "broken")}
        return self.recalled(exercise, path, places) or self.judged(exercise, path, places, runner)

    def judged(self, exercise: str, path: str, places: Iterable[Place], runner: Runner) -> Standing:
        """Judge the answer in one file, and remember what was found."""
        submission = self.answer(exercise, path)
        (report,) = judge_to_report(submission, self.key, runner, self.translate, ids=[exercise])["exercises"]
        there, before = {place.path for place in places}, self.results(exercise)
        if self.lacks_torch(exercise):  # not an answer's fault, and it may be installed tomorrow
            return Standing.of(exercise, report, path, there, runner.tier)
        if report["status"] == "passed" and not any(is_passed(one) for one in before.values()):
            remember_pass(self.store, exercise)
        after = {place: one for place, one in before.items() if place in there}
        after[path] = {"digest": self.digest(exercise, path), "tier": runner.tier, "report": {**report}}
        self.store.section("results")[exercise] = after
        return Standing.of(exercise, report, path, there, runner.tier)

    def lacks_torch(self, exercise: str) -> bool:
        """Tell whether an exercise is in torch, which is not installed here."""
        return self.key.is_torch(exercise) and not is_installed("torch")

    def recalled(self, exercise: str, path: str, places: Iterable[Place]) -> Standing | None:
        """Return what was remembered of the answer in one file, if that is what it still is."""
        result = self.results(exercise).get(path, {})
        if result.get("digest") != self.digest(exercise, path):
            return None
        report = recall(result.get("report"))
        if report is None or f"{report['unit']}/{report['name']}" != exercise:
            return None
        tier = "basic" if result.get("tier") == "basic" else "strict"
        return Standing.of(exercise, report, path, [place.path for place in places], tier)

    def results(self, exercise: str) -> dict[str, dict[str, Any]]:
        """Return what is remembered of an exercise, by file."""
        results = self.store.section("results").get(exercise)
        return (
            {path: one for path, one in results.items() if isinstance(one, dict)} if isinstance(results, dict) else {}
        )

    def unwritten(self, exercise: str, status: Literal["todo", "missing"], place: str) -> Standing:
        """Say of an exercise that it is still a stub, or not there."""

        def write() -> ExerciseReport:
            return exercise_report(grade(self.key.exercise(exercise), Answers(status)), False, self.translate)

        return Standing(exercise, status, write, place)


def is_passed(result: Mapping[str, Any]) -> bool:
    report = result.get("report")
    return isinstance(report, dict) and report.get("status") == "passed"
