"""nbgrader collects into ``submitted/<student>/<assignment>/``, with the time in ``timestamp.txt``.

All assignments of a student are read together: their exercises have different names.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.classroom.arrivals.attempts import Found, Upload, part_of
from autograder.classroom.arrivals.layouts import Layout
from autograder.classroom.arrivals.listing import Child, Folder
from autograder.classroom.arrivals.names import same
from autograder.classroom.arrivals.times import moment, parse_time
from autograder.judging.items import NOT_SUBMITTED
from autograder.translation import N_, Text

TIMESTAMP = "timestamp.txt"
SEVERAL = N_("several assignments, of which each student's are read together: {names}")


def find(folder: Folder) -> Found:
    students = {child.path: assignments(child) for child in folder.children if child.is_folder}
    collected = [each for each in students.values() if each]
    names = {assignment.name for each in collected for assignment in each}
    is_marked = folder.path.name == "submitted" or any(has_time(one) for each in collected for one in each)
    if not is_marked or len(collected) * 5 < len(folder.children) * 4 or len(names) > max(8, len(collected)):
        return Found()
    uploads = [upload(child, students[child.path]) for child in folder.children if students.get(child.path)]
    remarks = [Text(SEVERAL, {"names": ", ".join(sorted(names))})] if len(names) > 1 else []
    return Found(uploads, remarks=remarks)


def assignments(student: Child) -> list[Child]:
    """Return a student's assignments; none where files lie beside them, as no student's folder has it."""
    inside = [one for one in student.inside() if not one.name.startswith(".") and one.name not in NOT_SUBMITTED]
    return inside if all(one.is_folder for one in inside) else []


def has_time(assignment: Child) -> bool:
    return any(one.name == TIMESTAMP for one in assignment.inside())


def upload(child: Child, collected: Sequence[Child]) -> Upload:
    stamps = [one for each in collected for one in each.inside() if one.name == TIMESTAMP and one.kind == "file"]
    times = [time for stamp in stamps if (time := parse_time(stamp.head(100).decode(errors="replace")))]
    return Upload(
        child,
        student=same(child.name),
        handles=(child.name,),
        part=part_of(child),
        time=max(times, key=moment, default=None),
        lms={"nbgrader_student": child.name},
    )


LAYOUT = Layout("nbgrader", "nbgrader", "submitted/asmith/hw1/", find, rank=20)
