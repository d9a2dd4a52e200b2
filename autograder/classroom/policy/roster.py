"""Who takes part in a course: a roster of one's own, or what a learning platform exports.

The headings tell where it comes from. Whatever the platform, a student has an id, a login, an address and a name, as
far as they are there; and `lms` holds what the platform's downloads call the student, under the names that
`autograder.classroom.arrivals` uses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.classroom.arrivals.times import parse_time
from autograder.classroom.grammars import leave_grammars_to_come
from autograder.classroom.policy.tables import Table, column, plain_heading, read_csv
from autograder.judging.printable import clean_name
from autograder.translation import N_, LosslingsError, Text

HEADINGS: Mapping[str, Sequence[str]] = {
    "id": (
        "sis user id", "student id", "studentid", "student number", "sid", "id number", "org defined id",
        "orgdefinedid", "matriculation number", "matrikelnummer", "학번", "id",
    ),
    "login": ("sis login id", "login", "login id", "username", "user name", "user", "github", "아이디", "로그인"),
    "email": ("email", "e mail", "email address", "mail", "e mail adresse", "이메일", "이메일 주소"),
    "name": ("student", "name", "full name", "student name", "display name", "학생", "성명", "학생 이름"),
    "first": ("first name", "firstname", "given name", "given names", "vorname", "이름"),
    "last": ("last name", "lastname", "surname", "family name", "nachname", "성"),
    "section": ("section", "sections", "group", "class", "분반", "그룹"),
    "role": ("role",),
    "time": ("last modified (submission)", "zuletzt geändert (abgabe)"),
}  # fmt: skip  # a field a line, and what it is called
PARTICIPANT = re.compile(r"[^\W\d_]\D*\s(\d+)")  # "Participant 123", in whatever language
TEACHERS = {"instructor", "ta", "teacher", "reader", "grader"}
NOBODY = N_(
    "{path}: no column says who a student is; one of these is needed: id, login, email, name; there are: {names}"
)
NO_STUDENTS = N_("{path}: no students in it, only a line of headings")
TWICE = N_("{path}, line {line}: {name} is on the roster again, and counts once")
NEEDS_NBGRADER = N_("{name} is needed for a gradebook.db: pip install 'losslings[nbgrader]'")
NOT_A_GRADEBOOK = N_("{path}: not a gradebook of nbgrader")


class UnusableRoster(LosslingsError):
    """A roster says of nobody who they are."""


@dataclass(frozen=True)
class Person:
    """A student on a roster.

    Parameters
    ----------
    id, login, email, name, section : str
        As the roster has them; empty where it does not.
    handed_in : datetime or None
        As a Moodle worksheet says it, of which the download says nothing; without a zone.
    lms : mapping of str to str
        What the platform's downloads call the student, such as ``{"canvas_user": "12345"}``.
    columns : mapping of str to str
        The whole row, for what is imported again.
    """

    id: str = ""
    login: str = ""
    email: str = ""
    name: str = ""
    section: str = ""
    handed_in: datetime | None = None
    lms: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """What the student is called where a row is named by its student."""
        return self.name or self.id or self.login or self.email

    @property
    def known(self) -> tuple[str, ...]:
        return self.id, self.login, self.email, self.name, *self.lms.values()


@dataclass(frozen=True)
class Roster:
    """The students of a course.

    Parameters
    ----------
    path : Path
    kind : {"own", "canvas", "moodle", "gradescope", "nbgrader"}
    people : tuple of Person
    headings : tuple of str
        Of the file, in its order.
    separator : str
        Between its cells.
    points : mapping of str to str
        Canvas's row "Points Possible": what each column of its gradebook is worth.
    remarks : tuple of Text
    """

    path: Path
    kind: str
    people: tuple[Person, ...]
    headings: tuple[str, ...] = ()
    separator: str = ","
    points: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Text, ...] = ()


def read_roster(path: Path) -> Roster:
    """Read a roster.

    Raises
    ------
    UnusableRoster, UnreadableTable
        With the way out.
    OSError
    """
    if path.suffix.lower() == ".db":
        kind, table, numbered = "nbgrader", Table([], []), list(enumerate(people_of_gradebook(path), 1))
    else:
        table = read_csv(path)
        kind = kind_of(table)
        numbered = people_of(table, kind, path)
    people, remarks = without_repeats(numbered, path)
    if not people:
        raise UnusableRoster(NO_STUDENTS, path=path)
    points = points_possible(table) if kind == "canvas" else {}
    return Roster(path, kind, tuple(people), tuple(table.headings), table.separator, points, tuple(remarks))


def points_possible(table: Table) -> dict[str, str]:
    """Return what Canvas says that its columns are worth."""
    row = next((row for _, row in table.rows if row[0].casefold().startswith("points possible")), [])
    return dict(zip(table.headings, row, strict=False))


def kind_of(table: Table) -> str:
    """Recognise by its headings which platform a table comes from."""
    plain = {plain_heading(one) for one in table.headings}
    if {"student", "id"} <= plain and plain & {"section", "sis login id", "sis user id"}:
        return "canvas"
    if "identifier" in plain or is_worksheet(table):
        return "moodle"
    if "lms user id" in plain or {"id", "first name", "last name"} <= plain:
        return "nbgrader"
    return "gradescope" if "sid" in plain else "own"


def is_worksheet(table: Table) -> bool:
    """Tell whether the first column is that of a Moodle worksheet, whose words are the site's language."""
    cells = [row[0] for _, row in table.rows]
    return bool(cells) and len(table.headings) > 3 and all(PARTICIPANT.fullmatch(cell) for cell in cells)


