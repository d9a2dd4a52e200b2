"""Group failures by what the functions do: the same wrong answers on the same cases are one behaviour."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from autograder.classroom.pages.model import Exercise, Graded, Item, Student
from autograder.report.curves.layout import Curve

DIGITS = 6  # two machines' sums differ behind these
SHOWN = 8  # letters of a group's name on the page
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
PLACE = re.compile(r"\(.*?line \d+\)|0x[0-9a-f]+")


class Behaviour(NamedTuple):
    """A behaviour without a name.

    Parameters
    ----------
    group : str
        Names it: a digest over the exercise, the failing cases and what came.
    items : list of Item
        Of one of the students: those that failed without a name.
    students : list of Student
    """

    group: str
    items: list[Item]
    students: list[Student]


def group_of(exercise: Exercise) -> str:
    """Return what names the unnamed failures of an exercise; empty where there are none."""
    unnamed = unnamed_items(exercise)
    if not unnamed:
        return ""
    seen = [(item.name, [(case, rounded(got)) for case, got in item.failing] or rounded(item.got)) for item in unnamed]
    return hashlib.sha256(json.dumps([exercise.id, seen]).encode()).hexdigest()[:16]


def unnamed_items(exercise: Exercise) -> list[Item]:
    return [item for item in exercise.items if item.status == "failed" and not item.cause]


def rounded(text: str) -> str:
    """Write an answer so that two machines write it alike."""
    return NUMBER.sub(lambda found: f"{float(found[0]):.{DIGITS}g}", PLACE.sub("", text))


def behaviours_of(graded: Graded, exercise: str) -> list[Behaviour]:
    """Group the unnamed failures of an exercise, those of most students first."""
    groups: dict[str, list[Student]] = defaultdict(list)
    for student in graded.students:
        if exercise in student.exercises and (group := group_of(student.exercises[exercise])):
            groups[group].append(student)
    found = [
        Behaviour(group, unnamed_items(students[0].exercises[exercise]), students) for group, students in groups.items()
    ]
    return sorted(found, key=lambda one: (-len(one.students), one.group))


def comments_on(graded: Graded, exercise: Exercise) -> list[str]:
    """Return what a person says to all who behave as this one."""
    names = {exercise.id, graded.labels[exercise.id]}
    group = group_of(exercise)
    return [
        one.text for one in graded.comments if group and one.exercise in names and group.startswith(one.group.lower())
    ]


# ---------------------------------------------------------------- wrong answers and curves of a class


class WrongAnswer(NamedTuple):
    """A wrong answer of several: its first failing item, who gives it, and what it costs each."""

    item: Item
    title: str
    students: list[Student]
    costs: list[float]


def commonest(graded: Graded, exercise: str, most: int = 10) -> list[WrongAnswer]:
    """List the commonest wrong answers to an exercise: by mistake where it has a name, else by what came."""
    groups: dict[tuple[str, str, str], list[tuple[Student, Item, float]]] = defaultdict(list)
    for student in graded.students:
        items = [one for one in items_of(student, exercise) if one.status == "failed"]
        seen: dict[tuple[str, str, str], list[Item]] = defaultdict(list)
        for item in items:
            seen[(item.mistake, "", "") if item.mistake else ("", item.case, rounded(item.got))].append(item)
        for key, same in seen.items():
            groups[key].append((student, same[0], sum(one.max_score for one in same)))
    found = [
        WrongAnswer(rows[0][1], key[0], [student for student, _, _ in rows], sorted({cost for *_, cost in rows}))
        for key, rows in groups.items()
    ]
    return sorted(found, key=lambda one: (-len(one.students), -one.costs[-1]))[:most]


def items_of(student: Student, exercise: str) -> Sequence[Item]:
    return student.exercises[exercise].items if exercise in student.exercises else ()


class CurveGroup(NamedTuple):
    """Students whose functions have one curve, and the mistakes they are known by."""

    curve: Curve
    students: list[Student]
    mistakes: list[str]


def curve_groups(graded: Graded, exercise: str) -> list[CurveGroup]:
    """Group the curves of an exercise, those of most students first."""
    groups: dict[Curve, list[Student]] = defaultdict(list)
    for student in graded.students:
        curve = student.exercises[exercise].curve if exercise in student.exercises else None
        if curve:
            groups[curve].append(student)
    found = [CurveGroup(curve, students, mistakes_in(students, exercise)) for curve, students in groups.items()]
    return sorted(found, key=lambda group: -len(group.students))


def mistakes_in(students: Sequence[Student], exercise: str) -> list[str]:
    counts = Counter(
        name for student in students for name in {item.mistake for item in items_of(student, exercise) if item.mistake}
    )
    return sorted(counts, key=lambda name: (-counts[name], name))
