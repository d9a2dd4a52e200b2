"""A student's function on the reference, as SVG, and below it what is left when one is taken from the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from autograder.judging.key import name_of
from autograder.pages.charts import Ids, place
from autograder.pages.model import Curve
from autograder.pages.numbers import said
from autograder.pages.strokes import Points, areas, nth, numbers_only, on_scale, strokes, ticks
from autograder.report.picture import Picture
from autograder.translation import N_, Translate

TOP, BOTTOM, SMALL_BOTTOM = 8, 150, 92
LEFT, RIGHT = 40, 76  # room for the numbers of the axis, and for the words at the lines' ends
SAME = 1e-6  # of the largest number: nobody sees less
MOST = 4  # places without a number that are named
SYMLOG = (-1000, -100, -10, 0, 10, 100, 1000)
TABLE = 10  # steps of the table behind a picture

REFERENCE, YOURS, STUDENT, NOTHING = N_("reference"), N_("yours"), N_("student"), N_("no difference")
LEFT_OVER = N_("difference")
TITLE = N_("{name}: the function on the reference")
ALONG, EQUAL = N_("Along {axis}, from {first} to {last}."), N_("The two curves are the same.")
DIFFERS, GAPS = N_("They differ by {difference} at most."), N_("No number: {where}.")
AT, FROM_TO = N_("{word} at {first}"), N_("{word} from {first} to {last}")


class Row(NamedTuple):
    """A row of the table behind a curve."""

    at: float
    reference: float
    answer: float | str
    difference: float | None


@dataclass(frozen=True, eq=False)
class Drawing:
    """Where everything of a curve lies.

    Parameters
    ----------
    picture : Picture
    curve : Curve
    width : int
    has_labels : bool
        Whether there are axes, words and the strip of differences; without them it is one of many small ones.
    """

    picture: Picture
    curve: Curve
    width: int = 380
    has_labels: bool = True

    @property
    def grid(self) -> Sequence[float]:
        return grid_of(self.picture)

    @property
    def reference(self) -> Points:
        return reference_of(self.picture)

    @cached_property
    def answers(self) -> Points:
        return numbers_only(self.curve.numbers)

    @property
    def differences(self) -> Points:
        return self.curve.differences

    @cached_property
    def largest(self) -> float:
        """The largest difference."""
        return max((abs(number) for number in self.differences if number is not None), default=0.0)

    @cached_property
    def is_same(self) -> bool:
        """Whether nothing differs that can be seen, and no number is missing or wrong."""
        scale = max((abs(number) for number in self.reference if number is not None), default=1.0)
        has_all = all(number is not None for number in self.answers) and not self.curve.wrong
        return has_all and self.largest <= SAME * max(scale, 1e-300)

    # ------------------------------------------------------------ places

    @property
    def left(self) -> int:
        return LEFT if self.has_labels else 2

    @property
    def right(self) -> int:
        return self.width - (RIGHT if self.has_labels else 2)

    @property
    def bottom(self) -> int:
        return BOTTOM if self.has_labels else SMALL_BOTTOM

    @property
    def xs(self) -> Sequence[float]:
        return places_of(self.picture, self.left, self.right)

    def x(self, number: float) -> float:
        first, last = (on_scale(end, self.picture.scale) for end in (self.grid[0], self.grid[-1]))
        return self.left + (on_scale(number, self.picture.scale) - first) / (last - first) * (self.right - self.left)

    @cached_property
    def heights(self) -> tuple[float, float]:
        """What of the vertical axis is shown: the reference, and the answers if they are not far off."""
        right = [number for number in self.reference if number is not None] or [0.0]
        own = [number for number in self.answers if number is not None]
        low, high = nth(right, 0.02), nth(right, 0.98)
        room = max(high - low, 1e-3)
        if own:
            low, high = (
                max(min(low, nth(own, 0.02)), low - 1.2 * room),
                min(max(high, nth(own, 0.98)), high + 1.2 * room),
            )
        pad = 0.06 * (high - low)
        return low - pad, high + pad

    def y(self, number: float) -> float:
        return self.ys([number])[0] or 0.0

    def ys(self, values: Points) -> Points:
        """Return where numbers lie; what is far off lies just beyond the picture's edge."""
        low, high = self.heights
        beyond, scale = 0.05 * (high - low), (self.bottom - TOP) / (high - low)
        least, most, bottom = low - beyond, high + beyond, self.bottom
        return [None if one is None else bottom - (min(max(one, least), most) - low) * scale for one in values]

    def line(self, values: Points) -> str:
        return strokes(self.xs, self.ys(values))

    @cached_property
    def gaps(self) -> list[tuple[str, int, int]]:
        """The stretches without a number: the word, and the first and last point."""
        words = [number if isinstance(number, str) else "" for number in self.curve.numbers]
        found: list[tuple[str, int, int]] = []
        for index, word in enumerate(words):
            if word and found and found[-1][0] == word and found[-1][2] == index - 1:
                found[-1] = (word, found[-1][1], index)
            elif word:
                found.append((word, index, index))
        return found

    def table(self) -> list[Row]:
        step = max(1, (len(self.grid) - 1) // TABLE)
        numbers = [float(number) for number in self.picture.curve]
        return [
            Row(self.grid[i], numbers[i], self.curve.numbers[i], self.differences[i])
            for i in range(0, len(self.grid), step)
        ]

    def words(self, translate: Translate) -> str:
        """Say what the picture shows."""
        ends = {"first": said(self.grid[0]), "last": said(self.grid[-1])}
        text = [translate(ALONG).format(axis=translate(self.picture.axis), **ends)]
        difference = translate(DIFFERS).format(difference=said(self.largest, 2))
        text.append(translate(EQUAL) if self.largest == 0 and not self.gaps else difference)
        where = [
            translate(FROM_TO if last > first else AT).format(
                word=said(word), first=said(self.grid[first]), last=said(self.grid[last])
            )
            for word, first, last in self.gaps[:MOST]
        ]
        return " ".join([*text, *([translate(GAPS).format(where="; ".join(where))] if where else [])])


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


@lru_cache(maxsize=256)
def grid_of(picture: Picture) -> Sequence[float]:
    return [float(number) for number in picture.grid]


@lru_cache(maxsize=256)
def reference_of(picture: Picture) -> Points:
    return numbers_only([float(number) for number in picture.curve])


@lru_cache(maxsize=256)
def places_of(picture: Picture, left: int, right: int) -> Sequence[float]:
    """Return where the points of a sweep lie between two edges."""
    scaled = [on_scale(number, picture.scale) for number in grid_of(picture)]
    return [left + (number - scaled[0]) / (scaled[-1] - scaled[0]) * (right - left) for number in scaled]


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
