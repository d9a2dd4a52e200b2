"""The grammars of addresses, which nbformat and so nbgrader import, are compiled when one is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

GRAMMARS = "rfc3987_syntax"  # what jsonschema, and so nbformat, imports to check addresses in a document


def is_valid_syntax(term: str, text: str) -> bool:
    """Load the grammars of addresses, and ask them."""
    return bool(grammars().is_valid_syntax(term, text))


def grammars() -> ModuleType:
    if isinstance(sys.modules.get(GRAMMARS), GrammarsToCome):
        del sys.modules[GRAMMARS]
    return import_module(GRAMMARS)


class GrammarsToCome(ModuleType):
    """Stands in for the grammars of addresses until one is asked: all 38 take 2 s to compile, a notebook needs none."""

    is_valid_syntax = staticmethod(is_valid_syntax)

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self.__spec__, self.__path__ = spec, list(spec.submodule_search_locations or ())

    def __getattr__(self, name: str) -> Any:  # whatever else somebody in this process wants of them
        if name.startswith("__"):  # what import itself looks at
            raise AttributeError(name)
        return getattr(grammars(), name)


def leave_grammars_to_come() -> None:
    """Spare who imports nbformat or nbgrader next the grammars of addresses."""
    if GRAMMARS not in sys.modules and (spec := find_spec(GRAMMARS)):
        sys.modules[GRAMMARS] = GrammarsToCome(spec)
