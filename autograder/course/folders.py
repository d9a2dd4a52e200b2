"""Write the two folders of each student: the autograded notebooks, and the pages of feedback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from nbgrader import utils  # type: ignore[import-untyped]

from autograder.course.assignment import Assignment
from autograder.course.feedback import page
from autograder.course.graded import GradedNotebook
from autograder.course.rows import PageMarks
from autograder.judging.opening import open_below


class Folders:
    """The folders of an assignment."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment

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
                about = {"student": student, "assignment": assignment.name, "notebook": notebook}
                about |= {"language": assignment.language, "problem": graded.problem}
                text = page(about, graded.cells, *marks[notebook], assignment.translate)
                (draft / f"{notebook}.html").write_text(text, encoding="utf-8", errors="replace")
        assignment.feedback.set_permissions(assignment.name, student)

    def write_autograded(self, draft: Path, name: str, notebooks: Mapping[str, GradedNotebook]) -> None:
        """Write the marked notebooks, and beside them the student's other files and the instructor's."""
        for path, relative in self.other_files(self.assignment.folders[name][1]):
            with suppress(OSError), os.fdopen(open_below(self.assignment.root_of(path), path), "rb") as handed_in:
                (draft / relative).parent.mkdir(parents=True, exist_ok=True)
                with (draft / relative).open("wb") as copy:
                    shutil.copyfileobj(handed_in, copy)
        for path, relative in self.files_of_the_source:
            (draft / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, draft / relative)
        for notebook, graded in notebooks.items():
            (draft / f"{notebook}.ipynb").write_bytes(graded.file)

    @cached_property
    def files_of_the_source(self) -> list[tuple[Path, Path]]:
        """List the instructor's files that are no notebooks: they replace a student's versions of them."""
        assignment = self.assignment
        not_replaced = set(assignment.autograde.exclude_overwriting.get(assignment.name, ()))
        others = self.other_files(assignment.place(assignment.directory.source_directory, "."))
        return [(path, relative) for path, relative in others if str(relative) not in not_replaced]

    def other_files(self, folder: Path) -> Iterator[tuple[Path, Path]]:
        """Yield the regular files of a folder that are no notebooks, and where they are in it."""
        for path in map(Path, utils.find_all_files(str(folder), [*self.assignment.directory.ignore, "*.ipynb"])):
            if path.is_file() and not path.is_symlink():
                yield path, path.relative_to(folder)


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
