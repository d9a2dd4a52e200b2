"""Find and load the submitted files: held in memory, found by function name, imported by each other.

It runs in the child, so this file imports nothing of the package but by its own folder.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.util
import os
import sys
import types
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

if __package__:
    from autograder.isolation.inside import purity, wire
    from autograder.isolation.inside.magics import DEFINED, parse, parse_cell
else:
    import purity  # type: ignore[import-not-found, no-redef]
    import wire  # type: ignore[import-not-found, no-redef]
    from magics import DEFINED, parse, parse_cell  # type: ignore[import-not-found, no-redef]

FORBIDDEN = {"autograd", "cupy", "jax", "keras", "mpmath", "numba", "scipy", "sklearn", "solutions", "statsmodels"}
FORBIDDEN |= {"sympy", "tensorflow", "torch"}
NEEDED = {"numpy": (), "torch": ("torch", "sympy", "mpmath")}  # by an exercise's library, of the forbidden ones
LONG_FILE = 1 << 15
SUBMITTED = "submitted:"  # prefix of code file names: tells a student's frames from ours
UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)  # what parsing raises
NOT_TO_BE_HAD = (ImportError, PermissionError)  # what importing raises
FUTURE = annotations.compiler_flag  # the one that changes anything
JUPYTER = {  # what a notebook finds there, and a file does not
    "display": lambda *objects, **_: print(*objects),  # noqa: T201  # as Jupyter's does
    "exit": lambda *_: None,
    "quit": lambda *_: None,
}


class Forbidden(ImportError):
    """An import that would replace the exercise."""


def allow(library: str) -> None:
    """Let an exercise's own library be imported."""
    FORBIDDEN.difference_update(NEEDED[library])


def forbidden_import(error: BaseException) -> str:
    """Name the import that failed because a library has the answers: refused by us, not found, or not readable."""
    if isinstance(error, Forbidden):
        return str(error)
    if isinstance(error, ImportError) and str(error.name or "").partition(".")[0] in FORBIDDEN:
        return f"import {error.name}"
    if isinstance(error, PermissionError):
        return next((f"import {part}" for part in str(error.filename).split("/") if part in FORBIDDEN), "")
    return ""


class MissingFunction(Exception):
    """No file defines the function."""


class BrokenFile(BaseException):
    """A file, or a notebook's cell, whose loading has ended or hung a child before: it is not loaded again."""


class Cell(NamedTuple):
    """One code cell of a notebook.

    Parameters
    ----------
    place : str
        Where it is, as ``hw.ipynb, cell 3``.
    tree : ast.Module or BaseException
        What it says, or why it cannot be parsed.
    binds : dict of str to str
        See `definitions`; functions whose code cannot be parsed are "broken".
    """

    place: str
    tree: ast.Module | BaseException
    binds: dict[str, str]

    @classmethod
    def read(cls, source: str, place: str) -> Cell:
        try:
            tree = parse_cell(source, SUBMITTED + place)
        except UNPARSABLE as error:
            return cls(place, error, dict.fromkeys(DEFINED.findall(source), "broken"))
        return cls(place, tree, definitions(tree))


class Settings(NamedTuple):
    """What a file may set for the whole process (``np.seterr``, warning filters): kept with the file that set it."""

    floating_point: Any
    warnings: list[Any]

    @classmethod
    def now(cls) -> Settings:
        return cls(np.geterr(), list(warnings.filters))

    def restore(self, now: Settings) -> None:
        """Set what is not so now."""
        if self.floating_point != now.floating_point:
            np.seterr(**self.floating_point)
        if self.warnings != now.warnings:
            warnings.filters[:] = self.warnings  # type: ignore[index]  # a list, whatever its stub says


DEFAULT_SETTINGS = Settings(np.geterr(), [("always", None, Warning, None, 0)])


class NoAnswers(importlib.abc.MetaPathFinder):
    """Refuses the libraries that have the answers, where no wall does."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] in FORBIDDEN:
            raise Forbidden(f"import {name}")


class Submission(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The submitted files, held in memory: found by function name, imported by each other, never written to disk."""

    def __init__(self, announce: Callable[..., None]) -> None:
        self.files: dict[str, bytes] = {}
        self.broken: Sequence[str] = ()
        self.rivals: dict[str, Sequence[str]] = {}  # by exercise: the other units with an exercise of its name
        self.announce = announce
        self.loading: list[str] = []
        self.notes: dict[str, str] = {}
        self.trees: dict[str, ast.Module | BaseException] = {}
        self.modules: dict[str, dict[str, Any] | BaseException] = {}
        self.settings: dict[str, Settings] = {}
        self.defined: dict[str, dict[str, str]] = {}
        self.cells: dict[str, list[Cell]] = {}  # of each notebook
        self.lost: dict[tuple[str, str], BaseException] = {}  # by notebook and name: why a cell did not bind it
        self.flags = 0  # of the notebook that is run: what it imported from __future__

    def tree(self, path: str) -> ast.Module | BaseException:
        if path not in self.trees:
            is_long = len(self.files[path]) > LONG_FILE
            if is_long:  # if this takes too long, it is this file's doing
                self.announce(wire.LOADING, path)
            try:
                self.trees[path] = self.parsed(path)
            except UNPARSABLE as error:
                self.trees[path] = error
            if is_long:
                self.announce(wire.LOADING, self.loading[-1] if self.loading else "")
        return self.trees[path]

    def parsed(self, path: str) -> ast.Module:
        """Parse a file; of a notebook all cells that can be parsed, as if they were one.

        Raises
        ------
        SyntaxError, ValueError, RecursionError, MemoryError
        """
        if not is_notebook(path):
            return parse(self.decoded(path), SUBMITTED + path)
        import json  # slow to import, and not always needed

        sources = json.loads(self.files[path].decode("utf-8", "surrogatepass"))
        self.cells[path] = [Cell.read(source, f"{path}, cell {i}") for i, source in enumerate(sources, 1)]
        trees = [cell.tree for cell in self.cells[path] if isinstance(cell.tree, ast.Module)]
        return ast.Module([statement for tree in trees for statement in tree.body], [])

    def proven(self, exercises: Iterable[str]) -> list[str]:
        """Name the exercises whose functions are proven to have no memory, before any file is run."""
        if sum(map(len, self.files.values())) > purity.LONGEST:
            return []
        found: list[str] = []
        proven: dict[str, set[str]] = {}
        for exercise in exercises:
            try:
                path = self.file_of(exercise)
            except MissingFunction:
                continue
            tree, stem = self.trees.get(path), os.path.splitext(os.path.basename(path))[0]
            if path not in proven:
                proven[path] = purity.proven_functions(tree, stem) if isinstance(tree, ast.Module) else set()
            if function_of(exercise) in proven[path]:
                found.append(exercise)
        return found

    def definitions(self, path: str) -> dict[str, str]:
        """List the names that a file binds, see `definitions` and `Cell`."""
        if path not in self.defined:
            tree = self.tree(path)
            found: dict[str, str] = {}
            if path in self.cells:
                for name, kind in (bound for cell in self.cells[path] for bound in cell.binds.items()):
                    if kind != "broken" or found.get(name, "stub") == "stub":  # what cannot be run replaces nothing
                        found[name] = kind
            elif isinstance(tree, ast.Module):
                found = definitions(tree)
            self.defined[path] = found
        return self.defined[path]

    def decoded(self, path: str) -> str:
        """Decode a file as UTF-8, else as what Windows editors write: code is ASCII either way."""
        data = self.files[path]
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

    def file_of(self, exercise: str) -> str:
        """Find the file that defines an exercise's function: a written one before a stub, the file of its name first.

        Raises
        ------
        MissingFunction
        """
        name, found = function_of(exercise), []
        for path in sorted(path for path in self.files if self.mentions(path, name) and self.may_hold(path, exercise)):
            if path in self.broken:
                found.append((4, False, path))
                continue
            tree = self.tree(path)
            if isinstance(tree, BaseException):
                stem = os.path.splitext(os.path.basename(path))[0]
                if stem == name or f"def {name}".encode() in self.files[path]:
                    found.append((3, stem != name, path))
            elif name in self.definitions(path):
                rank = ("written", "imported", "stub", "broken").index(self.definitions(path)[name])
                found.append((rank, os.path.basename(path) != f"{name}.py", path))
        if not found:
            raise MissingFunction
        (doubt, _, chosen), *others = sorted(found)
        if others and others[0][0] == doubt == 0:
            self.notes.setdefault(
                chosen, f"{name} is written in {chosen} and in {others[0][2]}; the first one is judged"
            )
        return chosen

    def may_hold(self, path: str, exercise: str) -> bool:
        """Tell whether a file may be an answer to the exercise: not where it lies in the folder of another's unit."""
        places = {*path.split("/")[:-1], os.path.splitext(os.path.basename(path))[0]}
        return exercise.partition("/")[0] in places or places.isdisjoint(self.rivals.get(exercise, ()))

    def mentions(self, path: str, name: str) -> bool:
        """Tell whether a file may define a name: only then is it worth parsing."""
        return any(name.encode(encoding) in self.files[path] for encoding in ("utf-8", "utf-16-le", "utf-16-be"))

    def load(self, path: str) -> dict[str, Any]:
        """Run a file once as a module of its own, and return its globals.

        Raises
        ------
        BaseException
            What the file raised, the same one for every function that is asked of it.
        """
        if path in self.broken:
            raise BrokenFile(path)
        if path not in self.modules:
            self.loading.append(path)
            self.announce(wire.LOADING, path, self.notes.get(path, ""))
            folder, name = os.path.split(path)
            module = types.ModuleType(name if is_notebook(path) else os.path.splitext(name)[0])
            module.__file__, module.__package__ = SUBMITTED + path, folder.replace("/", ".") or None
            sys.modules.setdefault(module.__name__, module)  # dataclasses look themselves up there
            before = Settings.now()
            after = DEFAULT_SETTINGS
            try:
                tree = self.tree(path)
                if isinstance(tree, BaseException):
                    raise tree
                self.modules[path] = module.__dict__
                DEFAULT_SETTINGS.restore(before)
                if path in self.cells:
                    self.run_cells(path, module.__dict__)
                else:
                    exec(compile(tree, SUBMITTED + path, "exec", dont_inherit=True), module.__dict__)
                self.settings[path] = after = Settings.now()
            except BaseException as error:
                self.modules[path] = error
            before.restore(after)  # of the file that imports this one
            self.loading.pop()
            self.announce(wire.LOADING, self.loading[-1] if self.loading else "")
        loaded = self.modules[path]
        if isinstance(loaded, BaseException):
            raise loaded
        return loaded

    def run_cells(self, path: str, namespace: dict[str, Any]) -> None:
        """Run a notebook's cells in order: one that fails costs what it would have bound, as in Jupyter's Run All."""
        namespace |= JUPYTER
        self.flags = 0
        for cell in self.cells[path]:
            self.loading[-1] = cell.place
            self.announce(wire.LOADING, cell.place)
            try:
                if cell.place in self.broken:
                    raise BrokenFile(cell.place)
                if isinstance(cell.tree, BaseException):
                    raise cell.tree
                for statement in cell.tree.body:
                    self.run_statement(statement, cell.place, path, namespace)
            except BaseException as error:  # SystemExit too, and a file in it that is broken
                self.lost = {(path, name): error for name in cell.binds} | self.lost
        self.loading[-1] = path

    def run_statement(self, statement: ast.stmt, place: str, path: str, namespace: dict[str, Any]) -> None:
        """Run one statement, as Jupyter does; an import of what is not here costs only the names that it binds."""
        code = compile(ast.Module([statement], []), SUBMITTED + place, "exec", self.flags, dont_inherit=True)
        self.flags |= code.co_flags & FUTURE
        try:
            exec(code, namespace)
        except NOT_TO_BE_HAD as error:
            if not isinstance(statement, ast.Import | ast.ImportFrom):
                raise
            self.lost = {(path, name): error for name in bound_names(statement)} | self.lost

    # Imports of one submitted file by another.

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        tail = name.replace(".", "/")
        for folder in self.search_path():
            for source, is_package in ((f"{folder}{tail}.py", False), (f"{folder}{tail}/__init__.py", True)):
                if source in self.files:
                    return importlib.util.spec_from_loader(name, self, origin=source, is_package=is_package)
            if any(file.startswith(f"{folder}{tail}/") for file in self.files):
                return importlib.util.spec_from_loader(name, self, is_package=True)
        return None

    def search_path(self) -> list[str]:
        """List the folders of the submission, the one of the file being loaded and those above it first."""
        here = os.path.dirname(self.loading[-1]) if self.loading else ""
        parts = here.split("/") if here else []
        near = ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts), -1, -1)]
        every = sorted(f"{os.path.dirname(file)}/" for file in self.files if "/" in file)
        return list(dict.fromkeys([*near, *every]))

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        path = module.__spec__.origin if module.__spec__ else None
        if path:
            module.__dict__.update(self.load(path))


