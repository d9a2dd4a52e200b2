"""What an exercise refuses by name: modules, classes and functions of a library, which other exercises may use.

They are wrapped before a student's file is loaded, so that whatever a file takes of them is wrapped. A wrapper asks
whether the exercise that is being called refuses it; importing it costs nothing. Like `built_ins` this is a wall
against what students write, not against somebody who patches the interpreter.
"""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from typing import Any

from .refusals import Forbidden, tried

in_force: set[str] = set()  # what the exercise that is being called refuses
guarded: set[str] = set()  # what has its wrappers


def guard(names: Iterable[str]) -> None:
    """Wrap what the names mean, each once in a process; what this version of the library does not have, nobody uses."""
    for name in names:
        if name not in guarded:
            guarded.add(name)
            with suppress(AttributeError, ImportError):
                wrap(name, *find(name))


def wrap(name: str, home: Any, thing: Any) -> None:
    """Wrap a module, a class, or a function wherever its library has it."""
    if isinstance(thing, types.ModuleType):
        for module in modules_of(name):
            guard_module(module, name)
    elif isinstance(thing, type):
        guard_class(thing, name, name)
    else:
        setattr(home, name.rpartition(".")[2], checking(thing, name, name))
        for place, known in list(places_of(thing, name)):
            setattr(place, known, checking(thing, name, name))


def find(name: str) -> tuple[Any, Any]:
    """Return what a dotted name means, and what it is an attribute of.

    Raises
    ------
    AttributeError, ImportError
        If there is no such thing.
    """
    first, *rest = name.split(".")
    home, thing = None, importlib.import_module(first)
    for number, part in enumerate(rest, 2):
        if not hasattr(thing, part) and isinstance(thing, types.ModuleType):
            importlib.import_module(".".join(name.split(".")[:number]))
        home, thing = thing, getattr(thing, part)
    return home, thing


def modules_of(name: str) -> list[types.ModuleType]:
    """List a module and those below it that are loaded."""
    return [module for full, module in list(sys.modules.items()) if f"{full}.".startswith(f"{name}.")]


def places_of(thing: Any, name: str) -> Iterator[tuple[types.ModuleType, str]]:
    """Yield where a function stands in the modules of its library, and under which names."""
    for module in modules_of(name.partition(".")[0]):
        yield from ((module, known) for known, value in vars(module).items() if value is thing)


def guard_module(module: types.ModuleType, name: str) -> None:
    """Wrap a module's functions where they stand, and the classes that are its own."""
    for known, value in list(vars(module).items()):
        full = f"{name}.{known}"
        if isinstance(value, type):
            if f"{value.__module__}.".startswith(f"{name}.") and not is_fixed(value):
                guard_class(value, full, name)
        elif not known.startswith("__") and callable(value):
            is_own = (getattr(value, "__module__", None) or name).partition(".")[0] == name.partition(".")[0]
            setattr(module, known, checking(value, full if is_own else name, name))


def guard_class(kind: type, full: str, name: str) -> None:
    """Wrap what a class has, in place: one that is derived from it, or was imported by another name, has it too."""
    methods = {known: value for known, value in vars(kind).items() if isinstance(value, types.FunctionType)}
    for known, value in {"__init__": kind.__init__, **methods}.items():  # type: ignore[misc]  # of the class itself
        setattr(kind, known, checking(value, full, name))


def is_fixed(kind: object) -> bool:
    """Tell whether something is a class that is written in C: nothing of it can be replaced."""
    return isinstance(kind, type) and bool(kind.__flags__ & 1 << 8)  # Py_TPFLAGS_IMMUTABLETYPE


def can_be_guarded(home: Any, thing: Any) -> bool:
    """Tell whether `wrap` can replace what `find` returned."""
    is_function = callable(thing) and not isinstance(thing, type)
    return isinstance(thing, types.ModuleType) or (not is_fixed(home if is_function else thing) and callable(thing))


def checking(function: Callable[..., Any], full: str, name: str) -> Callable[..., Any]:
    """Return a function that refuses to be called while `name` is in force, under the name that a student knows."""

    @wraps(function, updated=())
    def checked(*args: Any, **kwargs: Any) -> Any:
        if name in in_force:
            error = Forbidden(full)
            tried.append(error)
            raise error
        return function(*args, **kwargs)

    vars(checked).update(getattr(function, "__dict__", {}))
    del vars(checked)["__wrapped__"]
    for known in "reduce accumulate reduceat outer at nin nout".split():  # of NumPy's functions of elements
        if hasattr(function, known) and not hasattr(checked, known):
            value = getattr(function, known)
            setattr(checked, known, checking(value, f"{full}.{known}", name) if callable(value) else value)
    return checked
