"""Which of several notebooks is a student's answer: the one with answers; on doubt the one in its place, or none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from autograder.course.cells import id_in, text_of, without_spaces
from autograder.course.pool import Candidate
from autograder.course.released import ReleasedNotebook
from autograder.course.remarks import Remark, remark
from autograder.translation import N_

INSTEAD = N_(
    "{file}: graded, because {name} is not in its place; look whether it is the right one, and put it to {place}"
)
BESIDE_A_STUB = N_(
    "{file}: graded, because it has answers, and {other} has none; look whether it is the right one, and put it to"
    " {place}"
)
RIVAL = N_("{file}: not graded; {other} was, and the two have different answers; look which one counts")
COPY = N_("{file}: not graded; {other} was, and has the same answers")
EMPTY_COPY = N_("{file}: not graded; it has no answers")
AMBIGUOUS = N_(
    "{file}: none of these was graded, because they have different answers; keep one of them as {place}, and grade"
    " again"
)


class Found(NamedTuple):
    """A student's notebook, None if there is none that can be graded; and what an instructor should know of it."""

    candidate: Candidate | None
    remarks: list[Remark]


def traces(candidate: Candidate, released: ReleasedNotebook) -> set[str]:
    """Return what a notebook has of the cells with points or answers, and of the functions that are asked for."""
    asked = {name for name, cell in released.cells.items() if cell.has_points or cell.is_solution}
    return {id_in(cell) for cell in candidate.cells} & asked or set(answers(candidate, released))


def answers(candidate: Candidate, released: ReleasedNotebook) -> dict[str, str]:
    """Return the texts of a notebook that answer something: those of cells that are not as they were handed out."""
    handed_out = {without_spaces(cell.source) for cell in released.cells.values()}
    binds = r"^(?:(?:async )?def|class) {0}\b|^{0} *="
    functions = [(name, re.compile(binds.format(re.escape(name)), re.MULTILINE)) for name in released.exercises]
    found: dict[str, str] = {}
    for cell in candidate.cells:
        text, known = without_spaces(text_of(cell)), released.cells.get(id_in(cell))
        if not text or text in handed_out:
            continue
        if known and known.is_solution:
            found[id_in(cell)] = text
        elif cell["cell_type"] == "code":
            found.update({name: text for name, written in functions if written.search(text)})
    return found


def choose(candidates: Sequence[Candidate], released: ReleasedNotebook, place: Path, shown: str) -> Found:
    """Choose the notebook with the answers; where several have different ones, the one in its place, or none.

    Parameters
    ----------
    candidates : sequence of Candidate
    released : ReleasedNotebook
    place : Path
        Where nbgrader looks for it.
    shown : str
        What messages call that place.
    """
    in_place = next((one for one in candidates if one.file == place), None)
    written = {one.path: answers(one, released) for one in candidates}
    rivals = [one for one in candidates if written[one.path]]
    if in_place and (in_place in rivals or not rivals):
        return Found(in_place, [*on_others(in_place, candidates, written)])
    several = rivals or candidates
    if len({tuple(sorted(written[one.path].items())) for one in several}) > 1:
        files = ", ".join(one.path for one in several)
        return Found(None, [remark(AMBIGUOUS, file=files, place=shown)])
    if not several:
        return Found(None, [])
    chosen = next((one for one in several if not one.problem), several[0])
    values: dict[str, Any] = {"file": chosen.path, "name": place.name, "place": shown}
    if chosen.problem:
        return Found(chosen, [])
    why = remark(BESIDE_A_STUB, other=in_place.path, **values) if in_place else remark(INSTEAD, **values)
    left = [one for one in candidates if one is not in_place or one.problem]
    return Found(chosen, [why, *on_others(chosen, left, written)])


def on_others(
    chosen: Candidate, candidates: Iterable[Candidate], written: Mapping[str, Mapping[str, str]]
) -> Iterator[Remark]:
    """Say of each notebook that was not graded why it was not."""
    for one in candidates:
        if one is chosen:
            continue
        if one.problem:
            yield Remark(one.problem, needs_person=False)
        elif not written[one.path]:
            yield remark(EMPTY_COPY, needs_person=False, file=one.path)
        elif written[one.path] == written[chosen.path]:
            yield remark(COPY, needs_person=False, file=one.path, other=chosen.path)
        else:
            yield remark(RIVAL, file=one.path, other=chosen.path)
