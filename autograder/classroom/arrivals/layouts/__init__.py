"""The layouts of a class's folder: a file each, found by itself; a new one is a new file with its `LAYOUT`."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import NamedTuple

from autograder.classroom.arrivals.attempts import Found
from autograder.classroom.arrivals.listing import Folder


class Layout(NamedTuple):
    """How a learning platform names what it lets an instructor download.

    Parameters
    ----------
    name : str
        For ``--layout``.
    title : str
        What the platform is called.
    example : str
        A name as the platform gives it.
    find : callable
        Returns what it recognises in a folder.
    rank : int
        Layouts with a lower number are asked first, and take what they recognise.
    is_telling : bool
        Whether one name alone is enough to recognise it. Else nearly all children must fit.
    """

    name: str
    title: str
    example: str
    find: Callable[[Folder], Found]
    rank: int
    is_telling: bool = True


@cache
def layouts() -> tuple[Layout, ...]:
    """List the layouts in the order in which they are asked."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    found: list[Layout] = [import_module(f"{__name__}.{name}").LAYOUT for name in names]
    return tuple(sorted(found, key=lambda layout: layout.rank))