def is_notebook(path: str) -> bool:
    return path.lower().endswith(".ipynb")


def definitions(tree: ast.Module) -> dict[str, str]:
    """List the names that a module binds, each "written" there, "imported" from elsewhere or still a "stub"."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            is_stub = all(is_placeholder(statement) for statement in node.body)
            found[node.name] = "stub" if is_stub else "written"
        elif isinstance(node, ast.ImportFrom | ast.Import):
            found.update(dict.fromkeys(bound_names(node), "imported"))
        else:
            found.update(dict.fromkeys(bound_names(node), "written"))
    return found


def is_placeholder(statement: ast.stmt) -> bool:
    """Docstring, ``...``, ``pass`` or ``raise NotImplementedError``."""
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def bound_names(node: ast.stmt) -> set[str]:
    """Return the names that a statement other than a plain ``def`` binds, at any depth of if, try and with."""
    if isinstance(node, ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test)
    ):  # not run when graded
        return set()
    names = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.ClassDef):
            names.add(inner.name)
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            names.add(inner.id)
        elif isinstance(inner, ast.ImportFrom | ast.Import):
            names.update(alias.asname or alias.name for alias in inner.names)
    return names


def function_of(exercise: str) -> str:
    """Return the name of an exercise's function: of ``information/entropy`` it is ``entropy``."""
    return exercise.rpartition("/")[2]


def load_function(submission: Submission, exercise: str) -> Callable[..., Any] | None:
    """Load the file that defines an exercise's function and return it; None where it is not yet written.

    Raises
    ------
    BaseException
        What loading the file raised; MissingFunction where no file has the function.
    """
    name, path = function_of(exercise), submission.file_of(exercise)
    kind = submission.definitions(path).get(name)
    if kind == "stub":
        return None
    namespace = submission.load(path)
    if kind == "broken" or name not in namespace:
        raise submission.lost.get((path, name), MissingFunction())
    function = namespace[name]
    if not callable(function):
        raise TypeError(f"{name} is a {type(function).__name__}, not a function")
    for used in function.__code__.co_names if type(function) is types.FunctionType else ():
        if used not in namespace and (error := submission.lost.get((path, used))):
            submission.announce(wire.LOADING, "", f"{used} is not there: {type(error).__name__}: {error}")
    submission.settings[path].restore(Settings.now())
    return function  # type: ignore[no-any-return]  # a student's
