"""Information: a coin and a belief about it; a belief with one peak about a truth with two."""

from __future__ import annotations

import math
from collections.abc import Mapping

import altair as alt
import numpy as np

from docs.explore import drawing
from docs.explore.drawing import BLUE, GREEN, INK, ORANGE, SOFT, Stage, from_sliders, left_if, pick, total, words

CAP = 4  # nats; where an axis ends
OUTCOMES = range(1, 16)
PEAKS, WIDTH = (5, 11), 1.0


def two_peaks() -> np.ndarray:
    """Return the probabilities of the outcomes 1 to 15 under the truth: two bells."""
    weights = sum(np.exp(-0.5 * ((np.array(OUTCOMES) - peak) / WIDTH) ** 2) for peak in PEAKS)
    return weights / weights.sum()


def amount(expression: str, digits: int = 4) -> str:
    """Write a number that may be infinite, as the page shows it."""
    return f"({expression} == 1 / 0 ? '∞' : format({expression}, '.{digits}f'))"


# ---------------------------------------------------------------- a coin


def cost(p: str, q: str) -> str:
    """Write −p ln q as an expression; 0 where p is 0."""
    return f"({p} > 0 ? -{p} * log({q}) : 0)"


def coin(a: str, b: str) -> str:
    """Write the cross entropy of two coins as an expression, in nats."""
    return f"({cost(a, b)} + {cost(f'(1 - {a})', f'(1 - {b})')})"


COIN = {
    "factor": "base == 'bits' ? 1 / LN2 : 1",
    "cap": f"{CAP} * factor",
    "H": f"{coin('p', 'p')} * factor",
    "HPQ": f"{coin('p', 'q')} * factor",
    "D": "p == q ? 0 : max(0, HPQ - H)",
    "R": f"p == q ? 0 : max(0, ({coin('q', 'p')} - {coin('q', 'q')}) * factor)",
}
COIN_SHOWN = {"entropy": amount("H"), "divergence": amount("D"), "cross": amount("HPQ"), "reverse": amount("R")}


def coin_bars(_: Mapping[str, str]) -> alt.LayerChart:
    """Draw H(p), on its end D(p‖q), and below both H(p, q): as long as the two together."""
    ends = [
        from_sliders(x=f"min(cap, {end})").mark_rule(color=INK, opacity=0.45, strokeDash=[3, 3]).encode(x="x:Q")
        for end in ("H", "HPQ")
    ]
    bars = drawing.labelled_bars(
        {"H(p)": BLUE, "D(p‖q)": ORANGE, "H(p, q)": SOFT},
        alt.X("start:Q", title=None).scale(domain=[0, alt.expr("cap")], nice=False).axis(tickCount=6),
        start=pick({"H(p)": "0", "D(p‖q)": "H", "H(p, q)": "0"}),
        value=pick({"H(p)": "H", "D(p‖q)": "D", "H(p, q)": "HPQ"}),
        end="min(cap, datum.start + datum.value)",
        label=f"{amount('datum.value', 3)} + (datum.start + datum.value > cap ? ' →' : '')",
        fits="datum.end < 0.88 * cap",
    )
    return alt.layer(*ends, bars).properties(width="container", height=130)


