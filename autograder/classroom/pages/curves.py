"""A student's function on the reference, as SVG, and below it what is left when one is taken from the other."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from autograder.classroom.pages.charts import Ids, place
from autograder.classroom.pages.drawing import BOTTOM, MOST, SMALL_BOTTOM, TOP, Drawing, Row
from autograder.classroom.pages.model import Curve
from autograder.classroom.pages.numbers import said
from autograder.classroom.pages.strokes import areas, nth, strokes, ticks
from autograder.judging.key import name_of
from autograder.report.picture import Picture
from autograder.translation import N_, Translate

SYMLOG = (-1000, -100, -10, 0, 10, 100, 1000)
REFERENCE, YOURS, STUDENT, NOTHING = N_("reference"), N_("yours"), N_("student"), N_("no difference")
LEFT_OVER = N_("difference")
TITLE = N_("{name}: the function on the reference")


class Drawn(NamedTuple):
    """A curve on a page: the picture, what it shows in words, and the table behind it."""

    picture: Markup
    axis: str
    rows: list[Row]
    is_same: bool


def drawn(picture: Picture, curve: Curve, translate: Translate, ids: Ids, *, is_own: bool = False) -> Drawn:
    """Draw a student's curve with its axes, differences and words; `is_own` where the student reads it."""
    drawing, body = with_body(picture, curve)
    who = translate(YOURS if is_own else STUDENT)
    title = translate(TITLE).format(name=name_of(picture.exercise))
    words = line_names(drawing, who, translate) + strip_name(drawing, translate)
    svg = ids.svg(drawing.width, BOTTOM + 88, title, drawing.words(translate), body + words)
    return Drawn(svg, translate(picture.axis), drawing.table(), drawing.is_same)


@lru_cache(maxsize=256)  # a student's page and feedback show the same, one after the other
def with_body(picture: Picture, curve: Curve) -> tuple[Drawing, str]:
    """Draw all that is no words."""
    drawing = Drawing(picture, curve)
    return drawing, "".join(part(drawing) for part in (shades, lines, gap_words, strip, axes))


def small(picture: Picture, curve: Curve, translate: Translate, ids: Ids) -> Markup:
    """Draw a curve as one of many."""
    drawing = Drawing(picture, curve, width=168, has_labels=False)
    title = translate(TITLE).format(name=name_of(picture.exercise))
    return ids.svg(168, SMALL_BOTTOM + 6, title, drawing.words(translate), shades(drawing) + lines(drawing))


def shades(drawing: Drawing) -> str:
    """Shade where the answers are judged wrong."""
    foot = BOTTOM + 62 if drawing.has_labels else SMALL_BOTTOM
    middles = [(one + other) / 2 for one, other in pairwise(drawing.xs)]
    edges = [drawing.xs[0], *middles, drawing.xs[-1]]
    parts = []
    for _, first, last in drawing.curve.wrong:
        start, stop = edges[first], edges[last + 1]
        widen = max(0.0, (4 - (stop - start)) / 2)
        parts.append(
            f'<rect class="bad" x="{place(start - widen)}" y="{TOP - 4}" width="{place(stop - start + 2 * widen)}"'
            f' height="{place(foot - TOP + 4)}"/>'
        )
    return "".join(parts)


def lines(drawing: Drawing) -> str:
    dots = "".join(
        f'<path class="none" d="M{place(drawing.xs[first])} {TOP}V{drawing.bottom}"/>'
        for _, first, last in drawing.gaps[:MOST]
        if drawing.xs[last] - drawing.xs[first] < 3
    )
    reference, own = drawing.line(drawing.reference), drawing.line(drawing.answers)
    return f'<path class="ref" d="{reference}"/><path class="mine" d="{own}"/>{dots}'


def gap_words(drawing: Drawing) -> str:
    """Name what comes where there is no number, at a height where it meets neither curve."""
    parts = []
    for word, first, last in drawing.gaps[:MOST]:
        middle = (drawing.xs[first] + drawing.xs[last]) / 2
        anchor, shift = "middle", 0
        if middle < drawing.left + 40:
            anchor, shift = "start", 4
        elif middle > drawing.right - 40:
            anchor, shift = "end", -4
        parts.append(
            f'<text class="t-mine" x="{place(middle + shift)}" y="{place(free_height(drawing, middle))}"'
            f' text-anchor="{anchor}">{escape(said(word))}</text>'
        )
    return "".join(parts)


