"""``losslings show``: what an exercise asks, in the reader's language, on the terminal."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.desk import WIDEST, Practice, practice, short
from autograder.cli.options import _, command, language, option_lang, option_packs
from autograder.translation import N_, Translate

if TYPE_CHECKING:
    from autograder.bank.folder import Bank
    from autograder.bank.statement import SectionEntry, Statement
    from autograder.judging.key import ExerciseKey

INDENT = " " * 4


@command(
    help=N_("Show what an exercise asks: statement, items, points and lesson; of the one you are at if none is named."),
    epilog=N_("Example: losslings show kl_divergence"),
)
@click.argument("name", required=False)
@option_packs
@option_lang
def show(name: str | None, packs: tuple[Path, ...]) -> None:
    from autograder.practice.attempts import current_exercise

    here = practice(packs)
    exercise = here.exercise(name or current_exercise(here.desk))
    bank = here.bank_of(exercise.id)
    width = min(shutil.get_terminal_size((88, 24)).columns, WIDEST)
    for line in lines_of(exercise, bank, here.desk.translate, width):
        click.echo(line)
    click.echo()
    for line in ways(exercise, bank, here):
        click.echo(line)
    click.echo(prediction(exercise, here))


def lines_of(exercise: ExerciseKey, bank: Bank, translate: Translate, width: int) -> Iterator[str]:
    """Yield the statement of an exercise and its items.

    Raises
    ------
    OSError
        If the bank has no file of the exercise.
    """
    from autograder.bank.statement import functions_shown, read_statement
    from autograder.report.wrapping import wrap

    source = (bank.exercises / exercise.unit / f"{exercise.name}.py").read_text(encoding="utf-8")
    headline = read_statement(source, exercise.name).headline
    unit = bank.unit(exercise.unit).title(language())
    yield f"{click.style(exercise.name, bold=True)}  ({unit})"
    yield from wrap(translate(headline), width)
    yield ""
    for name in functions_shown(source, exercise.name):
        if name.partition(".")[0] == exercise.name:  # the methods of a class, too
            yield from lines_of_statement(source, name, translate, width)
    yield ""
    yield from item_table(exercise, translate)


def lines_of_statement(source: str, name: str, translate: Translate, width: int) -> Iterator[str]:
    """Yield what a function, a class or a method is asked to do, below the line that it begins with."""
    from autograder.bank.statement import SECTIONS, read_statement

    statement = read_statement(source, name)
    if "." in name:
        yield ""
    yield click.style(f"{INDENT}{signature(source, name)}", fg="cyan")
    yield from paragraphs(statement, translate, width)
    for heading, entries in statement.sections.items():
        yield ""
        yield click.style(translate(SECTIONS[heading]), bold=True)
        for entry in entries:
            yield from entry_lines(entry, translate, width)


def signature(source: str, name: str) -> str:
    """Return the line that the function, class or method begins with."""
    from autograder.bank.statement import nodes_shown

    node = nodes_shown(ast.parse(source))[name]
    if isinstance(node, ast.FunctionDef):
        return f"def {node.name}({ast.unparse(node.args)}):"
    bases = ", ".join(map(ast.unparse, node.bases))
    return f"class {name}({bases}):" if bases else f"class {name}:"


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


def ways(exercise: ExerciseKey, bank: Bank, here: Practice) -> Iterator[str]:
    """Yield where the exercise and its lesson are, and how it is checked."""
    from autograder.practice.targets import NotFound, find_exercise

    folder = bank.exercises / exercise.unit
    try:
        path = find_exercise(exercise.id, here.key, here.desk.home.root)
        way = _("Write it in {path}, then `losslings check {name}`")
        yield way.format(path=short(path), name=here.key.label(exercise.id))
        places = [path.parent, folder]
    except NotFound:
        yield _("It is not in this folder yet: `losslings init` copies the exercises here.")
        places = [folder]
    for name in (f"README.{language()}.md", "README.md"):
        for lesson in (place / name for place in places):
            if lesson.is_file():
                yield _("Its lesson: {path}").format(path=short(lesson))
                return


def prediction(exercise: ExerciseKey, here: Practice) -> str:
    """Say what was predicted of the exercise, or how it is."""
    from autograder.practice.predict import predicted

    if text := predicted(here.store, exercise):
        return text.render(_)
    way = _("Before you write it, `losslings predict {name}` asks for three small answers on paper.")
    return way.format(name=here.key.label(exercise.id))
