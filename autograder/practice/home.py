"""Where a student works: the folder of exercises, found from every folder below it, and the record beside it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from autograder.translation import LosslingsError

EXERCISES = "exercises"  # the folder that `losslings init` makes
ANSWERS = {".py", ".ipynb"}


class Home(NamedTuple):
    """A student's folder.

    Parameters
    ----------
    root : Path
        Where the record of the practice lies.
    exercises : Path
        Where the exercises lie: in the root, or in its ``exercises/``.
    """

    root: Path
    exercises: Path


def find_home(here: Path, units: Collection[str] | None = None) -> Home:
    """Find the exercises that a student works on, from any folder among them.

    Parameters
    ----------
    here : Path
        The working folder.
    units : collection of str, optional
        The names of the units' folders; those of the banks that are found from `here` if left out.

    Returns
    -------
    Home
        The nearest folder, upwards, that has ``exercises/`` with a unit in it, or two units; else the folder of the one
        unit that we are in; else `here`, with its ``exercises/`` if there is one.
    """
    units = unit_names(here) if units is None else units
    alone = None
    for folder in (here, *here.parents):
        if units_in(folder / EXERCISES, units):
            return Home(folder, folder / EXERCISES)
        if folder.name != EXERCISES and len(units_in(folder, units)) > 1:
            return Home(folder, folder)
        if alone is None and folder.name in units and has_answers(folder):
            alone = folder
    root = alone or here
    return Home(root, root / EXERCISES if (root / EXERCISES).is_dir() else root)


def unit_names(here: Path) -> Collection[str]:
    """Return the names of the units of all banks; of a bank that cannot be read, none: the command says so itself."""
    from autograder.bank.packs import find_banks

    try:
        return {unit.name for bank in find_banks(here) for unit in bank.units}
    except (LosslingsError, OSError):
        return ()


def units_in(folder: Path, units: Collection[str]) -> list[str]:
    """List the units that a folder has answers to, or stubs."""
    return [unit for unit in units if has_answers(folder / unit)]


def has_answers(folder: Path) -> bool:
    """Tell whether a folder has a Python file or a notebook; not where it cannot be listed."""
    try:
        return any(path.suffix in ANSWERS for path in folder.iterdir())
    except OSError:
        return False
