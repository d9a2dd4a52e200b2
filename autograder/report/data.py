"""The report as plain data (schema losslings/report/v2): every other form of it is made from this one.

``docs/report.md`` explains each field with an example, ``schema.json`` beside this file is its JSON Schema.
"""

from __future__ import annotations

import platform
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, TypedDict

import numpy as np

from autograder.isolation.observation import Observation
from autograder.judging.diagnosis import Diagnosis
from autograder.judging.grade import UNSTEADY, ExerciseGrade, ItemGrade, ItemStatus, Status
from autograder.judging.judge import judge
from autograder.judging.key import ExerciseKey, Key
from autograder.judging.key_case import KeyCase
from autograder.judging.public_only import PUBLIC_ONLY
from autograder.judging.reasons import Reason, sentence, split
from autograder.judging.submission import Submission, clean, clean_name
from autograder.report.calls import translated_call
from autograder.report.digits import compared
from autograder.translation import N_, Text, Translate

if TYPE_CHECKING:
    from autograder.isolation.job import Limits
    from autograder.isolation.runner import Runner

SCHEMA = "losslings/report/v2"
# Of the child too: whoever judges starts it with its own interpreter and numpy, see `isolation.launch.command`.
PYTHON, NUMPY = platform.python_version(), np.__version__
BETWEEN = N_("any number from {low} to {high}")
SAMPLED = N_("{expected}, within {count} standard errors of {error}")
AGREES, DIFFERS = N_("{call} agrees"), N_("{call} gives {difference}")
MOST_FILES = 3  # that are named
UNTOUCHED = N_("{files}: handed in as it was handed out, nothing is written yet")
NO_EXERCISE = N_("{files}: defines none of the functions that are asked for; they must have the names of the exercises")
# Messages on a function that was judged, and should be looked at: one word for each.
DOUBTS = {UNSTEADY: "unsteady", PUBLIC_ONLY: "public_only"}
STOPPED = N_("no answer within {seconds} s")
UNCHANGED, CHANGED = N_("arguments left as they were"), N_("{names} changed by the call")


class ItemReport(TypedDict):
    """What one item earned; of a failed one, the first failing case and what is known of the mistake."""

    name: str
    status: ItemStatus
    score: float
    max_score: float
    case: str | None
    call: str | None
    expected: str | None
    got: str | None
    torch: str | None
    misconception: str | None
    title: str | None
    family: str | None
    hint: str | None
    rungs: list[str]
    lecture: str | None
    notes: list[str]


class ExerciseReport(TypedDict):
    """What one exercise earned."""

    name: str
    unit: str
    status: Status
    score: float
    max_score: float
    message: str | None
    reason: str | None
    doubt: str | None
    items: list[ItemReport]


class Report(TypedDict):
    """What one submission earned."""

    schema: str
    submission: str
    score: float
    max_score: float
    key: str
    isolation: str
    python: str
    numpy: str
    remarks: list[str]
    exercises: list[ExerciseReport]


def judge_to_report(
    submission: Submission,
    key: Key,
    runner: Runner,
    translate: Translate,
    limits: Limits | None = None,
    ids: Collection[str] = (),
) -> Report:
    """Grade a submission and write its report; the parameters are those of `judge` and `report`."""
    grades = judge(submission, key, runner, limits, ids)
    return report_of(submission, grades, key, runner.tier, translate, hidden=key.hidden)


def report_of(
    submission: Submission,
    grades: Sequence[ExerciseGrade],
    key: Key,
    isolation: str,
    translate: Translate,
    *,
    hidden: bool,
) -> Report:
    """Write the report of a submission that has been judged; the parameters are those of `report`."""
    finished = report(submission.id, grades, key=key.digest, hidden=hidden, isolation=isolation, translate=translate)
    return {**finished, "remarks": remarks(submission, grades, translate)}


def remarks(submission: Submission, grades: Sequence[ExerciseGrade], translate: Translate) -> list[str]:
    """Say how a submission was read: what was not, what otherwise than its name says, what alone is there."""
    texts = [*submission.problems, *submission.remarks]
    rendered = [text.render(translate) for text in texts]
    if submission.problem and not submission.problems:
        rendered.insert(0, submission.problem)
    statuses = {grade.status for grade in grades}
    is_clear = any(reason_of(grade) for grade in grades)
    if submission.files and len(grades) > 1 and statuses <= {"missing", "todo"} and not is_clear:
        names = ", ".join(sorted(submission.files)[:MOST_FILES]) + (", …" if len(submission.files) > MOST_FILES else "")
        text = UNTOUCHED if "todo" in statuses else NO_EXERCISE
        rendered.append(Text(text, {"files": names}).render(translate))
    return [clean(one) for one in rendered]


