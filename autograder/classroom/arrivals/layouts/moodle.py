"""Moodle names what a student handed in by the full name and a number: ``Anna Smith_1234567_assignsubmission_file_``.

That is a folder, or the beginning of each file's name. ``onlinetext`` in place of ``file`` is what a student typed into
a page. Where names are hidden, the name is "Participant", in the site's language.
"""

from __future__ import annotations

import re

from autograder.classroom.arrivals.arrival import LeftOut
from autograder.classroom.arrivals.attempts import NO_CODE, Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import Child, Folder

NAME = re.compile(
    r"(?:(?P<who>.+?)_)??(?:(?P<number>\d+)_)?assignsubmission_(?P<plugin>file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL
)
TYPED = "onlinetext"
HIDDEN = re.compile(r"\w+ (?P<number>\d+)")  # as the grading worksheet writes it: Participant 1234567


def find(folder: Folder) -> Found:
    matches = [(match, child) for child in folder.children if (match := NAME.fullmatch(child.name))]
    whose: dict[str, set[str]] = {}
    for match, _ in matches:
        whose.setdefault(match["who"] or "", set()).add(match["number"] or "")
    hidden = {who for who, numbers in whose.items() if len(numbers) > 1 and len(whose) == 1}
    found = [upload for match, child in matches for upload in uploads(match, child, hidden)]
    pages = {upload.part.path for upload in found if upload.part}
    typed = [child for match, child in matches if child.is_folder and match["plugin"] == TYPED]
    beside = [one for child in typed for one in child.inside() if not {one.path, child.path} & pages]
    return Found(found, [LeftOut(one.path, NO_CODE) for one in beside])


def uploads(match: re.Match[str], child: Child, hidden: set[str]) -> list[Upload]:
    """Return what one name stands for; of a folder of typed text, the page in it."""
    who, number = match["who"] or "", match["number"] or ""
    if not number and (hidden_name := HIDDEN.fullmatch(who)):
        number = hidden_name["number"]
    long = f"{who}_{number}" if who and number else who or number
    has_no_name = not who or who in hidden
    is_text = match["plugin"] == TYPED
    return [
        Upload(
            child,
            student=number or who,
            handles=(long,) if has_no_name else (who, long),
            part=part_of(page, (match["file"] or "") if page is child else "", is_text=is_text),
            name="" if has_no_name else who,
            lms={"moodle_participant": number} if number else {},
        )
        for page in (pages_in(child) if is_text else [child])
    ]


def pages_in(child: Child) -> list[Child]:
    """Return the page in a folder of typed text; what a student pasted into it, such as a picture, lies beside it."""
    files = [one for one in child.inside() if one.kind == "file"]
    return [one for one in files if one.name.lower().endswith((".html", ".htm", ".txt"))] or files or [child]


LAYOUT = Layout("moodle", "Moodle", "Anna Smith_1234567_assignsubmission_file_hw.py", find, rank=10)
