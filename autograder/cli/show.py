"""``losslings show``: what an exercise asks, in the reader's language, on the terminal."""

from __future__ import annotations

import ast
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import Stop, _, command, language, option_lang, option_packs
from autograder.translation import N_, Text, Translate

if TYPE_CHECKING:
    from autograder.bank.folder import Bank
    from autograder.bank.statement import SectionEntry, Statement
    from autograder.judging.key import ExerciseKey, Key

WIDEST = 100  # columns that are read with ease
INDENT = " " * 4


@command(
    help=N_("Show what an exercise asks: statement, items, points and lesson; of the one you are at if none is named."),
    epilog=N_("Example: losslings show kl_divergence"),
)
@click.argument("name", required=False)
@option_packs
@option_lang
def show(name: str | None, packs: tuple[Path, ...]) -> None:
    from autograder.bank.packs import find_banks
    from autograder.bank.union import union_key, union_translator
    from autograder.practice.targets import did_you_mean, single_exercise

    here, banks = Path.cwd(), find_banks(Path.cwd(), packs)
    key, translate = union_key(banks), union_translator(language(), banks)
    name = name or current_name(packs)
    ids = key.ids(name)
    if not ids:
        raise Stop(
            Text(N_("{text}: no such exercise{meant}"), {"text": name, "meant": did_you_mean(name, key)}).render(_)
        )
    exercise = key.exercise(single_exercise(ids, name, here))
    bank = next(bank for bank in banks if exercise.unit in {unit.name for unit in bank.units})
    width = min(shutil.get_terminal_size((88, 24)).columns, WIDEST)
    for line in lines_of(exercise, bank, translate, width):
        click.echo(line)
    click.echo()
    for line in ways(exercise, bank, here, key):
        click.echo(line)
    click.echo(prediction(exercise, here, key))


def current_name(packs: tuple[Path, ...]) -> str:
    """Return the exercise that the student is at."""
    from autograder.cli.desk import practice
    from autograder.practice.attempts import current_exercise

    return current_exercise(practice(packs).desk)


def lines_of(exercise: ExerciseKey, bank: Bank, translate: Translate, width: int) -> Iterator[str]:
    """Yield the statement of an exercise and its items.

    Raises
    ------
    OSError
        If the bank has no file of the exercise.
    """
    from autograder.bank.statement import SECTIONS, read_statement
    from autograder.report.wrapping import wrap

    source = (bank.exercises / exercise.unit / f"{exercise.name}.py").read_text(encoding="utf-8")
    statement = read_statement(source, exercise.name)
    unit = bank.unit(exercise.unit).title(language())
    yield f"{click.style(exercise.name, bold=True)}  ({unit})"
    yield from wrap(translate(statement.headline), width)
    yield ""
    yield click.style(f"{INDENT}{signature(source, exercise.name)}", fg="cyan")
    yield from paragraphs(statement, translate, width)
    for heading, entries in statement.sections.items():
        yield ""
        yield click.style(translate(SECTIONS[heading]), bold=True)
        for entry in entries:
            yield from entry_lines(entry, translate, width)
    yield ""
    yield from item_table(exercise, translate)


def signature(source: str, name: str) -> str:
    """Return the line that the function begins with."""
    (function,) = (node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == name)
    return f"def {name}({ast.unparse(function.args)}):"


def paragraphs(statement: Statement, translate: Translate, width: int) -> Iterator[str]:
    from autograder.bank.formulas import plain_formula
    from autograder.bank.statement import is_formula
    from autograder.report.wrapping import wrap

    for paragraph in statement.paragraphs:
        yield ""
        if is_formula(paragraph):
            lines = plain_formula(paragraph)
            if not can_be_shown("".join(lines)):
                lines = paragraph.strip("$\n").split("\n")
            yield from (INDENT + line for line in lines)
        else:
            yield from wrap(translate(paragraph), width)


def can_be_shown(text: str) -> bool:
    """Tell whether the terminal has the signs of a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def entry_lines(entry: SectionEntry, translate: Translate, width: int) -> Iterator[str]:
    from autograder.report.wrapping import wrap

    yield from wrap(" : ".join(filter(None, (entry.name, translate(entry.kind)))), width, "  ", INDENT)
    if entry.text:
        yield from wrap(translate(entry.text), width, INDENT, INDENT)


def item_table(exercise: ExerciseKey, translate: Translate) -> Iterator[str]:
    """Yield the items of an exercise with their points."""
    from autograder.report.terminal import points, title
    from autograder.report.wrapping import columns

    names = [title(item.name, translate) for item in exercise.items]
    widest = max(map(columns, names))
    yield click.style(_("Points: {points}").format(points=points(exercise.max_score)), bold=True)
    gate = _("nothing else counts until these pass")
    for name, item in zip(names, exercise.items, strict=True):
        line = f"  {name}{' ' * (widest - columns(name))}  {points(item.points):>4}"
        yield f"{line}   {gate}" if item is exercise.items[0] else line


def ways(exercise: ExerciseKey, bank: Bank, here: Path, key: Key) -> Iterator[str]:
    """Yield where the exercise and its lesson are, and how it is checked."""
    from autograder.practice.home import find_home
    from autograder.practice.targets import NotFound, find_exercise

    home = find_home(here).root
    try:
        path = find_exercise(exercise.id, key, home)
        way = _("Write it in {path}, then `losslings check {name}`")
        yield way.format(path=shortest(path, home, here), name=key.label(exercise.id))
        folder = path.parent
    except NotFound:
        yield _("It is not in this folder yet: `losslings init` copies the exercises here.")
        folder = bank.exercises / exercise.unit
    for name in (f"README.{language()}.md", "README.md"):
        for lesson in (folder / name, bank.exercises / exercise.unit / name):
            if lesson.is_file():
                yield _("Its lesson: {path}").format(path=shortest(lesson, home, here))
                return


def prediction(exercise: ExerciseKey, here: Path, key: Key) -> str:
    """Say what was predicted of the exercise, or how it is."""
    from autograder.practice.predict import predicted
    from autograder.practice.store import Store

    if text := predicted(Store.find(here), exercise):
        return text.render(_)
    way = _("Before you write it, `losslings predict {name}` asks for three small answers on paper.")
    return way.format(name=key.label(exercise.id))


def shortest(path: Path, home: Path, here: Path) -> str:
    """Write a path as a student types it; what lies outside of their folder in full."""
    return os.path.relpath(path, here) if path.is_relative_to(home) else str(path)
