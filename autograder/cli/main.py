"""The command line: ``losslings`` and its commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn

import click

from autograder.translation import N_, Text, Told, languages, translator, wanted_language

if TYPE_CHECKING:
    from autograder.classroom.batch import Grader
    from autograder.classroom.results import Results
    from autograder.course.assignment import Course
    from autograder.course.gradebook import NotWritten
    from autograder.judging.key import Key


def language_of(arguments: list[str]) -> str:
    """Find the language before the commands exist, because their help is in it too."""
    for option, value in zip(arguments, [*arguments[1:], ""], strict=False):
        if option == "--lang" and value in languages():
            return value
        if option.startswith("--lang=") and option.removeprefix("--lang=") in languages():
            return option.removeprefix("--lang=")
    return wanted_language()


LANGUAGE = language_of(sys.argv[1:])
_ = translator(LANGUAGE)


class Stop(click.ClickException):
    """A clear line and exit code 2: what, where, the way out."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"losslings: {self.format_message()}", file=file, err=True)


class Interrupted(Stop):
    """Ctrl-C, with what was done kept."""

    exit_code = 130


class Commands(click.Group):
    """Whatever a command is told of ends it in one clear line."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except Told as error:
            raise Stop(error.text.said(_)) from error
        except BrokenPipeError:  # who reads has seen enough; click ends without a word
            raise
        except OSError as error:
            raise Stop(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from error


def load_key(path: Path | None) -> Key:
    from autograder.bank.union import public_key
    from autograder.judging.key import Key

    return Key.load(path) if path else public_key()


def option_lang(command: Any) -> Any:
    choice = click.Choice(languages())
    return click.option("--lang", type=choice, expose_value=False, help=_("Language of hints and messages."))(command)


def option_key(command: Any) -> Any:
    path = click.Path(path_type=Path)
    return click.option("--key", "key_path", type=path, help=_("Answer key to judge by; the public one if left out."))(
        command
    )


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("Exercises on loss functions and information theory, checked as you write."),
    epilog=_("Example: losslings check entropy"),
)
@option_lang
@click.version_option(package_name="losslings")
@click.pass_context
def main(context: click.Context) -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that knows no ✓ shows ?
    if context.invoked_subcommand is None:
        progress()


def progress() -> None:
    """Show all exercises, and the next one to do."""
    from autograder.isolation.runner import Runner
    from autograder.judging.judge import judge_to_report
    from autograder.judging.submission import read_submission
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


@main.command(help=_("Copy the exercises into a folder to work on; nothing there is overwritten."),
              epilog=_("Example: losslings init my-losslings"))  # fmt: skip
@click.argument("folder", type=click.Path(path_type=Path), default="exercises")
@option_lang
def init(folder: Path) -> None:
    from autograder.workspace import copy_exercises

    copied, kept = copy_exercises(folder)
    click.echo(_("{copied} exercises copied to {folder}, {kept} were already there.").format(
        copied=len(copied), folder=folder, kept=len(kept)))  # fmt: skip


@main.command(help=_("Check exercises by name, file or folder; all of them if none is named."),
              epilog=_("Example: losslings check kl_divergence"))  # fmt: skip
@click.argument("targets", nargs=-1, metavar="[NAME|FILE|DIR]...")
@click.option("--json", "as_json", is_flag=True, help=_("Print the report as JSON, one line for each target."))
@option_key
@option_lang
def check(targets: tuple[str, ...], as_json: bool, key_path: Path | None) -> None:
    from autograder.isolation.runner import Runner

    with Runner() as runner:  # first: its process starts while we read the key
        from autograder.judging.judge import judge_to_report
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


def only_what_is_there(report: dict[str, Any], named: str) -> None:
    """Leave the exercises out of a report that are only mentioned; the one that a file is named after stays."""
    there = [e for e in report["exercises"] if e["status"] != "missing" or e["name"] == named]
    report["exercises"] = there
    report["score"] = sum(exercise["score"] for exercise in there)
    report["max_score"] = sum(exercise["max_score"] for exercise in there)


@main.command(help=_("Give one more hint on an exercise each time."), epilog=_("Example: losslings hint softmax"))
@click.argument("name")
@option_lang
def hint(name: str) -> None:
    from autograder.isolation.runner import Runner
    from autograder.judging.judge import judge_to_report
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


@main.command(help=_("Grade a folder of submissions: folders, .py files, notebooks and zips."),
              epilog=_("Example: losslings grade examples/class -o results"))  # fmt: skip
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("-o", "--output", "output", type=click.Path(path_type=Path),
              help=_("Folder for results.jsonl and grades.csv."))  # fmt: skip
@click.option("--assignment", "unit", metavar="NAME",
              help=_("SUBMISSIONS is an nbgrader course: grade this assignment into its gradebook."))  # fmt: skip
@option_key
@click.option(
    "--workers", type=click.IntRange(1, 1024), help=_("Submissions at a time; one for each core if left out.")
)
@click.option("--isolation", type=click.Choice(["strict", "basic"]), default="strict", show_default=True,
              help=_("How student code is confined; basic stops accidents, not attacks."))  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True,
              help=_("Seconds for one exercise; for all of them six times as long."))  # fmt: skip
@click.option("--dask", "scheduler", metavar="ADDRESS",
              help=_("Scheduler of a Dask cluster to grade on, such as tcp://10.0.0.1:8786."))  # fmt: skip
@click.option("--resume", is_flag=True, help=_("Keep what is graded already, from the same files with the same key."))
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
                assignment = Assignment(key.hidden, part.key.lines, LANGUAGE, limits, isolation)
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
    from autograder.classroom.results import Results
    from autograder.judging.submission import find_submissions

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
    return Course(folder, name, _, LANGUAGE)


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


@main.command(help=_("Build the answer key: the public one, or with a seed file a hidden one."),
              epilog=_("Example: losslings key --seed-file seed.txt -o hidden.jsonl"))  # fmt: skip
@click.option(
    "--seed-file", type=click.Path(path_type=Path), help=_("A secret of 16 bytes or more: draws other inputs.")
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("Where to write the key."))
@click.option("--bank", type=click.Path(path_type=Path), help=_("Folder with solutions/ and specs/."))
@click.option("--check", "only_check", is_flag=True, help=_("Write nothing; fail if the key there is not current."))
@option_lang
def key(seed_file: Path | None, output: Path | None, bank: Path | None, only_check: bool) -> None:
    from autograder.bank.catalog import HOME
    from autograder.bank.folder import read_bank
    from autograder.judging.key import Key

    if seed_file is not None and output is None:
        raise Stop(_("a hidden key needs -o: the public one is not to be replaced by it"))
    seed = read_seed(seed_file) if seed_file is not None else None
    try:
        from autograder.bank.build import build_key, build_pictures, differences, save_pictures, stale_pictures
    except ImportError as error:  # mpmath or torch: only authors install them
        told = _("{name} is needed to build a key: pip install 'losslings[author]'")
        raise Stop(told.format(name=error.name)) from error
    built, problems = build_key(bank or HOME, seed)
    made = read_bank(bank or HOME)
    target, beside = output or made.key, made.pictures if output is None else None
    pictures, undrawn = build_pictures(bank or HOME) if beside else ([], [])
    if problems + undrawn:
        stop_with(problems + undrawn)
    if only_check:
        stop_with(differences(Key.load(target), built) + (stale_pictures(beside, pictures) if beside else []))
    target.parent.mkdir(parents=True, exist_ok=True)
    built.save(target)
    if beside:
        save_pictures(pictures, beside)
    click.echo(
        f"{target}: {len(built.lines)} exercises, {sum(len(e.cases) for e in built)} cases, digest {built.digest}"
    )


def stop_with(problems: list[str]) -> NoReturn:
    """Say what is wrong, if anything is, and end."""
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1 if problems else 0)


def read_seed(path: Path) -> bytes:
    try:
        seed = path.read_bytes()
    except OSError as error:
        way_out = 'make one with: python -c "import secrets; print(secrets.token_hex(32))" > seed.txt'
        raise Stop(f"{path}: {error.strerror}; {way_out}") from error
    if len(seed) < 16:
        raise Stop(f"{path}: a seed of {len(seed)} bytes can be guessed; use 16 or more")
    return seed


@main.command(help=_("Bring exercises/ up to date with solutions/."), epilog=_("Example: losslings stubs --check"))
@click.option("--bank", type=click.Path(path_type=Path), help=_("Folder with solutions/ and specs/."))
@click.option("--check", "only_check", is_flag=True, help=_("Write nothing; fail if an exercise is not current."))
@click.option("--force", is_flag=True, help=_("Overwrite exercises that somebody has begun to write."))
@option_lang
def stubs(bank: Path | None, only_check: bool, force: bool) -> None:
    from autograder.bank.catalog import HOME
    from autograder.bank.stubs import write_stubs

    report_files(*write_stubs(bank or HOME, check=only_check, force=force), only_check=only_check)


def report_files(stale: list[Path], kept: list[Path], *, only_check: bool) -> None:
    """Say what was written or is to be, and what holds work; fail if that is not as it should be."""
    for path in kept:
        click.echo(f"{path}: holds somebody's work, left alone (--force overwrites it)", err=True)
    for path in stale:
        click.echo(f"{path}: {'not current' if only_check else 'written'}")
    sys.exit(1 if kept or (only_check and stale) else 0)


@main.command(help=_("Bring the notebooks, READMEs and pictures of exercises/ up to date with solutions/."),
              epilog=_("Example: losslings notebooks --check"))  # fmt: skip
@click.option("--bank", type=click.Path(path_type=Path), help=_("Folder with solutions/ and specs/."))
@click.option("--check", "only_check", is_flag=True, help=_("Write nothing; fail if a file is not current."))
@click.option("--force", is_flag=True, help=_("Overwrite notebooks that somebody has begun to write."))
@option_lang
def notebooks(bank: Path | None, only_check: bool, force: bool) -> None:
    from autograder.bank.catalog import HOME

    with nbgrader_needed():
        from autograder.course.unit import write_notebooks

    report_files(*write_notebooks(bank or HOME, check=only_check, force=force), only_check=only_check)


@main.command(help=_("Write an nbgrader course into a folder; nothing there is overwritten."),
              epilog=_("Example: losslings course my-course --lang ko"))  # fmt: skip
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@option_key
@click.option("--bank", type=click.Path(path_type=Path), help=_("Folder with solutions/ and specs/."))
@option_lang
def course(folder: Path, key_path: Path | None, bank: Path | None) -> None:
    from autograder.bank.catalog import HOME

    with nbgrader_needed():
        from autograder.course.write import write_course

    made = write_course(folder, bank=bank or HOME, key_path=key_path, language=LANGUAGE)
    for path in made.kept:
        click.echo(_("{path}: was there already, left alone").format(path=path), err=True)
    click.echo(_("{count} files written to {folder}; README.md there has all steps.").format(
        count=len(made.written), folder=folder))  # fmt: skip
    told = _("Next: cd {folder}, then nbgrader generate_assignment {unit}")
    click.echo(told.format(folder=folder, unit=made.units[0]))


@contextmanager
def nbgrader_needed() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        told = _("{name} is needed for notebooks and courses: pip install 'losslings[nbgrader]'")
        raise Stop(told.format(name=error.name)) from error


@main.command(help=_("Say what this machine can do, what is missing and how to get it."),
              epilog=_("Example: losslings doctor"))  # fmt: skip
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


if __name__ == "__main__":
    main()
