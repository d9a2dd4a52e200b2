"""Run the submitted files, each once as a module of its own, and take the functions out of them."""

from __future__ import annotations

import ast
import os
import sys
import types
import warnings
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from .definitions import bound_names
from .files import SUBMITTED, Files, MissingFunction, function_of, is_notebook
from .progress import Progress

NOT_AVAILABLE = (ImportError, PermissionError)  # what importing raises
FUTURE = annotations.compiler_flag  # the one import from __future__ that changes anything
JUPYTER = {  # what a notebook finds there, and a file does not
    "display": lambda *objects, **_: print(*objects),  # noqa: T201  # as Jupyter's does
    "exit": lambda *_: None,
    "quit": lambda *_: None,
}


class BrokenFile(BaseException):
    """A file, or a notebook's cell, whose loading has ended or hung a child before: it is not loaded again."""


class Settings(NamedTuple):
    """What a file may set for the whole process (``np.seterr``, warning filters): it holds for that file alone."""

    floating_point: Any
    warnings: list[Any]

    @classmethod
    def current(cls) -> Settings:
        return cls(np.geterr(), list(warnings.filters))

    def replace(self, current: Settings) -> None:
        """Put these settings in force; `current` are the ones that are."""
        if self.floating_point != current.floating_point:
            np.seterr(**self.floating_point)
        if self.warnings != current.warnings:
            warnings.filters[:] = self.warnings  # type: ignore[index]  # a list, whatever its stub says


DEFAULT_SETTINGS = Settings(np.geterr(), [("always", None, Warning, None, 0)])


class Modules:
    """The submitted files as modules.

    Attributes
    ----------
    modules : dict of str to dict or BaseException
        By path, the file's globals, or what it raised.
    settings : dict of str to Settings
        By path, those that the file left.
    reasons : dict of (str, str) to BaseException
        By notebook and name, why a cell did not bind that name.
    """

    def __init__(self, files: Files, progress: Progress) -> None:
        self.files = files
        self.progress = progress
        self.modules: dict[str, dict[str, Any] | BaseException] = {}
        self.settings: dict[str, Settings] = {}
        self.reasons: dict[tuple[str, str], BaseException] = {}

    def function(self, exercise: str) -> Callable[..., Any] | None:
        """Load the file that defines an exercise's function and return it; None where it is not yet written.

        Raises
        ------
        BaseException
            What loading the file raised; MissingFunction where no file has the function.
        """
        name, path = function_of(exercise), self.files.file_of(exercise)
        kind = self.files.definitions(path).get(name)
        if kind == "stub":
            return None
        namespace = self.load(path)
        if kind == "broken" or name not in namespace:
            raise self.reasons.get((path, name), MissingFunction())
        function = namespace[name]
        if not callable(function):
            raise TypeError(f"{name} is a {type(function).__name__}, not a function")
        self.tell_missing_names(function, path, namespace)
        self.settings[path].replace(Settings.current())
        return function  # type: ignore[no-any-return]  # a student's

    def tell_missing_names(self, function: Any, path: str, namespace: dict[str, Any]) -> None:
        """Tell the student which names the function uses that a cell should have bound, and why it did not."""
        if type(function) is not types.FunctionType:
            return
        for name in function.__code__.co_names:
            if name not in namespace and (error := self.reasons.get((path, name))):
                self.progress.tell("", f"{name} is not there: {type(error).__name__}: {error}")

    def load(self, path: str) -> dict[str, Any]:
        """Run a file, unless it has been run, and return its globals.

        Raises
        ------
        BaseException
            What the file raised, the same one for every function that is asked of it.
        """
        if path in self.files.broken:
            raise BrokenFile(path)
        if path not in self.modules:
            self.progress.enter(path, self.files.notes.get(path, ""))
            before = Settings.current()
            try:
                self.run(path)
                self.settings[path] = after = Settings.current()
            except BaseException as error:  # SystemExit too: a file that exits has not loaded
                self.modules[path] = error
                after = DEFAULT_SETTINGS
            before.replace(after)  # those of the file that imports this one
            self.progress.leave()
        loaded = self.modules[path]
        if isinstance(loaded, BaseException):
            raise loaded
        return loaded

    def run(self, path: str) -> None:
        """Run a file as a new module.

        Raises
        ------
        BaseException
        """
        folder, file = os.path.split(path)
        module = types.ModuleType(file if is_notebook(path) else os.path.splitext(file)[0])
        module.__file__, module.__package__ = SUBMITTED + path, folder.replace("/", ".") or None
        sys.modules.setdefault(module.__name__, module)  # dataclasses look themselves up there
        tree = self.files.tree(path)
        if isinstance(tree, BaseException):
            raise tree
        self.modules[path] = module.__dict__
        DEFAULT_SETTINGS.replace(Settings.current())
        if path in self.files.cells:
            self.run_cells(path, module.__dict__)
        else:
            exec(compile(tree, SUBMITTED + path, "exec", dont_inherit=True), module.__dict__)

    def run_cells(self, path: str, namespace: dict[str, Any]) -> None:
        """Run a notebook's cells in order: one that fails costs what it would have bound, as in Jupyter's Run All."""
        namespace |= JUPYTER
        flags = 0  # what the notebook imported from __future__
        for cell in self.files.cells[path]:
            self.progress.go_on(cell.place)
            try:
                if cell.place in self.files.broken:
                    raise BrokenFile(cell.place)
                if isinstance(cell.tree, BaseException):
                    raise cell.tree
                for statement in cell.tree.body:
                    single = ast.Module([statement], [])
                    code = compile(single, SUBMITTED + cell.place, "exec", flags, dont_inherit=True)
                    flags |= code.co_flags & FUTURE
                    self.run_statement(statement, code, path, namespace)
            except BaseException as error:  # SystemExit too, and a file in it that is broken
                self.give_reason(error, path, cell.names)

    def run_statement(self, statement: ast.stmt, code: types.CodeType, path: str, namespace: dict[str, Any]) -> None:
        """Run one statement, as Jupyter does; an import of what is not here costs only the names that it binds."""
        try:
            exec(code, namespace)
        except NOT_AVAILABLE as error:
            if not isinstance(statement, ast.Import | ast.ImportFrom):
                raise
            self.give_reason(error, path, bound_names(statement))

    def give_reason(self, error: BaseException, path: str, names: Iterable[str]) -> None:
        """Remember why some names are not bound; the first reason is the one to tell."""
        for name in names:
            self.reasons.setdefault((path, name), error)
