"""What an assignment is worth and by when, as ``assignment.toml`` says; applied after judging, it changes no report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path


@dataclass(frozen=True)
class Late:
    """What handing in late costs.

    Parameters
    ----------
    grace : timedelta
        After which a submission is late at all.
    per_day, most : float
        Per cent for each day that has begun since it was due, and at most.
    cutoff : timedelta or None
        After which nothing counts.
    of : {"mark", "points"}
        What the per cent are of: what was earned, or what can be.
    """

    grace: timedelta = timedelta()
    per_day: float = 0.0
    most: float = 100.0
    cutoff: timedelta | None = None
    of: str = "mark"


@dataclass(frozen=True)
class Adjustment:
    """What a person changes about one student's mark, and why.

    Parameters
    ----------
    key : str
        Its place in the file.
    student : str
    reason : str
    change : float
    is_set : bool
        Whether `change` is the mark itself; else it is added.
    exercise : str
        Whose points are changed; empty for the whole mark.
    """

    key: str
    student: str
    reason: str
    change: float
    is_set: bool
    exercise: str = ""


@dataclass(frozen=True)
class StudentTime:
    """What is said of one student's time: hours more, or when they handed in."""

    key: str
    student: str
    extra: timedelta = timedelta()
    time: datetime | None = None


@dataclass(frozen=True)
class Assignment:
    """An assignment; left as it is, everything counts once, and nothing is late.

    Parameters
    ----------
    path : Path or None
        Of the file.
    exercises : tuple of str
        The ids of those that count, in the order of the key; None: all that were graded.
    weights : mapping of str to float
        By exercise id; those that are not here weigh 1.
    points : float or None
        What everything right is worth; None: the sum.
    excluded, bonus : frozenset of (str, str)
        Pairs of exercise id and item; an item ``*`` is all of them.
    """

    path: Path | None = None
    title: str = ""
    course: str = ""
    exercises: tuple[str, ...] | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    points: float | None = None
    excluded: frozenset[tuple[str, str]] = frozenset()
    bonus: frozenset[tuple[str, str]] = frozenset()
    drop_lowest: int = 0
    missing: str = "blank"
    due: datetime | None = None
    zone: tzinfo | None = None
    late: Late = Late()
    extra_time: tuple[StudentTime, ...] = ()
    handed_in: tuple[StudentTime, ...] = ()
    scale: float = 1.0
    add: float = 0.0
    floor: float = 0.0
    adjustments: tuple[Adjustment, ...] = ()
    step: float = 0.01
    direction: str = "nearest"

    @property
    def names_students(self) -> bool:
        return bool(self.extra_time or self.handed_in or self.adjustments)
