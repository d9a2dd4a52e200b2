"""Draw the pictures of the lessons, ``solutions/<unit>/<name>.svg``: one function a picture.

``python -m solutions.pictures`` draws those that a lesson shows; with ``--check`` it draws none and fails where a
committed one differs. Pictures are labelled with formulas and numbers, so that one serves every language. They have no
ground of their own, and their ink is dark on a light page, light on a dark one. Curves need matplotlib; ideas are
drawn by the package, as cards and pages draw them.
"""

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from autograder.report.ideas.choosing import draw_idea
from autograder.report.ideas.shares import OVERFLOWS
from autograder.report.ideas.terms import NEGATIVE
from autograder.report.svg import FILE_STYLE

HERE = Path(__file__).parent

INK = "#000000"  # of matplotlib: `in_the_readers_ink` makes it the page's
# Okabe and Ito's colours, which colour-blind readers can tell apart.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#666666"

STYLE = {
    "svg.fonttype": "path",  # the reader's machine may not have the font
    "svg.hashsalt": "losslings",  # ids, else drawn by chance
    "mathtext.fontset": "cm",
    "font.size": 11,
    "lines.linewidth": 2,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "legend.frameon": False,
}


def two_panels() -> tuple[Figure, Axes, Axes]:
    figure = Figure(figsize=(7.6, 3.1), layout="constrained")
    left, right = figure.subplots(1, 2)
    return figure, left, right


def signed(number: str) -> str:
    return number.replace("-", "\N{MINUS SIGN}")


def error_curves() -> Figure:
    """Cost and slope of one error, with an outlier of 4."""
    figure, cost, slope = two_panels()
    error, outlier, delta = np.linspace(-4.5, 4, 171), 4.0, 1.0
    jump = np.where(np.abs(error) < 1e-9, np.nan, error)  # where |e| has no slope, the line has a gap

    def huber(e: np.ndarray | float) -> np.ndarray:
        return np.where(np.abs(e) <= delta, np.square(e) / 2, delta * (np.abs(e) - delta / 2))

    for curve, pull, colour, dashes, formula in (
        (np.square, lambda e: 2 * e, ORANGE, "-", "$e^2$"),
        (np.abs, np.sign, BLUE, "-", "$|e|$"),
        (huber, lambda e: np.clip(e, -delta, delta), GREEN, (0, (3, 1.5)), r"$L_1(e)$"),
    ):
        cost.plot(error, curve(error), color=colour, linestyle=dashes, label=formula)
        cost.plot(outlier, curve(outlier), "o", color=colour)
        slope.plot(jump, pull(jump), color=colour, linestyle=dashes)
        slope.plot(outlier, pull(outlier), "o", color=colour)
    for axes, values in ((cost, {16: "16", 4: "4", 3.5: "3.5"}), (slope, {8: "8", 1: "1"})):
        for value, text in values.items():
            beside = {"3.5": (9, -5), "4": (9, 5)}.get(text, (9, 0))
            axes.annotate(text, (outlier, value), beside, textcoords="offset points", va="center")
        axes.axvline(outlier, color=GREY, linewidth=0.8, linestyle=":", zorder=0)
        axes.set(xlim=(-4.5, 5.3), xticks=[-4, -2, 0, 2, 4], xlabel="$e$")
    cost.set(ylim=(0, 18), title="$L(e)$")
    slope.set(ylim=(-9, 9), title="$L'(e)$")
    slope.axhline(0, color=GREY, linewidth=0.8, zorder=0)
    cost.legend(loc="upper center")
    return figure


