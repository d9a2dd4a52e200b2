"""`losslings again`: a passed exercise comes back emptied, with other numbers."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.desk import Practice, practice, short
from autograder.cli.options import Stop, _, command, language, option_lang, option_packs
from autograder.translation import N_

if TYPE_CHECKING:
    from autograder.judging.key import ExerciseKey
    from autograder.practice.again import Attempt
    from autograder.report.data import Report


@command(
    help=N_(
        "Write a passed exercise once more, after 2, 7 and 21 days: its stub comes back, and other numbers are asked."
        " Without NAME, the one that waits the longest. Called once more, it judges what you have written."
    ),
    epilog=N_("Example: losslings again entropy"),
)
@click.argument("name", required=False)
@option_packs
@option_lang
def again(name: str | None, packs: tuple[Path, ...]) -> None:
    from autograder.practice.again import open_attempt

    here = practice(packs)
    exercise = passed_exercise(here, name) if name else waiting_longest(here)
    if exercise is None:
        return
    root, label = here.store.path.parent, here.key.label(exercise.id)
    attempt = open_attempt(root, label, here.store, exercise.id, date.today())
    if attempt is None:
        empty(here, exercise)
    else:
        sys.exit(0 if judge(here, exercise, attempt) else 1)


def passed_exercise(here: Practice, name: str) -> ExerciseKey:
    """Return the exercise of a name.

    Raises
    ------
    Stop
        If it was never passed here.
    """
    from autograder.practice.passing import days_passed

    exercise = here.exercise(name)
    if not days_passed(here.store, exercise.id):
        raise Stop(_("{name} is not passed yet: `losslings check {name}`").format(name=here.key.label(exercise.id)))
    return exercise


def waiting_longest(here: Practice) -> ExerciseKey | None:
    """Return the exercise that waits the longest; None where none comes back today, and say so."""
    from autograder.practice.again import coming

    comes = coming(here.store, date.today(), here.key.lines)
    if not comes:
        click.echo(_("Nothing comes back yet: an exercise does 2, 7 and 21 days after it is passed."))
        return None
    first = comes[0]
    if first.day > date.today():
        text = _("Nothing comes back today. The next one is {name}, on {day}.")
        click.echo(text.format(name=here.key.label(first.exercise), day=first.day.isoformat()))
        return None
    return here.key.exercise(first.exercise)


def empty(here: Practice, exercise: ExerciseKey) -> None:
    """Write the stub into a folder of today."""
    from autograder.practice.again import write_attempt
    from autograder.practice.copies import handed_text

    bank, label = here.bank_of(exercise.id), here.key.label(exercise.id)
    stub = handed_text(bank.exercises / exercise.unit / f"{exercise.name}.py", bank, language())
    attempt = write_attempt(here.store.path.parent, label, stub, date.today())
    if attempt is None:
        click.echo(_("{name} was passed again today; it comes back another day.").format(name=label))
        return
    click.echo(_("{name} is back, emptied: {path}").format(name=label, path=short(attempt.path)))
    click.echo(_("Write it without looking at your old one, then `losslings again {name}`.").format(name=label))


def judge(here: Practice, exercise: ExerciseKey, attempt: Attempt) -> bool:
    """Judge what was written, with other numbers; tell whether it passes, and remember it."""
    from autograder.report.terminal import report_lines
    from autograder.report.wrapping import terminal_width

    report = judged(here, exercise, attempt)
    label, status = here.key.label(exercise.id), report["exercises"][0]["status"]
    if status == "todo":
        click.echo(_("{path} is still empty: write it, then `losslings again {name}`.").format(
            path=short(attempt.path), name=label))  # fmt: skip  # as one line
        return False
    for line in report_lines(report, here.desk.translate, width=terminal_width()):
        click.echo(line)
    if status == "passed":
        celebrate(here, exercise)
    else:
        click.echo(_("Nothing is lost by it: mend {path} and try again.").format(path=short(attempt.path)))
    return bool(status == "passed")


def judged(here: Practice, exercise: ExerciseKey, attempt: Attempt) -> Report:
    """Judge by other numbers, and name the mistake where it does not pass; a pack's exercise by its public key."""
    from autograder.cli.desk import print_tier
    from autograder.isolation.runner import Runner
    from autograder.judging.submission import read_submission
    from autograder.practice.again import other_numbers
    from autograder.report.data import judge_to_report

    submission, bank = read_submission(attempt.path), here.bank_of(exercise.id)
    with Runner() as runner:
        for with_mistakes in (False, True):  # that takes some seconds, which only a failure is worth
            key = other_numbers(exercise, bank, attempt.day, with_mistakes)
            report = judge_to_report(submission, key or here.key, runner, here.desk.translate, ids=[exercise.id])
            if key is None:
                click.echo(_("The same numbers as before: those of a pack are not drawn anew."))
            if key is None or report["exercises"][0]["status"] != "failed":
                break
        print_tier(runner.tier)
    return report


def celebrate(here: Practice, exercise: ExerciseKey) -> None:
    """Say when the exercise comes back next."""
    from autograder.practice.again import INTERVALS, days_again, next_day, remember_again

    today, store = date.today(), here.store
    before = next_day(store, exercise.id, today)
    if before and before <= today:
        remember_again(store, exercise.id, today)
        store.save()
    day = next_day(store, exercise.id, today)
    if day is None:
        click.echo(_("You still know it after {days} days: it does not come back.").format(days=sum(INTERVALS)))
    elif before == day:
        click.echo(_("You know it. It was not due before {day}, and comes back then.").format(day=day.isoformat()))
    else:
        text = _("You know it, with other numbers too ({count} of {of}). It comes back on {day}.")
        click.echo(text.format(count=len(days_again(store, exercise.id)), of=len(INTERVALS), day=day.isoformat()))
