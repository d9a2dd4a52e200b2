"""A student's page of feedback: marks, their code, the explanations of the judge, and a person's comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from autograder.classroom.pages.code import code
from autograder.classroom.pages.model import Source
from autograder.classroom.pages.rendering import asset
from autograder.course.cells import CHECK, Cell, is_test, marks_of
from autograder.judging.submission import clean
from autograder.translation import N_, Translate

if TYPE_CHECKING:
    from jinja2 import Template

LONG = 20_000  # letters of one cell
WORDS = N_("exercise"), N_("points"), N_("remark"), N_("late submission"), N_("score"), N_("your answer")
BY_HAND, WAITING = N_("given by a person"), N_("a person still has to look at it")


class Mark(NamedTuple):
    """What a grade cell is worth and has earned, as nbgrader's gradebook says."""

    points: float
    score: float
    is_by_hand: bool
    is_waiting: bool

    def remark(self, translate: Translate) -> str:
        if self.is_waiting:
            return translate(WAITING)
        return translate(BY_HAND) if self.is_by_hand else ""


@dataclass
class Part:
    """An exercise, or a question that a person marks."""

    name: str
    source: str = ""
    explanation: list[str] = field(default_factory=list)
    comment: str = ""


def page(
    about: Mapping[str, str],
    cells: Iterable[Cell],
    marks: Mapping[str, Mark],
    comments: Mapping[str, str],
    penalty: float,
    translate: Translate,
) -> str:
    """Write the page, in the style of all pages: it needs no network, and runs no script.

    Parameters
    ----------
    about : mapping
        ``student``, ``assignment``, ``notebook``, ``language`` and what ``problem`` the notebook had.
    cells : iterable of dict
        With the outputs that `autograder.course.grading.write_marks` gave them.
    marks, comments : mapping
        By grade_id.
    penalty : float
        For being late.
    translate : callable
    """
    shown = {
        **{name: clean(text) for name, text in about.items()},
        "marks": {name.removeprefix(CHECK): mark for name, mark in marks.items()},
        "parts": parts(cells, comments),
        "penalty": penalty,
        "total": sum(mark.score for mark in marks.values()) - penalty,
        "most": sum(mark.points for mark in marks.values()),
    }
    return template().render(shown, translate=translate, code=lines_of, style=Markup(asset("style.css")))


@cache
def template() -> Template:
    from jinja2 import Environment, FileSystemLoader

    ours = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    return ours.get_template("feedback.html")


def parts(cells: Iterable[Cell], comments: Mapping[str, str]) -> list[Part]:
    """Join the cells of each exercise, its solution and its check, in the order of the notebook."""
    found: dict[str, Part] = {}
    for cell in cells:
        marks = marks_of(cell)
        if not (is_test(cell) or marks.get("solution") or marks.get("task")):
            continue
        name = marks["grade_id"].removeprefix(CHECK)
        part = found.setdefault(name, Part(name))
        part.explanation += filter(None, map(explanation, cell.get("outputs", ())))
        if marks.get("solution"):
            part.source = "\n".join(map(clean, shorten(cell["source"]).split("\n")))  # a line is clean at a glance
        part.comment = clean(comments.get(marks["grade_id"]) or part.comment)
    return list(found.values())


def explanation(output: dict[str, Any]) -> str:
    """Return what an output of ours explains: a card, or a text."""
    if output["output_type"] != "display_data":
        return ""
    data = output["data"]
    return Markup(data["text/html"]) if "text/html" in data else str(data["text/plain"])


def lines_of(source: str) -> Markup:
    """Write an answer as the pages write code."""
    return code(Source("", 1, source))


def shorten(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}…"
