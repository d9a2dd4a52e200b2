"""Read ``assignment.toml``: what is not as it must be (key, exercise, item, type) is one line with the way out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.classroom.policy.assignment import Adjustment, Assignment, Late, StudentTime
from autograder.classroom.policy.fields import A_TIME, Fields, WrongAssignment, read_toml, way_out
from autograder.judging.key import name_of
from autograder.translation import N_

KEYS = (
    "title", "course", "exercises", "weights", "points", "exclude", "bonus", "drop_lowest", "missing",
    "due", "zone", "late", "extra_time", "handed_in", "curve", "adjust", "rounding",
)  # fmt: skip  # those of the whole file
NO_EXERCISE = N_("{path}: {key}: {word} is no exercise or unit here; {way_out}")
NOTHING_LEFT = N_("{path}: exercises: none is left to be worth points")
NO_ITEM = N_("{path}: {key}: {word} is no item of {exercise}; {way_out}")
NO_SUCH_ITEM = N_("{path}: {key}: no exercise has an item {word}; {way_out}")
NO_ZONE = N_('{path}: {key} has no zone; write it behind the time (+09:00), or add zone = "Asia/Seoul"')
UNKNOWN_ZONE = N_("{path}: zone: {word} is no zone that this machine knows; write one such as Asia/Seoul or UTC")
BOTH = N_("{path}: {key}: either points, which are added, or set, which counts instead; not both and not neither")
NO_DUE = N_("{path}: {key} needs due, the date and time by which to hand in")
SEVERAL = N_("{path}: {key}: {word} means several exercises; name one of {words}")


def read_assignment(path: Path, items: Mapping[str, Collection[str]]) -> Assignment:
    """Read an assignment.

    Parameters
    ----------
    path : Path
    items : mapping of str to collection of str
        The names of the items of every exercise that can be meant, by the exercise's id.

    Raises
    ------
    WrongAssignment
        For the first thing that is not as it must be.
    """
    return Reader(Fields(path, read_toml(path), KEYS), items).assignment()


class Reader:
    """Reads a file whose keys are known to be right."""

    def __init__(self, fields: Fields, items: Mapping[str, Collection[str]]) -> None:
        self.fields, self.path, self.items = fields, fields.path, items
        self.zone = self.read_zone()

    def assignment(self) -> Assignment:
        fields = self.fields
        curve = fields.part("curve", ("scale", "add", "floor"))
        rounding = fields.part("rounding", ("step", "direction"))
        due = self.time(fields, "due")
        read = Assignment(
            path=self.path,
            title=fields.text("title"),
            course=fields.text("course"),
            exercises=self.exercises(fields, "exercises"),
            weights=self.weights(),
            points=fields.number("points", 0.0, 0.01) if "points" in fields.table else None,
            excluded=self.item_set("exclude"),
            bonus=self.item_set("bonus"),
            drop_lowest=fields.whole("drop_lowest"),
            missing=fields.choice("missing", ("blank", "zero")),
            due=due,
            zone=self.zone or (due.tzinfo if due else None),
            late=self.late(),
            extra_time=tuple(map(self.extra_time, fields.parts("extra_time", ("student", "hours", "days")))),
            handed_in=tuple(map(self.handed_in, fields.parts("handed_in", ("student", "time")))),
            scale=curve.number("scale", 1.0),
            add=curve.number("add", 0.0, float("-inf")),
            floor=curve.number("floor", 0.0),
            adjustments=tuple(self.adjustments()),
            step=rounding.number("step", 0.01, 0.01),
            direction=rounding.choice("direction", ("nearest", "up", "down")),
        )
        self.check(read)
        return read

    def check(self, read: Assignment) -> None:
        """Refuse what makes no sense together."""
        if read.due is None:
            for key in ("late", "extra_time"):
                if key in self.fields.table:
                    raise WrongAssignment(NO_DUE, path=self.path, key=key)
        counting = read.exercises if read.exercises is not None else tuple(self.items)
        if not [one for one in counting if read.weights.get(one, 1.0) and (one, "*") not in read.excluded | read.bonus]:
            raise WrongAssignment(NOTHING_LEFT, path=self.path)

    # ------------------------------------------------------------ exercises and items

    def exercises(self, fields: Fields, key: str) -> tuple[str, ...] | None:
        if key not in fields.table:
            return None
        named = {one for word in fields.texts(key) for one in self.named(word, fields.name(key))}
        return tuple(one for one in self.items if one in named)

    def named(self, word: str, key: str) -> list[str]:
        """Return the ids of the exercises that a word means: a unit, an exercise's name or its id."""
        if found := ids_named(word, self.items):
            return found
        raise WrongAssignment(NO_EXERCISE, path=self.path, key=key, word=word, way_out=way_out(word, words(self.items)))

    def weights(self) -> dict[str, float]:
        part = self.fields.part("weights")
        return {one: part.number(word, 1.0) for word in part.table for one in self.named(word, part.name(word))}

    def item_set(self, key: str) -> frozenset[tuple[str, str]]:
        """Read exercises and items: ``entropy``, ``entropy.shapes``, ``*.shapes``."""
        return frozenset(pair for word in self.fields.texts(key) for pair in self.pairs(word, key))

    def pairs(self, word: str, key: str) -> list[tuple[str, str]]:
        exercise, dot, item = word.rpartition(".")
        if not dot:
            return [(one, "*") for one in self.named(word, key)]
        if exercise == "*":
            found = [(one, item) for one, names in self.items.items() if item in names]
            every = sorted({name for names in self.items.values() for name in names})
            if not found:
                raise WrongAssignment(NO_SUCH_ITEM, path=self.path, key=key, word=item, way_out=way_out(item, every))
            return found
        ids = self.named(exercise, key)
        found = [(one, item) for one in ids if item in self.items[one]]
        if not found:
            known = sorted({name for one in ids for name in self.items[one]})
            raise WrongAssignment(
                NO_ITEM, path=self.path, key=key, word=item, exercise=exercise, way_out=way_out(item, known)
            )
        return found

    # ------------------------------------------------------------ times

    def read_zone(self) -> tzinfo | None:
        word = self.fields.text("zone")
        try:
            return ZoneInfo(word) if word else None
        except (OSError, ValueError, KeyError) as error:  # no such zone, or no data on zones here
            raise WrongAssignment(UNKNOWN_ZONE, path=self.path, word=word) from error

    def time(self, fields: Fields, key: str) -> datetime | None:
        time = fields.time(key)
        if time is None or time.tzinfo:
            return time
        if self.zone is None:
            raise WrongAssignment(NO_ZONE, path=self.path, key=fields.name(key))
        return time.replace(tzinfo=self.zone)

    def late(self) -> Late:
        part = self.fields.part("late", ("grace_minutes", "per_day", "max", "cutoff_days", "of"))
        return Late(
            grace=timedelta(minutes=part.number("grace_minutes", 0.0, 0.0, 1e6)),
            per_day=part.number("per_day", 0.0, 0.0, 100.0),
            most=part.number("max", 100.0, 0.0, 100.0),
            cutoff=timedelta(days=part.number("cutoff_days", 0.0, 0.0, 1e4)) if "cutoff_days" in part.table else None,
            of=part.choice("of", ("mark", "points")),
        )

    def extra_time(self, fields: Fields) -> StudentTime:
        hours, days = (fields.number(key, 0.0, 0.0, 1e5) for key in ("hours", "days"))
        student = fields.text("student", is_needed=True)
        return StudentTime(fields.place, student, extra=timedelta(days=days, hours=hours))

    def handed_in(self, fields: Fields) -> StudentTime:
        time = self.time(fields, "time")
        if time is None:
            raise fields.wrong("time", A_TIME)
        return StudentTime(fields.place, fields.text("student", is_needed=True), time=time)

    # ------------------------------------------------------------ adjustments

    def adjustments(self) -> Iterator[Adjustment]:
        for fields in self.fields.parts("adjust", ("student", "exercise", "points", "set", "reason")):
            is_set = "set" in fields.table
            if is_set == ("points" in fields.table):
                raise WrongAssignment(BOTH, path=self.path, key=fields.place)
            word = fields.text("exercise")
            yield Adjustment(
                fields.place,
                fields.text("student", is_needed=True),
                fields.text("reason", is_needed=True),
                fields.number("set" if is_set else "points", 0.0, 0.0 if is_set else float("-inf")),
                is_set,
                self.one_exercise(word, fields.name("exercise")) if word else "",
            )

    def one_exercise(self, word: str, key: str) -> str:
        found = self.named(word, key)
        if len(found) > 1:
            raise WrongAssignment(SEVERAL, path=self.path, key=key, word=word, words=", ".join(found))
        return found[0]


def ids_named(word: str, ids: Iterable[str]) -> list[str]:
    """Return the exercises that a word names: the one of this id, those of this unit, or those of this name."""
    every = list(ids)
    if word in every:
        return [word]
    return [one for one in every if word == one.partition("/")[0]] or [
        one for one in every if word == one.rpartition("/")[2]
    ]


def words(ids: Iterable[str]) -> list[str]:
    """List the words by which exercises can be named."""
    every = list(ids)
    return list(dict.fromkeys([*(one.partition("/")[0] for one in every), *map(name_of, every), *every]))
