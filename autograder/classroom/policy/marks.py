"""From points to marks: weights, what is left out or a bonus, curve, lateness, adjustments, rounding; in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from math import ceil
from typing import TypedDict

from autograder.classroom.policy.assignment import Adjustment, Assignment
from autograder.report.data import ExerciseReport, ItemReport
from autograder.report.summary import id_of
from autograder.report.terminal import points
from autograder.translation import N_, LosslingsError, Text

DIRECTIONS = {"nearest": ROUND_HALF_UP, "up": ROUND_CEILING, "down": ROUND_FLOOR}
DAY = timedelta(days=1)
UNEQUAL = N_("{path}: drop_lowest needs points, for the exercises are not worth the same")
ALL_DROPPED = N_("{path}: drop_lowest: {count} exercises are dropped, and only {most} are there")
NOT_COUNTED = N_("{path}: {key}: {exercise} does not count in this assignment")
LATE, ON_TIME, UNKNOWN = N_("late by {time}"), "", N_("late, as the platform says; by how much is not known")
COSTS = N_("late by {time}: {percent:g} % less")
TOO_LATE = N_("late by {time}: too late to count")
HOURS, DAYS = N_("{hours} h {minutes} min"), N_("{days} d {hours} h")


class CannotApply(LosslingsError):
    """An assignment does not fit what was graded."""


class ExerciseMark(TypedDict):
    """What an exercise brings to a mark: its own points, and those that it is worth in the assignment."""

    id: str
    status: str
    score: float
    max_score: float
    mark: float
    total: float
    is_dropped: bool


@dataclass(frozen=True)
class Lateness:
    """When something was handed in, beside when it was due.

    Parameters
    ----------
    by : timedelta or None
        How long after; zero if on time, None where the time is not known.
    percent : float
        What it costs.
    is_too_late : bool
    text : Text or None
        In words; None if it was on time.
    """

    by: timedelta | None = None
    percent: float = 0.0
    is_too_late: bool = False
    text: Text | None = None


def exercise_marks(reports: Sequence[ExerciseReport], assignment: Assignment) -> list[ExerciseMark]:
    """Return what each exercise of a report that counts in the assignment brings to the mark.

    An item that is left out is worth nothing; if it is the first one, it keeps no other from counting. A bonus counts
    for the mark, and not for what can be reached.
    """
    counting = {one: number for number, one in enumerate(assignment.exercises)} if assignment.exercises else None
    chosen = [one for one in reports if counting is None or id_of(one) in counting]
    return [exercise_mark(one, assignment) for one in chosen]


def exercise_mark(report: ExerciseReport, assignment: Assignment) -> ExerciseMark:
    name = id_of(report)
    weight = assignment.weights.get(name, 1.0)
    has_no_gate = bool(report["items"]) and is_in(assignment.excluded, name, report["items"][0]["name"])
    mark = total = 0.0
    for item in report["items"]:
        if not is_in(assignment.excluded, name, item["name"]):
            mark += earned(item, has_no_gate=has_no_gate)
            total += 0.0 if is_in(assignment.bonus, name, item["name"]) else item["max_score"]
    return {
        "id": name,
        "status": report["status"],
        "score": report["score"],
        "max_score": report["max_score"],
        "mark": weight * mark,
        "total": weight * total,
        "is_dropped": False,
    }


def earned(item: ItemReport, *, has_no_gate: bool) -> float:
    return item["max_score"] if has_no_gate and item["status"] == "blocked" else item["score"]


def is_in(pairs: frozenset[tuple[str, str]], exercise: str, item: str) -> bool:
    return (exercise, item) in pairs or (exercise, "*") in pairs


def without_lowest(marks: Sequence[ExerciseMark], assignment: Assignment) -> list[ExerciseMark]:
    """Drop the exercises with the lowest share of their points.

    Raises
    ------
    CannotApply
    """
    if not assignment.drop_lowest:
        return list(marks)
    ordinary = [one for one in marks if one["total"]]
    if len(ordinary) <= assignment.drop_lowest:
        raise CannotApply(ALL_DROPPED, path=assignment.path, count=assignment.drop_lowest, most=len(ordinary))
    if assignment.points is None and len({round(one["total"], 6) for one in ordinary}) > 1:
        raise CannotApply(UNEQUAL, path=assignment.path)
    lowest = sorted(ordinary, key=lambda one: one["mark"] / one["total"])[: assignment.drop_lowest]
    dropped = {one["id"] for one in lowest}
    return [{**one, "is_dropped": one["id"] in dropped} for one in marks]


def adjusted(
    marks: Sequence[ExerciseMark], adjustments: Sequence[Adjustment], assignment: Assignment
) -> list[ExerciseMark]:
    """Change the points of single exercises.

    Raises
    ------
    CannotApply
        If one of them is not there.
    """
    by_id = {one["id"]: one for one in marks}
    for adjustment in adjustments:
        old = by_id.get(adjustment.exercise)
        if old is None:
            raise CannotApply(NOT_COUNTED, path=assignment.path, key=adjustment.key, exercise=adjustment.exercise)
        by_id[old["id"]] = {**old, "mark": changed(old["mark"], adjustment)}
    return list(by_id.values())


def changed(mark: float, adjustment: Adjustment) -> float:
    return max(0.0, adjustment.change if adjustment.is_set else mark + adjustment.change)


def final_mark(
    marks: Sequence[ExerciseMark], total: float, assignment: Assignment, late: Lateness, changes: Sequence[Adjustment]
) -> float:
    """Return a mark out of `total`: what is left after dropping, scaled; the curve; lateness; a person's changes."""
    counting = [one for one in marks if not one["is_dropped"]]
    most = sum(one["total"] for one in counting)
    mark = sum(one["mark"] for one in counting) * (total / most if most else 1.0)
    curved = max(mark * assignment.scale + assignment.add, assignment.floor)
    mark = max(0.0, min(curved, max(total, mark)))  # a curve lifts nobody above the points; a bonus may
    if late.is_too_late:
        mark = 0.0
    elif late.percent:
        mark = max(0.0, mark - late.percent / 100 * (total if assignment.late.of == "points" else mark))
    for change in changes:
        mark = changed(mark, change)
    return rounded(mark, assignment)


