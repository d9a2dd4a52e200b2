"""Curves over an error, or over targets: what each loss makes of an outlier."""

import numpy as np
from matplotlib.figure import Figure

from solutions.pictures_look import BLUE, GREEN, GREY, INK, ORANGE, signed, two_panels


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
