"""What lies in a student's folder: the notebooks that may be the answer, also deeper, elsewhere, and in a zip."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.course.cells import Cell
from autograder.isolation.inside.decoding import decoded
from autograder.judging.cells import MAX_NOTEBOOK, all_cells, code_cells
from autograder.judging.opening import NOT_FOLLOWED, NotRead, entries_below, open_below
from autograder.judging.submission import clean_name, read_file
from autograder.judging.zips import METHODS, open_zip
from autograder.translation import N_, LosslingsError, Text

MAX_NOTEBOOKS, MAX_ALL = 20, 4 * MAX_NOTEBOOK  # that are read of one student
NBGRADERS = ("timestamp.txt", "submission_secret.txt")  # which it writes beside what it collects
NO_ZIP = N_("{path}: cannot be read as a zip; ask for the notebook itself")


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


def candidate(path: str, file: Path, data: bytes) -> Candidate:
    """Read a notebook."""
    path = clean_name(path)
    try:
        code_cells(data, path)
        content = json.loads(decoded(data)[0])
    except LosslingsError as error:
        return Candidate(path, file, problem=error.text)
    old = [{"cell_type": kind, "source": text} for kind, text in all_cells(content)]  # nbformat 3: no marks
    metadata = content.get("metadata")
    return Candidate(path, file, content.get("cells", old), metadata if isinstance(metadata, dict) else {})


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
    notebooks: list[Path] = field(default_factory=list)
    zips: list[Path] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)

    def shown(self, path: Path) -> str:
        is_below = path != self.home and path.is_relative_to(self.home)
        return clean_name(path.relative_to(self.home).as_posix() if is_below else path.name)

    def look(self, folder: Path, is_entered: Callable[[str], bool]) -> None:
        """Look through a folder and all below it."""
        try:
            for entry in entries_below(self.root, folder, is_entered):
                name = entry.path.name.lower()
                if entry.error or entry.kind == "link":
                    self.leave_out(entry.path, entry.error or NOT_FOLLOWED)
                elif name.startswith(".") or name in NBGRADERS:
                    continue
                elif ".ipynb" in name:  # and .ipynb.json, .ipynb.txt, as browsers name them
                    self.notebooks.append(entry.path)
                elif name.endswith(".zip"):
                    self.zips.append(entry.path)
                else:
                    self.others.append(self.shown(entry.path))
        except NotRead as error:
            self.problems.append(error.text)

    def add_if_there(self, notebook: Path, archive: Path) -> None:
        """Add what was handed in without a folder."""
        self.notebooks += [notebook] if notebook.is_file() else []
        self.zips += [archive] if archive.is_file() else []

    def leave_out(self, path: Path, reason: str) -> None:
        self.problems.append(Text(N_("{path}: {error}"), {"path": self.shown(path), "error": Text(reason)}))

    def candidates(self) -> Iterator[Candidate]:
        """Read the notebooks that lie there as files."""
        for path in self.notebooks[:MAX_NOTEBOOKS]:
            shown = self.shown(path)
            try:
                yield candidate(shown, path, read_file(path, self.root))
            except LosslingsError as error:
                text = error.text
                yield Candidate(shown, path, problem=Text(text.template, {**text.values, "path": shown}))

    def zipped(self) -> Iterator[Candidate]:
        """Read the notebooks that lie in zips, into memory: nothing is written, sizes are counted, not believed."""
        left = MAX_ALL
        for path in self.zips[:MAX_NOTEBOOKS]:
            try:
                with (
                    os.fdopen(open_below(self.root, path), "rb") as stream,
                    open_zip(path, stream) as archive,
                ):
                    for name, data in notebooks_of(archive):
                        left -= len(data)
                        if left < 0:
                            return
                        yield candidate(f"{self.shown(path)}/{name}", path, data)
            except NotRead as error:
                values = {**error.text.values, "path": self.shown(path)}
                self.problems.append(Text(error.text.template, values))
            except Exception:  # zipfile raises its own errors, and those of zlib, lzma and struct
                self.problems.append(Text(NO_ZIP, {"path": self.shown(path)}))


def notebooks_of(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the first notebooks of a zip, each with no more bytes than `candidate` accepts, and one."""
    found = 0
    for entry in archive.infolist():
        parts = [part for part in PurePosixPath(entry.filename.replace("\\", "/")).parts if part.strip("/.")]
        is_ours = parts and ".ipynb" in parts[-1].lower() and not any(part.startswith((".", "__")) for part in parts)
        if not is_ours or entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16):
            continue
        if entry.compress_type not in METHODS or found >= MAX_NOTEBOOKS:
            continue
        found += 1
        with archive.open(entry) as stream:
            yield "/".join(parts), stream.read(MAX_NOTEBOOK + 1)
