"""Check the rules that hold for any exercise: its size, its gate, its drawn cases, the libraries of its unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from autograder.bank.building.cases import Draft, question
from autograder.bank.building.faults import Faults
from autograder.bank.folder import Unit
from autograder.bank.spec import Item
from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare
from autograder.judging.key import ExerciseKey
from autograder.judging.key_case import KeyCase
from autograder.translation import N_

# An exercise's points, and the share of what every exercise has alike: types, shapes, inputs unchanged, large inputs.
POINTS, HYGIENE_POINTS = 10, 3
HYGIENE = ("shapes", "dtypes", "wrong_shapes", "size", "purity")
ITEMS, CASES, MISCONCEPTIONS = range(4, 9), range(20, 61), range(6, 1000)  # how many an exercise has


def check_size(key: ExerciseKey, faults: Faults) -> None:
    """Check that the exercise is worth an evening, and can be read in one."""
    hints = {mistake.name for mistake in key.misconceptions}
    for what, count, usual in (
        (N_("items: {count}; an exercise has {least} to {most}"), len(key.items), ITEMS),
        (N_("cases: {count}; an exercise has {least} to {most}"), len(key.cases), CASES),
        (N_("misconceptions: {count}; write {least} at least"), len(hints), MISCONCEPTIONS),
    ):
        if count not in usual:
            faults.add(what, at="SPEC", stops_key=False, count=count, least=usual.start, most=usual.stop - 1)
    if not any(item.inputs_unchanged for item in key.items):
        message = N_("no item has inputs_unchanged=True: set it on one, so that overwriting an input costs points")
        faults.add(message, at="SPEC", stops_key=False)


def check_points(key: ExerciseKey, faults: Faults) -> None:
    """Check that an exercise is worth `POINTS`, and most of them are for its own idea and edges."""
    if key.max_score != POINTS:
        message = N_("its items are worth {points:g} points; an exercise is worth {wanted}")
        faults.add(message, at="SPEC", stops_key=False, points=key.max_score, wanted=POINTS)
    for item in key.items:
        if item.points % 0.5:
            message = N_("points={points:g}: an item is worth wholes or halves")
            faults.add(message, part=item.name, stops_key=False, points=item.points)
    points = sum(item.points for item in key.items if item.name in HYGIENE or item.inputs_unchanged)
    if points > HYGIENE_POINTS:
        message = N_("{names} are worth {points:g} points; what every exercise has is worth {most} at most")
        names = ", ".join(HYGIENE)
        faults.add(message, at="SPEC", stops_key=False, names=names, points=points, most=HYGIENE_POINTS)


# ---------------------------------------------------------------- what earns nothing

CHEATS: dict[str, Callable[[KeyCase], Any]] = {
    "0.0": lambda _case: 0.0,
    "1.0": lambda _case: 1.0,
    "-1.0": lambda _case: -1.0,
    "nan": lambda _case: np.nan,
    "inf": lambda _case: np.inf,
    "the first argument": lambda case: array_of(case.args[0]),
    "the last argument": lambda case: array_of(case.args[-1]),
    "zeros like the first argument": lambda case: np.zeros_like(array_of(case.args[0])),
}


def array_of(argument: Argument | float | str) -> Any:
    if isinstance(argument, str):  # a text returned is no number
        return np.nan
    return argument.array if isinstance(argument, Argument) else argument


def check_gate(key: ExerciseKey, faults: Faults) -> None:
    """Check that an answer that ignores the question does not pass the first item, and so earns nothing."""
    gate = key.items[0]
    cases = [case for case in key.cases[gate.first : gate.stop] if case.args]
    for cheat, answer in CHEATS.items():
        observations = [Observation("value", np.asarray(answer(case))) for case in cases]
        if all(
            compare(case.expected, got, case.relative, case.absolute) == "right"
            for case, got in zip(cases, observations, strict=True)
        ):
            message = N_("`return {cheat}` passes the gate; add a case that it gets wrong")
            faults.add(message, part=gate.name, cheat=cheat)


def check_draws(one: Iterable[Draft], again: Iterable[Draft], other: Iterable[Draft], faults: Faults) -> None:
    """Check that one seed always draws the same cases, and another seed other ones.

    A table of the public answers would pass an item whose cases are the same for every seed; a key that is never twice
    the same could not be checked.
    """
    for item in {id(draft.item): draft.item for draft in one if draft.is_drawn}.values():
        first, second, third = (questions(drafts, item) for drafts in (one, again, other))
        if first != second:
            faults.add(N_("one seed draws other cases each time; draw from rng alone"), part=item.name, at=item.drawn)
        elif set(first) & set(third):
            message = N_("a drawn case is the same for every seed; draw its numbers from rng")
            faults.add(message, part=item.name, at=item.drawn)


def questions(drafts: Iterable[Draft], item: Item) -> list[Any]:
    return [question(d.case) for d in drafts if d.is_drawn and d.item is item]


def check_needs(unit: Unit, library: str, faults: Faults) -> None:
    """Check that a unit says which library its exercises need beside numpy."""
    if library != "numpy" and library not in unit.needs:
        message = N_('the unit {unit} must say that it needs {library}: write needs = ["{library}"] in losslings.toml')
        faults.add(message, at="SPEC", stops_key=False, unit=unit.name, library=library)
