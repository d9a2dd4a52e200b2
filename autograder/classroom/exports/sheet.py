"""The marks of a class as ``marks.json`` has them, and the reports behind them, for what is exported."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from autograder.classroom.policy.ledger import SCHEMA, Row, shown
from autograder.classroom.results import Results
from autograder.report.data import Report
from autograder.translation import N_, LosslingsError, Text

NO_MARKS = N_("{path}: no marks here; `losslings grade SUBMISSIONS -o {path}` or `losslings report {path}` makes them")
OLD_MARKS = N_("{path}: of another version, or damaged; `losslings report {folder}` makes it again")


ABSENT = N_("handed in nothing, so nothing of theirs is there: {names}")


class CannotExport(LosslingsError):
    """Marks cannot be written in a format; the message says why, and the way out."""


class Exported(NamedTuple):
    """What was written, and what was not.

    Parameters
    ----------
    path : Path
    students : int
        How many are in it.
    left_out : tuple of Row
        Those who have a mark and are not in it.
    way_out : Text or None
        What gets them in.
    remarks : tuple of Text
        What a person should know before importing it.
    """

    path: Path
    students: int
    left_out: tuple[Row, ...] = ()
    way_out: Text | None = None
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True)
class MarkSheet:
    """The final marks of a class.

    Parameters
    ----------
    results : Results
    title : str
        Of the assignment; where it has none, the name of the folder of results.
    total : float
        What everything right is worth.
    roster : mapping
        The roster's ``path``, ``kind``, ``headings``, ``separator`` and ``points``; empty where there was none.
    rows : tuple of Row
    """

    results: Results
    title: str
    total: float
    roster: Mapping[str, Any]
    rows: tuple[Row, ...]

    @property
    def kind(self) -> str:
        """The platform that the roster came from; empty where there was none."""
        return str(self.roster.get("kind", ""))

    @property
    def absent(self) -> tuple[Text, ...]:
        """Who handed in nothing, where each submission is a file or part of one."""
        names = ", ".join(shown(row) for row in self.rows if row["submission"] is None)
        return (Text(ABSENT, {"names": names}),) if names else ()

    def split(self, identify: Callable[[Row], object]) -> tuple[list[Row], tuple[Row, ...]]:
        """Return the rows that a platform can know again, and those with a mark that it cannot."""
        lost = tuple(row for row in self.rows if row["mark"] is not None and not identify(row))
        return [row for row in self.rows if identify(row)], lost

    def graded(self) -> Iterator[tuple[Row, Report]]:
        """Yield each row that has a report, with the report as its student may see it."""
        by_name = {row["submission"]: row for row in self.rows if row["submission"]}
        for report in self.results.reports_of(by_name, for_students=True):
            yield by_name[report["submission"]], report


def read_marks(folder: Path) -> MarkSheet:
    """Read the marks in a folder of results.

    Raises
    ------
    CannotExport
    """
    results = Results(folder)
    path = results.mark_sheet
    try:
        marks = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CannotExport(NO_MARKS, path=folder) from error
    except ValueError as error:
        raise CannotExport(OLD_MARKS, path=path, folder=folder) from error
    if not isinstance(marks, dict) or marks.get("schema") != SCHEMA:
        raise CannotExport(OLD_MARKS, path=path, folder=folder)
    title = marks["title"] or folder.resolve().name
    return MarkSheet(results, title, marks["total"], marks["roster"] or {}, tuple(marks["rows"]))
