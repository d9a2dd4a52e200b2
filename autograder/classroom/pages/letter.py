"""A student's letter: what they may see of their own work. It travels alone, so its style stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from autograder.classroom.pages.charts import Ids
from autograder.classroom.pages.mistakes import habits_of
from autograder.classroom.pages.model import Student
from autograder.classroom.pages.parts import parts_of, stuck_of
from autograder.classroom.pages.rendering import Renderer


class Question(NamedTuple):
    """What no answer key judges, in a notebook: a text to write, a task, a cell with tests of its own.

    ``score`` and ``max_score`` are None where it is worth nothing; ``notes`` are a person's words, or that one waits.
    """

    name: str
    score: float | None
    max_score: float | None
    notes: tuple[str, ...] = ()
    answer: Markup | None = None


def letter(renderer: Renderer, told: Student, judged: Student, questions: Sequence[Question] | None = None) -> str:
    """Write a letter.

    Parameters
    ----------
    renderer : Renderer
    told : Student
        What the student may see; with a hidden key neither inputs nor answers.
    judged : Student
        All of it: which comments on behaviour are theirs depends on what came.
    questions : sequence of Question, optional
        What a notebook asks beside the exercises; None if it is no notebook.
    """
    parts = parts_of(told, judged, renderer.graded, renderer.translate, Ids(), is_own=True)
    habits = habits_of(told)
    tried = [part.exercise for part in parts if part.exercise.is_tried]
    plain = [part.exercise for part in parts if part.exercise.mark == "passed" and not part.comments]
    return renderer.render(
        "feedback.html", is_letter=True, student=told, habits=habits, parts=parts, stuck=stuck_of(parts), passed=plain,
        gate_right=sum(one.is_past_gate for one in tried), written=len(tried), questions=questions or (),
        is_notebook=questions is not None, is_all_right=told.score == told.max_score,
        next_exercise=next(iter(habits[0].items)) if habits else "",
    )  # fmt: skip  # a table of pairs
