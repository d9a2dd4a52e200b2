"""Find the text of each function that was asked for, line by line; nothing of the student's is run here."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import TypedDict

from autograder.isolation.inside.decoding import decoded
from autograder.isolation.inside.files import doubts
from autograder.judging.key import Key, name_of
from autograder.judging.places import Places
from autograder.judging.printable import clean, clean_name

LONG = 20_000  # letters of one function
QUOTES = re.compile(r'"""|\'\'\'')
STUB = re.compile(r"^\s+raise NotImplementedError", re.MULTILINE)


class FunctionSource(TypedDict):
    """A function as it was handed in: its file, in a notebook its cell, its first line there, and its text."""

    file: str
    line: int
    text: str


def sources_of(
    files: Mapping[str, bytes], exercises: Iterable[str], key: Key | None = None
) -> dict[str, FunctionSource]:
    """Find the functions of a submission's files.

    Parameters
    ----------
    files : mapping of str to bytes
        See `autograder.judging.submission.Submission`.
    exercises : iterable of str
        Ids, as ``information/entropy``.
    key : Key, optional
        It says which exercises have one name: each of them has its own files.

    Returns
    -------
    dict of str to FunctionSource
        By id, those that stand in some file. Where several do, the one that the judge takes, by the same
        `autograder.isolation.inside.files.doubts`: a written one before a stub, the file of its name first.
    """
    texts = {path: list(parts_of(path, files[path])) for path in sorted(files)}
    places = Places(files, key.rivals, key.twins) if key else None
    found = {}
    for exercise in exercises:
        name = name_of(exercise)
        ranked = []
        for path, parts in texts.items():
            if places is None or places.files.may_hold(path, exercise):
                written = [one for place, text in parts if name in text for one in definitions(place, text, name)]
                is_away = places is not None and not places.files.is_at_home(path, exercise)
                for one in written[-1:]:  # as in Jupyter, the last one counts
                    rank = is_away, bool(STUB.search(one["text"])), *doubts(path, name, files), path
                    ranked.append((rank, one))
        if ranked:
            found[exercise] = min(ranked, key=itemgetter(0))[1]
    return found


def parts_of(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Yield a file's text, or that of each cell of a notebook, with its place."""
    try:
        if path.lower().endswith(".ipynb"):
            for number, cell in enumerate(json.loads(data.decode("utf-8", "surrogatepass")), 1):
                yield f"{path}, {number}", cell
        else:
            yield path, decoded(data)[0]
    except (ValueError, RecursionError):
        return


def definitions(path: str, text: str, name: str) -> list[FunctionSource]:
    """Find where a text defines a function at its outermost level; the last one counts, so it alone is returned."""
    lines = text.splitlines()
    begins = re.compile(rf"(?:async\s+)?def\s+{re.escape(name)}\s*\(|class\s+{re.escape(name)}\b")
    starts = [number for number, line in enumerate(lines) if begins.match(line)]
    if not starts:
        return []
    first = last = starts[-1]
    while first and lines[first - 1].startswith("@"):
        first -= 1
    last = end_of_block(lines, last)
    while last > starts[-1] and not lines[last].strip():
        last -= 1
    shown = "\n".join(map(clean, lines[first : last + 1]))
    return [{"file": clean_name(path), "line": first + 1, "text": shortened(shown)}]


def end_of_block(lines: list[str], start: int) -> int:
    """Return the last line of the block that a line begins; lines within quotation marks may stand at the margin."""
    quote = ""
    for number in range(start, len(lines)):
        line = lines[number]
        ends = not quote and number > start and line[:1] not in ("", " ", "\t", "#", ")", "]", "}")
        if ends:
            return number - 1
        for mark in QUOTES.findall(line):
            if not quote:
                quote = mark
            elif quote == mark:
                quote = ""
    return len(lines) - 1


def shortened(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}…"


def without_docstring(text: str) -> str:
    """Leave a function's docstring out of its text; a text that cannot be parsed stays as it is."""
    try:
        (function,) = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text
    if not isinstance(function, ast.FunctionDef) or ast.get_docstring(function, clean=False) is None:
        return text
    docstring, lines = function.body[0], text.splitlines()
    if len(function.body) == 1 or docstring.lineno == function.lineno:  # nothing else, or on the line of the def
        return text
    return "\n".join([*lines[: docstring.lineno - 1], *lines[docstring.end_lineno :]])
