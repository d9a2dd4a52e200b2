"""What each known mistake costs: one mistake costs one item, or its spec says why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from autograder.bank.building.faults import Faults
from autograder.bank.building.misconceptions import is_wrong
from autograder.bank.meant import did_you_mean
from autograder.bank.spec import Spec
from autograder.judging.key import ExerciseKey, KeyMisconception
from autograder.translation import N_


class Cost(NamedTuple):
    """The items that a mistake loses, in some of its sizes.

    Parameters
    ----------
    mistake : str
    items : tuple of str
        The names of the items; the first one alone where that is lost, because nothing else counts then.
    sizes : int
        How many of the mistake's sizes lose just these.
    """

    mistake: str
    items: tuple[str, ...]
    sizes: int


def costs(key: ExerciseKey) -> list[Cost]:
    """List what the known mistakes of an exercise cost, a row of the matrix for each mistake and cost."""
    found = Counter((mistake.name, lost(key, mistake)) for mistake in key.misconceptions)
    order = {mistake.name: number for number, mistake in enumerate(key.misconceptions)}
    rows = [Cost(name, items, sizes) for (name, items), sizes in found.items()]
    return sorted(rows, key=lambda row: (order[row.mistake], len(row.items), row.items))


def lost(key: ExerciseKey, mistake: KeyMisconception) -> tuple[str, ...]:
    """Name the items that a mistake loses."""
    writes = any(output.changed for output in mistake.outputs.values())
    wrong = {i for i, output in mistake.outputs.items() if is_wrong(key.cases[i], output)}
    names = tuple(item.name for item in key.items if (item.inputs_unchanged and writes) or key.charged(item, wrong))
    return names[:1] if key.items[0].name in names else names


def check_costs(key: ExerciseKey, spec: Spec, faults: Faults) -> None:
    """Check that a mistake that passes the gate loses one item, or that the spec says why it loses more."""
    dear: dict[str, tuple[str, ...]] = {}
    for mistake, items, _ in costs(key):
        if len(items) > len(dear.get(mistake, (key.items[0].name,))):
            dear[mistake] = items
    functions = {wrong.__name__: wrong for wrong in spec.misconceptions}
    for mistake, items in dear.items():
        if not spec.costs_more.get(mistake, "").strip():
            message = N_(
                "loses {items}: one mistake costs one item; move the cases, widen a tolerance, or say why in costs_more"
            )
            faults.add(message, part=mistake, at=functions[mistake], stops_key=False, items=", ".join(items))
    for mistake in spec.costs_more.keys() - dear.keys():
        message = N_("costs_more names it, but it loses one item at most; leave it out")
        if mistake not in functions:
            message = N_("costs_more names it, and there is no misconception of that name{meant}; mend it")
        faults.add(message, part=mistake, stops_key=False, meant=did_you_mean(mistake, functions))


def matrix_lines(key: ExerciseKey) -> Iterator[str]:
    """Write the matrix: a row for what a mistake costs, a column an item, and how many of its sizes cost just that."""
    rows = costs(key)
    width = max((len(row.mistake) for row in rows), default=0)
    names = [item.name for item in key.items]
    yield f"{'':{width}}  " + "  ".join(names)
    for mistake, items, sizes in rows:
        marks = "  ".join(("x" if name in items else ".").center(len(name)) for name in names)
        yield f"{mistake:{width}}  {marks}  {sizes}"
