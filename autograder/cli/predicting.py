"""`losslings predict`: three small numbers, before a line is written."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.desk import Practice, practice
from autograder.cli.games import HINT, NEXT, QUIT, complaint, typed_line
from autograder.cli.options import Stop, _, command, option_lang, option_packs
from autograder.translation import N_

if TYPE_CHECKING:
    from autograder.judging.key import ExerciseKey
    from autograder.judging.napkin import KeyNapkin

SHOWN_AFTER = 2  # misses


@command(
    help=N_(
        "Predict three small answers on paper, before you write the function. Two digits are enough; nothing is graded"
        " by it, and nothing waits for it."
    ),
    epilog=N_("Example: losslings predict entropy"),
)
@click.argument("name")
@option_packs
@option_lang
def predict(name: str, packs: tuple[Path, ...]) -> None:
    from autograder.practice.predict import napkins_of, tries_at

    here = practice(packs)
    exercise = here.exercise(name)
    napkins = napkins_of(exercise)
    if not napkins:
        raise Stop(_("{name}: no answer of it fits on a napkin").format(name=name))
    left = [napkin for napkin in napkins if not tries_at(here.store, exercise, napkin)["right"]]
    if not left:
        click.echo(_("You have predicted all of {name} already. Once more, then.").format(name=name))
    click.echo(_("What comes out? Type a number such as 0.69, 2/3, ln 2 or inf; or: hint, next, quit."))
    for napkin in left or napkins:
        click.echo()
        if not ask(here, exercise, napkin):
            break
    click.echo()
    say_score(here, exercise)


def ask(here: Practice, exercise: ExerciseKey, napkin: KeyNapkin) -> bool:
    """Ask for one answer until it is right, or has been missed twice; tell whether the player goes on."""
    from autograder.practice.predict import call_of, is_right, remember_try, shape_of
    from autograder.practice.typed import Unreadable, read_answer

    click.echo(click.style(call_of(exercise, napkin), bold=True) + beside(napkin))
    misses = 0
    while (line := typed_line("> ")) is not None and line not in QUIT:
        if line in NEXT:
            return True
        if line in HINT:
            click.echo(idea_of(here, exercise, napkin))
        elif line:
            try:
                answer = read_answer(line, shape_of(napkin))
            except Unreadable as error:
                click.echo(complaint(error))
                continue
            was_right = is_right(napkin, answer)
            remember_try(here.store, exercise, napkin, line, was_right)
            here.store.save()
            misses += not was_right
            if was_right or misses >= SHOWN_AFTER:
                solve(here, napkin, was_right)
                return True
            click.echo(_("Not yet. {idea}").format(idea=idea_of(here, exercise, napkin)))
    return False


def beside(napkin: KeyNapkin) -> str:
    """Say what is given, and how many numbers are asked for where they are several."""
    from autograder.practice.predict import shape_of

    count = math.prod(shape_of(napkin))
    example = " ".join(map(str, range(1, count + 1)))
    numbers = _("{count} numbers, as in {example}").format(count=count, example=example) if count > 1 else ""
    return "".join(f"    ({part})" for part in (napkin.given, numbers) if part)


def idea_of(here: Practice, exercise: ExerciseKey, napkin: KeyNapkin) -> str:
    """Say what to think of; where the author has written nothing, where the formula stands."""
    if napkin.idea:
        return here.desk.translate(napkin.idea)
    return _("Put the numbers into the formula: `losslings show {name}`.").format(name=here.key.label(exercise.id))


def solve(here: Practice, napkin: KeyNapkin, was_right: bool) -> None:
    """Say whether the answer was right, and how it comes about."""
    from autograder.practice.predict import in_short

    if was_right:
        click.secho(_("Right."), fg="green", bold=True, nl=False)
    else:
        click.echo(_("It is {answer}.").format(answer=in_short(napkin)), nl=False)
    click.echo(f" {here.desk.translate(napkin.how)}" if napkin.how else "")


def say_score(here: Practice, exercise: ExerciseKey) -> None:
    """Say how many were predicted, and what comes next."""
    from autograder.practice.passing import days_passed
    from autograder.practice.predict import score_of

    score, name = score_of(here.store, exercise), here.key.label(exercise.id)
    click.echo(_("{name}: {right} of {count} predicted, {at_once} at the first try.").format(
        name=name, right=score.right, count=score.of, at_once=score.at_once))  # fmt: skip  # as one line
    if score.right == score.of and not days_passed(here.store, exercise.id):
        click.echo(_("Now let your code do it: `losslings check {name}`.").format(name=name))
