"""A student's door: progress, ``init``, ``reset`` and ``doctor``; ``check`` and ``hint`` have their own."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import _, command, language, option_lang, option_packs
from autograder.translation import N_

if TYPE_CHECKING:
    from autograder.cli.desk import Practice
    from autograder.practice.judging import Standing

# ---------------------------------------------------------------- progress


def progress(packs: tuple[Path, ...]) -> None:
    """Show all exercises, a row as soon as each is known, and which one is next."""
    from autograder.practice.home import find_home

    print_place(find_home(Path.cwd()).exercises)  # before anything is loaded that takes long
    from autograder.cli.desk import practice

    here = practice(packs)
    if not any(map(here.desk.places, here.desk.key.lines)):
        click.echo(_("No exercises here yet: `losslings init` copies them into this folder."))
        return
    standings: list[Standing] = []
    coming = known_next(here)
    with ExitStack() as ending:
        for unit in dict.fromkeys(one.partition("/")[0] for one in here.desk.key.lines):
            standings += print_unit(unit, here, coming, not any_open(standings), ending)
    here.desk.store.save()
    print_end(standings, here)


def print_place(folder: Path) -> None:
    """Say which folder is looked at."""
    from autograder.judging.printable import clean_name

    click.echo(_("Your exercises in {folder}").format(folder=clean_name(str(folder))))


def any_open(standings: list[Standing]) -> bool:
    """Tell whether an exercise that is in the folder is not passed yet."""
    return any(standing.place and not standing.is_passed for standing in standings)


def known_next(here: Practice) -> str | None:
    """Return the exercise that comes next, if none has to be judged to know it."""
    from autograder.practice.attempts import next_exercise

    return next_exercise(here.desk) if all(map(here.desk.stored, here.desk.key.lines)) else None


def print_unit(unit: str, here: Practice, coming: str | None, is_next: bool, ending: ExitStack) -> list[Standing]:
    """Print the rows of a unit as its exercises are judged, then its bar.

    Parameters
    ----------
    unit : str
    here : Practice
    coming : str or None
        The exercise that comes next, if that is known.
    is_next : bool
        Whether the next exercise may be in this unit, if it is not known.
    ending : ExitStack
        Ends what is started to judge.
    """
    from autograder.isolation.launch import NO_TORCH
    from autograder.practice.passing import days_since
    from autograder.practice.progress import bar, row

    desk = here.desk
    click.secho(here.titles.get(unit, unit), bold=True)
    standings: list[Standing] = []
    for exercise in (one for one in desk.key.lines if one.partition("/")[0] == unit):
        standing = desk.stored(exercise) or judged(exercise, here, ending)
        is_first_open = is_next and not any_open(standings) and any_open([standing])
        is_arrow = exercise == coming if coming else is_first_open
        click.echo(row(standing, _, days_since(desk.store, exercise), is_next=is_arrow))
        standings.append(standing)
    click.echo(bar(sum(one.is_passed for one in standings), len(standings), _))
    if any(desk.lacks_torch(one.exercise) for one in standings):
        click.secho(f"  {_(NO_TORCH)}", dim=True)
    return standings


def judged(exercise: str, here: Practice, ending: ExitStack) -> Standing:
    """Judge an exercise now; at a terminal its name stands there until that is done."""
    from autograder.cli.desk import waiting_for

    if here.runner is None:
        from autograder.isolation.runner import Runner

        here.runner = ending.enter_context(Runner())
    with waiting_for(here.desk.key.label(exercise)):
        standing = here.desk.judge(exercise, here.runner)
    here.desk.store.save()
    return standing


def print_end(standings: list[Standing], here: Practice) -> None:
    """Print the sum, and what is next: an exercise and why it is, or what there is to do when all are passed."""
    from autograder.cli.afterwards import offer_a_hint, print_next
    from autograder.cli.checking import print_sum
    from autograder.cli.desk import print_tier
    from autograder.practice.again import due_today
    from autograder.practice.attempts import next_exercise
    from autograder.practice.progress import last_screen

    print_sum(standings)
    print_tier("basic" if any(one.tier == "basic" for one in standings) else "")
    if text := due_today(here.desk.store, date.today(), here.desk.key):
        click.echo(text.render(_))
    exercise = next_exercise(here.desk)
    if exercise is None:
        for line in last_screen(standings, here.desk.key, here.titles, commands(), _):
            click.echo(line)
        return
    print_next(here)
    standing = next(one for one in standings if one.exercise == exercise)
    offer_a_hint(standing, here.desk.key.label(exercise), here)


def commands() -> set[str]:
    from autograder.cli.main import DOORS

    return {name for names in DOORS.values() for name in names}


# ---------------------------------------------------------------- the folder


@command(
    help=N_("Copy the exercises into a folder to work on; nothing there is overwritten."),
    epilog=N_("Example: losslings init my-losslings"),
)
@click.argument("folder", type=click.Path(path_type=Path), default="exercises")
@option_packs
@option_lang
def init(folder: Path, packs: tuple[Path, ...]) -> None:
    from autograder.bank.packs import find_banks
    from autograder.practice.copies import copy_exercises

    for copies in copy_exercises(folder, find_banks(Path.cwd(), packs), language()):
        click.echo(
            _("{bank}: exercises copied to {folder}: {copied}, already there: {kept}.").format(
                bank=copies.bank.name, copied=len(copies.copied), folder=folder, kept=len(copies.existing)
            )
        )
    click.echo(_("What now: `losslings` shows which exercise is next, `losslings watch` checks it each time you save."))


@command(
    help=N_("Put the stub of an exercise back; what you have written is kept aside."),
    epilog=N_("Example: losslings reset entropy"),
)
@click.argument("name")
@option_packs
@option_lang
def reset(name: str, packs: tuple[Path, ...]) -> None:
    from autograder.cli.desk import exercise_named, practice, short
    from autograder.practice.resetting import reset as put_back

    here = practice(packs)
    done = put_back(exercise_named(name, here.desk), here.desk, here.banks, language())
    here.desk.store.save()
    click.echo(_("{path} is a stub again.").format(path=short(done.stub)))
    if done.kept:
        click.echo(_("Your version is kept: {path}").format(path=short(done.kept)))
    for notebook in done.notebooks:
        click.echo(
            _("{path} has an answer too, which stays and counts; empty its cell yourself.").format(path=short(notebook))
        )


@command(
    help=N_("Say what this machine can do, what is missing and how to get it."),
    epilog=N_("Example: losslings doctor"),
)
@option_lang
def doctor() -> None:
    from autograder.doctor import examine

    healthy = True
    for finding in examine():
        healthy = healthy and not finding.is_serious
        click.echo(f"{finding.mark} {_(finding.what)}: {_(finding.found)}")
        if finding.way_out:
            click.echo(f"    {_(finding.way_out)}")
    sys.exit(0 if healthy else 1)
