"""Names that students and platforms write: which two are the same, and which ones a row can have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import count

from autograder.judging.forms import BY_SUFFIX
from autograder.judging.printable import clean_name

# What a student may put behind a file's own name; a row is called by what stands before.
SUFFIXES = {".py", ".pyw", ".ipynb", ".zip", ".txt", ".json", ".md", ".tar", ".gz", ".tgz", ".download", *BY_SUFFIX}
CODE = {".py", ".pyw", ".ipynb", ".zip"}
SPACES = re.compile(
    "[ \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}]+"
)  # no control letters: whoever uses these is no typist


def composed(text: str) -> str:
    """Return a name as NFC, whatever the system that wrote it makes of accents and Hangul."""
    return unicodedata.normalize("NFC", text)


def same(name: str) -> str:
    """Return what two spellings of one name have in common: not letter case, NFC or NFD, nor spaces."""
    return composed(SPACES.sub(" ", composed(name).casefold()).strip(" "))


def without_suffixes(name: str) -> str:
    """Return a file's name without what says its form: of ``hw.py.txt`` it is ``hw``."""
    while True:
        stem, dot, suffix = name.rpartition(".")
        if not stem or dot + suffix.lower() not in SUFFIXES:
            return name
        name = stem


def suffix_of(name: str) -> str:
    """Return all that `without_suffixes` takes away, in small letters."""
    return name[len(without_suffixes(name)) :].lower()


def is_code(name: str) -> bool:
    """Tell whether a file's name says that it is Python, a notebook or a zip."""
    return any(name.lower().endswith(suffix) for suffix in CODE)


def unique_ids(wanted: Iterable[Sequence[str]]) -> list[str]:
    """Give each student an id of their own, safe to print.

    Parameters
    ----------
    wanted : iterable of sequences of str
        For each student, names from the shortest to the most telling. Students who share a name get the next one.

    Returns
    -------
    list of str
    """
    names = [[clean_name(composed(name)) or "_" for name in each] for each in wanted]
    shared = repeated(same(each[0]) for each in names)
    taken: set[str] = set()
    ids = []
    for each in names:
        likely = each[1:] if same(each[0]) in shared and each[1:] else each
        spare = (f"{likely[-1]}~{number}" for number in count(2))
        name = next((name for name in likely if same(name) not in taken), None)
        name = name or next(name for name in spare if same(name) not in taken)
        taken.add(same(name))
        ids.append(name)
    return ids


def common_start(names: Sequence[str], end: str) -> str:
    """Return what all names begin with, up to and with the last `end` in it."""
    first, last = min(names, default=""), max(names, default="")
    size = next((place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return first[: first[:size].rfind(end) + 1]


def repeated(texts: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {text for text in texts if text in seen or seen.add(text)}  # type: ignore[func-returns-value] # adds


# ---------------------------------------------------------------- copies of a file

NUMBERED = re.compile(r"(?P<stem>.+?) ?\((?P<number>\d{1,3})\)(?P<suffix>(?:\.\w+)*)", re.DOTALL)
COPY_OF = re.compile(
    r"(?:copy of|kopie von|copie de|copia de|cópia de|kopia|kopie van|(?:복)?사본 -) (?P<before>.+)"
    r"|(?P<after>.+)(?:의 사본| ?のコピー|的副本)(?P<suffix>(?:\.\w+)*)",
    re.IGNORECASE | re.DOTALL,
)


def copy_of(name: str) -> tuple[str, int]:
    """Return the name that a file was copied from, and how often: ``Copy of hw (2).py`` is the third ``hw.py``."""
    name, copies = composed(name), 0
    while match := COPY_OF.fullmatch(name):
        name, copies = match["before"] or match["after"] + (match["suffix"] or ""), copies + 1000
    if match := NUMBERED.fullmatch(name):
        name, copies = match["stem"] + match["suffix"], copies + int(match["number"])
    return name, copies


COPY_WORDS = "copy|kopie|copie|copia|cópia|복사본|コピー|副本"
# What Windows, macOS, Dropbox and others put behind the name of a file that they copy, or make a shortcut to.
BESIDE_NAME = re.compile(
    rf"(?P<stem>.+?) ?[-–] ?(?:{COPY_WORDS}|사본|shortcut|verknüpfung|바로 가기)"
    r"(?: ?\(?\d{1,3}\)?)?(?P<suffix>(?:\.\w+)*)",
    re.IGNORECASE | re.DOTALL,
)
# What tools leave beside a file under its whole name: editors, git, browsers, Windows.
LEFT_BESIDE = re.compile(
    r"#(?P<inner>.+)#|(?P<file>.+?)(?:~|:Zone\.Identifier|\.(?:orig|rej|pyc|part|crdownload|download|lnk|url))",
    re.IGNORECASE | re.DOTALL,
)


def without_copy(name: str) -> str:
    """Return the name without what a system adds to that of a copy: ``hw - Copy (2).py`` is ``hw.py``."""
    match = BESIDE_NAME.fullmatch(composed(name))
    return match["stem"] + match["suffix"] if match else name


def left_beside(name: str) -> str:
    """Return the name of the file that a tool has left something beside: of ``hw.py.orig`` it is ``hw.py``."""
    match = LEFT_BESIDE.fullmatch(name)
    return (match["inner"] or match["file"]) if match else ""
