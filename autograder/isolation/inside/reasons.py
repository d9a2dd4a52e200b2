"""Why a function is not there or cannot be run, as a kind and a place: the grader's process has the words for it."""

from __future__ import annotations

from typing import NamedTuple

BEGIN, SEPARATOR, END = "\x1d", "\x1f", "\x1e"
MAX_DETAIL = 600  # letters


class Reason(NamedTuple):
    """A reason.

    Parameters
    ----------
    kind : str
        One that `autograder.judging.reasons` has a sentence for.
    place : str
        The file, as ``hw.py`` or ``hw.ipynb, cell 3``; empty where it is no one file's.
    line : int
        In it; 0 where it is no one line's.
    name : str
        Of the function, or of what it is about.
    detail : str
        In Python's words.
    """

    kind: str
    place: str = ""
    line: int = 0
    name: str = ""
    detail: str = ""

    def pack(self) -> str:
        parts = (self.kind, self.place, str(self.line), self.name, self.detail[:MAX_DETAIL])
        return BEGIN + SEPARATOR.join(part.translate(WITHOUT_SEPARATORS) for part in parts) + END


WITHOUT_SEPARATORS = dict.fromkeys(map(ord, BEGIN + SEPARATOR + END), " ")
