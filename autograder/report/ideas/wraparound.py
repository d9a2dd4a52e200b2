"""Draw the number line of an integer dtype: what lies beyond one end comes in at the other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from autograder.report.ideas.reading import Call
from autograder.report.svg import MINUS, RIGHT, WRONG, Picture, breadth, line, place, text
from autograder.translation import N_, Translate

WIDTH, LEFT, TOP, STEP = 500, 60, 104, 34  # pixels
NEAR = 4  # steps from an end that are drawn one by one
TITLE = N_("In {dtype}, {sum} is {answer}")
BEYOND = N_("below {low} comes {high}"), N_("above {high} comes {low}")
START, END, NOT = N_("start"), N_("answer"), N_("{dtype}: {sum} is {answer}, not {right}")
IN_WORDS = N_("A number line from {low} to {high}. From {start}, {steps} steps {side} lead over the end to {answer}.")
LEFTWARDS, RIGHTWARDS = N_("to the left"), N_("to the right")


class Wrapped(NamedTuple):
    """A difference that its dtype has no room for: `start` − `less` should be `right`, and is `answer`."""

    dtype: np.dtype
    start: int
    less: int
    answer: int

    @property
    def right(self) -> int:
        return self.start - self.less

    @property
    def low(self) -> int:
        return int(np.iinfo(self.dtype).min)

    @property
    def high(self) -> int:
        return int(np.iinfo(self.dtype).max)

    @property
    def sum(self) -> str:
        return f"{minus(self.start)} {MINUS} {f'({minus(self.less)})' if self.less < 0 else self.less}"


def minus(number: int) -> str:
    return str(number).replace("-", MINUS)


def find_wrapped(call: Call, is_negated: bool = False) -> Wrapped | None:
    """Return the first difference of a call's integers that wraps round.

    Of two arrays it is first minus second; of one, each number minus the largest of its row; negated, 0 minus each.
    """
    arrays = [np.asarray(one) for one in call.arguments if isinstance(one, np.ndarray)]
    if not arrays or arrays[0].dtype.kind not in "iu" or arrays[0].size == 0:
        return None
    first = arrays[0]
    if is_negated:
        pairs = (np.zeros_like(first), first)
    elif len(arrays) > 1 and arrays[1].dtype == first.dtype and arrays[1].shape == first.shape:
        pairs = (first, arrays[1])
    else:
        pairs = (first, np.broadcast_to(first.max(axis=-1, keepdims=True), first.shape) if first.ndim else first)
    with np.errstate(all="ignore"):
        answers = (pairs[0] - pairs[1]).reshape(-1).tolist()
    for start, less, answer in zip(pairs[0].reshape(-1).tolist(), pairs[1].reshape(-1).tolist(), answers, strict=True):
        if answer != start - less:
            return Wrapped(first.dtype, start, less, answer)
    return None


def draw_wrapped(wrapped: Wrapped, translate: Translate) -> Picture:
    """Draw the way over the end."""
    is_down = wrapped.right < wrapped.low
    values = {
        "low": minus(wrapped.low), "high": minus(wrapped.high), "dtype": wrapped.dtype, "sum": wrapped.sum,
        "answer": minus(wrapped.answer), "right": minus(wrapped.right), "start": minus(wrapped.start),
        "steps": abs(wrapped.less), "side": translate(LEFTWARDS if is_down else RIGHTWARDS),
    }  # fmt: skip  # a table of pairs
    axis = axis_of(wrapped)
    start, answer = axis.x(wrapped.start), axis.x(wrapped.answer)
    middle = WIDTH / 2
    parts = [axis.line(), *ways(axis, wrapped, is_down=is_down), dot(start, RIGHT), dot(answer, WRONG), *axis.labels()]
    parts.append(text(middle, TOP - 54, translate(BEYOND[not is_down]).format(**values), "middle", is_soft=True))
    parts += [
        text(x, TOP + 44, translate(words), "middle", is_soft=True) for x, words in ((start, START), (answer, END))
    ]
    sentence = translate(NOT).format(**values)
    parts.append(text(middle, TOP + 74, sentence, "middle", is_bold=True))
    words = f"{translate(IN_WORDS).format(**values)} {sentence}."
    return Picture(translate(TITLE).format(**values), words, WIDTH, TOP + 84, "".join(parts))


def axis_of(wrapped: Wrapped) -> Whole | Broken:
    """Choose the line: where all that is met lies near the ends, the middle is left out."""
    met = (wrapped.start, wrapped.answer)
    is_near = all(min(one - wrapped.low, wrapped.high - one) <= NEAR for one in met)
    return Broken(wrapped) if is_near else Whole(wrapped)


def ways(axis: Whole | Broken, wrapped: Wrapped, *, is_down: bool) -> list[str]:
    """Draw three hops: to the end, over it, and on to the answer."""
    left, right = axis.x(wrapped.low), axis.x(wrapped.high)
    (out, aside), (back, beyond) = ((left, -30), (right, 30)) if is_down else ((right, 30), (left, -30))
    start, answer, y = axis.x(wrapped.start), axis.x(wrapped.answer), TOP - 8
    bow = f"C{place(out + aside)} {y - 84} {place(back + beyond)} {y - 84} {place(back)} {y}"
    hops = way(start, hop(start, out)) + way(out, bow, is_dashed=True) + way(back, hop(back, answer))
    tip = "" if answer == back else f'<path fill="{WRONG}" d="M{place(answer)} {TOP - 6}l-5 -8h10z"/>'
    return [hops, tip]


def hop(start: float, stop: float) -> str:
    """Bend from one place to another; from a place to itself there is no way."""
    if start == stop:
        return ""
    return f"Q{place((start + stop) / 2)} {TOP - 36} {place(stop)} {TOP - 8}"


def way(start: float, path: str, *, is_dashed: bool = False) -> str:
    """Write a part of the way, if it leads anywhere."""
    dashes = ' stroke-dasharray="6 4"' if is_dashed else ""
    drawn = f'<path fill="none" stroke="{WRONG}" stroke-width="2"{dashes} d="M{place(start)} {TOP - 8}{path}"/>'
    return drawn if path else ""


def dot(x: float, colour: str) -> str:
    return f'<circle cx="{place(x)}" cy="{TOP}" r="6" fill="{colour}"/>'


class Whole:
    """A line on which every number has its place in proportion."""

    def __init__(self, wrapped: Wrapped) -> None:
        self.wrapped = wrapped

    def x(self, number: int) -> float:
        share = (number - self.wrapped.low) / (self.wrapped.high - self.wrapped.low)
        return LEFT + share * (WIDTH - 2 * LEFT)

    def line(self) -> str:
        ends = "".join(f"M{place(self.x(one))} {TOP - 5}v10" for one in (self.wrapped.low, self.wrapped.high))
        return line(f"M{LEFT} {TOP}H{WIDTH - LEFT}{ends}")

    def labels(self) -> list[str]:
        """Write the numbers that are met, each once and none over another."""
        numbers = dict.fromkeys((self.wrapped.start, self.wrapped.answer, self.wrapped.low, self.wrapped.high))
        taken: list[tuple[float, float]] = []
        parts = []
        for number in numbers:
            x, half = self.x(number), breadth(minus(number)) / 2 + 4
            if all(abs(x - other) > half + width for other, width in taken):
                taken.append((x, half))
                is_met = number in (self.wrapped.start, self.wrapped.answer)
                parts.append(text(x, TOP + 24, minus(number), "middle", is_bold=is_met))
        return parts


class Broken:
    """A line of which both ends are drawn number by number, and the middle is left out."""

    def __init__(self, wrapped: Wrapped) -> None:
        self.wrapped = wrapped

    def x(self, number: int) -> float:
        from_low = number - self.wrapped.low
        return LEFT + STEP * from_low if from_low <= NEAR else WIDTH - LEFT - STEP * (self.wrapped.high - number)

    @property
    def numbers(self) -> list[int]:
        low, high = self.wrapped.low, self.wrapped.high
        return [*range(low, low + NEAR + 1), *range(high - NEAR, high + 1)]

    def line(self) -> str:
        reach = STEP * (NEAR + 0.5)
        ticks = "".join(f"M{place(self.x(one))} {TOP - 5}v10" for one in self.numbers)
        solid = f"M{LEFT} {TOP}h{place(reach)}M{WIDTH - LEFT} {TOP}h-{place(reach)}{ticks}"
        gap = f"M{place(LEFT + reach + 6)} {TOP}H{place(WIDTH - LEFT - reach - 6)}"
        return line(solid) + line(gap, is_faint=True, is_dashed=True)

    def labels(self) -> list[str]:
        met = (self.wrapped.start, self.wrapped.answer)
        wide = max(breadth(minus(one)) for one in self.numbers) > STEP  # then only the ends and what is met
        ends = (self.wrapped.low, self.wrapped.high)
        shown = [one for one in self.numbers if not wide or one in (*met, *ends)]
        return [text(self.x(one), TOP + 24, minus(one), "middle", is_bold=one in met) for one in shown]
