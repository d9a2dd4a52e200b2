"""An author's door: ``new``, ``build``, ``key``, ``stubs``, ``notebooks`` and ``translations``, each for any bank."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from autograder.cli.options import Stop, _, command, nbgrader_needed, option_bank, option_lang, warn_of_readers
from autograder.translation import N_

if TYPE_CHECKING:
    from autograder.bank.build import Build
    from autograder.judging.key import Key


@contextmanager
def author_needed() -> Iterator[None]:
    """End with the way out if a library is missing that only authors install.

    Raises
    ------
    Stop
    """
    try:
        yield
    except ImportError as error:
        message = _("{name} is needed for an author's commands: pip install 'losslings[author]'")
        raise Stop(message.format(name=error.name)) from error


@command(
    help=N_("Begin an exercise: write its two files, with a line TODO wherever something must be filled in."),
    epilog=N_("Example: losslings new my_unit/my_loss --bank my-pack"),
)
@click.argument("exercise", metavar="UNIT/NAME")
@click.option("--torch", "in_torch", is_flag=True, help=N_("In torch; so it is anyway in a unit that needs torch."))
@option_bank
@option_lang
def new(exercise: str, in_torch: bool, bank: Path | None) -> None:
    from autograder.bank.exercises import HOME
    from autograder.bank.skeleton import begin_exercise

    for path in begin_exercise(bank or HOME, exercise, in_torch=in_torch):
        click.echo(_("{path}: written").format(path=path))
    there = f" --bank {bank}" if bank else ""
    click.echo(
        _("Next: losslings build {exercise}{bank} says what is still to be written.").format(
            exercise=exercise, bank=there
        )
    )


@command(
    help=N_("Check exercises: solution, spec, torch and stub against each other, and judge both."),
    epilog=N_("Example: losslings build softmax"),
)
@click.argument("names", metavar="[NAME]…", nargs=-1)
@option_bank
@option_lang
def build(names: tuple[str, ...], bank: Path | None) -> None:
    with author_needed():
        from autograder.bank.build import build_bank
    from autograder.bank.exercises import HOME

    built = build_bank(bank or HOME, names=names)
    for line in [*lines_of(built), *sizes_of(built), *(matrices_of(built) if names else ())]:
        click.echo(line)
    click.echo(_("faults: {count}").format(count=len(built.faults)))
    sys.exit(1 if built.faults else 0)


def lines_of(built: Build) -> Iterator[str]:
    """Yield what a build found: faults, remarks, and whether the walls were up."""
    for fault in built.faults:
        yield fault.line(_)
    for remark in built.remarks:
        yield _("remark: {line}").format(line=remark.line(_))
    if built.tier == "basic":
        yield _("remark: judged in basic isolation, because this machine has no strict one; see `losslings doctor`")


def sizes_of(built: Build) -> Iterator[str]:
    for exercise in built.key:
        yield _("{exercise}: {items} items, {cases} cases, {misconceptions} misconceptions").format(
            exercise=exercise.id,
            items=len(exercise.items),
            cases=len(exercise.cases),
            misconceptions=len({mistake.name for mistake in exercise.misconceptions}),
        )


def matrices_of(built: Build) -> Iterator[str]:
    """Yield what each known mistake costs, exercise by exercise."""
    from autograder.bank.building.matrix import matrix_lines

    for exercise in built.key:
        yield _("{exercise}: what each known mistake loses (x), and how many of its sizes do").format(
            exercise=exercise.id
        )
        yield from matrix_lines(exercise)


@command(
    help=N_("Build the answer key: the public one, or with a seed file a hidden one."),
    epilog=N_("Example: losslings key --seed-file seed.txt -o hidden.jsonl"),
)
@click.option(
    "--seed-file", type=click.Path(path_type=Path), help=N_("A secret of 16 bytes or more: draws other inputs.")
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=N_("Where to write the key."))
@option_bank
@click.option("--check", "only_check", is_flag=True, help=N_("Write nothing; fail if the key there is not current."))
@option_lang
def key(seed_file: Path | None, output: Path | None, bank: Path | None, only_check: bool) -> None:
    from autograder.bank.exercises import HOME
    from autograder.bank.folder import read_bank
    from autograder.judging.key import Key

    if seed_file is not None and output is None:
        raise Stop(_("a hidden key needs -o, because it must not replace the public one"))
    seed = read_seed(seed_file) if seed_file is not None else None
    with author_needed():
        from autograder.bank.build import build_bank
        from autograder.bank.building.cache import Cache, cache_folder
        from autograder.bank.building.current import differences, stale_pictures
        from autograder.bank.building.pictures import save_pictures
    its_bank = read_bank(bank or HOME)
    target, beside = output or its_bank.key, its_bank.pictures if output is None else None
    built = build_bank(bank or HOME, seed, cache=Cache(cache_folder()))
    stop_at_faults(built)
    if only_check:
        stop_with(differences(Key.load(target), built.key) + (stale_pictures(beside, built.pictures) if beside else []))
    target.parent.mkdir(parents=True, exist_ok=True)
    built.key.save(target)
    if beside:
        save_pictures(built.pictures, beside)
    say_what_is_in(target, built.key)
    if seed is not None:
        say_what_is_public(built)


def stop_at_faults(built: Build) -> None:
    """Say what the build found, and end if that leaves no key."""
    for fault in built.faults:
        click.echo(fault.line(_), err=True)
    if built.stopping:
        sys.exit(1)


def say_what_is_in(path: Path, key: Key) -> None:
    cases = sum(len(exercise.cases) for exercise in key)
    message = _("{path}: exercises: {exercises}, cases: {cases}, digest: {digest}")
    click.echo(message.format(path=path, exercises=len(key.lines), cases=cases, digest=key.digest))


def say_what_is_public(built: Build) -> None:
    """Say which inputs of a hidden key students can read in the public one."""
    count = sum(map(len, built.public_inputs.values()))
    click.echo(_("Inputs that stand in the public key too: {count}").format(count=count))
    for exercise, cases in built.public_inputs.items():
        if cases:
            click.echo(f"  {exercise}: {', '.join(cases)}")


def stop_with(problems: list[str]) -> NoReturn:
    """Say what is wrong, if anything is, and end."""
    for problem in problems:
        click.echo(problem, err=True)
    sys.exit(1 if problems else 0)


MAKE_SEED = '(umask 077; python -c "import secrets; print(secrets.token_hex(32))" > seed.txt)'


def read_seed(path: Path) -> bytes:
    """Read a secret; say so if others can read it too.

    Raises
    ------
    Stop
    """
    try:
        seed = path.read_bytes()
    except OSError as error:
        message = _("{path}: {error}; make one with: {command}")
        raise Stop(message.format(path=path, error=error.strerror, command=MAKE_SEED)) from error
    if len(seed) < 16:
        message = _("{path}: a seed of {count} bytes can be guessed; use 16 or more")
        raise Stop(message.format(path=path, count=len(seed)))
    warn_of_readers([path])
    return seed


@command(help=N_("Bring exercises/ up to date with solutions/."), epilog=N_("Example: losslings stubs --check"))
@option_bank
@click.option("--check", "only_check", is_flag=True, help=N_("Write nothing; fail if an exercise is not current."))
@click.option("--force", is_flag=True, help=N_("Overwrite exercises that somebody has begun to write."))
@option_lang
def stubs(bank: Path | None, only_check: bool, force: bool) -> None:
    from autograder.bank.exercises import HOME
    from autograder.bank.stubs import write_stubs

    report_files(*write_stubs(bank or HOME, check=only_check, force=force), only_check=only_check)


def report_files(stale: list[Path], with_work: list[Path], *, only_check: bool) -> None:
    """Print which files were written (or are stale), and which hold somebody's work; exit with 1 on trouble."""
    for path in with_work:
        click.echo(_("{path}: holds somebody's work, left alone (--force overwrites it)").format(path=path), err=True)
    for path in stale:
        click.echo((_("{path}: not current") if only_check else _("{path}: written")).format(path=path))
    sys.exit(1 if with_work or (only_check and stale) else 0)


