"""Copies that a system made of a file beside them: they are handed in by whoever handed in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import composed, copy_of, same, without_copy
from autograder.isolation.inside.files import COPIED
from autograder.translation import N_, Text

BESIDE = N_("{copy}: a copy of {file}, by its name; both are read as one student's, and {file} counts")
ALONE = N_("{name}: by its name a copy, and nothing here says whose; see who handed it in")
WORD = 1000  # what `copy_of` counts for a word such as "Copy of"


def copies_of(folder: Folder) -> dict[str, list[Child]]:
    """List the copies in a folder, by the name of the file that they were made of.

    A ``(1)`` is none, because platforms number attempts by it, nor is a ``Copy of``, by which students hand in again.
    """
    files = {child.name: parted(child.name) for child in folder.children if child.kind == "file"}
    copies: dict[str, list[Child]] = {}
    for child in folder.children:
        stem, suffix = files.get(child.name, ("", ""))
        if not COPIED.search(stem) or copy_of(child.name)[1] >= WORD:
            continue
        originals = [
            name
            for name, (other, its_suffix) in files.items()
            if its_suffix == suffix and stem.startswith(other) and COPIED.match(stem[len(other) :])
        ]
        if originals:
            copies.setdefault(min(originals, key=len), []).append(child)
    return copies


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
    return stem + parted(copy.name)[0].removeprefix(parted(upload.child.name)[0]) + suffix


def parted(name: str) -> tuple[str, str]:
    """Return a name before its last suffix, and the suffix."""
    path = PurePath(composed(name))
    return path.stem, path.suffix
