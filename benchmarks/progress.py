"""How long a student waits for ``losslings``: for its first line, and for the last.

``python -m benchmarks.progress`` runs it in fresh processes, in a folder with all exercises, and writes
``progress.md``: where nothing has changed, after one answer has, and where one answer loops. The load of the machine
is printed beside it.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

REPEATS = 5
HERE = Path(__file__).parent
SOLUTIONS = HERE.parent / "solutions"
LOOPS = "def entropy(p):\n    while True:\n        pass\n"


def waited(folder: Path, is_ended: bool = True) -> dict[str, float]:
    """Run the command, and return after how many milliseconds its first line, first row and last line came.

    A command that would wait for an answer that loops is ended after its last row before that.
    """
    command = [sys.executable, "-m", "autograder"]
    start = time.perf_counter()
    came: dict[str, float] = {}
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            now = 1000 * (time.perf_counter() - start)
            came.setdefault("first line", now)
            if line[2:3] in ("✓", "✗", "·", "!"):
                came.setdefault("first row", now)
                if not is_ended and "surprise" in line:  # the exercise before the one that loops
                    came["the row before"] = now
                    process.terminate()
                    break
        else:
            came["all of it"] = 1000 * (time.perf_counter() - start)
    return came


def change(folder: Path) -> None:
    path = folder / "exercises/information/entropy.py"
    path.write_text(f"{path.read_text(encoding='utf-8')}# {time.time_ns()}\n", encoding="utf-8")


def loop(folder: Path) -> None:
    (folder / "exercises/information/entropy.py").write_text(LOOPS, encoding="utf-8")


def forget(folder: Path) -> None:
    (folder / ".losslings.json").unlink(missing_ok=True)


# name: (what is done before each run, whether the command ends by itself soon)
SITUATIONS: dict[str, tuple[Callable[[Path], object], bool]] = {
    "everything stored, nothing changed": (lambda _: None, True),
    "one of thirteen answers changed": (change, True),
    "nothing stored, thirteen right answers": (forget, True),
    "one answer loops, the others stored": (loop, False),
}


TEXT = """# How long a student waits for `losslings`

Milliseconds, medians of {repeats} runs in fresh processes; `python -c pass` takes {bare:.0f}. Load of the machine:
{load}. Made by `python -m benchmarks.progress`.

| | first line | first row | the row before the one that loops | all of it |
|---|---:|---:|---:|---:|
{rows}

The first line names the folder, and is there before numpy and the answer key are loaded. A row stands as soon as it is
known: an answer that loops holds up only what comes after it. A result is stored by the digest of the answer, of the
files it imports, of the exercise's key, of the version and the language.
"""


def measure() -> list[str]:
    """Return a row for each situation, medians in milliseconds."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in SOLUTIONS.glob("*/*.py"):
            target = folder / "exercises" / path.relative_to(SOLUTIONS)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        waited(folder)
        for situation, (prepare, is_ended) in SITUATIONS.items():
            runs = []
            for _ in range(REPEATS):
                prepare(folder)
                runs.append(waited(folder, is_ended))
            columns = ("first line", "first row", "the row before", "all of it")
            medians = [
                f"{statistics.median(run[column] for run in runs):.0f}" if column in runs[0] else ""
                for column in columns
            ]
            rows.append(f"| {situation} | {' | '.join(medians)} |")
            print(rows[-1])
    return rows


def main() -> None:
    before = os.getloadavg()[0]
    rows = measure()
    bare = statistics.median(python_alone() for _ in range(REPEATS))
    load = f"{before:.1f} before, {os.getloadavg()[0]:.1f} after, with {os.cpu_count()} processors"
    text = TEXT.format(repeats=REPEATS, bare=bare, load=load, rows="\n".join(rows))
    (HERE / "progress.md").write_text(text, encoding="utf-8")


def python_alone() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