def best_constant() -> Figure:
    """Losses of one answer to five targets, and where each is lowest; scaled to meet at the right edge."""
    figure = Figure(figsize=(7.6, 2.9), layout="constrained")
    axes = figure.subplots()
    data, delta = np.array([0.0, 1.0, 2.0, 5.0, 27.0]), 2.0
    constant = np.linspace(-2, 29, 311)
    error = np.abs(constant - data[:, None])
    huber = np.where(error <= delta, error**2 / 2, delta * (error - delta / 2))
    for loss, best, colour, text, align, height in (
        (error**2, 7.0, ORANGE, "$e^2$:  7", "left", 0.58),
        (error, 2.0, BLUE, "$|e|$:  2", "right", 0.58),
        (huber, 2.5, GREEN, "$L_2(e)$:  2.5", "left", 0.74),
    ):
        curve = loss.mean(axis=0)
        curve /= curve[-1]
        lowest = curve.argmin()
        assert np.isclose(constant[lowest], best)
        axes.plot(constant, curve, color=colour)
        axes.plot([best, best], [0, height + 0.06], color=colour, linewidth=1, linestyle=":")
        axes.plot(best, curve[lowest], "o", color=colour)
        toward = 6 if align == "left" else -6
        axes.annotate(text, (best, height), (toward, 0), textcoords="offset points", color=colour, ha=align)
    axes.plot(data, np.zeros_like(data), "o", color=INK, markersize=9, clip_on=False, zorder=5)
    axes.set(xlim=(-2, 29), ylim=(0, 1), xticks=data, yticks=[], xlabel="$c$", ylabel="$L(c)$")
    return figure


def surprise_and_entropy() -> Figure:
    """Surprise of one outcome; entropy of two."""
    figure, left, right = two_panels()
    p = np.geomspace(0.01, 1, 120)
    left.plot(p, -np.log(p), color=BLUE)
    for x, text in ((1.0, "$0$"), (1 / 2, r"$\ln\,2$"), (1 / 4, r"$2\,\ln\,2$"), (1 / 8, r"$3\,\ln\,2$")):
        left.plot(x, -np.log(x), "o", color=BLUE, clip_on=False)
        left.annotate(text, (x, -np.log(x)), (7, 5), textcoords="offset points")
    left.set(xlim=(0, 1), ylim=(0, 4.6), xlabel="$p$", title=r"$-\ln\,p$")
    left.set_xticks([0, 1 / 8, 1 / 4, 1 / 2, 1], ["0", "⅛", "¼", "½", "1"])
    p = (1 - np.cos(np.linspace(0, np.pi, 122)[1:-1])) / 2  # dense at both ends, where the curve is steep
    right.plot([0, *p, 1], [0, *(-p * np.log(p) - (1 - p) * np.log(1 - p)), 0], color=BLUE, clip_on=False)
    right.plot([1 / 2, 1 / 2, 0], [0, np.log(2), np.log(2)], color=GREY, linewidth=0.8, linestyle=":")
    right.plot(1 / 2, np.log(2), "o", color=BLUE)
    right.annotate(r"$\ln\,2 = 0.693$", (1 / 2, np.log(2)), (0, 8), textcoords="offset points", ha="center")
    right.set(xlim=(0, 1), ylim=(0, 0.85), xlabel="$p$", title=r"$-p\,\ln\,p-(1-p)\,\ln(1-p)$")
    right.set_xticks([0, 1 / 2, 1], ["0", "½", "1"])
    return figure


def cross_entropy_split() -> Figure:
    """Cross entropy over what is believed, and the two parts of it: once each way between 0.5 and 0.9."""
    figure, *panels = two_panels()
    q = (1 - np.cos(np.linspace(0.1, np.pi - 0.1, 81))) / 2
    for axes, p, believed, above in zip(panels, (0.5, 0.9), (0.9, 0.5), (1.5, 0.55), strict=True):
        entropy = -p * np.log(p) - (1 - p) * np.log(1 - p)
        there = -p * np.log(believed) - (1 - p) * np.log(1 - believed)
        axes.plot(q, -p * np.log(q) - (1 - p) * np.log(1 - q), color=BLUE)
        axes.axhspan(0, entropy, color=GREY, alpha=0.25, linewidth=0)
        axes.text(0.03, entropy / 2, f"$H(p) = {entropy:.4f}$", va="center")
        axes.plot(p, entropy, "o", color=BLUE)
        arrow = {"arrowstyle": "<->", "color": ORANGE, "shrinkA": 0, "shrinkB": 0, "lw": 1.5}
        axes.annotate("", (believed, there), (believed, entropy), arrowprops=arrow)
        axes.plot(believed, there, "o", color=BLUE)
        text = rf"$D(p\,\Vert\,q) = {there - entropy:.4f}$"
        axes.text(believed - 0.03, above, text, color=ORANGE, ha="right", va="center")
        axes.set(xlim=(0, 1), ylim=(0, 2.2), yticks=[0, 1, 2], xlabel="$q_1$", ylabel="$H(p,q)$")
        axes.set_xticks([0, 0.5, 0.9, 1], ["0", "0.5", "0.9", "1"])
        axes.set_title(f"$p = ({p:.1f}, {1 - p:.1f})$")
    return figure


