"""Read a submission: a folder, a file or an archive. Python files stay bytes; of notebooks the code is taken."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from autograder.judging.archives import archive_items
from autograder.judging.cells import MAX_NOTEBOOK
from autograder.judging.forms import ARCHIVES, BINARY, BY_SUFFIX, PROSE, Form, content_of, is_archive, source_name
from autograder.judging.items import NOT_SUBMITTED, Item, folder_items, opened, reader_of
from autograder.judging.opening import NOT_FOLLOWED, UnreadableSubmission
from autograder.judging.printable import clean, clean_name
from autograder.judging.reading import MAX_ALL, MAX_FILE, MAX_FILES, NOT_READ, NOTHING, TOOLS_ONLY, Reading
from autograder.translation import N_, Text

__all__ = [
    "MAX_ALL",
    "MAX_FILE",
    "MAX_FILES",
    "MAX_PROBLEM",
    "NOT_SUBMITTED",
    "UNREADABLE",
    "Submission",
    "UnreadableSubmission",
    "clean",
    "clean_name",
    "read_file",
    "read_submission",
]

MAX_PROBLEM = 2000  # letters of a submission's problems
UNREADABLE = {suffix for suffix, form in BY_SUFFIX.items() if form.is_answer} | {".tar", ".gz", ".tgz"}


@dataclass(frozen=True)
class Submission:
    """One student's files.

    Parameters
    ----------
    id : str
        The name of the folder, file or archive.
    files : mapping of str to bytes
        Python files and notebooks by path, ``/`` between folders; of a notebook the code, see `judging.cells`.
    problem : str
        Why some or all of it could not be read; empty if all of it was.
    problems : tuple of Text
        The same, to be translated; may be left out.
    remarks : tuple of Text
        What else a person should know of how it was read.
    """

    id: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    problem: str = ""
    problems: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()

    @property
    def loss(self) -> Text | str:
        """The problems as one text, to be translated where that is possible."""
        if not self.problems:
            return self.problem
        template = "; ".join(f"{{p{i}}}" for i in range(len(self.problems)))
        return Text(template, {f"p{i}": problem for i, problem in enumerate(self.problems)})

    @property
    def digest(self) -> str:
        digest = hashlib.sha256()
        for path, data in sorted(self.files.items()):
            digest.update(f"{len(path)} {path} {len(data)} ".encode("utf-8", "surrogatepass") + data)
        return digest.hexdigest()[:32]


def read_submission(path: Path, root: Path | None = None, wanted: Collection[str] = ()) -> Submission:
    """Read one submission.

    Parameters
    ----------
    path : Path
    root : Path, optional
        The folder of the class: no link below it is followed. Left out, `path` itself may be a link to a folder.
    wanted : collection of str
        Names of exercises: where there is too much to read, files that define one come first.

    Raises
    ------
    UnreadableSubmission
        If there is nothing there, or nothing that can be read.
    """
    if not os.path.lexists(path):
        raise UnreadableSubmission(N_("{path}: no such file or folder"), path=path)
    if root and path.is_symlink():
        raise UnreadableSubmission(N_("{path}: {error}"), path=path, error=Text(NOT_FOLLOWED))
    reading = Reading(path.name, wanted)
    if path.is_dir():
        read_folder(path, root or path, reading)
        return submission_of(reading, path.name, NOTHING if not any(path.iterdir()) else TOOLS_ONLY)
    if is_archive(path.name):
        return read_archive(path, root, reading)
    reading.read_all([Item(path.name, reader_of(path, root or path.parent))])
    submission = submission_of(reading, stem_of(path.name), NOTHING)
    if not submission.files:
        problem = reading.problems[0]
        raise UnreadableSubmission(problem.template, **{**problem.values, "path": path})
    return submission


def read_folder(folder: Path, root: Path, reading: Reading) -> None:
    """Read what lies in a folder; where it is more than is looked through, what came before is read."""
    items: list[Item] = []
    try:
        items.extend(folder_items(folder, root))
    except UnreadableSubmission as error:
        reading.problems.append(error.text._replace(values={**error.text.values, "path": folder.name}))
    reading.read_all(items)


def read_archive(path: Path, root: Path | None, reading: Reading) -> Submission:
    """Read what lies in an archive: nothing is written, sizes are counted, not believed."""
    with opened(path, root) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise UnreadableSubmission(N_("{path}: not a regular file"), path=path)
        form = content_of("", stream.read(1 << 12))
        if isinstance(form, Form) and form not in (PROSE, BINARY):
            values = {"what": Text(form.what), "way_out": Text(form.way_out)}
            raise UnreadableSubmission(NOT_READ, path=path, **values)
        items = archive_items(stream, str(path), MAX_NOTEBOOK + 1)
        reading.read_all(items)
        return submission_of(reading, stem_of(path.name), TOOLS_ONLY if items else NOTHING)


def submission_of(reading: Reading, name: str, empty: str) -> Submission:
    """Make the submission of what was read; where it is nothing, and no file is to blame, say `empty`."""
    files = reading.finish()
    if not files and not reading.problems:
        reading.problems.append(Text(empty, {"path": reading.name}))
    problem = "; ".join(problem.render(str) for problem in reading.problems)
    problems, remarks = tuple(map(plain, reading.problems)), tuple(map(plain, reading.remarks))
    return Submission(clean_name(name), files, clean(problem[:MAX_PROBLEM]), problems, remarks)


def plain(text: Text) -> Text:
    """Make the values of a sentence safe to print, and to send to another process."""
    values = {
        name: plain(value) if isinstance(value, Text) else value if isinstance(value, int) else clean_name(str(value))
        for name, value in text.values.items()
    }
    return Text(text.template, values)


def stem_of(name: str) -> str:
    """Return a submission's id: a file's name without what says of which form it is."""
    shorter = source_name(name) or name
    suffix = next((one for one in ARCHIVES if shorter.lower().endswith(one)), PurePath(shorter).suffix)
    return shorter.removesuffix(shorter[len(shorter) - len(suffix) :]) or name


def read_file(path: Path, root: Path | None = None) -> bytes:
    """Read a regular file, without following a link below `root` or waiting for a pipe.

    Parameters
    ----------
    path : Path
    root : Path, optional
        See `autograder.judging.opening.open_below`; the file's folder if left out.

    Raises
    ------
    UnreadableSubmission
    """
    limit = MAX_NOTEBOOK if path.name.lower().endswith(".ipynb") else MAX_FILE
    data = reader_of(path, root or path.parent)(limit + 1)
    if len(data) > limit and limit == MAX_FILE:
        raise UnreadableSubmission(N_("{path}: larger than {limit} MiB"), path=path, limit=MAX_FILE >> 20)
    return data
