"""Gradients: one error, three costs and their slopes; three logits, and what pulls at each."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from docs.explore.drawing import BLUE, GREEN, INK, ORANGE, SOFT, Stage, from_sliders, pick, steps, total, words

# ---------------------------------------------------------------- one error

FAR, HIGH, STEEP = 6, 9, 6.5  # errors, costs and slopes that the axes show


def huber(e: str) -> str:
    return f"min(abs({e}), delta) * (abs({e}) - min(abs({e}), delta) / 2)"


def sign(e: str) -> str:
    """Write the subgradient of |e|: 0 at a tie."""
    return f"({e} > 0 ? 1 : {e} < 0 ? -1 : 0)"


def limited(e: str) -> str:
    return f"clamp({e}, -delta, delta)"


ERROR = {
    "SQUARE": "error * error",
    "DISTANCE": "abs(error)",
    "HUBER": huber("error"),
    "SQUARE_SLOPE": "2 * error",
    "DISTANCE_SLOPE": sign("error"),
    "HUBER_SLOPE": limited("error"),
}
ERROR_SHOWN = {name.lower().replace("_", "-"): f"format({name}, '.4f')" for name in ERROR}
LEFT = {"minExtent": 30, "maxExtent": 30}  # the charts stand one above the other


def costs(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw what each loss makes of an error."""
    lines = {"SQUARE": "datum.x * datum.x", "DISTANCE": "abs(datum.x)", "HUBER": huber("datum.x")}
    at, shown = f"{-FAR}", f"min({HIGH} - 0.6, {huber(str(FAR))})"
    names = [
        words("'e²'", "-2.8", "8.2", align="right", dx=-10),
        words("'|e|'", at, str(FAR), align="left", dx=4, dy=-8),
        words(f"'{say['huber']}'", at, shown, align="left", dx=4, dy=16),
    ]
    return over_errors(lines, (0, HIGH), say["cost"], None, names)


def slopes(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw below it how steep each cost is."""
    gap = "datum.x == 0 ? NaN : "  # where |e| has no slope, the line has a gap
    lines = {"SQUARE_SLOPE": "2 * datum.x", "DISTANCE_SLOPE": gap + sign("datum.x"), "HUBER_SLOPE": limited("datum.x")}
    return over_errors(lines, (-STEEP, STEEP), say["slope"], say["error"], [])


def over_errors(
    lines: Mapping[str, str], heights: tuple[float, float], side: str, below: str | None, names: list[alt.Chart]
) -> alt.LayerChart:
    """Draw three curves over the error, with a point on each where the slider stands."""
    x = alt.X("x:Q", title=below).scale(domain=[-FAR, FAR], nice=False).axis(tickCount=7)
    y = alt.Y("y:Q", title=side).scale(domain=list(heights), nice=False).axis(tickCount=5, **LEFT)
    here = from_sliders(x="error").mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x=x)
    curves, points = [], []
    for (name, expression), colour in zip(lines.items(), (ORANGE, BLUE, GREEN), strict=True):
        curve = steps(-FAR, FAR, 0.125).transform_calculate(y=expression)
        curves.append(curve.mark_line(clip=True, color=colour, strokeWidth=2.5).encode(x=x, y=y))
        place = from_sliders(x="error", y=name)
        points.append(place.mark_point(filled=True, size=90, color=colour, opacity=1, clip=True).encode(x=x, y=y))
    return alt.layer(here, *curves, *points, *names).properties(width="container", height=190)


# ---------------------------------------------------------------- three logits

CLASSES = ("0", "1", "2")
LOGITS = {
    "LARGEST": "max(z0, z1, z2)",
    "WHOLE": total(f"exp(z{one} - LARGEST)" for one in CLASSES),
    **{f"P{one}": f"exp(z{one} - LARGEST) / WHOLE" for one in CLASSES},
    **{f"G{one}": f"P{one} - (right == {one} ? 1 : 0)" for one in CLASSES},
    "COST": "log(WHOLE) + LARGEST - (right == 0 ? z0 : right == 1 ? z1 : z2)",
}
LOGITS_SHOWN = {
    **{f"p{one}": f"format(P{one}, '.4f')" for one in CLASSES},
    **{f"g{one}": f"format(G{one}, '.4f')" for one in CLASSES},
    "cost": "format(COST, '.4f')",
    "sum": "format(abs(G0 + G1 + G2), '.4f')",
}
COLOURS = {one: alt.expr(f"right == {one} ? '{ORANGE}' : '{BLUE}'") for one in CLASSES}


def pulls(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw softmax minus one-hot: a bar a logit, to the right where it is too large, to the left where too small."""
    x = alt.X("end:Q", title=say["pull"]).scale(domain=[-1.3, 1.3], nice=False).axis(values=[-1, -0.5, 0, 0.5, 1])
    y = alt.Y("row:N", sort=None, title=None).axis(ticks=False, domain=False, labelPadding=8, labelFontSize=13)
    colour = alt.Color("row:N", sort=None, legend=None).scale(domain=list(COLOURS), range=list(COLOURS.values()))
    bars = alt.Chart(alt.Data(values=[{"row": one} for one in CLASSES]))
    bars = bars.transform_calculate(
        start="0", end=pick({one: f"G{one}" for one in CLASSES}), label="format(datum.end, '+.4f')"
    )
    drawn = bars.mark_bar(height={"band": 0.62}).encode(x=x, x2="start:Q", y=y, color=colour)
    texts = [
        bars.transform_filter(test).mark_text(align=align, dx=gap).encode(x=x, y=y, text="label:N")
        for test, align, gap in (("datum.end >= 0", "left", 6), ("datum.end < 0", "right", -6))
    ]
    zero = from_sliders(end="0").mark_rule(color=INK, opacity=0.6).encode(x=x)
    return alt.layer(drawn, zero, *texts).properties(width="container", height=140)


STAGES = {
    "error": Stage(ERROR, ERROR_SHOWN, (costs, slopes)),
    "logits": Stage(LOGITS, LOGITS_SHOWN, (pulls,)),
}
