"""Gradescope's ``results.json``: a test an item, with what the student may read of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from autograder.classroom.exports.folders import write_folder
from autograder.classroom.exports.sheet import Exported, MarkSheet
from autograder.classroom.policy.ledger import Row
from autograder.report.data import ExerciseReport, ItemReport, Report
from autograder.report.terminal import blocked_line, item_lines, one_line, title
from autograder.translation import Translate


def write(sheet: MarkSheet, path: Path, column: str | None, translate: Translate = str) -> Exported:
    """Write ``<student>/results.json`` below a folder.

    Raises
    ------
    NotWritten
    """
    del column  # the other formats' title
    files = (
        (report["submission"], json.dumps(final(row, gradescope_results(report, translate)), ensure_ascii=False))
        for row, report in sheet.graded()
    )
    return Exported(path, write_folder(path, "results.json", files), remarks=sheet.absent)


def final(row: Row, results: dict[str, Any]) -> dict[str, Any]:
    """Put the final mark above the points of the tests, and say what changed it."""
    changes = [row["late"]["text"], *row["adjustments"], results["output"]]
    mark = {"score": row["mark"]} if row["mark"] is not None else {}
    return {**mark, **results, "output": "\n".join(one for one in changes if one)}


def gradescope_results(report: Report, translate: Translate) -> dict[str, Any]:
    """Return a report as Gradescope wants it; the report is one that the student may see."""
    pairs = [(exercise, item) for exercise in report["exercises"] for item in exercise["items"]]
    tests = [test_of(exercise, item, translate) for exercise, item in pairs]
    return {"output": "\n".join(map(one_line, report["remarks"])), "visibility": "visible", "tests": tests}


def test_of(exercise: ExerciseReport, item: ItemReport, translate: Translate) -> Mapping[str, Any]:
    return {
        "name": f"{exercise['name']}: {title(item['name'], translate)}",
        "score": item["score"],
        "max_score": item["max_score"],
        "status": "passed" if item["status"] == "passed" else "failed",
        "visibility": "visible",
        "output": "\n".join(lines_of(exercise, item, translate)),
    }


def lines_of(exercise: ExerciseReport, item: ItemReport, translate: Translate) -> list[str]:
    """Return what a student reads of an item; what concerns the whole exercise stands at its first one."""
    lines = []
    if item is exercise["items"][0] and exercise["message"]:
        lines.append(one_line(exercise["message"]))
    if item["status"] == "failed" or item["hint"]:
        lines += [click.unstyle(line).strip() for line in item_lines(item, translate)]
    if item["status"] == "blocked":
        lines.append(blocked_line({**exercise, "items": [item]}, translate))
    return lines or ([item["status"]] if item["status"] != "passed" else [])
