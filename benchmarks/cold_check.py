"""How long ``losslings check FILE`` takes from a cold start, and where the time goes.

``python -m benchmarks.cold_check`` runs it in fresh processes, interleaved with what it cannot be faster than, and
writes ``cold_check.md``. Medians; the load of the machine is printed beside them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

REPEATS = 15
HERE = Path(__file__).parent
SOLUTIONS = HERE.parent / "solutions"

CHECK = ["-m", "autograder.cli.main", "check"]
COMMANDS = {
    "`python -c pass`": ["-c", "pass"],
    "`python -c 'import numpy'`": ["-c", "import numpy"],
    "`losslings check`, a stub": [*CHECK, str(HERE.parent / "exercises/information/entropy.py")],
    "`losslings check`, one exercise, right": [*CHECK, str(SOLUTIONS / "information/entropy.py")],
    "`losslings check`, all thirteen, right": [*CHECK, str(SOLUTIONS)],
}

STAGES = """
import time; start = time.perf_counter(); marks = []
def mark(name): marks.append((name, time.perf_counter()))
import autograder.cli.main; mark("command line (click)")
from autograder.isolation.runner import Runner
runner = Runner(); mark("a child is started, and a spare behind it")
from autograder.judging.judge import judge; mark("numpy and the judge, while the child starts")
from autograder.bank.union import public_key; key = public_key(); mark("the answer key")
from pathlib import Path; from autograder.judging.submission import read_submission
submission = read_submission(Path({path!r})); exercise = key.exercise("information/entropy")
mark("the submission, the exercise's key")
from autograder.isolation.job import Job; from autograder.judging.grade import grade
first = runner.run(Job(submission.files, (exercise.calls,)))["information/entropy"]; mark("first run")
graded = grade(exercise, first); mark("compare, grade")
assert graded.status == "passed"
(again,) = judge(submission, key, runner, ids=["information/entropy"]); mark("all of it again, warm")
time.sleep(0.5); mark("(a pause, as between two edits)")
(again,) = judge(submission, key, runner, ids=["information/entropy"]); mark("and again")
runner.__exit__(None, None, None); mark("end of the children")
assert again.status == "passed"
for name, at in marks: print(name, 1000 * (at - start), sep="\\t"); start = at
"""


def run(arguments: list[str]) -> tuple[float, str]:
    """Run Python once, and return milliseconds and what it printed."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    return 1000 * (time.perf_counter() - start), done.stdout


def stages() -> dict[str, float]:
    """Return the median milliseconds of each stage of a check."""
    script = STAGES.replace("{path!r}", repr(str(SOLUTIONS / "information/entropy.py")))
    times: dict[str, list[float]] = {}
    for _ in range(REPEATS):
        for number, line in enumerate(run(["-c", script])[1].splitlines()):
            name, milliseconds = line.split("\t")
            times.setdefault(f"{number + 1}. {name}", []).append(float(milliseconds))
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    """Measure, print and write the table."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(REPEATS):
        for name, arguments in COMMANDS.items():
            times[name].append(run(arguments)[0])
    lines = ["| command, cold | median ms | fastest ms |", "|---|---|---|"]
    lines += [f"| {name} | {statistics.median(values):.0f} | {min(values):.0f} |" for name, values in times.items()]
    lines += ["", "| where one check's time goes | median ms |", "|---|---|"]
    lines += [f"| {name} | {milliseconds:.0f} |" for name, milliseconds in stages().items()]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    about = f"Made by `python -m benchmarks.cold_check`: {REPEATS} repeats, {os.cpu_count()} cores, load {load}."
    text = "\n".join([about, "", *lines, ""])
    print(text)
    (HERE / "cold_check.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
