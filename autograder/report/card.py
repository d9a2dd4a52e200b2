"""A report as a card of HTML for notebooks: readable on a light or dark page, and without scripts."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from autograder.report.curves.drawing import draw_comparison
from autograder.report.data import ExerciseReport, ItemReport
from autograder.report.ideas.choosing import draw_idea
from autograder.report.picture import Comparison
from autograder.report.prose import prose
from autograder.report.svg import Picture
from autograder.report.terminal import (
    MARKS,
    OTHER_MARK,
    blocked_line,
    items_explained,
    out_of,
    printed_line,
    title,
    warned_line,
)
from autograder.translation import N_, Translate

if TYPE_CHECKING:
    from jinja2 import Template

LONG = 600  # letters of one text
COLOURS = {"green": "#2e8b57", "red": "#d9534f", "yellow": "#c77d00", "bright_black": "#888888"}  # on white and black
CODE = "color: inherit; background: rgba(128, 128, 128, 0.18); padding: 0 0.2em"  # on light and dark ground
PICTURE, SAME = N_("picture"), N_("The curve: no difference from the reference")


def card(
    exercise: ExerciseReport,
    translate: Translate,
    comparison: Comparison | None = None,
    remark: str = "",
    reward: Picture | None = None,
) -> str:
    """Write an exercise's report as HTML.

    Parameters
    ----------
    exercise : ExerciseReport
    translate : callable
    comparison : Comparison, optional
        What the picture shows; without it there is no picture.
    remark : str
        The last line: why there is no picture, where there should be one.
    reward : Picture, optional
        The exercise's idea, shown where it is passed.
    """
    lines = [
        blocked_line(exercise, translate),
        warned_line(exercise, translate),
        printed_line(exercise, translate),
        remark,
    ]
    curve, is_same = draw_comparison(comparison, translate) if comparison else (None, False)
    return template().render(
        exercise=exercise,
        explained=items_explained(exercise),
        remarks=filter(None, lines),
        curve=Markup(curve.inline()) if curve else "",
        is_folded=is_same or exercise["status"] == "passed",
        curve_label=translate(PICTURE if exercise["status"] == "passed" else SAME),
        ideas=ideas(exercise, translate),
        reward=Markup(reward.inline()) if reward else "",
        translate=translate,
        title=partial(title, translate=translate),
    )


def ideas(exercise: ExerciseReport, translate: Translate) -> dict[str, Markup]:
    """Draw by item the idea behind its failing case, where there is one to draw."""
    others = [(item["call"], item["expected"]) for item in exercise["items"]]
    drawn = {
        item["name"]: draw_idea(item["call"], item["expected"], item["got"], translate, item["misconception"], others)
        for item in items_explained(exercise)
    }
    return {name: Markup(picture.inline()) for name, picture in drawn.items() if picture}


@cache
def template() -> Template:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
    said = partial(prose, style=CODE)
    environment.filters.update(symbol=symbol, colour=colour, points=points, short=short, prose=said)
    return environment.get_template("card.html")


def symbol(status: str) -> str:
    return MARKS.get(status, OTHER_MARK)[0]


def colour(status: str) -> str:
    return COLOURS[MARKS.get(status, OTHER_MARK)[1]]


def points(part: ExerciseReport | ItemReport) -> str:
    return out_of(part)


def short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}…"
