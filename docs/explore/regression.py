"""Regression: five targets, one of them an outlier, and the constant that each loss likes best."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from docs.explore.drawing import BLUE, GREEN, INK, ORANGE, Stage, from_sliders, left_if, steps, total, words

OTHERS = (0, 1, 2, 5)
TARGETS = (*map(str, OTHERS), "outlier")
FIRST, LAST = -5, 35


def square(constant: str) -> str:
    return f"{total(f'pow({constant} - {y}, 2)' for y in TARGETS)} / {len(TARGETS)}"


def absolute(constant: str) -> str:
    return f"{total(f'abs({constant} - {y})' for y in TARGETS)} / {len(TARGETS)}"


def huber(constant: str) -> str:
    """Write Huber's loss of a constant: with m = min(|e|, δ) the penalty is m (|e| − m / 2), near and far."""
    errors = [f"abs({constant} - {y})" for y in TARGETS]
    return f"{total(f'min({e}, delta) * ({e} - min({e}, delta) / 2)' for e in errors)} / {len(TARGETS)}"


def pull(constant: str) -> str:
    """Write the slope of Huber's loss times n: each target pulls with its error, and with δ at most."""
    return total(f"clamp({constant} - {y}, -delta, delta)" for y in TARGETS)


def edges() -> tuple[str, str]:
    """Write the last kink of Huber's slope at which it is not above 0, and the first at which it is not below.

    Between its kinks, at each target ± δ, the slope is a straight line: where it crosses 0 is calculated exactly.
    """
    kinks = [f"({y} {sign} delta)" for y in TARGETS for sign in "-+"]
    below = ", ".join(f"{pull(kink)} <= 0 ? {kink} : -1 / 0" for kink in kinks)
    above = ", ".join(f"{pull(kink)} >= 0 ? {kink} : 1 / 0" for kink in kinks)
    return f"max({below})", f"min({above})"


BELOW, ABOVE = edges()
KNOWN = {
    "MEAN": f"{total(TARGETS)} / {len(TARGETS)}",
    # The one in the middle of five, four of which are 0, 1, 2 and 5.
    "MEDIAN": f"clamp(outlier, {OTHERS[1]}, {OTHERS[2]})",
    "BELOW": BELOW,
    "ABOVE": ABOVE,
    "PULL_BELOW": pull("BELOW"),
    "PULL_ABOVE": pull("ABOVE"),
    # Where the slope is 0 along a whole piece, every constant of it is as good: the middle is shown.
    "HUBER": (
        "PULL_ABOVE == PULL_BELOW ? (BELOW + ABOVE) / 2"
        " : BELOW - PULL_BELOW * (ABOVE - BELOW) / (PULL_ABOVE - PULL_BELOW)"
    ),
    "MSE": square("candidate"),
    "MAE": absolute("candidate"),
    "HUBER_LOSS": huber("candidate"),
}
SHOWN = {
    "mean": "format(MEAN, '.4f')",
    "median": "format(MEDIAN, '.4f')",
    "huber": "format(HUBER, '.4f')",
    "mse": "format(MSE, '.4f')",
    "mae": "format(MAE, '.4f')",
    "huber-loss": "format(HUBER_LOSS, '.4f')",
}
BEST = {"MSE": ("MEAN", ORANGE), "MAE": ("MEDIAN", BLUE), "Huber": ("HUBER", GREEN)}
TRIANGLE = {"filled": True, "shape": "triangle-up", "size": 110, "opacity": 1}
LEFT = {"minExtent": 36, "maxExtent": 36}  # pixels for an axis' numbers: the charts stand one above the other


def axis(title: str | None, **look: bool) -> alt.X:
    return alt.X("x:Q", title=title).scale(domain=[FIRST, LAST], nice=False).axis(tickCount=8, **look)


def line_of_targets(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the five targets on a line, and below it where each loss is lowest."""
    x, top = axis(None, grid=False), alt.value(34)
    beside = alt.Y("zero:Q", title=" ").axis(labels=False, ticks=False, domain=False, grid=False, **LEFT)
    edge = from_sliders(zero="0").mark_point(opacity=0).encode(y=beside)
    dots = alt.Chart(alt.Data(values=[{"x": y} for y in OTHERS]))
    dots = dots.mark_point(filled=True, size=110, color=INK, opacity=0.6).encode(x=x, y=top)
    ring = from_sliders(x="outlier").mark_point(size=260, strokeWidth=4, color=INK, opacity=1, cursor="ew-resize")
    layers = [edge, dots, ring.encode(x=x, y=top)]
    inward = alt.expr("outlier > 30 ? 'right' : outlier < 0 ? 'left' : 'center'")
    texts = [words(f"'{say['drag']}'", "outlier", 12, align=inward)]
    for row, (loss, (best, colour)) in enumerate(BEST.items()):
        height, mark = 64 + 26 * row, from_sliders(x=best)
        stem = mark.mark_rule(color=colour, strokeWidth=1.5, opacity=0.7).encode(x=x, y=top, y2=alt.value(height))
        layers += [stem, mark.mark_point(color=colour, **TRIANGLE).encode(x=x, y=alt.value(height))]
        label = f"'{say[loss]} ' + format({best}, '.2f')"
        texts.append(words(label, best, height, **left_if(f"{best} > 15", 10)))
    return alt.layer(*layers, *texts).properties(width="container", height=138)


def curve(loss: str, here: str, expression: str, top: float | alt.Expr, title: str | None) -> alt.LayerChart:
    """Draw one loss over the constant; its lowest place and the candidate are marked."""
    best, colour = BEST[loss]
    x = axis(title)
    y = alt.Y("y:Q", title=loss).scale(domain=[0, top], nice=False).axis(tickCount=3, **LEFT)
    line = steps(FIRST, LAST, 0.25).transform_calculate(y=expression)
    lowest = from_sliders(x=best, y=expression.replace("datum.x", best))
    place = from_sliders(x="candidate", y=here)
    return alt.layer(
        from_sliders(x=best).mark_rule(color=colour, strokeDash=[3, 3]).encode(x=x),
        line.mark_line(clip=True, color=colour, strokeWidth=2.5).encode(x=x, y=y),
        lowest.mark_point(color=colour, yOffset=6, **TRIANGLE).encode(x=x, y=y),
        place.mark_point(filled=True, size=70, color=INK, opacity=1, clip=True).encode(x=x, y=y),
    ).properties(width="container", height=120)


def mse_curve(_: Mapping[str, str]) -> alt.LayerChart:
    return curve("MSE", "MSE", square("datum.x"), 400, None)


def mae_curve(_: Mapping[str, str]) -> alt.LayerChart:
    return curve("MAE", "MAE", absolute("datum.x"), 20, None)


def huber_curve(say: Mapping[str, str]) -> alt.LayerChart:
    top = alt.expr("clamp(20 * delta, 2, 200)")  # its shape is what counts, and it grows with δ
    return curve("Huber", "HUBER_LOSS", huber("datum.x"), top, say["candidate"])


# Wherever the line is pressed, the outlier comes there and follows.
DRAG = {
    "on": [
        {
            "events": "pointerdown, [pointerdown, window:pointerup] > window:pointermove",
            "update": f"clamp(round(2 * invert('x', x())) / 2, {FIRST}, {LAST})",
        }
    ]
}
CHARTS = (line_of_targets, mse_curve, mae_curve, huber_curve)
STAGES = {"targets": Stage(KNOWN, SHOWN, CHARTS, {"line_of_targets": {"outlier_": DRAG}})}