def exp_range() -> Figure:
    """For which x the exponential is 0, a number or infinite, in three floating-point types."""
    figure = Figure(figsize=(7.6, 2.4), layout="constrained")
    axes = figure.subplots()
    axes.set_xscale("symlog", linthresh=10, linscale=0.5)
    edge = 4000
    for row, dtype in enumerate((np.float64, np.float32, np.float16)):
        about = np.finfo(dtype)
        low = np.log(float(about.smallest_subnormal)) - np.log(2)  # half of it is rounded to 0
        high = np.log(float(about.max))
        axes.barh(row, low + edge, left=-edge, color=GREY, alpha=0.4, height=0.62)
        axes.barh(row, high - low, left=low, color=BLUE, alpha=0.35, height=0.62)
        axes.barh(row, edge - high, left=high, color=ORANGE, alpha=0.45, height=0.62)
        axes.text(-2200, row, "0", ha="center", va="center")
        axes.text(2200, row, r"$\infty$", ha="center", va="center")
        for x, side in ((low, "left"), (high, "right")):
            axes.text(x, row, signed(f" {x:.1f} "), ha=side, va="center", fontsize=9.5)
    axes.plot([0, 0], [-0.5, 2.5], color=GREY, linewidth=0.8, linestyle=":")
    axes.text(0, 2.6, "$e^x$", ha="center", fontsize=14)
    axes.set_yticks(range(3), ["float64", "float32", "float16"])
    ticks = [-1000, -100, -10, 0, 10, 100, 1000]
    axes.set_xticks(ticks, [signed(str(x)) for x in ticks])
    axes.minorticks_off()
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set(xlim=(-edge, edge), ylim=(-0.5, 3.0), xlabel="$x$")
    return figure


def sigmoid_then_log() -> Figure:
    """Cost of a logit whose target is 0: on paper, and by way of a float32 probability with logarithms clamped."""
    figure = Figure(figsize=(7.6, 3.1), layout="constrained")
    axes = figure.subplots()
    z = np.linspace(-20, 130, 1501)
    one = np.float32(1)
    probability = one / (one + np.exp(-z).astype(np.float32))
    with np.errstate(divide="ignore"):
        clamped = -np.maximum(np.log1p(-probability.astype(float)), -100)
    jump = np.log(2.0**24)  # 1 + exp(-z) is 1 from here on
    below, above = z < jump, z > jump
    axes.plot(z[::10], np.logaddexp(0, z[::10]), color=BLUE, label=r"$\ln(1 + e^z)$")
    axes.plot([*z[below][::5], jump], [*clamped[below][::5], jump], color=ORANGE, linestyle=(0, (3, 1.5)))
    axes.plot([jump, jump], [jump, 100], color=ORANGE, linewidth=1, linestyle=":")
    label = r"$-\max(\ln(1 - \sigma(z)),\ -100)$   float32"
    axes.plot([jump, z[-1]], [100, 100], color=ORANGE, linestyle=(0, (3, 1.5)), label=label)
    assert np.all(clamped[above] == 100)
    assert np.abs(clamped - np.logaddexp(0, z))[below].max() < 1
    axes.plot([jump, jump], [jump, 100], "o", color=ORANGE)
    axes.annotate(f"{jump:.1f}", (jump, jump), (8, -9), textcoords="offset points")
    axes.annotate("100", (jump, 100), (-8, 0), textcoords="offset points", ha="right", va="center")
    axes.set(xlim=(-20, 130), ylim=(0, 134), xticks=range(-20, 121, 20), yticks=[0, 50, 100], xlabel="$z$")
    axes.legend(loc="lower right")
    return figure


