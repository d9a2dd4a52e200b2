"""JUnit's XML, which CI services read: a suite a student, a case an item."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import click

from autograder.classroom.exports.sheet import Exported, MarkSheet
from autograder.classroom.policy.ledger import Row, shown
from autograder.classroom.writing import private, replacing, written
from autograder.report.data import ExerciseReport, ItemReport, Report
from autograder.report.terminal import item_lines, points
from autograder.translation import Translate

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # that XML 1.0 has no way to write
ERRORS = {"error", "crashed", "timeout"}  # the code could not be run to its end; else it answers wrong
RESULTS = ("failure", "error", "skipped")


def write(sheet: MarkSheet, path: Path, column: str | None, translate: Translate = str) -> Exported:
    """Write one file for the class.

    Raises
    ------
    NotWritten
    """
    root = ElementTree.Element("testsuites", name=legal(column or sheet.title))
    for row, report in sheet.graded():
        root.append(suite_of(row, report, translate))
    count(root)
    with written(path), replacing(path) as draft, private(draft, "wb") as stream:
        ElementTree.ElementTree(root).write(stream, encoding="utf-8", xml_declaration=True)
    return Exported(path, len(root), remarks=sheet.absent)


def suite_of(row: Row, report: Report, translate: Translate) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", name=legal(shown(row)))
    properties = ElementTree.SubElement(suite, "properties")
    marks = {"mark": row["mark"], "total": row["total"]}
    for name, value in marks.items():
        ElementTree.SubElement(properties, "property", name=name, value="" if value is None else points(value))
    for exercise in report["exercises"]:
        for item in exercise["items"]:
            suite.append(case_of(exercise, item, translate))
    count(suite)
    return suite


def case_of(exercise: ExerciseReport, item: ItemReport, translate: Translate) -> ElementTree.Element:
    classname = f"{exercise['unit']}.{exercise['name']}"
    case = ElementTree.Element("testcase", classname=legal(classname), name=legal(item["name"]), time="0")
    if item["status"] == "passed":
        return case
    kind = "skipped" if item["status"] == "blocked" else "error" if item["status"] in ERRORS else "failure"
    reason = item["hint"] or exercise["message"] or item["status"]
    result = ElementTree.SubElement(case, kind, message=legal(reason))
    if kind != "skipped":
        result.set("type", item["status"])
        result.text = legal("\n".join(click.unstyle(line).strip() for line in item_lines(item, translate)))
    return case


def count(element: ElementTree.Element) -> None:
    """Write how many cases an element has, and how many went wrong."""
    element.set("tests", str(len(list(element.iter("testcase")))))
    for name, attribute in zip(RESULTS, ("failures", "errors", "skipped"), strict=True):
        element.set(attribute, str(len(list(element.iter(name)))))


def legal(text: str) -> str:
    return ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
