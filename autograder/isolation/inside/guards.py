"""What an exercise refuses by name: modules, classes and functions of a library, which other exercises may use.

They are wrapped before a student's file is loaded, so that whatever a file takes of them is wrapped. A wrapper asks
whether the exercise that is being called refuses it; importing it costs nothing. Like `built_ins` this is a wall
against what students write, not against somebody who patches the interpreter.
"""

from __future__ import annotations

import enum
import importlib
import importlib.abc
import importlib.machinery as machinery
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from .cells import SUBMITTED
from .refusals import code_around, refuse

guarded: set[str] = set()  # what has its wrappers
wrapped: set[tuple[int, str]] = set()  # classes, which stand in several modules each
unguarded: dict[str, str] = {}  # what could not be wrapped, and why: nothing that refuses it can be judged
# Called by others than who uses a class: by isinstance, by the garbage collector, by a class statement.
LEFT_ALONE = {"__class_getitem__", "__del__", "__init_subclass__", "__instancecheck__", "__subclasscheck__"}
LEFT_ALONE |= {"__subclasshook__"}
ANNOTATIONS = {"types", "typing", "typing_extensions"}  # have what is callable and no function, such as Optional
LOADERS = (machinery.SourceFileLoader, machinery.SourcelessFileLoader, machinery.ExtensionFileLoader)
# Of NumPy's functions of elements, and of what `functools.cache` makes.
ATTRIBUTES = "reduce accumulate reduceat outer at nin nout cache_info cache_clear cache_parameters".split()
CHECKED = """
def around({variables}):
    def checked(*_args, _checked, **_kwargs):
        return _checked(*_args, **_kwargs)
        {variables}
    return checked
"""


class Watch:
    """What the exercise that is being called refuses; entered while code of the student's is called.

    Outside of that the code is ours, and may call what it likes, unless a function of the student's is what calls.
    """

    def __init__(self) -> None:
        self.in_force: set[str] = set()
        self.is_entered = False

    def __enter__(self) -> None:
        self.is_entered = True

    def __exit__(self, *_: object) -> None:
        self.is_entered = False

    def refuses(self, name: str) -> bool:
        return name in self.in_force and (self.is_entered or is_called_by_a_student())


def is_called_by_a_student() -> bool:
    """Tell whether a function that was handed in is among those that are being called."""
    frame = sys._getframe()
    while frame is not None and not frame.f_code.co_filename.startswith(SUBMITTED):
        frame = frame.f_back  # type: ignore[assignment]  # at the end there is none
    return frame is not None


watch = Watch()


def guard(names: Iterable[str]) -> None:
    """Wrap what the names mean, each once in a process; what this version of the library does not have, nobody uses.

    What cannot be wrapped is noted in `unguarded`: the process is everybody's, and goes on.
    """
    for name in names:
        if name not in guarded:
            guarded.add(name)
            try:
                home, thing = find(name)
            except (AttributeError, ImportError):
                continue
            except Exception as error:  # of the library's, when it is imported
                unguarded[name] = f"{type(error).__name__}: {error}"
                continue
            try:
                wrap(name, home, thing)
            except Exception as error:  # written in C in this version, or in a class that nothing can be set of
                unguarded[name] = f"{type(error).__name__}: {error}"


