"""Judge the solutions and the stubs as a student's work is judged: in a child, behind the walls."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.bank.building.faults import Faults
from autograder.bank.exercises import Exercise
from autograder.bank.stubs import stub
from autograder.isolation.job import Limits
from autograder.isolation.runner import Runner
from autograder.judging.grade import ExerciseGrade
from autograder.judging.judge import judge
from autograder.judging.key import Key
from autograder.judging.submission import Submission
from autograder.translation import N_, Text

Tried = Sequence[tuple[Exercise, Faults]]


def try_out(tried: Tried, key: Key, runner: Runner) -> str:
    """Judge each exercise's solution, which must pass, and its stub, which must be still to do.

    Returns
    -------
    str
        The tier that ran: "strict" or "basic".
    """
    limits = Limits(total_seconds=60.0 * max(1, len(tried)))
    solutions = {f"{e.unit}/{e.name}.py": e.solution.read_bytes() for e, _ in tried}
    stubs = {f"{e.unit}/{e.name}.py": stub(e.solution.read_text(encoding="utf-8"), e.name).encode() for e, _ in tried}
    faults = {exercise.id: found for exercise, found in tried}
    for grade in judge(Submission("solutions", solutions), key, runner, limits):
        if grade.status != "passed":
            message = N_("the judge does not pass the solution: {status}. {reason}")
            place = (faults[grade.exercise.id].exercise.solution, 0)
            item, reason = reason_of(grade)
            faults[grade.exercise.id].add(message, part=item, at=place, status=grade.status, reason=reason)
    for grade in judge(Submission("stubs", stubs), key, runner, limits):
        if grade.status != "todo":
            message = N_("the stub made of the solution should be still to do, but its status is {status}. {reason}")
            place = (faults[grade.exercise.id].exercise.solution, 0)
            faults[grade.exercise.id].add(message, at=place, status=grade.status, reason=reason_of(grade)[1])
    return runner.tier


def reason_of(grade: ExerciseGrade) -> tuple[str, Text | str]:
    """Return the first item that is not passed, where one has its own reason, and why."""
    if grade.message is not None:
        return "", Text("{message} {words}", {"message": grade.message, "words": grade.student_text})
    failed = next((item for item in grade.items if item.status != "passed"), None)
    if failed is None:
        return "", grade.student_text
    if failed.case is None:
        return failed.item.name, grade.student_text
    case = grade.exercise.cases[failed.case]
    got = failed.got.describe() if failed.got is not None else ""
    return case.id, Text(N_("expected {expected}, got {got}"), {"expected": case.expected.describe(), "got": got})