def report(
    submission: str,
    grades: Sequence[ExerciseGrade],
    *,
    key: str,
    hidden: bool,
    isolation: str,
    translate: Translate,
) -> Report:
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
    isolation : {"strict", "basic"}
        The tier in which the submission ran.
    translate : callable
        Of the language the report is read in.
    """
    return {
        "schema": SCHEMA,
        "submission": clean_name(submission),
        "score": sum(grade.score for grade in grades),
        "max_score": sum(grade.exercise.max_score for grade in grades),
        "key": key,
        "isolation": isolation,
        "python": PYTHON,
        "numpy": NUMPY,
        "remarks": [],
        "exercises": [exercise_report(grade, hidden, translate) for grade in grades],
    }


def exercise_report(grade: ExerciseGrade, hidden: bool, translate: Translate) -> ExerciseReport:
    return {
        "name": grade.exercise.name,
        "unit": grade.exercise.unit,
        "status": grade.status,
        "score": grade.score,
        "max_score": grade.exercise.max_score,
        "message": message(grade, hidden, translate),
        "reason": reason_of(grade),
        "doubt": DOUBTS.get(grade.message.template) if grade.message else None,
        "items": [item_report(grade.exercise, item, hidden, translate) for item in grade.items],
    }


def reason_of(grade: ExerciseGrade) -> str | None:
    """Return the kind of the first reason that the student's process gave."""
    return next((part.kind for part in split(grade.student_text) if isinstance(part, Reason)), None)


def message(grade: ExerciseGrade, hidden: bool, translate: Translate) -> str | None:
    """Write what concerns an exercise as a whole; with a hidden key, nothing that the student's process wrote."""
    ours = grade.message
    if hidden and ours and grade.status == "crashed":  # an exit status can spell an input
        ours = ours._replace(values={**ours.values, "detail": ""})
    says_it_all = {"missing": reason_of(grade), "todo": reason_of(grade) == "helper"}.get(grade.status)
    parts = [ours.render(translate) if ours and not says_it_all else ""]
    for theirs in split(grade.student_text):
        if isinstance(theirs, Reason):
            text = sentence(theirs, grade.exercise.name, PYTHON, hidden=hidden)
            parts.append(text.render(translate) if text else "")
        elif not hidden:
            parts.append(theirs)
    return clean(" ".join(part.strip() for part in parts if part.strip())) or None


def item_report(exercise: ExerciseKey, item: ItemGrade, hidden: bool, translate: Translate) -> ItemReport:
    case = exercise.cases[item.case] if item.case is not None and not hidden else None
    expected, got = expected_and_got(exercise, item, translate) if case else (None, None)
    diagnosis = item.diagnosis if not (hidden and item.diagnosis and item.diagnosis.tells_numbers) else None
    return {
        "name": item.item.name,
        "status": item.status,
        "score": item.score,
        "max_score": item.item.points,
        "case": case.id if case else None,
        "call": translated_call(case.call, translate) if case else None,
        "expected": expected,
        "got": got,
        "torch": torch_remark(exercise, case, translate) if case else None,
        **told(diagnosis, translate),
        "notes": [clean(note) for note in item.notes] if not hidden else [],
    }


class Told(TypedDict):
    """Of an item's report, what is known of the mistake."""

    misconception: str | None
    title: str | None
    family: str | None
    hint: str | None
    rungs: list[str]
    lecture: str | None


def told(diagnosis: Diagnosis | None, translate: Translate) -> Told:
    """Write what is known of a mistake; of one without a name, the fact that was measured."""
    hint = clean(diagnosis.hint.render(translate)) if diagnosis else None
    ladder = diagnosis.ladder if diagnosis else None
    return {
        "misconception": diagnosis.misconception if diagnosis else None,
        "title": translate(ladder.title) if ladder else None,
        "family": translate(ladder.family) if ladder else None,
        "hint": hint,
        "rungs": ([hint] if hint else []) + [translate(rung) for rung in (ladder.rungs[1:] if ladder else ())],
        "lecture": translate(ladder.lecture) if ladder else None,
    }


def torch_remark(exercise: ExerciseKey, case: KeyCase, translate: Translate) -> str | None:
    if case.torch is None:
        return None
    values = {"call": exercise.torch_call, "difference": translate(case.torch)}
    return Text(DIFFERS if case.torch else AGREES, values).render(translate)


def expected_and_got(exercise: ExerciseKey, item: ItemGrade, translate: Translate) -> tuple[str, str]:
    """Write what a failing case should have given and what it gave; for a changed argument, which one."""
    assert item.case is not None
    assert item.got is not None
    case, got = exercise.cases[item.case], item.got
    if item.is_changed:
        names = ", ".join(name for i, name in enumerate(exercise.parameters) if got.changed >> i & 1)
        return translate(UNCHANGED), clean(Text(CHANGED, {"names": names}).render(translate))
    if got.kind == "timeout":
        got = Observation("raised", None, Text(STOPPED, {"seconds": got.text}).render(translate))
    expected, came = compared(case.expected, got, case.relative, translate)
    if case.dtype and got.value is not None and got.value.dtype.str != case.dtype:  # the numbers may look alike
        expected, came = f"{expected}   ({np.dtype(case.dtype)})", f"{came}   ({got.value.dtype})"
    if case.between is not None:
        low, high = case.between
        expected = Text(BETWEEN, {"low": f"{low:g}", "high": f"{high:g}"}).render(translate)
    if case.sampled is not None:
        values = {"expected": expected, "count": f"{case.sampled:g}", "error": f"{case.absolute / case.sampled:.3g}"}
        expected = Text(SAMPLED, values).render(translate)
    return "ValueError" if case.expected.kind == "raised" else expected, clean(came)


def unjudged(name: str, text: str) -> ExerciseReport:
    """Report an exercise that could not be judged at all, and why."""
    return {
        "name": name,
        "unit": "",
        "status": "error",
        "score": 0.0,
        "max_score": 0.0,
        "message": text,
        "reason": None,
        "doubt": None,
        "items": [],
    }
