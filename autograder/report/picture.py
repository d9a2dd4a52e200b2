"""Draw a student's function beside the reference, along one input, with what is wrong marked."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from autograder.isolation.job import Argument, Calls, Library, Limits
from autograder.isolation.observation import Observation, pack_array, unpack_array
from autograder.judging.compare import RightAnswer, Sheet, Verdict
from autograder.judging.encoding import argument_from_json, argument_to_json
from autograder.judging.key import name_of
from autograder.judging.submission import clean
from autograder.translation import N_, Text, Told, Translate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PICTURE_LIMITS = Limits(seconds=2.0, total_seconds=2.0)  # the marks are given already
RELATIVE, ABSOLUTE = 1e-6, 1e-9  # those of the basics; what no eye can tell apart is no fault here
MOST = 4  # faults, and stretches of each, that are said

HERE, WRONG = N_("{what} here"), N_("wrong here")
NO_NUMBER, SHAPE = N_("no number here"), N_("another shape here")
YOURS, REFERENCE = N_("your function"), N_("reference")
HEADING = N_("Your function and the reference; {axis}, from {first} to {last}:")
NO_FAULT = N_("the same everywhere")

# Okabe and Ito's colours, which colour-blind readers can tell apart.
BLUE, ORANGE = "#0072B2", "#D55E00"
PALE, RIM, DARK = "#FBEBE1", "#EFC3A5", "#8A3A00"  # of the orange: what is wrong
NARROW = 0.2  # of the picture's width: no room for a word or two
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # the reader's own font, which has the reader's letters
    "svg.hashsalt": "losslings",  # ids, else drawn by chance
    "text.parse_math": False,  # the name of an exception may hold a $
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "white",  # on a dark page too
    "legend.frameon": False,
}


class NoPicture(Told):
    """There is nothing to draw; the message says why."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What is drawn of one exercise.

    Parameters
    ----------
    exercise : str
        Its id.
    axis : str
        What is varied, in words.
    scale : {"linear", "symlog"}
    element : int
        Which number of an answer is drawn.
    library : {"numpy", "torch"}
        What arrays are given as.
    grid : ndarray of shape (n_points,)
        The values of what is varied.
    arguments : tuple of Argument or number
        An array holds those of all points, stacked; a number is the same at each.
    expected : ndarray of shape (n_points, ...)
        The reference's answers, stacked.
    """

    exercise: str
    axis: str
    scale: str
    element: int
    library: Library
    grid: np.ndarray
    arguments: tuple[Argument | float, ...]
    expected: np.ndarray

    @property
    def calls(self) -> Calls:
        """All that a child gets to know of it."""
        points = [
            [Argument(array) for array in argument.array]
            if isinstance(argument, Argument)
            else [argument] * len(self.grid)
            for argument in self.arguments
        ]
        return Calls(self.exercise, tuple(zip(*points, strict=True)), library=self.library)

    @property
    def curve(self) -> np.ndarray:
        """The number of each right answer that is drawn."""
        return self.expected.reshape(len(self.grid), -1)[:, self.element]

    def seen(self, observations: Sequence[Observation]) -> Seen:
        """Compare the answers to `calls` with the right ones, as `compare` does."""
        allowed = [RightAnswer(Observation("value", answer), RELATIVE, ABSOLUTE) for answer in self.expected]
        verdicts = Sheet(allowed).compare(observations)
        drawn = np.array([number_of(got, self.element) for got in observations])
        faults = tuple(
            None if verdict == "right" else fault(verdict, got, number)
            for verdict, got, number in zip(verdicts, observations, drawn.tolist(), strict=True)
        )
        return Seen(self, drawn, faults)


def number_of(got: Observation, element: int) -> float:
    return float(got.value.flat[element]) if got.value is not None and element < got.value.size else np.nan


def fault(verdict: Verdict, got: Observation, number: float) -> Text:
    """Name what is wrong with one answer, in a word or two."""
    if got.kind == "raised":
        name = got.text.partition(":")[0]
        return Text(HERE, {"what": clean(" ".join(name.split()))[:40]})
    if verdict in ("no_number", "kind"):
        return Text(NO_NUMBER)
    if verdict == "shape":
        return Text(SHAPE)
    return Text(WRONG) if np.isfinite(number) else Text(HERE, {"what": f"{number:g}"})


class Stretch(NamedTuple):
    """Neighbouring points (`first` to `last`) with one and the same fault."""

    said: str
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Seen:
    """A student's answers along the grid of a picture.

    Parameters
    ----------
    picture : Picture
    drawn : ndarray of shape (n_points,)
        The number of each answer that is drawn; nan where there is none.
    faults : tuple of Text or None
        What is wrong at each point.
    """

    picture: Picture
    drawn: np.ndarray
    faults: tuple[Text | None, ...]

    def stretches(self, translate: Translate) -> list[Stretch]:
        said = [fault.said(translate) if fault else "" for fault in self.faults]
        runs = [list(run) for _, run in groupby(range(len(said)), key=said.__getitem__)]
        return [Stretch(said[run[0]], run[0], run[-1]) for run in runs if said[run[0]]]

    def words(self, translate: Translate) -> str:
        """Say what the picture shows."""
        grid = self.picture.grid
        values = {"axis": translate(self.picture.axis), "first": f"{grid[0]:g}", "last": f"{grid[-1]:g}"}
        heading = Text(HEADING, values).said(translate)
        where: dict[str, list[str]] = {}
        for said, first, last in self.stretches(translate):
            ends = [f"{grid[i]:.4g}" for i in sorted({first, last})]
            where.setdefault(said, []).append(" … ".join(ends))
        faults = [f"{said} ({', '.join(first_few(parts))})" for said, parts in where.items()]
        return f"{heading} {'; '.join(first_few(faults)) or translate(NO_FAULT)}"

    def svg(self, translate: Translate) -> bytes:
        """Draw it, the same bytes each time.

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
            self.draw(figure, translate)
            figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
        return stream.getvalue()

    def draw(self, figure: Figure, translate: Translate) -> None:
        picture, axes = self.picture, figure.subplots()
        low, high = self.heights()
        axes.set_xscale(picture.scale, **({"linthresh": 10} if picture.scale == "symlog" else {}))
        axes.margins(x=0.03)
        reference: dict[str, Any] = {"color": BLUE, "alpha": 0.45, "linewidth": 5.0, "label": translate(REFERENCE)}
        yours: dict[str, Any] = {"color": ORANGE, "linewidth": 2.0, "label": translate(YOURS)}  # on it, not over it
        for curve, style in ((picture.curve, reference), (self.drawn, yours)):
            drawable = np.where(np.isfinite(curve), np.clip(curve, 2 * low - high, 2 * high - low), np.nan)
            axes.plot(picture.grid, drawable, **style)
        axes.set(ylim=(low, high), xlabel=translate(picture.axis))
        axes.set_ylabel(self.label(), fontsize="small")
        self.mark(axes, translate)
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)

    def label(self) -> str:
        name, is_one = name_of(self.picture.exercise), self.picture.expected[0].size == 1
        return name if is_one else f"{name}[{self.picture.element}]"

    def heights(self) -> tuple[float, float]:
        """Choose what of the vertical axis is shown: the reference, and the student's curve if it is not far off."""
        low, high = extent(self.picture.curve)
        room = max(high - low, 1e-3)
        own = extent(self.drawn) if np.isfinite(self.drawn).any() else (low, high)
        low, high = max(min(low, own[0]), low - 3 * room), min(max(high, own[1]), high + 3 * room)
        return low - 0.1 * (high - low), high + 0.25 * (high - low)  # above, room for words

    def mark(self, axes: Axes, translate: Translate) -> None:
        """Shade each stretch that is wrong, and label the widest of each kind: in it, or beside it if it is narrow."""
        grid, (left, right) = self.picture.grid, axes.get_xlim()
        edges = np.concatenate([[left], (grid[1:] + grid[:-1]) / 2, [right]])
        axes.set_xlim(left, right)
        places = axes.transAxes.inverted().transform(axes.transData.transform([(edge, 0) for edge in edges]))[:, 0]
        widest: dict[str, tuple[float, float]] = {}
        for said, first, last in self.stretches(translate):
            axes.axvspan(edges[first], edges[last + 1], facecolor=PALE, edgecolor=RIM, hatch="///", zorder=0)
            start, stop = places[first], places[last + 1]
            if said not in widest or np.subtract(*widest[said]) > start - stop:
                widest[said] = (start, stop)
        for row, (said, (start, stop)) in enumerate(list(widest.items())[:MOST]):
            place, align = (start + stop) / 2, "center"
            if stop - start < NARROW:
                place, align = (stop + 0.01, "left") if place < 0.5 else (start - 0.01, "right")
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
            style: dict[str, Any] = {"ha": align, "va": "top", "color": DARK, "bbox": box}
            axes.text(place, 0.98 - 0.1 * row, said, transform=axes.transAxes, **style)


