"""What the checks of an exercise found, one after the other, and at which exercise a student is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.practice.judging import Desk, Standing
from autograder.practice.store import Store
from autograder.report.data import ExerciseReport

LAST = "last"  # of the section `checks`: the exercise that was checked last; ids have a slash
STUCK = 3  # checks in a row with the same outcome


def outcome(exercise: ExerciseReport) -> str:
    """Write what a check found, in whatever language: items, and the mistakes and cases that failed."""
    items = [f"{item['name']} {item['status']} {item['misconception']} {item['case']}" for item in exercise["items"]]
    return "; ".join([exercise["status"], *items])


def checks_of(store: Store, exercise: str) -> dict[str, Any]:
    """Return what is remembered of the checks of an exercise."""
    checks = store.section("checks").get(exercise)
    return checks if isinstance(checks, dict) else {}


def same_outcomes(store: Store, exercise: str) -> int:
    """Count the last checks that found the same."""
    count = checks_of(store, exercise).get("count")
    return count if isinstance(count, int) else 0


def outcome_before(store: Store, exercise: str) -> str:
    """Return what the last check found."""
    return str(checks_of(store, exercise).get("outcome", ""))


def remember_check(store: Store, standing: Standing, *, is_alone: bool) -> None:
    """Remember what a check found; if it was of this exercise alone, that the student is at it."""
    exercise, found = standing.exercise, outcome(standing.report)
    count = same_outcomes(store, exercise) + 1 if outcome_before(store, exercise) == found else 1
    store.section("checks")[exercise] = {**checks_of(store, exercise), "outcome": found, "count": count}
    if is_alone:
        store.section("checks")[LAST] = exercise


def is_first_pass(store: Store, exercise: str) -> bool:
    """Tell, once, that an exercise has passed for the first time since it was put back."""
    checks = checks_of(store, exercise)
    store.section("checks")[exercise] = {**checks, "seen_passed": True}
    return checks.get("seen_passed") is not True


def is_stuck(store: Store, exercise: str) -> bool:
    return same_outcomes(store, exercise) >= STUCK


def current_exercise(desk: Desk) -> str:
    """Return the exercise that a student is at, without running anything.

    The one that was checked last, if it is not passed; else the first in order that was begun; else the first that is
    not passed; else the first of all.
    """
    ids = list(desk.key.lines)
    last = desk.store.section("checks").get(LAST)
    standings = {one: desk.stored(one) for one in ids}
    is_open = [one for one in ids if not ((standing := standings[one]) and standing.is_passed)]
    begun = [one for one in is_open if (standing := standings[one]) is None or standing.is_begun]
    there = [one for one in is_open if (standing := standings[one]) and standing.place]
    begun.sort(key=lambda one: one != last)
    return [*begun, *there, *is_open, *ids][0]


def next_exercise(desk: Desk) -> str | None:
    """Return the exercise that comes next, see `first_open`."""
    return first_open([(one, desk.stored(one)) for one in desk.key.lines])


def first_open(standings: Sequence[tuple[str, Standing | None]]) -> str | None:
    """Return the first exercise that is not known to be passed: what is begun before what is only in the folder."""
    is_open = [(one, standing) for one, standing in standings if standing is None or not standing.is_passed]
    begun = [one for one, standing in is_open if standing and standing.is_begun]
    there = [one for one, standing in is_open if standing is None or standing.place]
    return next(iter([*begun, *there, *(one for one, _ in is_open)]), None)
