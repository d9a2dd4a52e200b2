"""What can happen while a folder is watched: a key, a save, a verdict. All of it comes through one queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from autograder.practice.judging import Standing
from autograder.translation import Text


@dataclass(frozen=True)
class Key:
    """A key was pressed: a letter, or one of the names in `keys.NAMES`."""

    name: str


@dataclass(frozen=True)
class Ended:
    """Nothing more can be pressed: the input has ended."""


@dataclass(frozen=True)
class Saved:
    """Files of exercises were written."""

    paths: frozenset[Path]


@dataclass(frozen=True)
class Checked:
    """An exercise was judged.

    Parameters
    ----------
    exercise : str
        Its id.
    standing : Standing or None
        None where its files could not be read or judged.
    problem : Text or None
        Why they could not.
    is_new : bool
        False where the files are as they were when it was judged before.
    asked : int
        How many checks had been asked for when this one began.
    """

    exercise: str
    standing: Standing | None
    problem: Text | None = None
    is_new: bool = True
    asked: int = 0


@dataclass(frozen=True)
class Failed:
    """A thread of ours has ended on an error of ours."""

    error: Exception


Event: TypeAlias = Key | Ended | Saved | Checked | Failed
Put: TypeAlias = Callable[[Event], None]
