"""Losses in torch: a clamp that ends the slope; weights, and what one divides by."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from docs.explore import drawing
from docs.explore.drawing import BLUE, GREEN, INK, ORANGE, SOFT, Stage, from_sliders, pick, steps, total, words

# ---------------------------------------------------------------- a clamp

FIRST, LAST, HIGH = -30, 10, 32


def softplus(z: str) -> str:
    """Write ln(1 + e^z) so that no exponential is above 1."""
    return f"(max({z}, 0) + log(1 + exp(-abs({z}))))"


def sigmoid(z: str) -> str:
    return f"(1 / (1 + exp(-({z}))))"


def clamped(z: str) -> str:
    return f"(-log(max({sigmoid(z)}, epsilon)))"


def clamped_slope(z: str) -> str:
    return f"({sigmoid(z)} < epsilon ? 0 : {sigmoid(z)} - 1)"


CLAMP = {
    "EXACT": softplus("(-z)"),
    "CLAMPED": clamped("z"),
    "EXACT_SLOPE": f"{sigmoid('z')} - 1",
    "CLAMPED_SLOPE": clamped_slope("z"),
}
CLAMP_SHOWN = {name.lower().replace("_", "-"): f"format({name}, '.4f')" for name in CLAMP}
LEFT = {"minExtent": 30, "maxExtent": 30}  # the charts stand one above the other


def clamp_costs(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the loss of a logit whose target is 1, from the logit and by way of a clamped probability."""
    names = [
        words(f"'{say['exact']}'", "-20", "20", align="left", dx=10, dy=-4),
        words(f"'{say['clamped']}'", str(FIRST), "-log(epsilon)", align="left", dx=4, dy=14),
    ]
    lines = {"EXACT": softplus("(-datum.x)"), "CLAMPED": clamped("datum.x")}
    return over_logits(lines, (0, HIGH), say["loss"], None, names)


def clamp_slopes(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw below it how steep each is."""
    lines = {"EXACT_SLOPE": f"{sigmoid('datum.x')} - 1", "CLAMPED_SLOPE": clamped_slope("datum.x")}
    return over_logits(lines, (-1.15, 0.15), say["slope"], say["logit"], [])


def over_logits(
    lines: Mapping[str, str], heights: tuple[float, float], side: str, below: str | None, names: list[alt.Chart]
) -> alt.LayerChart:
    x = alt.X("x:Q", title=below).scale(domain=[FIRST, LAST], nice=False).axis(tickCount=6)
    y = alt.Y("y:Q", title=side).scale(domain=list(heights), nice=False).axis(tickCount=4, **LEFT)
    here = from_sliders(x="z").mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x=x)
    curves, points = [], []
    for (name, expression), colour, width in zip(lines.items(), (BLUE, ORANGE), (6, 2.5), strict=True):
        curve = steps(FIRST, LAST, 0.125).transform_calculate(y=expression)
        opacity = 0.55 if colour == BLUE else 1  # the other line lies on it where they are the same
        line = curve.mark_line(clip=True, color=colour, strokeWidth=width, opacity=opacity)
        curves.append(line.encode(x=x, y=y))
        place = from_sliders(x="z", y=name)
        points.append(place.mark_point(filled=True, size=90, color=colour, opacity=1, clip=True).encode(x=x, y=y))
    return alt.layer(here, *curves, *points, *names).properties(width="container", height=180)


# ---------------------------------------------------------------- what one divides by

LABELS, LOSSES = (0, 0, 1, 1), (0.2, 0.4, 1.8, 0.6)  # −ln p of the right class
ROWS = tuple(f"{number}" for number in range(1, len(LABELS) + 1))
IGNORED = "3"
WEIGHTS = {
    **{
        f"W{row}": f"(counts == 'ignored' ? 0 : w{label})" if row == IGNORED else f"w{label}"
        for row, label in zip(ROWS, LABELS, strict=True)
    },
    "ABOVE": total(f"W{row} * {loss}" for row, loss in zip(ROWS, LOSSES, strict=True)),
    "BELOW": total(f"W{row}" for row in ROWS),
    "BY_WEIGHTS": "ABOVE / BELOW",
    "BY_ROWS": f"ABOVE / {len(ROWS)}",
}
WEIGHTS_SHOWN = {name.lower().replace("_", "-"): f"format({name}, '.4f')" for name in list(WEIGHTS)[len(ROWS) :]}


def contributions(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw what each row contributes to the loss, and the loss: their sum."""
    rows = {f"{say['row']} {row} ({say['label']} {label})": row for row, label in zip(ROWS, LABELS, strict=True)}
    parts = {name: f"W{row} * {LOSSES[int(row) - 1]} / BELOW" for name, row in rows.items()}
    colours = {name: (BLUE, GREEN)[LABELS[int(row) - 1]] for name, row in rows.items()}
    return bars({**parts, say["sum"]: "BY_WEIGHTS"}, {**colours, say["sum"]: INK}, 2)


def denominators(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the loss by both denominators."""
    ends = {say["weights"]: "BY_WEIGHTS", say["rows"]: "BY_ROWS"}
    return bars(ends, {say["weights"]: INK, say["rows"]: ORANGE}, 8)


def bars(ends: Mapping[str, str], colours: Mapping[str, str], most: float) -> alt.LayerChart:
    return drawing.labelled_bars(
        colours,
        alt.X("start:Q", title=None).scale(domain=[0, most], nice=False).axis(tickCount=5),
        start="0",
        value=pick(ends),
        end=f"min({most}, datum.value)",
        label=f"format(datum.value, '.4f') + (datum.value > {most} ? ' →' : '')",
        fits=f"datum.end < 0.8 * {most}",
    )


STAGES = {
    "clamp": Stage(CLAMP, CLAMP_SHOWN, (clamp_costs, clamp_slopes)),
    "weights": Stage(WEIGHTS, WEIGHTS_SHOWN, (contributions, denominators)),
}
