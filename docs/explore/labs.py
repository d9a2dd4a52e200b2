"""Labs: a distribution that goes down the slope to another one; a weight and a bias that are moved by hand."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import numpy as np

from docs.explore import drawing
from docs.explore.drawing import BLUE, GREEN, INK, ORANGE, SOFT, Stage, from_sliders, pick, steps, total

# ---------------------------------------------------------------- q goes to p

P = (0.7, 0.2, 0.1)
RATES, WAYS, STEPS = (0.3, 1.0, 3.0, 20.0), ("forward", "reverse"), 40


def descent(way: str, rate: float) -> np.ndarray:
    """Go down the slope of D(p‖q), or of D(q‖p), by the logits of q; return q and the divergence before each step."""
    p, logits, rows = np.array(P), np.zeros(len(P)), []
    for _ in range(STEPS + 1):
        log_q = logits - logits.max()
        log_q -= np.log(np.exp(log_q).sum())
        q, apart = np.exp(log_q), log_q - np.log(p)
        divergence = -(p * apart).sum() if way == "forward" else (q * apart).sum()
        rows.append([*q, abs(divergence)])  # a rounded 0 has a sign
        slope = q - p if way == "forward" else q * (apart - divergence)
        logits = (logits - rate * slope).round(9)  # a long step makes much of a last bit, which depends on the machine
    return np.array(rows)


RUNS = [descent(way, rate).round(6).tolist() for way in WAYS for rate in RATES]
FIT = {
    "CHOSEN": "(way == 'reverse' ? 4 : 0) + (rate < 1 ? 0 : rate < 3 ? 1 : rate < 20 ? 2 : 3)",
    "RUN": f"{str(RUNS).replace(' ', '')}[CHOSEN]",
    "NOW": "RUN[t]",
    "LONGEST": "max(0.35, rate < 20 ? 0 : way == 'reverse' ? 0.8 : 7)",
}
FIT_SHOWN = {
    **{f"q{number}": f"format(NOW[{number}], '.4f')" for number in range(len(P))},
    "divergence": "format(NOW[3], '.4f')",
}


def shares(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the three shares of q as bars, and a line where each should end."""
    names = [f"{say['outcome']} {number + 1}" for number in range(len(P))]
    bars = drawing.labelled_bars(
        dict.fromkeys(names, ORANGE),
        alt.X("start:Q", title="q").scale(domain=[0, 1.15], nice=False).axis(values=[0, 0.1, 0.2, 0.7, 1]),
        start="0",
        end=pick({name: f"NOW[{number}]" for number, name in enumerate(names)}),
        label="format(datum.end, '.4f')",
        fits="true",
    )
    marks = alt.Chart(alt.Data(values=[{"row": name, "p": p} for name, p in zip(names, P, strict=True)]))
    there = marks.mark_tick(color=BLUE, opacity=1, thickness=4, height={"band": 0.9}).encode(
        x="p:Q", y=alt.Y("row:N", sort=None)
    )
    return alt.layer(bars, there).properties(width="container", height=140)


def falling(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the divergence before each step."""
    x = alt.X("x:Q", title=say["step"]).scale(domain=[0, STEPS], nice=False).axis(tickCount=5)
    y = alt.Y("y:Q", title=say["divergence"]).scale(domain=[0, alt.expr("LONGEST")], nice=False).axis(tickCount=4)
    line = steps(0, STEPS, 1).transform_calculate(y="RUN[datum.x][3]")
    place = from_sliders(x="t", y="NOW[3]")
    return alt.layer(
        place.mark_rule(color=SOFT, strokeDash=[3, 3]).encode(x=x),
        line.mark_line(clip=True, color=ORANGE, strokeWidth=2.5).encode(x=x, y=y),
        place.mark_point(filled=True, size=110, color=INK, opacity=1).encode(x=x, y=y),
    ).properties(width="container", height=170)


# ---------------------------------------------------------------- a training by hand

X, Y = (-2.5, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.5), (0, 0, 1, 0, 1, 0, 1, 1)
WIDE = 4


def logit(weight: str, x: str | float) -> str:
    return f"({weight} * ({x}) + bias)"


def sigmoid(z: str) -> str:
    return f"(1 / (1 + exp(-{z})))"


def loss_at(weight: str) -> str:
    """Write the loss of a weight, with the bias as it stands; no exponential is above 1."""
    logits = [(logit(weight, x), y) for x, y in zip(X, Y, strict=True)]
    return total(f"max({z}, 0) + log(1 + exp(-abs({z}))) - {y} * {z}" for z, y in logits) + f" / {len(X)}"


TRAIN = {
    "LOSS": loss_at("weight"),
    "BY_WEIGHT": total(f"({sigmoid(logit('weight', x))} - {y}) * {x}" for x, y in zip(X, Y, strict=True)) + " / 8",
    "BY_BIAS": total(f"{sigmoid(logit('weight', x))} - {y}" for x, y in zip(X, Y, strict=True)) + " / 8",
}
TRAIN_SHOWN = {
    "loss": "format(LOSS, '.4f')",
    "by-weight": "format(BY_WEIGHT, '.4f')",
    "by-bias": "format(BY_BIAS, '.4f')",
}


def rows(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the eight rows, the model's probability, and each row's error between the two."""
    data = alt.Chart(alt.Data(values=[{"x": x, "label": y} for x, y in zip(X, Y, strict=True)]))
    data = data.transform_calculate(p=sigmoid(logit("weight", "datum.x")))
    x = alt.X("x:Q", title="x").scale(domain=[-3, 3], nice=False).axis(tickCount=7)
    y = alt.Y("p:Q", title=say["chance"]).scale(domain=[-0.08, 1.08], nice=False).axis(values=[0, 0.5, 1])
    curve = steps(-3, 3, 0.05).transform_calculate(p=sigmoid(logit("weight", "datum.x")))
    return alt.layer(
        curve.mark_line(color=BLUE, strokeWidth=2.5).encode(x=x, y=y),
        data.mark_rule(color=ORANGE, strokeWidth=3).encode(x=x, y=y, y2="label:Q"),
        data.mark_point(filled=True, size=110, color=INK, opacity=1).encode(x=x, y="label:Q"),
    ).properties(width="container", height=190)


def bowl(say: Mapping[str, str]) -> alt.LayerChart:
    """Draw the loss over the weight, and its slope as a piece of a straight line."""
    x = alt.X("x:Q", title=say["weight"]).scale(domain=[-WIDE, WIDE], nice=False).axis(tickCount=9)
    y = alt.Y("y:Q", title=say["loss"]).scale(domain=[0, 4], nice=False).axis(tickCount=4)
    curve = steps(-WIDE, WIDE, 0.1).transform_calculate(y=loss_at("datum.x"))
    slope = steps(-1, 1, 1).transform_calculate(at="weight + datum.x", y="LOSS + BY_WEIGHT * datum.x")
    place = from_sliders(x="weight", y="LOSS")
    return alt.layer(
        curve.mark_line(clip=True, color=BLUE, strokeWidth=2.5).encode(x=x, y=y),
        slope.mark_line(clip=True, color=GREEN, strokeWidth=3).encode(x="at:Q", y=y),
        place.mark_point(filled=True, size=110, color=INK, opacity=1, clip=True).encode(x=x, y=y),
    ).properties(width="container", height=190)


STAGES = {
    "fit": Stage(FIT, FIT_SHOWN, (shares, falling)),
    "train": Stage(TRAIN, TRAIN_SHOWN, (rows, bowl)),
}
