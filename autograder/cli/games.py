"""What the games of a student share: the exercise that is meant, and lines that are typed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from autograder.cli.desk import exercise_named, practice
from autograder.cli.options import _
from autograder.translation import LosslingsError

if TYPE_CHECKING:
    from autograder.bank.folder import Bank
    from autograder.judging.key import ExerciseKey, Key
    from autograder.practice.judging import Desk
    from autograder.practice.store import Store

# What a player may type instead of an answer, in either language.
HINT, NEXT, QUIT = ("hint", "?", "힌트"), ("next", "다음"), ("quit", "exit", "q", "그만", "끝")


class Table(NamedTuple):
    """Where a game is played: the exercises of a folder and their record, and the banks that they come from."""

    desk: Desk
    banks: Sequence[Bank]

    @property
    def key(self) -> Key:
        return self.desk.key

    @property
    def store(self) -> Store:
        return self.desk.store

    def translate(self, text: str) -> str:
        """Translate a bank's words."""
        return self.desk.translate(text)

    def exercise(self, name: str) -> ExerciseKey:
        """Return the exercise of a name or id.

        Raises
        ------
        Stop, NotFound
            If there is none, or there are several.
        """
        return self.key.exercise(exercise_named(name, self.desk))

    def bank_of(self, exercise: ExerciseKey) -> Bank:
        """Return the bank that has an exercise."""
        return next(bank for bank in self.banks if exercise.unit in {unit.name for unit in bank.units})


def sit_down(packs: tuple[Path, ...]) -> Table:
    """Join the bank that ships and the packs, and find the record of the folder.

    Raises
    ------
    LosslingsError
        If one of them cannot be read.
    """
    here = practice(packs)
    return Table(here.desk, here.banks)


def typed_line(prompt: str) -> str | None:
    """Read a line; None at the end of the input, and on Ctrl-C."""
    with suppress(ImportError):  # not on Windows, which edits lines by itself
        import readline  # noqa: F401  # arrow keys in what is typed
    try:
        line = input(prompt)
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return None
    except UnicodeDecodeError:
        line = "�"
    if not sys.stdin.isatty():  # a transcript shows what was answered
        click.echo(line)
    return line.strip()


def complaint(error: LosslingsError) -> str:
    """Write what is wrong with a line that was typed."""
    return f"{error.text.render(_)}."
