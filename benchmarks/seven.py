"""Seven functions beside the floor: where a submission's time goes, without the peers, in two minutes.

    python -m benchmarks.seven

The assignment and the class are those of `benchmarks.peers`. Floor and Losslings take each submission in turn, again
and again; of each the fastest time counts, for a busy machine only adds to it. Whoever asks again in a fresh process
forks twice: the second floor makes the few calls of a second asking.
"""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from autograder.isolation.runner import Runner
from autograder.judging.again import SAMPLE, asked_again
from autograder.judging.key import ExerciseKey
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
FLOOR_AGAIN = "a second bare fork, with the calls of asking again"
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


def sampled(exercise: ExerciseKey) -> ExerciseKey:
    """Return an exercise with the calls of asking again, where every item has earned points."""
    asked = asked_again(exercise, tuple(range(len(exercise.items))), SAMPLE).indices
    item = replace(exercise.items[0], first=0, stop=len(asked))
    return replace(exercise, items=(item,), cases=tuple(exercise.cases[i] for i in asked))


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
    floors = {FLOOR: Floor(key()), FLOOR_AGAIN: Floor(map(sampled, key()))}
    with Runner("strict") as runner, closing(floors[FLOOR]), closing(floors[FLOOR_AGAIN]):
        timed = TimedRunner(runner)
        for _ in range(REPEATS):
            for student in students:
                times = {}
                for name, floor in floors.items():
                    start = time.perf_counter()
                    floor.servers[0].grade(student.module)
                    times[name] = time.perf_counter() - start
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