class GuardingFinder(importlib.abc.MetaPathFinder):
    """Has a module that is loaded later, below one that is refused, wrapped before anything is taken of it."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        above = [one for one in guarded if f"{name}.".startswith(f"{one}.")]
        if not above:
            return None
        others = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        found = next((spec for spec in others if spec is not None), None)
        if found is not None and isinstance(found.loader, LOADERS):  # one for each module; no file that was handed in
            load = found.loader.exec_module
            loader: Any = found.loader
            loader.exec_module = lambda module: load_guarded(load, loader, module, above)
        return found


def load_guarded(load: Callable[[Any], None], loader: Any, module: types.ModuleType, above: Iterable[str]) -> None:
    """Run a module of a library, which may call what is refused, and wrap it."""
    del loader.exec_module
    in_force, watch.in_force = watch.in_force, set()
    try:
        load(module)
    finally:
        watch.in_force = in_force
    for name in above:
        guard_module(module, name)


def wrap(name: str, home: Any, thing: Any) -> None:
    """Wrap a module, a class, or a function wherever its library has it.

    Raises
    ------
    TypeError
        If it cannot be replaced.
    """
    if not can_be_guarded(home, thing):
        raise TypeError("it is written in C")
    if isinstance(thing, types.ModuleType):
        if not any(isinstance(finder, GuardingFinder) for finder in sys.meta_path):
            sys.meta_path.insert(0, GuardingFinder())
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
        elif not known.startswith("__") and callable(value) and type(value).__module__ not in ANNOTATIONS:
            is_own = (getattr(value, "__module__", None) or name).partition(".")[0] == name.partition(".")[0]
            setattr(module, known, checking(value, full if is_own else name, name))


def guard_class(kind: type, full: str, name: str) -> None:
    """Wrap what a class has, in place: one that is derived from it, or was imported by another name, has it too."""
    if (id(kind), name) in wrapped or getattr(kind, "_is_protocol", False):  # nobody can make an object of the latter
        return
    wrapped.add((id(kind), name))
    is_enum = isinstance(kind, enum.EnumMeta)  # its objects are made already, and it looks for functions of its own
    own = dict(vars(kind))
    for known, value in own.items():
        if known not in LEFT_ALONE and not (is_enum and known.startswith("_")):
            guard_member(kind, known, value, full, name)
    has_constructor = "__init__" in own or isinstance(own.get("__new__"), staticmethod | types.FunctionType)
    if not is_enum and not has_constructor:
        setattr(kind, "__init__", checking(inherited(kind), full, name))  # noqa: B010  # mypy takes no other


def guard_member(kind: type, known: str, value: Any, full: str, name: str) -> None:
    """Wrap one member of a class, if it is called."""
    inner: Any = getattr(value, "__func__", None)
    if isinstance(value, staticmethod) and is_of(kind, known, inner):
        check_inside(inner, full, name)
    elif isinstance(value, staticmethod | classmethod) and callable(inner):
        setattr(kind, known, type(value)(checking(inner, full, name)))
    elif isinstance(value, types.FunctionType) or known == "__init__":
        setattr(kind, known, checking(value, full, name))


def is_of(kind: type, known: str, function: Any) -> bool:
    """Tell whether a function was written in a class, and is nobody else's."""
    return isinstance(function, types.FunctionType) and function.__qualname__ == f"{kind.__qualname__}.{known}"


def inherited(kind: type) -> Callable[..., None]:
    """Return the constructor of a class that has none of its own: what its parents have, whichever they are."""

    def construct(self: Any, *args: Any, **kwargs: Any) -> None:
        following: Any = super(kind, type(self)).__init__  # type: ignore[arg-type]  # of the object's class
        if following is not object.__init__:
            following(self, *args, **kwargs)
        elif vars(object)["__new__"] is type(self).__new__ and (args or kwargs):  # as object itself would say
            raise TypeError(f"{type(self).__name__}() takes no arguments")

    construct.__name__ = "__init__"
    return construct


def check_inside(function: types.FunctionType, full: str, name: str) -> None:
    """Have a function ask by itself: it stays the same object, which torch compares with the one that it knows."""
    code, variables = function.__code__, function.__closure__ or ()
    before = types.FunctionType(code, function.__globals__, function.__name__, function.__defaults__, variables)
    before.__kwdefaults__ = function.__kwdefaults__
    before.__dict__.update(vars(function))
    function.__code__ = code_around(CHECKED, len(variables))
    function.__defaults__ = None
    function.__kwdefaults__ = {"_checked": checking(before, full, name)}


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
        if watch.refuses(name):
            refuse(full)
        return function(*args, **kwargs)

    vars(checked).update(getattr(function, "__dict__", {}))
    del vars(checked)["__wrapped__"]
    for known in ATTRIBUTES:
        if hasattr(function, known) and not hasattr(checked, known):
            value = getattr(function, known)
            setattr(checked, known, checking(value, f"{full}.{known}", name) if callable(value) else value)
    return checked
