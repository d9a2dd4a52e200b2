"""Find the class in what an instructor names: a folder, a folder around it, a zip of all, a download in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.classroom.arrivals.arrival import Arrival, LeftOut
from autograder.classroom.arrivals.attempts import members_of
from autograder.classroom.arrivals.copies import copies_of, with_copies
from autograder.classroom.arrivals.layouts import layouts
from autograder.classroom.arrivals.layouts.drive import PART_OF_ZIP
from autograder.classroom.arrivals.listing import Child, Folder, open_folder
from autograder.classroom.arrivals.names import same
from autograder.classroom.arrivals.recognising import (
    PLAIN,
    Recognised,
    contents,
    holds_students,
    is_same_class,
    platform_of,
    recognise,
    takings,
)
from autograder.classroom.arrivals.unpacking import unpack
from autograder.judging.opening import UnreadableSubmission
from autograder.judging.printable import clean_name
from autograder.translation import N_, Text

MAX_LEVELS = 6  # folders and zips around a class
COURSE = {"source", "release", "autograded", "feedback", "nbgrader_config.py", "gradebook.db", "exchange"}
OF_COURSE = N_("of the nbgrader course, beside submitted/")
AROUND = N_("the class is in {path}")
UNPACKED = N_("{path}: unpacked; the class is in it")
NESTED = N_("{path}: is itself a class ({title}, students: {count}); move it away, or grade it by itself")
LIKE_A_CLASS = N_(
    "{path}: looks like a class: {count} folders or zips in it answer the same exercises; move it away, grade it by"
    " itself, or take it as one student's with --layout plain"
)
PART = N_("{path}: a part of a download, beside other submissions; move it away, or grade it by itself")
OLDER = N_("{path}: holds the same students again; move it away, or name the folder that counts")
PERHAPS_CLASS = N_(
    "{path}: taken as one student, though two in it answer the same exercise; if it is the class, name it"
)
NO_FOLDER = N_("{path}: no such folder")
NOT_A_FOLDER = N_("{path}: not a folder; `losslings check` checks a single file")
NOTHING = N_("{path}: no submissions here (each is a folder, a .py file, a notebook or a .zip)")


@contextmanager
def open_class(path: Path, results: Path | None = None, layout: str | None = None) -> Iterator[Arrival]:
    """Find the members of a class; what is unpacked for them is gone afterwards.

    Parameters
    ----------
    path : Path
        A folder or zip.
    results : Path, optional
        The folder that results are written to, which is no submission even if it is among them.
    layout : str, optional
        The name of a layout, if it is not to be guessed.

    Raises
    ------
    UnreadableSubmission
        If there is no class, or a class within a class.
    """
    with TemporaryDirectory(prefix="losslings-") as scratch:
        yield Search(path, results, layout, Path(scratch)).arrival()


class Search:
    """The way from what was named to the folder of the class."""

    def __init__(self, path: Path, results: Path | None, layout: str | None, scratch: Path) -> None:
        self.path, self.results, self.layout, self.scratch = path, results, layout, scratch
        self.left_out: list[LeftOut] = []
        self.remarks: list[Text] = []

    def arrival(self) -> Arrival:
        folder = self.innermost(self.start())
        if not folder.children:
            raise UnreadableSubmission(NOTHING, path=self.path)
        copies = {} if self.layout == PLAIN else copies_of(folder)
        beside = {child.path for each in copies.values() for child in each}
        recognised = recognise(folder.only([one for one in folder.children if one.path not in beside]), self.layout)
        if self.layout is None:
            refuse_nested(folder, recognised)
        if len(folder.children) == 1 and holds_students(contents(folder.children[0]), 2):
            self.remarks.append(Text(PERHAPS_CLASS, {"path": folder.children[0].name}))
        founds = [with_copies(found._replace(remarks=()), copies) for found in recognised.founds]
        members, remarks = members_of(founds)
        left_out = [*self.left_out, *folder.left_out, *(one for found in founds for one in found.left_out)]
        told = [remark for found in founds for remark in found.remarks]
        remarks = [*self.remarks, *recognised.remarks, *told, *remarks]
        return Arrival(recognised.layout, tuple(members), tuple(left_out), tuple(remarks))

    def start(self) -> Folder:
        if self.path.is_dir():
            return open_folder(self.path, self.path, self.results)
        if not self.path.exists():
            raise UnreadableSubmission(NO_FOLDER, path=self.path)
        if self.path.suffix.lower() != ".zip":
            raise UnreadableSubmission(NOT_A_FOLDER, path=self.path)
        zips = [self.path]
        if match := PART_OF_ZIP.fullmatch(self.path.name):  # Drive makes several zips of one large folder
            beside = [(PART_OF_ZIP.fullmatch(path.name), path) for path in sorted(self.path.parent.iterdir())]
            zips = [path for other, path in beside if other and other["whole"] == match["whole"]]
        return self.unpacked(zips, self.path.parent)

    def unpacked(self, zips: Sequence[Path], root: Path) -> Folder:
        """Unpack zips into one private folder, and list it."""
        number = len(list(self.scratch.iterdir()))
        target = self.scratch / str(number) / zips[0].stem
        target.mkdir(parents=True)
        for path in zips:
            self.left_out += unpack(path, root, target)
            self.remarks.append(Text(UNPACKED, {"path": path.name}))
        return open_folder(target, target)

    def innermost(self, folder: Folder) -> Folder:
        """Go down to the folder of the class, as long as it is certain that the class lies deeper."""
        for _ in range(MAX_LEVELS):
            inner = self.inner(folder)
            if inner is None:
                break
            self.left_out += folder.left_out
            folder = inner
        return folder

    def inner(self, folder: Folder) -> Folder | None:
        children = folder.children
        if children and all(PART_OF_ZIP.fullmatch(child.name) for child in children):
            return self.unpacked([child.path for child in children], children[0].root)
        if submitted := submitted_of(folder):
            beside = [child for child in children if child is not submitted]
            self.left_out += [LeftOut(child.path, OF_COURSE) for child in beside]
            return self.entered(submitted)
        if self.layout == PLAIN or len(children) != 1 or fits(folder, self.layout):
            return None
        (only,) = children
        if only.is_folder:
            return self.entered(only) if holds_class(contents(only), self.layout) else None
        return self.class_in_zip(only) if only.kind == "file" and only.name.lower().endswith(".zip") else None

    def entered(self, child: Child) -> Folder:
        self.remarks.append(Text(AROUND, {"path": child.path.name}))
        return open_folder(child.root, child.path, self.results)

    def class_in_zip(self, child: Child) -> Folder | None:
        """Unpack the only zip of a folder; None if it is a student's, or cannot be read."""
        before = len(self.left_out), len(self.remarks)
        try:
            folder = self.unpacked([child.path], child.root)
        except UnreadableSubmission:  # it becomes a row, and its report says why
            folder = None
        if folder and holds_class(folder, self.layout):
            return folder
        del self.left_out[before[0] :], self.remarks[before[1] :]
        return None


