"""Where everything of a curve lies in its picture, and what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from autograder.report.curves.strokes import Points, nth, numbers_only, on_scale, strokes
from autograder.report.picture import Picture
from autograder.report.svg import said
from autograder.translation import N_, Translate

TOP, BOTTOM, SMALL_BOTTOM = 8, 150, 92
LEFT, RIGHT = 40, 76  # room for the numbers of the axis, and for the words at the lines' ends
SAME = 1e-6  # of the largest number: nobody sees less
MOST = 4  # places without a number that are named
TABLE = 10  # steps of the table behind a picture

ALONG, EQUAL = N_("Along {axis}, from {first} to {last}."), N_("The two curves are the same.")
DIFFERS, GAPS = N_("They differ by {difference} at most."), N_("No number: {where}.")
AT, FROM_TO = N_("{word} at {first}"), N_("{word} from {first} to {last}")


@dataclass(frozen=True)
class Curve:
    """A function's answers along its sweep: numbers or words, how far off they are, and where they are wrong.

    A difference is 0 where the answer is judged right, and None where there is no number; a stretch that is wrong has
    the fault in words, its first and its last point.
    """

    numbers: tuple[float | str, ...]
    differences: tuple[float | None, ...]
    wrong: tuple[tuple[str, int, int], ...]


class Row(NamedTuple):
    """A row of the table behind a curve."""

    at: float
    reference: float
    answer: float | str
    difference: float | None
    line: str = ""


@dataclass(frozen=True, eq=False)
class Layout:
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
        pad = 0.06 * (high - low) or 0.5  # of a constant
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
            goes_on = bool(found) and found[-1][2] == index - 1 and self.grid[index - 1] < self.grid[index]
            if word and goes_on and found[-1][0] == word:
                found[-1] = (word, found[-1][1], index)
            elif word:
                found.append((word, index, index))
        return found

    def table(self) -> list[Row]:
        line = len(self.grid) // max(1, len(self.picture.lines))  # points of a line
        step = max(1, (line - 1) // TABLE)
        numbers = [float(number) for number in self.picture.curve]
        return [
            Row(self.grid[i], numbers[i], self.curve.numbers[i], self.differences[i], self.picture.line_of(i))
            for start in range(0, len(self.grid), line)
            for i in range(start, start + line, step)
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
