"""What a misspelt name in an author's file was perhaps meant to be, or which names there are."""

from __future__ import annotations

import difflib
import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.bank import spec
from autograder.translation import N_, Text

KEYWORD = re.compile(r"(\w+)(?:\.__init__)?\(\) got an unexpected keyword argument '(\w+)'")
IMPORT = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")


def did_you_mean(name: str, known: Iterable[str]) -> Text | str:
    """Return ``(did you mean …?)`` with a space before it; empty where no known name is near."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return Text(N_(" (did you mean {name}?)"), {"name": near[0]}) if near else ""


def meant_by(error: BaseException, names: Mapping[str, Any]) -> Text | str:
    """Say what the name that an exception complains of may have meant.

    Parameters
    ----------
    error : exception
        Raised by the author's file.
    names : mapping of str to object
        What the file had defined and imported by then.

    Returns
    -------
    Text or str
        To follow the exception's own words; empty where nothing is known.
    """
    if found := KEYWORD.search(str(error)):
        known = parameters_of(names.get(found[1]))
        there_are = Text(N_("; it takes {names}"), {"names": ", ".join(known)}) if known else ""
        return did_you_mean(found[2], known) or there_are
    if found := IMPORT.search(str(error)):
        return did_you_mean(found[1], vars(sys.modules[found[2]])) if found[2] in sys.modules else ""
    if isinstance(error, NameError) and error.name in spec.__all__:
        return Text(N_("; write from autograder.bank.spec import {name}"), {"name": error.name})
    if isinstance(error, NameError) and error.name:
        return did_you_mean(error.name, names)
    if isinstance(error, AttributeError) and error.name and inspect.ismodule(error.obj):
        return did_you_mean(error.name, vars(error.obj))
    return ""


def parameters_of(function: Any) -> list[str]:
    """Name what a function takes; nothing where that is not known, as of some that are written in C."""
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []
