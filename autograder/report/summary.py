"""Of a report, what a table of the class shows: small enough to keep a class of thousands in memory."""

from __future__ import annotations

from typing import TypedDict

from autograder.judging.grade import Status
from autograder.report.data import ExerciseReport, Report


class MistakeSummary(TypedDict):
    """A known mistake that cost an item."""

    misconception: str
    title: str
    hint: str


class ExerciseSummary(TypedDict):
    """Of an exercise's report, what a table of the class shows."""

    name: str
    unit: str
    status: Status
    score: float
    message: str | None
    reason: str | None
    doubt: str | None
    items: list[MistakeSummary]


class Summary(TypedDict):
    """Of a report, what a table of the class shows."""

    submission: str
    score: float
    max_score: float
    remarks: list[str]
    exercises: list[ExerciseSummary]


def id_of(exercise: ExerciseReport | ExerciseSummary) -> str:
    """Return the id of an exercise in a report, as ``information/entropy``."""
    return f"{exercise['unit']}/{exercise['name']}"


def summary(report: Report) -> Summary:
    """Take from a report what the table of a class shows."""
    return {
        "submission": report["submission"],
        "score": report["score"],
        "max_score": report["max_score"],
        "remarks": report["remarks"],
        "exercises": [exercise_summary(exercise) for exercise in report["exercises"]],
    }


def exercise_summary(exercise: ExerciseReport) -> ExerciseSummary:
    return {
        "name": exercise["name"],
        "unit": exercise["unit"],
        "status": exercise["status"],
        "score": exercise["score"],
        "message": exercise["message"],
        "reason": exercise["reason"],
        "doubt": exercise["doubt"],
        "items": [
            {
                "misconception": item["misconception"],
                "title": item["title"] or item["misconception"].replace("_", " "),
                "hint": item["hint"],
            }
            for item in exercise["items"]
            if item["misconception"] is not None and item["hint"] is not None
        ],
    }
