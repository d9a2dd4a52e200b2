"""Brightspace (D2L) names files or folders by two numbers, the full name and the date.

``12345-67890 - Emil Holm - Jan 5, 2026 1000 AM - hw.py``; as a folder, the name ends with the date.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import same
from autograder.classroom.arrivals.times import moment, parse_time
from autograder.translation import N_, Text

NUMBERS = re.compile(r"(?P<first>\d+)-(?P<second>\d+)")
BETWEEN = re.compile(r"\s*-\s+")  # older versions write no space before it
APART = N_("{name}: under two numbers ({numbers}), taken as two students of one name")
UNITED = N_("{name}: under two numbers ({numbers}), taken as one student")


class Name(NamedTuple):
    """What a name says."""

    first: str
    second: str
    student: str
    time: datetime
    file: str


def find(folder: Folder) -> Found:
    names = [(name, child) for child in folder.children if (name := parsed(child))]
    students = {same(name.student) for name, _ in names}
    # The first number is the user's. In classes where all share it, the second is, if it stays with a name.
    firsts_differ = len({name.first for name, _ in names}) > 1 or len(students) == 1
    stays = Counter((same(name.student), name.second) for name, _ in names).most_common(1)
    number = "first" if firsts_differ else "second" if stays and stays[0][1] > 1 else ""
    found = [upload(name, child, getattr(name, number) if number else "") for name, child in names]
    return Found(found, remarks=list(doubts(found)))


def doubts(uploads: Sequence[Upload]) -> Iterator[Text]:
    """Say where a name alone does not tell whether it is one student's, or two students'."""
    numbers, rows, written = defaultdict(set), defaultdict(set), {}
    for upload in uploads:
        numbers[same(upload.name)].add(upload.lms.get("brightspace", ""))
        rows[same(upload.name)].add(upload.student)
        written[same(upload.name)] = upload.name
    for name, found in numbers.items():
        if len(found) > 1:
            values = {"name": written[name], "numbers": ", ".join(sorted(found))}
            yield Text(APART if len(rows[name]) > 1 else UNITED, values)


def parsed(child: Child) -> Name | None:
    """Read a name; the date tells where the student's name ends, which may hold dashes."""
    pieces = BETWEEN.split(child.name)
    numbers = NUMBERS.fullmatch(pieces[0])
    pieces = pieces[1:] if numbers else pieces
    for place, piece in enumerate(pieces[1:], 1):
        if time := parse_time(piece):
            first, second = (numbers["first"], numbers["second"]) if numbers else ("", "")
            file = " - ".join(pieces[place + 1 :])
            if bool(file) == child.is_folder and child.kind != "link":
                return None
            return Name(first, second, " - ".join(pieces[:place]), time, file)
    return None


def upload(name: Name, child: Child, number: str) -> Upload:
    numbers = f"{name.first}-{name.second}" if name.first else ""
    return Upload(
        child,
        student=f"{same(name.student)} {number}",
        handles=(name.student, f"{name.student}_{number or numbers}"),
        part=part_of(child, name.file),
        attempt=(moment(name.time),),
        time=name.time,
        name=name.student,
        lms={"brightspace": numbers} if numbers else {},
    )


LAYOUT = Layout("brightspace", "Brightspace", "12345-67890 - Emil Holm - Jan 5, 2026 1000 AM - hw.py", find, rank=12)
