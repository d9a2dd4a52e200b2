"""Draw how logits become shares, straight and with the largest one subtracted: what overflows, and what does not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from autograder.report.ideas.formulas import is_close
from autograder.report.ideas.reading import Call
from autograder.report.svg import RIGHT, WRONG, Picture, box, breadth, figure, line, paragraph, place, text
from autograder.translation import N_, Translate

ROW, GAP, BARS = 28, 16, 80  # pixels
MOST = 6  # classes that are shown
TITLE, TITLE_ROW = N_("From logits to shares"), N_("From logits to shares (row {row} of {rows})")
CLASS, STRAIGHT, SHIFTED = N_("class no."), N_("straight"), N_("largest subtracted")
SHARE, LOG_SHARE, YOURS = N_("share"), N_("ln share"), N_("yours")
OVERFLOWS = N_("exp({x}) is beyond {largest}, the largest {dtype}: it becomes inf, and inf / inf is nan.")
VANISHES = N_("Every exp is 0: their sum is 0, and 0 / 0 is nan.")
LOST = N_("exp({x}) is rounded to 0, and no logarithm brings it back.")
SAME = N_("Both ways give the same shares: they depend on differences alone.")
IN_WORDS = N_("Logits {logits}; straight, exp gives {exps}; with the largest subtracted {shifted}; shares {shares}.")
YOURS_IS = N_("Your answer: {got}.")


class Row(NamedTuple):
    """One sample: its logits, what was expected of each, what came, and where it stands among the samples."""

    logits: np.ndarray
    expected: np.ndarray
    got: np.ndarray | None
    number: int
    rows: int
    is_log: bool


def find_row(call: Call, expected: np.ndarray, got: np.ndarray | None) -> Row | None:
    """Return the first sample that came out wrong, if what was expected are the shares or their logarithms."""
    if len(call.arguments) != 1:
        return None
    logits = np.asarray(call.arguments[0])
    if logits.ndim == 0 or logits.size == 0 or logits.shape != expected.shape:
        return None
    rows = logits.reshape(-1, logits.shape[-1])
    answers = expected.reshape(rows.shape)
    with np.errstate(all="ignore"):
        logs = log_shares(rows.astype(np.float64))
        is_log = is_close(logs, answers)
        if not is_log and not is_close(np.exp(logs), answers):
            return None
    own = got.reshape(rows.shape) if got is not None and got.shape == expected.shape else None
    wrong = 0 if own is None else next((i for i in range(len(rows)) if not is_close(own[i], answers[i])), 0)
    return Row(rows[wrong], answers[wrong], None if own is None else own[wrong], wrong, len(rows), is_log)


def extreme_row(logits: np.ndarray) -> Row:
    """Return the sample with the largest logit, with the logarithms of its shares."""
    number = int(np.argmax(np.abs(logits.astype(np.float64)).max(axis=-1)))
    row = logits[number]
    return Row(row, log_shares(row.astype(np.float64)), None, number, len(logits), True)


def log_shares(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def draw_shares(row: Row, translate: Translate) -> Picture:
    """Draw one sample."""
    return Steps(row, translate).picture()


class Steps:
    """The table of one sample, from logits to shares."""

    def __init__(self, row: Row, translate: Translate) -> None:
        self.row, self.translate = row, translate
        # In the dtype that a plain call of exp computes in: integers become float64.
        self.dtype = row.logits.dtype if row.logits.dtype.kind == "f" else np.dtype(np.float64)
        with np.errstate(all="ignore"):
            self.straight = np.exp(row.logits.astype(self.dtype))
            self.direct = self.straight / self.straight.sum()
            shifted = row.logits.astype(np.float64)
            self.shifted = shifted - shifted.max()
            self.exps = np.exp(self.shifted)
            self.shares = self.exps / self.exps.sum()
        self.shown = len(row.logits) if len(row.logits) <= MOST else MOST - 1
        self.columns = self.every_column()
        self.ends: list[float] = []

    def every_column(self) -> list[tuple[str, np.ndarray]]:
        columns = [("x", self.row.logits), ("exp(x)", self.straight), ("÷ Σ", self.direct)]
        columns += [("x − max", self.shifted), ("exp", self.exps), ("÷ Σ", self.shares)]
        if self.row.is_log:
            columns.append((self.translate(LOG_SHARE), self.row.expected))
        if self.row.got is not None and not is_close(self.row.got, self.row.expected):
            columns.append((self.translate(YOURS), self.row.got))
        return columns

    def picture(self) -> Picture:
        x = max(breadth(self.translate(CLASS)), breadth("0")) + 2
        parts = [text(x, 36, self.translate(CLASS), "end", is_soft=True)]
        parts += [text(x, 58 + ROW * i, str(i), "end") for i in range(self.shown)]
        for head, numbers in self.columns:
            cells = [figure(float(one), 3) for one in numbers[: self.shown]]
            x += max(map(breadth, [head, *cells])) + GAP
            self.ends.append(x)
            parts.append(text(x, 36, head, "end", is_soft=True))
            parts += [self.cell(x, i, cell, is_lost=self.is_lost(numbers, i)) for i, cell in enumerate(cells)]
        parts += [self.bracket(1, 2, STRAIGHT), self.bracket(3, 5, SHIFTED), self.bars(x + GAP)]
        y = 58.0 + ROW * self.shown
        if self.shown < len(self.row.logits):
            parts.append(text(self.ends[0], y - 4, "…", "end"))
            y += 16
        width = x + GAP + BARS
        lines, y = paragraph(0, y + 2, self.note(), width)
        return Picture(self.title, self.words(), width, y - 8, "".join([*parts, lines]))

    def cell(self, x: float, i: int, words: str, *, is_lost: bool) -> str:
        """Write a number; one that went wrong has a ground and weight, so that it is told without colour too."""
        y, width = 58 + ROW * i, breadth(words) + 8
        ground = box(x - width + 4, y - 14, width, 20, f'fill="{WRONG}" fill-opacity=".3"') if is_lost else ""
        return ground + text(x, y, words, "end", is_bold=is_lost)

    def is_lost(self, numbers: np.ndarray, i: int) -> bool:
        """Tell whether a number is what went wrong: beyond the largest, rounded to 0 before a logarithm."""
        if numbers is self.row.got:
            return not is_close(numbers[i], self.row.expected[i])
        if numbers is self.straight or numbers is self.direct:
            has_vanished = self.row.is_log and numbers[i] == 0
            return bool(has_vanished or np.isposinf(numbers[i]) or np.isnan(numbers[i]))
        return False

    def bracket(self, first: int, last: int, words: str) -> str:
        """Name the columns of one way above them."""
        left, right = self.ends[first - 1] + GAP, self.ends[last]
        rule = line(f"M{place(left)} 21H{place(right)}", is_faint=True)
        return text((left + right) / 2, 15, self.translate(words), "middle", is_bold=True) + rule

    def bars(self, left: float) -> str:
        """Draw the shares, and below each what came."""
        parts = [line(f"M{place(left)} 42V{place(42 + ROW * self.shown)}")]
        own = None if self.row.is_log else self.row.got
        for i, share in enumerate(self.shares[: self.shown].tolist()):
            y = 44 + ROW * i
            if np.isfinite(share):
                parts.append(box(left, y, BARS * share, 18 if own is None else 10, f'fill="{RIGHT}"'))
            if own is not None and np.isfinite(own[i]):
                parts.append(box(left, y + 12, BARS * min(max(float(own[i]), 0.0), 1.0), 7, f'fill="{WRONG}"'))
        return "".join(parts)

    @property
    def title(self) -> str:
        if self.row.rows == 1:
            return self.translate(TITLE)
        return self.translate(TITLE_ROW).format(row=self.row.number + 1, rows=self.row.rows)

    def note(self) -> str:
        """Say what is to be seen."""
        beyond = self.row.logits[np.isposinf(self.straight) & np.isfinite(self.row.logits)]
        if beyond.size:
            values = {"x": figure(float(beyond[0])), "largest": figure(float(np.finfo(self.dtype).max), 2)}
            return self.translate(OVERFLOWS).format(**values, dtype=self.dtype)
        if not np.any(self.straight):
            return self.translate(VANISHES)
        gone = self.row.logits[(self.straight == 0) & np.isfinite(self.row.logits)]
        if gone.size and self.row.is_log:
            return self.translate(LOST).format(x=figure(float(gone[0])))
        return self.translate(SAME)

    def words(self) -> str:
        shown = (self.row.logits, self.straight, self.exps, self.shares)
        names = ("logits", "exps", "shifted", "shares")
        lists = [", ".join(figure(float(one), 3) for one in numbers[: self.shown]) for numbers in shown]
        said = [self.translate(IN_WORDS).format(**dict(zip(names, lists, strict=True)))]
        if self.row.got is not None:
            own = ", ".join(figure(float(one), 3) for one in self.row.got[: self.shown])
            said.append(self.translate(YOURS_IS).format(got=own))
        return " ".join([*said, self.note()])