def coin_curve(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw H(p, q) over every belief q, standing on H(p)."""
    x = alt.X("x:Q", title=say["belief"]).scale(domain=[0, 1]).axis(tickCount=6)
    y = alt.Y("y:Q", title="H(p, q)").scale(domain=[0, alt.expr("cap")], nice=False).axis(tickCount=5)
    costs = drawing.probabilities().transform_calculate(y=f"{coin('p', 'datum.x')} * factor")
    curve = costs.transform_filter("isFinite(datum.y)").mark_line(clip=True, color=INK, strokeWidth=2).encode(x=x, y=y)
    truth = from_sliders(x="p").mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x="x:Q")
    here = from_sliders(x="q", y="min(cap, HPQ)", floor="min(cap, H)")
    floor = here.mark_rule(color=BLUE, strokeWidth=2).encode(y="floor:Q")
    gap = here.mark_rule(color=ORANGE, strokeWidth=5).encode(x="x:Q", y="floor:Q", y2="y:Q")
    point = here.mark_point(filled=True, size=90, color=INK, opacity=1).encode(x="x:Q", y="y:Q")
    above = alt.expr("HPQ > 0.8 * cap ? 16 : -16")
    texts = [
        words("'q = p'", "p", 8, **left_if("p > 0.5", 6)),
        words("'H(p)'", "p > 0.5 ? 0 : 1", "H", dy=12, **left_if("p <= 0.5", 6)),
        words(f"'D = ' + {amount('D', 3)}", "q", "min(cap, HPQ)", dy=above, **left_if("q > 0.5", 8)),
    ]
    return alt.layer(truth, floor, gap, curve, point, *texts).properties(width="container", height=230)


# ---------------------------------------------------------------- two peaks


def log_bell(outcome: str) -> str:
    return f"(-0.5 * pow(({outcome} - centre) / spread, 2))"


def log_q(outcome: str) -> str:
    return f"({log_bell(outcome)} - log(whole))"


TRUTH = {str(outcome): float(p) for outcome, p in zip(OUTCOMES, two_peaks(), strict=True)}
PEAK = {
    "whole": total(f"exp({log_bell(outcome)})" for outcome in TRUTH),
    "FORWARD": total(f"{p!r} * ({math.log(p)!r} - {log_q(outcome)})" for outcome, p in TRUTH.items()),
    "REVERSE": total(f"exp({log_q(outcome)}) * ({log_q(outcome)} - {math.log(p)!r})" for outcome, p in TRUTH.items()),
}
PEAK_SHOWN = {"forward": "format(FORWARD, '.4f')", "backward": "format(REVERSE, '.4f')"}


def peak_shapes(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the truth as bars, and over them the belief as a line with points."""
    rows = alt.Data(values=[{"outcome": int(one), "p": round(p, 6)} for one, p in TRUTH.items()])
    chart = alt.Chart(rows).transform_calculate(q=f"exp({log_q('datum.outcome')})")
    x = alt.X("outcome:Q", title=say["outcome"]).scale(domain=[0.4, 15.6], nice=False)
    x = x.axis(values=list(OUTCOMES), grid=False, format="d")
    y = alt.Y("p:Q", title=say["probability"]).scale(domain=[0, 0.5]).axis(tickCount=5)
    truth = chart.mark_bar(color=BLUE, opacity=0.75, width=alt.expr("width / 19")).encode(x=x, y=y)
    line = chart.mark_line(clip=True, color=ORANGE, strokeWidth=2.5, interpolate="monotone").encode(x=x, y="q:Q")
    points = chart.mark_point(clip=True, filled=True, color=ORANGE, size=45, opacity=1).encode(x=x, y="q:Q")
    last = str(PEAKS[-1])
    names = [
        words("'p'", last, str(TRUTH[last]), dy=-10, fontWeight="bold"),
        words("'q'", "centre", "min(0.46, 1 / whole)", dy=-12, fontWeight="bold"),
    ]
    return alt.layer(truth, line, points, *names).properties(width="container", height=200)


def peak_bars(_: Mapping[str, str]) -> alt.LayerChart:
    """Draw the two divergences."""
    return drawing.labelled_bars(
        {"D(p‖q)": ORANGE, "D(q‖p)": GREEN},
        alt.X("start:Q", title=None).scale(domain=[0, CAP], nice=False).axis(tickCount=6),
        start="0",
        value=pick({"D(p‖q)": "FORWARD", "D(q‖p)": "REVERSE"}),
        end=f"min({CAP}, datum.value)",
        label=f"format(datum.value, '.3f') + (datum.value > {CAP} ? ' →' : '')",
        fits=f"datum.end < 0.85 * {CAP}",
    )


STAGES = {
    "coin": Stage(COIN, COIN_SHOWN, (coin_bars, coin_curve)),
    "peaks": Stage(PEAK, PEAK_SHOWN, (peak_shapes, peak_bars)),
}
