"""An instructor's door: ``grade``, ``course`` and ``bundle``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from autograder.cli.options import (
    Interrupted,
    Stop,
    _,
    command,
    language,
    load_key,
    nbgrader_needed,
    option_bank,
    option_key,
    option_lang,
    option_packs,
)
from autograder.translation import N_

if TYPE_CHECKING:
    from autograder.classroom.batch import Grader
    from autograder.classroom.results import Results
    from autograder.course.assignment import Course
    from autograder.course.gradebook import NotWritten
    from autograder.judging.key import Key


@command(help=N_("Grade a folder of submissions: folders, .py files, notebooks and zips."),
              epilog=N_("Example: losslings grade examples/class -o results"))  # fmt: skip
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("-o", "--output", "output", type=click.Path(path_type=Path),
              help=N_("Folder for results.jsonl and grades.csv."))  # fmt: skip
@click.option("--assignment", "unit", metavar="NAME",
              help=N_("SUBMISSIONS is an nbgrader course: grade this assignment into its gradebook."))  # fmt: skip
@option_key
@click.option(
    "--workers", type=click.IntRange(1, 1024), help=N_("Submissions at a time; one for each core if left out.")
)
@click.option("--isolation", type=click.Choice(["strict", "basic"]), default="strict", show_default=True,
              help=N_("How student code is confined; basic stops accidents, not attacks."))  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True,
              help=N_("Seconds for one exercise; for all of them six times as long."))  # fmt: skip
@click.option("--dask", "scheduler", metavar="ADDRESS",
              help=N_("Scheduler of a Dask cluster to grade on, such as tcp://10.0.0.1:8786."))  # fmt: skip
@click.option("--resume", is_flag=True, help=N_("Keep what is graded already, from the same files with the same key."))
@option_lang
def grade(
    submissions: Path,
    output: Path | None,
    unit: str | None,
    key_path: Path | None,
    workers: int | None,
    isolation: Literal["strict", "basic"],
    time_limit: float,
    scheduler: str | None,
    resume: bool,
) -> None:
    from autograder.classroom.worker import Assignment, hide_memory
    from autograder.isolation.job import Limits

    key = load_key(key_path)
    course = open_course(submissions, unit) if unit else None
    if output is None:
        if course is None:
            raise click.MissingParameter(param_hint="'-o' / '--output'", param_type="option")
        output = submissions / "losslings" / course.assignment
    work = work_of(course, output, key) if course else [work_in(submissions, output, key)]
    if output.exists() and not output.is_dir():
        raise Stop(_("{path}: is a file; name a folder for the results").format(path=output))
    if scheduler and workers:
        raise click.UsageError(_("--workers is for this machine; with --dask the cluster has its own"))
    hide_memory()
    limits = Limits(time_limit, 6 * time_limit)
    missed, was_interrupted = [], False
    with graders(isolation, workers, scheduler) as (grader, walls), ExitStack() as in_use:
        for part in work:
            in_use.enter_context(part.results.in_use())
        try:
            for part in work:
                assignment = Assignment(key.hidden, part.key.lines, language(), limits, isolation)
                part.results.describe_run(tier=isolation, walls=walls, key=key.digest)
                with progress_bar(_("Grading"), len(part.names)) as advance:
                    part.grade(assignment, grader, resume=resume, progress=advance)
            if course:
                missed = write_gradebook(course, work)
        except KeyboardInterrupt:
            was_interrupted = True
    count, done = print_work(work)
    click.echo(_("Isolation: {tier} ({walls})").format(tier=isolation, walls=", ".join(walls)))
    if was_interrupted:
        told = _("Interrupted: {done} of {count} are graded and kept in {folder}; --resume goes on with the others.")
        raise Interrupted(told.format(done=done, count=count, folder=output))
    click.echo(_("{count} submissions; {folder}: results.jsonl, grades.csv").format(count=count, folder=output))
    if course:
        told = _("{count} students are in the gradebook; their notebooks in {notebooks}/, their pages in {pages}/")
        places = {"notebooks": course.directory.autograded_directory, "pages": course.directory.feedback_directory}
        click.echo(told.format(count=len(course.folders) - len(missed), **places))
    for error in missed:
        click.echo(_("Not written: {reason}").format(reason=error.text.said(_)), err=True)
    sys.exit(1 if missed else 0)


class Work(NamedTuple):
    """Submissions to be graded into one folder: a class, or one notebook of a course."""

    names: list[str]
    results: Results
    key: Key
    grade: Callable[..., None]
    notebook: str = ""


def work_in(submissions: Path, output: Path, key: Key) -> Work:
    from autograder.classroom.batch import grade_class
    from autograder.classroom.members import find_submissions
    from autograder.classroom.results import Results

    members, results = find_submissions(submissions, output), Results(output)
    return Work([name for name, _paths in members], results, key, partial(grade_class, members, results))


def work_of(course: Course, output: Path, key: Key) -> list[Work]:
    """List the notebooks of an assignment that check exercises, each with the part of the key that it checks.

    Raises
    ------
    Stop
        If there is none.
    """
    from autograder.classroom.batch import grade_all
    from autograder.classroom.results import Results
    from autograder.course.grading import CHECK

    parts = {name: part for name, notebook in course.notebooks.items() if (part := notebook.part_of(key)).lines}
    if not parts:
        told = _("{name}: no notebook of it has a grade cell named {check}<exercise>, of an exercise in the key")
        raise Stop(told.format(name=course.assignment, check=CHECK))
    work = []
    for notebook, part in parts.items():
        names, results = course.members(notebook), Results(output / notebook if len(parts) > 1 else output)
        read = partial(course.submission, notebook=notebook)
        work.append(Work(names, results, part, partial(grade_all, names, read, results), notebook))
    return work


def print_work(work: list[Work]) -> tuple[int, int]:
    """Print the tables of what was graded, and return how many there were to grade and how many are."""
    from rich.console import Console

    from autograder.report.table import print_class

    count = done = 0
    for part in work:
        names = set(part.names)
        print_class(partial(part.results.summaries, names), _, Console(width=None if sys.stdout.isatty() else 140))
        count += len(names)
        done += sum(1 for _summary in part.results.summaries(names))
    return count, done


def write_gradebook(course: Course, work: list[Work]) -> list[NotWritten]:
    from autograder.course.gradebook import Writer

    with progress_bar(_("Writing marks and feedback"), len(course.folders)) as advance:
        return Writer(course, {part.notebook: part.results for part in work}).write(advance)


def open_course(folder: Path, name: str) -> Course:
    try:
        from autograder.course.assignment import Course
    except ImportError as error:
        told = _("{name} is needed for --assignment: pip install 'losslings[nbgrader]'")
        raise Stop(told.format(name=error.name)) from error
    return Course(folder, name, _, language())


@contextmanager
def graders(
    isolation: Literal["strict", "basic"], workers: int | None, scheduler: str | None
) -> Iterator[tuple[Grader, tuple[str, ...]]]:
    """Say who grades, this machine or a cluster, and which walls are up there."""
    if scheduler is None:
        from autograder.classroom.batch import default_workers, graded_here

        walls = walls_in_force(isolation)
        yield partial(graded_here, workers=workers or default_workers()), walls
        return
    try:
        from autograder.classroom.cluster import Cluster
    except ImportError as error:
        raise Stop(_("{name} is needed for --dask: pip install 'losslings[dask]'").format(name=error.name)) from error
    cluster = Cluster(scheduler)
    try:
        yield cluster.graded, cluster.walls(isolation)
    finally:
        cluster.close()


def walls_in_force(isolation: Literal["strict", "basic"]) -> tuple[str, ...]:
    """Try the tier before the first submission.

    Raises
    ------
    Stop
        If this machine does not have it, with the way to get it.
    """
    from autograder.doctor import WAY_TO_STRICT
    from autograder.isolation.runner import Runner
    from autograder.isolation.strict import NotStrict

    try:
        with Runner(isolation) as runner:
            return runner.walls
    except NotStrict as error:
        raise Stop(f"{error.text.said(_)}; {_(WAY_TO_STRICT)}") from error


@contextmanager
def progress_bar(doing: str, total: int) -> Iterator[Callable[[], None]]:
    """Show how far the class is, how fast it goes and how long it will take, on a terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text as RichText

    class Rate(ProgressColumn):
        def render(self, task: Task) -> RichText:
            return RichText(_("{rate:.1f} a second").format(rate=task.speed or 0.0))

    shown = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=shown, disable=not shown.is_terminal) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda: bar.advance(task)


@command(help=N_("Write an nbgrader course into a folder; nothing there is overwritten."),
              epilog=N_("Example: losslings course my-course --lang ko"))  # fmt: skip
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@option_key
@option_bank
@option_lang
def course(folder: Path, key_path: Path | None, bank: Path | None) -> None:
    from autograder.bank.catalog import HOME

    with nbgrader_needed():
        from autograder.course.write import write_course

    made = write_course(folder, bank=bank or HOME, key_path=key_path, language=language())
    for path in made.kept:
        click.echo(_("{path}: was there already, left alone").format(path=path), err=True)
    click.echo(_("{count} files written to {folder}; README.md there has all steps.").format(
        count=len(made.written), folder=folder))  # fmt: skip
    told = _("Next: cd {folder}, then nbgrader generate_assignment {unit}")
    click.echo(told.format(folder=folder, unit=made.units[0]))


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
