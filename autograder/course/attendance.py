"""Who handed something in for an assignment, who did not, and what lies in nobody's folder."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from autograder.course.search import NotebookSearch
from autograder.judging.items import is_looked_into
from autograder.judging.printable import clean_name
from autograder.translation import N_, Text

STRAY = N_("{path}: not read, because it lies in no student's folder; put it to {place}")
AS_FILES = (".zip", ".ipynb")  # of a student on the roster, in the place of a folder


class Attendance(NamedTuple):
    """The students of an assignment.

    Parameters
    ----------
    present : list of str
        Who handed something in.
    absent : list of str
        Who is on the roster, or has a folder with nothing for this assignment.
    strays : list of Text
        What lies in nobody's folder.
    """

    present: list[str]
    absent: list[str]
    strays: list[Text]


def attendance(search: NotebookSearch, roster: Iterable[str]) -> Attendance:
    """Look through the folder of all that was handed in.

    Parameters
    ----------
    search : NotebookSearch
    roster : iterable of str
        Ids of those who take part.
    """
    excluded, on_roster = search.directory.student_id_exclude.split(","), set(roster)
    found: dict[str, bool] = {}
    strays = []
    for path in entries(search):
        student = student_at(path, search, on_roster)
        if student is None:
            place = search.shown(search.folder("<student>", path.name if path.name in search.others else ""))
            strays.append(Text(STRAY, {"path": clean_name(search.shown(path)), "place": place}))
        elif student not in excluded and student not in found:
            found[student] = search.is_there(student)
    absent = [student for student in roster if student not in found and student not in excluded]
    present = [student for student, is_there in found.items() if is_there]
    return Attendance(present, [*(student for student in found if not found[student]), *absent], strays)


def entries(search: NotebookSearch) -> Iterator[Path]:
    """Yield what may be students' folders, by name."""
    homes = search.home(search.directory.student_id)
    paths = map(Path, sorted(glob.glob(str(homes))))  # noqa: PTH207  # absolute
    return (path for path in paths if is_looked_into(path.name))


def student_at(path: Path, search: NotebookSearch, roster: set[str]) -> str | None:
    """Return whose a folder is, or a file in the place of one; None if it is nobody's."""
    if not path.is_dir() and not path.is_symlink():
        return path.stem if path.stem in roster and path.suffix.lower() in AS_FILES else None
    step = search.directory.submitted_directory
    pattern = search.directory.format_path(step, "(?P<student>.*)", search.assignment, escape=True)
    match = re.fullmatch(pattern, str(path / search.below_home), re.DOTALL)
    student = match["student"] if match else None
    is_swapped = student in {search.assignment, *search.others} - roster and not (path / search.below_home).exists()
    return None if is_swapped else student