def cost_over_slope() -> Figure:
    """Three costs of an error, and below each its slope: three small errors beside an outlier of 4."""
    figure = Figure(figsize=(7.6, 4.2), layout="constrained")
    panels = figure.subplots(2, 3, sharex=True, sharey="row")
    error, errors, delta = np.linspace(-2, 4.4, 33), np.array([-1.0, 0.25, 0.5, 4.0]), 1.0
    corners = np.array([-2, -1, -0.05, 0, 0.05, 1, 4.4])  # between them slopes are straight lines

    def huber(e: np.ndarray) -> np.ndarray:
        return np.where(np.abs(e) <= delta, np.square(e) / 2, delta * (np.abs(e) - delta / 2))

    for (cost, slope), curve, pull, colour, formula in zip(
        panels.T,
        (np.square, np.abs, huber),
        (lambda e: 2 * e, lambda e: np.where(e == 0, np.nan, np.sign(e)), lambda e: np.clip(e, -delta, delta)),
        (ORANGE, BLUE, GREEN),
        ("$e^2$", "$|e|$", r"$L_1(e)$"),
        strict=True,
    ):
        cost.plot(error, curve(error), color=colour)
        cost.plot(errors, curve(errors), "o", color=colour, markersize=5)
        slope.plot(corners, pull(corners), color=colour, linewidth=1)
        slope.vlines(errors, 0, pull(errors), color=colour, linewidth=3)
        slope.plot(errors, pull(errors), "o", color=colour, markersize=5)
        for axes, value in ((cost, curve(errors)[-1]), (slope, pull(errors)[-1])):
            axes.annotate(f"{value:g}", (4, value), (-6, 8), textcoords="offset points", ha="right", va="center")
        slope.axhline(0, color=GREY, linewidth=0.8, zorder=0)
        cost.set(title=formula, ylim=(0, 18), yticks=[0, 8, 16])
        slope.set(xlabel="$e$", xlim=(-2, 4.6), ylim=(-3, 9), xticks=[-1, 0, 4], yticks=[0, 4, 8])
    panels[0, 0].set_ylabel("$L(e)$")
    panels[1, 0].set_ylabel("$L'(e)$")
    return figure


def logit_cost_and_slope() -> Figure:
    """Cost and slope of a logit, for target 1 and for target 0."""
    figure, cost, slope = two_panels()
    z = np.linspace(-6, 6, 73)
    sigmoid = 1 / (1 + np.exp(-z))
    for y, colour, dashes in ((1, BLUE, "-"), (0, ORANGE, (0, (3, 1.5)))):
        cost.plot(z, np.logaddexp(0, -z if y else z), color=colour, linestyle=dashes, label=f"$y = {y}$")
        slope.plot(z, sigmoid - y, color=colour, linestyle=dashes)
        cost.plot(0, np.log(2), "o", color=colour)
        slope.plot(0, 1 / 2 - y, "o", color=colour)
        slope.annotate(signed(f"{1 / 2 - y:+.1f}"), (0, 1 / 2 - y), (9, -8), textcoords="offset points")
    cost.annotate("0.693", (0, np.log(2)), (12, 3), textcoords="offset points")
    for bound in (-1, 0, 1):
        slope.axhline(bound, color=GREY, linewidth=0.8, linestyle=":" if bound else "-", zorder=0)
    cost.set(ylim=(0, 6.3), xticks=[-6, -3, 0, 3, 6], yticks=[0, 3, 6], title="$L(z, y)$", xlabel="$z$")
    slope.set(ylim=(-1.15, 1.15), xticks=[-6, -3, 0, 3, 6], yticks=[-1, 0, 1], title=r"$\sigma(z) - y$", xlabel="$z$")
    cost.legend(loc="upper center")
    return figure


