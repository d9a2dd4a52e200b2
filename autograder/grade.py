"""Turn observations into points: item by item, the first one being the gate to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from autograder.compare import Verdict, compare
from autograder.diagnose import Diagnosis, Suspects, diagnose, find_suspects
from autograder.isolation.job import Answers, Calls
from autograder.isolation.observation import Observation
from autograder.key import ExerciseKey, KeyItem
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
        To `asked_again(exercise)`, from a fresh child, where `answers` were all right.
    """
    if again is not None and again.outcome != "answered":
        answers = again
    if answers.outcome != "answered":
        items = tuple(ItemGrade(item, answers.outcome) for item in exercise.items)
        return ExerciseGrade(exercise, answers.outcome, items, explain_outcome(exercise, answers), answers.said)
    observations, message, is_steady = answers.observations, None, True
    if again is not None and (deviating := first_deviation(exercise, again)) is not None:
        observations, message, is_steady = deviating, Text(UNSTEADY), False
    items = grade_items(exercise, observations, explain=is_steady)
    status: Status = "passed" if all(item.status == "passed" for item in items) else "failed"
    return ExerciseGrade(exercise, status, items, message, answers.said)


def explain_outcome(exercise: ExerciseKey, answers: Answers) -> Text:
    return Text(MESSAGES[answers.outcome], {"name": exercise.name, "detail": answers.detail})


def grade_items(
    exercise: ExerciseKey, observations: Sequence[Observation], explain: bool = True
) -> tuple[ItemGrade, ...]:
    """Grade each item; the later ones are blocked while the first one fails."""
    verdicts = [
        compare(case.expected, got, case.relative, case.absolute)
        for case, got in zip(exercise.cases, observations, strict=True)
    ]
    suspects = find_suspects(exercise, observations, verdicts) if explain else None
    items = [grade_item(exercise, item, observations, verdicts, suspects) for item in exercise.items]
    if items[0].status != "passed":
        items[1:] = [
            ItemGrade(item.item, "blocked", notes=item.notes) if item.status == "passed" else item for item in items[1:]
        ]
    return tuple(items)


def grade_item(
    exercise: ExerciseKey,
    item: KeyItem,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
    suspects: Suspects | None,
) -> ItemGrade:
    """Grade one item by itself: all of its cases, or nothing."""
    indices = range(item.first, item.stop)
    notes = tuple(dict.fromkeys(observations[i].notes.strip() for i in indices if observations[i].notes.strip()))[:3]
    failing = [i for i in indices if verdicts[i] != "right"]
    is_changed = not failing and item.inputs_unchanged
    if is_changed:
        failing = [i for i, got in enumerate(observations) if got.changed][:1]
    if not failing:
        return ItemGrade(item, "passed", item.points, notes=notes)
    shown, diagnosis = failing[0], None
    if suspects is not None:
        shown, diagnosis = diagnose(exercise, observations, verdicts, suspects, failing)
    return ItemGrade(item, "failed", 0.0, shown, observations[shown], diagnosis, notes, is_changed)


# ---------------------------------------------------------------- the second asking


def order_again(exercise: ExerciseKey) -> list[int]:
    """Each case in an order that looks like none, then the first item's once more: counters, clocks, caches show."""
    shuffled = np.random.default_rng(len(exercise.cases)).permutation(len(exercise.cases))
    return [*map(int, shuffled), *range(exercise.items[0].stop)]


def asked_again(exercise: ExerciseKey) -> Calls:
    """List the calls with which a submission that passed is asked once more."""
    return Calls(exercise.name, tuple(exercise.cases[i].args for i in order_again(exercise)))


def first_deviation(exercise: ExerciseKey, again: Answers) -> tuple[Observation, ...] | None:
    """Return, for each case, an answer of the second asking, a wrong one if any was; None where all were right."""
    found: dict[int, Observation] = {}
    is_steady = True
    for i, got in zip(order_again(exercise), again.observations, strict=True):
        case = exercise.cases[i]
        is_right = compare(case.expected, got, case.relative, case.absolute) == "right"
        if not is_right or i not in found:
            found[i] = got
        is_steady = is_steady and is_right
    return None if is_steady else tuple(found[i] for i in range(len(exercise.cases)))
