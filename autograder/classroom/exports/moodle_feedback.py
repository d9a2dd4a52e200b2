"""Moodle: feedback as a zip, as View all submissions → Upload multiple feedback files in a zip reads it.

Moodle parts a folder's name at underscores: name, participant number, ``assignsubmission``, ``file``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.classroom.exports.moodle import NEEDS_NUMBER, participant
from autograder.classroom.exports.sheet import CannotExport, Exported, MarkSheet
from autograder.classroom.policy.feedback import feedback_names, safe
from autograder.classroom.policy.ledger import Row
from autograder.classroom.run import members_in
from autograder.classroom.writing import private, replacing, written
from autograder.translation import N_, Text

OF_A_DOWNLOAD = re.compile(r"[^_/]*_(\d+)_assignsubmission_(?:file|onlinetext)_")
NO_FEEDBACK = N_("{path}: no feedback here; `losslings report {folder}` writes it")
NOT_THERE = N_("or their feedback is not there: losslings report {folder} writes it")


def write(sheet: MarkSheet, path: Path, column: str | None) -> Exported:
    """Write the zip: ``feedback.html`` of each student, or ``feedback.txt`` where there are no pages.

    Raises
    ------
    CannotExport, NotWritten
    """
    del column  # the other formats' title
    folder = sheet.results.feedback
    if not folder.is_dir():
        raise CannotExport(NO_FEEDBACK, path=folder, folder=sheet.results.folder)
    handed_in = [row["submission"] for row in sheet.rows if row["submission"]]
    names = feedback_names(handed_in, members_in(sheet.results.run))
    lost: list[Row] = []
    count = 0
    with written(path), zip_file(path) as archive:
        for row in sheet.rows:
            name = names.get(row["submission"] or "")
            page = page_of(folder, name) if name else None
            if page is None or not participant(row):
                lost += [row] if name else []  # who handed in nothing has no feedback
                continue
            entry = zipfile.ZipInfo(f"{folder_of(row, name or '')}/feedback{page.suffix}")
            archive.writestr(entry, page.read_bytes(), zipfile.ZIP_DEFLATED)
            count += 1
    values = {"folder": sheet.results.folder}
    way_out = Text("{number}; {there}", {"number": Text(NEEDS_NUMBER, values), "there": Text(NOT_THERE, values)})
    return Exported(path, count, tuple(lost), way_out, sheet.absent)


@contextmanager
def zip_file(path: Path) -> Iterator[zipfile.ZipFile]:
    """Give a zip to write to, which is there whole or not at all."""
    with replacing(path) as draft, private(draft, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
        yield archive


def page_of(folder: Path, name: str) -> Path | None:
    """Return a student's page, else the text; never through a link, which could show another file."""
    pages = (folder / f"{name}{suffix}" for suffix in (".html", ".txt"))
    return next((page for page in pages if page.is_file() and not page.is_symlink()), None)


def folder_of(row: Row, feedback: str) -> str:
    """Return the student's folder in the zip: as in the download, else made of name and number."""
    folder = feedback.rpartition("/")[0]
    match = OF_A_DOWNLOAD.fullmatch(folder)
    if match and match[1] == participant(row):
        return folder
    name = safe(row["name"] or "Participant").replace("_", " ").strip() or "Participant"
    return f"{name}_{participant(row)}_assignsubmission_file_"
