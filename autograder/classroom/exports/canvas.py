"""Canvas: the gradebook's CSV, as Grades → Import reads it.

Canvas finds a student by the number in ID, which its own export has. Canvas reads UTF-8 and needs no byte order mark;
with one, it would not know the first heading of its layout with LastName and FirstName. An empty cell below an
assignment that exists deletes the score there: who has no mark keeps what the export said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.exports.sheet import CannotExport, Exported, MarkSheet
from autograder.classroom.exports.tables import harmless, plain_title, write_import
from autograder.classroom.policy.ledger import Row
from autograder.report.terminal import points
from autograder.translation import N_, Text

IDENTITY = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "    Points Possible"  # as Canvas writes it, blanks and all
WITH_NUMBER = re.compile(r"(.+?)\s*\(\d+\)", re.DOTALL)  # "Homework 3 (12345)"
NEEDS_ID = N_("they have no Canvas ID: give Canvas's own export as roster: losslings report {folder} --roster FILE")
NEW_COLUMN = N_("Canvas will make a new assignment {title}; to fill one that is there, name it: --column TITLE")
OTHER_POINTS = N_(
    "{title} is worth {theirs} points in Canvas and {ours} here; write points = {theirs} in assignment.toml"
)
SEVERAL = N_("several columns are called {title}; name one of them with --column: {names}")


def write(sheet: MarkSheet, path: Path, column: str | None) -> Exported:
    """Write the gradebook's CSV.

    Parameters
    ----------
    sheet : MarkSheet
    path : Path
    column : str or None
        The assignment's title, with or without Canvas's number; None for the title of the marks.

    Raises
    ------
    CannotExport, NotWritten
    """
    identity = identity_headings(sheet)
    found = existing(sheet, identity, column or sheet.title)
    heading = found or column or sheet.title
    known, lost = sheet.split(canvas_id)
    theirs = str(sheet.roster.get("points", {}).get(found, "")) if found else points(sheet.total)
    lines = [[*identity, heading], [POINTS_POSSIBLE, *[""] * (len(identity) - 1), theirs]]
    lines += [[*map(harmless, cells_of(row, identity)), mark_of(row, found)] for row in known]
    write_import(path, lines)
    remarks = [] if found else [Text(NEW_COLUMN, {"title": heading})]
    if found and is_other(theirs, sheet.total):
        values = {"title": heading, "theirs": theirs, "ours": points(sheet.total)}
        remarks.append(Text(OTHER_POINTS, values))
    way_out = Text(NEEDS_ID, {"folder": sheet.results.folder})
    return Exported(path, len(known), lost, way_out, tuple(remarks))


def identity_headings(sheet: MarkSheet) -> Sequence[str]:
    """Return the columns that say who a student is: those of Canvas's export, where it is the roster."""
    headings = list(sheet.roster.get("headings", ())) if sheet.kind == "canvas" else []
    return headings[: headings.index("Section") + 1] if "Section" in headings else IDENTITY


def existing(sheet: MarkSheet, identity: Sequence[str], title: str) -> str | None:
    """Return the heading of the assignment in Canvas's export; None if it is not there.

    Raises
    ------
    CannotExport
    """
    headings = sheet.roster.get("headings", ())[len(identity) :] if sheet.kind == "canvas" else ()
    if title in headings:
        return title
    found = [one for one in headings if plain_title(title_of(one)) == plain_title(title)]
    if len(found) > 1:
        raise CannotExport(SEVERAL, title=title, names=", ".join(found))
    return found[0] if found else None


def title_of(heading: str) -> str:
    match = WITH_NUMBER.fullmatch(heading)
    return match[1] if match else heading


def canvas_id(row: Row) -> str:
    return row["lms"].get("canvas_user", "")


def cells_of(row: Row, identity: Sequence[str]) -> list[str]:
    """Return who a student is: as Canvas exported it, else as far as it is known."""
    known = {"Student": row["name"], "ID": canvas_id(row), "SIS User ID": row["id"], "SIS Login ID": row["login"]}
    roster = row["roster"] or {}
    return [roster.get(name) or known.get(name, row["section"] if name == "Section" else "") for name in identity]


def mark_of(row: Row, found: str | None) -> str:
    if row["mark"] is not None:
        return points(row["mark"])
    return harmless((row["roster"] or {}).get(found, "")) if found else ""


def is_other(theirs: str, ours: float) -> bool:
    try:
        return abs(float(theirs.replace(",", ".")) - ours) > 1e-9
    except ValueError:  # "(read only)", or empty
        return False
