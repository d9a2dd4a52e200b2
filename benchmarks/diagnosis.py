"""Judge the corpus: every right answer must be accepted, every wrong one caught, no hint name another mistake.

``python -m benchmarks.diagnosis [unit/name]…`` prints what is not as it should be, and writes ``diagnosis.md`` when it
has judged all. A hint is *right* when it is the misconception with which the corpus labels the answer, *measured* when
it states a fact about the answer (its shape, say) and names no misconception, *wrong* when it names another one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from autograder.bank.union import public_key
from autograder.isolation.job import limits_of
from autograder.isolation.runner import Runner
from autograder.judging.submission import Submission
from autograder.report.data import judge_to_report
from benchmarks.implementations import Implementation, exercises_with_corpus, implementations

TABLE = Path(__file__).with_suffix(".md")


class Verdict(NamedTuple):
    """What the judge made of one implementation: its report, and the misconceptions that the report names."""

    implementation: Implementation
    report: dict[str, Any]
    named: frozenset[str]

    @property
    def fault(self) -> str:
        """Say what the judge got wrong, if anything."""
        passed = self.report["status"] == "passed"
        if passed != self.implementation.is_right:
            return "right, but rejected" if self.implementation.is_right else "wrong, but accepted"
        return "wrong hint" if self.named - self.implementation.hints else ""

    @property
    def hint(self) -> str:
        """Classify the hint on a wrong answer: right, wrong, measured or none."""
        if self.named:
            return "wrong" if self.named - self.implementation.hints else "right"
        return "measured" if any(item["hint"] for item in self.report["items"]) else "none"


LIMITS = limits_of(2.0)  # right answers take a tenth of it; the wrong ones that never end, all of it


def judge_corpus(exercise: str, kind: str = "") -> Iterator[Verdict]:
    """Judge the implementations of one exercise, each as a student's submission."""
    key = public_key()
    with Runner() as runner:
        for implementation in implementations(exercise, kind):
            submission = Submission(implementation.name, {f"{exercise}.py": implementation.source})
            (report,) = judge_to_report(submission, key, runner, str, LIMITS, [exercise])["exercises"]
            named = frozenset(item["misconception"] for item in report["items"] if item["misconception"])
            yield Verdict(implementation, report, named)


def describe(verdict: Verdict) -> str:
    """Write one line on an implementation that needs a look."""
    failed = [
        f"{item['name']}/{item['case']}: {item['got']} for {item['expected']}, named {item['misconception']}"
        for item in verdict.report["items"]
        if item["status"] == "failed"
    ]
    implementation = verdict.implementation
    wanted = ", ".join(sorted(implementation.hints)) or "none"
    what = verdict.fault or "no hint"
    return f"{what}: {implementation.exercise} {implementation.name} (hint: {wanted}); {'; '.join(failed[:3])}"[:400]


def row(exercise: str, verdicts: list[Verdict]) -> list[str]:
    """Count one exercise's verdicts."""
    right = [verdict for verdict in verdicts if verdict.implementation.is_right]
    wrong = [verdict for verdict in verdicts if not verdict.implementation.is_right]
    labelled = [verdict for verdict in wrong if verdict.implementation.hints]
    counts = [
        len(right),
        sum(bool(verdict.fault) for verdict in right),
        len(wrong),
        sum(verdict.report["status"] == "passed" for verdict in wrong),
        len(labelled),
        *(sum(verdict.hint == kind for verdict in labelled) for kind in ("right", "measured", "none")),
        sum(verdict.hint == "wrong" for verdict in wrong),
    ]
    return [exercise, *map(str, counts)]


HEADER = ["exercise", "right", "rejected", "wrong", "accepted"]
HEADER += ["labelled", "right hint", "measured", "no hint", "wrong hint"]


def main() -> None:
    """Judge the named exercises, or all; exit 1 when anything is rejected, accepted or hinted at wrongly."""
    exercises = sys.argv[1:] or exercises_with_corpus()
    rows, faults = [], 0
    with ThreadPoolExecutor(2) as executor:
        judged = executor.map(lambda name: list(judge_corpus(name)), exercises)
        for exercise, verdicts in zip(exercises, judged, strict=True):
            for verdict in verdicts:
                faults += bool(verdict.fault)
                if verdict.fault or (verdict.implementation.hints and verdict.hint == "none"):
                    print(describe(verdict))
            rows.append(row(exercise, verdicts))
    totals = [str(sum(int(line[i]) for line in rows)) for i in range(1, len(HEADER))]
    rows.append(["**all**", *totals])
    labelled, right_hint, wrong_hints = int(totals[4]), int(totals[5]), totals[-1]
    lines = [f"| {' | '.join(line)} |" for line in [HEADER, ["---"] * len(HEADER), *rows]]
    share = (
        f"Of {labelled} labelled wrong answers, {right_hint / labelled:.1%} get the right hint. "
        f"Wrong hints: {wrong_hints}."
    )
    table = "\n".join([*lines, "", share, ""])
    print(table)
    if not sys.argv[1:]:
        made_by = "Made by `python -m benchmarks.diagnosis`, which explains the columns.\n"
        made_by += "The bank's misconceptions were tuned on this corpus: the shares say that nothing known is\n"
        made_by += "missed, not what to expect of the unknown."
        TABLE.write_text(f"{made_by}\n\n{table}", encoding="utf-8")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
