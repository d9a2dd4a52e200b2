"""Read the values of a TOML file by their types; what is not as it must be is one line: what, where, the way out."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from autograder.translation import N_, LosslingsError, Text

NO_FILE = N_("{path}: {error}")
NOT_TOML = N_("{path}: not TOML ({error})")
UNKNOWN = N_("{path}: {key} means nothing here; {way_out}")
DID_YOU_MEAN = N_("is {word} meant?")
THERE_ARE = N_("there are: {words}")
WRONG_TYPE = N_("{path}: {key} must be {what}")
MISSING = N_("{path}: {key} is missing; it must be {what}")
A_NUMBER, A_TEXT = N_("a number, such as 10 or 0.5"), N_("a text in quotes")
A_LIST, A_TABLE = N_('a list of texts, such as ["regression"]'), N_("a table, such as [{key}]")
TABLES = N_("tables, each under a line [[{key}]]")
A_RANGE = N_("a number from {low:g} to {high:g}")
AT_LEAST = N_("a number, at least {low:g}")
A_WHOLE = N_("a whole number, at least 0")
A_CHOICE = N_("one of: {words}")
A_TIME = N_("a date and time without quotes, such as 2026-03-01T23:59:00+09:00")
A_SWITCH = N_("true or false")


MOST = 20  # words that are listed


class WrongAssignment(LosslingsError):
    """An assignment's file is not as it must be; nothing was written."""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file.

    Raises
    ------
    WrongAssignment
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise WrongAssignment(NO_FILE, path=path, error=error.strerror or error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WrongAssignment(NOT_TOML, path=path, error=error) from error


def way_out(word: str, known: Collection[str]) -> Text:
    """Return what was probably meant, or all there is."""
    if close := get_close_matches(word.casefold(), known, 1, 0.6):
        return Text(DID_YOU_MEAN, {"word": close[0]})
    return Text(THERE_ARE, {"words": ", ".join(list(known)[:MOST]) + (", …" if len(known) > MOST else "")})


class Fields:
    """A table of the file.

    Parameters
    ----------
    path : Path
    table : dict
    known : collection of str
        The keys that it may have; none if all may be.
    place : str
        Its name in the file; empty for the file as a whole.

    Raises
    ------
    WrongAssignment
        If it has another key.
    """

    def __init__(self, path: Path, table: dict[str, Any], known: Collection[str] = (), place: str = "") -> None:
        self.path, self.table, self.place = path, table, place
        for key in table:
            if known and key not in known:
                raise WrongAssignment(UNKNOWN, path=path, key=self.name(key), way_out=way_out(key, known))

    def name(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def wrong(self, name: str, what: str, /, **values: object) -> WrongAssignment:
        template = WRONG_TYPE if name in self.table else MISSING
        return WrongAssignment(template, path=self.path, key=self.name(name), what=Text(what, values))

    def number(self, key: str, default: float, low: float = 0.0, high: float = float("inf")) -> float:
        value = self.table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, A_NUMBER)
        if not low <= value <= high:
            raise self.wrong(key, A_RANGE if high < float("inf") else AT_LEAST, low=low, high=high)
        return float(value)

    def whole(self, key: str) -> int:
        value = self.table.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.wrong(key, A_WHOLE)
        return value

    def switch(self, key: str) -> bool:
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, A_SWITCH)
        return value

    def text(self, key: str, *, is_needed: bool = False) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str) or (is_needed and not value.strip()):
            raise self.wrong(key, A_TEXT)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, A_LIST)
        return tuple(value)

    def choice(self, key: str, words: Sequence[str]) -> str:
        """Return one of some words, the first if nothing is said."""
        value = self.table.get(key, words[0])
        if value not in words:
            raise self.wrong(key, A_CHOICE, words=", ".join(words))
        return str(value)

    def time(self, key: str) -> datetime | None:
        value = self.table.get(key)
        if value is not None and not isinstance(value, datetime):
            raise self.wrong(key, A_TIME)
        return value

    def part(self, key: str, known: Collection[str] = ()) -> Fields:
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, A_TABLE, key=key)
        return Fields(self.path, value, known, self.name(key))

    def parts(self, key: str, known: Collection[str]) -> list[Fields]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, TABLES, key=key)
        return [Fields(self.path, one, known, f"{key} {number}") for number, one in enumerate(value, 1)]
