"""Gradescope exports a folder for each submission, and beside them who handed it in: ``submission_metadata.yml``.

A group has one folder; each of its students gets a row of their own, for each gets a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import same
from autograder.classroom.arrivals.times import moment, parse_time
from autograder.translation import N_, Text

METADATA = ("submission_metadata.yml", "submission_metadata.yaml")
MAX_METADATA = 32 << 20
NAME = re.compile(r"submission_(?P<number>\d+)(?P<suffix>\.\w+)?")
UNREADABLE = N_("submission_metadata.yml cannot be read: rows are called by numbers, not by students")
NOT_IN_IT = N_("submission_metadata.yml does not name the students of {names}")
GROUP = N_("{name}: handed in by a group; each of its students has a row: {students}")


def find(folder: Folder) -> Found:
    numbered = {child.name: child for child in folder.children if NAME.fullmatch(child.name)}
    path = next((one.path for one in folder.left_out if one.path.name in METADATA), None)
    if path is None or not numbered:
        return Found()
    root = next(iter(numbered.values())).root
    about = read_metadata(Child(path, root, "file", list))
    if about is None:
        return Found([unnamed(child) for child in numbered.values()], remarks=[Text(UNREADABLE)])
    uploads: list[Upload] = []
    remarks: list[Text] = []
    strangers = []
    for name, child in numbered.items():
        entry = about.get(name)
        students = list(submitters(entry)) if isinstance(entry, dict) else []
        strangers += [] if students else [name]
        uploads += [upload(child, student, time_of(entry)) for student in students] or [unnamed(child)]
        if len(students) > 1:
            who = ", ".join(student["name"] or student["email"] for student in students)
            remarks.append(Text(GROUP, {"name": name, "students": who}))
    remarks += [Text(NOT_IN_IT, {"names": ", ".join(strangers)})] if strangers else []
    return Found(uploads, remarks=remarks)


def read_metadata(child: Child) -> Mapping[str, Any] | None:
    """Read who handed in what; None where the file is damaged, or larger than any class makes it."""
    import yaml  # no other layout needs it

    data = child.head(MAX_METADATA + 1)
    if not data or len(data) > MAX_METADATA:
        return None
    # Written by Ruby: a time is Ruby's, not YAML's, and a number may be an id with zeros in front.
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        about = yaml.load(data, loader)  # it makes nothing but texts, lists and dicts
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError):
        return None
    return {str(name): entry for name, entry in about.items()} if isinstance(about, dict) else None


def submitters(entry: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield name, number and address of each student of a submission."""
    students = of(entry, "submitters")
    for student in students if isinstance(students, list) else []:
        if isinstance(student, dict):
            values = {key: of(student, key) for key in ("name", "sid", "email")}
            texts = {
                key: value if isinstance(value, str) and value not in ("null", "~") else ""
                for key, value in values.items()
            }
            if any(texts.values()):
                yield texts


def text_of(entry: Mapping[str, Any], key: str) -> str:
    value = of(entry, key)
    return value if isinstance(value, str) and value not in ("null", "~") else ""


def of(entry: Mapping[str, Any], key: str) -> Any:
    """Return a value by a key, which Ruby writes with a colon in front."""
    return entry.get(f":{key}", entry.get(key))


def time_of(entry: Any) -> datetime | None:
    return parse_time(text_of(entry, "created_at")) if isinstance(entry, dict) else None


def upload(child: Child, student: Mapping[str, str], time: datetime | None) -> Upload:
    who = student["sid"] or student["email"] or student["name"]
    name = student["name"] or who
    lms = {"gradescope_submission": child.name.removeprefix("submission_"), "sid": student["sid"]}
    return Upload(
        child,
        student=same(who),
        handles=(name, f"{name}_{who}"),
        part=part_of(child),
        attempt=(moment(time),),
        time=time,
        name=student["name"],
        email=student["email"],
        lms={key: value for key, value in lms.items() if value},
    )


def unnamed(child: Child) -> Upload:
    number = child.name.removeprefix("submission_")
    return Upload(child, child.name, (child.name,), part_of(child), lms={"gradescope_submission": number})


LAYOUT = Layout("gradescope", "Gradescope", "submission_12345/ beside submission_metadata.yml", find, rank=13)
