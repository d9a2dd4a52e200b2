"""A student's ``check`` and ``hint``: what an answer earns, what to look at first, and the next rung of the ladder."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.desk import (
    Practice,
    echo_wrapped,
    exercise_named,
    expect,
    place_line,
    practice,
    print_tier,
    short,
    waiting_for,
)
from autograder.cli.options import Stop, _, command, language, option_key, option_lang, option_packs
from autograder.translation import N_, Text

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner
    from autograder.practice.choosing import Choice
    from autograder.practice.judging import Desk, Standing
    from autograder.report.data import Report

# ---------------------------------------------------------------- check


@command(
    help=N_("Check exercises by name, unit, file or folder; all of them if none is named."),
    epilog=N_("Example: losslings check kl_divergence"),
)
@click.argument("targets", nargs=-1, metavar="[NAME|UNIT|FILE|DIR]...")
@click.option("--json", "as_json", is_flag=True, help=N_("Print the report as JSON, one line for each target."))
@option_key
@option_packs
@option_lang
def check(targets: tuple[str, ...], as_json: bool, key_path: Path | None, packs: tuple[Path, ...]) -> None:
    from autograder.isolation.runner import Runner

    with Runner() as runner:  # first: its process starts while we read the key
        expect(targets, runner)
        from autograder.practice.choosing import choose

        here = practice(packs, key_path)
        choices = [choose(text, here.desk, Path.cwd()) for text in targets or ("",)]
        if as_json:
            reports = [report_on(choice, here.desk, runner) for choice in choices]
            for report in reports:
                click.echo(json.dumps(report, ensure_ascii=False))
            all_passed = all(one["status"] == "passed" for report in reports for one in report["exercises"])
        else:
            found = [print_check(choice, here, runner, len(choices) == 1) for choice in choices]
            all_passed = all(found)
        here.desk.store.save()
        print_tier(runner.tier)
    sys.exit(0 if all_passed else 1)


def standings_of(choice: Choice, desk: Desk, runner: Runner) -> Iterator[Standing]:
    """Judge what was chosen in the folder of exercises, one after the other."""
    for exercise in choice.ids:
        with waiting_for(desk.key.label(exercise)):
            standing = desk.judge_file(exercise, choice.path, runner) if choice.path else desk.judge(exercise, runner)
        desk.store.save()
        yield standing


def report_on(choice: Choice, desk: Desk, runner: Runner) -> Report:
    """Write the report of what was chosen.

    Raises
    ------
    Stop
        If it has none of the exercises.
    """
    from autograder.practice.targets import did_you_mean
    from autograder.report.data import judge_to_report, report

    if choice.elsewhere is None:
        reports = [standing.report for standing in standings_of(choice, desk, runner)]
        key, hidden = desk.key.digest, desk.key.hidden
        made = report(choice.name, [], key=key, hidden=hidden, isolation=runner.tier, translate=desk.translate)
        made["exercises"], made["remarks"] = reports, remarks_on(choice, desk)
    else:
        made = judge_to_report(choice.elsewhere, desk.key, runner, desk.translate, ids=choice.ids)
        made["exercises"] = [
            one for one in made["exercises"] if one["status"] != "missing" or one["name"] == choice.name
        ]
    if not made["exercises"]:
        values = {"text": choice.name, "meant": did_you_mean(choice.name, desk.key)}
        raise Stop(Text(N_("{text}: defines none of the exercises{meant}"), values).render(_))
    made["score"] = sum(one["score"] for one in made["exercises"])
    made["max_score"] = sum(one["max_score"] for one in made["exercises"])
    return made


def remarks_on(choice: Choice, desk: Desk) -> list[str]:
    """Say how the folder was read, where all of it was looked at."""
    from autograder.report.data import remarks

    return remarks(desk.submission, [], desk.translate) if len(choice.ids) > 1 and not choice.path else []


def print_check(choice: Choice, here: Practice, runner: Runner, is_only_one: bool) -> bool:
    """Print what was found, exercise by exercise as each is judged; tell whether all passed."""
    from autograder.cli.afterwards import print_what_follows
    from autograder.practice.attempts import remember_check
    from autograder.practice.hints import remember_hint

    if choice.elsewhere is not None:
        return print_elsewhere(report_on(choice, here.desk, runner), here)
    is_alone, unit, standings = is_only_one and len(choice.ids) == 1, "", []
    for standing in standings_of(choice, here.desk, runner):
        unit = print_standing(standing, unit, here)
        standings.append(standing)
        remember_hint(here.desk.store, here.desk.key.label(standing.exercise), standing.report)
        remember_check(here.desk.store, standing, is_alone=is_alone)
        if is_alone:
            print_what_follows(standing, here)
    if not is_alone:
        print_sum(standings)
        for remark in remarks_on(choice, here.desk):
            click.echo(f"  {remark}")
    return all(standing.is_passed for standing in standings)


def print_standing(standing: Standing, unit: str, here: Practice) -> str:
    """Print what an exercise earned, below its unit if that is another one than before; return its unit."""
    from autograder.report.terminal import brief_lines
    from autograder.report.wrapping import terminal_width

    its_unit = standing.report["unit"]
    if its_unit != unit:
        click.secho(here.titles.get(its_unit, its_unit), bold=True)
    for line in brief_lines(standing.report, here.desk.translate, terminal_width()):
        click.echo(line)
    if line := place_line(standing):
        click.echo(f"      {line}")
    return its_unit


def print_elsewhere(report: Report, here: Practice) -> bool:
    """Print the report on what lies outside the folder of exercises; tell whether all passed."""
    from autograder.report.terminal import report_lines
    from autograder.report.wrapping import terminal_width

    for line in report_lines(report, here.desk.translate, here.titles, terminal_width()):
        click.echo(line)
    return all(one["status"] == "passed" for one in report["exercises"])


def print_sum(standings: list[Standing]) -> None:
    from autograder.report.terminal import points

    score, most = (sum(one.report[part] for one in standings) for part in ("score", "max_score"))
    passed = sum(one.is_passed for one in standings)
    values = {"passed": passed, "count": len(standings), "score": points(score), "max_score": points(most)}
    click.echo(_("{passed} of {count} exercises passed, {score} / {max_score} points").format(**values))


# ---------------------------------------------------------------- hint


@command(
    help=N_("Give one more hint on an exercise each time; on the one you are at if none is named."),
    epilog=N_("Example: losslings hint softmax"),
)
@click.argument("name", required=False)
@option_packs
@option_lang
def hint(name: str | None, packs: tuple[Path, ...]) -> None:
    from autograder.isolation.runner import Runner

    with Runner() as runner:
        expect([name] if name else [], runner)
        from autograder.practice.attempts import current_exercise
        from autograder.practice.choosing import choose

        here = practice(packs)
        exercise = exercise_named(name, here.desk) if name else current_exercise(here.desk)
        (chosen,) = choose(exercise, here.desk, Path.cwd()).ids
        with waiting_for(here.desk.key.label(chosen)):
            standing = here.desk.judge(chosen, runner)
        here.desk.store.save()
        print_tier(standing.tier)
    label = here.desk.key.label(exercise)
    if standing.is_passed:
        click.echo(_("{name} is passed; there is nothing to hint at.").format(name=label))
    else:
        print_hint(standing, label, here, is_named=bool(name))


def print_hint(standing: Standing, label: str, here: Practice, is_named: bool) -> None:
    """Print the next hint; after the last one, that one again and what else helps."""
    from autograder.practice.hints import hints_on, next_hint, other_item
    from autograder.report.terminal import title

    desk = here.desk
    hints = hints_on(standing.report, desk.key, desk.translate)
    if not is_named:
        click.secho(label, bold=True)
    if one := next_hint(label, hints, desk.home.root):
        number, text = one
        item = other_item(text, hints)
        words = _("Hint {number} of {count}, on {item}: {hint}") if item else _("Hint {number} of {count}: {hint}")
        values = {"number": number, "count": len(hints), "item": title(item, desk.translate), "hint": text}
        echo_wrapped(words.format(**values))
        return
    if hints:
        echo_wrapped(_("There is no further hint. The last one was: {hint}").format(hint=list(hints)[-1]))
    elif standing.report["message"]:
        click.echo(standing.report["message"])
    else:
        click.echo(
            _("There is no hint on this; `losslings check {name}` shows the call that fails.").format(name=label)
        )
    lesson = lesson_of(standing, here)
    if lesson:
        echo_wrapped(
            _("What else helps: `losslings show {name}`, and the lesson, {path}").format(name=label, path=lesson)
        )
    else:
        click.echo(_("What else helps: `losslings show {name}`").format(name=label))


def lesson_of(standing: Standing, here: Practice) -> str:
    """Find the lesson of an exercise's unit in the student's folder; empty where it is not there."""
    folder = here.desk.home.exercises / standing.report["unit"]
    names = (f"README.{language()}.md", "README.md")
    return next((short(path) for name in names if (path := folder / name).exists()), "")
