"""Work that is alike: the same files first, then pairs that share what hardly anybody else has. A reason to talk."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from autograder.classroom.pages.code import bare, quiet_spans
from autograder.classroom.pages.model import Graded, Source, Student

RARE = 3  # students who share it at most
SHORT = 8  # letters of a line that says nothing
MOST_PAIRS = 30
MOST_SHOWN = 6  # pairs side by side
MOST_FUNCTIONS = 3  # of each
NAMED = re.compile(r"^\s+def\s+(\w+)|^\s+(\w{6,})\s*=", re.MULTILINE)  # a helper, or a variable of some length
NUMBER = re.compile(r"(?<![\w.])\d+\.?\d*(?:e[-+]?\d+)?")
KINDS = ("comment", "line", "name", "number")
TELLING = ("comment", "line")


class Feature(NamedTuple):
    """Something of a student's text: what kind it is, and itself, of a line without its spaces."""

    kind: str
    text: str


class Shared(NamedTuple):
    """A feature of two students: of what kind, as one of them writes it, in which exercise, how many have it."""

    feature: Feature
    text: str
    exercise: str
    holders: int


class Pair(NamedTuple):
    """Two students, and what they share that at most `RARE` have, the rarest first."""

    one: Student
    other: Student
    weight: float
    shared: list[Shared]


class Function(NamedTuple):
    """A function of both, with the lines to mark."""

    exercise: str
    one: Source
    other: Source
    marked: frozenset[str]


class Similar(NamedTuple):
    """Groups with the same files, and pairs by what they share."""

    same: list[list[Student]]
    pairs: list[Pair]


def features(source: Source) -> Iterator[tuple[Feature, str]]:
    """Yield the lines, comments, numbers and names of a function, and how each is written."""
    spans = quiet_spans(source.text)
    for start, end in spans:
        if source.text[start] == "#" and len(source.text[start:end].strip("# ")) > 3:
            text = source.text[start:end].strip("# ")
            yield Feature("comment", text), text
    plain = source.text
    for start, end in reversed(spans):
        plain = plain[:start] + plain[end:]
    body = plain.partition("\n")[2]
    for line in body.split("\n"):
        if len(bare(line)) > SHORT and not line.lstrip().startswith("raise NotImplementedError"):
            yield Feature("line", bare(line)), line.strip()
    for number in NUMBER.findall(body):
        if len(number) > 2:
            yield Feature("number", number), number
    signature = plain.partition("\n")[0]
    for helper, variable in NAMED.findall(body):
        if (helper or variable) in signature:
            continue
        yield Feature("name", helper or variable), helper or variable


def similar(graded: Graded) -> Similar:
    """Find what is alike: linear in the class, for only rare features join anybody."""
    same: dict[str, list[Student]] = defaultdict(list)
    where: dict[str, dict[Feature, tuple[str, str]]] = {}
    holders: dict[Feature, list[str]] = defaultdict(list)
    for student in graded.students:
        if student.digest:
            same[student.digest].append(student)
        where[student.id] = mine = {
            feature: (text, exercise.id)
            for exercise in student.exercises.values()
            if exercise.source
            for feature, text in features(exercise.source)
        }
        for feature in mine:
            holders[feature].append(student.id)
    twins = [students for students in same.values() if len(students) > 1]
    return Similar(twins, pairs_of(graded, holders, where))


def pairs_of(
    graded: Graded, holders: Mapping[Feature, list[str]], where: Mapping[str, Mapping[Feature, tuple[str, str]]]
) -> list[Pair]:
    """Join students by rare features; a pair shares several, a line or a comment among them."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    shared: dict[tuple[str, str], list[Feature]] = defaultdict(list)
    for feature, students in holders.items():
        if 2 <= len(students) <= RARE:
            for pair in combinations(students, 2):
                weights[pair] += math.log((len(graded.students) + 1) / len(students))
                shared[pair].append(feature)
    found = []
    telling = [pair for pair in shared if len(shared[pair]) > 1 and any(one.kind in TELLING for one in shared[pair])]
    for one, other in sorted(telling, key=lambda pair: -weights[pair])[:MOST_PAIRS]:
        pair = one, other
        order = sorted(shared[pair], key=lambda each: (len(holders[each]), KINDS.index(each.kind), -len(each.text)))
        rows = [Shared(feature, *where[one][feature], len(holders[feature])) for feature in order]
        found.append(Pair(graded.by_id[one], graded.by_id[other], weights[pair], rows))
    return found


def side_by_side(pair: Pair) -> list[Function]:
    """Choose the functions in which two students share most, with the lines of both to mark."""
    counts = Counter(row.exercise for row in pair.shared if row.feature.kind in TELLING)
    found = []
    for exercise, _ in counts.most_common(MOST_FUNCTIONS):
        one, other = pair.one.exercises[exercise].source, pair.other.exercises[exercise].source
        if one and other:
            lines = [{bare(line) for line in source.text.split("\n")} for source in (one, other)]
            rare = {row.feature.text for row in pair.shared if row.feature.kind == "line"}
            comments = [bare(row.text) for row in pair.shared if row.feature.kind == "comment"]
            common = lines[0] & lines[1]
            marked = {line for line in common if line in rare or any(text in line for text in comments)}
            found.append(Function(exercise, one, other, frozenset(marked)))
    return found
