"""How a class arrives: the same eight students in every layout, the last attempt of each, and nothing unsaid."""

from __future__ import annotations

import pytest
from arrivals import CLASS, LAYOUTS, WAYS

from autograder.classroom.arrivals.arriving import open_class
from autograder.classroom.arrivals.names import composed
from autograder.classroom.members import read_member

SOURCES = sorted(student.source for student in CLASS)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_eight_students_are_eight_rows_with_their_last_attempts_in_every_layout(layout, way, tmp_path):
    path = WAYS[way](LAYOUTS[layout], tmp_path)
    with open_class(path) as arrival:
        submissions = {member.id: read_member(member) for member in arrival.members}
    assert arrival.layout == layout.partition("-")[0]
    assert [one.problem for one in submissions.values() if one.problem] == []
    assert sorted(data.decode() for one in submissions.values() for data in one.files.values()) == SOURCES
    assert {name for one in submissions.values() for name in one.files} <= {"hw.py", "onlinetext.py"}
    known = {member.name: member for member in arrival.members}
    if layout in ("moodle-files", "moodle-folders", "brightspace", "gradescope", "drive"):
        assert {composed(student.name) for student in CLASS} == {composed(name) for name in known}
    for student in CLASS:
        holders = [member for member in arrival.members if names_it(member, student)]
        assert len(holders) == 1, student
        assert read_source(submissions[holders[0].id]) == student.source


def names_it(member, student):
    texts = {composed(text) for text in (member.id, member.name, member.email, *member.lms.values())}
    numbers = {str(student.number), f"00{student.number}", f"{student.number:x}", f"{student.number}-67890"}
    return bool(texts & {composed(student.name), student.user, *numbers})


def read_source(submission):
    return "".join(data.decode() for data in submission.files.values())
