"""What `grade` does with a class, and what it says of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from autograder.cli.chosen import options_named
from autograder.cli.options import Interrupted, Stop, _
from autograder.cli.progress import progress_bar

if TYPE_CHECKING:
    from autograder.classroom.arrivals.arrival import Arrival
    from autograder.classroom.batch import Batch
    from autograder.classroom.graders import Place
    from autograder.classroom.overview import Overview
    from autograder.classroom.policy.policy import Policy
    from autograder.classroom.results import Results
    from autograder.classroom.run import Run
    from autograder.classroom.worker import GradingSettings
    from autograder.course.assignment import Assignment
    from autograder.course.graded import NotWritten
    from autograder.course.settings import Course
    from autograder.judging.key import Key

# ---------------------------------------------------------------- a class


@contextmanager
def opened_class(submissions: Path, results: Path | None, layout: str | None) -> Iterator[Arrival]:
    """Find the members of a class, see `autograder.classroom.arrivals.arriving.open_class`.

    Raises
    ------
    UsageError
        If there is no such layout.
    """
    from autograder.classroom.arrivals.arriving import open_class
    from autograder.classroom.arrivals.layouts import layouts

    names = [one.name for one in layouts()]
    if layout and layout not in names:
        message = _("no layout is called {name}; there are {names}")
        raise click.UsageError(message.format(name=layout, names=", ".join(names)))
    with open_class(submissions, results, layout) as arrival:
        yield arrival


def print_arrival(arrival: Arrival) -> None:
    """Say how the class was recognised, what was left out, and what is to be known of it."""
    from autograder.classroom.arrivals.telling import told

    for line in told(arrival, _):
        click.echo(line)


def show_class(submissions: Path, results: Path | None, layout: str | None) -> None:
    """Print who is in a class and what would be read."""
    from rich.console import Console

    from autograder.classroom.arrivals.telling import class_table

    with opened_class(submissions, results, layout) as arrival:
        Console(width=None if sys.stdout.isatty() else 140).print(class_table(arrival, _))
        print_arrival(arrival)


# ---------------------------------------------------------------- a run


@contextmanager
def grader_on(
    isolation: Literal["strict", "basic"],
    workers: int | None,
    scheduler: str | None,
    batches: Iterable[Batch],
    folder: Path,
) -> Iterator[Place]:
    """Give the place to grade batches on, see `autograder.classroom.graders.open_grader`.

    Raises
    ------
    Stop
        If it does not have the tier, with the way to get it.
    Interrupted
        If Ctrl-C comes while it is being opened.
    """
    from autograder.classroom.graders import open_grader
    from autograder.doctor import WAY_TO_STRICT
    from autograder.isolation.fork_server import NotStrict

    with ExitStack() as stack:
        try:
            place = stack.enter_context(open_grader(isolation, workers, scheduler))
        except NotStrict as error:
            raise Stop(f"{error.text.render(_)}; {_(WAY_TO_STRICT)}") from error
        except KeyboardInterrupt:
            raise interruption(batches, folder) from None
        yield place


@contextmanager
def lock(batches: Iterable[Batch]) -> Iterator[None]:
    """Keep other runs from writing into the folders of these batches."""
    with ExitStack() as folders:
        for batch in batches:
            folders.enter_context(batch.results.lock())
        yield


def grade_with_progress(
    batch: Batch, settings: GradingSettings, place: Place, policy: Policy, *, resume: bool, run: Run
) -> None:
    from autograder.classroom.batch import grade_batch

    part = replace(settings, key_lines=batch.key.lines)
    with progress_bar(_("Grading"), len(batch.names)) as advance:
        gone = grade_batch(batch, part, place.grader, resume=resume, run=run, policy=policy, progress=advance)
    if gone:
        message = _("no longer among the submissions, and left out: {names}; {folder} keeps their reports")
        click.echo(message.format(names=", ".join(gone), folder=batch.results.folder / "runs"))


def interruption(batches: Iterable[Batch], folder: Path) -> Interrupted:
    """Return what a run that was interrupted ends with: how much of it is done."""
    done, count = 0, 0
    for batch in batches:
        done, count = done + batch.count_graded(), count + len(batch.names)
    message = _("Interrupted: {done} of {count} are graded and kept in {folder}; --resume goes on with the others.")
    return Interrupted(message.format(done=done, count=count, folder=folder))


# ---------------------------------------------------------------- what is said at the end


def overview_of(results: Results, names: Iterable[str], policy: Policy, *, is_course: bool = False) -> Overview:
    """Collect what is to be shown of a class; the marks of a course are those of its gradebook."""
    from autograder.classroom.overview import Entry, Overview

    wanted = set(names)
    if is_course:
        return Overview(Entry(None, summary) for summary in results.summaries(wanted))
    graded = set(results.graded(wanted))
    rows = results.ledger(wanted, policy, _).rows()
    entries = (Entry(row, summary) for summary, row in zip(results.summaries(graded), rows, strict=False))
    return Overview(entries, rows, has_roster=policy.roster is not None)  # the rows that are left are those missing


def print_overview(overview: Overview) -> None:
    from rich.console import Console

    overview.show(_, Console(width=None if sys.stdout.isatty() else 140))


def write_class_pages(folder: Path, packs: Sequence[Path], speaks: str) -> None:
    """Write the pages of a class, and say where they are."""
    from autograder.bank.packs import find_banks
    from autograder.bank.union import union_pictures, union_translator
    from autograder.classroom.pages.write import write_pages

    banks = find_banks(packs=packs)
    page = write_pages(folder, union_pictures(banks), union_translator(speaks, banks), speaks)
    click.echo(_("Pages: {path}").format(path=page))


def print_settings(settings: GradingSettings, walls: Iterable[str], packs: Sequence[str], *, is_course: bool) -> None:
    """Say what was in force: the packs, the limit and the language, the tier and the key."""
    if is_course:
        named = ", ".join(options_named())
        message = (
            _("By the settings of nbgrader_config.py, but for {options}")
            if named
            else _("By the settings of nbgrader_config.py")
        )
        click.echo(message.format(options=named))
    if packs:
        click.echo(_("Packs: {names}").format(names=", ".join(packs)))
    if in_torch := sum(map(settings.key.is_torch, settings.key.lines)):
        message = _("torch: for {count} exercises; a worker loads it when the first answer to one of them comes")
        click.echo(message.format(count=in_torch))
    limit = _("Time limit: {seconds:g} s for one call; language: {language}")
    click.echo(limit.format(seconds=settings.limits.seconds, language=settings.language))
    click.echo(_("Isolation: {tier} ({walls})").format(tier=settings.isolation, walls=", ".join(walls)))
    kind = _("Hidden key: {digest}") if settings.is_hidden else _("Public key: {digest}")
    click.echo(kind.format(digest=settings.key.digest))


# ---------------------------------------------------------------- an nbgrader course


def open_course(folder: Path) -> Course:
    """Read a course's settings.

    Raises
    ------
    Stop
        If nbgrader is not installed.
    NotACourse
    """
    try:
        from autograder.course.settings import read_course
    except ImportError as error:
        message = _("{name} is needed for --assignment: pip install 'losslings[nbgrader]'")
        raise Stop(message.format(name=error.name)) from error
    return read_course(folder)


def batches_to_grade(
    found: Arrival | None, of_course: Assignment | None, output: Path, key: Key
) -> Mapping[str, Batch]:
    """Return the batch of a class, or those of a course's assignment: one a notebook."""
    from autograder.classroom.batch import batch_of

    batches: dict[str, Batch] = {"": batch_of(found, output, key)} if found else {}
    if of_course:
        from autograder.course.batches import batches_of

        batches.update(batches_of(of_course, output, key))
    return batches


def write_gradebook(
    assignment: Assignment, batches: Mapping[str, Batch], folder: Path, settings: GradingSettings
) -> list[NotWritten]:
    from autograder.course.gradebook import Writer

    writer = Writer(assignment, {name: batch.results for name, batch in batches.items()}, settings.pictures)
    with progress_bar(_("Writing marks and feedback"), len(assignment.folders)) as advance:
        failures = writer.write(advance)
    assignment.write_table(folder / "grades.csv")
    for reason in writer.not_copied:
        click.echo(_("Not copied: {reason}").format(reason=reason.render(_)), err=True)
    return failures


def print_places(assignment: Assignment, failures: list[NotWritten]) -> None:
    """Say where marks and pages are, and of whom nothing was written."""
    directory = assignment.directory
    message = _("students in the gradebook: {count}; their notebooks in {notebooks}/, their pages in {pages}/")
    places = {"notebooks": directory.autograded_directory, "pages": directory.feedback_directory}
    click.echo(message.format(count=len(assignment.folders) - len(failures), **places))
    for failure in failures:
        click.echo(_("Not written: {reason}").format(reason=failure.text.render(_)), err=True)
    for line in assignment.lines_for_a_person():
        click.echo(line)
