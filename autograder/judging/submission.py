"""Read a submission: a folder, a single file or a zip. Python files stay bytes; of notebooks the code is taken."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO

from autograder.judging.cells import MAX_NOTEBOOK, UnreadableNotebook, code_cells
from autograder.judging.opening import NOT_FOLLOWED, NotRead, entries_below, open_below
from autograder.judging.zips import METHODS, open_zip
from autograder.translation import N_, LosslingsError, Text

MAX_FILE, MAX_ALL, MAX_FILES = 1 << 20, 2 << 20, 300  # two million letters parse in some seconds
MAX_NOTEBOOKS = 4 * MAX_NOTEBOOK  # of one submission, outputs and all
MAX_PROBLEM = 2000  # letters of a submission's problems
UNREADABLE = {".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".pdf", ".docx"}  # students hand these in too
NOT_SUBMITTED = {"__pycache__", "__MACOSX", "node_modules", "site-packages"}


class UnreadableSubmission(LosslingsError):
    """A submission cannot be read; the message says what, where and the way out."""


@dataclass(frozen=True)
class Submission:
    """One student's files.

    Parameters
    ----------
    id : str
        The name of the folder, file or zip.
    files : mapping of str to bytes
        Python files and notebooks by path, ``/`` between folders; of a notebook the code, see `judging.cells`.
    problem : str
        Why some or all of it could not be read; empty if all of it was.
    """

    id: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    problem: str = ""

    @property
    def digest(self) -> str:
        digest = hashlib.sha256()
        for path, data in sorted(self.files.items()):
            digest.update(f"{len(path)} {path} {len(data)} ".encode("utf-8", "surrogatepass") + data)
        return digest.hexdigest()[:32]


def clean(text: str, kept: str = "\n\t") -> str:
    """Make a stranger's text safe to print: no control characters, escapes, direction marks or lone surrogates."""
    if text.isprintable():
        return text
    return "".join(letter if letter in kept or not is_control(letter) else f"\\x{ord(letter):02x}" for letter in text)


def clean_name(name: str) -> str:
    """Make a stranger's file name safe to print, on one line."""
    return clean(name, kept="")


def is_control(letter: str) -> bool:
    """Tell whether a letter controls a terminal, or ends a line where none should end."""
    category = unicodedata.category(letter)
    return category.startswith("C") or category in ("Zl", "Zp")


def read_submission(path: Path, root: Path | None = None) -> Submission:
    """Read one submission.

    Parameters
    ----------
    path : Path
    root : Path, optional
        The folder of the class: no link below it is followed. Left out, `path` itself may be a link to a folder.

    Raises
    ------
    UnreadableSubmission
        If there is nothing there, or nothing that can be read.
    """
    if not os.path.lexists(path):
        raise UnreadableSubmission(N_("{path}: no such file or folder"), path=path)
    suffix = path.suffix.lower()
    if root and path.is_symlink():
        raise UnreadableSubmission(N_("{path}: {error}"), path=path, error=Text(NOT_FOLLOWED))
    if path.is_dir():
        return read_folder(path, root or path).submission(path.name)
    if suffix == ".zip":
        return read_zip(path, root).submission(path.stem)
    if suffix in UNREADABLE:
        text = N_("{path}: not a form that is read here (a folder, .py, .ipynb or .zip)")
        raise UnreadableSubmission(text, path=path)
    reading = Reading(path)
    reading.add(path.name, read_file(path, root))
    if not reading.files and reading.problems:
        problem = reading.problems[0]
        raise UnreadableSubmission(problem.template, **problem.values)
    return reading.submission(path.stem)


