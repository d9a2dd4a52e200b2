"""Where the banks are: the one that ships, and the packs beside it.

A pack is found in three ways: above a student's working folder, among the installed packages, and where somebody names
its folder. Only manifests are read here. Nothing is imported from a pack and nothing of it is run: whoever is not its
author takes its data alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.bank.folder import Bank, BankError, read_bank, shipped
from autograder.isolation.import_path import import_path
from autograder.translation import MANIFEST, N_

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "losslings.packs"  # an installed package names its folder: my_pack = "my_package"


def find_banks(above: Path | None = None, packs: Iterable[Path] = ()) -> tuple[Bank, ...]:
    """List the bank that ships, then the packs.

    Parameters
    ----------
    above : Path, optional
        A student's working folder: the nearest ``losslings.toml`` in it or above it is a pack's. Leave it out where
        submissions lie: a student could hand in a ``losslings.toml``.
    packs : iterable of Path, optional
        Folders of packs that somebody named.

    Returns
    -------
    tuple of Bank
        The one that ships, the one above, the installed ones by name, the named ones. Their names differ, and so do
        the names of their units.

    Raises
    ------
    BankError
        If a pack is incomplete, or two banks have the same name, or units of the same name.
    """
    ours = shipped()
    banks = {ours.root.resolve(): ours}
    near = bank_above(above) if above else None
    # A folder with the shipped bank's name is a checkout of that bank, and no pack.
    found = [near.root] if near and near.name != ours.name else []
    found += [*map(folder_of, installed()), *packs]
    for root in found:
        if root.resolve() not in banks:
            banks[root.resolve()] = read_pack(root)
    refuse_twins(banks.values())
    return tuple(banks.values())


def read_pack(root: Path) -> Bank:
    """Read a pack's manifest, and make sure that a student can practise the pack.

    Raises
    ------
    BankError
    """
    bank = read_bank(root)
    for path, command in ((bank.exercises, "stubs"), (bank.key, "key")):
        if not path.exists():
            message = N_("{path}: missing from the pack; its author makes it with `losslings {command} --bank {root}`")
            raise BankError(message, path=path, command=command, root=root)
    return bank


def refuse_twins(banks: Iterable[Bank]) -> None:
    """Make sure that a name means one bank, and a unit's name one unit.

    Raises
    ------
    BankError
        If not; it names both.
    """
    for first, second in combinations(banks, 2):
        roots = {"first": first.root, "second": second.root}
        if first.name == second.name:
            message = N_(
                "{first} and {second} are both named {name}: rename one in its losslings.toml, or leave one out"
            )
            raise BankError(message, **roots, name=first.name)
        for unit in first.units:
            if unit.name in {other.name for other in second.units}:
                message = N_("{first} and {second} both have a unit {name}: rename one, or leave one out")
                raise BankError(message, **roots, name=unit.name)


# ---------------------------------------------------------------- above the working folder


def bank_above(folder: Path) -> Bank | None:
    """Read the nearest manifest in a folder or above it.

    Raises
    ------
    BankError
        If it cannot be read.
    """
    root = next(filter(has_manifest, (folder.resolve(), *folder.resolve().parents)), None)
    return read_bank(root) if root else None


def has_manifest(root: Path) -> bool:
    try:
        return (root / MANIFEST).is_file()
    except OSError:  # this user may not read the folder
        return False


# ---------------------------------------------------------------- among the installed packages


def installed() -> list[EntryPoint]:
    """List what installed packages declare as packs, by name.

    The files are looked through here: `importlib.metadata.entry_points` takes 50 ms for what hardly anyone has.
    """
    found: dict[str, EntryPoint] = {}
    for path in entry_point_files():
        if ENTRY_POINTS.encode() in content(path):
            from importlib.metadata import PathDistribution

            declared = PathDistribution(Path(path).parent).entry_points.select(group=ENTRY_POINTS)
            found |= {entry.name: entry for entry in declared if entry.name not in found}
    return [found[name] for name in sorted(found)]


def content(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:  # most packages have no entry points
        return b""


def entry_point_files() -> Iterator[str]:
    for folder in import_path():  # submissions may lie in the working folder
        with suppress(OSError), os.scandir(folder) as entries:  # a zip, or gone
            names = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
            yield from (os.path.join(name, "entry_points.txt") for name in names)


def folder_of(entry: EntryPoint) -> Path:
    """Find a package's folder without importing it: Python's finders look for the name before the first dot.

    Raises
    ------
    BankError
        If there is no pack.
    """
    package, *below = entry.module.split(".")
    for finder in sys.meta_path:
        spec = finder.find_spec(package, import_path())
        for location in (spec and spec.submodule_search_locations) or ():
            root = Path(location, *below)
            if has_manifest(root):
                return root
    message = N_(
        "the installed pack {name}: the package {package} has no losslings.toml; uninstall it, or ask its author"
    )
    raise BankError(message, name=entry.name, package=entry.module)
