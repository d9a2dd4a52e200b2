"""From the uploads that a layout recognises to the members of a class: whose each is, and which attempt is graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.arrivals.arrival import LeftOut, Member, Part
from autograder.classroom.arrivals.listing import Child
from autograder.classroom.arrivals.names import copy_of, is_code, same, unique_ids, without_copy
from autograder.classroom.arrivals.times import moment
from autograder.translation import N_, Text

EARLIER = N_("an earlier attempt")
OLDER = N_("an older version of a file")
TYPED = N_("text typed into the platform, beside files")
NO_CODE = N_("no code, beside code")
ONE_STUDENT = N_("{id}: {count} spellings of one name are taken as one student")
NOTHING_LAST = N_("{id}: no file in the last attempt; an earlier attempt, which is not graded, has one")
NAMESAKES = N_("{ids}: perhaps one student; they keep rows of their own, for only the name says so")
# What may be an answer although its name does not say so: named in the report if it is not read.
PERHAPS = (".py.txt", ".ipynb.txt", ".ipynb.json", ".download", ".rar", ".7z", ".tar", ".gz", ".tgz", ".xz", ".bz2")


@dataclass(frozen=True)
class Upload:
    """A file or folder that a layout recognises as handed in by a student.

    Parameters
    ----------
    child : Child
        Of the class's folder.
    student : str
        Tells the students of a layout apart.
    handles : tuple of str
        What the student's row may be called, from the shortest name to the most telling, as it is spelt.
    part : Part, optional
        What was handed in; None if all that arrived is a note of the platform's.
    attempt : tuple of float
        The highest of a student is the last.
    version : tuple of float
        The highest of a file's own name is the last.
    number : int
        Which attempt the name says that this is; 0 if it does not.
    """

    child: Child
    student: str
    handles: tuple[str, ...]
    part: Part | None
    attempt: tuple[float, ...] = ()
    version: tuple[float, ...] = ()
    number: int = 0
    time: datetime | None = None
    name: str = ""
    email: str = ""
    lms: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_code(self) -> bool:
        part = self.part
        return part is not None and not part.is_text and (self.child.is_folder or is_code(part.name))

    @property
    def may_be_code(self) -> bool:
        if self.part is None:
            return False
        name = self.part.name.lower()
        return self.is_code or self.child.kind == "link" or name.endswith(PERHAPS) or "." not in name


class Found(NamedTuple):
    """What a layout recognises in a folder."""

    uploads: Sequence[Upload] = ()
    left_out: Sequence[LeftOut] = ()
    remarks: Sequence[Text] = ()

    @property
    def claimed(self) -> set[Path]:
        return {upload.child.path for upload in self.uploads} | {one.path for one in self.left_out}

    @property
    def students(self) -> set[str]:
        return {upload.student for upload in self.uploads}

    @property
    def by_student(self) -> list[list[Upload]]:
        groups: dict[str, list[Upload]] = {}
        for upload in self.uploads:
            groups.setdefault(upload.student, []).append(upload)
        return list(groups.values())


def part_of(child: Child, name: str = "", *, is_text: bool = False) -> Part:
    """Return a child of the class's folder as something handed in, under the name that the student gave it."""
    return Part(child.path, child.root, name or child.name, is_text)


# ---------------------------------------------------------------- members


def members_of(founds: Sequence[Found]) -> tuple[list[Member], list[Text]]:
    """Join the uploads of each student, and say who was united and who perhaps should be.

    Students of different layouts are different members.
    """
    groups = [group for found in founds for group in found.by_student]
    layout_of = [number for number, found in enumerate(founds) for _ in found.by_student]
    handles = [max(group, key=lambda upload: upload.attempt).handles for group in groups]
    ids = unique_ids(handles)
    members = [member_of(name, group) for name, group in zip(ids, groups, strict=True)]
    counts = zip(ids, map(spellings, groups), strict=True)
    remarks = [Text(ONE_STUDENT, {"id": name, "count": count}) for name, count in counts if count > 1]
    namesakes: dict[str, list[tuple[str, int]]] = {}
    for name, group, each, layout in zip(ids, groups, handles, layout_of, strict=True):
        certain = layout if group[0].lms else -1  # a platform's number says for certain who is who
        namesakes.setdefault(same(copy_of(without_copy(each[0]))[0]), []).append((name, certain))
    remarks += [Text(NOTHING_LAST, {"id": one.id}) for one in members if not one.parts and one.left_out]
    # A name that everybody has says nothing of anybody.
    alike = [names for names in namesakes.values() if 1 < len(names) < max(len(groups), 3)]
    doubtful = [names for names in alike if len({layout for _, layout in names}) > 1 or names[0][1] < 0]
    remarks += [Text(NAMESAKES, {"ids": ", ".join(name for name, _ in names)}) for names in doubtful]
    return sorted(members, key=lambda member: member.id), remarks


def spellings(uploads: Sequence[Upload]) -> int:
    """Count the ways in which a student's name is written, if they are one name."""
    names = {upload.handles[0] for upload in uploads}
    return len(names) if len(set(map(same, names))) == 1 else 1


def member_of(name: str, uploads: Sequence[Upload]) -> Member:
    """Take the last attempt, and of it the last version of each file."""
    attempts = sorted({upload.attempt for upload in uploads})
    graded = [upload for upload in uploads if upload.attempt == attempts[-1]]
    earlier = [LeftOut(upload.child.path, EARLIER) for upload in uploads if upload.attempt != attempts[-1]]
    kept, beside = chosen(graded)
    times = [upload.time for upload in graded if upload.time]
    number = max(upload.number for upload in graded)
    return Member(
        id=name,
        parts=tuple(upload.part for upload in kept if upload.part),
        name=next((upload.name for upload in graded if upload.name), ""),
        email=next((upload.email for upload in graded if upload.email), ""),
        lms={key: value for upload in [*uploads, *graded, *kept] for key, value in upload.lms.items()},
        attempt=number or (len(attempts) if len(attempts) > 1 else 0),
        time=max(times, key=moment) if times else None,
        left_out=(*earlier, *beside),
    )


def chosen(uploads: Sequence[Upload]) -> tuple[list[Upload], list[LeftOut]]:
    """Choose from one attempt what is read: the last version of each file, and code before everything else."""
    newest: dict[str, Upload] = {}
    left_out = []
    for upload in sorted(uploads, key=lambda upload: (upload.version, upload.child.name)):
        if upload.part is None:
            continue
        name = str(upload.child.path) if upload.child.is_folder else same(upload.part.name)
        if older := newest.pop(name, None):
            left_out.append(LeftOut(older.child.path, OLDER))
        newest[name] = upload
    last = list(newest.values())
    if any(upload.is_code for upload in last):
        beside = [upload for upload in last if not upload.may_be_code]
        left_out += [LeftOut(up.child.path, TYPED if up.part and up.part.is_text else NO_CODE) for up in beside]
        last = [upload for upload in last if upload.may_be_code]
    return last, left_out