@command(
    help=N_("Bring the notebooks, READMEs and pictures of exercises/ up to date with solutions/."),
    epilog=N_("Example: losslings notebooks --check"),
)
@option_bank
@click.option("--check", "only_check", is_flag=True, help=N_("Write nothing; fail if a file is not current."))
@click.option("--force", is_flag=True, help=N_("Overwrite notebooks that somebody has begun to write."))
@option_lang
def notebooks(bank: Path | None, only_check: bool, force: bool) -> None:
    from autograder.bank.exercises import HOME

    with nbgrader_needed():
        from autograder.course.notebooks import write_notebooks

    report_files(*write_notebooks(bank or HOME, check=only_check, force=force), only_check=only_check)


@command(
    help=N_("Collect the strings to translate, and compile the catalogues."),
    epilog=N_("Example: losslings translations --bank my-pack"),
)
@option_bank
@option_lang
def translations(bank: Path | None) -> None:
    with author_needed():
        from autograder.bank.translations import update_catalogues
    from autograder.bank.exercises import HOME
    from autograder.bank.folder import read_bank

    its_bank = read_bank(bank or HOME)
    unfinished = update_catalogues(its_bank)
    for line in unfinished:
        click.echo(line if its_bank.is_shipped else _("warning: {line}").format(line=line), err=True)
    sys.exit(1 if unfinished and its_bank.is_shipped else 0)
