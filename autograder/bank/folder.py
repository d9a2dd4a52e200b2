"""A bank is a folder: an author's exercises, and everything that is made from them.

The bank that ships with the package and any other one (a *pack*) look alike::

    losslings.toml                      the bank's name; its units in order, their titles, what they need; families
    solutions/<unit>/<name>.py          answers                                    written by the author
    specs/<unit>/<name>.py              how each is judged                         written by the author
    exercises/<unit>/<name>.py, …       stubs, notebooks, lessons, pictures        made by `losslings stubs` and others
    exercises/<unit>/explore.html       a page to play with, if there is one       made by the author's own means
    keys/public.jsonl, pictures.jsonl   what students are judged by                made by `losslings key`
    locale/<language>/LC_MESSAGES/…     what students read, in other languages     made by `losslings translations`

Students are given a bank without its solutions and specs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.translation import MANIFEST, N_, SHIPPED, LosslingsError

HANDED_OUT = {".py", ".ipynb", ".md", ".svg", ".html"}
SHARED = {".js", ".txt"}  # what units' pages need, and its licence, lie beside the units
NAME = re.compile(r"[a-z][a-z0-9_]*")


class BankError(LosslingsError):
    """Something in a bank is wrong: what, where, the way out."""


@dataclass(frozen=True)
class Unit:
    """One unit of a bank: a folder of exercises.

    Parameters
    ----------
    name : str
        The folder's name.
    titles : mapping of str to str
        The unit's title by language, English at least.
    needs : tuple of str
        The libraries that its exercises are written with, beside numpy.
    """

    name: str
    titles: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        return self.titles.get(language) or self.titles.get("en") or self.name


@dataclass(frozen=True)
class Bank:
    """A bank's folder, and what its manifest declares.

    Parameters
    ----------
    root : Path
    name : str
    units : tuple of Unit
        In the order in which students meet them.
    families : mapping of str to str
        The ideas behind mistakes that the engine does not know, title by name; see `autograder.judging.ladder`.
    """

    root: Path
    name: str
    units: tuple[Unit, ...]
    families: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_shipped(self) -> bool:
        """Whether it is the bank that comes with the package."""
        return self.root.resolve() == SHIPPED.resolve()

    @property
    def solutions(self) -> Path:
        return self.root / "solutions"

    @property
    def specs(self) -> Path:
        return self.root / "specs"

    @property
    def exercises(self) -> Path:
        return self.root / "exercises"

    @property
    def key(self) -> Path:
        return self.root / "keys" / "public.jsonl"

    @property
    def pictures(self) -> Path:
        return self.root / "keys" / "pictures.jsonl"

    @property
    def locale(self) -> Path:
        return self.root / "locale"

    def unit(self, name: str) -> Unit:
        """Return a unit by its folder's name."""
        return next(unit for unit in self.units if unit.name == name)


def read_bank(root: Path) -> Bank:
    """Read a bank's manifest; nothing else in the folder is read, and nothing is run.

    Raises
    ------
    BankError
        If there is no manifest, or it does not say what it must.
    """
    path = root / MANIFEST
    try:
        declared = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BankError(
            N_("{path}: {error}; a bank is a folder with a losslings.toml"), path=path, error=error.strerror
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BankError(N_("{path}: not TOML ({error})"), path=path, error=error) from error
    name, units = declared.get("name"), declared.get("unit")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        message = N_('{path}: needs a line such as name = "my_pack" (lower-case letters, digits and _)')
        raise BankError(message, path=path)
    if not isinstance(units, list) or not units:
        raise BankError(N_("{path}: declares no unit; each begins with a line [[unit]]"), path=path)
    declared_units = tuple(unit_of(declaration, path) for declaration in units)
    names = [unit.name for unit in declared_units]
    for unit in names:
        if names.count(unit) > 1:
            raise BankError(N_("{path}: declares the unit {unit} twice"), path=path, unit=unit)
    return Bank(root, name, declared_units, families_of(declared.get("families", {}), path))


def unit_of(declaration: Any, path: Path) -> Unit:
    """Read one ``[[unit]]`` of a manifest.

    Raises
    ------
    BankError
    """
    values = declaration if isinstance(declaration, dict) else {}
    name, titles, needs = values.get("folder"), values.get("title", {}), values.get("needs", [])
    if not isinstance(name, str) or not NAME.fullmatch(name):
        message = N_('{path}: a [[unit]] needs a line such as folder = "my_unit" (lower-case letters, digits and _)')
        raise BankError(message, path=path)
    if not isinstance(titles, dict) or not all(isinstance(title, str) for title in titles.values()):
        message = N_('{path}: unit {unit}: titles are written title.en = "…", a line for each language')
        raise BankError(message, path=path, unit=name)
    if not isinstance(needs, list) or not all(isinstance(library, str) for library in needs):
        raise BankError(N_('{path}: unit {unit}: needs is a list such as ["torch"]'), path=path, unit=name)
    return Unit(name, titles, tuple(needs))


def families_of(declaration: Any, path: Path) -> Mapping[str, str]:
    """Read the table ``[families]`` of a manifest.

    Raises
    ------
    BankError
    """
    if declaration == {}:
        return {}
    from autograder.judging.ladder import FAMILIES  # every pytest run of the environment reads a manifest

    values = declaration if isinstance(declaration, dict) else {"families": declaration}
    for name, title in values.items():
        if not NAME.fullmatch(name) or not isinstance(title, str) or not title.strip():
            message = N_('{path}: families, {name}: write lines such as ranking = "Pairs ranked wrongly"')
            raise BankError(message, path=path, name=name)
        if name in FAMILIES:
            message = N_("{path}: families, {name}: the engine has this family; use it, or take another name")
            raise BankError(message, path=path, name=name)
    return values


def shipped() -> Bank:
    """Return the bank that comes with the package."""
    return read_bank(SHIPPED)


def bank_of(exercise: str, banks: Iterable[Bank]) -> Bank:
    """Return the bank that has an exercise, given by its id."""
    unit = exercise.partition("/")[0]
    return next(bank for bank in banks if unit in {one.name for one in bank.units})


def handed_out(bank: Bank) -> list[Path]:
    """List the files of a bank's units that students work with, and those that units share."""
    folders = {bank.exercises: SHARED, **{bank.exercises / unit.name: HANDED_OUT for unit in bank.units}}
    paths = [path for folder, given in folders.items() for path in sorted(folder.glob("*")) if path.suffix in given]
    return [path for path in paths if path.is_file()]
