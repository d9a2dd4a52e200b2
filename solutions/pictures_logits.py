"""Curves over a logit: where exponentials overflow, what a clamp costs, the slope of a cost."""

import numpy as np
from matplotlib.figure import Figure

from solutions.pictures_look import BLUE, GREEN, GREY, ORANGE, signed, two_panels


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
