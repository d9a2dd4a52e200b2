"""The report as plain data (schema losslings/report/v1): what every other form of it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.judging.grade import ExerciseGrade, ItemGrade
from autograder.judging.key import ExerciseKey, KeyCase
from autograder.judging.submission import clean
from autograder.translation import N_, Text, Translate

SCHEMA = "losslings/report/v1"
Report = dict[str, Any]
AGREES, DIFFERS = N_("{call} agrees"), N_("{call} gives {difference}")
UNCHANGED, CHANGED = N_("arguments left as they were"), N_("{names} changed by the call")


def report(
    submission: str,
    grades: Sequence[ExerciseGrade],
    *,
    key: str,
    hidden: bool,
    isolation: str,
    translate: Translate,
) -> dict[str, Any]:
    """Write the report of one submission.

    Parameters
    ----------
    submission : str
        Its id.
    grades : sequence of ExerciseGrade
    key : str
        Digest of the answer key.
    hidden : bool
        Leave out inputs, expected values and everything that could repeat them.
    isolation : str
        The tier in which the submission ran.
    translate : callable
        Of the language the report is read in.
    """
    return {
        "schema": SCHEMA,
        "submission": clean(submission),
        "score": sum(grade.score for grade in grades),
        "max_score": sum(grade.exercise.max_score for grade in grades),
        "key": key,
        "isolation": isolation,
        "exercises": [exercise_report(grade, hidden, translate) for grade in grades],
    }


def exercise_report(grade: ExerciseGrade, hidden: bool, translate: Translate) -> dict[str, Any]:
    return {
        "name": grade.exercise.name,
        "unit": grade.exercise.unit,
        "status": grade.status,
        "score": grade.score,
        "max_score": grade.exercise.max_score,
        "message": message(grade, hidden, translate),
        "items": [item_report(grade.exercise, item, hidden, translate) for item in grade.items],
    }


def message(grade: ExerciseGrade, hidden: bool, translate: Translate) -> str | None:
    """Say what there is to say of an exercise as a whole; of a hidden key, nothing in a stranger's words."""
    ours = grade.message
    if hidden and ours and grade.status == "crashed":  # an exit status can spell an input
        ours = ours._replace(values={**ours.values, "detail": ""})
    parts = [ours.said(translate) if ours else "", "" if hidden else grade.said]
    return clean(" ".join(part.strip() for part in parts if part.strip())) or None


def item_report(exercise: ExerciseKey, item: ItemGrade, hidden: bool, translate: Translate) -> dict[str, Any]:
    case = exercise.cases[item.case] if item.case is not None else None
    diagnosis = item.diagnosis if not (hidden and item.diagnosis and item.diagnosis.tells_numbers) else None
    shown = case if not hidden else None
    expected, got = expected_and_got(exercise, item, translate) if shown else (None, None)
    return {
        "name": item.item.name,
        "status": item.status,
        "score": item.score,
        "max_score": item.item.points,
        "case": shown.id if shown else None,
        "call": shown.call if shown else None,
        "expected": expected,
        "got": got,
        "torch": torch_remark(exercise, shown, translate) if shown else None,
        "misconception": diagnosis.misconception if diagnosis else None,
        "hint": clean(diagnosis.hint.said(translate)) if diagnosis else None,
        "notes": [clean(note) for note in item.notes] if not hidden else [],
    }


def torch_remark(exercise: ExerciseKey, case: KeyCase, translate: Translate) -> str | None:
    if case.torch is None:
        return None
    values = {"call": exercise.torch_call, "difference": translate(case.torch)}
    return Text(DIFFERS if case.torch else AGREES, values).said(translate)


def expected_and_got(exercise: ExerciseKey, item: ItemGrade, translate: Translate) -> tuple[str, str]:
    """Write what a failing case should have given and what it gave; for a changed argument, which."""
    assert item.case is not None
    assert item.got is not None
    case, got = exercise.cases[item.case], item.got
    if item.is_changed:
        names = ", ".join(name for i, name in enumerate(exercise.parameters) if got.changed >> i & 1)
        return translate(UNCHANGED), clean(Text(CHANGED, {"names": names}).said(translate))
    expected = "ValueError" if case.expected.kind == "raised" else case.expected.describe()
    return expected, clean(got.describe())


def summary(report: Report) -> Report:
    """Keep of a report what a table of the class shows."""
    exercises = [
        {
            **{name: exercise[name] for name in ("name", "status", "score", "message")},
            "items": [
                {"misconception": item["misconception"], "hint": item["hint"]}
                for item in exercise["items"]
                if item["misconception"]
            ],
        }
        for exercise in report["exercises"]
    ]
    return {**{name: report[name] for name in ("submission", "score", "max_score")}, "exercises": exercises}
