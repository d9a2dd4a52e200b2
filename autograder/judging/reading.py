"""Read the files of one submission: each is read, or named with the way out; limits count what is the student's own."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import NamedTuple

from autograder.isolation.inside.decoding import decoded
from autograder.judging.archives import archive_items
from autograder.judging.cells import MAX_NOTEBOOK, UnreadableNotebook, code_cells
from autograder.judging.forms import (
    DEFINES,
    EMPTY,
    UNKNOWN,
    Form,
    content_of,
    form_by_suffix,
    is_archive,
    source_name,
)
from autograder.judging.items import Item
from autograder.judging.opening import UnreadableSubmission
from autograder.judging.printable import clean_name
from autograder.translation import N_, Text

MAX_FILE, MAX_ALL, MAX_FILES = 1 << 20, 2 << 20, 300  # two million letters parse in some seconds
MAX_NOTEBOOKS = 4 * MAX_NOTEBOOK  # of one submission, outputs and all
MAX_SOURCES, MAX_SOURCE_BYTES = 3000, 32 << 20  # that are looked at, to choose among them
MAX_TAKEN = 80 << 20  # bytes that are read at all: some seconds
MAX_TEXTS = 100  # files whose name does not say that they are code
MAX_INNER, MAX_DEPTH, MAX_INNER_ALL = 32 << 20, 3, 64 << 20  # archives in archives: held in memory
MAX_NAMED = 30  # files that are named as not read
BACKUP = re.compile(r"(?:~|\.(?:bak|orig|old|save|tmp))$", re.IGNORECASE)

NOT_READ = N_("{path}: {what}, which is not read here; {way_out}")
READ_AS = N_("read {path} as {name}")
READ_AS_PYTHON = N_("read {path} as Python")
NOTHING = N_("{path}: nothing in it; hand in the files")
TOOLS_ONLY = N_(
    "{path}: nothing in it but what tools have made (caches, environments, hidden files); hand in the files"
)
TOO_MUCH = N_(
    "{path}: more than {count} Python files and notebooks or {limit} MiB of code; {left} of them are not read, among"
    " them {name}; hand in your own files alone"
)
MUCH_TO_READ = N_("{path}: more than {limit} MiB to look through; hand in your own files alone")
TOO_LARGE = N_("{path}: larger than {limit} MiB; hand in a file with the code alone")
NOTEBOOKS_TOO_LARGE = N_("{path}: more than {limit} MiB of notebooks; clear their outputs and hand them in again")
NESTED = N_("an archive within archives, or too large a one; hand in the files themselves, or one .zip")


class Source(NamedTuple):
    """A file that is read: under which path, its content, and what it was called."""

    path: str
    data: bytes
    original: str


class Reading:
    """Collects the files of one submission.

    Parameters
    ----------
    name : str
        What messages call the submission.
    wanted : collection of str
        Names of functions: files that define one come first where there is too much.

    Attributes
    ----------
    problems : list of Text
        What is not read, and could hold an answer.
    remarks : list of Text
        What else a person should know of how it was read.
    """

    def __init__(self, name: str, wanted: Collection[str] = ()) -> None:
        self.name = name
        self.wanted = wanted
        self.sources: dict[str, Source] = {}
        self.problems: list[Text] = []
        self.remarks: list[Text] = []
        self.unread: list[tuple[str, Form]] = []
        self.notebooks = 0  # bytes, outputs and all
        self.bytes = 0
        self.taken = 0  # bytes that were read, whatever they were
        self.inner = MAX_INNER_ALL
        self.texts: list[tuple[str, bytes]] = []
        self.looked_at = 0  # files whose name does not say that they are code

    def read_all(self, items: Iterable[Item], folder: str = "", depth: int = 0) -> None:
        """Read the files of a folder or archive, those first whose names say that they are code.

        Raises
        ------
        UnreadableSubmission
            If the folder is more than is looked through; what was read until then is kept.
        """
        later: list[Item] = []
        for item in items:
            if folder or not item.path.isascii():
                item = item._replace(path=unicodedata.normalize("NFC", folder + item.path))
            if item.error:
                self.leave_out(item)
            elif source_name(item.name):
                self.read(item, depth)
            else:
                later.append(item)
        for item in later:
            if is_archive(item.name):
                self.open(item, depth)
            elif form := form_by_suffix(item.name):
                self.unread.append((item.path, form))
            elif self.looked_at < MAX_TEXTS:
                self.looked_at += 1
                self.read(item, depth)
            else:
                self.unread.append((item.path, UNKNOWN))

    def leave_out(self, item: Item) -> None:
        """Name a file that cannot be opened, if it could be code; a folder always."""
        assert item.error is not None
        could_be_code = source_name(item.name) or is_archive(item.name) or "." not in item.name or not item.name
        if could_be_code:
            path = f"{self.name}/{item.path}".removesuffix("/.")
            self.problems.append(Text(N_("{path}: {error}"), {"path": path, "error": item.error}))

    def read(self, item: Item, depth: int) -> None:
        """Read a file as what it is, unless too much was read already."""
        data = self.beginning_of(item)
        if data is None:
            return
        content = content_of(item.name, data)
        is_named = bool(source_name(item.name))
        if content == "archive":
            self.open(item, depth)
        elif content == "notebook":
            self.add_notebook(item.path, data)
        elif content == "python" or (is_named and len(data) > MAX_FILE):
            self.add_python(item.path, data)
        else:
            self.unread.append((item.path, content._replace(is_answer=True) if is_named else content))

    def beginning_of(self, item: Item) -> bytes | None:
        """Return the part of a file that is of interest; None where it cannot be read, or enough was read before."""
        if self.taken > MAX_TAKEN:
            return None
        try:
            data = item.read(MAX_FILE + 1)
            if len(data) > MAX_FILE and may_be_a_notebook(item.name, data):
                data = item.read(MAX_NOTEBOOK + 1)
        except UnreadableSubmission as error:
            self.problems.append(error.text._replace(values={**error.text.values, "path": item.path}))
            return None
        self.taken += len(data)
        if self.taken > MAX_TAKEN:
            self.problems.append(Text(MUCH_TO_READ, {"path": self.name, "limit": MAX_TAKEN >> 20}))
        return data

    def open(self, item: Item, depth: int) -> None:
        """Read what lies in an archive within the submission."""
        try:
            data = item.read(MAX_INNER + 1) if depth < MAX_DEPTH else None
            if data is None or len(data) > min(MAX_INNER, self.inner):
                self.problems.append(Text(N_("{path}: {error}"), {"path": item.path, "error": Text(NESTED)}))
                return
            self.inner -= len(data)
            if isinstance(form := content_of("", data), Form):  # a document or another archive of that name
                self.unread.append((item.path, form._replace(is_answer=True)))
                return
            found = archive_items(io.BytesIO(data), item.path, MAX_NOTEBOOK + 1)
            if not found:
                self.unread.append((item.path, Form(N_("an archive with nothing in it"))))
            self.read_all(found, f"{item.path}/", depth + 1)
        except UnreadableSubmission as error:
            self.problems.append(error.text._replace(values={**error.text.values, "path": item.path}))

    def add_python(self, path: str, data: bytes) -> None:
        if len(data) > MAX_FILE:
            self.problems.append(Text(TOO_LARGE, {"path": path, "limit": MAX_FILE >> 20}))
        elif source_name(path.rpartition("/")[2]):
            self.add(path, data, "py")
        else:
            self.texts.append((path, data))

    def add_notebook(self, path: str, data: bytes) -> None:
        self.notebooks += len(data)
        if self.notebooks > MAX_NOTEBOOKS:
            if self.notebooks - len(data) <= MAX_NOTEBOOKS:
                values = {"path": self.name, "limit": MAX_NOTEBOOKS >> 20}
                self.problems.append(Text(NOTEBOOKS_TOO_LARGE, values))
            return
        try:
            cells = code_cells(data, path)
        except UnreadableNotebook as error:
            self.problems.append(error.text)
            return
        self.add(path, cells.to_file(), "ipynb")
        self.problems += cells.problems(path)

    def add(self, path: str, data: bytes, suffix: str) -> None:
        """Add a file under a name that says what it is."""
        folder, slash, name = path.rpartition("/")
        stem = (source_name(name) or name).rpartition(".")[0] or name
        target = f"{folder}{slash}{stem}.{suffix}"
        if target in self.sources and target != path:
            if self.sources[target].data == data or BACKUP.search(name):
                return  # the same again, or what it was before
            target = path
        if len(self.sources) < MAX_SOURCES and self.bytes + len(data) <= MAX_SOURCE_BYTES:
            self.bytes += len(data)
            self.sources[target] = Source(target, data, path)
        else:
            self.unread.append((path, UNKNOWN._replace(is_answer=True)))

    # ---------------------------------------------------------------- what came of it

    def finish(self) -> dict[str, bytes]:
        """Return the files by path, and say what was left out."""
        self.take_texts()
        chosen = self.chosen()
        if chosen and all(not source.data.strip(b'\xef\xbb\xbf \t\r\n[]"') for source in chosen):
            self.unread += [(source.original, EMPTY) for source in chosen]
            chosen = []
        for source in chosen:
            if source.path.lower() != source.original.lower():
                name = source.path.rpartition("/")[2]
                self.remarks.append(Text(READ_AS, {"path": source.original, "name": name}))
        self.name_unread(is_all=not chosen and not self.problems)
        return {clean_name(source.path): source.data for source in chosen}

    def take_texts(self) -> None:
        """Read texts that define functions: under a name of Python where no file has one, else after the others."""
        is_alone = not self.sources
        for path, data in self.texts:
            if is_alone:
                self.add(path, data, "py")
            elif all(source.data != data for source in self.sources.values()):
                self.sources[path] = Source(path, data, path)
                self.remarks.append(Text(READ_AS_PYTHON, {"path": path}))

    def chosen(self) -> list[Source]:
        """Return what is read: all, or where that is too much, what defines exercises first."""
        sources = sorted(self.sources.values())
        if len(sources) <= MAX_FILES and sum(len(source.data) for source in sources) <= MAX_ALL:
            return sources
        sources.sort(key=self.rank)
        chosen: list[Source] = []
        size = 0
        for source in sources:
            size += len(source.data)
            if len(chosen) == MAX_FILES or size > MAX_ALL:
                break
            chosen.append(source)
        first_left = sources[len(chosen)].path
        values = {"path": self.name, "count": MAX_FILES, "limit": MAX_ALL >> 20, "left": len(sources) - len(chosen)}
        self.problems.append(Text(TOO_MUCH, {**values, "name": first_left}))
        return chosen

    def rank(self, source: Source) -> tuple[bool, bool, int, str]:
        try:
            text = decoded(source.data)[0]
        except ValueError:
            text = ""
        is_wanted = any(re.search(rf"\b{re.escape(name)}\b", text) for name in self.wanted if name in text)
        return not is_wanted, not DEFINES.search(text), source.path.count("/"), source.path

    def name_unread(self, is_all: bool) -> None:
        """Name what is not read: beside files that are, only what may hold an answer."""
        named = [(path, form) for path, form in self.unread if is_all or form.is_answer]
        named.sort(key=lambda one: not one[1].is_answer)
        for path, form in named[:MAX_NAMED]:
            what, way_out = Text(form.what), Text(form.way_out)
            self.problems.append(Text(NOT_READ, {"path": path, "what": what, "way_out": way_out}))


def may_be_a_notebook(name: str, data: bytes) -> bool:
    """Tell whether a file of which the beginning was read may be a notebook, which may be larger than code."""
    return source_name(name).endswith(".ipynb") or data[:100].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"{")
