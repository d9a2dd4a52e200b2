"""Measure all tools on one assignment and one class, interleaved, and write ``benchmarks/peers.md``."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.machine import Watch, peak_memory
from benchmarks.peers import plain
from benchmarks.peers.checks import VARIANTS
from benchmarks.peers.floor import Floor
from benchmarks.peers.nbgrader import Nbgrader
from benchmarks.peers.otter import Otter
from benchmarks.peers.ours import Grade, InProcess
from benchmarks.peers.students import Student, draw_class
from benchmarks.peers.table import Measured, write_report
from benchmarks.peers.tool import Tool

REPORT = Path(__file__).parent.parent / "peers.md"
NEEDED = ("torch", "nbgrader", "otter-grader", "gradescope-utils", "pytest", "ipykernel")
INSTALL = "pip install 'torch==2.13.*' nbgrader 'otter-grader[grading]' gradescope-utils pytest ipykernel"
LOOK = """
import importlib.metadata, json, platform, sys
def look(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
print(json.dumps({"Python": platform.python_version(), **{name: look(name) for name in sys.argv[1:]}}))
"""
CLASSES = {"mixed": 0.7, "all right": 1.0}  # share of right answers


class Bench(NamedTuple):
    """The tools: quick ones are run again before each of the others."""

    quick: list[Tool]
    others: list[Tool]


def versions(python: str) -> dict[str, str]:
    """Look at an environment; leave with the way out when a peer is missing."""
    try:
        done = subprocess.run([python, "-c", LOOK, *NEEDED, "numpy"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"{python}: {error}; name another interpreter with --python")
    found: dict[str, str] = json.loads(done.stdout)
    missing = [name for name in NEEDED if not found[name]]
    if missing:
        told = f"{python} does not have {', '.join(missing)}. In an environment of its own:"
        sys.exit(f"{told}\n    {INSTALL}\nthen: python -m benchmarks.peers --python PATH-OF-ITS-PYTHON")
    return found


def make_tools(python: str, folder: Path) -> Bench:
    """Set everything up: assignments generated, servers started."""
    peers = [
        make(python, folder, variant)
        for make in (plain.gradescope, plain.pytest, Nbgrader, Otter)
        for variant in VARIANTS
    ]
    return Bench([Floor(1), Floor(2), InProcess()], [Grade(folder, 1), Grade(folder, 2), *peers])


def measure(bench: Bench, students: list[Student], repetitions: int, few: int, measured: Measured) -> None:
    """Run all tools in turn, again and again; slow ones on some of the class, other ones each time."""
    for repetition in range(repetitions):
        first = repetition * few % len(students)
        some = (students + students)[first:]
        for tool in bench.others:
            for quick in bench.quick:
                measured.add(quick, quick.grade(students))
            timing = tool.grade(some[: max(2, round(tool.few * few))] if tool.few else students)
            measured.add(tool, timing)
            print(
                f"{repetition + 1}/{repetitions} {tool.name}, {tool.variant}: {timing.milliseconds:.1f} ms", flush=True
            )


def memory(bench: Bench, student: Student, students: list[Student]) -> dict[tuple[str, str], float]:
    """Look at the memory of each command in a run that is not timed."""
    peaks = {}
    for tool in bench.others:
        if isinstance(tool, Grade):
            folder = tool.class_of(students, 3)
            peaks[tool.name, tool.variant] = peak_memory(tool.command(folder), cwd=tool.folder)
        elif isinstance(tool, plain.OneProcessEach | Nbgrader | Otter):
            peaks[tool.name, tool.variant] = tool.memory(student)
    return peaks


def main() -> None:
    """Measure, print and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="interpreter of an environment that has the peers")
    parser.add_argument("--repetitions", type=int, default=5, help="of the mixed class; half as many of the other")
    parser.add_argument("--few", type=int, default=6, help="submissions a repetition for tools that take seconds each")
    parser.add_argument("--output", type=Path, default=REPORT, help="where to write the tables")
    options = parser.parse_args()
    found, watch = versions(options.python), Watch()
    measured: dict[str, Measured] = defaultdict(Measured)
    with tempfile.TemporaryDirectory(prefix="peers-") as folder, ExitStack() as stack:
        bench = make_tools(options.python, Path(folder))
        for tool in (*bench.quick, *bench.others):
            stack.enter_context(closing(tool))
        classes = {name: draw_class(share) for name, share in CLASSES.items()}
        for name, students in classes.items():
            repetitions = options.repetitions if name == "mixed" else max(1, options.repetitions // 2)
            measure(bench, students, repetitions, options.few, measured[name])
            (measured[name].reports,) = [tool.reports for tool in bench.quick if isinstance(tool, InProcess)]
        peaks = memory(bench, classes["mixed"][0], classes["mixed"])
    text = write_report(measured, classes, peaks, found, str(watch), options.few)
    print(text)
    options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
