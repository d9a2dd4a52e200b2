"""Draw the table that a column and a flat array make where a number from each was meant."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from autograder.report.ideas.formulas import is_close
from autograder.report.ideas.reading import Call
from autograder.report.svg import MINUS, Picture, cell, figure, text
from autograder.translation import N_, Translate

SIDE, LEFT, TOP = 46, 84, 60  # pixels
MOST = 4  # rows and columns that are shown
TITLE = N_("A column against a flat array makes a table")
TABLE, MEANT = N_("{shapes}: a table of {count}"), N_("the {count} pairs meant")
FIRST, SECOND = N_("first, {shape}"), N_("second, {shape}")
OF_SQUARES, OF_DISTANCES = N_("mean of {count} squares: {mean}"), N_("mean of {count} distances: {mean}")
YOURS = N_("your answer: {got}")
IN_WORDS = N_(
    "The first argument of shape {first} minus the second of shape {second} gives {count} differences; only those on"
    " the diagonal are of pairs that belong together."
)


class Outer(NamedTuple):
    """Two arrays that make a table: the column first, whichever argument it was."""

    column: np.ndarray
    flat: np.ndarray
    shapes: tuple[tuple[int, ...], tuple[int, ...]]
    is_first: bool

    @property
    def table(self) -> np.ndarray:
        """The differences, first argument minus second."""
        table: np.ndarray = self.column[:, None] - self.flat[None, :]
        return table if self.is_first else -table


def find_outer(call: Call) -> Outer | None:
    """Return the two arrays, if one is a column and the other is flat or a row, of more than one number each."""
    if len(call.arguments) < 2:
        return None
    one, other = (np.asarray(argument) for argument in call.arguments[:2])
    for column, flat, is_first in ((one, other, True), (other, one, False)):
        is_column = column.ndim == 2 and column.shape[1] == 1 and len(column) > 1
        is_flat = flat.size > 1 and (flat.ndim == 1 or (flat.ndim == 2 and len(flat) == 1))
        if is_column and is_flat:
            numbers = column.reshape(-1).astype(np.float64), flat.reshape(-1).astype(np.float64)
            return Outer(*numbers, (one.shape, other.shape), is_first)
    return None


def draw_outer(outer: Outer, got: np.ndarray | str | None, translate: Translate) -> Picture:
    """Draw the table, and beside it the pairs that were meant."""
    with np.errstate(all="ignore"):
        table = outer.table
        rows, columns = (min(count, MOST) for count in table.shape)
        middle, bottom = LEFT + SIDE * columns / 2, TOP + SIDE * rows
        note = answer(table, got, translate)
        parts = [*headings(outer, rows, columns, translate), *cells(outer, table, rows, columns)]
        width = max(LEFT + SIDE * columns + 20, middle + 130)
        if table.shape[0] == table.shape[1]:
            extra, width = meant(outer, table, rows, LEFT + SIDE * columns, translate)
            parts += extra
        parts.append(text(middle, bottom + (28 if rows < len(table) else 22), note, "middle"))
    one, other = outer.shapes
    words = translate(IN_WORDS).format(first=one, second=other, count=table.size)
    return Picture(translate(TITLE), f"{words} {note}".strip(), width, bottom + 36, "".join(parts))


def headings(outer: Outer, rows: int, columns: int, translate: Translate) -> list[str]:
    """Say what the table is made of: above it, and along two of its sides."""
    one, other = outer.shapes
    names = [translate(FIRST).format(shape=one), translate(SECOND).format(shape=other)]
    down, across = names if outer.is_first else reversed(names)
    heading = translate(TABLE).format(shapes=f"{one} {MINUS} {other}", count=outer.table.size)
    middle, turned = LEFT + SIDE * columns / 2, text(0, 0, down, "middle", is_soft=True)
    return [
        text(middle, 16, heading, "middle", is_bold=True),
        text(middle, 36, across, "middle", is_soft=True),
        f'<g transform="translate(13 {TOP + SIDE * rows / 2:.0f}) rotate(-90)">{turned}</g>',
    ]


def cells(outer: Outer, table: np.ndarray, rows: int, columns: int) -> list[str]:
    """Write the numbers of both arrays, and their differences."""
    parts = [text(LEFT + SIDE * (j + 0.5), TOP - 8, figure(outer.flat[j], 3), "middle") for j in range(columns)]
    for i in range(rows):
        parts.append(text(LEFT - 10, TOP + SIDE * (i + 0.5) + 5, figure(outer.column[i], 3), "end"))
        for j in range(columns):
            number = figure(table[i, j], 3)
            parts.append(cell(LEFT + SIDE * j, TOP + SIDE * i, SIDE, number, is_meant=i == j))
    if columns < table.shape[1]:
        parts.append(text(LEFT + SIDE * columns + 4, TOP + SIDE / 2, "…"))
    if rows < table.shape[0]:
        parts.append(text(LEFT + SIDE / 2, TOP + SIDE * rows + 12, "…", "middle"))
    return parts


def meant(outer: Outer, table: np.ndarray, rows: int, left: float, translate: Translate) -> tuple[list[str], float]:
    """Write the pairs that belong together; return them and the width of all."""
    x = left + 134
    heading = translate(MEANT).format(count=len(table))
    parts = [text(x, 16, heading, "middle", is_bold=True)]
    for i in range(rows):
        y = TOP + SIDE * i
        pair = (outer.column[i], outer.flat[i]) if outer.is_first else (outer.flat[i], outer.column[i])
        written = f"{figure(pair[0], 3)} {MINUS} {figure(pair[1], 3)} ="
        parts += [text(x + 8, y + SIDE / 2 + 5, written, "end")]
        parts.append(cell(x + 16, y, SIDE, figure(table[i, i], 3), is_meant=True))
    if rows < len(table):
        parts.append(text(x + 16 + SIDE / 2, TOP + SIDE * rows + 12, "…", "middle"))
    return parts, x + 90


def is_mean(table: np.ndarray, got: np.ndarray) -> bool:
    """Tell whether an answer is the mean of the table's squares or distances: then it was made of the whole table."""
    return any(is_close(numbers.mean(), got) for _, numbers in costs(table))


def costs(table: np.ndarray) -> tuple[tuple[str, np.ndarray], ...]:
    return (OF_SQUARES, table**2), (OF_DISTANCES, np.abs(table))


def answer(table: np.ndarray, got: np.ndarray | str | None, translate: Translate) -> str:
    """Say what the student's number is made of, where that can be told; else the number."""
    if got is None or isinstance(got, str) or got.size != 1:
        return ""
    for words, numbers in costs(table):
        if is_close(numbers.mean(), got.reshape(-1)[0]):
            return translate(words).format(count=table.size, mean=figure(float(got.reshape(-1)[0])))
    return translate(YOURS).format(got=figure(float(got.reshape(-1)[0])))
