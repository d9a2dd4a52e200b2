"""The submitted files: held in memory, parsed, searched for the one that defines a function. Nothing is run here."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Sequence

from .cells import UNPARSABLE, Cell, broken, read_cells, reason_in
from .clues import clue
from .decoding import decoded
from .definitions import definitions, is_stub
from .libraries import libraries_of
from .magics import Search
from .progress import Progress
from .reasons import Reason

SAVED_AS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")  # all others write ASCII as it is
LONG_FILE = 1 << 15  # bytes: one that takes long to parse
WRITE_FILE = re.compile(r"\s*%%(?:writefile|file)[ \t]+(?:-a[ \t]+)?[\"']?([\w./-]+\.py)[\"']?[ \t]*\n")
IN_ARCHIVE = re.compile(r"\.(?:zip|tar|tgz|tar\.gz)/", re.IGNORECASE)
# How systems name copies: Windows, macOS, Jupyter, Dropbox and Drive by a word, OneDrive by the computer's name.
COPY_OF = re.compile(r"(?:copy of|kopie von|copie de|copia de|c\u00f3pia de|kopie van) ", re.IGNORECASE)
COPIED = re.compile(
    r"[ -]+\(?(?i:.{0,40}?(?:(?<![^\W_])(?:cop(?:y|ie|ia)|c\u00f3pia|kopie)(?![^\W\d_])"  # no part of a name: Kopietz
    r"|conflict|\ubcf5\uc0ac\ubcf8|checkpoint))"
    r"|[ -]+.{0,40}?(?:\u30b3\u30d4\u30fc|\u526f\u672c)|[._](?:sync-)?conflict-\d"
    r"|\uc758 \uc0ac\ubcf8|-(?:DESKTOP|LAPTOP|PC)-[A-Z0-9]+$|-.{0,40}?(?:MacBook|iMac)"
)
WRITES = re.compile(rb"%%(?:write)?file[ \t]")
# A statement begins there, of a cell in JSON too, or behind the mark of an encoding. No part matches what the next one
# begins with: the time is linear.
BEGINNING = rb"(?:^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?|[\r\n;\"]|\\n)[ \t]*"
IMPORTS_TORCH = re.compile(BEGINNING + rb"(?:import[ \t](?:[\w. \t]+,)*|from[ \t])[ \t]*torch\b")
RANKS = ("written", "imported", "stub", "broken")  # which of several files with one name is judged
UNPARSED, LEFT_OUT = len(RANKS) - 1, len(RANKS)  # as "broken", and after all others


class MissingFunction(Exception):
    """No file defines the function."""


class Files:
    """The files of one submission.

    Attributes
    ----------
    contents : dict of str to bytes
        By path.
    broken : sequence of str
        Files and statements whose loading has ended or hung a child before.
    rivals : dict of str to sequence of str
        By exercise, the other units that have an exercise of its name.
    twins : sequence of str
        The exercises in torch that have the name of one in NumPy.
    notes : dict of str to str
        By path, what the student should know about how a file was read.
    """

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.contents: dict[str, bytes] = {}
        self.broken: Sequence[str] = ()
        self.rivals: dict[str, Sequence[str]] = {}
        self.twins: Sequence[str] = ()
        self.notes: dict[str, str] = {}
        self._cells: dict[str, list[Cell]] = {}
        self._search = Search()
        self._names: dict[str, dict[str, str]] = {}

    def cells(self, path: str) -> list[Cell]:
        """Parse a file or a notebook."""
        if path not in self._cells:
            self._search.enter(len(self.contents[path]))
            is_long = len(self.contents[path]) > LONG_FILE
            if is_long:  # if this takes too long, it is this file's doing
                self.progress.enter(path)
            try:
                self._cells[path] = self.read_notebook(path) if is_notebook(path) else self.read_file(path)
            except UNPARSABLE as error:
                self._cells[path] = [broken(error, self.contents[path].decode("utf-8", "ignore"), path)]
            if is_long:
                self.progress.leave()
        return self._cells[path]

    def read_file(self, path: str) -> list[Cell]:
        try:
            text, encoding = decoded(self.contents[path])
        except ValueError as error:
            raise SyntaxError(f"{path} is not text") from error
        if encoding != "utf-8":
            self.notes[path] = Reason("encoding", path, name=encoding).pack()
        return read_cells(text, path, self._search)

    def read_notebook(self, path: str) -> list[Cell]:
        """Parse the cells of a notebook; what a cell writes with ``%%writefile`` becomes a file beside it."""
        import json  # slow to import, and not always needed

        cells: list[Cell] = []
        for number, source in enumerate(json.loads(self.contents[path].decode("utf-8", "surrogatepass")), 1):
            if written := WRITE_FILE.match(source):
                beside = os.path.normpath(os.path.join(os.path.dirname(path), written[1])).replace(os.sep, "/")
                self.contents.setdefault(beside, source[written.end() :].encode("utf-8", "surrogatepass"))
            else:
                cells += read_cells(source, f"{path}, cell {number}", self._search)
        return cells

    def write_files(self) -> None:
        """Have every notebook that writes files write them: they may be answers."""
        for path in [path for path, data in self.contents.items() if is_notebook(path) and WRITES.search(data)]:
            self.cells(path)

    def problem(self, path: str) -> BaseException | None:
        """Return why the first part of a file that cannot be parsed cannot be."""
        return next((cell.tree for cell in self.cells(path) if isinstance(cell.tree, BaseException)), None)

    def definitions(self, path: str) -> dict[str, str]:
        """List the names that a file binds, see `Cell`."""
        if path not in self._names:
            self._names[path] = names_in(self.cells(path))
        return self._names[path]

    def file_of(self, exercise: str) -> str:
        """Find the file that defines an exercise's function: a written one before a stub, the file of its name first.

        Where two units have an exercise of its name, what lies in its unit's folder comes before all else.

        Raises
        ------
        MissingFunction
        """
        name = function_of(exercise)
        self.write_files()
        ranked = []
        for path in sorted(
            path for path in self.contents if self.mentions(path, name) and self.may_hold(path, exercise)
        ):
            rank = self.rank(path, name)
            if rank is not None:
                ranked.append((not self.is_at_home(path, exercise), rank, *doubts(path, name, self.contents), path))
        if not ranked:
            raise MissingFunction(self.clue(name))
        (is_away, rank, *_, chosen), *others = sorted(ranked)
        if others and others[0][:2] == (is_away, rank) and rank == RANKS.index("written"):
            self.notes.setdefault(chosen, Reason("two_files", chosen, name=others[0][-1]).pack())
        return chosen

    def rank(self, path: str, name: str) -> int | None:
        """Say how good an answer a file holds, the best is 0; None where it does not define the name."""
        if path in self.broken:
            return LEFT_OUT
        if kind := self.definitions(path).get(name):
            return RANKS.index(kind)
        return UNPARSED if stem_of(path) == name and self.problem(path) else None

    def clue(self, name: str) -> str:
        """Say what may be meant by a function that is not there."""
        cells = (cell for path in sorted(self.contents) for cell in self.cells(path))
        found = clue(name, ((cell.place, cell.tree) for cell in cells if isinstance(cell.tree, ast.Module)))
        found = found or self.first_problem()
        return found.pack() if found else ""

    def first_problem(self) -> Reason | None:
        """Return the first reason why something cannot be parsed, where nothing at all is defined."""
        cells = [cell for path in sorted(self.contents) for cell in self.cells(path)]
        if any(cell.names for cell in cells):
            return None
        errors = (cell.tree for cell in cells if isinstance(cell.tree, BaseException))
        return next(filter(None, map(reason_in, errors)), None)

    def twice(self, path: str, name: str) -> str:
        """Say so where a file defines a function twice; empty where it does not."""
        nodes = [
            (cell.place, node.lineno)
            for cell, node in self.statements(path)
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name and not is_stub(node)
        ]
        return Reason("twice", *nodes[-1]).pack() if len(nodes) > 1 else ""

    def line_of(self, exercise: str) -> str:
        """Say on which line an exercise's name is bound: a library's own function may stand in its place."""
        name = function_of(exercise)
        every = self.statements(self.file_of(exercise))
        lines = [(cell.place, node.lineno) for cell, node in every if name in definitions(ast.Module([node], []))]
        return " ({}, line {})".format(*lines[-1]) if lines else ""

    def statements(self, path: str) -> Iterator[tuple[Cell, ast.stmt]]:
        """Yield the statements of a file that can be parsed, each with its cell."""
        for cell in self.cells(path):
            if isinstance(cell.tree, ast.Module):
                yield from ((cell, node) for node in cell.tree.body)

    def may_hold(self, path: str, exercise: str) -> bool:
        """Tell whether a file may be an answer to the exercise.

        It is none where it lies in the folder of another's unit. Where one exercise of a name is in NumPy and another
        in torch, a file answers one of them: that in whose library it computes.
        """
        if self.is_at_home(path, exercise):
            return True
        if not places_of(path).isdisjoint(self.rivals[exercise]):
            return False
        name = function_of(exercise)
        if all(function_of(twin) != name for twin in self.twins):
            return True
        return self.uses_torch(path, name) == (exercise in self.twins)

    def uses_torch(self, path: str, name: str) -> bool:
        """Tell whether a file's function is one in torch; in doubt it is where the file imports torch."""
        if not imports_torch(self.contents[path]):
            return False
        libraries = libraries_of(name, (cell.tree for cell in self.cells(path) if isinstance(cell.tree, ast.Module)))
        return "torch" in libraries or "numpy" not in libraries

    def is_at_home(self, path: str, exercise: str) -> bool:
        """Tell whether a file lies where an exercise's answers belong: anywhere, if no other one has its name."""
        return exercise not in self.rivals or exercise.partition("/")[0] in places_of(path)

    def mentions(self, path: str, name: str) -> bool:
        """Tell whether a file may define a name: only then is it worth parsing."""
        return mentions(self.contents[path], name)


