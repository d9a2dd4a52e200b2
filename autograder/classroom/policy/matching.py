"""Whose submission is whose: students on a roster and members of a class, matched by all that is known of both.

The surest kind of name comes first. A pair is made only where a name points from one submission to one student, and
back; what fits several is left alone and said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from autograder.classroom.arrivals.names import composed, same
from autograder.classroom.policy.roster import Person

# What a platform calls the student, not the upload: these may stand on a roster as an id.
OWN_NUMBERS = (
    "sid",
    "canvas_user",
    "moodle_participant",
    "blackboard_user",
    "brightspace",
    "nbgrader_student",
    "lms_user",
)
SPECIAL = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


class Names(NamedTuple):
    """What one side knows of a student."""

    ids: tuple[str, ...]
    emails: tuple[str, ...]
    names: tuple[str, ...]
    lms: Mapping[str, str]


@dataclass(frozen=True)
class Matching:
    """Which submission is whose.

    Parameters
    ----------
    person_of : mapping of str to int
        By submission, the student's place on the roster.
    doubtful : mapping of str to list of int
        By submission that fits several students, or one that others fit as well: the places of these students.
    """

    person_of: Mapping[str, int] = field(default_factory=dict)
    doubtful: Mapping[str, list[int]] = field(default_factory=dict)


def names_of_person(person: Person) -> Names:
    ids = tuple(one for one in (person.id, person.login, person.lms.get("lms_user", "")) if one)
    return Names(ids, (person.email,) if person.email else (), (person.name,) if person.name else (), person.lms)


def names_of_member(member: Mapping[str, Any]) -> Names:
    """Name a member of a class as ``run.json`` describes them."""
    lms = {key: value for key, value in member.get("lms", {}).items() if key in OWN_NUMBERS}
    name, email = member.get("name", ""), member.get("email", "")
    return Names((member["id"], *lms.values()), (email,) if email else (), (name or member["id"],), lms)


# ---------------------------------------------------------------- kinds of names, the surest first


def by_number(one: Names) -> set[str]:
    return {f"{key}={value}" for key, value in one.lms.items()}


def by_id(one: Names) -> set[str]:
    return {same(text) for text in (*one.ids, *one.emails)}


def by_name(one: Names) -> set[str]:
    return {composed(form).lower() for name in one.names for form in orders(name)}


def by_letters(one: Names) -> set[str]:
    """Name by nothing but letters and digits, as Canvas does: ``kimanna``."""
    return {letters(form) for name in one.names for form in orders(name)} - {""}


def by_address(one: Names) -> set[str]:
    """Name by what stands before the @, which is often the login; and by ids without the zeros that Excel drops."""
    locals_ = {same(text).partition("@")[0] for text in (*one.ids, *one.emails)}
    return {text.removesuffix(".0").lstrip("0") if text.removesuffix(".0").isdigit() else text for text in locals_} - {
        ""
    }


def by_bare_letters(one: Names) -> set[str]:
    """Name without accents: a form that asks for ASCII makes Strauss of Strauß."""
    return {bare(letters(form)) for name in (*one.names, *one.ids) for form in orders(name)} - {""}


def by_words(one: Names) -> set[str]:
    """Name by the words in whatever order, without accents."""
    return {" ".join(sorted(map(bare, same(name).replace(",", " ").split()))) for name in one.names} - {""}


KINDS: Sequence[Callable[[Names], set[str]]] = (
    by_number, by_id, by_name, by_letters, by_address, by_bare_letters, by_words,
)  # fmt: skip  # in their order


def orders(name: str) -> list[str]:
    """Return a name as it stands and, of ``Last, First``, as it is spoken."""
    text = " ".join(name.split())
    last, comma, first = text.partition(",")
    return [text, f"{first.strip()} {last.strip()}"] if comma and first.strip() and "," not in first else [text]


def letters(text: str) -> str:
    return "".join(letter for letter in composed(text).lower() if letter.isalnum())


def bare(text: str) -> str:
    """Return a text without accents; ß is ss."""
    parts = unicodedata.normalize("NFD", text.casefold().translate(SPECIAL))
    return unicodedata.normalize("NFC", "".join(letter for letter in parts if unicodedata.category(letter) != "Mn"))


# ---------------------------------------------------------------- matching


def match(people: Sequence[Person], members: Iterable[Mapping[str, Any]]) -> Matching:
    """Match submissions to students.

    Parameters
    ----------
    people : sequence of Person
    members : iterable of mapping
        As ``run.json`` has them.
    """
    wanted = {number: names_of_person(person) for number, person in enumerate(people)}
    open_members = {member["id"]: names_of_member(member) for member in members}
    person_of: dict[str, int] = {}
    doubtful: dict[str, list[int]] = {}
    for kind in KINDS:
        hits = hits_of(kind, wanted, open_members)
        fits: dict[int, list[str]] = {}
        for member, places in hits.items():
            for place in places:
                fits.setdefault(place, []).append(member)
        for member, places in hits.items():
            if len(places) == 1 and len(fits[places[0]]) == 1:
                person_of[member] = places[0]
            else:
                doubtful[member] = places
        for member in hits:
            del open_members[member]
        for place in {place for places in hits.values() for place in places}:
            wanted.pop(place, None)
    return Matching(person_of, doubtful)


def hits_of(
    kind: Callable[[Names], set[str]], wanted: Mapping[int, Names], members: Mapping[str, Names]
) -> dict[str, list[int]]:
    """Return by member the students who share a name of this kind; only members who share one."""
    index: dict[str, list[int]] = {}
    for place, person in wanted.items():
        for text in kind(person):
            index.setdefault(text, []).append(place)
    found = {
        name: sorted({p for text in kind(member) for p in index.get(text, ())}) for name, member in members.items()
    }
    return {name: places for name, places in found.items() if places}


def places_named(text: str, people: Sequence[Names], allowed: Collection[int]) -> list[int]:
    """Return whom a person means by a text: the places of those whom the surest kind of name fits."""
    meant = Names((text,), (text,), (text,), {})
    for kind in KINDS:
        wanted = kind(meant)
        if found := [place for place in allowed if kind(people[place]) & wanted]:
            return found
    return []
