"""Ask the public questions too where a hidden key's are failed: who is right on those alone has a table, or luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.isolation.job import Job
from autograder.isolation.observation import Observation
from autograder.judging.again import sheet_of
from autograder.judging.further import asked_further
from autograder.judging.grade import ExerciseGrade
from autograder.judging.key import ExerciseKey, KeyItem
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
    questions = {one.exercise.id: asked for one in grades if (asked := public_items(one))}
    calls = {name: public.calls.asked_in(cases_of(items)) for name, (public, items) in questions.items()}
    return asked_further(grades, calls, job, runner, lambda one, came: marked(one, *questions[one.exercise.id], came))


def public_items(hidden: ExerciseGrade) -> tuple[ExerciseKey, list[KeyItem]] | None:
    """Return the public key of an exercise and the items to ask: those that failed, and did not only take too long."""
    public = hidden.exercise.public
    failed = {one.item.name for one in hidden.items if one.status == "failed"}
    if public is None or hidden.status != "failed" or hidden.message or not failed:
        return None
    return public, [item for item in public.items if item.name in failed]


def cases_of(items: Sequence[KeyItem]) -> tuple[int, ...]:
    return tuple(case for item in items for case in item.cases)


def marked(
    hidden: ExerciseGrade, public: ExerciseKey, items: Sequence[KeyItem], came: Sequence[Observation]
) -> ExerciseGrade:
    """Add the message, if the public questions of a failed item were answered rightly."""
    cases = cases_of(items)
    verdicts = dict(zip(cases, sheet_of(public, cases).compare(came), strict=True))
    right = [item.name for item in items if all(verdicts[case] == "right" for case in item.cases)]
    return replace(hidden, message=Text(PUBLIC_ONLY, {"items": ", ".join(right)})) if right else hidden
