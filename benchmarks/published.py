"""Judge code as people publish it: how often the first failing item carries a hint, and which names are wrong.

``python -m benchmarks.published [first|second|third]`` prints what has no hint or a wrong name, and, of all parts,
writes the table of ``published.md``; ``--all`` prints every hint. The corpus lies in ``tests/corpus/published/``,
written in our own words in the spirit of courses, textbooks, libraries, forums and first-year students. Its parts were
written one after the other, each before its own results were looked at.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from autograder.bank.union import public_key
from autograder.isolation.job import limits_of
from autograder.isolation.runner import Runner
from autograder.judging.diagnose import SMALLEST
from autograder.judging.grade import ExerciseGrade, ItemGrade
from autograder.judging.judge import judge
from autograder.judging.submission import Submission

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "published"
TABLE = Path(__file__).with_suffix(".md")
PARTS = ("first", "second", "third")
LIMITS = limits_of(2.0)
MARK = (
    "#| "  # begins a piece of code: right or wrong | whose habit | the mistake in a teacher's words | names it may get
)
IMPORTS = "import math\nimport numpy as np\n"
KINDS = ("name", "exception", "fact", "smallest input", "none")

HEADER = ["part", "functions", "fail an item", *KINDS, "with a hint", "wrong names"]


class Published(NamedTuple):
    """A function as somebody publishes it, and what a teacher would say of it."""

    exercise: str
    habit: str
    mistake: str
    names: frozenset[str]
    source: str
    is_right: bool


class Hint(NamedTuple):
    """What the judge says about a function: on its first failing item, and every name that it gives."""

    published: Published
    grade: ExerciseGrade
    first: ItemGrade | None

    @property
    def kind(self) -> str:
        """One of `KINDS`, or "passed", or the status of an exercise that could not be judged item by item."""
        if self.first is None:
            return self.grade.status
        if self.first.diagnosis is None:
            return "none"
        if self.first.diagnosis.hint.template == SMALLEST:
            return "smallest input"
        if self.first.diagnosis.misconception:
            return "name"
        return "exception" if self.first.got is not None and self.first.got.kind == "raised" else "fact"

    @property
    def wrong_names(self) -> set[str]:
        """The names that no teacher would give, on whichever item."""
        found = {item.diagnosis.misconception for item in self.grade.items if item.diagnosis}
        return {name for name in found if name} - self.published.names - ALWAYS_TRUE

    def describe(self) -> str:
        """Write one line: whose mistake it is, and what was said of it."""
        one, item = self.published, self.first
        head = f"{self.kind}: {one.exercise}, {one.habit}: {one.mistake}"
        if item is None or item.got is None or item.case is None:
            return head
        case = self.grade.exercise.cases[item.case]
        hint = item.diagnosis.hint.render(str) if item.diagnosis else "-"
        name = item.diagnosis.misconception if item.diagnosis else None
        came = f"{item.got.describe()[:60]} for {case.expected.describe()[:40]}"
        return f"{head}; {item.item.name}/{case.id}: {came} [{name}] {hint}"


# What a later item may rightly be told whatever the first mistake is: shapes, dtypes and copies are other questions.
ALWAYS_TRUE = frozenset(
    {
        "silent_broadcast",
        "made_to_fit",
        "classes_broadcast",
        "labels_not_checked",
        "input_overwritten",
        "unsigned_wraparound",
        "integer_overflow",
        "short_floats_kept",
    }
)


def published(part: str) -> Iterator[Published]:
    """Read the functions of one part of the corpus."""
    for path in sorted((CORPUS / part).glob("*.txt")):
        for piece in f"\n{path.read_text(encoding='utf-8')}".split(f"\n{MARK}")[1:]:
            head, _, code = piece.partition("\n")
            right, habit, mistake, names, *_ = [*(part.strip() for part in head.split("|")), "", ""]
            exercise = re.findall(r"^def (\w+)", code, re.MULTILINE)[-1]
            given = frozenset(name.strip() for name in names.split(",")) - {""}
            yield Published(
                exercise, habit, mistake, given, f"import math\nimport numpy as np\n{code}", right == "right"
            )


def judged(part: str, step: int = 1) -> Iterator[Hint]:
    """Judge one part of the corpus, or with a step only some of it, each function as a student's submission."""
    key = public_key()
    with Runner() as runner:
        for one in islice(published(part), 0, None, step):
            submission = Submission("published", {f"{one.exercise}.py": one.source.encode()})
            (grade,) = judge(submission, key, runner, LIMITS, key.meant(one.exercise))
            first = next((item for item in grade.items if item.status in ("failed", "timeout")), None)
            yield Hint(one, grade, first)


def row(part: str, hints: list[Hint]) -> str:
    """Count one part's hints on the first failing item."""
    counts = Counter(hint.kind for hint in hints)
    failing = sum(counts[kind] for kind in KINDS)
    wrong = sum(len(hint.wrong_names) for hint in hints)
    share = sum(counts[kind] for kind in ("name", "exception", "fact")) / failing
    cells = [part, len(hints), failing, *(counts[kind] for kind in KINDS), f"{share:.0%}", wrong]
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    """Judge the parts that are named, or all."""
    halves = [word for word in sys.argv[1:] if not word.startswith("-")] or list(PARTS)
    rows = [f"| {' | '.join(HEADER)} |", "| --- " * len(HEADER) + "|"]
    for part in halves:
        hints = list(judged(part))
        for hint in hints:
            if "--all" in sys.argv or hint.kind in ("none", "smallest input") or hint.wrong_names:
                print(hint.describe(), f"WRONG NAMES {sorted(hint.wrong_names)}" if hint.wrong_names else "")
        rows.append(row(part, hints))
    print("\n".join(rows))
    if halves == list(PARTS):  # what stands around the table is written by hand: first sights cannot be had again
        text = TABLE.read_text(encoding="utf-8")
        TABLE.write_text(
            re.sub(r"(^\|.*\n)+", "\n".join(rows) + "\n", text, count=1, flags=re.MULTILINE), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
