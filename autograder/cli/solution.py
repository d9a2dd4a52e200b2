"""``losslings solution``: after passing, the reference beside one's own answer, and what to notice."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.desk import Practice, echo_wrapped, exercise_named, place_line, practice
from autograder.cli.options import Stop, _, command, option_lang, option_packs
from autograder.translation import N_

if TYPE_CHECKING:
    from rich.console import RenderableType

    from autograder.practice.judging import Standing

SIDE_BY_SIDE = 120  # columns: two texts of code need them


@command(
    help=N_("Show the reference beside your own answer, once it passes, and what to notice in it."),
    epilog=N_("Example: losslings solution entropy"),
)
@click.argument("name")
@option_packs
@option_lang
def solution(name: str, packs: tuple[Path, ...]) -> None:
    from autograder.isolation.runner import Runner

    here = practice(packs)
    exercise = exercise_named(name, here.desk)
    label = here.desk.key.label(exercise)
    standing = here.desk.stored(exercise)
    if standing is None:
        with Runner() as runner:
            standing = here.desk.judge(exercise, runner)
        here.desk.store.save()
    if not standing.is_passed:
        click.echo(how_far(standing, label))
        sys.exit(1)
    if line := place_line(standing):
        click.echo(line)
    print_both(*both_sources(standing, here))
    if notice := here.desk.key.exercise(exercise).notice:
        click.echo()
        echo_wrapped(_("To notice: {notice}").format(notice=here.desk.translate(notice)))


def both_sources(standing: Standing, here: Practice) -> list[tuple[str, str]]:
    """Return the student's own function and the reference's, with their headings."""
    yours, ours = own_source(standing, here), reference_source(standing.exercise, here)
    return [(_("yours: {path}").format(path=standing.place), yours), (_("reference"), ours)]


def how_far(standing: Standing, label: str) -> str:
    """Say why there is no solution to see yet, and how far the exercise is."""
    from autograder.report.terminal import out_of, title

    report = standing.report
    if not standing.is_begun:
        text = _("{name}: nothing is written yet; the solution is shown when yours passes.")
        return text.format(name=label)
    waiting = [title(item["name"], _) for item in report["items"] if item["status"] != "passed"]
    text = _("{name} has {points} points; the solution is shown when it passes. Still open: {items}")
    return text.format(name=label, points=out_of(report), items=", ".join(waiting))


def own_source(standing: Standing, here: Practice) -> str:
    """Return the student's own function, without what it asks."""
    from autograder.judging.sources import sources_of, without_docstring

    files = {standing.place: here.desk.files.files.contents[standing.place]}
    found = sources_of(files, [standing.exercise])
    return without_docstring(found[standing.exercise]["text"]) if found else _("(not a plain `def`: see the file)")


def reference_source(exercise: str, here: Practice) -> str:
    """Return the reference's function, without what it asks.

    Raises
    ------
    Stop
        If its bank has no solutions.
    """
    from autograder.judging.printable import clean
    from autograder.judging.sources import sources_of, without_docstring

    bank = here.bank_of(exercise)
    path = bank.solutions / f"{exercise}.py"
    if not path.is_file():
        raise Stop(_("{bank}: its author hands out no solutions").format(bank=bank.name))
    found = sources_of({path.name: path.read_bytes()}, [exercise])
    return without_docstring(found[exercise]["text"]) if found else clean(path.read_text(encoding="utf-8"))


def print_both(*parts: tuple[str, str]) -> None:
    """Print titles and code side by side where the terminal is wide enough, else one below the other."""
    if not sys.stdout.isatty():
        for title, code in parts:
            click.echo(f"{title}\n\n{code}\n")
        return
    from rich.console import Console

    Console(highlight=False).print(beside(parts, shutil.get_terminal_size().columns))


def beside(parts: Sequence[tuple[str, str]], columns: int) -> RenderableType:
    """Put titles and code side by side where there are columns enough, else one below the other."""
    from rich.console import Group
    from rich.syntax import Syntax
    from rich.table import Column, Table
    from rich.text import Text

    shown = [
        (Text(title, "bold"), Syntax(code, "python", theme="ansi_dark", background_color="default", word_wrap=True))
        for title, code in parts
    ]
    if columns < SIDE_BY_SIDE:
        return Group(*(piece for part in shown for piece in (*part, Text())))
    table = Table(*(Column(title, ratio=1) for title, _code in shown), box=None, expand=True, padding=(0, 2))
    table.add_row(*(code for _title, code in shown))
    return table
