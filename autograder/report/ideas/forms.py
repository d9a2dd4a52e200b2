"""Draw an answer of the wrong shape beside one of the right shape."""

from __future__ import annotations

import numpy as np

from autograder.report.svg import Picture, breadth, cell, figure, text
from autograder.translation import N_, Translate

SIDE, TOP, GAP = 46, 44, 70  # pixels
MOST = 4  # rows and columns that are shown
TITLE = N_("The shape that was asked for, and yours")
EXPECTED, YOURS, SCALAR = N_("asked for: {shape}"), N_("yours: {shape}"), N_("one number, ()")
IN_WORDS = N_("Asked for is an answer of shape {expected}; yours has shape {got}.")


def draw_forms(expected: np.ndarray, got: np.ndarray, translate: Translate) -> Picture:
    """Draw both answers as blocks of numbers."""
    heads = [translate(words).format(shape=form(one, translate)) for words, one in ((EXPECTED, expected), (YOURS, got))]
    parts, x, bottom = [], 0.0, 0.0
    for head, numbers, is_meant in zip(heads, (expected, got), (True, False), strict=True):
        drawn, width, height = block(numbers, x, is_meant=is_meant)
        parts += [text(x, 16, head, is_bold=True), *drawn]
        x += max(width, breadth(head)) + GAP
        bottom = max(bottom, height)
    words = translate(IN_WORDS).format(expected=expected.shape, got=got.shape)
    return Picture(translate(TITLE), words, x - GAP + 8, bottom + 8, "".join(parts))


def form(numbers: np.ndarray, translate: Translate) -> str:
    return str(numbers.shape) if numbers.ndim else translate(SCALAR)


def block(numbers: np.ndarray, x: float, *, is_meant: bool) -> tuple[list[str], float, float]:
    """Write numbers row by row; return the elements, the width and where they end below."""
    table = numbers.reshape(1, -1) if numbers.ndim < 2 else numbers.reshape(-1, numbers.shape[-1])
    rows, columns = (min(count, MOST) for count in table.shape)
    top = TOP - 14
    parts = [
        cell(x + SIDE * j, top + SIDE * i, SIDE, figure(float(table[i, j]), 3), is_meant=is_meant)
        for i in range(rows)
        for j in range(columns)
    ]
    width, height = SIDE * columns, top + SIDE * rows
    if columns < table.shape[1]:
        parts.append(text(x + width + 4, top + SIDE / 2 + 5, "…"))
        width += 16
    if rows < table.shape[0]:
        parts.append(text(x + SIDE / 2, height + 12, "…", "middle"))
        height += 18
    return parts, width, height
