"""Write the tables: what each tool takes, beside the floor and beside Losslings, and where verdicts differ."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.peers.assignment import POINTS, QUESTIONS
from benchmarks.peers.checks import VARIANTS
from benchmarks.peers.ours import ITEMS
from benchmarks.peers.students import Student
from benchmarks.peers.tool import Passed, Timing, Tool

Which = tuple[str, str]  # a tool's name and variant
FLOOR, FLOOR_2 = ("fork floor, 1 worker", "numpy"), ("fork floor, 2 workers", "numpy")
OURS, OURS_2 = ("losslings grade, 1 worker", "both"), ("losslings grade, 2 workers", "both")
IN_PROCESS = ("losslings, in process", "both")
PEERS = {
    "nbgrader autograde": "`nbgrader autograde`, the class in one command",
    "otter run": "`otter run`, a command each",
    "pytest": "pytest, a process each",
    "gradescope-utils": "gradescope-utils, a process each",
}


@dataclass
class Measured:
    """All runs over one class.

    ``reports`` are Losslings' own, to say why it judged as it did.
    """

    timings: dict[Which, list[Timing]] = field(default_factory=lambda: defaultdict(list))
    reports: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, tool: Tool, timing: Timing) -> None:
        self.timings[tool.name, tool.variant].append(timing)

    def milliseconds(self, which: Which) -> float:
        return statistics.median(timing.milliseconds for timing in self.timings[which])

    def spread(self, which: Which) -> str:
        """Write the median, and the fastest and slowest run."""
        every = [timing.milliseconds for timing in self.timings[which]]
        return f"{number(statistics.median(every))} ({number(min(every))}-{number(max(every))})"

    def start(self, which: Which) -> str:
        starts = [timing.start for timing in self.timings[which] if timing.start is not None]
        return number(statistics.median(starts)) if starts else ""

    def verdicts(self) -> Iterator[tuple[str, tuple[str, str], dict[Which, bool]]]:
        """Yield, for each student and test, which tools say that it is passed."""
        every: dict[Which, dict[str, set[Passed]]] = defaultdict(lambda: defaultdict(set))
        for which, timings in self.timings.items():
            for timing in timings:
                for student, passed in timing.passed.items():
                    every[which][student].add(passed)
        for student in sorted(every[FLOOR]):
            for test in ((question.function, part) for question in QUESTIONS for part in POINTS):
                said = {which: all(test in one for one in by[student]) for which, by in every.items() if by[student]}
                yield student, test, said


def number(value: float) -> str:
    """Write three digits that count."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def rows(measured: Measured, peaks: Mapping[Which, float]) -> list[str]:
    """Write the main table of one class."""
    each = " tests, ms / submission | x floor | Losslings is faster |"
    head = f"| tool | torch{each} numpy{each} start, once, ms | peak memory, MB (torch / numpy) |"
    lines = [head, "|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
    floor, ours = measured.milliseconds(FLOOR), measured.milliseconds(OURS)
    for name, label in PEERS.items():
        cells = [label]
        for variant in VARIANTS:
            spent = measured.milliseconds((name, variant))
            cells += [measured.spread((name, variant)), f"{number(spent / floor)} x", f"**{number(spent / ours)} x**"]
        starts = [measured.start((name, variant)) for variant in VARIANTS]
        cells += [" / ".join(filter(None, starts)), " / ".join(f"{peaks[name, variant]:.0f}" for variant in VARIANTS)]
        lines.append(f"| {' | '.join(cells)} |")
    spent = f"{measured.spread(OURS)} | {number(ours / floor)} x | 1"
    lines.append(f"| **`losslings grade`**, strict | {spent} | {spent} | {measured.start(OURS)} | {peaks[OURS]:.0f} |")
    spent = f"{measured.spread(IN_PROCESS)} | {number(measured.milliseconds(IN_PROCESS) / floor)} x | "
    lines.append(f"| Losslings in process, strict, no files written | {spent} | {spent} | | |")
    lines.append(f"| fork floor | | | | {measured.spread(FLOOR)} | 1 | | | |")
    return lines


def rates(measured: Measured, peaks: Mapping[Which, float]) -> list[str]:
    """Write how many submissions a second one and two workers do."""
    lines = ["| submissions / s | 1 worker | 2 workers | peak memory, MB (1 / 2) |", "|---|--:|--:|--:|"]
    for label, one, two in (("`losslings grade`, strict", OURS, OURS_2), ("fork floor", FLOOR, FLOOR_2)):
        each = " | ".join(number(1000 / measured.milliseconds(which)) for which in (one, two))
        seen = " / ".join(f"{peaks[which]:.0f}" for which in (one, two) if which in peaks)
        lines.append(f"| {label} | {each} | {seen} |")
    for name in PEERS:
        each = " / ".join(number(1000 / measured.milliseconds((name, variant))) for variant in VARIANTS)
        lines.append(f"| {name}, torch / numpy tests | {each} | | |")
    return lines


def differences(measured: Measured, students: list[Student]) -> list[str]:
    """Say where the tools do not agree, and what Losslings said there."""
    by_name = {student.name: student for student in students}
    counted: Counter[str] = Counter()
    lines = []
    for student, test, said in measured.verdicts():
        counted["all"] += 1
        if len(set(said.values())) == 1:
            counted["agree"] += 1
            continue
        who = [
            ", ".join(sorted({name for (name, _), passed in said.items() if passed is word})) for word in (True, False)
        ]
        answer = by_name[student].answers[test[0]].name
        lines.append(
            f"- {student}, {test[0]}, {test[1]} test (`{answer}`): passed by {who[0]}; failed by {who[1]}."
            f"{reason(measured.reports[student], test)}"
        )
    head = (
        f"{counted['agree']} of {counted['all']} verdicts (student x test) are the same from every tool that was asked."
    )
    return [head, *([""] if lines else []), *lines]


def reason(report: dict[str, Any], test: tuple[str, str]) -> str:
    """Quote Losslings' report on a test that it did not pass."""
    for exercise in report["exercises"]:
        for item in exercise["items"]:
            if (exercise["name"], item["name"]) == (test[0], ITEMS[test[1]]) and item["case"]:
                return f" Losslings: `{item['call']}` must give {item['expected']}, gave {item['got']}."
    return ""


ABOUT = """\
# Losslings beside its peers

Made by `python -m benchmarks.peers --python PATH`. One assignment: 7 functions, 203 calls ({visible} of each function
in a visible test worth 1 point, {hidden} in a hidden one worth 2), the same inputs and tolerances for every tool. A
class of {size}, right and wrong answers drawn from `tests/corpus`; tools that take seconds a submission get {few} of
them a repetition (Otter half of that), other ones each time. All tools in turn, again and again; medians
(fastest-slowest run).

- **torch tests** ask torch's losses what is right, in the test; **numpy tests** a line of numpy. Losslings has its
  expected values in an answer key, the floor in memory.
- **Losslings** is the whole product: kernel walls, time and memory limits for each submission, some questions asked
  a second time in a fresh process in another order, arguments checked for changes, the bank's known mistakes looked for
  in every wrong answer, the reports written. ms / submission is the difference of two class sizes ({size} and
  {size} x 11); what is left is *start*. nbgrader's is the difference of {few} submissions and 1.
- **The floor** is a bare fork server: numpy and inputs loaded, one fork a submission, compile, run, 203 guarded calls,
  raw bytes through a pipe, one vectorised comparison, exit and wait. No walls, limits, second asking or reports.
- Peers are set up to be fast: `np.allclose` and not `np.testing`, pytest without other plugins, tests compiled once for
  all students, no `import otter` in the notebook. None of them confines what it runs.
- Memory: the largest sum over the processes of one command (PSS: what they share is counted once), one submission; of
  Losslings a class of {size} x 3.

{watch}

{versions}
"""


def write_report(
    measured: Mapping[str, Measured],
    classes: Mapping[str, list[Student]],
    peaks: Mapping[Which, float],
    versions: Mapping[str, str],
    watch: str,
    few: int,
) -> str:
    """Write everything."""
    size = len(next(iter(classes.values())))
    told = "; ".join(f"{name} {version}" for name, version in versions.items())
    counts = {part: len(QUESTIONS[0].calls(part)) for part in POINTS}
    parts = [ABOUT.format(**counts, size=size, few=few, watch=watch, versions=f"Peers run on {told}.")]
    for name, runs in measured.items():
        repetitions = len(runs.timings[OURS])
        parts += [f"## The {name} class ({repetitions} repetitions)", "", *rows(runs, peaks), ""]
        if name == "mixed":
            parts += [*rates(runs, peaks), ""]
        parts += [*differences(runs, classes[name]), ""]
    return "\n".join(parts).rstrip() + "\n"
