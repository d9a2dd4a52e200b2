"""Who takes part in a course: `students.csv`, and what nbgrader's gradebook knows."""

from __future__ import annotations

import csv
import unicodedata
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader import api  # type: ignore[import-untyped]

from autograder.course.remarks import Remark, remark
from autograder.translation import N_

ROSTER = "students.csv"
STRANGER = N_(
    "{name}: not on the roster; graded; rename the folder, or add the student with `nbgrader db student add {name}`"
)
MISSPELT = N_(
    "{name}: not on the roster, where {other} is; graded; rename the folder, or add the student with"
    " `nbgrader db student add {name}`"
)


class Roster(NamedTuple):
    """The ids of those who take part; none if nobody is known."""

    ids: list[str]

    def remark_on(self, student: str) -> Remark | None:
        """Say that a student is not on it."""
        if not self.ids or student in self.ids:
            return None
        plain = {simple(known): known for known in self.ids}
        close = get_close_matches(simple(student), plain, 1, 0.8)
        if close:
            return remark(MISSPELT, name=student, other=plain[close[0]])
        return remark(STRANGER, name=student)


def simple(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def roster_of(gradebook: Any, folder: Path) -> Roster:
    """Read the roster of a course.

    nbgrader adds whoever has a folder to the gradebook, so those of whom it knows no more than an id are on the roster
    only where nothing better is known.
    """
    students = gradebook.db.query(api.Student).order_by(api.Student.id).all()
    described = [one.id for one in students if one.first_name or one.last_name or one.email or one.lms_user_id]
    known = [*ids_in(folder / ROSTER), *described] or [one.id for one in students]
    return Roster(list(dict.fromkeys(known)))


def ids_in(path: Path) -> list[str]:
    """Read the ids of a roster as nbgrader imports it; none where the file is not there or cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            return [row["id"].strip() for row in csv.DictReader(stream) if (row.get("id") or "").strip()]
    except (OSError, csv.Error):
        return []
