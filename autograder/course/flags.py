"""Remarks in nbgrader's gradebook: a comment on the cell that each is about, and the marks that wait for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograder.course.cells import CHECK
from autograder.course.released import ReleasedNotebook
from autograder.course.remarks import Remark
from autograder.judging.submission import clean
from autograder.translation import N_, Translate

NO_RESPONSE = N_("No response.")  # nbgrader's words for a stub that the student left as it was


def flag(
    row: Any, released: ReleasedNotebook, remarks: Iterable[Remark], translate: Translate, *, is_new: bool = True
) -> None:
    """Write remarks into the rows of a student's notebook.

    Parameters
    ----------
    row : SubmittedNotebook
        With its grades and comments.
    released : ReleasedNotebook
    remarks : iterable of Remark
    translate : callable
    is_new : bool
        Whether a person has not seen this notebook yet; if one has, no mark waits again.
    """
    grades, comments = ({one.cell_id: one for one in some} for some in (row.grades, row.comments))
    texts: dict[str, list[str]] = {}
    for remark in remarks:
        if place := place_among(released.commented, remark.cell):
            texts.setdefault(place, []).append(clean(remark.text.render(translate)))
        if is_new and remark.needs_person and (place := place_among(released.graded, remark.cell)):
            grades[released.graded[place]].needs_manual_grade = True
    for name, lines in texts.items():
        comments[released.commented[name]].auto_comment = "\n".join(lines)


def place_among(cells: Iterable[str], about: str) -> str:
    """Return which cell a remark goes to: the one that it is about, its answer or its check, else the first."""
    names = list(cells)
    near = [name for name in (about, about.removeprefix(CHECK), CHECK + about) if about and name in names]
    return next(iter([*near, *names]), "")
