"""A report as text: what was called, what was expected, what came, at most one hint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import click

from autograder.report.data import ExerciseReport, ItemReport, Report
from autograder.report.summary import Summary
from autograder.report.wrapping import columns, wrap
from autograder.translation import N_, Translate

MARKS = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "todo": ("·", "bright_black"),
    "missing": ("·", "bright_black"),
}
OTHER_MARK = ("!", "yellow")
LABELS = (N_("call"), N_("expected"), N_("got"), N_("hint"))
PRINTED, WARNED = N_("Printed (costs nothing):"), N_("NumPy warned (costs nothing):")
WARNING = re.compile(r"RuntimeWarning: (.*)")
IN_BASIC = N_(
    "Judged in basic isolation, which stops accidents, not attacks: for your own code. See `losslings doctor`."
)
INDENT = " " * 6  # of what is said of an exercise, below its name
FAILING_TOO = N_("Look at the basics first; failing too ({count}): {items}")
RIGHT = N_("Right: {items}")
# Of an item that fails after another one, where each is told by itself.
SAME = N_("The same mistake as in: {first}")
LATER = N_("Fails too. Mend this first: {first}")
WAITS = N_("Right already, and counted as soon as these pass: {first}")
BLOCKED = N_("Right already, and counted as soon as the basics pass: {items}")

Scored: TypeAlias = Report | ExerciseReport | ItemReport | Summary


def words(name: str) -> str:
    """Write an item's name or a case's id as words."""
    return name.replace("_", " ").replace("-", " ")


def title(name: str, translate: Translate) -> str:
    """Write an item's name or a case's id in the reader's language."""
    return translate(words(name))


def one_line(text: str) -> str:
    """Put a text on one line, so that a student's text cannot pose as further lines of the report."""
    return " ".join(text.splitlines())


def mark(status: str) -> str:
    symbol, colour = MARKS.get(status, OTHER_MARK)
    return click.style(symbol, fg=colour)


def points(score: float) -> str:
    """Write points as a person reads them: two digits behind the point at most."""
    return f"{score:.2f}".rstrip("0").rstrip(".")


def out_of(part: Scored) -> str:
    """Write what something earned, and what it could."""
    return f"{points(part['score'])} / {points(part['max_score'])}"


def report_lines(
    report: Report, translate: Translate, titles: Mapping[str, str] | None = None, width: int | None = None
) -> Iterator[str]:
    """Yield the lines of a whole report.

    Parameters
    ----------
    report : Report
    translate : callable
    titles : mapping of str to str, optional
        Of units, by folder; left out, the folders are named.
    width : int, optional
        Columns; longer lines are wrapped. Left out, each is one line, however long.
    """
    unit = None
    for exercise in report["exercises"]:
        if exercise["unit"] != unit:
            unit = exercise["unit"]
            yield click.style((titles or {}).get(unit, unit), bold=True)
        yield from exercise_lines(exercise, translate, width)
    yield out_of(report)
    for remark in report["remarks"]:
        yield from indented(remark, width, "  ")


def indented(text: str, width: int | None, indent: str, rest: str = "") -> Iterator[str]:
    """Yield a text as one line, or wrapped into `width` columns below its beginning."""
    text = one_line(text)
    yield from wrap(text, width, indent, rest or indent) if width else [f"{indent}{text}"]


def exercise_lines(exercise: ExerciseReport, translate: Translate, width: int | None = None) -> Iterator[str]:
    """Yield an exercise's line, and an explanation for each item that failed; see `report_lines`."""
    yield overview_line(exercise)
    if exercise["message"]:
        yield from indented(exercise["message"], width, INDENT)
    explained = items_explained(exercise)
    if explained and explained[0]["name"] == exercise["items"][0]["name"]:  # nothing else counts until the basics pass
        yield from item_lines(explained[0], translate, width)
        if others := [title(item["name"], translate) for item in explained[1:]]:
            yield from indented(
                translate(FAILING_TOO).format(count=len(others), items=", ".join(others)), width, INDENT
            )
    else:
        for item in explained:
            yield from item_lines(item, translate, width)
    if blocked := blocked_line(exercise, translate):
        yield from indented(blocked, width, INDENT)
    yield from note_lines(exercise, translate, width)


def note_lines(exercise: ExerciseReport, translate: Translate, width: int | None) -> Iterator[str]:
    """Yield what NumPy warned of and what was printed, which costs nothing."""
    for line in filter(None, [warned_line(exercise, translate), printed_line(exercise, translate)]):
        yield from (click.style(part, fg="bright_black") for part in indented(line, width, INDENT))