# ---------------------------------------------------------------- rows


def people_of(table: Table, kind: str, path: Path) -> list[tuple[int, Person]]:
    places = {name: column(table.headings, names) for name, names in HEADINGS.items()}
    if kind == "canvas":  # its own number is no id of the school's
        places["id"] = column(table.headings, ("sis user id",))
    if all(places[name] is None for name in ("id", "login", "email", "name", "first", "last")):
        names = ", ".join(one for one in table.headings if one)
        raise UnusableRoster(NOBODY, path=path, names=names)
    found = []
    for number, row in table.rows:
        cells = {name: row[place] if place is not None else "" for name, place in places.items()}
        if is_student(cells, kind):
            columns = dict(zip(table.headings, row, strict=True))
            found.append((number, person_of(cells, columns, lms_of(table.headings, row, kind))))
    return found


def is_student(cells: Mapping[str, str], kind: str) -> bool:
    """Tell a student from a teacher, from Canvas's test student and from its rows about columns."""
    if kind == "canvas" and (cells["name"].casefold() in ("student, test", "test student") or not cells["name"]):
        return False
    if kind == "canvas" and cells["name"].casefold().startswith("points possible"):
        return False
    return cells["role"].casefold() not in TEACHERS and any(cells.values())


def person_of(cells: Mapping[str, str], columns: Mapping[str, str], lms: Mapping[str, str]) -> Person:
    name = cells["name"] or " ".join(part for part in (cells["first"], cells["last"]) if part)
    if re.search("[가-힣]", cells["last"]) and not cells["name"]:
        name = cells["last"] + cells["first"]  # 김 and 민수 are 김민수
    return Person(
        id=clean_name(cells["id"].removeprefix("#")),  # Brightspace writes one before each id
        login=clean_name(cells["login"].removeprefix("#")),
        email=clean_name(cells["email"]),
        name=clean_name(name),
        section=clean_name(cells["section"]),
        handed_in=parse_time(cells["time"]),
        lms={key: value for key, value in lms.items() if value},
        columns=columns,
    )


def lms_of(headings: Sequence[str], row: Sequence[str], kind: str) -> dict[str, str]:
    """Return what downloads of the platform call the student."""
    if kind == "canvas":
        place = column(headings, ("id",))
        return {"canvas_user": row[place]} if place is not None else {}
    if kind == "moodle":
        place = column(headings, ("identifier",)) or 0
        match = PARTICIPANT.fullmatch(row[place])
        return {"moodle_participant": match[1]} if match else {}
    if kind == "nbgrader":
        place = column(headings, ("lms user id",))
        return {"lms_user": row[place]} if place is not None else {}
    return {}


def without_repeats(numbered: Sequence[tuple[int, Person]], path: Path) -> tuple[list[Person], list[Text]]:
    """Take each student once: who is in two sections has two rows."""
    people: dict[tuple[str, ...], Person] = {}
    remarks = []
    for line, person in numbered:
        own = person.id or person.login or person.email
        key = (own.casefold(),) if own else (person.name, *person.lms.values(), "" if person.lms else str(line))
        if key in people:
            remarks.append(Text(TWICE, {"path": path, "line": line, "name": person.shown}))
        people.setdefault(key, person)
    return list(people.values()), remarks


# ---------------------------------------------------------------- nbgrader


def people_of_gradebook(path: Path) -> list[Person]:
    """Ask nbgrader's own gradebook."""
    leave_grammars_to_come()
    try:
        from nbgrader.api import Gradebook  # type: ignore[import-untyped]  # ships no types
    except ImportError as error:
        raise UnusableRoster(NEEDS_NBGRADER, name=error.name) from error
    if not path.is_file() or not path.read_bytes()[:16].startswith(b"SQLite format 3"):
        raise UnusableRoster(NOT_A_GRADEBOOK, path=path)  # it would be made, or be a traceback
    with Gradebook(f"sqlite:///{path.resolve()}") as gradebook:
        return [person_of_gradebook(one) for one in gradebook.students]


def person_of_gradebook(student: Any) -> Person:
    cells = {"id": student.id, "first": student.first_name, "last": student.last_name, "email": student.email}
    cells = {**dict.fromkeys(HEADINGS, ""), **{name: value or "" for name, value in cells.items()}}
    return person_of(cells, {}, {"lms_user": student.lms_user_id or ""})
