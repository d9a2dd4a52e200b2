"""Find the exercises of a bank: a solution and a spec of the same name, in the order in which they are met."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.spec import Spec
from autograder.translation import Told

HOME = Path(__file__).resolve().parent.parent  # of the bank that comes with the package, in a checkout


class BankError(Told):
    """Something in the bank is wrong: what, where, the way out."""


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
        spec = attribute_of(self.spec, "SPEC")
        if not isinstance(spec, Spec):
            raise BankError(f"{self.spec}: SPEC must be an autograder.spec.Spec")
        return spec


def attribute_of(path: Path, name: str) -> Any:
    """Run the author's file as a module of its own and return one of its names."""
    source = importlib.util.spec_from_file_location(f"bank_{path.parent.name}_{path.stem}", path)
    if source is None or source.loader is None:
        raise BankError(f"{path}: cannot be loaded")
    module = importlib.util.module_from_spec(source)
    try:
        source.loader.exec_module(module)
        return getattr(module, name)
    except Exception as error:  # the author's mistake, whatever it is: the file and the reason
        raise BankError(f"{path}: {type(error).__name__}: {error}") from error


def find_exercises(bank: Path = HOME, names: Collection[str] = ()) -> list[Exercise]:
    """List the exercises of a bank, each after the one its spec says it comes after.

    Parameters
    ----------
    bank : Path
        Holds ``solutions/<unit>/<name>.py`` and ``autograder/specs/<unit>/<name>.py``.
    names : collection of str, optional
        Only these.

    Raises
    ------
    BankError
        If there is none, or a solution or a spec stands alone.
    """
    roots = bank / "solutions", bank / "autograder" / "specs"
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
    names = [exercise.name for exercise in exercises]
    for name in names:
        if names.count(name) > 1:
            raise BankError(f"{name}: two exercises of that name; a submission finds a function by its name")
    return in_order(exercises)


def in_order(exercises: list[Exercise]) -> list[Exercise]:
    """Sort by what comes after what, unit by unit, alphabetically where the specs do not say."""
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

    ordered = sorted(exercises, key=lambda exercise: (len(chain(exercise.name)), exercise.name))
    units = list(dict.fromkeys(exercise.unit for exercise in ordered))
    return sorted(ordered, key=lambda exercise: units.index(exercise.unit))
