"""Two checkouts of this project side by side: what a change of the house costs in time.

``python -m benchmarks.checkouts OLD`` runs each command below in the checkout OLD and in this one, in turns, each with
the ``.venv`` of its own, and writes ``checkouts.md``. Processor time is that of the command and all that it started.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NEW = Path(__file__).resolve().parent.parent
TABLE = Path(__file__).with_suffix(".md")
ROUNDS = 9
COMMANDS = {
    "`losslings check`, one exercise, right": ["check", "{checkout}/solutions/information/entropy.py"],
    "`losslings check`, one unit, right": ["check", "{checkout}/solutions/information"],
    "`losslings grade`, the class of thirty": ["grade", "{old}/examples/class", "-o", "{results}", "--time-limit", "1"],
}


def measure(checkout: Path, old: Path, words: list[str]) -> tuple[float, float]:
    """Run a command once; return its seconds on the clock and on the processor."""
    with tempfile.TemporaryDirectory() as results:
        command = [word.format(checkout=checkout, old=old, results=results) for word in words]
        before, start = os.times(), time.perf_counter()
        done = subprocess.run(
            [checkout / ".venv/bin/losslings", *command], cwd=results, capture_output=True, check=False
        )
        seconds, after = time.perf_counter() - start, os.times()
    if done.returncode != 0:
        sys.exit(f"{checkout}: {' '.join(command)}: {done.stderr.decode()}")
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, used


def row(name: str, words: list[str], old: Path) -> str:
    """Measure one command in both checkouts, in turns; medians, and the ratio of the medians."""
    found: dict[Path, list[tuple[float, float]]] = {old: [], NEW: []}
    rounds = ROUNDS if words[0] == "check" else 3
    for _ in range(rounds + 1):
        for checkout in found:
            found[checkout].append(measure(checkout, old, words))
    clock, processor = (
        [statistics.median(one[which] for one in found[checkout][1:]) for checkout in (old, NEW)] for which in (0, 1)
    )  # the first round fills the caches
    cells = [f"{1000 * value:.0f}" for value in (*clock, *processor)]
    ratios = [f"{pair[1] / pair[0]:.2f}" for pair in (clock, processor)]
    return f"| {name} | {cells[0]} | {cells[1]} | {ratios[0]} | {cells[2]} | {cells[3]} | {ratios[1]} |"


def main() -> None:
    old = Path(sys.argv[1]).resolve()
    versions = [
        subprocess.run(
            ["git", "-C", path, "log", "-1", "--format=%h"], capture_output=True, text=True, check=True
        ).stdout
        for path in (old, NEW)
    ]
    lines = [
        "Made by `python -m benchmarks.checkouts OLD`: milliseconds, medians, both checkouts in turns.",
        (
            f"Old: {versions[0].strip()}, new: {versions[1].strip()}; "
            f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n"
        ),
        "| command | old, clock | new, clock | ratio | old, processor | new, processor | ratio |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(row(name, words, old) for name, words in COMMANDS.items()),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
