"""What the charts of all pages share: how they look, and how a page's sliders and numbers are tied to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import altair as alt
import vl_convert

# The page's style sheet says what they are in the light and in the dark.
INK, SOFT, PAPER = "currentColor", "var(--soft)", "var(--paper)"
BLUE, ORANGE, GREEN = "var(--blue)", "var(--orange)", "var(--green)"
# Vega must know it too, to measure its texts. Not system-ui: a Korean Windows sets Latin letters badly in it.
FONT = (
    '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, '
    '"Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", NanumGothic, sans-serif'
)
CONFIG = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "style": {"guide-label": {"fill": INK, "fontSize": 12}, "guide-title": {"fill": INK, "fontSize": 12}},
    "axis": {
        "titleFontWeight": "normal",
        "labelFlush": False,
        "gridColor": INK,
        "gridOpacity": 0.13,
        "domainColor": SOFT,
        "tickColor": SOFT,
    },
    "text": {"fill": INK, "fontSize": 13},
}
VEGA_LITE = "6.4"  # its charts are compiled for the Vega that lies beside the pages


class Stage(NamedTuple):
    """What is drawn in a stage of a page.

    Parameters
    ----------
    known : mapping of str to str
        What is calculated from the sliders: an expression by its name.
    shown : mapping of str to str
        The texts of the page's numbers: an expression by the number's id.
    charts : tuple of functions
        Each makes a chart, and is told the page's words.
    moved : mapping
        How a slider is moved in a chart: what is added to its signal, by the chart's and the signal's name.
    """

    known: Mapping[str, str]
    shown: Mapping[str, str]
    charts: tuple[Callable[[Mapping[str, str]], alt.LayerChart], ...]
    moved: Mapping[str, Mapping[str, Any]] = {}


# ---------------------------------------------------------------- expressions


def total(terms: Iterable[str]) -> str:
    """Write a sum as an expression."""
    return "(" + " + ".join(f"({term})" for term in terms) + ")"


def pick(expressions: Mapping[str, str]) -> str:
    """Write an expression that is a different one in each row, by the row's name."""
    *others, (_, last) = expressions.items()
    return "".join(f"datum.row == '{row}' ? {expression} : " for row, expression in others) + last


# ---------------------------------------------------------------- charts


def from_sliders(**expressions: str) -> alt.Chart:
    """Begin a chart of one row, all of whose fields are calculated from the sliders."""
    return alt.Chart(alt.Data(values=[{}])).transform_calculate(**expressions)


def steps(first: float, last: float, step: float) -> alt.Chart:
    """Begin a chart of the numbers x from `first` to `last`, for a curve."""
    return alt.Chart(alt.sequence(first, last + step / 2, step, as_="x"))


def probabilities() -> alt.Chart:
    """Begin a chart of the numbers x from 0 to 1, with more of them at the ends, where a logarithm is steep."""
    chart = alt.Chart(alt.sequence(0, 1.0025, 0.005, as_="step"))
    return chart.transform_calculate(x="(1 - cos(PI * datum.step)) / 2")


def words(text: str, x: str, y: str | int, **look: Any) -> alt.Chart:
    """Write a text, an expression, at a place in the units of the axes; a number `y` is pixels from the top."""
    if isinstance(y, int):
        return from_sliders(text=text, x=x).mark_text(**look).encode(text="text:N", x="x:Q", y=alt.value(y))
    return from_sliders(text=text, x=x, y=y).mark_text(**look).encode(text="text:N", x="x:Q", y="y:Q")


def left_if(condition: str, gap: int) -> dict[str, alt.Expr]:
    """Set a text beside its place: to the left of it where the condition holds, else to the right."""
    return {"align": alt.expr(f"{condition} ? 'right' : 'left'"), "dx": alt.expr(f"{condition} ? {-gap} : {gap}")}


def labelled_bars(rows: Mapping[str, Any], x: alt.X, *, outward: str = "right", **calculated: str) -> alt.LayerChart:
    """Draw a bar a row from `start` to `end`, with its `label` outside where it `fits` there, else within.

    Parameters
    ----------
    rows : mapping of str to a colour or an expression of one
    x : altair channel
        Of the field `start`.
    outward : {"right", "left"}
        The side to which bars grow.
    **calculated : str
        The expressions of `start`, `end`, `label` and `fits`.
    """
    inward, away = ("left", 1) if outward == "right" else ("right", -1)
    bars = alt.Chart(alt.Data(values=[{"row": row} for row in rows])).transform_calculate(**calculated)
    y = alt.Y("row:N", sort=None, title=None).axis(ticks=False, domain=False, labelPadding=8, labelFontSize=13)
    colour = alt.Color("row:N", sort=None, legend=None).scale(domain=list(rows), range=list(rows.values()))
    drawn = bars.mark_bar(height={"band": 0.62}).encode(x=x, x2="end:Q", y=y, color=colour)
    outside = bars.transform_filter("datum.fits").mark_text(align=inward, dx=6 * away)
    inside = bars.transform_filter("!datum.fits").mark_text(align=outward, dx=-8 * away, fill=PAPER, fontWeight="bold")
    texts = [one.encode(x="end:Q", y=y, text="label:N") for one in (outside, inside)]
    return alt.layer(drawn, *texts).properties(width="container", height=22 + 36 * len(rows))


def compiled(
    chart: alt.LayerChart, sliders: Mapping[str, str], known: Mapping[str, str], shown: Mapping[str, str]
) -> dict[str, Any]:
    """Compile a chart, and tie it to the page.

    Parameters
    ----------
    chart : altair chart
    sliders : mapping of str to str
        Where each of the page's inputs stands first, by its id.
    known : mapping of str to str
        What is calculated from them: an expression by its name.
    shown : mapping of str to str
        The texts that the page shows: an expression by its element's id.

    Returns
    -------
    dict
        A Vega specification.
    """
    inputs = [
        alt.param(name=f"{name}_", value=first, bind=alt.BindDirect(element=f"#{name}"))
        for name, first in sliders.items()
    ]
    # What a slider holds is a text, what a choice holds may be a word.
    numbers = [alt.param(name=name, expr=f"isNaN(+{name}_) ? {name}_ : +{name}_") for name in sliders]
    others = [alt.param(name=name, expr=expression) for name, expression in known.items()]
    whole = chart.add_params(*inputs, *numbers, *others).configure(**CONFIG)
    spec: dict[str, Any] = vl_convert.vegalite_to_vega(whole.to_dict(), vl_version=VEGA_LITE)
    # The page says in words what a chart shows, and its numbers stand beside it.
    spec["config"] = {**spec.get("config", {}), "aria": False}
    for name, expression in shown.items():  # Vega-Lite would calculate a tied text but once
        signal = f"{name.replace('-', '_')}_"
        spec["signals"].append({"name": signal, "update": expression, "bind": {"element": f"#{name}"}})
    return spec
