"""A folder, file, notebook or zip for each student, called by the student's name."""

from __future__ import annotations

from collections import Counter

from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import same, suffix_of, without_suffixes


def find(folder: Folder) -> Found:
    forms = Counter((same(name_of(child)), form_of(child)) for child in folder.children)
    return Found([upload(child, is_twice=forms[same(name_of(child)), form_of(child)] > 1) for child in folder.children])


def name_of(child: Child) -> str:
    return child.name if child.is_folder else without_suffixes(child.name)


def form_of(child: Child) -> str:
    return "folder" if child.is_folder else suffix_of(child.name)


def upload(child: Child, *, is_twice: bool) -> Upload:
    """Take a name that is spelt twice, with the same form, as one student's: the later one counts where both differ."""
    name = name_of(child)
    return Upload(
        child,
        student=f"{same(name)} {form_of(child)}",
        handles=(name, child.name),
        part=part_of(child),
        version=(child.path.lstat().st_mtime,) if is_twice else (),
    )


LAYOUT = Layout("plain", "plain", "alice/, alice.py, alice.ipynb or alice.zip", find, rank=100)