def total_of(marks: Sequence[ExerciseMark], assignment: Assignment) -> float:
    """Return what everything right is worth."""
    if assignment.points is not None:
        return assignment.points
    return round(sum(one["total"] for one in marks if not one["is_dropped"]), 9)


def rounded(mark: float, assignment: Assignment) -> float:
    step = Decimal(str(assignment.step))
    exact = Decimal(str(round(mark, 9)))  # 2.675 is what was meant, not the nearest float below
    return float((exact / step).quantize(Decimal(1), rounding=DIRECTIONS[assignment.direction]) * step)


# ---------------------------------------------------------------- lateness


def lateness(handed_in: datetime | None, says_late: bool, extra: timedelta, assignment: Assignment) -> Lateness:
    """Compare when something was handed in with when it was due.

    Parameters
    ----------
    handed_in : datetime or None
        Without a zone, it is that of the assignment.
    says_late : bool
        Whether the learning platform calls it late.
    extra : timedelta
        What this student has more.
    assignment : Assignment
    """
    if handed_in is None or assignment.due is None:
        return Lateness(text=Text(UNKNOWN)) if says_late else Lateness()
    time = handed_in if handed_in.tzinfo else handed_in.replace(tzinfo=assignment.zone or UTC)
    by = time - (assignment.due + extra)
    policy = assignment.late
    if by <= policy.grace:
        return Lateness(timedelta())
    words = {"time": duration(by)}
    if policy.cutoff is not None and by > policy.cutoff:
        return Lateness(by, 100.0, True, Text(TOO_LATE, words))
    percent = min(policy.most, policy.per_day * ceil(by / DAY))
    return Lateness(by, percent, False, Text(COSTS if percent else LATE, {**words, "percent": percent}))


def duration(time: timedelta) -> Text:
    hours, rest = divmod(int(time.total_seconds()), 3600)
    if time < DAY:
        return Text(HOURS, {"hours": hours, "minutes": -(-rest // 60)})
    return Text(DAYS, {"days": hours // 24, "hours": hours % 24})


def words_of(adjustment: Adjustment, names: dict[str, str]) -> str:
    """Write an adjustment as a person reads it: ``entropy +2: graded by hand``."""
    change = f"= {points(adjustment.change)}" if adjustment.is_set else f"{adjustment.change:+g}"
    start = f"{names.get(adjustment.exercise, adjustment.exercise)} " if adjustment.exercise else ""
    return f"{start}{change}: {adjustment.reason}"
