"""Find the exercises of a bank: a solution and a spec of the same name, in the order in which they are met."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.bank.folder import BankError, read_bank, shipped
from autograder.bank.spec import Spec, is_misconception
from autograder.translation import MANIFEST, N_

HOME = shipped().root


@dataclass(frozen=True)
class Exercise:
    """The two files of one exercise."""

    name: str
    unit: str
    solution: Path
    spec: Path

    def load_solution(self) -> Callable[..., Any]:
        solution: Callable[..., Any] = attribute_of(self.solution, self.name)
        return solution

    def load_spec(self) -> Spec:
        """Load the spec, with the misconceptions that its file defines after those that it shares with others."""
        module = module_of(self.spec)
        spec = getattr(module, "SPEC", None)
        if not isinstance(spec, Spec):
            raise BankError(f"{self.spec}: SPEC must be an autograder.bank.spec.Spec")
        parameters = tuple(inspect.signature(self.load_solution()).parameters)
        own = [
            value
            for name, value in vars(module).items()
            if not name.startswith("_") and is_misconception(value, module.__name__, parameters)
        ]
        listed = [wrong for wrong in spec.misconceptions if wrong not in own]
        return replace(spec, misconceptions=(*listed, *own))


def attribute_of(path: Path, name: str) -> Any:
    """Run the author's file as a module of its own and return one of its names."""
    module = module_of(path)
    try:
        return getattr(module, name)
    except AttributeError as error:
        raise BankError(f"{path}: AttributeError: {error}") from error


def module_of(path: Path) -> ModuleType:
    """Run the author's file as a module of its own."""
    source = importlib.util.spec_from_file_location(f"bank_{path.parent.name}_{path.stem}", path)
    if source is None or source.loader is None:
        raise BankError(f"{path}: cannot be loaded")
    module = importlib.util.module_from_spec(source)
    try:
        source.loader.exec_module(module)
    except Exception as error:  # the author's mistake, whatever it is: the file and the reason
        raise BankError(f"{path}: {type(error).__name__}: {error}") from error
    return module


def find_exercises(bank: Path = HOME, names: Collection[str] = ()) -> list[Exercise]:
    """List the exercises of a bank: unit by unit as declared, each after the one its spec says it comes after.

    Parameters
    ----------
    bank : Path
        Its folder, see `autograder.bank.folder`.
    names : collection of str, optional
        Only these.

    Raises
    ------
    BankError
        If there is none, a solution or a spec stands alone, or a unit is not declared.
    """
    units = [unit.name for unit in read_bank(bank).units]
    roots = bank / "solutions", bank / "specs"
    solutions, specs = (
        {path.relative_to(root): path for path in sorted(root.glob("*/*.py")) if not names or path.stem in names}
        for root in roots
    )
    if not solutions:
        raise BankError(f"{bank}: no exercises here (expected solutions/<unit>/<name>.py); name a bank with --bank")
    for relative in sorted(solutions.keys() ^ specs.keys()):
        here, there = roots if relative in solutions else roots[::-1]
        raise BankError(f"{here / relative} has no counterpart {there / relative}: an exercise is two files")
    exercises = [Exercise(path.stem, path.parent.name, solutions[path], specs[path]) for path in sorted(solutions)]
    for exercise in exercises:
        if exercise.unit not in units:
            told = N_('{path}: declare the unit {unit} there, with a [[unit]] and folder = "{unit}"')
            raise BankError(told, path=bank / MANIFEST, unit=exercise.unit)
    return [one for unit in units for one in in_order([each for each in exercises if each.unit == unit])]


def in_order(exercises: list[Exercise]) -> list[Exercise]:
    """Sort the exercises of a unit by what comes after what, alphabetically where the specs do not say."""
    before = {exercise.name: exercise.load_spec().after for exercise in exercises}

    def chain(name: str) -> tuple[str, ...]:
        """Name the exercise and all that come before it, the first one first."""
        found: list[str] = []
        step: str | None = name
        while step in before:  # a bank may hold a part of the curriculum only
            if step in found:
                raise BankError(f"{name} comes after itself; mend `after` in its spec")
            found.insert(0, step)
            step = before[step]
        return tuple(found)

    return sorted(exercises, key=lambda exercise: (len(chain(exercise.name)), exercise.name))
