"""Grade right answers that use up to nine tenths of the time limit, alone and beside busy neighbours.

``python benchmarks/load.py``: writes ``load.md``. Each submission holds the bank's own solutions; each of its functions
computes for a share of the limit at its first call. `results.jsonl` must be the same to the byte, whatever else runs.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 0.5  # seconds
SHARES = range(10, 91, 10)  # percent
BUSY = (0, 4, 8)
WORKERS = 2
BURN = """
import functools, time

def burning(function):
    left = [{seconds}]
    @functools.wraps(function)
    def burnt(*arguments, **options):
        stop = time.process_time() + left.pop() if left else 0.0
        while time.process_time() < stop:
            pass
        return function(*arguments, **options)
    return burnt

{name} = burning({name})
"""


def write_class(folder: Path) -> None:
    """Write a submission for each share: the solutions, each slowed down."""
    for share in SHARES:
        for solution in sorted(ROOT.glob("solutions/*/*.py")):
            path = folder / f"uses-{share}-percent" / solution.parent.name / solution.name
            path.parent.mkdir(parents=True, exist_ok=True)
            burn = BURN.format(seconds=LIMIT * share / 100, name=solution.stem)
            path.write_text(solution.read_text(encoding="utf-8") + burn, encoding="utf-8")


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Keep so many processes computing meanwhile."""
    processes = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def graded(submissions: Path, output: Path) -> tuple[float, bytes]:
    """Grade a class; return the seconds that it took, and the reports."""
    command = [sys.executable, "-m", "autograder", "grade", submissions, "-o", output, "--time-limit", LIMIT]
    started = time.monotonic()
    subprocess.run([*map(str, command), "--workers", str(WORKERS)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started, (output / "results.jsonl").read_bytes()


def main() -> None:
    rows, digests = [], set()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_class(folder / "class")
        for count in BUSY:
            with busy(count):
                seconds, reports = graded(folder / "class", folder / f"results-{count}")
            scores = [(report["score"], report["max_score"]) for report in map(json.loads, reports.splitlines())]
            full = sum(score == most for score, most in scores)
            digests.add(hashlib.sha256(reports).hexdigest())
            rows.append(
                f"| {count} | {seconds:.0f} | {full} of {len(scores)} | {hashlib.sha256(reports).hexdigest()[:16]} |"
            )
            print(rows[-1], flush=True)
    lines = [
        "# The same marks on a busy machine",
        "",
        f"Right answers, each function of which computes for 10 to 90 % of the time limit ({LIMIT} s) at its first",
        f"call: {len(SHARES)} submissions, {WORKERS} workers. Written by `python benchmarks/load.py`.",
        "",
        "| busy processes beside them | seconds | full marks | results.jsonl, SHA-256 |",
        "|---|---|---|---|",
        *rows,
        "",
        "The reports are the same to the byte." if len(digests) == 1 else "**The reports differ.**",
    ]
    (ROOT / "benchmarks" / "load.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.exit(len(digests) > 1)


if __name__ == "__main__":
    main()
