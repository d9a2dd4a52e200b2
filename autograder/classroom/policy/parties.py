"""Everybody who has a row, having handed in or being on the roster; and whom a name in a file means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from typing import Any, TypedDict

from autograder.classroom.policy.assignment import Adjustment, Assignment, StudentTime
from autograder.classroom.policy.fields import DID_YOU_MEAN
from autograder.classroom.policy.marks import CannotApply
from autograder.classroom.policy.matching import Matching, Names, match, names_of_member, names_of_person, places_named
from autograder.classroom.policy.roster import Person, Roster
from autograder.translation import N_, Text

NO_STUDENT = N_("{path}: {key}: {student} is nobody of this class; {way_out}")
SEVERAL = N_("{path}: {key}: {student} may be {names}; write the id, login or address of one")
BY_ID = N_("write a name, id, login or address as grades.csv has it")
NOT_LISTED = N_("not on the roster")
FITS_SEVERAL = N_("fits several on the roster: {names}; give the roster the id or address, or rename the hand-in")
FITS_ONE_TWICE = N_("others also look like {names}; rename one of them")


class Identity(TypedDict):
    """Who a student is, as far as roster or learning platform say it."""

    name: str
    id: str
    login: str
    email: str
    section: str


IDENTITY = tuple(Identity.__annotations__)


@dataclass
class Party:
    """Somebody who has a row.

    Parameters
    ----------
    submission : str
        Empty for who handed in nothing.
    member : mapping
        As ``run.json`` has it; empty for who handed in nothing.
    person : Person or None
        On the roster.
    doubt : Text or None
        Why nobody on the roster is theirs.
    adjustments, extra_time, handed_in
        What the assignment says of this student.
    """

    submission: str
    member: Mapping[str, Any]
    person: Person | None
    doubt: Text | None = None
    adjustments: list[Adjustment] = field(default_factory=list)
    extra_time: list[StudentTime] = field(default_factory=list)
    handed_in: list[StudentTime] = field(default_factory=list)

    @property
    def names(self) -> Names:
        """All that may be written for this student."""
        known = [names_of_person(self.person)] if self.person else []
        known += [names_of_member(self.member)] if self.member else []
        ids, emails, names = (tuple(text for one in known for text in one[place]) for place in range(3))
        return Names(ids, emails, names, {})

    @property
    def identity(self) -> Identity:
        person, member = self.person or Person(), self.member
        return {
            "name": person.name or member.get("name", ""),
            "id": person.id or member.get("lms", {}).get("sid", ""),
            "login": person.login,
            "email": person.email or member.get("email", ""),
            "section": person.section,
        }

    @property
    def shown(self) -> str:
        return self.submission or (self.person.shown if self.person else "")

    @property
    def time(self) -> datetime | None:
        """When it was handed in: as the assignment says, else the platform's download, else its roster."""
        if self.handed_in:
            return self.handed_in[-1].time
        if text := self.member.get("time"):
            return datetime.fromisoformat(text)
        return self.person.handed_in if self.person else None

    @property
    def says_late(self) -> bool:
        return self.member.get("lms", {}).get("late") == "yes" and not self.handed_in


def parties_of(members: Sequence[Mapping[str, Any]], roster: Roster | None, assignment: Assignment) -> list[Party]:
    """Return a party for each member of the class, and then for each student of whom nothing arrived.

    Raises
    ------
    CannotApply
        If the assignment names somebody who is not there, or may be several.
    """
    people = roster.people if roster else ()
    matching = match(people, members)
    parties = [party_of(member, people, matching) for member in members]
    present = set(matching.person_of.values())
    parties += [Party("", {}, person) for place, person in enumerate(people) if place not in present]
    known = [party.names for party in parties]
    for adjustment in assignment.adjustments:
        parties[place_of(adjustment, parties, known, assignment)].adjustments.append(adjustment)
    for one in assignment.extra_time:
        parties[place_of(one, parties, known, assignment)].extra_time.append(one)
    for one in assignment.handed_in:
        parties[place_of(one, parties, known, assignment)].handed_in.append(one)
    return parties


def party_of(member: Mapping[str, Any], people: Sequence[Person], matching: Matching) -> Party:
    name = member["id"]
    if name in matching.person_of:
        return Party(name, member, people[matching.person_of[name]])
    return Party(name, member, None, doubt(matching.doubtful.get(name, ()), people) if people else None)


def doubt(places: Sequence[int], people: Sequence[Person]) -> Text:
    if not places:
        return Text(NOT_LISTED)
    names = ", ".join(people[place].shown for place in places)
    return Text(FITS_SEVERAL if len(places) > 1 else FITS_ONE_TWICE, {"names": names})


def place_of(
    entry: Adjustment | StudentTime, parties: Sequence[Party], known: Sequence[Names], assignment: Assignment
) -> int:
    """Return whose row an entry of the assignment means."""
    places = places_named(entry.student, known, range(len(parties)))
    if len(places) == 1:
        return places[0]
    where = {"path": assignment.path, "key": entry.key, "student": entry.student}
    if places:
        raise CannotApply(SEVERAL, **where, names=", ".join(parties[place].shown for place in places))
    words = {text.casefold(): text for names in known for part in names[:3] for text in part}
    close = get_close_matches(entry.student.casefold(), words, 1, 0.6)
    way_out = Text(DID_YOU_MEAN, {"word": words[close[0]]}) if close else Text(BY_ID)
    raise CannotApply(NO_STUDENT, **where, way_out=way_out)
