"""What the games of a student share: the exercise that is meant, and lines that are typed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from autograder.cli.options import Stop, _, language
from autograder.translation import N_, LosslingsError, Text, Translate

if TYPE_CHECKING:
    from autograder.bank.folder import Bank
    from autograder.judging.key import ExerciseKey, Key
    from autograder.practice.store import Store

# What a player may type instead of an answer, in either language.
HINT, NEXT, QUIT = ("hint", "?", "힌트"), ("next", "다음"), ("quit", "exit", "q", "그만", "끝")


class Table(NamedTuple):
    """Where a game is played: the key of all banks, what translates their words, and the record of the folder."""

    banks: Sequence[Bank]
    key: Key
    translate: Translate
    store: Store

    def exercise(self, name: str) -> ExerciseKey:
        """Return the exercise of a name or id.

        Raises
        ------
        Stop, NotFound
            If there is none, or there are several.
        """
        from autograder.practice.targets import did_you_mean, single_exercise

        if exercise := single_exercise(self.key.ids(name), name, Path.cwd()):
            return self.key.exercise(exercise)
        values = {"text": name, "meant": did_you_mean(name, self.key)}
        raise Stop(Text(N_("{text}: no such exercise{meant}"), values).render(_))

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
    from autograder.bank.packs import find_banks
    from autograder.bank.union import union_key, union_translator
    from autograder.practice.store import Store

    here = Path.cwd()
    banks = find_banks(here, packs)
    return Table(banks, union_key(banks), union_translator(language(), banks), Store.find(here))


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
