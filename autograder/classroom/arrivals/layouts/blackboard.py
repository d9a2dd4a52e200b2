"""Blackboard names files by assignment, user name and time, and writes a note of each attempt beside them.

``HW1_dkim_attempt_2026-01-05-10-00-00_hw.py`` and ``HW1_dkim_attempt_2026-01-05-10-00-00.txt``; the note has the
student's full name, the date, the text that was typed, and the files' own names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from autograder.classroom.arrivals.arrival import LeftOut
from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import PLATFORM, Child, Folder
from autograder.classroom.arrivals.names import common_start, same
from autograder.classroom.arrivals.online_text import MAX_PAGE, code_of_page, decoded
from autograder.classroom.arrivals.times import moment, parse_time

NAME = re.compile(
    r"(?P<whose>.+)_attempt_(?P<time>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<file>.+)|(?P<note>\.txt))", re.DOTALL
)
WHO = re.compile(r"\ufeff?[^:\n]*:[ \t]*(?P<name>.*?)[ \t]*\((?P<user>[^()\n]+)\)[ \t\r]*$", re.MULTILINE)
OWN_NAME = re.compile(r"^[ \t]*Original filename:(?P<own>.+)\n[ \t]*Filename:(?P<name>.+)$", re.MULTILINE)


class Note(NamedTuple):
    """What Blackboard writes of an attempt."""

    user: str
    name: str
    own_names: Mapping[str, str]


MAX_LINE = 500


def find(folder: Folder) -> Found:
    matches = [(m, child) for child in folder.children if child.kind != "folder" and (m := NAME.fullmatch(child.name))]
    notes = {(m["whose"], m["time"]): read_note(child) for m, child in matches if m["note"]}
    known = {whose: note for (whose, _), note in notes.items() if note.user}
    start = assignment({m["whose"] for m, _ in matches}, known)
    with_files = {(m["whose"], m["time"]) for m, _ in matches if m["file"]}
    uploads, left_out = [], []
    for match, child in matches:
        key = match["whose"], match["time"]
        if match["note"] and key in with_files:
            left_out.append(LeftOut(child.path, PLATFORM))
        else:
            whose = known.get(match["whose"])
            user = whose.user if whose and match["whose"].endswith(whose.user) else match["whose"][len(start) :]
            uploads.append(upload(match, child, user, whose, notes.get(key)))
    return Found(uploads, left_out)


def upload(match: re.Match[str], child: Child, user: str, whose: Note | None, note: Note | None) -> Upload:
    time = parse_time(match["time"])
    own = note.own_names.get(same(child.name), match["file"]) if note else match["file"]
    typed = part_of(child, is_text=True) if match["note"] and code_of_page(child.head(MAX_PAGE)) else None
    return Upload(
        child,
        student=same(user),
        handles=(user, match["whose"]),
        part=part_of(child, own) if own else typed,
        attempt=(moment(time),),
        time=time,
        name=whose.name if whose else "",
        lms={"blackboard_user": user},
    )


def assignment(whose: Iterable[str], known: Mapping[str, Note]) -> str:
    """Return what all names begin with: the assignment's name, which may hold lines as user names may."""
    for one in whose:
        if one in known and one.endswith("_" + known[one].user):
            start = one.removesuffix(known[one].user)
            if all(other.startswith(start) for other in whose):
                return start
    names = list(whose)
    return common_start([*names, *(name.rpartition("_")[0] + "_" for name in names)], "_")


def read_note(child: Child) -> Note:
    text = decoded(child.head(MAX_PAGE))
    who = WHO.match(text[:MAX_LINE])
    pairs = [(match["name"], match["own"].strip().replace("\\", "/")) for match in OWN_NAME.finditer(text)]
    own = {same(name): PurePosixPath(path).name for name, path in pairs}
    return Note(who["user"] if who else "", who["name"] if who else "", own)


LAYOUT = Layout("blackboard", "Blackboard", "HW1_dkim_attempt_2026-01-05-10-00-00_hw.py", find, rank=11)
