"""Check that a case's own tolerance still tells a right answer from the known mistakes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from autograder.bank.building.cases import ABSOLUTE, RELATIVE_DIGITS, observe
from autograder.bank.building.faults import Faults
from autograder.bank.building.misconceptions import sizes_of
from autograder.bank.spec import Spec
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare
from autograder.judging.key import ExerciseKey
from autograder.judging.key_case import KeyCase
from autograder.translation import N_

OTHER_NUMBERS = ("value", "nan", "inf")


def check_widths(key: ExerciseKey, spec: Spec, solution: Callable[..., Any], faults: Faults) -> None:
    """Name the cases whose own tolerance lets every known mistake pass, though some give another number.

    Parameters
    ----------
    key : ExerciseKey
        With the answers of the known mistakes where they are wrong.
    spec : Spec
    solution : callable
    faults : Faults
    """
    wide = {case.id: case for item in spec.items for case in item.cases if case.absolute or case.sampled}
    for index, case in enumerate(key.cases):
        if case.id not in wide or any(is_off(case, one.outputs.get(index)) for one in key.misconceptions):
            continue
        if others := [name for name, answer in answers_to(case, spec, solution) if is_another_number(case, answer)]:
            message = N_(
                "its tolerance, {size:g}, lets every known mistake pass, {name} too; make it smaller, or leave it out"
            )
            faults.add(message, part=case.id, size=case.absolute, name=others[0])


def is_off(case: KeyCase, answer: Observation | None) -> bool:
    """Tell whether a mistake gives another number than the tolerance allows."""
    return answer is not None and compare(case.expected, answer, case.relative, case.absolute) in OTHER_NUMBERS


def is_another_number(case: KeyCase, answer: Observation) -> bool:
    """Tell whether a mistake gives another number than the right one, whatever tolerance the case has of its own."""
    return compare(case.expected, answer, max(case.relative, RELATIVE_DIGITS), ABSOLUTE) in OTHER_NUMBERS


def answers_to(case: KeyCase, spec: Spec, solution: Callable[..., Any]) -> list[tuple[str, Observation]]:
    """Ask every known mistake, in all its sizes."""
    return [
        (wrong.__name__, observe(partial(wrong, solution, **size), case.args, spec.library, case.extras))
        for wrong in spec.misconceptions
        for size in sizes_of(wrong)
    ]
