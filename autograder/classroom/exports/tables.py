"""Write a table for a program that imports it: what a student wrote is never run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.classroom.grades import FORMULA
from autograder.classroom.writing import private, replacing, written


def write_import(path: Path, lines: Iterable[Sequence[str]], *, separator: str = ",", begin: str = "") -> None:
    """Write a table whole or not at all.

    Parameters
    ----------
    path : Path
    lines : iterable of sequence of str
    separator : str
    begin : str
        What stands before the first line, such as a byte order mark.

    Raises
    ------
    NotWritten
    """
    with written(path), replacing(path) as draft, private(draft, "w") as stream:
        stream.write(begin)
        csv.writer(stream, delimiter=separator, lineterminator="\n").writerows(lines)


def harmless(text: str) -> str:
    """Quote what a spreadsheet would run. Ids stay as they are: the platform must know them again."""
    return f"'{text}" if text.startswith(FORMULA) and text not in ("-", "'") else text


def plain_title(text: str) -> str:
    """Return a title without differences that nobody sees: letter case, blanks, Unicode form."""
    from autograder.classroom.arrivals.names import same

    return same(" ".join(text.split()))
