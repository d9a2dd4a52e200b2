"""What arrived: the members of a class, what each of them handed in, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.judging.printable import clean_name
from autograder.translation import Text

MIXED = "mixed"  # the layout of a folder in which no layout has nearly all


@dataclass(frozen=True)
class Part:
    """A file, folder or zip that a student handed in.

    Parameters
    ----------
    path : Path
    root : Path
        A folder above: no link below it is followed.
    name : str
        What the student called it.
    is_text : bool
        Whether it is a page of text that the student typed into the learning platform.
    """

    path: Path
    root: Path
    name: str
    is_text: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A file or folder that is not read, and why."""

    path: Path
    reason: str


@dataclass(frozen=True)
class Member:
    """A student of the class.

    Parameters
    ----------
    id : str
        Names the student's row: unique, safe to print, NFC.
    name, email : str
        As the learning platform writes them; empty where it does not.
    lms : mapping of str to str
        What the learning platform calls the student and the upload, such as ``{"canvas_user": "12345"}``.
    attempt : int
        The number of the attempt that is graded; 0 where the names do not say it.
    time : datetime, optional
        When it was handed in.
    parts : tuple of Part
        What is graded; empty if the student handed in nothing that can be.
    left_out : tuple of LeftOut
        Earlier attempts, older copies.
    """

    id: str
    parts: tuple[Part, ...]
    name: str = ""
    email: str = ""
    lms: Mapping[str, str] = field(default_factory=dict)
    attempt: int = 0
    time: datetime | None = None
    left_out: tuple[LeftOut, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return what ``run.json`` says of the student."""
        return {
            "id": self.id,
            "name": clean_name(self.name),
            "email": clean_name(self.email),
            "lms": {name: clean_name(value) for name, value in self.lms.items()},
            "attempt": self.attempt or None,
            "time": self.time.isoformat() if self.time else None,
            "files": [clean_name(part.name) for part in self.parts],
            "uploads": [clean_name(part.path.name) for part in self.parts],
            "left_out": [{"file": clean_name(one.path.name), "reason": one.reason} for one in self.left_out],
        }


@dataclass(frozen=True)
class Arrival:
    """A class, as it was found in a folder or zip.

    Parameters
    ----------
    layout : str
        The name of the layout that nearly all fit, or `MIXED`.
    members : tuple of Member
        By id.
    left_out : tuple of LeftOut
        What is nobody's submission.
    remarks : tuple of Text
        What an instructor should know before the marks count.
    """

    layout: str
    members: tuple[Member, ...]
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[Text, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return what ``run.json`` says of the class."""
        return {
            "layout": self.layout,
            "members": [member.to_dict() for member in self.members],
            "left_out": [{"file": clean_name(one.path.name), "reason": one.reason} for one in self.left_out],
            "remarks": [clean_name(remark.render(str)) for remark in self.remarks],
        }