def submitted_of(folder: Folder) -> Child | None:
    """Return the folder of an nbgrader course into which submissions are collected."""
    is_course = bool({child.name for child in folder.children} & COURSE)
    is_course |= any(one.path.name in COURSE for one in folder.left_out)
    return next(
        (child for child in folder.children if is_course and child.is_folder and child.name == "submitted"), None
    )


def fits(folder: Folder, layout: str | None) -> bool:
    """Tell whether a layout recognises something right in this folder."""
    asked = [one for one in layouts() if (one.name == layout if layout else one.name != PLAIN)]
    return bool(takings(folder, asked, is_forced=bool(layout)))


def holds_class(folder: Folder, layout: str | None) -> bool:
    """Tell whether a folder, or the only one in it, holds a class rather than what one student handed in."""
    for _ in range(MAX_LEVELS):
        if fits(folder, layout) or submitted_of(folder) or holds_students(folder):
            return True
        if len(folder.children) != 1:
            return False
        folder = contents(folder.children[0])
    return False


def refuse_nested(folder: Folder, recognised: Recognised) -> None:
    """Stop where something that would be one student's is a class of its own, such as an older download.

    Raises
    ------
    UnreadableSubmission
    """
    uploads = [upload for found in recognised.founds for upload in found.uploads]
    own = {upload.child.path: same(upload.handles[0]) for upload in uploads}
    names = set(own.values())
    certain = {upload.child.path for upload in uploads if upload.lms}
    for child in folder.children:
        if not is_whole(child) or child.path in certain:
            continue
        if PART_OF_ZIP.fullmatch(child.name):
            raise UnreadableSubmission(PART, path=clean_name(str(child.path)))
        inside = contents(child)
        for _ in range(MAX_LEVELS):
            title, count = platform_of(inside)
            if count > 1:
                raise UnreadableSubmission(NESTED, path=clean_name(str(child.path)), title=title, count=count)
            if is_same_class(inside, names, own.get(child.path, "")):
                raise UnreadableSubmission(OLDER, path=clean_name(str(child.path)))
            if units := like_a_class(inside):
                raise UnreadableSubmission(LIKE_A_CLASS, path=clean_name(str(child.path)), count=units)
            if len(inside.children) != 1:
                break
            inside = contents(inside.children[0])


def like_a_class(folder: Folder) -> int:
    """Count the folders and zips of what is surely no one student's: several, nothing else, with the same functions."""
    units = [child for child in folder.children if is_whole(child)]
    return len(units) if len(units) == len(folder.children) and holds_students(folder) else 0


def is_whole(child: Child) -> bool:
    return child.is_folder or (child.kind == "file" and child.name.lower().endswith(".zip"))
