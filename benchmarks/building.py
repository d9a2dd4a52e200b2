"""What it costs to compile a bank: the public key, a hidden key, and both with mpmath's numbers alone.

``python -m benchmarks.building`` compiles each exercise of the bank that ships, in one process and without the cache,
and writes ``building.md``: seconds of processor time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from autograder.bank import exact
from autograder.bank.building.asking_torch import load_torch_meanwhile
from autograder.bank.building.compile import compile_exercise
from autograder.bank.building.faults import Faults
from autograder.bank.building.hidden import compile_hidden
from autograder.bank.exercises import Exercise, find_exercises
from autograder.bank.folder import shipped
from autograder.bank.union import public_key
from benchmarks.machine import Watch

SEED = b"a seed of the benchmarks"
COLUMNS = ("public key", "hidden key", "public key, mpmath alone", "hidden key, mpmath alone")


def seconds_of(compile_one: Callable[[Faults], Any], exercise: Exercise) -> float:
    """Compile an exercise once; return the processor seconds that it took."""
    faults, start = Faults(exercise), time.process_time()
    compile_one(faults)
    assert not faults.found, faults.found
    return time.process_time() - start


def row(exercise: Exercise) -> list[float]:
    """Compile one exercise in each way."""
    unit, public = shipped().unit(exercise.unit), public_key().exercise(exercise.id)
    ways: list[Callable[[Faults], Any]] = [
        lambda faults: compile_exercise(exercise, unit, faults),
        lambda faults: compile_hidden(exercise, public, SEED, faults),
    ]
    seconds = [seconds_of(way, exercise) for way in ways]
    with patch.object(exact, "gmpy2", side_effect=ImportError("left out")):
        return seconds + [seconds_of(way, exercise) for way in ways]


def main() -> None:
    """Measure, print and write the table."""
    watch = Watch()
    load_torch_meanwhile().join()
    rows = {exercise.id: row(exercise) for exercise in find_exercises()}
    rows["**all of it**"] = [sum(column) for column in zip(*rows.values(), strict=True)]
    lines = [f"| | {' | '.join(COLUMNS)} |", "|---|" + "--:|" * len(COLUMNS)]
    lines += [f"| {name} | {' | '.join(f'{value:.2f}' for value in values)} |" for name, values in rows.items()]
    about = "Made by `python -m benchmarks.building`, which says what is measured: seconds of processor time."
    text = "\n".join(["# What a key costs", "", about, "", str(watch), "", *lines, ""])
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
