"""Write ``grades.csv`` so that spreadsheets and programs read the same: names as text, nothing as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from autograder.classroom.writing import private, replacing

BEGIN = "\ufeff"  # by which a spreadsheet sees that a file is UTF-8
# What makes a cell a formula, the wide forms of East Asian keyboards too; and the quote that we put before such texts.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")
# Ids that a spreadsheet, or pandas, would read as something else: numbers that lose digits, dates, times, gaps.
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
CHANGED = re.compile(
    r"0\d+|\d{12,}|\d+\.\d+|\d+(?:\.\d+)?e[+-]?\d+|\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|\d{1,2}:\d{2}.*|true|false"
    rf"|\d{{1,2}}[- /]?{MONTH}(?:[- /]?\d{{2,4}})?|{MONTH}[- /]?\d{{1,4}}|n/?a|#n/?a|nan|null|none|<na>|inf(?:inity)?|",
    re.IGNORECASE,
)


def write_table(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], texts: Collection[str] | None = None
) -> None:
    """Write a table of texts and numbers: the old file, or the new one, never half of it.

    Parameters
    ----------
    path : Path
    header : sequence of str
    rows : iterable of sequence of str
    texts : collection of str, optional
        The columns that hold texts; if left out, the first and the last. The others hold numbers.

    Raises
    ------
    OSError
    """
    with replacing(path) as draft, private(draft, "w") as stream:
        stream.write(BEGIN)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        of_text = [name in (texts or (header[0], header[-1])) for name in header]
        for row in rows:
            writer.writerow(
                as_text(cell) if cell and is_text else cell for cell, is_text in zip(row, of_text, strict=True)
            )


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Read such a table back: texts as they were."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {name: value.removeprefix("'") for name, value in row.items()}


def as_text(text: str) -> str:
    """Quote a text that a spreadsheet would run as a formula, or read as a number or a date."""
    return f"'{text}" if text.startswith(FORMULA) or CHANGED.fullmatch(text) else text
