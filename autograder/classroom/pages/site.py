"""The pages of a class: index, exercises, students, feedback, similar work; and the comparison with an earlier run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import mean
from typing import NamedTuple

from markupsafe import Markup

from autograder.classroom.pages.alike import MOST_SHOWN, Pair, Similar, side_by_side, similar
from autograder.classroom.pages.behaviours import CurveGroup, behaviours_of, comments_on, commonest, curve_groups
from autograder.classroom.pages.charts import BLOCKS, Histogram, Ids, hidden, histogram
from autograder.classroom.pages.code import code, without_comments
from autograder.classroom.pages.curves import small
from autograder.classroom.pages.letter import letter
from autograder.classroom.pages.mistakes import habits_of, mistakes_of
from autograder.classroom.pages.model import Column, Graded, Student
from autograder.classroom.pages.moves import compare
from autograder.classroom.pages.needs import needs_of
from autograder.classroom.pages.numbers import points
from autograder.classroom.pages.parts import parts_of, stuck_of
from autograder.classroom.pages.rendering import WORDS, Renderer
from autograder.classroom.pages.shares import hardest, shares_of
from autograder.report.curves.layout import Layout
from autograder.report.picture import Picture
from autograder.report.svg import place
from autograder.translation import N_, Translate

BEST = 4  # shortest right answers


class Download(NamedTuple):
    """A file beside the pages."""

    name: str
    size: str
    what: str


class ShownFunction(NamedTuple):
    """A function of two students, side by side: for each the name, the source and the lines."""

    exercise: str
    sides: list[tuple[str, object, Markup]]


class CurvePanel(NamedTuple):
    """Students with one curve: the picture, what it is called, who."""

    picture: Markup
    label: str
    students: list[Student]


class Site:
    """The pages of a class.

    Parameters
    ----------
    graded : Graded
    translate : callable
    language : str
    before : Graded, optional
        The run that it is compared with.
    """

    def __init__(self, graded: Graded, translate: Translate, language: str, before: Graded | None = None) -> None:
        self.graded, self.translate, self.before = graded, translate, before
        self.renderer = Renderer(graded, translate, language, is_compared=before is not None)
        self.render = self.renderer.render

    def every_page(self, files: Sequence[Download]) -> Iterator[tuple[str, str]]:
        """Yield each page's name and text; `files` are those that the class page lists."""
        alike = similar(self.graded)
        yield "index.html", self.index(alike, files)
        yield "similar.html", self.similar(alike)
        if self.before:
            yield "compare.html", self.compared(self.before)
        for column in self.graded.columns:
            yield f"exercise/{self.renderer.files[column.id]}.html", self.exercise(column)
        order = sorted(self.graded.students, key=lambda one: one.name)
        ranks = {one.id: sum(other.score > one.score for other in order) + 1 for one in order}
        for number, student in enumerate(order):
            name = self.graded.pages[student.id]
            before = order[number - 1] if number else None
            after = order[number + 1] if number + 1 < len(order) else None
            yield f"student/{name}.html", self.student(student, ranks[student.id], before, after)

    def every_feedback(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each student's feedback."""
        for student in self.graded.students:
            yield f"{self.graded.feedback[student.id]}.html", self.feedback(student)

    def index(self, alike: Similar, files: Sequence[Download]) -> str:
        graded = self.graded
        has_marks = any(one.has_own_mark for one in graded.students)
        scores = [student.score for student in graded.students]
        drawn = histogram(scores, graded.max_score, self.translate, Ids()) if scores else None
        needs = needs_of(graded, self.translate)
        return self.render(
            "index.html", page="class", histogram=drawn, facts=self.facts(scores, drawn),
            has_blocks=len(scores) <= BLOCKS,
            most=graded.max_score, needs=needs, needy={need.student.id for need in needs if need.student},
            units=list(Counter(column.unit for column in graded.columns).items()), has_marks=has_marks,
            totals=self.totals(), mistakes=mistakes_of(graded), items=hardest(graded),
            pair=alike.pairs[0] if alike.pairs else None, twins=len(alike.same), downloads=files,
        )  # fmt: skip  # a table of pairs

    def facts(self, scores: Sequence[float], drawn: Histogram | None) -> list[tuple[str, str]]:
        """Return the marks in a few numbers: what each is called, and the number."""
        say, most = self.renderer.say, points(self.graded.max_score)
        everybody = len(scores) + len(self.graded.missing)
        rows: list[tuple[str, str]] = [
            (N_("handed in"), say(N_("{made} of {tried}"), made=len(scores), tried=everybody))
        ]
        if drawn:
            low, median, high = map(points, drawn.quartiles)
            rows += [
                (N_("mean"), say(N_("{made} of {tried}"), made=points(mean(scores)), tried=most)),
                (N_("median"), median),
                (N_("middle half"), say(N_("{low} to {high}"), low=low, high=high)),
                (N_("full marks"), str(sum(one == self.graded.max_score for one in scores))),
                (N_("no points"), str(sum(one == 0 for one in scores))),
            ]
        return [(say(name), value) for name, value in rows]

    def totals(self) -> list[tuple[str, list[int]]]:
        """Count by exercise who passed and who tried."""
        rows = [
            [student.exercises[column.id] for student in self.graded.students if column.id in student.exercises]
            for column in self.graded.columns
        ]
        passed = [sum(one.mark == "passed" for one in row) for row in rows]
        return [
            (self.renderer.say(N_("passed")), passed),
            (self.renderer.say(N_("tried")), [sum(one.is_tried for one in row) for row in rows]),
        ]

    def exercise(self, column: Column) -> str:
        graded, one = self.graded, column.id
        there = [student.exercises[one] for student in graded.students if one in student.exercises]
        counts = Counter(exercise.mark for exercise in there)
        picture = graded.pictures.get(one)
        unnamed = [
            {**group._asdict(), "texts": comments_on(graded, group.students[0].exercises[one])}
            for group in behaviours_of(graded, one)
        ]
        return self.render(
            "exercise.html", page="exercise", root="../", column=column,
            states=[(counts[mark], self.translate(word)) for mark, word in WORDS.items() if counts[mark]],
            items=list(shares_of(graded, column)), curves=self.curves(column), wrong=commonest(graded, one),
            unnamed=unnamed, best=self.shortest(one), axis=self.translate(picture.axis) if picture else "",
        )  # fmt: skip  # a table of pairs

    def curves(self, column: Column) -> list[CurvePanel]:
        picture, ids = self.graded.pictures.get(column.id), Ids()
        if picture is None:
            return []
        return [
            CurvePanel(
                small(picture, group.curve, self.translate, ids),
                self.label(group, picture),
                group.students,
            )
            for group in curve_groups(self.graded, column.id)
        ]

    def label(self, group: CurveGroup, picture: Picture) -> str:
        """Name a curve: as the reference's, or by the commonest mistake of its students."""
        if Layout(picture, group.curve).is_same:
            return self.translate(N_("the reference's curve, wrong elsewhere"))
        return group.mistakes[0] if group.mistakes else self.translate(N_("no name yet"))

    def shortest(self, exercise: str) -> list[Markup]:
        """Write the shortest right answers, none twice."""
        sources = [
            without_comments(source)
            for student in self.graded.students
            if exercise in student.exercises and student.exercises[exercise].mark == "passed"
            if (source := student.exercises[exercise].source)
        ]
        unique = {"".join(source.text.split()): source for source in sources}
        return [code(unique[text]) for text in sorted(unique, key=len)[:BEST]]

    def student(self, student: Student, rank: int, before: Student | None, after: Student | None) -> str:
        parts = parts_of(student, student, self.graded, self.translate, Ids(), is_own=False)
        lost = [part.exercise.id for part in parts if part.exercise.mark != "passed"]
        return self.render(
            "student.html", page="student", root="../", student=student, rank=rank, before=before, after=after,
            habits=habits_of(student), parts=parts, stuck=stuck_of(parts),
            adjusted=(lost or list(student.exercises))[0] if student.exercises else "",
        )  # fmt: skip  # a table of pairs

    def feedback(self, student: Student) -> str:
        return letter(self.renderer, self.graded.told(student), student)

    def similar(self, alike: Similar) -> str:
        heaviest = alike.pairs[0].weight if alike.pairs else 1.0

        def weight(pair: Pair) -> Markup:
            width = place(pair.weight / heaviest * 120)
            return hidden(120, 12, f'<rect class="fill" y="1" width="{width}" height="10"/>')

        shown = [(pair, shown_functions(pair)) for pair in alike.pairs[:MOST_SHOWN]]
        weights = [weight(pair) for pair in alike.pairs]
        return self.render(
            "similar.html", page="similar", same=alike.same, pairs=alike.pairs, shown=shown, weights=weights
        )

    def compared(self, before: Graded) -> str:
        """Write the comparison with another run."""
        both, say = compare(before, self.graded, self.translate), self.renderer.say
        return self.render(
            "compare.html", page="compare", both=both, rose=sum(move.change > 0 for move in both.moves),
            fell=sum(move.change < 0 for move in both.moves),
            others=[(say(N_("New")), both.came, True), (say(N_("Gone")), both.went, False)],
        )  # fmt: skip  # a table of pairs


def shown_functions(pair: Pair) -> list[ShownFunction]:
    return [
        ShownFunction(
            function.exercise,
            [
                (pair.one.name, function.one, code(function.one, function.marked)),
                (pair.other.name, function.other, code(function.other, function.marked)),
            ],
        )
        for function in side_by_side(pair)
    ]
