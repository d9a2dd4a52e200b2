"""An instructor's door: ``grade``, ``course`` and ``bundle``."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from autograder.cli.chosen import Choice, choice, chosen_exercises, without_torch
from autograder.cli.grading import (
    batches_to_grade,
    grade_with_progress,
    grader_on,
    interruption,
    lock,
    open_course,
    opened_class,
    overview_of,
    print_arrival,
    print_overview,
    print_places,
    print_settings,
    show_class,
    write_class_pages,
    write_gradebook,
)
from autograder.cli.options import (
    Stop,
    _,
    command,
    command_line,
    explicit_language,
    language,
    nbgrader_needed,
    option_bank,
    option_exercises,
    option_key,
    option_lang,
    option_packs,
    option_time_limit,
    warn_of_readers,
)
from autograder.cli.policy import (
    check_students,
    is_failure,
    option_fail_on,
    option_roster,
    policy_for,
    print_policy,
    refuse_contradictions,
    unit_or_file,
)
from autograder.translation import N_, Translate

if TYPE_CHECKING:
    from autograder.course.assignment import Assignment
    from autograder.course.graded import NotWritten
    from autograder.course.settings import Course


@command(
    help=N_("Grade a class: a learning platform's download, or a folder, file or zip for each student."),
    epilog=N_("Example: losslings grade examples/class -o results"),
)
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path),
    help=N_("Folder for results.jsonl, grades.csv, feedback and pages."),
)
@click.option(
    "--assignment",
    "assignment_name",
    metavar="FILE|NAME",
    help=N_("assignment.toml: weights, due date, adjustments; or the assignment of an nbgrader course to grade."),
)
@option_roster
@option_exercises
@click.option(
    "--layout",
    metavar="NAME",
    help=N_("How the class was downloaded, if it is not to be guessed: canvas, moodle, git, plain, and so on."),
)
@click.option("--dry-run", is_flag=True, help=N_("Show who is in the class and what would be read; grade nothing."))
@option_key
@option_packs
@click.option(
    "--workers", type=click.IntRange(1, 1024), help=N_("Submissions at a time; one for each core if left out.")
)
@click.option(
    "--isolation",
    type=click.Choice(["strict", "basic"]),
    default="strict",
    show_default=True,
    help=N_("How student code is confined; basic stops accidents, not attacks."),
)
@option_time_limit
@click.option(
    "--dask",
    "scheduler",
    metavar="ADDRESS",
    help=N_("Scheduler of a Dask cluster to grade on, such as tcp://10.0.0.1:8786."),
)
@click.option("--no-pages", is_flag=True, help=N_("Write no pages and ask for no curves."))
@click.option("--resume", is_flag=True, help=N_("Keep what is graded already, from the same files with the same key."))
@option_fail_on
@option_lang
def grade(
    submissions: Path,
    output: Path | None,
    assignment_name: str | None,
    roster: Path | None,
    words: tuple[str, ...],
    layout: str | None,
    dry_run: bool,
    key_path: Path | None,
    packs: tuple[Path, ...],
    workers: int | None,
    isolation: Literal["strict", "basic"],
    time_limit: float,
    scheduler: str | None,
    no_pages: bool,
    resume: bool,
    fail_on: tuple[str, ...],
) -> None:
    from autograder.bank.packs import find_banks
    from autograder.bank.union import union_key, union_pictures, union_translator
    from autograder.classroom.policy.policy import Policy, items_of_key
    from autograder.classroom.results import Results
    from autograder.classroom.run import run_of
    from autograder.classroom.worker import GradingSettings, hide_memory
    from autograder.isolation.job import limits_of
    from autograder.judging.key import Key

    unit, policy_path = unit_or_file(assignment_name)
    refuse_contradictions(workers and scheduler, unit and (layout or dry_run), unit and (roster or words))
    if dry_run:
        show_class(submissions, output, layout)
        return
    course = open_course(submissions) if unit else None
    chosen = choice(Choice(key_path, packs, isolation, time_limit), course)
    speaks = explicit_language() or (course.language if course else language())
    if scheduler and chosen.isolation == "basic":
        message = _("--dask needs --isolation strict: in basic, student code reaches the scheduler, which obeys it")
        raise click.UsageError(message)
    banks = find_banks(packs=chosen.packs)  # never one that lies above or among the submissions
    assignment = open_assignment(course, unit, union_translator(speaks, banks), speaks) if course and unit else None
    key = Key.load(chosen.key_path) if chosen.key_path else union_key(banks)
    folder = results_folder(output, submissions, assignment)
    policy = Policy() if course else policy_for(Results(folder), policy_path, roster, partial(items_of_key, key))
    key = without_torch(chosen_exercises(key, words or policy.assignment.exercises or ()))
    limits, locales = limits_of(chosen.time_limit), tuple(bank.locale for bank in banks)
    settings = GradingSettings(key.hidden, key.lines, speaks, limits, chosen.isolation, locales)
    if not no_pages:
        settings = replace(settings, pictures=union_pictures(banks))
    packed = [bank for bank in banks if not bank.is_shipped]
    failures: list[NotWritten] = []
    was_interrupted = False
    with nullcontext() if assignment else opened_class(submissions, folder, layout) as arrival:
        check_students(policy, arrival)
        batches = batches_to_grade(arrival, assignment, folder, key)
        hide_memory()
        with grader_on(chosen.isolation, workers, scheduler, batches.values(), folder) as place:
            if arrival and sys.stdout.isatty():  # who watches reads it before the grading
                print_arrival(arrival)
            settings = replace(settings, versions=place.versions)
            run = run_of(settings, place.walls, command_line(), [bank.root for bank in packed], arrival)
            try:
                with lock(batches.values()):
                    for batch in batches.values():
                        grade_with_progress(batch, settings, place, policy, resume=resume, run=run)
                    if assignment:
                        failures = write_gradebook(assignment, batches, folder, settings)
            except KeyboardInterrupt:
                was_interrupted = True
    if arrival and not sys.stdout.isatty():
        print_arrival(arrival)
    overviews = [overview_of(one.results, one.names, policy, is_course=bool(course)) for one in batches.values()]
    for overview in overviews:
        print_overview(overview)
    print_policy(policy)
    print_settings(settings, place.walls, [bank.name for bank in packed], is_course=bool(course))
    written = [path for batch in batches.values() for path in batch.results.files]
    warn_of_readers([chosen.key_path, *written] if key.hidden and chosen.key_path else written)
    if was_interrupted:
        raise interruption(batches.values(), folder)
    if arrival and not no_pages:
        write_class_pages(folder, chosen.packs, speaks)
    count = sum(len(batch.names) for batch in batches.values())
    click.echo(_("graded: {count}; {folder}: results.jsonl, grades.csv, feedback/").format(count=count, folder=folder))
    if assignment:
        print_places(assignment, failures)
    sys.exit(1 if failures or is_failure(overviews, fail_on) else 0)


def results_folder(output: Path | None, submissions: Path, assignment: Assignment | None) -> Path:
    """Return where the results go: the named folder, for an assignment one of the course if none is named.

    Raises
    ------
    MissingParameter, Stop
    """
    if output is None and assignment is None:
        raise click.MissingParameter(param_hint="'-o' / '--output'", param_type="option")
    folder = output or submissions / "losslings" / (assignment.name if assignment else "")
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    if nearest.exists() and not nearest.is_dir():
        raise Stop(_("{path}: is a file; name a folder for the results").format(path=nearest))
    return folder


def open_assignment(course: Course, name: str, translate: Translate, speaks: str) -> Assignment:
    from autograder.course.assignment import Assignment

    return Assignment(course, name, translate, speaks)


@command(
    help=N_("Write an nbgrader course into a folder; nothing there is overwritten."),
    epilog=N_("Example: losslings course my-course --lang ko"),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@option_key
@option_packs
@option_bank
@option_lang
def course(folder: Path, key_path: Path | None, packs: tuple[Path, ...], bank: Path | None) -> None:
    from autograder.bank.folder import read_bank
    from autograder.bank.packs import find_banks
    from autograder.judging.key import Key

    with nbgrader_needed():
        from autograder.course.write import write_course

    if key_path and Key.load(key_path).hidden:
        warn_of_readers([key_path])
    banks = [read_bank(bank)] if bank else find_banks(packs=packs)
    named = [bank, *packs] if bank and not key_path else packs  # whose public keys the course is judged by
    files = write_course(folder, banks=banks, key_path=key_path, packs=named, language=language())
    for path in files.left_alone:
        click.echo(_("{path}: was there already, left alone").format(path=path), err=True)
    click.echo(
        _("files written to {folder}: {count}; README.md there has all steps.").format(
            count=len(files.written), folder=folder
        )
    )
    message = _("Next: cd {folder}, then nbgrader generate_assignment {unit}")
    click.echo(message.format(folder=folder, unit=files.units[0]))


@command(
    help=N_("Write a folder to hand to students: a pack without its solutions and specs."),
    epilog=N_("Example: losslings bundle -o for-students --pack my-pack"),
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help=N_("The folder to write."))
@option_packs
@option_lang
def bundle(output: Path, packs: tuple[Path, ...]) -> None:
    from autograder.bank.bundle import banks_to_bundle, write_bundle

    ids = write_bundle(output, banks_to_bundle(packs, Path.cwd()))
    click.echo(
        _("exercises written to {folder}: {count}; README.md there has the commands.").format(
            count=len(ids), folder=output
        )
    )
