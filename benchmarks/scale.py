"""How fast ``losslings grade`` is on large classes, how much memory it takes, and where a submission's time goes.

``python -m benchmarks.scale`` draws classes from the corpus (every exercise of the bank; each answer right with
probability 0.7, else one of the well-known mistakes; none that loops over numbers in Python, which would measure the
students; a folder a student, a file a unit), grades each with one worker
and with two behind the strict walls, and looks at the memory of the processes all the while. The stages of a submission
are then measured in this process, interleaved with the floor: a bare fork server that makes the same calls once. It
writes ``scale.md``.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil

from autograder.bank.union import public_key
from autograder.classroom.results import Results
from autograder.classroom.worker import as_lines
from autograder.isolation.job import Answers, Argument, Calls, Job
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import Key, name_of
from autograder.judging.submission import read_submission
from autograder.report.data import report
from benchmarks.floor import Floor
from benchmarks.implementations import Implementation, implementations
from benchmarks.machine import CommandFailed, Sampler, Watch

REPORT = Path(__file__).with_suffix(".md")
SIZES = (100, 1000, 10_000)
WORKERS = (1, 2)
LARGE = 5000  # with two workers only, unless asked: one takes twice as long, at a speed that 1,000 show as well
SHARE_RIGHT = 0.7
STAGED = 40  # submissions whose stages are measured
REPEATS = 5
TENTHS = (0.1, 0.3, 0.5, 0.7, 0.9)
LOOPS_TOO = "the smallest, with answers that loop"
ROLES = ("main", "workers", "servers", "children")

# ---------------------------------------------------------------- a class


Pools = dict[str, tuple[list[Implementation], list[Implementation]]]

LOOPS = (ast.For, ast.While, ast.comprehension)
LOOPING = {"accumulate", "apply_along_axis", "frompyfunc", "fsum", "map", "ndindex", "nditer", "reduce", "vectorize"}


def is_vectorised(answer: Implementation) -> bool:
    """Tell whether an answer leaves the loops to numpy."""
    function = ast.parse(answer.source).body[-1]
    names = {getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(function)}
    return not names & LOOPING and not any(isinstance(node, LOOPS) for node in ast.walk(function))


def pools(key: Key, *, vectorised: bool) -> Pools:
    """List each exercise's right answers, and the wrong ones that a known mistake explains: none hangs or sleeps."""
    names = map(name_of, key.lines)
    found = {name: [one for one in implementations(name) if is_vectorised(one) or not vectorised] for name in names}
    return {
        name: ([one for one in every if one.is_right], [one for one in every if one.hints])
        for name, every in found.items()
    }


def draw(key: Key, drawn_from: Pools, rng: np.random.Generator) -> dict[str, bytes]:
    """Draw one submission: a file for each unit."""
    files: dict[str, bytes] = defaultdict(bytes)
    for exercise in key:
        right, wrong = drawn_from[exercise.name]
        answers = right if rng.random() < SHARE_RIGHT else wrong
        files[f"{exercise.unit}.py"] += answers[rng.integers(len(answers))].source + b"\n\n"
    return dict(files)


