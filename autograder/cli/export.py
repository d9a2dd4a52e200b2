"""The door to other systems: ``export`` writes marks for a platform, ``gradescope`` an autograder that runs there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import (
    PATH,
    Stop,
    _,
    command,
    explicit_language,
    language,
    option_exercises,
    option_key,
    option_lang,
    option_time_limit,
)
from autograder.translation import N_, translator

if TYPE_CHECKING:
    from autograder.classroom.exports.sheet import Exported

# As autograder.classroom.exports.formats has them: help must not load all that grading needs.
FORMATS = ("canvas", "moodle", "moodle-feedback", "gradescope", "classroom50", "junit", "nbgrader", "csv")
OF_A_COURSE = N_("{path}: of an nbgrader course, whose marks are in its gradebook: nbgrader export writes them")
LEFT_OUT = N_("not exported ({count}): {names}; {way_out}")
AUTOGRADER = N_("{path}: exercises: {count}; write {points} points in the assignment's settings, then upload it")
PUBLIC = N_("By the public key, which students have; for a mark that counts, give a hidden one with --key.")
WRITTEN = N_("{path}: students in it: {count}")


@command(
    help=N_("Write the final marks as a learning platform reads them: Canvas, Moodle, Gradescope and others."),
    epilog=N_("Example: losslings export results --to canvas -o canvas.csv"),
)
@click.argument("results", type=PATH)
@click.option("--to", "name", type=click.Choice(FORMATS), required=True, help=N_("The format."))
@click.option("-o", "--output", type=PATH, help=N_("File or folder to write; in RESULTS if left out."))
@click.option(
    "--column",
    metavar="TITLE",
    help=N_("The assignment's title there; that of assignment.toml, or the folder's name, if left out."),
)
@option_lang
def export(results: Path, name: str, output: Path | None, column: str | None) -> None:
    from autograder.classroom.exports.formats import formats
    from autograder.classroom.exports.sheet import read_marks
    from autograder.classroom.lines import read_object
    from autograder.classroom.writing import written

    run = read_object(results / "run.json")
    if run and not run.get("arrival"):
        raise Stop(_(OF_A_COURSE).format(path=results))
    sheet = read_marks(results)
    chosen = formats(translator(explicit_language() or run.get("language") or language()))[name]
    target = output or results / chosen.file
    with written(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    done = chosen.write(sheet, target, column)
    print_exported(done)
    sys.exit(1 if done.left_out else 0)


def print_exported(done: Exported) -> None:
    """Say what was written, what a person should know, and who is not in it."""
    from autograder.classroom.policy.ledger import shown

    click.echo(_(WRITTEN).format(path=done.path, count=done.students))
    for remark in done.remarks:
        click.echo(remark.render(_), err=True)
    if done.left_out:
        names = ", ".join(map(shown, done.left_out))
        way_out = done.way_out.render(_) if done.way_out else ""
        click.echo(_(LEFT_OUT).format(count=len(done.left_out), names=names, way_out=way_out), err=True)


@command(
    help=N_("Write an autograder for Gradescope: a zip to upload there, with losslings and the key inside."),
    epilog=N_("Example: losslings gradescope -o autograder.zip --key hidden.jsonl --exercises entropy"),
)
@click.option("-o", "--output", type=PATH, required=True, help=N_("The zip to write."))
@option_key
@option_exercises
@option_time_limit
@option_lang
def gradescope(output: Path, key_path: Path | None, words: tuple[str, ...], time_limit: float) -> None:
    from autograder.bank.union import public_key
    from autograder.classroom.exports.gradescope_zip import write_autograder
    from autograder.cli.chosen import chosen_exercises
    from autograder.judging.key import Key
    from autograder.report.terminal import points

    key = chosen_exercises(Key.load(key_path) if key_path else public_key(), words)
    write_autograder(output, key, language(), time_limit)
    total = points(sum(exercise.max_score for exercise in key))
    click.echo(_(AUTOGRADER).format(path=output, count=len(list(key)), points=total))
    if not key.hidden:
        click.echo(_(PUBLIC), err=True)
