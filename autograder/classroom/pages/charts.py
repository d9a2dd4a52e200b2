"""Small pictures as SVG, in the page's own font and colours: marks of a class, shares, bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from itertools import count
from typing import NamedTuple

from markupsafe import Markup

from autograder.report.svg import place, said
from autograder.translation import N_, Translate

Z_80 = 1.2816  # four of five shares of larger classes lie within
WIDTH, TOP, BASE, LEFT = 470, 26, 150, 6
BINS = 8  # at least
BLOCKS = 60  # students up to whom each is a block of their own
MARKS_OF_CLASS = N_("Marks of the class")
IN_WORDS = N_(
    "{count} students in {bins} classes of {size} points: {counts}. Half of them between {low} and {high}, median"
    " {median}."
)


class Ids:
    """Numbers the pictures of a page: what names a picture must be named once."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def svg(self, width: float, height: float, title: str, description: str, body: str) -> Markup:
        """Wrap a picture with its name, and with what it shows in words."""
        number = next(self.numbers)
        return Markup(
            f'<svg viewBox="0 0 {place(width)} {place(height)}" width="{place(width)}" height="{place(height)}" '
            f'role="img" aria-labelledby="s{number} d{number}"><title id="s{number}">{escape(title)}</title>'
            f'<desc id="d{number}">{escape(description)}</desc>{body}</svg>'
        )


def hidden(width: int, height: int, body: str) -> Markup:
    """Wrap a picture that repeats the number beside it."""
    return Markup(
        f'<svg aria-hidden="true" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{body}</svg>'
    )


def quantile(numbers: Sequence[float], share: float) -> float:
    """Return a quantile of sorted numbers, between two of them in proportion."""
    at = share * (len(numbers) - 1)
    low = int(at)
    high = min(low + 1, len(numbers) - 1)
    return numbers[low] + (numbers[high] - numbers[low]) * (at - low)


class Histogram(NamedTuple):
    """The marks of a class: a picture, how many lie in each class, its size, and the quartiles."""

    picture: Markup
    counts: list[int]
    size: float
    quartiles: tuple[float, float, float]


def histogram(scores: Sequence[float], most: float, translate: Translate, ids: Ids) -> Histogram:
    """Draw the marks of a class.

    Parameters
    ----------
    scores : sequence of float
        At least one.
    most : float
        What everything right is worth.
    """
    most = max(most, *scores, 1e-9)
    size = bin_size(most)
    bins = math.ceil(most / size - 1e-9)
    counts = [0] * bins
    for score in scores:
        counts[min(max(int(score / size), 0), bins - 1)] += 1
    ordered = sorted(scores)
    quartiles = quantile(ordered, 0.25), quantile(ordered, 0.5), quantile(ordered, 0.75)
    body = columns(counts, size, most, len(scores) <= BLOCKS) + spread(ordered, quartiles, most)
    values = {
        "count": len(scores), "bins": bins, "size": said(size), "counts": ", ".join(map(str, counts)),
        "low": said(quartiles[0], 3), "high": said(quartiles[2], 3), "median": said(quartiles[1], 3),
    }  # fmt: skip  # a table of pairs
    words = translate(IN_WORDS).format(**values)
    return Histogram(ids.svg(WIDTH, 188, translate(MARKS_OF_CLASS), words, body), counts, size, quartiles)


def bin_size(most: float) -> float:
    """Return a round number of points that goes into `most` at least `BINS` times."""
    power = 10.0 ** math.floor(math.log10(most / BINS))
    return max(size * power for size in (1, 2, 2.5, 5) if size * power <= most / BINS * (1 + 1e-9))


