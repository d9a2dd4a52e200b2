"""The lines that say how far a student is: a row for each exercise, a bar for each unit, what comes next and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import click

from autograder.judging.key import Key, name_of
from autograder.practice.judging import Standing
from autograder.report.terminal import mark, out_of, points
from autograder.translation import N_, Text, Translate

WIDTH = 20  # of a bar, in letters
NAME = 34  # letters of the longest name that stays in its column
FULL, EMPTY = "█", "░"
ARROW = "▸"
TODAY, YESTERDAY, LONG_AGO = N_("passed today"), N_("passed yesterday"), N_("passed {days} days ago")
COUNTED = N_("counted: {place}")
PASSED_OF = N_("{passed} of {count}")


def row(standing: Standing, translate: Translate, days: int | None = None, *, is_next: bool = False) -> str:
    """Write how far an exercise is.

    Parameters
    ----------
    standing : Standing
    translate : callable
    days : int, optional
        Since it was last passed.
    is_next : bool
        Whether an arrow points at it.
    """
    report = standing.report
    arrow = click.style(ARROW, fg="cyan", bold=True) if is_next else " "
    remarks = [translate(COUNTED).format(place=standing.place)] if standing.others else []
    if standing.is_passed and days is not None:
        remarks.insert(0, passed_ago(days).render(translate))
    line = f"{arrow} {mark(report['status'])} {report['name']:<{NAME}} {out_of(report):>8}"
    return f"{line}   {click.style(', '.join(remarks), dim=True)}" if remarks else line


def passed_ago(days: int) -> Text:
    """Say when an exercise was passed."""
    return Text((TODAY, YESTERDAY)[days]) if days < 2 else Text(LONG_AGO, {"days": days})


def bar(passed: int, count: int, translate: Translate) -> str:
    """Draw how many exercises of a unit are passed."""
    full = WIDTH * passed // count if count else 0
    drawn = click.style(FULL * full, fg="green") + click.style(EMPTY * (WIDTH - full), dim=True)
    return f"    {drawn} {translate(PASSED_OF).format(passed=passed, count=count)}"


# ---------------------------------------------------------------- what comes next

STARTED = N_("started: {score} of {max_score}")
BUILDS_ON = N_("builds on {name}")
FIRST = N_("the first of {unit}")
FOLLOWS = N_("follows {name}")


def why_next(exercise: str, standing: Standing | None, key: Key, title: str) -> Text:
    """Say why an exercise is next: it is begun, builds on another one, or is the first of the unit of that title."""
    if standing is not None and standing.is_begun:
        report = standing.report
        return Text(STARTED, {"score": points(report["score"]), "max_score": points(report["max_score"])})
    unit = exercise.partition("/")[0]
    neighbours = [one for one in key.lines if one.partition("/")[0] == unit]
    if after := key.exercise(exercise).after:
        return Text(BUILDS_ON, {"name": after})
    before = neighbours[: neighbours.index(exercise)]
    return Text(FOLLOWS, {"name": name_of(before[-1])}) if before else Text(FIRST, {"unit": title})


# ---------------------------------------------------------------- all is passed

DONE = N_("All {count} exercises passed.")
CAN_DO = N_("You have written {titles} from their definitions, and {cases} calls have found your functions right.")
GO_ON = {
    "solution": N_("`losslings solution NAME` shows the reference beside yours, and what to notice."),
    "again": N_("`losslings again` brings an exercise back, emptied, when it is time to remember it."),
    "break": N_("`losslings break NAME` asks for an input that exposes somebody else's mistake."),
    "show": N_("`losslings show NAME` has the statement, the built-in that does the same, and a book for each."),
}


def last_screen(
    standings: Sequence[Standing], key: Key, titles: Mapping[str, str], commands: Collection[str], translate: Translate
) -> list[str]:
    """Say what a student has done when all exercises are passed, and where to go.

    Parameters
    ----------
    standings : sequence of Standing
    key : Key
    titles : mapping of str to str
        Of the units, by name.
    commands : collection of str
        Those that there are.
    translate : callable
    """
    cases = sum(len(key.exercise(standing.exercise).cases) for standing in standings)
    units = dict.fromkeys(standing.exercise.partition("/")[0] for standing in standings)
    names = ", ".join(titles.get(unit, unit) for unit in units)
    return [
        click.style(translate(DONE).format(count=len(standings)), bold=True),
        translate(CAN_DO).format(titles=names, cases=cases),
        *(f"  {translate(line)}" for name, line in GO_ON.items() if name in commands),
    ]
