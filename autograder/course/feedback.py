"""A student's page of feedback: the letter that every class gets, with the gradebook's marks and a person's words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from autograder.classroom.lines import Lines, read_object
from autograder.classroom.pages.code import code
from autograder.classroom.pages.letter import Question, letter
from autograder.classroom.pages.model import Column, Exercise, Graded, Source, Student
from autograder.classroom.pages.reading import COMMENTS, Reader, columns_of, read_comments, run_facts
from autograder.classroom.pages.rendering import Renderer
from autograder.classroom.results import Results
from autograder.course.assignment import Assignment
from autograder.course.cells import CHECK, Cell, is_test, marks_of
from autograder.course.flags import NO_RESPONSE
from autograder.course.graded import GradedNotebook
from autograder.judging.key import name_of
from autograder.judging.submission import clean
from autograder.report.data import Report
from autograder.report.picture import Picture
from autograder.translation import N_

LONG = 20_000  # letters of one cell
BY_HAND, WAITING = N_("Given by a person."), N_("A person still has to look at it.")
LATE = N_("Handed in late: {penalty} less.")


class Mark(NamedTuple):
    """What a grade cell is worth and has earned, as nbgrader's gradebook says."""

    points: float
    score: float
    is_by_hand: bool
    is_waiting: bool


class PageMarks(NamedTuple):
    """What the gradebook says of a student's notebook: marks and comments by grade_id, and what being late costs."""

    marks: dict[str, Mark]
    comments: dict[str, str]
    penalty: float

    @property
    def total(self) -> tuple[float, float]:
        """What the student has, and could have."""
        return self.score - self.penalty, sum(mark.points for mark in self.marks.values())

    @property
    def score(self) -> float:
        return sum(mark.score for mark in self.marks.values())


class Letters:
    """Writes what the students of one notebook read.

    Parameters
    ----------
    assignment : Assignment
    notebook : str
    results : Results or None
        Of its exercises; None if it has none.
    pictures : mapping of str to Picture
        By exercise.
    """

    def __init__(
        self, assignment: Assignment, notebook: str, results: Results | None, pictures: Mapping[str, Picture]
    ) -> None:
        self.assignment, self.notebook, self.results = assignment, notebook, results
        self.translate = assignment.translate
        self.evidence = Lines(results.evidence) if results else None
        self.comments = read_comments(results.folder / COMMENTS) if results else []
        self.reader = Reader(pictures, self.translate, {})
        self.renderers: dict[tuple[Column, ...], Renderer] = {}

    def write(self, student: str, name: str, graded: GradedNotebook, marks: PageMarks) -> str:
        """Write a student's letter; `name` is that of the submission."""
        report = graded.report
        judged = self.judged(report, name) if report else Student(name, student, 0.0, 0.0, {})
        cells = {marks_of(cell)["grade_id"]: cell for cell in graded.cells if marks_of(cell)}
        has_mark = {one.id: one for one in judged.exercises.values() if CHECK + name_of(one.id) in marks.marks}
        exercises = {key: self.marked(one, marks, cells) for key, one in has_mark.items()}
        is_said = not graded.problem or any(graded.problem in one.message for one in exercises.values())
        score, most = marks.total
        shown = replace(
            judged, name=clean(student), exercises=exercises, score=marks.score, max_score=most, mark=score, total=most,
            notes=(self.translate(LATE).format(penalty=f"{marks.penalty:g}"),) if marks.penalty else (),
            remarks=judged.remarks if is_said else (*judged.remarks, clean(graded.problem)),
        )  # fmt: skip  # a table of pairs
        questions = list(self.questions(cells, marks, {name_of(one.id) for one in exercises.values()}))
        return letter(self.renderer_of(report), shown, shown, questions)

    def judged(self, report: Report, name: str) -> Student:
        evidence = self.evidence.of(name) if self.evidence else None
        return self.reader.student(report, evidence or {}, {}, "")

    def renderer_of(self, report: Report | None) -> Renderer:
        """Return what writes the pages: of a notebook there is one, for all students have the same exercises."""
        columns = tuple(columns_of([report] if report else []))
        if columns not in self.renderers:
            graded = Graded(
                title=" · ".join(dict.fromkeys([self.assignment.name, self.notebook])),
                course="",
                run=run_facts(read_object(self.results.run) if self.results else {}),
                columns=columns,
                students=(),
                pictures=self.reader.pictures,
                comments=self.comments,
            )
            self.renderers[columns] = Renderer(graded, self.translate, self.assignment.language)
        return self.renderers[columns]

    def marked(self, exercise: Exercise, marks: PageMarks, cells: Mapping[str, Cell]) -> Exercise:
        """Give an exercise the points of its cell, the text of the answer's cell, and a person's words."""
        name = name_of(exercise.id)
        mark, source = marks.marks[CHECK + name], answer_in(cells.get(name))
        share = mark.points / exercise.max_score if exercise.max_score else 0.0
        comment = marks.comments.get(name, "")
        if comment == self.translate(NO_RESPONSE) and not exercise.is_tried:
            comment = ""  # the page says that it is not written
        return replace(
            exercise,
            score=mark.score,
            max_score=mark.points,
            items=tuple(
                replace(item, score=item.score * share, max_score=item.max_score * share) for item in exercise.items
            ),
            source=Source(clean(f"{self.notebook}.ipynb"), 1, source) if source else exercise.source,
            notes=tuple(self.notes(mark, comment)),
        )

    def notes(self, mark: Mark | None, comment: str) -> Iterator[str]:
        """Yield what a person says, has given, or still has to do."""
        if mark and mark.is_waiting:
            yield self.translate(WAITING)
        elif mark and mark.is_by_hand:
            yield self.translate(BY_HAND)
        if comment:
            yield clean_lines(comment)

    def questions(self, cells: Mapping[str, Cell], marks: PageMarks, exercises: Collection[str]) -> Iterator[Question]:
        """Yield what is asked beside the exercises, in the order of the notebook; what was lost from it comes last."""
        asked = [name for name, cell in cells.items() if is_asked(cell)]
        for name in dict.fromkeys([*asked, *marks.marks]):
            mark = marks.marks.get(name)
            if name.removeprefix(CHECK) not in exercises:
                notes = tuple(self.notes(mark, marks.comments.get(name, "")))
                source = answer_in(cells.get(name))
                answer = code(Source("", 1, source)) if source else None
                score, most = (mark.score, mark.points) if mark else (None, None)
                yield Question(clean(name), score, most, notes, answer)


def is_asked(cell: Cell) -> bool:
    marks = marks_of(cell)
    return bool(is_test(cell) or marks.get("solution") or marks.get("task"))


def answer_in(cell: Cell | None) -> str:
    """Return what a student wrote into a cell; nothing where the cell is none for answers."""
    if cell is None or not (marks_of(cell).get("solution") or marks_of(cell).get("task")):
        return ""
    text = cell["source"]
    return clean_lines(text if len(text) <= LONG else f"{text[:LONG]}…")


def clean_lines(text: str) -> str:
    return "\n".join(map(clean, text.split("\n")))  # a line is clean at a glance
