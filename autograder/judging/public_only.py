"""Ask the public questions too where a hidden key's are failed: who is right on those alone has a table, or luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.isolation.job import Job
from autograder.judging.grade import ExerciseGrade, grade
from autograder.translation import N_, Text

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner

PUBLIC_ONLY = N_("Right on the inputs of the public key, wrong on others of the same kind: {items}.")


def with_public_only(grades: Sequence[ExerciseGrade], job: Job, runner: Runner) -> list[ExerciseGrade]:
    """Say of each exercise which items it would pass by the public key alone; no points change.

    Parameters
    ----------
    grades : sequence of ExerciseGrade
        By a hidden key, if anything is to be asked.
    job : Job
        That of the first asking.
    runner : Runner
    """
    asked = {one.exercise.id: one.exercise.public for one in grades if one.status == "failed" and not one.message}
    public = {one: exercise for one, exercise in asked.items() if exercise is not None}
    if not public:
        return list(grades)
    answers = runner.run(replace(job, calls=tuple(exercise.calls for exercise in public.values())))
    return [
        marked(one, grade(public[one.exercise.id], answers[one.exercise.id])) if one.exercise.id in public else one
        for one in grades
    ]


def marked(hidden: ExerciseGrade, public: ExerciseGrade) -> ExerciseGrade:
    """Add the message, if the public questions of a failed item were answered rightly."""
    right = {one.item.name for one in public.items if one.status in ("passed", "blocked")}
    items = [one.item.name for one in hidden.items if one.status == "failed" and one.item.name in right]
    return replace(hidden, message=Text(PUBLIC_ONLY, {"items": ", ".join(items)})) if items else hidden
