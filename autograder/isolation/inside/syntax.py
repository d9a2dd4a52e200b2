"""Find out why a text is no Python: what a word processor, an old textbook or a newer Python has written there."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import pairwise

from .reasons import Reason

QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\xab\xbb\u300c\u300d\u300e\u300f\u301d\u301e\uff02\uff07\xb4"
SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff\u00ad]")
PROMPT = re.compile(r"\s*(?:>>>|\.\.\.(?:\s|$)|(?:In|Out) ?\[\d*\]:|\$ )")
NUMBERED = re.compile(r"\s*(\d+)[ \t]*[.:)|]?(?:\s|$)")
NEAR = 20  # lines
LONGEST = 120  # letters of a line that is quoted
LONG_LINE = 400  # letters that are looked at: a pattern may need the square of it
ENTITY = re.compile(r"&(?:gt|lt|amp|quot|nbsp|#\d+);")
CHARACTER = re.compile(r"U\+([0-9A-F]+)")
DIFF = re.compile(r"^(?:@@ |diff --git |\+def |\+import )", re.MULTILINE)
OLD = (  # Python 2
    re.compile(r"Missing parentheses in call to '(?:print|exec)'|leading zeros in decimal|invalid octal"),
    re.compile(
        r"\s*print\s+[^\s(=.]|\s*exec\s+[\"']|\s*raise\s+\w+\s*,|.*<>|.*\bur[\"']|\s*except\s+[\w.]+\s*,\s*[a-z]\w*\s*:"
    ),
)
NEW = (  # the version that came with it
    ((3, 12), re.compile(r"\s*type\s+\w+\s*(?:\[[^\]]*\])?\s*=")),
    ((3, 12), re.compile(r"\s*(?:async\s+)?(?:def|class)\s+\w+\s*\[")),
    ((3, 14), re.compile(r".*(?<![\w\"'])(?:[tT]|[rR][tT]|[tT][rR])(?:\"|')")),
    ((3, 14), re.compile(r"\s*except\s*\*?\s*[\w.]+\s*,\s*[\w.]+(?:\s*,\s*[\w.]+)*\s*:")),
    ((3, 15), re.compile(r"\s*lazy\s+(?:import|from)\b")),
)
F_STRING = re.compile(r"f-string|unterminated string|unexpected EOF|invalid syntax")
HAS_F_STRING = re.compile(r".*(?<!\w)(?:[fF]|[rR][fF]|[fF][rR])[\"']")


def reason_of(error: BaseException, lines: list[str], place: str, before: int = 0) -> Reason:
    """Say why a text, or a piece of it, cannot be parsed.

    Parameters
    ----------
    error : BaseException
        What parsing raised.
    lines : list of str
        Of the whole text.
    place : str
        The file, or the cell of a notebook.
    before : int
        Lines that stand before the piece.
    """
    if not isinstance(error, SyntaxError):
        zeros = next((number for number, line in enumerate(lines, 1) if "\0" in line and number > before), 0)
        kind = "zero_bytes" if isinstance(error, ValueError) and zeros else "too_deep"
        return Reason(kind, place, zeros, detail=f"{type(error).__name__}: {error}")
    number = max(1, error.lineno or 1) + before
    line = lines[number - 1] if number <= len(lines) else ""
    kind, name = kind_of(error, line[:LONG_LINE], lines, number)
    return Reason(kind, place, number, name, f"{type(error).__name__}: {error.msg}{marked(error, line)}")


def marked(error: SyntaxError, line: str) -> str:
    """Quote the line that cannot be parsed, with marks around what Python points at."""
    start = error.offset or 0
    if not line.strip() or len(line) > LONGEST or not 0 < start <= len(line):
        return f", in: {line.strip()}" if line.strip() and len(line) <= LONGEST else ""
    is_on_line = error.end_lineno == error.lineno and (error.end_offset or 0) > start
    end = error.end_offset - 1 if is_on_line and error.end_offset else start
    return f", in: {line[: start - 1].lstrip()}>>>{line[start - 1 : end]}<<<{line[end:].rstrip()}"


def kind_of(error: SyntaxError, line: str, lines: list[str], number: int) -> tuple[str, str]:
    """Return the kind of a mistake, and what it is about: a character, a version of Python."""
    message = error.msg or ""
    if "null bytes" in message or "\0" in line:
        return "zero_bytes", ""
    if PROMPT.match(line):
        return "prompts", ""
    if is_numbered(lines, number):
        return "line_numbers", ""
    if found := character_in(message, line):
        return found
    if OLD[0].search(message) or OLD[1].match(line):
        return "python2", ""
    if version := newer_version(message, line):
        return "newer_python", version
    if DIFF.search("\n".join(line[:LONG_LINE] for line in lines[max(0, number - NEAR) : number + NEAR])):
        return "diff", ""
    if ENTITY.search(line):
        return "entities", ""
    if "expected an indented block" in message and not any(map(str.strip, lines[number:])):
        return "cut_off", ""
    if isinstance(error, TabError) or ("\t" in line and isinstance(error, IndentationError)):
        return "tabs", ""
    if isinstance(error, IndentationError):
        return "indent", ""
    if "never closed" in message or "EOF" in message or "unterminated" in message:
        return "unfinished", ""
    return "syntax", ""


def character_in(message: str, line: str) -> tuple[str, str] | None:
    """Recognise letters that no keyboard for programs has written."""
    found = CHARACTER.search(message)
    letter = chr(int(found[1], 16)) if found and int(found[1], 16) <= sys.maxunicode else ""
    if not letter:
        return ("spaces", "") if SPACES.match(line.lstrip(" \t")[:1]) else None
    if letter in QUOTES:
        return "quotes", letter
    if SPACES.match(letter):
        return "spaces", f"U+{ord(letter):04X}"
    if unicodedata.east_asian_width(letter) in "FW":
        return "full_width", letter
    return "signs", letter


def is_numbered(lines: list[str], number: int) -> bool:
    """Tell whether line numbers stand before a line and those around it."""
    near = [line[:LONG_LINE] for line in lines[max(0, number - 3) : number + 3] if line.strip()]
    found = [int(match[1][:9]) for match in map(NUMBERED.match, near) if match]
    return len(found) >= min(3, len(near)) > 1 and all(b > a for a, b in pairwise(found))


def newer_version(message: str, line: str) -> str:
    """Return the Python that a line was perhaps written for; empty where this one is new enough."""
    for version, pattern in NEW:
        if sys.version_info < version and pattern.match(line):
            return f"{version[0]}.{version[1]}"
    if sys.version_info < (3, 12) and F_STRING.search(message) and HAS_F_STRING.match(line):
        return "3.12"
    return ""
