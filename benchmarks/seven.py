"""Seven functions beside the floor: where a submission's time goes, without the peers, in two minutes.

    python -m benchmarks.seven

The assignment and the class are those of `benchmarks.peers`. Floor and Losslings take each submission in turn, again
and again; of each the fastest time counts, for a busy machine only adds to it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from autograder.isolation.runner import Runner
from autograder.judging.submission import Submission
from autograder.report.data import judge_to_report
from benchmarks.floor import Floor
from benchmarks.machine import Watch
from benchmarks.peers.ours import key
from benchmarks.peers.students import draw_class
from benchmarks.scale import TimedRunner

REPORT = Path(__file__).with_name("seven.md")
REPEATS = 20
SHARE = 0.7  # of right answers
FLOOR, ALL = "bare fork floor", "**all of it**"
FIRST, AGAIN = "first asking, in an isolated child", "asking again, in others"
REST = "comparing, grading, diagnosing, writing the report (as data)"
ABOUT = """# Seven functions beside the floor

Made by `python -m benchmarks.seven`, which says what is measured: one submission at a time, in process, behind the
walls of `strict`; a class of {count}, {share:.0%} of the answers right; the fastest of {repeats} times, the mean over
the class.

{watch}

| | ms | x floor |
|---|--:|--:|
"""


def stages_of(submission: Submission, runner: TimedRunner) -> dict[str, float]:
    """Judge one submission; return the seconds of each stage."""
    runner.seconds.clear()
    start = time.perf_counter()
    judge_to_report(submission, key(), runner, str)
    spent = time.perf_counter() - start
    first, *again = runner.seconds
    return {FIRST: first, AGAIN: sum(again), REST: spent - first - sum(again), ALL: spent}


def main() -> None:
    """Measure, print and write the table."""
    watch, students = Watch(), draw_class(SHARE)
    best: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(lambda: float("inf")))
    with Runner("strict") as runner, closing(Floor(key())) as floor:
        timed = TimedRunner(runner)
        for _ in range(REPEATS):
            for student in students:
                start = time.perf_counter()
                floor.servers[0].grade(student.module)
                times = {FLOOR: time.perf_counter() - start}
                times |= stages_of(Submission(student.name, {"losses.py": student.module}), timed)
                for stage, spent in times.items():
                    best[stage][student.name] = min(best[stage][student.name], spent)
    means = {stage: 1000 * sum(each.values()) / len(each) for stage, each in best.items()}
    rows = [f"| {stage} | {spent:.2f} | {spent / means[FLOOR]:.2f} x |" for stage, spent in means.items()]
    text = ABOUT.format(count=len(students), share=SHARE, repeats=REPEATS, watch=watch) + "\n".join(rows) + "\n"
    print(text)
    REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
