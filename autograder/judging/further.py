"""Ask a graded submission something more: what comes explains marks, and changes none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.isolation.job import Calls, Job
from autograder.isolation.observation import Observation
from autograder.judging.grade import ExerciseGrade

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner

Tell = Callable[[ExerciseGrade, Sequence[Observation]], ExerciseGrade]


def asked_further(
    grades: Sequence[ExerciseGrade], calls: Mapping[str, Calls], job: Job, runner: Runner, tell: Tell
) -> list[ExerciseGrade]:
    """Make further calls of some exercises, and have each grade tell what came.

    Parameters
    ----------
    grades : sequence of ExerciseGrade
    calls : mapping of str to Calls
        By exercise; without any, nothing is run.
    job : Job
        That of the first asking.
    runner : Runner
    tell : callable
        Receives the grade of an exercise that answered, and the answers; returns the grade with what they tell.
    """
    if not calls:
        return list(grades)
    answers = runner.run(replace(job, calls=tuple(calls.values())))
    came = {name: answer.observations for name, answer in answers.items() if answer.outcome == "answered"}
    return [tell(one, came[one.exercise.id]) if one.exercise.id in came else one for one in grades]


def is_unexplained(one: ExerciseGrade) -> bool:
    """Tell whether an exercise fails its basics in good time, and no known mistake explains that."""
    gate = one.items[0]
    is_open = gate.status == "failed" and (gate.diagnosis is None or gate.diagnosis.misconception is None)
    is_quick = all(item.status != "timeout" for item in one.items)  # what hangs would hang again
    return is_open and is_quick and one.message is None
