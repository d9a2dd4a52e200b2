"""Draw a function on the reference, and below it what is left when one is taken from the other, on its own scale.

Elements have classes, which a page's stylesheet colours; `alone` writes colours in their place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from itertools import pairwise
from math import isfinite

from autograder.judging.key import name_of
from autograder.report import svg
from autograder.report.curves.layout import BOTTOM, MOST, SMALL_BOTTOM, TOP, Curve, Layout
from autograder.report.curves.names import gap_words, line_names, strip_name
from autograder.report.curves.strokes import areas, nth, strokes, ticks
from autograder.report.picture import Comparison, Picture
from autograder.report.svg import RIGHT, WRONG, place, said
from autograder.translation import N_, Translate

ROOM = 24  # pixels to the left of the numbers of the axis
SYMLOG = (-1000, -100, -10, 0, 10, 100, 1000)
YOURS = N_("yours")
TITLE = N_("{name}: the function on the reference")
# The look of each class where no stylesheet reaches: the reader's ink, and two colours.
LOOKS = {
    "ref": f'fill="none" stroke="{RIGHT}" stroke-opacity=".55" stroke-width="6" stroke-linecap="round"',
    "mine": f'fill="none" stroke="{WRONG}" stroke-width="1.75" stroke-linejoin="round"',
    "none": f'stroke="{WRONG}" stroke-dasharray="1 3"',
    "bad": f'fill="{WRONG}" fill-opacity=".16"',
    "resid": f'fill="{WRONG}" fill-opacity=".3"',
    "axis": 'fill="none" stroke="currentColor" stroke-opacity=".6"',
    "t-ref": 'fill-opacity=".75"',
    "t-mine": 'font-weight="600"',
}


def draw_curve(picture: Picture, curve: Curve, who: str, translate: Translate) -> tuple[svg.Picture, Layout]:
    """Draw a function's curve with its axes, differences and words; return where everything lies, too.

    Parameters
    ----------
    picture : Picture
    curve : Curve
    who : str
        Whose curve it is, in the reader's language.
    translate : callable
    """
    layout, body = with_body(picture, curve)
    words = line_names(layout, who, translate) + strip_name(layout, translate)
    title = translate(TITLE).format(name=name_of(picture.exercise))
    return svg.Picture(title, layout.words(translate), layout.width, BOTTOM + 88, body + words), layout


def draw_small(picture: Picture, curve: Curve, translate: Translate) -> svg.Picture:
    """Draw a curve as one of many."""
    layout = Layout(picture, curve, width=168, has_labels=False)
    title = translate(TITLE).format(name=name_of(picture.exercise))
    return svg.Picture(title, layout.words(translate), 168, SMALL_BOTTOM + 6, shades(layout) + lines(layout))


def draw_comparison(comparison: Comparison, translate: Translate) -> tuple[svg.Picture, bool]:
    """Draw what a student's function answers, for the student; return whether it is the reference's, too."""
    drawn, layout = draw_curve(comparison.picture, curve_of(comparison, translate), translate(YOURS), translate)
    axis = f'<text x="{place((layout.left + layout.right) / 2)}" y="{BOTTOM + 98}" text-anchor="middle">'
    body = f"{alone(drawn.body)}{axis}{escape(translate(comparison.picture.axis))}</text>"
    words = comparison.words(translate)
    moved = f'<g font-size="12" transform="translate({ROOM} 0)">{body}</g>'  # the numbers of an axis may be long
    shown = svg.Picture(drawn.title, words, layout.width + ROOM + 20, BOTTOM + 104, moved)
    return shown, not any(comparison.faults)


def curve_of(comparison: Comparison, translate: Translate) -> Curve:
    """Return the answers as they are drawn: where there is no number, the fault in words."""
    faults = [fault.render(translate) if fault else "" for fault in comparison.faults]
    answers = [
        answer if isfinite(answer) else fault or f"{answer:g}"
        for answer, fault in zip(comparison.curve.tolist(), faults, strict=True)
    ]
    differences = [
        None if isinstance(answer, str) or not isfinite(right) else answer - right if fault else 0.0
        for answer, right, fault in zip(answers, comparison.picture.curve.tolist(), faults, strict=True)
    ]
    return Curve(tuple(answers), tuple(differences), tuple(comparison.stretches(translate)))


def alone(body: str) -> str:
    """Write the look of each element where its class is: no stylesheet reaches a card."""
    return re.sub(r'class="([\w-]+)"', lambda found: LOOKS[found[1]], body)


@lru_cache(maxsize=256)  # a student's page and feedback show the same, one after the other
def with_body(picture: Picture, curve: Curve) -> tuple[Layout, str]:
    """Draw all that is no words."""
    layout = Layout(picture, curve)
    return layout, "".join(part(layout) for part in (shades, lines, gap_words, strip, axes))


def shades(layout: Layout) -> str:
    """Shade where the answers are judged wrong; once, where those of several lines are."""
    foot, xs = BOTTOM + 62 if layout.has_labels else SMALL_BOTTOM, layout.xs
    middles = [(one + other) / 2 for one, other in pairwise(xs)]
    found: list[tuple[float, float]] = []
    for _, first, last in sorted(layout.curve.wrong, key=lambda stretch: xs[stretch[1]]):
        start = middles[first - 1] if first and xs[first - 1] < xs[first] else xs[first]
        stop = middles[last] if last < len(middles) and xs[last] < xs[last + 1] else xs[last]
        if found and start < found[-1][1]:
            start, stop = found[-1][0], max(stop, found.pop()[1])
        found.append((start, stop))
    parts = []
    for start, stop in found:
        widen = max(0.0, (4 - (stop - start)) / 2)
        parts.append(
            f'<rect class="bad" x="{place(start - widen)}" y="{TOP - 4}" width="{place(stop - start + 2 * widen)}"'
            f' height="{place(foot - TOP + 4)}"/>'
        )
    return "".join(parts)


def lines(layout: Layout) -> str:
    dots = "".join(
        f'<path class="none" d="M{place(layout.xs[first])} {TOP}V{layout.bottom}"/>'
        for _, first, last in layout.gaps[:MOST]
        if layout.xs[last] - layout.xs[first] < 3
    )
    reference, own = layout.line(layout.reference), layout.line(layout.answers)
    return f'<path class="ref" d="{reference}"/><path class="mine" d="{own}"/>{dots}'


def strip(layout: Layout) -> str:
    """Draw the differences on a scale of their own, below the curves."""
    middle, half = BOTTOM + 38, 18
    there = [number for number in layout.differences if number is not None]
    edge = nth([abs(number) for number in there], 0.97) if there else 0.0
    edge = edge or layout.largest or 1.0
    shown = [
        None if one is None else middle - half * (0.0 if layout.is_same else max(-1.0, min(1.0, one / edge)))
        for one in layout.differences
    ]
    parts = [
        f'<path class="resid" d="{areas(layout.xs, shown, middle)}"/>',
        f'<path class="axis" d="M{layout.left} {middle}H{layout.right}"/>',
        f'<path class="mine" d="{strokes(layout.xs, shown)}"/>',
        f'<text x="{layout.left - 9}" y="{middle + 4}" text-anchor="end">0</text>',
    ]
    if layout.largest and not layout.is_same:
        sign = 1 if max(there) >= -min(there) else -1
        y, most = middle - sign * half + 4, said(sign * edge, 2)
        parts.append(f'<text x="{layout.left - 9}" y="{y}" text-anchor="end">{most}</text>')
    return "".join(parts)


def axes(layout: Layout) -> str:
    low, high = layout.heights
    heights = ticks(low, high) or [low]
    x, end = layout.left - 4.5, BOTTOM + 64
    top, bottom = layout.y(heights[-1]), layout.y(max(heights[0], low))
    parts = [f'<path class="axis" d="M{x} {place(bottom)}V{place(top)}"/>']
    parts += [
        f'<text x="{layout.left - 9}" y="{place(layout.y(tick) + 4)}" text-anchor="end">{said(tick)}</text>'
        for tick in heights
    ]
    first, last = layout.grid[0], layout.grid[-1]
    numbers = (
        [number for number in SYMLOG if first <= number <= last]
        if layout.picture.scale == "symlog"
        else ticks(first, last)
    )
    marks = "".join(f"M{place(layout.x(number))} {end}v4" for number in numbers)
    parts.append(f'<path class="axis" d="M{place(layout.xs[0])} {end}H{place(layout.xs[-1])}{marks}"/>')
    parts += [
        f'<text x="{place(layout.x(number))}" y="{end + 17}" text-anchor="middle">{said(number)}</text>'
        for number in numbers
    ]
    return "".join(parts)
