"""Measure the pages: the class of thirty repeated to larger ones; writes ``pages.md`` beside this file.

``python benchmarks/pages.py [SIZE …]``
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.bank.union import public_pictures
from autograder.classroom.pages.write import FOLDER, write_pages
from benchmarks.machine import load_text

ROOT = Path(__file__).resolve().parent.parent
SIZES = (30, 200, 1000)
FILES = ("results.jsonl", "evidence.jsonl", "digests.jsonl")
HEAD = """# Pages after grading

The class of thirty in `examples/`, repeated; one process writes all pages. Written by `python benchmarks/pages.py`.

| students | pages | seconds of processor time | MB in all | class page, kB | largest other page, kB | peak memory, MB |
|--:|--:|--:|--:|--:|--:|--:|"""


class Figures(NamedTuple):
    """What was measured of a class."""

    size: int
    pages: int
    seconds: float
    megabytes: float
    class_page: float
    largest: float
    memory: float


def grade(folder: Path, *options: str) -> float:
    """Grade the class of thirty; return the seconds of processor time, of all processes."""
    began = seconds_of_children()
    command = [sys.executable, "-m", "autograder", "grade", "examples/class", "-o", str(folder), "--time-limit", "3"]
    subprocess.run([*command, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return seconds_of_children() - began


def seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def repeated(small: Path, large: Path, size: int) -> None:
    """Write the results of a larger class, each student of the small one several times."""
    large.mkdir()
    for name in FILES:
        lines = [json.loads(line) for line in (small / name).read_text(encoding="utf-8").splitlines()]
        with (large / name).open("w", encoding="utf-8") as stream:
            for number in range(size):
                turn, line = number // len(lines), lines[number % len(lines)]
                line = {**line, "submission": f"{line['submission']}-{turn}" if turn else line["submission"]}
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    run = json.loads((small / "run.json").read_text(encoding="utf-8"))
    (large / "run.json").write_text(json.dumps({**run, "arrival": None}), encoding="utf-8")


def measure(folder: Path, size: int) -> Figures:
    began = time.process_time()
    write_pages(folder, public_pictures(), str, "en")
    seconds = time.process_time() - began
    pages = {path: path.stat().st_size for path in folder.rglob("*.html")}
    others = [length for path, length in pages.items() if path.name != "index.html"]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figures(
        size, len(pages), seconds, sum(pages.values()) / 1e6, pages[folder / FOLDER / "index.html"] / 1e3,
        max(others) / 1e3, memory,
    )  # fmt: skip  # in the order of the table


def table(rows: Sequence[Figures]) -> Iterator[str]:
    for row in rows:
        yield (
            f"| {row.size:,} | {row.pages:,} | {row.seconds:.1f} | {row.megabytes:.1f} | {row.class_page:.0f}"
            f" | {row.largest:.0f} | {row.memory:.0f} |"
        )


def main(sizes: Sequence[int]) -> None:
    with tempfile.TemporaryDirectory() as name:
        small = Path(name) / "small"
        without = grade(Path(name) / "without", "--no-pages")
        with_pages = grade(small)
        rows = []
        for size in sizes:
            repeated(small, Path(name) / f"{size}", size)
            rows.append(measure(Path(name) / f"{size}", size))
    text = "\n".join([HEAD, *table(rows)])
    grading = (
        f"Grading the thirty took {without:.1f} s of processor time with `--no-pages`, and {with_pages:.1f} s with"
        f" curves and pages. Load of the machine: {load_text(os.getloadavg())}."
    )
    Path(__file__).with_suffix(".md").write_text(f"{text}\n\n{grading}\n", encoding="utf-8")
    print(text, grading, sep="\n")


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or SIZES)
