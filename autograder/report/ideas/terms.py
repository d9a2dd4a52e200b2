"""Draw the terms of a sum as bars, each from where the last one ended: what is left at the end is the answer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from autograder.report.ideas.formulas import OUTCOME, Sample
from autograder.report.svg import RIGHT, WRONG, Picture, box, breadth, figure, line, paragraph, place, signed, text
from autograder.translation import N_, Translate

ROW, BAR, GAP = 28, 18, 18  # pixels
BARS = 140  # the width of the bars' part
NARROWEST = 380  # so that a sentence fits
MOST = 6  # rows that are shown
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
EXPECTED, YOURS, REST = N_("expected"), N_("yours"), N_("{count} more")
ROW_OF = N_("{title} (row {row} of {rows})")
NEGATIVE = N_("{names}: likelier under q, so the term is negative. The sum of all never is.")
ZERO = N_("Where p is 0 the term is 0; in floating point 0 · ln 0 is nan.")
INFINITE = N_("{names}: q rules out what p says can happen. That costs infinitely much.")
IMPOSSIBLE = N_("{names}: impossible, and so infinitely surprising.")
BIGGEST = N_("Sample {names} alone makes {share} % of the sum.")
IN_WORDS, ADD_UP, YOURS_IS = N_("The terms: {terms}."), N_("They add up to {sum}."), N_("Your answer: {got}.")


class Row(NamedTuple):
    """A row of the table: its name, its numbers and the term as they are written, the term, and what came for it."""

    name: str
    cells: Sequence[str]
    value: float
    got: float | None = None


class Scale(NamedTuple):
    """Where a value lies among the bars: `low` at `left`, `high` at `right`; what is beyond lies at the edge."""

    low: float
    high: float
    left: float

    @property
    def right(self) -> float:
        return self.left + BARS

    def x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if math.isfinite(value) else float(value > 0)
        return self.left + BARS * min(max(share, 0.0), 1.0)

    def bar(self, start: float, stop: float, y: float, colour: str, height: float = BAR) -> str:
        """Draw from one value to another; an infinite end is said beside the bar, and nan has none."""
        if math.isnan(start) or math.isnan(stop):
            return text(self.x(0.0) + 6, y + 14, "nan", is_soft=True)
        drawn = box(self.x(start), y, self.x(stop) - self.x(start), height, f'fill="{colour}"')
        return drawn + (text(self.right + 5, y + 14, figure(stop)) if math.isinf(stop) else "")


def draw_terms(sample: Sample, got: np.ndarray | str | None, translate: Translate) -> Picture:
    """Draw the terms of one sample.

    Parameters
    ----------
    sample : Sample
    got : ndarray, str or None
        What came: numbers, or a word where it is none; None where nothing is compared.
    translate : callable
    """
    return Table(sample, got, translate).picture()


class Table:
    """A table of terms with its bars, while it is drawn from above to below."""

    def __init__(self, sample: Sample, got: np.ndarray | str | None, translate: Translate) -> None:
        self.sample, self.terms, self.translate = sample, sample.terms, translate
        self.is_sum = bool(self.terms.total)
        self.got = got if isinstance(got, str) or got is None else np.asarray(got, dtype=np.float64).reshape(-1)
        self.rows = list(self.every_row())
        self.heads = [translate(self.terms.what), *(translate(head) for head, _ in self.terms.columns)]
        self.heads += [translate(self.terms.head), ""] + ([translate(YOURS)] if self.has_own_column else [])
        self.ends = self.columns()
        self.scale = self.fitting_scale()
        self.parts: list[str] = []
        self.y = 26.0

    @property
    def own_values(self) -> list[float]:
        """What came for each term, where each is an answer of its own."""
        return self.got.tolist() if not self.is_sum and isinstance(self.got, np.ndarray) else []

    @property
    def has_own_column(self) -> bool:
        return bool(self.own_values)

    @property
    def own_sum(self) -> float | str | None:
        """What came in place of the sum: the number of this sample, or a word."""
        if self.got is None or isinstance(self.got, str):
            return self.got
        if self.got.size == self.sample.rows:
            return float(self.got[self.sample.row])
        return None

    # ------------------------------------------------------------ what stands in it

    def every_row(self) -> Iterator[Row]:
        values = self.terms.values.tolist()
        shown = len(values) if len(values) <= MOST else MOST - 1
        for i in range(shown):
            cells = [figure(column[i]) for _, column in self.terms.columns]
            own = self.own_values[i] if i < len(self.own_values) else None
            yield Row(self.name(i), [*cells, self.terms.written(i)], values[i], own)
        if shown < len(values):
            rest = self.translate(REST).format(count=len(values) - shown)
            total = sum(values[shown:]) if self.is_sum else math.nan
            yield Row("…", [*[""] * len(self.terms.columns), rest], total)

    def name(self, i: int) -> str:
        return LETTERS[i] if self.terms.what == OUTCOME else str(i + 1)

    def value_text(self, row: Row) -> str:
        if row.name == "…" and not self.is_sum:
            return ""
        return signed(row.value) if self.has_signs else figure(row.value)

    @property
    def has_signs(self) -> bool:
        return bool(np.any(self.terms.values < 0))

    def line_of(self, row: Row) -> list[str]:
        """Write all that stands in a row."""
        own = ["" if row.got is None else figure(row.got)] if self.has_own_column else []
        return [row.name, *row.cells, self.value_text(row), *own]

    def columns(self) -> list[float]:
        """Choose where each column ends, so that the longest text of it fits."""
        lines = [self.line_of(row) for row in self.rows]
        if self.is_sum:
            lines[0][-1] = max(lines[0][-1], figure(self.total), self.own_text, key=breadth)
        ends, x = [], 0.0
        for i, head in enumerate(self.heads):
            x += max(breadth(head), *(breadth(one[i]) for one in lines)) + (GAP if i else 4)
            ends.append(x)
        return ends

    @property
    def total(self) -> float:
        return float(np.asarray(self.sample.expected).reshape(-1)[0])

    @property
    def own_text(self) -> str:
        own = self.own_sum
        return "" if own is None else short(own) if isinstance(own, str) else figure(own)

    def fitting_scale(self) -> Scale:
        """Show every finite end of a bar; an answer that is far off ends at the edge."""
        values = [row.value for row in self.rows]
        ends = np.cumsum(values) if self.is_sum else np.asarray(values)
        finite = [0.0, *(float(end) for end in ends if math.isfinite(end))]
        low, high = min(finite), max(finite)
        room = (high - low) or 1.0
        others = [self.own_sum] if self.is_sum else [row.got for row in self.rows]
        for own in others:
            if isinstance(own, float) and math.isfinite(own):
                low, high = max(min(low, own), low - room), min(max(high, own), high + 2 * room)
        if not math.isfinite(high - low) or high == low:
            high, low = (1.0, 0.0) if high == low else (high / 4, low / 4)
        return Scale(low, high, self.ends[-1] + GAP)

    @property
    def has_infinity(self) -> bool:
        """Whether something is written behind a bar."""
        own = self.own_sum if isinstance(self.own_sum, float) else 0.0
        return not all(map(math.isfinite, [own, *(row.value for row in self.rows), *self.own_values]))

    # ------------------------------------------------------------ how it is drawn

    def picture(self) -> Picture:
        top = zip(self.ends, self.heads, strict=True)
        self.parts += [text(end, 16, head, "end", is_soft=True) for end, head in top]
        at = 0.0
        for i, row in enumerate(self.rows):
            self.draw_row(row, at)
            at += row.value if self.is_sum else 0.0
            is_last = i == len(self.rows) - 1
            if self.is_sum and math.isfinite(at):
                x = place(self.scale.x(at))
                self.parts.append(line(f"M{x} {place(self.y - ROW + BAR)}v{ROW - BAR + 7 * is_last}", is_dashed=True))
        if self.is_sum:
            self.draw_sums()
        self.parts.append(line(f"M{place(self.scale.x(0.0))} 22V{place(self.y - 4)}"))
        width = max(self.scale.right + (26 if self.has_infinity else 4), NARROWEST)
        self.y += 4
        for note in filter(None, self.notes()):
            lines, self.y = paragraph(0, self.y + 14, note, width)
            self.parts.append(lines)
            self.y -= 8
        return Picture(self.title, self.words, width, self.y + 2, "".join(self.parts))

    def draw_row(self, row: Row, at: float) -> None:
        for end, words in zip(self.ends, self.line_of(row), strict=True):
            self.parts.append(text(end, self.y + 14, words, "end"))
        if row.name != "…" or self.is_sum:
            height = 10 if row.got is not None else BAR
            if math.isfinite(at):
                colour = WRONG if row.value < 0 else RIGHT
                self.parts.append(self.scale.bar(at, at + row.value, self.y, colour, height))
            if row.got is not None:
                self.parts.append(self.scale.bar(0.0, row.got, self.y + 11, WRONG, 7))
        self.y += ROW

    def draw_sums(self) -> None:
        """Draw what the terms add up to, and what came instead."""
        edge = self.ends[-1]
        self.parts.append(line(f"M0 {place(self.y - 1)}H{place(edge)}"))
        self.y += 5
        unit = f" ({self.terms.unit})" if self.terms.unit else ""
        label = f"{self.translate(self.terms.total)}{unit}"
        self.parts += [text(0, self.y + 14, label, is_bold=True)]
        self.parts += [text(edge, self.y + 14, figure(self.total), "end", is_bold=True)]
        self.parts += [self.scale.bar(0.0, self.total, self.y, "currentColor")]
        self.y += ROW
        own = self.own_sum
        if own is not None:
            self.parts += [text(0, self.y + 14, self.translate(YOURS), is_bold=True)]
            self.parts += [text(edge, self.y + 14, self.own_text, "end", is_bold=True)]
            if isinstance(own, float):
                self.parts.append(self.scale.bar(0.0, own, self.y, WRONG))
            self.y += ROW

    # ------------------------------------------------------------ what it says

    @property
    def title(self) -> str:
        title = self.translate(self.sample.formula.title)
        if self.sample.rows == 1:
            return title
        return self.translate(ROW_OF).format(title=title, row=self.sample.row + 1, rows=self.sample.rows)

    @property
    def words(self) -> str:
        terms = ", ".join(f"{row.name} {self.value_text(row) or row.cells[-1]}" for row in self.rows)
        said = [self.translate(IN_WORDS).format(terms=terms)]
        if self.is_sum:
            said.append(self.translate(ADD_UP).format(sum=figure(self.total)))
            if self.own_sum is not None:
                said.append(self.translate(YOURS_IS).format(got=self.own_text))
        return " ".join([*said, *self.notes()])

    def notes(self) -> list[str]:
        """Say what is to be seen: at most one thing."""
        values, shown = self.terms.values, range(min(len(self.terms.values), MOST - 1))
        infinite = [self.name(i) for i in shown if math.isinf(values[i])]
        negative = [self.name(i) for i in shown if values[i] < 0]
        if infinite:
            return [self.translate(INFINITE if self.is_sum else IMPOSSIBLE).format(names=", ".join(infinite))]
        if self.terms.what != OUTCOME:
            return self.biggest()
        if self.is_sum and np.any(self.terms.columns[0][1] == 0):
            return [self.translate(ZERO)]
        return [self.translate(NEGATIVE).format(names=", ".join(negative))] if negative and self.is_sum else []

    def biggest(self) -> list[str]:
        """Name the sample that makes most of the sum."""
        values = self.terms.values
        most, total = int(np.argmax(values)), float(values.sum())
        if len(values) < 2 or not 0 < total < math.inf or values[most] < 0.6 * total:
            return []
        share = 100 * float(values[most]) / total
        return [self.translate(BIGGEST).format(names=most + 1, share=f"{math.floor(share * 10) / 10:.3g}")]


def short(words: str) -> str:
    """Return the first word of what is no number, such as the name of an exception."""
    first = words.partition(":")[0].strip()
    return first if len(first) <= 18 else f"{first[:17]}…"