def brief_lines(exercise: ExerciseReport, translate: Translate, width: int | None = None) -> Iterator[str]:
    """Yield an exercise's line, the first failing item with its hint, the other ones a line each, and what is right."""
    yield overview_line(exercise)
    if exercise["message"]:
        yield from indented(exercise["message"], width, INDENT)
    explained = items_explained(exercise)
    if explained:
        yield from item_lines(explained[0], translate, width)
    if explained and explained[0]["name"] == exercise["items"][0]["name"]:  # nothing else counts until the basics pass
        if names := [title(item["name"], translate) for item in explained[1:]]:
            text = translate(FAILING_TOO).format(count=len(names), items=", ".join(names))
            yield from indented(text, width, INDENT)
    else:
        for item in explained[1:]:
            yield click.style(f"{INDENT}{heading(item, translate)}", fg="red")
    if blocked := blocked_line(exercise, translate):
        yield from indented(blocked, width, INDENT)
    right = [title(item["name"], translate) for item in exercise["items"] if item["status"] == "passed"]
    if right and exercise["status"] != "passed":
        text = translate(RIGHT).format(items=", ".join(right))
        yield from (click.style(part, fg="green") for part in indented(text, width, INDENT))
    yield from note_lines(exercise, translate, width)


def items_explained(exercise: ExerciseReport) -> list[ItemReport]:
    """List the items that there is something to say of; a hint that several have stays with the first of them."""
    explained: list[ItemReport] = []
    hints: set[str | None] = set()
    for item in exercise["items"]:
        if item["status"] == "failed" or item["hint"]:  # the call that ran out of time has a hint
            explained.append({**item, "hint": None} if item["hint"] in hints else item)
            hints.add(item["hint"])
    return explained


def overview_line(exercise: ExerciseReport) -> str:
    """Write an exercise's mark, name and points."""
    return f"  {mark(exercise['status'])} {exercise['name']:<36} {out_of(exercise):>8}"


def blocked_line(exercise: ExerciseReport, translate: Translate) -> str:
    """Name the items that wait for the basics; empty where none does."""
    blocked = [title(item["name"], translate) for item in exercise["items"] if item["status"] == "blocked"]
    return translate(BLOCKED).format(items=", ".join(blocked)) if blocked else ""


def waiting_line(item: ItemReport, first: ItemReport, exercise: ExerciseReport, translate: Translate) -> str:
    """Say of an item that fails beside the first one what it waits for: one mistake often fails a dozen of them."""
    sentence, other = LATER, first
    if item["status"] == "blocked":
        sentence, other = WAITS, exercise["items"][0]
    elif item["hint"] and item["hint"] == first["hint"]:
        sentence = SAME
    return translate(sentence).format(first=title(other["name"], translate))


def printed_line(exercise: ExerciseReport, translate: Translate) -> str:
    """Repeat the first lines that were printed; empty where nothing was."""
    printed = [line for line in notes_of(exercise) if not WARNING.fullmatch(line)]
    return f"{translate(PRINTED)} {' | '.join(printed[:3])}" if printed else ""


def heading(item: ItemReport, translate: Translate) -> str:
    """Name an item, and the case of it that is shown."""
    parts = [item["name"], *([item["case"]] if item["case"] else [])]
    return ": ".join(title(part, translate) for part in parts)


def warned_line(exercise: ExerciseReport, translate: Translate) -> str:
    """Repeat what NumPy warned of first; empty where it did not."""
    warned = [found[1] for found in map(WARNING.fullmatch, notes_of(exercise)) if found]
    return f"{translate(WARNED)} {' | '.join(warned[:3])}" if warned else ""


def notes_of(exercise: ExerciseReport) -> Iterable[str]:
    """List the lines that an exercise's calls printed, warnings too, each once."""
    return dict.fromkeys(line for item in exercise["items"] for note in item["notes"] for line in note.splitlines())


def item_lines(item: ItemReport, translate: Translate, width: int | None = None) -> Iterator[str]:
    """Yield the lines of a failed item: the case, its call, what was expected, what came, the hint."""
    yield click.style(f"      {heading(item, translate)}", fg="red")
    call, expected, got, hint = (translate(label) for label in LABELS)
    rows = [(call, item["call"]), (expected, item["expected"]), (got, item["got"]), (hint, item["hint"])]
    widest = max(map(columns, (call, expected, got, hint))) + 2
    for label, value in rows:
        if value is not None:
            remark = f"   ({item['torch']})" if label == expected and item["torch"] else ""
            start = f"        {label}{' ' * (widest - columns(label))}"
            yield from indented(f"{value}{remark}", width, start, " " * columns(start))
