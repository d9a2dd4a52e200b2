"""What a student reads below a check: after passing what to notice and what is next; when stuck, where help is."""

from __future__ import annotations

from datetime import date

import click

from autograder.cli.desk import Practice, echo_wrapped, is_interactive, short
from autograder.cli.options import _
from autograder.judging.key import name_of
from autograder.practice.attempts import is_first_pass, is_stuck, next_exercise, same_outcomes
from autograder.practice.hints import hints_given, hints_on, unread_hints
from autograder.practice.judging import Standing
from autograder.practice.predict import predicted
from autograder.practice.progress import why_next

LONGEST = 500  # letters of a note


def print_what_follows(standing: Standing, here: Practice) -> None:
    """Say what to do after the check of one exercise."""
    label = here.desk.key.label(standing.exercise)
    if not standing.is_passed and not standing.is_begun:
        click.echo(_("`losslings show {name}` says what is asked.").format(name=label))
        for twin in written_twins(standing.exercise, here):
            click.echo(_("Did you mean the other one of that name? `losslings check {name}`").format(name=twin))
    if not standing.is_passed:
        offer_a_hint(standing, label, here)
        return
    if is_first_pass(here.desk.store, standing.exercise):
        if given := hints_given(here.desk.store, label):
            ask_why(standing.exercise, given[-1], here)
        if text := predicted(here.desk.store, here.desk.key.exercise(standing.exercise)):
            click.echo(text.render(_))
        print_notice(standing.exercise, label, here)
    print_next(here)


def written_twins(exercise: str, here: Practice) -> list[str]:
    """List the other exercises of the same name that the student has written something for."""
    key = here.desk.key
    others = [one for one in key.ids(name_of(exercise)) if one != exercise]
    return [key.label(one) for one in others if any(place.kind != "stub" for place in here.desk.places(one))]


def offer_a_hint(standing: Standing, label: str, here: Practice) -> None:
    """Offer the next hint where some checks have found the same."""
    desk = here.desk
    if not standing.is_begun or not is_stuck(desk.store, standing.exercise):
        return
    count = same_outcomes(desk.store, standing.exercise)
    if unread_hints(desk.store, label, hints_on(standing.report, desk.key, desk.translate)):
        text = _("{count} checks, the same outcome: `losslings hint {name}` has the next step.")
    else:
        text = _("{count} checks, the same outcome: `losslings show {name}` has the statement once more.")
    echo_wrapped(click.style(text.format(count=count, name=label), fg="cyan"))


def ask_why(exercise: str, hint: str, here: Practice) -> None:
    """Ask why what was changed after a hint has helped; at a terminal, keep what is answered."""
    click.echo(_("The last hint was: {hint}").format(hint=hint))
    question = _("In your own words: why did your change fix it?")
    if not is_interactive():
        click.echo(question)
        return
    try:
        answer = click.prompt(
            f"{question} {_('(Enter skips; it is never marked)')}\n", default="", show_default=False, prompt_suffix="> "
        )
    except click.Abort:  # Ctrl-C, or no more input
        click.echo()
        return
    if answer.strip():
        note = {"day": date.today().isoformat(), "hint": hint, "why": answer.strip()[:LONGEST]}
        notes = here.desk.store.section("notes").get(exercise)
        here.desk.store.section("notes")[exercise] = [*(notes if isinstance(notes, list) else []), note]


def print_notice(exercise: str, label: str, here: Practice) -> None:
    """Say what to notice in the solution, and where it stands beside one's own."""
    if notice := here.desk.key.exercise(exercise).notice:
        echo_wrapped(_("To notice: {notice}").format(notice=here.desk.translate(notice)))
    click.echo(_("`losslings solution {name}` shows the reference beside yours.").format(name=label))


def print_next(here: Practice) -> None:
    """Say which exercise is next and why; that all are passed, if they are."""
    desk = here.desk
    exercise = next_exercise(desk)
    if exercise is None:
        click.echo(_("All exercises are passed: `losslings` says what now."))
        return
    why = why_next(exercise, desk.stored(exercise), desk.key, here.titles.get(exercise.partition("/")[0], ""))
    values = {"name": desk.key.label(exercise), "why": why.render(_)}
    echo_wrapped(_("Next: {name} ({why})").format(**values))
    if places := desk.places(exercise):
        values["path"] = short(desk.home.exercises / places[0].path)
        echo_wrapped(_("Write it in {path}, then `losslings check {name}`").format(**values))
