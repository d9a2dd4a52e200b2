"""`losslings again`: a passed exercise comes back emptied after 2, 7 and 21 days, with other numbers.

What is recalled after a while, stays: see Karpicke and Roediger, "The critical importance of retrieval for learning",
*Science* 319 (2008), doi:10.1126/science.1152408.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from autograder.bank.folder import Bank
from autograder.judging.key import ExerciseKey, Key, exercise_to_json
from autograder.practice.passing import day_of, days_passed
from autograder.practice.store import Store
from autograder.translation import N_, Text

INTERVALS = (2, 7, 21)  # days: from passing to the first time, from there to the second, and to the third
SECTION = "again"  # of the record: by exercise, the days on which it was passed again when it was due
FOLDER = "again"


class Due(NamedTuple):
    """An exercise that comes back.

    Parameters
    ----------
    exercise : str
        Its id.
    day : date
        Since when, or when.
    """

    exercise: str
    day: date


def due(store: Store, today: date, ids: Collection[str] | None = None) -> list[Due]:
    """List the exercises that come back today, those that wait the longest first.

    Parameters
    ----------
    store : Store
    today : date
        By the local clock.
    ids : collection of str, optional
        Only these exercises, such as those of the key.
    """
    return [one for one in coming(store, today, ids) if one.day <= today]


def due_today(store: Store, today: date, key: Key) -> Text | None:
    """Say in a line what comes back today; None where nothing does."""
    names = [key.label(one.exercise) for one in due(store, today, key.lines)]
    return Text(N_("Comes back today: {names} (`losslings again`)"), {"names": ", ".join(names)}) if names else None


def coming(store: Store, today: date, ids: Collection[str] | None = None) -> list[Due]:
    """List when each passed exercise comes back next, the first one first; one that has come three times is done."""
    found = [Due(one, day) for one in store.section("passed") if (day := next_day(store, one, today))]
    return sorted((one for one in found if ids is None or one.exercise in ids), key=lambda one: (one.day, one.exercise))


def next_day(store: Store, exercise: str, today: date) -> date | None:
    """Return the day on which an exercise comes back; None where it is not passed, or done."""
    again = days_again(store, exercise)
    days = [day for day in (*days_passed(store, exercise), *again) if day <= today]  # a clock may have been wrong
    if not days or len(again) >= len(INTERVALS):
        return None
    return max(days) + timedelta(INTERVALS[len(again)])


def days_again(store: Store, exercise: str) -> list[date]:
    """List the days on which an exercise was passed again."""
    days = store.section(SECTION).get(exercise)
    return sorted(day for text in days if (day := day_of(text))) if isinstance(days, list) else []


def remember_again(store: Store, exercise: str, today: date) -> None:
    """Remember that an exercise that was due is passed again."""
    days = [*days_again(store, exercise), today]
    store.section(SECTION)[exercise] = [day.isoformat() for day in dict.fromkeys(days)]


# ---------------------------------------------------------------- the emptied file


class Attempt(NamedTuple):
    """A stub of a passed exercise, written on a day."""

    path: Path
    day: date


def open_attempt(root: Path, label: str, store: Store, exercise: str, today: date) -> Attempt | None:
    """Find the stub that was written last; one that was passed, or written before the exercise was due, is over.

    Parameters
    ----------
    root : Path
        The folder of the record.
    label : str
        What names the exercise: its name, or its id where another one has its name.
    store : Store
    exercise : str
        Its id.
    today : date
    """
    comes, done = next_day(store, exercise, today), days_again(store, exercise)
    since = comes if comes and comes <= today else (done[-1] + timedelta(1) if done else date.min)
    found = [Attempt(path, day) for path in root.glob(f"{FOLDER}/*/{label}.py") if (day := day_of_attempt(path, root))]
    return max((one for one in found if one.day >= since), key=lambda one: one.day, default=None)


def day_of_attempt(path: Path, root: Path) -> date | None:
    return day_of(path.relative_to(root).parts[1])


def write_attempt(root: Path, label: str, stub: bytes, today: date) -> Attempt | None:
    """Write a stub into the folder of a day; None where something stands there, which is left alone."""
    path = root / FOLDER / today.isoformat() / f"{label}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as stream:
            stream.write(stub)
    except FileExistsError:
        return None
    return Attempt(path, today)


# ---------------------------------------------------------------- other numbers


def other_numbers(exercise: ExerciseKey, bank: Bank, day: date, with_mistakes: bool = False) -> Key | None:
    """Return the key of an exercise with other inputs, each day with its own; None of a pack, whose code is not run."""
    from autograder.bank.building.anew import compile_anew
    from autograder.bank.exercises import shipped_exercise

    shipped = shipped_exercise(exercise.id, bank)
    if shipped is None:
        return None
    seed = f"losslings again {day.isoformat()}".encode()
    key = compile_anew(shipped, exercise, seed, with_mistakes)
    return Key(hidden=False, lines={exercise.id: json.dumps(exercise_to_json(key))})
