"""Read a table that a spreadsheet or a learning platform wrote, whatever its encoding and separator."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.grades import as_text
from autograder.isolation.inside.decoding import decoded
from autograder.judging.printable import clean
from autograder.translation import N_, LosslingsError

SEPARATORS = (",", ";", "\t")
MAX_BYTES = 64 * 1024 * 1024  # far more than any class: a wrong file is not read for minutes
NOT_A_TABLE = N_("{path}: not a table; save it as CSV (UTF-8), and name that file")
TOO_LARGE = N_("{path}: too large for a roster; name the CSV file of the class")
EMPTY = N_("{path}: empty; a roster has a line of headings and a line for each student")


class UnreadableTable(LosslingsError):
    """A file is no table that can be read; the message says why."""


class Table(NamedTuple):
    """The headings of a table, and its rows: each as long as the headings, with the number of its line."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    separator: str = ","


def read_csv(path: Path) -> Table:
    """Read a table.

    Raises
    ------
    UnreadableTable
    OSError
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableTable(TOO_LARGE, path=path)
    try:
        text = as_meant(path.read_bytes())
        separator, lines = rows_of(text)
    except (ValueError, csv.Error) as error:
        raise UnreadableTable(NOT_A_TABLE, path=path) from error
    if not lines:
        raise UnreadableTable(EMPTY, path=path)
    (_, headings), *rows = lines
    width = len(headings)
    return Table(headings, [(number, [*row, *[""] * width][:width]) for number, row in rows], separator)


def as_meant(data: bytes) -> str:
    """Decode a table; of the two Windows encodings the one in which its letters make sense.

    Raises
    ------
    ValueError
        If it is no text.
    """
    text, encoding = decoded(data)
    if encoding == "cp949" and not is_korean(text):
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ValueError("no text")
    return text


def is_korean(text: str) -> bool:
    """Tell whether cp949 gives everyday syllables: German in cp1252 decodes too, to ones that nobody writes."""
    letters = [letter for letter in text if ord(letter) > 127]
    everyday = sum(min(letter.encode("cp949")) >= 0xA1 for letter in letters)
    return 2 * everyday > len(letters)


def rows_of(text: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """Return what parts the cells of a table, and its rows that are not empty, each with its line's number."""
    first, _, rest = text.partition("\n")
    said = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    start = 2 if said else 1
    body = rest if said else text
    separator = said if said in SEPARATORS else likely_separator(body)
    lines = list(csv.reader(io.StringIO(body, newline=""), delimiter=separator))
    cells = ((number, [cell_of(one) for one in line]) for number, line in enumerate(lines, start))
    return separator, [(number, row) for number, row in cells if any(row)]


def likely_separator(text: str) -> str:
    """Return the separator that makes the most of the first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=lambda separator: len(next(csv.reader([first], delimiter=separator), [])))


def cell_of(text: str) -> str:
    """Return what a cell shows: ``="00123"`` is how Excel is told that 00123 is a text, and a quote is ours."""
    text = text.strip().strip("\ufeff")
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        text = text[2:-1]
    if text.startswith("'") and as_text(text[1:]) == text:
        text = text[1:]
    return clean(" ".join(text.split()), kept="")


def column(headings: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the first column that has one of these headings, in small letters; None where none has."""
    plain = [plain_heading(one) for one in headings]
    return next((plain.index(name) for name in names if name in plain), None)


def plain_heading(text: str) -> str:
    """Return a heading without what differs between platforms: letter case, signs between words."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