def mentions(data: bytes, name: str) -> bool:
    """Tell whether a name stands in a file, however it was saved."""
    return any(name.encode(encoding) in data for encoding in SAVED_AS)


def imports_torch(data: bytes) -> bool:
    """Tell whether a file imports torch, or has a cell that does."""
    return bool(IMPORTS_TORCH.search(data.replace(b"\0", b"")))  # UTF-16 puts zeros between the letters


def places_of(path: str) -> set[str]:
    """Return what may be a unit's name: the folders that a file lies in, and its own name."""
    return {*path.split("/")[:-1], stem_of(path)}


def names_in(cells: Sequence[Cell]) -> dict[str, str]:
    """List the names that a notebook binds: a cell that cannot be run replaces nothing that is written."""
    kinds: dict[str, str] = {}
    for cell in cells:
        for name, kind in cell.names.items():
            if kind != "broken" or kinds.get(name, "stub") == "stub":
                kinds[name] = kind
    return kinds


def is_odd(path: str) -> bool:
    """Tell whether a file was read although its name is none of Python's, or lay in an archive beside others."""
    return not path.lower().endswith((".py", ".ipynb")) or bool(IN_ARCHIVE.search(path))


def doubts(path: str, name: str, paths: Iterable[str]) -> tuple[bool, bool, bool]:
    """Say what speaks against a file where several answer an exercise equally well; the one with the least is judged.

    Parameters
    ----------
    path : str
    name : str
        The function's.
    paths : iterable of str
        Of all files.
    """
    return is_odd(path), is_copy(path, paths), os.path.basename(path) != f"{name}.py"


def is_copy(path: str, paths: Iterable[str]) -> bool:
    """Tell whether a file is a copy that a system made of one beside it: the name is that one's, and something more.

    Where the original is not there, a copy is what the student worked on, as what Colab saves in Drive.
    """
    folder, name = os.path.split(path)
    beside = {os.path.basename(other) for other in paths if os.path.dirname(other) == folder and other != path}
    original = name
    while match := COPY_OF.match(original):
        original = original[match.end() :]
        if original in beside:
            return True
    stem, suffix = os.path.splitext(name)
    stems = [os.path.splitext(other)[0] for other in beside if other.endswith(suffix)]
    return any(stem.startswith(other) and COPIED.match(stem[len(other) :]) for other in stems)


def is_notebook(path: str) -> bool:
    return path.lower().endswith(".ipynb")


def stem_of(path: str) -> str:
    """Return a file's name without its folder and suffix."""
    return os.path.splitext(os.path.basename(path))[0]


def function_of(exercise: str) -> str:
    """Return the name of an exercise's function: of ``information/entropy`` it is ``entropy``."""
    return exercise.rpartition("/")[2]