class Reading:
    """Collects the files of one submission: counts them against the limits, and takes the code out of notebooks.

    Parameters
    ----------
    path : Path
        Of the submission, for messages.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: dict[str, bytes] = {}
        self.problems: list[Text] = []
        self.notebooks = 0  # bytes, outputs and all

    def add(self, name: str, data: bytes) -> None:
        """Add a file; of a notebook that cannot be read, the reason is added to the submission's problems.

        Raises
        ------
        UnreadableSubmission
            If the submission holds more than is allowed.
        """
        if is_notebook(name):
            self.add_notebook(name, data)
        else:
            self.files[clean_name(name)] = data
        count = len(self.files) + len(self.problems)
        if count > MAX_FILES or sum(map(len, self.files.values())) > MAX_ALL:
            text = N_("{path}: more than {count} Python files and notebooks or {limit} MiB of code")
            raise UnreadableSubmission(text, path=self.path, count=MAX_FILES, limit=MAX_ALL >> 20)

    def add_notebook(self, name: str, data: bytes) -> None:
        self.notebooks += len(data)
        if self.notebooks > MAX_NOTEBOOKS:
            text = N_("{path}: more than {limit} MiB of notebooks; clear their outputs and hand them in again")
            raise UnreadableSubmission(text, path=self.path, limit=MAX_NOTEBOOKS >> 20)
        try:
            cells = code_cells(data, name)
        except UnreadableNotebook as error:
            self.problems.append(error.text)
            return
        self.files[clean_name(name)] = cells.to_file()
        self.problems += cells.problems(name)

    def leave_out(self, path: PurePath, reason: str) -> None:
        """Say of a file or folder why it is not read."""
        if len(self.problems) < MAX_FILES:
            self.problems.append(Text(N_("{path}: {error}"), {"path": path, "error": Text(reason)}))

    def submission(self, name: str) -> Submission:
        problem = "; ".join(problem.render(str) for problem in self.problems)
        return Submission(clean_name(name), self.files, clean(problem[:MAX_PROBLEM]))


def read_file(path: Path, root: Path | None = None) -> bytes:
    """Read a regular file, without following a link below `root` or waiting for a pipe.

    Parameters
    ----------
    path : Path
    root : Path, optional
        See `open_below`; the file's folder if left out.

    Raises
    ------
    UnreadableSubmission
    """
    with opened(path, root) as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableSubmission(N_("{path}: not a regular file"), path=path)
        if status.st_size > MAX_FILE and not is_notebook(path.name):
            raise UnreadableSubmission(N_("{path}: larger than {limit} MiB"), path=path, limit=MAX_FILE >> 20)
        return stream.read(size_limit(path.name) + 1)


def opened(path: Path, root: Path | None) -> BinaryIO:
    """Open a file as `read_file` reads it.

    Raises
    ------
    UnreadableSubmission
    """
    try:
        return os.fdopen(open_below(root or path.parent, path), "rb")
    except OSError as error:
        raise UnreadableSubmission(N_("{path}: {error}"), path=path, error=Text(error.strerror or "")) from error


def read_folder(folder: Path, root: Path) -> Reading:
    """Read the Python files and notebooks below a folder; what is not read, and could be one, is said."""
    reading = Reading(folder)
    try:
        for path in files_below(folder, root, reading):
            reading.add(path.relative_to(folder).as_posix(), read_file(path, root))
    except NotRead as error:
        raise UnreadableSubmission(error.text.template, **error.text.values) from error
    return reading


def files_below(folder: Path, root: Path, reading: Reading) -> Iterator[Path]:
    for entry in entries_below(root, folder, is_looked_into):
        name = entry.path.name
        is_read = is_source(name)
        if entry.kind == "file" and is_read:
            yield entry.path
        elif entry.error:
            reading.leave_out(entry.path.relative_to(folder.parent), entry.error)
        elif entry.kind == "link" and (is_read or ("." not in name and is_looked_into(name))):  # a folder, perhaps
            reading.leave_out(entry.path.relative_to(folder.parent), NOT_FOLLOWED)


def is_looked_into(name: str) -> bool:
    return not name.startswith(".") and name not in NOT_SUBMITTED


def read_zip(path: Path, root: Path | None = None) -> Reading:
    """Read the Python files and notebooks of a zip into memory: nothing is written, sizes are counted, not believed."""
    reading = Reading(path)
    try:
        with opened(path, root) as stream, open_zip(path, stream) as archive:
            for name, data in zip_entries(path, archive, reading):
                reading.add(name, data)
    except UnreadableSubmission:
        raise
    except NotRead as error:
        raise UnreadableSubmission(error.text.template, **error.text.values) from error
    except Exception as error:  # zipfile raises its own errors, and those of zlib, lzma and struct
        text = N_("{path}: cannot be read as a zip ({error}); ask for it again")
        raise UnreadableSubmission(text, path=path, error=error) from error
    return reading


def zip_entries(path: Path, archive: zipfile.ZipFile, reading: Reading) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        parts = [part for part in PurePosixPath(entry.filename).parts if part.strip("/") and part != ".."]
        if entry.is_dir() or not is_submitted(parts):
            continue
        if stat.S_ISLNK(entry.external_attr >> 16):
            reading.leave_out(PurePosixPath(path.name, *parts), NOT_FOLLOWED)
            continue
        if entry.compress_type not in METHODS:
            text = N_("{path}: {entry} is compressed in a way that is not read here; make the zip again")
            raise UnreadableSubmission(text, path=path, entry=entry.filename)
        with archive.open(entry) as stream:
            data = stream.read(size_limit(parts[-1]) + 1)
        if len(data) > MAX_FILE and not is_notebook(parts[-1]):
            text = N_("{path}: {entry} is larger than {limit} MiB")
            raise UnreadableSubmission(text, path=path, entry=entry.filename, limit=MAX_FILE >> 20)
        yield "/".join(parts), data


def is_submitted(parts: Sequence[str]) -> bool:
    """Tell whether a path within a zip is a source file outside of hidden folders and those that tools make."""
    return bool(parts) and is_source(parts[-1]) and all(map(is_looked_into, parts))


def is_source(name: str) -> bool:
    return name.lower().endswith((".py", ".ipynb")) and not name.startswith(".")


def is_notebook(name: str) -> bool:
    return name.lower().endswith(".ipynb")


def size_limit(name: str) -> int:
    """Return how many bytes of a file are allowed; of a notebook that is larger, `code_cells` says what to do."""
    return MAX_NOTEBOOK if is_notebook(name) else MAX_FILE
