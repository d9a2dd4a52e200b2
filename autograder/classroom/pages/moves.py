"""Whose mark moved between two runs, and why: other files, another key, other settings, a person."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean
from typing import NamedTuple

from autograder.classroom.pages.model import Exercise, Graded, Student
from autograder.classroom.pages.numbers import moment
from autograder.translation import N_, Translate

OTHER_FILES, OTHER_KEY = N_("other files were handed in"), N_("another key")
OTHER_LIMIT, OTHER_TOOLS = N_("another time limit"), N_("another version of Losslings, Python or numpy")
BY_HAND, UNKNOWN = N_("changed by the assignment's rules"), N_("not known")
NEW, GONE = N_("was not there before"), N_("is not there any more")
KEY, LIMIT, TOOLS, GRADED, STUDENTS = N_("key"), N_("time limit"), N_("versions"), N_("graded"), N_("students")


class Setting(NamedTuple):
    """What a run rests on, before and now."""

    name: str
    before: str
    now: str


class MovedExercise(NamedTuple):
    """An exercise whose points or status changed."""

    exercise: str
    before: Exercise
    now: Exercise


class Move(NamedTuple):
    """A student whose mark moved; the marks are of the highest a run gives."""

    student: Student
    before: float
    now: float
    reason: str
    exercises: list[MovedExercise]

    @property
    def change(self) -> float:
        return self.now - self.before


class Reason(NamedTuple):
    """Why marks moved: of how many students, and by how many points in all."""

    text: str
    students: int
    points: float


class Comparison(NamedTuple):
    """Two runs of a class."""

    settings: list[Setting]
    moves: list[Move]
    reasons: list[Reason]
    came: list[Student]
    went: list[Student]
    unmoved: int
    means: tuple[float, float]
    max_score: float


def mark_of(student: Student) -> float:
    return student.score if student.mark is None else student.mark


def compare(before: Graded, now: Graded, translate: Translate) -> Comparison:
    """Compare two runs; students are matched by their ids."""
    settings = [one for one in settings_of(before, now, translate) if one.before != one.now]
    both = [(before.by_id[one.id], one) for one in now.students if one.id in before.by_id]
    moves = [move for pair in both if (move := move_of(*pair, before, now, translate))]
    groups: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        groups[move.reason].append(move)
    reasons = [Reason(text, len(rows), sum(move.change for move in rows)) for text, rows in groups.items()]
    return Comparison(
        settings=settings,
        moves=sorted(moves, key=lambda move: (-abs(move.change), move.student.name)),
        reasons=sorted(reasons, key=lambda reason: -abs(reason.points)),
        came=[one for one in now.students if one.id not in before.by_id],
        went=[one for one in before.students if one.id not in now.by_id],
        unmoved=len(both) - len(moves),
        means=(average(before), average(now)),
        max_score=max([now.max_score, *(mark_of(student) for student in now.students)]),
    )


def average(graded: Graded) -> float:
    return mean(mark_of(one) for one in graded.students) if graded.students else 0.0


def settings_of(before: Graded, now: Graded, translate: Translate) -> list[Setting]:
    def limit(graded: Graded) -> str:
        return f"{graded.run.seconds:g} s"

    def tools(graded: Graded) -> str:
        return f"Losslings {graded.run.version}, Python {graded.run.python}, numpy {graded.run.numpy}"

    return [
        Setting(translate(GRADED), moment(before.run.started), moment(now.run.started)),
        Setting(translate(KEY), before.run.key, now.run.key),
        Setting(translate(LIMIT), limit(before), limit(now)),
        Setting(translate(TOOLS), tools(before), tools(now)),
        Setting(translate(STUDENTS), str(len(before.students)), str(len(now.students))),
    ]


def move_of(old: Student, new: Student, before: Graded, now: Graded, translate: Translate) -> Move | None:
    """Return what moved of one student; None where nothing did."""
    changed = [
        MovedExercise(one, old.exercises[one], new.exercises[one])
        for one in new.exercises
        if one in old.exercises and differs(old.exercises[one], new.exercises[one])
    ]
    if not changed and mark_of(old) == mark_of(new):
        return None
    text = translate(reason_of(old, new, bool(changed), before, now))
    return Move(new, mark_of(old), mark_of(new), text, changed)


def differs(one: Exercise, other: Exercise) -> bool:
    return (one.status, one.score) != (other.status, other.score)


def reason_of(old: Student, new: Student, is_judged_otherwise: bool, before: Graded, now: Graded) -> str:
    """Say why a mark moved: the first of what was different, from what is nearest to the student."""
    if not is_judged_otherwise:
        return BY_HAND
    if old.digest != new.digest:
        return OTHER_FILES
    if before.run.key != now.run.key:
        return OTHER_KEY
    if before.run.seconds != now.run.seconds:
        return OTHER_LIMIT
    tools = [(run.version, run.python, run.numpy) for run in (before.run, now.run)]
    return OTHER_TOOLS if tools[0] != tools[1] else UNKNOWN
