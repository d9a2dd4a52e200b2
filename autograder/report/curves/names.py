"""Words within a curve's picture: whose line is whose, what comes where there is no number."""

from __future__ import annotations

from html import escape

from autograder.report.curves.layout import BOTTOM, MOST, TOP, Layout
from autograder.report.svg import place, said
from autograder.translation import N_, Translate

REFERENCE, NOTHING, LEFT_OVER = N_("reference"), N_("no difference"), N_("difference")
APART = 14  # pixels between two names


def gap_words(layout: Layout) -> str:
    """Name what comes where there is no number, at a height where it meets neither curve."""
    parts: dict[str, None] = {}  # where several lines have a gap, it is named once
    for word, first, last in layout.gaps[:MOST]:
        middle = (layout.xs[first] + layout.xs[last]) / 2
        anchor, shift = "middle", 0
        if middle < layout.left + 40:
            anchor, shift = "start", 4
        elif middle > layout.right - 40:
            anchor, shift = "end", -4
        text = (
            f'<text class="t-mine" x="{place(middle + shift)}" y="{place(free_height(layout, middle))}"'
            f' text-anchor="{anchor}">{escape(said(word))}</text>'
        )
        parts[text] = None
    return "".join(parts)


def free_height(layout: Layout, middle: float) -> float:
    near = [
        layout.y(number)
        for values in (layout.reference, layout.answers)
        for x, number in zip(layout.xs, values, strict=True)
        if abs(x - middle) < 34 and number is not None
    ]
    heights = (TOP + 8, BOTTOM - 4, (TOP + BOTTOM) / 2, BOTTOM - 30, TOP + 40)
    return next((one for one in heights if all(abs(y - one + 4) > 11 for y in near)), TOP + 8)


def line_names(layout: Layout, who: str, translate: Translate) -> str:
    """Name both lines at their ends; of several, each by its own name, and a key says whose is whose."""
    if layout.picture.lines:
        return names_of_lines(layout) + key(layout, who, translate)
    reference, own = (
        next((number for number in reversed(values) if number is not None), None)
        for values in (layout.reference, layout.answers)
    )
    at_reference = layout.y(reference) + 4 if reference is not None else TOP + 4
    at_own = layout.y(own) + 4 if own is not None else None
    if at_own is not None and abs(at_own - at_reference) < 15:
        middle = max((at_own + at_reference) / 2, TOP + 12)
        up = (own or 0) > (reference or 0)
        at_reference, at_own = (middle + 8, middle - 8) if up else (middle - 8, middle + 8)
    x = layout.right + 8
    name = f'<text class="t-ref" x="{x}" y="{place(at_reference)}">{escape(translate(REFERENCE))}</text>'
    return name if at_own is None else f'{name}<text class="t-mine" x="{x}" y="{place(at_own)}">{escape(who)}</text>'


def strip_name(layout: Layout, translate: Translate) -> str:
    name = escape(translate(NOTHING if layout.is_same else LEFT_OVER))
    return f'<text x="{layout.right + 8}" y="{BOTTOM + 42}">{name}</text>'


def names_of_lines(layout: Layout) -> str:
    """Write each line's name at its end, the lowest first, and none upon another."""
    count = len(layout.grid) // len(layout.picture.lines)
    ends = layout.ys([layout.reference[count * (number + 1) - 1] for number in range(len(layout.picture.lines))])
    texts: list[str] = []
    lowest: float = BOTTOM + APART
    for y, name in sorted(((y, name) for y, name in zip(ends, layout.picture.lines, strict=True) if y), reverse=True):
        lowest = min(y + 4, lowest - APART)
        texts.append(f'<text class="t-ref" x="{layout.right + 8}" y="{place(lowest)}">{escape(name)}</text>')
    return "".join(texts)


def key(layout: Layout, who: str, translate: Translate) -> str:
    """Say by two short strokes which lines are the reference's, and which are not."""
    x, parts = layout.left + 6, []
    for look, text, y in (("ref", translate(REFERENCE), TOP + 4), ("mine", who, TOP + 4 + APART)):
        parts.append(f'<path class="{look}" d="M{x} {y}h16"/>')
        parts.append(f'<text class="t-{look}" x="{x + 24}" y="{y + 4}">{escape(text)}</text>')
    return "".join(parts)
