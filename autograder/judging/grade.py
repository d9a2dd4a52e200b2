"""Turn observations into points: item by item, the first one being the gate to the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from autograder.isolation.job import Answers
from autograder.isolation.observation import Observation, Observations
from autograder.judging.again import SecondAsking, first_deviations, wavers
from autograder.judging.compare import Verdict, sheet
from autograder.judging.diagnose import diagnose
from autograder.judging.diagnosis import Diagnosis
from autograder.judging.facts import explain_slowness
from autograder.judging.key import ExerciseKey, KeyItem
from autograder.judging.suspects import Suspects, find_suspects
from autograder.translation import N_, Text

Status = Literal["passed", "failed", "todo", "missing", "error", "timeout", "crashed", "refused"]
ItemStatus = Literal[Status, "blocked"]

MESSAGES = {
    "todo": N_("Not written yet."),
    "missing": N_("The submission has no function named {name}. {detail}"),
    "error": N_("Cannot be loaded. {detail}"),
    "timeout": N_("Stopped after {detail} seconds without an answer."),
    "crashed": N_("The process ended before it had answered. {detail}"),
    "refused": N_("Write the formula yourself, with numpy and the standard library only. Refused: {detail}"),
}
REFUSED_IN_TORCH = N_(
    "Write the loss yourself, from torch's basic functions such as exp, log, where and gather. Refused: {detail}"
)
REFUSED_BY_NAME = N_("Write it yourself: this exercise is solved without {names}. Refused: {detail}")
MOST_FAILING = 8  # cases of one item that are kept: who behaves alike on so many behaves alike
UNSTEADY = N_(
    "Called again, after other calls, your function gave another answer to the same input: does it draw random "
    "numbers, or keep something from call to call?"
)


@dataclass(frozen=True)
class ItemGrade:
    """What one item earned, and the case that its report shows.

    Parameters
    ----------
    item : KeyItem
    status : ItemStatus
        "blocked" where the item passed and the first one did not; else its own or the exercise's.
    score : float
    case : int, optional
        Index of a failing case, or of one that ran out of time; so are the next two only there then.
    got : Observation, optional
    diagnosis : Diagnosis, optional
    notes : tuple of str
        What the item's calls printed, at most three different texts.
    is_changed : bool
        Whether the answers were right but an argument was written to.
    failing : tuple of (int, Observation)
        Of a failed item, the failing cases and what came, at most `MOST_FAILING`.
    """

    item: KeyItem
    status: ItemStatus
    score: float = 0.0
    case: int | None = None
    got: Observation | None = None
    diagnosis: Diagnosis | None = None
    notes: tuple[str, ...] = ()
    is_changed: bool = False
    failing: tuple[tuple[int, Observation], ...] = ()


@dataclass(frozen=True)
class ExerciseGrade:
    """What one exercise earned.

    Parameters
    ----------
    exercise : ExerciseKey
    status : Status
    items : tuple of ItemGrade
    message : Text, optional
        What is to be said of the exercise as a whole, in the grader's words.
    student_text : str
        The same in the words of the student's process, which may repeat an input.
    """

    exercise: ExerciseKey
    status: Status
    items: tuple[ItemGrade, ...]
    message: Text | None = None
    student_text: str = ""

    @property
    def score(self) -> float:
        return sum(item.score for item in self.items)


def grade(exercise: ExerciseKey, answers: Answers, again: SecondAsking | None = None) -> ExerciseGrade:
    """Grade one exercise.

    Parameters
    ----------
    exercise : ExerciseKey
    answers : Answers
        To `exercise.calls`.
    again : SecondAsking, optional
        Where `answers` earned points, or where they look like a known mistake's.
    """
    if again is not None and again.answers.outcome != "answered":
        answers = again.answers
    if answers.outcome != "answered":
        outcome = answers.outcome
        items = tuple(ItemGrade(item, outcome) for item in exercise.items)
        if answers.stopped_at is not None:
            items = tuple(name_stopped(exercise, item, answers.stopped_at, str(answers.detail)) for item in items)
        names = ", ".join(exercise.refuses)
        text = Text(message_of(exercise, answers), {"name": exercise.name, "names": names, "detail": answers.detail})
        return ExerciseGrade(exercise, answers.outcome, items, text, answers.text)
    deviations = first_deviations(exercise, answers.observations, again) if again is not None else {}
    is_unsteady = any(got.kind != "timeout" for got in deviations.values())
    is_unsteady = is_unsteady or (again is not None and wavers(exercise, answers.observations, again))
    if deviations or is_unsteady:  # its wrong answers may look like a known mistake's, but come from elsewhere: no hint
        observations = [deviations.get(i, got) for i, got in enumerate(answers.observations)]
        items = grade_items(exercise, observations, is_explained=False)
    else:
        items = grade_items(exercise, answers.observations)
    status: Status = "passed" if all(item.status == "passed" for item in items) else "failed"
    return ExerciseGrade(exercise, status, items, Text(UNSTEADY) if is_unsteady else None, answers.text)


def message_of(exercise: ExerciseKey, answers: Answers) -> str:
    """Return the sentence that says why an exercise has no answers."""
    if answers.outcome != "refused":
        return MESSAGES[answers.outcome]
    if any(f"{answers.text} ".startswith((f"{name}.", f"{name} ")) for name in exercise.refuses):
        return REFUSED_BY_NAME
    return REFUSED_IN_TORCH if exercise.library == "torch" else MESSAGES["refused"]


def name_stopped(exercise: ExerciseKey, grade: ItemGrade, case: int, seconds: str) -> ItemGrade:
    """Name the call that ran out of time, in the grade of the item that it belongs to."""
    if case not in grade.item.cases:
        return grade
    got, explanation = Observation("timeout", text=seconds), explain_slowness(exercise.cases[case])
    return replace(grade, case=case, got=got, diagnosis=explanation)


def grade_items(
    exercise: ExerciseKey, observations: Sequence[Observation], is_explained: bool = True
) -> tuple[ItemGrade, ...]:
    """Grade each item; the later ones are blocked while the first one fails.

    Parameters
    ----------
    exercise : ExerciseKey
    observations : sequence of Observation
        One for each case.
    is_explained : bool
        Whether a failed item gets a diagnosis.
    """
    verdicts = sheet(exercise).compare(observations)
    effects = side_effects(observations)
    is_all_right = verdicts.count("right") == len(verdicts) and not any(effects.changed)
    suspects = find_suspects(exercise, observations, verdicts) if is_explained and not is_all_right else None
    wrong = {i for i, verdict in enumerate(verdicts) if verdict != "right"}
    first, *others = [
        grade_item(exercise, item, exercise.charged(item, wrong), observations, verdicts, effects, suspects)
        for item in exercise.items
    ]
    if first.status != "passed":
        others = [blocked(item) if item.status == "passed" else item for item in others]
    return first, *others


def blocked(item: ItemGrade) -> ItemGrade:
    """Keep back the points of an item that passed."""
    return replace(item, status="blocked", score=0.0)


class SideEffects(NamedTuple):
    """What calls did beside answering.

    Parameters
    ----------
    changed : sequence of int
        For each call the arguments that it wrote to: bit i is set for argument i.
    notes : sequence of str
        For each call what it printed.
    """

    changed: Sequence[int]
    notes: Sequence[str]

    def printed(self, calls: range) -> tuple[str, ...]:
        """Return the first three different texts that some calls printed."""
        stripped = (self.notes[i].strip() for i in calls if self.notes[i])
        return tuple(dict.fromkeys(note for note in stripped if note))[:3]


def side_effects(observations: Sequence[Observation]) -> SideEffects:
    if isinstance(observations, Observations):  # without reading each call's answer, which is costly
        return SideEffects(observations.changed, observations.notes)
    return SideEffects([got.changed for got in observations], [got.notes for got in observations])


def grade_item(
    exercise: ExerciseKey,
    item: KeyItem,
    failing: Sequence[int],
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
    effects: SideEffects,
    suspects: Suspects | None,
) -> ItemGrade:
    """Grade one item by itself: all of its cases, or nothing; a wrong answer says more than one that did not come."""
    notes = effects.printed(item.cases)
    is_changed = not failing and item.inputs_unchanged and any(effects.changed)
    if is_changed:  # in whichever item: the rule holds for all calls
        failing = [next(i for i, changed in enumerate(effects.changed) if changed)]
    if not failing:
        return ItemGrade(item, "passed", item.points, notes=notes)
    wrong = [i for i in failing if verdicts[i] != "timeout"]
    if not wrong:
        # The call that was stopped; others of its item were not asked any more.
        shown = next((i for i in item.cases if verdicts[i] == "timeout" and observations[i].text), failing[0])
        explanation = explain_slowness(exercise.cases[shown])
        return ItemGrade(item, "timeout", 0.0, shown, observations[shown], explanation, notes)
    shown, diagnosis = wrong[0], None
    if suspects is not None:
        shown, diagnosis = diagnose(exercise, observations, verdicts, suspects, wrong)
    kept = tuple((i, observations[i]) for i in failing[:MOST_FAILING])
    return ItemGrade(item, "failed", 0.0, shown, observations[shown], diagnosis, notes, is_changed, kept)
