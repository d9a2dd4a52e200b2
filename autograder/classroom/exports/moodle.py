"""Moodle: the grading worksheet, as View all submissions → Upload grading worksheet reads it.

Moodle finds a student by the number of "Participant 123", and its columns by their headings in the site's language. So
the worksheet that was downloaded is the best roster: it comes back as it was, with the grades filled in. Moodle takes a
byte order mark off, and a spreadsheet needs it to read names right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.classroom.exports.canvas import is_other
from autograder.classroom.exports.sheet import CannotExport, Exported, MarkSheet
from autograder.classroom.exports.tables import harmless, plain_title, write_import
from autograder.classroom.grades import BEGIN
from autograder.classroom.policy.ledger import Row
from autograder.report.terminal import points
from autograder.translation import N_, Text

# Of a worksheet in English; the import asks for the first and the last two.
HEADINGS = ("Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Last modified (grade)")
GRADE = {
    "grade", "bewertung", "성적", "평점", "note", "calificación", "valutazione", "voto", "cijfer", "nota",
    "評点", "评分", "成绩", "оценка", "ocena", "karakter", "betyg", "arvosana", "známka", "not",
}  # fmt: skip  # Moodle's word "Grade", in its languages
DECIMAL_COMMA = re.compile(r"\d+,\d+")
POSITIVE = re.compile(r"[1-9]\d*([.,]\d+)?")
NEEDS_NUMBER = N_(
    "they have no participant number: give the grading worksheet as roster: losslings report {folder} --roster FILE"
)
NO_GRADE = N_("{path}: no column of this worksheet is surely the grade; name it with --column: {names}")
NO_COLUMN = N_("{path}: no column is called {column}; there are: {names}")
OTHER_POINTS = N_("the maximum grade is {theirs} in Moodle and {ours} here; write points = {theirs} in assignment.toml")


def write(sheet: MarkSheet, path: Path, column: str | None) -> Exported:
    """Write the grading worksheet.

    Parameters
    ----------
    sheet : MarkSheet
    path : Path
    column : str or None
        The heading of the grades in the worksheet, where it is not recognised.

    Raises
    ------
    CannotExport, NotWritten
    """
    is_theirs = sheet.kind == "moodle"
    headings = sheet.roster["headings"] if is_theirs else HEADINGS
    sheets = [row["roster"] for row in sheet.rows if row["roster"]] if is_theirs else []
    grade = grade_column(sheet, headings, sheets, column) if is_theirs else "Grade"
    place = list(headings).index(grade)
    numbers = [one.get(name, "") for one in sheets for name in headings[place : place + 2]]  # and the maximum
    comma = any(map(DECIMAL_COMMA.fullmatch, numbers))
    known, lost = sheet.split(participant)
    lines = [[cells_of(row, sheet, word_of(sheets), is_theirs)[name] for name in headings] for row in known]
    for row, line in zip(known, lines, strict=True):
        line[:] = map(harmless, line)
        if row["mark"] is not None:
            line[place] = points(row["mark"]).replace(".", "," if comma else ".")
    separator = sheet.roster.get("separator", ",") if is_theirs else ","
    write_import(path, [list(headings), *lines], separator=separator, begin=BEGIN)
    way_out = Text(NEEDS_NUMBER, {"folder": sheet.results.folder})
    return Exported(path, len(known), lost, way_out, remarks(sheets, headings, grade, sheet.total))


def participant(row: Row) -> str:
    return row["lms"].get("moodle_participant", "")


def grade_column(
    sheet: MarkSheet, headings: Sequence[str], sheets: Sequence[Mapping[str, str]], column: str | None
) -> str:
    """Return the heading of the grades: by its word, else as the column before the one of the maximum.

    Raises
    ------
    CannotExport
    """
    names = ", ".join(headings)
    if column is not None:
        if column not in headings:
            raise CannotExport(NO_COLUMN, path=sheet.roster["path"], column=column, names=names)
        return column
    found = [one for one in headings if plain_title(one) in GRADE]
    if len(found) != 1:
        place = maximum_place(headings, sheets)
        found = [headings[place - 1]] if place and place > 1 else []
    if not found:
        raise CannotExport(NO_GRADE, path=sheet.roster["path"], names=names)
    return found[0]


def maximum_place(headings: Sequence[str], sheets: Sequence[Mapping[str, str]]) -> int | None:
    """Return the only column that has one positive number, the same for everybody."""
    found = []
    for place, name in enumerate(headings):
        values = {one.get(name, "") for one in sheets}
        if len(sheets) > 1 and len(values) == 1 and POSITIVE.fullmatch(values.pop()):
            found.append(place)
    return found[0] if len(found) == 1 else None


def remarks(sheets: Sequence[Mapping[str, str]], headings: Sequence[str], grade: str, total: float) -> tuple[Text, ...]:
    place = list(headings).index(grade) + 1  # Moodle writes the maximum behind the grade
    theirs = sheets[0].get(headings[place], "") if sheets and place < len(headings) else ""
    if theirs and is_other(theirs, total):
        return (Text(OTHER_POINTS, {"theirs": theirs, "ours": points(total)}),)
    return ()


def word_of(sheets: Sequence[Mapping[str, str]]) -> str:
    """Return what "Participant" is called in the worksheet."""
    first = next(iter(sheets[0].values()), "") if sheets else ""
    return first.rpartition(" ")[0] or "Participant"


def cells_of(row: Row, sheet: MarkSheet, word: str, is_theirs: bool) -> Mapping[str, str]:
    """Return a student's line of the worksheet by heading; of who is not in it, what is known."""
    if is_theirs and row["roster"]:
        return row["roster"]
    known = [f"{word} {participant(row)}", row["name"], row["email"]]
    if is_theirs:
        headings = sheet.roster["headings"]
        return {name: known[place] if place < 2 else "" for place, name in enumerate(headings)}
    return dict(zip(HEADINGS, [*known, "", points(sheet.total), ""], strict=True))
