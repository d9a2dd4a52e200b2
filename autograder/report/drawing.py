"""Draw a comparison as SVG: both curves, and each stretch that is wrong shaded and labelled."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.judging.key import name_of
from autograder.report.picture import MOST, Comparison
from autograder.translation import N_, Translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

YOURS, REFERENCE = N_("your function"), N_("reference")

# Okabe and Ito's colours, which colour-blind readers can tell apart.
BLUE, ORANGE = "#0072B2", "#D55E00"
PALE, RIM, DARK = "#FBEBE1", "#EFC3A5", "#8A3A00"  # shades of the orange, for what is wrong
NARROW = 0.2  # share of the picture's width; a narrower stretch has no room for its label
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # the reader's own font, which has the reader's letters
    "svg.hashsalt": "losslings",  # otherwise matplotlib draws random ids
    "text.parse_math": False,  # the name of an exception may hold a $
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "white",  # on a dark page too
    "legend.frameon": False,
}


def svg(comparison: Comparison, translate: Translate) -> bytes:
    """Draw a comparison, the same bytes each time.

    Raises
    ------
    ImportError
        If matplotlib is missing.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    defaults: dict[Any, Any] = {n: value for n, value in mpl.rcParamsDefault.items() if "backend" not in n}
    stream = io.BytesIO()
    with mpl.rc_context(defaults | STYLE), warnings.catch_warnings(action="ignore"):  # of letters not in its font
        figure = Figure(figsize=(6.4, 3.2), layout="constrained")
        draw(comparison, figure, translate)
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def draw(comparison: Comparison, figure: Figure, translate: Translate) -> None:
    picture, axes = comparison.picture, figure.subplots()
    low, high = heights(comparison)
    axes.set_xscale(picture.scale, **({"linthresh": 10} if picture.scale == "symlog" else {}))
    axes.margins(x=0.03)
    reference: dict[str, Any] = {"color": BLUE, "alpha": 0.45, "linewidth": 5.0, "label": translate(REFERENCE)}
    yours: dict[str, Any] = {
        "color": ORANGE,
        "linewidth": 2.0,
        "label": translate(YOURS),
    }  # both can be seen
    for curve, style in ((picture.curve, reference), (comparison.curve, yours)):
        drawable = np.where(np.isfinite(curve), np.clip(curve, 2 * low - high, 2 * high - low), np.nan)
        axes.plot(picture.grid, drawable, **style)
    axes.set(ylim=(low, high), xlabel=translate(picture.axis))
    axes.set_ylabel(label(comparison), fontsize="small")
    mark(comparison, axes, translate)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)


def label(comparison: Comparison) -> str:
    name, is_one = name_of(comparison.picture.exercise), comparison.picture.expected[0].size == 1
    return name if is_one else f"{name}[{comparison.picture.element}]"


def heights(comparison: Comparison) -> tuple[float, float]:
    """Choose what of the vertical axis is shown: the reference, and the student's curve if it is not far off."""
    low, high = extent(comparison.picture.curve)
    room = max(high - low, 1e-3)
    own = extent(comparison.curve) if np.isfinite(comparison.curve).any() else (low, high)
    low, high = max(min(low, own[0]), low - 3 * room), min(max(high, own[1]), high + 3 * room)
    return low - 0.1 * (high - low), high + 0.25 * (high - low)  # above, room for words


def mark(comparison: Comparison, axes: Axes, translate: Translate) -> None:
    """Shade each stretch that is wrong, and label the widest of each kind: in it, or beside it if it is narrow."""
    grid, (left, right) = comparison.picture.grid, axes.get_xlim()
    edges = np.concatenate([[left], (grid[1:] + grid[:-1]) / 2, [right]])
    axes.set_xlim(left, right)
    places = axes.transAxes.inverted().transform(axes.transData.transform([(edge, 0) for edge in edges]))[:, 0]
    widest: dict[str, tuple[float, float]] = {}
    for fault, first, last in comparison.stretches(translate):
        axes.axvspan(edges[first], edges[last + 1], facecolor=PALE, edgecolor=RIM, hatch="///", zorder=0)
        start, stop = places[first], places[last + 1]
        if fault not in widest or np.subtract(*widest[fault]) > start - stop:
            widest[fault] = (start, stop)
    for row, (fault, (start, stop)) in enumerate(list(widest.items())[:MOST]):
        place, align = (start + stop) / 2, "center"
        if stop - start < NARROW:
            place, align = (stop + 0.01, "left") if place < 0.5 else (start - 0.01, "right")
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        style: dict[str, Any] = {"ha": align, "va": "top", "color": DARK, "bbox": box}
        axes.text(place, 0.98 - 0.1 * row, fault, transform=axes.transAxes, **style)


def extent(curve: np.ndarray) -> tuple[float, float]:
    """Return where a curve's finite numbers lie, but for the outermost few."""
    low, high = np.quantile(np.clip(curve[np.isfinite(curve)], -1e300, 1e300), [0.02, 0.98])
    return float(low), float(high)