def draw_class(size: int, *, vectorised: bool = True) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Draw a class: a larger one begins with the students of a smaller one."""
    key, rng = public_key(), np.random.default_rng(1)
    drawn_from = pools(key, vectorised=vectorised)
    for number in range(size):
        yield f"student-{number:05}", draw(key, drawn_from, rng)


def write_class(folder: Path, size: int, *, vectorised: bool = True) -> None:
    for name, files in draw_class(size, vectorised=vectorised):
        (folder / name).mkdir(parents=True)
        for path, source in files.items():
            (folder / name / path).write_bytes(source)


# ---------------------------------------------------------------- speed and memory


class Run(NamedTuple):
    """One class graded."""

    label: str
    size: int
    workers: int
    seconds: float
    memory: Sampler

    def between(self, first: float, last: float, role: str) -> float:
        """Return the median memory, in MB, of a stretch of the run."""
        shares = [(at / self.memory.seen[-1][0], found) for at, found in self.memory.seen]
        values = [found[role] if role else found.total() for at, found in shares if first <= at <= last]
        return statistics.median(values or [0]) / 1e6


def role_of(process: psutil.Process) -> str:
    """Tell a fork server from the children that it forks, which have its command line, by their age."""
    words = process.cmdline()
    if any(word.endswith("server.py") for word in words):
        return "children" if time.time() - process.create_time() < 1.0 else "servers"
    return "workers" if "--multiprocessing-fork" in words else "main"


def grade_class(label: str, folder: Path, size: int, workers: int) -> Run:
    """Run the command.

    Raises
    ------
    CommandFailed
    """
    options = ["--workers", str(workers), "--isolation", "strict", "--lang", "en"]
    command = [sys.executable, "-m", "autograder.cli.main", "grade", "class", "-o", f"results-{workers}", *options]
    start = time.perf_counter()
    with (
        subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process,
        Sampler(process.pid, role_of, interval=0.1 if size < 1000 else 0.5) as memory,
    ):
        errors = process.communicate()[1]
    seconds = time.perf_counter() - start
    with (folder / f"results-{workers}/results.jsonl").open("rb") as stream:
        graded = sum(1 for _ in stream)
    if process.returncode or graded != size:
        raise CommandFailed(f"{graded} reports for {size} submissions; {errors.decode(errors='replace')}")
    return Run(label, size, workers, seconds, memory)


def grade_classes(sizes: list[int], *, thorough: bool) -> Iterator[Run]:
    """Grade classes of all sizes, and a small one with every answer of the corpus."""
    for label, size in [(LOOPS_TOO, min(sizes)), *((f"{size:,}", size) for size in sizes)]:
        with tempfile.TemporaryDirectory(prefix="scale-") as folder:
            write_class(Path(folder) / "class", size, vectorised=label != LOOPS_TOO)
            for workers in WORKERS if size < LARGE or thorough else WORKERS[-1:]:
                yield grade_class(label, Path(folder), size, workers)


def speed_table(runs: list[Run]) -> Iterator[str]:
    """Write speed and memory of each run."""
    yield f"| class | workers | seconds | submissions / s | peak memory, MB | {' | '.join(ROLES)} |"
    yield f"|---|--:|--:|--:|--:|{'--:|' * len(ROLES)}"
    for run in runs:
        peaks = [run.memory.peak(role) for role in ("", *ROLES)]
        cells = [run.label, f"{run.workers}", f"{run.seconds:.1f}", f"{run.size / run.seconds:.1f}"]
        yield f"| {' | '.join(cells + [f'{peak:.0f}' for peak in peaks])} |"


def flatness_table(runs: list[Run]) -> Iterator[str]:
    """Write the memory of the largest class at several points of the run."""
    yield f"| class | workers | MB at | {' | '.join(f'{tenth:.0%}' for tenth in TENTHS)} |"
    yield f"|---|--:|---|{'--:|' * len(TENTHS)}"
    for run in (run for run in runs if run.label == runs[-1].label):
        for role in ("", *ROLES):
            values = [run.between(tenth - 0.1, tenth + 0.1, role) for tenth in TENTHS]
            cells = [f"{run.size:,}", f"{run.workers}", role or "**all**", *(f"{value:.1f}" for value in values)]
            yield f"| {' | '.join(cells)} |"


# ---------------------------------------------------------------- where the time goes

ALL, ONE_CALL, FLOOR = "**all of these**", "a submission of one call: fork, walls, call, end", "bare fork floor"


class TimedRunner:
    """A runner that says how long each of its runs took."""

    tier = "strict"

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.seconds: list[float] = []

    def run(self, job: Job) -> dict[str, Answers]:
        start = time.perf_counter()
        try:
            return self.runner.run(job)
        finally:
            self.seconds.append(time.perf_counter() - start)


class Clock:
    """Seconds since it was last asked."""

    def __init__(self) -> None:
        self.last = time.perf_counter()

    def lap(self) -> float:
        before, self.last = self.last, time.perf_counter()
        return self.last - before


def take_through(path: Path, key: Key, runner: Runner, results: Results) -> dict[str, float]:
    """Take one submission through all stages, as a worker and the class's process do; return the seconds of each."""
    timed, clock = TimedRunner(runner), Clock()
    submission = read_submission(path)
    reading = clock.lap()
    grades = judge(submission, key, timed)
    judging = clock.lap() - sum(timed.seconds)
    made = report(submission.id, grades, key=key.digest, hidden=key.hidden, isolation=timed.tier, translate=str)
    reporting = clock.lap()
    graded = as_lines(made, None, is_whole=True)
    results.append(graded, {"files": submission.digest})
    first, second = [*timed.seconds, 0.0][:2]
    return {
        "reading its files": reading,
        "first asking, in an isolated child": first,
        "second asking of what earned points": second,
        "comparing, grading, diagnosing": judging,
        "writing the report (as data)": reporting,
        "writing it down (JSON, two files)": clock.lap(),
    }


