"""What an instructor should know of a student's notebook: what was found, and the way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from autograder.course.cells import CHECK, Cell, SourceCell, id_in, is_changed, is_check, is_forged
from autograder.translation import N_, Text

NO_METADATA = N_(
    "{file}: no cell has nbgrader's metadata any more (Colab and VS Code can lose it); the functions were judged by"
    " their names; look at answers that a person marks"
)
FOREIGN = N_(
    "{file}: has none of the cells that were handed out; is it another assignment's? Functions were judged by their"
    " names"
)
DELETED = N_(
    "{file}: the cell {cell} was deleted, or its grade_id changed; it was put back, and the answer judged; look at it"
)
DELETED_FOR_A_PERSON = N_("{file}: the cell {cell} was deleted, or its grade_id changed; give its points by hand")
NO_ANSWER_CELL = N_(
    "{file}: the cell {cell} was deleted, or lost its grade_id; its function was judged wherever it stands"
)
SEVERAL = N_("{file}: the cell {cell} stands there {count} times; the last one counts; look whether that is right")
CHANGED = N_("{file}: the cell {cell} was changed; it was put back, and the answer key alone gave the mark")
MOVED = N_("{file}: the cell {cell} stands elsewhere than it was handed out; the mark does not depend on it")


class Remark(NamedTuple):
    """A sentence on a student's notebook.

    Parameters
    ----------
    text : Text
        The file, what was found, and the way out.
    cell : str
        The grade_id of the cell that it is about; empty for the whole notebook.
    needs_person : bool
        Whether a person has to look before the mark is final.
    """

    text: Text
    cell: str = ""
    needs_person: bool = True


def remark(template: str, cell: str = "", *, needs_person: bool = True, **values: Any) -> Remark:
    return Remark(Text(template, {"cell": cell, **values}), cell, needs_person)


def remarks_on(cells: Sequence[Cell], source: Mapping[str, SourceCell], file: str) -> Iterator[Remark]:
    """Compare a student's cells with those that were handed out.

    Parameters
    ----------
    cells : sequence of dict
        As they were handed in.
    source : mapping of str to SourceCell
        By grade_id.
    file : str
        What the remarks call the notebook.
    """
    found = [(name, cell) for cell in cells if (name := id_in(cell)) in source]
    counts, order = Counter(name for name, _ in found), [name for name, _ in found]
    if not any(source[name].has_points or source[name].is_solution for name in counts):
        yield remark(FOREIGN if any(map(id_in, cells)) else NO_METADATA, file=file)
        return
    last = dict(found)
    for name, known in source.items():
        if known.has_points or known.is_solution:
            yield from remarks_on_cell(name, known, last, counts[name], file)
    for check in checks_moved(order, list(source), source):
        yield remark(MOVED, check, needs_person=False, file=file)


def remarks_on_cell(name: str, known: SourceCell, last: Mapping[str, Cell], count: int, file: str) -> Iterator[Remark]:
    if not count and is_check(name, known):
        yield remark(DELETED, name, file=file)
    elif not count and known.has_points:
        yield remark(DELETED_FOR_A_PERSON, name, file=file)
    elif not count:
        yield remark(NO_ANSWER_CELL, name, needs_person=False, file=file)
    elif count > 1:
        yield remark(SEVERAL, name, needs_person=False, file=file, count=count)
    if count and known.is_test and (is_changed(last[name], known) or is_forged(last[name], known)):
        yield remark(CHANGED, name, needs_person=False, file=file)


def checks_moved(order: Sequence[str], handed_out: Sequence[str], source: Mapping[str, SourceCell]) -> list[str]:
    """List the check cells that no longer stand below the answer that they check, where they were handed out there."""
    before, was_before = ({after: one for one, after in pairwise(names)} for names in (order, handed_out))
    return [
        name
        for name in dict.fromkeys(order)
        if is_check(name, source[name])
        and was_before.get(name) == name.removeprefix(CHECK)
        and name.removeprefix(CHECK) in order
        and before.get(name) not in (name.removeprefix(CHECK), name)
    ]
