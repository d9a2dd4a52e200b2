"""What a student's commands share: the key of all banks, the reader's words, the exercises of this folder."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import Stop, _, language, warn_of_readers
from autograder.translation import N_, Text

if TYPE_CHECKING:
    from autograder.bank.folder import Bank
    from autograder.isolation.runner import Runner
    from autograder.judging.key import ExerciseKey, Key
    from autograder.practice.judging import Desk, Standing
    from autograder.practice.store import Store

WIDEST = 100  # columns that are read with ease
BEGINNING = 1 << 20  # bytes of a file, in which an import of torch is looked for
NO_EXERCISE = N_("{text}: no such exercise{meant}")


@dataclass
class Practice:
    """What a student practises here: the exercises as they lie in the folder, judged by the key of these banks.

    The runner is there as soon as something has to be judged.
    """

    desk: Desk
    banks: tuple[Bank, ...]
    runner: Runner | None = None

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the units, by name, in the reader's language."""
        return {unit.name: unit.title(language()) for bank in self.banks for unit in bank.units}

    @property
    def key(self) -> Key:
        return self.desk.key

    @property
    def store(self) -> Store:
        return self.desk.store

    def exercise(self, text: str) -> ExerciseKey:
        """Return the exercise that a text names, see `exercise_named`."""
        return self.key.exercise(exercise_named(text, self.desk))

    def bank_of(self, exercise: str) -> Bank:
        """Return the bank that has an exercise, given by its id."""
        from autograder.bank.folder import bank_of

        return bank_of(exercise, self.banks)


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
    from autograder.practice.judging import Desk
    from autograder.practice.store import Store

    banks = find_banks(Path.cwd(), packs)
    key = Key.load(key_path) if key_path else union_key(banks)
    if key_path and key.hidden:
        warn_of_readers([key_path])
    store = Store(Store.find(Path.cwd()).path, is_kept=key_path is None)
    return Practice(Desk(key, union_translator(language(), banks), store), banks)


def expect(texts: Sequence[str], runner: Runner) -> None:
    """Tell the runner what it will be given, as far as that is known before the key is read."""
    try:
        found = [list(files_named(text, Path.cwd())) for text in texts]
        runner.expect([beginning(path) for files in found for path in files] if all(found) else [])
    except OSError:  # whoever reads the file says so
        return


def beginning(path: Path) -> bytes:
    """Read as much of a file as one that is judged may have; a file can be larger than all memory."""
    with path.open("rb") as stream:
        return stream.read(BEGINNING)


def files_named(text: str, folder: Path) -> Iterator[Path]:
    """Find the files that a text on the command line may name, without reading the key: a path, or an exercise's."""
    if (folder / text).is_file():
        yield folder / text
    elif text.isidentifier():
        yield from (path for above in ("", "*/", "*/*/") for path in folder.glob(f"{above}{text}.py") if path.is_file())


def exercise_named(text: str, desk: Desk) -> str:
    """Return the exercise that a text names.

    Raises
    ------
    Stop
        If there is none.
    NotFound
        If there are several.
    """
    from autograder.practice.targets import did_you_mean, single_exercise

    if not desk.key.ids(text):
        values = {"text": text, "meant": did_you_mean(text, desk.key)}
        raise Stop(Text(NO_EXERCISE, values).render(_))
    return single_exercise(text, desk.key, Path.cwd())


def print_tier(tier: str) -> None:
    """Say so where the code had less than the strict walls around it."""
    from autograder.report.terminal import IN_BASIC

    if tier == "basic":
        click.secho(_(IN_BASIC), dim=True, err=True)


def is_interactive() -> bool:
    """Tell whether somebody sits at the terminal, who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def place_line(standing: Standing) -> str:
    """Say which of several answers counted, and why; empty where there is only one."""
    if not standing.others:
        return ""
    others = ", ".join(standing.others)
    if standing.is_passed:
        return _("Written in {place}, which passes, and in {others}.").format(place=standing.place, others=others)
    return _("Written in {place}, which was changed last and counts, and in {others}.").format(
        place=standing.place, others=others
    )


def echo_wrapped(text: str, indent: str = "") -> None:
    """Print a text, broken at spaces where a terminal would break words."""
    from autograder.report.wrapping import wrap

    width = min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else 10**6
    for line in wrap(text, width, indent, indent):
        click.echo(line)


def short(path: Path) -> str:
    """Write a path as one would type it from here; what lies outside of the student's folder in full."""
    from autograder.practice.home import find_home

    here = Path.cwd()
    return os.path.relpath(path, here) if path.is_relative_to(find_home(here).root) else str(path)


@contextmanager
def waiting_for(name: str) -> Iterator[None]:
    """Show what is being judged at a terminal, until it is: the line that comes then takes its place."""
    is_shown = sys.stdout.isatty()
    if is_shown:
        click.secho(f"  … {name}", dim=True, nl=False)
    try:
        yield
    finally:
        if is_shown:
            click.echo(f"\r{' ' * (len(name) + 4)}\r", nl=False)