def clamped_slope() -> Figure:
    """Cost and slope of a logit whose target is 1: from the logit, by way of a float32 sigmoid, and with a clamp."""
    figure = Figure(figsize=(7.6, 3.4), layout="constrained")
    cost, slope = figure.subplots(1, 2)
    z = np.linspace(-125, 25, 301)
    cap, end = -np.log(1e-7), -np.log(float(np.finfo(np.float32).max))  # below `end` exp(-z) is infinite in float32
    with np.errstate(over="ignore"):
        assert 1 / (1 + np.exp(np.float32(-end + 0.01))) == 0
    exact, pull = np.logaddexp(0, -z), -1 / (1 + np.exp(z))
    reached = z > end
    for colour, width, dashes, label, costs, slopes in (
        (BLUE, 5, "-", r"$-\ln\,\sigma(z)$", exact, pull),
        (GREEN, 2, "-", r"sigmoid, log", np.where(reached, exact, np.nan), np.where(reached, pull, np.nan)),
        (ORANGE, 2, (0, (3, 1.5)), r"sigmoid, clamp, log", np.minimum(exact, cap), np.where(exact < cap, pull, 0)),
    ):
        alpha = 0.45 if colour == BLUE else 1
        cost.plot(z, costs, color=colour, linewidth=width, linestyle=dashes, label=label, alpha=alpha)
        slope.plot(z, slopes, color=colour, linewidth=width, linestyle=dashes, alpha=alpha)
    for axes, height, text in ((cost, -end, r"$\infty$"), (slope, -1, "nan")):
        axes.plot(end, height, "X", color=GREEN, markersize=9)
        axes.annotate(text, (end, height), (-4, -14 if axes is cost else 12), textcoords="offset points", ha="right")
        axes.set(xlim=(-125, 25), xticks=[-120, -88.7, -16.1, 0], xlabel="$z$")
        axes.set_xticklabels([signed(text) for text in ("-120", "-88.7", "-16.1", "0")])
    cost.set(ylim=(0, 130), title="$L(z)$")
    cost.set_yticks([0, 16.1, 88.7], ["0", "16.1", "88.7"])
    slope.set(ylim=(-1.15, 0.15), yticks=[-1, 0], title="$L'(z)$")
    cost.legend(loc="upper right")
    return figure


def outlier_pull() -> Figure:
    """Follow the best constant of five targets, for three losses, along the place of the fifth."""
    figure = Figure(figsize=(7.6, 2.9), layout="constrained")
    axes = figure.subplots()
    others, places = np.array([0.0, 0.5, 1.0, 1.5]), np.linspace(-4, 12, 161)
    targets = np.column_stack([np.tile(others, (len(places), 1)), places])
    low, high = targets.min(axis=1), targets.max(axis=1)
    for _ in range(60):
        middle = (low + high) / 2
        is_below = np.clip(middle[:, None] - targets, -1, 1).sum(axis=1) < 0
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    for constants, colour, dashes, text, height in (
        (targets.mean(axis=1), ORANGE, "-", "$e^2$", 0),
        (np.median(targets, axis=1), BLUE, "-", "$|e|$", -7),
        (high, GREEN, (0, (3, 1.5)), "$L_1(e)$", 5),
    ):
        axes.plot(places, constants, color=colour, linestyle=dashes)
        beside = {"color": colour, "va": "center", "textcoords": "offset points"}
        axes.annotate(text, (places[-1], constants[-1]), (7, height), **beside)
    axes.plot(np.zeros(4) - 4, others, "o", color=INK, markersize=6, clip_on=False, zorder=5)
    axes.set(xlim=(-4, 13.5), ylim=(-0.4, 3.2), xticks=[-4, 0, 4, 8, 12], xlabel="$y_5$", ylabel="$c$")
    axes.set_xticklabels([signed(str(place)) for place in (-4, 0, 4, 8, 12)])
    return figure


def divergence_falls() -> Figure:
    """Follow the three shares of q on their way to p, and the divergence that is left before each step."""
    figure, shares, falling = two_panels()
    p, logits, steps = np.array([0.7, 0.2, 0.1]), np.zeros(3), 40
    beliefs, losses = [], []
    for _ in range(steps + 1):
        q = np.exp(logits) / np.exp(logits).sum()
        beliefs.append(q)
        losses.append((p * np.log(p / q)).sum())
        logits = logits - (q - p)
    for share, truth, colour in zip(np.transpose(beliefs), p, (BLUE, ORANGE, GREEN), strict=True):
        shares.plot(range(steps + 1), share, color=colour)
        shares.axhline(truth, color=colour, linewidth=1, linestyle=":")
    shares.set(xlim=(0, steps), ylim=(0, 0.8), yticks=p, xlabel="$t$", ylabel="$q_1, q_2, q_3$")
    falling.plot(range(steps + 1), losses, color=BLUE)
    falling.set(xlim=(0, steps), ylim=(0, 0.32), yticks=[0, 0.1, 0.2, 0.3], xlabel="$t$", ylabel=r"$D(p\,\|\,q)$")
    return figure


# ---------------------------------------------------------------- ideas


