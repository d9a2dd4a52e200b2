"""Wrap text by the columns that it takes on a screen: a Korean letter takes two."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from unicodedata import combining, east_asian_width


def columns(text: str) -> int:
    """Count the columns that a text takes in a terminal or an editor."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def terminal_width() -> int | None:
    """Return the columns of the terminal that is written to; None where a file or another program reads."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def wrap(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Yield the lines of a text, broken at spaces; a word that is too long stays whole.

    Parameters
    ----------
    text : str
    width : int
        Columns of a line.
    first, rest : str
        What the first line begins with, and what all others do.
    """
    line, is_empty = first, True
    for word in text.split():
        if not is_empty and columns(line) + 1 + columns(word) > width:
            yield line
            line, is_empty = rest, True
        line += word if is_empty else f" {word}"
        is_empty = False
    yield line