def free_height(drawing: Drawing, middle: float) -> float:
    near = [
        drawing.y(number)
        for values in (drawing.reference, drawing.answers)
        for x, number in zip(drawing.xs, values, strict=True)
        if abs(x - middle) < 34 and number is not None
    ]
    heights = (TOP + 8, BOTTOM - 4, (TOP + BOTTOM) / 2, BOTTOM - 30, TOP + 40)
    return next((one for one in heights if all(abs(y - one + 4) > 11 for y in near)), TOP + 8)


def line_names(drawing: Drawing, who: str, translate: Translate) -> str:
    """Name both lines at their ends."""
    reference, own = (
        next((number for number in reversed(values) if number is not None), None)
        for values in (drawing.reference, drawing.answers)
    )
    at_reference = drawing.y(reference) + 4 if reference is not None else TOP + 4
    at_own = drawing.y(own) + 4 if own is not None else None
    if at_own is not None and abs(at_own - at_reference) < 15:
        middle = max((at_own + at_reference) / 2, TOP + 12)
        up = (own or 0) > (reference or 0)
        at_reference, at_own = (middle + 8, middle - 8) if up else (middle - 8, middle + 8)
    x = drawing.right + 8
    name = f'<text class="t-ref" x="{x}" y="{place(at_reference)}">{escape(translate(REFERENCE))}</text>'
    return name if at_own is None else f'{name}<text class="t-mine" x="{x}" y="{place(at_own)}">{escape(who)}</text>'


def strip_name(drawing: Drawing, translate: Translate) -> str:
    name = escape(translate(NOTHING if drawing.is_same else LEFT_OVER))
    return f'<text x="{drawing.right + 8}" y="{BOTTOM + 42}">{name}</text>'


def strip(drawing: Drawing) -> str:
    """Draw the differences on a scale of their own, below the curves."""
    middle, half = BOTTOM + 38, 18
    there = [number for number in drawing.differences if number is not None]
    edge = nth([abs(number) for number in there], 0.97) if there else 0.0
    edge = edge or drawing.largest or 1.0
    shown = [
        None if one is None else middle - half * (0.0 if drawing.is_same else max(-1.0, min(1.0, one / edge)))
        for one in drawing.differences
    ]
    parts = [
        f'<path class="resid" d="{areas(drawing.xs, shown, middle)}"/>',
        f'<path class="axis" d="M{drawing.left} {middle}H{drawing.right}"/>',
        f'<path class="mine" d="{strokes(drawing.xs, shown)}"/>',
        f'<text x="{drawing.left - 9}" y="{middle + 4}" text-anchor="end">0</text>',
    ]
    if there and not drawing.is_same:
        sign = 1 if max(there) >= -min(there) else -1
        y, most = middle - sign * half + 4, said(sign * edge, 2)
        parts.append(f'<text x="{drawing.left - 9}" y="{y}" text-anchor="end">{most}</text>')
    return "".join(parts)


def axes(drawing: Drawing) -> str:
    low, high = drawing.heights
    heights = ticks(low, high) or [low]
    x, end = drawing.left - 4.5, BOTTOM + 64
    top, bottom = drawing.y(heights[-1]), drawing.y(max(heights[0], low))
    parts = [f'<path class="axis" d="M{x} {place(bottom)}V{place(top)}"/>']
    parts += [
        f'<text x="{drawing.left - 9}" y="{place(drawing.y(tick) + 4)}" text-anchor="end">{said(tick)}</text>'
        for tick in heights
    ]
    first, last = drawing.grid[0], drawing.grid[-1]
    numbers = (
        [number for number in SYMLOG if first <= number <= last]
        if drawing.picture.scale == "symlog"
        else ticks(first, last)
    )
    marks = "".join(f"M{place(drawing.x(number))} {end}v4" for number in numbers)
    parts.append(f'<path class="axis" d="M{place(drawing.xs[0])} {end}H{place(drawing.xs[-1])}{marks}"/>')
    parts += [
        f'<text x="{place(drawing.x(number))}" y="{end + 17}" text-anchor="middle">{said(number)}</text>'
        for number in numbers
    ]
    return "".join(parts)
