"""Find the exercises of a bank: a solution and a spec of the same name, in the order in which they are met."""

from __future__ import annotations

import ast
import inspect
import re
import traceback
import warnings
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.bank.backward import gradient_of
from autograder.bank.folder import Bank, BankError, read_bank, shipped
from autograder.bank.meant import did_you_mean, meant_by
from autograder.bank.spec import Spec, is_misconception
from autograder.judging.ladder import FAMILIES
from autograder.translation import MANIFEST, N_, Text

HOME = shipped().root


class UnusableFile(BankError):
    """An author's file cannot be used: which file, on which line (0: unknown), and why."""

    def __init__(self, path: Path, line: int, template: str, **values: Any) -> None:
        self.path, self.line, self.reason = path, line, Text(template, values)
        super().__init__("{place}: {reason}", place=f"{path}:{line}" if line else path, reason=self.reason)


@dataclass(frozen=True)
class Exercise:
    """The two files of one exercise; each is run once, when it is asked for."""

    name: str
    unit: str
    solution: Path
    spec: Path

    @property
    def id(self) -> str:
        return f"{self.unit}/{self.name}"

    @property
    def root(self) -> Path:
        """The bank's folder."""
        return self.solution.parents[2]

    @cached_property
    def families(self) -> dict[str, str]:
        """The families that a mistake can belong to, title by name: the engine's, and those of the bank's manifest."""
        return {**FAMILIES, **read_bank(self.root).families}

    @cached_property
    def solution_module(self) -> ModuleType:
        return run_file(self.solution)

    @cached_property
    def spec_module(self) -> ModuleType:
        return run_file(self.spec)

    @cached_property
    def spec_tree(self) -> ast.Module:
        return ast.parse(self.spec.read_bytes())

    def load_solution(self) -> Callable[..., Any]:
        """Return the function, or the class, that a perfect student writes.

        Raises
        ------
        UnusableFile
        """
        function = getattr(self.solution_module, self.name, None)
        if not inspect.isfunction(function) and not inspect.isclass(function):
            message = N_("the solution defines no function {name}; write def {name}(…), or a class")
            raise UnusableFile(self.solution, 0, message, name=self.name)
        return function

    def load_spec(self) -> Spec:
        """Return the spec, with the misconceptions that its file defines after those that it shares with others.

        Raises
        ------
        UnusableFile
        """
        spec = getattr(self.spec_module, "SPEC", None)
        if not isinstance(spec, Spec):
            message = N_("SPEC is missing; write SPEC = Spec(…), with Spec from autograder.bank.spec")
            raise UnusableFile(self.spec, 0, message)
        loss = self.definition_of(spec.gradient_of)
        if spec.exact is None and loss is not None:
            spec = replace(spec, exact=gradient_of(loss, spec.gradient_by))
        own = self.own_misconceptions()
        if not isinstance(spec.misconceptions, tuple | list):
            return spec  # the build says so
        return replace(spec, misconceptions=(*(wrong for wrong in spec.misconceptions if wrong not in own), *own))

    def definition_of(self, loss: Any) -> Callable[..., Any] | None:
        """Return the definition in 50 digits of a loss, given by itself or as the id of an exercise of the bank.

        None where there is none: the build says so.

        Raises
        ------
        UnusableFile
            If the other exercise's spec cannot be run.
        """
        if not isinstance(loss, str):
            return loss if callable(loss) else None
        path = self.root / "specs" / f"{loss}.py"
        found = getattr(run_file(path), "SPEC", None) if path.is_file() and path != self.spec else None
        return getattr(found, "exact", None)

    def own_misconceptions(self) -> list[Callable[..., Any]]:
        parameters = tuple(inspect.signature(self.load_solution()).parameters)
        return [
            value
            for name, value in vars(self.spec_module).items()
            if not name.startswith("_") and is_misconception(value, self.spec_module.__name__, parameters)
        ]


def shipped_exercise(exercise: str, bank: Bank) -> Exercise | None:
    """Return an exercise with its formulas, given by its id; None of a bank that does not ship: its code is not run."""
    unit, _, name = exercise.partition("/")
    files = [folder / f"{exercise}.py" for folder in (bank.solutions, bank.specs)]
    is_there = bank.is_shipped and all(path.is_file() for path in files)
    return Exercise(name, unit, *files) if is_there else None


def run_file(path: Path) -> ModuleType:
    """Run the author's file as a module of its own, from its text: no file of bytecode is written beside it.

    Raises
    ------
    UnusableFile
    """
    module = ModuleType(f"bank_{path.parent.name}_{path.stem}")
    module.__file__ = str(path)
    try:
        with warnings.catch_warnings(action="ignore", category=SyntaxWarning):  # the error that follows says more
            exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), vars(module))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # the author's mistake, whatever it is, SystemExit too
        raise UnusableFile(
            path, line_of(error, path), *reason_of(error), meant=meant_by(error, vars(module))
        ) from error
    return module


