"""What pages are made of: a class that has been graded, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from autograder.report.curves.layout import Curve
from autograder.report.picture import Picture

Mark = Literal["passed", "wrong", "absent", "refused", "timeout", "broken"]
# How a status looks: six marks, which differ without colour too.
MARKS: Mapping[str, Mark] = {
    "passed": "passed", "failed": "wrong", "todo": "absent", "missing": "absent", "refused": "refused",
    "timeout": "timeout", "error": "broken", "crashed": "broken",
}  # fmt: skip  # a table of pairs


class Failure(NamedTuple):
    """A failing case and what came."""

    case: str
    got: str


@dataclass(frozen=True)
class Item:
    """What one item earned; the texts are in the language of the run."""

    name: str
    title: str
    status: str
    score: float
    max_score: float
    case: str = ""
    call: str = ""
    expected: str = ""
    got: str = ""
    misconception: str = ""
    mistake: str = ""
    family: str = ""
    lecture: str = ""
    rungs: tuple[str, ...] = ()
    failing: tuple[Failure, ...] = ()

    @property
    def is_past(self) -> bool:
        return self.status == "passed"

    @property
    def cause(self) -> str:
        """What mistakes of one idea have in common; empty where the mistake has no name."""
        return self.family or self.mistake


@dataclass(frozen=True)
class Source:
    """Where a function stands, and its text."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Exercise:
    """What one exercise earned a student.

    Parameters
    ----------
    message : str
        What concerns it as a whole.
    has_reason : bool
        Whether the message says more than that the function is not there.
    notes : tuple of str
        What a person says of it to this student.
    """

    id: str
    status: str
    score: float
    max_score: float
    message: str = ""
    has_reason: bool = False
    doubt: str = ""
    items: tuple[Item, ...] = ()
    source: Source | None = None
    curve: Curve | None = None
    notes: tuple[str, ...] = ()

    @property
    def mark(self) -> Mark:
        return MARKS[self.status]

    @property
    def is_tried(self) -> bool:
        return self.mark != "absent"

    @property
    def is_past_gate(self) -> bool:
        """Whether it ran and its first item is right."""
        return self.status in ("passed", "failed") and bool(self.items) and self.items[0].is_past


class Standing(NamedTuple):
    """Where a student stood after a run: the mark, how many exercises pass, and which began or ceased to pass in it.

    ``started`` says when the run began, as ``run.json`` does.
    """

    started: str
    mark: float
    total: float
    passed: int
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


@dataclass(frozen=True)
class Student:
    """A student's work, and what the assignment makes of it.

    Parameters
    ----------
    id : str
        Of the submission.
    name : str
        As the roster or the platform has it; else the id.
    score, max_score : float
        As judged.
    exercises : dict of str to Exercise
        By id, in the order of the key.
    mark : float or None
        The final mark, out of `total`; None without an assignment.
    total : float
    notes : tuple of str
        Lateness, adjustments: what stands between the score and the mark.
    doubt : str
        Why nobody on the roster is this student.
    remarks : tuple of str
        How the submission was read.
    files : dict of str to int
        The files that were read, in bytes.
    digest : str
        Of the files; empty where there are none.
    handed_in : str
        When, in ISO 8601; empty where nobody says so.
    attempt : int
        The number of the attempt that is graded; 0 where it is not known.
    left_out : tuple of str
        What else was handed in, such as earlier attempts: the file, and why it was not read.
    history : tuple of Standing
        The runs that moved the mark or an exercise, the first one first; empty where no earlier run is kept.
    """

    id: str
    name: str
    score: float
    max_score: float
    exercises: Mapping[str, Exercise]
    mark: float | None = None
    total: float = 0.0
    notes: tuple[str, ...] = ()
    doubt: str = ""
    section: str = ""
    remarks: tuple[str, ...] = ()
    files: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""
    handed_in: str = ""
    attempt: int = 0
    left_out: tuple[str, ...] = ()
    history: tuple[Standing, ...] = ()

    @property
    def has_own_mark(self) -> bool:
        """Whether the mark is another number than the score."""
        return self.mark is not None and (self.mark, self.total) != (self.score, self.max_score)


@dataclass(frozen=True)
class Column:
    """An exercise of the class: its id, the name that tells it from the others, its unit and points."""

    id: str
    label: str
    unit: str
    max_score: float


@dataclass(frozen=True)
class RunFacts:
    """What the marks rest on."""

    started: str = ""
    version: str = ""
    key: str = ""
    is_hidden: bool = False
    arrival: tuple[str, ...] = ()  # what was doubtful about whose each file is
    isolation: str = ""
    seconds: float = 0.0
    python: str = ""
    numpy: str = ""


@dataclass(frozen=True)
class Comment:
    """A person's words to all whose answers are wrong in the same way."""

    exercise: str
    group: str
    text: str


@dataclass(frozen=True, eq=False)
class Graded:
    """A class that has been graded.

    Parameters
    ----------
    title, course : str
        Of the assignment; empty where nobody has named it.
    run : RunFacts
    columns : sequence of Column
    students : sequence of Student
        Best mark first, then by name.
    missing : sequence of str
        Names on the roster of whom nothing arrived.
    pictures : mapping of str to Picture
        By exercise.
    comments : sequence of Comment
    as_told : mapping of str to Student
        By id, what a student may see, where that is not all; see `told`.
    feedback : mapping of str to str
        By id, the file of a student's feedback, below ``feedback/``.
    """

    title: str
    course: str
    run: RunFacts
    columns: Sequence[Column]
    students: Sequence[Student]
    missing: Sequence[str] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    comments: Sequence[Comment] = ()
    as_told: Mapping[str, Student] = field(default_factory=dict)
    feedback: Mapping[str, str] = field(default_factory=dict)

    def told(self, student: Student) -> Student:
        """Return what a student may see of their own work: with a hidden key neither inputs nor answers."""
        if not self.run.is_hidden:
            return student
        return self.as_told.get(student.id) or replace(student, exercises={}, remarks=())

    @property
    def max_score(self) -> float:
        return sum(column.max_score for column in self.columns)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return {column.id: column.label for column in self.columns}

    @cached_property
    def by_id(self) -> Mapping[str, Student]:
        return {student.id: student for student in self.students}

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The name of each student's page by id: short, and safe on every file system."""
        return {student.id: page_name(student.id, number) for number, student in enumerate(self.students)}


def page_name(text: str, number: int) -> str:
    """Return a file's name that cannot clash: letters and digits of the id, and a number where it differs."""
    plain = "".join(letter if letter.isalnum() or letter in "_-" else "-" for letter in text)[:60]
    return plain if plain == text and not is_device(plain) else f"{plain.strip('-') or 'student'}-{number + 1}"


def is_device(name: str) -> bool:
    """Tell whether Windows takes a name for a device."""
    return name.upper() in {"CON", "PRN", "AUX", "NUL", *(f"{port}{i}" for port in ("COM", "LPT") for i in range(10))}
