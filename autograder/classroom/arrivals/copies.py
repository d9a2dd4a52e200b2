"""Copies that a system made of a file beside them: they are handed in by whoever handed in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import COPY_WORDS, composed, copy_of, same, without_copy
from autograder.isolation.inside.files import COPIED
from autograder.translation import N_, Text

BESIDE = N_("{copy}: a copy of {file}, by its name; both are read as one student's, and {file} counts")
ALONE = N_("{name}: by its name a copy, and nothing here says whose; see who handed it in")
WORD = 1000  # what `copy_of` counts for a word such as "Copy of"
# No system puts words between a file's name and its own word for a copy, but in brackets.
MORE_OF_A_NAME = re.compile(rf"[ -]+[^( -].*[ -](?:{COPY_WORDS}|conflict|checkpoint)", re.IGNORECASE | re.DOTALL)


def copies_of(folder: Folder) -> dict[str, list[Child]]:
    """List the copies in a folder, by the name of the file that they were made of.

    A ``(1)`` is none, because platforms number attempts by it, nor is a ``Copy of``, by which students hand in again.
    """
    files = {child.name: parted(child.name) for child in folder.children if child.kind == "file"}
    nearest = {name: nearest_original(name, files) for name in files}
    copies: dict[str, list[Child]] = {}
    for child in folder.children:
        origin = nearest.get(child.name, "")
        while nearest.get(origin):  # a copy of a copy
            origin = nearest[origin]
        if origin:
            copies.setdefault(origin, []).append(child)
    return copies


def nearest_original(name: str, files: Mapping[str, tuple[str, str]]) -> str:
    """Return the file that another is a copy of, which may be one itself; empty where it is none.

    Of ``anna-marie-copy.py`` it is ``anna-marie.py``, and never ``anna.py``, who is somebody else.
    """
    stem, suffix = files[name]
    if not COPIED.search(stem) or copy_of(name)[1] >= WORD:
        return ""
    originals = []
    for one, (other, its_suffix) in files.items():
        begin, rest = stem[: len(other)], stem[len(other) :]
        is_beside = (begin + suffix).casefold() == (other + its_suffix).casefold()
        if is_beside and COPIED.match(rest) and not MORE_OF_A_NAME.match(rest):
            originals.append(one)
    return max(originals, key=len, default="")


def with_copies(found: Found, copies: Mapping[str, Sequence[Child]]) -> Found:
    """Give each upload the copies of its file, and say so; name a student whose only name is that of a copy."""
    uploads, remarks = list(found.uploads), list(found.remarks)
    known = {same(upload.handles[0]) for upload in found.uploads}
    for upload in found.uploads:
        for copy in copies.get(upload.child.name, ()):
            uploads.append(replace(upload, child=copy, part=part_of(copy, name_in_turn(upload, copy))))
            remarks.append(Text(BESIDE, {"copy": copy.name, "file": upload.child.name}))
        name = upload.handles[0]
        origin = copy_of(name)[0] if copy_of(name)[1] >= WORD else without_copy(name)
        if origin != name and same(origin) not in known:
            remarks.append(Text(ALONE, {"name": name}))
    return Found(uploads, found.left_out, remarks)


def name_in_turn(upload: Upload, copy: Child) -> str:
    """Return what the student would call the copy: of ``Anna - hw - Copy.py`` it is ``hw - Copy.py``."""
    own = upload.part.name if upload.part else upload.child.name
    stem, suffix = parted(own)
    return stem + parted(copy.name)[0][len(parted(upload.child.name)[0]) :] + suffix


def parted(name: str) -> tuple[str, str]:
    """Return a name before its last suffix, and the suffix."""
    path = PurePath(composed(name))
    return path.stem, path.suffix