def line_of(error: BaseException, path: Path) -> int:
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 0
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return lines[-1] or 0 if lines else 0


def reason_of(error: BaseException) -> tuple[str]:
    """Write an exception in one line, with the way out where its words are known."""
    text = " ".join(traceback.format_exception_only(error)[-1].split()).replace("{", "{{").replace("}", "}}")
    text = re.sub(r"(cannot import name .* from '[\w.]+') \(.*?\)", r"\1", text)  # where the module lies says nothing
    if "object is not callable" in text or "indices must be" in text or "is not subscriptable" in text:
        return (f"{text.removesuffix('; perhaps you missed a comma?')}; is a comma missing before the bracket?",)
    return (text if "Did you mean" in text else text + "{meant}",)  # newer Pythons say it themselves


@dataclass(frozen=True)
class Survey:
    """The exercises that a bank's folder holds, and by id the error of each one that is broken."""

    exercises: list[Exercise]
    broken: dict[str, BankError]


def find_exercises(bank: Path = HOME, names: Collection[str] = ()) -> list[Exercise]:
    """List the exercises of a bank: unit by unit as declared, each after the one its spec says it comes after.

    Parameters
    ----------
    bank : Path
        Its folder, see `autograder.bank.folder`.
    names : collection of str, optional
        Only these: names, or ids as ``unit/name``.

    Raises
    ------
    BankError
        If there is none, one is not there, a solution or a spec stands alone, or a unit is not declared.
    """
    survey = survey_exercises(bank, names)
    for error in survey.broken.values():
        raise error
    return survey.exercises


def survey_exercises(bank: Path = HOME, names: Collection[str] = ()) -> Survey:
    """Find exercises as `find_exercises` does, but collect the errors of single exercises instead of raising them.

    Raises
    ------
    BankError
        If there is none, or one of the names is not there.
    """
    units = [unit.name for unit in read_bank(bank).units]
    roots = bank / "solutions", bank / "specs"
    solutions, specs = ({path.relative_to(root): path for path in sorted(root.glob("*/*.py"))} for root in roots)
    if not solutions and not specs:
        message = N_("{bank}: no exercises here (expected solutions/<unit>/<name>.py); name a bank with --bank")
        raise BankError(message, bank=bank)
    ids = {path: f"{path.parent.name}/{path.stem}" for path in sorted(solutions.keys() | specs.keys())}
    check_names(names, list(ids.values()))
    wanted = {path: one for path, one in ids.items() if not names or one in names or path.stem in names}
    broken: dict[str, BankError] = {}
    for path, one in wanted.items():
        if path not in solutions or path not in specs:
            here, there = roots if path in solutions else roots[::-1]
            message = N_("{here} has no counterpart {there}: an exercise is two files")
            broken[one] = BankError(message, here=here / path, there=there / path)
        elif path.parent.name not in units:
            message = N_('{path}: declare the unit {unit} there, with a [[unit]] and folder = "{unit}"')
            broken[one] = BankError(message, path=bank / MANIFEST, unit=path.parent.name)
    exercises = [
        Exercise(path.stem, path.parent.name, solutions[path], specs[path])
        for path, one in wanted.items()
        if one not in broken
    ]
    return Survey([one for unit in units for one in in_order([e for e in exercises if e.unit == unit])], broken)


def check_names(names: Collection[str], ids: list[str]) -> None:
    """Check that each name is the name or id of an exercise.

    Raises
    ------
    BankError
    """
    known = [*ids, *(one.partition("/")[2] for one in ids)]
    for name in names:
        if name not in known:
            message = N_("{text}: no exercise of this bank{meant}")
            raise BankError(message, text=name, meant=did_you_mean(name, known))


def in_order(exercises: list[Exercise]) -> list[Exercise]:
    """Sort the exercises of a unit by what comes after what, alphabetically where the specs do not say."""
    before = {exercise.name: comes_after(exercise) for exercise in exercises}

    def chain(name: str) -> list[str]:
        """Name the exercise and all that come before it, the first one first; a circle ends where it closes."""
        found: list[str] = []
        step: Any = name
        while step in before and step not in found:  # a bank may hold a part of the curriculum only
            found.insert(0, step)
            step = before[step]
        return found

    return sorted(exercises, key=lambda exercise: (len(chain(exercise.name)), exercise.name))


def comes_after(exercise: Exercise) -> str | None:
    """Return the exercise that the spec names; None where the spec cannot be run, which the build reports."""
    try:
        spec = getattr(exercise.spec_module, "SPEC", None)
    except UnusableFile:
        return None
    after = getattr(spec, "after", None)
    return after if isinstance(after, str) else None
