"""A student's function on the reference, as a page shows it: the picture, and the table behind it."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from autograder.classroom.pages.charts import Ids
from autograder.report import svg
from autograder.report.curves.drawing import YOURS, draw_curve, draw_small
from autograder.report.curves.layout import Curve, Row
from autograder.report.picture import Picture
from autograder.translation import N_, Translate

STUDENT = N_("student")


class Drawn(NamedTuple):
    """A curve on a page: the picture, what it shows in words, and the table behind it."""

    picture: Markup
    axis: str
    rows: list[Row]
    is_same: bool


def drawn(picture: Picture, curve: Curve, translate: Translate, ids: Ids, *, is_own: bool = False) -> Drawn:
    """Draw a student's curve; `is_own` where the student reads it."""
    whole, layout = draw_curve(picture, curve, translate(YOURS if is_own else STUDENT), translate)
    return Drawn(in_page(whole, ids), translate(picture.axis), layout.table(), layout.is_same)


def small(picture: Picture, curve: Curve, translate: Translate, ids: Ids) -> Markup:
    """Draw a curve as one of many."""
    return in_page(draw_small(picture, curve, translate), ids)


def in_page(whole: svg.Picture, ids: Ids) -> Markup:
    """Wrap a picture for its page, whose stylesheet colours it."""
    return ids.svg(whole.width, whole.height, whole.title, whole.description, whole.body)
