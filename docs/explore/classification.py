"""Classification: three logits on the way to a cost; one logit, yes or no."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from docs.explore import drawing
from docs.explore.drawing import BLUE, GREEN, INK, ORANGE, SOFT, Stage, from_sliders, pick, total, words

# ---------------------------------------------------------------- three logits

CLASSES = ("0", "1", "2")
LOGITS = {
    **{f"Z{one}": f"(x{one} + constant) / temperature" for one in CLASSES},
    "LARGEST": "max(Z0, Z1, Z2)",
    **{f"S{one}": f"Z{one} - LARGEST" for one in CLASSES},
    "WHOLE": total(f"exp(S{one})" for one in CLASSES),
    **{f"L{one}": f"S{one} - log(WHOLE)" for one in CLASSES},
    **{f"P{one}": f"exp(S{one}) / WHOLE" for one in CLASSES},
    "COST": "0 - (right == 0 ? L0 : right == 1 ? L1 : L2)",
    # As the formula is written: what becomes of it without the subtraction is shown as it is.
    "PLAIN": f"exp(Z0) / {total(f'exp(Z{one})' for one in CLASSES)}",
    "LOWEST": "min(L0, L1, L2)",
    "FLOOR": "LOWEST > -4 ? -5 : LOWEST > -16 ? -20 : LOWEST > -50 ? -60 : -240",
}
LOGITS_SHOWN = {
    **{f"p{one}": f"format(P{one}, '.4f')" for one in CLASSES},
    **{f"l{one}": f"format(L{one}, '.4f')" for one in CLASSES},
    "cost": "format(COST, '.4f')",
    "plain": "isNaN(PLAIN) ? 'nan' : format(PLAIN, '.4f')",
}
# The right class has a colour of its own.
CLASS_COLOURS = {one: alt.expr(f"right == {one} ? '{ORANGE}' : '{BLUE}'") for one in CLASSES}


def softmax_bars(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the probability of each class."""
    return drawing.labelled_bars(
        CLASS_COLOURS,
        alt.X("start:Q", title=f"softmax: {say['probability']}").scale(domain=[0, 1]).axis(tickCount=5),
        start="0",
        end=pick({one: f"P{one}" for one in CLASSES}),
        label="format(datum.end, '.4f')",
        fits="datum.end < 0.8",
    )


def log_softmax_bars(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the logarithm of each probability."""
    x = alt.X("start:Q", title=f"log-softmax: {say['logarithm']}")
    return drawing.labelled_bars(
        CLASS_COLOURS,
        x.scale(domain=[alt.expr("FLOOR"), 0], nice=False).axis(tickCount=5),
        outward="left",
        start="0",
        end=pick({one: f"L{one}" for one in CLASSES}),
        label="format(datum.end, '.2f')",
        fits="datum.end > 0.75 * FLOOR",
    )


# ---------------------------------------------------------------- yes or no


def softplus(z: str) -> str:
    """Write ln(1 + e^z) so that no exponential is above 1."""
    return f"(max({z}, 0) + log(1 + exp(-abs({z}))))"


BINARY = {
    "SIGMA": "1 / (1 + exp(-z))",
    "LOSS": f"answer == 1 ? {softplus('(-z)')} : {softplus('z')}",
    "SLOPE": "SIGMA - answer",
}
BINARY_SHOWN = {
    "sigma": "format(SIGMA, '.4f')",
    "loss": "format(LOSS, '.4f')",
    "slope": "format(SLOPE, '.4f')",
}
TOP = 10


def over_probability(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the cost over the probability of yes: a wall."""
    x = alt.X("x:Q", title=say["chance"]).scale(domain=[0, 1]).axis(tickCount=6)
    costs = ("-log(datum.x)", "-log(1 - datum.x)")
    return both(x, drawing.probabilities(), costs, "SIGMA", ("0.05", "0.95", "3.6"), say)


def over_logit(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the same cost over the logit: a straight line."""
    x = alt.X("x:Q", title=say["logit"]).scale(domain=[-TOP, TOP]).axis(tickCount=8)
    costs = (softplus("(-datum.x)"), softplus("datum.x"))
    return both(x, drawing.steps(-TOP, TOP, 0.1), costs, "z", ("-7.2", "7.2", "8.4"), say)


def both(
    x: alt.X, along: alt.Chart, costs: tuple[str, str], here: str, named: tuple[str, str, str], say: Mapping[str, str]
) -> alt.LayerChart:
    """Draw the cost of yes and of no, named at two places of one height; that of the other answer is pale."""
    y = alt.Y("y:Q", title=say["loss"]).scale(domain=[0, TOP], nice=False).axis(tickCount=5)
    lines = [
        along.transform_calculate(y=cost)
        .transform_filter("isFinite(datum.y)")
        .mark_line(clip=True, color=colour, strokeWidth=2.5, opacity=alt.expr(f"answer == {answer} ? 1 : 0.4"))
        .encode(x=x, y=y)
        for cost, colour, answer in zip(costs, (BLUE, GREEN), (1, 0), strict=True)
    ]
    place = from_sliders(x=here, y=f"min({TOP}, LOSS)", zero="0")
    drop = place.mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x=x, y=y, y2="zero:Q")
    dot = place.mark_point(filled=True, size=110, color=INK, opacity=1).encode(x=x, y=y)
    left, right, height = named
    names = [
        words(f"'{say['yes']}'", left, height, align="left"),
        words(f"'{say['no']}'", right, height, align="right"),
    ]
    return alt.layer(*lines, drop, dot, *names).properties(width="container", height=190)


STAGES = {
    "logits": Stage(LOGITS, LOGITS_SHOWN, (softmax_bars, log_softmax_bars)),
    "answer": Stage(BINARY, BINARY_SHOWN, (over_probability, over_logit)),
}
