"""The templates, and what they write numbers, marks and names with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from autograder.classroom.pages import charts
from autograder.classroom.pages.mistakes import Mistake
from autograder.classroom.pages.model import Exercise, Graded, Item, Mark, Standing, Student
from autograder.classroom.pages.moves import Move
from autograder.classroom.pages.numbers import change, layout, moment, points
from autograder.classroom.pages.shares import ItemShare
from autograder.report.ideas.choosing import draw_idea
from autograder.report.prose import prose
from autograder.report.svg import said
from autograder.translation import N_, Translate

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_CALLS = 40  # of a function that are looked at
HERE = Path(__file__).parent
LETTERS = {"passed": "p", "wrong": "w", "absent": "o", "refused": "r", "timeout": "z", "broken": "x"}
WORDS: Mapping[Mark, str] = {
    "passed": N_("passed"),
    "wrong": N_("wrong"),
    "absent": N_("not written"),
    "refused": N_("refused"),
    "timeout": N_("time ran out"),
    "broken": N_("could not run"),
}
HEADING = N_("Exercises on losses")


def environment(filters: Mapping[str, Callable[..., Any]]) -> Environment:
    """Prepare the templates; all that is written into them is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        optimized=False,  # folding constants takes longer than it saves in one run
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        letter=LETTERS.__getitem__, depth=depth, points=points, said=said, change=change, layout=layout, lang=lang,
        breaks=breaks, date=moment, share=share, filled=filled, level=level, toml=json.dumps, strong=strong,
        command=command, prose=prose, **filters,
    )  # fmt: skip  # a filter a word
    made.globals["br"] = Markup("<br>")
    return made


def asset(name: str) -> str:
    return (HERE / "assets" / name).read_text(encoding="utf-8")


class Renderer:
    """Renders the pages of a class.

    Parameters
    ----------
    graded : Graded
    translate : callable
    language : str
        Of the pages: a code such as ``ko``.
    is_compared : bool
        Whether there is a page that compares it with another run.
    """

    def __init__(self, graded: Graded, translate: Translate, language: str, *, is_compared: bool = False) -> None:
        self.graded, self.translate = graded, translate
        self.ideas: dict[tuple[str, ...], Markup] = {}
        filters: dict[str, Callable[..., Any]] = {
            "word": self.word,
            "state": self.state,
            "bar": self.bar,
            "moved": self.moved,
            "idea": self.idea,
        }
        self.environment = environment(filters)
        self.files = {column.id: column.label.replace("/", "-") for column in graded.columns}
        self.heading = graded.title or translate(HEADING)
        self.navigation = [("class", "index.html", self.say(N_("Class")))]
        if graded.columns:
            path = f"exercise/{next(iter(self.files.values()))}.html"
            self.navigation.append(("exercise", path, self.say(N_("Exercises"))))
        if graded.students:
            path = f"student/{graded.pages[graded.students[0].id]}.html"
            self.navigation.append(("student", path, self.say(N_("Students"))))
        self.navigation.append(("similar", "similar.html", self.say(N_("Similar work"))))
        if is_compared:
            self.navigation.append(("compare", "compare.html", self.say(N_("Against the last run"))))
        self.shared = {
            "graded": graded, "run": graded.run, "labels": graded.labels, "pages": graded.pages, "files": self.files,
            "heading": self.heading, "language": language, "date": moment(graded.run.started),
            "css": Markup(asset("style.css")), "_": self.say, "many": self.many,
        }  # fmt: skip  # a table of pairs

    def say(self, text: str, /, **values: object) -> Markup:
        """Translate a text and put values into it, escaped."""
        said_text = Markup(escape(self.translate(text)))
        return said_text.format(**values) if values else said_text

    def many(self, count: float, one: Markup, several: Markup) -> Markup:
        """Choose between two texts that are translated already: of one, and of several."""
        return (one if count == 1 else several).format(count=points(count))

    def render(self, template: str, **values: object) -> str:
        """Render a page; `values` may override what all pages share."""
        root = values.pop("root", "")
        shown = {"page": "", "is_letter": False, "navigation": self.navigation, **self.shared, "root": root, **values}
        return self.environment.get_template(template).render(shown)

    # ------------------------------------------------------------ filters that know the class

    def word(self, mark: Mark) -> str:
        return self.translate(WORDS[mark])

    def state(self, exercise: Exercise) -> str:
        return points(exercise.score) if exercise.mark == "wrong" else self.word(exercise.mark)

    def bar(self, mistake: Mistake) -> Markup:
        everybody = len(self.graded.students)
        return charts.bar(mistake.made / everybody, mistake.tried / everybody)

    @cached_property
    def asked(self) -> Mapping[str, list[tuple[str, str]]]:
        """By function, calls that went wrong for anybody, and what was expected: they tell its formula."""
        found: dict[str, dict[tuple[str, str], None]] = {}
        for student in self.graded.students:
            for exercise in student.exercises.values():
                for item in exercise.items:
                    if item.call:
                        found.setdefault(function_of(item.call), {})[item.call, item.expected] = None
        return {name: list(calls)[:MOST_CALLS] for name, calls in found.items()}

    def idea(self, item: Item) -> Markup:
        """Draw the idea behind a failing call, as the student's card does; empty where there is none to draw."""
        case = (item.call, item.expected, item.got, item.misconception)
        if case not in self.ideas:
            others = self.asked.get(function_of(item.call), [])
            drawn = draw_idea(item.call, item.expected, item.got, self.translate, item.misconception, others)
            self.ideas[case] = Markup(drawn.inline()) if drawn else Markup("")
        return self.ideas[case]

    def moved(self, move: Move) -> Markup:
        return charts.moved(move.before, move.now, max([self.graded.max_score, move.before, move.now]))


def function_of(call: str) -> str:
    return call.partition("(")[0]


def depth(exercise: Exercise) -> int:
    """Return how much was lost, in per cent."""
    return round(100 * (1 - exercise.score / exercise.max_score)) if exercise.max_score else 0


def filled(student: Student) -> float:
    return round(100 * student.score / student.max_score, 1) if student.max_score else 0.0


def share(item: ItemShare) -> Markup:
    return charts.share(item.right, item.tried)


def level(standing: Standing) -> Markup:
    """Draw a mark beside what it is out of."""
    return charts.bar(max(0.0, min(1.0, standing.mark / standing.total)) if standing.total else 0.0, 1.0, 120)


def lang(name: str) -> Markup:
    """Mark a Korean name as one, so that a reader's voice and fonts fit."""
    return Markup(' lang="ko"') if any("\uac00" <= letter <= "\ud7a3" for letter in name) else Markup("")


def breaks(name: str) -> Markup:
    """Let a long name break behind its underscores."""
    return Markup(escape(name).replace("_", Markup("_<wbr>")))


def strong(text: str) -> Markup:
    return Markup('<strong class="nowrap">{}</strong>').format(text)


def command(text: str) -> Markup:
    return Markup("<code>{}</code>").format(text)
