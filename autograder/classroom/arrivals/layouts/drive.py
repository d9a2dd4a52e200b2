"""Google Classroom keeps a class's files in one Drive folder: ``Anna Smith - hw.ipynb`` or ``hw.py - Anna Smith``.

The part that most names share is the file's; the other one is the student's. ``Copy of`` and ``(1)`` tell copies of a
file. Files that students uploaded themselves have no student's name: ``hw.ipynb``, ``hw (1).ipynb``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import CODE, copy_of, same, suffix_of, without_copy, without_suffixes
from autograder.translation import N_, Text

BETWEEN = " - "
PART_OF_ZIP = re.compile(r"(?P<whole>.+)-\d{8}T\d{6}Z(?:-\d+)?-(?P<number>\d{3})\.zip", re.IGNORECASE | re.DOTALL)
NO_NAMES = N_("the names of these files do not say whose they are: each has a row")


def find(folder: Folder) -> Found:
    files = [child for child in folder.children if child.kind in ("file", "link")]
    pairs = [(child, *sides(name)) for child in files if BETWEEN in copy_of(name := without_copy(child.name))[0]]
    if len(pairs) * 5 >= len(files) * 4 and pairs:
        return Found(named(pairs))
    origins = {same(copy_of(child.name)[0]) for child in files}
    if len(origins) == 1 and len(files) > 1 and len(files) == len(folder.children):
        return Found([nameless(child) for child in files], remarks=[Text(NO_NAMES)])
    return Found()


def sides(name: str) -> tuple[str, str]:
    """Split a name at the dash, with ``Copy of`` in front of the first side and the suffix behind the second."""
    before, _, after = name.partition(BETWEEN) if has_suffix(name.partition(BETWEEN)[0]) else name.rpartition(BETWEEN)
    return before, after


def has_suffix(text: str) -> bool:
    return suffix_of(copy_of(text)[0]) in CODE


def named(pairs: Sequence[tuple[Child, str, str]]) -> list[Upload]:
    """Tell the students' side from the files': the one with a suffix in front, or with a known name, else by vote.

    Where the class has both orders and nothing tells which one a file has, it is called by its whole name.
    """
    known = {stem(before) for _, before, _ in pairs if has_suffix(before)}
    orders = [order(before, after, known) for _, before, after in pairs]
    voting = [(before, after) for (_, before, after), is_known in zip(pairs, orders, strict=True) if is_known is None]
    voted = vote(voting)
    if voted is None and len(voting) == len(pairs):
        if min(sizes(voting)) * 2 > max(len(voting), 2):
            return []  # both sides differ: names of some other kind
        voted = False
    made = []
    for (child, before, after), file_first in zip(pairs, orders, strict=True):
        file_first = voted if file_first is None else file_first
        made.append(nameless(child) if file_first is None else upload(child, before, after, file_first))
    return made


def stem(file: str) -> str:
    return same(without_suffixes(copy_of(file)[0]))


def order(before: str, after: str, known: set[str]) -> bool | None:
    """Tell whether the file's name comes first, where the name says it; None where it does not."""
    if has_suffix(before):
        return True
    is_first, is_second = stem(before) in known, stem(after) in known
    return is_first if is_first != is_second else None


def sizes(voting: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Count the different names on each side."""
    return len({same(copy_of(before)[0]) for before, _ in voting}), len(
        {same(copy_of(after)[0]) for _, after in voting}
    )


def vote(voting: Sequence[tuple[str, str]]) -> bool | None:
    """Tell whether the files' names come first: most share theirs; None where it is open."""
    befores, afters = sizes(voting)
    is_open = befores == afters or min(befores, afters) * 2 > max(len(voting), 2)
    return None if is_open else befores < afters


def upload(child: Child, before: str, after: str, file_first: bool) -> Upload:
    before, copies_before = copy_of(before)
    after, copies_after = copy_of(after)
    student, file = (without_suffixes(after), before) if file_first else (before, after)
    if file_first and not has_suffix(file):
        file += suffix_of(after)
    return Upload(
        child,
        student=same(student),
        handles=(student.strip(),),
        part=part_of(child, file),
        version=(copies_before + copies_after,),
        name=student.strip(),
    )


def nameless(child: Child) -> Upload:
    name = without_suffixes(child.name)
    return Upload(child, same(child.name), (name, child.name), part_of(child))


LAYOUT = Layout("drive", "Google Classroom", "Anna Smith - hw.ipynb", find, rank=60, is_telling=False)
