"""Turn observations into points: item by item, the first one being the gate to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

from autograder.isolation.job import Answers, Argument, Calls
from autograder.isolation.observation import Observation, Observations
from autograder.judging.compare import Allowed, Sheet, Verdict
from autograder.judging.diagnose import Diagnosis, Suspects, diagnose, find_suspects
from autograder.judging.key import ExerciseKey, KeyCase, KeyItem
from autograder.translation import N_, Text

Status = Literal["passed", "failed", "blocked", "todo", "missing", "error", "timeout", "crashed", "refused"]

MESSAGES = {
    "todo": N_("Not written yet."),
    "missing": N_("The submission has no function named {name}. {detail}"),
    "error": N_("Cannot be loaded. {detail}"),
    "timeout": N_("Stopped after {detail} seconds without an answer."),
    "crashed": N_("The process ended before it had answered. {detail}"),
    "refused": N_("Write the formula yourself, with numpy and the standard library only. Refused: {detail}"),
}
UNSTEADY = N_("Asked again, in another order, your function gave another answer to the same input.")


@dataclass(frozen=True)
class ItemGrade:
    """What one item earned, and the first case that it failed on."""

    item: KeyItem
    status: Status
    score: float = 0.0
    case: int | None = None
    got: Observation | None = None
    diagnosis: Diagnosis | None = None
    notes: tuple[str, ...] = ()
    is_changed: bool = False  # the answer was right, but an argument was written to


@dataclass(frozen=True)
class ExerciseGrade:
    """What one exercise earned.

    ``message`` is in the grader's words; ``said`` in those of the student's process, which may repeat an input.
    """

    exercise: ExerciseKey
    status: Status
    items: tuple[ItemGrade, ...]
    message: Text | None = None
    said: str = ""

    @property
    def score(self) -> float:
        return sum(item.score for item in self.items)


def grade(exercise: ExerciseKey, answers: Answers, again: Answers | None = None) -> ExerciseGrade:
    """Grade one exercise.

    Parameters
    ----------
    exercise : ExerciseKey
    answers : Answers
        To `exercise.calls`.
    again : Answers, optional
        To `asked_again(exercise)`, from a fresh child, where `answers` earned points.
    """
    if again is not None and again.outcome != "answered":
        answers = again
    if answers.outcome != "answered":
        items = tuple(ItemGrade(item, answers.outcome) for item in exercise.items)
        return ExerciseGrade(exercise, answers.outcome, items, explain_outcome(exercise, answers), answers.text)
    observations, message, is_steady = answers.observations, None, True
    if again is not None and (deviating := first_deviation(exercise, observations, again)) is not None:
        observations, message, is_steady = deviating, Text(UNSTEADY), False
    items = grade_items(exercise, observations, explain=is_steady)
    status: Status = "passed" if all(item.status == "passed" for item in items) else "failed"
    return ExerciseGrade(exercise, status, items, message, answers.text)


def explain_outcome(exercise: ExerciseKey, answers: Answers) -> Text:
    return Text(MESSAGES[answers.outcome], {"name": exercise.name, "detail": answers.detail})


def grade_items(
    exercise: ExerciseKey, observations: Sequence[Observation], explain: bool = True
) -> tuple[ItemGrade, ...]:
    """Grade each item; the later ones are blocked while the first one fails."""
    verdicts = sheet(exercise).compare(observations)
    noted = Noted.of(observations)
    is_all_right = verdicts.count("right") == len(verdicts) and not any(noted.changed)
    suspects = find_suspects(exercise, observations, verdicts) if explain and not is_all_right else None
    items = [grade_item(exercise, item, observations, verdicts, noted, suspects) for item in exercise.items]
    if items[0].status != "passed":
        items[1:] = [
            ItemGrade(item.item, "blocked", notes=item.notes) if item.status == "passed" else item for item in items[1:]
        ]
    return tuple(items)


class Noted(NamedTuple):
    """What calls did beside answering: the arguments they changed, and what they printed."""

    changed: Sequence[int]
    notes: Sequence[str]

    @classmethod
    def of(cls, observations: Sequence[Observation]) -> Noted:
        if isinstance(observations, Observations):
            return cls(observations.changed, observations.notes)
        return cls([got.changed for got in observations], [got.notes for got in observations])

    def printed(self, indices: range) -> tuple[str, ...]:
        """Return the first three different things that some calls printed."""
        stripped = (self.notes[i].strip() for i in indices if self.notes[i])
        return tuple(dict.fromkeys(note for note in stripped if note))[:3]


def grade_item(
    exercise: ExerciseKey,
    item: KeyItem,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
    noted: Noted,
    suspects: Suspects | None,
) -> ItemGrade:
    """Grade one item by itself: all of its cases, or nothing."""
    indices = range(item.first, item.stop)
    notes = noted.printed(indices)
    failing = [i for i in indices if verdicts[i] != "right"]
    is_changed = not failing and item.inputs_unchanged
    if is_changed:
        failing = [i for i, changed in enumerate(noted.changed) if changed][:1]
    if not failing:
        return ItemGrade(item, "passed", item.points, notes=notes)
    shown, diagnosis = failing[0], None
    if suspects is not None:
        shown, diagnosis = diagnose(exercise, observations, verdicts, suspects, failing)
    return ItemGrade(item, "failed", 0.0, shown, observations[shown], diagnosis, notes, is_changed)


# ---------------------------------------------------------------- right answers, and the second asking

LARGE = 10_000  # numbers in one case; cases with more are asked about time and memory, once


@lru_cache(maxsize=256)
def sheet(exercise: ExerciseKey) -> Sheet:
    return Sheet([Allowed(case.expected, case.relative, case.absolute) for case in exercise.cases])


@lru_cache(maxsize=256)
def sheet_again(exercise: ExerciseKey) -> Sheet:
    return Sheet([sheet(exercise).allowed[i] for i in order_again(exercise)])


@lru_cache(maxsize=256)
def order_again(exercise: ExerciseKey) -> tuple[int, ...]:
    """Put the cases in an order that looks like none, then the first item's again: counters, clocks, caches show."""
    shuffled = np.random.default_rng(len(exercise.cases)).permutation(len(exercise.cases))
    small = [i for i in shuffled.tolist() if sum(np.size(part) for part in arrays(exercise.cases[i])) <= LARGE]
    return (*small, *range(exercise.items[0].stop))


def arrays(case: KeyCase) -> list[np.ndarray]:
    return [argument.array for argument in case.args if isinstance(argument, Argument)]


@lru_cache(maxsize=256)
def asked_again(exercise: ExerciseKey) -> Calls:
    """List the calls with which a submission that earned points is asked once more."""
    return exercise.calls.asked_in(order_again(exercise))


def first_deviation(
    exercise: ExerciseKey, first: Sequence[Observation], again: Answers
) -> tuple[Observation, ...] | None:
    """Return the first answers with those replaced that were right, and are wrong now; None where there are none."""
    verdicts = sheet_again(exercise).compare(again.observations)
    if verdicts.count("right") == len(verdicts):
        return None
    before = sheet(exercise).compare(first)
    found: dict[int, Observation] = {}
    for i, got, verdict in zip(order_again(exercise), again.observations, verdicts, strict=True):
        if verdict != "right" and before[i] == "right":
            found.setdefault(i, got)
    return tuple(found.get(i, first[i]) for i in range(len(first))) if found else None
