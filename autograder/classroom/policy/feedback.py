"""Write what each student may see into ``feedback/``, named as the learning platform wants it back.

The text here stays where no pages are written; else the page of the same name takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import click

from autograder.classroom.arrivals.names import same
from autograder.classroom.policy.ledger import Row
from autograder.classroom.writing import private
from autograder.report.data import Report
from autograder.report.terminal import points, report_lines
from autograder.translation import N_, Translate

# The beginning of an upload's name, by which Moodle and Canvas know whose a file is when it comes back.
MOODLE = re.compile(r"(.+_\d+_assignsubmission_(?:file|onlinetext)_).*", re.DOTALL)
CANVAS = re.compile(r"([^_]+_(?:LATE_)?\d+_\d+_).*", re.DOTALL)
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')  # in the names of files on Windows
LONGEST = 200  # bytes: a file system takes 255
MARK = N_("Mark: {mark} / {total}")
ADJUSTED = N_("Changed: {words}")


def feedback_names(names: Iterable[str], members: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return where the feedback of each submission goes, below ``feedback/`` and without a suffix.

    On Moodle that is a file in the folder of the download, on Canvas one that begins as the upload does, elsewhere one
    that is called like the row.
    """
    known = {member["id"]: member for member in members}
    taken: set[str] = set()
    found = {}
    for name in names:
        wanted = name_of(known.get(name, {"id": name}))
        numbered = (f"{wanted}~{number}" for number in count(2))
        found[name] = wanted if same(wanted) not in taken else next(one for one in numbered if same(one) not in taken)
        taken.add(same(found[name]))
    return found


def name_of(member: Mapping[str, Any]) -> str:
    first = next(iter(member.get("uploads", ())), "")
    lms = member.get("lms", {})
    if "moodle_participant" in lms and (match := MOODLE.fullmatch(first)):
        return f"{safe(match[1])}/feedback"
    if "canvas_user" in lms and (match := CANVAS.fullmatch(first)):
        return f"{safe(match[1])}feedback"
    return safe(member["id"])


def safe(name: str) -> str:
    """Return a name that every file system takes."""
    plain = FORBIDDEN.sub("_", name).encode(errors="replace")[:LONGEST].decode(errors="ignore").rstrip(". ")
    return plain.lstrip(".") or "_"


def feedback_paths(folder: Path, names: Sequence[str], members: Sequence[Mapping[str, Any]]) -> dict[str, Path]:
    """Make the folder of the feedback, without texts and pages of an earlier time; return each submission's file.

    Raises
    ------
    OSError
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in (*folder.rglob("*.txt"), *folder.rglob("*.html")):
        old.unlink()
    return {name: folder / f"{stem}.txt" for name, stem in feedback_names(names, members).items()}


class FeedbackWriter:
    """Writes a text for each row of the marks.

    Parameters
    ----------
    reports : iterable of Report
        As students may see them, in the order of the rows.
    paths : mapping of str to Path
        See `feedback_paths`.
    translate : callable
    """

    def __init__(self, reports: Iterable[Report], paths: Mapping[str, Path], translate: Translate) -> None:
        self.reports, self.paths, self.translate = iter(reports), paths, translate

    def write(self, row: Row) -> Row:
        """Write the text of a row, unless nothing was handed in; return the row.

        Raises
        ------
        OSError
        """
        report = next(self.reports, None) if row["submission"] else None
        if report is not None and report["submission"] == row["submission"]:
            path = self.paths[report["submission"]]
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with private(path, "w") as stream:
                stream.writelines(f"{line}\n" for line in feedback_lines(report, row, self.translate))
        return row


def feedback_lines(report: Report, row: Row, translate: Translate) -> Iterator[str]:
    """Yield the final mark, what changed it, and the report."""
    if row["mark"] is not None:
        yield translate(MARK).format(mark=points(row["mark"]), total=points(row["total"]))
    if row["late"]["text"]:
        yield row["late"]["text"]
    for words in row["adjustments"]:
        yield translate(ADJUSTED).format(words=words)
    yield ""
    yield from map(click.unstyle, report_lines(report, translate))
