"""What the pages show beside a report: the functions' texts, all failing cases, the curve over an exercise's sweep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import TypedDict

from autograder.isolation.job import Job, Limits
from autograder.isolation.launch import IsolationFailed
from autograder.isolation.runner import Runner
from autograder.judging.grade import ExerciseGrade, ItemGrade
from autograder.judging.key import Key
from autograder.judging.printable import clean, clean_name
from autograder.judging.sources import FunctionSource, sources_of
from autograder.judging.submission import Submission
from autograder.report.picture import Comparison, Picture
from autograder.translation import Translate

DIGITS = 4  # of a curve: more than the eye sees
CURVE_LIMITS = Limits(
    seconds=0.5, total_seconds=2.0, idle_seconds=0.5
)  # it earns nothing, so a class may not wait for it
LONG = 200  # letters of one answer


class CurveEvidence(TypedDict):
    """A function's answers along its exercise's sweep, how far off they are, and where: what, first and last point.

    A difference is 0 where the answer is judged right, and None where there is no number.
    """

    numbers: list[float | str]
    differences: list[float | None]
    wrong: list[tuple[str, int, int]]


class Evidence(TypedDict):
    """A line of ``evidence.jsonl``: what the pages show of a submission beside its report.

    ``files`` has the size of each file that was read, in bytes. ``failing`` has by exercise and item the failing cases
    and what came, eight at most. ``sources`` and ``curves`` are by exercise; an exercise without one is not there.
    """

    submission: str
    files: dict[str, int]
    failing: dict[str, dict[str, list[tuple[str, str]]]]
    sources: dict[str, FunctionSource]
    curves: dict[str, CurveEvidence]


def evidence_of(
    submission: Submission,
    grades: Sequence[ExerciseGrade],
    pictures: Mapping[str, Picture],
    runner: Runner,
    translate: Translate,
    key: Key | None = None,
) -> Evidence:
    """Collect what the pages show of a submission that has been judged.

    Parameters
    ----------
    submission : Submission
    grades : sequence of ExerciseGrade
    pictures : mapping of str to Picture
        By exercise; the curves of the others are not asked for.
    runner : Runner
    translate : callable
    key : Key, optional
        See `autograder.judging.sources.sources_of`.
    """
    failed = {grade.exercise.id: failing_cases(grade) for grade in grades if grade.status == "failed"}
    return {
        "submission": clean_name(submission.id),
        "files": {clean_name(path): len(data) for path, data in submission.files.items()},
        "failing": failed,
        "sources": sources_of(submission.files, [grade.exercise.id for grade in grades], key),
        "curves": curves_of(submission, [pictures[one] for one in asked(grades) if one in pictures], runner, translate),
    }


def asked(grades: Iterable[ExerciseGrade]) -> list[str]:
    """List the exercises whose curve may differ: wrong, but answered without a call that ran out of time."""
    return [
        grade.exercise.id
        for grade in grades
        if grade.status == "failed" and all(item.status != "timeout" for item in grade.items)
    ]


def failing_cases(grade: ExerciseGrade) -> dict[str, list[tuple[str, str]]]:
    """Return by item the failing cases, and what came."""
    return {item.item.name: cases_of(grade, item) for item in grade.items if item.status == "failed"}


def cases_of(grade: ExerciseGrade, item: ItemGrade) -> list[tuple[str, str]]:
    return [(grade.exercise.cases[index].id, clean(got.describe()[:LONG])) for index, got in item.failing]


def curves_of(
    submission: Submission, pictures: Sequence[Picture], runner: Runner, translate: Translate
) -> dict[str, CurveEvidence]:
    """Ask a submission's functions along their sweeps, all in one child; one that does not answer has no curve."""
    if not pictures:
        return {}
    try:
        answers = runner.run(Job(submission.files, tuple(picture.calls for picture in pictures), CURVE_LIMITS))
    except IsolationFailed:
        return {}
    return {
        picture.exercise: curve_of(picture.compare(came.observations), translate)
        for picture in pictures
        if (came := answers[picture.exercise]).outcome == "answered"
        and all(got.kind != "timeout" for got in came.observations)
    }


def curve_of(comparison: Comparison, translate: Translate) -> CurveEvidence:
    references, answers = comparison.picture.curve.tolist(), comparison.curve.tolist()
    return {
        "numbers": [number_or_word(number) for number in answers],
        "differences": [
            0.0 if fault is None else difference(answer, reference)
            for fault, answer, reference in zip(comparison.faults, answers, references, strict=True)
        ],
        "wrong": [(fault, first, last) for fault, first, last in comparison.stretches(translate)],
    }


def number_or_word(number: float) -> float | str:
    """Round a number to what can be seen; what is none is a word: JSON has no nan."""
    return float(f"{number:.{DIGITS}g}") if isfinite(number) else f"{number:g}"


def difference(answer: float, reference: float) -> float | None:
    """Return how far off an answer is; None where one of the two is no number."""
    is_there = isfinite(answer) and isfinite(reference)
    return float(f"{answer - reference:.{DIGITS}g}") if is_there else None


def as_line(evidence: Evidence) -> bytes:
    """Write evidence as ``evidence.jsonl`` holds it."""
    return json.dumps(evidence, ensure_ascii=False, separators=(",", ": ")).encode(errors="backslashreplace") + b"\n"
