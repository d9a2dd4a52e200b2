"""What needs a person before the marks go out: most points at stake first, each with what one can do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from autograder.classroom.pages.model import Exercise, Graded, Mark, Student
from autograder.translation import N_, Translate

MANY = 5  # exercises from which on it is the file, not the function
LONG = 400  # letters of what happened

CANNOT_READ, CANNOT_RUN, CRASHED = N_("Cannot be read"), N_("Cannot run"), N_("Crashed")
TIME_OUT, REFUSED, NOTHING_WRITTEN = N_("Time ran out"), N_("Refused"), N_("Nothing written")
NOTHING_CAME, NOT_LISTED = N_("Nothing arrived"), N_("Not on the roster")

ASK_AGAIN = N_("Ask for the file again")
DECIDE = N_("If one small thing is to blame, decide, and note it as an adjustment")
LOOP = N_("Look for a loop that does not end, or grade again with more time")
ONLY_IMPORTED = N_("Used, or only imported? If only imported, delete the line and grade again")
RIGHT_FILE = N_("Ask whether the right file was sent")
EXCUSE = N_("Ask, or excuse with an adjustment")
MATCH = N_("Give the roster this id, or rename what was handed in")
NO_FUNCTION = N_("no function of the assignment among the files")
NO_FILES = N_("no Python file and no notebook in what was handed in")
ON_ROSTER = N_("on the roster, no submission")
SEVERAL = N_("{count} exercises: {message}")

KINDS: dict[str, tuple[str, str]] = {
    "error": (CANNOT_RUN, DECIDE),
    "crashed": (CRASHED, DECIDE),
    "timeout": (TIME_OUT, LOOP),
    "refused": (REFUSED, ONLY_IMPORTED),
}
# Of what was judged, but should be looked at.
DOUBTS = {
    "unsteady": (N_("Answers differ"), N_("Look for random numbers, or for memory between calls")),
    "public_only": (
        N_("Right on public inputs only"),
        N_("Look for a table of answers; ask how the function came about"),
    ),
}


class Need(NamedTuple):
    """A matter for a person: what kind, about whom, what happened, what one can do, how many points it is about."""

    kind: str
    mark: Mark
    student: Student | None
    name: str
    what: str
    way_out: str
    stake: float


def needs_of(graded: Graded, translate: Translate) -> list[Need]:
    """List what needs a person."""
    found = [need for student in graded.students for need in of_student(student, graded, translate)]
    found += [
        Need(translate(NOTHING_CAME), "absent", None, name, translate(ON_ROSTER), translate(EXCUSE), graded.max_score)
        for name in graded.missing
    ]
    return sorted(found, key=lambda need: -need.stake)


def of_student(student: Student, graded: Graded, translate: Translate) -> Iterator[Need]:
    groups: dict[tuple[str, str], list[Exercise]] = defaultdict(list)
    for exercise in student.exercises.values():
        if exercise.status in KINDS:
            groups[exercise.status, exercise.message].append(exercise)
        if exercise.doubt:
            yield doubtful(student, exercise, graded, translate)
    for (status, message), exercises in groups.items():
        kind, way_out = KINDS[status]
        if status == "error" and len(exercises) > MANY:
            kind, way_out = CANNOT_READ, ASK_AGAIN
        what = told_of(exercises, message, graded, translate)
        stake = sum(one.max_score for one in exercises)
        yield Need(translate(kind), exercises[0].mark, student, student.name, what, translate(way_out), stake)
    if student.exercises and not any(one.is_tried for one in student.exercises.values()):
        what = "; ".join(student.remarks)[:LONG] or translate(NO_FUNCTION if student.files else NO_FILES)
        yield Need(
            translate(NOTHING_WRITTEN), "absent", student, student.name, what, translate(RIGHT_FILE), student.max_score
        )
    if student.doubt:
        yield Need(
            translate(NOT_LISTED), "absent", student, student.name, student.doubt, translate(MATCH), student.score
        )


def told_of(exercises: list[Exercise], message: str, graded: Graded, translate: Translate) -> str:
    message = message[:LONG]
    if len(exercises) == 1:
        return f"{graded.labels[exercises[0].id]}: {message}"
    return translate(SEVERAL).format(count=len(exercises), message=message)


def doubtful(student: Student, exercise: Exercise, graded: Graded, translate: Translate) -> Need:
    """Return what was judged, but should be looked at."""
    kind, way_out = DOUBTS[exercise.doubt]
    what = told_of([exercise], exercise.message, graded, translate)
    stake = exercise.max_score - exercise.score
    return Need(translate(kind), exercise.mark, student, student.name, what, translate(way_out), stake)
