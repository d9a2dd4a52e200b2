"""Curves over a probability: what is surprising, and what a belief costs."""

import numpy as np
from matplotlib.figure import Figure

from solutions.pictures_look import BLUE, GREEN, GREY, ORANGE, two_panels


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
