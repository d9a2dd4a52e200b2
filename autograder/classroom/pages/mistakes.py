"""What a class, or one student, misunderstood: one idea is one row, in however many exercises it shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from autograder.classroom.pages.model import Exercise, Graded, Item, Student


class Place(NamedTuple):
    """An exercise in which a mistake was made: by how many, of how many who tried it."""

    exercise: str
    made: int
    tried: int


class Mistake(NamedTuple):
    """A mistake of the class.

    Parameters
    ----------
    name : str
        The idea behind it.
    kinds : list of str
        What mistakes were made of it, the commonest first; empty if there is one and it has the idea's name.
    lecture : str
    students : list of Student
        Who made it, by name.
    tried : int
        Who tried an exercise in which it was made.
    places : list of Place
    """

    name: str
    kinds: list[str]
    lecture: str
    students: list[Student]
    tried: int
    places: list[Place]

    @property
    def made(self) -> int:
        return len(self.students)


def mistakes_of(graded: Graded) -> list[Mistake]:
    """List the named mistakes of a class, those of most students first."""
    tried = {
        column.id: {
            one.id for one in graded.students if column.id in one.exercises and one.exercises[column.id].is_tried
        }
        for column in graded.columns
    }
    who: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    kinds: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for student in graded.students:
        for exercise, item in named(student):
            who[item.cause][exercise.id].add(student.id)
            kinds[item.cause][item.mistake, item.lecture] += 1
    rows = [mistake_of(graded, name, places, kinds[name], tried) for name, places in who.items()]
    return sorted(rows, key=lambda row: (-row.made, -row.made / row.tried, row.name))


def named(student: Student) -> Iterator[tuple[Exercise, Item]]:
    for exercise in student.exercises.values():
        for item in exercise.items:
            if item.cause:
                yield exercise, item


def mistake_of(
    graded: Graded,
    name: str,
    places: dict[str, set[str]],
    kinds: Counter[tuple[str, str]],
    tried: dict[str, set[str]],
) -> Mistake:
    common = [kind for (kind, _), _ in kinds.most_common()]
    people = set().union(*places.values())
    return Mistake(
        name,
        [] if common == [name] else list(dict.fromkeys(common)),
        next((lecture for (_, lecture), _ in kinds.most_common() if lecture), ""),
        sorted((graded.by_id[one] for one in people), key=lambda one: one.name),
        len(set().union(*(tried[one] for one in places))),
        [Place(one.id, len(places[one.id]), len(tried[one.id])) for one in graded.columns if one.id in places],
    )


@dataclass
class Habit:
    """What cost one student points in one or several exercises.

    Parameters
    ----------
    name : str
        The idea; empty where the mistake has no name.
    rungs : tuple of str
        Hints of its most costly item.
    sample : str
        What came, where there is neither name nor hint.
    lost : float
    items : dict of str to list of str
        By exercise, the titles of the items that were lost.
    """

    name: str
    rungs: tuple[str, ...] = ()
    sample: str = ""
    lost: float = 0.0
    items: dict[str, list[str]] = field(default_factory=dict)


def habits_of(student: Student) -> list[Habit]:
    """Join what cost a student points by its cause, most points first."""
    found: dict[str, Habit] = {}
    for exercise in student.exercises.values():
        for item in exercise.items:
            if item.status == "failed" and exercise.status == "failed":
                key = item.cause or "".join(item.rungs[:1]) or exercise.id
                habit = found.setdefault(key, Habit(item.cause, item.rungs, item.got))
                habit.lost += item.max_score
                habit.items.setdefault(exercise.id, []).append(item.title)
    return sorted(found.values(), key=lambda habit: -habit.lost)


class Cause(NamedTuple):
    """The failed items of an exercise that have one cause; the first one is shown."""

    first: Item
    items: list[str]
    lost: float


def causes_of(exercise: Exercise) -> list[Cause]:
    """Join the failed items of an exercise by their cause."""
    groups: dict[str, list[Item]] = {}
    for item in exercise.items:
        if item.status == "failed" or (item.status == "timeout" and item.case):
            key = item.misconception or "".join(item.rungs[:1]) or item.got or item.name
            groups.setdefault(key, []).append(item)
    return [Cause(items[0], [one.title for one in items], lost(items)) for items in groups.values()]


def lost(items: Sequence[Item]) -> float:
    return sum(item.max_score - item.score for item in items)