def one_call(runner: Runner) -> float:
    """Run the smallest submission there is."""
    job = Job({"same.py": b"def same(x):\n    return x\n"}, (ONE,))
    clock = Clock()
    runner.run(job)
    return clock.lap()


ONE = Calls("same", ((Argument(np.zeros(1)),),))


def stages(folder: Path) -> dict[str, float]:
    """Measure the stages of some submissions; return milliseconds, the mean over them of the median of each."""
    write_class(folder / "class", STAGED)
    key, results = public_key(), Results(folder)
    seconds: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with Runner("strict") as runner, Runner("strict") as other, closing(Floor(key)) as floor:
        for repeat in range(REPEATS + 1):
            for path in sorted((folder / "class").iterdir()):
                module = b"".join(file.read_bytes() for file in sorted(path.iterdir()))
                times = take_through(path, key, runner, results)
                clock = Clock()
                floor.servers[0].grade(module)
                times |= {ALL: sum(times.values()), FLOOR: clock.lap(), ONE_CALL: one_call(other)}
                for stage, spent in times.items() if repeat else ():  # the first time, everything starts
                    seconds[stage][path.name].append(spent)
    return {
        stage: 1000 * statistics.mean(statistics.median(values) for values in each.values())
        for stage, each in seconds.items()
    }


def stages_table(times: dict[str, float]) -> Iterator[str]:
    yield "| where a submission's time goes, one at a time in process | ms | share | x floor |"
    yield "|---|--:|--:|--:|"
    for stage, spent in times.items():
        share = f"{spent / times[ALL]:.0%}" if stage not in (FLOOR, ONE_CALL) else ""
        yield f"| {stage} | {spent:.2f} | {share} | {spent / times[FLOOR]:.2f} x |"


# ---------------------------------------------------------------- the report

ABOUT = """\
# Large classes

Made by `python -m benchmarks.scale`, which says what is measured: {exercises} exercises, {cases} calls a
submission and some of them once more. Seconds are those of the whole
command, start and table of the class included. Memory is PSS (what processes share is counted once), looked at twice a
second; *children* are the processes in which student code runs.

{watch}
"""


def main() -> None:
    """Measure, print and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many submissions, for each class")
    parser.add_argument("--thorough", action="store_true", help=f"with 1 worker too where there are {LARGE} or more")
    parser.add_argument("--output", type=Path, default=REPORT, help="where to write the tables")
    options = parser.parse_args()
    key, watch, runs = public_key(), Watch(), []
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        times = stages(Path(folder))
    for run in grade_classes(sorted(options.sizes), thorough=options.thorough):
        print(f"{run.label}: {run.size} submissions, {run.workers} workers: {run.seconds:.1f} s", flush=True)
        runs.append(run)
    largest = runs[-1]
    hours = largest.workers * largest.seconds / largest.size * 1e6 / 3600
    cost = f"A million submissions at the pace of the last class: {hours:.0f} hours of one core."
    counts = {"exercises": len(key.lines), "cases": sum(len(exercise.cases) for exercise in key)}
    tables = [*speed_table(runs), "", *flatness_table(runs), "", *stages_table(times), "", cost, ""]
    text = "\n".join([ABOUT.format(**counts, watch=watch), *tables])
    print(text)
    options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
