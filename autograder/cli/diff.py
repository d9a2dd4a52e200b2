"""The door to two runs of a class: ``diff`` says whose mark moved, by how much, why, and whom to tell."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.options import PATH, Stop, _, command, explicit_language, language, option_lang
from autograder.translation import N_, Translate, translator

if TYPE_CHECKING:
    from autograder.classroom.pages.moves import Comparison, Move

HEADER = ("submission", "name", "id", "email", "before", "now", "change", "why", "exercises", "tell")
NUMBERS = ("before", "now", "change")
NO_RUNS = N_("{path}: no earlier run is kept here; name two folders of results: losslings diff OLD NEW")
YES, NO = N_("yes"), N_("no")
FIGURES = N_("marks that moved: {moved} of {all} ({up} up, {down} down); mean {before} before, {now} now")
CAME, WENT = N_("only now ({count}): {names}"), N_("only before ({count}): {names}")
SAME, MORE = N_("No mark moved."), N_("… {count} more are in the table that is written")
SHOWN = 30  # students on the terminal


@command(
    help=N_("Compare two runs of a class: whose mark moved, why, and whom to tell."),
    epilog=N_("Example: losslings diff results (against the run before), losslings diff old-results results"),
)
@click.argument("old", type=PATH)
@click.argument("new", type=PATH, required=False)
@click.option("-o", "--output", type=PATH, help=N_("File for the table; diff.csv in NEW if left out."))
@click.option("--no-pages", is_flag=True, help=N_("Write no page beside the table."))
@option_lang
def diff(old: Path, new: Path | None, output: Path | None, no_pages: bool) -> None:
    from autograder.classroom.grades import write_table
    from autograder.classroom.pages.moves import compare
    from autograder.classroom.pages.reading import read_graded
    from autograder.classroom.writing import written

    before, now = pair(old, new)
    speaks = explicit_language() or language()
    translate = translator(speaks)
    found = compare(read_graded(before, {}, translate), read_graded(now, {}, translate), translate)
    print_moves(found)
    path = output or now / "diff.csv"
    with written(path):
        texts = [name for name in HEADER if name not in NUMBERS]
        write_table(path, HEADER, table_rows(found, identities(now), translate), texts)
    click.echo(_("Table: {path}").format(path=path))
    if not no_pages:
        write_page(before, now, speaks)


def pair(old: Path, new: Path | None) -> tuple[Path, Path]:
    """Return the folders of both runs: of one folder of results, the run before the last one and the last one.

    Raises
    ------
    Stop
    """
    from autograder.classroom.runs import kept_runs

    if new is not None:
        return old, new
    last = next(kept_runs(old), None)
    if last is None:
        raise Stop(_(NO_RUNS).format(path=old))
    return last, old


def write_page(before: Path, now: Path, speaks: str) -> None:
    """Write the page that compares both, and say where it is."""
    from autograder.bank.packs import find_banks
    from autograder.bank.union import union_pictures, union_translator
    from autograder.classroom.lines import read_object
    from autograder.classroom.pages.write import write_compare

    packs = [Path(pack) for pack in read_object(now / "run.json").get("packs", ())]
    banks = find_banks(packs=[pack for pack in packs if pack.is_dir()])
    page = write_compare(before, now, union_pictures(banks), union_translator(speaks, banks), speaks)
    click.echo(_("Page: {path}").format(path=page))


# ---------------------------------------------------------------- what is shown


def print_moves(found: Comparison) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from autograder.report.terminal import points

    console = Console(width=None if sys.stdout.isatty() else 140)
    for setting in found.settings:
        click.echo(f"{setting.name}: {setting.before} → {setting.now}")
    if not found.moves:
        click.echo(_(SAME))
    else:
        table = Table(title=_("Whose mark moved"), title_justify="left")
        for heading in (N_("student"), N_("before"), N_("now"), N_("change"), N_("why"), N_("exercises")):
            table.add_column(_(heading))
        for move in found.moves[:SHOWN]:  # the largest changes first
            numbers = points(move.before), points(move.now), signed(move.change)
            table.add_row(escape(move.student.name), *numbers, move.reason, escape(exercises_of(move)))
        console.print(table)
    if len(found.moves) > SHOWN:
        click.echo(_(MORE).format(count=len(found.moves) - SHOWN))
    up, down = (sum(sign * move.change > 0 for move in found.moves) for sign in (1, -1))
    values = {"moved": up + down, "all": found.unmoved + len(found.moves), "up": up, "down": down}
    click.echo(_(FIGURES).format(**values, before=points(found.means[0]), now=points(found.means[1])))
    for text, students in ((CAME, found.came), (WENT, found.went)):
        if students:
            names = [one.name for one in students[:SHOWN]] + ["…"] * (len(students) > SHOWN)
            click.echo(_(text).format(count=len(students), names="; ".join(names)))


def signed(change: float) -> str:
    """Write a change with its sign; as ``-0.5``, which every spreadsheet reads as a number."""
    from autograder.report.terminal import points

    return f"{'+' if change > 0 else '-' if change < 0 else ''}{points(abs(change))}"


def exercises_of(move: Move) -> str:
    """Name the exercises whose points moved."""
    from autograder.report.terminal import points

    changes = ((one.exercise, one.before, one.now) for one in move.exercises)
    return ", ".join(f"{name} {points(old.score)} → {points(new.score)}" for name, old, new in changes)


def table_rows(found: Comparison, known: dict[str, Any], translate: Translate) -> Iterator[list[str]]:
    """Yield a row for each student of whom anything moved; who is to be told has another mark."""
    from autograder.report.terminal import points

    for move in found.moves:
        row = known.get(move.student.id, {})
        numbers = [points(move.before), points(move.now), signed(move.change).removeprefix("+")]
        who = [move.student.id, *(row.get(name, "") for name in ("name", "id", "email"))]
        yield [*who, *numbers, move.reason, exercises_of(move), translate(YES if move.change else NO)]


def identities(results: Path) -> dict[str, Any]:
    """Return the rows of ``marks.json`` by submission; nothing where there is none."""
    from autograder.classroom.results import Results

    try:
        rows = json.loads(Results(results).mark_sheet.read_text(encoding="utf-8"))["rows"]
    except (OSError, ValueError, KeyError):
        return {}
    return {row["submission"]: row for row in rows if row["submission"]}
