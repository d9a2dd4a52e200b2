"""Write the two folders of each student: the autograded notebooks, and the pages of feedback."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from nbgrader import utils  # type: ignore[import-untyped]

from autograder.course.assignment import Assignment
from autograder.course.feedback import Letters, PageMarks
from autograder.course.graded import GradedNotebook
from autograder.judging.opening import NOT_FOLLOWED, NotRead, entries_below, open_below
from autograder.judging.submission import clean_name
from autograder.translation import N_, Text

MAX_BESIDE = 32 << 20  # bytes that are copied of what one student handed in beside notebooks
TOO_LARGE = N_("all of a student's other files together may have 32 MiB")
NOT_REGULAR = N_("not a regular file")


class Folders:
    """The folders of an assignment; `letters` writes what a student reads, by notebook."""

    def __init__(self, assignment: Assignment, letters: Mapping[str, Letters]) -> None:
        self.assignment, self.letters = assignment, letters
        self.not_copied: list[Text] = []

    def place(self, step: str, name: str) -> Path:
        return self.assignment.place(step, self.assignment.folders[name][0])

    def is_same(self, name: str, notebook: str, graded: GradedNotebook) -> bool:
        """Tell whether the autograded notebook of an earlier run is the same."""
        path = self.place(self.assignment.directory.autograded_directory, name) / f"{notebook}.ipynb"
        return path.is_file() and path.read_bytes() == graded.file

    def write(self, name: str, notebooks: Mapping[str, GradedNotebook], marks: Mapping[str, PageMarks]) -> None:
        """Write a student's autograded folder and folder of feedback, each as a whole."""
        assignment, student = self.assignment, self.assignment.folders[name][0]
        autograded = self.place(assignment.directory.autograded_directory, name)
        with replace_folder(autograded) as draft:
            self.write_autograded(draft, name, notebooks)
        assignment.autograde.set_permissions(assignment.name, student)
        with replace_folder(self.place(assignment.directory.feedback_directory, name)) as draft:
            for read_at_release in ("timestamp.txt", "submission_secret.txt"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(autograded / read_at_release, draft / read_at_release)
            for notebook, graded in notebooks.items():
                text = self.letters[notebook].write(student, name, graded, marks[notebook])
                (draft / f"{notebook}.html").write_text(text, encoding="utf-8", errors="replace")
        assignment.feedback.set_permissions(assignment.name, student)

    def write_autograded(self, draft: Path, name: str, notebooks: Mapping[str, GradedNotebook]) -> None:
        """Write the marked notebooks, and beside them the student's other files and the instructor's."""
        folder = self.assignment.folders[name][1]
        root, left = self.assignment.root_of(folder), MAX_BESIDE
        for path in self.files_beside(name, folder):
            try:
                left = copy_below(root, path, draft / path.relative_to(folder), left)
            except OSError as error:
                self.leave_out(name, path.relative_to(folder), error.strerror or str(error))
        for path, relative in self.files_of_the_source:
            (draft / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, draft / relative)
        for notebook, graded in notebooks.items():
            (draft / f"{notebook}.ipynb").write_bytes(graded.file)

    def files_beside(self, name: str, folder: Path) -> Iterator[Path]:
        """Yield what a student handed in beside notebooks; what is not copied is noted."""
        ignored = self.assignment.directory.ignore
        if not folder.exists():
            return
        try:
            entries = entries_below(
                self.assignment.root_of(folder), folder, lambda one: not any(fnmatch(one, glob) for glob in ignored)
            )
            for entry in entries:
                if any(fnmatch(entry.path.name, glob) for glob in (*ignored, "*.ipynb")):
                    continue
                if entry.kind == "file":
                    yield entry.path
                else:
                    self.leave_out(name, entry.path.relative_to(folder), entry.error or NOT_FOLLOWED)
        except NotRead as error:
            self.not_copied.append(error.text)

    def leave_out(self, name: str, path: Path, reason: str) -> None:
        self.not_copied.append(
            Text(N_("{name}: {error}"), {"name": clean_name(str(Path(name, path))), "error": Text(reason)})
        )

    @cached_property
    def files_of_the_source(self) -> list[tuple[Path, Path]]:
        """List the instructor's files that are no notebooks: they replace a student's versions of them."""
        assignment = self.assignment
        not_replaced = set(assignment.autograde.exclude_overwriting.get(assignment.name, ()))
        source = assignment.place(assignment.directory.source_directory, ".")
        files = map(Path, utils.find_all_files(str(source), [*assignment.directory.ignore, "*.ipynb"]))
        others = [(path, path.relative_to(source)) for path in files if path.is_file() and not path.is_symlink()]
        return [(path, relative) for path, relative in others if str(relative) not in not_replaced]


def copy_below(root: Path, path: Path, copy: Path, most: int) -> int:
    """Copy a regular file without following a link; return how many bytes of `most` are left.

    Raises
    ------
    OSError
        Also if the file is larger.
    """
    with os.fdopen(open_below(root, path), "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, NOT_REGULAR)
        if status.st_size > most:
            raise OSError(errno.EFBIG, TOO_LARGE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(stream.read(status.st_size))
    return most - status.st_size


@contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """Give a new folder to write to, which then replaces `folder` as a whole: nobody sees half of it."""
    draft, old = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    for left in (draft, old):  # by a run that was killed
        if left.exists():
            utils.rmtree(left)
    draft.mkdir(parents=True)
    yield draft
    if folder.exists():
        folder.rename(old)
    draft.rename(folder)
    if old.exists():
        utils.rmtree(old)
