"""An instructor's door: ``grade``, ``course`` and ``bundle``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from autograder.cli.options import (
    Interrupted,
    Stop,
    _,
    command,
    language,
    nbgrader_needed,
    option_bank,
    option_key,
    option_lang,
    option_packs,
)
from autograder.cli.progress import progress_bar
from autograder.translation import N_

if TYPE_CHECKING:
    from autograder.classroom.batch import Batch, Grader
    from autograder.classroom.worker import GradingSettings
    from autograder.course.assignment import Assignment
    from autograder.course.graded import NotWritten
    from autograder.judging.key import Key


@command(
    help=N_("Grade a folder of submissions: folders, .py files, notebooks and zips."),
    epilog=N_("Example: losslings grade examples/class -o results"),
)
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "output", type=click.Path(path_type=Path), help=N_("Folder for results.jsonl and grades.csv.")
)
@click.option(
    "--assignment",
    "unit",
    metavar="NAME",
    help=N_("SUBMISSIONS is an nbgrader course: grade this assignment into its gradebook."),
)
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
@click.option(
    "--time-limit",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    help=N_("Seconds for one exercise; for all of them six times as long."),
)
@click.option(
    "--dask",
    "scheduler",
    metavar="ADDRESS",
    help=N_("Scheduler of a Dask cluster to grade on, such as tcp://10.0.0.1:8786."),
)
@click.option("--resume", is_flag=True, help=N_("Keep what is graded already, from the same files with the same key."))
@option_lang
def grade(
    submissions: Path,
    output: Path | None,
    unit: str | None,
    key_path: Path | None,
    packs: tuple[Path, ...],
    workers: int | None,
    isolation: Literal["strict", "basic"],
    time_limit: float,
    scheduler: str | None,
    resume: bool,
) -> None:
    from autograder.bank.packs import find_banks
    from autograder.bank.union import union_key
    from autograder.classroom.batch import class_in
    from autograder.classroom.worker import GradingSettings, hide_memory
    from autograder.isolation.job import Limits
    from autograder.judging.key import Key

    if scheduler and workers:
        raise click.UsageError(_("--workers is for this machine; with --dask the cluster has its own"))
    if scheduler and isolation == "basic":
        told = _("--dask needs --isolation strict: in basic, student code reaches the scheduler, which obeys it")
        raise click.UsageError(told)
    banks = find_banks(packs=packs)  # never one that lies above or among the submissions
    assignment = open_assignment(submissions, unit) if unit else None
    key_path = key_path or (assignment.key_path if assignment else None)
    key = Key.load(key_path) if key_path else union_key(banks)
    folder = results_folder(output, submissions, assignment)
    batches = notebooks_of(assignment, folder, key) if assignment else {"": class_in(submissions, folder, key)}
    hide_memory()
    limits, locales = Limits(time_limit, 6 * time_limit), tuple(bank.locale for bank in banks)
    settings = GradingSettings(key.hidden, key.lines, language(), limits, isolation, locales)
    failures: list[NotWritten] = []
    was_interrupted = False
    with grader_on(isolation, workers, scheduler) as (grader, walls):
        try:
            with lock(batches.values()):
                for batch in batches.values():
                    batch.results.describe_run(tier=isolation, walls=walls, key=key.digest)
                    grade_with_progress(batch, settings, grader, resume=resume)
                if assignment:
                    failures = write_gradebook(assignment, batches)
        except KeyboardInterrupt:
            was_interrupted = True
    print_tables(batches.values())
    click.echo(_("Isolation: {tier} ({walls})").format(tier=isolation, walls=", ".join(walls)))
    click.echo((_("Hidden key: {digest}") if key.hidden else _("Public key: {digest}")).format(digest=key.digest))
    if was_interrupted:
        raise interruption(batches.values(), folder)
    count = sum(len(batch.names) for batch in batches.values())
    click.echo(_("{count} submissions; {folder}: results.jsonl, grades.csv").format(count=count, folder=folder))
    if assignment:
        print_places(assignment, failures)
    sys.exit(1 if failures else 0)


def results_folder(output: Path | None, submissions: Path, assignment: Assignment | None) -> Path:
    """Return where the results go: the named folder, for an assignment one of the course if none is named.

    Raises
    ------
    MissingParameter, Stop
    """
    if output is None and assignment is None:
        raise click.MissingParameter(param_hint="'-o' / '--output'", param_type="option")
    folder = output or submissions / "losslings" / (assignment.name if assignment else "")
    if folder.exists() and not folder.is_dir():
        raise Stop(_("{path}: is a file; name a folder for the results").format(path=folder))
    return folder


@contextmanager
def lock(batches: Iterable[Batch]) -> Iterator[None]:
    """Keep other runs from writing into the folders of these batches."""
    with ExitStack() as folders:
        for batch in batches:
            folders.enter_context(batch.results.lock())
        yield


def interruption(batches: Iterable[Batch], folder: Path) -> Interrupted:
    """Return what a run that was interrupted ends with: how much of it is done."""
    done, count = 0, 0
    for batch in batches:
        done, count = done + batch.count_graded(), count + len(batch.names)
    message = _("Interrupted: {done} of {count} are graded and kept in {folder}; --resume goes on with the others.")
    return Interrupted(message.format(done=done, count=count, folder=folder))


def grade_with_progress(batch: Batch, settings: GradingSettings, grader: Grader, *, resume: bool) -> None:
    from autograder.classroom.batch import grade_batch

    part = replace(settings, key_lines=batch.key.lines)
    with progress_bar(_("Grading"), len(batch.names)) as advance:
        grade_batch(batch, part, grader, resume=resume, progress=advance)


def print_tables(batches: Iterable[Batch]) -> None:
    from rich.console import Console

    from autograder.report.table import print_class

    console = Console(width=None if sys.stdout.isatty() else 140)
    for batch in batches:
        print_class(partial(batch.results.summaries, set(batch.names)), _, console)


@contextmanager
def grader_on(
    isolation: Literal["strict", "basic"], workers: int | None, scheduler: str | None
) -> Iterator[tuple[Grader, tuple[str, ...]]]:
    """Give a grader and the walls in force, see `autograder.classroom.graders.open_grader`.

    Raises
    ------
    Stop
        If this machine does not have the tier, with the way to get it.
    """
    from autograder.classroom.graders import open_grader
    from autograder.doctor import WAY_TO_STRICT
    from autograder.isolation.fork_server import NotStrict

    try:
        with open_grader(isolation, workers, scheduler) as grader_and_walls:
            yield grader_and_walls
    except NotStrict as error:
        raise Stop(f"{error.text.render(_)}; {_(WAY_TO_STRICT)}") from error


# ---------------------------------------------------------------- an nbgrader course


def open_assignment(folder: Path, name: str) -> Assignment:
    try:
        from autograder.course.assignment import Assignment
    except ImportError as error:
        message = _("{name} is needed for --assignment: pip install 'losslings[nbgrader]'")
        raise Stop(message.format(name=error.name)) from error
    return Assignment(folder, name, _, language())


def notebooks_of(assignment: Assignment, output: Path, key: Key) -> Mapping[str, Batch]:
    from autograder.course.batches import batches_of

    return batches_of(assignment, output, key)


def write_gradebook(assignment: Assignment, batches: Mapping[str, Batch]) -> list[NotWritten]:
    from autograder.course.gradebook import Writer

    with progress_bar(_("Writing marks and feedback"), len(assignment.folders)) as advance:
        return Writer(assignment, {name: batch.results for name, batch in batches.items()}).write(advance)


def print_places(assignment: Assignment, failures: list[NotWritten]) -> None:
    """Say where marks and pages are, and of whom nothing was written."""
    directory = assignment.directory
    message = _("{count} students are in the gradebook; their notebooks in {notebooks}/, their pages in {pages}/")
    places = {"notebooks": directory.autograded_directory, "pages": directory.feedback_directory}
    click.echo(message.format(count=len(assignment.folders) - len(failures), **places))
    for failure in failures:
        click.echo(_("Not written: {reason}").format(reason=failure.text.render(_)), err=True)


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

    with nbgrader_needed():
        from autograder.course.write import write_course

    banks = [read_bank(bank)] if bank else find_banks(packs=packs)
    named = [bank, *packs] if bank and not key_path else packs  # whose public keys the course is judged by
    files = write_course(folder, banks=banks, key_path=key_path, packs=named, language=language())
    for path in files.left_alone:
        click.echo(_("{path}: was there already, left alone").format(path=path), err=True)
    click.echo(
        _("{count} files written to {folder}; README.md there has all steps.").format(
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
        _("{count} exercises written to {folder}; README.md there has the commands.").format(
            count=len(ids), folder=output
        )
    )
