"""A student's door: progress, ``init``, ``check``, ``hint`` and ``doctor``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import Stop, _, command, load_key, option_key, option_lang
from autograder.translation import N_, Text

if TYPE_CHECKING:
    from autograder.report.data import Report


def progress() -> None:
    """Show all exercises, and the next one to do."""
    from autograder.isolation.runner import Runner
    from autograder.judging.submission import read_submission
    from autograder.report.data import judge_to_report
    from autograder.report.terminal import mark
    from autograder.workspace import default_target

    key = load_key(None)
    with Runner() as runner:
        report = judge_to_report(read_submission(default_target(Path.cwd())), key, runner, _)
    statuses = {exercise["name"]: exercise["status"] for exercise in report["exercises"]}
    unit = None
    for exercise in report["exercises"]:
        if exercise["unit"] != unit:
            unit = exercise["unit"]
            click.secho(unit, bold=True)
        points = f"{exercise['score']:g} / {exercise['max_score']:g}"
        click.echo(f"  {mark(exercise['status'])} {exercise['name']:<36} {points:>8}")
    todo = [exercise["name"] for exercise in report["exercises"] if exercise["status"] != "passed"]
    todo.sort(key=lambda name: statuses[name] == "missing")  # what is in the folder first
    click.echo(f"{report['score']:g} / {report['max_score']:g}")
    if not todo:
        click.echo(_("All passed."))
    elif all(exercise["status"] == "missing" for exercise in report["exercises"]):
        click.echo(_("No exercises here yet: `losslings init` copies them into this folder."))
    else:
        click.echo(_("Next: {name}, then `losslings check {name}`").format(name=todo[0]))


@command(help=N_("Copy the exercises into a folder to work on; nothing there is overwritten."),
              epilog=N_("Example: losslings init my-losslings"))  # fmt: skip
@click.argument("folder", type=click.Path(path_type=Path), default="exercises")
@option_lang
def init(folder: Path) -> None:
    from autograder.workspace import copy_exercises

    copied, kept = copy_exercises(folder)
    click.echo(_("{copied} exercises copied to {folder}, {kept} were already there.").format(
        copied=len(copied), folder=folder, kept=len(kept)))  # fmt: skip


@command(help=N_("Check exercises by name, file or folder; all of them if none is named."),
              epilog=N_("Example: losslings check kl_divergence"))  # fmt: skip
@click.argument("targets", nargs=-1, metavar="[NAME|FILE|DIR]...")
@click.option("--json", "as_json", is_flag=True, help=N_("Print the report as JSON, one line for each target."))
@option_key
@option_lang
def check(targets: tuple[str, ...], as_json: bool, key_path: Path | None) -> None:
    from autograder.isolation.runner import Runner

    with Runner() as runner:  # first: its process starts while we read the key
        from autograder.report.data import judge_to_report
        from autograder.report.terminal import report_lines
        from autograder.workspace import default_target, did_you_mean, find_target

        key, here = load_key(key_path), Path.cwd()
        names = targets or (str(default_target(here)),)
        found = [find_target(name, key, here) for name in names]
        for problem in dict.fromkeys(target.submission.problem for target in found if target.submission.problem):
            click.echo(problem, err=True)
        all_passed = True
        for name, target in zip(names, found, strict=True):
            if target.ids:
                report = judge_to_report(target.submission, key, runner, _, ids=target.ids)
                only_what_is_there(report, Path(name).stem)
            if not target.ids or not report["exercises"]:
                values = {"text": name, "meant": did_you_mean(name, key)}
                raise Stop(Text(N_("{text}: defines none of the exercises{meant}"), values).said(_))
            all_passed = all_passed and all(exercise["status"] == "passed" for exercise in report["exercises"])
            for line in [json.dumps(report, ensure_ascii=False)] if as_json else report_lines(report, _):
                click.echo(line)
    sys.exit(0 if all_passed else 1)


def only_what_is_there(report: Report, named: str) -> None:
    """Leave the exercises out of a report that are only mentioned; the one that a file is named after stays."""
    there = [e for e in report["exercises"] if e["status"] != "missing" or e["name"] == named]
    report["exercises"] = there
    report["score"] = sum(exercise["score"] for exercise in there)
    report["max_score"] = sum(exercise["max_score"] for exercise in there)


@command(help=N_("Give one more hint on an exercise each time."), epilog=N_("Example: losslings hint softmax"))
@click.argument("name")
@option_lang
def hint(name: str) -> None:
    from autograder.isolation.runner import Runner
    from autograder.report.data import judge_to_report
    from autograder.workspace import did_you_mean, find_target, general_hints, next_hint_number

    key, here = load_key(None), Path.cwd()
    ids = key.ids(name)
    if not ids:
        values = {"text": name, "meant": did_you_mean(name, key)}
        raise Stop(Text(N_("{text}: no such exercise{meant}"), values).said(_))
    target = find_target(name, key, here)
    with Runner() as runner:
        (exercise,) = judge_to_report(target.submission, key, runner, _, ids=target.ids)["exercises"]
    if exercise["status"] == "passed":
        click.echo(_("{name} is passed; there is nothing to hint at.").format(name=name))
        return
    own = [item["hint"] for item in exercise["items"] if item["hint"]]
    hints = list(dict.fromkeys(own + [_(text) for text in general_hints(key.exercise(target.ids[0]))]))
    number = next_hint_number(name, len(hints), here)
    click.echo(_("Hint {number} of {count}: {hint}").format(number=number + 1, count=len(hints), hint=hints[number]))


@command(help=N_("Say what this machine can do, what is missing and how to get it."),
              epilog=N_("Example: losslings doctor"))  # fmt: skip
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
