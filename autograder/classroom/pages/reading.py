"""Read a folder of results into what the pages are made of."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.classroom.lines import read_object
from autograder.classroom.pages.history import histories
from autograder.classroom.pages.model import (
    Column,
    Comment,
    Exercise,
    Failure,
    Graded,
    Item,
    RunFacts,
    Source,
    Standing,
    Student,
)
from autograder.classroom.policy.feedback import feedback_names
from autograder.classroom.results import Results
from autograder.judging.head import labels
from autograder.report.curves.layout import Curve
from autograder.report.picture import Picture
from autograder.report.terminal import title, words
from autograder.translation import N_, LosslingsError, Text, Translate

NOT_RESULTS = N_("{path}: no results.jsonl in it; name the folder that `losslings grade` wrote")
BAD_COMMENTS = N_("{path}: {error}; write [[comment]] with exercise, group and text, as an exercise's page shows it")
INCOMPLETE = N_("not only whole comments")
LEFT_OUT = "{file} ({reason})"
COMMENTS = "comments.toml"
FIELDS = {"exercise", "group", "text"}
Record = Mapping[str, Any]


class UnusableResults(LosslingsError):
    """A folder holds no results, or a file beside them cannot be read."""


def read_graded(folder: Path, pictures: Mapping[str, Picture], translate: Translate) -> Graded:
    """Read a folder of results.

    Parameters
    ----------
    folder : Path
        With ``results.jsonl``; the other files may be missing.
    pictures : mapping of str to Picture
        By exercise, of the banks that the class was judged by.
    translate : callable

    Raises
    ------
    UnusableResults
    """
    results = Results(folder)
    if not results.reports.is_file():
        raise UnusableResults(NOT_RESULTS, path=folder)
    run = read_object(results.run)
    marks = read_object(folder / "marks.json")
    evidence = {line["submission"]: line for line in read_lines(results.evidence)}
    members = {member["id"]: member for member in (run.get("arrival") or {}).get("members", ())}
    rows = known_of(members, marks)
    digests = {entry["submission"]: (entry["made_of"] or {}).get("files", "") for entry in results.entries()}
    reader = Reader(pictures, translate, histories(folder))
    reports = [report for report in read_lines(results.reports) if not members or report["submission"] in members]
    names = feedback_names([report["submission"] for report in reports], list(members.values()))

    def student(report: Record) -> Student:
        name = report["submission"]
        return reader.student(report, evidence.get(name, {}), rows.get(name, {}), digests.get(name, ""))

    return Graded(
        title=marks.get("title") or "",
        course=marks.get("course") or "",
        run=run_facts(run),
        columns=columns_of(reports),
        students=sorted(map(student, reports), key=best_first),
        missing=missing_in(marks),
        pictures=pictures,
        comments=read_comments(folder / COMMENTS),
        as_told={one.id: one for one in map(student, read_lines(results.feedback_reports))},
        feedback=names,
    )


def best_first(student: Student) -> tuple[float, str]:
    return -(student.score if student.mark is None else student.mark), student.name


def missing_in(marks: Record) -> list[str]:
    return [name_of_row(row) for row in marks.get("rows", ()) if row["status"] == "missing"]


def known_of(members: Mapping[str, Record], marks: Record) -> dict[str, Record]:
    """Return by submission what is known of it: as it arrived, and its row of the marks."""
    rows = {row["submission"]: row for row in marks.get("rows", ()) if row["submission"]}
    return {name: {**members.get(name, {}), **rows.get(name, {})} for name in {**members, **rows}}


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a file that are whole."""
    if path.exists():
        with path.open("rb") as stream:
            for line in stream:
                if line.endswith(b"}\n"):
                    yield json.loads(line)


