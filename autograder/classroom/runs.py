"""Runs that are over: each is kept in a folder of its own, so that a mark that moved can be explained."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from autograder.classroom.lines import read_object
from autograder.classroom.writing import written

RUNS = "runs"
REPORTS = ("results.jsonl", "feedback.jsonl", "digests.jsonl", "evidence.jsonl", "run.json")
MARKS = ("marks.json", "grades.csv")  # copied: the next run looks up in them which roster and assignment were applied
FOLDERS = ("feedback", "pages")


def keep_run(folder: Path, run: Path, *, is_moved: bool = True) -> Path | None:
    """Keep what the last run left in ``runs/<when it began>/``.

    Parameters
    ----------
    folder : Path
        Of the results.
    run : Path
        Its ``run.json``.
    is_moved : bool
        Whether it leaves its place; else it is copied.

    Returns
    -------
    Path or None
        Where it is kept; None if there was nothing.

    Raises
    ------
    NotWritten
    """
    there = [folder / name for name in (*REPORTS, *MARKS, *FOLDERS) if (folder / name).exists()]
    if not any(path.name in REPORTS for path in there):
        return None
    place = free_place(folder / RUNS / began(folder, run))
    with written(place):
        place.parent.mkdir(mode=0o700, exist_ok=True)
        place.mkdir(mode=0o700)
        for path in there:
            with suppress(PermissionError):
                path.chmod(0o700 if path.is_dir() else 0o600)  # an earlier version left it open to all
            if is_moved and path.name not in MARKS:
                path.replace(place / path.name)
            elif path.is_dir():
                shutil.copytree(path, place / path.name)
            else:
                shutil.copy2(path, place / path.name)
    return place


def began(folder: Path, run: Path) -> str:
    """Return when a run began, as the name of a folder: ``2026-01-05-100000``; else when it was last written to."""
    try:
        time = datetime.fromisoformat(str(read_object(run).get("started")))
    except ValueError:
        newest = max(
            (folder / name for name in REPORTS if (folder / name).exists()), key=lambda path: path.stat().st_mtime
        )
        time = datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    return time.astimezone(UTC).strftime("%Y-%m-%d-%H%M%S")


def free_place(path: Path) -> Path:
    numbered = (path.with_name(f"{path.name}~{number}") for number in count(2))
    return path if not path.exists() else next(one for one in numbered if not one.exists())


def kept_runs(folder: Path) -> Iterator[Path]:
    """Yield the runs that are kept in a folder of results, the last one first."""
    if (folder / RUNS).is_dir():
        found = [path for path in (folder / RUNS).iterdir() if (path / "results.jsonl").is_file()]
        yield from sorted(found, key=lambda path: natural(path.name), reverse=True)


def natural(name: str) -> tuple[str, int]:
    """Put a second run of one second behind the first, and a tenth behind the ninth."""
    start, _, number = name.partition("~")
    return start, int(number) if number.isdigit() else 1
