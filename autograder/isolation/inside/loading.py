"""Run the submitted files, each once as a module of its own, and take the functions out of them."""

from __future__ import annotations

import ast
import builtins
import os
import sys
import types
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np

from .cells import SUBMITTED, reason_in
from .definitions import definitions
from .files import Files, MissingFunction, function_of, is_notebook, stem_of
from .imports import Importing
from .progress import Progress
from .reasons import Reason
from .refusals import REFUSED_NAMES, forbidden_import

FUTURE = annotations.compiler_flag  # the one import from __future__ that changes anything
MOST_LINKS = 10  # from a name to the one that it lacked
JUPYTER = {  # what a notebook finds there, and what is exported from one looks for
    "get_ipython": lambda: Shell(),
    "display": lambda *objects, **_: print(*objects),  # noqa: T201  # as Jupyter's does
    "exit": lambda *_: None,
    "quit": lambda *_: None,
}


class Shell:
    """What ``get_ipython()`` returns: it does nothing, whatever it is told."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None


class BrokenFile(BaseException):
    """A file, or a statement, whose loading has ended or hung a child before: it is not loaded again."""


class Settings(NamedTuple):
    """What a file may set for the whole process: it holds for that file alone.

    NumPy's errors, warning filters, and torch's, where it is loaded: nothing is what torch itself sets.
    """

    floating_point: Any
    warnings: list[Any]
    torch: tuple[Any, ...] = ()

    @classmethod
    def current(cls) -> Settings:
        return cls(np.geterr(), list(warnings.filters), tuple(get() for get, *_ in of_torch()))

    def replace(self, current: Settings) -> None:
        """Put these settings in force; `current` are the ones that are."""
        if self.floating_point != current.floating_point:
            np.seterr(**self.floating_point)
        if self.warnings != current.warnings:
            warnings.filters[:] = self.warnings  # type: ignore[index]  # a list, whatever its stub says
        usual = tuple(one for *_, one in of_torch())
        for (_, put, _), ours, theirs in zip(of_torch(), self.torch or usual, current.torch or usual, strict=True):
            if ours != theirs:
                put(ours)


@cache  # before a student's code runs, which may call something else torch
def of_torch() -> Sequence[tuple[Callable[[], Any], Callable[[Any], object], Any]]:
    """List what gets a setting of torch's, what puts it in force, and what it is if nobody has."""
    torch = sys.modules.get("torch")
    if torch is None:
        return ()
    return (
        (torch.is_grad_enabled, torch._C._set_grad_enabled, True),
        (torch.get_default_dtype, torch.set_default_dtype, torch.float32),
        (torch.is_anomaly_enabled, torch.set_anomaly_enabled, False),
        (torch.get_float32_matmul_precision, torch.set_float32_matmul_precision, "highest"),
        (partial(modes, torch._C), partial(replace_modes, torch._C), ()),
    )


def modes(native: Any) -> tuple[Any, ...]:
    """Return what stands before every function of torch's, as a default device does; the first at the bottom."""
    return tuple(map(native._get_function_stack_at, range(native._len_torch_function_stack())))


def replace_modes(native: Any, ours: Iterable[Any]) -> None:
    while native._len_torch_function_stack():
        native._pop_torch_function_stack()
    for mode in ours:
        native._push_on_torch_function_stack(mode)


DEFAULT_SETTINGS = Settings(np.geterr(), [("always", None, Warning, None, 0)])


