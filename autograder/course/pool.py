"""What lies in a student's folder: the notebooks that may be the answer, also deeper, elsewhere, and in an archive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.course.cells import Cell
from autograder.isolation.inside.decoding import decoded
from autograder.judging.archives import archive_items
from autograder.judging.cells import MAX_NOTEBOOK, all_cells, code_cells
from autograder.judging.forms import is_archive, source_name
from autograder.judging.items import Item, folder_items, opened, reader_of
from autograder.judging.opening import UnreadableSubmission
from autograder.judging.printable import clean_name
from autograder.translation import N_, LosslingsError, Text

MAX_ALL = 4 * MAX_NOTEBOOK  # bytes of notebooks that are read of one place
NBGRADERS = ("timestamp.txt", "submission_secret.txt")  # which it writes beside what it collects
MORE = N_("{path}: not read, after {limit} MiB of other notebooks; keep the one with the answers")


@dataclass(frozen=True)
class Candidate:
    """A notebook that may be a student's answer.

    Parameters
    ----------
    path : str
        Within the student's folder, safe to print; within a zip too.
    file : Path
        The notebook, or the zip that it lies in.
    cells : list of dict
        As they were handed in; none where it cannot be read.
    metadata : dict
    problem : Text or None
        Why it cannot be read.
    """

    path: str
    file: Path
    cells: list[Cell] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    problem: Text | None = None

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


@dataclass
class Pool:
    """The files below a folder, by what they may be.

    Parameters
    ----------
    home : Path
        The student's folder: paths are shown from here.
    root : Path
        Below it no link is followed.
    """

    home: Path
    root: Path
    notebooks: list[Item] = field(default_factory=list)
    archives: list[Item] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)
    left: int = MAX_ALL

    def look(self, folder: Path, is_ours: Callable[[str], bool]) -> None:
        """Look through a folder and all below it, but for the paths (from the folder) that are not ours."""
        inner = "" if folder == self.home else f"{folder.relative_to(self.home).as_posix()}/"
        try:
            for item in folder_items(folder, self.root):
                if is_ours(item.path):
                    self.add(item._replace(path=f"{inner}{item.path}".removesuffix("/.")))
        except UnreadableSubmission as error:
            self.problems.append(error.text)

    def add(self, item: Item) -> None:
        if item.error:
            self.problems.append(Text(N_("{path}: {error}"), {"path": clean_name(item.path), "error": item.error}))
        elif is_notebook(item.name):
            self.notebooks.append(item)
        elif is_archive(item.name):
            self.archives.append(item)
        elif item.name not in NBGRADERS:
            self.others.append(item.path)

    def add_files(self, stem: Path) -> None:
        """Add what was handed in without a folder, under the student's name."""
        for path in (stem.with_name(f"{stem.name}.ipynb"), stem.with_name(f"{stem.name}.zip")):
            if path.is_file():
                self.add(Item(path.name, reader_of(path, self.root)))

    def file(self, item: Item) -> Path:
        path = self.home / item.path
        return path if path.exists() else self.home.parent / item.path

    @property
    def names(self) -> list[str]:
        """What lies there, notebooks first."""
        return [clean_name(name) for name in (*(i.path for i in self.notebooks + self.archives), *self.others)]

    def candidates(self) -> Iterator[Candidate]:
        """Read the notebooks that lie there as files."""
        for item in self.notebooks:
            yield self.read(item, item.path, self.file(item))

    def packed(self) -> Iterator[Candidate]:
        """Read the notebooks in archives, into memory: nothing is written, sizes are counted, not believed."""
        for archive in self.archives:
            file = self.file(archive)
            try:
                with opened(file, self.root) as stream:
                    items = archive_items(stream, archive.path, MAX_NOTEBOOK + 1)
                    for item in (item for item in items if is_notebook(item.name) and not item.error):
                        yield self.read(item, f"{archive.path}/{item.path}", file)
            except UnreadableSubmission as error:
                self.problems.append(Text(error.text.template, {**error.text.values, "path": clean_name(archive.path)}))

    def read(self, item: Item, path: str, file: Path) -> Candidate:
        """Read a notebook, within what is read of one student."""
        path = clean_name(path)
        try:
            if self.left <= 0:
                raise UnreadableSubmission(MORE, path=path, limit=MAX_ALL >> 20)
            data = item.read(MAX_NOTEBOOK + 1)
            self.left -= len(data)
            code_cells(data, path)
            content = json.loads(decoded(data)[0])
        except OSError as error:
            reason = Text(error.strerror or type(error).__name__)
            return Candidate(path, file, problem=Text(N_("{path}: {error}"), {"path": path, "error": reason}))
        except LosslingsError as error:
            return Candidate(path, file, problem=Text(error.text.template, {**error.text.values, "path": path}))
        old = [{"cell_type": kind, "source": text} for kind, text in all_cells(content)]  # nbformat 3: no marks
        metadata = content.get("metadata")
        return Candidate(path, file, content.get("cells", old), metadata if isinstance(metadata, dict) else {})


def is_notebook(name: str) -> bool:
    return source_name(name).endswith(".ipynb") or ".ipynb." in name.lower()
