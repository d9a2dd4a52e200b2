"""Ask a function that fails its basics once more, with its first two arguments the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.isolation.job import Argument, Job
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare, sheet
from autograder.judging.diagnosis import known
from autograder.judging.further import asked_further, is_unexplained
from autograder.judging.grade import ExerciseGrade, ItemGrade
from autograder.judging.key import ExerciseKey
from autograder.judging.ladder import FAMILIES, Ladder
from autograder.translation import N_, Text

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner

NAME = "arguments_swapped"
NEARLY = 1e-3  # an epsilon of 1e-5 in a logarithm changes the basics by less, swapped arguments by more
HINT = N_("Your answers are right with the two arguments exchanged: the first is {first}, then {second}.")
SWAPPED = Ladder(
    N_("The two arguments are swapped"),
    FAMILIES["arguments"],
    (
        N_("Which argument comes first in the docstring, and which one does your function use as the first?"),
        N_("Call your function with the two arguments the other way round: now its answers are right."),
        N_("Read the order in the docstring, and exchange the two names in your formula, not in the first line."),
    ),
    N_("Two arrays of one shape do not tell which is which: the order of the arguments is part of the definition."),
)


def with_swapped(grades: Sequence[ExerciseGrade], job: Job, runner: Runner) -> list[ExerciseGrade]:
    """Name swapped arguments in each item that is right with them; no points change.

    Parameters
    ----------
    grades : sequence of ExerciseGrade
        By the first asking.
    job : Job
        That of the first asking.
    runner : Runner
    """
    doubtful = [one.exercise for one in grades if is_unexplained(one) and takes_two(one.exercise)]
    calls = {exercise.id: exercise.calls.swapped() for exercise in doubtful}
    return asked_further(grades, calls, job, runner, named)


def takes_two(exercise: ExerciseKey) -> bool:
    arguments = [case.args[:2] for case in exercise.cases]
    return all(len(both) == 2 and all(isinstance(one, Argument) for one in both) for both in arguments)


def named(one: ExerciseGrade, swapped: Sequence[Observation]) -> ExerciseGrade:
    """Name the mistake in each failed item that it explains, if it explains the first.

    An exercise that knows the mistake may have basics that are nearly right, with an epsilon beside it.
    """
    is_right = [verdict == "right" for verdict in sheet(one.exercise).compare(swapped)]
    explained = [all(is_right[case] for case in item.item.cases) for item in one.items]
    ladder = next((m.ladder for m in one.exercise.misconceptions if m.name == NAME), None)
    if not explained[0] and not (ladder and is_nearly_right(one, swapped)):
        return one
    explained[0] = True
    first, second, *_ = one.exercise.parameters
    text = None if ladder else Text(HINT, {"first": first, "second": second})
    diagnosis = known(NAME, ladder or SWAPPED, text)

    def told(item: ItemGrade) -> ItemGrade:
        return replace(item, diagnosis=diagnosis) if item.status == "failed" else item

    items = tuple(told(item) if whole else item for item, whole in zip(one.items, explained, strict=True))
    return replace(one, items=items)


def is_nearly_right(one: ExerciseGrade, swapped: Sequence[Observation]) -> bool:
    """Tell whether the first item's answers are right to some digits with the arguments the other way round."""
    cases = one.exercise.cases
    return all(compare(cases[i].expected, swapped[i], NEARLY, NEARLY) == "right" for i in one.items[0].item.cases)
