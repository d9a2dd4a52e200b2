"""How each student's marks moved over the runs that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from autograder.classroom.lines import read_object
from autograder.classroom.pages.model import Standing
from autograder.classroom.runs import kept_runs

MOST = 20  # runs that are looked at, the last ones: each holds a row for everybody
Record = Mapping[str, Any]


def histories(folder: Path) -> dict[str, tuple[Standing, ...]]:
    """Return by submission the runs that moved its mark or an exercise, the first one first.

    Parameters
    ----------
    folder : Path
        Of the results. Where it keeps no earlier run, nobody has a history.
    """
    earlier = list(islice(kept_runs(folder), MOST))
    found: dict[str, list[Standing]] = {}
    passed: dict[str, set[str]] = {}
    for place in [*reversed(earlier), folder] if earlier else []:
        started = str(read_object(place / "run.json").get("started", ""))
        for row in rows_of(place):
            name, now = row["submission"], {one["id"] for one in row["exercises"] if one["status"] == "passed"}
            before = passed.get(name)
            came, went = (now - before, before - now) if before is not None else (set(), set())
            standing = Standing(started, *mark_of(row), len(now), tuple(sorted(came)), tuple(sorted(went)))
            steps, passed[name] = found.setdefault(name, []), now
            if not steps or came or went or steps[-1][1:3] != standing[1:3]:
                steps.append(standing)
    return {name: tuple(steps) for name, steps in found.items()}


def rows_of(folder: Path) -> Iterator[Record]:
    """Yield the rows of those who handed in; nothing where a run left no marks, as an earlier version did."""
    for row in read_object(folder / "marks.json").get("rows", ()):
        if row.get("submission") and "exercises" in row:
            yield row


def mark_of(row: Record) -> tuple[float, float]:
    """Return a mark, and what it is out of; the points where nobody has said what they are worth."""
    if row.get("mark") is None:
        return row.get("score") or 0.0, row.get("max_score") or 0.0
    return row["mark"], row["total"]
