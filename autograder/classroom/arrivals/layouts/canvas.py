"""Canvas puts all files of a class into one folder, a student's name and two numbers before each.

``smithanna_LATE_12345_67890_hw-1.py``: the student's sortable name without what is no letter, the student's number, the
number of the upload, and the file's own name, to which Canvas adds ``-1``, ``-2`` when it is handed in again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import same

UPLOAD = re.compile(
    r"(?:(?P<who>.+?)_(?P<late>LATE_)?(?P<user>\d{3,})|(?P<late_2>LATE_)?anon_(?P<anonymous>[A-Za-z0-9]{3,}))"
    r"_(?P<upload>\d{3,})_(?P<file>.+)",
    re.DOTALL,
)
PAGE = re.compile(
    r"(?:(?P<who>.+?)_(?P<late>LATE_)?(?P<user>\d{3,})|(?P<late_2>LATE_)?anon_(?P<anonymous>[A-Za-z0-9]{3,}))"
    r"_(?P<file>text|link)\.html",
    re.DOTALL,
)
RENAMED = re.compile(r"(?P<stem>.+)-(?P<number>\d{1,3})(?P<suffix>\.\w+)", re.DOTALL)
DEFINED = re.compile(rb"\bdef +(\w+) *\(")
READ = 1 << 18  # bytes of a file in which function names are looked for


def find(folder: Folder) -> Found:
    matches = [(match, child) for child in folder.children if child.kind != "folder" and (match := matched(child))]
    numbers = Counter(match["upload"] for match, _ in matches if "upload" in match.groupdict())
    # Each upload has a number of its own: where it has not, the names are a teacher's, such as lab_101_202_ann.py.
    uploads = [
        upload(match, child)
        for match, child in matches
        if "upload" not in match.groupdict() or numbers[match["upload"]] == 1
    ]
    return Found(with_versions(uploads))


def matched(child: Child) -> re.Match[str] | None:
    return UPLOAD.fullmatch(child.name) or PAGE.fullmatch(child.name)


def upload(match: re.Match[str], child: Child) -> Upload:
    groups = match.groupdict()
    user = match["user"] or f"anon_{match['anonymous']}"
    who = match["who"] or user
    number = groups.get("upload") or ""
    is_late = bool(match["late"] or match["late_2"])
    is_page = "upload" not in groups
    lms = {
        "canvas_user": match["user"] or match["anonymous"],
        "canvas_upload": number,
        "late": "yes" if is_late else "",
    }
    return Upload(
        child,
        student=user,
        handles=(who, f"{who}_{user}"),
        part=part_of(child, f"{match['file']}.html" if is_page else match["file"], is_text=match["file"] == "text"),
        version=(0, int(number or 0)),
        lms={key: value for key, value in lms.items() if value},
    )


def with_versions(uploads: Sequence[Upload]) -> list[Upload]:
    """Give the files that Canvas renamed their own names again, and say which version of it each is."""
    named: dict[tuple[str, str], list[Upload]] = defaultdict(list)
    for upload in uploads:
        assert upload.part is not None
        match = RENAMED.fullmatch(upload.part.name)
        own = match["stem"] + match["suffix"] if match else upload.part.name
        named[upload.student, same(own)].append(upload)
    return [renamed for group in named.values() for renamed in own_names(group)]


def own_names(group: Sequence[Upload]) -> list[Upload]:
    """Tell versions of one file, ``hw.py`` and ``hw-1.py``, from files that a student numbered: ``part-1.py``."""
    numbers = [version_of(upload) for upload in group]
    if 0 not in numbers and len(group) > 1 and not define_the_same(group):
        return list(group)
    return [renamed(upload, number) for upload, number in zip(group, numbers, strict=True)]


def version_of(upload: Upload) -> int:
    assert upload.part is not None
    match = RENAMED.fullmatch(upload.part.name)
    return int(match["number"]) if match else 0


def renamed(upload: Upload, number: int) -> Upload:
    assert upload.part is not None
    match = RENAMED.fullmatch(upload.part.name)
    own = match["stem"] + match["suffix"] if match else upload.part.name
    part = replace(upload.part, name=own)
    return replace(upload, part=part, version=(number, *upload.version[1:]), number=number + 1 if number else 0)


def define_the_same(uploads: Sequence[Upload]) -> bool:
    """Tell whether any function is defined in two of these files, or nothing is known of one."""
    seen: set[bytes] = set()
    for upload in uploads:
        names = set(DEFINED.findall(upload.child.head(READ)))
        if not names or names & seen:
            return True
        seen |= names
    return False


LAYOUT = Layout("canvas", "Canvas", "smithanna_12345_67890_hw.py", find, rank=30)