def columns(counts: Sequence[int], size: float, most: float, has_blocks: bool) -> str:
    wide, unit = (WIDTH - 2 * LEFT) / most, (BASE - TOP) / max(counts)
    parts = []
    for number, many in enumerate(counts):
        x, step = LEFT + number * size * wide, (min((number + 1) * size, most) - number * size) * wide
        if many:
            tops = [BASE - (block + 1) * unit for block in range(many)] if has_blocks else [BASE - many * unit]
            height = unit if has_blocks else many * unit
            blocks = "".join(
                f'<rect x="{place(x + 1)}" y="{place(y)}" width="{place(step - 2)}" height="{place(height)}"/>'
                for y in tops
            )
            parts.append(f'<g class="fill gap">{blocks}</g>')
            middle, above = place(x + step / 2), place(BASE - many * unit - 5)
            parts.append(f'<text x="{middle}" y="{above}" text-anchor="middle">{many}</text>')
        if number % 2 == 0 and most - number * size > size:
            anchor = "start" if number == 0 else "middle"
            parts.append(f'<text x="{place(x)}" y="{BASE + 15}" text-anchor="{anchor}">{said(number * size, 3)}</text>')
    parts.append(f'<text x="{WIDTH - LEFT}" y="{BASE + 15}" text-anchor="end">{said(most)}</text>')
    return "".join(parts)


def spread(ordered: Sequence[float], quartiles: tuple[float, float, float], most: float) -> str:
    """Draw from the lowest to the highest, the middle half thick, the median a ring."""
    low, first, middle, third, high = (
        place(LEFT + max(value, 0) / most * (WIDTH - 2 * LEFT)) for value in (ordered[0], *quartiles, ordered[-1])
    )
    y = BASE + 30
    return (
        f'<path class="axis" d="M{LEFT} {BASE + 0.5}H{WIDTH - LEFT}"/>'
        f'<path class="axis" d="M{low} {y}H{first}M{third} {y}H{high}"/><path class="ci" d="M{first} {y}H{third}"/>'
        f'<circle class="open" cx="{middle}" cy="{y}" r="4"/>'
    )


def bar(part: float, whole: float, width: int = 150) -> Markup:
    """Draw those who did it, dark, in those who tried, pale: both are shares of one width."""
    return hidden(
        width,
        12,
        f'<rect class="pale" y="1" width="{place(whole * width)}" height="10"/>'
        f'<rect class="fill" y="1" width="{place(part * width)}" height="10"/>',
    )


def wilson(right: int, tried: int) -> tuple[float, float]:
    """Return where the share of a larger class would lie, four times in five (Wilson's interval)."""
    share, z2 = right / tried, Z_80 * Z_80
    middle = (share + z2 / (2 * tried)) / (1 + z2 / tried)
    half = Z_80 / (1 + z2 / tried) * math.sqrt(share * (1 - share) / tried + z2 / (4 * tried * tried))
    return max(0.0, middle - half), min(1.0, middle + half)


def share(right: int, tried: int, width: int = 190) -> Markup:
    """Draw a share right as a dot, with its interval as a line."""

    def at(value: float) -> str:
        return place(6 + value * (width - 12))

    low, high = wilson(right, tried)
    return hidden(
        width,
        14,
        f'<path class="grid" d="M{at(0)} 0V14M{at(0.5)} 0V14M{at(1)} 0V14"/>'
        f'<path class="ci" d="M{at(low)} 7H{at(high)}"/>'
        f'<circle class="dot" cx="{at(right / tried)}" cy="7" r="3.5"/>',
    )


def moved(before: float, now: float, most: float, width: int = 220) -> Markup:
    """Draw a mark before, a ring, and now, a dot."""

    def at(value: float) -> str:
        return place(6 + max(0.0, min(1.0, value / (most or 1))) * (width - 12))

    line, dot = ("ci", "dot") if now >= before else ("mine", "dotm")
    return hidden(
        width,
        14,
        f'<path class="grid" d="M6 7H{width - 6}"/><path class="{line}" d="M{at(before)} 7H{at(now)}"/>'
        f'<circle class="open" cx="{at(before)}" cy="7" r="3.5"/><circle class="{dot}" cx="{at(now)}" cy="7" r="4"/>',
    )
