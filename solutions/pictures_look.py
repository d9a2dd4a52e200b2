"""How the curves of the lessons look: colours that colour-blind readers can tell apart, on no ground of their own."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
