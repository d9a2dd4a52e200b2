"""Write a function of a running session as a module of its own, with the helpers, constants and imports it uses."""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
import symtable
import sys
import textwrap
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.translation import N_, LosslingsError

PLAIN = (bool, int, float, complex, str, bytes, type(None))


NOWHERE = N_("the source of {name} cannot be found; define it in a notebook cell or a file")
TYPED = N_(
    "this Python does not keep what is typed at its prompt, so the source of {name} cannot be found: save it in"
    ' {name}.py and call autograder.check("{name}"), or work in IPython or a notebook'
)
MOST_LINES = 200  # of a function that was typed


class SourceNotFound(LosslingsError):
    """The function needs something that cannot be written down; the message names it."""


def source_of(function: Callable[..., Any] | str) -> str:
    """Write a module with the function and all it uses.

    Raises
    ------
    SourceNotFound
    """
    written = methods_of(function) if isinstance(function, type) else [function]
    if isinstance(function, str) or not written or not isinstance(written[0], types.FunctionType):
        raise SourceNotFound(N_("{name} is not a function written in Python"), name=repr(function))
    parts: dict[str, str] = {}
    collect(function.__name__, function, written[0].__globals__, parts)
    return "import functools\nimport numpy\n" + "\n".join(parts.values())


def collect(name: str, value: Any, namespace: dict[str, Any], parts: dict[str, str]) -> None:
    """Add what defines `name` to `parts`, after everything that the definition itself needs.

    Raises
    ------
    SourceNotFound
    """
    if name in parts:
        return
    if isinstance(value, types.ModuleType):
        parts[name] = f"import {value.__name__} as {name}"
    elif is_defined_here(value, namespace):
        parts[name] = ""  # ends a recursion; deleted below, so that what the definition needs stands before it
        source = definition(name, value)
        for used in names_used(source):
            if used in namespace:
                collect(used, namespace[used], namespace, parts)
        del parts[name]
        is_alias = value.__name__ not in (name, "<lambda>")
        parts[name] = f"{source}\n{name} = {value.__name__}" if is_alias else source
    elif isinstance(value, PLAIN) or type(value) in (np.ndarray, dict, list, tuple, set, frozenset):
        parts[name] = f"{name} = {literal(name, value)}"
    elif isinstance(value, functools.partial):
        collect(f"_{name}", value.func, namespace, parts)
        bound = f"*{literal(name, value.args)}, **{literal(name, value.keywords)}"
        parts[name] = f"{name} = functools.partial(_{name}, {bound})"
    elif home := home_of(name, value):
        parts[name] = f"from {home[0]} import {home[1]} as {name}"
    else:
        parts[name] = f"{name} = {literal(name, value)}"


def is_defined_here(value: Any, namespace: dict[str, Any]) -> bool:
    is_code = isinstance(value, types.FunctionType | type)
    return is_code and getattr(value, "__module__", None) == namespace.get("__name__")


def definition(name: str, value: Any) -> str:
    if is_typed(value) and (typed := typed_source(value)):
        return typed
    try:
        source = textwrap.dedent(source_of_class(value) if isinstance(value, type) else inspect.getsource(value))
        if value.__name__ == "<lambda>" and not source.startswith(f"{name} ="):
            raise OSError("a lambda inside another statement")
        ast.parse(source)
    except (OSError, TypeError, SyntaxError) as error:
        raise SourceNotFound(TYPED if is_typed(value) else NOWHERE, name=name) from error
    return source


def methods_of(kind: type) -> list[types.FunctionType]:
    """Return the methods that a class defines."""
    return [value for value in vars(kind).values() if isinstance(value, types.FunctionType)]


def source_of_class(kind: type) -> str:
    """Return the text of a class by where its methods stand: a cell of a notebook is no file of its module.

    Raises
    ------
    OSError
    """
    for code in (method.__code__ for method in methods_of(kind)):
        text = "".join(linecache.getlines(code.co_filename))
        nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
        for node in nodes:
            is_there = node.lineno <= code.co_firstlineno <= (node.end_lineno or 0)
            if is_there and node.name == kind.__name__:
                return ast.get_source_segment(text, node) or ""
    return inspect.getsource(kind)


def is_typed(value: Any) -> bool:
    """Tell whether a function was typed at Python's own prompt."""
    return getattr(getattr(value, "__code__", None), "co_filename", "") == "<stdin>"


def typed_source(function: types.FunctionType) -> str | None:
    """Find a function in the history of the prompt: the latest text there that compiles to its very code."""
    readline = sys.modules.get("readline")
    if readline is None:
        return None
    count = readline.get_current_history_length()
    lines = [readline.get_history_item(number) or "" for number in range(1, count + 1)]
    for start in range(count - 1, -1, -1):
        if lines[start].startswith(f"def {function.__name__}"):
            for end in range(start + 1, min(count, start + MOST_LINES) + 1):
                text = "\n".join(lines[start:end]) + "\n"
                if compiles_to(text, function.__code__):
                    return text
    return None


def compiles_to(text: str, code: types.CodeType) -> bool:
    """Tell whether a text defines a function of this code; nothing is run."""
    try:
        module = compile(text, "<stdin>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return code in module.co_consts


def home_of(name: str, value: Any) -> tuple[str, str] | None:
    """Find a loaded module that has `value`, under this name or its own: its own module first, then the shortest."""
    own = getattr(value, "__module__", None)
    modules = sorted(sys.modules.keys() - {"__main__"}, key=lambda module: (module != own, len(module), module))
    for module in modules:
        names = getattr(sys.modules[module], "__dict__", {})
        for wanted in (name, getattr(value, "__name__", name)):
            if names.get(wanted) is value and not module.startswith("autograder"):
                return module, wanted
    return None


def names_used(source: str) -> set[str]:
    """Return the global names that a definition uses: in its body, nested functions, defaults, hints, decorators."""
    used: set[str] = set()
    tables = [symtable.symtable(source, "<definition>", "exec")]
    while tables:
        table = tables.pop()
        is_top = table.get_type() == "module"
        used.update(s.get_name() for s in table.get_symbols() if s.is_global() or (is_top and s.is_referenced()))
        tables.extend(table.get_children())
    return used


def literal(name: str, value: Any) -> str:
    """Write a constant as code.

    Raises
    ------
    SourceNotFound
        If it is no number, text, array, or collection of them.
    """
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        return f"numpy.array({literal(name, value.tolist())}, dtype={value.dtype.name!r}).reshape({value.shape})"
    if isinstance(value, np.generic):
        return f"numpy.{type(value).__name__}({literal(name, value.item())})"
    if isinstance(value, float):
        return f"float({str(value)!r})"
    if isinstance(value, PLAIN):
        return repr(value)
    if type(value) is dict:
        return "{" + ", ".join(f"{literal(name, k)}: {literal(name, v)}" for k, v in value.items()) + "}"
    if type(value) in (list, tuple, set, frozenset):
        return f"{type(value).__name__}([{', '.join(literal(name, part) for part in value)}])"
    message = N_(
        "{name} is a {kind}, which cannot be judged with the function; make it a number, an array or a function"
    )
    raise SourceNotFound(message, name=name, kind=type(value).__name__)
