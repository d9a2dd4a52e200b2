"""The submitted files: held in memory, parsed, searched for the one that defines a function. Nothing is run here."""

from __future__ import annotations

import ast
import os
from collections.abc import Sequence
from typing import NamedTuple

from .definitions import definitions
from .magics import DEFINED, parse, parse_cell
from .progress import Progress

LONG_FILE = 1 << 15  # bytes: one that takes long to parse
SUBMITTED = "submitted:"  # prefix of code file names: tells a student's frames from ours
UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)  # what parsing raises
RANKS = ("written", "imported", "stub", "broken")  # which of several files with one name is judged
UNPARSED, LEFT_OUT = len(RANKS) - 1, len(RANKS)  # as "broken", and after all others


class MissingFunction(Exception):
    """No file defines the function."""


class Cell(NamedTuple):
    """One code cell of a notebook.

    Parameters
    ----------
    place : str
        Where it is, as ``hw.ipynb, cell 3``.
    tree : ast.Module or BaseException
        What it says, or why it cannot be parsed.
    names : dict of str to str
        What it binds, see `definitions`; functions whose code cannot be parsed are "broken".
    """

    place: str
    tree: ast.Module | BaseException
    names: dict[str, str]

    @classmethod
    def read(cls, source: str, place: str) -> Cell:
        try:
            tree = parse_cell(source, SUBMITTED + place)
        except UNPARSABLE as error:
            return cls(place, error, dict.fromkeys(DEFINED.findall(source), "broken"))
        return cls(place, tree, definitions(tree))


class Files:
    """The files of one submission.

    Attributes
    ----------
    contents : dict of str to bytes
        By path.
    broken : sequence of str
        Files and cells whose loading has ended or hung a child before.
    rivals : dict of str to sequence of str
        By exercise, the other units that have an exercise of its name.
    cells : dict of str to list of Cell
        By path, of the notebooks that were parsed.
    notes : dict of str to str
        By path, what the student should know about how a file was read.
    """

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.contents: dict[str, bytes] = {}
        self.broken: Sequence[str] = ()
        self.rivals: dict[str, Sequence[str]] = {}
        self.cells: dict[str, list[Cell]] = {}
        self.notes: dict[str, str] = {}
        self.trees: dict[str, ast.Module | BaseException] = {}
        self.names: dict[str, dict[str, str]] = {}

    def tree(self, path: str) -> ast.Module | BaseException:
        """Parse a file, or return why it cannot be parsed."""
        if path not in self.trees:
            is_long = len(self.contents[path]) > LONG_FILE
            if is_long:  # if this takes too long, it is this file's doing
                self.progress.enter(path)
            try:
                self.trees[path] = self.parse_notebook(path) if is_notebook(path) else self.parse_file(path)
            except UNPARSABLE as error:
                self.trees[path] = error
            if is_long:
                self.progress.leave()
        return self.trees[path]

    def parse_file(self, path: str) -> ast.Module:
        return parse(self.decoded(path), SUBMITTED + path)

    def parse_notebook(self, path: str) -> ast.Module:
        """Parse the cells that can be parsed, as if they were one file."""
        import json  # slow to import, and not always needed

        sources = json.loads(self.contents[path].decode("utf-8", "surrogatepass"))
        self.cells[path] = [Cell.read(source, f"{path}, cell {i}") for i, source in enumerate(sources, 1)]
        trees = [cell.tree for cell in self.cells[path] if isinstance(cell.tree, ast.Module)]
        return ast.Module([statement for tree in trees for statement in tree.body], [])

    def decoded(self, path: str) -> str:
        """Decode a file as UTF-8, else as what Windows editors write: code is ASCII either way."""
        data = self.contents[path]
        is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        for encoding in ("utf-16",) if is_utf16 else ("utf-8", "cp949", "cp1252", "latin-1"):
            try:
                text = data.removeprefix(b"\xef\xbb\xbf").decode(encoding)
            except UnicodeDecodeError:
                continue
            if encoding != "utf-8":
                self.notes[path] = f"{path} is not saved as UTF-8; read as {encoding}"
            return text
        raise SyntaxError(f"{path} is not text")

    def definitions(self, path: str) -> dict[str, str]:
        """List the names that a file binds, see `definitions` and `Cell`."""
        if path not in self.names:
            tree = self.tree(path)
            if path in self.cells:
                self.names[path] = names_in(self.cells[path])
            else:
                self.names[path] = definitions(tree) if isinstance(tree, ast.Module) else {}
        return self.names[path]

    def file_of(self, exercise: str) -> str:
        """Find the file that defines an exercise's function: a written one before a stub, the file of its name first.

        Where two units have an exercise of its name, what lies in its unit's folder comes before all else.

        Raises
        ------
        MissingFunction
        """
        name = function_of(exercise)
        ranked = []
        for path in sorted(
            path for path in self.contents if self.mentions(path, name) and self.may_hold(path, exercise)
        ):
            rank = self.rank(path, name)
            if rank is not None:
                has_its_name = rank == LEFT_OUT or os.path.basename(path) == f"{name}.py"
                ranked.append((not self.is_at_home(path, exercise), rank, not has_its_name, path))
        if not ranked:
            raise MissingFunction
        (is_away, rank, _, chosen), *others = sorted(ranked)
        if others and others[0][:2] == (is_away, rank) and rank == RANKS.index("written"):
            note = f"{name} is written in {chosen} and in {others[0][-1]}; the first one is judged"
            self.notes.setdefault(chosen, note)
        return chosen

    def rank(self, path: str, name: str) -> int | None:
        """Say how good an answer a file holds, the best is 0; None where it does not define the name."""
        if path in self.broken:
            return LEFT_OUT
        if isinstance(self.tree(path), ast.Module):
            kind = self.definitions(path).get(name)
            return RANKS.index(kind) if kind else None
        is_meant = stem_of(path) == name or f"def {name}".encode() in self.contents[path]
        return UNPARSED if is_meant else None

    def may_hold(self, path: str, exercise: str) -> bool:
        """Tell whether a file may be an answer to the exercise: not where it lies in the folder of another's unit."""
        return self.is_at_home(path, exercise) or places_of(path).isdisjoint(self.rivals[exercise])

    def is_at_home(self, path: str, exercise: str) -> bool:
        """Tell whether a file lies where an exercise's answers belong: anywhere, if no other one has its name."""
        return exercise not in self.rivals or exercise.partition("/")[0] in places_of(path)

    def mentions(self, path: str, name: str) -> bool:
        """Tell whether a file may define a name: only then is it worth parsing."""
        return any(name.encode(encoding) in self.contents[path] for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


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


def is_notebook(path: str) -> bool:
    return path.lower().endswith(".ipynb")


def stem_of(path: str) -> str:
    """Return a file's name without its folder and suffix."""
    return os.path.splitext(os.path.basename(path))[0]


def function_of(exercise: str) -> str:
    """Return the name of an exercise's function: of ``information/entropy`` it is ``entropy``."""
    return exercise.rpartition("/")[2]
