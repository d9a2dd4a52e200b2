"""List a folder of submissions without following a link, and know what in it is nobody's submission."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from autograder.classroom.arrivals.arrival import LeftOut
from autograder.classroom.arrivals.names import is_code, left_beside
from autograder.judging.items import NOT_SUBMITTED
from autograder.judging.opening import FOLDER, HAS_DESCRIPTORS, open_below
from autograder.translation import N_

MAX_CHILDREN = 100_000
TOOLS = N_("written by the operating system or a tool")
PLATFORM = N_("written by the learning platform")
TABLE = N_("a table, such as a gradebook")
NOTE = N_("a note about the folder")
SETTINGS = N_("settings, a log or a database")
OURS = N_("results of losslings")
REASONS = {
    TOOLS: {".tmp", ".swp", ".bak"},
    TABLE: {".csv", ".tsv", ".xlsx", ".xls", ".ods"},
    SETTINGS: {".log", ".yml", ".yaml", ".toml", ".ini", ".cfg", ".db", ".sqlite"},
}
TOOL_FILES = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "$recycle.bin", "system volume information"}
PLATFORM_FILES = {"index.html", "index.htm", "submission_metadata.yml", "submission_metadata.yaml"}
NOTES = {"readme", "license", "licence", "copying", "makefile", "requirements"}
RESULT_FILES = ("results.jsonl", "digests.jsonl", "grades.csv", "marks.json", "run.json")
BESIDE_RESULTS = {"feedback.jsonl", "evidence.jsonl", "feedback", "pages", "runs", "diff.csv"}


@dataclass(frozen=True)
class Child:
    """A file or folder in a folder of submissions, or in a zip.

    Parameters
    ----------
    path : Path
    root : Path
        The folder of the class: no link below it is followed.
    kind : {"file", "folder", "link", "other"}
    inside : callable
        Lists what a folder holds; nothing where it cannot be listed.
    """

    path: Path
    root: Path
    kind: Literal["file", "folder", "link", "other"]
    inside: Callable[[], list[Child]]

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def is_folder(self) -> bool:
        return self.kind == "folder"

    def head(self, size: int) -> bytes:
        """Read the beginning of a file; nothing where it cannot be read."""
        try:
            with os.fdopen(open_below(self.root, self.path), "rb") as stream:
                return stream.read(size)
        except OSError:
            return b""


@dataclass(frozen=True)
class Folder:
    """A folder of submissions: its children by name, and those among them that are nobody's submission."""

    path: Path
    children: Sequence[Child]
    left_out: Sequence[LeftOut] = ()

    def only(self, children: Sequence[Child]) -> Folder:
        return Folder(self.path, children, self.left_out)


def children_of(root: Path, folder: Path) -> list[Child]:
    """List a folder by name.

    Raises
    ------
    OSError
        If it cannot be listed, or is a link.
    """
    place = open_below(root, folder, FOLDER) if HAS_DESCRIPTORS and folder != root else None  # `root` may be a link
    try:
        with os.scandir(folder if place is None else place) as entries:
            found = sorted(islice(entries, MAX_CHILDREN), key=lambda entry: entry.name)
            return [child_of(root, folder / entry.name, entry) for entry in found]
    finally:
        if place is not None:
            os.close(place)


def child_of(root: Path, path: Path, entry: os.DirEntry[str]) -> Child:
    kind: Literal["file", "folder", "link", "other"] = "other"
    if entry.is_symlink():
        kind = "link"
    elif entry.is_dir(follow_symlinks=False):
        kind = "folder"
    elif entry.is_file(follow_symlinks=False):
        kind = "file"
    return Child(path, root, kind, lambda: listed(root, path) if kind == "folder" else [])


def listed(root: Path, folder: Path) -> list[Child]:
    try:
        return children_of(root, folder)
    except OSError:
        return []


def open_folder(root: Path, path: Path, results: Path | None = None) -> Folder:
    """List a folder of submissions.

    Parameters
    ----------
    root : Path
        See `Child`.
    path : Path
        `root`, or below it.
    results : Path, optional
        The folder that results are written to.
    """
    return sorted_out(path, children_of(root, path), results)


def sorted_out(path: Path, children: Sequence[Child], results: Path | None = None) -> Folder:
    """Tell apart what can be a submission and what is nobody's."""
    reasons = {child.path: nobodys(child, results) for child in children}
    files = {child.name for child in children if child.kind == "file"}
    reasons |= {child.path: TOOLS for child in children if child.name in files and left_beside(child.name) in files}
    if any(is_of_results(child) for child in children if child.kind == "file"):  # the results lie among submissions
        names = {*RESULT_FILES, *BESIDE_RESULTS}
        ours = {child.path for child in children if child.name.partition(".old")[0] in names}
        reasons |= dict.fromkeys(ours, OURS)
    left_out = [LeftOut(path, reason) for path, reason in reasons.items() if reason]
    return Folder(path, [child for child in children if not reasons[child.path]], left_out)


def nobodys(child: Child, results: Path | None) -> str:
    """Say why a file or folder is no submission; an empty text if it may be one."""
    name = child.name.casefold()
    stem, dot, suffix = name.rpartition(".")
    if name.startswith((".", "~$")) or child.name in NOT_SUBMITTED or name in TOOL_FILES:
        return TOOLS
    if child.is_folder:
        return OURS if is_results_folder(child, results) else ""
    if name in PLATFORM_FILES:
        return PLATFORM
    if (stem or name) in NOTES and suffix in {"", "md", "txt", "rst", *NOTES}:
        return NOTE
    return next((reason for reason, suffixes in REASONS.items() if dot + suffix in suffixes), "") if stem else ""


def is_results_folder(child: Child, results: Path | None) -> bool:
    """Tell whether a folder is one that losslings writes, or holds nothing but such folders."""
    if results and child.path.resolve() == results.resolve():
        return True
    inside = child.inside()
    if any(is_code(one.name) for one in inside):  # a student may hand in results too
        return False
    if any(map(is_of_results, inside)):
        return True
    return bool(inside) and all(one.is_folder and any(map(is_of_results, one.inside())) for one in inside)


def is_of_results(child: Child) -> bool:
    if child.kind != "file" or child.name not in RESULT_FILES:
        return False
    return b'"losslings/run/' in child.head(100) or b'"losslings/report/' in child.head(100)
