"""A student's door: progress, ``init``, ``check``, ``hint`` and ``doctor``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from autograder.cli.options import Stop, _, command, language, option_key, option_lang, option_packs, warn_of_readers
from autograder.translation import N_, Text, Translate

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner
    from autograder.judging.key import Key
    from autograder.report.data import ExerciseReport, Report


class Practice(NamedTuple):
    """What a student practises here: the key of all banks, and what translates their words."""

    key: Key
    translate: Translate


def practice(packs: tuple[Path, ...], key_path: Path | None = None) -> Practice:
    """Join the bank that ships, the pack of this folder and the packs that were named.

    Raises
    ------
    LosslingsError
        If one of them cannot be read.
    """
    from autograder.bank.packs import find_banks
    from autograder.bank.union import union_key, union_translator
    from autograder.judging.key import Key

    banks = find_banks(Path.cwd(), packs)
    key = Key.load(key_path) if key_path else union_key(banks)
    if key_path and key.hidden:
        warn_of_readers([key_path])
    return Practice(key, union_translator(language(), banks))


def print_tier(runner: Runner) -> None:
    """Say so where the code had less than the strict walls around it."""
    from autograder.report.terminal import IN_BASIC

    if runner.tier == "basic":
        click.secho(_(IN_BASIC), dim=True, err=True)


def progress(packs: tuple[Path, ...]) -> None:
    """Show all exercises, and the next one to do."""
    from autograder.isolation.runner import Runner
    from autograder.judging.submission import Submission, read_submission
    from autograder.practice.targets import default_target
    from autograder.report.data import judge_to_report

    key, translate = practice(packs)
    with Runner() as runner:
        submission = read_submission(default_target(Path.cwd()))
        if not submission.files:  # nothing is there yet: that is no problem
            submission = Submission(submission.id)
        report = judge_to_report(submission, key, runner, translate)
        print_tier(runner)
    print_progress(report)
    print_next(report["exercises"], key)


def print_progress(report: Report) -> None:
    """Print a line for each exercise, under its unit, and the sum."""
    from autograder.report.terminal import out_of, overview_line

    unit = None
    for exercise in report["exercises"]:
        if exercise["unit"] != unit:
            unit = exercise["unit"]
            click.secho(unit, bold=True)
        click.echo(overview_line(exercise))
    click.echo(out_of(report))


def print_next(exercises: Sequence[ExerciseReport], key: Key) -> None:
    """Say which exercise comes next: one that is in the folder before one that is not."""
    todo = [exercise for exercise in exercises if exercise["status"] != "passed"]
    if not todo:
        click.echo(_("All passed."))
    elif all(exercise["status"] == "missing" for exercise in exercises):
        click.echo(_("No exercises here yet: `losslings init` copies them into this folder."))
    else:
        todo.sort(key=lambda exercise: exercise["status"] == "missing")
        name = key.label(f"{todo[0]['unit']}/{todo[0]['name']}")
        click.echo(_("Next: {name}, then `losslings check {name}`").format(name=name))


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


@command(
    help=N_("Check exercises by name, file or folder; all of them if none is named."),
    epilog=N_("Example: losslings check kl_divergence"),
)
@click.argument("targets", nargs=-1, metavar="[NAME|FILE|DIR]...")
@click.option("--json", "as_json", is_flag=True, help=N_("Print the report as JSON, one line for each target."))
@option_key
@option_packs
@option_lang
def check(targets: tuple[str, ...], as_json: bool, key_path: Path | None, packs: tuple[Path, ...]) -> None:
    from autograder.isolation.runner import Runner

    with Runner() as runner:  # first: its process starts while we read the key
        from autograder.practice.targets import default_target, did_you_mean, find_target
        from autograder.report.data import judge_to_report
        from autograder.report.terminal import report_lines

        (key, translate), here = practice(packs, key_path), Path.cwd()
        names = targets or (str(default_target(here)),)
        found = [find_target(name, key, here) for name in names]
        all_passed = True
        for name, target in zip(names, found, strict=True):
            if target.ids:
                report = judge_to_report(target.submission, key, runner, translate, ids=target.ids)
                only_what_is_there(report, Path(name).stem)
            if not target.ids or not report["exercises"]:
                values = {"text": name, "meant": did_you_mean(name, key)}
                raise Stop(Text(N_("{text}: defines none of the exercises{meant}"), values).render(_))
            all_passed = all_passed and all(exercise["status"] == "passed" for exercise in report["exercises"])
            for line in [json.dumps(report, ensure_ascii=False)] if as_json else report_lines(report, translate):
                click.echo(line)
        print_tier(runner)
    sys.exit(0 if all_passed else 1)


def only_what_is_there(report: Report, named: str) -> None:
    """Drop the exercises from a report that the files only mention; the one that a file is named after stays."""
    there = [e for e in report["exercises"] if e["status"] != "missing" or e["name"] == named]
    report["exercises"] = there
    report["score"] = sum(exercise["score"] for exercise in there)
    report["max_score"] = sum(exercise["max_score"] for exercise in there)


@command(help=N_("Give one more hint on an exercise each time."), epilog=N_("Example: losslings hint softmax"))
@click.argument("name")
@option_packs
@option_lang
def hint(name: str, packs: tuple[Path, ...]) -> None:
    from autograder.isolation.runner import Runner
    from autograder.practice.hints import next_hint
    from autograder.practice.targets import did_you_mean, find_target
    from autograder.report.data import judge_to_report

    (key, translate), here = practice(packs), Path.cwd()
    if not key.ids(name):
        values = {"text": name, "meant": did_you_mean(name, key)}
        raise Stop(Text(N_("{text}: no such exercise{meant}"), values).render(_))
    target = find_target(name, key, here)
    with Runner() as runner:
        (exercise,) = judge_to_report(target.submission, key, runner, translate, ids=target.ids)["exercises"]
        print_tier(runner)
    if exercise["status"] == "passed":
        click.echo(_("{name} is passed; there is nothing to hint at.").format(name=name))
        return
    hints = hints_on(exercise, key, translate)
    label = key.label(target.ids[0])
    if one := next_hint(label, hints, here):
        number, text = one
        click.echo(_("Hint {number} of {count}: {hint}").format(number=number, count=len(hints), hint=text))
    else:
        click.echo(
            _("These were all hints on {name} ({count}); the next one is the first again.").format(
                name=label, count=len(hints)
            )
        )


def hints_on(exercise: ExerciseReport, key: Key, translate: Translate) -> list[str]:
    """List the hints on an exercise: those on what was found in the answer first."""
    from autograder.practice.hints import general_hints

    own = [rung for item in exercise["items"] for rung in item["rungs"]]
    failed = [item["name"] for item in exercise["items"] if item["status"] == "failed"]
    general = general_hints(key.exercise(f"{exercise['unit']}/{exercise['name']}"), failed)
    return list(dict.fromkeys([*own, *map(translate, general)]))


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
