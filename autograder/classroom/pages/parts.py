"""What a student's page and feedback show of each exercise, and of those that could not be judged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from autograder.classroom.pages.behaviours import comments_on
from autograder.classroom.pages.charts import Ids
from autograder.classroom.pages.code import code
from autograder.classroom.pages.curves import Drawn, drawn
from autograder.classroom.pages.mistakes import Cause, causes_of
from autograder.classroom.pages.model import Exercise, Graded, Mark, Student
from autograder.translation import Translate


class Part(NamedTuple):
    """An exercise on a student's page.

    Parameters
    ----------
    exercise : Exercise
    code : Markup or None
    curve : Drawn or None
    causes : list of Cause
    right, held : list of str
        The titles of items that are right, and of those that wait for the basics.
    comments : list of str
        What a person says, to this student or to all who behave so.
    is_shown : bool
        Whether it has an article of its own; the others are named together.
    """

    exercise: Exercise
    code: Markup | None
    curve: Drawn | None
    causes: list[Cause]
    right: list[str]
    held: list[str]
    comments: list[str]
    is_shown: bool


class Stuck(NamedTuple):
    """Exercises that could not be judged for one reason."""

    mark: Mark
    message: str
    exercises: list[str]
    max_score: float


def parts_of(
    student: Student, judged: Student, graded: Graded, translate: Translate, ids: Ids, *, is_own: bool
) -> list[Part]:
    """Prepare a student's exercises, of which `judged` tells all; `is_own` where the student reads them."""
    found = []
    for one in student.exercises.values():
        comments = [*one.notes, *comments_on(graded, judged.exercises[one.id])]
        found.append(part_of(one, comments, graded, translate, ids, is_own=is_own))
    return found


def part_of(
    exercise: Exercise, comments: list[str], graded: Graded, translate: Translate, ids: Ids, *, is_own: bool
) -> Part:
    is_judged = exercise.mark in ("passed", "wrong")
    is_shown = is_judged or bool(comments) or (not is_own and exercise.source is not None and exercise.is_tried)
    curve = None
    if exercise.curve and is_shown and exercise.id in graded.pictures:
        curve = drawn(graded.pictures[exercise.id], exercise.curve, translate, ids, is_own=is_own)
    needs_code = exercise.source is not None and is_shown and not (is_own and exercise.mark == "passed")
    return Part(
        exercise,
        code(exercise.source) if needs_code and exercise.source else None,
        curve,
        causes_of(exercise),
        [item.title for item in exercise.items if item.status == "passed"],
        [item.title for item in exercise.items if item.status == "blocked"],
        comments,
        is_shown,
    )


def stuck_of(parts: Iterable[Part]) -> list[Stuck]:
    """Join the exercises without an article of their own by what is said of them."""
    groups: dict[tuple[Mark, str], list[Exercise]] = {}
    for part in parts:
        exercise = part.exercise
        if not part.is_shown:
            is_plain = exercise.mark == "absent" and not exercise.has_reason
            message = "" if is_plain else exercise.message
            groups.setdefault((exercise.mark, message), []).append(exercise)
    return [
        Stuck(mark, message, [one.id for one in rows], sum(one.max_score for one in rows))
        for (mark, message), rows in groups.items()
    ]