class Modules:
    """The submitted files as modules.

    Attributes
    ----------
    modules : dict of str to dict or BaseException
        By path, the file's globals, or what it raised.
    settings : dict of str to Settings
        By path, those that the file left.
    objects : dict of str to module
        By path, the file's module.
    packages : dict of str to module
        By folder, the packages without an ``__init__.py``.
    reasons : dict of (str, str) to BaseException
        By path and name, why a statement did not bind that name.
    """

    def __init__(self, files: Files, progress: Progress) -> None:
        self.files = files
        self.progress = progress
        self.modules: dict[str, dict[str, Any] | BaseException] = {}
        self.settings: dict[str, Settings] = {}
        self.objects: dict[str, types.ModuleType] = {}
        self.packages: dict[str, types.ModuleType] = {}
        self.reasons: dict[tuple[str, str], BaseException] = {}

    def function(self, exercise: str, is_class: bool = False) -> Callable[..., Any] | None:
        """Load the file that defines an exercise's function, or class, and return it; None where it is not yet written.

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
            raise self.root_reason(path, name) or self.files.problem(path) or MissingFunction()
        function = namespace[name]
        if not callable(function) or issubclass(type(function), type) != is_class:
            raise no_function(function, path, is_class)
        if twice := self.files.twice(path, name):
            self.progress.tell("", twice)
        self.tell_missing_names(function, path, namespace)
        self.settings[path].replace(Settings.current())
        return function  # type: ignore[no-any-return]  # a student's

    def root_reason(self, path: str, name: str) -> BaseException | None:
        """Return why a statement did not bind a name: where it lacked another name, why that one was not bound."""
        reason = self.reasons.get((path, name))
        for _ in range(MOST_LINKS):
            before = self.reasons.get((path, reason.name or "")) if isinstance(reason, NameError) else None
            if before is None or before is reason:
                break
            reason = before
        return reason

    def tell_missing_names(self, function: Any, path: str, namespace: dict[str, Any]) -> None:
        """Tell the student which names the function uses that should be there, and why they are not."""
        parts = vars(function).values() if isinstance(function, type) else [function]
        codes = [part.__code__ for part in parts if type(part) is types.FunctionType]
        for name in dict.fromkeys(name for code in codes for name in code.co_names):
            if name not in namespace and name not in REFUSED_NAMES and (error := self.reasons.get((path, name))):
                text = error.msg if isinstance(error, SyntaxError) else error
                reason = Reason("not_there", path, 0, name, f"{type(error).__name__}: {text}")
                cause = reason_in(error)
                self.progress.tell("", reason.pack() + (cause.pack() if cause else ""))

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

    def module(self, path: str) -> types.ModuleType:
        """Run a file, unless it has been run, and return its module.

        Raises
        ------
        BaseException
        """
        self.load(path)
        return self.objects[path]

    def run(self, path: str) -> None:
        """Run a file as a new module, statement by statement: one that fails costs what it would have bound.

        So does Jupyter's Run All for cells; a file with the same text is worth the same.
        """
        module = types.ModuleType(os.path.basename(path) if is_notebook(path) else stem_of(path))
        module.__file__, module.__package__ = SUBMITTED + path, os.path.dirname(path).replace("/", ".") or None
        sys.modules.setdefault(module.__name__, module)  # dataclasses look themselves up there
        self.objects[path], self.modules[path] = module, module.__dict__
        importing = Importing(path, self.files.contents, self.module, self.packages)
        module.__dict__.update(JUPYTER, __builtins__={**vars(builtins), "__import__": importing})
        DEFAULT_SETTINGS.replace(Settings.current())
        flags = 0  # what was imported from __future__
        for cell in self.files.cells(path):
            if isinstance(cell.tree, BaseException):
                self.give_reason(cell.tree, path, cell.names)
                continue
            for statement in cell.tree.body:
                flags |= self.run_statement(statement, cell.place, path, flags)

    def run_statement(self, statement: ast.stmt, where: str, path: str, flags: int) -> int:
        """Run one statement of a file; return what it imported from ``__future__``."""
        place = where if is_quiet(statement) else f"{where}, line {statement.lineno}"
        try:
            self.progress.go_on(place)
            if place in self.files.broken:
                raise BrokenFile(place)
            single = ast.Module([statement], [])
            code = compile(single, SUBMITTED + where, "exec", flags, dont_inherit=True)
            exec(code, vars(self.objects[path]))
        except BaseException as error:  # SystemExit too, and a file in it that is broken
            self.give_reason(error, path, definitions(ast.Module([statement], [])))
            return 0
        return int(code.co_flags) & FUTURE

    def give_reason(self, error: BaseException, path: str, names: Iterable[str]) -> None:
        """Remember why some names are not bound; the first reason is the one to tell."""
        refused = forbidden_import(error)
        for name in names:
            self.reasons.setdefault((path, name), error)
            if refused:
                REFUSED_NAMES[name] = refused


def no_function(thing: object, path: str, is_class: bool) -> TypeError:
    """Say of what has an exercise's name that it is no function, or no class."""
    name = "class" if issubclass(type(thing), type) else type(thing).__name__
    error = TypeError(f"a {name}, not a {'class' if is_class else 'function'}")
    kind = "no_class" if is_class else "no_function"
    error.reason = Reason(kind, path, name=name)  # type: ignore[attr-defined]  # see `reason_in`
    return error


def is_quiet(statement: ast.stmt) -> bool:
    """Tell whether a statement can neither take long nor end the process; a file that it imports speaks for itself."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr(ast.Constant()):
            return True
        case ast.FunctionDef(decorator_list=[], args=arguments, returns=returns):
            return not any(isinstance(part, ast.Call) for of in (arguments, returns) if of for part in ast.walk(of))
    return False