def first_few(parts: list[str]) -> list[str]:
    return parts if len(parts) <= MOST else [*parts[:MOST], "…"]


def extent(curve: np.ndarray) -> tuple[float, float]:
    """Return where a curve's finite numbers lie, but for the outermost few."""
    low, high = np.quantile(np.clip(curve[np.isfinite(curve)], -1e300, 1e300), [0.02, 0.98])
    return float(low), float(high)


# ---------------------------------------------------------------- JSON


def load_pictures(path: Path) -> dict[str, Picture]:
    """Read what is drawn, by exercise.

    Raises
    ------
    NoPicture
        If the file is missing or damaged.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return {picture.exercise: picture for picture in map(picture_from_json, map(json.loads, lines))}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoPicture(N_("{path}: damaged; build it again with `losslings key`"), path=path.name) from error


def picture_to_json(picture: Picture) -> dict[str, Any]:
    """Encode what is drawn of one exercise; `picture_from_json` reads it back."""
    return {
        **vars(picture),
        "grid": pack_array(picture.grid),
        "arguments": [argument_to_json(argument) for argument in picture.arguments],
        "expected": pack_array(picture.expected),
    }


def picture_from_json(packed: dict[str, Any]) -> Picture:
    return Picture(
        **{
            **packed,
            "grid": unpack_array(packed["grid"]),
            "arguments": tuple(map(argument_from_json, packed["arguments"])),
            "expected": unpack_array(packed["expected"]),
        }
    )
