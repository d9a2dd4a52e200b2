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
    numbers: dict[str, list[int]] = defaultdict(list)
    for upload in uploads:
        own, number = own_name(upload)
        named[upload.student, same(own)].append(upload)
        numbers[same(own)].append(number)
    # Where several students' files have one number, and no other, it is the assignment's: lab-2.py.
    teachers = {own for own, found in numbers.items() if len(found) > 1 and len(set(found)) == 1}
    return [
        upload if own in teachers or are_numbered_by_the_student(group) else renamed(upload)
        for (_, own), group in named.items()
        for upload in group
    ]


def own_name(upload: Upload) -> tuple[str, int]:
    """Return a file's name without what Canvas may have added, and the number that it added."""
    assert upload.part is not None
    match = RENAMED.fullmatch(upload.part.name)
    return (match["stem"] + match["suffix"], int(match["number"])) if match else (upload.part.name, 0)


def are_numbered_by_the_student(group: Sequence[Upload]) -> bool:
    """Tell files that a student numbered, ``part-1.py``, from versions of one file, ``hw.py`` and ``hw-1.py``."""
    return len(group) > 1 and all(own_name(upload)[1] for upload in group) and not define_the_same(group)


def renamed(upload: Upload) -> Upload:
    assert upload.part is not None
    own, number = own_name(upload)
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
