"""When exercises were passed, in days: what a record says, as far as it can be believed."""

from __future__ import annotations

from datetime import date

from autograder.practice.store import Store


def remember_pass(store: Store, exercise: str) -> None:
    """Remember that an exercise was passed today."""
    days = [*map(str, days_passed(store, exercise)), date.today().isoformat()]
    store.section("passed")[exercise] = list(dict.fromkeys(days))


def days_passed(store: Store, exercise: str) -> list[date]:
    """List the days on which an exercise was passed, the first one first."""
    days = store.section("passed").get(exercise)
    return sorted(day for text in days if (day := day_of(text))) if isinstance(days, list) else []


def day_of(text: object) -> date | None:
    """Read a day; None where it is none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def days_since(store: Store, exercise: str) -> int | None:
    """Count the days since an exercise was last passed; None where that is not known, or is still to come."""
    days = [(date.today() - day).days for day in days_passed(store, exercise)]
    return min((count for count in days if count >= 0), default=None)