def read_comments(path: Path) -> list[Comment]:
    """Read what a person says to groups of students.

    Raises
    ------
    UnusableResults
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise UnusableResults(BAD_COMMENTS, path=path, error=error) from error
    found = content.get("comment", [])
    is_list = isinstance(found, list) and set(content) <= {"comment"}
    if not is_list or not all(isinstance(one, dict) and is_comment(one) for one in found):
        raise UnusableResults(BAD_COMMENTS, path=path, error=Text(INCOMPLETE))
    return [Comment(one["exercise"], one["group"], one["text"].strip()) for one in found]


def is_comment(record: Record) -> bool:
    return set(record) == FIELDS and all(isinstance(value, str) and value.strip() for value in record.values())


def name_of_row(row: Record) -> str:
    return str(row["name"] or row["id"] or row["login"] or row["email"])


def run_facts(run: Record) -> RunFacts:
    if not run:
        return RunFacts()
    return RunFacts(
        started=run["started"],
        version=run["versions"]["losslings"],
        key=run["key"]["digest"],
        is_hidden=run["key"]["kind"] == "hidden",
        arrival=tuple(map(str, (run.get("arrival") or {}).get("remarks", ()))),
        isolation=run["isolation"],
        seconds=run["limits"]["seconds"],
        python=run["versions"]["python"],
        numpy=run["versions"]["numpy"],
    )


def columns_of(reports: Sequence[Record]) -> list[Column]:
    """List the exercises that any report has, in the order of the key."""
    found = {id_of(one): one for report in reports for one in report["exercises"]}
    names = labels(found)
    return [Column(one, names[one], exercise["unit"], exercise["max_score"]) for one, exercise in found.items()]


def id_of(exercise: Record) -> str:
    return f"{exercise['unit']}/{exercise['name']}"


class Reader:
    """Reads a student's report, and what stands beside it."""

    def __init__(
        self, pictures: Mapping[str, Picture], translate: Translate, history: Mapping[str, tuple[Standing, ...]]
    ) -> None:
        self.pictures, self.translate, self.history = pictures, translate, history

    def student(self, report: Record, evidence: Record, row: Record, digest: str) -> Student:
        late = (row.get("late") or {}).get("text", "")
        has_roster = bool(row.get("roster"))
        return Student(
            id=report["submission"],
            name=row.get("name") or report["submission"],
            score=report["score"],
            max_score=report["max_score"],
            exercises={id_of(one): self.exercise(one, evidence) for one in report["exercises"]},
            mark=row.get("mark"),
            total=row.get("total") or 0.0,
            notes=tuple(filter(None, [late, *row.get("adjustments", ())])),
            doubt="" if has_roster else "; ".join(row.get("remarks", ())),
            section=row.get("section", ""),
            remarks=tuple(report["remarks"]),
            files=evidence.get("files", {}),
            digest=digest if evidence.get("files") else "",
            handed_in=row.get("handed_in") or row.get("time") or "",
            attempt=row.get("attempt") or 0,
            left_out=tuple(self.left_out(row.get("left_out", ()))),
            history=self.history.get(report["submission"], ()),
        )

    def left_out(self, files: Iterable[Record]) -> Iterator[str]:
        for one in files:
            yield LEFT_OUT.format(file=one["file"], reason=self.translate(one["reason"]))

    def exercise(self, record: Record, evidence: Record) -> Exercise:
        one = id_of(record)
        failing = evidence.get("failing", {}).get(one, {})
        source = evidence.get("sources", {}).get(one)
        message = record["message"] or ""
        return Exercise(
            id=one,
            status=record["status"],
            score=record["score"],
            max_score=record["max_score"],
            message=message,
            has_reason=bool(record["reason"]),
            doubt=record["doubt"] or "",
            items=tuple(self.item(item, failing.get(item["name"], ())) for item in record["items"]),
            source=Source(source["file"], source["line"], source["text"]) if source else None,
            curve=self.curve(one, evidence.get("curves", {}).get(one)),
        )

    def item(self, record: Record, failing: Sequence[Sequence[str]]) -> Item:
        name, family = record["misconception"] or "", record.get("family") or ""
        hint = record["hint"]
        return Item(
            name=record["name"],
            title=title(record["name"], self.translate),
            status=record["status"],
            score=record["score"],
            max_score=record["max_score"],
            case=title(record["case"], self.translate) if record["case"] else "",
            call=record["call"] or "",
            expected=record["expected"] or "",
            got=record["got"] or "",
            misconception=name,
            mistake=(record.get("title") or "") if family else words(name),
            family=family,
            lecture=record.get("lecture") or "",
            rungs=tuple(record.get("rungs") or ([hint] if hint else [])),
            failing=tuple(Failure(case, got) for case, got in failing),
        )

    def curve(self, exercise: str, record: Record | None) -> Curve | None:
        """Take over a curve, if it is of today's sweep."""
        picture = self.pictures.get(exercise)
        if record is None or picture is None or len(record["numbers"]) != len(picture.grid):
            return None
        wrong = tuple((str(fault), int(first), int(last)) for fault, first, last in record["wrong"])
        return Curve(tuple(record["numbers"]), tuple(record["differences"]), wrong)
