"""The libraries that have the answers: which they are, and how an import of one is refused and recognised."""

from __future__ import annotations

import importlib.abc
import types
from functools import cache
from typing import Any, NoReturn

FORBIDDEN = {"autograd", "cupy", "jax", "keras", "mpmath", "numba", "scipy", "sklearn", "solutions", "statsmodels"}
FORBIDDEN |= {"sympy", "tensorflow", "torch"}
NEEDED = {"numpy": (), "torch": ("torch",)}  # by an exercise's library, of the forbidden ones

LONG_CHAIN = 20  # of exceptions, each raised while the one before was handled: a student's can be a circle
tried: list[Forbidden] = []  # by the call that is being made: built-ins of torch's, see `built_ins`
HIDDEN: list[str] = []  # modules of torch's in which its losses are written once more
REFUSED_NAMES: dict[str, str] = {}  # what a refused import should have bound; using it is refused, not the import


class Forbidden(ImportError):
    """An import that would replace the exercise."""


def refuse(name: str) -> NoReturn:
    """Refuse what a student knows by a name, and note that it was tried.

    Raises
    ------
    Forbidden
    """
    error = Forbidden(name)
    tried.append(error)
    raise error


@cache
def code_around(text: str, variables: int) -> types.CodeType:
    """Return the code of the function that a text defines, with some variables of functions around it.

    The code of a function can only be exchanged for code that has as many of them.
    """
    names: dict[str, Any] = {}
    around = ", ".join(f"v{number}" for number in range(variables))
    exec(text.replace("({variables})", f"({around})").replace("{variables}", around or "pass"), names)
    code: types.CodeType = names["around"](*range(variables)).__code__
    return code


class RefusingFinder(importlib.abc.MetaPathFinder):
    """Refuses the libraries that have the answers: the only wall against them in the basic tier."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] in FORBIDDEN:
            raise Forbidden(f"import {name}")
        if any(name.startswith(f"{hidden}.") for hidden in HIDDEN):
            raise Forbidden(name)


def allow(library: str) -> None:
    """Let an exercise's own library be imported."""
    FORBIDDEN.difference_update(NEEDED[library])


def behind(error: BaseException) -> Forbidden | None:
    """Return the refusal of a built-in that an exception was raised because of, in its `except` or by torch."""
    texts = [text for text in error.args if type(text) is str]  # what else it has may refuse to be read
    if type(error) is RuntimeError and texts:  # torch's interpreter of scripts keeps no more of an error than its text
        for one in tried:
            if f"{type(one).__name__}: {one}" in texts[0]:
                return one.with_traceback(error.__traceback__)
    return linked(error)


def linked(error: BaseException) -> Forbidden | None:
    """Return the refusal that an exception was raised from, or while it was handled."""
    following: BaseException | None = error
    for _ in range(LONG_CHAIN):
        if following is None or following in tried:
            return following if isinstance(following, Forbidden) else None
        following = following.__cause__ or following.__context__
    return None


def forbidden_import(error: BaseException) -> str:
    """Name the import that failed because a library has the answers: refused by us, not found, or not readable."""
    if isinstance(error, Forbidden):
        return str(error)
    if isinstance(error, NameError):
        return REFUSED_NAMES.get(error.name or "", "")
    if isinstance(error, ImportError) and str(error.name or "").partition(".")[0] in FORBIDDEN:
        return f"import {error.name}"
    if isinstance(error, PermissionError):
        return next((f"import {part}" for part in str(error.filename).split("/") if part in FORBIDDEN), "")
    return ""
