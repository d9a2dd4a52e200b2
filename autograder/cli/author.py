"""An author's door: ``key``, ``stubs`` and ``notebooks``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from autograder.cli.options import Stop, _, command, nbgrader_needed, option_bank, option_lang
from autograder.translation import N_


@command(help=N_("Build the answer key: the public one, or with a seed file a hidden one."),
              epilog=N_("Example: losslings key --seed-file seed.txt -o hidden.jsonl"))  # fmt: skip
@click.option(
    "--seed-file", type=click.Path(path_type=Path), help=N_("A secret of 16 bytes or more: draws other inputs.")
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help=N_("Where to write the key."))
@option_bank
@click.option("--check", "only_check", is_flag=True, help=N_("Write nothing; fail if the key there is not current."))
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


@command(help=N_("Bring exercises/ up to date with solutions/."), epilog=N_("Example: losslings stubs --check"))
@option_bank
@click.option("--check", "only_check", is_flag=True, help=N_("Write nothing; fail if an exercise is not current."))
@click.option("--force", is_flag=True, help=N_("Overwrite exercises that somebody has begun to write."))
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


@command(help=N_("Bring the notebooks, READMEs and pictures of exercises/ up to date with solutions/."),
              epilog=N_("Example: losslings notebooks --check"))  # fmt: skip
@option_bank
@click.option("--check", "only_check", is_flag=True, help=N_("Write nothing; fail if a file is not current."))
@click.option("--force", is_flag=True, help=N_("Overwrite notebooks that somebody has begun to write."))
@option_lang
def notebooks(bank: Path | None, only_check: bool, force: bool) -> None:
    from autograder.bank.catalog import HOME

    with nbgrader_needed():
        from autograder.course.unit import write_notebooks

    report_files(*write_notebooks(bank or HOME, check=only_check, force=force), only_check=only_check)
