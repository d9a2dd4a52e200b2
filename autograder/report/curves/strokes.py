"""Lines and scales of a curve: where a number lies in the picture, and a path through the points there are."""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograder.report.svg import place

Points = Sequence[float | None]
NEAR = 0.15  # pixels that a straight line may pass beside a point that is left out


def numbers_only(values: Sequence[float | str]) -> list[float | None]:
    """Return the finite numbers; None where there is none."""
    return [value if isinstance(value, int | float) and math.isfinite(value) else None for value in values]


def on_scale(number: float, scale: str) -> float:
    """Return where a number lies on its axis; symlog is linear up to 10 and a logarithm beyond, as on the card."""
    return math.copysign(math.log10(1 + abs(number) / 10), number) if scale == "symlog" else number


def ticks(low: float, high: float, most: int = 4) -> list[float]:
    """Choose round numbers within a stretch."""
    span = (high - low) or 1.0
    unit = 10.0 ** math.floor(math.log10(span / most))
    step = unit * next((factor for factor in (1, 2, 2.5, 5) if span / (unit * factor) <= most), 10)
    return [number * step for number in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points that a straight line passes closely: half the letters, the same picture."""
    out, last, low, high = [points[0]], points[0], -math.inf, math.inf
    for x, y in points[1:]:
        x0, y0 = out[-1]
        across = x - x0 or 1e-9
        if not low <= (y - y0) / across <= high:
            out.append(last)
            (x0, y0), low, high = last, -math.inf, math.inf
            across = x - x0 or 1e-9
        low, high = max(low, (y - y0 - NEAR) / across), min(high, (y - y0 + NEAR) / across)
        last = (x, y)
    return [*out, last] if len(points) > 1 else out


def runs(xs: Sequence[float], ys: Points) -> list[list[tuple[float, float]]]:
    """Return the stretches of points that are there; where they go back to the left, another line begins."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(xs, ys, strict=True):
        if y is None or (found[-1] and x < found[-1][-1][0]):
            found.append([])
        if y is not None:
            found[-1].append((x, y))
    return [run for run in found if run]


def path(run: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{place(x)} {place(y)}" for x, y in thinned(run))


def strokes(xs: Sequence[float], ys: Points) -> str:
    """Write a path through the points there are, broken where there is none."""
    return "".join(f"M{path(run)}" for run in runs(xs, ys))


def areas(xs: Sequence[float], ys: Points, base: float) -> str:
    """Write what lies between a line and its base."""
    return "".join(
        f"M{place(run[0][0])} {place(base)}L{path(run)}L{place(run[-1][0])} {place(base)}Z"
        for run in runs(xs, ys)
        if len(run) > 1
    )


def nth(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