def kl_terms() -> str:
    """Draw the terms of a divergence: each bar starts where the last one ended, a negative one pulls back."""
    return idea("f(array([0.5, 0.5]), array([0.9, 0.1]))", "0.5108256237659907")


def silent_broadcast() -> str:
    """Draw the table that a column and a flat array make, and the four pairs that were meant."""
    return idea("f(array([[1.], [2.], [3.], [4.]]), array([1., 2., 3., 4.]))", "ValueError", "2.5")


def unsigned_wraparound() -> str:
    """Draw the number line of uint8, on which 3 − 5 is 254."""
    return idea("f(array([3], dtype=uint8), array([5], dtype=uint8))", "4", "64516", "unsigned_wraparound")


def logits_to_shares() -> str:
    """Draw logits on their way to shares: straight, and with the largest one subtracted."""
    return idea("f(array([1000., 999., 997.]))", "[0.7053845126982412, 0.25949646034241913, 0.03511902695933973]")


# What stands in a picture for words of a language.
SYMBOLS = {
    "outcome": "", "class no.": "", "straight": "exp(x) / Σ", "largest subtracted": "exp(x − max) / Σ",
    "{shapes}: a table of {count}": "{shapes} → {count}", "the {count} pairs meant": "{count}",
    "first, {shape}": "{shape}", "second, {shape}": "{shape}",
    "mean of {count} squares: {mean}": "Σ e² / {count} = {mean}",
    "below {low} comes {high}": "{low} − 1 → {high}", "start": "", "answer": "",
    "{dtype}: {sum} is {answer}, not {right}": "{dtype}:  {sum} → {answer}",
}  # fmt: skip  # a table of pairs


def symbols(text: str) -> str:
    """Translate words into formulas; the sentence below a picture is left to the lesson."""
    return "" if text in (NEGATIVE, OVERFLOWS) else SYMBOLS.get(text, text)


def idea(call: str, expected: str, got: str | None = None, mistake: str | None = None) -> str:
    """Draw an idea as a file of its own."""
    picture = draw_idea(call, expected, got, symbols, mistake)
    assert picture is not None
    return picture.file()


# ---------------------------------------------------------------- files


PICTURES: dict[str, tuple[Callable[[], Figure | str], ...]] = {
    "regression": (error_curves, best_constant, silent_broadcast, unsigned_wraparound),
    "information": (surprise_and_entropy, cross_entropy_split, kl_terms),
    "classification": (exp_range, sigmoid_then_log, logits_to_shares),
    "gradients": (cost_over_slope, logit_cost_and_slope),
    "torch_losses": (clamped_slope,),
    "labs": (outlier_pull, divergence_falls),
}


def drawn() -> dict[Path, bytes]:
    """Return every picture that a lesson shows; the same bytes each time, with one version of matplotlib."""
    files = {}
    with mpl.rc_context({**mpl.rcParamsDefault, **STYLE}):
        for unit, pictures in PICTURES.items():
            lesson = (HERE / unit / "lesson.md").read_text(encoding="utf-8")
            for picture in pictures:
                if f"({picture.__name__}.svg)" in lesson:
                    files[HERE / unit / f"{picture.__name__}.svg"] = as_file(picture())
    return files


def as_file(picture: Figure | str) -> bytes:
    if isinstance(picture, str):
        return picture.encode()
    stream = io.BytesIO()
    picture.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return in_the_readers_ink(stream.getvalue().decode()).encode()


def in_the_readers_ink(svg: str) -> str:
    """Let black follow the page: what matplotlib writes without a colour is black, too."""
    style = FILE_STYLE.replace("<style>", "<style>svg{fill:currentColor}")
    return svg.replace(INK, "currentColor").replace("</defs>", f"</defs>{style}", 1)


def main() -> None:
    """Draw the pictures, or with ``--check`` name those that differ."""
    parser = argparse.ArgumentParser(prog="python -m solutions.pictures", description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="draw nothing; exit 1 when a picture differs")
    check = parser.parse_args().check
    stale = [path for path, data in drawn().items() if not path.exists() or path.read_bytes() != data]
    if check and stale:
        names = ", ".join(f"{path.parent.name}/{path.name}" for path in stale)
        sys.exit(f"not as drawn now: {names}; run python -m solutions.pictures")
    if not check:
        for path, data in drawn().items():
            path.write_bytes(data)


if __name__ == "__main__":
    main()
